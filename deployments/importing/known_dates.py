"""Decides for many rows at once to which of their parts the dates in common belong, as `row_dates` does for one row."""

from __future__ import annotations

import attrs
import numpy as np

from deployments.columnar.arrays import Integers, Mask
from deployments.importing.account_claims import UNKNOWN
from deployments.importing.claim_blocks import ClaimBlock
from deployments.importing.row_accounts import RowAccounts, Seat


def dates_of_rows(block: ClaimBlock, accounts: RowAccounts) -> tuple[ClaimBlock, int | None]:
    """Return the claims of rows, and the first row whose dates nobody can give to a part, if any."""
    are_known = block.in_common & (block.codes != UNKNOWN)
    if not are_known.any():
        return block, None
    pairs, first, places = np.unique((block.rows << 32) | block.accounts, return_index=True, return_inverse=True)
    rows = block.rows[first]
    seats = [accounts.seats.every[number] for number in block.seats[first].tolist()]
    people = _any(places, block.have_people & ~block.in_common)
    counted = _any(places, (block.codes != UNKNOWN) & ~block.in_common)
    wholes = (rows << 32) | np.array([accounts.number_of_whole(seat) for seat in seats], np.int64)
    while (more := people | np.isin(pairs, wholes[people])).sum() > people.sum():
        people = more
    is_open = ~_any(rows, people)[rows]
    alone = _alone(rows, seats)
    dated = people | (is_open & (alone | counted))
    shown = people | (is_open & alone & ~counted)
    undecided = np.flatnonzero(_any(block.rows, are_known) & ~_any(rows, dated))
    is_said = ~block.in_common | dated[places]
    settled = attrs.evolve(
        block,
        codes=np.where(is_said, block.codes, UNKNOWN),
        have_people=block.have_people & is_said & (~block.in_common | shown[places]),
    )
    return settled, int(undecided[0]) if len(undecided) else None


def _any(places: Integers, are_so: Mask) -> Mask:
    """Tell for each place whether anything that stands there is so."""
    return np.bincount(places, are_so) > 0


def _alone(rows: Integers, seats: list[Seat]) -> Mask:
    """Tell of whom rows are about whether they are the only one of their contributor that is part of no other."""
    names = {name: number for number, name in enumerate({seat.account.key[0] for seat in seats})}
    who = (rows << 32) | np.array([names[seat.account.key[0]] for seat in seats], np.int64)
    is_top = np.array([seat.whole is None for seat in seats], np.bool_)
    _, places = np.unique(who, return_inverse=True)
    are_alone: Mask = np.bincount(places, is_top)[places] == 1
    return is_top & are_alone
