"""Questions asked of the tables, on DuckDB and on Spark, against the answers of the registry itself."""

import shutil
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import deployments
from deployments import Deployment, Registry, Source, Statement
from deployments.answers.question import Question
from deployments.errors import CountryError, DateError, DeploymentsError, InvalidValueError
from deployments.values.calendar import iso
from tests.ibis import ibis_crowds as crowds

ibis = pytest.importorskip("ibis", reason="pip install 'deployments[duckdb]'")

import deployments.ibis as questions  # noqa: E402 - it takes Ibis

#: Ibis 12 asks DuckDB 2 by a name that it is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")

MANY = settings(deadline=None, max_examples=10)
FEW = settings(deadline=None, max_examples=2)

#: What Spark and Ibis on it warn of is not ours to mend.
SPARK = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
#: Which deployments are asked for.
FILTERS: list[dict[str, Any]] = [
    {},
    {"contributor": "NLD"},
    {"mission": "whole"},
    {"place": "SVK"},
    {"contributor": "NLD", "place": "LTU"},
]
#: Ways to ask for some of those who are there.
HOW = st.sampled_from(
    [{}, {"certain": True}, {"possible": True}, {"not_excluded": True}, {"certain": True, "throughout": True}]
)


@pytest.fixture(scope="session")
def duckdb() -> Any:
    return ibis.duckdb.connect()


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """Spark in local mode, if it and Java are there."""
    sql = pytest.importorskip("pyspark.sql", reason="pip install 'deployments[spark]'")
    if shutil.which("java") is None:
        pytest.skip("PySpark takes Java 17, and there is no java")
    session = (
        sql.SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.sql.ansi.enabled", "true")
        # The tables have a few rows: to compile each query takes longer than to answer it.
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        .config("spark.sql.adaptive.enabled", "false")
        .getOrCreate()
    )
    yield ibis.pyspark.connect(session)
    session.stop()


def rows(con: Any, expression: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = con.to_pyarrow(expression).to_pylist()
    return found


def of(con: Any, registry: Registry) -> questions.Tables:
    return questions.Tables.of(con, deployments.to_arrow(registry), registry.tolerance)


# --- the answers are those of the registry ---------------------------------------------------------------


def check_active(
    tables: questions.Tables, registry: Registry, asked: str, chosen: dict[str, Any], how: dict[str, Any]
) -> None:
    found = {row["deployment"]: row for row in rows(tables.con, questions.active(tables, asked, **chosen, **how))}
    expected = {each.deployment.id: each for each in registry.active(asked, **chosen, **how)}
    assert found.keys() == expected.keys()
    for id_, row in found.items():
        presence = expected[id_]
        deployment = presence.deployment
        assert row["certainty"] == str(presence.certainty)
        assert row["word"] == str(presence.word)
        assert row["disputed"] == presence.disputed
        assert row["certain_until"] == presence.certain_until
        assert (row["contributor"], row["part_of"]) == (str(deployment.contributor), deployment.part_of)
        assert [*(row["mission"] or ())] == [*deployment.mission]
        check_figures(row, presence.strength)


def check_figures(row: dict[str, Any], strength: deployments.Strength) -> None:
    shown = row["low"], row["high"], row["if_low"], row["if_high"], row["planned"]
    there = strength.if_there or strength
    if strength.is_stated:
        assert shown == (strength.low, strength.high, there.low, there.high, strength.planned)
    else:
        assert shown == (None, None, None, None, False)


def check_left_out(tables: questions.Tables, registry: Registry, asked: str, chosen: dict[str, Any]) -> None:
    found = rows(tables.con, questions.left_out(tables, asked, **chosen))
    expected = {str(word): count for word, count in registry.left_out(asked, **chosen).items()}
    assert {row["word"]: row["deployments"] for row in found} == expected


def check_strength(
    tables: questions.Tables, registry: Registry, asked: str, chosen: dict[str, Any], by: str, *, not_excluded: bool
) -> None:
    how = {"not_excluded": not_excluded, **chosen}
    if not Question.of(asked, registry.tolerance).is_one_day:
        with pytest.raises(InvalidValueError, match="not one day"):
            questions.strength(tables, asked, **how)
        return
    (found,) = rows(tables.con, questions.strength(tables, asked, **how))
    assert found == summed(registry.strength(asked, **how))
    groups = {row.pop(by): row for row in rows(tables.con, questions.strength_by(tables, by, asked, **how))}
    assert groups == {name: summed(each) for name, each in registry.strength_by(by, asked, **how).items()}


def summed(total: deployments.Total) -> dict[str, Any]:
    return {
        "low": total.low,
        "high": total.high,
        "stated_high": total.stated_high,
        "deployments": len(total.parts),
        "unstated": len(total.unstated),
        "not_excluded": len(total.not_excluded),
        "disputed": total.disputed,
    }


def check_series(
    tables: questions.Tables, registry: Registry, first: int, last: int, chosen: dict[str, Any], by: str
) -> None:
    start, end = iso(first), iso(last)
    found = rows(tables.con, questions.strength_series(tables, start, end, **chosen).order_by("first"))
    assert found == steps(registry.strength_series(start, end, **chosen))
    together = rows(tables.con, questions.strength_series(tables, start, end, by, **chosen).order_by(by, "first"))
    own = {name: [*each] for name, each in groupby(together, lambda row: row.pop(by))}
    assert own == {name: steps(each) for name, each in registry.strength_series(start, end, by, **chosen).items()}
    (peak,) = rows(tables.con, questions.peak(tables, start, end, **chosen))
    assert peak == attrs.asdict(registry.peak(start, end, **chosen))


def steps(series: Any) -> list[dict[str, Any]]:
    """Put steps together that differ only in the names of those whose strength is not stated."""
    told = [((s.low, s.high, s.stated_high, s.parts, len(s.unstated), s.not_excluded), s) for s in series]
    names = ("low", "high", "stated_high", "deployments", "unstated", "not_excluded")
    together = [(sums, [step for _, step in each]) for sums, each in groupby(told, lambda pair: pair[0])]
    return [
        {"first": each[0].first, "last": each[-1].last, **dict(zip(names, sums, strict=True))}
        for sums, each in together
    ]


DAY = st.integers(crowds.FIRST - 40, crowds.LAST + 80)
PAIR = st.tuples(DAY, DAY).map(sorted)
#: Days, months, periods, approximate days, days that are not known.
QUESTION = st.one_of(
    DAY.map(iso),
    DAY.map(lambda day: f"{iso(day)}~"),
    DAY.map(lambda day: iso(day)[:7]),
    PAIR.map(lambda days: f"{iso(days[0])}/{iso(days[1])}"),
    PAIR.map(lambda days: f"[{iso(days[0])}..{iso(days[1])}]"),
    PAIR.map(lambda days: f"[{','.join(dict.fromkeys(map(iso, days)))}]"),
)


def agree(tables: questions.Tables, registry: Registry, data: st.DataObject) -> None:
    chosen = data.draw(st.sampled_from(FILTERS))
    by = data.draw(st.sampled_from(["contributor", "mission", "place"]))
    for asked in (iso(data.draw(DAY)), data.draw(QUESTION)):
        check_active(tables, registry, asked, chosen, data.draw(HOW))
        check_left_out(tables, registry, asked, chosen)
        check_strength(tables, registry, asked, chosen, by, not_excluded=data.draw(st.booleans()))
    first, last = data.draw(PAIR)
    check_series(tables, registry, first, last, chosen, by)


@pytest.mark.slow
@MANY
@given(registry=crowds.crowds(), data=st.data())
def test_answers_on_duckdb_are_those_of_the_registry(duckdb: Any, registry: Registry, data: st.DataObject) -> None:
    agree(of(duckdb, registry), registry, data)


@pytest.mark.slow
@SPARK
@FEW
@given(registry=crowds.crowds(), data=st.data())
def test_answers_on_spark_are_those_of_the_registry(spark: Any, registry: Registry, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        deployments.export(registry, folder, "parquet")
        agree(questions.Tables.of(spark, folder, registry.tolerance), registry, data)


def check_the_bundled_registry(con: Any, registry: Registry, folder: Path) -> None:
    deployments.export(registry, folder, "parquet")
    tables = questions.Tables.of(con, folder)
    check_active(tables, registry, "2023-06", {"place": "SVK"}, {})
    check_left_out(tables, registry, "2022-03-01", {})
    check_strength(tables, registry, "2023-07-04", {}, "place", not_excluded=False)
    check_series(tables, registry, 738_200, 738_900, {}, "contributor")


def test_the_bundled_registry_on_duckdb(duckdb: Any, tmp_path: Path) -> None:
    check_the_bundled_registry(duckdb, deployments.example(), tmp_path)


@pytest.mark.slow
@SPARK
def test_the_bundled_registry_on_spark(spark: Any, tmp_path: Path) -> None:
    check_the_bundled_registry(spark, deployments.example(), tmp_path)


# --- forces, and windows ---------------------------------------------------------------------------------


def said(*claims: tuple[str, str, Any, str | None]) -> Registry:
    """Make three deployments, of which one letter of 30 June 2023 reports what is given."""
    return Registry(
        sources=[Source(id="letter", title="A letter", published="2023-06-30")],
        deployments=[
            Deployment(id="a", contributor="NLD", place="SVK"),
            Deployment(id="b", contributor="NLD", place="LTU"),
            Deployment(id="c", contributor="NLD", place="LTU"),
        ],
        statements=[
            Statement(
                id=f"letter#{n}", source="letter", about=about, kind=kind, value=value, as_of=day, basis="reported"
            )
            for n, (about, kind, value, day) in enumerate(claims)
        ],
    )


FOLLOW = [("b", "follows", "a", None), ("c", "follows", "a", None)]


def test_a_force_that_split_is_at_least_the_larger_and_at_most_all(duckdb: Any) -> None:
    numbers = [("a", "strength", "100", "2023-06-01"), ("b", "strength", "80", "2023-06-01")]
    registry = said(*FOLLOW, *numbers, ("c", "strength", "70", "2023-06-01"))
    tables = of(duckdb, registry)
    asked: list[tuple[dict[str, Any], tuple[int, int]]] = [
        ({}, (150, 250)), ({"place": "SVK"}, (100, 100)), ({"place": "LTU"}, (150, 150))
    ]  # fmt: skip
    for chosen, expected in asked:
        (found,) = rows(duckdb, questions.strength(tables, "2023-06-01", **chosen))
        assert (found["low"], found["high"]) == expected
        assert found == summed(registry.strength("2023-06-01", **chosen))


def test_a_force_that_left_before_it_came_is_at_most_the_larger(duckdb: Any) -> None:
    either = "[2023-06-10,2023-06-20]"
    days = [("a", "end", either, None), ("b", "start", {"on": either, "after": "a.end"}, None)]
    numbers = [("a", "strength", "100", "2023-06-01"), ("b", "strength", "80", "[2023-06-11..2023-06-20]")]
    registry = said(FOLLOW[0], *days, *numbers)
    tables = of(duckdb, registry)
    apart = [(str(row["first"]), str(row["last"])) for row in rows(duckdb, tables.apart)]
    assert apart == [("2023-06-11", "2023-06-19")]
    for asked, high in (("2023-06-15", 100), ("2023-06-20", 180)):
        (found,) = rows(duckdb, questions.strength(tables, asked))
        assert found == summed(registry.strength(asked))
        assert found["stated_high"] == high
    check_series(tables, registry, crowds.FIRST, crowds.LAST + 200, {}, "place")


def test_it_is_there_on_some_day_of_a_window_and_on_none_for_certain(duckdb: Any) -> None:
    registry = said(("a", "start", "[2023-06-01..2023-06-10]", None), ("a", "end", "[2023-06-05..2023-06-20]", None))
    tables = of(duckdb, registry)
    for asked, certainty in (("2023-06-07", "possible"), ("2023-06-05/2023-06-10", "certain")):
        (row,) = rows(duckdb, questions.active(tables, asked, place="SVK"))
        assert (row["certainty"], str(registry.presence("a", asked).certainty)) == (certainty, certainty)


def test_of_a_day_after_which_it_may_be_gone_the_number_is_from_zero(duckdb: Any) -> None:
    numbers = [("a", "strength", "100", "2023-06-01"), ("a", "strength", "80", "2023-06-05")]
    registry = said(*numbers, ("a", "end", "2023-06-05", None))
    asked = "[2023-06-04..2023-06-06]"
    (row,) = rows(duckdb, questions.active(of(duckdb, registry), asked, place="SVK"))
    assert (row["certainty"], row["low"], row["high"], row["if_low"]) == ("possible", 0, 100, 80)
    check_figures(row, registry.presence("a", asked).strength)


# --- what is refused -------------------------------------------------------------------------------------


def test_what_the_tables_do_not_tell_is_refused(duckdb: Any) -> None:
    tables = of(duckdb, deployments.example())
    with pytest.raises(InvalidValueError, match="every one of several days"):
        questions.active(tables, "2023-06", throughout=True)
    for days in ("{2022,2023}", "2023-06", "2023-06-21~"):
        with pytest.raises(InvalidValueError, match=r"not one day.*strength_series"):
            questions.strength(tables, days)
        with pytest.raises(InvalidValueError, match=r"not one day.*strength_series"):
            questions.strength_by(tables, "place", days)
    with pytest.raises(DateError, match="years 1 to 9999"):
        questions.active(tables, "-0043")
    with pytest.raises(DateError, match="years 1 to 9999"):
        questions.strength_series(tables, "-0043", "2023")
    with pytest.raises(DateError, match="more than 100 stretches"):
        questions.active(tables, "20XX-XX-21")
    with pytest.raises(InvalidValueError, match="there is no mission"):
        questions.active(tables, "2023", mission="nowhere")
    with pytest.raises(CountryError):
        questions.active(tables, "2023", contributor="Atlantis")
    with pytest.raises(InvalidValueError, match="at this place"):
        questions.active(tables, "2023", place="Atlantis")
    with pytest.raises(InvalidValueError, match="not a way to group"):
        questions.strength_by(tables, "colour", "2023-06-20")
    misspelled: Any = {"contributer": "NLD"}
    for ask in (questions.active, questions.strength):
        with pytest.raises(TypeError, match=r"'contributer'.* contributor, mission, place"):
            ask(tables, "2023-06-20", **misspelled)


def test_a_folder_is_read_whole_or_not(duckdb: Any, tmp_path: Path) -> None:
    registry = deployments.example()
    with pytest.raises(DeploymentsError, match="not written whole"):
        questions.Tables.of(duckdb, tmp_path)
    deployments.export(registry, tmp_path / "csv")
    with pytest.raises(DeploymentsError, match="Parquet"):
        questions.Tables.of(duckdb, tmp_path / "csv")
    wide = attrs.evolve(registry, tolerance=deployments.Tolerance(day=20))
    deployments.export(wide, tmp_path / "parquet", "parquet")
    tables = questions.Tables.of(duckdb, tmp_path / "parquet")
    assert tables.tolerance == wide.tolerance
    check_active(tables, wide, "2023-07-20~", {}, {})
