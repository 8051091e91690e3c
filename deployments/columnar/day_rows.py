"""The table `days` of many deployments: a row is a run of days on which all answers about a deployment are the same."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

import attrs
import numpy as np

from deployments.answers.words import ROWS, STRENGTHS, Word
from deployments.columnar.arrays import Days, Indices, Integers, Mask, between, by_day, told
from deployments.columnar.engine import ColumnarTimeline
from deployments.columnar.facts import FactColumns, sightings_of
from deployments.columnar.figures import Figures, StrengthPieces, figures_of
from deployments.columnar.ordering import by_publication, in_order
from deployments.columnar.spells import Spells, rows_of
from deployments.columnar.table import IS_CERTAIN, IS_DISPUTED, IS_NEVER, WORDS, Codes, DayTable


@attrs.frozen(eq=False)
class DayRows:
    """Runs of days as columns, in the order of the deployments. A `deployments.answers.runs.DayRun` is one such row.

    `low` and `high` are the ends of the strength if the deployment is there, and `high` is infinite if it has no upper
    end. Use them only where `is_stated` is true; it is false on the days on which the deployment is not there.

    `statements`, `since` and `until` have an item for each figure, not for each row: its statement, and the first and
    the last day that it is of. The figures of the first row are the first `counts[0]` items, those of the second row
    are the next `counts[1]` items, and so on.
    """

    number: Indices
    first: Days
    last: Days
    word: Codes
    is_stated: Mask
    low: Days
    high: Days
    is_carried: Mask
    is_computed: Mask
    is_disputed: Mask
    counts: Integers
    statements: Integers
    figures: Integers

    def where(self, own: Mask) -> DayRows:
        """Return the rows for which `own` is true."""
        items = np.repeat(own, self.counts)
        of_figures = ("statements", "figures")
        names = [field.name for field in attrs.fields(type(self))]
        return DayRows(*(getattr(self, name)[items if name in of_figures else own] for name in names))


@attrs.frozen(eq=False)
class DayRowsOfMany:
    """Makes the rows of the deployments that are `plain`: those whose words and strengths can be computed in columns.

    `is_derived` tells for each item of `figures` whether the maker of the registry computed any statement of it.
    """

    facts: Sequence[FactColumns]
    plain: Mask
    figures: Figures
    is_derived: Mask
    sightings: Spells

    @classmethod
    def of(cls, timeline: ColumnarTimeline) -> DayRowsOfMany:
        """Find the plain deployments, their figures and their sightings."""
        solved, ledger = timeline.components.solved, timeline.components.ledger
        facts, regular = timeline._facts  # noqa: SLF001 - of this room
        figures, plain = figures_of(solved, regular)
        groups = np.repeat(np.arange(len(figures.about)), np.diff(figures.starts))
        said = figures.said[in_order(ledger, figures.said, groups, by_publication(ledger))]
        derived = told(ledger.store.statement_list.column("derived"), bool, np.bool_)[said]
        is_derived = np.logical_or.reduceat(derived, figures.starts[:-1]) if len(derived) else derived
        return cls(facts, plain, attrs.evolve(figures, said=said), is_derived, sightings_of(solved))

    def some(self, start: int, stop: int) -> DayRows:
        """Return the rows of the plain deployments whose numbers are from `start` up to `stop`, `stop` excluded."""
        facts = (each.some(between(each.numbers, start, stop)) for each in self.facts)
        table = DayTable.of(facts, ())
        own = self.plain[table.number]
        table = DayTable(table.number[own], table.first[own], table.word[own])
        rows = between(self.sightings.number, start, stop)
        number, first, last = (
            each[rows] for each in (self.sightings.number, self.sightings.first, self.sightings.last)
        )
        own = self.plain[number]
        return self._rows(
            table, self.figures.pieces(self.plain, start, stop), Spells(number[own], first[own], last[own])
        )

    def _rows(self, table: DayTable, pieces: StrengthPieces, seen: Spells) -> DayRows:
        turns = _Turns.of(table, self._days_of(pieces), seen)
        word, piece = _exact(table.word[turns.run], turns), turns.piece
        is_stated = pieces.is_stated[piece] & ~IS_NEVER[word]
        newest, older = (np.where(is_stated, each[piece], -1) for each in (pieces.newest, pieces.older))
        number, carried = turns.number, turns.is_carried & is_stated
        new = np.ones(len(word), np.bool_)
        new[1:] = np.logical_or.reduce([each[1:] != each[:-1] for each in (number, word, newest, older, carried)])
        number, word, carried, newest, older = number[new], word[new], carried[new], newest[new], older[new]
        first, is_stated, piece = turns.first[new], is_stated[new], piece[new]
        shown, counts = np.stack([older, newest], axis=1), np.diff(self.figures.starts)
        groups = shown[shown >= 0]
        return DayRows(
            number,
            first,
            np.append(np.where(np.isneginf(first[1:]), inf, first[1:] - 1), inf)[: len(first)],
            word,
            is_stated,
            np.maximum(pieces.low[piece], 1),
            np.maximum(pieces.high[piece], IS_CERTAIN[word]),
            carried,
            (older >= 0) | np.append(self.is_derived, False)[shown].any(axis=1),
            IS_DISPUTED[word] | (is_stated & pieces.is_disputed[piece]),
            np.append(counts, 0)[shown].sum(axis=1),
            self.figures.said[rows_of(self.figures.starts, groups)],
            np.repeat(groups, counts[groups]),
        )

    def _days_of(self, pieces: StrengthPieces) -> _Days:
        """Return the first days of pieces, cut in two where a figure of one day begins to be carried forward."""
        first, newest = pieces.first, pieces.newest
        is_of_day = pieces.is_stated & (pieces.older < 0)
        is_of_day[is_of_day] = self.figures.first[newest[is_of_day]] == self.figures.last[newest[is_of_day]]
        until = np.append(np.where(pieces.number[1:] == pieces.number[:-1], first[1:], inf), inf)[: len(first)]
        cut = np.flatnonzero(is_of_day & (first + 1 < until))
        return _Days(
            np.append(pieces.number, pieces.number[cut]),
            np.append(first, first[cut] + 1),
            np.append(np.arange(len(first)), cut),
            np.append(~is_of_day, np.ones(len(cut), np.bool_)),
        )


@attrs.frozen(eq=False)
class _Days:
    """The first days of pieces, given by their places. `is_carried`: the figure may be of an earlier day."""

    number: Indices
    first: Days
    piece: Integers
    is_carried: Mask


@attrs.frozen(eq=False)
class _Turns:
    """The days on which anything changes, each with the run and the piece that go on from there.

    `is_seen`: there is a sighting of exactly that day. `is_vague`: there is a sighting of that day or another one.
    """

    number: Indices
    first: Days
    run: Integers
    piece: Integers
    is_carried: Mask
    is_seen: Mask
    is_vague: Mask

    @classmethod
    def of(cls, table: DayTable, pieces: _Days, seen: Spells) -> _Turns:
        """Merge the days on which runs, pieces and sightings begin, or sightings are over."""
        number = np.concatenate([table.number, pieces.number, seen.number, seen.number])
        first = np.concatenate([table.first, pieces.first, seen.first, seen.last + 1])
        order = by_day(number, first)
        number, first = number[order], first[order]
        own = _latest(order, len(table.number), len(pieces.number))
        turn = np.append((number[1:] != number[:-1]) | (first[1:] != first[:-1]), [True] * (len(order) > 0))
        is_last = np.flatnonzero(turn)
        run, own = _latest(order, 0, len(table.number))[is_last], own[is_last]
        nothing, is_day = np.zeros(len(order) - 2 * len(seen.number), np.int64), seen.first == seen.last
        are_seen, are_vague = (
            _open(number, np.concatenate([nothing, one, -one])[order])[is_last]
            for one in (is_day.astype(np.int64), (~is_day).astype(np.int64))
        )
        return cls(number[is_last], first[is_last], run, pieces.piece[own], pieces.is_carried[own], are_seen, are_vague)


def _latest(order: Integers, start: int, count: int) -> Integers:
    """Return for each place of an order the item of one kind that came last, at that place or before.

    The items of this kind have the numbers from `start` up to `start + count`, excluded. The result counts them from 0.
    """
    place = np.maximum.accumulate(np.where((order >= start) & (order < start + count), np.arange(len(order)), 0))
    return np.maximum(order[place] - start, 0)


def _open(number: Indices, changes: Integers) -> Mask:
    """Tell for each place whether more has begun than is over; each deployment counts by itself."""
    sums = np.cumsum(changes)
    place = np.flatnonzero(np.diff(number, prepend=-1))
    before = (sums - changes)[place]
    return np.asarray(sums > np.repeat(before, np.diff(place, append=len(number))))


def _exact(word: Codes, turns: _Turns) -> Codes:
    """Return the words with `seen` on the days of sightings, and `vague` where a sighting may be of that day."""
    word = np.where(_ARE_SURE[word] & turns.is_seen, np.int8(STRENGTHS[Word.SEEN]), word)
    return np.where(_YIELD[word] & turns.is_vague, np.int8(STRENGTHS[Word.VAGUE]), word)


#: Days that are certain by their bounds have one of these words.
_ARE_SURE = np.isin(WORDS, [Word.SEEN, Word.BETWEEN, Word.BRIDGED])
#: Words that a day has only if no vague sighting can be of that day.
_ORDER = [word for word, _ in ROWS]
_YIELD = np.array([word is Word.OPEN or word in _ORDER[_ORDER.index(Word.VAGUE) + 1 :] for word in WORDS])
