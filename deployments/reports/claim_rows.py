"""Rows for what is stated of one thing: what is reported, planned, considered, disputed and no longer so, apart."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from deployments.answers.clauses import Clauses
from deployments.answers.details import ARRIVING, LEAVING
from deployments.answers.replacing import replacing
from deployments.answers.results import Expected, Ground, Presence
from deployments.claims import CLAIMS, Basis, ClaimKind
from deployments.records import Deployment, Mission, Record, Source, SourceKind, Statement, kind_of
from deployments.registry import Registry
from deployments.reports.blocks import Block, Row
from deployments.reports.record_phrases import RecordPhrases, is_open_link
from deployments.reports.sections import DEFAULT, Section, Style
from deployments.solver.bounds import Status
from deployments.store import Subject
from deployments.values.calendar import LAST_DATE, day_number, iso
from deployments.values.when import When

#: The groups in which claims stand, in that order: those of a basis, and those that have words of their own.
GROUPS = (*(basis.value for basis in Basis), "links", "authorised so far", "disputed claims", "no longer holds")
#: A day to ask for where no source has any: what is said of a coming and a leaving is the same on all.
_SOME_DAY = 738_000
#: The first day of the first year that is written with four digits.
_FIRST_DAY = day_number(-9999, 1, 1)
#: The kinds of what somebody gives or decides: beside others in a letter, who did so is not told.
_GIVEN = (ClaimKind.MANDATE, ClaimKind.CEILING, ClaimKind.DECIDED, ClaimKind.END_DECIDED)
_LOST = (Status.REPLACED, Status.OVERTAKEN, Status.CORRECTED)


class _NamingClauses(Clauses):
    """The clauses of answers, in which events and forces have their names: there is room for these."""

    def __init__(self, presence: Presence, phrases: RecordPhrases) -> None:
        super().__init__(presence, phrases.lang, phrases.notes.cite)
        self._named = phrases

    def written(self, statement: Statement, *, exactly: bool = False) -> str:
        value = statement.value
        if isinstance(value, When) and value.is_relative and value.on is None:
            named = self._named
            return named.phrases.when(value, name=named.name, sources=named.registry.sources)
        return super().written(statement, exactly=exactly)


def _is_reported(expected: Expected | None, kinds: Sequence[ClaimKind], reported: Collection[ClaimKind]) -> bool:
    """Tell whether what is expected is reported, or what can only come after it: the kinds begin with what is last."""
    if expected is None:
        return False
    return any(kind in reported for kind in kinds[: kinds.index(ClaimKind(expected.milestone)) + 1])


def _is_claim(row: Row) -> bool:
    """Tell whether a row of a block is a claim, or a heading of some, and no field of a record."""
    return row.level > 1 or (row.label is None and bool(row.right))


class ClaimRows(RecordPhrases):
    """What is stated of missions, deployments and events, as rows of blocks, in one language.

    >>> import deployments
    >>> rows = ClaimRows(deployments.example(), "en")
    >>> print(*(row.text for row in rows.claims(rows.registry.events["vilnius-summit"])), sep="\\n")
    planned:
    from 11 to 12 July 2023
    from 11 to 12 July 2023
    """

    def __init__(self, registry: Registry, lang: str) -> None:
        super().__init__(registry, lang)
        self.brief, self.short_phrases = self.short_phrases, self.phrases  # a block has room for whole words
        self.texts = self.language.SENTENCES

    def claims(self, subject: Subject) -> Iterator[Row]:
        """Yield a row for each statement about something, once, below the word of its group."""
        for name, statements in self.grouped(subject):
            yield Row(self.words["group"].format(name=self.language.BASIS_WORDS.get(name) or self.words[name]))
            yield from self.labelled_rows(statements)

    def grouped(self, subject: Subject) -> Iterator[tuple[str, Sequence[Statement]]]:
        """Yield the word of each group of statements about something, with these in the order in which they stand."""
        kinds = [*CLAIMS[kind_of(subject)]]
        groups: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.registry.statements_of(about=subject.id):
            groups[self.group(statement)].append(statement)
        for name in GROUPS:
            if groups[name]:
                yield name, sorted(groups[name], key=lambda s: (kinds.index(s.kind), self.order[s.source], s.id))

    def group(self, statement: Statement) -> str:
        """Return the word of the group in which a statement stands."""
        status = self.registry.status(statement)
        if status in _LOST:
            return "no longer holds"
        if status is Status.DISPUTED:
            return "disputed claims"
        if is_open_link(statement):
            return "links"
        basis = self.registry.basis(statement)
        if basis is Basis.REPORTED and statement.kind in (ClaimKind.MANDATE, ClaimKind.CEILING):
            return "authorised so far"
        return basis.value

    def labelled_rows(self, statements: Iterable[Statement]) -> Iterator[Row]:
        """Yield a row for each statement, with the name of its kind where that is another than before."""
        last = None
        for statement in statements:
            label = self.language.CLAIM_WORDS[statement.kind.value] if statement.kind is not last else ""
            yield Row(self.claim_quoted(statement), label, self.mark(statement), level=2)
            last = statement.kind

    def claim_quoted(self, statement: Statement) -> str:
        """Return what is claimed, by whom it was authorised, and the words of the source."""
        text = self.claim(statement)
        if statement.by and statement.kind in _GIVEN:
            text = self.words["given by"].format(claim=text, by=statement.by)
        return self.quoted(statement, text)

    def quoted(self, statement: Statement, claim: str) -> str:
        """Return a claim with the words of the source."""
        if not statement.wording:
            return claim
        return self.words["in words"].format(claim=claim, wording=statement.wording)

    def mark(self, statement: Statement, *marks: str) -> str:
        """Return marks, whether the source only passes a claim on, the number of that, and what became of the claim."""
        source = self.registry.sources[statement.source]
        relay = self.language.SOURCE_WORDS["relay"] if source.kind is SourceKind.RELAY else ""
        who = " ".join(filter(None, (", ".join(filter(None, (*marks, relay))), self.notes.mark(statement))))
        return ", ".join(filter(None, (who, self.fate(statement))))

    def fate(self, statement: Statement) -> str:
        """Return what became of a statement that does not simply hold, and by which sources, as far as one can tell."""
        status = self.registry.status(statement)
        if status in (Status.HOLDS, Status.CONSIDERED):
            return ""
        word = self.language.STATUS_WORDS[status.value]
        others = [each for each in self.against(statement, status) if each.source != statement.source]
        if not others:
            return word
        sources = {self.registry.sources[each.source]: None for each in others}
        return self.words["fate by"].format(fate=word, who=self.notes.mark_sources(*sources))

    def against(self, statement: Statement, status: Status) -> Sequence[Statement]:
        """Return the statements by which one does not hold, or that it contradicts, as far as that is sure."""
        if status is Status.REPLACED:
            return replacing(self.registry, statement)[:1]
        return self.others.get(statement.id, ())

    @functools.cached_property
    def others(self) -> Mapping[str, tuple[Statement, ...]]:
        """The statements by which one was overtaken or corrected, or that it contradicts, by its id."""
        registry = self.registry
        found: dict[str, tuple[Statement, ...]] = {}
        for dispute in (*registry.overtaken(), *registry.disputes()):
            found[dispute.statement.id] = (*found.get(dispute.statement.id, ()), *dispute.against)
            if registry.status(dispute.statement) is Status.DISPUTED:
                for other in dispute.against:
                    found[other.id] = (*found.get(other.id, ()), dispute.statement)
        for gap in registry.gaps():
            found[gap.absence.id] = (gap.before, gap.after)
        corrections = registry.corrections
        for right in corrections.correcting:
            for wrong in corrections.put_right_by(right):
                for each in (wrong, *corrections.relays(wrong)):
                    found[each.id] = (*found.get(each.id, ()), right)
        return found

    def mission_rows(self, mission: Mission) -> Iterator[Row]:
        """Yield the row of what a mission is; none if its name says it all."""
        parts = []
        if mission.framework_nation:
            country = self.contributor(mission.framework_nation)
            parts.append(self.words["framework nation"].format(country=country))
        if mission.organisation:
            parts.append(self.words["organisation"].format(name=mission.organisation))
        if mission.part_of:
            parts.append(self.words["part of"].format(name=self.name(mission.part_of)))
        if parts:
            yield Row("; ".join(parts))

    def deployment_rows(self, deployment: Deployment) -> Iterator[Row]:
        """Yield a summary, all that is stated of a deployment, and what nobody states."""
        stated = self.registry.statements_of(about=deployment.id)
        yield Row(self.summary(deployment) if stated else self.words["not stated yet"])
        yield from self.claims(deployment)
        if not any(each.kind is ClaimKind.STRENGTH for each in stated):
            yield Row(self.words["no strength"], self.language.CLAIM_WORDS["strength"])
        yield from self.moves(deployment)

    def moves(self, deployment: Deployment) -> Iterator[Row]:
        """Yield to where the force went on, or is to, as far as that holds; from where it came, its own claims say."""
        for statement in self.followers.get(deployment.id, ()):
            word = "moved to" if self.registry.basis(statement) is Basis.REPORTED else "to move to"
            yield Row(self.name(statement.about), self.words[word], self.notes.mark(statement))

    @functools.cached_property
    def followers(self) -> Mapping[str, Sequence[Statement]]:
        """The statements that hold of what followed each deployment, by its id."""
        found: dict[str, list[Statement]] = defaultdict(list)
        for each in self.registry.statements_of(kind=ClaimKind.FOLLOWS):
            if self.registry.status(each) is Status.HOLDS:
                found[str(each.value)].append(each)
        return found

    # --- in place of blocks ---

    def laid_out(self, sections: Iterable[Section], style: Style) -> Iterator[Section]:
        """Yield sections as they are for a terminal; in other formats, a table of the claims about each thing.

        There, all that blocks say of one thing would be a single cell.
        """
        is_plain = style.get("format", DEFAULT) == DEFAULT
        for section in sections:
            if is_plain or not any(map(_is_claim, (row for block in section.blocks for row in block.rows))):
                yield section
            elif not any(block.head for block in section.blocks):
                (block,) = section.blocks
                yield self.tabled(section, block.rows)
            else:
                yield section._replace(blocks=())
                for block in section.blocks:
                    yield self.tabled(Section(block.head, aside=block.id), block.rows)

    def tabled(self, section: Section, rows: Iterable[Row]) -> Section:
        """Return a section with rows of claims as a table, and what is said of all of them above it."""
        above, cells, group, label = [*section.lines], [], "", ""
        for row in rows:
            if row.text in self.group_names:
                group = self.group_names[row.text]
            elif not row.right and row.label is None:
                above.append(row.text)
            else:
                label = row.label or label
                cells.append(
                    (group if row.level > 1 else "", label if row.label is not None else "", row.text, row.right)
                )
        full = [column for column in range(4) if any(each[column] for each in cells)]
        headers = self.headers("status", "what", "claim", "said by")
        return section._replace(
            lines=tuple(above),
            headers=tuple(headers[column] for column in full),
            rows=[tuple(each[column] for column in full) for each in cells],
            blocks=(),
        )

    @functools.cached_property
    def group_names(self) -> Mapping[str, str]:
        """The names of groups, by the texts that stand above them."""
        names = [self.language.BASIS_WORDS.get(group) or self.words[group] for group in GROUPS]
        return {self.words["group"].format(name=name): name for name in names}

    # --- in one line ---

    def label(self, record: Record) -> str:
        """Return what a record is called, for where its id stands beside it: that of a statement names its subject."""
        if isinstance(record, Mission):
            return self.told(record.name) + (f" ({record.abbreviation})" if record.abbreviation else "")
        if isinstance(record, Deployment):
            return self.deployment(record, by_id=False)
        if isinstance(record, Source):
            return self.source_line(record)
        if isinstance(record, Statement):
            return self.words["of whom"].format(name=self.name(record.about), claim=self.kind_and_claim(record))
        return self.told(record.name)

    def known(self) -> list[str]:
        """Return from how many sources all this is known, of which days, and which were left out."""
        return [line for line in self.known_from() if line != self.around()]

    def summary(self, deployment: Deployment) -> str:
        """Return in one sentence when a force came or is to come, and left or is to leave, as far as anybody says."""
        called_off = self.registry.statements_of(about=deployment.id, kind=ClaimKind.CANCELLED)
        if holding := [each for each in called_off if self.registry.status(each) is Status.HOLDS]:
            return self.texts["cancelled"].format(who="; ".join(map(self.notes.cite, holding)))
        presence = self.registry.presence(deployment.id, self.newest_day)
        if presence.arrives is None and presence.leaves is None:
            return self.notes.sentence(presence)
        say = _NamingClauses(presence, self)
        stated = self.registry.statements_of(about=deployment.id)
        reported = {each.kind for each in stated if self.registry.basis(each) is Basis.REPORTED}
        seen, came = presence.last_seen, _is_reported(presence.arrives, ARRIVING, reported)
        left = bool(reported & {ClaimKind.END, ClaimKind.RETURNED})
        if seen is not None and not came and seen.statement.kind not in LEAVING:  # a plan to arrive is past
            told = say.report(Ground(seen.first, seen.last, seen.statement, disputed=seen.disputed))
            arrives = self.texts["seen by then"].format(seen=told)
        else:
            arrives = self.expected(say, presence.arrives, "unstarted", is_reported=came or seen is not None)
        leaves = self.expected(say, presence.leaves, "unended", is_reported=left)
        return self.words["sentence"].format(arrives=arrives[:1].upper() + arrives[1:], leaves=leaves)

    def expected(self, say: Clauses, expected: Expected | None, unnamed: str, *, is_reported: bool) -> str:
        """Return the clause of an arrival or a leaving, and that nobody has reported it, or named any."""
        if expected is None:
            kinds = ARRIVING if unnamed == "unstarted" else LEAVING
            stated = self.registry.statements_of(about=say.presence.deployment.id)
            return self.texts[f"{unnamed} that holds" if any(each.kind in kinds for each in stated) else unnamed]
        clause = say.expected(expected)
        return clause if is_reported else self.words["unreported"].format(claim=clause)

    @functools.cached_property
    def newest_day(self) -> str:
        """The last day on which any source can have appeared, in the years that are written with four digits."""
        days = [day for each in self.heard if _FIRST_DAY <= (day := self.registry.published(each.id)[1]) <= LAST_DATE]
        return iso(max(days, default=_SOME_DAY))

    # --- sources ---

    def source_blocks(self, sources: Iterable[Source], statements: Iterable[Statement]) -> list[Block]:
        """Return the blocks of a list of sources: the number, day and title of each, where it is, and what is cited.

        Takes the statements that are shown, whose places in their sources are named.
        """
        places: dict[str, dict[str, None]] = defaultdict(dict)
        for each in statements:
            if each.locator:
                places[each.source][each.locator] = None
        return [
            Block(
                f"[{self.notes.number(source.id)}] {self.source_line(source)}",
                source.id,
                [*self.source_rows(source, places[source.id])],
            )
            for source in sources
        ]

    def source_line(self, source: Source) -> str:
        """Return the day, the publisher, the title, the kind and the numbers of a source, in one line."""
        day = self.short_day(source)
        who = ": ".join(filter(None, (source.publisher, self.told(source.title))))
        kind = "" if source.kind is None else self.language.SOURCE_WORDS[source.kind.value]
        marks = ", ".join(filter(None, (kind, *map(str, source.references))))
        return f"{day}, {who}" + (f" ({marks})" if marks else "")

    def short_day(self, source: Source) -> str:
        """Return the day of a source, that it was read on if nobody says more, or that it has none."""
        if source.published is not None:
            return self.brief.date(source.published)
        if source.accessed is not None:
            return self.words["read on"].format(day=self.brief.date(source.accessed))
        return self.words["no date"]

    def source_rows(self, source: Source, places: Iterable[str]) -> Iterator[Row]:
        """Yield where a source can be read, whole, and the places in it that are cited."""
        if source.url:
            yield Row(source.url)
        if source.archived:
            yield Row(self.words["archived"].format(address=source.archived))
        if text := "; ".join(places):
            yield Row(self.words["located"].format(places=text))
