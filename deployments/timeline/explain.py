"""Why a milestone has its bounds: the chain of the fewest statements that implies each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from math import inf

import attrs

from deployments.archive import Archive
from deployments.records import Statement
from deployments.timeline.answers import Bounds, Explanation, Link
from deployments.timeline.constraints import node
from deployments.timeline.network import Edge, Network, Node
from deployments.timeline.parts import Part
from deployments.timeline.steps import Among, Step

#: With longer chains a bound is not explained: nobody would read them.
LONGEST = 1000
#: So many ways to one milestone are kept for what their statements can still be of use for.
_MANY = 64


@attrs.frozen(eq=False)
class _Way:
    """How a bound of a node is reached: the statements, the last edge, and the way to where that came from."""

    node: Node
    day: float
    claims: tuple[Statement, ...] = ()
    edge: Edge | None = None
    before: _Way | None = None

    @property
    def key(self) -> tuple[tuple[str, str, str], ...]:
        """Decides between ways with as many statements."""
        return tuple((claim.source, claim.locator or "", claim.id) for claim in self.claims)


def explain(archive: Archive, part: Part, subject: str, milestone: str, *, disputed: bool = False) -> Explanation:
    """Give for each bound of a milestone the chain of the fewest statements from which it follows."""
    target = node(subject, milestone)
    low, high = part.expected.bounds(target)
    return Explanation(
        target,
        Bounds(low, high, disputed),
        tuple(_links(archive, _Search(part.by_all, upward=True).shortest(target, low))),
        tuple(_links(archive, _Search(part.by_all, upward=False).shortest(target, high))),
    )


class _Search:
    """Lets bounds flow from edge to edge, ways of fewer statements first, until that of the target is reached.

    A way that has not come as far as another may still be the one that goes on: a statement that is part of it can
    be used again at no cost, if it says more than one thing, or if days that are left out move a bound in rounds.
    Such ways are kept beside each other.
    """

    def __init__(self, network: Network, *, upward: bool) -> None:
        self.network = network
        self.upward = upward
        uses = Counter(edge.claim.id for edge in network.edges if edge.claim is not None)
        again = any(_skips(edge.step) for edge in network.edges)
        self.versatile = {id_ for id_, count in uses.items() if again or count > 1}
        self.ways: dict[Node, list[_Way]] = defaultdict(list)

    def shortest(self, target: Node, bound: float) -> _Way | None:
        """Give the way of the fewest statements to a bound, of several the first by source and locator."""
        if bound in (inf, -inf):
            return None
        unknown = -inf if self.upward else inf
        front = [_Way(name, unknown) for name in self.network.leaving]
        for count in range(LONGEST + 1):
            reached = self._spread(front)
            found = [way for way in self.ways[target] if way.day == bound]
            if found:
                return min(found, key=lambda way: way.key)
            front = [way for each in reached for way in self._next(each) if len(way.claims) > count]
            if not front:
                break
        return None

    def _spread(self, front: Iterable[_Way]) -> list[_Way]:
        """Take ways of as many statements as far as they go without another; give those that are of use."""
        queue = [way for way in front if self._take(way)]
        reached = []
        while queue:
            way = queue.pop()
            if way in self.ways[way.node] or way.edge is None:
                reached.append(way)
                queue += [each for each in self._next(way) if len(each.claims) == len(way.claims) and self._take(each)]
        return [way for way in reached if way.edge is None or way in self.ways[way.node]]

    def _take(self, way: _Way) -> bool:
        """Keep a way unless one that is kept is as good for everything, and drop those that it is as good as."""
        if way.edge is None:
            return True
        kept = self.ways[way.node]
        if len(kept) >= _MANY or any(self._covers(other, way) for other in kept):
            return False
        self.ways[way.node] = [*(other for other in kept if not self._covers(way, other)), way]
        return True

    def _covers(self, one: _Way, other: _Way) -> bool:
        ahead = one.day - other.day if self.upward else other.day - one.day
        if ahead < 0 or len(one.claims) > len(other.claims):
            return False
        if not self._versatile(other) <= self._versatile(one):
            return False
        return ahead > 0 or len(one.claims) < len(other.claims) or one.key <= other.key

    def _versatile(self, way: _Way) -> set[str]:
        return {claim.id for claim in way.claims if claim.id in self.versatile}

    def _next(self, way: _Way) -> Iterator[_Way]:
        edges = (self.network.leaving if self.upward else self.network.entering)[way.node]
        for edge in edges:
            day = edge.step.rise(way.day) if self.upward else edge.step.fall(way.day)
            if day not in (inf, -inf):
                used = edge.claim is None or edge.claim in way.claims
                claims = way.claims if used or edge.claim is None else (*way.claims, edge.claim)
                yield _Way(edge.target if self.upward else edge.source, day, claims, edge, way)


def _skips(step: Step) -> bool:
    """Tell whether a step can leave days out, so that going around a circle can move a bound."""
    return len(step.runs) > 1 if isinstance(step, Among) else bool(step.by.months)


def _links(archive: Archive, way: _Way | None) -> list[Link]:
    links: list[Link] = []
    while way is not None and way.edge is not None:
        claim = way.edge.claim
        links.append(Link(way.node, way.day, claim, None if claim is None else archive.sources[claim.source]))
        way = way.before
    return links[::-1]
