"""Claims of rows with their sources, and the statements that are made of them."""

from __future__ import annotations

import attrs

from deployments.claims import Basis, Claim, ClaimKind
from deployments.records import Statement
from deployments.statement_ids import NOT_WRITTEN
from deployments.values.dates import UncertainDate
from deployments.values.quantities import Quantity
from deployments.values.when import When

#: The strength of those who are absent.
NOBODY = Quantity(0, 0)


@attrs.frozen
class SourcedClaim:
    """What one source claims of one deployment or mission, and on which line; `value` is None for unknown.

    `day` is that of a claim that holds on a day. `line` is 0 where a row is absent. `by` is who authorised it, and
    `derived` says that the table computes it.
    """

    kind: ClaimKind
    value: Claim | None
    day: UncertainDate | None
    source: str
    line: int
    by: str | None = None
    derived: bool = False


class StatementMaker:
    """Makes statements of claims; their ids are made when all are there.

    `basis` is what the mapping says that the table does, and `last_reported` the last day that it can report of: what
    is to happen later is planned, whatever the mapping says.
    """

    def __init__(self, basis: Basis, last_reported: float) -> None:
        self.basis, self.last_reported = basis, last_reported

    def make(self, about: str, claim: SourcedClaim) -> Statement:
        """Return the statement of a claim about the record with an id."""
        return Statement(
            id=NOT_WRITTEN,
            source=claim.source,
            about=about,
            kind=claim.kind,
            value=claim.value,
            as_of=claim.day,
            basis=self._basis(claim),
            derived=claim.derived,
            by=claim.by,
            locator=f"line {claim.line}" if claim.line else f"no row for it among those of {claim.day}",
        )

    def _basis(self, claim: SourcedClaim) -> Basis:
        date = claim.value.on if claim.kind.spec.milestone and isinstance(claim.value, When) else None
        is_to_come = date is not None and date.hull[0] > self.last_reported
        return Basis.PLANNED if is_to_come and self.basis is Basis.REPORTED else self.basis
