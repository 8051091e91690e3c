"""What several rows claim, as columns with a place for each claim."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs
import numpy as np

from deployments.columnar.arrays import Integers, Mask


@attrs.frozen(eq=False)
class ClaimBlock:
    """The claims of some rows, row by row, as columns.

    `rows` has the place of the row of each claim; `seats`, `accounts`, `sayings` and `codes` are numbers: of whom the
    claim is, in which account it goes, what it speaks of, and what it says. `have_people`: it shows that
    somebody is there; `in_common`: it is a date that the row gives to all of its parts.
    """

    rows: Integers
    seats: Integers
    accounts: Integers
    sayings: Integers
    codes: Integers
    have_people: Mask
    in_common: Mask

    @classmethod
    def of(cls, parts: Sequence[ClaimBlock]) -> ClaimBlock:
        """Return the claims of several groups of columns."""
        if len(parts) == 1:
            return parts[0]
        if not parts:
            none = np.zeros(0, np.int64)
            return cls(none, none, none, none, none, none > 0, none > 0)
        columns = [np.concatenate(each) for each in zip(*(part.columns() for part in parts), strict=True)]
        order = np.argsort(columns[0], kind="stable")
        return cls(*(column[order] for column in columns))

    def until(self, row: int) -> ClaimBlock:
        """Return the claims of the rows before one."""
        end = int(np.searchsorted(self.rows, row))
        return self if end == len(self.rows) else ClaimBlock(*(column[:end] for column in self.columns()))

    def columns(self) -> tuple[Any, ...]:
        """Return the columns, in their order."""
        return attrs.astuple(self, recurse=False)

    def first_repeated(self) -> int | None:
        """Return the first row that speaks of the same, of one account, as a claim before it; None if none does."""
        order = np.argsort(self.accounts, kind="stable")
        accounts, sayings = self.accounts[order], self.sayings[order]
        if ((accounts[1:] > accounts[:-1]) | (sayings[1:] > sayings[:-1])).all():
            return None
        _, first = np.unique((self.accounts << 32) | self.sayings, return_index=True)
        again = np.ones(len(self.rows), np.bool_)
        again[first] = False
        return int(self.rows[again][0]) if again.any() else None
