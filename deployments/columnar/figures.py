"""The strengths of many deployments as figures state them: each figure counts from one day until the next does."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf
from typing import Any

import attrs
import numpy as np

from deployments.columnar import months
from deployments.columnar.arrays import Days, Indices, Integers, Mask, between, by_day
from deployments.columnar.ledger import REPORTED, STRENGTH
from deployments.columnar.solve import END, START, Solved


@attrs.frozen(eq=False)
class StrengthPieces:
    """Stretches of days of deployments, in order. Each begins on `first`, and lasts until the next of its deployment.

    The strength on these days is from `low` to `high`, if `is_stated`; `is_disputed` if reports of it disagree.
    `newest` is the number of the figure that was reported last, -1 if none counts. `older` is the number of the figure
    before it if that may still be the last one, because the days of the newest are not known exactly; else -1.
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
        """Return the pieces of the deployments with the numbers from `start` up to `stop`, `stop` excluded."""
        own = between(self.number, start, stop)
        return StrengthPieces(*(getattr(self, field.name)[own] for field in attrs.fields(type(self))))


@attrs.frozen(eq=False)
class Figures:
    """The strengths stated for the same day of a deployment, put together: each item is one such day.

    The day lies between `first` and `last`. `low` and `high` are the range in which all its statements agree. The
    statements of the first item are `said[starts[0]:starts[1]]`, those of the second `said[starts[1]:starts[2]]`.
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
        """Return the pieces of the plain deployments with the numbers from `start` up to `stop`, `stop` excluded."""
        rows = between(self.about, start, stop)
        own = np.flatnonzero(plain[self.about[rows]]) + rows.start
        return _pieces(self, own, np.flatnonzero(plain[start:stop]) + start)


def pieces_of(solved: Solved, regular: Mask) -> tuple[StrengthPieces, Mask]:
    """Return the pieces of the deployments whose strength is the one reported last, and a mask of these deployments."""
    figures, plain = figures_of(solved, regular)
    return figures.pieces(plain, 0, len(plain)), plain


def figures_of(solved: Solved, regular: Mask) -> tuple[Figures, Mask]:
    """Return the figures from which these pieces are made, and the mask of the deployments."""
    figures, plain = _agreed(solved, regular)
    # If it is not sure which of two figures is the newer one, the plain definition answers.
    same = figures.about[1:] == figures.about[:-1]
    plain[figures.about[1:][same & (figures.first[1:] <= figures.last[:-1])]] = False
    return figures, plain


def _agreed(solved: Solved, regular: Mask) -> tuple[Figures, Mask]:
    ledger, plain = solved.ledger, regular.copy()
    said = solved.reports
    said = said[(ledger.kind[said] == STRENGTH) & (ledger.basis[said] == REPORTED) & ~ledger.is_absent[said]]
    about, first, last = ledger.about[said], ledger.first[said].copy(), ledger.last[said].copy()
    vague = first < last
    # A figure that is no sighting binds no day, and reports may not narrow its days: the plain definition answers.
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
    ranges = _common(*ledger.ends(said), places)
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
    """Return the range that all figures of a day have in common. If there is none: the range of all, disputed."""
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
    """Return the pieces of the deployments `numbers`; `own` are the places of all their figures."""
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
    """Return pieces with the strengths of their figures."""
    is_stated = newest >= 0
    low, high, disputed = np.zeros(len(day)), np.zeros(len(day)), np.zeros(len(day), np.bool_)
    stated, both = newest[is_stated], older >= 0
    low[is_stated], high[is_stated] = figures.low[stated], figures.high[stated]
    disputed[is_stated] = figures.is_disputed[stated]
    low[both] = np.minimum(low[both], figures.low[older[both]])
    high[both] = np.maximum(high[both], figures.high[older[both]])
    disputed[both] |= figures.is_disputed[older[both]]
    return StrengthPieces(number, day, low, high, is_stated, disputed, newest, older)
