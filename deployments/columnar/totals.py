"""The strengths of many deployments, summed once for every day: then the sum of a day is looked up."""

from __future__ import annotations

import functools
import itertools
import operator
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf
from typing import Any

import attrs
import numpy as np

from deployments.answers.sums import Sum, with_ends
from deployments.columnar.arrays import Days, Indices, Integers, Mask
from deployments.columnar.figures import StrengthPieces
from deployments.columnar.interval_index import Axis, Reach, reach
from deployments.columnar.spells import Spells, lean
from deployments.columnar.table import IS_CERTAIN, IS_DISPUTED, IS_LEFT_OUT, IS_NEVER, DayTable
from deployments.lazily import kept, once

#: How many deployments are computed together.
_CHUNK = 65_536
#: How many amounts are summed together: they stay in the caches of a processor, unless there are more cells than that.
_AT_ONCE = 1 << 14

#: The number of a deployment, the first and the last day, both inclusive, and the amount on these days.
Amount = tuple[int, float, float, float]

#: What is summed: both ends of the strengths that are stated, how many have no high end, how many may be there, for how
#: many no figure counts, how many are left out, and how many are disputed.
NAMES = ("low", "high", "endless", "parts", "unstated", "out", "disputed")


@attrs.frozen(eq=False)
class Amounts(Spells):
    """Amounts, each of a deployment and for a stretch of days, both ends inclusive: `value` is added on these days."""

    value: Days

    @classmethod
    def of(cls, rows: Iterable[Amount]) -> Amounts:
        """Return amounts from rows. Rows without a day, and amounts of 0, are left out."""
        columns = np.array([*rows], np.float64).reshape(-1, 4).T
        counting = (columns[1] <= columns[2]) & (columns[1] < inf) & (columns[3] != 0)
        number, first, last, value = columns[:, counting]
        return cls(number.astype(np.int32), first, last, value)

    @functools.cached_property
    def reach(self) -> Reach:
        """The first and the last day on which an amount begins, or is over since the day before."""
        return reach(self.first, self.last)

    def parts(self, at_once: int) -> Iterator[Amounts]:
        """Yield the amounts, so many at a time."""
        for start in range(0, len(self.number), at_once):
            own = slice(start, start + at_once)
            yield Amounts(self.number[own], self.first[own], self.last[own], self.value[own])

    def __add__(self, other: Amounts) -> Amounts:
        if not len(other.number):
            return self
        pairs = ((getattr(self, name), getattr(other, name)) for name in ("number", "first", "last", "value"))
        return Amounts(*[np.concatenate(pair) for pair in pairs])


def amounts_of(table: DayTable, pieces: StrengthPieces, count: int, *, not_excluded: bool) -> dict[str, Amounts]:
    """Return the amounts of each sum, by its name: of listed deployments only, or also of those that are left out."""
    parts: dict[str, list[Amounts]] = {name: [] for name in NAMES}
    for start in range(0, count, _CHUNK):
        own = pieces.of(start, start + _CHUNK)
        numbers = np.unique(own.number)
        if len(numbers):
            for name, each in _amounts(table.some(numbers), own, not_excluded=not_excluded).items():
                parts[name].append(each)
    return {name: _joined(each) for name, each in parts.items()}


def _joined(parts: Sequence[Amounts]) -> Amounts:
    every = parts or [Amounts.of(())]
    columns = ("number", "first", "last", "value")
    return Amounts(*(np.concatenate([getattr(each, name) for each in every]) for name in columns))


def _amounts(table: DayTable, pieces: StrengthPieces, *, not_excluded: bool) -> dict[str, Amounts]:
    number = np.concatenate([table.number, pieces.number])
    first = np.concatenate([table.first, pieces.first])
    order = np.lexsort((first, number))
    number, first = number[order], first[order]
    # For each day the run and the piece to which it, and the days after it, belong.
    run = np.maximum.accumulate(np.where(order < len(table.number), order, 0))
    piece = np.maximum.accumulate(np.where(order >= len(table.number), order - len(table.number), 0))
    is_last = np.append((number[1:] != number[:-1]) | (first[1:] != first[:-1]), True)
    number, first, run, piece = (each[is_last] for each in (number, first, run, piece))
    word, is_stated = table.word[run], pieces.is_stated[piece]
    is_out = IS_LEFT_OUT[word] & (not not_excluded)
    is_there = ~IS_NEVER[word] & ~is_out
    counts, endless = is_there & is_stated, np.isinf(pieces.high[piece])
    low, high = np.maximum(pieces.low[piece], 1), np.maximum(pieces.high[piece], IS_CERTAIN[word])
    values = {
        "low": np.where(counts & IS_CERTAIN[word], low, 0),
        "high": np.where(counts & ~endless, high, 0),
        "endless": counts & endless,
        "parts": is_there,
        "unstated": is_there & ~is_stated,
        "out": is_out,
        "disputed": is_there & (pieces.is_disputed[piece] & is_stated | IS_DISPUTED[word]),
    }
    return {name: _merged(number, first, value.astype(np.float64)) for name, value in values.items()}


def _merged(number: Indices, first: Days, value: Days) -> Amounts:
    """Return the amounts other than 0. Days that follow each other with the same amount become one stretch."""
    new = np.append(True, (number[1:] != number[:-1]) | (value[1:] != value[:-1]))
    number, first, value = number[new], first[new], value[new]
    last = np.append(np.where(np.isneginf(first[1:]), inf, first[1:] - 1), inf)
    own = value != 0
    return Amounts(number[own], lean(first[own]), lean(last[own]), value[own])


class GroupedSums:
    """The sums of each group for every day; each sum is computed when it is first asked for.

    `amounts` has what is summed, by the names of the sums. `codes` has the group of every deployment; without it all
    deployments are one group.
    """

    def __init__(self, amounts: Mapping[str, Amounts], codes: Integers | None = None, count: int = 1) -> None:
        self._amounts = dict(amounts)
        self._codes = codes
        self._count = count
        self._made: dict[str, Integers] = {}
        self._unstated = amounts["unstated"]
        every = amounts.values()
        self.axis = Axis(*((each.first, each.last) for each in every), reaches=[each.reach for each in every])

    def of(self, name: str) -> Integers:
        """Return the sum of that name: a row for each group, a column for each cell of the axis."""
        return kept(self._made, name, lambda: _sum(self.axis, self._amounts.pop(name), self._codes, self._count))

    @once
    def renewed(self) -> Mask:
        """Whether, for each group and cell, other deployments become or are no longer unstated."""
        return _renewed(self.axis, self._unstated, self._codes, self._count)

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
        """Return the sum of that name for every cell of the axis."""
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
        """The cells in which any sum differs from the cell before."""
        # As many deployments may be unstated as on the day before, and yet other ones.
        changed = self._sums.renewed[self._group].copy()
        # If one strength has no high end, the sum has none, whatever the other strengths are.
        high = np.where(self.of("endless") > 0, -1, self.of("high"))
        for each in (self.of("low"), high, self.of("parts"), self.of("unstated"), self.of("out")):
            changed[1:] |= each[1:] != each[:-1]
        return np.flatnonzero(changed[1:]) + 1

    @functools.cached_property
    def _are_endless(self) -> Mask:
        """The cells whose sum has no high end, by the rule of `answers.sums.upper`."""
        nobody = (self.of("parts") == 0) & (self.of("out") > 0)
        found: Mask = (self.of("endless") > 0) | (self.of("unstated") > 0) | nobody
        return found

    def turns(self, first: float, last: float) -> Integers:
        """Return the cell of the first day, and the cells from there until the last day in which a sum changes."""
        start = self.axis.cell(first)
        low, high = np.searchsorted(self._turns, [start, self.axis.cell(last)], "right")
        return np.append(start, self._turns[low:high])

    def peak(self, first: float, last: float) -> tuple[int, float, int | None, float]:
        """Return the highest low and the highest high end, each with its first day; None if a sum has no high end."""
        start = self.axis.cell(first)
        cells = slice(start, self.axis.cell(last) + 1)
        low, high = self.of("low")[cells], self.of("high")[cells]
        endless = self._are_endless[cells]
        least = int(low.argmax())
        most = int(endless.argmax() if endless.any() else high.argmax())
        return (
            int(low[least]),
            max(self.axis.day(start + least), first),
            None if endless[most] else int(high[most]),
            max(self.axis.day(start + most), first),
        )


def summed(number: int, sums: Sequence[Sum], disputed: Iterable[tuple[float, float]]) -> Iterator[tuple[str, Amount]]:
    """Yield the amounts of one force, each with the name of its sum, from the force's own sums in their order."""
    every = [*with_ends(sums, inf)]
    for each, last in every:
        sums_of = {"low": each.low, "high": each.high or 0, "endless": each.high is None}
        for name, amount in {**sums_of, "parts": each.parts, "out": each.left_out}.items():
            yield name, (number, each.first, last, float(amount))
    # Sums that follow each other with the same unstated deployments are one amount: a change begins a new step.
    for names, own in itertools.groupby(every, key=lambda pair: pair[0].unstated):
        stretch = [*own]
        yield "unstated", (number, stretch[0][0].first, stretch[-1][1], float(len(names)))
    for first, last in disputed:
        yield "disputed", (number, first, last, 1.0)


def _cells(axis: Axis, amounts: Amounts, days: Days, codes: Integers | None) -> Integers:
    """Return the cells of the first or the last days of amounts, numbered through all groups."""
    cells = axis.cells(days)
    return cells if codes is None else cells + codes[amounts.number] * len(axis)


def _sum(axis: Axis, amounts: Amounts, codes: Integers | None, count: int) -> Integers:
    """Return the sums of amounts for each group and cell."""
    if not len(amounts.number):
        return np.zeros((count, len(axis)), np.int64)
    size = count * len(axis)
    parts = [*amounts.parts(max(_AT_ONCE, size))]
    begun = ((_cells(axis, part, part.first, codes), part.value) for part in parts)
    over = ((_cells(axis, part, part.last, codes), part.value) for part in parts)
    steps, ends = (_totals(cells, size).reshape(count, -1) for cells in (begun, over))
    steps[:, 1:] -= ends[:, :-1]
    return np.cumsum(steps, axis=1).astype(np.int64)


def _totals(parts: Iterable[tuple[Integers, Days]], size: int) -> Days:
    """Return the sum of the values in each of so many cells. Takes the cells and the values of one part at least."""
    sums: Iterator[Any] = (np.bincount(cells, value, size) for cells, value in parts)
    found: Days = functools.reduce(operator.iadd, sums)
    return found


def _renewed(axis: Axis, amounts: Amounts, codes: Integers | None, count: int) -> Mask:
    """Tell for each group and cell whether an amount begins in it, or ended in the one before."""
    found = np.zeros((count, len(axis)), np.bool_)
    ended = np.zeros_like(found)
    for days, each in ((amounts.first, found), (amounts.last, ended)):
        each.reshape(-1)[_cells(axis, amounts, days, codes)] = True
    found[:, 1:] |= ended[:, :-1]
    return found
