"""The statements behind every bound of a registry: of the plain ones all at once, of the others one by one."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np

from deployments.columnar.arrays import Days, Integers, Mask
from deployments.columnar.engine import ColumnarTimeline
from deployments.columnar.ledger import COLUMN, WIDTH
from deployments.records import Deployment, Event, Mission, Statement
from deployments.solver.constraints import ORDER
from deployments.solver.explain import explain

#: Stands for no statement.
_NONE = np.iinfo(np.int64).max


@attrs.frozen(eq=False)
class Reasons:
    """For each bound of each milestone the fewest statements that imply it, as `Registry.explain` gives them.

    Where nothing but days is said of a subject, each of its bounds is some statement's own: that is found for all of
    them in columns. Relations, lengths, days with holes, and what contradicts itself, take a search each.
    """

    timeline: ColumnarTimeline
    statements: Sequence[Statement]
    plain: Mask
    lows: Integers
    highs: Integers

    @classmethod
    def of(cls, timeline: ColumnarTimeline) -> Reasons:
        """Find the statements behind all plain bounds."""
        ledger, columns = timeline.components.ledger, timeline.components.columns
        own = ledger.store.statements()
        statements = sorted(own, key=_order)
        ranks = {id(statement): rank for rank, statement in enumerate(statements)}
        rank = np.fromiter([ranks[id(statement)] for statement in own], np.int64, len(own))
        reports, plans = ledger.holding(timeline.known)
        holds = reports | plans
        chosen = ledger.bounds.holding(holds, ledger.precisions(holds))
        chosen = chosen[ledger.bounds.target[chosen] < ledger.nodes.own]  # not the days of observations
        target, rank = ledger.bounds.target[chosen], rank[ledger.bounds.statement[chosen]]
        found = []
        for days, said in zip(columns.expected, (ledger.bounds.low, ledger.bounds.high), strict=True):
            first = np.full(ledger.nodes.own, _NONE)
            reached = (said[chosen] == days.ravel()[target]) & np.isfinite(said[chosen])
            np.minimum.at(first, target[reached], rank[reached])
            found.append(first.reshape(-1, WIDTH))
        cls._carry(timeline, columns.expected, found)
        component = columns.component[: len(ledger.nodes.rows)]
        return cls(timeline, statements, ~(columns.unsolved | _tangled(timeline, holds))[component], found[0], found[1])

    @staticmethod
    def _carry(timeline: ColumnarTimeline, days: tuple[Days, Days], found: Sequence[Integers]) -> None:
        """Let the statements be behind the bounds of later milestones, and of earlier ones, that are the same."""
        store, start = timeline.store, 0
        for table, kind in ((store.deployments, Deployment), (store.missions, Mission), (store.events, Event)):
            rows = slice(start, start + len(table))
            start = rows.stop
            pairs = [(COLUMN[earlier], COLUMN[later]) for earlier, later in ORDER[kind]]
            for earlier, later in pairs:
                _share(found[0][rows], days[0][rows], earlier, later)
            for earlier, later in reversed(pairs):
                _share(found[1][rows], days[1][rows], later, earlier)

    def behind(self, subject: str, milestone: str) -> tuple[list[Statement], list[Statement]]:
        """Return the statements behind the earliest and the latest day of a milestone, in the order of the chain."""
        row = self.timeline.components.ledger.nodes.rows[subject]
        if self.plain[row]:
            column = COLUMN[milestone]
            return self._one(self.lows[row, column]), self._one(self.highs[row, column])
        explanation = explain(self.timeline, f"{subject}.{milestone}")
        low, high = (
            [*{link.statement.id: link.statement for link in chain if link.statement is not None}.values()]
            for chain in (explanation.earliest, explanation.latest)
        )
        return low, high

    def _one(self, rank: int) -> list[Statement]:
        return [] if rank == _NONE else [self.statements[rank]]


def _order(statement: Statement) -> tuple[str, str, str]:
    """Decides, as in an explanation, between statements that say the same."""
    return statement.source, statement.locator or "", statement.id


def _tangled(timeline: ColumnarTimeline, holds: Mask) -> Mask:
    """Tell in which components more is said than from which day to which."""
    ledger, component = timeline.components.ledger, timeline.components.columns.component
    found = np.zeros(len(timeline.components.columns.unsolved), np.bool_)
    for rows in (ledger.holes, *ledger.links.values()):
        places = rows.target[rows.holding(holds, ledger.precisions(holds))]
        found[component[ledger.nodes.owners(places)]] = True
    return found


def _share(found: Integers, days: Days, source: int, target: int) -> None:
    same = days[:, source] == days[:, target]
    found[same, target] = np.minimum(found[same, target], found[same, source])
