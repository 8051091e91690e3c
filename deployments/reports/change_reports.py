"""What each source changed: source by source, and below it the things that it speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import inf
from typing import Unpack

from deployments.answers.changed import Changed, Changes, Effect, Known, Silent
from deployments.answers.filters import Filters
from deployments.claims import Basis, ClaimKind
from deployments.records import Source, Statement
from deployments.registry import Registry
from deployments.reports import sections
from deployments.reports.block_phrases import BlockPhrases
from deployments.reports.blocks import Block, Row
from deployments.reports.presence_reports import StyledFilters, split
from deployments.reports.record_phrases import is_open_link
from deployments.reports.sections import Section
from deployments.solver.constraints import is_change, is_nobody
from deployments.solver.ordering import publication
from deployments.values.dates import Day

#: What a source says of itself that nothing more is to be said of than whose words it repeats.
_AS_SAID = (Effect.REPEATED, Effect.CONFIRMED)
#: What becomes of a statement that does not hold, also of one of its own source.
_LOST = (Effect.OVERTAKEN, Effect.REPLACED, Effect.CORRECTED, Effect.DISPUTED)


def changes(
    registry: Registry, since: Day, until: Day, *, implied: bool = False, **options: Unpack[StyledFilters]
) -> str:
    """Return what each source that appeared after one day, and by another, changed, as text.

    With `implied` also what only follows, and of which no source has ever stated anything. Takes `Filters`, and a
    `Style`; raises what `Registry.changes` raises.

    >>> import deployments
    >>> print(changes(deployments.example(), "2023-05-17", "2023-05-20"))
    What changed after 17 May 2023 and by 20 May 2023
    Nothing.
    """
    style, filters = split(options)
    found = registry.changes(since, until, **filters)
    report = _ChangeReport(registry, sections.language(style), filters, implied=implied)
    return sections.render(report.sections(since, until, found), style)


class _ChangeReport(BlockPhrases):
    """The sections of this report."""

    def __init__(self, registry: Registry, lang: str, filters: Filters, *, implied: bool) -> None:
        super().__init__(registry, lang)
        self.filters = filters
        self.implied = implied
        #: The ids of the subjects of which any source has spoken so far.
        self.spoken: set[str] = set()

    def sections(self, since: Day, until: Day, found: Changes) -> Iterator[Section]:
        days = {"since": self.asked(since), "until": self.asked(until)}
        appeared = [*found.sources, *(each.source for each in found.silent)]
        if not appeared:
            nothing = self.or_none_asked(self.words["nothing"], self.filters, missions=True)
            lines = [*self.filtered(self.filters), nothing, *self.others(found), *self.restrictions()]
            yield Section(self.words["changes"].format(**days), tuple(lines))
            return
        appeared.sort(key=lambda source: publication(self.registry, source.id))
        for source in appeared:
            self.notes.number(source.id)
        known = self.registry.known_on(since)
        self.spoken = {statement.about for statement in known.statements}
        title = self.counted("changes by", len(appeared), **days)
        yield Section(title, (*self.filtered(self.filters), *self.restrictions()))
        silent = {each.source.id: each for each in found.silent}
        items: dict[str, list[Changed]] = defaultdict(list)
        for item in found.items:
            items[item.source.id].append(item)
        for source in appeared:
            blocks = [self.silent(silent[source.id])] if source.id in silent else self.blocks(items[source.id])
            headers = self.headers("about", "what", "id")
            aside = self.notes.mark_sources(source)
            yield Section(self.heading(source), headers=headers, aside=aside, blocks=[*blocks], apart=False)
            self.spoken.update(item.about for item in items[source.id] if not item.implied)
        yield Section(lines=(*self.hidden(found), *self.others(found)))
        yield self.last(*self.tolerance({item.about for item in found.items}))

    def heading(self, source: Source) -> str:
        """Return when a source appeared, and whose it is."""
        day = self.day_of(source, self.short_phrases) or self.words["unknown"]
        text = self.words["source and day"].format(day=day, source=self.publisher(source))
        return self.capital(text)

    def silent(self, silent: Silent) -> Block:
        """Return the block of a source that states nothing."""
        if not silent.cited_by:
            return Block(rows=[Row(self.words["states nothing"])])
        cited = self.notes.mark_sources(*silent.cited_by)
        return Block(rows=[Row(self.counted("only cited", len(silent.cited_by), sources=cited))])

    def hidden(self, found: Changes) -> Iterator[str]:
        """Yield how much only follows, where that is not shown."""
        count = sum(item.implied for item in found.items)
        if count and not self.implied:
            yield self.counted("only follow", count)

    def others(self, found: Changes) -> Iterator[str]:
        """Yield how many statements are about what filters leave out."""
        if found.left_out:
            yield self.counted("about others", found.left_out)

    # --- one source ---

    def blocks(self, items: Sequence[Changed]) -> Iterator[Block]:
        """Yield a block for each thing of which a source changed anything."""
        by_subject: dict[str, list[Changed]] = defaultdict(list)
        for item in items:
            if self.implied or not item.implied:
                by_subject[item.about].append(item)
        for id_, own in by_subject.items():
            name = self.titled(id_)
            if id_ not in self.spoken:
                name = self.words["new here"].format(name=name)
            yield Block(name, id_, [*self.rows(own)])
        if not by_subject:
            yield Block(rows=[Row(self.words["changed nothing"])])

    def rows(self, items: Sequence[Changed]) -> Iterator[Row]:
        for item in items:
            label = self.language.CLAIM_WORDS[item.kind.value]
            yield Row(self.what(item, items), label)
            if item.statement is not None:
                yield from self.quotation(item.statement)

    def what(self, item: Changed, items: Sequence[Changed]) -> str:
        """Return what a source changed of one thing."""
        statement = item.statement
        if statement is None:
            return self.followed(item)
        if statement.source != item.source.id:
            return self.became(item, statement)
        text = self.stated(item, statement)
        if item.effect is Effect.CORRECTED and item.before is not None:
            return self.words["puts right"].format(claims=text)
        if item.effect not in _LOST:
            return text
        others = [each.statement for each in items if each.statement and each.statement.source != item.source.id]
        # What contradicts a leaving may be of another kind: that somebody is there.
        alike = [each for each in others if each.kind is item.kind]
        disputing = item.against or (self.known_against(statement) if item.effect is Effect.DISPUTED else ())
        who = self.notes.mark(*(disputing or alike))
        return self.words[f"{item.effect} itself"].format(claim=text, who=who).rstrip()

    def known_against(self, statement: Statement) -> list[Statement]:
        """Return the reports of others, out by then, that cannot be true together with a statement."""
        last = self.registry.published(statement.source)[1]
        others = [each for each in self.contradicting({statement.id}) if each.source != statement.source]
        return [each for each in others if self.registry.published(each.source)[1] <= last]

    def stated(self, item: Changed, statement: Statement) -> str:
        """Return what a source states, after what was known before."""
        before, basis = item.before, self.registry.basis(statement)
        own = self.claim_of(statement)
        known = () if before is None else before.statements
        if item.effect in _AS_SAID and (said := self.as_said(own, statement, known)):
            return said
        if not is_open_link(statement):
            own = self.with_basis(own, basis, [*map(self.registry.basis, known)])
        if statement.derived:
            own = self.words["marked"].format(marks=self.words["derived"], who=own)
        if statement.citing is not None:
            cited = self.notes.mark_sources(self.registry.sources[statement.citing])
            own = self.words["taken from"].format(claim=own, who=cited)
        if before is None or not known:
            is_open = statement.kind.spec.milestone and basis is not Basis.CONSIDERED and item.about in self.spoken
            return self.words["arrow"].format(before=self.words["not named"], after=own) if is_open else own
        if statement.kind is ClaimKind.PRESENT and before.basis is Basis.REPORTED:
            return self.words["seen before"].format(claim=own, before=self.sightings(known))
        # A plan takes the place of plans, and a report that of older reports: a number of one stands beside the other.
        # A change that is reported replaces nothing: it is added.
        is_alike = not statement.kind.spec.dated or any(self.registry.basis(each) is basis for each in known)
        word = "arrow" if is_alike and not (is_change(statement) and basis is Basis.REPORTED) else "beside"
        return self.words[word].format(before=self.stood(known, basis), after=own)

    def as_said(self, own: str, statement: Statement, known: Iterable[Statement]) -> str:
        """Return that a source says the same as others, on the same basis; nothing if it does not say quite that."""
        same = [each for each in known if each.value == statement.value]
        basis = self.registry.basis(statement)
        if not same or statement.kind.spec.dated or any(self.registry.basis(each) is not basis for each in same):
            return ""
        claim = own if is_open_link(statement) else self.with_basis(own, basis, ())
        return self.words["as said"].format(claim=claim, who=self.notes.mark(*same))

    def stood(self, known: Sequence[Statement], basis: Basis) -> str:
        """Return what was known before, each claim once, with who said so."""
        texts: dict[str, list[Statement]] = defaultdict(list)
        for each in known:
            texts[self.with_basis(self.claim_of(each, dated=True), self.registry.basis(each), [basis])].append(each)
        cited = (self.cited(text, *said) for text, said in texts.items())
        return "; ".join(cited)

    def sightings(self, known: Sequence[Statement]) -> str:
        """Return when somebody, or nobody, was seen before, with who said so."""
        day, is_there = self.day(known[0]), not is_nobody(known[0])
        when = self.phrases.on(day) if day is not None else self.words["unknown"]
        text = self.words["seen on" if is_there else "nobody on"].format(day=when)
        return self.cited(text, *known)

    def claim_of(self, statement: Statement, *, dated: bool = False) -> str:
        """Return what a statement claims; the day that a figure is of if it names one, or where that is asked for."""
        if statement.kind is not ClaimKind.PRESENT:
            return self.as_claimed(statement, dated=dated)
        day = self.day(statement) if dated or self.registry.as_of(statement) is not None else None
        if self.registry.basis(statement) is not Basis.REPORTED:
            word = "to be on"
        else:
            word = "nobody on" if is_nobody(statement) else "seen on"
        return self.words[word].format(day="" if day is None else self.phrases.on(day)).rstrip()

    def with_basis(self, text: str, basis: Basis, others: Iterable[Basis]) -> str:
        """Return a claim with its basis, if that is no report, or another one than that of what it stands beside."""
        if basis is Basis.REPORTED and all(each is basis for each in others):
            return text
        return self.words["based"].format(bounds=text, basis=self.language.BASIS_WORDS[basis.value])

    def followed(self, item: Changed) -> str:
        """Return the days before and after of what only follows from what a source states of other things."""
        before, after = map(self.days_of, (item.before, item.after))
        return self.words["follows on"].format(change=self.words["arrow"].format(before=before, after=after))

    def days_of(self, known: Known | None) -> str:
        if known is None:
            return self.words["not named"]
        if known.statements and known.statements[0].kind is ClaimKind.CEILING:
            return self.value(known.statements[0])
        return self.words["not named"] if known.bounds.run == (-inf, inf) else self.bounds(known.bounds)

    def became(self, item: Changed, statement: Statement) -> str:
        """Return what became of an older statement."""
        claim = self.cited(self.claim_of(statement, dated=True), statement)
        return self.words[f"{item.effect} before"].format(claim=claim)
