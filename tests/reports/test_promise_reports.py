"""What was promised, and which forces moved, as a person reads it: block by block, in words, with who said so."""

from collections.abc import Callable
from typing import Any

import attrs
import pytest

import deployments
from deployments import Registry, Statement, reports
from deployments.reports import explain, relocations, unconfirmed
from tests.reports.test_change_reports import Claim, registry, words


def told(*claims: Claim, day: str = "2024-12-01", **how: Any) -> str:
    return words(unconfirmed(registry(*claims), day, **how))


def test_what_fell_due_after_the_newest_source_stands_apart() -> None:
    """The newest of the three is of 30 September: it can tell of May, and not of November."""
    found = told(("first", "nld", "start", "2024-05-01"), ("first", "deu", "start", "2024-11-01"))
    assert "The newest of 3 sources is of 30 September 2024: what came after cannot be in it." in found
    reported, untold = found.split("Due after the newest source: nothing could be said")
    assert "Netherlands nld due by 1 May 2024 promised start: 1 May 2024 [1]" in reported
    assert "Germany deu due by 1 November 2024" in untold
    assert "Germany" not in reported


@pytest.mark.parametrize(
    ("lang", "block"),
    [
        (
            "en",
            'Netherlands nld due by 1 May 2024 promised start: 1 May 2024 [1] "op 1 mei" '
            "last seen on 10 June 2024 [2] later sources 1",
        ),
        (
            "nl",
            'Nederland nld uiterlijk 1 mei 2024 beloofd begin: 1 mei 2024 [1] "op 1 mei" '
            "laatst gezien op 10 juni 2024 [2] latere bronnen 1",
        ),
    ],
)
def test_a_promise_has_its_words_what_was_seen_last_and_how_many_sources_came_later(lang: str, block: str) -> None:
    said = registry(
        ("first", "nld", "operational", "2024-05-01", {"wording": "op 1 mei"}), ("second", "nld", "present", True)
    )
    ready = block.replace("start:", "operational:").replace("begin:", "operationeel:")
    assert ready in words(unconfirmed(said, "2024-12-01", lang=lang)).replace("“", '"').replace("”", '"')


def test_a_promise_never_says_of_a_force_that_is_seen_later_that_it_never_was() -> None:
    said = ("first", "nld", "start", "2024-05-01"), ("second", "nld", "present", True)
    assert "last seen not by then later sources none" in told(*said, day="2024-06-01")
    assert "laatst gezien dan nog niet latere bronnen geen" in told(*said, day="2024-06-01", lang="nl")


def test_what_only_follows_and_what_was_moved_are_asked_for() -> None:
    said: tuple[Claim, ...] = (
        ("first", "nld", "returned", "2024-05-01"),
        ("second", "deu", "end", "2024-07-01"),
        ("first", "deu", "end", "2024-05-01"),
    )
    assert "follows from" not in told(*said)
    assert "promised end: follows from returned: 1 May 2024" in told(*said, implied=True)
    assert "a later plan moved it" not in told(*said)
    assert "promised end: 1 May 2024 [1] a later plan moved it" in told(*said, replaced=True)


def test_what_has_no_last_day_is_counted_or_told_when_asked_for() -> None:
    said = (
        ("first", "nld", "start", "2024-05-01"),
        ("first", "deu", "end", {"after": "2024-06-01"}, {"basis": "planned"}),
    )
    assert "1 plan is not listed, as no source gives it a last day: --undated lists it." in told(*said)
    assert "Nothing. 1 plan is not listed" in told(said[1])
    listed = told(*said, undated=True)
    assert "Planned without a last day, so that it never falls due Germany deu promised end: on or after" in listed
    assert "is not listed" not in listed
    assert "due by" not in told(said[1], undated=True)


def test_a_planned_number_of_a_day_without_a_last_one_is_counted_or_told_when_asked_for() -> None:
    said = "first", "nld", "strength", "193", {"basis": "planned", "as_of": "[2024-01-12..]"}
    assert "Nothing. 1 plan is not listed, as no source gives it a last day: --undated lists it." in told(said)
    assert "promised strength: 193" in told(said, undated=True)
    borne_out = "second", "nld", "strength", "190", {"as_of": "2024-03-01", "basis": "reported"}
    assert "strength" not in told(said, borne_out, undated=True)
    assert "1 plan" not in told(said, borne_out)


def test_a_promise_that_was_called_off_later_says_so() -> None:
    said = ("first", "nld", "start", "2024-05-01"), ("second", "nld", "cancelled", True)
    assert "promised start: 1 May 2024 [1] called off since on 10 June 2024 [2]" in told(*said, day="2024-06-01")
    assert "Netherlands" not in told(*said)


def test_a_wording_is_quoted_once_in_the_whole_report() -> None:
    wording = {"wording": "in mei"}
    found = told(("first", "nld", "start", "2024-05", wording), ("first", "deu", "start", "2024-05", wording))
    assert found.count('"in mei"') == 1
    assert found.count("promised start: May 2024 [1]") == 2


def test_filters_choose_whose_promises_are_listed() -> None:
    said = ("first", "nld", "start", "2024-05-01"), ("first", "deu", "start", "2024-05-01")
    assert "Germany" not in told(*said, contributor="NLD")
    assert "Only contributor: Netherlands. The newest of 3 sources" in told(*said, contributor="NLD")
    assert "Netherlands" in told(*said, contributor="NLD")


# --- moves ---


def test_a_move_is_told_with_both_places_their_days_and_who_says_so() -> None:
    found = words(relocations(deployments.example()))
    assert (
        "Germany, Patriot, at Sliač, Slovakia deu-patriot-svk "
        "to Germany, Patriot, at Vilnius, Lithuania deu-patriot-ltu "
        "left around NATO summit in Vilnius, planned [1] arrived around 29 June 2023, reported [2] "
        "same force [1]"
    ) in found


def test_only_a_basis_that_is_written_stands_at_the_same_force() -> None:
    link = ("first", "deu", "follows", "nld")
    assert "same force [1]" in words(relocations(registry(link)))
    two = {"source": "second", "about": "deu", "kind": "follows", "value": "nld", "basis": "reported"}
    both = registry(link).add(Statement(id="again", **two))
    assert "same force reported [1]; [2] [1] Times" in words(relocations(both))


@pytest.mark.parametrize("kind", ["follows", "relieves"])
def test_no_report_calls_a_link_planned_of_which_nobody_wrote_it(kind: str) -> None:
    said = registry(("first", "deu", kind, "nld"))
    (link,) = said.statements_of(kind=kind)
    asked: list[Callable[[Registry], str]] = [
        reports.overview,
        reports.relocations,
        reports.timeline,
        lambda it: reports.show(it, "deu"),
        lambda it: reports.show(it, "first"),
        lambda it: reports.show(it, link.id),
        lambda it: reports.dossier(it, "deu"),
        lambda it: reports.changes(it, "2020-01-01", "2030-01-01"),
        lambda it: reports.explain(it, "deu.start"),
    ]
    written = said.replace(attrs.evolve(link, basis="planned"))
    for ask in asked:
        assert "planned" not in words(ask(said))
    assert all("planned" in words(ask(written)) for ask in asked[3:8])


def test_the_days_of_a_move_that_nobody_names_are_said_to_follow() -> None:
    said = registry(("first", "deu", "follows", "nld"), ("second", "nld", "present", True))
    assert "left on or after 10 June 2024, follows" in words(relocations(said))
    assert "vertrek op of na 10 juni 2024, volgt daaruit" in words(relocations(said, lang="nl"))
    assert "follows: Netherlands" in explain(said, "deu.end")


def test_filters_choose_which_moves_are_listed() -> None:
    said = registry(("first", "deu", "follows", "nld"), ("first", "nld", "present", True))
    assert "Netherlands" in relocations(said, contributor="DEU")
    assert relocations(deployments.example(), place="POL").endswith("\nNothing.")


@pytest.mark.parametrize(
    ("lang", "heading", "block"),
    [
        (
            "en",
            "Authorised until a day before that, with no newer mandate here",
            "Netherlands nld authorised until 30 June 2024 [",
        ),
        (
            "nl",
            "Toegestaan tot en met een eerdere dag, zonder nieuwer mandaat hier",
            "Nederland nld toegestaan t/m 30 juni 2024 [",
        ),
    ],
)
def test_a_mandate_that_ran_out_is_no_promise(lang: str, heading: str, block: str) -> None:
    """It stands in a group of its own, below what was promised; one that was only planned is still promised."""
    said = ("first", "nld", "mandate", "2024-06-30"), ("first", "deu", "start", "2024-05-01")
    promised, ran_out = told(*said, lang=lang).split(heading)
    assert block in ran_out
    assert "2024-06-30" not in promised
    assert "due by" not in ran_out
    planned = ("first", "nld", "mandate", "2024-06-30", {"basis": "planned"})
    assert heading not in told(planned, lang=lang)


def test_a_mandate_that_ran_out_after_the_newest_source_is_no_promise_either() -> None:
    found = told(("first", "nld", "mandate", "2024-11-01"))
    assert "authorised until 1 November 2024" in found
    assert "promised" not in found
    assert "Due after the newest source" not in found
