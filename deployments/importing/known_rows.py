"""Rows of which there is nothing to tell: they are taken together, by a look at what their texts mean.

What a row says has parts, each of which looks at some cells: the mission, place and source of the row (`known_frames`);
whom some columns are about, and when, and each number (`known_groups`). Each part is read once for the texts in its
cells (`known_texts`), by the `RowReader`. Rows are taken up to the first one of which there is anything to tell, a
problem or another row that speaks of the same: that one is left to the careful way, which tells it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import partial

import numpy as np

from deployments.columnar.arrays import Integers
from deployments.importing.claim_blocks import ClaimBlock
from deployments.importing.known_dates import dates_of_rows
from deployments.importing.known_frames import KnownFrames
from deployments.importing.known_groups import KnownGroup, naming_cells, subject_cells
from deployments.importing.known_texts import KnownTexts, Reading, numbers_of
from deployments.importing.row_accounts import RowAccounts
from deployments.importing.row_problems import Notice
from deployments.importing.row_reader import RowReader
from deployments.importing.text_columns import RowTexts


class KnownRows:
    """Takes the rows of one file of which there is nothing to tell."""

    def __init__(self, reader: RowReader, accounts: RowAccounts) -> None:
        self.reader, self.accounts = reader, accounts
        self._frames = KnownFrames(reader, accounts)
        groups = itertools.groupby(reader.columns.deployments, partial(subject_cells, reader))
        self._groups = [KnownGroup(reader, accounts, self._frames, tuple(own)) for _, own in groups]
        naming = (naming_cells(reader, each) for each in reader.columns.deployments)
        cells = numbers_of(reader.columns.fields_of("mission")).union(*naming)
        self._left_out: KnownTexts[None] = KnownTexts(cells, self._leave_out)

    def take(self, rows: RowTexts, lines: Sequence[int]) -> list[str]:
        """Take rows up to the first of which there is anything to tell; return what became of each that was taken.

        That is "kept", or what a mapping leaves it out as. `lines` are where the rows stand.
        """
        frames = self._frames.numbers(rows)
        became = [self._frames.every[number].became for number in frames.tolist()]
        kept = np.array([place for place, each in enumerate(became) if each == "kept"], np.int64)
        if len(kept):
            count = self._take_kept(rows.at(kept), frames[kept], np.array(lines)[kept])
            became = became[: [*kept.tolist(), len(became)][count]]
        if self.reader.mapping.lists_everybody:
            left_out = [place for place, each in enumerate(became) if each == "left_out"]
            self._left_out.numbers(rows.at(np.array(left_out, np.int64)))
        return became

    def _leave_out(self, texts: Sequence[str]) -> Reading[None]:
        """Take note of whom a row names that the mapping leaves out."""
        self.accounts.add_reported(self.reader.named(texts))
        return None, Notice.NOTHING

    def _take_kept(self, rows: RowTexts, frames: Integers, lines: Integers) -> int:
        """Take rows that no mapping leaves out, up to the first of which there is anything to tell; return how many."""
        blocks: list[ClaimBlock] = []
        end = len(rows)
        for group in self._groups:
            found, end = group.claims(rows.until(end), frames[:end])
            blocks += found
        block, undecided = dates_of_rows(ClaimBlock.of(blocks).until(end), self.accounts)
        silent = self._first_silent(block, frames[:end])
        told = (undecided, silent, block.first_repeated(), self.accounts.first_spoken(block))
        end = min([end, *(first for first in told if first is not None)])
        end = self._frames.take(frames[:end], lines)
        self.accounts.add_first_claims(block.until(end), lines)
        return end

    def _first_silent(self, block: ClaimBlock, frames: Integers) -> int | None:
        """Return the first row that claims nothing, not even of its mission; None if none does."""
        claims = np.bincount(block.rows, block.codes, minlength=len(frames)) > 0
        silent = np.flatnonzero(~(claims | self._frames.dated.of(frames)))
        return int(silent[0]) if len(silent) else None
