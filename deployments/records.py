"""The five kinds of record: sources, events, missions, deployments, and what each source states of them.

The first four hold identity only; everything that can change or be disputed is a `Statement`, and there is no
statement without a source. All are frozen, hashable and checked when they are made: a field that cannot be
raises an `InvalidValueError` that names the field's value and the mend.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import attrs
from attrs.converters import optional

from deployments.brief import brief
from deployments.claims import SUBJECTS, Basis, Claim, ClaimKind
from deployments.errors import ClaimError, DateError, InvalidValueError, MissingFieldError
from deployments.patterns import lazy_pattern
from deployments.values.countries import Country, Organisation, Place, contributor
from deployments.values.date_words import date_hint, for_one_day, one_day_of, readings
from deployments.values.dates import UncertainDate
from deployments.values.documents import DocumentId, reference
from deployments.values.texts import Name, language, line, name
from deployments.values.when import ID_PATTERN, is_id

#: The longest wording, in characters: a phrase, not a quotation.
MAX_WORDING = 300

#: The longest path of a file with the text of a source, in characters.
MAX_PATH = 300

#: A regular expression for the ids of statements: after the hash stands what an id that nobody wrote is made of.
STATEMENT_ID_PATTERN = rf"{ID_PATTERN}(?:#[A-Za-z0-9._~?%,:/+@=#\[\]{{}}-]{{1,250}})?"
_STATEMENT_ID = lazy_pattern(STATEMENT_ID_PATTERN)

_T = TypeVar("_T")
_E = TypeVar("_E", bound=enum.Enum)


class SourceKind(enum.StrEnum):
    """Who speaks: a government or parliament, the press, or one who passes on what others said."""

    OFFICIAL = "official"
    PRESS = "press"
    RELAY = "relay"


# --- fields ----------------------------------------------------------------------------------------------


def _identifier(value: object) -> str:
    if not isinstance(value, str) or not is_id(value):
        hint = 'write letters, digits, "-" and "_", such as "nld-amdtf-svk"; a date is no id'
        raise InvalidValueError("not an id", value, hint)
    return value.value if isinstance(value, enum.StrEnum) else value


def _statement_id(value: object) -> str:
    if not isinstance(value, str) or not _STATEMENT_ID.fullmatch(value) or not is_id(value.partition("#")[0]):
        hint = 'write an id of your own, such as "six-at-sliac", or leave it out'
        raise InvalidValueError("not the id of a statement", value, hint)
    return value


def _corrected(value: object) -> str:
    if isinstance(value, str) and "#" in value:
        hint = "write the id of its source, or give that statement an id of its own: ids that nobody wrote can change"
        raise InvalidValueError("not an id that somebody wrote", value, hint)
    return _identifier(value)


def _wording(value: object) -> str:
    return line(value, MAX_WORDING)


def _url(value: object) -> str:
    text = line(value)
    if not text.startswith(("https://", "http://")) or " " in text or not text.isprintable():
        raise InvalidValueError("not a web address", value, 'write one that begins with "https://"')
    return text


def _path_of_text(value: object) -> str:
    path = line(value, MAX_PATH)
    parts = path.split("/")
    if not path.isprintable() or {"", ".", ".."}.intersection(parts) or any(mark in path for mark in "\\:"):
        hint = 'write its path from the folder of this file down, such as "letter.txt" or "texts/letter.txt"'
        raise InvalidValueError("not the path of a file in this folder or below", value, hint)
    return path


def _contents(value: object) -> str:
    if not isinstance(value, str):
        raise InvalidValueError("not the text of a source", value, "give it as a str")
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


def _day_or_days(value: object) -> UncertainDate:
    """Read a date that is one day, or all days between two: what has no end is no hint for it."""
    try:
        return _date(value)
    except DateError as error:
        hint = for_one_day(error.hint, lambda text: _is_day_or_days(UncertainDate.parse(text)))
        if isinstance(value, str) and readings(value):
            hint = date_hint(value, is_closed=True) or _without_open_end(value) or _DAY_OR_DAYS
        raise DateError(error.problem, value, hint) from None


def _without_open_end(text: str) -> str:
    """Return the hint for "from November 2018": what is said of then is said of that month."""
    (*others, first) = readings(text)
    when = "" if others or "/" not in first.date else first.when
    return date_hint(when) or (f'write "{when}": as_of names the days that it is of' if _reads(when) else "")


def _reads(text: str) -> bool:
    try:
        return _is_day_or_days(UncertainDate.parse(text))
    except DateError:
        return False


_DAY_OR_DAYS = (
    'write the day, the month, or the first and the last day: "2023-06-21", "2023-06", "2023-06-21/2023-06-28"'
)


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
    return value if isinstance(value, DocumentId) else reference(line(value))


def _flag(value: object) -> bool:
    if value is True or value is False:
        return value
    raise InvalidValueError("not true or false", value, "write true, or leave it out")


#: What letters call what a basis says.
_BASIS_WORDS: Mapping[str, Basis] = {
    **dict.fromkeys(("actual", "confirmed", "done", "fact", "happened", "report"), Basis.REPORTED),
    **dict.fromkeys(("announced", "expected", "future", "intended", "plan", "scheduled"), Basis.PLANNED),
    **dict.fromkeys(("asked for", "conditional", "in beginsel", "in principle", "possible"), Basis.CONSIDERED),
    **dict.fromkeys(("proposed", "requested", "under consideration", "under study"), Basis.CONSIDERED),
}


def _basis(value: object) -> Basis:
    try:
        return Basis(value)  # type: ignore[arg-type]  # it refuses what it does not know
    except ValueError:
        meant = _BASIS_WORDS.get(value.strip().lower()) if isinstance(value, str) else None
        if meant is None:
            return _member(Basis, value)
        raise InvalidValueError("not one of the words known here", value, f'write "{meant}"') from None


def _source_kind(value: object) -> SourceKind:
    return _member(SourceKind, value)


def _claim_kind(value: object) -> ClaimKind:
    return _member(ClaimKind, value)


def _authors(value: object) -> tuple[str, ...]:
    return _several(value, line)


def _references(value: object) -> tuple[DocumentId | str, ...]:
    return _several(value, _reference)


def _countries(value: object) -> tuple[Country, ...]:
    return _several(value, _country)


def _identifiers(value: object) -> tuple[str, ...]:
    return _several(value, _identifier)


def _as_given(value: object) -> Claim:
    """Take a value that is read only when the kind of its claim is known."""
    return value  # type: ignore[return-value]  # `Statement` reads it


def _says(meaning: str, form: str = "text", refers: tuple[str, ...] = ()) -> dict[str, Any]:
    """Say what a field is for, which form its text has, and of which kinds of record it names an id."""
    return {"meaning": meaning, "form": form, "refers": refers}


# --- records ---------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Source:
    """A document that states something: a letter to parliament, a press release, an article.

    `published` is the day of publication, as far as it is known; `covers` the period that it reports on;
    `references` its own numbers, `cites` the ids of sources (or the papers) that it relies on. `text` is the path of a
    file with its text, and `contents` that text, which loading puts here: it is neither compared, shown nor written.

    >>> str(Source(id="dmm-2023-06", title="Annotated agenda", published="[2023-05-18..2023-06-14]").published)
    '[2023-05-18..2023-06-14]'
    """

    __repr__ = brief

    id: str = attrs.field(converter=_identifier, metadata=_says("the id by which statements name it", "id"))
    title: Name = attrs.field(converter=name, metadata=_says("its title", "name"))
    kind: SourceKind | None = attrs.field(
        default=None,
        converter=optional(_source_kind),
        metadata=_says("who speaks: a government or parliament, the press, or one who passes on what others said"),
    )
    publisher: str | None = attrs.field(default=None, converter=optional(line), metadata=_says("who published it"))
    published: UncertainDate | None = attrs.field(
        default=None, converter=optional(_date), metadata=_says("the day of publication, as far as it is known")
    )
    accessed: UncertainDate | None = attrs.field(
        default=None, converter=optional(_date), metadata=_says("the day on which it was read")
    )
    covers: UncertainDate | None = attrs.field(
        default=None, converter=optional(_date), metadata=_says("the period that it reports on")
    )
    language: str | None = attrs.field(
        default=None, converter=optional(language), metadata=_says("its ISO 639 code", "language")
    )
    url: str | None = attrs.field(default=None, converter=optional(_url), metadata=_says("where it can be read", "url"))
    archived: str | None = attrs.field(
        default=None, converter=optional(_url), metadata=_says("where a copy of it is kept, in a web archive", "url")
    )
    text: str | None = attrs.field(
        default=None,
        converter=optional(_path_of_text),
        metadata=_says(
            "the path of a file with its text, from the folder of this file down: `check` finds every wording in it",
            "path",
        ),
    )
    references: tuple[DocumentId | str, ...] = attrs.field(
        default=(), converter=_references, metadata=_says("its own numbers, such as Kamerstuk 28 676, nr. 433")
    )
    cites: tuple[DocumentId | str, ...] = attrs.field(
        default=(),
        converter=_references,
        metadata=_says("the ids of sources, or the papers, that it relies on", refers=("source",)),
    )
    note: str | None = attrs.field(
        default=None, converter=optional(line), metadata=_says("a remark by the maker of the registry")
    )
    contents: str | None = attrs.field(default=None, converter=optional(_contents), eq=False, repr=False)

    def cite(self, style: str = "text", lang: str = "en") -> str:
        """Return the source as others cite it: as text, for BibLaTeX (`"bibtex"`), or as `"csl-json"`.

        The words around it are in English or, with `lang="nl"`, in Dutch; papers of the Dutch parliament stand in its
        own form. `Registry.cite` cites a statement. Raises `InvalidValueError` for another style or language.

        >>> paper = Source(id="kst", title="A letter", published="2023-05-17", references="Kamerstuk 28 676, nr. 433")
        >>> paper.cite()
        'A letter, 17 May 2023, Kamerstukken II 2022/23, 28676, nr. 433'
        """
        from deployments.citations import Citation  # noqa: PLC0415 - words are read when they are asked for

        return Citation(self, lang=lang).written(style)


@attrs.frozen(kw_only=True)
class Event:
    """Something that others are dated by: a summit, a wind-down.

    >>> Event(id="vilnius-summit", name="NATO summit in Vilnius", place="Vilnius, LTU").place.country.name
    'Lithuania'
    """

    __repr__ = brief

    id: str = attrs.field(converter=_identifier, metadata=_says("the id by which others name it", "id"))
    name: Name = attrs.field(converter=name, metadata=_says("what it is called", "name"))
    place: Place | None = attrs.field(default=None, converter=optional(_place), metadata=_says("where it is"))
    note: str | None = attrs.field(
        default=None, converter=optional(line), metadata=_says("a remark by the maker of the registry")
    )


@attrs.frozen(kw_only=True)
class Mission:
    """A named operation; `host` is the host nation, or several.

    >>> Mission(id="amdtf", name="Air and Missile Defence Task Force", host="SVK").host
    (Country(alpha_3='SVK'),)
    """

    __repr__ = brief

    id: str = attrs.field(converter=_identifier, metadata=_says("the id by which others name it", "id"))
    name: Name = attrs.field(converter=name, metadata=_says("what it is called in full", "name"))
    abbreviation: str | None = attrs.field(
        default=None, converter=optional(line), metadata=_says("what it is called in short")
    )
    organisation: str | None = attrs.field(
        default=None, converter=optional(line), metadata=_says("who leads it, such as NATO")
    )
    framework_nation: Country | None = attrs.field(
        default=None, converter=optional(_country), metadata=_says("the country that leads it")
    )
    host: tuple[Country, ...] = attrs.field(
        default=(), converter=_countries, metadata=_says("the host nation, or several")
    )
    part_of: str | None = attrs.field(
        default=None,
        converter=optional(_identifier),
        metadata=_says("the id of the mission that it is part of", "id", ("mission",)),
    )
    note: str | None = attrs.field(
        default=None, converter=optional(line), metadata=_says("a remark by the maker of the registry")
    )


@attrs.frozen(kw_only=True)
class Deployment:
    """One stay of the force of one contributor, a country or an organisation, at one place.

    It is one continuous stay: a force that left and came back is another deployment. It can be in one `mission`, in
    several, or in none. `force` is a free label. A part ("of which 30 logistics") has the contributor, missions and
    place of the deployment that it is `part_of`, unless it has its own.

    >>> str(Deployment(id="nld-amdtf-svk", contributor="Netherlands", place="Sliač, SVK").contributor)
    'NLD'
    """

    __repr__ = brief

    id: str = attrs.field(converter=_identifier, metadata=_says("the id by which others name it", "id"))
    contributor: Country | Organisation | None = attrs.field(
        default=None,
        converter=optional(_contributor),
        metadata=_says("the country or the organisation whose force it is; a part has that of its whole"),
    )
    mission: tuple[str, ...] = attrs.field(
        default=(),
        converter=_identifiers,
        metadata=_says("the id of the mission that it is part of, or of several", "id", ("mission",)),
    )
    force: Name | None = attrs.field(
        default=None, converter=optional(name), metadata=_says("what kind of force it is: a free label", "name")
    )
    place: Place | None = attrs.field(default=None, converter=optional(_place), metadata=_says("where it is"))
    part_of: str | None = attrs.field(
        default=None,
        converter=optional(_identifier),
        metadata=_says("the id of the deployment that it is part of", "id", ("deployment",)),
    )
    note: str | None = attrs.field(
        default=None, converter=optional(line), metadata=_says("a remark by the maker of the registry")
    )

    def __attrs_post_init__(self) -> None:
        self.check_fields()

    def check_fields(self) -> None:
        """Raise `MissingFieldError` if the deployment has no contributor, and is no part that has that of its whole."""
        if self.contributor is None and self.part_of is None:
            hint = 'write contributor = "NLD", or part_of = "the-whole"'
            raise MissingFieldError("a deployment without a contributor", self.id, hint)


@attrs.frozen(kw_only=True, weakref_slot=False)  # a registry can have a million of them
class Statement:
    """One claim by one source about one event, mission or deployment.

    `as_of` is the day of a presence, strength, change or equipment, or from which a mandate or ceiling holds; `citing`
    the source that this one took the claim from; `corrects` the source whose claim of the same kind it puts right, or
    the id of one of its statements; `wording` its own words, a few of them; `locator` where they stand. `basis` is what
    the maker of the registry wrote; left out, `Registry.basis` tells it from the dates.

    `decided` and `end_decided` may be `True`: on the day on which the source appeared.

    >>> six = Statement(id="six-left", source="dmm-2023-06", about="nld-amdtf-svk", kind="strength", value=6)
    >>> six.value
    Quantity('6')
    """

    __repr__ = brief

    id: str = attrs.field(
        converter=_statement_id,
        metadata=_says("its own id; left out, it is made of its source, subject and kind", "statement_id"),
    )
    source: str = attrs.field(
        converter=_identifier,
        metadata=_says(
            "the id of the source that states it; left out, the one at the top of the file", "id", refers=("source",)
        ),
    )
    about: str = attrs.field(
        converter=_identifier,
        metadata=_says("the id of the deployment, mission or event that it is about", "id", SUBJECTS),
    )
    kind: ClaimKind = attrs.field(converter=_claim_kind, metadata=_says("what it is a claim of"))
    value: Claim = attrs.field(converter=_as_given, metadata=_says("what is claimed"))
    as_of: UncertainDate | None = attrs.field(
        default=None,
        converter=optional(_day_or_days),
        metadata=_says(
            "the day of a presence, strength, change or equipment, or from which a mandate or ceiling holds"
        ),
    )
    basis: Basis | None = attrs.field(
        default=None,
        converter=optional(_basis),
        metadata=_says("whether it is reported, planned or only considered; left out, the dates tell"),
    )
    citing: str | None = attrs.field(
        default=None,
        converter=optional(_identifier),
        metadata=_says("the id of the source that this one took the claim from", "id", ("source",)),
    )
    corrects: str | None = attrs.field(
        default=None,
        converter=optional(_corrected),
        metadata=_says("the id of the source whose claim of the same kind this one puts right", "id"),
    )
    derived: bool = attrs.field(
        default=False,
        converter=_flag,
        metadata=_says("true for what the maker of the registry computed from what the source says", "flag"),
    )
    by: str | None = attrs.field(
        default=None, converter=optional(line), metadata=_says("who authorised it: a parliament, the Security Council")
    )
    locator: str | None = attrs.field(
        default=None, converter=optional(line), metadata=_says("where in the source it stands: a page, a paragraph")
    )
    wording: str | None = attrs.field(
        default=None, converter=optional(_wording), metadata=_says("the source's own words, a few of them", "wording")
    )
    note: str | None = attrs.field(
        default=None, converter=optional(line), metadata=_says("a remark by the maker of the registry")
    )

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "value", self.kind.read(self.value, self.source))
        self.check_fields()

    def check_fields(self) -> None:
        """Raise `ClaimError` if the statement has a day or a basis that its claim cannot have."""
        if self.value is False and self.basis not in (None, Basis.REPORTED):
            hint = "write the end that is planned; an absence is only ever reported"
            raise ClaimError("nobody is absent yet", self.basis.value, hint)
        if self.as_of is not None and not self.kind.spec.dated:
            hint = (
                "as_of goes with present, strength, change, equipment, mandate, ceiling; a date says itself when it is"
            )
            raise ClaimError(f"a claim of {self.kind.value} has no as_of", str(self.as_of), hint)
        if self.as_of is not None and not _is_day_or_days(self.as_of):
            meant = one_day_of(str(self.as_of))
            hint = f'write "{meant}" for one day of these, or ' if meant else "write "
            hint += "the first and the last day, with / between them, for all days from the one to the other"
            raise ClaimError("as_of is one day, or all days between two", str(self.as_of), hint)


def _is_day_or_days(date: UncertainDate) -> bool:
    """Tell whether a date is one day, or an interval that names both its ends."""
    if not date.is_interval:
        return True
    first, slash, last = str(date).partition("/")
    return bool(slash and first.strip(".") and last.strip("."))


@attrs.frozen(kw_only=True)
class Metadata:
    """What is said of a registry itself: what it is called, who made it, and how others may use it.

    >>> Metadata(title="NATO in the east", authors=["A. Jansen"], licence="CC-BY-4.0", date="2026-11").authors
    ('A. Jansen',)
    """

    __repr__ = brief

    title: Name | None = attrs.field(
        default=None, converter=optional(name), metadata=_says("the title of the registry", "name")
    )
    authors: tuple[str, ...] = attrs.field(default=(), converter=_authors, metadata=_says("who made it"))
    licence: str | None = attrs.field(
        default=None, converter=optional(line), metadata=_says("how others may use it, such as CC-BY-4.0")
    )
    version: str | None = attrs.field(default=None, converter=optional(line), metadata=_says("which edition it is"))
    date: UncertainDate | None = attrs.field(
        default=None, converter=optional(_date), metadata=_says("the day of that edition")
    )

    def __str__(self) -> str:
        said = ((field.name, getattr(self, field.name)) for field in written_fields(Metadata))
        return ", ".join(f"{key} {value}" for key, value in said if value)


Record = Source | Event | Mission | Deployment | Statement

#: Every kind of record by the name that files have for it; an `s` makes of it the name of its table.
RECORD_KINDS: Mapping[str, type[Record]] = {
    "source": Source,
    "event": Event,
    "mission": Mission,
    "deployment": Deployment,
    "statement": Statement,
}
#: The name of each kind of record.
KIND_NAMES: Mapping[type[Record], str] = {kind: name for name, kind in RECORD_KINDS.items()}

#: The kinds of record that others name by an id, each by the name of its table.
IDENTITY_TABLES: Mapping[str, type[Record]] = {
    f"{name}s": kind for name, kind in RECORD_KINDS.items() if kind is not Statement
}


def kind_of(record: Record) -> str:
    """Return the name of the kind of a record, as files have it.

    >>> kind_of(Event(id="summit", name="NATO summit"))
    'event'
    """
    return KIND_NAMES[type(record)]


def id_of(value: object, *kinds: type[Record]) -> Any:
    """Return the id of a record of one of some kinds, by default of any; what is none comes back as it is.

    Whatever takes an id asks here, so that it takes the record too.

    >>> summit = Event(id="summit", name="NATO summit")
    >>> id_of(summit), id_of("summit"), id_of(summit, Mission) is summit
    ('summit', 'summit', True)
    """
    found: Any = value
    return found.id if isinstance(value, kinds or tuple(KIND_NAMES)) else value


_WRITTEN: Mapping[type[Any], tuple[attrs.Attribute[Any], ...]] = {
    kind: tuple(field for field in attrs.fields(kind) if field.metadata) for kind in (*KIND_NAMES, Metadata)
}


def written_fields(kind: type[Any]) -> tuple[attrs.Attribute[Any], ...]:
    """Return the fields of a kind of record, or of metadata, that stand in files: all, save the contents of a source.

    >>> [field.name for field in written_fields(Event)]
    ['id', 'name', 'place', 'note']
    """
    return _WRITTEN[kind]


#: The fields of each kind of record that name others by their id, and the kinds of record that each can name.
REFERENCES: Mapping[type[Record], tuple[tuple[str, tuple[str, ...]], ...]] = {
    kind: tuple((field.name, field.metadata["refers"]) for field in written_fields(kind) if field.metadata["refers"])
    for kind in KIND_NAMES
}
