"""The pages to walk along are true: their files are written, their commands are run in order, and print what they show.

`DEPLOYMENTS_REWRITE_DOCS=1 python -m pytest -n0 tests/test_walked_pages.py` writes what the commands print anew.
"""

import doctest
import re
import shlex
from pathlib import Path

import pytest

from deployments.cli import main
from tests.worked_letters import REWRITE

DOCS = Path(__file__).parents[1] / "docs"
#: The pages, each with the least number of commands that it has.
PAGES = {"tutorial.md": 8, "questions.md": 37}
#: What the page has readers do: a comment that says what becomes of a block, if it is a file, and the block.
BLOCK = re.compile(r"(?:<!-- (write|add to|replace in) (\S+) -->\n)?```(\w+)\n(.*?)```\n", re.DOTALL)


def run(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Return what a command prints."""
    program, *arguments = shlex.split(command)
    assert program == "deployments"
    main(arguments)
    printed = capsys.readouterr()
    return (printed.out + printed.err).replace("\r\n", "\n")  # lines of CSV end with both


@pytest.mark.parametrize(("name", "commands"), PAGES.items(), ids=[*PAGES])
def test_every_step_does_what_the_page_shows(
    name: str, commands: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (DOCS / name).read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for variable in ("COLUMNS", "DEPLOYMENTS_REGISTRY", "FORCE_COLOR"):
        monkeypatch.delenv(variable, raising=False)
    rewritten, end, ran = "", 0, 0
    names: dict[str, object] = {}
    for match in BLOCK.finditer(page):
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
            asked = re.findall(r"^\$ (.*)$", block, re.MULTILINE)
            found = "".join(f"$ {command}\n{run(command, capsys)}" for command in asked).replace("\r\n", "\n")  # of CSV
            ran += len(asked)
            if not REWRITE:
                assert found == block
            rewritten, end = f"{rewritten}{page[end : match.start(4)]}{found}", match.end(4)
        elif language == "python":
            test = doctest.DocTestParser().get_doctest(block, names, name, name, 0)
            printed: list[str] = []
            assert doctest.DocTestRunner().run(test, out=printed.append, clear_globs=False).failed == 0, "".join(
                printed
            )
            names = test.globs
    assert ran >= commands
    if REWRITE:
        (DOCS / name).write_text(rewritten + page[end:], encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_to_a_page(name: str) -> None:
    for linked in re.findall(r"\]\(([a-z]+\.md)", (DOCS / name).read_text(encoding="utf-8")):
        assert (DOCS / linked).exists()
