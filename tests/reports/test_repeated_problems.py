"""A problem that stands in many places is told once, with their number and the first; the counts lose none."""

from __future__ import annotations

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from deployments.diagnostics import Diagnostic, Location, distinct
from deployments.reports import diagnostics

problems = st.builds(
    lambda code, text, hint, line: Diagnostic(code, text, hint, "a column", Location("t.csv", line, 1, "a,b")),
    st.sampled_from(["C101", "Q101", "I107"]),
    st.sampled_from(["one", "two", "three"]),
    st.sampled_from(["", "mend it"]),
    st.integers(2, 99),
)


def said(found: Diagnostic) -> tuple[str, str, str, str]:
    return found.code, found.path, found.message, found.hint


@given(st.lists(problems))
def test_each_problem_is_there_once_with_the_first_place_and_all_are_counted(found: list[Diagnostic]) -> None:
    told = distinct(found)
    assert sorted(said(each.first) for each in told) == sorted({*map(said, found)})
    for each in told:
        alike = [other for other in found if said(other) == said(each.first)]
        assert (each.first, each.places) == (alike[0], len(alike))
    assert [each.places for each in told] == sorted((each.places for each in told), reverse=True)


@given(st.lists(problems), st.integers(1, 3))
def test_what_is_shown_and_what_is_counted_is_all_there_is(found: list[Diagnostic], most: int) -> None:
    text = diagnostics(found, most=most, once=True)
    shown = len(re.findall(r"^t\.csv", text, re.MULTILINE))
    repeated = sum(
        int(number) - 1 for number in re.findall(r"^   in (\d+) places; this is the first$", text, re.MULTILINE)
    )
    others = sum(map(int, re.findall(r"^and (\d+) more", text, re.MULTILINE)))
    assert shown + repeated + others == len(found)
    for code in ("C101", "Q101", "I107"):
        assert len(re.findall(rf"^t\.csv\S* \w+\[{code}\]", text, re.MULTILINE)) <= most


@given(st.lists(problems))
def test_whoever_asks_for_all_gets_every_place_in_the_order_in_which_they_were_found(found: list[Diagnostic]) -> None:
    for style in ("text", "short"):
        heads = [line for line in diagnostics(found, style=style).splitlines() if line.startswith("t.csv")]
        assert heads == [each.head for each in found]
    assert [each["location"]["line"] for each in json.loads(diagnostics(found, style="json", most=1))] == [
        each.location and each.location.line for each in found
    ]


def test_the_number_of_places_is_told_in_the_language_that_is_asked_for() -> None:
    found = [Diagnostic("C101", "not a country: 'Kongo'", location=Location("t.csv", line)) for line in range(2, 1236)]
    assert "   in 1,234 places; this is the first\n" in diagnostics(found, once=True)
    assert "   op 1.234 plaatsen; dit is de eerste\n" in diagnostics(found, once=True, lang="nl")


def test_the_lines_of_a_hint_stay_lines_of_it() -> None:
    """They can be copied, and none of them looks like a problem."""
    text = diagnostics([Diagnostic("I108", "a sum", 'write\n[[totals]]\nt.csv: error[C101]: "\x1b[2J"')])
    assert text.splitlines()[1:4] == [
        "   hint: write",
        "      [[totals]]",
        '      t.csv: error[C101]: "\\x1b[2J"',
    ]


def test_what_is_wrong_in_several_files_of_a_registry_is_told_of_each() -> None:
    found = [Diagnostic("S101", "not a key", location=Location(file, 2)) for file in ("a.toml", "b.toml")]
    assert diagnostics(found, most=10).splitlines()[:2] == [each.head for each in found]
