"""Three answers instead of two: no, possible, certain."""

from __future__ import annotations

import enum

from deployments.errors import UndecidedError, quote


class Certainty(enum.StrEnum):
    """How certain it is that something holds, with the logic of Kleene (1938).

    `&` returns the lesser of two answers, `|` the greater, `~` the opposite. Each equals its word, and `<` compares how
    certain they are, not the alphabet. `bool()` of `POSSIBLE` raises `UndecidedError`: compare it instead.

    >>> Certainty.CERTAIN & Certainty.POSSIBLE
    <Certainty.POSSIBLE: 'possible'>
    >>> ~Certainty.NO
    <Certainty.CERTAIN: 'certain'>
    >>> Certainty.NO < Certainty.CERTAIN, Certainty.POSSIBLE == "possible", Certainty.POSSIBLE >= "certain"
    (True, True, False)
    """

    NO = "no"
    POSSIBLE = "possible"
    CERTAIN = "certain"

    @classmethod
    def of(cls, *, can_be: bool, must_be: bool) -> Certainty:
        """Return the answer to a question that holds in some (`can_be`) or in all (`must_be`) cases.

        >>> Certainty.of(can_be=True, must_be=False)
        <Certainty.POSSIBLE: 'possible'>
        """
        if must_be:
            return cls.CERTAIN
        return cls.POSSIBLE if can_be else cls.NO

    def __and__(self, other: Certainty) -> Certainty:
        return min(self, other, key=_RANK.__getitem__) if isinstance(other, Certainty) else NotImplemented

    def __or__(self, other: Certainty) -> Certainty:
        return max(self, other, key=_RANK.__getitem__) if isinstance(other, Certainty) else NotImplemented

    def __invert__(self) -> Certainty:
        return _OPPOSITE[self]

    # A text that is no word of these is refused: by the alphabet, "no" would be more than "certain".

    def __lt__(self, other: str) -> bool:
        return self._rank() < self._rank_of(other)

    def __le__(self, other: str) -> bool:
        return self._rank() <= self._rank_of(other)

    def __gt__(self, other: str) -> bool:
        return self._rank() > self._rank_of(other)

    def __ge__(self, other: str) -> bool:
        return self._rank() >= self._rank_of(other)

    def _rank(self) -> int:
        return _RANK[self]

    def _rank_of(self, other: object) -> int:
        if isinstance(other, str) and other in _RANK:
            return _RANK[Certainty(other)]
        raise TypeError(f"a certainty is more or less than another, or its word, and not than {quote(other)}")

    def __bool__(self) -> bool:
        if self is Certainty.POSSIBLE:
            raise UndecidedError("an answer that is only possible is neither true nor false: compare it with one")
        return self is Certainty.CERTAIN


_RANK = {Certainty.NO: 0, Certainty.POSSIBLE: 1, Certainty.CERTAIN: 2}
_OPPOSITE = {
    Certainty.NO: Certainty.CERTAIN,
    Certainty.POSSIBLE: Certainty.POSSIBLE,
    Certainty.CERTAIN: Certainty.NO,
}
