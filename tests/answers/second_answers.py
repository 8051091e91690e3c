"""The answers of the second reading: certainty and word on a day, row by row as section 5 of the design has them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from functools import cached_property
from math import inf
from typing import Any

import numpy as np

from deployments.values.dates import UncertainDate
from deployments.values.quantities import Change, Quantity
from tests.answers.second_reading import TOLERANCE, Claim, Courses, Parsed, Run, is_absence

_KINDS = ("decided", "departed", "start", "operational", "present", "returned", "end", "end_decided")
_CONSIDERABLE = {"not_yet", "cancelled", "overdue", "missed", "authorised", "unspoken", "stale"}
#: Stands among statements for: the start is after each day of nobody that has no place in the stay.
_YET_TO_COME = -1
_FIGURES = ("strength", "change", "equipment")


def low_of(claim: Claim) -> int:
    """Return the least number of a figure."""
    value = claim.raw["value"]
    if isinstance(value, Mapping):
        return sum(Quantity.of(each).bounds(TOLERANCE)[0] for each in value.values())
    return Quantity.of(value).bounds(TOLERANCE)[0]


class Answers:
    """The answers to the questions of one case."""

    def __init__(self, case: Mapping[str, Any]) -> None:
        self.parsed = Parsed(case)
        self.courses = Courses(self.parsed)
        self._solved: dict[frozenset[int], Any] = {}
        claims = self.parsed.claims
        reported = [claim for claim in claims if claim.basis == "reported"]
        self.milestones = [each for each in reported if each.kind in _KINDS and each.kind != "present"]
        self.sightings = [claim for claim in reported if self._is_sighting(claim)]
        self.seen = self.sightings + [each for each in self.milestones if each.kind in ("start", "operational", "end")]
        self.milestones = [each for each in self.milestones if not self._is_late_decision(each)]
        self.absences = [claim for claim in reported if is_absence(claim)]
        self.places = {each.at: self._place(each) for each in self.absences}
        lengths = [each for each in reported if each.kind == "duration"]
        self.reports = {each.at: each for each in self.milestones + self.sightings + lengths}
        self.reports |= {each.at: each for each in self.absences if self.places[each.at] != "gap"}
        self.by_at: dict[int, Claim] = {claim.at: claim for claim in claims}
        self.sets = self._largest()
        self.common = frozenset.intersection(*self.sets)
        self.colliding = [self.by_at[at] for at in sorted(frozenset(self.reports) - self.common)]
        self.candidates = self._plans()
        self.kept = [self._keep(each) for each in self.sets]
        self.holding = frozenset().union(*self.kept)

    # -- reports ------------------------------------------------------------------------------------------------

    def _is_sighting(self, claim: Claim) -> bool:
        if claim.kind == "present":
            return claim.raw["value"] is True
        if claim.kind in ("strength", "equipment"):
            return low_of(claim) >= 1
        if claim.kind != "change":
            return False
        change = Change.of(claim.raw["value"])
        if change.increase or change.by is None:
            return True
        before = [
            each
            for each in self.parsed.claims
            if each.kind == "strength" and each.basis == "reported" and not is_absence(each) and each.high < claim.low
        ]
        if not before:
            return False
        newest = max(before, key=lambda each: (each.low, each.high))
        most = change.by.bounds(TOLERANCE)[1]
        return most is not None and low_of(newest) > most

    def _is_late_decision(self, claim: Claim) -> bool:
        days = [each.high for each in self.seen]
        return claim.kind == "decided" and any(claim.low > day for day in days)

    def _place(self, absence: Claim) -> str:
        before = any(each.high < absence.low for each in self.seen if each.days)
        after = any(each.low > absence.high for each in self.seen if each.days)
        return "gap" if before and after else "after" if before else "before" if after else "nowhere"

    def _parts(self, chosen: Iterable[int]) -> list[Any]:
        claims = [self.by_at[at] for at in chosen if at != _YET_TO_COME]
        parts = [self._part(claim) for claim in claims]
        loose = [each for each in claims if is_absence(each) and self.places.get(each.at) == "nowhere"]
        seen = [each for each in claims if each in self.seen]
        for absence in loose:
            other = ~np.eye(len(self.courses.days), dtype=bool)
            if any(each.var == absence.var or self._are_of_one_day(each, absence) for each in seen):
                parts.append(([(absence.var, self.courses.mask([]))], []))
            if _YET_TO_COME in chosen:
                parts.append(([], [(absence.var, "start", self.courses.order & other)]))
        return parts

    def _are_of_one_day(self, one: Claim, other: Claim) -> bool:
        return one.low == one.high == other.low == other.high

    def _part(self, claim: Claim) -> Any:
        if not is_absence(claim):
            return self.courses.constraints(claim)
        strictly = self.courses.order & ~np.eye(len(self.courses.days), dtype=bool)
        pair = {"after": ("end", claim.var, strictly), "before": (claim.var, "start", strictly)}
        place = pair.get(self.places[claim.at])
        unary = [(claim.var, self.courses.mask(claim.days))]
        _, bound = self.courses.constraints(claim)
        tied = [each for each in bound if each[0].startswith("pub") or each[1].startswith("pub")]
        tied = [each for each in tied if not {"start", "end"} & set(each[:2])]
        return unary, [*tied, place] if place else tied

    def solved(self, chosen: Iterable[int]) -> Any:
        """Return the domains under these claims, or None where no course has them all."""
        key = frozenset(chosen)
        if key not in self._solved:
            domains = self.courses.solve(key, self._parts(sorted(key)))
            is_impossible = domains is None or self._is_seen_when_nobody_is(key, domains)
            self._solved[key] = None if is_impossible else domains
        return self._solved[key]

    def _is_seen_when_nobody_is(self, chosen: frozenset[int], domains: Mapping[str, np.ndarray]) -> bool:
        """Tell whether an absence without a place and a sighting are left one and the same day."""
        claims = [self.by_at[at] for at in chosen if at != _YET_TO_COME]
        loose = [each for each in claims if is_absence(each) and self.places.get(each.at) == "nowhere"]
        days = {each.var: self.courses.range(domains[each.var]) for each in loose}
        seen = [self.courses.range(domains[each.var]) for each in claims if each in self.seen] if loose else []
        return any(low == high and (low, high) in seen for low, high in days.values())

    def _largest(self) -> list[frozenset[int]]:
        ids = sorted(self.reports)
        if self.solved(ids) is not None:
            return [frozenset(ids)]
        wrong: list[frozenset[int]] = []
        for size in (1, 2, 3):
            for some in map(frozenset, itertools.combinations(ids, size)):
                if not any(each <= some for each in wrong) and self.solved(some) is None:
                    wrong.append(some)
        found: list[frozenset[int]] = []
        for size in range(len(ids), -1, -1):
            for some in map(frozenset, itertools.combinations(ids, size)):
                if any(some <= each for each in found) or any(each <= some for each in wrong):
                    continue
                if self.solved(some) is not None:
                    found.append(some)
        return found

    # -- plans --------------------------------------------------------------------------------------------------

    def _plans(self) -> list[Claim]:
        """Return the plans that none replaces."""
        plans = [
            each
            for each in self.parsed.claims
            if each.basis == "planned" and (each.kind in _KINDS or each.kind == "duration")
        ]
        plans = [each for each in plans if not self._is_called_off(each)]
        return [each for each in plans if not self._is_reported(each) and not self._is_replaced(each, plans)]

    @cached_property
    def cancellations(self) -> list[Claim]:
        """The claims that it is called off; a sighting overtakes them, and what they replaced stays replaced."""
        return [each for each in self.parsed.claims if each.kind == "cancelled" and each.basis == "reported"]

    def _is_called_off(self, plan: Claim) -> bool:
        return any(plan.dated.first < each.dated.first for each in self.cancellations)

    def _is_reported(self, plan: Claim) -> bool:
        told = [
            each
            for each in self.milestones
            if each.kind == plan.kind
            or (each.kind == "end" and plan.family == "how long" and "returned" not in (plan.kind, plan.ends[1]))
        ]
        return any(each.low > -inf or self._contradict(plan, each) for each in told)

    def _contradict(self, one: Claim, other: Claim) -> bool:
        return self.solved({one.at, other.at}) is None

    def _is_replaced(self, plan: Claim, plans: list[Claim]) -> bool:
        if plan.kind == "present":
            return False
        newer = [each for each in plans if each.family == plan.family and each.dated.first > plan.dated.first]
        return any(each.has_last_day or self._contradict(plan, each) for each in newer)

    def _keep(self, reports: frozenset[int]) -> frozenset[int]:
        """Return the plans that are possible with a set of reports."""
        return self._added(reports, self.candidates)

    def _added(self, reports: frozenset[int], plans: list[Claim]) -> frozenset[int]:
        kept = set(reports)
        ranks = sorted({each.dated.first for each in plans}, reverse=True)
        steps = [(rank, kind) for rank in ranks for kind in _KINDS] + [(rank, "duration") for rank in ranks]
        for rank, kind in steps:
            own = {each.at for each in plans if each.dated.first == rank and each.kind == kind}
            mark = self._yet_to_come(reports, plans) if kind == "start" else set()
            own = {at for at in own if self.solved(kept | {at} | mark) is not None}
            if own and self.solved(kept | own) is not None:
                kept |= own
        mark = self._yet_to_come(frozenset(kept), plans)
        return frozenset(kept | mark) - reports

    def _yet_to_come(self, reports: frozenset[int], plans: list[Claim]) -> set[int]:
        """Return the mark of a start that was planned, which is after a day on which nobody was there yet."""
        planned = any(each.kind == "start" for each in plans)
        return {_YET_TO_COME} if planned and self.solved(reports | {_YET_TO_COME}) is not None else set()

    # -- bounds -------------------------------------------------------------------------------------------------

    def _range(self, chosen: Iterable[int], name: str) -> Run:
        domains = self.solved(chosen)
        return self.courses.range(domains[name]) if name in domains else (-inf, inf)

    @cached_property
    def reported(self) -> list[tuple[Run, Run]]:
        """The bounds of start and end by each set of reports."""
        return [(self._range(each, "start"), self._range(each, "end")) for each in self.sets]

    @cached_property
    def all(self) -> list[tuple[Run, Run]]:
        """The bounds of start and end by each set of reports and the plans that are possible with it."""
        pairs = [each | kept for each, kept in zip(self.sets, self.kept, strict=True)]
        return [(self._range(each, "start"), self._range(each, "end")) for each in pairs]

    def _hull(self, runs: Iterable[Run]) -> Run:
        found = list(runs)
        return min(low for low, _ in found), max(high for _, high in found)

    # -- section 5 ----------------------------------------------------------------------------------------------

    def _in_set(self, at: int, day: int) -> tuple[str, str]:
        (_, s_high), (e_low, _) = self.reported[at]
        (s_low, _), (_, e_high) = self.reported[at]
        if any(each.low == each.high == day for each in self._nobody(self.sets[at])):
            if s_high <= day <= e_low:
                return "certain", ""
            return "no", "before" if day < s_low else "after" if day > e_high else "absent"
        if day < s_low:
            return "no", "before"
        if day > e_high:
            return "no", "after"
        if s_high <= day <= e_low:
            return "certain", ""
        return "possible", ""

    def _nobody(self, reports: frozenset[int]) -> list[Claim]:
        return [each for each in self.absences if each.at in reports]

    def _gaps(self) -> list[Run]:
        found = []
        for each in self.absences:
            if self.places[each.at] == "gap":
                low = max(seen.low for seen in self.seen if seen.days and seen.high < each.low)
                high = min(seen.high for seen in self.seen if seen.days and seen.low > each.high)
                found.append((low, high))
        return found

    def presence(self, day: int) -> tuple[str, str]:
        """Return the certainty and the word of a day."""
        views = [self._in_set(at, day) for at in range(len(self.sets))]
        certainties = {certainty for certainty, _ in views}
        gap = any(low < day < high for low, high in self._gaps())
        sharp = any(self._possible_days(each) == [(day, day)] for each in self.seen if each.at in self.common)
        if certainties == {"certain"} and not gap and (sharp or not self._is_bridged(day)):
            return "certain", "seen" if sharp else "between"
        if certainties == {"no"} and not (gap and ("no", "absent") in views):
            reasons = {reason for _, reason in views}
            return "no", reasons.pop() if len(reasons) == 1 else "absent"
        if gap:
            return "possible", "gap"
        verdicts = {self._verdict(at, day, certainty) for at, (certainty, _) in enumerate(views)}
        if len(verdicts) > 1 and self._named_by_collisions(day):
            return "possible", "disputed"
        if certainties == {"certain"}:
            return "possible", "bridged"
        word = self._word(day)
        if word in _CONSIDERABLE and self._is_considered(day):
            return "possible", "considered"
        return "possible", word

    def _verdict(self, at: int, day: int, certainty: str) -> str:
        """Return what a set of reports makes of a day: nothing certain in a silence, if it has no sighting then."""
        one = self.sets[at]
        sharp = any(each.at in one and self._possible_days(each) == [(day, day)] for each in self.seen)
        return "possible" if certainty == "certain" and self._is_silent(one, day) and not sharp else certainty

    def _named_by_collisions(self, day: int) -> bool:
        days = [each for claim in self.colliding for run in claim.days for each in run]
        days = [each for each in days if abs(each) < inf]
        return bool(days) and min(days) <= day <= max(days)

    def _is_bridged(self, day: int) -> bool:
        """Tell whether the day is in a silence of any set: what is certain is so in all of them."""
        return any(self._is_silent(one, day) for one in self.sets)

    def _is_silent(self, one: frozenset[int], day: int) -> bool:
        own = [each for each in self.seen if each.days and each.at in one]
        before = [each for each in own if each.high <= day]
        after = [each for each in own if each.low >= day]
        if not before or not after:
            return False
        sources = {each.source for each in before} & {each.source for each in after}
        since, until = max(each.low for each in before), min(each.high for each in after)
        return not sources and since > -inf and TOLERANCE.is_stale(int(since), until)

    def _seen_by(self, day: int) -> bool:
        return all(start[1] <= day for start, _ in self.reported)

    def _word(self, day: int) -> str:
        rows = (
            self._not_yet,
            self._arriving_or_leaving,
            self._vague,
            self._cancelled,
            self._past_its_end,
            self._authorised,
            self._unspoken,
            self._covered,
            self._announced,
        )
        for row in rows:
            if word := row(day):
                return word
        return "stale" if self._is_stale(day) else "open"

    def _holds(self, claim: Claim) -> bool:
        return claim.at in self.holding or claim.at in self.reports

    def _claims_of_start_name_a_first_day(self) -> bool:
        return any(each.kind == "start" and self._holds(each) and each.low > -inf for each in self.parsed.claims)

    def _not_yet(self, day: int) -> str:
        if day < self._hull(start for start, _ in self.all)[0]:
            return "not_yet"
        planned = [each for each in self.candidates if each.at in self.holding and each.kind == "departed"]
        if planned and not self._seen_by(day) and not self._claims_of_start_name_a_first_day():
            pairs = [each | kept for each, kept in zip(self.sets, self.kept, strict=True)]
            if day < self._hull(self._range(each, "departed") for each in pairs)[0]:
                return "not_yet"
        return ""

    def _arriving_or_leaving(self, day: int) -> str:
        low, high = self._hull(start for start, _ in self.reported)
        departures = [each.low for each in self.milestones if each.kind == "departed" and each.low > -inf]
        if low == -inf and departures:
            low = min(departures)
        if self.seen and -inf < low <= day <= high < inf and not self._seen_by(day):
            return "arriving"
        low, high = self._hull(end for _, end in self.reported)
        return "leaving" if -inf < low <= day <= high < inf and self._seen_by(day) else ""

    def _vague(self, day: int) -> str:
        runs = [run for each in self.seen for run in self._possible_days(each)]
        return "vague" if any(low < high and low <= day <= high for low, high in runs) else ""

    def _possible_days(self, claim: Claim) -> list[Run]:
        """Return the first and last possible day of a sighting, by each set of reports that it is in."""
        if not claim.days:
            return []
        found = [self._range(each, claim.var) for each in self.sets if claim.at in each]
        return [self._hull(found)] if found else [(claim.low, claim.high)]

    def _cancelled(self, _: int) -> str:
        newer = [each for each in self.parsed.claims if each.basis == "planned"]
        holds = any(all(plan.dated.first <= each.dated.first for plan in newer) for each in self.cancellations)
        return "cancelled" if holds and not self.seen else ""

    def _past_its_end(self, day: int) -> str:
        latest = self._hull(end for _, end in self.all)[1]
        if day <= latest:
            return ""
        if TOLERANCE.is_stale(int(latest), day):
            return "stale"
        return "overdue" if self.seen else "missed"

    def _authorised(self, day: int) -> str:
        if any(each.kind not in ("mandate", "ceiling") for each in self.parsed.claims):
            return ""
        firsts = [each.dated.first for each in self.parsed.claims]
        firsts += [each.low for each in self.parsed.claims if "as_of" in each.raw]
        return "authorised" if firsts and day >= min(firsts) else ""

    def _unspoken(self, day: int) -> str:
        if self._claims_of_start_name_a_first_day():
            return ""
        firsts = [
            each.low if each.low > -inf else each.high
            for each in self.parsed.claims
            if each in self.seen or (each.kind in ("decided", "departed") and self._holds(each))
        ]
        firsts += [each.own.first for each in self.parsed.claims if each.basis != "considered"]
        return "unspoken" if all(day < each for each in firsts) else ""

    def _covered(self, day: int) -> str:
        ends = [end for _, end in self.all]
        low, high = self._hull(ends)
        open_plans = [
            each
            for each in self.candidates
            if each.at in self.holding and each.family == "how long" and not each.has_last_day
        ]
        named = any(
            each.kind == "end" and each.at in self.common and day <= each.high < inf for each in self.milestones
        )
        if day <= high < inf or (open_plans and day <= low) or named:
            return "staying" if self._seen_by(day) else "announced"
        return ""

    def _announced(self, day: int) -> str:
        _, high = self._hull(end for _, end in self.all)
        plans = any(
            each.at in self.holding or (each.kind == "decided" and each.at in self.reports)
            for each in self.parsed.claims
        ) or any(
            each.basis == "planned" and each.kind in _FIGURES and not self._is_called_off(each)
            for each in self.parsed.claims
        )
        if high == inf and not self._seen_by(day) and not self._is_stale(day) and plans:
            return "announced"
        return ""

    def _is_stale(self, day: int) -> bool:
        mandates = [each for each in self.parsed.claims if each.kind == "mandate" and each.basis == "reported"]
        for each in mandates:
            if day <= _last_authorised(each):
                return False
        words = [each.own.last for each in self.parsed.claims if each.basis != "considered"]
        words += [_last_authorised(each) for each in mandates]
        words += [
            each.high for each in self.parsed.claims if self._holds(each) and each.kind not in ("duration", "present")
        ]
        words += [each.high for each in self.seen + self.absences]
        finite = [each for each in words if abs(each) < inf]
        return bool(finite) and TOLERANCE.is_stale(int(max(finite)), day)

    # -- section 3 ----------------------------------------------------------------------------------------------

    def _is_considered(self, day: int) -> bool:
        chosen = self._considered_on(day)
        if not chosen:
            return False
        families = {each.family for each in chosen}
        others = [each for each in self.candidates if each.family not in families]
        for reports in self.sets:
            added = self._added(reports, others + chosen)
            if not added & {each.at for each in chosen}:
                continue
            start, end = self._range(reports | added, "start"), self._range(reports | added, "end")
            if -inf < start[0] <= day <= end[1]:
                return True
        return False

    def _considered_on(self, day: int) -> list[Claim]:
        found = []
        claims = [each for each in self.parsed.claims if each.kind in _KINDS or each.kind == "duration"]
        considered = [each for each in claims if each.basis == "considered"]
        for each in considered:
            newest = max(other.dated.first for other in considered if other.family == each.family)
            newer = any(
                other.family == each.family and other.basis != "considered" and other.dated.first > each.dated.first
                for other in claims
            )
            days = [each.dated.last] + ([each.high] if abs(each.high) < inf else [])
            if each.dated.first == newest and not newer and not TOLERANCE.is_stale(int(max(days)), day):
                found.append(each)
        return found


def _last_authorised(claim: Claim) -> float:
    value = claim.raw["value"]
    return inf if value == ".." else UncertainDate.parse(value).hull[1]
