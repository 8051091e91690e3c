"""One row of a table read: what it says of whom, or everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs

from deployments.claims import Basis, ClaimKind
from deployments.diagnostics import Diagnostic, Severity
from deployments.errors import InvalidValueError, quote
from deployments.importing.cells import Cells, Contributor, folded, misdated
from deployments.importing.csv_rows import Rows
from deployments.importing.header import Cell, MappedColumns, Slot
from deployments.importing.mapping import ContributorKeys, TableMapping
from deployments.importing.spelling import total
from deployments.values.calendar import civil, month_length
from deployments.values.countries import Country, Place
from deployments.values.dates import UncertainDate
from deployments.values.edtf import ALWAYS
from deployments.values.quantities import Quantity

#: What tells deployments apart: contributor, mission, force, place, and the start where the table gives one.
Key = tuple[str, str, str, str, str]

#: Who, in which mission, on which day a row is about; None where it cannot be read.
Mention = tuple[str | None, str | None, str | None]

#: What to do with two rows that say the same.
AGAIN = "leave one of them out; if both are meant, map the column that tells them apart to force or [place]"

_ANYTHING: tuple[float, float] = (float("-inf"), float("inf"))


@attrs.frozen
class Claimed:
    """What a row says of one deployment: a number of a day, or a date; `value` is None where it says unknown."""

    who: Contributor
    key: Key
    kind: ClaimKind
    value: Quantity | UncertainDate | None
    day: UncertainDate | None
    note: str | None = None

    @property
    def mark(self) -> str:
        """Name what a source says only once of a deployment: a strength on a day, a milestone."""
        if self.kind is ClaimKind.STRENGTH and self.day is not None:
            return self.day.text
        return f"{self.kind.value} {self.day or ''}"

    def __str__(self) -> str:
        words = [str(self.who), *self.key[1:4], self.kind.value, str(self.day or "")]
        return ", ".join(word for word in words if word)


@attrs.frozen
class MissionFacts:
    """What a row says of its mission."""

    key: str
    name: str
    host: tuple[Country, ...]
    dates: tuple[tuple[ClaimKind, UncertainDate], ...]


@attrs.frozen
class Read:
    """All that a row says."""

    line: int
    mission: MissionFacts | None
    place: Place | None
    source: str
    claims: Sequence[Claimed]


class Reader:
    """Reads the rows of one table. `problems` holds what was found since it was last emptied."""

    def __init__(
        self, mapping: TableMapping, columns: MappedColumns, rows: Rows, cells: Cells, published: float
    ) -> None:
        self.mapping, self.columns, self.rows, self.cells = mapping, columns, rows, cells
        self.published = published
        self.problems: list[Diagnostic] = []
        self.mentions: list[Mention] = []
        self._told: set[tuple[str, str]] = set()

    # --- problems ---

    def problem(self, code: str, message: str, hint: str = "", cell: Cell | None = None) -> None:
        """Keep a problem of the row, at one of its cells."""
        number = cell if isinstance(cell, int) else None
        path = "" if number is None else self.columns.names[number]
        found = Diagnostic(code, message, hint, path, self.rows.location(number))
        if found not in self.problems:  # the same cell can be looked at for several deployments
            self.problems.append(found)

    def invalid(self, error: InvalidValueError, cell: Cell | None) -> None:
        """Keep what a text cannot mean."""
        self.problem(error.code, error.message, error.hint, cell)

    def once(self, code: str, text: str, message: str, hint: str, cell: Cell | None) -> None:
        """Keep a warning at the first row only of all those that have the same text."""
        if (code, text) not in self._told:
            self._told.add((code, text))
            self.problem(code, message, hint, cell)

    @property
    def is_refused(self) -> bool:
        """Whether the row has an error."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)

    # --- rows ---

    def is_total(self, texts: Sequence[str]) -> bool:
        """Tell whether the mapping leaves the row out as a sum of others."""
        return any(folded(texts[cell]) in words for cell, words in self.columns.totals)

    def read(self, texts: Sequence[str]) -> Read:
        """Read a row that has a cell for every column, as far as it can be read."""
        self.mentions = []
        mission = self._mission(texts)
        place = self._place(texts)
        claims: dict[tuple[Key, str], Claimed] = {}
        for slot in self.columns.slots:
            for claim in self._slot(slot, texts, mission, place):
                first = claims.setdefault((claim.key, claim.mark), claim)
                if first is not claim:
                    self._twice(first, claim, slot.contributor)
        return Read(self.rows.line, mission, place, self._source(texts), [*claims.values()])

    def mentioned(self, texts: Sequence[str]) -> list[Mention]:
        """Give whom a row seems to be about whose cells may be in the wrong columns; nothing else comes of it."""
        told = set(self._told)
        self.read(texts)
        self._told = told
        self.problems.clear()
        return self.mentions

    def _twice(self, first: Claimed, second: Claimed, cell: Cell) -> None:
        if first.value != second.value:
            self.problem("I105", f"it says two things at once: {quote(str(second))}", AGAIN, cell)
        else:
            self.problem("I113", f"the same contributor twice: {quote(str(second.who))}", "name it once", cell)

    def _text(self, cell: Cell, texts: Sequence[str]) -> str:
        return texts[cell] if isinstance(cell, int) else cell

    def _field(self, name: str, texts: Sequence[str]) -> tuple[Cell | None, str]:
        cell = self.columns.fields.get(name)
        return cell, "" if cell is None else self._text(cell, texts)

    def _missing(self, what: str, text: str, cell: Cell | None) -> None:
        hint = "write it in the table, or leave the row out of it"
        self.problem("I106", f"the row does not say {what}: {quote(text)}", hint, cell)

    def _source(self, texts: Sequence[str]) -> str:
        cell, text = self._field("source", texts)
        if cell is None:
            return ""
        if not self.cells.is_unknown(text):
            return self._taken(self.cells.name, text, cell) or ""
        if self.mapping.source.title is None:
            hint = "name it in the table, or write title = ... in [source] of the mapping"
            self.problem("P101", f"a claim without a source: {quote(text)}", hint, cell)
        return ""

    def _taken(self, read: Callable[[str], str | InvalidValueError], text: str, cell: Cell | None) -> str | None:
        found = read(text)
        if isinstance(found, InvalidValueError):
            self.invalid(found, cell)
            return None
        self._stray(text, cell)
        return found

    def _stray(self, text: str, cell: Cell | None) -> None:
        if self.cells.is_stray(text):
            hint = "it is read without; mend the table, or write it in aliases of the mapping"
            self.once("I110", text, f"a stray apostrophe: {quote(text)}", hint, cell)

    def _mission(self, texts: Sequence[str]) -> MissionFacts | None:
        cell, text = self._field("mission", texts)
        if cell is None:
            return None
        if self.cells.is_unknown(text):
            self._missing("which mission", text, cell)
            return None
        key = self._taken(self.cells.mission, text, cell)
        if key is None:
            return None
        dates = []
        for kind in (ClaimKind.START, ClaimKind.END):
            date = self._date(*self._field(f"mission.{kind.value}", texts))
            if date is not None:
                dates.append((kind, date))
        self._in_order(dict(dates), self.columns.fields.get("mission.end"))
        return MissionFacts(key, self._mission_name(texts, key), self._host(texts), tuple(dates))

    def _mission_name(self, texts: Sequence[str], key: str) -> str:
        cell, text = self._field("mission.name", texts)
        keys = self.mapping.mission
        if cell is None or keys is None:
            return key
        if self.cells.is_unknown(text):
            return keys.unnamed or key
        return self._taken(self.cells.name, text, cell) or key

    def _host(self, texts: Sequence[str]) -> tuple[Country, ...]:
        cell, text = self._field("mission.host", texts)
        if cell is None or self.cells.is_unknown(text):
            return ()
        found = self.cells.place({"country": text})
        if isinstance(found, InvalidValueError):
            self.invalid(found, cell)
        return (found.country,) if isinstance(found, Place) and found.country is not None else ()

    def _place(self, texts: Sequence[str]) -> Place | None:
        names = ("text", "country", "name", "latitude", "longitude")
        cells = {name: cell for name in names if (cell := self.columns.fields.get(f"place.{name}")) is not None}
        if not cells:
            return None
        found = self.cells.place({name: self._text(cell, texts) for name, cell in cells.items()})
        if isinstance(found, InvalidValueError):
            named = [name for name in reversed(names) if name in cells and name in found.problem]
            self.invalid(found, cells[named[0]] if named else next(iter(cells.values())))
            return None
        return found

    # --- deployments ---

    def _slot(
        self, slot: Slot, texts: Sequence[str], mission: MissionFacts | None, place: Place | None
    ) -> list[Claimed]:
        keys = slot.part.contributor
        text = self._text(slot.contributor, texts)
        if keys is None or (slot.optional and self.cells.is_nobody(keys, text)):
            return []
        day = self._day(slot, texts)
        stated = [(kind, self._value(kind, cells, texts)) for kind, cells in slot.claims]
        dates = {kind: value for kind, value in stated if isinstance(value, UncertainDate)}
        self._in_order(dates, next((cells[0] for kind, cells in slot.claims if kind is ClaimKind.END), None))
        who = self._contributors(keys, text, slot.contributor, _extent(day, dates))
        # Nobody is to take what a mapping says for what the table says.
        note = f"{text.strip()} in the table" if who and who != self.cells.contributor(keys, text) else None
        force = self._force(slot, texts)
        start = dates.get(ClaimKind.START)
        found = []
        for each in who:
            key: Key = (str(each), mission.key if mission else "", force, str(place or ""), str(start or ""))
            found += [
                Claimed(each, key, kind, value, day if kind in _NUMBERS else None, note) for kind, value in stated
            ]
        name = mission.key if mission is not None else None if "mission" in self.columns.fields else ""
        when = None if day is None else day.text
        self.mentions += [(str(each), name, when) for each in who] or [(None, name, when)]
        return found

    def _contributors(
        self, keys: ContributorKeys, text: str, cell: Cell, extent: tuple[float, float] | None
    ) -> tuple[Contributor, ...]:
        if self.cells.is_nobody(keys, text):
            self._missing("who contributes", text, cell)
            return ()
        found = self.cells.contributor(keys, text)
        if isinstance(found, InvalidValueError):
            self.invalid(found, cell)
            return ()
        self._stray(text, cell)
        who = self._then(keys, text, cell, extent, found)
        for each in who:
            if extent is not None and (fault := misdated(each, *extent)):
                hint = "name the state of that day, or write [[contributor.former]] in the mapping"
                self.problem("C201", f"{fault}: {quote(text)}", hint, cell)
        return who

    def _then(
        self,
        keys: ContributorKeys,
        text: str,
        cell: Cell,
        extent: tuple[float, float] | None,
        who: tuple[Contributor, ...],
    ) -> tuple[Contributor, ...]:
        """Give whom the name meant on those days."""
        for former in keys.former:
            if folded(former.name) != folded(text):
                continue
            first, last = extent or ALWAYS
            until = former.until.hull[1]
            if last <= until:
                return (former.country,)
            if first <= until:
                hint = f"until {former.until} it is {former.country.name}: write the state of that day in the table"
                self.problem("I111", f"it can mean two states: {quote(text)}", hint, cell)
        return who

    def _force(self, slot: Slot, texts: Sequence[str]) -> str:
        if slot.force is None:
            return ""
        text = self._text(slot.force, texts)
        if self.cells.is_unknown(text):
            return ""
        return self._taken(self.cells.name, text, slot.force) or ""

    def _day(self, slot: Slot, texts: Sequence[str]) -> UncertainDate | None:
        if slot.day is None:
            return None
        text = self._text(slot.day, texts)
        date = self._date(slot.day, text)
        if date is None:
            if self.cells.is_unknown(text):
                self._missing("of which day it is", text, slot.day)
            return None
        first, last = date.hull
        if slot.part.day is not None and slot.part.day.month_end and first == last:
            year, month, day = civil(int(first))
            if day != month_length(year, month):
                hint = "it is taken as it is written; leave month_end out of the mapping if that is what is meant"
                self.once("I109", text, f"not the last day of its month: {quote(text)}", hint, slot.day)
        if first > self.published and self.mapping.basis is not Basis.PLANNED:
            hint = 'mend published or accessed in [source] of the mapping, or write basis = "planned"'
            self.problem("P102", f"the table cannot report a day after its publication: {quote(text)}", hint, slot.day)
        return date

    def _date(self, cell: Cell | None, text: str) -> UncertainDate | None:
        if cell is None or self.cells.is_unknown(text):
            return None
        found = self.cells.date(text)
        if isinstance(found, InvalidValueError):
            self.invalid(found, cell)
            return None
        return found

    def _value(self, kind: ClaimKind, cells: Sequence[Cell], texts: Sequence[str]) -> Quantity | UncertainDate | None:
        if kind not in _NUMBERS:
            return self._date(cells[0], self._text(cells[0], texts))
        found = []
        for cell in cells:
            text = self._text(cell, texts)
            if self.cells.is_unknown(text):
                return None
            number = self.cells.number(text)
            if isinstance(number, InvalidValueError):
                self.invalid(number, cell)
                return None
            found.append(number)
        return found[0] if len(found) == 1 else total(found)

    def _in_order(self, dates: dict[ClaimKind, UncertainDate], cell: Cell | None) -> None:
        start, end = dates.get(ClaimKind.START), dates.get(ClaimKind.END)
        if start is not None and end is not None and end.hull[1] < start.hull[0]:
            message = f"an end before its start: {quote(str(end))}, and {quote(str(start))}"
            self.problem("I112", message, "mend one of them in the table", cell)


_NUMBERS = (ClaimKind.STRENGTH, ClaimKind.CEILING)


def _extent(day: UncertainDate | None, dates: dict[ClaimKind, UncertainDate]) -> tuple[float, float] | None:
    """Give the first and the last day that a row can be about, by number."""
    hulls = [date.hull for date in (day, *dates.values()) if date is not None]
    return (min(first for first, _ in hulls), max(last for _, last in hulls)) if hulls else None


__all__ = ["AGAIN", "Claimed", "Key", "Mention", "MissionFacts", "Read", "Reader"]
