"""An index of stretches of days: which of many stretches include a day, and how many do.

There are far fewer days than stretches, so the work is done once for each day and not at each question. How many
stretches include a day is looked up. Which they are is put together from about eight slices of one array: the stretches
stand in the nodes of a segment tree over the days (Bentley, 1977). The stretches of a node lie side by side, and next
to those of the node above it.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from math import inf

import numpy as np
import numpy.typing as npt

from deployments.columnar.arrays import Days, Indices, Integers

#: How many days are remembered with the slices that answer for them; each takes some kilobytes.
_PATHS = 4096

#: How many bytes a number takes.
_BYTES = 4

#: Each day has a cell of its own up to `_FEW` days, and `_SPARSE` more for each first and each last day of a stretch.
_SPARSE, _FEW = 8, 4096
#: If fewer than this share of the stretches still go on, the others are left out of the rest of the climb.
_CROWDED = 0.5


class Axis:
    """Divides the days into cells: one for each day or, if changes are far apart, one for all days between two of them.

    The first cell holds all days before the first change, the last cell all days from the last change on. Takes the
    first and the last days of some groups of stretches. Give the `reach` of each group as `reaches` if it is known.
    """

    def __init__(self, *every: tuple[Days, Days], reaches: Iterable[Reach] | None = None) -> None:
        ends = [reach(*each) for each in every] if reaches is None else [*reaches]
        least, most = min(low for low, _ in ends), max(high for _, high in ends)
        low, high = (int(least), int(most)) if least < inf else (0, 0)
        self.first = low - 1
        self.last = high - self.first
        self.points: list[float] | None = None
        if self.last > 2 * _SPARSE * sum(len(first) for first, _ in every) + _FEW:
            changes = np.concatenate([days for first, last in every for days in (first, last + 1)]).astype(np.float64)
            self.points = np.unique(changes[np.isfinite(changes)]).tolist()
            self.last = len(self.points)

    def __len__(self) -> int:
        return self.last + 1

    def cell(self, day: float) -> int:
        """Return the cell of a day."""
        if self.points is not None:
            return bisect_right(self.points, day)
        cell = day - self.first
        return 0 if cell < 0 else int(cell) if cell < self.last else self.last

    def cells(self, days: Days) -> Integers:
        """Return the cells of many days."""
        if self.points is not None:
            return np.searchsorted(np.array(self.points), days, "right")
        found = days - self.first
        return np.clip(found, 0, self.last, out=found).astype(np.int64)

    def day(self, cell: int) -> float:
        """Return the first day of a cell; of the first cell, minus infinity."""
        if not cell:
            return -inf
        return self.first + cell if self.points is None else self.points[cell - 1]


#: The first and the last day on which something changes. If nothing does, these are plus infinity and minus infinity.
Reach = tuple[float, float]


def reach(first: Days, last: Days) -> Reach:
    """Return the first and the last day on which a stretch begins, or is over since the day before.

    >>> reach(np.array([-np.inf, 738692.0]), np.array([738692.0, np.inf]))
    (738692.0, 738693.0)
    """
    return min(_least(first), _least(last) + 1), max(_most(first), _most(last) + 1)


def _least(days: Days) -> float:
    """Return the first of the finite days."""
    least = float(days.min(initial=inf))
    return least if least > -inf else float(np.min(days, where=np.isfinite(days), initial=inf))


def _most(days: Days) -> float:
    """Return the last of the finite days."""
    most = float(days.max(initial=-inf))
    return most if most < inf else float(np.max(days, where=np.isfinite(days), initial=-inf))


def _whole(numbers: npt.NDArray[np.int64]) -> array[int]:
    """Return whole numbers as an `array`: Python looks up single items of it fast, and it takes little memory."""
    return array("i", numbers.astype(np.int32).tobytes())


class StretchCounts:
    """Tells how many stretches include a day, or any day of a period."""

    __slots__ = ("_first", "_size", "_there", "axis", "ended_before", "started")

    def __init__(self, axis: Axis, first: Integers, last: Integers) -> None:
        started = np.cumsum(np.bincount(first, minlength=len(axis)))
        ended = np.cumsum(np.bincount(last, minlength=len(axis)))
        before = np.concatenate([[0], ended[:-1]])
        self.axis = axis
        self.started, self.ended_before = _whole(started), _whole(before)
        self._there = (started - before).tolist()
        # Where each day has a cell it is looked up at once.
        self._first, self._size = axis.first, len(axis) if axis.points is None else 0

    def on(self, day: float) -> int:
        """Return how many stretches include a day."""
        cell = day - self._first
        if 0 <= cell < self._size and cell.__class__ is int:
            return self._there[cell]  # type: ignore[no-any-return]
        return self._there[self.axis.cell(day)]  # type: ignore[no-any-return]

    def during(self, first: float, last: float) -> int:
        """Return how many stretches include at least one of the days from `first` to `last`, both inclusive."""
        return self.started[self.axis.cell(last)] - self.ended_before[self.axis.cell(first)]


class SegmentTree:
    """Tells which stretches include a day, or any day of a period: their numbers, in no order.

    On each level of the tree a stretch stands in at most two nodes. All its nodes together have its days and no others.
    The nodes of two levels share a block: left child, parent, right child. So a child and its parent are one slice, and
    a question looks at half as many slices as there are levels.
    """

    def __init__(self, axis: Axis, first: Integers, last: Integers, numbers: Indices) -> None:
        self.axis = axis
        self.bases, size = _blocks(len(axis))
        kind = np.min_scalar_type(size)
        first, last = first.astype(kind), last.astype(kind)
        by_start, by_end = (np.argsort(cells, kind="stable").astype(np.int32) for cells in (first, last))
        runs = [
            *_climb(first, last, by_start, self.bases, left=True),
            *_climb(first, last, by_end, self.bases, left=False),
        ]
        ids, cuts = _grouped(runs, size)
        # Slices of a view of bytes are joined faster than arrays.
        self.ids, self.by_start = (memoryview(numbers[own]).cast("B") for own in (ids, by_start))  # type: ignore[arg-type]
        self.cuts = _whole(cuts)
        self.started = _whole(np.cumsum(np.bincount(first, minlength=len(axis))))
        self._paths: dict[int, list[memoryview]] = {}

    def on(self, day: float) -> Indices:
        """Return the numbers of the stretches that include a day. The array is read-only."""
        return np.frombuffer(b"".join(self._path(self.axis.cell(day))), np.int32)

    def during(self, first: float, last: float) -> Indices:
        """Return the numbers of the stretches that include any of the days from `first` to `last`, both inclusive."""
        cell, end = self.axis.cell(first), self.axis.cell(last)
        later = self.by_start[_BYTES * self.started[cell] : _BYTES * self.started[end]]
        return np.frombuffer(b"".join([*self._path(cell), later]), np.int32)

    @property
    def nbytes(self) -> int:
        """How much memory it takes, in bytes, before anything is asked."""
        return self.ids.nbytes + self.by_start.nbytes + 4 * (len(self.cuts) + len(self.started))

    def _path(self, cell: int) -> list[memoryview]:
        """Return the slices of the nodes that include a cell, and keep them for the next question about it."""
        path = self._paths.get(cell)
        if path is None:
            path, node = [], cell
            for base in self.bases:
                left = base + 3 * (node >> 1) + (node & 1)
                start, stop = self.cuts[left], self.cuts[left + 2]
                if start < stop:
                    path.append(self.ids[_BYTES * start : _BYTES * stop])
                node >>= 2
            if len(self._paths) >= _PATHS:
                self._paths.clear()
            self._paths[cell] = path
        return path


def _blocks(cells: int) -> tuple[list[int], int]:
    """Return the place of the first block of each pair of levels, and the number of places in all."""
    bases, place, width = [], 0, 1 << max(cells - 1, 1).bit_length()
    while width:
        bases.append(place)
        place += 3 * max(width >> 1, 1)
        width >>= 2
    return bases, place


def _climb(
    first: Integers, last: Integers, order: Indices, bases: list[int], *, left: bool
) -> Iterator[tuple[Integers, Indices]]:
    """Go up the levels at the left or right ends of the stretches; yield nodes in order, and the stretches in them."""
    one = first.dtype.type(1)
    low, high = first[order], last[order] + one
    for level in range(2 * len(bases)):
        going = low < high
        left_over = np.count_nonzero(going)
        if not left_over:
            return
        if left_over < _CROWDED * len(order):
            low, high, order, going = low[going], high[going], order[going], going[going]
        side = low if left else high
        odd = (side & one).astype(np.bool_) & going
        node = side[odd] if left else side[odd] - one
        if len(node):
            # A left child stands before its parent, a right one behind it.
            place = 3 * node + one if level % 2 else 3 * (node >> one) + 2 * (node & one)
            yield (bases[level // 2] + place).astype(first.dtype), order[odd]
        low, high = (low + one) >> one, high >> one


def _grouped(runs: list[tuple[Integers, Indices]], places: int) -> tuple[Indices, Integers]:
    """Put the members of each place side by side; return them all, and where those of each place begin."""
    # The places of a run ascend, and all members of a place come in one run: only those between its ends are counted.
    counts = [(int(place[0]), np.bincount(place - place[0])) for place, _ in runs]
    total = np.zeros(places, np.int64)
    for low, count in counts:
        total[low : low + len(count)] += count
    cuts = np.concatenate([[0], np.cumsum(total)])
    ids = np.empty(cuts[-1], np.int32)
    for (_, members), (low, count) in zip(runs, counts, strict=True):
        shift = (cuts[low : low + len(count)] - np.cumsum(count) + count).astype(np.int32)
        ids[np.repeat(shift, count) + np.arange(len(members), dtype=np.int32)] = members
    return ids, cuts
