"""Which plans are possible with a largest set of reports: those first that are newest."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from deployments.claims import ClaimKind
from deployments.records import Statement
from deployments.solver.absences import Absence, Side
from deployments.solver.bounds import Dispute
from deployments.solver.collisions import Consistency, contradiction_in, impossible
from deployments.solver.constraints import node
from deployments.solver.network import Network
from deployments.solver.ordering import statement_order
from deployments.solver.plans import adding_order

if TYPE_CHECKING:
    from deployments.solver.components import Component

#: The plans that say from when to when a force is to be there.
_STAYS = (ClaimKind.START, ClaimKind.END, ClaimKind.RETURNED, ClaimKind.DURATION)


class Adding:
    """Adds the plans to the reports of one world, those first that are newest, unless they are impossible by then."""

    def __init__(self, component: Component, by_reports: Network, reports: Sequence[Statement]) -> None:
        self.component = component
        self.known = [*by_reports.constraints]
        self._network = by_reports
        self.kept: list[Statement] = []
        self.overtaken: list[Dispute] = []
        self.reports = reports

    def run(self) -> None:
        """Add all of them."""
        component = self.component
        out = {statement.id for statement in component.reports} - {statement.id for statement in self.reports}
        after_absence = [
            each for each in component.unplaced if each.statement.id not in out and self._is_before_a_start(each)
        ]
        for each in after_absence:
            more = [*self.known, *each.constraints(component.builder, Side.BEFORE)]
            if impossible(more) is None:  # a report that somebody was there by then is no plan, and stands
                self.known = more
        groups = adding_order(component.plans, component.store)
        every = [plan for group in groups for plan in group]
        if not every:
            return
        together = Network([*self.known, *(each for p in every for each in self.component.constraints_of_plan(p))])
        if contradiction_in(together) is None:
            self._keep(every)
            self._network = together
            return
        place = 0
        while place < len(groups):
            count = self._possible_together(groups[place:])
            self._keep(itertools.chain.from_iterable(groups[place : place + count]))
            place += count
            if place < len(groups):
                self._add(groups[place])
                place += 1

    @property
    def network(self) -> Network:
        """The network of all that holds."""
        if len(self._network.constraints) != len(self.known):
            self._network = Network(self.known)
        return self._network

    def _is_before_a_start(self, absence: Absence) -> bool:
        """Tell whether an absence that nothing places shows that a planned start was not on or before its day.

        Not where all plans have the stay end before it: then it is of the time after.
        """
        about, store = absence.statement.about, self.component.store
        own = [plan for plan in self.component.plans if about in (plan.about, *store.wholes(plan.about))]
        if not any(plan.kind is ClaimKind.START for plan in own):
            return False
        plans = [plan for plan in own if plan.kind in _STAYS]
        planned = [*self.known, *(each for plan in plans for each in self.component.constraints_of_plan(plan))]
        if impossible(planned) is not None:
            return True
        return Network(planned).solve().bounds(node(about, "end"))[1] >= absence.first

    def _contradiction(self, plans: Iterable[Statement]) -> object:
        return impossible([*self.known, *(each for p in plans for each in self.component.constraints_of_plan(p))])

    def _possible_together(self, groups: Sequence[Sequence[Statement]]) -> int:
        """Return how many of the first of some groups of plans are possible together: few are not, and are looked for.

        What one source rules out by itself is none of them.
        """
        ruled_out = (place for place, group in enumerate(groups) if any(map(self._second_starts, group)))
        low, high = 0, next(ruled_out, len(groups))
        step = 1
        while low < high:
            middle = min(low + step, high)
            if self._contradiction(itertools.chain.from_iterable(groups[:middle])) is None:
                low, step = middle, 2 * step
            else:
                high, step = middle - 1, max((middle - 1 - low) // 2, 1)
        return low

    def _impossible(self, plans: Sequence[Statement]) -> set[str]:
        """Return the ids of the plans that are impossible by what is known, whatever the others say."""
        if not plans or self._contradiction(plans) is None:
            return set()
        if len(plans) == 1:
            return {plans[0].id}
        half = len(plans) // 2
        return self._impossible(plans[:half]) | self._impossible(plans[half:])

    def _second_starts(self, plan: Statement) -> Sequence[Statement]:
        """Return the planned starts of those who relieve others that its own source's reports rule out."""
        return self.component.second_starts[plan.source, plan.about] if plan.kind is ClaimKind.RELIEVES else ()

    def _keep(self, plans: Iterable[Statement]) -> None:
        for plan in plans:
            self.known += self.component.constraints_of_plan(plan)
            self.kept.append(plan)

    def _add(self, group: Sequence[Statement]) -> None:
        """Add the plans of one kind and rank: those that contradict each other are all overtaken."""
        out = self._impossible([plan for plan in group if not self._second_starts(plan)])
        possible = []
        for plan in group:
            if starts := self._second_starts(plan):
                self.overtaken.append(Dispute(plan, tuple(starts)))  # those who follow relieve the other
            elif plan.id in out:
                self._refuse(plan, self.kept)
            else:
                possible.append(plan)
        if self._contradiction(possible) is None:
            self._keep(possible)
            return
        collide = {
            id_
            for one, other in itertools.combinations(possible, 2)
            if self._contradiction([one, other]) is not None
            for id_ in (one.id, other.id)
        }
        left = [plan for plan in possible if plan.id not in collide]
        if self._contradiction(left) is not None:
            collide |= {plan.id for plan in left}
            left = []
        for plan in possible:
            if plan.id in collide:
                self._refuse(plan, [other for other in possible if other.id in collide and other is not plan])
        self._keep(left)

    def _refuse(self, plan: Statement, others: Sequence[Statement]) -> None:
        """Name statements that rule a plan out, of which none can be spared."""
        component = self.component
        constraints = {**component.constraints, **{p.id: component.constraints_of_plan(p) for p in component.plans}}
        for each in component.unplaced:
            constraints[each.statement.id] = tuple(each.constraints(component.builder, Side.BEFORE))
        consistency = Consistency(component.base, constraints)
        against = sorted(
            [*self.reports, *others],
            key=lambda each: (
                each.about != plan.about,
                each.source != plan.source,  # that a source contradicts itself is worth more to its reader
                statement_order(component.store, each),
            ),
        )
        found = consistency.contradiction([*against, plan])
        if found is None:
            self.overtaken.append(Dispute(plan, ()))
        else:
            others = consistency.smallest_against(plan, against, found) if found.settled else ()
            self.overtaken.append(Dispute(plan, others, found.settled))
