"""What a whole has at least by its parts is one number: in the answer, and at the end of its explanation."""

from __future__ import annotations

from typing import Any

import pytest

from deployments import Certainty, Deployment, Registry, Source, Statement, shapes

DAY = "2024-06-10"
SEEN: dict[str, Any] = {"kind": "present", "value": True}


def counts(number: int, **more: Any) -> dict[str, Any]:
    return {"kind": "strength", "value": str(number), "basis": "reported"} | more


def plan(number: int) -> dict[str, Any]:
    return {"kind": "strength", "value": str(number), "as_of": "2024-06", "basis": "planned"}


def registry(*claims: dict[str, Any]) -> Registry:
    """Return a registry of a whole with three parts, of which a letter of the day makes claims."""
    return Registry(
        sources=[Source(id="letter", title="A letter", published=DAY)],
        deployments=[
            Deployment(id="whole", contributor="BEL"),
            *(Deployment(id=part, part_of="whole", force=part) for part in "abc"),
        ],
        statements=[Statement(id=f"s{n}", source="letter", **claim) for n, claim in enumerate(claims)],
    )


CASES = {
    "a part is only planned": ([{"about": "a", **plan(20)}, {"about": "b", **counts(50)}], Certainty.CERTAIN, 50),
    "all parts are there": ([{"about": "a", **counts(20)}, {"about": "b", **counts(50)}], Certainty.CERTAIN, 70),
    "all parts are only planned": ([{"about": "a", **plan(20)}, {"about": "b", **plan(50)}], Certainty.POSSIBLE, 70),
    "a part may be the other": (
        [
            {"about": "a", **counts(20)},
            {"about": "b", **counts(50)},
            {"about": "b", "kind": "follows", "value": "a", "basis": "planned"},
        ],
        Certainty.CERTAIN,
        50,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_explanation_ends_at_the_answer(name: str) -> None:
    claims, certainty, least = CASES[name]
    found = registry(*claims)
    presence = found.presence("whole", DAY)
    inside = presence.strength.if_there or presence.strength
    assert (presence.certainty, inside.low) == (certainty, least)
    last = found.explain("whole.strength", DAY).counted[-1]
    assert last.after is not None
    assert (last.after.low, last.after.high) == (least, None)


def test_who_has_no_number_adds_nothing_to_a_sum_though_somebody_is_there() -> None:
    (item,) = shapes.strength(registry({"about": "whole", **SEEN}), DAY).items
    assert (item.low, item.unstated) == (0, ("whole",))
    assert item.parts[0].strength.low == 1
