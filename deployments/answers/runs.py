"""One table of days: for each deployment, runs of days on which everything that is answered by the day is the same."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import inf

import attrs

from deployments.answers.facts import Facts, facts_of
from deployments.answers.figures import figures_of
from deployments.answers.question import Question
from deployments.answers.results import Range, Strength
from deployments.answers.strength import StrengthByDay
from deployments.answers.words import Word, word_on
from deployments.claims import ClaimKind
from deployments.solver.components import Component, Components
from deployments.solver.groups import Groups
from deployments.values.certainty import Certainty


@attrs.frozen
class DayRun:
    """The days from `first` to `last`, as day numbers and both inclusive, with one word and one strength."""

    first: float
    last: float
    word: Word
    strength: Strength

    @property
    def is_disputed(self) -> bool:
        """Whether reports that contradict each other are behind it."""
        return self.word in (Word.DISPUTED, Word.GAP) or self.strength.disputed


@attrs.frozen(eq=False)
class DayRuns:
    """The runs of one deployment: they cover all days, each once, in order."""

    facts: Facts
    runs: Sequence[DayRun]
    _firsts: Sequence[float]

    @classmethod
    def of(cls, component: Component, id_: str, parts: Sequence[DayRuns] = ()) -> DayRuns:
        """Compute the runs of a deployment, which takes those of its parts.

        What a day is called follows from the facts, which change on few days: each stretch between two of these is
        asked for by its first day.
        """
        facts, same = facts_of(component, id_), same_people(component, id_) if parts else []
        strengths = StrengthByDay(figures_of(component, id_), component.store.tolerance)
        days = itertools.chain(strengths.breaks(), (run.first for part in parts for run in part.runs))
        cuts = sorted({-inf, *facts.breaks(), *(day for day in days if abs(day) < inf)})
        runs: list[DayRun] = []
        for first, after in zip(cuts, [*cuts[1:], inf], strict=True):
            word = word_on(facts, first)
            strength = strengths.on(first, word.certainty)
            if parts and not strength.is_stated:
                strength = _at_least(strength, [part.on(first) for part in parts], same, word.certainty)
            is_like = bool(runs) and (runs[-1].word, runs[-1].strength) == (word, strength)
            since = runs.pop().first if is_like else first
            runs.append(DayRun(since, after - 1, word, strength))
        return cls(facts, runs, [run.first for run in runs])

    @classmethod
    def with_parts(cls, components: Components, id_: str, known: dict[str, DayRuns]) -> DayRuns:
        """Return the runs of a deployment out of those that are known; what is not known yet is added to these."""
        store = components.store
        for each in [*reversed(store.parts_below(id_)), id_] if id_ not in known else ():
            if each not in known:
                known[each] = cls.of(
                    components.component(each), each, [known[part] for part in store.parts.get(each, ())]
                )
        return known[id_]

    def on(self, day: float) -> DayRun:
        """Return the run of a day."""
        return self.runs[bisect_right(self._firsts, day) - 1]

    def first_day_of(self, word: Word, question: Question) -> float:
        """Return the first of the days asked for that has a word."""
        for run in self.within(question.first, question.last):
            if run.word is word and question.meets(run.first, run.last):
                return next(max(run.first, first) for first, last in question.runs if last >= run.first)
        return question.first

    def certain_until(self, day: float) -> float | None:
        """Return the last day, not after one, on which it is certainly there; None if there is none."""
        begun = (self.runs[place] for place in range(bisect_right(self._firsts, day) - 1, -1, -1))
        sure = (run for run in begun if run.word.certainty is Certainty.CERTAIN)
        return next((min(run.last, day) for run in sure), None)

    def within(self, first: float, last: float) -> Iterator[DayRun]:
        """Yield the runs that have a day from the first to the last, both inclusive."""
        for place in range(max(bisect_right(self._firsts, first) - 1, 0), len(self.runs)):
            if self.runs[place].first > last:
                return
            yield self.runs[place]


def same_people(component: Component, id_: str) -> list[int]:
    """Return for each part of a deployment the number of a group: parts that follow each other may be the same people.

    Two that only both follow, or are followed by, what is elsewhere may be, too.
    """
    follow = (each for each in component.statements if each.kind is ClaimKind.FOLLOWS)
    leader = Groups((each.about, str(each.value)) for each in follow).leader
    numbers: dict[str, int] = {}
    return [numbers.setdefault(leader(part), len(numbers)) for part in component.store.parts.get(id_, ())]


def _at_least(unstated: Strength, parts: Sequence[DayRun], same: Sequence[int], certainty: Certainty) -> Strength:
    """Return the strength of a whole of which nobody stated any: at least that of its parts together.

    `same` numbers those that may be the same people: of these it is at least the largest.
    """
    counted = [*least_by_parts(parts, same, certainty)]
    there = [strength for strength, _ in counted]
    if not there or certainty is Certainty.NO:
        return unstated
    _, least = counted[-1]
    is_certain = certainty is Certainty.CERTAIN
    return Strength(
        least if is_certain else 0,
        None,
        if_there=None if is_certain else Range(least, None),
        stated=tuple(figure for strength in there for figure in strength.stated),
        carried=any(strength.carried for strength in there),
        planned=any(strength.planned for strength in there),
        disputed=any(strength.disputed for strength in there),
        computed=True,
    )


def least_by_parts(
    parts: Sequence[DayRun], same: Sequence[int], certainty: Certainty
) -> Iterator[tuple[Strength, int]]:
    """Yield the strength of each part that counts for its whole, with how many that and the parts before are at least.

    A part that is only perhaps there adds nothing to a whole that is certainly there; to one that is not, what it has
    if it is there. Of parts that may be the same people, which `same` numbers, the largest counts.
    """
    largest: dict[int, int] = defaultdict(int)
    least = 0
    for group, run in zip(same, parts, strict=True):
        strength = run.strength
        if strength.is_stated and run.word.is_listed:
            inside = None if certainty is Certainty.CERTAIN else strength.if_there
            more = max((strength.low if inside is None else inside.low) - largest[group], 0)
            largest[group] += more
            least += more
            yield strength, max(least, 1)
