"""What a small registry answers on a day, row by row as the design has it: presence, strength, sums, promises."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from math import inf
from typing import Any

import attrs

from deployments.values.quantities import Change

from tests.answers.course_search import OneOf, Predicate, Run, Unknown, can, extent, plain
from tests.answers.courses import FIGURES, HOW_LONG, TOLERANCE, Case, Claim, Story, cut, months_later

#: The words for which a considered claim stands in.
CONSIDERABLE = ("not_yet", "cancelled", "overdue", "missed", "authorised", "unspoken", "stale")
#: The words that `active`, `count` and sums leave out.
LEFT_OUT = ("cancelled", "not_yet", "unspoken", "authorised", "stale")

Range = tuple[int, int | None]


@attrs.frozen
class Bounds:
    """The first and last day of the start and of the end."""

    start: Run = (-inf, inf)
    end: Run = (-inf, inf)


@attrs.frozen
class Numbers:
    """A strength: the range, the range beside it, and what is in it; None where nobody stated one that counts."""

    range: Range | None
    if_there: Range | None = None
    planned: bool = False
    disputed: bool = False


def hull(runs: Iterable[Run]) -> Run:
    """Return the first and last day of several runs."""
    found = list(runs)
    return min(low for low, _ in found), max(high for _, high in found)


def widest(ranges: Iterable[Range]) -> Range:
    """Return the range from the least to the greatest number; without an upper end if one has none."""
    found = list(ranges)
    highs = [high for _, high in found]
    return min(low for low, _ in found), None if None in highs else max(high for high in highs if high is not None)


class Answers:
    """All answers of a registry."""

    def __init__(self, case: Case) -> None:
        """Work out what no day is needed for."""
        self.case = case
        self.story = Story(case)
        self.deployments = [name for name, kind in self.story.claims.kinds.items() if kind == "deployment"]
        self._of: dict[str, OfOne] = {}

    def of(self, name: str) -> OfOne:
        """Return the answers about one deployment."""
        if name not in self._of:
            self._of[name] = OfOne(self.story, name)
        return self._of[name]

    def presence(self, name: str, day: int) -> tuple[str, str]:
        """Return the certainty and the word."""
        return self.of(name).presence(day)

    def strength(self, name: str, day: int) -> Numbers:
        """Return the strength."""
        return self.of(name).strength(day)

    def status(self, at: int) -> str:
        """Return what became of the statement of this number, `open` where the design does not say."""
        return self.story.statuses[at]

    def total(self, day: int) -> dict[str, Any]:
        """Return the sum over the deployments that count, and what stands beside it."""
        counted, not_excluded = [], []
        for name in self.deployments:
            certainty, word = self.presence(name, day)
            if certainty != "no":
                (not_excluded if word in LEFT_OUT else counted).append(name)
        numbers = {name: self.strength(name, day).range for name in counted}
        stated = {name: found for name, found in numbers.items() if found is not None}
        unstated = sorted(name for name in counted if name not in stated)
        low, high = self._sum(stated, day)
        return {
            "low": low,
            "high": None if unstated else high,
            "stated_high": high,
            "unstated": unstated,
            "not_excluded": sorted(not_excluded),
        }

    def _sum(self, stated: Mapping[str, Range], day: int) -> Range:
        low = sum(least for least, _ in stated.values())
        highs = [most for _, most in stated.values()]
        high = None if None in highs else sum(most for most in highs if most is not None)
        for claim in self.story.live:
            pair = (claim.about, claim.value)
            if claim.kind != "follows" or not set(pair) <= set(stated):
                continue
            low -= min(stated[name][0] for name in pair)
            both = [stated[name][1] for name in pair]
            if high is not None and not self._together(pair, day):
                high -= min(most for most in both if most is not None)
        return low, high

    def _together(self, pair: tuple[str, str], day: int) -> bool:
        there = [OneOf((name, edge), runs) for name in pair for edge, runs in (("start", ((-inf, day),)), ("end", ((day, inf),)))]
        return any(
            can(self.story.grid, [*self.story.predicates(self.story.chosen(one), outside=False), *there])
            for one in self.story.sets
        )

    def unconfirmed(self, day: int) -> list[dict[str, Any]]:
        """Return the rows for what dated plans of milestones of deployments promised."""
        return [row for name in self.deployments for row in self.of(name).unconfirmed(day)]


class OfOne:
    """The answers about one deployment."""

    def __init__(self, story: Story, name: str) -> None:
        """Take the story, and the id of the deployment."""
        self.story, self.name = story, name
        self.claims = [claim for claim in story.claims.all if claim.about == name]
        self.live = [claim for claim in story.live if claim.about == name]
        self.news = [claim for claim in self.claims if claim.basis != "considered"]
        self.sightings = story.sightings(name)
        self.gaps = [story.gap(claim) for claim in story.gaps if claim.about == name]
        self.reported = [self._bounds(story.predicates(story.chosen(one), outside=False)) for one in story.sets]
        self.absent = [
            {
                int(claim.named[0])
                for claim in story.chosen(one)
                if claim in story.unplaced and claim.about == name and claim.named[0] == claim.named[1]
            }
            for one in story.sets
        ]
        self.planned = self._all([self._bounds(self._with_plans(at)) for at in range(len(story.sets))])
        self.by_reports = self._all(self.reported)
        self.kept = [claim for claim in story.plans if claim.about == name and claim.number in story.kept]
        numbers = [claim for claim in story.plans if claim.about == name and claim.kind in FIGURES]
        self.holding = [*self.kept, *(claim for claim in numbers if story.statuses[claim.at] != "replaced")]

    def _with_plans(self, at: int) -> list[Predicate]:
        return self.story.plan_predicates(self.story.sets[at], self.story.layers[at])

    def extent(self, predicates: list[Predicate], unknown: Unknown) -> Run:
        """Return the first and last day of one unknown; all days where nothing is said of it."""
        more = [*predicates, OneOf(unknown, ((-inf, inf),))]
        more += [each for each in self.story.structure(more) if each not in predicates]
        return extent(self.story.grid, more, unknown) or (inf, -inf)

    def _bounds(self, predicates: list[Predicate]) -> Bounds:
        return Bounds(
            self.extent(predicates, (self.name, "start")), self.extent(predicates, (self.name, "end"))
        )

    def _all(self, bounds: list[Bounds]) -> Bounds:
        return Bounds(hull(each.start for each in bounds), hull(each.end for each in bounds))

    # Presence.

    @functools.cached_property
    def certainties(self) -> Callable[[int], list[str]]:
        """What each largest set of reports makes of a day."""
        return functools.cache(lambda day: [self._certainty(at, day) for at in range(len(self.story.sets))])

    def _certainty(self, at: int, day: int) -> str:
        bounds = self.reported[at]
        if day in self.absent[at] or day < bounds.start[0] or day > bounds.end[1]:
            return "no"
        if bounds.start[1] <= day <= bounds.end[0]:
            return "certain"
        reports = self.story.chosen(self.story.sets[at])
        if not any(claim.kind == "duration" for claim in reports):
            return "possible"
        predicates = self.story.predicates(reports, outside=False)
        there = [OneOf((self.name, "start"), ((-inf, day),)), OneOf((self.name, "end"), ((day, inf),))]
        return "possible" if can(self._grid(day, predicates), [*predicates, *there]) else "no"

    def _grid(self, day: int, predicates: list[Predicate]) -> Any:
        return type(self.story.grid)(predicates, [day])

    @functools.cached_property
    def presence(self) -> Callable[[int], tuple[str, str]]:
        """The certainty and the word of a day."""
        return functools.cache(self._presence)

    def _presence(self, day: int) -> tuple[str, str]:
        found = self.certainties(day)
        if set(found) == {"certain"} and not self._in_gap(day) and not self._bridged(day):
            return "certain", "seen" if self._seen_on(day) else "between"
        if set(found) == {"no"} and not self._in_gap(day):
            return "no", self._no(day)
        word = next(word for word, fits in self._rows() if fits(day))
        if word in CONSIDERABLE and self._considered(day):
            word = "considered"
        return "possible", word

    def _no(self, day: int) -> str:
        if all(day < bounds.start[0] for bounds in self.reported):
            return "before"
        return "after" if all(day > bounds.end[1] for bounds in self.reported) else "absent"

    def _rows(self) -> Iterator[tuple[str, Callable[[int], bool]]]:
        """Yield the words of what is only possible, in the order of the table; `considered` is put in later.

        That row comes before the others of which it tells, and the rows between are none of those.
        """
        yield "gap", self._in_gap
        yield "disputed", self._disputed
        yield "bridged", self._bridged
        yield "not_yet", self._not_yet
        yield "arriving", self._arriving
        yield "leaving", self._leaving
        yield "vague", self._vague
        yield "cancelled", self._cancelled
        yield "stale", lambda day: day > months_later(self.planned.end[1])
        yield "overdue", lambda day: day > self.planned.end[1] and bool(self.sightings)
        yield "missed", lambda day: day > self.planned.end[1]
        yield "authorised", self._authorised
        yield "unspoken", self._unspoken
        yield "staying", lambda day: self._covered(day) and self._seen_by(day)
        yield "announced", self._covered
        yield "announced", self._announced
        yield "stale", self._stale
        yield "open", lambda _: True

    def _seen_by(self, day: int) -> bool:
        return self.by_reports.start[1] <= day

    def _seen_on(self, day: int) -> bool:
        """Tell whether every set has a sighting that is certainly of the day."""
        return all(any(self._is_of(claim, one, day) for claim in self.sightings) for one in self.story.sets)

    def _is_of(self, claim: Claim, one: frozenset[int], day: int) -> bool:
        in_gap = claim.at in self.story.gap_disputes and claim.at in one
        if claim.at not in one and not in_gap or claim.day is None:
            return False
        return claim.named == (day, day) or self._days_in(one, claim.day) == (day, day)

    @functools.cached_property
    def _days_in(self) -> Callable[[frozenset[int], Unknown], Run]:
        return functools.cache(
            lambda one, unknown: self.extent(self.story.predicates(self.story.chosen(one), outside=False), unknown)
        )

    def _in_gap(self, day: int) -> bool:
        return any(low < day < high for low, high in self.gaps)

    def _disputed(self, day: int) -> bool:
        found = self.certainties(day)
        if len(set(found)) == 1:
            return False
        colliding = [claim for claim in self.story.component(self.name) if claim.at in self.story.disputed]
        low, high = hull(claim.named for claim in colliding)
        return low <= day <= high

    def _bridged(self, day: int) -> bool:
        before = [claim for claim in self.sightings if claim.named[1] <= day]
        after = [claim for claim in self.sightings if claim.named[0] >= day]
        if not before or not after or {claim.source for claim in before} & {claim.source for claim in after}:
            return False
        first = max(claim.named[0] for claim in before)
        return min(claim.named[1] for claim in after) > months_later(first)

    def _starts(self) -> list[Claim]:
        """Return the holding claims of the start."""
        reported = [claim for claim in self.story.reports if claim.about == self.name]
        return [claim for claim in [*reported, *self.kept] if claim.kind == "start"]

    def _not_yet(self, day: int) -> bool:
        if day < self.planned.start[0]:
            return True
        if any(not claim.no_first for claim in self._starts()):
            return False
        planned = [claim for claim in self.kept if claim.kind == "departed"]
        return bool(planned) and day < self._latest("departed")[0]

    def _latest(self, milestone: str) -> Run:
        """Return the first and last day of a milestone by reports and plans."""
        return hull(self.extent(self._with_plans(at), (self.name, milestone)) for at in range(len(self.story.sets)))

    def _arriving(self, day: int) -> bool:
        low, high = self.by_reports.start
        if low == -inf:
            departures = [each for each in self.story.reports if each.about == self.name and each.kind == "departed"]
            low = min((each.named[0] for each in departures), default=-inf)
        named = -inf < low and high < inf and bool(self.sightings)
        return named and low <= day <= high and not self._seen_by(day)

    def _leaving(self, day: int) -> bool:
        low, high = self.by_reports.end
        return -inf < low <= day <= high < inf and self._seen_by(day)

    def _vague(self, day: int) -> bool:
        return any(low <= day <= high and low < high < inf for low, high in self._sighted)

    @functools.cached_property
    def _sighted(self) -> list[Run]:
        """The days that each sighting can be of, in the sets that have it."""
        found = []
        for claim in self.sightings:
            sets = [one for one in self.story.sets if claim.at in one]
            if claim.day is not None and sets:
                low, high = hull(self._days_in(one, claim.day) for one in sets)
                found.append((max(low, claim.named[0]), min(high, claim.named[1])))
        return [run for run in found if run[0] > -inf]

    def _cancelled(self, day: int) -> bool:  # noqa: ARG002
        return any(
            claim.about == self.name and self.story.statuses[claim.at] == "holds" for claim in self.story.cancelled
        )

    def _authorised(self, day: int) -> bool:
        if not self.claims or any(claim.kind not in ("mandate", "ceiling") for claim in self.claims):
            return False
        return day >= min(
            claim.named[0] if claim.statement.get("as_of") else claim.counted[0] for claim in self.claims
        )

    def _unspoken(self, day: int) -> bool:
        if any(not claim.no_first for claim in self._starts()):
            return False
        reported = [claim for claim in self.story.reports if claim.about == self.name]
        early = [claim for claim in [*reported, *self.kept] if claim.kind in ("decided", "departed")]
        named = [claim.named[0] if claim.named[0] > -inf else claim.named[1] for claim in [*early, *self.sightings]]
        spoken = [claim for claim in self.news if claim.at not in self.story.claims.corrected]
        first = [claim.own[0] if claim.own[0] > -inf else claim.own[1] for claim in spoken]
        return day < min([*named, *first], default=inf)

    def _covered(self, day: int) -> bool:
        if day <= self.planned.end[1] < inf:
            return True
        open_ended = [claim for claim in self.kept if claim.kind in HOW_LONG and claim.open_ended]
        return bool(open_ended) and day <= self.planned.end[0]

    def _announced(self, day: int) -> bool:
        decided = [each for each in self.story.reports if each.about == self.name and each.kind == "decided"]
        holds = bool(self.holding) or any(each.at not in self.story.disputed for each in decided)
        return self.planned.end[1] == inf and not self._seen_by(day) and not self._stale(day) and holds

    def _stale(self, day: int) -> bool:
        return day > months_later(self.last_word)

    @functools.cached_property
    def last_word(self) -> float:
        """The last day of which anybody speaks, or on which somebody spoke."""
        found = [claim.own[1] for claim in self.news]
        found += [self._last_named(claim) for claim in [*self.story.reports, *self.kept] if claim.about == self.name]
        return max((day for day in found if day < inf), default=inf)

    def _last_named(self, claim: Claim) -> float:
        if not claim.milestone or claim.at in self.story.disputed:
            return -inf
        if claim.named[1] < inf:
            return claim.named[1]
        low, high = self._latest(claim.kind)
        return high if high < inf else max(low, claim.named[0])

    # What is only considered.

    def _considered(self, day: int) -> bool:
        claims = frozenset(claim for claim in self.story.considered if claim.about == self.name)
        counted = frozenset(claim for claim in claims if self._counts(claim, claims, day))
        return bool(counted) and self._stays(counted, day)

    def _counts(self, claim: Claim, all_: frozenset[Claim], day: int) -> bool:
        if claim.kind in FIGURES or claim.kind == "present":
            return False
        same = [each for each in self.live if each.family == claim.family]
        if any(each.rank > claim.rank and each.basis != "considered" for each in same):
            return False
        if any(each.rank > claim.rank for each in all_ if each.family == claim.family):
            return False
        named = claim.named[1] if claim.milestone and claim.named[1] < inf else -inf
        return day <= months_later(max(claim.own[1], named))

    def _stays(self, counted: frozenset[Claim], day: int) -> bool:
        low, high = self._with_considered(counted)
        return -inf < low <= day <= high < inf

    @functools.cached_property
    def _with_considered(self) -> Callable[[frozenset[Claim]], Run]:
        return functools.cache(self._considered_stay)

    def _considered_stay(self, counted: frozenset[Claim]) -> Run:
        families = {claim.family for claim in counted}
        plans = [plan for plan in self.story._counted_plans() if plan.family not in families]
        found = []
        for one in self.story.sets:
            kept = self.story._with_plans(one, [*plans, *counted])
            if any(claim.number in kept for claim in counted):
                found.append(self._bounds(self.story.plan_predicates(one, kept)))
        return (min(each.start[0] for each in found), max(each.end[1] for each in found)) if found else (inf, -inf)

    # Strength.

    def strength(self, day: int) -> Numbers:
        """Return the strength of a day."""
        certainty, _ = self.presence(day)
        if certainty == "no":
            return Numbers((0, 0))
        carried, disputed = self._carried(day)
        planned = [claim for claim in self._planned_numbers if self._counts_on(claim, day)]
        strengths = [claim.numbers for claim in planned if claim.kind == "strength"]
        changes = [Change.of(claim.value) for claim in planned if claim.kind == "change"]
        found = widest([*([carried] if carried else []), *strengths]) if carried or strengths else None
        if found is None:
            return Numbers(None)
        if strengths and not carried and certainty == "certain":
            found = (1, found[1])
        for change in changes:
            found = widest([found, changed(found, change)])
        low, high = max(1, found[0]), None if found[1] is None else max(1, found[1])
        fields = {"planned": bool(planned), "disputed": disputed}
        if certainty == "certain":
            return Numbers((low, high), **fields)
        return Numbers((0, high), (low, high), **fields)

    def _carried(self, day: int) -> tuple[Range | None, bool]:
        """Return the range of what was reported last, over every course; and whether it is disputed."""
        found = [self._last_figures(one, day) for one in self.story.sets]
        ranges = [each for ranges, _ in found for each in ranges]
        return widest(ranges) if ranges else None, any(disputed for _, disputed in found)

    def _last_figures(self, one: frozenset[int], day: int) -> tuple[list[Range], bool]:
        figures = [claim for claim in self.story.chosen(one) if claim.about == self.name and is_figure(claim)]
        unknown = sorted({claim.day for claim in figures if claim.day}, key=str)
        runs = {each: self._possible(one, each, figures) for each in unknown}
        ends = {int(end) for each in runs.values() for run in each for end in run if abs(end) < inf}
        matter = {end + by for end in ends | {day} for by in (-1, 0, 1)}
        choices = [[at for at in sorted(matter) if any(low <= at <= high for low, high in runs[each])] for each in unknown]
        ranges, disputed, split = [], False, []
        for days in product(*choices):
            course = dict(zip(unknown, days, strict=True))
            found = self._in_course(figures, course, runs, day)
            if found is not None:
                ranges.append(found[0])
                split.append(found[1])
                disputed |= found[2]
        return ranges, disputed or (bool(split) and all(split))

    def _possible(self, one: frozenset[int], unknown: Unknown, figures: list[Claim]) -> tuple[Run, ...]:
        low, high = self._days_in(one, unknown)
        runs = next(
            (each.runs for claim in figures for each in plain(claim.predicates) if isinstance(each, OneOf) and each.day == unknown),
            ((low, high),),
        )
        return cut(runs, low, high)

    def _in_course(
        self, figures: list[Claim], course: Mapping[Unknown, int], runs: Mapping[Unknown, tuple[Run, ...]], day: int
    ) -> tuple[Range, bool, bool] | None:
        """Return the number on a day in one course, whether figures of one day exclude each other, and a dispute."""
        placed = [(course[claim.day], claim) for claim in figures if claim.day and course[claim.day] <= day]
        strengths = [(at, claim) for at, claim in placed if claim.kind == "strength"]
        if not strengths:
            return None
        newest = max(at for at, _ in strengths)
        last = [claim for at, claim in strengths if at == newest]
        if max(months_later(runs[claim.day][-1][1]) for claim in last if claim.day) < day:
            return None
        low = max(claim.numbers[0] for claim in last)
        highs = [claim.numbers[1] for claim in last if claim.numbers[1] is not None]
        high = min(highs) if highs else None
        split = high is not None and high < low
        found = widest([claim.numbers for claim in last]) if split else (low, high)
        later = sorted((at, claim.number, claim) for at, claim in placed if claim.kind == "change" and at > newest)
        added = [claim for _, _, claim in later if not self._already_in(claim, last, runs)]
        for claim in added:
            found = changed(found, Change.of(claim.value))
        return found, split, any(claim.at in self.story.disputed for claim in [*last, *added])

    def _already_in(self, change: Claim, last: list[Claim], runs: Mapping[Unknown, tuple[Run, ...]]) -> bool:
        """Tell whether a change is of the source of a figure, and not surely later."""
        if change.day is None:
            return False
        own = [claim for claim in last if claim.source == change.source and claim.day]
        return any(claim.day and runs[change.day][0][0] <= runs[claim.day][-1][1] for claim in own)

    @functools.cached_property
    def _planned_numbers(self) -> list[Claim]:
        return [
            claim
            for claim in self.story.plans
            if claim.about == self.name
            and claim.kind in ("strength", "change")
            and not any(each.about == self.name and each.rank > claim.rank for each in self.story.cancelled)
        ]

    @functools.cached_property
    def _from(self) -> Callable[[Claim], Run]:
        """The first and last day that a planned figure can be of."""
        return functools.cache(self._first_and_last)

    def _first_and_last(self, claim: Claim) -> Run:
        if claim.statement.get("as_of") is not None:
            return claim.named
        first = max(self.planned.start[0], claim.counted[0])
        ends = [first, self.planned.start[1], claim.counted[1]]
        return first, max(day for day in ends if day < inf)

    def _counts_on(self, claim: Claim, day: int) -> bool:
        first, last = self._from(claim)
        if not first <= day <= months_later(last):
            return False
        others = [each for each in self._planned_numbers if each is not claim]
        if any(each.rank > claim.rank and self._from(each)[0] <= day for each in others):
            return False
        strengths = [each for each in others if each.kind == "strength" and each.source == claim.source]
        if any(self._from(each)[0] > first and self._from(each)[1] <= day for each in strengths):
            return False
        reported = [each for each in self.live if is_figure(each) and each.kind == "strength"]
        reported = [each for each in reported if each.source != claim.source and each.at not in self.story.disputed]
        return not any(each.named[0] >= last and each.named[1] <= day for each in reported)

    # Promises.

    def unconfirmed(self, day: int) -> list[dict[str, Any]]:
        """Return a row for each dated plan of a milestone that holds, was due before the day, and nobody reported."""
        return [row for claim in self.kept if claim.milestone for row in self._promise(claim, day)]

    def _promise(self, claim: Claim, day: int) -> Iterator[dict[str, Any]]:
        due = claim.named[1] if claim.named[1] < inf else self._latest(claim.kind)[1]
        reports = [self.story.predicates(self.story.chosen(one), outside=False) for one in self.story.sets]
        latest = max(self.extent(each, (self.name, claim.kind))[1] for each in reports)
        if due >= day or latest <= day:
            return
        seen = [each.named for each in self.sightings if each.named[0] <= day]
        speaking = {each.source: each.own[1] for each in self.claims}
        yield {
            "at": claim.at,
            "about": self.name,
            "kind": claim.kind,
            "source": claim.source,
            "due": due,
            "last_seen": max(seen, key=lambda run: (run[1], run[0])) if seen else None,
            "later_sources": sum(due < appeared <= day for appeared in speaking.values()),
            "after_newest": due > max(speaking.values()),
        }


def is_figure(claim: Claim) -> bool:
    """Tell whether a claim is a reported number of those who are there, or a change of it."""
    return claim.basis == "reported" and claim.kind in ("strength", "change") and not claim.absence


def changed(numbers: Range, change: Change) -> Range:
    """Return a range after a change."""
    low, high = numbers
    if change.by is None:
        return (low, None) if change.increase else (min(1, low) if high == 0 else 1, high)
    least, most = change.by.bounds(TOLERANCE)
    if change.increase:
        return low + least, None if high is None or most is None else high + most
    return max(0, low - most) if most is not None else 0, None if high is None else max(0, high - least)
