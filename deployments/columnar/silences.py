"""Silences between sightings that are too long to count as staying, of many deployments at once."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import Any

import attrs
import numpy as np

from deployments.columnar import months
from deployments.columnar.arrays import Days, Indices, Integers, Mask, by_day
from deployments.rows import slices

#: For deployments that were seen more often than this the plain definition finds the silences.
_MOST = 32


@attrs.frozen(eq=False)
class Silences:
    """The sightings of some deployments: a column for each deployment, a row for its first sighting, its second, ...

    `fresh` is the last day on which a sighting still counts as staying. `since` and `until` are the days between which
    the source of a sighting vouches that the force stayed.
    """

    numbers: Indices
    first: Days
    last: Days
    fresh: Days
    since: Days
    until: Days

    def some(self, places: Any) -> Silences:
        """Return the sightings of some of the deployments, by their places among `numbers`."""
        columns = (self.first, self.last, self.fresh, self.since, self.until)
        return Silences(self.numbers[places], *(each[:, places] for each in columns))

    def breaks(self) -> list[Days]:
        """Return the days on which a silence can begin, or be over since the day before."""
        return [*self.first, *(self.first + 1), *self.last, *(self.last + 1)]

    def _rows(self, day: Any) -> Iterator[tuple[Days, Days, Days, Days, Days]]:
        columns = (self.first, self.last, self.fresh, self.since, self.until)
        for row in zip(*columns, strict=True):
            yield tuple(each[:, None] for each in row) if np.ndim(day) else row

    def are_seen_on(self, day: Any) -> Any:
        """Tell for each deployment whether a sighting is certainly of the day."""
        found: Any = False
        for first, last, *_ in self._rows(day):
            found |= (first == day) & (last == day)
        return found

    def bridge(self, day: Any) -> Any:
        """Tell for each deployment whether a day lies in a silence; or each day in its row of a table of days."""
        vouched: Any = False
        fresh, next_last = np.array(-inf), np.array(inf)
        has_before: Any = False
        for first, last, own, since, until in self._rows(day):
            is_before = last <= day
            has_before |= is_before
            fresh = np.maximum(fresh, np.where(is_before, own, -inf))
            next_last = np.minimum(next_last, np.where(first >= day, last, inf))
            vouched |= (since <= day) & (day <= until)
        return has_before & (next_last < inf) & (next_last > fresh) & ~vouched


@attrs.frozen(eq=False)
class SortedSightings:
    """Sightings of many deployments: the deployment, the first and the last possible day, and the source of each."""

    about: Integers
    first: Days
    last: Days
    source: Integers
    stale: int

    def suspects(self, certain_first: Days, certain_last: Days) -> Mask:
        """Tell which deployments can have a silence within the days on which they are certain to be there."""
        earliest, latest = np.full(len(certain_first), inf), np.full(len(certain_first), -inf)
        for own in slices(len(self.about)):
            np.minimum.at(earliest, self.about[own], self.first[own])
            np.maximum.at(latest, self.about[own], self.last[own])
        long = (certain_first <= certain_last) & (earliest < inf)
        places = np.flatnonzero(long)
        long[places] = months.add_months(earliest[places], self.stale) < latest[places]
        return self._without_close(long) if long.any() else long

    def _without_close(self, long: Mask) -> Mask:
        """Leave out deployments whose sightings are all of known days, each not too long after the one before."""
        own = np.flatnonzero(long[self.about])
        own = own[by_day(self.about[own], self.last[own])]
        about, first, last = self.about[own], self.first[own], self.last[own]
        doubtful = np.zeros(len(long), np.bool_)
        doubtful[about[first < last]] = True
        same = about[1:] == about[:-1]
        far = same & (last[1:] > months.add_months(first[:-1], self.stale))
        doubtful[about[1:][far]] = True
        return long & doubtful

    def silences(self, numbers: Integers, count: int) -> list[Silences]:
        """Return the sightings of some deployments, in groups of those that were seen about equally often."""
        if not len(numbers):
            return []
        wanted = np.zeros(count, np.bool_)
        wanted[numbers] = True
        own = np.flatnonzero(wanted[self.about])
        own = own[np.argsort(self.about[own], kind="stable")]
        counts = np.bincount(self.about[own], minlength=len(wanted))[numbers]
        starts = np.cumsum(counts) - counts
        reach = self._reach(own)
        found, least = [], 0
        for most in (4, 8, 16, _MOST):
            places = np.flatnonzero((counts > least) & (counts <= most))
            least = most
            if len(places):
                found.append(self._group(numbers[places], own, reach, starts[places], counts[places]))
        return found

    def _reach(self, own: Integers) -> tuple[Days, Days]:
        """Return for each sighting the days between which its source vouches: those of its first and last sighting."""
        key = self.about[own].astype(np.int64) * (int(self.source.max()) + 1) + self.source[own]
        _, places = np.unique(key, return_inverse=True)
        since, until = np.full(places.max() + 1, inf), np.full(places.max() + 1, -inf)
        np.minimum.at(since, places, self.last[own])
        np.maximum.at(until, places, self.first[own])
        return since[places], until[places]

    def _group(
        self, numbers: Integers, own: Integers, reach: tuple[Days, Days], starts: Integers, counts: Integers
    ) -> Silences:
        rows = np.arange(counts.max())[:, None]
        is_one, places = rows < counts, np.minimum(starts + rows, len(own) - 1)

        def column(days: Days, nothing: float) -> Days:
            return np.where(is_one, days[places], nothing)

        # The items that fill up a column are sightings neither before any day nor after it.
        first, last = column(self.first[own], -inf), column(self.last[own], inf)
        fresh = np.where(is_one, months.add_months(first, self.stale), -inf)
        since, until = column(reach[0], inf), column(reach[1], -inf)
        return Silences(numbers.astype(np.int32), first, last, fresh, since, until)
