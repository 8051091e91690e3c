"""What a page draws: on every day, after every letter, it is what the registry answers."""

import itertools
import random
from collections.abc import Iterator
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import deployments
from deployments import Certainty, Deployment, Registry, Source, Statement, Word
from deployments.answers.figures_as_said import figure_as_said
from deployments.pages.bars import LOOKS
from deployments.pages.collected import Collected, PageRow
from deployments.pages.spans import Span, in_state
from deployments.pages.versions import groups
from deployments.values.calendar import iso
from tests.answers.nasty_cases import nasty_case
from tests.answers.random_registries import random_registry
from tests.answers.test_courses import registry_of


def known_in(registry: Registry, found: Collected, state: int) -> Registry:
    day = found.states.days[state]
    return registry if day is None else registry.known_on(iso(day))


def days_to_ask(row: PageRow) -> Iterator[int]:
    """Yield the first and the last days of everything that is drawn, and the days beside these."""
    for span in row.spans:
        for day in (span.first, span.last):
            if abs(day) < inf:
                yield from (int(day) - 1, int(day), int(day) + 1)


def check(registry: Registry, rng: random.Random) -> None:
    found = Collected.of(registry, "en")
    for state in range(len(found.states.days)):
        known = known_in(registry, found, state)
        for row in found.rows:
            days = sorted({*days_to_ask(row)})
            for day in rng.sample(days, min(len(days), 5)):
                if day < 1:
                    continue
                presence, span = known.presence(row.record.id, iso(day)), row.on(day, state)
                look = None if span is None else LOOKS.get(span.word)
                assert looks_on(row, day, state) == ([] if look is None else [(look, presence.disputed)])
                if span is None:
                    assert presence.certainty is Certainty.NO, (row.record.id, day, state)
                    continue
                assert (span.word, span.strength) == (presence.word, presence.strength), (row.record.id, day, state)
                assert span.is_disputed == presence.disputed
                assert not presence.word.is_listed or not span.figure or span.figure == told(found, presence)


def looks_on(row: PageRow, day: int, state: int) -> list[tuple[str, bool]]:
    """Return how a day is drawn: what two bars cover would be drawn twice."""
    there = (bar for bar in row.bars if bar.since <= state <= bar.until and bar.first <= day <= bar.last)
    return [(bar.look, bar.is_disputed) for bar in there]


def told(found: Collected, presence: deployments.Presence) -> str:
    return figure_as_said(presence, "en", found.phrases.notes.cite)


@settings(deadline=None, max_examples=25)
@given(st.randoms(use_true_random=False), st.integers(1, 5))
def test_every_day_is_answered_as_by_what_was_known(rng: random.Random, size: int) -> None:
    check(random_registry(rng, size), rng)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_so_it_is_in_nasty_registries(seed: int, rng: random.Random) -> None:
    check(registry_of(nasty_case(seed)), rng)


def test_so_it_is_in_the_bundled_one() -> None:
    check(deployments.example(), random.Random(1))


@settings(deadline=None, max_examples=25)
@given(st.randoms(use_true_random=False), st.integers(1, 5))
def test_a_day_has_one_span_in_each_state_and_none_is_drawn_twice(rng: random.Random, size: int) -> None:
    found = Collected.of(random_registry(rng, size), "en")
    for row in found.rows:
        for state in range(len(found.states.days)):
            own = [*in_state(row.spans, state)]
            assert all(a.last < b.first for a, b in itertools.pairwise(own))
        seen: dict[tuple[object, ...], Span] = {}
        for span in sorted(row.spans, key=lambda each: each.since):
            key = span.first, span.last, span.word, span.strength, span.figure
            assert key not in seen or seen[key].until + 1 < span.since  # else it would be one
            seen[key] = span


def test_who_was_not_spoken_of_yet_is_not_denied() -> None:
    registry = Registry(
        sources=[
            Source(id="first", title="A letter", published="2024-01-10"),
            Source(id="later", title="A letter", published="2024-05-10"),
        ],
        deployments=[
            Deployment(id="a", contributor="NLD"),
            Deployment(id="b", contributor="DEU"),
            Deployment(id="c", contributor="FRA"),
        ],
        statements=[
            Statement(
                id="x", source="first", about="a", kind="strength", value=5, as_of="2024-01-10", basis="reported"
            ),
            Statement(id="y", source="later", about="b", kind="start", value="2024-05-01", basis="reported"),
        ],
    )
    found = {row.record.id: row for row in Collected.of(registry, "en").rows}
    day = deployments.UncertainDate.of("2024-02-01").hull[0]
    for id_, state, word in (("b", 0, Word.UNSPOKEN), ("c", 0, Word.UNSPOKEN), ("c", 1, Word.UNSPOKEN)):
        span = found[id_].on(day, state)
        assert span is not None
        assert span.word is word
    assert found["b"].on(day, 1) is None  # by then a report has it come later


@pytest.mark.parametrize("published", [None, "2024-05-10"])
def test_a_source_of_unknown_day_is_known_at_last(published: str | None) -> None:
    sources = [Source(id="old", title="A letter", published="2023"), Source(id="x", title="Notes", published=published)]
    said = Statement(id="s", source="x", about="a", kind="present", value=True, as_of="2022-01-01", basis="reported")
    registry = Registry(sources=sources, deployments=[Deployment(id="a", contributor="NLD")], statements=[said])
    found = Collected.of(registry, "en")
    assert len(found.states.days) == 2
    assert (found.states.days[-1] is None) == (published is None)
    (row,) = found.rows
    day = deployments.UncertainDate.of("2022-01-01").hull[0]
    spans = row.on(day, 0), row.on(day, 1)
    assert [span and span.word for span in spans] == [Word.UNSPOKEN, Word.SEEN]


def test_a_sighting_that_no_report_bears_out_changes_no_figure_within_a_span() -> None:
    """A letter cannot report what comes after it: nobody has arrived, and the figure is of those who are to come."""
    sources = [Source(id=id_, title="A letter", published="2023-08-20") for id_ in ("plan", "impossible")]
    said = [
        Statement(id="start", source="plan", about="usa", kind="start", value="2024-03-01", basis="planned"),
        Statement(id="end", source="plan", about="usa", kind="end", value="2024-10-13"),
        Statement(id="size", source="plan", about="usa", kind="strength", value=70),
        Statement(id="x", source="impossible", about="troops", kind="start", value="2024-05-21", basis="reported"),
        Statement(id="y", source="impossible", about="troops", kind="start", value="2024-04-16", basis="reported"),
    ]
    registry = Registry(
        sources=sources,
        deployments=[Deployment(id="usa", contributor="USA"), Deployment(id="troops", part_of="usa")],
        statements=said,
    )
    for seed in range(20):
        check(registry, random.Random(seed))
    later = registry.presence("usa", "2024-06-01")
    assert later.word is Word.ANNOUNCED
    assert figure_as_said(later, "en") == "70, if they came (announced 20 August 2023)"


def test_who_speaks_of_a_part_speaks_of_its_whole() -> None:
    said = Statement(id="s", source="letter", about="troops", kind="strength", value=50, basis="reported")
    registry = Registry(
        sources=[Source(id="letter", title="A letter", published="2024-05-10")],
        deployments=[Deployment(id="usa", contributor="USA"), Deployment(id="troops", part_of="usa")],
        statements=[said],
    )
    spoken = {row.record.id: [source for _, source in row.said] for row in Collected.of(registry, "en").rows}
    assert spoken == {"usa": ["letter"], "troops": ["letter"]}


def test_many_letters_cost_a_group_only_its_own() -> None:
    """Steps, not seconds: of each group as many versions are made as it has letters, whatever others are told."""
    count = 40
    registry = Registry(
        sources=[Source(id=f"s{n}", title="A letter", published=iso(738000 + n)) for n in range(count)],
        deployments=[Deployment(id=f"d{n}", contributor="NLD") for n in range(count)],
        statements=[
            Statement(id=f"x{n}", source=f"s{n}", about=f"d{n}", kind="strength", value=5, as_of=iso(738000 + n))
            for n in range(count)
        ],
    )
    found = [*groups(registry, Collected.of(registry, "en").states)]
    assert len(found) == count
    assert all(len(each.versions) == 1 for each in found)


@settings(deadline=None, max_examples=25)
@given(st.randoms(use_true_random=False), st.integers(1, 5))
def test_what_looks_alike_is_drawn_as_one(rng: random.Random, size: int) -> None:
    for row in Collected.of(random_registry(rng, size), "en").rows:
        for one, other in itertools.permutations(row.bars, 2):
            is_next = one.last + 1 == other.first and one.look is other.look and one.is_disputed == other.is_disputed
            assert not is_next or one.until < other.since or other.until < one.since
