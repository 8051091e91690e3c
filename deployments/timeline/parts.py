"""The network of an archive, in connected parts that are solved when they are first asked for."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf
from typing import TYPE_CHECKING

from deployments import collector
from deployments.archive import Archive, Subject
from deployments.records import Deployment, Statement, Term
from deployments.timeline.answers import Status
from deployments.timeline.constraints import Constraints, node, rules
from deployments.timeline.network import Edge, Network, Node, Solution
from deployments.timeline.rule import Candidates, Refused, keep
from deployments.timeline.steps import Among, Step
from deployments.values.edtf import Run

if TYPE_CHECKING:
    from deployments.timeline.columns import Table


#: A question about more than this is worth solving all parts at once.
MANY = 64


class Part:
    """Milestones that bind each other, and the statements about them that hold.

    `reports` and `plans` hold, newest first; `conflicts` are the reports, and `overtaken` the plans, that do not.
    """

    def __init__(
        self,
        base: Sequence[Edge],
        edges: Mapping[str, Sequence[Edge]],
        reports: Sequence[Statement],
        plans: Sequence[Statement],
    ) -> None:
        self.conflicts = keep(base, edges, (), reports)
        self.reports = _without(reports, self.conflicts)
        self.overtaken = keep(base, edges, self.reports, plans)
        self.plans = _without(plans, self.overtaken)
        known = [*base, *(edge for statement in self.reports for edge in edges[statement.id])]
        planned = [edge for statement in self.plans for edge in edges[statement.id]]
        #: What the reports alone imply.
        self.by_reports = Network(known)
        #: What all that holds implies.
        self.by_all = Network([*known, *planned]) if planned else self.by_reports

    @functools.cached_property
    def refused(self) -> Mapping[str, Status]:
        """What became of the statements that do not hold, by their ids."""
        return {
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
        edges = self.by_reports.edges
        if any(isinstance(edge.step, Among) and len(edge.step.runs) > 1 for edge in edges):
            return False
        if not any(_months(edge.step) for edge in edges):
            return True
        lasting = {edge.claim.id for edge in edges if edge.claim is not None and not isinstance(edge.step, Among)}
        return len(lasting) == 1 and len({owner(edge.source) for edge in edges}) == 1

    @functools.cached_property
    def dated(self) -> Run:
        """The first and the last day that any statement names: outside of these nothing changes but by lengths."""
        days = [
            day
            for edge in self.by_all.edges
            if isinstance(edge.step, Among)
            for run in (edge.step.runs[0], edge.step.runs[-1])
            for day in run
            if abs(day) != inf
        ]
        lengths = sum(abs(edge.step.gain) for edge in self.by_all.edges)
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
        for edge in self.by_all.leaving[name]:
            if abs(lows[edge.target]) < inf and edge.step.rise(lows[name]) == lows[edge.target]:
                yield edge.target
        for edge in self.by_all.entering[name]:
            if abs(highs[edge.source]) < inf and edge.step.fall(highs[name]) == highs[edge.source]:
                yield edge.source


def _without(statements: Iterable[Statement], refused: Iterable[Refused]) -> list[Statement]:
    out = {each.statement.id for each in refused}
    return [statement for statement in statements if statement.id not in out]


def _months(step: Step) -> bool:
    return not isinstance(step, Among) and bool(step.by.months)


def owner(name: Node) -> str:
    """Give the id of the subject whose milestone a node is; a day of a source is its own.

    >>> owner("nld-amdtf-svk.end")
    'nld-amdtf-svk'
    """
    return name.partition(".")[0]


class Parts:
    """The parts of an archive by subject."""

    @collector.paused()
    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.candidates = Candidates.of(archive)
        self._constraints = Constraints(archive, self.candidates.precisions)
        self._reports, self._plans = (
            {statement.id: place for place, statement in enumerate(statements)}
            for statements in (self.candidates.reports, self.candidates.plans)
        )
        self._leaders: dict[str, str] = {}
        for statement in (*self.candidates.reports, *self.candidates.plans):
            if self._constraints.ties(statement):
                self._join(self._constraints.of(statement))
        for deployment in archive.deployments.values():
            if deployment.follows is not None:
                self._join(rules(deployment))
        self._members: dict[str, list[str]] = defaultdict(list)
        for each in [*self._leaders]:
            self._members[self._leader(each)].append(each)
        self._solved: dict[str, Part] = {}
        self._tables: tuple[Table, Table] | None = None
        self._hard: dict[str, None] = {}
        self._skipping: set[str] = set()

    def part(self, subject: str) -> Part:
        """Give the part that a subject belongs to."""
        leader = self._leader(subject)
        if leader not in self._solved:
            self._solved[leader] = self._solve(self._members.get(leader) or [subject])
        return self._solved[leader]

    def refusing(self) -> list[Part]:
        """Give the parts in which a statement does not hold."""
        self.ready_for([*self.archive.deployments.values()])
        leaders = self._hard
        if self._tables is None:
            leaders = {self._leader(s.about): None for s in (*self.candidates.reports, *self.candidates.plans)}
        return [part for each in leaders if (part := self.part(each)).refuses]

    def members(self, subject: str) -> Sequence[str]:
        """Give the ids of the subjects, and the days of sources, in the part of a subject."""
        return self._members.get(self._leader(subject)) or [subject]

    def reported(self, subject: str, milestone: str) -> Run:
        """Give the bounds of a milestone that the reports alone imply."""
        if self._tables is not None and self._is_common(subject):
            return self._tables[0].bounds(subject, milestone)
        return self.part(subject).reported.bounds(node(subject, milestone))

    def expected(self, subject: str, milestone: str) -> Run:
        """Give the bounds of a milestone that all that holds implies."""
        if self._tables is not None and self._is_common(subject):
            return self._tables[1].bounds(subject, milestone)
        return self.part(subject).expected.bounds(node(subject, milestone))

    def is_convex(self, subject: str) -> bool:
        """Tell whether every day between two possible ones is possible too, as `Part.is_convex` does."""
        if self._tables is not None and self._is_common(subject):
            return self._leader(subject) not in self._skipping
        return self.part(subject).is_convex

    def disputed(self, subject: str) -> bool:
        """Tell whether reports that contradict each other are behind what is known of a subject."""
        if self._tables is not None and self._is_common(subject):
            return False
        return subject in self.part(subject).disputed

    def ready_for(self, deployments: Sequence[Deployment]) -> Sequence[Deployment]:
        """Give the deployments back, solved all at once if they are many."""
        if len(deployments) > MANY:
            self.prepare()
        return deployments

    @collector.paused()
    def prepare(self) -> None:
        """Solve the common case of all parts at once; worth it for questions about many deployments."""
        if self._tables is not None:
            return
        from deployments.timeline.columns import tables  # noqa: PLC0415 - numpy is only needed for many

        archive = self.archive
        subjects = [*archive.deployments, *archive.missions, *archive.events]
        follows = [
            edge
            for deployment in archive.deployments.values()
            if deployment.follows is not None
            for edge in rules(deployment)
            if edge.source.partition(".")[0] != deployment.id
        ]
        reports, plans = (
            (edge for statement in statements for edge in self._constraints.of(statement))
            for statements in (self.candidates.reports, self.candidates.plans)
        )
        by_reports, by_all, hard = tables(subjects, follows, reports, plans)
        self._skipping = self._leaders_of_months()
        self._hard = dict.fromkeys(sorted(self._leader(name) for name in hard))
        self._tables = by_reports, by_all

    def _leaders_of_months(self) -> set[str]:
        """The parts in which months may skip days: where they are more than the one length of one subject."""
        lasting: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.candidates.reports:
            if isinstance(statement.value, Term) or self._constraints.ties(statement):
                lasting[self._leader(statement.about)].append(statement)
        return {
            leader
            for leader, statements in lasting.items()
            if (len(statements) > 1 or len(self.members(leader)) > 1)
            and any(_months(edge.step) for statement in statements for edge in self._constraints.of(statement))
        }

    def _is_common(self, subject: str) -> bool:
        return self._leader(subject) not in self._hard

    def _solve(self, members: Iterable[str]) -> Part:
        subjects: list[Subject] = [self.archive.subject(each) for each in members if not each.startswith("#")]
        statements = [s for subject in subjects for s in self.archive.statements(about=subject.id)]
        base = [edge for subject in subjects for edge in rules(subject)]
        binding = (s for s in statements if s.id in self._reports or s.id in self._plans)
        edges = {s.id: tuple(self._constraints.of(s)) for s in binding}
        reports, plans = (
            sorted((s for s in statements if s.id in places), key=lambda s: places[s.id])
            for places in (self._reports, self._plans)
        )
        return Part(base, edges, reports, plans)

    def _join(self, edges: Iterable[Edge]) -> None:
        for edge in edges:
            a, b = owner(edge.source), owner(edge.target)
            if a == b:
                self._leaders.setdefault(a, a)
            else:
                a, b = self._leader(a), self._leader(b)
                self._leaders[a] = self._leaders[b] = b

    def _leader(self, name: str) -> str:
        path = []
        while (leader := self._leaders.get(name, name)) != name:
            path.append(name)
            name = leader
        for each in path:
            self._leaders[each] = name
        return name
