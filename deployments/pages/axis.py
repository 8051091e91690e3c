"""The axis of the days that a page draws."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf

import attrs

from deployments.pages.spans import Span
from deployments.pages.states import States
from deployments.values.calendar import FIRST_DATE, LAST_DATE, civil, day_number

#: How many units wide what is drawn is, from the first day to the end of the last.
WIDTH = 2000
#: At most so many days after the newest source are drawn: what ends later goes on to the edge.
_AHEAD = 5 * 366
#: So near to the edge there is no room for the text of a mark.
_MARGIN = 50
#: The axis has at most so many marks, and they stand so many months apart.
_MARKS, _STEPS = 12, (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000)


@attrs.frozen
class Axis:
    """Days from the first to the last, both inclusive, and where each of them is drawn.

    >>> axis = Axis(738156, 738520)
    >>> axis.x(738156), axis.x(738521), axis.x(inf), axis.x(738338)
    (0, 2000, 2000, 997)
    """

    first: int
    last: int

    @classmethod
    def of(cls, every: Iterable[Span], states: States) -> Axis:
        """Return the axis of what is drawn: from the first day that is named to the last, but not far ahead."""
        known = [day for day in states.days if day is not None]
        firsts, lasts = [*known], [*known]
        for span in every:
            if span.word.is_listed:
                firsts += [int(day) for day in (span.first, span.last) if abs(day) < inf]
                lasts += [int(span.last)] if span.last < inf else []
        end = max(known, default=max(lasts, default=0)) + _AHEAD
        first = min((day for day in firsts if day <= end), default=end - 366)
        last = min(max(lasts, default=end), end)
        margin = max((last - first) // 40, 15)
        return cls(max(first - margin, FIRST_DATE), min(last + margin, LAST_DATE))

    def x(self, day: float) -> int:
        """Return where a day begins, from 0 to `WIDTH`; what is outside of the axis is at its edge."""
        share = (day - self.first) / (self.last + 1 - self.first)
        return round(min(max(share, 0.0), 1.0) * WIDTH)

    def marks(self) -> list[tuple[int, int, int]]:
        """Return the marks of the axis: where each is, and its year and its month.

        >>> [(year, month) for _, year, month in Axis(738156, 738520).marks()][:3]
        [(2022, 2), (2022, 3), (2022, 4)]
        """
        begin, stop = (12 * year + month - 1 for year, month, _ in map(civil, (self.first, self.last)))
        step = next((step for step in _STEPS if (stop - begin) / step <= _MARKS), _STEPS[-1])
        months = range((begin // step + 1) * step, stop + 1, step)
        found = [(self.x(day_number(n // 12, n % 12 + 1, 1)), n // 12, n % 12 + 1) for n in months]
        return [each for each in found if _MARGIN <= each[0] <= WIDTH - _MARGIN]
