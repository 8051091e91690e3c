"""Regular expressions that are compiled when they are first used, not when the library is imported."""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._source, self._flags), name)
        self.__dict__[name] = found  # from now on it is found without asking here
        return found


def lazy_pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that compiles itself at its first use: all of them together would double the import.

    >>> bool(lazy_pattern("[0-9]+").fullmatch("42"))
    True
    """
    made: object = _Lazy(source, flags)  # which has all that a pattern has
    return cast("re.Pattern[str]", made)


#: Control characters, line separators, bidirectional overrides, and halves of surrogate pairs.
UNSAFE = lazy_pattern(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
