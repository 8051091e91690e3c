"""What a registry is made of and is asked with, given otherwise than it should be, and records in the place of ids."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest

import deployments
from deployments import (
    Deployment,
    DeploymentsError,
    Event,
    InvalidValueError,
    Metadata,
    Mission,
    Registry,
    Source,
    Statement,
    Tolerance,
    UncertainDate,
    UndecidedError,
    dump,
    load,
)

EXAMPLE = deployments.example()
DAY = "2022-06-01"
DEPLOYMENT = EXAMPLE.deployments["nld-amdtf-svk"]
OTHER = EXAMPLE.deployments["deu-patriot-svk"]
MISSION = EXAMPLE.missions["amdtf-svk"]
EVENT = EXAMPLE.events["vilnius-summit"]
SOURCE = EXAMPLE.sources["dmm-2023-06"]


@pytest.mark.parametrize("field", ["sources", "events", "missions", "deployments", "statements"])
@pytest.mark.parametrize(
    "value",
    [
        "x",
        ["x"],
        [None],
        5,
        None,
        {"a": "x"},
        [{"id": "a"}],
        SOURCE,
        DEPLOYMENT,
        EVENT,
        MISSION,
        [[SOURCE]],
        [UncertainDate],
    ],
)
def test_what_is_no_list_of_its_records_is_refused_with_what_to_write(field: str, value: object) -> None:
    kind = {"sources": Source, "events": Event, "missions": Mission, "deployments": Deployment, "statements": Statement}
    with pytest.raises(InvalidValueError) as refused:
        Registry(**{field: value})  # type: ignore[arg-type]
    assert f"{kind[field].__name__}(" in refused.value.hint


@pytest.mark.parametrize("kind", ["sources", "events", "missions", "deployments", "statements"])
def test_records_of_another_kind_are_refused(kind: str) -> None:
    every = {"sources": SOURCE, "events": EVENT, "missions": MISSION, "deployments": DEPLOYMENT}
    for other in {*every} - {kind}:
        with pytest.raises(InvalidValueError):
            Registry(**{kind: [every[other]]})  # type: ignore[arg-type]


def test_a_tolerance_may_be_a_text_and_is_no_number() -> None:
    assert Registry(tolerance="30 %").tolerance == Tolerance(quantity=30)
    for value in (5, None, "much", 0.1, {"day": 7}):
        with pytest.raises(InvalidValueError, match="7 days, 1 month"):
            Registry(tolerance=value)


@pytest.mark.parametrize("value", ["x", {"title": "x"}, None, 5, Metadata])
def test_metadata_are_metadata(value: object) -> None:
    with pytest.raises(InvalidValueError, match=r"write Metadata\("):
        Registry(metadata=value)


@pytest.mark.parametrize("other", [UncertainDate("2023"), None, 5, "2023"])
def test_dates_have_no_order_and_the_error_says_how_to_sort(other: Any) -> None:
    date: Any = UncertainDate("2023-06")
    for compare in (
        lambda: date < other,
        lambda: date <= other,
        lambda: date > other,
        lambda: date >= other,
        lambda: sorted([date, other]),
        lambda: max(date, other),
    ):
        with pytest.raises(UndecidedError, match="sort_key"):
            compare()
    dates = [each.published for each in EXAMPLE.sources.values() if each.published]
    with pytest.raises(UndecidedError):
        sorted(dates)
    assert min(dates, key=lambda date: date.sort_key).hull == min(date.hull for date in dates)


def test_the_kind_of_a_source_that_nobody_names_stays_unset(tmp_path: Any) -> None:
    registry = Registry(sources=[Source(id="blog", title="A blog")])
    (tmp_path / "letters").mkdir()
    for name in ("x.toml", "x.jsonl"):
        path = tmp_path / "letters" / name
        dump(registry, path)
        assert "kind" not in path.read_text(encoding="utf-8")
        assert load(path).sources["blog"].kind is None
    for format_ in ("csv", "jsonl"):
        deployments.export(registry, tmp_path / format_, format_)
        assert load(tmp_path / format_).sources["blog"].kind is None
    assert [*registry.trusting(kind="official").sources] == []


# --- records in the place of ids -------------------------------------------------------------------------

#: Questions that take a record or its id, each with the record.
QUESTIONS: dict[str, tuple[Any, Callable[[Any], object]]] = {
    "presence": (DEPLOYMENT, lambda it: EXAMPLE.presence(it, DAY)),
    "periods": (DEPLOYMENT, EXAMPLE.periods),
    "overlaps": (DEPLOYMENT, lambda it: EXAMPLE.overlaps(it, OTHER)),
    "overlaps, second": (DEPLOYMENT, lambda it: EXAMPLE.overlaps(OTHER, it)),
    "connected": (EVENT, EXAMPLE.connected),
    "authorisation": (DEPLOYMENT, lambda it: EXAMPLE.authorisation(it, DAY)),
    "authorisation of a mission": (MISSION, lambda it: EXAMPLE.authorisation(it, DAY)),
    "statements_of about": (DEPLOYMENT, lambda it: EXAMPLE.statements_of(about=it)),
    "statements_of source": (SOURCE, lambda it: EXAMPLE.statements_of(source=it)),
    "without": (SOURCE, EXAMPLE.without),
    "dossier": (SOURCE, EXAMPLE.dossier),
    "show": (DEPLOYMENT, lambda it: EXAMPLE.show(it, DAY)),
    "record": (EVENT, EXAMPLE.record),
    "cite": (SOURCE, EXAMPLE.cite),
    "remove": (EXAMPLE.statements[0], EXAMPLE.remove),
}
#: Questions that take filters.
FILTERED: dict[str, Callable[[Any], object]] = {
    "active": lambda it: [*EXAMPLE.active(DAY, mission=it)],
    "count": lambda it: EXAMPLE.count(DAY, mission=it),
    "left_out": lambda it: EXAMPLE.left_out(DAY, mission=it),
    "anyone": lambda it: EXAMPLE.anyone(DAY, mission=it),
    "unplaced": lambda it: [*EXAMPLE.unplaced(DAY, mission=it)],
    "strength": lambda it: EXAMPLE.strength(DAY, mission=it),
    "strength_by": lambda it: EXAMPLE.strength_by("place", DAY, mission=it),
    "strength_series": lambda it: [*EXAMPLE.strength_series("2022-05-01", DAY, mission=it)],
    "peak": lambda it: EXAMPLE.peak("2022-05-01", DAY, mission=it),
    "relocations": lambda it: EXAMPLE.relocations(mission=it),
    "timeline": lambda it: EXAMPLE.timeline(mission=it),
    "unconfirmed": lambda it: EXAMPLE.unconfirmed("2023-09-01", mission=it),
    "authorisations": lambda it: [*EXAMPLE.authorisations(DAY, mission=it)],
    "running_out": lambda it: [*EXAMPLE.running_out("2022-05-01", DAY, mission=it)],
    "disputes": lambda it: EXAMPLE.disputes(mission=it),
    "overtaken": lambda it: EXAMPLE.overtaken(mission=it),
    "gaps": lambda it: EXAMPLE.gaps(mission=it),
    "select": lambda it: EXAMPLE.select(mission=it),
    "listing": lambda it: EXAMPLE.listing(mission=it),
    "find": lambda it: EXAMPLE.find("Patriot", mission=it),
    "changes": lambda it: EXAMPLE.changes("2022-03-01", DAY, mission=it),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_record_may_stand_where_its_id_does(question: str) -> None:
    record, ask = QUESTIONS[question]
    assert ask(record) == ask(record.id)


@pytest.mark.parametrize("question", FILTERED)
def test_a_mission_may_stand_where_its_id_does_in_every_filter(question: str) -> None:
    ask = FILTERED[question]
    assert ask(MISSION) == ask(MISSION.id)
    for wrong in (DEPLOYMENT, SOURCE, [MISSION], 5):
        with pytest.raises(InvalidValueError, match="the id of one mission"):
            ask(wrong)


def test_every_question_with_filters_is_asked_here() -> None:
    filtered = {
        name
        for name, method in inspect.getmembers(Registry, inspect.isfunction)
        if not name.startswith("_") and "filters" in inspect.signature(method).parameters
    }
    assert filtered <= {*FILTERED}


@pytest.mark.parametrize("ask", [EXAMPLE.bounds, EXAMPLE.explain, EXAMPLE.history])
def test_a_record_in_the_place_of_a_milestone_is_told_its_milestones(ask: Callable[[Any], object]) -> None:
    for record, milestone in ((DEPLOYMENT, "nld-amdtf-svk.end"), (EVENT, "vilnius-summit.start")):
        for given in (record, record.id):
            with pytest.raises(InvalidValueError) as refused:
                ask(given)
            assert milestone in refused.value.hint
            ask(milestone)


def test_a_record_of_another_registry_is_refused_like_its_id() -> None:
    foreign = Deployment(id="nld-other", contributor="NLD")
    for given in (foreign, foreign.id):
        with pytest.raises(DeploymentsError, match="there is no deployment: 'nld-other'"):
            EXAMPLE.presence(given, DAY)
