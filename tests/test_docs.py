"""The pages for readers tell the truth: their examples answer as shown, and every word of an answer is explained."""

import doctest
import re
from pathlib import Path

import pytest

from deployments import Basis, Certainty, ClaimKind, Status, Word, check, load
from deployments.answers.words import ROWS
from deployments.reports import diagnostics

DOCS = Path(__file__).parents[1] / "docs"
ANSWERS = (DOCS / "answers.md").read_text(encoding="utf-8")
GLOSSARY = (DOCS / "glossary.md").read_text(encoding="utf-8")
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TOML = re.findall(r"^```toml\n(.*?)^```$", ANSWERS, re.MULTILINE | re.DOTALL)


def section(page: str, title: str) -> str:
    """Return what stands below a heading, up to the next one of its level."""
    return page.split(f"\n## {title}\n")[1].partition("\n## ")[0]


def entries(text: str) -> list[str]:
    """Return the words that a part of the glossary explains, in their order."""
    lines = re.findall(r"^- (\*\*.+?):", text, re.MULTILINE)
    return [word for line in lines for word in re.findall(r"\*\*(.+?)\*\*", line)]


# --- answers ---------------------------------------------------------------------------------------------


def run_examples() -> tuple[doctest.TestResults, str]:
    """Run the examples of the page on answers, each at its own line; its first block is what they use."""
    lines = [""] * len(ANSWERS.splitlines())
    helpers, *blocks = PYTHON.finditer(ANSWERS)
    for block in blocks:
        first = ANSWERS[: block.start(1)].count("\n")
        for number, line in enumerate(block[1].splitlines(), first):
            lines[number] = line
    names: dict[str, object] = {}
    exec(compile(helpers[1], "answers.md", "exec"), names)  # noqa: S102 - the page is our own
    example = doctest.DocTestParser().get_doctest("\n".join(lines), names, "answers.md", "answers.md", 0)
    printed: list[str] = []
    return doctest.DocTestRunner().run(example, out=printed.append), "".join(printed)


def test_every_example_answers_as_the_page_shows() -> None:
    result, printed = run_examples()
    assert result.attempted > 100
    assert result.failed == 0, printed


def test_the_words_stand_in_the_order_in_which_their_rows_are_tried_each_with_its_example() -> None:
    tried = [str(word) for word, _ in ROWS]
    last = [word for number, word in enumerate(tried) if word not in tried[number + 1 :]]
    last.insert(last.index("not_yet"), "considered")  # it takes the place of words that come later
    part = section(ANSWERS, "Presence, word by word")
    explained = re.findall(r"^\*\*`(\w+)`\*\*(?: and \*\*`(\w+)`\*\*)?:", part, re.MULTILINE)
    assert [word for words in explained for word in words if word] == [*last, "open"]
    shown = set(re.findall(r"^(?:certain|possible|no): (\w+)$", part, re.MULTILINE))
    assert shown == {str(word) for word in Word}


def test_what_check_asks_of_a_letter_is_shown_and_answered_by_its_mend(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    _, asked, mended = TOML
    file = Path("letter.toml")
    file.write_text(asked, encoding="utf-8")
    assert f"```\n{diagnostics(check(file))}\n```" in ANSWERS
    file.write_text(asked.partition("[[statements]]")[0] + mended, encoding="utf-8")
    assert check(file) == []
    presence = load(file).presence("nld", "2024-06-20")
    assert (presence.word, presence.strength.low) == (Word.SEEN, 70)


def test_the_letter_in_a_file_says_what_the_examples_say_of_it(tmp_path: Path) -> None:
    file = tmp_path / "letter.toml"
    file.write_text(TOML[0], encoding="utf-8")
    registry = load(file)
    assert registry.presence("nld", "2024-06-01").word is Word.ANNOUNCED
    assert [str(each.value) for each in registry.statements] == ["2024-05-01", "70"]


@pytest.mark.parametrize("page", ["answers", "glossary", "reports"])
def test_every_link_of_a_page_leads_somewhere(page: str) -> None:
    text = (DOCS / f"{page}.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)]+)\)", text):
        name, _, heading = target.partition("#")
        assert not name or (DOCS / name).exists(), target
        titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
        known = {re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in titles}
        assert not heading or heading in known, target


# --- the glossary ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Claims", [kind.value for kind in ClaimKind]),
        ("Basis: has it happened?", [basis.value for basis in Basis]),
        ("Certainty", [certainty.value for certainty in reversed(Certainty)]),
        ("Words: why the answer is what it is", [word.value for word in Word]),
        ("Status: what became of a statement", [status.value for status in Status]),
    ],
)
def test_the_glossary_explains_every_word_in_the_order_of_the_library(title: str, words: list[str]) -> None:
    found = entries(section(GLOSSARY, title))
    assert [word for word in found if word in words or "_" in word] == words
