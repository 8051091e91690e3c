"""What holds of subjects whose days bind each other, after each source found anew only for what that can reach.

A source can change what becomes of the statements about the subjects that it speaks of, and about those that are dated
around these or relieve them. Their constraints go into networks that grow. That is so while no reports collide, all
plans that count are possible together, and nothing is put right, or reported gone or diminished; while no decision
comes after the force was there, and no whole is decided on or called off.
"""

from __future__ import annotations

import bisect
import copy
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import inf
from operator import itemgetter

from deployments.answers.mattering import Mattering, hangs_on_others, is_plain, mattering, sources_dated_by
from deployments.claims import ClaimKind
from deployments.records import Statement
from deployments.solver.collisions import Agreement
from deployments.solver.components import Component, Components
from deployments.solver.constraints import owner, rules
from deployments.solver.growing import GrowingNetwork, NetworkThen
from deployments.solver.network import Constraint, Contradiction
from deployments.solver.plans import adding_order, rank
from deployments.solver.resolution import Resolution
from deployments.solver.ties import tied_to, ties
from deployments.solver.worlds import World
from deployments.store import RecordStore

#: What each of some statements says, by their ids.
_Saying = Mapping[str, Sequence[Constraint]]
_time: Callable[[tuple[int, _Part]], int] = itemgetter(0)


class _Part(Component):
    """Some subjects of a larger component, whose reports agree and whose plans are all possible."""

    def __init__(self, store: RecordStore, known: Mapping[str, Sequence[Statement]]) -> None:
        super().__init__(store, known, frozenset(), known)

    def _agree(self, before: Component | None) -> None:
        del before  # they agree
        self.agreement = Agreement((frozenset(),))
        self.colliding = frozenset()

    def _solve(self) -> None:
        self.overtaken = []
        self.worlds = ()

    def reports_about(self, id_: str) -> _Saying:
        """Return what the reports about one subject say."""
        return {each.id: self.constraints[each.id] for each in self.reports if each.about == id_}

    def plans_about(self, id_: str) -> _Saying:
        """Return what the plans that count, and that bind days, say about one subject."""
        own = [each for each in self.plans if each.about == id_]
        return {each.id: self.constraints_of_plan(each) for group in adding_order(own, self.store) for each in group}

    def within(self, by_reports: NetworkThen, by_all: NetworkThen) -> Component:
        """Return the same with the bounds of the whole component at one time."""
        found = copy.copy(self)
        found.worlds = (World(tuple(self.reports), tuple(self.plans), by_reports, by_all),)
        return found


class _Grown(Components):
    """The components at one time."""

    def __init__(self, growth: Growth, time: int) -> None:
        super().__init__(growth.near)
        self.corrected = frozenset()
        self._growth = growth
        self._time = time
        self._networks = NetworkThen(growth.by_reports, time), NetworkThen(growth.by_all, time)

    def component(self, subject: str) -> Component:
        """Return what holds of a subject."""
        if subject not in self._solved:
            self._solved[subject] = self._growth.part(subject, self._time).within(*self._networks)
        return self._solved[subject]


class Holding:
    """What holds in a store after each of its sources, found by what the source can reach, or by those that matter.

    With `all_plans`, every plan matters, as `Mattering` has it.
    """

    def __init__(self, near: RecordStore, *, all_plans: bool = False) -> None:
        self.growth = Growth.of(near, all_plans=all_plans)
        self.mattering = Mattering(near, all_plans=all_plans)

    def after(self, known: Sequence[Statement]) -> Resolution:
        """Return what holds after the source whose statements are the last of some: all until then, in order."""
        found = None if self.growth is None else self.growth.after(known)
        return self.mattering.after(known) if found is None else found


class Growth:
    """What holds in a store after each of its sources.

    With `all_plans`, every plan matters, as `Mattering` has it.
    """

    def __init__(self, near: RecordStore, *, all_plans: bool = False) -> None:
        self.near = near
        self.all_plans = all_plans
        self.by_reports, self.by_all = GrowingNetwork(), GrowingNetwork()
        #: The subjects that the last source could reach.
        self.reached: set[str] = set()
        self._known: dict[str, list[Statement]] = defaultdict(list)
        #: Those of them that still matter.
        self._kept: dict[str, list[Statement]] = defaultdict(list)
        self._newest: dict[str, float] = {}
        self._named = sources_dated_by(near)
        #: The subjects that are dated around others, or relieve them, by the ids of these.
        self._hanging: dict[str, set[str]] = defaultdict(set)
        hanging = [each for each in near.statements if hangs_on_others(each)]
        #: The subjects of which whatever is said matters, to what hangs on it or to the basis of what is said of parts.
        self._mattering = {*near.parts, *(id_ for each in hanging for id_ in (each.about, *tied_to(each, near)))}
        self._ruled: set[str] = set()
        self._in: dict[str, tuple[_Saying, _Saying]] = {}
        self._parts: dict[str, list[tuple[int, _Part]]] = defaultdict(list)
        #: What has become of the statements about a subject of which there are none.
        self._silent = _Part(near, {})
        self._count = 0
        self._times = {0: 0}
        self._is_over = False

    @classmethod
    def of(cls, near: RecordStore, *, all_plans: bool = False) -> Growth | None:
        """Return what holds in a store after each source; None where it is not found so, or nothing is gained by it."""
        if not all(map(is_plain, near.statements)) or next(ties(near), None) is None:
            return None
        # A decision about a whole can come after somebody of a part was seen, which overtakes a cancellation of it.
        is_of_wholes = (ClaimKind.DECIDED, ClaimKind.CANCELLED)
        if any(each.kind in is_of_wholes and each.about in near.parts for each in near.statements):
            return None
        return cls(near, all_plans=all_plans)

    def after(self, known: Sequence[Statement]) -> Resolution | None:
        """Return what holds after the source whose statements are the last of some: all until then, in order.

        None from the first source on after which reports collide, or a plan is impossible.
        """
        if len(known) not in self._times:
            if self._is_over or len(known) < self._count:
                return None
            try:
                self._learn(known[self._count :])
            except Contradiction:
                self._is_over = True
                return None
            self._count = len(known)
            self._times[len(known)] = self.by_all.time
        return Resolution(self.near, _Grown(self, self._times[len(known)]))

    def part(self, subject: str, time: int) -> _Part:
        """Return what had become of the statements about a subject at one time."""
        parts = self._parts.get(subject, ())
        place = bisect.bisect_right(parts, time, key=_time)
        return parts[place - 1][1] if place else self._silent

    def _learn(self, news: Sequence[Statement]) -> None:
        for each in news:
            if rank(self.near, each) < self._newest.get(each.about, -inf):
                self._kept[each.about] = [*self._known[each.about]]  # what does not matter beside older ones may now
        for each in news:
            self._newest[each.about] = max(rank(self.near, each), self._newest.get(each.about, -inf))
            self._known[each.about].append(each)
            self._kept[each.about].append(each)
            for other in tied_to(each, self.near) if hangs_on_others(each) else ():
                self._hanging[other].add(each.about)
        about = {each.about for each in news}
        region = sorted(about.union(*(self._hanging[id_] for id_ in about)))
        part = self._part_of(region)
        if part.too_late:
            raise Contradiction(())
        self._put(part, region)
        self._forget(part, region)
        self.reached = {*region, *map(owner, self.by_all.moved)}

    def _part_of(self, region: Iterable[str]) -> _Part:
        """Return what becomes of the statements about some subjects, and enough of what they name for that."""
        tied = (id_ for each in region for said in self._kept[each] for id_ in tied_to(said, self.near))
        members = dict.fromkeys((*region, *(id_ for each in region for id_ in self.near.wholes(each)), *tied))
        return _Part(self.near, {id_: tuple(self._kept[id_]) for id_ in members})

    def _put(self, part: _Part, region: Sequence[str]) -> None:
        """Put what is said of some subjects into the networks, in the place of what was there."""
        come = [*self._rules(subject.id for subject in part.subjects)]
        gone: list[Constraint] = []
        planned: tuple[list[Constraint], list[Constraint]] = [], []
        for id_ in region:
            reports, plans = self._in.get(id_, ({}, {}))
            now = part.reports_about(id_), part.plans_about(id_)
            self._in[id_] = (
                _exchanged(reports, now[0], gone, come),
                _exchanged(plans, now[1], *planned),
            )
        self.by_reports.change(gone, come)
        self.by_all.change([*gone, *planned[0]], [*come, *planned[1]])
        for id_ in region:
            self._parts[id_].append((self.by_all.time, part))

    def _rules(self, subjects: Iterable[str]) -> Iterator[Constraint]:
        """Yield the rules for subjects that had none yet, for what these are parts of, and for their parts."""
        queue = [*subjects]
        while queue:
            id_ = queue.pop()
            if id_ not in self._ruled:
                self._ruled.add(id_)
                yield from rules(self.near.subject(id_))
                queue += (*self.near.wholes(id_), *self.near.parts.get(id_, ()))

    def _forget(self, part: _Part, region: Sequence[str]) -> None:
        """Keep of the statements about some subjects those whose sources still matter for these."""
        sources = {(each.about, each.source) for each in mattering(part, all_plans=self.all_plans)}
        for id_ in region:
            if id_ not in self._mattering:
                own = self._kept[id_]
                self._kept[id_] = [s for s in own if (id_, s.source) in sources or s.source in self._named]


def _exchanged(old: _Saying, new: _Saying, gone: list[Constraint], come: list[Constraint]) -> _Saying:
    """Return what some statements say now, and add to two lists the constraints that go for that, and that come."""
    found = {}
    for id_ in {**old, **new}:
        before, after = old.get(id_, ()), new.get(id_, ())
        is_same = [*map(_said, before)] == [*map(_said, after)]
        if not is_same:
            gone += before
            come += after
        if id_ in new:
            found[id_] = before if is_same else after
    return found


def _said(constraint: Constraint) -> tuple[object, ...]:
    return constraint.source, constraint.target, constraint.function
