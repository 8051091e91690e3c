"""The error gallery tells the truth: each broken file in it prints what it says."""

import re
from pathlib import Path

import pytest

from deployments import check
from deployments.diagnostics import CODES
from deployments.importing import import_tables
from deployments.reports import diagnostics

PAGE = (Path(__file__).parents[1] / "docs" / "errors.md").read_text(encoding="utf-8")
#: Registries, each with the text of the source whose `text` is "letter.txt", if it has one.
ENTRIES = re.findall(
    r"## ([A-Z][0-9]+): [^\n]*\n\n```toml\n(.*?)\n```\n\n(?:```text\n(.*?)\n```\n\n)?```\n(.*?)\n```", PAGE, re.DOTALL
)

#: Tables, each with the mapping that is not the common one, if there is such.
TABLES = re.findall(
    r"## ([IW][0-9]+): [^\n]*\n\n```csv\n(.*?)\n```\n\n(?:```toml\n(.*?)\n```\n\n)?```\n(.*?)\n```", PAGE, re.DOTALL
)
(MAPPING,) = re.findall(r"it is this one:\n\n```toml\n(.*?)\n```", PAGE, re.DOTALL)


@pytest.mark.parametrize(("code", "text", "letter", "printed"), ENTRIES, ids=[code for code, *_ in ENTRIES])
def test_a_broken_file_prints_what_the_gallery_shows(
    code: str, text: str, letter: str, printed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("broken.toml").write_text(text + "\n", encoding="utf-8")
    if letter:
        Path("letter.txt").write_text(letter + "\n", encoding="utf-8")
    found = check("broken.toml")
    assert {diagnostic.code for diagnostic in found} == {code}
    assert diagnostics(found) == printed


@pytest.mark.parametrize(("code", "table", "mapping", "printed"), TABLES, ids=[code for code, *_ in TABLES])
def test_a_broken_table_prints_what_the_gallery_shows(
    code: str, table: str, mapping: str, printed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("broken.csv").write_text(table + "\n", encoding="utf-8")
    Path("mapping.toml").write_text(mapping or MAPPING, encoding="utf-8")
    found = import_tables("mapping.toml", "broken.csv").diagnostics
    assert {diagnostic.code for diagnostic in found} == {code}
    assert diagnostics(found) == printed


def test_every_code_has_an_entry() -> None:
    named = {code for code, *_ in (*ENTRIES, *TABLES)} | set(re.findall(r"^\| ([A-Z][0-9]+) \|", PAGE, re.MULTILINE))
    assert named == set(CODES)
