"""Rows that do not say who, where or when, and words that are also countries: what hints say to write is accepted."""

import re
from pathlib import Path

import pytest

from deployments.importing import Imported
from tests.formats.tables import PLAIN, codes, figures, import_text, plain

ROW = "DEU,KFOR,2020-01-31,6"


@pytest.mark.parametrize("row", [",KFOR,2020-01-31,5", "x,KFOR,2020-01-31,5", "NLD,,2020-01-31,5", "NLD,KFOR,x,5"])
def test_rows_that_do_not_say_who_where_or_when_are_left_out_as_the_hint_says(tmp_path: Path, row: str) -> None:
    mapping = 'unknown = ["x"]\n' + PLAIN
    (problem,) = import_text(tmp_path, plain(row, ROW), mapping).diagnostics
    assert problem.code == "I106"
    _, _, table = problem.hint.partition("write at the end of the mapping\n")
    again = import_text(tmp_path, plain(row, ROW), mapping + table)
    assert (codes(again), len(figures(again)), again.counts[0].left_out) == ([], 1, 1)


def test_one_of_several_things_in_a_cell_is_left_out_as_the_hint_says(tmp_path: Path) -> None:
    mapping = PLAIN.replace('"country"', '"who"').replace('"strength"', '"n"')
    mapping += '[[split]]\ncolumn = "cell"\nby = ", "\npattern = "{who} ({n})"\n'
    table = 'mission,day,cell\nKFOR,2020-01-31,"DEU (6), - (5)"\n'
    mapping = 'unknown = ["-"]\n' + mapping
    (problem,) = import_text(tmp_path, table, mapping).diagnostics
    _, _, left_out = problem.hint.partition("write at the end of the mapping\n")
    again = import_text(tmp_path, table, mapping + left_out)
    assert (codes(again), [*figures(again).values()]) == ([], ["6"])


def with_line(mapping: str, hint: str, which: int) -> str:
    """Return a mapping in which the line of the contributor is as a hint says that it becomes."""
    line, ways = re.findall(r"; a line (.*?) becomes (.*)$", hint)[0]
    assert f"{line}\n" in mapping
    return mapping.replace(line, ways.split(" or contributor")[which].replace(" = {", "contributor = {", which), 1)


def said(imported: Imported) -> list[str]:
    """Give whom the statements are about."""
    return sorted({each.about for each in imported.registry.statements})


@pytest.mark.parametrize(("which", "wanted"), [(0, ["deu-kfor", "nam-kfor"]), (1, ["deu-kfor"])])
def test_a_line_that_says_the_column_becomes_a_table(tmp_path: Path, which: int, wanted: list[str]) -> None:
    """A table beside the line was no TOML."""
    mapping = 'unknown = ["NA"]\n' + PLAIN
    table = plain("NA,KFOR,2020-01-31,5", ROW)
    (problem,) = import_text(tmp_path, table, mapping).diagnostics
    again = import_text(tmp_path, table, with_line(mapping, problem.hint, which))
    assert (said(again), codes(again)) == (wanted, ["I106"] if which else [])


def test_a_table_that_says_more_than_its_column_is_a_table_already(tmp_path: Path) -> None:
    mapping = 'unknown = ["NA"]\n' + PLAIN.replace('contributor = "country"\n', "")
    mapping += '[contributor]\ncolumn = "country"\naliases = { "Holland" = "NLD" }\n'
    (problem,) = import_text(tmp_path, plain("NA,KFOR,2020-01-31,5", ROW), mapping).diagnostics
    assert "a line" not in problem.hint
