"""Strengths of a million deployments, summed for each day once: a sum is looked up, a series is a slice."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf

import attrs
import numpy as np
import numpy.typing as npt

from deployments.timeline.days import Axis, Days, Mask, Numbers
from deployments.timeline.ledger import Figures, Ledger
from deployments.timeline.spans import Spans
from deployments.timeline.sums import Sum

Whole = npt.NDArray[np.int64]

#: The number of a deployment, the first and the last day, both inclusive, and how many.
Amount = tuple[int, float, float, float]


@attrs.frozen(eq=False)
class Amounts:
    """Numbers that each count on a stretch of days, both ends inclusive, and the deployment that they are of."""

    number: npt.NDArray[np.integer]
    first: Days
    last: Days
    value: Days

    @classmethod
    def of(cls, rows: Iterable[Amount]) -> Amounts:
        """Make columns of rows."""
        columns = np.array([*rows], np.float64).reshape(-1, 4).T
        return cls(columns[0].astype(np.int64), columns[1], columns[2], columns[3])

    def among(self, numbers: Numbers) -> Amounts:
        """Give those of some deployments; all are in the order of their numbers."""
        start, stop = (np.searchsorted(self.number, numbers, side) for side in ("left", "right"))
        lengths = stop - start
        own = np.repeat(stop - np.cumsum(lengths), lengths) + np.arange(lengths.sum())
        return Amounts(self.number[own], self.first[own], self.last[own], self.value[own])

    def __add__(self, other: Amounts) -> Amounts:
        pairs = ((getattr(self, name), getattr(other, name)) for name in ("number", "first", "last", "value"))
        return Amounts(*[np.concatenate(pair) for pair in pairs])


#: What is summed: both ends of the strengths, how many have no high end, how many may be there, of how many nobody
#: stated a strength, and how many are disputed.
NAMES = ("low", "high", "endless", "parts", "unstated", "disputed")


def simple(spans: Spans, ledger: Ledger, known: Mask) -> tuple[Mask, Whole]:
    """Tell for which deployments the strength is the last report, each on a known day; and give those reports."""
    figures, count = ledger.figures, len(spans.first)
    said = np.flatnonzero(known[ledger.source[figures.statement]] & (ledger.about[figures.statement] < count))
    plain = ~spans.bent
    plain[ledger.about[figures.statement[said[np.isnan(figures.day[said])]]]] = False
    return plain, said


def carried(spans: Spans, ledger: Ledger, said: Whole, plain: Mask) -> tuple[Days, dict[str, Amounts]]:
    """Give since when the strengths of plain deployments are stated, and those, each until the next is.

    They count as far as the deployment is, or may be, there.
    """
    figures = ledger.figures
    about = ledger.about[figures.statement[said]]
    said, about = said[plain[about]], about[plain[about]]
    order = np.lexsort((figures.day[said], about))
    about, day = about[order], figures.day[said[order]]
    new = np.flatnonzero((np.diff(about, prepend=-1) != 0) | (np.diff(day, prepend=-inf) != 0))
    low, high, disputed = _agreed(figures, said[order], new)
    about, day = about[new], day[new]
    last_of_own = np.append(about[1:] != about[:-1], True) if len(about) else np.zeros(0, np.bool_)
    until = np.where(last_of_own, inf, np.append(day[1:], inf)[: len(day)] - 1)
    first, last = np.maximum(day, spans.first[about]), np.minimum(until, spans.last[about])
    sure_first, sure_last = np.maximum(day, spans.sure_first[about]), np.minimum(until, spans.sure_last[about])
    stated = np.full(len(plain), inf)
    stated[about[::-1]] = day[::-1]
    numbers, one = np.flatnonzero(plain), np.ones(len(plain))
    ended = np.minimum(spans.last[numbers], stated[numbers] - 1)
    return stated, {
        "low": Amounts(about, sure_first, sure_last, low),
        "high": Amounts(about, first, last, np.where(np.isinf(high), 0, high)),
        "endless": Amounts(about, first, last, np.isinf(high).astype(np.float64)),
        "parts": Amounts(numbers, spans.first[numbers], spans.last[numbers], one[numbers]),
        "unstated": Amounts(numbers, spans.first[numbers], ended, one[numbers]),
        "disputed": Amounts(about, first, last, disputed.astype(np.float64)),
    }


def _agreed(figures: Figures, said: Whole, new: Whole) -> tuple[Days, Days, Mask]:
    """Give what all reports of one day leave in common, or, if nothing, the range that takes them in."""
    low, high = figures.low[said], figures.high[said]
    if not len(new):
        return low, high, np.zeros(0, np.bool_)
    lows, highs = np.maximum.reduceat(low, new), np.minimum.reduceat(high, new)
    disputed = lows > highs
    return (
        np.where(disputed, np.minimum.reduceat(low, new), lows),
        np.where(disputed, np.maximum.reduceat(high, new), highs),
        disputed,
    )


class Totals:
    """The sums for every day."""

    def __init__(self, amounts: Mapping[str, Amounts]) -> None:
        chosen = {name: _lasting(amounts[name]) for name in NAMES}
        first, last = (np.concatenate([getattr(each, end) for each in chosen.values()]) for end in ("first", "last"))
        self.axis = Axis(first, last)
        self.sums = {name: self._sum(each) for name, each in chosen.items()}
        #: Whether others than on the day before are not stated: as many, it may be.
        renewed = np.zeros(len(self.axis) + 1, np.bool_)
        renewed[self.axis.cells(chosen["unstated"].first)] = True
        renewed[self.axis.cells(chosen["unstated"].last) + 1] = True
        self.renewed = renewed[:-1]

    def _sum(self, amounts: Amounts) -> Whole:
        size = len(self.axis) + 1
        starts = np.bincount(self.axis.cells(amounts.first), amounts.value, size)
        ends = np.bincount(self.axis.cells(amounts.last) + 1, amounts.value, size)
        return np.cumsum(starts - ends)[:-1].astype(np.int64)

    def on(self, day: float) -> dict[str, int]:
        """Give the sums of a day by their names."""
        cell = self.axis.cell(day)
        return {name: int(sums[cell]) for name, sums in self.sums.items()}

    @functools.cached_property
    def _turns(self) -> Whole:
        """The cells in which a sum is not as in the cell before."""
        changed, endless = self.renewed.copy(), self.sums["endless"] > 0
        # Where one has no high end, the sum has none, whatever the others are.
        high = np.where(endless, -1, self.sums["high"])
        for each in (self.sums["low"], high, self.sums["parts"], self.sums["unstated"]):
            changed[1:] |= each[1:] != each[:-1]
        return np.flatnonzero(changed[1:]) + 1

    def turns(self, first: float, last: float) -> Whole:
        """Give the cell of the first day, and those until the last day in which a sum changes."""
        start = self.axis.cell(first)
        low, high = np.searchsorted(self._turns, [start, self.axis.cell(last)], "right")
        return np.append(start, self._turns[low:high])

    def peak(self, first: float, last: float) -> tuple[int, float, int | None, float]:
        """Give the highest low end, its first day, the highest high end, None if one has none, and its first day."""
        start = self.axis.cell(first)
        cells = slice(start, self.axis.cell(last) + 1)
        low, high, endless = (self.sums[name][cells] for name in ("low", "high", "endless"))
        least = int(low.argmax())
        most = int((endless > 0).argmax() if endless.any() else high.argmax())
        return (
            int(low[least]),
            max(self.axis.day(start + least), first),
            None if endless[most] else int(high[most]),
            max(self.axis.day(start + most), first),
        )


def _lasting(amounts: Amounts) -> Amounts:
    own = (amounts.first <= amounts.last) & (amounts.first < inf) & (amounts.value != 0)
    return (
        amounts
        if own.all()
        else Amounts(amounts.number[own], amounts.first[own], amounts.last[own], amounts.value[own])
    )


def summed(number: int, sums: Sequence[Sum], disputed: Iterable[tuple[float, float]]) -> Iterator[tuple[str, Amount]]:
    """Give what one force amounts to, from sums that follow each other, each with the name of what it is of."""
    until = [*(each.first - 1 for each in sums[1:]), inf]
    for each, last in zip(sums, until, strict=True):
        for name, amount in zip(NAMES, (each.low, each.high or 0, each.high is None, each.parts), strict=False):
            yield name, (number, each.first, last, float(amount))
    # As long as they are the same, they are one: where they change, the steps of a series end.
    for names, own in itertools.groupby(zip(sums, until, strict=True), key=lambda pair: pair[0].unstated):
        stretch = [*own]
        yield "unstated", (number, stretch[0][0].first, stretch[-1][1], float(len(names)))
    for first, last in disputed:
        yield "disputed", (number, first, last, 1.0)
