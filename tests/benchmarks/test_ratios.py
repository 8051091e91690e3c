"""What this library must show beside others: `python -m pytest tests/benchmarks/test_ratios.py -s`.

Every row of the table is compared and timed at every size, the targets are held against that, and all of it is
written to `docs/performance.md`. It takes a quarter of an hour and some gigabytes.
"""

import functools
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks import ours, peers, ratios, test_jsonlines
from tests.benchmarks.ratios import OURS, PUBLIC, SIZES, UNASKED, Measured, Target

SMALL, MIDDLE, LARGE = SIZES

#: What is asked of each row. One that is not met says so here, with what was measured.
TARGETS: tuple[Target, ...] = (
    Target(peers.COUNT, LARGE, 5),
    Target(peers.COUNT, LARGE, 500, "superintervals"),
    Target(peers.WHO, LARGE, 5),
    Target(peers.WHO, LARGE, 25, "superintervals"),
    Target(peers.WHO, MIDDLE, 4),
    Target(peers.WHO, SMALL, 1),
    Target(peers.DURING, LARGE, 15),
    Target(peers.DURING, MIDDLE, 4),
    Target(peers.DURING, SMALL, 1),
    Target(peers.FROM_ONE, LARGE, 1.5),
    Target(peers.SERIES, LARGE, 1.5),
    Target(peers.SERIES_BY, LARGE, 1.5),
    Target(peers.SERIES_AGAIN, LARGE, 1000),
    Target(peers.SERIES_BY_AGAIN, LARGE, 1000),
    Target(peers.PEAK, LARGE, 1000),
    Target(peers.DOUBTFUL, LARGE, 3),
    Target(peers.BUILD, LARGE, 1 / 4, "superintervals"),
)
NOT_MET: dict[Target, str] = {}

#: Seconds that the call with a date as text may take beside the look-up, bytes a deployment of both trees, and
#: seconds to ask what was known on twelve days.
CALL, BYTES, KNOWLEDGE = 2e-6, 80, 1.0


@functools.cache
def measured(row: str, count: int) -> Measured:
    """Measure a row once."""
    asks = {OURS: ours.OURS, PUBLIC: ours.PUBLIC, UNASKED: ours.UNASKED}
    return ratios.measure(row, count, {name: rows[row] for name, rows in asks.items() if row in rows})


@functools.cache
def bytes_of_trees(count: int) -> float:
    """Measure the memory once."""
    return ours.bytes_of_trees(count)


@functools.cache
def knowledge() -> ours.Knowledge:
    """Measure once what was known on several days: the faster of three processes of its own, as the text says."""
    call = [sys.executable, "-m", "tests.benchmarks.ours", str(MIDDLE)]
    root = Path(__file__).parents[2]
    runs = [subprocess.run(call, capture_output=True, text=True, check=True, cwd=root).stdout for _ in range(3)]
    every = [ours.Knowledge(**json.loads(run)) for run in runs]
    return ours.Knowledge(min(each.first for each in every), min(each.again for each in every), every[0].found)


def _call() -> float:
    seconds = measured(peers.COUNT, LARGE).seconds
    return seconds[PUBLIC] - seconds[OURS]


@pytest.mark.parametrize("row", ours.OURS)
@pytest.mark.parametrize("count", SIZES)
def test_all_answer_alike_and_are_timed(row: str, count: int) -> None:
    found = measured(row, count)
    print(f"\n{ratios.details([found])}")


@pytest.mark.parametrize("count", SIZES)
def test_memory_of_the_trees(count: int) -> None:
    print(f"\n{count:,}: {bytes_of_trees(count):.1f} bytes a deployment, and {ours.bytes_of_table(count):.0f} of days")
    assert count < LARGE or bytes_of_trees(count) <= BYTES


def _marked(target: Target) -> Any:
    reason = NOT_MET.get(target)
    return pytest.param(target, id=str(target), marks=[pytest.mark.xfail(reason=reason)] if reason else [])


@pytest.mark.parametrize("target", [*map(_marked, TARGETS)])
def test_target(target: Target) -> None:
    found = measured(target.row, target.count)
    print(f"\n{found.times(target.peer):,.2f} times ours, of {target.least:,g} asked")
    assert found.times(target.peer) >= target.least


def test_a_call_takes_two_microseconds_more_than_the_look_up() -> None:
    print(f"\n{_call() * 1e6:.2f} microseconds")
    assert _call() <= CALL


def test_what_was_known_on_twelve_days_takes_less_than_a_second() -> None:
    found = knowledge()
    print(f"\n{found.first:.2f} s of a registry that was never asked, then {found.again:.2f} s of other days")
    assert found.again < KNOWLEDGE
    assert found.first < KNOWLEDGE


def test_performance_is_written_down() -> None:
    found = [measured(row, count) for row in ours.OURS for count in SIZES]
    lines = [target.line(measured(target.row, target.count)) for target in TARGETS]
    lines += [_line("a call of `count` with a date as text, 1,000,000", "the look-up", CALL * 1e6, _call() * 1e6, "µs")]
    lines += [_line("trees of possible and certain days, 1,000,000", "", BYTES, bytes_of_trees(LARGE), "bytes each")]
    known = knowledge()
    for name, seconds in (("a registry never asked", known.first), ("one asked other days before", known.again)):
        row = f"`known_on` and `active` of {ours.DAYS_OF_KNOWLEDGE} days, {MIDDLE:,}, {name}"
        lines.append(_line(row, "", KNOWLEDGE, seconds, "s"))
    reading = [test_jsonlines.measured(each) for each in test_jsonlines.SETS]
    lines += [line for each in reading for line in test_jsonlines.targets(each)]
    ratios.report(found)
    print(ratios.targets_table(lines))
    folder = Path(__file__).parents[2] / "docs"
    others = "\n\n".join(test_jsonlines.table(each) for each in reading)
    ratios.write(found, lines, others, {count: bytes_of_trees(count) for count in SIZES}, folder)
    assert (folder / "performance.md").exists()


def _line(row: str, beside: str, most: float, found: float, unit: str) -> tuple[str, ...]:
    return row, beside, f"at most {most:g} {unit}", f"{found:.2f} {unit}", ratios.met(is_met=found <= most)
