"""Questions of very many days: as quick as questions of a few, and with the answers that all the days give."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import deployments
from deployments import Certainty, Deployment, Presence, Registry, Source, Statement, Tolerance, UncertainDate
from deployments.answers.question import Question
from deployments.answers.runs import DayRuns
from deployments.answers.words import STRENGTHS
from deployments.columnar.engine import timeline_of
from deployments.columnar.presence_index import SpellIndex
from deployments.solver.network import Network
from deployments.values.calendar import iso
from tests.answers.small import monthly, registries

MASKS = st.sampled_from(
    [
        *("2023-XX-XX", "2023-0X-2X", "202X-XX-31", "202X-06-XX", "202X-0X-01", "20XX-03-3X", "2024-02-XX"),
        *("2022-XX-XX", "{2022-XX-1X,2023-XX-21}", "[2022-XX-XX,2024-XX-X1]", "19XX-12-31", "21XX-12-01"),
    ]
)
FEW = st.sampled_from(["2023-XX-2X", "2023-0X-29", "202X-06-XX", "2024-0X-3X", "2024-02-XX", "202X-03-01"])


def agree(registry: Registry, asked: str) -> None:
    """Compare the answers about an unknown day of several with those about each of them, and with the other engine."""
    runs = UncertainDate(asked).days(Tolerance(day=0))
    days = [iso(day) for first, last in runs for day in range(int(first), int(last) + 1)]
    # Of a set of days it is asked whether it is there on each of them: the other engine is enough to compare with.
    for id_ in registry.deployments if not asked.startswith("{") else ():
        presence = registry.presence(id_, asked)
        each = [registry.presence(id_, day) for day in days]
        certainties = {one.certainty for one in each}
        expected = certainties.pop() if len(certainties) == 1 else Certainty.POSSIBLE
        assert presence.certainty is expected
        words = [one.word for one in each if one.word.certainty is expected] or [one.word for one in each]
        assert presence.word is min(words, key=STRENGTHS.__getitem__)
        assert_takes_in(presence, each)
    many = timeline_of(registry)
    assert many.active(asked) == registry.active(asked)
    total, own = many.total(asked), registry.strength(asked)
    assert (total.low, total.high, {*total.parts}) == (own.low, own.high, {*own.parts})


def assert_takes_in(presence: Presence, each: list[Presence]) -> None:
    """Its range takes in the range of every day on which anybody may be there."""
    there = [one.strength for one in each if one.certainty is not Certainty.NO]
    assert all(presence.strength.low <= one.low for one in there)
    if presence.strength.high is not None and there:
        assert presence.strength.high == max(one.high or 0 for one in there)


@settings(deadline=None, max_examples=60)
@given(registries() | registries(numbers=True), MASKS)
def test_a_mask_is_answered_as_its_days_are(case: tuple[Registry, int, int], asked: str) -> None:
    agree(case[0], asked)


@pytest.mark.slow
@settings(deadline=None, max_examples=10)
@given(monthly(), FEW)
def test_a_mask_is_answered_as_its_days_are_where_days_have_holes(case: tuple[Registry, int, int], asked: str) -> None:
    agree(case[0], asked)


def counted(patch: pytest.MonkeyPatch, owner: Any, name: str) -> list[int]:
    """Count the calls of a function."""
    calls, own = [0], getattr(owner, name)

    def count(*given: Any, **named: Any) -> Any:
        calls[0] += 1
        return own(*given, **named)

    patch.setattr(owner, name, count)
    return calls


@pytest.mark.parametrize("asked", ["XXXX-XX-31", "XXXX-12-XX", "XXXX-XX-XX", "2XXX-XX-2X"])
def test_a_mask_of_ten_thousand_years_takes_as_many_steps_as_a_year(
    asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A service that takes dates from its users cannot be held up by ten characters."""
    steps = []
    for on in ("2023", asked):
        registry = deployments.example()
        with monkeypatch.context() as patch:
            looks = [counted(patch, Question, "meets"), counted(patch, DayRuns, "of"), counted(patch, Network, "lows")]
            assert len(registry.active(on)) == len(registry.strength(on).parts) > 0
        steps.append(sum(calls for (calls,) in looks))
    assert steps[1] < 10 * steps[0]


@pytest.mark.parametrize("asked", ["XXXX-XX-31", "XXXX-12-XX"])
def test_many_deployments_are_looked_at_once_for_all_days_of_a_mask(
    asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = [f"20{n:02}-{month:02}-3{day}" for n in range(50) for month in (3, 12) for day in (0, 1)]
    registry = Registry(
        sources=[Source(id="letter", title="A letter", published="2090")],
        deployments=[Deployment(id=f"on-{day}", contributor="NLD") for day in days],
        statements=[
            Statement(id=f"on-{day}-{kind}", source="letter", about=f"on-{day}", kind=kind, value=day)
            for day in days
            for kind in ("start", "end")
        ],
    )
    looks = [counted(monkeypatch, SpellIndex, name) for name in ("on", "during", "count")]
    expected = [f"on-{day}" for day in days if day[5:7] == asked[5:7] or day[8:] == asked[8:]]
    assert [each.deployment.id for each in registry.active(asked)] == expected
    assert registry.count(asked) == len(expected)
    assert sum(calls for (calls,) in looks) < 10


def test_a_mask_of_ten_thousand_years_takes_few_steps_where_days_have_holes(monkeypatch: pytest.MonkeyPatch) -> None:
    registry = Registry(
        sources=[Source(id="letter", title="A letter", published="2040")],
        deployments=[Deployment(id="nld", contributor="NLD")],
        statements=[
            Statement(id="a", source="letter", about="nld", kind="start", value="2022-XX-21"),
            Statement(id="b", source="letter", about="nld", kind="duration", value="P1M..P2M", basis="reported"),
            Statement(id="c", source="letter", about="nld", kind="strength", value=6, as_of="2022-XX"),
        ],
    )
    solved = counted(monkeypatch, Network, "lows")
    assert [str(each.certainty) for each in registry.active("XXXX-XX-25")] == ["possible"]
    assert str(registry.strength("XXXX-XX-25")) == "0..6"
    assert solved[0] < 1_000
