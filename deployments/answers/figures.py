"""The numbers that sources state of one deployment, with the days that each counts on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import inf
from typing import TYPE_CHECKING

import attrs

from deployments.claims import Basis, ClaimKind
from deployments.records import Statement
from deployments.solver.components import Component
from deployments.solver.constraints import is_absence, node
from deployments.solver.plans import rank
from deployments.values.calendar import Edge, calendar_date
from deployments.values.quantities import Change, Quantity

if TYPE_CHECKING:
    import pendulum


@attrs.frozen(eq=False)
class Amount:
    """A number, or a change by a number, of one deployment, from `low` to `high`; `high` is infinite without an end.

    `first` and `last` are the days that it can be of; of a plan, the first day on which it counts and the last one.
    `day` names the day: all that a source says of the day of its publication is of the same day. For a change without
    a number `is_counted` is False.
    """

    statement: Statement
    low: float
    high: float
    first: float
    last: float
    day: str = ""
    is_counted: bool = True
    is_disputed: bool = False

    @property
    def is_change(self) -> bool:
        """Whether it is a difference."""
        return self.statement.kind is ClaimKind.CHANGE

    @property
    def earliest(self) -> pendulum.Date | Edge:
        """The first day that it can be of."""
        return calendar_date(self.first)


@attrs.frozen(eq=False)
class Figures:
    """The figures and changes stated of one deployment: reported ones, and planned ones with the days they count on."""

    figures: Sequence[Amount] = ()
    changes: Sequence[Amount] = ()
    plans: Sequence[Amount] = ()

    @property
    def all(self) -> Iterator[Amount]:
        """All of them."""
        yield from (*self.figures, *self.changes, *self.plans)


def figures_of(component: Component, id_: str) -> Figures:
    """Return the numbers stated of a deployment that count: not those that are corrected, or called off."""
    store = component.store
    counting = component.counting.get(id_)
    called_off = counting.called_off if counting is not None else frozenset()
    figures: list[Amount] = []
    changes: list[Amount] = []
    planned: list[Statement] = []
    for statement in component.statements:
        if statement.about != id_ or not statement.kind.spec.personnel or is_absence(statement, store):
            continue
        basis = store.basis(statement)
        if basis is Basis.REPORTED:
            (changes if statement.kind is ClaimKind.CHANGE else figures).append(_reported(component, statement))
        elif basis is Basis.PLANNED and statement.id not in called_off:
            planned.append(statement)
    return Figures(figures, changes, _plans(component, id_, planned, figures))


def _reported(component: Component, statement: Statement) -> Amount:
    days = component.builder.days_of(statement)
    first, last = days[0][0], days[-1][1]
    name = component.builder.day_node(statement)
    if first < last:
        runs = [world.reported.bounds(name) for world in component.worlds if name in world.reported.lows]
        if runs:
            first, last = max(first, min(run[0] for run in runs)), min(last, max(run[1] for run in runs))
    return _amount(component, statement, first, last, name if first < last else str(first))


def _amount(component: Component, statement: Statement, first: float, last: float, day: str = "") -> Amount:
    low, high, counted = _range(component, statement)
    disputed = statement.id in component.colliding
    return Amount(statement, low, high, first, last, day, counted, disputed)


def _range(component: Component, statement: Statement) -> tuple[float, float, bool]:
    """Return what a figure or a change amounts to, and whether it has a number; a decrease is below zero."""
    tolerance, value = component.store.tolerance, statement.value
    if isinstance(value, Quantity):
        low, high = value.bounds(tolerance)
        return low, inf if high is None else high, True
    assert isinstance(value, Change)  # noqa: S101 - so the claim table says
    if value.by is None:
        return (0, inf, False) if value.increase else (-inf, 0, False)
    low, high = value.by.bounds(tolerance)
    most = inf if high is None else high
    return (low, most, True) if value.increase else (-most, -low, True)


def _plans(component: Component, id_: str, planned: Sequence[Statement], reports: Sequence[Amount]) -> list[Amount]:
    """Return the planned figures and changes with the days from which and until which each counts."""
    start = component.expected(node(id_, "start"))[0]
    begins = {s.id: _begins(component, s, start) for s in planned}
    found = []
    for statement in planned:
        first = begins[statement.id]
        until = component.store.tolerance.fresh_until(first) if first > -inf else inf
        ends = [until, *(day - 1 for day in _superseding(component, statement, planned, begins))]
        # A figure that another source reports of that day or later says how many they are by then.
        others = (each for each in reports if each.statement.source != statement.source and each.first >= first)
        ends += [each.last - 1 for each in others]
        found.append(_amount(component, statement, first, min(ends)))
    return [each for each in found if each.first <= each.last]


def _begins(component: Component, statement: Statement, start: float) -> float:
    """The first day on which a planned figure counts: its own, or the start or the publication, whichever is later."""
    if statement.as_of is not None:
        return component.builder.days_of(statement)[0][0]
    return max(start, component.store.published(statement.source)[0])


def _superseding(
    component: Component, statement: Statement, planned: Sequence[Statement], begins: dict[str, float]
) -> Iterator[float]:
    """Yield the days on which other planned figures take its place: the next of its source, a newer source's first."""
    own, first = rank(component.store, statement), begins[statement.id]
    newest: dict[str, float] = defaultdict(lambda: inf)
    for other in planned:
        if other.source == statement.source:
            if other.kind is statement.kind and statement.kind is not ClaimKind.CHANGE and begins[other.id] > first:
                yield begins[other.id]
        elif rank(component.store, other) > own:
            newest[other.source] = min(newest[other.source], begins[other.id])
    yield from newest.values()
