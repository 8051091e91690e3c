"""Presence of ten million deployments asked for in Parquet, beside the index in memory and plain pandas.

Each is a process of its own, so that its memory is its own. `docs/scale.md` has what was measured.
"""

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("ibis", reason="pip install 'deployments[duckdb]'")

DAY, MONTH = "2014-06-15", "2014-06"
#: From which day on each deployment has which word: before, between and after its days, and around the certain ones.
RUNS = """
import sys
import numpy as np
from tests.benchmarks.synthetic import COUNTRIES, synthetic
WORDS = np.array(["before", "arriving", "between", "leaving", "after"])
def runs(c):
    sure, end = c.inner_first <= c.inner_last, c.outer_last + 1
    sure_first, sure_end = np.where(sure, c.inner_first, end), np.where(sure, c.inner_last + 1, end)
    first = np.stack([np.full(len(c), -np.inf), c.outer_first, sure_first, sure_end, end], axis=1)
    kept = np.append(first[:, 1:] > first[:, :-1], np.ones((len(c), 1), bool), axis=1)
    number, word = np.nonzero(kept)
    first = first[kept]
    last = np.append(np.where(np.isneginf(first[1:]), np.inf, first[1:] - 1), np.inf)
    return number.astype(np.int32), first, last, word
"""
MADE = """
from pathlib import Path
import pyarrow as pa, pyarrow.parquet as pq
from deployments.formats.arrow import arrow_schema, arrow_table
from deployments.formats.layout import COMPUTED, RECORDS, TableData
from deployments.values.calendar import UNIX_EPOCH
count, folder = int(sys.argv[1]), Path(sys.argv[2])
c = synthetic(count).columns
def day(days):
    there = np.isfinite(days)
    return pa.array(np.where(there, days, 0).astype(np.int32) - UNIX_EPOCH, pa.int32(), mask=~there).cast(pa.date32())
def write(layout, **made):
    described, size = arrow_schema(layout), len(next(iter(made.values())))
    columns = [made.get(f.name, pa.nulls(size, f.type)).cast(f.type) for f in described]
    pq.write_table(pa.table(columns, names=described.names), folder / f"{layout.name}.parquet")
ids = pa.array(np.char.add("d", np.arange(count).astype(str)))
missions = pa.array([f"m{n}" for n in range(500)]).take(pa.array(c.mission))
write(RECORDS["deployments"], id=ids, mission=missions, contributor=pa.array(COUNTRIES).take(pa.array(c.country)))
number, first, last, word = runs(c)
certainty = np.array(["no", "possible", "certain", "possible", "no"])[word]
write(
    COMPUTED["days"], deployment=ids.take(pa.array(number)), first=day(first), last=day(last),
    certainty=pa.array(certainty), word=pa.array(WORDS[word]), listed=pa.array(certainty != "no"),
)
write(
    COMPUTED["stays"], deployment=ids, force_id=ids, certain_first=day(c.inner_first), certain_last=day(c.inner_last)
)
for layout in (*RECORDS.values(), *COMPUTED.values()):
    if not (folder / f"{layout.name}.parquet").exists():
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
from deployments import ibis as queries
con = ibis.duckdb.connect()
names = ("deployments", "missions", "days", "stays", "apart")
tables = queries.Tables(con, **{name: con.read_parquet(f"{sys.argv[1]}/{name}.parquet") for name in names})
told("open", time.perf_counter() - start, 0)
for on in (sys.argv[2], sys.argv[3]):
    start = time.perf_counter()
    found = con.to_pyarrow(queries.active(tables, on).group_by("contributor").aggregate(n=ibis._.count()))
    told(on, time.perf_counter() - start, sum(found["n"].to_pylist()))
"""
PANDAS = """
import pandas, sys
names = ["deployment", "first", "last", "listed"]
read = lambda name, names: pandas.read_parquet(f"{sys.argv[1]}/{name}.parquet", columns=names, dtype_backend="pyarrow")
table, own = read("days", names), read("deployments", ["id", "contributor"]).set_index("id")
told("open", time.perf_counter() - start, 0)
for a, b in ((sys.argv[2],) * 2, (sys.argv[3] + "-01", sys.argv[3] + "-30")):
    start = time.perf_counter()
    a, b = pandas.Timestamp(a).date(), pandas.Timestamp(b).date()
    met = (table["first"].isna() | (table["first"] <= b)) & (table["last"].isna() | (table["last"] >= a))
    found = own.loc[table["deployment"][met & table["listed"]].unique()]
    told(a, time.perf_counter() - start, found.groupby("contributor").size().sum())
"""
MEMORY = """
from deployments.answers.question import Question
from deployments.answers.words import STRENGTHS, Word
from deployments.columnar.presence_index import PresenceIndex
from deployments.columnar.spells import lean
from deployments.columnar.table import DayTable, Words
from deployments.values.tolerance import Tolerance
c = synthetic(int(sys.argv[1])).columns
start = time.perf_counter()
number, first, _, word = runs(c)
words = Words([], [], len(c))
vars(words)["table"] = DayTable(number, lean(first), np.array([STRENGTHS[Word(w)] for w in WORDS], np.int8)[word])
index = PresenceIndex(words, lambda: None, np.arange(len(c), dtype=np.int32), lambda number, question: True)
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
        subprocess.run([sys.executable, "-c", RUNS + MADE, str(size), str(tmp_path)], check=True)
        answers = {}
        for name, code, where in (
            ("Ibis on DuckDB", IBIS, str(tmp_path)),
            ("pandas", PANDAS, str(tmp_path)),
            ("index in memory", RUNS + MEMORY, str(size)),
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
