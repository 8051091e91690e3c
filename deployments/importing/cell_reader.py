"""Reads the texts of cells. Each is read once, and remembered with what it means or what is wrong with it."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import TypeVar

import attrs

from deployments.claims import Claim
from deployments.errors import CountryError, InvalidValueError
from deployments.importing.cell_types import CellType
from deployments.importing.date_spelling import DateSpelling
from deployments.importing.mapping import ContributorKeys, TableMapping
from deployments.importing.number_spelling import NumberSpelling
from deployments.importing.spelling import TableSpelling
from deployments.patterns import lazy_pattern
from deployments.values.countries import Country, Organisation, Place, contributor, known_contributor
from deployments.values.dates import UncertainDate
from deployments.values.states import existed

_T = TypeVar("_T")

_CONTROL = lazy_pattern(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_APOSTROPHES = "'`\u2018\u2019"
_TOTALS = frozenset(
    ("all", "total", "totals", "grand total", "subtotal", "sub-total", "sum", "overall", "totaal", "totale", "gesamt")
)
#: So many unknown names get a hint of what may have been meant: looking for one takes a millisecond.
_MOST_SUGGESTIONS = 1000
#: The longest name that is taken, in characters.
_LONGEST_NAME = 200


class AmbiguousTextError(InvalidValueError):
    """A text that can mean two things."""

    code = "I111"


class SumOfRowsError(InvalidValueError):
    """A text that marks a row as the sum of others."""

    code = "I108"


class CellReader:
    """Reads the texts of cells under one mapping.

    It returns the error of a text that cannot be read instead of raising it, so that errors are remembered too.
    """

    def __init__(self, mapping: TableMapping) -> None:
        self.mapping = mapping
        dates = mapping.dates
        marks = {field.name: getattr(mapping, field.name) for field in attrs.fields(NumberSpelling) if field.init}
        self._spelling = TableSpelling(
            DateSpelling(dates.formats, dates.years, dates.unknown, dates.language, dates.fiscal_2000),
            NumberSpelling(**marks),
        )
        self._unknown = frozenset(folded(word) for word in ("", *mapping.unknown))
        self._unknown_names = 0
        self._remembered: dict[tuple[object, str], object] = {}

    def _once(self, kind: object, text: str, read: Callable[[str], _T]) -> _T | InvalidValueError:
        found = self._remembered.get((kind, text))
        if found is None:
            try:
                found = read(text.strip())
            except InvalidValueError as error:
                found = error
            self._remembered[kind, text] = found
        return found  # type: ignore[return-value]  # it is what was remembered of this kind

    def is_unknown(self, text: str) -> bool:
        """Return whether the text is empty or a word for what is not known."""
        return not text or folded(text) in self._unknown

    def day(self, text: str) -> UncertainDate | InvalidValueError:
        """Return the day that a text names."""
        return self._once("day", text, self._spelling.dates.read_day)

    def claimed(self, cell_type: CellType, text: str) -> Claim | InvalidValueError:
        """Return the value of a claim that a text gives."""
        found = self._remembered.get((cell_type, text))
        if found is None:  # only then is a function made for `_once`, as there is a call for every cell
            found = self._once(cell_type, text, lambda stripped: cell_type.parse(self._spelling, stripped))
        return found  # type: ignore[return-value]  # it is what was remembered under this type

    def name(self, text: str) -> str | InvalidValueError:
        """Return a name on one line, without a stray apostrophe."""
        return self._once("name", text, _name)

    def is_stray(self, text: str) -> bool:
        """Return whether an apostrophe at one of the ends of a name was left out when it was read."""
        return self._once("stray", text, lambda word: _name(word) != " ".join(word.split())) is True

    def mission(self, text: str) -> str | InvalidValueError:
        """Return the name of a mission, after its aliases."""
        return self._once("mission", text, self._mission)

    def _mission(self, text: str) -> str:
        keys = self.mapping.mission
        aliases = keys.aliases if keys is not None else {}
        name = _name(text)
        for known in (text, name):
            if known in aliases:
                return _name(aliases[known])
        _refuse_totals(name)
        return name

    def contributor(self, keys: ContributorKeys, text: str) -> tuple[Country | Organisation, ...] | InvalidValueError:
        """Return the countries and organisations that a text names."""
        return self._once(id(keys), text, lambda word: self._contributor(keys, word))

    def _contributor(self, keys: ContributorKeys, text: str) -> tuple[Country | Organisation, ...]:
        name = _name(text)
        for known in (text, name):
            if known in keys.aliases:
                return keys.aliases[known]
        _refuse_totals(name)
        if keys.unknown is None and folded(name) in self._unknown:
            country = Country.parse(name)  # an unknown word that is no country is not asked about
            hint = f'write unknown = [] in [contributor] if it is the country, unknown = ["{name}"] if it is nobody'
            raise AmbiguousTextError(f"it is {country.name}, and the word for what is not known", text, hint)
        return (self._known(name, contributor, "a contributor", "contributor.aliases"),)

    def _known(self, name: str, read: Callable[[str], _T], what: str, aliases: str) -> _T:
        """Return what a name means. Suggestions for unknown names end after the first `_MOST_SUGGESTIONS`."""
        if known_contributor(name) is None:
            self._unknown_names += 1
            if self._unknown_names > _MOST_SUGGESTIONS:
                raise CountryError(f"not {what}", name, f"write it below [{aliases}] of the mapping")
        try:
            return read(name)
        except CountryError as error:
            hint = f'{error.hint}; or write it below [{aliases}]: "{name}" = "..."'
            raise CountryError(error.problem, name, hint) from None

    def is_nobody(self, keys: ContributorKeys, text: str) -> bool:
        """Return whether a text names no contributor."""
        return not text or bool(self._once(("nobody", id(keys)), text, lambda word: self._nobody(keys, word)))

    def _nobody(self, keys: ContributorKeys, text: str) -> bool:
        if keys.unknown is not None:
            return folded(text) in ("", *map(folded, keys.unknown))
        return self.is_unknown(text) and not _is_country(text)

    def place(self, parts: dict[str, str]) -> Place | InvalidValueError | None:
        """Return a place made of its parts: `text`, `country`, `name`, `latitude`, `longitude`."""
        country = parts.get("country", "").strip()
        if country and self.is_unknown(country) and _is_country(country):
            hint = "write the country's code of three letters in the table, or take the word out of unknown"
            return AmbiguousTextError("it is a country, and the word for what is not known", country, hint)
        known = {name: text for name, text in parts.items() if not self.is_unknown(text)}
        return self._once("place", repr(known), lambda _: self._place(known)) if known else None

    def _place(self, parts: dict[str, str]) -> Place:
        place = Place.parse(_name(parts["text"])) if "text" in parts else None
        own: dict[str, Country | str | float | None] = {} if place is None else attrs.asdict(place, recurse=False)
        if "country" in parts:
            own["country"] = self._country(_name(parts["country"]))
        if "name" in parts:
            own["name"] = _name(parts["name"])
        own |= {axis: _degrees(parts[axis]) for axis in ("latitude", "longitude") if axis in parts}
        return Place(**own)  # type: ignore[arg-type]  # each field is of its own kind

    def _country(self, name: str) -> Country:
        aliases = self.mapping.place.aliases if self.mapping.place is not None else {}
        return aliases.get(name) or self._known(name, Country.parse, "a country", "place.aliases")


@functools.lru_cache(1 << 16)
def folded(text: str) -> str:
    """Return a text as words are compared: without case, and with single spaces."""
    return " ".join(text.casefold().split())


def _name(text: str) -> str:
    name = " ".join(text.split())
    if _CONTROL.search(name):
        raise InvalidValueError("a name with control characters", text, "write it without them")
    if len(name) > _LONGEST_NAME:
        raise InvalidValueError("the name is too long", text, f"write at most {_LONGEST_NAME} characters")
    for mark in _APOSTROPHES:
        if name.count(mark) == 1:
            name = name.removeprefix(mark).removesuffix(mark).strip()
    if not name:
        raise InvalidValueError("not a name", text, "write letters or digits")
    return name


def _refuse_totals(name: str) -> None:
    if folded(name).rstrip(":") in _TOTALS:
        hint = f'leave such rows out with [[totals]] in the mapping: column = "...", words = ["{name}"]'
        raise SumOfRowsError("it looks like a sum of other rows", name, hint)


def _is_country(text: str) -> bool:
    return isinstance(known_contributor(text), Country)


def _degrees(text: str) -> float:
    if not re.fullmatch(r"[-+]?[0-9]{1,3}(?:\.[0-9]{1,20})?", text.strip()):
        raise CountryError("not degrees", text, 'write them as "52.1" or "-4.3"')
    return float(text)


def misdated(who: Country | Organisation, first: float, last: float) -> str:
    """Return a message if a state did not exist between two days; an empty text if it did."""
    if not isinstance(who, Country) or existed(who, first, last):
        return ""
    return f"{who.name} did not exist then"
