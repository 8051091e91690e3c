"""The order of sources and statements in time, in which everything is shown."""

from __future__ import annotations

from deployments.basis import publication_days
from deployments.records import Source, Statement
from deployments.store import RecordStore

PublicationOrder = tuple[float, float, str, str, str]


def publication(source: Source) -> tuple[float, float, str]:
    """Return the key by which sources are in the order of publication: by latest day, then earliest day, then id.

    Those of which nobody can tell when they appeared stand last.

    >>> publication(Source(id="x", title="undated"))
    (inf, -inf, 'x')
    """
    first, last = publication_days(source)
    return last, first, source.id


def statement_order(store: RecordStore, statement: Statement) -> PublicationOrder:
    """Return the key by which statements are in order: by publication, then by where they stand in their source."""
    return (*publication(store.sources[statement.source]), statement.locator or "", statement.id)
