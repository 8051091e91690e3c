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
from deployments.errors import CountryError, DateError, DeploymentsError, InvalidValueError
from deployments.values.calendar import iso
from tests import registries as every_kind
from tests.answers import small
from tests.columnar import test_engine as engine
from tests.columnar.test_engine import FILTERS, crowds, spread

ibis = pytest.importorskip("ibis", reason="pip install 'deployments[duckdb]'")

import deployments.ibis as questions  # noqa: E402 - it takes Ibis

#: Ibis 12 asks DuckDB 2 by a name that it is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")

MANY = settings(deadline=None, max_examples=12)
FEW = settings(deadline=None, max_examples=2)

#: What Spark and Ibis on it warn of is not ours to mend.
SPARK = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
#: Ways to ask for some of those who are there.
HOW = st.sampled_from(
    [{}, {"certain": True}, {"undecided": True}, {"unconfirmed": False}, {"certain": True, "throughout": True}]
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
        assert row["certainty"] == str(expected[id_].certainty)
        assert row["rests_on"] == str(expected[id_].rests_on)
        assert row["last_confirmed"] == expected[id_].last_confirmed
        assert row["disputed"] == expected[id_].disputed


def check_strength(tables: questions.Tables, registry: Registry, asked: str, chosen: dict[str, Any], by: str) -> None:
    (found,) = rows(tables.con, questions.strength(tables, asked, **chosen))
    assert found == summed(registry.strength(asked, **chosen))
    groups = {row.pop(by): row for row in rows(tables.con, questions.strength_by(tables, by, asked, **chosen))}
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


def bounded(first: int, last: int) -> st.SearchStrategy[str]:
    """Questions with a first and a last day: others are refused."""
    return engine.questions(first, last).filter(lambda text: not (text.startswith("../") or text.endswith("/..")))


@st.composite
def asked_of(draw: st.DrawFn) -> tuple[Registry, int, int, dict[str, Any]]:
    registry, first, last = draw(spread())
    return registry, first, last, draw(st.sampled_from(FILTERS))


def fits(registry: Registry, chosen: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in chosen.items() if name != "mission" or value in registry.missions}


def agree(tables: questions.Tables, case: tuple[Registry, int, int, dict[str, Any]], data: st.DataObject) -> None:
    registry, first, last, chosen = case
    chosen = fits(registry, chosen)
    by = data.draw(st.sampled_from(["contributor", "mission", "place"]))
    asked = data.draw(bounded(first, last))
    check_active(tables, registry, asked, chosen, data.draw(HOW))
    check_strength(tables, registry, asked, chosen, by)
    a, b = sorted([data.draw(st.integers(first, last)), data.draw(st.integers(first, last))])
    check_series(tables, registry, a, b, chosen, by)


def crowd(registry: Registry, data: st.DataObject) -> tuple[Registry, int, int, dict[str, Any]]:
    base = data.draw(st.sampled_from([40, 400_000, 738_000, 738_020, 3_000_000]))
    chosen = (
        data.draw(st.sampled_from([{}, {"contributor": "NLD"}])) if "NLD" in map(str, registry.contributors) else {}
    )
    return registry, base - 3, base + 16, chosen


@pytest.mark.slow
@MANY
@given(case=asked_of(), data=st.data())
def test_small_registries_on_duckdb(duckdb: Any, case: Any, data: st.DataObject) -> None:
    agree(of(duckdb, case[0]), case, data)


@pytest.mark.slow
@MANY
@given(registry=crowds(), data=st.data())
def test_crowds_on_duckdb(duckdb: Any, registry: Registry, data: st.DataObject) -> None:
    agree(of(duckdb, registry), crowd(registry, data), data)


@pytest.mark.slow
@MANY
@given(registry=every_kind.registries(), data=st.data())
def test_registries_of_every_kind(duckdb: Any, registry: Registry, data: st.DataObject) -> None:
    agree(of(duckdb, registry), (registry, 738_000, 739_000, {}), data)


@MANY
@given(drawn=small.monthly(), data=st.data())
def test_lengths_in_months(duckdb: Any, drawn: tuple[Registry, int, int], data: st.DataObject) -> None:
    registry, first, last = drawn
    check_active(of(duckdb, registry), registry, data.draw(bounded(first, last)), {}, data.draw(HOW))


@pytest.mark.slow
@SPARK
@FEW
@given(registry=crowds(), data=st.data())
def test_crowds_on_spark(spark: Any, registry: Registry, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        deployments.export(registry, folder, "parquet")
        agree(questions.Tables.of(spark, folder), crowd(registry, data), data)


@pytest.mark.slow
@SPARK
def test_the_bundled_registry_on_spark(spark: Any, tmp_path: Path) -> None:
    registry = deployments.example()
    deployments.export(registry, tmp_path, "parquet")
    tables = questions.Tables.of(spark, tmp_path)
    check_active(tables, registry, "2023-06", {"place": "SVK"}, {})
    check_strength(tables, registry, "2023-07-04", {}, "place")
    check_series(tables, registry, 738_200, 738_900, {}, "contributor")


# --- what is refused -------------------------------------------------------------------------------------


def moved() -> Registry:
    """A force that went from one place to two others, and may be at all three."""
    said = [("a", "100"), ("b", "80"), ("c", "70")]
    return Registry(
        sources=[Source(id="letter", title="A letter", published="2023-06-30")],
        deployments=[
            Deployment(id="a", contributor="NLD", place="SVK"),
            Deployment(id="b", contributor="NLD", place="LTU", follows="a"),
            Deployment(id="c", contributor="NLD", place="LTU", follows="a"),
        ],
        statements=[
            Statement(id=f"letter#{id_}", source="letter", about=id_, kind="strength", value=n, as_of="2023-06-01")
            for id_, n in said
        ],
    )


def test_a_force_that_split_is_counted_once(duckdb: Any) -> None:
    registry = moved()
    tables = of(duckdb, registry)
    for chosen, high in (({}, 150), ({"place": "SVK"}, 100), ({"place": "LTU"}, 150)):
        (found,) = rows(duckdb, questions.strength(tables, "2023-06-01", **chosen))
        assert (found["high"], found) == (high, summed(registry.strength("2023-06-01", **chosen)))


def test_what_the_tables_do_not_tell_is_refused(duckdb: Any) -> None:
    tables = of(duckdb, deployments.example())
    with pytest.raises(InvalidValueError, match="every one of several days"):
        questions.active(tables, "2023-06", throughout=True)
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
        questions.strength_by(tables, "colour", "2023")
    misspelled: Any = {"contributer": "NLD"}
    for ask in (questions.active, questions.strength):
        with pytest.raises(TypeError, match=r"'contributer'.* contributor, mission, place"):
            ask(tables, "2023", **misspelled)


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
