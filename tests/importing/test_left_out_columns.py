"""Columns that are no columns of numbers are told once, with one list that leaves them out when it is written."""

import re
from pathlib import Path

import pytest

from deployments.importing import Imported
from tests.formats.tables import codes, import_text
from tests.importing.obeying import leaving_out

SOURCE = '\n[source]\ntitle = "A made-up table"\npublished = "2021-01-01"\n'
BY_YEAR = 'contributor = "who"\nday = { header = true }\nstrength = { each = "*", except = ["who"] }\n' + SOURCE
BY_WHO = 'contributor = { header = true }\nday = "day"\nstrength = { each = "*", except = ["day"] }\n' + SOURCE
PAIRS = 'contributor = { each = "C*" }\nday = { header = true }\nstrength = { each = ["20*", "x", "y y"] }\n' + SOURCE
PARTS = (
    'contributor = "who"\nday = { header = true }\n'
    + SOURCE
    + '[parts.men]\nstrength = { each = "* m" }\n[parts."of which"]\nstrength = { each = "*w", except = ["who"] }\n'
)
STARS = 'contributor = { each = "W*" }\nday = "day"\nstrength = { each = "N*" }\n' + SOURCE


def strengths(imported: Imported) -> list[str]:
    """Give every strength with whom it is of."""
    return [f"{each.about} {each.value}" for each in imported.registry.statements]


@pytest.mark.parametrize(
    ("mapping", "table", "kept"),
    [
        pytest.param(BY_YEAR, "who,2014,Notes,Remarks\nNLD,1,a,b\n", ["nld 1"], id="years"),
        pytest.param(BY_YEAR, "who,2014,Notes\nNLD,1,a\n", ["nld 1"], id="one column"),
        pytest.param(BY_WHO, 'day,NLD,Ten "men",Total\n2014,1,2,3\n', ["nld 1"], id="contributors and a total"),
        pytest.param(PAIRS, "C1,2014,C2,x,C3,y y\nNLD,1,DEU,2,FRA,3\n", ["nld 1"], id="pairs"),
        pytest.param(STARS, "day,W1,W2,N1,N2,N notes\n2014,NLD,,1,,a\n", ["nld 1"], id="a column without another"),
        pytest.param(STARS, "day,W1,W x,N1,N y\n2014,NLD,,1,\n", ["nld 1"], id="columns without others"),
    ],
)
def test_one_list_leaves_out_all_columns_that_cannot_be_read(
    tmp_path: Path, mapping: str, table: str, kept: list[str]
) -> None:
    imported = import_text(tmp_path, table, mapping)
    hints = [each.hint for each in imported.diagnostics]
    assert sum("except = " in hint for hint in hints) == 1, "one list, and not one for each header"
    assert all("has the list of all" in hint for hint in hints[1:])
    obeyed = import_text(tmp_path, table, leaving_out(mapping, hints[0]))
    assert (strengths(obeyed), codes(obeyed)) == (kept, [])


def test_each_part_is_told_what_to_leave_out_of_its_own_columns(tmp_path: Path) -> None:
    table = "who,a m,b m,2014 m,2014w\nNLD,1,2,3,4\n"
    imported = import_text(tmp_path, table, PARTS + '[dates]\nformats = ["YYYY m"]\n')
    (hint,) = [each.hint for each in imported.diagnostics if "except = " in each.hint]
    assert re.findall(r"beside the key each of (.*?)(?:$|, and)", hint) == [
        "strength in [parts.men]",
        'strength in [parts."of which"]',
    ]
    assert '["who", "2014w"]' in hint, "what is left out already stays left out"


def test_where_no_column_would_be_left_none_is_told_to_be_left_out(tmp_path: Path) -> None:
    """A list of all columns leaves none, which is refused."""
    problems = import_text(tmp_path, "who,Notes,Remarks\nNLD,1,2\n", BY_YEAR).diagnostics
    assert {each.hint for each in problems} == {
        "none of the columns of each has a header that can be read: name others there"
    }


def test_columns_of_which_there_are_more_than_of_others_are_named(tmp_path: Path) -> None:
    mapping = 'contributor = { each = ["a", "b"] }\nday = "day"\nstrength = { each = ["x", "y", "z"] }\n' + SOURCE
    (problem,) = import_text(tmp_path, "day,a,b,x,y,z\n2014,NLD,DEU,1,2,3\n", mapping).diagnostics
    assert problem.message == "columns that stand in pairs, and there are 2 of contributor and 3 of strength"
    assert "contributor has 'a', 'b'; strength has 'x', 'y', 'z'" in problem.hint


def test_the_cells_of_both_columns_of_a_pair_are_reported(tmp_path: Path) -> None:
    cells = import_text(tmp_path, "C1,2014,C2,x,C3,y y\nNLD,1,DEU,2,FRA,3\n", PAIRS).counts[0].cells
    assert (cells.stated, cells.reported, cells.ignored) == (2, 4, 0)


FORCES = (
    'contributor = "who"\nforce = { header = true }\nday = "day"\nstrength = { each = "*", except = ["who", "day"] }\n'
    + SOURCE
)
NOTED = "who,day,A,B,Notes,Remarks\n" + "".join(f"NLD,201{year},1,2,note {year},see {year}\n" for year in range(5))


def test_columns_of_words_are_told_once_in_the_header(tmp_path: Path) -> None:
    imported = import_text(tmp_path, NOTED, FORCES)
    assert [(each.code, str(each.location).rpartition("table.csv:")[2]) for each in imported.diagnostics] == [
        *(("Q101", "1:13"), ("Q101", "1:19"))
    ]
    assert imported.diagnostics[0].message == "no cell of this column is a number: 5 cells such as 'note 0'"
    assert (imported.counts[0].kept, imported.counts[0].cells.reported) == (5, 10)
    obeyed = import_text(tmp_path, NOTED, leaving_out(FORCES, imported.diagnostics[0].hint))
    assert (len(strengths(obeyed)), codes(obeyed)) == (10, [])


@pytest.mark.parametrize("cell", ["5", "0", "-"])
def test_words_in_a_column_of_numbers_are_told_where_they_stand(tmp_path: Path, cell: str) -> None:
    table = f"{NOTED}DEU,2015,3,4,{cell},\n"
    told = import_text(tmp_path, table, 'zero = ["-"]\n' + FORCES).diagnostics
    assert sorted(each.path for each in told) == [*["Notes"] * 5, "Remarks"]


def test_one_word_in_a_column_is_told_where_it_stands(tmp_path: Path) -> None:
    (problem,) = import_text(tmp_path, "who,day,A,B\nNLD,2014,1,few\nDEU,2014,1,\n", FORCES).diagnostics
    assert str(problem.location).endswith(":2:12")


def test_a_column_of_words_of_a_table_without_a_header_is_told_at_its_first_cell(tmp_path: Path) -> None:
    table = NOTED.partition("\n")[2]
    mapping = 'columns = ["who", "day", "A", "B", "Notes", "Remarks"]\n' + FORCES
    told = import_text(tmp_path, table, mapping).diagnostics
    assert [str(each.location).rpartition("table.csv:")[2] for each in told] == ["1:14", "1:21"]


@pytest.mark.parametrize(
    ("mapping", "table", "kept"),
    [
        pytest.param(FORCES, "who,day,A,Notes\nNLD,2014,1,x\nDEU,2015,2,y\n", ["nld-a 1", "deu-a 2"], id="forces"),
        pytest.param(BY_WHO, "day,NLD,DEU,Notes\n2014,1,2,x\n", ["nld 1", "deu 2"], id="contributors"),
        pytest.param(BY_YEAR, "who,2014,Notes\nNLD,1,x\n", ["nld 1"], id="days"),
        pytest.param('start = "From"\n' + BY_YEAR, "who,2014,From\nNLD,1,2013\n", ["nld 2013", "nld 1"], id="a date"),
    ],
)
def test_a_column_that_the_mapping_uses_otherwise_holds_no_numbers(
    tmp_path: Path, mapping: str, table: str, kept: list[str]
) -> None:
    """The years in the column of the day were read as numbers of people."""
    every = re.sub(r", except = \[[^]]*\]", "", mapping)
    imported = import_text(tmp_path, table, every)
    used = [each for each in imported.diagnostics if each.code == "I123"]
    assert used
    assert {each.path for each in used} == {"who", "day", "From"} & {*table.partition("\n")[0].split(",")}
    assert not any("unknown" in each.hint or "aliases" in each.hint for each in used)
    hints = [each.hint for each in imported.diagnostics if "except = " in each.hint]
    obeyed = import_text(tmp_path, table, leaving_out(every, hints[-1]))
    assert (sorted(strengths(obeyed)), codes(obeyed)) == (sorted(kept), [])
    assert obeyed.counts[0].cells.columns == (), "the mapping names what it leaves out"


def test_cells_in_columns_that_are_left_out_are_counted_so(tmp_path: Path) -> None:
    mapping = FORCES.replace('"day"]', '"day", "Notes"]').replace('"*"', '["A", "Notes"]')
    cells = import_text(tmp_path, "who,day,A,Notes,More\nNLD,2014,1,x,y\nDEU,2014,1,x,y\n", mapping).counts[0].cells
    assert str(cells) == (
        "10 cells read: 6 stated, 0 zero, 0 unknown, 0 reported, 2 in columns left out, "
        "2 in columns that the mapping does not name ('More')"
    )


def test_a_header_that_can_only_be_left_out_is_in_the_list_of_a_column_without_numbers(tmp_path: Path) -> None:
    table = "who,2017,foo,2019\nNLD,5,6,see note\nPOL,7,8,see other\nDEU,7,8,none given\n"
    header, column = import_text(tmp_path, table, BY_YEAR).diagnostics
    assert "except" in header.hint
    mended = import_text(tmp_path, table, leaving_out(BY_YEAR, column.hint))
    assert (len(strengths(mended)), codes(mended)) == (3, [])
    # A header that can be mended is not: whoever mends it would lose the column.
    table = table.replace("foo", "13/2018")
    header, column = import_text(tmp_path, table, BY_YEAR).diagnostics
    assert '"13/2018"' not in column.hint
