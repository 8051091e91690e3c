"""What was said of every mission, deployment and event, and by whom."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Unpack

from deployments.answers.filters import Filters, named_in
from deployments.answers.views import View, view_of
from deployments.checks.leaps import pairs_of_one_day
from deployments.records import Deployment, Event, Mission, Statement
from deployments.registry import Registry
from deployments.reports import sections
from deployments.reports.blocks import Block, Row
from deployments.reports.claim_rows import ClaimRows
from deployments.reports.footnotes import Footnotes
from deployments.reports.presence_reports import StyledFilters, split
from deployments.reports.record_phrases import under_wholes
from deployments.reports.sections import Section
from deployments.store import Subject

#: No part is indented further than this.
_DEEPEST = 4


def overview(registry: Registry, **options: Unpack[StyledFilters]) -> str:
    """Return the missions, their deployments and the events, with all that is stated of each, and the sources, as text.

    Reported, planned, considered, and no longer so stand apart; each claim has the number of its source, by day of
    publication. Records that no statement speaks of are left out: in a registry as it was known earlier, they came
    later. Takes `Filters`, which narrow what is shown, and a `Style`. Raises what these do.

    >>> print(overview(Registry()))
    What was said, and by whom
    Known from no source: the registry is empty.
    """
    style, filters = split(options)
    report = Overview(registry, sections.language(style), filters)
    return sections.render(report.laid_out(report.sections(), style), style)


class Overview(ClaimRows):
    """The sections of the report."""

    def __init__(self, registry: Registry, lang: str, filters: Filters) -> None:
        super().__init__(registry, lang)
        self.filters = filters
        self.view: View = view_of(registry, filters)
        shown = {source.id for source in self.view.sources}
        self.shown_sources = [source for source in self.sources_in_order if source.id in shown]
        self.notes = Footnotes(self, self.shown_sources)
        self.spoken_of = self._spoken_of()

    def _spoken_of(self) -> set[str]:
        """Return the ids of what any statement is about or dates something by, and of their wholes and missions."""
        registry = self.registry
        found = {id_ for each in registry.statements for id_ in (each.about, *named_in(each))}
        deployments = registry.deployments
        found |= {whole for id_ in found & deployments.keys() for whole in registry.wholes(id_)}
        filled = (registry.filled(deployments[id_]) for id_ in found & deployments.keys())
        return found | {mission for each in filled for mission in each.mission}

    def sections(self) -> Iterator[Section]:
        """Yield the head, a section for each mission, the other deployments, the events, and the sources."""
        title = self.registry.metadata.title
        yield Section(self.told(title) if title else self.words["what was said"], tuple(self.above()))
        deployments = under_wholes(each for each in self.view.deployments if each.id in self.spoken_of)
        in_mission: dict[str, list[Deployment]] = defaultdict(list)
        for each in deployments:
            for mission_id in dict.fromkeys(self.registry.filled(each).mission):
                in_mission[mission_id].append(each)
        placed: dict[str, Mission] = {}
        for mission in (each for each in self.view.missions if each.id in self.spoken_of):
            own = in_mission[mission.id]
            blocks = [*self.mission_blocks(mission), *self.deployment_blocks(own, placed)]
            yield self.section(self.mission_name(mission), blocks, mission.id)
            placed |= {each.id: placed.get(each.id, mission) for each in own}
        if rest := [each for each in deployments if each.id not in placed]:
            title = self.words["other"] if placed else ""
            yield self.section(title, [*self.deployment_blocks(rest, {})])
        events = [each for each in self.view.events if each.id in self.spoken_of]
        if events:
            yield self.section(self.words["events"], [*map(self.event_block, events)])
        if self.registry.sources and not (placed or rest or events or self.view.missions):
            yield Section(lines=(self.or_none_asked(self.words["nothing"], self.filters, missions=True),))
        if self.shown_sources:
            blocks = self.source_blocks(self.shown_sources, self.view.statements)
            headers = self.headers("source", "what is known of it", "id")
            yield Section(self.words["sources"], headers=headers, blocks=blocks, apart=False)

    def section(self, title: str, blocks: Sequence[Block], aside: str = "") -> Section:
        """Return a section of blocks."""
        return Section(title, headers=self.headers("about", "claim", "id"), aside=aside, blocks=blocks)

    def above(self) -> Iterator[str]:
        """Yield what stands below the title: from which sources it is known, and how much of it is in doubt."""
        yield from self.known()
        if self.registry.sources:
            of_numbers = sum(map(len, self.numbers_apart.values()))
            of_days = len(self.registry.disputes()) + len(self.registry.gaps())
            overtaken = self.counted("overtaken plans", len(self.registry.overtaken()))
            yield f"{self.counted('conflicts', of_days + of_numbers)}, {overtaken}."

    @functools.cached_property
    def numbers_apart(self) -> Mapping[str, Sequence[tuple[Statement, Statement]]]:
        """Two figures of each day that no number fits, by the subject; a dispute tells of nobody beside somebody."""
        told = {frozenset((each.statement, *each.against)) for each in self.registry.disputes()}
        found = pairs_of_one_day(self.registry).items()
        return {id_: [pair for pair in pairs if frozenset(pair) not in told] for id_, pairs in found}

    # --- blocks ---

    def claims(self, subject: Subject) -> Iterator[Row]:
        """Yield what is stated of something, and on which days reports contradict each other about how many."""
        yield from super().claims(subject)
        if pairs := self.numbers_apart.get(subject.id):
            days = "; ".join(self.short_phrases.date(day) for one, _ in pairs if (day := self.day(one)) is not None)
            text = self.words["contradictory numbers"].format(days=days)
            who = self.notes.mark(*(each for pair in pairs for each in pair))
            yield Row(text, self.language.CLAIM_WORDS["strength"], who)

    def mission_name(self, mission: Mission) -> str:
        """Return the name of a mission as a heading, with its host nations."""
        name = self.told(mission.name).upper() + (f" ({mission.abbreviation})" if mission.abbreviation else "")
        return ", ".join([name, *(country.name_in(self.lang) for country in mission.host)])

    def mission_blocks(self, mission: Mission) -> Iterator[Block]:
        """Yield the block of what is said of a mission itself, if anything is."""
        rows = [*self.mission_rows(mission), *self.claims(mission)]
        if rows:
            yield Block(rows=rows)

    def deployment_blocks(self, shown: Sequence[Deployment], placed: Mapping[str, Mission]) -> Iterator[Block]:
        """Yield the blocks of deployments, parts further in; of one told under another mission, only that it is."""
        ids = {each.id for each in shown}
        for deployment in shown:
            depth = sum(whole in ids for whole in self.registry.wholes(deployment.id))
            if deployment.id in placed:
                name = self.told(placed[deployment.id].name)
                rows = [Row(self.words["shown under"].format(name=name))]
            else:
                rows = [*self.deployment_rows(deployment)]
            yield Block(self.titled(deployment.id), deployment.id, rows, 1 + min(depth, _DEEPEST))

    def event_block(self, event: Event) -> Block:
        """Return the block of an event."""
        claims = [*self.claims(event)]
        return Block(self.name(event.id), event.id, claims or [Row(self.words["nothing said"])])
