"""The sections of the page about all records: what is authorised, promises, conflicts, and sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import inf
from typing import NamedTuple

from markupsafe import Markup

from deployments.answers.mandates import AUTHORISING
from deployments.answers.results import Authorisation, Ceiling, Mandate, Promise
from deployments.checks import CONTRADICTIONS
from deployments.claims import ClaimKind
from deployments.pages.citing import linked
from deployments.pages.statements import Said, StatementRows
from deployments.pages.states import States
from deployments.pages.telling import Fact, Telling
from deployments.pages.versions import Group, group_of
from deployments.records import Source, Statement
from deployments.references import Problem
from deployments.registry import Registry
from deployments.reports.authorisation_reports import AuthorisationReports
from deployments.reports.blocks import Row
from deployments.reports.promise_reports import PromiseReport
from deployments.solver.bounds import Dispute
from deployments.store import Subject
from deployments.values.calendar import LAST_DATE, iso
from deployments.values.dates import UncertainDate

#: So many doubts of the checks are shown.
_DOUBTS = 200
#: Of more deployments nobody is counted beside what is authorised: for each mission that takes as long as it is large.
_COUNTED = 300
#: What the conflicts tell already.
_TOLD = ("K101", "K201")


class Authorised(NamedTuple):
    """What is authorised for one record: what holds on the day of the newest source, and the statements."""

    link: Markup
    now: Sequence[Row]
    said: Sequence[Said]


class Promised(NamedTuple):
    """A promise as a row: of whom, due when, what, in which words, when they were last seen, and what came later."""

    known: int
    link: Markup
    due: str
    claim: str
    wording: str
    more: Sequence[str]


class Conflict(NamedTuple):
    """Statements that cannot all be true: known together from a state on; `against` is what the first contradicts."""

    known: int
    statement: Markup
    against: Sequence[Markup]


class Listed(NamedTuple):
    """A source in the list: its number, the first state in which it is known, texts, and addresses."""

    number: int
    known: int
    line: str
    facts: Sequence[str]
    url: str
    archived: str


class _Authorisations(AuthorisationReports):
    """The rows of what is authorised, in which records have their names: the page shows no ids."""

    def inherited(self, found: Authorisation, held: Mandate) -> str:
        return "" if held.of == found.about else self.words["of another"].format(name=self.name(held.of))

    def for_all(self, number: str, ceiling: Ceiling, about: str) -> str:
        return (
            number
            if ceiling.of == about
            else self.words["for all of"].format(number=number, name=self.name(ceiling.of))
        )


class Chapters(Telling):
    """Writes the sections about all records of a registry, as markup, in one language.

    >>> import deployments
    >>> registry = deployments.example()
    >>> 'id="source-16"' in Chapters(registry, "en", States.of(registry)).sources()
    True
    """

    def __init__(self, registry: Registry, lang: str, states: States) -> None:
        super().__init__(registry, lang, states)
        self.statements = StatementRows(self.phrases, states)
        self.authorisations = self.citing(_Authorisations(registry, lang, {}))
        self.promising = self.citing(PromiseReport(registry, lang))
        #: The rows of mandates and ceilings, by their subjects, kept from when all of these were made.
        self._authorising: dict[str, Sequence[Said]] = {}

    def said(self, record: Subject, group: Group) -> list[Said]:
        """Return the rows of all that is stated of a record."""
        rows = self.statements.about(record, group.versions)
        self._authorising[record.id] = [row for row in rows if row.of in AUTHORISING]
        return rows

    # --- what is authorised ---

    def authorised(self) -> Markup:
        """Return the mandates and ceilings of each deployment and mission, and what holds on the newest day."""
        said = [each for kind in AUTHORISING for each in self.registry.statements_of(kind=kind)]
        every = [*self.registry.missions, *self.registry.deployments]
        stated = {each.about for each in said}
        blocks = [self._authorised(id_) for id_ in every if id_ in stated]
        newest = self.phrases.newest_source
        is_read = newest is not None and newest.published is None
        word = "details authorised read" if is_read else "details authorised"
        heading = self.words[word].format(day=self._day_in_words())
        return self.render("authorised.html", blocks=blocks, heading=heading)

    def _day_in_words(self) -> str:
        return self.phrases.phrases.date(UncertainDate.of(self.phrases.newest_day))

    def _authorised(self, id_: str) -> Authorised:
        if id_ not in self._authorising:
            self.said(self.registry.subject(id_), group_of(self.registry, id_, self.states))
        rows = sorted(self._authorising[id_], key=lambda row: (row.of, row.known))
        found = self.registry.authorisation(id_, self.phrases.newest_day)
        return Authorised(self.link(id_), [*self._holding(found)], rows)

    def _holding(self, found: Authorisation) -> Iterator[Row]:
        """Yield what holds on the newest day, and, if the page has room for that, how many are there."""
        report = self.authorisations
        if found.ceiling is not None:
            yield report.ceiling(found, found.ceiling)
        if found.mandate is not None:
            yield report.mandate(found, found.mandate)
        if len(self.registry.deployments) <= _COUNTED:
            yield report.row("there", report.there(self.phrases.newest_day, found))

    # --- what was promised ---

    def promises(self) -> Markup:
        """Return what was promised and never confirmed by the day of the newest source, and what was to come then."""
        report, day = self.promising, self.phrases.newest_day
        due = self.registry.unconfirmed(day, undated=True)
        until = UncertainDate.of(day).hull[1]
        later = [each for each in self.registry.unconfirmed(iso(LAST_DATE)) if until <= each.bounds.high < inf]
        groups = [
            ("details due", [each for each in due if not each.is_undated and not report.is_mandate(each)]),
            ("ran out", [each for each in due if report.is_mandate(each)]),
            ("details to come", [each for each in later if not report.is_mandate(each)]),
            ("details undated", [each for each in due if each.is_undated]),
        ]
        return self.render(
            "promises.html",
            groups=[
                (self.words[word].format(day=self._day_in_words()), [*map(self._promised, own)])
                for word, own in groups
                if own
            ],
        )

    def _promised(self, promise: Promise) -> Promised:
        report, statement = self.promising, promise.statement
        id_, _, milestone = promise.milestone.partition(".")
        claim = report.labelled(ClaimKind(milestone), report.as_claimed(statement))
        later = promise.later_sources
        more = [self._labelled("later sources", report.phrases.number(later) if later else self.words["no others"])]
        if id_ in self.registry.deployments:
            more.insert(0, self._labelled("last seen", report.last_seen(promise)))
        return Promised(
            known=self.states.since(statement.source),
            link=self.link(id_),
            due="" if promise.is_undated else report.end(promise.bounds.high),
            claim=report.cited(claim, statement),
            wording=statement.wording or "",
            more=more,
        )

    def _labelled(self, word: str, text: str) -> str:
        return self.words["kind and claim"].format(kind=self.words[word], claim=text)

    # --- what contradicts ---

    def conflicts(self) -> Markup:
        """Return the reports that cannot all be true, the plans that these rule out, and what the checks doubt."""
        gaps = [Dispute(gap.absence, (gap.before, gap.after)) for gap in self.registry.gaps()]
        groups = [
            ("details collisions", self.registry.disputes(), self.words["details cannot"]),
            ("details gaps", gaps, ""),
            ("details overtaken", self.registry.overtaken(), self.words["details cannot"]),
        ]
        doubts = [*self._doubts()]
        return self.render(
            "conflicts.html",
            groups=[(self.words[word], [*map(self._conflict, own)], verb) for word, own, verb in groups if own],
            doubts=doubts[:_DOUBTS],
            more=max(len(doubts) - _DOUBTS, 0),
        )

    def _conflict(self, dispute: Dispute) -> Conflict:
        statements = (dispute.statement, *dispute.against)
        first, *others = map(self._cited, statements)
        return Conflict(max(self.states.since(each.source) for each in statements), first, others)

    def _cited(self, statement: Statement) -> Markup:
        """Return a statement in one line, with a link to whom it is about, and who makes it."""
        claim, mark = self.phrases.kind_and_claim(statement), self.notes.mark(statement)
        return Markup("{}: {} {}").format(self.link(statement.about), linked(claim), linked(mark))

    def _doubts(self) -> Iterator[Fact]:
        """Yield what the checks find when they put all statements together, but for what is told already."""
        for check in CONTRADICTIONS:
            for problem in check(self.registry):
                if problem.code.startswith("K") and problem.code not in _TOLD:
                    yield Fact(problem.code, self._doubt(problem))

    def _doubt(self, problem: Problem) -> Markup:
        about = problem.record.about if isinstance(problem.record, Statement) else problem.record.id
        text = Markup("{}").format(linked(problem.message))
        return Markup("{}: {}").format(self.link(about), text) if self.is_subject(about) else text

    # --- sources ---

    def sources(self) -> Markup:
        """Return all sources in the order of publication, each with its number, to which whatever cites it leads."""
        made = Counter(statement.source for statement in self.registry.statements)
        return self.render(
            "sources.html", sources=[self._listed(each, made[each.id]) for each in self.sources_in_order]
        )

    def _listed(self, source: Source, made: int) -> Listed:
        return Listed(
            number=self.notes.number(source.id),
            known=self.states.since(source.id),
            line=self.phrases.source_line(source),
            facts=[*self._source_facts(source, made)],
            url=_address(source.url),
            archived=_address(source.archived),
        )

    def _source_facts(self, source: Source, made: int) -> Iterator[str]:
        """Yield how many statements a source makes, when it was read, what it covers and cites, and the note on it."""
        phrases, words = self.phrases, self.words
        yield phrases.counted("statements made", made)
        if source.published and source.accessed:
            yield words["read on"].format(day=phrases.brief.date(source.accessed))
        if source.covers:
            yield words["covers"].format(period=phrases.phrases.date(source.covers))
        if source.cites:
            yield words["details cites"].format(sources="; ".join(map(self._cited_source, source.cites)))
        if source.note:
            yield self._labelled("field note", source.note)

    def _cited_source(self, cited: object) -> str:
        """Return a source that another cites: its number if it is here, else that of the paper."""
        source = self.registry.sources.get(str(cited))
        return str(cited) if source is None else self.notes.mark_sources(source)


def _address(url: str | None) -> str:
    """Return an address that a link may lead to; nothing for any other."""
    return url if url is not None and url.startswith(("https://", "http://")) else ""
