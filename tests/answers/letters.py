"""Random registries of which sources speak one after the other: what holds changes with each, and few still matter."""

import random
from collections.abc import Callable, Sequence
from typing import Any

import attrs

from deployments import Deployment, DeploymentsError, Event, Registry, Source, Statement
from deployments.values.calendar import iso

FIRST = 735_000


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


def mixed_registry(seed: int) -> Registry:
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


# --- statements by which others are understood, or called off ---

_LESS = ("-3", "-70", "decrease", "-50 %", "-100 %")


def _odd(rng: random.Random, statement: Statement, others: Sequence[Statement], day: int) -> dict[str, Any]:
    """Return what makes of a statement one that cites, calls off or corrects another, or reports that some left."""
    dated = rng.choice((None, None, _day(rng, day - rng.randrange(60))))
    seen = iso(FIRST + min(day, rng.randrange(300)))
    plain = {"value": None, "as_of": None, "basis": None}
    other = rng.choice(others)
    return rng.choice(
        [
            {"citing": other.source},
            {**plain, "kind": "cancelled", "value": True},
            {"kind": "change", "value": rng.choice(_LESS), "basis": rng.choice((None, "reported")), "as_of": dated},
            {
                **plain,
                "kind": "equipment",
                "value": {"tank": rng.choice(("-1", "-2", "3", "decrease"))},
                "as_of": dated,
            },
            {**plain, "kind": "present", "value": False, "basis": "reported", "as_of": rng.choice((None, seen))},
            *[
                {**plain, "corrects": name, "kind": other.kind, "about": other.about, "value": value}
                for name in (other.id, other.source)
                for value in ((statement if statement.kind is other.kind else other).value,)
            ],
        ]
    )


def odd_registry(seed: int) -> Registry:
    """Return one of the others in which some statements are of these."""
    rng = random.Random(seed)
    found = rng.choice((mixed_registry, mixed_registry, tied_registry, repeating_registry, empty_registry))(seed)
    said: list[Statement] = []
    for each in found.statements:
        day = found.published(each.source)[0] - FIRST
        others = [other for other in said if other.source != each.source and other.about in found.deployments]
        is_odd = rng.random() < 0.15 and others and each.about in found.deployments
        change = _odd(rng, each, others, int(day)) if is_odd else {}
        try:
            said.append(attrs.evolve(each, **change))
        except DeploymentsError:
            said.append(each)
    try:
        return attrs.evolve(found, statements=said)
    except DeploymentsError:
        return found  # what corrects another has to be able to


def disputing_registry(seed: int) -> Registry:
    """Return one or two deployments of which sources report days of which some contradict each other."""
    rng = random.Random(seed)
    days = sorted(rng.randrange(200) for _ in range(rng.choice((8, 14, 20))))
    few, rate = [rng.randrange(-20, 200) for _ in range(rng.choice((3, 6, 12)))], rng.choice((0.05, 0.2, 0.5))
    names = rng.choice((["d0"], ["d0", "d0", "d1"]))

    def claim(day: int) -> dict[str, Any]:
        when = FIRST + min(day, rng.choice(few))
        dated = rng.choice((iso(when), iso(when), iso(when)[:7], f"[{iso(when)}..{iso(when + 9)}]"))
        chance = rng.random()
        if chance < rate:
            kind = rng.choice(("start", "end", "operational", "returned", "departed"))
            return {"kind": kind, "value": dated, "basis": "reported"}
        if chance < rate + 0.1:
            return {"kind": "present", "value": False, "as_of": rng.choice((None, dated)), "basis": "reported"}
        if chance < rate + 0.13:
            return rng.choice(
                ({"kind": "decided", "value": dated}, {"kind": "duration", "value": rng.choice(_LENGTHS)})
            )
        if chance < rate + 0.3:
            kind = rng.choice(("end", "end", "start", "returned"))
            return {"kind": kind, "value": iso(FIRST + day + rng.choice((-5, 20, 100)))}
        kind, value = rng.choice((("present", True), ("strength", "60")))
        return {"kind": kind, "value": value, "as_of": rng.choice((None, None, dated))}

    sources = [
        Source(id=f"s{n}", title="A letter", published=iso(FIRST + day)[: rng.choice((10, 10, 10, 7))])
        for n, day in enumerate(days)
    ]
    said = [
        Statement(id=f"x{n}-{number}", source=f"s{n}", about=rng.choice(names), **claim(day))
        for n, day in enumerate(days)
        for number in range(rng.choice((1, 1, 2, 3)))
    ]
    if "d1" in names:
        said.append(Statement(id="force", source="s3", about="d1", kind="follows", value="d0"))
    records = [Deployment(id=id_, contributor="NLD", place="SVK") for id_ in ("d0", "d1")]
    return Registry(sources=sources, deployments=records, statements=said)


MAKES = [mixed_registry, tied_registry, repeating_registry, empty_registry, odd_registry, disputing_registry]
