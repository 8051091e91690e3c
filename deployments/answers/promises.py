"""What was planned for before a day, and what no report bears out by then."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import TYPE_CHECKING

from deployments.answers.question import one_day
from deployments.answers.results import Promise
from deployments.answers.sightings import Sighting, last_seen
from deployments.claims import Basis, ClaimKind
from deployments.records import Statement
from deployments.solver.bounds import Bounds, Status
from deployments.solver.explain import explain
from deployments.solver.resolution import milestones, subjects
from deployments.values.calendar import calendar_date
from deployments.values.dates import Day

if TYPE_CHECKING:
    from deployments.answers.timeline import Timeline


def unconfirmed(timeline: Timeline, day: Day, *, implied: bool = False, replaced: bool = False) -> list[Promise]:
    """Return the promises that fell due before a day, and that no report bears out by then, the oldest first."""
    finder = _Finder(timeline, one_day(day))
    found = [*finder.stated()]
    if implied:
        found += finder.implied({promise.milestone for promise in found})
    if replaced:
        found += finder.replaced()
    return sorted(found, key=lambda each: (each.bounds.high, each.bounds.low, each.milestone, each.statement.id))


class _Finder:
    """Finds the promises that fell due before one day."""

    def __init__(self, timeline: Timeline, day: float) -> None:
        self.timeline = timeline
        self.store = timeline.store
        self.day = day

    def stated(self) -> Iterator[Promise]:
        """Yield what a plan that holds states."""
        for statement in self.store.statements():
            if self._is_plan(statement) and self.timeline.status(statement) is Status.HOLDS:
                yield from self._promises(statement)

    def replaced(self) -> Iterator[Promise]:
        """Yield what a plan states that a later one moved."""
        for statement in self.store.statements():
            if self._is_plan(statement) and self.timeline.status(statement) is Status.REPLACED:
                for milestone in statement.kind.milestones:
                    days = self.timeline.components.component(statement.about).builder.named(statement)
                    if days is not None and days[1] < self.day and not self._is_kept(statement.about, milestone):
                        yield self._promise(statement, milestone, Bounds(*days), replaced=True)

    def implied(self, stated: set[str]) -> Iterator[Promise]:
        """Yield what no source planned, and only follows from plans."""
        for subject in subjects(self.store):
            for milestone in milestones(subject):
                name = f"{subject.id}.{milestone}"
                bounds = Bounds(*self.timeline.components.expected(subject.id, milestone))
                if name in stated or bounds.high >= self.day or self._is_kept(subject.id, milestone):
                    continue
                chain = [link.statement for link in explain(self.timeline, name).latest if link.statement is not None]
                behind = [statement for statement in chain if self._is_plan(statement)]
                if behind:
                    yield self._promise(behind[-1], milestone, bounds, about=subject.id, implied=True)

    def _is_plan(self, statement: Statement) -> bool:
        return self.store.basis(statement) is Basis.PLANNED

    def _promises(self, statement: Statement) -> Iterator[Promise]:
        """Yield what one plan promises: a milestone, a length, a presence on a day, or a number."""
        about = statement.about
        for milestone in ("end",) if statement.kind is ClaimKind.DURATION else statement.kind.milestones:
            bounds = Bounds(*self.timeline.components.expected(about, milestone))
            if bounds.high < self.day and not self._is_kept(about, milestone):
                yield self._promise(statement, milestone, bounds)
        if statement.kind.spec.dated and self._falls_due(statement):
            bounds = Bounds(*self._days(statement))
            if bounds.high < self.day and not self._is_borne_out(statement, bounds):
                yield self._promise(statement, statement.kind.value, bounds)

    def _falls_due(self, statement: Statement) -> bool:
        """Tell whether a planned figure is of a day: its own, or, of personnel, the start."""
        if statement.about not in self.store.deployments:
            return False
        return statement.as_of is not None or statement.kind.spec.personnel

    def _days(self, statement: Statement) -> tuple[float, float]:
        if statement.as_of is not None:
            days = self.timeline.components.component(statement.about).builder.days_of(statement)
            return days[0][0], days[-1][1]
        return self.timeline.components.expected(statement.about, "start")

    def _is_kept(self, about: str, milestone: str) -> bool:
        """Tell whether reports put a milestone on or before the day."""
        return self.timeline.components.reported(about, milestone)[1] <= self.day

    def _is_borne_out(self, statement: Statement, due: Bounds) -> bool:
        """Tell whether a report says something of the same kind, of the day that was meant or a later one."""
        builder = self.timeline.components.component(statement.about).builder
        same = [statement.kind]
        if statement.kind.spec.personnel:
            same = [kind for kind in ClaimKind if kind.spec.personnel]
        elif statement.kind is ClaimKind.PRESENT:
            same = [kind for kind in ClaimKind if kind.spec.sighting]
        for other in self.store.statements(about=statement.about):
            if other.kind in same and self.store.basis(other) is Basis.REPORTED and other.value is not False:
                days = builder.days_of(other)
                if days[0][0] >= due.low and days[-1][1] <= self.day:
                    return True
        return False

    def _promise(
        self,
        statement: Statement,
        milestone: str,
        bounds: Bounds,
        *,
        about: str | None = None,
        implied: bool = False,
        replaced: bool = False,
    ) -> Promise:
        name = about or statement.about
        appeared = [self.store.published(each.source) for each in self._speaking(name)]
        return Promise(
            statement,
            f"{name}.{milestone}",
            bounds,
            calendar_date(bounds.high),
            self._last_seen(name),
            sum(first > bounds.high and last <= self.day for first, last in appeared),
            tellable=any(last >= bounds.high for _, last in appeared if last < inf),
            implied=implied,
            replaced=replaced,
        )

    def _speaking(self, about: str) -> list[Statement]:
        """One statement of each source that speaks of a subject."""
        return [*{statement.source: statement for statement in self.store.statements(about=about)}.values()]

    def _last_seen(self, about: str) -> Sighting | None:
        if about not in self.store.deployments:
            return None
        return last_seen(self.timeline.runs(about).facts.sightings, self.day)
