"""A folder: what of it is read, and that one without anything to read is an error, never an answer of nobody."""

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deployments import (
    Deployment,
    InvalidValueError,
    Registry,
    RegistryError,
    Source,
    Statement,
    check,
    dump,
    export,
    load,
    read,
)
from deployments.formats import folders
from deployments.formats.csv_tables import Csv
from deployments.formats.layout import RECORDS, Type
from tests.command_line import run

EVENT = '[events.summit]\nname = "A summit"\n'


def _folder(path: Path, *names: str) -> Path:
    for name in names:
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(EVENT, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "name",
    [
        "._rep.toml",
        ".rep.toml",
        ".git/config.toml",
        ".ipynb_checkpoints/rep.toml",
        "below/.cache/rep.toml",
        "rep.toml~",
        "#rep.toml#",
        ".rep.toml.swp",
        "rep.toml.bak",
        ".datapackage.json",
    ],
)
def test_what_is_hidden_and_what_an_editor_keeps_is_not_read(name: str, tmp_path: Path) -> None:
    _folder(tmp_path, "rep.toml")
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_bytes(b"\x00\x05\x16\x07 no TOML \xff")
    registry, problems = read(tmp_path)
    assert ([*registry.events], problems) == (["summit"], [])


def test_a_hidden_file_or_folder_that_is_named_is_read(tmp_path: Path) -> None:
    _folder(tmp_path, ".mine/.rep.toml", ".mine/other.txt", "a/b.toml")
    assert [*load(tmp_path / ".mine" / ".rep.toml").events] == ["summit"]
    _folder(tmp_path, ".mine/rep.toml")
    assert [*load(tmp_path / ".mine").events] == ["summit"]


@pytest.mark.parametrize(
    ("names", "message", "hint"),
    [
        ([], "the folder is empty", "name a folder with *.toml"),
        ([".rep.toml", ".git/x.toml"], "no file in it that is not hidden", "name a folder with *.toml"),
        (["X.TOML"], "no *.toml or *.jsonl file in it, only 'X.TOML'", "rename it to X.toml"),
        (["x.JSONL"], "no *.toml or *.jsonl file in it, only 'x.JSONL'", "rename it to x.jsonl"),
        (["x.toml.txt"], "no *.toml or *.jsonl file in it, only 'x.toml.txt'", "rename it to x.toml"),
        (["below/X.Toml"], "no *.toml or *.jsonl file in it, only 'X.Toml'", "rename it to X.toml"),
        (["x.json"], "no *.toml or *.jsonl file in it, only 'x.json'", "in a file whose name ends in .jsonl"),
        (["x.yaml"], "no *.toml or *.jsonl file in it, only 'x.yaml'", "write it as TOML"),
        (["x.csv", "y.csv"], "no *.toml or *.jsonl file in it, only others, such as 'x.csv'", "docs/importing.md"),
        (["notes.txt"], "no *.toml or *.jsonl file in it, only 'notes.txt'", "name a folder with *.toml"),
        (["sources.csv", "statements.csv"], "tables without their description", "deployments.export"),
        (["statements.parquet"], "tables without their description", "deployments.export"),
    ],
)
def test_a_folder_without_anything_to_read_is_an_error_that_says_what_to_do(
    names: list[str], message: str, hint: str, tmp_path: Path
) -> None:
    folder = _folder(tmp_path, *names)
    for found in (read(folder)[1], check(folder)):
        assert [(each.code, each.severity.value) for each in found] == [("T105", "error")]
        assert found[0].message.startswith(message)
        assert hint in found[0].hint
    with pytest.raises(RegistryError, match="T105"):
        load(folder)


def test_tables_whose_description_was_deleted_are_an_error(tmp_path: Path) -> None:
    _folder(tmp_path / "from", "rep.toml")
    export(load(tmp_path / "from"), tmp_path / "to")
    assert [*load(tmp_path / "to").events] == ["summit"]
    (tmp_path / "to" / "datapackage.json").unlink()
    with pytest.raises(RegistryError, match="tables without their description"):
        load(tmp_path / "to")


@pytest.mark.parametrize(("name", "renamed"), [("X.TOML", "X.toml"), ("x.toml.txt", "x.toml"), ("y.JsonL", "y.jsonl")])
def test_a_file_that_is_left_out_for_its_name_is_told_of(name: str, renamed: str, tmp_path: Path) -> None:
    folder = _folder(tmp_path, "rep.toml", name)
    registry, (found,) = read(folder)
    assert [*registry.events] == ["summit"]
    assert (found.code, found.severity.value, found.hint) == ("T106", "warning", f"rename it to {renamed}")


@pytest.mark.parametrize("named", [["a.toml", "b.toml"], ("a.toml",), None, 5, {"a.toml": 1}, Registry()])
def test_what_is_no_path_is_refused_with_how_to_name_several(named: Any) -> None:
    for function in (load, read, check):
        with pytest.raises(InvalidValueError) as refused:
            function(named)
        assert 'load("a.toml", "b.toml")' in refused.value.hint


def test_nothing_that_is_named_is_no_empty_registry() -> None:
    for function in (load, read, check):
        with pytest.raises(InvalidValueError) as refused:
            function()
        assert 'load("letter.toml")' in refused.value.hint
        assert "example()" in refused.value.hint


def test_a_text_is_read_as_a_stream_and_a_dash_is_the_name_of_a_file(tmp_path: Path) -> None:
    assert [*load(io.BytesIO(EVENT.encode())).events] == ["summit"]
    (found,) = read("-")[1]
    assert (found.code, "sys.stdin.buffer" in found.hint) == ("T101", True)
    path = _folder(tmp_path, "-") / "-"
    assert [*load(path).events] == ["summit"]


@pytest.mark.parametrize(("name", "named"), [("all.json", "all"), ("x.yaml", "x"), ("registry", "registry")])
def test_a_file_of_another_ending_is_not_written_and_the_name_to_give_is_told(
    name: str, named: str, tmp_path: Path
) -> None:
    with pytest.raises(RegistryError) as refused:
        dump(Registry(), tmp_path / name)
    (found,) = refused.value.diagnostics
    assert found.hint == f"name it {named}.toml, or {named}.jsonl"
    assert not [*tmp_path.iterdir()]
    dump(Registry(), tmp_path / f"{named}.toml")


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("letters/nzz", "letters/nz"),
        ("letters/nz/letter.tmol", "letters/nz/letter.toml"),
        ("leters/nz/letter.toml", "letters/nz/letter.toml"),
        ("letters/be/letter.toml", ""),
        ("letters/nz/letter.toml/x", ""),
    ],
)
def test_a_path_that_is_not_there_names_the_one_that_was_meant(
    asked: str, meant: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _folder(tmp_path, "letters/nz/letter.toml", "letters/nz/.letter.tmol.toml", "letters/deu.toml")
    monkeypatch.chdir(tmp_path)
    (found,) = check(asked)
    assert found.code == "T101"
    assert found.hint == (f"did you mean {meant}?" if meant else "name a TOML or JSON Lines file")


@pytest.mark.parametrize(("name", "most"), [("MAX_FILES", 3), ("MAX_BYTES", 3 * len(EVENT)), ("MAX_SEEN", 6)])
def test_of_a_folder_that_is_too_large_for_a_registry_nothing_is_read(
    name: str, most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, name, most)
    looked_in: list[str] = []
    walk = os.walk

    def watched(path: Path, **settings: Any) -> Iterator[tuple[str, list[str], list[str]]]:
        for each in walk(path, **settings):
            looked_in.append(each[0])
            yield each

    monkeypatch.setattr(os, "walk", watched)
    _folder(tmp_path, *(f"{folder}/{number}.toml" for folder in "ab" for number in range(2)), "c/deep/x.toml")
    (found,) = check(tmp_path)
    assert (found.code, found.hint) == ("T104", "name the folder of the registry")
    assert len(looked_in) == 3  # not below c: the walk ends where it is too much
    assert not check(tmp_path / "c")


@pytest.mark.parametrize("name", ["node_modules/x/package.toml", "below/__pycache__/x.toml", "venv/lib/x.toml"])
def test_folders_that_tools_make_are_not_read(name: str, tmp_path: Path) -> None:
    _folder(tmp_path, "own.toml", name)
    (tmp_path / name).write_text("[")
    (tmp_path / "venv").mkdir(exist_ok=True)
    (tmp_path / "venv" / "pyvenv.cfg").touch()
    assert not check(tmp_path)


# --- nothing in it ---------------------------------------------------------------------------------------

BLANK = [
    ("", "is empty"),
    ("\n  \r\n\t\n", "is empty"),
    ("\ufeff", "is empty"),
    ("# a letter\n\n  # [sources.letter]", "has blank lines and comments alone"),
    ("\ufeff# a letter\r\n", "has blank lines and comments alone"),
]


@pytest.mark.parametrize(("text", "told"), BLANK)
def test_standard_input_in_which_nothing_stands_is_an_error_for_every_command(
    text: str, told: str, tmp_path: Path
) -> None:
    _folder(tmp_path, "letters/summit.toml")
    for line in ("check -", "active 2024-01-01 -", "report -", "list -", "export tables -", "check letters -"):
        printed = run(*line.split(), stdin=text, cwd=tmp_path)
        assert printed.status == 2, line
        assert f"-: error[T105]: standard input {told}" in printed.out + printed.err
        assert "`deployments new FOLDER` begins one" in printed.out + printed.err
    with pytest.raises(RegistryError, match="T105"):
        load(io.BytesIO(text.encode()))


@pytest.mark.parametrize("name", ["a.toml", "a.jsonl"])
@pytest.mark.parametrize(("text", "told"), BLANK)
def test_a_file_in_which_nothing_stands_is_an_error_like_an_empty_folder(
    text: str, told: str, name: str, tmp_path: Path
) -> None:
    if name == "a.jsonl" and "#" in text:
        pytest.skip("JSON Lines have no comments")
    path = tmp_path / name
    path.write_bytes(text.encode())
    (tmp_path / "empty").mkdir()
    (empty,) = check(tmp_path / "empty")
    for named in (path, tmp_path):
        (found,) = check(named)
        assert (found.code, found.message, found.hint) == (empty.code, f"the file {told}", empty.hint)
        assert run("active", "2024-01-01", named).status == 2
    _folder(tmp_path, "b.toml")
    assert check(tmp_path) == []  # it waits for its letter, beside others


@pytest.mark.parametrize("name", ["a.toml", "a.jsonl"])
def test_a_registry_without_records_that_was_written_is_not_taken_for_a_forgotten_file(
    name: str, tmp_path: Path
) -> None:
    dump(Registry(), tmp_path / name)
    assert read(tmp_path / name) == (Registry(), [])


def test_what_new_writes_has_something_in_it(tmp_path: Path) -> None:
    run("new", "armenia", "--title", "Letter", "--date", "2024-03-12", cwd=tmp_path)
    assert check(tmp_path / "armenia") == []


def test_the_cells_of_a_table_are_read_once_however_many_rows_are_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dates = [f"2024-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 29)]
    said = [Statement(id=f"s{n}", source="letter", about="nld", kind="end", value=day) for n, day in enumerate(dates)]
    letter, nld = Source(id="letter", title="A letter"), Deployment(id="nld", contributor="NLD")
    export(Registry(sources=[letter], deployments=[nld], statements=said), tmp_path)
    table = tmp_path / "statements.csv"
    table.write_text(table.read_text("utf-8-sig").replace("-13,", "-99,"), "utf-8")
    looked_at, cell = [], Csv.cell

    def looking(self: Csv, type_: Type, text: Any) -> Any:
        looked_at.append(text)
        return cell(self, type_, text)

    monkeypatch.setattr(Csv, "cell", looking)
    wrong = [each.location for each in check(tmp_path) if each.code == "D101"]
    assert [location and location.line for location in wrong] == [14 + 28 * month for month in range(12)]
    columns = len(RECORDS["statements"].columns)
    assert columns * len(dates) <= len(looked_at) < 1.2 * columns * len(dates)
