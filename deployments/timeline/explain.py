"""Why a milestone has its bounds: the chain of the fewest statements that implies each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import inf

import attrs

from deployments.archive import Archive
from deployments.records import Statement
from deployments.timeline.answers import Bounds, Explanation, Link
from deployments.timeline.constraints import node
from deployments.timeline.network import Edge, Network, Node
from deployments.timeline.parts import Part

#: With longer chains a bound is not explained: nobody would read them.
LONGEST = 1000


@attrs.frozen(eq=False)
class _Way:
    """How a bound of a node is reached: the last edge, and the way to where that came from."""

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
        tuple(_links(archive, _shortest(part.by_all, target, low, upward=True))),
        tuple(_links(archive, _shortest(part.by_all, target, high, upward=False))),
    )


def _shortest(network: Network, target: Node, bound: float, *, upward: bool) -> _Way | None:
    """Let bounds flow with one statement more in each round, until that of the target is reached."""
    if bound in (inf, -inf):
        return None
    unknown = -inf if upward else inf
    ways = {name: _Way(name, unknown) for name in network.leaving}
    front = [*ways]
    for _ in range(LONGEST):
        front = _round(network, ways, front, upward=upward)
        if ways[target].day == bound:
            return ways[target]
        if not front:
            break
    return None


def _round(network: Network, ways: dict[Node, _Way], front: Iterable[Node], *, upward: bool) -> list[Node]:
    """Go one statement further from each node of the front, and then as far as goes without another."""
    found: dict[Node, _Way] = {}
    for name in front:
        for way in _next(network, ways[name], upward=upward):
            if len(way.claims) > len(ways[name].claims):
                _offer(found, ways, way, upward=upward)
    queue = [*found]
    for name in front:  # what a rule alone says of them is free
        for way in _next(network, ways[name], upward=upward):
            if len(way.claims) == len(ways[name].claims) and _offer(found, ways, way, upward=upward):
                queue.append(way.node)
    while queue:
        for way in _next(network, found[queue.pop()], upward=upward):
            source = way.before
            if source is not None and len(way.claims) == len(source.claims) and _offer(found, ways, way, upward=upward):
                queue.append(way.node)
    ways.update(found)
    return [*found]


def _offer(found: dict[Node, _Way], ways: dict[Node, _Way], way: _Way, *, upward: bool) -> bool:
    """Take a way if it bounds its node more closely, or as closely by statements that come first."""
    sign = 1 if upward else -1
    if sign * way.day <= sign * ways[way.node].day:
        return False
    other = found.get(way.node)
    if other is not None:
        first, second = ((-sign * each.day, len(each.claims), each.key) for each in (other, way))
        if first <= second:
            return False
    found[way.node] = way
    return True


def _next(network: Network, way: _Way, *, upward: bool) -> Iterator[_Way]:
    for edge in (network.leaving if upward else network.entering)[way.node]:
        day = edge.step.rise(way.day) if upward else edge.step.fall(way.day)
        if day in (inf, -inf):
            continue
        claims = way.claims if edge.claim is None or edge.claim in way.claims else (*way.claims, edge.claim)
        yield _Way(edge.target if upward else edge.source, day, claims, edge, way)


def _links(archive: Archive, way: _Way | None) -> list[Link]:
    links: list[Link] = []
    while way is not None and way.edge is not None:
        claim = way.edge.claim
        links.append(Link(way.node, way.day, claim, None if claim is None else archive.sources[claim.source]))
        way = way.before
    return links[::-1]
