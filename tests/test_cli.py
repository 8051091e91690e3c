"""The command line as a user meets it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from deployments.cli import main


def test_report_prints_the_bundled_registry(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report"]) == 0
    assert "AIR AND MISSILE DEFENCE TASK FORCE (AMDTF), Slovakia" in capsys.readouterr().out


def test_check_exits_with_1_on_an_error_and_prints_three_forms(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.toml"
    path.write_text('[deployments.nld]\ncontributor = "Nowhere"\n')
    assert main(["check", str(path)]) == 1
    assert "hint:" in capsys.readouterr().out
    assert main(["check", "--format", "short", str(path)]) == 1
    assert capsys.readouterr().out.count("\n") == 1
    assert main(["check", "--format", "json", str(path)]) == 1
    assert json.loads(capsys.readouterr().out)[0]["code"] == "C101"
    assert main(["check"]) == 0


def test_a_missing_file_is_one_line_and_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("report", "timeline", "sources", "check"):
        assert main([command, "no-such-file.toml"]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_an_unknown_format_is_refused_with_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--format", "nonsense"]) == 2
    assert "github" in capsys.readouterr().err


@pytest.mark.parametrize("command", [[], ["report"], ["timeline"], ["sources"], ["check"]])
def test_help_shows_an_example(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([*command, "--help"])
    assert "example: deployments" in capsys.readouterr().out


def test_a_reader_that_goes_away_is_no_error() -> None:
    script = f"{sys.executable} -m deployments report | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["/bin/bash", "-c", script], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.startswith("AIR AND MISSILE")
