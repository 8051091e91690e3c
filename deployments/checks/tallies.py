"""How many people reports have somewhere on one day, or on each of several: what can be compared with certainty.

A figure counts on the days that it is of, and is not carried to others: forces grow and shrink. What is planned, put
right by another, or contradicted by a report of other days does not count.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from math import inf
from operator import attrgetter

import attrs

from deployments.answers.moves import origins
from deployments.answers.sums import Forest, Piece, running, with_ends
from deployments.claims import Basis, ClaimKind
from deployments.records import Deployment, Statement
from deployments.registry import Registry
from deployments.solver.constraints import ConstraintBuilder
from deployments.solver.corrections import corrected
from deployments.values.quantities import Breakdown, Personnel
from deployments.values.when import When

#: What names a day that nobody knows: all that one source says of it is of the same day.
Occasion = Hashable


@attrs.frozen(eq=False)
class Tally:
    """From how many to how many there are on each of some days, or on one day of them that nobody knows.

    `first` and `last` are those days, both inclusive; `statements` say so, none if it is a sum.
    """

    first: float
    last: float
    low: float
    high: float = inf
    statements: tuple[Statement, ...] = ()

    @property
    def is_stated(self) -> bool:
        """Whether somebody stated it: so sums ask of what they add."""
        return True


@attrs.frozen(eq=False)
class Tallies:
    """The tallies of one subject: `daily` ones hold on each of their days, which follow each other, `vague` on one."""

    daily: Sequence[Tally] = ()
    vague: Mapping[Occasion, Tally] = attrs.field(factory=dict)

    def within(self, first: float, last: float) -> Sequence[Tally]:
        """Return the daily tallies of all days from one to another; none if one of these days has none."""
        place = bisect_right(self.daily, first, key=attrgetter("first")) - 1
        found: list[Tally] = []
        day = first
        while 0 <= place < len(self.daily) and day <= last:
            each = self.daily[place]
            if not each.first <= day <= each.last:
                return ()
            found.append(each)
            day, place = each.last + 1, place + 1
        return found if day > last else ()


@attrs.frozen(eq=False)
class Excess:
    """Where the least of one tally is more than the most of another: the days, and both of them.

    It is so on all of the days; where it `is_vague`, on one of them that nobody knows.
    """

    first: float
    last: float
    less: Tally
    more: Tally
    is_vague: bool = False


def excesses(limits: Tallies, counted: Tallies) -> Iterator[Excess]:
    """Yield where what is counted is certainly more than a limit on the same day, in the order of the limits."""
    place = 0
    for limit in limits.daily:
        while place < len(counted.daily) and counted.daily[place].last < limit.first:
            place += 1
        for each in _until(counted.daily, place, limit.last):
            if each.low > limit.high:
                yield Excess(max(limit.first, each.first), min(limit.last, each.last), limit, each)
    for occasion, limit in limits.vague.items():
        same = counted.vague.get(occasion)
        others = [same] if same is not None else counted.within(limit.first, limit.last)
        least = min(others, key=attrgetter("low"), default=None)
        if least is not None and least.low > limit.high:
            yield Excess(limit.first, limit.last, limit, least, is_vague=True)
    for occasion, each in counted.vague.items():
        most = max(limits.within(each.first, each.last), key=attrgetter("high"), default=None)
        if most is not None and occasion not in limits.vague and each.low > most.high:
            yield Excess(each.first, each.last, most, each, is_vague=True)


def _until(tallies: Sequence[Tally], place: int, last: float) -> Iterator[Tally]:
    while place < len(tallies) and tallies[place].first <= last:
        yield tallies[place]
        place += 1


@attrs.frozen(eq=False)
class _Ceiling:
    """A ceiling that holds from a day between `first` and `last` on, and surely not after `until`."""

    first: float
    last: float
    until: float
    tally: Tally


@attrs.define
class _Together:
    """Ceilings of which nobody can tell which holds, or that say the same: those who begin on the same days."""

    ceilings: list[_Ceiling]
    newest: float

    def takes(self, begun: _Ceiling) -> bool:
        """Tell whether a ceiling can begin before all of these have begun, or only says again what they do."""
        own = {(each.tally.low, each.tally.high) for each in (self.ceilings[0], self.ceilings[-1], begun)}
        return begun.first <= self.newest or len(own) == 1

    def add(self, begun: _Ceiling) -> None:
        """Add one that begins no earlier."""
        self.ceilings.append(begun)
        self.newest = max(self.newest, begun.last)

    def tally(self, until: float) -> Tally:
        """Return what they allow at most, on all days on which one of them surely holds."""
        return Tally(
            min(each.last for each in self.ceilings),
            min(until, *(each.until for each in self.ceilings)),
            min(each.tally.low for each in self.ceilings),
            max(each.tally.high for each in self.ceilings),
            tuple(statement for each in self.ceilings for statement in each.tally.statements),
        )


def colliding(registry: Registry) -> frozenset[str]:
    """Return the ids of the reports that others contradict, and of those that contradict them.

    >>> colliding(Registry())
    frozenset()
    """
    return frozenset(each.id for dispute in registry.disputes() for each in (dispute.statement, *dispute.against))


class Tallying:
    """The tallies of the deployments and missions of a registry, each computed when it is first asked for."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.builder = ConstraintBuilder(registry)
        self._counted: dict[str, Tallies] = {}
        self._inside: dict[str, Tallies] = {}

    @cached_property
    def _corrected(self) -> frozenset[str]:
        return corrected(self.registry)

    @cached_property
    def _out(self) -> frozenset[str]:
        return self._corrected | colliding(self.registry)

    @cached_property
    def _origins(self) -> Mapping[str, str]:
        return origins(self.registry, self._corrected)

    # --- what is said ---

    def said(self, id_: str) -> Tallies:
        """Return what sources say of the strength of a deployment or a mission itself."""
        daily: list[Tally] = []
        vague: dict[Occasion, list[Tally]] = defaultdict(list)
        for statement in self._reports(id_, ClaimKind.STRENGTH):
            first, last, occasion = self._days(statement)
            if first <= last:
                tally = self._tally(statement, first, last)
                daily.append(tally) if occasion is None else vague[occasion].append(tally)
        return Tallies(_swept(daily, _agreed), {occasion: _agreed(own) for occasion, own in vague.items()})

    def _reports(self, id_: str, kind: ClaimKind) -> list[Statement]:
        registry = self.registry
        every = registry.statements_of(about=id_, kind=kind)
        return [each for each in every if registry.basis(each) is Basis.REPORTED and each.id not in self._out]

    def _tally(self, statement: Statement, first: float, last: float) -> Tally:
        assert isinstance(statement.value, Personnel)  # noqa: S101 - so the claim table says
        low, high = statement.value.bounds(self.registry.tolerance)
        return Tally(first, last, low, inf if high is None else high, (statement,))

    def _days(self, statement: Statement) -> tuple[float, float, Occasion]:
        """Return the days on all of which a claim holds; or those on one of which it does, with what names that."""
        starts, ends = self.builder.edges(statement)
        if self.builder.is_lasting(statement):
            return (starts[-1][1], ends[0][0], None) if starts and ends else (inf, -inf, None)
        first, last = starts[0][0], starts[-1][1]
        return first, last, None if first == last else self._occasion(statement)

    def _occasion(self, statement: Statement) -> Occasion:
        told = self.registry.original(statement)
        return told.source, told.citing if told.as_of is None else None, str(told.as_of or "")

    # --- ceilings ---

    def ceilings(self, id_: str) -> Tallies:
        """Return what is authorised of a deployment or a mission itself: from the day on which that surely holds.

        It holds until the first day on which the next can hold, or up to the end of a mandate of the same source.
        """
        groups: list[_Together] = []
        for begun in sorted(self._begun(id_), key=attrgetter("first", "last", "until")):
            if groups and groups[-1].takes(begun):
                groups[-1].add(begun)
            else:
                groups.append(_Together([begun], begun.last))
        daily: list[Tally] = []
        vague: dict[Occasion, Tally] = {}
        for place, group in enumerate(groups):
            following = groups[place + 1].ceilings[0].first if place + 1 < len(groups) else inf
            tally = group.tally(until=following - 1)
            if tally.first <= tally.last:
                daily.append(tally)
            for each in group.ceilings:
                if each.first < each.last <= tally.last:
                    occasion = self._occasion(each.tally.statements[0])
                    vague[occasion] = attrs.evolve(tally, first=each.first, last=each.last)
        return Tallies(daily, vague)

    def _begun(self, id_: str) -> Iterator[_Ceiling]:
        mandates = self._reports(id_, ClaimKind.MANDATE)
        for statement in self._reports(id_, ClaimKind.CEILING):
            starts, ends = self.builder.edges(statement)
            if starts:
                own = [_last_day(mandate) for mandate in mandates if mandate.source == statement.source]
                until = min([*own, ends[0][0] if self.builder.is_lasting(statement) and ends else inf])
                first, last = starts[0][0], starts[-1][1]
                tally = self._tally(statement, last, until)
                if isinstance(statement.value, Breakdown):  # of other kinds of people it says nothing
                    tally = attrs.evolve(tally, high=inf)
                yield _Ceiling(first, last, until, tally)

    # --- what is counted ---

    def counted(self, id_: str) -> Tallies:
        """Return the least that there are by all that is said of a deployment, its parts, a mission and what is in it.

        Only the low ends of it count.
        """
        for each in [*reversed(self._below(id_)), id_] if id_ not in self._counted else ():
            if each not in self._counted:
                self._counted[each] = _larger([self.said(each), self.inside(each)])
        return self._counted[id_]

    def inside(self, id_: str) -> Tallies:
        """Return the least that the parts of a deployment have together; of a mission, what is in it."""
        if id_ not in self._inside:
            if id_ in self.registry.deployments:
                self._inside[id_] = self._sum(self.registry.parts.get(id_, ()))
            else:
                missions = [self.counted(each) for each in self._submissions.get(id_, ())]
                self._inside[id_] = _larger([self._sum(self.members.get(id_, ())), *missions])
        return self._inside[id_]

    def _below(self, id_: str) -> list[str]:
        """Return the parts of a deployment, or of a mission, and the parts of these, each after those it is part of."""
        if id_ in self.registry.deployments:
            return self.registry.parts_below(id_)
        found = [*self._submissions.get(id_, ())]
        for mission in found:  # it grows while it is read
            found += self._submissions.get(mission, ())
        return found

    @cached_property
    def _submissions(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for mission in self.registry.missions.values():
            if mission.part_of is not None:
                found[mission.part_of].append(mission.id)
        return found

    @cached_property
    def members(self) -> Mapping[str, Sequence[str]]:
        """The ids of the deployments in each mission, and in the missions that are part of it, without their parts."""
        registry = self.registry
        found: dict[str, list[str]] = defaultdict(list)
        # Each whole before its parts, with the missions that count what it is part of.
        queue = [(each, frozenset[str]()) for each in registry.deployments.values() if each.part_of is None]
        while queue:
            deployment, above = queue.pop()
            own = self._missions_of(deployment)
            for mission in own - above:
                found[mission].append(deployment.id)
            queue += [(registry.deployments[part], above | own) for part in registry.parts.get(deployment.id, ())]
        return found

    def _missions_of(self, deployment: Deployment) -> set[str]:
        """Return the missions that a deployment is in, with those that these are part of."""
        found: set[str] = set()
        for name in self.registry.filled(deployment).mission:
            mission: str | None = name
            while mission is not None and mission not in found:
                found.add(mission)
                mission = self.registry.missions[mission].part_of
        return found

    def _sum(self, ids: Iterable[str]) -> Tallies:
        own = {id_: tallies for id_ in ids if (tallies := self.counted(id_)).daily or tallies.vague}
        together: dict[Occasion, dict[str, Tally]] = defaultdict(dict)
        for id_, tallies in own.items():
            for occasion, tally in tallies.vague.items():
                together[occasion][id_] = tally
        vague = {occasion: self._total(members) for occasion, members in together.items()}
        pieces = {id_: _pieces(tallies.daily) for id_, tallies in own.items() if tallies.daily}
        sums = running(self._forest(pieces), pieces, -inf, lambda *_: True) if pieces else []
        daily = [Tally(each.first, last, each.low) for each, last in with_ends(sums, inf) if each.low]
        return Tallies(daily, vague)

    def _total(self, members: Mapping[str, Tally]) -> Tally:
        one = next(iter(members.values()))
        low, _ = self._forest(members).total(members, lambda *_: True)  # type: ignore[arg-type]  # floats do as well
        return Tally(one.first, one.last, low)

    def _forest(self, ids: Iterable[str]) -> Forest:
        return Forest(self._origins, [self.registry.deployments[id_] for id_ in ids])


def _last_day(mandate: Statement) -> float:
    """Return the first day that can be the last one of a mandate: none is sure where that depends on another."""
    assert isinstance(mandate.value, When)  # noqa: S101 - so the claim table says
    if mandate.value.is_relative:
        return -inf
    runs = mandate.value.runs
    return runs[0][0] if runs and runs[-1][1] < inf else inf


def _pieces(tallies: Iterable[Tally]) -> list[Piece]:
    """Return tallies that follow each other as pieces without gaps."""
    found: list[Piece] = []
    for each in tallies:
        if found and found[-1].strength is None and found[-1].first == each.first:
            found.pop()
        found += [Piece(each.first, each.last, each), Piece(each.last + 1, inf, None)]  # type: ignore[arg-type]
    return found


def _swept(tallies: Iterable[Tally], put_together: Callable[[Sequence[Tally]], Tally]) -> list[Tally]:
    """Return what those of each day come to, put together, each for as long as it stays the same."""
    starting: dict[float, list[Tally]] = defaultdict(list)
    cuts: set[float] = set()
    for each in tallies:
        starting[each.first].append(each)
        cuts.update((each.first, each.last + 1))
    days = sorted(cuts)
    found, active = [], list[Tally]()
    for day, after in itertools.pairwise([*days, inf]):
        active = [each for each in active if each.last >= day] + starting.get(day, [])
        if active:
            found.append(attrs.evolve(put_together(active), first=day, last=after - 1))
    return found


def _agreed(tallies: Sequence[Tally]) -> Tally:
    """Return what sources that speak of the same day have in common; or, if nothing, all that they take in."""
    low, high = max(each.low for each in tallies), min(each.high for each in tallies)
    if low > high:
        low, high = min(each.low for each in tallies), max(each.high for each in tallies)
    statements = tuple(statement for each in tallies for statement in each.statements)
    return Tally(tallies[0].first, tallies[0].last, low, high, statements)


def _larger(many: Sequence[Tallies]) -> Tallies:
    """Return the largest of the low ends of each day."""
    some = [each for each in many if each.daily or each.vague]
    if len(some) < 2:
        return some[0] if some else Tallies()
    vague: dict[Occasion, Tally] = {}
    for each in some:
        for occasion, tally in each.vague.items():
            vague[occasion] = max(vague.get(occasion, tally), tally, key=attrgetter("low"))
    return Tallies(_swept((tally for each in some for tally in each.daily), _largest), vague)


def _largest(tallies: Sequence[Tally]) -> Tally:
    return max(tallies, key=attrgetter("low"))
