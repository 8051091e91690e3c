"""What was known of each group of deployments after each of its letters, without asking anew of all the others."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import attrs

from deployments.answers.knowledge import of_sources
from deployments.answers.timeline import Timeline
from deployments.answers.trust import surroundings
from deployments.pages.states import States
from deployments.registry import Registry
from deployments.store import RecordStore


@attrs.frozen(eq=False)
class Version:
    """What was known of some subjects from one state to another, both inclusive."""

    since: int
    until: int
    timeline: Timeline


@attrs.frozen(eq=False)
class Group:
    """Subjects whose days can bind each other, by their ids, and what was known of them, in order of the states.

    `near` has them and what is said of them alone.
    """

    members: Sequence[str]
    near: RecordStore
    versions: Sequence[Version]


def groups(registry: Registry, states: States) -> Iterator[Group]:
    """Yield each group of the deployments and missions of a registry once.

    Nothing is known of it before its first letter, and only its own letters change what is.

    >>> import deployments
    >>> registry = deployments.example()
    >>> found = next(groups(registry, States.of(registry)))
    >>> len(found.members), [(each.since, each.until) for each in found.versions][:2]
    (2, [(0, 0), (1, 1)])
    """
    done: set[str] = set()
    for id_ in (*registry.deployments, *registry.missions):
        if id_ not in done:
            found = group_of(registry, id_, states)
            done.update(found.members)
            yield found


def group_of(registry: Registry, id_: str, states: States) -> Group:
    """Return the group of a deployment, a mission or an event.

    >>> import deployments
    >>> registry = deployments.example()
    >>> group_of(registry, "deu-patriot-pol", States.of(registry)).members
    ('deu-patriot-pol',)
    """
    members = registry.connected(id_)
    near = surroundings(registry, members)
    return Group(members, near, [*_versions(registry, near, states)])


def _versions(registry: Registry, near: RecordStore, states: States) -> Iterator[Version]:
    spoken = {statement.source for statement in near.statements}
    speaking = sorted((states.since(source.id), source.id) for source in near.heard if source.id in spoken)
    cuts = sorted({since for since, _ in speaking})
    for since, after in itertools.pairwise([*cuts, states.last + 1]):
        if after > states.last:  # what all sources say is kept by the registry, which others ask, too
            yield Version(since, states.last, registry._timeline)  # noqa: SLF001 - the same answers
        else:
            known = {id_ for state, id_ in speaking if state <= since}
            store = of_sources(near, [source for source in near.heard if source.id in known])
            yield Version(since, after - 1, Timeline(store))
