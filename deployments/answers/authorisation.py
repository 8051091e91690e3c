"""What is authorised: mandates and ceilings, each from its day until the day of the next."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from math import inf
from typing import TYPE_CHECKING

from deployments.answers.excess import Excess
from deployments.answers.mandates import AUTHORISING, Held, Mandates, up_to
from deployments.answers.results import Authorisation, Ceiling, Mandate
from deployments.answers.sequence import Answers
from deployments.claims import Basis, ClaimKind
from deployments.lazily import kept
from deployments.records import Statement
from deployments.solver.bounds import Bounds
from deployments.solver.ordering import statement_order
from deployments.values.calendar import calendar_date
from deployments.values.certainty import Certainty
from deployments.values.edtf import Run

if TYPE_CHECKING:
    from deployments.answers.timeline import Timeline

#: What newer sources have to say of what is planned, or only considered, so that it is not to come any more.
_SETTLING = {
    Basis.PLANNED: (Basis.REPORTED, Basis.PLANNED),
    Basis.CONSIDERED: (Basis.REPORTED, Basis.PLANNED, Basis.CONSIDERED),
}


class Authorisations(Mandates):
    """What is authorised for the deployments and missions of one store, and whether more are there."""

    def __init__(self, timeline: Timeline) -> None:
        super().__init__(timeline)
        self._excess = Excess(timeline)
        self._ends: dict[str, Run | None] = {}

    def on(self, id_: str, day: float) -> Authorisation:
        """Return what is authorised for a deployment or a mission on a day: its own, or that of what it belongs to."""
        return self._on(id_, day, self.holding(id_, ClaimKind.MANDATE, day))

    def is_stated(self, id_: str, day: float, *, alone: bool = False) -> bool:
        """Tell whether anybody stated any of it by a day, or plans or considers any; if `alone`, of itself."""
        if not self.authorised:
            return False
        lineage = (id_,) if alone else self.lineage(id_)
        said = [(each, kind) for each in lineage if each in self.authorised for kind in AUTHORISING]
        return any(
            self.at(*each, day) or any(self._is_to_come(one, day) for one in self._undecided(*each)) for each in said
        )

    def certainty(self, id_: str, day: float) -> Certainty | None:
        """Tell whether a day is within the mandate of a deployment, as `on` does; None where there is none by then."""
        return self._is_within(self.holding(id_, ClaimKind.MANDATE, day), day)

    def running_out(self, ids: Iterable[str], since: float, until: float) -> Answers[Authorisation]:
        """Return the mandates that some have of their own and that can end between two days, the first to end first.

        Each as what is authorised on the last day on which it can end. Left out are those in whose place another holds
        on the day after that. After them come those that are only planned, then those considered, and nothing else that
        is authorised with them; left out are those of which a newer source reports what was given.
        """
        every = [id_ for id_ in ids if id_ in self.authorised]
        found = [each for id_ in every for each in self._ending(id_, since, until)]
        found.sort(key=lambda each: (each[0][1], each[0][0], each[1]))
        rows = [functools.partial(self._running_out, *each, until) for each in found]
        for basis in (Basis.PLANNED, Basis.CONSIDERED):
            to_come = [each for id_ in every for each in self._to_end(id_, basis, since, until)]
            to_come.sort(key=lambda each: (each[0][1], each[0][0], each[1]))
            rows += [functools.partial(self._if_given, *each, until) for each in to_come]
        return Answers(range(len(rows)), lambda number: rows[number]())

    def _running_out(self, last: Run, id_: str, mandates: Sequence[Held], until: float) -> Authorisation:
        return self._on(id_, self._day_of(last, until), mandates)

    def _if_given(self, last: Run, id_: str, mandates: Sequence[Statement], until: float) -> Authorisation:
        """Return mandates that nobody gave and that would end on the same days, with the ceilings of their sources."""
        sources = {source for each in mandates for source in self._sources(each)}
        ceilings = self._undecided(id_, ClaimKind.CEILING)
        said = [*mandates, *(each for each in ceilings if not sources.isdisjoint(self._sources(each)))]
        newest = mandates[-1]
        return Authorisation(
            id_,
            planned=tuple(each for each in said if self.store.basis(each) is Basis.PLANNED),
            considered=tuple(each for each in said if self.store.basis(each) is Basis.CONSIDERED),
            ending=self._mandate(Held(*self._since(newest), newest), self._day_of(last, until)),
        )

    def ran_out(self, id_: str, day: float) -> Iterator[tuple[Statement, Run]]:
        """Yield the mandates of its own that ran out before a day, with the days that can be the last.

        None where any that can hold on that day goes on. Of those that name the same days it is the newest.
        """
        ended = _by_last_day(self, self.at(id_, ClaimKind.MANDATE, day))
        if all(last[1] < day for last in ended):
            for last, mandates in ended.items():
                if (newest := self.newest(mandates)) is not None:
                    yield newest.statement, last

    def _on(self, id_: str, day: float, mandates: Sequence[Held]) -> Authorisation:
        """Return what is authorised on a day on which some mandates can hold."""
        lineage = [each for each in self.lineage(id_) if each in self.authorised]
        if not lineage:
            return Authorisation(id_)
        ceilings = self.holding(id_, ClaimKind.CEILING, day)
        mandate, ceiling = (self.newest(each) for each in (mandates, ceilings))
        others = [*_others(mandate, mandates), *_others(ceiling, ceilings)]
        return Authorisation(
            id_,
            self._is_within(mandates, day),
            None if mandate is None else self._mandate(mandate, day),
            None if ceiling is None else self._ceiling(ceiling, ceilings, day),
            self._exceeded(ceilings, day),
            tuple(others),
            self._to_come(lineage, Basis.PLANNED, day),
            self._to_come(lineage, Basis.CONSIDERED, day),
            () if mandate is None else self._lapsed(lineage, mandate, day),
        )

    # --- until when ---

    def _is_within(self, mandates: Sequence[Held], day: float) -> Certainty | None:
        return _all_agree(mandates, day, (self.within(each, day) for each in mandates))

    def _mandate(self, held: Held, day: float) -> Mandate:
        first, last = self.last_day(held.statement)
        return Mandate(
            held.statement,
            Bounds(held.first, held.last),
            None if first == inf else calendar_date(first),
            None if first == inf else calendar_date(last),
            None if inf in (last, abs(day)) else int(last - day),
            self._replaces(held),
        )

    def _ceiling(self, held: Held, candidates: Sequence[Held], day: float) -> Ceiling:
        value = held.statement.value
        ends = self._end_of(held.statement)
        first, last = (None, None) if ends is None or ends[1] == inf else map(calendar_date, ends)
        same = [each for each in candidates if each is held or each.statement.value != value]
        holds = _all_agree(same, day, (self._holds(each, day) if each is held else Certainty.NO for each in same))
        return Ceiling(
            held.statement,
            value,  # type: ignore[arg-type]  # the claim table says so
            Bounds(held.first, held.last),
            last,
            Certainty.NO if holds is None else holds,
            self._replaces(held),
            first,
            tuple(self._ends_with(held.statement)),
        )

    def _replaces(self, held: Held) -> tuple[Statement, ...]:
        """Return what held until the day of one and said otherwise: those that began last before it."""
        statement = held.statement
        before = (each for each in self.held(statement.about, statement.kind) if each.last < held.first)
        older = [each for each in before if each.statement.value != statement.value]
        newest = max((each.first for each in older), default=-inf)
        return tuple(each.statement for each in older if each.last >= newest)

    def _holds(self, ceiling: Held, day: float) -> Certainty:
        """Tell whether a ceiling has not ended by a day, of those from which it may hold on."""
        ends = self._end_of(ceiling.statement)
        return Certainty.CERTAIN if ends is None else up_to(ends, day)

    def _end_of(self, ceiling: Statement) -> Run | None:
        return kept(self._ends, ceiling.id, lambda: self._found_end(ceiling))

    def _found_end(self, ceiling: Statement) -> Run | None:
        """Return the last day of a ceiling: of the days that it names, or of the mandate of its source.

        That is a mandate of the same deployment or mission, or else of what it belongs to. Several may be meant.
        A ceiling that is only planned, or considered, ends with a mandate that is so, or else with the reported one.
        """
        own = self._own_last_day(ceiling)
        if own is not None:
            return own, own
        found = [
            self.surely_last_day(each) if self.store.basis(each) is Basis.REPORTED else self.last_day(each)
            for each in self._ends_with(ceiling)
        ]
        return (min(run[0] for run in found), max(run[1] for run in found)) if found else None

    def _own_last_day(self, ceiling: Statement) -> float | None:
        """Return the last of the days that a ceiling names; None if it names no last one."""
        date = self.store.as_of(ceiling)
        return date.hull[1] if date is not None and date.is_interval else None

    def _ends_with(self, ceiling: Statement) -> Sequence[Statement]:
        """Return the mandates with whose last day a ceiling ends, unless it names its own days."""
        if self._own_last_day(ceiling) is not None:
            return ()
        reported = [*self._mandates_beside(ceiling, self._reported_mandates)]
        if self.store.basis(ceiling) is Basis.REPORTED:
            return reported
        return [*self._mandates_beside(ceiling, self._open_mandates)] or reported

    def _mandates_beside(
        self, ceiling: Statement, mandates: Callable[[str], Iterable[Statement]]
    ) -> Iterator[Statement]:
        """Yield the mandates of the sources of a ceiling: in each chain those of the nearest that has any."""
        sources = self._sources(ceiling)
        for chain in self.chains(ceiling.about):
            every = ([m for m in mandates(each) if not sources.isdisjoint(self._sources(m))] for each in chain)
            yield from next(filter(None, every), ())

    def _reported_mandates(self, about: str) -> Iterable[Statement]:
        return (held.statement for held in self.held(about, ClaimKind.MANDATE))

    def _open_mandates(self, about: str) -> Iterable[Statement]:
        return self._undecided(about, ClaimKind.MANDATE)

    def _sources(self, statement: Statement) -> set[str]:
        """Return the sources to which a statement goes back: its own, and those that it cites or puts right."""
        original, wrong = self.store.original(statement), self.store.corrections.put_right_by(statement)
        return {statement.source, original.citing or original.source, *(each.source for each in wrong)}

    # --- what runs out ---

    def _ending(self, id_: str, since: float, until: float) -> Iterator[tuple[Run, str, Sequence[Held]]]:
        """Yield the days that can be the last of mandates, with whose they are and those that name these days."""
        every = self.held(id_, ClaimKind.MANDATE)
        for last, mandates in _by_last_day(self, every).items():
            day = self._day_of(last, until)
            ending = [each for each in mandates if each in self.at(id_, ClaimKind.MANDATE, max(day + 1, each.first))]
            if last[0] <= until and since <= last[1] and ending:
                yield last, id_, ending

    def _to_end(
        self, id_: str, basis: Basis, since: float, until: float
    ) -> Iterator[tuple[Run, str, Sequence[Statement]]]:
        """Yield the days that can be the last of mandates that are only planned, or considered, as `_ending` does."""
        found: dict[Run, list[Statement]] = defaultdict(list)
        for each in self._undecided(id_, ClaimKind.MANDATE):
            last = self.last_day(each)
            is_asked_for = last[0] <= until and since <= last[1]
            if is_asked_for and self.store.basis(each) is basis and not self._is_followed(each, inf, [Basis.REPORTED]):
                found[last].append(each)
        for last, mandates in found.items():
            yield last, id_, sorted(mandates, key=lambda each: statement_order(self.store, each))

    def _day_of(self, last: Run, until: float) -> float:
        """Return the last of the days that can be the last one; if there is none, the first, or the last asked for."""
        return last[1] if last[1] < inf else last[0] if -inf < last[0] < inf else until

    # --- what is not decided ---

    def _to_come(self, lineage: Sequence[str], basis: Basis, day: float) -> tuple[Statement, ...]:
        """Return what is planned, or considered, of some by a day, and neither past nor settled by a newer source."""
        found = (
            statement
            for id_ in lineage
            for kind in AUTHORISING
            for statement in self._undecided(id_, kind)
            if self.store.basis(statement) is basis and self._is_to_come(statement, day)
        )
        return tuple(sorted(found, key=lambda statement: statement_order(self.store, statement)))

    def _lapsed(self, lineage: Sequence[str], newest: Held, day: float) -> tuple[Statement, ...]:
        """Return what was planned or considered for days after a mandate, is so no more, and that nobody gave."""
        after = self.last_day(newest.statement)[1]
        found = (
            each
            for id_ in lineage
            for each in self._undecided(id_, ClaimKind.MANDATE)
            if self.appeared(each)[0] <= day
            and self.last_day(each)[1] > after
            and not self._is_to_come(each, day)
            and not self._is_followed(each, day, [Basis.REPORTED])
        )
        return tuple(sorted(found, key=lambda each: statement_order(self.store, each)))

    def _undecided(self, about: str, kind: ClaimKind) -> Sequence[Statement]:
        """Return the mandates, or the ceilings, that are only planned or considered."""
        said = self.store.statements_of(about=about, kind=kind)
        return [each for each in said if self.store.basis(each) is not Basis.REPORTED and self.counts(each)]

    def _is_to_come(self, statement: Statement, day: float) -> bool:
        first, last = self.appeared(statement)
        ends = self.last_day(statement) if statement.kind is ClaimKind.MANDATE else self._end_of(statement)
        if first > day or (ends is not None and ends[1] < day):
            return False
        is_considered = self.store.basis(statement) is Basis.CONSIDERED
        return not (is_considered and self.store.tolerance.is_stale(last, day)) and not self.is_settled(statement, day)

    def is_settled(self, statement: Statement, day: float) -> bool:
        """Tell whether by a day a newer source decides, or plans anew, what one plans or considers."""
        return self._is_followed(statement, day, _SETTLING[self.store.basis(statement)])

    def _is_followed(self, statement: Statement, day: float, bases: Collection[Basis]) -> bool:
        """Tell whether by a day a newer source says on one of some bases what is, or is to be, authorised."""
        since = self.appeared(statement)[1]
        return any(
            since < self.appeared(other)[0] <= day and self.store.basis(other) in bases and self.counts(other)
            for other in self.store.statements_of(about=statement.about, kind=statement.kind)
        )

    # --- whether more are there ---

    def _exceeded(self, ceilings: Sequence[Held], day: float) -> Certainty | None:
        """Tell whether more are there than is authorised; None where no ceiling holds, or nobody states a number.

        Where several can hold, it is certain only if it is of each of them, and those all hold.
        """
        holding = [each for each in ceilings if self._holds(each, day) is not Certainty.NO]
        found = [self._exceeds(each, day) for each in holding]
        told = {each for each in found if each is not None}
        if told <= {Certainty.NO}:
            return None if None in found or not found else Certainty.NO
        is_of_each = len(holding) == len(ceilings) and None not in found
        return _all_agree(ceilings, day, told) if is_of_each else Certainty.POSSIBLE

    def _exceeds(self, ceiling: Held, day: float) -> Certainty | None:
        """Tell whether more are there than a ceiling allows that holds, or perhaps does."""
        exceeded = self._excess.over(ceiling.statement, day)
        return self._holds(ceiling, day) if exceeded is Certainty.CERTAIN else exceeded


def _by_last_day(mandates: Mandates, held: Iterable[Held]) -> dict[Run, list[Held]]:
    """Return mandates by the days that can be their last ones; without those that are indefinite."""
    found: dict[Run, list[Held]] = defaultdict(list)
    for each in held:
        found[mandates.last_day(each.statement)].append(each)
    return found


def _others(shown: Held | None, candidates: Iterable[Held]) -> Iterator[Statement]:
    """Yield the other candidates, but for those that say the same of the same as the one that is shown."""
    for each in candidates:
        statement = each.statement
        if shown is None or (statement.about, statement.value) != (shown.statement.about, shown.statement.value):
            yield statement


def _all_agree(candidates: Iterable[Held], day: float, found: Iterable[Certainty]) -> Certainty | None:
    """Return what is so whichever of some holds; `POSSIBLE` if they differ, and None without any.

    Where it is unsure whether any of them holds by the day, nothing is certain either.
    """
    every = {*found}
    if len(every) > 1 or (every == {Certainty.CERTAIN} and not any(each.last <= day for each in candidates)):
        return Certainty.POSSIBLE
    return every.pop() if every else None
