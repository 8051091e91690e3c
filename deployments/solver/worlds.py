"""What holds together: a largest set of reports that agree, with the plans that are possible with it."""

from __future__ import annotations

import functools
from math import inf

import attrs

from deployments.records import Statement
from deployments.solver.constraints import node, owner
from deployments.solver.network import Network, Solution
from deployments.solver.offsets import DayFunction, Domain
from deployments.values.edtf import Run


@attrs.frozen(eq=False)
class World:
    """A largest set of reports that agree, and the plans that are possible with it."""

    reports: tuple[Statement, ...]
    plans: tuple[Statement, ...]
    #: What the reports alone imply.
    by_reports: Network
    #: What all that holds implies.
    by_all: Network

    @functools.cached_property
    def held(self) -> frozenset[str]:
        """The ids of the reports."""
        return frozenset(statement.id for statement in self.reports)

    @functools.cached_property
    def reported(self) -> Solution:
        """The bounds that the reports alone imply."""
        return self.by_reports.solve()

    @functools.cached_property
    def expected(self) -> Solution:
        """The bounds that all that holds implies."""
        return self.reported if self.by_all is self.by_reports else self.by_all.solve()

    def is_free(self, id_: str) -> bool:
        """Tell whether the start and the end of a subject can be chosen apart, by the reports.

        Nothing bounds its start by its end: then its earliest start and its latest end are possible together, as the
        least day of all that its end does not reach, and the greatest of all that it does, are a solution.
        """
        queue, reached = [node(id_, "end")], {node(id_, "end")}
        while queue:
            for constraint in self.by_reports.leaving.get(queue.pop(), ()):
                if constraint.target not in reached:
                    reached.add(constraint.target)
                    queue.append(constraint.target)
        return node(id_, "start") not in reached

    @functools.cached_property
    def is_tied(self) -> bool:
        """Whether reports tie the days of two subjects together."""
        return any(owner(each.source) != owner(each.target) for each in self.by_reports.constraints)

    @functools.cached_property
    def is_loose(self) -> bool:
        """Whether reports bound no start by any end: then all that can be there on a day can be there together.

        The least day of all that no end reaches, and the greatest of all else, are a solution.
        """
        leaving = self.by_reports.leaving
        queue = [name for name in leaving if name.endswith(".end")]
        reached = {*queue}
        while queue:
            for constraint in leaving[queue.pop()]:
                if constraint.target not in reached:
                    reached.add(constraint.target)
                    queue.append(constraint.target)
        return not any(name.endswith(".start") for name in reached)

    def is_convex(self, id_: str) -> bool:
        """Tell whether every day between two possible ones is possible too, for the start and the end of a subject.

        It is where both can be chosen apart; else where no days are left out, and where months, which can skip a day,
        come only as one length.
        """
        if self.is_free(id_):
            return True
        constraints = self.by_reports.constraints
        if any(
            isinstance(constraint.function, Domain) and len(constraint.function.runs) > 1 for constraint in constraints
        ):
            return False
        if not any(_months(each.function) for each in constraints):
            return True
        lasting = {each.claim.id for each in constraints if each.claim and not each.is_domain}
        return len(lasting) == 1 and len({owner(each.source) for each in constraints}) == 1

    @functools.cached_property
    def dated(self) -> Run:
        """The first and the last day that any statement names: outside of these nothing changes but by lengths."""
        days = [
            day
            for constraint in self.by_all.constraints
            if isinstance(constraint.function, Domain)
            for run in (constraint.function.runs[0], constraint.function.runs[-1])
            for day in run
            if abs(day) != inf
        ]
        lengths = sum(abs(constraint.function.gain) for constraint in self.by_all.constraints)
        return (min(days) - lengths, max(days) + lengths) if days else (0, -1)


def _months(function: DayFunction) -> bool:
    return not isinstance(function, Domain) and bool(function.by.months)
