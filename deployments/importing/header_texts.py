"""Headers that say what the columns below them are of: a day, a contributor or a force. Each is read once."""

from __future__ import annotations

import json
from collections.abc import Iterator

import attrs

from deployments.errors import InvalidValueError
from deployments.importing.cell_reader import CellReader, SumOfRowsError
from deployments.importing.columns import DeploymentColumns, MappedColumns
from deployments.importing.row_problems import RowProblems


def readable_columns(columns: MappedColumns, cells: CellReader, problems: RowProblems) -> MappedColumns:
    """Return the columns without those whose headers cannot be read, which are told here and at no row."""
    kept = []
    lost: set[int] = set()
    for each in columns.deployments:
        errors = [*_errors(each, cells)]
        own = [cell.column for cell in each.own if cell.column is not None]
        for error in errors:
            problems.at(error.code, error.message, _hint(error, columns.names[own[0]]), own[0])
        if errors:
            lost.update(own)
        else:
            kept.append(each)
    lost -= {cell.column for each in kept for cell in each.own if cell.column is not None}
    return attrs.evolve(columns, deployments=tuple(kept), unreadable=frozenset(lost))


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


def _hint(error: InvalidValueError, name: str) -> str:
    leave_out = f"leave the column out: except = {json.dumps([name], ensure_ascii=False)}"
    if isinstance(error, SumOfRowsError):
        return f"{leave_out}; if it is so called, give it an alias"
    return f"{error.hint}; or {leave_out}"
