"""The page on records tells the truth: its examples answer, and its commands print, as it shows."""

import doctest
import re
import shlex
from pathlib import Path

import pytest

from deployments.cli import main

PAGE = Path(__file__).parents[1] / "docs" / "records.md"
TEXT = PAGE.read_text(encoding="utf-8")
COMMANDS = re.findall(r"^```console\n\$ deployments (.*?)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def test_every_example_answers_as_the_page_shows() -> None:
    example = doctest.DocTestParser().get_doctest(TEXT, {}, PAGE.name, PAGE.name, 0)
    printed: list[str] = []
    result = doctest.DocTestRunner().run(example, out=printed.append)
    assert result.attempted > 8
    assert result.failed == 0, "".join(printed)


@pytest.mark.parametrize(("command", "shown"), COMMANDS)
def test_every_command_prints_what_the_page_shows(command: str, shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(shlex.split(command)) == 0
    assert capsys.readouterr().out == shown


def test_the_page_shows_commands() -> None:
    assert len(COMMANDS) >= 2
