"""The temporal network: milestones as nodes, what binds them as constraints, and its least and greatest solutions.

Every constraint says that one day is not before a monotone function of another, or is among some days. Such solutions
are closed under the lesser and the greater of two, so the least and the greatest day of each node, found by letting
bounds flow along the constraints, are exact: both are reached, by solutions of the whole.
"""

from __future__ import annotations

import functools
import heapq
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf

import attrs

from deployments.records import Statement
from deployments.solver.offsets import AtLeast, DayFunction, Domain
from deployments.values.calendar import PERIOD
from deployments.values.edtf import Run

#: Bounds may move so often for each node, and so often in any case, before days are said to chase each other.
_PATIENCE, _AT_LEAST = 1_000, 100_000
#: A bound that has moved this often is checked for coming from itself.
_SUSPICIOUS = 8
#: So many bounds are checked for that, each so many constraints back.
_CHECKS, _FAR_BACK = 100, 100_000

Node = str


@attrs.frozen(eq=False)
class Constraint:
    """`target` is bounded from below by `source`, and `source` from above by `target`, as the function says.

    `claim` is the statement that says so; without one it is a rule, such as that a start is not after an end.
    """

    source: Node
    target: Node
    function: DayFunction
    claim: Statement | None = None
    #: Whether it names days. Every bound begins at such a constraint: others only carry it from day to day.
    is_domain: bool = attrs.field(init=False)
    #: Whether its target is surely no earlier than its source.
    is_forward: bool = attrs.field(init=False)

    @is_domain.default
    def _is_domain(self) -> bool:
        return isinstance(self.function, Domain)

    @is_forward.default
    def _is_forward(self) -> bool:
        return isinstance(self.function, AtLeast) and self.source != self.target


class Contradiction(Exception):  # noqa: N818 - an answer of the solver, never shown as it is
    """The constraints cannot all hold; `claims` are statements that cannot all be true, perhaps with others between."""

    def __init__(self, claims: Iterable[Statement], *, settled: bool = True) -> None:
        self.claims = tuple(dict.fromkeys(claims))
        self.settled = settled
        super().__init__(self.claims)


@attrs.frozen(eq=False)
class Reason:
    """Why a node has its bound: the last constraint that moved it, and why the node that it came from had its own."""

    constraint: Constraint
    before: Reason | None

    def constraints(self) -> Iterator[Constraint]:
        """Return the constraints, from the last back to the first."""
        reason: Reason | None = self
        while reason is not None:
            yield reason.constraint
            reason = reason.before

    def claims(self) -> Iterator[Statement]:
        """Return the statements behind the constraints."""
        return (constraint.claim for constraint in self.constraints() if constraint.claim is not None)

    def check_cycle(self) -> None:
        """Raise `Contradiction` if the bound comes from itself, and every round surely adds to it."""
        node = self.constraint.target
        cycle: list[Constraint] = []
        for constraint in itertools.islice(self.constraints(), _FAR_BACK):
            cycle.append(constraint)
            if constraint.source == node and constraint.target != node:
                if sum(each.function.gain for each in cycle) > 0:
                    raise Contradiction(each.claim for each in cycle if each.claim is not None)
                return


@attrs.frozen(eq=False)
class Solution:
    """The least and the greatest day of each node; infinite where nothing bounds it."""

    lows: Mapping[Node, float]
    highs: Mapping[Node, float]

    def bounds(self, node: Node) -> Run:
        """Return both; what is not in the network is not bounded."""
        return self.lows.get(node, -inf), self.highs.get(node, inf)


class Network:
    """Constraints, put in order for solving."""

    def __init__(self, constraints: Iterable[Constraint]) -> None:
        self.constraints = tuple(constraints)
        leaving: dict[Node, list[Constraint]] = {}
        for constraint in self.constraints:
            if constraint.source not in leaving:
                leaving[constraint.source] = []
            if constraint.target not in leaving:
                leaving[constraint.target] = []
            leaving[constraint.source].append(constraint)
        self.leaving: Mapping[Node, Sequence[Constraint]] = leaving
        #: Whether days may flow in a circle.
        self.rank, self.may_turn = _ranks(leaving)

    @functools.cached_property
    def entering(self) -> Mapping[Node, Sequence[Constraint]]:
        """The constraints of which each node is the target."""
        entering: dict[Node, list[Constraint]] = {node: [] for node in self.leaving}
        for constraint in self.constraints:
            entering[constraint.target].append(constraint)
        return entering

    @functools.cached_property
    def _dated(self) -> Sequence[Node]:
        """The nodes of which constraints name days."""
        return [*dict.fromkeys(each.source for each in self.constraints if each.is_domain)]

    @functools.cached_property
    def skips(self) -> bool:
        """Whether a constraint can leave days out, so that going around a circle can move a bound."""
        return any(skips(constraint.function) for constraint in self.constraints)

    def solve(self) -> Solution:
        """Return the bounds of every node. Raises `Contradiction`."""
        return self._solution

    @functools.cached_property
    def _solution(self) -> Solution:
        return Solution(self.lows(), self._highs())

    def lows(self) -> Mapping[Node, float]:
        """Return the least day of every node. Raises `Contradiction`."""
        return self._lows

    @functools.cached_property
    def _lows(self) -> Mapping[Node, float]:
        lows = dict.fromkeys(self.leaving, -inf)
        self._raise(lows, self._dated)
        loose = [node for node, low in lows.items() if low == -inf] if self.may_turn else []
        if loose:
            # Nothing bounds these from below, but they may still chase each other for ever: try it from a day so
            # early that nothing else is in the way. The calendar repeats itself, so one such day is as good as any.
            base = self._long_before()
            self._raise({**lows, **dict.fromkeys(loose, base)}, loose)
        return lows

    def is_possible(self) -> bool:
        """Tell whether there can be a solution; where the days chase each other for too long, there can."""
        try:
            self.lows()
        except Contradiction as contradiction:
            return not contradiction.settled
        return True

    def _raise(self, lows: dict[Node, float], first: Iterable[Node]) -> None:
        reasons: dict[Node, Reason] = {}
        queue = [(self.rank[node], node) for node in first]
        heapq.heapify(queue)
        waiting = {node for _, node in queue}
        raised: dict[Node, int] = defaultdict(int)
        patience, checks = self._patience(), _CHECKS
        while queue:
            _, node = heapq.heappop(queue)
            waiting.discard(node)
            for constraint in self.leaving[node]:
                low = constraint.function.rise(lows[node])
                target = constraint.target
                if low <= lows[target]:
                    continue
                reason = Reason(constraint, reasons.get(node))
                if low == inf:
                    raise Contradiction(reason.claims())
                lows[target] = low
                reasons[target] = reason
                raised[target] += 1
                patience -= 1
                if raised[target] == _SUSPICIOUS and checks:
                    checks -= 1
                    reason.check_cycle()
                if not patience:
                    raise Contradiction(reason.claims(), settled=False)
                if target not in waiting:
                    waiting.add(target)
                    heapq.heappush(queue, (self.rank[target], target))

    def _patience(self) -> int:
        return _PATIENCE * len(self.leaving) + _AT_LEAST

    def _highs(self) -> dict[Node, float]:
        """The greatest days. Where that takes too long they are later than they need be, and never too early."""
        highs = dict.fromkeys(self.leaving, inf)
        patience = self._patience()
        queue = [(-self.rank[node], node) for node in self._dated]
        heapq.heapify(queue)
        waiting = {*self._dated}
        while queue and patience > 0:
            _, node = heapq.heappop(queue)
            waiting.discard(node)
            for constraint in self.entering[node]:
                high = constraint.function.fall(highs[node])
                if high < highs[constraint.source]:
                    patience -= 1
                    highs[constraint.source] = high
                    if constraint.source not in waiting:
                        waiting.add(constraint.source)
                        heapq.heappush(queue, (-self.rank[constraint.source], constraint.source))
        return highs

    def _long_before(self) -> float:
        days = [
            day
            for each in self.constraints
            if isinstance(each.function, Domain)
            for run in _ends(each.function)
            for day in run
        ]
        least = min((day for day in days if abs(day) != inf), default=0)
        spans = sum(abs(constraint.function.gain) for constraint in self.constraints)
        return int((least - spans) // PERIOD - 2) * PERIOD


def _ends(step: Domain) -> Iterable[Run]:
    return (step.runs[0], step.runs[-1])


def skips(function: DayFunction) -> bool:
    """Tell whether a function of days can leave days out.

    >>> skips(Domain([(1, 5), (20, 30)])), skips(Domain([(1, 5)]))
    (True, False)
    """
    return len(function.runs) > 1 if isinstance(function, Domain) else bool(function.by.months)


def _ranks(leaving: Mapping[Node, Sequence[Constraint]]) -> tuple[dict[Node, int], bool]:
    """Number the nodes so that days flow forward: what is earlier comes first, as far as there is such an order.

    Tell also whether there is none for some of them, so that days may flow in a circle.
    """
    entering: dict[Node, int] = dict.fromkeys(leaving, 0)
    may_turn = False
    for constraints in leaving.values():
        for constraint in constraints:
            if constraint.is_forward:
                entering[constraint.target] += 1
            elif not constraint.is_domain:
                may_turn = True
    ready = [node for node, count in entering.items() if not count]
    ranks: dict[Node, int] = {}
    while ready:
        node = ready.pop()
        ranks[node] = len(ranks)
        for constraint in leaving[node]:
            if constraint.is_forward:
                entering[constraint.target] -= 1
                if not entering[constraint.target]:
                    ready.append(constraint.target)
    may_turn = may_turn or len(ranks) < len(leaving)
    for node in leaving:
        ranks.setdefault(node, len(ranks))
    return ranks, may_turn
