"""Columns of cells as tables are written from them: of large ones a cell is no object of its own.

A column is a sequence of cells, or a `Coded` one, `Numbers` or `Lists`. Each can be read cell by cell as well.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from deployments.rows import Coded
from deployments.values.calendar import iso

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


@attrs.frozen(eq=False)
class Numbers:
    """Days, or whole numbers, as an array of NumPy; a cell is empty where `is_there` is false."""

    values: npt.NDArray[np.int64]
    is_there: npt.NDArray[np.bool_]

    def __iter__(self) -> Iterator[int | None]:
        """Yield each number, None for an empty cell."""
        for value, is_there in zip(self.values.tolist(), self.is_there.tolist(), strict=True):
            yield value if is_there else None

    def __len__(self) -> int:
        return len(self.values)


@attrs.frozen(eq=False)
class Lists:
    """Lists of texts: how many are in each, and all of them, one list after the other."""

    counts: npt.NDArray[np.int64]
    items: Coded

    def __iter__(self) -> Iterator[list[str | None]]:
        """Yield each list."""
        items, place = [*self.items], 0
        for count in self.counts.tolist():
            yield items[place : place + count]
            place += count

    def __len__(self) -> int:
        return len(self.counts)


Cells = Sequence[Any] | Numbers | Lists

#: The columns of some rows.
Batch = Sequence[Cells]


@functools.lru_cache(1 << 16)
def day_text(day: float) -> str:
    """Return a day as `iso` does; of those that were asked for lately the text is known.

    >>> day_text(738692)
    '2023-06-21'
    """
    return iso(day)
