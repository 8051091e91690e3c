"""Dates that depend on the letter in which they stand: what is meant is computed, or asked for, and never taken."""

import io
import re

import pytest

from deployments import check


def _letter(line: str, published: str = "2019-06-10") -> io.BytesIO:
    text = f"""source = "letter"
[sources.letter]
title = "A letter"
published = "{published}"
[deployments.nzl]
contributor = "NZL"
[[statements]]
about = "nzl"
{line}
"""
    return io.BytesIO(text.encode())


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("until the end of the year", "2019-12-31"),
        ("until the end of next month", "2019-07-31"),
        ("by the end of next year", "[..2020-12-31]"),
        ("late this year", "late 2019"),
        ("this year", "2019"),
        ("next month", "2019-07"),
        ("last month", "2019-05"),
        ("next spring", "2020-21"),
        ("last autumn", "2018-23"),
        ("this autumn", "2019-23"),
        ("last week", "[2019-06-03..2019-06-09]"),
        ("yesterday", "2019-06-09"),
    ],
)
def test_what_depends_on_the_day_of_the_letter_is_computed_and_accepted(said: str, meant: str) -> None:
    (found,) = check(_letter(f'end = "{said}"'))
    assert (found.code, found.hint) == ("D101", f'said on 2019-06-10: write "{meant}"')
    assert not [each for each in check(_letter(f'end = "{meant}"')) if each.code == "D101"]


def test_the_end_of_the_year_is_the_last_day_of_a_mandate_and_of_a_stay_perhaps() -> None:
    hints = {kind: check(_letter(f'{kind} = "end of the year"'))[0].hint for kind in ("mandate", "end", "start")}
    assert hints == {
        "mandate": 'said on 2019-06-10: write "2019-12-31"',
        "end": 'said on 2019-06-10: write "2019-12-31" for its last day, or "late 2019" for some day near its end, '
        "from 2019-09-01 to 2019-12-31",
        "start": 'said on 2019-06-10: write "late 2019"',
    }


@pytest.mark.parametrize(
    ("said", "published"),
    [("next winter", "2019-06-10"), ("next spring", "2019-01-10"), ("this year", "2019"), ("next week", "2019-06~")],
)
def test_what_the_day_of_the_letter_leaves_open_is_asked_for(said: str, published: str) -> None:
    (found, *_) = [each for each in check(_letter(f'start = "{said}"', published)) if each.code == "D101"]
    assert found.hint == "it depends on the day of the source: write the day, the month or the year that is meant"


@pytest.mark.parametrize("said", ["from November 2018", "since November 2018", "until November 2018"])
def test_a_number_from_a_month_on_is_of_that_month(said: str) -> None:
    (found,) = check(_letter(f'as_of = "{said}"\nstrength = 5'))
    assert found.hint == 'write "2018-11"'
    assert not check(_letter('as_of = "2018-11"\nstrength = 5'))


def test_by_a_day_is_told_with_its_basis_so_that_nothing_is_left_to_ask() -> None:
    (found,) = check(_letter('end = "by 30 June 2020"'))
    day, planned, reported = re.findall('"([^"]+)"', found.hint)
    assert (planned, reported) == ("planned", "reported")
    assert not check(_letter(f'end = "{day}"\nbasis = "{planned}"'))
    assert [each.code for each in check(_letter(f'end = "{day}"'))] == ["B101"]
