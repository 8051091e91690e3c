"""Three answers instead of two: no, possible, certain."""

from __future__ import annotations

import enum

from deployments.errors import UndecidedError


class Certainty(enum.StrEnum):
    """How certain it is that something holds, with the logic of Kleene (1938).

    `&` returns the lesser of two answers, `|` the greater, `~` the opposite. `bool()` of `POSSIBLE`
    raises `UndecidedError`: compare with `is` instead.

    >>> Certainty.CERTAIN & Certainty.POSSIBLE
    <Certainty.POSSIBLE: 'possible'>
    >>> ~Certainty.NO
    <Certainty.CERTAIN: 'certain'>
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

    def __bool__(self) -> bool:
        if self is Certainty.POSSIBLE:
            raise UndecidedError("an answer that is only possible is neither true nor false: compare it with `is`")
        return self is Certainty.CERTAIN


_RANK = {Certainty.NO: 0, Certainty.POSSIBLE: 1, Certainty.CERTAIN: 2}
_OPPOSITE = {
    Certainty.NO: Certainty.CERTAIN,
    Certainty.POSSIBLE: Certainty.POSSIBLE,
    Certainty.CERTAIN: Certainty.NO,
}
