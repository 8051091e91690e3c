"""Which deployments a question is about: those of a contributor, in a mission, at a place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from typing import Any, TypedDict

import attrs

from deployments.errors import CountryError, InvalidValueError, quote
from deployments.records import Deployment, Mission, Statement, id_of
from deployments.store import RecordStore
from deployments.suggestions import did_you_mean
from deployments.values.countries import Country, Organisation, Place, contributor
from deployments.values.folding import folded
from deployments.values.when import When

#: The fields by which deployments can be grouped.
GROUPS = ("contributor", "mission", "place")


def check_group(by: str) -> None:
    """Raise `InvalidValueError` for what is no field of `GROUPS`.

    >>> check_group("mission")
    """
    if by not in GROUPS:
        raise InvalidValueError("not a way to group deployments", by, f"write {', '.join(GROUPS)}")


def group_names(value: object) -> tuple[str, ...]:
    """Return the names of the groups that a deployment is in by what one of its fields says: one for each mission.

    >>> group_names(("kfor", "eufor")), group_names(()), group_names(Country.parse("NLD"))
    (('kfor', 'eufor'), ('',), ('NLD',))
    """
    if isinstance(value, tuple):
        return tuple(dict.fromkeys(value)) or ("",)
    return (str(value or ""),)


class Filters(TypedDict, total=False):
    """The keywords that say which deployments a question is about. What is left out, or None, lets all through.

    `contributor` is a country or an organisation (`"NLD"`). `mission` is a mission or its id; deployments in missions
    that are part of it count too. `place` is a country (`"SVK"`), or the name of a place as its record has it. A
    deployment has to pass all that are given.
    """

    contributor: Country | Organisation | str | None
    mission: Mission | str | None
    place: Place | Country | str | None


_KINDS: dict[str, tuple[type, ...]] = {
    "contributor": (str, Country, Organisation),
    "mission": (str, Mission),
    "place": (str, Country, Place),
}
_HINTS = {
    "contributor": 'write one country or organisation: "NLD"',
    "mission": "write the id of one mission",
    "place": 'write one country ("SVK"), or the name of one place',
}


def refuse_unknown(keywords: Mapping[str, object], known: type) -> None:
    """Raise `TypeError` if a keyword is none of those of a `TypedDict`; the error names those.

    >>> refuse_unknown({"mision": "amdtf-svk"}, Filters)
    Traceback (most recent call last):
    ...
    TypeError: unexpected keyword 'mision': beside its own parameters this takes contributor, mission, place
    """
    names: frozenset[str] = vars(known)["__optional_keys__"]
    for keyword in keywords:
        if keyword not in names:
            every = ", ".join(sorted(names))
            raise TypeError(f"unexpected keyword {quote(keyword)}: beside its own parameters this takes {every}")


@attrs.frozen
class Selection:
    """The deployments of a store that filters let through."""

    store: RecordStore
    contributor: Country | Organisation | str | None = None
    mission: str | None = None
    place: Place | Country | str | None = None

    @classmethod
    def of(cls, store: RecordStore, filters: Filters) -> Selection:
        """Return the selection that keywords describe.

        Raises `TypeError` for a keyword that is no filter, and `InvalidValueError` for a value that is not of a type
        that its filter takes, such as a list.
        """
        refuse_unknown(filters, Filters)
        for name, value in filters.items():
            if value is not None and not isinstance(value, _KINDS[name]):
                raise InvalidValueError(f"not a {name} to look for", value, _HINTS[name])
        mission = id_of(filters.get("mission"), Mission)
        return cls(store, filters.get("contributor"), mission, filters.get("place"))

    def as_read(self) -> dict[str, Country | Organisation | Place | str]:
        """Return what each filter that is given was read as: "Irland" is Ireland. Raises as `tests` does."""
        self.tests()
        found: dict[str, Country | Organisation | Place | str] = {}
        if self.contributor is not None:
            own = {str(each): each for each in self.store.contributors}
            found["contributor"] = own.get(str(self.contributor)) or contributor(self.contributor)
        if self.mission is not None:
            found["mission"] = self.mission
        if self.place is not None:
            country = _country(self.place, self.store.places) if isinstance(self.place, str) else None
            found["place"] = country or self.place
        return found

    @property
    def key(self) -> tuple[object, ...]:
        """What is looked for: equal for selections of one store that let the same through."""
        return self.contributor, self.mission, self.place

    def tests(self) -> dict[str, Callable[[Any], bool]]:
        """Return a test for each field of a deployment that is filtered by.

        Raises `InvalidValueError` for a mission or place that is not there, and for what names no contributor.
        """
        makers = {"contributor": self._contributor, "mission": self._mission, "place": self._place}
        given = {name: getattr(self, name) for name in makers}
        return {name: makers[name](value) for name, value in given.items() if value is not None}

    def missions(self) -> list[Mission]:
        """Return the missions that are asked for, in the order of the store: none where a contributor or place is.

        Raises as `tests` does.
        """
        if self.contributor is not None or self.place is not None:
            return []
        test = self.tests().get("mission")
        return [each for each in self.store.missions.values() if test is None or test((each.id,))]

    def subjects(self) -> frozenset[str]:
        """Return the ids of the deployments, missions and events that an answer about several of them shows.

        That are the deployments that filters let through; the missions of these, and those that are asked for
        themselves; and the events by which a statement about any of these dates something, or about such an event.
        Without filters it is all. Raises as `tests` does.
        """
        store = self.store
        if self.key == (None, None, None):
            return frozenset((*store.deployments, *store.missions, *store.events))
        deployments = self.deployments()
        shown = {*(each.id for each in deployments), *(each.id for each in self.missions())}
        shown.update(mission for each in deployments for mission in each.mission)
        waiting = [*shown]
        while waiting:
            for statement in store.statements_of(about=waiting.pop()):
                dating = {id_ for id_ in named_in(statement) if id_ in store.events} - shown
                shown |= dating
                waiting += dating
        return frozenset(shown)

    def deployments(self) -> list[Deployment]:
        """Return the deployments, in the order of the store, each part with what it takes from its whole.

        Raises as `tests` does.
        """
        tests = self.tests().items()
        filled = map(self.store.filled, self.store.deployments.values())
        return [each for each in filled if all(test(getattr(each, name)) for name, test in tests)]

    def authorisable(self) -> list[str]:
        """Return the ids of the missions, then of the deployments: all for which something can be authorised.

        Raises as `tests` does.
        """
        return [*(each.id for each in self.missions()), *(each.id for each in self.deployments())]

    def without_country(self) -> list[Deployment]:
        """Return those in no country by their record that all other filters let through, if a country is asked for.

        Raises as `tests` does.
        """
        if self.place is None or not self._is_country(self.place):
            return []
        others = attrs.evolve(self, place=None).deployments()
        return [each for each in others if each.place is None or each.place.country is None]

    def _is_country(self, wanted: Place | Country | str) -> bool:
        if isinstance(wanted, str):
            return _country(wanted, self.store.places) is not None
        return isinstance(wanted, Country)

    def _contributor(self, value: Any) -> Callable[[Any], bool]:
        own = {str(contributor) for contributor in self.store.contributors}
        wanted = str(value) if str(value) in own else str(_contributor(value, own))
        return lambda contributor: str(contributor) == wanted

    def _mission(self, wanted: Any) -> Callable[[Any], bool]:
        missions = self.store.missions
        if wanted not in missions:
            raise InvalidValueError("there is no mission", wanted, _mission_meant(str(wanted), missions))
        parts: dict[str | None, list[str]] = defaultdict(list)
        for mission in missions.values():
            parts[mission.part_of].append(mission.id)
        within, waiting = {wanted}, [wanted]
        while waiting:
            new = [id_ for id_ in parts[waiting.pop()] if id_ not in within]
            within.update(new)
            waiting += new
        return lambda missions: not within.isdisjoint(missions)

    def _place(self, wanted: Any) -> Callable[[Any], bool]:
        if isinstance(wanted, Place):
            return lambda place: place == wanted
        if isinstance(wanted, str):
            country = _country(wanted, self.store.places)
            if country is None:
                return lambda place: place is not None and wanted in _names(place)
            wanted = country
        return lambda place: place is not None and place.country == wanted


def named_in(statement: Statement) -> Iterator[str]:
    """Yield the ids of the events, missions, deployments and sources that the value of a statement names.

    >>> value = {"after": ["summit", "svk.end"]}
    >>> [*named_in(Statement(id="x", source="letter", about="nld", kind="end", value=value))]
    ['summit', 'svk']
    """
    if statement.kind.spec.refers:
        yield str(statement.value)
    elif isinstance(statement.value, When):
        yield from (target.partition(".")[0] for _, target in statement.value.related if isinstance(target, str))


def about_any(subjects: Container[str], statements: Iterable[Statement]) -> bool:
    """Tell whether any of some statements is about one of some subjects.

    >>> about_any({"nld"}, [Statement(id="x", source="letter", about="nld", kind="strength", value=6)])
    True
    """
    return any(statement.about in subjects for statement in statements)


#: So many places whose names hold a text are listed in a hint, and a text of fewer letters is in too many.
_LISTED, _FEWEST_LETTERS = 4, 3


def _with_words(text: str, names: Iterable[str]) -> str:
    """Return the hint that lists the names that hold every word of a text; empty if there is none."""
    words = folded(text).split()
    found = sorted(name for name in names if all(word in folded(name) for word in words))
    if not found or len(text.strip()) < _FEWEST_LETTERS:
        return ""
    if len(found) > _LISTED:
        return f"it is in {len(found)} names of places: {', '.join(map(quote, found[:_LISTED]))} and others"
    return f"did you mean {' or '.join(map(quote, found))}?"


def _names(place: Place) -> set[str]:
    return {str(place), *([place.name] if place.name else [])}


def _mission_meant(text: str, missions: Mapping[str, Mission]) -> str:
    """Return the hint that names the mission whose name or abbreviation a text is, or whose id it comes close to."""
    called = [
        id_ for id_, each in missions.items() if text.casefold() in {name.casefold() for name in _mission_names(each)}
    ]
    return f"did you mean {quote(called[0])}?" if len(called) == 1 else did_you_mean(text, missions)


def _mission_names(mission: Mission) -> Iterator[str]:
    names = mission.name if isinstance(mission.name, Mapping) else {"": mission.name}
    yield from filter(None, (*names.values(), mission.abbreviation))


def _contributor(value: Country | Organisation | str, own: Iterable[str]) -> Country | Organisation:
    if not isinstance(value, str):
        return value
    try:
        return contributor(value)
    except CountryError as error:
        if hint := did_you_mean(value, own):
            raise CountryError(error.problem, value, hint) from None
        raise


def _country(text: str, places: Iterable[Place]) -> Country | None:
    """Read a country; what is none must be the name of a place."""
    try:
        return Country.parse(text)
    except CountryError as error:
        names = sorted({name for place in places for name in _names(place)})
        if text in names:
            return None
        sure = error.hint if error.hint.startswith("did you mean") else ""
        hint = (
            _with_words(text, {place.name or str(place) for place in places})
            or did_you_mean(text, names)
            or sure
            or 'write a country ("SVK"), or the name of a place as its record has it'
        )
        raise InvalidValueError("no deployment is at this place, and it is no country", text, hint) from None
