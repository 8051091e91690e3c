"""The figures that are reported of a force, which tell whether a decrease leaves somebody there."""

from __future__ import annotations

import bisect
from math import inf
from operator import itemgetter

import attrs

from deployments.values.edtf import Run
from deployments.values.tolerance import Tolerance


@attrs.define(eq=False)
class Numbers:
    """The reported figures of a force, or of its equipment of one name, and how many can have left in all.

    >>> numbers = Numbers()
    >>> numbers.add((738000, 738000), 120)
    >>> numbers.lose(30)
    >>> numbers.leave_some((738010, 738010), Tolerance())
    True
    """

    #: Each by its last and its first day, with the least that it can be, in that order.
    _figures: list[tuple[float, float, int]] = attrs.field(factory=list)
    _lost: float = 0
    #: The most days between the first and the last of any.
    _spread: float = 0

    def copy(self) -> Numbers:
        """Return the same, to which more is added."""
        return Numbers([*self._figures], self._lost, self._spread)

    def add(self, days: Run, least: int) -> None:
        """Add a figure: the first and the last day that it can be of, and the least that it can be."""
        bisect.insort(self._figures, (days[1], days[0], least))
        self._spread = max(self._spread, days[1] - days[0])

    def lose(self, most: int | None) -> None:
        """Add how many have left at most; None if nobody can tell."""
        self._lost += inf if most is None else most

    def leave_some(self, days: Run, tolerance: Tolerance) -> bool:
        """Tell whether some are surely left after a decrease of a day between two.

        They are if the last figures of days before it, or that may be, and none of them too old, are surely larger than
        all that left.
        """
        first, last = days
        known = bisect.bisect_left(self._figures, first, key=itemgetter(0))
        if not known or tolerance.is_stale(self._figures[known - 1][0], last):
            return False
        newest, low = self._figures[known - 1][0], inf
        for place in range(bisect.bisect_left(self._figures, newest, key=itemgetter(0)), len(self._figures)):
            until, since, own = self._figures[place]
            if until > last + self._spread:
                break
            low = min(low, own) if since <= last else low
        return low > self._lost
