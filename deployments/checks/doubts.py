"""What `check` asks about the basis of claims: whether they are past or to come, and whether somebody was there.

Each is asked once for a source, with the count of its claims, and comes with the line that answers it.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence

from deployments.basis import Doubt, claimed_days
from deployments.checks.citations import cited, cited_with_others
from deployments.claims import Basis, ClaimKind
from deployments.corrections import is_older
from deployments.errors import quote
from deployments.records import Statement
from deployments.references import Mend, Problem
from deployments.registry import Registry
from deployments.solver.bounds import Dispute
from deployments.solver.constraints import ORDER, is_absence
from deployments.solver.corrections import may_correct, missing_categories
from deployments.values.when import When

#: What answers all questions of a file. To call all of it planned would make plans of what other tables report.
_FOR_A_FILE = 'where nothing in the file is to come, basis = "reported" below [defaults.statements] says so once'

#: What to write where a start is planned of a force of which somebody is there.
FOR_THOSE_WHO_FOLLOW = (
    "if some are there and others follow, write operational for start, and how many follow as a change with as_of in a "
    "table of its own, or a deployment of its own"
)

#: What to write where the force stays longer than a length that its source plans.
FOR_THOSE_WHO_ROTATE = "if it is how long each team stays, and the force was there before, write rotation for duration"

#: What to write for nobody there on a day to come.
_FOR_ABSENCE = "write the planned end, the last day on which they are there; if they are yet to come, leave it out"

#: What to know where a start is planned of a force that a source reports to have left home.
ON_THE_WAY = "who is on the way is not there yet"


def bases(registry: Registry) -> Iterator[Problem]:
    """Yield what is to be asked of claims whose basis nobody wrote: B101 and B102, each once for a source."""
    doubtful: Mapping[Doubt, list[Statement]] = defaultdict(list)
    for claim in registry.statements:
        if claim.value is not False and (doubt := registry.doubt(claim)) is not None:  # an absence to come is B104
            doubtful[doubt].append(claim)
    yield from _past_or_to_come(registry, doubtful[Doubt.EITHER])
    yield from _sizes(registry, doubtful[Doubt.SIZE])


def _past_or_to_come(registry: Registry, dated: Sequence[Statement]) -> Iterator[Problem]:
    """Yield B101 for each source with claims that may be past or to come: these by their own days, and others."""
    related = _Reports(registry)
    doubtful = [*dated, *(each for each in registry.statements if related.may_be_past(each))]
    plans = _surely_planned(registry, {_teller(each) for each in doubtful})
    for claims in _by_source(each for each in doubtful if not _comes_after_any(plans[_teller(each)], each)):
        message = cited_with_others(claims, "may be past or to come")
        hint = f'write basis = {{ {claims[0].kind.value} = "planned" }}, or "reported"; {_FOR_A_FILE}'
        mends = [Mend(each, "basis", registry.basis(each).value) for each in claims]
        yield Problem(claims[0], claims[0].kind.value, "B101", message, hint, mends=(*mends,))


def _sizes(registry: Registry, doubtful: Sequence[Statement]) -> Iterator[Problem]:
    """Yield B102 for each source with figures of which nobody says whether they are of those who are there."""
    gone = _ends_reported(registry) if doubtful else frozenset()
    left = [each for each in doubtful if (each.source, each.about) in gone]
    for claims in _by_source(left):  # "Togo's 650 went home in August"
        hint = "if these are those who left, write as_of, a day, or the month, in which they were that many"
        message = cited_with_others(claims, "is taken for the size announced of a force that had left")
        yield Problem(claims[0], claims[0].kind.value, "B102", message, hint)
    others = [each for each in doubtful if (each.source, each.about) not in gone]
    beside = [each for each in others if registry.reports_presence(each.source, each.about)]
    for claims in _by_source(each for each in others if not registry.reports_presence(each.source, each.about)):
        first_of_each = {each.about: each for each in reversed(claims)}  # one presence speaks for all figures
        mends = [Mend(each, "present", value=True) for each in claims if first_of_each[each.about] is each]
        hint = "if they were there when it was published, put this into the table: present = true"
        message = cited_with_others(claims, "is taken for the size announced")
        yield Problem(claims[0], claims[0].kind.value, "B102", message, hint, mends=(*mends,))
    for claims in _by_source(beside):  # some are there already, and others are to come: who is counted?
        kind = claims[0].kind.value
        to_come = f'if they are to come, write as_of, the day, or basis = {{ {kind} = "planned" }}'
        hint = f'for each number: if these are there, write basis = {{ {kind} = "reported" }}; {to_come}'
        is_plan = registry.basis(claims[0]) is Basis.PLANNED
        taken = "is taken for the size announced" if is_plan else "is one of two sizes that its source gives"
        mends = [Mend(each, "basis", registry.basis(each).value) for each in claims]
        yield Problem(claims[0], kind, "B102", cited_with_others(claims, taken), hint, mends=(*mends,))


def _ends_reported(registry: Registry) -> frozenset[tuple[str, str]]:
    """Return the sources that report a force to have left, each with the id of that."""
    ends = (*registry.statements_of(kind=ClaimKind.END), *registry.statements_of(kind=ClaimKind.RETURNED))
    return frozenset((each.source, each.about) for each in ends if registry.basis(each) is Basis.REPORTED)


def own_plans(registry: Registry) -> Iterator[Problem]:
    """Yield B103 for each source whose own statements alone make a plan of it impossible."""
    by_plan = {each.statement.id: each for each in registry.overtaken() if _is_its_own(each)}
    for claims in _by_source(each.statement for each in by_plan.values()):
        others = "; ".join(map(cited, by_plan[claims[0].id].against))
        message = cited_with_others(claims, f"is overtaken by the own source: {others}")
        hints = dict.fromkeys(_for_own_plan(registry, by_plan[each.id]) for each in claims)
        yield Problem(claims[0], claims[0].kind.value, "B103", message, "; ".join(hints))


def _for_own_plan(registry: Registry, dispute: Dispute) -> str:
    """Return what to do about a plan that its own source makes impossible."""
    plan = dispute.statement
    is_start = plan.kind is ClaimKind.START
    seen = [each for each in dispute.against if each.kind.spec.dated and not is_absence(each, registry)]
    if is_start and len(seen) == len(dispute.against) and registry.reports_departure(plan.source, plan.about):
        return "; ".join([ON_THE_WAY, *dict.fromkeys(map(_for_sighting, seen))])
    hint = 'mend what was misread; what is not yet sure is basis = "considered"'
    if plan.kind is ClaimKind.DURATION:
        return f"{hint}; {FOR_THOSE_WHO_ROTATE}"
    return f"{hint}; {FOR_THOSE_WHO_FOLLOW}" if is_start else hint


def _for_sighting(claim: Statement) -> str:
    """Return what to write for a claim by which those who are on the way would be there."""
    written = [name for name in ("as_of", "basis") if getattr(claim, name) is not None]
    if claim.kind is ClaimKind.PRESENT or not written:  # a number without either is reported with a presence
        return "leave present out"
    planned = f'write basis = {{ {claim.kind.value} = "planned" }}'
    left_out = " and ".join(written)
    return f"a number of those on the way is the size announced: leave its {left_out} out, or {planned}"


def changes(registry: Registry) -> Iterator[Problem]:
    """Yield B106 for each source with changes of a number that it gives of the same day.

    Such a change is taken to be in the number already, so that nothing would come of it, without a word.
    """
    numbers = {_of_one_day(registry, each) for each in registry.statements_of(kind=ClaimKind.STRENGTH)}
    claimed = (each for each in registry.statements_of(kind=ClaimKind.CHANGE) if _of_one_day(registry, each) in numbers)
    for claims in _by_source(each for each in claimed if registry.basis(each) is not Basis.CONSIDERED):
        message = cited_with_others(claims, "is taken to be in the number that the source gives")
        hint = (
            "write as_of, the day of the change, in a table of its own; if the number counts it already, leave it out"
        )
        yield Problem(claims[0], "change", "B106", message, hint)


def corrections(registry: Registry) -> Iterator[Problem]:
    """Yield B107 for each correction that puts nothing right."""
    for claim in registry.corrections.correcting:
        wrong = registry.corrections.put_right_by(claim)
        if not any(may_correct(registry, claim, each, each.source) for each in wrong):
            named = len(registry.corrections.named_by(claim))
            why, hint = _why_refused(registry, claim, wrong[0]) if wrong else _why_uncorrected(registry, claim, named)
            yield Problem(claim, "corrects", "B107", f"{cited(claim)} puts nothing right: {why}", hint)


def _why_uncorrected(registry: Registry, claim: Statement, named: int) -> tuple[str, str]:
    """Return why nobody can tell what a correction is of, and what to write."""
    corrects, kind = quote(str(claim.corrects)), claim.kind.value
    if named:
        hint = "write as_of, the day of the one that is wrong, or name that one by its id"
        return f"{corrects} has {named} of other days", hint
    where = "claims no" if claim.corrects in registry.sources else "is no"
    return f"{corrects} {where} {kind} of {quote(claim.about)}", "name the source that has the claim, or leave it out"


def _why_refused(registry: Registry, claim: Statement, wrong: Statement) -> tuple[str, str]:
    """Return why a correction may not put right what it is of, and what to write."""
    if missing := missing_categories(claim, wrong):
        names = ", ".join(map(quote, missing))
        return f"it does not name {names}", "write the numbers of all categories, also of those that were right"
    kind = claim.kind.value
    if is_older(registry.published, claim.source, wrong.source):
        return "its source is older", "name a source that appeared before it, or leave it out"
    return f"the {kind} of {quote(str(claim.corrects))} is reported", f'write basis = {{ {kind} = "reported" }}'


def presences_to_come(registry: Registry) -> Iterator[Problem]:
    """Yield what cannot be planned so: B104 for each absence on a day to come, B105 for each presence without a day."""
    for claim in registry.statements_of(kind=ClaimKind.PRESENT):
        if registry.basis(claim) is not Basis.PLANNED:
            continue
        if claim.value is False:
            message = f"nobody is absent yet on a day that is still to come: {cited(claim)}"
            had_left = ', or basis = { present = "reported" } if the day is past' if registry.doubt(claim) else ""
            yield Problem(claim, "present", "B104", message, f"{_FOR_ABSENCE}{had_left}")
        elif claim.as_of is None:
            message = f"planned for no other day than that on which its source appeared: {cited(claim)}"
            hint = (
                'if they are there, write basis = { present = "reported" }, and likewise for figures in the same '
                "table; if they are to come, write as_of, the day"
            )
            yield Problem(claim, "present", "B105", message, hint)


def _by_source(claims: Iterable[Statement]) -> Iterable[Sequence[Statement]]:
    found: Mapping[str, list[Statement]] = defaultdict(list)
    for claim in claims:
        found[claim.source].append(claim)
    return found.values()


def _of_one_day(registry: Registry, claim: Statement) -> Hashable:
    """Return what a number and a change have in common if the one is taken to be in the other."""
    return claim.source, claim.about, claim.as_of, registry.basis(claim)


#: Who says something of whom: a source, which may cite another, and the subject.
_Teller = tuple[str, str | None, str]


def _teller(claim: Statement) -> _Teller:
    return claim.source, claim.citing, claim.about


def _surely_planned(registry: Registry, tellers: Collection[_Teller]) -> Mapping[_Teller, set[str]]:
    """Return the milestones that each of these plans and that cannot be past, or are said to be planned."""
    found: Mapping[_Teller, set[str]] = defaultdict(set)
    for claim in registry.statements if tellers else ():
        if claim.kind.milestones and _teller(claim) in tellers and registry.basis(claim) is Basis.PLANNED:
            days, published = claimed_days(claim, registry.published), registry.published(claim.citing or claim.source)
            if claim.basis is Basis.PLANNED or (days is not None and days[0] > published[1]):
                found[_teller(claim)].update(claim.kind.milestones)
    return found


def _comes_after_any(milestones: Collection[str], claim: Statement) -> bool:
    """Tell whether a claim dates a milestone that can only come on or after one of some of the same subject."""
    return any(milestone in _earlier(each) for each in claim.kind.milestones for milestone in milestones)


@functools.cache
def _earlier(milestone: str) -> frozenset[str]:
    """Return the milestones that come on or before one."""
    firsts = {earlier for pairs in ORDER.values() for earlier, later in pairs if later == milestone}
    return frozenset(firsts.union(*map(_earlier, firsts)))


def _is_its_own(dispute: Dispute) -> bool:
    return bool(dispute.against) and all(each.source == dispute.statement.source for each in dispute.against)


class _Reports:
    """What the reports alone say of the days of others, by which a claim without a date of its own can be past."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self._alone: Registry | None = None
        self._ends: dict[str, float] = {}

    def may_be_past(self, claim: Statement) -> bool:
        """Tell whether a claim is dated only by what reports put before the first day of its source."""
        value = claim.value
        if claim.basis is not None or not isinstance(value, When) or not value.is_relative:
            return False
        if self.registry.basis(claim) is not Basis.PLANNED or claimed_days(claim, self.registry.published) is not None:
            return False
        first = self.registry.published(claim.citing or claim.source)[0]
        targets = [target for _, target in value.related if isinstance(target, str)]
        return any(self._end(each) < first for each in targets if each not in self.registry.sources)

    def _end(self, target: str) -> float:
        if target not in self._ends:
            self._ends[target] = self._reports.bounds(target if "." in target else f"{target}.end").high
        return self._ends[target]

    @property
    def _reports(self) -> Registry:
        if self._alone is None:
            every = self.registry.statements
            reported = [each for each in every if self.registry.basis(each) is Basis.REPORTED]
            self._alone = self.registry.narrowed(self.registry.sources.values(), reported)
        return self._alone
