"""How one begins on a command line: `deployments new`, and the schema by which editors complete what comes of it."""

import builtins
import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import jsonschema
import pytest

from deployments import check, load
from deployments.cli import main
from deployments.formats.keys import keys_page
from deployments.formats.schema import toml_schema_text

LETTER = ["--title", "Letter to parliament", "--date", "2024-03-12"]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that answers the questions of a terminal, one after the other."""

    def answering(*answers: str) -> None:
        left: Iterator[str] = iter(answers)

        def answer(_: str) -> str:
            try:
                return next(left)
            except StopIteration:
                raise EOFError from None

        monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        monkeypatch.setattr(builtins, "input", answer)

    return answering


def test_a_new_registry_is_written_and_says_what_to_do_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "armenia"
    assert main(["new", str(folder), *LETTER, "--contributor", "Netherlands", "--place", "Armenia"]) == 0
    printed = capsys.readouterr().out
    assert f"written to {folder / 'letter.toml'}\n" in printed
    assert f"deployments check {folder}" in printed
    assert check(folder) == []
    assert [*load(folder).deployments] == ["nld-arm"]


def test_without_a_terminal_it_says_which_options_it_needs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", str(tmp_path / "armenia"), "--title", "Letter"]) == 2
    assert "needs --date:" in capsys.readouterr().err
    assert not (tmp_path / "armenia").exists()


def test_on_a_terminal_it_asks_and_asks_again_with_a_hint(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: Callable[..., None]
) -> None:
    asked("", "Letter to parliament", "", "12 March 2024", "2024-03-12", "Nederlnd", "Netherlands", "Armenia")
    folder = tmp_path / "armenia"
    assert main(["new", str(folder)]) == 0
    printed = capsys.readouterr().out
    assert "2024-03-12" in printed.partition("Nederlnd")[0], "the date that is meant is told"
    assert "NLD" in printed.partition("Nederlnd")[2]
    registry = load(folder)
    source = registry.sources["letter"]
    assert (str(source.title), source.publisher, str(source.published)) == ("Letter to parliament", None, "2024-03-12")
    assert [*registry.deployments] == ["nld-arm"]


def test_what_options_say_is_not_asked_for(tmp_path: Path, asked: Callable[..., None]) -> None:
    asked("Ministry", "")
    assert main(["new", str(tmp_path / "armenia"), *LETTER]) == 0
    assert load(tmp_path / "armenia").sources["letter"].publisher == "Ministry"


def test_who_gives_no_answer_gets_no_registry(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: Callable[..., None]
) -> None:
    asked("Letter")
    assert main(["new", str(tmp_path / "armenia")]) == 2
    assert "nothing is written" in capsys.readouterr().err
    assert not (tmp_path / "armenia").exists()


def test_a_folder_that_holds_something_is_refused_before_anything_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: Callable[..., None]
) -> None:
    asked()
    (tmp_path / "notes.txt").write_text("mine")
    assert main(["new", str(tmp_path)]) == 2
    assert "is not empty" in capsys.readouterr().err


def test_a_real_terminal_is_asked(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty")  # Windows has none
    main_end, other = pty.openpty()
    command = [sys.executable, "-m", "deployments", "new", str(tmp_path / "armenia")]
    process = subprocess.Popen(command, stdin=other, stdout=other, stderr=other, close_fds=True)
    os.close(other)
    os.write(main_end, b"Letter\n\n2024-03\nNLD\nARM\n")
    assert process.wait(60) == 0
    assert b"Title of the letter: " in os.read(main_end, 1 << 16)
    os.close(main_end)
    assert str(load(tmp_path / "armenia").sources["letter"].published) == "2024-03"


# --- the schema ------------------------------------------------------------------------------------------


def test_the_schema_of_a_folder_knows_its_ids(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "armenia"
    main(["new", str(folder), *LETTER, "--contributor", "NLD", "--place", "ARM"])
    capsys.readouterr()
    assert main(["schema", "--of", str(folder)]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema["definitions"]["subject_id"]["anyOf"][0]["enum"] == ["nld-arm"]
    document = tomllib.loads((folder / "letter.toml").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator(schema).validate(document)


def test_a_file_that_is_being_written_does_not_keep_what_is_sound_from_being_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.toml").write_text('[missions.kfor]\nname = "Kosovo Force"\n')
    (tmp_path / "b.toml").write_text('[deployments.nld]\ncontributor = "NLD"\nmission = "\n')
    assert main(["schema", "--of", str(tmp_path)]) == 1
    printed = capsys.readouterr()
    assert json.loads(printed.out)["definitions"]["mission_id"]["anyOf"][0]["enum"] == ["kfor"]
    assert "b.toml" in printed.err


def test_the_schema_of_nothing_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--of", str(tmp_path / "nowhere")]) == 2
    assert capsys.readouterr().out == ""


def test_the_schema_of_all_and_the_page_on_keys_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert capsys.readouterr().out == toml_schema_text()
    assert main(["schema", "--keys"]) == 0
    assert capsys.readouterr().out == keys_page()
