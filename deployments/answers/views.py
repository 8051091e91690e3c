"""What is shown of a registry when only some of it is asked for: nothing else is left out of any answer."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from deployments.answers.filters import Filters, Selection
from deployments.records import Deployment, Event, Mission, Record, Source, Statement
from deployments.store import RecordStore


@attrs.frozen
class View:
    """The records that filters let through, in the order of the registry."""

    missions: tuple[Mission, ...]
    deployments: tuple[Deployment, ...]
    events: tuple[Event, ...]
    sources: tuple[Source, ...]
    statements: tuple[Statement, ...]

    def records(self) -> Iterator[Record]:
        """Yield all of them: missions, deployments, events, sources, statements."""
        for table in (self.missions, self.deployments, self.events, self.sources, self.statements):
            yield from table


def view_of(store: RecordStore, filters: Filters) -> View:
    """Return what filters let through: without any, everything.

    That is the deployments, the missions that these are in, the events by which they are dated, all that is stated of
    any of those, and the sources that state it or from which they took it. Raises as `Selection` does.

    >>> view_of(RecordStore(), {}).sources
    ()
    """
    selection = Selection.of(store, filters)
    if all(value is None for value in filters.values()):
        return View(
            tuple(store.missions.values()),
            tuple(store.deployments.values()),
            tuple(store.events.values()),
            tuple(store.sources.values()),
            store.statements,
        )
    subjects = selection.subjects()
    statements = tuple(each for each in store.statements if each.about in subjects)
    heard = {id_ for each in statements for id_ in (each.source, each.citing)}
    return View(
        tuple(each for each in store.missions.values() if each.id in subjects),
        tuple(each for each in store.deployments.values() if each.id in subjects),
        tuple(each for each in store.events.values() if each.id in subjects),
        tuple(each for each in store.sources.values() if each.id in heard),
        statements,
    )
