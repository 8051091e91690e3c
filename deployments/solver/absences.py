"""Reports that nobody was there, and where the other reports of the same deployment place each."""

from __future__ import annotations

import bisect
import enum
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import inf

import attrs

from deployments.claims import ClaimKind
from deployments.records import Statement
from deployments.solver.bounds import Gap
from deployments.solver.constraints import ConstraintBuilder, is_sighting, node
from deployments.solver.network import Constraint, Node
from deployments.solver.offsets import AtLeast, CalendarOffset, Domain
from deployments.values.edtf import Run

_NEXT_DAY = AtLeast(CalendarOffset(0, 1))
#: Reported milestones whose day is one on which somebody was there.
_DAYS_THERE = (ClaimKind.START, ClaimKind.OPERATIONAL, ClaimKind.END)


class Side(enum.Enum):
    """Where an absence lies to the stay: after it, before it, in it, or nobody can tell."""

    AFTER = "after"
    BEFORE = "before"
    WITHIN = "within"
    ALONE = "alone"


@attrs.frozen(eq=False)
class Seen:
    """A report of somebody there, and the first and the last day that it can be of.

    `inside` are the days on each of which somebody was there for certain, if it is of more than one day.
    """

    statement: Statement
    first: float
    last: float
    inside: Run | None = None


def seen_days(builder: ConstraintBuilder, reports: Iterable[Statement]) -> Iterator[Seen]:
    """Yield the reports of somebody there: sightings, and the days of a reported start, operational or end."""
    for statement in reports:
        is_seen = statement.kind in _DAYS_THERE or is_sighting(statement, builder)
        if is_seen and not builder.is_after_its_source(statement):
            yield from _seen(builder, statement)


def _seen(builder: ConstraintBuilder, statement: Statement) -> Iterator[Seen]:
    """Yield the day of a report of somebody there: of all days from one to another the first and the last."""
    if builder.is_lasting(statement):
        starts, ends = builder.edges(statement)
        inside = _between(starts, ends)
        for days in (starts, ends):
            yield Seen(statement, days[0][0], days[-1][1], inside)
        return
    named = builder.named(statement)
    if named is not None:
        yield Seen(statement, *named)


def _between(starts: Sequence[Run], ends: Sequence[Run]) -> Run | None:
    """Return the days that are certainly among all those from one to another; None if there are none."""
    first, last = starts[-1][1], ends[0][0]
    return (first, last) if first <= last else None


def _holds(run: Run | None, first: float, last: float) -> bool:
    return run is not None and run[0] <= first and last <= run[1]


class SeenInOrder:
    """The reports of somebody there of one force, in the orders of their first and of their last days."""

    def __init__(self, builder: ConstraintBuilder, seen: Sequence[Seen]) -> None:
        self.seen = seen
        self._by_first = sorted(range(len(seen)), key=lambda number: seen[number].first)
        self._firsts = [seen[number].first for number in self._by_first]
        self._lasts = sorted(each.last for each in seen)
        by_last, by_first = sorted(seen, key=lambda each: each.last), [seen[number] for number in self._by_first]
        #: Of those until each place the one that begins last; of those from the end the one that ends first.
        self._begins_last = [*itertools.accumulate(by_last, _that_begins_later)]
        self._ends_first = [*itertools.accumulate(reversed(by_first), _that_ends_earlier)]
        inside = ((each.inside, number) for number, each in enumerate(seen))
        #: Those of all days from one to another, in the order of these; and the last of these days until each place.
        self._lasting = sorted((*run, number) for run, number in inside if run is not None)
        self._inside_until = [*itertools.accumulate((until for _, until, _ in self._lasting), max)]
        self._of_day: dict[Node, list[int]] = defaultdict(list)
        for number, each in enumerate(seen):
            if each.statement.kind.spec.dated:
                self._of_day[builder.day_node(each.statement)].append(number)
        #: Until each place the earliest last day, as its negative: these ascend.
        self._earliest = [*itertools.accumulate((-each.last for each in seen), max)]

    def before(self, day: float) -> Seen | None:
        """Return the one that begins last of those that end before a day."""
        count = bisect.bisect_left(self._lasts, day)
        return self._begins_last[count - 1] if count else None

    def after(self, day: float) -> Seen | None:
        """Return the one that ends first of those that begin after a day."""
        count = len(self.seen) - bisect.bisect_right(self._firsts, day)
        return self._ends_first[count - 1] if count else None

    def first_before(self, day: float) -> Seen | None:
        """Return the first of them, in their order, that ends before a day."""
        place = bisect.bisect_right(self._earliest, -day)
        return self.seen[place] if place < len(self.seen) else None

    def lasting(self, first: float, last: float) -> list[int]:
        """Return the numbers of those that are of all days between two."""
        found = []
        for place in reversed(range(bisect.bisect_right(self._lasting, (first, inf, inf)))):
            if self._inside_until[place] < last:
                break
            _, until, number = self._lasting[place]
            if last <= until:
                found.append(number)
        return found

    def within(self, first: float, last: float) -> list[int]:
        """Return the numbers of those whose days are all between two."""
        places = range(bisect.bisect_left(self._firsts, first), bisect.bisect_right(self._firsts, last))
        return [number for place in places if self.seen[number := self._by_first[place]].last <= last]

    def of_the_day(self, day: Node) -> Sequence[int]:
        """Return the numbers of those that are of the same day, known or not."""
        return self._of_day.get(day, ())


def _that_begins_later(one: Seen, other: Seen) -> Seen:
    return other if (one.first, one.statement.id) < (other.first, other.statement.id) else one


def _that_ends_earlier(one: Seen, other: Seen) -> Seen:
    return other if (other.last, other.statement.id) < (one.last, one.statement.id) else one


def around_gaps(absences: Iterable[Absence], seen: Iterable[Seen]) -> Iterator[Statement]:
    """Yield the reports of nobody that make gaps, and all reports of somebody by which these begin or end."""
    until: dict[float, float] = {}
    since: dict[float, float] = {}
    for each in absences:
        if each.gap is not None:
            yield each.statement
            until[each.gap.first - 1] = max(each.first, until.get(each.gap.first - 1, -inf))
            since[each.gap.last + 1] = min(each.last, since.get(each.gap.last + 1, inf))
    for other in seen if until else ():
        if other.last < until.get(other.first, -inf) or other.first > since.get(other.last, inf):
            yield other.statement


@attrs.frozen(eq=False)
class Absence:
    """A report of nobody there, the days that it can be of, and on which side of the stay the others put it."""

    statement: Statement
    #: The days that can be the first of those that it is of, and the last.
    starts: Sequence[Run]
    ends: Sequence[Run]
    side: Side
    gap: Gap | None = None

    @property
    def first(self) -> float:
        """The first day that it can be of."""
        return self.starts[0][0]

    @property
    def last(self) -> float:
        """The last day that it can be of."""
        return self.ends[-1][1]

    @property
    def certain(self) -> Run | None:
        """The days on which certainly nobody was there by it; None if there are none."""
        return _between(self.starts, self.ends)

    def is_placed_as(self, other: Absence) -> bool:
        """Tell whether others put it on the same side as they put another, or make a gap of the same days of it."""
        if self.gap is None or other.gap is None:
            return self.side is other.side
        return (self.gap.first, self.gap.last) == (other.gap.first, other.gap.last)

    def is_of(self, day: float) -> bool:
        """Tell whether certainly nobody was there on a day by it."""
        return _holds(self.certain, day, day)

    @classmethod
    def of(
        cls, builder: ConstraintBuilder, statement: Statement, seen: SeenInOrder, *, is_placed: bool = True
    ) -> Absence:
        """Place an absence by the days on which the same force was seen; or leave it alone if `is_placed` is false."""
        starts, ends = builder.edges(statement)
        if not is_placed:
            return cls(statement, starts, ends, Side.ALONE)
        first, last = starts[0][0], ends[-1][1]
        if contradicting := {*seen.lasting(first, last)}:  # those place nothing
            others = [each for number, each in enumerate(seen.seen) if number not in contradicting]
            seen = SeenInOrder(builder, others)
        before, after = seen.before(first), seen.after(last)
        if before is not None and after is not None:
            gap = Gap(statement, before.statement, after.statement, before.first + 1, after.last - 1)
            return cls(statement, starts, ends, Side.WITHIN, gap)
        side = Side.AFTER if before is not None else Side.BEFORE if after is not None else Side.ALONE
        return cls(statement, starts, ends, side)

    def constraints(self, builder: ConstraintBuilder, side: Side | None = None) -> Iterator[Constraint]:
        """Return what it says of the start or the end, as it is placed, or on the side that is given."""
        about, placed = self.statement.about, side or self.side
        start, end = node(about, "start"), node(about, "end")
        yield from builder.after_its_source(self.statement)
        if placed not in (Side.AFTER, Side.BEFORE):
            return
        day = builder.day_node(self.statement)
        yield Constraint(day, day, Domain(self.starts if placed is Side.AFTER else self.ends))
        if placed is Side.AFTER:
            yield Constraint(end, day, _NEXT_DAY, self.statement)
        else:
            yield Constraint(day, start, _NEXT_DAY, self.statement)

    def collides_with(self, builder: ConstraintBuilder, seen: SeenInOrder) -> Iterator[Statement]:
        """Yield the reports of somebody there that cannot be true beside it.

        These are of its own day, known or not; or all their possible days lie among those that it is certainly of; or
        they are certainly of all days that it can be of.
        """
        certain = self.certain
        numbers = {
            *seen.of_the_day(builder.day_node(self.statement)),
            *(() if certain is None else seen.within(*certain)),
            *seen.lasting(self.first, self.last),
        }
        return (seen.seen[number].statement for number in sorted(numbers))
