"""Reports of all days from one to another, and of the parts of a force: the smallest registries that went wrong."""

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import deployments
from deployments import Deployment, Registry, Source, Statement, Status
from deployments.claims import Equipment
from tests.answers.test_courses import registry_of
from tests.steps import calls

ENTIRE, PART = {"id": "x"}, {"id": "y", "part_of": "x"}


def said(source: str, about: str, kind: str, value: object, **fields: object) -> dict[str, Any]:
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
    return [found.status(each) for each in found.statements]


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


def test_a_figure_of_a_part_of_those_who_are_to_come_is_planned() -> None:
    """The whole of the whole is there, the part of which this is one is not."""
    found = registry_of(
        {
            "sources": {"s": {"published": "2024-07-15"}},
            "deployments": [{"id": "w"}, {"id": "x", "part_of": "w"}, PART],
            "statements": [
                said("s", "w", "present", value=True),
                said("s", "x", "start", "2024-09-01"),
                said("s", "y", "strength", 30),
            ],
        }
    )
    assert on(found, "y", "2024-07-15") == "possible not_yet"


def test_a_figure_of_a_part_of_which_nobody_is_there_is_planned() -> None:
    found = registry(
        said("s", "x", "present", value=True),
        said("s", "y", "present", value=False),
        said("s", "y", "strength", 30),
        parts=True,
    )
    assert on(found, "y", "2024-07-15") == "no absent"


# --- figures -----------------------------------------------------------------------------------------------


def strength(found: Registry, day: str, id_: str = "x") -> tuple[int, int | None]:
    strength = found.presence(id_, day).strength
    beside = strength.if_there
    return (strength.low, strength.high) if beside is None else (beside.low, beside.high)


def test_a_change_within_the_days_of_a_figure_is_already_in_it() -> None:
    """120 on all days until the end of June: also on those after somebody tells of 30 who left."""
    figure = said("s", "x", "strength", 120, as_of="2024-05-06/2024-06-30")
    found = registry(figure, said("t", "x", "change", "-30", as_of="2024-06-01"))
    assert [strength(found, f"2024-{day}") for day in ("06-01", "06-15", "07-01")] == [(120, 120)] * 3
    later = registry(figure, said("t", "x", "change", "-30", as_of="2024-07-01"))
    assert strength(later, "2024-07-02") == (90, 90)


def test_another_figure_within_the_days_of_a_figure_is_disputed_on_its_day_only() -> None:
    figure = said("s", "x", "strength", 120, as_of="2024-05-06/2024-06-30")
    found = registry(figure, said("t", "x", "strength", 100, as_of="2024-06-01"))
    assert [found.presence("x", f"2024-{day}").strength.disputed for day in ("05-31", "06-01", "06-02")] == [
        False,
        True,
        False,
    ]
    assert [strength(found, f"2024-{day}") for day in ("05-31", "06-01", "06-02")] == [
        (120, 120),
        (100, 120),
        (120, 120),
    ]


def test_a_figure_of_all_days_from_one_to_another_ends_a_plan_on_any_of_them() -> None:
    found = registry(
        said("s", "x", "strength", 350, as_of="2024-06-01"),
        said("t", "x", "strength", 120, as_of="2024-05-06/2024-06-30"),
        s="2024-04-01",
        t="2024-07-16",
    )
    assert strength(found, "2024-06-01") == (120, 120)


def test_a_figure_is_told_with_all_its_days() -> None:
    found = registry(said("s", "x", "strength", 120, as_of="2024-05-06/2024-06-30"))
    (figure,) = found.presence("x", "2024-06-01").strength.stated
    assert (str(figure.earliest), str(figure.latest)) == ("2024-05-06", "2024-06-30")


def test_a_change_in_a_period_is_on_one_of_its_days() -> None:
    """It shows nobody there before it."""
    found = registry(said("s", "x", "change", "80", as_of="2024-05-01/2024-05-31"))
    assert on(found, "x", "2024-05-01") == "possible vague"


def test_a_number_and_a_share_of_one_day_are_added_in_both_orders() -> None:
    """Half of 170 are 85, and 30 fewer than half of 200 are 70."""
    found = registry(
        said("s", "x", "strength", 200, as_of="2024-05-06"),
        said("t", "x", "change", "-30", as_of="2024-06-01"),
        said("t", "x", "change", "-50 %", as_of="2024-06-01"),
    )
    assert strength(found, "2024-06-15") == (70, 85)


def test_changes_of_known_days_are_added_in_their_order() -> None:
    found = registry(
        said("s", "x", "strength", 200, as_of="2024-05-06"),
        said("t", "x", "change", "-30", as_of="2024-06-01"),
        said("t", "x", "change", "-50 %", as_of="2024-06-02"),
    )
    assert strength(found, "2024-06-15") == (85, 85)


def test_many_changes_in_an_unknown_order_keep_every_number_in() -> None:
    changes = [said("t", "x", "change", value, as_of="2024-06-01") for value in ("-50 %", "10", "20", "30", "40", "50")]
    found = registry(said("s", "x", "strength", 200, as_of="2024-05-06"), *changes)
    low, high = strength(found, "2024-06-15")
    assert low <= 100 + 75
    assert high is not None
    assert high >= 100 + 150


# --- corrections -------------------------------------------------------------------------------------------


def test_what_is_only_considered_puts_no_plan_right() -> None:
    found = registry(
        said("s", "x", "start", "2024-09-01"),
        said("t", "x", "start", "2024-10-01", basis="considered", corrects="s"),
    )
    assert statuses(found) == [Status.HOLDS, Status.CONSIDERED]


def test_two_that_put_each_other_right_both_stand() -> None:
    """Else both would be lost."""
    found = registry(
        said("s", "x", "strength", 30, as_of="2024-07-01", corrects="t"),
        said("t", "x", "strength", 40, as_of="2024-07-01", corrects="s"),
        s="2024-07-15",
        t="2024-07-15",
    )
    assert strength(found, "2024-07-01") == (30, 40)


# --- what the oracle of courses found ----------------------------------------------------------------------


def test_an_absence_of_one_of_the_days_of_a_stay_is_disputed() -> None:
    """Nobody was there on one of seven days, and somebody on the first and the last: which cannot all be true."""
    found = registry(
        said("s", "x", "present", value=True, as_of="2024-05-01"),
        said("s", "x", "present", value=True, as_of="2024-05-07"),
        said("t", "x", "present", value=False, as_of="[2024-05-01..2024-05-07]"),
    )
    assert on(found, "x", "2024-05-04") == "possible disputed"
    assert statuses(found) == [Status.DISPUTED] * 3


def test_of_two_absences_of_vague_days_either_may_be_before_the_stay() -> None:
    """The one of more days may be of the day after it: which contradicts nothing."""
    found = registry(
        said("s", "x", "present", value=True, as_of="[2024-05-10..2024-05-20]"),
        said("t", "x", "present", value=False, as_of="[2024-05-01..2024-05-30]"),
        said("t", "x", "present", value=False, as_of="[2024-05-05..2024-05-12]"),
    )
    assert statuses(found) == [Status.HOLDS] * 3


def test_a_disputed_figure_makes_no_other_of_its_day_narrower() -> None:
    found = registry(
        said("s", "x", "strength", "..90", as_of="2024-05-01"),
        said("s", "x", "strength", 1, as_of="2024-05-01"),
        said("t", "x", "present", value=False, as_of="2024-05-01"),
    )
    assert strength(found, "2024-05-01") == (1, 90)


def test_a_figure_before_the_vague_day_of_a_planned_one_does_not_end_that() -> None:
    found = registry(
        said("s", "x", "strength", 350, as_of="[2024-06-01..2024-06-30]"),
        said("t", "x", "strength", 120, as_of="2024-06-05"),
        s="2024-04-01",
        t="2024-07-16",
    )
    assert strength(found, "2024-06-20") == (120, 350)


def test_a_planned_figure_counts_until_the_next_has_surely_begun() -> None:
    """The second is of the day of a letter of which only the month is known."""
    found = registry(
        said("s", "x", "strength", 270, as_of="2024-06-01", basis="planned"),
        said("s", "x", "strength", 350),
        s="2024-06",
    )
    assert strength(found, "2024-06-20") == (270, 350)


def test_a_period_that_is_the_month_of_its_letter_is_no_fact_yet() -> None:
    """The letter of July may be of its first day: of all days of July it cannot know."""
    found = registry(said("s", "x", "present", value=True, as_of="2024-07-01/2024-07-31"), s="2024-07")
    assert on(found, "x", "2024-07-20").startswith("possible")


def test_the_last_day_of_a_period_is_not_before_its_first() -> None:
    found = registry(
        said("s", "x", "present", value=True, as_of="2024-05-01"),
        said("s", "x", "present", value=True, as_of="2024-05-10/2024-05-12~"),
    )
    assert on(found, "x", "2024-05-09") == "certain between"


def test_who_plans_a_part_speaks_of_the_whole() -> None:
    found = registry(said("s", "y", "start", "2024-09-01"), parts=True)
    assert on(found, "x", "2024-07-14") == "possible unspoken"
    assert on(found, "x", "2024-09-02") == "possible announced"


TWO_PARTS = [ENTIRE, {"id": "a", "part_of": "x"}, {"id": "b", "part_of": "x"}]


def of_two_parts(*statements: Mapping[str, object]) -> Registry:
    sources = {"s": {"published": "2018-10-03"}}
    return registry_of({"sources": sources, "deployments": TWO_PARTS, "statements": statements})


def test_that_one_part_left_and_another_came_years_later_makes_nothing_certain_of_the_time_between() -> None:
    first = said("s", "a", "start", "2013-05-01"), said("s", "a", "end", "2014-02-20")
    later = said("s", "b", "start", "2016-08-25"), said("s", "b", "end", "2017-01-10")
    found = of_two_parts(*first, *later)
    assert on(found, "x", "2015-08-22") == "possible bridged"
    assert [on(found, "x", day) for day in ("2014-02-20", "2016-08-25")] == ["certain seen"] * 2
    assert on(found, "x", "2013-12-01") == "certain between"  # the source speaks of the part on both sides
    assert [on(found, id_, "2015-08-22") for id_ in ("a", "b")] == ["no after", "no before"]
    sentence = found.presence("x", "2015-08-22").sentence()
    assert "Seen on 20 February 2014, in a part of it [A letter, 3 October 2018] and seen on 25 August 2016" in sentence
    assert "no source reports it there in the 2 years 6 months between" in sentence


def test_a_source_that_has_the_whole_there_for_years_vouches_for_the_time_between_two_parts() -> None:
    parts = said("s", "a", "end", "2014-02-20"), said("s", "b", "start", "2016-08-25")
    found = of_two_parts(*parts, said("s", "x", "start", "2012"), said("s", "x", "present", True))
    assert on(found, "x", "2015-08-22") == "certain between"


def test_a_milestone_of_a_part_is_told_as_a_sighting_of_the_whole_and_never_as_its_arrival_or_leaving() -> None:
    parts = (
        said("s", "a", "start", "2018-01-15"),
        said("s", "a", "end", "2018-02-20"),
        said("s", "b", "start", "2018-03-01"),
    )
    found = of_two_parts(*parts)
    for day in ("2018-01-15", "2018-02-10", "2018-02-25", "2018-03-01", "2018-11-01", "2020-12-01"):
        for lang, words in (("en", ("arrived", "left", "contradict")), ("nl", ("aangekomen", "vertrokken", "spreken"))):
            sentence = found.presence("x", day).sentence(lang).lower()
            assert not [word for word in words if word in sentence], sentence
    assert "in a part of it" in found.presence("x", "2018-11-01").sentence()


def test_parts_that_follow_each_other_may_be_the_same_people() -> None:
    both = [said("s", id_, kind, value) for id_ in "yz" for kind, value in (("present", True), ("strength", 30))]
    case = {
        "sources": {"s": {"published": "2024-07-15"}},
        "deployments": [ENTIRE, PART, {"id": "z", "part_of": "x"}],
    }
    apart = registry_of({**case, "statements": both})
    assert strength(apart, "2024-07-15") == (60, None)
    same = registry_of({**case, "statements": [*both, said("s", "z", "follows", "y")]})
    assert strength(same, "2024-07-15") == (30, None)
    assert same.strength("2024-07-15").low == 30


def test_what_is_considered_and_impossible_decides_no_day() -> None:
    found = registry(
        said("s", "x", "present", value=True, as_of="2024-05-01"),
        said("s", "x", "start", "2024-12-01", basis="considered"),
        said("s", "x", "duration", "P6M"),
    )
    assert on(found, "x", "2024-04-20") == "possible unspoken"


# --- who is left after some have gone ----------------------------------------------------------------------


def is_seen(found: Registry, day: str) -> bool:
    return str(found.presence("x", day).certainty) == "certain"


def test_who_left_of_a_figure_that_may_have_been_none_leaves_nobody_for_certain() -> None:
    found = registry(
        said("s", "x", "strength", 100, as_of="2024-05-01"),
        said("s", "x", "strength", "..50", as_of="2024-05-10"),
        said("t", "x", "change", "-30", as_of="2024-06-01"),
    )
    assert not is_seen(found, "2024-06-01")


def test_who_left_of_a_figure_that_is_too_old_leaves_nobody_for_certain() -> None:
    found = registry(
        said("s", "x", "strength", 100, as_of="2022-01-06"),
        said("t", "x", "change", "-30", as_of="2024-06-01"),
    )
    assert not is_seen(found, "2024-06-01")


def test_who_left_of_a_figure_that_was_put_right_leaves_nobody_for_certain() -> None:
    found = registry(
        said("s", "x", "strength", 100, as_of="2024-05-10"),
        said("t", "x", "strength", 20, as_of="2024-05-01", corrects="s"),
        said("t", "x", "change", "-30", as_of="2024-06-01"),
    )
    assert not is_seen(found, "2024-06-01")


def test_who_left_in_per_cent_leaves_some_but_for_all() -> None:
    for share, seen in (("-50 %", True), ("-100 %", False)):
        assert is_seen(registry(said("t", "x", "change", share, as_of="2024-06-01")), "2024-06-01") is seen


# --- equipment that comes and goes -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "change", "seen"),
    [
        ({"battery": 2}, {"battery": "-1"}, True),
        ({"battery": 1}, {"battery": "-1"}, False),
        ({"radar": 2}, {"battery": "-1"}, False),
        ({"battery": 1}, {"battery": "-1", "radar": "+1"}, True),
        ({"battery": 1}, {"battery": "-50 %"}, True),
        ({"battery": 1}, {"battery": "-100 %"}, False),
        ({"battery": 1}, {"battery": "decrease"}, True),
    ],
)
def test_equipment_that_leaves_shows_somebody_there_only_where_some_surely_remains(
    before: Mapping[str, object], change: Mapping[str, object], *, seen: bool
) -> None:
    found = registry(
        said("s", "x", "equipment", before, as_of="2024-05-01"),
        said("t", "x", "equipment", change, as_of="2024-06-01"),
    )
    assert is_seen(found, "2024-06-01") is seen


def test_planned_equipment_of_a_name_takes_the_place_of_a_change_of_it() -> None:
    found = registry(
        said("s", "x", "equipment", {"battery": "-1"}, as_of="2024-09-01"),
        said("s", "x", "equipment", {"radar": "-1"}, as_of="2024-09-01"),
        said("t", "x", "equipment", {"battery": 3}, as_of="2024-09-01"),
    )
    assert statuses(found) == [Status.REPLACED, Status.HOLDS, Status.HOLDS]


def test_changes_of_equipment_are_written_with_their_sign() -> None:
    told = {"battery": "-1", "drone": "decrease", "radar": "+2", "tank": 3}
    found = registry(said("s", "x", "equipment", told, as_of="2024-05-01"))
    (statement,) = found.statements
    assert isinstance(statement.value, Equipment)
    assert statement.value.texts() == {"battery": "-1", "drone": "decrease", "radar": "+2", "tank": "3"}
    assert Equipment.of(statement.value.texts()) == statement.value


def test_every_form_of_a_registry_has_changes_of_equipment(tmp_path: Path) -> None:
    found = registry(said("s", "x", "equipment", {"battery": "-1", "radar": "+50 %"}, as_of="2024-05-01"))
    for name in ("registry.toml", "registry.jsonl"):
        deployments.dump(found, tmp_path / name)
        assert deployments.load(tmp_path / name) == found


def test_many_parts_take_time_in_a_line() -> None:
    """Without a figure of its own the whole is asked of all its parts."""
    few, many = (calls(functools.partial(with_parts(n).presence, "x", "2024-06-10")) for n in (50, 200))
    assert many < 6 * few


def with_parts(number: int) -> Registry:
    names = [f"p{n}" for n in range(number)]
    figures = [said("s", name, "strength", 10, as_of=f"2024-06-{1 + n % 28:02}") for n, name in enumerate(names)]
    claims = [*figures, *(said("s", name, "end", "2024-09-01") for name in names)]
    return Registry(
        sources=[Source(id="s", title="A letter", published="2024-07-15")],
        deployments=[Deployment(id="x", contributor="NLD"), *(Deployment(id=name, part_of="x") for name in names)],
        statements=[Statement(id=f"c{n}", **claim) for n, claim in enumerate(claims)],
    )
