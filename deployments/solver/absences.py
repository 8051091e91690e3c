"""Reports that nobody was there, and where the other reports of the same deployment place each."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Sequence

import attrs

from deployments.claims import ClaimKind
from deployments.records import Statement
from deployments.solver.bounds import Gap
from deployments.solver.constraints import ConstraintBuilder, is_sighting, node
from deployments.solver.network import Constraint
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

    `inside` are the days of which it certainly is all, if it is of more than one.
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

    def is_of(self, day: float) -> bool:
        """Tell whether certainly nobody was there on a day by it."""
        return _holds(self.certain, day, day)

    @classmethod
    def of(cls, builder: ConstraintBuilder, statement: Statement, seen: Sequence[Seen]) -> Absence:
        """Place an absence by the days on which the same force was seen."""
        starts, ends = builder.edges(statement)
        first, last = starts[0][0], ends[-1][1]
        seen = [each for each in seen if not _holds(each.inside, first, last)]  # those contradict it, and place nothing
        earlier = [each for each in seen if each.last < first]
        later = [each for each in seen if each.first > last]
        if earlier and later:
            before = max(earlier, key=lambda each: (each.first, each.statement.id))
            after = min(later, key=lambda each: (each.last, each.statement.id))
            gap = Gap(statement, before.statement, after.statement, before.first + 1, after.last - 1)
            return cls(statement, starts, ends, Side.WITHIN, gap)
        return cls(statement, starts, ends, Side.AFTER if earlier else Side.BEFORE if later else Side.ALONE)

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

    def collides(self, builder: ConstraintBuilder, seen: Seen) -> bool:
        """Tell whether it and a report of somebody there can only be of the same day, known or not.

        So are they where all days that the one can be of are among those of which the other is.
        """
        if seen.statement.kind.spec.dated and builder.day_node(self.statement) == builder.day_node(seen.statement):
            return True
        return _holds(self.certain, seen.first, seen.last) or _holds(seen.inside, self.first, self.last)
