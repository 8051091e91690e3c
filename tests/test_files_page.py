"""The letters that the page on files works out are accepted without a word, and answered as the page shows."""

import re
from pathlib import Path

import pytest

from deployments import check, load
from tests.worked_letters import answer

PAGE = (Path(__file__).parents[1] / "docs" / "files.md").read_text(encoding="utf-8")
LETTERS = PAGE.partition("\n## Letters, worked out\n")[2].partition("\n## ")[0]
(HEAD,) = re.findall(r"```\n(.*?)```", LETTERS.partition("\n### ")[0], re.DOTALL)
#: Each example with the heading that it stands below: its tables, and what is answered.
EXAMPLES = [
    (part.partition("\n")[0], tables, answers)
    for part in LETTERS.split("\n### ")[1:]
    for tables, answers in re.findall(r"```\n(\[.*?)```\n\n```\n(.*?)```", part, re.DOTALL)
]


@pytest.mark.parametrize(("heading", "tables", "answers"), EXAMPLES, ids=[heading for heading, *_ in EXAMPLES])
def test_a_letter_is_accepted_and_answered_as_the_page_shows(
    heading: str, tables: str, answers: str, tmp_path: Path
) -> None:
    file = tmp_path / "letter.toml"
    file.write_text(f"{HEAD}\n{tables}", encoding="utf-8")
    assert check(file) == [], heading
    registry = load(file)
    for line in answers.splitlines():
        asked, _, said = line.partition(": ")
        assert answer(registry, asked, usual="nld") == said, line


def test_every_kind_of_letter_has_its_example() -> None:
    assert [*dict.fromkeys(heading for heading, *_ in EXAMPLES)] == re.findall(r"^### (.+)$", LETTERS, re.MULTILINE)


@pytest.mark.parametrize("page", ["files", "errors"])
def test_every_link_to_a_letter_that_is_worked_out_leads_there(page: str) -> None:
    text = (Path(__file__).parents[1] / "docs" / f"{page}.md").read_text(encoding="utf-8")
    titles = re.findall(r"^#+ (.+)$", PAGE, re.MULTILINE)
    known = {re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in titles}
    links = re.findall(r"\]\((?:files\.md)?#([^)]+)\)", text)
    assert links
    assert {*links} <= known
