"""A network that grows has at each time the bounds that a network of the same constraints has, solved from scratch."""

import random
from math import inf

import pytest

from deployments.solver.growing import GrowingNetwork, NetworkThen
from deployments.solver.network import Constraint, Contradiction, Network, Solution
from deployments.solver.offsets import NOT_BEFORE, AtLeast, AtMost, CalendarOffset, DayFunction, Domain
from deployments.values.edtf import Run

FIRST = 735_000
_NODES = ["a", "b", "c", "d", "e", "f"]


def _function(rng: random.Random, *, plain: bool) -> DayFunction:
    if rng.random() < 0.3:
        return NOT_BEFORE
    by = CalendarOffset(0 if plain else rng.choice((0, 0, 1, -1, 3)), rng.randrange(-20, 12))
    return rng.choice((AtLeast, AtLeast, AtMost))(by)


def _domain(rng: random.Random, *, plain: bool) -> Domain:
    day = FIRST + rng.randrange(200)
    until = day + rng.choice((0, 10, 100))
    every: list[list[Run]] = [[(day, until)], [(-inf, until)], [(day, inf)], [(-inf, inf)]]
    return Domain(rng.choice(every if plain else [*every, [(day, until), (until + 20, until + 90)]]))


def _constraint(rng: random.Random, *, plain: bool) -> Constraint:
    if rng.random() < 0.35:
        name = rng.choice(_NODES)
        return Constraint(name, name, _domain(rng, plain=plain))
    source, target = rng.sample(_NODES, 2)
    return Constraint(source, target, _function(rng, plain=plain))


def _solved(constraints: list[Constraint]) -> Solution | None:
    try:
        return Network(constraints).solve()
    except Contradiction:
        return None


def _bounds(found: Solution) -> dict[str, Run]:
    return {name: found.bounds(name) for name in _NODES}


@pytest.mark.parametrize("plain", [True, False])  # without months, and without days left out, or with both
@pytest.mark.parametrize("seed", range(100))
def test_bounds_that_go_on_are_those_solved_from_scratch(seed: int, *, plain: bool) -> None:
    rng = random.Random(seed)
    network, known = GrowingNetwork(), list[Constraint]()
    then: list[tuple[int, dict[str, Run], set[Constraint]]] = []
    for _ in range(25):
        gone = rng.sample(known, min(len(known), rng.choice((0, 0, 0, 1, 2))))
        come = [_constraint(rng, plain=plain) for _ in range(rng.choice((0, 1, 1, 2)))]
        left = [*(each for each in known if each not in gone), *come]
        expected = _solved(left)
        try:
            network.change(gone, come)
        except Contradiction:
            assert expected is None
            network, then = GrowingNetwork(), []  # what cannot be true is of no more use
            network.change([], known)
        else:
            assert expected is not None
            before = then[-1] if then else None
            known = left
            then.append((network.time, _bounds(expected), {*left}))
            if before is not None:
                assert network.moved == {name for name in _NODES if before[1][name] != then[-1][1][name]}
    for time, bounds, constraints in then:
        found = NetworkThen(network, time)
        assert _bounds(found.solve()) == bounds
        assert {*found.constraints} == constraints
        assert {each for name in _NODES for each in found.entering[name]} == constraints


def test_a_change_touches_only_what_it_can_reach() -> None:
    network = GrowingNetwork()
    for place in range(100):
        name, day = f"n{place}", FIRST + 3 * place
        links = [Constraint(f"n{place - 1}", name, NOT_BEFORE)] if place else []
        network.change([], [Constraint(name, name, Domain([(day, day + 10)])), *links])
        assert len(network.moved) <= 3
