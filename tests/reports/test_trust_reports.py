"""What reports say of whom to believe: who is left out, what an answer hangs on, what the registry's maker computed."""

from collections.abc import Mapping
from typing import Any

import pytest

from deployments import Deployment, Registry, Source, Statement, reports
from deployments.answers.results import StrengthRole
from deployments.locales import all_languages


def registry(*said: dict[str, Any], kinds: tuple[str | None, ...] = ("official", "press")) -> Registry:
    """Return a registry of two forces and some sources, one of each kind given."""
    return Registry(
        sources=[
            Source(id=f"s{n}", title=f"Letter {n}", publisher=f"Paper {n}", published=f"2024-06-{n + 1:02}", kind=kind)
            for n, kind in enumerate(kinds)
        ],
        deployments=[Deployment(id="x", contributor="NLD"), Deployment(id="y", contributor="DEU")],
        statements=[Statement(**{"id": f"c{n}", "about": "x", **claim}) for n, claim in enumerate(said)],
    )


SEEN = {"kind": "present", "value": True, "as_of": "2024-06-01", "basis": "reported"}


def test_few_sources_that_are_left_out_are_named_and_many_are_counted_by_kind() -> None:
    every = registry({"source": "s0", **SEEN}, kinds=("official", "press", "press", None, "relay"))
    few = reports.active(every.without("s1", "s4"), "2024-06-01")
    assert "Left out, as asked for: 2 of 5 sources (s1, s4)." in few
    many = reports.active(every.trusting(kind="official"), "2024-06-01")
    assert "Left out, as asked for: 4 of 5 sources (2 press, 1 relay, 1 of no kind)." in many
    assert "by 1 source, 1 June 2024" in many
    assert "Left out" not in reports.active(every, "2024-06-01")
    assert "Left out" not in reports.active(every.known_on("2024-06-01").without("s4"), "2024-06-01")


def test_a_source_that_is_only_named_does_not_count_among_those_that_answer() -> None:
    every = registry({"source": "s1", "citing": "s0", **SEEN})
    assert "by 1 source, 2 June 2024" in reports.active(every.without("s0"), "2024-06-01")


def test_where_all_are_left_out_the_registry_is_not_called_empty() -> None:
    report = reports.overview(registry({"source": "s0", **SEEN}).without("s0", "s1"))
    assert "Left out, as asked for: 2 of 2 sources (s0, s1)." in report
    assert "empty" not in report


#: What every report is asked, and how.
REPORTS: Mapping[str, tuple[Any, ...]] = {
    "active": ("2024-06-01",),
    "anyone": ("2024-06-01",),
    "authorisation": ("2024-06-01",),
    "changes": ("2024-05-01", "2024-06-30"),
    "dossier": ("x",),
    "explain": ("x.start",),
    "find": ("Netherlands",),
    "history": ("x.start",),
    "listing": (),
    "overview": (),
    "periods": ("x",),
    "relocations": (),
    "running_out": ("2024-05-01", "2024-06-30"),
    "show": ("x",),
    "sources": (),
    "strength": ("2024-06-01",),
    "timeline": (),
    "unconfirmed": ("2024-06-30",),
}
SCOPES: Mapping[tuple[str, bool], tuple[str, str]] = {
    ("2024-06-01", False): ("As known on 1 June 2024.", "Zoals bekend op 1 juni 2024."),
    ("2024-06-01", True): ("As possibly known on 1 June 2024.", "Zoals misschien bekend op 1 juni 2024."),
    ("2020-01-01", False): (
        "As known on 1 January 2020. No source here had appeared by then.",
        "Zoals bekend op 1 januari 2020. Geen bron hier was toen al verschenen.",
    ),
}


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize(("day", "possible"), SCOPES)
def test_every_report_says_in_its_head_as_known_on_which_day(name: str, day: str, possible: bool) -> None:
    every = registry({"source": "s0", **SEEN}, {"source": "s1", **SEEN, "about": "y"})
    known = every.known_on(day, include_possible=possible)
    for lang, sentence in zip(("en", "nl"), SCOPES[day, possible], strict=True):
        text = " ".join(getattr(reports, name)(known, *REPORTS[name], lang=lang).split())
        assert sentence in text
        assert text.index(sentence) < 160
        assert sentence not in " ".join(getattr(reports, name)(every, *REPORTS[name], lang=lang).split())


def test_all_reports_about_a_registry_are_asked_as_known_on_a_day() -> None:
    assert {*dir(reports)} - {*REPORTS} == {"Style", "cite", "diagnostics"}


def test_an_answer_tells_on_which_sources_it_hangs() -> None:
    hanging = registry(
        {"source": "s0", **SEEN}, {"source": "s1", "about": "y", **SEEN}, {"source": "s0", "about": "y", **SEEN}
    )
    report = reports.active(hanging, "2024-06-01", hinges=True)
    assert "This answer hangs on one source: s0 [1]." in report
    assert "No single source decides this answer." in report
    both = registry({"source": "s0", **SEEN}, {"source": "s1", **SEEN, "as_of": "2024-06-02"})
    report = reports.active(both, "2024-06-01/2024-06-02", throughout=True, hinges=True)
    assert "This answer hangs on each of 2 sources: s0 [1]; s1 [2]." in report


def test_that_somebody_is_there_on_each_of_some_days_is_said_where_nobody_is_on_all() -> None:
    said = [{"source": "s1", **SEEN, "about": id_, "as_of": day} for id_, day in _days()]
    report = reports.active(registry(*said, kinds=(None, "press")), "2024-05-20~", width=200)
    assert "On each of the days somebody is certainly there, though nobody certainly on all of them." in report


def _days() -> list[tuple[str, str]]:
    return [("x", "2024-05-10"), ("x", "2024-05-20"), ("y", "2024-05-21"), ("y", "2024-05-30")]


@pytest.mark.parametrize(
    ("lang", "mark", "of"),
    [
        ("en", "computed by the registry's maker", "computed by the registry's maker from 1"),
        ("nl", "door de maker van het register", "door de maker van het register berekend uit 1"),
    ],
)
def test_what_the_maker_of_the_registry_computed_never_reads_like_a_source(lang: str, mark: str, of: str) -> None:
    half = {"source": "s0", "kind": "strength", "value": 35, "as_of": "2024-06-01", "derived": True}
    found = registry({"source": "s0", **SEEN}, half)
    cited = f"35 (1 {'juni' if lang == 'nl' else 'June'} 2024) [{of}]"
    assert cited in reports.active(found, "2024-06-01", lang=lang, width=100)
    for report in (reports.overview(found, lang=lang), reports.timeline(found, lang=lang)):
        assert of in " ".join(report.split())
    for report in (
        reports.strength(found, "2024-06-01", lang=lang),
        reports.strength(found, "2026-06-01", lang=lang, not_excluded=True),  # the last figure, which is too old
        reports.explain(found, "x.strength", "2024-06-01", lang=lang),
        reports.changes(found, "2024-05-01", "2024-06-30", lang=lang),
        reports.history(registry(half), "x.start", lang=lang),
    ):
        assert mark in " ".join(report.split())


def test_every_role_of_a_figure_has_its_words() -> None:
    for language in all_languages():
        assert {f"strength {role.value}" for role in StrengthRole} <= language.REPORT_WORDS.keys()


def test_why_a_strength_is_what_it_is_is_told_with_the_arithmetic() -> None:
    found = registry(
        {"source": "s0", "kind": "strength", "value": 145, "as_of": "2024-06-01", "basis": "reported"},
        {"source": "s0", "kind": "strength", "value": 200, "as_of": "2024-05-01", "basis": "reported"},
        {"source": "s1", "kind": "change", "value": "-70", "as_of": "2024-06-02", "basis": "reported"},
    )
    lines = [" ".join(line.split()) for line in reports.explain(found, "x.strength", "2024-06-02").splitlines()]
    assert lines[1] == "Strength: 75: 145 (1 June 2024) [1] less 70 (2 June 2024) [2], computed here."
    assert "1 Jun 2024 strength: 145 (reported): the last reported: 145 [1]" in lines
    assert "2 Jun 2024 change: 70 fewer (reported): later than that: 75 [2]" in lines
    assert "1 May 2024 strength: 200 (reported): a newer figure counts [1]" in lines
