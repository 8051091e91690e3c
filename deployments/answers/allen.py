"""The relations of Allen (1983) between two deployments, as constraints of the network."""

from __future__ import annotations

from deployments.answers.results import Allen
from deployments.solver.constraints import node
from deployments.solver.network import Constraint
from deployments.solver.offsets import AtLeast, CalendarOffset


def constraints(relation: Allen, a: str, b: str) -> list[Constraint]:
    """Return what a relation of one deployment to another asks of the starts and ends of both.

    A stretch goes up to, but not with, the day after its end: two that meet have no day between them.

    >>> [(constraint.source, constraint.target) for constraint in constraints(Allen.BEFORE, "x", "y")]
    [('x.end', 'y.start')]
    """
    names = {"a": node(a, "start"), "A": node(a, "end"), "b": node(b, "start"), "B": node(b, "end")}
    return [
        Constraint(names[earlier], names[later], AtLeast(CalendarOffset(0, days)))
        for later, earlier, days in _ALLEN[relation]
    ]


#: For each relation of `a` to `b`: which day is so many days after which, or later. Capitals are ends.
_ALLEN: dict[Allen, tuple[tuple[str, str, int], ...]] = {
    Allen.BEFORE: (("b", "A", 2),),
    Allen.MEETS: (("b", "A", 1), ("A", "b", -1)),
    Allen.OVERLAPS: (("b", "a", 1), ("A", "b", 0), ("B", "A", 1)),
    Allen.STARTS: (("a", "b", 0), ("b", "a", 0), ("B", "A", 1)),
    Allen.DURING: (("a", "b", 1), ("B", "A", 1)),
    Allen.FINISHES: (("a", "b", 1), ("A", "B", 0), ("B", "A", 0)),
    Allen.EQUALS: (("a", "b", 0), ("b", "a", 0), ("A", "B", 0), ("B", "A", 0)),
    Allen.FINISHED_BY: (("b", "a", 1), ("A", "B", 0), ("B", "A", 0)),
    Allen.CONTAINS: (("b", "a", 1), ("A", "B", 1)),
    Allen.STARTED_BY: (("a", "b", 0), ("b", "a", 0), ("A", "B", 1)),
    Allen.OVERLAPPED_BY: (("a", "b", 1), ("B", "a", 0), ("A", "B", 1)),
    Allen.MET_BY: (("a", "B", 1), ("B", "a", -1)),
    Allen.AFTER: (("a", "B", 2),),
}
