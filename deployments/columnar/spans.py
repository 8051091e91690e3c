"""Between which days each of many deployments can be there, and between which it is certain to be: as columns."""

from __future__ import annotations

from math import inf

import attrs
import numpy as np

from deployments.answers.presence import first_known
from deployments.columnar.arrays import Days, Indices, Mask
from deployments.columnar.components import ColumnarComponents
from deployments.columnar.interval_index import lean
from deployments.columnar.ledger import COLUMN

_START, _END, _DECIDED = COLUMN["start"], COLUMN["end"], COLUMN["decided"]

#: The first and the last day of some deployments, and their numbers.
Between = tuple[Days, Days, Indices]


@attrs.frozen(eq=False)
class Spans:
    """For each deployment, in the order of the store, day numbers, both ends inclusive.

    It can be there from `first` to `last`, infinite where nobody set an end, and it is certain to be there from
    `sure_first` to `sure_last`; where those are the wrong way round, it is so during some days together but on none
    alone. `planned_last` is the last day that plans leave for it. Of a deployment of which nothing is known `first`
    is after `last`. Where `needs_solver` is set, the bounds alone do not decide a single day; where `ends_linked` is
    set, they do not decide whether it can be there on every one of several days.
    """

    first: Days
    last: Days
    sure_first: Days
    sure_last: Days
    planned_last: Days
    needs_solver: Mask
    ends_linked: Mask

    @classmethod
    def of(cls, components: ColumnarComponents) -> Spans:
        """Take them from what is solved, those of hard components one by one."""
        columns, count = components.columns, len(components.store.deployments)
        component, (low, high) = columns.component[:count], columns.expected
        known = [high[:count, _START], high[:count, _DECIDED], low[:count, _END], columns.first_observed[:count]]
        least = np.min([np.where(np.isneginf(days), inf, days) for days in known], axis=0)
        first = np.where(np.isneginf(low[:count, _START]), least, low[:count, _START])
        # What follows another, or others are dated by, may be bounded without a word about it.
        silent = np.isposinf(high[:count, _START]) & ~columns.mentioned[:count] & np.isfinite(first)
        planned_last = high[:count, _END].copy()
        low, high = columns.reported
        days = [first, high[:count, _END].copy(), high[:count, _START].copy(), low[:count, _END].copy(), planned_last]
        needs_solver, ends_linked = columns.has_gaps[component], columns.ends_linked[component]
        ids = [*components.store.deployments]
        for number in np.flatnonzero(columns.unsolved[component] | silent).tolist():
            for column, day in zip(days, _exact(components, ids[number]), strict=True):
                column[number] = day
            needs_solver[number], ends_linked[number] = not components.is_convex(ids[number]), True
        first, last, sure_first, sure_last, planned_last = map(lean, days)
        return cls(first, last, sure_first, sure_last, planned_last, needs_solver, ends_linked)

    def possible(self, numbers: Indices) -> Between:
        """Return from when to when some of them can be there."""
        return self.first[numbers], self.last[numbers], numbers

    def certain(self, numbers: Indices) -> Between:
        """Return from when to when some of them are certain to be there, if that is on any day."""
        return self.sure_first[numbers], self.sure_last[numbers], numbers

    def before_certain(self, numbers: Indices) -> Between:
        """Return from when to when some of them can be there before they are certain to be, or ever."""
        first, last = self.first[numbers], self.last[numbers]
        sure = self.sure_first[numbers] <= self.sure_last[numbers]
        return first, np.where(sure, np.minimum(last, self.sure_first[numbers] - 1), last), numbers

    def after_certain(self, numbers: Indices) -> Between:
        """Return from when to when some of them can be there after they were certain to be."""
        sure_last = self.sure_last[numbers]
        sure = self.sure_first[numbers] <= sure_last
        return np.where(sure, np.maximum(self.first[numbers], sure_last + 1), inf), self.last[numbers], numbers


def _exact(components: ColumnarComponents, id_: str) -> tuple[float, float, float, float, float]:
    """Return the days of one deployment as its component has them."""
    since = first_known(components, components.store.deployments[id_])
    start, end = components.reported(id_, "start"), components.reported(id_, "end")
    return inf if since is None else since, end[1], start[1], end[0], components.expected(id_, "end")[1]
