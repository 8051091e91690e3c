"""Finds copies: files, or exported tables, that are read together and hold the same records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable

from deployments.records import Record, Statement
from deployments.references import AnyRecord, Problem

#: The code of the problem that an id is taken.
TAKEN = "S105"
#: Two parts, each a file or a folder of tables, by the keys that the caller has for them.
Pair = frozenset[Hashable]
_PartOf = Callable[[AnyRecord], Hashable]


def twins(
    problems: Iterable[Problem], records: Iterable[Record], part_of: Callable[[AnyRecord], Hashable]
) -> set[Pair]:
    """Return each pair of parts that have most ids of the smaller one in common, and some equal records.

    `part_of` returns the key of the part in which a record stands. Statements do not count, as most have no written id.

    >>> from deployments import Event
    >>> summits = [Event(id="summit", name="A summit") for _ in range(2)]
    >>> parts = {id(summits[0]): "a.toml", id(summits[1]): "sources.csv"}
    >>> taken = Problem(summits[1], "id", "S105", "the id is taken", "", summits[0])
    >>> [sorted(pair) for pair in twins([taken], summits, lambda record: parts[id(record)])]
    [['a.toml', 'sources.csv']]
    """
    taken: Counter[Pair] = Counter()
    equal: set[Pair] = set()
    for problem in problems:
        if problem.code == TAKEN and problem.other is not None and not isinstance(problem.record, Statement):
            pair = frozenset((part_of(problem.record), part_of(problem.other)))
            taken[pair] += 1
            if problem.record == problem.other:
                equal.add(pair)
    if not equal:
        return set()
    sizes = Counter(part_of(record) for record in records if not isinstance(record, Statement))
    return {pair for pair in equal if len(pair) > 1 and 2 * taken[pair] > min(sizes[part] for part in pair)}
