"""What was said, as programs read it: by mission and deployment, by day, and by source; and what moved."""

from __future__ import annotations

from collections import Counter
from typing import Literal, Unpack

from deployments.answers.filters import Filters
from deployments.answers.results import Entry, Relocation
from deployments.answers.views import view_of
from deployments.claims import Basis, ClaimKind
from deployments.registry import Registry
from deployments.shapes.answer import Answer, AskedCounts
from deployments.shapes.days import BoundDay, Day, Shape, iso_or_none
from deployments.shapes.maker import Maker
from deployments.shapes.parts import DeploymentShape, SourceShape, Subject
from deployments.solver.bounds import Status

# --- timeline --------------------------------------------------------------------------------------------


class EntryShape(Subject, frozen=True):
    """A statement that dates something, with the days that all that holds leaves for that.

    - `kind`: what is dated.
    - `claim`: what is claimed, in words, in the language asked for.
    - `day`: the days that are left for it, and what the source says of them.
    - `basis`: whether it is reported, planned or only considered.
    - `status`: what became of it.
    - `source`: the id of its source.
    - `statement`: its own id.
    """

    kind: ClaimKind
    claim: str
    day: Day
    basis: Basis
    status: Status
    source: str
    statement: str


class TimelineAnswer(Answer, frozen=True):
    """Every dated claim, in the order of its days."""

    answer: Literal["timeline"]
    counts: AskedCounts
    items: tuple[EntryShape, ...]


def timeline(registry: Registry, *, lang: str = "en", **filters: Unpack[Filters]) -> TimelineAnswer:
    """Return every dated claim, in the order of the days that all that holds leaves for it.

    Takes and raises what `Registry.timeline` does, and the language of the texts.

    >>> import deployments
    >>> item = timeline(deployments.example(), contributor="DEU", place="LTU").items[0]
    >>> item.about, str(item.kind), item.day.last
    ('deu-patriot-ltu', 'start', '2023-06-29')
    """
    maker = Maker(registry, lang)
    items = tuple(_entry(maker, each) for each in registry.timeline(**filters))
    counts = AskedCounts(len(items), maker.asked_about(filters))
    return TimelineAnswer(answer="timeline", counts=counts, items=items, **maker.answer(filters))


def _entry(maker: Maker, entry: Entry) -> EntryShape:
    statement = entry.statement
    (id_,) = maker.cite(statement)
    return EntryShape(
        **maker.subject(statement.about),
        kind=statement.kind,
        claim=maker.words.claim(statement),
        day=Day(maker.text_of_day(statement), iso_or_none(entry.bounds.low), iso_or_none(entry.bounds.high)),
        basis=maker.registry.basis(statement),
        status=entry.status,
        source=statement.source,
        statement=id_,
    )


# --- sources ---------------------------------------------------------------------------------------------


class ListedSource(Shape, frozen=True):
    """A source, and how much rests on it.

    - `source`: its id.
    - `statements`: how many statements it makes.
    - `record`: what it is.
    """

    source: str
    statements: int
    record: SourceShape


class SourcesAnswer(Answer, frozen=True):
    """The sources in the order in which they were surely known."""

    answer: Literal["sources"]
    counts: AskedCounts
    items: tuple[ListedSource, ...]


def sources(registry: Registry, *, lang: str = "en", **filters: Unpack[Filters]) -> SourcesAnswer:
    """Return the sources in the order in which they were surely known, with the number of statements of each.

    Takes `Filters` and the language of the texts.

    >>> import deployments
    >>> [(item.source, item.statements) for item in sources(deployments.example()).items][:1]
    [('nieuws-2022-03-08', 1)]
    """
    maker = Maker(registry, lang)
    shown = view_of(registry, filters)
    numbers = Counter(statement.source for statement in shown.statements)
    kept = {source.id for source in shown.sources}
    items = tuple(
        ListedSource(maker.name(each.id)[0], numbers[each.id], SourceShape(**maker.source(each)))
        for each in maker.words.sources_in_order
        if each.id in kept
    )
    counts = AskedCounts(len(items), maker.asked_about(filters))
    return SourcesAnswer(answer="sources", counts=counts, items=items, **maker.answer(filters))


# --- relocations -----------------------------------------------------------------------------------------


class RelocationShape(Shape, frozen=True):
    """A force that moved from one place to another.

    - `origin`, `destination`: the deployments before and after.
    - `left`, `arrived`: when it left the one, and came to the other.
    - `statements`: the ids of the statements that say so.
    """

    origin: DeploymentShape
    destination: DeploymentShape
    left: BoundDay
    arrived: BoundDay
    statements: tuple[str, ...]


class RelocationsAnswer(Answer, frozen=True):
    """The forces that moved, in the order of arrival."""

    answer: Literal["relocations"]
    counts: AskedCounts
    items: tuple[RelocationShape, ...]


def relocations(registry: Registry, *, lang: str = "en", **filters: Unpack[Filters]) -> RelocationsAnswer:
    """Return the forces that moved from one place to another.

    Takes and raises what `Registry.relocations` does, and the language of the texts.

    >>> import deployments
    >>> [item.destination.place.name for item in relocations(deployments.example()).items]
    ['Vilnius']
    """
    maker = Maker(registry, lang)
    items = tuple(_relocation(maker, each) for each in registry.relocations(**filters))
    counts = AskedCounts(len(items), maker.asked_about(filters))
    return RelocationsAnswer(answer="relocations", counts=counts, items=items, **maker.answer(filters))


def _relocation(maker: Maker, found: Relocation) -> RelocationShape:
    return RelocationShape(
        origin=DeploymentShape(**maker.deployment(found.origin)),
        destination=DeploymentShape(**maker.deployment(found.destination)),
        left=maker.bounds(found.left),
        arrived=maker.bounds(found.arrived),
        statements=maker.cite(*found.statements),
    )
