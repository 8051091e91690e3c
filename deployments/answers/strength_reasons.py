"""Why a strength is what it is on a day: the figures and changes that count, with the arithmetic, and the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import inf

from deployments.answers.figures import Amount, figures_of, grows_old
from deployments.answers.results import Presence, Range, StrengthExplanation, StrengthLink, StrengthRole
from deployments.answers.runs import DayRun, counting, least_by_parts, same_people
from deployments.answers.strength import StrengthByDay
from deployments.claims import Basis, ClaimKind
from deployments.records import Statement
from deployments.solver.bounds import Status
from deployments.solver.components import Component
from deployments.solver.constraints import is_nobody
from deployments.values.certainty import Certainty


def explain_strength(
    component: Component, presence: Presence, day: float, parts: Sequence[DayRun]
) -> StrengthExplanation:
    """Return why a deployment has its strength on a day; `parts` are the days of its parts."""
    reasons = _Reasons(component, presence, day)
    counted = [*reasons.counted()]
    others = tuple(reasons.others(link.statement.id for link in counted))
    return StrengthExplanation(presence, tuple(counted or reasons.by_parts(parts)), others)


class _Reasons:
    """Finds the reasons for the strength of one deployment on one day."""

    def __init__(self, component: Component, presence: Presence, day: float) -> None:
        self.component = component
        self.store = component.store
        self.presence = presence
        self.id = presence.deployment.id
        self.day = day
        self.figures = figures_of(component, self.id)
        self.strengths = StrengthByDay(self.figures, self.store.tolerance)

    def counted(self) -> Iterator[StrengthLink]:
        """Yield what counts, in order, each with the range that it leaves."""
        if self.presence.certainty is not Certainty.NO:
            for step in self.strengths.steps(self.day, self.presence.certainty):
                yield self._link(step.amount, step.role, _range(step.low, step.high))

    def by_parts(self, parts: Sequence[DayRun]) -> Iterator[StrengthLink]:
        """Yield the figures of its parts, each with how many it has at least by them so far."""
        if not parts or not self.presence.strength.is_stated:
            return
        counted = counting(parts, same_people(self.component, self.id))
        so_far = least_by_parts(counted, self.presence.certainty)
        for (_, strength), least in zip(counted, so_far, strict=True):
            for figure in strength.stated:
                source = self.store.sources[figure.statement.source]
                own = figure.statement, source, StrengthRole.PART, figure.first, figure.last
                yield StrengthLink(*own, Range(least, None))

    def others(self, counted: Iterable[str]) -> Iterator[StrengthLink]:
        """Yield what does not count, in the order of its days, with the reason for that."""
        seen = frozenset(counted)
        amounts = {each.statement.id: each for each in self._amounts()}
        found = []
        for statement in self.store.statements_of(about=self.id):
            if statement.kind.spec.personnel and statement.id not in seen:
                amount = amounts.get(statement.id) or self._amount(statement)
                found.append(self._link(amount, self._why_not(statement, amount, has_figure=bool(seen))))
        yield from sorted(found, key=lambda each: (each.low, each.high, each.statement.id))

    def _amounts(self) -> Iterator[Amount]:
        yield from self.figures.figures
        yield from self.figures.changes
        yield from self.figures.plans
        yield from self.figures.never

    def _amount(self, statement: Statement) -> Amount:
        """Return the amount of a statement that counts on no day, with the days that it would be of."""
        days = self.component.builder.named(statement) or self.store.published(statement.source)
        return Amount(statement, 0, inf, *days)

    def _why_not(self, statement: Statement, amount: Amount, *, has_figure: bool) -> StrengthRole:
        """Return why a statement does not count."""
        if (role := self._refused(statement)) is not None:
            return role
        if amount.first > self.day:
            return StrengthRole.LATER
        if self.store.basis(statement) is Basis.PLANNED:
            return self._why_no_plan(amount)
        if self.presence.certainty is Certainty.NO:
            return StrengthRole.NOT_THERE
        if statement.kind is not ClaimKind.CHANGE:
            return StrengthRole.STALE if amount in self.strengths.live(self.day) else StrengthRole.REPLACED
        return StrengthRole.INCLUDED if has_figure else StrengthRole.ALONE

    def _refused(self, statement: Statement) -> StrengthRole | None:
        """Return why a statement counts on no day; None if it does on some."""
        if self.component.refused.get(statement.id) is Status.CORRECTED:
            return StrengthRole.CORRECTED
        if self.store.basis(statement) is Basis.CONSIDERED:
            return StrengthRole.CONSIDERED
        if is_nobody(statement):
            return StrengthRole.NOBODY
        counting = self.component.counting.get(self.id)
        is_off = counting is not None and statement.id in counting.called_off
        return StrengthRole.CANCELLED if is_off else None

    def _why_no_plan(self, plan: Amount) -> StrengthRole:
        if plan.last >= self.day:
            return StrengthRole.NOT_THERE if self.presence.certainty is Certainty.NO else StrengthRole.ALONE
        return (
            StrengthRole.STALE
            if grows_old(self.component, plan.statement, plan.first) <= plan.last
            else StrengthRole.REPLACED
        )

    def _link(self, amount: Amount, role: StrengthRole, after: Range | None = None) -> StrengthLink:
        source = self.store.sources[amount.statement.source]
        disputed = amount.statement.id in self.component.colliding
        return StrengthLink(amount.statement, source, role, amount.first, amount.last, after, disputed)


def _range(low: float, high: float) -> Range:
    return Range(int(low), None if high == inf else int(high))
