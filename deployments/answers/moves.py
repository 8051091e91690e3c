"""Which deployments are of the same force: by the statements that one follows another."""

from __future__ import annotations

from collections.abc import Mapping

from deployments.claims import ClaimKind
from deployments.records import Statement
from deployments.solver.plans import rank
from deployments.store import RecordStore


def origins(store: RecordStore, corrected: frozenset[str] = frozenset()) -> Mapping[str, str]:
    """Return for each deployment that follows another the id of that one; of several claims the newest counts."""
    newest: dict[str, Statement] = {}
    for statement in store.statements(kind=ClaimKind.FOLLOWS):
        known = newest.get(statement.about)
        if statement.id in corrected:
            continue
        if known is None or (rank(store, statement), str(statement.value)) > (rank(store, known), str(known.value)):
            newest[statement.about] = statement
    return {about: str(statement.value) for about, statement in newest.items()}
