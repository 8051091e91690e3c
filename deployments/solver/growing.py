"""A network to which constraints come, and from which they go: its bounds go on from those of before.

What comes only narrows bounds, so they flow on from where they were. What goes may be why a bound is where it is: each
bound that can hang on it begins anew, and the others stay. All that the network was before can still be looked at.
"""

from __future__ import annotations

import bisect
import functools
import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping
from math import inf
from operator import itemgetter

from deployments.solver.network import Constraint, Contradiction, Network, Node, Solution, skips
from deployments.solver.offsets import Domain

#: Where nothing bounds a day from below, it is tried from this day, as it may chase others for ever.
_EARLY = -(10.0**13)
#: A day before this one follows from such a trial alone.
_LOOSE = -(10.0**12)
#: Bounds may move so often for each constraint, and so often in any case, before days are said to chase each other.
_PATIENCE, _AT_LEAST = 10, 1_000

_time: Callable[[tuple[int, float]], int] = itemgetter(0)
_until: Callable[[tuple[Constraint, int, int]], int] = itemgetter(2)


class _Days(Mapping[Node, float]):
    """The bounds of one side as they were at one time."""

    def __init__(self, flow: _Flow, time: int) -> None:
        self._flow = flow
        self._time = time

    def __getitem__(self, node: Node) -> float:
        return self._flow.at(node, self._time)

    def __contains__(self, node: object) -> bool:
        return node in self._flow.now

    def __iter__(self) -> Iterator[Node]:
        return iter(self._flow.now)

    def __len__(self) -> int:
        return len(self._flow.now)


class _Flow:
    """The least, or the greatest, day of each node, and what it was before each change."""

    def __init__(self, network: GrowingNetwork, *, upward: bool) -> None:
        self.network = network
        self.upward = upward
        self.start = _EARLY if upward else inf
        self.now: dict[Node, float] = {}
        #: For each node the times at which its day changed, each with the day of before.
        self._before: dict[Node, list[tuple[int, float]]] = {}

    def at(self, node: Node, time: int) -> float:
        """Return the day of a node at one time."""
        before, day = self._before.get(node, ()), self._day(node)
        if before and before[-1][0] > time:
            day = before[bisect.bisect_right(before, time, key=_time)][1]
        return day if day > _LOOSE else -inf

    @property
    def moved(self) -> Iterator[Node]:
        """The nodes whose day the last change moved."""
        time = self.network.time
        return (node for node in self._touched if self.at(node, time - 1) != self.at(node, time))

    def change(self, gone: Iterable[Constraint], come: Iterable[Constraint]) -> None:
        """Let the days go on once constraints have come and gone. Raises `Contradiction`."""
        self._touched: dict[Node, None] = {}
        first = {self._source(each): None for each in come}
        for node in self._loosened(gone):
            self._put(node, self.start)
            first |= {self._source(each): None for each in self._entering(node)}
        self._spread(first)

    def _loosened(self, gone: Iterable[Constraint]) -> Iterable[Node]:
        """Return the nodes whose day can hang on any of some constraints."""
        queue = [self._target(each) for each in gone if self._sets(each)]
        found = dict.fromkeys(queue)
        while queue:
            for constraint in self._leaving(queue.pop()):
                target = self._target(constraint)
                if target not in found and self._sets(constraint):
                    found[target] = None
                    queue.append(target)
        return found

    def _sets(self, constraint: Constraint) -> bool:
        """Tell whether a constraint can be why its target has its day.

        The target then has the day that it carries there; where days are left out, it may be another, later on.
        """
        source, target = self._source(constraint), self._target(constraint)
        day = self._day(target)
        if day == self.start or self.network.skips_since < inf:
            return day != self.start
        if source != target:
            return self._carried(constraint, self._day(source)) == day
        function = constraint.function
        return (function.before_rise(day) if self.upward else function.before_fall(day)) != day

    def _spread(self, first: Iterable[Node]) -> None:
        """Carry days on from some nodes, those first that nothing else is likely to move again."""
        queue = [(self._place(node), node) for node in first]
        heapq.heapify(queue)
        waiting = {node for _, node in queue}
        patience = _PATIENCE * self.network.count + _AT_LEAST
        while queue:
            _, node = heapq.heappop(queue)
            waiting.discard(node)
            own = self._day(node)
            for constraint in self._leaving(node):
                day = self._carried(constraint, own)
                target = self._target(constraint)
                if not self._is_further(day, self._day(target)):
                    continue
                patience -= 1
                if abs(day) == inf or not patience:
                    raise Contradiction(())
                self._put(target, day)
                if target not in waiting:
                    waiting.add(target)
                    heapq.heappush(queue, (self._place(target), target))

    def _put(self, node: Node, day: float) -> None:
        time, before = self.network.time, self._before.setdefault(node, [])
        if not before or before[-1][0] < time:
            before.append((time, self.now.get(node, self.start)))
        self.now[node] = day
        self._touched[node] = None

    def _day(self, node: Node) -> float:
        return self.now.get(node, self.start)

    def _place(self, node: Node) -> float:
        return self._day(node) if self.upward else -self._day(node)

    def _is_further(self, day: float, other: float) -> bool:
        return day > other if self.upward else day < other

    def _carried(self, constraint: Constraint, day: float) -> float:
        return constraint.function.rise(day) if self.upward else constraint.function.fall(day)

    def _source(self, constraint: Constraint) -> Node:
        return constraint.source if self.upward else constraint.target

    def _target(self, constraint: Constraint) -> Node:
        return constraint.target if self.upward else constraint.source

    def _leaving(self, node: Node) -> Iterable[Constraint]:
        return (self.network.leaving if self.upward else self.network.entering).now(node)

    def _entering(self, node: Node) -> Iterable[Constraint]:
        return (self.network.entering if self.upward else self.network.leaving).now(node)


class _Links:
    """The constraints at each node with the times at which they came, and those that are gone with that time too."""

    def __init__(self) -> None:
        self._now: dict[Node, dict[Constraint, int]] = {}
        self._gone: dict[Node, list[tuple[Constraint, int, int]]] = {}

    def now(self, node: Node) -> Iterable[Constraint]:
        """Return those of a node."""
        return self._now.get(node, ())

    def nodes(self) -> Iterator[Node]:
        """Return the nodes."""
        return iter(self._now)

    def put(self, node: Node, constraint: Constraint, time: int) -> None:
        """Add one."""
        self._now.setdefault(node, {})[constraint] = time

    def take(self, node: Node, constraint: Constraint, time: int) -> None:
        """Take one away."""
        since = self._now[node].pop(constraint)
        self._gone.setdefault(node, []).append((constraint, since, time))

    def at(self, node: Node, time: int) -> list[Constraint]:
        """Return those of a node at one time."""
        found = [each for each, since in self._now.get(node, {}).items() if since <= time]
        gone = self._gone.get(node, [])
        later = gone[bisect.bisect_right(gone, time, key=_until) :]
        return found + [each for each, since, _ in later if since <= time]


class GrowingNetwork:
    """Constraints that come and go, and the bounds of every node after each change, which are those of a `Network`."""

    def __init__(self) -> None:
        #: How often it was changed.
        self.time = 0
        #: How many constraints there are.
        self.count = 0
        self.leaving, self.entering = _Links(), _Links()
        self.lows, self.highs = _Flow(self, upward=True), _Flow(self, upward=False)
        #: When the first constraint came that can leave days out.
        self.skips_since = inf

    def change(self, gone: Iterable[Constraint], come: Iterable[Constraint]) -> None:
        """Take constraints away and add others.

        Raises `Contradiction` if what is there then may be impossible, or days chase each other for too long: then it
        is of no more use.
        """
        gone, come = [*gone], [*come]
        self.time += 1
        self.count += len(come) - len(gone)
        for each in gone:
            self.leaving.take(each.source, each, self.time)
            self.entering.take(each.target, each, self.time)
        for each in come:
            if not _is_near(each):
                raise Contradiction((), settled=False)
            self.leaving.put(each.source, each, self.time)
            self.entering.put(each.target, each, self.time)
            if skips(each.function):
                self.skips_since = min(self.skips_since, self.time)
        for flow in (self.lows, self.highs):
            flow.change(gone, come)

    @property
    def moved(self) -> set[Node]:
        """The nodes that the last change moved a bound of."""
        return {*self.lows.moved, *self.highs.moved}


def _is_near(constraint: Constraint) -> bool:
    """Tell whether a constraint names no day so early that it is taken for one that nothing bounds."""
    function = constraint.function
    return not isinstance(function, Domain) or all(day > _LOOSE or day == -inf for run in function.runs for day in run)


class NetworkThen(Network):
    """What a growing network was at one time."""

    def __init__(self, network: GrowingNetwork, time: int) -> None:
        self._network = network
        self.leaving, self.entering = _LinksThen(network.leaving, time), _LinksThen(network.entering, time)
        self.skips = network.skips_since <= time
        self._then = Solution(_Days(network.lows, time), _Days(network.highs, time))

    @functools.cached_property
    def constraints(self) -> tuple[Constraint, ...]:  # type: ignore[override]
        """All of them."""
        return tuple(each for constraints in self.leaving.values() for each in constraints)

    def solve(self) -> Solution:
        """Return the bounds of every node."""
        return self._then

    def lows(self) -> Mapping[Node, float]:
        """Return the least day of every node."""
        return self._then.lows


class _LinksThen(Mapping[Node, list[Constraint]]):
    """The constraints at each node, as they were at one time."""

    def __init__(self, links: _Links, time: int) -> None:
        self._links = links
        self._time = time

    def __getitem__(self, node: Node) -> list[Constraint]:
        return self._links.at(node, self._time)

    def __iter__(self) -> Iterator[Node]:
        return self._links.nodes()

    def __len__(self) -> int:
        return sum(1 for _ in self)
