"""Which statements are put right by others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from deployments.claims import Basis
from deployments.records import Statement
from deployments.store import RecordStore


def corrected(store: RecordStore) -> frozenset[str]:
    """Return the ids of the statements that others put right, with what is said citing those.

    Only a reported statement of a source published no earlier corrects a report.
    """
    correcting = [statement for statement in store.statements() if statement.corrects is not None]
    if not correcting:
        return frozenset()
    about: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in store.statements():
        about[statement.about, statement.kind.value].append(statement)
    found: set[str] = set()
    for statement in correcting:
        same = [each for each in about[statement.about, statement.kind.value] if each is not statement]
        for meant in _meant(statement, same):
            if _may_correct(store, statement, meant):
                found.add(meant.id)
                found.update(each.id for each in same if each.citing == meant.source and each.as_of == meant.as_of)
    return frozenset(found)


def _meant(statement: Statement, same: list[Statement]) -> Iterator[Statement]:
    """Yield the statements that one corrects: of several of a source, those of the same day."""
    own = [each for each in same if statement.corrects in (each.id, each.source)]
    of_the_day = [each for each in own if each.as_of == statement.as_of]
    yield from of_the_day or own


def _may_correct(store: RecordStore, statement: Statement, meant: Statement) -> bool:
    if store.basis(meant) is not Basis.REPORTED:
        return True
    is_older = store.published(statement.source)[0] < store.published(meant.source)[0]
    return store.basis(statement) is Basis.REPORTED and not is_older
