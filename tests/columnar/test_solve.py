"""What is solved for all deployments at once is what the exact solver finds component by component."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from deployments import Deployment, Registry, Source, Statement
from deployments.columnar.engine import timeline_of
from deployments.columnar.ledger import COLUMN
from deployments.columnar.reasons import Reasons
from deployments.solver.components import Components
from deployments.solver.explain import behind
from deployments.solver.resolution import Resolution, milestones, subjects
from deployments.values.calendar import iso
from tests.columnar.crowds import MORE, PLACED, SIMPLE, Crowd


def agree(registry: Registry) -> int:
    """Compare both, and count the deployments that columns have."""
    exact, columns = Components(registry), timeline_of(registry).components
    for subject in subjects(registry):
        for milestone in milestones(subject):
            for way in ("reported", "expected"):
                assert getattr(columns, way)(subject.id, milestone) == getattr(exact, way)(subject.id, milestone)
        assert columns.disputed(subject.id) == exact.disputed(subject.id)
        assert {*columns.members(subject.id)} == {*exact.members(subject.id)}
    for name in ("conflicts", "overtaken", "gaps"):
        found, expected = (
            [dispute for each in parts.refusing() for dispute in getattr(each, name)] for parts in (columns, exact)
        )
        assert found == expected, name
    return sum(columns.is_regular(id_) for id_ in registry.deployments)


@settings(deadline=None, max_examples=60)
@example(128, SIMPLE)  # a report of an end, and the plan of a return
@given(st.integers(0, 10**6), st.sampled_from([SIMPLE, SIMPLE + PLACED, SIMPLE + PLACED + MORE]))
def test_bounds_and_what_does_not_hold(seed: int, kinds: list[str]) -> None:
    agree(Crowd(seed, kinds).registry(6))


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**6), st.sampled_from([SIMPLE, SIMPLE + PLACED + MORE]))
def test_the_statements_behind_a_bound_are_those_that_explain_it(seed: int, kinds: list[str]) -> None:
    registry = Crowd(seed, kinds).registry(4)
    reasons, exact = Reasons.of(timeline_of(registry).components.solved), Resolution(registry)
    for number, subject in enumerate(registry.deployments.values()):
        for milestone in milestones(subject) if reasons.plain[number] else ():
            found = [int(each[COLUMN[milestone], number]) for each in (reasons.lows, reasons.highs)]
            said = tuple(() if place < 0 else (registry.statements[place],) for place in found)
            assert said == behind(exact, subject.id, milestone)


def test_reasons_are_found_at_once_where_nothing_but_days_is_said() -> None:
    found = [Reasons.of(timeline_of(Crowd(seed, SIMPLE).registry(30)).components.solved).plain for seed in range(10)]
    assert sum(each.sum() for each in found) > 30 * 10 / 4


@pytest.mark.parametrize("months", ["P1M", "P6M..P7M", "..P1Y1M", "P1M3D.."])
@pytest.mark.parametrize("kind", ["start", "end"])
def test_months_are_calendar_months(months: str, kind: str) -> None:
    """Every third day of two years, a leap year among them, as the start and as the end."""
    days = {f"d{number}": iso(738_000 + number) for number in range(0, 800, 3)}
    registry = Registry(
        sources=[Source(id="letter", title="A letter", published="2019")],
        deployments=[Deployment(id=id_, contributor="NLD") for id_ in days],
        statements=[
            *(
                Statement(id=f"{id_}-day", source="letter", about=id_, kind=kind, value=day)
                for id_, day in days.items()
            ),
            *(Statement(id=f"{id_}-long", source="letter", about=id_, kind="duration", value=months) for id_ in days),
        ],
    )
    # No day and a month is 30 March after a common February: such an end cannot be.
    assert agree(registry) == len(days) - len(registry.overtaken())
