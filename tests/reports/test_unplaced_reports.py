"""Whoever asks by a country is told of those of whom nobody can tell in which country they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import deployments
from deployments import Deployment, Registry, Source, Statement, reports, shapes
from deployments.values.countries import Country, Place

DAY = "2024-06-09"


def registry(*placed: tuple[str, str | None], **claims: object) -> Registry:
    """Return a registry of deployments, each an id and a place, of which a letter says that somebody is there."""
    claims = claims or {"present": True}
    return Registry(
        sources=[Source(id="letter", title="A letter", published=DAY)],
        deployments=[Deployment(id=id_, contributor="DNK", place=place) for id_, place in placed],
        statements=[
            Statement(id=f"{id_}-{kind}", source="letter", about=id_, kind=kind, value=value)
            for id_, _ in placed
            for kind, value in claims.items()
        ],
    )


TWO = registry(("both", "Lithuania and Latvia"), ("sea", "Red Sea"), ("none", None), ("est", "Tapa, EST"))


@pytest.mark.parametrize("country", ["LVA", "Latvia", Country.parse("LVA")])
def test_those_in_no_country_are_named_whatever_country_is_asked_for(country: str | Country) -> None:
    found = TWO.unplaced(DAY, place=country)
    assert [each.deployment.id for each in found] == ["both", "sea", "none"]


@pytest.mark.parametrize("place", [None, "Red Sea", Place(name="Red Sea")])
def test_without_a_country_there_are_none(place: str | Place | None) -> None:
    assert [*TWO.unplaced(DAY, place=place)] == []


def test_other_filters_hold_for_them_too() -> None:
    assert [*TWO.unplaced(DAY, place="LVA", contributor="NLD")] == []


@pytest.mark.parametrize(
    ("claims", "day", "count"),
    [
        ({"present": True}, DAY, 1),
        ({"start": "2024-06-01"}, "2024-05-01", 0),  # not there yet, by a report
        ({"start": "2024-08-01"}, DAY, 0),  # to come later
        ({"start": "2024-08-01"}, "2024-08-02", 1),
        ({"present": True}, "2029-06-09", 1),  # nobody has spoken of it for long
        ({"end": "2024-06-08"}, DAY, 0),
    ],
)
def test_only_those_count_that_may_be_there_on_that_day(claims: dict[str, object], day: str, count: int) -> None:
    assert len(registry(("both", "Lithuania and Latvia"), **claims).unplaced(day, place="LVA")) == count


def test_a_part_is_not_counted_beside_its_whole() -> None:
    found = registry(("whole", None)).add(Deployment(id="part", part_of="whole"))
    assert [each.deployment.id for each in found.unplaced(DAY, place="LVA")] == ["whole"]


@pytest.mark.parametrize("ask", [reports.active, reports.anyone, reports.strength])
def test_no_report_says_nobody_in_silence(ask: Callable[..., str]) -> None:
    text = " ".join(ask(TWO, DAY, place="LVA").split())
    assert "as far as these sources go" not in text
    assert "2 deployments are at places whose country is not written, perhaps this one: " in text
    assert "(both)" in text
    assert "(sea)" in text
    assert "1 deployment has no place written, and may be there: Denmark (none)." in text


@pytest.mark.parametrize("ask", [reports.active, reports.anyone, reports.strength])
def test_somebody_in_the_country_is_no_reason_to_be_silent_of_the_others(ask: Callable[..., str]) -> None:
    assert "country is not written" in " ".join(ask(TWO, DAY, place="EST").split())
    assert "not written" not in ask(TWO, DAY)


@pytest.mark.parametrize("ask", [reports.active, reports.anyone, reports.strength])
def test_many_are_counted_and_not_named(ask: Callable[..., str]) -> None:
    many = registry(*((f"ship-{number}", "at sea") for number in range(21)))
    text = " ".join(ask(many, DAY, place="LVA").split())
    assert "21 deployments are at places whose country is not written, perhaps this one." in text


def test_programs_are_told_how_many() -> None:
    found = [shapes.active(TWO, DAY, place="LVA"), shapes.anyone(TWO, DAY, place="LVA")]
    assert [each.counts.unplaced for each in found] == [3, 3]
    assert shapes.strength(TWO, DAY, place="LVA").counts.unplaced == 3
    assert shapes.active(TWO, DAY).counts.unplaced == 0
    assert shapes.active(deployments.example(), "2023-06-20", place="SVK").counts.unplaced == 0


def test_sums_by_place_have_the_names_of_countries() -> None:
    found = registry(("one", "Tapa, EST"), ("two", "LVA"), ("three", None), ("four", "Red Sea"))
    lines = reports.strength(found, DAY, by="place").splitlines()
    assert {"Tapa, Estonia", "Latvia", "no place stated", "Red Sea"} <= {*lines}
    dutch = reports.strength(found, DAY, by="place", lang="nl").splitlines()
    assert {"Tapa, Estland", "Letland", "geen plaats genoemd", "Red Sea"} <= {*dutch}


def test_sums_by_mission_say_that_none_is_stated() -> None:
    assert "no mission stated" in reports.strength(registry(("one", "LVA")), DAY, by="mission").splitlines()


def whole_with_parts(*, own_place: str | None) -> Registry:
    """Return a registry of a whole without a place, with a part in Syria and one whose place may be given."""
    found = registry(("whole", None)).add(Deployment(id="camp", part_of="whole", place="Camp Faouar, SYR"))
    found = found.add(Deployment(id="middle", part_of="whole"))
    found = found.add(Deployment(id="part", part_of="middle", place=own_place))
    return found.add(Statement(id="seen", source="letter", about="part", kind="present", value=True))


def test_a_part_at_a_place_of_its_own_is_named_beside_its_whole() -> None:
    found = whole_with_parts(own_place="Golan Heights")
    assert [each.deployment.id for each in found.unplaced(DAY, place="SYR")] == ["whole", "part"]
    text = " ".join(reports.active(found, DAY, place="SYR").split())
    assert "1 deployment is at a place whose country is not written, perhaps this one: Denmark, at Golan" in text
    assert "1 deployment has no place written, and may be there: Denmark (whole)" in text


def test_a_part_without_a_place_of_its_own_is_not_named_beside_its_whole() -> None:
    found = whole_with_parts(own_place=None)
    assert [each.deployment.id for each in found.unplaced(DAY, place="SYR")] == ["whole"]


def test_a_part_is_named_where_its_whole_was_called_off() -> None:
    found = registry(("whole", None), cancelled=True).add(Deployment(id="part", part_of="whole"))
    found = found.add(Statement(id="plan", source="letter", about="part", kind="start", value="2024-06-20"))
    assert found.presence("whole", "2024-07-01").word == "cancelled"
    assert [each.deployment.id for each in found.unplaced("2024-07-01", place="LVA")] == ["part"]


def test_programs_are_told_which_ones() -> None:
    ids = ("both", "sea", "none")
    assert shapes.active(TWO, DAY, place="LVA").unplaced == ids
    assert shapes.anyone(TWO, DAY, place="LVA").unplaced == ids
    assert shapes.strength(TWO, DAY, place="LVA").unplaced == ids
    assert shapes.active(TWO, DAY).unplaced == ()
    assert shapes.active(TWO, "2024-06-09/2024-06-20", throughout=True, place="LVA").unplaced == ids
