"""Why a milestone has its bounds: the chain of the fewest statements that implies each."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import inf, isfinite

import attrs

from deployments.records import Statement
from deployments.solver.bounds import Bounds
from deployments.solver.components import Component
from deployments.solver.constraints import node
from deployments.solver.explanations import Explanation, Link
from deployments.solver.network import Constraint, Network, Node
from deployments.solver.offsets import Domain
from deployments.solver.resolution import Resolution
from deployments.solver.worlds import World
from deployments.store import RecordStore

#: With longer chains a bound is not explained: nobody would read them.
MAX_CHAIN_LENGTH = 1000
#: Of the ways to one milestone that differ in which statements they can use again, so many are kept.
_MANY = 64
#: The chains of milestones are looked for one by one as long as there are no more ways than this to each, on average;
#: then together, unless there are more to each that way too.
_FEW_WAYS = 3
#: So many more ways may there be before that.
_AT_FIRST = 20
#: What a milestone has to be known by is looked for in so many steps for each milestone, at most.
_PATIENCE = 100


@attrs.frozen(eq=False)
class _Way:
    """How a bound of a node is reached: the statements, the last constraint, and the way to where that came from."""

    node: Node
    day: float
    claims: tuple[Statement, ...] = ()
    constraint: Constraint | None = None
    before: _Way | None = None
    #: The ids of the statements.
    ids: frozenset[str] = frozenset()

    def precedes(self, other: _Way) -> bool:
        """Tell whether it has fewer statements than another, or as many, of which the first other one stands before."""
        if len(self.claims) != len(other.claims):
            return len(self.claims) < len(other.claims)
        for one, another in zip(self.claims, other.claims, strict=True):
            if one is not another:
                return _place(one) <= _place(another)
        return True


def _place(claim: Statement) -> tuple[str, str, str]:
    return claim.source, claim.locator or "", claim.id


def explain(resolution: Resolution, reference: str) -> Explanation:
    """Return for each bound of a milestone the chain of the fewest statements from which it follows."""
    subject, milestone = resolution.milestone(reference, also=("strength",))
    target = node(subject, milestone)
    component = resolution.components.component(subject)
    earliest, latest = _ways(component, target)
    return Explanation(
        target,
        Bounds(*component.expected(target), subject in component.disputed),
        tuple(_links(resolution.store, earliest)),
        tuple(_links(resolution.store, latest)),
    )


def behind(
    resolution: Resolution, subject: str, milestone: str, together: Together | None = None
) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
    """Return the statements of the chains for the earliest and the latest day of a milestone, each once, in order.

    Who asks for many milestones gives a `Together`.
    """
    earliest, latest = _ways(resolution.components.component(subject), node(subject, milestone), together)
    return () if earliest is None else earliest.claims, () if latest is None else latest.claims


def _ways(component: Component, target: Node, together: Together | None = None) -> tuple[_Way | None, _Way | None]:
    """Return the ways of the fewest statements to the earliest and to the latest day of a milestone."""
    low, high = component.expected(target)
    shortest = _shortest if together is None else together.of(component)
    # Where reports contradict each other, each bound is that of some largest sets of them: the shortest way counts.
    earliest = [shortest(each, target, True) for each in component.worlds if each.expected.bounds(target)[0] == low]
    latest = [shortest(each, target, False) for each in component.worlds if each.expected.bounds(target)[1] == high]
    return _first(earliest), _first(latest)


def _first(ways: Iterable[_Way | None]) -> _Way | None:
    """Return the way of the fewest statements, of several the first one in order; None if there is none."""
    first = None
    for way in ways:
        if first is None or (way is not None and not first.precedes(way)):
            first = way
    return first


class Together:
    """Looks for the chains of many milestones of a component, for each of its worlds and each direction.

    One search for all of them is faster in long chains only: each is looked for by itself until that has led along many
    ways, and again where one search for all finds many ways to each. What was found is kept as long as the component is
    that of the last question.
    """

    def __init__(self) -> None:
        self._component: Component | None = None
        self._chains: dict[tuple[int, bool], _Chains] = {}

    def of(self, component: Component) -> Callable[[World, Node, bool], _Way | None]:
        """Return what finds the shortest way to the bound of a milestone of a component."""
        if component is not self._component:
            self._component, self._chains = component, {}
        return self._shortest

    def _shortest(self, world: World, target: Node, upward: bool) -> _Way | None:
        key = id(world), upward
        if key not in self._chains:
            self._chains[key] = _Chains(world, upward=upward)
        return self._chains[key].to(target)


class _Chains:
    """The shortest ways to the bounds of a world in one direction."""

    def __init__(self, world: World, *, upward: bool) -> None:
        self._world = world
        self._upward = upward
        self._asked = self._ways = 0
        self._is_given_up = False
        self._every: _Search | None = None

    def to(self, target: Node) -> _Way | None:
        """Return that to one milestone."""
        if self._every is None and not self._is_given_up and self._ways > _FEW_WAYS * self._asked + _AT_FIRST:
            every = _Search.of(self._world, upward=self._upward)
            self._is_given_up = not every.explore()
            self._every = None if self._is_given_up else every
        if self._every is not None:
            return self._every.best(target)
        search = _Search.of(self._world, upward=self._upward)
        found = search.shortest(target)
        self._asked += 1
        self._ways += search.count
        return found


def _shortest(world: World, target: Node, upward: bool) -> _Way | None:
    return _Search.of(world, upward=upward).shortest(target)


class _Search:
    """Lets bounds flow along the constraints, ways of fewer statements first, until those of the targets are reached.

    Only bounds are followed from which that of a target can still be reached. A way that has not come as far as
    another may still be the one that goes on: a statement that is part of it can be used again at no cost, if it says
    more than one thing, or if days that are left out move a bound in rounds. Such ways are kept beside each other.
    """

    def __init__(self, network: Network, bounds: Mapping[Node, float], *, upward: bool) -> None:
        self.network = network
        self.bounds = bounds
        self.upward = upward
        #: The ids of the statements that can be of use more than once.
        self.versatile: frozenset[str] = frozenset()
        #: The best way to each node, by the statements on it that can be of use again.
        self.ways: dict[Node, dict[frozenset[str], _Way]] = defaultdict(dict)
        #: How many ways there are.
        self.count = 0
        self.needs: dict[Node, float] = {}

    @classmethod
    def of(cls, world: World, *, upward: bool) -> _Search:
        """Return a search for the bounds of a world: upward for the earliest days, else for the latest."""
        return cls(world.by_all, world.expected.lows if upward else world.expected.highs, upward=upward)

    def shortest(self, target: Node) -> _Way | None:
        """Return the way of the fewest statements to the bound of a node; of several, the first one in order."""
        if not isfinite(self.bounds.get(target, inf)):
            return None
        self._look_at([target])
        if (found := self._by_one(target)) is not None:
            return found
        for _ in self._flow():
            if (found := self.best(target)) is not None:
                return found
        return None

    def _by_one(self, target: Node) -> _Way | None:
        """Return the way of one statement, where nothing else is of use and it gives the bound by itself: most do."""
        if len(self.needs) > 1 or self.versatile:
            return None
        ways = [way for way in self._next(self._start(target)) if way.day == self.bounds[target]]
        return _first(ways)

    def explore(self) -> bool:
        """Let the bounds of all nodes be reached; return whether they were, or whether there are too many ways."""
        nodes = [name for name, bound in self.bounds.items() if isfinite(bound)]
        self._look_at(nodes)
        return all(self.count <= _FEW_WAYS * len(nodes) for _ in self._flow())

    def best(self, target: Node) -> _Way | None:
        """Return the way of the fewest statements to the bound of a node among those that were found."""
        bound = self.bounds.get(target, inf)
        return _first(way for way in self.ways[target].values() if way.day == bound and isfinite(bound))

    def _look_at(self, targets: Sequence[Node]) -> None:
        """Find what is of use for some nodes."""
        self.needs = self._needs(targets)
        self.versatile = self._versatile()

    def _start(self, name: Node) -> _Way:
        """Return the way to a node from no day at all."""
        return _Way(name, -inf if self.upward else inf)

    def _flow(self) -> Iterator[None]:
        """Let the bounds flow that are of use, and stop after each number of statements."""
        front = [*map(self._start, self.needs)]
        for _ in range(MAX_CHAIN_LENGTH + 1):
            front = self._spread(front)
            yield
            if not front:
                break

    def _needs(self, targets: Iterable[Node]) -> dict[Node, float]:
        """Return for each node on a way to a target the bound that it must have for that.

        A node whose own days give it that bound needs none before: a way to it that falls short is a detour.
        """
        needs = {target: self.bounds[target] for target in targets}
        given: set[Node] = set()
        queue = deque(needs)
        patience = _PATIENCE * len(self.network.leaving)
        while queue and patience:
            patience -= 1
            name = queue.popleft()
            for constraint in (self.network.entering if self.upward else self.network.leaving)[name]:
                source = constraint.source if self.upward else constraint.target
                need = (constraint.function.before_rise if self.upward else constraint.function.before_fall)(
                    needs[name]
                )
                if source == name and need in (inf, -inf):
                    given.add(name)
                    continue
                can = self._is_as_far(self.bounds[source], need)
                if can and (source not in needs or not self._is_as_far(need, needs[source])):
                    needs[source] = need
                    queue.append(source)
        return {**needs, **dict.fromkeys(given, -inf if self.upward else inf)}

    def _versatile(self) -> frozenset[str]:
        """Return the ids of the statements that can be of use again on the way to the target."""
        constraints = (each for name in self.needs for each in self.network.leaving[name] if self._is_of_use(each))
        used = [constraint.claim.id for constraint in constraints if constraint.claim is not None]
        if self.network.skips:
            return frozenset(used)
        seen: set[str] = set()
        return frozenset(id_ for id_ in used if id_ in seen or seen.add(id_))  # type: ignore[func-returns-value]

    def _is_of_use(self, constraint: Constraint) -> bool:
        """Tell whether a constraint can move a bound on the way: the last day of something bounds no earliest day."""
        if constraint.source not in self.needs or constraint.target not in self.needs:
            return False
        function = constraint.function
        if not isinstance(function, Domain) or len(function.runs) > 1:
            return True
        return function.runs[0][0] > -inf if self.upward else function.runs[0][1] < inf

    def _is_as_far(self, day: float, other: float) -> bool:
        return day >= other if self.upward else day <= other

    def _spread(self, front: Iterable[_Way]) -> list[_Way]:
        """Take ways of as many statements as far as they go without another; give where those of use go with one."""
        queue = [way for way in front if self._take(way)]
        reached = []
        while queue:
            way = queue.pop()
            if self._is_kept(way):
                following = [*self._next(way)]
                reached.append((way, [each for each in following if len(each.claims) > len(way.claims)]))
                queue += [each for each in following if len(each.claims) == len(way.claims) and self._take(each)]
        return [each for way, following in reached if self._is_kept(way) for each in following]

    def _is_kept(self, way: _Way) -> bool:
        return way.constraint is None or any(way is other for other in self.ways[way.node].values())

    def _take(self, way: _Way) -> bool:
        """Keep a way unless one that is kept is as good for everything."""
        if way.constraint is None:
            return True
        kept, again = self.ways[way.node], self._of_use_again(way)
        if any(again <= uses and self._is_better(other, way) for uses, other in kept.items()):
            return False
        if again not in kept and len(kept) >= _MANY:
            again = frozenset()
            if again in kept and self._is_better(kept[again], way):
                return False
        self.count += again not in kept
        kept[again] = way
        return True

    def _is_better(self, one: _Way, other: _Way) -> bool:
        """Tell whether one of two ways to a node is as far as the other by as few statements, or by earlier ones."""
        if one.day == other.day and len(one.claims) == len(other.claims):
            return one.precedes(other)
        return len(one.claims) <= len(other.claims) and self._is_as_far(one.day, other.day)

    def _of_use_again(self, way: _Way) -> frozenset[str]:
        return way.ids & self.versatile

    def _next(self, way: _Way) -> Iterator[_Way]:
        constraints = (self.network.leaving if self.upward else self.network.entering)[way.node]
        for constraint in constraints:
            day = constraint.function.rise(way.day) if self.upward else constraint.function.fall(way.day)
            name = constraint.target if self.upward else constraint.source
            if name == way.node and day == way.day:  # it says nothing that is not known there
                continue
            if day in (inf, -inf) or name not in self.needs or not self._is_as_far(day, self.needs[name]):
                continue
            claims, ids, claim = way.claims, way.ids, constraint.claim
            if claim is not None and claim.id not in ids:
                claims, ids = (*claims, claim), ids | {claim.id}
            yield _Way(name, day, claims, constraint, way, ids)


def _links(store: RecordStore, way: _Way | None) -> list[Link]:
    links: list[Link] = []
    while way is not None and way.constraint is not None:
        claim = way.constraint.claim
        links.append(Link(way.node, way.day, claim, None if claim is None else store.sources[claim.source]))
        way = way.before
    return links[::-1]
