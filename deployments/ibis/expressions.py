"""Days as expressions of Ibis: literals, neighbours, and which rows are of some days."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

import ibis

from deployments.values.edtf import Run

#: Ibis says little of its types.
Expression = Any

#: What stands for a day that is not there, in comparisons.
FIRST, LAST = datetime.date.min, datetime.date.max


def day_literal(day: float) -> Expression:
    """Return a day number as a literal date."""
    return ibis.literal(datetime.date.fromordinal(int(day)))


def meets(table: Expression, run: Run) -> Expression:
    """Tell which rows are of any of the days of a run; an end that is not there is no limit."""
    first, last = map(day_literal, run)
    return (table.first.isnull() | (table.first <= last)) & (table.last.isnull() | (table.last >= first))


def meets_any(table: Expression, runs: Sequence[Run]) -> Expression:
    """Tell which rows are of any of the days of several runs."""
    return ibis.or_(*(meets(table, run) for run in runs))


def next_day(day: Expression) -> Expression:
    """Return the day after each day."""
    return (day + ibis.interval(days=1)).cast("date")


def day_before(day: Expression) -> Expression:
    """Return the day before each day."""
    return (day - ibis.interval(days=1)).cast("date")
