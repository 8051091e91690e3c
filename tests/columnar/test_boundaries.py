"""The first and the last day on which anything is so, in registries of many deployments."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest

from deployments import Certainty, Deployment, Mission, Registry, Source, Statement
from deployments.answers.timeline import Timeline
from deployments.answers.words import Word
from deployments.columnar.engine import ColumnarTimeline, timeline_of
from deployments.solver.components import Component
from deployments.solver.network import Network
from deployments.values.calendar import iso

LATER = Source(id="later", title="A letter", published="2030-01-01")


@pytest.fixture(params=["looking at all", "in tables"], autouse=True)
def looks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask as the first few questions of a registry are answered, and as all that follow."""
    many = 10**9 if request.param == "looking at all" else 0
    monkeypatch.setattr("deployments.columnar.presence_index.LOOKS", many)
    monkeypatch.setattr("deployments.columnar.table.Words.LOOKS", many)


def registry(*claims: dict[str, Any], count: int = 0, **records: Any) -> Registry:
    """Give a registry of the deployments that are spoken of, and of so many others that nobody speaks of."""
    ids = dict.fromkeys(str(claim["about"]) for claim in claims)
    records.setdefault("deployments", [Deployment(id=id_, contributor="NLD") for id_ in ids])
    others = [Deployment(id=f"other-{number}", contributor="DEU") for number in range(count)]
    return Registry(
        sources=records.pop("sources", [LATER]),
        deployments=[*records.pop("deployments"), *others],
        statements=[Statement(id=f"x{n}", **{"source": "later", **claim}) for n, claim in enumerate(claims)],
        **records,
    )


def stay(id_: str, first: str, last: str) -> Iterator[dict[str, Any]]:
    yield {"about": id_, "kind": "start", "value": first}
    yield {"about": id_, "kind": "end", "value": last}


def present(many: ColumnarTimeline, on: str, **how: Any) -> list[str]:
    there = many.active(on, **how)
    assert len(there) == many.count(on, **how)
    return [presence.deployment.id for presence in there]


def test_a_stay_of_one_day_is_of_that_day_only() -> None:
    many = timeline_of(registry(*stay("x", "2024-05-10", "2024-05-10")))
    assert [present(many, day) for day in ("2024-05-09", "2024-05-10", "2024-05-11")] == [[], ["x"], []]
    assert present(many, "2024-05-10", certain=True) == ["x"]
    assert present(many, "2024-05", certain=True) == present(many, "2024-05-09/2024-05-10", certain=True) == ["x"]
    assert present(many, "2024-05-11/2024-06", certain=True) == []
    assert present(many, "2024-05-10/2024-05-10", throughout=True) == ["x"]
    assert present(many, "2024-05-10/2024-05-11", throughout=True) == []


def test_a_figure_counts_from_its_very_day_until_the_day_before_the_next() -> None:
    figures = [
        {"about": "x", "kind": "strength", "value": 100, "as_of": "2024-03-01"},
        {"about": "x", "kind": "strength", "value": 60, "as_of": "2024-04-01"},
    ]
    many = timeline_of(registry(*stay("x", "2024-02-01", "2024-12-31"), *figures))
    days = ("2024-02-29", "2024-03-01", "2024-03-31", "2024-04-01")
    assert [str(many.total(day)) for day in days] == ["unknown", "100", "100", "60"]
    assert [(str(step.first), step.low) for step in many.series("2024-02-28", "2024-04-02")] == [
        ("2024-02-28", 0),
        ("2024-03-01", 100),
        ("2024-04-01", 60),
    ]


def test_a_figure_is_carried_for_18_months_to_the_day() -> None:
    figure = {"about": "x", "kind": "strength", "value": 100, "as_of": "2024-03-31"}
    many = timeline_of(registry(*stay("x", "2024-02-01", "2027-12-31"), figure))
    assert [str(many.total(day)) for day in ("2025-09-30", "2025-10-01")] == ["100", "unknown"]


def test_a_vague_figure_may_be_the_newest_from_its_first_day_and_is_from_its_last() -> None:
    figures = [
        {"about": "x", "kind": "strength", "value": 100, "as_of": "2024-03-01"},
        {"about": "x", "kind": "strength", "value": 60, "as_of": "2024-05"},
    ]
    many = timeline_of(registry(*stay("x", "2024-02-01", "2024-12-31"), *figures))
    days = ("2024-04-30", "2024-05-01", "2024-05-30", "2024-05-31")
    assert [str(many.total(day)) for day in days] == ["100", "60..100", "60..100", "60"]


def test_a_mission_counts_the_missions_that_are_part_of_its_parts() -> None:
    missions = [Mission(id="whole", name="Whole"), Mission(id="part", name="Part", part_of="whole")]
    missions.append(Mission(id="piece", name="Piece", part_of="part"))
    claims = [claim for id_ in ("x", "y", "z") for claim in stay(id_, "2024-01-01", "2024-12-31")]
    within = {"x": "whole", "y": "piece", "z": None}
    own = [Deployment(id=id_, contributor="NLD", mission=mission) for id_, mission in within.items()]
    many = timeline_of(registry(*claims, missions=missions, deployments=own))
    assert present(many, "2024-06-01", mission="whole") == ["x", "y"]
    assert present(many, "2024-06-01", mission="part") == present(many, "2024-06-01", mission="piece") == ["y"]


@pytest.mark.parametrize(("count", "many"), [(64, False), (65, True)])
def test_with_more_than_64_deployments_columns_answer_and_say_the_same(count: int, *, many: bool) -> None:
    own = registry(
        *stay("x", "[2024-05-01..2024-05-20]", "2024-09-30"),
        {"about": "x", "kind": "strength", "value": 90, "as_of": "2024-06-01"},
        count=count - 1,
    )
    assert len(own.deployments) == count
    assert isinstance(own._timeline, ColumnarTimeline) is many
    days = ("2024-04-30", "2024-05-01", "2024-05-20", "2024-09-30", "2024-10-01")
    assert [own.count(day) for day in days] == [0, 1, 1, 1, 0]
    assert [own.count(day, certain=True) for day in days] == [0, 0, 1, 1, 0]
    assert [own.left_out(day) for day in days] == [{Word.UNSPOKEN: count - 1}] * 5
    assert [own.active(day) for day in days] == [Timeline(own).active(day) for day in days]
    assert (own.strength("2024-06-01").low, own.strength("2024-06-01").high) == (90, 90)


def test_nobody_is_there_twice_of_whom_days_between_are_left_out() -> None:
    """A stay was announced and missed, and long after that another is considered: between these it is stale."""
    sources = [Source(id=f"of-{year}", title="A letter", published=f"{year}-06-01") for year in (2019, 2021)]
    many = timeline_of(
        registry(
            {"about": "x", "source": "of-2019", "kind": "start", "value": "2020-01-01"},
            {"about": "x", "source": "of-2019", "kind": "end", "value": "2020-06-30"},
            {"about": "x", "source": "of-2021", "kind": "start", "value": "2022-08-01", "basis": "considered"},
            {"about": "x", "source": "of-2021", "kind": "end", "value": "2022-09-30", "basis": "considered"},
            *stay("y", "2020-01-01", "2022-12-31"),
            sources=[*sources, LATER],
        )
    )
    words = {"2020-03-01": "announced", "2021-12-30": "missed", "2021-12-31": "stale", "2022-08-01": "considered"}
    assert {day: str(many.presence("x", day).word) for day in words} == words
    assert [present(many, day) for day in words] == [["x", "y"], ["x", "y"], ["y"], ["x", "y"]]
    assert present(many, "2020/2022") == ["x", "y"]
    assert many.count("2020/2022") == len(many.total("2020/2022").parts) == 2
    assert present(many, "2020-06-01/2022", throughout=True) == ["y"]
    assert many.left_out("2020-06-01/2022", throughout=True) == {Word.STALE: 1}
    assert many.left_out("2021-12-30/2022-01-10") == {}
    assert present(many, "2022-XX-15") == ["x", "y"]
    assert many.series("2021-12-30", "2022-08-01")[1].not_excluded == 1


def test_on_some_day_of_a_period_and_on_none_in_particular() -> None:
    many = timeline_of(registry(*stay("x", "[2024-05-01..2024-05-31]", "[2024-05-01..2024-05-31]")))
    assert [present(many, each, certain=True) for each in ("2024-05-15", "2024-05-02/2024-05-31", "2024-05")] == [
        [],
        [],
        ["x"],
    ]
    assert many.presence("x", "2024-05").certainty is Certainty.CERTAIN
    assert present(many, "2024-05-15", possible=True) == ["x"]


# --- steps -----------------------------------------------------------------------------------------------


@pytest.fixture
def solved(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Count the components that are solved one by one, and how often bounds are raised in any."""
    counts = {"components": 0, "networks": 0}

    def count(owner: Any, method: str, name: str) -> None:
        own = getattr(owner, method)

        def counted(*given: Any, **named: Any) -> Any:
            counts[name] += 1
            return own(*given, **named)

        monkeypatch.setattr(owner, method, counted)

    count(Component, "__init__", "components")
    count(Network, "lows", "networks")
    return counts


def seen(count: int, published: str) -> Registry:
    """Give deployments that one source has there on the day on which it appeared."""
    ids = [f"x{number}" for number in range(count)]
    return Registry(
        sources=[Source(id="press", title="An article", published=published), LATER],
        deployments=[Deployment(id=id_, contributor="NLD") for id_ in ids],
        statements=[
            *(Statement(id=f"a{id_}", source="press", about=id_, kind="present", value=True) for id_ in ids),
            *(Statement(id=f"b{id_}", source="press", about=id_, kind="strength", value=100) for id_ in ids),
            *(Statement(id=f"c{id_}", source="later", about=id_, kind="end", value="2024-12-31") for id_ in ids),
        ],
    )


@pytest.mark.parametrize("published", ["2024-02-25", "[2024-02-20..2024-02-29]", "2024-0X-2X", "2024~"])
def test_a_vague_day_of_publication_costs_no_more_than_a_sharp_one(published: str, solved: dict[str, int]) -> None:
    many = timeline_of(seen(100, published))
    assert many.count("2024-11-05") == many.count("2024-1X-21") == many.count("2024/..") == 100
    assert many.count("20XX-XX-21") + sum(many.left_out("20XX-XX-21").values()) == 100
    assert many.total("2024-12-31").low == 10_000
    assert solved == {"components": 0, "networks": 0}


def test_what_a_mask_leaves_open_takes_steps_in_proportion(solved: dict[str, int]) -> None:
    steps = []
    for count in (100, 200):
        ids = [f"x{number}" for number in range(count)]
        own = Registry(
            sources=[LATER],
            deployments=[Deployment(id=id_, contributor="NLD") for id_ in ids],
            statements=[
                Statement(id=f"{id_}-{kind}", source="later", about=id_, kind=kind, value=value)
                for id_ in ids
                for kind, value in (("start", "2023-XX-21"), ("end", "2024-1X-XX"))
            ],
        )
        assert len(own.active("2024/..")) == own.count("20XX-XX-21") == count
        steps.append(solved["networks"])
        solved["networks"] = 0
    assert steps[1] <= 2.1 * steps[0]
    assert steps[1] <= 20 * 200


@pytest.mark.parametrize("asked", ["XXXX-XX-31", "XXXX-12-XX"])
def test_all_days_of_a_mask_are_looked_at_once(asked: str, solved: dict[str, int]) -> None:
    last = Source(id="later", title="A letter", published="2090-01-01")
    first = datetime.date(2000, 3, 30).toordinal()
    days = [iso(first + number * 61) for number in range(400)]
    many = timeline_of(registry(*(claim for day in days for claim in stay(f"on-{day}", day, day)), sources=[last]))
    expected = [f"on-{day}" for day in days if day[5:7] == asked[5:7] or day[8:] == asked[8:]]
    assert present(many, asked) == expected
    assert 0 < len(expected) < 400
    assert solved["components"] <= len(expected)
