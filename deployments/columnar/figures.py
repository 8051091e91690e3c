"""What is stated of the strengths of many deployments: for each the days from which on another figure counts."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf
from typing import Any

import attrs
import numpy as np

from deployments.columnar import months
from deployments.columnar.arrays import Days, Indices, Integers, Mask, by_day
from deployments.columnar.ledger import REPORTED, STRENGTH
from deployments.columnar.solve import END, START, Solved


@attrs.frozen(eq=False)
class StrengthPieces:
    """Stretches of days, in order, each of a deployment, from `first` until the next of the same begins.

    On them the strength is from `low` to `high`, if anybody stated it; `is_disputed` where reports disagree. `newest`
    is the number of what was last reported, -1 where nothing counts, and `older` that of what may still be the last.
    """

    number: Indices
    first: Days
    low: Days
    high: Days
    is_stated: Mask
    is_disputed: Mask
    newest: Integers
    older: Integers

    def of(self, start: int, stop: int) -> StrengthPieces:
        """Return those of the deployments from one number up to another."""
        low, high = np.searchsorted(self.number, [start, stop])
        return StrengthPieces(*(getattr(self, field.name)[low:high] for field in attrs.fields(type(self))))


@attrs.frozen(eq=False)
class Figures:
    """What all figures of one day, of one deployment, agree on: the day is between `first` and `last`.

    Those of the first such day are the statements `said` up to the place `starts[1]`, and so on.
    """

    about: Integers
    first: Days
    last: Days
    low: Days
    high: Days
    is_disputed: Mask
    said: Integers
    starts: Integers
    #: After so many months a figure does not count any more.
    stale: int

    def pieces(self, plain: Mask, start: int, stop: int) -> StrengthPieces:
        """Return the pieces of those deployments from one number up to another that are plain."""
        low, high = np.searchsorted(self.about, [start, stop])
        own = np.flatnonzero(plain[self.about[low:high]]) + low
        return _pieces(self, own, np.flatnonzero(plain[start:stop]) + start)


def pieces_of(solved: Solved, regular: Mask) -> tuple[StrengthPieces, Mask]:
    """Return the pieces of the deployments whose strength is the last that is reported, and tell which those are."""
    figures, plain = figures_of(solved, regular)
    return figures.pieces(plain, 0, len(plain)), plain


def figures_of(solved: Solved, regular: Mask) -> tuple[Figures, Mask]:
    """Return the figures that these pieces are of, and tell of which deployments they are."""
    figures, plain = _agreed(solved, regular)
    # Which of two is the newest can be unsure; then the plain definition tells.
    same = figures.about[1:] == figures.about[:-1]
    plain[figures.about[1:][same & (figures.first[1:] <= figures.last[:-1])]] = False
    return figures, plain


def _agreed(solved: Solved, regular: Mask) -> tuple[Figures, Mask]:
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
    return Figures(
        about[places],
        first[places],
        last[places],
        *ranges,
        said,
        np.append(places, len(said)),
        ledger.store.tolerance.stale,
    ), plain


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


def _pieces(figures: Figures, own: Integers, numbers: Integers) -> StrengthPieces:
    """Return the pieces of some figures, which are all of those of some deployments."""
    about, first, last = figures.about[own], figures.first[own], figures.last[own]
    fresh = months.add_months(last, figures.stale)
    follows = np.append(False, about[1:] == about[:-1])[: len(about)]
    before = np.maximum(np.arange(len(about)) - 1, 0)
    until = np.where(np.append(follows[1:], False)[: len(about)], np.append(first[1:], inf)[: len(about)], inf)
    # While a figure may or may not be of a day, the one before may still be the last.
    both = (first < last) & follows & (fresh[before] >= first)
    alone = (first < last) & ~both
    ends = both & (fresh[before] + 1 < last)
    gone = fresh + 1 < until
    nothing = np.full(len(numbers), -1)
    rows: list[Iterable[Any]] = [
        (numbers, np.full(len(numbers), -inf), nothing, nothing),
        (about[both], first[both], own[both], own[before[both]]),
        (about[gone], fresh[gone] + 1, np.full(gone.sum(), -1), np.full(gone.sum(), -1)),
    ]
    for where, day in ((alone, first), (ends, fresh[before] + 1), (np.ones(len(about), np.bool_), last)):
        rows.append((about[where], day[where], own[where], np.full(where.sum(), -1)))
    number, day, newest, older = (np.concatenate([*each]) for each in zip(*rows, strict=True))
    order = by_day(number, day)
    return _told(figures, number[order].astype(np.int32), day[order], newest[order], older[order])


def _told(figures: Figures, number: Indices, day: Days, newest: Integers, older: Integers) -> StrengthPieces:
    """Return pieces with what their figures amount to."""
    is_stated = newest >= 0
    low, high, disputed = np.zeros(len(day)), np.zeros(len(day)), np.zeros(len(day), np.bool_)
    stated, both = newest[is_stated], older >= 0
    low[is_stated], high[is_stated] = figures.low[stated], figures.high[stated]
    disputed[is_stated] = figures.is_disputed[stated]
    low[both] = np.minimum(low[both], figures.low[older[both]])
    high[both] = np.maximum(high[both], figures.high[older[both]])
    disputed[both] |= figures.is_disputed[older[both]]
    return StrengthPieces(number, day, low, high, is_stated, disputed, newest, older)
