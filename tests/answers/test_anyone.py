"""Whether anybody is there, and from when to when one is."""

import datetime
import itertools
import math
import random

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deployments import Certainty, Deployment, InvalidValueError, Registry, Source, Statement
from tests.answers.random_registries import days_of, padded, random_registry


def seen(id_: str, first: str, last: str) -> list[Statement]:
    """Return two reports of somebody there, between which it is certainly there."""
    days = enumerate((first, last))
    return [
        Statement(id=f"{id_}-{n}", source="letter", about=id_, kind="present", value=True, as_of=day, basis="reported")
        for n, day in days
    ]


def forces(ids: list[str], *said: Statement, number: int = 0, **parts: str) -> Registry:
    """Return a registry of some deployments, and of so many others of which nobody speaks."""
    others = [Deployment(id=f"other-{n}", contributor="USA") for n in range(number)]
    return Registry(
        sources=[Source(id="letter", title="A letter", published="2024-12-01")],
        deployments=[*(Deployment(id=id_, contributor="NLD", part_of=parts.get(id_)) for id_ in ids), *others],
        statements=said,
    )


@pytest.mark.parametrize("number", [0, 70])
def test_anybody_is_there_if_one_is_and_two_who_may_be_there_are_none_for_certain(number: int) -> None:
    plan = Statement(id="plan", source="letter", about="y", kind="start", value="2024-12-05")
    found = forces(["x", "y"], *seen("x", "2024-06-01", "2024-06-30"), plan, number=number)
    anyone = found.anyone("2024-06-15", contributor="NLD")
    assert (str(anyone.certainty), [each.deployment.id for each in anyone.presences]) == ("certain", ["x"])
    anyone = found.anyone("2024-12-10", contributor="NLD")
    assert (str(anyone.certainty), [each.deployment.id for each in anyone.presences]) == ("possible", ["x", "y"])
    assert [str(each.word) for each in anyone.presences] == ["open", "announced"]
    assert str(found.anyone("2024-05-01", contributor="NLD").certainty) == "possible"  # though `active` is empty
    assert not found.active("2024-05-01")


def test_nobody_is_there_if_none_can_be_and_it_says_of_each_why() -> None:
    gone = Statement(id="gone", source="letter", about="x", kind="end", value="2024-07-01")
    anyone = forces(["x"], *seen("x", "2024-06-01", "2024-06-30"), gone).anyone("2024-08-01")
    assert (str(anyone.certainty), [str(each.word) for each in anyone.presences]) == ("no", ["after"])
    assert str(Registry().anyone("2024-08-01").certainty) == "no"


@pytest.mark.parametrize("number", [0, 70])
def test_on_a_day_that_is_not_known_it_may_be_another_who_is_there(number: int) -> None:
    one, two = seen("x", "2024-06-01", "2024-06-15"), seen("y", "2024-06-16", "2024-06-30")
    found = forces(["x", "y"], *one, *two, number=number)
    assert str(found.anyone("2024-06-15~").certainty) == "certain"
    assert not found.active("2024-06-15~", certain=True)
    assert str(found.anyone("2024-06-27~").certainty) == "possible"


def test_a_whole_and_its_part_are_one() -> None:
    found = forces(["x", "part"], *seen("part", "2024-06-01", "2024-06-15"), part="x")
    anyone = found.anyone("2024-06-10")
    assert (str(anyone.certainty), [each.deployment.id for each in anyone.presences]) == ("certain", ["x"])


def test_periods_say_from_when_to_when_it_is_certain_and_perhaps_so() -> None:
    never = Statement(id="plan", source="letter", about="x", kind="end", value={"after": "2024-12-31"})
    periods = forces(["x"], *seen("x", "2024-06-01", "2024-06-30"), never).periods("x")
    assert [(str(each.first), str(each.last), str(each.certainty)) for each in periods] == [
        ("2024-06-01", "2024-06-30", "certain"),
        ("2024-07-01", "2026-06-30", "possible"),
    ]
    assert [str(word) for word in periods[0].words] == ["seen", "between"]
    assert periods[0].days == 30
    assert not forces(["x"]).periods("x")
    with pytest.raises(InvalidValueError, match="there is no deployment: 'y'"):
        forces(["x"]).periods("y")


@pytest.mark.parametrize("many", [False, True])
@settings(deadline=None, max_examples=25)
@given(rng=st.randoms(use_true_random=False), size=st.integers(1, 4))
def test_it_is_as_certain_as_the_days_one_by_one(rng: random.Random, size: int, *, many: bool) -> None:
    drawn = random_registry(rng, size)
    small = attrs.evolve(drawn, deployments=[attrs.evolve(each, place="MLI") for each in drawn.deployments.values()])
    found = padded(small) if many else small
    for day in days_of(small, "d000", rng, 4):
        certain = {id_ for id_ in small.deployments if found.presence(id_, day).certainty is Certainty.CERTAIN}
        possible = {id_ for id_ in small.deployments if found.presence(id_, day).certainty is not Certainty.NO}
        anyone = found.anyone(day, place="MLI")
        there = certain or possible or {*small.deployments}
        wholes = {id_ for id_ in there if there.isdisjoint(small.wholes(id_))}  # a part is not listed beside its whole
        assert {each.deployment.id for each in anyone.presences} == wholes
        assert str(anyone.certainty) == ("certain" if certain else "possible" if possible else "no")
        number = datetime.date.fromisoformat(day).toordinal()
        week = [datetime.date.fromordinal(number + n).isoformat() for n in range(-7, 8)]
        is_sure = all(found.active(each, certain=True, place="MLI") for each in week)
        assert (found.anyone(f"{day}~", place="MLI").certainty is Certainty.CERTAIN) == is_sure


@settings(deadline=None, max_examples=60)
@given(rng=st.randoms(use_true_random=False), size=st.integers(1, 4))
def test_periods_are_the_days_on_which_it_is_listed(rng: random.Random, size: int) -> None:
    found = random_registry(rng, size)
    for id_ in found.deployments:
        periods = found.periods(id_)
        for day in days_of(found, id_, rng, 8):
            number = datetime.date.fromisoformat(day).toordinal()
            within = [each.certainty for each in periods if each.low <= number <= each.high]
            listed = [each.certainty for each in found.active(day) if each.deployment.id == id_]
            assert within == listed
        for one, two in itertools.pairwise(periods):
            assert one.high + 1 < two.low or (one.high + 1 == two.low and one.certainty is not two.certainty)


@settings(deadline=None, max_examples=60)
@given(rng=st.randoms(use_true_random=False), size=st.integers(1, 4))
def test_periods_with_what_is_not_excluded_are_all_days_on_which_it_may_be_there(rng: random.Random, size: int) -> None:
    found = random_registry(rng, size)
    for id_ in found.deployments:
        periods = found.periods(id_, not_excluded=True)
        assert [each for each in periods if each.is_listed] == found.periods(id_)
        for day in days_of(found, id_, rng, 8):
            number = datetime.date.fromisoformat(day).toordinal()
            within = [(each.certainty, each.is_listed) for each in periods if each.low <= number <= each.high]
            there = [each for each in found.active(day, not_excluded=True) if each.deployment.id == id_]
            assert within == [(each.certainty, each.word.is_listed) for each in there]


def test_a_period_without_a_first_day_says_so() -> None:
    said = Statement(id="s", source="letter", about="x", kind="present", value=True, as_of="[..2024-06-01]")
    found = forces(["x"], said).periods("x")
    assert [(str(each.first), each.days, str(each.words[0])) for each in found][:1] == [("unknown", math.inf, "vague")]
