"""A number that was announced, and is too old to count, is told as that: it does not vanish."""

from __future__ import annotations

from typing import Any

import pytest

from deployments import Deployment, Registry, Source, Statement, reports, shapes

OLD, NEW = "2020-10-14", "2022-09-01"
#: Announced for a day that is more than a year and a half before the day asked for.
PLAN: dict[str, Any] = {"kind": "strength", "value": "~220", "as_of": "2020-12-01"}


def registry(*claims: dict[str, Any], day: str = OLD) -> Registry:
    """Return a registry in which a letter makes claims, and a later one says that the Swedes are there."""
    sources = [Source(id="plan", title="A plan", published=day), Source(id="later", title="Later", published=NEW)]
    said = [Statement(id=f"s{n}", **{"source": "plan", "about": "swe"} | claim) for n, claim in enumerate(claims)]
    there = Statement(id="there", source="later", about="swe", kind="present", value=True)
    swedes = Deployment(id="swe", contributor="SWE", place="MLI")
    return Registry(sources=sources, deployments=[swedes], statements=[*said, there])


def strength(*claims: dict[str, Any]) -> Any:
    return registry(*claims).presence("swe", NEW).strength


def test_an_announced_number_that_is_too_old_is_kept() -> None:
    found = strength(PLAN)
    assert (found.is_stated, found.last) == (False, None)
    assert str(found.last_planned.quantity) == "~220"
    assert found.outdated == (found.last_planned,)


@pytest.mark.parametrize(
    ("lang", "figure", "total"),
    [
        (
            "en",
            "There; strength: not stated; about 220 announced 14 October 2020, for 1 December 2020 [1], too long ago.",
            "No total: the last number of Sweden, in Mali is too old to count.",
        ),
        (
            "nl",
            "niet genoemd; ongeveer 220 aangekondigd 14 oktober 2020, voor 1 december 2020 [1], te lang geleden.",
            "Geen totaal: het laatste aantal van Zweden, in Mali is te oud om mee te tellen.",
        ),
    ],
)
def test_reports_tell_it_as_announced(lang: str, figure: str, total: str) -> None:
    text = " ".join(reports.strength(registry(PLAN), NEW, lang=lang).split())
    assert figure in text
    assert total in text
    assert "[1] A plan, 14 " in text
    assert "nobody states" not in text


def test_programs_get_it_with_its_basis() -> None:
    (item,) = shapes.active(registry(PLAN), NEW).items
    assert item.strength.outdated is None
    assert item.strength.outdated_plan is not None
    assert (item.strength.outdated_plan.quantity, item.strength.outdated_plan.basis) == ("~220", "planned")
    assert "too long ago" in item.figure


def test_a_number_that_was_reported_too_long_ago_is_no_number_that_nobody_states() -> None:
    reported = {"kind": "strength", "value": "200", "as_of": "2020-10-01"}
    text = " ".join(reports.strength(registry(reported), NEW).split())
    assert "not stated since 1 October 2020 (then 200 [1])" in text
    assert "nobody states" not in text


def test_a_newer_plan_stands_beside_an_older_report() -> None:
    reported = {"kind": "strength", "value": "200", "as_of": "2020-10-01"}
    found = strength(reported, PLAN)
    assert [str(each.quantity) for each in found.outdated] == ["200", "~220"]


def test_a_plan_of_before_the_last_report_does_not() -> None:
    reported = {"kind": "strength", "value": "200", "as_of": "2021-01-01", "basis": "reported"}
    assert [str(each.quantity) for each in strength(PLAN, reported).outdated] == ["200"]


def test_a_plan_whose_place_another_took_does_not() -> None:
    found = strength(PLAN, PLAN | {"value": "100", "as_of": "2021-01-01"})
    assert [str(each.quantity) for each in found.outdated] == ["100"]


def test_a_plan_that_was_called_off_does_not() -> None:
    assert strength(PLAN, {"kind": "cancelled", "value": True, "source": "later"}).outdated == ()


def test_who_never_had_a_number_is_told_apart() -> None:
    silent = Deployment(id="nor", contributor="NOR", place="MLI")
    there = Statement(id="nor", source="later", about="nor", kind="present", value=True)
    text = " ".join(reports.strength(registry(PLAN).add(silent, there), NEW).split())
    assert "No total: nobody states the number of Norway, in Mali." in text
    assert "No total: the last number of Sweden, in Mali is too old to count." in text
