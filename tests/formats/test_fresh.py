"""A registry to begin with: accepted as it is, with every line in it, and it says nothing that nobody stated."""

import os
import re
from pathlib import Path

import pytest

from deployments import DateError, InvalidValueError, RegistryError, check, load, new_registry
from deployments.formats import atomic
from deployments.formats.schema import toml_schema_text

NAMED = {"contributor": "Netherlands", "place": "Sliač, Slovakia"}
#: The basis that each of the ten claims has.
BASES = [
    *("reported", "planned", "reported", "planned", "planned"),
    *("reported", "planned", "reported", "considered", "reported"),
]
DATES = ["2024-03-12", "2024-03", "[2023-05-18..2023-06-14]", "1995", "2024-05-31~", "2024-12-31"]


def made(folder: Path, **said: str) -> Path:
    new_registry(folder, **{"title": "A letter", "published": "2024-03-12", **said})
    return folder


@pytest.mark.parametrize("date", DATES)
@pytest.mark.parametrize("named", [{}, NAMED], ids=["unnamed", "named"])
def test_it_is_accepted_as_it_is_and_states_nothing(date: str, named: dict[str, str], tmp_path: Path) -> None:
    folder = made(tmp_path / "new", published=date, publisher="Ministry", **named)
    assert check(folder) == []
    registry = load(folder)
    assert registry.statements == ()
    assert [*registry.deployments] == (["nld-svk"] if named else [])
    (source,) = registry.sources.values()
    assert (str(source.title), source.publisher, str(source.published)) == ("A letter", "Ministry", date)
    assert (source.kind, source.url, source.language) == (None, None, None)


@pytest.mark.parametrize("date", DATES)
@pytest.mark.parametrize("named", [{}, NAMED], ids=["unnamed", "named"])
def test_each_of_its_claims_is_accepted_when_its_marks_are_removed(
    date: str, named: dict[str, str], tmp_path: Path
) -> None:
    folder = made(tmp_path / "new", published=date, **named)
    letter = folder / "letter.toml"
    head, *claims = re.split(r"(?m)^(?=# [0-9]+\. )", letter.read_text(encoding="utf-8"))
    assert len(claims) == len(BASES)
    for claim, basis in zip(claims, BASES, strict=True):
        letter.write_text(re.sub(r"(?m)^#(?=\S)", "", head.replace("#:", "# :") + claim), encoding="utf-8")
        assert [str(each) for each in check(folder)] == [], claim
        registry = load(folder)
        assert {str(registry.basis(each)) for each in registry.statements} == {basis}


def test_the_schema_that_its_first_line_names_is_beside_it(tmp_path: Path) -> None:
    folder = made(tmp_path / "new")
    first = (folder / "letter.toml").read_text(encoding="utf-8").partition("\n")[0]
    assert (folder / first.removeprefix("#:schema ")).read_text(encoding="utf-8") == toml_schema_text()


def test_text_that_was_typed_cannot_become_more_than_text(tmp_path: Path) -> None:
    title = 'A "letter"\\ \u202eof {year} [x] #'
    folder = made(tmp_path / "new", title=title)
    assert str(load(folder).sources["letter"].title) == title


def test_an_empty_folder_is_taken_and_what_is_hidden_does_not_count(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert check(made(tmp_path)) == []


@pytest.mark.parametrize("name", ["letter.toml", "registry.schema.json", "notes.txt"])
def test_a_folder_in_which_anything_is_stays_as_it_is(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("mine")
    with pytest.raises(RegistryError, match="is not empty"):
        made(tmp_path)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {name: "mine"}


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    path = tmp_path / "letter"
    path.write_text("mine")
    with pytest.raises(RegistryError, match="cannot be written"):
        made(path)
    with pytest.raises(RegistryError, match="no folder is named"):
        new_registry("", title="A letter", published="2024")
    assert path.read_text() == "mine"


@pytest.mark.parametrize("which", [0, 1])
def test_all_of_it_is_written_or_nothing(which: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[Path] = []

    def full(path: Path, data: bytes) -> None:
        if len(done) == which:
            raise OSError(28, "No space left on device")
        done.append(path)
        real(path, data)

    real = atomic.put_beside
    monkeypatch.setattr(atomic, "put_beside", full)
    with pytest.raises(RegistryError, match="No space left on device"):
        made(tmp_path / "a" / "b")
    assert [*tmp_path.iterdir()] == []


def test_a_name_that_is_taken_in_the_meantime_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.link

    def later(pending: Path, path: Path) -> None:
        if path.name == "registry.schema.json":
            path.write_text("somebody else's")
        real(pending, path)

    monkeypatch.setattr(os, "link", later)
    with pytest.raises(RegistryError, match="File exists"):
        made(tmp_path)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"registry.schema.json": "somebody else's"}


def test_what_cannot_be_is_refused_with_a_hint_before_anything_is_made(tmp_path: Path) -> None:
    for said in (
        {"published": "March"},
        {"published": "2024-03-12/.."},
        {"contributor": "Nowhere"},
        {"place": "SVK"},
        {"title": " "},
    ):
        with pytest.raises((DateError, InvalidValueError)):
            made(tmp_path / "new", **said)
    assert not (tmp_path / "new").exists()
