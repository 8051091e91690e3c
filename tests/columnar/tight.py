"""Random registries in which every claim and every publication is of the same few days, so that all limits meet."""

import random
from typing import Any

from deployments import Deployment, DeploymentsError, Registry, Source, Statement, Tolerance

#: Dates of every form around 5 January 2023: single days, runs of days, days that do not follow each other, periods.
DATES = [
    *("2023-01-03", "2023-01-04", "2023-01-05", "2023-01-06", "2023-01-07", "2023-01-05?", "2023-01-05~"),
    *("[2023-01-03..2023-01-07]", "[2023-01-04..2023-01-05]", "2023-01", "2023", "2022", "2023-21"),
    *("[..2023-01-05]", "[2023-01-05..]", "../2023-01-05", "2023-01-05/..", "2023-01-03/2023-01-07"),
    *("[2023-01-03,2023-01-07]", "[2022-12-31,2023-01-05]", "[2023-01-02,2023-01-04,2023-01-06]"),
    *("[..2023-01-03,2023-01-07]", "[2023-01-03,2023-01-07..]", "2023-01-X5", "2023-XX-05"),
    *("2021-06-01", "2025-03-01"),
]
PUBLISHED = [
    *("2023-01-02", "2023-01-03", "2023-01-05", "2023-01-07", "2023-01-08", "2023-01-05~", "2023", "2023-01"),
    *("[2023-01-04..2023-01-06]", "[..2023-01-04]", "[2023-01-06..]", "2026-06-01"),
    *("[2023-01-03,2023-01-07]", "[2023-01-02,2023-01-04]", "2023-01-X5"),
]
_DATED = ["start", "end", "operational", "decided", "returned", "departed", "end_decided"]
_VALUES: dict[str, list[Any]] = {
    "strength": ["6", "0", "~6", "2..8", "7..", "..4"],
    "present": [True, False],
    "equipment": [{"fire unit": 2}, {"fire unit": 0}, {"fire unit": "+1"}],
    "duration": [
        *("P3D", "~P1M", "P2D..P4D", "..P4D", "P2D.."),
        *({"of": "P3D", "from": "decided"}, {"of": "P3D", "to": "returned"}, {"of": "P5D", "from": "departed"}),
    ],
    "change": ["5", "-3", "increase"],
    "ceiling": ["100"],
    "rotation": ["P4M"],
    "cancelled": [True],
}
_RARE = ["change", "ceiling", "rotation", "cancelled", "mandate"]
_OFTEN = ["strength", "present", "start", "end"]
_KINDS = [*_OFTEN * 4, *_DATED, "equipment", "duration"]
_SOURCES = [f"s{number}" for number in range(len(PUBLISHED) + 1)]


def _claim(chance: random.Random) -> dict[str, Any]:
    """Draw the fields of a claim, which may be none that a source can make."""
    kind, date = chance.choice(_RARE if chance.random() < 0.05 else _KINDS), chance.choice(DATES)
    found: dict[str, Any] = {
        "kind": kind,
        "basis": chance.choice([None, None, None, "planned", "reported", "considered"]),
    }
    if kind in _VALUES:
        found["value"] = chance.choice(_VALUES[kind])
        if chance.random() < 0.7:
            found["as_of"] = date
    else:
        others = [{"on": "2023-01", "part": "early"}, {"during": chance.choice(_SOURCES)}, True]
        found["value"] = chance.choice(others) if chance.random() < 0.2 else date
    if chance.random() < 0.03:
        found["citing"] = chance.choice(_SOURCES)
    return found


def tight(seed: int, count: int) -> Registry:
    """Draw a registry of so many deployments, each with up to five statements."""
    chance = random.Random(seed)
    sources = [Source(id=id_, title="A letter", published=day) for id_, day in zip(_SOURCES, PUBLISHED, strict=False)]
    sources.append(Source(id=_SOURCES[-1], title="Undated", accessed="2023-01-05"))
    statements: list[Statement] = []
    for number in range(count):
        for _ in range(chance.choice([1, 2, 2, 3, 3, 4, 5])):
            id_, source = f"x{len(statements)}", chance.choice(_SOURCES)
            try:
                statements.append(Statement(id=id_, source=source, about=f"d{number}", **_claim(chance)))
            except DeploymentsError:
                continue
    return Registry(
        sources=sources,
        deployments=[Deployment(id=f"d{number}", contributor="NLD") for number in range(count)],
        statements=statements,
        tolerance=chance.choice([Tolerance(), Tolerance(day=0), Tolerance(day=2, stale=1)]),
    )
