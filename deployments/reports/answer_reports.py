"""What was known when, and why: how each source moved a milestone, what it follows from, what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf
from typing import Unpack

from deployments.answers.results import Passing, Revision, StrengthExplanation, StrengthLink
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

#: The words for what is authorised, by their names in a reference.
_AUTHORISING = {"mandate": "until", "ceiling": "at most"}

#: How many cells the row of a day that passed has.
_PASSED = 2

# All reports raise what their question raises, and what `Style` says.


def history(registry: Registry, reference: str, **style: Unpack[Style]) -> str:
    """Return the bounds of a milestone after each source that moved them, as text.

    >>> import deployments
    >>> print(history(deployments.example(), "nld-amdtf-svk.end").splitlines()[3])
    12 other sources moved nothing.
    """
    return sections.render(_AnswerReports(registry, sections.language(style)).history(reference), style)


def explain(registry: Registry, reference: str, on: Day | None = None, **style: Unpack[Style]) -> str:
    """Return why a milestone has its bounds, or a strength is what it is on a day, statement by statement, as text.

    >>> import deployments
    >>> print(explain(deployments.example(), "nld-amdtf-svk.end", width=120).splitlines()[0])
    Why Netherlands, Patriot, Sliač, Slovakia (end) is between 17 May and 28 Jun 2023
    """
    report = _AnswerReports(registry, sections.language(style))
    if on is None:
        return sections.render(report.explain(reference), style)
    return sections.render(report.explain_strength(registry.explain(reference, on), on), style)


class _AnswerReports(AnswerPhrases):
    """The sections of these reports."""

    def history(self, reference: str) -> Iterator[Section]:
        revisions = self.registry.history(reference)
        if reference.rpartition(".")[2] in _AUTHORISING:
            yield self.renewals(reference, revisions)
            return
        rows: list[tuple[str, ...]] = []
        before = Revision(None, Bounds(-inf, inf), published=Bounds(-inf, inf))
        for revision in revisions:
            if revision.event is not Passing.SOURCE:
                rows.append((self.end(revision.published.high), self.words[f"day {revision.event.value}"]))
            elif (revision.bounds.run, revision.basis) != (before.bounds.run, before.basis) or revision.overtakes:
                rows.append(self.revision(before, revision))
            if revision.event is Passing.SOURCE:
                before = revision
        title = self.words["history"].format(milestone=self.name(reference))
        headers = self.headers("published", "source", "basis", "earliest", "moved", "latest", "moved", "why")
        told = sum(revision.event is Passing.SOURCE for revision in revisions)
        shown = sum(len(row) > _PASSED for row in rows)
        lines = (*self.newest(), *self.tolerance([reference.partition(".")[0]]), *self.unmoved(told - shown))
        yield Section(title, lines, headers, rows, headed=True)

    def unmoved(self, count: int) -> list[str]:
        """Return how many sources moved nothing, if there are any."""
        return [self.counted("unmoved", count)] if count else []

    def revision(self, before: Revision, revision: Revision) -> tuple[str, ...]:
        """Return the row of a source that moved a bound."""
        source, bounds, known = revision.source, revision.bounds, before.bounds
        behind = "; ".join(map(self.derivable, revision.statements))
        if revision.overtakes:
            overtaken = "; ".join(map(self.kind_and_claim, revision.overtakes))
            behind = self.words["overtakes"].format(claims=behind, overtaken=overtaken)
        return (
            "" if source is None else self.published(source.published or source.accessed),
            "" if source is None else self.publisher(source),
            "" if revision.basis is None else self.language.BASIS_WORDS[revision.basis.value],
            self.end(bounds.low),
            self.moved(known.low, bounds.low, revision.earliest_moved),
            self.end(bounds.high),
            self.moved(known.high, bounds.high, revision.latest_moved),
            behind,
        )

    def derivable(self, statement: Statement) -> str:
        """Return what a statement claims, marked if the maker of the registry computed it."""
        claim = self.kind_and_claim(statement)
        return self.words["marked"].format(marks=self.words["derived"], who=claim) if statement.derived else claim

    def renewals(self, reference: str, revisions: Sequence[Revision]) -> Section:
        """Return what was authorised after each source that told of another mandate, or ceiling, or last day."""
        id_, _, kind = reference.rpartition(".")
        rows, is_known = [], False
        for each in revisions:
            is_first = bool(each.statements) and not is_known
            is_known = is_known or is_first
            if is_first or each.overtakes or each.earliest_moved or each.latest_moved:
                rows.append(self.authorised(id_, each))
        title = self.words["history"].format(milestone=self.name(reference))
        lines = (*self.newest(), *self.tolerance([id_]), *self.unmoved(len(revisions) - len(rows)))
        headers = self.headers("published", _AUTHORISING[kind], "moved", "before", "by", "said by")
        return Section(title, lines, headers, rows, headed=True)

    def authorised(self, id_: str, revision: Revision) -> tuple[str, ...]:
        """Return the row of a source after which something else was authorised."""
        source = revision.source
        return (
            "" if source is None else self.published(source.published or source.accessed),
            "; ".join(self.given(id_, each) for each in revision.statements) or self.bounds(revision.bounds),
            self.moved(inf, inf, revision.latest_moved),
            "; ".join(map(self.value, revision.overtakes)),
            "; ".join(each.by for each in revision.statements if each.by),
            "; ".join(map(self.said, revision.statements)),
        )

    def given(self, id_: str, statement: Statement) -> str:
        """Return a mandate or a ceiling, from when on it holds if it says so, and whose it is if it is not its own."""
        since = "" if statement.as_of is None else self.words["since"].format(day=self.phrases.date(statement.as_of))
        whose = "" if statement.about == id_ else self.words["of another"].format(name=self.name(statement.about))
        return ", ".join(filter(None, (self.value(statement), since, whose)))

    def moved(self, before: float, after: float, days: int | None) -> str:
        """Return by how much a bound moved."""
        if days is None:
            return "" if before == after else self.words["first known" if abs(before) == inf else "no longer"]
        return self.counted("days later" if days > 0 else "days earlier", abs(days)) if days else ""

    def explain(self, reference: str) -> Iterator[Section]:
        explanation = self.registry.explain(reference)
        title = self.words["why is"].format(milestone=self.name(reference), days=self.bounds(explanation.bounds))
        yield Section(title, (*self.distrusted(), *self.tolerance([reference.partition(".")[0]])))
        headers = self.headers("milestone", "earliest", "claim", "said by")
        for side, bound, chain, sign in (
            ("earliest", explanation.bounds.low, explanation.earliest, "\N{GREATER-THAN OR EQUAL TO}"),
            ("latest", explanation.bounds.high, explanation.latest, "\N{LESS-THAN OR EQUAL TO}"),
        ):
            if chain:
                rows = [self.link(link, sign) for link in chain]
                yield Section(self.words[f"why {side}"].format(day=self.end(bound)), headers=headers, rows=rows)
            else:
                yield Section(self.words[f"{side} unbounded" if abs(bound) == inf else f"{side} too long"])

    def explain_strength(self, explanation: StrengthExplanation, on: Day) -> Iterator[Section]:
        presence = explanation.presence
        strength = self.name(f"{presence.deployment.id}.strength")
        title = self.words["why strength"].format(
            strength=strength, day=self.asked(on), figure=presence.figure(self.lang)
        )
        stale = [self.staleness()] if presence.strength.last is not None else []
        yield Section(title, (*self.newest(), *self.tolerance([presence.deployment.id], on), *stale))
        groups = (("what counts", explanation.counted), ("what does not count", explanation.uncounted))
        for word, links in groups:
            if links:
                headers = self.headers("when", "claim", "role", "said by")
                yield Section(self.words[word], headers=headers, rows=[*map(self.strength_link, links)])

    def strength_link(self, link: StrengthLink) -> tuple[str, ...]:
        """Return the row of a figure or a change: its days, what it says, what it does, and who says so."""
        role = self.words[f"strength {link.role.value}"]
        if link.after is not None:
            people = self.phrases.people(link.after.low, link.after.high)
            role = self.words["strength after"].format(role=role, people=people)
        if link.disputed:
            role = self.words["disputed"].format(answer=role)
        claim = self.labelled(link.statement.kind, self.value(link.statement))
        return self.short_phrases.days(link.low, link.high), claim, role, self.said(link.statement)

    def link(self, link: Link, sign: str) -> tuple[str, ...]:
        name = self.node(link.milestone)
        if link.statement is None:
            return (
                name,
                f"{sign} {self.end(link.day)}",
                "",
                self.words["date of source" if _SOURCE_DAY in link.milestone else "rule"],
            )
        claim = self.kind_and_claim(link.statement)
        return name, f"{sign} {self.end(link.day)}", claim, self.said(link.statement)

    def node(self, name: str) -> str:
        """Return the name of a milestone, or of the day of an observation."""
        _, is_source, day = name.partition(_SOURCE_DAY)
        if not is_source:
            return self.name(name)
        id_, _, statement = day.partition("#")
        source = self.registry.sources[id_].publisher or id_
        return self.words["day of" if statement else "publication of"].format(source=source)
