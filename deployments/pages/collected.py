"""Everything that a page shows of a registry, collected once: its rows, its sources by number, its axis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs

from deployments.pages.axis import Axis
from deployments.pages.bars import Bar, Rule, bars, rules
from deployments.pages.following import Following, followed
from deployments.pages.spans import Span, figure_of, in_state, spans, total_of
from deployments.pages.states import States
from deployments.pages.versions import Group, Version, groups
from deployments.records import Deployment
from deployments.registry import Registry
from deployments.reports.block_phrases import BlockPhrases
from deployments.reports.record_phrases import under_wholes


@attrs.frozen(eq=False)
class PageRow:
    """What a page has of one deployment, which has what a part takes from its whole.

    `said` has, from each state on, the id of the newest source that says anything of it.
    """

    record: Deployment
    label: str
    spans: Sequence[Span]
    bars: Sequence[Bar]
    rules: Sequence[Rule]
    after: Sequence[Following]
    said: Sequence[tuple[int, str]]

    def on(self, day: float, state: int) -> Span | None:
        """Return the span of a day in a state; None if it is certainly not there."""
        return next((span for span in in_state(self.spans, state) if span.first <= day <= span.last), None)


@attrs.frozen(eq=False)
class Collected:
    """What a page shows: a row for each deployment, those of a mission together, and each part after its whole.

    `totals` has the spans of the numbers that sources state of a mission itself, by its id; `order` the place of each
    source in the order of their publication, and `groups` the group of each subject, by its id.
    """

    registry: Registry
    phrases: BlockPhrases
    states: States
    rows: Sequence[PageRow]
    totals: Mapping[str, Sequence[Span]]
    order: Mapping[str, int]
    axis: Axis
    groups: Mapping[str, Group]

    @classmethod
    def of(cls, registry: Registry, lang: str) -> Collected:
        """Collect it, with its texts in a language. Raises `InvalidValueError` for one without a file."""
        phrases = BlockPhrases(registry, lang)
        order = {source.id: phrases.notes.number(source.id) - 1 for source in phrases.sources_in_order}
        states = States.of(registry)
        found: dict[str, PageRow] = {}
        totals: dict[str, Sequence[Span]] = {}
        group_of: dict[str, Group] = {}
        for group in groups(registry, states):
            group_of |= dict.fromkeys(group.members, group)
            totals |= _totals(group, phrases, states.last)
            found |= {row.record.id: row for row in _rows(group, phrases, order, states.last)}
        records = sorted((row.record for row in found.values()), key=lambda each: (each.mission, each.id))
        rows = [found[each.id] for each in under_wholes(records)]
        axis = Axis.of((span for row in rows for span in row.spans), states)
        return cls(registry, phrases, states, rows, totals, order, axis, group_of)

    @property
    def last_known(self) -> int:
        """The day of the newest source of which the day is known, else the first of the axis."""
        return max((day for day in self.states.days if day is not None), default=self.axis.first)


def _rows(group: Group, phrases: BlockPhrases, order: Mapping[str, int], last: int) -> Iterator[PageRow]:
    registry = phrases.registry
    for id_ in group.members:
        if id_ in registry.deployments:
            record = registry.filled(registry.deployments[id_])
            found = spans(group.versions, id_, figure_of(id_, phrases.lang, phrases.notes.cite), last)
            yield PageRow(
                record,
                phrases.deployment(record),
                found,
                bars(found),
                rules(group.versions, id_),
                [*followed(group.versions, id_)],
                [*_said(group.versions, id_, order)],
            )


def _totals(group: Group, phrases: BlockPhrases, last: int) -> dict[str, Sequence[Span]]:
    tell = total_of(phrases.lang, phrases.notes.cite)
    own = {id_: spans(group.versions, id_, tell, last) for id_ in group.members if id_ in phrases.registry.missions}
    stated = {id_: [span for span in found if span.strength.is_stated] for id_, found in own.items()}
    return {id_: found for id_, found in stated.items() if found}


def _said(versions: Sequence[Version], id_: str, order: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    """Yield from when on which source is the newest that speaks of a deployment, or of a part of it."""
    before = None
    for version in versions:
        store = version.timeline.store
        about = (id_, *store.parts_below(id_))
        speaking = {statement.source for each in about for statement in store.statements_of(about=each)}
        newest = max(speaking, key=order.__getitem__, default=None)
        if newest is not None and newest != before:
            yield version.since, newest
            before = newest
