"""Countries, places and organisations: who contributes, and where.

A country has one code, ISO 3166-1 alpha-3 (https://www.iso.org/iso-3166-country-codes.html), which is
also what NATO's STANAG 1059 uses. Former states keep their alpha-3 code of ISO 3166-3; Kosovo is `XKX`,
which ISO leaves to users. The tables are pycountry's, read when the first country is.

>>> Country.parse("Slovakia")
Country(alpha_3='SVK')
>>> str(Place.parse("Sliač, Slovakia"))
'Sliač, SVK'
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import attrs

from deployments.errors import CountryError, quote
from deployments.locales import languages, load_language
from deployments.patterns import UNSAFE, lazy_pattern

#: The longest text, in characters, that is read at all.
MAX_NAME_LENGTH = 200
# A place must stay readable when its code and its coordinates are written after the name.
_MAX_PLACE_LENGTH = 120

# The first and the last year of former states. ISO 3166-3 says when a code was withdrawn, which is later than the end
# of the state; these years are those of the acts that made and ended the states. `deployments.locales` has their names.
_FORMER = {
    # Unification of 1 December 1918; the Constitutional Charter of 4 February 2003 renamed it.
    "YUG": (1918, 2003),
    # Constitutional Charter of 4 February 2003; Montenegro independent on 3 June 2006.
    "SCG": (2003, 2006),
    # Independence of 28 October 1918; Constitutional Act 542/1992: until the end of 31 December 1992.
    "CSK": (1918, 1992),
    # Constitution of 7 October 1949; Unification Treaty, article 1: 3 October 1990.
    "DDR": (1949, 1990),
    # Treaty on the Creation of the USSR, 30 December 1922; declaration 142-N of 26 December 1991.
    "SUN": (1922, 1991),
    # Independence of 30 November 1967; unification of 22 May 1990.
    "YMD": (1967, 1990),
    # Declaration of independence of 2 September 1945; reunification of 2 July 1976.
    "VDR": (1945, 1976),
}

# Codes that are accepted beside those of ISO 3166-1. "CS" is not here: it was two countries.
_MORE_CODES = {
    "XK": "XKX",
    "YU": "YUG",
    "DD": "DDR",
    "SU": "SUN",
    "YD": "YMD",
    "VD": "VDR",
    "UK": "GBR",
    "UAE": "ARE",
    "DRC": "COD",
    "CAR": "CAF",
}

# Codes of other lists (the Olympic Committee, the World Bank, number plates): hints, never accepted.
_MISTAKEN_CODES = {
    "KOS": "XKX",
    "UNK": "XKX",
    "RKS": "XKX",
    "BUL": "BGR",
    "CRO": "HRV",
    "DEN": "DNK",
    "EL": "GRC",
    "GER": "DEU",
    "GRE": "GRC",
    "HOL": "NLD",
    "LAT": "LVA",
    "NED": "NLD",
    "POR": "PRT",
    "ROM": "ROU",
    "SLO": "SVN",
    "SPA": "ESP",
    "SUI": "CHE",
}

_AMBIGUOUS = {
    "cs": "CS was Czechoslovakia and later Serbia and Montenegro: write CSK or SCG",
    "congo": "there are two: write COD (Kinshasa) or COG (Brazzaville)",
    "korea": "there are two: write KOR (South) or PRK (North)",
}

# Names that people write and pycountry lacks.
_MORE_NAMES = {
    "ARE": ("Emirates",),
    "BIH": ("Bosnia", "Bosnia-Herzegovina", "Bosnië", "Bosnië-Herzegovina"),
    "BLR": ("Belarus", "Byelorussia"),
    "CIV": ("Ivory Coast",),
    "COD": ("Congo-Kinshasa", "DR Congo", "Democratic Republic of Congo"),
    "COG": ("Congo-Brazzaville",),
    "CPV": ("Cape Verde",),
    "CSK": ("Czechoslovak Republic", "Czechoslovak Socialist Republic"),
    "CZE": ("Czech Republic", "Tsjechische Republiek"),
    "DDR": ("East Germany", "GDR", "Oost-Duitsland"),
    "DEU": ("West Germany", "West-Duitsland"),
    "FLK": ("Falklands",),
    "GBR": ("Britain", "Great Britain", "Groot-Brittannië", "U.K."),
    "IRL": ("Republic of Ireland",),
    "MKD": ("Macedonia", "Former Yugoslav Republic of Macedonia", "FYROM", "Macedonië"),
    "MMR": ("Burma", "Birma"),
    "NLD": ("Holland", "Kingdom of the Netherlands"),
    "PSE": ("Palestinian Territories",),
    "ROU": ("Rumania",),
    "RUS": ("Russian Federation", "Russische Federatie"),
    "SCG": ("State Union of Serbia and Montenegro",),
    "SUN": ("USSR", "Union of Soviet Socialist Republics"),
    "SWZ": ("Swaziland",),
    "TLS": ("East Timor",),
    "TUR": ("Turkey",),
    "USA": ("America", "U.S.", "U.S.A."),
    "VAT": ("Holy See", "Vatican"),
    "VDR": ("Democratic Republic of Vietnam",),
    "XKX": ("Republic of Kosovo",),
    "YMD": ("Democratic Yemen", "People's Democratic Republic of Yemen"),
    "YUG": (
        "Federal Republic of Yugoslavia",
        "Socialist Federal Republic of Yugoslavia",
        "FRY",
        "SFRY",
    ),
}

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
    letters = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = re.sub(r"[\s.,()'`\u2018\u2019\u02bc\u2010\u2011\u2013-]+", " ", bare).split()
    if words[1:] and words[0] in ("the", "st"):
        words = words[1:] if words[0] == "the" else ["saint", *words[1:]]
    return " ".join(words)


def _turned(name: str) -> str:
    """Return "Republic of Korea" for "Korea, Republic of"."""
    head, comma, tail = name.partition(", ")
    return f"{tail} {head}" if comma else name


@cache
def _names_in(lang: str) -> dict[str, str]:
    """Return the plain name of every country, by its code: pycountry's, unless the file of the language has one."""
    import gettext  # noqa: PLC0415 - with the tables that it translates

    import pycountry  # noqa: PLC0415 - heavy, and only needed here

    translate = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, [lang], fallback=True).gettext
    names = {item.alpha_3: translate(getattr(item, "common_name", item.name)) for item in pycountry.countries}
    return {code: _turned(name) for code, name in names.items()} | dict(load_language(lang).COUNTRIES)


@cache
def _codes() -> dict[str, str]:
    """Return the alpha-3 code of every code that is accepted."""
    import pycountry  # noqa: PLC0415

    alpha_2 = {item.alpha_2: item.alpha_3 for item in pycountry.countries}
    return {code: code for code in _names_in("en")} | alpha_2 | _MORE_CODES


@cache
def _names() -> dict[str, str]:
    """Return the alpha-3 code of every folded name, without the names that two countries share."""
    import pycountry  # noqa: PLC0415

    said = [(name, code) for code, names in _MORE_NAMES.items() for name in names]
    said += [(name, code) for lang in languages() for code, name in _names_in(lang).items()]
    for item in pycountry.countries:
        formal = (item.name, getattr(item, "official_name", item.name))
        said += [(form, item.alpha_3) for name in formal for form in (name, _turned(name))]
    return {_fold(name): code for name, code in said if _fold(name) not in _AMBIGUOUS}


def _hint(text: str) -> str:
    """Return what to write instead of a text that names no country."""
    folded = _fold(text)
    if folded in _AMBIGUOUS:
        return _AMBIGUOUS[folded]
    code = _codes().get(text.upper())
    if code:
        return f"write {code}: codes are in capitals"
    code = _MISTAKEN_CODES.get(text.upper())
    if code is None:
        known = _codes() if len(text) <= 3 else _names()
        wanted = text.upper() if len(text) <= 3 else folded
        import difflib  # noqa: PLC0415 - only when something is wrong

        close = difflib.get_close_matches(wanted, known, 1, 0.65)
        code = known[close[0]] if close else None
    if code:
        return f"did you mean {code} ({_names_in('en')[code]})?"
    return 'write an ISO 3166-1 alpha-3 code or a name: "NLD", "Netherlands"'


@lru_cache(maxsize=4096)
def _find_country(text: str) -> Country | None:
    code = _codes().get(text) or _names().get(_fold(text)) or _names().get(_fold(_turned(text)))
    return None if code is None else Country(code)


def _parse_country(text: str) -> Country:
    country = _find_country(text)
    if country is None:
        raise CountryError("not a country", text, _hint(text))
    return country


def _check_code(_: object, __: object, value: str) -> None:
    code = _readable(value, "a country code")
    if code not in _names_in("en"):
        known = _codes().get(code) or _names().get(_fold(code))
        raise CountryError("not a country code", code, f'write "{known}"' if known else _hint(code))


@attrs.frozen
class Country:
    """A country, by its one code: ISO 3166-1 alpha-3, `XKX` for Kosovo, ISO 3166-3 for former states.

    Any other code raises `CountryError`; `parse` reads names and alpha-2 codes too.

    >>> Country("NLD").name
    'Netherlands'
    >>> Country("SUN").years
    (1922, 1991)
    """

    alpha_3: str = attrs.field(validator=_check_code)

    @classmethod
    def parse(cls, text: str) -> Country:
        """Parse a code in capitals, or an English or Dutch name in any case.

        Raises `CountryError` for anything else, with the country that was probably meant.

        >>> Country.parse("SK") == Country.parse("slowakije") == Country("SVK")
        True
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
        return _FORMER.get(self.alpha_3, (None, None))

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
    return f'{{ organisation = "{name}" }} in a file and Organisation("{name}") in Python'


def _contributor_hint(text: str, country_hint: str) -> str:
    full = {_fold(name): acronym for acronym, name in _ORGANISATIONS.items()}
    known = full | {acronym.casefold(): acronym for acronym in _ORGANISATIONS}
    import difflib  # noqa: PLC0415 - only when something is wrong

    close = difflib.get_close_matches(_fold(text), known, 1, 0.8)
    if close:
        return f'did you mean "{known[close[0]]}"? another organisation is {_how_to_write("...")}'
    return f"{country_hint}; an organisation is {_how_to_write('...')}"
