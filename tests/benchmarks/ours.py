"""The same questions asked of this library, of real registries: what is timed is said with each.

A row of the table is answered by the tables of a registry, from day number to record numbers, as the peers answer.
`PUBLIC` asks the same by the call that a user writes, with dates as text.
"""

import datetime
import functools
import json
import sys
import time
import tracemalloc
from collections.abc import Callable, Mapping
from typing import Any

import attrs

from deployments import Registry
from deployments.answers.question import Question
from deployments.columnar.engine import ColumnarTimeline
from deployments.columnar.presence_index import PresenceIndex, SpellIndex
from deployments.columnar.totals import DailySums
from tests.benchmarks import peers
from tests.benchmarks.peers import Ask, Peer
from tests.benchmarks.synthetic import COUNTRIES, Columns, records

#: What is known of 100,000 deployments on this many days, in `known`.
DAYS_OF_KNOWLEDGE = 12


@functools.lru_cache(maxsize=3)
def registry(count: int) -> Registry:
    """Give a registry of so many deployments, with the statements that their days are solved from."""
    return Registry(**records(count))


def timeline(count: int) -> ColumnarTimeline:
    """Give what answers for it."""
    found = registry(count)._timeline
    assert isinstance(found, ColumnarTimeline)
    return found


def index(count: int, **filters: Any) -> PresenceIndex:
    """Give the index of its deployments, or of those that a filter lets through; columns cover all of them."""
    assert timeline(count)._facts[1].all()
    return timeline(count).chosen(**filters).index


def totals(count: int) -> DailySums:
    """Give the sums of its strengths."""
    own = timeline(count)
    return own.totals(own.chosen())


# --- by day numbers ------------------------------------------------------------------------------------


def count(c: Columns) -> Ask:
    """A look-up in the counts."""
    return index(len(c)).listed.counts.on


def who(c: Columns) -> Ask:
    """The tree of the possible days; a day that was asked for before."""
    tree = index(len(c)).listed.tree
    return lambda day, _: tree.on(day)


def during(c: Columns) -> Ask:
    """The same tree; the first day was asked for before."""
    return index(len(c)).listed.tree.during


def from_one(c: Columns) -> Ask:
    """A tree for each country, of which the first question makes it."""
    trees = [index(len(c), contributor=code).listed.tree for code in COUNTRIES]
    return lambda day, country: trees[country].on(day)


def doubtful(c: Columns) -> Ask:
    """Two trees, of the days before those that are certain and of the days after."""
    unsure = index(len(c)).unsure
    return lambda day: unsure(Question(((day, day),)))


def build(c: Columns) -> Ask:
    """The tree of the possible days, from the columns, and one answer."""
    listed = index(len(c)).listed.spells

    def ask(day: int) -> Any:
        return SpellIndex(lambda: listed).tree.on(day)

    return ask


def _daily(sums: DailySums, first: int, last: int) -> tuple[Any, Any]:
    """Give the low and the high ends of each day."""
    days = slice(sums.axis.cell(first), sums.axis.cell(last) + 1)
    assert sums.axis.points is None
    return sums.of("low")[days], sums.of("high")[days]


def series(c: Columns) -> Ask:
    """What is stated of each stretch of days summed for all days, as if nobody had asked before."""
    own = timeline(len(c))
    numbers = own.chosen().numbers
    assert own.stated().plain.all()
    return lambda first, last: _daily(own.totals(own._choose(numbers)), first, last)


def series_again(c: Columns) -> Ask:
    """A slice of the sums."""
    return functools.partial(_daily, totals(len(c)))


def series_by(c: Columns) -> Ask:
    """The same for each country."""
    own = timeline(len(c))
    within = own.chosen()
    assert own.stated().plain.all()

    def ask(first: int, last: int) -> Any:
        by_country = own._split("contributor", within)
        own._sum_at_once(by_country)
        return tuple(zip(*(_daily(own.totals(by_country[code]), first, last) for code in COUNTRIES), strict=True))

    return ask


def series_by_again(c: Columns) -> Ask:
    """Slices of the sums of each country."""
    own = timeline(len(c))
    by_country = own._grouped("contributor", {})
    each = [own.totals(by_country[code]) for code in COUNTRIES]
    return lambda first, last: tuple(zip(*(_daily(sums, first, last) for sums in each), strict=True))


def peak(c: Columns) -> Ask:
    """The greatest of a slice of the sums."""
    search = totals(len(c)).peak

    def ask(first: int, last: int) -> tuple[int, int | None]:
        low, _, high, _ = search(first, last)
        return low, high

    return ask


OURS: Mapping[str, Peer] = {
    peers.COUNT: count,
    peers.WHO: who,
    peers.DURING: during,
    peers.FROM_ONE: from_one,
    peers.DOUBTFUL: doubtful,
    peers.SERIES: series,
    peers.SERIES_AGAIN: series_again,
    peers.SERIES_BY: series_by,
    peers.SERIES_BY_AGAIN: series_by_again,
    peers.PEAK: peak,
    peers.PEAK_AGAIN: peak,
    peers.BUILD: build,
}


# --- by what a user writes -----------------------------------------------------------------------------


@functools.cache
def _text(day: int) -> str:
    return datetime.date.fromordinal(day).isoformat()


@functools.cache
def _period(day: int, last: int) -> str:
    return _text(day) if day == last else f"{_text(day)}/{_text(last)}"


def _asking(ask: Callable[[Registry], Ask]) -> Peer:
    """Turn a question to a registry into one about columns, of which it has the records."""
    return lambda c: ask(registry(len(c)))


def _unasked(own: Registry) -> Registry:
    """Forget what was made for any filter."""
    found = own._timeline
    assert isinstance(found, ColumnarTimeline)
    found._chosen.clear()
    return own


#: For some rows the same question to the registry, with the texts of its dates made before.
PUBLIC: Mapping[str, Peer] = {
    peers.COUNT: _asking(lambda own: lambda day: own.count(_text(day))),
    peers.WHO: _asking(lambda own: lambda day, _: own.active(_text(day))),
    peers.DURING: _asking(lambda own: lambda day, last: own.active(_period(day, last))),
    peers.FROM_ONE: _asking(
        lambda own: lambda day, country: own.active(_text(day), contributor=COUNTRIES[country]),
    ),
    peers.DOUBTFUL: _asking(lambda own: lambda day: own.active(_text(day), possible=True)),
    peers.SERIES: _asking(lambda own: lambda first, last: _unasked(own).strength_series(_text(first), _text(last))),
    peers.SERIES_AGAIN: _asking(lambda own: lambda first, last: own.strength_series(_text(first), _text(last))),
    peers.SERIES_BY_AGAIN: _asking(
        lambda own: lambda first, last: own.strength_series(_text(first), _text(last), "contributor"),
    ),
    peers.PEAK: _asking(lambda own: lambda first, last: own.peak(_text(first), _text(last))),
    peers.PEAK_AGAIN: _asking(lambda own: lambda first, last: own.peak(_text(first), _text(last))),
}


def _new_day(c: Columns) -> Ask:
    tree = index(len(c)).listed.tree

    def ask(day: int, _: int) -> Any:
        tree._paths.clear()
        return tree.on(day)

    return ask


def _new_period(c: Columns) -> Ask:
    tree = index(len(c)).listed.tree

    def ask(day: int, last: int) -> Any:
        tree._paths.clear()
        return tree.during(day, last)

    return ask


#: For some rows the same question of a day that nobody has asked for before.
UNASKED: Mapping[str, Peer] = {peers.WHO: _new_day, peers.DURING: _new_period}


# --- what nobody else has, and memory ------------------------------------------------------------------


@attrs.frozen
class Knowledge:
    """Seconds for `known_on` so many days and `active` on each, and how many were found."""

    first: float
    again: float
    found: int


def knowledge(count: int) -> Knowledge:
    """Ask a registry that was never asked anything, and one that was asked other days before."""
    days = [f"{year}-06-15" for year in range(1996, 1996 + 2 * DAYS_OF_KNOWLEDGE, 2)]
    others = [f"{year}-03-10" for year in range(1997, 1997 + 2 * DAYS_OF_KNOWLEDGE, 2)]
    seconds, found = [], 0
    fresh = Registry(**records(count))
    for asked in (days, others):
        start = time.perf_counter()
        found = sum(len(fresh.known_on(day).active(day).numbers) for day in asked)
        seconds.append(time.perf_counter() - start)
    return Knowledge(seconds[0], seconds[1], found)


def bytes_of_trees(count: int) -> float:
    """Give the memory that the trees of the possible and of the certain days take for each deployment, traced."""
    own = index(count)
    spells = own.listed.spells, own.certain.spells
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    trees = [SpellIndex(lambda: spells[0]).tree, SpellIndex(lambda: spells[1]).tree]
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(trees) == 2
    return (after - before) / count


def bytes_of_table(count: int) -> float:
    """Give the memory of the table of days, and of the stretches that the trees are made from, for each deployment."""
    own = timeline(count).words
    index(count).certain.spells, index(count).listed.spells
    columns = (own.table, *own._spells.values())
    return sum(map(_nbytes, columns)) / count


def _nbytes(columns: Any) -> int:
    return sum(getattr(columns, field.name).nbytes for field in attrs.fields(type(columns)))


if __name__ == "__main__":
    print(json.dumps(attrs.asdict(knowledge(int(sys.argv[1])))))
