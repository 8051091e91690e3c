"""A state is not there before it began, nor after it ended."""

import pycountry
import pytest

from deployments import UncertainDate
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


#: The field "Independence" of the World Factbook (https://github.com/factbook/factbook.json, 17 May 2026), or the day
#: of the act itself where that is another.
INDEPENDENCE = {
    "1980-07-30": ["VUT"],
    "1981-09-21": ["BLZ"],
    "1981-11-01": ["ATG"],
    "1983-09-19": ["KNA"],
    "1984-01-01": ["BRN"],
    "1990-03-11": ["LTU"],
    "1990-03-21": ["NAM"],
    "1990-05-22": ["YEM"],
    "1991-04-09": ["GEO"],
    "1991-06-25": ["HRV", "SVN"],
    "1991-08-20": ["EST"],
    "1991-08-21": ["LVA"],  # the Factbook has the declaration of 4 May 1990, which began a transition
    "1991-08-24": ["UKR"],
    "1991-08-25": ["BLR"],
    "1991-08-27": ["MDA"],
    "1991-08-31": [
        "KGZ",
        "UZB",
    ],  # the Factbook has 1 September for Uzbekistan, its holiday
    "1991-09-08": ["MKD"],
    "1991-09-09": ["TJK"],
    "1991-09-21": ["ARM"],
    "1991-10-18": ["AZE"],
    "1991-10-27": ["TKM"],
    "1991-12-16": ["KAZ"],
    "1991-12-26": ["RUS"],  # the Factbook has 25 December, when the president of the Soviet Union resigned
    "1992-03-03": ["BIH"],  # the Factbook has 1 March, the end of the referendum
    "1993-01-01": ["CZE", "SVK"],
    "1993-05-24": ["ERI"],
    "1994-10-01": ["PLW"],
    "2002-05-20": ["TLS"],
    "2006-06-03": ["MNE"],
    "2006-06-05": ["SRB"],
    "2008-02-17": ["XKX"],
    "2011-07-09": ["SSD"],
}


@pytest.mark.parametrize(("day", "code"), [(day, code) for day, codes in INDEPENDENCE.items() for code in codes])
def test_a_state_is_there_from_the_day_of_its_independence(day: str, code: str) -> None:
    first = UncertainDate(day).hull[0]
    assert existed(Country(code), first, first)
    assert not existed(Country(code), first - 1, first - 1)


def test_the_day_of_every_state_has_a_source_here() -> None:
    assert {code for codes in INDEPENDENCE.values() for code in codes} == set(_BEGAN)


def test_east_timor_began_when_iso_withdrew_the_code_of_portuguese_timor() -> None:
    withdrawn = {country.alpha_4: country.withdrawal_date for country in pycountry.historic_countries}
    assert _BEGAN["TLS"] == withdrawn["TPTL"]


@pytest.mark.parametrize("code", sorted(_BEGAN))
def test_before_1950_a_state_may_have_been_there_under_another_rule(code: str) -> None:
    day = day_number(1949, 12, 31)
    assert existed(Country(code), day, day)
    assert not existed(Country(code), day + 1, day + 1)


@pytest.mark.parametrize("code", ["YUG", "SCG", "CSK", "DDR", "SUN", "YMD", "VDR"])
def test_a_former_state_is_there_in_all_of_its_years_and_in_no_other(code: str) -> None:
    first, last = Country(code).years
    assert first is not None
    assert last is not None
    began, ended = day_number(first, 1, 1), day_number(last, 12, 31)
    assert existed(Country(code), began, began)
    assert existed(Country(code), ended, ended)
    assert not existed(Country(code), began - 1, began - 1)
    assert not existed(Country(code), ended + 1, ended + 1)


def test_every_code_is_that_of_a_country() -> None:
    assert all(Country(code).alpha_3 == code for code in _BEGAN)
