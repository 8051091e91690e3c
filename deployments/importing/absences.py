"""Claims of nobody, for tables that list everybody: who is missing on a day of the table has left."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from deployments.claims import ClaimKind
from deployments.importing.row_content import DeploymentKey, Mention
from deployments.importing.sourced_claims import NOBODY, SourcedClaim
from deployments.values.dates import UncertainDate


class TableDays:
    """The days for which a table has strengths, each with its first source."""

    def __init__(self) -> None:
        self._days: dict[str, tuple[UncertainDate, str]] = {}

    def add(self, day: UncertainDate, source: str) -> None:
        """Keep a day, unless it is there already."""
        self._days.setdefault(day.text, (day, source))

    def sorted(self) -> list[tuple[UncertainDate, str]]:
        """Return the days in their order, with their sources."""
        return sorted(self._days.values(), key=lambda pair: pair[0].sort_key)


class Absences:
    """Finds who is absent on which day of a table.

    `reported` is whom the rows that were not taken may be about: of them nobody can say that they are absent.
    """

    def __init__(self, days: TableDays, reported: set[Mention]) -> None:
        self.days, self.reported = days.sorted(), reported
        self._order = {day.text: number for number, (day, _) in enumerate(self.days)}

    def of(self, deployment: DeploymentKey, claims: Iterable[SourcedClaim]) -> Iterator[SourcedClaim]:
        """Yield a zero for the first day of the table on which a deployment is missing, after each day that it has."""
        strengths = [
            (self._order[claim.day.text], claim)
            for claim in claims
            if claim.kind is ClaimKind.STRENGTH and claim.day is not None
        ]
        strengths.sort(key=lambda pair: pair[0])
        following = [at for at, _ in strengths[1:]] + [len(self.days)]
        for (at, claim), until in zip(strengths, following, strict=False):
            if claim.value != NOBODY:
                yield from itertools.islice(self._missing(deployment, range(at + 1, until)), 1)

    def _missing(self, deployment: DeploymentKey, numbers: range) -> Iterator[SourcedClaim]:
        for number in numbers:
            day, source = self.days[number]
            if not self._is_reported(deployment, day.text):
                yield SourcedClaim(ClaimKind.STRENGTH, NOBODY, day, source, 0)

    def _is_reported(self, deployment: DeploymentKey, day: str) -> bool:
        return bool(self.reported) and any(
            (who, mission, when) in self.reported
            for who in (deployment[0], None)
            for mission in (deployment[1], None)
            for when in (day, None)
        )
