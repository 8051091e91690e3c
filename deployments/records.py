"""The five kinds of record: sources, events, missions, deployments, and what each source states of them.

The first four hold identity only; everything that can change or be disputed is a `Statement`, and there is no
statement without a source. All are frozen, hashable and checked when they are made: a field that cannot be
raises an `InvalidValueError` that names the field's value and the mend.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import attrs

from deployments.errors import ClaimError, InvalidValueError
from deployments.values.countries import Country, Organisation, Place, contributor
from deployments.values.dates import UncertainDate
from deployments.values.documents import DocumentId, reference
from deployments.values.durations import Duration
from deployments.values.quantities import Change, Quantity
from deployments.values.when import When, is_id

#: The longest name or note, in characters, and the longest wording: a phrase, not a quotation.
MAX_TEXT = 2000
MAX_WORDING = 300

_T = TypeVar("_T")
_E = TypeVar("_E", bound=enum.Enum)


class SourceKind(enum.Enum):
    """Who speaks: a government or parliament, the press, or one who passes on what others said."""

    OFFICIAL = "official"
    PRESS = "press"
    RELAY = "relay"


class Basis(enum.Enum):
    """Whether a source states what has happened, or what is to come."""

    REPORTED = "reported"
    PLANNED = "planned"


class ClaimKind(enum.Enum):
    """What a statement can be a claim of."""

    DECIDED = "decided"
    START = "start"
    DEPARTED = "departed"
    OPERATIONAL = "operational"
    END = "end"
    RETURNED = "returned"
    END_DECIDED = "end_decided"
    DATE = "date"
    DURATION = "duration"
    MANDATE = "mandate"
    STRENGTH = "strength"
    CEILING = "ceiling"
    CHANGE = "change"
    EQUIPMENT = "equipment"


_DEPLOYMENT_MILESTONES = ("decided", "start", "departed", "operational", "end", "returned", "end_decided")
_FORCE = ("duration", "mandate", "strength", "ceiling", "change", "equipment")


def _kinds(*names: str) -> tuple[ClaimKind, ...]:
    return tuple(map(ClaimKind, names))


#: Which claims can be made of which kind of record, in the order in which they are shown.
CLAIMS: Mapping[str, tuple[ClaimKind, ...]] = {
    "deployment": _kinds(*_DEPLOYMENT_MILESTONES, *_FORCE),
    "mission": _kinds("decided", "start", "end", "end_decided", *_FORCE),
    "event": _kinds("date", "start", "end"),
}
#: What each claim says.
MEANINGS: Mapping[ClaimKind, str] = {
    ClaimKind.DECIDED: "the day on which it was decided",
    ClaimKind.START: "the first day on which any of the force is there; of a mission or an event, its first day",
    ClaimKind.DEPARTED: "the day on which the main body leaves home",
    ClaimKind.OPERATIONAL: "the day on which the main capability is operational",
    ClaimKind.END: "the last day on which any of the force is there; of a mission or an event, its last day",
    ClaimKind.RETURNED: "the day on which the force is home again",
    ClaimKind.END_DECIDED: "the day on which the end was decided",
    ClaimKind.DATE: "the day of an event: its first and its last",
    ClaimKind.DURATION: "how long it is, to its end, from its start or from the milestone named",
    ClaimKind.MANDATE: "the last day that is authorised",
    ClaimKind.STRENGTH: "the number of personnel present",
    ClaimKind.CEILING: "the greatest number of personnel that is authorised",
    ClaimKind.CHANGE: "how many personnel more or fewer",
    ClaimKind.EQUIPMENT: "the equipment present: how many of each kind, by name",
}
#: The claims that hold on a day, which `as_of` names.
DATED = _kinds("strength", "ceiling", "change", "equipment")


# --- fields ----------------------------------------------------------------------------------------------


def _identifier(value: object) -> str:
    if not isinstance(value, str) or not is_id(value):
        hint = 'write letters, digits, "-" and "_", such as "nld-amdtf-svk"; a date is no id'
        raise InvalidValueError("not an id", value, hint)
    return value


def _statement_id(value: object) -> str:
    source, hash_, number = value.partition("#") if isinstance(value, str) else ("", "", "")
    if not is_id(source) or (hash_ and not (number.isascii() and number.isalnum() and len(number) < 20)):
        raise InvalidValueError("not the id of a statement", value, 'write "dmm-2023-06#4" or an id of your own')
    return str(value)


def _line(value: object, longest: int = MAX_TEXT) -> str:
    if not isinstance(value, str) or not value.strip():
        raise InvalidValueError("not a text", value, "write a text in quotes, or leave the field out")
    if len(value) > longest:
        raise InvalidValueError("the text is too long", value, f"write at most {longest} characters")
    try:
        value.isascii() or value.encode()
    except UnicodeEncodeError:
        raise InvalidValueError("the text holds a lone surrogate", value, "write whole characters") from None
    return value


def _url(value: object) -> str:
    text = _line(value)
    if not text.startswith(("https://", "http://")) or " " in text or not text.isprintable():
        raise InvalidValueError("not a web address", value, 'write one that begins with "https://"')
    return text


def _language(value: object) -> str:
    if not isinstance(value, str) or not (2 <= len(value) <= 3 and value.isascii() and value.islower()):
        raise InvalidValueError("not a language", value, 'write its ISO 639 code, such as "nl" or "en"')
    return value


def _several(value: object, convert: Callable[[object], _T]) -> tuple[_T, ...]:
    if value is None:
        return ()
    if isinstance(value, str) or not isinstance(value, Iterable):
        return (convert(value),)
    return tuple([convert(item) for item in value])


def _member(kind: type[_E], value: object) -> _E:
    try:
        return kind(value)
    except ValueError:
        words = ", ".join(f'"{item.value}"' for item in kind)
        raise InvalidValueError("not one of the words known here", value, f"write {words}") from None


def _date(value: object) -> UncertainDate:
    return UncertainDate.of(value)  # type: ignore[arg-type]  # it raises for what it cannot read


def _country(value: object) -> Country:
    return value if isinstance(value, Country) else Country.parse(value)  # type: ignore[arg-type]


def _contributor(value: object) -> Country | Organisation:
    if isinstance(value, Mapping):
        if set(value) != {"organisation"}:
            raise ClaimError("not a contributor", dict(value), 'write "NLD" or { organisation = "NATO" }')
        return Organisation(value["organisation"])
    return contributor(value)  # type: ignore[arg-type]


def _place(value: object) -> Place:
    if isinstance(value, Place):
        return value
    if isinstance(value, Mapping):
        if unknown := set(value) - {"country", "name", "latitude", "longitude"}:
            raise InvalidValueError("not part of a place", min(unknown), "write country, name, latitude, longitude")
        return Place(**value)
    return Place.parse(value)  # type: ignore[arg-type]


def _reference(value: object) -> DocumentId | str:
    return value if isinstance(value, DocumentId) else reference(_line(value))


# The type checker takes only named functions for converters: hence one for each.


def _note(value: object) -> str | None:
    return None if value is None else _line(value)


def _optional_wording(value: object) -> str | None:
    return None if value is None else _line(value, MAX_WORDING)


def _optional_id(value: object) -> str | None:
    return None if value is None else _identifier(value)


def _optional_url(value: object) -> str | None:
    return None if value is None else _url(value)


def _optional_language(value: object) -> str | None:
    return None if value is None else _language(value)


def _optional_date(value: object) -> UncertainDate | None:
    return None if value is None else _date(value)


def _optional_country(value: object) -> Country | None:
    return None if value is None else _country(value)


def _optional_place(value: object) -> Place | None:
    return None if value is None else _place(value)


def _optional_basis(value: object) -> Basis | None:
    return None if value is None else _member(Basis, value)


def _source_kind(value: object) -> SourceKind:
    return _member(SourceKind, value)


def _claim_kind(value: object) -> ClaimKind:
    return _member(ClaimKind, value)


def _references(value: object) -> tuple[DocumentId | str, ...]:
    return _several(value, _reference)


def _countries(value: object) -> tuple[Country, ...]:
    return _several(value, _country)


def _says(meaning: str, form: str = "text") -> dict[str, str]:
    """What a field is for, and which form its text has: what editors show and check."""
    return {"meaning": meaning, "form": form}


# --- records ---------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Source:
    """A document that states something: a letter to parliament, a press release, an article.

    `published` is the day of publication, as far as it is known; `covers` the period that it reports on;
    `references` its own numbers, `cites` the ids of sources (or the papers) that it relies on.

    >>> Source(id="dmm-2023-06", title="Annotated agenda", published="[2023-05-18..2023-06-14]").kind.value
    'official'
    """

    id: str = attrs.field(converter=_identifier, metadata=_says("the id by which statements name it", "id"))
    title: str = attrs.field(converter=_line, metadata=_says("its title"))
    kind: SourceKind = attrs.field(
        default=SourceKind.OFFICIAL,
        converter=_source_kind,
        metadata=_says("who speaks: a government or parliament, the press, or one who passes on what others said"),
    )
    publisher: str | None = attrs.field(default=None, converter=_note, metadata=_says("who published it"))
    published: UncertainDate | None = attrs.field(
        default=None, converter=_optional_date, metadata=_says("the day of publication, as far as it is known")
    )
    accessed: UncertainDate | None = attrs.field(
        default=None, converter=_optional_date, metadata=_says("the day on which it was read")
    )
    covers: UncertainDate | None = attrs.field(
        default=None, converter=_optional_date, metadata=_says("the period that it reports on")
    )
    language: str | None = attrs.field(
        default=None, converter=_optional_language, metadata=_says("its ISO 639 code", "language")
    )
    url: str | None = attrs.field(default=None, converter=_optional_url, metadata=_says("where it can be read", "url"))
    references: tuple[DocumentId | str, ...] = attrs.field(
        default=(), converter=_references, metadata=_says("its own numbers, such as Kamerstuk 28 676, nr. 433")
    )
    cites: tuple[DocumentId | str, ...] = attrs.field(
        default=(), converter=_references, metadata=_says("the ids of sources, or the papers, that it relies on")
    )
    note: str | None = attrs.field(
        default=None, converter=_note, metadata=_says("a remark by the maker of the registry")
    )


@attrs.frozen(kw_only=True)
class Event:
    """Something that others are dated by: a summit, a wind-down.

    >>> Event(id="vilnius-summit", name="NATO summit in Vilnius", place="Vilnius, LTU").place.country.name
    'Lithuania'
    """

    id: str = attrs.field(converter=_identifier, metadata=_says("the id by which others name it", "id"))
    name: str = attrs.field(converter=_line, metadata=_says("what it is called"))
    place: Place | None = attrs.field(default=None, converter=_optional_place, metadata=_says("where it is"))
    note: str | None = attrs.field(
        default=None, converter=_note, metadata=_says("a remark by the maker of the registry")
    )


@attrs.frozen(kw_only=True)
class Mission:
    """A named operation; `host` is the host nation, or several.

    >>> Mission(id="amdtf", name="Air and Missile Defence Task Force", host="SVK").host
    (Country(alpha_3='SVK'),)
    """

    id: str = attrs.field(converter=_identifier, metadata=_says("the id by which others name it", "id"))
    name: str = attrs.field(converter=_line, metadata=_says("what it is called in full"))
    abbreviation: str | None = attrs.field(default=None, converter=_note, metadata=_says("what it is called in short"))
    organisation: str | None = attrs.field(default=None, converter=_note, metadata=_says("who leads it, such as NATO"))
    framework_nation: Country | None = attrs.field(
        default=None, converter=_optional_country, metadata=_says("the country that leads it")
    )
    host: tuple[Country, ...] = attrs.field(
        default=(), converter=_countries, metadata=_says("the host nation, or several")
    )
    part_of: str | None = attrs.field(
        default=None, converter=_optional_id, metadata=_says("the id of the mission that it is part of", "id")
    )
    note: str | None = attrs.field(
        default=None, converter=_note, metadata=_says("a remark by the maker of the registry")
    )


@attrs.frozen(kw_only=True)
class Deployment:
    """The force of one contributor, a country or an organisation, at one place.

    `force` is a free label; `follows` is the id of the deployment of the same force before this one.

    >>> str(Deployment(id="nld-amdtf-svk", contributor="Netherlands", place="Sliač, SVK").contributor)
    'NLD'
    """

    id: str = attrs.field(converter=_identifier, metadata=_says("the id by which others name it", "id"))
    contributor: Country | Organisation = attrs.field(
        converter=_contributor, metadata=_says("the country or the organisation whose force it is")
    )
    mission: str | None = attrs.field(
        default=None, converter=_optional_id, metadata=_says("the id of the mission that it is part of", "id")
    )
    force: str | None = attrs.field(
        default=None, converter=_note, metadata=_says("what kind of force it is: a free label")
    )
    place: Place | None = attrs.field(default=None, converter=_optional_place, metadata=_says("where it is"))
    follows: str | None = attrs.field(
        default=None,
        converter=_optional_id,
        metadata=_says("the id of the deployment of the same force before this one", "id"),
    )
    note: str | None = attrs.field(
        default=None, converter=_note, metadata=_says("a remark by the maker of the registry")
    )


@attrs.frozen
class Term:
    """How long: a duration to `end`, from `start` or from the milestone named.

    >>> Term.of({"of": "..P6M", "from": "operational"})
    Term(of_=Duration('..P6M'), since=<ClaimKind.OPERATIONAL: 'operational'>)
    """

    of_: Duration = attrs.field(alias="of")
    since: ClaimKind = ClaimKind.START

    @classmethod
    def of(cls, value: object) -> Term:
        """Read a duration, or the table `{ of = "..P6M", from = "operational" }`."""
        if isinstance(value, cls):
            return value
        if not isinstance(value, Mapping):
            return cls(value if isinstance(value, Duration) else Duration.parse(value))  # type: ignore[arg-type]
        since = value.get("from", "start")
        if "of" not in value or set(value) - {"of", "from"} or since not in _DEPLOYMENT_MILESTONES[:4]:
            hint = 'write "P6M" or { of = "P6M", from = "operational" }, from decided to operational'
            raise ClaimError("not a duration", dict(value), hint)
        return cls(Duration.parse(value["of"]), ClaimKind(since))


@attrs.frozen
class Equipment:
    """So many of each kind of equipment, by name.

    >>> Equipment.of({"Patriot fire unit": 2}).items
    (('Patriot fire unit', Quantity('2')),)
    """

    items: tuple[tuple[str, Quantity], ...]

    @classmethod
    def of(cls, value: object) -> Equipment:
        """Read the table `{ "Patriot fire unit" = 2 }`; the order of the names does not count."""
        if isinstance(value, cls):
            return value
        if not isinstance(value, Mapping) or not value:
            raise ClaimError("not equipment", value, 'write { "Patriot fire unit" = 2 }')
        return cls(tuple(sorted((_line(name, 200), Quantity.of(number)) for name, number in value.items())))


Claim = When | Term | Quantity | Change | Equipment


def _when(value: object) -> When:
    if not isinstance(value, str) and isinstance(value, Mapping):
        if unknown := set(value) - {"on", "part", "after", "before", "around", "during"}:
            raise ClaimError("not part of a date", min(unknown), "write on, part, after, before, around or during")
        return When(**value)
    return When.of(value)  # type: ignore[arg-type]


#: What reads the value of a claim of each kind; it raises an `InvalidValueError` of the value's own kind.
READERS: Mapping[ClaimKind, Callable[[object], Claim]] = {
    **dict.fromkeys(ClaimKind, _when),
    ClaimKind.DURATION: Term.of,
    ClaimKind.STRENGTH: Quantity.of,  # type: ignore[dict-item]  # each raises for what it cannot read
    ClaimKind.CEILING: Quantity.of,  # type: ignore[dict-item]
    ClaimKind.CHANGE: Change.of,  # type: ignore[dict-item]
    ClaimKind.EQUIPMENT: Equipment.of,
}


def claim(kind: ClaimKind, value: object) -> Claim:
    """Read the value of a claim of that kind. Raises an `InvalidValueError` of the value's own kind.

    >>> str(claim(ClaimKind.RETURNED, {"on": "2023-06-21~", "after": "amdtf-wind-down"}))
    '2023-06-21~ after amdtf-wind-down'
    """
    return READERS[kind](value)


def _claim(value: object, statement: attrs.AttrsInstance) -> Claim:
    return claim(statement.kind, value)  # type: ignore[attr-defined]  # it is the statement being made


@attrs.frozen(kw_only=True)
class Statement:
    """One claim by one source about one event, mission or deployment.

    `as_of` is the day on which a strength, ceiling, change or equipment holds; `citing` the source that this
    one took the claim from; `wording` its own words, a few of them; `locator` where they stand. `basis` is
    what the maker of the registry wrote; left out, `Registry.basis` tells it from the dates.

    >>> six = Statement(id="dmm-2023-06#4", source="dmm-2023-06", about="nld-amdtf-svk", kind="strength", value=6)
    >>> six.value
    Quantity('6')
    """

    id: str = attrs.field(
        converter=_statement_id, metadata=_says("its own id; left out, it is numbered by its source", "statement_id")
    )
    source: str = attrs.field(
        converter=_identifier,
        metadata=_says("the id of the source that states it; left out, the one at the top of the file", "id"),
    )
    about: str = attrs.field(
        converter=_identifier, metadata=_says("the id of the deployment, mission or event that it is about", "id")
    )
    kind: ClaimKind = attrs.field(converter=_claim_kind, metadata=_says("what it is a claim of"))
    value: Claim = attrs.field(converter=attrs.Converter(_claim, takes_self=True), metadata=_says("what is claimed"))  # type: ignore[misc]  # unknown to mypy
    as_of: UncertainDate | None = attrs.field(
        default=None,
        converter=_optional_date,
        metadata=_says("the day on which a strength, ceiling, change or equipment holds"),
    )
    basis: Basis | None = attrs.field(
        default=None,
        converter=_optional_basis,
        metadata=_says("whether it is reported or planned; left out, the dates tell"),
    )
    citing: str | None = attrs.field(
        default=None,
        converter=_optional_id,
        metadata=_says("the id of the source that this one took the claim from", "id"),
    )
    locator: str | None = attrs.field(
        default=None, converter=_note, metadata=_says("where in the source it stands: a page, a paragraph")
    )
    wording: str | None = attrs.field(
        default=None, converter=_optional_wording, metadata=_says("the source's own words, a few of them", "wording")
    )
    note: str | None = attrs.field(
        default=None, converter=_note, metadata=_says("a remark by the maker of the registry")
    )

    def __attrs_post_init__(self) -> None:
        if self.as_of is not None and self.kind not in DATED:
            hint = "as_of goes with a strength, ceiling, change or equipment; a date says itself when it is"
            raise ClaimError(f"a claim of {self.kind.value} has no as_of", str(self.as_of), hint)
        if self.as_of is not None and self.as_of.is_interval:
            raise ClaimError("as_of is one day", str(self.as_of), 'write "[a..b]" for one day of several')


Record = Source | Event | Mission | Deployment | Statement
