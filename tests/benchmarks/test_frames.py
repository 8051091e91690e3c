"""Who is there, of a million deployments, asked of the table of days in Parquet, beside plain pandas.

Each is a process of its own, so that its memory is its own. `docs/scale.md` has what was measured.
"""

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("ibis", reason="pip install 'deployments[duckdb]'")

DAY, MONTH = "2014-06-15", "2014-06"
MADE = """
import sys
from pathlib import Path
import numpy as np, pyarrow as pa, pyarrow.parquet as pq
from deployments.formats.arrow import arrow_schema, arrow_table
from deployments.formats.layout import COMPUTED, RECORDS, TableData
from deployments.values.calendar import UNIX_EPOCH
from tests.benchmarks.synthetic import COUNTRIES, synthetic
count, folder = int(sys.argv[1]), Path(sys.argv[2])
c = synthetic(count).columns
day = lambda days, empty=None: pa.array(days.astype(np.int32) - UNIX_EPOCH, pa.int32(), mask=empty).cast(pa.date32())
ids = np.char.add("d", np.arange(count).astype(str))
never = c.inner_first > c.inner_last
inner_first, inner_last = (np.where(never, c.outer_last + n, own) for n, own in ((1, c.inner_first), (0, c.inner_last)))
# It is not there yet, may be there, is there, may still be there, and is there no more.
starts = np.stack([np.full(count, 1), c.outer_first, inner_first, inner_last + 1, c.outer_last + 1], axis=1)
ends = np.append(starts[:, 1:] - 1, np.full((count, 1), 3_652_059), axis=1)
kept = np.flatnonzero((starts <= ends).ravel())
number, stretch = kept // 5, kept % 5
sure, there = stretch == 2, (stretch > 0) & (stretch < 4)
named = lambda *names: pa.array(names).take(pa.array(stretch))
low, high = pa.array(np.where(sure, c.low[number], 0)), pa.array(np.where(there, c.high[number], 0))
whose = {
    "contributor": pa.array(COUNTRIES).take(pa.array(c.country)),
    "mission": pa.array([[f"m{n}"] for n in range(500)]).take(pa.array(c.mission)),
}
made = {
    "days": {
        "deployment": pa.array(ids[number]),
        "first": day(starts.ravel()[kept], stretch == 0), "last": day(ends.ravel()[kept], stretch == 4),
        "certainty": named("no", "possible", "certain", "possible", "no"),
        "word": named("before", "arriving", "between", "leaving", "after"),
        "listed": pa.array(there), "low": low, "high": high, "if_low": pa.array(c.low[number]), "if_high": high,
    },
    "stays": {
        "deployment": pa.array(ids), "force_id": pa.array(ids),
        "possible_first": day(c.outer_first), "possible_last": day(c.outer_last),
        "certain_first": day(c.inner_first), "certain_last": day(c.inner_last), **whose,
    },
    "deployments": {"id": pa.array(ids), **whose},
}
for layout in (*RECORDS.values(), *COMPUTED.values()):
    table = arrow_table(TableData.of(layout, []))
    if own := made.get(layout.name):
        rows = len(own[layout.names[0]])
        flags = lambda f: pa.array(np.zeros(rows, bool)) if f.type == pa.bool_() else pa.nulls(rows, f.type)
        cells = [own.get(f.name, flags(f)).cast(f.type) for f in arrow_schema(layout)]
        table = pa.table(cells, names=layout.names)
    pq.write_table(table, folder / f"{layout.name}.parquet")
"""
PEAK = """
import resource, time
def told(what, seconds, answer):
    print(f"{what}|{seconds:.3f}|{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}|{answer}")
start = time.perf_counter()
"""
IBIS = """
import ibis, sys
import deployments.ibis as questions
con = ibis.duckdb.connect()
names = ("deployments", "missions", "days", "stays", "apart")
tables = questions.Tables(con, **{name: con.read_parquet(f"{sys.argv[1]}/{name}.parquet") for name in names})
told("open", time.perf_counter() - start, 0)
for on in (sys.argv[2], sys.argv[3]):
    start = time.perf_counter()
    found = con.to_pyarrow(questions.active(tables, on).group_by("contributor").aggregate(n=ibis._.count()))
    told(on, time.perf_counter() - start, sum(found["n"].to_pylist()))
"""
PANDAS = """
import pandas, sys
names = ["deployment", "first", "last", "certainty", "word", "listed"]
days = pandas.read_parquet(f"{sys.argv[1]}/days.parquet", columns=names, dtype_backend="pyarrow")
deployments = pandas.read_parquet(f"{sys.argv[1]}/deployments.parquet", columns=["id", "contributor"])
told("open", time.perf_counter() - start, 0)
for a, b in ((sys.argv[2],) * 2, (sys.argv[3] + "-01", sys.argv[3] + "-30")):
    start = time.perf_counter()
    a, b = pandas.Timestamp(a).date(), pandas.Timestamp(b).date()
    begun, lasts = days["first"].isna() | (days["first"] <= b), days["last"].isna() | (days["last"] >= a)
    met = days[days["listed"] & begun & lasts]
    found = met.drop_duplicates("deployment").merge(deployments, left_on="deployment", right_on="id")
    told(a, time.perf_counter() - start, found.groupby("contributor").size().sum())
"""


def _run(code: str, *words: str) -> list[tuple[float, float, int]]:
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True)
    rows = [line.split("|")[1:] for line in done.stdout.splitlines() if line.count("|") == 3]  # DuckDB draws a bar
    return [(float(seconds), float(mebibytes), int(answer)) for seconds, mebibytes, answer in rows]


@pytest.mark.parametrize("count", [1_000_000])
def test_presence_of_a_million(count: int, tmp_path: Path) -> None:
    print()
    memory: dict[tuple[str, int], float] = {}
    for size in (count // 10, count):
        subprocess.run([sys.executable, "-c", MADE, str(size), str(tmp_path)], check=True)
        answers = {}
        for name, code, where in (
            ("Ibis on DuckDB", IBIS, str(tmp_path)),
            ("pandas", PANDAS, str(tmp_path)),
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
