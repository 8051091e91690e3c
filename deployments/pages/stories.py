"""Why the bounds of a milestone are what they are, and how each letter moved them, as a page tells it.

The words of the sources are left out: they stand once, in the rows of the statements.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf
from typing import NamedTuple

from deployments.answers.results import Revision
from deployments.pages.states import States
from deployments.records import Statement
from deployments.registry import Registry
from deployments.reports.blocks import Row
from deployments.reports.history_report import HistoryReport
from deployments.reports.reason_reports import ReasonReports
from deployments.solver.explanations import Explanation, Link


class Reason(NamedTuple):
    """What is so, and the statements and rules from which it follows, in order."""

    head: str
    steps: Sequence[str]


class Step(NamedTuple):
    """What a letter left of a milestone, or a planned day that passed: known from a state on, of a day.

    `right` says whether that is reported or planned, and by whom; `more` how it moved, and on what it rests.
    """

    known: int
    day: str
    text: str
    right: str
    more: Sequence[str]


class Reasons(ReasonReports):
    """Tells why milestones have their bounds.

    >>> import deployments
    >>> reasons = Reasons(deployments.example(), "en")
    >>> for reason in reasons.explained("nld-amdtf-svk", "start", deployments.example().explain("nld-amdtf-svk.start")):
    ...     print(reason.head, *reason.steps)
    start: 20 March 2022, because start: 20 March 2022 (reported) [1]
    """

    def in_words(self, statement: Statement, of: str) -> str:
        """Return what a statement claims, without its words."""
        return self.claim_of_whom(statement, of)

    def explained(self, id_: str, milestone: str, found: Explanation) -> Iterator[Reason]:
        """Yield why a milestone is not before one day and not after another; in one, if the reasons are the same."""
        name, bounds = self.language.CLAIM_WORDS[milestone], found.bounds
        chains = {side: self.chain(side, id_, links) for side, links in self.sides(found)}
        earliest, latest = chains["earliest"], chains["latest"]
        if bounds.run == (-inf, inf):
            yield self.reason(name, self.words["unknown"], ())
        elif earliest and earliest == latest:
            days = self.phrases.days(*bounds.run)
            yield self.reason(name, self.language.PAGE_WORDS["details because"].format(days=days), earliest)
        else:
            for side, day in (("earliest", bounds.low), ("latest", bounds.high)):
                yield self.reason(name, self.side(side, day, chains[side]), chains[side])
        shown = {link.statement.id for _, links in self.sides(found) for link in links if link.statement is not None}
        against = [" ".join(filter(None, (row.text, row.right))) for row in self.against(shown, id_)]
        if against:
            yield self.reason(name, self.words["against it"], against)

    def reason(self, name: str, text: str, steps: Sequence[str]) -> Reason:
        """Return a reason, which begins with the name of its milestone."""
        return Reason(self.words["kind and claim"].format(kind=name, claim=text), steps)

    def side(self, side: str, day: float, chain: Sequence[str]) -> str:
        """Return what a bound is, or why it is none."""
        if chain:
            return self.words[f"why {side}"].format(day=self.phrases.days(day, day))
        return self.words[f"{side} unbounded" if abs(day) == inf else f"{side} too long"]

    @staticmethod
    def sides(found: Explanation) -> Iterator[tuple[str, Sequence[Link]]]:
        """Yield the chain of each bound."""
        yield "earliest", found.earliest
        yield "latest", found.latest

    def chain(self, side: str, id_: str, links: Sequence[Link]) -> list[str]:
        """Return the steps to a bound; each has the day that it leads to, if that is not the bound itself."""
        texts = []
        for link in links:
            row = self.link(side, id_, link)
            label = "" if link.day == links[-1].day else f"{row.label}: "
            texts.append(f"{label}{row.text} {row.right}".rstrip())
        return texts


class Histories(HistoryReport):
    """Tells how each letter moved what is expected of milestones, or what is authorised."""

    def __init__(self, registry: Registry, lang: str, states: States) -> None:
        super().__init__(registry, lang)
        self.states = states

    def in_words(self, statement: Statement, of: str) -> str:
        """Return what a statement claims, without its words."""
        return self.claim_of_whom(statement, of)

    def in_quotes(self, statement: Statement) -> Iterator[Row]:  # noqa: ARG002 - as the report has it
        """Yield nothing: the words of a statement stand in its own row."""
        yield from ()

    def story(self, reference: str, revisions: Sequence[Revision]) -> list[Step]:
        """Return a step for each letter that moved it, and for each planned day that passed."""
        known = dict(self.first_known(reference.partition(".")[0], revisions))
        return [self.step(known[id(revision)], rows) for revision, rows in self.steps(reference, revisions)]

    @staticmethod
    def step(known: int, rows: Sequence[Row]) -> Step:
        """Return the rows of one revision as a step."""
        first, *more = rows
        return Step(known, first.label or "", first.text, first.right, [row.text for row in more])

    def first_known(self, id_: str, revisions: Sequence[Revision]) -> Iterator[tuple[int, int]]:
        """Yield for each revision, by its identity, the first state in which it is known.

        That a planned day passed without a report is known with the next letter that speaks of it.
        """
        speaking = {statement.source for statement in self.registry.statements_of(about=id_)}
        next_ = self.states.last
        for revision in reversed(revisions):
            source = revision.source
            known = next_ if source is None else self.states.since(source.id)
            next_ = known if source is not None and source.id in speaking else next_
            yield id(revision), known
