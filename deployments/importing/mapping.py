"""Mappings: what the columns of a table mean, and how dates, numbers and words in them are spelled."""

# ruff: noqa: RUF009 - the calls make fields of attrs
from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import attrs

from deployments.brief import brief
from deployments.claims import Basis, ClaimKind
from deployments.errors import InvalidValueError
from deployments.importing import converters
from deployments.importing.cell_keys import CellKeys, CountryKeys, DayKeys, ForceKeys, list_key, table_key, value_key
from deployments.importing.date_formats import EDTF
from deployments.records import SourceKind
from deployments.values.countries import Country, Organisation
from deployments.values.dates import UncertainDate
from deployments.values.durations import Duration
from deployments.values.quantities import Quantity

#: Whom a table lists on each of its days: everybody in a mission, of a source, or, where it is empty, everybody at all.
Within = tuple[str, ...]


#: The fields of a source that say when it was known.
SOURCE_DATES = ("published", "accessed")


def _ordered(claims: Mapping[ClaimKind, CellKeys]) -> dict[ClaimKind, CellKeys]:
    """Return claims in the order in which the statements of a row stand: those that have a day come first."""
    return {kind: claims[kind] for kind in sorted(ClaimKind, key=lambda kind: not kind.spec.dated) if kind in claims}


@attrs.frozen(kw_only=True)
class MissionKeys(CellKeys):
    """Where the mission stands, what else is said of it, and its other names."""

    name: CellKeys | None = table_key(CellKeys)
    unnamed: str | None = value_key(converters.to_text, None)
    organisation: str | None = value_key(converters.to_text, None)
    host: CountryKeys | None = table_key(CountryKeys)
    start: CellKeys | None = table_key(CellKeys)
    end: CellKeys | None = table_key(CellKeys)
    aliases: Mapping[str, str] = value_key(converters.to_aliases, attrs.Factory(dict))


@attrs.frozen(kw_only=True)
class FormerKeys:
    """A name that meant another country until a day, inclusive."""

    name: str = value_key(converters.to_text)
    until: UncertainDate = value_key(converters.to_date)
    country: Country = value_key(converters.to_country)


@attrs.frozen(kw_only=True)
class ContributorKeys(CountryKeys):
    """Where the contributor stands, other names, and names that meant another country once."""

    ways: ClassVar[tuple[str, ...]] = (*CellKeys.ways, "each", "header")

    value: str | Organisation | None = value_key(converters.to_contributor_value, None)
    aliases: Mapping[str, tuple[Country | Organisation, ...]] = value_key(
        converters.to_contributor_aliases, attrs.Factory(dict)
    )
    former: tuple[FormerKeys, ...] = table_key(FormerKeys, (), each="list")

    def beside(self, other: ContributorKeys | None) -> ContributorKeys:
        """Return these keys with the words and names of others, as far as these have none of their own."""
        if other is None:
            return self
        return attrs.evolve(
            self,
            unknown=other.unknown if self.unknown is None else self.unknown,
            aliases={**other.aliases, **self.aliases},
            former=self.former or other.former,
        )


@attrs.frozen(kw_only=True)
class PlaceKeys:
    """Where the place stands: as one text, or in parts.

    `aliases` are the names of countries in it, each with the country that it means, or an area that is none.
    """

    text: CellKeys | None = table_key(CellKeys)
    country: CountryKeys | None = table_key(CountryKeys)
    name: CellKeys | None = table_key(CellKeys)
    latitude: CellKeys | None = table_key(CellKeys)
    longitude: CellKeys | None = table_key(CellKeys)
    unknown: tuple[str, ...] | None = value_key(converters.to_texts, None)
    aliases: Mapping[str, Country | str] = value_key(converters.to_place_aliases, attrs.Factory(dict))


@attrs.frozen(kw_only=True)
class SourceKeys:
    """The source of the table: one for each file, for each day, or for each that some columns tell apart.

    `columns` holds what stands in columns, by the names of the fields of a source: in TOML `url = { column = "Link" }`;
    `column` is short for that of the title.
    """

    title: str | None = value_key(converters.to_text, None)
    column: str | None = value_key(converters.to_text, None)
    each: str = value_key(converters.to_word_among("file", "day"), "file")
    within: Duration | None = value_key(converters.to_duration, None)
    published: UncertainDate | None = value_key(converters.to_date, None)
    accessed: UncertainDate | None = value_key(converters.to_date, None)
    kind: SourceKind | None = value_key(converters.to_source_kind, None)
    publisher: str | None = value_key(converters.to_text, None)
    language: str | None = value_key(converters.to_language, None)
    url: str | None = value_key(converters.to_url, None)
    archived: str | None = value_key(converters.to_url, None)
    note: str | None = value_key(converters.to_text, None)
    unknown: tuple[str, ...] | None = value_key(converters.to_texts, None)
    columns: Mapping[str, CellKeys] = attrs.field(factory=dict)

    def told_by_rows(self) -> dict[str, CellKeys]:
        """Return where each field of the source of a row stands that not all rows have in common."""
        title = {} if self.column is None else {"title": CellKeys(column=self.column)}
        return {**title, **self.columns}


@attrs.frozen(kw_only=True)
class DateKeys:
    """How dates are spelled."""

    formats: tuple[str, ...] = list_key(converters.to_date_format, (EDTF,))
    years: tuple[int, int] | None = value_key(converters.to_years, None)
    unknown: tuple[str, ...] = value_key(converters.to_texts, ("xx",))
    languages: tuple[str, ...] = value_key(converters.to_month_languages, (), key="language")
    fiscal_2000: UncertainDate | None = value_key(converters.to_fiscal_start, None)


@attrs.frozen(kw_only=True)
class TotalsKeys:
    """Words in a column whose rows are sums of others."""

    column: str = value_key(converters.to_text)
    words: tuple[str, ...] = value_key(converters.to_texts)


@attrs.frozen(kw_only=True)
class FilterKeys:
    """Words in a column, or patterns with `*` of what stands there, whose rows are meant."""

    column: str = value_key(converters.to_text)
    words: tuple[str, ...] = value_key(converters.to_texts, ())
    like: tuple[str, ...] = value_key(converters.to_texts, ())

    def __attrs_post_init__(self) -> None:
        if bool(self.words) is bool(self.like):
            said = "both words and patterns" if self.words else "it does not say which rows are meant"
            hint = 'write words = ["Army"], or like = ["2012-*"]; for both, write the table twice'
            raise InvalidValueError(said, self.column, hint)


@attrs.frozen(kw_only=True)
class SplitKeys:
    """A column whose cells hold several things: the marks between them, and how the parts of each are written.

    The names in the pattern are those of columns from then on. Without a pattern each stands in the column itself.
    Without marks a cell holds one thing, which the pattern takes apart. `one_name` are texts in its parts that are one
    name, though a number stands in them as behind a name.
    """

    column: str = value_key(converters.to_text)
    by: tuple[str, ...] = value_key(converters.to_texts, (",",))
    pattern: str | None = value_key(converters.to_template, None)
    one_name: tuple[str, ...] = value_key(converters.to_texts, (), key="names")

    def __attrs_post_init__(self) -> None:
        if not all(self.by) or not (self.by or self.pattern):
            raise InvalidValueError("not what stands between things", self.by, 'write by = [",", ";"]')
        if self.pattern is not None and not all(converters.template_parts(self.pattern)[0][1:-1]):
            hint = 'write what stands between them: "{who} ({n})"'
            raise InvalidValueError("two parts with nothing between them", self.pattern, hint)

    def names(self) -> list[str]:
        """Return the names of the columns that it makes."""
        return [] if self.pattern is None else converters.template_parts(self.pattern)[1]


@attrs.frozen(kw_only=True)
class PartKeys:
    """One of several deployments that a row is of: its force, and where what is claimed of it stands.

    `by` says who authorised a mandate or a ceiling, `wording` what the source says in its own words, `derived` that the
    table computes what it claims, and `part_of` is the name of another one in `parts` that has this one in its numbers.
    `unknown` and `zero` are the words for what is not known, and for none.
    In TOML the word of each claim is a key of its own: `strength = "Troops"`.
    """

    force: ForceKeys | None = table_key(ForceKeys)
    contributor: ContributorKeys | None = table_key(ContributorKeys)
    day: DayKeys | None = table_key(DayKeys)
    by: CellKeys | None = table_key(CellKeys)
    wording: CellKeys | None = table_key(CellKeys)
    note: CellKeys | None = table_key(CellKeys)
    unknown: tuple[str, ...] | None = value_key(converters.to_texts, None)
    zero: tuple[str, ...] | None = value_key(converters.to_texts, None)
    derived: bool = value_key(converters.to_bool, False)
    part_of: str | None = value_key(converters.to_text, None)
    claims: Mapping[ClaimKind, CellKeys] = attrs.field(factory=dict, converter=_ordered)


@attrs.frozen(kw_only=True)
class TableMapping(PartKeys):
    """What the columns of a table mean, and how they are spelled.

    `import_tables` reads one from TOML; `docs/importing.md` describes every key. In Python `claims` holds the claims by
    their kinds. Raises `InvalidValueError` for keys that do not say where a value stands.

    >>> from deployments.importing.cell_keys import NumberKeys
    >>> mapping = TableMapping(
    ...     source=SourceKeys(title="Placemat"), claims={ClaimKind.STRENGTH: NumberKeys(column="Troops")}
    ... )
    >>> mapping.separator, mapping.claims[ClaimKind.STRENGTH].column
    (',', 'Troops')
    """

    __repr__ = brief

    source: SourceKeys = table_key(SourceKeys, attrs.NOTHING)
    mission: MissionKeys | None = table_key(MissionKeys)
    place: PlaceKeys | None = table_key(PlaceKeys)
    parts: Mapping[str, PartKeys] = table_key(PartKeys, attrs.Factory(dict), each="table")
    totals: tuple[TotalsKeys, ...] = table_key(TotalsKeys, (), each="list")
    dates: DateKeys = table_key(DateKeys, attrs.Factory(DateKeys))
    only: tuple[FilterKeys, ...] = table_key(FilterKeys, (), each="list")
    leave_out: tuple[FilterKeys, ...] = table_key(FilterKeys, (), each="list")
    split: tuple[SplitKeys, ...] = table_key(SplitKeys, (), each="list")
    some: tuple[str, ...] = value_key(converters.to_texts, ())
    fill_down: tuple[str, ...] = value_key(converters.to_texts, ())
    absent: Within | None = value_key(converters.to_absent, None)
    complete: Within | None = value_key(converters.to_complete, None)
    basis: Basis = value_key(converters.to_basis, Basis.REPORTED)
    encoding: str = value_key(converters.to_encoding, "utf-8")
    separator: str = value_key(converters.to_separator, ",")
    quote: str = value_key(converters.to_quote, '"')
    thousands: str = value_key(converters.to_mark, "")
    decimal: str = value_key(converters.to_mark, "")
    between: tuple[str, ...] = value_key(converters.to_words, ())
    about: tuple[str, ...] = value_key(converters.to_words, ())
    at_least: tuple[str, ...] = value_key(converters.to_words, ())
    more_than: tuple[str, ...] = value_key(converters.to_words, ())
    at_most: tuple[str, ...] = value_key(converters.to_words, ())
    less_than: tuple[str, ...] = value_key(converters.to_words, ())
    footnotes: tuple[str, ...] = value_key(converters.to_footnotes, ())
    units: Mapping[str, Quantity] = value_key(converters.to_units, attrs.Factory(dict))
    skip: int = value_key(converters.to_line_count, 0)
    columns: tuple[str, ...] = value_key(converters.to_texts, ())

    @property
    def lists_everybody(self) -> bool:
        """Whether who has no row on a day of the table is not there."""
        return self.absent is not None or self.complete is not None

    def all_parts(self) -> list[PartKeys]:
        """Return the deployments that one row can be of: its parts, or the one that the whole row is.

        A part has what the top of the mapping says, unless it says otherwise itself.
        """
        if not self.parts:
            return [self]
        return [
            PartKeys(
                force=part.force or ForceKeys(value=name),
                contributor=self.contributor if part.contributor is None else part.contributor.beside(self.contributor),
                day=part.day or self.day,
                by=part.by or self.by,
                wording=part.wording or self.wording,
                note=part.note or self.note,
                unknown=self.unknown if part.unknown is None else part.unknown,
                zero=self.zero if part.zero is None else part.zero,
                derived=part.derived or self.derived,
                part_of=part.part_of,
                claims={**self.claims, **part.claims},
            )
            for name, part in self.parts.items()
        ]
