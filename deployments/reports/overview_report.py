"""What was said of every mission, deployment and event, and by whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Unpack

from deployments.answers.filters import Filters, named_in
from deployments.answers.views import View, view_of
from deployments.records import Deployment, Event, Mission
from deployments.registry import Registry
from deployments.reports import sections
from deployments.reports.blocks import Block, Row
from deployments.reports.claim_rows import ClaimRows
from deployments.reports.footnotes import Footnotes
from deployments.reports.presence_reports import StyledFilters, split
from deployments.reports.record_phrases import under_wholes
from deployments.reports.sections import Section

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
    return sections.render(Overview(registry, sections.language(style), filters).sections(), style)


class Overview(ClaimRows):
    """The sections of the report."""

    def __init__(self, registry: Registry, lang: str, filters: Filters) -> None:
        super().__init__(registry, lang)
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
        placed: dict[str, Mission] = {}
        for mission in (each for each in self.view.missions if each.id in self.spoken_of):
            own = [each for each in deployments if mission.id in self.registry.filled(each).mission]
            blocks = [*self.mission_blocks(mission), *(self.deployment_block(each, own, placed) for each in own)]
            yield self.section(self.mission_name(mission), blocks, mission.id)
            placed |= {each.id: placed.get(each.id, mission) for each in own}
        rest = [each for each in deployments if each.id not in placed]
        if rest:
            title = self.words["other"] if placed else ""
            yield self.section(title, [self.deployment_block(each, rest, {}) for each in rest])
        events = [each for each in self.view.events if each.id in self.spoken_of]
        if events:
            yield self.section(self.words["events"], [*map(self.event_block, events)])
        if self.shown_sources:
            blocks = self.source_blocks(self.shown_sources, self.view.statements)
            yield self.section(self.words["sources"], blocks, apart=False)

    def section(self, title: str, blocks: Sequence[Block], aside: str = "", *, apart: bool = True) -> Section:
        """Return a section of blocks."""
        headers = self.headers("about", "claim", "id")
        return Section(title, headers=headers, aside=aside, blocks=blocks, apart=apart)

    def above(self) -> Iterator[str]:
        """Yield what stands below the title: from which sources it is known, and how much of it is in doubt."""
        yield from self.known()
        if self.registry.sources:
            conflicts = self.counted("conflicts", len(self.registry.disputes()) + len(self.registry.gaps()))
            yield f"{conflicts}, {self.counted('overtaken plans', len(self.registry.overtaken()))}."

    # --- blocks ---

    def mission_name(self, mission: Mission) -> str:
        """Return the name of a mission as a heading, with its host nations."""
        name = self.told(mission.name).upper() + (f" ({mission.abbreviation})" if mission.abbreviation else "")
        return ", ".join([name, *(country.name_in(self.lang) for country in mission.host)])

    def mission_blocks(self, mission: Mission) -> Iterator[Block]:
        """Yield the block of what is said of a mission itself, if anything is."""
        rows = [*self.mission_rows(mission), *self.claims(mission)]
        if rows:
            yield Block(rows=rows)

    def mission_rows(self, mission: Mission) -> Iterator[Row]:
        """Yield the row of what a mission is; none if its name says it all."""
        parts = []
        if mission.framework_nation:
            country = self.contributor(mission.framework_nation)
            parts.append(self.words["framework nation"].format(country=country))
        if mission.organisation:
            parts.append(self.words["organisation"].format(name=mission.organisation))
        if mission.part_of:
            parts.append(self.words["part of"].format(name=self.name(mission.part_of)))
        if parts:
            yield Row("; ".join(parts))

    def deployment_block(
        self, deployment: Deployment, siblings: Sequence[Deployment], placed: dict[str, Mission]
    ) -> Block:
        """Return the block of a deployment; where it stands under another mission already, only that it does."""
        level = 1 + min(self.depth(deployment, {each.id for each in siblings}), _DEEPEST)
        if deployment.id in placed:
            rows = [Row(self.words["shown under"].format(name=self.told(placed[deployment.id].name)))]
        else:
            rows = [*self.deployment_rows(deployment)]
        return Block(self.deployment(deployment), deployment.id, rows, level)

    def depth(self, deployment: Deployment, shown: set[str]) -> int:
        """Return how many of the deployments shown one is part of."""
        return sum(whole in shown for whole in self.registry.wholes(deployment.id))

    def event_block(self, event: Event) -> Block:
        """Return the block of an event."""
        claims = [*self.claims(event)]
        return Block(self.name(event.id), event.id, claims or [Row(self.words["nothing said"])])
