"""A selection of a registry answers as the whole does: about whom it was asked for, and with the same filters."""

import itertools
import random
from collections.abc import Iterator, Mapping
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import deployments
from deployments import Deployment, Filters, InvalidValueError, Mission, Registry, Source, Statement
from tests.answers.random_registries import BASE, days_of, iso, padded
from tests.answers.test_trust import told

#: Missions, and of which each is part.
MISSIONS = {"m": None, "m-north": "m", "m-north-east": "m-north", "other": None}


def in_missions(found: Registry, rng: random.Random) -> Registry:
    """Give a registry with missions, of which something is said, and places; some forces are dated by a mission."""
    choices = [(), ("m",), ("m-north",), ("m-north-east",), ("other",), ("m-north", "other")]
    forces = [
        attrs.evolve(each, mission=rng.choice(choices), place=rng.choice((None, "SVK", "Vilnius, LTU")))
        for each in found.deployments.values()
    ]
    said: list[dict[str, Any]] = [
        {"about": "m", "kind": "mandate", "value": iso(BASE + rng.randint(-20, 60))},
        {"about": rng.choice([*MISSIONS]), "kind": "ceiling", "value": "300"},
        {"about": "m-north", "kind": "strength", "value": "120", "as_of": iso(BASE - 10), "basis": "reported"},
        {"about": "m", "kind": "end", "value": {"after": rng.choice(("ev", "d000.end"))}},
        {"about": forces[-1].id, "kind": "start", "value": {"after": rng.choice(("m.end", "other.start", "d000.end"))}},
        {"about": "other", "kind": "mandate", "value": {"before": "ev"}},
    ]
    statements = [
        Statement(id=f"of-missions-{n}", source=rng.choice([*found.sources]), **fields)
        for n, fields in enumerate(rng.sample(said, rng.randint(1, len(said))))
    ]
    missions = [Mission(id=id_, name=id_, part_of=whole) for id_, whole in MISSIONS.items()]
    return attrs.evolve(found, missions=missions, deployments=forces, statements=[*found.statements, *statements])


def about_one(found: Registry, id_: str, days: list[str]) -> Iterator[object]:
    """Yield the answers about one deployment; of a history only what changed."""
    for day in days:
        yield found.presence(id_, day)
        yield found.authorisation(id_, day)
        yield found.explain(f"{id_}.strength", day)
    yield found.presence(id_, f"{days[0]}/{days[-1]}", throughout=True)
    yield found.periods(id_)
    yield [(each.id, found.basis(each), found.status(each)) for each in found.statements_of(about=id_)]
    for milestone in ("start", "end"):
        yield found.bounds(f"{id_}.{milestone}")
        yield found.explain(f"{id_}.{milestone}")
        yield [each for each in found.history(f"{id_}.{milestone}") if each.statements or each.source is None]


def about_several(found: Registry, days: list[str], filters: Filters) -> Iterator[object]:
    for day in days:
        yield [*found.active(day, **filters)]
        yield [*found.active(day, not_excluded=True, **filters)]
        yield found.left_out(day, **filters)
        yield found.anyone(day, **filters)
        yield found.strength(day, **filters)
        yield [*found.authorisations(day, **filters)]
    first, last = days[0], days[-1]
    yield [*found.strength_series(first, last, **filters)]
    yield {name: [*each] for name, each in found.strength_series(first, last, "mission", **filters).items()}
    yield [*found.running_out(first, last, **filters)]
    yield found.timeline(**filters)


@pytest.mark.parametrize("many", [False, True])
@settings(deadline=None, max_examples=12)
@given(
    rng=st.randoms(use_true_random=False),
    size=st.integers(2, 7),
    filters=st.fixed_dictionaries(
        {},
        optional={
            "contributor": st.sampled_from(["NLD", "DEU"]),
            "mission": st.sampled_from([*MISSIONS]),
            "place": st.sampled_from(["SVK", "Vilnius"]),
        },
    ),
)
def test_every_answer_is_as_before(rng: random.Random, size: int, filters: dict[str, str], *, many: bool) -> None:
    every = in_missions(told(rng, size), rng)
    every = padded(every) if many else every
    asked = Filters(**filters)  # type: ignore[typeddict-item]  # drawn
    try:
        ids = [each.deployment.id for each in every.active("0001/9999", not_excluded=True, **asked)]
    except InvalidValueError:  # nobody is there, or at no such place
        with pytest.raises(InvalidValueError):
            every.select(**asked)
        return
    part = every.select(**asked)
    assert {*ids} <= {*part.deployments}
    days = sorted({*days_of(every, "d000", rng, 3), iso(BASE), iso(BASE + 30)})
    day, source = rng.choice(days), rng.choice([*part.sources] or [""])
    pairs = [(every, part), (every.known_on(day), part.known_on(day))]
    pairs += [(every.without(source), part.without(source))] if source else []
    for whole, own in pairs:
        for id_ in ids[:3]:
            for one, other in itertools.zip_longest(about_one(whole, id_, days), about_one(own, id_, days)):
                assert one == other
        if ids:
            for one, other in zip(about_several(whole, days, asked), about_several(own, days, asked), strict=True):
                assert one == other


def test_what_has_nothing_to_do_with_it_is_left_out() -> None:
    every = deployments.example()
    part = every.select(place="POL")
    assert [*part.deployments] == ["deu-patriot-pol"]
    assert {each.about for each in part.statements} <= {"deu-patriot-pol", *part.missions}
    assert len(part.sources) < len(every.sources)
    assert part.tolerance == every.tolerance
    assert part.metadata == every.metadata


def test_without_filters_it_is_everything() -> None:
    assert deployments.example().select() == deployments.example()


def test_a_selection_of_a_selection_is_one() -> None:
    once = deployments.example().select(place="SVK")
    assert once.select(place="SVK") == once


def test_who_was_left_out_before_stays_left_out() -> None:
    every = deployments.example().trusting(kind="official")
    assert every.select(place="SVK").distrusted == every.distrusted


@pytest.mark.parametrize("filters", [{"place": "Atlantis"}, {"mission": "kfor"}, {"contributor": "Utopia"}])
def test_a_value_that_fits_nothing_is_an_error(filters: Mapping[str, str]) -> None:
    with pytest.raises(InvalidValueError):
        deployments.example().select(**filters)


def test_a_correction_of_another_force_by_mistake_comes_along() -> None:
    """Nothing is put right by it, and what it names has to be there."""
    registry = Registry(
        sources=[Source(id="s", title="A letter", published="2024"), Source(id="t", title="Another", published="2024")],
        deployments=[Deployment(id="a", contributor="NLD"), Deployment(id="b", contributor="DEU")],
        statements=[
            Statement(id="one", source="s", about="a", kind="strength", value=6),
            Statement(id="two", source="t", about="b", kind="strength", value=7, corrects="one"),
        ],
    )
    assert {*registry.select(contributor="DEU").deployments} == {"a", "b"}
