"""What is authorised: mandates and ceilings, each from its day until the day of the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import inf
from typing import TYPE_CHECKING

from deployments.answers.mandates import AUTHORISING, Held, Mandates, up_to
from deployments.answers.results import Authorisation, Ceiling, Mandate
from deployments.claims import Basis, ClaimKind
from deployments.lazily import kept
from deployments.records import Statement
from deployments.solver.ordering import statement_order
from deployments.values.calendar import calendar_date
from deployments.values.certainty import Certainty
from deployments.values.edtf import Run

if TYPE_CHECKING:
    from deployments.answers.timeline import Timeline

#: How many are there: the least, the most if anybody gives it, and whether anybody states a number.
_Number = tuple[int, int | None, bool]


class Authorisations(Mandates):
    """What is authorised for the deployments and missions of one store, and whether more are there."""

    def __init__(self, timeline: Timeline) -> None:
        super().__init__(timeline)
        self.timeline = timeline
        self._numbers: dict[tuple[str, float], _Number] = {}

    def on(self, id_: str, day: float) -> Authorisation:
        """Return what is authorised for a deployment or a mission on a day: its own, or that of what it belongs to."""
        levels = [*self.levels(id_)]
        if not any(each in self.authorised for ids in levels for each in ids):
            return Authorisation(id_)
        mandates, ceilings = (self.holding(levels, kind, day) for kind in AUTHORISING)
        mandate, ceiling = (self.newest(each) for each in (mandates, ceilings))
        shown = mandate, ceiling
        planned, considered = (self._unheld(levels, basis, day) for basis in (Basis.PLANNED, Basis.CONSIDERED))
        return Authorisation(
            id_,
            _all_agree(mandates, day, (self.within(each, day) for each in mandates)),
            None if mandate is None else self._mandate(mandate, day),
            None if ceiling is None else self._ceiling(ceiling, day),
            self._exceeded(ceilings, day),
            tuple(each.statement for each in (*mandates, *ceilings) if each not in shown),
            planned,
            considered,
        )

    def certainty(self, id_: str, day: float) -> Certainty | None:
        """Tell whether a day is within the mandate of a deployment, as `on` does; None where there is none by then."""
        mandates = self.holding(self.levels(id_), ClaimKind.MANDATE, day)
        return _all_agree(mandates, day, (self.within(each, day) for each in mandates))

    def running_out(self, id_: str, since: float, until: float) -> Authorisation | None:
        """Return what is authorised on the last day of a mandate of its own that can end between two days, inclusive.

        None if none does, or if another takes its place on or before that day.
        """
        for held in self.held(id_, ClaimKind.MANDATE):
            first, last = self.last_day(held.statement)
            if first <= until and since <= last < inf and self.newest(self.at(id_, ClaimKind.MANDATE, last)) is held:
                return self.on(id_, last)
        return None

    def ran_out(self, id_: str, day: float) -> Iterator[tuple[Statement, Run]]:
        """Yield the newest mandates of its own that ran out before a day, with the days that can be the last."""
        for held in self.at(id_, ClaimKind.MANDATE, day):
            last = self.last_day(held.statement)
            if last[1] < day:
                yield held.statement, last

    # --- until when ---

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
        """Return the last day of a ceiling: that of the mandate of its source, of the same or of what it belongs to."""
        for ids in self.levels(ceiling.about):
            every = (held.statement for each in ids for held in self.held(each, ClaimKind.MANDATE))
            own = [self.last_day(each) for each in every if each.source == ceiling.source]
            if own:
                return min(run[0] for run in own), max(run[1] for run in own)
        return None

    def _holds(self, held: Held, day: float) -> Certainty:
        """Tell whether a ceiling holds on a day, of those from which it may hold on."""
        ends = self._end_of(held.statement)
        return Certainty.CERTAIN if ends is None else up_to(ends, day)

    # --- what is not decided ---

    def _unheld(self, levels: Sequence[Sequence[str]], basis: Basis, day: float) -> tuple[Statement, ...]:
        """Return what is planned, or considered, of a deployment or what it belongs to, and not decided since."""
        found = (
            statement
            for ids in levels
            for id_ in ids
            for kind in AUTHORISING
            for statement in self.store.statements(about=id_, kind=kind)
            if self.counts(statement) and self.store.basis(statement) is basis and self._is_to_come(statement, day)
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
        return _all_agree(ceilings, day, told)

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


def _all_agree(candidates: Iterable[Held], day: float, found: Iterable[Certainty]) -> Certainty | None:
    """Return what is so whichever of some holds; `POSSIBLE` if they differ, and None without any.

    Where it is unsure whether any of them holds by the day, nothing is certain either.
    """
    every = {*found}
    if len(every) > 1 or (every == {Certainty.CERTAIN} and not any(each.last <= day for each in candidates)):
        return Certainty.POSSIBLE
    return every.pop() if every else None
