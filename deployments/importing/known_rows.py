"""Rows of which every text was read before: they are taken by a look at what it meant, without reading it again.

What a row says has parts, each of which looks at some cells: the mission, place and source of the row; whom some
columns are about, and when; each number. Each part is read once for the texts in its cells, by the `RowReader`. A row
of which there is anything to tell, a problem or another row that speaks of the same, is left to the careful way, which
tells it.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Hashable, Iterable, Sequence
from operator import itemgetter
from typing import Final

import attrs

from deployments.claims import ClaimKind
from deployments.importing.account_claims import UNKNOWN, Saying
from deployments.importing.cell_types import CELL_TYPES
from deployments.importing.header import Cell, ClaimColumns, DeploymentColumns
from deployments.importing.row_accounts import RowAccounts, RowEntry, Seat
from deployments.importing.row_content import MissionFacts, RowSubject
from deployments.importing.row_problems import Notice
from deployments.importing.row_reader import RowReader, authorised_by, dates_among
from deployments.values.countries import Place
from deployments.values.dates import UncertainDate
from deployments.values.when import When

#: The number of a value that cannot be read.
_UNREADABLE: Final = -1


@attrs.define(eq=False)
class _Frame:
    """What the cells of a row say that are not of its deployments.

    `is_total`: the row is a sum of others; `is_careful`: there is something to tell of it; `is_filled`: any of the
    cells has a text; `is_known`: a row was taken that says the same of its mission.
    """

    is_total: bool
    is_careful: bool
    is_filled: bool
    mission: MissionFacts | None = None
    place: Place | None = None
    source: str = ""
    is_known: bool = False

    @property
    def dates(self) -> int:
        """How many dates of the mission the row has."""
        return 0 if self.mission is None else len(self.mission.dates)


class _Numbers:
    """Reads the values of one claim that is no date, each text once, by the number of what is claimed."""

    def __init__(self, claim: ClaimColumns) -> None:
        self.claim, self.pick = claim, _picker(claim.cells)
        #: By who authorised it and whether it is derived: the number of each text.
        self.found: dict[tuple[str | None, bool], dict[Hashable, int]] = {}


@attrs.frozen(eq=False)
class _Slot:
    """A claim of some columns: its sayings by the title of their source, and its number, or where it stands."""

    kind: ClaimKind
    day: UncertainDate | None
    by: str | None
    derived: bool
    number: int
    sayings: dict[str, Saying]
    numbers: _Numbers | None
    found: dict[Hashable, int]


@attrs.frozen(eq=False)
class _Part:
    """What some columns say apart from numbers: whom they are about, with the accounts by frame, and the claims."""

    subject: RowSubject
    seats: dict[_Frame, list[Seat]]
    slots: tuple[_Slot, ...]


@attrs.frozen(eq=False)
class _Group:
    """The columns of deployments that look at the same cells, numbers aside, and their parts by the texts in these."""

    columns: tuple[DeploymentColumns, ...]
    pick: Callable[[Sequence[str]], Hashable]
    found: dict[Hashable, tuple[_Part, ...] | None]


class KnownRows:
    """Takes the rows of one file of which there is nothing to tell."""

    def __init__(self, reader: RowReader, accounts: RowAccounts) -> None:
        self.reader, self.accounts = reader, accounts
        self._file, self._width = reader.rows.file.name, reader.columns.width
        self._frames: dict[Hashable, _Frame] = {}
        columns = reader.columns
        cells = [*columns.fields.values(), *(cell for cell, _ in columns.totals)]
        self._pick = _picker(cells)
        self._cells = [cell for cell in cells if isinstance(cell, int)]
        groups = itertools.groupby(columns.deployments, _subject_cells)
        self._groups = [_Group(tuple(own), _picker(cells), {}) for cells, own in groups]
        self._subjects: dict[RowSubject, dict[_Frame, list[Seat]]] = {}
        self._sayings: dict[tuple[ClaimKind, UncertainDate | None], dict[str, Saying]] = {}
        self._numbers: dict[tuple[ClaimKind, tuple[Cell, ...]], _Numbers] = {}

    def take(self, texts: Sequence[str]) -> str:
        """Take a row, and return what became of it, "kept" or "totals"; an empty text if it is to be read with care."""
        if len(texts) != self._width and (len(texts) < self._width or any(map(str.strip, texts[self._width :]))):
            return ""
        key = self._pick(texts)
        frame = self._frames.get(key) or self._new_frame(key, texts)
        if frame.is_careful or not (frame.is_filled or any(map(str.strip, texts))):
            return ""
        if frame.is_total:
            return "totals"
        entries = self._entries(frame, texts)
        if entries is None or self.accounts.meets_another(entries):
            return ""
        if not frame.dates and not any(number for _, _, number in entries):
            return ""
        line = self.reader.rows.line
        if not frame.is_known and not self._take_frame(frame, line):
            return ""
        self.accounts.add_claims(entries, line)
        return "kept"

    def _entries(self, frame: _Frame, texts: Sequence[str]) -> list[RowEntry] | None:
        """Return what a row claims; None if there is anything to tell of it."""
        found: list[RowEntry] = []
        for group in self._groups:
            key = group.pick(texts)
            try:
                parts = group.found[key]
            except KeyError:
                parts = self._new_parts(group, key, texts)
            if parts is None:
                return None
            for part in parts:
                claims = self._claims(part.slots, frame.source, texts)
                if claims is None:
                    return None
                seats = part.seats.get(frame) or self._new_seats(part, frame)
                found += [(seat, saying, number) for seat in seats for saying, number in claims]
        return found

    def _claims(self, slots: Iterable[_Slot], title: str, texts: Sequence[str]) -> list[tuple[Saying, int]] | None:
        """Return what the cells of some columns claim; None if there is anything to tell of it."""
        found = []
        for slot in slots:
            number = slot.number
            if slot.numbers is not None:
                key = slot.numbers.pick(texts)
                known = slot.found.get(key)
                number = self._new_number(slot, slot.numbers.claim, key, texts) if known is None else known
                if number == _UNREADABLE:
                    return None
            found.append((slot.sayings.get(title) or self._new_saying(slot, title), number))
        return found

    def _take_frame(self, frame: _Frame, line: int) -> bool:
        """Take what no row before has said of its mission; return whether there is nothing to tell of it."""
        if frame.mission is not None:
            if any(True for _ in self.accounts.mission_conflicts(frame.mission)):
                return False
            self.accounts.add_mission(self._file, frame.source, frame.mission, line)
        frame.is_known = True
        return True

    def _new_frame(self, key: Hashable, texts: Sequence[str]) -> _Frame:
        is_filled = any(texts[cell].strip() for cell in self._cells)
        if self.reader.is_total(texts):
            found, notice = _Frame(True, False, is_filled), Notice.NOTHING
        else:
            reader = self.reader
            (mission, place, source), notice = reader.noticing(
                lambda: (reader.mission(texts), reader.place(texts), reader.source(texts))
            )
            found = _Frame(False, notice is not Notice.NOTHING, is_filled, mission, place, source)
        if notice is not Notice.ONCE:
            self._frames[key] = found
        return found

    def _new_parts(self, group: _Group, key: Hashable, texts: Sequence[str]) -> tuple[_Part, ...] | None:
        """Return what the columns of a group say but for numbers; None if there is anything to tell of it."""
        found, notice = self.reader.noticing(
            lambda: tuple([self._new_part(each, texts) for each in group.columns if not self._is_nobody(each, texts)])
        )
        parts = found if notice is Notice.NOTHING else None
        if notice is not Notice.ONCE:
            group.found[key] = parts
        return parts

    def _is_nobody(self, columns: DeploymentColumns, texts: Sequence[str]) -> bool:
        return self.reader.is_nobody(columns, texts)

    def _new_part(self, columns: DeploymentColumns, texts: Sequence[str]) -> _Part:
        reader = self.reader
        day = reader.day(columns, texts)
        dates = dates_among([(each.kind, reader.value(each, texts)) for each in columns.claims if _is_date(each)])
        subject = reader.subject(columns, texts, day, dates)
        slots = [self._slot(each, columns, subject, day, dates.get(each.kind)) for each in columns.claims]
        return _Part(subject, self._subjects.setdefault(subject, {}), tuple(slots))

    def _slot(
        self,
        claim: ClaimColumns,
        columns: DeploymentColumns,
        subject: RowSubject,
        day: UncertainDate | None,
        date: When | None,
    ) -> _Slot:
        kind, derived = claim.kind, columns.part.derived
        when, by = day if kind.spec.dated else None, authorised_by(subject, kind)
        sayings = self._sayings.setdefault((kind, when), {})
        if _is_date(claim):
            number = self.accounts.claimed.number(kind, date, by, derived=derived)
            return _Slot(kind, when, by, derived, number, sayings, None, {})
        numbers = self._numbers.get((kind, claim.cells))
        if numbers is None:
            numbers = self._numbers[kind, claim.cells] = _Numbers(claim)
        found = numbers.found.setdefault((by, derived), {})
        return _Slot(kind, when, by, derived, UNKNOWN, sayings, numbers, found)

    def _new_number(self, slot: _Slot, claim: ClaimColumns, key: Hashable, texts: Sequence[str]) -> int:
        """Return the number of what a row claims; `_UNREADABLE` if there is anything to tell of it."""
        value, notice = self.reader.noticing(lambda: self.reader.value(claim, texts))
        number = _UNREADABLE
        if notice is Notice.NOTHING:
            number = self.accounts.claimed.number(slot.kind, value, slot.by, derived=slot.derived)
        slot.found[key] = number
        return number

    def _new_saying(self, slot: _Slot, title: str) -> Saying:
        found = slot.sayings[title] = self.accounts.sayings.get(self._file, title, slot.kind, slot.day)
        return found

    def _new_seats(self, part: _Part, frame: _Frame) -> list[Seat]:
        subject = part.subject
        keys = subject.keys(frame.mission, frame.place)
        found = [self.accounts.seat(key, who, frame.place, subject.note, whole) for who, key, whole in keys]
        part.seats[frame] = found
        return found


def _is_date(claim: ClaimColumns) -> bool:
    return claim.type is CELL_TYPES[When]


def _subject_cells(columns: DeploymentColumns) -> tuple[int, ...]:
    """Return the cells that tell whom some columns are about, and when."""
    cells: list[Cell | None] = [columns.contributor, columns.day, columns.force, columns.whole, columns.by]
    cells += [cell for claim in columns.claims if _is_date(claim) for cell in claim.cells]
    return tuple(sorted({cell for cell in cells if isinstance(cell, int)}))


def _picker(cells: Iterable[Cell]) -> Callable[[Sequence[str]], Hashable]:
    """Return a function that takes the texts of some cells out of a row, as a key."""
    numbers = [cell for cell in cells if isinstance(cell, int)]
    return itemgetter(*numbers) if numbers else _nothing


def _nothing(texts: Sequence[str]) -> Hashable:  # noqa: ARG001 - as `itemgetter` has it
    return ()
