"""The facts from which the days of many deployments follow, as columns of what `answers.facts.Facts` has for one."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Any

import attrs
import numpy as np

from deployments.claims import HOW_LONG, ClaimKind
from deployments.columnar import months
from deployments.columnar.arrays import Days, Indices, Integers, Mask, pieces
from deployments.columnar.ledger import CODES, COLUMNS, IS_MILESTONE, KINDS
from deployments.columnar.silences import Silences, SortedSightings
from deployments.columnar.solve import END, START, Solved
from deployments.columnar.spells import Spells

_DECIDED, _DEPARTED, _START = CODES["decided"], CODES["departed"], CODES["start"]
_SPEAKING = np.isin(np.arange(len(KINDS)), [_DECIDED, _DEPARTED])
_LENGTHS = np.array([kind.spec.family == HOW_LONG or kind is ClaimKind.DURATION for kind in KINDS])


@attrs.frozen(kw_only=True, eq=False)
class FactColumns:
    """The facts about some deployments as columns.

    `numbers` tells which deployments these are. Every other column has the name of a field of `Facts`, and an item for
    each deployment. The table of words reads these columns in the same way as `Facts`. `silences` is None where no
    silence between sightings can be too long. Sightings of single days are left out: they change neither the certainty
    of a day, nor whether the deployment is listed on it.
    """

    numbers: Indices
    possible_first: Days
    possible_last: Days
    certain_first: Days
    certain_last: Days
    plan_first: Days
    plan_end_first: Days
    plan_last: Days
    departs: Days
    arrives_from: Days
    spoken_from: Days
    fresh_until: Days
    plan_fresh_until: Days
    names_first_day: Mask
    was_seen: Mask
    has_plan: Mask
    has_open_plan: Mask
    silences: Silences | None = None

    #: Columns cover no deployment that somebody authorises or calls off.
    authorised_from: float = inf
    is_cancelled: bool = False

    def is_seen_on(self, day: Any) -> Any:
        """Tell whether a sighting is certainly of the day. Only deployments with silences need to know."""
        return False if self.silences is None else self.silences.are_seen_on(day)

    def is_bridged(self, day: Any) -> Any:
        """Tell whether the day lies in a silence too long to count as staying."""
        return False if self.silences is None else self.silences.bridge(day)

    def is_undoubted(self, day: Any) -> bool:  # noqa: ARG002 - the table asks for a day
        """Return true: where columns answer, nothing but a silence stands against a certain day."""
        return True

    def _never(self, day: Any) -> bool:  # noqa: ARG002 - the table asks for a day
        return False

    is_absent = is_in_gap = is_disputed = is_vague = is_considered = _never

    def breaks(self) -> list[Days]:
        """Return the days on which the word can change."""
        starts = [self.possible_first, self.certain_first, self.plan_first, self.departs, self.arrives_from]
        others = [self.spoken_from, self.certain_last]
        ends = [self.possible_last, self.certain_last, self.plan_end_first, self.plan_last]
        after = [day + 1 for day in (*ends, self.fresh_until, self.plan_fresh_until)]
        return [*starts, *others, *after, *([] if self.silences is None else self.silences.breaks())]

    def some(self, places: Any) -> FactColumns:
        """Return the facts at some places."""
        silences = None if self.silences is None else self.silences.some(places)
        return attrs.evolve(self._each(lambda column: column[places]), silences=silences)

    def upright(self) -> FactColumns:
        """Return the same facts with each column as an array of one column, to be compared with a table of days."""
        return self._each(lambda column: column[:, None])

    def _each(self, change: Callable[[Any], Any]) -> FactColumns:
        columns = {name: getattr(self, name) for name in _COLUMNS}
        return attrs.evolve(self, **{name: change(column) for name, column in columns.items()})


_COLUMNS = [each.name for each in attrs.fields(FactColumns) if each.default is attrs.NOTHING]


def facts_of(solved: Solved) -> tuple[list[FactColumns], Mask]:
    """Return the facts about all deployments that columns cover, those without silences first, and a mask of them."""
    return _Finder(solved).facts()


def sightings_of(solved: Solved) -> Spells:
    """Return for each sighting the days that it can be of, by all reports together, in the order of deployments."""
    about, first, last = _Finder(solved).sightings()
    order = np.argsort(about, kind="stable")
    return Spells(about[order], first[order], last[order])


class _Finder:
    """Finds the facts from bounds that are solved."""

    def __init__(self, solved: Solved) -> None:
        self.solved = solved
        self.ledger = solved.ledger
        self.stale = self.ledger.store.tolerance.stale
        self.count = len(self.ledger.rows)
        self.reported, self.expected = solved.reported, solved.expected
        self.regular = ~solved.irregular
        self.seen = solved.reports[self.ledger.is_seen[solved.reports]]

    def facts(self) -> tuple[list[FactColumns], Mask]:
        """Return the facts in groups, and the mask of the deployments that columns cover."""
        certain_first, certain_last = self.reported.high[START], self.reported.low[END]
        plan_last = self.expected.high[END]
        about, first, last = self.sightings()
        plan_fresh_until = months.add_months(plan_last, self.stale)
        fresh_until = months.add_months(self._last_word(), self.stale)
        self._leave_vague(about, first, last, np.minimum(plan_fresh_until, fresh_until))
        columns = {
            "possible_first": self.reported.low[START],
            "possible_last": self.reported.high[END],
            "certain_first": certain_first,
            "certain_last": certain_last,
            "plan_first": self.expected.low[START],
            "plan_end_first": self.expected.low[END],
            "plan_last": plan_last,
            "departs": self._departs(),
            "arrives_from": self._arrives_from(),
            "spoken_from": self._spoken_from(),
            "fresh_until": fresh_until,
            "plan_fresh_until": plan_fresh_until,
            "names_first_day": self._names_first_day(),
            "was_seen": self._marked(about),
            "has_plan": self._has_plan(),
            "has_open_plan": self._has_open_plan(),
        }
        found = SortedSightings(about, first, last, self.source, self.stale)
        suspects = found.suspects(certain_first, certain_last) & self.regular
        silent = found.silences(np.flatnonzero(suspects), self.count)
        self.regular &= ~suspects
        self.regular[np.concatenate([each.numbers for each in silent] or [np.empty(0, np.int64)])] = True
        simple = np.flatnonzero(self.regular & ~suspects).astype(np.int32)
        groups = [FactColumns(numbers=simple, **{name: column.take(simple) for name, column in columns.items()})]
        for each in silent:
            own = {name: column.take(each.numbers) for name, column in columns.items()}
            groups.append(FactColumns(numbers=each.numbers, **own, silences=each))
        return groups, self.regular

    def _leave_vague(self, about: Integers, first: Days, last: Days, fresh_until: Days) -> None:
        """Leave to the plain definition what some vague sightings mean for the days around them."""
        vague = self.vague
        # Where reports give a first day to a sighting "before" a day, the days before it may be `unspoken`.
        is_cut = np.isneginf(self.ledger.first[self.seen[vague]]) & (first[vague] > -inf)
        # On days of a vague sighting the deployment is listed, even where it would be `stale` without it.
        is_late = (first[vague] < last[vague]) & (last[vague] > fresh_until[about[vague]])
        self.regular[about[vague[is_cut | is_late]]] = False

    def _marked(self, about: Integers) -> Mask:
        found = np.zeros(self.count, np.bool_)
        found[about] = True
        return found

    def _are_marked(self, statements: Integers) -> Mask:
        return self._marked(self.ledger.about[statements])

    # --- who was seen ---

    def sightings(self) -> tuple[Integers, Days, Days]:
        """Return for each sighting its deployment, and its first and last possible day by all reports together."""
        ledger = self.ledger
        seen = self.seen
        self.source = ledger.source[seen]
        about, first, last = ledger.about[seen], ledger.first[seen].copy(), ledger.last[seen].copy()
        #: Which of them name more than one day.
        self.vague = vague = np.flatnonzero(first < last)
        kind, own = ledger.kind[seen[vague]], about[vague]
        column = COLUMNS[kind]
        since, until = np.where(column < 0, START, column), np.where(column < 0, END, column)
        first[vague] = np.maximum(first[vague], self.reported.low[since, own])
        last[vague] = np.minimum(last[vague], self.reported.high[until, own])
        return about, first, last

    # --- plans ---

    def _names_first_day(self) -> Mask:
        ledger, found = self.ledger, np.zeros(self.count, np.bool_)
        for own in pieces(self.solved.reports, self.solved.plans):
            starts = own[ledger.kind[own] == _START]
            found[ledger.about[starts[np.isfinite(ledger.first[starts])]]] = True
        return found

    def _departs(self) -> Days:
        plans = self.solved.plans
        planned = self._are_marked(plans[self.ledger.kind[plans] == _DEPARTED])
        return np.where(planned, self.expected.low[COLUMNS[_DEPARTED]], -inf)

    def _arrives_from(self) -> Days:
        first, reports = self.reported.low[START], self.solved.reports
        left = self._are_marked(reports[self.ledger.kind[reports] == _DEPARTED])
        departed = np.where(left, self.reported.low[COLUMNS[_DEPARTED]], -inf)
        return np.where(np.isneginf(first), departed, first)

    def _has_plan(self) -> Mask:
        reports = self.solved.reports
        decided = reports[self.ledger.kind[reports] == _DECIDED]
        return self._are_marked(np.concatenate([self.solved.plans, decided]))

    def _has_open_plan(self) -> Mask:
        plans = self.solved.plans
        return self._are_marked(plans[_LENGTHS[self.ledger.kind[plans]] & self.ledger.is_open[plans]])

    # --- what is said at all ---

    def _spoken_from(self) -> Days:
        ledger, said, found = self.ledger, self.solved.said, np.full(self.count, inf)
        for own in pieces(self.seen):
            np.minimum.at(found, ledger.about[own], ledger.first[own])  # also of any day "before" one
        for own in pieces(said):
            np.minimum.at(found, ledger.about[own], ledger.published.first[ledger.source[own]])
        for own in pieces(self.solved.reports, self.solved.plans):
            speaking = own[_SPEAKING[ledger.kind[own]]]
            # Of a departure "before" a day, that day is the first that somebody names.
            first, last = ledger.first[speaking], ledger.last[speaking]
            np.minimum.at(found, ledger.about[speaking], np.where(np.isneginf(first), last, first))
        return found

    def _last_word(self) -> Days:
        ledger, said, found = self.ledger, self.solved.said, np.full(self.count, -inf)
        published = _finite(ledger.published.first, ledger.published.last)
        for own in pieces(said):
            np.maximum.at(found, ledger.about[own], published[ledger.source[own]])
        for own in pieces(self.solved.reports, self.solved.plans):
            named = own[IS_MILESTONE[ledger.kind[own]] | ledger.is_sighting[own]]
            np.maximum.at(found, ledger.about[named], _finite(ledger.first[named], ledger.last[named]))
        return np.where(np.isneginf(found), inf, found)


def _finite(first: Days, last: Days) -> Days:
    return np.where(last < inf, last, np.where(first < inf, first, -inf))
