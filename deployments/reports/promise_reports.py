"""What was promised: the plans that fell due, and that no report bears out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Unpack

from deployments.answers.results import Promise
from deployments.registry import Registry
from deployments.reports import sections
from deployments.reports.answer_phrases import AnswerPhrases
from deployments.reports.sections import Section, Style
from deployments.values.dates import Day


def unconfirmed(
    registry: Registry, day: Day, *, implied: bool = False, replaced: bool = False, **style: Unpack[Style]
) -> str:
    """Return what plans put before a day, and no source here reports, promise by promise, as text.

    What fell due after the newest source that speaks of it stands apart: nobody could tell. Takes what
    `Registry.unconfirmed` takes, and a `Style`; raises what these raise.

    >>> print(unconfirmed(Registry(), "2022-04-01"))
    Planned for before 1 April 2022, and reported by no source here as done by then
    Nothing.
    """
    found = registry.unconfirmed(day, implied=implied, replaced=replaced)
    return sections.render(_PromiseReport(registry, sections.language(style)).sections(day, found), style)


class _PromiseReport(AnswerPhrases):
    """The sections of this report."""

    def sections(self, day: Day, found: Sequence[Promise]) -> Iterator[Section]:
        title = self.words["unconfirmed"].format(day=self.asked(day))
        if not found:
            yield Section(title, (self.words["nothing"], *self.newest()))
            return
        yield Section(title, (*self.newest(), *self.tolerance({each.milestone.partition(".")[0] for each in found})))
        tellable = [each for each in found if each.tellable]
        others = [each for each in found if not each.tellable]
        for word, promises in (("not reported", tellable), ("not tellable", others)):
            if promises:
                headers = self.headers("due by", "milestone", "promised", "said by", "last seen", "later sources")
                yield Section(self.words[word], headers=headers, rows=[*map(self.row, promises)], headed=True)

    def row(self, promise: Promise) -> tuple[str, ...]:
        claim = self.kind_and_claim(promise.statement)
        if promise.implied:
            claim = self.words["follows from"].format(claim=claim)
        return (
            self.end(promise.bounds.high),
            self.name(promise.milestone),
            claim,
            self.said(promise.statement),
            self.last_seen(promise),
            str(promise.later_sources),
        )

    def last_seen(self, promise: Promise) -> str:
        """Return when the force was last seen by the day asked for; nothing for a mission or an event."""
        if promise.milestone.partition(".")[0] not in self.registry.deployments:
            return ""
        seen = promise.last_seen
        return self.words["not by then"] if seen is None else self.short_phrases.days(seen.first, seen.last)
