"""The common case, solved for all milestones at once: columns of day numbers, in which bounds flow in rounds.

What has days left out, contradicts itself, or does not settle within some rounds is hard, and left to the exact
solver of its part.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from math import inf

import attrs
import numpy as np
import numpy.typing as npt

from deployments.timeline.network import Edge, Node
from deployments.timeline.steps import Among, AtLeast
from deployments.values.edtf import Run
from deployments.values.when import MILESTONES

Days = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

#: So often bounds flow over all columns; longer ways are for the exact solver.
ROUNDS = 24
#: Days further away than this are for Python's own whole numbers.
FAR = 10**9

_COLUMN = {milestone: i for i, milestone in enumerate(MILESTONES)}
_WIDTH = len(MILESTONES)
#: Earlier and later milestones, in an order in which one pass carries a bound all the way.
_ORDER = (
    ("decided", "start"),
    ("decided", "departed"),
    ("start", "operational"),
    ("departed", "operational"),
    ("operational", "end"),
    ("end", "returned"),
)
_PAIRS = [(_COLUMN[earlier], _COLUMN[later]) for earlier, later in _ORDER]


class Nodes:
    """Gives every node its place: the milestones of a subject side by side, then the days of observations."""

    def __init__(self, subjects: Iterable[str]) -> None:
        self.rows = {subject: row for row, subject in enumerate(subjects)}
        self.days: dict[Node, int] = {}

    def place(self, node: Node) -> int:
        """Give the place of a node."""
        subject, dot, milestone = node.partition(".")
        if dot:
            return self.rows[subject] * _WIDTH + _COLUMN[milestone]
        return len(self.rows) * _WIDTH + self.days.setdefault(node, len(self.days))


@attrs.define
class _Links:
    """Edges between two nodes whose step counts the same months: the places of both, and the days."""

    sources: list[int] = attrs.field(factory=list)
    targets: list[int] = attrs.field(factory=list)
    days: list[int] = attrs.field(factory=list)

    def arrays(self) -> tuple[Places, Places, Days]:
        """Give them as columns."""
        return np.array(self.sources, np.int64), np.array(self.targets, np.int64), np.array(self.days, np.float64)


Kind = tuple[bool, int, bool]


class Columns:
    """The edges of many statements as columns, and the least and the greatest day of every node by them."""

    def __init__(self, nodes: Nodes) -> None:
        self.nodes = nodes
        self.bounded: list[int] = []
        self.ends: tuple[list[float], list[float]] = ([], [])
        self.links: dict[Kind, _Links] = {}
        self.hard: list[int] = []

    def add(self, edges: Iterable[Edge]) -> None:
        """Put in more edges."""
        place = self.nodes.place
        for edge in edges:
            step, target = edge.step, place(edge.target)
            if isinstance(step, Among):
                low, high = step.runs[0][0], step.runs[-1][1]
                if len(step.runs) > 1 or FAR < abs(low) < inf or FAR < abs(high) < inf:
                    self.hard.append(target)
                else:
                    self.bounded.append(target)
                    self.ends[0].append(low)
                    self.ends[1].append(high)
            else:
                kind = isinstance(step, AtLeast), step.by.months, step.by.whole
                if kind not in self.links:
                    self.links[kind] = _Links()
                own = self.links[kind]
                own.sources.append(place(edge.source))
                own.targets.append(target)
                own.days.append(step.by.days)

    def solve(self) -> tuple[Days, Days, Places]:
        """Give the least day and the greatest day of every place, and the places that are hard."""
        size = len(self.nodes.rows) * _WIDTH + len(self.nodes.days)
        lows, highs = np.full(size, -np.inf), np.full(size, np.inf)
        bounded = np.array(self.bounded, np.int64)
        np.maximum.at(lows, bounded, np.array(self.ends[0], np.float64))
        np.minimum.at(highs, bounded, np.array(self.ends[1], np.float64))
        links = {kind: each.arrays() for kind, each in self.links.items()}
        # What is hard climbs no further than this, and is not looked at again.
        with np.errstate(invalid="ignore"):
            for _ in range(ROUNDS):
                before = lows.copy(), highs.copy()
                self._flow(lows, highs, links)
                if np.array_equal(before[0], lows) and np.array_equal(before[1], highs):
                    break
            unsettled = (before[0] != lows) | (before[1] != highs) | (lows > highs)
        hard = [np.array(self.hard, np.int64), np.flatnonzero(unsettled)]
        for sources, targets, _ in links.values():
            # Nothing bounds either: they may chase each other, which only the exact solver can tell.
            hard.append(targets[np.isneginf(lows[sources]) & np.isneginf(lows[targets])])
        return lows, highs, np.concatenate(hard)

    def _flow(self, lows: Days, highs: Days, links: Mapping[Kind, tuple[Places, Places, Days]]) -> None:
        own = len(self.nodes.rows) * _WIDTH
        low_rows, high_rows = lows[:own].reshape(-1, _WIDTH), highs[:own].reshape(-1, _WIDTH)
        for earlier, later in _PAIRS:
            np.maximum(low_rows[:, later], low_rows[:, earlier], out=low_rows[:, later])
        for earlier, later in reversed(_PAIRS):
            np.minimum(high_rows[:, earlier], high_rows[:, later], out=high_rows[:, earlier])
        for (at_least, months, whole), (sources, targets, days) in links.items():
            if at_least:
                rise, fall = _later(lows[sources], months, days, whole), _latest(highs[targets], months, days, whole)
            else:
                rise, fall = _earliest(lows[sources], months, days, whole), _later(highs[targets], months, days, whole)
            np.maximum.at(lows, targets, rise)
            np.minimum.at(highs, sources, fall)


def _later(start: Days, months: int, days: Days, whole: bool) -> Days:
    """Give `Ahead(months, days, whole)` of many days."""
    return _add_months(start + whole, months) - whole + days if months else start + days


def _latest(end: Days, months: int, days: Days, whole: bool) -> Days:
    """Give `Ahead.latest_from` of many days."""
    if not months:
        return end - days
    found = _add_months(end - days, -months) + 4
    while (late := _later(found, months, days, whole) > end).any():
        found = found - late
    return found


def _earliest(end: Days, months: int, days: Days, whole: bool) -> Days:
    """Give `Ahead.earliest_from` of many days."""
    return _latest(end - 1, months, days, whole) + 1 if months else end - days


def _add_months(start: Days, months: int) -> Days:
    """Give `add_months` of many days; what is without end stays so."""
    finite = np.isfinite(start)
    whole = np.where(finite, start, 1).astype(np.int64) - _EPOCH
    dates = whole.astype("datetime64[D]")
    first = dates.astype("datetime64[M]")
    day = (dates - first.astype("datetime64[D]")).astype(np.int64)
    goal = first + np.timedelta64(months, "M")
    begin = goal.astype("datetime64[D]").astype(np.int64)
    length = (goal + np.timedelta64(1, "M")).astype("datetime64[D]").astype(np.int64) - begin
    return np.where(finite, begin + np.minimum(day, length - 1) + _EPOCH, start)


#: The day number of 1970-01-01, from which numpy counts.
_EPOCH = 719_163


@attrs.frozen(eq=False)
class Table:
    """The bounds of all milestones."""

    rows: Mapping[str, int]
    lows: Sequence[float]
    highs: Sequence[float]

    def bounds(self, subject: str, milestone: str) -> Run:
        """Give the bounds of a milestone."""
        place = self.rows[subject] * _WIDTH + _COLUMN[milestone]
        return self.lows[place], self.highs[place]


def tables(
    subjects: Sequence[str], rules: Iterable[Edge], reports: Iterable[Edge], plans: Iterable[Edge]
) -> tuple[Table, Table, set[str]]:
    """Give the bounds by the reports alone, and by all, and the subjects and days that are hard.

    `rules` are those that tie one subject to another; the order of milestones is known here.
    """
    nodes = Nodes(subjects)
    columns = Columns(nodes)
    found = []
    for edges in (itertools.chain(rules, reports), plans):
        columns.add(edges)
        found.append(columns.solve())
    names = [*subjects, *nodes.days]
    count = len(subjects)
    hard = {
        names[place // _WIDTH] if place < count * _WIDTH else names[count + place - count * _WIDTH]
        for place in np.unique(np.concatenate([places for _, _, places in found])).tolist()
    }
    by_reports, by_all = (Table(nodes.rows, lows.tolist(), highs.tolist()) for lows, highs, _ in found)
    return by_reports, by_all, hard
