"""Which deployments are of the same force: by the statements that one follows another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf

from deployments.claims import Basis, ClaimKind
from deployments.solver.components import Component
from deployments.solver.plans import rank
from deployments.solver.possible import together_runs
from deployments.store import RecordStore
from deployments.values.edtf import Run, union


def origins(store: RecordStore, corrected: frozenset[str] = frozenset()) -> Mapping[str, str]:
    """Return for each deployment that follows another the id of that one.

    Of several claims the newest report counts, and without one the newest plan. What is only considered moves nobody.
    """
    first: dict[str, tuple[bool, float, str]] = {}
    for statement in store.statements_of(kind=ClaimKind.FOLLOWS):
        basis, other = store.basis(statement), str(statement.value)
        if statement.id not in corrected and basis is not Basis.CONSIDERED:
            own = basis is Basis.REPORTED, rank(store, statement), other
            first[statement.about] = max(first.get(statement.about, own), own)
    return {about: other for about, (_, _, other) in first.items()}


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
