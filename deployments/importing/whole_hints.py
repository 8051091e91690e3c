"""Hints for the number in a cell, told for the whole cell: whoever follows one loses no word that stands beside it."""

from __future__ import annotations

from collections.abc import Callable

from deployments.number_words import numbers_at
from deployments.patterns import lazy_pattern
from deployments.values.quantities import NUMBER_HINT

#: A hint to write one number, and the numbers that any hint says to write.
_ONE = lazy_pattern(r'write "[~.0-9]+"')
_WRITTEN = lazy_pattern(r'"([~.0-9]+)"')


def whole_hint(hint: str, said: tuple[str, str], is_read: Callable[[str], bool], *, is_bare: bool) -> str:
    """Return the hint for a number as one for the whole text that it stands in: no word beside it is to be lost.

    `said` are that text and the number in it, and `is_read` tells whether a text can stand in the table. `is_bare`: the
    number can have no word of what it counts, as the unit, the column or the name of a thing says that.

    >>> whole_hint('write "2"', ("two companies", "two"), lambda text: True, is_bare=True)
    'write "2 companies"'
    >>> whole_hint('write "2"', ("two women", "two women"), lambda text: True, is_bare=False)
    'write "2", if these are all of them'
    """
    text, number = said
    is_one = _ONE.fullmatch(hint) is not None
    if is_one and words_behind(number):
        hint = NUMBER_HINT if is_bare else f"{hint}, if these are all of them"
    elif is_bare and not is_one and not hint.startswith("leave it out, as nobody gives a number;"):
        hint = NUMBER_HINT
    if hint == NUMBER_HINT or number == text:
        return hint
    before, _, behind = text.partition(number)
    for written in dict.fromkeys(_WRITTEN.findall(hint)):
        whole = (f"{before}{each}{behind}" for each in (written, written.lstrip("~")))
        found = next(filter(is_read, whole), None)
        if found is None:
            return NUMBER_HINT
        hint = hint.replace(f'"{written}"', f'"{found}"')
    return hint


def words_behind(text: str) -> str:
    """Return the words behind the number that a text names, such as what it counts; an empty text without any.

    >>> words_behind("two women"), words_behind("twenty-two"), words_behind("women")
    ('women', '', '')
    """
    end = max((place.end for place in numbers_at(text)), default=len(text))
    return text[end:].strip() if any(map(str.isalpha, text[end:])) else ""
