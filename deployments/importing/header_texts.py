"""Headers that say what the columns below them are of: a day, a contributor or a force. Each is read once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from deployments.errors import InvalidValueError, quote
from deployments.importing.cell_reader import CellReader, SumOfRowsError
from deployments.importing.columns import DeploymentColumns, MappedColumns
from deployments.importing.except_hints import except_keys
from deployments.importing.row_problems import RowProblems


def readable_columns(columns: MappedColumns, cells: CellReader, problems: RowProblems) -> MappedColumns:
    """Return the columns without those whose headers cannot be read, which are told here and at no row.

    What to write to leave all of them out is told once, at the first.
    """
    read = [(each, [*_errors(each, cells)]) for each in columns.deployments]
    lost = [(each, errors) for each, errors in read if errors]
    kept = tuple([each for each, errors in read if not errors])
    leave_out = _leave_out([each for each, _ in lost], columns.names)
    for each, errors in lost:
        number = _numbers(each)[0]
        for error in errors:
            problems.at(error.code, error.message, _hint(error, leave_out), number)
            if len(lost) > 1:
                first = quote(columns.names[_numbers(lost[0][0])[0]])
                leave_out = f"leave the column out: the hint for {first} has the list of all"
    gone = {number for each, _ in lost for number in (*_numbers(each), *(one.number for one in each.many))}
    gone -= {number for each in kept for number in (*_numbers(each), *(one.number for one in each.many))}
    return attrs.evolve(columns, deployments=kept, unreadable=frozenset(gone))


def _numbers(columns: DeploymentColumns) -> list[int]:
    """Return the numbers of the columns that are of one deployment alone."""
    return [cell.column for cell in columns.own if cell.column is not None]


def _leave_out(lost: Sequence[DeploymentColumns], names: Sequence[str]) -> str:
    """Return what to write so that all columns are left out whose headers cannot be read, and their partners."""
    what = "the column" if len(lost) == 1 else "all columns with such headers"
    return f"leave {what} out: write {except_keys([each for one in lost for each in one.many], names)}"


def _errors(columns: DeploymentColumns, cells: CellReader) -> Iterator[InvalidValueError]:
    """Yield what is wrong with what a header says of the columns below it, whatever the rows say."""
    part = columns.part
    found: list[object] = []
    if part.day is not None and part.day.header and columns.day is not None:
        found.append(None if columns.day.is_unknown(columns.day.text) else cells.day(columns.day.text, part.day))
    if part.contributor is not None and part.contributor.header:
        keys, text = part.contributor, columns.contributor.text
        is_unknown = columns.contributor.is_unknown(text)
        is_open = is_unknown or cells.at_times(keys, text.strip())
        found.append(None if is_open else cells.contributor(keys, text, is_unknown=is_unknown))
    if part.force is not None and part.force.header and columns.force is not None:
        found.append(None if columns.force.is_unknown(columns.force.text) else cells.name(columns.force.text))
    yield from (each for each in found if isinstance(each, InvalidValueError))


def _hint(error: InvalidValueError, leave_out: str) -> str:
    if isinstance(error, SumOfRowsError):
        return f"{leave_out}; if it is so called, give it an alias"
    return f"{error.hint}; or {leave_out}"
