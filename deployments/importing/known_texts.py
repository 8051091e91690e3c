"""What the texts of some cells of a row mean, by a number: each combination of texts is read once.

What a row says has parts, each of which looks at some cells: the mission, place and source of the row; whom some
columns are about, and when; each number.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Final, Generic, TypeVar

import numpy as np
import numpy.typing as npt

from deployments.columnar.arrays import Integers
from deployments.importing.columns import Cell
from deployments.importing.row_problems import Notice
from deployments.importing.text_columns import Numbers, RowTexts, grown

_T = TypeVar("_T")
_Key = TypeVar("_Key", bound=Hashable)

#: Stands for the number of texts that no row had before, and of those of which there is something to tell.
_NEW: Final = -1
_TO_TELL: Final = -2

#: Numbers of which the greatest is at most so many times their count are looked up in a table, and not sorted.
_DENSE: Final = 8

#: What cells mean, and whether there is anything to tell of them.
Reading = tuple[_T | None, Notice]


class Numbered(Generic[_Key]):
    """Values by number: equal ones have one."""

    def __init__(self) -> None:
        self.every: list[_Key] = []
        self._numbers: dict[_Key, int] = {}

    def number(self, value: _Key) -> int:
        """Return the number of a value, a new one if it had none."""
        number = self._numbers.setdefault(value, len(self.every))
        if number == len(self.every):
            self.every.append(value)
        return number


class KnownTexts(Generic[_T]):
    """What the texts in some columns mean: `every` has it by number. `read` reads those of a row that are new."""

    def __init__(self, columns: Iterable[int], read: Callable[[Sequence[str]], Reading[_T]]) -> None:
        self.every: list[_T] = []
        self._columns = sorted(columns)
        self._read = read
        #: The numbers of the texts of two columns together, and of each further one with those before it.
        self._together = [Numbers() for _ in self._columns[1:]]
        #: The number of what each combination of texts means.
        self._meant = np.full(1, _NEW)

    def numbers(self, rows: RowTexts) -> Integers:
        """Return the number of what each row says, up to the first one of which there is anything to tell."""
        codes = rows.found(self._codes)
        self._meant = grown(self._meant, int(codes.max(initial=0)) + 1, _NEW)
        found = self._meant[codes]
        new = np.flatnonzero(found == _NEW)
        if len(new):
            codes = codes[: self._read_new(codes, new.tolist(), rows)]
            found = self._meant[codes]
        to_tell = np.flatnonzero(found == _TO_TELL)
        return found[: to_tell[0]] if len(to_tell) else found

    def _codes(self, rows: RowTexts) -> Integers:
        """Return a number for the texts of each row in all columns."""
        if not self._columns:
            return np.zeros(len(rows), np.int64)
        first, *others = map(rows.codes, self._columns)
        for codes, numbers in zip(others, self._together, strict=True):
            first = numbers.of(((first << 32) | codes).tolist(), len(rows))
        return first

    def _read_new(self, codes: Integers, places: Iterable[int], rows: RowTexts) -> int:
        """Read the texts that no row had before, up to a row whose notice is given only once; return its place."""
        for place in places:
            code = codes[place]
            if self._meant[code] != _NEW:
                continue
            meaning, notice = self._read(rows.rows[place])
            if notice is Notice.ONCE:
                return place
            self._meant[code] = _TO_TELL
            if meaning is not None and notice is Notice.NOTHING:
                self._meant[code] = len(self.every)
                self.every.append(meaning)
        return len(codes)


def numbers_of(cells: Iterable[Cell | None]) -> frozenset[int]:
    """Return the numbers of the columns in which cells are."""
    return frozenset(cell.column for cell in cells if cell is not None and cell.column is not None)


class Known:
    """What is found for each number, from 0, as an array: it is looked for once, however many rows have the number.

    >>> known = Known(lambda number: number % 2 == 0, np.bool_)
    >>> known.of(np.array([3, 2, 3])).tolist()
    [False, True, False]
    """

    def __init__(self, find: Callable[[int], int], kind: type[np.generic]) -> None:
        self._find = find
        self._found: npt.NDArray[Any] = np.zeros(0, kind)
        self._count = 0

    def of(self, numbers: Integers) -> npt.NDArray[Any]:
        """Return what is found for each of some numbers; all numbers below have to be there too."""
        count = int(numbers.max(initial=-1)) + 1
        if count > self._count:
            self._found = grown(self._found, count, 0)
            for number in range(self._count, count):
                self._found[number] = self._find(number)
            self._count = count
        found: npt.NDArray[Any] = self._found[numbers]
        return found


def of_each(numbers: Integers, find: Callable[[int], object]) -> npt.NDArray[Any]:
    """Return what is found for each number; it is looked for once for each that is there.

    >>> of_each(np.array([3, 1, 3]), lambda number: number + 10).tolist()
    [13, 11, 13]
    """
    distinct, places = _distinct(numbers)
    found: npt.NDArray[Any] = np.array([find(number) for number in distinct.tolist()])[places]
    return found


def _distinct(numbers: Integers) -> tuple[Integers, Integers]:
    """Return the distinct numbers, none below 0, and the place of each number among these."""
    size = int(numbers.max(initial=-1)) + 1
    if size > _DENSE * len(numbers):
        distinct, places = np.unique(numbers, return_inverse=True)
        return distinct, places
    is_there = np.zeros(size, np.bool_)
    is_there[numbers] = True
    return np.flatnonzero(is_there), (np.cumsum(is_there) - 1)[numbers]


def firsts(numbers: Integers) -> list[tuple[int, int]]:
    """Return each number with the first place at which it stands.

    >>> firsts(np.array([7, 2, 7]))
    [(2, 1), (7, 0)]
    """
    distinct, first = np.unique(numbers, return_index=True)
    return [*zip(distinct.tolist(), first.tolist(), strict=True)]


def of_pairs(first: Integers, second: Integers, find: Callable[[int, int], object]) -> npt.NDArray[Any]:
    """Return what is found for each two numbers; it is looked for once for each pair that is there.

    >>> of_pairs(np.array([7, 2, 7]), np.array([1, 5, 1]), lambda one, other: one * other).tolist()
    [7, 10, 7]
    """
    width = int(second.max(initial=0)) + 1
    return of_each(first * width + second, lambda pair: find(*divmod(pair, width)))
