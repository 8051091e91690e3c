"""Small registries with their right answers, as `cases.json` and `more_cases.json` have them.

Each case has `sources`, `statements`, the `warnings` of `check`, and the `answers` on some days: of the deployment `x`,
or `of` another. The answers were worked out by hand from the rules, not by the library.
"""

import json
import re
from pathlib import Path
from typing import Any

import attrs

from deployments import Deployment, Event, Mission, Registry, Source, Statement

#: A case as it stands in the file.
Case = dict[str, Any]

#: One for each deployment of a case, so that they are told apart by their contributors.
CONTRIBUTORS = ("NLD", "DEU", "FRA", "BEL")
#: The contributor of those who are only around, so that many deployments are asked.
OTHERS = "USA"
#: With so many around, the engine for many answers.
MANY = 70


def read_cases() -> list[Case]:
    """Return all cases of both files."""
    files = [Path(__file__).with_name(name) for name in ("cases.json", "more_cases.json")]
    return [case for file in files if file.exists() for case in json.loads(file.read_text(encoding="utf-8"))]


def records(case: Case) -> dict[str, Any]:
    """Return the records of a case, as `Registry` takes them."""
    own = case.get("deployments", [{"id": "x"}])
    return {
        "sources": [Source(id=id_, title=f"Letter {id_}", **fields) for id_, fields in case["sources"].items()],
        "events": [Event(id=id_, name=f"Event {id_}") for id_ in case.get("events", [])],
        "missions": [Mission(id=id_, name=f"Mission {id_}") for id_ in case.get("missions", [])],
        "deployments": [_deployment(fields, who) for fields, who in zip(own, CONTRIBUTORS, strict=False)],
        "statements": [Statement(**{"id": f"said-{n}", **fields}) for n, fields in enumerate(case["statements"])],
    }


def _deployment(fields: dict[str, Any], contributor: str) -> Deployment:
    own = {} if "part_of" in fields else {"contributor": contributor}
    return Deployment(**own, **fields)


def alone(case: Case) -> Registry:
    """Return the registry of a case and nothing else."""
    return Registry(**records(case))


def among_many(case: Case) -> Registry:
    """Return the registry of a case with more deployments around, which have nothing to do with it."""
    own = records(case)
    own["sources"] += [
        Source(id="other-letter", title="Another letter", published="2024-02-01"),
        Source(id="other-page", title="Another page", published="2024-06"),
    ]
    own["missions"].append(Mission(id="other-mission", name="Another mission"))
    for number in range(MANY):
        id_ = f"other-{number:02}"
        own["deployments"].append(Deployment(id=id_, contributor=OTHERS, mission="other-mission"))
        own["statements"] += _said_of_another(id_, number)
    return Registry(**own)


def all_together(cases: list[Case]) -> Registry:
    """Return one registry of many cases: the ids of each begin with its `prefix`, and each deployment has a place."""
    together: dict[str, Any] = {}
    for case in cases:
        for name, each in records(_prefixed(case)).items():
            together.setdefault(name, []).extend(each)
    together["deployments"] = [attrs.evolve(each, place={"name": each.id}) for each in together["deployments"]]
    return Registry(**together)


def prefix(case: Case) -> str:
    """Return what the ids of a case begin with where it is together with others.

    >>> prefix({"name": "70 of 145 have left"})
    'case-70-of-145-have-left-'
    """
    return "case-" + re.sub(r"[^a-z0-9]+", "-", case["name"].lower()).strip("-") + "-"


def _prefixed(case: Case) -> Case:
    """Return a case whose ids begin with its prefix, wherever they stand."""
    own = case.get("deployments", [{"id": "x"}])
    events, missions = case.get("events", []), case.get("missions", [])
    ids = {*case["sources"], *(each["id"] for each in own), *events, *missions}

    def renamed(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: renamed(each) for name, each in value.items()}
        if isinstance(value, list):
            return [renamed(each) for each in value]
        return f"{prefix(case)}{value}" if isinstance(value, str) and value.partition(".")[0] in ids else value

    return {
        **case,
        "sources": {renamed(id_): fields for id_, fields in case["sources"].items()},
        "deployments": renamed(own),
        "events": renamed(events),
        "missions": renamed(missions),
        "statements": [{"id": f"{prefix(case)}said-{n}"} | renamed(each) for n, each in enumerate(case["statements"])],
    }


def _said_of_another(id_: str, number: int) -> list[Statement]:
    """Return a few claims of every sort, so that the deployments around are not all alike."""
    month = 1 + number % 12
    said: list[dict[str, Any]] = [
        {"kind": "start", "value": f"2023-{month:02}", "basis": "reported"},
        {"kind": "strength", "value": f"~{10 + number}", "as_of": "2024-01-15", "basis": "reported"},
        {"kind": "end", "value": f"2025-{month:02}-{1 + number % 28:02}", "basis": "planned"},
        {"kind": "start", "value": f"2024-{month:02}-10", "basis": "planned"},
        {"kind": "duration", "value": "P6M"},
    ]
    chosen = said[number % 2 : number % 5 + 1]
    return [
        Statement(id=f"{id_}-said-{n}", about=id_, source=("other-letter", "other-page")[number % 2], **fields)
        for n, fields in enumerate(chosen)
    ]
