"""The common case, solved for all milestones at once: columns of day numbers, in which bounds flow in rounds.

What contradicts itself, or does not settle within some rounds, is hard, and left to the exact solver of its component.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf

import attrs
import numpy as np

from deployments.columnar.arrays import Days, Integers, Mask
from deployments.columnar.ledger import COLUMN, WIDTH, Kind, Ledger
from deployments.records import Deployment, Event, Mission
from deployments.solver.constraints import ORDER
from deployments.solver.offsets import Domain
from deployments.store import RecordStore
from deployments.values.calendar import UNIX_EPOCH
from deployments.values.edtf import Run

#: So often bounds flow over all columns; longer ways are for the exact solver.
ROUNDS = 24

#: The places of records of one kind, and earlier and later milestones, such that one pass carries a bound all the way.
Order = tuple[slice, list[tuple[int, int]]]


@attrs.frozen(eq=False)
class _Links:
    """Constraints between two places whose step counts the same months."""

    kind: Kind
    sources: Integers
    targets: Integers
    days: Days


@attrs.frozen(eq=False)
class _Chosen:
    """The constraints of the statements that hold."""

    bounded: Integers
    low: Days
    high: Days
    links: Sequence[_Links]
    holes: Sequence[tuple[int, Domain]]

    @classmethod
    def of(cls, ledger: Ledger, holds: Mask, precisions: Integers) -> _Chosen:
        """Choose them from all."""
        bounds = ledger.bounds
        chosen = bounds.holding(holds, precisions)
        links = []
        for kind, rows in ledger.links.items():
            own = rows.holding(holds, precisions)
            if len(own):
                links.append(_Links(kind, rows.source[own], rows.target[own], rows.low[own]))
        holes = [
            (int(ledger.holes.target[row]), ledger.steps[ledger.holes.source[row]])
            for row in ledger.holes.holding(holds, precisions).tolist()
        ]
        return cls(bounds.target[chosen], bounds.low[chosen], bounds.high[chosen], links, holes)

    def start(self, lows: Days, highs: Days) -> None:
        """Put in what is said of each place alone."""
        np.maximum.at(lows, self.bounded, self.low)
        np.minimum.at(highs, self.bounded, self.high)

    def flow(self, lows: Days, highs: Days, orders: Sequence[Order]) -> None:
        """Carry every bound one step further, and through the milestones of each subject."""
        for rows, pairs in orders:
            low, high = lows[rows].reshape(-1, WIDTH), highs[rows].reshape(-1, WIDTH)
            for earlier, later in pairs:
                np.maximum(low[:, later], low[:, earlier], out=low[:, later])
            for earlier, later in reversed(pairs):
                np.minimum(high[:, earlier], high[:, later], out=high[:, earlier])
        for each in self.links:
            (at_least, months, whole), days = each.kind, each.days
            low, high = lows[each.sources], highs[each.targets]
            if at_least:
                rise, fall = _later(low, months, days, whole), _latest(high, months, days, whole)
            else:
                rise, fall = _earliest(low, months, days, whole), _later(high, months, days, whole)
            np.maximum.at(lows, each.targets, rise)
            np.minimum.at(highs, each.sources, fall)
        for place, step in self.holes:
            lows[place], highs[place] = step.rise(float(lows[place])), step.fall(float(highs[place]))


@attrs.frozen(eq=False)
class SolvedColumns:
    """The bounds of all milestones by what some sources say: by the reports alone, and by all that holds.

    `low` and `high` have a row for each subject and a column for each milestone. `component` is the number of the
    component of each subject. The exact solver takes those that are `unsolved`; in those that have gaps (`has_gaps`) a
    day between two possible ones may be impossible; in those with `ends_linked` a report may tie a start to an end.
    `first_observed` is the first day on which somebody was seen, and `mentioned` marks subjects with any statement.
    """

    ledger: Ledger
    reported: tuple[Days, Days]
    expected: tuple[Days, Days]
    component: Integers
    unsolved: Mask
    has_gaps: Mask
    ends_linked: Mask
    first_observed: Days
    mentioned: Mask

    @classmethod
    def of(cls, ledger: Ledger, known: Mask) -> SolvedColumns:
        """Solve what is left of a ledger if only some sources are known."""
        reports, plans = ledger.holding(known)
        precisions = ledger.precisions(reports | plans)
        lows, highs = np.full(ledger.nodes.size, -np.inf), np.full(ledger.nodes.size, np.inf)
        orders = _orders(ledger.store)
        constraints = _Chosen.of(ledger, reports, precisions)
        hard = [*_solve(constraints, lows, highs, orders), _far(ledger, reports, precisions)]
        reported = expected = _rows(lows, ledger), _rows(highs, ledger)
        if plans.any():
            lows, highs = lows.copy(), highs.copy()
            constraints = _Chosen.of(ledger, reports | plans, precisions)
            hard += [*_solve(constraints, lows, highs, orders), _far(ledger, plans, precisions)]
            expected = _rows(lows, ledger), _rows(highs, ledger)
        component = _parts(ledger, constraints.links)
        marked = np.zeros(len(component), np.bool_)
        marked[component[ledger.nodes.owners(np.concatenate(hard))]] = True
        seen = np.full(len(ledger.nodes.rows), inf)
        np.minimum.at(seen, ledger.about[reports], ledger.seen[reports])
        spoken = np.zeros(len(ledger.nodes.rows), np.bool_)
        spoken[ledger.about[known[ledger.source]]] = True
        skips, ties = _skips(ledger, reports, precisions, component)
        return cls(ledger, reported, expected, component, marked, skips, ties, seen, spoken)

    def bounds(self, subject: str, milestone: str, *, by_all: bool) -> Run:
        """Return the bounds of a milestone."""
        low, high = self.expected if by_all else self.reported
        row, column = self.ledger.nodes.rows[subject], COLUMN[milestone]
        return float(low[row, column]), float(high[row, column])


def _orders(store: RecordStore) -> list[Order]:
    """Return the places of each kind of record, and the order of its milestones."""
    orders, start = [], 0
    for table, kind in ((store.deployments, Deployment), (store.missions, Mission), (store.events, Event)):
        stop = start + len(table) * WIDTH
        orders.append((slice(start, stop), [(COLUMN[earlier], COLUMN[later]) for earlier, later in ORDER[kind]]))
        start = stop
    return orders


def _rows(days: Days, ledger: Ledger) -> Days:
    return days[: ledger.nodes.own].reshape(-1, WIDTH)


def _far(ledger: Ledger, holds: Mask, precisions: Integers) -> Integers:
    """Return the places of days that are too far away for columns."""
    return np.asarray(ledger.far.target[ledger.far.holding(holds, precisions)])


def _solve(constraints: _Chosen, lows: Days, highs: Days, orders: Sequence[Order]) -> Iterator[Integers]:
    """Raise the least and lower the greatest days as far as they go; give the places that are hard."""
    constraints.start(lows, highs)
    # What is hard climbs no further than this, and is not looked at again.
    with np.errstate(invalid="ignore"):
        before = np.empty_like(lows), np.empty_like(highs)
        for _ in range(ROUNDS):
            np.copyto(before[0], lows)
            np.copyto(before[1], highs)
            constraints.flow(lows, highs, orders)
            moved = (before[0] != lows) | (before[1] != highs)
            if not moved.any():
                break
        yield np.flatnonzero(moved | (lows > highs))
    for each in constraints.links:
        # Nothing bounds either: they may chase each other, which only the exact solver can tell.
        yield each.targets[np.isneginf(lows[each.sources]) & np.isneginf(lows[each.targets])]


def _parts(ledger: Ledger, links: Sequence[_Links]) -> Integers:
    """Return for each subject, and each day of an observation, the least row of all that it is tied to."""
    component = np.arange(len(ledger.nodes.rows) + len(ledger.nodes.days))
    ties = [(ledger.nodes.owners(each.sources), ledger.nodes.owners(each.targets)) for each in links]
    while True:
        before = component.copy()
        for a, b in ties:
            least = np.minimum(component[a], component[b])
            for each in (a, b):
                np.minimum.at(component, component[each], least)
        component = component[component]
        if np.array_equal(before, component):
            return component


def _skips(ledger: Ledger, reports: Mask, precisions: Integers, component: Integers) -> tuple[Mask, Mask]:
    """Tell in which components a day between two possible ones may not be possible, and which tie a start to an end.

    Days are left out by holes, and by months, which can skip a day where they are more than one length of one subject.
    """
    skips, months = np.zeros(len(component), np.bool_), np.zeros(len(component), np.bool_)
    skips[component[ledger.nodes.owners(ledger.holes.target[ledger.holes.holding(reports, precisions)])]] = True
    for kind, rows in ledger.links.items():
        if kind[1]:
            months[component[ledger.nodes.owners(rows.target[rows.holding(reports, precisions)])]] = True
    lasting = np.bincount(component[ledger.about[reports & ledger.lasts]], minlength=len(component))
    several = np.bincount(component, minlength=len(component)) > 1
    skips |= months & ((lasting > 1) | several)
    return skips, skips | several | (lasting > 0)


def _later(start: Days, months: int, days: Days, whole: bool) -> Days:
    """Return `CalendarOffset(months, days, whole)` of many days."""
    return _add_months(start + whole, months) - whole + days if months else start + days


def _latest(end: Days, months: int, days: Days, whole: bool) -> Days:
    """Return `CalendarOffset.latest_from` of many days."""
    if not months:
        return end - days
    found = _add_months(end - days, -months) + 4
    while (late := _later(found, months, days, whole) > end).any():
        found = found - late
    return found


def _earliest(end: Days, months: int, days: Days, whole: bool) -> Days:
    """Return `CalendarOffset.earliest_from` of many days."""
    return _latest(end - 1, months, days, whole) + 1 if months else end - days


def _add_months(start: Days, months: int) -> Days:
    """Return `add_months` of many days; what is without end stays so."""
    finite = np.isfinite(start)
    whole = np.where(finite, start, 1).astype(np.int64) - UNIX_EPOCH
    dates = whole.astype("datetime64[D]")
    first = dates.astype("datetime64[M]")
    day = (dates - first.astype("datetime64[D]")).astype(np.int64)
    goal = first + np.timedelta64(months, "M")
    begin = goal.astype("datetime64[D]").astype(np.int64)
    length = (goal + np.timedelta64(1, "M")).astype("datetime64[D]").astype(np.int64) - begin
    return np.where(finite, begin + np.minimum(day, length - 1) + UNIX_EPOCH, start)
