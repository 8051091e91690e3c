"""What the texts of some cells of a row mean, by a number: each combination of texts is read once.

What a row says has parts, each of which looks at some cells: the mission, place and source of the row; whom some
columns are about, and when; each number.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import repeat
from operator import itemgetter
from typing import Any, Final, Generic, TypeVar

import numpy as np
import numpy.typing as npt

from deployments.columnar.arrays import Integers
from deployments.importing.columns import Cell
from deployments.importing.row_problems import Notice

_T = TypeVar("_T")
_Key = TypeVar("_Key", bound=Hashable)

#: Stands for the number of texts that no row had before, and of those of which there is something to tell.
_NEW: Final = -1
_TO_TELL: Final = -2

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
        numbers = sorted(columns)
        self._pick: Callable[[Sequence[str]], Hashable] = itemgetter(*numbers) if numbers else _nothing
        self._read = read
        self._numbers: dict[Hashable, int] = {}

    def numbers(self, rows: Sequence[Sequence[str]]) -> Integers:
        """Return the number of what each row says, up to the first one of which there is anything to tell."""
        keys = [*map(self._pick, rows)]
        found = [*map(self._numbers.get, keys, repeat(_NEW))]
        if _NEW in found:
            keys = keys[: self._read_new(keys, rows)]
            found = [*map(self._numbers.__getitem__, keys)]
        end = found.index(_TO_TELL) if _TO_TELL in found else len(found)
        return np.array(found[:end], np.int64)

    def _read_new(self, keys: Sequence[Hashable], rows: Sequence[Sequence[str]]) -> int:
        """Read the texts that no row had before, up to a row whose notice is given only once; return its place."""
        for place, key in enumerate(keys):
            if key in self._numbers:
                continue
            meaning, notice = self._read(rows[place])
            if notice is Notice.ONCE:
                return place
            self._numbers[key] = _TO_TELL
            if meaning is not None and notice is Notice.NOTHING:
                self._numbers[key] = len(self.every)
                self.every.append(meaning)
        return len(keys)


def numbers_of(cells: Iterable[Cell | None]) -> frozenset[int]:
    """Return the numbers of the columns in which cells are."""
    return frozenset(cell.column for cell in cells if cell is not None and cell.column is not None)


def of_each(numbers: Integers, find: Callable[[int], object]) -> npt.NDArray[Any]:
    """Return what is found for each number; it is looked for once for each that is there.

    >>> of_each(np.array([3, 1, 3]), lambda number: number + 10).tolist()
    [13, 11, 13]
    """
    distinct, places = np.unique(numbers, return_inverse=True)
    found: npt.NDArray[Any] = np.array([find(number) for number in distinct.tolist()])[places]
    return found


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
    return of_each((first << 32) | second, lambda pair: find(pair >> 32, pair & 0xFFFFFFFF))


def _nothing(texts: Sequence[str]) -> Hashable:  # noqa: ARG001 - as `itemgetter` has it
    return ()
