"""The computed tables against the answers of the registry itself."""

import datetime
import io
import itertools
from collections.abc import Iterable, Iterator, Mapping
from math import isfinite
from typing import Any

import hypothesis
import pytest
from hypothesis import given

import deployments
from deployments import Deployment, Registry, Source, Statement
from deployments.formats import layout
from deployments.formats.arrow import arrow_table
from deployments.formats.computed import Computed
from deployments.formats.csv_tables import write_csv
from deployments.formats.layout import COMPUTED, TableData
from deployments.solver.resolution import milestones, subjects
from deployments.values.calendar import FIRST_DATE, LAST_DATE, iso
from tests import registries
from tests.benchmarks.synthetic import records
from tests.ibis import ibis_crowds as crowds

FEW = hypothesis.settings(max_examples=30, deadline=None)


def rows(registry: Registry, name: str) -> list[dict[str, Any]]:
    table = Computed(registry)[name]
    return [dict(zip(table.layout.names, row, strict=True)) for row in table.rows()]


def holds(row: dict[str, Any], day: int) -> bool:
    return (row["first"] is None or row["first"] <= day) and (row["last"] is None or row["last"] >= day)


def check_days(registry: Registry, days: Iterable[int]) -> None:
    """Look every day of some up in the table, and compare what is there with what the registry answers."""
    table = rows(registry, "days")
    for day in days:
        here = {row["deployment"]: row for row in table if holds(row, day)}
        assert here.keys() == registry.deployments.keys()
        for id_, row in here.items():
            presence = registry.presence(id_, datetime.date.fromordinal(day))
            strength, there = presence.strength, presence.strength.if_there or presence.strength
            assert (row["certainty"], row["word"]) == (str(presence.certainty), str(presence.word))
            assert (row["listed"], row["disputed"]) == (presence.word.is_listed, presence.disputed)
            if strength.is_stated:
                assert (row["low"], row["high"]) == (strength.low, strength.high)
                assert (row["if_low"], row["if_high"]) == (there.low, there.high)
            else:
                none = 0 if row["certainty"] == "no" else None
                assert (row["low"], row["high"], row["if_low"], row["if_high"]) == (none, none, None, None)
            flags = strength.planned, strength.carried, strength.computed
            assert (row["planned"], row["carried"], row["computed"]) == flags
            assert row["stated"] == [str(figure.quantity) for figure in strength.stated]
            assert row["statements"] == [figure.statement.id for figure in strength.stated]
            assert row["sources"] == [figure.statement.source for figure in strength.stated]


def check_cover(registry: Registry) -> None:
    """Each deployment has a row for every day of the years 1 to 9999, and one only."""
    for _, own in itertools.groupby(rows(registry, "days"), lambda row: row["deployment"]):
        runs = [(row["first"], row["last"]) for row in own]
        assert runs[0][0] in (None, FIRST_DATE)
        assert runs[-1][1] in (None, LAST_DATE)
        assert all(last + 1 == first for (_, last), (first, _) in itertools.pairwise(runs))


def check_stays(registry: Registry) -> None:
    """The days beside those of the table are the ones that decide whether it is there on some day of several."""
    for row in rows(registry, "stays"):
        facts = registry._timeline.runs(row["deployment"]).facts
        shown = row["possible_first"], row["possible_last"], row["certain_first"], row["certain_last"]
        days = facts.possible_first, facts.possible_last, facts.certain_first, facts.certain_last
        assert shown == tuple(int(day) if isfinite(day) else None for day in days)


def check_apart(registry: Registry, days: Iterable[int]) -> None:
    """Two of a force cannot both be there on the days of the table, and on no others on which each can be."""
    timeline, table = registry._timeline, rows(registry, "apart")
    pairs = [(id_, other) for id_ in timeline.origins for other in befores(timeline.origins, id_)]
    for day in days:
        out = {(row["deployment"], row["before"]) for row in table if holds(row, day)}
        for id_, before in pairs:
            facts = [timeline.runs(each).facts for each in (id_, before)]
            if all(each.possible_first <= day <= each.possible_last for each in facts):
                assert ((id_, before) not in out) == timeline.may_overlap(before, id_, day)


def befores(origins: Mapping[str, str], id_: str) -> Iterator[str]:
    while id_ in origins:
        id_ = origins[id_]
        yield id_


def check_bounds(registry: Registry) -> None:
    found = {(row["subject"], row["milestone"]): row for row in rows(registry, "bounds")}
    for subject in subjects(registry):
        for milestone in milestones(subject):
            reference = f"{subject.id}.{milestone}"
            row, bounds = found.get((subject.id, milestone)), registry.bounds(reference)
            if row is None:
                assert bounds.run == (float("-inf"), float("inf"))
                continue
            for name, day, day_number in (
                ("earliest", bounds.earliest, bounds.low),
                ("latest", bounds.latest, bounds.high),
            ):
                if row[name] is None:
                    assert isinstance(day, deployments.Edge)
                    assert (str(day) == "beyond") <= row["beyond"]
                else:
                    assert row[name] == day_number
            why = registry.explain(reference)
            for name, chain in (("earliest", why.earliest), ("latest", why.latest)):
                behind = [*dict.fromkeys(link.statement for link in chain if link.statement is not None)]
                assert row[f"{name}_statements"] == [each.id for each in behind]
                assert row[f"{name}_sources"] == [each.source for each in behind]
            assert row["disputed"] == bounds.disputed


@FEW
@given(crowds.crowds())
def test_the_days_of_each_deployment_are_what_the_registry_answers(registry: Registry) -> None:
    check_cover(registry)
    check_stays(registry)
    breaks = {row[end] for row in rows(registry, "days") for end in ("first", "last")} - {None}
    check_days(registry, sorted({crowds.FIRST, *breaks}))


@FEW
@given(crowds.crowds())
def test_two_of_a_force_are_apart_where_reports_rule_out_both(registry: Registry) -> None:
    check_apart(registry, range(crowds.FIRST - 5, crowds.LAST + 5, 6))


@FEW
@given(crowds.crowds())
def test_bounds_have_the_statements_of_their_explanation(registry: Registry) -> None:
    check_bounds(registry)


@FEW
@given(registries.registries())
def test_every_registry_has_tables(registry: Registry) -> None:
    check_bounds(registry)
    check_cover(registry)
    assert len(rows(registry, "stays")) == len(registry.deployments)
    rows(registry, "apart")


def test_of_many_deployments() -> None:
    registry = Registry(**records(100))
    check_bounds(registry)
    check_cover(registry)
    check_days(registry, range(datetime.date(2014, 3, 1).toordinal(), datetime.date(2014, 3, 20).toordinal(), 6))


def test_of_the_bundled_registry() -> None:
    registry = deployments.example()
    check_bounds(registry)
    check_cover(registry)
    check_days(registry, range(datetime.date(2022, 3, 1).toordinal(), datetime.date(2026, 12, 31).toordinal(), 5))


def test_every_figure_has_its_source_and_every_deployment_those_that_speak_of_it() -> None:
    registry = deployments.example()
    published = {source.id: str(source.published) for source in registry.sources.values()}
    for row in [*rows(registry, "days"), *rows(registry, "stays")]:
        assert row["published"] == [published[source] for source in row["sources"]]
    for row in rows(registry, "days"):
        assert len(row["stated"]) == len(row["stated_of"]) == len(row["statements"]) == len(row["sources"])
    for row in rows(registry, "stays"):
        assert {*row["sources"]} == {each.source for each in registry.statements_of(about=row["deployment"])}


def said(*claims: tuple[str, str, object, str | None]) -> Registry:
    """Make two deployments, of which one letter of 30 June 2023 reports what is given."""
    return Registry(
        sources=[Source(id="letter", title="A letter", published="2023-06-30")],
        deployments=[Deployment(id=id_, contributor="NLD") for id_ in ("a", "b")],
        statements=[
            Statement(
                id=f"letter#{n}", source="letter", about=about, kind=kind, value=value, as_of=day, basis="reported"
            )
            for n, (about, kind, value, day) in enumerate(claims)
        ],
    )


def test_a_figure_stands_as_it_was_said_with_the_days_that_it_can_be_of() -> None:
    registry = said(("a", "strength", "~100", "2023-06"), ("b", "strength", "70..80", "2023-06-20"))
    day = datetime.date(2023, 6, 30).toordinal()
    stated = {row["deployment"]: (row["stated"], row["stated_of"]) for row in rows(registry, "days") if holds(row, day)}
    assert stated == {"a": (["~100"], ["2023-06-01/2023-06-30"]), "b": (["70..80"], ["2023-06-20"])}


def test_who_follows_whom_stands_beside_the_days_that_decide_windows() -> None:
    registry = said(
        ("b", "follows", "a", None),
        ("a", "start", "[2023-06-01..2023-06-10]", None),
        ("a", "end", "[2023-06-05..2023-06-20]", None),
    )
    a, b = rows(registry, "stays")
    assert (a["follows"], a["force_id"], b["follows"], b["force_id"]) == (None, "a", "a", "a")
    days = [iso(a[name]) for name in ("possible_first", "possible_last", "certain_first", "certain_last")]
    assert days == ["2023-06-01", "2023-06-20", "2023-06-10", "2023-06-05"]
    assert (b["certain_first"], b["possible_last"]) == (None, None)


@pytest.mark.parametrize(
    ("start", "first", "words"),
    [
        ("-0043", None, ["stale"]),
        ("Y17E7", None, ["before"]),
        ("9999-12-31", datetime.date.max.toordinal(), ["before", "seen"]),
    ],
)
def test_days_that_no_date_can_be(start: str, first: int | None, words: list[str]) -> None:
    registry = Registry(
        sources=[Source(id="s", title="A chronicle", published=start)],
        deployments=[Deployment(id="a", contributor="ITA")],
        statements=[Statement(id="s#1", source="s", about="a", kind="start", value=start, basis="reported")],
    )
    assert [row["word"] for row in rows(registry, "days")] == words
    check_cover(registry)
    (row,) = (row for row in rows(registry, "bounds") if row["milestone"] == "start")
    assert row["beyond"] == (first is None)
    assert row["earliest"] == first


def test_rows_are_turned_into_columns_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "_ROWS_AT_ONCE", 3)
    made: list[int] = []

    def numbered() -> Iterator[tuple[object, ...]]:
        for number in range(8):
            made.append(number)
            yield "b", "a", number + 1, None

    table = TableData(COMPUTED["apart"], numbered)
    assert [len(made) for _ in table.batches()] == [3, 6, 8]
    assert table.columns["first"] == [*range(1, 9)]
    write_csv(table, file := io.BytesIO())
    assert len(file.getvalue().splitlines()) == 9
    assert arrow_table(table).num_rows == 8


def test_the_runs_of_many_deployments_are_not_kept_in_memory() -> None:
    registry = Registry(**records(100))
    alone = [id_ for id_ in registry.deployments if registry.connected(id_) == (id_,)]
    table = Computed(registry)["days"].rows()
    assert len(alone) > 50
    assert len({next(table)[0] for _ in range(500)}) > 50
    timeline = registry._timeline
    assert not {*alone} & {*timeline._runs}
    assert not {*alone} & {*timeline.components._solved}
