"""What is authorised on a day, by trying courses of events: section 7 of the design, and nothing of the library's.

A course gives each mandate and each ceiling the day from which it holds, and each mandate its last day. On a day the
newest holds of those that have begun by it: its own, or else that of its whole, of its mission, of what that is part
of. Readings, where the design is open:

1.  What is of a day of its own holds from one of the days that this can be; else from the first day of its source.
2.  Of two that begin on one day nobody can tell which holds.
3.  In a mission that is part of another, or a part of a part, the nearest of which anything was stated counts.
4.  Of several missions of one deployment nobody can tell whose counts.
5.  The mandate with which a ceiling ends is that of its source about the same subject, or else about the nearest above.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from math import inf
from typing import Any

from tests.answers.course_claims import Case, Claim, Claims, days


class Authorised:
    """What is authorised in one case."""

    def __init__(self, case: Case) -> None:
        """Read the claims of a case."""
        self.claims = Claims(case)
        forces = case.get("deployments", [{"id": "x"}])
        self.missions = {each["id"]: _listed(each.get("mission")) for each in forces}
        self.part_of: Mapping[str, str] = case.get("mission_parts", {})

    def mandate(self, name: str, day: int) -> str | None:
        """Return how certain it is that a day is within the mandate; None where nobody stated one by then."""
        found = {
            within for held in self._courses(name, "mandate", day) for claim in held for within in _within(claim, day)
        }
        began = [bool(held) for held in self._courses(name, "mandate", day)]
        if not any(began):
            return None
        if found == {True}:
            return "certain" if all(began) else "possible"
        return "no" if found == {False} else "possible"

    def ceilings(self, name: str, day: int) -> set[int | None]:
        """Return the greatest numbers that can be the one that holds; None where none may hold."""
        found: set[int | None] = set()
        for held in self._courses(name, "ceiling", day):
            found |= {None} if not held else set()
            for claim in held:
                mandates = self._mandates_with(claim)
                ends = {within for each in mandates for within in _within(each, day)} or {True}
                found |= ({claim.numbers[1]} if True in ends else set()) | ({None} if False in ends else set())
        return found

    def _levels(self, name: str) -> Iterator[list[str]]:
        wholes = self.claims.wholes(name)
        for each in (name, *wholes):
            yield [each]
        missions: Sequence[str] = next((found for each in (name, *wholes) if (found := self.missions.get(each))), [])
        if missions:
            yield [*missions]
        while missions := [self.part_of[each] for each in missions or [name] if each in self.part_of]:
            yield [*missions]

    def _courses(self, name: str, kind: str, day: int) -> Iterator[list[Claim]]:
        """Yield for each course which claims can be the one that holds on a day."""
        levels = [[self._told(each, kind) for each in level] for level in self._levels(name)]
        told = [claim for level in levels for own in level for claim in own]
        choices = [[at for run in _since(claim) for at in _that_matter(run, day)] for claim in told]
        for course in itertools.product(*choices):
            since = dict(zip((claim.at for claim in told), course, strict=True))
            yield next((held for level in levels if (held := _newest(level, since, day))), [])

    def _told(self, about: str, kind: str) -> list[Claim]:
        own = [claim for claim in self.claims.live if (claim.about, claim.kind) == (about, kind)]
        return [claim for claim in own if claim.basis == "reported"]

    def _mandates_with(self, ceiling: Claim) -> list[Claim]:
        for level in self._levels(ceiling.about):
            own = [claim for each in level for claim in self._told(each, "mandate") if claim.source == ceiling.source]
            if own:
                return own
        return []


def _listed(mission: Any) -> list[str]:
    return [] if mission is None else [mission] if isinstance(mission, str) else [*mission]


def _newest(level: Sequence[Sequence[Claim]], since: Mapping[int, float], day: int) -> list[Claim]:
    """Return of each subject of a level those that began last by a day."""
    found = []
    for own in level:
        begun = [claim for claim in own if since[claim.at] <= day]
        last = max((since[claim.at] for claim in begun), default=-inf)
        found += [claim for claim in begun if since[claim.at] == last]
    return found


def _since(claim: Claim) -> Sequence[tuple[float, float]]:
    told = claim.original or claim
    if "as_of" in told.statement:
        return days(told.statement["as_of"])
    first, last = told.counted
    return [(first, first) if first > -inf else (first, last)]


def _that_matter(run: tuple[float, float], day: int) -> set[float]:
    low, high = run
    return {low, high, *(min(max(day + by, low), high) for by in (-1, 0, 1))}


def _within(mandate: Claim, day: int) -> set[bool]:
    """Return whether a day can be within a mandate, and whether it can be after it."""
    if mandate.value == "..":
        return {True}
    found = days(mandate.value)
    return {day <= end for end in (found[0][0], found[-1][1])}
