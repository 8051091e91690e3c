"""Which mandates and ceilings can hold on a day: each holds from its day until the day of the next."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
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

#: Returns the first and the last day that a milestone of a subject can be of.
BoundsOf = Callable[[str, str], Run]


def is_endless(mandate: Statement) -> bool:
    """Tell whether a mandate is said to have no last day, which is written as `".."`."""
    on = mandate.value.on if isinstance(mandate.value, When) else None
    return mandate.kind is ClaimKind.MANDATE and on is not None and on.hull == (-inf, inf)


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
        self._last_days: dict[str, Run] = {}
        self._sure_days: dict[str, Run] = {}

    @functools.cached_property
    def authorised(self) -> frozenset[str]:
        """The deployments and missions of which any mandate or ceiling is stated."""
        return frozenset(each.about for kind in AUTHORISING for each in self.store.statements_of(kind=kind))

    def chains(self, id_: str) -> Iterator[Sequence[str]]:
        """Yield whose mandate counts, one chain for each mission of a deployment: the nearest come first.

        A deployment comes before its wholes, these before its mission, and that before what it is part of.
        """
        deployment = self.store.deployments.get(id_)
        if deployment is None:
            yield tuple(with_wider(self.store, id_))
            return
        own = id_, *self.store.wholes(id_)
        missions = self.store.filled(deployment).mission
        yield from ((*own, *with_wider(self.store, mission)) for mission in missions) if missions else (own,)

    def lineage(self, id_: str) -> Sequence[str]:
        """Return all whose mandate can count for a deployment or a mission: the nearest of each chain come first."""
        return [*dict.fromkeys(each for chain in self.chains(id_) for each in chain)]

    def holding(self, id_: str, kind: ClaimKind, day: float) -> Sequence[Held]:
        """Return what can hold for a deployment or a mission on a day: its own, or that of what it belongs to.

        What it belongs to counts until it surely has its own: where that is unsure, either can hold.
        """
        if not self.authorised:
            return ()
        found: dict[Held, None] = {}
        for chain in self.chains(id_):
            for each in chain:
                own = self.at(each, kind, day)
                found.update(dict.fromkeys(own))
                if any(held.last <= day for held in own):
                    break
        return [*found]

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
        said = self.store.statements_of(about=about, kind=kind)
        counting = [each for each in said if self.counts(each) and self.store.basis(each) is Basis.REPORTED]
        counting.sort(key=lambda statement: statement_order(self.store, statement))
        held = [Held(*self._since(each), each) for each in counting]
        return sorted(held, key=lambda each: (each.first, each.last, str(each.statement.value)))

    def counts(self, statement: Statement) -> bool:
        """Tell whether nothing puts a statement right."""
        return statement.id not in self.components.corrected

    def _since(self, statement: Statement) -> Run:
        """Return the days of which one is that from which it holds: its own, or the first day of its source.

        What cites another source is of the day of that. Where nobody knows the first day on which it can have
        appeared, it holds from some day up to the last. What is said of each day of a period holds from the first.
        """
        date = self.store.as_of(statement)
        first, last = self.appeared(statement) if date is None else date.widened_hull(self.store.tolerance)
        is_one = (date is None or date.is_interval) and first > -inf
        return (first, first) if is_one else (first, last)

    def appeared(self, statement: Statement) -> Run:
        """Return the days on which the source of a mandate or ceiling can have appeared, or that which it cites.

        What puts another right is of the day of that.
        """
        original = self.store.original(statement)
        return self.store.published(original.citing or original.source)

    def newest(self, candidates: Sequence[Held]) -> Held | None:
        """Return the one to show of those that can hold: the newest, rather its own source than who cites that."""
        key = [(each.statement.citing is None, each.first, place) for place, each in enumerate(candidates)]
        return candidates[key.index(max(key))] if candidates else None

    def latest(self, about: str, kind: ClaimKind) -> Statement | None:
        """Return the mandate, or the ceiling, of its own that begins last; None if there is none."""
        held = self.newest(self.at(about, kind, inf))
        return None if held is None else held.statement

    def latest_of(self, lineage: Iterable[str], kind: ClaimKind) -> Statement | None:
        """Return the one that begins last of the first of some that has any; None if none has."""
        return next((found for each in lineage if (found := self.latest(each, kind)) is not None), None)

    # --- until when ---

    def last_day(self, mandate: Statement) -> Run:
        """Return the first and the last day that can be the last one authorised; without end if it is indefinite.

        What it is dated by has the days that reports and plans leave for it.
        """
        return kept(self._last_days, mandate.id, lambda: self._last_day(mandate, self.components.expected))

    def surely_last_day(self, mandate: Statement) -> Run:
        """Return the same by reports alone: an election that is only planned makes nothing certain."""
        return kept(self._sure_days, mandate.id, lambda: self._last_day(mandate, self.components.reported))

    def _last_day(self, mandate: Statement, bounds: BoundsOf) -> Run:
        value = mandate.value
        assert isinstance(value, When)  # noqa: S101 - so the claim table says
        if value.on is not None and value.on.is_interval:
            return inf, inf
        found = [*self._builder.named_by(value)]
        for relation, target in value.related:
            if isinstance(target, str) and target not in self.store.sources:
                days = self._days_of(target, relation, bounds)
                found.append(related_to_one(relation, days, self.store.tolerance.day))
        first, last = max(run[0] for run in found), min(run[1] for run in found)
        return (first, last) if first <= last else (min(run[0] for run in found), max(run[1] for run in found))

    def _days_of(self, target: str, relation: str, bounds: BoundsOf) -> Run:
        """Return the days that an event, or a milestone, can be of."""
        id_, _, milestone = target.partition(".")
        first, last = (bounds(id_, milestone or each) for each in ("start", "end"))
        if relation == "after" and not milestone:
            return last
        return first if relation == "before" and not milestone else (first[0], last[1])

    def within(self, held: Held, day: float) -> Certainty:
        """Tell whether a day is within a mandate, once that holds."""
        return up_to(self.surely_last_day(held.statement), day)


def with_wider(store: RecordStore, mission: str | None) -> Iterator[str]:
    """Yield the id of a mission, and those of what it is part of, the nearest first.

    >>> [*with_wider(RecordStore(), "isaf")]
    ['isaf']
    """
    while mission is not None:
        yield mission
        record = store.missions.get(mission)
        mission = None if record is None else record.part_of


def up_to(last: Run, day: float) -> Certainty:
    """Tell whether a day is on or before a last one, which can be any of some.

    >>> str(up_to((738685, 738690), 738686))
    'possible'
    """
    if day <= last[0]:
        return Certainty.CERTAIN
    return Certainty.POSSIBLE if day <= last[1] else Certainty.NO
