"""What to write in a mapping for a number that it does not read: the key, the line, and where it belongs."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable

from deployments.importing.number_spelling import LOOK_ALIKE, WORD_KEYS, NumberSpelling, alike, without
from deployments.importing.toml_texts import toml_path, toml_value
from deployments.patterns import lazy_pattern
from deployments.values.amount_words import whole_number
from deployments.values.people_words import Counted, counts, is_article
from deployments.values.quantities import Quantity

#: Where the keys of numbers stand in a mapping: below the first table they would be keys of that.
AT_THE_TOP = "at the top of the mapping, above the first [table]"

#: How the hint begins for a number with a remark in brackets behind it.
REMARK = "write the number in the table without"

#: Words and marks that say the same in every table. Of any other word, the hint asks whether it is one for about.
_WORDS = {
    "about": (
        *("about", "around", "approximately", "approx", "approx.", "roughly", "circa", "ca", "ca.", "c.", "est."),
        *("ongeveer", "etwa", "rund", "environ", "\u00b1", "\u2248"),
    ),
    "at_least": (
        *("at least", "no less than", "no fewer than", "not less than", "minimum", "minimum of", "min", "min."),
        *("minstens", "ten minste", "minimaal", "mindestens", "au moins", ">=", "\u2265", "+"),
        *("or more", "and more", "of meer", "oder mehr", "ou plus"),
    ),
    "more_than": ("more than", "over", "above", "meer dan", "ruim", "mehr als", "\u00fcber", "plus de", ">"),
    "at_most": (
        *("at most", "up to", "no more than", "not more than", "maximum", "maximum of", "max", "max."),
        *("hoogstens", "ten hoogste", "maximaal", "tot", "bis", "bis zu", "h\u00f6chstens", "jusqu'\u00e0", "au plus"),
        *("or less", "or fewer", "of minder", "oder weniger", "ou moins", "<=", "\u2264"),
    ),
    "less_than": ("less than", "fewer than", "under", "below", "minder dan", "weniger als", "unter", "moins de", "<"),
}
#: Words that say only in brackets, behind a number, that it is about so many.
_IN_BRACKETS = ("est", "estimate", "estimated", "geschat", "geschätzt", "estimé", "estimation")
_SAID = {word: key for key, words in _WORDS.items() for word in words}
#: The same in brackets, such as "(max)".
_BRACKETED = {f"({word})": key for word, key in {**_SAID, **dict.fromkeys(_IN_BRACKETS, "about")}.items()}
_BY_LENGTH = sorted({**_SAID, **_BRACKETED}.items(), key=lambda pair: -len(pair[0]))
#: Units of which a number of people is made in many tables, with the usual sizes, which are an example.
_SIZES = {
    "brigade": "3000..5000",
    "regiment": "1000..3000",
    **dict.fromkeys(("battalion", "bataljon", "bataillon", "bataillone"), "500..1000"),
    **dict.fromkeys(("company", "companies", "compagnie", "compagnies", "kompanie", "kompanien"), "100..200"),
    **dict.fromkeys(("platoon", "peloton"), "20..50"),
    "squad": "8..14",
}
_HALF = lazy_pattern(r"(?:an? |een |une |eine )?(?:half|halve|halbe|demi-?)(?: of)?(?: an?| une?)?", re.IGNORECASE)

_GROUPED = lazy_pattern(rf"[1-9][0-9]{{0,2}}(?:([.,{''.join(LOOK_ALIKE)}])[0-9]{{3}})+")
_DECIMAL = lazy_pattern(r"[0-9]+([.,])0{1,9}")
_END = rf"[0-9](?:[0-9.,{''.join(LOOK_ALIKE)}]{{0,20}}[0-9])?"
_RANGE = lazy_pattern(rf"{_END}(?: ?([-\u2013\u2014]) ?| (to|tot|bis|\u00e0) ){_END}")
_ABOUT = lazy_pattern(r"([^\W\d_]{1,12}\.?) ?[0-9][0-9.,]*")
#: Words of ranges, sums and parts, which never say that it is about so many.
_NOT_ABOUT = lazy_pattern(
    r"from|between|van|tussen|von|zwischen|de|entre|of|and|in|to|total|totaal|gesamt|plus|minus", re.IGNORECASE
)
#: A remark in brackets that has more than a mark of a note.
_REMARK = lazy_pattern(r".*[0-9] ?(\([^()]{2,60}\))")
#: What can be the mark of a note, and begins with a digit: nothing tells it from a number.
_DIGIT_NOTE = lazy_pattern(r".*[0-9] ([0-9]{1,2}[)\].*:]?)|[0-9][0-9.,]*[)\]]")
_NOTE = lazy_pattern(
    r"([*\u2020\u2021\u00a7\u00b6#]|[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]{1,3}|"
    r"\[[0-9A-Za-z*]{1,3}\]|\([0-9A-Za-z*]{1,3}\)|(?<=[0-9 ])[a-z]\))$"
)
_UNIT = lazy_pattern(r"(.{0,60}?)([A-Za-z]{1,20})")
_DIGITS = lazy_pattern(r"[0-9][^A-Za-z]{0,40}")
_THOUSANDS = lazy_pattern(r"([0-9]{1,5})(?:[.,]([0-9]{1,3}))? ?[kK]")


def number_hint(text: str, numbers: NumberSpelling, keys: Collection[str] = (*WORD_KEYS, "units")) -> str:
    """Return what to write for a number without the words that the mapping knows; empty where nobody can tell.

    `keys` are those of which a word can stand beside it, and `units` where units of people can be counted.

    >>> number_hint("1,234", NumberSpelling())
    'write thousands = "," at the top of the mapping, above the first [table], if that is what it is'
    """
    ways: tuple[Callable[[str, NumberSpelling, Collection[str]], str], ...] = (
        *(_note_hint, _word_hint, _unit_hint, _thousands_hint, _mark_hint, _range_hint, _about_hint),
        *(_remark_hint, _digit_note_hint),
    )
    return next((hint for way in ways if (hint := way(text, numbers, keys))), "")


def _line(key: str, numbers: NumberSpelling, mark: str) -> str:
    """Return the line of a key with one word more than it has."""
    return f"write {key} = {toml_value([*getattr(numbers, key), mark])} {AT_THE_TOP}"


def _note_hint(text: str, numbers: NumberSpelling, _: Collection[str]) -> str:
    mark = _NOTE.search(text)
    if (
        mark is None
        or mark[1].casefold() in _BRACKETED
        or not _has_digit(text[: mark.start()])
        or mark[1] in numbers.footnotes
    ):
        return ""
    return f"{_line('footnotes', numbers, mark[1])}, if it is the mark of a note"


def _word_hint(text: str, numbers: NumberSpelling, keys: Collection[str]) -> str:
    for word, key in _BY_LENGTH:
        rest = without(text, word) if key in keys and word not in getattr(numbers, key) else None
        if rest and (_has_digit(rest) or _unit(rest)[0]) and rest[0] not in ".=":
            return f"{_line(key, numbers, word)}, if that is what it says"
    return ""


def _unit(text: str) -> tuple[str, str]:
    """Return the unit that a text counts, as a mapping names it, and its word in `_SIZES`; empty texts without one.

    Half of a unit is one by itself: a number of units is whole.
    """
    match = _UNIT.fullmatch(text)
    number, word = (match[1].strip(), match[2].casefold()) if match else ("", "")
    known = next((each for each in (word, word.removesuffix("s")) if each in _SIZES), "")
    if known and _HALF.fullmatch(number):
        return " ".join(text.casefold().split()), known
    is_counted = not number or _DIGITS.fullmatch(number) or is_article(number) or whole_number(number)
    return (known, known) if is_counted else ("", "")


def _unit_hint(text: str, numbers: NumberSpelling, keys: Collection[str]) -> str:
    word, known = _unit(text) if "units" in keys else ("", "")
    if not word or word in {unit.casefold() for unit in numbers.units}:
        return ""
    alike = (size for unit, size in numbers.units.items() if _SIZES.get(unit.casefold()) == _SIZES[known])
    size = next(alike, Quantity.parse(_SIZES[known]))
    sizes = {unit: str(each) for unit, each in numbers.units.items()} | {
        word: str(size if word == known else _half(size))
    }
    written = ", ".join(f'{toml_path((unit,))} = "{size}"' for unit, size in sizes.items())
    meant = "with the size that is meant: the number is then the mapping's, not the table's"
    return f"write units = {{ {written} }} {AT_THE_TOP}, {meant}"


def _half(size: Quantity) -> Quantity:
    return Quantity(size.low // 2, None if size.high is None else -(-size.high // 2), size.approximate)


def _thousands_hint(text: str, _: NumberSpelling, keys: Collection[str]) -> str:
    match = _THOUSANDS.fullmatch(text)
    if match is None:
        return ""
    number = int(match[1] + (match[2] or "").ljust(3, "0"))
    about = f' or "~{number}"' if "about" in keys else ""
    written = f'such as "{number}"{about} in place of {toml_value(text)}'
    return f"a number in thousands is not read: write it in full in the table, {written}"


def _mark_hint(text: str, numbers: NumberSpelling, _: Collection[str]) -> str:
    if not numbers.thousands and (mark := _GROUPED.fullmatch(text)):
        return f'write thousands = "{alike(mark[1])[0]}" {AT_THE_TOP}, if that is what it is'
    if not numbers.decimal and (mark := _DECIMAL.fullmatch(text)):
        return f'write decimal = "{mark[1]}" {AT_THE_TOP}, if that is what it is'
    return ""


def _range_hint(text: str, numbers: NumberSpelling, _: Collection[str]) -> str:
    match = _RANGE.fullmatch(text)
    mark = _first(match.groups()) if match else ""
    return f"{_line('between', numbers, mark)}, if it is a range" if mark and mark not in numbers.between else ""


def _about_hint(text: str, numbers: NumberSpelling, keys: Collection[str]) -> str:
    match = _ABOUT.fullmatch(text) if "about" in keys else None
    if match is None or match[1] in numbers.about or _NOT_ABOUT.fullmatch(match[1]) or _names_people(match[1]):
        return ""
    return f"{_line('about', numbers, match[1])}, if the word says that it is about so many"


def _names_people(word: str) -> bool:
    return counts(word) in (Counted.PEOPLE, Counted.THINGS)


def remark_of(text: str) -> str:
    """Return the remark in brackets that stands behind a number; an empty text without one.

    >>> remark_of("1 (in reserve)"), remark_of("12 (a)"), remark_of("12")
    ('(in reserve)', '', '')
    """
    match = _REMARK.fullmatch(text)
    return match[1] if match else ""


def _remark_hint(text: str, _: NumberSpelling, __: Collection[str]) -> str:
    remark = toml_value(remark_of(text))
    return "" if remark == '""' else f"{REMARK} {remark}, and the remark in a column of its own, which note names"


def _digit_note_hint(text: str, _: NumberSpelling, __: Collection[str]) -> str:
    match = _DIGIT_NOTE.fullmatch(text)
    if match is None:
        return ""
    mark, meant = (toml_value(match[1]), "that") if match[1] else ("the mark at its end", "it")
    why = "no mark in a mapping begins with a digit, as nothing tells it from the number"
    return f"write the number without {mark} in the table, if {meant} is the mark of a note: {why}"


def _first(words: Iterable[str | None]) -> str:
    return next(word for word in words if word)


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)
