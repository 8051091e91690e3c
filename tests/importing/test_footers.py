"""Lines below a table are told once, and left out when the mapping says so; rows are never taken for such lines."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deployments.diagnostics import has_errors
from deployments.importing import import_tables
from deployments.importing.footers import OddCell, lone_cell
from tests.formats.tables import PLAIN, codes, figures, import_text, plain

ROW = "NLD,KFOR,2020-01-31,5"
#: Footers, each with the number of lines that are told.
FOOTERS = {
    "even lines": (["Source: the ministry,,,", "Note: as of today,,,"], 2),
    "short lines": (["Source: the ministry", '"Note: police, and others"'], 2),
    "below a blank line": ([",,,", "Source: the ministry,,,"], 1),
    "in several columns": (["Source: the ministry,,,", ",See the note [1],,", ",,Stand: today,"], 3),
    "a total in words": (["Total: five,,,", "* without police,,,"], 2),
    "a long text": ([f"Note: [*] {'very ' * 40}long?,,,", "Short,,,"], 2),
    "in quotes": (['"The ""ministry""\nsays so",,,'], 1),
    "numbers": ([",,,5", ",,,11"], 2),
    "numbers below names": (["5,,,", "11,,,"], 2),
    "commas without quotes": (["Source: the ministry, and others", "Note: a, b, c, d, e", "* no police, no other"], 3),
    "many words and a comma": (["These figures exclude the police, and others"], 1),
    "all of them": (["Source: x,,,", "Note: a, b", ",,,11"], 3),
}


def obeyed(mapping: str, hint: str) -> str:
    """Return the mapping with the tables that a hint says to write at its end."""
    first, _, tables = hint.partition("\n")
    assert re.search(r"if (they are|it is) no rows?, leave (them|it) out: write at the end of the mapping$", first)
    return mapping + tables + "\n"


@pytest.mark.parametrize(("lines", "count"), FOOTERS.values(), ids=FOOTERS)
def test_a_footer_is_told_once_and_left_out_as_the_hint_says(tmp_path: Path, lines: list[str], count: int) -> None:
    imported = import_text(tmp_path, plain(ROW, *lines))
    (problem,) = imported.diagnostics
    assert (problem.code, imported.counts[0].kept, imported.counts[0].reported) == ("I121", 1, count)
    assert has_errors(imported.diagnostics), "nobody may have meant these lines: the mapping is to say so"
    again = import_text(tmp_path, plain(ROW, *lines), obeyed(PLAIN, problem.hint))
    assert (codes(again), again.counts[0].kept, again.counts[0].left_out) == ([], 1, count)


def test_a_footer_is_told_where_it_begins(tmp_path: Path) -> None:
    (problem,) = import_text(tmp_path, plain(ROW, ",Source: x,,", ",a,,", ",b,,", ",c,,", ",c,,")).diagnostics
    assert str(problem.location).endswith("table.csv:3:2")
    assert problem.message.endswith("which seem to be no rows: 'Source: x', 'a', 'b', and 2 more")


def test_one_line_is_told_as_one(tmp_path: Path) -> None:
    (problem,) = import_text(tmp_path, plain(ROW, "Source: x,,,")).diagnostics
    assert problem.message == "a line below the last row that was taken, which seems to be no row: 'Source: x'"
    assert problem.hint.startswith("if it is no row, leave it out: ")


def test_rows_of_a_number_are_not_left_out_with_one_below_the_table(tmp_path: Path) -> None:
    """Whoever leaves out the rows with a number in them loses others that have it too."""
    table = plain("DEU,KFOR,2020-01-31,11", ROW, ",,,11")
    (problem,) = import_text(tmp_path, table).diagnostics
    again = import_text(tmp_path, table, obeyed(PLAIN, problem.hint))
    assert (codes(again), sorted(figures(again).values())) == ([], ["11", "5"])


@pytest.mark.parametrize(
    "filters",
    [
        '[[only]]\ncolumn = "country"\nwords = ["NLD", "Korea, Republic of"]\n',
        '[[only]]\ncolumn = "mission"\nwords = ["KFOR"]\n',
        '[[leave_out]]\ncolumn = "mission"\nwords = ["Republic of"]\n',
    ],
)
def test_a_row_that_its_own_comma_cut_is_not_left_out_by_what_that_made_of_it(tmp_path: Path, filters: str) -> None:
    """Nobody knows what the cells behind the comma are, nor the whole text of that before it."""
    imported = import_text(tmp_path, plain(ROW, "Korea,Republic of,KFOR,2020-01-31,7"), PLAIN + filters)
    assert (codes(imported), imported.counts[0].left_out) == (["I104"], 0)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([ROW, "Africa,,,", "DEU,KFOR,2020-01-31,5"], id="a heading among the rows"),
        pytest.param(["Source: x,,,"], id="no row at all"),
        pytest.param([ROW, "DEU,,,"], id="a country without a number"),
        pytest.param([ROW, ",,2020-02-29,"], id="a day without a country"),
        pytest.param([ROW, "Elsewhere,KFOR,,"], id="two cells"),
        pytest.param([ROW, "Elsewhere,KFOR,5"], id="a cell too few"),
        pytest.param([ROW, *[f"line {number},,," for number in range(51)]], id="too many lines"),
    ],
)
def test_what_may_be_a_row_is_told_as_one(tmp_path: Path, rows: list[str]) -> None:
    imported = import_text(tmp_path, plain(*rows))
    assert imported.diagnostics
    assert "I121" not in codes(imported)


def test_rows_below_a_footer_keep_their_problems(tmp_path: Path) -> None:
    imported = import_text(tmp_path, plain(ROW, "Source: x,,,", "TOTAL,KFOR,2020-01-31,5", "Note,,,"))
    assert sorted(codes(imported)) == ["I108", "I121"]


def check_two_rows_and_a_footer(tmp_path: Path, mapping: str, table: str) -> None:
    (problem,) = import_text(tmp_path, table, mapping).diagnostics
    assert problem.code == "I121"
    again = import_text(tmp_path, table, obeyed(mapping, problem.hint))
    assert (codes(again), len(figures(again)), again.counts[0].left_out) == ([], 2, 1)


def test_cells_that_are_filled_from_above_do_not_hide_a_footer(tmp_path: Path) -> None:
    mapping = 'fill_down = ["mission", "day"]\n' + PLAIN
    table = plain(ROW, "DEU,,,6", "Source: x,,,")
    check_two_rows_and_a_footer(tmp_path, mapping, table)


def test_a_footer_below_several_in_a_cell_is_told(tmp_path: Path) -> None:
    mapping = 'contributor = "who"\nmission = "mission"\nday = "day"\nstrength = "n"\n'
    mapping += '[source]\ntitle = "A table"\npublished = "2020-06-01"\n'
    mapping += '[[split]]\ncolumn = "forces"\nby = ", "\npattern = "{who} ({n})"\n'
    table = 'forces,mission,day\n"NLD (5), DEU (6)",KFOR,2020-01-31\n"Source: the ministry, and others",,\n'
    check_two_rows_and_a_footer(tmp_path, mapping, table)


def test_a_footer_of_a_column_that_no_name_means_is_to_be_taken_out_of_the_table(tmp_path: Path) -> None:
    table = "country,mission,day,strength,,\nNLD,KFOR,2020-01-31,5,,\n,,,,Source: x,\n"
    (problem,) = import_text(tmp_path, table).diagnostics
    assert (problem.code, problem.hint) == ("I121", "if it is no row, take it out of the table")


def test_a_footer_of_a_table_that_is_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "mapping.toml").write_text(PLAIN)
    rows = [["country", "mission", "day", "strength"], ROW.split(","), ["Source: x", None, None, None]]
    (problem,) = import_tables(tmp_path / "mapping.toml", rows).diagnostics
    assert (problem.code, problem.location and problem.location.line) == ("I121", 2)


@given(st.lists(st.sampled_from(["", " ", "\t", "a", " b "]), max_size=6))
def test_a_lone_cell_is_the_only_one_that_is_not_blank(texts: list[str]) -> None:
    filled = [OddCell(number, text.strip()) for number, text in enumerate(texts) if re.search(r"\S", text)]
    assert lone_cell(texts) == (filled[0] if len(filled) == 1 else None)
