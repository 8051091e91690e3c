"""Which known name a wrong one was meant to be: said only where it is a slip of the pen away, and nothing else is."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from deployments.errors import quote

#: So many characters of a name are looked at.
_LOOKED_AT = 100
#: So many names are compared in full with a wrong one, and so many are weighed before that.
_COMPARED, _WEIGHED = 8, 2000
#: How many slips of the pen a name of so many characters, or more, may have; a shorter one has one.
_MOST_SLIPS = ((20, 3), (8, 2))


class KnownNames:
    """Known names, kept so that the one closest to a wrong name is found in a time that does not grow with them.

    Names are found by the pieces of three characters that they share with the wrong one, the rarest pieces first; only
    a few are compared in full.

    With `of_ids`, a digit that is another is a slip of the pen too: whoever names a record means one that is there.

    >>> KnownNames(["publisher", "published"]).did_you_mean("publishd")
    "did you mean 'published'?"
    >>> KnownNames(["fm-2022"], of_ids=True).did_you_mean("fm-2222")
    "did you mean 'fm-2022'?"
    """

    def __init__(self, names: Iterable[str], *, of_ids: bool = False) -> None:
        self._of_ids = of_ids
        self._names = tuple(dict.fromkeys(names))
        self._by_piece: dict[str, list[int]] = defaultdict(list)
        if len(self._names) > _COMPARED:
            for number, name in enumerate(self._names):
                for piece in _pieces(name):
                    self._by_piece[piece].append(number)

    def nearest(self, name: str) -> tuple[str, ...]:
        """Return the known name that a wrong one is the fewest slips away from, or two; none if it is not sure.

        >>> KnownNames(["nld-2023", "nld-2024"]).nearest("nld-202"), KnownNames(["nld-2023"]).nearest("nld-2024")
        (('nld-2023', 'nld-2024'), ())
        """
        near: dict[int, list[str]] = defaultdict(list)
        for known in self._candidates(name):
            slips = _slips(name[:_LOOKED_AT], known[:_LOOKED_AT], of_ids=self._of_ids)
            if slips is not None:
                near[slips].append(known)
        found = tuple(dict.fromkeys(near[min(near)])) if near else ()
        return found if len(found) <= 2 else ()

    def did_you_mean(self, name: str) -> str:
        """Return the hint that names the closest of the known names, or an empty text."""
        near = self.nearest(name)
        return f"did you mean {' or '.join(map(quote, near))}?" if near else ""

    def _candidates(self, name: str) -> list[str]:
        if len(self._names) <= _COMPARED:
            return [*self._names]
        shared: Counter[int] = Counter()
        left = _WEIGHED
        for numbers in sorted((self._by_piece.get(piece, []) for piece in _pieces(name)), key=len):
            shared.update(numbers[:left])
            left -= len(numbers)
            if left <= 0:
                break
        best = sorted(shared, key=lambda number: (-shared[number], number))[:_COMPARED]
        return [self._names[number] for number in best]


def _pieces(name: str) -> set[str]:
    """Return the pieces of three characters of a name, its two ends marked, in capitals and small letters alike."""
    text = f"\0{name[:_LOOKED_AT].casefold()}\0"
    return {text[i : i + 3] for i in range(len(text) - 2)} | {text[i : i + 2] for i in range(len(text) - 1)}


def _slips(wrong: str, known: str, *, of_ids: bool = False) -> int | None:
    """Return how many slips of the pen a name is from a known one; None if that is not what was meant.

    Capitals, and the mark between words, are no slips. The beginning of a name stands for it, if that is half of it. A
    name with another number, or of few letters with another among them, is another name; but an id may have one
    wrong digit.
    """
    one, other = _bare(wrong), _bare(known)
    shorter = min(len(one), len(other))
    most = next((most for length, most in _MOST_SLIPS if shorter >= length), 1)
    slips = slips_between(one, other, most)
    if slips is None and len(one) > 2 and other.startswith(one) and 2 * len(one) >= len(other):
        return most  # the rest of it is left out
    if not slips:
        return slips
    numbers, others = (re.sub("[^0-9]", "", text) for text in (one, other))
    is_other_number = len(numbers) == len(others) and numbers != others and sorted(numbers) != sorted(others)
    is_numbered = is_other_number and not (of_ids and slips == 1)
    is_short = shorter < _SHORT and len(one) == len(other) and sorted(one) != sorted(other)
    return None if is_numbered or is_short or not shorter else slips


#: A name of fewer characters than this, with another letter in the place of one, is another name.
_SHORT = 4


def _bare(name: str) -> str:
    return re.sub(r"[\s_-]+", "-", name.casefold())


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return the hint that names the closest of some known names, or an empty text.

    To ask for many wrong names, make `KnownNames` once.

    >>> did_you_mean("publishd", ["publisher", "published"])
    "did you mean 'published'?"
    """
    return KnownNames(known).did_you_mean(name)


#: So many names are listed in a hint.
_LISTED = 4


def meant_by(word: str, known: Iterable[str], listed_by: str) -> str:
    """Return the hint for a wrong name: the closest, those that it begins, or the command that lists them all.

    >>> meant_by("faz", ["faz-2024-04-26", "letter"], "deployments list sources")
    "did you mean 'faz-2024-04-26'?"
    >>> meant_by("sz", ["faz-2024-04-26", "letter"], "deployments list sources")
    '`deployments list sources` lists them'
    """
    names = [*known]
    if close := did_you_mean(word, names):
        return close
    begun = sorted(name for name in names if word and name.casefold().startswith(word.casefold()))
    if 0 < len(begun) <= _LISTED:
        return f"did you mean {' or '.join(map(quote, begun))}?"
    return f"`{listed_by}` lists them"


def slips_between(one: str, other: str, most: int) -> int | None:
    """Return how many slips of the pen two texts are apart; None if it is more than `most`.

    A slip is a letter that is missing, too many, another, or in the place of its neighbour.

    >>> slips_between("isreal", "israel", 2), slips_between("niger", "nigeria", 1)
    (1, None)
    """
    if abs(len(one) - len(other)) > most:
        return None
    one, other = _unlike(one, other)
    far = most + 1
    before: list[int] = []
    row = [*range(len(other) + 1)]
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i] + [far] * len(other)
        # Farther than this from the place of the letter, it has too many slips whatever follows.
        for j in range(max(1, i - most), min(len(other), i + most) + 1):
            wanted = other[j - 1]
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and wanted == one[i - 2]:
                row[j] = min(row[j], last[j - 2] + 1)
        if min(row) > most:
            return None
    return row[-1] if row[-1] <= most else None


def _unlike(one: str, other: str) -> tuple[str, str]:
    """Return what is left of two texts without what both begin with, and what both end with."""
    start = _shared(one, other)
    one, other = one[start:], other[start:]
    end = _shared(one[::-1], other[::-1])
    return one[: len(one) - end], other[: len(other) - end]


def _shared(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
