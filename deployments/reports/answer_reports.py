"""What changed between two days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Unpack

from deployments.answers.results import Changes, Moved, Renewal
from deployments.claims import Basis
from deployments.records import Statement
from deployments.registry import Registry
from deployments.reports import sections
from deployments.reports.answer_phrases import AnswerPhrases
from deployments.reports.sections import Section, Style
from deployments.solver.bounds import Bounds
from deployments.values.dates import Day

# All reports raise what their question raises, and what `Style` says.


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

    def changes(self, since: Day, until: Day) -> Iterator[Section]:
        found = self.registry.changes(since, until)
        title = self.words["changes"].format(since=self.asked(since), until=self.asked(until))
        if not found.sources:
            yield Section(title, (self.words["nothing"], *self.distrusted()))
            return
        subjects = {statement.about for statement in found.statements}
        yield Section(title, (*self.distrusted(), *self.tolerance(subjects)))
        rows: list[tuple[str, ...]] = [
            (self.published(source.published), source.publisher or "", self.told(source.title))
            for source in found.sources
        ]
        yield Section(self.words["new sources"], headers=self.headers("published", "publisher", "title"), rows=rows)
        # Whether a statement held is a matter of that day.
        yield from _AnswerReports(self.registry.known_on(until), self.lang).changed(found)

    def changed(self, found: Changes) -> Iterator[Section]:
        said = [each for each in found.moved if not each.implied]
        implied = [each for each in found.moved if each.implied]
        for word, moved in (("moved bounds", said), ("implied bounds", implied)):
            if moved:
                headers = self.headers("milestone", "before", "after", "said by")
                yield Section(self.words[word], headers=headers, rows=[*map(self.move, moved)], headed=True)
        if found.renewed:
            headers = self.headers("about", "kind", "before", "after", "said by")
            rows = [*map(self.renewal, found.renewed)]
            yield Section(self.words["authorised"], headers=headers, rows=rows, headed=True)
        yield from self.listed("new statements", found.statements)
        yield from self.listed("no longer holding", (*found.replaced, *found.overtaken))
        yield from self.listed("doubted reports", (*found.corrected, *found.disputed))

    def move(self, moved: Moved) -> tuple[str, ...]:
        """Return the row of a milestone whose bounds moved."""
        return (
            self.name(moved.milestone),
            self.based(moved.before, moved.basis_before),
            self.based(moved.after, moved.basis),
            "; ".join(dict.fromkeys(map(self.said, moved.statements))),
        )

    def renewal(self, renewal: Renewal) -> tuple[str, ...]:
        """Return the row of what is authorised until another day, or for another number, than before."""
        values = [
            self.words["unknown"] if each is None else self.value(each) for each in (renewal.before, renewal.after)
        ]
        said = "" if renewal.after is None else self.said(renewal.after)
        return self.name(renewal.about), self.language.CLAIM_WORDS[renewal.kind.value], *values, said

    def based(self, bounds: Bounds, basis: Basis | None) -> str:
        """Return bounds, and whether reports alone imply them."""
        text = self.bounds(bounds)
        if basis is None:
            return text
        return self.words["based"].format(bounds=text, basis=self.language.BASIS_WORDS[basis.value])

    def listed(self, word: str, statements: Iterable[Statement]) -> Iterator[Section]:
        rows = [(self.name(s.about), self.kind_and_claim(s), self.said(s)) for s in statements]
        if rows:
            yield Section(self.words[word], headers=self.headers("about", "claim", "said by"), rows=rows)
