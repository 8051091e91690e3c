"""Splits lines of CSV into cells. No cell is longer than this library allows, whatever limit other libraries set."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from deployments.formats.layout import MAX_CELL


class CsvCells(Iterator[list[str]]):
    """Yields the cells of each row. Raises `csv.Error` for a row that cannot be split. An empty quote stands for none.

    The module `csv` has one limit for the whole process, and libraries change it: frictionless does so on import. Here
    the same file is read in the same way nevertheless.

    >>> [*CsvCells(["id;name", "a;b"], ";")]
    [['id', 'name'], ['a', 'b']]
    """

    def __init__(self, lines: Iterable[str], separator: str, quote: str = '"') -> None:
        style: Any = {"quotechar": quote} if quote else {"quoting": csv.QUOTE_NONE}
        self._reader: Any = csv.reader(lines, delimiter=separator, strict=True, **style)  # its type has no public name

    @property
    def line(self) -> int:
        """How many lines were read."""
        lines: int = self._reader.line_num
        return lines

    def __next__(self) -> list[str]:
        """Return the cells of the next row, none for an empty line."""
        cells: list[str] = next(self._reader)
        if csv.field_size_limit() > MAX_CELL and any(len(cell) > MAX_CELL for cell in cells):
            raise csv.Error(f"field larger than field limit ({MAX_CELL})")
        return cells
