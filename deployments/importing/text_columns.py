"""The texts of many rows by column, each with a number: equal texts of a column have one, and are looked at once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from operator import itemgetter

import numpy as np

from deployments.columnar.arrays import Integers


class Numbers(dict[Hashable, int]):
    """Numbers of values, from 0 in the order in which they were first asked for.

    >>> numbers = Numbers()
    >>> numbers.of(["b", "a", "b"], 3).tolist(), len(numbers)
    ([0, 1, 0], 2)
    """

    def __missing__(self, value: Hashable) -> int:
        """Return the number of a value that has none yet."""
        number = self[value] = len(self)
        return number

    def of(self, values: Iterable[Hashable], count: int) -> Integers:
        """Return the numbers of so many values."""
        return np.fromiter(map(self.__getitem__, values), np.int64, count)


class RowTexts:
    """Texts of rows that are even: each has a cell for every column.

    `numbers` holds those of the texts of each column of the file, which all rows of it have in common.
    """

    def __init__(self, numbers: Sequence[Numbers], rows: Sequence[Sequence[str]]) -> None:
        self.rows = rows
        self._numbers = numbers
        self._codes: dict[int, Integers] = {}
        self._found: dict[Callable[[RowTexts], Integers], Integers] = {}
        self._of: tuple[RowTexts, Integers | slice] | None = None

    def __len__(self) -> int:
        return len(self.rows)

    def codes(self, column: int) -> Integers:
        """Return the numbers of the texts in a column."""
        codes = self._codes.get(column)
        if codes is None:
            if self._of is None:
                codes = self._numbers[column].of(map(itemgetter(column), self.rows), len(self.rows))
            else:
                codes = self._of[0].codes(column)[self._of[1]]
            self._codes[column] = codes
        return codes

    def found(self, find: Callable[[RowTexts], Integers]) -> Integers:
        """Return what a function finds for each row; it is asked once for all rows of which these are a stretch."""
        found = self._found.get(find)
        if found is None:
            if self._of is not None and isinstance(self._of[1], slice):
                found = self._of[0].found(find)[self._of[1]]
            else:
                found = find(self)
            self._found[find] = found
        return found

    def until(self, end: int) -> RowTexts:
        """Return the texts of so many rows, the first ones."""
        return self if end >= len(self.rows) else self._part(self.rows[:end], slice(end))

    def since(self, begin: int) -> RowTexts:
        """Return the texts of the rows behind so many."""
        return self._part(self.rows[begin:], slice(begin, None)) if begin else self

    def at(self, places: Integers) -> RowTexts:
        """Return the texts of the rows at some places, each of which stands there once."""
        if len(places) == len(self.rows):
            return self
        return self._part([self.rows[place] for place in places.tolist()], places)

    def _part(self, rows: Sequence[Sequence[str]], places: Integers | slice) -> RowTexts:
        part = RowTexts(self._numbers, rows)
        part._of = self, places
        return part


def grown(array: Integers, size: int, value: int) -> Integers:
    """Return an array that is at least as long as it has to be; what is new in it has a value.

    >>> grown(np.array([5]), 2, -1).tolist()
    [5, -1]
    """
    more = size - len(array)
    return array if more <= 0 else np.concatenate([array, np.full(max(more, len(array)), value, array.dtype)])


def even_rows(rows: Sequence[Sequence[str]], width: int) -> Sequence[Sequence[str]]:
    """Return the rows before one with too few cells, or with more that are not blank."""
    if {*map(len, rows)} <= {width}:
        return rows
    odd = (place for place, row in enumerate(rows) if len(row) != width)
    torn = (place for place in odd if len(rows[place]) < width or any(map(str.strip, rows[place][width:])))
    return rows[: next(torn, len(rows))]
