"""The columns of cells from which tables are written.

A column is a sequence of cells, or a `Coded` column, `Numbers` or `Lists`. These three store a large column in arrays,
and make the object of a cell only when somebody iterates over them.
"""

from __future__ import annotations

import functools
import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from deployments.rows import Coded
from deployments.values.calendar import iso

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


@attrs.frozen(eq=False)
class Numbers:
    """A column of days, or of whole numbers, in a NumPy array. A cell is empty where `is_there` is false."""

    values: npt.NDArray[np.int64]
    is_there: npt.NDArray[np.bool_]

    def __iter__(self) -> Iterator[int | None]:
        """Yield each number, None for an empty cell."""
        for value, is_there in zip(self.values.tolist(), self.is_there.tolist(), strict=True):
            yield value if is_there else None

    def coded(self) -> Coded:
        """Return the same column as a `Coded` one, which has each number once among its values."""
        import numpy as np  # noqa: PLC0415 - who has numbers has arrays

        values, codes = np.unique(self.values[self.is_there], return_inverse=True)
        every = np.zeros(len(self.values), np.int32)
        every[self.is_there] = codes + 1
        return Coded.at(every, [None, *values.tolist()])

    def __len__(self) -> int:
        return len(self.values)


@attrs.frozen(eq=False)
class Lists:
    """A column of lists of texts: `counts` has the length of each list, `items` the texts of all lists in a row."""

    counts: npt.NDArray[np.int64]
    items: Coded

    def __iter__(self) -> Iterator[list[str | None]]:
        """Yield each list."""
        items, place = [*self.items], 0
        for count in self.counts.tolist():
            yield items[place : place + count]
            place += count

    def coded(self, tell: Callable[[Sequence[str | None]], Any]) -> Coded:
        """Return a column with what `tell` returns for each list. It is called once for each list that differs."""
        import numpy as np  # noqa: PLC0415 - who has lists has arrays

        codes, is_one = np.zeros(len(self.counts), np.int32), self.counts == 1
        items, starts = self.items.numbers().astype(np.int32), np.cumsum(self.counts) - self.counts
        codes[is_one] = items[starts[is_one]] + 1
        longer: dict[tuple[int, ...], int] = {}
        for row in np.flatnonzero(self.counts > 1).tolist():
            own = tuple(items[starts[row] : starts[row] + self.counts[row]].tolist())
            codes[row] = longer.setdefault(own, 1 + len(self.items.values) + len(longer))
        texts = self.items.values
        lists = itertools.chain([[]], ([each] for each in texts), ([texts[code] for code in own] for own in longer))
        return Coded.at(codes, [*map(tell, lists)])

    def __len__(self) -> int:
        return len(self.counts)


#: Returns a cell as JSON.
as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

Cells = Sequence[Any] | Numbers | Lists

#: Some rows of a table: all its columns, each with the cells of these rows.
Batch = Sequence[Cells]


@functools.lru_cache(1 << 16)
def day_text(day: float) -> str:
    """Return the text of a day as `iso` does; it remembers those that were asked for lately.

    >>> day_text(738692)
    '2023-06-21'
    """
    return iso(day)


def each_told(cells: Cells, tell: Callable[[Any], str]) -> Iterable[str]:
    """Return what `tell` returns for each cell; for `Coded` columns and `Numbers` it is called once for each value.

    >>> [*each_told(Coded.of(["NLD", "DEU"]), str.lower)]
    ['nld', 'deu']
    """
    if isinstance(cells, Numbers):
        cells = cells.coded()
    return cells.mapped(tell) if isinstance(cells, Coded) else map(tell, cells)
