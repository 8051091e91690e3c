"""What shows how far a long loop has come."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

_T = TypeVar("_T")


class Watch(Protocol):
    """What shows how far a loop has come, as `tqdm.tqdm` does."""

    def __call__(self, items: Iterable[_T], *, desc: str, total: int) -> Iterable[_T]:
        """Return the items themselves."""


def unwatched(items: Iterable[_T], *, desc: str, total: int) -> Iterable[_T]:  # noqa: ARG001 - as `Watch` has it
    """Return the items, and show nothing."""
    return items
