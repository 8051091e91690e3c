"""Reads the rows of one file: what a row says of whom, or everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import attrs

from deployments.claims import Basis, Claim, ClaimKind
from deployments.errors import InvalidValueError, quote
from deployments.importing.cell_reader import CellReader, folded, is_country, misdated
from deployments.importing.columns import Cell, ClaimColumns, DeploymentColumns, MappedColumns
from deployments.importing.mapping import ContributorKeys, TableMapping
from deployments.importing.row_content import (
    OF_THE_TABLE,
    DeploymentKey,
    Manner,
    Mention,
    MissionFacts,
    RowClaim,
    RowContent,
    RowSource,
    RowSubject,
)
from deployments.importing.row_problems import Notice, NoticedProblems, RowProblems
from deployments.importing.table_rows import TableRows
from deployments.importing.table_sources import TableSources
from deployments.values.calendar import civil, month_length
from deployments.values.countries import Country, Organisation, Place
from deployments.values.dates import UncertainDate
from deployments.values.quantities import Quantity
from deployments.values.when import When

_T = TypeVar("_T")

#: What to do with two rows that say the same.
DUPLICATE_HINT = "leave one of them out; if both are meant, map the column that tells them apart to force or [place]"

#: Where a table says that there are none.
_NOBODY = Quantity(0, 0)

#: The days from the first that a row can be about to the last, by number.
_Extent = tuple[float, float]
_ALL_TIME: _Extent = (float("-inf"), float("inf"))


@attrs.define(eq=False)
class _Unit:
    """What some columns of a row claim of one deployment; `is_lost` if anything is wrong with it."""

    columns: DeploymentColumns
    claims: Sequence[RowClaim]
    is_lost: bool


class RowReader:
    """Reads the rows of one file. `problems` holds what is wrong with the last of them."""

    def __init__(
        self, mapping: TableMapping, columns: MappedColumns, rows: TableRows, cells: CellReader, sources: TableSources
    ) -> None:
        self.mapping, self.columns, self.rows, self.cells, self.sources = mapping, columns, rows, cells, sources
        self.problems = RowProblems(rows, columns)

    def left_out(self, texts: Sequence[str]) -> str:
        """Return as what the mapping leaves a row out, "totals" or "left_out"; an empty text if it does not."""
        return next((each.name for each in self.columns.left_out if each.is_meant(texts[each.column])), "")

    def read(self, texts: Sequence[str]) -> RowContent:
        """Return what a row says that has a cell for every column, as far as it can be read.

        What is wrong with the columns of one of its deployments takes nothing from the others.
        """
        before = len(self.problems)
        mission, place, source = self.mission(texts), self.place(texts), self.source(texts)
        is_refused = self.problems.has_errors_since(before)
        units = [self._unit(columns, texts, mission, place, source) for columns in self.columns.deployments]
        self._find_twice(units)
        claims: dict[tuple[DeploymentKey, str], RowClaim] = {}
        lost: list[Mention] = []
        lost_cells: set[int] = set()
        for unit in units:
            if unit.is_lost:
                lost += self.mentioned_in(unit.columns, texts, mission)
                lost_cells |= unit.columns.numbers()
            for claim in () if unit.is_lost else unit.claims:
                claims.setdefault((claim.deployment, claim.topic), claim)
        said = [*claims.values()]
        return RowContent(self.rows.line, mission, place, source, said, is_refused, lost, frozenset(lost_cells))

    def _unit(
        self,
        columns: DeploymentColumns,
        texts: Sequence[str],
        mission: MissionFacts | None,
        place: Place | None,
        source: RowSource,
    ) -> _Unit:
        """Return what some columns of a row claim; they are lost if anything is wrong with it."""
        before = len(self.problems)
        claims = self._claims(columns, texts, mission, place, source)
        return _Unit(columns, claims, self.problems.has_errors_since(before))

    def _find_twice(self, units: Sequence[_Unit]) -> None:
        """Report claims of one deployment in two places of a row: if they differ, nobody knows which to take."""
        first: dict[tuple[DeploymentKey, str], tuple[_Unit, RowClaim]] = {}
        for unit in units:
            for claim in unit.claims:
                other, said = first.setdefault((claim.deployment, claim.topic), (unit, claim))
                if said is claim:
                    continue
                cell = unit.columns.contributor
                if said.value == claim.value:
                    message = f"the same contributor twice: {quote(str(claim.who))}"
                    self.problems.add("I113", message, "name it once", cell)
                else:
                    self.problems.add("I105", f"it says two things at once: {quote(str(claim))}", DUPLICATE_HINT, cell)
                    unit.is_lost = other.is_lost = True

    def mentioned(self, texts: Sequence[str]) -> list[Mention]:
        """Return whom a row may be about, whatever is wrong with it: of them nobody can say that they are absent."""
        mission, _ = self.noticing(lambda: self.mission(texts))
        return [each for columns in self.columns.deployments for each in self.mentioned_in(columns, texts, mission)]

    def mentioned_in(
        self, columns: DeploymentColumns, texts: Sequence[str], mission: MissionFacts | None
    ) -> list[Mention]:
        """Return whom some columns of a row may be about; None for what cannot be read."""
        is_nobody = self.is_nobody(columns, texts)
        if is_nobody and all(cell.says_nothing(texts) for cell in columns.own):
            return []
        name = mission.key if mission is not None else None if "mission" in self.columns.fields else ""
        (day, who), _ = self.noticing(lambda: (self.day(columns, texts), self._who(columns, texts)))
        when = None if day is None else day.text
        return [(str(each), name, when) for each in who] or [(None, name, when)]

    def _who(self, columns: DeploymentColumns, texts: Sequence[str]) -> tuple[Country | Organisation, ...]:
        return self.subject(columns, texts, self.day(columns, texts), {}).who

    def noticing(self, read: Callable[[], _T]) -> tuple[_T, Notice]:
        """Return what is read, and whether there is anything to tell of it, which is not told yet."""
        kept = self.problems
        self.problems = noticed = NoticedProblems(kept)
        try:
            return read(), noticed.notice
        finally:
            self.problems = kept

    def _field(self, name: str, texts: Sequence[str]) -> tuple[Cell | None, str, bool]:
        """Return the cell of a field of the row, its text, and whether that is known."""
        cell = self.columns.fields.get(name)
        text = "" if cell is None else cell.of(texts)
        return cell, text, cell is not None and not cell.is_unknown(text)

    def _missing(self, what: str, text: str, cell: Cell | None) -> None:
        hint = "write it in the table, or leave the row out of it"
        self.problems.add("I106", f"the row does not say {what}: {quote(text)}", hint, cell)

    def source(self, texts: Sequence[str]) -> RowSource:
        """Return what a row says of its source."""
        if not self.columns.source_fields:
            return OF_THE_TABLE
        title, before = self._source_title(texts), len(self.problems)
        fields = tuple(self._source_fields(texts))
        if len(self.problems) == before:
            self._check_dated(fields)
        return RowSource(title, fields)

    def _source_title(self, texts: Sequence[str]) -> str:
        cell, text, is_known = self._field("source.title", texts)
        if is_known:
            return self._taken(self.cells.name, text, cell) or ""
        if cell is not None and self.mapping.source.title is None:
            hint = "name it in the table, or write title = ... in [source] of the mapping"
            self.problems.add("P101", f"a claim without a source: {quote(text)}", hint, cell)
        return ""

    def _source_fields(self, texts: Sequence[str]) -> Iterator[tuple[str, object]]:
        for name in self.columns.source_fields:
            cell, text, is_known = self._field(f"source.{name}", texts)
            if name == "title" or not is_known:
                continue
            found = self.cells.of_source(name, text)
            if isinstance(found, InvalidValueError):
                self.problems.invalid(found, cell)
            else:
                yield name, found

    def _check_dated(self, fields: Iterable[tuple[str, object]]) -> None:
        """Report a source of which nobody says when it was published, or read."""
        keys, dates = self.mapping.source, ("published", "accessed")
        if keys.published is None and keys.accessed is None and not {*dates} & {*dict(fields)}:
            named = [cell for name in dates if (cell := self.columns.fields.get(f"source.{name}")) is not None]
            if named and keys.each == "file":
                self._missing("when its source was published", "", named[0])

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
        cell, text, is_known = self._field("mission", texts)
        if cell is None:
            return None
        if not is_known:
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
            cell, text, is_known = self._field(field, texts)
            date = self._date(cell, text) if is_known else None
            if date is not None:
                dates[kind] = When(on=date)
        if len(dates) > 1:
            self._check_order(dates, self.columns.fields.get("mission.end"))
        return dates

    def _mission_name(self, texts: Sequence[str], key: str) -> str:
        cell, text, is_known = self._field("mission.name", texts)
        keys = self.mapping.mission
        if cell is None or keys is None:
            return key
        if not is_known:
            return keys.unnamed or key
        return self._taken(self.cells.name, text, cell) or key

    def _host(self, texts: Sequence[str]) -> tuple[Country, ...]:
        cell, text, is_known = self._field("mission.host", texts)
        if not is_known:
            return ()
        keys = self.mapping.mission
        found = None if cell is None or keys is None else self._read(self.cells.host(text, keys.host), cell)
        return () if found is None else (found,)

    def place(self, texts: Sequence[str]) -> Place | None:
        """Return the place of a row."""
        names = ("text", "country", "name", "latitude", "longitude")
        cells = {name: cell for name in names if (cell := self.columns.fields.get(f"place.{name}")) is not None}
        known = {name: text for name, cell in cells.items() if not cell.is_unknown(text := cell.of(texts))}
        self._check_word(cells.get("country"), texts)
        found = self.cells.place(known)
        if isinstance(found, InvalidValueError):
            named = [name for name in reversed(names) if name in cells and name in found.problem]
            self.problems.invalid(found, cells[named[0]] if named else next(iter(cells.values())))
            return None
        return found

    def _check_word(self, cell: Cell | None, texts: Sequence[str]) -> None:
        """Report a country that is also a word for what is not known, unless the mapping says which is meant."""
        text = "" if cell is None else cell.of(texts).strip()
        if cell is None or not text or not cell.is_unknown(text) or not is_country(text):
            return
        keys = self.mapping.place
        if keys is not None and keys.unknown is None and (keys.country is None or keys.country.unknown is None):
            hint = f'write unknown = [] in [place] if it is the country, unknown = ["{text}"] if it is not known'
            self.problems.add("I111", f"it is a country, and the word for what is not known: {quote(text)}", hint, cell)

    def is_nobody(self, columns: DeploymentColumns, texts: Sequence[str]) -> bool:
        """Tell whether some columns of a row are about nobody, and need not be."""
        return columns.optional and self._names_nobody(columns, texts)

    def _names_nobody(self, columns: DeploymentColumns, texts: Sequence[str]) -> bool:
        cell, keys = columns.contributor, columns.part.contributor
        text = cell.of(texts)
        is_said = keys is not None and keys.unknown is not None
        return cell.is_unknown(text) and (is_said or not text or not is_country(text.strip()))

    def _claims(
        self,
        columns: DeploymentColumns,
        texts: Sequence[str],
        mission: MissionFacts | None,
        place: Place | None,
        source: RowSource,
    ) -> list[RowClaim]:
        """Return what a row claims of the deployments to which some of its columns belong."""
        if self.is_nobody(columns, texts):
            for cell in columns.own:
                if not cell.says_nothing(texts):
                    hint = "write it in the table, or take the number out of it"
                    message = f"it does not say who contributes these: {quote(cell.of(texts))}"
                    self.problems.add("I106", message, hint, cell)
            return []
        day = self.day(columns, texts, source)
        values = [(claim.kind, self.value(claim, texts)) for claim in columns.claims]
        subject = self.subject(columns, texts, day, dates_among(values))
        manners = {claim.kind: subject.manner.of(claim.kind, self.sized(claim, texts)) for claim in columns.claims}
        note = subject.note
        return [
            RowClaim(each, key, kind, value, day if kind.spec.dated else None, manners[kind], note, whole)
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
        who, note = self._contributors(columns, texts, _extent(day, dates))
        force, whole = self._label(columns.force, texts), self._label(columns.whole, texts)
        manner = Manner(
            by=self._label(columns.by, texts) or None,
            derived=columns.part.derived,
            wording=self._quoted("wording", columns.wording, texts),
            note=self._quoted("note", columns.note, texts),
        )
        start = str(dates.get(ClaimKind.START, ""))
        return RowSubject(who, note, force, None if columns.whole is None else whole, manner, start)

    def _contributors(
        self, columns: DeploymentColumns, texts: Sequence[str], extent: _Extent | None
    ) -> tuple[tuple[Country | Organisation, ...], str | None]:
        """Return who contributes, and what they are called in the table if they are known under another name."""
        cell, keys = columns.contributor, columns.part.contributor
        assert keys is not None  # noqa: S101 - where nobody contributes there is nobody to tell of
        text = cell.of(texts)
        if self._names_nobody(columns, texts):
            self._missing("who contributes", text, cell)
            return (), None
        found = self._of_its_time(keys, text, extent) or self.cells.contributor(
            keys, text, is_unknown=cell.is_unknown(text)
        )
        if isinstance(found, InvalidValueError):
            self.problems.invalid(found, cell)
            return (), None
        self._stray(text, cell)
        who = self._succeeded(keys, text, cell, extent, found)
        for each in who:
            if extent is not None and (fault := misdated(each, *extent)):
                hint = "name the state of that day, or write [[contributor.former]] in the mapping"
                self.problems.add("C201", f"{fault}: {quote(text)}", hint, cell)
        # Nobody is to take what a mapping says for what the table says.
        return who, f"{text.strip()} in the table" if who != found else None

    def _of_its_time(self, keys: ContributorKeys, text: str, extent: _Extent | None) -> tuple[Country, ...]:
        """Return the state that a code means on the days that the row is about, if it is one of several."""
        meant = self.cells.at_times(keys, text.strip())
        there = [each for each in meant if extent is not None and not misdated(each, *extent)]
        return tuple(there) if len(there) == 1 else ()

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
        text = "" if cell is None else cell.of(texts)
        is_known = cell is not None and not cell.is_unknown(text)
        return self._taken(self.cells.name, text, cell) or "" if is_known else ""

    def _quoted(self, field: str, cell: Cell | None, texts: Sequence[str]) -> str | None:
        """Return the words in a cell; None where there are none."""
        if cell is None or cell.is_unknown(text := cell.of(texts)):
            return None
        return self._read(self.cells.of_statement(field, text), cell)

    def day(
        self, columns: DeploymentColumns, texts: Sequence[str], source: RowSource = OF_THE_TABLE
    ) -> UncertainDate | None:
        """Return the day of the claims that hold on one."""
        cell, keys = columns.day, columns.part.day
        if cell is None or keys is None:
            return None
        text = cell.of(texts)
        if cell.is_unknown(text):
            self._missing("of which day it is", text, cell)
            return None
        day = self._read(self.cells.day(text, keys), cell)
        if day is None:
            return None
        if keys.month_end and not _can_end_month(day):
            hint = "it is taken as it is written; leave month_end out of the mapping if that is what is meant"
            self.problems.once("I109", text, f"not the last day of its month: {quote(text)}", hint, cell)
        published = self.sources.publication(day)
        if isinstance(published, InvalidValueError):
            self.problems.invalid(published, cell)
        if day.hull[0] > self.sources.last_reported_day(source) and self.mapping.basis is Basis.REPORTED:
            hint = 'mend published or accessed in [source] of the mapping, or write basis = "planned"'
            message = f"the table cannot report a day after its publication: {quote(text)}"
            self.problems.add("P102", message, hint, cell)
        return day

    def _date(self, cell: Cell | None, text: str) -> UncertainDate | None:
        return None if cell is None else self._read(self.cells.day(text), cell)

    def _read(self, found: _T | InvalidValueError, cell: Cell) -> _T | None:
        """Return what was read of a cell; None, and a problem, if it could not be."""
        if isinstance(found, InvalidValueError):
            self.problems.invalid(found, cell)
            return None
        return found

    def value(self, claim: ClaimColumns, texts: Sequence[str]) -> Claim | None:
        """Return the value of a claim; None if nothing of it is known, or any of it cannot be read: then, a problem."""
        found: list[Claim | None] = []
        for cell in claim.cells:
            text = cell.of(texts)
            if cell.is_unknown(text):
                found.append(None)
            elif cell.is_zero(text):
                found.append(_NOBODY)
            else:
                value = self.cells.claimed(claim.kind, claim.keys, text)
                if isinstance(value, InvalidValueError):
                    self.problems.invalid(value, cell)
                    return None
                found.append(value)
        try:
            return claim.type.combine(found, claim.names)
        except InvalidValueError as error:
            self.problems.invalid(error, claim.cells[0])
            return None

    def sized(self, claim: ClaimColumns, texts: Sequence[str]) -> str | None:
        """Return what to note of a number of people that the mapping makes of a number of units."""
        if not self.mapping.units or claim.kind.spec.value is not Quantity:
            return None
        found = [self.cells.sized(cell.of(texts)) for cell in claim.cells if not cell.is_unknown(cell.of(texts))]
        return "; ".join(each for each in found if each is not None) or None

    def _check_order(self, dates: Mapping[ClaimKind, When], cell: Cell | None) -> None:
        start, end = (when.on if (when := dates.get(kind)) else None for kind in (ClaimKind.START, ClaimKind.END))
        if start is not None and end is not None and end.hull[1] < start.hull[0]:
            message = f"an end before its start: {quote(str(end))}, and {quote(str(start))}"
            self.problems.add("I112", message, "mend one of them in the table", cell)


def dates_among(values: Iterable[tuple[ClaimKind, Claim | None]]) -> dict[ClaimKind, When]:
    """Return the dates among the values of claims."""
    return {kind: value for kind, value in values if isinstance(value, When)}


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
