"""Measures imports of tables, each kind at 1, 2, 4 and 8 times its rows: `python -m tests.benchmarks.table_import`.

Prints the seconds of the processor and the peak memory of each, and the exponent by which the seconds grow with the
rows: 1 is linear. Name kinds to measure these only; `--rows 125000` says how many rows the smallest has.
"""

import argparse
import math
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.benchmarks import un_tables
from tests.benchmarks.felt import run
from tests.formats.tables import PLAIN

_IMPORT = """
import deployments
mapping = sys.argv[2]
before = time.process_time()
found = deployments.import_tables(mapping, path)
taken.append(time.process_time() - before)
assert found.counts[0].read == int(sys.argv[3])
"""
_PANDAS = """
import pandas
before = time.process_time()
pandas.read_csv(path).groupby(["Mission", "Date"])["Troops Total"].sum()
taken.append(time.process_time() - before)
"""
_WHO = ("NLD", "DEU", "FRA", "NPL", "BGD", "IND", "PAK", "RWA")


def _day(number: int) -> str:
    return f"{1950 + number // 336 % 70}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"


def _each(tell: Callable[[int], str], rows: int) -> Iterable[str]:
    return ["country,mission,day,strength\n", *(tell(number) + "\n" for number in range(rows))]


#: Tables of a country, a mission, a day and a strength; the number of a row tells what is in it.
_ROWS: dict[str, Callable[[int], str]] = {
    "one source": lambda n: f"{_WHO[n % 8]},M{n // 8 % 9},{_day(n // 72)},{n % 900}",
    "a deployment in each row": lambda n: f"{_WHO[n % 8]},M{n},{_day(0)},5",
    "each number once": lambda n: f"{_WHO[n % 8]},M{n // 8 % 9},{_day(n // 72)},{n}",
    "each row twice": lambda n: f"{_WHO[n // 2 % 8]},M{n // 16 % 9},{_day(n // 144)},5",
    "rows that contradict each other": lambda n: f"NLD,KFOR,2014-01-31,{n}",
    "every row bad": lambda n: f"{_WHO[n % 8]},M1,{_day(n // 8)},many{n}",
    "each country unknown": lambda n: f"Nowhere {n},M1,{_day(n // 8)},5",
}


def _written(kind: str, rows: int, folder: Path) -> tuple[Path, str]:
    """Write a table of a kind; return where it is, and its mapping."""
    path = folder / "table.csv"
    if kind not in _ROWS:
        un_tables.write(path, rows, bad_each=1000 if kind == "bad cells" else 0)
        return path, "un-contributions"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(_each(_ROWS[kind], rows))
    mapping = folder / "mapping.toml"
    mapping.write_text(PLAIN)
    return path, str(mapping)


def main() -> None:
    """Print a line for each kind and length."""
    parser = argparse.ArgumentParser(description=__doc__)
    kinds = ("clean", "bad cells", "pandas", *_ROWS)
    parser.add_argument("kinds", nargs="*", default=kinds)
    parser.add_argument("--rows", type=int, default=125_000)
    options = parser.parse_args()
    for kind in options.kinds:
        before = 0.0
        for times in (1, 2, 4, 8):
            rows = options.rows * times
            with tempfile.TemporaryDirectory() as folder:
                path, mapping = _written(kind, rows, Path(folder))
                code = _PANDAS if kind == "pandas" else _IMPORT
                seconds, memory = run(code, str(path), mapping, str(rows))
            grown = f", exponent {math.log2(seconds / before):.2f}" if before else ""
            print(f"{kind}: {rows:,} rows: {seconds:.2f} s, {memory:.0f} MiB{grown}", flush=True)
            before = seconds


if __name__ == "__main__":
    main()
