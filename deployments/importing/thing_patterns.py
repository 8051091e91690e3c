"""How a thing with several parts is written in a cell, such as a contributor and a number."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

import attrs

from deployments.importing.converters import template_parts
from deployments.values.folding import folded

#: No longer thing is taken apart, in characters.
LONGEST = 300

_LETTER = r"[^\W\d_]"


@attrs.frozen
class Pattern:
    """How a thing with several parts is written: what stands before the first part, between two, and after the last.

    Between two parts a blank is a blank; beside a mark there can be none. A part in brackets has no brackets in it. Of
    two ways to read a thing the one is taken in which a part is one of `names`, or that leaves numbers by themselves.

    >>> pattern = Pattern.of("{who} ({n})")
    >>> pattern.parts("Korea (ROK) (150)"), pattern.parts("India(650)"), pattern.parts("India 650")
    (['Korea (ROK)', '150'], ['India', '650'], None)
    >>> Pattern.of("{n} {who}").parts("300 France"), Pattern.of("{n} {who}").parts("300 New Zealand")
    (['300', 'France'], ['300', 'New Zealand'])
    >>> Pattern.of("{town} {unit}").parts("Den Haag Alpha")
    >>> Pattern.of("{town} {unit}", ["Den Haag"]).parts("Den Haag Alpha")
    ['Den Haag', 'Alpha']
    """

    around: tuple[re.Pattern[str], ...]
    are_bracketed: tuple[bool, ...]
    names: frozenset[str]

    @classmethod
    def of(cls, pattern: str, names: Iterable[str] = ()) -> Pattern:
        """Return the pattern of a text with names in braces; each of `names` is one part, whatever stands in it."""
        around, _ = template_parts(pattern)
        bracketed = [
            before.rstrip()[-1:] in tuple("([") and after.lstrip()[:1] in tuple(")]")
            for before, after in itertools.pairwise(around)
        ]
        return cls(tuple(map(_blanks, around)), tuple(bracketed), frozenset(map(folded, names)))

    def parts(self, thing: str) -> list[str] | None:
        """Return the parts of a thing; None if it is not written so, is too long, or can be read in two ways."""
        ways = self.ways(thing)
        if len(ways) > 1:
            ways = [way for way in ways if self._has_name(way)] or [way for way in ways if all(map(is_whole, way))]
        return ways[0] if len(ways) == 1 else None

    def ways(self, thing: str) -> list[list[str]]:
        """Return the parts of a thing in each way in which it can be read: there are two at most."""
        if len(thing) > LONGEST:
            return []
        ends = self.around[0].match(thing), re.search(f"(?:{self.around[-1].pattern})$", thing)
        if ends[0] is None or ends[1] is None:
            return []
        inner = thing[ends[0].end() : ends[1].start()]
        cut = (self._cut(inner, 0), self._cut(inner, -1))
        ways = [way for way in cut if way is not None and self._is_clear(way)]
        return ways[:1] if ways[:1] == ways[1:] else ways

    def _has_name(self, parts: Sequence[str]) -> bool:
        return any(folded(part) in self.names for part in parts)

    def _cut(self, inner: str, which: int) -> list[str] | None:
        """Return the parts that what stands between them first, or last, cuts a text into."""
        found: list[str] = []
        for mark in self.around[1:-1][:: 1 if which == 0 else -1]:
            places = [match.span() for match in mark.finditer(inner) if match.start() > 0 and match.end() < len(inner)]
            if not places:
                return None
            start, end = places[which]
            found.append(inner[:start] if which == 0 else inner[end:])
            inner = inner[end:] if which == 0 else inner[:start]
        parts = [each.strip() for each in [*found, inner][:: 1 if which == 0 else -1]]
        return parts if all(parts) else None

    def _is_clear(self, parts: Sequence[str]) -> bool:
        """Tell whether no part in brackets has brackets in it."""
        return not any(is_one and set("()[]") & {*part} for is_one, part in zip(self.are_bracketed, parts, strict=True))


def is_whole(part: str) -> bool:
    """Tell whether a part is a number, or words without any: of "7 navy seals" these are "7" and "navy seals".

    >>> is_whole("7"), is_whole("navy seals"), is_whole("7 navy")
    (True, True, False)
    """
    words = part.split()
    return len(words) == 1 or not any(any(map(str.isdigit, word)) for word in words)


def _blanks(text: str) -> re.Pattern[str]:
    """Return the expression for a text around parts, in which the blanks beside a mark may be left out.

    A word with a blank beside it is no part of a longer one: "in" stands in "Gao in Mali", and not in "Berlin".
    """
    if text and not text.strip():
        return re.compile(r"\s+")
    pieces = re.split(r"\s+", text)
    written = [re.escape(piece) for piece in pieces]
    for number, piece in enumerate(pieces):
        if number > 0 and piece[:1].isalpha():
            written[number] = rf"(?<!{_LETTER}){written[number]}"
        if number < len(pieces) - 1 and piece[-1:].isalpha():
            written[number] = rf"{written[number]}(?!{_LETTER})"
    return re.compile(r"\s*".join(written))
