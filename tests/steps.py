"""Steps that a function takes, for tests that it does not hang: they do not depend on the machine."""

import sys
from collections.abc import Callable
from typing import Any, SupportsIndex


def calls(function: Callable[[], object]) -> int:
    """Return how many functions are called while a function runs, those of Python's own modules included."""
    count = 0

    def counted(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        function()
    finally:
        sys.setprofile(before)
    return count


class CountedText(str):
    """A text that counts in `scanned` how many of its characters are looked at or copied."""

    __slots__ = ()

    scanned = 0

    def find(self, sub: str, start: Any = 0, end: Any = None, /) -> int:
        """Find as a text does."""
        found = super().find(sub, start, end)
        CountedText.scanned += (found if found >= 0 else len(self)) - start
        return found

    def count(self, sub: str, start: Any = 0, end: Any = None, /) -> int:
        """Count as a text does."""
        CountedText.scanned += (len(self) if end is None else end) - start
        return super().count(sub, start, end)

    def split(self, sep: str | None = None, maxsplit: SupportsIndex = -1) -> list[str]:
        """Split as a text does."""
        CountedText.scanned += len(self)
        return super().split(sep, maxsplit)

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        found = super().__getitem__(key)
        CountedText.scanned += len(found)
        return found
