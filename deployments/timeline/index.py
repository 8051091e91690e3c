"""Who is there, and how many, of a million deployments: what the bounds decide is looked up, the rest is asked for.

Every number here is the place of a deployment in its archive.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from math import inf

import numpy as np
import numpy.typing as npt

from deployments.timeline.days import Axis, Cells, Counts, Days, Numbers, Tree
from deployments.timeline.presence import Asks, Question
from deployments.timeline.spans import Spans

Mask = npt.NDArray[np.bool_]

#: Builds one index at a time: threads that ask at once wait for it, and do not build it again.
_BUILDING = threading.RLock()


#: Gives the first and the last day of some deployments, and their numbers.
Chosen = Callable[[], tuple[Days, Days, Numbers]]


class Stretches:
    """One stretch of days, or none, for each of some deployments: a tree and counts, made when first asked for."""

    def __init__(self, chosen: Chosen) -> None:
        self._chosen = chosen

    @functools.cached_property
    def tree(self) -> Tree:
        """Tells which."""
        with _BUILDING:
            if "tree" not in self.__dict__:
                self.__dict__["tree"] = Tree(*self._cells())
            return self.__dict__["tree"]  # type: ignore[no-any-return]

    @functools.cached_property
    def counts(self) -> Counts:
        """Tells how many."""
        with _BUILDING:
            if "counts" not in self.__dict__:
                self.__dict__["counts"] = Counts(*self._cells()[:3])
            return self.__dict__["counts"]  # type: ignore[no-any-return]

    def _cells(self) -> tuple[Axis, Cells, Cells, Numbers]:
        first, last, numbers = self._chosen()
        # Of what never begins nothing is known.
        is_one = (first <= last) & (first < inf)
        if not is_one.all():
            first, last, numbers = first[is_one], last[is_one], numbers[is_one]
        axis = Axis(first, last)
        return axis, axis.cells(first), axis.cells(last), numbers


class Index:
    """Answers for some deployments of an archive. `can_be` tells of one number whether it can be there, exactly."""

    def __init__(self, spans: Spans, numbers: Numbers, can_be: Callable[[int, Question], bool]) -> None:
        self.spans = spans
        self.numbers = numbers
        self._can_be = can_be
        bent = spans.bent[numbers]
        self._is_bent = bool(bent.any())
        self._straight = numbers[~bent] if self._is_bent else numbers
        self._twisted = numbers[bent]
        #: Those for which the bounds decide, and those for which they do not.
        self.straight = Stretches(lambda: self._possible_days(self._straight))
        self.bent = Stretches(lambda: self._possible_days(self._twisted))
        self.certain = Stretches(lambda: (*self._certain_days(numbers), numbers))
        #: The straight ones as long as they are not certain to be there: before that, or ever; and after it.
        self.before, self.after = Stretches(self._days_before), Stretches(self._days_after)

    @functools.cached_property
    def crossed(self) -> Numbers:
        """Those that are certain to be there during some days together, but on none alone."""
        first, last = self._certain_days(self.numbers)
        return self.numbers[(first > last) & np.isfinite(first) & np.isfinite(last)]

    def found(self, question: Question) -> Numbers:
        """Give those that are certain to be there, or can be."""
        found = self._possible(self.straight, question)
        if question.asks is Asks.EVERY:
            tied = self.spans.tied[found] | question.is_endless
            found = np.concatenate([found[~tied], self._exact(found[tied], question)])
        if not self._is_bent:
            return found
        return np.concatenate([found, self._exact(self._possible(self.bent, question), question)])

    def sure(self, question: Question) -> Numbers:
        """Give those that are certain to be there."""
        if question.is_endless:
            return self.numbers[self.is_sure(self.numbers, question) & (self.spans.first[self.numbers] < inf)]
        if question.asks is Asks.ANY and question.first != question.last:
            alone = self.certain.tree.during(question.first, question.last)
            return np.concatenate([alone, self.crossed[self.is_sure(self.crossed, question)]])
        found = self.certain.tree.on(question.first)
        return found if question.first == question.last else found[self.spans.sure_last[found] >= question.last]

    def unsure(self, question: Question) -> Numbers:
        """Give those that can be there, and are not certain to be."""
        if question.first != question.last or self._is_bent:
            found = self.found(question)
            return found[~self.is_sure(found, question)]
        return np.concatenate([each.tree.on(question.first) for each in (self.before, self.after)])

    def count(self, question: Question) -> int:
        """Give how many are certain to be there, or can be."""
        if question.asks is not Asks.ANY:
            return len(self.found(question))
        first, last = question.first, question.last
        count = self.straight.counts.on(first) if first == last else self.straight.counts.during(first, last)
        return count + len(self._exact(self._possible(self.bent, question), question)) if self._is_bent else count

    def count_sure(self, question: Question) -> int:
        """Give how many are certain to be there."""
        if question.first != question.last:
            return len(self.sure(question))
        return self.certain.counts.on(question.first)

    def is_sure(self, numbers: Numbers, question: Question) -> Mask:
        """Tell which of some are certain to be there."""
        first, last = question.needs
        sure_first, sure_last = self._certain_days(numbers)
        return np.asarray((sure_first <= first) & (sure_last >= last))

    def is_confirmed(self, numbers: Numbers, question: Question) -> Mask:
        """Tell which of some that were found are not past a planned end that nobody reported."""
        planned = self.spans.planned_last[numbers]
        expected = np.maximum(self.spans.first[numbers], question.first) <= planned
        return np.asarray(expected | (planned == inf) | self.is_sure(numbers, question))

    def _possible(self, stretches: Stretches, question: Question) -> Numbers:
        tree = stretches.tree
        if question.asks is Asks.EVERY:
            found = tree.on(question.first)
            return found[self.spans.last[found] >= question.last]
        runs = [tree.on(a) if a == b else tree.during(a, b) for a, b in question.runs]
        return runs[0] if len(runs) == 1 else np.unique(np.concatenate(runs))

    def _exact(self, numbers: Numbers, question: Question) -> Numbers:
        """Give those of some that can be there, each asked for by itself unless it is certain."""
        sure = self.is_sure(numbers, question)
        asked = [number for number in numbers[~sure].tolist() if self._can_be(number, question)]
        return np.concatenate([numbers[sure], np.array(asked, np.int32)])

    def _possible_days(self, numbers: Numbers) -> tuple[Days, Days, Numbers]:
        return self.spans.first[numbers], self.spans.last[numbers], numbers

    def _certain_days(self, numbers: Numbers) -> tuple[Days, Days]:
        return self.spans.sure_first[numbers], self.spans.sure_last[numbers]

    def _days_before(self) -> tuple[Days, Days, Numbers]:
        first, last, numbers = self._possible_days(self._straight)
        sure_first, sure_last = self._certain_days(numbers)
        return first, np.where(sure_first <= sure_last, np.minimum(last, sure_first - 1), last), numbers

    def _days_after(self) -> tuple[Days, Days, Numbers]:
        first, last, numbers = self._possible_days(self._straight)
        sure_first, sure_last = self._certain_days(numbers)
        return np.where(sure_first <= sure_last, np.maximum(first, sure_last + 1), inf), last, numbers
