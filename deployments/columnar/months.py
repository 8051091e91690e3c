"""Adds calendar months to columns of day numbers, and subtracts them."""

from __future__ import annotations

import numpy as np

from deployments.columnar.arrays import Days, Integers
from deployments.values.calendar import UNIX_EPOCH


def later(start: Days, months: int, days: Days, *, whole: bool = False) -> Days:
    """Return many days, moved on by months and days, as `CalendarOffset(months, days, whole)` moves one."""
    return add_months(start + whole, months) - whole + days if months else start + days


def latest(end: Days, months: int, days: Days, *, whole: bool = False) -> Days:
    """Return for many days the last day from which `later` leads to no later day: `CalendarOffset.latest_from`."""
    if not months:
        return end - days
    found = add_months(end - days, -months) + 4
    while (late := later(found, months, days, whole=whole) > end).any():
        found = found - late
    return found


def earliest(end: Days, months: int, days: Days, *, whole: bool = False) -> Days:
    """Return for many days the first day from which `later` leads to no earlier day: `CalendarOffset.earliest_from`."""
    return latest(end - 1, months, days, whole=whole) + 1 if months else end - days


def add_months(start: Days, months: int) -> Days:
    """Return the same days of the month `months` months later, as `calendar.add_months` does. Infinite days stay.

    >>> add_months(np.array([738_692.0, np.inf]), 12).tolist()
    [739058.0, inf]
    """
    finite = np.isfinite(start)
    days = start[finite].astype(np.int64)
    if not len(days):
        return start
    # If there are fewer days between the first and the last than items, each item is looked up in a list of the days.
    first, last = int(days.min()), int(days.max())
    near = last - first < len(days)
    found = _shifted(np.arange(first, last + 1), months)[days - first] if near else _shifted(days, months)
    if len(found) == start.size:
        return found.astype(np.float64).reshape(start.shape)
    moved = start.copy()
    moved[finite] = found
    return moved


def _shifted(days: Integers, months: int) -> Integers:
    dates = (days - UNIX_EPOCH).astype("datetime64[D]")
    first = dates.astype("datetime64[M]")
    day = (dates - first.astype("datetime64[D]")).astype(np.int64)
    goal = first + np.timedelta64(months, "M")
    begin = goal.astype("datetime64[D]").astype(np.int64)
    length = (goal + np.timedelta64(1, "M")).astype("datetime64[D]").astype(np.int64) - begin
    return np.asarray(begin + np.minimum(day, length - 1) + UNIX_EPOCH)
