"""The bounds of many deployments, solved at once by the same rules as `deployments.solver` solves them one by one.

Only days and the lengths of plans are solved here. Anything else makes a deployment irregular, and the plain definition
answers for it: relations, links, contradictions, and absences that may be before or after the stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

import attrs
import numpy as np

from deployments.claims import Term
from deployments.columnar import months
from deployments.columnar.arrays import Days, Integers, Mask
from deployments.columnar.ledger import CODES, COLUMN, COLUMNS, DURATION, IS_MILESTONE, PLANNED, PRESENT, WIDTH, Ledger
from deployments.records import Deployment
from deployments.solver.constraints import ORDER, length
from deployments.values.edtf import Run

START, END = COLUMN["start"], COLUMN["end"]
_RETURNED = COLUMN["returned"]
#: Pairs of milestones: the first one is never later than the second one.
PAIRS = [(COLUMN[earlier], COLUMN[later]) for earlier, later in ORDER[Deployment]]
#: How often bounds are carried along lengths, to and fro, before they are left to the exact solver.
_ROUNDS = 24

#: For each kind of claim the family of its plans, in which newer plans replace older ones. End, return and length are
#: the same family.
_FAMILIES = np.where(COLUMNS == _RETURNED, END, COLUMNS)
_FAMILIES[DURATION] = END


class Bounds:
    """The first and the last possible day of each milestone (a row) of each deployment (a column)."""

    def __init__(self, count: int) -> None:
        self.low = np.full((WIDTH, count), -inf)
        self.high = np.full((WIDTH, count), inf)

    def copy(self) -> Bounds:
        """Return a copy that changes without these."""
        made = object.__new__(Bounds)
        made.low, made.high = self.low.copy(), self.high.copy()
        return made

    def raise_low(self, milestone: Integers | int, about: Integers, day: Days) -> None:
        """Let milestones be on a day or later."""
        np.maximum.at(self.low.reshape(-1), milestone * self.low.shape[1] + about, day)

    def lower_high(self, milestone: Integers | int, about: Integers, day: Days) -> None:
        """Let milestones be on a day or earlier."""
        np.minimum.at(self.high.reshape(-1), milestone * self.high.shape[1] + about, day)

    def see(self, about: Integers, first: Days, last: Days) -> None:
        """Let deployments start no later than `last`, and end no earlier than `first`: somebody is there in between."""
        self.lower_high(START, about, last)
        self.raise_low(END, about, first)

    def spread(self) -> None:
        """Carry every bound through the order of the milestones."""
        _spread(self.low, self.high)

    @property
    def contradict(self) -> Mask:
        """True for each deployment whose bounds contradict each other."""
        return np.asarray((self.low > self.high).any(axis=0))


def _spread(low: Days, high: Days) -> None:
    for earlier, later in PAIRS:
        np.maximum(low[later], low[earlier], out=low[later])
    for earlier, later in reversed(PAIRS):
        np.minimum(high[earlier], high[later], out=high[earlier])


@attrs.frozen(eq=False)
class Solved:
    """The bounds of all deployments by what some sources say: by the reports alone, and by reports and plans.

    `reports` and `plans` are the numbers of the statements that hold, and `said` the numbers of all that are known; all
    are about regular deployments. The bounds of `irregular` deployments are not to be used.
    """

    ledger: Ledger
    irregular: Mask
    said: Integers
    reports: Integers
    plans: Integers
    reported: Bounds
    expected: Bounds

    @classmethod
    def of(cls, ledger: Ledger, known: Mask) -> Solved:
        """Solve the bounds by the statements of those sources of a ledger that are known."""
        return _Solver(ledger, known).solved()

    @property
    def to_be_there(self) -> Integers:
        """The plans by which somebody is there on a day."""
        found: Integers = self.plans[self.ledger.kind[self.plans] == PRESENT]
        return found

    def bounds(self, row: int, milestone: str, *, by_all: bool) -> Run:
        """Return the bounds of a milestone."""
        found, column = self.expected if by_all else self.reported, COLUMN[milestone]
        return float(found.low[column, row]), float(found.high[column, row])


class _Solver:
    """Solves step by step; each step may find more deployments `irregular`."""

    def __init__(self, ledger: Ledger, known: Mask) -> None:
        self.ledger = ledger
        self.count = len(ledger.rows)
        self.irregular = self._irregular(known)
        said = np.flatnonzero(known[ledger.source] & (ledger.about >= 0))
        self.said = said[~self.irregular[ledger.about[said]]]
        self.kind, self.about = ledger.kind[self.said], ledger.about[self.said]
        self.first, self.last = ledger.first[self.said], ledger.last[self.said]
        self.is_plan = ledger.basis[self.said] == PLANNED
        self.is_milestone = IS_MILESTONE[self.kind]

    def _irregular(self, known: Mask) -> Mask:
        ledger, found = self.ledger, np.zeros(self.count, np.bool_)
        others = np.flatnonzero(ledger.is_irregular & (ledger.about >= 0))
        found[ledger.about[others[known[ledger.source[others]]]]] = True
        for tie in ledger.ties:
            if known[ledger.source[tie.statement]]:
                found[[row for each in (tie.about, tie.other) if (row := ledger.rows.get(each)) is not None]] = True
        # Parts bind their wholes, and say how many these are at least.
        parts = np.flatnonzero(ledger.whole >= 0)
        found[parts] = found[ledger.whole[parts]] = True
        return found

    def solved(self) -> Solved:
        """Solve the reports, choose the plans, and solve both."""
        reported = self._by_reports()
        counting = self._counting()
        expected = self._by_all(reported, counting) if counting.any() else reported
        reports, plans = self.said[~self.is_plan], self.said[counting]
        return Solved(self.ledger, self.irregular, self.said, reports, plans, reported, expected)

    # --- reports ---

    def _by_reports(self) -> Bounds:
        ledger, bounds = self.ledger, Bounds(self.count)
        dated = np.flatnonzero(self.is_milestone & ~self.is_plan)
        bounds.raise_low(COLUMNS[self.kind[dated]], self.about[dated], self.first[dated])
        bounds.lower_high(COLUMNS[self.kind[dated]], self.about[dated], self.last[dated])
        seen = np.flatnonzero(ledger.is_sighting[self.said])
        bounds.see(self.about[seen], self.first[seen], self.last[seen])
        self._place_absences(bounds)
        bounds.spread()
        self._leave(bounds)
        return bounds

    def _leave(self, bounds: Bounds) -> None:
        """Leave to the plain definition what contradicts itself, and what leaves a sighting only some of its days.

        A sighting can be of one of several days that do not follow each other: which are left tells more than bounds.
        """
        self.irregular |= bounds.contradict
        holed = np.flatnonzero(self.ledger.is_sighting[self.said] & self.ledger.is_holed[self.said])
        about = self.about[holed]
        cut = (bounds.low[START][about] > self.first[holed]) | (bounds.high[END][about] < self.last[holed])
        self.irregular[about[cut]] = True

    def _place_absences(self, bounds: Bounds) -> None:
        """Put each report of nobody before or after the stay, and find decisions after somebody was seen."""
        ledger = self.ledger
        absent = np.flatnonzero(ledger.is_absent[self.said])
        decided = np.flatnonzero((self.kind == CODES["decided"]) & ~self.is_plan)
        if not len(absent) and not len(decided):
            return
        seen = np.flatnonzero(ledger.is_seen[self.said])
        earliest, latest = np.full(self.count, inf), np.full(self.count, -inf)
        np.minimum.at(earliest, self.about[seen], self.last[seen])
        np.maximum.at(latest, self.about[seen], self.first[seen])
        self.irregular[self.about[decided[earliest[self.about[decided]] < self.first[decided]]]] = True
        about = self.about[absent]
        is_after, is_before = earliest[about] < self.first[absent], latest[about] > self.last[absent]
        self.irregular[about[is_after == is_before]] = True
        after, before = absent[is_after], absent[is_before]
        bounds.lower_high(END, self.about[after], self.last[after] - 1)
        bounds.raise_low(START, self.about[before], self.first[before] + 1)

    # --- which plans count ---

    def _counting(self) -> Mask:
        """Tell which plans count: of each family those of the newest source, unless a report takes their place."""
        family = _FAMILIES[self.kind]
        own = np.flatnonzero(self.is_plan & (family >= 0))
        counting: Mask = self.is_plan & (family < 0)
        if not len(own):
            return counting
        rank = self.ledger.published.first[self.ledger.source[self.said]]
        group = family * self.count + self.about
        newest, oldest = np.full(WIDTH * self.count, -inf), np.full(WIDTH * self.count, inf)
        np.maximum.at(newest, group[own], rank[own])
        np.minimum.at(oldest, group[own], rank[own])
        # A plan that names no last day replaces only plans that it contradicts.
        is_open = self.ledger.is_open[self.said[own]] & (newest[group[own]] > oldest[group[own]])
        self.irregular[self.about[own[is_open]]] = True
        counting[own] = (rank[own] == newest[group[own]]) & ~self._are_reported(own)
        return counting

    def _are_reported(self, plans: Integers) -> Mask:
        """Tell which plans a report replaces: one of the same milestone, or, for plans of how long, one of the end.

        Who has left is not home yet: the report of an end does not replace the plan of a return.
        """
        dated = np.flatnonzero(self.is_milestone & ~self.is_plan)
        is_told = np.zeros(
            (WIDTH + 1, self.count), np.bool_
        )  # the last row is for lengths, which are not reported here
        is_told[COLUMNS[self.kind[dated]], self.about[dated]] = True
        no_first = dated[np.isneginf(self.first[dated])]
        column, about = COLUMNS[self.kind[plans]], self.about[plans]
        ends = (_FAMILIES[self.kind[plans]] == END) & (column != _RETURNED)
        if len(no_first):
            # A report that names no first day replaces only plans that it contradicts.
            is_vague = np.zeros_like(is_told)
            is_vague[COLUMNS[self.kind[no_first]], self.about[no_first]] = True
            self.irregular[about[is_vague[column, about] | (ends & is_vague[END, about])]] = True
        return np.asarray(is_told[column, about] | (ends & is_told[END, about]))

    # --- plans ---

    def _by_all(self, reported: Bounds, counting: Mask) -> Bounds:
        bounds = reported.copy()
        dated = np.flatnonzero(counting & self.is_milestone)
        bounds.raise_low(COLUMNS[self.kind[dated]], self.about[dated], self.ledger.low[self.said[dated]])
        bounds.lower_high(COLUMNS[self.kind[dated]], self.about[dated], self.last[dated])
        there = np.flatnonzero(counting & (self.kind == PRESENT))
        bounds.see(self.about[there], self.first[there], self.last[there])
        bounds.spread()
        self._stretch(bounds, np.flatnonzero(counting & (self.kind == DURATION)))
        self._leave(bounds)
        return bounds

    def _stretch(self, bounds: Bounds, lasting: Integers) -> None:
        """Carry bounds along the lengths of plans. A deployment with two lengths is left to the exact solver."""
        rows, count = np.unique(self.about[lasting], return_counts=True)
        self.irregular[rows[count > 1]] = True
        if not len(lasting):
            return
        low, high = bounds.low[:, rows], bounds.high[:, rows]
        lengths = self._lengths(lasting, rows)
        for _ in range(_ROUNDS):
            before = low.copy(), high.copy()
            for length_, where in lengths.items():
                length_.carry(low, high, where)
            _spread(low, high)
            moved = ((before[0] != low) | (before[1] != high)).any(axis=0) & (low <= high).all(axis=0)
            if not moved.any():
                break
        self.irregular[rows[moved]] = True
        bounds.low[:, rows], bounds.high[:, rows] = low, high

    def _lengths(self, lasting: Integers, rows: Integers) -> Mapping[_Length, Integers]:
        column, found = self.ledger.store.statement_list.column("value"), dict[_Length, list[int]]()
        places = np.searchsorted(rows, self.about[lasting]).tolist()
        for number, place in zip(self.said[lasting].tolist(), places, strict=True):
            value = column[number]
            assert isinstance(value, Term)  # noqa: S101 - so the claim table says
            found.setdefault(_Length.of(self.ledger, value), []).append(place)
        return {each: np.array(own) for each, own in found.items()}


@attrs.frozen
class _Length:
    """The least and the greatest length from the milestone `since` to the end, in months and days; None if open."""

    since: int
    least: tuple[int, int] | None
    most: tuple[int, int] | None

    @classmethod
    def of(cls, ledger: Ledger, term: Term) -> _Length:
        low, high = length(term.of_, ledger.store.tolerance)
        return cls(
            COLUMN[term.since.value],
            None if low is None else (low.months, low.days),
            None if high is None else (high.months, high.days),
        )

    def carry(self, low: Days, high: Days, where: Integers) -> None:
        """Bound the end by `since` and this length, and `since` by the end, for the deployments at `where`."""
        with np.errstate(invalid="ignore"):
            if self.least is not None:
                number, days = self.least[0], np.array(float(self.least[1]))
                low[END, where] = np.maximum(low[END, where], months.later(low[self.since, where], number, days))
                before = months.latest(high[END, where], number, days)
                high[self.since, where] = np.minimum(high[self.since, where], before)
            if self.most is not None:
                number, days = self.most[0], np.array(float(self.most[1]))
                after = months.earliest(low[END, where], number, days)
                low[self.since, where] = np.maximum(low[self.since, where], after)
                high[END, where] = np.minimum(high[END, where], months.later(high[self.since, where], number, days))
