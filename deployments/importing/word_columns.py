"""Columns that the mapping means with `each`, and in which no number stands: that is told once, in the header."""

from __future__ import annotations

from deployments.diagnostics import Diagnostic
from deployments.errors import QuantityError
from deployments.importing.except_hints import leave_out_hints
from deployments.importing.row_cells import RowCells
from deployments.importing.table_rows import RowPlace


def tell_word_columns(reader: RowCells, header: RowPlace) -> None:
    """Tell once of a column without a number what was told of each of its cells, with what leaves it out.

    `header` is the place of the header; a table that has none is told of at the first of these cells.
    """
    columns, problems = reader.columns, reader.problems
    found = {}
    for each in columns.deployments:
        numbers = each.numbers_alone() if each.many else []
        if len(numbers) == 1 and numbers[0] not in reader.with_values:
            found[columns.names[numbers[0]]] = each
    faults = problems.of_columns(QuantityError.code, found)
    lost = [each for name, each in found.items() if len(faults.get(name, ())) > 1]
    for each, leave_out in zip(lost, leave_out_hints(lost, columns.names), strict=True):
        (number,) = each.numbers_alone()
        first, *others = faults[columns.names[number]]
        problems.forget([first, *others])
        reader.rows.place = header
        where = first.location if reader.mapping.columns else reader.rows.location(number)
        such = f"{1 + len(others):,} cells such as {first.message.partition(': ')[2]}"
        hint = f"if it is no column of numbers, {leave_out}; else {first.hint}"
        message = f"no cell of this column is a number: {such}"
        problems.keep(Diagnostic(first.code, message, hint, first.path, where))
