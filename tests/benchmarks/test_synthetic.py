"""The two forms of the synthetic deployments are one: what is solved from the records is what the columns hold."""

import datetime
from math import inf

import numpy as np
import pytest

from deployments import ClaimKind, Registry, Statement
from tests.benchmarks.synthetic import OPEN, records, synthetic


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry(**records(10_000))


def test_solved_bounds_are_the_columns(registry: Registry) -> None:
    c, (_, last) = synthetic(10_000).columns, synthetic(10_000).ends
    rows = zip(*(each.tolist() for each in (c.outer_first, last, c.inner_first, c.inner_last)), strict=True)
    for number, row in enumerate(rows):
        start, end = registry.bounds(f"d{number}.start"), registry.bounds(f"d{number}.end")
        assert (start.low, OPEN if end.high == inf else end.high, start.high, end.low) == row, number


def test_everything_is_reported_and_agrees(registry: Registry) -> None:
    assert {registry.basis(statement).value for statement in registry.statements} == {"reported"}
    assert registry.disputes() == []


def test_records_are_those_that_are_made_with_checks(registry: Registry) -> None:
    for statement in registry.statements[:200]:
        assert statement == Statement(
            id=statement.id,
            source=statement.source,
            about=statement.about,
            kind=ClaimKind(statement.kind.value),
            value=str(statement.value),
            as_of=None if statement.as_of is None else str(statement.as_of),
        )


def test_strengths_are_the_columns(registry: Registry) -> None:
    """Low on the days that are certain, high on all that are possible."""
    c = synthetic(10_000).columns
    for number in range(0, 10_000, 50):
        first, last = int(c.outer_first[number]), int(c.outer_last[number])
        for day in {first - 1, first, (first + last) // 2, last, int(c.inner_first[number]), int(c.inner_last[number])}:
            found = registry.presence(f"d{number}", datetime.date.fromordinal(day)).strength
            is_certain = c.inner_first[number] <= day <= c.inner_last[number]
            is_possible = c.outer_first[number] <= day <= c.outer_last[number]
            expected = (c.low[number] if is_certain else 0, c.high[number] if is_possible else 0)
            assert (found.low, found.high) == expected, (number, day)


def test_vague_dates_open_ends_and_days_in_the_middle() -> None:
    c = synthetic(1_000_000).columns
    vague = np.mean([(c.outer_first < c.inner_first).mean(), (c.inner_last < c.outer_last).mean()])
    assert 0.3 < vague < 0.36
    assert 0.01 < (synthetic(1_000_000).ends[1] == OPEN).mean() < 0.05
    assert 0.01 < (c.inner_first > c.inner_last).mean() < 0.2
    day = int(np.median(c.outer_first))
    assert 22_000 < ((c.outer_first <= day) & (day <= c.outer_last)).sum() < 28_000
