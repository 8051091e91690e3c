"""Reports that only limit milestones to a first or a last day: which of them collide, found without solving anything.

They can all be true if every two of them can: what collides is a first day of one milestone, and a last day of one that
is not before it.
"""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import inf

import attrs

from deployments.solver.network import Constraint, Node
from deployments.solver.offsets import NOT_BEFORE, Domain
from deployments.values.edtf import Run

#: Milestones in an order: none of the first group is after any of the second.
_EARLY, _LATE = ("decided", "departed", "start", "operational"), ("operational", "end", "returned")


@attrs.frozen
class Limit:
    """The first or the last day that a report leaves for a milestone."""

    node: Node
    is_first: bool
    day: float


def limits_of(constraints: Sequence[Constraint]) -> list[Limit] | None:
    """Return the limits to which what a report says comes; None if it says more, or leaves days out between others."""
    days = _days(constraints)
    if days is None:
        return None
    # A report of days after its own source leaves no day at all.
    found = [each for name, run in days.items() if run[0] > run[1] for each in _between(name, run)]
    for each in constraints:
        function, source, target = each.function, each.source, each.target
        if isinstance(function, Domain):
            if source not in days:
                found += _between(source, function.runs[0])
        elif source in days:
            found.append(Limit(target, is_first=True, day=function.rise(days[source][0])))
        elif target in days:
            found.append(Limit(source, is_first=False, day=function.fall(days[target][1])))
        else:
            return None
    return [limit for limit in found if abs(limit.day) < inf]


def _between(node: Node, run: Run) -> tuple[Limit, Limit]:
    return Limit(node, is_first=True, day=run[0]), Limit(node, is_first=False, day=run[1])


def _days(constraints: Iterable[Constraint]) -> dict[Node, Run] | None:
    """Return the days of each node that is the day of a publication or a figure; None if days are left out anywhere."""
    found: dict[Node, Run] = {}
    for each in constraints:
        if isinstance(each.function, Domain):
            if len(each.function.runs) > 1:
                return None
            if "#" in each.source:
                (run,), (since, until) = each.function.runs, found.get(each.source, (-inf, inf))
                found[each.source] = max(run[0], since), min(run[1], until)
    return found


def ties_milestones(constraints: Sequence[Constraint]) -> bool:
    """Tell whether what a report says of a vague day of publication can tie milestones, by what others say of that day.

    That a start is not after it, and an end not before it, ties nothing that is not in order by itself.
    """
    days = _days(constraints) or {}
    vague = {name for name, (first, last) in days.items() if first < last and name.count("#") == 1}
    for each in constraints:
        if not each.is_domain and (each.source in vague or each.target in vague):
            name, side = (each.source, _EARLY) if each.target in vague else (each.target, _LATE)
            if each.function != NOT_BEFORE or name.partition(".")[2] not in side:
                return True
    return False


def strictest(limits: Iterable[Limit]) -> tuple[Limit, ...]:
    """Return the strictest of some limits for each milestone and side, in an order of their own.

    >>> strictest([Limit("x.start", is_first=True, day=3), Limit("x.start", is_first=True, day=5)])
    (Limit(node='x.start', is_first=True, day=5),)
    """
    found: dict[tuple[Node, bool], Limit] = {}
    for limit in limits:
        side = limit.node, limit.is_first
        if side not in found or (limit.day > found[side].day) is limit.is_first:
            found[side] = limit
    return tuple(found[side] for side in sorted(found))


def limits_alone(constraints: Sequence[Constraint]) -> tuple[Limit, ...] | None:
    """Return the strictest limits to which what a report says comes; None if it says more, whatever others say."""
    limits = None if ties_milestones(constraints) else limits_of(constraints)
    return None if limits is None else strictest(limits)


def collide(firsts: Iterable[Limit], lasts: Iterable[Limit], order: Order) -> bool:
    """Tell whether a first day among some limits is after a last day among others.

    >>> early, late = (Limit("x.start", is_first=is_first, day=day) for is_first, day in ((False, 3), (True, 9)))
    >>> collide([late], [early], Order([])), collide([early], [late], Order([]))
    (True, False)
    """
    last: dict[Node, float] = {}
    for each in lasts:
        if not each.is_first:
            last[each.node] = min(each.day, last.get(each.node, each.day))
    own = [each for each in firsts if each.is_first]
    return any(last.get(node, each.day) < each.day for each in own for node in order.of(each.node))


class Colliding:
    """Which of some sets of limits collide, by their numbers. Takes also the order of the milestones.

    >>> early, late = ([Limit("x.start", is_first=is_first, day=day) for is_first in (True, False)] for day in (3, 9))
    >>> [*Colliding([early, late], Order([])).pairs()]
    [(1, 0)]
    """

    def __init__(self, limits: Sequence[Sequence[Limit]], order: Order) -> None:
        self._limits = limits
        self._order = order
        self._lasts: dict[Node, list[tuple[float, int]]] = defaultdict(list)
        for number, own in enumerate(limits):
            for limit in own:
                if not limit.is_first:
                    self._lasts[limit.node].append((limit.day, number))
        for every in self._lasts.values():
            every.sort()

    def _against(self) -> Iterator[tuple[int, float, Node]]:
        """Yield the number of each set with a first day of it, and a milestone of which a last day is before that."""
        for number, own in enumerate(self._limits):
            for limit in own:
                for node in self._order.of(limit.node) if limit.is_first else ():
                    if self._lasts[node] and self._lasts[node][0][0] < limit.day:
                        yield number, limit.day, node

    def _before(self, day: float, node: Node) -> Sequence[tuple[float, int]]:
        """Return the last days of a milestone that are before a day, each with the number of its set."""
        return self._lasts[node][: bisect.bisect_left(self._lasts[node], (day, -1))]

    def count(self) -> int:
        """Return how many pairs there are at most."""
        return sum(bisect.bisect_left(self._lasts[node], (day, -1)) for _, day, node in self._against())

    def most_apart(self) -> int:
        """Return of how many at least every two collide: the most that leave one milestone no day in common."""
        runs: dict[Node, list[Run]] = defaultdict(list)
        for own in self._limits:
            firsts = {limit.node: limit.day for limit in own if limit.is_first}
            for limit in own:
                if not limit.is_first and limit.node in firsts:
                    runs[limit.node].append((limit.day, firsts[limit.node]))
        return max(map(_most_apart, runs.values()), default=0)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Yield the pairs, each in either order and perhaps more than once."""
        return ((number, other) for number, day, node in self._against() for _, other in self._before(day, node))

    def a_pair_of_each(self) -> Iterator[tuple[int, int]]:
        """Yield pairs in which each set that collides is at least once."""
        latest: dict[Node, tuple[float, int]] = {}
        for number, day, node in self._against():
            yield number, self._lasts[node][0][1]
            latest[node] = max(latest.get(node, (day, number)), (day, number))
        for node, (day, number) in latest.items():
            yield from ((number, other) for _, other in self._before(day, node))


def _most_apart(runs: list[Run]) -> int:
    """Return how many of some runs of days, each by its last and its first, have no day in common with each other."""
    count, until = 0, -inf
    for last, first in sorted(runs):
        if until < first <= last:
            count, until = count + 1, last
    return count


class Order:
    """Which milestones are not before others, by the rules."""

    def __init__(self, rules: Iterable[Constraint]) -> None:
        self._next: dict[Node, list[Node]] = defaultdict(list)
        for each in rules:
            self._next[each.source].append(each.target)
        self._found: dict[Node, Sequence[Node]] = {}

    def of(self, node: Node) -> Sequence[Node]:
        """Return a milestone and those that are not before it."""
        if node not in self._found:
            reached = {node: None}
            queue = [node]
            while queue:
                for target in self._next.get(queue.pop(), ()):
                    if target not in reached:
                        reached[target] = None
                        queue.append(target)
            self._found[node] = [*reached]
        return self._found[node]
