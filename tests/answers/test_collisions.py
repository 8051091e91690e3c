"""Largest sets of reports that agree, against brute force over all their subsets."""

import itertools
import random
from collections.abc import Iterator

import pytest

from deployments import Deployment, Event, Registry, Source, Statement
from deployments.solver.collisions import MOST_CALLS
from deployments.solver.components import Component, Components
from deployments.solver.network import Network
from deployments.solver.pairwise import MOST_SETS
from deployments.store import RecordStore
from tests.columnar.crowds import PLACED, SIMPLE, Crowd
from tests.columnar.tight import tight
from tests.steps import calls


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


def plain_report(chance: random.Random) -> tuple[str, object, str | None]:
    """Draw one that only limits milestones: of a few days, so that many say the same."""
    day, later = sorted(chance.sample(range(10, 20), 2))
    date = chance.choice([f"2024-02-{day}", f"2024-02-{day}", "2024-02", f"[2024-02-{day}..2024-02-{later}]"])
    return chance.choice(
        [
            *[(kind, date, None) for kind in ("start", "start", "end", "operational", "departed", "returned")],
            *[("present", True, date), ("present", True, None), ("present", False, date), ("strength", 0, date)],
            ("present", True, "2026-01-01"),  # after its source
        ]
    )


@pytest.mark.parametrize("seed", range(60))
def test_reports_that_only_limit_milestones_collide_two_and_two(seed: int) -> None:
    chance = random.Random(seed)
    component = component_of(registry_of(*(plain_report(chance) for _ in range(chance.randint(2, 11)))))
    assert sets_of(component) == by_brute_force(component)
    for collision in component.agreement.collisions:
        assert component.consistency.contradiction(collision) is not None
        fewer = itertools.combinations(collision, len(collision) - 1)
        assert all(component.consistency.contradiction(each) is None for each in fewer)


@pytest.mark.parametrize("seed", range(60))
def test_what_collides_two_and_two_is_found_as_by_looking_at_all_together(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of wholes and parts, and of several sources each, as of one force."""
    found = [crowd(seed), tight(seed, 20)]
    expected = [[*agreements(each)] for each in found]
    monkeypatch.setattr("deployments.solver.collisions.Pairwise.of", lambda *_: None)
    assert expected == [[*agreements(each)] for each in found]


def crowd(seed: int) -> Registry:
    return Crowd(seed, [*SIMPLE, *PLACED, "parts", "stretch"], most=14).registry(8)


def agreements(registry: Registry) -> Iterator[tuple[object, ...]]:
    components = Components(registry)
    for id_ in registry.deployments:
        component = components.component(id_)
        collisions = {frozenset(each.id for each in own) for own in component.agreement.collisions}
        yield {*component.agreement.left_out}, collisions, component.colliding


def test_letters_that_dispute_a_start_again_and_again_are_two_sets() -> None:
    """However many they are: those that say the same go together, and each is named with one that says otherwise."""
    days = [f"2024-03-0{1 + number % 2}" for number in range(400)]
    component = component_of(registry_of(*(("start", day, None) for day in days), ("present", True, "2024-06-01")))
    assert len(component.worlds) == 2
    assert {statement.id for each in component.agreement.collisions for statement in each} == {
        f"r{number}" for number in range(400)
    }
    assert len(component.agreement.collisions) < 400
    registry = registry_of(*(("start", day, None) for day in days[:20]))
    assert len(registry.disputes()) == 10 * 10
    many = component_of(registry_of(*(("start", f"2024-03-{day}", None) for day in range(10, 30))))
    assert {statement.id for each in many.agreement.collisions for statement in each} == {
        f"r{number}" for number in range(20)
    }
    assert len(many.agreement.collisions) < 20 < 20 * 19 / 2


@pytest.mark.parametrize("days", [["2024-03-01", "2024-03-02"], [f"2024-03-{day}" for day in range(10, 30)]])
def test_what_collides_is_found_in_steps_in_proportion(days: list[str]) -> None:
    def steps(count: int) -> int:
        starts = [("start", days[number % len(days)], None) for number in range(count)]
        registry = registry_of(*starts, ("present", True, "2024-06-01"))
        return calls(lambda: registry.presence("x", "2024-05-01"))

    few, many = steps(200), steps(400)
    assert many < 2.4 * few


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


def steps(number: int, patch: pytest.MonkeyPatch) -> int:
    """Count the constraints that are solved to answer of one of so many forces, which one event ties to each other."""
    letter = Source(id="letter", title="A letter", published="2024-04-01")
    said = [Statement(id="e", source="letter", about="ev", kind="date", value="2024-07-09/2024-07-11")]
    for n in range(number):
        shared = {"source": "letter", "about": f"x{n}"}
        said += [
            Statement(id=f"end-{n}", kind="end", value="around ev", **shared),
            Statement(id=f"seen-{n}", kind="present", value=True, as_of="2024-03-01", **shared),
            Statement(id=f"start-{n}", kind="start", value="2024-02-01~", basis="planned", **shared),
            Statement(id=f"size-{n}", kind="strength", value=5, basis="planned", **shared),
        ]
    registry = Registry(
        sources=[letter],
        events=[Event(id="ev", name="An event")],
        deployments=[Deployment(id=f"x{n}", contributor="NLD") for n in range(number)],
        statements=said,
    )
    solved, lows = [0], Network.lows

    def counted(network: Network) -> object:
        solved[0] += sum(map(len, network.leaving.values()))
        return lows(network)

    patch.setattr(Network, "lows", counted)
    registry.presence("x0", "2024-06-01")
    patch.undo()
    return solved[0]


def test_forces_that_an_event_ties_take_linear_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether others follow those who are there is asked of the letters of one force, not of all of them."""
    few, many = steps(20, monkeypatch), steps(80, monkeypatch)
    assert many <= 6 * few


def test_known_collisions_are_looked_through_for_one_report_at_a_time() -> None:
    """Where every two reports collide, those that a further report is in are looked at, and not all there are."""

    def steps(count: int) -> int:
        registry = registry_of(*(("end", f"2024-0{1 + n % 9}-{10 + n // 9}", None) for n in range(count)))
        return calls(registry.disputes)

    few, many = steps(15), steps(30)
    assert many < 6 * few
