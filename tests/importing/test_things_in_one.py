"""Several things of a cell with nothing between them that the mapping names are told, and never read as one."""

import re
import time
from functools import partial
from pathlib import Path

import pytest

from deployments.importing import Imported
from tests.formats.tables import codes, import_text
from tests.steps import calls

MAPPING = (
    'unknown = ["NA"]\nzero = ["-"]\ncontributor = "who"\nday = "day"\nforce = "f"\nstrength = "n"\n'
    '[source]\ntitle = "A table"\npublished = "2024-06-01"\n[[split]]\ncolumn = "cell"\n'
)
TWO = ["nld-police 3", "nld-troops 5"]


def taken(folder: Path, cell: str, keys: str) -> Imported:
    """Give what is read of one cell, which is taken apart by the keys of a split."""
    return import_text(folder, f'who,day,cell\nNLD,2020-01-31,"{cell}"\n', MAPPING + keys)


def said(imported: Imported) -> list[str]:
    """Give every number with whom it is of."""
    return sorted(f"{each.about} {each.value}" for each in imported.registry.statements)


def split(pattern: str, by: str = '[", "]') -> str:
    """Give the keys of a split."""
    return f'by = {by}\npattern = "{pattern}"\n'


@pytest.mark.parametrize(
    ("pattern", "cell"),
    [
        *[("{f} ({n})", f"troops (5){between}police (3)") for between in ("; ", "/", " / ", " and ", "\n", " & ")],
        ("{f}: {n}", "troops: 5; police: 3"),
        ("{f}: {n}", "troops: 5/police: 3"),
        ("{n} {f}", "5 troops and 3 police"),
        ("{n} {f}", "5 troops\n3 police"),
        ("{f} {n}", "troops 5/police 3"),
    ],
)
def test_another_mark_between_things_is_named(tmp_path: Path, pattern: str, cell: str) -> None:
    imported = taken(tmp_path, cell, split(pattern))
    (problem,) = imported.diagnostics
    assert (said(imported), problem.code, problem.path) == ([], "I122", "cell")
    (by,) = re.findall(r"write by = (\[.*?\]) in \[\[split\]\], if these are several", problem.hint)
    mended = taken(tmp_path, cell, split(pattern, by))
    assert (said(mended), codes(mended)) == (TWO, [])


@pytest.mark.parametrize("by", ['[", "]', '","', "[]"])
@pytest.mark.parametrize(
    ("pattern", "cell"),
    [
        ("{f} ({n})", "troops (5) police (3)"),
        ("{f} ({n})", "troops (5)police (3)"),
        ("{f}: {n}", "troops: 5 police: 3"),
        ("{n} {f}", "5 troops 3 police"),
        ("{f} {n}", "troops 5 police 3"),
        ("{f} ({n} men)", "troops (5 men) police (3 men)"),
    ],
)
def test_where_nothing_stands_between_things_the_cell_is_told_as_it_is_to_be(
    tmp_path: Path, pattern: str, cell: str, by: str
) -> None:
    (problem,) = taken(tmp_path, cell, split(pattern, by)).diagnostics
    assert problem.code == "I122"
    (written,) = re.findall(r'write "(.*?)" in the table', problem.hint)
    own = re.findall(r"and by = (\[.*?\]) in \[\[split\]\]", problem.hint)
    assert bool(own) is (by == "[]")
    mended = taken(tmp_path, written, split(pattern, own[0] if own else by))
    assert (said(mended), codes(mended)) == (TWO, [])


@pytest.mark.parametrize("cell", ["troops (-) police (3)", "troops (NA) police (3)"])
def test_a_word_in_place_of_a_number_is_one(tmp_path: Path, cell: str) -> None:
    imported = taken(tmp_path, cell, split("{f} ({n})"))
    assert (said(imported), codes(imported)) == ([], ["I122"])


@pytest.mark.parametrize(
    ("pattern", "cell"), [("{f} ({n})", "troops [5] police (3)"), ("{f} ({n})", "troops: 5 police (3)")]
)
def test_a_further_number_that_is_written_otherwise_is_told(tmp_path: Path, pattern: str, cell: str) -> None:
    imported = taken(tmp_path, cell, split(pattern))
    assert (said(imported), codes(imported)) == ([], ["I122"])


@pytest.mark.parametrize("name", ["EFP (2017)", "Camp [2] North", 'Camp: 2 "North"'])
def test_a_name_with_such_a_number_is_read_when_the_mapping_names_it(tmp_path: Path, name: str) -> None:
    cell = f"{name} (5), Camp [3] (4)".replace('"', '""')
    names = 'names = ["Camp [3]"]\n'
    (problem,) = taken(tmp_path, cell, split("{f} ({n})") + names).diagnostics
    _, _, way = problem.hint.partition("; or names = ")
    (line,) = re.findall(r"^(\[.*\]) in \[\[split\]\], if \".*\" is one name$", way)
    mended = taken(tmp_path, cell, split("{f} ({n})") + f"names = {line}\n")
    assert (len(said(mended)), codes(mended)) == (2, [])


@pytest.mark.parametrize(
    ("pattern", "cell", "wanted"),
    [
        ("{n} {f}", "150 troops of 2 Brigade", "nld-troops-of-2-brigade 150"),
        ("{f}: {n}", "10:30 patrol: 5", "nld-10-30-patrol 5"),
        ("{f} {n}", "EFP 2017 mission 40", "nld-efp-2017-mission 40"),
    ],
)
def test_of_two_ways_to_read_a_thing_the_one_is_taken_that_the_mapping_names(
    tmp_path: Path, pattern: str, cell: str, wanted: str
) -> None:
    imported = taken(tmp_path, cell, split(pattern, '[";"]'))
    (problem,) = imported.diagnostics
    assert (said(imported), problem.code) == ([], "I122")
    (line,) = re.findall(r"; or names = (\[.*\]) in \[\[split\]\], if \".*\" is one name$", problem.hint)
    mended = taken(tmp_path, cell, split(pattern, '[";"]') + f"names = {line}\n")
    assert (said(mended), codes(mended)) == ([wanted], [])


@pytest.mark.parametrize("more", ["", 'start = "from"\n'])
@pytest.mark.parametrize(
    ("pattern", "cell"),
    [
        ("{f} ({n})", "troops (5); 3 police"),
        ("{f} ({n})", "police: 3; troops (5)"),
        ("{f} ({n})", "troops (5); police (3),"),
        ("{f} ({n})", "troops (5); police (3) since May"),
        ("{f} ({n})", "troops (5); police (3) since 2020"),
        ("{f}: {n}", "troops: 5; " + "a long name of a police " * 20 + ": 3"),
    ],
)
def test_a_number_that_the_pattern_does_not_fit_is_an_error_and_the_others_are_taken(
    tmp_path: Path, pattern: str, cell: str, more: str
) -> None:
    table = f'who,day,from,cell\nNLD,2020-01-31,2020-01,"{cell}"\n'
    imported = import_text(tmp_path, table, more + MAPPING + split(pattern, '["; "]'))
    assert [line for line in said(imported) if "strength" not in line and "2020-01" not in line] == ["nld-troops 5"]
    assert codes(imported) == ["I124"]
    assert (imported.counts[0].kept, imported.counts[0].cells.reported) == (1, 1)


def test_a_name_with_a_number_and_without_one_of_its_own_is_named(tmp_path: Path) -> None:
    cell = "troops (5), 1 Brigade"
    (problem,) = taken(tmp_path, cell, split("{f} ({n})")).diagnostics
    (line,) = re.findall(r"; or names = (\[.*\]) in \[\[split\]\], if \".*\" is one name$", problem.hint)
    mended = taken(tmp_path, cell, split("{f} ({n})") + f"names = {line}\n")
    assert (said(mended), codes(mended)) == (["nld-troops 5"], ["I107"])
    assert codes(taken(tmp_path, "troops (5), police", split("{f} ({n})"))) == ["I107"]


def test_who_is_in_a_thing_with_such_a_number_is_not_absent(tmp_path: Path) -> None:
    mapping = 'absent = "zero"\n' + MAPPING.replace('"who"', '"f"').replace('force = "f"\n', "")
    table = 'day,cell\n2020-01-31,"NLD (5), DEU (3)"\n2020-02-29,"NLD (5), FRA (1)"\n2020-03-31,"NLD 5, DEU (3)"\n'
    imported = import_text(tmp_path, table, mapping + split("{f} ({n})"))
    assert codes(imported) == ["I124"]
    assert {str(each.as_of) for each in imported.registry.statements if str(each.about).startswith("nld")} == {
        *("2020-01-31", "2020-02-29"),
    }


def test_a_name_that_has_an_alias_is_one(tmp_path: Path) -> None:
    aliases = '[contributor]\ncolumn = "f"\naliases = { "Germany [1]" = "DEU" }\n[[split]]'
    mapping = MAPPING.replace('contributor = "who"\n', "").replace('force = "f"\n', "").replace("[[split]]", aliases)
    table = 'who,day,cell\nx,2020-01-31,"Germany [1] (5)"\n'
    imported = import_text(tmp_path, table, mapping + split("{f} ({n})"))
    assert codes(imported) == []
    assert [str(each.value) for each in imported.registry.statements] == ["5"]


@pytest.mark.parametrize(
    ("pattern", "cell", "wanted"),
    [
        ("{f} ({n})", "1 Brigade (5)", "nld-1-brigade 5"),
        ("{f} ({n})", "1 (Netherlands) Brigade (5)", "nld-1-netherlands-brigade 5"),
        ("{f} ({n})", "2nd Corps (B2) (5)", "nld-2nd-corps-b2 5"),
        ("{f}: {n}", "Camp 1: 12", "nld-camp-1 12"),
        ("{n} {f}", "7 navy seals", "nld-navy-seals 7"),
        ("{f} ({n}), {note}", "troops (5), since May (2014)", "nld-troops 5"),
    ],
)
def test_one_thing_is_read_as_one(tmp_path: Path, pattern: str, cell: str, wanted: str) -> None:
    more = 'note = "note"\n' if "note" in pattern else ""
    imported = import_text(
        tmp_path, f'who,day,cell\nNLD,2020-01-31,"{cell}"\n', more + MAPPING + split(pattern, '[";"]')
    )
    assert (said(imported), codes(imported)) == ([wanted], [])


def test_a_number_that_was_cut_by_its_own_comma_is_told(tmp_path: Path) -> None:
    mapping = 'thousands = ","\n' + MAPPING
    table = 'who,day,cell\nNLD,2020-01-31,"troops (1,320), police (3)"\n'
    (problem,) = import_text(tmp_path, table, mapping + split("{f} ({n})", '[","]')).diagnostics
    assert (problem.code, problem.message) == ("I122", "a bracket without its other half: 'troops (1'")
    (by,) = re.findall(r"by = (\[.*?\]) in \[\[split\]\] if that cut it", problem.hint)
    mended = import_text(tmp_path, table, mapping + split("{f} ({n})", by))
    assert (said(mended), codes(mended)) == (["nld-police 3", "nld-troops 1320"], [])


def test_who_stands_in_such_a_cell_is_not_taken_to_be_absent(tmp_path: Path) -> None:
    mapping = 'absent = "zero"\n' + MAPPING.replace('"who"', '"f"').replace('force = "f"\n', "")
    table = 'day,cell\n2020-01-31,"NLD (5), DEU (3)"\n2020-02-29,"NLD (5), FRA (1)"\n2020-03-31,NLD (5) DEU (3)\n'
    imported = import_text(tmp_path, table, mapping + split("{f} ({n})"))
    assert codes(imported) == ["I122"]
    assert not [each for each in imported.registry.statements if str(each.as_of) == "2020-03-31"]


@pytest.mark.parametrize(
    ("pattern", "cell"), [("{f} ({n})", "troops 5 {}x 6"), ("{n} {f}", "5 troops{}6"), ("{f} {n}", "{}")]
)
@pytest.mark.parametrize("filling", ["/", " ", " and ", "a 1, ", "(1) ", "1,"])
def test_no_long_cell_makes_an_import_hang(tmp_path: Path, pattern: str, cell: str, filling: str) -> None:
    began = time.process_time()
    taken(tmp_path, cell.format(filling * (60_000 // len(filling))), split(pattern, '[";"]'))
    assert time.process_time() - began < 10  # it took minutes where each mark was looked at from each one before it


def test_things_in_a_cell_are_looked_at_in_steps_that_grow_with_it(tmp_path: Path) -> None:
    thing = ", ".join(f"ab {number}" for number in range(30)) + " x;"
    few, many = (calls(partial(taken, tmp_path, thing * count, split("{f} {n}", '[";"]'))) for count in (2, 16))
    assert many < 10 * few
    few, many = (calls(partial(taken, tmp_path, thing[: 10 * count], split("{f} {n}", '[";"]'))) for count in (2, 16))
    assert many < 40 * few
