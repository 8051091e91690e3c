"""What `check` asks about the basis of claims: whether they are past or to come, and whether somebody was there.

Each is asked once for a source, with the count of its claims, and comes with the line that answers it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from deployments.basis import Doubt, claimed_days
from deployments.citations import cited, cited_with_others
from deployments.claims import Basis, ClaimKind
from deployments.records import Statement
from deployments.references import Mend, Problem
from deployments.registry import Registry
from deployments.solver.bounds import Dispute
from deployments.values.when import RELATIONS, When


def past_or_to_come(registry: Registry) -> Iterator[Problem]:
    """Yield B101 for each source with claims that may be past or to come."""
    doubtful = [each for each in registry.statements() if registry.doubt(each) is Doubt.EITHER]
    related = _Reports(registry)
    doubtful += [each for each in registry.statements() if related.may_be_past(each)]
    hint = 'write basis = "reported" or basis = "planned"; below [defaults.statements] it is said for a whole file'
    for claims in _by_source(doubtful):
        message = cited_with_others(claims, "may be past or to come")
        mends = [Mend(each, "basis", registry.basis(each).value) for each in claims]
        yield Problem(claims[0], claims[0].kind.value, "B101", message, hint, mends=(*mends,))


def sizes(registry: Registry) -> Iterator[Problem]:
    """Yield B102 for each source with figures that are taken for the size announced, and not for who is there."""
    doubtful = [each for each in registry.statements() if registry.doubt(each) is Doubt.SIZE]
    hint = "if they were there when it was published, put this into the table: present = true"
    for claims in _by_source(doubtful):
        message = cited_with_others(claims, "is taken for the size announced")
        first_of_each = {each.about: each for each in reversed(claims)}  # one presence speaks for all figures
        mends = [Mend(each, "present", value=True) for each in claims if first_of_each[each.about] is each]
        yield Problem(claims[0], claims[0].kind.value, "B102", message, hint, mends=(*mends,))


def own_plans(registry: Registry) -> Iterator[Problem]:
    """Yield B103 for each source whose own statements alone make a plan of it impossible."""
    by_plan = {each.statement.id: each for each in registry.overtaken() if _is_its_own(each)}
    for claims in _by_source(each.statement for each in by_plan.values()):
        others = "; ".join(map(cited, by_plan[claims[0].id].against))
        message = cited_with_others(claims, f"is overtaken by the own source: {others}")
        hint = 'mend what was misread; what is not yet sure is basis = "considered"'
        yield Problem(claims[0], claims[0].kind.value, "B103", message, hint)


def absences_to_come(registry: Registry) -> Iterator[Problem]:
    """Yield B104 for each report of nobody whose day is found to be still to come."""
    for claim in registry.statements(kind=ClaimKind.PRESENT):
        if claim.value is False and registry.basis(claim) is Basis.PLANNED:
            message = f"nobody is absent yet on a day that is still to come: {cited(claim)}"
            yield Problem(claim, "present", "B104", message, 'write the end that is planned, or basis = "reported"')


def _by_source(claims: Iterable[Statement]) -> Iterable[Sequence[Statement]]:
    found: Mapping[str, list[Statement]] = defaultdict(list)
    for claim in claims:
        found[claim.source].append(claim)
    return found.values()


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
        targets = [each for relation in RELATIONS for each in getattr(value, relation) if isinstance(each, str)]
        return any(self._end(each) < first for each in targets if each not in self.registry.sources)

    def _end(self, target: str) -> float:
        if target not in self._ends:
            self._ends[target] = self._reports.bounds(target if "." in target else f"{target}.end").high
        return self._ends[target]

    @property
    def _reports(self) -> Registry:
        if self._alone is None:
            every = self.registry.statements()
            reported = [each for each in every if self.registry.basis(each) is Basis.REPORTED]
            self._alone = self.registry.narrowed(self.registry.sources.values(), reported)
        return self._alone
