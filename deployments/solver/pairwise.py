"""Largest sets of reports that agree, where all of them only limit milestones: then reports collide two and two.

Reports with the same limits collide with the same others, and are in the same sets: they are looked at as one.
"""

from __future__ import annotations

import functools
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from deployments.records import Statement
from deployments.solver.limits import Colliding, Limit, Order, collide, limits_alone
from deployments.solver.network import Constraint

#: With more sets, or more pairs that collide, what collides is ignored: no answer becomes more certain by that.
MOST_SETS, MOST_PAIRS = 64, 100_000
#: Of more collisions than these one is told for each report.
_MOST_TOLD = 100

#: Some groups of reports: the bit of each by its number.
_Bits = int


@attrs.frozen(eq=False)
class Pairwise:
    """Groups of reports, by which others they collide with, and the pairs of groups that collide, by their numbers.

    The reports of a group that is paired with itself each contradict themselves. Of too many pairs one of each group is
    there.
    """

    groups: Sequence[Sequence[Statement]]
    #: What the reports of each group have in common, whatever others there are.
    keys: Sequence[object]
    pairs: Sequence[tuple[int, int]]
    has_all: bool

    @classmethod
    def of(
        cls,
        reports: Sequence[Statement],
        said: Mapping[str, Sequence[Constraint]],
        order: Order,
        on_one_day: Iterable[tuple[Statement, Statement]],
    ) -> Pairwise | None:
        """Find which reports collide; None if any of them says more than limits.

        Takes what each says, by its id, the order of the milestones, and the pairs of which one reports somebody there,
        and the other nobody, on one day.
        """
        others: dict[str, set[str]] = defaultdict(set)
        for one, other in on_one_day:
            others[one.id].add(other.id)
            others[other.id].add(one.id)
        groups: dict[tuple[Sequence[Limit], frozenset[str]], list[Statement]] = defaultdict(list)
        for each in reports:
            limits = limits_alone(said[each.id])
            if limits is None:
                return None
            groups[limits, frozenset(others[each.id])].append(each)
        # What contradicts itself is in no set: it is looked for in no pair with others.
        alone = {number for number, (limits, _) in enumerate(groups) if collide(limits, limits, order)}
        colliding = Colliding([() if number in alone else limits for number, (limits, _) in enumerate(groups)], order)
        has_all = colliding.count() <= MOST_PAIRS and colliding.most_apart() <= MOST_SETS
        number = {each.id: number for number, own in enumerate(groups.values()) for each in own}
        pairs = [
            *(colliding.pairs() if has_all else colliding.a_pair_of_each()),
            *((number[id_], number[other]) for id_ in number for other in others[id_] if other in number),
        ]
        found = {(min(pair), max(pair)) for pair in pairs if alone.isdisjoint(pair)}
        found.update((number, number) for number in alone)
        return cls([*groups.values()], [*groups], sorted(found), has_all)

    def run(self) -> list[frozenset[str]] | None:
        """Return the largest sets, each as the ids of its reports; None if there are too many."""
        if not self.has_all:
            return None
        sets = _largest(self._against)
        if sets is None:
            return None
        anywhere = [number for number in range(len(self.groups)) if number not in self._against]
        found = [[number for number in self._against if each >> number & 1] for each in sets]
        return sorted((self._ids([*anywhere, *each]) for each in found), key=sorted)

    @functools.cached_property
    def _against(self) -> Mapping[int, _Bits]:
        """The groups with which each group collides, by the number of that one."""
        found: dict[int, _Bits] = defaultdict(int)
        for one, other in self.pairs:
            found[one] |= 1 << other
            found[other] |= 1 << one
        return dict(sorted(found.items()))

    @functools.cached_property
    def enemies(self) -> Mapping[str, frozenset[object]]:
        """By the id of each report that collides, what those have in common with which it does."""
        keys: dict[int, set[object]] = defaultdict(set)
        for one, other in self.pairs:
            keys[one].add(self.keys[other])
            keys[other].add(self.keys[one])
        found = {number: frozenset(own) for number, own in keys.items()}
        return {each.id: own for number, own in found.items() for each in self.groups[number]}

    def contradicting_themselves(self) -> frozenset[str]:
        """Return the ids of the reports that cannot be true by themselves."""
        return self._ids(one for one, other in self.pairs if one == other)

    def _ids(self, numbers: Iterable[int]) -> frozenset[str]:
        return frozenset(each.id for number in numbers for each in self.groups[number])

    @property
    def collisions(self) -> list[tuple[Statement, ...]]:
        """Smallest sets of reports that cannot all be true: all of them, or if there are many one for each report."""
        count = sum(len(self.groups[one]) * len(self.groups[other]) for one, other in self.pairs)
        told = self._every_two() if count <= _MOST_TOLD else self._one_for_each()
        return [*told]

    def _every_two(self) -> Iterator[tuple[Statement, ...]]:
        for one, other in self.pairs:
            if one == other:
                yield from ((each,) for each in self.groups[one])
            else:
                yield from itertools.product(self.groups[one], self.groups[other])

    def _one_for_each(self) -> Iterator[tuple[Statement, ...]]:
        against: dict[int, int] = {}
        for one, other in self.pairs:
            against.setdefault(one, other)
            against.setdefault(other, one)
        told: set[frozenset[str]] = set()
        for number, other in against.items():
            for each in self.groups[number]:
                collision = (each,) if number == other else (each, self.groups[other][0])
                ids = frozenset(statement.id for statement in collision)
                if ids not in told:
                    told.add(ids)
                    yield collision

    def everything_that_collides(self) -> frozenset[str]:
        """Return the ids of the reports that collide with any other, or contradict themselves."""
        return self._ids({*itertools.chain.from_iterable(self.pairs)})


def _largest(against: Mapping[int, _Bits]) -> list[_Bits] | None:
    """Return the largest sets of groups of which none collides with another; None if there are too many.

    Those of some groups are found from those of fewer. A set that collides with the next group stays as it is, and what
    is left of it without what collides takes that group. Any other set takes it.
    """
    sets = [0]
    for number, others in against.items():
        own = 1 << number
        if others & own:
            continue  # it contradicts itself
        taking = [each & ~others | own for each in sets]
        largest = [
            each for each in dict.fromkeys(taking) if not any(each != more and each & more == each for more in taking)
        ]
        sets = [*(each for each in sets if each & others), *largest]
        if len(sets) > MOST_SETS:
            return None
    return sets
