"""The error gallery tells the truth: each broken file in it prints what it says."""

import re
from pathlib import Path

import pytest

from deployments import check
from deployments.diagnostics import CODES
from deployments.reports import diagnostics

PAGE = (Path(__file__).parents[1] / "docs" / "errors.md").read_text(encoding="utf-8")
ENTRIES = re.findall(r"## ([A-Z][0-9]+): [^\n]*\n\n```toml\n(.*?)\n```\n\n```\n(.*?)\n```", PAGE, re.DOTALL)


@pytest.mark.parametrize(("code", "text", "printed"), ENTRIES, ids=[code for code, *_ in ENTRIES])
def test_a_broken_file_prints_what_the_gallery_shows(
    code: str, text: str, printed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("broken.toml").write_text(text + "\n", encoding="utf-8")
    found = check("broken.toml")
    assert {diagnostic.code for diagnostic in found} == {code}
    assert diagnostics(found) == printed


def test_every_code_has_an_entry() -> None:
    named = {code for code, *_ in ENTRIES} | set(re.findall(r"^\| ([A-Z][0-9]+) \|", PAGE, re.MULTILINE))
    assert named == set(CODES)
