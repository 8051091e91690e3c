"""Everything of one record: a card to paste into a mail, and a dossier that proves every word of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Unpack

from deployments.answers.dossiers import Card, Dossier, Evidence
from deployments.answers.figures_as_said import computed_from
from deployments.answers.results import Authorisation, Ceiling, Mandate
from deployments.records import Deployment, Event, Mission, Record, Source, SourceKind, Statement, written_fields
from deployments.registry import Registry
from deployments.reports import sections
from deployments.reports.blocks import Block, Row
from deployments.reports.claim_rows import ClaimRows
from deployments.reports.sections import Section, Style
from deployments.reports.tolerance_used import around, used_by
from deployments.values.certainty import Certainty
from deployments.values.countries import Country, Organisation, Place
from deployments.values.dates import Day, UncertainDate
from deployments.values.texts import ByLanguage

#: The fields of a statement that its claim, and the rows beside it, tell already.
_TOLD = frozenset({"id", "source", "about", "kind", "value", "basis", "as_of", "citing", "derived"})

#: What `check` asks about a basis that nobody wrote, by its code.
_DOUBTS = {"B101": "doubt either", "B102": "doubt size"}


def show(registry: Registry, id_: str, on: Day | None = None, **style: Unpack[Style]) -> str:
    """Return everything of a record on one card: its fields, what is stated of it and by whom, as text.

    With a day also whether a deployment is there, why, and with how many, and what is authorised. Takes the id of any
    record, and a `Style`; raises what `Registry.show` does.

    >>> import deployments
    >>> print(show(deployments.example(), "amdtf-wind-down").splitlines()[0])
    wind-down of the AMDTF in Slovakia                               amdtf-wind-down
    """
    report = _CardReports(registry, sections.language(style))
    return sections.render(report.laid_out(report.card(registry.show(id_, on), on), style), style)


def dossier(registry: Registry, id_: str, *, digest: str | None = None, **style: Unpack[Style]) -> str:
    """Return every statement of a record, and every other that names it, with all that is needed to check it, as text.

    That is its words, where they stand, on what basis it is taken and why, what became of it, and all that is known of
    its source. `digest` is the hash of the registry, to be printed with it (`deployments.digest`). Takes the id of any
    record, and a `Style`; raises what `Registry.dossier` does.

    >>> import deployments
    >>> print(dossier(deployments.example(), "amdtf-wind-down", digest="abc").splitlines()[1])
    sha256 of the registry: abc
    """
    lang = sections.language(style)
    return sections.render(_CardReports(registry, lang).dossier(registry.dossier(id_), digest), style)


class _CardReports(ClaimRows):
    """The sections of these reports."""

    # --- cards ---

    def card(self, card: Card, on: Day | None) -> Iterator[Section]:
        """Yield what a record is, what is known of it on a day, what is stated, what names it, and the sources."""
        record = card.dossier.record
        rows = [*self.about(card.dossier), *self.relatives(card)]
        above = tuple(self.restrictions())
        blocks = [Block(rows=rows)] if rows else []
        yield Section(self.label(record), above, aside=record.id, blocks=blocks, apart=False)
        if on is not None:
            day = self.phrases.on(UncertainDate.of(on))
            rows = [*self.known_on_day(card, on)]
            figures = () if card.presence is None else computed_from(card.presence)
            below = tuple(around(self.phrases, self.registry.tolerance, used_by((), figures)))
            yield Section(day[:1].upper() + day[1:], blocks=[Block(rows=rows)], below=below, apart=False)
        if card.dossier.stated and not isinstance(record, Statement):
            yield Section(self.words["stated"], blocks=[Block(rows=[*self.stated(card.dossier)])], apart=False)
        if card.dossier.naming:
            naming = [each.statement for each in card.dossier.naming]
            rows = [Row(self.label(each), right=self.mark(each, self.basis_word(each))) for each in naming]
            yield Section(self.words["named in"], blocks=[Block(rows=rows)], apart=False)
        yield from self.sources(card.dossier)

    def about(self, dossier: Dossier) -> Iterator[Row]:
        """Yield the fields of a record; of a statement all that is known of it."""
        if isinstance(dossier.record, Statement):
            yield from self.evidence(dossier.stated[0], dossier.record).rows
        else:
            named = {name for name in ("name", "title") if isinstance(getattr(dossier.record, name, None), str)}
            yield from self.fields(dossier.record, frozenset({"id", "mission", "part_of", *named}))

    def sources(self, dossier: Dossier) -> Iterator[Section]:
        """Yield the section of the sources that were cited, in the order of their numbers."""
        statements = [each.statement for each in (*dossier.stated, *dossier.naming)]
        if blocks := self.source_blocks(self.notes.sources(), statements):
            headers = self.headers("source", "what is known of it", "id")
            yield Section(self.words["sources"], headers=headers, blocks=blocks, apart=False)

    def relatives(self, card: Card) -> Iterator[Row]:
        """Yield what a record is part of, and what is part of it."""
        for word, records in (("in all of", card.wholes), ("has parts", card.parts)):
            for i, record in enumerate(records):
                yield Row(self.label(record), "" if i else self.words[word], record.id)

    def known_on_day(self, card: Card, on: Day) -> Iterator[Row]:
        """Yield whether a force is there on the day asked for, why, with how many, and what is authorised for it."""
        if card.presence is not None:
            yield Row(self.notes.sentence(card.presence))
            yield from map(Row, self.ends_above(card.presence, on))
            yield Row(self.notes.figure(card.presence), self.language.CLAIM_WORDS["strength"])
        found = card.authorisation
        if found is None:
            return
        for held in (found.mandate, found.ceiling):
            if held is not None:
                yield self.held(found, held)

    def held(self, found: Authorisation, held: Mandate | Ceiling) -> Row:
        """Return the row of a mandate or a ceiling: what it is, who gave it, when that ends, and whose it is."""
        statement = held.statement
        parts = [self.claim_quoted(statement)]
        if isinstance(held, Mandate) and (left := self.left(held, found.certainty)):
            parts.append(left)
        if isinstance(held, Ceiling) and held.holds is Certainty.NO:
            parts.append(self.words["no longer holds"])
        if held.of != found.about:
            parts.append(self.words["of another"].format(name=self.name(held.of)))
        return Row(", ".join(parts), self.language.CLAIM_WORDS[statement.kind.value], self.mark(statement))

    def stated(self, dossier: Dossier) -> Iterator[Row]:
        """Yield what is stated of a record, or what a source states of others."""
        record = dossier.record
        if isinstance(record, Source):
            for each in dossier.stated:
                mark = self.mark(each.statement, self.basis_word(each.statement))
                yield Row(self.quoted(each.statement, self.label(each.statement)), right=mark)
        elif isinstance(record, Deployment):
            yield from self.deployment_rows(record)
        elif isinstance(record, Mission | Event):
            yield from self.claims(record)

    # --- dossiers ---

    def dossier(self, dossier: Dossier, digest: str | None) -> Iterator[Section]:
        """Yield what a record is, each statement of it and each that names it, and the sources of these."""
        record = dossier.record
        rows = [] if isinstance(record, Statement) else [*self.fields(record)]
        above = (*([self.words["digest"].format(digest=digest)] if digest else []), *self.restrictions())
        blocks = [Block(rows=rows)] if rows else []
        yield Section(self.label(record), above, aside=record.id, blocks=blocks, apart=False)
        for word, every in (("stated", dossier.stated), ("named in", dossier.naming)):
            if every:
                headers = self.headers("claim", "what is known of it", "id")
                yield Section(self.words[word], headers=headers, blocks=[self.evidence(each, record) for each in every])
        every_source = self.sources_of((*dossier.stated, *dossier.naming), record)
        if every_source:
            headers = self.headers("source", "what is known of it", "id")
            yield Section(self.words["sources"], headers=headers, blocks=[*map(self.whole_source, every_source)])

    def sources_of(self, every: Sequence[Evidence], record: Record) -> list[Source]:
        """Return the sources of statements, and those that these cite, in the order of their numbers."""
        for each in every:
            self.notes.mark(each.statement)
        found = {source.id: source for each in every for source in (each.source, each.cited) if source is not None}
        found.pop(record.id, None)
        return sorted(found.values(), key=lambda source: self.notes.number(source.id))

    def evidence(self, evidence: Evidence, record: Record) -> Block:
        """Return the block of one statement: its words, its place, its basis and why, what became of it, by whom.

        What it is about is named where that is not the record of the dossier.
        """
        statement, words = evidence.statement, self.words
        rows = (
            [Row(words["quoted"].format(wording=statement.wording), words["field wording"])]
            if statement.wording
            else []
        )
        rows += [*self.fields(statement, _TOLD | {"wording"})]
        rows += [Row(why, words["basis"])] if (why := self.why_basis(evidence)) else []
        fate = self.fate(statement) or self.language.BASIS_WORDS.get(evidence.status.value) or words["holds"]
        rows.append(Row(fate, words["status"]))
        if statement.derived:
            rows.append(Row(words["derived"], ""))
        rows.append(
            Row(self.notes.source(evidence.source), words["source"], f"[{self.notes.number(evidence.source.id)}]")
        )
        if evidence.cited is not None:
            number = f"[{self.notes.number(evidence.cited.id)}]"
            rows.append(Row(self.notes.source(evidence.cited), words["field citing"], number))
        is_own = statement.about == record.id
        return Block(self.kind_and_claim(statement) if is_own else self.label(statement), statement.id, rows)

    def why_basis(self, evidence: Evidence) -> str:
        """Return the basis of a statement, who says so, and what is doubted about it; nothing where it has none."""
        if not (basis := self.basis_word(evidence.statement)):
            return ""
        why = self.words["basis written" if evidence.is_basis_written else "basis found"]
        doubt = self.words[_DOUBTS[evidence.doubt]] if evidence.doubt else ""
        return ", ".join(filter(None, (basis, why, doubt)))

    def whole_source(self, source: Source) -> Block:
        """Return the block of a source with all that is known of it."""
        return Block(f"[{self.notes.number(source.id)}] {self.told(source.title)}", source.id, [*self.fields(source)])

    # --- fields ---

    def fields(self, record: Record, told: frozenset[str] = frozenset({"id"})) -> Iterator[Row]:
        """Yield a row for each field of a record that says something, but for those that are told already."""
        for field in written_fields(type(record)):
            value = getattr(record, field.name)
            if field.name in told or value in (None, (), False):
                continue
            texts = value if isinstance(value, tuple) else (value,)
            for i, text in enumerate(texts):
                yield Row(self.field(text), "" if i else self.words[f"field {field.name}"])

    def field(self, value: Any) -> str:
        """Return what stands in a field, as a person writes it."""
        if isinstance(value, UncertainDate):
            return self.phrases.date(value)
        if isinstance(value, Country | Organisation):
            return self.contributor(value)
        if isinstance(value, Place):
            return self.place(value)
        if isinstance(value, ByLanguage):
            return "; ".join(f"{text} ({lang})" for lang, text in value.items)
        if isinstance(value, SourceKind):
            return self.language.SOURCE_WORDS[value.value]
        return str(value)
