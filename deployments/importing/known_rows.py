"""Rows of which every text was read before: they are taken by a look at what it meant, without reading it again.

What a row says has parts, each of which looks at some cells: the mission, place and source of the row; whom some
columns are about, and when; each number. Each part is read once for the texts in its cells, by the `RowReader`. A row
of which there is anything to tell, a problem or another row that speaks of the same, is left to the careful way, which
tells it.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Final

import attrs

from deployments.claims import ClaimKind
from deployments.importing.account_claims import UNKNOWN, Saying
from deployments.importing.columns import Cell, ClaimColumns, DeploymentColumns
from deployments.importing.mapping import SOURCE_DATES
from deployments.importing.row_accounts import RowAccounts, RowEntry, Seat
from deployments.importing.row_content import OF_THE_TABLE, Manner, MissionFacts, RowSource, RowSubject
from deployments.importing.row_problems import Notice
from deployments.importing.row_reader import RowReader, dates_among
from deployments.values.countries import Place
from deployments.values.dates import UncertainDate
from deployments.values.when import When

#: The number of a value that cannot be read.
_UNREADABLE: Final = -1


@attrs.define(eq=False)
class _Frame:
    """What the cells of a row say that are not of its deployments.

    `became` is what becomes of the row as far as they tell, an empty text if there is anything to tell of them;
    `is_filled`: any of them has a text; `number` is that of its source; `dates`: how many dates of the mission there
    are; `is_known`: a row was taken that says the same of its mission.
    """

    became: str
    is_filled: bool
    mission: MissionFacts | None = None
    place: Place | None = None
    source: RowSource = OF_THE_TABLE
    number: int = 0
    dates: int = 0
    is_known: bool = False


@attrs.frozen(eq=False)
class _Slot:
    """A claim of some columns of one contributor.

    A date has its `number` from the start; for what stands in cells of its own, `pick` takes their texts, and `found`
    keeps the number of what they say.
    """

    columns: ClaimColumns
    day: UncertainDate | None
    manner: Manner
    number: int
    pick: Callable[[Sequence[str]], Hashable] | None
    found: dict[Hashable, int]


@attrs.frozen(eq=False)
class _Parts:
    """What the columns of a group say apart from numbers: the claims of each contributor.

    `counts` are those of the claims of each subject, `slots` the claims of each contributor of each subject. For each
    claim `seats` has the account of the contributor, by the frame of the row, and `sayings` what it speaks of, by the
    source. `are_distinct`: no two claims are of one account and speak of the same. `idle` are cells of nobody, in which
    nothing is to stand.
    """

    subjects: tuple[RowSubject, ...]
    counts: tuple[int, ...]
    slots: tuple[_Slot, ...]
    are_distinct: bool
    seats: dict[_Frame, tuple[Seat, ...]]
    sayings: dict[int, tuple[Saying, ...]]
    idle: tuple[Cell, ...]


@attrs.frozen(eq=False)
class _Group:
    """The columns of deployments that look at the same cells, numbers aside, and what they say, by the texts in these.

    None where there is anything to tell of it.
    """

    columns: tuple[DeploymentColumns, ...]
    pick: Callable[[Sequence[str]], Hashable]
    found: dict[Hashable, _Parts | None]


class KnownRows:
    """Takes the rows of one file of which there is nothing to tell."""

    def __init__(self, reader: RowReader, accounts: RowAccounts) -> None:
        self.reader, self.accounts = reader, accounts
        self._file, self._width = reader.rows.name, reader.columns.width
        self._frames: dict[Hashable, _Frame] = {}
        columns = reader.columns
        self._cells = _numbers_of(columns.fields.values()) | {each.column for each in columns.left_out}
        self._pick = _picker(self._cells)
        dated = _numbers_of(columns.fields.get(f"source.{name}") for name in SOURCE_DATES)
        groups = itertools.groupby(columns.deployments, lambda each: _subject_cells(each) | dated)
        self._groups = [_Group(tuple(own), _picker(cells), {}) for cells, own in groups]
        self._seats: dict[Hashable, dict[_Frame, tuple[Seat, ...]]] = {}
        self._sayings: dict[Hashable, dict[int, tuple[Saying, ...]]] = {}
        self._sources: dict[RowSource, int] = {}
        self._numbers: dict[Hashable, dict[Hashable, int]] = {}

    def take(self, texts: Sequence[str]) -> str:
        """Take a row, and return what became of it, "kept" or "totals"; an empty text if it is to be read with care."""
        if len(texts) != self._width and (len(texts) < self._width or any(map(str.strip, texts[self._width :]))):
            return ""
        key = self._pick(texts)
        frame = self._frames.get(key) or self._new_frame(key, texts)
        if not frame.is_filled and not any(map(str.strip, texts)):
            return ""
        if frame.became != "kept":
            return frame.became
        entries = self._entries(frame, texts)
        if entries is None or not (frame.is_known or self._take_frame(frame)):
            return ""
        self.accounts.add_first_claims(entries, self.reader.rows.line)
        return "kept"

    def _entries(self, frame: _Frame, texts: Sequence[str]) -> list[RowEntry] | None:
        """Return what a row claims; None if there is anything to tell of it, also that it claims nothing."""
        found: list[RowEntry] = []
        are_distinct = True
        for group in self._groups:
            key = group.pick(texts)
            parts = group.found.get(key) or self._new_parts(group, key, texts)
            numbers = None if parts is None else self._claimed(parts, texts)
            if parts is None or numbers is None:
                return None
            seats = parts.seats.get(frame) or self._new_seats(parts, frame)
            sayings = parts.sayings.get(frame.number) or self._new_sayings(parts, frame)
            found += zip(seats, sayings, numbers, strict=True)
            are_distinct = are_distinct and parts.are_distinct
        for seat, saying, _ in found:
            if saying.number <= seat.claims.last and seat.claims.has_spoken(saying):
                return None
        if (len(self._groups) > 1 or not are_distinct) and _are_some_alike(found):
            return None
        return found if frame.dates or any(number for _, _, number in found) else None

    def _claimed(self, parts: _Parts, texts: Sequence[str]) -> list[int] | None:
        """Return the number of what each claim says; None if there is anything to tell of it."""
        if parts.idle and any(not cell.says_nothing(texts) for cell in parts.idle):
            return None
        numbers = []
        for slot in parts.slots:
            number = slot.number
            if slot.pick is not None:
                key = slot.pick(texts)
                known = slot.found.get(key)
                number = self._new_number(slot, key, texts) if known is None else known
                if number == _UNREADABLE:
                    return None
            numbers.append(number)
        return numbers

    def _take_frame(self, frame: _Frame) -> bool:
        """Take what no row before has said of its mission; return whether there is nothing to tell of it."""
        if frame.mission is not None:
            if any(True for _ in self.accounts.mission_conflicts(frame.mission)):
                return False
            self.accounts.add_mission(self._file, frame.source, frame.mission, self.reader.rows.line)
        frame.is_known = True
        return True

    # --- what no row before had ---

    def _new_frame(self, key: Hashable, texts: Sequence[str]) -> _Frame:
        is_filled = any(texts[cell].strip() for cell in self._cells)
        if left_out := self.reader.left_out(texts):
            frame, notice = _Frame(left_out, is_filled), Notice.NOTHING
        else:
            reader = self.reader
            (mission, place, source), notice = reader.noticing(
                lambda: (reader.mission(texts), reader.place(texts), reader.source(texts))
            )
            became = "kept" if notice is Notice.NOTHING else ""
            dates = 0 if mission is None else len(mission.dates)
            number = self._sources.setdefault(source, len(self._sources))
            frame = _Frame(became, is_filled, mission, place, source, number, dates)
        if notice is not Notice.ONCE:
            self._frames[key] = frame
        return frame

    def _new_parts(self, group: _Group, key: Hashable, texts: Sequence[str]) -> _Parts | None:
        if key in group.found:
            return None
        (said, idle), notice = self.reader.noticing(lambda: self._said(group, texts))
        parts = self._parts(said, idle) if notice is Notice.NOTHING else None
        if notice is not Notice.ONCE:
            group.found[key] = parts
        return parts

    def _said(
        self, group: _Group, texts: Sequence[str]
    ) -> tuple[list[tuple[RowSubject, list[_Slot]]], tuple[Cell, ...]]:
        """Return whom the columns of a group are about, and their claims; and the cells of those about nobody."""
        found: list[tuple[RowSubject, list[_Slot]]] = []
        idle: list[Cell] = []
        for columns in group.columns:
            if self.reader.is_nobody(columns, texts):
                idle += columns.own
            else:
                day = self.reader.day(columns, texts, self.reader.source(texts))
                values = [(each.kind, self.reader.value(each, texts)) for each in columns.claims if _is_date(each)]
                dates = dates_among(values)
                subject = self.reader.subject(columns, texts, day, dates)
                found.append((subject, [self._slot(each, subject, day, dates) for each in columns.claims]))
        return found, tuple(idle)

    def _slot(
        self,
        claim: ClaimColumns,
        subject: RowSubject,
        day: UncertainDate | None,
        dates: Mapping[ClaimKind, When],
    ) -> _Slot:
        kind, manner = claim.kind, subject.manner.of(claim.kind)
        day = day if kind.spec.dated else None
        if _is_date(claim):
            number = self.accounts.claimed.number(kind, dates.get(kind), manner)
            return _Slot(claim, day, manner, number, None, {})
        found = self._numbers.setdefault((kind, id(claim.keys), claim.cells, manner), {})
        return _Slot(claim, day, manner, UNKNOWN, _picker(_numbers_of(claim.cells)), found)

    def _parts(self, said: Sequence[tuple[RowSubject, Sequence[_Slot]]], idle: tuple[Cell, ...]) -> _Parts:
        subjects = tuple([subject for subject, _ in said])
        slots = tuple([slot for subject, own in said for _ in subject.who for slot in own])
        spoken = tuple([(slot.columns.kind, slot.day) for slot in slots])
        of_whom = [
            (str(each), subject.force, subject.start) for subject, own in said for each in subject.who for _ in own
        ]
        are_distinct = len({*zip(of_whom, spoken, strict=True)}) == len(slots)
        counts = tuple([len(own) for _, own in said])
        seats = self._seats.setdefault((subjects, counts), {})
        return _Parts(subjects, counts, slots, are_distinct, seats, self._sayings.setdefault(spoken, {}), idle)

    def _new_number(self, slot: _Slot, key: Hashable, texts: Sequence[str]) -> int:
        value, notice = self.reader.noticing(lambda: self.reader.value(slot.columns, texts))
        number = _UNREADABLE
        if notice is Notice.NOTHING:
            kind = slot.columns.kind
            manner = slot.manner.of(kind, self.reader.sized(slot.columns, texts))
            number = self.accounts.claimed.number(kind, value, manner)
        slot.found[key] = number
        return number

    def _new_seats(self, parts: _Parts, frame: _Frame) -> tuple[Seat, ...]:
        found: list[Seat] = []
        for subject, count in zip(parts.subjects, parts.counts, strict=True):
            for who, key, whole in subject.keys(frame.mission, frame.place):
                found += [self.accounts.seat(key, who, frame.place, subject.note, whole)] * count
        parts.seats[frame] = tuple(found)
        return parts.seats[frame]

    def _new_sayings(self, parts: _Parts, frame: _Frame) -> tuple[Saying, ...]:
        find = self.accounts.sayings.get
        found = tuple([find(self._file, frame.source, slot.columns.kind, slot.day) for slot in parts.slots])
        parts.sayings[frame.number] = found
        return found


def _are_some_alike(entries: Sequence[RowEntry]) -> bool:
    """Tell whether two claims of a row are of one account, and speak of the same."""
    return len({(seat.account, saying) for seat, saying, _ in entries}) < len(entries)


def _is_date(claim: ClaimColumns) -> bool:
    return claim.kind.spec.value is When


def _subject_cells(columns: DeploymentColumns) -> frozenset[int]:
    """Return the columns that tell whom some columns are about, and when, and how it is said."""
    labels = [columns.contributor, columns.day, columns.force, columns.whole, columns.by, columns.wording, columns.note]
    dates = [cell for claim in columns.claims if _is_date(claim) for cell in claim.cells]
    return _numbers_of([*labels, *dates])


def _numbers_of(cells: Iterable[Cell | None]) -> frozenset[int]:
    """Return the numbers of the columns in which cells are."""
    return frozenset(cell.column for cell in cells if cell is not None and cell.column is not None)


def _picker(columns: Iterable[int]) -> Callable[[Sequence[str]], Hashable]:
    """Return a function that takes the texts in some columns out of a row, as a key."""
    numbers = sorted(columns)
    return itemgetter(*numbers) if numbers else _nothing


def _nothing(texts: Sequence[str]) -> Hashable:  # noqa: ARG001 - as `itemgetter` has it
    return ()
