"""Reads of which days a row is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from deployments.claims import Basis, ClaimKind
from deployments.errors import InvalidValueError, quote
from deployments.importing.cell_reader import misdated
from deployments.importing.columns import DeploymentColumns
from deployments.importing.row_cells import RowCells
from deployments.importing.row_content import OF_THE_TABLE, RowSource
from deployments.values.calendar import civil, month_length
from deployments.values.countries import Country
from deployments.values.dates import UncertainDate
from deployments.values.when import When

#: The days from the first that a row can be about to the last, by number.
Extent = tuple[float, float]
ALL_TIME: Extent = (float("-inf"), float("inf"))


class RowDays(RowCells):
    """Reads of which days the rows of one file are."""

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
        self.with_days.add(cell.column)
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

    def extent_of_all(self, texts: Sequence[str]) -> Extent | None:
        """Return the days that a row can be about, of whichever of its deployments; None if any cannot be read."""
        hulls = []
        for found in self._dates(texts):
            if isinstance(found, InvalidValueError):
                return None
            hulls.append(found.hull)
        return _around(hulls)

    def _dates(self, texts: Sequence[str]) -> Iterator[UncertainDate | InvalidValueError]:
        for each in self.columns.deployments:
            if each.day is not None and not each.day.is_unknown(text := each.day.of(texts)):
                yield self.cells.day(text, each.part.day)
            for claim in each.claims:
                cell = claim.cells[0]
                if claim.kind.spec.value is When and not cell.is_unknown(text := cell.of(texts)):
                    value = self.cells.claimed(claim.kind, claim.keys, text)
                    if isinstance(value, InvalidValueError):
                        yield value
                    elif isinstance(value, When) and value.on is not None:
                        yield value.on


def extent_of(day: UncertainDate | None, dates: Mapping[ClaimKind, When]) -> Extent | None:
    """Return the days that a row can be about: its day, and the dates that it gives to the stay of a contributor."""
    hulls = [] if day is None else [day.hull]
    return _around(hulls + [when.on.hull for when in dates.values() if when.on is not None])


def state_then(meant: Sequence[Country], extent: Extent | None) -> Country | None:
    """Return which of several states there was on the days that a row can be about; None if that is not one alone."""
    there = [each for each in meant if extent is not None and not misdated(each, *extent)]
    return there[0] if len(there) == 1 else None


def _around(hulls: Iterable[Extent]) -> Extent | None:
    """Return the first and the last of some days, without those that say nothing; None if nothing is said."""
    known = [each for each in hulls if each != ALL_TIME]
    return (min(first for first, _ in known), max(last for _, last in known)) if known else None


def _can_end_month(date: UncertainDate) -> bool:
    """Return whether a date can be the last day of a month."""
    first, last = date.hull
    if first != last:
        return True
    year, month, day = civil(int(first))
    return day == month_length(year, month)
