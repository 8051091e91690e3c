"""What one row says: its mission, its place, its source, and what it claims of each deployment."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from deployments.claims import Claim, ClaimKind
from deployments.values.countries import Country, Organisation, Place
from deployments.values.dates import UncertainDate
from deployments.values.when import When

#: What tells deployments apart: contributor, mission, force, place, and the start where the table gives one.
DeploymentKey = tuple[str, str, str, str, str]

#: Who, in which mission, on which day a row is about; None where it cannot be read.
Mention = tuple[str | None, str | None, str | None]


@attrs.frozen
class RowClaim:
    """What a row claims of one deployment; `value` is None where the cell says unknown.

    `day` is that of a claim that holds on a day, and `note` what the deployment is called in the table if it is known
    under another name. `whole` is the deployment that has this one in its numbers, `by` who authorised it, and
    `derived` whether the table computes it.
    """

    who: Country | Organisation
    deployment: DeploymentKey
    kind: ClaimKind
    value: Claim | None
    day: UncertainDate | None
    note: str | None = None
    whole: DeploymentKey | None = None
    by: str | None = None
    derived: bool = False

    @property
    def topic(self) -> str:
        """What one source says only once of a deployment: a strength on a day, or a milestone."""
        if self.kind is ClaimKind.STRENGTH and self.day is not None:
            return self.day.text  # a text that is there already: of most tables these are nearly all claims
        return f"{self.kind.value} {self.day or ''}"

    def __str__(self) -> str:
        words = [str(self.who), *self.deployment[1:4], self.kind.value, str(self.day or "")]
        return ", ".join(word for word in words if word)


@attrs.frozen
class MissionFacts:
    """What a row says of its mission."""

    key: str
    name: str
    host: tuple[Country, ...]
    dates: tuple[tuple[ClaimKind, When], ...]


@attrs.frozen
class RowContent:
    """Everything that a row says."""

    line: int
    mission: MissionFacts | None
    place: Place | None
    source: str
    claims: Sequence[RowClaim]
