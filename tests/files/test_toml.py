"""Reading and writing registries: every problem at once, nothing lost, and no file that hurts."""

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import deployments
from deployments import Deployment, Registry, RegistryError, Source, Statement, dump, load, read

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
    assert [str(statement.value) for statement in registry.statements()] == ["6"]
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
    assert registry.statements() == ()


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


_lines = st.text(min_size=1, max_size=20).filter(lambda text: bool(text.strip()) and text.isprintable())
_values: st.SearchStrategy[tuple[str, object]] = st.one_of(
    st.tuples(st.sampled_from(["strength", "ceiling"]), st.sampled_from(["6", "~150", "1..350", "100.."])),
    st.tuples(
        st.sampled_from(["start", "end", "returned"]), st.sampled_from(["2023-06-21~", "mid 2022-04", "after deu"])
    ),
    st.tuples(st.just("duration"), st.sampled_from(["..P6M", "P0D"])),
    st.tuples(st.just("change"), st.sampled_from(["-30", "increase"])),
    st.tuples(st.just("equipment"), st.dictionaries(_lines, st.integers(0, 9), min_size=1, max_size=3)),
)


@settings(deadline=None, max_examples=60)
@given(_lines, _lines, st.lists(st.tuples(_values, st.none() | _lines), max_size=4))
def test_any_registry_survives_dump_and_load(
    title: str, name: str, claims: list[tuple[tuple[str, object], str | None]]
) -> None:
    registry = Registry(
        sources=[Source(id="letter", title=title, published="2023-06-09", url="https://example.org/a")],
        deployments=[
            Deployment(id="deu", contributor="DEU", force=name),
            Deployment(id="eu", contributor=deployments.Organisation("EU"), follows="deu"),
        ],
        statements=[
            Statement(id=f"letter#{i}", source="letter", about="eu", kind=kind, value=value, wording=wording)
            for i, ((kind, value), wording) in enumerate(claims)
        ],
        tolerance=deployments.Tolerance(day=3),
    )
    with tempfile.TemporaryDirectory() as folder:
        dump(registry, Path(folder, "x.toml"))
        assert load(Path(folder, "x.toml")) == registry
