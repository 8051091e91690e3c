"""Whom an answer rests on: its witnesses, and the sources any one of which it hangs on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from deployments.answers.knowledge import of_sources
from deployments.records import Source, Statement
from deployments.store import RecordStore


def witnesses(statements: Iterable[Statement], sources: Iterable[Source]) -> tuple[Source, ...]:
    """Return the sources of some statements, one of all those that rest on each other or on the same source.

    Of these it is the first that rests on none. `sources` has them all, with what they rest on. What the maker of the
    registry computed bears witness of nothing.
    """
    by_id = {source.id: source for source in sources}
    said = [statement for statement in statements if not statement.derived]
    speaking = [*dict.fromkeys(statement.source for statement in said)]
    ties = [*_ties(said, by_id)]
    resting = {one for one, _ in ties}
    found: set[str] = set()
    for group in _grouped(speaking, ties):
        own = [id_ for id_ in speaking if id_ in group]
        found.update(sorted(own, key=resting.__contains__)[:1])
    return tuple(by_id[id_] for id_ in speaking if id_ in found)


def _ties(said: Iterable[Statement], sources: Mapping[str, Source]) -> Iterator[tuple[str, str]]:
    """Yield each source with one that it rests on: which one of its statements was taken from, or which it cites."""
    for statement in said:
        if statement.citing is not None and statement.citing != statement.source:
            yield statement.source, statement.citing
    for source in sources.values():
        for cited in source.cites:
            if isinstance(cited, str) and cited in sources and cited != source.id:
                yield source.id, cited


def _grouped(ids: Iterable[str], ties: Iterable[tuple[str, str]]) -> list[set[str]]:
    """Return the sets of ids that ties hold together, whoever else is in them."""
    groups = [{id_} for id_ in ids]
    for tie in ties:
        tied = [group for group in groups if not group.isdisjoint(tie)]
        groups = [group for group in groups if group.isdisjoint(tie)]
        groups.append({*tie}.union(*tied))
    return groups


def surroundings(store: RecordStore, members: Sequence[str]) -> RecordStore:
    """Return the store with some subjects, and what is said of them, alone; what is asked of it takes less time."""
    said = [statement for id_ in members for statement in store.statements_of(about=id_)]
    speaking = {statement.source for statement in said}
    near = store.narrowed(store.sources.values(), said, deployments=[d for d in members if d in store.deployments])
    return of_sources(near, [source for source in store.heard if source.id in speaking])


def each_left_out(store: RecordStore) -> Iterator[tuple[Source, RecordStore]]:
    """Yield each source that states anything, with the store without what it states."""
    speaking = {statement.source for statement in store.statements}
    for source in store.heard:
        if source.id in speaking:
            yield source, of_sources(store, [other for other in store.heard if other is not source])
