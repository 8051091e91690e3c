"""What was known when, and why: how each source moved a milestone, what it follows from, what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import inf
from typing import Unpack

from deployments.answers.results import Changes
from deployments.records import Statement
from deployments.registry import Registry
from deployments.reports import sections
from deployments.reports.answer_phrases import AnswerPhrases
from deployments.reports.sections import Section, Style
from deployments.solver.bounds import Bounds
from deployments.solver.explanations import Link
from deployments.values.dates import Day

#: What names the day of a source, or of what it reports, in a chain of reasons: `nld-svk.#letter`.
_SOURCE_DAY = ".#"

# All reports raise what their question raises, and what `Style` says.


def history(registry: Registry, reference: str, **style: Unpack[Style]) -> str:
    """Return the bounds of a milestone after each source that moved them, as text.

    >>> import deployments
    >>> print(history(deployments.example(), "nld-amdtf-svk.end").splitlines()[2])
    13 other sources moved nothing.
    """
    return sections.render(_AnswerReports(registry, sections.language(style)).history(reference), style)


def explain(registry: Registry, reference: str, **style: Unpack[Style]) -> str:
    """Return why a milestone has its bounds, statement by statement, as text.

    >>> import deployments
    >>> print(explain(deployments.example(), "nld-amdtf-svk.end").splitlines()[0])
    Why Netherlands, Patriot, Sliač, Slovakia (end) is between 18 May and 28 Jun 2023
    """
    return sections.render(_AnswerReports(registry, sections.language(style)).explain(reference), style)


def changes(registry: Registry, since: Day, until: Day, **style: Unpack[Style]) -> str:
    """Return what the sources that appeared after one day, and by another, changed, as text.

    >>> import deployments
    >>> print(changes(deployments.example(), "2023-05-17", "2023-05-20"))
    What changed from 17 May 2023 to 20 May 2023
    Nothing.
    """
    return sections.render(_AnswerReports(registry, sections.language(style)).changes(since, until), style)


class _AnswerReports(AnswerPhrases):
    """The sections of these reports."""

    def history(self, reference: str) -> Iterator[Section]:
        revisions = self.registry.history(reference)
        rows = []
        known = Bounds(-inf, inf)
        for revision in revisions:
            bounds = revision.bounds
            if bounds.run != known.run:
                rows.append(
                    (
                        self.published(revision.source.published),
                        revision.source.publisher or revision.source.title,
                        self.end(bounds.low),
                        self.moved(known.low, bounds.low, revision.earliest_moved),
                        self.end(bounds.high),
                        self.moved(known.high, bounds.high, revision.latest_moved),
                    )
                )
            known = bounds
        title = self.words["history"].format(milestone=self.name(reference))
        headers = self.headers("published", "source", "earliest", "moved", "latest", "moved")
        others = self.counted("unmoved", len(revisions) - len(rows))
        yield Section(title, (*self.tolerance([reference.partition(".")[0]]), others), headers, rows, headed=True)

    def moved(self, before: float, after: float, days: int | None) -> str:
        if days is None:
            return "" if before == after else self.words["first known" if abs(before) == inf else "no longer"]
        return self.counted("days moved", abs(days), number=f"{days:+}") if days else ""

    def explain(self, reference: str) -> Iterator[Section]:
        explanation = self.registry.explain(reference)
        title = self.words["why is"].format(milestone=self.name(reference), days=self.bounds(explanation.bounds))
        yield Section(title, self.tolerance([reference.partition(".")[0]]))
        headers = self.headers("milestone", "earliest", "claim", "said by")
        for side, bound, chain, sign in (
            ("earliest", explanation.bounds.low, explanation.earliest, "\N{GREATER-THAN OR EQUAL TO}"),
            ("latest", explanation.bounds.high, explanation.latest, "\N{LESS-THAN OR EQUAL TO}"),
        ):
            if chain:
                rows = [self.link(link, sign, before) for before, link in zip((None, *chain), chain, strict=False)]
                yield Section(self.words[f"why {side}"].format(day=self.end(bound)), headers=headers, rows=rows)
            else:
                yield Section(self.words[f"{side} unbounded" if abs(bound) == inf else f"{side} too long"])

    def link(self, link: Link, sign: str, before: Link | None) -> tuple[str, ...]:
        name = self.node(link.milestone)
        if link.statement is None:
            return name, f"{sign} {self.end(link.day)}", "", self.words[self.rule(link, before)]
        claim = self.kind_and_claim(link.statement)
        return name, f"{sign} {self.end(link.day)}", claim, self.said(link.statement)

    def rule(self, link: Link, before: Link | None) -> str:
        """Return the word for what no statement says: from one deployment to another only `follows` leads."""
        if _SOURCE_DAY in link.milestone:
            return "date of source"
        ids = [each.milestone.partition(".")[0] for each in (before, link) if each is not None]
        follows = len({*ids} & self.registry.deployments.keys()) > 1
        return "next place" if follows else "rule"

    def node(self, name: str) -> str:
        """Return the name of a milestone, or of the day of an observation."""
        _, is_source, day = name.partition(_SOURCE_DAY)
        if not is_source:
            return self.name(name)
        id_, _, statement = day.partition("#")
        source = self.registry.sources[id_].publisher or id_
        return self.words["day of" if statement else "publication of"].format(source=source)

    def changes(self, since: Day, until: Day) -> Iterator[Section]:
        found = self.registry.changes(since, until)
        title = self.words["changes"].format(since=self.asked(since), until=self.asked(until))
        if not found.sources:
            yield Section(title, (self.words["nothing"],))
            return
        yield Section(title, self.tolerance({statement.about for statement in found.statements}))
        rows: list[tuple[str, ...]] = [
            (self.published(source.published), source.publisher or "", source.title) for source in found.sources
        ]
        yield Section(self.words["new sources"], headers=self.headers("published", "publisher", "title"), rows=rows)
        # Whether a statement held is a matter of that day.
        yield from _AnswerReports(self.registry.known_on(until), self.lang).changed(found)

    def changed(self, found: Changes) -> Iterator[Section]:
        rows = [
            (
                self.name(moved.milestone),
                self.bounds(moved.before),
                self.bounds(moved.after),
                "; ".join(dict.fromkeys(self.said(statement) for statement in moved.statements)),
            )
            for moved in found.moved
        ]
        if rows:
            headers = self.headers("milestone", "before", "after", "said by")
            yield Section(self.words["moved bounds"], headers=headers, rows=rows, headed=True)
        yield from self.listed("new statements", found.statements)
        yield from self.listed("no longer holding", (*found.replaced, *found.overtaken))

    def listed(self, word: str, statements: Iterable[Statement]) -> Iterator[Section]:
        rows = [(self.name(s.about), self.kind_and_claim(s), self.said(s)) for s in statements]
        if rows:
            yield Section(self.words[word], headers=self.headers("about", "claim", "said by"), rows=rows)
