"""What was promised: the plans that fell due, and that no report bears out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf
from typing import Unpack

from deployments.answers.filters import Filters
from deployments.answers.results import Promise
from deployments.claims import Basis, ClaimKind
from deployments.records import Source, Statement
from deployments.registry import Registry
from deployments.reports import sections
from deployments.reports.block_phrases import BlockPhrases
from deployments.reports.blocks import Block, Row
from deployments.reports.presence_reports import StyledFilters, split
from deployments.reports.sections import Section
from deployments.values.dates import Day


def unconfirmed(
    registry: Registry,
    day: Day,
    *,
    implied: bool = False,
    replaced: bool = False,
    undated: bool = False,
    **options: Unpack[StyledFilters],
) -> str:
    """Return what plans put before a day, and no source here reports, promise by promise, as text.

    What fell due after the newest source stands apart: that could not be in it. Takes what `Registry.unconfirmed`
    takes, `Filters`, and a `Style`; raises what these raise.

    >>> print(unconfirmed(Registry(), "2022-04-01"))
    Planned for before 1 April 2022; no source here reports it as done by then
    Nothing.
    """
    style, filters = split(options)
    found = registry.unconfirmed(day, implied=implied, replaced=replaced, undated=True, **filters)
    report = PromiseReport(registry, sections.language(style))
    return sections.render(report.sections(day, found, filters, undated=undated), style)


class PromiseReport(BlockPhrases):
    """The sections of this report."""

    def sections(
        self, day: Day, promises: Sequence[Promise], filters: Filters, *, undated: bool = False
    ) -> Iterator[Section]:
        """Return them; what has no last day is told if that is asked for, else how many these are."""
        title, only = self.words["unconfirmed"].format(day=self.asked(day)), self.filtered(filters)
        without_day = [each for each in promises if each.is_undated]
        found = [each for each in promises if not each.is_undated]
        untold = [self.counted("undated", len(without_day))] if without_day and not undated else []
        if not found and not (without_day and undated):
            nothing = self.or_none_asked(self.words["nothing"], filters, missions=True)
            lines = *only, nothing, *untold, *self.restrictions()
            yield Section(title, lines, aside=self.rests_on())
            return
        last_day, until = self.last_source()
        yield Section(title, (*only, *until, *self.restrictions()))
        mandates = [each for each in found if self.is_mandate(each)]
        told = [each for each in found if each.bounds.high <= last_day and each not in mandates]
        others = [each for each in found if each.bounds.high > last_day and each not in mandates]
        groups = [("not reported", told), ("not tellable", others), ("ran out", mandates)]
        groups += [("never due", without_day)] if undated else []
        for word, own in groups:
            if own:
                headers = self.headers("about", "authorised until" if own is mandates else "promised", "id")
                yield Section(self.words[word], headers=headers, blocks=[*map(self.block, own)])
        yield self.last(*untold, *self.tolerance({each.milestone.partition(".")[0] for each in found}))

    def last_source(self) -> tuple[float, list[str]]:
        """Return the last day of the newest source that has one, and the sentence that says so."""
        newest = self.newest_source
        if newest is None:
            return inf, []
        return self.registry.published(newest.id)[1], [self.told_as_newest(newest)]

    def told_as_newest(self, newest: Source) -> str:
        """Return the sentence that says of which day the newest source is, or on which it was read."""
        if newest.published is not None:
            return self.counted("newest source", len(self.heard), day=self.phrases.date(newest.published))
        if newest.accessed is not None:
            return self.counted("newest source read", len(self.heard), day=self.phrases.on(newest.accessed))
        return ""

    def is_mandate(self, promise: Promise) -> bool:
        """Tell whether it is a mandate that ran out: who gives one promises nothing."""
        statement = promise.statement
        return statement.kind is ClaimKind.MANDATE and self.registry.basis(statement) is Basis.REPORTED

    def block(self, promise: Promise) -> Block:
        """Return the block of a promise: when it was due, in which words, and what was seen and said since."""
        id_, _, milestone = promise.milestone.partition(".")
        statement = promise.statement
        word = self.language.CLAIM_WORDS[milestone]
        claim = self.as_claimed(statement)
        if promise.implied:
            claim = self.words["follows from"].format(claim=self.labelled(statement.kind, claim))
        if self.is_mandate(promise):
            rows = [Row(self.cited(claim, statement), self.words["authorised until"])]
        else:
            claim = self.cited(self.words["kind and claim"].format(kind=word, claim=claim), statement)
            due = [] if promise.is_undated else [Row(self.end(promise.bounds.high), self.words["due by"])]
            rows = [*due, Row(claim, self.words["promised"])]
        rows += self.quotation(statement)
        if promise.called_off is not None:
            rows.append(Row(self.said_on(promise.called_off), self.words["called off since"]))
        if promise.replaced:
            rows.append(Row(self.words["moved since"], ""))
        if id_ in self.registry.deployments:
            rows.append(Row(self.last_seen(promise), self.words["last seen"]))
        later = self.phrases.number(promise.later_sources) if promise.later_sources else self.words["no others"]
        rows.append(Row(later, self.words["later sources"]))
        return Block(self.titled(id_), id_, rows)

    def said_on(self, statement: Statement) -> str:
        """Return when a statement appeared, and who made it."""
        return self.cited(self.phrases.on_days(*self.registry.published(statement.source)), statement)

    def last_seen(self, promise: Promise) -> str:
        """Return when the force was last seen by the day asked for, and who says so."""
        seen = promise.last_seen
        if seen is None:
            return self.words["not by then"]
        told = self.cited(self.phrases.on_days(seen.first, seen.last), seen.statement)
        return self.language.SENTENCES["doubted"].format(clause=told) if seen.disputed else told
