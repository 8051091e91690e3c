"""What holds: the bounds of every milestone, and what became of every statement."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from deployments.errors import InvalidValueError
from deployments.records import CLAIMS, Deployment, Event, Mission, Statement
from deployments.solver.bounds import Bounds, Dispute, Status
from deployments.solver.components import Parts
from deployments.store import Archive, Statements, did_you_mean
from deployments.values.when import MILESTONES


class Standing:
    """What holds in one archive. Everything is computed when it is first asked for, and kept."""

    def __init__(self, archive: Archive, parts: Parts | None = None) -> None:
        self.archive = archive
        self.parts = Parts(archive) if parts is None else parts

    def spoken(self, sources: Collection[str]) -> tuple[Statements, Collection[str]]:
        """Give the statements of some sources, and the ids of the sources that they cite."""
        found = tuple([statement for statement in self.archive.statements() if statement.source in sources])
        return found, {statement.citing for statement in found if statement.citing is not None}

    def narrowed(self, archive: Archive, sources: Iterable[str]) -> Standing:
        """Give what holds in an archive in which only some of the sources of this one speak."""
        del sources  # that archive has no others' statements
        return Standing(archive)

    # --- bounds ---

    def bounds(self, reference: str) -> Bounds:
        """Give the bounds of a milestone by all that holds."""
        subject, milestone = self.milestone(reference)
        return self._bounds(subject, milestone)

    def _bounds(self, subject: str, milestone: str) -> Bounds:
        return Bounds(*self.parts.expected(subject, milestone), self.parts.disputed(subject))

    def milestone(self, reference: str) -> tuple[str, str]:
        """Split `"nld-amdtf-svk.end"` into its subject and its milestone. Raises `InvalidValueError`."""
        id_, _, milestone = reference.partition(".") if isinstance(reference, str) else ("", "", "")
        subject = self._subject(id_, reference)
        known = milestones(subject)
        if milestone not in known:
            hint = did_you_mean(milestone, known) or f"write {', '.join(f'{id_}.{name}' for name in known)}"
            raise InvalidValueError("not a milestone", reference, hint)
        return id_, milestone

    def _subject(self, id_: str, reference: object) -> Deployment | Mission | Event:
        archive = self.archive
        if id_ in archive.deployments:
            return archive.deployments[id_]
        if id_ in archive.missions:
            return archive.missions[id_]
        if id_ in archive.events:
            return archive.events[id_]
        hint = did_you_mean(id_, [*archive.deployments, *archive.missions, *archive.events])
        raise InvalidValueError(
            "there is no event, mission or deployment", reference, hint or 'write a milestone as "some-id.end"'
        )

    # --- statements ---

    def status(self, statement: Statement) -> Status:
        """Tell whether a statement holds."""
        return self.parts.part(statement.about).refused.get(statement.id, Status.HOLDS)

    def disputes(self) -> list[Dispute]:
        """Give the reports that cannot be true with newer ones."""
        return [dispute for part in self.parts.refusing() for dispute in part.conflicts]

    def overtaken(self) -> list[Dispute]:
        """Give the plans that cannot be true with what holds."""
        return [dispute for part in self.parts.refusing() for dispute in part.overtaken]


def subjects(archive: Archive) -> Iterator[Deployment | Mission | Event]:
    """Give every deployment, mission and event."""
    yield from archive.deployments.values()
    yield from archive.missions.values()
    yield from archive.events.values()


def milestones(subject: Deployment | Mission | Event) -> tuple[str, ...]:
    """Give the names of the milestones that a subject has.

    >>> milestones(Event(id="summit", name="NATO summit"))
    ('start', 'end')
    """
    kinds = CLAIMS[type(subject).__name__.lower()]
    return tuple(kind.value for kind in kinds if kind.value in MILESTONES)
