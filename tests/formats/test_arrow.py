"""The tables as Arrow: other tools take them as they are, and what it takes is told if it is not there."""

import datetime
import json
import pickle
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import deployments
from deployments import Deployment, Registry, export
from deployments.formats.data_package import table_schema
from deployments.formats.layout import COMPUTED, LAYOUTS

ROOT = Path(__file__).parents[2]
DAY = datetime.date(2022, 5, 10)


@pytest.fixture(scope="module")
def arrow() -> Any:
    return deployments.to_arrow(deployments.example())


def test_every_table_is_there_by_its_name(arrow: Any) -> None:
    assert [*arrow] == [*LAYOUTS]
    for name in arrow:
        assert hasattr(arrow[name], "__arrow_c_stream__")
        assert arrow[name].column_names == LAYOUTS[name].names
        arrow[name].validate(full=True)
        for column in LAYOUTS[name].columns:
            field = arrow[name].schema.field(column.name)
            assert field.metadata[b"description"].decode() == column.meaning
            assert field.nullable is not column.required
            assert not column.required or arrow[name][column.name].null_count == 0
    with pytest.raises(KeyError, match=r"there is no 'dayz'. did you mean 'days'"):
        arrow["dayz"]


def test_the_same_types_in_arrow_and_in_the_package(arrow: Any) -> None:
    same = {
        "string": "string", "array": "list<item: string>", "date": "date32[day]", "integer": "int64",
        "number": "double", "boolean": "bool",
    }  # fmt: skip
    for name, layout in LAYOUTS.items():
        for field in table_schema(layout)["fields"]:
            assert str(arrow[name].schema.field(field["name"]).type) == same[field["type"]]


def test_pandas_takes_it(arrow: Any) -> None:
    days = arrow["days"].to_pandas()
    here = days[(days["first"].isna() | (days["first"] <= DAY)) & (days["last"].isna() | (days["last"] >= DAY))]
    listed = here[here["listed"]]
    assert {*listed["deployment"]} == {each.deployment.id for each in deployments.example().active(DAY)}


def test_polars_takes_it(arrow: Any) -> None:
    import polars  # noqa: PLC0415 - only here

    days = polars.DataFrame(arrow["days"])
    assert days.schema["first"] == polars.Date
    own = days.filter((polars.col("deployment") == "nld-amdtf-svk") & (polars.col("first") == DAY.replace(day=6)))
    assert (own["low"][0], own["stated"][0].to_list()) == (108, ["~120"])


def test_duckdb_takes_it(arrow: Any) -> None:
    import duckdb  # noqa: PLC0415 - only here

    days = arrow["days"]  # noqa: F841 - DuckDB looks for it by its name
    within = "coalesce(first, DATE '0001-01-01') <= ? AND coalesce(last, DATE '9999-12-31') >= ?"
    ask = f"SELECT sum(low), sum(high), count(*) - count(low) FROM days WHERE listed AND {within}"  # noqa: S608
    total = deployments.example().strength(DAY)
    assert duckdb.execute(ask, [DAY, DAY]).fetchall() == [(total.low, total.stated_high, len(total.unstated))]


def test_duckdb_reads_the_csv_with_its_types(tmp_path: Path) -> None:
    import duckdb  # noqa: PLC0415 - only here

    deployments.export(deployments.example(), tmp_path)
    for name, dates in (("days", ("first", "last")), ("stays", ("possible_first", "certain_last"))):
        found = duckdb.sql(f"SELECT * FROM read_csv('{tmp_path}/{name}.csv')")  # noqa: S608 - of our own
        assert found is not None
        types = dict(zip(found.columns, map(str, found.types), strict=True))
        assert {types[column] for column in dates} == {"DATE"}
        assert types["disputed"] == "BOOLEAN"


def test_the_computed_tables_are_the_same_in_every_format(arrow: Any, tmp_path: Path) -> None:
    import pyarrow.parquet  # noqa: PLC0415 - only here

    registry = deployments.example()
    for format_ in ("parquet", "jsonl"):
        deployments.export(registry, tmp_path / format_, format_)
    for name in COMPUTED:
        rows = arrow[name].to_pylist()
        assert pyarrow.parquet.read_table(tmp_path / "parquet" / f"{name}.parquet").to_pylist() == rows
        lines = (tmp_path / "jsonl" / f"{name}.ndjson").read_text(encoding="utf-8").splitlines()
        assert [*map(json.loads, lines)] == json.loads(json.dumps(rows, default=str))


def test_without_pyarrow_it_says_what_to_install(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "import deployments\n"
        "for ask in (deployments.to_arrow, lambda r: deployments.export(r, sys.argv[1], 'parquet')):\n"
        "    try:\n        ask(deployments.example())\n"
        "    except deployments.MissingExtraError as error:\n        print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout == "Arrow and Parquet take pyarrow: pip install 'deployments[tables]'\n" * 2
    assert [*tmp_path.iterdir()] == []


def test_what_is_missing_is_told_across_processes() -> None:
    error = deployments.MissingExtraError("Arrow and Parquet", "pyarrow", "tables")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - of our own
    assert (type(again), str(again)) == (
        type(error),
        "Arrow and Parquet take pyarrow: pip install 'deployments[tables]'",
    )


def blocks(section: str = "") -> list[str]:
    """Return the Python of the page on tables, or of a section of it, block by block."""
    page = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    text = page.partition(f"\n{section}\n")[2].partition("\n## ")[0] if section else page
    return re.findall(r"```python\n(.*?)```", text, re.DOTALL)


def run(code: list[str], **scope: Any) -> dict[str, Any]:
    for block in code:
        exec(block, scope)  # noqa: S102 - it is our own page
    return scope


@pytest.fixture
def views(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Give DuckDB in an empty folder, and take away the views that the page has it make: it is one for all tests."""
    duckdb = pytest.importorskip("duckdb")
    monkeypatch.chdir(tmp_path)
    yield duckdb
    for name in LAYOUTS:
        duckdb.execute(f"DROP VIEW IF EXISTS {name}")


@pytest.mark.usefixtures("views")
def test_the_page_tells_the_truth() -> None:
    page = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    assert len(blocks()) >= 5
    run(blocks())
    for layout in LAYOUTS.values():
        assert f"`{layout.name}`" in page or f"### {layout.name}" in page
        for column in layout.columns:
            assert layout.name not in COMPUTED or f"`{column.name}`" in page, column.name


#: A registry in which most columns are empty; and a force is called `007`, another `NA`.
BARE = Registry(
    deployments=[Deployment(id=f"d{n}", contributor="NLD", force=name) for n, name in enumerate(("007", "NA", "NULL"))]
)
TYPES, QUERIES = blocks("### CSV with its types"), blocks("## Which query answers which question")


def test_the_types_of_the_page_keep_what_readers_of_csv_would_lose(views: Any) -> None:
    export(BARE, "tables")
    scope = run(TYPES)
    assert [*scope["forces"]["force"]] == ["007", "NA", "NULL"]
    named = {"VARCHAR": "string", "DATE": "date", "BIGINT": "integer", "DOUBLE": "number", "BOOLEAN": "boolean"}
    for name, layout in LAYOUTS.items():
        described = views.execute(f"DESCRIBE {name}").fetchall()
        kept = ["string" if field["type"] == "array" else field["type"] for field in table_schema(layout)["fields"]]
        assert [(column, named[type_]) for column, type_, *_ in described] == [*zip(layout.names, kept, strict=True)]


@pytest.mark.parametrize("registry", [BARE, deployments.example()], ids=["bare", "bundled"])
@pytest.mark.parametrize("format_", ["csv", "parquet"])
def test_every_query_of_the_page_runs_on_either_format_also_where_columns_are_empty(
    format_: str, registry: Registry, views: Any
) -> None:
    export(registry, "tables", format_)
    queries = QUERIES
    if format_ == "csv":
        run(TYPES)
    else:
        for name in LAYOUTS:
            views.execute(f"CREATE VIEW {name} AS FROM 'tables/{name}.parquet'")  # as the page says
        queries = [block.replace("coalesce(wholes, '[]')::JSON::VARCHAR[]", "wholes") for block in QUERIES]
    assert len(queries) >= 8
    run(queries, registry=registry)
