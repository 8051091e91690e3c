"""What `check` finds in the days of stays: long silences, twins, and days outside those of the mission."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from math import inf
from operator import attrgetter

import attrs

from deployments.citations import cited
from deployments.claims import Basis, ClaimKind
from deployments.errors import quote
from deployments.records import Deployment, Statement
from deployments.references import Problem
from deployments.registry import Registry
from deployments.solver.constraints import ConstraintBuilder, is_absence, is_sighting
from deployments.solver.corrections import corrected
from deployments.values.edtf import Run

#: Reports of these milestones are days on which somebody was there.
_DAYS_THERE = (ClaimKind.START, ClaimKind.OPERATIONAL, ClaimKind.END)


def all_of(registry: Registry) -> Iterator[Problem]:
    """Yield K204, K205 and K206."""
    reports = _Reports(registry)
    yield from _silences(reports)
    yield from _twins(reports)
    yield from _outside(reports)


@attrs.frozen(eq=False)
class _Day:
    """A day from `first` to `last` of which a report says something."""

    first: float
    last: float
    statement: Statement


class _Reports:
    """The days of which reports say something that nothing puts right or contradicts."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.builder = ConstraintBuilder(registry)

    @cached_property
    def _out(self) -> set[str]:
        disputes = self.registry.disputes()
        colliding = {each.id for dispute in disputes for each in (dispute.statement, *dispute.against)}
        return colliding.union(corrected(self.registry))

    def counts(self, statement: Statement) -> bool:
        """Tell whether a statement is a report that holds."""
        return self.registry.basis(statement) is Basis.REPORTED and statement.id not in self._out

    @cached_property
    def seen(self) -> Mapping[str, Sequence[_Day]]:
        """The days on which each deployment was seen, those of its parts too, in no order."""
        found: dict[str, list[_Day]] = defaultdict(list)
        deployments = self.registry.deployments
        for statement in self.registry.statements():
            deployment = deployments.get(statement.about)
            if deployment is not None and self.counts(statement):
                days = [*self._seen(statement)]
                found[statement.about] += days
                if deployment.part_of is not None and days:
                    for whole in self.registry.wholes(statement.about):
                        found[whole] += days
        return found

    def _seen(self, statement: Statement) -> Iterator[_Day]:
        if statement.kind in _DAYS_THERE:
            named = self.builder.named(statement)
            if named is not None:
                yield _Day(*named, statement)
        elif is_sighting(statement, self.builder):
            for days in dict.fromkeys(map(tuple, self.builder.edges(statement))):
                if days:
                    yield _Day(days[0][0], days[-1][1], statement)

    @cached_property
    def absences(self) -> Mapping[str, Sequence[_Day]]:
        """The days on which nobody of each deployment was there."""
        found: dict[str, list[_Day]] = defaultdict(list)
        for statement in self.registry.statements():
            if is_absence(statement, self.registry) and self.counts(statement):
                starts, ends = self.builder.edges(statement)
                if starts and ends:
                    found[statement.about].append(_Day(starts[0][0], ends[-1][1], statement))
        return found


# --- silences --------------------------------------------------------------------------------------------


def _silences(reports: _Reports) -> Iterator[Problem]:
    for id_, days in reports.seen.items():
        silences = [*_unbridged(reports, id_, sorted(days, key=attrgetter("first", "last", "statement.id")))]
        if silences:
            before, after = silences[0]
            others = len(silences) - 1
            more = f"; likewise {others} {'other' if others == 1 else 'others'}" if others else ""
            message = f"nobody says that they stayed between {cited(before)} and {cited(after)}{more}"
            hint = "write down what a source says of the days between; if they left, write two deployments"
            yield Problem(after, after.kind.value, "K204", message, hint, before)


def _unbridged(reports: _Reports, id_: str, days: Sequence[_Day]) -> Iterator[tuple[Statement, Statement]]:
    """Yield the statements around each silence, of days in their order."""
    tolerance = reports.registry.tolerance
    newest = days[0]
    for place, day in enumerate(days):
        if place and tolerance.is_stale(newest.last, day.first) and not _is_bridged(reports, id_, days, place, newest):
            yield newest.statement, day.statement
        newest = max(newest, day, key=attrgetter("last"))


def _is_bridged(reports: _Reports, id_: str, days: Sequence[_Day], place: int, newest: _Day) -> bool:
    """Tell whether a source reports on both sides of a silence, or a report has nobody there in it."""
    before = {each.statement.source for each in days[:place]}
    if any(each.statement.source in before for each in days[place:]):
        return True
    return any(newest.last < each.last and each.first < days[place].first for each in reports.absences.get(id_, ()))


# --- twins -----------------------------------------------------------------------------------------------


def _twins(reports: _Reports) -> Iterator[Problem]:
    registry = reports.registry
    alike: dict[Hashable, list[Deployment]] = defaultdict(list)
    for deployment in map(registry.filled, registry.deployments.values()):
        own = deployment.contributor, frozenset(deployment.mission), deployment.force, deployment.place
        alike[*own, deployment.part_of].append(deployment)
    for several in alike.values():
        if len(several) > 1:
            yield from _untold(reports, several)


def _untold(reports: _Reports, alike: Iterable[Deployment]) -> Iterator[Problem]:
    """Yield each of some deployments that differ in their days at most, if these may be those of another."""
    stays = sorted(((_named(reports, each), each) for each in alike), key=lambda each: each[0])
    (_, until), other = stays[0]
    for (first, last), deployment in stays[1:]:
        if first <= until and not _is_linked(reports.registry, deployment.id, other.id):
            message = f"nothing tells {quote(deployment.id)} and {quote(other.id)} apart"
            hint = "write a force, a place or days for each; if they are one, make one of them"
            yield Problem(deployment, "id", "K205", message, hint, other)
        if last >= until:
            until, other = last, deployment


def _named(reports: _Reports, deployment: Deployment) -> Run:
    """Return the first and the last day that is named for a deployment; all days if none is."""
    registry, builder = reports.registry, reports.builder
    found = []
    for statement in registry.statements(about=deployment.id):
        if statement.kind in _DAYS_THERE or statement.kind.spec.sighting:
            found += [day for day in builder.named(statement) or () if abs(day) < inf]
    return (min(found), max(found)) if found else (-inf, inf)


def _is_linked(registry: Registry, a: str, b: str) -> bool:
    links = (ClaimKind.FOLLOWS, ClaimKind.RELIEVES)
    pairs = ((a, b), (b, a))
    return any(
        statement.kind in links and statement.value == other
        for one, other in pairs
        for statement in registry.statements(about=one)
    )


# --- outside the mission ---------------------------------------------------------------------------------


@attrs.frozen(eq=False)
class _Stretch:
    """The first and the last day of a mission by reports, and who says so; None where nobody does."""

    first: float = -inf
    last: float = inf
    start: Statement | None = None
    end: Statement | None = None

    def broken_by(self, day: _Day) -> Statement | None:
        """Return the statement that a day is certainly before or after, if there is one."""
        if day.last < self.first:
            return self.start
        return self.end if day.first > self.last else None


def _outside(reports: _Reports) -> Iterator[Problem]:
    registry = reports.registry
    stretches = {id_: stretch for id_ in registry.missions if (stretch := _stretch(reports, id_)) is not None}
    for deployment in registry.deployments.values() if stretches else ():
        missions = [stretches.get(mission) for mission in registry.filled(deployment).mission]
        known = [mission for mission in missions if mission is not None]
        if not known or len(known) < len(missions):
            continue
        days = [day for day in reports.seen.get(deployment.id, ()) if all(each.broken_by(day) for each in known)]
        own = sorted((day for day in days if day.statement.about == deployment.id), key=attrgetter("first", "last"))
        if own:
            first, against = own[0].statement, known[0].broken_by(own[0])
            assert against is not None  # noqa: S101 - each of them is broken
            said = [*dict.fromkeys(day.statement for day in own)]
            more = f"; likewise {len(said) - 1} {'other' if len(said) == 2 else 'others'}" if said[1:] else ""
            message = f"outside the days of its mission: {cited(first)}, against {cited(against)}{more}"
            hint = "mend one of the dates; whoever came earlier or stayed longer was there for another mission, or none"
            yield Problem(first, first.kind.value, "K206", message, hint, against)


def _stretch(reports: _Reports, mission: str) -> _Stretch | None:
    starts, ends = ([*_dated(reports, mission, kind)] for kind in (ClaimKind.START, ClaimKind.END))
    start = min(starts, key=attrgetter("first"), default=None)
    end = max(ends, key=attrgetter("last"), default=None)
    if start is None and end is None:
        return None
    return _Stretch(
        -inf if start is None else start.first,
        inf if end is None else end.last,
        None if start is None else start.statement,
        None if end is None else end.statement,
    )


def _dated(reports: _Reports, mission: str, kind: ClaimKind) -> Iterator[_Day]:
    for statement in reports.registry.statements(about=mission, kind=kind):
        named = reports.builder.named(statement)
        if reports.counts(statement):
            yield _Day(*(named or (-inf, inf)), statement)
