"""Why something is as it is, and since when: what the timeline answers about statements and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from deployments.records import Source, Statement
from deployments.solver.bounds import Bounds, Status, date
from deployments.values.edtf import Edge

if TYPE_CHECKING:
    import pendulum


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
