"""What rows say of all of their deployments together; each combination of texts is read once."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np

from deployments.columnar.arrays import Integers
from deployments.importing.known_texts import Known, KnownTexts, Numbered, Reading, firsts, numbers_of
from deployments.importing.row_accounts import RowAccounts
from deployments.importing.row_content import MissionFacts, RowSource
from deployments.importing.row_problems import Notice
from deployments.importing.row_reader import RowReader
from deployments.importing.text_columns import RowTexts
from deployments.values.countries import Place


@attrs.define(eq=False)
class Frame:
    """What a row says of all of its deployments together: its mission, its place and its source.

    `became` is what becomes of the row as far as they tell; `is_filled`: any of them has a text; `source` is the
    number of its source; `is_known`: a row was taken that says the same of its mission.
    """

    became: str
    is_filled: bool
    mission: MissionFacts | None = None
    place: Place | None = None
    source: int = 0
    is_known: bool = False

    @property
    def is_dated(self) -> bool:
        """Whether it has dates of the mission."""
        return self.mission is not None and bool(self.mission.dates)


class KnownFrames:
    """The frames of the rows of one file, and their sources by number."""

    def __init__(self, reader: RowReader, accounts: RowAccounts) -> None:
        self.reader, self.accounts = reader, accounts
        columns = reader.columns
        self._cells = numbers_of(columns.fields.values()) | {each.column for each in columns.left_out}
        self._texts = KnownTexts(self._cells, self._read)
        self.sources = Numbered[RowSource]()
        #: By the number of a frame, whether it has anything in it, whether it dates its mission, and its source.
        self.filled = Known(lambda number: self.every[number].is_filled, np.bool_)
        self.dated = Known(lambda number: self.every[number].is_dated, np.bool_)
        self.source = Known(lambda number: self.every[number].source, np.int64)

    @property
    def every(self) -> Sequence[Frame]:
        """The frames by their numbers."""
        return self._texts.every

    def numbers(self, rows: RowTexts) -> Integers:
        """Return the number of the frame of each row, up to the first of which there is anything to tell."""
        found = self._texts.numbers(rows)
        bare = np.flatnonzero(~self.filled.of(found))
        blank = (place for place in bare.tolist() if not any(map(str.strip, rows.rows[place])))
        return found[: next(blank, len(found))]

    def take(self, numbers: Integers, lines: Integers) -> int:
        """Take what no row before has said of its mission; return how many rows are before one with a conflict."""
        new = sorted(place for number, place in firsts(numbers) if not self.every[number].is_known)
        refused = (place for place in new if not self._is_taken(self.every[numbers[place]], int(lines[place])))
        return next(refused, len(numbers))

    def _is_taken(self, frame: Frame, line: int) -> bool:
        if frame.mission is not None:
            if any(True for _ in self.accounts.mission_conflicts(frame.mission)):
                return False
            self.accounts.add_mission(self.reader.rows.name, self.sources.every[frame.source], frame.mission, line)
        frame.is_known = True
        return True

    def _read(self, texts: Sequence[str]) -> Reading[Frame]:
        reader = self.reader
        is_filled = any(texts[cell].strip() for cell in self._cells)
        if left_out := reader.left_out(texts):
            return Frame(left_out, is_filled), Notice.NOTHING
        (mission, place, source), notice = reader.noticing(
            lambda: (reader.mission(texts), reader.place(texts), reader.source(texts))
        )
        return Frame("kept", is_filled, mission, place, self.sources.number(source)), notice
