"""The habits of a terminal and of pipes: width, colour, progress, encodings, readers that go away, and completion."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from deployments.cli import output
from deployments.cli.commands import COMMANDS
from deployments.reports.escape import display_width
from tests.command_line import CALL, ROOT, on_terminal, run, shell

ESCAPE = "\x1b["


def test_a_reader_that_goes_away_is_no_error() -> None:
    script = "set -o pipefail; deployments report --example | head -1; deployments --help | head -1"
    printed = shell(script)
    assert (printed.status, printed.err) == (0, "")
    assert len(printed.out.splitlines()) == 2


def test_what_is_wrong_is_in_the_status_of_check_also_where_its_reader_has_gone(tmp_path: Path) -> None:
    many = "".join(f'[deployments.x{n}]\ncontributor = "Nowhere"\n' for n in range(2000))
    (tmp_path / "wrong.toml").write_text(many)
    printed = shell("deployments check wrong.toml | head -1; exit ${PIPESTATUS[0]}", cwd=tmp_path)
    assert (printed.status, printed.err) == (1, "")


# --- width -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "option", "width"), [({"COLUMNS": "60"}, [], 60), ({"COLUMNS": "60"}, ["--width", "100"], 100)]
)
def test_lines_keep_to_the_width_that_is_asked_for(said: dict[str, str], option: list[str], width: int) -> None:
    out = run("report", "--example", *option, cwd=ROOT, stdin=b"", **said).out
    widths = [display_width(line) for line in out.splitlines() if "http" not in line and "#" not in line]
    assert width - 6 < max(widths) <= width


def test_a_terminal_has_the_width_that_it_says() -> None:
    shown = on_terminal([*CALL, "list", "--example"], columns=60).out
    assert max(len(line) for line in shown.splitlines() if "#" not in line) <= 60


@pytest.mark.parametrize("wrong", ["0", "-5", "wide"])
def test_a_width_that_is_none_is_refused(wrong: str) -> None:
    printed = run("report", "--example", f"--width={wrong}")
    assert (printed.status, printed.out) == (2, "")
    assert "--width" in printed.err


# --- colour ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "option", "is_colored"),
    [
        ({}, [], True),
        ({}, ["--color", "never"], False),
        ({"NO_COLOR": "1"}, [], False),
        ({"NO_COLOR": ""}, [], True),
        ({"NO_COLOR": "1"}, ["--color", "always"], True),
        ({"TERM": "dumb"}, [], False),
        ({"CLICOLOR": "0"}, [], False),
        ({}, ["--format", "github"], False),
        ({}, ["--json"], False),
    ],
)
def test_colour_is_on_terminals_that_have_it(said: dict[str, str], option: list[str], is_colored: bool) -> None:
    shown = on_terminal([*CALL, "list", "--example", *option], said=said)
    assert shown.status == 0
    assert (ESCAPE in shown.out) is is_colored


@pytest.mark.parametrize(
    ("said", "option", "is_colored"),
    [
        ({}, [], False),
        ({"FORCE_COLOR": "1"}, [], True),
        ({"FORCE_COLOR": "0"}, [], False),
        ({"CLICOLOR_FORCE": "1"}, [], True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], False),
        ({}, ["--color", "always"], True),
        ({"FORCE_COLOR": "1"}, ["--json"], False),
        ({"FORCE_COLOR": "1"}, ["--format", "html"], False),
    ],
)
def test_pipes_have_no_colour_unless_it_is_asked_for(said: dict[str, str], option: list[str], is_colored: bool) -> None:
    assert (ESCAPE in run("list", "--example", *option, cwd=ROOT, stdin=b"", **said).out) is is_colored


# --- progress --------------------------------------------------------------------------------------------

SLOWLY = """
import sys, time, deployments
from deployments.cli import main
read = deployments.read
deployments.read = lambda *paths: (time.sleep(float(sys.argv[1])), read(*paths))[1]
sys.exit(main(["list", "missions", "--example"]))
"""


def test_long_work_is_shown_on_a_terminal_after_a_second_and_goes_away() -> None:
    shown = on_terminal([sys.executable, "-c", SLOWLY, "2"]).out
    assert "reading" in shown
    assert shown.rstrip().splitlines()[-1].endswith("Air and Missile Defence Task Force (AMDTF)")
    assert "reading" not in on_terminal([sys.executable, "-c", SLOWLY, "0"]).out


def test_nothing_is_shown_of_long_work_in_a_pipe() -> None:
    printed = shell(f"'{sys.executable}' -c '{SLOWLY}' 1.6")
    assert (printed.status, printed.err) == (0, "")


# --- encodings -------------------------------------------------------------------------------------------


def test_what_an_encoding_lacks_is_written_out_and_lines_keep_their_alignment() -> None:
    for command in (["list", "deployments"], ["report"], ["timeline"], ["active", "2023-06-20", "--format", "outline"]):
        out = run(*command, "--example", PYTHONIOENCODING="ascii").out
        assert out.isascii()
        assert "Slia\\u010d" in out
    shown = run("active", "2023-06-20", "--format", "outline", "--example", PYTHONIOENCODING="ascii").out
    assert len({len(line) for line in shown.splitlines() if line.startswith(("|", "+"))}) == 1


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-16"])
def test_json_is_json_in_every_encoding(encoding: str) -> None:
    told = json.loads(run("list", "--json", "--example").out)
    assert json.loads(run("list", "--json", "--example", PYTHONIOENCODING=encoding).text(encoding)) == told
    assert "Sliač" in json.dumps(told, ensure_ascii=False)


def test_a_character_beyond_the_first_plane_is_json_too(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text('[events.x]\nname = "A 𝄞 summit"\n', encoding="utf-8")
    told = json.loads(run("list", "x.toml", "--json", cwd=tmp_path, PYTHONIOENCODING="ascii").out)
    assert told["items"][0]["label"] == "A 𝄞 summit"


def test_a_page_has_references_for_what_an_encoding_lacks_and_csv_is_refused() -> None:
    assert "Slia&#269;" in run("list", "--format", "html", "--example", PYTHONIOENCODING="ascii").out
    printed = run("list", "--csv", "--example", PYTHONIOENCODING="ascii")
    assert (printed.status, printed.out) == (2, "")
    assert "PYTHONIOENCODING=utf-8" in printed.err


# --- completion ------------------------------------------------------------------------------------------

COMPLETE = """
source script.bash
complete_() {
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
    _shtab_deployments deployments "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
    echo "${COMPREPLY[@]}"
}
"""


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("deployments tim", "timeline"),
        ("deployments ''", " ".join(COMMANDS)),
        ("deployments active 2023 --thr", "--throughout"),
        ("deployments strength 2022 --by ''", "contributor mission place"),
        ("deployments completion ''", "bash zsh tcsh"),
        ("deployments check let", "letters"),
    ],
)
def test_bash_completes_commands_options_choices_and_files(words: str, completed: str, tmp_path: Path) -> None:
    pytest.importorskip("shtab")
    (tmp_path / "letters").mkdir()
    (tmp_path / "script.bash").write_text(run("completion", "bash").out)
    printed = shell(f"{COMPLETE}\ncomplete_ {words}", cwd=tmp_path)
    assert printed.out.split() == completed.split()


@pytest.mark.parametrize("name", ["zsh", "tcsh"])
def test_other_shells_have_a_script_too(name: str, tmp_path: Path) -> None:
    pytest.importorskip("shtab")
    printed = run("completion", name)
    assert printed.status == 0
    assert all(command in printed.out for command in COMMANDS)
    if shutil.which(name) is not None:
        (tmp_path / "script").write_text(printed.out)
        assert shell(f"{name} -n script", cwd=tmp_path).status == 0


def test_a_width_is_kept_within_reason() -> None:
    assert output.width(5) == 20
    assert output.width(10**9) == 10_000
