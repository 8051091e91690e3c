"""What collides among the reports that matter, by which news show whether reports that were left out matter again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import attrs

from deployments.solver.bounds import Gap
from deployments.solver.components import Component

#: With what a report collides, as `Pairwise` has it.
Enemies = frozenset[object]


@attrs.frozen
class DisputesSoFar:
    """What collides in some components.

    - `enemies`: with what each report that collides does.
    - `alone`: the reports that contradict themselves.
    - `gaps`: the reports of nobody between days of somebody, as far as they matter.
    """

    enemies: Mapping[str, Enemies] = {}
    alone: frozenset[str] = frozenset()
    gaps: frozenset[tuple[str, ...]] = frozenset()

    @classmethod
    def of(cls, components: Iterable[Component], *, with_sightings: bool) -> DisputesSoFar:
        """Find what collides; with the sightings on either side of a gap, where it matters which these are."""
        enemies: dict[str, Enemies] = {}
        alone, found = set[str](), set[tuple[str, ...]]()
        for each in components:
            enemies.update(enemies_in(each))
            if each.agreement.pairwise is not None:
                alone |= each.agreement.pairwise.contradicting_themselves()
            for gap in gaps_in(each):
                beside = (gap.before.id, gap.after.id) if with_sightings else ()
                found.add((gap.absence.id, *beside))
        return cls(enemies, frozenset(alone), frozenset(found))

    def are_new(self, before: DisputesSoFar, news: Collection[str]) -> bool:
        """Tell whether a report that was left out may matter again.

        It may where what stands for it collides with something new, or lies in a new gap, or where a new report
        contradicts itself: a report of nobody can be placed by that one's day.
        """
        if not self.gaps <= before.gaps or not self.alone.isdisjoint(news):
            return True
        older = self.enemies.keys() - news
        return any(not self.enemies[id_] <= before.enemies.get(id_, frozenset()) for id_ in older)

    def going_on_from(self, before: DisputesSoFar) -> DisputesSoFar:
        """Return the same, with what collided before and is left out by now."""
        known = {id_: own | before.enemies.get(id_, frozenset()) for id_, own in self.enemies.items()}
        return attrs.evolve(self, enemies=known, gaps=before.gaps)


def enemies_in(component: Component) -> Mapping[str, Enemies]:
    """Return with what each report of a component collides that collides with anything."""
    pairwise = component.agreement.pairwise
    return {} if pairwise is None else pairwise.enemies


def gaps_in(component: Component) -> Iterator[Gap]:
    """Yield the reports of nobody between days on which somebody was there, each with what it lies between."""
    absences = (*component.absences.values(), *component.absences_above.values())
    return (each.gap for own in absences for each in own if each.gap is not None)
