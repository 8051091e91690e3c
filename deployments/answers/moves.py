"""Which deployments are of the same force: by the statements that one follows another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf

from deployments.claims import Basis, ClaimKind
from deployments.records import Statement
from deployments.solver.components import Component
from deployments.solver.plans import rank
from deployments.solver.possible import together_runs
from deployments.store import RecordStore
from deployments.values.edtf import Run, union


def origins(store: RecordStore, corrected: frozenset[str] = frozenset()) -> Mapping[str, str]:
    """Return for each deployment that follows another the id of that one; of several claims the newest counts.

    What is only considered moves nobody.
    """
    newest: dict[str, Statement] = {}
    for statement in store.statements_of(kind=ClaimKind.FOLLOWS):
        known = newest.get(statement.about)
        if statement.id in corrected or store.basis(statement) is Basis.CONSIDERED:
            continue
        if known is None or (rank(store, statement), str(statement.value)) > (rank(store, known), str(known.value)):
            newest[statement.about] = statement
    return {about: str(statement.value) for about, statement in newest.items()}


def are_tied(component: Component) -> bool:
    """Tell whether reports tie days of subjects together, however they agree: else all can be there together."""
    return all(world.is_tied for world in component.worlds)


def apart(component: Component, a: str, b: str) -> Iterator[Run]:
    """Yield the days on which reports rule out that two deployments are both there, though each of them may be."""
    if not are_tied(component):
        return
    after = -inf
    for first, last in union(run for world in component.worlds for run in together_runs(world, a, b)):
        if first > after:
            yield after, first - 1
        after = last + 1
    if after < inf:
        yield after, inf
