"""The numbers that strengths are added up from: those of a force with several deployments are added up beforehand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import attrs
import ibis

from deployments.answers.filters import Filters
from deployments.answers.question import Question
from deployments.ibis.expressions import FIRST, LAST, Expression, day_literal, meets
from deployments.ibis.forces import Amount, Forces, Share
from deployments.ibis.looked_up import is_left_out, is_listed, looked_up
from deployments.ibis.selection import grouped, row_tests
from deployments.ibis.tables import Tables
from deployments.values.edtf import Run

#: What amounts are added up of. `endless` and `unstated` count those without an upper end, and without a figure;
#: `deployments` those that may be there, `not_excluded` those that may be and are left out.
SUMS = ("low", "high", "endless", "deployments", "unstated", "not_excluded", "disputed")

_COLUMNS = ("group", "first", "last", *SUMS)
_TYPES = {"group": "string", "first": "date", "last": "date", **dict.fromkeys(SUMS, "int64")}


@attrs.frozen(eq=False)
class Asked:
    """The deployments asked for, and by what they are grouped."""

    tables: Tables
    by: str | None
    filters: Filters

    def groups(self) -> Expression:
        """Return the names of the groups."""
        if self.by is None:
            return self.tables.stays.aggregate(count=ibis._.count()).select(group=ibis.literal(""))
        return self.who().select("group").distinct()

    def who(self) -> Expression:
        """Return the ids of the deployments, each with its group; parts only where nothing that they are part of is."""
        table = self.tables.stays
        chosen = grouped(table.filter(row_tests(self.tables, table, self.filters)), self.by)
        if not self.tables.has_parts:
            return chosen
        wholes = table.select("deployment", whole=table.wholes.unnest())
        above = chosen.select("group", whole=chosen.deployment)
        below = chosen.join(wholes, "deployment").semi_join(above, ["group", "whole"])
        return chosen.anti_join(below.select("group", "deployment"), ["group", "deployment"])

    def on(self, question: Question, *, not_excluded: bool) -> Expression:
        """Return the amounts of the day asked for; with `not_excluded` also of those that are left out of lists."""
        found = looked_up(self.tables, question).join(self.who(), "deployment")
        found = found.mutate(listed=(found.certainty != "no") if not_excluded else is_listed(found))
        none = ibis.null("date")
        found = found.mutate(first=none, last=none, not_excluded=(found.certainty != "no") & ~found.listed)
        return self._added(found, lambda forces, rows: _totals(forces, rows, question.first))

    def during(self, period: Run) -> Expression:
        """Return the amounts of a period, each with its days."""
        days = self.tables.days
        found = days.filter(meets(days, period)).join(self.who(), "deployment")
        start, end = map(day_literal, period)
        found = found.mutate(
            first=ibis.greatest(found.first.fill_null(FIRST), start),
            last=ibis.least(found.last.fill_null(LAST), end),
            not_excluded=is_left_out(found),
        )
        return self._added(found, lambda forces, rows: _shares(forces, rows, period))

    def _added(self, found: Expression, add: Any) -> Expression:
        """Return amounts: of a force with several deployments the numbers come from `add`, with their rows."""
        tables = self.tables
        own = _counted(found)
        if not tables.forces.origins:
            return own
        linked = found.semi_join(tables.linked, "deployment")
        names = ("group", "deployment", "first", "last", "low", "high", "listed")
        rows = tables.con.to_pyarrow(linked.select(*names)).to_pylist()
        # They are counted here, and their numbers are added up there.
        alone = _counted(found.anti_join(tables.linked, "deployment"))
        counted = _counted(linked).mutate(**dict.fromkeys(("low", "high", "endless"), ibis.literal(0, "int64")))
        together = _table([*map(_row, add(tables.forces, rows))])
        return alone.union(counted.select(*_COLUMNS), together) if rows else alone


def stated_high(sums: Expression) -> Expression:
    """Return the high ends of sums of those with a number; empty where one of them has no upper end."""
    return (sums.endless > 0).ifelse(ibis.null("int64"), sums.high)


def upper(sums: Expression) -> Expression:
    """Return the high ends of sums: none while somebody is unstated, and no plain zero where somebody may be there."""
    unknown = (sums.unstated > 0) | ((sums.deployments == 0) & (sums.not_excluded > 0))
    return unknown.ifelse(ibis.null("int64"), stated_high(sums))


def _counted(found: Expression) -> Expression:
    listed = found.listed
    counts = listed & found.low.notnull()
    return found.select(
        *("group", "first", "last"),
        low=counts.ifelse(found.low, 0),
        high=counts.ifelse(found.high.fill_null(0), 0),
        endless=(counts & found.high.isnull()).cast("int64"),
        deployments=listed.cast("int64"),
        unstated=(listed & found.low.isnull()).cast("int64"),
        not_excluded=found.not_excluded.cast("int64"),
        disputed=(listed & found.disputed).cast("int64"),
    ).select(*_COLUMNS)


def _row(share: Share) -> tuple[Any, ...]:
    """Return an amount of one force, whose deployments are counted elsewhere."""
    return share.group, share.first, share.last, share.low, share.high or 0, int(share.high is None), 0, 0, 0, 0


def _table(rows: Iterable[tuple[Any, ...]]) -> Expression:
    columns = [*zip(*rows, strict=True)] or [()] * len(_COLUMNS)
    return ibis.memtable(dict(zip(_COLUMNS, map(list, columns), strict=True)), schema=_TYPES)


def _by_group(rows: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[row["group"]].append(row)
    return groups


def _amount(row: Mapping[str, Any]) -> Amount | None:
    return Amount(row["low"] or 0, row["high"], row["low"] is not None) if row["listed"] else None


def _totals(forces: Forces, rows: Iterable[dict[str, Any]], day: float) -> Iterator[Share]:
    for group, own in _by_group(rows).items():
        there = {row["deployment"]: amount for row in own if (amount := _amount(row))}
        low, high = forces.total([row["deployment"] for row in own], there, day)
        yield Share(group, date.min, date.max, low, high)


def _shares(forces: Forces, rows: Iterable[dict[str, Any]], period: Run) -> Iterator[Share]:
    for group, own in _by_group(rows).items():
        runs: dict[str, list[tuple[Run, Amount | None]]] = defaultdict(list)
        for row in own:
            days = row["first"].toordinal(), row["last"].toordinal()
            runs[row["deployment"]].append((days, _amount(row)))
        yield from forces.shares(group, runs, period)
