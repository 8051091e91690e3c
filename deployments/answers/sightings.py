"""The days on which a force was seen, and the silences between them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import inf
from typing import TYPE_CHECKING

import attrs

from deployments.brief import brief
from deployments.records import Statement
from deployments.solver.components import Component
from deployments.solver.constraints import node
from deployments.solver.network import Node
from deployments.values.calendar import DayOrNone, Edge, calendar_date, day_text
from deployments.values.edtf import Run, union
from deployments.values.tolerance import Tolerance

if TYPE_CHECKING:
    import pendulum


@attrs.frozen
class Sighting:
    """A report of somebody there: the first and the last day, as day numbers, that it can be of; both inclusive.

    `disputed`: other reports contradict it.
    """

    __repr__ = brief

    first: float = attrs.field(repr=day_text)
    last: float = attrs.field(repr=day_text)
    statement: Statement
    disputed: bool = False

    @property
    def earliest(self) -> pendulum.Date | Edge:
        """The first day that it can be of."""
        return calendar_date(self.first)

    @property
    def latest(self) -> pendulum.Date | Edge:
        """The last day that it can be of."""
        return calendar_date(self.last)

    earliest_day = DayOrNone("earliest")
    latest_day = DayOrNone("latest")

    @property
    def is_first_hand(self) -> bool:
        """Whether its source tells of it without citing another, and the maker of the registry computed nothing."""
        return self.statement.citing is None and not self.statement.derived


def sightings(component: Component, id_: str) -> Iterator[Sighting]:
    """Yield the sightings of a deployment, disputed ones too, with the days that the largest sets of reports leave."""
    for seen in component.seen[id_]:
        statement = seen.statement
        first, last = seen.first, seen.last
        if first < last:
            first, last = component.days_left(statement, node_of(component, statement), (first, last))
        yield Sighting(first, last, statement, statement.id in component.contradicted)


def node_of(component: Component, statement: Statement) -> Node:
    """Return the node of the day that a report is of."""
    if statement.kind.milestones:
        return node(statement.about, statement.kind.value)
    return component.builder.day_node(statement)


def last_seen(sightings: Sequence[Sighting], day: float) -> Sighting | None:
    """Return the last of some sightings that can be of a day not after one, first-hand if one is; None without any."""
    known = (each for each in sightings if each.first <= day)
    return max(known, key=lambda each: (each.last, each.first, each.is_first_hand, each.statement.id), default=None)


def bridges(
    sightings: Sequence[Sighting], certain: Run, tolerance: Tolerance, others: Sequence[Sighting] | None = None
) -> list[Run]:
    """Return the days between two sightings that can be too far apart, where no source reports on both sides.

    Of a whole, a source does so only if both of its reports are of the whole, or of one and the same part: that one
    part left, and that another came years later, says nothing of the time between.

    `others`, unless None, may hold too, or other reports that narrow the days of the vague ones. So the first of all
    counts as the last one before a day where none is surely before it, and the last of all as the first one after it.
    """
    first, last = certain
    known = [*sightings, *(others or ())]
    if first > last or len(known) < 2:
        return []
    earliest, latest = min(each.first for each in known), max(each.last for each in known)
    if not tolerance.is_stale(earliest, latest):
        return []
    by_last = sorted(sightings, key=lambda each: each.last)
    by_first = sorted(sightings, key=lambda each: each.first)
    lasts, firsts = [each.last for each in by_last], [each.first for each in by_first]
    newest = [*accumulate((each.first for each in by_last), max)]
    next_last = [*accumulate((each.last for each in reversed(by_first)), min)][::-1]
    cuts = sorted({first, *(d for each in known for d in (each.first, each.first + 1, each.last, each.last + 1))})
    cuts = [day for day in cuts if first <= day <= last]
    found = []
    for day, after in zip(cuts, [*cuts[1:], last + 1], strict=True):
        before, later = bisect_right(lasts, day) - 1, bisect_left(firsts, day)
        if others is None and (before < 0 or later == len(firsts)):
            continue
        since = newest[before] if before >= 0 else earliest
        until = next_last[later] if later < len(firsts) else latest
        if since <= day <= until and tolerance.is_stale(since, until):
            found.append((day, after - 1))
    return without(union(found), _vouched(sightings))


def _vouched(sightings: Sequence[Sighting]) -> list[Run]:
    """Return the days on both sides of which one source reports the same force there: it speaks for those between."""
    reach: dict[tuple[str, str], list[float]] = defaultdict(lambda: [inf, -inf])
    for each in sightings:
        own = reach[each.statement.source, each.statement.about]
        own[0], own[1] = min(own[0], each.last), max(own[1], each.first)
    return union((first, last) for first, last in reach.values() if first <= last)


def without(runs: Sequence[Run], others: Sequence[Run]) -> list[Run]:
    """Return the days of some ascending runs that are in none of others."""
    found = []
    for first, last in runs:
        day = first
        for a, b in others:
            if b < day or a > last:
                continue
            if a > day:
                found.append((day, a - 1))
            day = b + 1
        if day <= last:
            found.append((day, last))
    return found
