"""Questions of very many days: as quick as questions of a few, and with the answers that all the days give."""

from math import inf
from typing import Any

import pytest
from deployments.answers.presence import Asks, Question, State
from hypothesis import given, settings
from hypothesis import strategies as st

import deployments
from deployments import Certainty, Deployment, Registry, Source, Statement, Strength
from deployments.answers import presence, timeline
from deployments.answers.results import RestsOn
from deployments.answers.strength import hull
from deployments.answers.timeline import Timeline
from deployments.columnar.engine import timeline_of
from deployments.columnar.presence_index import Stretches
from deployments.solver.components import Components
from deployments.solver.network import Network
from tests.answers.small import monthly, registries

MASKS = st.sampled_from(
    [
        *("2023-XX-XX", "2023-0X-2X", "202X-XX-31", "202X-06-XX", "202X-0X-01", "20XX-03-3X", "2024-02-XX"),
        *("2022-XX-XX", "{2022-XX-1X,2023-XX-21}", "[2022-XX-XX,2024-XX-X1]", "19XX-12-XX", "21XX-12-XX"),
    ]
)
FEW = st.sampled_from(["2023-XX-2X", "2023-0X-29", "202X-06-XX", "2024-0X-3X", "2024-02-XX", "202X-03-01"])


def day_by_day(components: Components, deployment: Deployment, question: Question, since: float = -inf) -> State:
    """Tell whether a deployment is there by asking for every run of days: the definition."""
    start, end = components.reported(deployment.id, "start"), components.reported(deployment.id, "end")
    early = max(components.expected(deployment.id, "start")[0], since)
    late = components.expected(deployment.id, "end")[1]
    first, last = question.needs
    if start[1] <= first and end[0] >= last:
        return State(Certainty.CERTAIN, RestsOn.REPORTED)
    asked = [(max(a, early), b) for a, b in question.runs if b >= early]
    if question.asks is Asks.EVERY:
        asked = []
        can = question.first >= early and presence._can_be(components, deployment, question.first, question.last)
    else:
        can = any(presence._can_be(components, deployment, b, a) for a, b in asked)
    if not can:
        return presence.NOWHERE
    if late == inf:
        return State(Certainty.POSSIBLE, RestsOn.OPEN)
    is_expected = max(question.first, early) <= late
    return State(Certainty.POSSIBLE, RestsOn.EXPECTED if is_expected else RestsOn.UNCONFIRMED)


class DayByDay(Timeline):
    """Takes the strengths of each run of days by themselves."""

    def _strength(self, deployment: Deployment, question: Question, there: State, since: float) -> Strength:
        pieces = (piece for run in question.runs for piece in self.pieces(deployment, *run, since))
        found = [piece.strength for piece in pieces if piece.strength is not None]
        if question.first == question.last or not found:
            return self.figures(deployment.id).on(question.first, there)
        return hull(found)


def agree(registry: Registry, asked: str) -> None:
    quick, slow = Timeline(registry), DayByDay(registry)
    found = [quick.active(asked), quick.total(asked), *(quick.presence(id_, asked) for id_ in registry.deployments)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("deployments.answers.timeline.state", day_by_day)
        every = [slow.active(asked), slow.total(asked), *(slow.presence(id_, asked) for id_ in registry.deployments)]
    assert found == every
    many = timeline_of(registry)
    total, expected = many.total(asked), quick.total(asked)
    assert many.active(asked) == found[0]
    assert (total.low, total.high, {*total.parts}) == (expected.low, expected.high, {*expected.parts})


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
            strengths, solved = counted(patch, timeline, "state"), counted(patch, Network, "lows")
            assert len(registry.active(on)) == len(registry.strength(on).parts) > 0
        steps.append(strengths[0] + solved[0])
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
    looks = [counted(monkeypatch, Stretches, name) for name in ("on", "during", "in_any")]
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
    assert str(registry.strength("XXXX-XX-25")) == "0.."
    assert solved[0] < 1_000
