"""Months in the header, and the year in a column of its own."""

import json
import re
from pathlib import Path
from unittest.mock import patch

import pytest

from deployments.importing import Imported
from deployments.importing.row_problems import RowProblems
from tests.formats.tables import codes, figures, import_text
from tests.importing.obeying import leaving_out

SOURCE = '\n[source]\ntitle = "A made-up table"\npublished = "2024-01-01"\n'
MONTHS = 'contributor = "who"\nday = { template = "{Year} {header}"%s }\nstrength = { each = %s }\n' + SOURCE
FORMATS = '[dates]\nformats = ["YYYY MMM"]\n'


def test_a_day_is_put_together_of_the_header_and_a_column(tmp_path: Path) -> None:
    table = "who,Year,Jan,Feb\nNLD,2020,5,6\nNLD,2021,7,\nDEU,2020,,8\n"
    imported = import_text(tmp_path, table, MONTHS % ("", '["Jan", "Feb"]') + FORMATS)
    assert codes(imported) == []
    assert figures(imported) == {
        ("nld", "2020-01"): "5",
        ("nld", "2020-02"): "6",
        ("nld", "2021-01"): "7",
        ("deu", "2020-02"): "8",
    }
    assert imported.counts[0].cells.ignored == 0


def test_such_a_day_can_be_the_last_of_its_month(tmp_path: Path) -> None:
    table = "who,Year,January\nNLD,2020,5\n"
    mapping = MONTHS % (', at = "end"', '"Jan*"') + FORMATS.replace("MMM", "MMMM")
    assert figures(import_text(tmp_path, table, mapping)) == {("nld", "2020-01-31"): "5"}


def test_without_a_year_nobody_knows_the_day(tmp_path: Path) -> None:
    table = "who,Year,Jan\nNLD,,5\n"
    imported = import_text(tmp_path, table, MONTHS % ("", '"Jan"') + FORMATS)
    assert (codes(imported), imported.counts[0].reported) == (["I106"], 1)


@pytest.mark.parametrize(
    ("table", "force"),
    [
        ("who,kind,day,a{b}\nNLD,x,2020,5\n", "nld-x-a-b"),
        ("who,kind,day,%s {}\nNLD,x,2020,5\n", "nld-x-s"),
        ("who,kind,day,header,men\nNLD,x,2020,y,5\n", "nld-x-y"),
    ],
    ids=["braces", "marks of formats", "a column that is called header"],
)
def test_a_force_is_put_together_of_any_header(tmp_path: Path, table: str, force: str) -> None:
    mapping = 'contributor = "who"\nday = "day"\nforce = { template = "{kind} {header}" }\n'
    mapping += 'strength = { each = "*", except = ["who", "kind", "day", "header"] }\n' + SOURCE
    assert [each.about for each in import_text(tmp_path, table, mapping).registry.statements] == [force]


@pytest.mark.parametrize(
    ("names", "dates"),
    [
        ("Year,Jan,Feb", ""),
        ("Jaar,januari,maart", '[dates]\nlanguage = "nl"\n'),
        ("Jahr,Q1,Q2", ""),
        ("year,1,2", ""),
        ("Year,Jan,Feb", '[dates]\nformats = ["YYYY MMM"]\n'),
    ],
)
def test_the_hint_for_months_without_a_year_is_accepted(tmp_path: Path, names: str, dates: str) -> None:
    table = f"who,{names}\nNLD,2020,5,6\n"
    year, *months = names.split(",")
    mapping = f'contributor = "who"\nday = {{ header = true }}\nstrength = {{ each = {json.dumps(months)} }}\n{SOURCE}'
    hint = import_text(tmp_path, table, mapping + dates).diagnostics[0].hint
    (template,) = re.findall("write (template = .*?) in day, in place of header = true", hint)
    assert year in template
    lines = re.findall(r"write (formats = \[.*?\])(?: and (language = .*?))? in \[dates\]", hint)
    written = "".join(f"{line}\n" for line in (lines[0] if lines else ()) if line)
    kept = re.sub("formats = .*\n", "", dates) if written else dates
    again = mapping.replace("header = true", template) + (kept or "[dates]\n") + written
    imported = import_text(tmp_path, table, again)
    assert (codes(imported), [*figures(imported).values()]) == ([], ["5", "6"])


def test_months_of_a_table_that_names_no_year_are_told_with_a_year_to_write(tmp_path: Path) -> None:
    mapping = 'contributor = "who"\nday = { header = true }\nstrength = { each = ["Jan", "Feb"] }\n' + SOURCE
    problems = import_text(tmp_path, "who,Jan,Feb\nNLD,5,6\n", mapping).diagnostics
    hint = problems[0].hint
    assert not any("except" in each.hint for each in problems), "no column of numbers would be left"
    (template,) = re.findall('write (template = "2020 {header}") in day, in place of header = true', hint)
    (formats,) = re.findall(r"write (formats = \[.*?\]) in \[dates\]", hint)
    again = import_text(
        tmp_path, "who,Jan,Feb\nNLD,5,6\n", f"{mapping.replace('header = true', template)}[dates]\n{formats}\n"
    )
    assert (codes(again), [*figures(again).values()]) == ([], ["5", "6"])


def test_a_header_that_is_no_month_is_told_as_before(tmp_path: Path) -> None:
    mapping = 'contributor = "who"\nday = { header = true }\nstrength = { each = ["x*", "2020"] }\n' + SOURCE
    (problem,) = import_text(tmp_path, "who,2020,xyz\nNLD,5,6\n", mapping).diagnostics
    assert "template" not in problem.hint


def told(imported: Imported) -> list[tuple[str, str]]:
    """Give the code of each problem, and its line and column."""
    return [(each.code, str(each.location).rpartition("table.csv:")[2]) for each in imported.diagnostics]


YEARLY = "who,Year,Jan,Notes,Feb,Total\nNLD,2019,5,see x,6,11\nNLD,2020,5,see y,6,11\nNLD,2021,5,see z,6,11\n"
EACH = (
    'contributor = "who"\nday = { template = "{Year} {header}" }\nstrength = { each = "*", except = ["who", "Year"] }\n'
)


def test_a_header_that_makes_no_date_with_any_year_is_told_once_with_what_leaves_it_out(tmp_path: Path) -> None:
    imported = import_text(tmp_path, YEARLY, EACH + SOURCE + FORMATS)
    assert told(imported) == [("D101", "1:14"), ("D101", "1:24")]
    assert len(figures(imported)) == 6
    first, second = imported.diagnostics
    assert "has the list of all" in second.hint
    again = import_text(tmp_path, YEARLY, leaving_out(EACH + SOURCE + FORMATS, first.hint))
    assert (codes(again), figures(again)) == ([], figures(imported))


@pytest.mark.parametrize("others", ["", "NLD,2020,5,6\n"])
def test_a_year_that_cannot_be_read_is_told_at_its_row(tmp_path: Path, others: str) -> None:
    table = "who,Year,Jan,Feb\nNLD,20x9,5,6\n" + others
    imported = import_text(tmp_path, table, EACH + SOURCE + FORMATS)
    assert [where.partition(":")[0] for _, where in told(imported)] == ["2", "2"]
    assert not any("except" in each.hint for each in imported.diagnostics)


@pytest.mark.parametrize("each", ['["who"]', '["who", "Year"]'])
def test_months_are_not_left_out_with_what_is_no_month(tmp_path: Path, each: str) -> None:
    mapping = f'contributor = "who"\nday = {{ header = true }}\nstrength = {{ each = "*", except = {each} }}\n' + SOURCE
    problems = import_text(tmp_path, YEARLY, mapping).diagnostics
    (leave_out,) = [one.hint for one in problems if "except = " in one.hint]
    (month,) = {one.hint for one in problems if "template" in one.hint}
    assert not {"Jan", "Feb"} & {*re.findall('"([^"]*)"', leave_out)}
    (template,) = re.findall("write (template = .*?) in day, in place of header = true", month)
    (formats,) = re.findall(r"write (formats = \[.*?\]) in \[dates\]", month)
    again = leaving_out(mapping, leave_out).replace("header = true", template) + f"[dates]\n{formats}\n"
    imported = import_text(tmp_path, YEARLY, again)
    assert (codes(imported), len(figures(imported))) == ([], 6)


def test_the_problems_of_all_columns_without_a_date_are_looked_for_at_once(tmp_path: Path) -> None:
    header = ",".join(f"x{number}" for number in range(40))
    rows = "".join(f"NLD,{year},{'x,' * 40}5\n" for year in range(2000, 2010))
    mapping = MONTHS % ("", '"*", except = ["who", "Year"]') + FORMATS
    with patch.object(RowProblems, "of_columns", autospec=True, side_effect=RowProblems.of_columns) as looks:
        imported = import_text(tmp_path, f"who,Year,{header},Jan\n{rows}", mapping)
    assert codes(imported) == ["D101"] * 40
    assert looks.call_count < 5  # each looks at all problems
