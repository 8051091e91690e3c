"""What became of the cells of a file: each cell of each row is counted once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import attrs

from deployments.brief import counted
from deployments.importing.columns import Cell, MappedColumns


@attrs.frozen
class CellCounts:
    """What became of the cells of a table: `read` is the sum of all others.

    A row counts as one cell for each column. `stated` are those whose text is in the registry, `zero` those that say
    that there is none, `unknown` those that say nothing, such as empty cells; `reported` those that were lost, each
    with a diagnostic of its row; `left_out` those in rows that are sums of others, or that the mapping leaves out;
    `ignored` those in columns that the mapping does not name, which `columns` lists.

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

    def __str__(self) -> str:
        parts = [f"{getattr(self, name):,} {name}" for name in ("stated", "zero", "unknown", "reported")]
        parts += [f"{self.left_out:,} in rows left out"] if self.left_out else []
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

    def __init__(self, columns: MappedColumns) -> None:
        self._columns = columns
        self._cells: dict[int, list[Cell]] = {}
        for cell in columns.cells():
            if cell.column is not None:
                for number in columns.sources_of(cell.column):
                    self._cells.setdefault(number, []).append(cell)
        self._mapped = sorted({*self._cells, *columns.looked_at(), *columns.unreadable})
        self._texts: list[Counter[str]] = [Counter() for _ in self._mapped]
        self._read = self._reported = self._left_out = self._blank = 0

    def kept(self, rows: Sequence[Sequence[str]]) -> None:
        """Count the cells of rows that were taken whole."""
        self._read += len(rows)
        for number, counter in zip(self._mapped, self._texts, strict=True):
            counter.update([row[number] for row in rows])

    def partly(self, texts: Sequence[str], lost: Iterable[int]) -> None:
        """Count the cells of a row of which some columns were lost."""
        gone = {self._columns.origin(number) for number in lost}
        self._read += 1
        for number, counter in zip(self._mapped, self._texts, strict=True):
            if number in gone:
                self._reported += 1
            else:
                counter[texts[number]] += 1

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
        for number, counter in zip(self._mapped, self._texts, strict=True):
            for text, count in counter.items():
                became[self._meaning(number, text)] += count
        names = self._columns.names[: self._columns.given]
        mapped = {*self._mapped}
        others = [name for number, name in enumerate(names) if number not in mapped]
        ignored = self._read * len(others)
        return CellCounts(self._read * self._columns.given, ignored=ignored, columns=tuple(others), **became)

    def _meaning(self, number: int, text: str) -> str:
        """Return what a text in a column is: "stated" if anything that the mapping says of the column takes it so."""
        if number in self._columns.unreadable:
            return "reported"
        cells = self._cells.get(number, [Cell(number)])
        said = {"unknown" if cell.is_unknown(text) else "zero" if cell.is_zero(text) else "stated" for cell in cells}
        return next(each for each in ("stated", "zero", "unknown") if each in said)
