"""Questions asked of the tables, on DuckDB and on Spark, against the answers of the registry itself."""

import datetime
import shutil
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import deployments
from deployments import Deployment, Place, Registry, Source, Statement, UncertainDate
from deployments.errors import CountryError, DateError, DeploymentsError, InvalidValueError
from deployments.files import tables as folders
from deployments.timeline.answers import iso
from tests import registries as every_kind
from tests.timeline import small
from tests.timeline.test_many import FILTERS, crowds, questions, spread

ibis = pytest.importorskip("ibis", reason="pip install 'deployments[scale]'")

from deployments.files import frames  # noqa: E402 - it takes Ibis

MANY = settings(deadline=None, max_examples=60)
FEW = settings(deadline=None, max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])

Read = Callable[[Registry], frames.Tables]


@pytest.fixture(scope="session")
def duckdb() -> Any:
    return ibis.duckdb.connect()


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """Spark in local mode, if it and Java are there."""
    sql = pytest.importorskip("pyspark.sql", reason="pip install 'deployments[scale]'")
    if shutil.which("java") is None:
        pytest.skip("PySpark takes Java 17, and there is no java")
    session = (
        sql.SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.sql.ansi.enabled", "true")
        .getOrCreate()
    )
    yield ibis.pyspark.connect(session)
    session.stop()


def rows(con: Any, expression: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = con.to_pyarrow(expression).to_pylist()
    return found


def of(con: Any, registry: Registry) -> frames.Tables:
    return frames.Tables.of(con, deployments.to_arrow(registry), registry.tolerance)


# --- the answers are those of the registry ---------------------------------------------------------------


def check_active(tables: frames.Tables, registry: Registry, asked: str, chosen: dict[str, Any]) -> None:
    for how in ({}, {"certain": True}, {"undecided": True}, {"unconfirmed": False}, {"certain": True, "throughout": True}):
        found = {row["deployment"]: row for row in rows(tables.con, frames.active(tables, asked, **chosen, **how))}
        expected = {each.deployment.id: each for each in registry.active(asked, **chosen, **how)}
        assert found.keys() == expected.keys(), how
        for id_, row in found.items():
            assert row["certainty"] == str(expected[id_].certainty)
            assert row["rests_on"] == str(expected[id_].rests_on)
            assert row["last_confirmed"] == expected[id_].last_confirmed
            assert row["disputed"] == expected[id_].disputed


def check_strength(tables: frames.Tables, registry: Registry, asked: str, chosen: dict[str, Any]) -> None:
    (found,) = rows(tables.con, frames.strength(tables, asked, **chosen))
    assert found == summed(registry.strength(asked, **chosen))
    for by in ("contributor", "mission", "place"):
        groups = {row.pop(by): row for row in rows(tables.con, frames.strength_by(tables, by, asked, **chosen))}
        assert groups == {name: summed(each) for name, each in registry.strength_by(by, asked, **chosen).items()}


def summed(total: deployments.Total) -> dict[str, Any]:
    return {
        "low": total.low,
        "high": total.high,
        "deployments": len(total.parts),
        "unstated": len(total.unstated),
        "disputed": total.disputed,
    }


def check_series(
    tables: frames.Tables, registry: Registry, first: int, last: int, chosen: dict[str, Any], bys: list[str]
) -> None:
    start, end = iso(first), iso(last)
    found = rows(tables.con, frames.strength_series(tables, start, end, **chosen).order_by("first"))
    assert found == steps(registry.strength_series(start, end, **chosen))
    for by in bys:
        together = rows(tables.con, frames.strength_series(tables, start, end, by, **chosen).order_by(by, "first"))
        own = {name: [*each] for name, each in groupby(together, lambda row: row.pop(by))}
        assert own == {name: steps(each) for name, each in registry.strength_series(start, end, by, **chosen).items()}
    (found,) = rows(tables.con, frames.peak(tables, start, end, **chosen))
    assert found == attrs.asdict(registry.peak(start, end, **chosen))


def steps(series: Any) -> list[dict[str, Any]]:
    """Put steps together that differ only in the names of those whose strength is not stated."""
    told = [((s.low, s.high, s.parts, len(s.unstated)), s) for s in series]
    together = [(sums, [step for _, step in each]) for sums, each in groupby(told, lambda pair: pair[0])]
    return [
        {
            "first": each[0].first,
            "last": each[-1].last,
            "low": low,
            "high": high,
            "deployments": parts,
            "unstated": unstated,
        }
        for (low, high, parts, unstated), each in together
    ]


@st.composite
def asked_of(draw: st.DrawFn) -> tuple[Registry, int, int, dict[str, Any]]:
    registry, first, last = draw(spread())
    return registry, first, last, draw(st.sampled_from(FILTERS))


def fits(registry: Registry, chosen: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in chosen.items() if name != "mission" or value in registry.missions}


def agree(con: Any, case: tuple[Registry, int, int, dict[str, Any]], data: st.DataObject) -> None:
    registry, first, last, chosen = case
    chosen = fits(registry, chosen)
    tables = of(con, registry)
    asked = data.draw(questions(first, last))
    check_active(tables, registry, asked, chosen)
    check_strength(tables, registry, asked, chosen)
    a, b = sorted([data.draw(st.integers(first, last)), data.draw(st.integers(first, last))])
    check_series(tables, registry, a, b, chosen, [data.draw(st.sampled_from(["contributor", "mission", "place"]))])


@MANY
@given(case=asked_of(), data=st.data())
def test_small_registries_on_duckdb(duckdb: Any, case: Any, data: st.DataObject) -> None:
    agree(duckdb, case, data)


@FEW
@given(case=asked_of(), data=st.data())
def test_small_registries_on_spark(spark: Any, case: Any, data: st.DataObject) -> None:
    agree(spark, case, data)


def agree_on_crowd(con: Any, registry: Registry, data: st.DataObject) -> None:
    base = data.draw(st.sampled_from([1, 400_000, 738_000, 738_020, 3_000_000]))
    chosen = data.draw(st.sampled_from([{}, {"contributor": "NLD"}])) if registry.contributors else {}
    tables = of(con, registry)
    asked = data.draw(questions(max(base - 3, 1), base + 16))
    check_active(tables, registry, asked, chosen)
    check_strength(tables, registry, asked, chosen)
    until = min(base + data.draw(st.integers(0, 900_000)), datetime.date.max.toordinal())
    check_series(tables, registry, base, until, chosen, ["contributor"])


@MANY
@given(registry=crowds(), data=st.data())
def test_crowds_on_duckdb(duckdb: Any, registry: Registry, data: st.DataObject) -> None:
    agree_on_crowd(duckdb, registry, data)


@FEW
@given(registry=crowds(), data=st.data())
def test_crowds_on_spark(spark: Any, registry: Registry, data: st.DataObject) -> None:
    agree_on_crowd(spark, registry, data)


@settings(MANY, max_examples=30)
@given(registry=every_kind.registries(), data=st.data())
def test_registries_of_every_kind(duckdb: Any, registry: Registry, data: st.DataObject) -> None:
    tables = of(duckdb, registry)
    asked = data.draw(questions(738_000, 739_000))
    check_active(tables, registry, asked, {})
    check_strength(tables, registry, asked, {})
    check_series(tables, registry, 738_300, 738_900, {}, ["place"])


@settings(MANY, max_examples=30)
@given(drawn=small.monthly(), data=st.data())
def test_lengths_in_months(duckdb: Any, drawn: tuple[Registry, int, int], data: st.DataObject) -> None:
    registry, first, last = drawn
    check_active(of(duckdb, registry), registry, data.draw(questions(first, last)), {})
