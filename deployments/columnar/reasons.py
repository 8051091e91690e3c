"""The statements behind every bound of a registry: of most deployments all at once, of other subjects one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
import numpy as np

from deployments.columnar.arrays import Days, Integers, Mask
from deployments.columnar.engine import ColumnarTimeline
from deployments.columnar.ledger import COLUMN, COLUMNS, DURATION, IS_MILESTONE
from deployments.columnar.ordering import by_id, in_order
from deployments.columnar.solve import END, PAIRS, START, Solved
from deployments.records import Statement
from deployments.solver.explain import behind

#: The rank of no statement, behind all others.
_NONE = np.iinfo(np.int64).max


@attrs.frozen(eq=False)
class Reasons:
    """For each bound of each milestone the fewest statements that imply it, as `Registry.explain` gives them.

    Where nothing but days is said of a deployment, each of its bounds is some statement's own: those are found for all
    at once. `plain` tells which these are; all else takes a search each. `lows` and `highs` are the numbers of these
    statements, or -1: a row for each milestone.
    """

    timeline: ColumnarTimeline
    plain: Mask
    lows: Integers
    highs: Integers

    @classmethod
    def of(cls, timeline: ColumnarTimeline) -> Reasons:
        """Find the statements behind all plain bounds."""
        ledger, solved = timeline.components.ledger, timeline.components.solved
        is_binding = np.zeros(len(ledger.source), np.bool_)
        is_binding[np.concatenate(_binding(solved))] = True
        numbers = np.flatnonzero(is_binding)
        order = numbers[in_order(ledger, numbers, ledger.about[numbers], by_id(ledger))]
        rank = np.full(len(ledger.source), _NONE)
        rank[order] = np.arange(len(order))
        lows, highs = np.full(solved.expected.low.shape, _NONE), np.full(solved.expected.low.shape, _NONE)
        for said, milestone, day in _lows(solved):
            _reach(lows, solved.expected.low, milestone, ledger.about[said], day, rank[said])
        for said, milestone, day in _highs(solved):
            _reach(highs, solved.expected.high, milestone, ledger.about[said], day, rank[said])
        for earlier, later in PAIRS:
            _share(lows, solved.expected.low, earlier, later)
        for earlier, later in reversed(PAIRS):
            _share(highs, solved.expected.high, later, earlier)
        plain = ~solved.irregular
        holding = np.concatenate([solved.reports, solved.plans])
        tangled = holding[(ledger.kind[holding] == DURATION) | ledger.is_absent[holding]]
        plain[ledger.about[tangled]] = False
        order = np.append(order, -1)
        return cls(timeline, plain, order[np.minimum(lows, len(order) - 1)], order[np.minimum(highs, len(order) - 1)])

    def behind(self, subject: str, milestone: str) -> tuple[Sequence[Statement], Sequence[Statement]]:
        """Return the statements behind the earliest and the latest day of a milestone, in the order of the chain."""
        row = self.timeline.components.ledger.rows.get(subject)
        if row is not None and self.plain[row]:
            column = COLUMN[milestone]
            return self._one(int(self.lows[column, row])), self._one(int(self.highs[column, row]))
        return behind(self.timeline, subject, milestone)

    def _one(self, number: int) -> Sequence[Statement]:
        return () if number < 0 else self.timeline.components.ledger.store.statement_list.some([number])


#: The numbers of some statements, the milestone of each, and the day that each gives it.
_Said = tuple[Integers, Integers, Days]


def _lows(solved: Solved) -> Iterator[_Said]:
    ledger = solved.ledger
    dated, there = _binding(solved)
    yield dated, COLUMNS[ledger.kind[dated]], ledger.low[dated]
    yield there, np.full(len(there), END), ledger.first[there]


def _highs(solved: Solved) -> Iterator[_Said]:
    ledger = solved.ledger
    dated, there = _binding(solved)
    yield dated, COLUMNS[ledger.kind[dated]], ledger.last[dated]
    yield there, np.full(len(there), START), ledger.last[there]


def _binding(solved: Solved) -> tuple[Integers, Integers]:
    """Return the statements that hold: those that date a milestone, and those that have somebody there on a day."""
    ledger, holding = solved.ledger, np.concatenate([solved.reports, solved.plans])
    there = np.concatenate([solved.reports[ledger.is_sighting[solved.reports]], solved.to_be_there])
    return holding[IS_MILESTONE[ledger.kind[holding]]], there


def _reach(found: Integers, days: Days, milestone: Integers, about: Integers, day: Days, rank: Integers) -> None:
    """Put statements behind the bounds that are their own; of several that one counts which comes first."""
    own = (days[milestone, about] == day) & np.isfinite(day)
    np.minimum.at(found, (milestone[own], about[own]), rank[own])


def _share(found: Integers, days: Days, source: int, target: int) -> None:
    """Let the statement behind the bound of a milestone be behind that of another that is the same."""
    same = days[source] == days[target]
    found[target, same] = np.minimum(found[target, same], found[source, same])
