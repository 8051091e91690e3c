"""Reads back the tables of records: turns the cells of a grid into records, and knows the place of each."""

from __future__ import annotations

from array import array
from collections.abc import Callable, MutableSequence, Sequence
from functools import partial
from operator import getitem
from typing import Any

import attrs

from deployments.diagnostics import Diagnostic, Location
from deployments.errors import InvalidValueError, quote
from deployments.formats import jsonl_errors, row_codec
from deployments.formats.columns import ColumnReader
from deployments.formats.file_records import MANY_KINDS, FileRecords
from deployments.formats.layout import RECORD_TABLES, RECORDS, Type
from deployments.formats.made_when_asked import LazyDict, LazyList
from deployments.formats.tabular import Block, Grid
from deployments.records import KIND_NAMES, Statement, written_fields
from deployments.references import AnyRecord, UnmadeRecord, path_of, row_field
from deployments.rows import FEW, Coded, Column, slices
from deployments.suggestions import did_you_mean

#: A table with more columns than this is not one of ours; its columns are not looked at one by one.
_MANY_NAMES = 100


def _add_numbers(rows: Sequence[int], known: MutableSequence[int]) -> None:
    """Add the numbers of rows to others; of very many that follow each other, without an object for each."""
    if not isinstance(rows, range) or len(rows) < FEW:
        known.extend(array("Q", rows))
        return
    import numpy as np  # noqa: PLC0415 - only who has many rows takes it

    for own in slices(len(rows)):
        part = rows[own]
        known.extend(array("Q", np.arange(part.start, part.stop, part.step).astype(np.uint64).tobytes()))


@attrs.define(eq=False)
class Sheet(FileRecords):
    """What was read from one table. The spot of a record is the number of its row."""

    table: str
    grid: Grid
    diagnostics: list[Diagnostic] = attrs.field(factory=list)
    spots: MutableSequence[Any] = attrs.field(factory=lambda: array("Q"), init=False)
    _places: dict[str, int] = attrs.field(factory=dict, init=False)  # the place of each column
    _types: dict[str, Type] = attrs.field(factory=dict, init=False)

    def read(self) -> None:
        """Read all rows, unless the names above them are not those of the table."""
        layout = RECORDS[self.table]
        if not self._names():
            return
        self._places = {name: place for place, name in enumerate(self.grid.names)}
        self._types = {column.name: column.type for column in layout.columns}
        kind, columns = RECORD_TABLES[self.table][0], ColumnReader()
        for block in self.grid.blocks():
            self._block(columns, block)
        if kind in columns.kinds():
            self.rows, self.row_spots = {kind: columns.rows(kind)}, {kind: self.spots}
            self.spots = array("Q")
            if kind not in MANY_KINDS:
                self.unfold()

    def _names(self) -> bool:
        layout, found = RECORDS[self.table], self.grid.names
        told = len(self.diagnostics)
        if len(found) > _MANY_NAMES:
            hint = f"{self.table} has {', '.join(layout.names)}"
            self._problem("S101", f"{len(found):,} columns where {len(layout.names)} are known", hint)
            return False
        for place, name in enumerate(found):
            if name not in layout.names:
                hint = did_you_mean(str(name), layout.names) or f"known here: {', '.join(layout.names)}"
                self._problem("S101", f"not a column of {self.table}: {quote(name)}", hint, cell=place)
            elif name in found[:place]:
                self._problem("S101", f"a column that is there twice: {quote(name)}", "leave one out", cell=place)
        for column in layout.columns:
            if column.required and column.name not in found:
                self._problem("S102", f"the column {column.name} is missing", f"{column.name}: {column.meaning}")
        return len(self.diagnostics) == told

    def _block(self, columns: ColumnReader, block: Block) -> None:
        """Read rows, of which one that cannot be read is looked for in halves."""
        try:
            cells = LazyList([self._column(name, type_, block) for name, type_ in self._types.items()])
        except (InvalidValueError, RecursionError):
            self._in_halves(self._block, columns, block)
        else:
            self._read(columns, block, Block(block.numbers, cells))

    def _read(self, columns: ColumnReader, block: Block, cells: Block) -> None:
        """Read rows by the cells that they have, one in each column of the layout."""
        kind = RECORD_TABLES[self.table][0]
        found = LazyDict({name: partial(getitem, cells.columns, place) for place, name in enumerate(self._types)})
        fields = {each.name: partial(row_codec.field, kind, each.name, found) for each in written_fields(kind)}
        try:
            columns.add(columns.read(kind, LazyDict(fields)))
            _add_numbers(block.numbers, self.spots)
        except (InvalidValueError, RecursionError):
            self._in_halves(self._read, columns, block, cells)

    def _in_halves(self, read: Callable[..., None], columns: ColumnReader, block: Block, *cells: Block) -> None:
        """Read rows of which one at least cannot be read: each half by itself, and one alone slowly."""
        if len(block.numbers) > 1:
            for halves in zip(*(each.halves() for each in (block, *cells)), strict=True):
                read(columns, *halves)
        else:
            self._slowly(block.numbers[0], [column[0] for column in block.columns], columns)

    def _column(self, name: str, type_: Type, block: Block) -> Callable[[], Column]:
        """Return what returns the cells of a column. Those that have to be changed are changed at once."""
        if name not in self._places:
            return partial(Coded.same, None, len(block.numbers))
        if type_ not in self.grid.changed:
            return partial(getitem, block.columns, self._places[name])
        column, cell = block.columns[self._places[name]], partial(self.grid.cell, type_)
        changed = column.mapped(cell) if isinstance(column, Coded) else [*map(cell, column)]
        return lambda: changed

    def _slowly(self, row: int, cells: Sequence[Any], columns: ColumnReader) -> None:
        """Read one row by itself, and report everything that is wrong with it."""
        kind, told = RECORD_TABLES[self.table][0], len(self.diagnostics)
        values: dict[str, Any] = {}
        for each in written_fields(kind):
            try:
                names = row_codec.columns_of(each.name)
                own = {name: [self._cell(name, cells)] for name in names}
                value = row_codec.field(kind, each.name, own)[0]
                if value is not None:
                    values[each.name] = jsonl_errors.converted(each, value, values)
                elif each.default is attrs.NOTHING:
                    self._problem("S102", f"{each.name} is missing", "fill the cell", row, each.name, values)
            except InvalidValueError as error:
                self._problem(error.code, error.message, error.hint, row, self._filled(names, cells), values)
        if len(self.diagnostics) == told:
            try:
                columns.append(kind(**values))
                self.spots.append(row)
            except InvalidValueError as error:
                field = "as_of" if kind is Statement else "contributor"
                self._problem(error.code, error.message, error.hint, row, field, values)
        if len(self.diagnostics) > told:
            self.unmade.append(UnmadeRecord(KIND_NAMES[kind], values.get("id", ""), values, row))

    def _cell(self, name: str, cells: Sequence[Any]) -> Any:
        return self.grid.cell(self._types[name], cells[self._places[name]]) if name in self._places else None

    def _filled(self, names: Sequence[str], cells: Sequence[Any]) -> str:
        """Return the first of some columns whose cell is not empty; the first of all if every cell is."""
        return next((name for name in names if name in self._places and cells[self._places[name]]), names[0])

    def _problem(
        self,
        code: str,
        message: str,
        hint: str = "",
        row: int | None = None,
        name: str = "",
        values: dict[str, Any] | None = None,
        cell: int | None = None,
    ) -> None:
        place = self._places.get(name, 0) if name else cell or 0
        path = f'{self.table}["{(values or {}).get("id", "")}"].{name}' if name else self.table
        self.diagnostics.append(Diagnostic(code, message, hint, path, self.grid.location(row, place)))

    def place(self, record: AnyRecord, spot: int, field: str) -> tuple[str, Location]:
        """Return the path and the place of a field of a record that stands in that row."""
        name = row_field(record, field)
        place = self._places.get(row_codec.columns_of(name)[0], 0)
        return path_of(record, name), self.grid.location(spot, place)
