"""A table in the UN's shape, and one ten times as long: time and memory grow with it, and no faster."""

import random
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.formats.tables import UN_HEADER

WHO = ["NLD", "DEU", "FRA", "NPL", "BGD", "IND", "PAK", "ETH", "RWA", "GHA", "EGY", "SEN", "NGA", "URY", "BRA", "CHN"]
MISSIONS = [f"UNM{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTU"]
MEASURED = """
import resource, sys, time
from deployments import import_tables
start = time.perf_counter()
imported = import_tables("un-contributions", sys.argv[1])
taken = time.perf_counter() - start
assert imported.counts[0].kept == imported.counts[0].read
print(taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(imported.registry.statements))
"""


def _write(path: Path, rows: int) -> None:
    random.seed(1)
    with path.open("w") as file:
        file.write(UN_HEADER + "\n")
        for number in range(rows):
            month, pair = divmod(number, len(WHO) * len(MISSIONS))
            who, mission = WHO[pair % len(WHO)], MISSIONS[pair // len(WHO)]
            day = date(1995 + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)
            police, troops = random.choice([0, 3, 140]), random.choice([0, 5, 850])
            total = police + troops
            file.write(f'"{number}",{day},"{who}","{who}","{mission}",{police},0,0,{troops},{total}\n')


def _measured(path: Path) -> tuple[float, float, int]:
    done = subprocess.run([sys.executable, "-c", MEASURED, str(path)], capture_output=True, text=True, check=True)
    seconds, mebibytes, statements = done.stdout.split()
    return float(seconds), float(mebibytes), int(statements)


@pytest.mark.parametrize("rows", [100_000])
def test_ten_times_the_rows_take_ten_times_as_long(rows: int, tmp_path: Path) -> None:
    _write(tmp_path / "tenth.csv", rows // 10)
    _write(tmp_path / "whole.csv", rows)
    (tenth, small, _), (whole, large, statements) = _measured(tmp_path / "tenth.csv"), _measured(tmp_path / "whole.csv")
    print(f"\n{rows // 10:,} rows: {tenth:.1f} s, {small:.0f} MiB; {rows:,} rows: {whole:.1f} s, {large:.0f} MiB")
    print(f"{statements:,} statements")
    assert whole < 15 * tenth
    assert large < 10 * small
