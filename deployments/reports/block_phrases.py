"""What reports in blocks write of claims: whole words, numbers of footnotes, and each wording once."""

from __future__ import annotations

import functools
from collections.abc import Collection, Container, Iterator, Sequence

from deployments.answers.results import Ceiling
from deployments.claims import ClaimKind
from deployments.records import Statement
from deployments.registry import Registry
from deployments.reports.answer_phrases import AnswerPhrases
from deployments.reports.blocks import Row
from deployments.reports.sections import Section
from deployments.solver.bounds import Dispute
from deployments.values.certainty import Certainty
from deployments.values.dates import UncertainDate
from deployments.values.when import When


class BlockPhrases(AnswerPhrases):
    """What these reports write, in one language.

    >>> import deployments
    >>> phrases = BlockPhrases(deployments.example(), "en")
    >>> (said,) = phrases.registry.statements_of(about="nld-amdtf-svk", kind="returned")
    >>> phrases.cited(phrases.value(said), said)
    'around 21 June 2023, after wind-down of the AMDTF in Slovakia [1]'
    """

    def __init__(self, registry: Registry, lang: str) -> None:
        super().__init__(registry, lang)
        #: A block has room for whole words, but for its labels.
        self.label_phrases, self.short_phrases = self.short_phrases, self.phrases
        #: The wordings that were quoted.
        self._quoted: set[str] = set()

    def name(self, reference: str) -> str:
        """Return the name of a thing, or the appearance of a source by its number."""
        if reference in self.registry.sources:
            return self.words["publication of"].format(source=f"[{self.notes.written(reference)}]")
        return super().name(reference)

    def window(self, date: UncertainDate | None) -> str:  # noqa: ARG002 - as every report has it
        """Return nothing: what "around" means stands at the end, and its days are nobody's words."""
        return ""

    def last(self, *below: str, rests: bool = False) -> Section:
        """Return the last section: the notes, what words were taken to mean, and perhaps what the answer rests on."""
        sources = self.rests_on() if rests else ""
        return self.notes.section()._replace(below=(*below, *([f"{self.capital(sources)}."] if sources else [])))

    def cited(self, text: str, *statements: Statement) -> str:
        """Return a text with the numbers of those who say so."""
        return self.words["cited"].format(claim=text, who=self.notes.mark(*statements)).rstrip()

    def quotation(self, statement: Statement) -> Iterator[Row]:
        """Yield the row with the words of a source; none if it has no words, or if these were quoted already."""
        wording = statement.wording
        if wording is not None and wording not in self._quoted:
            self._quoted.add(wording)
            yield Row(self.words["quoted"].format(wording=wording), "")

    def as_claimed(self, statement: Statement, *, dated: bool = False) -> str:
        """Return what a statement claims, with the day that a figure is of if it names one, or if that is asked for."""
        value, own = self.value(statement), self.registry.as_of(statement)
        if statement.kind in (ClaimKind.MANDATE, ClaimKind.CEILING):
            return value if own is None else self.held_since(value, own)
        day = own if own is not None or not dated else self.day(statement)
        if day is None or not statement.kind.spec.dated:
            return value
        return self.words["of day"].format(claim=value, day=self.phrases.date(day))

    def held_since(self, value: str, day: UncertainDate) -> str:
        """Return what is authorised, and from when on."""
        return self.words["claim as of"].format(claim=value, day=self.in_force(day, self.phrases))

    def contradicting(self, ids: Container[str]) -> Collection[Statement]:
        """Return the reports of every collision that any of some statements is in, those among them too."""
        collisions = ((each.statement, *each.against) for each in self.disputes if each.settled)
        return {one.id: one for found in collisions if any(each.id in ids for each in found) for one in found}.values()

    @functools.cached_property
    def disputes(self) -> Sequence[Dispute]:
        """All collisions of reports, found once for the report."""
        return self.registry.disputes()

    # --- ceilings ---

    def most(self, ceiling: Ceiling) -> str:
        """Return the number of a ceiling, and that it is only perhaps the one that holds."""
        number = self.phrases.most(ceiling.quantity)
        return number if ceiling.holds is Certainty.CERTAIN else self.words["most perhaps"].format(number=number)

    def at_most(self, ceiling: Ceiling) -> str:
        """Return the same with "at most" before the number."""
        word = "at most so many" if ceiling.holds is Certainty.CERTAIN else "perhaps at most so many"
        return self.words[word].format(number=self.phrases.most(ceiling.quantity))

    def for_all(self, number: str, ceiling: Ceiling, about: str) -> str:
        """Return the number of a ceiling; of another than what is told of, that it is one for all of that together."""
        return number if ceiling.of == about else self.words["for all of"].format(number=number, name=ceiling.of)

    def ended(self, ceiling: Ceiling, about: str) -> str:
        """Return that none is stated for the day, and what the last one was, until when, and who says so."""
        number = self.for_all(self.phrases.most(ceiling.quantity), ceiling, about)
        last = self.cited(", ".join(filter(None, (number, self.held_until(ceiling)))), ceiling.statement)
        return self.words["none but the last"].format(last=last)

    def held_until(self, ceiling: Ceiling) -> str:
        """Return until when a ceiling holds, in the words of its source, and the day computed if these name none."""
        until = ceiling.until_day
        if until is None:
            return ""
        day = self.phrases.date(UncertainDate.of(until))
        said = [*dict.fromkeys(map(self.value, ceiling.ends_with))] or [day]
        text = self.words["held until"].format(day=self.phrases.listed("or", said))
        values = [each.value for each in ceiling.ends_with]
        if len(said) == 1 and not any(isinstance(each, When) and each.is_relative for each in values):
            return text
        return self.words["at the latest"].format(claim=text, day=day)
