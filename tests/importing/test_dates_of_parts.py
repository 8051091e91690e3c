"""Dates that a row gives to all of its parts: of which of them each row says them, and what becomes of the cells."""

from pathlib import Path

import pytest

from deployments.importing import Imported
from tests.formats.tables import codes, import_text

TOP = """
contributor = "who"
mission = "mission"
day = "day"
start = "start"
end = "end"
"""
SOURCE = '[source]\ntitle = "A table"\npublished = "2024-06-01"\n'
PARTS = '[parts.staff]\nstrength = "staff"\n[parts.women]\nstrength = "women"\n'
HEADER = "who,mission,day,staff,women,start,end\n"


def taken(folder: Path, *rows: str, whole: bool = False, top: str = TOP) -> Imported:
    """Import rows of a table with two parts, of which the first has the other in it if it is whole."""
    mapping = top + SOURCE + PARTS + ('part_of = "staff"\n' if whole else "")
    return import_text(folder, HEADER + "".join(f"{row}\n" for row in rows), mapping)


def said(imported: Imported, kind: str) -> set[tuple[str, str, str | None]]:
    """Give what is stated of a kind: of which part, what, and where."""
    found = imported.registry.statements_of(kind=kind)
    return {(each.about.split("-")[-1], str(each.value), each.locator) for each in found}


def test_a_row_with_dates_alone_is_counted_as_what_it_states(tmp_path: Path) -> None:
    imported = taken(tmp_path, "NLD,KFOR,2013-02-01,5,2,2013,2015", "NLD,UNIFIL,2014-02-01,,,2014,2015")
    assert codes(imported) == ["I107"]
    assert "dates and no number" in imported.diagnostics[0].message
    counts = imported.counts[0]
    assert (counts.kept, counts.reported) == (1, 1)
    assert (counts.cells.stated, counts.cells.reported) == (7, 7)
    assert [*imported.registry.missions] == ["kfor"]


def test_what_a_row_says_of_its_mission_is_stated_beside_dates_that_are_not(tmp_path: Path) -> None:
    top = TOP.replace('mission = "mission"\n', "") + '[mission]\ncolumn = "mission"\nstart = "day"\n'
    imported = taken(tmp_path, "NLD,KFOR,2013-02-01,,,2013,2015", top=top)
    assert codes(imported) == ["I107"]
    assert (imported.counts[0].kept, imported.counts[0].cells.reported) == (1, 2)


@pytest.mark.parametrize("others", [(), ("DEU,KFOR,2013-02-01,5,5,2013,2014",)])
def test_a_number_in_one_row_does_not_give_the_dates_of_another_to_its_part(
    others: tuple[str, ...], tmp_path: Path
) -> None:
    """The first row names no women, and said nevertheless that theirs ended in 2014."""
    rows = ("NLD,KFOR,2013-02-01,12,,2013,2014", "NLD,KFOR,2013-03-01,12,3,2013,2015")
    imported = taken(tmp_path, *rows, *others)
    assert {each for each in said(imported, "end") if each[0] == "women" and each[2] != "line 4"} == {
        ("women", "2015", "line 3")
    }
    assert {("staff", "2014", "line 2"), ("staff", "2015", "line 3")} <= said(imported, "end")


def test_dates_alone_are_not_those_of_a_part_that_another_row_counts(tmp_path: Path) -> None:
    imported = taken(tmp_path, "NLD,KFOR,2013-02-01,,,2013,2014", "NLD,KFOR,2013-03-01,,3,2013,2015")
    assert codes(imported) == ["I107"]
    assert said(imported, "end") == {("women", "2015", "line 3")}


def test_dates_alone_are_those_of_the_whole_whatever_other_rows_count(tmp_path: Path) -> None:
    rows = ("NLD,KFOR,2013-02-01,,,2013,2014", "NLD,KFOR,2013-03-01,12,3,2013,2015")
    imported = taken(tmp_path, *rows, whole=True)
    assert said(imported, "end") == {
        *(("staff", "2014", "line 2"), ("staff", "2015", "line 3"), ("women", "2015", "line 3"))
    }


def test_dates_of_a_part_are_those_of_its_whole_too(tmp_path: Path) -> None:
    imported = taken(tmp_path, "NLD,KFOR,2013-02-01,,3,2013,2014", whole=True)
    assert {each[:2] for each in said(imported, "start")} == {("staff", "2013"), ("women", "2013")}


def test_dates_beside_people_are_not_those_of_a_part_without_any(tmp_path: Path) -> None:
    rows = ("NLD,KFOR,2013-02-01,12,0,2013,2014", "NLD,KFOR,2013-03-01,12,3,2013,2015")
    imported = taken(tmp_path, *rows)
    assert ("women", "0", "line 2") in said(imported, "strength")
    assert {each for each in said(imported, "end") if each[0] == "women"} == {("women", "2015", "line 3")}


def test_dates_beside_nothing_but_zeros_are_said_of_these(tmp_path: Path) -> None:
    imported = taken(tmp_path, "NLD,KFOR,2013-02-01,0,,2013,2014")
    assert (codes(imported), said(imported, "end")) == ([], {("staff", "2014", "line 2")})


def test_dates_beside_a_number_that_cannot_be_read_are_counted_as_lost(tmp_path: Path) -> None:
    imported = taken(tmp_path, "NLD,KFOR,2013-02-01,1 ship,0,2013,2014")
    assert (codes(imported), said(imported, "end")) == (["Q101"], set())
    assert imported.counts[0].cells.reported == 3


def test_the_dates_of_a_part_alone_show_that_it_was_there(tmp_path: Path) -> None:
    """They are of no other part, and were lost."""
    top = TOP.replace('start = "start"\nend = "end"\n', "")
    parts = '[parts.staff]\nstrength = "staff"\nstart = "start"\n[parts.women]\nstrength = "women"\nstart = "end"\n'
    imported = import_text(tmp_path, HEADER + "NLD,KFOR,2013-02-01,,,2013,2014\n", top + SOURCE + parts)
    assert codes(imported) == []
    assert {each[:2] for each in said(imported, "start")} == {("staff", "2013"), ("women", "2014")}
