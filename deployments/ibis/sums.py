"""With how many: sums of strengths on the days asked for."""

from __future__ import annotations

from typing import Unpack

import ibis

from deployments.answers.filters import Filters
from deployments.ibis.amounts import SUMS, Asked, amounts_on
from deployments.ibis.days import read_question
from deployments.ibis.expressions import Expression
from deployments.ibis.tables import Tables
from deployments.values.dates import Day


def strength(
    tables: Tables,
    on: Day,
    **filters: Unpack[Filters],
) -> Expression:
    """Return how many personnel are there, as `Registry.strength` does: one row.

    `low` to `high`, empty where one of them has no upper end; `deployments`, how many may be there; `unstated`, of how
    many of those nobody stated the strength: they are not counted; `disputed`. Raises as `active` does.

    >>> import deployments
    >>> con = ibis.duckdb.connect()
    >>> tables = Tables.of(con, deployments.to_arrow(deployments.example()))
    >>> con.to_pyarrow(strength(tables, "2022-05-10", contributor="NLD")).to_pylist()
    [{'low': 108, 'high': 132, 'deployments': 1, 'unstated': 0, 'disputed': False}]
    """
    amounts = amounts_on(tables, read_question(tables, on), Asked(tables, None, filters))
    return _shown(amounts.aggregate(**{name: amounts[name].sum().fill_null(0) for name in SUMS}))


def strength_by(
    tables: Tables,
    by: str,
    on: Day,
    **filters: Unpack[Filters],
) -> Expression:
    """Return the strengths by `"contributor"`, `"mission"` or `"place"`, where anybody may be there: a row for each.

    The first column, named `by`'s value, is the code or name of the contributor, the id of the mission or the place,
    empty where there is none; the others are those of `strength`. Raises as that does.

    >>> import deployments
    >>> con = ibis.duckdb.connect()
    >>> tables = Tables.of(con, deployments.to_arrow(deployments.example()))
    >>> found = strength_by(tables, "contributor", "2022-05-10").order_by("contributor")
    >>> con.to_pyarrow(found.select("contributor", "low", "high", "unstated")).to_pylist()[1]
    {'contributor': 'NLD', 'low': 108, 'high': 132, 'unstated': 0}
    """
    amounts = amounts_on(tables, read_question(tables, on), Asked(tables, by, filters))
    totals = amounts.group_by("group").aggregate(**{name: amounts[name].sum() for name in SUMS})
    return _shown(totals.filter(totals.deployments > 0)).rename({by: "group"})


def _shown(sums: Expression) -> Expression:
    """Return sums as they are shown: no upper end where one of them has none."""
    return sums.mutate(high=(sums.endless > 0).ifelse(ibis.null("int64"), sums.high), disputed=sums.disputed > 0).drop(
        "endless"
    )
