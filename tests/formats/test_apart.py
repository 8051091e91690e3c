"""What is written never lies where it is read together with the registry that it was made from."""

import shlex
from pathlib import Path

import pytest

from deployments import RegistryError, check, dump, example, export, load
from deployments.formats import folders
from deployments.formats.own_files import is_of_registry
from tests.command_line import Printed, run

LETTER = """
source = "letter"
[sources.letter]
title = "Letter"
published = "2024-03-12"
[deployments.nld]
contributor = "NLD"
place = "ARM"
[[deployments.nld.statements]]
present = true
"""
FORMATS = ["csv", "parquet", "jsonl"]


def held(folder: Path) -> dict[str, bytes]:
    """Return what is in a folder, with the folders below it."""
    found = {str(path.relative_to(folder)): path for path in folder.rglob("*")}
    return {name: path.read_bytes() if path.is_file() else b"" for name, path in found.items()}


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """A registry as TOML in `work/letters`, with a letter of the next year in a folder below."""
    folder = tmp_path / "work" / "letters"
    (folder / "2025").mkdir(parents=True)
    (folder / "letter.toml").write_text(LETTER)
    (folder / "2025" / "next.toml").write_text('[sources.next]\ntitle = "Next"\npublished = "2025"\n')
    return folder


def suggested(told: str, start: Path) -> Path:
    """Return the folder that a refusal says to name."""
    _, _, name = told.partition("such as ")
    assert name, told
    (word,) = shlex.split(name.splitlines()[0])  # as a shell reads it
    return start / word


COMMANDS = {
    "the folder that is read": ("work", "export letters letters"),
    "one of its files": ("work", "export letters letters/letter.toml"),
    "a folder of its subfolder": ("work", "export letters/2025 letters/letter.toml"),
    "this folder": ("work/letters", "export ."),
    "this folder, named": ("work/letters", "export . ."),
    "a new folder in this one": ("work/letters", "export tables"),
    "a new folder in this one, by a file": ("work/letters", "export tables letter.toml"),
    "a new folder below": ("work", "export letters/a/b letters"),
    "a new folder below, by a file": ("work", "export letters/a/b letters/letter.toml"),
    "a folder above": ("work", "export . letters"),
    "a folder far above": (".", "export . work/letters"),
    "by another way": ("work/letters/2025", "export ../../letters/x ../letter.toml"),
    "what others wrote": ("work", "export letters --example"),
    "what is sound": ("work", "export letters letters --lenient"),
    "by a link": ("work", "export linked linked"),
    "below a link": ("work", "export linked/tables letters"),
}


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("name", COMMANDS)
def test_tables_are_not_written_among_the_files_of_a_registry(
    name: str, format_: str, letters: Path, tmp_path: Path
) -> None:
    (tmp_path / "work" / "linked").symlink_to(letters)
    where, line = COMMANDS[name]
    before = held(tmp_path)
    printed = run(*line.split(), "--format", format_, cwd=tmp_path / where)
    assert (printed.status, printed.out) == (2, "")
    assert "error[T101]" in printed.err
    assert "hint: name a new or an empty folder, such as " in printed.err
    assert held(tmp_path) == before
    assert check(letters) == []
    # What the hint says to write is accepted, and harms neither.
    free = suggested(printed.err, tmp_path / where)
    written = run("export", str(free), str(letters), "--format", format_, cwd=tmp_path / where)
    assert written.status == 0, written.err
    assert (load(letters), load(free)) == (load(letters), load(letters))
    assert check(letters) == []


@pytest.mark.parametrize("below", [".", "tables", "a/b/tables", "2025"])
def test_python_does_not_write_them_there_either(below: str, letters: Path) -> None:
    registry = load(letters)
    before = held(letters)
    with pytest.raises(RegistryError, match="read together with") as refused:
        export(registry, letters / below)
    assert held(letters) == before
    export(registry, suggested(refused.value.diagnostics[0].hint, Path()))
    assert check(letters) == []


@pytest.mark.parametrize("name", ["my letters", "brieven één", "l" * 200, "a'b"])
def test_the_folder_that_is_named_is_written_whole_and_as_a_shell_reads_it(name: str, letters: Path) -> None:
    letters.rename(letters.with_name(name))
    printed = run("export", name, name, cwd=letters.parent)
    assert suggested(printed.err, letters.parent) == letters.with_name(f"{name}-tables")
    assert run("export", f"{name}-tables", name, cwd=letters.parent).status == 0


def test_no_folder_is_named_whose_name_could_move_a_cursor(letters: Path) -> None:
    letters.rename(letters.with_name("l\x1b[2J"))
    printed = run("export", "l\x1b[2J", "l\x1b[2J", cwd=letters.parent)
    assert printed.status == 2
    assert "\x1b" not in printed.err
    assert "hint: name a new or an empty folder elsewhere" in printed.err


def test_a_registry_in_json_lines_and_one_in_tables_are_registries_too(tmp_path: Path) -> None:
    for name in ("lines", "tables"):
        (tmp_path / name).mkdir()
    dump(example(), tmp_path / "lines" / "all.jsonl")
    export(example(), tmp_path / "tables")
    for folder in (tmp_path, tmp_path / "lines", tmp_path / "lines" / "x", tmp_path / "tables" / "x"):
        before = held(tmp_path)
        with pytest.raises(RegistryError, match="read together with"):
            export(example(), folder)
        assert held(tmp_path) == before


def test_the_folder_that_a_variable_names_is_not_written_into(letters: Path) -> None:
    named = {"DEPLOYMENTS_REGISTRY": str(letters)}
    assert run("export", str(letters / "tables"), cwd=letters.parent, **named).status == 2
    assert run("export", "tables", cwd=letters.parent, **named).status == 0


def test_what_was_exported_is_written_again_beside_what_others_keep_there(letters: Path) -> None:
    tables = letters.parent / "tables"
    tables.mkdir()
    others = {"README.md": b"mine", "letter.pdf": b"%PDF", "pyproject.toml": b"[project]\n", "log.jsonl": b'{"a":1}\n'}
    for name, data in others.items():
        (tables / name).write_bytes(data)
    for format_ in ("csv", "csv", "jsonl", "jsonl", "parquet", "csv"):
        assert run("export", "tables", "letters", "--format", format_, cwd=letters.parent).status == 0
        assert others.items() <= held(tables).items()


def test_tables_are_not_replaced_by_what_is_read_from_them(tmp_path: Path) -> None:
    export(example(), tmp_path / "tables")
    before = held(tmp_path)
    for asked in (["tables"], ["tables/datapackage.json"], ["tables/../tables"]):
        printed = run("export", "tables", *asked, "--known-on", "2022-04-01", cwd=tmp_path)
        assert printed.status == 2
        assert "nothing takes the place of what is read" in printed.err
        assert held(tmp_path) == before


def test_a_folder_that_is_not_looked_into_can_hold_tables(letters: Path) -> None:
    assert run("export", ".tables", cwd=letters).status == 0
    assert check(letters) == []


def test_a_registry_of_other_records_above_is_no_obstacle(letters: Path) -> None:
    export(example(), letters / "amdtf")
    assert check(letters) == check(letters / "amdtf")


def test_a_folder_that_is_too_large_to_be_read_takes_no_tables(
    letters: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    registry = example()
    monkeypatch.setattr(folders, "MAX_FILES", 1)
    with pytest.raises(RegistryError, match="T104"):
        export(registry, letters)
    export(registry, tmp_path / "tables")


# --- import ----------------------------------------------------------------------------------------------


@pytest.fixture
def table(tmp_path: Path) -> Path:
    (tmp_path / "from").mkdir()
    (tmp_path / "from" / "m.toml").write_text(MAPPING_OF_TABLE)
    (tmp_path / "from" / "t.csv").write_text("who,day,n\nNLD,2023-05-21,4\n")
    return tmp_path


MAPPING_OF_TABLE = (
    '[source]\ntitle = "Table"\npublished = "2023-06-09"\n[contributor]\ncolumn = "who"\n'
    '[day]\ncolumn = "day"\n[strength]\ncolumn = "n"\n'
)


def imported(folder: Path, *options: str) -> Printed:
    return run("import", "from/m.toml", "from/t.csv", "--out", *options, cwd=folder)


def test_an_import_in_another_format_is_not_written_beside_the_one_before(table: Path) -> None:
    assert imported(table, "out").status == 0
    before = held(table)
    for folder in ("out", "out/below"):
        printed = imported(table, folder, "--format", "jsonl")
        assert printed.status == 2
        assert "would be read together with" in printed.err
        assert "remove that file" in printed.err
        assert held(table) == before
    assert check(table / "out") == []
    (table / "out" / "m.toml").unlink()
    assert imported(table, "out", "--format", "jsonl").status == 0


def test_an_import_is_written_again_and_beside_other_letters(table: Path) -> None:
    (table / "out").mkdir()
    (table / "out" / "letter.toml").write_text(LETTER.replace("nld", "nld-arm"))
    for _ in range(2):
        assert imported(table, "out").status == 0
    assert check(table / "out") == []


# --- what was doubled before -----------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["toml", "jsonl"])
@pytest.mark.parametrize("format_", FORMATS)
def test_records_that_are_there_as_tables_too_are_told_as_such(format_: str, ending: str, tmp_path: Path) -> None:
    """So did an export leave the folder before, and so does whoever copies tables into it."""
    export(example(), tmp_path, format_)
    dump(example(), tmp_path / f"own.{ending}")
    found = [each for each in check(tmp_path) if each.code == "S105"]
    assert len(found) >= len(example().sources) + len(example().deployments)
    own = f"{'TOML' if ending == 'toml' else 'JSON Lines'} in {tmp_path}/own.{ending}"
    for each in found:
        assert each.hint.startswith("the same records are there twice, as ")
        assert own in each.hint
        assert f"the tables of {tmp_path}/datapackage.json" in each.hint
        assert "one of the two has to go" in each.hint
    (tmp_path / "datapackage.json").unlink()  # with which the tables are none of the registry any more
    for path in tmp_path.iterdir():
        if path.name != f"own.{ending}":
            path.unlink()
    assert load(tmp_path) == example()


def test_a_registry_that_went_on_is_still_told_as_the_twin_of_its_tables(letters: Path) -> None:
    export(load(letters), letters.parent / "tables")
    for path in (letters.parent / "tables").iterdir():
        path.rename(letters / path.name)
    path = letters / "letter.toml"
    path.write_text(path.read_text().replace("Letter", "A letter") + '[missions.m]\nname = "M"\n')
    found = check(letters)
    assert [each.path for each in found] == ["sources.next.id", "sources.letter.id", "deployments.nld.id"]
    assert all("has to go" in each.hint for each in found)


def test_one_id_in_two_registries_is_no_twin(letters: Path, tmp_path: Path) -> None:
    export(example(), tmp_path / "work" / "tables")
    other = next(iter(example().sources))
    (letters / "other.toml").write_text(f'[sources.{other}]\ntitle = "Mine"\npublished = "2025"\n')
    (found,) = [each for each in check(letters.parent) if each.code == "S105"]
    assert found.hint.startswith("give each event, mission, deployment and source its own id")


def test_a_record_that_stands_in_two_files_as_it_is_is_to_be_removed_from_one(letters: Path) -> None:
    (letters / "more.toml").write_text('[deployments.nld]\ncontributor = "NLD"\nplace = "ARM"\n')
    (found,) = check(letters)
    assert found.hint.startswith("the same record stands in both files: remove it from one of them")


@pytest.mark.parametrize("text", ["\n" * 60_000, "[ " * 30_000, "\t\n" * 30_000])
def test_a_long_file_of_nothing_is_told_from_a_registry_at_once(tmp_path: Path, text: str) -> None:
    """A pattern that went over the blank lines after each blank line would take minutes."""
    path = tmp_path / "blank.toml"
    path.write_text(text)
    assert not is_of_registry(path)
    path.write_text(f"{text}\n[sources.letter]\n"[-60_000:])
    assert is_of_registry(path)
