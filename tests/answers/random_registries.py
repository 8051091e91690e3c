"""Registries at random, of any number of deployments, in which every rule of the answers has something to do."""

import datetime
import random
import re
from collections.abc import Callable
from typing import Any

import attrs

from deployments import Deployment, Event, Registry, Source, Statement

#: The day around which all is said.
BASE = datetime.date(2024, 6, 15).toordinal()
#: A figure, and a silence, is kept for this long: a year and a half, in days, more or less.
STALE = 548

_SOURCES = 5
#: What is said of a deployment: natural letters, whose words would otherwise be rare, and claims of any kind.
_STORIES: list[list[dict[str, Any]]] = [
    [{"kind": "mandate", "after": 200}],
    [{"kind": "start", "basis": "planned"}, {"kind": "cancelled", "value": True, "late": True}],
    [{"kind": "start", "basis": "considered"}, {"kind": "end", "basis": "considered", "after": 90}],
    [{"kind": "present", "value": True, "after": -STALE - 300}, {"kind": "present", "value": True, "after": -20}],
    [
        {"kind": "present", "value": True, "after": -60},
        {"kind": "present", "value": False, "after": -40},
        {"kind": "present", "value": True, "after": -20},
    ],
    [{"kind": "present", "value": False, "after": -50}, {"kind": "present", "value": True, "after": -20}],
    [{"kind": "present", "value": True, "after": -60}, {"kind": "present", "value": False, "after": -30}],
    *[[{"kind": "present", "value": False, "after": after} for after in (-40, -30, -20, -10, 0)]] * 3,
    *[[{"kind": kind, "after": after, "basis": "reported"} for kind, after in (("start", -60), ("start", -25))]] * 2,
    [{"kind": "start", "basis": "planned"}, {"kind": "end", "basis": "planned", "after": 60}],
    [{"kind": "start", "basis": "planned"}, {"kind": "strength"}, {"kind": "end", "after": 120}],
    [{"kind": "present", "value": True, "after": -30}, {"kind": "end", "basis": "planned", "after": 60}],
]


def iso(day: int) -> str:
    return datetime.date.fromordinal(day).isoformat()


def random_registry(rng: random.Random, size: int) -> Registry:
    """Return a registry of so many deployments."""
    ids = [f"d{number:03}" for number in range(size)]
    wholes = {id_: rng.choice(ids[: ids.index(id_)]) for id_ in ids[1:] if rng.random() < 0.2}
    sources = [Source(id=f"s{n}", title=f"Letter {n}", **_appeared(rng)) for n in range(_SOURCES)]
    said: list[Statement] = []
    for id_ in ids:
        claims = rng.choice(_STORIES) if rng.random() < 0.6 else []
        told = [_told(rng, claim) for claim in claims] + [
            _any_claim(rng, ids) for _ in range(rng.choice((0, 1, 1, 2, 3)))
        ]
        said += [_statement(rng, f"{id_}-said-{n}", id_, fields) for n, fields in enumerate(told)]
    for number in range(rng.choice((0, 1, 2))):
        fields = {"kind": "date", "value": _date(rng, BASE + rng.randint(-30, 60)), "basis": _basis(rng)}
        said.append(_statement(rng, f"ev-said-{number}", "ev", fields))
    return Registry(
        sources=sources,
        events=[Event(id="ev", name="An event")],
        deployments=[
            Deployment(id=id_, contributor=rng.choice(("NLD", "DEU", "FRA")), part_of=wholes.get(id_)) for id_ in ids
        ],
        statements=said,
    )


def _appeared(rng: random.Random) -> dict[str, str]:
    day = BASE + rng.choice((-300, -20, -10, 0, 10, 30))
    if rng.random() < 0.1:
        return {"accessed": iso(day)}
    return {"published": rng.choice((iso(day), iso(day), iso(day), f"{iso(day)}~", iso(day)[:7], _range(day, 9)))}


def _range(day: int, length: int) -> str:
    return f"[{iso(day)}..{iso(day + length)}]"


def _date(rng: random.Random, day: int) -> str:
    return rng.choice((iso(day), iso(day), iso(day), f"{iso(day)}~", iso(day)[:7], _range(day, 12)))


def _when(rng: random.Random, day: int) -> object:
    """Return a date, or, less often, what is dated by another."""
    if rng.random() < 0.85:
        return _date(rng, day)
    target = rng.choice((iso(day), "ev", "ev.end", f"s{rng.randrange(_SOURCES)}"))
    return {rng.choice(("after", "before", "around", "during")): target}


def _basis(rng: random.Random) -> str | None:
    return rng.choice((None, None, "reported", "planned", "considered"))


def _told(rng: random.Random, claim: dict[str, Any]) -> dict[str, Any]:
    """Return a claim of a story, with what it leaves open filled in."""
    day = BASE + claim.get("after", 0) + rng.randint(-3, 3)
    fields = {"kind": claim["kind"], "basis": claim.get("basis")}
    if claim["kind"] == "present":
        dated = _date(rng, day) if rng.random() < 0.3 else iso(day)
        return {**fields, "value": claim["value"], "as_of": dated, "basis": "reported"}
    if claim["kind"] == "strength":
        return {**fields, "value": rng.choice(("70", "~120"))}
    value = claim.get("value") or _date(rng, day)
    return {**fields, "value": value, "source": f"s{_SOURCES - 1}"} if claim.get("late") else {**fields, "value": value}


_FORCES = {"troops": 20, "police": "~9"}
_VALUES: dict[str, Callable[[random.Random, int], object]] = {
    **dict.fromkeys(("decided", "start", "departed", "operational", "end", "returned"), _when),
    "end_decided": _date,
    "duration": lambda rng, _: rng.choice(("P10D", "P1M", "..P6M", {"of": "P4M", "from": "departed"})),
    "present": lambda rng, _: rng.random() < 0.7,
    "strength": lambda rng, _: rng.choice(("0", "6", "~70", "80..100", "..50", "100..", _FORCES)),
    "change": lambda rng, _: rng.choice(("20", "-5", "-70", "increase", "decrease", "-50 %", "10 %")),
    "equipment": lambda rng, _: rng.choice(({"battery": 2}, {"battery": "-1"}, {"radar": "+1"})),
    "ceiling": lambda rng, _: rng.choice(("50", "100")),
    "cancelled": lambda *_: True,
    "mandate": lambda rng, day: iso(day + rng.randint(0, 200)),
}
_KINDS = [*_VALUES, "start", "end", "present", "present", "present", "strength", "strength", "follows", "relieves"]


def _any_claim(rng: random.Random, ids: list[str]) -> dict[str, Any]:
    """Return a claim of any kind."""
    day = BASE + (rng.randint(-40, 60) if rng.random() < 0.9 else rng.choice((-900, -700, 500)))
    kind = rng.choice(_KINDS)
    fields: dict[str, Any] = {"kind": kind, "basis": _basis(rng)}
    if kind in ("follows", "relieves"):
        return {**fields, "value": rng.choice(ids)}
    fields["value"] = _VALUES[kind](rng, day)
    if kind in ("present", "strength", "change", "equipment") and rng.random() < 0.7:
        stretch = f"{iso(day)}/{iso(day + rng.randint(0, 20))}"
        fields["as_of"] = stretch if rng.random() < 0.15 else _date(rng, day)
    if kind not in ("mandate", "ceiling") and rng.random() < 0.08:
        fields["corrects"] = f"s{rng.randrange(_SOURCES)}"
    return fields


def _statement(rng: random.Random, id_: str, about: str, fields: dict[str, Any]) -> Statement:
    """Return a statement, changed where it could not be made: of itself, or nobody planned to be there."""
    source = rng.choice([f"s{n}" for n in range(_SOURCES)])
    fields = {"source": source, **fields}
    if fields["kind"] in ("follows", "relieves") and fields["value"] >= about:  # neither itself nor in a circle
        fields = {**fields, "kind": "start", "value": iso(BASE)}
    if fields.get("corrects") == source:
        del fields["corrects"]
    if fields["kind"] == "cancelled" or (fields["kind"] == "present" and not fields["value"]):
        fields = {**fields, "basis": "reported"}
    return Statement(id=id_, about=about, **fields)


def with_statements(registry: Registry, statements: list[Statement]) -> Registry:
    return attrs.evolve(registry, statements=statements)


def padded(registry: Registry, number: int = 65) -> Registry:
    """Return it with more deployments around, which have nothing to do with it: the engine for many answers then."""
    around = [Deployment(id=f"other-{n}", contributor="USA") for n in range(number)]
    letter = Source(id="other-letter", title="Another letter", published="2024-01-01")
    said = [
        Statement(id=f"{each.id}-said", source=letter.id, about=each.id, kind="start", value=iso(BASE + n))
        for n, each in enumerate(around)
    ]
    return attrs.evolve(
        registry,
        sources=[*registry.sources.values(), letter],
        deployments=[*registry.deployments.values(), *around],
        statements=[*registry.statements, *said],
    )


def days_of(registry: Registry, deployment: str, rng: random.Random, number: int) -> list[str]:
    """Return some of the days on which an answer of a deployment may change: those said of it, and beside them."""
    own = [each for each in registry.statements if each.about in (deployment, "ev")]
    sources = [registry.sources[each.source] for each in own]
    texts = [f"{each.value} {each.as_of}" for each in own] + [f"{each.published} {each.accessed}" for each in sources]
    said = {day for text in texts for day in _days(text)}
    beside = {day + step for day in said for step in (-8, -1, 0, 1, 8)}
    late = {day + STALE + rng.randint(-1, 2) for day in said}
    days = sorted(beside | late | {BASE + 5})
    return [iso(day) for day in sorted(rng.sample(days, min(number, len(days))))]


def _days(text: str) -> list[int]:
    """Return the days that stand in a text; of a month its first and its last."""
    found = []
    for year, month, day in re.findall(r"(\d{4})-(\d{2})(?:-(\d{2}))?", text):
        first = datetime.date(int(year), int(month), int(day or 1)).toordinal()
        found += [first] if day else [first, first + 29]
    return found
