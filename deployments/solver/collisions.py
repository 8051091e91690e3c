"""Largest sets of reports that agree: every one to which no further report can be added.

Reports are equal witnesses: none outweighs another for being newer, and sets are no votes. The sets are the complements
of the smallest sets of reports that meet every collision (Reiter 1987), found breadth first.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence

import attrs

from deployments.records import Statement
from deployments.solver.network import Constraint, Contradiction, Network

#: With more sets, or after so many solver calls, what collides is left out altogether: less certain, never wrong.
MOST_SETS, MOST_CALLS = 64, 2_000


@attrs.frozen(eq=False)
class Agreement:
    """The largest sets of reports that agree, each by the ids of the reports that are not in it.

    `collisions` are smallest sets of reports that cannot all be true; those of `undecided` chase each other for too
    long to tell. Without sets, `left_out` has the reports that are ignored.
    """

    left_out: tuple[frozenset[str], ...]
    collisions: tuple[tuple[Statement, ...], ...] = ()
    undecided: tuple[tuple[Statement, ...], ...] = ()


class Consistency:
    """Tells whether statements can all be true, and counts how often it was asked."""

    def __init__(
        self,
        base: Sequence[Constraint],
        constraints: Mapping[str, Sequence[Constraint]],
        pairs: Iterable[tuple[Statement, Statement]] = (),
    ) -> None:
        self.base = base
        self.constraints = constraints
        self.pairs = tuple(pairs)
        self.calls = 0

    def contradiction(self, statements: Collection[Statement]) -> Contradiction | None:
        """Return why the statements cannot all be true; None if they can."""
        self.calls += 1
        if self.pairs:
            ids = {statement.id for statement in statements}
            for a, b in self.pairs:
                if a.id in ids and b.id in ids:
                    return Contradiction((a, b))
        return impossible([*self.base, *(each for s in statements for each in self.constraints[s.id])])

    def smallest(self, statements: Sequence[Statement], found: Contradiction) -> tuple[Statement, ...]:
        """Return statements of some that cannot all be true, of which none can be spared."""
        named = {claim.id for claim in found.claims}
        left = [statement for statement in statements if statement.id in named]
        if self.contradiction(left) is None:
            left = [*statements]
        for statement in [*left]:
            fewer = [other for other in left if other is not statement]
            if self.contradiction(fewer) is not None:
                left = fewer
        return tuple(left)

    def fewest_against(
        self, statement: Statement, others: Sequence[Statement], found: Contradiction
    ) -> tuple[Statement, ...]:
        """Return the fewest of some statements with which one cannot be true; it collides with all together."""
        for other in others[:MOST_SETS]:
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
    try:
        Network(constraints).lows()
    except Contradiction as contradiction:
        return contradiction
    return None


def largest_sets(consistency: Consistency, reports: Sequence[Statement]) -> Agreement:
    """Return the largest sets of the reports that agree, what collides, and what is left out of each set."""
    undecided: list[tuple[Statement, ...]] = []
    kept = [*reports]
    found = consistency.contradiction(kept)
    while found is not None and not found.settled:
        chasing = {claim.id for claim in found.claims}
        undecided.append(tuple(statement for statement in kept if statement.id in chasing))
        kept = [statement for statement in kept if statement.id not in chasing]
        found = consistency.contradiction(kept)
    chased = frozenset(statement.id for each in undecided for statement in each)
    if found is None:
        return Agreement((chased,), undecided=tuple(undecided))
    search = _Search(consistency, kept)
    sets = search.run()
    if sets is None:
        sets = [search.everything_that_collides()]
    return Agreement(tuple(chased | each for each in sets), tuple(search.collisions), tuple(undecided))


class _Search:
    """Takes reports away, fewest first, until the others agree."""

    def __init__(self, consistency: Consistency, reports: Sequence[Statement]) -> None:
        self.consistency = consistency
        self.reports = reports
        self.collisions: list[tuple[Statement, ...]] = []
        self.start = consistency.calls

    @property
    def _is_tired(self) -> bool:
        return self.consistency.calls - self.start > MOST_CALLS

    def run(self) -> list[frozenset[str]] | None:
        """Return what is left out of each largest set; None if there are too many, or it takes too long."""
        sets: list[frozenset[str]] = []
        queue, met = deque([frozenset[str]()]), {frozenset[str]()}
        while queue:
            out = queue.popleft()
            if any(other <= out for other in sets):
                continue
            if self._is_tired or len(met) > MOST_CALLS:
                return None
            collision = self._collision(out)
            if collision is None:
                sets.append(out)
                if len(sets) > MOST_SETS:
                    return None
                continue
            for statement in collision:
                more = out | {statement.id}
                if more not in met:
                    met.add(more)
                    queue.append(more)
        return sets

    def _collision(self, out: frozenset[str]) -> tuple[Statement, ...] | None:
        """Return a collision among the reports that are not out."""
        for known in self.collisions:
            if not any(statement.id in out for statement in known):
                return known
        kept = [statement for statement in self.reports if statement.id not in out]
        found = self.consistency.contradiction(kept)
        if found is None:
            return None
        collision = self.consistency.smallest(kept, found)
        self.collisions.append(collision)
        return collision

    def everything_that_collides(self) -> frozenset[str]:
        """Return the reports that collide with any other; all of them where it takes too long to tell."""
        self.start = self.consistency.calls
        out = frozenset(statement.id for collision in self.collisions for statement in collision)
        while (collision := self._collision(out)) is not None:
            out |= {statement.id for statement in collision}
            if self._is_tired:
                return frozenset(statement.id for statement in self.reports)
        colliding = [statement for statement in self.reports if statement.id in out]
        for statement in self.reports:
            if statement.id in out:
                continue
            for other in colliding:
                if self._is_tired:
                    return frozenset(each.id for each in self.reports)
                if self.consistency.contradiction([statement, other]) is not None:
                    out |= {statement.id}
                    break
        return out
