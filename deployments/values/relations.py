"""The days that are after, before, around or during a date."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from deployments.values.calendar import Edge
from deployments.values.dates import UncertainDate
from deployments.values.edtf import ALWAYS, Calendar, Interval, LongYear, Run, Set, union
from deployments.values.tolerance import Tolerance


def related_days(relation: str, date: UncertainDate, tolerance: Tolerance) -> list[Run]:
    """Return the days that are after, before, around or during a date, as runs of day numbers.

    A day, month, season or year is taken as a whole: "after June 2023" is on or after 30 June. One day of several
    (`[a..b]`, `2023-XX-21`) is one day that is not known: "after" it is on or after the first of them.

    >>> from deployments.values.calendar import civil
    >>> [civil(run[0]) for run in related_days("after", UncertainDate("2023-06"), Tolerance())]
    [(2023, 6, 30)]
    """
    extents = list(_extents(date, tolerance))
    if relation == "after":
        return [(min(ends[0] for _, ends in extents), inf)]
    if relation == "before":
        return [(-inf, max(starts[1] for starts, _ in extents))]
    if relation == "during":
        return union((starts[0], ends[1]) for starts, ends in extents)
    stated = date.precision
    return union(tolerance.widen((starts[0], ends[1]), stated) for starts, ends in extents)


def related_to_one(relation: str, days: Run, around: int = 0) -> Run:
    """Return the first and the last day that are after, before, around or during one unknown day of some.

    `around` are the days on either side that "around" a day takes in.

    >>> related_to_one("after", (738685, 738690)), related_to_one("around", (738685, 738690), 7)
    ((738685, inf), (738678, 738697))
    """
    if relation == "after":
        return days[0], inf
    if relation == "before":
        return -inf, days[1]
    return (days[0] - around, days[1] + around) if relation == "around" else days


def _extents(date: UncertainDate, tolerance: Tolerance) -> Iterator[tuple[Run, Run]]:
    """The stretches that a date can stand for, each as the days it can start on and those it can end on."""
    tree = date.tree
    if isinstance(tree, Interval):
        yield (
            ALWAYS if isinstance(tree.start, Edge) else _outer(_widened(tree.start, tolerance)),
            _until(tree, tolerance) if isinstance(tree.end, Edge) else _outer(_widened(tree.end, tolerance)),
        )
    elif isinstance(tree, Calendar | LongYear) and tree.specified:
        around = tree.approximate
        starts, ends = ((day, day) for day in tree.hull)
        yield (starts, ends) if around is None else (tolerance.widen(starts, around), tolerance.widen(ends, around))
    elif isinstance(tree, Set) and tree.every:
        days = date.days(tolerance)
        yield (days[0][0], days[0][0]), (days[-1][1], days[-1][1])
    else:
        for run in date.days(tolerance):
            yield run, run


def _outer(runs: list[Run]) -> Run:
    return runs[0][0], runs[-1][1]


def _until(tree: Interval, tolerance: Tolerance) -> Run:
    """An end that is open or unknown is not before the start."""
    return (-inf if isinstance(tree.start, Edge) else _widened(tree.start, tolerance)[0][0]), inf


def _widened(single: Calendar | LongYear, tolerance: Tolerance) -> list[Run]:
    return UncertainDate.parse(str(single)).days(tolerance)
