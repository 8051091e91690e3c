"""The network of a store, in connected components that are solved when they are first asked for."""

from __future__ import annotations

import functools
import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import inf

import attrs

from deployments.claims import Basis, ClaimKind, Term
from deployments.records import Statement
from deployments.solver.absences import Absence, Seen, SeenInOrder, Side, around_gaps, seen_days
from deployments.solver.adding import Adding
from deployments.solver.bounds import Dispute, Gap, Status
from deployments.solver.collisions import Agreement, Consistency, Placements, impossible, largest_sets
from deployments.solver.constraints import (
    ConstraintBuilder,
    NumbersOf,
    is_absence,
    is_around,
    is_sighting,
    node,
    owner,
    precisions,
    rules,
)
from deployments.solver.contradicting import Gathered
from deployments.solver.corrections import corrected
from deployments.solver.groups import Groups
from deployments.solver.limits import Order
from deployments.solver.network import Constraint, Network, Node
from deployments.solver.numbers import Numbers
from deployments.solver.ordering import statement_order
from deployments.solver.plans import Counting, counting_plans, families
from deployments.solver.ties import tied_to, ties
from deployments.solver.worlds import World
from deployments.store import RecordStore
from deployments.values.edtf import Run
from deployments.values.when import When

#: So often reports of nobody that collide, or are placed by what does, are looked for; then all are placed anew.
_MOST_TURNS = 8


class Component:
    """Subjects whose days bind each other, and what became of the statements about them.

    `worlds` are the largest sets of reports that agree, with their plans: one, unless reports contradict each other.
    `out` has the ids of the statements that others put right. `numbers` has the numbers of what is reported to
    decrease, if they were counted before. `known` has the statements about each subject, if not all of the store are
    known. `before` is the component of the same subjects when fewer statements were known, if no statement changes what
    another says: then what each says, and what reports imply, is found once.
    """

    def __init__(
        self,
        store: RecordStore,
        members: Iterable[str],
        out: frozenset[str],
        known: Mapping[str, Sequence[Statement]] | None = None,
        before: Component | None = None,
        numbers: Mapping[NumbersOf, tuple[Numbers, Sequence[Statement]]] | None = None,
    ) -> None:
        self.store = store
        # In an order of their own, so that the order in files does not decide between contradictions.
        self.subjects = [store.subject(each) for each in sorted(members)]
        self.builder = ConstraintBuilder(store, corrected=out, known=known, numbers=numbers or {})
        said = [s for each in self.subjects for s in self.builder.said_of(each.id)]
        said.sort(key=lambda statement: statement_order(store, statement))
        #: What became of the statements that do not hold, by their ids.
        self.refused: dict[str, Status] = {s.id: Status.CORRECTED for s in said if s.id in out}
        #: The reports of nobody that are placed in each largest set of reports anew.
        self.contested: frozenset[str] = frozenset()
        self.statements = tuple(statement for statement in said if statement.id not in out)
        #: Those about each subject, by its id.
        self.about = by_subject(self.statements)
        same = before if before is not None and before.subjects == self.subjects else None
        self._by_id = {subject.id: subject for subject in self.subjects}
        self._find_sets(same)
        self._count_plans()
        self._solve()

    def _find_sets(self, before: Component | None) -> None:
        """Find the largest sets of reports, until no report of nobody is placed by a disputed one."""
        builder, refused = self.builder, {**self.refused}
        for turn in itertools.count():
            self._sort(before)
            self._agree(before)
            more = self._placed_by_disputed(every=turn >= _MOST_TURNS) - self.contested
            if not more:
                return
            self.contested |= more
            self.builder, self.refused = builder, {**refused}

    # --- which statements ---

    def _sort(self, before: Component | None) -> None:
        """Find what the statements are: reports, plans and others; who was seen, and where nobody was."""
        said = self._by_basis()
        reports = [s for s in said if _binds(s) or is_sighting(s, self.builder)]
        self._see(reports)
        self._place([s for s in said if is_absence(s, self.store)])
        outdated = self._decided_too_late(reports) | self._decided_before(reports)
        self.reports = [s for s in reports if s.id not in outdated]
        if any(map(is_around, self.statements)):
            dated = precisions([*reports, *self.planned])
            self.builder = attrs.evolve(self.builder, precisions=dated)
        placed = [each for own in self.absences.values() for each in own]
        self._constrain(placed, before)
        self.reports += [each.statement for each in placed if each.side is not Side.WITHIN]

    def _by_basis(self) -> list[Statement]:
        """Find what is considered, planned and called off, and return all that is reported."""
        basis = {statement.id: self.store.basis(statement) for statement in self.statements}
        self.considered = [s for s in self.statements if basis[s.id] is Basis.CONSIDERED]
        self.refused.update((s.id, Status.CONSIDERED) for s in self.considered)
        # That one force relieves another is a plan for the end of that one, whoever says it.
        said = [s for s in self.statements if basis[s.id] is Basis.REPORTED and s.kind is not ClaimKind.RELIEVES]
        self.planned = [
            s
            for s in self.statements
            if (basis[s.id] is Basis.PLANNED and s.value is not False)
            or (basis[s.id] is Basis.REPORTED and s.kind is ClaimKind.RELIEVES)
        ]
        self.cancelled = [s for s in said if s.kind is ClaimKind.CANCELLED]
        return said

    def _see(self, reports: Iterable[Statement]) -> None:
        """Note on which days somebody was there: who sees a part sees the whole."""
        self.seen: dict[str, list[Seen]] = defaultdict(list)
        self._in_order: dict[str, SeenInOrder] = {}
        for each in seen_days(self.builder, reports):
            for about in (each.statement.about, *self.store.wholes(each.statement.about)):
                self.seen[about].append(each)

    def _place(self, absences: Iterable[Statement]) -> None:
        """Place the reports of nobody by who was seen; those that are contested are placed in each set anew."""
        self.absences: dict[str, list[Absence]] = defaultdict(list)
        for statement in absences:
            own, seen = self.absences[statement.about], self._seen_in_order(statement.about)
            own.append(Absence.of(self.builder, statement, seen, is_placed=statement.id not in self.contested))
        self.absences_above = self._absences_above()

    def _constrain(self, placed: Iterable[Absence], before: Component | None) -> None:
        """Find what the rules say, and each statement, which those that were known before say as they did."""
        self.base: Sequence[Constraint]
        self.base = [each for subject in self.subjects for each in rules(subject)] if before is None else before.base
        known = {} if before is None else before.constraints
        binding = (*self.reports, *self.planned, *self.considered)
        self.constraints: dict[str, tuple[Constraint, ...]] = {
            **{each.id: known.get(each.id) or tuple(self.builder.of(each)) for each in binding},
            **{each.statement.id: tuple(each.constraints(self.builder)) for each in placed},
        }

    def _seen_in_order(self, about: str) -> SeenInOrder:
        if about not in self._in_order:
            self._in_order[about] = SeenInOrder(self.builder, self.seen[about])
        return self._in_order[about]

    def _absences_above(self) -> Mapping[str, Sequence[Absence]]:
        """Return the reports that nobody of its whole was there, by each part, as they lie to the stay of the part.

        Where it makes a gap in the stay of the whole, it says of the part that there is one too, or nothing.
        """
        found: dict[str, list[Absence]] = defaultdict(list)
        for subject in self.subjects if self.absences else ():
            for whole in self.store.wholes(subject.id):
                for absence in self.absences.get(whole, ()):
                    is_placed, seen = absence.statement.id not in self.contested, self._seen_in_order(subject.id)
                    own = Absence.of(self.builder, absence.statement, seen, is_placed=is_placed)
                    if absence.side is not Side.WITHIN or own.side is Side.WITHIN:
                        found[subject.id].append(own)
        return found

    def _decided_too_late(self, reports: Sequence[Statement]) -> set[str]:
        """Leave out a decision after the force was there: an extension, most probably, and no reason to doubt that."""
        self.too_late: list[Dispute] = []
        for statement in reports:
            days = self.builder.named(statement) if statement.kind is ClaimKind.DECIDED else None
            seen = None if days is None else self._seen_in_order(statement.about).first_before(days[0])
            if seen is not None:
                self.too_late.append(Dispute(statement, (seen.statement,)))
        out = {dispute.statement.id for dispute in self.too_late}
        self.refused.update((id_, Status.DISPUTED) for id_ in out)
        return out

    def _decided_before(self, reports: Sequence[Statement]) -> set[str]:
        """Return the decisions about the end that surely came before another: the date is that of the last one."""
        decided = [(s, days) for s in reports if s.kind is ClaimKind.END_DECIDED and (days := self.builder.named(s))]
        newest: dict[str, float] = {}
        for statement, days in decided:
            newest[statement.about] = max(days[0], newest.get(statement.about, -inf))
        return {statement.id for statement, days in decided if days[1] < newest[statement.about]}

    # --- which reports agree ---

    def _agree(self, before: Component | None) -> None:
        colliding = [
            (absence, each)
            for about, own in self.absences.items()
            for absence in own
            for each in absence.collides_with(self.builder, self._seen_in_order(about))
        ]
        pairs = [(absence.statement, each) for absence, each in colliding if absence.side is not Side.WITHIN]
        within = [(absence.statement, each) for absence, each in colliding if absence.side is Side.WITHIN]
        self.consistency = Consistency(self.base, self.constraints, pairs, self._outside())
        if before is not None:
            self.consistency.go_on_from(before.consistency)
        self.agreement: Agreement = largest_sets(self.consistency, self.reports)
        ignored = frozenset.intersection(*self.agreement.left_out)
        self.colliding = ignored | {s.id for each in self._collisions for s in each}
        #: Of reports of nobody within a stay, and sightings of the same day: they bind no day of the stay.
        self.in_gaps = [*self._told_once(within)]
        late = {each.statement.id for each in self.too_late}
        in_gaps = {s.id for each in self.in_gaps for s in (each.statement, *each.against)}
        #: The ids of the reports that others contradict, or may: not of who was seen before a decision made too late.
        self.contradicted = self.colliding | late | in_gaps
        self.refused.update((id_, Status.DISPUTED) for id_ in self.contradicted)
        for about, own in (*self.absences.items(), *self.absences_above.items()):
            around = around_gaps(own, self.seen[about])
            self.refused.update((each.id, Status.DISPUTED) for each in around)

    def _told_once(self, pairs: Iterable[tuple[Statement, Statement]]) -> Iterator[Dispute]:
        """Yield the disputes of reports two and two, of each report at least one: the newer against the older."""
        told: set[str] = set()
        for pair in pairs:
            if not told.issuperset(each.id for each in pair):
                told.update(each.id for each in pair)
                older, newer = sorted(pair, key=lambda each: statement_order(self.store, each))
                yield Dispute(newer, (older,))

    @property
    def _collisions(self) -> tuple[tuple[Statement, ...], ...]:
        return (*self.agreement.collisions, *self.agreement.unsettled)

    def _outside(self) -> dict[str, list[Placements]]:
        """Return the reports of nobody that nothing places: their days are not within the stay."""
        found: dict[str, list[Placements]] = defaultdict(list)
        for each in self.unplaced:
            if self.seen[each.statement.about] or each.statement.about in self._relatively_dated:
                before, after = (tuple(each.constraints(self.builder, side)) for side in (Side.BEFORE, Side.AFTER))
                is_vague = each.certain is None
                days = each.first, each.last
                found[each.statement.about].append(Placements(each.statement, *days, before, after, is_vague))
        return found

    def _placed_by_disputed(self, *, every: bool) -> frozenset[str]:
        """Return the ids of the reports of nobody that collide, or whose place depends on reports that do.

        In a largest set without those that place it, such a report says something else. Where `every` one is wanted,
        returns all that are placed, if any report collides.
        """
        found: set[str] = set()
        placed = [*self.absences.items(), *self.absences_above.items()] if self.colliding else []
        for about, own in placed:
            sure = [each for each in self.seen[about] if each.statement.id not in self.colliding]
            in_order = SeenInOrder(self.builder, sure)
            for each in own:
                is_sure = each.is_placed_as(Absence.of(self.builder, each.statement, in_order))
                if each.side is not Side.ALONE and (every or each.statement.id in self.colliding or not is_sure):
                    found.add(each.statement.id)
        return frozenset(found)

    def _placed_in(self, reports: Collection[Statement]) -> list[Constraint]:
        """Place the contested reports of nobody by the sightings of one largest set, and return what they say in it."""
        held, found = {each.id for each in reports}, list[Constraint]()
        contested = self.contested & held
        for about, own in self.absences.items() if contested else ():
            seen = SeenInOrder(self.builder, [each for each in self.seen[about] if each.statement.id in held])
            for each in own:
                if each.statement.id in contested:
                    found += Absence.of(self.builder, each.statement, seen).constraints(self.builder)
        return found

    @functools.cached_property
    def _relatively_dated(self) -> frozenset[str]:
        """The subjects of which a report dates a milestone by something else: somebody was there, on no known day."""
        found = (s for s in self.reports if s.kind.milestones and self.builder.named(s) is None)
        return frozenset(id_ for each in found for id_ in (each.about, *self.store.wholes(each.about)))

    @property
    def unplaced(self) -> Iterator[Absence]:
        """The reports of nobody that other reports place neither before the stay nor after it."""
        return (each for own in self.absences.values() for each in own if each.side is Side.ALONE)

    def colliding_about(self, id_: str) -> list[Statement]:
        """Return the reports that collide with any about a subject, its whole or its parts; if there are none, all."""
        near = {id_, *self.store.wholes(id_)}
        own = [
            collision
            for collision in self._collisions
            if any(s.about in near or id_ in self.store.wholes(s.about) for s in collision)
        ]
        return [statement for collision in own or self._collisions for statement in collision]

    @property
    def gaps(self) -> list[Gap]:
        """The reports of nobody between two of somebody."""
        return [each.gap for own in self.absences.values() for each in own if each.gap is not None]

    def gaps_about(self, id_: str) -> Iterator[Gap]:
        """Yield the gaps in the stay of a deployment: also those of its whole between two sightings of the part."""
        for each in (*self.absences[id_], *self.absences_above[id_]):
            if each.gap is not None:
                yield each.gap

    @functools.cached_property
    def conflicts(self) -> list[Dispute]:
        """The reports that cannot all be true, the newest of each collision against the others of it."""
        found = [*self.too_late, *self.in_gaps]
        for collision in self.agreement.collisions:
            *others, newest = sorted(collision, key=lambda each: statement_order(self.store, each))
            found.append(Dispute(newest, tuple(others)))
        found += [Dispute(each[-1], (), settled=False) for each in self.agreement.unsettled if each]
        return found

    # --- which plans count ---

    def _count_plans(self) -> None:
        self.counting: dict[str, Counting] = {}
        reports, planned, cancelled = map(by_subject, (self.reports, self.planned, self.cancelled))
        for subject in self.subjects:
            own = [s for s in reports.get(subject.id, ()) if s.kind.milestones]
            plans, called_off = planned.get(subject.id, ()), cancelled.get(subject.id, ())
            if plans or called_off:
                self.counting[subject.id] = counting_plans(
                    self.builder,
                    own,
                    [*plans, *called_off],
                    self._gathering,
                    seen=bool(self.seen[subject.id]),
                )
        for counting in self.counting.values():
            self.refused.update(counting.replaced)
        plans = [s for counting in self.counting.values() for s in counting.plans]
        #: Those that are not sure to be possible with the reports that are ignored: they bind no day either.
        self.doubtful = self._doubtful(plans) if self.agreement.ignored else []
        out = {plan.id for plan in self.doubtful}
        self.plans = [plan for plan in plans if plan.id not in out]

    def _doubtful(self, plans: Sequence[Statement]) -> list[Statement]:
        """Return the plans that may be impossible with some of the reports, or with other plans."""
        said = [(plan, self.constraints_of_plan(plan)) for plan in plans]
        extremes = self.consistency.extremes(self.reports, (each for _, own in said for each in own))
        return [plan for plan, own in said if not extremes.fit(own)]

    def _gathering(self) -> Gathered:
        return Gathered(self.constraints, self._order, self._contradicts)

    @functools.cached_property
    def _order(self) -> Order:
        return Order(self.base)

    def _contradicts(self, one: Statement, other: Statement) -> bool:
        return self._is_impossible([*self.constraints[one.id], *self.constraints[other.id]])

    def _is_impossible(self, said: Sequence[Constraint]) -> bool:
        """Tell whether what some statements say cannot be true by itself.

        Only the order of the milestones that they speak of can stand against it: there may be many more in the part.
        """
        spoken_of = {owner(name) for constraint in said for name in (constraint.source, constraint.target)}
        order = [each for id_ in spoken_of if id_ in self._by_id for each in rules(self._by_id[id_])]
        return impossible([*order, *said]) is not None

    @functools.cached_property
    def second_starts(self) -> Mapping[tuple[str, str], Sequence[Statement]]:
        """The planned starts that their own source's reports rule out, by source and subject.

        A source that reports some there, and has the force start later, has others follow them.
        """
        starts: dict[tuple[str, str], list[Statement]] = defaultdict(list)
        for plan in self.plans:
            if plan.kind is ClaimKind.START:
                starts[plan.source, plan.about].append(plan)
        reported: dict[tuple[str, str], list[Constraint]] = defaultdict(list)
        for report in self.reports:
            if (said := (report.source, report.about)) in starts:
                reported[said] += self.constraints[report.id]
        found: dict[tuple[str, str], list[Statement]] = defaultdict(list)
        for said, own in reported.items():
            known = [*own, *(each for start in starts[said] for each in self.constraints_of_plan(start))]
            if self._is_impossible(known):  # most are possible together, and need no look at each
                found[said] = [s for s in starts[said] if self._is_impossible([*own, *self.constraints_of_plan(s)])]
        return found

    def constraints_of_plan(self, plan: Statement) -> Sequence[Constraint]:
        """Return what a plan says: of the date of an event only the first or the last day, if only that counts."""
        own, halves = self.constraints[plan.id], self.counting[plan.about].halves.get(plan.id, frozenset())
        if plan.kind is not ClaimKind.DATE or len(halves) == len(families(plan)):
            return own
        kept = node(plan.about, "start" if "start" in halves else "end")
        if isinstance(plan.value, When) and plan.value.on is not None and not plan.value.on.is_interval:
            first = node(plan.about, "start")
            return [attrs.evolve(c, source=kept, target=kept) for c in own if c.source == c.target == first]
        return [each for each in own if each.source == each.target == kept]

    # --- what follows ---

    def _solve(self) -> None:
        worlds, impossible_in = [], []
        for out in self.agreement.left_out:
            reports = tuple(statement for statement in self.reports if statement.id not in out)
            by_reports = self.consistency.network(reports)
            if placed := self._placed_in(reports):
                by_reports = Network([*by_reports.constraints, *placed])
            adding = Adding(self, by_reports, reports)
            adding.run()
            impossible_in.append({dispute.statement.id: dispute for dispute in adding.overtaken})
            worlds.append(World(reports, tuple(adding.kept), by_reports, adding.network))
        self.worlds = tuple(worlds)
        first, *others = impossible_in
        self.overtaken: list[Dispute] = [Dispute(plan, (), settled=False) for plan in self.doubtful]
        self.overtaken += [dispute for id_, dispute in first.items() if all(id_ in each for each in others)]
        self.refused.update((each.statement.id, Status.OVERTAKEN) for each in self.overtaken)

    @property
    def refuses(self) -> bool:
        """Whether any statement does not hold."""
        return bool(self.refused)

    def reported(self, name: Node) -> Run:
        """Return the bounds of a milestone by the reports alone: from the earliest to the latest of any world."""
        return _hull([world.reported.bounds(name) for world in self.worlds])

    def expected(self, name: Node) -> Run:
        """Return the bounds of a milestone by all that holds: from the earliest to the latest of any world."""
        return _hull([world.expected.bounds(name) for world in self.worlds])

    def days_left(self, report: Statement, name: Node, days: Run) -> Run:
        """Return the days that other reports leave to one, of those that it names: its node's, in any world with it."""
        holding = [world for world in self.worlds if report.id in world.held]
        runs = [world.reported.bounds(name) for world in holding if name in world.reported.lows]
        if not runs:
            return days
        first, last = _hull(runs)
        return max(days[0], first), min(days[1], last)

    @functools.cached_property
    def in_no_world(self) -> frozenset[str]:
        """The ids of the reports that are in no largest set; what binds no day is in all."""
        held = {s.id for world in self.worlds for s in world.reports}
        late = {each.statement.id for each in self.too_late}
        return frozenset({s.id for s in self.reports} - held | late)

    @functools.cached_property
    def mentions(self) -> Mapping[str, Sequence[Statement]]:
        """The statements that speak of a subject though they are about another, by its id.

        They date something else by it, or its end by something else, or they are about a part of it. That the same
        force came from there says nothing of when it was there.
        """
        found: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.statements:
            tied = tied_to(statement, self.store) if statement.kind is not ClaimKind.FOLLOWS else ()
            for other in dict.fromkeys((*tied, *self.store.wholes(statement.about))):
                found[other].append(statement)
        return found

    @functools.cached_property
    def disputed(self) -> frozenset[str]:
        """The ids of the subjects whose bounds differ between the largest sets of reports, or may."""
        if len(self.worlds) == 1:
            ignored = (s.about for s in self.reports if s.id in self.agreement.ignored)
            return frozenset({*ignored, *(s.about for collision in self._collisions for s in collision)})
        first, *others = self.worlds
        names = first.by_all.leaving.keys()
        return frozenset(
            owner(name)
            for name in names
            for world in others
            if world.expected.bounds(name) != first.expected.bounds(name)
            or world.reported.bounds(name) != first.reported.bounds(name)
        )


def by_subject(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    """Return statements by what they are about, in their order."""
    found: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        found[statement.about].append(statement)
    return dict(found)


def _hull(runs: Sequence[Run]) -> Run:
    return runs[0] if len(runs) == 1 else (min(run[0] for run in runs), max(run[1] for run in runs))


def _binds(statement: Statement) -> bool:
    """Tell whether a statement binds days by what it is: whatever else does, shows somebody there."""
    return (
        bool(statement.kind.milestones) or isinstance(statement.value, Term) or statement.kind.spec.refers is not None
    )


def can_bind(store: RecordStore, statement: Statement) -> bool:
    """Tell whether a statement can bind days, or have others bind none: not a figure that is no report, or a ceiling.

    What is only considered binds none.
    """
    basis = store.basis(statement)
    if basis is Basis.CONSIDERED:
        return False
    if _binds(statement) or statement.kind in (ClaimKind.PRESENT, ClaimKind.CANCELLED):
        return True
    return statement.kind.spec.sighting and basis is Basis.REPORTED


class Components:
    """The components of a store by subject, each solved when it is first asked for.

    `known` has the statements about each subject, if not all of the store are known, and `before` the component of each
    when fewer were, where what a statement says hangs on no other.
    """

    def __init__(
        self,
        store: RecordStore,
        known: Mapping[str, Sequence[Statement]] | None = None,
        before: Mapping[str, Component] | None = None,
        numbers: Mapping[NumbersOf, tuple[Numbers, Sequence[Statement]]] | None = None,
    ) -> None:
        self.store = store
        self._known = known
        self._numbers = numbers
        self._before = before or {}
        self._solved: dict[str, Component] = {}

    def component(self, subject: str) -> Component:
        """Return the component that a subject belongs to."""
        leader = self._groups.leader(subject)
        if leader not in self._solved:
            members, before = self.members(subject), self._before.get(subject)
            self._solved[leader] = Component(self.store, members, self.corrected, self._known, before, self._numbers)
        return self._solved[leader]

    def members(self, subject: str) -> Sequence[str]:
        """Return the ids of the subjects in the part of a subject."""
        return self._members.get(self._groups.leader(subject)) or [subject]

    def refusing(self) -> list[Component]:
        """Return the components in which a statement does not hold."""
        return [component for leader in self._suspects() if (component := self.component(leader)).refuses]

    def reported(self, subject: str, milestone: str) -> Run:
        """Return the bounds of a milestone that the reports alone imply."""
        return self.component(subject).reported(node(subject, milestone))

    def expected(self, subject: str, milestone: str) -> Run:
        """Return the bounds of a milestone that all that holds implies."""
        return self.component(subject).expected(node(subject, milestone))

    def disputed(self, subject: str) -> bool:
        """Tell whether reports that contradict each other are behind what is known of a subject."""
        return subject in self.component(subject).disputed

    @functools.cached_property
    def corrected(self) -> frozenset[str]:
        """The ids of the statements that others put right."""
        return corrected(self.store)

    def _suspects(self) -> Iterable[str]:
        """A subject of each component in which a statement may not hold."""
        return dict.fromkeys(self._groups.leader(each) for each in _subjects(self.store))

    @functools.cached_property
    def _groups(self) -> Groups:
        """The subjects that are tied to each other."""
        return Groups(self._ties())

    def _ties(self) -> Iterator[tuple[str, str]]:
        said = None if self._known is None else itertools.chain.from_iterable(self._known.values())
        return ties(self.store, said)

    @functools.cached_property
    def _members(self) -> Mapping[str, Sequence[str]]:
        members: dict[str, list[str]] = defaultdict(list)
        for each in self._groups.paired():
            members[self._groups.leader(each)].append(each)
        return members


def _subjects(store: RecordStore) -> Iterator[str]:
    return itertools.chain(store.deployments, store.missions, store.events)
