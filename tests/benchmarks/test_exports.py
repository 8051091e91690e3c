"""What an export takes: twice the deployments take twice the time, and no more memory than their records do.

`python -m pytest -n0 -s tests/benchmarks/test_exports.py` prints the table of `docs/scale.md`.
"""

import math
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import deployments
from deployments import Registry
from tests.benchmarks.synthetic import records
from tests.columnar.crowds import PLACED, SIMPLE, Crowd

#: The exponent with which the time may grow.
MOST = 1.2

CODE = """
import pathlib, resource, sys, tempfile, time
import deployments
from tests.benchmarks.synthetic import records
registry = deployments.Registry(**records(int(sys.argv[1])))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with tempfile.TemporaryDirectory() as folder:
    start = time.process_time()
    deployments.export(registry, folder + "/tables", sys.argv[2])
    seconds = time.process_time() - start
    written = sum(each.stat().st_size for each in pathlib.Path(folder, "tables").iterdir()) >> 20
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(f"| {int(sys.argv[1]):,} | {sys.argv[2]} | {seconds:.1f} | {before >> 10:,} | {after >> 10:,} | {written:,} |")
"""


def _synthetic(count: int) -> Registry:
    return Registry(**records(count))


def _mixed(count: int) -> Registry:
    """Draw deployments of which everything is said that columns cover, much of it so that they leave it."""
    crowd = Crowd(7, SIMPLE + PLACED)
    crowd.chance = random.Random(7)
    return crowd.registry(count)


@pytest.mark.parametrize(("make", "smallest"), [(_synthetic, 4_000), (_mixed, 250)])
def test_twice_the_deployments_take_twice_the_time(
    make: Callable[[int], Registry], smallest: int, tmp_path: Path
) -> None:
    seconds = []
    for step in range(4):
        registry = make(smallest << step)
        start = time.process_time()
        deployments.export(registry, tmp_path / str(step), "parquet")
        seconds.append(time.process_time() - start)
    assert seconds[-1] > 0.5
    assert math.log(seconds[-1] / seconds[0], 8) < MOST, seconds


@pytest.mark.slow
@pytest.mark.parametrize("count", [100_000, 1_000_000])
@pytest.mark.parametrize("form", ["parquet", "csv", "jsonl"])
def test_what_an_export_takes(count: int, form: str) -> None:
    done = subprocess.run([sys.executable, "-c", CODE, str(count), form], capture_output=True, text=True, check=True)
    print(done.stdout, end="")
