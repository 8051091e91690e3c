"""Who is where on which day, with how many: the questions asked of a timeline."""

from __future__ import annotations

import functools
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf
from typing import Unpack

import attrs

from deployments.answers import allen
from deployments.answers.authorisation import Authorisations
from deployments.answers.details import expectations
from deployments.answers.figures import considered_figures
from deployments.answers.filters import Filters, Selection, check_group, group_names
from deployments.answers.grounds import grounds_of, sources_of
from deployments.answers.moves import origins
from deployments.answers.question import Asks, Question, one_day
from deployments.answers.results import (
    Allen,
    Anyone,
    Authorisation,
    Entry,
    Expected,
    Grounds,
    Peak,
    Period,
    Presence,
    Range,
    Relocation,
    Series,
    Strength,
    StrengthExplanation,
    Total,
)
from deployments.answers.runs import DayRun, DayRuns
from deployments.answers.sequence import Answers
from deployments.answers.sightings import last_seen, without
from deployments.answers.strength import over
from deployments.answers.strength_reasons import explain_strength
from deployments.answers.sums import (
    Forest,
    Piece,
    peak,
    running,
    series,
    sum_of_a_day,
    sum_of_days,
    there_and_out,
    with_ends,
)
from deployments.answers.trust import each_left_out, surroundings
from deployments.answers.words import DOUBTED, STRENGTHS, Word
from deployments.claims import MILESTONES, Basis, ClaimKind
from deployments.errors import DateError, InvalidValueError
from deployments.lazily import once
from deployments.records import Deployment, Mission, Source, Statement, id_of
from deployments.solver.bounds import Bounds, Status
from deployments.solver.components import Component, Components
from deployments.solver.constraints import rules
from deployments.solver.explain import behind
from deployments.solver.network import Network
from deployments.solver.ordering import statement_order
from deployments.solver.possible import can_be
from deployments.solver.resolution import Resolution
from deployments.store import RecordStore
from deployments.values.calendar import calendar_date
from deployments.values.certainty import Certainty
from deployments.values.dates import Day, UncertainDate
from deployments.values.edtf import Run, union
from deployments.values.when import When

#: The words that are told by days, which no statement need name: of a time before a first day, or up to a last one.
_BY_DAYS = (Word.NOT_YET, Word.BEFORE, Word.AFTER, Word.STAYING, Word.OVERDUE, Word.MISSED, Word.ANNOUNCED)
#: The words that are told by the days between which it came, or left.
_MOVING = (Word.ARRIVING, Word.LEAVING)
#: Of these, those that a first day is told of.
_OF_FIRST = (Word.NOT_YET, Word.BEFORE, Word.ARRIVING)


class Timeline(Resolution):
    """The answers of one store about days. Everything is computed when it is first asked for, and kept."""

    def __init__(self, store: RecordStore, components: Components | None = None) -> None:
        super().__init__(store, components)
        self._runs: dict[str, DayRuns] = {}
        self._expected: dict[str, tuple[Expected | None, Expected | None]] = {}

    def deployment(self, id_: str | Deployment) -> Deployment:
        """Return a deployment by its id. Raises `InvalidValueError` for an id of none."""
        id_ = id_of(id_, Deployment)
        if isinstance(id_, str) and id_ in self.store.deployments:
            return self.store.filled(self.store.deployments[id_])
        hint = self.store.id_meant(id_, self.store.deployments.values(), "deployments")
        raise InvalidValueError("there is no deployment", id_, hint)

    def runs(self, id_: str) -> DayRuns:
        """Return the runs of days of a deployment."""
        return DayRuns.with_parts(self.components, id_, self._runs)

    def all_runs(self, ids: Iterable[str] | None = None) -> Iterator[tuple[str, DayRuns]]:
        """Yield the id and the runs of every deployment, or of some by their ids.

        They are not kept, as all together would fill the memory.
        """
        parts = self.components
        for id_ in self.store.deployments if ids is None else ids:
            if id_ in self._runs or len(parts.members(id_)) > 1:
                yield id_, self.runs(id_)
            else:
                yield id_, DayRuns.of(Component(self.store, [id_], parts.corrected), id_)

    @once
    def origins(self) -> Mapping[str, str]:
        """The deployment that each follows, of those that follow another."""
        return origins(self.store, self.components.corrected)

    def may_overlap(self, a: str, b: str, day: float) -> bool:
        """Tell whether reports leave it possible that two deployments are both there on a day on which each can be."""
        component = self.components.component(a)
        return any(a == b or not world.is_tied or can_be(world, (a, b), day, day) for world in component.worlds)

    # --- presence ---

    def presence(self, id_: str | Deployment, on: Day, *, throughout: bool = False, hinges: bool = False) -> Presence:
        """Return whether one deployment is there on the days asked for; if asked, with the sources it hangs on."""
        question = Question.of(on, self.store.tolerance, throughout=throughout)
        found = self._presence(self.deployment(id_), question)
        return attrs.evolve(found, hinges_on=tuple(self._hinges(found, question))) if hinges else found

    def _hinges(self, presence: Presence, question: Question) -> Iterator[Source]:
        """Yield the sources any one of which, taken away, changes the certainty or the word of an answer.

        Those that say nothing of what can bind the days of the deployment cannot do so, and are not asked about.
        """
        id_ = presence.deployment.id
        near = surroundings(self.store, self.components.members(id_))
        for source, left in each_left_out(near):
            other = Timeline(left)._found(left.deployments[id_], question)  # noqa: SLF001 - another of its kind
            if (other.certainty, other.word) != (presence.certainty, presence.word):
                yield source

    def active(
        self,
        on: Day,
        *,
        certain: bool = False,
        possible: bool = False,
        throughout: bool = False,
        not_excluded: bool = False,
        **filters: Unpack[Filters],
    ) -> Answers[Presence]:
        """Return the deployments that are, or may be, there on the days asked for."""
        question = Question.of(on, self.store.tolerance, throughout=throughout)
        found = []
        for deployment in self._selected(filters):
            presence = self._found(deployment, question)
            is_certain = presence.certainty is Certainty.CERTAIN
            if presence.certainty is Certainty.NO or (presence.word.is_left_out and not not_excluded):
                continue
            if not ((certain and not is_certain) or (possible and is_certain)):
                found.append(presence)
        return Answers(range(len(found)), lambda number: self._reasoned(question, found[number]))

    def anyone(self, on: Day, **filters: Unpack[Filters]) -> Anyone:
        """Return whether any of some deployments is there on the days asked for."""
        question = Question.of(on, self.store.tolerance)
        certain = self.active(on, certain=True, **filters)
        there = certain or self.active(on, not_excluded=True, **filters)
        is_certain = bool(certain) or (question.asks is Asks.UNKNOWN and self._is_anyone_each_day(question, filters))
        certainty = Certainty.CERTAIN if is_certain else Certainty.POSSIBLE if there else Certainty.NO
        selected = [] if there else self._selected(filters)
        nobody = Answers(range(len(selected)), lambda number: self._presence(selected[number], question))
        return Anyone(certainty, self._without_parts(there or nobody))

    def _is_anyone_each_day(self, question: Question, filters: Filters) -> bool:
        """Tell whether on each of the days asked for somebody is certainly there, perhaps not the same."""
        runs = (run for each in self._selected(filters) for run in self.runs(each.id).runs)
        certain = union((run.first, run.last) for run in runs if run.word.certainty is Certainty.CERTAIN)
        return not without(question.runs, certain)

    def _without_parts(self, presences: Sequence[Presence]) -> Sequence[Presence]:
        """Return some answers but for those about a part of which the whole is among them, too."""
        if not self.store.parts:
            return presences
        wholes = {each.id for each in self.wholes([presence.deployment for presence in presences])}
        return tuple(presence for presence in presences if presence.deployment.id in wholes)

    def periods(self, id_: str | Deployment, *, not_excluded: bool = False) -> list[Period]:
        """Return from when to when a deployment is certainly, or perhaps, there."""
        found: list[Period] = []
        for run in self.runs(self.deployment(id_).id).runs:
            if run.word.certainty is Certainty.NO or (run.word.is_left_out and not not_excluded):
                continue
            before = found[-1] if found else None
            if before is None or not _are_alike(before, run):
                found.append(Period(run.first, run.last, run.word.certainty, (run.word,)))
            else:
                words = tuple(dict.fromkeys((*before.words, run.word)))
                found[-1] = Period(before.low, run.last, before.certainty, words)
        return found

    def count(
        self,
        on: Day,
        *,
        certain: bool = False,
        possible: bool = False,
        throughout: bool = False,
        not_excluded: bool = False,
        **filters: Unpack[Filters],
    ) -> int:
        """Return how many deployments are, or may be, there on the days asked for."""
        found = self.active(
            on, certain=certain, possible=possible, throughout=throughout, not_excluded=not_excluded, **filters
        )
        return len(found)

    def left_out(self, on: Day, *, throughout: bool = False, **filters: Unpack[Filters]) -> dict[Word, int]:
        """Return how many deployments may be there and are left out of `active`, by the word that says why."""
        question = Question.of(on, self.store.tolerance, throughout=throughout)
        found = (self._found(each, question) for each in self._selected(filters))
        words = Counter(each.word for each in found if each.certainty is not Certainty.NO)
        return {word: words[word] for word in Word if word.is_left_out and words[word]}

    def unplaced(self, on: Day, *, throughout: bool = False, **filters: Unpack[Filters]) -> Answers[Presence]:
        """Return the deployments that may be there if they are in the country asked for, of which none is written.

        A part is told apart from its whole only if a place of its own is written: else it is wherever that one is.
        """
        question = Question.of(on, self.store.tolerance, throughout=throughout)
        found = (self._found(each, question) for each in Selection.of(self.store, filters).without_country())
        away = (Word.NOT_YET, Word.CANCELLED)  # by what is planned, they are nowhere yet, or were called off
        there = [each for each in found if each.certainty is not Certainty.NO and each.word not in away]
        own = {each.deployment.id for each in there}
        records = self.store.deployments
        there = [
            each
            for each in there
            if each.deployment.part_of not in own or records[each.deployment.id].place is not None
        ]
        return Answers(range(len(there)), lambda number: self._reasoned(question, there[number]))

    def _selected(self, filters: Filters) -> list[Deployment]:
        return Selection.of(self.store, filters).deployments()

    def _presence(self, deployment: Deployment, question: Question) -> Presence:
        """Answer for one deployment, with what the answer rests on."""
        return self._reasoned(question, self._found(deployment, question))

    def _found(self, deployment: Deployment, question: Question) -> Presence:
        """Answer for one deployment, without reasons: for one day by its run, for several by all of theirs."""
        if question.is_one_day:
            run = self.runs(deployment.id).on(question.first)
            word, strength, disputed, certainty = run.word, run.strength, run.is_disputed, run.word.certainty
        else:
            certainty, word, strength, disputed = self._over(deployment.id, question)
        return Presence(deployment, certainty, word, strength, disputed)

    def _behind(self, grounds: Grounds, id_: str, *, is_first: bool) -> tuple[Statement, ...]:
        """Return the statements from which the first day, or else the last one, that an answer tells of follows."""
        milestone = "start" if is_first else "end"
        low, high = self.components.expected(id_, milestone)
        if (grounds.first != low) if is_first else (grounds.last != high):
            return ()  # it is bounded by reports, and more narrowly by plans: the chain would be that of the plans
        earliest, latest = behind(self, id_, milestone)
        return earliest if is_first else latest

    def figured(self, id_: str, day: float) -> Presence:
        """Return the answer for a deployment on one day, with what its figure is told by, and without other reasons."""
        question = Question(((day, day),), Asks.ANY)
        found = self._found(self.deployment(id_), question)
        runs, component = self.runs(id_), self.components.component(id_)
        until = runs.certain_until(day)
        considered = tuple(considered_figures(component, id_, day, day))
        said = [each.statement for each in (*found.strength.stated, *found.strength.outdated, *considered)]
        return attrs.evolve(
            found,
            last_seen=last_seen(runs.facts.sightings, day),
            certain_until=None if until is None else calendar_date(until),
            considered=considered,
            sources=sources_of(self.store, said),
        )

    def _reasoned(self, question: Question, presence: Presence) -> Presence:
        """Add to an answer what it rests on, and who said so."""
        id_ = presence.deployment.id
        own = self.runs(id_)
        arrives, leaves = self._expectations(id_)
        until = own.certain_until(question.last)
        seen = last_seen(own.facts.sightings, question.last)
        day = own.first_day_of(presence.word, question)
        component = self.components.component(id_)
        authorised = self.authorised.on(id_, day) if presence.word is Word.AUTHORISED else None
        grounds = grounds_of(component, id_, own.facts, presence.word, day, seen, authorised)
        is_first = presence.word in _OF_FIRST
        planned = arrives if is_first else leaves
        is_told = bool(grounds.said) or (planned is not None and planned.basis is Basis.PLANNED)
        is_computed = presence.word in _BY_DAYS and not is_told
        if is_computed or (presence.word in _MOVING and not grounds.is_named(is_first=is_first)):
            behind = self._behind(grounds, id_, is_first=is_first)
            doubted = any(each.id in component.contradicted for each in behind)
            grounds = attrs.evolve(grounds, behind=behind, doubted=doubted)
        is_asked = presence.certainty is not Certainty.NO
        considered = tuple(considered_figures(component, id_, question.first, question.last)) if is_asked else ()
        strength = presence.strength
        cited = [
            *grounds.said,
            *(each for each in (grounds.seen, grounds.later, grounds.left, grounds.ending, *strength.outdated) if each),
        ]
        said = [*(each.statement for each in cited), *grounds.behind, *grounds.considered, *strength.statements]
        said += [each.statement for each in considered]
        expected = [each for each in (arrives, leaves) if each is not None]
        said += [statement for each in expected for statement in each.behind]
        return attrs.evolve(
            presence,
            last_seen=seen,
            arrives=arrives,
            leaves=leaves,
            certain_until=None if until is None else calendar_date(until),
            mandate=self.authorised.certainty(id_, question.last) if question.is_one_day else None,
            considered=considered,
            grounds=grounds,
            sources=sources_of(self.store, said),
            throughout=question.asks is Asks.EVERY,
        )

    def _expectations(self, id_: str) -> tuple[Expected | None, Expected | None]:
        if id_ not in self._expected:
            self._expected[id_] = expectations(self, id_)
        return self._expected[id_]

    def _over(self, id_: str, question: Question) -> tuple[Certainty, Word, Strength, bool]:
        own = self.runs(id_)
        met = [run for run in own.within(question.first, question.last) if question.meets(run.first, run.last)]
        certainty = self._certainty(id_, question, [run.word for run in met])
        words = sorted((run.word for run in met), key=STRENGTHS.__getitem__)
        if question.asks is Asks.EVERY:
            word = words[-1]
        elif question.asks is Asks.UNKNOWN:
            word = _of_one_unknown(words, certainty)
        else:
            word = words[0]
        there = [run.strength for run in met if run.word.certainty is not Certainty.NO]
        strength = over(there) if there else met[0].strength
        if certainty is Certainty.CERTAIN:
            strength = attrs.evolve(strength, if_there=None)
        elif there:
            if_there = strength.if_there or Range(strength.low, strength.high)
            strength = attrs.evolve(strength, low=0, if_there=if_there)
        return certainty, word, strength, any(run.is_disputed for run in met)

    def _certainty(self, id_: str, question: Question, words: Sequence[Word]) -> Certainty:
        """Return how certain it is over several days whose words are given."""
        sure = [word.certainty is Certainty.CERTAIN for word in words]
        never = [word.certainty is Certainty.NO for word in words]
        if question.asks is Asks.ANY:
            if any(sure) or self._is_some_day(id_, question, words):
                return Certainty.CERTAIN
            return Certainty.NO if all(never) else Certainty.POSSIBLE
        if all(sure):
            return Certainty.CERTAIN
        if all(never) if question.asks is Asks.UNKNOWN else any(never):
            return Certainty.NO
        if question.asks is Asks.EVERY:
            worlds = self.components.component(id_).worlds
            if not any(can_be(world, [id_], question.first, question.last) for world in worlds):
                return Certainty.NO
        return Certainty.POSSIBLE

    def _is_some_day(self, id_: str, question: Question, words: Sequence[Word]) -> bool:
        """Tell whether it is certainly there on some day of a stretch, though on none of them in particular."""
        facts = self.runs(id_).facts
        # Of all days there are, what follows is so of everybody: also of whom nobody reports that they came.
        is_reported = facts.certain_first < inf or facts.certain_last > -inf
        if not is_reported or not DOUBTED.isdisjoint(words):
            return False
        return facts.certain_first <= question.last and facts.certain_last >= question.first

    # --- strength ---

    def explain_strength(self, id_: str | Deployment, on: Day) -> StrengthExplanation:
        """Return why a deployment has its strength on a day."""
        if isinstance(id_, str) and id_ in self.store.missions:
            hint = f"`deployments strength DATE --mission {id_}` tells of that of a mission"
            raise InvalidValueError("only the strength of a deployment is explained", id_, hint)
        day, presence = one_day(on), self.presence(id_, on)
        own = presence.deployment.id
        parts = [self.runs(part).on(day) for part in self.store.parts.get(own, ())]
        return explain_strength(self.components.component(own), presence, day, parts)

    def total(self, on: Day, *, not_excluded: bool = False, **filters: Unpack[Filters]) -> Total:
        """Return the sum of the strengths of some deployments on the days asked for."""
        total = self._total(on, self._selected(filters), not_excluded=not_excluded)
        return attrs.evolve(total, reported_total=self._reported_total(on, filters))

    def _reported_total(self, on: Day, filters: Filters) -> Strength | None:
        """Return what sources state of the mission itself that is asked for; None if not all of it is asked for."""
        given = {name: value for name, value in filters.items() if value is not None}
        if given.keys() != {"mission"}:
            return None
        question = Question.of(on, self.store.tolerance)
        runs = self.runs(id_of(given["mission"])).within(question.first, question.last)
        met = [run.strength for run in runs if question.meets(run.first, run.last) and run.strength.is_stated]
        if not met:
            return None
        strength = over(met)
        # The number is that of the sources, however certain it is that the mission goes on.
        there = strength.if_there or strength
        return attrs.evolve(strength, low=there.low, high=there.high, if_there=None)

    def total_by(self, by: str, on: Day, *, not_excluded: bool = False, **filters: Unpack[Filters]) -> dict[str, Total]:
        """Return the sum for each contributor, mission or place that may have somebody there, by its name."""
        groups = grouped(by, self._selected(filters))
        totals = {name: self._total(on, own, not_excluded=not_excluded) for name, own in groups.items()}
        return {name: total for name, total in totals.items() if total.parts or total.not_excluded}

    def _total(self, on: Day, deployments: Sequence[Deployment], *, not_excluded: bool) -> Total:
        question = Question.of(on, self.store.tolerance)
        wholes = self.wholes(deployments)
        found = [self._found(deployment, question) for deployment in wholes]
        there, out = there_and_out(found, not_excluded=not_excluded)
        if not question.is_one_day:
            return self._sum_of_days(question, there, out, not_excluded=not_excluded)
        overlap = functools.partial(self.may_overlap, day=question.first)
        return sum_of_a_day(Forest(self.origins, wholes), there, out, overlap)

    def _sum_of_days(
        self, question: Question, there: Sequence[Presence], out: Sequence[Deployment], *, not_excluded: bool
    ) -> Total:
        """Return the sum of those that are, or may be, there on any of the days asked for, day by day."""
        first, last, deployments = question.first, question.last, [presence.deployment for presence in there]
        pieces = {each.id: [*self.pieces(each.id, first, last, not_excluded=not_excluded)] for each in deployments}
        sums = running(Forest(self.origins, deployments), pieces, first, self.may_overlap)
        asked = (each for each, end in with_ends(sums, last) if question.meets(each.first, end))
        return sum_of_days(there, asked, out)

    def series(self, start: Day, end: Day, **filters: Unpack[Filters]) -> Series:
        """Return the sums from the first day of `start` to the last of `end`."""
        return self._series(*self.period(start, end), self._selected(filters))

    def series_by(self, by: str, start: Day, end: Day, **filters: Unpack[Filters]) -> dict[str, Series]:
        """Return the sums for each contributor, mission or place, by its name."""
        period = self.period(start, end)
        return {name: self._series(*period, own) for name, own in grouped(by, self._selected(filters)).items()}

    def _series(self, first: float, last: float, deployments: Sequence[Deployment]) -> Series:
        wholes = self.wholes(deployments)
        pieces = {each.id: [*self.pieces(each.id, first, last)] for each in wholes}
        return series(running(Forest(self.origins, wholes), pieces, first, self.may_overlap), last)

    def wholes(self, deployments: Sequence[Deployment]) -> list[Deployment]:
        """Return those of some deployments that are no part of another of them: parts are never added to a whole."""
        ids = {deployment.id for deployment in deployments}
        return [each for each in deployments if ids.isdisjoint(self.store.wholes(each.id))]

    def pieces(self, id_: str, first: float, last: float, *, not_excluded: bool = False) -> Iterator[Piece]:
        """Yield the strength of a deployment from the first day to the last, in pieces on which it is the same.

        With `not_excluded` also on days on which it is left out.
        """
        for run in self.runs(id_).within(first, last):
            is_counted = run.word.is_listed or (not_excluded and run.word.is_left_out)
            strength = run.strength if is_counted else None
            yield Piece(max(run.first, first), min(run.last, last), strength, is_left_out=run.word.is_left_out)

    @staticmethod
    def period(start: Day, end: Day) -> Run:
        """Return the first day of one date and the last of another. Raises `DateError`."""
        first, last = UncertainDate.of(start).hull[0], UncertainDate.of(end).hull[1]
        if abs(first) == inf or abs(last) == inf:
            raise DateError("a series needs a first and a last day", f"{start} to {end}", 'write "2022-03", "2023-07"')
        if last < first:
            raise DateError("the period is reversed", f"{start} to {end}", "write the earlier date first")
        return first, last

    def peak(self, start: Day, end: Day, **filters: Unpack[Filters]) -> Peak:
        """Return the peak of the low and of the high ends of a series."""
        return peak(self.series(start, end, **filters))

    # --- what is authorised ---

    @once
    def authorised(self) -> Authorisations:
        """What is authorised, by day."""
        return Authorisations(self)

    def authorisation(self, about: str | Deployment | Mission, on: Day) -> Authorisation:
        """Return the mandate and the ceiling of a deployment or a mission on one day."""
        id_ = id_of(about, Deployment, Mission)
        if not isinstance(id_, str) or (id_ not in self.store.deployments and id_ not in self.store.missions):
            hint = self.store.id_meant(id_, [*self.store.deployments.values(), *self.store.missions.values()])
            raise InvalidValueError("there is no deployment or mission", id_, hint)
        return self.authorised.on(id_, one_day(on))

    def authorisations(self, on: Day, **filters: Unpack[Filters]) -> Answers[Authorisation]:
        """Return what is authorised on one day for some missions and deployments, of which any is stated.

        Those that are certainly not there have it only by claims of their own: nobody spoke of them in the others.
        """
        day = one_day(on)
        found = [
            id_
            for id_ in Selection.of(self.store, filters).authorisable()
            if self.authorised.is_stated(id_, day)
            and (self.authorised.is_stated(id_, day, alone=True) or self._may_be_there(id_, day))
        ]
        return Answers(range(len(found)), lambda number: self.authorised.on(found[number], day))

    def _may_be_there(self, id_: str, day: float) -> bool:
        """Tell whether it is not certain that a deployment is not there on a day; any mission may go on."""
        return id_ in self.store.missions or self.runs(id_).on(day).word.certainty is not Certainty.NO

    def running_out(self, since: Day, until: Day, **filters: Unpack[Filters]) -> Answers[Authorisation]:
        """Return what is authorised on the last days of mandates that end between two days."""
        return self.authorised.running_out(Selection.of(self.store, filters).authorisable(), *self.period(since, until))

    # --- relations ---

    def overlaps(self, a: str | Deployment, b: str | Deployment) -> frozenset[Allen]:
        """Return the ways in which two deployments can lie to each other, by all that holds."""
        one, other = self.deployment(a).id, self.deployment(b).id
        components = [self.components.component(id_) for id_ in dict.fromkeys((one, other))]
        own = [constraint for id_ in (one, other) for constraint in rules(self.deployment(id_))]
        every = components[:1] if components[0] is components[-1] else components
        networks = [
            dict.fromkeys(constraint for world in worlds for constraint in world.by_all.constraints)
            for worlds in itertools.product(*(component.worlds for component in every))
        ]
        return frozenset(
            relation
            for relation in Allen
            if any(
                Network([*known, *own, *allen.constraints(relation, one, other)]).is_possible() for known in networks
            )
        )

    def relocations(self, **filters: Unpack[Filters]) -> list[Relocation]:
        """Return the deployments that follow another of the same force, in the order of their arrival.

        With filters, those of which the one or the other passes. A move that is only considered is none.
        """
        found, shown = [], Selection.of(self.store, filters).subjects()
        for id_, before in self.origins.items():
            if shown.isdisjoint((id_, before)):
                continue
            deployment, origin = self.store.deployments[id_], self.store.deployments[before]
            follows = self.store.statements_of(about=deployment.id, kind=ClaimKind.FOLLOWS)
            said = [
                *self.store.statements_of(about=origin.id, kind=ClaimKind.END),
                *self.store.statements_of(about=deployment.id, kind=ClaimKind.START),
                *(statement for statement in follows if statement.value == origin.id),
            ]
            behind = [statement for statement in said if self.status(statement) is Status.HOLDS]
            if not any(statement.kind is ClaimKind.FOLLOWS for statement in behind):
                continue
            behind.sort(key=lambda statement: statement_order(self.store, statement))
            left, arrived = self._bounds(origin.id, "end"), self._bounds(deployment.id, "start")
            found.append(Relocation(origin, deployment, left, arrived, tuple(behind)))
        return sorted(found, key=lambda relocation: (relocation.arrived.run, relocation.destination.id))

    # --- statements ---

    def entries(self, **filters: Unpack[Filters]) -> list[Entry]:
        """Return the dated statements in the order of their bounds; with filters, those about what they show."""
        shown = Selection.of(self.store, filters).subjects()
        found = []
        for statement in self.store.statements:
            bounds = self._dated(statement) if statement.about in shown else None
            if bounds is not None:
                source = self.store.sources[statement.source]
                found.append(Entry(statement, source, bounds, self.status(statement)))
        order = {entry.statement.id: statement_order(self.store, entry.statement) for entry in found}
        return sorted(found, key=lambda entry: (entry.bounds.run, order[entry.statement.id]))

    def _dated(self, statement: Statement) -> Bounds | None:
        if statement.kind is ClaimKind.DATE:
            return self._bounds(statement.about, "start")
        if statement.kind.value in MILESTONES:
            return self._bounds(statement.about, statement.kind.value)
        if statement.kind is ClaimKind.MANDATE and isinstance(statement.value, When):
            runs = statement.value.runs
            return Bounds(runs[0][0], runs[-1][1]) if runs else None
        original = self.store.original(statement)
        date_ = original.as_of
        if date_ is None and self.store.basis(statement) is Basis.REPORTED:
            date_ = self.store.sources[original.source].published
        return None if date_ is None else Bounds(*date_.hull)


def _are_alike(before: Period, run: DayRun) -> bool:
    """Tell whether a run follows on a period whose days are as certain, and are left out if its days are."""
    is_next, is_as_certain = before.high + 1 == run.first, before.certainty is run.word.certainty
    return is_next and is_as_certain and before.is_listed is run.word.is_listed


def _of_one_unknown(words: Sequence[Word], certainty: Certainty) -> Word:
    """Return the word for one day that is not known: the strongest of its certainty.

    Takes the words of all its days, the strongest first. Where that would be left out, though the force is certainly
    there on others of the days, it is the day itself that is vague.
    """
    found = next((word for word in words if word.certainty is certainty), words[0])
    is_sure_of_some = certainty is Certainty.POSSIBLE and words[0].certainty is Certainty.CERTAIN
    return Word.VAGUE if is_sure_of_some and found.is_left_out else found


def grouped(by: str, deployments: Iterable[Deployment]) -> dict[str, list[Deployment]]:
    """Return deployments by the name of their group, the names in order.

    One that is in several missions is in the group of each.
    """
    check_group(by)
    groups: dict[str, list[Deployment]] = defaultdict(list)
    for deployment in deployments:
        for name in group_names(getattr(deployment, by)):
            groups[name].append(deployment)
    return dict(sorted(groups.items()))
