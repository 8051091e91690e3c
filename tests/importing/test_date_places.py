"""What a hint offers for a date is accepted in the place where it stands, and says no more than the cell did."""

import re
from pathlib import Path

import pytest

from deployments import UncertainDate
from deployments.errors import DateError, InvalidValueError
from deployments.importing import Imported
from deployments.importing.converters import to_date_format
from deployments.importing.date_spelling import DateSpelling
from deployments.importing.mapping_reader import read_mapping
from deployments.values.calendar import day_number
from deployments.values.date_words import readings
from tests.formats.tables import PLAIN, codes, figures, import_text, plain
from tests.importing.obeying import Spelled
from tests.importing.test_mappings import problems

MAPPING = PLAIN.replace("2020-06-01", "2026-06-01")
#: The lines of a mapping by which the dates of a column are read in each place.
PLACES = {
    "day": MAPPING.replace('day = "day"', 'day = "date"'),
    "throughout": MAPPING.replace('day = "day"', 'day = { column = "date", at = "throughout" }'),
    "start": 'start = "date"\n' + MAPPING,
    "end": 'end = "date"\n' + MAPPING,
    "mandate": 'mandate = "date"\n' + MAPPING,
    "mission": MAPPING.replace('mission = "mission"', "") + '[mission]\ncolumn = "mission"\nstart = "date"\n',
    "published": MAPPING.replace('published = "2026-06-01"', 'published = { column = "date" }'),
}
WORDS = [
    *("before 2023", "after 2023-05-01", "by 2023", "since 2019", "till 2024-03", "from May 2023", "until 2024"),
    *("voor mei 2023", "nach 2023", "avant 2023", "ab 2023", "not before 2020", "at least until June 2023"),
    *("since spring 2020", "May to June 2023", "1-5 May 2023", "between May and June 2023", "winter 2022/23"),
    *("2023/..", "../2023", "[2023..]", "[..2023-01-01]", "2023-01-01..", "2023 -"),
]


def imported(folder: Path, place: str, cell: str, dates: str = "") -> Imported:
    """Import a table with a date in one place."""
    if place == "header":
        mapping = MAPPING.replace('day = "day"', "day = { header = true }").replace('"strength"', '{ each = "*20*" }')
        return import_text(folder, f'country,mission,"{cell}"\nNLD,A,5\n', mapping + dates)
    table = f'country,mission,date,day,strength\nNLD,A,"{cell}",2019-01-31,5\n'
    return import_text(folder, table, PLACES[place] + dates)


def offered(hint: str) -> list[str]:
    """Return the dates that a hint says to write, with a day where it says to put one."""
    parts = re.sub(r"[\w. ]+ = .*", "", hint)  # the keys of a mapping
    whole = [each for each in re.findall(r'"([^"]+)"', parts) if re.match(r"[0-9\[.]", each)]
    put = {"[..": "[2010-05-05..", "../": "2010-05-05/", "..]": "..2030-05-05]", "/..": "/2030-05-05"}
    opened = re.findall(r"(?<![\"\w])(\[\.\.[\d-]+\]|\[[\d-]+\.\.\]|[\d-]+/\.\.|\.\./[\d-]+)(?= with the)", parts)
    for each in opened:
        mark = next(mark for mark in put if each.startswith(mark) or each.endswith(mark))
        whole.append(each.replace(mark, put[mark]))
    return whole


@pytest.mark.parametrize("place", [*PLACES, "header"])
@pytest.mark.parametrize("cell", WORDS)
def test_what_a_hint_offers_is_accepted_where_it_stands(tmp_path: Path, place: str, cell: str) -> None:
    """Dates without an end were offered where a figure has its day, and refused there."""
    first = imported(tmp_path, place, cell)
    for problem in (each for each in first.diagnostics if each.code == "D101"):
        assert offered(problem.hint), problem.hint
        for text in offered(problem.hint):
            again = imported(tmp_path, place, text)
            assert "D101" not in codes(again), (problem.hint, text)


@pytest.mark.parametrize("place", ["day", "throughout", "start", "header", "published"])
@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("before 2023", None, (2022, 12, 31)),
        ("vor Mai 2023", None, (2023, 4, 30)),
        ("avant le 2 mai 2023", None, (2023, 5, 1)),
        ("before summer 2023", None, (2023, 5, 31)),
        ("after 2023-05-01", (2023, 5, 2), None),
        ("na 2023", (2024, 1, 1), None),
        ("nach Februar 2023", (2023, 3, 1), None),
        ("by 2023", None, (2023, 12, 31)),
        ("not before 2023", (2023, 1, 1), None),
    ],
)
def test_no_day_that_a_cell_excludes_is_offered(
    tmp_path: Path, place: str, cell: str, first: tuple[int, int, int] | None, last: tuple[int, int, int] | None
) -> None:
    """`before 2023` came to be 1 January 2023, by two hints that were followed."""
    (problem, *_) = imported(tmp_path, place, cell).diagnostics
    assert offered(problem.hint)
    for text in offered(problem.hint):
        low, high = UncertainDate.parse(text).hull
        assert first is None or low == day_number(*first)
        assert last is None or high == day_number(*last)


def test_a_single_day_is_never_one_in_which_a_day_is_not_known() -> None:
    for text in ("[..2023-01-01]", "2023-01-01/..", "before 2023"):
        with pytest.raises(DateError) as raised:
            DateSpelling().read_day(text)
        assert "in 2023-01-01" not in raised.value.hint
        assert '"2023-01-01"' not in raised.value.hint


def test_dates_in_edtf_are_offered_with_the_format_that_reads_them(tmp_path: Path) -> None:
    dates = '[dates]\nformats = ["D/M/YYYY"]\n'
    (problem,) = imported(tmp_path, "day", "before 2023", dates).diagnostics
    (keys,) = re.findall(r"with (formats = \[.*\]) in \[dates\]", problem.hint)
    for text in offered(problem.hint.split(", with formats")[0]):
        assert codes(imported(tmp_path, "day", text, f"[dates]\n{keys}\n")) == []


# --- periods ---

MARCH = "2024-03-01/2024-03-31"


def test_a_period_is_taken_where_the_mapping_says_which_of_its_days_is_meant(tmp_path: Path) -> None:
    rows = plain("NLD,A,2024-03-01/2024-03-31,5", "DEU,A,2024-03,5", "BEL,A,2024-02/2024-03,5")
    days = {}
    for at in ("throughout", "end", "start"):
        mapping = MAPPING.replace('day = "day"', f'day = {{ column = "day", at = "{at}" }}')
        found = import_text(tmp_path, rows, mapping)
        assert codes(found) == []
        days[at] = {who[:3]: day for (who, day) in figures(found)}
    assert days == {
        "throughout": {"nld": MARCH, "deu": MARCH, "bel": "2024-02-01/2024-03-31"},
        "end": {"nld": "2024-03-31", "deu": "2024-03-31", "bel": "2024-03-31"},
        "start": {"nld": "2024-03-01", "deu": "2024-03-01", "bel": "2024-02-01"},
    }


def test_a_period_says_what_can_be_done_where_the_mapping_does_not(tmp_path: Path) -> None:
    (problem,) = imported(tmp_path, "day", "2024-03-01/2024-03-31").diagnostics
    assert problem.hint == (
        'write "[2024-03-01..2024-03-31]" if it is one day of these, or at = "throughout" in day of the mapping '
        "if it is all"
    )


@pytest.mark.parametrize("cell", ["2024-03~/2024-04", "202X/2023", "2024/2024-06?"])
def test_a_period_whose_ends_nobody_knows_is_not_taken(tmp_path: Path, cell: str) -> None:
    (problem,) = imported(tmp_path, "throughout", cell).diagnostics
    assert problem.hint == "mend it, or leave at and on out of day in the mapping"


def test_one_day_of_a_period_is_not_offered_where_all_would_be_taken(tmp_path: Path) -> None:
    (problem,) = imported(tmp_path, "throughout", "May to June 2023").diagnostics
    assert offered(problem.hint) == ["2023-05/2023-06"]


# --- words and signs in spellings ---

TELLING = [
    *("YYYY (planned)", "planned YYYY", "Planned YYYY", "YYYY (gepland)", "YYYY geplant", "prévu YYYY", "exp. YYYY"),
    *("est. YYYY", "YYYY-MM-DD (est.)", "YYYY geschat", "geschätzt YYYY", "YYYY (estimé)", "not YYYY", "niet YYYY"),
    *("YYYY onwards", "since YYYY", "YYYY or later", "dès YYYY", "YYYY en later", "YYYY ff.", "at least YYYY"),
    *("±YYYY", "<YYYY", "> YYYY", "~YYYY", "YYYY+", "YYYY?", "≥YYYY", "YYYY..", "..YYYY", "YYYY-", "YYYY/", "YYYY (e)"),
    *("YYYYp", "ungefähr YYYY", "environ YYYY", "about YYYY", "provisional YYYY", "FY YYYY", "YYYY (TBC)"),
]


@pytest.mark.parametrize("spelling", TELLING)
def test_a_spelling_with_what_changes_its_dates_is_refused_and_never_asked_for(tmp_path: Path, spelling: str) -> None:
    with pytest.raises(InvalidValueError, match="more than its numbers"):
        to_date_format(spelling)
    text = spelling.replace("YYYY", "2023").replace("MM", "05").replace("DD", "06")
    for place in ("day", "header", "start"):
        for problem in imported(tmp_path, place, text).diagnostics:
            assert "add the spelling" not in problem.hint
            ways = [*Spelled().obeying(problem.hint)] if "write formats" in problem.hint else []
            assert spelling not in "".join(way.dates["formats"] for way in ways)


@pytest.mark.parametrize(
    "spelling",
    [
        *("D-M-YYYY", "YYYY-MM-DDT00:00:00+00:00", "Stand: DD.MM.YYYY", "Week WW, YYYY", "FYFFFF", "FY FFFF/FF"),
        *("(YYYY)", "Troops YYYY", "YYYY KWWW", "den D. MMMM YYYY", "YYYY."),
    ],
)
def test_a_spelling_with_other_words_and_marks_is_taken(spelling: str) -> None:
    assert to_date_format(spelling) == spelling


def test_what_is_planned_is_told_where_it_belongs(tmp_path: Path) -> None:
    (problem,) = imported(tmp_path, "header", "2023 (planned)").diagnostics
    assert 'basis = "planned"' in problem.hint


# --- fiscal years ---


@pytest.mark.parametrize("text", ["FY2023/24", "2023/24", "2023-2024", "FJ 2023/2024"])
def test_a_fiscal_year_of_two_years_has_days_of_both(tmp_path: Path, text: str) -> None:
    """The day that the hint named was of the year before: no day of the second one was left."""
    (problem,) = imported(tmp_path, "day", text).diagnostics
    (way,) = (each for each in Spelled().obeying(problem.hint) if "FFFF" in each.dates["formats"])
    found = import_text(tmp_path, plain(f"NLD,A,{text},5"), way.written(MAPPING))
    assert (codes(found), [day for _, day in figures(found)]) == ([], ["[2023-10-01..2024-09-30]"])


@pytest.mark.parametrize("day", ["1999-10-01", "1999-04-01", "2000-01-01"])
@pytest.mark.parametrize("spelling", ["FFFF/FF", "FYFFFF-FFFF"])
def test_a_fiscal_year_of_two_years_begins_in_the_first(tmp_path: Path, day: str, spelling: str) -> None:
    dates = f'\n[dates]\nformats = ["{spelling}"]\nfiscal_2000 = "{day}"\n'
    (problem,) = problems(tmp_path, PLAIN + dates)
    assert "begins in the first of its years" in problem.message
    (right,) = re.findall('"(2000-.*?)"', problem.hint)
    for mended in (dates.replace(day, right), dates.replace(spelling, "FYFFFF")):
        (tmp_path / "mapping.toml").write_text(PLAIN + mended, encoding="utf-8")
        assert read_mapping(tmp_path / "mapping.toml").dates.fiscal_2000 is not None


@pytest.mark.parametrize(
    ("text", "formats", "begun"), [("FY2023/24", "FYFFFF", "1999-10-01"), ("FY2023", "FFFF/FF", "2000-10-01")]
)
def test_fiscal_years_of_one_year_and_of_two_are_not_read_by_one_day(
    tmp_path: Path, text: str, formats: str, begun: str
) -> None:
    dates = f'[dates]\nformats = ["{formats}"]\nfiscal_2000 = "{begun}"\n'
    (problem,) = imported(tmp_path, "day", text, dates).diagnostics
    assert problem.hint == "write all fiscal years in the table in one way, by one year or by both, if it is one"


# --- dates that cannot be, or can be two things ---


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2023-02-30", "the last day of 2023-02 is 28"),
        ("31/04/2024", "the last day of 2024-04 is 30"),
        ("02/30/2024", "the last day of 2024-02 is 29"),
        ("31.6.2023", "the last day of 2023-06 is 30"),
        ("20230431", "the last day of 2023-04 is 30"),
        ("30 Feb 2023", "the last day of 2023-02 is 28"),
        ("31 juin 2023", "the last day of 2023-06 is 30"),
        ("Sept 31, 2023", "the last day of 2023-09 is 30"),
    ],
)
def test_a_day_that_its_month_does_not_have_is_told_at_once(tmp_path: Path, text: str, last: str) -> None:
    (problem,) = imported(tmp_path, "day", text).diagnostics
    assert problem.hint == last


def test_a_day_that_there_is_in_another_order_alone_is_told_with_what_is_wrong_in_the_likely_one(
    tmp_path: Path,
) -> None:
    (problem,) = imported(tmp_path, "day", "31/04/24").diagnostics
    assert problem.hint.startswith('the last day of month 04 is 30; or write formats = ["EDTF", "YY/MM/DD"]')


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("2023-13", "2023-13 is then a week, and no month"),
        ("2023/45", "2023/45 is then a week, and no month"),
        ("2023.5", "2023.5 is then a month, and no fraction of a year"),
        ("2023.1", "2023.1 is then a month, and no fraction of a year, nor 2023.10 without its last digit"),
    ],
)
def test_what_a_number_is_by_a_format_and_what_it_is_not_is_told(tmp_path: Path, text: str, note: str) -> None:
    (problem,) = imported(tmp_path, "day", text).diagnostics
    assert f"({note})" in problem.hint
    first, *_ = Spelled().obeying(problem.hint)
    assert codes(import_text(tmp_path, plain(f"NLD,A,{text},5"), first.written(MAPPING))) == []


def test_a_season_that_another_format_reads_is_told_by_its_days(tmp_path: Path) -> None:
    dates = '[dates]\nformats = ["EDTF", "YYYY-WW"]\n'
    for text, meant in (("Winter 2022/23", 1), ("2022-24", 2)):
        (problem,) = imported(tmp_path, "day", text, dates).diagnostics
        found = [each for each in re.findall('"(.*?)"', problem.hint) if each.startswith("[")]
        assert found == ["[2022-12-01..2023-02-28]", "[2022-06-13..2022-06-19]"][:meant]
        assert all(codes(imported(tmp_path, "day", each, dates)) == [] for each in found)


def test_dates_before_and_after_another_leave_it_out_in_every_reading() -> None:
    for text in ("before 2023", "voor 2023", "vor 2023", "avant 2023", "before January 2023", "prior to 2023"):
        assert [each.date for each in readings(text)] == ["[..2022-12-31]"]
    for text in ("after 2023", "na 2023", "nach 2023", "après 2023", "after December 2023"):
        assert [each.date for each in readings(text)] == ["[2024-01-01..]"]


@pytest.mark.parametrize("cell", ["[2023-05..2023-06]", "[2023-05-01,2023-06-30]"])
@pytest.mark.parametrize("at", ["throughout", "start", "end"])
def test_one_day_that_nobody_knows_is_no_period(tmp_path: Path, cell: str, at: str) -> None:
    mapping = MAPPING.replace('day = "day"', f'day = {{ column = "day", at = "{at}" }}')
    imported = import_text(tmp_path, f'country,mission,day,strength\nNLD,KFOR,"{cell}",5\n', mapping)
    assert [str(each.as_of) for each in imported.registry.statements] == [cell]
