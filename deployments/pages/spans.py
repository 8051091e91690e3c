"""The days that a page draws: each run of days once, with the states of knowledge in which it holds."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from heapq import nsmallest
from math import inf

import attrs

from deployments.answers.clauses import Cite
from deployments.answers.figures import considered_breaks
from deployments.answers.figures_as_said import figure_as_said, total_as_said
from deployments.answers.grounds import sources_of
from deployments.answers.results import Strength
from deployments.answers.runs import DayRun
from deployments.answers.timeline import Timeline
from deployments.answers.words import Word
from deployments.pages.versions import Version
from deployments.values.calendar import FIRST_DATE
from deployments.values.certainty import Certainty

#: All of a span but its states.
_Answer = tuple[float, float, Word, Strength, bool, bool, str]
#: What is known of whom nobody has spoken of yet.
_SILENCE: _Answer = (-inf, inf, Word.UNSPOKEN, Strength(0, None), False, False, "")
#: Tells how many there are on the days of a run, as it was said.
Tell = Callable[[Timeline, DayRun], str]


@attrs.frozen
class Span:
    """Days with one answer, from `first` to `last`, and the states from `since` to `until`, all inclusive.

    `figure` is the number as it was said, empty where nobody is listed. `is_of_number`: what is disputed is only that.
    """

    first: float
    last: float
    word: Word
    strength: Strength
    is_disputed: bool
    is_of_number: bool
    figure: str
    since: int
    until: int


def spans(versions: Sequence[Version], id_: str, tell: Tell, last: int) -> list[Span]:
    """Return the spans of a deployment or a mission, without those on which it is certainly not there.

    What a version has as the one before it had it is drawn on; the rest is new. Takes the last state: before the first
    version, or in all states, nobody has spoken of it.
    """
    heard = versions[0].since if versions else last + 1
    done: list[Span] = []
    running = {_SILENCE: Span(*_SILENCE, 0, heard - 1)} if heard else {}
    for version in versions:
        now: dict[_Answer, Span] = {}
        for run in _runs(version.timeline, id_):
            figure = tell(version.timeline, run) if run.word.is_listed else ""
            is_of_number = run.is_disputed and _is_of_number(version.timeline, id_, run)
            key = run.first, run.last, run.word, run.strength, run.is_disputed, is_of_number, figure
            before = running.pop(key, None)
            since = version.since if before is None else before.since
            now[key] = Span(*key, since, version.until)
        done += running.values()
        running = now
    return sorted((*done, *running.values()), key=lambda span: (span.since, span.first))


def _runs(timeline: Timeline, id_: str) -> Iterator[DayRun]:
    """Yield the runs on which it may be there, with the same numbers under consideration, or seen on all or none."""
    own = timeline.runs(id_)
    first_seen = nsmallest(1, (each.first for each in own.facts.sightings))
    breaks = sorted({*considered_breaks(timeline.components.component(id_), id_), *first_seen})
    for run in own.runs:
        if run.word.certainty is not Certainty.NO:
            inside = breaks[bisect_right(breaks, run.first) : bisect_right(breaks, run.last)]
            for first, after in itertools.pairwise((run.first, *inside, run.last + 1)):
                yield attrs.evolve(run, first=first, last=after - 1)


def _is_of_number(timeline: Timeline, id_: str, run: DayRun) -> bool:
    """Tell whether the reports that contradict each other do so about how many, and not about who is there when."""
    colliding = timeline.components.component(id_).colliding
    is_of_days = run.word in (Word.DISPUTED, Word.GAP) or any(each.id in colliding for each in run.strength.statements)
    return not is_of_days


def figure_of(id_: str, lang: str, cite: Cite) -> Tell:
    """Return what tells the figure of a deployment, in a language, and by whom."""

    def tell(timeline: Timeline, run: DayRun) -> str:
        day = next(day for day in (run.first, run.last, FIRST_DATE) if abs(day) < inf)
        return figure_as_said(timeline.figured(id_, day), lang, cite)

    return tell


def total_of(lang: str, cite: Cite) -> Tell:
    """Return what tells the number that sources state of a mission itself."""

    def tell(timeline: Timeline, run: DayRun) -> str:
        if not run.strength.is_stated:
            return ""
        return total_as_said(run.strength, sources_of(timeline.store, run.strength.statements), lang, cite)

    return tell


def in_state(every: Sequence[Span], state: int) -> Iterator[Span]:
    """Yield the spans that hold in a state, in the order of their days."""
    yield from sorted((each for each in every if each.since <= state <= each.until), key=lambda each: each.first)
