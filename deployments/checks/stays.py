"""What `check` finds in the days of stays: long silences, twins, and days outside those of the mission."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from functools import cached_property
from math import inf
from operator import attrgetter

import attrs

from deployments.checks.citations import cited
from deployments.checks.tallies import colliding
from deployments.claims import Basis, ClaimKind
from deployments.errors import quote
from deployments.records import Deployment, Statement
from deployments.references import Problem
from deployments.registry import Registry
from deployments.solver.constraints import ConstraintBuilder, is_absence, is_sighting
from deployments.solver.corrections import corrected
from deployments.values.edtf import Run
from deployments.values.when import When

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
    def _out(self) -> frozenset[str]:
        return colliding(self.registry) | corrected(self.registry)

    def counts(self, statement: Statement) -> bool:
        """Tell whether a statement is a report that holds."""
        return self.registry.basis(statement) is Basis.REPORTED and statement.id not in self._out

    def seen(self, id_: str) -> list[_Day]:
        """Return the days on which a deployment was seen, those of its parts too."""
        return [day for statement in self.about(id_) if self.counts(statement) for day in self._seen(statement)]

    def about(self, id_: str) -> Iterator[Statement]:
        """Yield the statements about a deployment and its parts that can be of a day on which somebody was there."""
        for each in (id_, *self.registry.parts_below(id_)):
            for statement in self.registry.statements_of(about=each):
                if statement.kind in _DAYS_THERE or statement.kind.spec.sighting:
                    yield statement

    def _seen(self, statement: Statement) -> Iterator[_Day]:
        if statement.kind in _DAYS_THERE:
            named = self.builder.named(statement)
            if named is not None:
                yield _Day(*named, statement)
        elif is_sighting(statement, self.builder):
            day = self.written(statement)
            if day is not None and day[0] == day[1] and self._is_exact(statement):  # as most are
                yield _Day(*day, statement)
                return
            for days in dict.fromkeys(map(tuple, self.builder.edges(statement))):
                if days:
                    yield _Day(days[0][0], days[-1][1], statement)

    def written(self, statement: Statement) -> Run | None:
        """Return the days that a claim names as it stands there, without tolerance; None if it only names another."""
        told = self.registry.original(statement)
        if told.as_of is not None:
            return told.as_of.hull
        if not isinstance(told.value, When):
            return self.registry.published(told.source)
        runs = told.value.runs
        return (runs[0][0], runs[-1][1]) if runs else None

    def _is_exact(self, statement: Statement) -> bool:
        """Tell whether "around" adds no days to a day, and publication takes none away."""
        told = self.registry.original(statement)
        published = self.registry.published(statement.source)
        if told.as_of is None:
            return told.citing is None
        run = told.as_of.widened_hull(self.registry.tolerance)
        return run[0] == run[1] <= published[1]

    def absences(self, id_: str) -> Iterator[Run]:
        """Yield the days on which nobody of a deployment was there, each from the first to the last that it can be."""
        for statement in self.registry.statements_of(about=id_):
            if is_absence(statement, self.registry) and self.counts(statement):
                starts, ends = self.builder.edges(statement)
                if starts and ends:
                    yield starts[0][0], ends[-1][1]


# --- silences --------------------------------------------------------------------------------------------


def _silences(reports: _Reports) -> Iterator[Problem]:
    for id_ in reports.registry.deployments:
        days = reports.seen(id_) if _can_be_silent(reports, id_) else []
        silences = [*_unbridged(reports, id_, sorted(days, key=attrgetter("first", "last", "statement.id")))]
        if silences:
            before, after = silences[0]
            others = len(silences) - 1
            more = f"; likewise {others} {'other' if others == 1 else 'others'}" if others else ""
            message = f"nobody says that they stayed between {cited(before)} and {cited(after)}{more}"
            hint = "write down what a source says of the days between; if they left, write two deployments"
            yield Problem(after, after.kind.value, "K204", message, hint, before)


def _can_be_silent(reports: _Reports, id_: str) -> bool:
    """Tell whether several sources, or of several parts, name days that can be so far apart; of most they do not."""
    registry, speaking, first, last = reports.registry, set[tuple[str, str]](), inf, -inf
    for statement in map(registry.original, reports.about(id_)):
        days = reports.written(statement)
        if days is None:
            return True  # what relates to another is worth a closer look
        speaking.add((statement.source, statement.about))
        first, last = min(first, days[1], registry.published(statement.source)[1]), max(last, days[0])
    return len(speaking) > 1 and first < inf and registry.tolerance.is_stale(first, last)


def _unbridged(reports: _Reports, id_: str, days: Sequence[_Day]) -> Iterator[tuple[Statement, Statement]]:
    """Yield the statements around each silence, of days in their order."""
    is_stale = reports.registry.tolerance.is_stale
    #: The place of the last day that each source names of the same force: it speaks for all between its first and that.
    reach = {(day.statement.source, day.statement.about): place for place, day in enumerate(days)}
    reached = itertools.accumulate((reach[day.statement.source, day.statement.about] for day in days), max)
    newest = itertools.accumulate(days, _later)
    absences = _Absences(reports.absences(id_)) if days else None
    for place, (before, until, after) in enumerate(zip(newest, reached, days[1:], strict=False)):
        is_silent = until <= place and is_stale(before.last, after.first)
        if is_silent and absences is not None and not absences.meet(before.last, after.first):
            yield before.statement, after.statement


def _later(one: _Day, other: _Day) -> _Day:
    return other if other.last > one.last else one


class _Absences:
    """The days on which nobody was there: what they make doubtful is told already."""

    def __init__(self, runs: Iterable[Run]) -> None:
        ordered = sorted(runs)
        self._firsts = [first for first, _ in ordered]
        self._lasts = [*itertools.accumulate((last for _, last in ordered), max)]

    def meet(self, after: float, before: float) -> bool:
        """Tell whether any can be between two days."""
        place = bisect_left(self._firsts, before)
        return place > 0 and self._lasts[place - 1] > after


# --- twins -----------------------------------------------------------------------------------------------


def _twins(reports: _Reports) -> Iterator[Problem]:
    registry = reports.registry
    alike: dict[Hashable, list[Deployment]] = defaultdict(list)
    called_off = {each.about for each in registry.statements_of(kind=ClaimKind.CANCELLED)}
    for deployment in map(registry.filled, registry.deployments.values()):
        if deployment.id in called_off:
            continue
        force, place = str(deployment.force or "").casefold().strip(), str(deployment.place or "").casefold()
        own = deployment.contributor, frozenset(deployment.mission), force, place
        alike[*own, deployment.part_of].append(deployment)
    links = _linked(registry)
    for several in alike.values():
        if len(several) > 1:
            yield from _untold(reports, several, links)


def _untold(reports: _Reports, alike: Iterable[Deployment], links: Collection[frozenset[str]]) -> Iterator[Problem]:
    """Yield each of some deployments that differ in their days at most, if these may be those of another."""
    registry = reports.registry
    stays = sorted(((_named(reports, each), each) for each in alike), key=lambda each: each[0])
    (_, until), other = stays[0]
    for (first, last), deployment in stays[1:]:
        if first <= until and frozenset((deployment.id, other.id)) not in links:
            message = f"nothing tells {quote(deployment.id)} and {quote(other.id)} apart"
            hint = "write a force, a place or days for each; if they are one, make one of them"
            own, twin = (registry.deployments[each.id] for each in (deployment, other))
            yield Problem(own, "id", "K205", message, hint, twin)
        if last >= until:
            until, other = last, deployment


def _named(reports: _Reports, deployment: Deployment) -> Run:
    """Return the first and the last day that is named for a deployment; all days if none is.

    A day without anybody is none of its days.
    """
    found: list[float] = []
    for statement in reports.registry.statements_of(about=deployment.id):
        is_sighting = statement.kind.spec.sighting and not is_absence(statement, reports.registry)
        if statement.kind in _DAYS_THERE or is_sighting:
            found += [day for day in reports.written(statement) or () if abs(day) < inf]
    return (min(found), max(found)) if found else (-inf, inf)


def _linked(registry: Registry) -> Collection[frozenset[str]]:
    """Return the pairs of deployments of which some source says how the one belongs to the other."""
    kinds = (ClaimKind.FOLLOWS, ClaimKind.RELIEVES)
    return {frozenset((each.about, str(each.value))) for kind in kinds for each in registry.statements_of(kind=kind)}


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
        days = [day for day in reports.seen(deployment.id) if all(each.broken_by(day) for each in known)]
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
    for statement in reports.registry.statements_of(about=mission, kind=kind):
        named = reports.builder.named(statement)
        if reports.counts(statement):
            yield _Day(*(named or (-inf, inf)), statement)
