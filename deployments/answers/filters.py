"""Which deployments a question is about: those of a contributor, in a mission, at a place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from deployments.errors import CountryError, InvalidValueError
from deployments.records import Deployment
from deployments.store import RecordStore
from deployments.suggestions import did_you_mean
from deployments.values.countries import Country, Organisation, Place, contributor

#: The fields by which deployments can be grouped.
GROUPS = ("contributor", "mission", "place")


def group(by: str) -> Callable[[Deployment], str]:
    """Give the function that names the group of a deployment. Raises `InvalidValueError`.

    >>> group("contributor")(Deployment(id="x", contributor="Netherlands"))
    'NLD'
    """
    if by not in GROUPS:
        raise InvalidValueError("not a way to group deployments", by, f"write {', '.join(GROUPS)}")
    return lambda deployment: str(getattr(deployment, by) or "")


#: What can be looked for in each field.
_KINDS: dict[str, tuple[type, ...]] = {
    "contributor": (str, Country, Organisation),
    "mission": (str,),
    "place": (str, Country, Place),
}
_HINTS = {
    "contributor": 'write one country or organisation: "NLD"',
    "mission": "write the id of one mission",
    "place": 'write one country ("SVK"), or the name of one place',
}


@attrs.frozen
class Filter:
    """Tells which deployments are asked for; what is None lets all through.

    `mission` takes in the missions that are part of it. `place` is a country, or the name of a place as its record
    has it. Raises `InvalidValueError` for a mission that is not there, or what is no contributor or place.
    """

    store: RecordStore
    contributor: Country | Organisation | str | None = None
    mission: str | None = None
    place: Place | Country | str | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """Names what is let through. What cannot be a key is no value that fits."""
        return self.contributor, self.mission, self.place

    def _given(self) -> dict[str, object]:
        given = {"contributor": self.contributor, "mission": self.mission, "place": self.place}
        return {name: value for name, value in given.items() if value is not None}

    def tests(self) -> dict[str, Callable[[Any], bool]]:
        """Give what is asked of each field of a deployment. Raises `InvalidValueError` for what is none."""
        for name, value in self._given().items():
            if not isinstance(value, _KINDS[name]):
                raise InvalidValueError(f"not a {name} to look for", value, _HINTS[name])
        makers = {"contributor": self._contributor, "mission": self._mission, "place": self._place}
        return {name: makers[name](value) for name, value in self._given().items()}

    def deployments(self) -> list[Deployment]:
        """Give the deployments, in the order of the store."""
        tests = self.tests().items()
        return [d for d in self.store.deployments.values() if all(test(getattr(d, name)) for name, test in tests)]

    def _contributor(self, value: Any) -> Callable[[Any], bool]:
        own = {str(contributor) for contributor in self.store.contributors}
        wanted = str(value) if str(value) in own else str(_contributor(value))
        return lambda contributor: str(contributor) == wanted

    def _mission(self, wanted: Any) -> Callable[[Any], bool]:
        missions = self.store.missions
        if wanted not in missions:
            raise InvalidValueError("there is no mission", wanted, did_you_mean(str(wanted), missions))
        within, grown = {wanted}, 0
        while grown != len(within):
            grown = len(within)
            within |= {mission.id for mission in missions.values() if mission.part_of in within}
        return lambda mission: mission in within

    def _place(self, wanted: Any) -> Callable[[Any], bool]:
        if isinstance(wanted, Place):
            return lambda place: place == wanted
        if isinstance(wanted, str):
            named = any(wanted in _names(place) for place in self.store.places)
            country = _country(wanted, named=named)
            if country is None:
                return lambda place: place is not None and wanted in _names(place)
            wanted = country
        return lambda place: place is not None and place.country == wanted


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
