"""Folders of tables: what is written reads back, in every format, and what is there and not ours stays."""

import csv
import json
from pathlib import Path

import attrs
import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

import deployments
from deployments import Deployment, Event, Registry, RegistryError, Source, Statement, cli
from deployments.errors import InvalidValueError
from deployments.formats import formula_guard
from deployments.formats.file_hashes import hash_of
from deployments.formats.layout import COMPUTED, LAYOUTS, RECORDS
from deployments.values.countries import Organisation
from tests import registries
from tests.formats.packages import described

FORMATS = ["csv", "parquet", "jsonl"]


@pytest.mark.parametrize("format_", FORMATS)
@hypothesis.settings(max_examples=20, deadline=None)
@given(registry=registries.registries())
def test_what_is_written_reads_back(registry: Registry, format_: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("tables")
    deployments.export(registry, folder, format_)
    read, diagnostics = deployments.read(folder)
    assert read == registry
    # What the records say may be wrong, how they are written is not.
    assert {each.code[0] for each in diagnostics} <= set("KPCW")
    assert deployments.read(folder) == (registry, diagnostics)


@pytest.mark.parametrize("format_", FORMATS)
def test_a_registry_without_records_reads_back(format_: str, tmp_path: Path) -> None:
    deployments.export(Registry(), tmp_path, format_)
    assert deployments.read(tmp_path) == (Registry(), [])


# --- the command -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", FORMATS)
def test_the_command_writes_them(format_: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(tmp_path / "a" / "tables")
    assert cli.main(["export", folder, "--example", "--format", format_]) == 0
    assert capsys.readouterr().out == f"written to {folder}\n"
    assert deployments.load(folder) == deployments.example()
    assert cli.main(["strength", "2022-05-10", folder]) == 0


def test_the_command_writes_what_was_known(tmp_path: Path) -> None:
    assert cli.main(["export", str(tmp_path), "--example", "--known-on", "2022-04-01", "--tolerance", "3 days"]) == 0
    known = deployments.example().known_on("2022-04-01")
    assert deployments.read(tmp_path)[0] == attrs.evolve(known, tolerance=deployments.Tolerance(day=3))


def test_the_command_tells_what_it_cannot_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bounds.csv").write_text("mine")
    assert cli.main(["export", str(tmp_path), "--example"]) == 2
    assert "bounds.csv: error[T101]: is there already" in capsys.readouterr().err
    assert cli.main(["export", str(tmp_path / "bounds.csv"), "--example"]) == 2
    assert "cannot be written: " in capsys.readouterr().err
    assert cli.main(["export", f"{tmp_path}/a\0b", "--example"]) == 2
    assert "cannot be written: " in capsys.readouterr().err


# --- CSV -------------------------------------------------------------------------------------------------


FORMULAS = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1", "'=1", "a;=1", "a\n@x", "\0=1", "＝1", "-"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_written_so_that_it_is_none_and_reads_back(text: str, tmp_path: Path) -> None:
    written = formula_guard.harmless(text)
    assert written != text
    for beginning in written.replace("\t", ";").replace("\r", ";").replace("\n", ";").split(";"):
        assert not beginning.startswith(("=", "+", "-", "@", "\0", "＝"))
    assert formula_guard.original(written) == text
    if not text.strip():
        return
    registry = Registry(events=[Event(id="e", name=text, note=text)])
    deployments.export(registry, tmp_path)
    assert deployments.read(tmp_path) == (registry, [])


@given(st.text(st.sampled_from("'=+-@ ;\t\r\na1"), max_size=12))
def test_every_text_reads_back(text: str) -> None:
    assert formula_guard.original(formula_guard.harmless(text)) == text


def test_numbers_stay_numbers(tmp_path: Path) -> None:
    place = {"name": "Rio", "latitude": -22.9, "longitude": -43.2}
    change = Statement(id="s#1", source="s", about="d", kind="change", value="-30", as_of="2023-06-01")
    registry = Registry(
        sources=[Source(id="s", title="A letter", published="2023-06-02")],
        deployments=[Deployment(id="d", contributor=Organisation("EU"), place=place)],
        statements=[change],
    )
    deployments.export(registry, tmp_path)
    assert b"d,EU,organisation,,,,Rio,-22.9,-43.2," in (tmp_path / "deployments.csv").read_bytes()
    assert b"s#1,s,d,change,-30,2023-06-01" in (tmp_path / "statements.csv").read_bytes()
    assert deployments.read(tmp_path)[0] == registry


# --- what is there ---------------------------------------------------------------------------------------


def test_another_format_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    for format_ in ("csv", "jsonl", "parquet", "csv"):
        deployments.export(deployments.example(), tmp_path, format_)
        assert deployments.load(tmp_path) == deployments.example()
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"notes.txt", "datapackage.json", *(f"{name}.csv" for name in LAYOUTS)}


@pytest.mark.parametrize("name", ["sources.csv", "days.csv", "datapackage.json"])
def test_the_files_of_others_are_not_replaced(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text('{"name": "budget"}')
    with pytest.raises(RegistryError, match=f"{name}.*is there already"):
        deployments.export(deployments.example(), tmp_path)
    assert [path.read_text() for path in tmp_path.iterdir()] == ['{"name": "budget"}']


def test_tables_beside_toml_are_one_registry(tmp_path: Path) -> None:
    deployments.export(deployments.example(), tmp_path / "tables")
    (tmp_path / "more.toml").write_text('[events.madrid]\nname = "Summit"\nplace = "Madrid, ESP"\n')
    registry = deployments.load(tmp_path)
    assert registry.events.keys() == {*deployments.example().events, "madrid"}


def test_the_package_of_others_beside_toml_is_none_of_ours(tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text('{"name": "budget", "resources": []}')
    (tmp_path / "more.toml").write_text('[events.madrid]\nname = "Summit"\n')
    assert [*deployments.load(tmp_path).events] == ["madrid"]
    _, diagnostics = deployments.read(tmp_path / "datapackage.json")
    assert [each.code for each in diagnostics] == ["T103"]


def test_another_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidValueError, match="not a format of tables: 'xlsx'"):
        deployments.export(Registry(), tmp_path, "xlsx")


# --- problems --------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    deployments.export(deployments.example(), tmp_path)
    return tmp_path


def problems(folder: Path) -> list[str]:
    return [each.head.replace(f"{folder}/", "") for each in deployments.read(folder)[1]]


def change(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())


@pytest.mark.parametrize(
    ("table", "old", "new", "told"),
    [
        ("statements", ",strength,6,", ",strength,six,", "statements.csv:20:71: error[Q101]"),
        ("deployments", "NLD,country", "Nederlnd,country", "deployments.csv:2:15: error[C101]"),
        ("deployments", "NLD,country", "NLD,land", "not a kind of contributor: 'land'"),
        (
            "deployments",
            "nld-amdtf-svk,NLD",
            "nld-amdtf-svk,",
            "a kind of contributor without a contributor: 'country'",
        ),
        ("deployments", '""amdtf-svk""', '""amdtf""', "deployments.csv:2:27: error[R101]"),
        ("deployments", "NLD,country", ",", "deployments.csv:2:15: error[S102]"),
        ("missions", '"[""SVK""]"', "SVK", "not a list: 'SVK'"),
        ("missions", "amdtf-svk,", "amdtf-svk,x,", "error[I104]: 9 cells under 8 names"),
        ("events", "id,name", "id,nam", "events.csv:1:4: error[S101] events: not a column of events: 'nam'"),
        ("events", "id,name", "id,id", "error[S101] events: a column that is there twice: 'id'"),
        ("events", "summit,", '"summit,', "events.csv:2:"),
        ("events", ",LTU,Vilnius,,", ",LTU,Vilnius,x,y", "not a number: 'x'"),
    ],
)
def test_a_problem_has_its_place(table: str, old: str, new: str, told: str, folder: Path) -> None:
    change(folder / f"{table}.csv", old, new)
    assert any(told in each for each in problems(folder)), problems(folder)


def test_a_row_with_several_problems_tells_all_of_them_and_no_other(folder: Path) -> None:
    change(
        folder / "deployments.csv",
        'NLD,country,"[""amdtf-svk""]",Patriot,SVK',
        'Nederlnd,country,"[""a b""]",Patriot,XXX',
    )
    assert [each.split(":")[:3] for each in problems(folder)] == [
        ["deployments.csv", "2", str(column)] for column in (15, 32, 52)
    ]


def test_a_spreadsheet_may_save_them_with_semicolons(folder: Path) -> None:
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = [*csv.reader(file)]
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=";").writerows(rows)
    assert deployments.read(folder) == (deployments.example(), [])
    change(folder / "deployments.csv", "NLD;country", "Nederlnd;country")
    assert problems(folder)[0].startswith("deployments.csv:2:15: error[C101]")


def test_a_table_that_is_gone_or_no_text_is_a_problem(folder: Path) -> None:
    (folder / "missions.csv").unlink()
    (folder / "events.csv").write_bytes(b"id,name\r\nsummit,\xe9t\xe9\r\n")
    told = problems(folder)
    assert any(each.startswith("missions.csv: error[T101]: cannot be read") for each in told)
    assert any(each.startswith("events.csv:2:8: error[T102]") for each in told)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"," * 1_000_000, "events.csv:1:1: error[S101] events: 1,000,001 columns where 7 are known"),
        (b'"' * 1_000_000, "events.csv: error[T101]: cannot be read: field larger than field limit"),
        (b"id,name\r\nsummit," + b"x" * 200_000, "events.csv:2:1: error[I104]: field larger than field limit"),
        (b"id,name\r\n" + b"a\r\n" * 100_000, "events.csv:2:1: error[I104]: 1 cell under 2 names"),
        (b'id,name\r\nsummit,"A', "events.csv:2:1: error[I104]: unexpected end of data"),
    ],
)
@pytest.mark.parametrize("elsewhere", [1 << 17, 1 << 31], ids=["Python's limit", "a limit that a library raised"])
def test_a_hostile_table_is_told_of_at_once(data: bytes, told: str, elsewhere: int, folder: Path) -> None:
    (folder / "events.csv").write_bytes(data)
    limit = csv.field_size_limit(elsewhere)  # it is one for the whole process
    try:
        assert problems(folder)[0].startswith(told)
    finally:
        csv.field_size_limit(limit)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"deployments": {"format": "xls"}}', "[" * 100_000])
def test_a_package_that_is_none_is_a_problem(text: str, folder: Path) -> None:
    (folder / "datapackage.json").write_text(text)
    assert [each.code for each in deployments.read(folder / "datapackage.json")[1]] == ["T103"]


def test_a_name_in_a_package_leads_nowhere_else(folder: Path) -> None:
    outside = folder.parent / "outside.txt"
    outside.write_text("mine")
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    package["deployments"]["files"]["../outside.txt"] = hash_of(b"mine")
    described(folder, package)
    deployments.export(deployments.example(), folder, "jsonl")
    assert outside.read_text() == "mine"


def test_parquet_that_is_none_is_a_problem(tmp_path: Path) -> None:
    deployments.export(deployments.example(), tmp_path, "parquet")
    (tmp_path / "events.parquet").write_bytes(b"PAR1 and no more")
    told = problems(tmp_path)
    assert any(each.startswith("events.parquet: error[T101]: cannot be read: not Parquet") for each in told)


def test_parquet_of_other_types_is_a_problem(tmp_path: Path) -> None:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    deployments.export(deployments.example(), tmp_path, "parquet")
    found = pq.read_table(tmp_path / "events.parquet").to_pydict()
    pq.write_table(pa.table({**found, "name": [1, 2], "note": [b"x", None]}), tmp_path / "events.parquet")
    told = problems(tmp_path)
    assert [each.partition(" ")[0] for each in told[:3]] == [
        "events.parquet:1:2:",
        "events.parquet:1:7:",
        "events.parquet:2:2:",
    ]


def test_the_computed_tables_are_beside_them(folder: Path) -> None:
    assert {path.stem for path in folder.glob("*.csv")} == RECORDS.keys() | COMPUTED.keys()


# --- undone ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", FORMATS)
def test_tables_whose_description_alone_is_left_are_told_once_with_both_mends(format_: str, tmp_path: Path) -> None:
    """A user who deletes by hand the tables that stand among his letters deletes the files that he knows."""
    folder = tmp_path / "tables"
    deployments.export(deployments.example(), folder, format_)
    (folder / "more.toml").write_text('[events.madrid]\nname = "Summit"\n', encoding="utf-8")
    for path in folder.iterdir():
        if path.suffix not in (".toml", ".json"):
            path.unlink()
    (found,) = deployments.check(folder)
    assert (found.code, found.message) == ("T101", "the tables that it describes are not there")
    assert str(found.location) == str(folder / "datapackage.json")
    assert "into an empty folder; if they are not wanted, remove datapackage.json too" in found.hint
    deployments.export(deployments.example(), tmp_path / "new", format_)  # as the hint says
    (folder / "datapackage.json").unlink()
    assert [*deployments.load(folder).events] == ["madrid"]


@pytest.mark.parametrize(("name", "data"), [("missions.csv", None), ("events.csv", b'"'), ("datapackage.json", b"{")])
def test_every_table_that_cannot_be_read_names_both_mends(name: str, data: bytes | None, folder: Path) -> None:
    if data is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(data * 1_000_000)
    found = next(each for each in deployments.read(folder)[1] if str(each.location).startswith(str(folder / name)))
    assert "into an empty folder; if they are not wanted, remove datapackage.json too" in found.hint
