"""The tables of records, read back: CSV and Parquet as grids of cells, the cells as records, and where each stands."""

from __future__ import annotations

import csv
import io
from array import array
from collections.abc import Iterator, MutableSequence, Sequence
from itertools import islice
from typing import Any, Protocol

import attrs

from deployments.diagnostics import Diagnostic, Location
from deployments.errors import InvalidValueError, quote
from deployments.formats import formula_guard, jsonl_errors, row_codec, source_positions
from deployments.formats.columns import ColumnReader
from deployments.formats.file_records import FileRecords
from deployments.formats.layout import KINDS, RECORDS, Type
from deployments.patterns import lazy
from deployments.records import KIND_NAMES
from deployments.references import AnyRecord, UnmadeRecord, path_of, row_field
from deployments.suggestions import did_you_mean

#: The largest table that is read, in bytes.
MAX_SIZE = 4 << 30

#: So many rows are read at a time.
_BLOCK = 10_000

#: A table with more columns than this is none of ours, and is not looked at one by one.
_MANY_NAMES = 100

_DECIMAL = lazy(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?")


class Grid(Protocol):
    """Rows of cells, under names; what cannot be split into as many cells is a problem."""

    names: Sequence[str]

    def rows(self) -> Iterator[tuple[int, Sequence[Any]]]:
        """Give the number of every row, in order, and its cells."""

    def cell(self, type_: Type, cell: Any) -> Any:
        """Give what stands in a cell, None if it is empty. Raises `InvalidValueError`."""

    def location(self, row: int | None, cell: int = 0) -> Location:
        """Give the place of a cell of a row, or of a name."""


@attrs.define
class Csv:
    """The text of a table in CSV. Raises `csv.Error` if not even its first line can be read."""

    file: str
    text: str = attrs.field(repr=False)
    problems: list[Diagnostic] = attrs.field(factory=list)
    names: Sequence[str] = ()
    _separator: str = attrs.field(default=",", init=False)
    _lines: list[str] = attrs.field(init=False, repr=False)
    _reader: Any = attrs.field(init=False, repr=False)  # the type of a csv reader has no public name
    _starts: array[int] = attrs.field(factory=lambda: array("Q", [0]), init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        self._lines = [*io.StringIO(self.text, newline="")]
        self.text = ""
        if self._lines and "," not in self._lines[0]:
            self._separator = ";"  # which spreadsheets write where a comma is in numbers
        self._reader = csv.reader(self._lines, delimiter=self._separator, strict=True)
        self.names = next(self._reader, [])
        self._starts.append(self._line)

    @property
    def _line(self) -> int:
        """How many lines were read."""
        return int(self._reader.line_num)

    def rows(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Give the rows that have as many cells as there are names; a line without any cell is none."""
        while True:
            row, message = len(self._starts) - 1, ""
            try:
                cells = next(self._reader)
                if cells and len(cells) != len(self.names):
                    message = f"{len(cells)} cells under {len(self.names)} names"
            except StopIteration:
                return
            except csv.Error as error:
                cells, message = [], str(error)
            self._starts.append(self._line)
            if message:
                hint = "a cell with a comma, a quote or a line end in it stands in quotes"
                self.problems.append(Diagnostic("I104", message, hint, location=self.location(row)))
            elif cells:
                yield row, cells

    def cell(self, type_: Type, cell: str) -> Any:
        """Give what stands in a cell."""
        if not cell:
            return None
        if type_ is Type.DECIMAL:
            if not _DECIMAL.fullmatch(cell):
                raise InvalidValueError("not a number", cell, "write degrees with a point: 48.638")
            return float(cell)
        text = formula_guard.original(cell)
        return _list(text) if type_ is Type.TEXTS else text

    def location(self, row: int | None, cell: int = 0) -> Location:
        """Give the place of a cell."""
        start, stop = self._starts[row or 0], self._starts[(row or 0) + 1]
        text = "".join(self._lines[start:stop])
        below, column = source_positions.of_cell(text, cell, self._separator)
        shown = self._lines[start + below].rstrip("\n") if start + below < stop else ""
        return Location(self.file, start + below + 1, column, source_positions.shown(shown))


def _list(text: str) -> list[Any]:
    try:
        found = jsonl_errors.decoded(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, list):
        raise InvalidValueError("not a list", text, 'write JSON: ["NLD","DEU"]')
    return found


@attrs.define(eq=False)
class Sheet(FileRecords):
    """What was read of one table; the spot of a record is the number of its row.

    `tolerance` is what the package of the table sets, if it does.
    """

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
        columns, rows = ColumnReader(), self.grid.rows()
        while block := [*islice(rows, _BLOCK)]:
            self._block(block, columns)

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

    def _block(self, block: Sequence[tuple[int, Sequence[Any]]], columns: ColumnReader) -> None:
        kind = KINDS[self.table][0]
        try:
            found = self._columns([cells for _, cells in block])
            fields = {each.name: row_codec.field(kind, each.name, found) for each in attrs.fields(kind)}
            self.records += columns.records(kind, fields)
            self.spots.extend(row for row, _ in block)
        except (InvalidValueError, RecursionError):
            for row, cells in block:
                self._slowly(row, cells)

    def _columns(self, rows: Sequence[Sequence[Any]]) -> dict[str, list[Any]]:
        cells = [*zip(*rows, strict=True)]
        return {
            name: [self.grid.cell(type_, cell) for cell in cells[self._places[name]]]
            if name in self._places
            else [None] * len(rows)
            for name, type_ in self._types.items()
        }

    def _slowly(self, row: int, cells: Sequence[Any]) -> None:
        """Read one row with care: everything that is wrong with it."""
        kind, told = KINDS[self.table][0], len(self.diagnostics)
        values: dict[str, Any] = {}
        for each in attrs.fields(kind):
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
                self.records.append(kind(**values))
                self.spots.append(row)
            except InvalidValueError as error:
                self._problem(error.code, error.message, error.hint, row, "as_of", values)
        if len(self.diagnostics) > told:
            self.unmade.append(UnmadeRecord(KIND_NAMES[kind], values.get("id", ""), values, row))

    def _cell(self, name: str, cells: Sequence[Any]) -> Any:
        return self.grid.cell(self._types[name], cells[self._places[name]]) if name in self._places else None

    def _filled(self, names: Sequence[str], cells: Sequence[Any]) -> str:
        """Give the first of some columns that has anything in it."""
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
