"""Reports of all days from one to another, and of the parts of a force: the smallest registries that went wrong."""

from collections.abc import Mapping

import pytest

from deployments import Registry, Status
from tests.answers.test_courses import registry_of

ENTIRE, PART = {"id": "x"}, {"id": "y", "part_of": "x"}


def said(source: str, about: str, kind: str, value: object, **fields: object) -> dict[str, object]:
    return {"source": source, "about": about, "kind": kind, "value": value, **fields}


def registry(*statements: Mapping[str, object], parts: bool = False, **published: str) -> Registry:
    """Give a registry of what sources say of a force `x`, and of its part `y`; the statements are `c0`, `c1`, ..."""
    dates = published or {"s": "2024-07-15", "t": "2024-07-16"}
    return registry_of(
        {
            "sources": {name: {"published": day} for name, day in dates.items()},
            "deployments": [ENTIRE, PART] if parts else [ENTIRE],
            "statements": statements,
        }
    )


def on(found: Registry, id_: str, day: str) -> str:
    presence = found.presence(id_, day)
    return f"{presence.certainty} {presence.word}"


def statuses(found: Registry) -> list[Status]:
    return [found.status(each) for each in found.statements()]


# --- all days from one to another --------------------------------------------------------------------------


def test_a_report_of_many_days_knows_nothing_of_those_after_its_publication() -> None:
    """It was written `reported` for a period that had not passed: what follows the letter is no fact."""
    period = said("s", "x", "present", value=True, as_of="2024-05-01/2024-08-08", basis="reported")
    found = registry(period, s="2024-06-15")
    assert on(found, "x", "2024-06-15") == "certain seen"
    assert on(found, "x", "2024-06-16") == "possible open"


def test_of_a_letter_of_a_month_the_report_of_many_days_reaches_to_the_first_of_it() -> None:
    period = said("s", "x", "present", value=True, as_of="2024-05-01/2024-08-08", basis="reported")
    found = registry(period, s="2024-06")
    assert on(found, "x", "2024-06-01") == "certain seen"
    assert on(found, "x", "2024-06-02").startswith("possible")


@pytest.mark.parametrize("value", [True, False])
def test_a_report_of_a_day_after_its_publication_is_no_fact(*, value: bool) -> None:
    """As a milestone of such a day is: it contradicts itself."""
    found = registry(said("s", "x", "present", value, as_of="2024-08-08", basis="reported"), s="2024-06-15")
    assert on(found, "x", "2024-08-08").startswith("possible")
    assert statuses(found) == [Status.DISPUTED]


def test_a_report_of_the_future_places_no_absence() -> None:
    late = said("s", "x", "present", value=True, as_of="2024-12-01", basis="reported")
    found = registry(late, said("t", "x", "present", value=False, as_of="2024-05-01"))
    assert on(found, "x", "2024-04-01").startswith("possible")


def test_who_was_seen_in_a_period_in_which_nobody_was_there_is_disputed() -> None:
    """Both are reports: neither the sighting nor the absence around it is a fact."""
    seen = said("s", "x", "present", value=True, as_of="2024-05-15")
    nobody = said("t", "x", "present", value=False, as_of="2024-05-01/2024-05-31")
    found = registry(seen, nobody)
    assert [on(found, "x", f"2024-05-{day}") for day in (14, 15, 16)] == ["possible disputed"] * 3
    assert statuses(found) == [Status.DISPUTED, Status.DISPUTED]


def test_a_day_on_which_nobody_was_there_disputes_a_report_of_all_days_around_it() -> None:
    """It is no gap between two sightings: the report of all days is wrong if nobody was there on one of them."""
    seen = said("s", "x", "present", value=True, as_of="2024-05-01/2024-05-31")
    nobody = said("t", "x", "present", value=False, as_of="2024-05-15")
    found = registry(seen, nobody)
    assert [on(found, "x", f"2024-05-{day}") for day in ("01", "14", "15", "31")] == ["possible disputed"] * 4
    assert not found.gaps()


# --- parts -------------------------------------------------------------------------------------------------


def test_nobody_of_the_whole_between_two_sightings_of_a_part_is_a_gap_for_both() -> None:
    """Nobody of the whole is nobody of the part: it is not certain that the part stayed."""
    seen = [said("s", "y", "present", value=True, as_of=f"2024-05-{day}") for day in ("01", "31")]
    found = registry(*seen, said("t", "x", "present", value=False, as_of="2024-05-15"), parts=True)
    for id_ in "xy":
        answers = [on(found, id_, f"2024-05-{day}") for day in ("01", "02", "15", "30", "31")]
        assert answers == ["certain seen", *["possible gap"] * 3, "certain seen"]
    assert len(found.gaps()) == 1


def test_a_gap_of_the_whole_is_one_of_the_part_between_its_own_sightings() -> None:
    """The whole was seen nearer to the day on which nobody was there: the part not."""
    part = [said("s", "y", "present", value=True, as_of=f"2024-05-{day}") for day in ("01", "31")]
    whole = [said("s", "x", "present", value=True, as_of=f"2024-05-{day}") for day in ("10", "20")]
    found = registry(*part, *whole, said("t", "x", "present", value=False, as_of="2024-05-15"), parts=True)
    assert on(found, "x", "2024-05-05") == "certain between"
    assert on(found, "y", "2024-05-05") == "possible gap"


def test_a_gap_of_the_whole_says_nothing_of_a_part_that_was_seen_before_it_only() -> None:
    part = said("s", "y", "present", value=True, as_of="2024-05-01")
    whole = [said("s", "x", "present", value=True, as_of=f"2024-05-{day}") for day in ("10", "20")]
    found = registry(part, *whole, said("t", "x", "present", value=False, as_of="2024-05-15"), parts=True)
    assert on(found, "y", "2024-05-15") == "possible open"


def test_on_a_day_of_nobody_of_the_whole_nobody_of_the_part_was_there() -> None:
    found = registry(
        said("t", "x", "present", value=False, as_of="2024-05-15"),
        said("t", "y", "start", "2024-09-01"),
        parts=True,
    )
    assert [on(found, id_, "2024-05-15") for id_ in "xy"] == ["no absent"] * 2


def test_the_planned_start_of_a_part_is_overtaken_on_a_day_of_nobody_of_the_whole() -> None:
    found = registry(
        said("s", "y", "start", "2024-05-01"),
        said("t", "x", "present", value=False, as_of="2024-05-15"),
        parts=True,
        s="2024-04-01",
        t="2024-07-16",
    )
    assert statuses(found) == [Status.OVERTAKEN, Status.HOLDS]
