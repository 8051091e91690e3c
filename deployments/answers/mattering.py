"""What holds after each source, computed from few of the sources before it: from those that still matter.

A source does not matter any more if other reports imply the days that it reports, or if newer plans replace its plans:
it changes no bound, and no chain of statements that explains one. That is only so while no source is older than one
before it, no reports collide (contradict each other), nobody is reported between days on which somebody was there, and
no statement cites, cancels or corrects anything, or reports a decrease. Otherwise all sources matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf

from deployments.claims import Basis, ClaimKind, Equipment, Term
from deployments.records import Statement
from deployments.solver.absences import Side
from deployments.solver.components import Component, Components, by_subject, can_bind
from deployments.solver.constraints import is_nobody
from deployments.solver.limits import limits_of
from deployments.solver.network import Node
from deployments.solver.plans import families, names_first_day, names_last_day, rank
from deployments.solver.resolution import Resolution
from deployments.store import RecordStore
from deployments.values.quantities import Change
from deployments.values.when import When

#: A bound of a milestone: its node, and whether it is one from below.
_Bound = tuple[Node, bool]


class Mattering:
    """Computes what holds in a store after each of its sources, from the sources that still matter.

    With `all_plans`, every plan matters that newer ones have not replaced for good (see `can_be_outdated`): take it to
    tell what became of each plan. What else is left out then still holds. Otherwise only what can bind days does.
    """

    def __init__(self, near: RecordStore, *, all_plans: bool = False) -> None:
        self.near = near
        self.all_plans = all_plans
        self.is_plain = not any(not _is_plain(each) or hangs_on_others(each) for each in near.statements)
        self.named = sources_dated_by(near)
        self._kept: dict[str, list[Statement]] = {}
        self._count = 0
        self._newest = -inf
        self._found: Resolution | None = None
        #: The component of each subject by then.
        self._before: Mapping[str, Component] = {}

    def after(self, known: Sequence[Statement]) -> Resolution:
        """Return what holds after a source. Takes the statements of all sources until that one, in order."""
        if self.is_plain and (found := self._going_on(known) or self._from_the_first(known)):
            return found
        self.is_plain = False  # reports that contradict each other still do later, as nothing corrects them
        return Resolution(self.near.narrowed(self.near.sources.values(), tuple(known)))

    def _going_on(self, known: Sequence[Statement]) -> Resolution | None:
        """Return it by what mattered last; None if any news are older than that, or reports collide."""
        news = self._of_use(known[self._count :])
        if len(known) <= self._count or any(rank(self.near, each) < self._newest for each in news):
            return None
        if self._found is not None and not news:
            self._count = len(known)
            return self._found
        return self._with(len(known), news, {**self._kept, **_by_source(news)})

    def _from_the_first(self, known: Sequence[Statement]) -> Resolution | None:
        every = self._of_use(known)
        return self._with(len(known), every, _by_source(every))

    def _of_use(self, statements: Sequence[Statement]) -> Sequence[Statement]:
        """Return those of some statements that matter by what they are."""
        return statements if self.all_plans else [each for each in statements if can_bind(self.near, each)]

    def _with(self, count: int, news: Sequence[Statement], said: Mapping[str, list[Statement]]) -> Resolution | None:
        """Return what holds by the statements `said`, and keep those that matter; None if any reports collide."""
        about = by_subject(each for own in said.values() for each in own)
        found = Resolution(self.near, Components(self.near, about, self._before))
        components = [*dict.fromkeys(map(found.components.component, about))]
        if not all(map(_agrees, components)):
            return None
        left = (each for component in components for each in mattering(component, all_plans=self.all_plans))
        mattering_sources = {*self.named, *(each.source for each in left)}
        self._kept = {id_: own for id_, own in said.items() if id_ in mattering_sources}
        self._before = {id_: each for each in components for id_ in each.about}
        self._count, self._found = count, found
        self._newest = max((rank(self.near, each) for each in news), default=self._newest)
        return found


def mattering(component: Component, *, all_plans: bool) -> Iterator[Statement]:
    """Yield the statements of a component that can still bind a day, or replace a plan."""
    yield from _reports(component)
    yield from _plans(component, all_plans=all_plans)


def sources_dated_by(store: RecordStore) -> set[str]:
    """Return the ids of the sources to which statements relate a date, such as "before that letter"."""
    return {target for each in store.statements for target in targets(each) if target in store.sources}


def _by_source(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        found[statement.source].append(statement)
    return dict(found)


def targets(statement: Statement) -> Iterator[str]:
    """Yield the names of what a statement relates its date to."""
    if isinstance(statement.value, When):
        yield from (target for _, target in statement.value.related if isinstance(target, str))


def is_plain(statement: Statement) -> bool:
    """Tell whether a statement cites, corrects and cancels nothing, and reports neither nobody nor a decrease."""
    return _is_plain(statement) and not is_nobody(statement)


def _is_plain(statement: Statement) -> bool:
    """Tell the same, where it may report nobody."""
    if statement.citing is not None or statement.corrects is not None:
        return False
    value = statement.value
    numbers = [number for _, number in value.items] if isinstance(value, Equipment) else [value]
    is_decrease = any(isinstance(number, Change) and not number.increase for number in numbers)
    return statement.kind is not ClaimKind.CANCELLED and not is_decrease


def hangs_on_others(statement: Statement) -> bool:
    """Tell whether the days that a statement leaves depend on what other sources say of the subject that it names."""
    if statement.kind is ClaimKind.RELIEVES:
        return True
    related = statement.value.related if isinstance(statement.value, When) else ()
    return any(relation == "around" and isinstance(target, str) for relation, target in related)


def _agrees(component: Component) -> bool:
    is_one = len(component.worlds) == 1 and not component.colliding and not component.too_late
    absences = (*component.absences.values(), *component.absences_above.values())
    return is_one and not any(each.side is Side.WITHIN for own in absences for each in own)


def _reports(component: Component) -> Iterator[Statement]:
    """Yield the strictest report of each bound, one report of each milestone, and those that set more than bounds."""
    best: dict[_Bound, tuple[float, tuple[str, str, str], Statement]] = {}
    dating: dict[tuple[str, ClaimKind], Statement] = {}
    unplaced = {each.statement.id for each in component.unplaced}
    for report in component.reports:
        says_more = report.id in unplaced or report.kind in (ClaimKind.DECIDED, ClaimKind.END_DECIDED)
        limits = None if says_more else limits_of(component.constraints[report.id])
        if limits is None or (report.kind.milestones and not names_first_day(report)):
            yield report
            continue
        key = report.source, report.locator or "", report.id
        for limit in limits:
            bound, day = (limit.node, limit.is_first), -limit.day if limit.is_first else limit.day
            if bound not in best or (day, key) < best[bound][:2]:
                best[bound] = day, key, report
        if report.kind.milestones:
            dating.setdefault((report.about, report.kind), report)
    yield from (statement for _, _, statement in best.values())
    yield from dating.values()


def _plans(component: Component, *, all_plans: bool) -> Iterator[Statement]:
    """Yield the plans that bind days, or all, without those that newer plans have replaced for good."""
    newest: dict[tuple[str, str], float] = {}
    for plan in component.planned:
        for family in families(plan):
            if names_last_day(plan, family):
                own = plan.about, family
                newest[own] = max(newest.get(own, -inf), rank(component.store, plan))
    for plan in component.planned:
        ranks = [newest.get((plan.about, family), -inf) for family in families(plan)]
        is_outdated = bool(ranks) and rank(component.store, plan) < min(ranks)
        if all_plans:
            if not (is_outdated and can_be_outdated(component.store, plan)):
                yield plan
        elif component.constraints[plan.id] and not is_outdated:
            yield plan


def can_be_outdated(store: RecordStore, statement: Statement) -> bool:
    """Tell whether a statement is a plan that is out for good once a newer one with a last day takes its place.

    Newer figures take the place of others only from some day on; and who reports a relief plans an end.
    """
    is_dating = bool(statement.kind.milestones) or isinstance(statement.value, Term)
    return is_dating and store.basis(statement) is Basis.PLANNED
