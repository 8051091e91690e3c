"""Between which days a milestone is, and what became of each statement."""

from __future__ import annotations

import enum
from math import inf
from typing import TYPE_CHECKING

import attrs

from deployments.brief import brief
from deployments.records import Statement
from deployments.values.calendar import DayOrNone, Edge, calendar_date, day_text, iso
from deployments.values.edtf import Run

if TYPE_CHECKING:
    import pendulum


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
        return calendar_date(self.low)

    @property
    def latest(self) -> pendulum.Date | Edge:
        """The last day that it can be."""
        return calendar_date(self.high)

    earliest_day = DayOrNone("earliest")
    latest_day = DayOrNone("latest")

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


class Status(enum.StrEnum):
    """What became of a statement.

    - `HOLDS`: answers are computed with it.
    - `REPEATED`, `REPLACED`: a newer source plans the same, or otherwise.
    - `OVERTAKEN`: a plan that is impossible with what holds, which is history and no error; or that may be, with
      reports that are ignored because too many contradict each other.
    - `DISPUTED`: a report that contradicts others or itself, or may, where too many contradict each other to tell.
    - `CORRECTED`: a later statement puts it right.
    - `CONSIDERED`: it is only under consideration, and binds nothing.
    """

    HOLDS = "holds"
    REPEATED = "repeated"
    REPLACED = "replaced"
    OVERTAKEN = "overtaken"
    DISPUTED = "disputed"
    CORRECTED = "corrected"
    CONSIDERED = "considered"


@attrs.frozen
class Dispute:
    """Statements that cannot all be true: one that does not hold, and others, of which none can be spared for that.

    Where it takes too long to tell, as where days chase each other, or too many reports contradict each other,
    `settled` is False, and no others may be named.
    """

    __repr__ = brief

    statement: Statement
    against: tuple[Statement, ...]
    settled: bool = True


@attrs.frozen
class Gap:
    """A report of nobody between two of somebody: one stay has no gap.

    `first` and `last` are the days, as day numbers, on which it cannot be told whether the force was there.
    """

    __repr__ = brief

    absence: Statement
    before: Statement
    after: Statement
    first: float = attrs.field(repr=day_text)
    last: float = attrs.field(repr=day_text)

    first_day = DayOrNone("first")
    last_day = DayOrNone("last")
