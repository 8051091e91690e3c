"""The computed tables against the answers of the registry itself."""

import datetime
import itertools
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
from hypothesis import given

import deployments
from deployments import Deployment, Registry, Source, Statement
from deployments.formats.computed import Computed
from deployments.solver.network import Network
from deployments.solver.resolution import milestones, subjects
from deployments.values.calendar import iso
from tests import registries
from tests.answers import small
from tests.benchmarks.synthetic import records

FEW = hypothesis.settings(max_examples=60, deadline=None)


def rows(registry: Registry, name: str) -> list[dict[str, Any]]:
    table = Computed(registry)[name]
    return [dict(zip(table.layout.names, row, strict=True)) for row in table.rows()]


def holds(row: dict[str, Any], day: int) -> bool:
    return (row["first"] is None or row["first"] <= day) and (row["last"] is None or row["last"] >= day)


def days(first: int, last: int) -> Iterator[tuple[int, datetime.date]]:
    for day in range(first, last + 1):
        yield day, datetime.date.fromordinal(day)


def check_presence(registry: Registry, first: int, last: int) -> None:
    presence, gaps = rows(registry, "presence"), rows(registry, "gaps")
    assert {gap["deployment"] for gap in gaps} <= {row["deployment"] for row in presence if not row["by_bounds"]}
    for day, date in days(first, last):
        out = {gap["deployment"] for gap in gaps if holds(gap, day)}
        there = {row["deployment"]: row for row in presence if holds(row, day) and row["deployment"] not in out}
        found = {each.deployment.id: each for each in registry.active(date)}
        assert there.keys() == found.keys()
        for id_, row in there.items():
            sure = row["certain_from"] is not None and row["certain_from"] <= day <= row["certain_to"]
            assert sure == (str(found[id_].certainty) == "certain")
            if not sure:
                late = row["expected_to"]
                # Until its earliest start by plans it is expected, as long as the plans leave any later day.
                rests = "open" if late is None else "expected" if day <= late else "unconfirmed"
                assert str(found[id_].rests_on) == rests


def check_strength(registry: Registry, first: int, last: int) -> None:
    strength, forces = rows(registry, "strength"), rows(registry, "forces")
    for day, date in days(first, last):
        found = {each.deployment.id: each for each in registry.active(date)}
        here = [row for row in strength if holds(row, day)]
        assert sorted(row["deployment"] for row in here) == sorted(found)
        for row in here:
            said = found[row["deployment"]].strength
            assert (row["low"], row["high"], row["stated"]) == (said.low, said.high, said.is_stated)
            assert (row["carried"], row["planned"]) == (said.carried, said.planned)
            assert row["statements"] == [each.id for each in said.statements]
        total = registry.strength(date)
        together = [row for row in forces if holds(row, day)]
        assert sum(row["low"] for row in together) == total.low
        highs = [row["high"] for row in together]
        assert (None if None in highs else sum(highs)) == total.high
        assert sum(row["deployments"] for row in together) == len(total.parts)
        assert sorted(id_ for row in together for id_ in row["unstated"]) == sorted(each.id for each in total.unstated)
        assert any(row["disputed"] for row in together) == total.disputed


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
@given(small.registries())
def test_presence_and_gaps_decide_every_day(drawn: tuple[Registry, int, int]) -> None:
    check_presence(*drawn)


@hypothesis.settings(max_examples=12, deadline=None)  # each asks for a hundred days
@given(small.monthly())
def test_presence_and_gaps_decide_every_day_of_lengths_in_months(drawn: tuple[Registry, int, int]) -> None:
    registry, first, last = drawn
    check_presence(registry, first + 40, last - 40)


@FEW
@given(small.registries(numbers=True))
def test_strengths_are_those_of_every_day_and_forces_add_up_to_the_total(drawn: tuple[Registry, int, int]) -> None:
    check_strength(*drawn)


def claimed(count: int, *claims: tuple[str, str, object]) -> Registry:
    """Make so many deployments, of which one letter claims all that is given."""
    return Registry(
        sources=[Source(id="s", title="A letter", published="2020-01-01")],
        deployments=[Deployment(id=f"d{number}", contributor="NLD") for number in range(count)],
        statements=[
            Statement(id=f"s#{number}", source="s", about=about, kind=kind, value=value, basis="reported")
            for number, (about, kind, value) in enumerate(claims)
        ],
    )


def chain(count: int, lasting: str) -> Registry:
    """Make deployments that each start after the one before has ended, and last as long as said."""
    ids = [f"d{number}" for number in range(count)]
    durations = [(id_, "duration", lasting) for id_ in ids]
    after = [(id_, "start", {"after": f"{before}.end"}) for before, id_ in itertools.pairwise(ids)]
    return claimed(count, ("d0", "start", "2020-01-01"), *durations, *after)


@pytest.mark.parametrize("lasting", ["P1M..P2M", "P6M", "P1M..P1M1D", "..P1M", "P30D"])
def test_gaps_are_asked_for_only_where_a_day_can_be_left_out(lasting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    calls, lows = [0], Network.lows

    def counted(network: Network) -> dict[str, float]:
        calls[0] += 1
        return lows(network)

    monkeypatch.setattr(Network, "lows", counted)
    for count in (2, 4, 8):
        registry, calls[0] = chain(count, lasting), 0
        assert rows(registry, "gaps") == []
        assert calls[0] <= 12 * count  # of two it was 30,000, to the year 9999


def test_gaps_of_a_start_that_only_some_days_can_be_are_found() -> None:
    after = ("d1", "start", {"after": "d0.end"})
    registry = claimed(2, ("d0", "start", "2019-1X-01"), ("d0", "duration", "P2D"), ("d1", "duration", "P1M"), after)
    spans = {(row["deployment"], iso(row["first"]), iso(row["last"])) for row in rows(registry, "gaps")}
    assert spans == {("d0", "2019-10-04", "2019-10-31"), ("d0", "2019-11-04", "2019-11-30")}


@FEW
@given(small.registries())
def test_bounds_have_the_statements_of_their_explanation(drawn: tuple[Registry, int, int]) -> None:
    check_bounds(drawn[0])


@FEW
@given(registries.registries())
def test_every_registry_has_tables(registry: Registry) -> None:
    check_bounds(registry)
    for name in Computed(registry):
        rows(registry, name)


def test_of_many_deployments() -> None:
    registry = Registry(**records(300))
    check_bounds(registry)
    check_presence(registry, datetime.date(2014, 3, 1).toordinal(), datetime.date(2014, 3, 20).toordinal())
    check_strength(registry, datetime.date(2014, 3, 1).toordinal(), datetime.date(2014, 3, 20).toordinal())


def test_of_the_bundled_registry() -> None:
    registry = deployments.example()
    first, last = datetime.date(2022, 3, 1).toordinal(), datetime.date(2023, 12, 31).toordinal()
    check_bounds(registry)
    check_presence(registry, first, last)
    check_strength(registry, first, last)


def test_every_row_that_says_something_has_its_sources_and_their_dates() -> None:
    registry = deployments.example()
    published = {source.id: str(source.published) for source in registry.sources.values()}
    for name in ("presence", "gaps", "strength", "forces"):
        for row in rows(registry, name):
            assert row["published"] == [published[source] for source in row["sources"]]
            if "statements" in row:
                by_id = {each.id: each for each in registry.statements()}
                assert {by_id[id_].source for id_ in row["statements"]} == set(row["sources"])


def test_a_force_that_moved_is_counted_once() -> None:
    source = Source(id="letter", title="A letter", published="2023-06-30")
    said = [
        ("a", "start", "2023-06-01", None),
        ("a", "strength", "100", "2023-06-01"),
        ("b", "start", "2023-06-10", None),
        ("b", "strength", "80", "2023-06-10"),
    ]
    registry = Registry(
        sources=[source],
        deployments=[
            Deployment(id="a", contributor="NLD"),
            Deployment(id="b", contributor="NLD", follows="a"),
        ],
        statements=[
            Statement(id=f"letter#{n}", source="letter", about=about, kind=kind, value=value, as_of=as_of)
            for n, (about, kind, value, as_of) in enumerate(said)
        ],
    )
    day = datetime.date(2023, 6, 10).toordinal()
    (force,) = (row for row in rows(registry, "forces") if holds(row, day))
    assert (force["force_id"], force["low"], force["high"]) == ("a", 80, 100)
    assert {row["force_id"] for row in rows(registry, "strength")} == {"a"}


@pytest.mark.parametrize(
    ("start", "first", "there"),
    [("-0043", None, True), ("Y17E7", None, False), ("9999-12-31", datetime.date.max.toordinal(), True)],
)
def test_days_that_no_date_can_be(start: str, first: int | None, there: bool) -> None:
    registry = Registry(
        sources=[Source(id="s", title="A chronicle", published="2023")],
        deployments=[Deployment(id="a", contributor="ITA")],
        statements=[Statement(id="s#1", source="s", about="a", kind="start", value=start, basis="reported")],
    )
    found = rows(registry, "presence")
    assert len(found) == there
    assert not there or found[0]["first"] == first
    (row,) = (row for row in rows(registry, "bounds") if row["milestone"] == "start")
    assert row["beyond"] == (first is None)
    assert len(rows(registry, "strength")) == len(rows(registry, "forces")) >= there
