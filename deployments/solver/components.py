"""The network of an archive, in connected parts that are solved when they are first asked for."""

from __future__ import annotations

import functools
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf
from typing import TYPE_CHECKING

from deployments.records import Statement
from deployments.solver.bounds import Dispute, Status
from deployments.solver.constraints import Constraints, first_day_seen, node, rules
from deployments.solver.network import Edge, Network, Node, Solution
from deployments.solver.offsets import Among, Step
from deployments.solver.resolve import Candidates, keep
from deployments.store import Archive
from deployments.values.edtf import Run

if TYPE_CHECKING:
    from deployments.columnar.ledger import Ledger, Mask
    from deployments.columnar.solve import Columns


class Part:
    """Milestones that bind each other, and the statements about them that hold.

    `reports` and `plans` hold, newest first; `conflicts` are the reports, and `overtaken` the plans, that do not;
    `replaced` has the ids of the plans in whose place newer statements have come.
    """

    def __init__(self, base: Sequence[Edge], edges: Mapping[str, Sequence[Edge]], candidates: Candidates) -> None:
        reports, plans, self.replaced = candidates.reports, candidates.plans, candidates.replaced
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

    @classmethod
    def of(cls, archive: Archive, members: Iterable[str]) -> Part:
        """Find what holds of the statements about some subjects that nothing ties to others."""
        # In an order of their own, so that the order in files does not decide between contradictions.
        subjects = [archive.subject(each) for each in sorted(members)]
        candidates = Candidates.of(archive, [s for each in subjects for s in archive.statements(about=each.id)])
        constraints = Constraints(archive, candidates.precisions)
        edges = {s.id: tuple(constraints.of(s)) for s in (*candidates.reports, *candidates.plans)}
        return cls([edge for subject in subjects for edge in rules(subject)], edges, candidates)

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


def _without(statements: Iterable[Statement], refused: Iterable[Dispute]) -> list[Statement]:
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
    """The parts of an archive by subject, each solved when it is first asked for."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self._solved: dict[str, Part] = {}

    def part(self, subject: str) -> Part:
        """Give the part that a subject belongs to."""
        leader = self._leader(subject)
        if leader not in self._solved:
            self._solved[leader] = Part.of(self.archive, self.members(subject))
        return self._solved[leader]

    def members(self, subject: str) -> Sequence[str]:
        """Give the ids of the subjects in the part of a subject."""
        return self._members.get(self._leader(subject)) or [subject]

    def refusing(self) -> list[Part]:
        """Give the parts in which a statement does not hold."""
        return [part for leader in self._suspects() if (part := self.part(leader)).refuses]

    def reported(self, subject: str, milestone: str) -> Run:
        """Give the bounds of a milestone that the reports alone imply."""
        return self.part(subject).reported.bounds(node(subject, milestone))

    def expected(self, subject: str, milestone: str) -> Run:
        """Give the bounds of a milestone that all that holds implies."""
        return self.part(subject).expected.bounds(node(subject, milestone))

    def is_convex(self, subject: str) -> bool:
        """Tell whether every day between two possible ones is possible too, as `Part.is_convex` does."""
        return self.part(subject).is_convex

    def disputed(self, subject: str) -> bool:
        """Tell whether reports that contradict each other are behind what is known of a subject."""
        return subject in self.part(subject).disputed

    def first_seen(self, subject: str) -> float:
        """Give the first day on which a report that holds says somebody was there; infinity if none does."""
        found = (first_day_seen(s, self.archive) for s in self.part(subject).reports if s.about == subject)
        return min(found, default=inf)

    def _suspects(self) -> Iterable[str]:
        """A subject of each part in which a statement may not hold."""
        return dict.fromkeys(self._leader(each) for each in _subjects(self.archive))

    @functools.cached_property
    def _leaders(self) -> dict[str, str]:
        """For each subject that is tied to others, or to the day of a source, one that is nearer to the leader."""
        candidates = Candidates.of(self.archive, self.archive.statements())
        constraints = Constraints(self.archive, candidates.precisions)
        leaders: dict[str, str] = {}
        for statement in (*candidates.reports, *candidates.plans):
            if constraints.ties(statement):
                _join(leaders, constraints.of(statement))
        for deployment in self.archive.deployments.values():
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


def _subjects(archive: Archive) -> Iterator[str]:
    return itertools.chain(archive.deployments, archive.missions, archive.events)


def _join(leaders: dict[str, str], edges: Iterable[Edge]) -> None:
    for edge in edges:
        a, b = owner(edge.source), owner(edge.target)
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


class ManyParts(Parts):
    """The parts of an archive in which the common case is solved for all at once.

    The ledger may be that of an archive of more sources: `known` tells which of them speak here.
    """

    def __init__(self, archive: Archive, ledger: Ledger, known: Mask) -> None:
        super().__init__(archive)
        self.ledger = ledger
        self.known = known

    @functools.cached_property
    def columns(self) -> Columns:
        """What is solved."""
        from deployments.columnar.solve import Columns  # noqa: PLC0415 - numpy is only needed for many

        return Columns.of(self.ledger, self.known)

    def reported(self, subject: str, milestone: str) -> Run:
        """Give the bounds of a milestone that the reports alone imply."""
        if self.is_hard(subject):
            return super().reported(subject, milestone)
        return self.columns.bounds(subject, milestone, by_all=False)

    def expected(self, subject: str, milestone: str) -> Run:
        """Give the bounds of a milestone that all that holds implies."""
        if self.is_hard(subject):
            return super().expected(subject, milestone)
        return self.columns.bounds(subject, milestone, by_all=True)

    def is_convex(self, subject: str) -> bool:
        """Tell whether every day between two possible ones is possible too, as `Part.is_convex` does."""
        if self.is_hard(subject):
            return super().is_convex(subject)
        return not self.columns.skips[self._number(subject)]

    def disputed(self, subject: str) -> bool:
        """Tell whether reports that contradict each other are behind what is known of a subject."""
        return self.is_hard(subject) and super().disputed(subject)

    def first_seen(self, subject: str) -> float:
        """Give the first day on which a report that holds says somebody was there; infinity if none does."""
        if self.is_hard(subject):
            return super().first_seen(subject)
        return float(self.columns.seen[self.ledger.nodes.rows[subject]])

    def is_hard(self, subject: str) -> bool:
        """Tell whether a subject is left to the exact solver of its part."""
        return bool(self.columns.hard[self._number(subject)])

    def _number(self, subject: str) -> int:
        return int(self.columns.part[self.ledger.nodes.rows[subject]])

    def _suspects(self) -> Iterable[str]:
        return [each for number in self.columns.hard.nonzero()[0].tolist() for each in self._named[number][:1]]

    def _leader(self, name: str) -> str:
        return self._named[self._number(name)][0]

    @functools.cached_property
    def _named(self) -> Mapping[int, Sequence[str]]:
        """The ids of the subjects in each part."""
        members: dict[int, list[str]] = defaultdict(list)
        for number, subject in zip(self.columns.part.tolist(), self.ledger.nodes.rows, strict=False):
            members[number].append(subject)
        return members

    @functools.cached_property
    def _members(self) -> Mapping[str, Sequence[str]]:
        return {members[0]: members for members in self._named.values()}
