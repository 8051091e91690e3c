"""Which forces moved: from where to where, when they left and arrived, and who says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Unpack

from deployments.answers.filters import Filters
from deployments.answers.results import Relocation
from deployments.claims import Basis, ClaimKind
from deployments.records import Statement
from deployments.registry import Registry
from deployments.reports import sections
from deployments.reports.block_phrases import BlockPhrases
from deployments.reports.blocks import Block, Row
from deployments.reports.presence_reports import StyledFilters, split
from deployments.reports.record_phrases import is_open_link
from deployments.reports.sections import Section
from deployments.solver.bounds import Bounds

#: What is reported comes first.
_ORDER = {basis: number for number, basis in enumerate(Basis)}


def relocations(registry: Registry, **options: Unpack[StyledFilters]) -> str:
    """Return the forces that moved from one place to another, as text.

    Takes `Filters`, and a `Style`; raises what `Registry.relocations` raises.

    >>> import deployments
    >>> print(relocations(deployments.example().known_on("2022-04-01")))
    Forces that moved                               by 5 sources, newest: March 2022
    As known on 1 April 2022.
    Nothing.
    """
    style, filters = split(options)
    found = registry.relocations(**filters)
    return sections.render(_RelocationReport(registry, sections.language(style)).sections(found, filters), style)


class _RelocationReport(BlockPhrases):
    """The sections of this report."""

    def sections(self, found: Sequence[Relocation], filters: Filters) -> Iterator[Section]:
        title, head = self.words["relocations"], (*self.filtered(filters), *self.restrictions())
        if not found:
            yield Section(title, (*head, self.or_none_asked(self.words["nothing"], filters)), aside=self.rests_on())
            return
        headers = self.headers("from", "to", "id")
        yield Section(title, head, headers, aside=self.rests_on(), blocks=[*map(self.block, found)])
        yield self.last(*self.tolerance({id_ for each in found for id_ in (each.origin.id, each.destination.id)}))

    def block(self, found: Relocation) -> Block:
        """Return the block of one move."""
        said = {kind: [each for each in found.statements if each.kind is kind] for kind in ClaimKind}
        rows = [Row(self.titled(found.destination.id), self.words["to"], found.destination.id)]
        for word, kind, bounds in (("left", ClaimKind.END, found.left), ("arrived", ClaimKind.START, found.arrived)):
            rows.append(Row(self.when_moved(bounds, said[kind]), self.words[word]))
            rows += [row for each in said[kind] for row in self.quotation(each)]
        follows = said[ClaimKind.FOLLOWS]
        rows.append(Row(self.by_basis(follows), self.words["same force"]))
        rows += [row for each in follows for row in self.quotation(each)]
        return Block(self.titled(found.origin.id), found.origin.id, rows)

    def when_moved(self, bounds: Bounds, said: Sequence[Statement]) -> str:
        """Return when a force left or arrived in the words of those who say so, or else the days that follow."""
        if not said:
            return self.words["only follows"].format(days=self.bounds(bounds))
        texts: dict[str, list[Statement]] = {}
        for each in said:
            texts.setdefault(self.with_basis(self.value(each), each), []).append(each)
        return "; ".join(self.cited(text, *own) for text, own in texts.items())

    def with_basis(self, text: str, statement: Statement) -> str:
        """Return a claim with its basis."""
        basis = self.language.BASIS_WORDS[self.registry.basis(statement).value]
        return self.words["based"].format(bounds=text, basis=basis)

    def by_basis(self, said: Sequence[Statement]) -> str:
        """Return who says that the one force is the other, and on which basis, if that is written."""
        words: dict[str, list[Statement]] = {}
        for each in sorted(said, key=lambda each: (is_open_link(each), _ORDER[self.registry.basis(each)])):
            words.setdefault(self.basis_word(each), []).append(each)
        return "; ".join(self.cited(word, *own).lstrip() for word, own in words.items())
