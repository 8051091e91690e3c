"""Whom the reader believes: registries without some sources, whom an answer rests on, and what it hangs on."""

import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deployments import Deployment, InvalidValueError, Presence, Registry, RegistryError, Source, Statement, dump, load
from tests.answers.random_registries import BASE, days_of, iso, padded, random_registry

KINDS = ("official", "press", "relay")


def registry(sources: Mapping[str, Mapping[str, Any]], *said: Mapping[str, Any]) -> Registry:
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
    for each in found.statements:
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
@settings(deadline=None, max_examples=25)
@given(rng=st.randoms(use_true_random=False), size=st.integers(1, 4))
def test_the_order_in_which_sources_are_left_out_does_not_matter(rng: random.Random, size: int, *, many: bool) -> None:
    every = padded(told(rng, size)) if many else told(rng, size)
    day, kinds = iso(BASE + rng.randint(-20, 40)), rng.sample(KINDS, rng.randint(1, 3))
    out = rng.sample([*every.sources], rng.randint(0, 2))
    steps: list[Callable[[Registry], Registry]] = [
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
@settings(deadline=None, max_examples=25)
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
        statements=left.statements,
        tolerance=every.tolerance,
    )
    assert {each.id for each in left.statements} == {
        each.id for each in every.statements if every.sources[each.source].kind in [*map(_kind, kinds)]
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


def test_what_was_left_out_is_known_and_counted() -> None:
    found = registry(
        {
            "letter": {"published": "2024-05-01", "kind": "official"},
            "paper": {"published": "2024-05-02", "kind": "press"},
            "unset": {"published": "2024-05-03"},
            "later": {"published": "2024-06-01", "kind": "press"},
        },
        {"source": "letter", "kind": "present", "value": True},
        {"source": "paper", "kind": "present", "value": True},
    )
    assert [each.id for each in found.trusting(kind="official").distrusted] == ["later", "paper", "unset"]
    assert [each.id for each in found.trusting(kind=["official", "press"]).distrusted] == ["unset"]
    assert [each.id for each in found.known_on("2024-05-31").trusting(kind="official").distrusted] == ["paper", "unset"]
    assert [each.id for each in found.without("paper", found.sources["unset"]).heard] == ["letter", "later"]
    wider = attrs.evolve(found.without("paper"), tolerance="10 days")
    assert [each.id for each in wider.distrusted] == ["paper"]


def test_one_may_leave_out_what_is_left_out_already_and_nothing_that_never_was_there() -> None:
    found = registry({"a": {"published": "2024-05-01"}, "b": {"published": "2024-06-01", "kind": "press"}})
    assert not found.known_on("2024-05-31").without("b").distrusted
    assert found.trusting(kind="press").without("a") == found.trusting(kind="press")
    with pytest.raises(InvalidValueError, match="there is no source: 'c'"):
        found.without("c")
    with pytest.raises(InvalidValueError, match="did you mean 'press'"):
        found.trusting(kind="pres")
    with pytest.raises(InvalidValueError, match='write "official", "press", "relay"'):
        found.trusting(kind=[None])  # type: ignore[list-item]


# --- what rests on a source that is left out ---


@pytest.mark.parametrize("many", [False, True])
def test_what_cites_a_source_that_is_left_out_stays_and_keeps_its_basis(*, many: bool) -> None:
    """The newspaper of 10 June says, citing a letter of May, that they left on 20 May: that is past for both; and that
    they are back on 5 June, which the letter can only have planned."""
    found = registry(
        {"letter": {"published": "2024-05-30"}, "paper": {"published": "2024-06-10"}},
        {"source": "paper", "kind": "end", "value": "2024-05-20", "citing": "letter"},
        {"source": "paper", "kind": "start", "value": "2024-06-05", "citing": "letter", "about": "y"},
    )
    left = (padded(found) if many else found).without("letter")
    assert [left.basis(each).value for each in left.statements_of(source="paper")] == ["reported", "planned"]
    assert "letter" in left.sources
    assert [each.id for each in left.heard if not each.id.startswith("other")] == ["paper"]


CORRECTED = (
    {
        "letter": {"published": "2025-08-20"},
        "blog": {"published": "2025-09-20"},
        "erratum": {"published": "2025-09-11"},
    },
    {"source": "letter", "kind": "strength", "value": 280, "as_of": "2025-08-01", "id": "280"},
    {"source": "blog", "kind": "strength", "value": 280, "as_of": "2025-08-01", "citing": "letter"},
)


@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize("corrects", ["letter", "280"])
def test_a_correction_of_what_is_left_out_stands_by_itself_and_still_puts_right_those_who_cite_it(
    corrects: str, *, many: bool
) -> None:
    """ "Not 280 but 208" is of the day that 280 was of, also for who does not believe the letter with the 280."""
    right = {"source": "erratum", "kind": "strength", "value": 208, "corrects": corrects}
    every = registry(*CORRECTED, right)
    every = padded(every) if many else every
    left = every.without("letter")
    assert str(left.presence("x", "2025-08-01").strength) == "208" == str(every.presence("x", "2025-08-01").strength)
    assert [str(left.status(each)) for each in left.statements_of(about="x")] == ["corrected", "holds"]
    later = left.without("blog")
    assert str(later.presence("x", "2025-08-01").strength) == "208"
    again = attrs.evolve(left, tolerance="3 days")  # which checks every record again
    assert str(again.presence("x", "2025-08-01").strength) == "208"


def test_what_is_left_can_be_written_and_read_back(tmp_path: Path) -> None:
    right = {"source": "erratum", "kind": "strength", "value": 208, "corrects": "280"}
    left = registry(*CORRECTED, right).without("letter")
    path = tmp_path / "left.jsonl"
    dump(left, path)
    assert str(load(path).presence("x", "2025-08-01").strength) == "208"


# --- whom an answer rests on ---


def witnesses(found: Registry, day: str = "2024-06-10") -> list[str]:
    return [source.id for source in found.presence("x", day).witnesses]


SEEN = {"kind": "present", "value": True}
PLACES = {
    "first": {"published": "2024-06-01"},
    "second": {"published": "2024-06-20"},
    "third": {"published": "2024-06-30"},
}


def test_two_who_report_by_themselves_are_two_witnesses() -> None:
    found = registry(PLACES, {"source": "first", **SEEN}, {"source": "second", **SEEN})
    assert witnesses(found) == ["first", "second"]


def test_who_cites_another_is_no_second_witness() -> None:
    told_again = {"source": "second", "citing": "first", "as_of": "2024-06-20", **SEEN}
    found = registry(PLACES, {"source": "first", **SEEN}, told_again)
    assert witnesses(found) == ["first"]
    same_origin = [{"source": name, "citing": "third", "as_of": PLACES[name]["published"], **SEEN} for name in PLACES]
    assert witnesses(registry(PLACES, *same_origin[:2])) == ["first"]


@pytest.mark.parametrize("cites", [("first",), ("third",)])
def test_a_source_that_relies_on_another_is_no_second_witness(cites: tuple[str, ...]) -> None:
    """Neither if it does so by a third, which says nothing here."""
    relying: dict[str, dict[str, object]] = {
        "second": {**PLACES["second"], "cites": cites},
        "third": {**PLACES["third"], "cites": "first"},
    }
    sources: dict[str, Mapping[str, object]] = {**PLACES, **relying}
    found = registry(sources, {"source": "first", **SEEN}, {"source": "second", **SEEN})
    assert witnesses(found) == ["first"]


def test_only_what_the_sentence_cites_is_a_witness() -> None:
    others = [{"source": "third", "kind": "strength", "value": 70}, {"source": "third", "about": "y", **SEEN}]
    found = registry(PLACES, {"source": "first", **SEEN}, {"source": "second", **SEEN}, *others)
    assert witnesses(found) == ["first", "second"]


def test_what_the_maker_of_the_registry_computed_has_no_witness_and_is_told_as_that() -> None:
    found = registry(
        PLACES,
        {"source": "first", "derived": True, **SEEN},
        {"source": "first", "derived": True, "kind": "strength", "value": 35},
    )
    presence = found.presence("x", "2024-06-01")
    assert not presence.witnesses
    assert presence.strength.computed
    mark = "[computed by the registry's maker from first, 1 June 2024]"
    assert presence.sentence() == f"There: seen on 1 June 2024 {mark}."
    assert presence.figure() == "35 (1 June 2024), computed by the registry's maker"
    assert presence.figure("nl") == "35 (1 juni 2024), berekend door de maker van het register"


# --- what an answer hangs on ---


@pytest.mark.parametrize("many", [False, True])
@settings(deadline=None, max_examples=25)
@given(rng=st.randoms(use_true_random=False), size=st.integers(1, 5))
def test_an_answer_hangs_on_the_sources_without_which_it_is_another(
    rng: random.Random, size: int, *, many: bool
) -> None:
    every = padded(told(rng, size)) if many else told(rng, size)
    if rng.random() < 0.5:
        every = _with_a_part(every)
    for id_, day in questions(every, rng, 2):
        found = every.presence(id_, day, hinges=True)
        others = {source: every.without(source).presence(id_, day) for source in every.heard}
        expected = [s for s, o in others.items() if (o.certainty, o.word) != (found.certainty, found.word)]
        assert list(found.hinges_on or ()) == expected


def _with_a_part(every: Registry) -> Registry:
    first, *rest = every.deployments.values()
    parts = [attrs.evolve(each, part_of=first.id) for each in rest if every.statements_of(about=each.id)][:1]
    kept = [each for each in rest if each.id not in {part.id for part in parts}]
    try:
        return attrs.evolve(every, deployments=[first, *parts, *kept])
    except RegistryError:
        return every


def test_what_hangs_on_nobody_is_not_asked_for_unless_one_wants_to_know() -> None:
    found = registry(PLACES, {"source": "first", **SEEN}, {"source": "second", "as_of": "2024-06-01", **SEEN})
    assert found.presence("x", "2024-06-01").hinges_on is None
    assert found.presence("x", "2024-06-01", hinges=True).hinges_on == ()
    assert [each.id for each in found.presence("x", "2024-06-02", hinges=True).hinges_on or ()] == []
