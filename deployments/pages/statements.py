"""The rows of a page for statements: what is said, on what basis, what became of it, in which words, and by whom."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from deployments.claims import ClaimKind
from deployments.pages.states import States
from deployments.pages.versions import Version
from deployments.records import Source, SourceKind, Statement
from deployments.reports.claim_rows import ClaimRows
from deployments.solver.bounds import Status
from deployments.store import Subject

#: What needs no word: a statement that holds, and one of which its basis says that it is only considered.
_PLAIN = (Status.HOLDS, Status.CONSIDERED)


class Fate(NamedTuple):
    """What became of a statement, and the states, from the first to the last, in which that is so."""

    since: int
    until: int
    text: str


class Said(NamedTuple):
    """One statement as a row: texts, and the first state in which its source is known.

    `lang` is the language of the wording, where that is not the page's.
    """

    known: int
    of: ClaimKind
    kind: str
    claim: str
    basis: str
    fates: Sequence[Fate]
    wording: str
    lang: str
    note: str
    who: str


class StatementRows:
    """Makes rows of statements, in the language of the phrases that it takes.

    >>> import deployments
    >>> registry = deployments.example()
    >>> rows = StatementRows(ClaimRows(registry, "en"), States.of(registry))
    >>> *_, returned = rows.of(registry.statements_of(about="nld-amdtf-svk", kind="returned"), ())
    >>> returned.kind, returned.wording, returned.who
    ('returned', 'rond 21 juni', '[1] between 18 May and 14 Jun 2023, section on the AMDTF, sentence 5')
    """

    def __init__(self, phrases: ClaimRows, states: States) -> None:
        self.phrases = phrases
        self.states = states

    def about(self, subject: Subject, versions: Sequence[Version]) -> list[Said]:
        """Return the rows of all that is stated of something, in the order of a report."""
        return [row for _, statements in self.phrases.grouped(subject) for row in self.of(statements, versions)]

    def of(self, statements: Iterable[Statement], versions: Sequence[Version]) -> Iterator[Said]:
        """Yield a row for each of some statements, of whose subjects the versions are."""
        for each in statements:
            source = self.phrases.registry.sources[each.source]
            yield Said(
                known=self.states.since(each.source),
                of=each.kind,
                kind=self.phrases.language.CLAIM_WORDS[each.kind.value],
                claim=self.claim(each),
                basis=self.basis(each),
                fates=[*self.fates(each, versions)],
                wording=each.wording or "",
                lang="" if source.language in (None, self.phrases.lang) else str(source.language),
                note=each.note or "",
                who=self.who(each, source),
            )

    def fates(self, statement: Statement, versions: Sequence[Version]) -> Iterator[Fate]:
        """Yield what became of a statement, in the states in which anything had."""
        words, last = self.phrases.language.STATUS_WORDS, self.states.last
        runs: list[tuple[int, int, Status]] = []
        for version in versions:
            if version.until >= self.states.since(statement.source):
                status = version.timeline.status(statement)
                since = runs.pop()[0] if runs and runs[-1][2] is status else version.since
                runs.append((since, version.until, status))
        for since, until, status in runs:
            if status not in _PLAIN:
                yield Fate(since, until, self.phrases.fate(statement) if until == last else words[status.value])

    def claim(self, statement: Statement) -> str:
        """Return what is claimed, and by whom it was given, or done, if the statement says so."""
        text = self.phrases.claim(statement)
        return self.phrases.words["given by"].format(claim=text, by=statement.by) if statement.by else text

    def basis(self, statement: Statement) -> str:
        """Return whether it reports, plans or considers, and which source it puts right, if it means to."""
        corrects = ""
        if statement.corrects is not None:
            registry = self.phrases.registry
            named = {each.source: None for each in registry.corrections.named_by(statement)}
            meant = [registry.sources[id_] for id_ in (statement.corrects, *named) if id_ in registry.sources][:1]
            corrects = f"{self.phrases.words['field corrects']} {self.phrases.notes.mark_sources(*meant)}".rstrip()
        return ", ".join(filter(None, (self.phrases.basis_word(statement), corrects)))

    def who(self, statement: Statement, source: Source) -> str:
        """Return the number of who says so, of which day that is, whether it only relays, and where it stands."""
        relay = self.phrases.language.SOURCE_WORDS["relay"] if source.kind is SourceKind.RELAY else ""
        mark = self.phrases.notes.mark(statement)
        return ", ".join(filter(None, (f"{mark} {self.day(statement.source)}", relay, statement.locator)))

    @functools.cache  # noqa: B019 - it lives as long as the page is made
    def day(self, source: str) -> str:
        """Return the day of a source."""
        return self.phrases.short_day(self.phrases.registry.sources[source])
