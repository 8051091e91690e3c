"""What a reader sees of a number that is only under consideration: it counts nowhere, and is denied nowhere."""

from collections.abc import Mapping
from typing import Any

import pytest

from deployments import Deployment, Registry, Source, Statement, reports, shapes

#: A letter that asks for a force, from a day on, of about 150, with two radars.
ASKED: list[Mapping[str, Any]] = [
    {"kind": "start", "value": "2024-05-01", "basis": "considered"},
    {"kind": "duration", "value": "P1Y..", "basis": "considered"},
    {"kind": "strength", "value": "~150", "basis": "considered"},
    {"kind": "equipment", "value": {"radar": "2"}, "basis": "considered"},
]


def registry(*said: Mapping[str, Any]) -> Registry:
    """Return a registry of a Dutch force, which statements are about by default, and of 90 Germans who were seen."""
    seen = {"about": "deu", "kind": "strength", "value": "90", "basis": "reported", "source": "june"}
    return Registry(
        sources=[
            Source(id=id_, title=id_, published=day) for id_, day in (("march", "2024-03-08"), ("june", "2024-06-20"))
        ],
        deployments=[Deployment(id=id_, contributor=id_.upper(), place="LTU") for id_ in ("nld", "deu")],
        statements=[
            Statement(**{"id": f"s{n}", "about": "nld", "source": "march", **each})
            for n, each in enumerate([*said, seen])
        ],
    )


def told(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("lang", "figure"),
    [
        ("en", "not stated; about 150 under consideration (8 March 2024) ["),
        ("nl", "niet genoemd; ongeveer 150 in overweging (8 maart 2024) ["),
    ],
)
def test_it_stands_beside_not_stated_wherever_a_strength_does(lang: str, figure: str) -> None:
    found = registry(*ASKED)
    assert figure in told(reports.strength(found, "2024-07-01", lang=lang))
    assert figure in told(reports.active(found, "2024-07-01", lang=lang))
    assert figure in told(reports.show(found, "nld", "2024-07-01", lang=lang))


def test_it_is_in_no_sum_and_that_nobody_states_it_is_not_said() -> None:
    text = told(reports.strength(registry(*ASKED), "2024-07-01"))
    assert "stated for 1 of 2 90" in text
    assert "No total: the number of Netherlands, in Lithuania is only under consideration." in text
    assert "nobody states" not in text
    alone = told(reports.strength(registry(*ASKED), "2024-07-01", contributor="NLD"))
    assert "No total: the number of Netherlands, in Lithuania is only under consideration." in alone
    assert "nobody states" not in alone


def test_the_sentence_has_its_number_and_its_things() -> None:
    sentence = registry(*ASKED).presence("nld", "2024-07-01").sentence()
    assert "duration at least 1 year; strength about 150; equipment 2 × radar [" in sentence
    said = {"kind": "change", "value": "-30", "basis": "considered"}, ASKED[0]
    assert "start 1 May 2024; change 30 fewer [" in registry(*said).presence("nld", "2024-07-01").sentence()


def test_one_for_a_later_day_says_for_which() -> None:
    said = {"kind": "strength", "value": "200", "as_of": "2025-01-01", "basis": "considered"}, ASKED[0]
    presence = registry(*said).presence("nld", "2024-07-01")
    assert presence.figure() == "not stated; 200 under consideration (8 March 2024, for 1 January 2025)"


@pytest.mark.parametrize("day", ["2024-03-07", "2026-12-01"])
def test_before_its_letter_and_long_after_it_is_not_told(day: str) -> None:
    assert not registry(*ASKED).presence("nld", day).considered


@pytest.mark.parametrize(
    "newer",
    [
        {"kind": "strength", "value": "120", "basis": "planned"},
        {"kind": "strength", "value": "100", "basis": "considered"},
        {"kind": "cancelled", "value": True},
    ],
)
def test_what_a_newer_letter_says_takes_its_place(newer: Mapping[str, Any]) -> None:
    found = registry(*ASKED, {**newer, "source": "june"})
    assert [str(each.quantity) for each in found.presence("nld", "2024-04-01").considered] == ["~150"]
    later = found.presence("nld", "2024-07-01").considered
    assert [str(each.quantity) for each in later] == (["100"] if newer["value"] == "100" else [])


def test_programs_read_it_beside_the_strength() -> None:
    found = registry(*ASKED)
    (item,) = shapes.active(found, "2024-07-01", contributor="NLD").items
    assert [(each.quantity, each.basis, each.statement) for each in item.considered] == [("~150", "considered", "s2")]
    assert item.strength.unstated
    (part,) = shapes.strength(found, "2024-07-01", contributor="NLD").total.parts
    assert part.considered == item.considered


def test_history_tells_of_a_day_that_is_only_considered() -> None:
    text = told(reports.history(registry(*ASKED), "nld.start"))
    assert "No source says anything that bounds it." in text
    assert "Under consideration, and not decided: start: 1 May 2024 [1]." in text


def test_history_says_other_sources_only_where_one_has_a_row() -> None:
    text = told(reports.history(registry(*ASKED), "nld.end"))
    assert "other source" not in text
    assert "duration: at least 1 year [1]" in text
