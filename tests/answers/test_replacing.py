"""What took the place of a plan is named only where that alone is enough to replace it."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deployments import Deployment, Registry, Source, Statement, Status
from deployments.answers.replacing import replacing
from tests.registries import registries

LETTERS = [Source(id=f"l{i}", title=f"Letter {i}", published=f"2024-0{i}-01") for i in range(1, 6)]


def told(*said: tuple[str, str, object], **fields: object) -> list[str]:
    """Return the ids of what took the place of the first of some statements, of which each letter makes one."""
    statements = [
        Statement(id=id_, source=f"l{i}", about="nld", kind=kind, value=value, **fields)
        for i, (id_, kind, value) in enumerate(said, 1)
    ]
    registry = Registry(sources=LETTERS, deployments=[Deployment(id="nld", contributor="NLD")], statements=statements)
    assert registry.status(statements[0]) is Status.REPLACED
    return [each.id for each in replacing(registry, statements[0])]


@pytest.mark.parametrize(
    ("said", "by"),
    [
        ([("old", "end", "2025-01-01"), ("new", "end", "2025-06-01")], ["new"]),
        ([("old", "duration", "P6M"), ("new", "returned", "2025-06-01")], ["new"]),
        ([("old", "start", "2024-09-01"), ("off", "cancelled", True)], ["off"]),
        ([("old", "start", "2024-09-01"), ("report", "start", "2024-01-20")], ["report"]),
        ([("old", "strength", "70"), ("new", "strength", "90")], ["new"]),
        (
            [("old", "end", "2025-01-01"), ("new", "end", "2025-06-01"), ("newest", "end", "2025-09-01")],
            ["new", "newest"],
        ),
        ([("old", "end", "2025-01-01"), ("other", "departed", "2024-09-01"), ("new", "end", "2025-06-01")], ["new"]),
        ([("old", "end", "before 2024-06"), ("after", "end", "after 2024-08")], []),
    ],
)
def test_what_replaces_a_plan_is_named(said: list[tuple[str, str, object]], by: list[str]) -> None:
    """The last one: "after" names no last day, and replaces only what it contradicts, which takes more to tell."""
    assert told(*said) == by


@settings(deadline=None, max_examples=150)
@given(registries(), st.data())
def test_each_that_is_named_replaces_the_plan_by_itself(registry: Registry, data: st.DataObject) -> None:
    replaced = [each for each in registry.statements if registry.status(each) is Status.REPLACED]
    if not replaced:
        return
    plan = data.draw(st.sampled_from(replaced))
    for other in replacing(registry, plan):
        pair = [attrs.evolve(each, basis=registry.basis(each), corrects=None) for each in (plan, other)]
        alone = Registry(
            sources=registry.sources,
            events=registry.events,
            missions=registry.missions,
            deployments=registry.deployments,
            statements=pair,
            tolerance=registry.tolerance,
        )
        assert alone.status(pair[0]) is not Status.HOLDS
