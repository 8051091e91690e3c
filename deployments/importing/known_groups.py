"""What the columns of deployments say in many rows; each combination of texts is read once.

Accounts have a number for each thing that a claim consists of: for whom it is of (`seats`, `about`), for the kind, day
and source that it speaks of (`sayings`, `spoken`), for what it says (`codes`), and for how it is made (`manners`).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import partial

import attrs
import numpy as np

from deployments.claims import Claim, ClaimKind
from deployments.columnar.arrays import Integers
from deployments.importing.claim_blocks import ClaimBlock
from deployments.importing.columns import Cell, ClaimColumns, DeploymentColumns
from deployments.importing.known_frames import KnownFrames
from deployments.importing.known_texts import KnownTexts, Numbered, Reading, numbers_of, of_each, of_pairs
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
        self._layouts: dict[tuple[tuple[_KnownClaim, ...], tuple[Cell, ...]], _Layout] = {}
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
        layouts = Numbered[_Layout]()
        layout_of = of_each(parts, lambda number: layouts.number(self._parts.every[number].layout))
        blocks = []
        for number, layout in enumerate(layouts.every):
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
        sources = of_each(frames, lambda number: self.frames.every[number].source)
        seats = of_pairs(about, frames, self._seats_of)
        sayings = of_pairs(spoken, sources, self._sayings_of)
        return ClaimBlock(
            rows=np.repeat(rows, len(layout.claims)),
            seats=seats[:, 0].reshape(-1),
            accounts=seats[:, 1].reshape(-1),
            sayings=sayings.reshape(-1),
            codes=codes.reshape(-1),
            have_people=of_each(codes.reshape(-1), self.accounts.claimed.has_people),
            in_common=np.tile([claim.columns.in_common for claim in layout.claims], len(rows)),
        )

    def _code(self, claim: _KnownClaim, value: int, manner: int) -> int:
        """Return the number of what is claimed, for those of a value and of a manner."""
        code = claim.codes.get((value, manner))
        if code is None:
            kind, (said, sized) = claim.columns.kind, claim.values.every[value]
            made = self._manners.every[manner].of(kind, sized)
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
            return self.reader.noticing(lambda: (self.reader.value(columns, texts), self.reader.sized(columns, texts)))

        return _KnownClaim(columns, KnownTexts(numbers_of(columns.cells), read))

    def _read_parts(self, texts: Sequence[str]) -> Reading[_Parts]:
        return self.reader.noticing(lambda: self._said(texts))

    def _said(self, texts: Sequence[str]) -> _Parts:
        """Return what a row says in the columns, numbers aside."""
        claims: list[_KnownClaim] = []
        about: list[tuple[RowSubject, int]] = []
        spoken: list[tuple[ClaimKind, UncertainDate | None]] = []
        terms: list[int] = []
        idle: list[Cell] = []
        days: dict[int, UncertainDate | None] = {}
        named: dict[int, Who] = {}
        source = self.reader.source(texts)
        for columns, own, when, who in zip(self.columns, self._claims, self._days, self._who, strict=True):
            if self.reader.is_nobody(columns, texts):
                idle += columns.own
                continue
            if when not in days:
                days[when] = self.reader.day(columns, texts, source)
            day = days[when]
            values = [(each.columns.kind, self.reader.value(each.columns, texts)) for each in own if each.is_date]
            dates = dates_among(values)
            if dates:
                subject = self.reader.subject(columns, texts, self.reader.who(columns, texts, day, dates), dates)
            else:
                named[who] = named.get(who) or self.reader.who(columns, texts, day, dates)
                subject = self.reader.subject(columns, texts, named[who], dates)
            about.append((subject, len(own)))
            many = len(subject.who)
            if many > 1 and any(map(counts_people, columns.claims)):
                self.reader.problems.add("I119", "")  # it is to be read with care
            claims += own * many
            spoken += [(each.kind, day if each.kind.spec.dated else None) for each in columns.claims] * many
            terms += [self._term(each, subject.manner, dates) for each in own] * many
        return _Parts(
            self._layout((*claims,), (*idle,)),
            self._about.number((*about,)),
            self._spoken.number((*spoken,)),
            (*terms,),
        )

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
    labels = [columns.contributor, columns.day, columns.force, columns.whole, columns.by, columns.wording, columns.note]
    dates = [cell for claim in columns.claims if claim.kind.spec.value is When for cell in claim.cells]
    published = [reader.columns.fields.get(f"source.{name}") for name in SOURCE_DATES]
    return numbers_of([*labels, *dates, *published])
