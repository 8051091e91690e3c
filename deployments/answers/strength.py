"""How many personnel a deployment has on a day: the last that was reported, carried forward, as a range."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Sequence
from math import inf

import attrs

from deployments.answers.presence import State
from deployments.answers.results import RestsOn, Strength
from deployments.claims import Basis, ClaimKind
from deployments.records import Statement
from deployments.solver.constraints import observed_on
from deployments.solver.offsets import Domain
from deployments.solver.resolve import statement_order
from deployments.store import RecordStore, published_by
from deployments.values.certainty import Certainty
from deployments.values.edtf import ALWAYS
from deployments.values.quantities import Change, Quantity

#: So many figures of uncertain days are tried in every order; more of them count as one range.
_MANY = 8

_ABSENT = Strength(0, 0)
_ALWAYS = Domain([ALWAYS])


@attrs.frozen
class StatedFigure:
    """A number that a source gives, and the days that it can be of."""

    low: int
    high: int | None
    days: Domain
    statement: Statement

    @property
    def first(self) -> float:
        """The first day that it can be of."""
        return self.days.runs[0][0]

    @property
    def last(self) -> float:
        """The last day that it can be of."""
        return self.days.runs[-1][1]

    @property
    def day(self) -> str:
        """Names the day: all that a source says of the day of its publication is of the same day."""
        statement = self.statement
        return statement.source if statement.as_of is None else f"{statement.source}#{statement.id}"


@attrs.frozen
class StatedFigures:
    """The numbers that are stated of one deployment, each list from the newest statement to the oldest."""

    reports: Sequence[StatedFigure]
    changes: Sequence[StatedFigure]
    plans: Sequence[StatedFigure]
    store: RecordStore

    @classmethod
    def of(cls, store: RecordStore, deployment: str) -> StatedFigures:
        """Collect them."""
        kinds = [kind for kind in ClaimKind if kind.spec.personnel]
        statements = [s for s in store.statements(about=deployment) if s.kind in kinds]
        statements.sort(key=lambda statement: statement_order(store, statement), reverse=True)
        reports: list[StatedFigure] = []
        changes: list[StatedFigure] = []
        plans: list[StatedFigure] = []
        for statement in statements:
            if isinstance(statement.value, Change):
                changes.append(_change(store, statement, statement.value))
            elif isinstance(statement.value, Quantity):
                low, high = statement.value.bounds(store.tolerance)
                reported = store.basis(statement) is Basis.REPORTED
                days = _days(store, statement) if reported or statement.as_of is not None else _ALWAYS
                (reports if reported else plans).append(StatedFigure(low, high, days, statement))
        return cls(reports, changes, plans, store)

    def breaks(self) -> list[float]:
        """Return the days on which the strength can change."""
        figures = (*self.reports, *self.changes, *self.plans)
        runs = [run for figure in figures for run in figure.days.runs]
        return [day for first, last in runs for day in (first, first + 1, last, last + 1)]

    def on(self, day: float, state: State) -> Strength:
        """Return the strength on a day on which the deployment is there as `state` says."""
        if state.certainty is Certainty.NO:
            return _ABSENT
        known = [figure for figure in self.reports if figure.first <= day]
        if known:
            found = self._carried(day, known)
        elif state.rests_on is RestsOn.EXPECTED:
            found = self._planned(day)
        else:
            found = None
        if found is None:
            return Strength(1 if state.certainty is Certainty.CERTAIN else 0, None)
        return found if state.certainty is Certainty.CERTAIN else attrs.evolve(found, low=0)

    def _planned(self, day: float) -> Strength | None:
        for plan in self.plans:
            if plan.first <= day:
                return Strength(plan.low, plan.high, (plan.statement,), plan.statement.as_of, planned=True)
        return None

    def _carried(self, day: float, known: Sequence[StatedFigure]) -> Strength | None:
        """Return the hull of what was last reported, over every order in which the uncertain days may be."""
        maybe = [figure for figure in known if figure.last > day]
        if len(maybe) == len(known):
            return None  # perhaps nobody had reported anything yet
        days = [*dict.fromkeys(figure.day for figure in maybe)]
        if len(days) > _MANY:
            unsure: Iterable[Collection[str]] = [days, *([one] for one in days)]
        else:
            unsure = itertools.chain.from_iterable(itertools.combinations(days, n) for n in range(len(days) + 1))
        sure = [figure for figure in known if figure not in maybe]
        return hull([self._last(day, [f for f in known if f in sure or f.day in some]) for some in unsure])

    def _last(self, day: float, figures: Sequence[StatedFigure]) -> Strength:
        """Return what holds if exactly these were reported by the day.

        Figures that are certainly older than another do not count; the others must agree.
        """
        newest = max(figure.first for figure in figures)
        live = [figure for figure in figures if figure.days.fall(day) >= newest]
        low = max(figure.low for figure in live)
        highs = [figure.high for figure in live if figure.high is not None]
        high = min(highs, default=None)
        disputed = high is not None and low > high
        if disputed:
            low, high = min(figure.low for figure in live), None if len(highs) < len(live) else max(highs)
        for change in self.changes:
            if change.days.fall(day) >= newest:
                low, high = min(low, change.low), None if change.high is None else high
        statements = tuple(figure.statement for figure in live)
        carried = any((figure.first, figure.last) != (day, day) for figure in live)
        return Strength(low, high, statements, observed_on(live[0].statement, self.store), carried, disputed=disputed)


def hull(strengths: Sequence[Strength]) -> Strength:
    """Return the range that takes in all of them; what none of them states stays unknown."""
    if len(strengths) == 1:
        return strengths[0]
    highs = [strength.high for strength in strengths]
    named = dict.fromkeys(statement for strength in reversed(strengths) for statement in strength.statements)
    widest = [high for high in highs if high is not None]
    return Strength(
        min(strength.low for strength in strengths),
        max(widest) if len(widest) == len(highs) else None,
        tuple(named),
        strengths[0].since,
        carried=any(strength.carried for strength in strengths),
        disputed=any(strength.disputed for strength in strengths),
    )


def _change(store: RecordStore, statement: Statement, change: Change) -> StatedFigure:
    """After a decrease there may be as few as one; after an increase nobody says how many there are at the most."""
    low, high = (10**9, None) if change.increase else (1, 10**9)
    return StatedFigure(low, high, _days(store, statement), statement)


def _days(store: RecordStore, statement: Statement) -> Domain:
    date = observed_on(statement, store)
    if date is None:
        latest = published_by(store.sources[statement.source])
        return Domain([(-inf, inf if latest is None else latest)])
    return Domain(date.days(store.tolerance))
