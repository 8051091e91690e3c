"""Dates with digits that nobody knows: which days they can be, and that few of them take little work."""

import itertools
from collections.abc import Callable
from math import inf

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from deployments import DateError, Tolerance, UncertainDate
from deployments.values import edtf
from deployments.values.calendar import day_number, iso
from deployments.values.edtf import Run

THIS_YEAR = UncertainDate("2023").hull

_years = st.sampled_from(["2023", "202X", "20X3", "2X23", "20XX", "X0X0", "-00X1", "-000X", "000X", "9999", "1900"])
_ends = st.sampled_from(
    ["", "-02", "-1X", "-XX", "-12-31", "-0X-3X", "-XX-31", "-XX-X1", "-02-29", "-12-XX", "-24", "-37"]
)
_singles = st.tuples(_years, _ends, st.sampled_from(["", "~", "%", "?"])).map("".join)
_dates = st.one_of(
    _singles,
    st.lists(_singles, min_size=1, max_size=3).map(lambda dates: "{" + ",".join(dates) + "}"),
    st.lists(_singles, min_size=1, max_size=3).map(lambda dates: "[" + ",".join(dates) + "]"),
    st.tuples(_singles, _singles).map("/".join),
    st.sampled_from(["../202X-02", "202X-XX-31~/..", "/2023-06", "Y17E7", "1950S2~", "2023-06-21T10:00:00Z"]),
    st.sampled_from(["[2023-05-18..2023-06-14]", "[..2023-06~]", "{2023-06-01,2023-06-05..}", "2023-06-21"]),
)
_tolerances = st.one_of(st.none(), st.builds(Tolerance, *[st.integers(0, 40)] * 3))
_windows = st.tuples(st.integers(day_number(-30, 1, 1), day_number(2400, 1, 1)), st.integers(0, 3000)).map(
    lambda window: (window[0], window[0] + window[1])
)


def _date(text: str) -> UncertainDate:
    try:
        return UncertainDate(text)
    except DateError:
        assume(False)
        raise


@settings(deadline=None)
@given(_dates, _tolerances, _windows)
def test_the_days_within_some_are_those_of_all_that_lie_there(
    text: str, tolerance: Tolerance | None, window: Run
) -> None:
    date, (first, last) = _date(text), window
    every = date.days(tolerance)
    assert date.days(tolerance, within=window) == [
        (max(low, first), min(high, last)) for low, high in every if low <= last and high >= first
    ]


@settings(deadline=None)
@given(_dates, _tolerances)
def test_first_and_last_day_are_those_of_all_days(text: str, tolerance: Tolerance | None) -> None:
    date = _date(text)
    every = date.days(tolerance)
    assert date.widened_hull(tolerance) == (every[0][0], every[-1][1])
    assert date.hull == date.widened_hull() == (date.days()[0][0], date.days()[-1][1])


@pytest.mark.parametrize("number", [float, np.float64, np.int64])
def test_days_may_be_numbers_of_any_kind(number: Callable[[float], float]) -> None:
    first, last = UncertainDate("2023-06").hull
    for text in ("XXXX-06~", "XXXX-06-3X~", "2023-06"):
        date = UncertainDate(text)
        assert date.days(Tolerance(), within=(number(first), number(last))) == date.days(
            Tolerance(), within=(first, last)
        )


@pytest.mark.parametrize(
    ("within", "count"),
    [((-inf, inf), 10), ((-inf, day_number(2020, 5, 31)), 1), ((day_number(2020, 6, 1), inf), 9)],
)
def test_an_end_of_the_days_may_be_left_open(within: Run, count: int) -> None:
    assert len(UncertainDate("202X-05-31").days(within=within)) == count


@pytest.mark.parametrize("last", ["2023-01-28", "2023-01-30", "2023-01-31", "2024-02-28", "2024-02-29", "2023-06-30"])
@pytest.mark.parametrize(
    "text", ["202X-02-2X~", "202X-02-2X/..", "202X-~02-28", "~202X-02-28", "202X-XX-3X", "2023-03%"]
)
@pytest.mark.parametrize("tolerance", [Tolerance(), Tolerance(month=12, year=4)])
def test_days_at_the_ends_of_short_months_are_not_lost(last: str, text: str, tolerance: Tolerance) -> None:
    window = UncertainDate(last).hull
    date = UncertainDate(text)
    low, high = window
    inside = any(a <= low and high <= b for a, b in date.days(tolerance))
    assert date.days(tolerance, within=window) == ([window] if inside else [])


def test_no_days_are_within_none() -> None:
    assert UncertainDate("2023").days(within=(THIS_YEAR[1] - 1, THIS_YEAR[0] + 1)) == []


def test_a_season_that_runs_into_the_next_year_is_found_there() -> None:
    january = UncertainDate("2024-01").hull
    assert UncertainDate("202X-24").days(within=january) == [january]
    assert UncertainDate("202X-24~").days(Tolerance(), within=(day_number(2024, 3, 5),) * 2) != []


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The days that were worked out so far."""
    made: list[int] = []
    plain: Callable[[int, int, int], int] = day_number

    def counted(year: int, month: int, day: int) -> int:
        made.append(year)
        return plain(year, month, day)

    monkeypatch.setattr(edtf, "day_number", counted)
    return made


@pytest.mark.parametrize("text", ["XXXX-XX-31", "XXXX-12-XX", "XXXX-XX-X1~", "{XXXX-XX-30,XXXX-0X-31%}", "-XXXX-XX-3X"])
def test_few_days_of_a_date_that_can_be_many_take_few_steps(text: str, steps: list[int]) -> None:
    date = UncertainDate(text)
    assert date.widened_hull(Tolerance(day=8))
    assert date.widened_hull()
    date.days(Tolerance(day=8), within=THIS_YEAR)
    assert len(steps) < 1_000
    date.days(Tolerance(day=8))
    assert len(steps) > 10_000  # which is what all of them take


@pytest.mark.parametrize("text", ["XXXX-XX-XX", "XXXX-XX-31/..", "2023-06-21/XXXX-XX-31"])
def test_days_that_are_all_between_two_need_no_more_than_these(text: str, steps: list[int]) -> None:
    date = UncertainDate(text)
    first, last = date.hull
    assert date.days(within=THIS_YEAR) == [(max(first, THIS_YEAR[0]), min(last, THIS_YEAR[1]))]
    assert len(steps) < 200


def test_a_day_that_no_year_has_is_refused_without_a_look_at_every_year(steps: list[int]) -> None:
    with pytest.raises(DateError, match="the last day of XXXX-02 is 29"):
        UncertainDate("XXXX-02-3X")
    assert steps == []


@pytest.mark.parametrize(
    ("text", "count"), [("XXXX-XX-31", 70_000), ("XXXX-12-XX", 10_000), ("XXXX-XX-XX", 1), ("2XXX-02-29", 243)]
)
def test_all_days_of_a_mask_are_told_each_once(text: str, count: int) -> None:
    days = UncertainDate(text).days()
    assert len(days) == count
    assert all(high + 1 < low for (_, high), (low, _) in itertools.pairwise(days))


def test_a_set_of_more_runs_of_days_than_anybody_means_is_refused() -> None:
    assert iso(UncertainDate("[XXXX-XX-X1,2023]").hull[1]) == "9999-12-31"
    with pytest.raises(DateError, match="too many separate days in one set"):
        UncertainDate("[XXXX-XX-X1,XXXX-XX-31]")
