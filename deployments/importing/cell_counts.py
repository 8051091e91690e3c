"""What became of the cells of a file: each cell of each row is counted once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import attrs
import numpy as np

from deployments.brief import counted
from deployments.columnar.arrays import Integers
from deployments.importing.columns import Cell, MappedColumns
from deployments.importing.text_columns import Numbers, RowTexts, grown


@attrs.frozen
class CellCounts:
    """What became of the cells of a table: `read` is the sum of all others.

    A row counts as one cell for each column. `stated` are those whose text is in the registry, `zero` those that say
    that there is none, `unknown` those that say nothing, such as empty cells; `reported` those that were lost, each
    with a diagnostic of its row or its column; `left_out` those in rows that are sums of others, or in rows or columns
    that the mapping leaves out, `in_columns` of them in columns; `ignored` those in columns that the mapping does not
    name, which `columns` lists.

    >>> print(CellCounts(read=6, stated=3, zero=1, ignored=2, columns=("Notes",)))
    6 cells read: 3 stated, 1 zero, 0 unknown, 0 reported, 2 in columns that the mapping does not name ('Notes')
    """

    read: int = 0
    stated: int = 0
    zero: int = 0
    unknown: int = 0
    reported: int = 0
    left_out: int = 0
    ignored: int = 0
    columns: tuple[str, ...] = ()
    in_columns: int = 0

    def __str__(self) -> str:
        parts = [f"{getattr(self, name):,} {name}" for name in ("stated", "zero", "unknown", "reported")]
        in_rows = self.left_out - self.in_columns
        parts += [f"{in_rows:,} in rows left out"] if in_rows else []
        parts += [f"{self.in_columns:,} in columns left out"] if self.in_columns else []
        if self.ignored:
            parts.append(f"{self.ignored:,} in columns that the mapping does not name ({_listed(self.columns)})")
        return f"{counted(self.read, 'cell')} read: {', '.join(parts)}"


def _listed(names: Sequence[str]) -> str:
    shown = [repr(name) for name in names[:_SHOWN]]
    return ", ".join([*shown, *([f"and {len(names) - _SHOWN} more"] if len(names) > _SHOWN else [])])


#: So many names of columns are printed.
_SHOWN = 8


class CellTally:
    """Counts the cells of one file."""

    def __init__(self, columns: MappedColumns, numbers: Sequence[Numbers]) -> None:
        self._columns = columns
        self._cells: dict[int, list[Cell]] = {}
        for cell in columns.cells():
            if cell.column is not None:
                for number in columns.sources_of(cell.column):
                    self._cells.setdefault(number, []).append(cell)
        self._mapped = sorted({*self._cells, *columns.looked_at(), *columns.unreadable})
        self._numbers = [numbers[number] for number in self._mapped]
        #: How often each text stands in each of these columns, by its number.
        self._counts = [np.zeros(1, np.int64) for _ in self._mapped]
        self._read = self._reported = self._left_out = self._blank = 0

    def kept(self, rows: RowTexts) -> None:
        """Count the cells of rows that were taken whole."""
        self._read += len(rows)
        for place, number in enumerate(self._mapped):
            codes = rows.codes(number)
            np.add.at(self._counts_of(place), codes, 1)

    def _counts_of(self, place: int) -> Integers:
        """Return the counts of all texts of a column, as many as there are by now."""
        counts = self._counts[place] = grown(self._counts[place], len(self._numbers[place]), 0)
        return counts

    def partly(self, texts: Sequence[str], lost: Iterable[int], left_out: Iterable[int]) -> None:
        """Count the cells of a row of which some columns were lost, and others are left out as sums."""
        gone, sums = ({*map(self._columns.origin, numbers)} for numbers in (lost, left_out))
        self._read += 1
        for place, (number, numbers) in enumerate(zip(self._mapped, self._numbers, strict=True)):
            if number in gone:
                self._reported += 1
            elif number in sums:
                self._left_out += 1
            else:
                code = numbers[texts[number]]
                self._counts_of(place)[code] += 1

    def not_kept(self, became: str) -> None:
        """Count the cells of a row that was not taken."""
        self._read += 1
        count = len(self._mapped)
        if became == "reported":
            self._reported += count
        elif became == "blank":
            self._blank += count
        else:
            self._left_out += count

    def counts(self) -> CellCounts:
        """Return what became of all cells."""
        became: Counter[str] = Counter(reported=self._reported, left_out=self._left_out, unknown=self._blank)
        for number, numbers, counts in zip(self._mapped, self._numbers, self._counts, strict=True):
            for text, count in zip(numbers, counts.tolist(), strict=False):
                if count:
                    became[self._meaning(number, str(text))] += count
        names = self._columns.names[: self._columns.given]
        mapped = {*self._mapped}
        others = [name for number, name in enumerate(names) if number not in mapped]
        left_out = {name for each in self._columns.deployments for one in each.many for name in one.leave_out}
        ignored = [name for name in others if name not in left_out]
        in_columns = self._read * (len(others) - len(ignored))
        became["left_out"] += in_columns
        return CellCounts(
            self._read * self._columns.given,
            ignored=self._read * len(ignored),
            columns=tuple(ignored),
            in_columns=in_columns,
            **became,
        )

    def _meaning(self, number: int, text: str) -> str:
        """Return what a text in a column is: "stated" if anything that the mapping says of the column takes it so."""
        if number in self._columns.unreadable:
            return "reported"
        cells = self._cells.get(number, [Cell(number)])
        said = {"unknown" if cell.is_unknown(text) else "zero" if cell.is_zero(text) else "stated" for cell in cells}
        return next(each for each in ("stated", "zero", "unknown") if each in said)
