"""What is said of the arrival and the leaving of a deployment."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

import attrs

from deployments.answers.results import Expected
from deployments.claims import Basis, ClaimKind
from deployments.records import Statement
from deployments.solver.bounds import Bounds, Status
from deployments.solver.resolution import Resolution
from deployments.store import RecordStore
from deployments.values.edtf import Run
from deployments.values.when import When

#: The claims of an arrival and of a leaving, those first that say most of it.
ARRIVING = (ClaimKind.START, ClaimKind.DEPARTED, ClaimKind.DECIDED)
LEAVING = (ClaimKind.END, ClaimKind.RETURNED, ClaimKind.DURATION)
#: Which milestone of an event a date before it, or after it, hangs on; any other hangs on both.
_SIDES = {"before": frozenset(("start",)), "after": frozenset(("end",))}

#: So many statements that date what something is dated by are told.
_MOST_DATING = 3


def expectations(resolution: Resolution, id_: str) -> tuple[Expected | None, Expected | None]:
    """Return the arrival and the leaving of a deployment, each None if nothing that holds is said of it."""
    arrives = _expected(resolution, id_, ARRIVING)
    if arrives is not None and arrives.milestone == ClaimKind.START and arrives.basis is Basis.PLANNED:
        departed = _expected(resolution, id_, (ClaimKind.DEPARTED,))
        if departed is not None and departed.basis is Basis.REPORTED:
            arrives = attrs.evolve(arrives, departed=departed)
    return arrives, _expected(resolution, id_, LEAVING)


def _expected(resolution: Resolution, id_: str, kinds: Iterable[ClaimKind]) -> Expected | None:
    store = resolution.store
    component = resolution.components.component(id_)
    late = {each.statement.id for each in component.too_late}
    holding = (Status.HOLDS, Status.DISPUTED)
    said = [s for s in store.statements_of(about=id_) if resolution.status(s) in holding and s.id not in late]
    for kind in kinds:
        behind = tuple(statement for statement in said if statement.kind is kind)
        if behind:
            milestone = "end" if kind is ClaimKind.DURATION else kind.value
            bounds, basis = resolution.bounds(f"{id_}.{milestone}"), Basis.PLANNED
            reports = tuple(statement for statement in behind if store.basis(statement) is Basis.REPORTED)
            if reports:  # what is told as a report has no day of a plan
                bounds = Bounds(*resolution.components.reported(id_, milestone), bounds.disputed)
                behind, basis = reports, Basis.REPORTED
            named = _named(resolution, id_, behind)
            disputed = _named(resolution, id_, (each for each in reports if resolution.status(each) is Status.DISPUTED))
            return Expected(
                milestone,
                bounds,
                basis,
                behind,
                _alike(named),
                contradictory=_have_none_in_common(disputed),
                disputed=any(each.id in component.contradicted for each in reports),
                dating=_newest(store, _dating(resolution, behind)) if None in named else (),
            )
    return None


def _dating(resolution: Resolution, statements: Iterable[Statement]) -> Iterator[Statement]:
    """Yield what dates the milestones that some statements are dated by, as far as it holds."""
    store = resolution.store
    for id_, milestones in dict.fromkeys(itertools.chain.from_iterable(map(_dated_by, statements))):
        for each in store.statements_of(about=id_) if id_ not in store.sources else ():
            holds = resolution.status(each) in (Status.HOLDS, Status.DISPUTED)
            if holds and not milestones.isdisjoint(each.kind.milestones):
                yield each


def _newest(store: RecordStore, statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return the few of some statements that appeared last: many may date the same event."""
    return tuple(sorted(statements, key=lambda each: store.published(each.source), reverse=True)[:_MOST_DATING])


def _dated_by(statement: Statement) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield by what a statement is dated, by its id, and by which of the milestones of that."""
    for relation, target in statement.value.related if isinstance(statement.value, When) else ():
        if isinstance(target, str):
            id_, _, milestone = target.partition(".")
            yield id_, frozenset((milestone,)) if milestone else _SIDES.get(relation, frozenset(("start", "end")))


def _named(resolution: Resolution, id_: str, statements: Iterable[Statement]) -> set[Run | None]:
    """Return the days that each of some statements names by itself, None among them if one names none."""
    builder = resolution.components.component(id_).builder
    return {builder.named(statement) for statement in statements}


def _alike(named: set[Run | None]) -> Bounds | None:
    """Return the days that all statements name; None if they differ, or name none."""
    (only,) = named if len(named) == 1 else (None,)
    return None if only is None else Bounds(*only)


def _have_none_in_common(named: set[Run | None]) -> bool:
    """Tell whether no day is among all that statements name."""
    runs = [run for run in named if run is not None]
    return bool(runs) and max(first for first, _ in runs) > min(last for _, last in runs)
