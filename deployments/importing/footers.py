"""Lines below a table that are no rows of it: notes, the source, a sum in words. They are told once, together."""

from __future__ import annotations

from collections.abc import Sequence

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


@attrs.frozen
class FooterLine:
    """A line with one filled cell: its place, the number of the column, the text, and what was told of it."""

    place: RowPlace
    column: int
    text: str
    told: Sequence[Diagnostic]


def lone_cell(texts: Sequence[str]) -> tuple[int, str] | None:
    """Return the number of the only filled cell of a row, and its text; None if none is filled, or several are.

    >>> lone_cell(["", "Source: the ministry ", ""]), lone_cell(["NLD", "5"])
    ((1, 'Source: the ministry'), None)
    """
    filled = [(number, text.strip()) for number, text in enumerate(texts) if text and not text.isspace()]
    return filled[0] if len(filled) == 1 else None


class Footer:
    """The lines below the last row of a file that was taken, as far as each has one filled cell of words."""

    def __init__(self) -> None:
        self._lines: list[FooterLine] = []
        self._kept: int | None = None  # the line of the last row that was taken

    def kept(self, line: int) -> None:
        """Begin anew below a row that was taken."""
        self._lines, self._kept = [], line

    def reported(self, place: RowPlace, lone: tuple[int, str] | None, told: Sequence[Diagnostic]) -> None:
        """Take note of a row that could not be taken, with what was told of it, and its only filled cell."""
        if lone is not None and not _is_of_a_row(lone[1]) and self._kept not in (None, place.line):
            same = self._lines.pop() if self._lines and self._lines[-1].place.line == place.line else None
            self._lines.append(FooterLine(place, *lone, [*(same.told if same else ()), *told]))

    def tell(self, problems: RowProblems, columns: MappedColumns) -> None:
        """Tell of all the lines together what was told of each, and what to write to leave them out."""
        if not self._lines or len(self._lines) > _MOST:
            return
        problems.forget([each for line in self._lines for each in line.told])
        shown = ", ".join(quote(line.text) for line in self._lines[:_SHOWN])
        more = f", and {len(self._lines) - _SHOWN} more" if self._lines[_SHOWN:] else ""
        what = "lines below the last row that was taken, each with one cell"
        what = what if self._lines[1:] else "a line below the last row that was taken, with one cell"
        problems.rows.place = self._lines[0].place
        problems.at("I121", f"{what}: {shown}{more}", self._hint(columns), self._lines[0].column)

    def _hint(self, columns: MappedColumns) -> str:
        """Return what to write to leave the lines out: a table for each column in which their cells stand."""
        by_column: dict[int, dict[str, None]] = {}
        for line in self._lines:
            by_column.setdefault(line.column, {})[line.text] = None
        names = columns.names[: columns.given]
        taken_apart = {split.column for split in columns.shape.splits if split.pattern is None}
        if any(names.count(names[number]) > 1 or number in taken_apart for number in by_column):
            return "if they are no rows, take them out of the table"
        tables = [leave_out_table(names[number], [*texts]) for number, texts in by_column.items()]
        return "\n".join(["if they are no rows, leave them out: write at the end of the mapping", *tables])


def _is_of_a_row(text: str) -> bool:
    """Tell whether a text names a country, or is a number or a date without a word: it may begin a row."""
    return is_country(text) or not any(map(str.isalpha, text))
