"""A mapping: what the columns of a table mean, and how what is in them is spelled."""

# ruff: noqa: RUF009 - the calls make fields of attrs
from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import attrs

from deployments.claims import Basis, ClaimKind
from deployments.errors import InvalidValueError
from deployments.importing import keys, spelling
from deployments.records import SourceKind
from deployments.values.countries import Country, Organisation
from deployments.values.dates import UncertainDate
from deployments.values.durations import Duration

#: What a column can state: dates, and numbers of people.
DATE_CLAIMS = ("decided", "departed", "start", "operational", "end", "returned", "mandate")
NUMBER_CLAIMS = ("strength", "ceiling")
CLAIMS = (*NUMBER_CLAIMS, *DATE_CLAIMS)


def _key(convert: Callable[[Any], Any], default: Any = attrs.NOTHING) -> Any:
    """Make a field that is read from the key of the same name."""
    return attrs.field(default=default, metadata={"read": convert})


def _table(kind: type[Any], default: Any = None, *, each: str = "") -> Any:
    """Make a field that is read from a table; `each` says "table" or "list" where there can be several."""
    return attrs.field(default=default, metadata={"table": kind, "each": each})


@attrs.frozen(kw_only=True)
class Field:
    """Where a value stands: in a column, in each of several, in their headers, or here, the same for all rows."""

    ways: ClassVar[tuple[str, ...]] = ("column", "value")

    column: str | None = _key(keys.text, None)
    value: str | None = _key(keys.text, None)
    add: tuple[str, ...] = _key(keys.texts, ())
    each: tuple[str, ...] = _key(keys.texts, ())
    header: bool = _key(keys.yes_or_no, False)

    def __attrs_post_init__(self) -> None:
        said = [way for way in ("column", "value", "add", "each", "header") if getattr(self, way)]
        if len(said) != 1 or said[0] not in self.ways:
            examples = {
                "column": 'column = "Mission"',
                "value": 'value = "KFOR"',
                "add": 'add = ["Men", "Women"]',
                "each": 'each = "State*"',
                "header": "header = true",
            }
            hint = f"write one of: {'; '.join(examples[way] for way in self.ways)}"
            raise InvalidValueError("it does not say where the value stands", ", ".join(said), hint)


@attrs.frozen(kw_only=True)
class Number(Field):
    """Where a number of people stands: in a column, in several that are added, or in each of several."""

    ways: ClassVar[tuple[str, ...]] = ("column", "add", "each")


@attrs.frozen(kw_only=True)
class Label(Field):
    """Where a text stands that may also be the header of each column of numbers."""

    ways: ClassVar[tuple[str, ...]] = ("column", "value", "header")


@attrs.frozen(kw_only=True)
class DayKeys(Label):
    """Where the day stands, and whether it is to be the last one of its month."""

    month_end: bool = _key(keys.yes_or_no, False)


@attrs.frozen(kw_only=True)
class MissionKeys(Field):
    """Where the mission stands, what else is said of it, and its other names."""

    name: Field | None = _table(Field)
    unnamed: str | None = _key(keys.text, None)
    organisation: str | None = _key(keys.text, None)
    host: Field | None = _table(Field)
    start: Field | None = _table(Field)
    end: Field | None = _table(Field)
    aliases: Mapping[str, str] = _key(keys.names, attrs.Factory(dict))


@attrs.frozen(kw_only=True)
class Former:
    """A name that meant another country until a day, inclusive."""

    name: str = _key(keys.text)
    until: UncertainDate = _key(keys.date)
    country: Country = _key(keys.country)


@attrs.frozen(kw_only=True)
class ContributorKeys(Field):
    """Where the contributor stands, other names, and names that meant another country once."""

    ways: ClassVar[tuple[str, ...]] = ("column", "value", "each", "header")

    unknown: tuple[str, ...] | None = _key(keys.texts, None)
    aliases: Mapping[str, tuple[Country | Organisation, ...]] = _key(keys.contributors, attrs.Factory(dict))
    former: tuple[Former, ...] = _table(Former, (), each="list")


@attrs.frozen(kw_only=True)
class PlaceKeys:
    """Where the place stands: as one text, or in parts."""

    text: Field | None = _table(Field)
    country: Field | None = _table(Field)
    name: Field | None = _table(Field)
    latitude: Field | None = _table(Field)
    longitude: Field | None = _table(Field)
    aliases: Mapping[str, Country] = _key(keys.countries, attrs.Factory(dict))


@attrs.frozen(kw_only=True)
class SourceKeys:
    """The source of the table: one for each file, for each day, or for each name in a column."""

    title: str | None = _key(keys.text, None)
    column: str | None = _key(keys.text, None)
    each: str = _key(keys.one_of("file", "day"), "file")
    within: Duration | None = _key(keys.span, None)
    published: UncertainDate | None = _key(keys.date, None)
    accessed: UncertainDate | None = _key(keys.date, None)
    kind: SourceKind = _key(keys.source_kind, SourceKind.OFFICIAL)
    publisher: str | None = _key(keys.text, None)
    language: str | None = _key(keys.language, None)
    url: str | None = _key(keys.url, None)
    note: str | None = _key(keys.text, None)


@attrs.frozen(kw_only=True)
class DateKeys:
    """How dates are spelled."""

    formats: tuple[str, ...] = _key(keys.formats, (spelling.EDTF,))
    years: tuple[int, int] | None = _key(keys.years, None)
    unknown: tuple[str, ...] = _key(keys.texts, ("xx",))
    language: str = _key(keys.months_language, "en")


@attrs.frozen(kw_only=True)
class TotalKeys:
    """Words in a column whose rows are sums of others."""

    column: str = _key(keys.text)
    words: tuple[str, ...] = _key(keys.texts)


@attrs.frozen(kw_only=True)
class PartKeys:
    """One of several deployments that a row is of: its force, and where what is said of it stands."""

    force: Label | None = _table(Label)
    contributor: ContributorKeys | None = _table(ContributorKeys)
    day: DayKeys | None = _table(DayKeys)
    strength: Number | None = _table(Number)
    ceiling: Number | None = _table(Number)
    decided: Field | None = _table(Field)
    departed: Field | None = _table(Field)
    start: Field | None = _table(Field)
    operational: Field | None = _table(Field)
    end: Field | None = _table(Field)
    returned: Field | None = _table(Field)
    mandate: Field | None = _table(Field)

    def claims(self) -> dict[ClaimKind, Field]:
        """Give what is stated, and where it stands."""
        return {ClaimKind(name): found for name in CLAIMS if (found := getattr(self, name)) is not None}


@attrs.frozen(kw_only=True)
class TableMapping(PartKeys):
    """What the columns of a table mean: `read_mapping` reads one from TOML, and `docs/importing.md` has every key."""

    source: SourceKeys = _table(SourceKeys, attrs.NOTHING)
    mission: MissionKeys | None = _table(MissionKeys)
    place: PlaceKeys | None = _table(PlaceKeys)
    parts: Mapping[str, PartKeys] = _table(PartKeys, attrs.Factory(dict), each="table")
    totals: tuple[TotalKeys, ...] = _table(TotalKeys, (), each="list")
    dates: DateKeys = _table(DateKeys, attrs.Factory(DateKeys))
    absent: str = _key(keys.one_of("zero", "unknown"), "unknown")
    unknown: tuple[str, ...] = _key(keys.texts, ())
    basis: Basis | None = _key(keys.basis, None)
    encoding: str = _key(keys.encoding, "utf-8")
    separator: str = _key(keys.separator, ",")
    thousands: str = _key(keys.mark, "")
    decimal: str = _key(keys.mark, "")
    between: tuple[str, ...] = _key(keys.words, ())
    about: tuple[str, ...] = _key(keys.words, ())
    skip: int = _key(keys.number, 0)
    columns: tuple[str, ...] = _key(keys.texts, ())

    def all_parts(self) -> list[PartKeys]:
        """Give the deployments that one row can be of: its parts, or the one that the whole row is."""
        if not self.parts:
            return [self]
        named = [attrs.evolve(part, force=part.force or Label(value=name)) for name, part in self.parts.items()]
        common = {name: getattr(self, name) for name in ("contributor", "day", *CLAIMS)}
        return [
            attrs.evolve(part, **{name: found for name, found in common.items() if getattr(part, name) is None})
            for part in named
        ]
