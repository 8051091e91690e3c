"""Takes every row of a file into the accounts, and tells what became of it and of its cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import attrs
import numpy as np

from deployments.brief import counted
from deployments.errors import InvalidValueError, quote
from deployments.importing.cell_counts import CellTally
from deployments.importing.columns import Cell
from deployments.importing.footers import Footer, OddCell, filled_cells, lone_cell, odd_cell
from deployments.importing.joint_numbers import HINT as JOINT_HINT
from deployments.importing.joint_numbers import JointNumbers
from deployments.importing.known_rows import KnownRows
from deployments.importing.lost_columns import tell_lost_columns
from deployments.importing.pace import MOST, Pace
from deployments.importing.row_accounts import RowAccounts
from deployments.importing.row_content import RowContent
from deployments.importing.row_reader import RowReader
from deployments.importing.row_shapes import Shaper
from deployments.importing.table_rows import RowPlace
from deployments.importing.text_columns import Numbers, RowTexts, even_rows
from deployments.importing.things_in_one import ThingError
from deployments.importing.toml_texts import toml_path, toml_value

#: What to do with a row that cannot be split into cells.
_QUOTES = 'see whether its quotes match; write quote = "" at the top of the mapping if they are part of the texts'

#: The texts of so many times as many rows as are tried together are numbered at once.
_VIEW: Final = 4

#: Of a row of which several are made, the first of these that any of them became is what became of it.
_FIRST_OF_ALL: Final = ("kept", "reported", "totals", "left_out")


@attrs.frozen
class _Untaken:
    """The columns of which cells of a row were lost, and those of which they were left out as sums."""

    lost: frozenset[int] = frozenset()
    sums: frozenset[int] = frozenset()

    @classmethod
    def together(cls, rows: Sequence[_Untaken]) -> _Untaken:
        """Return what was not taken of any of some rows."""
        lost, sums = frozenset[int](), frozenset[int]()
        return cls(lost.union(*(each.lost for each in rows)), sums.union(*(each.sums for each in rows)))


_ALL_TAKEN: Final = _Untaken()


class RowTaker:
    """Takes the rows of one file. `became` counts them: "kept", "reported", "totals", "left_out" or "blank".

    Rows wait, and are taken together up to one of which there is anything to tell, which is read with care. How
    many are taken together does not change what they mean: to read a row with care is only slower.
    """

    def __init__(self, reader: RowReader, accounts: RowAccounts) -> None:
        self.reader, self.accounts = reader, accounts
        self._numbers = [Numbers() for _ in reader.columns.names]
        self.cells = CellTally(reader.columns, self._numbers)
        self.became: Counter[str] = Counter()
        self._known = KnownRows(reader, accounts)
        shape = reader.columns.shape
        self._shaper = None if shape.is_plain else Shaper(shape)
        self._joint = JointNumbers(reader)
        self._order: Sequence[int] = ()
        self._rows: list[list[str]] = []
        self._places: list[RowPlace] = []
        #: For rows that are made of others: the row of the table, and how many are taken of how many made of it.
        self._given: list[tuple[Sequence[str], int, int]] = []
        self._pace = Pace()
        self._untaken = _ALL_TAKEN  # of the row that was read last
        self._header_place = reader.rows.place
        self._footer = Footer(reader.columns)
        self._lone: dict[int, OddCell] = {}  # the only filled cell of rows that wait to be made into others

    def end(self) -> None:
        """Take all rows that wait, and tell what stands below the last one, and which columns are lost."""
        self.take_waiting()
        self._footer.tell(self.reader.problems)
        tell_lost_columns(self.reader, self._header_place)

    def take(self, texts: list[str]) -> None:
        """Take a row, now or together with the next ones."""
        if self._shaper is None:
            self._rows.append(texts)
            self._places.append(self.reader.rows.place)
        else:
            self._reshape(self._in_order(texts), self._shaper)
        if len(self._rows) >= MOST:
            self.take_waiting()

    def take_waiting(self) -> None:
        """Take all rows that wait."""
        rows, places, last = self._rows, self._places, self.reader.rows.place
        self._rows, self._places = [], []
        became: list[str] = []
        untaken: dict[int, _Untaken] = {}
        left: RowTexts | None = None  # of the rows in view, those behind the one that was read with care
        while len(became) < len(rows):
            begin, order, together = len(became), self._order, self._pace.together
            end = begin + min(together, len(left or rows))
            texts = left or self._even(rows[begin : begin + _VIEW * together])
            became += self._take_some(texts.until(together), self._ordered(rows[begin:end]), places[begin:end])
            left = texts.since(len(became) - begin) if order is self._order else None
            if self._untaken != _ALL_TAKEN:
                untaken[len(became) - 1], self._untaken = self._untaken, _ALL_TAKEN
        self.reader.rows.place = last
        if self._shaper is not None:
            self._count_given(became, untaken)
            self._lone.clear()

    def _take_some(self, texts: RowTexts, rows: Sequence[list[str]], places: Sequence[RowPlace]) -> list[str]:
        """Take rows up to the first of which there is anything to tell, and that one; return what became of each.

        `texts` are those of the rows before one that is not even.
        """
        became: list[str] = []
        if self._pace.tries():
            became = self._known.take(texts, [place.line for place in places[: len(texts)]])
            self._pace.took(len(became), len(rows))
            if self._shaper is None:
                self._count(texts, became)
            if "kept" in became:
                self._footer.kept(places[len(became) - 1].line)
            if len(became) == len(rows):
                return became
        row = rows[len(became)]
        self.reader.rows.place = places[len(became)]
        if self._shaper is not None:
            return [*became, self._noted(self._read, row, self._lone.get(self.reader.rows.place.line))]
        one = self._noted(self._with_care, row, odd_cell(row, self.reader.columns.given))
        self._count_one(row, one, self._untaken)
        return [*became, one]

    def _noted(self, take: Callable[[list[str]], str], texts: list[str], lone: OddCell | None) -> str:
        """Take a row with care, and take note of one that may stand below the table; return what became of it."""
        problems = self.reader.problems
        before, errors = len(problems), problems.errors
        became = take(texts)
        if became == "kept":
            self._footer.kept(self.reader.rows.place.line)
        elif became == "reported":
            is_wrong = problems.errors > errors
            told = problems.last(len(problems) - before)
            self._footer.reported(self.reader.rows.place, lone if is_wrong else None, told)
        return became

    def _even(self, rows: Sequence[list[str]]) -> RowTexts:
        """Return the texts of the rows before one that is not even."""
        return RowTexts(self._numbers, even_rows(self._ordered(rows), self.reader.columns.width))

    def _ordered(self, rows: Sequence[list[str]]) -> Sequence[list[str]]:
        """Return rows of the table with their cells in the order of the header."""
        return [*map(self._in_order, rows)] if self._order and self._shaper is None else rows

    def _in_order(self, texts: list[str]) -> list[str]:
        """Return a row with its cells in the order of the header."""
        if not self._order or len(texts) < len(self._order):
            return texts
        return [*(texts[place] for place in self._order), *texts[len(self._order) :]]

    # --- what became of rows ---

    def _count(self, rows: RowTexts, became: Sequence[str]) -> None:
        """Count the first rows and their cells, of which none was lost."""
        self.became.update(became)
        kept = [place for place, each in enumerate(became) if each == "kept"]
        for each in became if len(kept) < len(became) else ():
            if each != "kept":
                self.cells.not_kept(each)
        self.cells.kept(rows.at(np.array(kept, np.int64)))

    def _count_one(self, row: Sequence[str], became: str, untaken: _Untaken = _ALL_TAKEN) -> None:
        """Count a row and its cells, of which some may have been lost, or left out as sums."""
        self.became[became] += 1
        if became == "kept":
            self.cells.partly(row, untaken.lost, untaken.sums)
        else:
            self.cells.not_kept(became)

    def _count_given(self, became: Sequence[str], untaken: Mapping[int, _Untaken]) -> None:
        """Count the rows of the table, of each of which some rows were made."""
        given, self._given = self._given, []
        end = 0
        for texts, count, made in given:
            own, end = range(end, end + count), end + count
            all_became = {*(became[each] for each in own), *["reported"] * (count < made)}
            cells = _Untaken.together([untaken[each] for each in own if each in untaken])
            if "reported" in all_became and len(all_became) > 1:
                taken_apart = {split.column for split in self.reader.columns.shape.splits}
                cells = attrs.evolve(cells, lost=cells.lost | taken_apart)
            self._count_one(texts, next(each for each in _FIRST_OF_ALL if each in all_became), cells)

    # --- rows that are made of others ---

    def _reshape(self, texts: list[str], shaper: Shaper) -> None:
        """Take the rows into which one is made, now or together with the next ones."""
        if fault := self._fault(texts):
            self.take_waiting()  # what is wrong with them is told before
            became = self._noted(fault, texts, odd_cell(texts, self.reader.columns.given))
            if became == "reported":
                shaper.forget()
            self._count_one(texts, became)
            return
        if lone := lone_cell(texts):
            self._lone[self.reader.rows.place.line] = lone
        texts = shaper.filled(texts[: self.reader.columns.given])
        try:
            made = shaper.rows(texts)
        except InvalidValueError as error:
            self.take_waiting()
            self._report_thing(error, shaper.wide(texts))
            self._count_one(texts, "reported")
            return
        rows = [row.texts for row in made if row.fault is None]
        if len(rows) < len(made):
            self.take_waiting()
            for row in made:
                if row.fault is not None:
                    self._report_thing(row.fault, row.texts)
        if joint := [*self._joint.of(texts, [row.texts for row in made])]:
            self._report_joint(texts, rows, joint)
            return
        self._given.append((texts, len(rows), len(made)))
        self._rows += rows
        self._places += [self.reader.rows.place] * len(rows)

    def _report_thing(self, error: InvalidValueError, texts: Sequence[str]) -> None:
        """Report a thing of a cell, and whom the row that has it may be about."""
        column = error.column if isinstance(error, ThingError) else None
        self.reader.problems.invalid(error, None if column is None else Cell(column))
        self.accounts.add_reported(self.reader.mentioned(texts))

    def _report_joint(self, texts: Sequence[str], rows: Sequence[list[str]], joint: Sequence[tuple[Cell, str]]) -> None:
        """Report numbers of several things together, instead of taking the rows into which one is made."""
        self.take_waiting()
        for cell, message in joint:
            self.reader.problems.add("I119", message, JOINT_HINT, cell)
        for row in rows:
            self.accounts.add_reported(self.reader.mentioned(row))
        self._count_one(texts, "reported")

    # --- rows of which there is anything to tell ---

    def _with_care(self, texts: list[str]) -> str:
        take = self._fault(texts) or self._read
        return take(texts)

    def _fault(self, texts: list[str]) -> Callable[[list[str]], str] | None:
        """Return what reports a row that is no row of the table, or is blank, and tells what became of it."""
        if self.reader.rows.place.fault:
            return self._unsplit
        if not any(map(str.strip, texts)):
            return lambda _: "blank"
        width = self.reader.columns.given
        if len(texts) < width or any(map(str.strip, texts[width:])):
            left_out = self._left_out_ragged(texts)
            return (lambda _: left_out) if left_out else self._ragged
        cells, names = [*map(str.strip, texts[:width])], self.reader.columns.names[:width]
        return self._header if cells[0] in names and sorted(cells) == sorted(names) else None

    def _header(self, texts: list[str]) -> str:
        """Report a row that names the columns again; rows below it are read in its order."""
        names = self.reader.columns.names[: self.reader.columns.given]
        cells = [*map(str.strip, texts[: len(names)])]
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

    def _unsplit(self, _texts: list[str]) -> str:
        """Report a row that cannot be split into cells; it may be about anybody."""
        place = self.reader.rows.place
        through = f" (lines {place.line} to {place.line + len(place.raw) - 1})" if len(place.raw) > 1 else ""
        message = f"cannot be split into cells{through}: {place.fault}"
        self.reader.problems.add("I104", message, _QUOTES)
        self.accounts.add_reported([(None, None, None)])
        return "reported"

    def _left_out_ragged(self, texts: Sequence[str]) -> str:
        """Return as what the mapping leaves out a row with too few or too many cells; an empty text if it does not.

        Where it has several, its first one alone stands in its own column for sure: others may have been cut.
        """
        padded = self._padded(texts)
        if len(texts) < self.reader.columns.given and lone_cell(texts):
            return self._left_out(self.reader.left_out(padded), padded)
        first = next(filled_cells(texts))
        return self._left_out(self.reader.left_out_by(first.column, first.text), padded)

    def _left_out(self, became: str, texts: Sequence[str]) -> str:
        """Return what becomes of a row that the mapping leaves out, after a note of whom it names; a sum names none."""
        if became == "left_out":
            self.accounts.add_reported(self.reader.named(texts))
        return became

    def _padded(self, texts: Sequence[str]) -> list[str]:
        """Return a row with too few or too many cells as one with a cell for each column."""
        columns = self.reader.columns
        return [*texts[: columns.given], *[""] * columns.width][: columns.width]

    def _ragged(self, texts: list[str]) -> str:
        """Report a row with too few or too many cells; whom it seems to name is not taken to be absent."""
        columns = self.reader.columns
        self.accounts.add_reported(self.reader.mentioned(self._padded(texts)))
        message = f"{counted(len(texts), 'cell')}, where the header has {columns.given}"
        hint = "see whether a cell with a separator in it stands in quotes"
        self.reader.problems.at("I104", message, hint, min(len(texts), columns.given) - 1)
        return "reported"

    def _read(self, texts: list[str]) -> str:
        """Take what a row says, if it has no error and says anything."""
        if left_out := self.reader.left_out(texts):
            return self._left_out(left_out, texts)
        row = self.reader.read(texts)
        refused = "all of it" if row.is_refused else self._conflicts(row)
        if refused and refused != "I105":
            self.accounts.add_reported(self.reader.mentioned(texts))
            return "reported"
        self.accounts.add_reported(row.lost)
        if refused:  # all that it says is taken already, of another row
            self.accounts.add_repeated(self.reader.rows.name, row)
            return "reported"
        self._untaken = _Untaken(row.lost_cells, row.left_out_cells)
        if row.is_undecided:
            message = "it gives dates and no number: nobody knows which of its parts were there, and none is stated"
            self.reader.problems.add("I107", message, self._undecided_hint())
        if self.accounts.add(self.reader.rows.name, row):
            return "kept"
        if row.left_out_cells and not row.claims and not row.lost:
            return "totals"
        if not (row.lost or row.is_undecided or any(texts[cell].strip() for cell in self.reader.columns.unreadable)):
            things = self.reader.columns.shape.things(texts)
            of = f" of {quote(things)}" if things else ""
            message = f"it states nothing{of}: what it could state is not known, or said before"
            self.reader.problems.add("I107", message, "write it, if any source states it")
        return "reported"

    def _undecided_hint(self) -> str:
        """Return what to do with dates of a row of which nobody knows the part: there are three ways out."""
        claims = [claim for each in self.reader.columns.deployments for claim in each.claims if claim.in_common]
        names = [f"[{toml_path(('parts', name))}]" for name in self.reader.mapping.parts]
        keys = " and ".join(dict.fromkeys(claim.kind.value for claim in claims))
        first = toml_value(next(iter(self.reader.mapping.parts)))
        return (
            f"write the numbers, if any source states them; or move {keys} from the top of the mapping to the part "
            f"of which the dates are: {' or '.join(names)}; or, if {names[0]} has the others in its numbers, write "
            f"part_of = {first} in each of these"
        )

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
