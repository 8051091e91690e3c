"""What is authorised in random small registries is what courses of events have it."""

import random
from typing import Any

from deployments import Certainty, Deployment, Mission, Registry, Source, Statement
from deployments.values.calendar import iso
from tests.answers.course_claims import day_of
from tests.answers.course_mandates import Authorised
from tests.answers.small_cases import read_cases

_FIRST = day_of("2024-01-01")
_SUBJECTS = ("x", "y", "m", "n")
_SEEDS = range(400)


def mandates(seed: int) -> dict[str, Any]:
    """Return a case of a force, its part, its mission, and what that is part of: all of them within some days."""
    rng = random.Random(seed)

    def day(low: int = 0) -> str:
        first = _FIRST + rng.randint(low, 12)
        return rng.choice((iso(first), iso(first), iso(first), f"[{iso(first)}..{iso(first + rng.randint(1, 4))}]"))

    sources = {name: {"published": day()} for name in "stu"[: rng.randint(1, 3)]}
    said: list[dict[str, Any]] = []
    for _ in range(rng.randint(1, 6)):
        kind = rng.choice(("mandate", "mandate", "ceiling"))
        value = rng.choice(("100", "180", "~40")) if kind == "ceiling" else rng.choice((day(4), day(4), day(4), ".."))
        fields = {"source": rng.choice([*sources]), "about": rng.choice(_SUBJECTS), "kind": kind, "value": value}
        if rng.random() < 0.4:
            fields["as_of"] = day()
        if rng.random() < 0.2:
            fields["basis"] = rng.choice(("planned", "considered"))
        if rng.random() < 0.2 and (others := [each for each in sources if each != fields["source"]]):
            fields["corrects"] = rng.choice(others)
        said.append(fields)
    mission = rng.choice((None, "m", ["m"], ["m", "k"]))
    forces = [{"id": "x"} | ({"mission": mission} if mission else {}), {"id": "y", "part_of": "x"}]
    return {
        "sources": sources,
        "statements": said,
        "deployments": forces,
        "missions": ["m", "n", "k"],
        "mission_parts": {"m": "n"},
    }


def registry_of(case: dict[str, Any]) -> Registry:
    return Registry(
        sources=[Source(id=id_, title="A letter", **fields) for id_, fields in case["sources"].items()],
        missions=[Mission(id=id_, name=id_, part_of=case["mission_parts"].get(id_)) for id_ in case["missions"]],
        deployments=[
            Deployment(**({} if "part_of" in each else {"contributor": "NLD"}), **each) for each in case["deployments"]
        ],
        statements=[Statement(id=f"c{n}", **each) for n, each in enumerate(case["statements"])],
    )


def test_what_is_authorised_is_what_courses_of_events_have_it() -> None:
    wrong = {}
    for seed in _SEEDS:
        case = mandates(seed)
        registry, oracle = registry_of(case), Authorised(case)
        for name in ("x", "y"):
            for day in range(_FIRST - 1, _FIRST + 20):
                found = registry.presence(name, iso(day)).mandate
                ours, expected = None if found is None else str(found), oracle.mandate(name, day)
                if ours != expected:
                    wrong[seed, name, iso(day)] = ours, expected
    assert wrong == {}


def test_until_a_mandate_has_surely_begun_that_of_the_mission_can_be_the_one_that_holds() -> None:
    """From some day of 10 to 14 January the force has one until the 12th; the mission's is without end."""
    force = {"source": "s", "about": "x", "kind": "mandate", "value": "2024-01-12"}
    mission = {"source": "s", "about": "m", "kind": "mandate", "value": ".."}
    case = {
        "sources": {"s": {"published": "2024-01-08"}},
        "statements": [{**force, "as_of": "[2024-01-10..2024-01-14]"}, mission],
        "deployments": [{"id": "x", "mission": "m"}],
        "missions": ["m"],
        "mission_parts": {},
    }
    assert Authorised(case).mandate("x", day_of("2024-01-13")) == "possible"
    assert registry_of(case).presence("x", "2024-01-13").mandate is Certainty.POSSIBLE


def test_a_maximum_is_one_that_courses_of_events_have() -> None:
    wrong = {}
    for seed in _SEEDS:
        case = mandates(seed)
        registry, oracle = registry_of(case), Authorised(case)
        for name in ("x", "y"):
            for day in range(_FIRST - 1, _FIRST + 20, 3):
                authorised, expected = registry.authorisation(name, iso(day)), oracle.ceilings(name, day)
                ceiling = authorised.ceiling
                found = None if ceiling is None or str(ceiling.holds) == "no" else ceiling.quantity.bounds()[1]
                if found not in expected:
                    wrong[seed, name, iso(day)] = found, expected
    assert wrong == {}


def test_the_oracle_answers_the_cases_of_the_rules() -> None:
    for case in read_cases():
        oracle = Authorised(case)
        for asked in case.get("mandate", ()):
            assert oracle.mandate(asked.get("of_whom", "x"), day_of(asked["day"])) == asked["certainty"], case["name"]
