"""Tells which of a million deployments are there: single days are looked up, periods are computed from such look-ups.

Every number here is the place of a deployment in its store.
"""

from __future__ import annotations

from collections.abc import Callable

import attrs
import numpy as np

from deployments.answers.question import Asks, Question
from deployments.answers.words import DOUBTED
from deployments.columnar.arrays import Days, Indices, Integers, Mask
from deployments.columnar.interval_index import Axis, SegmentTree, StretchCounts
from deployments.columnar.spells import Spells
from deployments.columnar.table import IS_CERTAIN, IS_LEFT_OUT, IS_LISTED, IS_NEVER, WORDS, Codes, Words
from deployments.lazily import once

#: How many questions are answered by looking at all spells. To make a tree takes as long as some tens of them.
LOOKS = 4


class SpellIndex:
    """Tells which deployments have a spell on a day. It makes a tree and counts once these are of use."""

    def __init__(self, spells: Callable[[], Spells]) -> None:
        self._made = spells
        self._looks = 0

    @once
    def spells(self) -> Spells:
        """The spells."""
        return self._made()

    def on(self, day: float) -> Indices:
        """Return the deployments with a spell on a day, in no order."""
        return self.tree.on(day) if self._is_worth_a_tree() else self._among_all(day, day)

    def during(self, first: float, last: float) -> Indices:
        """Return the deployments with a spell on any of the days from `first` to `last`, each once, in no order."""
        found = self.tree.during(first, last) if self._is_worth_a_tree() else self._among_all(first, last)
        if self.spells.are_single:
            return found
        several = self._several[found]
        return np.concatenate([found[~several], np.unique(found[several])])

    def count(self, first: float, last: float) -> int:
        """Return how many deployments have a spell on any of the days from `first` to `last`, both inclusive."""
        if first == last:
            return self.counts.on(first)
        return self.counts.during(first, last) if self.spells.are_single else len(self.during(first, last))

    def _is_worth_a_tree(self) -> bool:
        if self._looks < LOOKS and "tree" not in self.__dict__:
            self._looks += 1
            return False
        return True

    def _among_all(self, start: float, end: float) -> Indices:
        spells = self.spells
        return spells.number[(spells.first <= end) & (spells.last >= start)].astype(np.int32, copy=False)

    @once
    def _several(self) -> Mask:
        """True for each deployment that has more than one spell."""
        return np.diff(self.spells.starts) > 1

    @once
    def tree(self) -> SegmentTree:
        """Tells which spells include a day."""
        return SegmentTree(*self._cells(), self.spells.number.astype(np.int32, copy=False))

    @once
    def counts(self) -> StretchCounts:
        """Tells how many spells include a day."""
        return StretchCounts(*self._cells())

    def _cells(self) -> tuple[Axis, Integers, Integers]:
        first, last = self.spells.first, self.spells.last
        axis = Axis((first, last))
        return axis, axis.cells(first), axis.cells(last)


@attrs.frozen(eq=False)
class Crossed:
    """Deployments that start before some day and end after another, earlier one, by reports.

    They are certain to be there on some day between the two, though on none in particular.
    """

    number: Indices
    first: Days
    last: Days


# The kinds of words that a deployment has on the days of a question, each as a bit of one number.
_SURE, _LISTED, _OUT, _NEVER = 1, 2, 4, 8
_BITS = np.select(
    [IS_CERTAIN, IS_LISTED, IS_LEFT_OUT, IS_NEVER], [np.int8(_SURE), np.int8(_LISTED), np.int8(_OUT), np.int8(_NEVER)]
)
_DOUBTS = np.array([word in DOUBTED for word in WORDS])


class PresenceIndex:
    """Answers questions about the deployments `numbers` of a store.

    `can_be` takes the number of a deployment, and tells whether it can be there on every day of a question.
    """

    def __init__(
        self, words: Words, crossed: Callable[[], Crossed], numbers: Indices, can_be: Callable[[int, Question], bool]
    ) -> None:
        self.words = words
        self.numbers = numbers
        self._crossed = crossed
        self._can_be = can_be
        # The functions refer to what they need, not to `self`: in a circle all of this would outlive the registry.
        self.listed = _index(words, numbers, IS_LISTED)
        self.certain = _index(words, numbers, IS_CERTAIN)
        #: The days on which they are listed and not certain to be there.
        self.unsure_days = _index(words, numbers, IS_LISTED & ~IS_CERTAIN)
        #: The days on which they may be there, whether they are listed or left out.
        self.possible = _index(words, numbers, ~IS_NEVER)
        self.left_out_days = _index(words, numbers, IS_LEFT_OUT)

    # --- which ---

    def found(self, question: Question, *, not_excluded: bool = False) -> Indices:
        """Return the deployments that are listed; with `not_excluded` also those that are left out."""
        index, classes = (self.possible, ~IS_NEVER) if not_excluded else (self.listed, IS_LISTED)
        if question.is_one_day:
            return self._on(question.first, index, classes)
        if question.asks is Asks.ANY:
            return index.during(question.first, question.last)
        verdict = self._verdict(question)
        return verdict.numbers[verdict.is_possible if not_excluded else verdict.is_listed]

    def sure(self, question: Question, *, not_excluded: bool = False) -> Indices:
        """Return those among `found` that are certain to be there."""
        if question.is_one_day:
            return self._on(question.first, self.certain, IS_CERTAIN)
        if question.asks is Asks.ANY:
            found = np.union1d(self.certain.during(question.first, question.last), self._sometimes(question))
            return np.intersect1d(found, self.found(question, not_excluded=not_excluded)).astype(np.int32)
        verdict = self._verdict(question)
        return verdict.numbers[verdict.is_sure]

    def unsure(self, question: Question, *, not_excluded: bool = False) -> Indices:
        """Return those among `found` that are not certain to be there."""
        if question.is_one_day and not not_excluded:
            return self._on(question.first, self.unsure_days, IS_LISTED & ~IS_CERTAIN)
        found = self.found(question, not_excluded=not_excluded)
        return np.setdiff1d(found, self.sure(question, not_excluded=not_excluded)).astype(np.int32)

    def left_out(self, question: Question) -> tuple[Indices, Codes]:
        """Return those that may be there and are left out, and for each the number of the word that says why."""
        if question.is_one_day:
            numbers = self._on(question.first, self.left_out_days, IS_LEFT_OUT)
        else:
            numbers = np.setdiff1d(self.found(question, not_excluded=True), self.found(question)).astype(np.int32)
        runs = self.words.table.some(np.sort(numbers))
        own = runs.met(question) & IS_LEFT_OUT[runs.word]
        worst = question.asks is Asks.EVERY
        place = np.flatnonzero(np.diff(runs.number, prepend=-1))
        if not len(place):
            return numbers, np.empty(0, np.int8)
        word = np.where(own, runs.word, np.int8(-1 if worst else len(WORDS)))
        return numbers, (np.maximum if worst else np.minimum).reduceat(word, place)

    def count(self, question: Question, *, not_excluded: bool = False) -> int:
        """Return how many deployments `found` would return."""
        index, classes = (self.possible, ~IS_NEVER) if not_excluded else (self.listed, IS_LISTED)
        if question.is_one_day:
            return self._count_on(question.first, index, classes)
        if question.asks is Asks.ANY:
            return index.count(question.first, question.last)
        return len(self.found(question, not_excluded=not_excluded))

    def count_sure(self, question: Question, *, not_excluded: bool = False) -> int:
        """Return how many deployments `sure` would return."""
        if question.is_one_day:
            return self._count_on(question.first, self.certain, IS_CERTAIN)
        return len(self.sure(question, not_excluded=not_excluded))

    def _count_on(self, day: float, index: SpellIndex, classes: Mask) -> int:
        """Return how many `_on` would return. Once the table of all words is there, it counts by that."""
        glance = self.words.glance(day)
        return index.count(day, day) if glance is None else int(classes[glance[self.numbers]].sum())

    def _on(self, day: float, index: SpellIndex, classes: Mask) -> Indices:
        """Return the deployments whose word on a day is one of `classes`; `index` has the spells with these words."""
        glance = self.words.glance(day)
        return index.on(day) if glance is None else self.numbers[classes[glance[self.numbers]]]

    # --- several days ---

    def _sometimes(self, question: Question) -> Indices:
        """Return those that are certain to be there on some day of a period, though on no particular one."""
        crossed = self._crossed()
        own = (crossed.first <= question.last) & (crossed.last >= question.first)
        numbers = np.intersect1d(crossed.number[own], self.numbers).astype(np.int32)
        runs = self.words.table.some(numbers)
        doubted = runs.number[runs.met(question) & _DOUBTS[runs.word]]
        return np.setdiff1d(numbers, doubted).astype(np.int32)

    def _verdict(self, question: Question) -> _Verdict:
        """Judge the deployments that can be there on any of the days by the words of all the days."""
        numbers = np.sort(self.possible.during(question.first, question.last))
        runs = self.words.table.some(numbers)
        bits = np.where(runs.met(question), _BITS[runs.word], np.int8(0))
        place = np.flatnonzero(np.diff(runs.number, prepend=-1))
        every = np.bitwise_or.reduceat(bits, place) if len(place) else np.empty(0, np.int8)
        if question.asks is Asks.UNKNOWN:
            return _Verdict.of_one(numbers, every)
        verdict = _Verdict.of_all(numbers, every)
        asked = np.flatnonzero(verdict.is_possible & ~verdict.is_sure)
        never = [place for place in asked.tolist() if not self._can_be(int(numbers[place]), question)]
        verdict.is_possible[never] = verdict.is_listed[never] = False
        return verdict


@attrs.frozen(eq=False)
class _Verdict:
    """Which of the deployments `numbers` may be there, which are listed, and which are certain to be there."""

    numbers: Indices
    is_possible: Mask
    is_listed: Mask
    is_sure: Mask

    @classmethod
    def of_one(cls, numbers: Indices, bits: Integers) -> _Verdict:
        """Judge a single day of which only is known that it is one of several, by the words on these days."""
        # A deployment that is certainly there on one of the days may be there on the day that is meant.
        is_listed = bits & (_LISTED | _SURE) > 0
        return cls(numbers, bits & ~_NEVER > 0, is_listed, bits == _SURE)

    @classmethod
    def of_all(cls, numbers: Indices, bits: Integers) -> _Verdict:
        """Judge all of several days together: the weakest word counts."""
        is_possible = (bits > 0) & (bits & _NEVER == 0)
        return cls(numbers, is_possible, is_possible & (bits & _OUT == 0), bits == _SURE)


def _index(words: Words, numbers: Indices, classes: Mask) -> SpellIndex:
    """Return the index of the spells of some deployments with some words."""
    return SpellIndex(lambda: words.spells(classes).among(numbers))
