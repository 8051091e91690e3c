"""A state is not there before it began, nor after it ended."""

import pytest

from deployments.values.calendar import day_number
from deployments.values.countries import Country
from deployments.values.states import _BEGAN, existed


@pytest.mark.parametrize(
    ("code", "day", "there"),
    [
        ("RUS", (1991, 12, 25), False),
        ("RUS", (1991, 12, 26), True),
        ("SUN", (1991, 12, 26), True),  # the years of former states are whole
        ("SUN", (1992, 1, 1), False),
        ("EST", (1985, 1, 1), False),
        ("EST", (1930, 1, 1), True),
        ("SSD", (2010, 9, 1), False),
        ("DDR", (1948, 1, 1), False),
        ("NLD", (1950, 1, 1), True),
    ],
)
def test_a_state_is_there_on_its_days(code: str, day: tuple[int, int, int], there: bool) -> None:
    assert existed(Country(code), *[day_number(*day)] * 2) is there


def test_a_vague_day_asks_whether_it_can_be() -> None:
    assert existed(Country("RUS"), day_number(1991, 12, 1), day_number(1991, 12, 31))
    assert not existed(Country("RUS"), day_number(1991, 11, 1), day_number(1991, 11, 30))


def test_every_code_is_that_of_a_country() -> None:
    assert all(Country(code).alpha_3 == code for code in _BEGAN)
