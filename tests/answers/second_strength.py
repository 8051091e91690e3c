"""The strength of the second reading, as section 6 of the design has it, on a day."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from math import inf

from deployments.values.quantities import Change, Quantity
from tests.answers.second_answers import Answers
from tests.answers.second_reading import TOLERANCE, Claim, Parsed, Run, is_absence

#: The least and the greatest number; None where nobody gave the greatest.
Range = tuple[int, int | None]


@dataclass(frozen=True)
class Numbers:
    """The range on a day, beside it the range if they are there, and whether a plan or a dispute is in it."""

    range: Range | None
    if_there: Range | None = None
    planned: bool = False
    disputed: bool = False


def _hull(ranges: list[Range]) -> Range:
    highs = [high for _, high in ranges]
    return min(low for low, _ in ranges), None if None in highs else max(high for high in highs if high is not None)


def _hull_or_none(ranges: list[Range]) -> Range | None:
    return _hull(ranges) if ranges else None


def _common(ranges: list[Range]) -> Range | None:
    low = max(low for low, _ in ranges)
    highs = [high for _, high in ranges if high is not None]
    high = min(highs) if highs else None
    return None if high is not None and high < low else (low, high)


def _moved(range_: Range, change: Change) -> Range:
    low, high = range_
    if change.by is None:
        return (low, None) if change.increase else (1, high)
    least, most = change.by.bounds(TOLERANCE)
    if change.increase:
        return low + least, None if high is None or most is None else high + most
    return (0 if most is None else max(low - most, 0)), None if high is None else max(high - least, 0)


class Strengths:
    """The strengths of one case."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.parsed: Parsed = answers.parsed
        claims = [each for each in self.parsed.claims if each.days]
        reported = [each for each in claims if each.basis == "reported"]
        self.figures = [each for each in reported if each.kind == "strength" and not is_absence(each)]
        self.changes = [each for each in reported if each.kind == "change"]
        plans = [each for each in claims if each.basis == "planned" and not answers._is_called_off(each)]
        self.planned = [each for each in plans if each.kind == "strength"]
        self.planned_changes = [each for each in plans if each.kind == "change"]
        self.disputed = {each.at for each in answers.colliding}

    def on(self, day: int) -> Numbers:
        """Return the strength on a day."""
        certainty, _ = self.answers.presence(day)
        if certainty == "no":
            return Numbers((0, 0))
        carried, disputed = self._carried(day)
        plans = [Quantity.of(each.raw["value"]).bounds(TOLERANCE) for each in self._that_count(self.planned, day)]
        plans = [each for each in plans if each[1] != 0]  # who is there all the same is not nobody
        shown, planned = _hull_or_none(([carried] if carried else []) + plans), bool(plans)
        if plans and shown and not carried and certainty == "certain":
            shown = (1, shown[1])
        for change in self._that_count(self.planned_changes, day):
            if shown:
                shown, planned = _hull([shown, _moved(shown, Change.of(change.raw["value"]))]), True
        if shown is None:
            return Numbers(None)
        low, high = max(shown[0], 1), shown[1]
        if certainty == "certain":
            return Numbers((low, high), None, planned, disputed)
        return Numbers((0, high), (low, high), planned, disputed)

    # -- reports ------------------------------------------------------------------------------------------------

    def _carried(self, day: int) -> tuple[Range | None, bool]:
        before = [each for each in self.figures if self._days(each)[0] <= day]
        newest = [each for each in before if not any(self._is_surely_newer(other, each, day) for other in before)]
        fresh = [each for each in newest if not self._is_stale(each, day)]
        if not fresh:
            return None, False
        ranges, disputed = [], any(each.at in self.disputed for each in fresh)
        for group in self._of_one_day(fresh):
            own = [Quantity.of(each.raw["value"]).bounds(TOLERANCE) for each in group]
            common = _common(own)
            disputed = disputed or common is None
            changes = self._changes_of(group, day)
            disputed = disputed or any(each.at in self.disputed for each in changes)
            ranges.append(self._changed(common or _hull(own), changes, group, day))
        return _hull(ranges), disputed

    def _is_surely_newer(self, one: Claim, other: Claim, day: int) -> bool:
        (low, high), (_, end) = self._days(one), self._days(other)
        return low > end and high <= day and one.at not in self.disputed

    def _days(self, claim: Claim) -> Run:
        """Return the first and last day that a figure can be of: by the other reports, where none disputes it."""
        return self.answers._possible_days(claim)[0]

    def _is_stale(self, claim: Claim, day: int) -> bool:
        return claim.high < inf and TOLERANCE.is_stale(int(claim.high), day)

    def _of_one_day(self, claims: list[Claim]) -> list[list[Claim]]:
        def key(claim: Claim) -> tuple[float, float, str]:
            own = claim.var if claim.low < claim.high else ""
            return claim.low, claim.high, own

        return [list(group) for _, group in itertools.groupby(sorted(claims, key=key), key)]

    def _changes_of(self, group: list[Claim], day: int) -> list[Claim]:
        """Return the changes that may have moved the figures of one day, the earliest first."""
        low, high = min(each.low for each in group), max(each.high for each in group)
        found = []
        for change in sorted(self.changes, key=lambda each: (each.low, each.high)):
            of_that_day = change.low == change.high == low == high or any(each.var == change.var for each in group)
            in_it = change.low <= high and any(each.source == change.source for each in group)
            if change.low <= day and change.high >= low and not of_that_day and not in_it:
                found.append(change)
        return found

    def _changed(self, range_: Range, changes: list[Claim], group: list[Claim], day: int) -> Range:
        for change in changes:
            moved = _moved(range_, Change.of(change.raw["value"]))
            sure = change.low > max(each.high for each in group) and change.high <= day
            range_ = moved if sure else _hull([range_, moved])
        return range_

    # -- plans --------------------------------------------------------------------------------------------------

    def _first_day(self, plan: Claim) -> float:
        if "as_of" in plan.raw:
            return plan.low
        start = self.answers._hull(start for start, _ in self.answers.all)[0]
        return max(start, plan.own.first, *self._starts_of_those_who_follow(plan.source))

    def _starts_of_those_who_follow(self, source: str) -> list[float]:
        """Return the starts that a source plans although it reports some there before them."""
        claims = self.answers.parsed.claims
        reports = {each.at for each in claims if each.source == source and each.at in self.answers.reports}
        starts = [each for each in self.answers.candidates if (each.source, each.kind) == (source, "start")]
        return [each.low for each in starts if self.answers.solved({each.at} | reports) is None]

    def _that_count(self, plans: list[Claim], day: int) -> list[Claim]:
        return [each for each in plans if self._first_day(each) <= day < self._until(each)]

    def _until(self, plan: Claim) -> float:
        """Return the first day on which a planned figure counts no more."""
        first = self._first_day(plan)
        latest = self.answers._hull(start for start, _ in self.answers.all)[1]
        days = [plan.high] if "as_of" in plan.raw else [first, plan.own.last, latest]
        last = max((each for each in days if each < inf), default=inf)
        ends = [TOLERANCE.fresh_until(int(last)) + 1] if abs(last) < inf else []
        for other in self.planned + self.planned_changes:
            if other.dated.first > plan.dated.first:
                ends.append(self._first_day(other))
            elif other.source == plan.source and other.kind == "strength" and self._first_day(other) > first:
                if "as_of" in other.raw:
                    ends.append(other.high)
                elif plan.kind == "strength":
                    days = [self._first_day(other), other.own.last, latest]
                    ends.append(max(each for each in days if each < inf))
        others = [each for each in self.figures if each.source != plan.source and each.high < inf]
        ends += [each.high for each in others if each.low >= last]
        if "as_of" not in plan.raw:  # where somebody is counted, the start is past
            due = max(first, plan.own.last)
            ends += [each.high for each in others if each.low >= due and Quantity.of(each.raw["value"]).low > 0]
        return min(ends, default=inf)
