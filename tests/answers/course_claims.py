"""What the statements of a small registry say of courses of events: their bases, their days, their predicates.

`courses` lists the readings of the design that are taken here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from math import inf
from typing import Any

import attrs

from deployments.values.dates import UncertainDate
from deployments.values.durations import Duration
from deployments.values.quantities import Change, Quantity
from deployments.values.tolerance import Tolerance
from deployments.values.when import RELATIONS, When
from tests.answers.course_search import SAME, Apart, OneOf, Predicate, Run, Shift, Unknown

TOLERANCE = Tolerance()
AROUND = TOLERANCE.day
STALE_MONTHS = 18

MILESTONES = ("decided", "departed", "start", "operational", "end", "returned", "end_decided")
DATED = ("decided", "departed", "start", "operational", "date", "present", "returned", "end", "end_decided")
LAST = ("duration", "follows", "relieves")
FIGURES = ("strength", "change", "equipment")
DAYED = ("present", *FIGURES, "mandate", "ceiling")
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
    #: Of all days from one to another: the unknown first and last of them, and the days that each can be.
    edges: tuple[tuple[Unknown, tuple[Run, ...]], ...] = ()
    #: The claim whose day and basis it has, where it puts that right and says neither itself.
    original: Claim | None = None

    @property
    def as_of(self) -> str | None:
        """The day that it names, or that what it puts right names."""
        return self.original.as_of if self.original else self.statement.get("as_of")

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
        return number_of(self.value)

    @property
    def inside(self) -> Run | None:
        """The days that are certainly among those that it is all of; None if there are none, or it is of one day."""
        if not self.edges:
            return None
        (_, starts), (_, ends) = self.edges
        first, last = starts[-1][1], ends[0][0]
        return (first, last) if first <= last else None

    def on_days(self) -> Iterator[Claim]:
        """Yield the claim itself, or, of all days from one to another, as it is of the first and of the last."""
        if not self.edges:
            yield self
        for day, runs in self.edges:
            yield attrs.evolve(self, day=day, named=(runs[0][0], runs[-1][1]))

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
        related = self.when and (self.when.before or self.when.around or self.when.during)
        return self.milestone and self.named[1] == inf and not related

    @property
    def no_first(self) -> bool:
        """Whether it names no first day (of a report, or of a start)."""
        if self.when is None:
            return self.named[0] == -inf
        dated = self.when.on is not None and self.when.on.hull[0] > -inf
        return not (dated or self.when.after or self.when.around or self.when.during)


def number_of(value: Any) -> tuple[int, int | None]:
    """Return the least and the greatest of a number, or of numbers by category together."""
    if not isinstance(value, Mapping):
        return Quantity.of(value).bounds(TOLERANCE)
    found = [Quantity.of(each).bounds(TOLERANCE) for each in value.values()]
    highs = [high for _, high in found]
    return sum(low for low, _ in found), None if None in highs else sum(high for high in highs if high is not None)


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
        forces = case.get("deployments", [{"id": "x"}])
        self.kinds = {str(each["id"]): "deployment" for each in forces}
        self.part_of = {str(each["id"]): str(each["part_of"]) for each in forces if "part_of" in each}
        self.kinds |= dict.fromkeys(case.get("events", ()), "event")
        self.kinds |= dict.fromkeys(case.get("missions", ()), "mission")
        self.all = [claim for at, statement in enumerate(case["statements"]) for claim in self._read(at, statement)]
        for claim in self.all:
            claim.original = self._original(claim)
        for claim in self.all:
            told = claim.original or claim
            claim.basis = told.statement.get("basis") or self._basis(told)
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
            fields = {**statement, "value": text, "date": statement["value"]}
            yield Claim(at, 2 * at + half, fields, milestone, subject, own, counted)

    # What is put right.

    def _original(self, claim: Claim) -> Claim | None:
        """Return the claim whose day and basis one has that puts it right and says neither."""
        seen = []
        while claim not in seen and not {"as_of", "basis"} & {*claim.statement} and claim.kind in DAYED:
            seen.append(claim)
            meant = self._put_right(claim)
            if not meant or claim.own[0] < meant[0].own[0]:
                break
            claim = meant[0]
        return claim if seen and claim is not seen[0] else None

    def _put_right(self, claim: Claim) -> list[Claim]:
        """Return what one puts right: of several claims of a source, those of its own day; or all, if of one day."""
        if "corrects" not in claim.statement:
            return []
        named = [each for each in self.all if self._is_named(claim, each)]
        same = [each for each in named if each.statement.get("as_of") == claim.statement.get("as_of")]
        return same or (named if len({each.statement.get("as_of") for each in named}) == 1 else [])

    def _is_named(self, claim: Claim, other: Claim) -> bool:
        source, alike = claim.statement["corrects"], (claim.kind, claim.about) == (other.kind, other.about)
        return claim is not other and other.source == source and alike

    # Parts.

    def wholes(self, name: str) -> list[str]:
        """Return the deployments that one is part of, the nearest first."""
        found = []
        while name in self.part_of:
            name = self.part_of[name]
            found.append(name)
        return found

    def family_of(self, name: str) -> list[str]:
        """Return a deployment, and all that are part of it."""
        return [each for each in self.kinds if name in (each, *self.wholes(each))]

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
            same = published is not None and days(published) == days(as_of) and "/" not in as_of
            return "reported" if same or date.hull[1] <= claim.counted[0] else "planned"
        if claim.kind == "present" or claim.absence:
            return "reported"
        if not self._says_of_presence(claim, claim.about, there=True):
            return "reported" if self._is_there_with_its_whole(claim) else "planned"
        arrivals = ("start", "departed", "operational") if self._has_two_sizes(claim) else ("start",)
        return "planned" if self._plans_any(arrivals, claim) else "reported"

    def _says_of_presence(self, claim: Claim, about: str, *, there: bool) -> bool:
        return any(
            each.kind == "present" and each.value is there and "as_of" not in each.statement
            and (each.source, each.about) == (claim.source, about)
            and each.statement.get("basis", "reported") == "reported"
            for each in self.all
        )  # fmt: skip

    def _is_there_with_its_whole(self, claim: Claim) -> bool:
        """Tell whether its source has the whole there, and nothing of it, down to the part, to come."""
        for name in (claim.about, *self.wholes(claim.about)):
            if self._brings_more(claim, name) or self._says_of_presence(claim, name, there=False):
                return False
            if self._says_of_presence(claim, name, there=True):
                return True
        return False

    def _brings_more(self, claim: Claim, about: str) -> bool:
        own = [each for each in self.all if (each.source, each.about) == (claim.source, about)]
        more = [each for each in own if each.kind in ("start", "departed", "operational")]
        changes = [each for each in own if each.kind == "change" and is_more(each.value)]
        more += [each for each in changes if {"as_of", "basis"} & {*each.statement}]
        return any((each.statement.get("basis") or self._basis(each)) == "planned" for each in more)

    def _has_two_sizes(self, claim: Claim) -> bool:
        """Tell whether the source of a claim gives strengths, of no day of their own, with nothing in common."""
        lows, highs = [0], [inf]
        for each in self._beside(claim):
            if each.kind == "strength" and not {"as_of", "basis"} & {*each.statement} and not each.absence:
                low, high = number_of(each.value)
                lows.append(low)
                highs.append(inf if high is None else high)
        return max(lows) > min(highs)

    def _plans_any(self, kinds: Collection[str], claim: Claim) -> bool:
        """Tell whether the source of a claim has others arrive on a day to come: its figures may be of that day."""
        arrivals = [each for each in self._beside(claim) if each.kind in kinds]
        return any(each.statement.get("basis", self._basis(each)) == "planned" for each in arrivals)

    def _beside(self, claim: Claim) -> list[Claim]:
        return [each for each in self.all if (each.source, each.about) == (claim.source, claim.about)]

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
        told = claim.original or claim
        as_of = told.statement.get("as_of")
        citing = told.statement.get("citing")
        own = self.published(told.source, claim.about)
        if as_of is not None and "/" in as_of and claim.kind != "change":
            self._place_stretch(claim, as_of)
        elif as_of is not None:
            runs = self._allowed(claim, days(as_of))
            claim.day = ("day", claim.at)
            claim.predicates = (OneOf(claim.day, runs),)
            claim.named = (runs[0][0], runs[-1][1]) if runs else (inf, -inf)
        elif citing is not None:
            claim.day = ("day", claim.at)
            cited = self.published(citing, claim.about)
            both = OneOf(cited, self.runs[citing]), OneOf(own, self.runs[told.source])
            claim.predicates = (*both, Apart(cited, claim.day), Apart(claim.day, own))
            claim.named = (self.sources[citing][0], told.own[1])
        else:
            claim.day = own
            claim.predicates = (OneOf(own, self.runs[told.source]),)
            claim.named = told.own
        if self.shows_somebody(claim):
            claim.predicates += inside(claim)

    def _place_stretch(self, claim: Claim, as_of: str) -> None:
        """Read what is of all days from one to another; of those after its publication a report knows nothing."""
        first, last = (days(text) for text in as_of.split("/"))
        if claim.basis == "reported":
            first, since = cut(first, -inf, claim.own[1]), claim.own[0]
            known = cut(last, -inf, claim.own[1])
            last = known or (((max(first[-1][1], since), claim.own[1]),) if first else ())
        elif claim.statement.get("basis") == "planned" and cut(last, claim.counted[0], inf):
            day = claim.counted[0]
            first, last = cut(first, day, inf) or ((day, day),), cut(last, day, inf)
        if first:
            first, last = cut(first, -inf, last[-1][1]), cut(last, first[0][0], inf)
        claim.edges = ((("first", claim.at), first), (("last", claim.at), last))
        claim.day = ("last", claim.at)
        claim.predicates = (*(OneOf(*edge) for edge in claim.edges), Apart(claim.edges[0][0], claim.edges[1][0]))
        claim.named = (first[0][0], last[-1][1]) if first else (inf, -inf)

    def shows_somebody(self, claim: Claim) -> bool:
        """Tell whether somebody is there on the day of a presence or a figure; of a change this is told later."""
        if claim.kind == "present":
            return claim.value is True
        if claim.basis != "reported":
            return False
        if claim.kind == "equipment":
            return any(shows_some(number) for number in claim.value.values())
        return claim.kind == "strength" and claim.numbers[0] >= 1

    def _is_corrected(self, claim: Claim) -> bool:
        return any(self._corrects(each, claim) for each in self.all)

    def _corrects(self, one: Claim, other: Claim) -> bool:
        """Tell whether one puts another right, or what that one tells of another source that it puts right."""
        if "corrects" not in one.statement or one.at == other.at or one.basis == "considered" != other.basis:
            return False
        return self._may_correct(one, other) and (self._is_meant(one, other) or self._is_relayed(one, other))

    def _is_meant(self, one: Claim, other: Claim) -> bool:
        if other not in self._put_right(one):
            return False
        mutual = "corrects" in other.statement and one in self._put_right(other) and self._may_correct(other, one)
        return not mutual

    def _is_relayed(self, one: Claim, other: Claim) -> bool:
        alike = (one.kind, one.about) == (other.kind, other.about)
        if not alike or other.statement.get("citing") != one.statement["corrects"]:
            return False
        same_day = {each.statement.get("as_of") for each in self._put_right(one)}
        return other.statement.get("as_of") in same_day or not same_day

    def _may_correct(self, one: Claim, other: Claim) -> bool:
        return one.own[0] >= other.own[0] and (other.basis != "reported" or one.basis == "reported")


def is_more(value: Any) -> bool:
    """Tell whether a change is an increase."""
    return Change.of(value).increase


def shows_some(number: Any) -> bool:
    """Tell whether there is surely some equipment of a kind; less of it is told from the number before."""
    if isinstance(number, str) and number[0] in "+-di":
        change = Change.of(number)
        return change.increase or (change.by is None and (change.percent or 0) < 100)
    return Quantity.of(number).bounds(TOLERANCE)[0] >= 1


def claim_hull(claim: Claim) -> Run:
    """Return the first and the last day that the date of a claim names."""
    return UncertainDate.parse(str(claim.statement["date"])).hull


def inside(claim: Claim) -> tuple[Predicate, ...]:
    """Return that the day of a claim, or all of its days, are within the stay."""
    if claim.day is None:
        return ()
    if claim.edges:
        first, last = (day for day, _ in claim.edges)
        return Apart((claim.about, "start"), first), Apart(first, last), Apart(last, (claim.about, "end"))
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
