"""A part of a store that answers as the whole does: some deployments, and all that answers about them rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from deployments.answers.filters import Filters, Selection
from deployments.claims import ClaimKind
from deployments.editing import Fields
from deployments.records import Statement
from deployments.references import named_by
from deployments.store import RecordStore


def excerpt(store: RecordStore, filters: Filters) -> Fields:
    """Return the tables of the deployments that filters let through, and of what answers about these can depend on.

    That is what binds their days, whichever statements hold; their wholes and parts; their missions, and what those are
    part of; all whom a ceiling of these is for; and the sources of all that is said of any of these, with the sources
    that these name. Without filters it is everything. Raises as `Selection` does.
    """
    selection = Selection.of(store, filters)
    if selection.key == (None, None, None):
        return {}
    reached = _reached(store, selection.authorisable())
    statements = [each for each in store.statements if each.about in reached]
    cited = _cited(store, statements)
    return {
        "sources": [each for each in store.sources.values() if each.id in cited],
        "events": [each for each in store.events.values() if each.id in reached],
        "missions": [each for each in store.missions.values() if each.id in reached],
        "deployments": [each for each in store.deployments.values() if each.id in reached],
        "statements": statements,
    }


def _reached(store: RecordStore, asked: Iterable[str]) -> set[str]:
    near = _near(store)
    found: set[str] = set()
    queue = [*asked]
    while queue:
        id_ = queue.pop()
        if id_ not in found:
            found.add(id_)
            queue += near.get(id_, ())
    return found


def _near(store: RecordStore) -> Mapping[str, Sequence[str]]:
    """Return for each subject those that answers about it can depend on directly."""
    near: dict[str, list[str]] = defaultdict(list)
    for one, other in _ties(store):
        near[one].append(other)
        near[other].append(one)
    limited = _limited(store)
    for mission in store.missions.values():
        if mission.part_of is not None:
            near[mission.id].append(mission.part_of)
            if mission.part_of in limited:
                near[mission.part_of].append(mission.id)
    for deployment in store.deployments.values():
        near[deployment.id] += deployment.mission
        for mission_id in limited.intersection(deployment.mission):
            near[mission_id].append(deployment.id)
        if deployment.part_of is not None:
            near[deployment.id].append(deployment.part_of)
            near[deployment.part_of].append(deployment.id)
    return near


def _limited(store: RecordStore) -> set[str]:
    """Return the missions that a ceiling is for: their own, or that of what they are part of.

    Whether more are there than it allows depends on all who are in them.
    """
    below: dict[str, list[str]] = defaultdict(list)
    for mission in store.missions.values():
        if mission.part_of is not None:
            below[mission.part_of].append(mission.id)
    found: set[str] = set()
    queue = [each.about for each in store.statements_of(kind=ClaimKind.CEILING) if each.about in store.missions]
    while queue:
        id_ = queue.pop()
        if id_ not in found:
            found.add(id_)
            queue += below[id_]
    return found


def _ties(store: RecordStore) -> Iterator[tuple[str, str]]:
    """Yield the subjects that statements tie together, two by two: each can bind the days of the other."""
    corrected: dict[str, str] = {}
    naming = store.naming_more
    if any(each.corrects is not None for each in naming):
        corrected = {each.id: each.about for each in store.statements}
    for statement in naming:
        for reference in named_by(statement):
            other = corrected.get(reference.id, reference.id)
            if other != statement.about and any(other in table for table in _subjects(store)):
                yield statement.about, other


def _subjects(store: RecordStore) -> tuple[Mapping[str, object], ...]:
    return store.deployments, store.missions, store.events


def _cited(store: RecordStore, statements: Iterable[Statement]) -> set[str]:
    """Return the ids of the sources of statements, of those that they name, and of those that these cite."""
    queue = [each.source for each in statements]
    for statement in statements:
        queue += [each.id for each in named_by(statement) if each.id in store.sources]
    found: set[str] = set()
    while queue:
        source = store.sources.get(queue.pop())
        if source is not None and source.id not in found:
            found.add(source.id)
            queue += [each for each in source.cites if isinstance(each, str)]
    return found
