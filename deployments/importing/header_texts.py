"""Headers that say what the columns below them are of: a day, a contributor or a force. Each is read once."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from deployments.errors import DateError, InvalidValueError
from deployments.importing.cell_reader import CellReader, SumOfRowsError, folded
from deployments.importing.columns import DeploymentColumns, MappedColumns
from deployments.importing.date_word_hints import is_word
from deployments.importing.except_hints import leave_out_hints
from deployments.importing.row_problems import RowProblems
from deployments.importing.row_shapes import HEADER
from deployments.importing.toml_texts import toml_value
from deployments.patterns import lazy_pattern

#: A month by name or number, or a quarter.
_IN_A_YEAR = lazy_pattern(r"[^\W\d_]{3,20}\.?|0?[1-9]|1[0-2]|[Qq][1-4]")
#: What to do where no column would be left.
_NO_COLUMN = "none of the columns of each has a header that can be read: name others there"
#: What columns of years are called.
_YEARS = frozenset(("year", "jaar", "jahr", "annee"))


class UsedTwiceError(InvalidValueError):
    """A column that the mapping means with `each`, and in which it says that something else stands."""

    code = "I123"


@attrs.frozen(eq=False)
class _Lost:
    """Columns that are not read, what is wrong with their headers, and for each of that what names a year, if any.

    `ways` are what to do about each but to leave the columns out; empty texts where there is nothing else to do.
    """

    columns: DeploymentColumns
    errors: list[InvalidValueError]
    years: list[str]
    ways: list[str]

    @classmethod
    def of(
        cls, own: DeploymentColumns, errors: list[InvalidValueError], every: MappedColumns, cells: CellReader
    ) -> _Lost:
        """Return some of the columns of a table, with what is wrong with their headers."""
        years = [_month_hint(error, every, cells) for error in errors]
        return cls(own, errors, years, [year or _way(error) for error, year in zip(errors, years, strict=True)])

    def is_meant(self, left: set[str]) -> bool:
        """Tell whether they lack nothing but a year, and stand in a table of which no other column is left."""
        return all(self.years) and not left.issuperset(one.table for one in self.columns.many)


def readable_columns(columns: MappedColumns, cells: CellReader, problems: RowProblems) -> MappedColumns:
    """Return the columns without those whose headers cannot be read, which are told here and at no row.

    What to write to leave all of them out is told once, at the first. Months that lack nothing but a year are meant,
    where no other column can be read, and are not to be left out.
    """
    used = columns.used_otherwise()
    kept, lost = list[DeploymentColumns](), list[_Lost]()
    for own in columns.deployments:
        if errors := [*_used_twice(own, columns, used)] or [*_errors(own, cells)]:
            lost.append(_Lost.of(own, errors, columns, cells))
        else:
            kept.append(own)
    left = {one.table for own in kept for one in own.many}
    unmeant = [each.columns for each in lost if not each.is_meant(left)]
    leave_out = leave_out_hints(unmeant, columns.names)
    is_any_left = bool(kept) or len(unmeant) < len(lost)
    for each in lost:
        own_leave_out = "" if each.is_meant(left) else next(leave_out)
        for error, year, way in zip(each.errors, each.years, each.ways, strict=True):
            hint = year if each.is_meant(left) else _hint(error, way, own_leave_out if is_any_left else "")
            problems.at(error.code, error.message, hint, each.columns.numbers_alone()[0])
    read = {number for own in kept for number in _numbers(own)}
    gone = {number for each in lost for number in _numbers(each.columns)} - read
    to_leave_out = [one for each in lost if is_any_left and not any(each.ways) for one in each.columns.many]
    return attrs.evolve(
        columns, deployments=tuple(kept), unreadable=frozenset(gone - used), to_leave_out=tuple(to_leave_out)
    )


def _numbers(columns: DeploymentColumns) -> list[int]:
    """Return the numbers of the columns that are of one deployment, in pairs of both."""
    return [*columns.numbers_alone(), *(each.number for each in columns.many)]


def _used_twice(columns: DeploymentColumns, every: MappedColumns, used: set[int]) -> Iterator[InvalidValueError]:
    """Yield what is wrong with columns of `each` that the mapping uses for something else."""
    for one in columns.many:
        if one.number in used:
            message = f"the mapping uses this column for something else than {one.table}"
            yield UsedTwiceError(message, every.names[one.number])


def _errors(columns: DeploymentColumns, cells: CellReader) -> Iterator[InvalidValueError]:
    """Yield what is wrong with what a header says of the columns below it, whatever the rows say."""
    part = columns.part
    found: list[object] = []
    if part.day is not None and part.day.header and columns.day is not None:
        found.append(None if columns.day.is_unknown(columns.day.text) else cells.day(columns.day.text, part.day))
    if part.contributor is not None and part.contributor.header:
        keys, text = part.contributor, columns.contributor.text
        is_unknown = columns.contributor.is_unknown(text)
        is_open = is_unknown or cells.at_times(keys, keys.aliases, text)
        found.append(None if is_open else cells.contributor(keys, text, is_unknown=is_unknown))
    if part.force is not None and part.force.header and columns.force is not None:
        found.append(
            None if columns.force.is_unknown(columns.force.text) else cells.force(part.force, columns.force.text)
        )
    yield from (each for each in found if isinstance(each, InvalidValueError))


def _hint(error: InvalidValueError, way: str, leave_out: str) -> str:
    """Return what to do with a header: to read it, or what leaves its column out, if any other would be left."""
    if isinstance(error, SumOfRowsError):
        return f"{leave_out}; {way}" if leave_out else way
    return "; or ".join(each for each in (way, leave_out) if each) or _NO_COLUMN


def _way(error: InvalidValueError) -> str:
    """Return how to have a header read; an empty text where its column can only be left out."""
    if isinstance(error, SumOfRowsError):
        return error.otherwise
    is_no_date = isinstance(error, DateError) and is_word(str(error.value))
    return "" if is_no_date or isinstance(error, UsedTwiceError) else error.hint


def _month_hint(error: InvalidValueError, columns: MappedColumns, cells: CellReader) -> str:
    """Return what to write where a header is a month or a quarter without its year; an empty text where it is none."""
    if not isinstance(error, DateError) or not _IN_A_YEAR.fullmatch(str(error.value)):
        return ""
    text = f"2000 {error.value}"
    spelling = cells.format_hint(text)
    if not spelling and isinstance(cells.day(text), InvalidValueError):
        return ""
    years = [name for name in columns.names[: columns.given] if folded(name) in _YEARS]
    template = toml_value(f"{f'{{{years[0]}}}' if years else '2020'} {{{HEADER}}}")
    key = f"write template = {template} in day, in place of header = true"
    key += "" if years else ", with the year that is meant, or the name of its column in braces"
    return f"{'if the year stands in a column, ' if years else ''}{key}{f', and {spelling}' if spelling else ''}"
