"""What is solved for all milestones at once is what the exact solver finds part by part."""

import pytest
from hypothesis import given, settings

from deployments import Deployment, Registry, Source, Statement
from deployments.columnar.engine import timeline_of
from deployments.solver.components import Components
from deployments.solver.resolution import milestones, subjects
from deployments.values.calendar import iso
from tests import registries as every_kind
from tests.answers import small


def agree(registry: Registry) -> int:
    """Compare both, and count the subjects that were not left to the exact solver."""
    exact, columns = Components(registry), timeline_of(registry).components
    for subject in subjects(registry):
        for milestone in milestones(subject):
            for way in ("reported", "expected"):
                assert getattr(columns, way)(subject.id, milestone) == getattr(exact, way)(subject.id, milestone)
        assert columns.disputed(subject.id) == exact.disputed(subject.id)
        assert columns.first_seen(subject.id) == exact.first_seen(subject.id)
        assert {*columns.members(subject.id)} == {*exact.members(subject.id)}
        assert columns.is_convex(subject.id) <= exact.is_convex(subject.id)
    assert {c.statement for p in columns.refusing() for c in p.conflicts} == {
        c.statement for p in exact.refusing() for c in p.conflicts
    }
    return sum(not columns.is_unsolved(id_) for id_ in registry.deployments)


@settings(deadline=None, max_examples=300)
@given(small.registries())
def test_on_small_registries(case: tuple[Registry, int, int]) -> None:
    agree(case[0])


@pytest.mark.slow
@settings(deadline=None, max_examples=300)
@given(every_kind.registries())
def test_on_registries_of_every_kind(registry: Registry) -> None:
    agree(registry)


@pytest.mark.parametrize("months", ["P1M", "P6M..P7M", "..P1Y1M", "P1M3D.."])
def test_months_are_calendar_months(months: str) -> None:
    """Every day of two years, a leap year among them, as the start and as the end."""
    claims = []
    for number in range(0, 800, 3):
        day = iso(738_000 + number)
        claims += [(f"s{number}", "start", day), (f"e{number}", "end", day)]
    registry = Registry(
        sources=[Source(id="letter", title="A letter", published="2030")],
        deployments=[Deployment(id=id_, contributor="NLD") for id_, _, _ in claims],
        statements=[
            *(Statement(id=f"{i}-day", source="letter", about=i, kind=kind, value=day) for i, kind, day in claims),
            *(Statement(id=f"{i}-long", source="letter", about=i, kind="duration", value=months) for i, _, _ in claims),
        ],
    )
    # No day and a month is 30 March after a common February: such an end cannot be.
    assert agree(registry) == len(claims) - len(registry.overtaken())
