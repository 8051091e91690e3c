"""Who is there: a row of the table `presence` for each deployment that is, or may be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

import ibis

from deployments.answers.filters import Filters
from deployments.answers.presence import Asks, Question
from deployments.errors import InvalidValueError
from deployments.ibis.days import read_question
from deployments.ibis.expressions import FIRST, LAST, Expression, day_literal, meets_any
from deployments.ibis.selection import row_tests
from deployments.ibis.tables import Tables
from deployments.values.calendar import FIRST_DATE, LAST_DATE
from deployments.values.dates import Day
from deployments.values.edtf import Run


def active(
    tables: Tables,
    on: Day,
    *,
    certain: bool = False,
    undecided: bool = False,
    unconfirmed: bool = True,
    throughout: bool = False,
    **filters: Unpack[Filters],
) -> Expression:
    """Return the deployments that are, or may be, there, as `Registry.active` does: a row of `presence` for each.

    Three columns are added: `certainty` (`"certain"` or `"possible"`), `rests_on` (`"reported"`, `"expected"`,
    `"unconfirmed"`, `"open"`) and `last_confirmed`, the last day, not after those asked for, on which reports alone put
    it there. Days without an end are asked for as far as the tables go: the years 1 to 9999.

    `throughout` takes `certain`: of a deployment that has been given a length of stay the tables do not tell whether it
    may be there on every one of several days. Raises `InvalidValueError` for that question, and for a filter that fits
    nothing; `DateError` for days outside of the tables, or more than 100 stretches of them.

    >>> import deployments
    >>> con = ibis.duckdb.connect()
    >>> tables = Tables.of(con, deployments.to_arrow(deployments.example()))
    >>> there = active(tables, "2023-06-20", place="SVK").order_by("deployment")
    >>> con.to_pyarrow(there.select("deployment", "certainty", "rests_on")).to_pylist()[1]
    {'deployment': 'nld-amdtf-svk', 'certainty': 'possible', 'rests_on': 'expected'}
    """
    question = read_question(tables, on, throughout=throughout)
    chosen = tables.presence.filter(row_tests(tables, tables.presence, filters))
    if question.asks is Asks.EVERY:
        if not certain:
            raise InvalidValueError(
                "the tables do not tell who may be there on every one of several days",
                str(on),
                "ask with certain=True, or ask the registry",
            )
        there = chosen.filter(_is_sure(chosen, question))
    else:
        there = _possible(chosen, tables.gaps, question.runs)
    first, last = max(question.first, FIRST_DATE), min(question.last, LAST_DATE)
    found = there.mutate(
        is_sure=_is_sure(there, question),
        is_open=there.expected_to.isnull(),
        is_expected=ibis.greatest(there.first.fill_null(day_literal(first)), day_literal(first)) <= there.expected_to,
        confirmed=ibis.least(there.certain_to, day_literal(last)),
    )
    found = found.mutate(
        certainty=found.is_sure.ifelse("certain", "possible"),
        rests_on=ibis.cases(
            (found.is_sure, "reported"),
            (found.is_open, "open"),
            (found.is_expected, "expected"),
            else_="unconfirmed",
        ),
        last_confirmed=(found.certain_from <= found.confirmed).ifelse(found.confirmed, ibis.null("date")),
    ).drop("is_sure", "is_open", "is_expected", "confirmed")
    wanted = [
        *([found.certainty == "certain"] if certain else []),
        *([found.certainty == "possible"] if undecided else []),
        *([] if unconfirmed else [found.rests_on != "unconfirmed"]),
    ]
    return found.filter(wanted) if wanted else found


def _is_sure(presence: Expression, question: Question) -> Expression:
    """Tell which are certain to be there: `Question.needs` says by and from which day."""
    by, from_ = map(day_literal, question.needs)
    return ((presence.certain_from <= by) & (presence.certain_to >= from_)).fill_null(False)


def _possible(presence: Expression, gaps: Expression, runs: Sequence[Run]) -> Expression:
    """Leave out those that cannot be there on any of the days.

    Between two gaps of a deployment there is a day on which it can be there: a run is ruled out by one of them, or not
    at all.
    """
    there = presence.filter(meets_any(presence, runs))
    gap = gaps.select("deployment", gap_first=gaps.first.fill_null(FIRST), gap_last=gaps.last.fill_null(LAST))
    each = there.join(gap, "deployment")
    met, out = [], []
    for run in runs:
        first = ibis.greatest(each.first.fill_null(FIRST), day_literal(run[0]))
        last = ibis.least(each.last.fill_null(LAST), day_literal(run[1]))
        meets = first <= last
        met.append(meets.cast("int64"))
        out.append((meets & (each.gap_first <= first) & (each.gap_last >= last)).cast("int64"))
    counted = each.select("deployment", met=sum(met[1:], met[0]), out=sum(out[1:], out[0]))
    ruled = counted.group_by("deployment").aggregate(met=counted.met.max(), out=counted.out.sum())
    return there.anti_join(ruled.filter(ruled.met == ruled.out), "deployment")
