"""Which plans count: of each family those of the newest source, unless a report or a cancellation takes their place."""

from __future__ import annotations

import functools
import itertools
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from math import inf

import attrs

from deployments.claims import HOW_LONG, ClaimKind, Equipment, Term
from deployments.records import Statement
from deployments.solver.bounds import Status
from deployments.solver.constraints import ConstraintBuilder
from deployments.solver.contradicting import Gathered
from deployments.store import RecordStore
from deployments.values.dates import UncertainDate
from deployments.values.when import When

#: In this order the plans of one rank are added: first what is dated, then what only ties days together.
_DATED = ("decided", "departed", "start", "operational", "date", "present", "returned", "end", "end_decided")
_TYING = ("duration", "follows", "relieves")

#: Gathers statements, to tell of others whether they contradict any of them.
Gathering = Callable[[], Gathered]


def rank(store: RecordStore, statement: Statement) -> float:
    """Return the day by which a statement is older or newer than others: the earliest that its source can be of.

    What cites a source says nothing newer than that source.
    """
    return store.published(statement.citing or statement.source)[0]


def adding_order(statements: Iterable[Statement], store: RecordStore) -> list[list[Statement]]:
    """Return plans in groups of one kind and rank, in the order in which they are added to what holds.

    The newest first; then, when all dated plans are in, the durations and links. Figures bind no day.
    """
    groups: dict[tuple[bool, float, int], list[Statement]] = defaultdict(list)
    for statement in statements:
        word = statement.kind.value
        if word not in _DATED and word not in _TYING:
            continue
        tying = word in _TYING
        place = (_TYING if tying else _DATED).index(word)
        groups[tying, -rank(store, statement), place].append(statement)
    return [groups[key] for key in sorted(groups)]


def families(statement: Statement) -> tuple[str, ...]:
    """Return the families of plans that a statement belongs to: the date of an event is a start and an end.

    The equipment of each name is a family of its own.
    """
    if statement.kind is ClaimKind.DATE:
        return ("start", HOW_LONG)
    if isinstance(statement.value, Equipment):
        return tuple(f"{statement.kind.spec.family} {name}" for name, _ in statement.value.items)
    return () if statement.kind.spec.family is None else (statement.kind.spec.family,)


@attrs.frozen(eq=False)
class Counting:
    """The plans that count, and what became of the others.

    `halves` says of which families a plan still counts, `called_off` has those in whose place a cancellation came, and
    `cancellation` is the one that holds.
    """

    plans: tuple[Statement, ...]
    replaced: Mapping[str, Status]
    halves: Mapping[str, frozenset[str]]
    called_off: frozenset[str] = frozenset()
    cancellation: Statement | None = None


def counting_plans(
    builder: ConstraintBuilder,
    reports: Sequence[Statement],
    plans: Sequence[Statement],
    gathering: Gathering,
    *,
    seen: bool,
) -> Counting:
    """Return which plans about one subject count.

    Takes its reports of milestones, disputed or not, its plans and cancellations, and whether anybody was ever seen
    there.
    """
    picked = _Families(builder, reports, plans, gathering)
    cancellation, status = picked.cancellation(seen=seen)
    halves: dict[str, frozenset[str]] = {}
    for statement in picked.plans:
        own = families(statement)
        halves[statement.id] = frozenset(family for family in own if picked.counts(statement, family))
        if statement.id in picked.called_off or (own and not halves[statement.id]):
            status[statement.id] = picked.fate(statement)
    kept = tuple(statement for statement in picked.plans if statement.id not in status)
    return Counting(kept, status, halves, frozenset(picked.called_off), cancellation)


class _Families:
    """The plans about one subject, by their families."""

    def __init__(
        self,
        builder: ConstraintBuilder,
        reports: Sequence[Statement],
        plans: Sequence[Statement],
        gathering: Gathering,
    ) -> None:
        self.builder = builder
        self.store = builder.store
        self.gathering = gathering
        self.reports = reports
        self.plans = [statement for statement in plans if statement.kind is not ClaimKind.CANCELLED]
        self.cancellations = [statement for statement in plans if statement.kind is ClaimKind.CANCELLED]
        self._ranks = {statement.id: rank(self.store, statement) for statement in plans}
        self._called_off_by = max(map(self._rank, self.cancellations), default=-inf)
        #: The plans that are older than the newest cancellation.
        self.called_off = {each.id for each in self.plans if self._rank(each) < self._called_off_by}
        self._newest = self._newest_first()
        #: What was found of plans that reports of one kind are of.
        self._reported: dict[tuple[str, bool, bool], Gathered | None] = {}

    def _newest_first(self) -> dict[str, list[Statement]]:
        found: dict[str, list[Statement]] = defaultdict(list)
        for statement in sorted(self.plans, key=lambda each: -self._rank(each)):
            for family in families(statement):
                found[family].append(statement)
        return found

    def _rank(self, statement: Statement) -> float:
        return self._ranks[statement.id]

    def cancellation(self, *, seen: bool) -> tuple[Statement | None, dict[str, Status]]:
        """Return the cancellation that holds, and what became of the others.

        It takes the place of the plans of older sources; any sighting overtakes it, and a newer plan replaces it.
        """
        newest = self._called_off_by
        if seen:
            return None, {each.id: Status.OVERTAKEN for each in self.cancellations}
        status = {}
        holding = None
        is_replaced = max(map(self._rank, self.plans), default=-inf) > newest
        for each in self.cancellations:
            if is_replaced or self._rank(each) < newest:
                status[each.id] = Status.REPLACED
            else:
                holding = each
        return holding, status

    def counts(self, plan: Statement, family: str) -> bool:
        """Tell whether a plan still counts in a family."""
        if plan.id in self.called_off or self._is_reported(plan, family):
            return False
        if plan.kind.spec.dated:
            return not self._is_taken_over(plan, family)
        return plan.id not in self._replaced[family]

    @functools.cached_property
    def _replaced(self) -> Mapping[str, Collection[str]]:
        """The plans of each family of which a newer one, not called off, names a last day or contradicts them."""
        return {family: {*self._replaced_in(family)} for family in self._newest}

    def _replaced_in(self, family: str) -> Iterator[str]:
        every = self._newest[family]
        if self._rank(every[0]) == self._rank(every[-1]):
            return  # most often there is one
        newer, names_last = self.gathering(), False
        for _, same in itertools.groupby(every, key=self._rank):
            plans = [each for each in same if each.id not in self.called_off]
            yield from (each.id for each in plans if names_last or newer.contradict(each))
            names_last = names_last or any(names_last_day(each, family) for each in plans)
            for each in () if names_last else plans:
                newer.add(each)

    def _is_taken_over(self, plan: Statement, family: str) -> bool:
        """Tell whether the figures of newer sources take the place of one: from the first day that they name on."""
        from_day = self._taken_over_from[family][self._rank(plan)]
        if self.builder.store.as_of(plan) is None:
            return from_day == -inf
        days = self.builder.named(plan)
        return days is not None and days[0] >= from_day

    @functools.cached_property
    def _taken_over_from(self) -> Mapping[str, Mapping[float, float]]:
        """For each family and rank the first day that the figures of newer sources name; at once, if one has no day."""
        firsts: dict[str, float] = defaultdict(lambda: inf)
        for statement in self.plans:
            if statement.kind.spec.dated:
                days = None if self.builder.store.as_of(statement) is None else self.builder.named(statement)
                firsts[statement.source] = min(firsts[statement.source], -inf if days is None else days[0])
        found: dict[str, dict[float, float]] = {}
        for family, plans in self._newest.items():
            own = found[family] = {}
            day = waiting = inf
            for plan in plans:
                if self._rank(plan) not in own:
                    day = own[self._rank(plan)] = min(day, waiting)
                if plan.id not in self.called_off:
                    waiting = min(waiting, firsts[plan.source])
        return found

    def _is_reported(self, plan: Statement, family: str) -> bool:
        """Tell whether a report of what a plan is for takes its place."""
        if not self.reports:
            return False
        key = family, plan.kind is ClaimKind.RETURNED, _is_of_return(plan)
        if key not in self._reported:
            self._reported[key] = self._reports_of(plan, family)
        reported = self._reported[key]
        return reported is None or reported.contradict(plan)

    def _reports_of(self, plan: Statement, family: str) -> Gathered | None:
        """Gather the reports of what a plan is for; None if one names a first day, as it takes the place of any."""
        gathered = self.gathering()
        for report in self.reports:
            if is_report_of(report, plan, family):
                if names_first_day(report):
                    return None
                gathered.add(report)
        return gathered

    def fate(self, plan: Statement) -> Status:
        """Return whether a newer plan repeats one that does not count, or replaces it."""
        return Status.REPEATED if self._last_said[says(self.store, plan)] > self._rank(plan) else Status.REPLACED

    @functools.cached_property
    def _last_said(self) -> dict[object, float]:
        """The rank of the newest plan that says each thing."""
        found: dict[object, float] = defaultdict(lambda: -inf)
        for statement in self.plans:
            said = says(self.store, statement)
            found[said] = max(found[said], self._rank(statement))
        return found


def is_report_of(report: Statement, plan: Statement, family: str) -> bool:
    """Tell whether a report is of what a plan is for: of a return it is of that alone, and of an end of no return.

    Who has left is not home yet: what was promised of the return still is.

    >>> home = Statement(id="x", source="letter", about="nld", kind="returned", value="2024-06-30")
    >>> end = Statement(id="y", source="letter", about="nld", kind="end", value="2024-06-30")
    >>> is_report_of(home, end, HOW_LONG), is_report_of(end, home, HOW_LONG)
    (False, False)
    """
    if family not in families(report):
        return False
    if report.kind is ClaimKind.RETURNED:
        return plan.kind is ClaimKind.RETURNED
    return report.kind is not ClaimKind.END or not _is_of_return(plan)


def _is_of_return(plan: Statement) -> bool:
    value = plan.value
    return (value.until if isinstance(value, Term) else plan.kind) is ClaimKind.RETURNED


def says(store: RecordStore, plan: Statement) -> object:
    """Return what a plan says; what puts another right says it of the day of that one.

    >>> end = Statement(id="x", source="letter", about="nld", kind="end", value="2024-06-30")
    >>> says(RecordStore(), end) == says(RecordStore(), attrs.evolve(end, source="later"))
    True
    """
    return plan.about, plan.kind, plan.value, store.as_of(plan)


def names_first_day(report: Statement) -> bool:
    """Tell whether a report of a milestone names a first day: "before" something names none.

    >>> before = Statement(id="x", source="letter", about="nld", kind="end", value="before summit", basis="reported")
    >>> names_first_day(before)
    False
    """
    value = report.value
    if not isinstance(value, When) or value.around or value.during:
        return True
    if value.on is not None and value.on.hull[0] > -inf:
        return True
    return any(not isinstance(target, UncertainDate) or target.hull[1] < inf for target in value.after)


def names_last_day(plan: Statement, family: str) -> bool:
    """Tell whether a plan names a last day: "after" something, or "at least" so long, names none.

    >>> from deployments.claims import Term
    >>> after = Statement(id="x", source="letter", about="nld", kind="end", value="after summit")
    >>> names_last_day(after, "how long")
    False
    """
    value = plan.value
    if isinstance(value, Term):
        return value.of_.high is not None
    if not isinstance(value, When):
        return True
    if value.on is not None:
        # Of the date of an event, the first day is the start and the last one the end.
        text = str(value.on)
        return not (text.startswith("..") if family == "start" and "/" in text else value.on.hull[1] == inf)
    if value.around or value.during:
        return True
    return any(not isinstance(target, UncertainDate) or target.hull[0] > -inf for target in value.before)
