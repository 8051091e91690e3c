"""A sequence of answers that knows how many they are, and makes each when it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar, overload

from deployments.brief import short

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = list[int] | range | npt.NDArray[np.int32]

T = TypeVar("T")


class Answers(Sequence[T]):
    """A sequence of answers about what has these numbers, in their order. It equals any sequence of equal answers.

    The numbers are a list or an array, which is put in order when that is first asked for, or a range.

    >>> squares = Answers([3, 1, 2], lambda number: number**2)
    >>> squares, len(squares), squares[0], squares[1:] == [4, 9]
    ([1, 4, 9], 3, 1, True)
    """

    __slots__ = ("_is_ordered", "_make", "_numbers")

    def __init__(self, numbers: Numbers, make: Callable[[int], T], *, is_ordered: bool = False) -> None:
        self._numbers = numbers
        self._make = make
        self._is_ordered = is_ordered

    @property
    def numbers(self) -> Numbers:
        """The places, in the registry, of what these are about, in order; an array if they are many."""
        if not self._is_ordered and not isinstance(self._numbers, range):
            ordered = self._numbers.copy()
            ordered.sort()
            self._numbers, self._is_ordered = ordered, True
        return self._numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[T]:
        return map(self._make, map(int, self.numbers))

    @overload
    def __getitem__(self, place: int) -> T: ...

    @overload
    def __getitem__(self, place: slice) -> Answers[T]: ...

    def __getitem__(self, place: int | slice) -> T | Answers[T]:
        if isinstance(place, slice):
            return Answers(self.numbers[place], self._make, is_ordered=True)
        return self._make(int(self.numbers[place]))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return short(self)

    def _repr_html_(self) -> str:
        from deployments.answers.notebook import answers_html  # noqa: PLC0415 - only in a notebook

        return answers_html(self)
