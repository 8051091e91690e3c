"""The statements from which the bounds of deployments follow, found for most deployments at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs
import numpy as np

from deployments.columnar.arrays import Days, Integers, Mask
from deployments.columnar.ledger import COLUMNS, DURATION, IS_MILESTONE
from deployments.columnar.ordering import by_id, in_order
from deployments.columnar.solve import END, PAIRS, START, Solved

#: A rank that stands for no statement; it comes after all others.
_NONE = np.iinfo(np.int32).max


@attrs.frozen(eq=False)
class Reasons:
    """For each bound of each milestone the one statement from which it follows, as `Registry.explain` gives it.

    If statements name only days of a deployment, no lengths and no absences, each of its bounds is a day that a
    single statement names. These statements are found for all such deployments at once, and `plain` tells which
    deployments these are; every bound of the others has to be searched for. `lows` and `highs` have the numbers of the
    statements, or -1: a row for each milestone, a column for each deployment.
    """

    plain: Mask
    lows: Integers
    highs: Integers

    @classmethod
    def of(cls, solved: Solved) -> Reasons:
        """Find the statements for all plain deployments."""
        ledger, expected = solved.ledger, solved.expected
        lows = [_reaching(ledger.about, expected.low, *each) for each in _lows(solved)]
        highs = [_reaching(ledger.about, expected.high, *each) for each in _highs(solved)]
        is_own = np.zeros(len(ledger.source), np.bool_)
        is_own[np.concatenate([numbers for numbers, _ in (*lows, *highs)])] = True
        own = np.flatnonzero(is_own)
        order = own[in_order(ledger, own, ledger.about[own], by_id(ledger))]
        rank = np.full(len(ledger.source), _NONE, np.int32)
        rank[order] = np.arange(len(order), dtype=np.int32)
        plain = ~solved.irregular
        holding = np.concatenate([solved.reports, solved.plans])
        tangled = holding[(ledger.kind[holding] == DURATION) | ledger.is_absent[holding]]
        plain[ledger.about[tangled]] = False
        backwards = [(later, earlier) for earlier, later in reversed(PAIRS)]
        first = _first(ledger.about, rank, expected.low, lows, PAIRS)
        last = _first(ledger.about, rank, expected.high, highs, backwards)
        order = np.append(order, -1).astype(np.int32)
        return cls(plain, *(order[np.minimum(ranks, len(order) - 1)] for ranks in (first, last)))


#: The numbers of some statements, the milestone of each, and the day that each gives for that milestone.
_Said = tuple[Integers, Integers, Days]
#: The numbers of those statements whose day is the bound of their milestone, and these milestones.
_Reaching = tuple[Integers, Integers]


def _lows(solved: Solved) -> Iterator[_Said]:
    ledger = solved.ledger
    dated, there = _binding(solved)
    yield dated, COLUMNS[ledger.kind[dated]], ledger.low[dated]
    yield there, np.full(len(there), END), ledger.first[there]


def _highs(solved: Solved) -> Iterator[_Said]:
    ledger = solved.ledger
    dated, there = _binding(solved)
    yield dated, COLUMNS[ledger.kind[dated]], ledger.last[dated]
    yield there, np.full(len(there), START), ledger.last[there]


def _binding(solved: Solved) -> tuple[Integers, Integers]:
    """Return the statements that hold: those that date a milestone, and those by which somebody is there on a day."""
    ledger, holding = solved.ledger, np.concatenate([solved.reports, solved.plans])
    there = np.concatenate([solved.reports[ledger.is_sighting[solved.reports]], solved.to_be_there])
    return holding[IS_MILESTONE[ledger.kind[holding]]], there


def _reaching(about: Integers, days: Days, numbers: Integers, milestone: Integers, day: Days) -> _Reaching:
    """Return those of some statements whose day is the bound of their milestone."""
    own = (days[milestone, about[numbers]] == day) & np.isfinite(day)
    return numbers[own], milestone[own]


def _first(
    about: Integers, rank: Integers, days: Days, reaching: Iterable[_Reaching], pairs: Iterable[tuple[int, int]]
) -> Integers:
    """Return the rank of the statement behind each bound. If there are several, it is the first of them."""
    found = np.full(days.shape, _NONE, np.int32)
    for numbers, milestone in reaching:
        np.minimum.at(found, (milestone, about[numbers]), rank[numbers])
    for source, target in pairs:
        _share(found, days, source, target)
    return found


def _share(found: Integers, days: Days, source: int, target: int) -> None:
    """Where two milestones have the same bound, let the statement behind the one be behind the other, too."""
    same = days[source] == days[target]
    found[target, same] = np.minimum(found[target, same], found[source, same])
