"""Tables in CSV, written and read: UTF-8, commas, and line ends as in RFC 4180."""

from __future__ import annotations

import csv
import io
import json
from array import array
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

import attrs

from deployments.brief import counted
from deployments.diagnostics import Diagnostic, Location
from deployments.errors import InvalidValueError
from deployments.formats import formula_guard, jsonl_errors, source_positions
from deployments.formats.cells import Cells, Lists, as_json, day_text, each_told
from deployments.formats.csv_cells import CsvCells
from deployments.formats.layout import MAX_CELL, TableData, Type
from deployments.formats.tabular import Block, TableFormat
from deployments.patterns import lazy_pattern

_DECIMAL = lazy_pattern(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?")


# --- writing ---------------------------------------------------------------------------------------------


def write_csv(table: TableData, file: BinaryIO) -> None:
    r"""Write a table as CSV.

    >>> from io import BytesIO
    >>> from deployments.formats.layout import COMPUTED
    >>> file = BytesIO()
    >>> write_csv(TableData.of(COMPUTED["apart"], [("ltu", "svk", 738692, None)]), file)
    >>> file.getvalue().splitlines()[1]
    b'ltu,svk,2023-06-21,'
    """
    text = io.TextIOWrapper(file, "utf-8", newline="")
    # With these line ends a lone "\r" or "\n" in a text is put in quotes.
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.layout.names)
    types = [column.type for column in table.layout.columns]
    for batch in table.batches():
        writer.writerows(zip(*map(_texts, types, batch), strict=True))
    text.detach()


def _texts(type_: Type, cells: Cells) -> Iterable[str]:
    return cells.coded(as_json).mapped(_list_text) if isinstance(cells, Lists) else each_told(cells, _CELL_TEXTS[type_])


def _list_text(text: str) -> str:
    """Return a list, given as JSON, as a cell of CSV has it."""
    if text == "[]":
        return ""
    if len(text) > MAX_CELL:
        raise ValueError(
            f"a list of {len(json.loads(text))} is too long for a cell of CSV; write Parquet or JSON Lines"
        )
    return formula_guard.harmless(text) if ";" in text else text  # only a semicolon in it could begin a formula


#: How each cell is written; what is empty is an empty text.
_CELL_TEXTS: Mapping[Type, Callable[[Any], str]] = {
    Type.TEXT: lambda cell: "" if cell is None else formula_guard.harmless(cell),
    Type.TEXTS: lambda cell: _list_text(as_json(cell)),
    Type.DAY: lambda cell: "" if cell is None else day_text(cell),
    Type.WHOLE: lambda cell: "" if cell is None else str(cell),
    Type.DECIMAL: lambda cell: "" if cell is None else repr(cell),
    Type.FLAG: lambda cell: "true" if cell else "false",
}


# --- reading ---------------------------------------------------------------------------------------------


@attrs.define
class Csv:
    """The text of a table in CSV, as a grid. Raises `ValueError` if not even its first line can be read."""

    file: str
    text: str = attrs.field(repr=False)
    problems: list[Diagnostic] = attrs.field(factory=list)
    names: Sequence[str] = ()
    changed: Container[Type] = frozenset(Type)
    _separator: str = attrs.field(default=",", init=False)
    _lines: list[str] = attrs.field(init=False, repr=False)
    _reader: CsvCells = attrs.field(init=False, repr=False)
    _starts: array[int] = attrs.field(factory=lambda: array("Q", [0]), init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        self._lines = [*io.StringIO(self.text, newline="")]
        self.text = ""
        if self._lines and "," not in self._lines[0]:
            self._separator = ";"  # which spreadsheets write where a comma is in numbers
        self._reader = CsvCells(self._lines, self._separator)
        try:
            self.names = next(self._reader, [])
        except csv.Error as error:
            raise ValueError(str(error)) from error
        self._starts.append(self._reader.line)

    def blocks(self) -> Iterator[Block]:
        """Return the rows, some at a time."""
        return Block.each(self.rows())

    def rows(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Yield the number and the cells of each row that has as many cells as there are names; skip blank lines."""
        while True:
            row, message = len(self._starts) - 1, ""
            try:
                cells = next(self._reader)
                if cells and len(cells) != len(self.names):
                    message = f"{counted(len(cells), 'cell')} under {counted(len(self.names), 'name')}"
            except StopIteration:
                return
            except csv.Error as error:
                cells, message = [], str(error)
            self._starts.append(self._reader.line)
            if message:
                hint = "a cell with a comma, a quote or a line end in it stands in quotes"
                self.problems.append(Diagnostic("I104", message, hint, location=self.location(row)))
            elif cells:
                yield row, cells

    def cell(self, type_: Type, cell: str) -> Any:
        """Return the value of a cell, None if it is empty. Raises `InvalidValueError`."""
        if not cell:
            return None
        if type_ is Type.DECIMAL:
            if not _DECIMAL.fullmatch(cell):
                raise InvalidValueError("not a number", cell, "write degrees with a point: 48.638")
            return float(cell)
        if type_ is Type.FLAG:
            return _flag_in(cell)
        text = formula_guard.original(cell)
        return _list_in(text) if type_ is Type.TEXTS else text

    def location(self, row: int | None, cell: int = 0) -> Location:
        """Return the place of a cell."""
        start, stop = self._starts[row or 0], self._starts[(row or 0) + 1]
        text = "".join(self._lines[start:stop])
        places = source_positions.cell_places(text, self._separator)
        below, column = places[min(cell, len(places) - 1)]
        shown = self._lines[start + below].rstrip("\n") if start + below < stop else ""
        return Location(self.file, start + below + 1, column, source_positions.shown(shown))


def _flag_in(text: str) -> bool:
    """Read true or false, also in capitals, as spreadsheets write them."""
    if text.lower() not in ("true", "false"):
        raise InvalidValueError("not true or false", text, "write true or false")
    return text.lower() == "true"


def _list_in(text: str) -> list[Any]:
    try:
        found = jsonl_errors.decoded(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, list):
        raise InvalidValueError("not a list", text, 'write JSON: ["NLD","DEU"]')
    return found


FORMAT = TableFormat(
    name="csv",
    extension="csv",
    media_type="text/csv",
    write=write_csv,
    open=lambda file, data, problems: Csv(file, data.decode("utf-8-sig"), problems),
    note=(
        "Lists are JSON arrays. Before what a spreadsheet would run as a formula, at the beginning of a cell or after "
        "a semicolon, a tab or a line end in it, stands an apostrophe that is not part of the text."
    ),
)
