"""A format of tables is one module, and its name in `registered.py`: everything else follows from that."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import deployments
from deployments.formats.data_package import file_names
from deployments.formats.layout import COMPUTED
from deployments.formats.registered import FORMATS

PACKAGE = Path(deployments.__file__).parent

#: A format of tables that nobody has: the names on the first line, a row of JSON on each other.
TOY = '''
"""Tables as lists in JSON."""

import json

from deployments.diagnostics import Location
from deployments.formats.layout import Type
from deployments.formats.tabular import Block, TableFormat
from deployments.solver.bounds import iso


def write(table, file):
    days = [column.type is Type.DAY for column in table.layout.columns]
    rows = [
        [iso(cell) if day and cell is not None else cell for cell, day in zip(row, days, strict=True)]
        for row in table.rows()
    ]
    file.write("".join(f"{json.dumps(row)}\\n" for row in [table.layout.names, *rows]).encode())


class Toy:
    changed = frozenset(Type)

    def __init__(self, file, data, problems):
        self.file = file
        self.names, *self.found = [json.loads(line) for line in data.splitlines()]

    def blocks(self):
        return Block.each(enumerate(self.found, 1))

    def cell(self, type_, cell):
        return None if cell == [] else cell

    def location(self, row, cell=0):
        return Location(self.file, (row or 0) + 1, cell + 1)


FORMAT = TableFormat(name="toy", extension="toy", media_type="text/x-toy", write=write, open=Toy, note="A toy.")
'''

SCRIPT = """
import json, sys
import deployments
from deployments import cli
folder = sys.argv[1]
assert deployments.__file__.startswith(sys.argv[2]), deployments.__file__
assert cli.main(["export", folder, "--example", "--format", "toy"]) == 0
assert deployments.read(folder) == (deployments.example(), [])
assert cli.main(["check", folder]) == 0
package = json.load(open(f"{folder}/datapackage.json"))
assert package["description"].endswith(" A toy.")
assert {each["mediatype"] for each in package["resources"]} == {"text/x-toy"}
text = open(f"{folder}/deployments.toy").read()
open(f"{folder}/deployments.toy", "w").write(text.replace('"NLD"', '"Nederlnd"', 1))
print(deployments.read(folder)[1][0].head)
open(f"{folder}/deployments.toy", "w").write(text)
deployments.export(deployments.example(), folder, "csv")
try:
    cli.main(["export", folder, "--example", "--format", "nonsense"])
except SystemExit:
    pass
"""


def test_a_new_format_is_one_module_and_its_name(tmp_path: Path) -> None:
    copy = tmp_path / "copy" / "deployments"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "formats" / "toy_tables.py").write_text(TOY)
    registered = copy / "formats" / "registered.py"
    text = registered.read_text(encoding="utf-8")
    text = text.replace("import csv_tables,", "import toy_tables, csv_tables,")
    registered.write_text(text.replace("(csv_tables,", "(toy_tables, csv_tables,"), encoding="utf-8")
    folder = tmp_path / "tables"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", SCRIPT, str(folder), str(copy.parent)],
        capture_output=True,
        text=True,
        check=False,
        cwd=copy.parent,
        env={**os.environ, "PYTHONPATH": str(copy.parent)},
    )
    assert done.returncode == 0, done.stderr
    assert f"{folder}/deployments.toy:2:2: error[C101]" in done.stdout
    assert "'toy'" in done.stderr  # among what --format takes
    assert {path.suffix for path in folder.iterdir()} == {".csv", ".json"}  # CSV took its place


@pytest.mark.parametrize("name", FORMATS)
def test_the_files_of_two_formats_have_names_of_their_own(name: str) -> None:
    assert len(file_names(name)) > len(COMPUTED)
    for other in FORMATS.keys() - {name}:
        assert not {*file_names(other)} & {*file_names(name)}
