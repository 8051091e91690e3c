"""The network of a store, in connected components that are solved when they are first asked for."""

from __future__ import annotations

import functools
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf

from deployments.records import Statement
from deployments.solver.bounds import Dispute, Status
from deployments.solver.constraints import ConstraintBuilder, first_day_seen, node, rules
from deployments.solver.network import Constraint, Network, Node, Solution
from deployments.solver.offsets import DayFunction, Domain
from deployments.solver.resolve import Candidates, keep
from deployments.store import RecordStore
from deployments.values.edtf import Run


class Component:
    """Milestones that bind each other, and the statements about them that hold.

    `reports` and `plans` hold, newest first; `conflicts` are the reports, and `overtaken` the plans, that do not;
    `replaced` has the ids of the plans in whose place newer statements have come.
    """

    def __init__(
        self, base: Sequence[Constraint], constraints: Mapping[str, Sequence[Constraint]], candidates: Candidates
    ) -> None:
        reports, plans, self.replaced = candidates.reports, candidates.plans, candidates.replaced
        self.conflicts = keep(base, constraints, (), reports)
        self.reports = _without(reports, self.conflicts)
        self.overtaken = keep(base, constraints, self.reports, plans)
        self.plans = _without(plans, self.overtaken)
        known = [*base, *(constraint for statement in self.reports for constraint in constraints[statement.id])]
        planned = [constraint for statement in self.plans for constraint in constraints[statement.id]]
        #: What the reports alone imply.
        self.by_reports = Network(known)
        #: What all that holds implies.
        self.by_all = Network([*known, *planned]) if planned else self.by_reports

    @classmethod
    def of(cls, store: RecordStore, members: Iterable[str]) -> Component:
        """Find what holds of the statements about some subjects that nothing ties to others."""
        # In an order of their own, so that the order in files does not decide between contradictions.
        subjects = [store.subject(each) for each in sorted(members)]
        candidates = Candidates.of(store, [s for each in subjects for s in store.statements(about=each.id)])
        builder = ConstraintBuilder(store, candidates.precisions)
        constraints = {s.id: tuple(builder.of(s)) for s in (*candidates.reports, *candidates.plans)}
        return cls([constraint for subject in subjects for constraint in rules(subject)], constraints, candidates)

    @functools.cached_property
    def refused(self) -> Mapping[str, Status]:
        """What became of the statements that do not hold, by their ids."""
        return {
            **dict.fromkeys(self.replaced, Status.REPLACED),
            **{each.statement.id: Status.CONFLICT for each in self.conflicts},
            **{each.statement.id: Status.OVERTAKEN for each in self.overtaken},
        }

    @property
    def refuses(self) -> bool:
        """Whether any statement does not hold."""
        return bool(self.conflicts or self.overtaken)

    @functools.cached_property
    def reported(self) -> Solution:
        """The bounds that the reports alone imply."""
        return self.by_reports.solve()

    @functools.cached_property
    def expected(self) -> Solution:
        """The bounds that all that holds implies."""
        return self.reported if self.by_all is self.by_reports else self.by_all.solve()

    @functools.cached_property
    def is_convex(self) -> bool:
        """Whether every day between two possible ones is possible too, for a start and an end together.

        It is where no days are left out, and where months, which can skip a day, come only as one length.
        """
        constraints = self.by_reports.constraints
        if any(
            isinstance(constraint.function, Domain) and len(constraint.function.runs) > 1 for constraint in constraints
        ):
            return False
        if not any(_months(each.function) for each in constraints):
            return True
        lasting = {each.claim.id for each in constraints if each.claim and not isinstance(each.function, Domain)}
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

    @functools.cached_property
    def disputed(self) -> frozenset[str]:
        """The ids of the subjects of reports that contradict each other, and of what is computed from those."""
        claims = {each for conflict in self.conflicts for each in (conflict.statement, *conflict.against)}
        subjects = {statement.about for statement in claims}
        if not subjects:
            return frozenset()
        tainted = {name for name in self.by_all.leaving if owner(name) in subjects}
        queue = [*tainted]
        while queue:
            for name in self._resting_on(queue.pop()):
                if name not in tainted:
                    tainted.add(name)
                    queue.append(name)
        return frozenset(owner(name) for name in tainted)

    def _resting_on(self, name: Node) -> Iterator[Node]:
        """The nodes that have a bound which follows from one of this node."""
        lows, highs = self.expected.lows, self.expected.highs
        for constraint in self.by_all.leaving[name]:
            if abs(lows[constraint.target]) < inf and constraint.function.rise(lows[name]) == lows[constraint.target]:
                yield constraint.target
        for constraint in self.by_all.entering[name]:
            if (
                abs(highs[constraint.source]) < inf
                and constraint.function.fall(highs[name]) == highs[constraint.source]
            ):
                yield constraint.source


def _without(statements: Iterable[Statement], refused: Iterable[Dispute]) -> list[Statement]:
    out = {each.statement.id for each in refused}
    return [statement for statement in statements if statement.id not in out]


def _months(function: DayFunction) -> bool:
    return not isinstance(function, Domain) and bool(function.by.months)


def owner(name: Node) -> str:
    """Return the id of the subject whose milestone a node is; a day of a source is its own.

    >>> owner("nld-amdtf-svk.end")
    'nld-amdtf-svk'
    """
    return name.partition(".")[0]


class Components:
    """The components of a store by subject, each solved when it is first asked for."""

    def __init__(self, store: RecordStore) -> None:
        self.store = store
        self._solved: dict[str, Component] = {}

    def component(self, subject: str) -> Component:
        """Return the component that a subject belongs to."""
        leader = self._leader(subject)
        if leader not in self._solved:
            self._solved[leader] = Component.of(self.store, self.members(subject))
        return self._solved[leader]

    def members(self, subject: str) -> Sequence[str]:
        """Return the ids of the subjects in the part of a subject."""
        return self._members.get(self._leader(subject)) or [subject]

    def refusing(self) -> list[Component]:
        """Return the components in which a statement does not hold."""
        return [component for leader in self._suspects() if (component := self.component(leader)).refuses]

    def reported(self, subject: str, milestone: str) -> Run:
        """Return the bounds of a milestone that the reports alone imply."""
        return self.component(subject).reported.bounds(node(subject, milestone))

    def expected(self, subject: str, milestone: str) -> Run:
        """Return the bounds of a milestone that all that holds implies."""
        return self.component(subject).expected.bounds(node(subject, milestone))

    def is_convex(self, subject: str) -> bool:
        """Tell whether every day between two possible ones is possible too, as `Component.is_convex` does."""
        return self.component(subject).is_convex

    def disputed(self, subject: str) -> bool:
        """Tell whether reports that contradict each other are behind what is known of a subject."""
        return subject in self.component(subject).disputed

    def first_seen(self, subject: str) -> float:
        """Return the first day on which a report that holds says somebody was there; infinity if none does."""
        found = (first_day_seen(s, self.store) for s in self.component(subject).reports if s.about == subject)
        return min(found, default=inf)

    def _suspects(self) -> Iterable[str]:
        """A subject of each component in which a statement may not hold."""
        return dict.fromkeys(self._leader(each) for each in _subjects(self.store))

    @functools.cached_property
    def _leaders(self) -> dict[str, str]:
        """For each subject that is tied to others, or to the day of a source, one that is nearer to the leader."""
        candidates = Candidates.of(self.store, self.store.statements())
        builder = ConstraintBuilder(self.store, candidates.precisions)
        leaders: dict[str, str] = {}
        for statement in (*candidates.reports, *candidates.plans):
            if builder.ties(statement):
                _join(leaders, builder.of(statement))
        for deployment in self.store.deployments.values():
            if deployment.follows is not None:
                _join(leaders, rules(deployment))
        return leaders

    @functools.cached_property
    def _members(self) -> Mapping[str, Sequence[str]]:
        members: dict[str, list[str]] = defaultdict(list)
        for each in [*self._leaders]:
            if not each.startswith("#"):
                members[self._leader(each)].append(each)
        return members

    def _leader(self, name: str) -> str:
        return _leader(self._leaders, name)


def _subjects(store: RecordStore) -> Iterator[str]:
    return itertools.chain(store.deployments, store.missions, store.events)


def _join(leaders: dict[str, str], constraints: Iterable[Constraint]) -> None:
    for constraint in constraints:
        a, b = owner(constraint.source), owner(constraint.target)
        if a == b:
            leaders.setdefault(a, a)
        else:
            a, b = _leader(leaders, a), _leader(leaders, b)
            leaders[a] = leaders[b] = b


def _leader(leaders: dict[str, str], name: str) -> str:
    path = []
    while (leader := leaders.get(name, name)) != name:
        path.append(name)
        name = leader
    for each in path:
        leaders[each] = name
    return name
