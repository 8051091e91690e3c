"""Who is where on which day, with how many: the questions asked of a timeline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import inf
from typing import Unpack

from deployments.answers import allen
from deployments.answers.filters import Filters, Selection, group
from deployments.answers.presence import (
    Question,
    State,
    first_known,
    last_confirmed,
    meeting,
    possible_runs,
    state,
    telling,
)
from deployments.answers.results import Allen, Entry, Peak, Presence, Relocation, RestsOn, Series, Strength, Total
from deployments.answers.sequence import Answers
from deployments.answers.strength import StatedFigures, hull
from deployments.answers.sums import Forest, Piece, peak, running, series, total_of
from deployments.claims import MILESTONES, Basis, ClaimKind
from deployments.errors import DateError, InvalidValueError
from deployments.records import Deployment, Statement
from deployments.solver.bounds import Bounds, Status
from deployments.solver.components import Components
from deployments.solver.constraints import rules
from deployments.solver.network import Network
from deployments.solver.resolution import Resolution
from deployments.solver.resolve import statement_order
from deployments.store import RecordStore
from deployments.suggestions import did_you_mean
from deployments.values.calendar import calendar_date
from deployments.values.certainty import Certainty
from deployments.values.dates import Day, UncertainDate
from deployments.values.edtf import Run
from deployments.values.when import When


class Timeline(Resolution):
    """The answers of one store about days. Everything is computed when it is first asked for, and kept."""

    def __init__(self, store: RecordStore, components: Components | None = None) -> None:
        super().__init__(store, components)
        self._figures: dict[str, StatedFigures] = {}
        self._known: dict[str, float | None] = {}

    def deployment(self, id_: str) -> Deployment:
        """Return a deployment by its id. Raises `InvalidValueError` for an id of none."""
        if isinstance(id_, str) and id_ in self.store.deployments:
            return self.store.deployments[id_]
        meant = did_you_mean(id_, self.store.deployments) if isinstance(id_, str) else ""
        raise InvalidValueError("there is no deployment", id_, meant or "write the id of one")

    # --- presence ---

    def presence(self, id_: str, on: Day, *, throughout: bool = False) -> Presence:
        """Tell whether one deployment is there on the days asked for."""
        question = Question.of(on, self.store.tolerance, throughout=throughout)
        return self._presence(self.deployment(id_), question, -inf)

    def active(
        self,
        on: Day,
        *,
        certain: bool = False,
        undecided: bool = False,
        unconfirmed: bool = True,
        throughout: bool = False,
        **filters: Unpack[Filters],
    ) -> Answers[Presence]:
        """Return the deployments that are, or may be, there on the days asked for."""
        question = Question.of(on, self.store.tolerance, throughout=throughout)
        found = []
        for deployment in self._selected(filters):
            since = self._since(deployment)
            if since is None or since > question.last:
                continue
            presence = self._presence(deployment, question, since)
            is_certain = presence.certainty is Certainty.CERTAIN
            if presence.certainty is Certainty.NO or (certain and not is_certain) or (undecided and is_certain):
                continue
            if unconfirmed or presence.rests_on is not RestsOn.UNCONFIRMED:
                found.append(presence)
        return Answers(range(len(found)), found.__getitem__)

    def count(self, on: Day, *, certain: bool = False, throughout: bool = False, **filters: Unpack[Filters]) -> int:
        """Return how many deployments are, or may be, there on the days asked for."""
        return len(self.active(on, certain=certain, throughout=throughout, **filters))

    def _selected(self, filters: Filters) -> list[Deployment]:
        return Selection.of(self.store, filters).deployments()

    def _presence(self, deployment: Deployment, question: Question, since: float) -> Presence:
        there = state(self.components, deployment, question, since)
        confirmed = last_confirmed(self.components, deployment, question.last)
        return Presence(
            deployment,
            there.certainty,
            there.rests_on,
            self._strength(deployment, question, there, since),
            None if confirmed is None else calendar_date(confirmed),
            self.components.disputed(deployment.id),
        )

    def _since(self, deployment: Deployment) -> float | None:
        if deployment.id not in self._known:
            self._known[deployment.id] = first_known(self.components, deployment)
        return self._known[deployment.id]

    # --- strength ---

    def _strength(self, deployment: Deployment, question: Question, there: State, since: float) -> Strength:
        """Return the strength, over all days asked for if they are several, as a hull."""
        if question.first == question.last:
            return self.figures(deployment.id).on(question.first, there)
        # On other days it is not there: of a mask of many days only a few may be left.
        early = max(since, self.components.expected(deployment.id, "start")[0])
        late = self.components.reported(deployment.id, "end")[1]
        met = meeting(question.runs, early, late)
        found = self._strengths(deployment, question.runs[met.start : met.stop], since) if met else []
        return hull(found) if found else self.figures(deployment.id).on(question.first, there)

    def _strengths(self, deployment: Deployment, runs: Sequence[Run], since: float) -> list[Strength]:
        """Return the strengths that a deployment has in some runs of days, in their order, none of them thrice."""
        if not self.components.is_convex(deployment.id):
            near = telling(self.components, deployment, runs, [since, *self.figures(deployment.id).breaks()])
            pieces = [piece for run in near for piece in self.pieces(deployment, *run, since)]
            return [piece.strength for piece in pieces if piece.strength is not None]
        found = []
        for piece in self.pieces(deployment, runs[0][0], runs[-1][1], since):
            if piece.strength is not None:
                # A hull of several is the same for two of a kind and for thousands.
                found += [piece.strength] * min(len(meeting(runs, piece.first, piece.last)), 2)
        return found

    def figures(self, deployment: str) -> StatedFigures:
        """Return the numbers stated of a deployment."""
        if deployment not in self._figures:
            self._figures[deployment] = StatedFigures.of(self.store, deployment)
        return self._figures[deployment]

    def pieces(self, deployment: Deployment, first: float, last: float, since: float) -> Iterator[Piece]:
        """Return the strength of a deployment from the first day to the last, in pieces on which it is the same."""
        figures = self.figures(deployment.id)
        cuts = sorted(
            {first, *(day for day in self._cuts(deployment, figures, since, first, last) if first < day <= last)}
        )
        for day, after in zip(cuts, [*cuts[1:], last + 1], strict=True):
            there = state(self.components, deployment, Question(((day, day),)), since)
            strength = None if there.certainty is Certainty.NO else figures.on(day, there)
            yield Piece(day, after - 1, strength)

    def _cuts(
        self, deployment: Deployment, figures: StatedFigures, since: float, first: float, last: float
    ) -> Iterator[float]:
        """The days on which presence or strength can change."""
        yield since
        yield from figures.breaks()
        for milestone in ("start", "end"):
            for run in (
                self.components.reported(deployment.id, milestone),
                self.components.expected(deployment.id, milestone),
            ):
                yield from (run[0], run[0] + 1, run[1], run[1] + 1)
        if not self.components.is_convex(deployment.id):
            for low, high in possible_runs(self.components, deployment, first, last):
                yield from (low, high + 1)

    def total(self, on: Day, **filters: Unpack[Filters]) -> Total:
        """Return the sum of the strengths of some deployments on the days asked for."""
        return self._total(on, self._selected(filters))

    def total_by(self, by: str, on: Day, **filters: Unpack[Filters]) -> dict[str, Total]:
        """Return the sum for each contributor, mission or place that may have somebody there, by its name."""
        totals = {name: self._total(on, own) for name, own in grouped(by, self._selected(filters)).items()}
        return {name: total for name, total in totals.items() if total.parts}

    def _total(self, on: Day, deployments: Sequence[Deployment]) -> Total:
        question = Question.of(on, self.store.tolerance)
        found = []
        for deployment in deployments:
            since = self._since(deployment)
            if since is not None and since <= question.last:
                found.append(self._presence(deployment, question, since))
        return total_of(Forest(self.store, deployments), found)

    def series(self, start: Day, end: Day, **filters: Unpack[Filters]) -> Series:
        """Return the sums from the first day of `start` to the last of `end`."""
        return self._series(*self.period(start, end), self._selected(filters))

    def series_by(self, by: str, start: Day, end: Day, **filters: Unpack[Filters]) -> dict[str, Series]:
        """Return the sums for each contributor, mission or place, by its name."""
        period = self.period(start, end)
        return {name: self._series(*period, own) for name, own in grouped(by, self._selected(filters)).items()}

    def _series(self, first: float, last: float, deployments: Sequence[Deployment]) -> Series:
        pieces = {}
        for deployment in deployments:
            since = self._since(deployment)
            if since is not None and since <= last:
                pieces[deployment.id] = [*self.pieces(deployment, first, last, since)]
        return series(running(Forest(self.store, deployments), pieces, first), last)

    @staticmethod
    def period(start: Day, end: Day) -> Run:
        """Return the first day of one date and the last of another. Raises `DateError`."""
        first, last = UncertainDate.of(start).hull[0], UncertainDate.of(end).hull[1]
        if abs(first) == inf or abs(last) == inf:
            raise DateError("a series needs a first and a last day", f"{start} to {end}", 'write "2022-03", "2023-07"')
        if last < first:
            raise DateError("the period is reversed", f"{start} to {end}", "write the earlier date first")
        return first, last

    def peak(self, start: Day, end: Day, **filters: Unpack[Filters]) -> Peak:
        """Return the peak of the low and of the high ends of a series."""
        return peak(self.series(start, end, **filters))

    # --- relations ---

    def overlaps(self, a: str, b: str) -> frozenset[Allen]:
        """Return the ways in which two deployments can lie to each other, by all that holds."""
        one, other = self.deployment(a).id, self.deployment(b).id
        known = dict.fromkeys(
            constraint for id_ in (one, other) for constraint in self.components.component(id_).by_all.constraints
        )
        own = [constraint for id_ in (one, other) for constraint in rules(self.deployment(id_))]
        return frozenset(
            relation
            for relation in Allen
            if Network([*known, *own, *allen.constraints(relation, one, other)]).is_possible()
        )

    def relocations(self) -> list[Relocation]:
        """Return the deployments that follow another of the same force, in the order of their arrival."""
        found = []
        for deployment in self.store.deployments.values():
            if deployment.follows is None or self._since(deployment) is None:
                continue
            origin = self.store.deployments[deployment.follows]
            said = [
                *self.store.statements(about=origin.id, kind=ClaimKind.END),
                *self.store.statements(about=deployment.id, kind=ClaimKind.START),
            ]
            behind = [statement for statement in said if self.status(statement) is Status.HOLDS]
            behind.sort(key=lambda statement: statement_order(self.store, statement))
            left, arrived = self._bounds(origin.id, "end"), self._bounds(deployment.id, "start")
            found.append(Relocation(origin, deployment, left, arrived, tuple(behind)))
        return sorted(found, key=lambda relocation: (relocation.arrived.run, relocation.destination.id))

    # --- statements ---

    def entries(self, **filters: Unpack[Filters]) -> list[Entry]:
        """Return the dated statements in the order of their bounds; with filters, those about some deployments."""
        selected = self._selected(filters)
        everything = all(value is None for value in filters.values())
        wanted = {deployment.id for deployment in selected}
        missions = {deployment.mission for deployment in selected}
        found = []
        for statement in self.store.statements():
            if everything or statement.about in wanted or statement.about in missions:
                bounds = self._dated(statement)
                if bounds is not None:
                    source = self.store.sources[statement.source]
                    found.append(Entry(statement, source, bounds, self.status(statement)))
        order = {entry.statement.id: statement_order(self.store, entry.statement) for entry in found}
        return sorted(found, key=lambda entry: (entry.bounds.run, order[entry.statement.id]))

    def _dated(self, statement: Statement) -> Bounds | None:
        if statement.kind is ClaimKind.DATE:
            return self._bounds(statement.about, "start")
        if statement.kind.value in MILESTONES:
            return self._bounds(statement.about, statement.kind.value)
        if statement.kind is ClaimKind.MANDATE and isinstance(statement.value, When):
            runs = statement.value.runs
            return Bounds(runs[0][0], runs[-1][1]) if runs else None
        date_ = statement.as_of
        if date_ is None and self.store.basis(statement) is Basis.REPORTED:
            date_ = self.store.sources[statement.source].published
        return None if date_ is None else Bounds(*date_.hull)


def grouped(by: str, deployments: Iterable[Deployment]) -> dict[str, list[Deployment]]:
    """Return the deployments by the name of their group, the names in order."""
    name = group(by)
    groups: dict[str, list[Deployment]] = defaultdict(list)
    for deployment in deployments:
        groups[name(deployment)].append(deployment)
    return dict(sorted(groups.items()))
