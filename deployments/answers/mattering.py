"""What holds after each source, computed from few of the sources before it: from those that still matter.

A source does not matter any more if other reports imply the days that it reports, or if newer plans replace its plans:
it changes no bound, and no chain of statements that explains one. Of reports that collide (contradict each other),
those that do so with the same others stand for each other, as they are true together or not at all. What somebody puts
right, and a decrease, which is only a sighting if others stayed, stand for no other statement.

All sources are looked at once more after one that is older than one before it, or that collides with what stands for
others. All of them matter from the first source on after which one of these is so:

- a date is around that of something else, or one force relieves another;
- reports contradict each other of which one says more than a first or a last day, or too many do to tell them;
- a report that contradicts others is put right, or may be;
- a correction appears before what it puts right;
- a decision is reported after the force was there.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import inf

from deployments.answers.disputes_so_far import DisputesSoFar, enemies_in, gaps_in
from deployments.claims import Basis, ClaimKind, Equipment, Term
from deployments.records import Statement
from deployments.solver.bounds import Status
from deployments.solver.components import Component, Components, by_subject, can_bind
from deployments.solver.constraints import ConstraintBuilder, NumbersOf, is_nobody
from deployments.solver.corrections import corrected
from deployments.solver.limits import limits_of
from deployments.solver.network import Node
from deployments.solver.numbers import Numbers
from deployments.solver.plans import families, names_first_day, names_last_day, rank
from deployments.solver.resolution import Resolution
from deployments.solver.ties import targets
from deployments.store import RecordStore
from deployments.values.quantities import Change
from deployments.values.when import When

_DECISIONS = (ClaimKind.DECIDED, ClaimKind.END_DECIDED)
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
        self.is_told_by_few = not any(map(hangs_on_others, near.statements))
        self.named = sources_dated_by(near)
        self._so_far = _SoFar(near)
        self._called_off = {each.about for each in near.statements if each.kind is ClaimKind.CANCELLED}
        self._kept: dict[str, list[Statement]] = {}
        self._count = 0
        self._newest = -inf
        self._found: Resolution | None = None
        self._disputes = DisputesSoFar()
        #: The reports that do not matter any more, and are disputed.
        self.disputed: set[str] = set()
        #: The component of each subject by then.
        self._before: Mapping[str, Component] = {}

    def after(self, known: Sequence[Statement]) -> Resolution:
        """Return what holds after a source. Takes the statements of all sources until that one, in order."""
        if self.is_told_by_few and (found := self._going_on(known) or self._from_the_first(known)):
            return found
        self.is_told_by_few = False  # and so it stays
        return Resolution(self.near.narrowed(self.near.sources.values(), tuple(known)))

    def _going_on(self, known: Sequence[Statement]) -> Resolution | None:
        """Return what holds by what mattered last; None if any news are older than that, or others can matter again."""
        news = self._of_use(known[self._count :])
        if len(known) <= self._count or any(rank(self.near, each) < self._newest for each in news):
            return None
        self._so_far.learn(known[self._count :])
        if self._found is not None and not news:
            self._count = len(known)
            return self._found
        return self._with(len(known), news, {**self._kept, **_by_source(news)}, is_whole=False)

    def _from_the_first(self, known: Sequence[Statement]) -> Resolution | None:
        """Return what holds by all sources until then; None if it is not told by few of them."""
        every = self._of_use(known)
        self._so_far = _SoFar(self.near)
        self._so_far.learn(known)
        return self._with(len(known), every, _by_source(every), is_whole=True)

    def _of_use(self, statements: Sequence[Statement]) -> Sequence[Statement]:
        """Return those of some statements that matter by what they are."""
        return statements if self.all_plans else [each for each in statements if self._is_of_use(each)]

    def _is_of_use(self, statement: Statement) -> bool:
        """Tell whether a statement can bind days, or is a plan that can take the place of a cancellation."""
        is_called_off = statement.about in self._called_off
        return can_bind(self.near, statement) or (is_called_off and self.near.basis(statement) is Basis.PLANNED)

    def _with(
        self, count: int, news: Sequence[Statement], said: Mapping[str, list[Statement]], *, is_whole: bool
    ) -> Resolution | None:
        """Return what holds by the statements `said`, and keep those that matter; None if others can matter too."""
        if self._so_far.is_ahead:
            return None
        about = by_subject(each for own in said.values() for each in own)
        components = Components(self.near, about, self._before, self._so_far.numbers())
        components.corrected = self._so_far.corrected
        solved = [*dict.fromkeys(map(components.component, about))]
        if not all(map(self._is_told_by_few, solved)):
            return None
        disputes = DisputesSoFar.of(solved, with_sightings=self.all_plans)
        if not is_whole and disputes.are_new(self._disputes, {each.id for each in news}):
            return None
        self._disputes = disputes if is_whole else disputes.going_on_from(self._disputes)
        self._keep(solved, said, set() if is_whole else self.disputed)
        self._count, self._found = count, Resolution(self.near, components)
        self._newest = max((rank(self.near, each) for each in news), default=self._newest)
        return self._found

    def _keep(self, solved: Iterable[Component], said: Mapping[str, list[Statement]], disputed: set[str]) -> None:
        """Keep the sources that still matter; of what is left out note what is disputed, beside that until then."""
        suspects = self._so_far.suspects
        left = (each for one in solved for each in mattering(one, suspects, all_plans=self.all_plans))
        sources = {*self.named, *(each.source for each in left)}
        self._kept = {id_: own for id_, own in said.items() if id_ in sources}
        out = {each.id for id_, own in said.items() if id_ not in sources for each in own}
        for each in solved:
            disputed.update(id_ for id_, status in each.refused.items() if status is Status.DISPUTED and id_ in out)
        self.disputed = disputed
        self._before = {id_: each for each in solved for id_ in each.about}

    def _is_told_by_few(self, component: Component) -> bool:
        """Tell whether what holds in a component is told by few of its reports."""
        if component.too_late:
            return False
        if len(component.worlds) == 1 and not component.agreement.collisions and not component.agreement.unsettled:
            return True
        pairwise = component.agreement.pairwise
        return pairwise is not None and pairwise.has_all and component.colliding.isdisjoint(self._so_far.suspects)


class _SoFar:
    """What was said so far that others are understood by: the figures before a decrease, and what is put right.

    `suspects` are the ids of the statements that any source puts right, whenever it appears.
    """

    def __init__(self, near: RecordStore) -> None:
        self.near = near
        self._builder = ConstraintBuilder(near)
        #: The numbers of what is reported to decrease, without those that somebody puts right.
        self._numbers = {(each.about, name): Numbers() for each in near.statements for name in decreasing(each)}
        self._names: dict[str, list[str | None]] = defaultdict(list)
        for about, name in self._numbers:
            self._names[about].append(name)
        self._suspected: dict[str, list[Statement]] = defaultdict(list)
        #: What puts others right, and what these may put right.
        self._told: list[Statement] = []
        self.corrected: frozenset[str] = frozenset()
        #: Whether a correction is known of what is not.
        self.is_ahead = False

    @functools.cached_property
    def suspects(self) -> frozenset[str]:
        """The ids of the statements that others put right, or may."""
        near = self.near.corrections
        return frozenset(each.id for right in near.correcting for each in near.suspects(right))

    def learn(self, statements: Iterable[Statement]) -> None:
        """Take what was said next."""
        count = len(self._told)
        for each in statements:
            if each.id in self.suspects:
                self._suspected[each.about].append(each)
            else:
                for name in self._names.get(each.about, ()):
                    self._builder.count(self._numbers[each.about, name], each, name)
            if each.corrects is not None or each.id in self.suspects:
                self._told.append(each)
        if len(self._told) > count:
            ids, near = {each.id for each in self._told}, self.near.corrections
            named = (wrong.id for each in self._told if each.corrects is not None for wrong in near.named_by(each))
            self.is_ahead = not ids.issuperset(named)
            self.corrected = corrected(self.near.narrowed(self.near.sources.values(), tuple(self._told)))

    def numbers(self) -> Mapping[NumbersOf, tuple[Numbers, Sequence[Statement]]]:
        """Return the numbers of what is reported to decrease, and what counts too unless somebody has put it right."""
        return {of: (each.copy(), (*self._suspected.get(of[0], ()),)) for of, each in self._numbers.items()}


def mattering(component: Component, suspects: Collection[str] = (), *, all_plans: bool) -> Iterator[Statement]:
    """Yield the statements of a component that can still bind a day, or replace a plan.

    No other statement is left out for one of the suspects, which somebody may put right.
    """
    yield from (each for each in component.statements if each.id in suspects)
    basis, known = component.store.basis, {each.id for each in component.reports}
    # A decrease that is no sighting yet is one as soon as a figure of a day before it tells that others stayed.
    yield from (s for s in component.statements if is_decrease(s) and s.id not in known and basis(s) is Basis.REPORTED)
    yield from component.cancelled
    for gap in gaps_in(component) if suspects or all_plans else ():  # as others are put right it may close
        yield from (gap.absence, gap.before, gap.after)
    yield from _newest_plans(component, {each.about for each in component.cancelled}, suspects)
    yield from _reports(component, suspects)
    yield from _plans(component, suspects, all_plans=all_plans)


def sources_dated_by(store: RecordStore) -> set[str]:
    """Return the ids of the sources to which statements relate a date, such as "before that letter"."""
    return {target for each in store.statements for target in targets(each) if target in store.sources}


def _by_source(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        found[statement.source].append(statement)
    return dict(found)


def is_plain(statement: Statement) -> bool:
    """Tell whether a statement corrects nothing, and reports neither nobody nor a decrease."""
    return statement.corrects is None and not is_nobody(statement) and not is_decrease(statement)


def is_decrease(statement: Statement) -> bool:
    """Tell whether a statement says that some left: whether others stayed hangs on all figures that are known."""
    return any(True for _ in decreasing(statement))


def decreasing(statement: Statement) -> Iterator[str | None]:
    """Yield the names of the equipment of which a statement says that some left; None stands for personnel."""
    value = statement.value
    numbers = value.items if isinstance(value, Equipment) else [(None, value)]
    return (name for name, number in numbers if isinstance(number, Change) and not number.increase)


def hangs_on_others(statement: Statement) -> bool:
    """Tell whether the days that a statement leaves depend on what other sources say of the subject that it names."""
    if statement.kind is ClaimKind.RELIEVES:
        return True
    related = statement.value.related if isinstance(statement.value, When) else ()
    return any(relation == "around" and isinstance(target, str) for relation, target in related)


def _reports(component: Component, suspects: Collection[str]) -> Iterator[Statement]:
    """Yield the strictest report of each bound, one report of each milestone, and those that set more than bounds.

    They are so among the reports that collide with the same others, which are true together.
    """
    best: dict[tuple[object, _Bound], tuple[float, tuple[str, str, str], Statement]] = {}
    dating: dict[tuple[object, str, ClaimKind], Statement] = {}
    unplaced = {each.statement.id for each in component.unplaced}
    enemies = enemies_in(component)
    for report in component.reports:
        if report.id in suspects:
            continue
        says_more = report.id in unplaced or report.kind in _DECISIONS or is_decrease(report)
        limits = None if says_more else limits_of(component.constraints[report.id])
        if limits is None or (report.kind.milestones and not names_first_day(report)):
            yield report
            continue
        key, own = (report.source, report.locator or "", report.id), enemies.get(report.id)
        for limit in limits:
            bound, day = (own, (limit.node, limit.is_first)), -limit.day if limit.is_first else limit.day
            if bound not in best or (day, key) < best[bound][:2]:
                best[bound] = day, key, report
        if report.kind.milestones:
            dating.setdefault((own, report.about, report.kind), report)
    yield from (statement for _, _, statement in best.values())
    yield from dating.values()


def _newest_plans(component: Component, about: Collection[str], suspects: Collection[str]) -> Iterable[Statement]:
    """Return the newest plan about each of some subjects: it takes the place of any older cancellation."""
    own = [each for each in component.planned if each.about in about and each.id not in suspects]
    own.sort(key=lambda each: rank(component.store, each))
    return {each.about: each for each in own}.values()


def _plans(component: Component, suspects: Collection[str], *, all_plans: bool) -> Iterator[Statement]:
    """Yield the plans that bind days, or all, without those that newer plans have replaced for good."""
    newest: dict[tuple[str, str], float] = {}
    plans = [each for each in component.planned if each.id not in suspects]
    for plan in plans:
        for family in families(plan):
            if takes_over_at_once(component.store, plan, family):
                own = plan.about, family
                newest[own] = max(newest.get(own, -inf), rank(component.store, plan))
    for plan in plans:
        ranks = [newest.get((plan.about, family), -inf) for family in families(plan)]
        is_outdated = bool(ranks) and rank(component.store, plan) < min(ranks)
        if all_plans:
            if not (is_outdated and can_be_outdated(component.store, plan)):
                yield plan
        elif component.constraints[plan.id] and not is_outdated:
            yield plan


def can_be_outdated(store: RecordStore, statement: Statement) -> bool:
    """Tell whether a statement is a plan that is out for good once a newer one takes its place at once.

    A figure with a day can still count on days before the first that newer ones name; and who reports a relief plans an
    end.
    """
    is_dating = bool(statement.kind.milestones) or isinstance(statement.value, Term)
    is_figure = bool(statement.kind.spec.dated and statement.kind.spec.family) and store.as_of(statement) is None
    return (is_dating or is_figure) and store.basis(statement) is Basis.PLANNED


def takes_over_at_once(store: RecordStore, plan: Statement, family: str) -> bool:
    """Tell whether a plan takes the place of older ones of a family: it names a last day, or is a figure of no day."""
    return store.as_of(plan) is None if plan.kind.spec.dated else names_last_day(plan, family)
