"""How many rows are taken together."""

from __future__ import annotations

from typing import Final

import attrs

#: So many rows are taken together at most.
MOST: Final = 4096
#: A try that takes fewer rows than these is in vain, unless there are no more.
_FEW: Final = 8
#: After more times in vain than these, one after the other, rows are not tried together for a while: so many at most.
_PATIENCE: Final = 3
_LONGEST: Final = 256


@attrs.define
class Pace:
    """How many rows to try next, judged by how many could be taken before: no row is tried more than a few times.

    Twice as many as before if all could be taken, as many if a quarter of them could, and a quarter if not. Where there
    is something to tell of most rows, each is read with care, and it is seen now and then whether that has changed.

    >>> pace = Pace()
    >>> pace.took(64, 64)
    >>> pace.together
    128
    >>> pace.took(20, 128)
    >>> pace.together
    32
    """

    together: int = 64
    _vain: int = 0
    _apart: int = 0

    def tries(self) -> bool:
        """Tell whether the next rows are tried together; if not, one is read with care."""
        self._apart = max(self._apart - 1, 0)
        return not self._apart

    def took(self, count: int, rows: int) -> None:
        """Take note that of so many rows only so many, the first ones, could be taken together."""
        if count == rows:
            self.together = min(2 * self.together, MOST)
        elif 4 * count < rows:
            self.together = max(self.together // 4, _FEW)
        self._vain = 0 if count == rows or count >= _FEW else self._vain + 1
        self._apart = min(2**self._vain, _LONGEST) if self._vain > _PATIENCE else 0
