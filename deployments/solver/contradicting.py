"""Whether a statement contradicts any of many others, each of which is looked at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from deployments.records import Statement
from deployments.solver.limits import Limit, Order, collide, limits_alone, strictest
from deployments.solver.network import Constraint, Node

#: Tells whether two statements contradict each other.
Contradicts = Callable[[Statement, Statement], bool]


class Gathered:
    """Statements that are gathered one by one. What only limits milestones is known by the strictest limits of all.

    Takes what each statement says, by its id, the order of the milestones, and what tells of any two statements whether
    they contradict each other.
    """

    def __init__(self, said: Mapping[str, Sequence[Constraint]], order: Order, contradicts: Contradicts) -> None:
        self._said = said
        self._order = order
        self._contradicts = contradicts
        self._limits: dict[tuple[Node, bool], Limit] = {}
        #: A statement of each content, and those of them that say more than limits.
        self._every: dict[object, Statement] = {}
        self._more: dict[object, Statement] = {}
        self._is_impossible = False

    def add(self, statement: Statement) -> None:
        """Gather one more."""
        content = tuple((each.source, each.target, each.function) for each in self._said[statement.id])
        if content in self._every:
            return
        self._every[content] = statement
        limits = limits_alone(self._said[statement.id])
        if limits is None:
            self._more[content] = statement
            return
        self._is_impossible |= self._collide(limits, limits)
        self._limits = {(each.node, each.is_first): each for each in strictest([*self._limits.values(), *limits])}

    def contradict(self, statement: Statement) -> bool:
        """Tell whether any of them contradicts another statement."""
        if not self._every:
            return False
        limits = limits_alone(self._said[statement.id])
        if limits is None:
            return any(self._contradicts(each, statement) for each in self._every.values())
        known = [*self._limits.values()]
        if self._is_impossible or self._collide(limits, [*limits, *known]) or self._collide(known, limits):
            return True
        return any(self._contradicts(each, statement) for each in self._more.values())

    def _collide(self, firsts: Sequence[Limit], lasts: Sequence[Limit]) -> bool:
        return collide(firsts, lasts, self._order)
