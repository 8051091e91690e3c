"""How two uncertain dates lie to each other, whatever days they turn out to be.

A date is one unknown day, an interval a stretch of days with an unknown first and last, an inclusive set all
of its days. A question is certain when it holds for every such choice of days on both sides, possible when it
holds for some. The choices are never enumerated: each question is answered from a few of the earliest and
latest ones, and from the gaps between runs of days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import inf
from typing import TypeVar

import attrs

from deployments.values.certainty import Certainty
from deployments.values.edtf import Run


@attrs.frozen
class Day:
    """One unknown day among some."""

    days: Sequence[Run]

    @property
    def first(self) -> tuple[float, float]:
        """The earliest and the latest day that can be the first."""
        return self.days[0][0], self.days[-1][1]

    last = first


@attrs.frozen
class Stretch:
    """All days from an unknown one among `starts` to an unknown one among `ends`, which is not earlier."""

    starts: Sequence[Run]
    ends: Sequence[Run]

    @property
    def first(self) -> tuple[float, float]:
        """The earliest and the latest day that can be the first."""
        return self.starts[0][0], _at_most(self.starts, self.ends[-1][1])

    @property
    def last(self) -> tuple[float, float]:
        """The earliest and the latest day that can be the last."""
        return _at_least(self.ends, self.starts[0][0]), self.ends[-1][1]


@attrs.frozen
class Days:
    """All of some days, which are known."""

    days: Sequence[Run]

    @property
    def first(self) -> tuple[float, float]:
        """The first day, twice."""
        return self.days[0][0], self.days[0][0]

    @property
    def last(self) -> tuple[float, float]:
        """The last day, twice."""
        return self.days[-1][1], self.days[-1][1]


Extent = Day | Stretch | Days


def before(a: Extent, b: Extent) -> Certainty:
    """Tell whether all of `a` is before all of `b`."""
    return Certainty.of(can_be=a.last[0] < b.first[1], must_be=a.last[1] < b.first[0])
