"""What is said of the arrival and the leaving of a deployment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from deployments.answers.results import Expected
from deployments.claims import Basis, ClaimKind
from deployments.records import Statement
from deployments.solver.bounds import Bounds, Status
from deployments.solver.resolution import Resolution
from deployments.solver.ties import targets
from deployments.values.edtf import Run

#: The claims of an arrival and of a leaving, those first that say most of it.
ARRIVING = (ClaimKind.START, ClaimKind.DEPARTED, ClaimKind.DECIDED)
LEAVING = (ClaimKind.END, ClaimKind.RETURNED, ClaimKind.DURATION)


def expectations(resolution: Resolution, id_: str) -> tuple[Expected | None, Expected | None]:
    """Return the arrival and the leaving of a deployment, each None if nothing that holds is said of it."""
    return _expected(resolution, id_, ARRIVING), _expected(resolution, id_, LEAVING)


def _expected(resolution: Resolution, id_: str, kinds: Iterable[ClaimKind]) -> Expected | None:
    store = resolution.store
    late = {each.statement.id for each in resolution.components.component(id_).too_late}
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
            contradicted = resolution.components.component(id_).contradicted
            return Expected(
                milestone,
                bounds,
                basis,
                behind,
                _alike(named),
                contradictory=_have_none_in_common(disputed),
                disputed=any(each.id in contradicted for each in reports),
                dating=tuple(_dating(resolution, behind)) if None in named else (),
            )
    return None


def _dating(resolution: Resolution, statements: Iterable[Statement]) -> Iterator[Statement]:
    """Yield what dates that which some statements are dated by, as far as it holds."""
    store = resolution.store
    names = (target.partition(".")[0] for each in statements for target in targets(each))
    for name in dict.fromkeys(name for name in names if name not in store.sources):
        for each in store.statements_of(about=name):
            if each.kind.milestones and resolution.status(each) in (Status.HOLDS, Status.DISPUTED):
                yield each


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
