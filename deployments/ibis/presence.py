"""Who is there: a row for each deployment that is, or may be."""

from __future__ import annotations

from typing import Unpack

import ibis

from deployments.answers.filters import Filters
from deployments.answers.question import Asks, Question
from deployments.errors import InvalidValueError
from deployments.ibis.days import read_question
from deployments.ibis.expressions import FIRST, LAST, Expression, day_literal
from deployments.ibis.looked_up import ANSWER, is_left_out, looked_up
from deployments.ibis.selection import row_tests
from deployments.ibis.tables import Tables
from deployments.values.dates import Day

#: What says which deployment it is.
_WHICH = (
    "part_of",
    "mission",
    "contributor",
    "contributor_kind",
    "place_country",
    "place_name",
    "place_latitude",
    "place_longitude",
)


def active(
    tables: Tables,
    on: Day,
    *,
    certain: bool = False,
    possible: bool = False,
    throughout: bool = False,
    not_excluded: bool = False,
    **filters: Unpack[Filters],
) -> Expression:
    """Return the deployments that are, or may be, there, as `Registry.active` does: a row for each.

    The columns say which it is (`deployment`, `part_of`, `mission`, `contributor`, `place_country` ...), and what
    `days` says of it: `certainty`, `word`, `disputed`, `low`, `high`, `if_low`, `if_high`, `planned`; and
    `certain_until`, the last day, not after those asked for, on which it is certainly there. A part is a row too, with
    what it takes from its whole; it is not to be added to that. Over several days they are put together as the
    registry does.

    `throughout` takes `certain`: of a deployment that has been given a length of stay the tables do not tell whether it
    may be there on every one of several days. Raises `InvalidValueError` for that question, and for a filter that fits
    nothing; `DateError` for days outside of the tables, or more than 100 stretches of them.

    >>> import deployments
    >>> con = ibis.duckdb.connect()
    >>> tables = Tables.of(con, deployments.to_arrow(deployments.example()))
    >>> there = active(tables, "2023-06-20", place="SVK").order_by("deployment")
    >>> con.to_pyarrow(there.select("deployment", "certainty", "word")).to_pylist()[1]
    {'deployment': 'nld-amdtf-svk', 'certainty': 'possible', 'word': 'staying'}
    """
    question = read_question(tables, on, throughout=throughout)
    if question.asks is Asks.EVERY and not question.is_one_day and not certain:
        raise InvalidValueError(
            "the tables do not tell who may be there on every one of several days",
            str(on),
            "ask with certain=True, or ask the registry",
        )
    found = _answers(tables, question, filters)
    wanted = [
        found.certainty != "no",
        *([] if not_excluded else [~is_left_out(found)]),
        *([found.certainty == "certain"] if certain else []),
        *([found.certainty == "possible"] if possible else []),
    ]
    there = found.filter(wanted).left_join(_certain_until(tables, question), "deployment")
    return there.select("deployment", *_WHICH, *ANSWER, "certain_until")


def left_out(tables: Tables, on: Day, **filters: Unpack[Filters]) -> Expression:
    """Return how many may be there and are left out of `active`, as `Registry.left_out` does: a row for each word.

    The columns are `word`, which says why, and `deployments`, how many. Raises as `active` does.

    >>> import deployments
    >>> con = ibis.duckdb.connect()
    >>> tables = Tables.of(con, deployments.to_arrow(deployments.example()))
    >>> con.to_pyarrow(left_out(tables, "2022-03-01", place="POL")).to_pylist()
    [{'word': 'unspoken', 'deployments': 1}]
    """
    found = _answers(tables, read_question(tables, on), filters)
    out = found.filter(is_left_out(found))
    return out.group_by("word").aggregate(deployments=out.count())


def _answers(tables: Tables, question: Question, filters: Filters) -> Expression:
    """Return the answer for each of the deployments that filters let through, and which it is."""
    chosen = tables.stays.filter(row_tests(tables, tables.stays, filters))
    return chosen.select("deployment", *_WHICH).join(looked_up(tables, question), "deployment")


def _certain_until(tables: Tables, question: Question) -> Expression:
    day = day_literal(question.last)
    sure = tables.days.filter(tables.days.certainty == "certain", tables.days.first.fill_null(FIRST) <= day)
    return sure.group_by("deployment").aggregate(certain_until=ibis.least(sure.last.fill_null(LAST), day).max())
