"""The types of the arrays that the columnar engine computes with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt

from deployments.rows import Coded, slices

#: Day numbers, infinite where nothing bounds them. They may have single precision, if that has them exactly.
Days = npt.NDArray[np.float64]

#: True or false for each of many things.
Mask = npt.NDArray[np.bool_]

#: The positions of deployments in their store.
Indices = npt.NDArray[np.int32]

#: Whole numbers: cells of an axis, rows of statements, sums.
Integers = npt.NDArray[np.signedinteger]


def pieces(*numbers: Integers) -> Iterator[Integers]:
    """Yield some numbers of rows, and then others, as many at a time as are best computed together.

    >>> [piece.tolist() for piece in pieces(np.array([3, 5]), np.array([8]))]
    [[3, 5], [8]]
    """
    return (each[own] for each in numbers for own in slices(len(each)))


def between(numbers: npt.NDArray[np.integer], start: int, stop: int) -> slice:
    """Return where those numbers stand, of some that ascend, that are not before the first and before the second.

    >>> between(np.array([1, 1, 4, 6], np.int32), 1, 6)
    slice(0, 3, None)
    """
    # Of another type, the two that are looked for would make NumPy copy all the others.
    low, high = np.searchsorted(numbers, np.array([start, stop], numbers.dtype)).tolist()
    return slice(low, high)


def told(column: Coded, tell: Callable[[Any], object], kind: type[np.generic]) -> npt.NDArray[Any]:
    """Return what `tell` returns for the value of each row; it is called once for each value that any row has.

    >>> told(Coded.of(["NLD", "DEU", "NLD"]), len, np.int8).tolist()
    [3, 3, 3]
    """
    numbers = column.numbers()
    found = np.zeros(len(column.values), kind)
    used = np.flatnonzero(np.bincount(numbers, minlength=len(column.values)))
    values = column.values if len(used) == len(found) else map(column.values.__getitem__, used.tolist())
    found[used] = [*map(tell, values)]
    cells: npt.NDArray[Any] = found.take(numbers)
    return cells


def places_in(places: Mapping[Any, int], column: Coded) -> Indices:
    """Return the place of the value of each row, and -1 for a value that has none.

    >>> places_in({"NLD": 0, "DEU": 1}, Coded.of(["DEU", None, "NLD"])).tolist()
    [1, -1, 0]
    """
    found = map(places.get, column.values, repeat(-1))
    cells: Indices = np.fromiter(found, np.int32, len(column.values)).take(column.numbers())
    return cells


#: Days are no further away than this: those that are far are left to the plain definition.
_FURTHEST = 1 << 36


def by_day(number: Integers, day: Days) -> Integers:
    """Return the places of days in the order of their numbers, and of the days of each; equal ones stay as they are.

    >>> by_day(np.array([1, 0, 1]), np.array([5, 7, -np.inf])).tolist()
    [1, 2, 0]
    """
    # As one whole number each, most of which ascend already: so they are sorted in a fifth of the time.
    near = np.clip(day, -_FURTHEST, _FURTHEST).astype(np.int64)
    return np.argsort(number.astype(np.int64) * (4 * _FURTHEST) + near, kind="stable")
