"""Largest sets of reports that agree: every one to which no further report can be added.

Reports are equal witnesses: none outweighs another for being newer, and sets are no votes. The largest sets of some
reports are found from those of fewer: each set either takes the next report, or stays as it is beside the largest of
its parts that do. There are never more on the way than at the end.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import attrs

from deployments.records import Statement
from deployments.solver.constraints import node
from deployments.solver.extremes import Extremes
from deployments.solver.limits import Order
from deployments.solver.network import Constraint, Contradiction, Network
from deployments.solver.pairwise import MOST_SETS, Pairwise

#: After so many solver calls, or with more parts of a set left to look at, what may collide is ignored, as with too
#: many sets.
MOST_CALLS, _MOST_PARTS = 2_000, 64
#: A plan is looked at beside so many single reports to find one that rules it out.
_LOOKED_AT = 64


@attrs.frozen(eq=False)
class Agreement:
    """The largest sets of reports that agree, each by the ids of the reports that are not in it.

    `collisions` are smallest sets of reports that cannot all be true; `unsettled` has those of which the solver gave up
    telling. Where any collide, and all only limit milestones, `pairwise` tells with what. `ignored` has the reports
    that may collide, where the sets are not told.
    """

    left_out: tuple[frozenset[str], ...]
    collisions: tuple[tuple[Statement, ...], ...] = ()
    unsettled: tuple[tuple[Statement, ...], ...] = ()
    pairwise: Pairwise | None = None
    ignored: frozenset[str] = frozenset()


@attrs.frozen(eq=False)
class Placements:
    """A report of nobody that no other report places.

    `before` and `after` are what it says if it lies before the stay, or after it. `first` and `last` are the days that
    it can be of; `is_vague`: it is of none of them for certain.
    """

    statement: Statement
    first: float
    last: float
    before: Sequence[Constraint]
    after: Sequence[Constraint]
    is_vague: bool = False


#: The stay is looked for between so many such days.
_MOST_SIDES = 64
#: The sides of more reports of vague days than these are not all tried.
_MOST_VAGUE = 5


def _sides(placed: Sequence[Placements]) -> Iterator[list[Constraint]]:
    """Yield what it takes for the stay to lie after all of some days, before all, or between any two of them.

    Of vague days any can be before the others.
    """
    vague = [each for each in placed if each.is_vague][:_MOST_VAGUE]
    known = [each for each in placed if each not in vague]
    for sides in itertools.product((True, False), repeat=len(vague)):
        own = [
            c for each, is_before in zip(vague, sides, strict=True) for c in (each.before if is_before else each.after)
        ]
        for more in _known_sides(known):
            yield own + more


def _known_sides(placed: Sequence[Placements]) -> Iterator[list[Constraint]]:
    in_order = sorted(placed, key=lambda each: each.first)
    for place in [len(in_order), *range(min(len(in_order), _MOST_SIDES))]:
        before = [constraint for each in in_order[:place] for constraint in each.before]
        yield before + [constraint for each in in_order[place:] for constraint in each.after]


def _beside(
    placed: Sequence[Placements], latest_start: float, earliest_end: float
) -> tuple[list[Constraint], list[Placements]] | None:
    """Return what is said on the only side of a stay on which some days can lie, and those that can lie on either.

    None if one of them can lie on neither.
    """
    found, either = list[Constraint](), list[Placements]()
    for each in placed:
        can_be_before, can_be_after = each.first < latest_start, earliest_end < each.last
        if not can_be_before and not can_be_after:
            return None
        if can_be_before and can_be_after:
            either.append(each)
        else:
            found += each.before if can_be_before else each.after
    return found, either


class Consistency:
    """Tells whether statements can all be true, and counts how often it was asked."""

    def __init__(
        self,
        base: Sequence[Constraint],
        constraints: Mapping[str, Sequence[Constraint]],
        pairs: Iterable[tuple[Statement, Statement]] = (),
        outside: Mapping[str, Sequence[Placements]] | None = None,
    ) -> None:
        self.base = base
        self.constraints = constraints
        self.pairs = tuple(pairs)
        self._paired: dict[str, list[tuple[Statement, Statement]]] = defaultdict(list)
        for pair in self.pairs:
            self._paired[pair[0].id].append(pair)
        self.outside = outside or {}
        self.calls = 0
        self._sound: dict[str, bool] = {}
        self._last: tuple[tuple[str, ...], Network] | None = None

    def go_on_from(self, other: Consistency) -> None:
        """Take over the network that was asked for last, where the same statements say the same."""
        self._last = other._last

    def contradiction(self, statements: Collection[Statement]) -> Contradiction | None:
        """Return why the statements cannot all be true; None if they can."""
        self.calls += 1
        if self.pairs:
            ids = {statement.id for statement in statements}
            for pair in (pair for id_, own in self._paired.items() if id_ in ids for pair in own):
                if pair[1].id in ids:
                    return Contradiction(pair)
        network = self.network(statements)
        return contradiction_in(network) or self._within_a_stay(network, statements)

    def network(self, statements: Collection[Statement]) -> Network:
        """Return the network of what statements say; that of those asked for last is kept, with what is solved."""
        asked = tuple(statement.id for statement in statements)
        if self._last is None or self._last[0] != asked:
            self._last = asked, Network([*self.base, *(c for id_ in asked for c in self.constraints[id_])])
        return self._last[1]

    def _within_a_stay(self, network: Network, statements: Collection[Statement]) -> Contradiction | None:
        """Return a contradiction if a day with nobody there can lie neither before the stay nor after it, else None."""
        if not self.outside:
            return None
        ids, bounds = {statement.id for statement in statements}, network.solve().bounds
        for about, every in self.outside.items():
            placed = [each for each in every if each.statement.id in ids]
            beside = _beside(placed, bounds(node(about, "start"))[1], bounds(node(about, "end"))[0])
            if beside is None:
                return Contradiction(statements)
            known = [*network.constraints, *beside[0]]
            if placed and all(impossible([*known, *side]) is not None for side in _sides(beside[1])):
                return Contradiction(statements)
        return None

    @property
    def _placements(self) -> Iterator[Placements]:
        return itertools.chain.from_iterable(self.outside.values())

    def extremes(self, reports: Iterable[Statement], plans: Iterable[Constraint] = ()) -> Extremes:
        """Return how far some reports can move bounds at most, whichever of them are true, and what plans say."""
        said = (constraint for each in reports for constraint in self.constraints[each.id])
        sides = (constraint for each in self._placements for constraint in (*each.before, *each.after))
        return Extremes([*self.base, *said, *sides, *plans])

    def all_that_may_collide(self, reports: Sequence[Statement]) -> frozenset[str]:
        """Return the ids of the reports that are not sure to agree with the others, whichever of them are true."""
        extremes = self.extremes(reports)
        out = {each.id for each in reports if not extremes.fit(self.constraints[each.id])}
        out.update(each.id for pair in self.pairs for each in pair)
        out.update(p.statement.id for p in self._placements if not any(map(extremes.fit, (p.before, p.after))))
        return frozenset(out)

    def smallest(self, statements: Sequence[Statement], found: Contradiction) -> tuple[Statement, ...]:
        """Return statements of some that cannot all be true, of which none can be spared."""
        named = {claim.id for claim in found.claims}
        left = [statement for statement in statements if statement.id in named]
        if self.contradiction(left) is None:
            left = [*statements]
        if len(left) == 2 and all(map(self._is_sound, left)):
            return tuple(left)  # by far the most frequent
        for statement in [*left]:
            fewer = [other for other in left if other is not statement]
            if self.contradiction(fewer) is not None:
                left = fewer
        return tuple(left)

    def _is_sound(self, statement: Statement) -> bool:
        """Tell whether a statement can be true by itself."""
        if statement.id not in self._sound:
            self._sound[statement.id] = self.contradiction([statement]) is None
        return self._sound[statement.id]

    def smallest_against(
        self, statement: Statement, others: Sequence[Statement], found: Contradiction
    ) -> tuple[Statement, ...]:
        """Return some of the statements with which one cannot be true, of which none can be spared.

        It cannot be true with all together.
        """
        for other in others[:_LOOKED_AT]:
            if self.contradiction([other, statement]) is not None:
                return (other,)
        named = {claim.id for claim in found.claims}
        left = [other for other in others if other.id in named]
        if self.contradiction([*left, statement]) is None:
            left = [*others]
        for other in [*left]:
            fewer = [each for each in left if each is not other]
            if self.contradiction([*fewer, statement]) is not None:
                left = fewer
        return tuple(left)


def impossible(constraints: Iterable[Constraint]) -> Contradiction | None:
    """Return why constraints cannot all hold; None if they can."""
    return contradiction_in(Network(constraints))


def contradiction_in(network: Network) -> Contradiction | None:
    """Return why the constraints of a network cannot all hold; None if they can."""
    try:
        network.lows()
    except Contradiction as contradiction:
        return contradiction
    return None


def largest_sets(consistency: Consistency, reports: Sequence[Statement]) -> Agreement:
    """Return the largest sets of the reports that agree, what collides, and what is left out of each set."""
    unsettled: list[tuple[Statement, ...]] = []
    kept = [*reports]
    found = consistency.contradiction(kept)
    while found is not None and not found.settled:
        chasing = {claim.id for claim in found.claims}
        unsettled.append(tuple(statement for statement in kept if statement.id in chasing))
        kept = [statement for statement in kept if statement.id not in chasing]
        found = consistency.contradiction(kept)
    if found is None and not unsettled:
        return Agreement((frozenset(),))
    said, order = consistency.constraints, Order(consistency.base)
    pairwise = None if consistency.outside or unsettled else Pairwise.of(kept, said, order, consistency.pairs)
    search = pairwise or _Search(consistency, kept)
    sets = search.run()
    every = frozenset(statement.id for statement in reports)
    if sets is None or unsettled:
        out = consistency.all_that_may_collide(reports) if pairwise is None else pairwise.everything_that_collides()
        out |= {statement.id for each in unsettled for statement in each}
        return Agreement((out,), tuple(search.collisions), tuple(unsettled), pairwise, ignored=out)
    return Agreement(tuple(every - each for each in sets), tuple(search.collisions), pairwise=pairwise)


class _TiredError(Exception):
    """There are too many sets, or finding them takes too long."""


class _Search:
    """Finds the largest sets of reports that agree."""

    def __init__(self, consistency: Consistency, reports: Sequence[Statement]) -> None:
        self.consistency = consistency
        self.reports = reports
        self.collisions: list[tuple[Statement, ...]] = []
        #: Those of each report, by its id.
        self._collisions_of: dict[str, list[tuple[Statement, ...]]] = defaultdict(list)
        self.start = consistency.calls

    def run(self) -> list[frozenset[str]] | None:
        """Return the sets, each as the ids of its reports; None if there are too many, or it takes too long."""
        try:
            sets = self._sets()
        except _TiredError:
            return None
        return sorted((frozenset(each) for each in sets), key=sorted)

    def _sets(self) -> list[dict[str, Statement]]:
        core = {statement.id: statement for statement in self.reports}
        others: list[Statement] = []
        while (collision := self._collision([*core.values()])) is not None:
            others += [core.pop(statement.id) for statement in collision]
        sets = [core]
        for report in others:
            grown: list[dict[str, Statement]] = []
            for known in sets:
                parts = self._parts_with(known, report)
                grown += parts if len(parts) == 1 and len(parts[0]) > len(known) else [known, *parts]
            sets = _largest(grown)
            if len(sets) > MOST_SETS:
                raise _TiredError
        return sets

    def _parts_with(self, known: dict[str, Statement], report: Statement) -> list[dict[str, Statement]]:
        """Return the largest parts of a set that agree with a report, each with that report.

        The set agrees with itself: whatever collides, collides with the report.
        """
        found: list[dict[str, Statement]] = []
        queue = [{**known, report.id: report}]
        while queue:
            part = queue.pop(0)
            if any(part.keys() <= other.keys() for other in found):
                continue
            collision = self._collision([*part.values()], self._collisions_of[report.id])
            if collision is None:
                found.append(part)
                continue
            for statement in collision:
                if statement is not report:
                    fewer = {id_: other for id_, other in part.items() if id_ != statement.id}
                    if all(fewer.keys() != other.keys() for other in queue):
                        queue.append(fewer)
            if len(queue) > _MOST_PARTS:
                raise _TiredError
        return found

    def _collision(
        self, reports: Sequence[Statement], among: Sequence[tuple[Statement, ...]] | None = None
    ) -> tuple[Statement, ...] | None:
        """Return a smallest set of some reports that cannot all be true; None if they agree.

        `among` are those of the known ones that it can be, if not all of them.
        """
        ids = {statement.id for statement in reports}
        for known in self.collisions if among is None else among:
            if all(statement.id in ids for statement in known):
                return known
        if self.consistency.calls - self.start > MOST_CALLS:
            raise _TiredError
        found = self.consistency.contradiction(reports)
        if found is None:
            return None
        collision = self.consistency.smallest(reports, found)
        self.collisions.append(collision)
        for statement in collision:
            self._collisions_of[statement.id].append(collision)
        return collision


def _largest(sets: Sequence[dict[str, Statement]]) -> list[dict[str, Statement]]:
    """Return those of some sets that are part of no other, each once."""
    found: list[dict[str, Statement]] = []
    for each in sorted(sets, key=len, reverse=True):
        if not any(each.keys() <= other.keys() for other in found):
            found.append(each)
    return found
