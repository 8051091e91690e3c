"""What took the place of a plan: as far as that is sure, for whoever asks why it does not count any more."""

from __future__ import annotations

from collections.abc import Iterator

from deployments.claims import Basis, ClaimKind
from deployments.records import Statement
from deployments.solver.ordering import statement_order
from deployments.solver.plans import families, is_report_of, names_first_day, names_last_day, rank
from deployments.store import RecordStore


def replacing(store: RecordStore, plan: Statement) -> list[Statement]:
    """Return the statements each of which by itself takes the place of a plan that was replaced, the oldest first.

    A report of the milestone does, a newer plan of the same that names a last day or a figure of no day, and a
    cancellation. Where it took more than one to replace it, or nobody can tell, there are none.

    >>> from deployments.records import Deployment, Source
    >>> sources = [Source(id=id_, title=id_, published=day) for id_, day in (("a", "2024-01-01"), ("b", "2024-02-01"))]
    >>> plans = [Statement(id=f"of-{id_}", source=id_, about="nld", kind="end", value=day)
    ...     for id_, day in (("a", "2024-06-30"), ("b", "2024-12-31"))]
    >>> store = RecordStore(sources=sources, deployments=[Deployment(id="nld", contributor="NLD")], statements=plans)
    >>> [each.id for each in replacing(store, plans[0])]
    ['of-b']
    """
    found = (each for each in store.statements_of(about=plan.about) if any(_replaces(store, each, plan)))
    return sorted(found, key=lambda each: statement_order(store, each))


def _replaces(store: RecordStore, other: Statement, plan: Statement) -> Iterator[bool]:
    """Yield whether another statement takes the place of a plan, for each family of that."""
    basis, is_newer = store.basis(other), rank(store, other) > rank(store, plan)
    if other.kind is ClaimKind.CANCELLED:
        yield is_newer and basis is Basis.REPORTED
    for family in families(plan):
        if basis is Basis.REPORTED and other.kind.milestones:
            yield is_report_of(other, plan, family) and names_first_day(other)
        elif basis is Basis.PLANNED and is_newer and family in families(other):
            is_whole = store.as_of(other) is None if plan.kind.spec.dated else names_last_day(other, family)
            yield is_whole
