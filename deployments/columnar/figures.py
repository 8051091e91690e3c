"""What is stated of the strengths of many deployments: for each the days from which on another figure counts."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf

import attrs
import numpy as np

from deployments.columnar import months
from deployments.columnar.arrays import Days, Indices, Integers, Mask
from deployments.columnar.ledger import REPORTED, STRENGTH
from deployments.columnar.solve import END, START, Solved


@attrs.frozen(eq=False)
class StrengthPieces:
    """Stretches of days, in order, each of a deployment, from `first` until the next of the same begins.

    On them the strength is from `low` to `high`, if anybody stated it; `is_disputed` where reports disagree.
    """

    number: Indices
    first: Days
    low: Days
    high: Days
    is_stated: Mask
    is_disputed: Mask

    def of(self, start: int, stop: int) -> StrengthPieces:
        """Return those of the deployments from one number up to another."""
        low, high = np.searchsorted(self.number, [start, stop])
        return StrengthPieces(*(getattr(self, field.name)[low:high] for field in attrs.fields(type(self))))


@attrs.frozen(eq=False)
class _Figures:
    """What all figures of one day, of one deployment, agree on: the day is between `first` and `last`."""

    about: Integers
    first: Days
    last: Days
    low: Days
    high: Days
    is_disputed: Mask


def pieces_of(solved: Solved, regular: Mask) -> tuple[StrengthPieces, Mask]:
    """Return the pieces of the deployments whose strength is the last that is reported, and tell which those are."""
    figures, plain = _agreed(solved, regular)
    # Which of two is the newest can be unsure; then the plain definition tells.
    same = figures.about[1:] == figures.about[:-1]
    plain[figures.about[1:][same & (figures.first[1:] <= figures.last[:-1])]] = False
    own = plain[figures.about]
    return _pieces(figures, own, plain, solved.ledger.store.tolerance.stale), plain


def _agreed(solved: Solved, regular: Mask) -> tuple[_Figures, Mask]:
    ledger, plain = solved.ledger, regular.copy()
    said = solved.reports
    said = said[(ledger.kind[said] == STRENGTH) & (ledger.basis[said] == REPORTED) & ~ledger.is_absent[said]]
    about, first, last = ledger.about[said], ledger.first[said].copy(), ledger.last[said].copy()
    vague = first < last
    # What binds no day is as vague as it was said, unless another report of its day does.
    plain[about[vague & ~ledger.is_sighting[said]]] = False
    first[vague] = np.maximum(first[vague], solved.reported.low[START, about[vague]])
    last[vague] = np.minimum(last[vague], solved.reported.high[END, about[vague]])
    # All that a source says of the day of its publication is of the same day.
    day = np.where(
        first == last, 0, np.where(ledger.has_day[said], said + len(ledger.sources) + 1, ledger.source[said] + 1)
    )
    order = np.lexsort((day, last, first, about))
    said, about, first, last, day = (each[order] for each in (said, about, first, last, day))
    new = np.ones(len(said), np.bool_)
    new[1:] = np.logical_or.reduce([each[1:] != each[:-1] for each in (about, first, last, day)])
    places = np.flatnonzero(new)
    ranges = _common(ledger.least[said], ledger.most[said], places)
    return _Figures(about[places], first[places], last[places], *ranges), plain


def _common(low: Days, high: Days, new: Integers) -> tuple[Days, Days, Mask]:
    """Return what all figures of one day have in common, or, if nothing, their hull, disputed."""
    if not len(new):
        return low, high, np.zeros(0, np.bool_)
    lows, highs = np.maximum.reduceat(low, new), np.minimum.reduceat(high, new)
    disputed = lows > highs
    return (
        np.where(disputed, np.minimum.reduceat(low, new), lows),
        np.where(disputed, np.maximum.reduceat(high, new), highs),
        disputed,
    )


def _pieces(figures: _Figures, own: Mask, plain: Mask, stale: int) -> StrengthPieces:
    about, first, last = figures.about[own], figures.first[own], figures.last[own]
    low, high, disputed = figures.low[own], figures.high[own], figures.is_disputed[own]
    fresh = months.add_months(last, stale)
    follows = np.append(False, about[1:] == about[:-1])[: len(about)]
    before = np.maximum(np.arange(len(about)) - 1, 0)
    until = np.where(np.append(follows[1:], False)[: len(about)], np.append(first[1:], inf)[: len(about)], inf)
    # While a figure may or may not be of a day, the one before may still be the last.
    both = (first < last) & follows & (fresh[before] >= first)
    alone = (first < last) & ~both
    ends = both & (fresh[before] + 1 < last)
    numbers = np.flatnonzero(plain).astype(np.int32)
    nothing = np.zeros(len(numbers))
    rows: list[Iterable[object]] = [
        (numbers, np.full(len(numbers), -inf), nothing, nothing, nothing > 0, nothing > 0),
        (
            about[both],
            first[both],
            np.minimum(low, low[before])[both],
            np.maximum(high, high[before])[both],
            both[both],
            (disputed | disputed[before])[both],
        ),
    ]
    for where, day in ((alone, first), (ends, fresh[before] + 1), (np.ones(len(about), np.bool_), last)):
        rows.append(
            (about[where], day[where], low[where], high[where], np.ones(where.sum(), np.bool_), disputed[where])
        )
    gone = fresh + 1 < until
    none = np.zeros(gone.sum())
    rows.append((about[gone], fresh[gone] + 1, none, none, none > 0, none > 0))
    number, day, *others = (np.concatenate([*each]) for each in zip(*rows, strict=True))
    order = np.lexsort((day, number))
    return StrengthPieces(number[order].astype(np.int32), day[order], *(each[order] for each in others))
