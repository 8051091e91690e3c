"""Dates of tables are read as their formats say, and the hint for any other shows the line that reads it."""

import datetime
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deployments import UncertainDate
from deployments.errors import DateError, InvalidValueError
from deployments.importing.converters import to_date_format
from deployments.importing.date_formats import month_numbers
from deployments.importing.date_spelling import DateSpelling
from deployments.importing.mapping_reader import read_mapping
from tests.formats.tables import PLAIN, codes, figures, import_text, plain
from tests.importing.obeying import Spelled
from tests.importing.test_mappings import problems

DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31))
YEARS = (1950, 2049)
OCTOBER = UncertainDate("1999-10-01")


def period(first: datetime.date, last: datetime.date) -> str:
    """Write one unknown day of a period."""
    return f"[{first}..{last}]"


def read(spelling: str, text: str, start: UncertainDate = OCTOBER) -> str:
    """Read a date of one format."""
    return str(DateSpelling((spelling,), YEARS, fiscal_2000=start).read_day(text))


def refused(spelling: str, text: str) -> str:
    """Return the hint for a date that a format does not read."""
    with pytest.raises(DateError) as raised:
        read(spelling, text)
    return raised.value.hint


# --- what is written in a format is read as it ---


@given(DAYS, st.sampled_from(["YYYY-Q", "Q YYYY", "YYYYQ", "Q/YYYY"]), st.booleans())
def test_a_quarter_is_one_unknown_day_of_three_months(day: datetime.date, spelling: str, letter: bool) -> None:
    quarter = (day.month + 2) // 3
    text = spelling.replace("YYYY", f"{day.year:04}").replace("Q", f"Q{quarter}" if letter else str(quarter))
    first = datetime.date(day.year, 3 * quarter - 2, 1)
    after = datetime.date(day.year + quarter // 4, 3 * quarter % 12 + 1, 1)
    assert read(spelling, text) == period(first, after - datetime.timedelta(1))


@given(DAYS, st.sampled_from(["YYYY-WW", "WW/YYYY", "YYYYWW", "YYYY KWWW"]), st.booleans())
def test_a_week_is_one_of_iso_8601(day: datetime.date, spelling: str, letter: bool) -> None:
    year, week, weekday = day.isocalendar()
    written = f"W{week:02}" if letter and "KW" not in spelling else f"{week:02}"
    text = spelling.replace("WW", written).replace("YYYY", f"{year:04}")
    monday = day - datetime.timedelta(weekday - 1)
    text = text.replace(f"{written}W", f"W{written}")  # "KWWW" is KW and the number
    assert read(spelling, text) == period(monday, monday + datetime.timedelta(6))


@given(st.integers(1, 9998))
def test_a_week_that_a_year_does_not_have_is_refused(year: int) -> None:
    last = datetime.date(year, 12, 28).isocalendar().week
    assert read("YYYY-WW", f"{year:04}-W{last}").startswith("[")
    for week in (0, last + 1):
        assert refused("YYYY-WW", f"{year:04}-W{week:02}") == f"the weeks of {year} are 01 to {last}"


@given(st.integers(1, 9000), st.integers(0, 99))
def test_a_span_is_from_the_first_day_of_one_year_to_the_last_of_the_other(first: int, more: int) -> None:
    text = f"{first:04}-{first + more:04}"
    assert read("YYYY-YYYY", text) == f"[{first:04}-01-01..{first + more:04}-12-31]"


@pytest.mark.parametrize("text", ["2009-2008", "1900-2000", "2000-1999"])
def test_a_span_neither_ends_before_it_begins_nor_lasts_longer_than_a_hundred_years(text: str) -> None:
    assert "at most 100 years" in refused("YYYY-YYYY", text)


@given(st.integers(*YEARS), st.integers(0, 99))
def test_two_digits_of_a_span_are_a_year_of_the_table(first: int, digits: int) -> None:
    last = next(year for year in range(YEARS[0], YEARS[1] + 1) if year % 100 == digits)
    if last < first:
        assert "not before the first" in refused("YYYY/YY", f"{first}/{digits:02}")
    else:
        assert read("YYYY/YY", f"{first}/{digits:02}") == f"[{first}-01-01..{last}-12-31]"


@given(st.integers(1000, 9000), st.dates(datetime.date(1999, 1, 1), datetime.date(2000, 12, 31)))
def test_a_fiscal_year_begins_so_many_years_before_or_after_that_of_2000(year: int, start: datetime.date) -> None:
    if (start.month, start.day) == (2, 29):
        return
    first = start.replace(year=start.year + year - 2000)
    last = first.replace(year=first.year + 1) - datetime.timedelta(1)
    began = UncertainDate.of(start)
    assert read("FYFFFF", f"FY{year}", began) == period(first, last)
    assert read("FFFF/FF", f"{year}/{(year + 1) % 100:02}", began) == period(first, last)
    assert read("FFFF-FFFF", f"{year}-{year + 1}", began) == period(first, last)
    if YEARS[0] <= year <= YEARS[1]:
        assert read("FYFF", f"fy{year % 100:02}", began) == period(first, last)


@pytest.mark.parametrize("text", ["2008/10", "2008/08", "2008/07"])
def test_the_second_year_of_a_fiscal_one_follows_the_first(text: str) -> None:
    assert refused("FFFF/FF", text).startswith("the second of its years is the one after the first")


def test_a_part_that_is_not_known_leaves_the_year() -> None:
    assert read("YYYY-Q", "2012-Qxx") == "[2012-01-01..2012-12-31]"
    assert read("YYYY-WW", "2012-xx") == "[2012-01-02..2012-12-30]"
    assert read("YYYY-MM", "2012-xx") == "2012-XX"


@pytest.mark.parametrize("text", ["2012-Q0", "2012-Q5", "2012-5", "2012-Q12", "2012-QQ1", "2012"])
def test_what_is_no_quarter_is_refused(text: str) -> None:
    assert refused("YYYY-Q", text)


def test_edtf_can_stand_beside_formats_and_what_both_read_otherwise_is_told(tmp_path: Path) -> None:
    mapping = PLAIN + '[dates]\nformats = ["EDTF", "YYYY-WW"]\n'
    rows = plain("NLD,A,2012-02-28,5", "NLD,A,2012-W07,6", "NLD,A,2012-07,7")
    imported = import_text(tmp_path, rows, mapping)
    assert {day for _, day in figures(imported)} == {"2012-02-28", "[2012-02-13..2012-02-19]"}
    assert codes(imported) == ["D101"]
    assert "it can be 2012-07 or [2012-02-13..2012-02-19]" in imported.diagnostics[0].hint


def test_the_table_of_the_page_is_true() -> None:
    page = (Path(__file__).parents[2] / "docs" / "importing.md").read_text(encoding="utf-8")
    rows = re.findall(r'\| `"([^"]+)"`(?:, `"[^"]+"`)? \| `([^`]+)` \| `([^`]+)` \|', page)
    assert len(rows) == 7
    for spelling, text, meant in rows:
        assert read(spelling, text) == meant


# --- open ends ---

STAY = PLAIN.replace('day = "day"\nstrength = "strength"', 'start = "from"\nend = "to"')


def test_a_milestone_may_have_an_open_end_and_a_number_none(tmp_path: Path) -> None:
    table = "country,mission,from,to\nNLD,KFOR,[..2003],[2004-03..]\n"
    imported = import_text(tmp_path, table, STAY)
    assert codes(imported) == []
    assert [str(each.value) for each in imported.registry.statements] == ["[..2003]", "[2004-03..]"]
    assert codes(import_text(tmp_path, plain("NLD,KFOR,[..2003],5"))) == ["D101"]


@pytest.mark.parametrize("text", ["2003/2004", "2003/..", "../2003", "{2003,2004}"])
def test_a_milestone_is_no_period(tmp_path: Path, text: str) -> None:
    imported = import_text(tmp_path, f'country,mission,from,to\nNLD,KFOR,"{text}",2005\n', STAY)
    (problem,) = imported.diagnostics
    assert problem.message.startswith("not one day")
    with pytest.raises(DateError, match="columns of their own"):
        DateSpelling().read_date(text)


def test_only_what_a_number_is_of_has_no_open_end() -> None:
    assert str(DateSpelling().read_date("[2021-03..]")) == "[2021-03..]"
    with pytest.raises(DateError, match="not one day"):
        DateSpelling().read_day("[2021-03..]")


# --- mappings ---


@pytest.mark.parametrize(
    ("dates", "hint"),
    [
        ('formats = ["FYFFFF"]', 'write fiscal_2000 = "1999-10-01" in [dates]'),
        ('formats = ["FYFF"]\nfiscal_2000 = "1999-10-01"', 'write years = "1980..2010" in [dates]'),
        ('formats = ["YYYY/YY"]', 'write years = "1980..2010" in [dates]'),
        ('formats = ["YYYY-QQ"]', "Q for a quarter"),
        ('formats = ["YYYY-Q-D"]', "Q for a quarter"),
        ('formats = ["YYYY-MM-WW"]', "Q for a quarter"),
        ('formats = ["YYYY-YYYY-MM"]', "Q for a quarter"),
        ('formats = ["FFFF-YYYY"]', "Q for a quarter"),
        ('formats = ["Q"]', "Q for a quarter"),
        *((f'fiscal_2000 = "{day}"', '"1999-10-01"') for day in ("2001-10-01", "2000-02-29", "1999-10", "1999-10-01~")),
    ],
)
def test_what_is_wrong_with_formats_is_told(tmp_path: Path, dates: str, hint: str) -> None:
    (found,) = problems(tmp_path, f"{PLAIN}\n[dates]\n{dates}\n")
    assert hint in found.hint


def test_a_fiscal_year_of_two_years_needs_no_other(tmp_path: Path) -> None:
    dates = '[dates]\nformats = ["FFFF/FF"]\nfiscal_2000 = 2000-04-01\n'
    imported = import_text(tmp_path, plain("NLD,A,1999/00,5"), PLAIN + dates)
    assert figures(imported) == {("nld-a", "[1999-04-01..2000-03-31]"): "5"}


# --- hints ---

#: A date, and the formats that the hint names for it.
HINTS = [
    ("02-2017", ["MM-YYYY"]),
    ("2/2017", ["M/YYYY", "Q/YYYY"]),
    ("2017/02", ["YYYY/MM"]),
    ("14-02-2017", ["DD-MM-YYYY"]),
    ("2/14/2017", ["M/D/YYYY"]),
    ("1.2.2017", ["D.M.YYYY", "M.D.YYYY"]),
    ("1.02.2017", ["D.M.YYYY", "M.D.YYYY"]),
    ("2017/02/14", ["YYYY/MM/DD"]),
    ("20170214", ["YYYYMMDD"]),
    ("1/14/80", ["M/D/YY"]),
    ("14-Feb-17", ["D-MMM-YY"]),
    ("February 2017", ["MMMM YYYY"]),
    ("14 maart 2017", ["D MMMM YYYY"]),
    ("14-02-2017 00:00:00", ["DD-MM-YYYY 00:00:00"]),
    ("2012-Q1", ["YYYY-Q"]),
    ("Q2 2012", ["Q YYYY"]),
    ("2012-1", ["YYYY-M", "YYYY-Q"]),
    ("2012-W07", ["YYYY-WW"]),
    ("2012-45", ["YYYY-WW"]),
    ("2012-13", ["YYYY-WW", "YYYY-YY", "FFFF-FF"]),
    ("2008/09", ["YYYY/MM", "YYYY/YY", "FFFF/FF"]),
    ("1999/00", ["YYYY/YY", "FFFF/FF"]),
    ("2012-2015", ["YYYY-YYYY"]),
    ("2012\u20132013", ["YYYY\u2013YYYY", "FFFF\u2013FFFF"]),
    ("FY2009", ["FYFFFF"]),
    ("FY 09", ["FY FF"]),
    ("FY2008/09", ["FYFFFF/FF"]),
]


@pytest.mark.parametrize(("text", "named"), HINTS, ids=[text for text, _ in HINTS])
def test_the_hint_names_every_format_that_a_date_can_have_and_each_reads_it(
    tmp_path: Path, text: str, named: list[str]
) -> None:
    rows = plain(f"NLD,A,{text},5")
    mapping = PLAIN.replace("2020-06-01", "2050-01-01")
    (problem,) = import_text(tmp_path, rows, Spelled().written(mapping)).diagnostics
    ways = [*Spelled().obeying(problem.hint)]
    assert [way.dates["formats"] for way in ways] == [f'["EDTF", "{each}"]' for each in named]
    for way in ways:
        imported = import_text(tmp_path, rows, way.written(mapping))
        assert (codes(imported), len(figures(imported))) == ([], 1)


def test_the_hint_for_a_month_says_the_line_and_the_table() -> None:
    with pytest.raises(DateError) as raised:
        DateSpelling().read("02-2017")
    assert raised.value.hint == 'write formats = ["EDTF", "MM-YYYY"] in [dates]'


def test_the_language_of_a_month_is_named_where_the_format_is_known() -> None:
    with pytest.raises(DateError) as raised:
        DateSpelling(("D MMMM YYYY",)).read("14 maart 2017")
    assert raised.value.hint == 'write language = "nl" in [dates]'
    assert str(DateSpelling(("D MMMM YYYY",), languages=("nl",)).read("14 maart 2017")) == "2017-03-14"


@pytest.mark.parametrize("text", ["26 Sept 2014", "26 Sept. 2014", "26 SEPT 2014"])
def test_sept_is_english_too(text: str) -> None:
    assert str(DateSpelling(("D MMM YYYY",)).read(text)) == "2014-09-26"


def test_hints_for_months_in_several_languages_lead_to_a_mapping_that_reads_them_all(tmp_path: Path) -> None:
    """They led from one language to the other, and back."""
    spelt = ["3 janv. 2014", "4 Feb 2014", "5 mrt 2014", "6 Mai 2014", "26 Sept 2014"]
    rows = plain(*(f"NLD,KFOR,{each},5" for each in spelt))
    keys = Spelled({}, {"formats": '["D MMM YYYY"]'})
    for _ in spelt:
        imported = import_text(tmp_path, rows, keys.written(PLAIN))
        if imported.diagnostics:
            (keys,) = keys.obeying(imported.diagnostics[0].hint)
    assert (codes(imported), len(figures(imported))) == ([], 5)


def test_no_name_of_a_month_means_two_in_two_languages() -> None:
    every = [month_numbers(each) for each in ("en", "nl", "de", "fr", "es", "it", "pl", "da", "sv", "nb", "cs", "tr")]
    for kind in ("MMMM", "MMM"):
        meant = {(name, month) for each in every for name, month in each[kind].items()}
        assert len(meant) == len({name for name, _ in meant})


def test_a_hint_asks_for_nothing_that_the_mapping_says() -> None:
    with pytest.raises(DateError) as raised:
        DateSpelling(("EDTF",), YEARS, fiscal_2000=OCTOBER).read("FY09")
    assert raised.value.hint == 'write formats = ["EDTF", "FYFF"] in [dates]'


def test_a_period_of_years_can_be_one_unknown_day(tmp_path: Path) -> None:
    rows = plain("NLD,A,2008/2009,5")
    (problem,) = import_text(tmp_path, rows).diagnostics
    (years, _) = Spelled().obeying(problem.hint)
    assert figures(import_text(tmp_path, rows, years.written(PLAIN))) == {("nld-a", "[2008-01-01..2009-12-31]"): "5"}


@pytest.mark.parametrize("text", ["soon", "2Q2012", "1/2/3", "31/31/2017", "2017-2016", "99/99", "", "1" * 200])
def test_no_format_is_guessed_where_nothing_shows_it(text: str) -> None:
    with pytest.raises(DateError) as raised:
        DateSpelling().read(text)
    assert "write formats" not in raised.value.hint


FORMATS = [
    *("%d-%m-%Y", "%m/%d/%Y", "%d.%m.%y", "%Y/%m/%d", "%Y%m%d", "%m-%Y", "%m/%y", "%Y.%m", "%d %B %Y", "%b %d, %Y"),
    *("%d-%b-%y", "%B %Y", "%G-W%V", "W%V %G", "%GW%V", "FY%Y", "FY %y", "%Y-%m-%d 00:00:00"),
]


@settings(deadline=None, max_examples=150)
@given(st.dates(datetime.date(1960, 1, 1), datetime.date(2039, 12, 31)), st.sampled_from(FORMATS), st.booleans())
def test_every_format_of_a_hint_is_taken_and_one_of_them_is_meant(
    day: datetime.date, spelling: str, short: bool
) -> None:
    """Whoever follows each hint in turn comes to a mapping that reads the date as one day that it can be."""
    text = day.strftime(spelling)
    if short and "%y" not in spelling:
        text = text.replace("-0", "-").replace("/0", "/").removeprefix("0")
    read_as = []
    waiting = [Spelled()]
    for _ in range(20):
        if not waiting:
            break
        keys = waiting.pop()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "mapping.toml"
            path.write_text(keys.written(PLAIN), encoding="utf-8")
            dates = read_mapping(path).dates
        spelled = DateSpelling(dates.formats, dates.years, dates.unknown, dates.languages, dates.fiscal_2000)
        try:
            read_as.append(spelled.read_day(text))
        except DateError as error:
            waiting += keys.obeying(error.hint)
    assert any(date.hull[0] <= day.toordinal() <= date.hull[1] for date in read_as) or "FY" in spelling
    assert read_as


@pytest.mark.parametrize(
    ("text", "spelling", "edtf"),
    [
        ("spring 2016", "spring YYYY", "2016-21"),
        ("since 2020", "since YYYY", "2020/.."),
        ("ca. 2020", "ca. YYYY", "2020~"),
        ("1990s", "YYYYs", "199X"),
        ("H1 2024", "H1 YYYY", "2024-40"),
        ("eind 2020", "eind YYYY", "[2020-09-01..2020-12-31]"),
        ("été 2020", "été YYYY", "2020-22"),
    ],
)
def test_a_word_that_says_more_than_a_spelling_is_no_part_of_one(text: str, spelling: str, edtf: str) -> None:
    """They became plain years: of a season, a bound or a guess nothing was left."""
    with pytest.raises(DateError) as caught:
        DateSpelling().read(text)
    assert f'write "{edtf}"' in caught.value.hint
    assert "formats" not in caught.value.hint
    with pytest.raises(InvalidValueError, match="more than its numbers"):
        to_date_format(spelling)


def test_words_that_say_nothing_can_stand_in_a_spelling() -> None:
    spelt = ["le D MMMM YYYY", "Week WW, YYYY", "kwartaal Q YYYY", "YYYY-MM-DDT00:00:00"]
    spellings = tuple(map(to_date_format, spelt))
    assert str(DateSpelling(spellings, languages=("fr",)).read("le 2 mai 2014")) == "2014-05-02"
