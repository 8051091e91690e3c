"""The answers agree with those found by trying every assignment of days."""

import datetime
import itertools
from math import inf

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from deployments import Registry
from deployments.answers.results import Allen
from deployments.values.calendar import iso
from tests.answers.oracle import Answers, Worlds
from tests.answers.small import MARGIN, monthly, registries

SETTINGS = settings(deadline=None, max_examples=300)
#: More milestones make tables too large to try them all.
MOST = 5


def number(day: object) -> int:
    assert isinstance(day, datetime.date)
    return day.toordinal()


def answers(case: tuple[Registry, int, int]) -> tuple[Registry, Answers]:
    registry, first, last = case
    assume(len(Worlds(registry, first, last).axes) <= MOST)
    return registry, Answers(registry, first, last)


@SETTINGS
@given(registries())
def test_which_statements_hold(case: tuple[Registry, int, int]) -> None:
    registry, expected = answers(case)
    found = registry.disputes()
    assert {dispute.statement for dispute in found} == {*expected.conflicts}
    assert {dispute.statement for dispute in registry.overtaken()} == {*expected.overtaken}
    for dispute in (*found, *registry.overtaken()):
        assert not expected.worlds.of([dispute.statement, *dispute.against]).any()
        for claim in (dispute.statement, *dispute.against):
            fewer = [other for other in (dispute.statement, *dispute.against) if other is not claim]
            assert expected.worlds.of(fewer).any()


@SETTINGS
@given(registries())
def test_bounds(case: tuple[Registry, int, int]) -> None:
    registry, expected = answers(case)
    for node in expected.worlds.axes:
        if "." in node:
            assert registry.bounds(node).run == expected.worlds.bounds(expected.all, node), node


@SETTINGS
@given(registries(), st.data())
def test_presence(case: tuple[Registry, int, int], data: st.DataObject) -> None:
    registry, expected = answers(case)
    days = range(case[1] + MARGIN - 2, case[2] - MARGIN + 3)
    for deployment in registry.deployments.values():
        for day in days:
            found = registry.presence(deployment.id, iso(day)).certainty
            assert found is expected.certainty(deployment, [day], "any"), iso(day)
        for _ in range(4):
            a, b = sorted(data.draw(st.tuples(st.sampled_from(days), st.sampled_from(days)), label="window"))
            window = f"{iso(a)}/{iso(b)}"
            asked = [*range(a, b + 1)]
            assert registry.presence(deployment.id, window).certainty is expected.certainty(deployment, asked, "any")
            whole = registry.presence(deployment.id, window, throughout=True).certainty
            assert whole is expected.certainty(deployment, asked, "every"), window
            unknown = registry.presence(deployment.id, f"[{iso(a)},{iso(b)}]").certainty
            assert unknown is expected.certainty(deployment, sorted({a, b}), "unknown")


@pytest.mark.slow
@SETTINGS
@given(registries())
def test_relations(case: tuple[Registry, int, int]) -> None:
    registry, expected = answers(case)
    worlds = expected.worlds
    for a, b in itertools.permutations(registry.deployments, 2):
        s, e, t, f = (worlds.grid(worlds.axes[node]) for node in (f"{a}.start", f"{a}.end", f"{b}.start", f"{b}.end"))
        e, f = e + 1, f + 1
        relations = {
            Allen.BEFORE: e < t,
            Allen.MEETS: e == t,
            Allen.OVERLAPS: (s < t) & (t < e) & (e < f),
            Allen.STARTS: (s == t) & (e < f),
            Allen.DURING: (t < s) & (e < f),
            Allen.FINISHES: (t < s) & (e == f),
            Allen.EQUALS: (s == t) & (e == f),
            Allen.FINISHED_BY: (s < t) & (e == f),
            Allen.CONTAINS: (s < t) & (f < e),
            Allen.STARTED_BY: (s == t) & (f < e),
            Allen.OVERLAPPED_BY: (t < s) & (s < f) & (f < e),
            Allen.MET_BY: f == s,
            Allen.AFTER: f < s,
        }
        possible = {relation for relation, truth in relations.items() if (expected.all & truth).any()}
        assert registry.overlaps(a, b) == possible


@pytest.mark.slow
@SETTINGS
@given(registries(numbers=True))
def test_strength(case: tuple[Registry, int, int]) -> None:
    """The strength of each deployment, day by day, and their sum, in which the same force counts once."""
    registry, expected = answers(case)
    days = range(case[1] + MARGIN - 2, case[2] - MARGIN + 3)
    steps = registry.strength_series(iso(days[0]), iso(days[-1]))
    assert [number(step.first) for step in steps[1:]] == [number(step.last) + 1 for step in steps[:-1]]
    for day in days:
        each = {d.id: expected.strength(d, day) for d in registry.deployments.values()}
        for id_, (low, high, stated) in each.items():
            found = registry.presence(id_, iso(day)).strength
            assert (found.low, found.high, found.is_stated) == (low, high, stated), (id_, iso(day))
        total = registry.strength(iso(day))
        listed = {presence.deployment.id for presence in registry.active(iso(day))}
        sizes = [
            (low, inf if high is None else high)
            for id_, (low, high, stated) in each.items()
            if stated and id_ in listed
        ]
        follows = any(d.follows for d in registry.deployments.values())
        add = max if follows else sum
        assert total.low == add([0, *(low for low, _ in sizes)])
        assert (inf if total.high is None else total.high) == add([0, *(high for _, high in sizes)])
        (step,) = [step for step in steps if number(step.first) <= day <= number(step.last)]
        expected_step = (total.low, total.high, total.unstated, len(total.parts))
        assert (step.low, step.high, step.unstated, step.parts) == expected_step
        assert str(step) == str(total)
    peak = registry.peak(iso(days[0]), iso(days[-1]))
    totals = [registry.strength(iso(day)) for day in days]
    assert peak.low == max(total.low for total in totals)
    assert peak.high == max((total.high for total in totals), key=lambda high: inf if high is None else high)
    assert number(peak.low_on) == next(d for d, total in zip(days, totals, strict=True) if total.low == peak.low)


@pytest.mark.slow
@SETTINGS
@given(monthly())
def test_months_and_digits_that_are_not_known(case: tuple[Registry, int, int]) -> None:
    """Bounds, what holds, and presence, where months have 28 to 31 days and dates have holes."""
    registry, first, last = case
    expected = Answers(registry, first, last, edge=0)
    assert {dispute.statement for dispute in registry.disputes()} == {*expected.conflicts}
    assert {dispute.statement for dispute in registry.overtaken()} == {*expected.overtaken}
    for node in expected.worlds.axes:
        assert registry.bounds(node).run == expected.worlds.bounds(expected.all, node), node
    (deployment,) = registry.deployments.values()
    for day in range(first, last - 10, 7):
        for asks, text in (("any", iso(day)), ("every", f"{iso(day)}/{iso(day + 9)}")):
            days = [day] if asks == "any" else [*range(day, day + 10)]
            found = registry.presence("a", text, throughout=asks == "every")
            assert found.certainty is expected.certainty(deployment, days, asks), text
