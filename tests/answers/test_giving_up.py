"""Where there are too many largest sets to tell them, what is left is never more certain than with all of them."""

import itertools
import random
from collections.abc import Callable, Iterator, Sequence

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deployments import Deployment, Event, Registry, Source, Statement, Status
from deployments.solver import collisions, pairwise
from deployments.solver.bounds import Bounds
from deployments.solver.components import Component
from deployments.solver.extremes import Extremes
from deployments.solver.resolution import milestones, subjects
from deployments.values.calendar import iso
from tests.answers.letters import MAKES
from tests.answers.nasty_cases import nasty_case
from tests.answers.random_cases import random_case
from tests.answers.test_collisions import by_brute_force, component_of, random_report, registry_of
from tests.answers.test_courses import registry_of as registry_of_case
from tests.columnar.tight import tight
from tests.steps import calls

_MAKES = [
    *MAKES,
    lambda seed: registry_of_case(random_case(seed)),
    lambda seed: registry_of_case(nasty_case(seed)),
    lambda seed: tight(seed, 6),
]


both_ways = pytest.mark.parametrize("two_and_two", [True, False])


def give_up(patch: pytest.MonkeyPatch, *, two_and_two: bool) -> None:
    """Have any contradiction be too much, whichever way the largest sets are looked for."""
    patch.setattr(collisions, "MOST_SETS", 0)
    patch.setattr(pairwise, "MOST_SETS", 0)
    if not two_and_two:
        patch.setattr(pairwise.Pairwise, "of", lambda *_: None)


def days_to_ask(registry: Registry) -> Iterator[str]:
    """Yield the bounds of all milestones, and the days beside these."""
    bounds = (registry.bounds(f"{each.id}.{name}") for each in subjects(registry) for name in milestones(each))
    found = {day + step for each in bounds for day in each.run for step in (-1, 0, 1) if abs(day) < float("inf")}
    days = sorted(found)
    return map(iso, days if len(days) < 30 else random.Random(1).sample(days, 30))


def answers(registry: Registry, days: Sequence[str]) -> tuple[dict[str, Bounds], dict[tuple[str, str], str]]:
    """Return the bounds of all milestones, and how certain presence is on some days."""
    names = (f"{each.id}.{name}" for each in subjects(registry) for name in milestones(each))
    asked = itertools.product(registry.deployments, days)
    return {name: registry.bounds(name) for name in names}, {each: registry.presence(*each).certainty for each in asked}


def check(registry: Registry, *, two_and_two: bool) -> None:
    """Compare the answers of all largest sets with those where they are too many."""
    days = [*days_to_ask(registry)]
    exact_bounds, exact = answers(registry, days)
    with pytest.MonkeyPatch.context() as patch:
        give_up(patch, two_and_two=two_and_two)
        wide_bounds, found = answers(attrs.evolve(registry, sources=[*registry.sources.values()]), days)
    for name, wide in wide_bounds.items():
        assert wide.low <= exact_bounds[name].low <= exact_bounds[name].high <= wide.high, name
    for asked, certainty in found.items():
        assert certainty in ("possible", exact[asked]), asked


@both_ways
@settings(max_examples=60)
@given(seed=st.integers(0, 10**6), make=st.sampled_from(_MAKES))
def test_no_answer_is_more_certain(two_and_two: bool, seed: int, make: Callable[[int], Registry]) -> None:
    check(make(seed), two_and_two=two_and_two)


@both_ways
@pytest.mark.parametrize("seed", range(40))
def test_no_answer_is_more_certain_where_sources_contradict_each_other(two_and_two: bool, seed: int) -> None:
    check(MAKES[-1](seed), two_and_two=two_and_two)


def silent_report(chance: random.Random, about: str) -> tuple[str, str, object, str | None]:
    """A report of what dates something by itself, or of somebody there, on a day or on one of some days."""
    day, *days = (f"2024-0{chance.randint(1, 6)}-{chance.randint(1, 28):02}" for _ in range(3))
    between = "[{}..{}]".format(*sorted(days))
    kinds: list[tuple[str, object, str | None]] = [
        *(("present", True, each) for each in (day, between, f"[..{day}]")),
        *((kind, each, None) for kind in ("operational", "start") for each in (day, between)),
        ("departed", day, None),
        ("start", "before first", None),
        ("end", "after last", None),
    ]
    return (about, *chance.choice(kinds))


def silent_registry(seed: int) -> Registry:
    """A force and a part of it, certain by what dates them and seen seldom, where short silences count."""
    chance = random.Random(seed)
    said: list[tuple[str, str, object, str | None]]
    said = [("b", "start", "before first", None), ("b", "end", "after last", None)]
    said += [silent_report(chance, about) for about in ("b", "c") for _ in range(chance.randint(2, 5))]
    statements = [
        Statement(id=f"r{n}", source=f"s{n}", about=about, kind=kind, value=value, as_of=day, basis="reported")
        for n, (about, kind, value, day) in enumerate(said)
    ]
    dates = (("first", f"2024-01-{chance.randint(10, 28)}"), ("last", f"2024-06-{chance.randint(10, 28)}"))
    statements += [
        Statement(id=id_ + "-date", source="s0", about=id_, kind="date", value=day, basis="reported")
        for id_, day in dates
    ]
    return Registry(
        sources=[Source(id=f"s{n}", title="A page", published="2025-01-01") for n in range(len(said))],
        events=[Event(id=id_, name="A day") for id_, _ in dates],
        deployments=[Deployment(id="b", contributor="NLD"), Deployment(id="c", contributor="NLD", part_of="b")],
        statements=statements,
        tolerance=f"stale {chance.randint(0, 2)} months",
    )


@both_ways
@pytest.mark.parametrize("seed", range(60))
def test_no_silence_is_bridged_by_leaving_out_who_saw_somebody_before_it(two_and_two: bool, seed: int) -> None:
    check(silent_registry(seed), two_and_two=two_and_two)


def colliding_in(component: Component) -> frozenset[str]:
    """Return the ids of the reports that are not in all largest sets, by brute force."""
    every = frozenset(each.id for each in component.reports)
    return every - frozenset.intersection(*by_brute_force(component))


@pytest.mark.parametrize("seed", range(80))
def test_whatever_collides_is_among_what_may_collide(seed: int) -> None:
    chance = random.Random(seed)
    component = component_of(registry_of(*(random_report(chance) for _ in range(chance.randint(2, 9)))))
    assert colliding_in(component) <= component.consistency.all_that_may_collide(component.reports)


def ordered_report(chance: random.Random) -> tuple[str, object, str | None]:
    date = f"2024-02-{chance.randint(10, 20)}"
    return chance.choice(
        [("start", date, None), ("end", date, None), ("present", True, date), ("end", "2024-02", None)]
    )


@pytest.mark.parametrize("seed", range(60))
def test_of_first_and_last_days_nothing_else_is(seed: int) -> None:
    chance = random.Random(seed)
    component = component_of(registry_of(*(ordered_report(chance) for _ in range(chance.randint(2, 9)))))
    assert colliding_in(component) == component.consistency.all_that_may_collide(component.reports)


def test_lengths_that_contradict_each_other_collide_without_any_date() -> None:
    component = component_of(registry_of(("duration", "P6M", None), ("duration", "P3M", None)))
    assert component.consistency.all_that_may_collide(component.reports) == {"r0", "r1"}
    one = component_of(registry_of(("duration", "P6M", None), ("duration", "P5M..P7M", None)))
    assert not one.consistency.all_that_may_collide(one.reports)


def test_days_that_are_left_out_may_collide_only_between_bounds_that_meet_there() -> None:
    """A report of the first or the last of some days, and others of the days between."""
    far = ("start", "2024-02-15", None)
    component = component_of(registry_of(("start", "[2024-02-10,2024-02-20]", None), far))
    assert component.consistency.all_that_may_collide(component.reports) == {"r0", "r1"}
    component = component_of(registry_of(("start", "[2024-02-10,2024-02-20]", None), ("end", "2024-02-15", None)))
    assert not component.consistency.all_that_may_collide(component.reports)


def test_nothing_bounds_what_nobody_speaks_of() -> None:
    assert Extremes([]).fit([])


def many_starts(count: int, about: str, year: int = 2024) -> list[tuple[str, str, object, str]]:
    return [(about, "start", f"{year}-{1 + n // 28:02}-{1 + n % 28:02}", "reported") for n in range(count)]


def of(*said: tuple[str, str, object, str], seen: int = 0) -> Registry:
    """A registry of two deployments, in which each source states one thing; and some who see one of them, by turns."""
    statements = [
        Statement(id=f"x{n}", source=f"s{n}", about=about, kind=kind, value=value, basis=basis)
        for n, (about, kind, value, basis) in enumerate(said)
    ]
    statements += [
        Statement(id=f"seen{n}", source="s0", about="b", kind="present", value=True, as_of=f"2024-02-{1 + n % 28:02}")
        for n in range(seen)
    ]
    return Registry(
        sources=[Source(id=f"s{n}", title="A page", published="2025-01-01") for n in range(len(said))],
        deployments=[Deployment(id=id_, contributor="NLD") for id_ in ("b", "c")],
        statements=statements,
    )


def test_three_reports_that_collide_only_together_are_not_taken_for_certain() -> None:
    """Whatever else is contradicted: each two of the first, the third and the fourth can be true."""
    said = [("b", "start", "2024-02-01", "reported"), ("b", "start", "2024-04-05", "reported")]
    said += [("b", "duration", "P6M", "reported"), ("b", "end", "2024-09-01", "reported")]
    for count in (4, 70):
        registry = of(*said, ("b", "operational", "after c.start", "planned"), *many_starts(count, "c"))
        assert registry.presence("b", "2024-08-15").certainty == "possible"
        assert registry.status(registry.statements[2]) is Status.DISPUTED


def test_a_plan_that_may_be_impossible_with_what_is_ignored_binds_no_day() -> None:
    for count in (64, 65):
        registry = of(("b", "end", "2023-06-30", "planned"), *many_starts(count, "b"))
        assert registry.status(registry.statements[0]) is Status.OVERTAKEN
        assert registry.bounds("b.end").high == float("inf")
        assert registry.presence("b", "2023-03-01").certainty != "certain"
    registry = of(("b", "end", "2025-06-30", "planned"), *many_starts(65, "b"))
    assert registry.status(registry.statements[0]) is Status.HOLDS
    assert registry.bounds("b.end").high == registry.bounds("b.end").low


def test_reports_that_contradict_themselves_hide_no_collision_of_others() -> None:
    """The first and the last day of all are those of reports that cannot be true: of days after their own source."""
    said = [*many_starts(66, "b"), ("b", "start", "2026-03-01", "reported"), ("b", "start", "2020-06-01", "reported")]
    registry = of(*said)
    early = attrs.evolve(registry.sources["s67"], published="2019-01-01")
    registry = attrs.evolve(registry, sources=[early if each.id == early.id else each for each in registry.heard])
    assert {registry.status(each) for each in registry.statements} == {Status.DISPUTED}
    assert registry.presence("b", "2024-01-15").certainty == "possible"


def test_however_many_contradict_each_other_others_stay_certain() -> None:
    """What they say of one milestone moves its bounds in one round, and not round and round."""
    said = [*many_starts(300, "b", 2021), ("b", "duration", "P60M", "reported")]
    sources = [Source(id=f"month{n}", title="A page", published=f"20{22 + n // 12}-{1 + n % 12:02}") for n in range(24)]
    seen = [Statement(id=f"m{n}", source=f"month{n}", about="b", kind="present", value=True) for n in range(24)]
    first = of(*said, seen=20)
    many = attrs.evolve(first, sources=[*first.sources.values(), *sources], statements=[*first.statements, *seen])
    assert many.presence("b", "2024-02-01").word == "seen"
    assert many.presence("b", "2023-08-15").certainty == "certain"


def test_what_collides_with_nothing_stays_certain_in_steps_in_proportion() -> None:
    said = [*many_starts(70, "b", 2023), ("b", "duration", "P24M", "reported")]

    def steps(seen: int) -> int:
        registry = of(*said, seen=seen)
        return calls(lambda: registry.presence("b", "2024-02-01"))

    assert of(*said, seen=60).presence("b", "2024-02-01").word == "seen"
    few, many = steps(100), steps(200)
    assert many < 2.4 * few
