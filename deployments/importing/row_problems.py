"""The problems of the rows of a file, each at the cell where it stands."""

from __future__ import annotations

import enum
import itertools
from collections.abc import Collection, Iterable, Sequence

from deployments.diagnostics import Diagnostic, Severity
from deployments.errors import InvalidValueError
from deployments.importing.cell_reader import SumOfRowsError
from deployments.importing.columns import Cell, MappedColumns
from deployments.importing.table_rows import TableRows
from deployments.importing.toml_texts import toml_value


class RowProblems:
    """The problems of rows, until they are taken: each is one of the row at which `rows` is."""

    def __init__(self, rows: TableRows, columns: MappedColumns) -> None:
        self.rows, self.columns = rows, columns
        self.order: Sequence[int] = ()  # the places of the columns, if rows are read in another order than the header's
        #: How many errors were told so far, each as often as it was: several deployments can look at one cell.
        self.errors = 0
        self._problems: dict[Diagnostic, None] = {}  # each once
        self._told: set[tuple[str, str]] = set()

    def add(self, code: str, message: str, hint: str = "", cell: Cell | None = None) -> None:
        """Keep a problem at one of the cells of the row, or at the row itself."""
        self.at(code, message, hint, None if cell is None else cell.column)

    def at(self, code: str, message: str, hint: str, number: int | None) -> None:
        """Keep a problem in a column of the row, by its number, or at the row itself."""
        path, place = ("", None) if number is None else (self.columns.names[number], self.columns.origin(number))
        place = self.order[place] if self.order and place is not None else place
        self.keep(Diagnostic(code, message, hint, path, self.rows.location(place)))

    def keep(self, problem: Diagnostic) -> None:
        """Keep a problem."""
        self.errors += problem.severity is Severity.ERROR
        self._problems[problem] = None

    def invalid(self, error: InvalidValueError, cell: Cell | None) -> None:
        """Keep the error of a text that cannot be read."""
        hint = self._totals_hint(error, cell) if isinstance(error, SumOfRowsError) else error.hint
        self.add(error.code, error.message, hint, cell)

    def _totals_hint(self, error: SumOfRowsError, cell: Cell | None) -> str:
        """Return what to do with a sum of other rows: the hint with the name of its column, if it stands in one."""
        if cell is None or cell.column is None or self.columns.is_made(cell.column):
            return error.otherwise
        name = self.columns.names[cell.column]
        return error.hint.replace('column = "..."', f"column = {toml_value(name)}")

    def once(self, code: str, text: str, message: str, hint: str, cell: Cell | None) -> None:
        """Keep a warning at the first of all rows that have the same text, and at no other."""
        if (code, text) not in self._told:
            self._told.add((code, text))
            self.add(code, message, hint, cell)

    def read_with_care(self) -> None:
        """Take note that a row is to be read with care. Where its problems are kept, as here, that is done already."""

    def __len__(self) -> int:
        """Return the number of problems so far."""
        return len(self._problems)

    def of_columns(self, code: str, names: Collection[str]) -> dict[str, list[Diagnostic]]:
        """Return the problems of a code in some columns, by the names of these."""
        found: dict[str, list[Diagnostic]] = {}
        for each in self._problems if names else ():
            if each.code == code and each.path in names:
                found.setdefault(each.path, []).append(each)
        return found

    def last(self, count: int) -> list[Diagnostic]:
        """Return so many problems, the last ones."""
        return [*itertools.islice(reversed(self._problems), count)]

    def forget(self, problems: Iterable[Diagnostic]) -> None:
        """Keep some problems no longer: something else is told in place of them."""
        for each in problems:
            self._problems.pop(each, None)

    def take(self) -> list[Diagnostic]:
        """Return the problems so far, and begin anew."""
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
        super().__init__(problems.rows, problems.columns)
        self._told = problems._told  # noqa: SLF001 - of its own kind
        self.notice = Notice.NOTHING

    def add(self, code: str, message: str, hint: str = "", cell: Cell | None = None) -> None:  # noqa: ARG002 - as above
        """Take note of a problem."""
        self.read_with_care()

    def read_with_care(self) -> None:
        """Take note that a row is to be read with care."""
        self.notice = Notice.ALWAYS

    def once(self, code: str, text: str, message: str, hint: str, cell: Cell | None) -> None:  # noqa: ARG002 - as above
        """Take note of a warning that was not told before."""
        if (code, text) not in self._told and self.notice is Notice.NOTHING:
            self.notice = Notice.ONCE
