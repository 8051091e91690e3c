"""Who is there, and how many, of a million deployments: what the bounds decide is looked up, the rest is asked for.

Every number here is the place of a deployment in its store.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from math import inf

import numpy as np

from deployments.answers.presence import Asks, Question
from deployments.columnar.arrays import Days, Indices, Integers, Mask
from deployments.columnar.interval_index import Axis, SegmentTree, StretchCounts
from deployments.columnar.spans import Between, Spans
from deployments.lazily import once
from deployments.values.edtf import Run

#: So many questions are answered by looking at all: a tree takes the time of some tens of them to make, and what was
#: known on a day is seldom asked more.
LOOKS = 4
#: With more runs of days than these, such as the 70,000 of `XXXX-XX-31`, all stretches are looked at once for all runs.
MANY_RUNS = 16


class Stretches:
    """One stretch of days, or none, for each of some deployments: a tree and counts, made when they are of use."""

    def __init__(self, chosen: Callable[[], Between]) -> None:
        self._chosen = chosen
        self._looks = 0

    def on(self, day: float) -> Indices:
        """Return those that are there on a day, in no order."""
        return self.tree.on(day) if self._is_worth_a_tree() else self._among_all(day, day)

    def during(self, first: float, last: float) -> Indices:
        """Return those that are there on at least one of the days from the first to the last, both inclusive."""
        return self.tree.during(first, last) if self._is_worth_a_tree() else self._among_all(first, last)

    def in_any(self, runs: Sequence[Run]) -> Indices:
        """Return those that are there on at least one day of any of many runs, by looking at all, once."""
        first, last, numbers = self._stretches()
        begins, ends = np.array(runs, np.float64).T
        # The only run that can be the first to meet a stretch is the first that does not end before it.
        near = np.searchsorted(ends, first)
        met = near < len(runs)
        met[met] = begins[near[met]] <= last[met]
        return numbers[met]

    def _is_worth_a_tree(self) -> bool:
        if self._looks < LOOKS and "tree" not in self.__dict__:
            self._looks += 1
            return False
        return True

    def _among_all(self, start: float, end: float) -> Indices:
        first, last, numbers = self._stretches()
        return numbers[(first <= end) & (last >= start)]

    @once
    def tree(self) -> SegmentTree:
        """Tells which."""
        return SegmentTree(*self._cells())

    @once
    def counts(self) -> StretchCounts:
        """Tells how many."""
        return StretchCounts(*self._cells()[:3])

    def _stretches(self) -> tuple[Days, Days, Indices]:
        first, last, numbers = self._chosen()
        # Of what never begins nothing is known.
        is_one = (first <= last) & (first < inf)
        return (first, last, numbers) if is_one.all() else (first[is_one], last[is_one], numbers[is_one])

    def _cells(self) -> tuple[Axis, Integers, Integers, Indices]:
        first, last, numbers = self._stretches()
        axis = Axis((first, last))
        return axis, axis.cells(first), axis.cells(last), numbers


class PresenceIndex:
    """Answers for some deployments of a store. `can_be` tells of one, by its number and its first day, exactly."""

    def __init__(self, spans: Spans, numbers: Indices, can_be: Callable[[int, float, Question], bool]) -> None:
        self.spans = spans
        self.numbers = numbers
        self._can_be = can_be
        needs_solver = spans.needs_solver[numbers]
        self._needs_solver = bool(needs_solver.any())
        straight = numbers[~needs_solver] if self._needs_solver else numbers
        crooked = numbers[needs_solver]
        # The functions refer to `spans`, not to `self`: in a circle all of this would outlive the registry.
        #: Those for which the bounds decide, and those for which they do not.
        self.straight = Stretches(lambda: spans.possible(straight))
        self.crooked = Stretches(lambda: spans.possible(crooked))
        self.certain = Stretches(lambda: spans.certain(numbers))
        #: The straight ones as long as they are not certain to be there: before that, or ever; and after it.
        self.before = Stretches(lambda: spans.before_certain(straight))
        self.after = Stretches(lambda: spans.after_certain(straight))

    @functools.cached_property
    def crossed(self) -> Indices:
        """Those that are certain to be there during some days together, but on none alone."""
        first, last, _ = self.spans.certain(self.numbers)
        return self.numbers[(first > last) & np.isfinite(first) & np.isfinite(last)]

    def found(self, question: Question) -> Indices:
        """Return those that are certain to be there, or can be."""
        found = self._possible(self.straight, question)
        if question.asks is Asks.EVERY:
            linked = self.spans.ends_linked[found] | question.is_endless
            found = np.concatenate([found[~linked], self._exact(found[linked], question)])
        if not self._needs_solver:
            return found
        return np.concatenate([found, self._exact(self._possible(self.crooked, question), question)])

    def sure(self, question: Question) -> Indices:
        """Return those that are certain to be there."""
        if question.is_endless:
            return self.numbers[self.is_sure(self.numbers, question) & (self.spans.first[self.numbers] < inf)]
        if question.asks is Asks.ANY and question.first != question.last:
            alone = self.certain.during(question.first, question.last)
            return np.concatenate([alone, self.crossed[self.is_sure(self.crossed, question)]])
        found = self.certain.on(question.first)
        return found if question.first == question.last else found[self.spans.sure_last[found] >= question.last]

    def unsure(self, question: Question) -> Indices:
        """Return those that can be there, and are not certain to be."""
        if question.first != question.last or self._needs_solver:
            found = self.found(question)
            return found[~self.is_sure(found, question)]
        return np.concatenate([each.on(question.first) for each in (self.before, self.after)])

    def count(self, question: Question) -> int:
        """Return how many are certain to be there, or can be."""
        if question.asks is not Asks.ANY:
            return len(self.found(question))
        first, last = question.first, question.last
        count = self.straight.counts.on(first) if first == last else self.straight.counts.during(first, last)
        if not self._needs_solver:
            return count
        return count + len(self._exact(self._possible(self.crooked, question), question))

    def count_sure(self, question: Question) -> int:
        """Return how many are certain to be there."""
        if question.first != question.last:
            return len(self.sure(question))
        return self.certain.counts.on(question.first)

    def is_sure(self, numbers: Indices, question: Question) -> Mask:
        """Tell which of some are certain to be there."""
        first, last = question.needs
        sure_first, sure_last, _ = self.spans.certain(numbers)
        return np.asarray((sure_first <= first) & (sure_last >= last))

    def is_confirmed(self, numbers: Indices, question: Question) -> Mask:
        """Tell which of some that were found are not past a planned end that nobody reported."""
        planned = self.spans.planned_last[numbers]
        expected = np.maximum(self.spans.first[numbers], question.first) <= planned
        return np.asarray(expected | (planned == inf) | self.is_sure(numbers, question))

    def _possible(self, stretches: Stretches, question: Question) -> Indices:
        if question.asks is Asks.EVERY:
            found = stretches.on(question.first)
            return found[self.spans.last[found] >= question.last]
        if len(question.runs) > MANY_RUNS:
            return stretches.in_any(question.runs)
        runs = [stretches.on(a) if a == b else stretches.during(a, b) for a, b in question.runs]
        return runs[0] if len(runs) == 1 else np.unique(np.concatenate(runs))

    def _exact(self, numbers: Indices, question: Question) -> Indices:
        """Return those of some that can be there, each asked for by itself unless it is certain."""
        sure = self.is_sure(numbers, question)
        unsure = zip(numbers[~sure].tolist(), self.spans.first[numbers[~sure]].tolist(), strict=True)
        asked = [number for number, since in unsure if self._can_be(number, since, question)]
        return np.concatenate([numbers[sure], np.array(asked, np.int32)])
