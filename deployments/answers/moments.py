"""What was known of subjects at one time, and what stands beside what a newer source says of them."""

from __future__ import annotations

import functools
import heapq
from bisect import insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import inf
from operator import itemgetter

import attrs

from deployments.answers.changed import Known
from deployments.answers.history import basis_of
from deployments.answers.knowledge import dates
from deployments.answers.mandates import Mandates
from deployments.answers.mattering import can_be_outdated
from deployments.claims import Basis, ClaimKind, Equipment
from deployments.lazily import kept
from deployments.records import Statement
from deployments.solver.bounds import Bounds, Status
from deployments.solver.components import Components
from deployments.solver.constraints import ConstraintBuilder, node
from deployments.solver.ordering import statement_order
from deployments.solver.plans import rank, says
from deployments.solver.resolution import Resolution, milestones
from deployments.store import RecordStore
from deployments.values.edtf import Run
from deployments.values.quantities import Personnel

#: The days of what names none.
NOTHING = Bounds(-inf, inf)

#: The kinds of claims that say that somebody, or nobody, is there.
_SEEING = tuple(kind for kind in ClaimKind if kind is ClaimKind.PRESENT or kind.spec.sighting)

#: What becomes of statements that still say something of what is known. Of a plan that is repeated, the newest does.
_STANDING = (Status.HOLDS, Status.CONSIDERED, Status.DISPUTED)
#: What became of plans in the place of which newer ones count.
REPLACED = (Status.REPLACED, Status.REPEATED)


class Said:
    """The days that each statement of a store is of by itself, found once, and its basis."""

    def __init__(self, store: RecordStore) -> None:
        self.store = store
        self.builder = ConstraintBuilder(store)
        self._days: dict[str, Bounds] = {}

    def basis(self, statement: Statement) -> Basis:
        """Return the basis of a statement."""
        return self.store.basis(statement)

    def in_order(self, ids: Iterable[str]) -> list[Statement]:
        """Return those of the statements with some ids that are in the store, in its order."""
        places = (self._places.get(id_) for id_ in ids)
        return [self.store.statements[place] for place in sorted(place for place in places if place is not None)]

    @functools.cached_property
    def _places(self) -> Mapping[str, int]:
        return {each.id: place for place, each in enumerate(self.store.statements)}

    def days(self, statement: Statement) -> Bounds:
        """Return the days that a claim is of; without ends where it names none."""
        return kept(self._days, statement.id, lambda: self._found(statement))

    def contradict(self, one: Statement, other: Statement) -> bool:
        """Tell whether two reports state numbers of one and the same day, for sure, that have nothing in common."""
        if any(each.kind is not ClaimKind.STRENGTH or self.basis(each) is not Basis.REPORTED for each in (one, other)):
            return False
        sure = [self._sure_days(each) for each in (one, other)]
        ranges = [each.value.bounds(self.store.tolerance) for each in (one, other) if isinstance(each.value, Personnel)]
        most = min(inf if high is None else high for _, high in ranges)
        is_of_one_day = max(first for first, _ in sure) <= min(last for _, last in sure)
        return is_of_one_day and max(low for low, _ in ranges) > most

    def _sure_days(self, statement: Statement) -> Run:
        """Return the first and the last of the days that a number is of for sure; the last before the first if none."""
        if self.builder.is_lasting(statement):
            starts, ends = self.builder.edges(statement)
            return starts[-1][1], ends[0][0]
        days = self.days(statement)
        return days.high, days.low

    def _found(self, statement: Statement) -> Bounds:
        if dates(statement):
            return Bounds(*(self.builder.named(statement) or NOTHING.run))
        is_dated = self.store.as_of(statement) is not None or self.basis(statement) is Basis.REPORTED
        if not statement.kind.spec.dated or not is_dated:
            return NOTHING
        days = self.builder.days_of(statement)
        return Bounds(days[0][0], days[-1][1])


class Reports:
    """The reports by what they are of and by their days, which the days of their subject do not change."""

    def __init__(self, said: Said) -> None:
        self._said = said
        self._found: dict[tuple[str, ClaimKind], list[tuple[Run, Statement]]] = defaultdict(list)

    def add(self, statements: Iterable[Statement]) -> None:
        """Add those of some statements that are reports."""
        for each in statements:
            if self._said.basis(each) is Basis.REPORTED and each.kind is not ClaimKind.MANDATE:
                days = self._said.days(each)
                insort(self._found[each.about, each.kind], ((days.high, days.low), each), key=itemgetter(0))

    def of(self, statement: Statement) -> Iterator[tuple[Run, Statement]]:
        """Yield those that can be of what a statement is of with their last and first day, the newest first."""
        kinds = _SEEING if statement.kind is ClaimKind.PRESENT else (statement.kind,)
        own = (reversed(self._found.get((statement.about, kind), ())) for kind in kinds)
        return heapq.merge(*own, key=itemgetter(0), reverse=True)


class Plans:
    """The plans by what they say, of which those that newer ones replaced for good are left out of what is known."""

    def __init__(self, store: RecordStore) -> None:
        self.store = store
        #: The newest that say each thing, which are of one rank.
        self._newest: dict[object, list[Statement]] = {}
        #: The milestones that any of them dates.
        self.dated: set[tuple[str, str]] = set()

    def add(self, statements: Iterable[Statement]) -> None:
        """Add those of some statements that are plans of a milestone."""
        for each in self.plans_in(statements):
            self.dated.update((each.about, milestone) for milestone in dates(each))
            newest = self.saying(each)
            if not newest or self._rank(newest[0]) < self._rank(each):
                self._newest[says(self.store, each)] = [each]
            elif self._rank(newest[0]) == self._rank(each):
                newest.append(each)

    def plans_in(self, statements: Iterable[Statement]) -> Iterator[Statement]:
        """Yield those of some statements that are plans of a milestone."""
        return (each for each in statements if can_be_outdated(self.store, each))

    def saying(self, plan: Statement) -> list[Statement]:
        """Return the newest that say what one says."""
        return self._newest.get(says(self.store, plan), [])

    def fate(self, plan: Statement, news: Iterable[Statement]) -> Status:
        """Return what became of one that was left out, once some news are known too."""
        same = (
            *self.saying(plan),
            *(each for each in self.plans_in(news) if says(self.store, each) == says(self.store, plan)),
        )
        is_repeated = any(self._rank(each) > self._rank(plan) for each in same)
        return Status.REPEATED if is_repeated else Status.REPLACED

    def _rank(self, plan: Statement) -> float:
        return rank(self.store, plan)


class Then:
    """What was known of a group at one time.

    With `plans`, the store is without what says nothing more: reports that `reports` has, and plans that are outdated.
    Then `news` are what the last source said, and `disputed` are the ids of reports that are, as far as the components
    are without them.
    """

    def __init__(
        self,
        store: RecordStore,
        said: Said | None = None,
        components: Components | None = None,
        reports: Reports | None = None,
        plans: Plans | None = None,
        news: Sequence[Statement] = (),
        disputed: Collection[str] = (),
    ) -> None:
        self.store = store
        self.resolution = Resolution(store, components)
        self.said = said or Said(store)
        self.group = self.said.store
        self.reports = reports
        self.plans = plans
        self.news = news
        self.disputed = disputed
        self._runs: dict[str, Mapping[str, Run]] = {}
        self._refused: dict[str, Mapping[str, Status]] = {}
        self._dating: dict[str, Mapping[str, Sequence[Statement]]] = {}

    @functools.cached_property
    def by_id(self) -> Mapping[str, Statement]:
        """The statements by their ids."""
        return {statement.id: statement for statement in self.store.statements}

    @property
    def corrected(self) -> frozenset[str]:
        """The ids of the statements that others had put right."""
        return self.resolution.components.corrected

    @functools.cached_property
    def mandates(self) -> Mandates:
        """What is authorised."""
        return Mandates(self.resolution)

    def dating(self, about: str) -> Mapping[str, Sequence[Statement]]:
        """Return the statements that date each milestone of a subject, also those that do not hold."""
        return kept(self._dating, about, lambda: self._found_dating(about))

    def _found_dating(self, about: str) -> Mapping[str, Sequence[Statement]]:
        found: dict[str, list[Statement]] = defaultdict(list)
        own = [each for each in self.store.statements_of(about=about) if dates(each)]
        for statement in sorted(own, key=lambda each: statement_order(self.store, each)):
            for milestone in dates(statement):
                found[milestone].append(statement)
        return found

    def status(self, statement: Statement) -> Status:
        """Return what had become of a statement."""
        if statement.id in self.corrected:
            return Status.CORRECTED
        found = self.refused(statement.about).get(statement.id)
        if self.plans is not None and self._may_be_left_out(statement, found):
            return self.plans.fate(statement, self.news)
        if found is None and statement.id in self.disputed:
            return Status.DISPUTED
        if found is None:
            return Status.CONSIDERED if self.basis(statement) is Basis.CONSIDERED else Status.HOLDS
        return found

    def _may_be_left_out(self, statement: Statement, found: Status | None) -> bool:
        """Tell whether a statement is a plan that was left out of what holds, or one of which a newer one can be."""
        if found is None:
            known = self.resolution.components.component(statement.about).constraints
            return statement.id not in known and can_be_outdated(self.group, statement)
        return found in REPLACED and can_be_outdated(self.group, statement)

    def is_dated(self, about: str, milestone: str) -> bool:
        """Tell whether any source has dated a milestone."""
        return milestone in self.dating(about) or (self.plans is not None and (about, milestone) in self.plans.dated)

    def repeated(self, about: str) -> Iterator[Statement]:
        """Yield the plans of a subject that the last source says once more."""
        if self.plans is not None:
            own = (each for each in self.plans.plans_in(self.news) if each.about == about)
            yield from (older for each in own for older in self.plans.saying(each))

    def refused(self, about: str) -> Mapping[str, Status]:
        """Return by their ids what had become of the statements of a subject, and others with it, that did not hold."""
        return kept(self._refused, about, lambda: self.resolution.components.component(about).refused)

    def runs(self, about: str) -> Mapping[str, Run]:
        """Return the first and the last day that each milestone of a subject can be."""
        return kept(self._runs, about, lambda: self._found_runs(about))

    def _found_runs(self, about: str) -> Mapping[str, Run]:
        component = self.resolution.components.component(about)
        return {each: component.expected(node(about, each)) for each in milestones(self.store.subject(about))}

    def milestone(self, about: str, milestone: str) -> Known | None:
        """Return what was known of a milestone."""
        component = self.resolution.components.component(about)
        bounds = Bounds(*self.runs(about)[milestone], about in component.disputed)
        said = [each for each in self.dating(about).get(milestone, ()) if self.status(each) is Status.HOLDS]
        if not said and bounds.run == NOTHING.run:
            return None
        basis = basis_of(component, node(about, milestone))
        return Known(text_of(said) or str(bounds), bounds, basis, tuple(said))

    def authorised(self, about: str, kind: ClaimKind) -> Known | None:
        """Return the mandate, or the ceiling, of its own that begins last."""
        found = self.mandates.latest(about, kind)
        return None if found is None else self.claim(found)

    def claim(self, statement: Statement) -> Known:
        """Return what one statement claims, with the days that it is of by itself."""
        return Known(text_of([statement]), self.days(statement), self.basis(statement), (statement,))

    def claims(self, statements: Sequence[Statement]) -> Known | None:
        """Return what some statements claim together."""
        if not statements:
            return None
        return attrs.evolve(self.claim(statements[0]), text=text_of(statements), statements=tuple(statements))

    def days(self, statement: Statement) -> Bounds:
        """Return the days that a claim is of by itself; without ends where it names none."""
        if statement.kind is ClaimKind.MANDATE:
            return Bounds(*self.mandates.last_day(statement))
        return self.said.days(statement)

    def basis(self, statement: Statement) -> Basis:
        """Return the basis of a statement."""
        return self.said.basis(statement)

    def beside(self, statement: Statement, basis: Basis, until: float) -> Known | None:
        """Return what was known of what a newer statement is of, which is no milestone.

        Takes its basis, and the last day that it is of. A report stands beside the newest report of a day not after
        that, or else beside the plans; a plan beside the plans, or else the newest report; what is considered only
        beside what was considered.
        """
        if basis is Basis.CONSIDERED:
            return self.claims([*self._standing(statement, basis)])
        if basis is Basis.REPORTED:
            return self.claims(self._newest(statement, until) or self._plans(statement))
        return self.claims(self._plans(statement) or self._newest(statement, until))

    def stands(self, statement: Statement) -> bool:
        """Tell whether a statement still says something of what is known, itself or by one that repeats it."""
        status = self.status(statement)
        if status is not Status.REPEATED:
            return status in _STANDING
        same = self._standing(statement, self.basis(statement))
        return any(says(self.group, each) == says(self.group, statement) for each in same)

    def _standing(self, statement: Statement, basis: Basis) -> Iterator[Statement]:
        """Yield the claims of a basis that still say something of what a newer statement is of."""
        for each in self.store.statements_of(about=statement.about):
            if _is_alike(statement, each) and self.basis(each) is basis and self.status(each) in _STANDING:
                yield each

    def _plans(self, statement: Statement) -> list[Statement]:
        return [each for each in self._standing(statement, Basis.PLANNED) if each.kind is statement.kind]

    def _newest(self, statement: Statement, until: float) -> list[Statement]:
        """Return the reports of the newest day not after one."""
        found: list[Statement] = []
        newest = (-inf, -inf)
        for (high, low), each in self._reports(statement):
            if (high, low) < newest:
                break
            if low <= until and _is_alike(statement, each) and self.status(each) in _STANDING:
                newest = high, low
                found.append(each)
        return sorted(found, key=lambda each: statement_order(self.group, each))

    def _reports(self, statement: Statement) -> Iterator[tuple[Run, Statement]]:
        """Yield the reports that can be of what a statement is of with their days, those of the newest first."""
        if self.reports is not None and statement.kind is not ClaimKind.MANDATE:
            yield from self.reports.of(statement)
            return
        days = ((self.days(each), each) for each in self._standing(statement, Basis.REPORTED))
        yield from sorted((((own.high, own.low), each) for own, each in days), key=itemgetter(0), reverse=True)


def text_of(statements: Iterable[Statement]) -> str:
    """Return what some statements claim, as files have it."""
    values = (each.value for each in statements)
    return "; ".join(dict.fromkeys(str(each).lower() if isinstance(each, bool) else str(each) for each in values))


def _is_alike(statement: Statement, other: Statement) -> bool:
    """Tell whether an older claim is of the same thing as a newer one: equipment if it names any of the same."""
    if isinstance(statement.value, Equipment) and isinstance(other.value, Equipment):
        return not {name for name, _ in statement.value.items}.isdisjoint(name for name, _ in other.value.items)
    if statement.kind is ClaimKind.PRESENT:
        return other.kind is ClaimKind.PRESENT or other.kind.spec.sighting
    return other.kind is statement.kind
