"""What is authorised: mandates and ceilings, each from its day until the day of the next."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from math import inf
from typing import TYPE_CHECKING

import attrs

from deployments.answers.results import Authorisation, Ceiling, Mandate
from deployments.claims import Basis, ClaimKind
from deployments.records import Statement
from deployments.solver.corrections import corrected
from deployments.solver.ordering import statement_order
from deployments.store import RecordStore
from deployments.values.calendar import calendar_date
from deployments.values.certainty import Certainty
from deployments.values.edtf import Run
from deployments.values.when import When

if TYPE_CHECKING:
    from deployments.answers.timeline import Timeline


@attrs.frozen(eq=False)
class _Held:
    """A mandate or a ceiling that holds from a day on."""

    since: float
    statement: Statement


class Authorisations:
    """The mandates and ceilings of one store."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.store: RecordStore = timeline.store
        self._held: dict[tuple[str, ClaimKind], list[_Held]] = {}
        self._corrected = corrected(self.store)

    def on(self, id_: str, day: float) -> Authorisation:
        """Return what is authorised for a deployment or a mission on a day: its own, or that of what it belongs to."""
        for about in self._own_first(id_):
            mandate, ceiling = (self._at(about, kind, day) for kind in (ClaimKind.MANDATE, ClaimKind.CEILING))
            if mandate is not None or ceiling is not None:
                return self._answer(id_, about, day, mandate, ceiling)
        return Authorisation(id_)

    def running_out(self, id_: str, since: float, until: float) -> Authorisation | None:
        """Return what is authorised on the last day of a mandate of its own that ends between two days, both inclusive.

        None if none does, or if another takes its place on or before that day.
        """
        for held in self._all(id_, ClaimKind.MANDATE):
            last = _last_day(held.statement)[1]
            if since <= last <= until and self._at(id_, ClaimKind.MANDATE, last) is held:
                return self.on(id_, last)
        return None

    def changes(self, id_: str, kind: ClaimKind) -> Sequence[tuple[float, Statement]]:
        """Return the days from which each mandate, or each ceiling, of a deployment or mission holds, in order."""
        return [(held.since, held.statement) for held in self._all(id_, kind)]

    # --- which holds ---

    def _own_first(self, id_: str) -> Iterator[str]:
        """Yield whose mandate counts: its own, that of its whole, of its missions, and of what those are part of."""
        yield id_
        deployment = self.store.deployments.get(id_)
        if deployment is not None:
            yield from self.store.wholes(id_)
        for mission in self.store.filled(deployment).mission if deployment is not None else (id_,):
            yield from (each for each in self._with_wholes(mission) if each != id_)

    def _with_wholes(self, mission: str | None) -> Iterator[str]:
        """Yield a mission, the one that it is part of, and so on."""
        while mission is not None:
            yield mission
            record = self.store.missions.get(mission)
            mission = None if record is None else record.part_of

    def _all(self, about: str, kind: ClaimKind) -> list[_Held]:
        key = about, kind
        if key not in self._held:
            said = [
                statement
                for statement in self.store.statements(about=about, kind=kind)
                if self.store.basis(statement) is Basis.REPORTED and statement.id not in self._corrected
            ]
            said.sort(key=lambda statement: statement_order(self.store, statement))
            self._held[key] = sorted((_Held(self._since(each), each) for each in said), key=lambda each: each.since)
        return self._held[key]

    def _since(self, statement: Statement) -> float:
        """The day from which it holds: its own, or the first on which its source can have been published."""
        if statement.as_of is not None:
            return statement.as_of.widened_hull(self.store.tolerance)[0]
        first, last = self.store.published(statement.source)
        return first if first > -inf else last

    def _at(self, about: str, kind: ClaimKind, day: float) -> _Held | None:
        every = self._all(about, kind)
        place = bisect_right(every, day, key=lambda each: each.since) - 1
        return every[place] if place >= 0 else None

    # --- what is answered ---

    def _answer(self, id_: str, about: str, day: float, mandate: _Held | None, ceiling: _Held | None) -> Authorisation:
        last = None if mandate is None else _last_day(mandate.statement)
        return Authorisation(
            id_,
            about,
            _certainty(last, day),
            None if mandate is None or last is None else _mandate(mandate, last, day),
            None
            if ceiling is None
            else Ceiling(ceiling.statement.value, calendar_date(ceiling.since), ceiling.statement),  # type: ignore[arg-type]  # the claim table says so
            self._exceeded(about, day, ceiling),
        )

    def _exceeded(self, about: str, day: float, ceiling: _Held | None) -> Certainty | None:
        """Tell whether more are there than the ceiling allows; None without a ceiling, or without a number."""
        if ceiling is None:
            return None
        most = ceiling.statement.value.bounds(self.store.tolerance)[1]  # type: ignore[union-attr]  # as above
        low, high = self._number(about, day)
        if most is None or high == 0:
            return None
        if low > most:
            return Certainty.CERTAIN
        return Certainty.POSSIBLE if high is None or high > most else Certainty.NO

    def _number(self, about: str, day: float) -> Run | tuple[int, int | None]:
        if about in self.store.deployments:
            strength = self.timeline.runs(about).on(day).strength
            return strength.low, strength.high
        total = self.timeline.total(str(calendar_date(day)), mission=about)
        return total.low, total.stated_high


def _last_day(statement: Statement) -> Run:
    """Return the first and the last day that can be the last one authorised; without end if it is indefinite."""
    runs = statement.value.runs if isinstance(statement.value, When) else None
    return (runs[0][0], runs[-1][1]) if runs and runs[-1][1] < inf else (inf, inf)


def _certainty(last: Run | None, day: float) -> Certainty | None:
    if last is None:
        return None
    if day <= last[0]:
        return Certainty.CERTAIN
    return Certainty.POSSIBLE if day <= last[1] else Certainty.NO


def _mandate(held: _Held, last: Run, day: float) -> Mandate:
    endless = last[1] == inf
    return Mandate(
        calendar_date(held.since),
        None if endless else calendar_date(last[0]),
        None if endless else calendar_date(last[1]),
        None if endless else int(last[1] - day),
        held.statement,
    )
