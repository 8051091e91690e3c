"""The page that goes from a letter to a file: each phrase is accepted as it is written, and answered as it is shown.

`DEPLOYMENTS_REWRITE_DOCS=1 python -m pytest -n0 tests/test_writing_page.py` writes the answers anew.
"""

import re
from pathlib import Path

import pytest

from deployments import ClaimKind, Statement, check, load
from tests.worked_letters import REWRITE, answer

PATH = Path(__file__).parents[1] / "docs" / "writing.md"
PAGE = PATH.read_text(encoding="utf-8")
PHRASES, _, RECORDS = PAGE.partition("\n## The records that the examples use\n")
(FRAME,) = re.findall(r"^```toml\n(.*?)^```$", RECORDS, re.MULTILINE | re.DOTALL)
#: Each phrase with the lines that say it, and what is answered.
EXAMPLES = [
    (phrase.partition("\n")[0], tables, answers)
    for phrase in PHRASES.split("\n### ")[1:]
    for tables, answers in re.findall(r"```toml\n(.*?)```\n\n```\n(.*?)```", phrase, re.DOTALL)
]


@pytest.mark.parametrize(("phrase", "tables", "answers"), EXAMPLES, ids=[phrase for phrase, *_ in EXAMPLES])
def test_a_phrase_is_accepted_and_answered_as_the_page_shows(
    phrase: str, tables: str, answers: str, tmp_path: Path
) -> None:
    frame, own = tmp_path / "records.toml", tmp_path / "letter.toml"
    frame.write_text(FRAME, encoding="utf-8")
    own.write_text(tables, encoding="utf-8")
    assert [str(problem) for problem in check(frame, own)] == [], phrase
    registry = load(frame, own)
    asked = [line.rpartition(":")[0] for line in answers.splitlines()]
    found = "".join(f"{each}: {answer(registry, each)}\n" for each in asked)
    if REWRITE:
        page = PATH.read_text(encoding="utf-8")
        shown = f"```toml\n{tables}```\n\n```\n"
        PATH.write_text(page.replace(f"{shown}{answers}```", f"{shown}{found}```"), encoding="utf-8")
        return
    assert found == answers


def test_there_are_at_least_40_phrases_and_each_has_its_lines() -> None:
    headings = re.findall(r"^### (.+)$", PHRASES, re.MULTILINE)
    assert [phrase for phrase, *_ in EXAMPLES] == headings
    assert len(headings) >= 40
    assert len(set(headings)) == len(headings)


def test_every_source_and_record_of_the_frame_is_used() -> None:
    names = re.findall(r"^\[(?:sources|missions|deployments)\.([^]]+)\]$", FRAME, re.MULTILINE)
    told = PHRASES + re.sub(r"^\[.*$", "", FRAME, flags=re.MULTILINE)
    assert [name for name in names if f'"{name}"' not in told] == []


def test_what_comes_nearest_to_what_cannot_be_said_is_accepted() -> None:
    table = PHRASES.partition("\n## What cannot be said\n")[2]
    claims = [(key, text) for key, text in re.findall(r'`(\w+) = "([^"]+)"`', table) if key in list(ClaimKind)]
    assert len(claims) >= 2
    for key, text in claims:
        Statement(id="x", source="letter", about="nld", kind=key, value=text)


def test_every_link_leads_to_a_heading_or_a_page() -> None:
    headings = re.findall(r"^#+ (.+)$", PAGE, re.MULTILINE)
    known = {re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in headings}
    links = re.findall(r"\]\(([^)]+)\)", PAGE)
    assert len(links) > 60
    for link in links:
        page, _, heading = link.partition("#")
        assert not page or (PATH.parent / page).exists(), link
        assert page or heading in known, link
