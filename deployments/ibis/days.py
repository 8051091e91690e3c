"""The days that are asked for, within the years of which the tables are."""

from __future__ import annotations

from deployments.answers.question import Question
from deployments.answers.timeline import Timeline
from deployments.errors import DateError
from deployments.ibis.tables import Tables
from deployments.values.calendar import FIRST_DATE, LAST_DATE
from deployments.values.dates import Day
from deployments.values.edtf import Run

#: So many stretches of days are asked for at once, at the most: an expression names each of them.
MAX_RUNS = 100


def read_question(tables: Tables, on: Day, *, throughout: bool = False) -> Question:
    """Return the question of a date. Raises `DateError` for days that the tables cannot be asked for."""
    question = Question.of(on, tables.tolerance, throughout=throughout)
    if question.is_endless:
        raise DateError("a period without a first or a last day", str(on), "name both: the tables have an end")
    if not FIRST_DATE <= question.first <= question.last <= LAST_DATE:
        raise DateError("the tables are of the years 1 to 9999", str(on), "ask for days of these")
    if len(question.runs) > MAX_RUNS:
        raise DateError(f"more than {MAX_RUNS} stretches of days", str(on), "ask for fewer at once")
    return question


def read_period(start: Day, end: Day) -> Run:
    """Return the first day of one date and the last of another. Raises `DateError` as `read_question` does."""
    first, last = Timeline.period(start, end)
    if first < FIRST_DATE or last > LAST_DATE:
        raise DateError("the tables are of the years 1 to 9999", f"{start} to {end}", "ask for days of these")
    return first, last
