"""Between which days a milestone is, and what became of each statement."""

from __future__ import annotations

import enum
from math import inf
from typing import TYPE_CHECKING

import attrs

from deployments.records import Statement
from deployments.values.calendar import Edge, calendar_date, iso
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
class Dispute:
    """Statements that cannot all be true: the one that does not hold, and the fewest that it cannot be true with.

    Where the days chase each other for too long to tell, `settled` is False.
    """

    statement: Statement
    against: tuple[Statement, ...]
    settled: bool = True
