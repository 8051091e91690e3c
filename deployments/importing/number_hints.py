"""What to write in a mapping for a number that it does not read: the key, the line, and where it belongs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from deployments.importing.number_spelling import LOOK_ALIKE, WORD_KEYS, NumberSpelling, alike, without
from deployments.importing.toml_texts import toml_path, toml_value
from deployments.patterns import lazy_pattern

#: Where the keys of numbers stand in a mapping: below the first table they would be keys of that.
AT_THE_TOP = "at the top of the mapping, above the first [table]"

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
_BY_LENGTH = sorted(((word, key) for key, words in _WORDS.items() for word in words), key=lambda pair: -len(pair[0]))
#: Units of which a number of people is made in many tables, with the usual sizes, which are an example.
_SIZES = {
    "brigade": "3000..5000",
    "regiment": "1000..3000",
    **dict.fromkeys(("battalion", "bataljon", "bataillon", "bataillone"), "500..1000"),
    **dict.fromkeys(("company", "companies", "compagnie", "compagnies", "kompanie", "kompanien"), "100..200"),
    **dict.fromkeys(("platoon", "peloton"), "20..50"),
    "squad": "8..14",
}

_GROUPED = lazy_pattern(rf"[1-9][0-9]{{0,2}}(?:([.,{''.join(LOOK_ALIKE)}])[0-9]{{3}})+")
_DECIMAL = lazy_pattern(r"[0-9]+([.,])0{1,9}")
_END = rf"[0-9](?:[0-9.,{''.join(LOOK_ALIKE)}]{{0,20}}[0-9])?"
_RANGE = lazy_pattern(rf"{_END}(?: ?([-\u2013\u2014]) ?| (to|tot|bis|\u00e0) ){_END}")
_ABOUT = lazy_pattern(r"([^\W\d_]{1,12}\.?) ?[0-9][0-9.,]*|[0-9][0-9.,]* ?(\([^\W\d_]{2,12}\.?\))")
_NOTE = lazy_pattern(
    r"([*\u2020\u2021\u00a7\u00b6#]|[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]{1,3}|"
    r"\[[0-9A-Za-z*]{1,3}\]|\([0-9A-Za-z*]{1,3}\)|(?<=[0-9 ])[a-z]\))$"
)
_UNIT = lazy_pattern(r"(?:[0-9][^A-Za-z]{0,40}|an? )?([A-Za-z]{1,20})")
_THOUSANDS = lazy_pattern(r"([0-9]{1,5})(?:[.,]([0-9]{1,3}))? ?[kK]")


def number_hint(text: str, numbers: NumberSpelling, keys: Collection[str] = WORD_KEYS) -> str:
    """Return what to write for a number without the words that the mapping knows; empty where nobody can tell.

    `keys` are those of which a word can stand beside it.

    >>> number_hint("1,234", NumberSpelling())
    'write thousands = "," at the top of the mapping, above the first [table], if that is what it is'
    """
    ways: tuple[Callable[[str, NumberSpelling, Collection[str]], str], ...] = (
        *(_note_hint, _word_hint, _unit_hint, _thousands_hint, _mark_hint, _range_hint, _about_hint),
    )
    return next((hint for way in ways if (hint := way(text, numbers, keys))), "")


def _line(key: str, numbers: NumberSpelling, mark: str) -> str:
    """Return the line of a key with one word more than it has."""
    return f"write {key} = {toml_value([*getattr(numbers, key), mark])} {AT_THE_TOP}"


def _note_hint(text: str, numbers: NumberSpelling, _: Collection[str]) -> str:
    mark = _NOTE.search(text)
    if mark is None or not _has_digit(text[: mark.start()]) or mark[1] in numbers.footnotes:
        return ""
    return f"{_line('footnotes', numbers, mark[1])}, if it is the mark of a note"


def _word_hint(text: str, numbers: NumberSpelling, keys: Collection[str]) -> str:
    for word, key in _BY_LENGTH:
        rest = without(text, word) if key in keys and word not in getattr(numbers, key) else None
        if rest and (_has_digit(rest) or _unit(rest)) and rest[0] not in ".=":
            return f"{_line(key, numbers, word)}, if that is what it says"
    return ""


def _unit(text: str) -> str:
    """Return the unit that a text counts, as a mapping names it; an empty text if it counts none that is known here."""
    match = _UNIT.fullmatch(text)
    word = match[1].casefold() if match else ""
    return next((each for each in (word, word.removesuffix("s")) if each in _SIZES), "")


def _unit_hint(text: str, numbers: NumberSpelling, _: Collection[str]) -> str:
    word = _unit(text)
    if not word or word in {unit.casefold() for unit in numbers.units}:
        return ""
    sizes = {**{unit: str(size) for unit, size in numbers.units.items()}, word: _SIZES[word]}
    written = ", ".join(f'{toml_path((unit,))} = "{size}"' for unit, size in sizes.items())
    meant = "with the size that is meant: the number is then the mapping's, not the table's"
    return f"write units = {{ {written} }} {AT_THE_TOP}, {meant}"


def _thousands_hint(text: str, _: NumberSpelling, __: Collection[str]) -> str:
    match = _THOUSANDS.fullmatch(text)
    if match is None:
        return ""
    number = int(match[1] + (match[2] or "").ljust(3, "0"))
    return f'a number in thousands is not read: write it in full in the table, such as "{number}" or "~{number}"'


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
    word = _first(match.groups()) if match else ""
    if not word or word in numbers.about:
        return ""
    return f"{_line('about', numbers, word)}, if the word says that it is about so many"


def _first(words: Iterable[str | None]) -> str:
    return next(word for word in words if word)


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)
