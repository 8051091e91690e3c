"""What can be imported: every claim of the table whose values have a type of cell, and a new type of one entry."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import deployments
from deployments.claims import CLAIMS, ClaimKind
from deployments.importing.cell_types import CELL_TYPES, importable_claims
from deployments.values.when import When
from tests.formats.tables import PLAIN, codes, import_text, plain

PACKAGE = Path(deployments.__file__).parent

#: One value in a cell for each type of value that has a type of cell.
CELLS = {
    "Quantity": "150..200",
    "When": "2020-01",
    "bool": "True",
    "Term": "P4M",
    "Duration": "P6M",
    "Change": "-30",
    "Equipment": "2",
}

QUANTITY = "    Quantity: CellType("
RELATION = "    str: CellType(keys=CellKeys, parse=lambda spelling, keys, text: str(int(text))),\n"

CASUALTIES = """
    CASUALTIES = (
        "casualties",
        ClaimSpec(
            meaning="the number of personnel killed or wounded", subjects=_FORCES, value=Quantity, dated=True
        ),
    )

    def read(self"""

JOURNEY = """
import sys
import deployments

imported = deployments.import_tables("mapping.toml", "table.csv")
assert deployments.__file__.startswith(sys.argv[1])
for claim in imported.registry.statements:
    print(claim.kind.value, claim.value, claim.as_of, claim.locator)
for problem in imported.diagnostics:
    print(problem.code, problem.location.line)
"""


def journey(folder: Path, module: str, old: str, new: str, mapping: str, table: str) -> list[str]:
    """Change one entry of a copy of the package, import a table with it, and return what it printed."""
    copy = folder / "deployments"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    text = (copy / module).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (copy / module).write_text(text.replace(old, new), encoding="utf-8")
    (folder / "mapping.toml").write_text(mapping, encoding="utf-8")
    (folder / "table.csv").write_text(table, encoding="utf-8")
    call = [sys.executable, "-c", JOURNEY, str(folder)]
    done = subprocess.run(call, cwd=folder, capture_output=True, text=True, check=False, env={"PYTHONPATH": ""})
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_new_type_of_cell_is_one_entry(tmp_path: Path) -> None:
    printed = journey(
        tmp_path,
        "importing/cell_types.py",
        QUANTITY,
        RELATION + QUANTITY,
        PLAIN.replace('day = "day"\nstrength = "strength"', 'note = "strength"\nstart = "day"\nfollows = "strength"'),
        plain("NLD,KFOR,2020-01-31,", "DEU,KFOR,2020-01-31,"),
    )
    assert printed == ["start 2020-01-31 None line 3", "start 2020-01-31 None line 2"]


def test_a_new_kind_of_claim_can_be_imported_at_once(tmp_path: Path) -> None:
    mapping = PLAIN.replace('strength = "strength"', 'casualties = { add = ["dead", "wounded"] }')
    table = "country,mission,day,dead,wounded\nNLD,KFOR,2020-01-31,1,3\nDEU,KFOR,2020-01-31,1,\n"
    printed = journey(tmp_path, "claims.py", "\n    def read(self", CASUALTIES, mapping, table)
    assert printed == ["casualties 1.. 2020-01-31 line 3", "casualties 4 2020-01-31 line 2"]


@pytest.mark.parametrize("kind", importable_claims().values(), ids=lambda kind: kind.value)
def test_every_claim_whose_values_have_a_type_of_cell_can_be_imported(tmp_path: Path, kind: ClaimKind) -> None:
    mapping = PLAIN.replace("strength =", f"{kind.value} =")
    if kind is ClaimKind.EQUIPMENT:
        mapping = mapping.replace('equipment = "strength"', 'equipment = { named = { tank = "strength" } }')
    mapping = mapping if kind.spec.dated else mapping.replace('day = "day"\n', "")
    cell = CELLS[kind.spec.value.__name__]
    imported = import_text(tmp_path, plain(f"NLD,KFOR,2020-01-31,{cell}"), mapping)
    (statement,) = imported.registry.statements
    wanted = "tank: 2" if kind is ClaimKind.EQUIPMENT else cell
    assert (statement.kind, str(statement.value), codes(imported)) == (kind, wanted, [])
    assert str(statement.as_of) == ("2020-01-31" if kind.spec.dated else "None")


def test_claims_without_a_type_of_cell_are_no_keys() -> None:
    for kind in CLAIMS["deployment"]:
        assert (kind.value in importable_claims()) == (kind.spec.value in CELL_TYPES)
    assert When in CELL_TYPES
    assert "date" not in importable_claims()  # it is a claim of events only


def test_the_claims_of_a_row_stand_in_one_order_whatever_the_mapping_writes_first(tmp_path: Path) -> None:
    mapping = PLAIN.replace('strength = "strength"', 'end = "to"\nstart = "from"\nceiling = "most"\nstrength = "now"')
    table = "country,mission,day,from,to,most,now\nNLD,KFOR,2020-01-31,2019,2021,9,5\n"
    statements = import_text(tmp_path, table, mapping).registry.statements
    assert [each.kind.value for each in statements] == ["strength", "ceiling", "start", "end"]
    assert [each.id for each in statements] == [f"table#nld-kfor.{each.kind.value}" for each in statements]


def test_a_part_takes_the_claims_of_the_top_but_for_its_own(tmp_path: Path) -> None:
    mapping = PLAIN.replace(
        'strength = "strength"', 'start = "from"\nstrength = "all"\n[parts.troops]\nstrength = "men"'
    )
    table = "country,mission,day,from,all,men\nNLD,KFOR,2020-01-31,2019,9,5\n"
    statements = import_text(tmp_path, table, mapping).registry.statements
    assert [(each.kind.value, str(each.value)) for each in statements] == [("strength", "5"), ("start", "2019")]


def test_a_sum_beyond_all_numbers_is_told_where_it_begins(tmp_path: Path) -> None:
    mapping = PLAIN.replace('"strength"', '{ add = ["men", "women"] }')
    table = "country,mission,day,men,women\nNLD,KFOR,2020-01-31,999999999,999999999\nDEU,KFOR,2020-01-31,1,2\n"
    imported = import_text(tmp_path, table, mapping)
    (problem,) = imported.diagnostics
    assert (problem.code, str(problem.location).rpartition("csv:")[2]) == ("Q101", "2:21")
    assert imported.counts[0].kept == 1
