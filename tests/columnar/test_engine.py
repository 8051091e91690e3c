"""What is answered from tables is what the plain definition finds deployment by deployment."""

import gc
import pickle
import threading
import weakref
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import deployments
from deployments import Deployment, Registry, Source, Statement, Status, Tolerance, UncertainDate
from deployments.answers.timeline import Timeline
from deployments.columnar.engine import ColumnarTimeline, timeline_of
from deployments.values.calendar import iso
from tests.columnar.crowds import FIRST, LAST, MORE, PLACED, SIMPLE, Crowd
from tests.columnar.tight import tight

SETTINGS = settings(deadline=None, max_examples=20)
MANY = settings(deadline=None, max_examples=150)
FILTERS: list[dict[str, Any]] = [
    {},
    {"contributor": "NLD"},
    {"mission": "m"},
    {"place": "SVK"},
    {"contributor": "DEU", "place": "LTU"},
]
#: Ways to ask for some of those who are there.
HOW: list[dict[str, Any]] = [{}, {"certain": True}, {"possible": True}, {"certain": True, "possible": True}]
KINDS = st.sampled_from([SIMPLE, SIMPLE + PLACED, SIMPLE + PLACED + MORE])


@st.composite
def crowds(draw: st.DrawFn, count: int = 8) -> Registry:
    """Draw a registry of some deployments: of each everything, or little, is said that columns do not cover."""
    return Crowd(draw(st.integers(0, 10**6)), draw(KINDS)).registry(count)


@st.composite
def spread(draw: st.DrawFn) -> tuple[Registry, int, int]:
    """Draw a registry, and the first and the last day of what is said in it."""
    return draw(crowds(5)), FIRST - 40, LAST


def questions(first: int, last: int) -> st.SearchStrategy[str]:
    """Days, periods, open ones, months, days that are not known: within the days given."""
    day = st.integers(first, last).map(iso)
    pair = st.tuples(st.integers(first, last), st.integers(first, last)).map(lambda days: [*map(iso, sorted(days))])
    return st.one_of(
        day,
        day.map("{}~".format),
        day.map(lambda text: text[:7]),
        day.map(lambda text: f"{text[:4]}-XX-{text[8:]}"),
        pair.map("/".join),
        pair.map(lambda days: f"[{days[0]}..{days[1]}]"),
        pair.map(lambda days: f"[{','.join(dict.fromkeys(days))}]"),
        day.map("{}/..".format),
        day.map("../{}".format),
    )


ASKED = questions(FIRST - 40, LAST + 700)


def agree(registry: Registry, asked: str, chosen: dict[str, Any]) -> None:
    """Compare every answer about the days asked for, both when all are looked at and when trees are asked."""
    plain = Timeline(registry)
    for looks in (10**9, 0):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("deployments.columnar.presence_index.LOOKS", looks)
            patch.setattr("deployments.columnar.table.Words.LOOKS", looks)
            agree_on_presence(plain, timeline_of(registry), asked, chosen)
    many = timeline_of(registry)
    for not_excluded in (False, True):
        how: dict[str, Any] = {**chosen, "not_excluded": not_excluded}
        assert sums(many.total(asked, **how)) == sums(plain.total(asked, **how))
        for by in ("contributor", "mission", "place"):
            expected_sums = {name: sums(total) for name, total in plain.total_by(by, asked, **how).items()}
            assert {name: sums(total) for name, total in many.total_by(by, asked, **how).items()} == expected_sums


def agree_on_presence(plain: Timeline, many: Timeline, asked: str, chosen: dict[str, Any]) -> None:
    for throughout in (False, True):
        assert many.left_out(asked, throughout=throughout, **chosen) == plain.left_out(
            asked, throughout=throughout, **chosen
        )
        for not_excluded in (False, True):
            asking: dict[str, Any] = {**chosen, "throughout": throughout, "not_excluded": not_excluded}
            for how in HOW:
                expected = plain.active(asked, **asking, **how)
                found = many.active(asked, **asking, **how)
                assert len(found) == len(expected), (how, asking)
                assert found == expected, (how, asking)
            for certain in (False, True):
                assert many.count(asked, **asking, certain=certain) == plain.count(asked, **asking, certain=certain)


def sums(total: deployments.Total) -> tuple[object, ...]:
    unstated, out = ({each.id for each in named} for named in (total.unstated, total.not_excluded))
    return total.low, total.high, total.stated_high, {*total.parts}, unstated, out, total.disputed, str(total)


def agree_on_series(registry: Registry, first: int, last: int, chosen: dict[str, Any]) -> None:
    """Compare the series and its peak."""
    plain, many = Timeline(registry), timeline_of(registry)
    start, end = iso(first), iso(last)
    assert many.series(start, end, **chosen) == plain.series(start, end, **chosen)
    assert many.peak(start, end, **chosen) == plain.peak(start, end, **chosen)
    for by in ("contributor", "mission", "place"):
        alone = plain.series_by(by, start, end, **chosen)
        assert many.series_by(by, start, end, **chosen) == alone
        with pytest.MonkeyPatch.context() as patch:
            # As for groups of very many, whose sums are made together.
            patch.setattr("deployments.columnar.engine._AT_ONCE", 0)
            assert timeline_of(registry).series_by(by, start, end, **chosen) == alone


@SETTINGS
@given(crowds(), st.sampled_from(FILTERS), ASKED)
def test_who_is_there_and_how_many(registry: Registry, chosen: dict[str, Any], asked: str) -> None:
    if "place" not in chosen or registry.places:
        agree(registry, asked, chosen)


@SETTINGS
@given(st.integers(0, 10**6), questions(738_515, 738_545))
def test_who_is_there_where_all_that_is_said_is_of_a_few_days(seed: int, asked: str) -> None:
    agree(tight(seed, 8), asked, {})


@pytest.mark.slow
@MANY
@given(crowds(), st.sampled_from(FILTERS), ASKED)
def test_who_is_there_and_how_many_in_many_registries(registry: Registry, chosen: dict[str, Any], asked: str) -> None:
    if "place" not in chosen or registry.places:
        agree(registry, asked, chosen)


@SETTINGS
@given(crowds(), st.sampled_from(FILTERS[:3]), st.integers(FIRST - 40, LAST), st.sampled_from([0, 5, 400, 4000]))
def test_series_and_their_peaks(registry: Registry, chosen: dict[str, Any], first: int, length: int) -> None:
    agree_on_series(registry, first, first + length, chosen)


@settings(deadline=None, max_examples=40)
@given(crowds(), ASKED, st.sets(st.integers(0, 4)))
def test_known_on_is_the_registry_of_those_sources(registry: Registry, asked: str, numbers: set[int]) -> None:
    """A choice among the rows of a large registry answers as a registry made of those statements alone."""
    many = timeline_of(registry)
    known = {f"s{number}" for number in numbers}
    left = attrs.evolve(registry, statements=[s for s in registry.statements if s.source in known])
    narrowed, alone = many.narrowed(left, known), Timeline(left)
    assert narrowed.active(asked) == alone.active(asked)
    assert narrowed.left_out(asked) == alone.left_out(asked)
    assert sums(narrowed.total(asked)) == sums(alone.total(asked))


@pytest.mark.parametrize("kinds", [SIMPLE, SIMPLE + PLACED])
def test_columns_cover_what_is_common(kinds: list[str]) -> None:
    """Where nobody contradicts anybody, most deployments are solved at once: random claims contradict often."""
    facts = [timeline_of(Crowd(seed, kinds).registry(30))._facts[1] for seed in range(20)]
    assert np.concatenate(facts).mean() > 0.3


def crowd(count: int) -> Registry:
    return Registry(
        sources=[Source(id="letter", title="A letter", published="2024")],
        deployments=[Deployment(id=f"d{n}", contributor="NLD" if n % 2 else "DEU") for n in range(count)],
        statements=[
            Statement(id=f"{kind}{n}", source="letter", about=f"d{n}", kind=kind, value=iso(738_000 + day + n % 50))
            for n in range(count)
            for kind, day in (("start", 0), ("end", 30))
        ],
    )


def test_threads_that_ask_at_once_get_one_index() -> None:
    registry = crowd(200)
    found: list[object] = []
    ready = threading.Barrier(8)

    def ask() -> None:
        ready.wait()
        there = registry.active(iso(738_020), contributor="NLD")
        total = registry.strength(iso(738_020))
        timeline = registry._timeline
        assert isinstance(timeline, ColumnarTimeline)
        chosen = timeline.chosen(contributor="NLD")
        found.append((len(there), len(total.parts), id(timeline), id(chosen), id(chosen.index.listed.tree)))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({*found}) == 1
    assert len(found) == 8


@pytest.mark.parametrize("count", [10, 200])
def test_what_was_known_on_a_day_is_freed_when_it_is_let_go(count: int) -> None:
    """Whoever asks for a year of days keeps the memory of one: nothing waits for the garbage collector."""
    registry = crowd(count)
    gc.collect()
    gc.disable()
    try:
        known = registry.known_on("2024-12-31")
        assert known.active(iso(738_030), contributor="NLD")
        assert known.count(iso(738_030))
        assert known.strength(iso(738_030)).parts
        assert known.strength_series(iso(738_000), iso(738_030), "contributor")
        assert len(known.statements_of(about="d1")) == 2
        assert known.status(known.statements[0]) is Status.HOLDS
        there = weakref.ref(known), weakref.ref(known._timeline), weakref.ref(known._bare)
        del known
        assert [each() for each in there] == [None, None, None]
    finally:
        gc.enable()


def test_what_was_known_on_a_day_is_a_registry_like_any_other() -> None:
    """Its statements are put together when they are first asked for: nobody can tell."""
    registry = crowd(200)
    later = Source(id="later", title="Another letter", published="2025-06")
    said = Statement(id="seen", source="later", about="d1", kind="strength", value=7, as_of=iso(738_010))
    sources, statements = [*registry.sources.values(), later], [*registry.statements, said]
    both = attrs.evolve(registry, sources=sources, statements=statements)
    known = both.known_on("2025-01-01")
    assert known == attrs.evolve(both, sources=registry.sources, statements=registry.statements) == registry
    assert (hash(known), repr(known)) == (hash(registry), repr(registry))
    assert both.known_on("2025-01-01").statements_of(about="d1") == registry.statements_of(about="d1")
    wider = attrs.evolve(both.known_on("2025-01-01"), tolerance=Tolerance.parse("3 days"))
    assert wider.statements == registry.statements
    sent = pickle.dumps(both.known_on("2025-01-01"))
    assert pickle.loads(sent) == registry  # noqa: S301 - our own
    assert b"later" not in sent
    assert "later" not in str(attrs.asdict(both.known_on("2025-01-01")))
    assert both.known_on("2025-01-01").known_on("2024-12-31") == registry
    assert both.known_on("2025-06-30") == both


def test_an_answer_outlives_its_registry() -> None:
    there = crowd(200).known_on("2024-12-31").active(iso(738_030))
    gc.collect()
    assert there[0].deployment.id == "d0"


def test_answers_are_made_when_they_are_looked_at() -> None:
    registry = crowd(100)
    there = registry.active(iso(738_030))
    assert len(there) == registry.count(iso(738_030)) == 62
    assert np.array_equal(there.numbers, sorted(there.numbers))
    assert [presence.deployment.id for presence in there][:2] == ["d0", "d1"]
    assert there[-1].deployment.id == "d80"
    assert there[:3] == [*there][:3] == registry.active(UncertainDate(iso(738_030)))[:3]
    assert repr(there).endswith("... 62 in all]")
