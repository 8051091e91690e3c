"""What each source changed in what was known, in the order in which the sources were surely known.

Subjects whose days can bind each other are looked at together, and apart from all others: what one source changes of
them is the difference between what was known of them just before it, and just after.
"""

from __future__ import annotations

import functools
import heapq
from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf
from operator import itemgetter

import attrs

from deployments.answers.changed import Changed, Changes, Effect, Known, Silent
from deployments.answers.filters import Filters, Selection, named_in
from deployments.answers.growth import Growth
from deployments.answers.history import basis_of
from deployments.answers.knowledge import dates, known_sources, of_sources
from deployments.answers.mandates import AUTHORISING, Mandates
from deployments.answers.mattering import Mattering, can_be_outdated
from deployments.answers.question import known_between
from deployments.claims import Basis, ClaimKind, Equipment
from deployments.gc_pause import paused
from deployments.lazily import kept
from deployments.records import Source, Statement
from deployments.solver.bounds import Bounds, Status
from deployments.solver.components import Components, ties
from deployments.solver.constraints import ConstraintBuilder, is_nobody, node
from deployments.solver.groups import Groups
from deployments.solver.ordering import publication, statement_order
from deployments.solver.plans import rank
from deployments.solver.resolution import Resolution, milestones, subjects
from deployments.store import RecordStore
from deployments.values.dates import Day
from deployments.values.edtf import Run

_NOTHING = Bounds(-inf, inf)
_KINDS = [*ClaimKind]

#: The kinds of claims that say that somebody, or nobody, is there.
_SEEING = tuple(kind for kind in ClaimKind if kind is ClaimKind.PRESENT or kind.spec.sighting)

#: What becomes of statements that still say something of what is known.
_STANDING = (Status.HOLDS, Status.REPEATED, Status.CONSIDERED, Status.DISPUTED)
#: What became of plans in the place of which newer ones count.
_REPLACED = (Status.REPLACED, Status.REPEATED)
#: What became of a statement, as an effect of the source that made it so.
_BECAME = {
    Status.HOLDS: Effect.CONFIRMED,
    Status.CONSIDERED: Effect.CONFIRMED,
    Status.REPEATED: Effect.REPEATED,
    Status.REPLACED: Effect.REPLACED,
    Status.OVERTAKEN: Effect.OVERTAKEN,
    Status.DISPUTED: Effect.DISPUTED,
    Status.CORRECTED: Effect.CORRECTED,
}


@paused()
def changes(store: RecordStore, since: Day, until: Day, filters: Filters) -> Changes:
    """Return what the sources that appeared after one day, and by another, changed in what was known."""
    known_between(since, until)
    shown = Selection.of(store, filters).subjects()
    earlier = {source.id for source in known_sources(store, since)}
    later = sorted(known_sources(store, until), key=lambda source: publication(store, source.id))
    then = of_sources(store, later)
    new = [source for source in later if source.id not in earlier]
    said = _by_source(then.statements)
    found: dict[str, list[Changed]] = defaultdict(list)
    for group in _groups(then, {source.id for source in new}, shown):
        for item in _changed(group, earlier):
            if item.about in shown:
                found[item.source.id].append(item)
    order = _Order(then)
    told = [source for source in new if found[source.id]]
    is_filtered = any(value is not None for value in filters.values())
    silent = _silent(new, said, told if is_filtered else later)
    return Changes(
        tuple(told),
        tuple(item for source in told for item in sorted(found[source.id], key=order.key)),
        tuple(each for each in silent if each.cited_by or not is_filtered),
        sum(each.about not in shown for source in new for each in said.get(source.id, ())),
    )


def _by_source(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        found[statement.source].append(statement)
    return found


def _silent(
    new: Iterable[Source], said: Mapping[str, Sequence[Statement]], citing: Sequence[Source]
) -> Iterator[Silent]:
    """Yield the sources that state nothing, each with those of some others that cite it."""
    names: dict[object, list[str]] = defaultdict(list)
    silent = {source.id: source for source in new if source.id not in said}
    for source in silent.values():
        for name in (source.id, *source.references):
            names[str(name)].append(source.id)
    by: dict[str, dict[str, Source]] = defaultdict(dict)
    for source in citing:
        cited = [*map(str, source.cites), *(each.citing for each in said.get(source.id, ()) if each.citing)]
        for id_ in (id_ for name in cited for id_ in names.get(name, ())):
            by[id_][source.id] = source
    for id_, source in silent.items():
        yield Silent(source, tuple(by[id_].values()))


class _Order:
    """The order in which what one source changed is told: by subject and kind, what became of older claims last."""

    def __init__(self, store: RecordStore) -> None:
        self.store = store
        self.subjects = {subject.id: place for place, subject in enumerate(subjects(store))}

    def key(self, item: Changed) -> tuple[object, ...]:
        """Return the key of one."""
        own = item.statement is None or item.statement.source == item.source.id
        said = () if item.statement is None else statement_order(self.store, item.statement)
        return not own, self.subjects[item.about], _KINDS.index(item.kind), said


# --- groups ---


def _groups(store: RecordStore, news: set[str], shown: frozenset[str]) -> Iterator[RecordStore]:
    """Yield the parts of a store whose days can bind each other, where any of some sources speaks of what is shown."""
    leader = Groups(_ties(store)).leader
    said: dict[str, list[Statement]] = defaultdict(list)
    for statement in store.statements:
        said[leader(statement.about)].append(statement)
    members: dict[str, list[str]] = defaultdict(list)
    for id_ in (*store.deployments, *store.missions, *store.events):
        members[leader(id_)].append(id_)
    for name, statements in said.items():
        if any(each.source in news for each in statements) and not shown.isdisjoint(members[name]):
            named = {*_sources_named(statements, store)}
            own = [id_ for id_ in members[name] if id_ in store.deployments]
            yield store.narrowed([store.sources[id_] for id_ in named], statements, deployments=own)


def _ties(store: RecordStore) -> Iterator[tuple[str, str]]:
    """Yield the subjects whose days can bind each other, and those by which mandates are dated."""
    yield from ties(store)
    for statement in store.statements:
        if statement.kind in AUTHORISING:
            yield from ((statement.about, id_) for id_ in named_in(statement) if id_ not in store.sources)


def _sources_named(statements: Iterable[Statement], store: RecordStore) -> Iterator[str]:
    for statement in statements:
        for id_ in (statement.source, statement.citing, statement.corrects, *named_in(statement)):
            if id_ is not None and id_ in store.sources:
                yield id_


# --- what was known at one time ---


class _Said:
    """The days that each statement of a store is of by itself, found once, and its basis."""

    def __init__(self, store: RecordStore) -> None:
        self.store = store
        self.builder = ConstraintBuilder(store)
        self._days: dict[str, Bounds] = {}

    def basis(self, statement: Statement) -> Basis:
        """Return the basis of a statement."""
        return self.store.basis(statement)

    def days(self, statement: Statement) -> Bounds:
        """Return the days that a claim is of; without ends where it names none."""
        return kept(self._days, statement.id, lambda: self._found(statement))

    def _found(self, statement: Statement) -> Bounds:
        if dates(statement):
            return Bounds(*(self.builder.named(statement) or _NOTHING.run))
        is_dated = self.store.as_of(statement) is not None or self.basis(statement) is Basis.REPORTED
        if not statement.kind.spec.dated or not is_dated:
            return _NOTHING
        days = self.builder.days_of(statement)
        return Bounds(days[0][0], days[-1][1])


class _Reports:
    """The reports by what they are of and by their days, which the days of their subject do not change."""

    def __init__(self, said: _Said) -> None:
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


class _Plans:
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
                self._newest[_said(each)] = [each]
            elif self._rank(newest[0]) == self._rank(each):
                newest.append(each)

    def plans_in(self, statements: Iterable[Statement]) -> Iterator[Statement]:
        """Yield those of some statements that are plans of a milestone."""
        return (each for each in statements if can_be_outdated(self.store, each))

    def saying(self, plan: Statement) -> list[Statement]:
        """Return the newest that say what one says."""
        return self._newest.get(_said(plan), [])

    def fate(self, plan: Statement, news: Iterable[Statement]) -> Status:
        """Return what became of one that was left out, once some news are known too."""
        same = (*self.saying(plan), *(each for each in self.plans_in(news) if _said(each) == _said(plan)))
        is_repeated = any(self._rank(each) > self._rank(plan) for each in same)
        return Status.REPEATED if is_repeated else Status.REPLACED

    def _rank(self, plan: Statement) -> float:
        return rank(self.store, plan)


def _said(plan: Statement) -> object:
    return plan.about, plan.kind, plan.value, plan.as_of


class _Then:
    """What was known of a group at one time.

    With `plans`, the store is without what says nothing more: reports that `reports` has, and plans that are outdated.
    Then `news` are what the last source said.
    """

    def __init__(
        self,
        store: RecordStore,
        said: _Said | None = None,
        components: Components | None = None,
        reports: _Reports | None = None,
        plans: _Plans | None = None,
        news: Sequence[Statement] = (),
    ) -> None:
        self.store = store
        self.resolution = Resolution(store, components)
        self.said = said or _Said(store)
        self.group = self.said.store
        self.reports = reports
        self.plans = plans
        self.news = news
        self._runs: dict[str, Mapping[str, Run]] = {}
        self._refused: dict[str, Mapping[str, Status]] = {}
        self._dating: dict[str, Mapping[str, Sequence[Statement]]] = {}

    @functools.cached_property
    def by_id(self) -> Mapping[str, Statement]:
        """The statements by their ids."""
        return {statement.id: statement for statement in self.store.statements}

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
        found = self.refused(statement.about).get(statement.id)
        if self.plans is not None and self._may_be_left_out(statement, found):
            return self.plans.fate(statement, self.news)
        if found is None:
            return Status.CONSIDERED if self.basis(statement) is Basis.CONSIDERED else Status.HOLDS
        return found

    def _may_be_left_out(self, statement: Statement, found: Status | None) -> bool:
        """Tell whether a statement is a plan that was left out of what holds, or one of which a newer one can be."""
        if found is None:
            known = self.resolution.components.component(statement.about).constraints
            return statement.id not in known and can_be_outdated(self.group, statement)
        return found in _REPLACED and can_be_outdated(self.group, statement)

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
        if not said and bounds.run == _NOTHING.run:
            return None
        basis = basis_of(component, node(about, milestone))
        return Known(_text(said) or str(bounds), bounds, basis, tuple(said))

    def authorised(self, about: str, kind: ClaimKind) -> Known | None:
        """Return the mandate, or the ceiling, of its own that begins last."""
        found = self.mandates.latest(about, kind)
        return None if found is None else self.claim(found)

    def claim(self, statement: Statement) -> Known:
        """Return what one statement claims, with the days that it is of by itself."""
        return Known(_text([statement]), self.days(statement), self.basis(statement), (statement,))

    def claims(self, statements: Sequence[Statement]) -> Known | None:
        """Return what some statements claim together."""
        if not statements:
            return None
        return attrs.evolve(self.claim(statements[0]), text=_text(statements), statements=tuple(statements))

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


def _text(statements: Iterable[Statement]) -> str:
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


# --- what one source changed ---


def _changed(group: RecordStore, earlier: set[str]) -> Iterator[Changed]:
    """Yield what each new source changed of a group."""
    said = _by_source(group.statements)
    states = States(group)
    known = [each for id_ in said if id_ in earlier for each in said[id_]]
    states.learn((id_ for id_ in group.sources if id_ in earlier), known)
    new = [id_ for id_ in said if id_ not in earlier]
    for id_ in sorted(new, key=lambda id_: publication(group, id_)):
        before, after, reached = states.before_and_after(said[id_])
        yield from _Step(before, after, group.sources[id_], {each.id for each in said[id_]}).items(reached)
        states.learn([id_], said[id_])
        states.forget(after, reached)


class States:
    """What was known of a group as its sources appeared."""

    def __init__(self, group: RecordStore) -> None:
        self.group = group
        #: What a statement says by itself hangs on no other source, unless one puts another right.
        self.said = None if any(each.corrects for each in group.statements) else _Said(group)
        self.growth = Growth.of(group, all_plans=True)
        self.mattering = Mattering(group, all_plans=True)
        self.reports = None if self.said is None else _Reports(self.said)
        self.plans = _Plans(group)
        self._authorises_plainly = all(
            each.kind not in AUTHORISING or group.basis(each) is Basis.REPORTED for each in group.statements
        )
        self.sources: set[str] = set()
        self.known: list[Statement] = []
        self._last: _Then | None = None
        #: What can still stand beside newer statements about each subject; the reports of days are in `reports`.
        self._about: dict[str, list[Statement]] = defaultdict(list)
        self._places = {each.id: place for place, each in enumerate(group.statements)}
        #: The subjects whose mandates are dated by others, by the ids of these.
        self._dated: dict[str, set[str]] = defaultdict(set)
        for each in group.statements:
            for id_ in named_in(each) if each.kind in AUTHORISING else ():
                self._dated[id_].add(each.about)

    def learn(self, sources: Iterable[str], statements: Sequence[Statement]) -> None:
        """Let some sources be known, and what they say, which stands beside newer statements from now on."""
        self.sources.update(sources)
        self.known += statements
        for each in statements:
            if not each.kind.spec.dated or each.kind in AUTHORISING or self.group.basis(each) is not Basis.REPORTED:
                self._about[each.about].append(each)
        self.plans.add(statements)
        if self.reports is not None:
            self.reports.add(statements)

    def forget(self, then: _Then, reached: Iterable[str]) -> None:
        """Forget what says nothing more of some subjects at one time, where it is known what that is."""
        for id_ in reached if then.plans is not None else ():
            authorising = {held.statement.id for kind in AUTHORISING for held in then.mandates.at(id_, kind, inf)}
            own = self._about[id_]
            self._about[id_] = [each for each in own if each.id in authorising or self._says_more(each, then)]

    def _says_more(self, statement: Statement, then: _Then) -> bool:
        """Tell whether a statement can still stand beside a newer one: no mandate before the last, no outdated plan."""
        if statement.kind in AUTHORISING:
            return not self._authorises_plainly
        return not can_be_outdated(self.group, statement) or then.status(statement) not in _REPLACED

    def before_and_after(self, news: Sequence[Statement]) -> tuple[_Then, _Then, Iterable[str]]:
        """Return what was known before a source and after it, and the subjects of which it can have changed that."""
        found = self._where_it_reaches(news)
        if found is not None:
            return found
        before = self._last or self._anew(())
        after = self._last = self._anew(news)
        if after.plans is None and before.plans is not None:
            before = self._anew(())  # what was left out of it matters
        return before, after, self._connected(before, after, {each.about for each in news})

    def _where_it_reaches(self, news: Sequence[Statement]) -> tuple[_Then, _Then, Iterable[str]] | None:
        """Return it with those subjects only; None if it is not to be found so."""
        if self.growth is None:
            return None
        before, after = self.growth.after(self.known), self.growth.after([*self.known, *news])
        if before is None or after is None:
            self.growth = None
            return None
        dated = (about for id_ in self.growth.reached for about in self._dated.get(id_, ()))
        reached = {*self.growth.reached, *dated}
        known = [each for id_ in reached for each in self._about.get(id_, ())]
        then, now = (
            _Then(self._of([*known, *said]), self.said, resolution.components, self.reports, self.plans, said)
            for said, resolution in (((), before), (news, after))
        )
        return then, now, sorted(reached)

    def _of(self, statements: list[Statement]) -> RecordStore:
        """Return the store of some statements, in their order."""
        statements.sort(key=lambda each: self._places[each.id])
        return self.group.narrowed(_records(self.group, {*_sources_named(statements, self.group)}), statements)

    def _anew(self, news: Sequence[Statement]) -> _Then:
        """Return what is known by all that was said, and by some news."""
        components = self.mattering.after([*self.known, *news]).components if self.mattering.is_plain else None
        if self.mattering.is_plain:
            known = [each for own in self._about.values() for each in own]
            return _Then(self._of([*known, *news]), self.said, components, self.reports, self.plans, news)
        return _Then(self._store({*self.sources, *(each.source for each in news)}), self.said, components, self.reports)

    def _store(self, sources: set[str]) -> RecordStore:
        if self.said is None:
            return of_sources(self.group, _records(self.group, sources))
        known = tuple([each for each in self.group.statements if each.source in sources])
        return self.group.narrowed(self.group.sources.values(), known)

    def _connected(self, before: _Then, after: _Then, about: Iterable[str]) -> Iterable[str]:
        """Return some subjects, those whose days theirs bind, and those whose mandates these date."""
        found = {id_ for each in about for then in (before, after) for id_ in then.resolution.connected(each)}
        return sorted(found.union(*(self._dated.get(id_, ()) for id_ in found)))


def _records(store: RecordStore, ids: Iterable[str]) -> list[Source]:
    return [store.sources[id_] for id_ in ids]


class _Step:
    """What one source changed of a group of subjects."""

    def __init__(self, old: _Then, new: _Then, source: Source, said: Iterable[str]) -> None:
        self.old = old
        self.new = new
        self.source = source
        own = [new.by_id[id_] for id_ in said]
        self.said = sorted(own, key=lambda each: statement_order(new.store, each))
        self.told: set[str] = set()

    def items(self, reached: Iterable[str]) -> Iterator[Changed]:
        """Yield it: each statement of the source, what follows from these, and what became of older ones.

        Takes the subjects of which that can be otherwise now.
        """
        for statement in self.said:
            yield self._item(statement)
        yield from self._moved(reached)
        yield from self._authorised(reached)
        yield from self._became(reached)

    # --- its own statements ---

    def _item(self, statement: Statement) -> Changed:
        before, after = self._before(statement), self._after(statement)
        status = self.new.status(statement)
        wrong = self._put_right(statement)
        if wrong:
            before, effect = self.old.claims(wrong), Effect.CORRECTED
        elif status in (Status.HOLDS, Status.CONSIDERED):
            effect = self._effect(statement, before, after)
        else:
            effect = _BECAME[status]
        self.told.update(each.id for each in (before.statements if before is not None else ()))
        return Changed(self.source, statement.about, statement.kind, effect, before, after, statement)

    def _put_right(self, statement: Statement) -> list[Statement]:
        """Return the older claims of the same kind that a statement puts right, as it is said of them now."""
        if statement.corrects is None:
            return []
        alike = self.old.store.statements_of(about=statement.about, kind=statement.kind)
        return [
            each
            for each in alike
            if self.old.status(each) is not Status.CORRECTED
            and self.new.status(self.new.by_id[each.id]) is Status.CORRECTED
        ]

    def _before(self, statement: Statement) -> Known | None:
        if self.new.basis(statement) is not Basis.CONSIDERED and (milestone := _one_milestone(statement)):
            return self._milestone(self.old, statement, milestone)
        if statement.kind in AUTHORISING and self.new.basis(statement) is Basis.REPORTED:
            return self.old.authorised(statement.about, statement.kind)
        return self.old.beside(statement, self.new.basis(statement), self.new.days(statement).high)

    def _after(self, statement: Statement) -> Known | None:
        is_considered = self.new.basis(statement) is Basis.CONSIDERED
        if not is_considered and (milestone := _one_milestone(statement)):
            return self._milestone(self.new, statement, milestone)
        return self.new.claim(statement) if self.new.status(statement) in _STANDING else None

    def _milestone(self, then: _Then, statement: Statement, milestone: str) -> Known | None:
        """Return what was known of a milestone, or of both days of an event by which one statement dates both."""
        if statement.kind is not ClaimKind.DATE:
            return then.milestone(statement.about, milestone)
        start, end = (then.milestone(statement.about, each) for each in ("start", "end"))
        if start is None or end is None:
            return start or end
        said = tuple(dict.fromkeys((*start.statements, *end.statements)))
        bounds = Bounds(start.bounds.low, end.bounds.high, start.bounds.disputed or end.bounds.disputed)
        return Known(_text(said) or str(bounds), bounds, end.basis, said)

    def _effect(self, statement: Statement, before: Known | None, after: Known | None) -> Effect:
        """Return the effect of a statement that holds."""
        if before is None or not before.statements:
            return Effect.NEW
        if self._says_the_same(statement, before, after):
            is_report = self.new.basis(statement) is Basis.REPORTED
            return Effect.CONFIRMED if is_report and not _cites(statement, before.statements) else Effect.REPEATED
        return Effect.MOVED

    def _says_the_same(self, statement: Statement, before: Known, after: Known | None) -> bool:
        """Tell whether nothing is otherwise for a statement, or a report bears out what was planned."""
        is_report, was_planned = self.new.basis(statement) is Basis.REPORTED, before.basis is not Basis.REPORTED
        same_basis = is_report is not was_planned
        if any(_is_same(each, statement) for each in before.statements) and (same_basis or is_report):
            return True
        if not dates(statement) or after is None:
            return False
        if is_report and was_planned:
            return before.bounds.low <= after.bounds.low and after.bounds.high <= before.bounds.high
        return same_basis and before.bounds.run == after.bounds.run

    # --- what follows, and what became of others ---

    def _moved(self, reached: Iterable[str]) -> Iterator[Changed]:
        """Yield the milestones that moved, of which the source states nothing that is more than considered."""
        binding = [each for each in self.said if self.new.basis(each) is not Basis.CONSIDERED]
        dated = {(each.about, milestone) for each in binding for milestone in dates(each)}
        for id_ in reached:
            was, now = self.old.runs(id_), self.new.runs(id_)
            for milestone in (each for each in now if now[each] != was[each] and (id_, each) not in dated):
                before, after = (then.milestone(id_, milestone) for then in (self.old, self.new))
                is_implied = not self.new.is_dated(id_, milestone)
                yield self._follows(id_, ClaimKind(milestone), before, after, implied=is_implied)

    def _authorised(self, reached: Iterable[str]) -> Iterator[Changed]:
        """Yield the mandates and ceilings that are others, or end on other days, of which the source states nothing."""
        stated = {(each.about, each.kind) for each in self.said}
        every = self.old.mandates.authorised | self.new.mandates.authorised
        for id_ in (each for each in reached if each in every):
            for kind in AUTHORISING:
                if (id_, kind) not in stated:
                    before, after = (then.authorised(id_, kind) for then in (self.old, self.new))
                    if (before and before.text, _days(before)) != (after and after.text, _days(after)):
                        yield self._follows(id_, kind, before, after)

    def _follows(
        self, about: str, kind: ClaimKind, before: Known | None, after: Known | None, *, implied: bool = False
    ) -> Changed:
        effect = Effect.NEW if before is None else Effect.MOVED
        return Changed(self.source, about, kind, effect, before, after, implied=implied)

    def _became(self, reached: Iterable[str]) -> Iterator[Changed]:
        """Yield the older statements of which something else became, and of which nothing that is told says so."""
        for id_ in reached:
            refused = self.old.refused(id_).keys() | self.new.refused(id_).keys()
            suspects = (each for each in self.old.store.statements_of(about=id_) if each.id in refused)
            for old in {each.id: each for each in (*suspects, *self.new.repeated(id_))}.values():
                new = self.new.by_id.get(old.id, old)
                was, now = self.old.status(old), self.new.status(new)
                if was is now or (old.id in self.told and now in (Status.REPLACED, Status.REPEATED, Status.CORRECTED)):
                    continue
                holds = now in (Status.HOLDS, Status.CONSIDERED)
                before = None if holds else self.old.claim(old)
                after = self.new.claim(new) if holds or now is Status.DISPUTED else None
                yield Changed(self.source, id_, old.kind, _BECAME[now], before, after, old)


def _days(known: Known | None) -> tuple[float, float]:
    return _NOTHING.run if known is None else known.bounds.run


def _one_milestone(statement: Statement) -> str:
    """Return the milestone of which a statement is, the first of those of an event; nothing if it is of none."""
    return next(iter(dates(statement)), "")


def _is_same(one: Statement, other: Statement) -> bool:
    """Tell whether two claims are the same; that somebody is there is also said by who says how many."""
    if ClaimKind.PRESENT in (one.kind, other.kind):
        return is_nobody(one) is is_nobody(other)
    return one.value == other.value


def _cites(statement: Statement, others: Iterable[Statement]) -> bool:
    """Tell whether a statement was taken from where another was."""
    return statement.citing is not None and any(statement.citing in (each.source, each.citing) for each in others)
