"""Why an answer is what it is: the statements that bound a milestone, and those that a strength is computed from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import inf
from typing import Unpack

from deployments.answers.results import StrengthExplanation, StrengthLink, StrengthRole
from deployments.claims import Basis
from deployments.registry import Registry
from deployments.reports import sections
from deployments.reports.block_phrases import BlockPhrases
from deployments.reports.blocks import Block, Row
from deployments.reports.sections import Section, Style
from deployments.solver.explanations import Link
from deployments.values.dates import Day

#: What names the day of a source, or of what it reports, in a chain of reasons: `nld-svk.#letter`.
_SOURCE_DAY = ".#"

#: The roles of what counts on no day: its days are those that it names, or on which its source can have appeared.
_REFUSED = (StrengthRole.CORRECTED, StrengthRole.CANCELLED, StrengthRole.CONSIDERED, StrengthRole.NOBODY)


def explain(registry: Registry, reference: str, on: Day | None = None, **style: Unpack[Style]) -> str:
    """Return why a milestone has its bounds, or a strength is what it is on a day, statement by statement, as text.

    Takes what `Registry.explain` takes, and a `Style`; raises what that raises.

    >>> import deployments
    >>> print(explain(deployments.example(), "deu-patriot-pol.start").splitlines()[0])
    Germany, Patriot, in Poland: start                         deu-patriot-pol.start
    """
    report = ReasonReports(registry, sections.language(style))
    if on is None:
        return sections.render(report.milestone(reference), style)
    return sections.render(report.strength(reference, registry.explain(reference, on), on), style)


class ReasonReports(BlockPhrases):
    """The sections of these reports."""

    # --- a milestone ---

    def milestone(self, reference: str) -> Iterator[Section]:
        """Yield the bounds of a milestone, the chain of reasons for each, and the reports that contradict these."""
        explanation = self.registry.explain(reference)
        id_, _, kind = reference.rpartition(".")
        title = self.words["kind and claim"].format(kind=self.titled(id_), claim=self.language.CLAIM_WORDS[kind])
        bounds = self.phrases.days(*explanation.bounds.run) if explanation.bounds.run != (-inf, inf) else ""
        answer = self.capital(bounds or self.words["unknown"])
        answer = self.words["disputed"].format(answer=answer) if explanation.bounds.disputed else answer
        yield Section(title, (f"{answer}.", *self.restrictions()), aside=reference)
        for side, bound, chain in (
            ("earliest", explanation.bounds.low, explanation.earliest),
            ("latest", explanation.bounds.high, explanation.latest),
        ):
            if chain:
                rows = [self.link(side, id_, link) for link in chain]
                day = self.phrases.days(bound, bound)
                headers = self.headers("when", "why", "said by")
                title = self.capital(self.words[f"why {side}"].format(day=day))
                yield Section(title, headers=headers, blocks=[Block(rows=rows)])
            else:
                word = f"{side} unbounded" if abs(bound) == inf else f"{side} too long"
                yield Section(lines=(f"{self.capital(self.words[word])}.",))
        links = [*explanation.earliest, *explanation.latest]
        if rows := [*self.against({link.statement.id for link in links if link.statement is not None}, id_)]:
            yield Section(
                self.words["against it"], headers=self.headers("when", "why", "said by"), blocks=[Block(rows=rows)]
            )
        yield self.last(*self.tolerance([id_]), rests=True)

    def against(self, shown: set[str], id_: str) -> Iterator[Row]:
        """Yield the reports that cannot be true together with those shown, as no answer rests on one of them alone."""
        for each in self.contradicting(shown):
            if each.id not in shown:
                yield Row(self.in_words(each, id_), "", self.notes.mark(each))

    def link(self, side: str, id_: str, link: Link) -> Row:
        """Return one step: of what it bounds the day, by which statement or rule, and who says so."""
        label = self.words[f"{side} day"].format(day=self.label_phrases.days(link.day, link.day))
        node, _, day = link.milestone.partition(_SOURCE_DAY)
        if link.statement is None and day:
            source, _, statement = day.partition("#")
            text = self.words[f"reports of {side}" if statement else f"published {side}"]
            return Row(text, label, self.notes.mark_sources(self.registry.sources[source]))
        subject, _, milestone = node.partition(".")
        name = self.language.CLAIM_WORDS[milestone] if subject == id_ and milestone else self.name(node)
        if link.statement is None:
            return Row(self.words["by rule"].format(milestone=name), label)
        claim = self.in_words(link.statement, id_)
        if marks := ", ".join(self.marks(link.statement)):
            claim = self.words["marked after"].format(claim=claim, marks=marks)
        return Row(claim, label, self.notes.mark(link.statement))

    # --- a strength ---

    def strength(self, reference: str, explanation: StrengthExplanation, on: Day) -> Iterator[Section]:
        """Yield how many there are on a day, the figures that count, and those that do not."""
        presence = explanation.presence
        id_ = presence.deployment.id
        strength, figure = self.language.CLAIM_WORDS["strength"], self.notes.figure(presence)
        title = self.words["kind and claim"].format(kind=self.titled(id_), claim=f"{strength}, {self.asked(on)}")
        figure = self.words["strength is"].format(figure=figure)
        yield Section(title, (figure, self.notes.sentence(presence), *self.restrictions()), aside=reference)
        for word, links in (("what counts", explanation.counted), ("what does not count", explanation.uncounted)):
            yield self.links(word, links)
        stale = [self.staleness()] if presence.strength.outdated else []
        figures = [link.statement for link in explanation.counted]
        yield self.last(*self.tolerance([id_], on, figures=figures), *stale, rests=True)

    def links(self, word: str, links: Iterable[StrengthLink]) -> Section:
        """Return the section of the figures that count, or of those that do not; an empty one if there are none."""
        rows = [self.strength_link(link) for link in links]
        if not rows:
            return Section()
        return Section(self.words[word], headers=self.headers("when", "claim", "said by"), blocks=[Block(rows=rows)])

    def strength_link(self, link: StrengthLink) -> Row:
        """Return the row of a figure or a change: its days, what it says, what it does, and who says so."""
        role = self.words[f"strength {link.role.value}"]
        if link.after is not None:
            people = self.phrases.people(link.after.low, link.after.high)
            role = self.words["strength after"].format(role=role, people=people)
        if link.disputed:
            role = self.words["disputed"].format(answer=role)
        claim = self.labelled(link.statement.kind, self.value(link.statement))
        if link.statement.wording:
            claim = self.words["quoting"].format(who=claim, wording=link.statement.wording)
        text = self.words["in its role"].format(claim=claim, marks=", ".join(self.marks(link.statement)), role=role)
        return Row(text, self.days_of(link), self.notes.mark(link.statement))

    def days_of(self, link: StrengthLink) -> str:
        """Return the day that a figure is of, or all days that it names; of a plan, those on which it counts here."""
        phrases, own = self.label_phrases, self.registry.as_of(link.statement)
        if link.low > link.high:
            return ", ".join([*([] if own is None else [phrases.date(own)]), self.words["counts on no day"]])
        if link.role not in _REFUSED and self.registry.basis(link.statement) is Basis.PLANNED:
            days = phrases.on_days if link.low == link.high else phrases.period
            return self.words["counts"].format(days=days(link.low, link.high))
        if own is not None and own.is_interval:
            return phrases.date(own)
        return phrases.days(link.low, link.high)
