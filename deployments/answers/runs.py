"""One table of days: for each deployment, runs of days on which everything that is answered by the day is the same."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import inf
from operator import itemgetter

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
        facts, counted = facts_of(component, id_), _Counting(parts, same_people(component, id_) if parts else ())
        strengths = StrengthByDay(figures_of(component, id_), component.store.tolerance)
        days = itertools.chain(strengths.breaks(), (run.first for part in parts for run in part.runs))
        cuts = sorted({-inf, *facts.breaks(), *(day for day in days if abs(day) < inf)})
        runs: list[DayRun] = []
        for first, after in zip(cuts, [*cuts[1:], inf], strict=True):
            word = word_on(facts, first)
            strength = strengths.on(first, word.certainty)
            if parts and not strength.is_stated:
                strength = _at_least(strength, counted.on(first), word.certainty)
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


#: A part that counts for its whole: the number that `same_people` gives it, and its strength.
Counted = tuple[int, Strength]


class _Counting:
    """The parts of a deployment that count for it, on one day after another."""

    def __init__(self, parts: Sequence[DayRuns], same: Sequence[int]) -> None:
        self._same = same
        coming = [(run.first, place, run) for place, part in enumerate(parts) for run in part.runs]
        self._coming = sorted(coming, key=itemgetter(0), reverse=True)
        self._there: dict[int, Counted] = {}

    def on(self, day: float) -> list[Counted]:
        """Return them in their order, for a day not before the last one asked for."""
        while self._coming and self._coming[-1][0] <= day:
            _, place, run = self._coming.pop()
            if _counts(run):
                self._there[place] = self._same[place], run.strength
            else:
                self._there.pop(place, None)
        return [self._there[place] for place in sorted(self._there)]


def _counts(part: DayRun) -> bool:
    """Tell whether a part is listed, and somebody stated how strong it is."""
    return part.strength.is_stated and part.word.is_listed


def counting(parts: Sequence[DayRun], same: Sequence[int]) -> list[Counted]:
    """Return the parts that count for their whole on a day; `same` has the number of each."""
    return [(number, part.strength) for number, part in zip(same, parts, strict=True) if _counts(part)]


def _at_least(unstated: Strength, parts: Sequence[Counted], certainty: Certainty) -> Strength:
    """Return the strength of a whole of which nobody stated any: at least that of its parts together."""
    if not parts or certainty is Certainty.NO:
        return unstated
    *_, least = least_by_parts(parts, certainty)
    there = [strength for _, strength in parts]
    is_certain = certainty is Certainty.CERTAIN
    return Strength(
        least if is_certain else 0,
        None,
        if_there=None if is_certain else Range(least, None),
        stated=tuple([figure for strength in there for figure in strength.stated]),
        carried=any(strength.carried for strength in there),
        planned=any(strength.planned for strength in there),
        disputed=any(strength.disputed for strength in there),
        computed=True,
    )


def least_by_parts(parts: Iterable[Counted], certainty: Certainty) -> Iterator[int]:
    """Yield for each part that counts for its whole how many that and the parts before are at least.

    A part that is only perhaps there adds nothing to a whole that is certainly there; to one that is not, what it has
    if it is there. Of parts that may be the same people, which have one number, the largest counts.
    """
    largest: dict[int, int] = defaultdict(int)
    least = 0
    for group, strength in parts:
        inside = None if certainty is Certainty.CERTAIN else strength.if_there
        low = strength.low if inside is None else inside.low
        if low > largest[group]:
            least += low - largest[group]
            largest[group] = low
        yield least or 1
