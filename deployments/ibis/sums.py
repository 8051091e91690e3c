"""With how many: sums of strengths on the days asked for."""

from __future__ import annotations

from typing import Unpack

from deployments.answers.filters import Filters
from deployments.answers.question import Question
from deployments.errors import InvalidValueError
from deployments.ibis.amounts import SUMS, Asked, stated_high, upper
from deployments.ibis.days import read_question
from deployments.ibis.expressions import Expression
from deployments.ibis.tables import Tables
from deployments.values.dates import Day


def strength(
    tables: Tables,
    on: Day,
    *,
    not_excluded: bool = False,
    **filters: Unpack[Filters],
) -> Expression:
    """Return how many personnel are there, as `Registry.strength` does: one row.

    `low` to `high`, which is empty while somebody is unstated or has no upper end; `stated_high`, the sum of those with
    a number; `deployments`, how many are, or may be, there; `unstated`, for how many of those no figure counts;
    `not_excluded`, how many may be there and are left out, which `not_excluded=True` takes in; `disputed`.
    Raises as `active` does, and `InvalidValueError` for another day than one that is known.

    >>> import ibis, deployments
    >>> con = ibis.duckdb.connect()
    >>> tables = Tables.of(con, deployments.to_arrow(deployments.example()))
    >>> found = strength(tables, "2022-05-10").select("low", "high", "stated_high", "deployments", "unstated")
    >>> con.to_pyarrow(found).to_pylist()
    [{'low': 108, 'high': None, 'stated_high': 132, 'deployments': 2, 'unstated': 1}]
    """
    amounts = Asked(tables, None, filters).on(_question(tables, on), not_excluded=not_excluded)
    return _shown(amounts.aggregate(**{name: amounts[name].sum().fill_null(0) for name in SUMS}))


def strength_by(
    tables: Tables,
    by: str,
    on: Day,
    *,
    not_excluded: bool = False,
    **filters: Unpack[Filters],
) -> Expression:
    """Return the strengths by `"contributor"`, `"mission"` or `"place"`, where anybody may be there: a row for each.

    The first column, named `by`'s value, is the code or name of the contributor, the id of the mission or the place,
    empty where there is none; the others are those of `strength`. Raises as that does.

    >>> import ibis, deployments
    >>> con = ibis.duckdb.connect()
    >>> tables = Tables.of(con, deployments.to_arrow(deployments.example()))
    >>> found = strength_by(tables, "contributor", "2022-05-10").order_by("contributor")
    >>> con.to_pyarrow(found.select("contributor", "low", "high", "unstated")).to_pylist()[1]
    {'contributor': 'NLD', 'low': 108, 'high': 132, 'unstated': 0}
    """
    amounts = Asked(tables, by, filters).on(_question(tables, on), not_excluded=not_excluded)
    totals = amounts.group_by("group").aggregate(**{name: amounts[name].sum() for name in SUMS})
    return _shown(totals.filter(totals.deployments + totals.not_excluded > 0)).rename({by: "group"})


def _question(tables: Tables, on: Day) -> Question:
    question = read_question(tables, on)
    if not question.is_one_day:
        hint = "ask `strength_series` of these days, or ask the registry"
        raise InvalidValueError("not one day, of which the tables tell how many are there", str(on), hint)
    return question


def _shown(sums: Expression) -> Expression:
    """Return sums as they are shown: the high end is empty while it is not known of all, or of anybody at all."""
    return sums.select(
        *([] if "group" not in sums.columns else ["group"]),
        "low",
        high=upper(sums),
        stated_high=stated_high(sums),
        deployments=sums.deployments,
        unstated=sums.unstated,
        not_excluded=sums.not_excluded,
        disputed=sums.disputed > 0,
    )
