"""The order of sources and statements in time, in which everything is shown."""

from __future__ import annotations

from deployments.records import Statement
from deployments.store import RecordStore

PublicationOrder = tuple[float, float, str]


def publication(store: RecordStore, source: str) -> PublicationOrder:
    """Return the key by which sources are in order: by latest day, when it was surely known, earliest day, then id.

    Those of which nobody can tell when they appeared stand last.

    >>> publication(RecordStore(), "undated")
    (inf, -inf, 'undated')
    """
    first, last = store.published(source)
    return last, first, source


def statement_order(store: RecordStore, statement: Statement) -> tuple[float, float, str, str, str]:
    """Return the key by which statements are in order: by publication, then by where they stand in their source."""
    return (*publication(store, statement.source), statement.locator or "", statement.id)
