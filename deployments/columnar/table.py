"""The words of many deployments on all days: for each deployment the days on which its word changes, as columns.

The words come from the rules in `deployments.answers.words.ROWS`. For deployments that columns cover, each rule is
evaluated for all of them at once. The words of the others come from the plain definition.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from math import inf
from typing import Any, cast

import attrs
import numpy as np
import numpy.typing as npt

from deployments.answers.facts import Facts
from deployments.answers.question import Question
from deployments.answers.runs import DayRuns
from deployments.answers.words import ROWS, STRENGTHS, Word
from deployments.columnar.arrays import Days, Indices, Integers, Mask
from deployments.columnar.facts import FactColumns
from deployments.columnar.spells import Spells, lean, rows_of
from deployments.lazily import kept, once
from deployments.values.certainty import Certainty

#: Numbers of words: the place of each among all words, from the strongest to the weakest.
Codes = npt.NDArray[np.int8]

WORDS = [*STRENGTHS]
_OPEN = STRENGTHS[Word.OPEN]
IS_CERTAIN = np.array([word.certainty is Certainty.CERTAIN for word in WORDS])
IS_LISTED = np.array([word.is_listed for word in WORDS])
IS_LEFT_OUT = np.array([word.is_left_out for word in WORDS])
IS_DISPUTED = np.array([word in (Word.DISPUTED, Word.GAP) for word in WORDS])
IS_NEVER = np.array([word.certainty is Certainty.NO for word in WORDS])

#: How many deployments are computed together. The days of so many fit into the cache of a processor.
_CHUNK = 16_384


def words_on(facts: FactColumns, day: Any) -> Codes:
    """Return the number of the word of each deployment on a day; or on each day in its row of a table of days."""
    shape = np.broadcast_shapes(np.shape(facts.possible_first), np.shape(day))
    found = np.full(shape, _OPEN, np.int8)
    # The first rule that fits decides, so it is written last. To write only where it fits would take longer.
    for word, fits in reversed(ROWS):
        found += (np.int8(STRENGTHS[word]) - found) * fits(cast("Facts", facts), day)
    return found


@attrs.frozen(eq=False)
class DayTable:
    """Runs of days on which a deployment has one word, in the order of the deployments and their days.

    A run lasts until the next of the same deployment begins. The first run of each begins at minus infinity.
    """

    number: Indices
    first: Days
    word: Codes

    @classmethod
    def of(cls, groups: Iterable[FactColumns], others: Iterable[tuple[int, DayRuns]]) -> DayTable:
        """Compute the table from facts in columns, and from the plain runs of the other deployments."""
        parts = [part for facts in groups for part in _runs(facts)]
        parts += [_plainly(number, runs) for number, runs in others]
        empty = np.empty(0, np.int32), np.empty(0, np.float32), np.empty(0, np.int8)
        number, first, word = (np.concatenate(each) for each in zip(empty, *parts, strict=True))
        if len(parts) > 1:
            order = np.argsort(number, kind="stable")
            number, first, word = number[order], first[order], word[order]
        return cls(number, first, word)

    @functools.cached_property
    def starts(self) -> Integers:
        """The place of the first run of each deployment, and at the end the number of all runs."""
        return np.append(np.flatnonzero(np.diff(self.number, prepend=-1)), len(self.number))

    @property
    def last(self) -> Days:
        """The last day of each run."""
        last = np.full_like(self.first, inf)
        last[:-1] = np.where(np.isneginf(self.first[1:]), inf, self.first[1:] - 1)
        return last

    def spells(self, classes: Mask) -> Spells:
        """Return the longest stretches of days on which each word is one for which `classes` is true."""
        own = classes[self.word]
        new = np.isneginf(self.first)
        begins = own & (new | ~np.append(False, own[:-1]))
        ends = own & np.append(new[1:] | ~own[1:], True)
        return Spells(self.number[begins], self.first[begins], self.last[ends])

    def some(self, numbers: Indices) -> DayTable:
        """Return the runs of some deployments. The deployments keep their numbers."""
        rows = rows_of(self.starts, numbers)
        return DayTable(self.number[rows], self.first[rows], self.word[rows])

    def met(self, question: Question) -> Mask:
        """Tell which runs have a day that a question asks about."""
        begins, ends = np.array(question.runs, np.float64).T
        # Of the periods asked about, look only at the first one that does not end before the run begins.
        near = np.searchsorted(ends, self.first)
        found = near < len(ends)
        found[found] = begins[near[found]] <= self.last[found]
        return found


def _plainly(number: int, runs: DayRuns) -> tuple[Indices, Days, Codes]:
    first = np.array([run.first for run in runs.runs], np.float64)
    word = np.array([STRENGTHS[run.word] for run in runs.runs], np.int8)
    new = _are_new(np.full(len(word), number), word)
    return np.full(len(first), number, np.int32)[new], first[new], word[new]


def _are_new(number: Integers, word: Codes) -> Mask:
    """Tell which runs have another word, or another deployment, than the run before."""
    found = np.ones(len(word), np.bool_)
    found[1:] = (number[1:] != number[:-1]) | (word[1:] != word[:-1])
    return found


def _runs(facts: FactColumns) -> Iterator[tuple[Indices, Days, Codes]]:
    for start in range(0, len(facts.numbers), _CHUNK):
        own = facts.some(slice(start, start + _CHUNK))
        days = np.sort(np.array([np.full(len(own.numbers), -inf), *own.breaks()]).T, axis=1)
        word = words_on(own.upright(), days)
        is_run = days < inf
        is_run[:, :-1] &= days[:, :-1] != days[:, 1:]
        # A deployment that nothing bounds has one run, from minus infinity on.
        number = np.broadcast_to(own.numbers[:, None], days.shape)[is_run]
        first, word = lean(days[is_run]), word[is_run]
        new = _are_new(number, word)
        yield number[new], first[new], word[new]


class Words:
    """The words of many deployments: computed for single days, and for all days at once if more than `LOOKS` are asked.

    To make the table of all days takes as long as some tens of single days. What was known on one day is seldom asked
    about as many.
    """

    #: How many single days are computed before the table is made.
    LOOKS = 4

    def __init__(self, groups: Sequence[FactColumns], others: Iterable[tuple[int, DayRuns]], count: int) -> None:
        self.groups = groups
        self.count = count
        self._others = others
        self._looks = 0
        self._spells: dict[bytes, Spells] = {}

    @once
    def table(self) -> DayTable:
        """The words of all days."""
        return DayTable.of(self.groups, self._others)

    def spells(self, classes: Mask) -> Spells:
        """Return the stretches of days of all deployments with some words, and keep them for the next time."""
        return kept(self._spells, classes.tobytes(), lambda: self.table.spells(classes))

    def glance(self, day: float) -> Codes | None:
        """Compute the words of all deployments on a day; return None if it is time to use the table instead."""
        if "table" in vars(self) or self._looks >= self.LOOKS:
            return None
        self._looks += 1
        found = np.empty(self.count, np.int8)
        for facts in self.groups:
            found[facts.numbers] = words_on(facts, day)
        for number, runs in self._others:
            found[number] = STRENGTHS[runs.on(day).word]
        return found
