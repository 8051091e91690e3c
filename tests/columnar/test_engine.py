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
from deployments import Deployment, Mission, Registry, Source, Statement, Status, Tolerance, UncertainDate
from deployments.answers.timeline import Timeline
from deployments.columnar.engine import ColumnarTimeline, timeline_of
from deployments.values.calendar import iso
from tests import registries as every_kind
from tests.answers import small

SETTINGS = settings(deadline=None, max_examples=150)
FILTERS: list[dict[str, Any]] = [
    {},
    {"contributor": "NLD"},
    {"mission": "m"},
    {"place": "SVK"},
    {"contributor": "DEU", "place": "LTU"},
]
#: Ways to ask for some of those who are there.
HOW: list[dict[str, Any]] = [{}, {"certain": True}, {"undecided": True}, {"unconfirmed": False}]


def questions(first: int, last: int) -> st.SearchStrategy[str]:
    """Days, periods, open ones, months, days that are not known: within the days given."""
    day = st.integers(first, last).map(iso)
    pair = st.tuples(st.integers(first, last), st.integers(first, last)).map(lambda days: [*map(iso, sorted(days))])
    return st.one_of(
        day,
        day.map("{}~".format),
        day.map(lambda text: text[:7]),
        pair.map("/".join),
        pair.map(lambda days: f"[{days[0]}..{days[1]}]"),
        pair.map(lambda days: f"[{','.join(dict.fromkeys(days))}]"),
        day.map("{}/..".format),
        day.map("../{}".format),
    )


def agree(registry: Registry, asked: str, chosen: dict[str, Any]) -> None:
    """Compare every answer about the days asked for, both when all are looked at and when trees are asked."""
    plain = Timeline(registry)
    for looks in (10**9, 0):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("deployments.columnar.presence_index.LOOKS", looks)
            agree_on_presence(plain, timeline_of(registry), asked, chosen)
    many = timeline_of(registry)
    assert sums(many.total(asked, **chosen)) == sums(plain.total(asked, **chosen))
    for by in ("contributor", "mission", "place"):
        expected_sums = {name: sums(total) for name, total in plain.total_by(by, asked, **chosen).items()}
        assert {name: sums(total) for name, total in many.total_by(by, asked, **chosen).items()} == expected_sums


def agree_on_presence(plain: Timeline, many: Timeline, asked: str, chosen: dict[str, Any]) -> None:
    for throughout in (False, True):
        for how in HOW:
            expected = plain.active(asked, **chosen, throughout=throughout, **how)
            found = many.active(asked, **chosen, throughout=throughout, **how)
            assert len(found) == len(expected)
            assert found == expected, how
        for certain in (False, True):
            expected_count = plain.count(asked, **chosen, certain=certain, throughout=throughout)
            assert many.count(asked, **chosen, certain=certain, throughout=throughout) == expected_count


def sums(total: deployments.Total) -> tuple[object, ...]:
    unstated = {deployment.id for deployment in total.unstated}
    return total.low, total.high, {*total.parts}, unstated, total.disputed, str(total)


def agree_on_series(registry: Registry, first: int, last: int, chosen: dict[str, Any]) -> None:
    """Compare the series and its peak."""
    plain, many = Timeline(registry), timeline_of(registry)
    start, end = iso(first), iso(last)
    assert many.series(start, end, **chosen) == plain.series(start, end, **chosen)
    expected = plain.peak(start, end, **chosen)
    assert many.peak(start, end, **chosen) == expected
    for by in ("contributor", "mission", "place"):
        alone = plain.series_by(by, start, end, **chosen)
        assert many.series_by(by, start, end, **chosen) == alone
        with pytest.MonkeyPatch.context() as patch:
            # As for groups of very many, whose sums are made together.
            patch.setattr("deployments.columnar.engine._AT_ONCE", 0)
            assert timeline_of(registry).series_by(by, start, end, **chosen) == alone


@st.composite
def spread(draw: st.DrawFn) -> tuple[Registry, int, int]:
    """Give a small registry whose deployments have contributors, missions and places, and may follow each other."""
    registry, first, last = draw(small.registries())
    changed = []
    for deployment in registry.deployments.values():
        mission = draw(st.sampled_from([None, "m", "n"]))
        place = draw(st.sampled_from([None, "SVK", "Sliač, SVK", "LTU"]))
        contributor = draw(st.sampled_from(["NLD", "DEU"]))
        changed.append(attrs.evolve(deployment, contributor=contributor, mission=mission, place=place))
    missions = [Mission(id="m", name="M"), Mission(id="n", name="N", part_of="m"), *registry.missions.values()]
    return attrs.evolve(registry, deployments=changed, missions=missions), first, last


@SETTINGS
@given(spread(), st.data())
def test_on_small_registries(case: tuple[Registry, int, int], data: st.DataObject) -> None:
    registry, first, last = case
    chosen = data.draw(st.sampled_from(FILTERS))
    chosen = {name: value for name, value in chosen.items() if name != "place" or value}
    agree(registry, data.draw(questions(first, last)), chosen)
    a, b = sorted([data.draw(st.integers(first, last)), data.draw(st.integers(first, last))])
    agree_on_series(registry, a, b, chosen)


@pytest.mark.slow
@SETTINGS
@given(every_kind.registries(), st.data())
def test_on_registries_of_every_kind(registry: Registry, data: st.DataObject) -> None:
    agree(registry, data.draw(questions(738_000, 739_000)), {})
    agree_on_series(registry, 738_300, 738_900, {})


@st.composite
def crowds(draw: st.DrawFn) -> Registry:
    """Give many deployments with a start, an end and strengths: alike, of a day, open, vague, or centuries apart."""
    ids = [f"d{number}" for number in range(draw(st.integers(0, 12)))]
    bases = draw(st.sampled_from([[738_000], [738_000, 738_020], [1, 400_000, 738_000, 3_000_000]]))
    day = st.tuples(st.sampled_from(bases), st.integers(0, 12)).map(sum)
    vague = st.one_of(
        day.map(iso),
        st.tuples(day, st.integers(0, 5)).map(lambda pair: f"[{iso(pair[0])}..{iso(sum(pair))}]"),
        day.map(lambda first: f"[{iso(first)}..]"),
        day.map(lambda last: f"[..{iso(last)}]"),
        day.map(lambda first: f"[{iso(first)},{iso(first + 3)}]"),
    )
    basis = st.sampled_from(["reported", "reported", "planned"])
    claims: list[dict[str, Any]] = []
    for id_ in ids:
        for kind in draw(st.lists(st.sampled_from(["start", "end", "strength", "strength", "change"]), max_size=5)):
            claim = {"about": id_, "kind": kind, "basis": draw(basis), "source": draw(st.sampled_from(["s", "t"]))}
            if kind in ("start", "end"):
                claims.append({**claim, "value": draw(vague)})
            else:
                number = draw(st.sampled_from(["0", "5", "~9", "3..8", "7.."])) if kind == "strength" else "decrease"
                claims.append({**claim, "value": number, "as_of": draw(st.one_of(st.none(), day.map(iso), vague))})
    return Registry(
        sources=[Source(id="s", title="S", published="8300"), Source(id="t", title="T", published="[8301,8302]")],
        deployments=[
            Deployment(
                id=id_,
                contributor=draw(st.sampled_from(["NLD", "DEU"])),
                follows=draw(st.sampled_from([None, None, *ids[:n]])),
            )
            for n, id_ in enumerate(ids)
        ],
        statements=[Statement(id=f"x{number}", **claim) for number, claim in enumerate(claims)],
    )


@pytest.mark.slow
@settings(deadline=None, max_examples=400)
@given(crowds(), st.data())
def test_on_crowds(registry: Registry, data: st.DataObject) -> None:
    base = data.draw(st.sampled_from([1, 400_000, 738_000, 738_020, 3_000_000]))
    asked = data.draw(questions(max(base - 3, 1), base + 16))
    agree(registry, asked, data.draw(st.sampled_from([{}, {"contributor": "NLD"}])) if registry.contributors else {})
    agree_on_series(registry, base, base + data.draw(st.sampled_from([0, 5, 30, 640_000])), {})


@settings(deadline=None, max_examples=100)
@given(crowds(), st.data())
def test_known_on_is_the_registry_of_those_sources(registry: Registry, data: st.DataObject) -> None:
    """A choice among the rows of a large registry answers as a registry made of those statements alone."""
    many = timeline_of(registry)
    known = data.draw(st.sets(st.sampled_from(["s", "t"])))
    left = attrs.evolve(registry, statements=[s for s in registry.statements() if s.source in known])
    narrowed, alone = many.narrowed(left, known), Timeline(left)
    asked = data.draw(questions(737_998, 738_030))
    assert narrowed.active(asked) == alone.active(asked)
    assert sums(narrowed.total(asked)) == sums(alone.total(asked))


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
        found.append((len(there), len(total.parts), id(timeline), id(chosen), id(chosen.index.straight.tree)))

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
        assert len(known.statements(about="d1")) == 2
        assert known.status(known.statements()[0]) is Status.HOLDS
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
    sources, statements = [*registry.sources.values(), later], [*registry.statements(), said]
    both = attrs.evolve(registry, sources=sources, statements=statements)
    known = both.known_on("2025-01-01")
    assert known == attrs.evolve(both, sources=registry.sources, statements=registry.statements()) == registry
    assert (hash(known), repr(known)) == (hash(registry), repr(registry))
    assert both.known_on("2025-01-01").statements(about="d1") == registry.statements(about="d1")
    wider = attrs.evolve(both.known_on("2025-01-01"), tolerance=Tolerance.parse("3 days"))
    assert wider.statements() == registry.statements()
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
