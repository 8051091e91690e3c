"""Seconds of each question on each kind of registry at 1, 2, 4 and 8 times a size, and how they grow.

Run as `python -m tests.benchmarks.ladders`, or with the words that the rows shown are to have:
`python -m tests.benchmarks.ladders history counted`. A row ends with the exponent of the last doubling: 1 is in
proportion. A new row is a `Row` in `ROWS`: what it is called, what makes a registry of a size, and what is timed.
"""

import gc
import math
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs

import deployments
from deployments import Registry
from deployments.values.calendar import iso
from tests import kinds

#: The last size takes at least so many seconds, where a first one of at most so many makes that possible.
_LEAST, _LARGEST_FIRST = 0.5, 3_200
#: A ladder ends with a size that takes so many seconds.
_MOST = 30.0
_TIMES = (1, 2, 4, 8)


@attrs.frozen(eq=False)
class Row:
    """A question, what it is asked of, and what asks it; what is made of a size is not timed."""

    kind: str
    question: str
    make: Callable[[int], Any]
    ask: Callable[[Any], object]

    def seconds(self, size: int) -> float:
        """Time the question, asked for the first time."""
        made = self.make(size)
        gc.collect()
        start = time.perf_counter()
        self.ask(made)
        return time.perf_counter() - start

    def ladder(self, first: int = 25) -> list[tuple[int, float]]:
        """Return sizes with their seconds: four of them, from a first one that makes the last take long enough."""
        taken = self.seconds(first)
        while taken * _TIMES[-1] < _LEAST and first < _LARGEST_FIRST:
            first *= 2
            taken = self.seconds(first)
        found = [(first, taken)]
        for times in _TIMES[1:]:
            if found[-1][1] < _MOST:
                found.append((first * times, self.seconds(first * times)))
        return found


def exponent(ladder: Sequence[tuple[int, float]]) -> float:
    """Return how what is counted grows with the size, by the last two of some: 1 in proportion, 2 with its square.

    >>> exponent([(10, 3.0), (20, 6.0)]), exponent([(10, 3.0), (20, 12.0)])
    (1.0, 2.0)
    """
    (size, count), (larger, more) = ladder[-2:]
    return math.log(more / count) / math.log(larger / size)


def _middle(registry: Registry) -> str:
    return iso(kinds.FIRST + kinds.STEP * len(registry.sources) // 2)


#: The questions that are asked of each kind.
QUESTIONS: dict[str, Callable[[Registry], object]] = {
    "history": lambda r: r.history(f"d{len(r.deployments) // 2}.end"),
    "changes": lambda r: r.changes("1900-01-01", "2100-01-01"),
    "known_on": lambda r: r.known_on(_middle(r)).active(_middle(r)),
    "active": lambda r: r.active(_middle(r)),
    "strength": lambda r: r.strength(_middle(r)),
    "strength_series": lambda r: r.strength_series(iso(kinds.FIRST), _middle(r)),
    "unconfirmed": lambda r: r.unconfirmed(_middle(r)),
    "disputes": lambda r: (r.disputes(), r.overtaken(), r.gaps()),
    "explain": lambda r: r.explain(f"d{len(r.deployments) // 2}.start"),
    **{
        name: lambda r, name=name: deployments.to_arrow(r)[name]  # type: ignore[misc]
        for name in ("bounds", "days", "stays", "apart")
    },
}


def _exported(registry: Registry) -> None:
    with tempfile.TemporaryDirectory() as folder:
        deployments.export(registry, Path(folder, "tables"), "parquet")


def _on_lines(ask: Callable[[Path], object]) -> Callable[[str], object]:
    """Return what asks of a file of JSON Lines, for the text of one."""

    def asked(text: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "registry.jsonl")
            path.write_text(text, encoding="utf-8")
            ask(path)

    return asked


def _lines_of(registry: Registry) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "registry.jsonl")
        deployments.dump(registry, path)
        return path.read_text(encoding="utf-8")


#: What is done with whole registries, and what with files of them.
WORK: dict[str, Callable[[Registry], object]] = {"export": _exported, "page": deployments.page}
OPENING: dict[str, Callable[[str], object]] = {
    "load": _on_lines(deployments.load),
    "check": _on_lines(deployments.check),
}


def _rows(make: Callable[[int], Registry]) -> Iterator[Row]:
    for name, ask in {**QUESTIONS, **WORK}.items():
        yield Row(make.__name__, name, make, ask)
    for name, opened in OPENING.items():
        yield Row(make.__name__, name, lambda size: _lines_of(make(size)), opened)


ROWS: tuple[Row, ...] = tuple(row for make in (*kinds.OF_ONE, *kinds.TIED) for row in _rows(make))


def _lines(words: Sequence[str]) -> Iterator[str]:
    for row in ROWS:
        if all(word in (row.kind, row.question) for word in words):
            found = row.ladder()
            told = "  ".join(f"{size:>6,}: {seconds:7.3f} s" for size, seconds in found)
            yield f"{row.kind:20} {row.question:16} {told}   exponent {exponent(found):.2f}"


if __name__ == "__main__":
    deployments.to_arrow(kinds.counted(1))["bounds"]  # what is imported first is not timed
    for line in _lines(sys.argv[1:]):
        print(line, flush=True)
