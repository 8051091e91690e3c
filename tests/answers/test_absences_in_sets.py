"""A report of nobody says in each largest set of reports what it says where no other reports are known."""

import itertools
import random
from collections.abc import Callable

import pytest

from deployments import Deployment, Registry, Source, Statement, Status
from deployments.values.calendar import iso
from tests.answers.test_collisions import component_of, registry_of
from tests.steps import calls

_Report = tuple[str, object, str | None]


def report(chance: random.Random) -> _Report:
    """Draw one of a few days close together; every third is of nobody."""
    day, later = sorted(chance.sample(range(10, 20), 2))
    date = f"2024-02-{day}"
    return chance.choice(
        [
            *[("present", False, date), ("strength", 0, date), ("present", False, date)],
            *[("present", True, date), ("present", True, f"[2024-02-{day}..2024-02-{later}]")],
            *[("start", date, None), ("end", date, None), ("operational", date, None)],
            ("duration", f"P{chance.randint(2, 6)}D", None),
        ]
    )


def largest_sets(reports: list[_Report]) -> list[Registry]:
    """Return a registry of each largest set of reports without a dispute, by brute force. A gap is none."""
    sound: dict[frozenset[int], Registry] = {}
    for size in range(len(reports), 0, -1):
        for chosen in itertools.combinations(range(len(reports)), size):
            if not any({*chosen} <= other for other in sound):
                registry = registry_of(*(reports[place] for place in chosen))
                if not component_of(registry).colliding:
                    sound[frozenset(chosen)] = registry
    return [*sound.values()]


@pytest.mark.parametrize("turns", [0, 8])
@pytest.mark.parametrize("seed", range(150))
def test_no_day_is_more_certain_than_in_each_largest_set(
    seed: int, turns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However soon all reports of nobody are placed in each set anew."""
    monkeypatch.setattr("deployments.solver.components._MOST_TURNS", turns)
    chance = random.Random(seed)
    reports = [report(chance) for _ in range(chance.randint(3, 5))]
    registry, sets = registry_of(*reports), largest_sets(reports)
    for day in (f"2024-02-{day:02}" for day in range(8, 23)):
        found = registry.presence("x", day).certainty
        certain = {each.presence("x", day).certainty for each in sets}
        assert found == "possible" or certain == {found}, day


def dates(registry: Registry, name: str) -> tuple[str, str]:
    return tuple("" if abs(day) == float("inf") else iso(day) for day in registry.bounds(name).run)  # type: ignore[return-value]


def test_nobody_is_placed_by_no_sighting_of_another_set() -> None:
    first = registry_of(
        ("present", True, "2024-03-01"), ("present", False, "2024-03-01"), ("present", False, "2024-06-01")
    )
    assert first.presence("x", "2024-06-02").certainty == "possible"
    assert dates(first, "x.end") == ("", "")
    second = registry_of(("duration", "P3D", None), ("start", "2024-01-27", None), ("present", False, "2024-01-29"))
    assert second.presence("x", "2024-02-01").certainty == "possible"
    somebody = ("present", True, "[2024-01-29..2024-02-01]")
    third = registry_of(("present", False, "2024-01-29"), somebody, ("present", True, "2024-01-28"))
    assert third.presence("x", "2024-01-28").word == "disputed"
    assert dates(third, "x.start") == ("", "2024-02-01")


def test_a_gap_reaches_to_no_sighting_that_others_contradict() -> None:
    said = [("start", "2024-01-03", None), ("operational", "2024-01-15", None), ("departed", "2024-01-17", None)]
    registry = registry_of(*said, ("present", False, "2024-01-20"), ("present", True, "2024-01-30"))
    assert registry.presence("x", "2024-01-10").certainty == "possible"


def test_nobody_there_within_a_stay_that_others_date_is_disputed() -> None:
    """Though no day is known on which somebody was there."""
    said = [("y", "start", "2024-06-01"), ("y", "end", "2024-06-30"), ("x", "start", "before y.start")]
    said += [("x", "end", "after y.end")]
    statements = [
        Statement(id=f"r{n}", source="s", about=about, kind=kind, value=value, basis="reported")
        for n, (about, kind, value) in enumerate(said)
    ]
    nobody = Statement(id="nobody", source="s", about="x", kind="present", value=False, as_of="2024-06-11")
    registry = Registry(
        sources=[Source(id="s", title="A page", published="2025-01-01")],
        deployments=[Deployment(id=id_, contributor="NLD") for id_ in ("x", "y")],
        statements=[*statements, nobody],
    )
    for day in ("2024-06-10", "2024-06-11", "2024-06-12"):
        assert registry.presence("x", day).certainty == "possible"
    assert {registry.status(each) for each in registry.statements} == {Status.DISPUTED}


def gone_by_turns(count: int) -> list[_Report]:
    """Somebody and nobody on one day by turns, after a day on which somebody was there."""
    return [("present", True, "2024-01-01"), *(("present", bool(n % 2), "2024-03-01") for n in range(count))]


def gone_after_two_starts(count: int) -> list[_Report]:
    """Two starts of which one is wrong, and nobody there on each of many days, some before them."""
    later = (f"2024-{1 + (n + 140) // 28 % 12:02}-{1 + n % 28:02}" for n in range(count))
    return [("start", "2024-02-01", None), ("start", "2024-04-01", None), *(("present", False, day) for day in later)]


@pytest.mark.parametrize(("make", "most"), [(gone_after_two_starts, 2.4), (gone_by_turns, 3)])
def test_many_reports_of_nobody_take_few_steps(make: Callable[[int], list[_Report]], most: float) -> None:
    """About in proportion to the reports; where every two contradict each other, also in part to the pairs."""

    def steps(count: int) -> int:
        registry = registry_of(*make(count))
        return calls(lambda: registry.presence("x", "2024-05-01"))

    few, many = steps(300), steps(600)
    assert many < most * few


def test_a_sighting_of_the_day_of_a_gap_is_disputed_with_the_report_of_nobody() -> None:
    before, after = ("present", True, "2024-01-31"), ("present", True, "2024-03-31")
    nobody, there = ("present", False, "2024-02-29"), ("present", True, "2024-02-29")
    registry = registry_of(before, nobody, there, after)
    (dispute,) = registry.disputes()
    assert {dispute.statement.id, *(each.id for each in dispute.against)} == {"r1", "r2"}
    assert {registry.status(each) for each in registry.statements} == {Status.DISPUTED}
    assert registry.presence("x", "2024-02-29").certainty == "possible"
    assert not registry_of(before, nobody, after).disputes()
