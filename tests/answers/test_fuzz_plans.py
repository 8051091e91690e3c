"""A short run of the fuzzer that tries to prove that a plan makes a certain or a no."""

from collections.abc import Iterator
from typing import Any

import attrs
import pytest

from deployments import Registry
from tests.answers import fuzz_plans
from tests.answers.fuzz_plans import Tried, try_one
from tests.answers.random_registries import with_statements


def test_no_plan_makes_certain_or_no() -> None:
    tried = Tried()
    for seed in range(12):
        try_one(seed, tried)
    assert tried.proofs == []
    assert tried.registries == 12
    assert tried.comparisons > 5 * tried.questions > 2_500


def test_a_plan_that_makes_certain_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """With plans taken for reports, as an engine would have it that is wrong."""

    def believing(registry: Registry, _rng: Any) -> Iterator[tuple[str, Registry]]:
        reported = [attrs.evolve(each, basis="reported") for each in registry.statements]
        yield "believed", with_statements(registry, reported)

    monkeypatch.setattr(fuzz_plans, "_with_plans", believing)
    tried = Tried()
    for seed in range(12):
        try_one(seed, tried)
    assert tried.proofs
