"""What is authorised: mandates and ceilings, each from its day until the day of the next."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from math import inf
from typing import TYPE_CHECKING

import attrs

from deployments.answers.results import Authorisation, Ceiling, Mandate
from deployments.claims import Basis, ClaimKind
from deployments.lazily import kept
from deployments.records import Statement
from deployments.solver.constraints import ConstraintBuilder
from deployments.solver.ordering import statement_order
from deployments.store import RecordStore
from deployments.values.calendar import calendar_date
from deployments.values.certainty import Certainty
from deployments.values.edtf import Run
from deployments.values.relations import related_to_one
from deployments.values.when import When

if TYPE_CHECKING:
    from deployments.answers.timeline import Timeline

#: The kinds of claim that say what is authorised.
AUTHORISING = (ClaimKind.MANDATE, ClaimKind.CEILING)

#: How many are there: the least, the most if anybody gives it, and whether anybody states a number.
_Number = tuple[int, int | None, bool]


@attrs.frozen(eq=False)
class Held:
    """A mandate or a ceiling, which holds from a day on: one of those from `first` to `last`."""

    first: float
    last: float
    statement: Statement


class Authorisations:
    """The mandates and ceilings of one store."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.store: RecordStore = timeline.store
        self._builder = ConstraintBuilder(self.store)
        self._held: dict[tuple[str, ClaimKind], Sequence[Held]] = {}
        self._numbers: dict[tuple[str, float], _Number] = {}

    def on(self, id_: str, day: float) -> Authorisation:
        """Return what is authorised for a deployment or a mission on a day: its own, or that of what it belongs to."""
        levels = [*self._levels(id_)]
        if not any(each in self._authorised for ids in levels for each in ids):
            return Authorisation(id_)
        mandates, ceilings = (self._first(levels, kind, day) for kind in AUTHORISING)
        mandate, ceiling = (self._newest(each) for each in (mandates, ceilings))
        shown = mandate, ceiling
        planned, considered = (self._unheld(levels, basis, day) for basis in (Basis.PLANNED, Basis.CONSIDERED))
        return Authorisation(
            id_,
            _all_agree(self._within(each, day) for each in mandates),
            None if mandate is None else self._mandate(mandate, day),
            None if ceiling is None else self._ceiling(ceiling, day),
            self._exceeded(ceilings, day),
            tuple(each.statement for each in (*mandates, *ceilings) if each not in shown),
            planned,
            considered,
        )

    def certainty(self, id_: str, day: float) -> Certainty | None:
        """Tell whether a day is within a mandate of a deployment, as `on` does; None where nobody stated one by then."""
        mandates = self._first(self._levels(id_), ClaimKind.MANDATE, day)
        return _all_agree(self._within(each, day) for each in mandates)

    @functools.cached_property
    def _authorised(self) -> frozenset[str]:
        """The deployments and missions of which any mandate or ceiling is stated."""
        return frozenset(each.about for kind in AUTHORISING for each in self.store.statements(kind=kind))

    def running_out(self, id_: str, since: float, until: float) -> Authorisation | None:
        """Return what is authorised on the last day of a mandate of its own that can end between two days, inclusive.

        None if none does, or if another takes its place on or before that day.
        """
        for held in self.held(id_, ClaimKind.MANDATE):
            first, last = self.last_day(held.statement)
            if first <= until and since <= last < inf and self._newest(self._at(id_, ClaimKind.MANDATE, last)) is held:
                return self.on(id_, last)
        return None

    def ran_out(self, id_: str, day: float) -> Iterator[Statement]:
        """Yield the mandates of a deployment or a mission, its own, that certainly ran out before a day."""
        for held in self._at(id_, ClaimKind.MANDATE, day):
            if self._within(held, day) is Certainty.NO:
                yield held.statement

    # --- which holds ---

    def _levels(self, id_: str) -> Iterator[Sequence[str]]:
        """Yield whose mandate counts: its own, that of its wholes, of its missions, and of what those are part of."""
        yield (id_,)
        deployment = self.store.deployments.get(id_)
        if deployment is not None:
            yield from ((whole,) for whole in self.store.wholes(id_))
            missions: Sequence[str] = self.store.filled(deployment).mission
            if missions:
                yield missions
        else:
            missions = (id_,)
        while missions := self._wider(missions):
            yield missions

    def _wider(self, missions: Iterable[str]) -> Sequence[str]:
        """Return what some missions are part of, each once."""
        records = (self.store.missions.get(each) for each in missions)
        found = (record.part_of for record in records if record is not None)
        return tuple(dict.fromkeys(each for each in found if each is not None))

    def _first(self, levels: Iterable[Sequence[str]], kind: ClaimKind, day: float) -> Sequence[Held]:
        """Return what can hold on a day, of the first level of which anything was stated by then."""
        for ids in levels:
            if found := [held for each in ids for held in self._at(each, kind, day)]:
                return found
        return ()

    def _at(self, about: str, kind: ClaimKind, day: float) -> Sequence[Held]:
        """Return those that can be the one that holds on a day: several, if it is unsure which began last."""
        begun = [each for each in self.held(about, kind) if each.first <= day]
        newest = max((each.first for each in begun if each.last <= day), default=-inf)
        return [each for each in begun if each.last >= newest]

    def held(self, about: str, kind: ClaimKind) -> Sequence[Held]:
        """Return the reported mandates, or ceilings, of a deployment or mission: those that begin first come first."""
        if about not in self._authorised:
            return ()
        return kept(self._held, (about, kind), lambda: self._reported(about, kind))

    def _reported(self, about: str, kind: ClaimKind) -> Sequence[Held]:
        said = self.store.statements(about=about, kind=kind)
        counting = [each for each in said if self._counts(each) and self.store.basis(each) is Basis.REPORTED]
        counting.sort(key=lambda statement: statement_order(self.store, statement))
        return sorted((Held(*self._since(each), each) for each in counting), key=lambda each: (each.first, each.last))

    def _counts(self, statement: Statement) -> bool:
        return statement.id not in self.timeline.components.corrected

    def _since(self, statement: Statement) -> Run:
        """Return the days of which one is that from which it holds: its own, or the first day of its source.

        What cites another source is of the day of that. Where nobody knows the first day on which it can have
        appeared, it holds from some day up to the last.
        """
        original = self.store.original(statement)
        if original.as_of is not None:
            return original.as_of.widened_hull(self.store.tolerance)
        first, last = self.store.published(original.citing or original.source)
        return (first, first) if first > -inf else (first, last)

    def _newest(self, candidates: Sequence[Held]) -> Held | None:
        """Return the one to show of those that can hold: the newest, rather its own source than who cites that."""
        key = [(each.statement.citing is None, each.first, place) for place, each in enumerate(candidates)]
        return candidates[key.index(max(key))] if candidates else None

    # --- until when ---

    def last_day(self, mandate: Statement) -> Run:
        """Return the first and the last day that can be the last one authorised; without end if it is indefinite."""
        value = mandate.value
        assert isinstance(value, When)  # noqa: S101 - so the claim table says
        if value.on is not None and value.on.is_interval:
            return inf, inf
        found = [*self._builder.named_by(value)]
        for relation, target in value.related:
            if isinstance(target, str) and target not in self.store.sources:
                found.append(related_to_one(relation, self._days_of(target, relation)))
        first, last = max(run[0] for run in found), min(run[1] for run in found)
        return (first, last) if first <= last else found[0]

    def _days_of(self, target: str, relation: str) -> Run:
        """Return the days that an event, or a milestone, can be of."""
        id_, _, milestone = target.partition(".")
        expected = self.timeline.components.expected
        first, last = (expected(id_, milestone or each) for each in ("start", "end"))
        if relation == "after" and not milestone:
            return last
        days = first if relation == "before" and not milestone else (first[0], last[1])
        around = self.store.tolerance.day if relation == "around" else 0
        return days[0] - around, days[1] + around

    def _within(self, held: Held, day: float) -> Certainty:
        """Tell whether a day is within a mandate."""
        found = _up_to(self.last_day(held.statement), day)
        is_sure = held.last <= day or held.first > -inf
        return found if is_sure or found is Certainty.NO else Certainty.POSSIBLE

    def _mandate(self, held: Held, day: float) -> Mandate:
        first, last = self.last_day(held.statement)
        return Mandate(
            held.statement,
            calendar_date(held.first),
            None if first == inf else calendar_date(first),
            None if first == inf else calendar_date(last),
            None if last == inf else int(last - day),
            self._replaces(held),
        )

    def _ceiling(self, held: Held, day: float) -> Ceiling:
        value = held.statement.value
        ends = self._end_of(held.statement)
        until = None if ends is None or ends[1] == inf else calendar_date(ends[1])
        return Ceiling(
            held.statement,
            value,  # type: ignore[arg-type]  # the claim table says so
            calendar_date(held.first),
            until,
            self._holds(held, day),
            self._replaces(held),
        )

    def _replaces(self, held: Held) -> tuple[Statement, ...]:
        """Return what held until the day of one: those that began last before it."""
        statement = held.statement
        older = [each for each in self.held(statement.about, statement.kind) if each.last < held.first]
        newest = max((each.first for each in older), default=-inf)
        return tuple(each.statement for each in older if each.last >= newest)

    def _end_of(self, ceiling: Statement) -> Run | None:
        """Return the last day of a ceiling: that of a mandate of its own source, of the same or of what it belongs to."""
        for ids in self._levels(ceiling.about):
            every = (held.statement for each in ids for held in self.held(each, ClaimKind.MANDATE))
            own = [self.last_day(each) for each in every if each.source == ceiling.source]
            if own:
                return min(run[0] for run in own), max(run[1] for run in own)
        return None

    def _holds(self, held: Held, day: float) -> Certainty:
        """Tell whether a ceiling holds on a day, of those from which it may hold on."""
        ends = self._end_of(held.statement)
        return Certainty.CERTAIN if ends is None else _up_to(ends, day)

    # --- what is not decided ---

    def _unheld(self, levels: Sequence[Sequence[str]], basis: Basis, day: float) -> tuple[Statement, ...]:
        """Return what is planned, or considered, of a deployment or what it belongs to, and not decided since."""
        found = (
            statement
            for ids in levels
            for id_ in ids
            for kind in AUTHORISING
            for statement in self.store.statements(about=id_, kind=kind)
            if self._counts(statement) and self.store.basis(statement) is basis and self._is_to_come(statement, day)
        )
        return tuple(sorted(found, key=lambda statement: statement_order(self.store, statement)))

    def _is_to_come(self, statement: Statement, day: float) -> bool:
        since = self.store.published(statement.source)[0]
        if statement.kind is ClaimKind.MANDATE and self.last_day(statement)[1] < day:
            return False
        return not any(since <= each.first <= day for each in self.held(statement.about, statement.kind))

    # --- whether more are there ---

    def _exceeded(self, ceilings: Sequence[Held], day: float) -> Certainty | None:
        """Tell whether more are there than is authorised; None where no ceiling holds, or nobody states a number."""
        found = [self._exceeds(each, day) for each in ceilings if self._holds(each, day) is not Certainty.NO]
        told = [each for each in found if each is not None]
        if len(told) < len(found):
            return Certainty.POSSIBLE if told else None
        return _all_agree(told)

    def _exceeds(self, ceiling: Held, day: float) -> Certainty | None:
        most = ceiling.statement.value.bounds(self.store.tolerance)[1]  # type: ignore[union-attr]  # so the claim table says
        about = ceiling.statement.about
        low, high, is_stated = kept(self._numbers, (about, day), lambda: self._number(about, day))
        if most is None or not is_stated:
            return None
        if low > most:
            return self._holds(ceiling, day)
        return Certainty.POSSIBLE if high is None or high > most else Certainty.NO

    def _number(self, about: str, day: float) -> _Number:
        if about in self.store.deployments:
            run = self.timeline.runs(about).on(day)
            return run.strength.low, run.strength.high, run.strength.is_stated or run.strength.high == 0
        total = self.timeline.total(str(calendar_date(day)), mission=about)
        return total.low, total.high, total.is_stated


def _up_to(last: Run, day: float) -> Certainty:
    """Tell whether a day is on or before a last one, which can be any of some."""
    if day <= last[0]:
        return Certainty.CERTAIN
    return Certainty.POSSIBLE if day <= last[1] else Certainty.NO


def _all_agree(found: Iterable[Certainty]) -> Certainty | None:
    """Return what all say; `POSSIBLE` if they differ, and None if nobody says anything."""
    every = {*found}
    if len(every) > 1:
        return Certainty.POSSIBLE
    return every.pop() if every else None
