"""The Python of the README and of the docs is right for type checkers, as that of the examples is."""

import doctest
import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def code_of(page: Path) -> str:
    """Return the Python of a page, with `>>>` or without, as one module."""
    blocks = BLOCK.findall(page.read_text(encoding="utf-8"))
    parser = doctest.DocTestParser()
    told = (
        "".join(each.source for each in parser.get_examples(block)) if ">>>" in block else block for block in blocks
    )
    return "\n".join(told)


@pytest.mark.skipif(importlib.util.find_spec("basedpyright") is None, reason="a tool of developers")
def test_the_pages_are_right_for_type_checkers(tmp_path: Path) -> None:
    for page in PAGES:
        if code := code_of(page):
            (tmp_path / f"{page.stem.lower()}.py").write_text(code, encoding="utf-8")
    settings = {"typeCheckingMode": "standard", "extraPaths": [str(ROOT)], "pythonVersion": "3.11"}
    # What a line of `>>>` shows is used by nobody.
    settings["reportUnusedExpression"] = "none"
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings))
    command = [sys.executable, "-m", "basedpyright", "--pythonpath", sys.executable]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
