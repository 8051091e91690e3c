"""Day numbers as dates and as text: checked against Python's own calendar, and beyond its years."""

import datetime
from math import inf

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deployments import Edge, UncertainDate
from deployments.values.calendar import (
    FIRST_DATE,
    LAST_DATE,
    PERIOD,
    UNIX_EPOCH,
    add_months,
    calendar_date,
    civil,
    day_number,
    iso,
    month_length,
)

DAYS = st.integers(-(10**7), 10**7)


@given(st.dates())
def test_a_day_is_numbered_and_written_as_python_does_it(day: datetime.date) -> None:
    number = day.toordinal()
    assert day_number(day.year, day.month, day.day) == number
    assert civil(number) == (day.year, day.month, day.day)
    assert iso(number) == day.isoformat()
    assert calendar_date(number) == pendulum.Date(day.year, day.month, day.day)


@given(DAYS)
def test_a_day_of_any_year_comes_back_from_its_number_and_from_its_text(number: int) -> None:
    assert day_number(*civil(number)) == number
    if -9999 <= civil(number)[0] <= 9999:
        assert UncertainDate(iso(number)).hull == (number, number)


@given(DAYS)
def test_after_a_period_the_calendar_is_the_same(number: int) -> None:
    year, month, day = civil(number)
    assert civil(number + PERIOD) == (year + 400, month, day)


@pytest.mark.parametrize("year", [-400, -1, 0, 1, 4, 100, 1900, 2000, 2023, 10_000])
def test_every_day_of_a_year_follows_the_one_before(year: int) -> None:
    days = [(year, month, day) for month in range(1, 13) for day in range(1, month_length(year, month) + 1)]
    first = day_number(year, 1, 1)
    assert [civil(first + i) for i in range(len(days))] == days
    assert civil(first + len(days)) == (year + 1, 1, 1)


def test_the_ends_of_pythons_calendar_and_the_unix_epoch_are_where_python_has_them() -> None:
    assert datetime.date.min.toordinal() == FIRST_DATE
    assert datetime.date.max.toordinal() == LAST_DATE
    assert datetime.date(1970, 1, 1).toordinal() == UNIX_EPOCH


def test_a_day_that_no_date_can_hold_says_why() -> None:
    assert calendar_date(FIRST_DATE - 1) is calendar_date(LAST_DATE + 1) is Edge.BEYOND
    assert calendar_date(FIRST_DATE) == pendulum.Date(1, 1, 1)
    assert calendar_date(LAST_DATE) == pendulum.Date(9999, 12, 31)
    assert calendar_date(inf) is calendar_date(-inf) is Edge.UNKNOWN
    assert calendar_date(inf, Edge.OPEN) is calendar_date(-inf, Edge.OPEN) is Edge.OPEN


@pytest.mark.parametrize(
    ("day", "months", "goal"),
    [
        ((2023, 1, 31), 1, (2023, 2, 28)),
        ((2024, 1, 31), 1, (2024, 2, 29)),
        ((2023, 12, 31), 2, (2024, 2, 29)),
        ((2024, 2, 29), 12, (2025, 2, 28)),
        ((2024, 2, 29), -12, (2023, 2, 28)),
        ((1, 1, 15), -1, (0, 12, 15)),
        ((2023, 3, 31), 0, (2023, 3, 31)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(
    day: tuple[int, int, int], months: int, goal: tuple[int, int, int]
) -> None:
    assert civil(add_months(day_number(*day), months)) == goal
