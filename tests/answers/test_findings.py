"""Small registries that were once answered falsely, misleadingly or not at all: what is right of each."""

from typing import Any

import pytest

from deployments import (
    Certainty,
    Deployment,
    Event,
    Mission,
    Presence,
    Registry,
    Source,
    Statement,
    Status,
    Word,
    reports,
)
from deployments.answers.results import Total
from deployments.values.quantities import Quantity

Said = tuple[str, str, object] | tuple[str, str, object, dict[str, Any]]


def registry(sources: dict[str, str | None], *said: Said, about: str = "x", **fields: Any) -> Registry:
    """Give a registry of a deployment x, and of what sources with a day of publication say of it."""
    statements = [
        Statement(
            **{"id": f"{source}#{n}", "source": source, "about": about, "kind": kind, "value": value, **dict(*more)}
        )
        for n, (source, kind, value, *more) in enumerate(said, 1)
    ]
    made: dict[str, Any] = {"deployments": [Deployment(id="x", contributor="NLD")], "statements": statements}
    records = [Source(id=id_, title=id_, published=day) for id_, day in sources.items()]
    return Registry(sources=records, **{**made, **fields})


def there(found: Registry, day: str, id_: str = "x") -> Presence:
    return found.presence(id_, day)


def words(found: Registry, *days: str) -> list[str]:
    return [f"{each.certainty} {each.word}" for each in (there(found, day) for day in days)]


def ends(strength: Any) -> tuple[int, int | None]:
    return strength.low, strength.high


# --- false certainties ---


def test_a_size_that_is_announced_with_a_start_is_no_sighting() -> None:
    """ "From July 200" of April, and the same number in September: nobody was seen."""
    found = registry(
        {"april": "2024-04-20", "september": "2024-09-10"},
        ("april", "start", "2024-07"),
        ("april", "strength", "200"),
        ("september", "strength", "200"),
    )
    assert words(found, "2024-05-15", "2024-08-15") == ["possible not_yet", "possible announced"]
    assert found.overtaken() == []
    assert str(there(found, "2024-08-15").strength.if_there) == "200"


def test_an_end_in_the_month_of_a_letter_is_a_plan() -> None:
    """The letter of some day of June 2024 says "20 June": by then it may be still to come."""
    found = registry({"s": "2024-06"}, ("s", "end", "2024-06-20"), ("s", "strength", 100, {"as_of": "2024-05-01"}))
    assert words(found, "2024-05-01", "2024-06-21") == ["certain seen", "possible overdue"]


def test_before_a_planned_start_it_is_not_expected_yet_and_not_excluded() -> None:
    """Announced for 1 May; known later: they were there from 26 April."""
    found = registry(
        {"plan": "2024-03-01", "report": "2024-06-01"},
        ("plan", "start", "2024-05-01"),
        ("report", "start", "2024-04-26"),
    )
    assert words(found.known_on("2024-05-31"), "2024-04-28") == ["possible not_yet"]
    assert words(found, "2024-04-25", "2024-04-26", "2024-04-28") == ["no before", "certain seen", "possible open"]


def test_growth_that_is_announced_is_in_the_range_and_growth_by_a_number_is_added() -> None:
    said = [("s", "present", True), ("s", "strength", 270), ("s", "end", "2025-06-30")]
    for growth in (("strength", 350), ("change", "80")):
        found = registry({"s": "2024-03-01"}, *said, ("s", *growth, {"as_of": "2024-09-01", "basis": "planned"}))
        strength = there(found, "2024-10-01").strength
        assert (ends(strength), str(strength.if_there), strength.planned) == ((0, 350), "270..350", True)
        assert found.peak("2024-03", "2025-06").high == 350


def test_a_force_in_the_middle_of_a_move_is_no_contradiction() -> None:
    """50 are still at a on 2 June, and the first came to b, which follows a, on 30 May."""
    sources = [Source(id="s", title="s", published="2024-06-02")]
    found = Registry(
        sources=sources,
        deployments=[Deployment(id="a", contributor="SVK"), Deployment(id="b", contributor="SVK")],
        statements=[
            Statement(id="1", source="s", about="a", kind="present", value=True),
            Statement(id="2", source="s", about="a", kind="strength", value=50),
            Statement(id="3", source="s", about="b", kind="start", value="2024-05-30"),
            Statement(id="4", source="s", about="b", kind="follows", value="a"),
        ],
    )
    assert found.disputes() == found.overtaken() == []
    assert str(found.bounds("a.start")) == "..2024-05-30"
    assert str(found.bounds("b.end")) == "2024-06-02.."


def test_two_sightings_far_apart_are_no_certainty_for_the_years_between() -> None:
    far = registry({"a": "2013-06-01", "b": "2023-06-01"}, *_seen("a", 120), *_seen("b", 80))
    assert words(far, "2018-06-01") == ["possible bridged"]
    assert not there(far, "2018-06-01").strength.is_stated
    seen = there(far, "2018-06-01").last_seen
    assert seen is not None
    assert str(seen.latest) == "2013-06-01"


def _seen(source: str, number: object) -> list[Said]:
    return [(source, "present", True), (source, "strength", number)]


# --- less known after more was said ---


def test_a_planned_number_stays_when_the_force_arrives_without_a_number() -> None:
    found = registry(
        {"plan": "2024-05-01", "news": "2024-05-29"},
        ("plan", "start", "2024-06-01"),
        ("plan", "end", "2024-08-31"),
        ("plan", "strength", 170),
        ("news", "start", "2024-05-28"),
        ("news", "equipment", {"ship": 3}, {"as_of": "2024-05-28"}),
    )
    assert words(found, "2024-05-28") == ["certain seen"]
    strength = there(found, "2024-05-31").strength
    assert (ends(strength), str(strength.if_there), strength.planned) == ((0, 170), "170", True)


def test_an_announcement_without_an_end_has_a_number_and_is_announced_until_it_is_stale() -> None:
    found = registry({"s": "2024-02-01"}, ("s", "start", "2024-03-05"), ("s", "strength", 1700))
    assert words(found, "2024-03-04", "2024-03-05", "2025-09-05", "2025-09-06") == [
        "possible not_yet",
        "possible announced",
        "possible announced",
        "possible stale",
    ]
    assert ends(there(found, "2024-04-01").strength) == (0, 1700)
    assert [each.milestone for each in found.unconfirmed("2024-06-01")] == ["x.start", "x.strength"]


def test_a_sighting_without_a_number_wipes_no_number() -> None:
    found = registry({"a": "2024-03-01", "b": "2024-06-01"}, *_seen("a", 700), ("b", "present", True))
    assert [ends(there(found, day).strength) for day in ("2024-05-31", "2024-06-01")] == [(700, 700), (700, 700)]


def test_a_decrease_by_a_number_is_taken_off_and_shows_who_is_left() -> None:
    found = registry(
        {"a": "2024-11-22", "b": "2025-06-23"},
        *_seen("a", 145),
        ("b", "change", "-70", {"as_of": "2025-06-23"}),
    )
    assert words(found, "2025-06-23") == ["certain seen"]
    strength = there(found, "2025-06-23").strength
    assert (ends(strength), strength.computed) == ((75, 75), True)


def test_last_seen_is_a_day_on_which_somebody_was_seen_and_certain_until_is_another_thing() -> None:
    found = registry({"a": "2024-03-01", "b": "2024-06-01"}, *_seen("a", 10), *_seen("b", 10))
    presence = there(found, "2024-05-31")
    assert presence.last_seen is not None
    assert (str(presence.last_seen.latest), str(presence.certain_until)) == ("2024-03-01", "2024-05-31")


def test_a_plan_without_a_last_day_replaces_only_what_it_contradicts() -> None:
    """ "Gone by mid-2019", and later "the return is from May on": both hold."""
    found = registry(
        {"a": "2019-01-01", "b": "2019-03-01"},
        ("a", "end", "before 2019-07-15"),
        ("b", "end", "after 2019-05-01"),
    )
    assert str(found.bounds("x.end")) == "2019-05-01..2019-07-15"


# --- from the independent solver ---


def test_which_of_two_vague_figures_is_the_newer_is_left_open() -> None:
    """About 100 of some day of June, and 108 or more of 20 June: if the first was of 1 June, 500 is possible."""
    found = registry(
        {"a": "2024-07-01", "b": "2024-07-02"},
        ("a", "strength", "~100", {"as_of": "2024-06"}),
        ("b", "strength", "108..", {"as_of": "2024-06-20"}),
    )
    strength = there(found, "2024-07-10").strength
    assert strength.if_there is not None
    assert (strength.if_there.low, strength.high) == (90, None)


def test_a_figure_in_a_collision_is_in_the_range_and_disputed() -> None:
    found = registry(
        {"a": "2024-01-27", "b": "2024-03-01"},
        ("a", "strength", 100, {"as_of": "2024-01-27"}),
        ("b", "start", "2024-02-15"),
        ("b", "end", "2024-02-28"),
    )
    assert {found.status(statement) for statement in found.statements} >= {Status.DISPUTED}
    assert words(found, "2024-01-27") == ["possible disputed"]
    assert there(found, "2024-02-20").strength.disputed


def test_the_fewest_statements_that_rule_a_plan_out_are_named() -> None:
    """One source plans five weeks; "at most a month", as a report, suffices against it."""
    found = registry(
        {"s": "2024-04-01"},
        ("s", "duration", "P1M5D", {"basis": "planned"}),
        ("s", "duration", "..P1M", {"basis": "reported"}),
        ("s", "start", "[2024-02-29..]", {"basis": "reported"}),
        ("s", "end", "2024-03-15", {"basis": "reported"}),
    )
    statuses = {found.status(statement) for statement in found.statements if statement.id == "s#1"}
    assert statuses <= {Status.REPLACED, Status.OVERTAKEN}
    for dispute in found.overtaken():
        assert len(dispute.against) == 1


def test_a_figure_of_a_letter_counts_from_the_day_that_the_letter_can_be_of() -> None:
    """The letter of the 9th, 19th or 29th of June has them there; they had left by the 11th: so it is of the 9th."""
    found = registry(
        {"letter": "2024-06-X9", "later": "2024-08-01"},
        *_seen("letter", 100),
        ("later", "end", "2024-06-11"),
    )
    assert words(found, "2024-06-09", "2024-06-10", "2024-06-12") == ["certain seen", "certain between", "no after"]
    assert ends(there(found, "2024-06-10").strength) == (100, 100)


def test_before_the_first_sighting_nobody_is_counted_and_the_sum_says_who_is_not_excluded() -> None:
    found = registry({"s": "2024-06-20"}, *_seen("s", 120))
    total: Total = found.strength("2024-06-01")
    assert words(found, "2024-06-01") == ["possible unspoken"]
    assert ([each.id for each in total.not_excluded], str(total)) == (["x"], "0 (1 not excluded)")
    first, *_ = found.strength_series("2024-06-01", "2024-06-30")
    assert (str(first.last), first.not_excluded) == ("2024-06-19", 1)


def test_two_letters_that_agree_are_not_silenced_by_a_newer_press_item() -> None:
    found = registry(
        {"a": "2024-02-05", "b": "2024-03-16", "press": "2024-04-20"},
        ("a", "start", "2024-02-01"),
        ("b", "strength", 100, {"as_of": "2024-03-15"}),
        ("press", "start", "2024-04-10"),
    )
    assert words(found, "2024-03-20", "2024-04-15") == ["possible disputed", "possible open"]
    assert there(found, "2024-03-20").disputed
    assert found.strength("2024-03-20").disputed


def test_a_report_is_of_a_day_not_after_its_publication() -> None:
    """Published on 5 June: "has come this month"."""
    found = registry({"s": "2024-06-05"}, ("s", "start", "2024-06", {"basis": "reported"}))
    assert str(found.bounds("x.start")) == "2024-06-01..2024-06-05"
    assert there(found, "2024-06-03").word is Word.ARRIVING
    assert there(found, "2024-06-05").certainty is Certainty.POSSIBLE
    planned = registry({"s": "2024-06-05"}, ("s", "start", "2024", {"basis": "planned"}))
    assert str(planned.bounds("x.start")) == "2024-06-05..2024-12-31"


def test_nobody_there_is_an_absence_after_a_sighting() -> None:
    found = registry({"a": "2024-06-01", "b": "2024-06-20"}, *_seen("a", 100), ("b", "strength", 0))
    assert words(found, "2024-06-10", "2024-06-20", "2024-07-10") == ["possible leaving", "no after", "no after"]
    assert str(found.bounds("x.end")) == "2024-06-01..2024-06-19"


def test_what_one_letter_says_in_two_statements_is_taken_together() -> None:
    found = registry({"s": "2024-06-01"}, ("s", "end", "after 2024-06-25"), ("s", "end", "before 2024-07-25"))
    assert str(found.bounds("x.end")) == "2024-06-25..2024-07-25"
    assert {found.status(statement) for statement in found.statements} == {Status.HOLDS}


def test_a_newer_plan_that_is_overtaken_revives_no_older_one() -> None:
    found = registry(
        {"a": "2024-05-01", "b": "2024-06-01", "c": "2024-06-30"},
        ("a", "end", "2024-07-25"),
        ("b", "end", "2024-06-20"),
        ("c", "present", True),
    )
    assert str(found.bounds("x.end")) == "2024-06-30.."
    assert [str(found.status(statement)) for statement in found.statements] == ["replaced", "overtaken", "holds"]


def test_a_report_that_names_no_first_day_replaces_a_plan_only_if_it_contradicts_it() -> None:
    """Before the event of 10 June, and before 10 June, are the same, and leave the plan for the 9th as it is."""
    for end, kind in (("before 2024-06-10", "reported"), ("before ev", "reported")):
        found = Registry(
            sources=[
                Source(id=id_, title=id_, published=day) for id_, day in (("a", "2024-05-01"), ("b", "2024-07-01"))
            ],
            events=[Event(id="ev", name="An event")],
            deployments=[Deployment(id="x", contributor="NLD")],
            statements=[
                Statement(id="1", source="a", about="x", kind="end", value="2024-06-09"),
                Statement(id="2", source="b", about="ev", kind="date", value="2024-06-10"),
                Statement(id="3", source="b", about="x", kind="end", value=end, basis=kind),
            ],
        )
        assert str(found.bounds("x.end")) == "2024-06-09"


# --- what new users met ---

LETTERS: dict[str, str | None] = {"l1": "2024-03-12", "l2": "2025-06-02"}


@pytest.mark.parametrize("turned", [False, True])
def test_an_extension_replaces_how_long_and_leaves_the_start_in_any_order(turned: bool) -> None:
    first: list[Said] = [("l1", "start", "2024-05-06"), ("l1", "duration", "..P1Y")]
    found = registry(LETTERS, *(reversed(first) if turned else first), ("l2", "end", "2025-12-31"))
    assert (str(found.bounds("x.start")), str(found.bounds("x.end"))) == ("2024-05-06", "2025-12-31")
    assert found.overtaken() == []
    assert words(found, "2024-06-15") == ["possible announced"]
    promised = [each.milestone for each in found.unconfirmed("2024-10-01")]
    assert promised == ["x.start"]


def test_a_sighting_past_a_planned_length_overtakes_the_length_and_never_the_start() -> None:
    found = registry(LETTERS, ("l1", "start", "2024-05-06"), ("l1", "duration", "P6M"), *_seen("l2", 64))
    assert [dispute.statement.kind.value for dispute in found.overtaken()] == ["duration"]
    assert str(found.bounds("x.start")) == "2024-05-06"


def test_a_table_with_a_planned_start_and_a_number_says_nothing_of_today() -> None:
    found = registry({"l1": "2024-03-12"}, ("l1", "start", "early 2024-05"), ("l1", "strength", "~70"))
    assert words(found, "2024-03-12") == ["possible not_yet"]
    assert not found.active("2024-03-12")
    (figure,) = there(found, "2024-06-01").strength.stated
    assert figure.quantity == Quantity.of("~70")


def test_who_is_taken_over_from_was_there_before_and_is_not_listed_ever_after() -> None:
    """The Dutch come on 15 April 2024, after the Germans have left: nothing else is known of these."""
    found = Registry(
        sources=[Source(id="s", title="s", published="2024-03-01")],
        deployments=[Deployment(id="nl", contributor="NLD"), Deployment(id="ger", contributor="DEU")],
        statements=[
            Statement(id="1", source="s", about="nl", kind="start", value={"on": "2024-04-15", "after": ["ger.end"]})
        ],
    )
    assert [each.deployment.id for each in found.active("2024-04-14")] == ["ger"]
    assert "ger" not in [each.deployment.id for each in found.active("2030-01-01")]


@pytest.mark.parametrize(
    ("follow", "end"),
    [
        ({"kind": "operational", "value": "2026-04-01"}, "..2026-04-08"),
        ({"kind": "change", "value": "120", "as_of": "2026-04-01"}, ".."),
        (None, "..2026-02-10"),
    ],
)
def test_those_who_follow_relieve_the_other_when_they_come(follow: dict[str, str] | None, end: str) -> None:
    """ "20 are there already, and 120 follow from 1 April; they relieve the Germans": these leave when the 120 come."""
    said: list[dict[str, Any]] = [{"kind": "present", "value": True}, {"kind": "relieves", "value": "ger"}]
    said += [follow] if follow else []
    found = Registry(
        sources=[Source(id="s", title="s", published="2026-02-03")],
        deployments=[Deployment(id="nl", contributor="NLD"), Deployment(id="ger", contributor="DEU")],
        statements=[Statement(id=f"{n}", source="s", about="nl", **each) for n, each in enumerate(said)],
    )
    assert str(found.bounds("ger.end")) == end


@pytest.mark.parametrize("others", [0, 80])
def test_a_rotation_is_shown_and_changes_no_answer(others: int) -> None:
    """ "They take turns every four months": nothing follows for the length of the stay, or for who is there."""
    said: list[dict[str, Any]] = [{"kind": "present", "value": True}, {"kind": "strength", "value": 64}]
    rotation = {"kind": "rotation", "value": "P4M"}

    def answers(*claims: dict[str, Any]) -> list[tuple[str, str, str, str]]:
        found = Registry(
            sources=[Source(id="s", title="s", published="2026-02-03")],
            deployments=[Deployment(id=f"x{n}", contributor="NLD") for n in range(others + 1)],
            statements=[Statement(id=f"{n}", source="s", about="x0", **each) for n, each in enumerate(claims)],
        )
        asked = [found.presence("x0", day) for day in ("2026-01-01", "2026-02-03", "2026-08-01", "2028-01-01")]
        return [(str(p.certainty), str(p.word), str(p.strength), str(found.bounds("x0.end"))) for p in asked]

    assert answers(*said, rotation) == answers(*said)
    assert [word for _, word, _, _ in answers(rotation)] == ["unspoken", "open", "open", "stale"]


@pytest.mark.parametrize("others", [0, 80])
def test_a_number_that_shows_nobody_there_is_no_last_word(others: int) -> None:
    """ "At most 4" of a day far off, in a page of an unknown day, keeps no older sighting fresh."""
    found = Registry(
        sources=[Source(id="s", title="s", published="2024-10-12"), Source(id="page", title="A page")],
        deployments=[Deployment(id=f"x{n}", contributor="NLD") for n in range(others + 1)],
        statements=[
            Statement(id="1", source="s", about="x0", kind="strength", value=5, basis="reported"),
            Statement(id="2", source="page", about="x0", kind="strength", value="..4", as_of="2028", basis="reported"),
        ],
    )
    assert found.left_out("2027-01-01")[Word.STALE] == 1


def test_who_relieves_another_plans_the_end_of_that_one() -> None:
    found = Registry(
        sources=[Source(id="s", title="s", published="2024-03-01")],
        missions=[Mission(id="m", name="A mission")],
        deployments=[Deployment(id="nl", contributor="NLD"), Deployment(id="ger", contributor="DEU")],
        statements=[
            Statement(id="1", source="s", about="nl", kind="start", value="2024-04-15"),
            Statement(id="2", source="s", about="nl", kind="relieves", value="ger"),
        ],
    )
    assert str(found.bounds("ger.end")) == "2024-04-08..2024-04-22"
    assert there(found, "2024-04-10", "ger").word is not Word.UNSPOKEN


# --- found by trying sources of each shape ---


@pytest.mark.parametrize("day", ["around s", "around 2024-02-28"])
def test_around_a_source_is_as_wide_as_around_its_day(day: str) -> None:
    """It may have left before the report of nobody, or after it: that report is on neither side of the stay."""
    sources: dict[str, str | None] = {"s": "2024-02-28", "later": "2024-12-31"}
    left = registry(sources, ("later", "end", day), ("later", "present", False, {"as_of": "2024-02-25"}))
    assert words(left, "2024-01-01", "2024-02-25", "2024-03-07") == ["possible unspoken", "no absent", "no after"]
    came = registry(sources, ("later", "start", day), ("later", "present", False, {"as_of": "2024-03-02"}))
    assert words(came, "2024-02-20", "2024-03-02", "2024-12-01") == ["no before", "no absent", "possible open"]
    both = registry(sources, ("later", "end", day), ("later", "present", False, {"as_of": "2024-02-28"}))
    assert both.disputes() == []
    planned = registry({"s": "2024-02-28"}, ("s", "present", True), ("s", "end", day, {"basis": "planned"}))
    (promise,) = planned.unconfirmed("2024-04-01")
    assert str(promise.due).endswith("2024-03-06")


def test_a_correction_by_an_older_source_takes_no_day_of_what_it_cannot_put_right() -> None:
    found = registry(
        {"new": "2026-05-06", "old": "2024-08-15"},
        ("new", "present", True, {"as_of": "2024-08-01"}),
        ("old", "present", True, {"corrects": "new"}),
    )
    assert words(found, "2024-08-15") == ["certain seen"]
    assert str(found.known_on("2024-08-15").bounds("x.start")) == "..2024-08-15"
    assert {found.status(each) for each in found.statements} == {Status.HOLDS}


@pytest.mark.parametrize("ids", [("a", "b"), ("b", "a")])
def test_all_who_were_seen_last_before_a_gap_are_disputed_whatever_their_ids(ids: tuple[str, str]) -> None:
    found = registry(
        {"june": "2024-06-01", "july": "2024-07-10"},
        ("june", "present", True, {"id": ids[0]}),
        ("june", "strength", "30", {"id": ids[1]}),
        ("july", "present", False, {"as_of": "2024-06-20"}),
        ("july", "present", True, {"as_of": "2024-07-01"}),
    )
    assert {found.status(each) for each in found.statements} == {Status.DISPUTED}


@pytest.mark.parametrize("days", ["../2024-05-27", "../..", "2024-01-01/.."])
@pytest.mark.parametrize("throughout", [False, True])
def test_days_without_a_first_one_can_be_asked_of_what_is_only_authorised(days: str, throughout: bool) -> None:
    found = registry({"undated": None}, ("undated", "mandate", "2024-05-26"))
    presence = found.presence("x", days, throughout=throughout)
    assert (presence.certainty, presence.word) == (Certainty.POSSIBLE, Word.AUTHORISED)
    assert "uthorised" in presence.sentence()


@pytest.mark.parametrize("others", [0, 120])
@pytest.mark.parametrize("said", [("mandate", "2024-05-26"), ("start", "2099-01-01"), ("ceiling", 700)])
def test_of_all_days_there_are_none_is_certain_where_nobody_reports_anybody(others: int, said: tuple[str, Any]) -> None:
    ids = ["x", *(f"other-{n}" for n in range(others))]
    found = registry(
        {"s": "2024-01-01"}, ("s", *said), deployments=[Deployment(id=id_, contributor="NLD") for id_ in ids]
    )
    assert found.presence("x", "../..").certainty is Certainty.POSSIBLE
    assert (found.count("../..", certain=True), [*found.active("../..", certain=True)]) == (0, [])
    assert found.anyone("../..").certainty is Certainty.POSSIBLE
    came = found.add(Statement(id="came", source="s", about="x", kind="start", value="before 2023-01-01"))
    assert came.presence("x", "../..").certainty is Certainty.CERTAIN
    assert came.count("../..", certain=True) == 1


def test_that_nobody_is_to_be_there_is_no_number_of_those_who_are() -> None:
    """A planned zero made "exactly 1" of a force that was seen, and "exactly 0" of one that may be there."""
    plan = ("plan", "strength", "0", {"as_of": "2024-09-01"})
    seen = registry(
        {"plan": "2024-07-09", "seen": "2024-09-10"}, plan, ("seen", "present", True, {"as_of": "2024-09-05"})
    )
    total = seen.strength("2024-09-05")
    assert (total.high, [each.id for each in total.unstated]) == (None, ["x"])
    open_ = registry({"plan": "2024-07-09"}, plan, ("plan", "present", True))
    assert (open_.count("2024-09-02"), open_.strength("2024-09-02").high) == (1, None)
    earlier = registry(
        {"plan": "2024-07-09", "first": "2024-05-01"},
        plan,
        ("first", "strength", "150"),
        ("first", "start", "2024-06-01"),
    )
    assert not there(earlier, "2024-09-02").strength.is_stated  # and it ends what was planned before


def test_a_report_tells_the_state_of_years_before_the_first() -> None:
    for day in ("0000-01-22", "-0100-03-04", "0001-01-22"):
        text = reports.overview(registry({"s": day}, ("s", "present", True)))
        assert "There: seen on" in text


@pytest.mark.parametrize("others", [0, 120])
def test_forces_that_were_never_there_together_are_not_added_up(others: int) -> None:
    ids = ["x", "y", *(f"other-{n}" for n in range(others))]
    found = registry(
        {"s": "2024-07-01"},
        ("s", "start", "2024-05-01"),
        ("s", "end", "2024-06-10"),
        ("s", "strength", "100", {"as_of": "2024-05-01"}),
        ("s", "start", "2024-06-12", {"about": "y"}),
        ("s", "end", "2024-06-14", {"about": "y"}),
        ("s", "strength", "50", {"about": "y", "as_of": "2024-06-12"}),
        deployments=[Deployment(id=id_, contributor="NLD") for id_ in ids],
    )
    assert "computed: 0 to 100" in " ".join(reports.strength(found, "2024-06").split())
    said = ("s", "start", "2024-05-01"), ("s", "end", "2024-06-10"), ("s", "strength", "100", {"as_of": "2024-06-03"})
    alone = registry({"s": "2024-07-01"}, *said)
    assert "computed: 0 to 100" in " ".join(reports.strength(alone, "2024-06").split())
    (unsaid,) = alone.strength("2024-05/2024-06").unstated  # on the days before that of the figure
    assert unsaid.id == "x"
    assert str(alone.strength("2024-05/2024-06")) == "0..100 (+ 1 unknown)"
    assert "No total: nobody states" not in reports.strength(alone, "2024-05/2024-06")
    asked = {"2024-06": (0, 100), "[2024-06-10..2024-06-12]": (0, 100), "2024-06-01/2024-06-10": (100, 100)}
    assert {days: ends(found.strength(days)) for days in asked} == asked
    assert {days: ends(found.strength_by("contributor", days)["NLD"]) for days in asked} == asked
