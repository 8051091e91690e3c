"""What "around" means: as written, as read back, and in days."""

from math import inf

import pytest

from deployments import InvalidValueError, Precision, Tolerance
from deployments.values.calendar import day_number, iso


@pytest.mark.parametrize("unit", ["day", "month", "year", "quantity", "stale"])
@pytest.mark.parametrize("value", [-1, 10_000, 1.5, True, "7", None])
def test_a_tolerance_is_a_whole_number_from_0_to_9999(unit: str, value: int) -> None:
    with pytest.raises(InvalidValueError, match="a whole number, 0 to 9999"):
        Tolerance(**{unit: value})


@pytest.mark.parametrize("unit", ["day", "month", "year", "quantity", "stale"])
def test_the_ends_of_what_is_taken(unit: str) -> None:
    assert getattr(Tolerance(**{unit: 0}), unit) == 0
    assert getattr(Tolerance(**{unit: 9999}), unit) == 9999


@pytest.mark.parametrize(
    ("text", "tolerance"),
    [
        ("7 days, 1 month, 1 year, 10 %", Tolerance()),
        ("14 days", Tolerance(day=14)),
        ("1 day,2 months, 0 years", Tolerance(day=1, month=2, year=0)),
        ("5%", Tolerance(quantity=5)),
        ("9999 days, 0 %", Tolerance(day=9999, quantity=0)),
        ("stale 12 months", Tolerance(stale=12)),
        ("stale 2 years, 3 months", Tolerance(stale=24, month=3)),
    ],
)
def test_what_is_not_named_is_as_by_default(text: str, tolerance: Tolerance) -> None:
    assert Tolerance.parse(text) == tolerance
    assert Tolerance.parse(str(tolerance)) == tolerance


@pytest.mark.parametrize(
    "text",
    [
        *["", "7", "days", "7 weeks", "-7 days", "7.5 days", "10000 days", "7 days; 5 %", "7 days,", "7 days, 8 days"],
        *["stale", "stale 7 days", "stale 5 %", "stale months", "stale 1 month, stale 2 months"],
        *["7 days" + " " * 100, None, 7, b"7 days", ["7 days"]],
    ],
)
def test_anything_else_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(InvalidValueError, match="not a tolerance") as error:
        Tolerance.parse(text)
    assert '"7 days, 1 month, 1 year, 10 %, stale 18 months"' in error.value.hint


@pytest.mark.parametrize(
    ("tolerance", "text"),
    [
        (Tolerance(1, 1, 1, 1, 1), "1 day, 1 month, 1 year, 1 %, stale 1 month"),
        (Tolerance(0, 2, 10, 0, 0), "0 days, 2 months, 10 years, 0 %, stale 0 months"),
    ],
)
def test_one_is_written_in_the_singular(tolerance: Tolerance, text: str) -> None:
    assert str(tolerance) == text


@pytest.mark.parametrize(
    ("precision", "first", "last"),
    [
        (Precision.DAY, "2023-05-25", "2023-07-07"),
        (Precision.MONTH, "2023-05-01", "2023-07-31"),
        (Precision.SEASON, "2023-05-01", "2023-07-31"),
        (Precision.YEAR, "2022-06-01", "2024-06-30"),
    ],
)
def test_around_june_is_as_wide_as_its_precision_says(precision: Precision, first: str, last: str) -> None:
    june = day_number(2023, 6, 1), day_number(2023, 6, 30)
    assert [iso(day) for day in Tolerance().widen(june, precision)] == [first, last]
    assert Tolerance(0, 0, 0).widen(june, precision) == june


@pytest.mark.parametrize("precision", list(Precision))
def test_what_is_without_end_stays_so(precision: Precision) -> None:
    assert Tolerance().widen((-inf, inf), precision) == (-inf, inf)


def test_a_day_is_stale_when_it_is_more_than_so_many_calendar_months_after() -> None:
    tolerance, end_of_august = Tolerance(stale=6), day_number(2023, 8, 31)
    assert iso(tolerance.fresh_until(end_of_august)) == "2024-02-29"
    assert not tolerance.is_stale(end_of_august, day_number(2024, 2, 29))
    assert tolerance.is_stale(end_of_august, day_number(2024, 3, 1))
    assert not tolerance.is_stale(inf, day_number(2024, 3, 1))
