"""The facts about one deployment from which every answer about its days follows."""

from __future__ import annotations

import functools
import itertools
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from math import inf
from operator import itemgetter

import attrs

from deployments.answers.sightings import Sighting, bridges, node_of, sightings, without
from deployments.claims import HOW_LONG, Basis, ClaimKind
from deployments.records import Statement
from deployments.solver.absences import Absence, Side
from deployments.solver.bounds import Status
from deployments.solver.collisions import impossible
from deployments.solver.components import Component
from deployments.solver.constraints import is_nobody, node
from deployments.solver.network import Network
from deployments.solver.plans import adding_order, names_last_day, rank
from deployments.solver.possible import possible_runs
from deployments.solver.worlds import World
from deployments.store import RecordStore
from deployments.values.edtf import Run, union
from deployments.values.when import When

#: Ascending runs of days that do not touch.
Runs = Sequence[Run]


def _holds(runs: Runs, day: float) -> bool:
    place = bisect_right(runs, day, key=itemgetter(0)) - 1
    return place >= 0 and day <= runs[place][1]


@attrs.frozen(kw_only=True, eq=False)
class Facts:
    """Days, as day numbers, that decide the word of every day of one deployment.

    Reports alone: it can be there from `possible_first` to `possible_last`, and is certain to be from `certain_first`
    to `certain_last`. Reports and plans: it starts on `plan_first` or later, and ends from `plan_end_first` to
    `plan_last`. Infinite where nobody named a day.

    - `names_first_day`: a claim of its start that holds names a first day; else `departs` is its planned departure.
    - `arrives_from`: the first day named for its start by reports, be it of a departure.
    - `was_seen`: some report has it there on some day. `has_plan`: a plan or a decision holds; `has_open_plan`: one of
      how long, without a last day.
    - `spoken_from`: before it nobody speaks of it. `fresh_until`, `plan_fresh_until`: after it, it is stale.
    - `authorised_from`: from when on it is authorised, or a source says that it will be, where no source says more.
    """

    possible_first: float = -inf
    possible_last: float = inf
    certain_first: float = inf
    certain_last: float = -inf
    plan_first: float = -inf
    plan_end_first: float = -inf
    plan_last: float = inf
    departs: float = -inf
    arrives_from: float = -inf
    spoken_from: float = inf
    fresh_until: float = inf
    plan_fresh_until: float = inf
    authorised_from: float = inf
    names_first_day: bool = False
    was_seen: bool = False
    has_plan: bool = False
    has_open_plan: bool = False
    is_cancelled: bool = False
    #: Runs of days: on which it was seen for certain, of vague sightings, that a silence bridges, in a gap, on which
    #: somebody reports nobody, on which reports contradict each other, and that a considered claim names.
    seen: Runs = ()
    vague: Runs = ()
    bridged: Runs = ()
    gaps: Runs = ()
    absent: Runs = ()
    disputed: Runs = ()
    considered: Runs = ()
    #: All sightings that can hold.
    sightings: tuple[Sighting, ...] = ()

    def is_seen_on(self, day: float) -> bool:
        """Tell whether a sighting is certainly of the day."""
        return _holds(self.seen, day)

    def is_vague(self, day: float) -> bool:
        """Tell whether the day is one of several that a sighting can be of."""
        return _holds(self.vague, day)

    def is_bridged(self, day: float) -> bool:
        """Tell whether the day lies in a silence too long to count as staying."""
        return _holds(self.bridged, day)

    def is_in_gap(self, day: float) -> bool:
        """Tell whether the day lies around a report of nobody between two of somebody."""
        return _holds(self.gaps, day)

    def is_absent(self, day: float) -> bool:
        """Tell whether a report has nobody there on that very day, or no course of events has anybody."""
        return _holds(self.absent, day)

    def is_disputed(self, day: float) -> bool:
        """Tell whether reports contradict each other about the day."""
        return _holds(self.disputed, day)

    def is_considered(self, day: float) -> bool:
        """Tell whether a considered claim has the force there on the day."""
        return _holds(self.considered, day)

    def is_undoubted(self, day: float) -> bool:
        """Tell whether nothing but a silence stands against a day that is certain by the bounds."""
        return not (self.is_in_gap(day) or self.is_absent(day))

    def breaks(self) -> list[float]:
        """Return the days on which the word can change, in order; it is one before the first of them."""
        starts = (self.possible_first, self.certain_first, self.plan_first, self.departs, self.arrives_from)
        others = (self.spoken_from, self.authorised_from, self.certain_last)
        ends = (self.possible_last, self.certain_last, self.plan_end_first, self.plan_last)
        fresh = (self.fresh_until, self.plan_fresh_until)
        found = {*starts, *others, *(day + 1 for day in (*ends, *fresh))}
        for runs in (self.seen, self.vague, self.bridged, self.gaps, self.absent, self.disputed, self.considered):
            for first, last in runs:
                found |= {first, last + 1}
        return sorted(day for day in found if abs(day) < inf)


def facts_of(component: Component, id_: str) -> Facts:
    """Return the facts about a deployment."""
    return _Finder(component, id_).facts()


@attrs.frozen(eq=False)
class _View:
    """What a largest set of reports makes of the days: those certain by their bounds, its sightings and silences.

    What the set leaves out breaks none of the silences.
    """

    world: World
    certain: Run
    seen: Sequence[Sighting]
    silences: Runs


class _Finder:
    """Reads the facts about one deployment off its component."""

    def __init__(self, component: Component, id_: str) -> None:
        self.component = component
        self.store: RecordStore = component.store
        self.id = id_
        self.statements = component.about.get(id_, [])
        self.said = self.store.statements_of(about=id_)
        # What dates something by it, "takes over from it", or is said of a part of it, speaks of it too.
        self.mentions = component.mentions.get(id_, ())
        self.basis = {s.id: self.store.basis(s) for s in self.statements}
        self.holding = [*self._that_hold(self.statements)]

    @functools.cached_property
    def _of_parts(self) -> Sequence[Statement]:
        if not self.store.parts.get(self.id):
            return ()
        below = {*self.store.parts_below(self.id)}
        return [s for s in self.mentions if s.about in below]

    def _that_hold(self, statements: Iterable[Statement]) -> Iterator[Statement]:
        for statement in statements:
            status = self.component.refused.get(statement.id)
            if status in (None, Status.DISPUTED) and statement.id not in self.component.in_no_world:
                yield statement

    def facts(self) -> Facts:
        """Put them together."""
        component = self.component
        came, left = component.reported(node(self.id, "start")), component.reported(node(self.id, "end"))
        start, end = component.expected(node(self.id, "start")), component.expected(node(self.id, "end"))
        seen = tuple(sightings(component, self.id))
        views = [self._view(world, seen) for world in component.worlds]
        undisputed = [each for each in seen if each.statement.id not in component.colliding]
        last_word = self._last_word(seen)
        tolerance = self.store.tolerance
        counting = component.counting.get(self.id)
        return Facts(
            possible_first=came[0],
            possible_last=left[1],
            certain_first=came[1],
            certain_last=left[0],
            plan_first=start[0],
            plan_end_first=end[0],
            plan_last=end[1],
            departs=self._departs(),
            arrives_from=self._arrives_from(came[0]),
            spoken_from=self._spoken_from(),
            fresh_until=tolerance.fresh_until(last_word),
            plan_fresh_until=tolerance.fresh_until(end[1]),
            authorised_from=self._authorised_from(),
            names_first_day=self._names_first_day(start[0]),
            was_seen=bool(seen),
            has_plan=self._has_plan(),
            has_open_plan=any(not names_last_day(s, HOW_LONG) for s in self._of_length()),
            is_cancelled=counting is not None and counting.cancellation is not None,
            seen=union(
                [*((each.first, each.last) for each in undisputed if each.first == each.last), *self._stretches()]
            ),
            vague=union((each.first, each.last) for each in seen if each.first < each.last),
            bridged=union(run for view in views for run in view.silences),
            gaps=union((gap.first, gap.last) for gap in component.gaps_about(self.id) if gap.first <= gap.last),
            absent=self._absent((came[0], left[1])),
            disputed=self._disputed(views),
            considered=_Considering(self).runs(),
            sightings=seen,
        )

    # --- plans ---

    def _holding(self, *kinds: ClaimKind) -> list[Statement]:
        return [s for s in self.holding if s.kind in kinds and self.basis[s.id] is not Basis.CONSIDERED]

    def _of_length(self) -> list[Statement]:
        plans = self._holding(ClaimKind.END, ClaimKind.RETURNED, ClaimKind.DURATION)
        return [s for s in plans if self.basis[s.id] is Basis.PLANNED]

    def _has_plan(self) -> bool:
        """Tell whether a plan or a decision of it, or of a part of it, holds."""
        for statement in (*self.holding, *self._that_hold(self._of_parts)):
            basis = self.store.basis(statement)
            is_presence = not statement.kind.spec.is_shown_only and statement.kind not in _AUTHORISING
            is_plan = basis is Basis.PLANNED and is_presence
            is_plan |= statement.kind is ClaimKind.DECIDED
            if is_plan and basis is not Basis.CONSIDERED and not is_nobody(statement):
                return True
        return False

    def _names_first_day(self, plan_first: float) -> bool:
        for statement in self._holding(ClaimKind.START):
            days = self.component.builder.named(statement)
            value = statement.value
            related = isinstance(value, When) and bool(value.after or value.around or value.during)
            if (days is not None and days[0] > -inf) or (related and plan_first > -inf):
                return True
        return False

    def _departs(self) -> float:
        planned = [s for s in self._holding(ClaimKind.DEPARTED) if self.basis[s.id] is Basis.PLANNED]
        return self.component.expected(node(self.id, "departed"))[0] if planned else -inf

    def _arrives_from(self, possible_first: float) -> float:
        if possible_first > -inf:
            return possible_first
        departed = [s for s in self._holding(ClaimKind.DEPARTED) if self.basis[s.id] is Basis.REPORTED]
        return self.component.reported(node(self.id, "departed"))[0] if departed else -inf

    # --- what is said at all ---

    def _spoken_from(self) -> float:
        """The first decision, departure or sighting, or the first source that plans or reports anything of it."""
        days = [_first_named(each.first, each.last) for each in self.component.seen[self.id]]
        for statement in self._holding(ClaimKind.DECIDED, ClaimKind.DEPARTED):
            named = self.component.builder.named(statement)
            days += [] if named is None else [_first_named(*named)]
        for statement in (*self.statements, *self.mentions):
            if self.store.basis(statement) is not Basis.CONSIDERED:
                days.append(self.store.published(statement.source)[0])
        return min(days, default=inf)

    def _last_word(self, seen: Iterable[Sighting]) -> float:
        """The last day that a holding milestone, sighting or mandate names, or on which a source spoke of it."""
        seen_of_parts = [each.statement for each in seen if each.statement.about != self.id]
        said = (*self.said, *self.mentions, *seen_of_parts)
        speaking = [s for s in said if self.store.basis(s) is not Basis.CONSIDERED]
        days = [_finite(*self.store.published(s.source)) for s in speaking]
        sighted = (self.component.builder.named(each.statement) for each in seen)
        days += [_finite(*each) for each in sighted if each is not None]
        for statement in self.holding:
            if self.basis[statement.id] is Basis.CONSIDERED:
                continue
            if statement.kind.milestones:
                own = node(self.id, statement.kind.value)
                named = self.component.builder.named(statement) or self.component.expected(own)
                days.append(_finite(*named))
            elif statement.kind is ClaimKind.MANDATE and isinstance(statement.value, When):
                runs = statement.value.runs
                days.append(_finite(runs[0][0], runs[-1][1]) if runs else -inf)
        return max(days, default=-inf) if any(day > -inf for day in days) else inf

    def _authorised_from(self) -> float:
        if any(s.kind not in _AUTHORISING for s in (*self.statements, *self._of_parts)):
            return inf
        # What is only thought of does not authorise.
        authorising = [s for s in self.statements if self.basis[s.id] is not Basis.CONSIDERED]
        days = [self.store.published(s.source)[0] for s in authorising]
        days += [s.as_of.widened_hull(self.store.tolerance)[0] for s in authorising if s.as_of is not None]
        return min(days, default=inf)

    def _stretches(self) -> Iterator[Run]:
        """The days of reports of somebody there on all days from one to another."""
        builder = self.component.builder
        for statement in {each.statement.id: each.statement for each in self.component.seen[self.id]}.values():
            if builder.is_lasting(statement):
                starts, ends = builder.edges(statement)
                if statement.id not in self.component.colliding and starts[-1][1] <= ends[0][0]:
                    yield starts[-1][1], ends[0][0]

    # --- what is doubtful ---

    def _view(self, world: World, seen: Sequence[Sighting]) -> _View:
        start, end = world.reported.bounds(node(self.id, "start")), world.reported.bounds(node(self.id, "end"))
        own = [each for each in seen if each.statement.id in world.held]
        ignored = self.component.agreement.ignored
        others = [each for each in seen if each.statement.id in ignored] if ignored else None
        certain = start[1], end[0]
        return _View(world, certain, own, bridges(own, certain, self.store.tolerance, others))

    def _absent(self, possible: Run) -> Runs:
        """The days of reports of nobody that nothing else places, and the days that no course of events allows."""
        colliding = self.component.colliding
        alone = [run for each, run in self._days_of_nobody() if each.statement.id not in colliding]
        return union([*alone, *self._holes(possible)])

    def _days_of_nobody(self) -> Iterator[tuple[Absence, Run]]:
        """Yield the reports of nobody there that make no gap, each with the days that it is certainly of."""
        for each in (*self.component.absences[self.id], *self.component.absences_above[self.id]):
            if each.side is not Side.WITHIN and each.certain is not None:
                yield each, each.certain

    def _holes(self, possible: Run) -> Iterator[Run]:
        worlds = self.component.worlds
        if len(worlds) == 1 and worlds[0].is_convex(self.id):
            return
        can = union(run for world in worlds for run in self._can_be(world))
        for (_, last), (first, _) in itertools.pairwise(can):
            if possible[0] <= last and first <= possible[1]:
                yield last + 1, first - 1

    def _can_be(self, world: World) -> Iterable[Run]:
        first = world.reported.bounds(node(self.id, "start"))[0]
        last = world.reported.bounds(node(self.id, "end"))[1]
        return [(first, last)] if world.is_convex(self.id) else possible_runs(world, self.id, first, last)

    def _left(self, report: Statement) -> Run | None:
        """Return the days that a report names, and where they have no end those that others leave it; None without."""
        named = self.component.builder.named(report)
        if named is None or -inf < named[0] <= named[1] < inf:
            return named
        return self.component.days_left(report, node_of(self.component, report), named)

    def _disputed(self, views: Sequence[_View]) -> Runs:
        """The days about which reports contradict each other, between the days that the colliding ones name."""
        component = self.component
        if len(views) == 1:
            return ()
        days = [run for each in component.colliding_about(self.id) if (run := self._left(each)) is not None]
        first = min((run[0] for run in days), default=-inf)
        last = max((run[1] for run in days), default=inf)
        sure: list[Run] = []
        for view in views:
            sure += without([view.certain], view.silences)
            sure += [(each.first, each.last) for each in view.seen if each.first == each.last]
            can = union(self._can_be(view.world))
            sure += [(-inf, can[0][0] - 1), (can[-1][1] + 1, inf)] if can else [(-inf, inf)]
            sure += [(a[1] + 1, b[0] - 1) for a, b in itertools.pairwise(can)]
            sure += [run for each, run in self._days_of_nobody() if each.statement.id in view.world.held]
        inside = union(run for run in sure if run[0] <= run[1])
        return [(max(a, first), min(b, last)) for a, b in inside if max(a, first) <= min(b, last)]


#: What is authorised is never taken for presence.
_AUTHORISING = (ClaimKind.MANDATE, ClaimKind.CEILING)


def _first_named(first: float, last: float) -> float:
    """The first day of a run that somebody names: of what was "before" a day, that day."""
    return first if first > -inf else last


def _finite(first: float, last: float) -> float:
    return last if last < inf else first if first < inf else -inf


class _Considering:
    """The days on which considered claims have the force there, with them in place of the plans of their families."""

    def __init__(self, finder: _Finder) -> None:
        self.finder = finder
        self.store = finder.store
        self.component = finder.component
        self.claims = [s for s in self.component.considered if s.about == finder.id and s.kind.spec.family]

    def runs(self) -> Runs:
        """Return them."""
        counting = [s for s in self.claims if self._counts(s) and s.value is not False]
        families = {s.kind.spec.family for s in counting}
        if not families & {"start", HOW_LONG}:
            return ()
        return union(run for world in self.component.worlds for run in self._in(world, counting, families))

    def _counts(self, claim: Statement) -> bool:
        """Tell whether a claim is of the newest source of its family, and no newer plan or report of that is there."""
        own, family = rank(self.store, claim), claim.kind.spec.family
        for other in self.finder.statements:
            if other.kind.spec.family == family and rank(self.store, other) > own:
                return False
        return True

    def _in(self, world: World, counting: Sequence[Statement], families: set[str | None]) -> Iterator[Run]:
        id_, component = self.finder.id, self.component
        plans = [s for s in world.plans if s.about != id_ or s.kind.spec.family not in families]
        known = [
            *world.by_reports.constraints,
            *(each for plan in plans for each in component.constraints_of_plan(plan)),
        ]
        plain = known
        for group in adding_order(counting, self.store):
            alone = [each for each in group if impossible([*known, *component.constraints[each.id]]) is None]
            more = [*known, *(each for claim in alone for each in component.constraints[claim.id])]
            if alone and impossible(more) is None:
                known = more
        if known is plain:
            return  # reports and plans leave no room for what is considered
        solution = Network(known).solve()
        first, last = solution.bounds(node(id_, "start"))[0], solution.bounds(node(id_, "end"))[1]
        said = max(max(self._named(claim), _finite(*self.store.published(claim.source))) for claim in counting)
        last = min(last, self.store.tolerance.fresh_until(said))
        if -inf < first <= last:
            yield first, last

    def _named(self, claim: Statement) -> float:
        days = self.component.builder.named(claim)
        return -inf if days is None else _finite(*days)
