"""The numbers that strengths are added up from: a force, at one place after the other, is counted once."""

from __future__ import annotations

import attrs
import ibis

from deployments.answers.filters import Filters
from deployments.answers.presence import Question
from deployments.ibis.expressions import FIRST, LAST, Expression, day_before, meets_any, next_day
from deployments.ibis.links import Links
from deployments.ibis.selection import group_name, row_tests
from deployments.ibis.tables import Tables

#: What amounts are added up of: `endless` and `unstated` count those without an upper end, and without a statement.
SUMS = ("low", "high", "endless", "deployments", "unstated", "disputed")


@attrs.frozen(eq=False)
class Asked:
    """The deployments asked for, and by what they are grouped."""

    tables: Tables
    by: str | None
    filters: Filters

    def groups(self) -> Expression:
        """Return the names of the groups."""
        if self.by is None:
            return self.tables.deployments.aggregate(count=ibis._.count()).select(group=ibis.literal(""))
        return self._who().select("group").distinct()

    def _who(self) -> Expression:
        table = self.tables.deployments
        tests = row_tests(self.tables, table, self.filters)
        return table.filter(tests).select(deployment=table.id, group=group_name(table, self.by))

    @property
    def is_everything(self) -> bool:
        """Whether all deployments are asked for, as one group."""
        return self.by is None and all(value is None for value in self.filters.values())

    def amounts(self) -> Expression:
        """Return the numbers that add up to every sum, each with its days, or without."""
        if self.is_everything:
            return _whole(self.tables.forces)
        return _added(self.tables.links, self.strengths())

    def strengths(self) -> Expression:
        """Return the rows of `strength` of these deployments, with their groups."""
        return self.tables.strength.join(self._who(), "deployment").select(*_STRENGTHS, "group")


_STRENGTHS = ("deployment", "force_id", "first", "last", "low", "high", "stated", "disputed")


def amounts_on(tables: Tables, question: Question, asked: Asked) -> Expression:
    """Return the amounts of the days asked for: of several, the range of each deployment over all of them."""
    runs = question.runs
    if question.first == question.last and asked.is_everything:
        return _whole(tables.forces.filter(meets_any(tables.forces, runs)))
    strengths = asked.strengths()
    own = strengths.filter(meets_any(strengths, runs))
    hulls = own.group_by("group", "deployment", "force_id").aggregate(
        first=ibis.null("date"),
        last=ibis.null("date"),
        low=own.low.min(),
        high=own.high.isnull().any().ifelse(ibis.null("int64"), own.high.max()),
        stated=own.stated.any(),
        disputed=own.disputed.any(),
    )
    return _added(tables.links, hulls)


def _whole(forces: Expression) -> Expression:
    """Return the amounts of all deployments, which `forces` has."""
    return forces.select(
        "first",
        "last",
        "low",
        "deployments",
        group=ibis.literal(""),
        high=forces.high.fill_null(0),
        endless=forces.high.isnull().cast("int64"),
        unstated=forces.unstated.length().fill_null(0).cast("int64"),
        disputed=forces.disputed.cast("int64"),
    )


def _added(links: Links, strengths: Expression) -> Expression:
    """Return the amounts of some deployments: a force, at one place after the other, is counted once."""
    stated = strengths.stated.cast("int64")
    own = strengths.select(
        *("group", "deployment", "force_id", "first", "last"),
        low=strengths.low * stated,
        high=strengths.high.fill_null(0) * stated,
        endless=strengths.high.isnull().cast("int64") * stated,
        deployments=ibis.literal(1, "int64"),
        unstated=1 - stated,
        disputed=strengths.disputed.cast("int64"),
    )
    columns = ("group", "first", "last", *SUMS)
    if not links.nodes:
        return own.select(*columns)
    nodes = ibis.memtable(
        {"deployment": [*links.nodes], "branch": [*links.nodes.values()]},
        schema=dict.fromkeys(("deployment", "branch"), "string"),
    )
    alone = own.anti_join(nodes, "deployment")
    moved = own.join(nodes, "deployment")
    return alone.select(*columns).union(_forces(links, moved).select(*columns))


def _forces(links: Links, moved: Expression) -> Expression:
    """Return the amounts of forces that have several deployments: the larger of a branch, and of all that follow it."""
    names = ("branch", "before", "force_id", "depth")
    types = dict(zip(names, ("string", "string", "string", "int64"), strict=True))
    columns = dict(zip(names, map(list, zip(*links.branches, strict=True)), strict=True))
    branches = ibis.memtable(columns, schema=types)
    own = moved.select(
        "deployment",
        *(group_ := ("group", "branch")),
        *SUMS,
        own_first=moved.first.fill_null(FIRST),
        own_last=moved.last.fill_null(LAST),
    )
    cells = _turns(moved).join(branches, "force_id")
    held = cells.left_join(
        own,
        [*group_, cells.first >= own.own_first, cells.first <= own.own_last],
        rname="own_{name}",
    )
    key = ("group", "force_id", "first", "last", "branch", "before", "depth")
    larger, added = ("low", "high", "endless"), ("deployments", "unstated", "disputed")
    held = held.group_by(*key).aggregate(
        **{name: held[name].max().fill_null(0) for name in larger},
        **{name: held[name].sum().fill_null(0) for name in added},
    )
    reached: Expression = None
    for depth in range(max(depth for *_, depth in links.branches), -1, -1):
        here = held.filter(held.depth == depth)
        if reached is not None:
            after = reached.group_by("group", "first", branch=reached.before).aggregate(
                **{f"after_{name}": reached[name].sum() for name in SUMS}
            )
            both = here.left_join(after, ["group", "first", "branch"], rname="other_{name}")
            theirs = {name: both[f"after_{name}"].fill_null(0) for name in SUMS}
            here = both.select(
                *key,
                **{name: ibis.greatest(both[name], theirs[name]) for name in larger},
                **{name: both[name] + theirs[name] for name in added},
            )
        reached = here
    return reached


def _turns(moved: Expression) -> Expression:
    """Return for each force the periods in which nothing changes: `group`, `force_id`, `first` and `last`."""
    begin = moved.select("group", "force_id", first=moved.first.fill_null(FIRST))
    ended = moved.filter(moved.last < LAST)
    after = ended.select("group", "force_id", first=next_day(ended.last))
    turns = begin.union(after).distinct()
    own = ibis.window(group_by=["group", "force_id"], order_by="first")
    return turns.mutate(last=day_before(turns.first.lead().over(own)))
