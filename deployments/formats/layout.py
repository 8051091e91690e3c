"""The tables that a registry is written as: their columns, what each is of, and what it says."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from deployments.records import Deployment, Event, Mission, Record, Source, Statement


class Type(enum.Enum):
    """What stands in the cells of a column; any cell that need not be filled may be empty.

    A `DAY` is a date of the years 1 to 9999; dates that are not known to the day, in EDTF, are `TEXT`.
    """

    TEXT = "text"
    TEXTS = "texts"
    DAY = "day"
    WHOLE = "whole"
    DECIMAL = "decimal"
    FLAG = "flag"


@attrs.frozen
class Column:
    """One column: its name, what is in it, and what it says; `refers` is the table whose key it names."""

    name: str
    type: Type
    meaning: str
    required: bool = False
    refers: str | None = None


@attrs.frozen
class Layout:
    """One table: its name, what a row of it is, its columns, and those that together are in one row only."""

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

#: What a field that is more than a text is split into.
PLACE = (
    Column("place_country", Type.TEXT, "the country of the place, as ISO 3166-1 alpha-3"),
    Column("place_name", Type.TEXT, "the name of the place, without its country"),
    Column("place_latitude", Type.DECIMAL, "the latitude of the place in degrees (WGS 84)"),
    Column("place_longitude", Type.DECIMAL, "the longitude of the place in degrees (WGS 84)"),
)
CONTRIBUTOR = (
    Column("contributor", Type.TEXT, "the contributor: a country, as ISO 3166-1 alpha-3, or an organisation", True),
    Column("contributor_kind", Type.TEXT, '"country" or "organisation"', True),
)


def _record_columns(kind: type[Record]) -> list[Column]:
    columns: list[Column] = []
    for field in attrs.fields(kind):
        if field.name in ("place", "contributor"):
            columns += PLACE if field.name == "place" else CONTRIBUTOR
            continue
        columns.append(
            Column(
                field.name,
                Type.TEXTS if field.default == () else Type.TEXT,
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
    return f"{meaning}; what is more than a text is JSON" if (kind, field.name) == (Statement, "value") else meaning


RECORDS: Mapping[str, Layout] = {
    name: Layout(name, meaning, tuple(_record_columns(kind)), ("id",))
    for name, (kind, meaning) in RECORD_TABLES.items()
}


# --- what follows from them ------------------------------------------------------------------------------

_SOURCES = (
    Column("sources", Type.TEXTS, "the ids of the sources of that"),
    Column("published", Type.TEXTS, "the day of publication of each of these sources, in EDTF; empty if not known"),
)
_STATEMENTS = Column("statements", Type.TEXTS, "the ids of the statements behind it, the newest first")
_DEPLOYMENT = Column("deployment", Type.TEXT, "the id of the deployment", True, "deployments")
_FORCE_ID = Column(
    "force_id", Type.TEXT, "the id of the first deployment of the same force, linked by follows", True, "deployments"
)
_PERIOD = (
    Column("first", Type.DAY, "the first day; empty if it is before the year 1"),
    Column("last", Type.DAY, "the last day, inclusive; empty if nobody set an end, or if it is after the year 9999"),
)

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
            "presence",
            "a deployment of which anything is known, and between which days it can be there",
            (
                _DEPLOYMENT,
                Column("mission", Type.TEXT, "the id of its mission", refers="missions"),
                *CONTRIBUTOR,
                *PLACE,
                _FORCE_ID,
                Column("first", Type.DAY, "the first day on which it can be there; empty if it is before the year 1"),
                Column("last", Type.DAY, "the last day on which it can be there, by the reports alone; empty if open"),
                Column(
                    "certain_from",
                    Type.DAY,
                    "the first day on which it is certain to be there; empty if there is none. Where it is after "
                    "`certain_to`, it is there on some day from `certain_to` to `certain_from`, on none for certain",
                ),
                Column(
                    "certain_to", Type.DAY, "the last day on which it is certain to be there; empty if there is none"
                ),
                Column(
                    "expected_to",
                    Type.DAY,
                    "the last day that all that holds, plans included, leaves for it; empty if open",
                ),
                Column(
                    "by_bounds",
                    Type.FLAG,
                    "whether it can be there on every day from `first` to `last`; if not, `gaps` has the other days",
                    True,
                ),
                Column("disputed", Type.FLAG, "whether reports that contradict each other are behind it", True),
                Column("sources", Type.TEXTS, "the ids of the sources that speak of it"),
                _SOURCES[1],
            ),
            ("deployment",),
        ),
        Layout(
            "gaps",
            "days between the first and the last of a deployment on which it cannot be there",
            (
                _DEPLOYMENT,
                Column("first", Type.DAY, "the first of these days", True),
                Column("last", Type.DAY, "the last of these days, inclusive", True),
                Column("sources", Type.TEXTS, "the ids of the sources that speak of the deployment"),
                _SOURCES[1],
            ),
            ("deployment", "first"),
        ),
        Layout(
            "strength",
            "a deployment in a period in which its strength is the same; it can be there on all days of it",
            (
                _DEPLOYMENT,
                _FORCE_ID,
                *_PERIOD,
                Column("low", Type.WHOLE, "the least number of personnel; zero where it may not be there", True),
                Column("high", Type.WHOLE, "the greatest number of personnel; empty if it has no upper end"),
                Column("stated", Type.FLAG, "whether any source stated it; what is not stated is in no sum", True),
                Column("since", Type.TEXT, "the day that the newest figure is of, in EDTF"),
                Column("carried", Type.FLAG, "whether the figure is of an earlier day, and carried forward", True),
                Column("planned", Type.FLAG, "whether it was planned, and nothing was reported", True),
                Column("disputed", Type.FLAG, "whether the reports disagree", True),
                _STATEMENTS,
                *_SOURCES,
            ),
        ),
        Layout(
            "forces",
            "a force, wherever it is, in a period in which its strength is the same: these add up to the totals",
            (
                _FORCE_ID,
                *_PERIOD,
                Column("low", Type.WHOLE, "the least number of personnel that is stated", True),
                Column("high", Type.WHOLE, "the greatest number that is stated; empty if it has no upper end"),
                Column("deployments", Type.WHOLE, "the number of deployments of it that may be there", True),
                Column("unstated", Type.TEXTS, "the ids of those whose strength nobody stated: they are not counted"),
                Column("disputed", Type.FLAG, "whether the reports disagree on any of them", True),
                _STATEMENTS,
                *_SOURCES,
            ),
        ),
    )
}

LAYOUTS: Mapping[str, Layout] = {**RECORDS, **COMPUTED}


@attrs.frozen(eq=False)
class TableData:
    """A table in memory: for each column of the layout its cells; days are day numbers, empty cells None."""

    layout: Layout
    columns: Mapping[str, Sequence[Any]]

    @classmethod
    def of(cls, layout: Layout, rows: Iterable[Sequence[Any]]) -> TableData:
        """Make columns of rows, each in the order of the layout.

        >>> TableData.of(RECORDS["events"], [("summit", "A summit", None, None, None, None, None)]).columns["id"]
        ('summit',)
        """
        columns: Sequence[Sequence[Any]] = [*zip(*rows, strict=True)] or [()] * len(layout.columns)
        return cls(layout, dict(zip(layout.names, columns, strict=True)))

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Return its rows, each in the order of the layout."""
        return zip(*self.columns.values(), strict=True)

    def __len__(self) -> int:
        return len(self.columns[self.layout.columns[0].name])
