"""What holds: the bounds of every milestone, and what became of every statement."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NoReturn

from deployments.claims import CLAIMS, ClaimKind
from deployments.errors import InvalidValueError, quote
from deployments.records import Deployment, Event, Mission, Record, Statement, id_of, kind_of
from deployments.solver.bounds import Bounds, Dispute, Gap, Status
from deployments.solver.components import Components
from deployments.solver.corrections import loosened
from deployments.store import RecordStore, Subject
from deployments.suggestions import KnownNames
from deployments.values.when import When

#: What other questions than those for milestones tell of.
_OTHERS = (ClaimKind.STRENGTH.value, ClaimKind.MANDATE.value, ClaimKind.CEILING.value)


class Resolution:
    """What holds in one store. Everything is computed when it is first asked for, and kept."""

    def __init__(self, store: RecordStore, components: Components | None = None) -> None:
        self.store = store
        self.components = Components(store) if components is None else components

    def spoken(self, sources: Collection[str]) -> tuple[Iterable[Statement], Collection[str]]:
        """Return the statements of some sources, and the ids of the other sources that they name."""
        loose = loosened(self.store, sources)
        found = tuple([loose.get(each.id, each) for each in self.store.statements if each.source in sources])
        return found, {id_ for statement in found for id_ in named_sources(statement, self.store)}

    def narrowed(self, store: RecordStore, sources: Iterable[str]) -> Resolution:
        """Return what holds in a store in which only some of the sources of this one speak."""
        del sources  # that store has no others' statements
        return Resolution(store)

    # --- bounds ---

    def bounds(self, reference: str) -> Bounds:
        """Return the bounds of a milestone by all that holds."""
        subject, milestone = self.milestone(reference)
        return self._bounds(subject, milestone)

    def _bounds(self, subject: str, milestone: str) -> Bounds:
        return Bounds(*self.components.expected(subject, milestone), self.components.disputed(subject))

    def milestone(self, reference: str, also: Sequence[str] = ()) -> tuple[str, str]:
        """Split `"nld-amdtf-svk.end"` into its subject and its milestone. Raises `InvalidValueError`.

        The hint of the error names all that can be asked for: the milestones, and what whoever asks takes `also`.
        """
        reference = id_of(reference)
        id_, _, milestone = reference.partition(".") if isinstance(reference, str) else ("", "", "")
        subject = self._subject(id_, reference, 'write a milestone as "some-id.end"')
        known = milestones(subject)
        if milestone in known:
            return id_, milestone
        accepted = [*known, *(word for word in also if _can_have(subject, word))]
        others = [word for word in _OTHERS if word not in accepted and _can_have(subject, word)]
        near = KnownNames([*accepted, *others]).nearest(milestone) if milestone else ()
        if near[1:] == () and {*near} & {*others}:
            _refuse_other(id_, near[0], reference)
        meant = _meant(milestone, accepted, lambda name: f"{id_}.{name}") if near else ""
        every = [f"{id_}.{name}" for name in accepted]
        raise InvalidValueError("not a milestone", reference, meant or f"write {', '.join(every)}")

    def _subject(self, id_: str, asked: object, hint: str) -> Subject:
        """Return the event, mission or deployment of an id. Raises `InvalidValueError`, which names what was asked."""
        tables = (self.store.deployments, self.store.missions, self.store.events)
        for table in tables if isinstance(id_, str) else ():
            if id_ in table:
                return table[id_]
        rest = asked.removeprefix(id_) if isinstance(asked, str) else ""  # of a milestone, a dot and its name
        meant = _meant(id_, itertools.chain(*tables), lambda id_: f"{id_}{rest}") if isinstance(id_, str) else ""
        raise InvalidValueError("there is no event, mission or deployment", asked, meant or hint)

    def connected(self, id_: str | Record) -> tuple[str, ...]:
        """Return the ids of the subjects whose days can bind those of one, itself included, in order.

        Raises `InvalidValueError` for an id of none.
        """
        own = id_of(id_)
        self._subject(own, id_, "write the id of one of them")
        return tuple(sorted(self.components.members(own)))

    # --- statements ---

    def status(self, statement: Statement) -> Status:
        """Return what became of a statement. Raises `InvalidValueError` for what is no statement of the store."""
        if not self.store.statement_list.has(statement):
            value = statement.id if isinstance(statement, Statement) else statement
            raise InvalidValueError("not a statement of this registry", value, "take one of `registry.statements`")
        return self.components.component(statement.about).refused.get(statement.id, Status.HOLDS)

    def disputes(self) -> list[Dispute]:
        """Return the reports that cannot all be true."""
        return [dispute for component in self.components.refusing() for dispute in component.conflicts]

    def overtaken(self) -> list[Dispute]:
        """Return the plans that cannot be true with what holds."""
        return [dispute for component in self.components.refusing() for dispute in component.overtaken]

    def gaps(self) -> list[Gap]:
        """Return the reports of nobody between two of somebody."""
        return [gap for component in self.components.refusing() for gap in component.gaps]


def named_sources(statement: Statement, store: RecordStore) -> Iterator[str]:
    """Yield the ids of the sources that a statement names: that it cites or corrects, or dates something by."""
    for id_ in (statement.citing, statement.corrects):
        if id_ is not None and id_ in store.sources:
            yield id_
    if isinstance(statement.value, When) and statement.value.is_relative:
        for _, target in statement.value.related:
            if isinstance(target, str) and target in store.sources:
                yield target


def subjects(store: RecordStore) -> Iterator[Deployment | Mission | Event]:
    """Return every deployment, mission and event."""
    yield from store.deployments.values()
    yield from store.missions.values()
    yield from store.events.values()


def milestones(subject: Deployment | Mission | Event) -> tuple[str, ...]:
    """Return the names of the milestones that a subject has.

    >>> milestones(Event(id="summit", name="NATO summit"))
    ('start', 'end')
    """
    return tuple(kind.value for kind in CLAIMS[kind_of(subject)] if kind.spec.milestone)


def _can_have(subject: Subject, word: str) -> bool:
    """Tell whether there is an answer about a claim of a subject: the strength of a mission is a sum, which is none."""
    is_known = ClaimKind(word) in CLAIMS[kind_of(subject)]
    return is_known and (word != "strength" or isinstance(subject, Deployment))


def _refuse_other(id_: str, word: str, asked: str) -> NoReturn:
    """Raise `InvalidValueError` for what another question tells of."""
    if word == "strength":
        raise InvalidValueError(
            "a strength has no bounds", asked, f"`deployments explain {id_}.{word} DATE` tells of it"
        )
    hint = f"`deployments history {id_}.{word}` and `deployments authorisation DATE --about {id_}` tell of it"
    raise InvalidValueError("what is authorised has no bounds", asked, hint)


def _meant(name: str, known: Iterable[str], whole: Callable[[str], str]) -> str:
    """Return the hint that names the whole that has the name which was meant; an empty text if it is not sure."""
    near = KnownNames(known).nearest(name)
    return f"did you mean {' or '.join(quote(whole(each)) for each in near)}?" if near else ""
