"""Why a strength is what it is on a day: by example, and against the strength itself."""

import random
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deployments import (
    Certainty,
    DateError,
    Deployment,
    InvalidValueError,
    Registry,
    Source,
    Statement,
    StrengthExplanation,
    StrengthRole,
)
from tests.answers.random_registries import days_of, padded, random_registry

#: A claim about the force `x`, with the day on which its source appeared.
Said = tuple[str, str, object] | tuple[str, str, object, Mapping[str, object]]


def explained(day: str, *said: Said) -> StrengthExplanation:
    """Return why the strength of a force is what it is, by claims each of which is of a source of its own."""
    found = Registry(
        sources=[Source(id=f"s{n}", title=f"Letter {n}", published=day) for n, (day, *_) in enumerate(said)],
        deployments=[Deployment(id="x", contributor="NLD"), Deployment(id="part", part_of="x")],
        statements=[
            Statement(**{"id": f"c{n}", "source": f"s{n}", "about": "x", "kind": kind, "value": value, **dict(*more)})
            for n, (_, kind, value, *more) in enumerate(said)
        ],
    )
    return found.explain("x.strength", day)


def told(found: StrengthExplanation) -> tuple[list[tuple[str, str, str]], list[tuple[str, str]]]:
    counted = [(each.statement.id, str(each.role), str(each.after)) for each in found.counted]
    return counted, [(each.statement.id, str(each.role)) for each in found.uncounted]


REPORTED = {"basis": "reported"}
THERE: Said = ("2024-11-22", "strength", 145, REPORTED)


def test_a_change_that_is_later_is_added_to_the_last_figure() -> None:
    found = explained("2025-07-01", THERE, ("2025-06-23", "change", "-70", REPORTED))
    assert told(found) == ([("c0", "figure", "145"), ("c1", "change", "75")], [])
    assert str(found.presence.strength.if_there) == "75"
    assert [(str(each.first), each.source.id) for each in found.counted] == [("2024-11-22", "s0"), ("2025-06-23", "s1")]


def test_a_change_that_may_be_later_counts_with_and_without() -> None:
    change: Said = ("2024-12-31", "change", "-70", {**REPORTED, "as_of": "2024-11"})
    assert told(explained("2025-01-31", THERE, change))[0] == [("c0", "figure", "145"), ("c1", "perhaps", "75..145")]


@pytest.mark.parametrize(
    ("day", "other", "role"),
    [
        ("2025-01-31", ("2024-08-01", "strength", 200, REPORTED), "replaced"),
        ("2025-01-31", ("2025-08-01", "strength", 200, REPORTED), "later"),
        ("2025-01-31", ("2024-08-01", "change", "20", REPORTED), "included"),
        ("2025-01-31", ("2024-08-01", "strength", 200), "replaced"),  # a plan, until the report
        ("2025-01-31", ("2024-12-01", "strength", 200, {"as_of": "2025-03-01"}), "later"),
        ("2025-01-31", ("2024-12-01", "strength", 200, {"basis": "considered"}), "considered"),
        ("2025-01-31", ("2024-08-01", "present", False), None),
        ("2025-01-31", ("2024-08-01", "strength", 0), "nobody"),
    ],
)
def test_what_does_not_count_says_why(day: str, other: Said, role: str | None) -> None:
    counted, others = told(explained(day, THERE, other))
    assert counted == [("c0", "figure", "145")]
    assert others == ([] if role is None else [("c1", role)])


def test_what_is_put_right_or_too_old_does_not_count() -> None:
    right: Said = ("2024-11-25", "strength", 154, {**REPORTED, "corrects": "s0"})
    assert told(explained("2025-01-31", THERE, right)) == ([("c1", "figure", "154")], [("c0", "corrected")])
    assert told(explained("2026-06-01", THERE)) == ([], [("c0", "stale")])
    assert told(explained("2026-06-01", THERE, ("2024-08-01", "strength", 9, REPORTED)))[1] == [
        ("c1", "replaced"),
        ("c0", "stale"),
    ]


def test_a_plan_counts_beside_what_is_reported_and_grows_old() -> None:
    plan: Said = ("2024-12-01", "strength", 200)
    assert told(explained("2025-01-31", THERE, plan))[0] == [("c0", "figure", "145"), ("c1", "planned", "145..200")]
    alone: Said = ("2023-01-01", "strength", 200)
    assert told(explained("2025-01-31", alone))[1] == [("c0", "stale")]


def test_a_change_of_no_figure_states_no_number() -> None:
    assert told(explained("2025-01-31", ("2024-11-22", "change", "-70", REPORTED))) == ([], [("c0", "alone")])
    planned: Said = ("2024-11-22", "change", "-70")
    assert told(explained("2025-01-31", planned)) == ([], [("c0", "alone")])


def test_where_nobody_is_there_no_figure_counts_and_says_that() -> None:
    gone: Said = ("2025-02-01", "end", "2025-01-01")
    assert told(explained("2025-01-31", THERE, gone)) == ([], [("c0", "not_there")])
    called_off: Said = ("2024-12-10", "cancelled", True)
    assert told(explained("2025-01-31", ("2024-12-01", "strength", 200), called_off))[1] == [("c0", "cancelled")]


def test_a_whole_without_a_figure_is_at_least_its_parts() -> None:
    found = explained("2024-11-22", ("2024-11-22", "strength", 30, {**REPORTED, "about": "part"}))
    assert told(found) == ([("c0", "part", "30..")], [])


def test_a_change_of_a_whole_without_a_figure_changes_nothing_also_if_its_parts_have_one() -> None:
    part: Said = ("2024-11-22", "strength", 30, {**REPORTED, "about": "part"})
    found = explained("2024-12-01", part, ("2024-11-25", "change", "-70", REPORTED))
    assert told(found)[1] == [("c1", "alone")]


def test_reports_of_one_day_that_contradict_each_other_are_disputed() -> None:
    found = explained("2025-01-31", THERE, ("2024-11-22", "strength", 200, REPORTED))
    assert told(found)[0] == [("c0", "figure", "145"), ("c1", "figure", "145..200")]


def test_a_strength_is_explained_for_a_day_and_a_milestone_without() -> None:
    found = Registry(deployments=[Deployment(id="x", contributor="NLD")])
    with pytest.raises(InvalidValueError, match=r"a strength is explained for a day: 'x\.strength'"):
        found.explain("x.strength")
    with pytest.raises(InvalidValueError, match=r"only a strength is explained for a day: 'x\.end'"):
        found.explain("x.end", "2024-06-01")
    with pytest.raises(DateError, match="not one day"):
        found.explain("x.strength", "2024-06")
    with pytest.raises(InvalidValueError, match="there is no deployment: 'y'"):
        found.explain("y.strength", "2024-06-01")


# --- on registries at random ---


@pytest.mark.parametrize("many", [False, True])
@settings(deadline=None, max_examples=50)
@given(rng=st.randoms(use_true_random=False), size=st.integers(1, 3))
def test_every_number_is_told_of_and_what_counts_makes_the_strength(
    rng: random.Random, size: int, *, many: bool
) -> None:
    found = padded(random_registry(rng, size)) if many else random_registry(rng, size)
    for id_ in [*found.deployments][:size]:
        for day in days_of(found, id_, rng, 6):
            _check(found, id_, day)


def _check(found: Registry, id_: str, day: str) -> None:
    why, strength = found.explain(f"{id_}.strength", day), found.presence(id_, day).strength
    assert why.presence.strength == strength
    counted = {each.statement.id for each in why.counted}
    others = [each.statement.id for each in why.uncounted]
    numbers = {each.id for each in found.statements_of(about=id_) if each.kind.value in ("strength", "change")}
    own = found.deployments[id_]
    if {each.statement.about for each in why.counted} - {own.id}:  # a whole has what its parts have together
        assert own.id in {whole for each in why.counted for whole in found.wholes(each.statement.about)}
        assert not numbers & counted
        return
    assert (counted | {*others}, counted & {*others}, len(others)) == (numbers, set(), len({*others}))
    if why.presence.certainty is Certainty.NO:
        assert not counted
        return
    assert counted == {each.id for each in strength.statements}
    ranges = [each.after for each in why.counted if each.after is not None]
    if not ranges:
        return
    inside = strength.if_there or strength
    assert max(ranges[-1].low, 1) >= inside.low
    assert inside.high is None or (ranges[-1].high or 0) <= inside.high
    figures = [each for each in why.counted if each.role is StrengthRole.FIGURE]
    if len(figures) == 1 or why.counted[-1].role is StrengthRole.PLANNED:  # one course of arithmetic, or all together
        high = ranges[-1].high
        assert (max(ranges[-1].low, 1), None if high is None else max(high, 1 if strength.if_there is None else 0)) == (
            inside.low,
            inside.high,
        )
