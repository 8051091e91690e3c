"""Many records at once, from the columns of their fields: each text is read once, and no record is checked twice."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from itertools import compress, filterfalse, repeat
from typing import Any, TypeVar

import attrs

from deployments.claims import ClaimKind
from deployments.patterns import lazy_pattern
from deployments.records import MAX_WORDING, Deployment, Record, Statement, written_fields
from deployments.values.texts import MAX_TEXT

_Kind = TypeVar("_Kind", bound=Record)

#: Fields whose texts seldom occur twice: to remember them would only take memory.
_ITS_OWN = frozenset({"id", "title", "name", "url", "wording", "note"})

#: The longest text of fields of these forms, in characters.
_LIMITS = {"text": MAX_TEXT, "name": MAX_TEXT, "wording": MAX_WORDING}
#: Ids, one on each line, that do not begin like a date.
_PLAIN_ID = "[A-WZa-z][A-Za-z0-9_-]{0,99}+"
_STATEMENT_ID = rf"{_PLAIN_ID}(?:#[A-Za-z0-9._~?%,:/+@=#\[\]{{}}-]{{1,250}}+)?+"
_EVERY_ID = {
    "id": lazy_pattern(rf"{_PLAIN_ID}(?:\n{_PLAIN_ID})*+"),
    "statement_id": lazy_pattern(rf"{_STATEMENT_ID}(?:\n{_STATEMENT_ID})*+"),
}
#: The kinds of claim that have no day.
_UNDATED = frozenset(kind.value for kind in ClaimKind if not kind.spec.dated)


class _Texts(dict[object, Any]):
    """What each text says, read when it is first asked for; it raises as the reader does."""

    def __init__(self, read: Callable[[Any], object], known: Mapping[object, object]) -> None:
        super().__init__(known)
        self.read = read

    def __missing__(self, value: object) -> object:
        found = self.read(value)
        if type(value) in (str, tuple):  # of other values, True is found under 1
            self[value] = found
        return found


class ColumnReader:
    """A reader of columns that remembers the texts that it has read: equal texts become one and the same value.

    Takes what stands in a column where the field was left out. `present` says how many values there were in the columns
    that were read last.
    """

    def __init__(self, absent: object = None) -> None:
        self.present = 0
        self._absent = absent
        self._texts: dict[tuple[object, str], _Texts] = {}
        # Equal texts of claims of one type are one value, save where a kind reads more or less than the others do.
        shared: dict[object, _Texts] = {}
        for kind in ClaimKind:
            shared.setdefault(_reader_of(kind), _Texts(kind.read, {}))
        self._claims = {kind.value: shared[_reader_of(kind)] for kind in ClaimKind}

    def records(self, kind: type[_Kind], columns: Mapping[str, list[Any]]) -> list[_Kind]:
        """Return the records whose fields stand in columns of one length, one for each field of that kind.

        Raises `InvalidValueError` for the first value that cannot be, as the constructor does.

        >>> from deployments.records import Event
        >>> columns = {"id": ["summit"], "name": ["NATO summit"], "place": ["Vilnius, LTU"], "note": [None]}
        >>> ColumnReader().records(Event, columns) == [Event(id="summit", name="NATO summit", place="Vilnius, LTU")]
        True
        """
        self.present = 0
        read = {
            field.name: self._column(kind, field, columns[field.name])
            for field in written_fields(kind)
            if (kind, field.name) != (Statement, "value")
        }
        if kind is Statement:
            self.present += len(columns["value"])
            read["value"] = self._values(columns["kind"], columns["value"], columns["source"])
        read |= {field.name: repeat(field.default) for field in attrs.fields(kind) if not field.metadata}
        found = _assembled(kind, read, len(columns["id"]))
        if _may_be_wrong(kind, columns, read):
            for record in found:
                record.check_fields()  # type: ignore[union-attr]  # no other kind may be wrong
        return found

    def _column(self, kind: type[_Kind], field: attrs.Attribute[Any], column: list[Any]) -> Iterable[Any]:
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
        is_several = default == ()
        if is_several:
            column = [*map(_kept, column)]
        texts = self._texts.setdefault((kind, field.name), _Texts(convert, {absent: default}))
        try:
            if (
                form in _EVERY_ID
                and not is_several
                and (new := {*filterfalse(texts.__contains__, column)})
                and _can_stand(form, [*new])
            ):
                texts.update(zip(new, new, strict=True))
            return [*map(texts.__getitem__, column)]
        except TypeError:
            return [_one(texts, value) for value in column]

    def _values(self, kinds: list[str], column: list[Any], sources: list[str]) -> list[Any]:
        if True in column:  # what that means can depend on the source
            column = [
                ClaimKind(kind).read(value, source) if value is True else value
                for kind, value, source in zip(kinds, column, sources, strict=True)
            ]
        texts = [self._claims[kind] for kind in kinds]
        try:
            return [read[value] for read, value in zip(texts, column, strict=True)]
        except TypeError:
            return [_one(read, value) for read, value in zip(texts, column, strict=True)]


def _reader_of(kind: ClaimKind) -> object:
    """Return what kinds of claim that read the same texts have in common."""
    return kind if kind.spec.dates or kind.spec.value is bool else kind.spec.value


def _kept(value: object) -> object:
    """Return a list of texts as what can be remembered; anything else as it is."""
    return tuple(value) if type(value) is list and all(type(each) is str for each in value) else value


def _one(texts: _Texts, value: object) -> Any:
    return texts[value] if isinstance(value, Hashable) else texts.read(value)  # tables and lists have no hash


def _assembled(kind: type[_Kind], columns: Mapping[str, Iterable[Any]], count: int) -> list[_Kind]:
    """Return records of values that are converted and checked already, field by field, without the constructor.

    A record is frozen, so that its fields are set by the descriptors of its slots. To read 113,000 statements takes
    1.18 s so, 1.30 s with `object.__setattr__`, and 2.07 s with the constructor, which converts every value again.
    """
    records = [object.__new__(kind) for _ in range(count)]
    for name, column in columns.items():
        for _ in map(getattr(kind, name).__set__, records, column):
            pass
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
    if form == "name" and any(value.startswith("{") for value in column):  # of which not every one is a name
        return False
    return form in _LIMITS and max(map(len, column)) <= _LIMITS[form] and all(map(str.strip, column))


def _may_be_wrong(kind: type[Any], columns: Mapping[str, list[Any]], read: Mapping[str, Any]) -> bool:
    """Tell whether fields of a record may not go together, by their columns, before and after they were read."""
    if kind is Deployment:
        return isinstance(read["contributor"], repeat) or None in read["contributor"]
    return kind is Statement and (_may_have_wrong_day(columns["kind"], read["as_of"]) or False in columns["value"])


def _may_have_wrong_day(kinds: list[Any], days: Iterable[Any]) -> bool:
    """Tell whether a statement may have a day that it cannot have."""
    if isinstance(days, repeat):
        return False  # none has any
    found = [*days]
    if any(day is not None for day in compress(found, map(_UNDATED.__contains__, kinds))):
        return True
    every = dict(zip(map(id, found), found, strict=True)).values()
    return any(day is not None and day.is_interval for day in every)
