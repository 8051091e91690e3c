"""What a small registry answers, by the rules of the design and by trying courses of events: what its claims say.

This module and its neighbours, `course_search` and `course_answers`, share no rule and no method with the library: of it
they take dates, lengths and numbers as they are written, and nothing else. A registry is a plain description, that of the
cases: `sources`, `statements`, `deployments`, `events`, `missions`.

Left out, as the next edition brings them: mandates and ceilings beyond the word `authorised`, parts, categories, changes
in per cent, intervals as `as_of`.

Readings, where the design is open. The less certain one is taken.

1.  A reported milestone is not after the last day of the source that states it, also where it cites another.
2.  `corrects` puts right all statements of the same kind about the same subject, of that source or citing it. A plan
    corrects plans only.
3.  A source that cites another has the rank of the other; one without a day of publication has the lowest.
4.  A plan without a latest day contradicts an older one if no course fits the two of them.
5.  A replaced plan still replaces older ones, and a cancellation that is replaced or overtaken too.
6.  Plans of one kind and rank contradict each other, whatever they are about; those that do are overtaken, the others of
    the kind are not. Lengths, `follows` and `relieves` are added by rank, and within a rank in this order.
7.  An absence that has no place constrains no bound of the reports: only its day is `NO`. Largest sets, and courses with
    plans, keep it outside the stay, and a planned start is after it (also where the planned stay was over by then).
8.  A gap reaches from the latest first day of a sighting before the absence to the earliest last day of one after it.
9.  `bridged` goes by the nearest sightings on both sides, and by the days that they themselves name. A source vouches
    for a day only if it has a sighting certainly on each side.
10. `vague` needs a first and a last day. `arriving` needs a report of a start or a sighting, and begins at the first
    reported departure where nothing else bounds the start.
11. A claim names a first day of a start by a date or by `after`, `around` or `during`.
12. `unspoken` goes by the earliest day of a sighting, by the latest of one that has no first day, and by the earliest day
    of a source.
13. A planned presence is no last word, nor is a planned figure. An open end names its first day.
14. A figure that was changed grows old by the day of the figure.
15. Only a strength that is surely of the day of a planned figure or later, in all largest sets, ends the planned one; a
    planned change of the same source ends none.
16. A planned figure without `as_of` is of the earliest day of its start, and grows old from the latest.
17. With somebody surely or perhaps there, a range begins at 1: also the one of `if_there`.
18. A promise is kept when reports put its milestone on or before the day asked for.
19. Considered claims are corrected by nothing, and their own status is `considered` always.
20. A considered claim stands for its family; the days it decides are those between the first start and the last end.
21. `no source says anything of the other's end`: no statement of an `end`, a `returned` or a length.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from math import inf
from typing import Any

import attrs

from deployments.values.dates import UncertainDate
from deployments.values.durations import Duration
from deployments.values.quantities import Change, Quantity
from deployments.values.tolerance import Tolerance
from deployments.values.when import RELATIONS, When

from tests.answers.course_search import SAME, Apart, Either, Grid, OneOf, Predicate, Run, Shift, Unknown, can, plain

TOLERANCE = Tolerance()
AROUND = TOLERANCE.day
STALE_MONTHS = 18

MILESTONES = ("decided", "departed", "start", "operational", "end", "returned", "end_decided")
DATED = ("decided", "departed", "start", "operational", "date", "present", "returned", "end", "end_decided")
LAST = ("duration", "follows", "relieves")
FIGURES = ("strength", "change", "equipment")
HOW_LONG = ("end", "returned", "duration")
#: Which milestone is not after which.
ORDER = {
    "deployment": (
        *(("decided", "start"), ("start", "operational"), ("operational", "end"), ("end", "returned")),
        *(("decided", "departed"), ("departed", "operational"), ("start", "end")),
    ),
    "mission": (("decided", "start"), ("start", "end")),
    "event": (("start", "end"),),
}

Case = Mapping[str, Any]


def day_of(text: str) -> int:
    """Return the day number of a date."""
    return int(UncertainDate.parse(text).hull[0])


def days(text: str) -> tuple[Run, ...]:
    """Return the days that a date can be, "around" widened."""
    return tuple(UncertainDate.parse(text).days(TOLERANCE))


@attrs.define(eq=False)
class Claim:
    """A statement, or one of the two milestones of a `date`, and what it says of courses of events."""

    at: int
    number: int
    statement: Mapping[str, Any]
    kind: str
    subject_kind: str
    own: Run
    counted: Run
    basis: str = ""
    on: tuple[Run, ...] | None = None
    when: When | None = None
    predicates: tuple[Predicate, ...] = ()
    #: The day of a figure, a presence or an absence; the milestone.
    day: Unknown | None = None
    named: Run = (-inf, inf)

    @property
    def about(self) -> str:
        """The id that it is about."""
        return str(self.statement["about"])

    @property
    def source(self) -> str:
        """The id of its source."""
        return str(self.statement["source"])

    @property
    def value(self) -> Any:
        """What is claimed, as it is written."""
        return self.statement["value"]

    @property
    def rank(self) -> float:
        """The day by which it is older or newer than others."""
        return self.counted[0]

    @property
    def milestone(self) -> bool:
        """Whether it dates a milestone."""
        return self.kind in MILESTONES

    @property
    def family(self) -> tuple[str, str]:
        """What it replaces, and is replaced in."""
        kind = "how long" if self.kind in HOW_LONG else "numbers" if self.kind in ("strength", "change") else self.kind
        return self.about, kind

    @property
    def numbers(self) -> tuple[int, int | None]:
        """The least and the greatest number of a strength."""
        return Quantity.of(self.value).bounds(TOLERANCE)

    @property
    def absence(self) -> bool:
        """Whether it says that nobody is there."""
        if self.kind == "strength":
            return self.numbers[1] == 0
        return self.kind == "present" and self.value is False

    @property
    def open_ended(self) -> bool:
        """Whether it names no latest day (of a plan)."""
        if self.kind == "duration":
            return length(self.value)[0].high is None
        return self.milestone and self.named[1] == inf

    @property
    def no_first(self) -> bool:
        """Whether it names no first day (of a report, or of a start)."""
        if self.when is None:
            return self.named[0] == -inf
        lower = self.when.after or self.when.around or self.when.during
        return self.named[0] == -inf and not lower


def length(value: Any) -> tuple[Duration, str, str]:
    """Return a duration, and from and to which milestone it is counted."""
    if isinstance(value, Mapping):
        return Duration.parse(value["of"]), value.get("from", "start"), value.get("to", "end")
    return Duration.parse(value), "start", "end"


def shifts(duration: Duration) -> tuple[Shift | None, Shift | None]:
    """Return how much later the end is at least and at most; "about" is by the smallest unit."""

    def moved(span: Any, sign: int) -> Shift | None:
        if span is None:
            return None
        if not duration.approximate:
            return Shift(span.months, span.days)
        if span.days:
            return Shift(span.months, span.days + sign * TOLERANCE.day)
        year = span.months % 12 == 0
        return Shift(span.months + sign * (12 * TOLERANCE.year if year else TOLERANCE.month))

    return moved(duration.low, -1), moved(duration.high, 1)


def cut(runs: Iterable[Run], first: float, last: float) -> tuple[Run, ...]:
    """Return the days of the runs that are not before `first` nor after `last`."""
    found = ((max(low, first), min(high, last)) for low, high in runs)
    return tuple((low, high) for low, high in found if low <= high)


class Claims:
    """All claims of a registry, read: their bases, and their predicates on courses of events."""

    def __init__(self, case: Case) -> None:
        """Read the claims of a case."""
        self.case = case
        self.sources: dict[str, Run] = {name: _published(fields) for name, fields in case["sources"].items()}
        self.runs = {name: _runs(fields) for name, fields in case["sources"].items()}
        self.kinds = {str(each["id"]): "deployment" for each in case.get("deployments", [{"id": "x"}])}
        self.kinds |= dict.fromkeys(case.get("events", ()), "event")
        self.kinds |= dict.fromkeys(case.get("missions", ()), "mission")
        self.all = [claim for at, statement in enumerate(case["statements"]) for claim in self._read(at, statement)]
        for claim in self.all:
            claim.basis = claim.statement.get("basis") or self._basis(claim)
            self._place(claim)
        self.corrected = {claim.at for claim in self.all if self._is_corrected(claim)}
        self.live = [claim for claim in self.all if claim.at not in self.corrected]

    def _read(self, at: int, statement: Mapping[str, Any]) -> Iterator[Claim]:
        kind = statement["kind"]
        own = self.sources[statement["source"]]
        counted = self.sources[statement.get("citing") or statement["source"]]
        subject = self.kinds[statement["about"]]
        if kind != "date":
            yield Claim(at, 2 * at, statement, kind, subject, own, counted)
            return
        first, _, last = statement["value"].partition("/")
        for half, (milestone, text) in enumerate((("start", first), ("end", last or first))):
            fields = {**statement, "value": text, "date": True}
            yield Claim(at, 2 * at + half, fields, milestone, subject, own, counted)

    # The basis, when nobody writes it.

    def _basis(self, claim: Claim) -> str:
        if claim.milestone and claim.value is not True:
            return self._milestone_basis(claim)
        if claim.kind in ("present", *FIGURES):
            return self._day_basis(claim)
        if claim.milestone or claim.kind in ("cancelled", "mandate", "ceiling"):
            return "reported"
        return "planned"

    def _milestone_basis(self, claim: Claim) -> str:
        when = When.of(claim.value)
        if claim.source in (*when.before, *when.during):
            return "reported"
        text = claim.value["on"] if isinstance(claim.value, Mapping) and "on" in claim.value else claim.value
        if when.on is None:
            dates = [day for relation in ("before", "during", "around") for day in getattr(when, relation)]
            latest = min((day.hull[1] for day in dates if isinstance(day, UncertainDate)), default=inf)
            earliest = -inf
        else:
            hull = claim_hull(claim) if claim.statement.get("date") else UncertainDate.parse(str(text)).hull
            earliest, latest = hull
        if latest <= claim.counted[0]:
            return "reported"
        if claim.kind in ("decided", "end_decided") and earliest <= claim.counted[1]:
            return "reported"
        return "planned"

    def _day_basis(self, claim: Claim) -> str:
        as_of = claim.statement.get("as_of")
        if as_of is not None:
            date = UncertainDate.parse(as_of)
            published = self.case["sources"][claim.statement.get("citing") or claim.source].get("published")
            same = published is not None and UncertainDate.parse(published).days() == date.days()
            return "reported" if same or date.hull[1] <= claim.counted[0] else "planned"
        if claim.kind == "present" or claim.absence:
            return "reported"
        beside = [
            each
            for each in self.all
            if each.kind == "present" and each.value is True and "as_of" not in each.statement
            and (each.source, each.about) == (claim.source, claim.about)
            and each.statement.get("basis", "reported") == "reported"
        ]  # fmt: skip
        return "reported" if beside else "planned"

    # What a claim says of courses.

    def published(self, source: str, about: str) -> Unknown:
        """Return the unknown day of publication of a source, as far as it concerns one subject."""
        return ("published", source, about)

    def _place(self, claim: Claim) -> None:
        if claim.milestone:
            self._place_milestone(claim)
        elif claim.kind in ("present", *FIGURES):
            self._place_day(claim)
        elif claim.kind == "duration":
            duration, since, until = length(claim.value)
            low, high = shifts(duration)
            claim.predicates = (Apart((claim.about, since), (claim.about, until), low, high),)
        elif claim.kind == "follows":
            claim.predicates = tuple(Apart((claim.value, each), (claim.about, each)) for each in ("start", "end"))
        elif claim.kind == "relieves":
            around = (Shift(0, -AROUND), Shift(0, AROUND))
            claim.predicates = (Apart((claim.about, "start"), (claim.value, "end"), *around),)

    def _allowed(self, claim: Claim, runs: Iterable[Run]) -> tuple[Run, ...]:
        """Return the days that are left: a report is of no day to come, a plan that is marked so of no past one."""
        found = tuple(runs)
        if claim.basis == "reported":
            return cut(found, -inf, claim.own[1])
        if claim.statement.get("basis") == "planned":
            return cut(found, claim.counted[0], inf) or found
        return found

    def _place_milestone(self, claim: Claim) -> None:
        day = claim.day = (claim.about, claim.kind)
        if claim.value is True:
            source = claim.statement.get("citing") or claim.source
            claim.named = self.sources[source]
            published = self.published(source, claim.about)
            claim.predicates = (Apart(published, day, SAME, SAME), OneOf(published, self.runs[source]))
            return
        when = claim.when = When.of(claim.value)
        runs: tuple[Run, ...] = ((-inf, inf),)
        if when.on is not None:
            runs = tuple(when.on.days(TOLERANCE))
        found: list[Predicate] = []
        for relation in RELATIONS:
            for target in getattr(when, relation):
                if isinstance(target, UncertainDate):
                    runs = _meet(runs, _related(relation, target.hull))
                    continue
                if target in self.sources:
                    runs = _meet(runs, _related(relation, self.sources[target]))
                found += self._relation(claim, relation, target)
        runs = self._allowed(claim, runs)
        claim.predicates = (OneOf(day, runs), *found)
        claim.named = (runs[0][0], runs[-1][1]) if runs else (inf, -inf)

    def _relation(self, claim: Claim, relation: str, target: str) -> Iterator[Predicate]:
        day = (claim.about, claim.kind)
        name, _, milestone = target.partition(".")
        if name in self.sources:
            first = last = self.published(name, claim.about)
            yield OneOf(first, self.runs[name])
        else:
            first, last = (name, milestone or "start"), (name, milestone or "end")
        widened = AROUND if relation == "around" else 0
        if relation != "before":
            yield Apart(first if relation != "after" else last, day, Shift(0, -widened))
        if relation != "after":
            yield Apart(day, first if relation == "before" else last, Shift(0, -widened))

    def _place_day(self, claim: Claim) -> None:
        as_of = claim.statement.get("as_of")
        citing = claim.statement.get("citing")
        own = self.published(claim.source, claim.about)
        if as_of is not None:
            runs = self._allowed(claim, days(as_of))
            claim.day = ("day", claim.at)
            claim.predicates = (OneOf(claim.day, runs),)
            claim.named = (runs[0][0], runs[-1][1]) if runs else (inf, -inf)
        elif citing is not None:
            claim.day = ("day", claim.at)
            cited = self.published(citing, claim.about)
            both = OneOf(cited, self.runs[citing]), OneOf(own, self.runs[claim.source])
            claim.predicates = (*both, Apart(cited, claim.day), Apart(claim.day, own))
            claim.named = (self.sources[citing][0], claim.own[1])
        else:
            claim.day = own
            claim.predicates = (OneOf(own, self.runs[claim.source]),)
            claim.named = claim.own
        if self.shows_somebody(claim):
            claim.predicates += inside(claim)

    def shows_somebody(self, claim: Claim) -> bool:
        """Tell whether somebody is there on the day of a presence or a figure; of a change this is told later."""
        if claim.kind == "present":
            return claim.value is True
        if claim.kind == "strength":
            return claim.basis == "reported" and claim.numbers[0] >= 1
        return False

    def _is_corrected(self, claim: Claim) -> bool:
        return any(self._corrects(each, claim) for each in self.all)

    def _corrects(self, one: Claim, other: Claim) -> bool:
        source = one.statement.get("corrects")
        if source is None or one.at == other.at or (one.kind, one.about) != (other.kind, other.about):
            return False
        if source not in (other.source, other.statement.get("citing")) or "considered" in (one.basis, other.basis):
            return False
        return other.basis == "planned" or (one.basis == "reported" and one.own[0] >= other.own[0])


def claim_hull(claim: Claim) -> Run:
    """Return the first and the last day that the date of a claim names."""
    return UncertainDate.parse(str(claim.value)).hull


def inside(claim: Claim) -> tuple[Predicate, ...]:
    """Return that the day of a claim is within the stay."""
    if claim.day is None:
        return ()
    return Apart((claim.about, "start"), claim.day), Apart(claim.day, (claim.about, "end"))


def _published(fields: Mapping[str, str]) -> Run:
    runs = _runs(fields)
    return runs[0][0], runs[-1][1]


def _runs(fields: Mapping[str, str]) -> tuple[Run, ...]:
    if "published" in fields:
        return days(fields["published"])
    if "accessed" in fields:
        return ((-inf, days(fields["accessed"])[-1][1]),)
    return ((-inf, inf),)


def _related(relation: str, target: Run) -> tuple[Run, ...]:
    first, last = target
    return {
        "after": ((first, inf),),
        "before": ((-inf, last),),
        "around": ((first - AROUND, last + AROUND),),
        "during": ((first, last),),
    }[relation]


def _meet(some: Iterable[Run], others: Iterable[Run]) -> tuple[Run, ...]:
    return tuple(run for low, high in others for run in cut(some, low, high))


def months_later(day: float, months: int = STALE_MONTHS) -> float:
    """Return the day so many calendar months later; one without end stays so."""
    return day if abs(day) == inf else Shift(months)(int(day))


class Story:
    """The sets of reports, the plans that are kept with each, and the statuses of all claims of a registry."""

    def __init__(self, case: Case) -> None:
        """Work out everything that no day is needed for."""
        self.claims = Claims(case)
        self.live = self.claims.live
        self._sight_changes()
        self.considered = [claim for claim in self.live if claim.basis == "considered"]
        self.left_out = [claim for claim in self._reports() if self._late_decision(claim)]
        self.gaps, self.unplaced = self._place_absences()
        gaps = {claim.at for claim in self.gaps}
        left_out = {claim.at for claim in self.left_out}
        self.reports = [
            claim for claim in self._reports() if claim.at not in gaps | left_out and claim.kind != "cancelled"
        ]
        self.cancelled = [claim for claim in self._reports() if claim.kind == "cancelled"]
        self.plans = [claim for claim in self.live if claim.basis == "planned"]
        self.grid = Grid(self._everything())
        self.sets = self._largest_sets()
        self.disputed = {claim.at for claim in self.reports if not all(claim.at in one for one in self.sets)}
        self.replaced, self.repeated = self._replaced()
        self.layers = [self._with_plans(one, self._counted_plans()) for one in self.sets]
        self.kept = {number for kept in self.layers for number in kept}

    def _reports(self) -> list[Claim]:
        return [claim for claim in self.live if claim.basis == "reported"]

    def sightings(self, about: str) -> list[Claim]:
        """Return the reports that show somebody of a deployment there on a day."""
        found = [claim for claim in self._reports() if claim.about == about and claim.subject_kind == "deployment"]
        return [claim for claim in found if self.is_sighting(claim)]

    def is_sighting(self, claim: Claim) -> bool:
        """Tell whether a report shows somebody there on its day."""
        if claim.kind in ("start", "operational", "end"):
            return True
        if claim.kind == "change":
            return claim.at in self.sighted_changes
        return self.claims.shows_somebody(claim)

    def _sight_changes(self) -> None:
        self.sighted_changes: set[int] = set()
        for claim in self._reports():
            if claim.kind == "change" and self._leaves_somebody(claim):
                self.sighted_changes.add(claim.at)
                claim.predicates += inside(claim)

    def _leaves_somebody(self, claim: Claim) -> bool:
        change = Change.of(claim.value)
        if change.increase or change.by is None:
            return True
        most = change.by.bounds(TOLERANCE)[1]
        figures = [
            each
            for each in self._reports()
            if each.kind == "strength" and each.about == claim.about and not each.absence
        ]
        before = [each for each in figures if each.named[1] < claim.named[0]]
        newest = max((each.named[0] for each in before), default=-inf)
        last = [each for each in figures if each.named[1] >= newest and each.named[0] <= claim.named[1]]
        others = [
            each
            for each in self._reports()
            if each.kind == "change" and each is not claim and each.about == claim.about
            and each.named[1] >= newest and each.named[0] <= claim.named[1]
        ]  # fmt: skip
        if most is None or not before or not last:
            return False
        if any(months_later(each.named[1]) < claim.named[1] for each in last):
            return False
        lowest = min(each.numbers[0] for each in last)
        for each in others:
            other = Change.of(each.value)
            if not other.increase:
                by = other.by.bounds(TOLERANCE)[1] if other.by else None
                lowest = lowest - by if by is not None else 1
        return lowest > most

    def _late_decision(self, claim: Claim) -> bool:
        if claim.kind != "decided" or claim.subject_kind != "deployment":
            return False
        return any(each.named[1] < claim.named[0] for each in self.sightings(claim.about))

    def _place_absences(self) -> tuple[list[Claim], list[Claim]]:
        gaps, unplaced = [], []
        for claim in self._reports():
            if not claim.absence or claim.day is None:
                continue
            sightings = self.sightings(claim.about)
            before = any(each.named[1] < claim.named[0] for each in sightings)
            after = any(each.named[0] > claim.named[1] for each in sightings)
            start, end = (claim.about, "start"), (claim.about, "end")
            if before and after:
                gaps.append(claim)
            elif before:
                claim.predicates += (Apart(end, claim.day, Shift(0, 1)),)
            elif after:
                claim.predicates += (Apart(claim.day, start, Shift(0, 1)),)
            else:
                unplaced.append(claim)
        return gaps, unplaced

    def outside(self, claim: Claim) -> Either:
        """Return that the day of an absence is outside the stay."""
        one = Apart((claim.about, "end"), claim.day or (), Shift(0, 1))
        other = Apart(claim.day or (), (claim.about, "start"), Shift(0, 1))
        return Either(((one,), (other,)))

    def _everything(self) -> list[Predicate]:
        found = [each for claim in self.live for each in claim.predicates]
        return [*found, *(self.outside(claim) for claim in self.unplaced)]

    # Predicates of a set of claims.

    def structure(self, predicates: Sequence[Predicate]) -> list[Predicate]:
        """Return the order of the milestones of every subject that the predicates speak of."""
        mentioned = {
            unknown
            for each in plain(predicates)
            for unknown in ((each.day,) if isinstance(each, OneOf) else (each.earlier, each.later))
        }
        subjects = {str(unknown[0]) for unknown in mentioned if unknown[0] in self.claims.kinds}
        found: list[Predicate] = []
        for subject in sorted(subjects):
            needed = {(subject, "start"), (subject, "end")} | mentioned
            if (subject, "departed") in mentioned:
                needed.add((subject, "operational"))
            found += [
                Apart((subject, one), (subject, other))
                for one, other in ORDER[self.claims.kinds[subject]]
                if {(subject, one), (subject, other)} <= needed
            ]
            if (subject, "operational") not in needed and (subject, "returned") in needed:
                found.append(Apart((subject, "end"), (subject, "returned")))
        return found

    def predicates(self, claims: Iterable[Claim], *, outside: bool) -> list[Predicate]:
        """Return what a course has to fit for these claims; with or without the absences that have no place."""
        chosen = list(claims)
        found = [each for claim in chosen for each in claim.predicates]
        if outside:
            found += [self.outside(claim) for claim in chosen if claim in self.unplaced]
        return [*found, *self.structure(found)]

    def possible(self, claims: Iterable[Claim]) -> bool:
        """Tell whether some course fits all these claims."""
        return can(self.grid, self.predicates(claims, outside=True))

    # Reports are equal witnesses.

    def _largest_sets(self) -> list[frozenset[int]]:
        largest: list[frozenset[int]] = []
        for component in self._components():
            largest = _products(largest, self._largest(component))
        return largest or [frozenset()]

    def _components(self) -> list[list[Claim]]:
        """Return the reports, those that tell of the same subjects together."""
        groups: list[tuple[set[str], list[Claim]]] = []
        for claim in self.reports:
            subjects = {claim.about} | {
                str(unknown[0])
                for each in plain(claim.predicates)
                for unknown in ((each.day,) if isinstance(each, OneOf) else (each.earlier, each.later))
                if unknown[0] in self.claims.kinds
            }
            met = [group for group in groups if group[0] & subjects]
            groups = [group for group in groups if not group[0] & subjects]
            merged = [each for group in met for each in group[1]]
            groups.append((subjects.union(*(group[0] for group in met)), [*merged, claim]))
        return [group[1] for group in groups]

    def _largest(self, reports: list[Claim]) -> list[frozenset[int]]:
        return largest_subsets(reports, self.possible, by="at")

    def component(self, about: str) -> list[Claim]:
        """Return the reports that are connected with those about a subject."""
        groups = self._components()
        return next((group for group in groups if any(claim.about == about for claim in group)), [])

    def chosen(self, reports: Iterable[int], plans: Iterable[int] = ()) -> list[Claim]:
        """Return the claims of these statements of reports, and the claims of these numbers."""
        some, others = set(reports), set(plans)
        return [claim for claim in self.live if claim.at in some or claim.number in others]

    # Plans replace plans.

    def _replaced(self) -> tuple[set[int], set[int]]:
        """Return the plans that newer ones, reports or a cancellation replace; and those that newer ones repeat."""
        replaced: set[int] = set()
        repeated: set[int] = set()
        for plan in self.plans:
            newer = [each for each in self.plans if each.family == plan.family and each.rank > plan.rank]
            if plan.kind in ("present", "strength", "change", "equipment"):
                newer = []
            by = [each for each in newer if not each.open_ended or not self.alone([each, plan])]
            if by or self._overridden(plan):
                replaced.add(plan.number)
                if any((each.kind, each.value) == (plan.kind, plan.value) for each in by):
                    repeated.add(plan.number)
        return replaced, repeated

    def alone(self, claims: Sequence[Claim]) -> bool:
        """Tell whether claims can hold together when nothing else is said."""
        return can(self.grid, self.predicates(claims, outside=False))

    def _overridden(self, plan: Claim) -> bool:
        if any(each.about == plan.about and each.rank > plan.rank for each in self.cancelled):
            return True
        if plan.kind == "relieves" and any(
            each.about == plan.value and each.kind in HOW_LONG for each in self.live if each is not plan
        ):
            return True
        reports = [each for each in self._reports() if each.about == plan.about and each not in self.left_out]
        if plan.kind in HOW_LONG:
            reports = [each for each in reports if each.kind in ("end", plan.kind) and each.milestone]
        else:
            reports = [each for each in reports if each.kind == plan.kind and each.milestone]
        return any(not each.no_first or not self.alone([each, plan]) for each in reports)

    def _counted_plans(self) -> list[Claim]:
        return [
            plan
            for plan in self.plans
            if plan.number not in self.replaced and plan.kind not in FIGURES and not plan.absence
        ]

    def _with_plans(self, reports: Iterable[int], plans: Iterable[Claim]) -> list[int]:
        """Return the plans that are kept beside a set of reports."""
        kept = self.chosen(reports)
        added: list[Claim] = []
        for batch in _batches(plans):
            alone = [plan for plan in batch if self._fits([*kept, *added, plan])]
            sets = largest_subsets(alone, lambda some: self._fits([*kept, *added, *some]))
            added += [plan for plan in alone if all(plan.number in one for one in sets)]
        return [plan.number for plan in added]

    def _fits(self, claims: Sequence[Claim]) -> bool:
        return can(self.grid, self._planned(claims))

    def _planned(self, claims: Sequence[Claim]) -> list[Predicate]:
        """Return what a course has to fit for reports and plans: a planned start is after an absence without a place."""
        found = self.predicates(claims, outside=True)
        for absence in self.unplaced:
            planned = [claim for claim in claims if claim.kind == "start" and claim.basis != "reported"]
            if absence in claims and any(claim.about == absence.about for claim in planned):
                found.append(Apart(absence.day or (), (absence.about, "start"), Shift(0, 1)))
        return found

    def plan_predicates(self, reports: Iterable[int], plans: Iterable[int]) -> list[Predicate]:
        """Return what a course has to fit for a set of reports and the plans kept with it."""
        return self._planned(self.chosen(reports, plans))

    # Statuses.

    @functools.cached_property
    def statuses(self) -> dict[int, str]:
        """What became of every statement, by its number; None where the design is open."""
        found: dict[int, str] = {}
        for claim in self.claims.all:
            status = self._status(claim)
            found[claim.at] = status if found.get(claim.at, status) == status else "open"
        return found

    def _status(self, claim: Claim) -> str:
        if claim.at in self.claims.corrected:
            return "corrected"
        if claim.basis == "considered":
            return "considered"
        if claim.kind == "cancelled":
            return self._cancellation(claim)
        if claim.basis == "planned":
            return self._plan_status(claim)
        if claim in self.left_out:
            return "open"
        if claim.at in self.disputed | self.gap_disputes:
            return "disputed"
        return "holds"

    @functools.cached_property
    def gap_disputes(self) -> set[int]:
        """The absences that make a gap, and the sightings on both sides of it."""
        found = set()
        for absence in self.gaps:
            low, high = self.gap(absence)
            found.add(absence.at)
            for each in self.sightings(absence.about):
                if (each.named[1] < absence.named[0] and each.named[0] == low) or (
                    each.named[0] > absence.named[1] and each.named[1] == high
                ):
                    found.add(each.at)
        return found

    def gap(self, absence: Claim) -> Run:
        """Return the sightings' days between which nothing is sure."""
        sightings = self.sightings(absence.about)
        before = [each.named[0] for each in sightings if each.named[1] < absence.named[0]]
        after = [each.named[1] for each in sightings if each.named[0] > absence.named[1]]
        return max(before), min(after)

    def _cancellation(self, claim: Claim) -> str:
        newer = any(each.about == claim.about and each.rank > claim.rank for each in self.plans)
        seen = bool(self.sightings(claim.about))
        return "open" if newer and seen else "replaced" if newer else "overtaken" if seen else "holds"

    def _plan_status(self, claim: Claim) -> str:
        if claim.kind in FIGURES or claim.absence:
            return self._figure_status(claim)
        if claim.number in self.repeated:
            return "open" if self._overridden(claim) else "repeated"
        if claim.number in self.replaced:
            return "open" if claim.kind == "relieves" else "replaced"
        return "holds" if claim.number in self.kept else "overtaken"

    def _figure_status(self, claim: Claim) -> str:
        if any(each.about == claim.about and each.rank > claim.rank for each in self.cancelled):
            return "replaced"
        others = [each for each in self.live if each.family == claim.family and each is not claim]
        return "open" if others else "holds"


def _batches(plans: Iterable[Claim]) -> Iterator[list[Claim]]:
    """Yield the plans of one kind and rank together, in the order in which they are added."""

    def place(plan: Claim) -> tuple[int, float, int]:
        kind = "date" if plan.statement.get("date") else plan.kind
        late = kind in LAST
        return int(late), -plan.rank, (LAST if late else DATED).index(kind)

    found: dict[tuple[int, float, int], list[Claim]] = {}
    for plan in plans:
        found.setdefault(place(plan), []).append(plan)
    for key in sorted(found):
        yield found[key]


def largest_subsets(
    claims: Sequence[Claim], possible: Callable[[list[Claim]], bool], by: str = "number"
) -> list[frozenset[int]]:
    """Return every largest set of the claims that is possible, by trying all subsets; the two of a `date` `by` "at"."""
    numbers = sorted({getattr(claim, by) for claim in claims})
    found: list[frozenset[int]] = []
    for size in range(len(numbers), -1, -1):
        for some in combinations(numbers, size):
            one = frozenset(some)
            if not any(one <= larger for larger in found) and possible(
                [claim for claim in claims if getattr(claim, by) in one]
            ):
                found.append(one)
        if found and found[0] == frozenset(numbers):
            break
    return found


def _products(some: list[frozenset[int]], others: list[frozenset[int]]) -> list[frozenset[int]]:
    return [one | other for one in some or [frozenset()] for other in others]
