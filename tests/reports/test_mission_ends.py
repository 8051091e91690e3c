"""Beside who is, or may be, in a mission stands when that mission ended or was to end, as its sources have it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from deployments import Deployment, Event, Mission, Registry, Source, Statement, reports

END: dict[str, Any] = {"value": "2023-12-31", "basis": "planned"}
ASK: dict[str, Callable[..., str]] = {
    "active": reports.active,
    "anyone": reports.anyone,
    "show": lambda found, day, **style: reports.show(found, "nor", day, **style),
}


def registry(*ends: dict[str, Any], kind: str = "end", mission: str = "M {who}") -> Registry:
    """Return a registry of some Norwegians in a mission, seen in June, and of what letters say of its end."""
    sources = [Source(id=f"letter-{n}", title="A letter", published=f"2023-06-{30 - n}") for n in range(3)]
    said = [
        Statement(id=f"end-{n}", **{"source": f"letter-{n}", "about": "m", "kind": kind} | end)
        for n, end in enumerate(ends)
    ]
    seen = Statement(id="seen", source="letter-0", about="nor", kind="present", value=True)
    return Registry(
        sources=sources,
        missions=[Mission(id="m", name=mission)],
        deployments=[Deployment(id="nor", contributor="NOR", mission="m", place="Bamako, MLI")],
        events=[Event(id="vote", name="the vote")],
        statements=[*said, seen],
    )


def told(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", ASK)
@pytest.mark.parametrize(
    ("lang", "day", "sentence"),
    [
        ("en", "2024-01-31", "Its mission M {who} was to end on 31 December 2023 [1]."),
        ("en", "2023-07-01", "Its mission M {who} is to end on 31 December 2023 [1]."),
        ("nl", "2024-01-31", "De bijbehorende missie, M {who}, zou eindigen op 31 december 2023 [1]."),
        ("nl", "2023-07-01", "De bijbehorende missie, M {who}, zal eindigen op 31 december 2023 [1]."),
    ],
)
def test_the_end_of_a_mission_stands_beside_who_may_be_in_it(name: str, lang: str, day: str, sentence: str) -> None:
    assert sentence in told(ASK[name](registry(END), day, lang=lang))


@pytest.mark.parametrize(
    ("end", "sentence"),
    [
        ({"value": "2023-05", "basis": "reported"}, "Its mission M ended in May 2023 [1]."),
        ({"value": "mid 2023", "basis": "planned"}, "Its mission M was to end in mid-2023 [1]."),
        ({"value": {"after": ["vote"]}, "basis": "planned"}, "Its mission M is to end after the vote [1]."),
    ],
)
def test_it_is_told_in_the_words_of_its_source(end: dict[str, Any], sentence: str) -> None:
    assert sentence in told(reports.active(registry(end, mission="M"), "2024-01-31"))


@pytest.mark.parametrize(
    ("ends", "kind"),
    [((), "end"), (({"value": "2023-12-31", "basis": "considered"},), "end"), ((END,), "end_decided")],
)
def test_where_no_end_is_stated_there_is_no_such_sentence(ends: tuple[dict[str, Any], ...], kind: str) -> None:
    assert "Its mission" not in reports.active(registry(*ends, kind=kind), "2024-01-31")


@pytest.mark.parametrize("name", ASK)
def test_beside_who_may_be_there_stands_that_the_mission_was_called_off(name: str) -> None:
    off = registry({"value": True}, kind="cancelled", mission="M")
    assert "Its mission M was called off [1]." in told(ASK[name](off, "2023-07-01"))


@pytest.mark.parametrize("name", ["active", "show"])  # `anyone` names the whole, and says that of it
def test_beside_a_part_stands_that_its_whole_was_called_off(name: str) -> None:
    whole = Deployment(id="all", contributor="SWE", mission="m")
    part = Deployment(id="nor", contributor="NOR", part_of="all")
    call = Statement(id="call", source="letter-1", about="all", kind="cancelled", value=True)
    planned = Statement(id="plan", source="letter-2", about="nor", kind="start", value="2023-07-01", basis="planned")
    plan = Registry(
        sources=[*registry().sources.values()], missions=[*registry().missions.values()], deployments=[whole, part]
    )
    found = plan.add(call, planned)
    assert "Sweden, of which it is a part, was called off" in told(ASK[name](found, "2023-07-02"))
    assert "called off" not in told(ASK[name](plan.add(planned), "2023-07-02"))
    doubtful = Statement(id="call", source="letter-1", about="all", kind="cancelled", value=True, basis="considered")
    assert "was called off" not in told(ASK[name](plan.add(doubtful, planned), "2023-07-02"))


def test_of_an_end_that_was_moved_only_the_new_one_is_told() -> None:
    found = registry({"value": "2024-06-30", "basis": "planned"}, END, mission="M")
    text = told(reports.active(found, "2024-01-31"))
    assert text.count("Its mission") == 1
    assert "Its mission M is to end on 30 June 2024 [1]." in text


def test_of_who_is_not_there_it_is_not_told() -> None:
    left = Statement(id="left", source="letter-0", about="nor", kind="end", value="2023-06-30", basis="reported")
    assert "Its mission" not in reports.anyone(registry(END).add(left), "2024-01-31")


def test_several_who_say_the_same_are_cited_together() -> None:
    ended = END | {"basis": "reported", "value": "2023-05-31"}
    assert "ended on 31 May 2023 [1; 2]." in told(reports.active(registry(ended, ended), "2024-01-31"))
