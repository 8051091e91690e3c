"""The type of functions that show how far a long loop is, such as `tqdm.tqdm`, and one that shows nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

_T = TypeVar("_T")


class Watch(Protocol):
    """A function that shows how far a loop is, as `tqdm.tqdm` does."""

    def __call__(self, items: Iterable[_T], *, desc: str, total: int) -> Iterable[_T]:
        """Return the items unchanged, and show how many of `total` have been taken."""


def unwatched(items: Iterable[_T], *, desc: str, total: int) -> Iterable[_T]:  # noqa: ARG001 - as `Watch` has it
    """Return the items, and show nothing.

    >>> [*unwatched("abc", desc="letters", total=3)]
    ['a', 'b', 'c']
    """
    return items
