"""What the columns of deployments say in many rows; each combination of texts is read once.

Accounts have a number for each thing that a claim consists of: for whom it is of (`seats`, `about`), for the kind, day
and source that it speaks of (`sayings`, `spoken`), for what it says (`codes`), and for how it is made (`manners`).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import attrs
import numpy as np

from deployments.claims import Claim, ClaimKind
from deployments.columnar.arrays import Integers
from deployments.importing.claim_blocks import ClaimBlock
from deployments.importing.columns import Cell, ClaimColumns, DeploymentColumns
from deployments.importing.known_frames import KnownFrames
from deployments.importing.known_texts import Known, KnownTexts, Numbered, Reading, numbers_of, of_each, of_pairs
from deployments.importing.mapping import SOURCE_DATES
from deployments.importing.row_accounts import RowAccounts, Seat
from deployments.importing.row_content import Manner, RowSubject
from deployments.importing.row_problems import Notice
from deployments.importing.row_reader import RowReader, Who, counts_people, dates_among
from deployments.importing.text_columns import RowTexts
from deployments.values.dates import UncertainDate
from deployments.values.when import When


@attrs.frozen(eq=False)
class _KnownClaim:
    """A claim of some columns. For one that is no date, `values` are what the texts in its cells mean.

    A value stands with what is to be noted of it. `codes` are the numbers of what is claimed, by those of the value and
    of the manner.
    """

    columns: ClaimColumns
    values: KnownTexts[tuple[Claim | None, str | None]]
    codes: dict[tuple[int, int], int] = attrs.field(factory=dict)

    @property
    def is_date(self) -> bool:
        """Whether it claims when something is."""
        return self.columns.kind.spec.value is When


@attrs.frozen(eq=False)
class _Layout:
    """The claims that rows make, of each contributor of each of the columns.

    `idle` are the cells that belong to columns which name no contributor in these rows: they have to be empty.
    """

    claims: tuple[_KnownClaim, ...]
    idle: KnownTexts[bool]


@attrs.frozen(eq=False)
class _Parts:
    """What columns say apart from numbers.

    `about` is the number of whom they are about, `spoken` that of what they speak of. `terms` has a number for each
    claim: of a date that of what is claimed, and of all else that of the manner.
    """

    layout: _Layout
    about: int
    spoken: int
    terms: tuple[int, ...]

    def numbers(self) -> tuple[int, ...]:
        """Return all its numbers."""
        return self.about, self.spoken, *self.terms


class _Named(NamedTuple):
    """Whom some columns of a row name, on which day, and the dates that it gives to their stay."""

    day: UncertainDate | None
    who: Who
    dates: Mapping[ClaimKind, When]


@attrs.frozen(eq=False)
class _Told:
    """What columns say apart from numbers and days, as `_Parts` has it."""

    layout: _Layout
    about: int
    terms: tuple[int, ...]


class KnownGroup:
    """The columns of deployments that look at the same cells, numbers aside."""

    def __init__(
        self, reader: RowReader, accounts: RowAccounts, frames: KnownFrames, columns: Sequence[DeploymentColumns]
    ) -> None:
        self.reader, self.accounts, self.frames, self.columns = reader, accounts, frames, columns
        self._claims = [tuple([self._claim(claim) for claim in each.claims]) for each in columns]
        #: Columns whose day, or whose contributor, is read in the same way have one number: mostly all of a row.
        self._days = _numbers((each.day, id(each.part.day)) for each in columns)
        who = ((each.contributor, id(each.part.contributor)) for each in columns)
        self._who = _numbers(zip(self._days, who, strict=True))
        self._parts = KnownTexts(subject_cells(reader, columns[0]), self._read_parts)
        #: Whether nothing but their names tells what is told of contributors; and that, by these.
        self._is_plain = not any(map(_telling_cells, columns))
        self._known: dict[tuple[Who | None, ...], _Told] = {}
        self._layouts: dict[tuple[tuple[_KnownClaim, ...], tuple[Cell, ...]], _Layout] = {}
        self._numbered = Numbered[_Layout]()
        #: The layout of each part, and whether each claim shows that somebody is there, by their numbers.
        self._layout_of = Known(lambda number: self._numbered.number(self._parts.every[number].layout), np.int64)
        self._have_people = Known(accounts.claimed.has_people, np.bool_)
        self._manners = Numbered[Manner]()
        self._about = Numbered[tuple[tuple[RowSubject, int], ...]]()
        self._spoken = Numbered[tuple[tuple[ClaimKind, UncertainDate | None], ...]]()
        self._seats: dict[tuple[int, int], Sequence[Sequence[int]]] = {}
        self._sayings: dict[tuple[int, int], Sequence[int]] = {}

    # --- many rows ---

    def claims(self, rows: RowTexts, frames: Integers) -> tuple[list[ClaimBlock], int]:
        """Return what rows claim up to the first of which there is anything to tell, and how many are before that.

        `frames` has the number of the frame of each row.
        """
        parts = self._parts.numbers(rows)
        end = len(parts)
        layout_of = self._layout_of.of(parts)
        blocks = []
        for number in dict.fromkeys(layout_of.tolist()):
            layout = self._numbered.every[number]
            own = np.flatnonzero(layout_of[:end] == number)
            texts = rows.at(own)
            values = {each: each.values.numbers(texts) for each in dict.fromkeys(layout.claims) if not each.is_date}
            count = min(map(len, [layout.idle.numbers(texts), *values.values()]))
            if count < len(own):
                own, end = own[:count], int(own[count])
            if layout.claims and count:
                values = {each: numbers[:count] for each, numbers in values.items()}
                blocks.append(self._block(layout, own, parts[own], values, frames[own]))
        return blocks, end

    def _block(
        self,
        layout: _Layout,
        rows: Integers,
        parts: Integers,
        values: Mapping[_KnownClaim, Integers],
        frames: Integers,
    ) -> ClaimBlock:
        """Return the claims of rows of one layout, by the numbers of what they say."""
        said = of_each(parts, lambda number: self._parts.every[number].numbers())
        about, spoken, codes = said[:, 0], said[:, 1], said[:, 2:]
        for place, claim in enumerate(layout.claims):
            if not claim.is_date:
                codes[:, place] = of_pairs(values[claim], codes[:, place], partial(self._code, claim))
        sources = self.frames.source.of(frames)
        seats = of_pairs(about, frames, self._seats_of)
        sayings = of_pairs(spoken, sources, self._sayings_of)
        return ClaimBlock(
            rows=np.repeat(rows, len(layout.claims)),
            seats=seats[:, 0].reshape(-1),
            accounts=seats[:, 1].reshape(-1),
            sayings=sayings.reshape(-1),
            codes=codes.reshape(-1),
            have_people=self._have_people.of(codes.reshape(-1)),
            in_common=np.tile([claim.columns.in_common for claim in layout.claims], len(rows)),
        )

    def _code(self, claim: _KnownClaim, value: int, manner: int) -> int:
        """Return the number of what is claimed, for those of a value and of a manner."""
        code = claim.codes.get((value, manner))
        if code is None:
            kind, (said, computed) = claim.columns.kind, claim.values.every[value]
            made = self._manners.every[manner].of(kind, computed)
            code = claim.codes[value, manner] = self.accounts.claimed.number(kind, said, made)
        return code

    def _seats_of(self, about: int, number: int) -> Sequence[Sequence[int]]:
        """Return the numbers of whom claims are of, and those of their accounts, in rows of a frame."""
        found = self._seats.get((about, number))
        if found is None:
            frame = self.frames.every[number]
            seats: list[Seat] = []
            for subject, count in self._about.every[about]:
                for who, key, whole in subject.keys(frame.mission, frame.place):
                    seats += [self.accounts.seat(key, who, frame.place, subject.note, whole)] * count
            found = [*map(self.accounts.seats.number, seats)], [seat.account.number for seat in seats]
            self._seats[about, number] = found
        return found

    def _sayings_of(self, spoken: int, number: int) -> Sequence[int]:
        """Return the numbers of what claims speak of, in rows of a source."""
        found = self._sayings.get((spoken, number))
        if found is None:
            file, source = self.reader.rows.name, self.frames.sources.every[number]
            sayings = [self.accounts.sayings.get(file, source, *each) for each in self._spoken.every[spoken]]
            found = self._sayings[spoken, number] = [saying.number for saying in sayings]
        return found

    # --- what no row before had ---

    def _claim(self, columns: ClaimColumns) -> _KnownClaim:
        def read(texts: Sequence[str]) -> Reading[tuple[Claim | None, str | None]]:
            return self.reader.noticing(
                lambda: (self.reader.value(columns, texts), self.reader.computed(columns, texts))
            )

        return _KnownClaim(columns, KnownTexts(numbers_of(columns.cells), read))

    def _read_parts(self, texts: Sequence[str]) -> Reading[_Parts]:
        named, notice = self.reader.noticing(lambda: [*self._named(texts)])
        told, other = self._told(named, texts)
        spoken = [
            (each.kind, one.day if each.kind.spec.dated else None)
            for columns, one in zip(self.columns, named, strict=True)
            if one is not None
            for each in columns.claims * len(one.who[0])
        ]
        parts = _Parts(told.layout, told.about, self._spoken.number((*spoken,)), told.terms)
        return parts, max(notice, other, key=lambda each: each.value)

    def _named(self, texts: Sequence[str]) -> Iterator[_Named | None]:
        """Yield whom each of the columns names, and when; None for those that name nobody, and need not."""
        days: dict[int, UncertainDate | None] = {}
        whom: dict[int, Who] = {}
        source = self.reader.source(texts)
        for columns, own, when, who in zip(self.columns, self._claims, self._days, self._who, strict=True):
            if self.reader.is_total(columns, texts):
                self.reader.problems.read_with_care()
                yield None
                continue
            if self.reader.is_nobody(columns, texts):
                yield None
                continue
            if when not in days:
                days[when] = self.reader.day(columns, texts, source)
            values = [(each.columns.kind, self.reader.value(each.columns, texts)) for each in own if each.is_date]
            dates = dates_among(values)
            found = None if dates else whom.get(who)
            if found is None:
                found = self.reader.who(columns, texts, days[when], dates)
                if not dates:
                    whom[who] = found
            yield _Named(days[when], found, dates)

    def _told(self, named: Sequence[_Named | None], texts: Sequence[str]) -> tuple[_Told, Notice]:
        """Return what is told of whom columns name; it is made once where nothing else in the row tells any of it."""
        if not self._is_plain:
            return self.reader.noticing(lambda: self._made(named, texts))
        who = (*(None if one is None else one.who for one in named),)
        known = self._known.get(who)
        if known is not None:
            return known, Notice.NOTHING
        found, notice = self.reader.noticing(lambda: self._made(named, texts))
        if notice is Notice.NOTHING:
            self._known[who] = found
        return found, notice

    def _made(self, named: Sequence[_Named | None], texts: Sequence[str]) -> _Told:
        claims: list[_KnownClaim] = []
        about: list[tuple[RowSubject, int]] = []
        terms: list[int] = []
        idle: list[Cell] = []
        for columns, own, one in zip(self.columns, self._claims, named, strict=True):
            if one is None:
                idle += columns.own
                continue
            subject = self.reader.subject(columns, texts, one.who, one.dates)
            about.append((subject, len(own)))
            many = len(subject.who)
            if many > 1 and any(map(counts_people, columns.claims)):
                self.reader.problems.read_with_care()
            claims += own * many
            terms += [self._term(each, subject.manner, one.dates) for each in own] * many
        return _Told(self._layout((*claims,), (*idle,)), self._about.number((*about,)), (*terms,))

    def _term(self, claim: _KnownClaim, manner: Manner, dates: Mapping[ClaimKind, When]) -> int:
        kind = claim.columns.kind
        if claim.is_date:
            return self.accounts.claimed.number(kind, dates.get(kind), manner.of(kind))
        return self._manners.number(manner.of(kind))

    def _layout(self, claims: tuple[_KnownClaim, ...], idle: tuple[Cell, ...]) -> _Layout:
        layout = self._layouts.get((claims, idle))
        if layout is None:

            def are_empty(texts: Sequence[str]) -> Reading[bool]:
                return True, Notice.NOTHING if all(cell.says_nothing(texts) for cell in idle) else Notice.ALWAYS

            layout = self._layouts[claims, idle] = _Layout(claims, KnownTexts(numbers_of(idle), are_empty))
        return layout


def _numbers(values: Iterable[Hashable]) -> list[int]:
    """Return a number for each value; equal values have one."""
    return [*map(Numbered[Hashable]().number, values)]


def subject_cells(reader: RowReader, columns: DeploymentColumns) -> frozenset[int]:
    """Return the columns that tell whom some columns are about, and when, and how it is said."""
    return _telling_cells(columns) | naming_cells(reader, columns)


def naming_cells(reader: RowReader, columns: DeploymentColumns) -> frozenset[int]:
    """Return the columns that tell whom some columns are about, and when."""
    published = [reader.columns.fields.get(f"source.{name}") for name in SOURCE_DATES]
    return numbers_of([columns.contributor, columns.day, *published])


def _telling_cells(columns: DeploymentColumns) -> frozenset[int]:
    """Return the columns that tell more of a contributor: which force it is, its dates, and how it is said."""
    labels = [columns.force, columns.whole, columns.by, columns.wording, columns.note]
    dates = [cell for claim in columns.claims if claim.kind.spec.value is When for cell in claim.cells]
    return numbers_of([*labels, *dates])
