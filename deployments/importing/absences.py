"""Claims of nobody, for tables that list everybody: who is missing on a day of the table has left."""

from __future__ import annotations

from array import array

from deployments.claims import ClaimKind
from deployments.importing.account_claims import NOBODY, Claimed, Numbers, Sayings
from deployments.importing.row_content import DeploymentKey, Mention


class Absences:
    """Finds who is absent on which day of a table.

    `reported` is whom the rows that were not taken may be about: of them nobody can say that they are absent.
    """

    def __init__(self, sayings: Sayings, claimed: Claimed, reported: set[Mention]) -> None:
        self.days, self.reported, self.claimed = sayings.days(), reported, claimed
        self._nobody = claimed.number(ClaimKind.STRENGTH, NOBODY)
        order = {saying.day: number for number, saying in enumerate(self.days)}
        is_strength = (each.kind is ClaimKind.STRENGTH and each.day is not None for each in sayings.every)
        #: The place of the day of each saying among the days of the table; -1 for what is no strength on a day.
        self._places = [
            order.get(each.day, -1) if is_one else -1 for each, is_one in zip(sayings.every, is_strength, strict=True)
        ]

    def of(self, deployment: DeploymentKey, numbers: Numbers) -> Numbers:
        """Return a zero for the first day of the table on which a deployment is missing, after each day that it has."""
        found: Numbers = array("i")
        places = [*map(self._places.__getitem__, numbers[::3])]
        if places and places == [*range(places[0], len(self.days))]:  # then it is missing on none after its first
            return found
        strengths = [(place, code) for place, code in zip(places, numbers[1::3], strict=True) if place >= 0]
        strengths.sort(key=lambda pair: pair[0])
        following = [place for place, _ in strengths[1:]] + [len(self.days)]
        for (place, code), until in zip(strengths, following, strict=False):
            if code not in self.claimed.nobody:
                found.extend(self._missing(deployment, range(place + 1, until)))
        return found

    def _missing(self, deployment: DeploymentKey, places: range) -> tuple[int, ...]:
        for place in places:
            saying = self.days[place]
            if saying.day is not None and not self._is_reported(deployment, saying.day.text):
                return saying.number, self._nobody, 0
        return ()

    def _is_reported(self, deployment: DeploymentKey, day: str) -> bool:
        return bool(self.reported) and any(
            (who, mission, when) in self.reported
            for who in (deployment[0], None)
            for mission in (deployment[1], None)
            for when in (day, None)
        )
