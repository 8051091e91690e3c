"""What was said, by day and by source. Nothing is computed here."""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from math import inf
from typing import Unpack

from deployments.answers.filters import Filters
from deployments.answers.views import view_of
from deployments.records import Source, Statement
from deployments.registry import Registry
from deployments.reports import sections
from deployments.reports.blocks import Block, Row
from deployments.reports.claim_rows import ClaimRows
from deployments.reports.presence_reports import StyledFilters, split
from deployments.reports.sections import DEFAULT, Section
from deployments.values.calendar import civil
from deployments.values.when import When


def timeline(registry: Registry, **options: Unpack[StyledFilters]) -> str:
    """Return every claim by the day that it names, year by year, with its source and wording, as text.

    A day of which only the last that it can be is known ("on or before 14 June") stands at that day. Takes `Filters`,
    which narrow what is shown, and a `Style`. Raises what these do. `~` marks what is approximate.

    >>> import deployments
    >>> "mid-Apr 2022" in timeline(deployments.example())
    True
    """
    style, filters = split(options)
    return sections.render(_SourceReports(registry, sections.language(style)).timeline(filters), style)


def sources(registry: Registry, **options: Unpack[StyledFilters]) -> str:
    """Return the sources in order of publication, each with its address and how many statements it makes, as text.

    Takes `Filters`, which leave those that speak of what they let through, and a `Style`. Raises what these do.

    >>> import deployments
    >>> print(sources(deployments.example()).splitlines()[2].strip())
    8 Mar 2022, nieuws.nl: Nieuws.nl on a Dutch Patriot deployment in preparation
    """
    style, filters = split(options)
    is_plain = style.get("format", DEFAULT) == DEFAULT
    return sections.render(
        _SourceReports(registry, sections.language(style)).sources(filters, as_blocks=is_plain), style
    )


class _SourceReports(ClaimRows):
    """The sections of these reports."""

    # --- by day ---

    def timeline(self, filters: Filters) -> Iterator[Section]:
        by_year: dict[int | None, list[tuple[tuple[float, float], Statement]]] = defaultdict(list)
        for statement in view_of(self.registry, filters).statements:
            first, last = self.hull(statement)
            day = first if first > -inf else last
            by_year[None if abs(day) == inf else civil(int(day))[0]].append(((day, last), statement))
        yield Section(self.words["timeline"], tuple(self.known()))
        if self.registry.sources and not by_year:
            yield Section(lines=(self.or_none_asked(self.words["nothing"], filters, missions=True),))
        for year in sorted(by_year, key=lambda each: inf if each is None else each):
            ordered = sorted(by_year[year], key=lambda pair: (pair[0], self.order[pair[1].source], pair[1].id))
            title = self.words["undated"] if year is None else str(year)
            rows = [self.entry(statement) for _, statement in ordered]
            yield Section(
                title, headers=self.headers("when", "claim", "said by"), blocks=[Block(rows=rows)], apart=False
            )
        yield self.notes.section()

    def hull(self, statement: Statement) -> tuple[float, float]:
        """Return the first and the last day that a claim names; infinite if it names none."""
        if isinstance(statement.value, When):
            own = self.publication(statement.value)
            runs = statement.value.runs if own is None else own.days()
            return (runs[0][0], runs[-1][1]) if runs else (-inf, inf)
        day = self.day(statement)
        return (-inf, inf) if day is None else day.hull

    def entry(self, statement: Statement) -> Row:
        """Return a row: the day that a claim names, what is claimed of whom, and who says so on what basis."""
        value, kind = statement.value, self.language.CLAIM_WORDS[statement.kind.value]
        if isinstance(value, When):
            own = self.publication(value)
            day = own or value.on
            when = self.brief.date(day, None if own else value.part) if day else ""
            claim = self.labelled(statement.kind, self.when(value)) if value.is_relative and not own else kind
        else:
            day = self.day(statement)
            when = self.brief.date(day) if day is not None else ""
            claim = self.labelled(statement.kind, self.value(statement))
        text = self.words["of whom"].format(name=self.name(statement.about), claim=self.quoted(statement, claim))
        return Row(text, when or "-", self.mark(statement, self.basis_word(statement)))

    # --- by source ---

    @functools.cached_property
    def numbers(self) -> Mapping[str, int]:
        """How many statements each source makes, by its id."""
        return Counter(statement.source for statement in self.registry.statements)

    def sources(self, filters: Filters, *, as_blocks: bool) -> Iterator[Section]:
        shown = {source.id for source in view_of(self.registry, filters).sources}
        found = [source for source in self.sources_in_order if source.id in shown]
        if lines := self.restrictions():
            yield Section(lines=tuple(lines))
        if not found:
            text = self.words["nothing"] if self.registry.sources else self.without_sources()
            yield Section(lines=(self.or_none_asked(text, filters, missions=True),))
        elif as_blocks:
            blocks = [Block(self.source_line(each), each.id, [*self.source_facts(each)]) for each in found]
            yield Section(self.words["sources"], blocks=blocks)
        else:
            names = ("published", "id", "kind", "publisher", "title", "references", "statements", "url")
            yield Section(self.words["sources"], headers=self.headers(*names), rows=[*map(self.source_cells, found)])

    def source_facts(self, source: Source) -> Iterator[Row]:
        """Yield how many statements a source makes, what else is known of it, and where it can be read."""
        facts = [self.counted("statements made", self.numbers[source.id])]
        if source.published and source.accessed:
            facts.append(self.words["read on"].format(day=self.brief.date(source.accessed)))
        if source.covers:
            facts.append(self.words["covers"].format(period=self.phrases.date(source.covers)))
        yield Row("; ".join(facts))
        yield from self.source_rows(source, ())

    def source_cells(self, source: Source) -> tuple[str, ...]:
        """Return the row of a source in a table."""
        return (
            self.short_day(source),
            source.id,
            "" if source.kind is None else self.language.SOURCE_WORDS[source.kind.value],
            source.publisher or "",
            self.told(source.title),
            ", ".join(map(str, source.references)),
            str(self.numbers[source.id]),
            " ".join(filter(None, (source.url, source.archived))),
        )
