"""Reads the texts of cells. Each is read once, and remembered with what it means or what is wrong with it."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Container, Sequence
from typing import TypeVar

import attrs

from deployments.claims import INDEFINITE, Claim, ClaimKind
from deployments.diagnostics import Diagnostic
from deployments.errors import CountryError, DateError, InvalidValueError, QuantityError, without_frames
from deployments.importing.asked_aliases import alias_hint
from deployments.importing.cell_keys import CellKeys, CountryKeys, DayKeys, ForceKeys
from deployments.importing.cell_types import cell_type
from deployments.importing.converters import of_source, of_statement
from deployments.importing.country_codes import countries_of, country_of
from deployments.importing.date_hints import format_hint
from deployments.importing.date_places import DAY_OF_FIGURE, DAY_OF_PERIOD
from deployments.importing.date_spelling import DateSpelling
from deployments.importing.date_word_hints import NO_END, WordsForNoDay, is_word, unknown_words, without_end
from deployments.importing.joint_formats import joint_formats
from deployments.importing.joint_hints import with_joint_hints
from deployments.importing.leave_out_hints import or_left_out
from deployments.importing.mapping import SOURCE_DATES, ContributorKeys, TableMapping
from deployments.importing.number_spelling import NumberSpelling
from deployments.importing.place_texts import countries_of_place, several_hint, words_of
from deployments.importing.spelling import TableSpelling
from deployments.importing.sum_names import is_share, is_sum
from deployments.importing.toml_texts import toml_path, toml_value
from deployments.importing.word_hints import as_table, either_way, listed, one_more, word_hint
from deployments.patterns import lazy_pattern
from deployments.values import folding
from deployments.values.calendar import civil, day_number, iso
from deployments.values.countries import Country, Organisation, Place, contributor, known_contributor
from deployments.values.dates import UncertainDate
from deployments.values.states import existed
from deployments.values.when import When

_T = TypeVar("_T")

_CONTROL = lazy_pattern(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
#: What hardly any name has, and a cell with several of them, each with its number.
_SEVERAL = lazy_pattern(r"[0-9(;|]")
_APOSTROPHES = "'`\u2018\u2019"
#: So many unknown names get a hint of what may have been meant: looking for one takes a millisecond.
_MOST_SUGGESTIONS = 1000
#: So many texts with one hint are looked at for what they have in common.
_MOST_OF_ONE_HINT = 50
#: The longest name that is taken, in characters.
_LONGEST_NAME = 200


class AmbiguousTextError(InvalidValueError):
    """A text that can mean two things."""

    code = "I111"


class TwoThingsError(InvalidValueError):
    """Texts that say two things at once."""

    code = "I105"


class SumOfRowsError(InvalidValueError):
    """A text that marks a row as the sum of others, or as a share. `otherwise` is what to do if it is neither."""

    code = "I108"
    otherwise = "if it is so called, give it an alias"

    def unless(self, otherwise: str) -> SumOfRowsError:
        """Return this error, with something else to do if it is neither."""
        way, _, table = self.hint.partition("\n")
        self.otherwise, self.hint = otherwise, f"{way} the table that follows; or, {otherwise}\n{table}"
        return self


class CellReader:
    """Reads the texts of cells under one mapping.

    It returns the error of a text that cannot be read instead of raising it, so that errors are remembered too.
    """

    def __init__(self, mapping: TableMapping) -> None:
        self.mapping = mapping
        dates = mapping.dates
        marks = {field.name: getattr(mapping, field.name) for field in attrs.fields(NumberSpelling) if field.init}
        self._spelling = TableSpelling(
            DateSpelling(dates.formats, dates.years, dates.unknown, dates.languages, dates.fiscal_2000),
            NumberSpelling(**marks),
        )
        #: By which pattern the places of a column are to be taken apart, as a hint says: a second one is too many.
        self.place_patterns: dict[str, str] = {}
        self._unknown_names = 0
        self._words_for_no_day = WordsForNoDay()
        self._asked_formats: dict[str, None] = {}  # the texts whose formats a hint asks for
        self._remembered: dict[tuple[object, str], object] = {}

    def _once(self, kind: object, text: str, read: Callable[[str], _T]) -> _T | InvalidValueError:
        found = self._remembered.get((kind, text))
        if found is None:
            try:
                found = read(text.strip())
            except InvalidValueError as error:
                found = without_frames(error)
            self._remembered[kind, text] = found
        return found  # type: ignore[return-value]  # it is what was remembered of this kind

    def format_hint(self, text: str) -> str:
        """Return what to write in [dates] so that a text is read, which `with_joint_hints` will tell with all others.

        Returns an empty text where nobody can tell.
        """
        hint = self._format_hint(text)
        if hint:
            self._asked_formats[text] = None
        return hint

    def _format_hint(self, text: str) -> str:
        dates = self.mapping.dates
        return format_hint(text, dates.formats, dates.years, dates.languages, dates.fiscal_2000)

    def with_joint_hints(self, diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
        """Return problems whose hints have one list of formats for all dates, and one of words for each column."""
        joint = self._words_for_no_day.joint() | self._joint_formats()
        return with_joint_hints(diagnostics, joint, DateError.code)

    def _joint_formats(self) -> dict[str, str]:
        """Return for each hint about formats the one for all dates that were not read."""
        unread: dict[str, list[str]] = {}
        for value in self._remembered.values():
            if isinstance(value, DateError) and "in [dates]" in value.hint:
                unread.setdefault(value.hint, []).append(str(value.value))
        asked = [text for texts in unread.values() for text in texts[:_MOST_OF_ONE_HINT] if self._format_hint(text)]
        every = [*asked, *self._asked_formats]
        return joint_formats(self.mapping.dates, every, self._named_months()) if every else {}

    def _named_months(self) -> list[str]:
        """Return the dates that were read with words in them, one for each of these."""
        dated = (text.strip() for (_, text), value in self._remembered.items() if _is_dated(value))
        read = {" ".join(re.findall(r"[^\W\d_]+", text)): text for text in dated}
        return [text for words, text in read.items() if words]

    def day(self, text: str, keys: DayKeys | None = None) -> UncertainDate | InvalidValueError:
        """Return the day that a text names; of a period the one that the mapping means, or all of its days."""
        if keys is None:
            return self._once("day", text, self._spelling.dates.read_day)
        return self._once(("day", id(keys)), text, lambda word: self._day(keys, word))

    def _day(self, keys: DayKeys, word: str) -> UncertainDate:
        place = DAY_OF_FIGURE if keys.at == "some" and keys.on is None else DAY_OF_PERIOD
        try:
            day = self._spelling.dates.read_day(word, place)
            return day if word.startswith("[") else within(day, keys)  # in brackets it is one day that nobody knows
        except DateError as error:
            if is_word(word) and keys.column is not None:
                hint = or_left_out("write the day in the table", keys.column, word)
                raise DateError(error.problem, word, hint) from None
            raise error from None

    def day_of_mission(self, kind: ClaimKind, keys: CellKeys | None, text: str) -> UncertainDate | InvalidValueError:
        """Return the first or the last day of a mission that a text names."""
        return self._once(("mission", kind), text, lambda word: self._day_of_mission(kind, keys, word))

    def _day_of_mission(self, kind: ClaimKind, keys: CellKeys | None, word: str) -> UncertainDate:
        try:
            return self._spelling.dates.read_day(word)
        except DateError as error:
            if not is_word(word) or keys is None or keys.value is not None:
                raise error from None
            lists = (each.unknown for each in (self.mapping.mission, self.mapping) if each is not None)
            words = next((each for each in lists if each is not None), ())
            hint = self._words_for_no_day.hint(("mission", kind.value), keys, words, word)
            raise DateError(error.problem, word, hint) from None

    def claimed(self, claim: ClaimKind, keys: CellKeys, text: str) -> Claim | InvalidValueError | None:
        """Return the value of a claim that a text gives; None where it says nothing."""
        return self._once((claim, id(keys)), text, lambda word: self._claimed(claim, keys, word))

    def _claimed(self, claim: ClaimKind, keys: CellKeys, word: str) -> Claim | None:
        if claim is ClaimKind.MANDATE and word == "..":
            return When(on=UncertainDate(INDEFINITE))
        try:
            return cell_type(claim).parse(self._spelling, keys, word)
        except DateError as error:
            if claim is ClaimKind.MANDATE and (hint := without_end(word)):
                raise DateError("not the last day of a mandate", word, hint) from None
            if not is_word(word) or keys.value is not None:
                raise error from None
            path, words = unknown_words(self.mapping, claim, keys)
            hint = self._words_for_no_day.hint(path, keys, words, word)
            no_end = f"write {NO_END} in the table if it has no end; or " if claim is ClaimKind.MANDATE else ""
            raise DateError(error.problem, word, no_end + hint) from None
        except QuantityError as error:
            hint = word_hint(self.mapping, claim, keys, word, error.hint)
            raise QuantityError(error.problem, error.value, hint) from None

    def sized(self, text: str) -> str | None:
        """Return how large the mapping says the units are that a text counts; None where it has a number of people."""
        unit = self._spelling.numbers.sized(text.strip())
        if unit is None:
            return None
        return f'{text.strip()}: the mapping counts each unit called "{unit}" as {self.mapping.units[unit]}'

    def of_source(self, field: str, text: str) -> object:
        """Return what a text gives for a field of a source, or the error of it."""
        if field in SOURCE_DATES:
            return self.day(text)
        return self._once(("source", field), text, lambda word: of_source(field, word))

    def name(self, text: str) -> str | InvalidValueError:
        """Return a name on one line, without a stray apostrophe."""
        return self._once("name", text, _name)

    def of_statement(self, field: str, text: str) -> str | InvalidValueError:
        """Return the words in a field of a statement, on one line."""
        return self._once(("statement", field), text, lambda word: of_statement(field, " ".join(word.split())))

    def force(self, keys: ForceKeys, text: str) -> str | InvalidValueError:
        """Return the label of a force, which is to be counted beside others."""
        return self._once(("force", id(keys)), text, lambda word: self._force(keys, word))

    def _force(self, keys: ForceKeys, text: str) -> str:
        name = _name(text)
        try:
            if folded(name) not in map(folded, keys.names):
                _refuse_sums(name)
        except SumOfRowsError as error:
            raise error.unless(self._so_called(keys, name)) from None
        return name

    def _so_called(self, keys: ForceKeys, name: str) -> str:
        """Return what to write so that a force is called like a sum, or a share, and is none."""
        part = next(
            (f" in [{toml_path(('parts', key))}]" for key, each in self.mapping.parts.items() if each.force is keys), ""
        )
        way = next((key for key in ForceKeys.ways if getattr(keys, key)), "column")
        line = listed("names", [*keys.names, name])
        own = "" if part else as_table("force", keys, [line])
        return f"if it is so called, write {line} beside the key {way} of force{part}{own}"

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
        _refuse_sums(name)
        return name

    def contributor(
        self, keys: ContributorKeys, text: str, *, is_unknown: bool
    ) -> tuple[Country | Organisation, ...] | InvalidValueError:
        """Return whom a text names; `is_unknown`: it is also a word for what is not known."""
        return self._once(id(keys), text, lambda word: self._contributor(keys, word, is_unknown=is_unknown))

    def contributors_asked(self, keys: ContributorKeys) -> list[str]:
        """Return the texts of contributors that were read by some keys."""
        return [text for kind, text in self._remembered if kind == id(keys)]

    def at_times(self, keys: CountryKeys, aliases: Container[str], text: str) -> tuple[Country, ...]:
        """Return the states that a code of another list than ISO's means at different times, if they are several."""
        if keys.codes in (None, "iso") or not text or text.strip() in aliases:
            return ()
        found = self._once(("at times", id(keys)), text, lambda word: countries_of(word, str(keys.codes)))
        return () if isinstance(found, InvalidValueError) or len(found) == 1 else found

    def _contributor(self, keys: ContributorKeys, text: str, *, is_unknown: bool) -> tuple[Country | Organisation, ...]:
        if isinstance(keys.value, Organisation):
            return (keys.value,)
        name = _name(text)
        for known in (text, name):
            if known in keys.aliases:
                return keys.aliases[known]
        _refuse_sums(name)
        if keys.codes not in (None, "iso"):
            return (country_of(name, str(keys.codes)),)
        if is_unknown and keys.unknown is None:
            country = Country.parse(name)  # an unknown word that is no country is not asked about
            hint = either_way(self._unknown_of(keys), name, self._table_of(keys), "nobody", keys)
            raise AmbiguousTextError(f"it is {country.name}, and the word for what is not known", text, hint)
        return (self._known(name, contributor, "a contributor", self._table_of(keys)),)

    def _table_of(self, keys: ContributorKeys) -> str:
        """Return the table of the mapping whose aliases count: that of a part, where there is none for all."""
        own = (("parts", name, "contributor") for name, part in self.mapping.parts.items() if part.contributor is keys)
        return toml_path(next(own, ("contributor",)))

    def _unknown_of(self, keys: ContributorKeys) -> list[str]:
        """Return the words for what is not known that count in a column of contributors, of whichever part it is."""
        parts = self.mapping.parts.values()
        own = [part for part in parts if part.contributor is keys] or [*parts]
        lists = [self.mapping.unknown if part.unknown is None else part.unknown for part in own]
        return [*dict.fromkeys(word for words in lists or [self.mapping.unknown] for word in words or ())]

    def _known(self, name: str, read: Callable[[str], _T], what: str, table: str, otherwise: str = "") -> _T:
        """Return what a name means. Suggestions for unknown names end after the first `_MOST_SUGGESTIONS`.

        `otherwise` is what to do beside giving the name a meaning in a table of the mapping.
        """
        if known_contributor(name) is None:
            self._unknown_names += 1
            if self._unknown_names > _MOST_SUGGESTIONS:
                raise CountryError(f"not {what}", name, alias_hint(name, table, otherwise))
        try:
            return read(name)
        except CountryError as error:
            is_sure = not error.hint.startswith(("it is no country", "write an ISO"))
            several = "if these are several, write in [[split]] what stands between them (by)"
            meant = error.hint if is_sure else several if _SEVERAL.search(name) else otherwise
            hint = alias_hint(name, table, meant)
            raise CountryError(error.problem, name, hint) from None

    def place(self, parts: dict[str, str], then: Country | None = None) -> Place | InvalidValueError | None:
        """Return a place made of its parts that are known: `text`, `country`, `name`, `latitude`, `longitude`.

        `then` is what the country means on the day, if its code means several.
        """
        return self._once("place", repr((parts, then)), lambda _: self._place(parts, then)) if parts else None

    def _place(self, parts: dict[str, str], then: Country | None) -> Place:
        place = self._place_of(_name(parts["text"]), is_whole="country" not in parts) if "text" in parts else None
        own: dict[str, Country | str | float | None] = {} if place is None else attrs.asdict(place, recurse=False)
        keys = self.mapping.place
        names = [_name(parts["name"])] if "name" in parts else []
        if "country" in parts:
            area = then or self._area(_name(parts["country"]), None if keys is None else keys.country)
            own["country"] = area if isinstance(area, Country) else None
            if place is not None and isinstance(area, Country) and not self.is_alias_of_place(parts["text"]):
                self._check_same(place, area, parts)
            names += [] if isinstance(area, Country) else [area]
        if names:
            own["name"] = ", ".join(names)
        own |= {axis: _degrees(parts[axis]) for axis in ("latitude", "longitude") if axis in parts}
        return Place(**own)  # type: ignore[arg-type]  # each field is of its own kind

    def is_alias_of_place(self, text: str) -> bool:
        """Tell whether the mapping says what the text of a place means."""
        return self.mapping.place is not None and _name(text) in self.mapping.place.aliases

    def _place_of(self, text: str, *, is_whole: bool) -> Place:
        """Return the place that a text names, as the mapping says it, or as it is read.

        `is_whole`: its country stands in the text, if anywhere. Raises `AmbiguousTextError` if that can be several.
        """
        place = Place.parse(text)
        if self.mapping.place is not None and self.is_alias_of_place(text):
            area = self.mapping.place.aliases[text]
            if isinstance(area, str):
                return attrs.evolve(place, country=None, name=area)
            return place if place.country == area else attrs.evolve(place, country=area, name=words_of(text, place))
        countries = countries_of_place(place)
        if is_whole and place.country is not None and len(countries) > 1:
            problem = "a text of several countries, or of one place in the last of them"
            raise AmbiguousTextError(problem, text, several_hint(text, countries))
        return place

    def _check_same(self, place: Place, country: Country, parts: dict[str, str]) -> None:
        """Raise `TwoThingsError` for a place in whose text another country stands than the one beside it."""
        others = [each for each in countries_of_place(place) if each != country]
        if not others:
            return
        text, beside = _name(parts["text"]), _name(parts["country"])
        keys = None if self.mapping.place is None else self.mapping.place.text
        if keys is None or any(keys.column in split.names() for split in self.mapping.split):
            hint = f"if nobody knows how many are in each, write {toml_value(f'{text} and {beside}')} there"
            hint = f"write a row for each place in the table, if these are several; or, {hint}"
        else:
            hint = f"mend the table; or, if it is the name of a place in {country.name}, "
            hint += "write name in place of the key text in [place]"
        raise TwoThingsError(f"a text of {others[0].name}, beside {country.name}", text, hint)

    def host(self, text: str, keys: CountryKeys | None) -> Country | InvalidValueError:
        """Return the host nation that a text names."""
        return self._once("host", text, lambda word: self._host(_name(word), keys))

    def _host(self, name: str, keys: CountryKeys | None) -> Country:
        lists = [each.unknown for each in (keys, self.mapping.mission, self.mapping) if each is not None]
        words = next((each for each in lists if each is not None), ())
        otherwise = f"if it is no country, {one_more('unknown', words, name, 'beside the column in [mission.host]')}"
        area = self._area(name, keys, otherwise)
        if isinstance(area, str):
            raise CountryError("not a country", name, otherwise)
        return area

    def _area(self, name: str, keys: CountryKeys | None, otherwise: str = "") -> Country | str:
        """Return the country that a name means, or the name of an area that is none, if the mapping says so."""
        aliases = self.mapping.place.aliases if self.mapping.place is not None else {}
        if name not in aliases and keys is not None and keys.codes not in (None, "iso"):
            return country_of(name, str(keys.codes))
        return aliases.get(name) or self._known(name, Country.parse, "a country", "place", otherwise)


def _is_dated(value: object) -> bool:
    """Tell whether a date was read."""
    return isinstance(value, UncertainDate) or (isinstance(value, When) and value.on is not None)


#: A text as words are compared: without the differences that a reader looks past.
folded = functools.lru_cache(1 << 16)(folding.folded)


def within(day: UncertainDate, keys: DayKeys) -> UncertainDate:
    """Return the day of a month, a year or another period that a mapping means, or all of its days.

    Raises `DateError` for a period whose ends nobody knows, and for one that does not have the day once.

    >>> str(within(UncertainDate("2017-02"), DayKeys(column="as_of", at="end")))
    '2017-02-28'
    """
    if (keys.at == "some" and keys.on is None) or day.hull[0] == day.hull[1]:
        return day
    if "X" in day.text:  # the table has a day, or a year, and does not know which
        return day
    first, last = (int(end) for end in day.hull)
    if day.is_approximate or day.is_uncertain or len(day.days()) > 1:
        raise DateError("not a period with two ends", str(day), "mend it, or leave at and on out of day in the mapping")
    if keys.on is not None:
        years = range(civil(first)[0], civil(last)[0] + 1)
        days = [number for year in years if first <= (number := day_number(year, *keys.on)) <= last]
        if len(days) != 1:
            month, of_month = keys.on
            said = f"it has {len(days) or 'no'} {month:02}-{of_month:02}"
            raise DateError(said, str(day), "mend it, or on of day in the mapping")
        first = last = days[0]
    elif keys.at in ("start", "end"):
        first = last = first if keys.at == "start" else last
    return UncertainDate.parse(iso(first) if first == last else f"{iso(first)}/{iso(last)}")


def is_country(text: str) -> bool:
    """Tell whether a text names a country."""
    return isinstance(known_contributor(text), Country)


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


def _refuse_sums(name: str) -> None:
    """Raise `SumOfRowsError` for the name of a sum of others, or of a share of them."""
    if is_sum(name):
        what, of, table = "sum", "other rows", "totals"
    elif is_share(name):
        what, of, table = "share", "others", "leave_out"
    else:
        return
    keys = f'[[{table}]]\ncolumn = "..."\nwords = {toml_value([name])}'
    hint = f"leave such {what}s out: write at the end of the mapping\n{keys}"
    raise SumOfRowsError(f"it looks like a {what} of {of}", name, hint)


def _degrees(text: str) -> float:
    if not re.fullmatch(r"[-+]?[0-9]{1,3}(?:\.[0-9]{1,20})?", text.strip()):
        raise CountryError("not degrees", text, 'write them as "52.1" or "-4.3"')
    return float(text)


def misdated(who: Country | Organisation, first: float, last: float) -> str:
    """Return a message if a state did not exist between two days; an empty text if it did."""
    if not isinstance(who, Country) or existed(who, first, last):
        return ""
    return f"{who.name} did not exist then"
