"""What the timeline answers with: values that say how certain they are and on what they rest."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from math import inf
from typing import TYPE_CHECKING

import attrs

from deployments.records import Deployment, Source, Statement
from deployments.values.calendar import FIRST_DATE, LAST_DATE, civil
from deployments.values.certainty import Certainty
from deployments.values.dates import UncertainDate
from deployments.values.edtf import Edge, Run

if TYPE_CHECKING:
    import pendulum


def date(day: float) -> pendulum.Date | Edge:
    """Give the date of a day number; `UNKNOWN` where nothing bounds it, `BEYOND` outside the years 1 to 9999.

    >>> date(738692), date(float("inf"))
    (Date(2023, 6, 21), <Edge.UNKNOWN: 'unknown'>)
    """
    if day in (inf, -inf):
        return Edge.UNKNOWN
    if not FIRST_DATE <= day <= LAST_DATE:
        return Edge.BEYOND
    import pendulum  # noqa: PLC0415 - heavy, and only needed at the edge

    return pendulum.Date.fromordinal(int(day))


def iso(day: float) -> str:
    """Give a day number as ISO 8601 writes it, `..` where nothing bounds it.

    >>> iso(738692), iso(float("inf"))
    ('2023-06-21', '..')
    """
    if day in (inf, -inf):
        return ".."
    year, month, number = civil(int(day))
    return f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{number:02}"


@attrs.frozen(repr=False)
class Bounds:
    """The first and the last day that something can be, both inclusive, as day numbers and as dates.

    Infinite, and `Edge.UNKNOWN`, where nobody said anything that bounds it. `disputed` tells that reports which
    contradict each other are behind it.

    >>> Bounds(738685, 738699)
    Bounds(earliest=2023-06-14, latest=2023-06-28)
    """

    low: float
    high: float
    disputed: bool = False

    @property
    def earliest(self) -> pendulum.Date | Edge:
        """The first day that it can be."""
        return date(self.low)

    @property
    def latest(self) -> pendulum.Date | Edge:
        """The last day that it can be."""
        return date(self.high)

    @property
    def run(self) -> Run:
        """Both as day numbers."""
        return self.low, self.high

    def __str__(self) -> str:
        if self.low == self.high:
            return iso(self.low)
        return "..".join("" if abs(day) == inf else iso(day) for day in self.run)

    def __repr__(self) -> str:
        ends = (("earliest", self.low), ("latest", self.high))
        said = [f"{name}={'unknown' if abs(day) == inf else iso(day)}" for name, day in ends]
        return f"Bounds({', '.join([*said, *(['disputed'] if self.disputed else [])])})"


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
    """Give a sum in short: of how many parts, and of how many of those nobody stated the strength.

    >>> sum_text(108, 132, 2, 1), sum_text(0, 0, 1, 1), sum_text(0, 0, 0, 0)
    ('108..132 (+ 1 unknown)', 'unknown', '0')
    """
    if unstated and unstated == parts:
        return "unknown"
    return range_text(low, high) + (f" (+ {unstated} unknown)" if unstated else "")


def range_text(low: int, high: int | None) -> str:
    """Give a range of numbers as a `Quantity` writes it.

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


class Status(enum.Enum):
    """Whether a statement counts: it holds, or a newer one took its place, or it cannot be true with others.

    A plan that cannot be true with what holds is overtaken, which is history; a report that cannot is in conflict.
    """

    HOLDS = "holds"
    REPLACED = "replaced"
    OVERTAKEN = "overtaken"
    CONFLICT = "conflict"

    def __str__(self) -> str:
        return self.value


@attrs.frozen
class Entry:
    """One statement in the timeline: the days that all that holds leaves for what it is about, and its status."""

    statement: Statement
    source: Source
    bounds: Bounds
    status: Status = Status.HOLDS


@attrs.frozen
class Link:
    """One step of an explanation: what follows for a milestone, and the statement that it follows from.

    Without a statement it follows from a rule, such as that a deployment does not end before it starts. `day` is the
    bound that is reached by it.
    """

    milestone: str
    day: float
    statement: Statement | None = None
    source: Source | None = None

    @property
    def date(self) -> pendulum.Date | Edge:
        """The bound that is reached, as a date."""
        return date(self.day)


@attrs.frozen
class Explanation:
    """Why a milestone has its bounds: for each the chain of the fewest statements that imply it, in order.

    A chain is empty where nothing bounds the milestone on that side, and where it would be of over 1,000 statements.
    """

    milestone: str
    bounds: Bounds
    earliest: tuple[Link, ...]
    latest: tuple[Link, ...]


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


@attrs.frozen
class Relocation:
    """A force that moved: when it left the one place, when it came to the other, and who says so."""

    origin: Deployment
    destination: Deployment
    left: Bounds
    arrived: Bounds
    statements: tuple[Statement, ...]


@attrs.frozen
class Dispute:
    """Statements that cannot all be true: the one that does not hold, and the fewest that it cannot be true with."""

    statement: Statement
    against: tuple[Statement, ...]
    settled: bool = True


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
