"""Codes of countries in other lists than ISO's: what a table means by `AUS`, `GM`, `NED` or `305`.

`deployments/data/country_codes.csv` has them, with where each list is from; it is read when the first code is. A list
has one code for a state through all of its history, where this library knows several states: `365` of the Correlates of
War is the Soviet Union and Russia. Such a code is never guessed at. A state that only changed its name, as ISO 3166-3
tells it, goes by its name of today.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import islice

from deployments.errors import CountryError
from deployments.patterns import lazy_pattern
from deployments.values.countries import MAX_NAME_LENGTH, Country, Organisation, known_contributor

#: The lists that a mapping can name, each with what a message calls it.
LISTS: Mapping[str, str] = {
    "iso": "ISO 3166",
    "cow": "the Correlates of War",
    "gw": "Gleditsch and Ward",
    "fips": "FIPS 10-4",
    "ioc": "the International Olympic Committee",
    "un": "UN M49",
}
#: How many texts of a column are looked at to tell whether its codes are of another list.
_MOST_TEXTS = 1000
#: So many codes at least must be none of ISO's, and at least one of so many: of FIPS, every third is none of ISO's.
_FEWEST_STRANGERS = 2
_STRANGERS_ONE_OF = 10
_LIKE_A_CODE = lazy_pattern("[A-Z]{2,3}|[0-9]{1,3}")


def country_of(code: str, codes: str) -> Country:
    """Return the country that a code means in one of the lists of `LISTS`.

    Takes the code, in capitals as the lists have it, or a number with or without zeros before it, and the name of the
    list; of `"iso"` all is read that `Country.parse` reads. Small letters are refused: in small letters, `no`, `in` and
    `us` are words. Raises `CountryError` for a code that no country here has, for one that can be several countries,
    with all of them, and for an unknown list.

    >>> [country_of(code, "cow").alpha_3 for code in ("AUS", "AUL", "305", "020")]
    ['AUT', 'AUS', 'AUT', 'CAN']
    >>> country_of("GM", "fips").name, country_of("SUI", "ioc").name, country_of("8", "un").name
    ('Germany', 'Switzerland', 'Albania')
    >>> country_of("365", "gw")
    Traceback (most recent call last):
    deployments.errors.CountryError: a code of Gleditsch and Ward for several countries: '365' (it can be RUS ...)
    """
    meant = countries_of(code, codes)
    if len(meant) > 1:
        named = " or ".join(f"{each} ({each.name})" for each in meant)
        hint = f"it can be {named}: say in the aliases of the mapping which it is"
        raise CountryError(f"a code of {LISTS[codes]} for several countries", code, hint)
    return meant[0]


def countries_of(code: str, codes: str) -> tuple[Country, ...]:
    """Return the countries that a code can mean in one of the lists of `LISTS`: one, or several at different times.

    Takes what `country_of` takes. Raises `CountryError` for a code that no country here has, and for an unknown list.

    >>> [country.alpha_3 for country in countries_of("365", "cow")]
    ['RUS', 'SUN']
    """
    if codes not in LISTS:
        written = ", ".join(f'"{each}"' for each in LISTS)
        raise CountryError("not a list of country codes", codes, f"write one of {written}")
    if codes == "iso":
        return (Country.parse(code),)
    if not isinstance(code, str):
        raise CountryError("not a country code", code, "write it as text")
    meant = _countries(codes).get(_plain(code), ())
    if not meant:
        raise CountryError(f"no country here has this code of {LISTS[codes]}", code, _hint(code, codes))
    return tuple(map(Country, meant))


def likely_codes(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the lists that a column seems to have its codes of, which is read as ISO's; none if they may be ISO's.

    Takes the distinct texts of the column; of more than 1,000 only the first are looked at. A list is returned if two
    codes or more, and at least a tenth of them, are not ISO's, and the list has all of them, ISO's or not. What is not
    written like a code, and the acronyms of organisations, are left out of account.

    >>> likely_codes(["NTH", "GMY", "BEL", "AUS", "NATO"])
    ('cow', 'gw')
    >>> likely_codes(["NLD", "DEU", "BEL", "AUS"]), likely_codes(["Netherlands", "Germany"])
    ((), ())
    """
    known = {text: known_contributor(text) for text in islice(texts, _MOST_TEXTS) if _LIKE_A_CODE.fullmatch(text)}
    written = [text for text, whose in known.items() if not isinstance(whose, Organisation)]
    strangers = sum(known[text] is None for text in written if text != "AU")  # Australia's, and the African Union's
    if strangers < _FEWEST_STRANGERS or strangers * _STRANGERS_ONE_OF < len(written):
        return ()
    others = [codes for codes in LISTS if codes != "iso"]
    return tuple(codes for codes in others if all(_plain(text) in _countries(codes) for text in written))


def _plain(code: str) -> str:
    """Return a code as the table is asked for it: a number without the zeros before it."""
    return code.lstrip("0") if len(code) <= 3 and code.isdigit() else code


@cache
def _countries(codes: str) -> dict[str, tuple[str, ...]]:
    """Return the countries of each code of a list: one, or all that it can be."""
    found: dict[str, tuple[str, ...]] = {}
    for row in _rows():
        for code in f"{row[codes]} {row.get(f'{codes}_letters', '')}".split():
            found[_plain(code)] = (*found.get(_plain(code), ()), row["iso"])
    return found


@cache
def _rows() -> tuple[dict[str, str], ...]:
    """Return the table: the codes of each country, with blanks between those of one list."""
    from importlib import resources  # noqa: PLC0415 - a hundredth of a second, and only needed here

    text = resources.files("deployments").joinpath("data", "country_codes.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


def _hint(code: str, codes: str) -> str:
    """Return what to write instead of a code that no country has."""
    mended = code.strip().upper().removesuffix(".0")
    if mended != code and _plain(mended) in _countries(codes):
        return f'write "{mended}": codes are capitals or whole numbers, without blanks around them'
    country = known_contributor(code) if len(code) <= MAX_NAME_LENGTH else None
    if isinstance(country, Country) and (own := _codes_of(country, codes)):
        return f'{country.name} is {own} in that list; write codes = "iso" if the column has codes of ISO 3166'
    return f"write a code of that list that a country has, such as {_codes_of(Country('NLD'), codes)}"


def _codes_of(country: Country, codes: str) -> str:
    """Return the codes by which a list names a country alone, as they are written; an empty text if it has none."""
    own = [code for code, meant in _countries(codes).items() if meant == (country.alpha_3,)]
    return " or ".join(f'"{code}"' for code in own)
