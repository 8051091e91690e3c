"""Courses of events, tried day by day: whether one fits some predicates, and from when to when one lets a day lie.

A course gives every unknown day (a milestone, the day of a sighting, of a publication) one day. Predicates say which days
one of them can be, or how two of them lie to each other. Only the days that matter are tried: the ends of all runs of days
that are named, and what the lengths and "arounds" of the registry make of them. This is exact, as every predicate only
holds days apart: a course that fits can be moved, each of its days to an earlier one, until each stands at such an end.
"""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from math import inf

import attrs

from deployments.values.calendar import add_months, day_number

#: An unknown day, by a name that is its own: `("x", "start")`, `("published", "s", "x")`.
Unknown = tuple[object, ...]
Run = tuple[float, float]

FAR_PAST, FAR_FUTURE = day_number(1000, 1, 1), day_number(3000, 1, 1)
_LONG_AGO, _LONG_AFTER = day_number(1500, 1, 1), day_number(2500, 1, 1)


@attrs.frozen
class Shift:
    """So many calendar months and then days later."""

    months: int = 0
    days: int = 0

    def __call__(self, day: int) -> int:
        """Return the day that is so much later."""
        return add_months(day, self.months) + self.days

    def back(self, day: int) -> int:
        """Return the first day from which `day` is not later than the shift reaches."""
        guess = 2 * day - self(day)
        while self(guess) >= day:
            guess -= 1
        while self(guess) < day:
            guess += 1
        return guess


SAME = Shift()


@attrs.frozen
class OneOf:
    """The unknown day is in one of the runs."""

    day: Unknown
    runs: tuple[Run, ...]


@attrs.frozen
class Apart:
    """`later` is from `low` after `earlier` to `high` after it; None leaves that side open."""

    earlier: Unknown
    later: Unknown
    low: Shift | None = SAME
    high: Shift | None = None


@attrs.frozen
class Either:
    """One of some lists of predicates holds."""

    ways: tuple[tuple[OneOf | Apart, ...], ...]


Predicate = OneOf | Apart | Either


def plain(predicates: Iterable[Predicate]) -> Iterator[OneOf | Apart]:
    """Yield all predicates that are no choice, and those within the choices."""
    for each in predicates:
        if isinstance(each, Either):
            for way in each.ways:
                yield from way
        else:
            yield each


def ways(predicates: Iterable[Predicate]) -> Iterator[list[OneOf | Apart]]:
    """Yield the predicates once for every way in which their choices can be made."""
    found: list[list[OneOf | Apart]] = [[]]
    for each in predicates:
        options = each.ways if isinstance(each, Either) else ((each,),)
        found = [[*one, *option] for one in found for option in options]
    yield from found


class Grid:
    """The days that are tried."""

    def __init__(self, predicates: Iterable[Predicate], more: Iterable[int] = (), *, rounds: int = 3) -> None:
        """Find the days that matter to these predicates, and to `more` days that are asked for."""
        known = list(plain(predicates))
        seeds = {FAR_PAST, FAR_FUTURE, *more}
        for each in known:
            if isinstance(each, OneOf):
                seeds |= {int(day) for run in each.runs for day in run if abs(day) != inf}
        shifts = {shift for each in known if isinstance(each, Apart) for shift in (each.low, each.high)}
        moved = [shift for shift in shifts if shift not in (None, SAME)]
        last = set(seeds)
        for _ in range(rounds if moved else 0):
            last = {day for old in last for shift in moved for day in _moves(shift, old)} - seeds
            seeds |= last
        self.days = sorted(seeds)
        self.all = (1 << len(self.days)) - 1

    @functools.cached_property
    def _tables(self) -> dict[tuple[Shift | None, Shift | None], list[int]]:
        return {}

    def among(self, runs: Iterable[Run]) -> int:
        """Return the days that are in one of the runs, each a bit."""
        found = 0
        for low, high in runs:
            found |= self._from_to(bisect_left(self.days, low), bisect_right(self.days, high))
        return found

    def _from_to(self, first: int, after: int) -> int:
        return (1 << after) - (1 << first) if after > first else 0

    def partners(self, low: Shift | None, high: Shift | None) -> list[int]:
        """Return for each day the days that are from `low` to `high` after it."""
        key = (low, high)
        if key not in self._tables:
            self._tables[key] = [self._partners(day, low, high) for day in self.days]
        return self._tables[key]

    def _partners(self, day: int, low: Shift | None, high: Shift | None) -> int:
        first = bisect_left(self.days, low(day)) if low else 0
        after = bisect_right(self.days, high(day)) if high else len(self.days)
        return self._from_to(first, after)


def _moves(shift: Shift, day: int) -> Iterator[int]:
    yield shift(day)
    first = shift.back(day)
    yield first
    last = first
    while shift(last + 1) == shift(first) == day:
        last += 1
    yield last
    if shift(first) != day:
        yield first - 1


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


class Courses:
    """All courses that fit some predicates, which are no choices."""

    def __init__(self, grid: Grid, predicates: Sequence[OneOf | Apart]) -> None:
        """Take the predicates apart into the days of each unknown and its partners."""
        self.grid = grid
        self.days: dict[Unknown, int] = {}
        self.links = [each for each in predicates if isinstance(each, Apart)]
        for each in self.links:
            self.days.setdefault(each.earlier, grid.all)
            self.days.setdefault(each.later, grid.all)
        for each in predicates:
            if isinstance(each, OneOf):
                self.days[each.day] = self.days.get(each.day, grid.all) & grid.among(each.runs)

    def first(self, **given: object) -> dict[Unknown, int] | None:
        """Return one course, None if there is none."""
        return self._course(dict(self.days))

    def _course(self, days: dict[Unknown, int]) -> dict[Unknown, int] | None:
        if not self._strike(days):
            return None
        course = {unknown: (mask & -mask).bit_length() - 1 for unknown, mask in days.items()}
        if all(self._partners(each)[course[each.earlier]] >> course[each.later] & 1 for each in self.links):
            return {unknown: self.grid.days[at] for unknown, at in course.items()}
        unknown = next(unknown for unknown, mask in days.items() if mask & (mask - 1))
        for at in _bits(days[unknown]):
            found = self._course({**days, unknown: 1 << at})
            if found is not None:
                return found
        return None

    def _partners(self, link: Apart) -> list[int]:
        return self.grid.partners(link.low, link.high)

    def _strike(self, days: dict[Unknown, int]) -> bool:
        """Strike the days that have no partner left, and tell whether every unknown keeps one."""
        changed = True
        while changed and all(days.values()):
            changed = False
            for link in self.links:
                table = self._partners(link)
                mine, theirs, reached, kept = days[link.earlier], days[link.later], 0, 0
                for at in _bits(mine):
                    if table[at] & theirs:
                        kept |= 1 << at
                        reached |= table[at]
                if kept != mine or reached & theirs != theirs:
                    days[link.earlier], days[link.later] = kept, days[link.later] & reached
                    if link.earlier == link.later:
                        days[link.earlier] = kept & reached
                    changed = True
        return all(days.values())

    def edge(self, unknown: Unknown, *, last: bool) -> float | None:
        """Return the first or the last day on which a course has it, infinite where it has no end."""
        days = dict(self.days)
        days.setdefault(unknown, self.grid.all)
        if not self._strike(days):
            return None
        candidates = list(_bits(days[unknown]))
        for at in reversed(candidates) if last else candidates:
            if self._course({**days, unknown: 1 << at}) is not None:
                return finite(self.grid.days[at])
        return None


def finite(day: float) -> float:
    """Return the day, or infinity for one that stands for no end."""
    return -inf if day < _LONG_AGO else inf if day > _LONG_AFTER else day


def can(grid: Grid, predicates: Iterable[Predicate]) -> bool:
    """Tell whether some course fits all predicates."""
    return any(Courses(grid, way).first() is not None for way in ways(predicates))


def extent(grid: Grid, predicates: Iterable[Predicate], unknown: Unknown) -> Run | None:
    """Return the first and the last day that the unknown has in any course, None if no course fits."""
    found = [
        (courses.edge(unknown, last=False), courses.edge(unknown, last=True))
        for courses in (Courses(grid, way) for way in ways(predicates))
    ]
    ends = [(low, high) for low, high in found if low is not None and high is not None]
    return (min(low for low, _ in ends), max(high for _, high in ends)) if ends else None
