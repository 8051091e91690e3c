"""Whom the reader believes: registries without some sources, whom an answer rests on, and what it hangs on."""

import random
from collections.abc import Sequence

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deployments import Deployment, Presence, Registry, Source, Statement
from tests.answers.random_registries import BASE, days_of, iso, padded, random_registry

KINDS = ("official", "press", "relay")


def registry(sources: dict[str, dict[str, object]], *said: dict[str, object]) -> Registry:
    """Give a registry of sources, each with its fields, and of what they say of a force `x`."""
    return Registry(
        sources=[Source(**{"id": id_, "title": id_, **fields}) for id_, fields in sources.items()],
        deployments=[Deployment(id="x", contributor="NLD"), Deployment(id="y", contributor="DEU", mission=None)],
        statements=[Statement(**{"id": f"s{n}", "about": "x", **fields}) for n, fields in enumerate(said)],
    )


def told(rng: random.Random, size: int) -> Registry:
    """Give a registry at random whose sources have kinds, cite each other, and put each other right."""
    found = random_registry(rng, size)
    ids = [*found.sources]
    sources = [
        attrs.evolve(each, kind=rng.choice((None, *KINDS)), cites=rng.choice(((), (), (rng.choice(ids),))))
        for each in found.sources.values()
    ]
    statements: list[Statement] = []
    for each in found.statements():
        same = [other for other in statements if (other.about, other.kind) == (each.about, each.kind)]
        chance = rng.random()
        if chance < 0.2:
            each = attrs.evolve(each, citing=rng.choice(ids))  # noqa: PLW2901 - one or the other
        elif chance < 0.5 and same:
            meant = rng.choice(same)
            each = attrs.evolve(each, corrects=rng.choice((meant.id, meant.source)))  # noqa: PLW2901 - as above
        statements.append(each)
    return attrs.evolve(found, sources=sources, statements=statements)


def answers(found: Registry, asked: Sequence[tuple[str, str]]) -> list[object]:
    def of(presence: Presence) -> object:
        return presence.certainty, presence.word, presence.strength, presence.disputed, presence.sentence()

    return [of(found.presence(id_, day)) for id_, day in asked]


def questions(found: Registry, rng: random.Random, number: int = 6) -> list[tuple[str, str]]:
    ids = [id_ for id_ in found.deployments if not id_.startswith("other-")]
    return [(id_, day) for id_ in ids[:3] for day in days_of(found, id_, rng, number)]


# --- a registry of those who are believed ---


@pytest.mark.parametrize("many", [False, True])
@settings(deadline=None, max_examples=60)
@given(rng=st.randoms(use_true_random=False), size=st.integers(1, 4))
def test_the_order_in_which_sources_are_left_out_does_not_matter(rng: random.Random, size: int, *, many: bool) -> None:
    every = padded(told(rng, size)) if many else told(rng, size)
    day, kinds = iso(BASE + rng.randint(-20, 40)), rng.sample(KINDS, rng.randint(1, 3))
    out = rng.sample([*every.sources], rng.randint(0, 2))
    steps = [
        lambda found: found.known_on(day),
        lambda found: found.trusting(kind=kinds),
        lambda found: found.without(*out),
        lambda found: found.without(*out[:1]),
    ]
    one = two = every
    for step in steps:
        one = step(one)
    for step in rng.sample(steps, len(steps)):
        two = step(two)
    assert one == two
    assert (one.heard, one.distrusted) == (two.heard, two.distrusted)
    asked = questions(every, rng)
    assert answers(one, asked) == answers(two, asked)


@pytest.mark.parametrize("many", [False, True])
@settings(deadline=None, max_examples=60)
@given(rng=st.randoms(use_true_random=False), size=st.integers(1, 4))
def test_what_is_left_answers_as_a_registry_of_the_remaining_statements_alone(
    rng: random.Random, size: int, *, many: bool
) -> None:
    every = padded(told(rng, size)) if many else told(rng, size)
    kinds = rng.sample(KINDS, rng.randint(1, 2))
    left = every.trusting(kind=kinds)
    alone = Registry(  # which checks it again: what is left refers to nothing that is not there
        sources=left.sources,
        events=every.events,
        deployments=every.deployments,
        statements=left.statements(),
        tolerance=every.tolerance,
    )
    assert {each.id for each in left.statements()} == {
        each.id for each in every.statements() if every.sources[each.source].kind in [*map(_kind, kinds)]
    }
    asked = questions(every, rng)
    assert answers(left, asked) == answers(alone, asked)
    assert left.count(asked[0][1]) == alone.count(asked[0][1])


def _kind(word: str) -> object:
    return Source(id="x", title="x", kind=word).kind


def test_without_nothing_it_is_the_same_registry() -> None:
    every = told(random.Random(1), 3)
    assert every.without() == every
    assert every.without().distrusted == ()
