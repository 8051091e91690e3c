"""What is authorised: which mandate and which ceiling hold on a day, whose they are, and whether more are there."""

import itertools
import random
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deployments import (
    Authorisation,
    Certainty,
    DateError,
    Deployment,
    Event,
    InvalidValueError,
    Mission,
    Registry,
    Source,
    Statement,
    reports,
    shapes,
)

#: A statement, as `Statement` takes it; it is about `x` unless it says otherwise.
Said = Mapping[str, Any]

SOURCES = {"jan": "2024-01-15", "may": "2024-05-20", "vague": "2024-06", "dec": "2024-12-10", "undated": None}


def registry(*said: Said, **published: str) -> Registry:
    """Give a registry of a force `x` and its part `p`, in a mission that is part of another, and of another force."""
    return Registry(
        sources=[Source(id=id_, title=id_, published=day) for id_, day in {**SOURCES, **published}.items()],
        events=[Event(id="elections", name="Elections")],
        missions=[
            Mission(id="wide", name="Wide"),
            Mission(id="m", name="M", part_of="wide"),
            Mission(id="n", name="N"),
        ],
        deployments=[
            Deployment(id="x", contributor="NLD", mission="m", place="LTU"),
            Deployment(id="p", part_of="x", force="logistics"),
            Deployment(id="two", contributor="DEU", mission=["m", "n"], place="LVA"),
        ],
        statements=[Statement(**{"id": f"s{n}", "about": "x", **each}) for n, each in enumerate(said)],
    )


def mandate(source: str, last: object, **fields: object) -> Said:
    return {"source": source, "kind": "mandate", "value": last, **fields}


def ceiling(source: str, most: object, **fields: object) -> Said:
    return {"source": source, "kind": "ceiling", "value": most, **fields}


def told(found: Authorisation) -> tuple[str | None, str | None, str | None]:
    """Return whether the day is within the mandate, the last day of that, and the ceiling."""
    last = None if found.mandate is None else found.mandate.latest
    most = None if found.ceiling is None else str(found.ceiling.quantity)
    certainty = None if found.certainty is None else str(found.certainty)
    return certainty, None if last is None else str(last), most


# --- which one holds ---


def test_each_holds_from_its_source_until_the_next() -> None:
    found = registry(
        mandate("jan", "2024-06-30"), ceiling("jan", 150), mandate("may", "2024-12-31"), ceiling("may", 120)
    )
    assert told(found.authorisation("x", "2024-01-14")) == (None, None, None)
    assert told(found.authorisation("x", "2024-01-15")) == ("certain", "2024-06-30", "150")
    assert told(found.authorisation("x", "2024-05-19")) == ("certain", "2024-06-30", "150")
    assert told(found.authorisation("x", "2024-05-20")) == ("certain", "2024-12-31", "120")
    assert told(found.authorisation("x", "2025-01-01")) == ("no", "2024-12-31", "120")
    assert [each.id for each in found.authorisation("x", "2024-06-01").mandate.replaces] == ["s0"]  # type: ignore[union-attr]


def test_its_own_day_counts_before_that_of_its_source() -> None:
    found = registry(mandate("jan", "2024-12-31"), mandate("may", "2025-12-31", as_of="2025-01-01"))
    assert told(found.authorisation("x", "2024-12-31"))[:2] == ("certain", "2024-12-31")
    assert told(found.authorisation("x", "2025-01-01"))[:2] == ("certain", "2025-12-31")


def test_who_repeats_an_old_mandate_renews_nothing() -> None:
    found = registry(
        mandate("jan", "2024-06-30"), mandate("may", "2024-12-31"), mandate("dec", "2024-06-30", citing="jan")
    )
    assert told(found.authorisation("x", "2024-12-20"))[:2] == ("certain", "2024-12-31")


def test_a_mandate_that_is_put_right_never_held() -> None:
    found = registry(mandate("jan", "2024-06-30"), mandate("may", "2024-07-31", corrects="jan"))
    assert told(found.authorisation("x", "2024-02-01"))[:2] == ("certain", "2024-07-31")


def test_where_it_is_unsure_which_began_last_both_have_to_agree() -> None:
    """ "From June on" the new one holds: on 10 June nobody can tell whether it does already."""
    found = registry(mandate("jan", "2024-06-05"), mandate("may", "2024-12-31", as_of="2024-06"))
    assert told(found.authorisation("x", "2024-06-03"))[0] == "certain", "it is within both"
    assert told(found.authorisation("x", "2024-06-10"))[0] == "possible"
    assert told(found.authorisation("x", "2024-06-30"))[0] == "certain"
    assert [each.id for each in found.authorisation("x", "2024-06-10").others] == ["s0"]


def test_two_of_one_day_that_differ_make_nothing_certain_that_only_one_has() -> None:
    found = registry(mandate("jan", "2024-06-30"), mandate("jan", "2024-09-30"))
    assert [told(found.authorisation("x", day))[0] for day in ("2024-06-30", "2024-07-01", "2024-10-01")] == [
        *("certain", "possible", "no")
    ]


def test_of_an_undated_source_nobody_can_tell_whether_it_holds() -> None:
    found = registry(mandate("undated", "2024-06-30"))
    assert [told(found.authorisation("x", day))[0] for day in ("2024-02-01", "2024-07-01")] == ["possible", "no"]


# --- until when ---


@pytest.mark.parametrize(
    ("last", "answers"),
    [
        ("2024-06", ("certain", "possible", "possible", "no")),
        ("..", ("certain", "certain", "certain", "certain")),
        ({"after": "2024-06-10"}, ("certain", "certain", "possible", "possible")),
        ({"before": "2024-06-10"}, ("possible", "possible", "no", "no")),
        ({"before": "elections"}, ("possible", "possible", "no", "no")),
        ({"during": "dec"}, ("certain", "certain", "certain", "certain")),
        ({"around": "elections"}, ("certain", "possible", "no", "no")),
        ({"on": "2024-06", "before": "elections"}, ("certain", "possible", "no", "no")),
    ],
)
def test_the_last_day_can_be_as_vague_as_any_date(last: object, answers: tuple[str, ...]) -> None:
    """The elections were on 10 June."""
    election = {"source": "dec", "about": "elections", "kind": "date", "value": "2024-06-10"}
    found = registry(mandate("jan", last), election)
    days = ("2024-05-31", "2024-06-09", "2024-06-20", "2024-07-01")
    assert tuple(told(found.authorisation("x", day))[0] for day in days) == answers


def test_a_mandate_without_end_is_indefinite_and_runs_out_on_no_day() -> None:
    found = registry(mandate("jan", ".."))
    held = found.authorisation("x", "2090-01-01").mandate
    assert held is not None
    assert (held.is_indefinite, held.latest, held.days_left) == (True, None, None)
    assert found.running_out("2024-01-01", "2090-01-01") == []


def test_the_days_that_are_left_are_counted_to_the_latest_last_day() -> None:
    found = registry(mandate("jan", "2024-06-30"))
    left = [found.authorisation("x", day).mandate for day in ("2024-06-20", "2024-06-30", "2024-07-02")]
    assert [each and each.days_left for each in left] == [10, 0, -2]


def test_a_ceiling_ends_with_the_mandate_of_its_source() -> None:
    found = registry(ceiling("jan", 150), mandate("jan", "2024-06-30"), mandate("may", "2024-12-31"))
    ends = [found.authorisation("x", day).ceiling for day in ("2024-06-30", "2024-07-01")]
    assert [each and str(each.holds) for each in ends] == ["certain", "no"]
    of_the_mission = registry(ceiling("jan", 150), mandate("jan", "2024-06-30", about="m"))
    own = of_the_mission.authorisation("x", "2024-07-01").ceiling
    assert own is not None
    assert (str(own.until), str(own.holds)) == ("2024-06-30", "no")
    endless = registry(ceiling("jan", 150)).authorisation("x", "2090-01-01").ceiling
    assert endless is not None
    assert (endless.until, str(endless.holds)) == (None, "certain")


def test_a_ceiling_ends_with_the_mandate_of_the_source_that_it_cites_or_puts_right() -> None:
    given = ceiling("jan", 150), mandate("jan", "2024-06-30")
    relayed = registry(given[1], ceiling("dec", 150, citing="jan")).authorisation("x", "2024-12-20").ceiling
    assert relayed is not None
    assert str(relayed.until) == "2024-06-30"
    put_right = registry(*given, ceiling("may", 180, corrects="jan")).authorisation("x", "2024-06-01").ceiling
    assert put_right is not None
    assert (str(put_right.quantity), str(put_right.until)) == ("180", "2024-06-30")
    end_put_right = registry(*given, mandate("may", "2024-09-30", corrects="jan", basis="reported"))
    held = end_put_right.authorisation("x", "2024-06-01").ceiling
    assert held is not None
    assert (str(held.until), str(held.holds)) == ("2024-09-30", "certain")


def test_a_ceiling_of_the_days_of_a_period_holds_on_each_of_them() -> None:
    found = registry(ceiling("jan", 150, as_of="2024-02-01/2024-06-30"), *seen(151))
    held = [found.authorisation("x", day).ceiling for day in ("2024-01-31", "2024-02-01", "2024-06-30", "2024-07-01")]
    assert [each and str(each.holds) for each in held] == [None, "certain", "certain", "no"]
    assert [str(found.authorisation("x", day).exceeded) for day in ("2024-05-20", "2024-07-01")] == ["certain", "None"]


def test_of_two_ceilings_of_one_day_neither_surely_holds() -> None:
    found = registry(ceiling("jan", 150), ceiling("jan", 200), *seen(180)).authorisation("x", "2024-05-20")
    assert (str(found.ceiling and found.ceiling.holds), str(found.exceeded)) == ("possible", "possible")
    assert [each.id for each in found.others] == ["s0"]


def test_elections_that_are_only_planned_make_nothing_certain() -> None:
    """They may be put off, or held early: only once a source reports them the mandate has surely run out."""
    until = mandate("jan", {"during": "elections"})
    planned = registry(until, {"source": "jan", "about": "elections", "kind": "date", "value": "2024-06-10"})
    answers = [told(planned.authorisation("x", day)) for day in ("2024-05-01", "2024-06-10", "2024-07-01")]
    assert answers == [("possible", "2024-06-10", None)] * 3
    known = registry(until, {"source": "dec", "about": "elections", "kind": "date", "value": "2024-06-10"})
    assert [told(known.authorisation("x", day))[0] for day in ("2024-06-10", "2024-06-11")] == ["certain", "no"]


def test_who_repeats_what_holds_is_no_other_opinion_and_replaces_nothing() -> None:
    same = registry(mandate("jan", "2024-06-30"), mandate("may", "2024-06-30", citing="jan"))
    assert same.authorisation("x", "2024-06-01").others == ()
    renewed = registry(mandate("jan", "2024-06-30"), mandate("may", "2024-06-30"))
    assert renewed.authorisation("x", "2024-06-01").mandate.replaces == ()  # type: ignore[union-attr]
    (item,) = renewed.changes("2024-05-01", "2024-06-01").items
    assert item.effect == "confirmed"
    assert not any(row.overtakes for row in renewed.history("x.mandate"))


# --- whose ---


def test_who_has_none_has_that_of_the_whole_of_the_mission_and_of_what_that_is_part_of() -> None:
    wide = mandate("jan", "2024-03-31", about="wide")
    mission, own = mandate("may", "2024-12-31", about="m"), mandate("dec", "2025-12-31")
    found = registry(wide, mission, own)
    assert [found.authorisation("p", day).of for day in ("2024-02-01", "2024-06-01", "2024-12-10")] == [
        "wide",
        "m",
        "x",
    ]
    assert found.authorisation("x", "2024-06-01").is_inherited
    assert not found.authorisation("x", "2024-12-10").is_inherited
    assert not found.authorisation("m", "2024-06-01").is_inherited


def test_while_it_is_unsure_whether_its_own_has_begun_that_of_the_mission_may_hold() -> None:
    """Its own begins on some day of June and ends on the 5th; until it begins, that of the mission counts."""
    found = registry(mandate("may", "2024-06-05", as_of="2024-06"), mandate("jan", "2024-12-31", about="m"))
    answers = [str(found.authorisation("x", day).certainty) for day in ("2024-06-03", "2024-06-10", "2024-06-30")]
    assert answers == ["certain", "possible", "no"]


def test_a_mandate_of_its_own_that_ran_out_is_not_extended_by_that_of_the_mission() -> None:
    found = registry(mandate("jan", "2024-03-31"), mandate("may", "2024-12-31", about="m"))
    assert told(found.authorisation("x", "2024-06-01"))[:2] == ("no", "2024-03-31")
    assert told(found.authorisation("m", "2024-06-01"))[:2] == ("certain", "2024-12-31")


def test_each_of_two_missions_has_that_of_what_it_is_part_of() -> None:
    """`two` is in `m`, whose whole `wide` has the mandate, and in `n`."""
    found = registry(mandate("jan", "2024-03-31", about="wide"), mandate("jan", "2024-12-31", about="n"))
    answers = [str(found.authorisation("two", day).certainty) for day in ("2024-03-31", "2024-04-01", "2025-01-01")]
    assert answers == ["certain", "possible", "no"]


def test_a_ceiling_of_its_own_goes_with_the_mandate_of_the_mission() -> None:
    found = registry(ceiling("jan", 150), mandate("jan", "2024-12-31", about="m"), ceiling("jan", 900, about="m"))
    both = found.authorisation("x", "2024-06-01")
    assert (both.mandate and both.mandate.of, both.ceiling and both.ceiling.of) == ("m", "x")
    assert told(both) == ("certain", "2024-12-31", "150")


def test_in_two_missions_that_differ_nothing_is_certain_that_only_one_has() -> None:
    found = registry(mandate("jan", "2024-06-30", about="m"), mandate("jan", "2024-12-31", about="n"))
    answers = [told(found.authorisation("two", day))[0] for day in ("2024-06-30", "2024-07-01", "2025-01-01")]
    assert answers == ["certain", "possible", "no"]


# --- what is not decided ---


def test_what_is_planned_or_considered_is_shown_and_does_not_hold() -> None:
    plan = mandate("may", "2025-12-31", basis="planned")
    thought = ceiling("may", 400, about="m", basis="considered")
    found = registry(mandate("jan", "2024-06-30"), plan, thought).authorisation("x", "2024-07-01")
    assert told(found)[:2] == ("no", "2024-06-30")
    assert ([each.id for each in found.planned], [each.id for each in found.considered]) == (["s1"], ["s2"])


def test_what_was_decided_since_is_planned_no_more() -> None:
    plan = mandate("jan", "2025-12-31", basis="planned")
    found = registry(plan, mandate("may", "2025-06-30"))
    assert [each.id for each in found.authorisation("x", "2024-02-01").planned] == ["s0"]
    assert found.authorisation("x", "2024-06-01").planned == ()


def test_what_is_planned_is_shown_from_its_source_until_its_last_day_beside_what_that_source_decides() -> None:
    found = registry(mandate("jan", "2024-06-30"), mandate("jan", "2024-12-31", basis="planned"))
    shown = [
        len(found.authorisation("x", day).planned) for day in ("2024-01-14", "2024-01-15", "2024-12-31", "2025-01-01")
    ]
    assert shown == [0, 1, 1, 0]


@pytest.mark.parametrize("basis", ["planned", "considered"])
@pytest.mark.parametrize("whose", ["x", "m"])
def test_a_ceiling_to_come_ends_with_the_mandate_of_its_source(basis: str, whose: str) -> None:
    beside = mandate("jan", "2024-12-31", about=whose, basis=basis), ceiling("jan", 470, basis=basis)
    others = (
        mandate("may", "2025-06-30", about="two", basis=basis),
        mandate("dec", "2026-12-31", about="p", basis=basis),
    )
    found = registry(*beside, *others)
    shown = [
        [statement.id for statement in getattr(found.authorisation("x", day), basis)]
        for day in ("2024-12-31", "2025-01-01")
    ]
    assert shown == [["s0", "s1"], []]
    assert not found.authorisation("x", "2025-01-01").is_stated
    assert [each.about for each in found.authorisations("2025-01-01")] == ["p", "two"], "nothing of it is listed"


@pytest.mark.parametrize(
    ("beside", "shown"),
    [
        ([], ["s0"]),
        ([mandate("may", "2024-12-31", basis="planned")], ["s0"]),
        ([mandate("jan", "2024-12-31")], []),
        ([mandate("jan", "2024-12-31"), mandate("jan", "2025-12-31", basis="planned")], ["s0"]),
        ([mandate("jan", "..", basis="planned")], ["s0"]),
    ],
)
def test_a_planned_ceiling_ends_with_no_mandate_but_that_of_its_source(beside: list[Said], shown: list[str]) -> None:
    found = registry(ceiling("jan", 470, basis="planned"), *beside).authorisation("x", "2025-03-01")
    assert [each.id for each in found.planned if each.kind == "ceiling"] == shown


def test_a_newer_plan_takes_the_place_of_an_older_one_and_of_what_was_only_considered() -> None:
    thought = mandate("jan", "2024-12-31", basis="considered")
    found = registry(
        thought, mandate("may", "2025-06-30", basis="planned"), mandate("dec", "2025-09-30", basis="planned")
    )
    rows = [
        [
            [each.id for each in told]
            for told in (found.authorisation("x", day).planned, found.authorisation("x", day).considered)
        ]
        for day in ("2024-02-01", "2024-06-01", "2024-12-20")
    ]
    assert rows == [[[], ["s0"]], [["s1"], []], [["s2"], []]]


def test_what_is_considered_is_forgotten_after_a_long_silence() -> None:
    found = registry(ceiling("jan", 400, basis="considered"))
    shown = [len(found.authorisation("x", day).considered) for day in ("2025-07-15", "2025-07-16")]
    assert shown == [1, 0]


def test_of_an_undated_plan_nobody_can_tell_that_it_was_decided_since() -> None:
    found = registry(mandate("undated", "2025-12-31", basis="planned"), mandate("may", "2024-12-31"))
    assert [each.id for each in found.authorisation("x", "2024-06-01").planned] == ["s0"]


# --- whether more are there ---


def seen(number: object, source: str = "may", **fields: object) -> tuple[Said, Said]:
    kinds = {"present": True, "strength": number}
    present, strength = ({"source": source, "kind": kind, "value": value, **fields} for kind, value in kinds.items())
    return present, strength


@pytest.mark.parametrize(
    ("number", "most", "exceeded"),
    [
        (151, 150, "certain"),
        (150, 150, "no"),
        ("140..160", 150, "possible"),
        ("140..", 150, "possible"),
        ("~150", 150, "possible"),
        ({"troops": 100, "police": 60}, 150, "certain"),
        (200, "~190", "possible"),
        (210, "~190", "certain"),
        (140, "..150", "no"),
        (160, "..150", "certain"),
        (160, "150..", None),
        (1, {"troops": 100, "police": 60}, None),
        (200, {"troops": 100, "police": 60}, "possible"),
    ],
)
def test_more_are_there_than_is_authorised(number: object, most: object, exceeded: str | None) -> None:
    found = registry(ceiling("jan", most), *seen(number)).authorisation("x", "2024-05-20")
    assert (None if found.exceeded is None else str(found.exceeded)) == exceeded


def test_nobody_tells_whether_more_are_there_without_a_number_or_a_ceiling_that_holds() -> None:
    assert registry(*seen(151)).authorisation("x", "2024-05-20").exceeded is None
    assert registry(ceiling("jan", 150)).authorisation("x", "2024-05-20").exceeded is None
    ended = registry(ceiling("jan", 150), mandate("jan", "2024-03-31"), *seen(151))
    assert ended.authorisation("x", "2024-05-20").exceeded is None


def test_the_ceiling_of_a_mission_is_that_of_all_its_deployments_together() -> None:
    found = registry(ceiling("jan", 150, about="m"), *seen(100), *seen(60, about="two"))
    assert [str(found.authorisation(id_, "2024-05-20").exceeded) for id_ in ("m", "x", "p")] == ["certain"] * 3


def test_that_a_mission_keeps_to_its_ceiling_only_its_own_number_tells() -> None:
    """The deployments that somebody wrote down are not all that a mission has."""
    part = registry(ceiling("jan", 150, about="m"), *seen(100)).authorisation("m", "2024-05-20")
    assert part.exceeded is None
    whole = registry(ceiling("jan", 150, about="m"), *seen(100), *seen(140, about="m")).authorisation("m", "2024-05-20")
    assert str(whole.exceeded) == "no"
    more = registry(ceiling("jan", 150, about="m"), *seen(100), *seen(160, about="m")).authorisation("m", "2024-05-20")
    assert str(more.exceeded) == "certain"


def test_a_plan_never_tells_that_no_more_are_there() -> None:
    there, announced = (
        {"source": "may", "kind": "present", "value": True},
        {"source": "jan", "kind": "strength", "basis": "planned"},
    )
    within = registry(ceiling("jan", 150), there, {**announced, "value": 120, "as_of": "2024-02-01"})
    assert within.authorisation("x", "2024-05-20").exceeded is None
    over = registry(ceiling("jan", 150), there, {**announced, "value": 170, "as_of": "2024-02-01"})
    assert str(over.authorisation("x", "2024-05-20").exceeded) == "possible"


# --- over many ---


def test_all_that_is_authorised_on_a_day_is_listed_missions_first() -> None:
    found = registry(mandate("jan", "2024-06-30", about="m"))
    assert [each.about for each in found.authorisations("2024-02-01")] == ["m", "x", "p", "two"]
    assert [each.about for each in found.authorisations("2024-02-01", mission="n")] == ["two"]
    assert [each.about for each in found.authorisations("2024-02-01", contributor="NLD")] == ["x", "p"]
    assert found.authorisations("2023-01-01") == []


@pytest.mark.parametrize(
    "stay",
    [
        {"source": "jan", "kind": "end", "value": "2023-12-01"},
        {"source": "may", "kind": "start", "value": "2024-03-01"},
        {"source": "may", "kind": "present", "value": False, "as_of": "2024-02-01"},
    ],
)
@pytest.mark.parametrize("whole", ["x", "m"])
def test_who_is_certainly_not_there_is_listed_only_for_claims_of_its_own(stay: Said, whole: str) -> None:
    gone = {**stay, "about": "p"}
    of_whole = mandate("jan", "2024-06-30", about=whole)
    assert "p" in [each.about for each in registry(of_whole).authorisations("2024-02-01")]
    found = registry(of_whole, gone)
    assert str(found.presence("p", "2024-02-01").certainty) == "no"
    assert "p" not in [each.about for each in found.authorisations("2024-02-01")]
    answer = shapes.authorisation(found, "2024-02-01")
    assert "p" not in {*(item.about for item in answer.items), *answer.unstated}
    text = reports.authorisation(found, "2024-02-01")
    assert "logistics" not in text
    assert " p" not in text.partition("is stated for")[2].partition("[1]")[0]
    for own in (mandate("jan", "2024-07-31"), ceiling("jan", 30)):
        listed = registry(of_whole, gone, {**own, "about": "p"}).authorisations("2024-02-01")
        assert "p" in [each.about for each in listed]


def test_a_mission_of_which_all_have_left_is_still_listed() -> None:
    found = registry(mandate("jan", "2024-06-30", about="m"), {"source": "jan", "kind": "end", "value": "2023-12-01"})
    assert [each.about for each in found.authorisations("2024-02-01")] == ["m", "two"]


def test_a_mandate_runs_out_unless_another_takes_its_place() -> None:
    found = registry(mandate("jan", "2024-06-30"), mandate("may", "2024-12-31"), mandate("jan", "2024-09", about="m"))
    rows = [(each.about, str(each.mandate and each.mandate.latest)) for each in found.running_out("2024-01", "2025-01")]
    assert rows == [("m", "2024-09-30"), ("x", "2024-12-31")]
    assert [each.about for each in found.running_out("2024-09-10", "2024-09-11")] == ["m"]
    assert [each.about for each in found.known_on("2024-05-19").running_out("2024-06-30", "2024-06-30")] == ["x"]


def test_every_mandate_of_one_that_runs_out_is_listed() -> None:
    """The second was decided after the first had run out."""
    found = registry(mandate("jan", "2024-03-31"), mandate("may", "2024-12-31"))
    rows = [str(each.mandate and each.mandate.latest) for each in found.running_out("2024-01", "2024-12")]
    assert rows == ["2024-03-31", "2024-12-31"]
    twice = registry(mandate("jan", "2024-03-31"), mandate("jan", "2024-04-30"))
    assert [str(each.mandate and each.mandate.latest) for each in twice.running_out("2024-01", "2024-12")] == [
        *("2024-03-31", "2024-04-30")
    ]


def test_what_another_follows_on_the_next_day_does_not_run_out() -> None:
    first = mandate("jan", "2024-06-30")
    assert len(registry(first, mandate("may", "2024-12-31", as_of="2024-07-01")).running_out("2024-06", "2024-07")) == 0
    assert len(registry(first, mandate("may", "2024-12-31", as_of="2024-07-02")).running_out("2024-06", "2024-07")) == 1


def test_a_mandate_without_a_sure_last_day_can_run_out_on_any_later_one() -> None:
    found = registry(mandate("jan", {"after": "2024-06-10"}), mandate("jan", {"during": "elections"}, about="m"))
    assert [each.about for each in found.running_out("2024-01-20", "2024-06-09")] == ["m"]
    assert {each.about for each in found.running_out("2030-01-01", "2030-12-31")} == {"m", "x"}


def test_mandates_that_nobody_gave_come_after_those_that_hold_planned_ones_first() -> None:
    found = registry(
        mandate("dec", "2025-01-31", about="m", basis="considered"),
        mandate("dec", "2025-02-28", about="m", basis="planned"),
        mandate("jan", "2025-03-31"),
        mandate("jan", "2025-04-30", basis="planned"),
        ceiling("jan", 90, basis="planned"),
        mandate("jan", "2025-01-31", about="two", basis="planned"),
        mandate("may", "2025-01-31", about="two"),
    )
    rows = found.running_out("2025", "2025")
    told_of = [
        (each.about, each.mandate and each.mandate.statement.id, each.ending and each.ending.statement.id)
        for each in rows
    ]
    given = [("two", "s6", None), ("x", "s2", None)]
    assert told_of == [*given, ("m", None, "s1"), ("x", None, "s3"), ("m", None, "s0")]
    assert [[said.id for said in each.planned] for each in rows[2:]] == [["s1"], ["s3", "s4"], []]
    assert [each.certainty for each in rows[2:]] == [None] * 3, "nobody says that it holds"


def test_mandates_that_run_out_are_filtered_as_any_others() -> None:
    found = registry(mandate("jan", "2024-06-30"), mandate("jan", "2024-06-30", about="two"))
    assert [each.about for each in found.running_out("2024-01", "2024-12", contributor="DEU")] == ["two"]


# --- what was known, and what ran out ---


def test_history_tells_how_each_source_moved_a_mandate() -> None:
    found = registry(
        mandate("jan", "2024-06-30"), mandate("may", "2024-12-31"), mandate("dec", "2024-06-30", citing="jan")
    )
    revisions = [each for each in found.history("x.mandate") if each.source and each.source.id in ("jan", "may", "dec")]
    rows = [(str(each.bounds), each.latest_moved) for each in revisions]
    assert rows == [("2024-06-30", None), ("2024-12-31", 184), ("2024-12-31", 0)]
    renewed = revisions[1]
    assert [[each.id for each in ids] for ids in (renewed.statements, renewed.overtakes)] == [["s1"], ["s0"]]


def test_history_tells_the_ceilings_one_after_the_other() -> None:
    found = registry(ceiling("jan", 150), ceiling("may", 120))
    told = [[str(each.value) for each in row.statements] for row in found.history("x.ceiling")]
    assert [each for each in told if each] == [["150"], ["120"]]


def test_history_of_what_has_no_mandate_is_refused_with_what_there_is() -> None:
    with pytest.raises(InvalidValueError, match=r"not a milestone: 'elections\.mandate'"):
        registry().history("elections.mandate")


def test_changes_tell_what_was_before() -> None:
    found = registry(
        mandate("jan", "2024-06-30"), ceiling("jan", 150), mandate("may", "2024-12-31"), mandate("may", "..", about="m")
    )
    renewed = found.changes("2024-05-01", "2024-06-01").items
    assert [
        (each.about, each.kind, each.effect, each.before and each.before.text, each.after and each.after.text)
        for each in renewed
    ] == [
        ("x", "mandate", "moved", "2024-06-30", "2024-12-31"),
        ("m", "mandate", "new", None, "../.."),
    ]


def test_a_mandate_that_ran_out_is_unconfirmed_until_another_holds_or_they_have_left() -> None:
    ran_out = registry(mandate("jan", "2024-06-30"), *seen(100))
    (row,) = ran_out.unconfirmed("2024-07-01")
    assert (row.milestone, str(row.due), row.later_sources, row.tellable) == ("x.mandate", "2024-06-30", 0, False)
    assert ran_out.unconfirmed("2024-06-30") == []
    renewed = registry(mandate("jan", "2024-06-30"), mandate("dec", "2025-06-30"), *seen(100))
    assert renewed.unconfirmed("2024-12-20") == []
    assert [each.milestone for each in renewed.known_on("2024-12-01").unconfirmed("2024-12-01")] == ["x.mandate"]
    gone = registry(mandate("jan", "2024-06-30"), {"source": "dec", "kind": "end", "value": "2024-06-20"})
    assert gone.unconfirmed("2024-12-20") == []


def test_the_mandate_of_the_mission_has_run_out_in_its_own_row_only() -> None:
    found = registry(mandate("jan", "2024-06-30", about="m"), *seen(100))
    assert [each.milestone for each in found.unconfirmed("2024-07-01")] == ["m.mandate"]


def test_a_mandate_that_may_go_on_has_not_run_out() -> None:
    assert registry(mandate("jan", "2024-06-30"), mandate("jan", "2024-09-30")).unconfirmed("2024-07-01") == []
    (row,) = registry(mandate("jan", "2024-06-30"), mandate("may", "2024-06-30", citing="jan")).unconfirmed(
        "2024-07-01"
    )
    assert row.statement.id == "s0", "who cites a source promises nothing of its own"


def test_a_mandate_that_was_to_be_given_is_unconfirmed_from_its_day_until_it_is_decided() -> None:
    plan = mandate("jan", "2025-06-30", basis="planned", as_of="2024-07-01")
    assert registry(plan).unconfirmed("2024-07-01") == []
    assert [(each.milestone, str(each.due)) for each in registry(plan).unconfirmed("2024-07-02")] == [
        ("x.mandate", "2024-07-01")
    ]
    assert registry(plan, mandate("may", "2025-06-30")).unconfirmed("2024-07-02") == []
    assert [
        each.milestone
        for each in registry(mandate("jan", "2024-06-30", basis="planned", about="m")).unconfirmed("2024-07-01")
    ] == ["m.mandate"]
    assert registry(ceiling("jan", 400, basis="planned")).unconfirmed("2030-01-01") == [], "it names no day"


def test_the_history_of_who_has_none_is_that_of_what_it_belongs_to() -> None:
    found = registry(mandate("jan", "2024-06-30", about="m"), mandate("may", "2024-12-31"))
    rows = [
        ([each.about for each in row.statements], [each.about for each in row.overtakes])
        for row in found.history("p.mandate")
        if row.statements
    ]
    assert rows == [(["m"], []), (["x"], ["m"])]


def test_history_tells_of_a_mandate_that_was_put_right() -> None:
    found = registry(mandate("jan", "2024-06-30"), mandate("may", "2024-07-31", corrects="jan"))
    assert [str(each.bounds) for each in found.history("x.mandate") if each.statements] == ["2024-06-30", "2024-07-31"]


@pytest.mark.parametrize("ask", ["bounds", "explain"])
def test_who_asks_for_the_bounds_of_a_mandate_is_told_what_to_ask_for(ask: str) -> None:
    with pytest.raises(
        InvalidValueError,
        match=r"what is authorised has no bounds: 'x\.mandate' \(`deployments history x\.mandate` and `dep",
    ):
        getattr(registry(mandate("jan", "2024-06-30")), ask)("x.mandate")


@pytest.mark.parametrize("asked", ["elections", "nobody", 3, None])
def test_only_deployments_and_missions_have_a_mandate(asked: object) -> None:
    with pytest.raises(InvalidValueError, match="there is no deployment or mission"):
        registry().authorisation(asked, "2024-01-01")  # type: ignore[arg-type]


def test_what_is_authorised_is_asked_of_one_day() -> None:
    with pytest.raises(DateError):
        registry().authorisation("x", "2024")


def test_a_record_can_be_asked_for_itself() -> None:
    found = registry(mandate("jan", "2024-06-30"))
    assert found.authorisation(found.deployments["x"], "2024-02-01") == found.authorisation("x", "2024-02-01")
    assert found.authorisation(found.missions["m"], "2024-02-01").about == "m"


# --- against all that can be ---


#: Day numbers are too long to read: these are days of June 2024.
DAYS = range(1, 13)


def day(number: int) -> str:
    return f"2024-06-{number:02}"


#: From when on each of some mandates holds, one of the days from the first to the last, and its last day likewise.
RANGES = st.lists(
    st.tuples(st.sampled_from(DAYS), st.integers(0, 3), st.sampled_from(DAYS), st.integers(0, 3)), max_size=4
)


@given(RANGES, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_which_holds_is_what_every_choice_of_days_has(
    ranges: list[tuple[int, int, int, int]], dice: random.Random
) -> None:
    """Every mandate begins on any of its days; the one that began last holds, or all that began then together."""
    spans = [(first, min(first + more, 12), end, min(end + vague, 12)) for first, more, end, vague in ranges]
    said = [
        mandate("jan", f"[{day(end)}..{day(last)}]", as_of=f"[{day(first)}..{day(until)}]")
        for first, until, end, last in spans
    ]
    dice.shuffle(said)
    found = registry(*said, jan="2023-01-01")
    for asked in DAYS:
        worlds = {
            _in_world(begun, spans, asked)
            for begun in itertools.product(*(range(first, until + 1) for first, until, _, _ in spans))
        }
        assert found.authorisation("x", day(asked)).certainty == _in_all(worlds), day(asked)
        assert found.presence("x", day(asked)).mandate == _in_all(worlds)


def _in_world(begun: tuple[int, ...], spans: list[tuple[int, int, int, int]], asked: int) -> Certainty | None:
    newest = max((since for since in begun if since <= asked), default=None)
    holding = [span for since, span in zip(begun, spans, strict=True) if since == newest]
    return _agreed(
        {
            Certainty.CERTAIN if asked <= end else Certainty.POSSIBLE if asked <= last else Certainty.NO
            for _, _, end, last in holding
        }
    )


def _in_all(worlds: set[Certainty | None]) -> Certainty | None:
    told = {each for each in worlds if each is not None}
    if None in worlds and Certainty.CERTAIN in told:
        return Certainty.POSSIBLE
    return _agreed(told)


def _agreed(told: set[Certainty]) -> Certainty | None:
    return Certainty.POSSIBLE if len(told) > 1 else next(iter(told), None)


#: Mandates of the deployment, its missions and what these are part of; whose, in the order in which they count.
LINEAGE = ("x", "m", "wide")


@given(
    st.lists(
        st.tuples(st.sampled_from(LINEAGE), st.sampled_from(DAYS), st.integers(0, 3), st.sampled_from(DAYS)), max_size=4
    )
)
@settings(max_examples=150, deadline=None)
def test_whose_holds_is_what_every_choice_of_days_has(said: list[tuple[str, int, int, int]]) -> None:
    """The first of the deployment, the mission and its whole that has one by the day has the one that counts."""
    spans = [(of, first, min(first + more, 12), end) for of, first, more, end in said]
    found = registry(
        *(mandate("jan", day(end), about=of, as_of=f"[{day(first)}..{day(last)}]") for of, first, last, end in spans),
        jan="2023-01-01",
    )
    for asked in DAYS:
        worlds = set()
        for begun in itertools.product(*(range(first, last + 1) for _, first, last, _ in spans)):
            own = [(span, since) for span, since in zip(spans, begun, strict=True) if since <= asked]
            of = next((each for each in LINEAGE if any(span[0] == each for span, _ in own)), None)
            since_when = tuple(since for span, since in own if span[0] == of)
            worlds.add(_in_world(since_when, [(0, 0, span[3], span[3]) for span, _ in own if span[0] == of], asked))
        assert found.authorisation("x", day(asked)).certainty == _in_all(worlds), day(asked)


def test_of_two_of_one_day_the_same_is_shown_whatever_their_ids() -> None:
    last = ("2024-06-30", "2024-09-30")
    for ids in (("a", "b"), ("b", "a")):
        found = registry(*(mandate("jan", each, id=id_) for each, id_ in zip(last, ids, strict=True)))
        assert told(found.authorisation("x", "2024-02-01"))[1] == "2024-09-30"


CLAIMS = st.lists(
    st.tuples(
        st.sampled_from(("x", "m", "wide", "two")),
        st.sampled_from(("jan", "may", "vague", "undated")),
        st.sampled_from(("mandate", "ceiling")),
        st.integers(1, 9),
        st.sampled_from((None, "reported", "planned", "considered")),
    ),
    max_size=6,
    unique=True,
)


def claimed(claims: list[tuple[str, str, str, int, str | None]]) -> list[Said]:
    return [
        {"source": source, "about": of, "kind": kind, "value": f"2024-0{n}" if kind == "mandate" else n, "basis": basis}
        for of, source, kind, n, basis in claims
    ]


def _shown(found: Authorisation) -> tuple[object, ...]:
    """Return an answer without the ids of statements."""
    shown = [each.statement for each in (found.mandate, found.ceiling) if each is not None]
    groups = shown, found.others, found.planned, found.considered
    said = [sorted(str((each.about, each.source, each.kind, each.value)) for each in group) for group in groups]
    return found.certainty, found.exceeded, said


@given(CLAIMS, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_neither_order_nor_ids_change_what_is_authorised(
    claims: list[tuple[str, str, str, int, str | None]], dice: random.Random
) -> None:
    said = [*claimed(claims), *seen(5)]
    other = [{**each, "id": f"z{number}"} for number, each in enumerate(dice.sample(said, len(said)))]
    for asked in ("2024-02-01", "2024-06-10", "2024-08-01"):
        one, two = ([*map(_shown, registry(*each).authorisations(asked))] for each in (said, other))
        assert one == two


@given(CLAIMS, st.integers(1, 9), st.sampled_from(("mandate", "ceiling")))
@settings(max_examples=60, deadline=None)
def test_a_newer_source_changes_nothing_of_the_days_before_it(
    claims: list[tuple[str, str, str, int, str | None]], value: int, kind: str
) -> None:
    said = claimed(claims)
    newer = {"source": "dec", "kind": kind, "value": f"2025-0{value}" if kind == "mandate" else value}
    for asked in ("2024-02-01", "2024-06-10", "2024-12-09"):
        one, two = (registry(*each).authorisations(asked) for each in (said, [*said, newer]))
        assert one == two


@given(CLAIMS)
@settings(max_examples=60, deadline=None)
def test_what_is_authorised_is_never_taken_for_presence_strength_or_end(
    claims: list[tuple[str, str, str, int, str | None]],
) -> None:
    plain, more = registry(*seen(120)), registry(*seen(120), *claimed(claims))
    for asked in ("2024-01-20", "2024-05-19", "2024-05-20", "2024-06-10", "2024-12-31"):
        for id_ in ("x", "p", "two"):
            one, other = plain.presence(id_, asked), more.presence(id_, asked)
            assert (one.certainty, one.strength) == (other.certainty, other.strength)
    for reference in ("x.start", "x.end", "two.end", "m.start", "m.end"):
        assert plain.bounds(reference) == more.bounds(reference)
