"""The pages for readers tell the truth: their examples run, and they explain every word that answers use."""

import doctest
import re
from pathlib import Path

import pytest

from deployments import Certainty, ClaimKind, Status, Word, check, read
from deployments.answers.words import ROWS
from deployments.claims import Basis
from deployments.reports import diagnostics

DOCS = Path(__file__).parents[1] / "docs"
ANSWERS = (DOCS / "answers.md").read_text(encoding="utf-8")
GLOSSARY = (DOCS / "glossary.md").read_text(encoding="utf-8")
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples(page: str) -> str:
    """Return the lines of a page that are Python, all others empty, so that every line keeps its number."""
    kept = [""] * len(page.splitlines())
    for block in PYTHON.finditer(page):
        first = page[: block.start(1)].count("\n")
        for number, line in enumerate(block[1].splitlines(), first):
            kept[number] = line
    return "\n".join(kept)


def test_every_example_of_the_page_on_answers_answers_so() -> None:
    helper, *_ = (block[1] for block in PYTHON.finditer(ANSWERS))
    names: dict[str, object] = {}
    exec(compile(helper, "docs/answers.md", "exec"), names)
    test = doctest.DocTestParser().get_doctest(examples(ANSWERS), names, "answers.md", str(DOCS / "answers.md"), 0)
    result = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test)
    assert result.attempted > 100
    assert result.failed == 0
