"""Ours beside the peers: every answer compared, then all timed in turns, and the ratios written down.

The machine is shared and noisy. What is compared is timed in the same run, in short batches that take turns, and of
each the fastest batch counts.
"""

import collections
import datetime
import gc
import importlib.metadata
import itertools
import platform
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import inf
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import tabulate

from deployments import Answers, Peak
from tests.benchmarks import felt, peers
from tests.benchmarks.peers import PEERS, Ask, Peer
from tests.benchmarks.synthetic import COUNTRIES, LAST, synthetic

SIZES = (10_000, 100_000, 1_000_000)
#: Ours, and other ways of asking the same of it: by the call that a user writes, and of a day not asked before.
OURS, PUBLIC, UNASKED = "deployments", "deployments, public call", "deployments, a day not asked before"
OWN = (OURS, PUBLIC, UNASKED)

#: The years of the series, 36 of them.
SERIES_FIRST, SERIES_LAST = datetime.date(1991, 1, 1).toordinal(), LAST

_QUESTIONS = 24
_BATCH = 0.02
_ROUNDS, _FEWEST, _LONGEST = 25, 3, 2.0


def questions(row: str) -> list[tuple[int, ...]]:
    """Give what is asked in a row of the table: days from 1993 to 2024, drawn by chance, the same each time."""
    chance = np.random.default_rng(36)
    first, last = (datetime.date(year, 1, 1).toordinal() for year in (1993, 2025))
    days = chance.integers(first, last, _QUESTIONS).tolist()
    places = chance.integers(0, len(COUNTRIES), _QUESTIONS).tolist()
    if row in peers.ALL_SERIES:
        return [(SERIES_FIRST, SERIES_LAST)]
    if row == peers.BUILD:
        return [(days[0],)]
    if row in peers.PEAKS:
        return [(day, day + 364) for day in days[:12]]
    if row == peers.WHO:
        return [(day, day) for day in days]
    if row == peers.DURING:
        return [(day, day + 29) for day in days]
    if row == peers.FROM_ONE:
        return list(zip(days, places, strict=True))
    return [(day,) for day in days]


def plainly(row: str, answer: Any) -> Any:
    """Give an answer in the form in which those of different libraries can be compared, and those of this one."""
    if row == peers.COUNT:
        return int(answer)
    if row in peers.ALL_SERIES:
        return [np.asarray(part).astype(np.int64) for part in _days(answer)]
    if row in peers.PEAKS:
        both: Any = (answer.low, answer.high) if isinstance(answer, Peak) else answer
        return [int(part) for part in both]
    return peers.numbers(answer.numbers if isinstance(answer, Answers) else answer)


def _days(answer: Any) -> Any:
    """Give the low and the high ends of each day, of a series in steps too, or of a series for each country."""
    if isinstance(answer, dict):
        return zip(*(_days(answer[country]) for country in COUNTRIES), strict=True)
    if not isinstance(answer, Answers):
        return answer
    lengths = [(step.last - step.first).days + 1 for step in answer]
    return [np.repeat([getattr(step, end) for step in answer], lengths) for end in ("low", "stated_high")]


@attrs.frozen
class Measured:
    """Seconds a question, by who answered it, ours among them; and why somebody could not be asked."""

    row: str
    count: int
    seconds: Mapping[str, float]
    left_out: Mapping[str, str]

    @property
    def best(self) -> str:
        """Names the fastest peer."""
        return min((name for name in self.seconds if name not in OWN), key=self.seconds.__getitem__)

    def times(self, peer: str | None = None) -> float:
        """Give how many times longer a peer takes than ours; without a name the fastest."""
        return self.seconds[peer or self.best] / self.seconds[OURS]


def measure(row: str, count: int, own: Mapping[str, Peer]) -> Measured:
    """Compare ours and every peer on each question, then time them. Raises `AssertionError` where they differ.

    `own` are this library's ways of asking, by the names in `OWN`.
    """
    columns = synthetic(count).columns
    asks: dict[str, Ask] = {name: make(columns) for name, make in own.items()}
    left_out: dict[str, str] = {}
    for name, peer in PEERS[row].items():
        try:
            asks[name] = peer(columns)
        except ImportError:
            left_out[name] = "not installed"
        except MemoryError as error:
            left_out[name] = str(error)
    asked = questions(row)
    compare(row, asks, asked)
    return Measured(row, count, fastest(asks, asked), left_out)


def compare(row: str, asks: Mapping[str, Ask], asked: Sequence[tuple[int, ...]]) -> None:
    """Check that all give the same answer to each question. Raises `AssertionError`."""
    for question in asked:
        expected = plainly(row, asks[OURS](*question))
        for name, ask in asks.items():
            np.testing.assert_equal(plainly(row, ask(*question)), expected, f"{name}: {row}, {question}")


def fastest(asks: Mapping[str, Ask], asked: Sequence[tuple[int, ...]]) -> dict[str, float]:
    """Give seconds a question: of each the fastest of several batches, which take turns."""
    batches = {name: _batch(ask, asked) for name, ask in asks.items()}
    found = dict.fromkeys(asks, inf)
    spent = dict.fromkeys(asks, 0.0)
    for turn in range(_ROUNDS):
        for name, ask in asks.items():
            if turn < _FEWEST or spent[name] < _LONGEST:
                seconds = _seconds(ask, batches[name])
                spent[name] += seconds
                found[name] = min(found[name], seconds / len(batches[name]))
    return found


def _batch(ask: Ask, asked: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Repeat the questions until they take long enough to be timed."""
    once = min(_seconds(ask, asked) for _ in range(2))
    return [*asked] * max(1, min(100_000, round(_BATCH / max(once, 1e-9))))


def _seconds(ask: Ask, asked: Iterable[tuple[int, ...]]) -> float:
    """Time the questions one after another, the loop being in C, with the garbage collector off."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        start = time.perf_counter()
        collections.deque(itertools.starmap(ask, asked), maxlen=0)
        return time.perf_counter() - start
    finally:
        if was_enabled:
            gc.enable()


# --- what is written -------------------------------------------------------------------------------------


@attrs.frozen
class Target:
    """So many times longer a peer must take than ours, or the fastest peer if none is named."""

    row: str
    count: int
    least: float
    peer: str | None = None

    def __str__(self) -> str:
        return f"{self.row}, {self.count:,}, {self.peer or 'best peer'}"

    def line(self, measured: Measured) -> tuple[str, ...]:
        """Give what is asked and what was found, for a table."""
        times = measured.times(self.peer)
        asked = f"at least {self.least:,g}"
        peer = self.peer or f"best peer ({measured.best})"
        return f"{self.row}, {self.count:,}", peer, asked, f"{times:,.2f}", met(is_met=times >= self.least)


def met(*, is_met: bool) -> str:
    """Say whether a target is met."""
    return "met" if is_met else "**not met**"


def targets_table(lines: Sequence[Sequence[str]]) -> str:
    """Give a table of what was to be shown: the work, beside whom, what is asked, what was found, whether it is met."""
    return _github(lines, ["work", "beside", "asked, times", "found", ""])


def summary(found: Sequence[Measured]) -> str:
    """Give a table: for each row and size our time, the fastest peer, and how many times longer it takes."""
    lines = [
        (m.row, f"{m.count:,}", _time(m.seconds[OURS]), m.best, _time(m.seconds[m.best]), f"{m.times():,.1f}")
        for m in found
    ]
    return _github(lines, ["work", "deployments", "ours", "best peer", "takes", "times ours"])


def details(found: Sequence[Measured]) -> str:
    """Give a table for each row: everybody's time at each size, and how many times ours at the largest."""
    parts = []
    for row in dict.fromkeys(m.row for m in found):
        own = {m.count: m for m in found if m.row == row}
        largest = own[max(own)]
        names = dict.fromkeys(name for m in own.values() for name in m.seconds)
        names |= dict.fromkeys(name for m in own.values() for name in m.left_out)
        lines = [[name, *(_cell(m, name) for m in own.values()), _ratio(largest, name)] for name in names]
        headers = [row, *(f"{count:,}" for count in own), "times ours"]
        parts.append(_github(lines, headers))
    return "\n\n".join(parts)


def _github(lines: Sequence[Sequence[str]], headers: Sequence[str]) -> str:
    return tabulate.tabulate(lines, headers, tablefmt="github", disable_numparse=True)


def _cell(measured: Measured, name: str) -> str:
    return _time(measured.seconds[name]) if name in measured.seconds else measured.left_out[name]


def _ratio(measured: Measured, name: str) -> str:
    return f"{measured.times(name):,.1f}" if name in measured.seconds else ""


def _time(seconds: float) -> str:
    """Write a time with three digits that count, in the unit that fits."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}" if seconds < 1000 * size else f"{seconds / size:,.0f} {unit}"
    return f"{seconds * 1e9:.3g} ns"


def machine() -> str:
    """Tell what it ran on: processor, cores, system, the versions of everybody, and the day."""
    libraries = ("numpy", "pandas", "polars", "duckdb", "pyarrow", "superintervals", "ailist", "ncls", "staircase")
    versions = []
    for name in (*libraries, "intervaltree"):
        try:
            versions.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            versions.append(f"{name} not installed")
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    processor = models[0] if models else platform.processor()
    today = datetime.date.today().isoformat()
    return (
        f"{today}, {processor}, {len(models)} cores, {platform.system()}, Python {platform.python_version()}; "
        + ", ".join(versions)
    )


def write(
    found: Sequence[Measured],
    targets: Sequence[Sequence[str]],
    others: str,
    bytes_each: Mapping[int, float],
    folder: Path,
) -> None:
    """Write `performance.md` and its plot into a folder; what a user feels stays as it is.

    `targets` are the lines of their table, `others` is what was measured beside the rows, in Markdown, and
    `bytes_each` what the trees of so many deployments take for each of them, beside the records.
    """
    memory = _github([[f"{count:,}", f"{each:,.0f}"] for count, each in bytes_each.items()], ["deployments", "bytes"])
    text = f"""# Performance

First what a user feels: opening, first answers, export and import. Then the questions, beside what people use instead.

## What is timed

Written by `python -m pytest tests/benchmarks`. Each question is asked of this library and of what people use instead,
in one run; all answers are compared before any is timed. Times are for one question, the fastest of several batches
that take turns. The records are drawn by chance, always the same: `tests/benchmarks/synthetic.py`. How each peer is
asked, `tests/benchmarks/peers.py` shows; how this library is, `tests/benchmarks/ours.py`.

{machine()}.

The registries are real, also that of a million deployments: their days follow from 3.6 statements a deployment, by the
table of words. Whoever stays long is seen every sixteen months, as a longer silence is not taken for staying.
The peers are given those days as columns, and have prepared what they can. "{OURS}" is asked as they are: day numbers
in, record numbers or sums out, from the tables of the registry, made before; what they keep for a day that was asked
before, they keep. "{PUBLIC}" is `count`, `active`, `strength_series` or `peak` with the dates as text, whose answers
are made when they are looked at. "{UNASKED}" forgets what is kept for days. A series that was not asked before is
summed from the stretches of days on which each figure counts, as the peers do it: the low and the high ends. Its public
call also sums how many are there, how many are not stated and how many have no upper end, and finds the days on which
any of that changes. Building is one tree from the columns of days, and one answer. What was known on twelve days is
asked in three processes of its own, and the fastest is told.

## What was to be shown

{targets_table(targets)}

{others}

## At each size

{summary(found)}

Below 1 are who is there from one country, up to 100,000 deployments, and building the index. The first is a microsecond
of calls from Python into NumPy, where the peer is one call of C++ on the few days of that country. Building makes the
days of both the possible and the certain answers out of statements in some hundred calls of NumPy, which take
milliseconds for however few. Both would take an engine that is compiled.

## Growth

![Time a question, and bytes a deployment, at three sizes](performance.svg)

`tests/answers/test_ladders.py` counts the steps that each question takes of 24 kinds of registry (told by plans, by
sightings, by absences, by parts, with a contradiction, a correction or a cancellation among them ...) as the number of
sources, or of deployments that are tied to each other, doubles. Nearly all grow in line with it. These grow faster, and
no test counts some of them:

- `changes` of figures that are planned for many days, of ends that are considered, and of starts that are reported
  again and again: each source is told beside all older statements that still count.
- `history` and `changes` where each of many sources contradicts all others, leaves days out ("on the 3rd or the 7th"),
  dates something before another event, or reports nobody where the one before reports somebody. A single source is
  enough that dates something around another event, reports a decision after the force was there, or puts right what
  contradicts others. Then every statement stays of use, and each further source is solved with all of them.
- `history` and `changes` of deployments that are tied to each other, where one of them is disputed, diminished,
  corrected, or reported gone: each further source is solved with all of these deployments.
- The table of which deployments cannot be there on one day (`apart`), where reports tie them: its rows are pairs.
- The days of a whole of many parts: each day is told beside the figures of all the parts.
- The page: it has all days once more for each source after which one can look.

Memory of the two search trees (of the possible and of the certain days), in bytes for each deployment, without the
records:

{memory}

## Everybody

{details(found)}
"""
    page = folder / "performance.md"
    page.write_text(felt.with_section(text, felt.section(page.read_text(encoding="utf-8"))), encoding="utf-8")
    _plot(found, bytes_each, folder / "performance.svg")


def _plot(found: Sequence[Measured], bytes_each: Mapping[int, float], path: Path) -> None:
    import matplotlib as mpl  # noqa: PLC0415 - only for the plot
    from matplotlib.figure import Figure  # noqa: PLC0415

    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "deployments", "font.size": 8}):
        figure = Figure(figsize=(9, 4), layout="constrained")
        times, memory = figure.subplots(1, 2, width_ratios=[2, 1])
        for row in dict.fromkeys(m.row for m in found):
            own = [m for m in found if m.row == row]
            times.plot([m.count for m in own], [m.seconds[OURS] * 1e6 for m in own], marker="o", label=row)
        memory.plot([*bytes_each], [*bytes_each.values()], marker="o")
        for axes, title in ((times, "microseconds a question"), (memory, "bytes a deployment")):
            axes.set(xscale="log", yscale="log", xlabel="deployments", title=title)
            axes.minorticks_off()
            axes.grid(visible=True, alpha=0.3)
        figure.legend(*times.get_legend_handles_labels(), loc="outside right upper", frameon=False)
        figure.savefig(path, format="svg", metadata={"Date": None})


def report(found: Iterable[Measured], printed: Callable[[str], None] = print) -> None:
    """Print the tables."""
    every = [*found]
    printed(f"\n{summary(every)}\n\n{details(every)}\n")
