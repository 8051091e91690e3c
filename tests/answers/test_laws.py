"""The laws that all answers keep, on registries at random, in both engines."""

import datetime
import random
import re
from collections import Counter
from collections.abc import Callable

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deployments import Basis, Certainty, Deployment, Presence, Registry, Source, Statement, Status, Word
from tests.answers.random_registries import BASE, days_of, iso, padded, random_registry, with_statements

#: Of each registry with a seed: how many deployments. Those of more than 64 are answered by the engine for many.
SIZES = (1, 2, 3, 4, 6, 10, 20, 64, 65, 100)
SEEDS = range(40)
#: So many days are asked of each deployment.
DAYS = 8

CERTAIN, NO = Certainty.CERTAIN, Certainty.NO
WORDS_OF = {CERTAIN: {"seen", "between"}, NO: {"before", "after", "absent"}}

#: What a law is told: a registry, chance, and the deployments to ask.
Law = Callable[[Registry, random.Random, list[str]], None]


def certainties(registry: Registry, asked: list[tuple[str, str]]) -> list[Certainty]:
    return [registry.presence(id_, day).certainty for id_, day in asked]


def questions(registry: Registry, rng: random.Random, ids: list[str]) -> list[tuple[str, str]]:
    return [(id_, day) for id_ in ids for day in days_of(registry, id_, rng, DAYS)]


def reports(registry: Registry) -> list[Statement]:
    return [each for each in registry.statements if registry.basis(each) is Basis.REPORTED]


def number(day: str) -> int:
    return datetime.date.fromisoformat(day).toordinal()


def is_disputed(registry: Registry) -> bool:
    """Tell if reports collide, or leave a gap."""
    return any(registry.status(each) is Status.DISPUTED for each in registry.statements)


# --- the laws ----------------------------------------------------------------------------------------------


def every_day_has_one_word(registry: Registry, rng: random.Random, ids: list[str]) -> None:
    for id_, day in questions(registry, rng, ids):
        presence = registry.presence(id_, day)
        possible = {*Word} - WORDS_OF[CERTAIN] - WORDS_OF[NO]
        assert presence.word in WORDS_OF.get(presence.certainty, possible), (id_, day)


def plans_change_no_certainty(registry: Registry, rng: random.Random, ids: list[str]) -> None:
    asked = questions(registry, rng, ids)
    assert certainties(with_statements(registry, reports(registry)), asked) == certainties(registry, asked)


def a_report_turns_no_into_certain_only_with_a_dispute(registry: Registry, rng: random.Random, ids: list[str]) -> None:
    about, day = rng.choice(ids), iso(BASE + rng.randint(-60, 20))
    kind, value = rng.choice((("present", True), ("present", False), ("start", day), ("end", day)))
    as_of = day if kind == "present" else None
    letter = Source(id="new", title="A new letter", published=iso(BASE + 40))
    report = Statement(id="new-said", source="new", about=about, kind=kind, value=value, as_of=as_of, basis="reported")
    more = attrs.evolve(
        registry, sources=[*registry.sources.values(), letter], statements=[*registry.statements, report]
    )
    for id_, on in [*questions(registry, rng, ids), (about, day)]:
        before, after = registry.presence(id_, on), more.presence(id_, on)
        if {before.certainty, after.certainty} == {CERTAIN, NO}:
            around = (id_, *more.wholes(id_))
            decided = [each for about in around for each in more.statements_of(about=about, kind="decided")]
            said = (report, *decided)  # before which the force was there, or the whole that it is part of
            disputed = before.disputed or after.disputed or Status.DISPUTED in {more.status(each) for each in said}
            assert disputed, (id_, on)


def order_changes_nothing(registry: Registry, rng: random.Random, ids: list[str]) -> None:
    """Also the order of ids: they are written backwards, so that they sort otherwise."""
    other = _renamed(registry, rng)
    for id_, day in questions(registry, rng, ids):
        one, two = registry.presence(id_, day), other.presence(_backwards(id_), day)
        assert (two.certainty, two.word, two.disputed) == (one.certainty, one.word, one.disputed), (id_, day)
        assert _range_of(two) == _range_of(one), (id_, day)


def _range_of(presence: Presence) -> tuple[object, ...]:
    strength = presence.strength
    return strength.low, strength.high, strength.if_there, strength.planned, strength.disputed, strength.is_stated


def _backwards(id_: str) -> str:
    return "z" + "".join(str(9 - int(each)) if each.isdigit() else each for each in id_)


def _renamed(registry: Registry, rng: random.Random) -> Registry:
    """Return the same registry in another order, with ids that sort the other way around."""
    names = [*registry.sources, *registry.deployments, *registry.events]
    found = re.compile(rf"\b({'|'.join(names)})\b")

    def renamed(statement: Statement) -> Statement:
        value = statement.value
        if isinstance(value, str) or "ev" in str(value) or re.search(r"\bs\d\b", str(value)):
            value = found.sub(lambda match: _backwards(match[0]), str(value))
        return attrs.evolve(
            statement,
            id=_backwards(statement.id),
            source=_backwards(statement.source),
            about=_backwards(statement.about),
            value=value,
            corrects=None if statement.corrects is None else _backwards(statement.corrects),
        )

    statements = [renamed(each) for each in registry.statements]
    sources = [attrs.evolve(each, id=_backwards(each.id)) for each in registry.sources.values()]
    deployments: list[Deployment] = [
        attrs.evolve(e, id=_backwards(e.id), part_of=e.part_of and _backwards(e.part_of))
        for e in registry.deployments.values()
    ]
    for each in (statements, sources, deployments):
        rng.shuffle(each)
    events = [attrs.evolve(each, id=_backwards(each.id)) for each in registry.events.values()]
    return Registry(sources=sources, events=events, deployments=deployments, statements=statements)


def a_wider_date_makes_nothing_certain(registry: Registry, rng: random.Random, ids: list[str]) -> None:
    """Of registries without disputes and gaps, which a wider date can settle, and of a report that its source can make.

    One of a day after its publication says nothing; made wider, it may begin to say something.
    """
    told = [each for each in reports(registry) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(each.as_of or each.value))]
    told = [each for each in told if number(str(each.as_of or each.value)) <= registry.published(each.source)[1]]
    if not told or is_disputed(registry):
        return
    narrow = rng.choice(told)
    day = str(narrow.as_of or narrow.value)
    wide = f"[{day},{iso(BASE - 70)}]" if day > iso(BASE - 70) else f"[{iso(BASE - 1000)}..{day}]"
    wider = attrs.evolve(narrow, basis="reported", **{"as_of" if narrow.as_of else "value": wide})
    fixed = [attrs.evolve(each, basis=registry.basis(each)) for each in registry.statements]
    before = with_statements(registry, fixed)
    after = with_statements(registry, [wider if each.id == narrow.id else each for each in fixed])
    asked = questions(registry, rng, ids)
    for (id_, on), one, two in zip(asked, certainties(before, asked), certainties(after, asked), strict=True):
        assert two in (one, Certainty.POSSIBLE), (narrow, wide, id_, on)


def newer_plans_revive_nothing(registry: Registry, rng: random.Random, ids: list[str]) -> None:
    letter = Source(id="new", title="A new letter", published=iso(BASE + 70))
    about, day = rng.choice(ids), iso(BASE + rng.randint(75, 120))
    plans = [
        Statement(id=f"new-{kind}", source="new", about=about, kind=kind, value=value, basis="planned")
        for kind, value in rng.sample((("start", day), ("end", day), ("duration", "P3M"), ("returned", day)), 2)
    ]
    more = attrs.evolve(
        registry, sources=[*registry.sources.values(), letter], statements=[*registry.statements, *plans]
    )
    for each in registry.statements:
        if registry.status(each) is Status.REPLACED:
            assert more.status(each) is not Status.HOLDS, each


def later_knowledge_forgets_no_report(registry: Registry, rng: random.Random, _ids: list[str]) -> None:
    first, second = sorted(BASE + rng.randint(-320, 60) for _ in range(2))
    early, late = registry.known_on(iso(first)), registry.known_on(iso(second))
    known = {each.id for each in late.statements}
    for each in reports(early):
        assert each.id in known
        assert late.basis(each) is Basis.REPORTED


def sums_hold_what_each_may_be(registry: Registry, rng: random.Random, ids: list[str]) -> None:
    """With nobody unstated, a sum is no narrower than the largest of its parts, nor wider than all of them."""
    for day in days_of(registry, rng.choice(ids), rng, 3):
        total = registry.strength(day, not_excluded=True)
        forces = [each.id for each in registry.deployments.values() if each.part_of is None]
        parts = [registry.presence(id_, day).strength for id_ in forces]
        if total.unstated:
            assert total.high is None
            continue
        stated = [each for each in parts if each.is_stated]
        assert max((each.low for each in stated), default=0) <= total.low <= sum(each.low for each in stated)
        highs = [each.high for each in stated]
        if total.high is None or None in highs:
            assert total.high is None
            assert None in highs
        else:
            numbers = [each for each in highs if each is not None]
            assert max(numbers, default=0) <= total.high <= sum(numbers)


LAWS: list[Law] = [
    every_day_has_one_word,
    plans_change_no_certainty,
    a_report_turns_no_into_certain_only_with_a_dispute,
    order_changes_nothing,
    a_wider_date_makes_nothing_certain,
    newer_plans_revive_nothing,
    later_knowledge_forgets_no_report,
    sums_hold_what_each_may_be,
]


# --- on small registries, and on many ----------------------------------------------------------------------


@pytest.mark.parametrize("law", LAWS)
@settings(max_examples=60)
@given(rng=st.randoms(use_true_random=False), size=st.integers(1, 3))
def test_on_small_registries(law: Law, rng: random.Random, size: int) -> None:
    registry = random_registry(rng, size)
    law(registry, rng, [*registry.deployments])


@pytest.mark.parametrize("law", LAWS)
@settings(max_examples=8)
@given(rng=st.randoms(use_true_random=False), size=st.integers(1, 3))
def test_on_small_registries_among_many(law: Law, rng: random.Random, size: int) -> None:
    registry = random_registry(rng, size)
    law(padded(registry), rng, [*registry.deployments])


def seeded(seed: int) -> tuple[Registry, random.Random]:
    rng = random.Random(seed)
    return random_registry(rng, SIZES[seed % len(SIZES)]), rng


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("seed", SEEDS)
def test_with_seeds(law: Law, seed: int) -> None:
    registry, rng = seeded(seed)
    law(registry, rng, [*registry.deployments])


def test_every_word_occurs_often() -> None:
    """Else a law would hold because nothing that could break it was asked."""
    found: Counter[str] = Counter()
    for seed in SEEDS:
        registry, rng = seeded(seed)
        found.update(str(registry.presence(*asked).word) for asked in questions(registry, rng, [*registry.deployments]))
    assert {str(word): found[str(word)] for word in Word if found[str(word)] < 50} == {}


# --- sums over several days ---


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("size", [3, 8, 70])
def test_a_sum_over_several_days_goes_from_the_least_of_any_of_them_to_the_most(seed: int, size: int) -> None:
    """Whether any of the days is asked for, or one of them that is not known."""
    rng = random.Random(seed)
    registry = random_registry(rng, size)
    first = BASE + rng.randrange(-30, 400)
    last = first + rng.randrange(1, 30)
    for not_excluded in (False, True):
        daily = [registry.strength(iso(day), not_excluded=not_excluded) for day in range(first, last + 1)]
        highs = [each.stated_high for each in daily]
        unstated = {deployment.id for each in daily for deployment in each.unstated}
        for days in (f"{iso(first)}/{iso(last)}", f"[{iso(first)}..{iso(last)}]"):
            total = registry.strength(days, not_excluded=not_excluded)
            assert total.low == min(each.low for each in daily)
            assert total.stated_high == (None if None in highs else max(high for high in highs if high is not None))
            assert {deployment.id for deployment in total.unstated} == unstated
            assert total.high is None or total.high == total.stated_high
            assert total.high is None or all(each.high is not None for each in daily if each.parts)
