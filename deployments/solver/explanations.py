"""Why a milestone has its bounds: the statements that each follows from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from deployments.brief import brief
from deployments.records import Source, Statement
from deployments.solver.bounds import Bounds
from deployments.values.calendar import DayOrNone, Edge, calendar_date, day_text

if TYPE_CHECKING:
    import pendulum


@attrs.frozen
class Link:
    """One step of an explanation: what follows for a milestone, and the statement that it follows from.

    Without a statement it follows from a rule, such as that a deployment does not end before it starts. `day` is the
    bound that is reached by it.
    """

    __repr__ = brief

    milestone: str
    day: float = attrs.field(repr=day_text)
    statement: Statement | None = None
    source: Source | None = None

    @property
    def date(self) -> pendulum.Date | Edge:
        """The bound that is reached, as a date."""
        return calendar_date(self.day)

    date_day = DayOrNone("date")


@attrs.frozen
class Explanation:
    """Why a milestone has its bounds: for each the chain of the fewest statements that imply it, in order.

    A chain is empty where nothing bounds the milestone on that side, and where it would be of over 1,000 statements.
    """

    __repr__ = brief

    milestone: str
    bounds: Bounds
    earliest: tuple[Link, ...]
    latest: tuple[Link, ...]
