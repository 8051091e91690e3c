"""Monotone functions of days: how the day of one milestone bounds that of another.

A step ties two days, `u` and `v`, by "v is not before some function of u". `rise` carries a least day from `u` to
`v`, `fall` a greatest day from `v` back to `u`: the latest `u` whose `rise` is not after `v`, also where months are of
different lengths (Dechter, Meiri and Pearl, 1991, with functions in place of numbers). `before_rise` and
`before_fall` tell which bound has to be there first to reach another.
"""

from __future__ import annotations

import bisect
import datetime
import functools
import operator
from collections.abc import Callable, Sequence
from math import inf

import attrs

from deployments.values.calendar import PERIOD, add_months
from deployments.values.edtf import Run

#: A month count is never further from its mean length than this many days.
_SLACK = 4


@attrs.frozen
class CalendarOffset:
    """So many calendar months and then days later; either may be negative.

    `whole` counts the months from the day after, so that the last day of a month goes to the last day of one.

    >>> from deployments.values.calendar import civil, day_number
    >>> civil(CalendarOffset(6)(day_number(2022, 4, 14)))
    (2022, 10, 14)
    """

    months: int = 0
    days: int = 0
    whole: bool = False

    def __call__(self, day: float) -> float:
        """Return the day so much later; without end stays without end."""
        if day in (inf, -inf):
            return day
        if not self.months:
            return day + self.days
        return add_months(int(day) + self.whole, self.months) - self.whole + self.days

    def latest_from(self, day: float) -> float:
        """Return the last day that this takes to `day` or before."""
        return self._inverse(day) if self.months else day - self.days

    def earliest_from(self, day: float) -> float:
        """Return the first day that this takes to `day` or after.

        >>> from deployments.values.calendar import civil, day_number
        >>> civil(CalendarOffset(1).earliest_from(day_number(2023, 3, 30)))
        (2023, 3, 1)
        """
        return self._inverse(day - 1) + 1 if self.months else day - self.days

    def _inverse(self, day: float) -> float:
        if day in (inf, -inf):
            return day
        found = add_months(int(day) - self.days, -self.months) + _SLACK
        while self(found) > day:
            found -= 1
        return found

    @property
    def least(self) -> int:
        """The fewest days that this adds, from whatever day."""
        return self.days + _lengths(self.months)[0]

    @property
    def most(self) -> int:
        """The most days that this adds, from whatever day."""
        return self.days + _lengths(self.months)[1]


@functools.lru_cache(1024)
def _lengths(months: int) -> tuple[int, int]:
    """Return the fewest and the most days that so many months have, over the 400 years in which the calendar repeats.

    >>> _lengths(1), _lengths(-12)
    ((28, 31), (-366, -365))
    """
    if not months:
        return 0, 0
    firsts = _firsts()
    turns, rest = divmod(months, len(firsts))
    later = [*firsts[rest:], *(day + PERIOD for day in firsts[:rest])]
    spans = [b - a + turns * PERIOD for a, b in zip(firsts, later, strict=True)]
    # From the last day of a month to that of a shorter one it is less than from the first to the first.
    lost = [b - a if b < a else 0 for a, b in zip(_between(firsts), _between(later), strict=True)]
    return min(map(operator.add, spans, lost)), max(spans)


@functools.cache
def _firsts() -> list[int]:
    """The first days of the months after which the calendar repeats."""
    return [datetime.date(year, month, 1).toordinal() for year in range(2000, 2400) for month in range(1, 13)]


def _between(firsts: list[int]) -> list[int]:
    return [b - a for a, b in zip(firsts, [*firsts[1:], firsts[0] + PERIOD], strict=True)]


@attrs.frozen
class AtLeast:
    """`v` is `u` and so much, or later."""

    by: CalendarOffset = CalendarOffset()

    def rise(self, day: float) -> float:
        """Return the least `v` for the least `u`."""
        return self.by(day)

    def fall(self, day: float) -> float:
        """Return the greatest `u` for the greatest `v`."""
        return self.by.latest_from(day)

    def before_rise(self, day: float) -> float:
        """Return the least `u` that raises `v` to a day."""
        return self.by.earliest_from(day)

    def before_fall(self, day: float) -> float:
        """Return the greatest `v` that lowers `u` to a day."""
        return self.by(day + 1) - 1

    @property
    def gain(self) -> int:
        """No more than the days by which `v` is later than `u`."""
        return self.by.least


@attrs.frozen
class AtMost:
    """`u` is `v` and so much, or earlier."""

    by: CalendarOffset

    def rise(self, day: float) -> float:
        """Return the least `v` for the least `u`: the first day whose sum reaches it."""
        return self.by.earliest_from(day)

    def fall(self, day: float) -> float:
        """Return the greatest `u` for the greatest `v`."""
        return self.by(day)

    def before_rise(self, day: float) -> float:
        """Return the least `u` that raises `v` to a day."""
        return self.by(day - 1) + 1

    def before_fall(self, day: float) -> float:
        """Return the greatest `v` that lowers `u` to a day."""
        return self.by.latest_from(day)

    @property
    def gain(self) -> int:
        """No more than the days by which `v` is later than `u`: less than nothing."""
        return -self.by.most


def _ascending(runs: Sequence[Run]) -> tuple[Run, ...]:
    return tuple(runs)


@attrs.frozen
class Domain:
    """The day, `u` and `v` at once, is one of some: ascending runs, both ends inclusive."""

    runs: tuple[Run, ...] = attrs.field(converter=_ascending)

    def rise(self, day: float) -> float:
        """Return the first of the days that is not before `day`, infinity if there is none."""
        runs = self.runs
        place = 0 if len(runs) == 1 else bisect.bisect_left(runs, day, key=_last)
        if place == len(runs) or runs[place][1] < day:
            return inf
        return max(runs[place][0], day)

    def fall(self, day: float) -> float:
        """Return the last of the days that is not after `day`, minus infinity if there is none."""
        runs = self.runs
        place = (1 if len(runs) == 1 else bisect.bisect_right(runs, day, key=_first)) - 1
        if place < 0 or runs[place][0] > day:
            return -inf
        return min(runs[place][1], day)

    def before_rise(self, day: float) -> float:
        """Return the least day that is raised to `day`; minus infinity if any is."""
        return self.fall(day - 1) + 1

    def before_fall(self, day: float) -> float:
        """Return the greatest day that is lowered to `day`; infinity if any is."""
        return self.rise(day + 1) - 1

    @property
    def gain(self) -> int:
        """It may stay where it is."""
        return 0


DayFunction = AtLeast | AtMost | Domain

_last: Callable[[Run], float] = lambda run: run[1]  # noqa: E731 - keys for bisect
_first: Callable[[Run], float] = lambda run: run[0]  # noqa: E731

NOT_BEFORE = AtLeast()


@functools.cache
def around_start(months: int, days: int) -> AtLeast:
    """Return the step by which "around" begins: so much before the start."""
    return AtLeast(CalendarOffset(-months, -days))


@functools.cache
def around_end(months: int, days: int) -> AtMost:
    """Return the step by which "around" ends: so much after the end, whole months after a whole month."""
    return AtMost(CalendarOffset(months, days, whole=bool(months)))
