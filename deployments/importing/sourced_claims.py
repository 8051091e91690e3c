"""Claims of rows with their sources, and the statements that are made of them."""

from __future__ import annotations

from collections import defaultdict

import attrs

from deployments.claims import Basis, Claim, ClaimKind
from deployments.records import Statement
from deployments.values.dates import UncertainDate
from deployments.values.quantities import Quantity

#: The strength of those who are absent.
NOBODY = Quantity(0, 0)


@attrs.frozen
class SourcedClaim:
    """What one source claims of one deployment or mission, and on which line; `value` is None for unknown.

    `day` is that of a claim that holds on a day. `line` is 0 where a row is absent.
    """

    kind: ClaimKind
    value: Claim | None
    day: UncertainDate | None
    source: str
    line: int


class StatementMaker:
    """Makes statements of claims, and numbers them by source.

    `basis` is that of the mapping, if it has one, and `last_reported` the last day that the table can report of.
    """

    def __init__(self, basis: Basis | None, last_reported: float) -> None:
        self.basis, self.last_reported = basis, last_reported
        self._numbers: dict[str, int] = defaultdict(int)

    def make(self, about: str, claim: SourcedClaim) -> Statement:
        """Return the statement of a claim about the record with an id."""
        self._numbers[claim.source] += 1
        basis = self.basis
        if basis is None and claim.day is not None and claim.day.hull[1] > self.last_reported:
            basis = Basis.REPORTED  # the month in which the table appeared is reported, though not all of it was past
        return Statement(
            id=f"{claim.source}#{self._numbers[claim.source]}",
            source=claim.source,
            about=about,
            kind=claim.kind,
            value=claim.value,
            as_of=claim.day,
            basis=basis,
            locator=f"line {claim.line}" if claim.line else f"no row for it among those of {claim.day}",
        )
