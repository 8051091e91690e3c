"""What each source changed, as a person reads it: source by source, in words, with everything that it states."""

import random
from typing import Any

import pytest

import deployments
from deployments import Deployment, Event, Registry, Source, Statement
from deployments.reports import changes
from tests.answers.random_registries import random_registry

Claim = tuple[str, str, str, Any] | tuple[str, str, str, Any, dict[str, Any]]


def registry(*claims: Claim) -> Registry:
    """Return a registry of a letter of February, an article of June and a page of September, and what they say."""
    return Registry(
        sources=[
            Source(id="first", title="A letter", publisher="Ministry", published="2024-02-01"),
            Source(id="second", title="An article", publisher="Times", kind="press", published="2024-06-10"),
            Source(id="third", title="A page", publisher="Blog", kind="relay", published="2024-09-30"),
        ],
        events=[Event(id="summit", name="A summit")],
        deployments=[Deployment(id="nld", contributor="NLD"), Deployment(id="deu", contributor="DEU")],
        statements=[
            Statement(id=f"s{n}", source=source, about=about, kind=kind, value=value, **dict(*more))
            for n, (source, about, kind, value, *more) in enumerate(claims)
        ],
    )


def words(text: str) -> str:
    """Return a text with one space between its words, wherever its lines break."""
    return " ".join(text.split())


def told(*claims: Claim, lang: str = "en", **how: Any) -> str:
    """Return the report of what the second and the third source changed."""
    return words(changes(registry(*claims), "2024-03-01", "2024-12-31", lang=lang, **how))


@pytest.mark.parametrize(
    ("claims", "english", "dutch"),
    [
        (
            [("first", "nld", "end", "2024-08-01"), ("second", "nld", "end", "2024-10-01")],
            "end 1 August 2024, planned [3] -> 1 October 2024, planned",
            "einde 1 augustus 2024, gepland [3] -> 1 oktober 2024, gepland",
        ),
        (
            [("first", "nld", "start", "2024-05"), ("second", "nld", "start", "2024-05-20")],
            "start May 2024, planned [3] -> 20 May 2024, reported",
            "begin mei 2024, gepland [3] -> 20 mei 2024, gemeld",
        ),
        (
            [("second", "nld", "end", "2024-10-01"), ("third", "nld", "end", "2024-10-01")],
            "end 1 October 2024, planned, as [1] said",
            "einde 1 oktober 2024, gepland, zoals ook door [1] gezegd",
        ),
        (
            [("first", "nld", "present", True), ("second", "nld", "end", "2024-10-01")],
            "end not named -> 1 October 2024, planned",
            "einde niet genoemd -> 1 oktober 2024, gepland",
        ),
        ([("second", "nld", "end", "2024-10-01")], "end 1 October 2024, planned", "einde 1 oktober 2024, gepland"),
        (
            [("first", "nld", "present", True), ("second", "nld", "present", True)],
            "presence seen; before that seen on 1 February 2024 [3]",
            "aanwezigheid gezien; daarvóór gezien op 1 februari 2024 [3]",
        ),
        (
            [
                ("second", "nld", "strength", "~120", {"as_of": "2024-06-10"}),
                ("third", "nld", "strength", "6", {"as_of": "2024-09-30"}),
            ],
            "strength about 120 (10 June 2024) [1] -> 6 (30 September 2024)",
            "sterkte ongeveer 120 (10 juni 2024) [1] -> 6 (30 september 2024)",
        ),
        (
            [
                ("second", "nld", "change", "+20", {"as_of": "2024-06-01"}),
                ("third", "nld", "change", "+30", {"as_of": "2024-09-01"}),
            ],
            "change 30 more (1 September 2024), beside 20 more (1 June 2024) [1]",
            "wijziging 30 meer (1 september 2024), naast 20 meer (1 juni 2024) [1]",
        ),
        (
            [
                ("second", "nld", "equipment", {"F-16": "+2"}, {"as_of": "2024-06-01"}),
                ("third", "nld", "equipment", {"F-16": "+3"}, {"as_of": "2024-09-01"}),
            ],
            "equipment F-16: 3 more (1 September 2024), beside F-16: 2 more (1 June 2024) [1]",
            "materieel F-16: 3 meer (1 september 2024), naast F-16: 2 meer (1 juni 2024) [1]",
        ),
        (
            [("second", "nld", "present", True, {"as_of": "2024-08-01"})],
            "presence somebody to be there on 1 August 2024, planned",
            "aanwezigheid iemand zal aanwezig zijn op 1 augustus 2024, gepland",
        ),
        (
            [("first", "nld", "mandate", "2024-06-30"), ("second", "nld", "mandate", "2024-12-31")],
            "30 June 2024 [3] -> 31 December 2024",
            "30 juni 2024 [3] -> 31 december 2024",
        ),
        (
            [("first", "nld", "end", "2024-05-01"), ("second", "nld", "present", True)],
            "end overtaken: 1 May 2024 [3]",
            "einde achterhaald: 1 mei 2024 [3]",
        ),
        (
            [("first", "nld", "start", "2024-01-01"), ("second", "nld", "start", "2024-01-10")],
            "start 1 January 2024 [3] -> 10 January 2024; contradicts [3]",
            "begin 1 januari 2024 [3] -> 10 januari 2024; in tegenspraak met [3]",
        ),
        (
            [
                ("first", "nld", "strength", "800", {"as_of": "2024-01-10"}),
                ("second", "nld", "strength", "500", {"as_of": "2024-01-10"}),
            ],
            "strength 800 (10 January 2024) [3] -> 500 (10 January 2024); contradicts [3]",
            "sterkte 800 (10 januari 2024) [3] -> 500 (10 januari 2024); in tegenspraak met [3]",
        ),
        (
            [("second", "nld", "start", "2024-01-01"), ("third", "nld", "start", "2024-01-10", {"corrects": "second"})],
            "start put right: 1 January 2024 [1] -> 10 January 2024",
            "begin rechtgezet: 1 januari 2024 [1] -> 10 januari 2024",
        ),
        (
            [("second", "nld", "start", "2024-10", {"basis": "considered"})],
            "start October 2024, considered",
            "begin oktober 2024, overwogen",
        ),
    ],
)
def test_a_change_is_told_in_words_with_who_said_what(claims: list[Claim], english: str, dutch: str) -> None:
    assert english in told(*claims)
    assert dutch in told(*claims, lang="nl")


def test_each_source_has_its_number_and_what_it_speaks_of_its_id() -> None:
    found = changes(
        registry(("second", "nld", "present", True), ("third", "deu", "present", True)), "2024-03-01", "2024-12-31"
    ).splitlines()
    assert found[0] == "What 2 sources changed after 1 March 2024 and by 31 December 2024"
    assert any(line.startswith("10 June 2024, Times") and line.endswith("  [1]") for line in found)
    assert any(line.startswith("  Netherlands: new here") and line.endswith("  nld") for line in found)
    assert found[-2:] == ["[1] Times, 10 June 2024: An article", "[2] Blog (relay), 30 September 2024: A page"]


def test_a_source_that_states_nothing_is_told_with_who_cites_it() -> None:
    found = words(changes(deployments.example(), "2023-05-01", "2023-07-15"))
    assert "17 May 2023, Ministerie van Defensie [1] nothing stated here; [4] cites it" in found
    alone = words(changes(deployments.example(), "2023-05-01", "2023-05-20"))
    assert "nothing stated here" in alone
    assert "cites it" not in alone


def test_a_wording_is_quoted_once() -> None:
    wording = {"wording": "rond de top"}
    found = told(
        ("second", "nld", "end", "2024-10", wording),
        ("second", "deu", "end", "2024-10", wording),
        ("third", "nld", "end", "2024-11", wording),
    )
    assert found.count('"rond de top"') == 1


def test_what_only_follows_is_counted_and_shown_when_it_is_asked_for() -> None:
    claims: tuple[Claim, ...] = (("second", "nld", "start", "2024-10-01"),)
    assert "Not shown: 4 bounds that only follow from this." in told(*claims)
    whole = told(*claims, implied=True)
    assert "returned not named -> on or after 1 October 2024, follows" in whole
    assert "Not shown" not in whole


def test_what_is_about_others_is_counted() -> None:
    claims: tuple[Claim, ...] = (
        ("second", "nld", "end", "2024-10-01"),
        ("second", "deu", "end", "2024-10-01"),
        ("third", "deu", "end", "2024-11-01"),
    )
    found = told(*claims, contributor="NLD")
    assert found.startswith("What 1 source changed")
    assert "Germany" not in found
    assert "Not shown: 2 statements about others." in found


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("lang", ["en", "nl"])
def test_each_statement_of_the_period_has_its_row(seed: int, lang: str) -> None:
    """Whatever sources state, and whatever becomes of it, the report has a row for it, within its width."""
    found = random_registry(random.Random(seed), 4)
    asked = found.changes("2023-01-01", "2027-01-01")
    text = changes(found, "2023-01-01", "2027-01-01", lang=lang, implied=True, format="tsv")
    assert "None" not in text
    plain = changes(found, "2023-01-01", "2027-01-01", lang=lang, implied=True, width=80)
    assert max(map(len, plain.splitlines())) <= 80
    for source in asked.sources:
        assert f"[{[s.id for s in asked.sources].index(source.id) + 1}]" in plain


@pytest.mark.parametrize(
    ("kind", "old", "new", "line"),
    [
        ("strength", 8, 11, "strength 11 (1 September 2024), planned, beside 8 (1 February 2024), reported [3]"),
        ("equipment", {"tank": 4}, {"tank": 9}, "planned, beside 4 × tank (1 February 2024), reported [3]"),
    ],
)
def test_a_planned_figure_stands_beside_a_report_and_replaces_none(kind: str, old: Any, new: Any, line: str) -> None:
    older = ("first", "nld", kind, old, {"as_of": "2024-02-01"})
    planned = ("second", "nld", kind, new, {"as_of": "2024-09-01"})
    found = told(older, planned)
    assert line in found
    assert "->" not in found


def test_a_report_stands_beside_a_plan_and_a_report_follows_a_report() -> None:
    plan = ("first", "nld", "strength", 121, {"as_of": "2024-05-01"})
    found = told(plan, ("second", "nld", "strength", "..75", {"as_of": "2024-06-10"}))
    assert "at most 75 (10 June 2024), reported, beside 121 (1 May 2024), planned [3]" in found
    again = told(
        ("first", "nld", "strength", 8, {"as_of": "2024-02-01"}),
        ("second", "nld", "strength", 13, {"as_of": "2024-06-10"}),
    )
    assert "strength 8 (1 February 2024) [3] -> 13 (10 June 2024)" in again


def test_who_contradicts_a_report_of_another_kind_names_it() -> None:
    dispute = Registry(
        sources=[Source(id="a", title="A", published="2024-03-27"), Source(id="b", title="B", published="2024-08-30")],
        deployments=[Deployment(id="x", contributor="NLD")],
        statements=[
            Statement(id="left", about="x", kind="end", value="2024-03-01", source="a"),
            Statement(id="there", about="x", kind="present", value=True, source="b"),
        ],
    )
    for lang, said in (("en", "seen; contradicts [1]"), ("nl", "gezien; in tegenspraak met [1]")):
        assert said in changes(dispute, "2024-01-01", "2024-12-31", lang=lang)


def test_an_explanation_of_a_disputed_day_names_who_contradicts_it() -> None:
    sources = [
        Source(id="a", title="A", published="2024-03-27"),
        Source(id="b", title="B", published="2024-08-30"),
    ]
    end = Statement(id="left", about="x", kind="end", value="2024-03-01", source="a")
    there = Statement(id="there", about="x", kind="present", value=True, source="b")
    found = Registry(sources=sources, deployments=[Deployment(id="x", contributor="NLD")], statements=[end, there])
    text = deployments.reports.explain(found, "x.end")
    assert "Reports that contradict these" in text
    assert "[2] B, 30 August 2024" in text
