"""Whether more are there than a ceiling allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from deployments.answers.results import Strength
from deployments.claims import Basis
from deployments.lazily import kept
from deployments.records import Statement
from deployments.values.calendar import iso
from deployments.values.certainty import Certainty
from deployments.values.quantities import Breakdown

if TYPE_CHECKING:
    from deployments.answers.timeline import Timeline


@attrs.frozen
class _Number:
    """How many are there, from `low` to `high`; whether sources report a number of all of them, or state any.

    `is_old`: the low end is that of an earlier day: since then some may have left.
    """

    low: int
    high: int | None
    is_reported: bool
    is_stated: bool
    is_old: bool


class Excess:
    """Compares ceilings with how many there are on a day."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.store = timeline.store
        self._numbers: dict[tuple[str, float], _Number] = {}

    def over(self, ceiling: Statement, day: float) -> Certainty | None:
        """Tell whether more are there than a ceiling allows; None where nobody says how many are there.

        That no more are there only a report of all of them tells: neither a plan does, nor the sum of those deployments
        of a mission that are listed. A ceiling by category is not that of all.
        """
        least, most = ceiling.value.bounds(self.store.tolerance)  # type: ignore[union-attr]  # the claim table says so
        if most is None:
            return None
        number = kept(self._numbers, (ceiling.about, day), lambda: self._number(ceiling.about, day))
        by_category = isinstance(ceiling.value, Breakdown)
        if number.low > most:
            return Certainty.POSSIBLE if by_category or number.is_old else Certainty.CERTAIN
        if number.is_stated and (number.high is None or number.high > (least or most)):
            return Certainty.POSSIBLE
        return Certainty.NO if number.is_reported and not by_category else None

    def _number(self, about: str, day: float) -> _Number:
        own = self.timeline.runs(about).on(day).strength
        is_reported = own.high == 0 or any(each.basis is Basis.REPORTED for each in own.stated)
        if about in self.store.deployments:
            return _Number(own.low, own.high, is_reported, own.is_stated, own.carried)
        total = self.timeline.total(iso(day), mission=about)
        return _Number(
            max(own.low, total.low),
            _most(own, total.high) if own.is_stated else total.high,
            is_reported,
            own.is_stated or total.is_stated,
            is_old=own.carried if own.low >= total.low else any(strength.carried for _, strength in total.parts),
        )


def _most(own: Strength, total: int | None) -> int | None:
    """Return the high end of what sources state of a mission, or the sum of its deployments where that is more."""
    if own.high is None or total is None:
        return own.high
    return max(own.high, total)
