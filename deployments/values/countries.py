"""Countries, places and organisations: who contributes, and where.

A country has one code, ISO 3166-1 alpha-3 (https://www.iso.org/iso-3166-country-codes.html), which is
also what NATO's STANAG 1059 uses. Former states keep their alpha-3 code of ISO 3166-3. Kosovo is `XKX`, of the codes
that ISO leaves to users; so are those of former states that ISO has no code for: South Vietnam is `XSV`, North Yemen
`XNY`, Tanganyika `XTG` and Zanzibar `XNZ`. The tables are pycountry's, read when the first country is.

>>> Country.parse("Slovakia")
Country(alpha_3='SVK')
>>> str(Place.parse("Sliač, Slovakia"))
'Sliač, SVK'
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache

import attrs

from deployments.errors import QUOTED, CountryError, quote
from deployments.locales import languages, load_language
from deployments.patterns import UNSAFE, lazy_pattern
from deployments.suggestions import slips_between
from deployments.values.country_names import (
    FORMER_YEARS,
    MORE_CODES,
    MORE_NAMES,
    PARTS,
    PARTS_OF_NAMES,
    SHARED_NAMES,
    codes_of_other_lists,
)

#: The longest text, in characters, that is read at all.
MAX_NAME_LENGTH = 200
# A place must stay readable when its code and its coordinates are written after the name.
_MAX_PLACE_LENGTH = 120

# Organisations that contribute forces or command them, by the acronym they are cited by.
_ORGANISATIONS = {
    "AU": "African Union",
    "CSTO": "Collective Security Treaty Organization",
    "EAC": "East African Community",
    "ECOWAS": "Economic Community of West African States",
    "EU": "European Union",
    "NATO": "North Atlantic Treaty Organization",
    "OSCE": "Organization for Security and Co-operation in Europe",
    "SADC": "Southern African Development Community",
    "UN": "United Nations",
    "WEU": "Western European Union",
}

_COORDINATE = r"-?[0-9]{1,20}(?:\.[0-9]{1,20})?(?:e-[0-9]{1,3})?"
_COORDINATES = lazy_pattern(rf"\(({_COORDINATE}), ?({_COORDINATE})\)$")
# Two numbers in brackets are coordinates in another notation, not a name.
_LIKE_COORDINATES = lazy_pattern(r"\([-+]?[0-9][0-9.,]*[ ,;]+[-+]?[0-9][0-9.,]*\)$")


def _readable(text: object, what: str, longest: int = MAX_NAME_LENGTH) -> str:
    """Return the text unchanged. Raises `CountryError` if it cannot be a name at all."""
    if not isinstance(text, str):
        raise CountryError(f"not {what}", text, "write it as text")
    if len(text) > longest:
        raise CountryError(f"not {what}: too long", text, f"write at most {longest} characters")
    if not text or text.isspace():
        raise CountryError(f"not {what}: empty", text, "leave it out, or name it")
    if UNSAFE.search(text):
        raise CountryError(f"not {what}: it has control characters", text, "write it without them")
    if text != text.strip():
        raise CountryError(f"not {what}: blanks around it", text, f"write {quote(text.strip())}")
    return text


def _fold(name: str) -> str:
    """Return a name as it is compared: without case, accents, punctuation and a leading "the"."""
    words = _words(name.replace("'", " ").replace("\u2019", " "))
    return " ".join(words[1:] if words[1:] and words[0] == "the" else words)


def _words(name: str) -> list[str]:
    """Return the words of a name, in small letters without accents, what is short written out."""
    letters = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = re.sub(r"[\s.,()\[\]'`\u2018\u2019\u02bc\u2010\u2011\u2013/-]+", " ", bare).split()
    return [_IN_FULL.get(word, word) for word in words]


#: Short forms of words in names of countries, as the World Bank and others write them.
_IN_FULL = {
    "st": "saint",
    "ste": "sainte",
    "rep": "republic",
    "dem": "democratic",
    "fed": "federated",
    "sts": "states",
    "is": "islands",
    "isl": "islands",
    "s": "south",
    "n": "north",
    "w": "west",
    "e": "east",
    "eq": "equatorial",
    "afr": "african",
    "islamic": "islamic",
    "pdr": "peoples democratic republic",
}
#: Words that tell no name from another.
_SMALL_WORDS = frozenset(("the", "of", "and", "a", "und", "der", "die", "das", "des", "den", "von", "van", "en")) | {
    *("et", "la", "le", "les", "l", "de", "du", "d")
}


def _keys(name: str) -> Iterator[str]:
    """Yield what a name is found by: its words in any order, and its letters without the gaps."""
    plain = name.replace("\u2019", "'")
    for words in map(_words, dict.fromkeys((plain.replace("'", " "), plain.replace("'", "")))):
        telling = sorted(word for word in " ".join(words).split() if word not in _SMALL_WORDS)
        yield " ".join(telling) or " ".join(words)
        yield "".join(words[1:] if words[1:] and words[0] == "the" else words)


def _turned(name: str) -> str:
    """Return "Republic of Korea" for "Korea, Republic of"."""
    head, comma, tail = name.partition(", ")
    return f"{tail} {head}" if comma else name


def _translation(domain: str, lang: str) -> Callable[[str], str]:
    import gettext  # noqa: PLC0415 - with the tables that it translates

    import pycountry  # noqa: PLC0415 - heavy, and only needed here

    return gettext.translation(domain, pycountry.LOCALES_DIR, [lang], fallback=True).gettext


@cache
def _names_in(lang: str) -> dict[str, str]:
    """Return the plain name of every country, by its code: pycountry's, unless the file of the language has one."""
    import pycountry  # noqa: PLC0415

    now, past = _translation("iso3166-1", lang), _translation("iso3166-3", lang)
    names = {item.alpha_3: past(item.name) for item in pycountry.historic_countries}
    names |= {item.alpha_3: now(getattr(item, "common_name", item.name)) for item in pycountry.countries}
    return {code: _turned(name) for code, name in names.items()} | dict(load_language(lang).COUNTRIES)


@cache
def _codes() -> dict[str, str]:
    """Return the alpha-3 code of every code that is accepted."""
    import pycountry  # noqa: PLC0415

    alpha_2 = {item.alpha_2: item.alpha_3 for item in pycountry.countries}
    return {code: code for code in _names_in("en")} | alpha_2 | MORE_CODES


#: The languages in which the names of countries are read.
_READ_IN = ("en", "nl", "de", "fr")


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Return the alpha-3 codes of every key of a name: several where it is not sure which is meant."""
    shared = [(name, codes) for name, codes in SHARED_NAMES.items()]
    found = {key: codes for name, codes in shared for key in _keys(name)}
    for layer in (_names_written(), _names_of_today(), _names_of_old()):
        own: dict[str, tuple[str, ...]] = {}
        for name, code in dict.fromkeys(layer):  # the plain, the common and the official name are often one
            for key in {key for form in {name, name.translate(_UMLAUTS)} for key in _keys(form)}:
                own[key] = tuple(dict.fromkeys((*own.get(key, ()), code)))
        found = own | found  # what stands in an earlier layer is surer
    return found


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


def _names_written() -> Iterator[tuple[str, str]]:
    yield from ((name, code) for code, names in MORE_NAMES.items() for name in names)
    yield from ((name, code) for lang in languages() for code, name in load_language(lang).COUNTRIES.items())


def _names_of_today() -> Iterator[tuple[str, str]]:
    import pycountry  # noqa: PLC0415

    for lang in _READ_IN:
        translate = _translation("iso3166-1", lang)
        for item in pycountry.countries:
            forms = (item.name, getattr(item, "official_name", None), getattr(item, "common_name", None))
            yield from ((translate(form), item.alpha_3) for form in forms if form)


def _names_of_old() -> Iterator[tuple[str, str]]:
    import pycountry  # noqa: PLC0415

    for lang in _READ_IN:
        translate = _translation("iso3166-3", lang)
        for item in pycountry.historic_countries:
            for name in translate(item.name).split(";"):
                yield from ((form, item.alpha_3) for form in (name, name.partition(",")[0]) if len(form) > 4)


def _meant(text: str) -> tuple[str, ...]:
    """Return the codes of the countries that a name can be of; one, if it is sure."""
    names = _names()
    for key in _keys(text):
        if key in names:
            return names[key]
    match = _ASIDE.fullmatch(text)
    if match is None:
        return ()
    # "Korea (ROK)", "Myanmar (Burma)", "Niger (the)": what stands in brackets is another name, or says which.
    name, aside = _meant(match[1]), _meant(match[2])
    telling = [word for word in _words(match[2]) if word not in _SMALL_WORDS]
    if (not aside and not telling) or (telling == ["former"] and FORMER_YEARS.keys() >= {*name}):
        return name
    both = tuple(code for code in name if code in aside)
    return both if len(both) == 1 else ()


_ASIDE = lazy_pattern(r"([^()]+?) ?\(([^()]+)\)")


def _hint(text: str) -> str:
    """Return what to write instead of a text that names no country."""
    upper = text.upper()
    if code := _codes().get(upper):
        return f"write {code}: codes are in capitals"
    meant = _meant(text)
    if len(meant) > 1:
        return f"there are {_NUMBERS[len(meant)]}: write {_listed(meant)}"
    if code := {_fold(name): code for name, code in (PARTS | PARTS_OF_NAMES).items()}.get(_fold(text)):
        return f"it is a part of {_listed([code])}: write {code}"
    is_code = text in (upper, text.lower())  # and "Gam" is a name
    meant = (codes_of_other_lists().get(upper, ()) if is_code else ()) or _like_names(text)
    if meant:
        return f"did you mean {_listed(meant)}?"
    return 'write an ISO 3166-1 alpha-3 code or a name: "NLD", "Netherlands"'


def _like_names(text: str) -> tuple[str, ...]:
    """Return the countries that a text comes close to, or is the name of in a language that is not read."""
    found = tuple(dict.fromkeys((*_alike(text), *_in_more_languages(text))))
    return found if len(found) <= 2 else ()


def _in_more_languages(text: str) -> tuple[str, ...]:
    """Return the code of the one country that has a name in another language; none for a text that is short."""
    codes = _names_in_more_languages().get(_fold(text), set()) if len(_fold(text)) >= 5 else set()
    return (*codes,) if len(codes) == 1 else ()


#: The languages of other countries that send forces, and of those to which they are sent, as pycountry calls them.
_HINTED_IN = (
    "ar bg bs ca cs da el es et fa fi ga he hr hu hy is "
    "it ja ka ko lt lv mi mk mt nb nn pl pt ro ru sk sl sq sr sv tr uk"
)


@cache
def _names_in_more_languages() -> dict[str, set[str]]:
    """Return the codes of every name in more languages, folded: for hints alone, as it takes a fifth of a second."""
    import pycountry  # noqa: PLC0415

    found: dict[str, set[str]] = {}
    for lang in _HINTED_IN.split():
        translate = _translation("iso3166-1", lang)
        for item in pycountry.countries:
            for form in (item.name, getattr(item, "common_name", item.name)):
                for name in re.split(r"\s*[;/(),]\s*", translate(form))[:1]:
                    found.setdefault(_fold(name), set()).add(item.alpha_3)
    return found


_NUMBERS = {2: "two", 3: "three"}


def _listed(codes: Sequence[str]) -> str:
    return " or ".join(f"{code} ({_names_in('en')[code]})" for code in codes)


def _alike(text: str) -> tuple[str, ...]:
    """Return the country of the name that a text is a slip of the pen away from; two, if both are as near.

    A text of few letters is not looked at: other names and codes are as near to it. Nor is a slip in the first letter,
    which people seldom make: "Prussia" is not Russia.
    """
    folded = _once(_fold(text))
    if len(folded) < 5:
        return ()
    near: dict[str, float] = {}
    for name, code in _plain_names().items():
        if name[0] == folded[0] and slips_between(folded, name, 1) is not None:
            near[code] = max(near.get(code, 0), len(name))
    # A letter is left out more often than one too many is written: the longer name first.
    return tuple(sorted(near, key=lambda code: -near[code])) if len(near) <= 2 else ()


def _once(name: str) -> str:
    """Return a name without doubled letters, of which people are seldom sure."""
    return re.sub(r"(.)\1+", r"\1", name)


@cache
def _plain_names() -> dict[str, str]:
    """Return the code of every name in the languages that are read, folded; those of today after those of old."""
    named = [(name, code) for code, names in MORE_NAMES.items() for name in names]
    named += [(name, code) for lang in _READ_IN if lang in languages() for code, name in _names_in(lang).items()]
    return {
        _once(_fold(form)): code
        for name, code in (*_names_of_old(), *_names_of_today(), *named)
        for form in (name, _turned(name))
        if len(_fold(form)) >= 4
    }


#: Words that make the name of a country, which they follow, that of a water: "South China Sea".
_WATERS = frozenset(("sea", "ocean", "strait", "straits", "channel", "canal", "river", "bay", "gulf"))
#: Words that make a name, which they stand before, that of another place: "Gulf of Guinea", "New Mexico".
_ELSEWHERE = frozenset(("gulf", "sea", "bay", "strait", "straits", "coast", "off", "new", "near"))
_MOST_WORDS = 7


@lru_cache(maxsize=4096)
def countries_named_in(text: str) -> tuple[Country, ...]:
    """Return the countries that a text names, by their names or alpha-3 codes in capitals, in the order of the text.

    Of a name that two countries have both are returned. Waters that are called after a country are not in it.

    >>> [each.alpha_3 for each in countries_named_in("Lithuania and Latvia")]
    ['LTU', 'LVA']
    >>> countries_named_in("the Gulf of Guinea"), countries_named_in("at sea")
    ((), ())
    """
    codes = _codes()
    written = re.sub(r"[^\w'\u2019.&]+", " ", text).split()
    found: dict[str, None] = {}
    at = 0
    while at < len(written):
        named, length = _named_at(written, at)
        if not named and len(written[at]) == 3 and written[at] in codes and written[at] != "AND":  # "IRAQ AND SYRIA"
            named = (codes[written[at]],)
        found.update(dict.fromkeys(named))
        at += length
    return tuple(map(Country, found))


def _named_at(written: Sequence[str], at: int) -> tuple[tuple[str, ...], int]:
    """Return the codes of the longest name of a country that begins at a word, and of how many words that is."""
    for length in range(min(_MOST_WORDS, len(written) - at), 0, -1):
        name = _once(_fold(" ".join(written[at : at + length])))
        if codes := _names_in_texts().get(name, ()):
            before = [word for word in _words(" ".join(written[:at])) if word not in ("the", "of")]
            after = _words(written[at + length]) if at + length < len(written) else []
            is_elsewhere = before[-1:] and before[-1] in _ELSEWHERE
            return ((), length) if is_elsewhere or _WATERS.intersection(after) else (codes, length)
    return (), 1


@cache
def _names_in_texts() -> dict[str, tuple[str, ...]]:
    """Return the codes of every name that is looked for in a text, folded: also of parts of countries."""
    found = {name: (code,) for name, code in _plain_names().items()}
    found |= {_once(_fold(name)): (code,) for name, code in PARTS.items()}
    return found | {_once(_fold(name)): codes for name, codes in SHARED_NAMES.items() if len(name) > 3}


@lru_cache(maxsize=4096)
def _find_country(text: str) -> Country | None:
    if code := _codes().get(text):
        return Country(code)
    meant = _meant(text)
    return Country(meant[0]) if len(meant) == 1 else None


def _parse_country(text: str) -> Country:
    country = _find_country(text)
    if country is None:
        raise CountryError("not a country", text, _hint(text))
    return country


def _check_code(_: object, __: object, value: str) -> None:
    code = _readable(value, "a country code")
    if code not in _names_in("en"):
        meant = _meant(code)
        known = _codes().get(code) or (meant[0] if len(meant) == 1 else None)
        raise CountryError("not a country code", code, f'write "{known}"' if known else _hint(code))


@attrs.frozen
class Country:
    """A country, by its one code: ISO 3166-1 alpha-3, `XKX` for Kosovo, ISO 3166-3 for former states (`XSV` and such).

    Any other code raises `CountryError`; `parse` reads names and alpha-2 codes too.

    >>> Country("NLD").name
    'Netherlands'
    >>> Country("SUN").years
    (1922, 1991)
    """

    alpha_3: str = attrs.field(validator=_check_code)

    @classmethod
    def parse(cls, text: str) -> Country:
        """Parse a code in capitals, or a name in any case, in English, Dutch, German or French, official or common.

        Raises `CountryError` for anything else, with the country that was meant, if that is sure, and for a name that
        two countries have, with both.

        >>> Country.parse("SK") == Country.parse("slowakije") == Country("SVK")
        True
        >>> [Country.parse(name).alpha_3 for name in ("Congo, Dem. Rep.", "Korea (ROK)", "Niger (the)", "Zaire")]
        ['COD', 'KOR', 'NER', 'ZAR']
        >>> Country.parse("KOS")
        Traceback (most recent call last):
        deployments.errors.CountryError: not a country: 'KOS' (did you mean XKX (Kosovo)?)
        """
        return _parse_country(_readable(text, "a country"))

    @property
    def name(self) -> str:
        """The plain English name.

        >>> Country("RUS").name
        'Russia'
        """
        return _names_in("en")[self.alpha_3]

    def name_in(self, lang: str) -> str:
        """Return the plain name in one of the languages of the reports; another language raises `CountryError`.

        Names in other languages than English are those of the iso-codes project, as pycountry ships them.

        >>> Country("DEU").name_in("nl")
        'Duitsland'
        """
        if lang not in languages():
            raise CountryError("no country names in this language", lang, f"write {' or '.join(languages())}")
        return _names_in(lang)[self.alpha_3]

    @property
    def years(self) -> tuple[int | None, int | None]:
        """The first and the last year in which the state existed, both inclusive; `None` where there is no bound.

        Only former states have bounds: the territory of a state of today was a place before it was a state.

        >>> Country("DDR").years
        (1949, 1990)
        >>> Country("SVK").years
        (None, None)
        """
        return FORMER_YEARS.get(self.alpha_3, (None, None))

    def __str__(self) -> str:
        return self.alpha_3


def _to_country(value: Country | str | None) -> Country | None:
    return value if value is None or isinstance(value, Country) else Country.parse(value)


def _to_degrees(value: float | None) -> float | None:
    """Return a coordinate as a float; what is no coordinate comes back as it is, for the check to refuse."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or abs(value) > 360:
        return value
    return float(value) + 0.0  # -0.0 becomes 0.0: one place, one text


def _within(value: object, bound: int) -> bool:
    return isinstance(value, float) and abs(value) <= bound


def _ending(text: str) -> Country | None:
    """Return the country that the text ends in: an alpha-3 code, or a name of four letters or more.

    Shorter codes are not taken: "Portland, ME" is not in Montenegro.
    """
    last = text.rpartition(",")[2].strip()
    country = _find_country(last)  # which is quick: no hint is looked for
    return country if country is not None and (len(last) > 3 or last == country.alpha_3) else None


@attrs.frozen
class Place:
    """A place: a country, a name, coordinates in degrees (WGS 84), or several of these.

    The country may be given as text. Raises `CountryError` for a place without any of these, for coordinates outside
    the earth, and for a name that `parse` would read as something else: one that ends in coordinates, or, where no
    country is given, in the name of a country.

    >>> print(Place("SVK", "Sliač", 48.638, 19.134))
    Sliač, SVK (48.638, 19.134)
    """

    country: Country | None = attrs.field(default=None, converter=_to_country)
    name: str | None = attrs.field(default=None)
    latitude: float | None = attrs.field(default=None, converter=_to_degrees)
    longitude: float | None = attrs.field(default=None, converter=_to_degrees)

    def __attrs_post_init__(self) -> None:
        if self.country is None and self.name is None and self.latitude is None and self.longitude is None:
            raise CountryError("not a place", None, "give a country, a name, or coordinates")
        if self.name is not None:
            self._check_name(_readable(self.name, "a place name", _MAX_PLACE_LENGTH))
        if self.latitude is not None or self.longitude is not None:
            self._check_coordinates()

    def _check_name(self, name: str) -> None:
        if _COORDINATES.search(name) or _LIKE_COORDINATES.search(name):
            hint = 'write "(48.638, 19.134)", or latitude and longitude'
            raise CountryError("coordinates in a place name", name, hint)
        country = _ending(name) if self.country is None else None
        if country:
            hint = f'give the country as one: country = "{country}"'
            raise CountryError("a country in a place name", name, hint)

    def _check_coordinates(self) -> None:
        for axis, value, bound, other in (
            ("latitude", self.latitude, 90, self.longitude),
            ("longitude", self.longitude, 180, self.latitude),
        ):
            if value is None:
                raise CountryError(f"coordinates without a {axis}", other, "give both, or neither")
            if not _within(value, bound):
                swapped = _within(self.latitude, 180) and _within(self.longitude, 90)
                hint = f"write degrees from -{bound} to {bound}"
                hint += "; latitude and longitude seem to be swapped" if swapped else ""
                raise CountryError(f"not a {axis}", value, hint)

    @classmethod
    def parse(cls, text: str) -> Place:
        """Parse a text such as `"Sliač, SVK (48.638, 19.134)"`, in which each part may be missing.

        What follows the last comma is the country if it is an alpha-3 code or the name of one; the rest is
        the name. Raises `CountryError` for a text that cannot be a place.

        >>> Place.parse("Sliač, Slovakia")
        Place(country=Country(alpha_3='SVK'), name='Sliač', latitude=None, longitude=None)
        """
        text = _readable(text, "a place")
        found = _COORDINATES.search(text)
        rest = text[: found.start()].strip() if found else text
        country = _ending(rest)
        head, comma, _ = rest.rpartition(",") if country else (rest, "", "")
        name = head.strip() if comma or head else None
        latitude, longitude = (float(found[1]), float(found[2])) if found else (None, None)
        return cls(country, name, latitude, longitude)

    def __str__(self) -> str:
        words = ", ".join(str(part) for part in (self.name, self.country) if part is not None)
        degrees = f"({self.latitude}, {self.longitude})" if self.latitude is not None else ""
        return f"{words} {degrees}".strip()


def _check_organisation(_: object, __: object, value: str) -> None:
    _readable(value, "the name of an organisation")


@attrs.frozen
class Organisation:
    """A contributor that is no country, by its short name or acronym.

    Raises `CountryError` for an empty name.

    >>> str(Organisation("NATO"))
    'NATO'
    """

    name: str = attrs.field(validator=_check_organisation)

    def __str__(self) -> str:
        return self.name


def known_contributor(name: str) -> Country | Organisation | None:
    """Return the country or the well-known organisation of a name; None, without looking for a hint, if it has none.

    >>> known_contributor("Netherlands"), known_contributor("Nederlnd")
    (Country(alpha_3='NLD'), None)
    """
    if name in _ORGANISATIONS:
        return None if name == "AU" else Organisation(name)
    return _find_country(name)


def contributor(text: str | Country | Organisation) -> Country | Organisation:
    """Return the country or the well-known organisation that a text names; a contributor comes back as it is.

    Raises `CountryError` for anything else, and for `"AU"`, which is Australia and the African Union.

    >>> contributor("Netherlands")
    Country(alpha_3='NLD')
    >>> contributor("NATO")
    Organisation(name='NATO')
    """
    if isinstance(text, Country | Organisation):
        return text
    text = _readable(text, "a contributor")
    if text == "AU":
        raise CountryError(
            "two contributors", text, f'write "AUS" for Australia; the African Union is {_how_to_write("AU")}'
        )
    known = known_contributor(text)
    if known is None:
        raise CountryError("not a contributor", text, _contributor_hint(text, _hint(text)))
    return known


def _how_to_write(name: str) -> str:
    # What `json` writes is a text of TOML and of Python, too.
    text = json.dumps(name if name.isprintable() and len(name) <= QUOTED else "...", ensure_ascii=False)
    return f"{{ organisation = {text} }} in a file and Organisation({text}) in Python"


def _contributor_hint(text: str, country_hint: str) -> str:
    full = {_fold(name): acronym for acronym, name in _ORGANISATIONS.items()}
    known = full | {acronym.casefold(): acronym for acronym in _ORGANISATIONS}
    folded = _fold(text)
    near = [known[name] for name in known if slips_between(folded, name, 2 if len(name) > 8 else 0) is not None]
    if near:
        return f'did you mean "{near[0]}"?'
    is_sure = not country_hint.startswith("write an ISO")
    if is_sure:
        return country_hint
    return f"it is no country that is known here: {country_hint}; an organisation is {_how_to_write(text)}"
