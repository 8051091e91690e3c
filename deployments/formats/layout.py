"""The tables as which a registry is written: their columns, with the type and the meaning of each."""

from __future__ import annotations

import enum
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from deployments.formats.cells import Batch
from deployments.records import Deployment, Event, Mission, Record, Source, Statement, written_fields

#: The longest text in a cell of a table that is read or written: characters in CSV, bytes in Parquet.
MAX_CELL = 1 << 17


class Type(enum.Enum):
    """The type of the cells of a column. A cell may be empty, unless its column is required.

    A `DAY` is a date of the years 1 to 9999. Dates that are not known to the day are EDTF, and so they are `TEXT`.
    """

    TEXT = "text"
    TEXTS = "texts"
    DAY = "day"
    WHOLE = "whole"
    DECIMAL = "decimal"
    FLAG = "flag"


@attrs.frozen
class Column:
    """One column: its name, its type and its meaning. `refers` is the table whose ids stand in it."""

    name: str
    type: Type
    meaning: str
    required: bool = False
    refers: str | None = None


@attrs.frozen
class Layout:
    """One table: its name, what a row of it is, and its columns. No two rows have the same cells in all of `key`."""

    name: str
    meaning: str
    columns: Sequence[Column]
    key: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return [column.name for column in self.columns]


# --- the five tables of records --------------------------------------------------------------------------

#: The table of each kind of record, and what a row of it is.
RECORD_TABLES: Mapping[str, tuple[type[Record], str]] = {
    "sources": (Source, "a document that states something"),
    "events": (Event, "something that others are dated by, such as a summit"),
    "missions": (Mission, "a named operation"),
    "deployments": (Deployment, "the force of one contributor, at one place"),
    "statements": (Statement, "one claim by one source about one event, mission or deployment"),
}

#: The columns of the two fields that are split into several columns.
PLACE = (
    Column("place_country", Type.TEXT, "the country of the place, as ISO 3166-1 alpha-3"),
    Column("place_name", Type.TEXT, "the name of the place, without its country"),
    Column("place_latitude", Type.DECIMAL, "the latitude of the place in degrees (WGS 84)"),
    Column("place_longitude", Type.DECIMAL, "the longitude of the place in degrees (WGS 84)"),
)
CONTRIBUTOR = (
    Column("contributor", Type.TEXT, "the contributor: a country, as ISO 3166-1 alpha-3, or an organisation"),
    Column("contributor_kind", Type.TEXT, '"country" or "organisation"'),
)


#: The cell of a field that says nothing, by type, if that is not an empty cell.
EMPTY: Mapping[Type, Any] = {Type.TEXTS: [], Type.FLAG: False}


def type_of(field: attrs.Attribute[Any]) -> Type:
    """Return the type of the cells of a field of records; its default tells.

    >>> type_of(attrs.fields(Source).cites), type_of(attrs.fields(Statement).derived)
    (<Type.TEXTS: 'texts'>, <Type.FLAG: 'flag'>)
    """
    if field.default == ():
        return Type.TEXTS
    return Type.FLAG if field.default is False else Type.TEXT


def _record_columns(kind: type[Record]) -> list[Column]:
    columns: list[Column] = []
    for field in written_fields(kind):
        if field.name in ("place", "contributor"):
            columns += PLACE if field.name == "place" else CONTRIBUTOR
            continue
        columns.append(
            Column(
                field.name,
                type_of(field),
                _meaning(kind, field),
                required=field.default is attrs.NOTHING,
                refers=_refers(field),
            )
        )
    return columns


def _refers(field: attrs.Attribute[Any]) -> str | None:
    """Return the table whose key a field names, if it is one table and one key."""
    kinds = field.metadata["refers"]
    return f"{kinds[0]}s" if len(kinds) == 1 and field.default != () else None


def _meaning(kind: type[Record], field: attrs.Attribute[Any]) -> str:
    # What a file may leave out is always written in a table.
    meaning = str(field.metadata["meaning"]).partition("; left out, ")[0]
    if (kind, field.name) == (Statement, "value"):
        return f"{meaning}; what is more than a text is JSON"
    return f"{meaning}; in several languages JSON" if field.metadata["form"] == "name" else meaning


RECORDS: Mapping[str, Layout] = {
    name: Layout(name, meaning, tuple(_record_columns(kind)), ("id",))
    for name, (kind, meaning) in RECORD_TABLES.items()
}


# --- what follows from them ------------------------------------------------------------------------------

_PUBLISHED = "the day of publication of each of these sources, in EDTF; empty if not known"
_DEPLOYMENT = Column("deployment", Type.TEXT, "the id of the deployment", True, "deployments")
_PART_OF = Column(
    "part_of",
    Type.TEXT,
    "the id of the deployment that it is part of: no sum has both; empty if it is no part",
    refers="deployments",
)


def _inherited(column: Column) -> Column:
    return attrs.evolve(column, meaning=f"{column.meaning}; of a part without one that of its whole", required=False)


COMPUTED: Mapping[str, Layout] = {
    layout.name: layout
    for layout in (
        Layout(
            "bounds",
            "a milestone of an event, mission or deployment that has any bound",
            (
                Column("subject", Type.TEXT, "the id of the event, mission or deployment", True),
                Column("subject_kind", Type.TEXT, '"event", "mission" or "deployment"', True),
                Column("milestone", Type.TEXT, "the milestone: decided, start, departed and so on", True),
                Column("earliest", Type.DAY, "the first day that it can be, by all that holds; empty if none"),
                Column("latest", Type.DAY, "the last day that it can be, by all that holds; empty if none"),
                Column("reported_earliest", Type.DAY, "the first day that it can be, by the reports alone"),
                Column("reported_latest", Type.DAY, "the last day that it can be, by the reports alone"),
                Column("beyond", Type.FLAG, "whether a bound is left empty as it is outside the years 1 to 9999", True),
                Column("disputed", Type.FLAG, "whether reports that contradict each other are behind it", True),
                Column("earliest_statements", Type.TEXTS, "the ids of the fewest statements that imply `earliest`"),
                Column("earliest_sources", Type.TEXTS, "the source of each of these statements"),
                Column("earliest_published", Type.TEXTS, "the day of publication of each, in EDTF; empty if not known"),
                Column("latest_statements", Type.TEXTS, "the ids of the fewest statements that imply `latest`"),
                Column("latest_sources", Type.TEXTS, "the source of each of these statements"),
                Column("latest_published", Type.TEXTS, "the day of publication of each, in EDTF; empty if not known"),
            ),
            ("subject", "milestone"),
        ),
        Layout(
            "days",
            "a deployment in a run of days on which every answer about it is the same; together they cover all days",
            (
                _DEPLOYMENT,
                _PART_OF,
                Column(
                    "first", Type.DAY, "the first day; empty if it goes back without a beginning, or before the year 1"
                ),
                Column(
                    "last",
                    Type.DAY,
                    "the last day, inclusive; empty if it goes on without an end, or after the year 9999",
                ),
                Column(
                    "certainty",
                    Type.TEXT,
                    '"certain", "possible" or "no": whether it is there on each of these days, as far as reports tell',
                    True,
                ),
                Column(
                    "word", Type.TEXT, "the one word that says why: seen, between, staying, announced and so on", True
                ),
                Column(
                    "listed",
                    Type.FLAG,
                    "whether lists and sums have it: it is, or may be, there, and is not left out as nothing speaks of "
                    "these days",
                    True,
                ),
                Column("disputed", Type.FLAG, "whether reports that contradict each other are behind it", True),
                Column(
                    "low",
                    Type.WHOLE,
                    "the least number of personnel, zero where it is not certain to be there; empty if it may be there "
                    "and nobody stated a figure that counts",
                ),
                Column(
                    "high", Type.WHOLE, "the greatest number of personnel; empty if there is no upper end, or no figure"
                ),
                Column(
                    "if_low",
                    Type.WHOLE,
                    "the least number if it is there, the same as `low` where that is certain; empty as `low` is, and "
                    "if it is not there",
                ),
                Column("if_high", Type.WHOLE, "the greatest number if it is there; empty as `high` is"),
                Column("planned", Type.FLAG, "whether a planned figure is in that range", True),
                Column("carried", Type.FLAG, "whether a figure is of an earlier day, and carried forward", True),
                Column("computed", Type.FLAG, "whether the range is more than what one source said", True),
                Column("stated", Type.TEXTS, "the figures behind it, as they were said"),
                Column(
                    "stated_of",
                    Type.TEXTS,
                    "for each of these figures the day that it is of, or from the first to the last that it can be of; "
                    "of a plan from when to when it counts; in EDTF",
                ),
                Column("statements", Type.TEXTS, "for each of these figures the id of its statement"),
                Column("sources", Type.TEXTS, "for each of these statements the id of its source"),
                Column("published", Type.TEXTS, _PUBLISHED),
            ),
        ),
        Layout(
            "stays",
            "a deployment, and what questions about several days, or about several deployments, take beside `days`",
            (
                _DEPLOYMENT,
                Column(
                    "follows",
                    Type.TEXT,
                    "the id of the deployment at which the same force was before",
                    refers="deployments",
                ),
                Column(
                    "force_id",
                    Type.TEXT,
                    "the id of the first deployment of the same force; its own id if it follows none",
                    True,
                    "deployments",
                ),
                _PART_OF,
                Column(
                    "wholes",
                    Type.TEXTS,
                    "the id of that one, of the one that it is part of, and so on: a sum that has one of these leaves "
                    "this out",
                ),
                *(_inherited(column) for column in CONTRIBUTOR),
                Column("mission", Type.TEXTS, "the ids of its missions, of a part without any those of its whole"),
                *(_inherited(column) for column in PLACE),
                Column(
                    "possible_first", Type.DAY, "the first day on which reports let it be there; empty if there is none"
                ),
                Column(
                    "possible_last", Type.DAY, "the last day on which reports let it be there; empty if there is none"
                ),
                Column(
                    "certain_first", Type.DAY, "the day by which it surely has come, by reports; empty if there is none"
                ),
                Column(
                    "certain_last",
                    Type.DAY,
                    "the day until which it surely has not left, by reports; empty if there is none. Where it is "
                    "before `certain_first`, it is there on some day between the two, on none of them for certain",
                ),
                Column("disputed", Type.FLAG, "whether reports that contradict each other are behind it", True),
                Column("sources", Type.TEXTS, "the ids of the sources that speak of it"),
                Column("published", Type.TEXTS, _PUBLISHED),
            ),
            ("deployment",),
        ),
        Layout(
            "apart",
            "days on which reports rule out that two deployments of the same force are both there, though each may be",
            (
                _DEPLOYMENT,
                Column(
                    "before", Type.TEXT, "the id of a deployment at which the force was before", True, "deployments"
                ),
                Column("first", Type.DAY, "the first of these days; empty if it is before the year 1"),
                Column("last", Type.DAY, "the last of these days, inclusive; empty if it is after the year 9999"),
            ),
        ),
    )
}

LAYOUTS: Mapping[str, Layout] = {**RECORDS, **COMPUTED}


#: How many rows are turned into columns at a time. All rows of a large table would take several times the memory.
_ROWS_AT_ONCE = 10_000


@attrs.frozen(eq=False)
class TableData:
    """A table whose rows are computed each time that they are asked for. Days are day numbers, empty cells are None."""

    layout: Layout
    #: Makes the rows, each in the order of the layout.
    rows: Callable[[], Iterator[Sequence[Any]]]
    _made: Callable[[], Iterator[Batch]] | None = None

    @classmethod
    def of(cls, layout: Layout, rows: Sequence[Sequence[Any]]) -> TableData:
        """Return a table of rows in memory, each in the order of the layout.

        >>> table = TableData.of(RECORDS["events"], [("summit", "A summit", None, None, None, None, None)])
        >>> table.columns["id"]
        ['summit']
        """
        return cls(layout, lambda: iter(rows))

    @classmethod
    def of_batches(cls, layout: Layout, batches: Callable[[], Iterator[Batch]]) -> TableData:
        """Return a table that is made in batches: the columns of the first rows, those of the next rows, and so on.

        >>> [*TableData.of_batches(COMPUTED["apart"], lambda: iter([[["ltu"], ["svk"], [738692], [None]]])).rows()]
        [('ltu', 'svk', 738692, None)]
        """
        return cls(layout, lambda: (row for batch in batches() for row in zip(*batch, strict=True)), batches)

    @property
    def columns(self) -> Mapping[str, list[Any]]:
        """The cells of each column."""
        columns: list[list[Any]] = [[] for _ in self.layout.columns]
        for batch in self.batches():
            for column, cells in zip(columns, batch, strict=True):
                column.extend(cells)
        return dict(zip(self.layout.names, columns, strict=True))

    def batches(self) -> Iterator[Batch]:
        """Yield the columns of the first rows, those of the next rows, and so on; nothing if there are no rows."""
        return in_batches(self.rows()) if self._made is None else self._made()


def in_batches(rows: Iterator[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    """Yield rows in batches: the columns of the first rows, those of the next rows, and so on.

    >>> [*in_batches(iter([("ltu", "svk", 738692, None)]))]
    [[('ltu',), ('svk',), (738692,), (None,)]]
    """
    while batch := [*itertools.islice(rows, _ROWS_AT_ONCE)]:
        yield [*zip(*batch, strict=True)]
