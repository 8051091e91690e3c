"""Every question is answered for programs, too: as JSON, JSON Lines and CSV, which say the same."""

import csv
import io
import json

import pytest

from deployments.cli.commands import COMMANDS
from tests.command_line import run
from tests.test_cli_paths import QUESTIONS

ASKED = {
    name: [word.replace("nld-svk", "nld-amdtf-svk") for word in words]
    for name, words in QUESTIONS.items()
    if "json" in COMMANDS[name].options and name != "export"
}
#: The commands that write files, and tell which: `tests/shapes/test_written.py` runs them.
WRITING = {"export", "import", "new"}
#: The commands that print no answer, or one that has a form of its own.
WITHOUT = {"cite", "completion", "page", "schema"}


def test_every_command_that_answers_has_all_three_forms() -> None:
    assert ASKED.keys() | WRITING == COMMANDS.keys() - WITHOUT
    assert all({"json", "jsonl", "csv"} <= {*COMMANDS[name].options} for name in (*ASKED, *WRITING))


@pytest.mark.parametrize("name", ASKED)
def test_the_three_forms_have_the_same_items_and_json_says_that_it_is_the_example(name: str) -> None:
    told = run(*ASKED[name], "--json", "--example")
    assert (told.status, told.err) == (0, "")
    answer = json.loads(told.out)
    assert answer["answer"].replace("_", "-").startswith(name)
    assert answer["registry"]["example"] is True
    assert answer["registry"]["errors"] == 0
    lines = run(*ASKED[name], "--jsonl", "--example").out.splitlines()
    assert [json.loads(line) for line in lines] == answer["items"]
    rows = [*csv.reader(io.StringIO(run(*ASKED[name], "--csv", "--example").out))]
    assert len(rows) == len(answer["items"]) + 1  # and a header
    assert len({len(row) for row in rows}) == 1


@pytest.mark.parametrize("name", [name for name in ASKED if "contributor" in COMMANDS[name].options])
def test_json_says_by_what_it_was_filtered_and_answers_in_any_language(name: str) -> None:
    if COMMANDS[name].about_one:
        return
    answer = json.loads(run(*ASKED[name], "--json", "--example", "--contributor", "NLD", "--lang", "nl").out)
    assert (answer["filters"]["contributor"], answer["lang"]) == ("NLD", "nl")


def test_two_forms_at_once_are_refused() -> None:
    for forms in (
        ["--json", "--csv"],
        ["--jsonl", "--json"],
        ["--format", "github", "--json"],
        ["--csv", "--format", "html"],
    ):
        printed = run("list", "--example", *forms)
        assert (printed.status, printed.out) == (2, "")
        assert "not allowed with argument" in printed.err


def test_a_citation_for_programs_is_csl_json_by_either_option() -> None:
    asked = ["cite", "kst-28676-433", "--example"]
    expected = run(*asked, "--style", "csl-json")
    assert run(*asked, "--json") == expected
    assert json.loads(expected.out)
    assert run("--json", *asked) == expected
    assert run(*asked, "--json", "--style", "bibtex").status == 2
