"""Parsing EDTF beside the other libraries for it, in one run: `python -m pytest tests/benchmarks`."""

import compileall
import random
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from math import inf
from pathlib import Path
from typing import Any

import pytest

import deployments
from deployments.values.dates import UncertainDate

edtf = pytest.importorskip("edtf", reason="pip install --group benchmark")
undate = pytest.importorskip("undate.converters.edtf", reason="pip install --group benchmark")

#: Shapes that all three libraries read; none is left out for being slow here.
SHAPES = (
    "{y}",
    "{y}-{m:02}",
    "{y}-{m:02}-{d:02}",
    "{y}?",
    "{y}-{m:02}~",
    "{y}-{m:02}-{d:02}%",
    "{decade}X",
    "{y}-XX",
    "{y}-{m:02}-XX",
    "{y}/{later}",
    "{y}-{m:02}/{later}-{m:02}",
    "{y}-{m:02}-{d:02}/{later}-{m:02}-{d:02}",
    "{y}-{m:02}/..",
    "Y{long}",
)
COUNT = 20_000
#: The others take minutes for as many: they are timed on every 97th, which meets every shape.
SHARE = 97


def _texts() -> list[str]:
    random.seed(1)
    return [_text(SHAPES[i % len(SHAPES)]) for i in range(COUNT)]


def _text(shape: str) -> str:
    year = random.randint(1000, 2900)
    return shape.format(
        y=year,
        m=random.randint(1, 12),
        d=random.randint(1, 28),
        decade=year // 10,
        later=year + random.randint(1, 99),
        long=random.randint(10_000, 10**9),
    )


def _seconds(parse: Callable[[str], object], texts: list[str]) -> float:
    start = time.perf_counter()
    for text in texts:
        parse(text)
    return (time.perf_counter() - start) / len(texts)


def test_parsing_is_500_times_faster_than_undate_and_edtf(benchmark: Any) -> None:
    """Every text is parsed anew here: the constructor remembers nothing."""
    texts = _texts()
    benchmark.pedantic(lambda: [UncertainDate(text) for text in texts], rounds=5)
    ours = min(benchmark.stats.stats.data) / len(texts)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ratios = {
            "undate": _seconds(undate.EDTFDateConverter().parse, texts[::SHARE]) / ours,
            "edtf": _seconds(edtf.parse_edtf, texts[::SHARE]) / ours,
        }
    print(f"\n{ours * 1e6:.2f} microseconds a text; times faster:", {k: round(v) for k, v in ratios.items()})
    assert min(ratios.values()) >= 500


def test_import_costs_at_most_a_quarter_more_than_attrs_and_pendulum() -> None:
    codes = ("pass", "import attrs, pendulum", "import deployments")
    bare, both, ours = _fastest(*(["-c", code] for code in codes))
    both, ours = both - bare, ours - bare
    print(f"\nimport deployments {ours * 1e3:.0f} ms, attrs and pendulum {both * 1e3:.0f} ms: {ours / both:.2f}")
    assert ours <= 1.25 * both


#: What any program that reads these files and prints a table does: it imports the libraries, and reads them.
_READS = """
import pathlib, tomllib
import attrs, cattrs, pendulum, pycountry, tabulate
for path in pathlib.Path({folder!r}).glob("*.toml"):
    tomllib.loads(path.read_text())
"""


#: What the installed `deployments report` runs.
_REPORT = "import sys; sys.argv[1:] = ['report', '--example']; from deployments.cli import command; sys.exit(command())"


def test_a_report_takes_a_third_more_than_importing_and_reading() -> None:
    folder = Path(deployments.__file__).parent / "data" / "amdtf"
    assert len([*folder.glob("*.toml")]) > 1
    reads, ours = _fastest(["-c", _READS.format(folder=str(folder))], ["-c", _REPORT])
    print(f"\ndeployments report {ours * 1e3:.0f} ms, imports and tomllib {reads * 1e3:.0f} ms: {ours / reads:.2f}")
    assert ours <= 1.3 * reads


def _fastest(*programs: list[str]) -> list[float]:
    """Give the seconds of whole processes, which take turns: of each the fastest.

    The code is compiled before, as it is for all of them when they are installed.
    """
    compileall.compile_dir(Path(deployments.__file__).parent, quiet=1)
    found = [inf] * len(programs)
    for _ in range(40):
        for place, program in enumerate(programs):
            start = time.perf_counter()
            subprocess.run([sys.executable, *program], check=True, stdout=subprocess.DEVNULL)
            found[place] = min(found[place], time.perf_counter() - start)
    return found
