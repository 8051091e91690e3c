"""How two uncertain dates lie to each other, whatever days they turn out to be.

A date is one unknown day, an interval a stretch of days with an unknown first and last one, an inclusive set
all of its days. A question is certain when it holds for every choice of days on both sides, and possible when
it holds for some. The choices are never enumerated: each question is answered from the earliest and latest of
them, and from the gaps between runs of days.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf
from typing import NamedTuple

from deployments.values.certainty import Certainty
from deployments.values.edtf import Run


class OneDay(NamedTuple):
    """One unknown day among some."""

    days: Sequence[Run]

    @property
    def starts(self) -> Sequence[Run]:
        """The days that can be the first."""
        return self.days

    @property
    def ends(self) -> Sequence[Run]:
        """The days that can be the last."""
        return self.days

    @property
    def first(self) -> Run:
        """The earliest and the latest day that can be the first."""
        return self.days[0][0], self.days[-1][1]

    @property
    def last(self) -> Run:
        """The earliest and the latest day that can be the last."""
        return self.first


class Stretch(NamedTuple):
    """All days from an unknown one among `starts` to an unknown one among `ends`, which is not earlier."""

    starts: Sequence[Run]
    ends: Sequence[Run]

    @property
    def first(self) -> Run:
        """The earliest and the latest day that can be the first."""
        latest = self.ends[-1][1]
        return self.starts[0][0], max(min(high, latest) for low, high in self.starts if low <= latest)

    @property
    def last(self) -> Run:
        """The earliest and the latest day that can be the last."""
        return _from(self.ends, self.starts[0][0]), self.ends[-1][1]


class AllDays(NamedTuple):
    """All of some days, which are known."""

    days: Sequence[Run]

    @property
    def starts(self) -> Sequence[Run]:
        """The one first day."""
        return [self.first]

    @property
    def ends(self) -> Sequence[Run]:
        """The one last day."""
        return [self.last]

    @property
    def first(self) -> Run:
        """The first day, twice."""
        return self.days[0][0], self.days[0][0]

    @property
    def last(self) -> Run:
        """The last day, twice."""
        return self.days[-1][1], self.days[-1][1]


Extent = OneDay | Stretch | AllDays


def before(a: Extent, b: Extent) -> Certainty:
    """Tell whether all of `a` is before all of `b`."""
    return Certainty.of(can_be=a.last[0] < b.first[1], must_be=a.last[1] < b.first[0])


def overlaps(a: Extent, b: Extent) -> Certainty:
    """Tell whether `a` and `b` share a day."""
    if isinstance(a, AllDays) and isinstance(b, AllDays):
        return _known(bool(_meet(a.days, b.days)))
    if isinstance(a, AllDays):
        a, b = b, a
    if isinstance(b, AllDays):
        apart = any(_fits(a, gap) for gap in _gaps(b.days))
        return Certainty.of(can_be=_touches(a, b), must_be=not apart)
    return Certainty.of(can_be=_touches(a, b), must_be=a.first[1] <= b.last[0] and b.first[1] <= a.last[0])


def contains(a: Extent, b: Extent) -> Certainty:
    """Tell whether every day of `b` is a day of `a`."""
    if isinstance(a, OneDay):
        return equals(a, b)
    if isinstance(a, Stretch):
        inner, outer = (a.first[1], a.last[0]), (a.first[0], a.last[1])
        return Certainty.of(can_be=_fits(b, outer), must_be=_always_fits(b, inner))
    if isinstance(b, Stretch):
        can_be = any(_fits(b, run) for run in a.days)
        return Certainty.of(can_be=can_be, must_be=any(_always_fits(b, run) for run in a.days))
    inside = _meet(a.days, b.days)
    if isinstance(b, OneDay):
        return Certainty.of(can_be=bool(inside), must_be=inside == [*b.days])
    return _known(inside == [*b.days])


def equals(a: Extent, b: Extent) -> Certainty:
    """Tell whether `a` and `b` are the same days."""
    can_be = _can_equal(a, b)
    fixed = a.first == b.first and a.last == b.last and all(low == high for low, high in (a.first, a.last))
    return Certainty.of(can_be=can_be, must_be=can_be and fixed)


def _can_equal(a: Extent, b: Extent) -> bool:
    if any(isinstance(extent, AllDays) and len(extent.days) > 1 for extent in (a, b)):
        return isinstance(a, AllDays) and isinstance(b, AllDays) and [*a.days] == [*b.days]
    starts, ends = _meet(a.starts, b.starts), _meet(a.ends, b.ends)
    if isinstance(a, OneDay) or isinstance(b, OneDay):
        return bool(_meet(starts, ends))
    return bool(starts and ends) and starts[0][0] <= ends[-1][1]


def _touches(a: Extent, b: Extent) -> bool:
    """Whether `a` and `b` can share a day; not for two `AllDays`."""
    if isinstance(a, Stretch) and isinstance(b, Stretch):
        return a.first[0] <= b.last[1] and b.first[0] <= a.last[1]
    if isinstance(a, Stretch):
        a, b = b, a
    days = [(b.first[0], b.last[1])] if isinstance(b, Stretch) else b.days
    return not isinstance(a, Stretch) and bool(_meet(a.days, days))


def _fits(extent: Extent, within: Run) -> bool:
    """Whether the extent can lie in one run of days."""
    if isinstance(extent, OneDay):
        return bool(_meet(extent.days, [within]))
    if isinstance(extent, AllDays):
        return _always_fits(extent, within)
    start = _from(extent.starts, within[0])
    return start < inf and start <= extent.ends[-1][1] and _from(extent.ends, start) <= within[1]


def _always_fits(extent: Extent, within: Run) -> bool:
    return extent.first[0] >= within[0] and extent.last[1] <= within[1]


def _from(days: Sequence[Run], first: float) -> float:
    """Give the first of the days that is not before `first`, infinity if there is none."""
    return next((max(low, first) for low, high in days if high >= first), inf)


def _gaps(days: Sequence[Run]) -> Iterator[Run]:
    """Give the runs of days between the given ones, and before and after them."""
    edge = -inf
    for low, high in days:
        if edge < low:
            yield edge, low - 1
        edge = high + 1
    if edge < inf:
        yield edge, inf


def _meet(a: Sequence[Run], b: Sequence[Run]) -> list[Run]:
    """Give the days that both have, as ascending runs."""
    met = []
    i = j = 0
    while i < len(a) and j < len(b):
        low, high = max(a[i][0], b[j][0]), min(a[i][1], b[j][1])
        if low <= high:
            met.append((low, high))
        if a[i][1] < b[j][1]:
            i += 1
        else:
            j += 1
    return met


def _known(answer: bool) -> Certainty:
    return Certainty.CERTAIN if answer else Certainty.NO
