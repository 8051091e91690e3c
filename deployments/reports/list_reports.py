"""Which records there are, where a text stands, and how a source or a statement is cited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Unpack

from deployments.answers.dossiers import Hit
from deployments.answers.filters import Filters
from deployments.records import Record, kind_of
from deployments.registry import Registry
from deployments.reports import sections
from deployments.reports.blocks import Block, Row
from deployments.reports.claim_rows import ClaimRows
from deployments.reports.presence_reports import StyledFilters, split
from deployments.reports.sections import Section, Style

#: So many of what was found are shown; of more, how many they are.
_SHOWN = 100


def listing(registry: Registry, kind: str | None = None, **options: Unpack[StyledFilters]) -> str:
    """Return the ids of the missions, deployments, events and sources, with what each is called, as text.

    This is the report of the command `list`. Takes the kind to list, `Filters`, and a `Style`; raises what
    `Registry.listing` does.

    >>> import deployments
    >>> print(listing(deployments.example(), "event"))
    Events
      vilnius-summit   NATO summit in Vilnius
      amdtf-wind-down  wind-down of the AMDTF in Slovakia
    """
    style, filters = split(options)
    records = registry.listing(kind, **filters)
    return sections.render(_ListReports(registry, sections.language(style)).listing(records, filters), style)


def find(registry: Registry, text: str, **options: Unpack[StyledFilters]) -> str:
    """Return the records that hold every word of a text, and where each stands, as text.

    Takes `Filters` and a `Style`, and raises what `Registry.find` does.

    >>> import deployments
    >>> print(find(deployments.example(), "zes militairen").splitlines()[0])
    Found: zes militairen                                   2 statements
    """
    style, filters = split(options)
    hits = registry.find(text, **filters)
    return sections.render(_ListReports(registry, sections.language(style)).find(text, hits, filters), style)


def cite(registry: Registry, id_: str, style: str = "text", **look: Unpack[Style]) -> str:
    """Return a source, or a statement with its place and words, as others cite it: to be pasted elsewhere.

    Takes its id, and a style of citations: `"text"`, `"bibtex"` or `"csl-json"`. The other keywords of reports say how
    a report is drawn, and of these only the language matters. Raises `InvalidValueError` as `Registry.cite` does.

    >>> import deployments
    >>> print(cite(deployments.example(), "kst-28676-433"))
    Ministerie van Defensie, Progress report on the Dutch contribution to NATO's eastern flank, 17 May 2023, ...
    """
    return registry.cite(id_, style, sections.language(look))


class _ListReports(ClaimRows):
    """The sections of these reports."""

    # --- lists ---

    def listing(self, records: Sequence[Record], filters: Filters) -> Iterator[Section]:
        """Yield a table for each kind of record."""
        yield Section(lines=tuple(self.restrictions()))
        for kind, own in groupby(records, kind_of):
            rows = [(record.id, self.label(record)) for record in own]
            yield Section(self.words[f"all {kind}"], headers=self.headers("id", "about"), rows=rows)
        if not records:
            yield Section(lines=(self.or_none_asked(self.words["nothing"], filters, missions=True),))

    # --- finds ---

    def find(self, text: str, hits: Sequence[Hit], filters: Filters) -> Iterator[Section]:
        """Yield what was found: the records by kind, each with the texts that hold a word."""
        title = self.words["found"].format(text=text)
        if not hits:
            nothing = self.or_none_asked(self.words["found nothing"], filters, missions=True)
            yield Section(title, (nothing, *self.restrictions()))
            return
        kinds = [(kind, [*own]) for kind, own in groupby(hits, lambda hit: kind_of(hit.record))]
        counts = ", ".join(self.counted(f"found {kind}", len(own)) for kind, own in kinds)
        yield Section(title, tuple(self.restrictions()), aside=counts)
        for kind, own in kinds:
            blocks = [Block(self.label(hit.record), hit.record.id, [*self.places(hit)]) for hit in own[:_SHOWN]]
            headers = self.headers("about", "where found", "id")
            more = len(own) - len(blocks)
            yield Section(self.words[f"all {kind}"], headers=headers, blocks=blocks, apart=False)
            if more > 0:
                yield Section(lines=(self.counted("found more", more),))

    def places(self, hit: Hit) -> Iterator[Row]:
        """Yield the texts in which a word was found, each with the name of its field."""
        for field, text in hit.places:
            yield Row(text, self.words[f"field {field}"])
