"""Which mandates and ceilings can hold on a day: each holds from its day until the day of the next."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from math import inf

import attrs

from deployments.claims import Basis, ClaimKind
from deployments.lazily import kept
from deployments.records import Statement
from deployments.solver.constraints import ConstraintBuilder
from deployments.solver.ordering import statement_order
from deployments.solver.resolution import Resolution
from deployments.store import RecordStore
from deployments.values.certainty import Certainty
from deployments.values.edtf import Run
from deployments.values.relations import related_to_one
from deployments.values.when import When

#: The kinds of claim that say what is authorised.
AUTHORISING = (ClaimKind.MANDATE, ClaimKind.CEILING)


@attrs.frozen(eq=False)
class Held:
    """A mandate or a ceiling, which holds from a day on: one of those from `first` to `last`."""

    first: float
    last: float
    statement: Statement


class Mandates:
    """The mandates and ceilings of one store."""

    def __init__(self, resolution: Resolution) -> None:
        self.store: RecordStore = resolution.store
        self.components = resolution.components
        self._builder = ConstraintBuilder(self.store)
        self._held: dict[tuple[str, ClaimKind], Sequence[Held]] = {}

    @functools.cached_property
    def authorised(self) -> frozenset[str]:
        """The deployments and missions of which any mandate or ceiling is stated."""
        return frozenset(each.about for kind in AUTHORISING for each in self.store.statements(kind=kind))

    def levels(self, id_: str) -> Iterator[Sequence[str]]:
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

    def holding(self, levels: Iterable[Sequence[str]], kind: ClaimKind, day: float) -> Sequence[Held]:
        """Return what can hold on a day, of the first level of which anything was stated by then."""
        for ids in levels:
            if found := [held for each in ids for held in self.at(each, kind, day)]:
                return found
        return ()

    def at(self, about: str, kind: ClaimKind, day: float) -> Sequence[Held]:
        """Return those that can be the one that holds on a day: several, if it is unsure which began last."""
        begun = [each for each in self.held(about, kind) if each.first <= day]
        newest = max((each.first for each in begun if each.last <= day), default=-inf)
        return [each for each in begun if each.last >= newest]

    def held(self, about: str, kind: ClaimKind) -> Sequence[Held]:
        """Return the reported mandates, or ceilings, of a deployment or mission: those that begin first come first."""
        if about not in self.authorised:
            return ()
        return kept(self._held, (about, kind), lambda: self._reported(about, kind))

    def _reported(self, about: str, kind: ClaimKind) -> Sequence[Held]:
        said = self.store.statements(about=about, kind=kind)
        counting = [each for each in said if self.counts(each) and self.store.basis(each) is Basis.REPORTED]
        counting.sort(key=lambda statement: statement_order(self.store, statement))
        return sorted((Held(*self._since(each), each) for each in counting), key=lambda each: (each.first, each.last))

    def counts(self, statement: Statement) -> bool:
        """Tell whether nothing puts a statement right."""
        return statement.id not in self.components.corrected

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

    def newest(self, candidates: Sequence[Held]) -> Held | None:
        """Return the one to show of those that can hold: the newest, rather its own source than who cites that."""
        key = [(each.statement.citing is None, each.first, place) for place, each in enumerate(candidates)]
        return candidates[key.index(max(key))] if candidates else None

    def latest(self, about: str, kind: ClaimKind) -> Statement | None:
        """Return the mandate, or the ceiling, that begins last; None if there is none."""
        held = self.newest(self.at(about, kind, inf))
        return None if held is None else held.statement

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
        return (first, last) if first <= last else (min(run[0] for run in found), max(run[1] for run in found))

    def _days_of(self, target: str, relation: str) -> Run:
        """Return the days that an event, or a milestone, can be of."""
        id_, _, milestone = target.partition(".")
        expected = self.components.expected
        first, last = (expected(id_, milestone or each) for each in ("start", "end"))
        if relation == "after" and not milestone:
            return last
        days = first if relation == "before" and not milestone else (first[0], last[1])
        around = self.store.tolerance.day if relation == "around" else 0
        return days[0] - around, days[1] + around

    def within(self, held: Held, day: float) -> Certainty:
        """Tell whether a day is within a mandate, once that holds."""
        return up_to(self.last_day(held.statement), day)


def up_to(last: Run, day: float) -> Certainty:
    """Tell whether a day is on or before a last one, which can be any of some.

    >>> str(up_to((738685, 738690), 738686))
    'possible'
    """
    if day <= last[0]:
        return Certainty.CERTAIN
    return Certainty.POSSIBLE if day <= last[1] else Certainty.NO
