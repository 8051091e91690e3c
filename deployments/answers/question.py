"""The days that a question asks about."""

from __future__ import annotations

import datetime
import enum
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from math import inf
from operator import itemgetter

import attrs

from deployments.errors import DateError
from deployments.values.date_words import day_or_none
from deployments.values.dates import Day, UncertainDate
from deployments.values.edtf import Calendar, Interval, LongYear, Moment, Run, Set
from deployments.values.tolerance import Tolerance


class Asks(enum.Enum):
    """For at least one of the days, for every one of them, or for one that is not known."""

    ANY = "any"
    EVERY = "every"
    UNKNOWN = "unknown"


@attrs.frozen
class Question:
    """The days asked for, as ascending runs of day numbers, and what is asked of them."""

    runs: tuple[Run, ...]
    asks: Asks = Asks.ANY
    #: The first and the last of the days: looked at so often that they are kept.
    first: float = attrs.field(init=False, default=attrs.Factory(lambda self: self.runs[0][0], takes_self=True))
    last: float = attrs.field(init=False, default=attrs.Factory(lambda self: self.runs[-1][1], takes_self=True))

    @classmethod
    def of(cls, on: UncertainDate | datetime.date | str, tolerance: Tolerance, *, throughout: bool = False) -> Question:
        """Read the days of a date: of a month or an interval any, of an approximate date one within its tolerance.

        >>> Question.of("2023-06-21~", Tolerance()).asks
        <Asks.UNKNOWN: 'unknown'>
        """
        date = UncertainDate.of(on)
        tree, runs = date.tree, tuple(date.days(tolerance))
        every = isinstance(tree, Set) and tree.every
        whole = isinstance(tree, Moment) or (isinstance(tree, Calendar | LongYear) and tree.specified)
        if isinstance(tree, Interval) or every or (whole and not date.is_approximate):
            return cls(((runs[0][0], runs[-1][1]),), Asks.EVERY if every or throughout else Asks.ANY)
        return cls(runs, Asks.UNKNOWN)

    @property
    def is_one_day(self) -> bool:
        """Whether it asks for one day that is known."""
        return self.first == self.last

    @property
    def is_endless(self) -> bool:
        """Whether the days have no first or no last."""
        return self.first == -inf or self.last == inf

    def meets(self, first: float, last: float) -> bool:
        """Tell whether any of the days lies from the first to the last of others, both inclusive."""
        return bool(meeting(self.runs, first, last))


def meeting(runs: Sequence[Run], first: float, last: float) -> range:
    """Return the places of the runs that have a day from the first to the last, both inclusive; the runs ascend.

    >>> meeting([(1, 2), (4, 4), (7, 9)], 4, 7)
    range(1, 3)
    """
    return range(bisect_left(runs, first, key=itemgetter(1)), bisect_right(runs, last, key=itemgetter(0)))


def one_day(day: Day) -> float:
    """Return the number of one day. Raises `DateError` for anything longer or vaguer.

    >>> one_day("2023-06-21")
    738692
    """
    date = UncertainDate.of(day)
    first, last = date.hull
    if first != last or date.is_approximate:
        raise DateError("not one day", str(date), _day_of(date))
    return first


def _day_of(date: UncertainDate) -> str:
    """Return the hint for a date that is not one day: its first and its last, where there are such."""
    if (ends := _ends(date)) is None:
        return 'write one day: "2023-06-21"'
    return f'write one day: its first is "{ends[0]}", its last "{ends[1]}"'


def _ends(date: UncertainDate) -> tuple[str, str] | None:
    """Return the first and the last day of a date, unless it is approximate, or has none in the calendar."""
    first, last = map(day_or_none, date.hull)
    return None if date.is_approximate or first is None or last is None else (first, last)


def known_between(since: Day, until: Day) -> tuple[float, float]:
    """Return the numbers of two days by whose ends something was known, to tell what came between them.

    Raises `DateError` for what is no day, with the days that take in all of a period, and for days in reverse.

    >>> known_between("2023-06-21", "2023-06-22")
    (738692, 738693)
    >>> known_between("2021", "2023")
    Traceback (most recent call last):
    deployments.errors.DateError: not one day: '2021' (write "2020-12-31", the day before it, to begin with it, ...)
    """
    start, end = _one_day(since, _to_begin_with), _one_day(until, _to_end_with)
    if end < start:
        raise DateError("the period is reversed", f"{since} to {until}", "write the earlier day first")
    return start, end


def _one_day(day: Day, hint: Callable[[UncertainDate], str]) -> float:
    """Return the number of one day. Raises `DateError`, for a period in the place of a day with the hint for that."""
    try:
        return one_day(day)
    except DateError as error:
        raise DateError(error.problem, error.value, hint(UncertainDate.of(day)) or error.hint) from None


def _to_begin_with(date: UncertainDate) -> str:
    """Return what to write to begin with a period: the day before it, after the end of which all counts."""
    before, ends = day_or_none(date.hull[0] - 1), _ends(date)
    if before is None or ends is None:
        return ""
    return f'write "{before}", the day before it, to begin with it, or "{ends[1]}" for what came after it'


def _to_end_with(date: UncertainDate) -> str:
    """Return what to write to end with a period."""
    ends = _ends(date)
    return "" if ends is None else f'write its last day, "{ends[1]}", to end with it'
