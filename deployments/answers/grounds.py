"""The statements from which the word of an answer follows: what its sentence cites."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from math import inf

import attrs

from deployments.answers.details import ARRIVING, LEAVING
from deployments.answers.facts import Facts
from deployments.answers.mandates import AUTHORISING
from deployments.answers.results import Authorisation, Ground, Grounds
from deployments.answers.sightings import Sighting
from deployments.answers.words import Word
from deployments.claims import Basis, ClaimKind
from deployments.records import Source, Statement
from deployments.solver.absences import Absence, Side
from deployments.solver.bounds import Status
from deployments.solver.components import Component
from deployments.solver.constraints import is_nobody
from deployments.solver.ordering import statement_order
from deployments.store import RecordStore
from deployments.values.certainty import Certainty
from deployments.values.edtf import Run

#: What says something of some days.
_Dated = Ground | Sighting | Absence

#: Reported milestones before which nobody is there, on which somebody is, and after which nobody is; those first that
#: say most of it.
_COMING = (ClaimKind.START, ClaimKind.DECIDED)
_COME = (ClaimKind.START, ClaimKind.OPERATIONAL)
_GOING = (ClaimKind.END, ClaimKind.RETURNED)
#: What became of statements of which nobody says that they do not hold: what is considered is told by itself.
_STANDING = (None, Status.DISPUTED, Status.CONSIDERED)
#: What is told as a leaving that nobody has reported.
_UNLEFT = (Word.OVERDUE, Word.STALE, Word.CONSIDERED)
#: What is told as a leaving that nobody has named, and as an arrival or a leaving that nobody has.
_UNENDED = (Word.OPEN, Word.VAGUE)
_UNNAMED = (*_UNENDED, Word.ANNOUNCED, Word.STAYING, Word.NOT_YET)


def grounds_of(
    component: Component,
    id_: str,
    facts: Facts,
    word: Word,
    day: float,
    seen: Sighting | None = None,
    authorised: Authorisation | None = None,
) -> Grounds:
    """Return what the word of a deployment on a day follows from, and what was last seen of it.

    Takes what is authorised on that day, for the word that tells of that.
    """
    finder = _Finder(component, id_, facts, day, authorised)
    last = finder.come() if seen is None else finder.dated(seen)
    return attrs.evolve(
        finder.find(word),
        seen=last,
        later=finder.later(),
        left=finder.left() if word in _UNLEFT else None,
        ending=finder.ending() if word in _UNENDED else None,
        considered=finder.considered() if word in _UNNAMED else (),
        dropped=finder.dropped(),
        is_premature=last is None and finder.is_premature(),
    )


def sources_of(store: RecordStore, statements: Iterable[Statement]) -> tuple[Source, ...]:
    """Return the sources of some statements, and all that they and these cite, each once."""
    named = [id_ for statement in statements for id_ in (statement.source, statement.citing) if id_ is not None]
    found: dict[str, Source] = {}
    for id_ in named:  # which grows on the way
        if id_ not in found and id_ in store.sources:
            found[id_] = store.sources[id_]
            named += [cited for cited in found[id_].cites if isinstance(cited, str)]
    return tuple(found.values())


class _Finder:
    """Finds the grounds of an answer for one day."""

    def __init__(
        self, component: Component, id_: str, facts: Facts, day: float, authorised: Authorisation | None
    ) -> None:
        self.component = component
        self.store = component.store
        self.id = id_
        self.facts = facts
        self.day = day
        self.authorised = Authorisation(id_) if authorised is None else authorised

    def find(self, word: Word) -> Grounds:
        """Return the grounds of a word; none for a word that follows from the arrival and the leaving alone."""
        finders: dict[Word, Callable[[], Grounds]] = {
            Word.SEEN: self._seen,
            Word.BETWEEN: self._between,
            Word.BRIDGED: self._between,
            Word.BEFORE: self._before,
            Word.AFTER: self._after,
            Word.ABSENT: self._absent,
            Word.GAP: self._gap,
            Word.DISPUTED: self._disputed,
            Word.CONSIDERED: self._considered,
            Word.NOT_YET: lambda: Grounds(first=self.facts.plan_first),
            Word.STAYING: self._planned,
            Word.OVERDUE: self._planned,
            Word.MISSED: self._planned,
            Word.ARRIVING: self._arriving,
            Word.LEAVING: self._leaving,
            Word.VAGUE: lambda: self._of(each for each in self.facts.sightings if self._is_within(each)),
            Word.CANCELLED: self._cancelled,
            Word.AUTHORISED: self._authorised,
            Word.UNSPOKEN: self._unspoken,
            Word.ANNOUNCED: self._announced,
            Word.STALE: self._stale,
            Word.OPEN: self._open,
        }
        find = finders.get(word)
        return Grounds() if find is None else find()

    def dated(self, each: _Dated) -> Ground:
        """Return what a statement says of days, whether it names these itself, and whether others contradict it."""
        statement, days = each.statement, (each.first, each.last)
        computed = each.computed if isinstance(each, Ground) else self.component.builder.named(statement) != days
        return Ground(*days, statement, computed, disputed=statement.id in self.component.contradicted)

    def come(self) -> Ground | None:
        """Return the last report by the day of a start, or of the force at work, that names no day by itself."""
        come = [each for each in self._milestones(*_COME) if each.last <= self.day]
        return self.dated(max(come, key=lambda each: (each.last, each.first))) if come else None

    def later(self) -> Ground | None:
        """Return the first sighting that can only be of a later day."""
        seen = (each for each in self.facts.sightings if each.first > self.day)
        first = min(seen, key=lambda each: (each.first, each.last, each.statement.id), default=None)
        return None if first is None else self.dated(first)

    def left(self) -> Ground | None:
        """Return the last report by the day, of a leaving or of nobody, that others contradict."""
        own = [each for each in (*self._absences(), *self._milestones(*_GOING)) if each.first <= self.day]
        doubted = [each for each in own if each.statement.id in self.component.contradicted]
        return self.dated(max(doubted, key=lambda each: (each.last, each.first))) if doubted else None

    def ending(self) -> Ground | None:
        """Return the newest of what says that it ends, and names no day of that.

        It was called off after it was seen, an end is decided, or nobody is to be there.
        """
        refused, basis = self.component.refused, self.store.basis
        own = self.store.statements_of(about=self.id)
        called_off = [s for s in own if s.kind is ClaimKind.CANCELLED and refused.get(s.id) is Status.OVERTAKEN]
        holding = [s for s in own if s.id not in refused]
        decided = [s for s in holding if s.kind is ClaimKind.END_DECIDED and basis(s) is Basis.REPORTED]
        planned = [s for s in holding if is_nobody(s) and basis(s) is Basis.PLANNED]
        newest = self._newest([*called_off, *decided, *planned])
        return None if newest is None else self._ground(newest) or self._published(newest).said[0]

    def considered(self) -> tuple[Statement, ...]:
        """Return what is only considered of its arrival and its leaving, by the newest source that considers each."""
        refused = self.component.refused
        own = [s for s in self.component.about.get(self.id, ()) if refused.get(s.id) is Status.CONSIDERED]
        newest = (self._newest(s for s in own if s.kind in kinds) for kinds in (ARRIVING, LEAVING))
        return tuple(each for each in newest if each is not None)

    def is_premature(self) -> bool:
        """Tell whether a report of somebody there is of a day after its own source."""
        builder = self.component.builder
        own = (s for s in self.component.about.get(self.id, ()) if s.kind in _COME or s.kind.spec.sighting)
        return any(builder.is_after_its_source(each) for each in own if not is_nobody(each))

    def dropped(self) -> frozenset[ClaimKind]:
        """Return the kinds of the claims about it that do not hold."""
        refused = self.component.refused
        own = self.store.statements_of(about=self.id)
        return frozenset(s.kind for s in own if refused.get(s.id) not in _STANDING)

    # --- what is reported ---

    def _seen(self) -> Grounds:
        """One sighting of the very day, of the newest source that saw it; or else one of all days that take it in."""
        own = [each for each in self.facts.sightings if each.first == each.last == self.day]
        first_hand = [each for each in own if each.is_first_hand]
        return self._of((first_hand or own or self._lasting())[-1:])

    def _lasting(self) -> list[_Dated]:
        """Return the sightings of all days from one to another that take in the day."""
        builder = self.component.builder
        found: list[_Dated] = []
        for each in self.facts.sightings:
            if builder.is_lasting(each.statement):
                starts, ends = builder.edges(each.statement)
                if starts[-1][1] <= self.day <= ends[0][0]:
                    found.append(Ground(starts[0][0], ends[-1][1], each.statement))
        return found

    def _between(self) -> Grounds:
        """The last sighting before the day, and the first one after it."""
        day, seen = self.day, self.facts.sightings
        earlier = [each for each in seen if each.last <= day] or [each for each in seen if each.first <= day]
        later = [each for each in seen if each.first >= day] or [each for each in seen if each.last >= day]
        before = sorted(earlier, key=lambda each: (each.last, each.first))[-1:]
        after = sorted(later, key=lambda each: (each.first, each.last))[:1]
        if before == after and len(earlier) > 1:  # one of the very day, which others contradict
            before = sorted(earlier, key=lambda each: (each.last, each.first))[-2:-1]
        span = (before[0].last, after[0].first) if before and after else self._certain
        return self._spanning(span, [*before, *(each for each in after if each not in before)])

    @property
    def _certain(self) -> Run:
        return self.facts.certain_first, self.facts.certain_last

    def _before(self) -> Grounds:
        return self._spanning((self.facts.possible_first, self.facts.certain_first), self._coming())

    def _after(self) -> Grounds:
        return self._spanning((self.facts.certain_last, self.facts.possible_last), self._going())

    def _arriving(self) -> Grounds:
        """What names the first day of the arrival, and the first sighting."""
        seen = self._that_name_days(each for each in self.facts.sightings if each.last == self.facts.certain_first)
        return self._spanning((self.facts.arrives_from, self.facts.certain_first), _apart([*self._coming(), *seen[:1]]))

    def _leaving(self) -> Grounds:
        """The last sighting, and what names the last day of the leaving."""
        seen = self._that_name_days(each for each in self.facts.sightings if each.first == self.facts.certain_last)
        return self._spanning((self.facts.certain_last, self.facts.possible_last), _apart([*seen[-1:], *self._going()]))

    def _that_name_days(self, sightings: Iterable[Sighting]) -> list[Sighting]:
        """Return those that name their days: others have them from these. All, if none does."""
        every = [*sightings]
        return [each for each in every if not self.dated(each).computed] or every

    def _coming(self) -> list[_Dated]:
        """Return the report that names the latest day before which nobody is there; if none does, the departure."""
        first = self.facts.possible_first
        if first == -inf:
            return self._milestones(ClaimKind.DEPARTED)[-1:]
        named = [*self._milestones(*_COMING), *self._absences(Side.BEFORE)]
        found = [each for each in named if -inf < each.first <= first]
        return [max(found, key=lambda each: each.first)] if found else []

    def _going(self) -> list[_Dated]:
        """Return the report that names the earliest day after which nobody is there."""
        named = [*self._milestones(*_GOING), *self._absences(Side.AFTER)]
        found = [each for each in named if self.facts.possible_last <= each.last < inf]
        return [min(found, key=lambda each: each.last)] if found else []

    def _milestones(self, *kinds: ClaimKind) -> list[_Dated]:
        """Return what reports say of some milestones, in the order in which these are given, then of their days."""
        reports = (s for s in self.component.reports if s.about == self.id and s.kind in kinds)
        found = [ground for s in reports if (ground := self._ground(s)) is not None]
        return sorted(found, key=lambda each: (kinds.index(each.statement.kind), each.first, each.last))

    def _ground(self, statement: Statement) -> Ground | None:
        named = self.component.builder.named(statement)
        if named is not None:
            return Ground(*named, statement)
        if not statement.kind.milestones:
            return None
        days = self.component.reported(f"{statement.about}.{statement.kind.milestones[0]}")
        return Ground(*days, statement, computed=True)

    def _absences(self, *sides: Side) -> list[Absence]:
        every = (*self.component.absences[self.id], *self.component.absences_above[self.id])
        own = (each for each in every if not sides or each.side in sides)
        return sorted(own, key=lambda each: (each.first, each.last))

    def _absent(self) -> Grounds:
        return self._of(each for each in self._absences() if each.is_of(self.day))

    def _gap(self) -> Grounds:
        """The report of nobody, between the two of somebody; and who saw somebody on that very day."""
        for gap in self.component.gaps_about(self.id):
            if gap.first <= self.day <= gap.last:
                is_of_the_day = any(
                    each.statement is gap.absence and self._is_within(each) for each in self._absences()
                )
                against = self._against(gap.absence) if is_of_the_day else ()
                return self._said(*(against or (gap.before, gap.absence, gap.after)))
        return Grounds()

    def _against(self, absence: Statement) -> tuple[Statement, ...]:
        """Return a report of nobody and a sighting of the same day; nothing if there is none."""
        for dispute in self.component.in_gaps:
            if absence in (dispute.statement, *dispute.against):
                return (*dispute.against, dispute.statement)
        return ()

    def _distance(self, collision: Iterable[Statement]) -> float:
        """Return how many days lie between the day and those that the reports of a collision name."""
        days = [ground for each in collision if (ground := self._ground(each)) is not None]
        first, last = min((each.first for each in days), default=-inf), max((each.last for each in days), default=inf)
        return max(first - self.day, self.day - last, 0)

    def _disputed(self) -> Grounds:
        """The reports of a collision: one about this deployment, if there is any, of the days nearest to this one."""
        late = {each.statement.id for each in self.component.too_late}
        conflicts = [each for each in self.component.conflicts if each.against and each.statement.id not in late]
        collisions = [(*each.against, each.statement) for each in conflicts]
        own = [each for each in collisions if any(s.about == self.id for s in each)]
        for collision in sorted(own or collisions, key=self._distance):
            return self._said(*collision)
        return self._spanning(self._certain, [*filter(self._is_within, self._absences()), *self._between().said])

    # --- what is planned, and what is not ---

    def _considered(self) -> Grounds:
        """What the newest source that considers anything considers, and the day asked for."""
        own = [s for s in self.component.considered if s.about == self.id and s.kind.spec.family]
        newest = max(own, key=lambda s: (self.store.published(s.source), s.source), default=None)
        beside = [s for s in own if newest is not None and s.source == newest.source]
        beside.sort(key=lambda s: [*ClaimKind].index(s.kind))
        return Grounds(last=self.day, said=tuple(Ground(*self.store.published(s.source), s) for s in beside))

    def _planned(self) -> Grounds:
        """The days that plans leave for the end, and what others' plans say of it."""
        return self._ending(self._naming())

    def _ending(self, said: Iterable[_Dated]) -> Grounds:
        days = self._spanning((self.facts.plan_end_first, self.facts.plan_last), [*said, *self._ending_above()])
        return attrs.evolve(days, is_planned=self.facts.plan_last < self.facts.possible_last)

    def _ending_above(self) -> list[_Dated]:
        """Return what is said of the end of its wholes, if nothing is of its own: it is over by then."""
        if self._holding(self.id, LEAVING):
            return []
        above = (s for whole in self.store.wholes(self.id) for s in self._holding(whole, LEAVING))
        return [Ground(*self.store.published(s.source), s) for s in above]

    def _holding(self, id_: str, kinds: Collection[ClaimKind]) -> list[Statement]:
        refused = self.component.refused
        return [s for s in self.component.about.get(id_, ()) if s.kind in kinds and s.id not in refused]

    def _naming(self) -> list[_Dated]:
        """Return what names it only for the sake of another: its relief, its next place, what is dated by it."""
        refused = self.component.refused
        mentions = [s for s in self.component.mentions.get(self.id, ()) if s.id not in refused]
        moved = [s for s in self.component.statements if s.kind is ClaimKind.FOLLOWS and s.value == self.id]
        named = {s.id: s for s in (*mentions, *moved) if s.id not in refused}
        return [Ground(*self.store.published(s.source), s) for s in named.values()]

    def _cancelled(self) -> Grounds:
        counting = self.component.counting.get(self.id)
        return self._published(None if counting is None else counting.cancellation)

    def _announced(self) -> Grounds:
        """The newest plan, or decision, that holds; else what others' plans say of it."""
        plans = [s for s in self.component.planned if s.about == self.id and s.id not in self.component.refused]
        decided = [s for s in self.component.reports if s.about == self.id and s.kind is ClaimKind.DECIDED]
        return self._ending(self._published(self._newest(plans or decided)).said or self._naming())

    def _authorised(self) -> Grounds:
        """The ceiling that may hold on the day, or else the mandate; else what is to be authorised, or was before."""
        found = self.authorised
        ceiling = found.ceiling if found.ceiling is not None and found.ceiling.of == self.id else None
        mandate = found.mandate if found.mandate is not None and found.mandate.of == self.id else None
        if ceiling is not None and ceiling.holds is not Certainty.NO:
            return self._authorising(ceiling.statement)
        if mandate is not None and found.certainty is not Certainty.NO:
            return self._authorising(mandate.statement)
        own = [s for s in self.component.about.get(self.id, ()) if s.kind in AUTHORISING]
        to_come, past = [s for s in own if s in found.planned], mandate or ceiling
        if past is None or to_come:
            return attrs.evolve(self._authorising(self._newest(to_come or own)), is_planned=True)
        return attrs.evolve(self._authorising(past.statement), last=self.day)

    def _authorising(self, statement: Statement | None) -> Grounds:
        """Return who authorises it, and what names it only for the sake of another."""
        return self._of([*self._published(statement).said, *self._naming()])

    def _unspoken(self) -> Grounds:
        """What is said first of it: a sighting or a decision, or else the first source that speaks of it."""
        first = self.facts.spoken_from
        if first == inf:
            considered = self._newest(s for s in self.component.considered if s.about == self.id)
            return self._of(self._naming() or self._published(considered).said)
        said = self._milestones(ClaimKind.DECIDED, ClaimKind.DEPARTED)
        days = [each for each in (*self.facts.sightings, *said) if each.first == first]
        if days:
            return self._spanning((first, inf), [min(days, key=lambda each: (each.last, self._order(each.statement)))])
        published, basis = self.store.published, self.store.basis
        spoken = [s for s in self._speaking() if published(s.source)[0] == first and basis(s) is not Basis.CONSIDERED]
        return attrs.evolve(self._published(min(spoken, key=self._order, default=None)), first=first, last=first)

    def _stale(self) -> Grounds:
        """The newest source that reports or plans anything of it by the day: what is only considered is no news."""
        published, basis = self.store.published, self.store.basis
        said = (s for s in self._speaking() if published(s.source)[1] <= self.day)
        newest = self._newest(s for s in said if basis(s) is not Basis.CONSIDERED)
        if newest is None:
            return Grounds(last=self.day)
        return attrs.evolve(self._published(newest), first=published(newest.source)[1], last=self.day)

    def _open(self) -> Grounds:
        """The last report of nobody by then, else the first later one, or else the newest source that speaks of it."""
        absent = self._absences()
        by_then = [each for each in absent if each.first <= self.day]
        if nobody := by_then[-1:] or absent[:1]:
            return self._of(nobody)
        newest = self._newest(self._speaking())
        if newest is None or not is_nobody(newest) or self.store.basis(newest) is not Basis.PLANNED:
            return self._published(newest)
        return attrs.evolve(self._said(newest), is_planned=True)

    def _order(self, statement: Statement) -> tuple[float, float, str, str, str]:
        return statement_order(self.store, statement)

    def _speaking(self) -> Iterator[Statement]:
        yield from self.store.statements_of(about=self.id)
        yield from self.component.mentions.get(self.id, ())

    def _newest(self, statements: Iterable[Statement]) -> Statement | None:
        return max(statements, key=lambda s: (self.store.published(s.source)[::-1], s.id), default=None)

    # --- putting together ---

    def _is_within(self, each: Sighting | Absence) -> bool:
        return each.first <= self.day <= each.last

    def _published(self, statement: Statement | None) -> Grounds:
        if statement is None:
            return Grounds()
        return Grounds(said=(Ground(*self.store.published(statement.source), statement),))

    def _said(self, *statements: Statement) -> Grounds:
        found = [ground for s in statements if (ground := self._ground(s)) is not None]
        return self._of(sorted(found, key=lambda each: (each.first, each.last)))

    def _of(self, found: Iterable[_Dated]) -> Grounds:
        return self._spanning((-inf, inf), found)

    def _spanning(self, days: Run, found: Iterable[_Dated]) -> Grounds:
        return Grounds(*days, said=tuple(map(self.dated, found)))


def _apart(found: Iterable[_Dated]) -> list[_Dated]:
    """Return what is found, of each statement once."""
    return [*{each.statement.id: each for each in reversed([*found])}.values()][::-1]
