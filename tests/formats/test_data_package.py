"""The description of an export: Frictionless reads every table by it, in every format, and finds nothing wrong."""

import csv
import json
import subprocess
import sys
from pathlib import Path
from types import NoneType
from typing import Any

import hypothesis
import pytest
from hypothesis import given

import deployments
from deployments import Deployment, Event, Mission, Registry, Source, Statement
from deployments.formats.computed import Computed
from deployments.formats.data_package import file_names
from deployments.formats.layout import COMPUTED, LAYOUTS, RECORDS
from tests import registries

#: The formats, and what Frictionless reads each with.
FORMATS = {"csv": "csv", "parquet": "pyarrow", "jsonl": "jsonlines"}

#: A registry of which every table has rows, and most columns have empty cells and others.
FILLED = Registry(
    sources=[Source(id="letter", title="A letter", published="2023-07-01", references=["2023Z08629"])],
    events=[Event(id="summit", name="A summit", place="Vilnius, LTU")],
    missions=[Mission(id="mission", name="A mission", host=["SVK", "LTU"])],
    deployments=[
        Deployment(id="a", contributor="NLD", mission="mission", place={"latitude": 54.69, "longitude": 25.28}),
        Deployment(id="b", contributor="NLD"),
    ],
    statements=[
        Statement(id=f"letter#{number}", source="letter", about=about, kind=kind, value=value, **rest)
        for number, (about, kind, value, rest) in enumerate(
            (
                ("a", "start", "2023-01-03", {}),
                ("a", "end", "2023-01-01", {}),
                ("a", "strength", "70..80", {"as_of": "2023-01-01"}),
                ("b", "follows", "a", {"basis": "reported"}),
            )
        )
    ],
)
REGISTRIES = {"bundled": deployments.example(), "without records": Registry(), "with every table filled": FILLED}


def needed(format_: str) -> Any:
    """Return Frictionless, which comes with the dependency group `test`, as what it reads the format with does."""
    for name in ("pandas", FORMATS[format_]):
        pytest.importorskip(name)
    return pytest.importorskip("frictionless")


def validated(folder: Path, format_: str = "csv") -> Any:
    frictionless = needed(format_)
    limit = csv.field_size_limit()
    try:
        return frictionless.Package(str(folder / "datapackage.json")).validate()
    finally:
        csv.field_size_limit(limit)  # it changes that for the whole process


def wrong(report: Any) -> list[list[object]]:
    found: list[list[object]] = report.flatten(["title", "rowNumber", "fieldName", "type", "note"])
    return found


def described(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("format_", FORMATS)
def test_the_command_of_frictionless_finds_nothing_wrong(format_: str, tmp_path: Path) -> None:
    needed(format_)
    deployments.export(deployments.example(), tmp_path, format_)
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert [task["place"] for task in json.loads(done.stdout)["tasks"]] == [*file_names(format_)]


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("registry", REGISTRIES.values(), ids=REGISTRIES)
def test_every_table_with_rows_is_read_and_is_valid(registry: Registry, format_: str, tmp_path: Path) -> None:
    deployments.export(registry, tmp_path, format_)
    report = validated(tmp_path, format_)
    assert wrong(report) == []
    assert report.valid
    rows = {name: sum(1 for _ in table.rows()) for name, table in Computed(registry).items()}
    if format_ != "jsonl":
        rows |= {name: len(getattr(registry, name)) for name in RECORDS}
    read = {task.name: task.stats["rows"] for task in report.tasks if task.type == "table" and "rows" in task.stats}
    assert read == {name: count for name, count in rows.items() if count}


def test_every_table_of_the_filled_registry_has_rows() -> None:
    assert all(any(table.rows()) for table in Computed(FILLED).values())
    assert all(getattr(FILLED, name) for name in RECORDS)


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("format_", FORMATS)
@hypothesis.settings(max_examples=10)
@given(registry=registries.registries())
def test_every_registry_is_a_valid_data_package(
    registry: Registry, format_: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("package")
    deployments.export(registry, folder, format_)
    assert wrong(validated(folder, format_)) == []


#: What is wrong of one column of each type, and of what must or must not stand in it.
WRONG: dict[tuple[str, str], dict[str, Any]] = {
    ("days", "deployment"): {"type": "integer"},
    ("days", "first"): {"type": "boolean"},
    ("days", "low"): {"type": "date"},
    ("days", "listed"): {"type": "number"},
    ("stays", "place_latitude"): {"type": "integer"},
    ("bounds", "earliest_sources"): {"type": "object"},
    ("bounds", "reported_latest"): {"constraints": {"required": True}},
    ("apart", "before"): {"constraints": {"enum": ["nobody"]}},
}


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("format_", FORMATS)
def test_every_column_that_is_described_wrongly_is_found(format_: str, tmp_path: Path) -> None:
    """Frictionless looks at what stands in each column: a description in which it finds nothing wrong is a true one."""
    deployments.export(FILLED, tmp_path, format_)
    package = described(tmp_path)
    for resource in package["resources"]:
        for field in resource.get("schema", {}).get("fields", ()):
            field.update(WRONG.get((resource["name"], field["name"]), {}))
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    report = validated(tmp_path, format_)
    found = {(task.name, error.field_name) for task in report.tasks for error in task.errors}
    assert found == WRONG.keys()


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("format_", ["csv", "parquet"])
def test_the_package_has_keys_that_are_checked(format_: str, tmp_path: Path) -> None:
    needed(format_)
    deployments.export(FILLED, tmp_path, format_)
    deployments.export(deployments.example(), tmp_path / "other", format_)
    (tmp_path / "other" / f"stays.{format_}").replace(tmp_path / f"stays.{format_}")
    assert {type_ for *_, type_, _ in wrong(validated(tmp_path, format_))} == {"foreign-key"}


@pytest.mark.parametrize("format_", FORMATS)
def test_every_column_is_described_also_of_a_table_without_rows(format_: str, tmp_path: Path) -> None:
    needed(format_)
    deployments.export(Registry(), tmp_path, format_)
    tables = {each["name"]: each["schema"]["fields"] for each in described(tmp_path)["resources"] if "schema" in each}
    assert tables.keys() == (COMPUTED if format_ == "jsonl" else LAYOUTS).keys()
    for name, fields in tables.items():
        assert [field["name"] for field in fields] == LAYOUTS[name].names
        assert [field["description"] for field in fields] == [column.meaning for column in LAYOUTS[name].columns]


@pytest.mark.filterwarnings("default")
def test_frictionless_reads_the_same_from_every_format(tmp_path: Path) -> None:
    """An empty number is empty, a number is whole, and a list, which is an array of NumPy in Parquet, has its texts."""
    read = []
    for format_ in FORMATS:
        frictionless = needed(format_)
        deployments.export(FILLED, tmp_path, format_)
        package = frictionless.Package(str(tmp_path / "datapackage.json"))
        read.append({name: [*map(plain, package.get_resource(name).read_rows())] for name in COMPUTED})
    assert read == [read[0]] * len(FORMATS)
    assert {type(row["low"]) for row in read[0]["days"]} == {int, NoneType}


def plain(row: Any) -> dict[str, Any]:
    cells = {name: cell.tolist() if hasattr(cell, "tolist") else cell for name, cell in row.to_dict().items()}
    return {name: None if cell == [] else cell for name, cell in cells.items()}
