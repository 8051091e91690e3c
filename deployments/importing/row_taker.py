"""Takes every row of a file into the accounts, and tells what became of it and of its cells."""

from __future__ import annotations

from collections.abc import Sequence

from deployments.errors import InvalidValueError
from deployments.importing.cell_counts import CellTally
from deployments.importing.known_rows import KnownRows
from deployments.importing.row_accounts import RowAccounts
from deployments.importing.row_content import RowContent
from deployments.importing.row_reader import RowReader
from deployments.importing.row_shapes import Shaper

#: What to do with a row that cannot be split into cells.
_QUOTES = 'see whether its quotes match; write quote = "" at the top of the mapping if they are part of the texts'


class RowTaker:
    """Takes the rows of one file. What becomes of one is "kept", "reported", "totals", "left_out" or "blank"."""

    def __init__(self, reader: RowReader, accounts: RowAccounts) -> None:
        self.reader, self.accounts = reader, accounts
        self.cells = CellTally(reader.columns)
        self._known = KnownRows(reader, accounts)
        shape = reader.columns.shape
        self._shaper = None if shape.is_plain else Shaper(shape)
        self._lost: set[int] = set()
        self._order: Sequence[int] = ()

    def take(self, texts: list[str]) -> str:
        """Take a row, and return what became of it."""
        if self._order and len(texts) >= len(self._order):
            texts = [*(texts[place] for place in self._order), *texts[len(self._order) :]]
        if self._shaper is None:
            became = self._known.take(texts)
            if became == "kept":
                self.cells.kept(texts)
                return became
            became = became or self._with_care(texts)
        else:
            texts, became = self._reshaped(texts, self._shaper)
        if became != "kept":
            self.cells.not_kept(became)
        elif self._lost:
            self.cells.partly(texts, self._lost)
        else:
            self.cells.kept(texts)
        self._lost.clear()
        return became

    def _reshaped(self, texts: list[str], shaper: Shaper) -> tuple[list[str], str]:
        """Take the rows into which one is made; return it as it is with filled cells, and what became of it."""
        if fault := self._fault(texts):
            if fault == "reported":
                shaper.forget()
            return texts, fault
        texts = shaper.filled(texts[: self.reader.columns.given])
        try:
            rows = shaper.rows(texts)
        except InvalidValueError as error:
            self.reader.problems.invalid(error, None)
            self.accounts.add_reported(self.reader.mentioned(shaper.wide(texts)))
            return texts, "reported"
        became = {self._known.take(row) or self._read(row) for row in rows}
        if "reported" in became and len(became) > 1:
            self._lost |= {split.column for split in self.reader.columns.shape.splits}
        return texts, next(each for each in ("kept", "reported", "totals", "left_out") if each in became)

    def _with_care(self, texts: list[str]) -> str:
        return self._fault(texts) or self._read(texts)

    def _fault(self, texts: list[str]) -> str:
        """Return what becomes of a row that is no row of the table, or blank; an empty text for any other."""
        if self.reader.rows.fault:
            return self._unsplit()
        if not any(map(str.strip, texts)):
            return "blank"
        width = self.reader.columns.given
        if len(texts) < width or any(map(str.strip, texts[width:])):
            return self._ragged(texts)
        return self._header([*map(str.strip, texts[:width])])

    def _header(self, cells: Sequence[str]) -> str:
        """Report a row that names the columns again; rows below it are read in its order. Empty for any other row."""
        names = self.reader.columns.names[: len(cells)]
        if cells[0] not in names or sorted(cells) != sorted(names):
            return ""
        message, hint = "the header again, among the rows", "take it out of the table: it states nothing"
        if (*cells,) != names:
            message = "a header that names the columns in another order"
            hint = "the rows below it are read in that order; leave it there, or give all rows one order"
            places = dict(zip(_by_text(names), _by_text(cells), strict=True))
            before = self._order or range(len(names))
            self._order = [before[places[number]] for number in range(len(names))]
            self.reader.problems.order = self._order
        self.reader.problems.add("I118", message, hint)
        return "reported"

    def _unsplit(self) -> str:
        """Report a row that cannot be split into cells; it may be about anybody."""
        rows = self.reader.rows
        through = f" (lines {rows.line} to {rows.last_line})" if rows.last_line > rows.line else ""
        message = f"cannot be split into cells{through}: {rows.fault}"
        self.reader.problems.add("I104", message, _QUOTES)
        self.accounts.add_reported([(None, None, None)])
        return "reported"

    def _ragged(self, texts: list[str]) -> str:
        """Report a row with too few or too many cells; whom it seems to name is not taken to be absent."""
        columns = self.reader.columns
        padded = [*texts[: columns.given], *[""] * columns.width][: columns.width]
        self.accounts.add_reported(self.reader.mentioned(padded))
        message = f"{len(texts)} cells, where the header has {columns.given}"
        hint = "see whether a cell with a separator in it stands in quotes"
        self.reader.problems.at("I104", message, hint, min(len(texts), columns.given) - 1)
        return "reported"

    def _read(self, texts: list[str]) -> str:
        """Take what a row says, if it has no error and says anything."""
        if left_out := self.reader.left_out(texts):
            return left_out
        row = self.reader.read(texts)
        refused = "all of it" if row.is_refused else self._conflicts(row)
        if refused and refused != "I105":
            self.accounts.add_reported(self.reader.mentioned(texts))
            return "reported"
        self.accounts.add_reported(row.lost)
        if refused:  # all that it says is taken already, of another row
            self.accounts.add_repeated(self.reader.rows.name, row)
            return "reported"
        self._lost |= row.lost_cells
        if self.accounts.add(self.reader.rows.name, row):
            return "kept"
        if not row.lost:
            message, hint = "it states nothing: what it could state is not known", "write it, if anybody states it"
            self.reader.problems.add("I107", message, hint)
        return "reported"

    def _conflicts(self, row: RowContent) -> str:
        """Report what is wrong with a row beside those before it; return the code of why it is not to be taken."""
        problems, refused = self.reader.problems, ""
        for code, message, hint in self.accounts.conflicts(self.reader.rows.name, row):
            before = problems.errors
            problems.add(code, message, hint)
            if not refused and problems.errors > before:
                refused = code
        return refused


def _by_text(texts: Sequence[str]) -> list[int]:
    """Return the places of texts in the order of the alphabet."""
    return sorted(range(len(texts)), key=texts.__getitem__)
