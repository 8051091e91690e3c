"""A mandate without an end, and what is told of one that is written otherwise; a part of a row that is there twice."""

import re
from pathlib import Path

import pytest

from deployments.diagnostics import RegistryError
from tests.formats.tables import PLAIN, codes, figures, import_text

MANDATES = PLAIN.replace('"day"\nstrength = "strength"', '"from"\nmandate = "mandate"\nstart = "from"')
HEADER = "country,mission,from,mandate\n"


def mandates(folder: Path, *cells: str, more: str = "") -> tuple[list[str], list[str]]:
    """Give the mandates that cells state, and the hints of those that cannot be read."""
    rows = "".join(f"NLD,M{number},2018-01-31,{cell}\n" for number, cell in enumerate(cells))
    imported = import_text(folder, HEADER + rows, MANDATES + more)
    read = [str(each.value) for each in imported.registry.statements_of(kind="mandate")]
    return read, [each.hint for each in imported.diagnostics]


def test_two_dots_are_a_mandate_without_an_end(tmp_path: Path) -> None:
    assert mandates(tmp_path, "..", "2020-06-30", "[2020..]") == (["../..", "2020-06-30", "[2020..]"], [])


@pytest.mark.parametrize("cell", ["2020..", "2020/..", "2020-03/", "2020 -", "2020-03-01.."])
def test_a_date_with_an_open_end_is_told_with_both_that_it_can_be(tmp_path: Path, cell: str) -> None:
    read, (hint,) = mandates(tmp_path, cell)
    assert read == []
    written = re.findall('"(.*?)"', hint)
    assert (len(written), mandates(tmp_path, *written)[1]) == (2, [])


@pytest.mark.parametrize("cell", ["until further notice", "open-ended", "indefinite"])
def test_words_for_no_end_are_told_with_what_to_write(tmp_path: Path, cell: str) -> None:
    assert mandates(tmp_path, cell) == ([], ['write ".." in the table'])


def test_other_dates_keep_their_hints(tmp_path: Path) -> None:
    assert "formats" in mandates(tmp_path, "3 May 2020")[1][0]


def test_whom_a_name_means_goes_by_the_dates_that_have_an_end(tmp_path: Path) -> None:
    former = '[[contributor.former]]\nname = "Germany"\nuntil = "2017-01-01"\ncountry = "DDR"\n'
    mapping = MANDATES.replace('contributor = "country"\n', "") + '[contributor]\ncolumn = "country"\n' + former
    imported = import_text(tmp_path, HEADER + "Germany,M,2018-01-31,..\n", mapping)
    assert (codes(imported), imported.registry.statements[0].about) == ([], "deu-m")


PARTS = PLAIN.replace('strength = "strength"\n', "")
PARTS += '[parts.a]\nforce = "force"\nstrength = "men"\n[parts.b]\nforce = "other"\nstrength = "more"\n'


def test_a_part_that_is_there_twice_is_taken_once_and_told(tmp_path: Path) -> None:
    table = "country,mission,day,force,men,other,more\nNLD,M,2020-01-31,army,5,army,5\nDEU,M,2020-01-31,army,5,navy,5\n"
    imported = import_text(tmp_path, table, PARTS)
    assert [(each.code, each.message) for each in imported.diagnostics] == [
        ("I113", "the same part of a contributor twice: 'NLD, army'")
    ]
    assert "it is taken once" in imported.diagnostics[0].hint
    assert sorted(figures(imported).values()) == ["5", "5", "5"]


@pytest.mark.parametrize("numbers", ['add = ["men", "men"]', 'named = { a = "men", b = "men" }'])
def test_no_column_is_counted_twice(tmp_path: Path, numbers: str) -> None:
    """Five men were ten."""
    mapping = PLAIN.replace('"strength"', f"{{ {numbers} }}")
    with pytest.raises(RegistryError, match="a column that is counted twice: 'men'"):
        import_text(tmp_path, "country,mission,day,men\nNLD,M,2020-01-31,5\n", mapping)
