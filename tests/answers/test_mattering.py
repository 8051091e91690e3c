"""What holds after each source, found with those that still matter, is what holds by all of them."""

import math
import random
from collections.abc import Callable, Sequence
from typing import Any

import attrs
import pytest

from deployments import Deployment, Event, Registry, Source, Statement
from deployments.answers import changes
from deployments.answers.growth import Growth, Holding
from deployments.answers.history import History, Letters
from deployments.answers.knowledge import about
from deployments.answers.known_so_far import States
from deployments.answers.mattering import Mattering
from deployments.solver.resolution import Resolution, milestones, subjects
from deployments.store import RecordStore
from deployments.values.calendar import iso
from tests import kinds

FIRST = 735_000


_KINDS = ("strength", "strength", "strength", "present", "end", "end", "start", "returned", "duration", "follows")
_LENGTHS = ("P4M", "P3M..P6M", "P30D..", {"of": "P5M", "to": "returned"})


def _day(rng: random.Random, day: int) -> str:
    one = iso(FIRST + day)
    return rng.choice(
        (one, one, one, f"{one}~", one[:7], f"[{one}..{iso(FIRST + day + 9)}]", f"[..{one}]", f"[{one}..]")
    )


def _when(rng: random.Random, day: int) -> object:
    if rng.random() < 0.8:
        return _day(rng, day)
    target = rng.choice(("d0.end", "d1.start", "ev", f"s{rng.randrange(8)}"))
    return {rng.choice(("after", "before", "during")): target}


def _claim(rng: random.Random, day: int) -> dict[str, Any]:
    """Return a claim of a source that appears on a day: more often one that newer ones outdo than one that stays."""
    kind = rng.choice(
        ("strength", "strength", "strength", "present", "end", "end", "start", "returned", "duration", "follows")
    )
    basis = rng.choice((None, None, None, "planned", "considered"))
    if kind == "strength":
        as_of = rng.choice((None, None, _day(rng, day - rng.randrange(60))))
        return {"kind": kind, "value": rng.choice(("70", "~120")), "as_of": as_of, "basis": basis}
    if kind == "present":
        there = {"as_of": _day(rng, day + rng.randrange(300)), "basis": "planned"} if rng.random() < 0.3 else {}
        return {"kind": kind, "value": True, **there}
    if kind == "duration":
        return {
            "kind": kind,
            "value": rng.choice(_LENGTHS),
            "basis": basis,
        }
    if kind == "follows":
        return {"kind": kind, "value": "d0"}
    if kind == "start":
        return {"kind": kind, "value": _when(rng, rng.randrange(-20, 40)), "basis": basis}
    return {"kind": kind, "value": _when(rng, day + rng.randrange(-10, 200)), "basis": basis}


def registry(seed: int) -> Registry:
    """Return two deployments and an event of which a dozen sources speak, one after the other, without disputes."""
    rng = random.Random(seed)
    days = sorted(rng.randrange(300) for _ in range(12))
    precision = rng.choice((10, 10, 7))
    sources = [
        Source(id=f"s{n}", title="A letter", published=iso(FIRST + day)[:precision]) for n, day in enumerate(days)
    ]
    said: list[Statement] = []
    for n, day in enumerate(days):
        for number in range(rng.choice((1, 1, 2, 3))):
            id_ = rng.choice(("d0", "d0", "d0", "d1"))
            claim = _claim(rng, day)
            if claim["kind"] == "follows":
                id_ = "d1"
            said.append(Statement(id=f"x{n}-{number}", source=f"s{n}", about=id_, **claim))
    if rng.random() < 0.5:
        said.append(Statement(id="ev-date", source="s3", about="ev", kind="date", value=iso(FIRST + 90)))
    if rng.random() < 0.2:  # taken from a source that says nothing itself
        sources.append(Source(id="cited", title="A letter", published=iso(FIRST + rng.randrange(100))))
        said = [
            attrs.evolve(each, citing="cited") if rng.random() < 0.3 and each.source != "s0" else each for each in said
        ]
    records = [Deployment(id=id_, contributor="NLD", place="SVK") for id_ in ("d0", "d1")]
    return Registry(sources=sources, events=[Event(id="ev", name="An event")], deployments=records, statements=said)


_TIED = ("follows", "relieves", "start", "start", "end", "end", "duration", "present", "strength", "decided", "mandate")


def _relative(rng: random.Random, own: str, day: int) -> object:
    target = rng.choice(("d0", "d1", "d2", "d3", "d4", "ev"))
    if rng.random() < 0.4 or target == own:
        return _day(rng, day)
    name = rng.choice((f"{target}.{rng.choice(('start', 'end'))}", f"s{rng.randrange(8)}"))
    return {rng.choice(("after", "before", "around", "around", "around")): name}


def _tied_claim(rng: random.Random, own: str, day: int) -> dict[str, Any]:
    """Return a claim of a source that appears on a day, which often ties a deployment to another."""
    kind = rng.choice(_TIED)
    basis = rng.choice((None, None, None, "planned", "considered", "reported"))
    others = [id_ for id_ in ("d0", "d1", "d2", "d3", "d4") if id_ < own or (kind == "relieves" and id_ != own)]
    if kind in ("follows", "relieves") and others:
        return {"kind": kind, "value": rng.choice(others), "basis": None if kind == "relieves" else basis}
    if kind in ("start", "end", "mandate"):
        return {"kind": kind, "value": _relative(rng, own, day + rng.randrange(-30, 90)), "basis": basis}
    if kind == "duration":
        return {"kind": kind, "value": rng.choice(_LENGTHS), "basis": basis}
    if kind in ("present", "follows"):
        return {"kind": "present", "value": True}
    if kind == "strength":
        as_of = rng.choice((None, _day(rng, day - rng.randrange(60))))
        return {"kind": kind, "value": rng.choice(("70", "~120")), "as_of": as_of, "basis": basis}
    return {"kind": kind, "value": _day(rng, day - rng.randrange(90)), "basis": basis}


def tied_registry(seed: int) -> Registry:
    """Return deployments and parts of which a few sources speak, and that follow, relieve and date each other."""
    rng = random.Random(seed)
    days = sorted(rng.randrange(300) for _ in range(9))
    sources = [
        Source(id=f"s{n}", title="A letter", published=iso(FIRST + day)[: rng.choice((10, 10, 10, 7))])
        for n, day in enumerate(days)
    ]
    parts = {"d2": "d0"} if rng.random() < 0.5 else {"d3": "d2", "d2": "d0"}
    records = [
        Deployment(id=id_, part_of=parts[id_]) if id_ in parts else Deployment(id=id_, contributor="NLD", place="SVK")
        for id_ in ("d0", "d1", "d2", "d3", "d4")
    ]
    said = [
        Statement(id=f"x{n}-{number}", source=f"s{n}", about=own, **_tied_claim(rng, own, day))
        for n, day in enumerate(days)
        for number in range(rng.choice((1, 1, 2)))
        for own in [rng.choice(("d0", "d1", "d2", "d3", "d4"))]
    ]
    said.append(Statement(id="ev-date", source="s3", about="ev", kind="date", value=iso(FIRST + 90)))
    return Registry(sources=sources, events=[Event(id="ev", name="An event")], deployments=records, statements=said)


def _said_of_one(seed: int, claim: Callable[[random.Random, int], dict[str, Any]]) -> Registry:
    """Return one deployment of which a dozen sources speak, one after the other."""
    rng = random.Random(seed)
    days = sorted(rng.randrange(300) for _ in range(12))
    sources = [
        Source(id=f"s{n}", title="A letter", published=iso(FIRST + day)[: rng.choice((10, 10, 7))])
        for n, day in enumerate(days)
    ]
    said = [
        Statement(id=f"x{n}-{number}", source=f"s{n}", about="d0", **claim(rng, day))
        for n, day in enumerate(days)
        for number in range(rng.choice((1, 1, 2)))
    ]
    rng.shuffle(said)
    return Registry(
        sources=sources,
        events=[Event(id="ev", name="An event")],
        deployments=[Deployment(id="d0", contributor="NLD", place="SVK")],
        statements=said,
    )


def repeating_registry(seed: int) -> Registry:
    """Return one whose ends, mandates and ceilings are planned and stated again and again, in few ways."""
    may_plan = (None, "planned") if seed % 2 else (None,)

    def claim(rng: random.Random, day: int) -> dict[str, Any]:
        kind = rng.choice(("end", "end", "end", "returned", "duration", "present", "mandate", "ceiling", "rotation"))
        basis = rng.choice((None, None, "planned", "considered"))
        when = iso(FIRST + rng.choice((day - 1, day + 1, 150, 200)))
        as_of = iso(FIRST + day - rng.randrange(60))[: rng.choice((10, 7))] if rng.random() < 0.3 else None
        if kind in ("end", "returned"):
            return {"kind": kind, "value": rng.choice((when, when, {"after": when})), "basis": basis}
        if kind == "duration":
            return {"kind": kind, "value": rng.choice(_LENGTHS), "basis": basis}
        if kind == "mandate":
            return {"kind": kind, "value": when, "as_of": as_of, "basis": rng.choice(may_plan)}
        if kind == "ceiling":
            return {"kind": kind, "value": rng.choice(("50", "60")), "as_of": as_of}
        return {"kind": kind, "value": True if kind == "present" else "P4M"}

    return _said_of_one(seed, claim)


def empty_registry(seed: int) -> Registry:
    """Return one of which most sources report that nobody is there, after somebody was seen, or before."""
    seen = random.Random(seed).choice((20, 100, 300))

    def claim(rng: random.Random, day: int) -> dict[str, Any]:
        when = FIRST + min(day, rng.choice((60, 90, day - 1, day - 20)))
        if rng.random() < 0.2:
            return {"kind": "end", "value": iso(FIRST + day + rng.randrange(-30, 50))}
        if rng.random() < 0.15:
            return {"kind": "end", "value": f"[{iso(when - 20)}..{iso(when)}]", "basis": "reported"}
        dated = rng.choice((None, iso(when), iso(when), iso(when)[:7]))
        return {"kind": "present", "value": day < seen, "as_of": dated, "basis": "reported"}

    return _said_of_one(seed, claim)


MAKES = [registry, tied_registry, repeating_registry, empty_registry]


class _ByAll(Holding):
    """What holds, found with all sources."""

    def __init__(self, near: RecordStore) -> None:
        super().__init__(near)
        self.near = near

    def after(self, known: Sequence[Statement]) -> Resolution:
        return Resolution(self.near.narrowed(self.near.sources.values(), tuple(known)))


@pytest.mark.parametrize("make", MAKES)
@pytest.mark.parametrize("seed", range(30))
def test_the_history_is_that_by_all_sources(seed: int, make: Callable[[int], Registry]) -> None:
    found = make(seed)
    for subject in subjects(found):
        near = about(found, [subject.id])
        fast, plain = Letters(near), Letters(near)
        plain.holding = _ByAll(near)
        for milestone in milestones(subject):
            expected = [*History(plain, subject.id, milestone).revisions()]
            assert [*History(fast, subject.id, milestone).revisions()] == expected


class _AllAnew(States):
    """What was known after each source, found anew from all that had been said."""

    def __init__(self, group: RecordStore) -> None:
        super().__init__(group)
        self.said = self.reports = self.growth = None
        self.mattering.is_plain = False


@pytest.mark.parametrize("make", MAKES)
@pytest.mark.parametrize("since", ["1900-01-01", iso(FIRST + 150)])
@pytest.mark.parametrize("seed", range(40))
def test_the_changes_are_those_found_anew_after_each_source(
    seed: int, since: str, make: Callable[[int], Registry], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = make(seed).changes(since, "2100-01-01")
    monkeypatch.setattr(changes, "States", _AllAnew)
    assert found == make(seed).changes(since, "2100-01-01")


def test_few_of_many_sources_matter() -> None:
    """Of those that say how many are there, the first and the last; of plans the newest; of nobody there the first."""
    sources = [Source(id=f"s{n:03}", title="A letter", published=iso(FIRST + n)) for n in range(100)]
    there, nobody = ({"kind": "present", "value": value, "basis": "reported"} for value in (True, False))
    figure, end = {"kind": "strength", "value": 70, "basis": "reported"}, {"kind": "end", "value": iso(FIRST + 400)}
    for first, claim in ((figure, figure), (end, end), (there, nobody)):
        near = Registry(
            sources=sources,
            deployments=[Deployment(id="x", contributor="NLD")],
            statements=[
                Statement(id=f"x{s.id}", source=s.id, about="x", **(claim if number else first))
                for number, s in enumerate(sources)
            ],
        )
        mattering = Mattering(near)
        for count in range(1, 101):
            known = mattering.after(near.statements[:count]).components.component("x").statements
            assert len(known) <= 3
        assert known[-1].source == "s099"


def test_that_nobody_is_there_on_a_day_outdoes_an_end_by_that_day() -> None:
    """It has the end before that day, whatever is said later."""
    said = [
        ("present", True, iso(FIRST)),
        ("end", f"[{iso(FIRST + 40)}..{iso(FIRST + 60)}]", None),
        ("present", False, iso(FIRST + 60)),
        ("present", False, iso(FIRST + 70)),
    ]
    found = Registry(
        sources=[Source(id=f"s{n}", title="A letter", published=iso(FIRST + 80 + n)) for n in range(4)],
        deployments=[Deployment(id="x", contributor="NLD")],
        statements=[
            Statement(id=f"x{n}", source=f"s{n}", about="x", kind=kind, value=value, as_of=day, basis="reported")
            for n, (kind, value, day) in enumerate(said)
        ],
    )
    last = [revision.bounds.high - FIRST for revision in found.history("x.end")]
    assert last == [math.inf, 60, 59, 59]


@pytest.mark.parametrize("make", kinds.TIED[:1] + kinds.TIED[2:], ids=lambda make: make.__name__)
def test_each_source_reaches_few_of_many_deployments_that_are_tied(make: Callable[[int], Registry]) -> None:
    found = make(40)
    growth, known = Growth.of(found), list[Statement]()
    assert growth is not None
    for source in found.sources:
        known += found.statements_of(source=source)
        assert growth.after(known) is not None
        assert len(growth.reached) <= 3 or source == "s0"


def test_a_decision_that_comes_too_late_stays_disputed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever sources follow, and although other deployments are tied to that one."""

    def make() -> Registry:
        said = [
            ("s0", "d0", "present", True),
            ("s1", "d0", "decided", iso(FIRST + 20)),
            *((f"s{n}", "d0", "strength", "80") for n in range(2, 6)),
            *((f"s{n}", "d0", "end", iso(FIRST + 400 + n)) for n in range(2, 6)),
            ("s3", "d1", "follows", "d0"),
        ]
        return Registry(
            sources=[Source(id=f"s{n}", title="A letter", published=iso(FIRST + 30 * n)) for n in range(6)],
            deployments=[Deployment(id=id_, contributor="NLD") for id_ in ("d0", "d1")],
            statements=[
                Statement(id=f"x{n}", source=source, about=about, kind=kind, value=value)
                for n, (source, about, kind, value) in enumerate(said)
            ],
        )

    found = make().changes("1900-01-01", "2100-01-01")
    assert [item.effect for item in found.items if item.kind == "decided" and item.statement] == ["disputed"]
    monkeypatch.setattr(changes, "States", _AllAnew)
    assert found == make().changes("1900-01-01", "2100-01-01")
