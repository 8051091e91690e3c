"""Columns that the mapping means with `each` and of which nothing can be read: each is told once, in the header.

That is one in which no number stands, or whose header makes no date with any row, though those of others do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from deployments.diagnostics import Diagnostic
from deployments.errors import DateError, QuantityError
from deployments.importing.columns import DeploymentColumns
from deployments.importing.except_hints import leave_out_hints
from deployments.importing.row_cells import RowCells
from deployments.importing.row_shapes import HEADER
from deployments.importing.table_rows import RowPlace


@attrs.frozen
class LostColumn:
    """A column of which nothing can be read: what was told of its cells, and what is told in place of that.

    The hint is what stands `before` what leaves the column out, that, and what stands `behind` it.
    """

    columns: DeploymentColumns
    told: Sequence[Diagnostic]
    message: str
    before: str
    behind: str = ""


def tell_lost_columns(reader: RowCells, header: RowPlace) -> None:
    """Tell once of each column that is lost what was told of its cells, with what leaves all of them out.

    `header` is the place of the header; a table that has none is told of at the first of these cells.
    """
    problems = reader.problems
    by_header = [*_without_a_date(reader)]
    lost = [*by_header, *_without_a_number(reader, {id(each.columns) for each in by_header})]
    hints = leave_out_hints([each.columns for each in lost], reader.columns.names, reader.columns.to_leave_out)
    for each, leave_out in zip(lost, hints, strict=True):
        number = each.columns.numbers_alone()[0]
        first = each.told[0]
        problems.forget(each.told)
        reader.rows.place = header
        where = first.location if reader.mapping.columns else reader.rows.location(number)
        hint = f"{each.before}{leave_out}{each.behind}"
        problems.keep(Diagnostic(first.code, each.message, hint, reader.columns.names[number], where))


def _without_a_number(reader: RowCells, others: set[int]) -> Iterator[LostColumn]:
    """Yield the columns of which no cell is a number, and several are something else."""
    found = {}
    for each in reader.columns.deployments:
        numbers = each.numbers_alone() if each.many and id(each) not in others else []
        if len(numbers) == 1 and numbers[0] not in reader.with_values:
            found[reader.columns.names[numbers[0]]] = each
    faults = reader.problems.of_columns(QuantityError.code, found)
    for name, each in found.items():
        told = faults.get(name, [])
        if len(told) > 1:
            such = f"{len(told):,} cells such as {told[0].message.partition(': ')[2]}"
            message = f"no cell of this column is a number: {such}"
            yield LostColumn(each, told, message, "if it is no column of numbers, ", f"; else {told[0].hint}")


def _without_a_date(reader: RowCells) -> Iterator[LostColumn]:
    """Yield the columns whose header makes no date together with any row, where that of another column does."""
    names = reader.columns.names
    days = [(each, each.day) for each in reader.columns.deployments if each.many and _has_header_in_day(each)]
    dated = [(each, day.column) for each, day in days if day is not None and day.column is not None]
    unread = {names[day]: each for each, day in dated if day not in reader.with_days}
    if len(unread) == len(dated):
        return
    faults = reader.problems.of_columns(DateError.code, unread)
    numbers = {name: [names[number] for number in each.numbers_alone()] for name, each in unread.items()}
    cells = reader.problems.of_columns(QuantityError.code, {one for own in numbers.values() for one in own})
    for name, each in unread.items():
        if told := faults.get(name):
            below = [one for own in numbers[name] for one in cells.get(own, ())]
            yield LostColumn(each, [*told, *below], told[0].message, f"{told[0].hint}; or ")


def _has_header_in_day(columns: DeploymentColumns) -> bool:
    keys = columns.part.day
    return keys is not None and keys.template is not None and f"{{{HEADER}}}" in keys.template
