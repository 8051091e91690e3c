"""The reports that agree, the plans that are kept and what became of each statement, by trying courses of events.

Together with its neighbours it is an oracle of the rules of answers, written from the design alone. It shares no rule
and no method with the library: of it it takes dates, lengths and numbers as they are written, and nothing else. A
registry is a plain description, that of the cases: `sources`, `statements`, `deployments`, `events`, `missions`.

What is authorised, beyond the word `authorised`, is read in `course_mandates`.

Readings, where the design is open. The less certain one is taken.

1.  A reported milestone is not after the last day of the source that states it, also where it cites another.
2.  `corrects` puts right all statements of the same kind about the same subject, of that source or citing it. A plan
    corrects plans only.
3.  A source that cites another has the rank of the other; one without a day of publication has the lowest.
4.  A plan without a latest day contradicts an older one if no course fits the two of them.
5.  A plan or cancellation that is replaced or overtaken still replaces older plans.
6.  Plans of one kind and rank contradict each other, whatever they are about; those that do are overtaken, the others
    of the kind are not. Lengths, `follows` and `relieves` are added by rank, and within a rank in this order.
7.  An absence that has no place constrains no bound: only its day is `NO`. Largest sets keep it outside the stay. A
    planned start is after it, also where the planned stay was over by then; and where a start is planned, also one
    that is overtaken, so is the stay, if the plans that are kept let it.
8.  A gap reaches from the latest first day of a sighting before the absence to the earliest last day of one after it.
    A day that is before the start or after the end in every set is in none.
9.  `bridged` goes by the nearest sightings on both sides, and by the days that they themselves name. A source vouches
    for a day only if it has a sighting certainly on each side, both of the whole, or both of one part.
10. `vague` needs a last day, and no first one. `arriving` needs a report of a start or a sighting, and begins at the
    first reported departure where nothing else bounds the start.
11. A claim names a first day by a date or by `after`, `around` or `during`; a latest one by a date or by `before`,
    `around` or `during`. A planned departure makes no `not_yet` once somebody was seen.
12. `unspoken` goes by the earliest day of a sighting, by the latest of one that has no first day, and by the earliest
    day of a source, which is unknown for one that was only accessed.
13. A planned presence is no last word, nor is a planned figure. An open end names its first day.
14. A figure that was changed grows old by the day of the figure.
15. Only a strength that is surely of the day of a planned figure or later ends the planned one, also a disputed one.
    One of more than none is not before the start. A planned change of the same source ends none.
16. A planned figure without `as_of` is of the earliest day of its start, and grows old from the latest. Where its
    source reports some there before the start that it plans, it is of the earliest day of that one. Beside such a start
    a figure without `as_of` is no report.
17. With somebody there, surely or by assumption, a range begins at 1: also that of `if_there`.
18. A promise is due by its own words, or by what is known of its milestone where they name no day. It is kept when
    reports put its milestone on or before the day asked for.
19. What is only considered corrects nothing but what is only considered.
20. A considered claim stands for its family; the days it decides are those between the first start and the last end.
    Without a last end they reach as far as it counts. With disputes, those of any largest set.
21. A figure that is disputed hides no older one: the hull goes back to the first figure that nobody disputes.
22. A source is later by its last day, as that of which it was surely known. `last_seen` is of the
    days that a sighting can be of beside the other reports.
23. A sum has no upper end if it would be 0 while somebody is left out of it. What else is left out takes it no upper
    end.
24. A relief by those who follow others of their force is overtaken with their start. `no source says anything of the
    other's end`: no statement of an `end`, a `returned` or a length. Otherwise `relieves` holds, and bounds nothing.
25. `bridged` goes by the sightings of each largest set; `vague`, `overdue` and `last_seen` by all of them.
26. Of all days from one to another a claim is of the first and of the last, as sightings are placed; and those between
    are seen. One that surely takes in all days that an absence can be of does not place that: they collide. A change in
    a period is of one day of it. A report of a period that its publication cuts short reaches to that.
27. A sighting of a part is one of the whole, and what is said of a part is said of the whole where it is asked whether
    anybody speaks of it, or plans it. Nobody of the whole is nobody of its parts: a gap of the whole is one of a part
    that was seen on both sides of the absence.
28. A whole of which nobody stated a number has at least what its parts have together that are there, or may be; of two
    of which one follows the other, at least the larger.
29. A figure without a day of a part is of those there if its source has the whole there, and has none of it, down to
    the part, come later, and not nobody of it there.
30. A correction that says neither its day nor its basis has those of what it puts right. Two that put each other right
    both stand.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from math import inf

from deployments.values.quantities import Change
from tests.answers.course_claims import (
    DATED,
    FIGURES,
    HOW_LONG,
    LAST,
    ORDER,
    TOLERANCE,
    Case,
    Claim,
    Claims,
    inside,
    length,
    months_later,
)
from tests.answers.course_search import Apart, Either, Grid, OneOf, Predicate, Run, Shift, can, plain


class Story:
    """The sets of reports, the plans that are kept with each, and the statuses of all claims of a registry."""

    def __init__(self, case: Case) -> None:
        """Work out everything that no day is needed for."""
        self.claims = Claims(case)
        self.live = self.claims.live
        self._sight_changes()
        self.considered = [claim for claim in self.live if claim.basis == "considered"]
        for claim in self.live:
            if claim.kind == "relieves" and self._end_is_told(claim.value):
                claim.predicates = ()
        self.left_out = [claim for claim in self._reports() if self._late_decision(claim)]
        self.contested: set[int] = set()
        said = {claim.number: claim.predicates for claim in self.live}
        while True:
            for claim in self.live:
                claim.predicates = said[claim.number]
            self._find_sets()
            if (more := self._contested()) <= self.contested:
                break
            self.contested |= more
        self.cancelled = [claim for claim in self._reports() if claim.kind == "cancelled"]
        self.plans = [claim for claim in self.live if claim.basis == "planned"]
        self.replaced, self.repeated = self._replaced()
        self.layers = [self.keep_plans(one, self.counted_plans()) for one in self.sets]
        self.kept = {number for kept in self.layers for number in kept}

    def _find_sets(self) -> None:
        self.gaps, self.unplaced = self._place_absences()
        gaps = {claim.at for claim in self.gaps}
        left_out = {claim.at for claim in self.left_out}
        self.reports = [
            claim for claim in self._reports() if claim.at not in gaps | left_out and claim.kind != "cancelled"
        ]
        self.grid = Grid(self._everything())
        self.sets = self._largest_sets()
        self.disputed = {claim.at for claim in self.reports if not all(claim.at in one for one in self.sets)}

    def _contested(self) -> set[int]:
        """Return the absences that are in dispute, or placed otherwise without the sightings that are."""
        found = set()
        for claim in self._reports():
            if claim.absence and claim.day is not None and claim.named[0] < inf and claim.at not in self.contested:
                for name in self.claims.family_of(claim.about):
                    now, without = self.around(claim, name), self.around(claim, name, set(self._sure()))
                    is_gap = all(now) and all(without)
                    same = (
                        self.gap(claim, name) == self.gap(claim, name, set(self._sure()))
                        if is_gap
                        else ([bool(each) for each in now] == [bool(each) for each in without])
                    )
                    if any(now) and (not same or claim.at in self.disputed):
                        found.add(claim.at)
        return found

    def _sure(self) -> list[int]:
        return [claim.at for claim in self._reports() if claim.at not in self.disputed]

    def _reports(self) -> list[Claim]:
        return [claim for claim in self.live if claim.basis == "reported"]

    def sightings(self, about: str) -> list[Claim]:
        """Return the reports that show somebody of a deployment, or of a part of it, there on a day."""
        own = self.claims.family_of(about)
        found = [claim for claim in self._reports() if claim.about in own and claim.subject_kind == "deployment"]
        seen = [claim for claim in found if self.is_sighting(claim) and (claim.milestone or claim.named[0] < inf)]
        return [each for claim in seen for each in claim.on_days()]

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
            return change.percent != 100
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
            if not other.increase and other.percent:
                lowest = lowest * (100 - other.percent) // 100
            elif not other.increase:
                by = other.by.bounds(TOLERANCE)[1] if other.by else None
                lowest = lowest - by if by is not None else 1
        return lowest > most

    def _end_is_told(self, about: str) -> bool:
        return any(claim.about == about and claim.kind in HOW_LONG for claim in self.live)

    def _late_decision(self, claim: Claim) -> bool:
        if claim.kind != "decided" or claim.subject_kind != "deployment":
            return False
        return any(each.named[1] < claim.named[0] for each in self.sightings(claim.about))

    def _place_absences(self) -> tuple[list[Claim], list[Claim]]:
        gaps, unplaced = [], []
        for claim in self._reports():
            if not claim.absence or claim.day is None or claim.named[0] == inf:
                continue
            before, after = self.around(claim, claim.about)
            if claim.at in self.contested:
                unplaced.append(claim)
            elif before and after:
                gaps.append(claim)
            elif before:
                claim.predicates += (self._before(claim),)
            elif after:
                claim.predicates += (self._after(claim),)
            else:
                unplaced.append(claim)
        return gaps, unplaced

    def around(self, absence: Claim, about: str, among: set[int] | None = None) -> tuple[list[Claim], list[Claim]]:
        """Return the sightings surely before an absence, and those surely after it; but none that takes it in."""
        low, high = absence.named
        sightings = [
            each
            for each in self.sightings(about)
            if (among is None or each.at in among)
            if each.inside is None or not each.inside[0] <= low <= high <= each.inside[1]
        ]
        return [each for each in sightings if each.named[1] < low], [each for each in sightings if each.named[0] > high]

    def outside(self, claim: Claim) -> Either:
        """Return that the days of an absence are outside the stay."""
        return Either(((self._before(claim),), (self._after(claim),)))

    def _before(self, absence: Claim) -> Apart:
        """Return that the stay is before an absence."""
        first = absence.edges[0][0] if absence.edges else absence.day
        return Apart((absence.about, "end"), first or (), Shift(0, 1))

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
        subjects |= {whole for each in subjects for whole in self.claims.wholes(each)}
        found: list[Predicate] = []
        for part, whole in self.claims.part_of.items():
            if part in subjects:
                found += [Apart((whole, "start"), (part, "start")), Apart((part, "end"), (whole, "end"))]
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
        found += [each for claim in chosen if claim.at in self.contested for each in self._placed(claim, chosen)]
        return [*found, *self.structure(found)]

    def _placed(self, absence: Claim, chosen: Sequence[Claim]) -> list[Apart]:
        """Return where the sightings among some claims put a contested absence."""
        before, after = self.around(absence, absence.about, {each.at for each in chosen})
        if bool(before) == bool(after):
            return []
        return [self._before(absence) if before else self._after(absence)]

    def possible(self, claims: Iterable[Claim]) -> bool:
        """Tell whether some course fits all these claims."""
        return can(self.grid, self.predicates(claims, outside=True))

    # Reports are equal witnesses.

    def _largest_sets(self) -> list[frozenset[int]]:
        largest: list[frozenset[int]] = []
        for component in self._components():
            largest = _products(largest, self._largest(component[1]))
        return largest or [frozenset()]

    def _components(self) -> list[tuple[set[str], list[Claim]]]:
        """Return the reports, those that tell of the same subjects together, with these."""
        groups: list[tuple[set[str], list[Claim]]] = []
        for claim in self.reports:
            subjects = {claim.about} | {
                str(unknown[0])
                for each in plain(claim.predicates)
                for unknown in ((each.day,) if isinstance(each, OneOf) else (each.earlier, each.later))
                if unknown[0] in self.claims.kinds
            }
            subjects |= {whole for each in subjects for whole in self.claims.wholes(each)}
            met = [group for group in groups if group[0] & subjects]
            groups = [group for group in groups if not group[0] & subjects]
            merged = [each for group in met for each in group[1]]
            groups.append((subjects.union(*(group[0] for group in met)), [*merged, claim]))
        return groups

    def _largest(self, reports: list[Claim]) -> list[frozenset[int]]:
        return largest_subsets(reports, self.possible, by="at")

    def component(self, about: str) -> list[Claim]:
        """Return the reports that are connected with those about a subject."""
        subjects = {about, *self.claims.wholes(about)}
        return next((claims for found, claims in self._components() if found & subjects), [])

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
        reports = [each for each in self._reports() if each.about == plan.about and each not in self.left_out]
        if plan.kind in HOW_LONG:
            # Who has left is not home yet: a report of an end replaces no plan of a return.
            is_home = plan.kind == "returned" or (plan.kind == "duration" and length(plan.value)[2] == "returned")
            kinds = (plan.kind,) if is_home else ("end", plan.kind)
            reports = [each for each in reports if each.kind in kinds and each.milestone]
        else:
            reports = [each for each in reports if each.kind == plan.kind and each.milestone]
        return any(not each.no_first or not self.alone([each, plan]) for each in reports)

    def counted_plans(self) -> list[Claim]:
        """Return the plans of days and lengths that nothing replaces."""
        return [
            plan
            for plan in self.plans
            if plan.number not in self.replaced and plan.kind in (*DATED, *LAST) and not plan.absence
        ]

    def keep_plans(self, reports: Iterable[int], plans: Iterable[Claim]) -> list[int]:
        """Return the plans that are kept beside a set of reports."""
        kept = self.chosen(reports)
        added: list[Claim] = []
        for batch in _batches(plans):
            alone = [plan for plan in batch if self._fits([*kept, *added, plan]) and not self._follows_others(plan)]
            before = [*kept, *added]
            sets = largest_subsets(alone, functools.partial(self._fit_beside, before))
            added += [plan for plan in alone if all(plan.number in one for one in sets)]
        return [plan.number for plan in added]

    def _follows_others(self, plan: Claim) -> bool:
        """Tell whether a relief is that by those who follow others who are there already: it is of no known day."""
        return plan.kind == "relieves" and bool(self.second_starts(plan))

    def second_starts(self, claim: Claim) -> list[Claim]:
        """Return the starts that the source of a claim plans, though it reports some there before: others follow."""
        own = [each for each in self.reports if (each.source, each.about) == (claim.source, claim.about)]
        starts = [plan for plan in self.counted_plans() if plan.kind == "start"]
        starts = [plan for plan in starts if (plan.source, plan.about) == (claim.source, claim.about)]
        return [plan for plan in starts if not self._fits([*own, plan])]

    def _fits(self, claims: Sequence[Claim]) -> bool:
        return can(self.grid, self._planned(claims))

    def _fit_beside(self, before: Sequence[Claim], some: Sequence[Claim]) -> bool:
        return self._fits([*before, *some])

    def _planned(self, claims: Sequence[Claim]) -> list[Predicate]:
        """Return what a course has to fit for these claims: a planned start is after an absence without a place."""
        starts = self._with_wholes(claim for claim in claims if claim.kind == "start" and claim.basis != "reported")
        later = [self._after(absence) for absence in self.unplaced if absence in claims and absence.about in starts]
        return [*self.predicates(claims, outside=False), *later]

    def _after(self, absence: Claim) -> Apart:
        """Return that the stay is after an absence."""
        return Apart(absence.day or (), (absence.about, "start"), Shift(0, 1))

    def plan_predicates(self, reports: Iterable[int], plans: Iterable[int]) -> list[Predicate]:
        """Return what a course has to fit for a set of reports and the plans kept with it.

        Where a start is planned, also one that is overtaken, the stay is after the absences that have no place, if it
        can be: they are not there yet.
        """
        claims = self.chosen(reports, plans)
        found = self._planned(claims)
        starts = self._with_wholes(plan for plan in self.counted_plans() if plan.kind == "start")
        for absence in self.unplaced:
            if absence in claims and absence.about in starts:
                later = self.predicates([*claims, absence], outside=False)
                if can(self.grid, [*later, *found, self._after(absence)]):
                    found.append(self._after(absence))
        return found

    def _with_wholes(self, claims: Iterable[Claim]) -> set[str]:
        """Return what claims are about, and that of which this is part."""
        return {each for claim in claims for each in (claim.about, *self.claims.wholes(claim.about))}

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
        if claim.at in self.disputed:
            return "disputed"
        if self._is_of_a_gap(claim):
            return "disputed"
        if claim.at in self.gap_disputes:
            return "disputed" if claim.absence or self._alone_at_gap(claim) else "open"
        return "holds"

    def _is_of_a_gap(self, claim: Claim) -> bool:
        """Tell whether it is a sighting of a day on which a report makes a gap, or such a report."""
        for absence in self.gaps:
            certain = absence.inside if absence.edges else absence.named if len({*absence.named}) == 1 else None
            for seen in self.sightings(absence.about):
                is_within = certain is not None and certain[0] <= seen.named[0] <= seen.named[1] <= certain[1]
                inside = seen.inside or (inf, -inf)
                is_around = inside[0] <= absence.named[0] <= absence.named[1] <= inside[1]
                if claim.at in (seen.at, absence.at) and (is_within or is_around or seen.day == absence.day):
                    return True
        return False

    def _alone_at_gap(self, claim: Claim) -> bool:
        """Tell whether it is the only sighting at its edge of a gap, and not of all days from one to another."""
        if claim.edges or self.claims.part_of:
            return False
        edges = [edge for absence in self.gaps if absence.about == claim.about for edge in self.gap(absence)]
        same = [each for each in self.sightings(claim.about) if set(each.named) & set(claim.named) & set(edges)]
        return len(same) == 1

    @functools.cached_property
    def gap_disputes(self) -> set[int]:
        """The absences that make a gap, and the sightings on both sides of it."""
        found = set()
        for absence in self.gaps:
            for name in self.claims.family_of(absence.about):
                before, after = self.around(absence, name)
                if before and after:
                    low, high = self.gap(absence, name)
                    found.add(absence.at)
                    found |= {each.at for each in before if each.named[0] == low}
                    found |= {each.at for each in after if each.named[1] == high}
        return found

    def gaps_of(self, name: str) -> list[Run]:
        """Return the gaps in the stay of a deployment."""
        own = [each for each in self.gaps if name in self.claims.family_of(each.about) and all(self.around(each, name))]
        return [self.gap(each, name) for each in own]

    def gap(self, absence: Claim, name: str = "", among: set[int] | None = None) -> Run:
        """Return the sightings' days between which nothing is sure."""
        before, after = self.around(absence, name or absence.about, among)
        return max(each.named[0] for each in before), min(each.named[1] for each in after)

    def _cancellation(self, claim: Claim) -> str:
        if any(each.about == claim.about and each.rank > claim.rank for each in self.cancelled):
            return "open"
        newer = any(each.about == claim.about and each.rank > claim.rank for each in self.plans)
        seen = bool(self.sightings(claim.about))
        return "open" if newer and seen else "replaced" if newer else "overtaken" if seen else "holds"

    def _plan_status(self, claim: Claim) -> str:
        if claim.kind in FIGURES or claim.absence:
            return self._figure_status(claim)
        if claim.number in self.repeated:
            return "open" if self._overridden(claim) else "repeated"
        if claim.number in self.replaced:
            return "replaced"
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
