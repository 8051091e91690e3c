"""What was planned for before a day, and what no report bears out by then."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from math import inf
from typing import TYPE_CHECKING, Unpack

from deployments.answers.filters import Filters, Selection
from deployments.answers.knowledge import dates
from deployments.answers.mandates import AUTHORISING
from deployments.answers.question import one_day
from deployments.answers.results import Promise
from deployments.answers.sightings import Sighting, last_seen, sightings
from deployments.claims import Basis, ClaimKind, Equipment
from deployments.records import Statement
from deployments.solver.bounds import Bounds, Status
from deployments.solver.collisions import impossible
from deployments.solver.components import Component
from deployments.solver.constraints import ConstraintBuilder, is_absence, node
from deployments.solver.explain import explain
from deployments.solver.network import Network
from deployments.solver.plans import families, rank
from deployments.solver.resolution import milestones
from deployments.store import Subject
from deployments.values.calendar import calendar_date
from deployments.values.dates import Day
from deployments.values.edtf import Run
from deployments.values.quantities import Change

if TYPE_CHECKING:
    from deployments.answers.timeline import Timeline


def unconfirmed(
    timeline: Timeline,
    day: Day,
    *,
    implied: bool = False,
    replaced: bool = False,
    undated: bool = False,
    **filters: Unpack[Filters],
) -> list[Promise]:
    """Return the promises that fell due before a day, and that no report bears out by then, the oldest first."""
    number, store = one_day(day), timeline.store
    found: list[Promise] = []
    shown = Selection.of(store, filters).subjects()
    spoken = dict.fromkeys(statement.about for statement in store.statements)
    others = {*store.deployments, *store.missions, *store.events} - spoken.keys() if implied else ()
    for id_ in (each for each in (*spoken, *others) if each in shown):
        own = _Promises(timeline, store.subject(id_), number)
        stated = [*own.stated()]
        found += stated
        if implied:
            found += own.implied({each for promise in stated for each in dates(promise.statement)})
        if replaced:
            found += own.replaced()
        if undated:
            found += own.undated()
    return sorted(found, key=lambda each: (each.bounds.high, each.bounds.low, each.milestone, each.statement.id))


class _Promises:
    """The promises about one subject that fell due before a day.

    What became of its statements takes longest to find: it is only asked where something fell due.
    """

    def __init__(self, timeline: Timeline, subject: Subject, day: float) -> None:
        self.timeline = timeline
        self.store = timeline.store
        self.subject = subject
        self.day = day
        self.builder = ConstraintBuilder(self.store)
        self.said = self.store.statements_of(about=subject.id)
        self.basis = {statement.id: self.store.basis(statement) for statement in self.said}
        self.plans = [statement for statement in self.said if self.basis[statement.id] is Basis.PLANNED]

    @functools.cached_property
    def component(self) -> Component:
        """What became of the statements about the subject."""
        return self.timeline.components.component(self.subject.id)

    @functools.cached_property
    def appeared(self) -> Sequence[Run]:
        """The days of publication of the sources that speak of the subject."""
        return [self.store.published(source) for source in {statement.source for statement in self.said}]

    @functools.cached_property
    def newest(self) -> float:
        """The last day of the newest of these that has one."""
        return max((last for _, last in self.appeared if last < inf), default=-inf)

    @functools.cached_property
    def sightings(self) -> Sequence[Sighting]:
        """The sightings of a deployment."""
        return [*sightings(self.component, self.subject.id)]

    @functools.cached_property
    def later_cancellation(self) -> Statement | None:
        """The statement that calls it off, if it appeared after the day."""
        counting = self.component.counting.get(self.subject.id)
        cancellation = None if counting is None else counting.cancellation
        is_later = cancellation is not None and self.store.published(cancellation.source)[0] > self.day
        return cancellation if is_later else None

    @functools.cached_property
    def called_off_later(self) -> frozenset[str]:
        """The ids of the plans that were called off after the day, and until then the newest of their families."""
        if self.later_cancellation is None:
            return frozenset()
        newest: dict[str, float] = {}
        for plan in self.plans:
            for family in families(plan):
                newest[family] = max(newest.get(family, -inf), rank(self.store, plan))
        called_off = self.component.counting[self.subject.id].called_off
        out = (plan for plan in self.plans if plan.id in called_off)
        return frozenset(
            plan.id for plan in out if all(newest[family] <= rank(self.store, plan) for family in families(plan))
        )

    @functools.cached_property
    def promised(self) -> Sequence[tuple[Statement, str, Bounds]]:
        """The plans that promise anything, with what each promises, and the days for which."""
        found: list[tuple[Statement, str, Bounds]] = []
        for statement in self.plans:
            if dated := dates(statement):
                milestone = dated[0] if len(dated) == 1 else self._half(statement)
                found.append((statement, milestone, self._promised(statement, milestone)))
            elif self._falls_due(statement):
                found.append((statement, statement.kind.value, self._days(statement)))
        return found

    # --- which ---

    def stated(self) -> Iterator[Promise]:
        """Yield what a plan that holds states: a milestone, a length, a presence on a day, or a number."""
        yield from self._mandates()
        for statement, milestone, bounds in self.promised:
            if bounds.high < self.day and self._is_open(statement, milestone, bounds):
                yield self._promise(statement, milestone, bounds)

    def _mandates(self) -> Iterator[Promise]:
        """Yield the mandates that ran out, with no next one, of those of whom no report says that they have left."""
        if self._has_mandate and not self._is_kept("end"):
            for statement, last in self.timeline.authorised.ran_out(self.subject.id, self.day):
                yield self._promise(statement, statement.kind.value, Bounds(*last))

    @property
    def _has_mandate(self) -> bool:
        return any(statement.kind is ClaimKind.MANDATE for statement in self.said)

    def replaced(self) -> Iterator[Promise]:
        """Yield what a plan states that a later one moved."""
        for statement in self.plans:
            dated = dates(statement)
            is_moved = self._status(statement) is Status.REPLACED and not self._stood(statement)
            if not dated or not is_moved or self._is_kept(dated[-1]):
                continue
            days = self._meant(statement, dated[-1])
            if days is not None and days[1] < self.day:
                yield self._promise(statement, dated[-1], Bounds(*days), replaced=True)

    def undated(self) -> Iterator[Promise]:
        """Yield what a plan states without a last day, so that it never falls due, if it appeared by the day."""
        for statement, milestone, bounds in self.promised:
            has_appeared = self.store.published(statement.source)[0] <= self.day
            if bounds.high == inf and has_appeared and self._is_open(statement, milestone, bounds):
                yield self._promise(statement, milestone, bounds)

    def implied(self, stated: set[str]) -> Iterator[Promise]:
        """Yield what no source planned, and only follows from plans."""
        for milestone in milestones(self.subject):
            bounds = self._expected(milestone)
            if milestone in stated or bounds.high >= self.day or self._is_kept(milestone):
                continue
            links = explain(self.timeline, node(self.subject.id, milestone)).latest
            chain = [link.statement for link in links if link.statement is not None]
            behind = [statement for statement in chain if self.store.basis(statement) is Basis.PLANNED]
            if behind:
                yield self._promise(behind[-1], milestone, bounds, implied=True)

    def _status(self, statement: Statement) -> Status:
        return self.component.refused.get(statement.id, Status.HOLDS)

    def _stood(self, statement: Statement) -> bool:
        """Tell whether a plan holds, or would if nobody had called it off after the day."""
        return self._status(statement) is Status.HOLDS or statement.id in self.called_off_later

    def _is_open(self, statement: Statement, milestone: str, due: Bounds) -> bool:
        """Tell whether a plan stood on the day, and no report bears it out by then."""
        is_kept = self._is_kept(milestone) if dates(statement) else self._is_borne_out(statement, due)
        return not is_kept and self._stood(statement)

    def _half(self, statement: Statement) -> str:
        """Return the milestone that the date of an event promises: its end, unless only the start of it counts."""
        counting = self.component.counting.get(self.subject.id)
        halves = counting.halves.get(statement.id, frozenset()) if counting is not None else frozenset()
        return "start" if halves == {"start"} else "end"

    # --- due when ---

    def _promised(self, statement: Statement, milestone: str) -> Bounds:
        """Return the days that a plan names by itself; if it names no last one, those that all that holds leaves."""
        named = self.builder.named(statement)
        return self._expected(milestone) if named is None or named[1] == inf else Bounds(*named)

    def _expected(self, milestone: str) -> Bounds:
        components, id_ = self.timeline.components, self.subject.id
        return Bounds(*components.expected(id_, milestone), components.disputed(id_))

    def _meant(self, statement: Statement, milestone: str) -> Run | None:
        """Return the days that a plan that does not count any more would leave for its milestone.

        The plans that took its place are left out for that; None if it cannot be true with the others.
        """
        own, world = {*families(statement)}, self.component.worlds[0]
        others = [p for p in world.plans if p.about != self.subject.id or not own & {*families(p)}]
        known = [
            *world.by_reports.constraints,
            *(each for plan in others for each in self.component.constraints_of_plan(plan)),
            *self.component.constraints[statement.id],
        ]
        if impossible(known) is not None:
            return None
        return Network(known).solve().bounds(node(self.subject.id, milestone))

    def _falls_due(self, statement: Statement) -> bool:
        """Tell whether a planned figure or presence is of a day: its own, or, of personnel, the start.

        What is to be authorised falls due on the day from which it is to hold, or else on the last day of the mandate.
        """
        if statement.kind in AUTHORISING:
            return statement.kind is ClaimKind.MANDATE or self.store.as_of(statement) is not None
        if not statement.kind.spec.dated or self.subject.id not in self.store.deployments:
            return False
        return self.store.as_of(statement) is not None or statement.kind.spec.personnel

    def _days(self, statement: Statement) -> Bounds:
        if self.store.as_of(statement) is None:
            if statement.kind is ClaimKind.MANDATE:
                return Bounds(*self.timeline.authorised.last_day(statement))
            start, published = self._expected("start"), self.store.published(statement.source)
            # Who is there when it appears, and is to be more, is so on a day that nobody names.
            return Bounds(published[0], inf) if start.high <= published[1] else start
        days = self.builder.days_of(statement)
        return Bounds(days[0][0], days[-1][1])

    # --- kept or not ---

    def _is_kept(self, milestone: str) -> bool:
        """Tell whether reports put a milestone on or before the day."""
        return self.timeline.components.reported(self.subject.id, milestone)[1] <= self.day

    def _is_borne_out(self, statement: Statement, due: Bounds) -> bool:
        """Tell whether a report says something of the same kind, of the day that was meant or a later one.

        A number is settled too where nobody is left: by a report of nobody of such a day, or of the end.
        """
        if statement.kind is not ClaimKind.PRESENT and self._is_kept("end"):
            return True
        if statement.kind in AUTHORISING:
            return self._is_decided(statement)
        for other in self._reports_of(statement):
            days = self.builder.days_of(other)
            if days[0][0] >= due.low and days[-1][1] <= self.day:
                return True
        return False

    def _is_decided(self, statement: Statement) -> bool:
        """Tell whether what was to be authorised was decided since, or planned anew."""
        since, reports = self.store.published(statement.source)[0], self._reports_of(statement)
        days = (self.store.published(other.source) for other in reports if other.kind is statement.kind)
        is_decided = any(since <= last <= self.day for _, last in days)
        return is_decided or self.timeline.authorised.is_settled(statement, self.day)

    def _reports_of(self, statement: Statement) -> Sequence[Statement]:
        """Return the reports that can bear a figure or a presence out, or settle it."""
        return [
            other
            for other in self.said
            if self.basis[other.id] is Basis.REPORTED
            and self._status(other) is not Status.CORRECTED
            and self._is_of_the_same(statement, other)
        ]

    def _is_of_the_same(self, statement: Statement, other: Statement) -> bool:
        """Tell whether a report is of what was promised: any sighting of a presence, of as many the same names.

        That some left does not bear out that others were to come.
        """
        if is_absence(other, self.store):
            return statement.kind is not ClaimKind.PRESENT
        if statement.kind is ClaimKind.PRESENT:
            return other.kind.spec.sighting
        if isinstance(statement.value, Change) and isinstance(other.value, Change):
            return statement.value.increase is other.value.increase
        if statement.kind.spec.personnel:
            return other.kind.spec.personnel
        return other.kind is statement.kind and _names(statement) <= _names(other)

    # --- what is told of it ---

    def _promise(
        self,
        statement: Statement,
        milestone: str,
        bounds: Bounds,
        *,
        implied: bool = False,
        replaced: bool = False,
    ) -> Promise:
        return Promise(
            statement,
            node(self.subject.id, milestone),
            bounds,
            calendar_date(bounds.high),
            last_seen(self.sightings, self.day),
            sum(bounds.high < last <= self.day for _, last in self.appeared),
            tellable=self.newest >= bounds.high,
            implied=implied,
            replaced=replaced,
            called_off=self.later_cancellation if statement.id in self.called_off_later else None,
        )


def _names(statement: Statement) -> set[str]:
    return {name for name, _ in statement.value.items} if isinstance(statement.value, Equipment) else set()
