"""The tutorial is true: its files are written, its commands are run one after the other, and print what it shows.

`DEPLOYMENTS_REWRITE_DOCS=1 python -m pytest -n0 tests/test_tutorial.py` writes what the commands print anew.
"""

import doctest
import re
import shlex
from pathlib import Path

import pytest

from deployments.cli import main
from tests.worked_letters import REWRITE

PATH = Path(__file__).parents[1] / "docs" / "tutorial.md"
PAGE = PATH.read_text(encoding="utf-8")
#: What the page has readers do: a comment that says what becomes of a block, if it is a file, and the block.
BLOCK = re.compile(r"(?:<!-- (write|add to|replace in) (\S+) -->\n)?```(\w+)\n(.*?)```\n", re.DOTALL)


def run(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Return what a command prints."""
    program, *arguments = shlex.split(command)
    assert program == "deployments"
    main(arguments)
    printed = capsys.readouterr()
    return printed.out + printed.err


def test_every_step_does_what_the_page_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("COLUMNS", "DEPLOYMENTS_REGISTRY", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    rewritten, end, ran = "", 0, 0
    for match in BLOCK.finditer(PAGE):
        how, file, language, block = match.groups()
        if how == "write":
            Path(file).write_text(block, encoding="utf-8")
        elif how == "add to":
            Path(file).write_text(f"{Path(file).read_text(encoding='utf-8')}\n{block}", encoding="utf-8")
        elif how == "replace in":
            wrong, right = re.findall(r"^[-+] (.*)$", block, re.MULTILINE)
            before = Path(file).read_text(encoding="utf-8")
            assert before.count(wrong) == 1
            Path(file).write_text(before.replace(wrong, right), encoding="utf-8")
        elif language == "console":
            commands = re.findall(r"^\$ (.*)$", block, re.MULTILINE)
            found = "".join(f"$ {command}\n{run(command, capsys)}" for command in commands)
            ran += len(commands)
            if not REWRITE:
                assert found == block
            rewritten, end = f"{rewritten}{PAGE[end : match.start(4)]}{found}", match.end(4)
        elif language == "python":
            test = doctest.DocTestParser().get_doctest(block, {}, "tutorial.md", "tutorial.md", 0)
            printed: list[str] = []
            assert doctest.DocTestRunner().run(test, out=printed.append).failed == 0, "".join(printed)
    assert ran >= 8
    if REWRITE:
        PATH.write_text(rewritten + PAGE[end:], encoding="utf-8")


def test_every_link_leads_to_a_page() -> None:
    for name in re.findall(r"\]\(([a-z]+\.md)", PAGE):
        assert (PATH.parent / name).exists()
