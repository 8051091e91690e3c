"""What was said: the registry by mission and deployment, by day, and by source. Nothing is computed here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Unpack

from deployments.claims import CLAIMS, ClaimKind
from deployments.records import Deployment, Event, Mission, Source, Statement, kind_of
from deployments.registry import Registry
from deployments.reports import sections
from deployments.reports.record_phrases import RecordPhrases, under_wholes
from deployments.reports.sections import Section, Style
from deployments.values.when import When


def overview(registry: Registry, **style: Unpack[Style]) -> str:
    """Return the missions, their deployments with every date and strength stated, and the events, as text.

    Records that no statement speaks of are left out: in a registry as it was known earlier, they came later.
    `Style` says which keywords it takes, and what is raised for what is not known.

    >>> print(overview(Registry()))
    Known from no source: the registry is empty.
    """
    return sections.render(_SourceReports(registry, sections.language(style)).overview(), style)


def timeline(registry: Registry, **style: Unpack[Style]) -> str:
    """Return every dated claim in order of its first possible day, with its source and wording, as text.

    Takes and raises what `overview` does. `~` marks what is approximate, `?` what the source is unsure of.

    >>> import deployments
    >>> "mid-Apr 2022" in timeline(deployments.example())
    True
    """
    return sections.render(_SourceReports(registry, sections.language(style)).timeline(), style)


def sources(registry: Registry, **style: Unpack[Style]) -> str:
    """Return the sources in order of publication, with the number of statements that rest on each, as text.

    Takes and raises what `overview` does.

    >>> import deployments
    >>> print(sources(deployments.example()).splitlines()[0])
    8 Mar 2022  nieuws-2022-03-08  press  nieuws.nl ...
    """
    return sections.render(_SourceReports(registry, sections.language(style)).sources(), style)


class _SourceReports(RecordPhrases):
    """The sections of these reports."""

    # --- overview ---

    def overview(self) -> Iterator[Section]:
        registry = self.registry
        spoken_of = self.spoken_of()
        deployments = under_wholes(d for d in registry.deployments.values() if d.id in spoken_of)
        missions = [m for m in registry.missions.values() if m.id in spoken_of]
        if not missions:
            yield Section(lines=tuple(self.known_from()))
        for i, mission in enumerate(missions):
            own = [d for d in deployments if mission.id in self.registry.filled(d).mission]
            yield self.section(mission, self.mission(mission), self.known_from() if i == 0 else ())
            yield from (self.section(deployment, self.deployment(deployment)) for deployment in own)
        rest = [d for d in deployments if not self.registry.filled(d).mission]
        if rest and missions:
            yield Section(self.words["other"])
        yield from (self.section(deployment, self.deployment(deployment)) for deployment in rest)
        events = [event for event in registry.events.values() if event.id in spoken_of]
        rows = [row for event in events for row in self.event(event)]
        if rows:
            yield Section(self.words["events"], headers=self.headers("what", "claim", "said by"), rows=rows)
        if registry.sources:
            yield Section(lines=(self.resolution(),))

    def spoken_of(self) -> set[str]:
        """Return the ids of what any statement is about or dates something by, and of their wholes and missions."""
        found = set()
        for statement in self.registry.statements:
            found.add(statement.about)
            if statement.kind.spec.refers:
                found.add(str(statement.value))
            if isinstance(statement.value, When):
                targets = (target for _, target in statement.value.related if isinstance(target, str))
                found.update(target.partition(".")[0] for target in targets)
        deployments = self.registry.deployments
        found |= {whole for id_ in found & deployments.keys() for whole in self.registry.wholes(id_)}
        filled = (self.registry.filled(deployments[id_]) for id_ in found & deployments.keys())
        return found | {mission for each in filled for mission in each.mission}

    def resolution(self) -> str:
        """Return how many reports contradict each other, and how many plans were overtaken."""
        conflicts = self.counted("conflicts", len(self.registry.disputes()) + len(self.registry.gaps()))
        return f"{conflicts}, {self.counted('overtaken plans', len(self.registry.overtaken()))}"

    def section(self, subject: Mission | Deployment, title: str, lines: Iterable[str] = ()) -> Section:
        names = self.language.CLAIM_WORDS
        rows = [(names[kind.value] if kind else "", claim, said) for kind, claim, said in self.claims(subject)]
        stated = self.registry.statements_of(about=subject.id, kind=ClaimKind.STRENGTH)
        if isinstance(subject, Deployment) and not stated:
            rows.append((names["strength"], self.words["not stated"], ""))
        return Section(title, tuple(lines), self.headers("what", "claim", "said by"), rows)

    def claims(self, subject: Mission | Deployment | Event) -> Iterator[tuple[ClaimKind | None, str, str]]:
        """Return what is claimed and who says so, each kind named once: where it is the same as before it is None."""
        kinds = [*CLAIMS[kind_of(subject)]]
        statements = sorted(
            self.registry.statements_of(about=subject.id),
            key=lambda s: (kinds.index(s.kind), self.order[s.source], s.locator or "", s.id),
        )
        last = None
        for statement in statements:
            yield None if statement.kind is last else statement.kind, self.claim(statement), self.said(statement)
            last = statement.kind

    def event(self, event: Event) -> Iterator[tuple[str, str, str]]:
        claims = [*self.claims(event)]
        name = self.name(event.id)
        if not claims:
            yield name, self.words["not stated"], ""
        for i, (kind, claim, said) in enumerate(claims):
            yield name if i == 0 else "", self.labelled(kind, claim) if kind else claim, said

    # --- timeline and sources ---

    def timeline(self) -> Iterator[Section]:
        dated: list[tuple[tuple[float, float], Statement]] = []
        undated = []
        for statement in self.registry.statements:
            hull = self.hull(statement)
            if hull is None:
                undated.append(statement)
            else:
                dated.append((hull, statement))
        dated.sort(key=lambda pair: (pair[0], self.order[pair[1].source], pair[1].id))
        undated.sort(key=lambda s: (self.order[s.source], s.id))
        headers = ("", *self.headers("when", "about", "what", "said by"))
        yield from self.without()
        for title, entries in (("", [s for _, s in dated]), (self.words["undated"], undated)):
            if entries:
                yield Section(title, headers=headers, rows=[self.entry(s) for s in entries])

    def hull(self, statement: Statement) -> tuple[float, float] | None:
        if isinstance(statement.value, When):
            own = self.publication(statement.value)
            runs = statement.value.runs if own is None else own.days()
            return (runs[0][0], runs[-1][1]) if runs else None
        day = self.day(statement)
        return None if day is None else day.hull

    def entry(self, statement: Statement) -> tuple[str, ...]:
        if isinstance(statement.value, When):
            date, when = statement.value.on, self.when(statement.value)
            what = self.language.CLAIM_WORDS[statement.kind.value]
        else:
            date = self.day(statement)
            when = self.short_phrases.date(date) if date is not None else ""
            what = self.labelled(statement.kind, self.value(statement))
        mark = ("~" if date and date.is_approximate else "") + ("?" if date and date.is_uncertain else "")
        return mark, when, self.name(statement.about), what, self.said(statement)

    def sources(self) -> Iterator[Section]:
        headers = self.headers("published", "source", "kind", "publisher", "title", "references", "statements", "url")
        rows = [self.source(source) for source in self.sources_in_order]
        yield from self.without()
        if rows:
            yield Section(headers=headers, rows=rows)

    def without(self) -> Iterator[Section]:
        """Yield the section that says which sources the reader does not believe; none if there are none."""
        if lines := self.distrusted():
            yield Section(lines=tuple(lines))

    def source(self, source: Source) -> tuple[str, ...]:
        return (
            self.short_phrases.date(source.published) if source.published else "",
            source.id,
            "" if source.kind is None else self.language.SOURCE_WORDS[source.kind.value],
            source.publisher or "",
            self.told(source.title),
            ", ".join(map(str, source.references)),
            str(len(self.registry.statements_of(source=source.id))),
            source.url or source.archived or "",
        )
