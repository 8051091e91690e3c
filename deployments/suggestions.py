"""Which known name a wrong one was meant to be."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from deployments.errors import quote

#: So many characters of a name are looked at.
_LOOKED_AT = 60
#: So many names are compared in full with a wrong one, and so many are weighed before that.
_COMPARED, _WEIGHED = 8, 2000
#: How much of two names has to agree, from 0 to 1.
_CLOSE = 0.6


class KnownNames:
    """Known names, kept so that the one closest to a wrong name is found in a time that does not grow with them.

    Names are found by the pieces of three characters that they share with the wrong one, the rarest pieces first; only
    a few are compared in full.

    >>> KnownNames(["publisher", "published"]).closest("publishd")
    'published'
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(dict.fromkeys(names))
        self._by_piece: dict[str, list[int]] = defaultdict(list)
        if len(self._names) > _COMPARED:
            for number, name in enumerate(self._names):
                for piece in _pieces(name):
                    self._by_piece[piece].append(number)

    def closest(self, name: str) -> str | None:
        """Return the known name that is closest to a wrong one, or None if none is close."""
        import difflib  # noqa: PLC0415 - only when something is wrong

        candidates = {known[:_LOOKED_AT]: known for known in reversed(self._candidates(name))}
        close = difflib.get_close_matches(name[:_LOOKED_AT], candidates, n=1, cutoff=_CLOSE)
        return candidates[close[0]] if close else None

    def did_you_mean(self, name: str) -> str:
        """Return the hint that names the closest of the known names, or an empty text."""
        close = self.closest(name)
        return "" if close is None else f"did you mean {quote(close)}?"

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


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return the hint that names the closest of some known names, or an empty text.

    To ask for many wrong names, make `KnownNames` once.

    >>> did_you_mean("publishd", ["publisher", "published"])
    "did you mean 'published'?"
    """
    return KnownNames(known).did_you_mean(name)


def slips_between(one: str, other: str, most: int) -> int | None:
    """Return how many slips of the pen two texts are apart; None if it is more than `most`.

    A slip is a letter that is missing, too many, another, or in the place of its neighbour.

    >>> slips_between("isreal", "israel", 2), slips_between("niger", "nigeria", 1)
    (1, None)
    """
    if abs(len(one) - len(other)) > most:
        return None
    before: list[int] = []
    row = [*range(len(other) + 1)]
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, wanted in enumerate(other, 1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and wanted == one[i - 2]:
                least = min(least, last[j - 2] + 1)
            row.append(least)
        if min(row) > most:
            return None
    return row[-1] if row[-1] <= most else None
