"""Dates in several spellings and languages are told with one list of formats, which reads all of them."""

import datetime
import itertools
import re
import tempfile
from functools import partial
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from deployments.importing import Imported
from deployments.importing.date_formats import month_numbers
from tests.formats.tables import PLAIN, codes, figures, import_text, plain
from tests.steps import calls

LONG = '["D MMMM YYYY", "D MMM YYYY"]'


def taken(folder: Path, dates: list[str], keys: str) -> Imported:
    """Give what is read of a table with a row for each date."""
    rows = plain(*(f'NLD,M{number},"{date}",5' for number, date in enumerate(dates)))
    return import_text(folder, rows, f"{PLAIN}[dates]\n{keys}\n")


def obeyed(hint: str, keys: str = "", which: int = 0) -> str:
    """Return the keys of [dates] that a hint says to write, in the one or the other of its ways."""
    ways = re.sub(r"^write | in \[dates\]|, whichever is meant$", "", hint).split(", or ")
    lines = re.findall(r'(\w+) = (\[.*?\]|".*?")', ways[which])
    assert lines
    kept = [line for line in keys.splitlines() if line.partition(" ")[0] not in dict(lines)]
    return "\n".join([*kept, *(f"{key} = {value}" for key, value in lines)])


@pytest.mark.parametrize(
    ("keys", "dates", "language"),
    [
        (f"formats = {LONG}", ["3 May 2014", "4 Februar 2014"], '["en", "de"]'),
        (f"formats = {LONG}", ["4 März 2014", "3 Mai 2014"], '"de"'),
        (f"formats = {LONG}", ["3 May 2014", "4 maart 2014", "5 März 2014"], '["en", "nl", "de"]'),
        (f'formats = {LONG}\nlanguage = "nl"', ["4 mei 2014", "5 März 2014"], '["nl", "de"]'),
        ('formats = ["EDTF"]', ["maart 2014", "januari 2015", "2016"], '"nl"'),
        ('formats = ["EDTF"]', ["4 March 2014", "4 März 2014"], '["en", "de"]'),
        ('formats = ["EDTF"]', ["janv. 2014", "März 2014", "mrt 2014"], '["fr", "de", "nl"]'),
    ],
)
def test_all_languages_that_are_needed_are_told_together(
    tmp_path: Path, keys: str, dates: list[str], language: str
) -> None:
    hints = {each.hint for each in taken(tmp_path, dates, keys).diagnostics}
    (hint,) = hints
    assert f"language = {language}" in hint
    again = taken(tmp_path, dates, obeyed(hint, keys))
    assert (codes(again), len(figures(again))) == ([], len(dates))


def test_one_list_reads_all_spellings(tmp_path: Path) -> None:
    dates = ["02-2017", "Feb 2017", "2 mrt 2017", "2017/12", "13/2/2017", "1/2/2017", "2017", "2017-Q3"]
    (hint,) = {each.hint for each in taken(tmp_path, dates, "").diagnostics}
    again = taken(tmp_path, dates, obeyed(hint))
    assert (codes(again), len(figures(again))) == ([], len(dates))
    assert figures(again)["nld-m5", "2017-02-01"] == "5", "another date shows that days stand first"


@pytest.mark.parametrize(("which", "day"), [(0, "2017-02-01"), (1, "2017-01-02")])
def test_where_days_or_months_can_stand_first_there_is_a_list_for_each(tmp_path: Path, which: int, day: str) -> None:
    dates = ["1/2/2017", "02-2017", "1.2.17", "Feb 2017"]
    (hint,) = {each.hint for each in taken(tmp_path, dates, "").diagnostics}
    again = taken(tmp_path, dates, obeyed(hint, which=which))
    assert codes(again) == []
    assert [key for key in figures(again) if key[0] in ("nld-m0", "nld-m2")] == [("nld-m0", day), ("nld-m2", day)]


def test_months_in_headers_are_told_with_one_list(tmp_path: Path) -> None:
    mapping = 'contributor = "who"\nday = { template = "{Year} {header}" }\n'
    mapping += (
        'strength = { each = "*", except = ["who", "Year"] }\n[source]\ntitle = "A"\npublished = "2024"\n[dates]\n'
    )
    table = "who,Year,January,Mrt,12\nNLD,2020,5,6,7\n"
    (hint,) = {each.hint for each in import_text(tmp_path, table, mapping + 'formats = ["YYYY-Q"]').diagnostics}
    again = import_text(tmp_path, table, mapping + obeyed(hint))
    assert (codes(again), len(figures(again))) == ([], 3)


NUMBERS = ["{0.day}-{0.month}-{0.year}", "{0:%d.%m.%Y}", "{0:%Y}"]
NAMED = ["{0.day} {1} {0.year}", "{1} {0.year}", "{0.day}-{1}-{0.year}"]


@st.composite
def spelt_dates(draw: st.DrawFn) -> list[str]:
    """Give dates as tables write them, in several languages."""
    dates = []
    for day in draw(st.lists(st.dates(datetime.date(1990, 1, 1), datetime.date(2020, 1, 1)), min_size=1, max_size=6)):
        names = month_numbers(draw(st.sampled_from(["en", "nl", "de", "fr"])))[draw(st.sampled_from(["MMM", "MMMM"]))]
        name = draw(st.sampled_from([each for each, number in names.items() if number == day.month]))
        dates.append(draw(st.sampled_from(NUMBERS + NAMED)).format(day, name))
    return dates


@settings(deadline=None, max_examples=60)
@given(spelt_dates())
@example(["3 mai 2014", "3 mei 2014", "5-6-2014", "20-6-2014"])
def test_whoever_obeys_one_hint_has_all_dates_read(dates: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        hints = {each.hint for each in taken(Path(folder), dates, "").diagnostics if each.code == "D101"}
        assert len(hints) <= 1
        for hint in hints:
            assert "D101" not in codes(taken(Path(folder), dates, obeyed(hint)))


def test_many_spellings_of_dates_take_steps_and_hints_that_grow_with_them(tmp_path: Path) -> None:
    marks = ["-", "/", ".", " ", ",", "_"]
    between = ["".join(each) for each in itertools.product(marks, repeat=2)]
    dates = [f"3{one}May{other}2014" for one in between for other in between]
    few, many = (calls(partial(taken, tmp_path, dates[:count], "")) for count in (100, 800))
    assert many < 12 * few
    assert max(len(each.hint) for each in taken(tmp_path, dates[:400], "").diagnostics) < 1000
