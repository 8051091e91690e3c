"""What was known when: how each source left a milestone, or what is authorised, and which planned days passed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import inf
from typing import Unpack

from deployments.answers.results import Passing, Revision
from deployments.claims import Basis
from deployments.records import Statement
from deployments.registry import Registry
from deployments.reports import sections
from deployments.reports.block_phrases import BlockPhrases
from deployments.reports.blocks import Block, Row
from deployments.reports.sections import Section, Style
from deployments.solver.bounds import Bounds, Status

#: The kinds of what is authorised, which have no bounds: a statement holds until the next.
_AUTHORISING = ("mandate", "ceiling")
_NOTHING = Bounds(-inf, inf)


def history(registry: Registry, reference: str, **style: Unpack[Style]) -> str:
    """Return what each source changed of a milestone, a mandate or a ceiling, and which planned days passed, as text.

    Takes the id of what it is about, a dot and the milestone, and a `Style`. Raises what `Registry.history` raises.

    >>> import deployments
    >>> print(history(deployments.example(), "deu-patriot-pol.end").splitlines()[0])
    Germany, Patriot, in Poland: end                             deu-patriot-pol.end
    """
    return sections.render(HistoryReport(registry, sections.language(style)).sections(reference), style)


class HistoryReport(BlockPhrases):
    """The sections of this report."""

    def sections(self, reference: str) -> Iterator[Section]:
        """Yield what was known of a milestone, a mandate or a ceiling after each source."""
        id_, _, kind = reference.rpartition(".")
        revisions = self.registry.history(reference)
        sources = [each for each in revisions if each.event is Passing.SOURCE]
        shown = [rows for _, rows in self.steps(reference, revisions)]
        title = self.words["kind and claim"].format(kind=self.titled(id_), claim=self.language.CLAIM_WORDS[kind])
        yield Section(title, tuple(self.restrictions()), aside=reference)
        if not shown:
            yield Section(lines=(self.words["no history"], *self.considered(id_, kind)))
        rows = [row for each in shown for row in each]
        yield Section(headers=self.headers("published", "what", "said by"), blocks=[Block(rows=rows)] if rows else [])
        told = sum(each[0].right != "" for each in shown)
        others = len(sources) - told if shown else 0
        yield Section(
            lines=tuple(self.counted("silent" if told else "silent all", others) for _ in range(bool(others)))
        )
        yield self.last(*self.tolerance([id_]), rests=True)

    def steps(self, reference: str, revisions: Sequence[Revision]) -> Iterator[tuple[Revision, list[Row]]]:
        """Yield each revision that there is something to tell of, with its rows."""
        id_, _, kind = reference.rpartition(".")
        return self.authorising(id_, revisions) if kind in _AUTHORISING else self.milestone(id_, revisions)

    def considered(self, id_: str, kind: str) -> list[str]:
        """Return the sentence with what is only under consideration, which bounds nothing; none if nothing is."""
        kinds = (kind, "duration") if kind in ("end", "returned") else (kind,)
        said = [each for own in kinds for each in self.registry.statements_of(about=id_, kind=own)]
        standing = [each for each in said if self.registry.status(each) is Status.CONSIDERED]
        claims = "; ".join(self.cited(self.kind_and_claim(each), each) for each in standing)
        return [self.words["history considered"].format(claims=claims)] if claims else []

    # --- milestones ---

    def milestone(self, id_: str, revisions: Iterable[Revision]) -> Iterator[tuple[Revision, list[Row]]]:
        """Yield each source that moved the milestone, and each planned day that passed, with its rows."""
        before = Revision(None, _NOTHING, published=_NOTHING)
        told: dict[str, Statement] = {}
        for revision in revisions:
            if revision.event is not Passing.SOURCE:
                yield revision, [self.passing(revision)]
                continue
            if (revision.bounds.run, revision.basis) != (before.bounds.run, before.basis) or revision.overtakes:
                gone = [*self.replaced(told.values(), revision), *revision.overtakes]
                yield revision, [*self.revision(id_, before, revision), *self.no_more(id_, gone, revision)]
                told |= {each.id: each for each in revision.statements}
                for each in gone:
                    told.pop(each.id, None)
            before = revision

    def passing(self, revision: Revision) -> Row:
        """Return the row of a planned day that passed, or of the last that was planned."""
        day = revision.published.high
        text = self.words["that passed"].format(text=self.words[f"day {revision.event.value}"])
        return Row(text, self.label_phrases.days(day, day))

    def revision(self, id_: str, before: Revision, revision: Revision) -> Iterator[Row]:
        """Yield what a source left of a milestone, by how much it moved, and on what that rests."""
        basis = "" if revision.basis is None else self.language.BASIS_WORDS[revision.basis.value]
        mark = "" if revision.source is None else self.notes.mark_sources(revision.source)
        yield Row(self.in_full(revision.bounds), self.when_it_appeared(revision), f"{basis}  {mark}".strip())
        if moved := self.moves(before, revision):
            yield Row(moved, "")
        for statement in revision.statements:
            yield Row(self.reason(id_, statement, revision), "")

    def replaced(self, told: Iterable[Statement], revision: Revision) -> Iterator[Statement]:
        """Yield the plans that rows before this one have, and that a newer plan of its source took the place of."""
        source = "" if revision.source is None else revision.source.id
        gone = [each for each in told if source != each.source and self.registry.status(each) is Status.REPLACED]
        said = (other for id_ in {each.about for each in gone} for other in self.registry.statements_of(about=id_))
        plans = [each for each in said if each.source == source and self.registry.basis(each) is Basis.PLANNED]
        families = {(each.about, each.kind.spec.family) for each in plans if each.kind.spec.family}
        yield from (each for each in gone if (each.about, each.kind.spec.family) in families)

    def no_more(self, id_: str, statements: Iterable[Statement], revision: Revision) -> Iterator[Row]:
        """Yield the plans that hold no longer."""
        for statement in dict.fromkeys(statements):
            yield Row(self.words["no more"].format(claim=self.reason(id_, statement, revision)), "")

    def in_full(self, bounds: Bounds) -> str:
        """Return both bounds in words."""
        if bounds.run == _NOTHING.run:
            return self.words["unknown"]
        text = self.phrases.days(*bounds.run)
        return self.words["disputed"].format(answer=text) if bounds.disputed else text

    def when_it_appeared(self, revision: Revision) -> str:
        """Return the day on which the source of a revision appeared, or by which it had."""
        day = "" if revision.source is None else self.appeared(revision.source, self.label_phrases)
        return day or self.words["no day"]

    def moves(self, before: Revision, revision: Revision) -> str:
        """Return by how much the earliest and the latest day moved; nothing for the first that names any."""
        was, now = before.bounds, revision.bounds
        if was.run == _NOTHING.run:
            return ""
        told = {
            "earliest": self.moved(was.low, now.low, revision.earliest_moved),
            "latest": self.moved(was.high, now.high, revision.latest_moved),
        }
        return ", ".join(
            self.words[f"first {word}"]
            if moved == self.words["first known"]
            else self.words["moved end"].format(end=self.words[word], moved=moved)
            for word, moved in told.items()
            if moved
        )

    def moved(self, before: float, after: float, days: int | None) -> str:
        """Return by how much a bound moved; nothing if it did not."""
        if days is None:
            return "" if before == after else self.words["first known" if abs(before) == inf else "no longer"]
        return self.counted("days later" if days > 0 else "days earlier", abs(days)) if days else ""

    def reason(self, id_: str, statement: Statement, revision: Revision) -> str:
        """Return what a statement says, in its own words, and who says so if that is another source."""
        text = self.in_words(statement, id_)
        is_own = revision.source is not None and statement.source == revision.source.id
        if is_own and statement.citing is None and not statement.derived:
            return text
        return f"{text} {self.notes.mark(statement)}"

    # --- what is authorised ---

    def authorising(self, id_: str, revisions: Iterable[Revision]) -> Iterator[tuple[Revision, list[Row]]]:
        """Yield each source after which something else was authorised, or is only planned, with its rows."""
        is_known = False
        for each in revisions:
            is_first = bool(each.statements) and not is_known
            is_known = is_known or is_first
            rows: list[Row] = []
            if is_first or each.overtakes or each.earliest_moved or each.latest_moved:
                rows += self.authorised(id_, each)
            rows += [row for said in each.undecided for row in self.undecided(id_, said, each)]
            if rows:
                yield each, rows

    def undecided(self, id_: str, statement: Statement, revision: Revision) -> Iterator[Row]:
        """Yield what a source plans, or considers, which changes nothing of what is authorised."""
        basis = self.language.BASIS_WORDS[self.registry.basis(statement).value]
        yield Row(self.given(id_, statement), self.when_it_appeared(revision), f"{basis}  {self.notes.mark(statement)}")
        yield from self.in_quotes(statement)

    def authorised(self, id_: str, revision: Revision) -> Iterator[Row]:
        """Yield what is authorised after a source: until when or how many, by whom, and what was before."""
        mark = self.notes.mark(*revision.statements) or self.notes.mark_sources(
            *([] if revision.source is None else [revision.source])
        )
        given = "; ".join(self.given(id_, each) for each in revision.statements) or self.in_full(revision.bounds)
        yield Row(given, self.when_it_appeared(revision), mark)
        if moved := self.moved(inf, inf, revision.latest_moved):
            yield Row(moved, "")
        if revision.overtakes:
            claims = "; ".join(map(self.value, revision.overtakes))
            yield Row(self.words["before it"].format(claims=claims), "")
        for statement in revision.statements:
            yield from self.in_quotes(statement)

    def in_quotes(self, statement: Statement) -> Iterator[Row]:
        """Yield the row with the words of a source; none if it has no words."""
        if statement.wording:
            yield Row(self.words["quoted"].format(wording=statement.wording), "")

    def given(self, id_: str, statement: Statement) -> str:
        """Return a mandate or a ceiling, from when on it holds if it says so, and whose it is if it is not its own."""
        since = "" if statement.as_of is None else self.in_force(statement.as_of, self.phrases)
        whose = "" if statement.about == id_ else self.words["of another"].format(name=self.name(statement.about))
        text = ", ".join(filter(None, (self.value(statement), since, whose)))
        return self.words["given by"].format(claim=text, by=statement.by) if statement.by else text
