"""What took the place of a plan: as far as that is sure, for whoever asks why it does not count any more."""

from __future__ import annotations

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
    found = (each for each in store.statements_of(about=plan.about) if _replaces(store, each, plan))
    return sorted(found, key=lambda each: statement_order(store, each))


def _replaces(store: RecordStore, other: Statement, plan: Statement) -> bool:
    """Tell whether another statement takes the place of a plan in all that it plans: of an event, both its ends."""
    if other.kind is ClaimKind.CANCELLED:
        return store.basis(other) is Basis.REPORTED and rank(store, other) > rank(store, plan)
    own = families(plan)
    return bool(own) and all(_replaces_in(family, store, other, plan) for family in own)


def _replaces_in(family: str, store: RecordStore, other: Statement, plan: Statement) -> bool:
    basis = store.basis(other)
    if basis is Basis.REPORTED and other.kind.milestones:
        return is_report_of(other, plan, family) and names_first_day(other)
    if basis is not Basis.PLANNED or family not in families(other) or rank(store, other) <= rank(store, plan):
        return False
    return store.as_of(other) is None if plan.kind.spec.dated else names_last_day(other, family)
