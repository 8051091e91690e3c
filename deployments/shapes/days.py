"""Days and numbers as programs read them: one shape for every day that is not quite known, and one for every range."""

from __future__ import annotations

import datetime
from math import inf
from typing import Annotated

import msgspec

from deployments.claims import Basis
from deployments.values.calendar import FIRST_DATE, LAST_DATE, civil, iso

#: A day outside the years 1 to 9999 has a sign and at least six digits of a year, as ISO 8601 and ECMAScript have it.
DAY_PATTERN = r"^([0-9]{4}|[+-][0-9]{6,})-[0-9]{2}-[0-9]{2}$"

IsoDay = Annotated[str, msgspec.Meta(pattern=DAY_PATTERN)]


class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of an answer: an object whose keys are all there, with null for what is not known."""


class Day(Shape, frozen=True):
    """A day that may not be quite known, or several days.

    - `text`: what the source, or who asks, says of it, as files have it; null where nobody says it and it was computed.
    - `first`, `last`: the first and the last day that it can be, or cover; null where there is none, or nobody knows.
    """

    text: str | None
    first: IsoDay | None
    last: IsoDay | None


class BoundDay(Day, frozen=True):
    """A day that the library computed from all that holds.

    - `disputed`: whether reports that contradict each other are behind it.
    """

    disputed: bool


class SeenDay(Day, frozen=True):
    """The day of a sighting.

    - `disputed`: whether other reports contradict it.
    - `statements`: the ids of the statements that report it.
    """

    disputed: bool
    statements: tuple[str, ...]


class ExpectedDay(Day, frozen=True):
    """The first or the last day of a stay, or the nearest to it that anybody speaks of.

    Where only the decision to send it is known, that is no arrival: `milestone` is `decided`, `first` is the day of the
    decision, before which nobody arrives, and `last` and `text` are null.

    - `milestone`: what it is the day of: `start`, `departed`, `decided`, `end` or `returned`.
    - `basis`: whether it is reported or planned.
    - `computed`: whether `first` and `last` are others than the statements name by themselves.
    - `disputed`: whether reports that contradict each other are behind it.
    - `statements`: the ids of the statements that name it.
    """

    milestone: str
    basis: Basis
    computed: bool
    disputed: bool
    statements: tuple[str, ...]


class NumberRange(Shape, frozen=True):
    """A number of personnel.

    - `low`: the least that it can be.
    - `high`: the greatest that it can be; null where nobody gave one.
    """

    low: int
    high: int | None


class ComputedRange(NumberRange, frozen=True):
    """A number of personnel, and whether it is the library's own.

    - `computed`: whether it is more than what one source said, such as a sum.
    """

    computed: bool


def iso_or_none(day: float) -> str | None:
    """Return a day number as ISO 8601 writes it, with a sign and six digits for years that have no four; None for none.

    >>> iso_or_none(738692), iso_or_none(float("inf")), iso_or_none(3652425), iso_or_none(0)
    ('2023-06-21', None, '+010000-12-31', '+000000-12-31')
    """
    if day in (inf, -inf):
        return None
    if FIRST_DATE <= day <= LAST_DATE:
        return iso(day)
    year, month, number = civil(int(day))
    return f"{'-' if year < 0 else '+'}{abs(year):06}-{month:02}-{number:02}"


def date_or_none(day: object) -> str | None:
    """Return a calendar date as ISO 8601 writes it; None for an `Edge`, which is none.

    >>> from deployments.values.calendar import Edge
    >>> date_or_none(datetime.date(2023, 6, 21)), date_or_none(Edge.UNKNOWN)
    ('2023-06-21', None)
    """
    return day.isoformat() if isinstance(day, datetime.date) else None
