"""Strengths of a million deployments, summed for each day once: a sum is looked up, a series is a slice."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf

import attrs
import numpy as np
import numpy.typing as npt

from deployments.answers.sums import Sum
from deployments.columnar.arrays import Days, Indices, Integers, Mask
from deployments.columnar.interval_index import Axis, Reach, lean, reach
from deployments.columnar.ledger import FigureColumns, Ledger
from deployments.columnar.spans import Spans
from deployments.lazily import kept

#: The number of a deployment, the first and the last day, both inclusive, and how many.
Amount = tuple[int, float, float, float]


@attrs.frozen(eq=False)
class Amounts:
    """Indices that each count on a stretch of days, both ends inclusive, and the deployment that they are of."""

    number: npt.NDArray[np.integer]
    first: Days
    last: Days
    value: Days

    @classmethod
    def of(cls, rows: Iterable[Amount]) -> Amounts:
        """Make columns of rows, of those that count on a day."""
        columns = np.array([*rows], np.float64).reshape(-1, 4).T
        return cls(columns[0].astype(np.int32), columns[1], columns[2], columns[3]).lasting

    @functools.cached_property
    def _ends(self) -> Indices:
        """The place after the last of each number, behind a nought."""
        return np.cumsum(np.bincount(self.number + 1)).astype(np.int32)

    @functools.cached_property
    def reach(self) -> Reach:
        """From where to where they begin and are over."""
        return reach(self.first, self.last)

    def among(self, numbers: Indices) -> Amounts:
        """Return those of some deployments; all are in the order of their numbers."""
        numbers = numbers[: np.searchsorted(numbers, numbers.dtype.type(len(self._ends) - 1))]
        if len(numbers) == len(self._ends) - 1:
            return self
        start = self._ends[numbers]
        lengths = self._ends[numbers + 1] - start
        if lengths.max(initial=0) <= 1:
            is_one = lengths > 0
            own, numbers = start[is_one], numbers[is_one]
        else:
            own = np.repeat(start - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())
            numbers = np.repeat(numbers, lengths)
        return Amounts(numbers, self.first[own], self.last[own], self.value[own])

    @property
    def lasting(self) -> Amounts:
        """Those that count on a day."""
        own = (self.first <= self.last) & (self.first < inf) & (self.value != 0)
        if own.all():
            return self
        return Amounts(self.number[own], self.first[own], self.last[own], self.value[own])

    def __add__(self, other: Amounts) -> Amounts:
        if not len(other.number):
            return self
        pairs = ((getattr(self, name), getattr(other, name)) for name in ("number", "first", "last", "value"))
        return Amounts(*[np.concatenate(pair) for pair in pairs])


#: What is summed: both ends of the strengths, how many have no high end, how many may be there, of how many nobody
#: stated a strength, and how many are disputed.
NAMES = ("low", "high", "endless", "parts", "unstated", "disputed")


def simple(spans: Spans, ledger: Ledger, known: Mask) -> tuple[Mask, Integers]:
    """Tell for which deployments the strength is the last report, each on a known day; and give those reports."""
    figures, count = ledger.figures, len(spans.first)
    said = np.flatnonzero(known[ledger.source[figures.statement]] & (ledger.about[figures.statement] < count))
    plain = ~spans.needs_solver
    plain[ledger.about[figures.statement[said[np.isnan(figures.day[said])]]]] = False
    return plain, said


def carried(spans: Spans, ledger: Ledger, said: Integers, plain: Mask) -> tuple[Days, dict[str, Amounts]]:
    """Return since when the strengths of plain deployments are stated, and those, each until the next is.

    They count as far as the deployment is, or may be, there.
    """
    figures = ledger.figures
    about = ledger.about[figures.statement[said]]
    said, about = said[plain[about]], about[plain[about]]
    order = np.lexsort((figures.day[said], about))
    about, day = about[order], figures.day[said[order]]
    new = np.flatnonzero((np.diff(about, prepend=-1) != 0) | (np.diff(day, prepend=-inf) != 0))
    low, high, disputed = _agreed(figures, said[order], new)
    owner, day = about[new].astype(np.int32), day[new]
    stated = np.full(len(plain), inf)
    stated[owner[::-1]] = day[::-1]
    numbers = np.flatnonzero(plain).astype(np.int32)
    first, last, one = spans.first[numbers], spans.last[numbers], np.ones(len(numbers))
    sure, possible = (spans.sure_first, spans.sure_last), (spans.first, spans.last)
    endless = np.isinf(high)
    amounts = {
        "low": _until_next(owner, day, low, *sure),
        "high": _until_next(owner, day, np.where(endless, 0, high), *possible),
        "endless": _until_next(owner, day, endless.astype(np.float64), *possible),
        "parts": Amounts(numbers, first, last, one),
        "unstated": Amounts(numbers, first, np.minimum(last, lean(stated[numbers] - 1)), one),
        "disputed": _until_next(owner, day, disputed.astype(np.float64), *possible),
    }
    return stated, {name: each.lasting for name, each in amounts.items()}


def _until_next(about: Indices, day: Days, value: Days, first: Days, last: Days) -> Amounts:
    """Let each value count from its day until another follows, as far as its deployment is there."""
    new = np.flatnonzero((np.diff(about, prepend=-1) != 0) | (np.diff(value, prepend=-1) != 0))
    about, day, value = about[new], day[new], value[new]
    until = np.append(day[1:] - 1, inf)[: len(day)]
    until[:-1][about[1:] != about[:-1]] = inf
    return Amounts(about, np.maximum(lean(day), first[about]), np.minimum(lean(until), last[about]), value)


def _agreed(figures: FigureColumns, said: Integers, new: Integers) -> tuple[Days, Days, Mask]:
    """Return what all reports of one day leave in common, or, if nothing, the range that takes them in."""
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


class GroupedSums:
    """The sums of each group for every day, each made when it is first asked for.

    `amounts` is what is summed, by the names of the sums, and `codes` has the group of every deployment; without them
    all are one group.
    """

    def __init__(self, amounts: Mapping[str, Amounts], codes: Integers | None = None, count: int = 1) -> None:
        self._amounts = dict(amounts)
        self._codes = codes
        self._count = count
        self._made: dict[str, Integers] = {}
        every = amounts.values()
        self.axis = Axis(*((each.first, each.last) for each in every), reaches=[each.reach for each in every])
        self.renewed = _renewed(self.axis, amounts["unstated"], codes, count)

    def of(self, name: str) -> Integers:
        """Return a row for each group: what is summed by that name, of every cell."""
        return kept(self._made, name, lambda: _sum(self.axis, self._amounts.pop(name), self._codes, self._count))

    def each(self) -> list[DailySums]:
        """Return the totals of each group."""
        return [DailySums(self, group) for group in range(self._count)]


class DailySums:
    """The sums of one group for every day."""

    def __init__(self, sums: GroupedSums, group: int = 0) -> None:
        self._sums = sums
        self._group = group
        self._own: dict[str, Integers] = {}
        self.axis = sums.axis

    def of(self, name: str) -> Integers:
        """Return what is summed by a name, of every cell."""
        found = self._own.get(name)
        if found is None:
            found = self._own[name] = self._sums.of(name)[self._group]
        return found

    def on(self, day: float) -> dict[str, int]:
        """Return the sums of a day by their names."""
        cell = self.axis.cell(day)
        return {name: int(self.of(name)[cell]) for name in NAMES}

    @functools.cached_property
    def _turns(self) -> Integers:
        """The cells in which a sum is not as in the cell before."""
        # Others than on the day before may be not stated, though as many.
        changed, endless = self._sums.renewed[self._group].copy(), self.of("endless") > 0
        # Where one has no high end, the sum has none, whatever the others are.
        high = np.where(endless, -1, self.of("high"))
        for each in (self.of("low"), high, self.of("parts"), self.of("unstated")):
            changed[1:] |= each[1:] != each[:-1]
        return np.flatnonzero(changed[1:]) + 1

    def turns(self, first: float, last: float) -> Integers:
        """Return the cell of the first day, and those until the last day in which a sum changes."""
        start = self.axis.cell(first)
        low, high = np.searchsorted(self._turns, [start, self.axis.cell(last)], "right")
        return np.append(start, self._turns[low:high])

    def peak(self, first: float, last: float) -> tuple[int, float, int | None, float]:
        """Return the highest low end, its first day, the highest high end, None if one has none, and its first day."""
        start = self.axis.cell(first)
        cells = slice(start, self.axis.cell(last) + 1)
        low, high, endless = (self.of(name)[cells] for name in ("low", "high", "endless"))
        least = int(low.argmax())
        most = int((endless > 0).argmax() if endless.any() else high.argmax())
        return (
            int(low[least]),
            max(self.axis.day(start + least), first),
            None if endless[most] else int(high[most]),
            max(self.axis.day(start + most), first),
        )


def summed(number: int, sums: Sequence[Sum], disputed: Iterable[tuple[float, float]]) -> Iterator[tuple[str, Amount]]:
    """Return what one force amounts to, from sums that follow each other, each with the name of what it is of."""
    until = [*(each.first - 1 for each in sums[1:]), inf]
    for each, last in zip(sums, until, strict=True):
        for name, amount in zip(NAMES, (each.low, each.high or 0, each.high is None, each.parts), strict=False):
            yield name, (number, each.first, last, float(amount))
    # Sums that follow each other with the same unstated deployments are one amount: a change begins a new step.
    for names, own in itertools.groupby(zip(sums, until, strict=True), key=lambda pair: pair[0].unstated):
        stretch = [*own]
        yield "unstated", (number, stretch[0][0].first, stretch[-1][1], float(len(names)))
    for first, last in disputed:
        yield "disputed", (number, first, last, 1.0)


def _cells(axis: Axis, amounts: Amounts, codes: Integers | None) -> tuple[Integers, Integers]:
    """Return the first and the last cell of each amount, those of each group behind those of the group before."""
    first, last = axis.cells(amounts.first), axis.cells(amounts.last)
    if codes is not None:
        base = codes[amounts.number] * len(axis)
        first, last = first + base, last + base
    return first, last


def _sum(axis: Axis, amounts: Amounts, codes: Integers | None, count: int) -> Integers:
    """Return the sums of amounts for each group and cell."""
    size = count * len(axis)
    if not len(amounts.number):
        return np.zeros((count, len(axis)), np.int64)
    first, last = _cells(axis, amounts, codes)
    steps, ends = (np.bincount(cells, amounts.value, size).reshape(count, -1) for cells in (first, last))
    steps[:, 1:] -= ends[:, :-1]
    return np.cumsum(steps, axis=1).astype(np.int64)


def _renewed(axis: Axis, amounts: Amounts, codes: Integers | None, count: int) -> Mask:
    """Tell for each group and cell whether an amount begins in it, or ended in the one before."""
    found = np.zeros((count, len(axis)), np.bool_)
    ended = np.zeros_like(found)
    first, last = _cells(axis, amounts, codes)
    found.reshape(-1)[first], ended.reshape(-1)[last] = True, True
    found[:, 1:] |= ended[:, :-1]
    return found
