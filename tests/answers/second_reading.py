"""A second reading of the rules of answers, written from the design alone, for one deployment that nothing is tied to.

A course of events gives a day to each milestone, to each source, and to each sighting whose day is not known. Only the
days that matter are tried: the first and last days that any claim names, with their tolerance, the days beside them,
one day in each stretch between, all of them moved by each duration, and two days far out on each side.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any

import numpy as np

from deployments.values.calendar import add_months
from deployments.values.dates import UncertainDate
from deployments.values.durations import Duration, Span
from deployments.values.quantities import Quantity
from deployments.values.relations import related_days
from deployments.values.tolerance import Tolerance
from deployments.values.when import When

TOLERANCE = Tolerance()
MILESTONES = ("decided", "departed", "start", "present", "operational", "returned", "end", "end_decided")
_BEFORE = [("decided", "start"), ("start", "operational"), ("operational", "end"), ("end", "returned")]
_BEFORE += [("decided", "departed"), ("departed", "operational")]
#: Days so far out that whoever is there is nowhere in particular.
_FAR = (600_000, 650_000, 850_000, 900_000)
_FIRST, _LAST = _FAR[1], _FAR[2]

Run = tuple[float, float]
Runs = list[Run]
#: A day for a variable, or a pair of variables with the days of the second that go with each of the first.
Unary = tuple[str, np.ndarray]
Binary = tuple[str, str, np.ndarray]


def _closure(pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    found = set(pairs)
    while more := {(a, d) for (a, b), (c, d) in itertools.product(found, found) if b == c} - found:
        found |= more
    return found


_ORDER = _closure(_BEFORE)


@dataclass
class Letter:
    """The days on which a source can have been published."""

    first: float
    last: float
    days: Runs

    @classmethod
    def of(cls, fields: Mapping[str, str]) -> Letter:
        if "published" not in fields:
            last = UncertainDate.parse(fields["accessed"]).hull[1]
            return cls(-inf, last, [(-inf, last)])
        date = UncertainDate.parse(fields["published"])
        days = date.days(TOLERANCE)
        return cls(days[0][0], days[-1][1], days)


@dataclass
class Claim:
    """A statement, and what the rules need of it."""

    at: int
    kind: str
    source: str
    dated: Letter
    own: Letter
    raw: Mapping[str, Any]
    cited: bool
    basis: str = ""
    var: str = ""
    days: Runs = field(default_factory=list)
    related: list[tuple[str, str]] = field(default_factory=list)
    duration: Duration | None = None
    ends: tuple[str, str] = ("start", "end")

    @property
    def low(self) -> float:
        return self.days[0][0] if self.days else -inf

    @property
    def high(self) -> float:
        return self.days[-1][1] if self.days else inf

    @property
    def family(self) -> str:
        if self.kind == "duration":
            return "how long" if self.ends[1] in ("end", "returned") else f"duration {self.ends[1]}"
        return "how long" if self.kind in ("end", "returned") else self.kind

    @property
    def has_last_day(self) -> bool:
        if self.duration:
            return self.duration.high is not None
        return self.high < inf


def _clip(days: Runs, low: float, high: float) -> Runs:
    return [(max(a, low), min(b, high)) for a, b in days if max(a, low) <= min(b, high)]


def _both(one: Runs, other: Runs) -> Runs:
    return sorted(part for low, high in other for part in _clip(one, low, high))


class Parsed:
    """The claims of a case, each with its basis and its days."""

    def __init__(self, case: Mapping[str, Any]) -> None:
        self.letters = {name: Letter.of(fields) for name, fields in case["sources"].items()}
        self.raw = case["statements"]
        self.claims = [self._claim(at, raw) for at, raw in enumerate(self.raw) if raw["about"] == "x"]
        self._correct()

    def _claim(self, at: int, raw: Mapping[str, Any]) -> Claim:
        own = self.letters[raw["source"]]
        cited = raw.get("citing") in self.letters
        dated = self.letters[raw["citing"]] if cited else own
        claim = Claim(at, raw["kind"], raw["source"], dated, own, raw, cited)
        strict = self._read(claim)
        claim.basis = raw.get("basis") or self._basis(claim, strict)
        self._narrow(claim)
        return claim

    def _read(self, claim: Claim) -> Run:
        """Fill in the days of a claim, and return the first and last without tolerance."""
        value, as_of = claim.raw["value"], claim.raw.get("as_of")
        if claim.kind == "duration":
            written = value if isinstance(value, Mapping) else {"of": value}
            claim.duration = Duration.parse(written["of"])
            claim.ends = (written.get("from", "start"), written.get("to", "end"))
            return (-inf, inf)
        if claim.kind in MILESTONES and claim.kind != "present":
            claim.var = claim.kind
            return self._read_when(claim, value)
        if as_of is None:
            claim.var = f"of {claim.at}" if claim.cited else f"published {claim.source}"
            claim.days = [(claim.dated.first, claim.own.last)] if claim.cited else claim.own.days
            return (claim.low, claim.high)
        claim.var = f"of {claim.at}"
        date = UncertainDate.parse(as_of)
        claim.days = list(date.days(TOLERANCE))
        return date.hull

    def _read_when(self, claim: Claim, value: Any) -> Run:
        if value is True:
            claim.days, claim.related = claim.own.days, [("during", claim.source)]
            return (claim.low, claim.high)
        when = When.of(value)
        days: Runs = [(-inf, inf)]
        strict: Runs = [(-inf, inf)]
        if when.on is not None:
            days, strict = list(when.on.days(TOLERANCE)), [when.on.hull]
        for relation in ("after", "before", "around", "during"):
            for target in getattr(when, relation):
                if isinstance(target, UncertainDate):
                    days = _both(days, list(related_days(relation, target, TOLERANCE)))
                    plain = "during" if relation == "around" else relation
                    strict = _both(strict, list(related_days(plain, target, Tolerance(day=0, month=0, year=0))))
                else:
                    claim.related.append((relation, target))
                    letter = self.letters[target]
                    reach = {"after": (letter.first, inf), "before": (-inf, letter.last)}
                    days = _both(days, [reach.get(relation, (letter.first, letter.last))])
        claim.days = days
        return (strict[0][0], strict[-1][1]) if strict else (inf, inf)

    def _basis(self, claim: Claim, strict: Run) -> str:
        kind, letter = claim.kind, claim.dated
        if kind in ("cancelled", "mandate", "ceiling") or (claim.raw["value"] is True and kind != "present"):
            return "reported"
        if kind == "duration":
            return "planned"
        if kind in ("present", "strength", "change", "equipment"):
            return self._basis_of_figure(claim, strict)
        if any(target == claim.source for _, target in claim.related):
            return "reported" if all(relation in ("before", "during") for relation, _ in claim.related) else "planned"
        if claim.related:
            return "planned"
        if strict[1] <= letter.first:
            return "reported"
        return "reported" if kind in ("decided", "end_decided") and strict[0] <= letter.last else "planned"

    def _basis_of_figure(self, claim: Claim, strict: Run) -> str:
        letter = claim.dated
        if "as_of" in claim.raw:
            if strict[1] <= letter.first or claim.days == letter.days:
                return "reported"
            return "planned"
        if claim.kind == "present" or (claim.kind == "strength" and Quantity.of(claim.raw["value"]).high == 0):
            return "reported"
        seen = any(
            (raw["source"], raw["about"], raw["kind"], raw["value"]) == (claim.source, "x", "present", True)
            and "as_of" not in raw
            and raw.get("basis", "reported") == "reported"
            for raw in self.raw
        )
        others = ["start", *(("departed", "operational") if self._has_two_sizes(claim.source) else ())]
        return "reported" if seen and not self._plans_any(others, claim.source) else "planned"

    def _has_two_sizes(self, source: str) -> bool:
        """Tell whether strengths of a source with neither a day nor a basis of their own have nothing in common."""
        own = [raw for raw in self.raw if (raw["source"], raw["about"], raw["kind"]) == (source, "x", "strength")]
        sizes = [Quantity.of(raw["value"]).bounds(TOLERANCE) for raw in own if not {"as_of", "basis"} & {*raw}]
        least = max((low for low, high in sizes if high != 0), default=0)
        return any(high < least for _, high in sizes if high)

    def _plans_any(self, kinds: list[str], source: str) -> bool:
        """Tell whether a source has others arrive on a day to come: then its figures may be of that day."""
        own = [raw for raw in self.raw if (raw["source"], raw["about"]) == (source, "x") and raw["kind"] in kinds]
        return any(self._claim(-1, raw).basis == "planned" for raw in own)

    def _narrow(self, claim: Claim) -> None:
        if claim.kind == "duration":
            return
        if claim.basis == "reported":
            claim.days = _clip(
                claim.days,
                -inf,
                claim.own.last
                if claim.cited and "as_of" not in claim.raw and claim.kind not in MILESTONES[:3]
                else claim.dated.last,
            )
        marked = claim.raw.get("basis") == "planned"
        if marked and (claim.kind in MILESTONES) and claim.high >= claim.dated.first:
            claim.days = _clip(claim.days, claim.dated.first, inf)

    def _correct(self) -> None:
        gone: set[int] = set()
        for claim in self.claims:
            target = claim.raw.get("corrects")
            if target is None:
                continue
            for other in self.claims:
                if other.kind != claim.kind or other is claim:
                    continue
                if other.source != target and other.raw.get("citing") != target:
                    continue
                late_enough = self.letters[target].first <= claim.dated.last
                if not late_enough or (other.basis == "reported" and claim.basis != "reported"):
                    continue
                gone.add(other.at)
        self.corrected = gone
        self.claims = [claim for claim in self.claims if claim.at not in gone]


def is_absence(claim: Claim) -> bool:
    if claim.kind == "present":
        return claim.raw["value"] is False
    return claim.kind == "strength" and Quantity.of(claim.raw["value"]).high == 0


def _add(span: Span, day: int) -> int:
    return span.add_to(day)


def _reach(duration: Duration, day: int) -> Run:
    """Return the days that are so much later than a day."""
    low = inf if duration.low is None else _add(duration.low, day)
    high = inf if duration.high is None else _add(duration.high, day)
    low = day if duration.low is None else low
    if duration.approximate:
        low, high = _about(duration.low, low, -1), _about(duration.high, high, 1)
    return max(low, day), high


def _about(span: Span | None, day: float, way: int) -> float:
    if span is None or day in (inf, -inf):
        return day
    if span.days:
        return day + way * TOLERANCE.day
    if span.months % 12:
        return add_months(int(day), way * TOLERANCE.month)
    return add_months(int(day), way * 12 * TOLERANCE.year)


class Courses:
    """The courses of events of a case, and which of them claims allow."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.days = np.array(self._grid(), dtype=np.int64)
        self.memo: dict[frozenset[Any], dict[str, np.ndarray] | None] = {}
        self.order = self.days[:, None] <= self.days[None, :]

    def _grid(self) -> list[int]:
        named = {int(day) for claim in self.parsed.claims for run in claim.days for day in run if abs(day) < inf}
        named |= {int(d) for each in self.parsed.letters.values() for run in each.days for d in run if abs(d) < inf}
        days = {day + by for day in named for by in (-1, 0, 1)}
        ordered = sorted(days)
        days |= {(a + b) // 2 for a, b in itertools.pairwise(ordered)} | set(_FAR)
        durations = [claim.duration for claim in self.parsed.claims if claim.duration]
        fresh = set(days)
        for _ in range(2 if len(durations) < 3 else 1):
            fresh = {int(d) for day in fresh for length in durations for d in _moved(length, day)} - days
            days |= fresh
        return sorted(days)

    def mask(self, runs: Runs) -> np.ndarray:
        found = np.zeros(len(self.days), dtype=bool)
        for low, high in runs:
            found |= (self.days >= low) & (self.days <= high)
        return found

    def constraints(self, claim: Claim) -> tuple[list[Unary], list[Binary]]:
        """Return what a claim of milestones, or of a sighting, asks of a course."""
        if claim.duration:
            low, high = zip(*(_reach(claim.duration, int(day)) for day in self.days), strict=True)
            later = self.days[None, :]
            allowed = (later >= np.array(low)[:, None]) & (later <= np.array(high)[:, None])
            return [], [(*claim.ends, allowed)]
        unary: list[Unary] = [(claim.var, self.mask(claim.days))]
        binary: list[Binary] = []
        for relation, target in claim.related:
            name = f"published {target}"
            if relation in ("after", "during"):
                binary.append((name, claim.var, self.order))
            if relation in ("before", "during"):
                binary.append((claim.var, name, self.order))
        if claim.var not in MILESTONES:
            binary += [("start", claim.var, self.order), (claim.var, "end", self.order)]
            if claim.cited and "as_of" not in claim.raw:
                binary += [
                    (f"published {claim.raw['citing']}", claim.var, self.order),
                    (claim.var, f"published {claim.source}", self.order),
                ]
        return unary, binary

    def solve(self, key: frozenset[Any], parts: Sequence[tuple[list[Unary], list[Binary]]]) -> Any:
        """Return for each variable the days that some course gives it, or None where there is no course."""
        if key not in self.memo:
            self.memo[key] = self._solve(parts)
        return self.memo[key]

    def _solve(self, parts: Sequence[tuple[list[Unary], list[Binary]]]) -> dict[str, np.ndarray] | None:
        domains: dict[str, np.ndarray] = {}
        binary: list[Binary] = []

        def of(name: str) -> np.ndarray:
            if name not in domains:
                source = name.removeprefix("published ")
                letter = self.parsed.letters.get(source) if name.startswith("published ") else None
                domains[name] = self.mask(letter.days) if letter else np.ones(len(self.days), dtype=bool)
            return domains[name]

        of("start"), of("end")
        for unary, pairs in parts:
            for name, allowed in unary:
                domains[name] = of(name) & allowed
            for one, other, allowed in pairs:
                of(one), of(other)
                binary.append((one, other, allowed))
        binary += [(a, b, self.order) for a, b in _ORDER if a in domains and b in domains]
        pruned = self._prune(domains, binary)
        if pruned is None or self._course(pruned, binary) is None:
            return None
        return self._exact(pruned, binary)

    def _prune(self, domains: Mapping[str, np.ndarray], binary: list[Binary]) -> dict[str, np.ndarray] | None:
        found = dict(domains)
        changed = all(days.any() for days in found.values())
        if not changed:
            return None
        while changed:
            changed = False
            for one, other, allowed in binary:
                left = found[one] & allowed[:, found[other]].any(axis=1)
                right = found[other] & allowed[left, :].any(axis=0)
                if left.sum() < found[one].sum() or right.sum() < found[other].sum():
                    changed = True
                found[one], found[other] = left, right
                if not left.any() or not right.any():
                    return None
        return found

    def _course(self, domains: dict[str, np.ndarray], binary: list[Binary]) -> dict[str, np.ndarray] | None:
        """Return one course, found by trying days, or None."""
        unsure = [name for name, days in domains.items() if days.sum() > 1]
        if not unsure:
            return domains
        name = min(unsure, key=lambda each: domains[each].sum())
        for at in np.flatnonzero(domains[name]):
            only = np.zeros(len(self.days), dtype=bool)
            only[at] = True
            pruned = self._prune({**domains, name: only}, binary)
            if pruned is not None and (found := self._course(pruned, binary)) is not None:
                return found
        return None

    def _exact(self, domains: dict[str, np.ndarray], binary: list[Binary]) -> dict[str, np.ndarray]:
        """Return the domains without the first and last days that no course has."""
        found = dict(domains)
        for name in ("start", "end", "departed", "decided"):
            if name not in found:
                continue
            for order in (1, -1):
                for at in np.flatnonzero(found[name])[::order]:
                    only = np.zeros(len(self.days), dtype=bool)
                    only[at] = True
                    pruned = self._prune({**found, name: only}, binary)
                    if pruned is not None and self._course(pruned, binary) is not None:
                        break
                    found[name] = found[name] & ~only
        return found

    def range(self, domain: np.ndarray) -> Run:
        """Return the first and last day of a domain, infinite where it is far out."""
        days = self.days[domain]
        low, high = int(days[0]), int(days[-1])
        return (-inf if low < _FIRST + 50_000 else low), (inf if high > _LAST - 50_000 else high)


def _moved(length: Duration, day: int) -> Iterator[float]:
    for end in _reach(length, day):
        if abs(end) < inf:
            yield from (end - 1, end, end + 1)
    for span in (length.low, length.high):
        if span is not None and day - 31 * span.months - span.days > 1:
            back = add_months(day, -span.months) - span.days
            yield from (back - 1, back, back + 1)
            if length.approximate:
                wide = _about(span, back, -1), _about(span, back, 1)
                yield from (each + by for each in wide for by in (-1, 0, 1))
