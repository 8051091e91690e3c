"""Reads the cells of the rows of one file: what stands in one, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from deployments.claims import ClaimKind
from deployments.errors import InvalidValueError, quote
from deployments.importing.cell_reader import CellReader
from deployments.importing.columns import Cell, MappedColumns
from deployments.importing.leave_out_hints import or_left_out
from deployments.importing.mapping import TableMapping
from deployments.importing.row_problems import Notice, NoticedProblems, RowProblems
from deployments.importing.table_rows import TableRows
from deployments.importing.table_sources import TableSources
from deployments.values.when import When

_T = TypeVar("_T")


class RowCells:
    """Reads cells of the rows of one file. `problems` holds what is wrong with the last of them."""

    def __init__(
        self, mapping: TableMapping, columns: MappedColumns, rows: TableRows, cells: CellReader, sources: TableSources
    ) -> None:
        self.mapping, self.columns, self.rows, self.cells, self.sources = mapping, columns, rows, cells, sources
        self.problems = RowProblems(rows, columns)
        #: The columns in which the value of a claim was read, None for what is the same for every row.
        self.with_values: set[int | None] = set()
        #: The columns in which a day was read.
        self.with_days: set[int | None] = set()

    def noticing(self, read: Callable[[], _T]) -> tuple[_T, Notice]:
        """Return what is read, and whether there is anything to tell of it, which is not told yet."""
        kept = self.problems
        self.problems = noticed = NoticedProblems(kept)
        try:
            return read(), noticed.notice
        finally:
            self.problems = kept

    def _field(self, name: str, texts: Sequence[str]) -> tuple[Cell | None, str, bool]:
        """Return the cell of a field of the row, its text, and whether that is known."""
        cell = self.columns.fields.get(name)
        text = "" if cell is None else cell.of(texts)
        return cell, text, cell is not None and not cell.is_unknown(text)

    def _missing(self, what: str, text: str, cell: Cell | None) -> None:
        hint = "write it in the table, or leave the row out of it"
        number = None if cell is None else cell.column
        if number is not None and not self.columns.is_made(number):
            hint = or_left_out("write it in the table", self.columns.names[number], text.strip())
        self.problems.add("I106", f"the row does not say {what}: {quote(text)}", hint, cell)

    def _taken(self, read: Callable[[str], str | InvalidValueError], text: str, cell: Cell | None) -> str | None:
        found = read(text)
        if isinstance(found, InvalidValueError):
            self.problems.invalid(found, cell)
            return None
        self._stray(text, cell)
        return found

    def _stray(self, text: str, cell: Cell | None) -> None:
        if self.cells.is_stray(text):
            hint = "it is read without; mend the table, or write it in aliases of the mapping"
            self.problems.once("I110", text, f"a stray apostrophe: {quote(text)}", hint, cell)

    def _read(self, found: _T | InvalidValueError, cell: Cell) -> _T | None:
        """Return what was read of a cell; None, and a problem, if it could not be."""
        if isinstance(found, InvalidValueError):
            self.problems.invalid(found, cell)
            return None
        return found

    def _check_order(self, dates: Mapping[ClaimKind, When], cell: Cell | None) -> None:
        start, end = (when.on if (when := dates.get(kind)) else None for kind in (ClaimKind.START, ClaimKind.END))
        if start is not None and end is not None and end.hull[1] < start.hull[0]:
            message = f"an end before its start: {quote(str(end))}, and {quote(str(start))}"
            self.problems.add("I112", message, "mend one of them in the table", cell)
