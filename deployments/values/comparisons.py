"""How two uncertain dates lie to each other, whatever days they turn out to be.

A date is one unknown day. An interval is a stretch of days whose first and last are unknown. An inclusive set is
all of its days. An answer is certain if it holds for every choice of days on both sides, and possible if it holds
for some choice. The choices are never enumerated: each answer follows from the earliest and the latest of them, and
from the gaps between runs of days.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf
from typing import NamedTuple

from deployments.values.certainty import Certainty
from deployments.values.edtf import Run


class OneDay(NamedTuple):
    """One unknown day among some.

    >>> OneDay([(1, 3), (7, 9)]).first
    (1, 9)
    """

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
    """All days from an unknown one among `starts` to an unknown one among `ends`, which is not earlier.

    >>> stretch = Stretch([(1, 3)], [(2, 9)])
    >>> stretch.first, stretch.last
    ((1, 3), (2, 9))
    """

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
    """All of some days, which are known.

    >>> AllDays([(1, 3), (7, 9)]).last
    (9, 9)
    """

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
    """Tell whether all of `a` is before all of `b`.

    >>> before(OneDay([(1, 3)]), OneDay([(4, 9)])), before(OneDay([(1, 5)]), OneDay([(4, 9)]))
    (<Certainty.CERTAIN: 'certain'>, <Certainty.POSSIBLE: 'possible'>)
    """
    return Certainty.of(can_be=a.last[0] < b.first[1], must_be=a.last[1] < b.first[0])


def overlaps(a: Extent, b: Extent) -> Certainty:
    """Tell whether `a` and `b` share a day.

    >>> overlaps(AllDays([(1, 3)]), OneDay([(2, 3)])), overlaps(AllDays([(1, 3)]), OneDay([(2, 4)]))
    (<Certainty.CERTAIN: 'certain'>, <Certainty.POSSIBLE: 'possible'>)
    """
    if isinstance(a, AllDays) and isinstance(b, AllDays):
        return _known(bool(_meet(a.days, b.days)))
    if isinstance(a, AllDays):
        a, b = b, a
    if isinstance(b, AllDays):
        apart = any(_fits(a, gap) for gap in _gaps(b.days))
        return Certainty.of(can_be=_touches(a, b), must_be=not apart)
    return Certainty.of(can_be=_touches(a, b), must_be=a.first[1] <= b.last[0] and b.first[1] <= a.last[0])


def contains(a: Extent, b: Extent) -> Certainty:
    """Tell whether every day of `b` is a day of `a`.

    >>> contains(Stretch([(1, 2)], [(8, 9)]), OneDay([(3, 5)])), contains(OneDay([(3, 5)]), AllDays([(3, 4)]))
    (<Certainty.CERTAIN: 'certain'>, <Certainty.NO: 'no'>)
    """
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
    """Tell whether `a` and `b` are the same days.

    >>> equals(OneDay([(3, 3)]), AllDays([(3, 3)])), equals(OneDay([(3, 4)]), OneDay([(3, 4)]))
    (<Certainty.CERTAIN: 'certain'>, <Certainty.POSSIBLE: 'possible'>)
    """
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
    """Tell whether `a` and `b` can share a day; they are not both `AllDays`."""
    if isinstance(a, Stretch) and isinstance(b, Stretch):
        return a.first[0] <= b.last[1] and b.first[0] <= a.last[1]
    if isinstance(a, Stretch):
        a, b = b, a
    days = [(b.first[0], b.last[1])] if isinstance(b, Stretch) else b.days
    return not isinstance(a, Stretch) and bool(_meet(a.days, days))


def _fits(extent: Extent, within: Run) -> bool:
    """Tell whether the extent can lie within one run of days."""
    if isinstance(extent, OneDay):
        return bool(_meet(extent.days, [within]))
    if isinstance(extent, AllDays):
        return _always_fits(extent, within)
    start = _from(extent.starts, within[0])
    return start < inf and start <= extent.ends[-1][1] and _from(extent.ends, start) <= within[1]


def _always_fits(extent: Extent, within: Run) -> bool:
    return extent.first[0] >= within[0] and extent.last[1] <= within[1]


def _from(days: Sequence[Run], first: float) -> float:
    """Return the first of the days that is not before `first`, infinity if there is none."""
    return next((max(low, first) for low, high in days if high >= first), inf)


def _gaps(days: Sequence[Run]) -> Iterator[Run]:
    """Return the runs of days between the given ones, before the first of them and after the last."""
    edge = -inf
    for low, high in days:
        if edge < low:
            yield edge, low - 1
        edge = high + 1
    if edge < inf:
        yield edge, inf


def _meet(a: Sequence[Run], b: Sequence[Run]) -> list[Run]:
    """Return the days that both have, as ascending runs."""
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
