"""What a small registry answers on a day, row by row as the design has it: presence, strength, sums, promises."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import permutations, product
from math import inf
from typing import Any

import attrs

from deployments.values.dates import UncertainDate
from deployments.values.quantities import Change
from deployments.values.when import RELATIONS
from tests.answers.course_claims import FIGURES, HOW_LONG, TOLERANCE, Case, Claim, cut, months_later
from tests.answers.course_search import Grid, OneOf, Predicate, Run, Unknown, can, extent, plain
from tests.answers.courses import Story

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


def staying_on(name: str, day: int) -> tuple[OneOf, OneOf]:
    """Return that a deployment is there on a day."""
    return OneOf((name, "start"), ((-inf, day),)), OneOf((name, "end"), ((day, inf),))


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
        """Return the strength; of a whole of which nobody stated any at least that of its parts."""
        own, certainty = self.of(name).strength(day), self.presence(name, day)[0]
        if own.range is not None or certainty == "no":
            return own
        parts = [part for part, whole in self.story.claims.part_of.items() if whole == name]
        there = [part for part in parts if self._is_listed(part, day)]
        found = {part: each for part in there if (each := self.strength(part, day)).range is not None}
        if not found:
            return own
        low = self._together_at_least({part: each.range[0] for part, each in found.items() if each.range})
        beside = {part: (each.if_there or each.range or (0, 0))[0] for part, each in found.items()}
        flags = {
            "planned": any(each.planned for each in found.values()),
            "disputed": any(each.disputed for each in found.values()),
        }
        if certainty == "certain":
            return Numbers((max(1, low), None), None, **flags)
        return Numbers((0, None), (max(1, self._together_at_least(beside)), None), **flags)

    def _is_listed(self, name: str, day: int) -> bool:
        certainty, word = self.presence(name, day)
        return certainty != "no" and word not in LEFT_OUT

    def _together_at_least(self, numbers: Mapping[str, int]) -> int:
        """Return the least that some deployments have together: those that may be the same people counted once."""
        groups = [{name} for name in numbers]
        for claim in self.story.live:
            if claim.kind == "follows":
                tied = [group for group in groups if {claim.about, claim.value} & group]
                groups = [group for group in groups if group not in tied]
                groups += [set().union(*tied)] if tied else []
        return sum(max(numbers[name] for name in group) for group in groups)

    def status(self, at: int) -> str:
        """Return what became of the statement of this number, `open` where the design does not say."""
        return self.story.statuses[at]

    def total(self, day: int) -> dict[str, Any]:
        """Return the sum over the deployments that count, and what stands beside it."""
        counted: list[str] = []
        not_excluded: list[str] = []
        for name in self.deployments:
            certainty, word = self.presence(name, day)
            if name in self.story.claims.part_of:
                continue
            if certainty != "no":
                (not_excluded if word in LEFT_OUT else counted).append(name)
        numbers = {name: self.strength(name, day).range for name in counted}
        stated = {name: found for name, found in numbers.items() if found is not None}
        unstated = sorted(name for name in counted if name not in stated)
        low, high = self._sum(stated, day)
        silent = unstated or (high == 0 and not_excluded)
        return {
            "low": low,
            "high": None if silent else high,
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
        there = [each for name in pair for each in staying_on(name, day)]
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
        family = story.claims.family_of(name)
        self.told = [claim for claim in story.claims.all if claim.about in family]
        about = [*self.told, *(claim for claim in story.live if is_tied(claim, name) and claim not in self.told)]
        self.news = [claim for claim in about if claim.basis != "considered"]
        self.sightings = story.sightings(name)
        self.gaps = story.gaps_of(name)
        self.reported = [self._bounds(story.predicates(story.chosen(one), outside=False)) for one in story.sets]
        self.absent = [
            {
                day
                for claim in story.chosen(one)
                if claim in story.unplaced and claim.about in (name, *story.claims.wholes(name))
                for day in days_of_nobody(claim)
            }
            for one in story.sets
        ]
        self.planned = self._all([self._bounds(self._with_plans(at)) for at in range(len(story.sets))])
        self.by_reports = self._all(self.reported)
        self.kept = [claim for claim in story.plans if claim.about == name and claim.number in story.kept]
        plans = [claim for claim in story.plans if claim.about in family]
        numbers = [claim for claim in plans if claim.kind in FIGURES]
        kept = [claim for claim in plans if claim.number in story.kept]
        self.holding = [*kept, *(claim for claim in numbers if story.statuses[claim.at] != "replaced")]

    def _with_plans(self, at: int) -> list[Predicate]:
        return self.story.plan_predicates(self.story.sets[at], self.story.layers[at])

    def extent(self, predicates: list[Predicate], unknown: Unknown) -> Run:
        """Return the first and last day of one unknown; all days where nothing is said of it."""
        more = [*predicates, OneOf(unknown, ((-inf, inf),))]
        more += [each for each in self.story.structure(more) if each not in predicates]
        return extent(self.story.grid, more, unknown) or (inf, -inf)

    def _bounds(self, predicates: list[Predicate]) -> Bounds:
        return Bounds(self.extent(predicates, (self.name, "start")), self.extent(predicates, (self.name, "end")))

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
        grid = Grid(predicates, [day])
        return "possible" if can(grid, [*predicates, *staying_on(self.name, day)]) else "no"

    @functools.cached_property
    def presence(self) -> Callable[[int], tuple[str, str]]:
        """The certainty and the word of a day."""
        return functools.cache(self._presence)

    def _presence(self, day: int) -> tuple[str, str]:
        found = self.certainties(day)
        if set(found) == {"certain"} and self._seen_on(day) and not self._in_gap(day):
            return "certain", "seen"
        if set(found) == {"certain"} and not self._in_gap(day) and not self._bridged(day):
            return "certain", "between"
        if set(found) == {"no"} and not (self._in_gap(day) and all(day in days for days in self.absent)):
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
        if (claim.at not in one and not in_gap) or claim.day is None:
            return False
        if claim.inside and claim.inside[0] <= day <= claim.inside[1]:
            return True
        return claim.named == (day, day) or self._days_in(one, claim.day) == (day, day)

    @functools.cached_property
    def _days_in(self) -> Callable[[frozenset[int], Unknown], Run]:
        return functools.cache(
            lambda one, unknown: self.extent(self.story.predicates(self.story.chosen(one), outside=False), unknown)
        )

    def _in_gap(self, day: int) -> bool:
        return any(low < day < high for low, high in self.gaps)

    def _disputed(self, day: int) -> bool:
        found = zip(self.story.sets, self.certainties(day), strict=True)
        if len({self._verdict(one, day, certainty) for one, certainty in found}) == 1:
            return False
        colliding = [claim for claim in self.story.component(self.name) if claim.at in self.story.disputed]
        low, high = hull(self._named_or_left(claim) for claim in colliding if claim.day is not None)
        return low <= day <= high

    def _named_or_left(self, claim: Claim) -> Run:
        """Return the days that a report names; where they have no end, those that the largest sets leave it."""
        low, high = claim.named
        sets = [one for one in self.story.sets if claim.at in one]
        if claim.day is None or not sets or -inf < low <= high < inf:
            return low, high
        left = hull(self._days_in(one, claim.day) for one in sets)
        return max(low, left[0]), min(high, left[1])

    def _verdict(self, one: frozenset[int], day: int, certainty: str) -> str:
        """Return what a set of reports makes of a day: in a silence nothing is certain but a sighting of that day."""
        seen = any(self._is_of(claim, one, day) for claim in self.sightings)
        return "possible" if certainty == "certain" and not seen and self._is_silent(one, day) else certainty

    def _bridged(self, day: int) -> bool:
        """Tell whether the day is in a silence of any largest set: certain is what is so in all of them."""
        is_within = set(self.certainties(day)) == {"certain"}
        return is_within and any(self._is_silent(one, day) for one in self.story.sets)

    def _is_silent(self, one: frozenset[int], day: int) -> bool:
        own = [claim for claim in self.sightings if claim.at in one]
        before = [claim for claim in own if claim.named[1] <= day]
        after = [claim for claim in own if claim.named[0] >= day]
        speaking = [{(claim.source, claim.about) for claim in side} for side in (before, after)]
        if not before or not after or speaking[0] & speaking[1]:
            return False
        first = max(claim.named[0] for claim in before)
        return min(claim.named[1] for claim in after) > months_later(first)

    def _first_is_named(self) -> bool:
        """Tell whether a holding claim names a first day of the start."""
        reported = [claim for claim in self.story.reports if claim.about == self.name]
        starts = [claim for claim in [*reported, *self.kept] if claim.kind == "start" and not claim.no_first]
        return any(claim.named[0] > -inf or self.planned.start[0] > -inf for claim in starts)

    def _not_yet(self, day: int) -> bool:
        if day < self.planned.start[0]:
            return True
        if self._seen_by(day) or self._first_is_named():
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
        return any(low <= day <= high and low < high < inf for low, high in self._sighted.values())

    @functools.cached_property
    def _sighted(self) -> dict[tuple[int, Unknown], Run]:
        """The days that each sighting can be of, in the sets that have it."""
        found = {}
        for claim in self.sightings:
            sets = [one for one in self.story.sets if claim.at in one]
            if claim.day is not None and sets:
                low, high = hull(self._days_in(one, claim.day) for one in sets)
                found[claim.at, claim.day] = max(low, claim.named[0]), min(high, claim.named[1])
        return found

    def _cancelled(self, day: int) -> bool:  # noqa: ARG002
        return any(
            claim.about == self.name and self.story.statuses[claim.at] == "holds" for claim in self.story.cancelled
        )

    def _authorised(self, day: int) -> bool:
        if not self.claims or any(claim.kind not in ("mandate", "ceiling") for claim in self.told):
            return False
        spoken = [claim.counted[0] for claim in self.claims]
        return day >= min(spoken + [claim.named[0] for claim in self.claims if claim.statement.get("as_of")])

    def _unspoken(self, day: int) -> bool:
        if self._first_is_named():
            return False
        reported = [claim for claim in self.story.reports if claim.about == self.name]
        early = [claim for claim in [*reported, *self.kept] if claim.kind in ("decided", "departed")]
        named = [claim.named[0] if claim.named[0] > -inf else claim.named[1] for claim in [*early, *self.sightings]]
        spoken = [claim for claim in self.news if claim.at not in self.story.claims.corrected]
        return day < min([*named, *(claim.own[0] for claim in spoken)], default=inf)

    def _covered(self, day: int) -> bool:
        if day <= self.planned.end[1] < inf:
            return True
        open_ended = [claim for claim in self.kept if claim.kind in HOW_LONG and claim.open_ended]
        return bool(open_ended) and day <= self.planned.end[0]

    def _announced(self, day: int) -> bool:
        decided = [each for each in self.story.reports if each in self.told and each.kind == "decided"]
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
        if claim.kind == "mandate":
            return float(UncertainDate.parse(claim.value).hull[1])
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
        if not claim.milestone and claim.kind not in ("duration", "follows", "relieves"):
            return False
        same = [each for each in self.live if each.family == claim.family]
        if any(each.rank > claim.rank and each.basis != "considered" for each in same):
            return False
        if any(each.rank > claim.rank for each in all_ if each.family == claim.family):
            return False
        named = claim.named[1] if claim.milestone and claim.named[1] < inf else -inf
        return day <= months_later(max(claim.own[1], named))

    def _stays(self, counted: frozenset[Claim], day: int) -> bool:
        return any(-inf < each.start[0] <= day <= each.end[1] for each in self._with_considered(counted))

    @functools.cached_property
    def _with_considered(self) -> Callable[[frozenset[Claim]], list[Bounds]]:
        return functools.cache(self._considered_stays)

    def _considered_stays(self, counted: frozenset[Claim]) -> list[Bounds]:
        families = {claim.family for claim in counted}
        plans = [plan for plan in self.story.counted_plans() if plan.family not in families]
        found = []
        for one in self.story.sets:
            kept = self.story.keep_plans(one, [*plans, *counted])
            if any(claim.number in kept for claim in counted):
                found.append(self._bounds(self.story.plan_predicates(one, kept)))
        return found

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
        if certainty == "certain":
            found = max(1, found[0]), None if found[1] is None else max(1, found[1])
            return Numbers(found, None, bool(planned), disputed)
        return Numbers((0, found[1]), (max(1, found[0]), found[1]), bool(planned), disputed)

    def _carried(self, day: int) -> tuple[Range | None, bool]:
        """Return the range of what was reported last, over every course; and whether it is disputed."""
        found = [self._last_figures(one, day) for one in self.story.sets]
        ranges = [each for ranges, _ in found for each in ranges]
        return widest(ranges) if ranges else None, any(disputed for _, disputed in found)

    def _last_figures(self, one: frozenset[int], day: int) -> tuple[list[Range], bool]:
        figures = [claim for claim in self.story.chosen(one) if claim.about == self.name and is_figure(claim)]
        days_of = {claim.day for claim in figures if claim.day}
        unknown = sorted(days_of | {edge for claim in figures for edge, _ in claim.edges}, key=str)
        runs = {each: self._possible(one, each, figures) for each in unknown}
        ends = {int(end) for each in runs.values() for run in each for end in run if abs(end) < inf}
        matter = {end + by for end in ends | {day} for by in (-1, 0, 1)}
        choices = [
            [at for at in sorted(matter) if any(low <= at <= high for low, high in runs[each])] for each in unknown
        ]
        ranges, disputed, split = [], False, []
        for days in product(*choices):
            course = dict(zip(unknown, days, strict=True))
            if any(course[claim.edges[0][0]] > course[claim.edges[1][0]] for claim in figures if claim.edges):
                continue
            found = self._in_course(figures, course, runs, day)
            if found is not None:
                ranges.append(found[0])
                split.append(found[1])
                disputed |= found[2]
        return ranges, disputed or (bool(split) and all(split))

    def _possible(self, one: frozenset[int], unknown: Unknown, figures: list[Claim]) -> tuple[Run, ...]:
        low, high = self._days_in(one, unknown)
        runs = next(
            (
                each.runs
                for claim in figures
                for each in plain(claim.predicates)
                if isinstance(each, OneOf) and each.day == unknown
            ),
            ((low, high),),
        )
        return cut(runs, low, high)

    def _in_course(
        self, figures: list[Claim], course: Mapping[Unknown, int], runs: Mapping[Unknown, tuple[Run, ...]], day: int
    ) -> tuple[Range, bool, bool] | None:
        """Return the number on a day in one course, whether figures of one day exclude each other, and a dispute."""
        placed = [(at, claim) for claim in figures if claim.day and (at := last_day(claim, course, day)) <= day]
        strengths = [(at, claim) for at, claim in placed if claim.kind == "strength"]
        if not strengths:
            return None
        found = [
            each for at in self._last_days(strengths) if (each := self._from_day(at, placed, runs, day)) is not None
        ]
        if not found:
            return None
        return widest(each[0] for each in found), found[0][1], any(each[2] for each in found)

    def _last_days(self, strengths: list[tuple[int, Claim]]) -> list[int]:
        """Return the days of the last figures: back to the first that has one which nobody disputes."""
        found = []
        for at in sorted({at for at, _ in strengths}, reverse=True):
            found.append(at)
            if any(each == at and claim.at not in self.story.disputed for each, claim in strengths):
                break
        return found

    def _from_day(
        self, newest: int, placed: list[tuple[int, Claim]], runs: Mapping[Unknown, tuple[Run, ...]], day: int
    ) -> tuple[Range, bool, bool] | None:
        last = [claim for at, claim in placed if claim.kind == "strength" and at == newest]
        if max(months_later(runs[claim.day][-1][1]) for claim in last if claim.day) < day:
            return None
        low = max(claim.numbers[0] for claim in last)
        highs = [claim.numbers[1] for claim in last if claim.numbers[1] is not None]
        high = min(highs) if highs else None
        split = high is not None and high < low
        found = widest([claim.numbers for claim in last]) if split else (low, high)
        later = [(at, claim) for at, claim in placed if claim.kind == "change" and at > newest]
        added = [(at, claim) for at, claim in later if not self._already_in(claim, last, runs)]
        found = widest(after_changes(found, order) for order in orders(added))
        return found, split, any(claim.at in self.story.disputed for claim in [*last, *(each for _, each in added)])

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
        if claim.as_of is not None:
            return claim.named
        following = [plan.named[0] for plan in self.story.second_starts(claim)]
        first = max(self.planned.start[0], claim.counted[0], *following)
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
        reported = [each for each in reported if each.source != claim.source]
        return not any(each.named[1] <= day and each.named[0] >= self._day_for(claim, each) for each in reported)

    def _day_for(self, planned: Claim, reported: Claim) -> float:
        """Return the day on or after which a reported figure ends a planned one."""
        if planned.as_of is None and reported.numbers[0] >= 1:
            return planned.counted[1]
        return self._from(planned)[1]

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
        seen = [run for run in self._sighted.values() if run[0] <= day]
        speaking = {each.source: each.own for each in self.claims}
        yield {
            "at": claim.at,
            "about": self.name,
            "kind": claim.kind,
            "source": claim.source,
            "due": due,
            "last_seen": max(seen, key=lambda run: (run[1], run[0])) if seen else None,
            "later_sources": sum(due < last <= day for _, last in speaking.values()),
            "after_newest": due > max(last for _, last in speaking.values()),
        }


def is_tied(claim: Claim, name: str) -> bool:
    """Tell whether a claim about another says something of a deployment: it relieves it, or is dated by it."""
    if claim.kind == "relieves":
        return str(claim.value) == name
    targets = [] if claim.when is None else [each for by in RELATIONS for each in getattr(claim.when, by)]
    return any(isinstance(each, str) and each.partition(".")[0] == name for each in targets)


def days_of_nobody(absence: Claim) -> Iterable[int]:
    """Return the days on which surely nobody is there by it."""
    low, high = absence.inside or absence.named
    if absence.edges and absence.inside is None:
        return ()
    return range(int(low), int(high) + 1) if low == high or absence.edges else ()


def last_day(claim: Claim, course: Mapping[Unknown, int], day: int) -> int:
    """Return the last day not after one that a figure is of in a course; its first if there is none."""
    if not claim.edges:
        return course[claim.day] if claim.day else day + 1
    first, last = (course[edge] for edge, _ in claim.edges)
    return first if first > day else min(last, day)


def orders(changes: list[tuple[int, Claim]]) -> Iterator[list[Claim]]:
    """Yield changes in every order that their days leave in a course."""
    days = [at for at, _ in changes]
    for order in permutations(changes):
        if [at for at, _ in order] == sorted(days):
            yield [claim for _, claim in order]


def after_changes(numbers: Range, changes: Iterable[Claim]) -> Range:
    """Return a range after several changes."""
    for claim in changes:
        numbers = changed(numbers, Change.of(claim.value))
    return numbers


def is_figure(claim: Claim) -> bool:
    """Tell whether a claim is a reported number of those who are there, or a change of it."""
    return claim.basis == "reported" and claim.kind in ("strength", "change") and not claim.absence


def changed(numbers: Range, change: Change) -> Range:
    """Return a range after a change."""
    low, high = numbers
    if change.percent is not None:
        share = 100 + (change.percent if change.increase else -change.percent)
        return low * share // 100, None if high is None else -(-high * share // 100)
    if change.by is None:
        return (low, None) if change.increase else (min(1, low) if high == 0 else 1, high)
    least, most = change.by.bounds(TOLERANCE)
    if change.increase:
        return low + least, None if high is None or most is None else high + most
    return max(0, low - most) if most is not None else 0, None if high is None else max(0, high - least)
