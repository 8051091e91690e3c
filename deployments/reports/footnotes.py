"""Footnotes: who said what stands in a report, by a number, and at its end which letter of which day that is.

Every report has its own, as `self.notes`. Where a text needs to say who says so, it takes `mark`, in the order in which
the text is read; sentences and figures of answers cite by number through `sentence` and `figure`. The last section of
the report is `section`:

>>> import deployments
>>> from deployments.reports.record_phrases import RecordPhrases
>>> registry = deployments.example()
>>> notes = RecordPhrases(registry, "en").notes
>>> notes.mark(*registry.statements_of(about="nld-amdtf-svk", kind="returned"))
'[1]'
>>> print(notes.sentence(registry.presence("deu-patriot-pol", "2023-06-20")))
Last seen on 26 May 2023 [2]; nobody has named an end.
>>> print(notes.section().notes[1])
[2] Missile Defense Advocacy Alliance (relay), 26 May 2023: Missile Defense Advocacy Alliance on German Patriots
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from deployments.answers.clauses import Clauses
from deployments.answers.figures_as_said import figure_as_said
from deployments.answers.results import Presence
from deployments.answers.sentences import cited_in_sentence, sentence_of
from deployments.claims import Basis, ClaimKind
from deployments.records import Source, SourceKind, Statement
from deployments.reports.sections import Section

if TYPE_CHECKING:
    from deployments.reports.record_phrases import RecordPhrases


class Footnotes:
    """The footnotes of one report: a number for each source that is cited, in the order in which they are.

    `first` are sources that have their numbers from the start, whether they are cited or not: the overview counts all
    of them, by day of publication.
    """

    def __init__(self, phrases: RecordPhrases, first: Iterable[Source] = ()) -> None:
        self._phrases = phrases
        self._numbers: dict[str, int] = {}
        for source in first:
            self.number(source.id)

    def number(self, source: str) -> int:
        """Return the number of a source, by its id; one that has none gets the next."""
        return self._numbers.setdefault(source, len(self._numbers) + 1)

    def written(self, source: str) -> str:
        """Return the number of a source, by its id, as it stands in a text."""
        return str(self.number(source))

    def cite(self, statement: Statement) -> str:
        """Return who says so: "1", or "1, citing 2"; and that the maker of the registry computed it from that."""
        who = self.written(statement.source)
        if statement.citing is not None:
            who = self._phrases.words["number citing"].format(who=who, source=self.written(statement.citing))
        return self._phrases.language.SENTENCES["derived from"].format(who=who) if statement.derived else who

    def mark(self, *statements: Statement) -> str:
        """Return who says so in brackets, each once: "[1; 2, citing 3]"; nothing without a statement."""
        return f"[{'; '.join(dict.fromkeys(map(self.cite, statements)))}]" if statements else ""

    def mark_sources(self, *sources: Source) -> str:
        """Return the numbers of sources in brackets: "[1; 2]"; nothing without a source."""
        return f"[{'; '.join(self.written(source.id) for source in sources)}]" if sources else ""

    def sentence(self, presence: Presence) -> str:
        """Return why an answer is what it is, with the numbers of those who say so."""
        lang = self._phrases.lang
        cited = cited_in_sentence(presence, lang)
        # Numbered in the order of the text, in which its parts are not made; some of these are not in it at last.
        marks = {statement.id: self.cite(statement) for statement in cited}
        return sentence_of(presence, lang, lambda each: marks.get(each.id, ""), self._phrases.plain_name)

    def stay(self, presence: Presence) -> str:
        """Return when it came, if that is reported, and when it left or is to leave, as far as its sentence does not.

        Nothing if the sentence says both, or nobody does.
        """
        told = cited_in_sentence(presence, self._phrases.lang)
        arrives, leaves = presence.arrives, presence.leaves
        expected = []
        if arrives is not None and arrives.basis is Basis.REPORTED and arrives.milestone != ClaimKind.DECIDED:
            expected.append(arrives)
        if leaves is not None:
            expected.append(leaves)
        clauses = Clauses(presence, self._phrases.lang, self.cite, self._phrases.plain_name)
        untold = [each for each in expected if not any(statement in told for statement in each.statements)]
        return "; ".join(map(clauses.expected, untold))

    def figure(self, presence: Presence) -> str:
        """Return how many there are, as it was said, with the numbers of those who say so."""
        return figure_as_said(presence, self._phrases.lang, self.cite)

    def sources(self) -> list[Source]:
        """Return the sources that have a number, in the order of these."""
        return [self._phrases.registry.sources[id_] for id_ in self._numbers]

    def section(self) -> Section:
        """Return the last section of a report: the notes."""
        sources = self._phrases.registry.sources
        return Section(notes=tuple(f"[{n}] {self.source(sources[id_])}" for id_, n in self._numbers.items()))

    def source(self, source: Source) -> str:
        """Return a source as a note has it: who published it, when, its title, and its numbers."""
        phrases = self._phrases
        title = phrases.told(source.title)
        who = source.publisher or title
        if source.kind is SourceKind.RELAY:
            who = phrases.words["relay"].format(name=who)
        if source.published is not None:
            who = f"{who}, {phrases.phrases.date(source.published)}"
        elif source.accessed is not None:
            texts = phrases.language.SENTENCES
            who = texts["read"].format(name=who, day=phrases.phrases.on(source.accessed))
        references = ", ".join(map(str, source.references))
        title = title if source.publisher else ""
        if title and references:
            title = phrases.words["referred to"].format(title=title, references=references)
        return ": ".join(filter(None, (who, title or references)))
