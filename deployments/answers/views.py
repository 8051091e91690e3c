"""What is shown of a registry when only some of it is asked for: nothing else is left out of any answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from deployments.answers.filters import Filters, Selection
from deployments.records import Deployment, Event, Mission, Record, Source, Statement
from deployments.store import RecordStore
from deployments.values.when import When


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
    deployments = selection.deployments()
    missions = {each.id for each in selection.missions()} | {id_ for each in deployments for id_ in each.mission}
    subjects = missions | {each.id for each in deployments}
    subjects |= _dating(store, subjects)
    statements = tuple(each for each in store.statements if each.about in subjects)
    heard = {id_ for each in statements for id_ in (each.source, each.citing)}
    return View(
        tuple(each for each in store.missions.values() if each.id in subjects),
        tuple(each for each in store.deployments.values() if each.id in subjects),
        tuple(each for each in store.events.values() if each.id in subjects),
        tuple(each for each in store.sources.values() if each.id in heard),
        statements,
    )


def _dating(store: RecordStore, subjects: Iterable[str]) -> set[str]:
    """Return the ids of the events by which some records are dated, and of those by which these are."""
    found: set[str] = set()
    waiting = [*subjects]
    while waiting:
        for statement in store.statements_of(about=waiting.pop()):
            new = {id_ for id_ in named_in(statement) if id_ in store.events} - found
            found |= new
            waiting += new
    return found


def named_in(statement: Statement) -> Iterator[str]:
    """Yield the ids of the events, missions, deployments and sources that the value of a statement names.

    >>> relations = {"after": ["summit", "svk.end"]}
    >>> said = Statement(id="x", source="letter", about="nld", kind="end", value=relations)
    >>> [*named_in(said)]
    ['summit', 'svk']
    """
    if statement.kind.spec.refers:
        yield str(statement.value)
    elif isinstance(statement.value, When):
        for _, target in statement.value.related:
            if isinstance(target, str):
                yield target.partition(".")[0]
