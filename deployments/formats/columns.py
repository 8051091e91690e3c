"""Reads many records at once from columns of texts, a column for each field. Equal texts are read only once."""

from __future__ import annotations

import copy
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import filterfalse
from operator import getitem
from string import ascii_letters, digits
from typing import Any

import attrs

from deployments.claims import ClaimKind
from deployments.errors import InvalidValueError
from deployments.packed_texts import PackedTexts
from deployments.patterns import lazy_pattern
from deployments.records import MAX_WORDING, Deployment, Record, Statement, written_fields
from deployments.rows import FEW, Coded, Column, Rows, Texts, pairs
from deployments.values.texts import MAX_TEXT

#: Fields whose texts seldom occur twice: to remember them would only take memory.
_ITS_OWN = frozenset({"id", "title", "name", "url", "wording", "note"})

#: The longest text of fields of these forms, in characters.
_LIMITS = {"text": MAX_TEXT, "name": MAX_TEXT, "wording": MAX_WORDING}
#: What ids can be made of that do not begin like a date; and such ids, one on each line.
_IN_ID, _FIRST_OF_ID, _LONGEST_ID = f"{ascii_letters}{digits}_-", ascii_letters.replace("XY", ""), 100
_PLAIN_ID = rf"[{_FIRST_OF_ID}][{_IN_ID}]{{0,{_LONGEST_ID - 1}}}+"
_STATEMENT_ID = rf"{_PLAIN_ID}(?:#[A-Za-z0-9._~?%,:/+@=#\[\]{{}}-]{{1,250}}+)?+"
_EVERY_ID = {
    "id": lazy_pattern(rf"{_PLAIN_ID}(?:\n{_PLAIN_ID})*+"),
    "statement_id": lazy_pattern(rf"{_STATEMENT_ID}(?:\n{_STATEMENT_ID})*+"),
}
#: The kinds of claim that have no day.
_UNDATED = frozenset(kind for kind in ClaimKind if not kind.spec.dated)


class _Texts(dict[object, int]):
    """The number of the value of each text. A text is read when it is first looked up; `read` may raise then.

    What is wrong with a text is remembered too: rows that have it are read again and again, half as many each time,
    until it is known which row it is, and to find a hint for it takes long.
    """

    def __init__(self, read: Callable[[Any], object], found: list[Any]) -> None:
        super().__init__()
        self.read, self.found = read, found
        self._wrong: dict[object, InvalidValueError] = {}

    def __missing__(self, text: object) -> int:
        if text in self._wrong:
            raise copy.copy(self._wrong[text])  # one that is raised holds the frames that it passes
        try:
            number = self.new(text)
        except InvalidValueError as error:
            if type(text) is str:
                self._wrong[text] = copy.copy(error)
            raise
        if type(text) in (str, tuple):  # not of True, which is equal to 1
            self[text] = number
        return number

    def new(self, text: object) -> int:
        """Read a value that is not remembered, and return its number."""
        self.found.append(self.read(text))
        return len(self.found) - 1

    def one(self, text: object) -> int:
        """Return the number of any value. Tables and lists have no hash, and so they are read each time."""
        try:
            return self[text]
        except TypeError:
            return self.new(text)


class _Growing:
    """The values of one field in the rows so far: the number of each value, or the texts where texts seldom repeat.

    Rows in which the field is left out are only counted, until a row has it.
    """

    def __init__(self, default: object, *, own: bool) -> None:
        self.default = default
        self.values: Sequence[Any] = [] if default is attrs.NOTHING else [default]
        self.cells: Any = [] if own else array("i")
        self._packed: list[PackedTexts] = []  # all cells so far, if they came so: then there are no others
        self._left_out = 0
        self._odd: set[int] = set()
        self._looked_at = 0

    def extend(self, cells: Sequence[Any] | None, count: int) -> None:
        """Add the cells of `count` more rows; None if the field is left out in all of them."""
        if cells is None:
            self._left_out += count
            return
        if isinstance(cells, PackedTexts) and not self.cells and not self._left_out:
            self._packed.append(cells)
            return
        self._fill()
        if isinstance(cells, array) and not self.cells:
            self.cells = cells
            return
        # A list is made an array first: `extend` would add one number after the other.
        self.cells += cells if isinstance(self.cells, list | type(cells)) else array("i", cells)

    def take(self, values: Sequence[Any]) -> Sequence[int]:
        """Add the values of a column, and return their numbers. Texts stay as they are if there are no others."""
        begin = len(self.values)
        if not begin and isinstance(values, Texts):
            self.values = values
        else:
            self.listed().extend(values)
        return range(begin, begin + len(values))

    def listed(self) -> list[Any]:
        """Return the list of the values, to which others can be added."""
        self.values = self.values if isinstance(self.values, list) else [*self.values]
        return self.values

    def odd(self, test: Callable[[Any], object]) -> set[int]:
        """Return the numbers of the values that pass a test. It has to be the same test at each call."""
        new = range(self._looked_at, len(self.values))
        self._odd.update(number for number in new if test(self.values[number]))
        self._looked_at = len(self.values)
        return self._odd

    def column(self) -> Column:
        """Return the column. Call it last: nothing can be added afterwards."""
        if self._packed and not self._left_out:
            return PackedTexts.joined(self._packed)
        if not self._packed and not self.cells:
            return Coded.same(self.default, self._left_out)
        self._fill()
        cells, self.cells = self.cells, None
        return cells if isinstance(cells, list) else Coded(cells, self.values)

    def _fill(self) -> None:
        for each in self._packed:
            self.cells += each
        self._packed.clear()
        count, self._left_out = self._left_out, 0
        if count:
            self.cells += [self.default] * count if isinstance(self.cells, list) else array("i", bytes(4 * count))


@attrs.frozen(eq=False)
class ReadColumns:
    """Columns of one kind of record, read and without errors.

    `count` is the number of rows. `cells` has the column of each field, None if the field is left out in all rows.
    `present` is how many cells there are, in all columns together, in which the field is not left out.
    """

    kind: type[Record]
    count: int
    present: int
    cells: Mapping[str, Sequence[Any] | None]


class ColumnReader:
    """A reader of columns that remembers the texts that it has read: equal texts become the same object.

    `absent` is the mark that stands in a column for a field that was left out.

    >>> from deployments.records import Event
    >>> reader = ColumnReader()
    >>> columns = {"id": ["a"], "name": ["NATO summit"], "place": ["Vilnius, LTU"], "note": [None]}
    >>> reader.add(reader.read(Event, columns))
    >>> reader.rows(Event)[0] == Event(id="a", name="NATO summit", place="Vilnius, LTU")
    True
    """

    def __init__(self, absent: object = None) -> None:
        self._absent = absent
        self._growing: dict[type[Record], dict[str, _Growing]] = {}
        self._texts: dict[tuple[type[Record], str], _Texts] = {}
        self._claims: dict[str, _Texts] = {}

    def read(self, kind: type[Record], columns: Mapping[str, Column | None]) -> ReadColumns:
        """Read records from columns of one length, by the names of the fields. A field without a column is left out.

        Raises `InvalidValueError` for the first value that is wrong, as the constructor of the record does.
        """
        growing, present = self._growing_of(kind), 0
        count = next(len(column) for column in columns.values() if column is not None)
        cells: dict[str, Any] = {}
        for field in written_fields(kind):
            # `get` would take a `KeyError` of what makes a column for a field without one.
            column = columns[field.name] if field.name in columns else None  # noqa: SIM401
            if column is None:
                column = [self._absent] * count
            elif field.name not in _ITS_OWN and isinstance(column, PackedTexts):
                column = [*column]
            if (kind, field.name) == (Statement, "value"):
                present += count
                cells["value"] = self._values(columns["kind"] or column, column, columns["source"] or column)
                continue
            # A field without a default is never left out.
            missing = 0 if field.default is attrs.NOTHING else column.count(self._absent)
            present += count - missing
            is_left_out = missing == count and missing > 0
            cells[field.name] = None if is_left_out else self._column(kind, field, column, missing)
        for row in _doubtful(kind, cells, growing):
            self._made(kind, cells, row).check_fields()
        return ReadColumns(kind, count, present, cells)

    def add(self, read: ReadColumns) -> None:
        """Add records that were read."""
        growing = self._growing[read.kind]
        for name, cells in read.cells.items():
            growing[name].extend(cells, read.count)

    def append(self, record: Record) -> None:
        """Add a record that exists already."""
        for name, growing in self._growing_of(type(record)).items():
            value = getattr(record, name)
            if isinstance(growing.cells, list):
                growing.extend([value], 1)
            elif value == growing.default:
                growing.extend(None, 1)
            else:
                growing.extend(growing.take([value]), 1)

    def kinds(self) -> list[type[Record]]:
        """Return the kinds of record that were read."""
        return [*self._growing]

    def rows(self, kind: type[Record]) -> Rows[Any]:
        """Return all records of a kind that were added. Call it last: no more can be added to them."""
        self._texts.clear()
        self._claims.clear()
        growing = self._growing.pop(kind)
        return Rows(kind, {name: each.column() for name, each in growing.items()})

    def _growing_of(self, kind: type[Record]) -> dict[str, _Growing]:
        if kind not in self._growing:
            fields = written_fields(kind)
            self._growing[kind] = {each.name: _Growing(each.default, own=each.name in _ITS_OWN) for each in fields}
        return self._growing[kind]

    def _made(self, kind: type[Record], read: Mapping[str, Any], row: int) -> Any:
        """Return the record of one row of columns that were read."""
        growing = self._growing[kind]
        columns: dict[str, Column] = {}
        for name, cells in read.items():
            if cells is not None:
                own = isinstance(growing[name].cells, list)
                columns[name] = [cells[row] if own else growing[name].values[cells[row]]]
        return Rows(kind, columns)[0]

    def _column(self, kind: type[Record], field: attrs.Attribute[Any], column: Column, missing: int) -> Sequence[Any]:
        """Return the number of each value in a column, or the texts themselves for the fields in `_ITS_OWN`."""
        convert: Any = field.converter  # every field of a record has one
        default, form, absent = field.default, field.metadata["form"], self._absent
        if field.name in _ITS_OWN:
            if not missing and _can_stand(form, column):
                return column
            return [default if missing and value is absent else convert(value) for value in column]
        texts, growing = self._texts.get((kind, field.name)), self._growing[kind][field.name]
        if texts is None:
            if isinstance(column, Coded) and not missing and form in _EVERY_ID and _can_stand(form, column.values):
                return column.renumbered(growing.take(column.values))
            values = growing.listed()
            texts = self._texts[kind, field.name] = _Texts(convert, values)
            if form in _EVERY_ID:
                texts.update(zip(values, range(len(values)), strict=True))
            if default is not attrs.NOTHING:
                texts[absent] = 0
        if default is False and not isinstance(column, Coded):
            column = Coded.of(column)  # true and 1 are equal, and one of them is wrong
        if isinstance(column, Coded):
            return column.renumbered(self._numbers(texts, form, column.values))
        return self._numbers(texts, form, column)

    def _numbers(self, texts: _Texts, form: str, column: Sequence[Any]) -> list[int]:
        """Return the number of the value of each text in a column."""
        try:
            if form in _EVERY_ID:
                new = [*filterfalse(texts.__contains__, dict.fromkeys(column))]
                if _can_stand(form, new):
                    texts.update(zip(new, range(len(texts.found), len(texts.found) + len(new)), strict=True))
                    texts.found += new
            return [*map(texts.__getitem__, column)]
        except TypeError:  # a list of texts is remembered as a tuple
            column = [tuple(value) if type(value) is list else value for value in column]
            return [*map(texts.one, column)]

    def _values(self, kinds: Column, column: Column, sources: Column) -> Sequence[int]:
        """Return the number of the value of each claim."""
        if not self._claims:
            values = self._growing[Statement]["value"].listed()
            # Equal texts of claims of one type are one value, save where a kind reads more or less than the others do.
            shared: dict[object, _Texts] = {}
            for kind in ClaimKind:
                shared.setdefault(_reader_of(kind), _Texts(kind.read, values))
            self._claims = {kind.value: shared[_reader_of(kind)] for kind in ClaimKind}
        if isinstance(column, Coded) and True not in column.values:
            numbers, own_kinds, values = pairs(kinds, column)
            return Coded(numbers, values).renumbered(self._numbers_of_claims(own_kinds, values))
        if True in column:  # the source can decide what `true` means
            column = [
                ClaimKind(kind).read(value, source) if value is True else value
                for kind, value, source in zip(kinds, column, sources, strict=True)
            ]
        return self._numbers_of_claims(kinds, column)

    def _numbers_of_claims(self, kinds: Iterable[Any], column: Sequence[Any]) -> list[int]:
        """Return the number of the value of each claim, one after the other."""
        texts = [*map(self._claims.__getitem__, kinds)]
        try:
            return [*map(getitem, texts, column)]
        except TypeError:
            return [*map(_Texts.one, texts, column)]


def _reader_of(kind: ClaimKind) -> object:
    """Return a key that is the same for kinds of claim that read every text alike."""
    return kind if kind.spec.dates or kind.spec.value is bool else kind.spec.value


def _can_stand(form: str, column: Sequence[Any]) -> bool:
    """Tell whether all values are texts that need no reading: they are right, and stay as they are written.

    If it returns false, each value has to be read by itself. In most files all values of a column can stand.
    """
    if form in _EVERY_ID and isinstance(column, PackedTexts) and column.has_only(_IN_ID, _FIRST_OF_ID, _LONGEST_ID):
        return True
    try:
        if max(map(len, column), default=0) > MAX_TEXT:
            return False  # many rows may share one long text, and joining the rows would repeat it for each
        text = "\n".join(column)
        text.isascii() or text.encode()
    except (TypeError, UnicodeEncodeError):
        return False
    if form in _EVERY_ID:
        return text.count("\n") == len(column) - 1 and bool(_EVERY_ID[form].fullmatch(text))
    if form == "name" and any(value.startswith("{") for value in column):  # it may be a name in several languages
        return False
    return form in _LIMITS and max(map(len, column)) <= _LIMITS[form] and all(map(str.strip, column))


def _doubtful(kind: type[Any], cells: Mapping[str, Any], growing: Mapping[str, _Growing]) -> Iterator[int]:
    """Yield the rows whose fields may contradict each other: their records have to be made and checked."""
    if kind is Deployment:
        yield from _rows_of(cells["contributor"], {0}, len(cells["id"]))  # nobody contributes it
    if kind is Statement:
        yield from _rows_of(cells["value"], growing["value"].odd(lambda value: value is False))
        days = cells["as_of"]
        if days is not None:
            yield from _rows_of(days, growing["as_of"].odd(lambda day: day is not None and day.is_interval))
            yield from _rows_of(cells["kind"], growing["kind"].odd(_UNDATED.__contains__), among=days)


def _rows_of(
    numbers: Sequence[int] | None, wanted: set[int], count: int = 0, among: Sequence[int] | None = None
) -> Iterable[int]:
    """Return the rows that have one of the numbers; all `count` rows if the field is left out in all of them.

    With `among`, only the rows that have another number than 0 there.
    """
    if numbers is None:
        return range(count)
    if not wanted:
        return ()
    if len(numbers) < FEW:
        return [row for row, number in enumerate(numbers) if number in wanted and (among is None or among[row])]
    import numpy as np  # noqa: PLC0415 - only who has many rows takes it

    every = np.asarray(numbers)
    is_wanted = np.zeros(int(every.max()) + 1, np.bool_)
    is_wanted[[number for number in wanted if number < len(is_wanted)]] = True
    found = is_wanted[every]
    return list(np.flatnonzero(found if among is None else found & (np.asarray(among) != 0)).tolist())
