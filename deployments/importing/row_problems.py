"""The problems of the rows of a file, each at the cell where it stands."""

from __future__ import annotations

import enum
import json
from collections.abc import Sequence

from deployments.diagnostics import Diagnostic, has_errors
from deployments.errors import InvalidValueError
from deployments.importing.cell_reader import SumOfRowsError
from deployments.importing.csv_rows import CsvRows
from deployments.importing.header import Cell


class RowProblems:
    """The problems of the row that `rows` read last, until they are taken."""

    def __init__(self, rows: CsvRows, names: Sequence[str]) -> None:
        self.rows, self.names = rows, names
        self._problems: dict[Diagnostic, None] = {}  # each once: a cell can be looked at for several deployments
        self._told: set[tuple[str, str]] = set()

    def add(self, code: str, message: str, hint: str = "", cell: Cell | None = None) -> None:
        """Keep a problem at one of the cells of the row, or at the row itself."""
        number = cell if isinstance(cell, int) else None
        path = "" if number is None else self.names[number]
        self._problems[Diagnostic(code, message, hint, path, self.rows.location(number))] = None

    def invalid(self, error: InvalidValueError, cell: Cell | None) -> None:
        """Keep the error of a text that cannot be read."""
        hint = self._totals_hint(error.hint, cell) if isinstance(error, SumOfRowsError) else error.hint
        self.add(error.code, error.message, hint, cell)

    def _totals_hint(self, hint: str, cell: Cell | None) -> str:
        """Return what to do with a sum of other rows: the hint with the name of its column, or for a whole column."""
        if isinstance(cell, int):
            return hint.replace('column = "..."', f"column = {json.dumps(self.names[cell], ensure_ascii=False)}")
        return 'name the columns that are meant, as in each = ["Men", "Women"]; if it is really called so, give it an alias'

    def once(self, code: str, text: str, message: str, hint: str, cell: Cell | None) -> None:
        """Keep a warning at the first of all rows that have the same text, and at no other."""
        if (code, text) not in self._told:
            self._told.add((code, text))
            self.add(code, message, hint, cell)

    def __bool__(self) -> bool:
        return bool(self._problems)

    @property
    def has_errors(self) -> bool:
        """Whether any of them is an error: then the row is not taken."""
        return bool(self._problems) and has_errors(self._problems)

    def take(self) -> list[Diagnostic]:
        """Return the problems of the row, and begin anew."""
        taken, self._problems = [*self._problems], {}
        return taken


class Notice(enum.Enum):
    """Whether there is anything to tell of what was read."""

    NOTHING = enum.auto()
    ONCE = enum.auto()  # of the first row that has it, which was none yet
    ALWAYS = enum.auto()


class NoticedProblems(RowProblems):
    """Tells whether there would be problems, and keeps none of them."""

    def __init__(self, problems: RowProblems) -> None:
        super().__init__(problems.rows, problems.names)
        self._told = problems._told  # noqa: SLF001 - of its own kind
        self.notice = Notice.NOTHING

    def add(self, code: str, message: str, hint: str = "", cell: Cell | None = None) -> None:  # noqa: ARG002 - as above
        """Take note of a problem."""
        self.notice = Notice.ALWAYS

    def once(self, code: str, text: str, message: str, hint: str, cell: Cell | None) -> None:  # noqa: ARG002 - as above
        """Take note of a warning that was not told before."""
        if (code, text) not in self._told and self.notice is Notice.NOTHING:
            self.notice = Notice.ONCE
