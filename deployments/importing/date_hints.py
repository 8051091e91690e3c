"""What to write in a mapping for a date that none of its formats reads: the formats that the text itself shows.

Where a text can be of two formats, the hint names both, and chooses neither.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

import attrs

from deployments.importing.date_formats import (
    ENGLISH,
    OTHER_LANGUAGES,
    begins_in_first,
    fiscal_example,
    is_fiscal,
    layout,
    mixes_fiscal_years,
    month_numbers,
    needs_years,
)
from deployments.importing.toml_texts import toml_value
from deployments.values.calendar import month_length
from deployments.values.dates import UncertainDate

#: No longer text is looked at, in characters.
_LONGEST = 40
#: What the parts of a date look like: `y` and `f` are years of two digits, `N` is a month by name.
_PARTS = {
    "D": "[0-9]{1,2}",
    "M": "[0-9]{1,2}",
    "N": r"[^\W\d_]{3,20}\.?",
    "Y": "[0-9]{4}",
    "y": "[0-9]{2}",
    "Q": "[Qq]?[1-4]",
    "W": "[Ww]?[0-9]{2}",
    "F": "[0-9]{4}",
    "f": "[0-9]{2}",
}
#: What stands between two parts: nothing only beside a letter.
_BETWEEN = r"([-/. ,_\u2013\u2014]{1,3}|(?<=[^\W\d_])|(?=[^\W\d_]))"
#: What stands before a fiscal year, and the midnight that spreadsheets write behind a day.
_BEFORE, _BEHIND = "((?:FY|FJ|GJ|Fiscal year)[ -]?|)", r"([ T]00:00(?::00(?:\.0{1,6})?)?|)"
#: The numbers that a part can be, where these are not all.
_NUMBERS = {
    "D": range(1, 32),
    "M": range(1, 13),
    "W": range(1, 54),
    **dict.fromkeys("YF", range(1800, 2200)),
}
#: By how many years the second of two is later, where there are two.
_LATER = {"YY": range(100), "Yy": range(10), **dict.fromkeys(("FF", "Ff", "ff"), range(1, 2))}
#: The parts of a date in the orders that tables have; those without blanks have nothing between them.
_ORDERS = (
    *("D M Y", "M D Y", "Y M D", "YMD", "DMY", "MDY", "D N Y", "N D Y", "N Y", "Y N", "M Y", "Y M"),
    *("D M y", "M D y", "y M D", "D N y", "N y", "M y", "y M"),
    *("Q Y", "Y Q", "Q y", "W Y", "Y W", "Y Y", "Y y", "F", "f", "F F", "F f", "f f"),
)
#: What is said of a fiscal year that is called by two years where the mapping has those of one, or the other way round.
_FISCAL_YEARS = "write all fiscal years in the table in one way, by one year or by both, if it is one"


@attrs.frozen
class _Part:
    """One part of a date: its kind, as `_PARTS` has it, and its text."""

    kind: str
    text: str

    @property
    def number(self) -> int:
        digits = self.text.lstrip("QqWw")
        return int(digits) if digits.isdecimal() else 0


@attrs.frozen
class Guess:
    """One way to read a text as a date: how it is spelled, and the language of its month, if that is a name.

    `years` are the first and the last that its two digits may mean, in case the mapping does not say so, and `note` is
    what the text is then, and is not, where it looks like something else too.
    """

    spelling: str
    language: str | None
    years: tuple[int, int]
    note: str = ""


def guesses(text: str, languages: Sequence[str]) -> list[Guess]:
    """Return the ways to read a text as a date; names of months are looked for in some languages first.

    >>> [guess.spelling for guess in guesses("1/2/2017", [])]
    ['D/M/YYYY', 'M/D/YYYY']
    """
    ways = _ways(text, languages) if len(text) <= _LONGEST else ()
    return [
        Guess(spelling, own, _years(parts), _note(text, spelling))
        for parts, spelling, own in ways
        if not _last_day_before(parts, languages)
    ]


def no_such_day(text: str, languages: Sequence[str]) -> str:
    """Return what is wrong with a text that looks most like a day which its month does not have; empty for any other.

    >>> no_such_day("31/04/2024", []), no_such_day("30/04/2024", [])
    ('the last day of 2024-04 is 30', '')
    """
    ways = _ways(text, languages) if len(text) <= _LONGEST else ()
    return next((_last_day_before(parts, languages) for parts, _, _ in ways), "")


def date_keys(
    ways: Sequence[Guess],
    known: Sequence[str],
    years: tuple[int, int] | None,
    languages: Sequence[str],
    fiscal_2000: UncertainDate | None,
) -> str:
    """Return the keys of [dates] by which texts are read, each in one way, beside what the mapping has there already.

    `languages` are those that are to be there; the key is left out where they are those of `guesses` without one.

    >>> date_keys([*guesses("02-2017", []), *guesses("2 May 2017", [])], ["EDTF"], None, [], None)
    'formats = ["EDTF", "MM-YYYY", "D MMM YYYY"]'
    """
    spellings = [each for each in dict.fromkeys(way.spelling for way in ways) if each not in known]
    notes = {way.spelling: way.note for way in reversed(ways) if way.note and way.spelling in spellings}
    note = f" ({', '.join(notes.values())})" if notes else ""
    keys = [f"formats = {toml_value([*known, *spellings])}{note}"] if spellings else []
    if languages:
        keys.append(f"language = {toml_value(languages[0] if len(languages) == 1 else languages)}")
    if years is None and (two := [way.years for way in ways if needs_years(way.spelling)]):
        keys.append(f'years = "{two[0][0]}..{two[0][1]}"')
    if _needs_fiscal_2000(added := [way.spelling for way in ways], fiscal_2000):
        day = fiscal_example(added)
        keys.append(f'fiscal_2000 = "{day}" (the day on which the fiscal year called 2000 began)')
    return " and ".join(keys)


def _needs_fiscal_2000(spellings: Sequence[str], fiscal_2000: UncertainDate | None) -> bool:
    """Tell whether spellings need another day than the mapping has on which the fiscal year called 2000 began."""
    if fiscal_2000 is None:
        return any(map(is_fiscal, spellings))
    return not begins_in_first(fiscal_2000.text) and any(layout(each) == "FF" for each in spellings)


def format_hint(
    text: str,
    known: Sequence[str],
    years: tuple[int, int] | None,
    languages: Sequence[str],
    fiscal_2000: UncertainDate | None,
) -> str:
    """Return what to write in [dates] so that a text is read; an empty text where its digits do not tell.

    It takes the text, and what the mapping says there already, to which the hint adds: it takes nothing away.

    >>> format_hint("02-2017", ["EDTF"], None, [], None)
    'write formats = ["EDTF", "MM-YYYY"] in [dates]'
    >>> format_hint("1/2/2017", [], None, [], None)
    'write formats = ["D/M/YYYY"] in [dates], or formats = ["M/D/YYYY"], whichever is meant'
    """
    ways = guesses(text, languages)
    fitting = [each for each in ways if not (is_fiscal(each.spelling) and mixes_fiscal_years([*known, each.spelling]))]
    lines: dict[str, None] = {}
    for way in fitting:
        is_said = way.language is None or way.language in (languages or (ENGLISH,))
        written = [] if is_said else [*languages, str(way.language)]
        if keys := date_keys([way], known, years, written, fiscal_2000):
            lines[keys] = None
    hints = [in_dates([*lines]), _FISCAL_YEARS if len(fitting) < len(ways) else ""]
    return "; or ".join(hint for hint in hints if hint)


def in_dates(lines: Sequence[str]) -> str:
    """Return the hint to write one of some lines in [dates]; an empty text where there is none.

    >>> in_dates(['language = "nl"'])
    'write language = "nl" in [dates]'
    """
    if not lines:
        return ""
    first, *others = lines
    meant = ", whichever is meant" if others else ""
    return f"write {first} in [dates]{''.join(f', or {line}' for line in others)}{meant}"


def is_month(text: str) -> bool:
    """Tell whether a text is the name of a month in a language that is known here.

    >>> is_month("Sept."), is_month("ongoing")
    (True, False)
    """
    return bool(_name_of_month(text, ())[1])


def _ways(text: str, languages: Sequence[str]) -> Iterator[tuple[list[_Part], str, str | None]]:
    """Return the parts of a date, how they are spelled, and the language of its month, for each way to read it."""
    for order in _ORDERS:
        match = _pattern(order).fullmatch(text)
        if match is None or (" " not in order and len(order) == 3 and not re.match("[0-9]{8}", text)):
            continue
        before, *pieces, behind = match.groups()
        kinds, between = order.replace(" ", ""), pieces[1::2]
        parts = [_Part(kind, piece) for kind, piece in zip(kinds, pieces[::2], strict=True)]
        if not _can_be(parts, before, between) or (behind and "D" not in kinds):
            continue
        named = next((part.text for part in parts if part.kind == "N"), None)
        own, name = (None, "") if named is None else _name_of_month(named, languages or (ENGLISH,))
        if name or named is None:
            tokens = _tokens(parts, name, between)
            spelling = "".join(itertools.chain(*itertools.zip_longest(tokens, between, fillvalue="")))
            yield parts, before + spelling + behind, own


@functools.cache
def _pattern(order: str) -> re.Pattern[str]:
    between = _BETWEEN if " " in order else "()"
    parts = between.join(f"({_PARTS[kind]})" for kind in order.replace(" ", ""))
    return re.compile(f"{_BEFORE if order[0] in 'Ff' else '()'}{parts}{_BEHIND}", re.IGNORECASE)


def _can_be(parts: Sequence[_Part], before: str, between: Sequence[str]) -> bool:
    """Tell whether parts make a date that somebody may have meant."""
    kinds = "".join(part.kind for part in parts)
    if not all(part.number in _NUMBERS.get(part.kind, range(100)) for part in parts):
        return False
    if len(set(between)) > 1 and "N" not in kinds:
        return False
    is_marked = bool(before) or any(not part.text[0].isdecimal() for part in parts if part.kind in "QW")
    if "W" in kinds:  # without the letter, the numbers of months are taken to be those
        return is_marked or any(part.number > 12 for part in parts if part.kind == "W")
    if kinds in ("Qy", "F", "f", "ff") and not is_marked:
        return False
    first, last = parts[0].number, parts[-1].number
    later = last - first if len(parts[-1].text) == 4 else (last - first) % 100
    return kinds not in _LATER or later in _LATER[kinds]


def _name_of_month(name: str, languages: Sequence[str]) -> tuple[str | None, str]:
    """Return the language that calls a month so, those of the mapping first, and the token; empty where none does."""
    for each in dict.fromkeys((*languages, ENGLISH, *OTHER_LANGUAGES)):
        names: Mapping[str, Mapping[str, int]] = month_numbers(each)
        if name.casefold().rstrip(".") in names["MMM"]:
            return each, "MMM"
        if name.casefold() in names["MMMM"]:
            return each, "MMMM"
    return None, ""


def _last_day_before(parts: Sequence[_Part], languages: Sequence[str]) -> str:
    """Return what the last day of a month is that has none of so high a number; empty if it has, or none is named.

    Of a year in two digits nobody knows whether it has 29 February.
    """
    of = {part.kind: part for part in parts}
    if "D" not in of:
        return ""
    name = of["N"].text if "N" in of else ""
    month = _month_of(name, languages) if name else of["M"].number
    year = of["Y"].number if "Y" in of else 2000
    if of["D"].number <= (last := month_length(year, month)):
        return ""
    return f"the last day of {f'{year}-' if 'Y' in of else 'month '}{month:02} is {last}"


def _month_of(name: str, languages: Sequence[str]) -> int:
    """Return the number of a month, of which `_name_of_month` knows the name."""
    language, kind = _name_of_month(name, languages or (ENGLISH,))
    return month_numbers(str(language))[kind][name.casefold().rstrip(".") if kind == "MMM" else name.casefold()]


def _note(text: str, spelling: str) -> str:
    """Return what a text is, read by a spelling, and is not, where it looks like something else too."""
    if "WW" in spelling and not re.search(r"[^\W\d_]", text):
        return f"{text} is then a week, and no month"
    if not re.fullmatch(r"[0-9]{4}\.[0-9]{1,2}", text) or "M" not in spelling:
        return ""
    lost = f", nor {text}0 without its last digit" if text.endswith(".1") else ""
    return f"{text} is then a month, and no fraction of a year{lost}"


def _tokens(parts: Sequence[_Part], name: str, between: Sequence[str]) -> list[str]:
    """Return the tokens of parts: `MM` and `DD` where a 0 is written before a digit, or nothing between the parts."""
    pairs = [part.text for part in parts if part.kind in "DM"]
    is_wide = not any(between) or (any(text[0] == "0" for text in pairs) and all(len(text) == 2 for text in pairs))
    wide = {"D": "DD", "M": "MM"} if is_wide and not name else {}
    tokens = {"N": name, "Y": "YYYY", "y": "YY", "W": "WW", "F": "FFFF", "f": "FF", **wide}
    return [tokens.get(part.kind, part.kind) for part in parts]


def _years(parts: Sequence[_Part]) -> tuple[int, int]:
    """Return the first and the last year that two digits may mean: they reach from a whole one beside them on."""
    first = next((part.number for part in parts if part.kind in "YF"), 1950) // 50 * 50
    return first, first + 99
