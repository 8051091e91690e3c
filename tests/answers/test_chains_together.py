"""The statements behind the milestones of a whole component are those that are found for each by itself."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deployments import Deployment, Registry, Source, Statement
from deployments.solver import explain
from deployments.solver.explain import Together, behind
from deployments.solver.resolution import Resolution, milestones, subjects
from tests import kinds
from tests.answers.nasty_cases import nasty_case
from tests.answers.random_cases import random_case
from tests.answers.test_courses import registry_of
from tests.registries import registries


@pytest.fixture(autouse=True, scope="module", params=[True, False], ids=["from the first", "when it is worth it"])
def _from_the_first(request: pytest.FixtureRequest) -> Iterator[None]:
    """Look for all milestones together from the first one on, or when those looked for alone have long chains."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param:
            patch.setattr(explain, "_AT_FIRST", -(10**9))
        yield


def check(registry: Registry) -> None:
    """Compare the statements behind each milestone that are found together with those that are found alone."""
    resolution, together = Resolution(registry), Together()
    for subject in subjects(registry):
        for milestone in milestones(subject):
            found = behind(resolution, subject.id, milestone, together)
            assert found == behind(resolution, subject.id, milestone), (subject.id, milestone)


@settings(max_examples=40)
@given(registries())
def test_of_any_registry(registry: Registry) -> None:
    check(registry)


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.sampled_from([random_case, nasty_case]))
def test_of_small_registries_full_of_relations(seed: int, case: Callable[[int], dict[str, Any]]) -> None:
    check(registry_of(case(seed)))


@pytest.mark.parametrize("make", kinds.TIED, ids=lambda make: make.__name__)
@pytest.mark.parametrize("few", [0, 3, 1000])
def test_of_deployments_that_date_each_other(
    make: Callable[[int], Registry], few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many ways are followed together."""
    monkeypatch.setattr(explain, "_FEW_WAYS", few)
    check(make(24))


def test_of_two_chains_as_long_the_first_in_order_is_told() -> None:
    """By source, place in it and id: where they first differ."""
    said = [("b", "p. 1", "x1"), ("a", "p. 2", "x2"), ("a", "p. 1", "x4"), ("a", "p. 1", "x3")]
    registry = Registry(
        sources=[Source(id=id_, title="A letter", published="2024-01-01") for id_ in ("a", "b")],
        deployments=[Deployment(id=id_, contributor="NLD") for id_ in ("one", "two")],
        statements=[
            *(
                Statement(id=id_, source=source, about="one", kind="end", value="2024-06-01", locator=place)
                for source, place, id_ in said
            ),
            Statement(id="y", source="b", about="two", kind="start", value="after one.end"),
        ],
    )
    for together in (None, Together()):
        earliest, _ = behind(Resolution(registry), "two", "start", together)
        assert [each.id for each in earliest] == ["x3", "y"]
