"""What was known when, and why, as programs read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf
from typing import Literal

from deployments.answers.results import Passing, Revision, StrengthExplanation, StrengthLink, StrengthRole
from deployments.claims import Basis
from deployments.records import Statement
from deployments.registry import Registry
from deployments.shapes.answer import Answer, Counts
from deployments.shapes.days import BoundDay, Day, IsoDay, NumberRange, Shape, iso_or_none
from deployments.shapes.maker import Maker
from deployments.shapes.presence import PresenceShape
from deployments.solver.bounds import Bounds
from deployments.solver.explanations import Explanation, Link
from deployments.values.dates import Day as AnyDay

# --- history ---------------------------------------------------------------------------------------------


class MovedShape(Shape, frozen=True):
    """By how many days the bounds moved; later is more, earlier is below zero.

    - `earliest_days`, `latest_days`: of each; null where the bound, before or after, is no day.
    """

    earliest_days: int | None
    latest_days: int | None


class RevisionShape(Shape, frozen=True):
    """The bounds of a milestone once a source was surely known, or a planned day that passed.

    - `milestone`: the milestone, as it was asked for.
    - `event`: `source`: a source appeared; `passed`: the latest day that was planned passed, and no source reported it;
      `untold`: the same, and no source could have told.
    - `source`: the id of the source; null where a day passed.
    - `published`: the day of publication, or the day that passed.
    - `basis`: whether reports alone imply the bounds, or plans do; null without any.
    - `earliest`, `latest`: the first and the last day that the milestone can be; null where nobody named one.
    - `disputed`: whether reports that contradict each other are behind them.
    - `moved`: by how many days they moved.
    - `statements`: the ids of the statements that the bounds which moved follow from.
    - `overtakes`: the ids of the plans that cannot be true any more.
    - `undecided`: the ids of mandates or ceilings that the source only plans or considers, so that nothing moves.
    """

    milestone: str
    event: Passing
    source: str | None
    published: Day
    basis: Basis | None
    earliest: IsoDay | None
    latest: IsoDay | None
    disputed: bool
    moved: MovedShape
    statements: tuple[str, ...]
    overtakes: tuple[str, ...]
    undecided: tuple[str, ...]


class HistoryAnswer(Answer, frozen=True):
    """How the bounds of a milestone changed as sources appeared: an item for each source that changed anything.

    - `milestone`: the milestone asked for: the id of its subject, a dot, and its name; or a mandate or a ceiling.
    - `label`: what it is called, in the language asked for.
    - `unmoved_sources`: how many other sources there are, which changed nothing.
    """

    answer: Literal["history"]
    milestone: str
    label: str
    unmoved_sources: int
    counts: Counts
    items: tuple[RevisionShape, ...]


def history(registry: Registry, reference: str, *, lang: str = "en") -> HistoryAnswer:
    """Return the bounds of a milestone after each source that changed them, and the planned days that passed.

    Takes and raises what `Registry.history` does, and the language of the texts.

    >>> import deployments
    >>> found = history(deployments.example(), "nld-amdtf-svk.end")
    >>> [(item.source, item.latest) for item in found.items if item.moved.latest_days]
    [('dmm-2023-06', '2023-06-28')]
    """
    maker = Maker(registry, lang)
    revisions = registry.history(reference)
    items = tuple(_revision(maker, reference, each) for each in _telling(revisions))
    told = sum(each.event is Passing.SOURCE for each in revisions)
    return HistoryAnswer(
        answer="history",
        milestone=reference,
        label=maker.words.name(reference),
        unmoved_sources=told - sum(each.event is Passing.SOURCE for each in items),
        counts=Counts(len(items)),
        items=items,
        **maker.answer(),
    )


def _telling(revisions: Sequence[Revision]) -> Iterator[Revision]:
    """Yield those after which something is known that was not before."""
    before = Revision(None, Bounds(-inf, inf), published=Bounds(-inf, inf))
    for each in revisions:
        is_new = (each.bounds.run, each.basis) != (before.bounds.run, before.basis)
        if each.event is not Passing.SOURCE or is_new or each.statements or each.overtakes or each.undecided:
            yield each
        if each.event is Passing.SOURCE:
            before = each


def _revision(maker: Maker, reference: str, revision: Revision) -> RevisionShape:
    source, bounds = revision.source, revision.bounds
    return RevisionShape(
        milestone=reference,
        event=revision.event,
        source=None if source is None else maker.name(source.id)[0],
        published=Day(
            None if source is None or source.published is None else source.published.text,
            iso_or_none(revision.published.low),
            iso_or_none(revision.published.high),
        ),
        basis=revision.basis,
        earliest=iso_or_none(bounds.low),
        latest=iso_or_none(bounds.high),
        disputed=bounds.disputed,
        moved=MovedShape(revision.earliest_moved, revision.latest_moved),
        statements=maker.cite(*revision.statements),
        overtakes=maker.cite(*revision.overtakes),
        undecided=maker.cite(*revision.undecided),
    )


# --- explain ---------------------------------------------------------------------------------------------


class LinkShape(Shape, frozen=True):
    """One step of why a milestone is not earlier, or not later.

    - `side`: `earliest` or `latest`: the bound that it is a step to.
    - `milestone`: what follows something: a milestone, or the day of a source (`nld-svk.#letter`).
    - `day`: the bound that it reaches.
    - `statement`: the id of the statement that it follows from; null where it follows from a rule, such as that no
      stay ends before it starts.
    """

    side: Literal["earliest", "latest"]
    milestone: str
    day: IsoDay | None
    statement: str | None


class ExplainAnswer(Answer, frozen=True):
    """Why a milestone has its bounds: for each the fewest statements that it follows from, step by step.

    - `milestone`: the milestone asked for: the id of its subject, a dot, and its name.
    - `label`: what it is called, in the language asked for.
    - `bounds`: the first and the last day that it can be.
    """

    answer: Literal["explain"]
    milestone: str
    label: str
    bounds: BoundDay
    counts: Counts
    items: tuple[LinkShape, ...]


class FigureLinkShape(Shape, frozen=True):
    """What one figure, or one change, does for the strength on a day.

    - `statement`: the id of the statement.
    - `counts`: whether it counts.
    - `role`: what it does, or why it does nothing.
    - `day`: the day that it is of; null for what is planned or considered where its source names no day for it.
    - `counts_from`, `counts_until`: the days on which such a figure counts, by the rules and in no source's words; else
      null.
    - `after`: the range that it leaves.
    - `disputed`: whether reports disagree.
    """

    statement: str
    counts: bool
    role: StrengthRole
    day: Day | None
    counts_from: str | None
    counts_until: str | None
    after: NumberRange | None
    disputed: bool


class ExplainStrengthAnswer(Answer, frozen=True):
    """Why a deployment has its strength on a day: every figure and change of it, those first that count.

    - `reference`: the strength asked for: the id of the deployment, a dot, and `strength`.
    - `on`: the day asked for.
    - `presence`: the answer for that day.
    """

    answer: Literal["explain-strength"]
    reference: str
    on: Day
    presence: PresenceShape
    counts: Counts
    items: tuple[FigureLinkShape, ...]


def explain(
    registry: Registry, reference: str, on: AnyDay | None = None, *, lang: str = "en"
) -> ExplainAnswer | ExplainStrengthAnswer:
    """Return why a milestone has its bounds, or a strength is what it is on a day, statement by statement.

    Takes and raises what `Registry.explain` does, and the language of the texts.

    >>> import deployments
    >>> [item.statement for item in explain(deployments.example(), "nld-amdtf-svk.end").items][-2:]
    ['dmm-2023-06#nld-amdtf-svk.returned', None]
    """
    maker = Maker(registry, lang)
    if on is None:
        return _explanation(maker, registry.explain(reference))
    return _strength(maker, reference, on, registry.explain(reference, on))


def _explanation(maker: Maker, found: Explanation) -> ExplainAnswer:
    chains: tuple[tuple[Literal["earliest", "latest"], Sequence[Link]], ...] = (
        ("earliest", found.earliest),
        ("latest", found.latest),
    )
    items = tuple(
        LinkShape(side, link.milestone, iso_or_none(link.day), next(iter(maker.cite(*_statement(link))), None))
        for side, chain in chains
        for link in chain
    )
    return ExplainAnswer(
        answer="explain",
        milestone=found.milestone,
        label=maker.words.name(found.milestone),
        bounds=maker.bounds(found.bounds),
        counts=Counts(len(items)),
        items=items,
        **maker.answer(),
    )


def _statement(link: Link) -> tuple[Statement, ...]:
    return () if link.statement is None else (link.statement,)


def _strength(maker: Maker, reference: str, on: AnyDay, found: StrengthExplanation) -> ExplainStrengthAnswer:
    groups = ((True, found.counted), (False, found.uncounted))
    items = tuple(_figure(maker, link, counts=counts) for counts, links in groups for link in links)
    presence = PresenceShape(**maker.presence(found.presence))
    return ExplainStrengthAnswer(
        answer="explain-strength",
        reference=reference,
        on=maker.asked(on),
        presence=presence,
        counts=Counts(len(items)),
        items=items,
        **maker.answer(),
    )


def _figure(maker: Maker, link: StrengthLink, *, counts: bool) -> FigureLinkShape:
    (id_,) = maker.cite(link.statement)
    day, counts_from, counts_until = maker.days_of_figure(link.statement, link.low, link.high)
    return FigureLinkShape(
        statement=id_,
        counts=counts,
        role=link.role,
        day=day,
        counts_from=counts_from,
        counts_until=counts_until,
        after=None if link.after is None else NumberRange(link.after.low, link.after.high),
        disputed=link.disputed,
    )
