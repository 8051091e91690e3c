"""Which subjects bind each other's days: what is said of one by another, and parts with their wholes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from deployments.records import Statement
from deployments.store import RecordStore
from deployments.values.when import When


def ties(store: RecordStore, known: Iterable[Statement] | None = None) -> Iterator[tuple[str, str]]:
    """Yield the subjects whose days can bind each other, two and two: by a statement, or as a part and its whole.

    Takes the statements that are known, if these are not all of the store.
    """
    for statement in store.naming_more if known is None else known:
        for other in tied_to(statement, store):
            yield statement.about, other
    yield from parts_with_wholes(store)


def parts_with_wholes(store: RecordStore) -> Iterator[tuple[str, str]]:
    """Yield the parts of deployments, each with its whole."""
    return ((part, whole) for whole, own in store.parts.items() for part in own)


def tied_to(statement: Statement, store: RecordStore) -> Iterator[str]:
    """Yield the other subjects that a statement ties the days of its own to."""
    if statement.kind.milestones:
        names = (target.partition(".")[0] for target in targets(statement))
        yield from (name for name in names if name != statement.about and name not in store.sources)
    elif statement.kind.spec.refers is not None and isinstance(statement.value, str):
        yield statement.value


def targets(statement: Statement) -> Iterator[str]:
    """Yield the names of what a statement relates its date to."""
    if isinstance(statement.value, When):
        yield from (target for _, target in statement.value.related if isinstance(target, str))
