"""Lines below a table that are no rows of it: notes, the source, a sum in words. They are told once, together."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import attrs

from deployments.diagnostics import Diagnostic
from deployments.errors import quote
from deployments.importing.cell_reader import is_country
from deployments.importing.columns import MappedColumns
from deployments.importing.leave_out_hints import leave_out_table
from deployments.importing.row_problems import RowProblems
from deployments.importing.table_rows import RowPlace

#: More lines are no footer.
_MOST = 50
#: So many of the lines are shown.
_SHOWN = 3
#: With these notes begin.
_MARKS = "*\u2020\u2021\u00a7\u00b9\u00b2\u00b3[("
#: A text of so many words is no name.
_WORDS = 4


@attrs.frozen
class OddCell:
    """The text of a line that may be no row: the number of its column, and whether marks in it cut it into several.

    It is the only filled cell of the line, or the first of those into which it was cut.
    """

    column: int
    text: str
    is_cut: bool = False


@attrs.frozen
class FooterLine:
    """A line below a table: its place, its text, and what was told of it."""

    place: RowPlace
    cell: OddCell
    told: Sequence[Diagnostic]


def filled_cells(texts: Sequence[str]) -> Iterator[OddCell]:
    """Yield the filled cells of a row.

    >>> [cell.text for cell in filled_cells(["", " Note: this", "that"])]
    ['Note: this', 'that']
    """
    return (OddCell(number, text.strip()) for number, text in enumerate(texts) if text and not text.isspace())


def lone_cell(texts: Sequence[str]) -> OddCell | None:
    """Return the only filled cell of a row; None if none is filled, or several are.

    >>> lone_cell(["", "Source: the ministry ", ""]), lone_cell(["NLD", "5"])
    (OddCell(column=1, text='Source: the ministry', is_cut=False), None)
    """
    filled = [*itertools.islice(filled_cells(texts), 2)]
    return filled[0] if len(filled) == 1 else None


def odd_cell(texts: Sequence[str], width: int) -> OddCell | None:
    """Return the text of a row of so many columns that may be none: a lone cell, or a text that its own marks cut.

    >>> odd_cell(["Source: the ministry", " and others"], 4), odd_cell(["Bosnia", "5"], 4)
    (OddCell(column=0, text='Source: the ministry', is_cut=True), None)
    """
    if (lone := lone_cell(texts)) or len(texts) == width:
        return lone
    first = next(filled_cells(texts), None)
    if first is None:
        return None
    is_text = ":" in first.text or first.text[0] in _MARKS or len(first.text.split()) >= _WORDS
    return attrs.evolve(first, is_cut=True) if is_text and any(map(str.isalpha, first.text)) else None


class Footer:
    """The lines below the last row of a file that was taken, as far as each seems to be no row."""

    def __init__(self, columns: MappedColumns) -> None:
        self.columns = columns
        self._lines: list[FooterLine] = []
        self._kept: int | None = None  # the line of the last row that was taken

    def kept(self, line: int) -> None:
        """Begin anew below a row that was taken."""
        self._lines, self._kept = [], line

    def reported(self, place: RowPlace, cell: OddCell | None, told: Sequence[Diagnostic]) -> None:
        """Take note of a row that could not be taken, with what was told of it, and its text if it may be no row."""
        if cell is not None and not self._is_of_a_row(cell) and self._kept not in (None, place.line):
            same = self._lines.pop() if self._lines and self._lines[-1].place.line == place.line else None
            self._lines.append(FooterLine(place, cell, [*(same.told if same else ()), *told]))

    def tell(self, problems: RowProblems) -> None:
        """Tell of all the lines together what was told of each, and what to write to leave them out."""
        if not self._lines or len(self._lines) > _MOST:
            return
        problems.forget([each for line in self._lines for each in line.told])
        shown = ", ".join(quote(line.cell.text) for line in self._lines[:_SHOWN])
        more = f", and {len(self._lines) - _SHOWN} more" if self._lines[_SHOWN:] else ""
        what = (
            "lines below the last row that was taken, which seem to be no rows"
            if self._lines[1:]
            else "a line below the last row that was taken, which seems to be no row"
        )
        problems.rows.place = self._lines[0].place
        problems.at("I121", f"{what}: {shown}{more}", self._hint(), self._lines[0].cell.column)

    def _is_of_a_row(self, cell: OddCell) -> bool:
        """Tell whether a text names a country, or is a number or a date by itself where no number of people stands."""
        if any(map(str.isalpha, cell.text)):
            return is_country(cell.text)
        return cell.column not in self.columns.numbers_of_people() | self.columns.names_of_contributors()

    def _hint(self) -> str:
        """Return what to write to leave the lines out: a table for each column in which their cells stand."""
        they, out = ("they are no rows", "them") if self._lines[1:] else ("it is no row", "it")
        cut = (
            "quote the cells that have separators in them; or, "
            if any(line.cell.is_cut for line in self._lines)
            else ""
        )
        by_column: dict[int | None, dict[str, None]] = {}
        for line in self._lines:
            column, text = self._left_out_by(line.cell)
            by_column.setdefault(column, {})[text] = None
        tables = [self._table(column, [*texts]) for column, texts in by_column.items()]
        if not all(tables):
            return f"{cut}if {they}, take {out} out of the table"
        return "\n".join([f"{cut}if {they}, leave {out} out: write at the end of the mapping", *tables])

    def _left_out_by(self, cell: OddCell) -> tuple[int | None, str]:
        """Return the column and the text by which a line is left out.

        Of a number that is a column in which it has nothing, and every row has something: others may have the number.
        """
        is_number = cell.column in self.columns.numbers_of_people() and not any(map(str.isalpha, cell.text))
        return (self.columns.always_filled(), "") if is_number else (cell.column, cell.text)

    def _table(self, column: int | None, texts: Sequence[str]) -> str:
        """Return the table that leaves out the lines with some texts in a column; an empty text if none can."""
        names = self.columns.names[: self.columns.given]
        taken_apart = {split.column for split in self.columns.shape.splits if split.pattern is None}
        if column is None or names.count(names[column]) > 1 or column in taken_apart:
            return ""
        return leave_out_table(names[column], texts)
