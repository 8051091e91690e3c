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


# --- over many ---


def test_all_that_is_authorised_on_a_day_is_listed_missions_first() -> None:
    found = registry(mandate("jan", "2024-06-30", about="m"))
    assert [each.about for each in found.authorisations("2024-02-01")] == ["m", "x", "p", "two"]
    assert [each.about for each in found.authorisations("2024-02-01", mission="n")] == ["two"]
    assert [each.about for each in found.authorisations("2024-02-01", contributor="NLD")] == ["x", "p"]
    assert found.authorisations("2023-01-01") == []


def test_a_mandate_runs_out_unless_another_takes_its_place() -> None:
    found = registry(mandate("jan", "2024-06-30"), mandate("may", "2024-12-31"), mandate("jan", "2024-09", about="m"))
    rows = [(each.about, str(each.mandate and each.mandate.latest)) for each in found.running_out("2024-01", "2025-01")]
    assert rows == [("m", "2024-09-30"), ("x", "2024-12-31")]
    assert [each.about for each in found.running_out("2024-09-10", "2024-09-11")] == ["m"]
    assert [each.about for each in found.known_on("2024-05-19").running_out("2024-06-30", "2024-06-30")] == ["x"]


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
    renewed = found.changes("2024-05-01", "2024-06-01").renewed
    assert [
        (each.about, each.kind.value, each.before and each.before.id, each.after and each.after.id) for each in renewed
    ] == [
        ("m", "mandate", None, "s3"),
        ("x", "mandate", "s0", "s2"),
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


@given(RANGES)
@settings(max_examples=50, deadline=None)
def test_what_is_authorised_is_never_taken_for_presence(ranges: list[tuple[int, int, int, int]]) -> None:
    said = [mandate("jan", day(end), as_of=day(first)) for first, _, end, _ in ranges]
    said += [ceiling("jan", 100 + end, as_of=day(first)) for first, _, end, _ in ranges]
    plain, more = registry(*seen(120)), registry(*said, *seen(120))
    for asked in ("2024-05-19", "2024-05-20", "2024-06-10"):
        one, other = plain.presence("x", asked), more.presence("x", asked)
        assert (one.certainty, str(one.strength)) == (other.certainty, str(other.strength))
    assert plain.bounds("x.end") == more.bounds("x.end")
