"""Largest sets of reports that agree, against brute force over all their subsets."""

import itertools
import random

import pytest

from deployments import Deployment, Registry, Source, Statement
from deployments.solver.collisions import MOST_CALLS, MOST_SETS
from deployments.solver.components import Component
from deployments.store import RecordStore


def registry_of(*reports: tuple[str, object, str | None]) -> Registry:
    """A registry of one deployment, of which each source reports one thing."""
    return Registry(
        sources=[Source(id=f"s{n}", title="A page", published="2025-01-01") for n in range(len(reports))],
        deployments=[Deployment(id="x", contributor="NLD")],
        statements=[
            Statement(id=f"r{n}", source=f"s{n}", about="x", kind=kind, value=value, as_of=day, basis="reported")
            for n, (kind, value, day) in enumerate(reports)
        ],
    )


def component_of(registry: RecordStore) -> Component:
    return Component(registry, ["x"], frozenset())


def sets_of(component: Component) -> set[frozenset[str]]:
    every = frozenset(statement.id for statement in component.reports)
    return {every - out for out in component.agreement.left_out}


def by_brute_force(component: Component) -> set[frozenset[str]]:
    reports = component.reports
    sound = [
        frozenset(statement.id for statement in chosen)
        for size in range(len(reports) + 1)
        for chosen in itertools.combinations(reports, size)
        if component.consistency.contradiction(chosen) is None
    ]
    return {each for each in sound if not any(each < other for other in sound)}


def random_report(chance: random.Random) -> tuple[str, object, str | None]:
    day, later = sorted(chance.sample(range(1, 29), 2))
    date = f"2024-0{chance.randint(1, 4)}-{day:02}"
    return chance.choice(
        [
            ("start", date, None),
            ("end", date, None),
            ("present", True, date),
            ("present", False, date),
            ("strength", chance.choice([0, 20]), date),
            ("start", f"[2024-02-{day:02}..2024-02-{later:02}]", None),
            ("duration", f"P{chance.randint(1, 60)}D", None),
            ("duration", f"..P{chance.randint(1, 3)}M", None),
            ("operational", date, None),
        ]
    )


@pytest.mark.parametrize("seed", range(60))
def test_the_largest_sets_are_those_that_brute_force_finds(seed: int) -> None:
    chance = random.Random(seed)
    component = component_of(registry_of(*(random_report(chance) for _ in range(chance.randint(2, 10)))))
    assert sets_of(component) == by_brute_force(component)


def test_thirty_starts_are_thirty_sets() -> None:
    component = component_of(registry_of(*(("start", f"2024-03-{day:02}", None) for day in range(1, 31))))
    assert len(component.worlds) == 30


def test_of_more_sets_than_anybody_can_weigh_nothing_that_collides_is_taken() -> None:
    days = [f"2024-{month:02}-{day:02}" for month in (3, 4, 5) for day in range(1, 26)]
    registry = registry_of(*(("start", day, None) for day in days), ("present", True, "2024-06-01"))
    component = component_of(registry)
    assert len(days) > MOST_SETS
    assert component.consistency.calls < 3 * MOST_CALLS
    assert len(component.worlds) == 1
    assert [statement.id for statement in component.worlds[0].reports] == [f"r{len(days)}"]
    assert registry.presence("x", "2024-06-01").word == "seen"
    assert registry.presence("x", "2024-04-15").certainty.value == "possible"
