"""Reads the rows of one file: what a row says of whom, or everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from deployments.claims import Basis, Claim, ClaimKind
from deployments.errors import InvalidValueError, quote
from deployments.importing.cell_reader import CellReader, folded, misdated
from deployments.importing.csv_rows import CsvRows
from deployments.importing.header import Cell, ClaimColumns, DeploymentColumns, MappedColumns
from deployments.importing.mapping import ContributorKeys, TableMapping
from deployments.importing.row_content import DeploymentKey, Mention, MissionFacts, RowClaim, RowContent, RowSubject
from deployments.importing.row_problems import Notice, NoticedProblems, RowProblems
from deployments.importing.table_sources import TableSources
from deployments.values.calendar import civil, month_length
from deployments.values.countries import Country, Organisation, Place
from deployments.values.dates import UncertainDate
from deployments.values.when import When

_T = TypeVar("_T")

#: What to do with two rows that say the same.
DUPLICATE_HINT = "leave one of them out; if both are meant, map the column that tells them apart to force or [place]"

#: The claims of which a table can say who authorised them.
_AUTHORISED = (ClaimKind.MANDATE, ClaimKind.CEILING)

#: The days from the first that a row can be about to the last, by number.
_Extent = tuple[float, float]
_ALL_TIME: _Extent = (float("-inf"), float("inf"))


class RowReader:
    """Reads the rows of one file. `problems` holds what is wrong with the last of them."""

    def __init__(
        self, mapping: TableMapping, columns: MappedColumns, rows: CsvRows, cells: CellReader, sources: TableSources
    ) -> None:
        self.mapping, self.columns, self.rows, self.cells, self.sources = mapping, columns, rows, cells, sources
        self.published = sources.last_reported_day()
        self.problems = RowProblems(rows, columns.names)
        self.mentions: list[Mention] = []

    def is_total(self, texts: Sequence[str]) -> bool:
        """Return whether the mapping leaves the row out as a sum of others."""
        return any(folded(texts[cell]) in words for cell, words in self.columns.totals)

    def read(self, texts: Sequence[str]) -> RowContent:
        """Return what a row says that has a cell for every column, as far as it can be read."""
        self.mentions = []
        mission = self.mission(texts)
        place = self.place(texts)
        claims: dict[tuple[DeploymentKey, str], RowClaim] = {}
        for columns in self.columns.deployments:
            for claim in self._claims(columns, texts, mission, place):
                first = claims.setdefault((claim.deployment, claim.topic), claim)
                if first is not claim:
                    self._twice(first, claim, columns.contributor)
        return RowContent(self.rows.line, mission, place, self.source(texts), [*claims.values()])

    def mentioned(self, texts: Sequence[str]) -> list[Mention]:
        """Return whom a row may be about whose cells may be in the wrong columns, which is no reason to report them."""
        kept, self.problems = self.problems, RowProblems(self.rows, self.columns.names)
        self.read(texts)
        self.problems = kept
        return self.mentions

    def noticing(self, read: Callable[[], _T]) -> tuple[_T, Notice]:
        """Return what is read, and whether there is anything to tell of it, which is not told yet."""
        kept = self.problems
        self.problems = noticed = NoticedProblems(kept)
        try:
            return read(), noticed.notice
        finally:
            self.problems = kept

    def _twice(self, first: RowClaim, second: RowClaim, cell: Cell) -> None:
        if first.value != second.value:
            self.problems.add("I105", f"it says two things at once: {quote(str(second))}", DUPLICATE_HINT, cell)
        else:
            self.problems.add("I113", f"the same contributor twice: {quote(str(second.who))}", "name it once", cell)

    def _text(self, cell: Cell, texts: Sequence[str]) -> str:
        return texts[cell] if isinstance(cell, int) else cell

    def _field(self, name: str, texts: Sequence[str]) -> tuple[Cell | None, str]:
        cell = self.columns.fields.get(name)
        return cell, "" if cell is None else self._text(cell, texts)

    def _missing(self, what: str, text: str, cell: Cell | None) -> None:
        hint = "write it in the table, or leave the row out of it"
        self.problems.add("I106", f"the row does not say {what}: {quote(text)}", hint, cell)

    def source(self, texts: Sequence[str]) -> str:
        """Return the title of the source of a row; an empty text where it is that of the table."""
        cell, text = self._field("source", texts)
        if cell is None:
            return ""
        if not self.cells.is_unknown(text):
            return self._taken(self.cells.name, text, cell) or ""
        if self.mapping.source.title is None:
            hint = "name it in the table, or write title = ... in [source] of the mapping"
            self.problems.add("P101", f"a claim without a source: {quote(text)}", hint, cell)
        return ""

    def _taken(self, read: Callable[[str], str | InvalidValueError], text: str, cell: Cell | None) -> str | None:
        found = read(text)
        if isinstance(found, InvalidValueError):
            self.problems.invalid(found, cell)
            return None
        self._stray(text, cell)
        return found

    def _stray(self, text: str, cell: Cell | None) -> None:
        if self.cells.is_stray(text):
            hint = "it is read without; mend the table, or write it in aliases of the mapping"
            self.problems.once("I110", text, f"a stray apostrophe: {quote(text)}", hint, cell)

    def mission(self, texts: Sequence[str]) -> MissionFacts | None:
        """Return what a row says of its mission."""
        cell, text = self._field("mission", texts)
        if cell is None:
            return None
        if self.cells.is_unknown(text):
            self._missing("which mission", text, cell)
            return None
        key = self._taken(self.cells.mission, text, cell)
        if key is None:
            return None
        dates = self._mission_dates(texts)
        return MissionFacts(key, self._mission_name(texts, key), self._host(texts), tuple(dates.items()))

    def _mission_dates(self, texts: Sequence[str]) -> dict[ClaimKind, When]:
        dates = {}
        for kind, field in ((ClaimKind.START, "mission.start"), (ClaimKind.END, "mission.end")):
            date = self._date(*self._field(field, texts))
            if date is not None:
                dates[kind] = When(on=date)
        if len(dates) > 1:
            self._check_order(dates, self.columns.fields.get("mission.end"))
        return dates

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
            self.problems.invalid(found, cell)
        return (found.country,) if isinstance(found, Place) and found.country is not None else ()

    def place(self, texts: Sequence[str]) -> Place | None:
        """Return the place of a row."""
        names = ("text", "country", "name", "latitude", "longitude")
        cells = {name: cell for name in names if (cell := self.columns.fields.get(f"place.{name}")) is not None}
        if not cells:
            return None
        found = self.cells.place({name: self._text(cell, texts) for name, cell in cells.items()})
        if isinstance(found, InvalidValueError):
            named = [name for name in reversed(names) if name in cells and name in found.problem]
            self.problems.invalid(found, cells[named[0]] if named else next(iter(cells.values())))
            return None
        return found

    def is_nobody(self, columns: DeploymentColumns, texts: Sequence[str]) -> bool:
        """Tell whether some columns of a row are about nobody, and need not be."""
        keys = columns.part.contributor
        return keys is None or (columns.optional and self.cells.is_nobody(keys, self._text(columns.contributor, texts)))

    def _claims(
        self, columns: DeploymentColumns, texts: Sequence[str], mission: MissionFacts | None, place: Place | None
    ) -> list[RowClaim]:
        """Return what a row claims of the deployments to which some of its columns belong."""
        if self.is_nobody(columns, texts):
            return []
        day = self.day(columns, texts)
        values = [(claim.kind, self.value(claim, texts)) for claim in columns.claims]
        subject = self.subject(columns, texts, day, dates_among(values))
        self._mention(subject.who, mission, day)
        return [
            RowClaim(
                each,
                key,
                kind,
                value,
                day if kind.spec.dated else None,
                subject.note,
                whole,
                authorised_by(subject, kind),
                columns.part.derived,
            )
            for each, key, whole in subject.keys(mission, place)
            for kind, value in values
        ]

    def subject(
        self,
        columns: DeploymentColumns,
        texts: Sequence[str],
        day: UncertainDate | None,
        dates: Mapping[ClaimKind, When],
    ) -> RowSubject:
        """Return whom some columns of a row are about, on a day and on the dates that the row gives to their stay."""
        if len(dates) > 1:
            self._check_order(dates, {claim.kind: claim.cells[0] for claim in columns.claims}.get(ClaimKind.END))
        keys, text = columns.part.contributor, self._text(columns.contributor, texts)
        assert keys is not None  # noqa: S101 - where nobody contributes there is nobody to tell of
        who = self._contributors(keys, text, columns.contributor, _extent(day, dates))
        # Nobody is to take what a mapping says for what the table says.
        note = f"{text.strip()} in the table" if who and who != self.cells.contributor(keys, text) else None
        force, whole = self._label(columns.force, texts), self._label(columns.whole, texts)
        by = self._label(columns.by, texts) or None
        start = str(dates.get(ClaimKind.START, ""))
        return RowSubject(who, note, force, None if columns.whole is None else whole, by, start)

    def _mention(
        self, who: Sequence[Country | Organisation], mission: MissionFacts | None, day: UncertainDate | None
    ) -> None:
        """Keep whom the row is about, for the case that it is not taken."""
        name = mission.key if mission is not None else None if "mission" in self.columns.fields else ""
        when = None if day is None else day.text
        self.mentions += [(str(each), name, when) for each in who] or [(None, name, when)]

    def _contributors(
        self, keys: ContributorKeys, text: str, cell: Cell, extent: _Extent | None
    ) -> tuple[Country | Organisation, ...]:
        if self.cells.is_nobody(keys, text):
            self._missing("who contributes", text, cell)
            return ()
        found = self.cells.contributor(keys, text)
        if isinstance(found, InvalidValueError):
            self.problems.invalid(found, cell)
            return ()
        self._stray(text, cell)
        who = self._succeeded(keys, text, cell, extent, found)
        for each in who:
            if extent is not None and (fault := misdated(each, *extent)):
                hint = "name the state of that day, or write [[contributor.former]] in the mapping"
                self.problems.add("C201", f"{fault}: {quote(text)}", hint, cell)
        return who

    def _succeeded(
        self,
        keys: ContributorKeys,
        text: str,
        cell: Cell,
        extent: _Extent | None,
        who: tuple[Country | Organisation, ...],
    ) -> tuple[Country | Organisation, ...]:
        """Return whom a name meant on the days that the row is about, where that has changed."""
        for former in keys.former:
            if folded(former.name) != folded(text):
                continue
            first, last = extent or _ALL_TIME
            until = former.until.hull[1]
            if last <= until:
                return (former.country,)
            if first <= until:
                hint = f"until {former.until} it is {former.country.name}: write the state of that day in the table"
                self.problems.add("I111", f"it can mean two states: {quote(text)}", hint, cell)
        return who

    def _label(self, cell: Cell | None, texts: Sequence[str]) -> str:
        """Return the name in a cell; an empty text where there is none."""
        text = "" if cell is None else self._text(cell, texts)
        return "" if self.cells.is_unknown(text) else self._taken(self.cells.name, text, cell) or ""

    def day(self, columns: DeploymentColumns, texts: Sequence[str]) -> UncertainDate | None:
        """Return the day of the claims that hold on one."""
        cell, keys = columns.day, columns.part.day
        if cell is None:
            return None
        text = self._text(cell, texts)
        day = self._date(cell, text)
        if day is None:
            if self.cells.is_unknown(text):
                self._missing("of which day it is", text, cell)
            return None
        if keys is not None and keys.month_end and not _can_end_month(day):
            hint = "it is taken as it is written; leave month_end out of the mapping if that is what is meant"
            self.problems.once("I109", text, f"not the last day of its month: {quote(text)}", hint, cell)
        published = self.sources.publication(day)
        if isinstance(published, InvalidValueError):
            self.problems.invalid(published, cell)
        if day.hull[0] > self.published and self.mapping.basis is Basis.REPORTED:
            hint = 'mend published or accessed in [source] of the mapping, or write basis = "planned"'
            message = f"the table cannot report a day after its publication: {quote(text)}"
            self.problems.add("P102", message, hint, cell)
        return day

    def _date(self, cell: Cell | None, text: str) -> UncertainDate | None:
        if cell is None or self.cells.is_unknown(text):
            return None
        found = self.cells.day(text)
        if isinstance(found, InvalidValueError):
            self.problems.invalid(found, cell)
            return None
        return found

    def value(self, claim: ClaimColumns, texts: Sequence[str]) -> Claim | None:
        """Return the value of a claim; None if a cell of it is unknown, or cannot be read, which is a problem."""
        found = []
        for cell in claim.cells:
            text = self._text(cell, texts)
            if self.cells.is_unknown(text):
                return None
            value = self.cells.claimed(claim.type, text)
            if isinstance(value, InvalidValueError):
                self.problems.invalid(value, cell)
                return None
            found.append(value)
        if len(found) == 1:
            return found[0]
        try:
            return claim.type.combine(found)
        except InvalidValueError as error:
            self.problems.invalid(error, claim.cells[0])
            return None

    def _check_order(self, dates: Mapping[ClaimKind, When], cell: Cell | None) -> None:
        start, end = (when.on if (when := dates.get(kind)) else None for kind in (ClaimKind.START, ClaimKind.END))
        if start is not None and end is not None and end.hull[1] < start.hull[0]:
            message = f"an end before its start: {quote(str(end))}, and {quote(str(start))}"
            self.problems.add("I112", message, "mend one of them in the table", cell)


def dates_among(values: Iterable[tuple[ClaimKind, Claim | None]]) -> dict[ClaimKind, When]:
    """Return the dates among the values of claims."""
    return {kind: value for kind, value in values if isinstance(value, When)}


def authorised_by(subject: RowSubject, kind: ClaimKind) -> str | None:
    """Return who authorised what a claim is of, as far as somebody can."""
    return subject.by if kind in _AUTHORISED else None


def _can_end_month(date: UncertainDate) -> bool:
    """Return whether a date can be the last day of a month."""
    first, last = date.hull
    if first != last:
        return True
    year, month, day = civil(int(first))
    return day == month_length(year, month)


def _extent(day: UncertainDate | None, dates: Mapping[ClaimKind, When]) -> _Extent | None:
    """Return the days that a row can be about."""
    hulls = [] if day is None else [day.hull]
    hulls += [when.on.hull for when in dates.values() if when.on is not None]
    return (min(first for first, _ in hulls), max(last for _, last in hulls)) if hulls else None
