"""The numbers that a text names, in digits or in the words of its language: "1.200", "zes", "a dozen", "anderthalb".

The cardinals of each language are read by `text2num`. `_LANGUAGES` holds the words beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import attrs

from deployments.patterns import lazy_pattern

#: Numbers that a text names are below this.
_LIMIT = 10**9


class SaidNumber(NamedTuple):
    """A number that a text names, or between which two it is: "dozens" is something from 12 to 120."""

    low: float
    high: float

    def can_be(self, number: float) -> bool:
        """Tell whether the text can mean that number.

        >>> SaidNumber(12, 120).can_be(50), SaidNumber(12, 12).can_be(50)
        (True, False)
        """
        return self.low <= number <= self.high


def numbers_in(text: str, language: str | None = None) -> set[SaidNumber]:
    """Return the numbers that a text names: where one can be read in several ways, those of each.

    Takes the text, of a sentence or so, and the ISO 639-1 code of its language. Words are read in Dutch, English,
    French and German: in all four if no language is given, and in any other language digits alone.

    >>> numbers_in("zes militairen", "nl") == {SaidNumber(6, 6)}
    True
    >>> sorted(number.low for number in numbers_in("1.200 troops, and half a dozen policemen", "en"))
    [6.0, 1200]
    """
    return {number for place in numbers_at(text, language) for number in place.numbers}


def numbers_at(text: str, language: str | None = None) -> Iterator[Place]:
    """Yield the same with where they stand: of each language in the order of the text, one after the other.

    >>> [(place.start, place.end, place.numbers[0].low) for place in numbers_at("met zes van 1 200 man", "nl")]
    [(4, 7, 6.0), (12, 17, 1200)]
    """
    text = text.encode(errors="replace").decode()  # halves of surrogate pairs make `text2num` panic
    for code in LANGUAGES if language is None else (language,):
        yield from _read(text, [*_in_digits(text), *_in_words(text, code)], _LANGUAGES.get(code, _NONE))


class Place(NamedTuple):
    """Where in a text a number stands, and what it can be; `is_scale`: it multiplies the number before it."""

    start: int
    end: int
    numbers: tuple[SaidNumber, ...]
    is_scale: bool = False


def _one(number: float) -> SaidNumber:
    return SaidNumber(number, number)


# --- digits ----------------------------------------------------------------------------------------------

#: Digits, in groups of three or with decimals; but no ordinal ("21st"), and not the name of a type ("F-16", "A400M").
_DIGITS = lazy_pattern(
    r"(?<![\w.,])(?<![^\W\d_]-)"
    r"(?:(?P<grouped>[0-9]{1,3}(?:(?P<mark>[.,'\u2019 \u00a0\u202f])[0-9]{3})(?:(?P=mark)[0-9]{3})*)"
    r"|(?P<decimal>[0-9]{1,9}[.,][0-9]{1,2})|(?P<plain>[0-9]{1,9}))"
    r"(?![\w]|[.,'\u2019][0-9])"
)
_GROUP = lazy_pattern(r"[0-9]+")


def _in_digits(text: str) -> Iterator[Place]:
    for match in _DIGITS.finditer(text):
        groups = _GROUP.findall(match[0])
        numbers = [float(".".join(groups)) if match["decimal"] else int("".join(groups))]
        if match["mark"] and match["mark"].isspace():  # "in 2022 of 21 150 went": one number, or two
            numbers += map(int, groups)
        yield Place(match.start(), match.end(), tuple(map(_one, numbers)))


# --- the words of each language --------------------------------------------------------------------------

#: A regular expression that nothing fits.
_NOTHING = "(?!)"


@attrs.frozen
class _Language:
    """What is read of a language beside its cardinals.

    - `words` name numbers; `scales` do too, and multiply the number before them: "two dozen".
    - `half` is a regular expression for what adds a half to the number before it: "and a half".
    - Before `endings`, another one, a word is taken apart: "sechsmonatig" is "sechs" and "monatig".
    """

    words: Mapping[str, SaidNumber]
    scales: Mapping[str, float]
    half: str = _NOTHING
    endings: str = _NOTHING


def _exactly(words: Mapping[str, float]) -> Mapping[str, SaidNumber]:
    return {word: _one(number) for word, number in words.items()}


def _many(words: Mapping[str, float]) -> Mapping[str, SaidNumber]:
    """Return what plurals name: "hundreds" is a hundred or more, up to thousands."""
    return {word: SaidNumber(number, number * 10) for word, number in words.items()}


def _few(*words: str) -> Mapping[str, SaidNumber]:
    return dict.fromkeys(words, SaidNumber(2, 10))


_LANGUAGES: Mapping[str, _Language] = {
    "nl": _Language(
        words={
            **_exactly({"anderhalf": 1.5, "anderhalve": 1.5, "beide": 2}),
            **_few("paar", "enkele", "enige", "meerdere", "verscheidene", "handvol"),
            **_many({"tientallen": 10, "dozijnen": 12, "honderden": 100, "duizenden": 1000, "tienduizenden": 10**4}),
        },
        scales={"half": 0.5, "halve": 0.5, "dozijn": 12, "honderd": 100, "duizend": 1000, "miljoen": 10**6},
        half=r"[eë]nhal(?:f|ve)|en een hal(?:f|ve)",
        endings=r"[eë]nhal[fv]|tal\b|maand|jaar|jarig|weeks|daags|koppig",
    ),
    "en": _Language(
        words={
            **_exactly({"single": 1, "both": 2, "couple": 2, "pair": 2}),
            **_few("few", "several", "handful"),
            **_many({"tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1000}),
        },
        scales={
            "half": 0.5,
            "a": 1,
            "an": 1,
            "dozen": 12,
            "score": 20,
            "hundred": 100,
            "thousand": 1000,
            "million": 10**6,
        },
        half="and a half",
    ),
    "fr": _Language(
        words={
            **_few("quelques", "plusieurs", "poignée"),
            **_many({"dizaines": 10, "douzaines": 12, "centaines": 100, "milliers": 1000}),
        },
        scales={
            "demi": 0.5,
            "demie": 0.5,
            "huitaine": 8,
            "dizaine": 10,
            "douzaine": 12,
            "quinzaine": 15,
            "vingtaine": 20,
            "trentaine": 30,
            "quarantaine": 40,
            "cinquantaine": 50,
            "soixantaine": 60,
            "centaine": 100,
            "cent": 100,
            "mille": 1000,
            "millier": 1000,
            "million": 10**6,
            "millions": 10**6,
        },
        half="et demie?",
    ),
    "de": _Language(
        words={
            **_exactly({"anderthalb": 1.5, "beide": 2, "beiden": 2, "zwo": 2}),
            **_few("paar", "einige", "einigen", "mehrere", "mehreren", "handvoll"),
            **_many({"dutzende": 12, "dutzenden": 12, "hunderte": 100, "hunderten": 100}),
            **_many({"tausende": 1000, "tausenden": 1000, "zehntausende": 10**4, "zehntausenden": 10**4}),
        },
        scales={
            **dict.fromkeys(("halb", "halbe", "halben", "halber", "halbes"), 0.5),
            **dict.fromkeys(("eine", "einem", "einen", "einer", "eines"), 1),
            "dutzend": 12,
            "hundert": 100,
            "tausend": 1000,
            "million": 10**6,
            "millionen": 10**6,
        },
        half="einhalb|und eine? halbe[ns]?",
        endings="einhalb|monat|jahr|jähr|woch|wöch|tägig|köpfig",
    ),
}
#: A language of which no words are read.
_NONE = _Language({}, {})

#: The languages whose words are read, by their ISO 639-1 codes.
LANGUAGES = tuple(_LANGUAGES)


# --- words -----------------------------------------------------------------------------------------------

_WORDS = lazy_pattern(r"\w+|\W+")


def _in_words(text: str, language: str) -> Iterator[Place]:
    if language not in _LANGUAGES:
        return
    own = _LANGUAGES[language]
    spans = [*_word_spans(text, re.compile(rf"(?<=\w)(?={own.endings})", re.IGNORECASE))]
    yield from _cardinals(text, spans, language)
    for start, end in spans:
        word = text[start:end].casefold()
        if word in own.words:
            yield Place(start, end, (own.words[word],))
        elif word in own.scales:
            yield Place(start, end, (_one(own.scales[word]),), is_scale=True)


def _word_spans(text: str, endings: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield where each word begins and ends, and what is between two words; some words are taken apart."""
    cuts = sorted({*(match.end() for match in _WORDS.finditer(text)), *(cut.start() for cut in endings.finditer(text))})
    return zip([0, *cuts], cuts, strict=False)


@attrs.frozen
class _Token:
    """A word, or what is between two words, as `text2num` asks for it."""

    _text: str

    def text(self) -> str:
        return self._text

    def nt_separated(self, _previous: object) -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return False


def _cardinals(text: str, spans: Sequence[tuple[int, int]], language: str) -> Iterator[Place]:
    from text_to_num import find_numbers  # noqa: PLC0415 - only where a text is to be proved

    for found in find_numbers([_Token(text[start:end]) for start, end in spans], language, 0.0):
        if not found.is_ordinal:
            yield Place(spans[found.start][0], spans[found.end - 1][1], (_one(found.value),))


# --- numbers beside each other ---------------------------------------------------------------------------

_AFTER_GAP = lazy_pattern(r"[^ \u00a0-]|$")


def _read(text: str, places: Iterable[Place], language: _Language) -> Iterator[Place]:
    """Yield the numbers at some places of a text, one for those that belong together: "two and a half thousand"."""
    # Of those that begin together the longest counts, and of two words as long the one that may multiply.
    longest = {place.start: place for place in sorted(places, key=lambda each: (each.end, each.is_scale))}
    scales = {place.start: place for place in longest.values() if place.is_scale}
    half = re.compile(rf"(?: \w+)?[ -]*(?:{language.half})\b", re.IGNORECASE)
    end = 0
    for _, place in sorted(longest.items()):
        if place.start < end:
            continue  # it was read with the one before
        numbers, end = place.numbers, place.end
        while True:
            if match := half.match(text, end):
                numbers, end = tuple(SaidNumber(low + 0.5, high + 0.5) for low, high in numbers), match.end()
            elif scale := scales.get(_after_gap(text, end)):
                numbers, end = _multiplied(numbers, scale), scale.end
            else:
                break
        if numbers := tuple(each for each in numbers if each.high < _LIMIT):
            yield Place(place.start, end, numbers)


def _after_gap(text: str, place: int) -> int:
    """Return the next place at which there is no blank and no hyphen."""
    found = _AFTER_GAP.search(text, place)
    return len(text) if found is None else found.start()


def _multiplied(numbers: Iterable[SaidNumber], scale: Place) -> tuple[SaidNumber, ...]:
    ((times, _),) = scale.numbers
    return tuple(SaidNumber(low * times, high * times) for low, high in numbers)
