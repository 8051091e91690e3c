"""Many records at once, from columns of texts: each text is read once, and no record is checked twice."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from itertools import compress, filterfalse, repeat
from typing import Any, TypeVar

import attrs

from deployments.patterns import lazy
from deployments.records import DATED, MAX_TEXT, MAX_WORDING, READERS, ClaimKind, Record, Statement

R = TypeVar("R", bound=Record)

#: Fields whose texts seldom occur twice: to remember them would only take memory.
_ITS_OWN = frozenset({"id", "title", "name", "url", "wording", "note"})

#: The longest text of fields of these forms, in characters.
_LONGEST = {"text": MAX_TEXT, "wording": MAX_WORDING}
#: Ids, one on each line, that do not begin like a date.
_ID = "[A-WZa-z][A-Za-z0-9_-]{0,99}+"
_STATEMENT_ID = f"{_ID}(?:#[A-Za-z0-9]{{1,19}}+)?+"
_EVERY_ID = {"id": lazy(rf"{_ID}(?:\n{_ID})*+"), "statement_id": lazy(rf"{_STATEMENT_ID}(?:\n{_STATEMENT_ID})*+")}
#: The kinds of claim that have no day.
_UNDATED = frozenset(kind.value for kind in ClaimKind if kind not in DATED)


class _Texts(dict[object, Any]):
    """What each text says, read when it is first asked for; it raises as the reader does."""

    def __init__(self, read: Callable[[Any], object], known: Mapping[object, object]) -> None:
        super().__init__(known)
        self.read = read

    def __missing__(self, value: object) -> object:
        found = self.read(value)
        if type(value) is str:  # of other values, True is found under 1
            self[value] = found
        return found


class Columns:
    """A reader of columns that remembers the texts that it has read; equal texts give one and the same value.

    `absent` is what stands in a column where the field was left out.
    """

    def __init__(self, absent: object = None) -> None:
        self.present = 0
        self._absent = absent
        self._texts: dict[tuple[object, str], _Texts] = {}
        texts = {read: _Texts(read, {}) for read in READERS.values()}
        self._claims = {kind.value: texts[read] for kind, read in READERS.items()}

    def records(self, kind: type[R], columns: Mapping[str, list[Any]]) -> list[R]:
        """Give the records whose fields stand in columns of one length, one for each field of that kind.

        `present` is then how many values there were in them.

        Raises `InvalidValueError` for the first value that cannot be, as the constructor does.

        >>> from deployments.records import Event
        >>> columns = {"id": ["summit"], "name": ["NATO summit"], "place": ["Vilnius, LTU"], "note": [None]}
        >>> Columns().records(Event, columns) == [Event(id="summit", name="NATO summit", place="Vilnius, LTU")]
        True
        """
        self.present = 0
        read = {
            field.name: self._column(kind, field, columns[field.name])
            for field in attrs.fields(kind)
            if (kind, field.name) != (Statement, "value")
        }
        if kind is Statement:
            self.present += len(columns["value"])
            read["value"] = self._values(columns["kind"], columns["value"])
        found = _made(kind, read, len(columns["id"]))
        if kind is Statement and _may_be_wrong(columns["kind"], read["as_of"]):
            for record in found:
                record.__attrs_post_init__()  # type: ignore[union-attr]  # the rules between the fields of a statement
        return found

    def _column(self, kind: type[R], field: attrs.Attribute[Any], column: list[Any]) -> Iterable[Any]:
        convert: Any = field.converter  # every field of a record has one
        default = field.default
        absent = self._absent if default is not attrs.NOTHING else object()  # what must be there is never absent
        missing = column.count(absent) if default is not attrs.NOTHING else 0
        self.present += len(column) - missing
        if missing == len(column):
            return repeat(default)
        form = field.metadata["form"]
        if field.name in _ITS_OWN:
            if not missing and _can_stand(form, column):
                return column
            return [default if value is absent else convert(value) for value in column]
        texts = self._texts.setdefault((kind, field.name), _Texts(convert, {absent: default}))
        try:
            if form in _EVERY_ID and (new := {*filterfalse(texts.__contains__, column)}) and _can_stand(form, [*new]):
                texts.update(zip(new, new, strict=True))
            return [*map(texts.__getitem__, column)]
        except TypeError:
            return [_one(texts, value) for value in column]

    def _values(self, kinds: list[str], column: list[Any]) -> list[Any]:
        texts = [self._claims[kind] for kind in kinds]
        try:
            return [read[value] for read, value in zip(texts, column, strict=True)]
        except TypeError:
            return [_one(read, value) for read, value in zip(texts, column, strict=True)]


def _one(texts: _Texts, value: object) -> Any:
    return texts[value] if isinstance(value, Hashable) else texts.read(value)  # tables and lists have no hash


def _made(kind: type[R], columns: Mapping[str, Iterable[Any]], count: int) -> list[R]:
    """Make records of values that are converted already.

    The constructor would convert each of them once more, and takes four times as long: so the slots are filled
    themselves, field by field.
    """
    records = [object.__new__(kind) for _ in range(count)]
    for name, column in columns.items():
        fill = getattr(kind, name).__set__
        for record, value in zip(records, column, strict=False):  # a column that repeats one value has no end
            fill(record, value)
    return records


def _can_stand(form: str, column: list[Any]) -> bool:
    """Tell whether all values are texts that are surely right as they stand: of most files they are."""
    try:
        if max(map(len, column), default=0) > MAX_TEXT:
            return False  # many rows may share one long text, which would be written out for each
        text = "\n".join(column)
        text.isascii() or text.encode()
    except (TypeError, UnicodeEncodeError):
        return False
    if form in _EVERY_ID:
        return text.count("\n") == len(column) - 1 and bool(_EVERY_ID[form].fullmatch(text))
    return form in _LONGEST and max(map(len, column)) <= _LONGEST[form] and all(map(str.strip, column))


def _may_be_wrong(kinds: list[Any], days: Iterable[Any]) -> bool:
    """Tell whether a statement may have a day that it cannot have."""
    if isinstance(days, repeat):
        return False  # none has any
    found = [*days]
    if any(day is not None for day in compress(found, map(_UNDATED.__contains__, kinds))):
        return True
    every = dict(zip(map(id, found), found, strict=True)).values()
    return any(day is not None and day.is_interval for day in every)


__all__ = ["Columns"]
