"""Presence of ten million deployments asked for in Parquet, beside the index in memory and plain pandas.

Each is a process of its own, so that its memory is its own. `docs/scale.md` has what was measured.
"""

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("ibis", reason="pip install 'deployments[duckdb]'")

DAY, MONTH = "2014-06-15", "2014-06"
MADE = """
import datetime, sys
from pathlib import Path
import numpy as np, pyarrow as pa, pyarrow.parquet as pq
from deployments.formats.arrow import arrow_schema, arrow_table
from deployments.formats.layout import COMPUTED, RECORDS, TableData
from tests.benchmarks.synthetic import COUNTRIES, OPEN, synthetic
count, folder = int(sys.argv[1]), Path(sys.argv[2])
c = synthetic(count).columns
day = lambda days, empty: pa.array(days.astype(np.int32) - UNIX_EPOCH, pa.int32(), mask=empty).cast(pa.date32())
never, none = c.inner_first > c.inner_last, np.zeros(count, bool)
ids = pa.array(np.char.add("d", np.arange(count).astype(str)))
made = {
    "deployment": ids, "force_id": ids,
    "mission": pa.array([f"m{n}" for n in range(500)]).take(pa.array(c.mission)),
    "contributor": pa.array(COUNTRIES).take(pa.array(c.country)),
    "first": day(c.outer_first, none), "last": day(c.outer_last, c.outer_last == OPEN),
    "certain_from": day(c.inner_first, never), "certain_to": day(c.inner_last, never),
    "by_bounds": pa.array(~none), "disputed": pa.array(none),
}
described = arrow_schema(COMPUTED["presence"])
columns = [made.get(f.name, pa.nulls(count, f.type)).cast(f.type) for f in described]
pq.write_table(pa.table(columns, names=described.names), folder / "presence.parquet")
for layout in (*RECORDS.values(), *COMPUTED.values()):
    if layout.name != "presence":
        pq.write_table(arrow_table(TableData.of(layout, [])), folder / f"{layout.name}.parquet")
"""
PEAK = """
import resource, time
def told(what, seconds, answer):
    print(f"{what}|{seconds:.3f}|{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}|{answer}")
start = time.perf_counter()
"""
IBIS = """
import ibis, sys
from deployments.ibis import questions
con = ibis.duckdb.connect()
names = ("deployments", "missions", "presence", "gaps", "strength", "forces")
tables = questions.Tables(con, **{name: con.read_parquet(f"{sys.argv[1]}/{name}.parquet") for name in names})
told("open", time.perf_counter() - start, 0)
for on in (sys.argv[2], sys.argv[3]):
    start = time.perf_counter()
    found = con.to_pyarrow(questions.active(tables, on).group_by("contributor").aggregate(n=ibis._.count()))
    told(on, time.perf_counter() - start, sum(found["n"].to_pylist()))
"""
PANDAS = """
import pandas, sys
names = ["deployment", "contributor", "first", "last", "certain_from", "certain_to", "expected_to"]
table = pandas.read_parquet(f"{sys.argv[1]}/presence.parquet", columns=names, dtype_backend="pyarrow")
told("open", time.perf_counter() - start, 0)
for a, b in ((sys.argv[2],) * 2, (sys.argv[3] + "-01", sys.argv[3] + "-30")):
    start = time.perf_counter()
    a, b = pandas.Timestamp(a).date(), pandas.Timestamp(b).date()
    found = table[(table["first"] <= b) & (table["last"].isna() | (table["last"] >= a))]
    told(a, time.perf_counter() - start, found.groupby("contributor").size().sum())
"""
MEMORY = """
import sys, numpy as np
from deployments.columnar.presence_index import PresenceIndex
from deployments.answers.presence import Question
from deployments.columnar.spans import Spans
from deployments.columnar.interval_index import lean
from deployments.values.tolerance import Tolerance
from tests.benchmarks.synthetic import COUNTRIES, OPEN, synthetic
c = synthetic(int(sys.argv[1])).columns
start = time.perf_counter()
last = np.where(c.outer_last == OPEN, np.inf, c.outer_last)
none = np.zeros(len(c), bool)
days = (c.outer_first, last, c.inner_first, c.inner_last, np.full(len(c), np.inf))
spans = Spans(*(lean(each.astype(float)) for each in days), none, none)
index = PresenceIndex(spans, np.arange(len(c), dtype=np.int32), lambda number, question: True)
index.found(Question.of(sys.argv[2], Tolerance()))
told("open", time.perf_counter() - start, 0)
for on in (sys.argv[2], sys.argv[3]):
    start = time.perf_counter()
    found = index.found(Question.of(on, Tolerance()))
    told(on, time.perf_counter() - start, np.bincount(c.country[found], minlength=len(COUNTRIES)).sum())
"""


def _run(code: str, *words: str) -> list[tuple[float, float, int]]:
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True)
    rows = [line.split("|")[1:] for line in done.stdout.splitlines() if line.count("|") == 3]  # DuckDB draws a bar
    return [(float(seconds), float(mebibytes), int(answer)) for seconds, mebibytes, answer in rows]


@pytest.mark.parametrize("count", [10_000_000])
def test_presence_of_ten_million(count: int, tmp_path: Path) -> None:
    print()
    memory: dict[tuple[str, int], float] = {}
    for size in (count // 10, count):
        subprocess.run([sys.executable, "-c", MADE, str(size), str(tmp_path)], check=True)
        answers = {}
        for name, code, where in (
            ("Ibis on DuckDB", IBIS, str(tmp_path)),
            ("pandas", PANDAS, str(tmp_path)),
            ("index in memory", MEMORY, str(size)),
        ):
            found = _run(PEAK + code, where, DAY, MONTH)
            opened, day, month = found
            answers[name] = (day[2], month[2])
            memory[name, size] = month[1]
            print(
                f"| {size:,} | {name} | {opened[0]:.2f} | {day[0]:.4f} | {month[0]:.4f} | {month[1]:,.0f} |", flush=True
            )
        assert len({*answers.values()}) == 1, answers
    assert memory["Ibis on DuckDB", count] < 10 * memory["Ibis on DuckDB", count // 10]
