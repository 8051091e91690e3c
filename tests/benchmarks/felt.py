"""What a user feels: to open, to get a first answer, to export, to import; and what grows with letters and with moves.

`python -m tests.benchmarks.felt` measures all of it, each in a process of its own, prints the table and writes it into
`docs/performance.md`. It takes half an hour and some gigabytes of a folder for temporary files. Words behind it choose
among the lines: `python -m tests.benchmarks.felt history strengths`.
"""

import compileall
import json
import subprocess
import sys
import tempfile
import timeit
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import attrs
import tabulate

DOCS = Path(__file__).parents[2] / "docs" / "performance.md"
TITLE, NEXT = "## What a user feels", "## What is timed"

#: What stands before each piece of code: it prints seconds and the most memory of the process, in MiB.
_TIMED = """
import json, resource, sys, time
def timed(what):
    start = time.perf_counter()
    found = what()
    taken.append(time.perf_counter() - start)
    return found
taken, path = [], sys.argv[1] if len(sys.argv) > 1 else ""
"""
_TOLD = """
print(json.dumps([*taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""
_RECORDS = "from tests.benchmarks.synthetic import records; registry = deployments.Registry(**records({count}))\n"

MADE = {
    "lines": "import deployments\n" + _RECORDS + "deployments.dump(registry, path)",
    "parquet": "import deployments; deployments.export(deployments.load(sys.argv[2]), path, 'parquet')",
    "table": "from pathlib import Path; from tests.benchmarks import un_tables\n"
    "un_tables.write(Path(path), {count}, bad_each={bad})",
}
OPEN = """
import deployments, deployments.columnar.engine
registry = timed(lambda: deployments.load(path))
timed(lambda: registry.explain("d77.start"))
timed(lambda: registry.count("2010-05-10"))
"""
BARE = """
import msgspec
from deployments.records import RECORD_KINDS, written_fields
kinds = tuple(
    msgspec.defstruct(name, [(f.name, object, None) for f in written_fields(kind)], tag_field="record", tag=name)
    for name, kind in RECORD_KINDS.items()
)
from typing import Union
decoder = msgspec.json.Decoder({type})
timed(lambda: [decoder.decode(line) for line in open(path, "rb")])
"""
ARROW = """
import pyarrow.parquet as pq
names = ("sources", "events", "missions", "deployments", "statements")
tables = timed(lambda: [pq.read_table(f"{path}/{name}.parquet") for name in names])
"""
EXPORT = """
import deployments
registry = deployments.load(path)
timed(lambda: deployments.export(registry, sys.argv[2], "parquet"))
"""
IMPORT = """
import deployments
found = timed(lambda: deployments.import_tables("un-contributions", path))
assert found.counts[0].read == {count} and len(found.diagnostics) == {bad}, (found.counts, len(found.diagnostics))
"""
PANDAS = """
import pandas
def summed():
    return pandas.read_csv(path).groupby(["Mission", "Date"])["Troops Total"].sum()
timed(summed)
"""
HISTORY = """
from tests import kinds
registry = kinds.planned({count})
timed(lambda: registry.history("d0.end"))
"""
CHANGES = """
from tests import kinds
registry = kinds.{kind}({count})
timed(lambda: registry.changes("1990-01-01", "2030-01-01"))
import deployments
timed(lambda: deployments.export(registry, path, "parquet"))
"""
STRENGTHS = """
from tests import kinds
import deployments
import deployments.formats.arrow, pyarrow.compute
registry = kinds.counted({count})
timed(lambda: (registry.strength("2015-06-15"), deployments.to_arrow(registry)["days"]))
"""


@attrs.frozen
class Line:
    """A line of the table: the work, what is asked, and what was found; `met` where that can be told."""

    work: str
    asked: str
    found: str
    met: bool | None = None

    def cells(self) -> tuple[str, ...]:
        """Return the cells of the line."""
        return self.work, self.asked, self.found, {True: "met", False: "**not met**", None: ""}[self.met]


def run(code: str, *words: str) -> tuple[float, ...]:
    """Run code in a process of its own; return the seconds that it timed, and the most memory in MiB."""
    call = [sys.executable, "-c", _TIMED + code + _TOLD, *words]
    done = subprocess.run(call, capture_output=True, text=True, cwd=DOCS.parents[1], check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return tuple(json.loads(done.stdout.splitlines()[-1]))


def fastest(code: str, *words: str) -> tuple[float, ...]:
    """Return the least that each step took in two runs, and the most memory: others can slow the machine down."""
    one, other = run(code, *words), run(code, *words)
    return (*map(min, one[:-1], other[:-1]), max(one[-1], other[-1]))


def importing(folder: Path) -> Iterator[Line]:
    """Measure imports of the UN's shape, clean and with one bad cell in each thousand rows, beside pandas."""
    count, seconds = 1_000_000, {}
    for bad in (0, 1000):
        path = str(folder / f"un-{bad}.csv")
        run(MADE["table"].format(count=count, bad=bad), path)
        seconds[bad] = run(IMPORT.format(count=count, bad=count // bad if bad else 0), path)
    taken, memory = seconds[0]
    yield Line(
        "import of 1,000,000 rows of the UN's shape", "20 s, 800 MB", _told(taken, memory), _in(taken, 20, memory, 800)
    )
    times = seconds[1000][0] / taken
    yield Line("- with one bad cell in each thousand rows", "at most 1.5 times as long", f"{times:.2f}", times <= 1.5)
    pandas = run(PANDAS, str(folder / "un-0.csv"))
    yield Line("- read and summed by plain pandas", "", _told(*pandas))


def opening(folder: Path) -> Iterator[Line]:
    """Measure opening, beside bare msgspec and bare Arrow, and first answers."""
    lines, tables = str(folder / "lines" / "million.jsonl"), str(folder / "tables" / "million")
    run(MADE["lines"].format(count=1_000_000), lines)
    bare = min(run(BARE.replace("{type}", each), lines)[0] for each in ("Union[kinds]", "object"))
    opened, explained, counted, memory = fastest(OPEN, lines)
    times = opened / bare
    yield Line(
        "opening 1,000,000 deployments in JSON Lines",
        "at most 1.5 times bare msgspec, 1.5 GB",
        f"{opened:.1f} s, {times:.2f} times the {bare:.1f} s of msgspec, {memory:,.0f} MiB with the first answer",
        times <= 1.5 and memory <= 1500,
    )
    yield Line("- first `count`", "3 s", f"{counted:.2f} s", counted <= 3)
    yield Line("- first `explain` of one milestone", "0.1 s", f"{explained:.2f} s", explained <= 0.1)
    run(MADE["parquet"], tables, lines)
    table, _, _, memory = fastest(OPEN, tables)
    times = opened / table
    found = f"{table:.1f} s, {times:.1f} times faster, {memory:,.0f} MiB; {run(ARROW, tables)[0]:.1f} s by Arrow alone"
    yield Line("- opening the same from Parquet", "3 times faster", found, times >= 3)


def exporting(folder: Path) -> Iterator[Line]:
    """Measure export to Parquet."""
    for count, seconds in ((100_000, 2.5), (1_000_000, 25.0)):
        lines = str(folder / "lines" / f"{count}.jsonl")
        run(MADE["lines"].format(count=count), lines)
        taken, memory = run(EXPORT, lines, str(folder / "out" / str(count)))
        most = 400 if count == 100_000 else 4000
        work, asked = f"export of {count:,} deployments to Parquet", f"{seconds:g} s, {most:,} MB"
        yield Line(work, asked, _told(taken, memory), _in(taken, seconds, memory, most))


def histories(folder: Path) -> Iterator[Line]:  # noqa: ARG001 - it writes nothing
    """Measure the history of a milestone of which many letters speak."""
    taken = [fastest(HISTORY.format(count=count))[0] for count in (500, 1000, 2000)]
    found = " / ".join(f"{each:.2f}" for each in taken)
    yield Line("`history` with 500 / 1,000 / 2,000 sources", "2,000 in 0.5 s", f"{found} s", taken[-1] <= 0.5)


def moving(folder: Path) -> Iterator[Line]:
    """Measure what changed, and an export, where days bind each other."""
    for kind, told in (
        ("following", "one force of so many deployments (`follows`)"),
        ("around_chain", "a chain of `around`"),
        ("around_ring", "a ring of `around`"),
    ):
        taken = []
        for count in (60, 250, 1000):
            taken.append(sum(fastest(CHANGES.format(kind=kind, count=count), str(folder / f"{kind}-{count}"))[:2]))
        found = " / ".join(f"{each:.2f}" for each in taken)
        yield Line(f"`changes` and export, {told}: 60 / 250 / 1,000", "1,000 in 5 s", f"{found} s", taken[-1] <= 5)


def strengths(folder: Path) -> Iterator[Line]:  # noqa: ARG001 - it writes nothing
    """Measure the strengths of one deployment of which many sources speak."""
    taken = [fastest(STRENGTHS.format(count=count))[0] for count in (250, 500, 1000)]
    found = " / ".join(f"{each:.2f}" for each in taken)
    work = "strengths of one deployment from 250 / 500 / 1,000 sources, and their table"
    yield Line(work, "1,000 in 0.2 s", f"{found} s", taken[-1] <= 0.2)


EVERY: dict[str, Callable[[Path], Iterator[Line]]] = {
    "opening": opening,
    "exporting": exporting,
    "importing": importing,
    "histories": histories,
    "moving": moving,
    "strengths": strengths,
}


def _told(seconds: float, memory: float) -> str:
    return f"{seconds:.1f} s, {memory:,.0f} MiB"


def _in(seconds: float, most: float, memory: float, most_memory: float) -> bool:
    return seconds <= most and memory <= most_memory


def table(lines: Sequence[Line]) -> str:
    """Return the lines as a table in Markdown."""
    cells = [line.cells() for line in lines]
    return tabulate.tabulate(cells, ["work", "asked", "found", ""], tablefmt="github", disable_numparse=True)


def section(text: str) -> str:
    """Return what a page says of what a user feels; an empty text if it says nothing."""
    return TITLE + text.partition(TITLE)[2].partition(NEXT)[0] if TITLE in text else ""


def with_section(text: str, own: str) -> str:
    """Return a page with this section before all others, in the place of the one before."""
    before = section(text)
    return (text.replace(before, "") if before else text).replace(NEXT, own + NEXT, 1)


def told(lines: Sequence[Line], machine: str, paces: Sequence[float]) -> str:
    """Return the section for what was measured on a machine, and how fast that was meanwhile."""
    said = "Written by `python -m tests.benchmarks.felt`: each line is a process of its own, with its peak memory."
    said += "\nAll but exports and imports were run twice, and the faster run is told."
    additions = f"ten million additions in Python took {min(paces):.2f} to {max(paces):.2f} s"
    meanwhile = f"The machine was not equally fast all the time: {additions}."
    return f"{TITLE}\n\n{said}\n{machine}.\n{meanwhile}\n\n{table(lines)}\n\n"


def pace() -> float:
    """Return the seconds that ten million additions take: others can use the same machine, which slows it down."""
    return min(timeit.repeat("for each in numbers: total += each", "numbers, total = range(10_000_000), 0", number=1))


def main(names: Sequence[str]) -> None:
    """Measure what is named, or all of it; only all of it is written down."""
    from tests.benchmarks.ratios import machine  # noqa: PLC0415 - it takes all peers

    # Modules are compiled before, as they are where they were installed.
    compileall.compile_dir(DOCS.parents[1] / "deployments", quiet=1)
    lines: list[Line] = []
    paces = [pace()]
    for name in names or EVERY:
        with tempfile.TemporaryDirectory() as folder:
            # Tables are not written below the files of the same records.
            for each in ("lines", "tables", "out"):
                Path(folder, each).mkdir()
            for line in EVERY[name](Path(folder)):
                print(*line.cells(), sep=" | ", flush=True)
                lines.append(line)
        paces.append(pace())
    print(f"\n{table(lines)}")
    if not names:
        page = with_section(DOCS.read_text(encoding="utf-8"), told(lines, machine(), paces))
        DOCS.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
