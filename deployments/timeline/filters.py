"""Which deployments a question is about: those of a contributor, in a mission, at a place."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from deployments.archive import Archive, did_you_mean
from deployments.errors import CountryError, InvalidValueError
from deployments.records import Deployment
from deployments.values.countries import Country, Organisation, Place, contributor

GROUPS: dict[str, Callable[[Deployment], str]] = {
    "contributor": lambda deployment: str(deployment.contributor),
    "mission": lambda deployment: deployment.mission or "",
    "place": lambda deployment: str(deployment.place or ""),
}


def group(by: str) -> Callable[[Deployment], str]:
    """Give the function that names the group of a deployment. Raises `InvalidValueError`.

    >>> group("contributor")(Deployment(id="x", contributor="Netherlands"))
    'NLD'
    """
    if by not in GROUPS:
        raise InvalidValueError("not a way to group deployments", by, f"write {', '.join(GROUPS)}")
    return GROUPS[by]


@attrs.frozen
class Filter:
    """Tells which deployments are asked for; what is None lets all through.

    `mission` takes in the missions that are part of it. `place` is a country, or the name of a place as its record
    has it. Raises `InvalidValueError` for a mission that is not there, or what is no contributor or place.
    """

    archive: Archive
    contributor: Country | Organisation | str | None = None
    mission: str | None = None
    place: Place | Country | str | None = None

    def deployments(self) -> list[Deployment]:
        """Give the deployments, in the order of the archive."""
        tests = [*self._contributor(), *self._mission(), *self._place()]
        return [d for d in self.archive.deployments.values() if all(test(d) for test in tests)]

    def _contributor(self) -> list[Callable[[Deployment], bool]]:
        if self.contributor is None:
            return []
        own = {str(deployment.contributor) for deployment in self.archive.deployments.values()}
        wanted = str(self.contributor) if str(self.contributor) in own else str(_contributor(self.contributor))
        return [lambda deployment: str(deployment.contributor) == wanted]

    def _mission(self) -> list[Callable[[Deployment], bool]]:
        if self.mission is None:
            return []
        missions = self.archive.missions
        if self.mission not in missions:
            raise InvalidValueError("there is no mission", self.mission, did_you_mean(self.mission, missions))
        within, grown = {self.mission}, 0
        while grown != len(within):
            grown = len(within)
            within |= {mission.id for mission in missions.values() if mission.part_of in within}
        return [lambda deployment: deployment.mission in within]

    def _place(self) -> list[Callable[[Deployment], bool]]:
        wanted = self.place
        if wanted is None:
            return []
        if isinstance(wanted, Place):
            return [lambda deployment: deployment.place == wanted]
        if isinstance(wanted, str):
            named = any(d.place and wanted in _names(d.place) for d in self.archive.deployments.values())
            country = _country(wanted, named=named)
            if country is None:
                return [lambda deployment: deployment.place is not None and wanted in _names(deployment.place)]
        else:
            country = wanted
        return [lambda deployment: deployment.place is not None and deployment.place.country == country]


def _names(place: Place) -> set[str]:
    return {str(place), *([place.name] if place.name else [])}


def _contributor(value: Country | Organisation | str) -> Country | Organisation:
    return contributor(value) if isinstance(value, str) else value


def _country(text: str, *, named: bool) -> Country | None:
    """Read a country; what is none must be the name of a place."""
    try:
        return Country.parse(text)
    except CountryError:
        if named:
            return None
        hint = 'write a country ("SVK"), or the name of a place as its record has it'
        raise InvalidValueError("no deployment is at this place, and it is no country", text, hint) from None
