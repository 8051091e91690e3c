"""Formats of dates: the tokens that one is written in, what they read, and which of them make a date together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from deployments.errors import InvalidValueError
from deployments.patterns import lazy_pattern

#: The spelling of dates that EDTF has itself.
EDTF = "EDTF"

#: The language of the names of months where a mapping says nothing of it, and the others that hints look for.
ENGLISH, OTHER_LANGUAGES = "en", ("nl", "de", "fr")

#: A day on which the fiscal year called 2000 may have begun, as hints have it: one that is called by the year in which
#: it ends, and one that is called by both of its years, the first of which is 2000.
FISCAL_2000, FISCAL_2000_01 = "1999-10-01", "2000-10-01"

#: After `W` or `F` as a letter of its own comes the token: `KWWW` reads "KW07".
_TOKEN = lazy_pattern("(YYYY|YY|MMMM|MMM|MM|M|DD|D|Q|WW(?!W)|FFFF(?!F)|FF(?!F))")
#: The kinds of tokens that make a date together: of a day, a month or a year, a quarter, a week, a span of years, and a
#: fiscal year that is called by one year or by two.
_LAYOUTS = ("DMY", "MY", "Y", "QY", "WY", "YY", "F", "FF")
#: How wide the name of a month is.
_WIDTHS = {"MMMM": "wide", "MMM": "abbreviated"}
#: Short names of months that tables have beside those of CLDR.
_ALSO_SHORT = {"en": {"sept": 9}, "nl": {"sept": 9, "febr": 2}, "de": {"sept": 9, "febr": 2, "mrz": 3}}


def date_tokens(spelling: str) -> list[str]:
    """Return the parts of a date that a spelling has, in its order.

    >>> date_tokens("M/D/YY"), date_tokens("FYFFFF")
    (['M', 'D', 'YY'], ['FFFF'])
    """
    return _TOKEN.findall(spelling)


def around_tokens(spelling: str) -> list[str]:
    """Return what a spelling has before, between and after the parts of a date.

    >>> around_tokens("Week WW, YYYY")
    ['Week ', ', ', '']
    """
    return _TOKEN.split(spelling)[::2]


def layout(spelling: str) -> str:
    """Return the kinds of the tokens of a spelling in the order of the alphabet; an empty text if they make no date.

    >>> layout("M/D/YY"), layout("Q YYYY"), layout("D YYYY")
    ('DMY', 'QY', '')
    """
    kinds = "".join(sorted(token[0] for token in date_tokens(spelling)))
    return kinds if kinds in _LAYOUTS else ""


def needs_years(spelling: str) -> bool:
    """Tell whether a spelling has two digits for a year that nothing but the mapping can complete.

    >>> needs_years("M/D/YY"), needs_years("FFFF/FF"), needs_years("FYFF")
    (True, False, True)
    """
    tokens = date_tokens(spelling)
    return "YY" in tokens or [token for token in tokens if token[0] == "F"][:1] == ["FF"]


def is_fiscal(spelling: str) -> bool:
    """Tell whether a spelling is one of fiscal years.

    >>> is_fiscal("FYFFFF"), is_fiscal("YYYY")
    (True, False)
    """
    return layout(spelling).startswith("F")


def month_numbers(*languages: str) -> dict[str, Mapping[str, int]]:
    """Return the numbers of the months by name, whole (`MMMM`) and short (`MMM`), in one language or several.

    Raises `InvalidValueError` for a language whose months are not known.

    >>> month_numbers("nl")["MMM"]["mrt"], month_numbers("nl", "fr")["MMM"]["juil"]
    (3, 7)
    """
    every = [_month_numbers(each) for each in languages]
    return {kind: {name: month for each in every for name, month in each[kind].items()} for kind in _WIDTHS}


def _month_numbers(language: str) -> dict[str, Mapping[str, int]]:
    from pendulum.locales.locale import Locale  # noqa: PLC0415 - heavy, and only needed where months have names

    try:
        locale = Locale.load(language)
    except ValueError:
        hint = 'write the code of a language, such as "nl"'
        raise InvalidValueError("not a language whose months are known", language, hint) from None
    names = {kind: locale.get(f"translations.months.{width}") for kind, width in _WIDTHS.items()}
    found = {kind: {name.casefold().rstrip("."): month for month, name in own.items()} for kind, own in names.items()}
    return {**found, "MMM": {**found["MMM"], **_ALSO_SHORT.get(language, {})}}


def date_pattern(spelling: str, unknown: Iterable[str], named: Mapping[str, Mapping[str, int]]) -> re.Pattern[str]:
    """Return what reads the texts of a spelling, with a group for each token, in its order.

    `unknown` are the words for a part that is not known, and `named` the months by name.

    >>> date_pattern("YYYY-Q", ["xx"], {"MMMM": {}, "MMM": {}}).fullmatch("2012-Q1").groups()
    ('2012', '1')
    """
    words = "".join(f"{re.escape(word)}|" for word in unknown)
    names, short = ("|".join(map(re.escape, named[kind])) for kind in _WIDTHS)
    two = f"({words}[0-9]{{2}})"
    reads = {
        **dict.fromkeys(("YYYY", "FFFF"), "([0-9]{4})"),
        **dict.fromkeys(("YY", "FF"), "([0-9]{2})"),
        **dict.fromkeys(("MM", "DD"), two),
        **dict.fromkeys(("M", "D"), f"({words}[0-9]{{1,2}})"),
        "MMMM": f"({names})",
        "MMM": rf"({short})\.?",
        "WW": f"W?{two}",
        "Q": f"Q?({words}[0-9])",
    }
    return re.compile("".join(reads.get(part, re.escape(part)) for part in _TOKEN.split(spelling)), re.IGNORECASE)


def fiscal_example(spellings: Iterable[str]) -> str:
    """Return a day on which the fiscal year called 2000 may have begun, if it is spelled so.

    >>> fiscal_example(["FYFFFF"]), fiscal_example(["FFFF/FF"])
    ('1999-10-01', '2000-10-01')
    """
    return FISCAL_2000_01 if any(layout(each) == "FF" for each in spellings) else FISCAL_2000


def begins_in_first(fiscal_2000: str) -> bool:
    """Tell whether a fiscal year of two years begins in the first and ends in the second, if that of 2000/01 began so.

    >>> begins_in_first("2000-10-01"), begins_in_first("1999-10-01"), begins_in_first("2000-01-01")
    (True, False, False)
    """
    return fiscal_2000.startswith("2000-") and fiscal_2000 != "2000-01-01"


def mixes_fiscal_years(spellings: Iterable[str]) -> bool:
    """Tell whether some spellings have fiscal years that are called by one year, and others by two.

    >>> mixes_fiscal_years(["FYFFFF", "YYYY"]), mixes_fiscal_years(["FYFFFF", "FFFF/FF"])
    (False, True)
    """
    return {"F", "FF"} <= {*map(layout, spellings)}
