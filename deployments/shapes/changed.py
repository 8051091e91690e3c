"""What sources changed in what was known, as programs read it."""

from __future__ import annotations

from typing import Literal, Unpack

from deployments.answers.changed import Changed, Effect, Known
from deployments.answers.filters import Filters
from deployments.claims import Basis, ClaimKind
from deployments.registry import Registry
from deployments.shapes.answer import Answer, AskedCounts
from deployments.shapes.days import Day, iso_or_none
from deployments.shapes.maker import Maker
from deployments.shapes.parts import Subject
from deployments.values.dates import Day as AnyDay


class KnownShape(Day, frozen=True):
    """What was known of one thing at some time.

    - `text`: the claim, as files have it, of several joined by `; `; null where no statement is of it and its days only
      follow from others.
    - `first`, `last`: the days that it can be, or that the figure is of; null where nobody names any.
    - `disputed`: whether reports that contradict each other are behind it.
    - `basis`: whether reports alone are behind it, or plans.
    - `statements`: the ids of the statements that are of it and hold; none where it only follows from others.
    """

    disputed: bool
    basis: Basis | None
    statements: tuple[str, ...]


class ChangeShape(Subject, frozen=True):
    """What one source changed of one thing.

    - `source`: the id of the source.
    - `published`: the day on which it appeared; where nobody states that, the day on which it was read.
    - `kind`: what is told of the subject.
    - `effect`: what the source did: `new`, `moved`, `confirmed`, `repeated`, `corrected`, `disputed`, `overtaken` or
      `replaced`.
    - `before`, `after`: what was known before the source appeared, and once it had.
    - `implied`: whether it only follows, and no source has ever stated anything of it.
    - `statement`: the id of the statement of which this tells: one of the source, or an older one of which it changed
      what became of it; null where it only follows from what the source states of other things.
    """

    source: str
    published: Day | None
    kind: ClaimKind
    effect: Effect
    before: KnownShape | None
    after: KnownShape | None
    implied: bool
    statement: str | None


class ChangesCounts(AskedCounts, frozen=True):
    """How much became known.

    - `sources`: how many sources appeared that state something of what is shown.
    - `left_out`: how many of their statements are about what the filters leave out.
    """

    sources: int
    left_out: int


class ChangesAnswer(Answer, frozen=True):
    """What the sources that appeared between two days changed, source by source; `statements` are as of the last day.

    - `since`, `until`: the days asked for: what was known by the end of each is compared.
    - `silent`: the ids of the sources that appeared and state nothing here.
    """

    answer: Literal["changes"]
    since: Day
    until: Day
    silent: tuple[str, ...]
    counts: ChangesCounts
    items: tuple[ChangeShape, ...]


def changes(
    registry: Registry,
    since: AnyDay,
    until: AnyDay,
    *,
    implied: bool = False,
    lang: str = "en",
    **filters: Unpack[Filters],
) -> ChangesAnswer:
    """Return what each source that appeared after one day, and by another, changed in what was known.

    Takes and raises what `Registry.changes` does, and the language of the texts. With `implied` also what only follows,
    and of which no source has ever stated anything.

    >>> import deployments
    >>> found = changes(deployments.example(), "2023-06-20", "2023-07-10")
    >>> [(item.source, item.about, str(item.effect)) for item in found.items]
    [('kyivindependent-2023-06-29', 'deu-patriot-ltu', 'moved'), ('rijksoverheid-2023-07-06', ...)]
    """
    found = registry.changes(since, until, **filters)
    # What became of a statement is a matter of that day.
    maker = Maker(registry.known_on(until), lang, asked_of=registry)
    items = tuple(_change(maker, each) for each in found.items if implied or not each.implied)
    return ChangesAnswer(
        answer="changes",
        since=maker.asked(since),
        until=maker.asked(until),
        silent=maker.name(*(each.source.id for each in found.silent)),
        counts=ChangesCounts(
            len(items), maker.asked_about(filters), sources=len(found.sources), left_out=found.left_out
        ),
        items=items,
        **maker.answer(filters),
    )


def _change(maker: Maker, found: Changed) -> ChangeShape:
    return ChangeShape(
        **maker.subject(found.about),
        source=maker.name(found.source.id)[0],
        published=maker.date(found.published),
        kind=found.kind,
        effect=found.effect,
        before=_known(maker, found.before),
        after=_known(maker, found.after),
        implied=found.implied,
        statement=None if found.statement is None else maker.cite(found.statement)[0],
    )


def _known(maker: Maker, known: Known | None) -> KnownShape | None:
    if known is None:
        return None
    return KnownShape(
        None if known.follows else known.text,
        iso_or_none(known.bounds.low),
        iso_or_none(known.bounds.high),
        disputed=known.bounds.disputed,
        basis=known.basis,
        statements=maker.cite(*known.statements),
    )
