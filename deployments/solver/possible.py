"""The days on which reports leave it possible that a force is there, where they leave days out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf

from deployments.solver.constraints import node
from deployments.solver.convex import possible_stretch
from deployments.solver.network import Constraint, Contradiction, Network
from deployments.solver.offsets import NOT_BEFORE, Domain
from deployments.solver.worlds import World
from deployments.values.edtf import Run

#: More runs of days than these are not told apart: what comes after them counts as possible.
_MOST_RUNS = 10_000


def can_be(world: World, ids: Sequence[str], start_by: float, end_from: float) -> bool:
    """Tell whether the reports leave it possible that each of some starts by one day and ends on another or later."""
    if _are_free(world, ids):
        first, last = _outermost(world, ids)
        return first <= start_by and end_from <= last
    asked = [(node(id_, "start"), (-inf, start_by)) for id_ in ids] + [
        (node(id_, "end"), (end_from, inf)) for id_ in ids
    ]
    own = [Constraint(name, name, Domain([run])) for name, run in asked]
    return Network([*world.by_reports.constraints, *own]).is_possible()


def _are_free(world: World, ids: Sequence[str]) -> bool:
    """Tell whether all starts can be as early, and all ends as late, as each can be by itself."""
    return world.is_loose or (len(ids) == 1 and world.is_free(ids[0]))


def _outermost(world: World, ids: Sequence[str]) -> Run:
    """Return the first and the last day on which each of some can be there; the first is after the last for none."""
    first = max(world.reported.bounds(node(id_, "start"))[0] for id_ in ids)
    return first, min(world.reported.bounds(node(id_, "end"))[1] for id_ in ids)


def possible_runs(world: World, id_: str, first: float, last: float) -> Iterator[Run]:
    """Return the days from the first to the last on which the reports leave it possible that it is there, as runs.

    The runs ascend. Each reaches at least to the last day that the end can have if it is there on the first of the run.
    """
    return _possible_runs(world, [id_], first, last)


def together_runs(world: World, a: str, b: str) -> Iterator[Run]:
    """Return the days on which the reports leave it possible that two deployments are both there, as runs."""
    if world.is_loose:
        first, last = _outermost(world, (a, b))
        if first <= last:
            yield first, last
        return
    for first, last in _possible_runs(world, [a, b], -inf, inf):
        yield (-inf if first < world.dated[0] else first), last


def _possible_runs(world: World, ids: Sequence[str], first: float, last: float) -> Iterator[Run]:
    day = node(ids[0], "day")
    known = [*world.by_reports.constraints]
    for id_ in ids:
        known += [Constraint(node(id_, "start"), day, NOT_BEFORE), Constraint(day, node(id_, "end"), NOT_BEFORE)]
    # Before all that is dated every day is like the others.
    first = max(first, world.dated[0] - 1)
    stretch = possible_stretch(known, day)
    for _ in range(_MOST_RUNS):
        try:
            if not _is_in(stretch, first):
                first = Network([*known, Constraint(day, day, Domain([(first, last)]))]).lows()[day]
            if stretch is not None and _is_in(stretch, first):
                until = stretch[1]
            else:
                # The greatest days of all are a solution together: on each day up to the first end all are there.
                highs = Network([*known, Constraint(day, day, Domain([(first, first)]))]).solve().highs
                until = min(highs[node(id_, "end")] for id_ in ids)
        except Contradiction as contradiction:
            if contradiction.settled:
                return
            break
        yield first, until
        first = until + 1
        if first > last:
            return
    yield first, last


def _is_in(run: Run | None, day: float) -> bool:
    return run is not None and run[0] <= day <= run[1]
