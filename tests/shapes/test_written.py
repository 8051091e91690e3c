"""Commands that write files tell programs which, and what became of what they read; nothing else is on their output."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import deployments
from deployments import InvalidValueError, shapes
from deployments.importing import import_tables
from tests.command_line import Printed, run
from tests.formats.tables import un

NEW = ("new", "armenia", "--title", "Letter", "--date", "2024-03-12")
EXPORT = ("export", "tables", "--example")
#: More problems of one kind than `import` shows to people.
MANY = 25


def whole(printed: Printed) -> dict[str, Any]:
    """Return a whole answer, which the schema that is kept of it allows."""
    found: dict[str, Any] = json.loads(printed.out)
    jsonschema.Draft202012Validator(shapes.answer_schema(found["answer"])).validate(found)
    assert found["counts"]["items"] == len(found["items"])
    return found


def rows(printed: Printed) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(printed.out, newline=""))]


def table(folder: Path) -> Path:
    """Write a table with one row that is kept, one that is blank, and many that are wrong in the same way."""
    wrong = [("2014-02-28", f"Nowhere {number}", "MINUSMA", 1, 0, 0) for number in range(MANY)]
    path = folder / "un.csv"
    path.write_text(un(("2014-02-28", "NLD", "MINUSMA", 2, 0, 115), *wrong))
    return path


# --- import ----------------------------------------------------------------------------------------------


def test_an_import_tells_every_problem_and_what_became_of_each_row_and_exits_as_for_people(tmp_path: Path) -> None:
    path = table(tmp_path)
    asked = ("import", "un-contributions", "un.csv", "--out", "un")
    printed = run(*asked, "--json", cwd=tmp_path)
    found = whole(printed)
    assert (printed.status, printed.err) == (1, "")
    (rows_of,) = found["files"]
    assert (rows_of["file"], rows_of["read"], rows_of["kept"], rows_of["reported"]) == ("un.csv", MANY + 1, 1, MANY)
    assert rows_of["read"] == sum(rows_of[key] for key in ("kept", "reported", "totals", "left_out", "blank"))
    assert (found["counts"]["errors"], found["counts"]["warnings"]) == (MANY, 0)
    assert {item["location"]["line"] for item in found["items"]} == {*range(3, MANY + 3)}
    assert (found["written"], found["unread"]) == ("un/un-contributions.toml", [])
    written = deployments.load(tmp_path / found["written"])
    assert found["registry"]["sha256"] == deployments.digest(written)
    assert found["absences"] == import_tables("un-contributions", path).absences
    assert run(*asked, cwd=tmp_path).status == printed.status


def test_an_import_has_its_problems_a_line_and_a_row(tmp_path: Path) -> None:
    table(tmp_path)
    asked = ("import", "un-contributions", "un.csv")
    found = whole(run(*asked, "--json", cwd=tmp_path))
    assert found["written"] is None
    assert [json.loads(line) for line in run(*asked, "--jsonl", cwd=tmp_path).out.splitlines()] == found["items"]
    printed = rows(run(*asked, "--csv", cwd=tmp_path))
    assert [row["message"] for row in printed] == [item["message"] for item in found["items"]]


def test_an_import_of_what_cannot_be_read_writes_nothing_and_says_so(tmp_path: Path) -> None:
    table(tmp_path)
    printed = run("import", "un-contributions", "un.csv", "none.csv", "--out", "un", "--json", cwd=tmp_path)
    found = whole(printed)
    assert (printed.status, found["unread"], found["written"]) == (2, ["none.csv"], None)
    assert [each["file"] for each in found["files"]] == ["un.csv", "none.csv"]
    assert not (tmp_path / "un").exists()


def test_an_import_that_may_not_be_written_answers_nothing(tmp_path: Path) -> None:
    table(tmp_path)
    (tmp_path / "un").mkdir()
    (tmp_path / "un" / "un-contributions.toml").write_text("# mine\n")
    printed = run("import", "un-contributions", "un.csv", "--out", "un", "--json", cwd=tmp_path)
    assert (printed.status, printed.out) == (2, "")
    assert "un-contributions.toml" in printed.err


# --- export and new --------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", ["csv", "jsonl"])
def test_an_export_tells_every_file_that_it_wrote(format_: str, tmp_path: Path) -> None:
    printed = run(*EXPORT, "--format", format_, "--json", cwd=tmp_path)
    found = whole(printed)
    assert (printed.status, printed.err) == (0, "")
    assert (found["folder"], found["format"], found["registry"]["example"]) == ("tables", format_, True)
    there = {str(path.relative_to(tmp_path)) for path in (tmp_path / "tables").iterdir() if path.name[0] != "."}
    assert {item["file"] for item in found["items"]} == there


def test_an_export_says_whom_it_leaves_out_and_what_is_faulty(tmp_path: Path) -> None:
    found = whole(run(*EXPORT, "--trusting", "official", "--json", cwd=tmp_path))
    assert found["trust"]["kinds"] == ["official"]
    assert found["trust"]["left_out"]
    (tmp_path / "of").mkdir()
    (tmp_path / "of" / "x.toml").write_text('[missions.a]\nname = "A"\n[deployments.b]\ncontributor = "Nowhere"\n')
    printed = run("export", "sound", "of/x.toml", "--lenient", "--json", cwd=tmp_path)
    assert (printed.status, whole(printed)["registry"]["errors"]) == (1, 1)
    assert "Nowhere" in printed.err


def test_a_new_registry_tells_its_files_and_what_is_in_them(tmp_path: Path) -> None:
    printed = run(*NEW, "--json", cwd=tmp_path)
    found = whole(printed)
    assert (printed.status, printed.err) == (0, "")
    assert (found["folder"], found["format"]) == ("armenia", None)
    assert [item["file"] for item in found["items"]] == ["armenia/letter.toml", "armenia/registry.schema.json"]
    assert all((tmp_path / item["file"]).is_file() for item in found["items"])
    assert found["registry"]["sha256"] == deployments.digest(deployments.load(tmp_path / "armenia" / "letter.toml"))


@pytest.mark.parametrize("asked", [EXPORT, NEW], ids=lambda words: str(words[0]))
def test_the_files_are_the_same_in_all_three_forms(asked: tuple[str, ...], tmp_path: Path) -> None:
    for form in ("json", "jsonl", "csv"):
        (tmp_path / form).mkdir()
    items = whole(run(*asked, "--json", cwd=tmp_path / "json"))["items"]
    lines = run(*asked, "--jsonl", cwd=tmp_path / "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == items
    assert rows(run(*asked, "--csv", cwd=tmp_path / "csv")) == items


def test_a_new_registry_without_what_it_needs_is_refused_in_every_form(tmp_path: Path) -> None:
    for form in ("--json", "--jsonl", "--csv"):
        printed = run("new", "armenia", "--title", "Letter", form, cwd=tmp_path)
        assert (printed.status, printed.out) == (2, "")
        assert "needs --date" in printed.err
    assert not [*tmp_path.iterdir()]


# --- all three -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked",
    [
        ("export", "Pr\xe9vot", "--example"),
        ("new", "Pr\xe9vot", *NEW[2:]),
        ("import", "un-contributions", "Pr\xe9vot.csv"),
        ("check", "Pr\xe9vot.toml"),
    ],
    ids=lambda words: str(words[0]),
)
def test_json_is_json_also_where_the_encoding_lacks_a_character(asked: tuple[str, ...], tmp_path: Path) -> None:
    assert "Pr\xe9vot" in str(whole(run(*asked, "--json", cwd=tmp_path, PYTHONIOENCODING="ascii")))


def test_the_name_of_a_folder_that_is_no_text_is_told_all_the_same() -> None:
    assert json.loads(shapes.exported(deployments.Registry(), "a\udcff\x1b").json())["folder"] == "a\\udcff\x1b"


def test_a_format_that_no_tables_have_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="not a format of tables"):
        shapes.exported(deployments.Registry(), "tables", "xlsx")
