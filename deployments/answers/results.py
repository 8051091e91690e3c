"""What the timeline answers with: values that say how certain they are and on what they rest."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs

from deployments.records import Deployment, Source, Statement
from deployments.solver.bounds import Bounds, Status
from deployments.values.calendar import Edge
from deployments.values.certainty import Certainty
from deployments.values.dates import UncertainDate

if TYPE_CHECKING:
    import pendulum


class RestsOn(enum.Enum):
    """On what it rests that a deployment is there: reports; plans; plans that have run out; or nobody's word.

    `EXPECTED` is inside what plans say, `UNCONFIRMED` past a planned end that nobody reported, and `OPEN` after a
    start with no end that anybody named.
    """

    REPORTED = "reported"
    EXPECTED = "expected"
    UNCONFIRMED = "unconfirmed"
    OPEN = "open"

    def __str__(self) -> str:
        return self.value


@attrs.frozen
class Strength:
    """How many personnel there are: from `low` to `high`, both inclusive; `high` is None where nobody gave one.

    `statements` are behind it, the newest first, none if nobody stated a strength; `since` is the day that the newest
    is of. `carried`: it is of an earlier day; `planned`: nothing is reported; `disputed`: the reports disagree.
    """

    low: int
    high: int | None
    statements: tuple[Statement, ...] = ()
    since: UncertainDate | None = None
    carried: bool = False
    planned: bool = False
    disputed: bool = False

    @property
    def is_stated(self) -> bool:
        """Whether any source stated it."""
        return bool(self.statements)

    def __str__(self) -> str:
        if not self.statements and self.high is None:
            return "unknown"
        return range_text(self.low, self.high)


def sum_text(low: int, high: int | None, parts: int, unstated: int) -> str:
    """Return a sum in short: of how many parts, and of how many of those nobody stated the strength.

    >>> sum_text(108, 132, 2, 1), sum_text(0, 0, 1, 1), sum_text(0, 0, 0, 0)
    ('108..132 (+ 1 unknown)', 'unknown', '0')
    """
    if unstated and unstated == parts:
        return "unknown"
    return range_text(low, high) + (f" (+ {unstated} unknown)" if unstated else "")


def range_text(low: int, high: int | None) -> str:
    """Return a range of numbers as a `Quantity` writes it.

    >>> range_text(108, 132), range_text(6, 6), range_text(1, None)
    ('108..132', '6', '1..')
    """
    return str(low) if low == high else f"{low}..{'' if high is None else high}"


@attrs.frozen
class Presence:
    """A deployment on the days asked for: whether it is there, on what that rests, and with how many.

    `last_confirmed` is the last day, not after those asked for, on which the reports alone put it there; None if
    there is no such day. `disputed` tells that reports which contradict each other are behind the answer.
    """

    deployment: Deployment
    certainty: Certainty
    rests_on: RestsOn
    strength: Strength
    last_confirmed: pendulum.Date | Edge | None = None
    disputed: bool = False


@attrs.frozen
class Total:
    """A sum of strengths: from `low` to `high`, both inclusive, None where one of them has no upper end.

    `parts` are the deployments that may be there, with the strength of each; `unstated` those among them whose
    strength nobody stated: they are not in the sum.
    """

    low: int
    high: int | None
    parts: Sequence[tuple[Deployment, Strength]] = ()
    unstated: Sequence[Deployment] = ()
    disputed: bool = False

    @property
    def is_stated(self) -> bool:
        """Whether the strength of any of them was stated."""
        return len(self.unstated) < len(self.parts)

    def __str__(self) -> str:
        return sum_text(self.low, self.high, len(self.parts), len(self.unstated))


@attrs.frozen
class Step:
    """The days from `first` to `last`, both inclusive, on each of which a sum of strengths is the same.

    `low`, `high` and `unstated` are as in `Total`; `parts` is the number of deployments that may be there.
    """

    first: pendulum.Date | Edge
    last: pendulum.Date | Edge
    low: int
    high: int | None
    unstated: tuple[Deployment, ...] = ()
    parts: int = 0

    def __str__(self) -> str:
        return sum_text(self.low, self.high, self.parts, len(self.unstated))


@attrs.frozen
class Peak:
    """The highest that the low and the high end of a series reach, and the first day of each."""

    low: int
    low_on: pendulum.Date | Edge
    high: int | None
    high_on: pendulum.Date | Edge


@attrs.frozen
class Relocation:
    """A force that moved: when it left the one place, when it came to the other, and who says so."""

    origin: Deployment
    destination: Deployment
    left: Bounds
    arrived: Bounds
    statements: tuple[Statement, ...]


class Allen(enum.Enum):
    """How two stretches of days lie to each other (Allen, 1983)."""

    BEFORE = "before"
    MEETS = "meets"
    OVERLAPS = "overlaps"
    STARTS = "starts"
    DURING = "during"
    FINISHES = "finishes"
    EQUALS = "equals"
    FINISHED_BY = "finished by"
    CONTAINS = "contains"
    STARTED_BY = "started by"
    OVERLAPPED_BY = "overlapped by"
    MET_BY = "met by"
    AFTER = "after"

    def __str__(self) -> str:
        return self.value


#: Steps that follow each other.
Series = Sequence[Step]


@attrs.frozen
class Entry:
    """One statement in the timeline: the days that all that holds leaves for what it is about, and its status."""

    statement: Statement
    source: Source
    bounds: Bounds
    status: Status = Status.HOLDS


@attrs.frozen
class Revision:
    """The bounds of a milestone once a source was there, and by how many days each bound moved by it.

    None where the bound, before or after, is not a day.
    """

    source: Source
    bounds: Bounds
    earliest_moved: int | None
    latest_moved: int | None


@attrs.frozen
class Moved:
    """A milestone whose bounds are others than they were, and the new statements behind those."""

    milestone: str
    before: Bounds
    after: Bounds
    statements: tuple[Statement, ...] = ()


@attrs.frozen
class Changes:
    """What became known between two days: by which sources, what they state, and which bounds moved."""

    sources: tuple[Source, ...]
    statements: tuple[Statement, ...]
    moved: tuple[Moved, ...]
    replaced: tuple[Statement, ...] = ()
    overtaken: tuple[Statement, ...] = ()


@attrs.frozen
class Unconfirmed:
    """A milestone that should have been by a day, going by plans, and that no report bounds by then."""

    milestone: str
    bounds: Bounds
    statements: tuple[Statement, ...]
