"""What to write for a season: sources name it by a word, and EDTF by a number."""

from __future__ import annotations

import re

from deployments.patterns import lazy_pattern

#: The seasons by the words of sources in English, Dutch, German and French. The numbers are those of EDTF.
SEASON_NUMBERS = {
    "spring": 21,
    "voorjaar": 21,
    "lente": 21,
    "frühling": 21,
    "frühjahr": 21,
    "printemps": 21,
    "summer": 22,
    "zomer": 22,
    "sommer": 22,
    "été": 22,
    "autumn": 23,
    "fall": 23,
    "najaar": 23,
    "herfst": 23,
    "herbst": 23,
    "automne": 23,
    "winter": 24,
    "hiver": 24,
}

_WORD = f"({'|'.join(SEASON_NUMBERS)})"
#: A season with its year, and not as a part of another name, such as that of an exercise.
_SEASON = lazy_pattern(
    rf"(?<![\w-])(?:{_WORD}[ _-]?(?:of |van )?([0-9]{{4}})(?:[-/][0-9]{{2,4}})?|([0-9]{{4}})[ _-]?{_WORD})(?![\w-])",
    re.IGNORECASE,
)

#: The longest text, in characters, in which a season is looked for.
_LOOKED_AT = 100


def season_hint(text: object) -> str:
    """Return how the season that a text names is written; an empty text if it names no season and year.

    >>> season_hint("in the summer of 2026")
    'a season is written "2026-22": 21 is spring, 22 summer, 23 autumn, 24 winter'
    >>> season_hint("21 juni 2026")
    ''
    """
    if not isinstance(text, str) or len(text) > _LOOKED_AT:
        return ""
    match = _SEASON.search(text)
    if match is None:
        return ""
    word, year = match[1] or match[4], match[2] or match[3]
    return f'a season is written "{year}-{SEASON_NUMBERS[word.lower()]}": 21 is spring, 22 summer, 23 autumn, 24 winter'
