"""Words and open ends in place of dates: what a hint says to write is accepted, and states no date of it."""

import re
import tomllib
from pathlib import Path

import pytest

from deployments.importing import Imported
from tests.formats.tables import PLAIN, codes, import_text

HEADER = "country,mission,day,strength,to\n"
WORDS = ["..", "unlimited", "ongoing", "indefinite", "until further notice", "present", 'until "then"']


def rows(*cells: str, column: str = "to") -> str:
    """Give a table with a row for each cell of a column."""
    lines = []
    for number, cell in enumerate(cells):
        day, to = ("2020-01-31", cell) if column == "to" else (cell, "")
        lines.append(f'NLD,M{number},{day},5,"{to.replace(chr(34), chr(34) * 2)}"\n')
    return HEADER + "".join(lines)


def stated(imported: Imported, kind: str) -> list[str]:
    """Give the values of one kind of statement."""
    return [str(each.value) for each in imported.registry.statements_of(kind=kind)]


def beside(hint: str, key: str) -> str:
    """Return the line that a hint says to write for the column of a key."""
    (line,) = re.findall(rf"beside its column(?: in \[[^]]*\])?: ({key} = \{{.*\}})$", hint)
    assert tomllib.loads(line)
    return str(line)


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("key", ["end", "start", "returned"])
def test_a_word_in_place_of_a_day_can_say_that_none_is_known(tmp_path: Path, key: str, word: str) -> None:
    mapping = f'{key} = "to"\n' + PLAIN
    (problem,) = import_text(tmp_path, rows(word), mapping).diagnostics
    line = beside(problem.hint, key)
    again = import_text(tmp_path, rows(word), mapping.replace(f'{key} = "to"', line))
    assert (codes(again), stated(again, key), stated(again, "strength")) == ([], [], ["5"])


def test_words_that_are_known_in_the_column_already_stay_so(tmp_path: Path) -> None:
    mapping = 'unknown = ["NA"]\nend = "to"\n' + PLAIN
    for word in ("ongoing", ".."):
        (problem,) = import_text(tmp_path, rows("NA", word), mapping).diagnostics
        if "beside its column: " in problem.hint:
            mapping = mapping.replace('end = "to"', beside(problem.hint, "end"))
        else:
            (words,) = re.findall(r"write (unknown = \[.*\]) beside the column of end", problem.hint)
            mapping = re.sub(r"unknown = \[[^]]*\](?= \})", words, mapping)
    again = import_text(tmp_path, rows("NA", "ongoing", ".."), mapping)
    assert (codes(again), stated(again, "end")) == ([], [])


def test_one_list_has_all_words_of_a_column(tmp_path: Path) -> None:
    """Each word had a line of its own, and TOML has no key twice."""
    mapping = 'end = "to"\n' + PLAIN
    table = rows("ongoing", "..", "2021-01-01", "present")
    (hint,) = {each.hint for each in import_text(tmp_path, table, mapping).diagnostics}
    again = import_text(tmp_path, table, mapping.replace('end = "to"', beside(hint, "end")))
    assert (codes(again), stated(again, "end")) == ([], ["2021-01-01"])


def test_remarks_are_not_listed_together(tmp_path: Path) -> None:
    table = rows(*(f"remark {chr(97 + number)}" for number in range(13)))
    hints = {each.hint for each in import_text(tmp_path, table, 'end = "to"\n' + PLAIN).diagnostics}
    assert len(hints) == 13


def test_a_word_in_a_part_is_told_where_its_column_stands(tmp_path: Path) -> None:
    mapping = PLAIN.replace('strength = "strength"\n', "") + '[parts.men]\nstrength = "strength"\nend = "to"\n'
    (problem,) = import_text(tmp_path, rows("ongoing"), mapping).diagnostics
    assert "beside its column in [parts.men]: " in problem.hint
    assert (
        codes(import_text(tmp_path, rows("ongoing"), mapping.replace('end = "to"', beside(problem.hint, "end")))) == []
    )


def test_a_mission_that_goes_on_has_no_end(tmp_path: Path) -> None:
    mission = '[mission]\ncolumn = "mission"\nend = "to"\n'
    mapping = PLAIN.replace('mission = "mission"\n', "") + mission
    (problem,) = import_text(tmp_path, rows("ongoing"), mapping).diagnostics
    assert "beside its column in [mission]: " in problem.hint
    again = import_text(tmp_path, rows("ongoing"), mapping.replace('end = "to"', beside(problem.hint, "end")))
    assert (codes(again), stated(again, "end"), stated(again, "strength")) == ([], [], ["5"])


@pytest.mark.parametrize("word", ["ongoing", "present", "see note"])
def test_a_word_of_a_mandate_can_mean_either(tmp_path: Path, word: str) -> None:
    mapping = 'mandate = "to"\n' + PLAIN
    (problem,) = import_text(tmp_path, rows(word), mapping).diagnostics
    assert problem.hint.startswith('write ".." in the table if it has no end; ')
    assert stated(import_text(tmp_path, rows(".."), mapping), "mandate") == ["../.."]
    again = import_text(tmp_path, rows(word), mapping.replace('mandate = "to"', beside(problem.hint, "mandate")))
    assert (codes(again), stated(again, "mandate")) == ([], [])


@pytest.mark.parametrize("word", ["unlimited", "indefinite", "no end", "without an end", "onbepaald", "unbegrenzt"])
def test_a_word_for_no_end_of_a_mandate_is_two_dots(tmp_path: Path, word: str) -> None:
    (problem,) = import_text(tmp_path, rows(word), 'mandate = "to"\n' + PLAIN).diagnostics
    assert problem.hint == 'write ".." in the table'


@pytest.mark.parametrize("cell", ["2020..", "2020/..", "2020/", "[2020..]", "..2020", "[..2020]", "2020 -"])
def test_the_day_of_a_number_has_no_open_end(tmp_path: Path, cell: str) -> None:
    (problem,) = import_text(tmp_path, rows(cell, column="day")).diagnostics
    assert problem.message.startswith("not one day")
    (written,) = re.findall('"(.*?)"', problem.hint)
    assert codes(import_text(tmp_path, rows(written, column="day"))) == []


@pytest.mark.parametrize("cell", ["2021..", "2021/..", "2021/", "../2021", "..2021"])
def test_the_date_of_an_end_can_be_open(tmp_path: Path, cell: str) -> None:
    mapping = 'end = "to"\n' + PLAIN
    (problem,) = import_text(tmp_path, rows(cell), mapping).diagnostics
    (written,) = re.findall('"(.*?)"', problem.hint)
    again = import_text(tmp_path, rows(written), mapping)
    assert (codes(again), stated(again, "end")) == ([], [written])


@pytest.mark.parametrize("word", ["..", "ongoing"])
def test_a_row_without_a_day_can_be_left_out(tmp_path: Path, word: str) -> None:
    table = rows(word, "2020-01-31", column="day")
    (problem,) = import_text(tmp_path, table).diagnostics
    _, _, left_out = problem.hint.partition("write at the end of the mapping\n")
    again = import_text(tmp_path, table, PLAIN + left_out)
    assert (codes(again), again.counts[0].left_out, stated(again, "strength")) == ([], 1, ["5"])
