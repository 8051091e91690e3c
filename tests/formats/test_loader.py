"""Reading and writing registries: every problem at once, nothing lost, and no file that hurts."""

import os
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import deployments
from deployments import Registry, RegistryError, dump, load, read
from tests.registries import registries

LETTER = '[sources.letter]\ntitle = "A letter"\npublished = "2023-06-09"\n\n[deployments.nld]\ncontributor = "NLD"\n\n'


def _codes(*paths: Path) -> list[str]:
    return [diagnostic.code for diagnostic in read(*paths)[1]]


def test_every_problem_of_every_file_comes_at_once_and_hides_nothing_of_the_rest(tmp_path: Path) -> None:
    """Two broken claims, one broken record and a broken file: four problems, and the sound claim is kept."""
    (tmp_path / "a.toml").write_text(
        'source = "letter"\n' + LETTER + '[[statements]]\nabout = "nld"\nstrength = 6\nend = "21 juni"\nceiling = "x"\n'
    )
    (tmp_path / "b.toml").write_text('[deployments.deu]\ncontributor = "Gremany"\n')
    (tmp_path / "c.toml").write_text("title = A letter\n")
    registry, found = read(tmp_path)
    assert [(Path(d.location.file).name, d.code) for d in found if d.location] == [
        ("a.toml", "D101"),
        ("a.toml", "Q101"),
        ("b.toml", "C101"),
        ("c.toml", "T103"),
    ]
    assert [str(statement.value) for statement in registry.statements] == ["6"]
    with pytest.raises(RegistryError) as refused:
        load(tmp_path)
    assert list(refused.value.diagnostics) == found


def test_a_diagnostic_points_at_the_key_and_quotes_the_line(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(LETTER + '[[statements]]\nsource = "letter"\nabout = "nld"\nreturned = { on = "21 juni" }\n')
    (problem,) = read(path)[1]
    assert problem.path == "statements[0].returned"
    assert problem.location is not None
    assert (problem.location.line, problem.location.column) == (11, 1)
    assert problem.location.text == 'returned = { on = "21 juni" }'
    assert "'21 juni'" in problem.message


def test_what_rests_on_a_broken_record_is_left_out_without_a_second_complaint(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(
        LETTER.replace('"NLD"', '"Nowhere"') + '[[statements]]\nsource = "letter"\nabout = "nld"\nstrength = 6\n'
    )
    registry, found = read(path)
    assert [diagnostic.code for diagnostic in found] == ["C101"]
    assert registry.statements == ()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xfe", "T102"),
        (b"a = " + b"[" * 200_000, "T104"),
        (b"a = " + b"9" * 10_000, "T103"),
        (b"a = \x00", "T103"),
    ],
)
def test_a_hostile_file_is_one_clear_line(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(content)
    assert _codes(path) == [code]


def test_a_file_larger_than_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    with path.open("wb") as file:
        file.truncate(200 << 20)
    assert _codes(path) == ["T104"]


def test_loops_pipes_and_missing_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    os.mkfifo(tmp_path / "pipe.toml")
    assert _codes(tmp_path / "loop") == ["T101"]
    assert _codes(tmp_path / "pipe.toml") == ["T101"]
    assert _codes(tmp_path / "missing.toml") == ["T101"]
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "again").symlink_to(folder)
    assert _codes(folder) == ["T105"]


@pytest.mark.parametrize(
    "content",
    [
        "a." * 100_000 + "a = 1",
        "[" + "a." * 100_000 + "a]",
        "x = {" + "'a' . " * 100_000 + "a = 1}",
        "[a]\n [ a" + ".a" * 100,
    ],
)
def test_a_key_of_very_many_parts_ends_at_once(tmp_path: Path, content: str) -> None:
    path = tmp_path / "x.toml"
    path.write_text(content)
    began = time.perf_counter()
    (found,) = read(path)[1]
    assert (found.code, found.message) == ("T104", "a key of more than 100 parts")
    assert time.perf_counter() - began < 5


def test_dots_in_a_text_are_no_key(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(f'[sources.a]\ntitle = "a"\npublished = "2023"\nnote = "{"x." * 150}"\n')
    assert load(path).sources["a"].note == "x." * 150


@pytest.mark.parametrize("path", ["", "x" * 300, "a\0b"])
def test_what_is_no_path_is_refused_for_reading_and_writing(path: str) -> None:
    """An empty path is what an unset variable leaves, and not the folder in which one happens to be."""
    assert [diagnostic.code for diagnostic in read(path)[1]] == ["T101"]
    with pytest.raises(RegistryError):
        dump(Registry(), path)


def test_the_bundled_registry_survives_dump_and_load(tmp_path: Path) -> None:
    registry = deployments.example()
    dump(registry, tmp_path / "all.toml")
    again = load(tmp_path / "all.toml")
    assert again.sources == registry.sources
    assert again.deployments == registry.deployments
    assert again == registry


def test_a_failed_dump_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "all.toml"
    path.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RegistryError, match="No space left"):
        dump(deployments.example(), path)
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["all.toml"]


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_end_in_a_registry_or_in_diagnostics(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "x.toml")
        path.write_bytes(data)
        registry, _ = read(path)
        assert isinstance(registry, Registry)


@settings(deadline=None)
@given(registries())
def test_any_registry_survives_dump_and_load(registry: Registry) -> None:
    with tempfile.TemporaryDirectory() as folder:
        dump(registry, Path(folder, "x.toml"))
        found, _ = read(Path(folder, "x.toml"))
        assert found == registry
        dump(found, Path(folder, "y.toml"))
        assert Path(folder, "y.toml").read_bytes() == Path(folder, "x.toml").read_bytes()


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    """By itself, by its folder, and by another way to it."""
    file = tmp_path / "a.toml"
    file.write_text('[events.summit]\nname = "Summit"\n', encoding="utf-8")
    (tmp_path / "b.toml").symlink_to(file)
    assert [*load(file, tmp_path, tmp_path / ".." / tmp_path.name / "a.toml").events] == ["summit"]


def test_an_id_that_is_taken_says_where_the_other_stands(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('\n[events.same]\nname = "Summit"\n', encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"record": "mission", "id": "same", "name": "M"}\n', encoding="utf-8")
    (found,) = read(tmp_path)[1]
    assert found.code == "S105"
    assert str(found.location).startswith(str(tmp_path / "b.jsonl"))
    assert found.hint.endswith(f"the other is in {tmp_path / 'a.toml'}:2:1")


def test_files_are_read_in_the_order_of_their_names_whatever_the_disk_says(tmp_path: Path) -> None:
    """Statements without an id are numbered in that order, and it is the same on every machine."""
    names = [f"{letter}{number}" for number in (3, 1, 2) for letter in "hbgafced"]
    for name in names:
        (tmp_path / name).mkdir()
        for file in ("z", "y"):
            (tmp_path / name / f"{file}.toml").write_text(f'[events.{name}-{file}]\nname = "E"\n', encoding="utf-8")
    (tmp_path / "x.toml").write_text('[events.x]\nname = "E"\n', encoding="utf-8")
    assert [*load(tmp_path).events] == ["x", *(f"{name}-{file}" for name in sorted(names) for file in "yz")]


def test_the_claims_of_all_files_tell_apart_those_without_an_id(tmp_path: Path) -> None:
    table = '[[statements]]\nsource = "letter"\nabout = "nld"\n'
    (tmp_path / "a.toml").write_text(f'{LETTER}{table}strength = 6\nstart = "2023-01"\n', encoding="utf-8")
    (tmp_path / "b.toml").write_text(f'{table}id = "own"\nstrength = 7\n{table}end = "2023-08"\n', encoding="utf-8")
    assert [each.id for each in load(tmp_path).statements] == [
        "letter#nld.strength=6",
        "letter#nld.start",
        "own",
        "letter#nld.end",
    ]


def test_the_source_of_a_table_goes_before_that_of_its_file(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(
        'source = "letter"\n' + LETTER + '[sources.other]\ntitle = "Another"\npublished = "2023"\n'
        '[[statements]]\nabout = "nld"\nsource = "other"\nstrength = 6\n[[statements]]\nabout = "nld"\nstrength = 7\n',
        encoding="utf-8",
    )
    assert [each.source for each in load(path).statements] == ["other", "letter"]


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("source = 5\n", "1:1: error[S103] source: not an id: 5"),
        ("publishd = 5\n", "1:1: error[S101] publishd: not a key that is known here: 'publishd'"),
        ("sources = 5\n", "1:1: error[S103] sources: not a table: 5"),
        ("[sources]\nletter = 5\n", "2:1: error[S103] sources.letter: not a table: 5"),
        ("statements = 5\n", "1:1: error[S103] statements: not a list of tables"),
        ("statements = [5]\n", "1:15: error[S103] statements[0]: not a table: 5"),
        ('tolerance = "much"\n', "1:1: error[S103] tolerance: not a tolerance: 'much'"),
        ('[events.x]\nid = "x"\nname = "X"\n', "2:1: error[S101] events.x.id: the id stands in the header already"),
        ("a = [\n1\n", "1: error[T103]: not TOML: a list that is not closed"),
        ("a = 1\n\nb = A\n", "3:5: error[T103]: not TOML: Invalid value"),
    ],
)
def test_what_cannot_stand_there_is_told_where_it_stands(text: str, head: str, tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(text, encoding="utf-8")
    assert [each.head for each in read(path)[1]] == [f"{path}:{head}"]


def test_one_id_for_several_claims_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    table = '[[statements]]\nid = "own"\nsource = "letter"\nabout = "nld"\nstrength = 6\n'
    path.write_text(f'{LETTER}{table}end = "2023-08"\n', encoding="utf-8")
    registry, found = read(path)
    assert [(each.code, each.path) for each in found] == [("S104", "statements[0].id")]
    assert registry.statements == ()


def test_the_day_of_a_table_belongs_to_the_claims_that_have_one(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    table = '[[statements]]\nsource = "letter"\nabout = "nld"\nas_of = "2023-05"\n'
    path.write_text(f'{LETTER}{table}strength = 6\nstart = "2023-01"\n', encoding="utf-8")
    assert [str(each.as_of) for each in load(path).statements] == ["2023-05", "None"]
    path.write_text(f'{LETTER}{table}start = "2023-01"\n', encoding="utf-8")
    assert _codes(path) == ["S104"]


def test_a_mark_at_the_beginning_and_line_ends_of_windows_are_no_problem(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(b"\xef\xbb\xbf[events.x]\r\nname = 5\r\n")
    (found,) = read(path)[1]
    assert found.location is not None
    assert (found.location.line, found.location.column, found.location.text) == (2, 1, "name = 5")


def test_where_a_file_is_not_utf_8_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(b'[events.x]\nname = "caf\xe9"\n')
    (found,) = read(path)[1]
    assert (found.code, str(found.location), found.message) == ("T102", f"{path}:2:12", "not UTF-8: byte 0xe9")


def test_two_tolerances_are_refused_and_the_first_holds(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('tolerance = "3 days"\n', encoding="utf-8")
    (tmp_path / "b.toml").write_text('\ntolerance = "4 days"\n', encoding="utf-8")
    (tmp_path / "c.toml").write_text('tolerance = "3 days"\n', encoding="utf-8")
    registry, found = read(tmp_path)
    assert [(each.code, str(each.location)) for each in found] == [("S103", f"{tmp_path / 'b.toml'}:2:1")]
    assert registry.tolerance.day == 3


def test_a_folder_that_cannot_be_listed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "x.toml").write_text('[events.x]\nname = "X"\n', encoding="utf-8")
    real = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("secret"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    registry, found = read(tmp_path)
    assert [(each.code, each.message) for each in found] == [("T101", "cannot be read: Permission denied")]
    assert [*registry.events] == ["x"]


def test_problems_stand_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(
        '[deployments.nld]\ncontributor = "NLD"\nmission = "nope"\nforce = 5\n[sources.a]\ntitle = 5\n',
        encoding="utf-8",
    )
    assert [each.location.line for each in read(path)[1] if each.location] == [3, 4, 6]


def test_a_misspelt_claim_is_told_with_the_word_that_is_meant(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(f'{LETTER}[[statements]]\nsource = "letter"\nabout = "nld"\nend = "2023"\nstrenght = 6\n')
    assert [(each.code, each.hint) for each in read(path)[1]] == [("S101", "did you mean 'strength'?")]


@pytest.mark.parametrize(
    ("header", "line", "kind"),
    [
        ("[events.easter]\nname = 'Easter'", 'date = "2024-03-31"', "event"),
        ("[deployments.easter]\ncontributor = 'NLD'", 'start = "2022"', "deployment"),
        ("[deployments.easter]\ncontributor = 'NLD'", "present = true", "deployment"),
        ("[missions.easter]\nname = 'Easter'", 'end = "2022"', "mission"),
    ],
)
def test_a_claim_in_the_table_of_a_record_is_a_statement_as_its_hint_says(
    header: str, line: str, kind: str, tmp_path: Path
) -> None:
    path = tmp_path / "x.toml"
    source = 'source = "letter"\n[sources.letter]\ntitle = "A letter"\npublished = "2023-06-09"\n'
    path.write_text(f"{source}{header}\n{line}\n")
    (found,) = read(path)[1]
    claim = line.partition(" ")[0]
    move = 'write [[statements]], below it about = "easter", and move this line there'
    assert (found.code, found.hint) == ("S101", f"{claim} is a statement about the {kind}: {move}")
    path.write_text(f'{source}{header}\n[[statements]]\nabout = "easter"\n{line}\n')
    registry, problems = read(path)
    assert problems == []
    assert registry.statements_of(about="easter")


@pytest.mark.parametrize(
    ("table", "hint"),
    [
        ('[events.easter]\nname = "Easter"\nstrength = 6\n', "known here: id, name, place, note"),
        ('[sources.x]\ntitle = "A letter"\nequipment = {}\n', "known here: "),
        ('[events.easter]\nname = "Easter"\nnoet = "A note"\n', "did you mean 'note'?"),
    ],
)
def test_what_can_be_no_statement_about_a_record_is_told_as_before(table: str, hint: str, tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(table)
    assert [each.hint.startswith(hint) for each in read(path)[1]] == [True]


def test_every_path_that_is_named_is_checked(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('[events.a]\nname = "A"\n')
    (tmp_path / "b.toml").write_text("[events.b]\nname = 5\n")
    assert [each.path for each in deployments.check(tmp_path / "a.toml", tmp_path / "b.toml")] == ["events.b.name"]


def test_a_key_with_a_wrong_name_is_no_record_to_refer_to(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(f'[misions]\nkfor = 5\n{LETTER}mission = "kfor"\n')
    assert [each.code for each in read(path)[1]] == ["S101", "R101"]
