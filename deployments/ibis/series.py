"""With how many on every day of a period, in steps, and the peak of that."""

from __future__ import annotations

from typing import Unpack

import ibis

from deployments.answers.filters import Filters
from deployments.ibis.amounts import SUMS, Asked, stated_high, upper
from deployments.ibis.days import read_period
from deployments.ibis.expressions import Expression, day_before, day_literal, next_day
from deployments.ibis.tables import Tables
from deployments.values.dates import Day
from deployments.values.edtf import Run


def strength_series(
    tables: Tables,
    start: Day,
    end: Day,
    by: str | None = None,
    **filters: Unpack[Filters],
) -> Expression:
    """Return the strength of every day from the first of `start` to the last of `end`: a row for each step.

    From `first` to `last`, both inclusive, nothing changes in the columns of `strength`; `disputed` is not among them.
    With `by` the first column names the contributor, mission or place. Raises `DateError` for a period without an end,
    else as `strength` does.

    >>> import deployments
    >>> con = ibis.duckdb.connect()
    >>> tables = Tables.of(con, deployments.to_arrow(deployments.example()))
    >>> steps = strength_series(tables, "2022-04-10", "2022-05-10", contributor="NLD").order_by("first")
    >>> for step in con.to_pyarrow(steps).to_pylist():
    ...     print(step["first"], step["last"], step["low"], step["high"], step["unstated"])
    2022-04-10 2022-04-13 1 200 0
    2022-04-14 2022-05-05 135 165 0
    2022-05-06 2022-05-10 108 132 0
    """
    period = read_period(start, end)
    asked = Asked(tables, by, filters)
    steps = _steps(asked.during(period), asked.groups(), period)
    return steps.drop("group") if by is None else steps.rename({by: "group"})


def peak(
    tables: Tables,
    start: Day,
    end: Day,
    **filters: Unpack[Filters],
) -> Expression:
    """Return the highest that the low and the high end of the series reach, each with its first day: one row.

    `low`, `low_on`, `high` (empty if it is not known on some day, or has no upper end) and `high_on`. Raises as
    `strength_series` does.

    >>> import deployments
    >>> con = ibis.duckdb.connect()
    >>> tables = Tables.of(con, deployments.to_arrow(deployments.example()))
    >>> con.to_pyarrow(peak(tables, "2022", "2023", contributor="NLD").select("low", "high")).to_pylist()
    [{'low': 135, 'high': 200}]
    """
    steps = strength_series(tables, start, end, **filters)
    least = steps.order_by(steps.low.desc(), steps.first).limit(1)
    endless = steps.mutate(endless=steps.high.isnull().cast("int64"), known=steps.high.fill_null(0))
    most = endless.order_by(endless.endless.desc(), endless.known.desc(), endless.first).limit(1)
    return least.select("low", low_on="first").cross_join(most.select("high", high_on="first"))


def _steps(amounts: Expression, groups: Expression, period: Run) -> Expression:
    """Add up amounts day by day, and give the days from which a sum is another than before."""
    start, end = map(day_literal, period)
    come = amounts.select("group", *SUMS, day=amounts.first)
    leave = amounts.filter(amounts.last < end)
    gone = leave.select("group", **{name: -leave[name] for name in SUMS}, day=next_day(leave.last))
    none = groups.select("group", **dict.fromkeys(SUMS, ibis.literal(0, "int64")), day=start)
    columns = ("group", "day", *SUMS)
    changes = ibis.union(*(each.select(*columns) for each in (come, gone, none)))
    daily = changes.group_by("group", "day").aggregate(**{name: changes[name].sum() for name in SUMS})
    until = ibis.window(group_by="group", order_by="day", preceding=None, following=0)
    sums = daily.select("group", "day", **{name: daily[name].sum().over(until) for name in SUMS})
    # A sum without an upper end shows none, whatever else is in it.
    sums = sums.mutate(endless=(sums.endless > 0).cast("int64"), high=(sums.endless > 0).ifelse(0, sums.high))
    in_order = ibis.window(group_by="group", order_by="day")
    told = [name for name in SUMS if name != "disputed"]
    before = sums.mutate(**{f"was_{name}": sums[name].lag().over(in_order) for name in told})
    turned = [before[f"was_{name}"].isnull() | (before[f"was_{name}"] != before[name]) for name in told]
    steps = before.filter(ibis.or_(*turned))
    steps = steps.mutate(last=day_before(steps.day.lead().over(in_order)).fill_null(end))
    return steps.select(
        *("group", "last", "low"),
        first=steps.day,
        high=upper(steps),
        stated_high=stated_high(steps),
        deployments=steps.deployments,
        unstated=steps.unstated,
        not_excluded=steps.not_excluded,
    ).select("group", "first", "last", *_SHOWN)


#: What a step shows.
_SHOWN = ("low", "high", "stated_high", "deployments", "unstated", "not_excluded")
