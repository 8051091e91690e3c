"""Files of CSV, row by row: the cells of each row, and where in the file each of them stands."""

from __future__ import annotations

import csv
import functools
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import attrs

from deployments.diagnostics import Diagnostic, Location
from deployments.formats import source_positions
from deployments.formats.csv_cells import CsvCells
from deployments.formats.faults import reason
from deployments.formats.regular_files import contents
from deployments.importing.file_kinds import no_table
from deployments.importing.table_encodings import decoder_name, misread
from deployments.importing.table_rows import RowPlace

#: The largest table that is read, in bytes.
MAX_TABLE_SIZE = 1 << 30


@attrs.frozen
class CsvFile:
    """One file of a table: its bytes, and how they are decoded and split into cells."""

    name: str
    data: bytes = attrs.field(repr=False)
    encoding: str
    separator: str
    skip: int = 0
    quote: str = '"'

    @classmethod
    def read(cls, path: Path, encoding: str, separator: str, skip: int = 0, quote: str = '"') -> CsvFile | Diagnostic:
        """Return a file whose bytes can be decoded, or the diagnostic of what is wrong with it."""
        try:
            data = contents(path, MAX_TABLE_SIZE)
        except (OSError, ValueError) as error:
            return Diagnostic(
                "T101", f"cannot be read: {reason(error)}", "name a CSV file", location=Location(str(path))
            )
        if len(data) > MAX_TABLE_SIZE:
            message = f"larger than {MAX_TABLE_SIZE >> 20} MiB"
            return Diagnostic("T104", message, "split it into several files", location=Location(str(path)))
        problem = no_table(str(path), data) or misread(str(path), data, encoding)
        return problem or cls(str(path), data, decoder_name(data, encoding), separator, skip, quote)

    def lines(self) -> TextIO:
        """Return its lines as text, each with its end, from the first one."""
        return io.TextIOWrapper(io.BytesIO(self.data), encoding=self.encoding, newline="")

    def rows(self) -> CsvRows:
        """Return its rows, from the first line after those that are skipped."""
        return CsvRows(self)


class CsvRows(Iterator[list[str]]):
    """The rows of a file but for empty lines: `place` is that of the last one, until it is set to one before.

    `name` is that of the file, and `size` about how many rows it has.
    """

    def __init__(self, file: CsvFile) -> None:
        self.file = file
        self.name, self.size = file.name, file.data.count(b"\n")
        self.place = RowPlace(0)
        self._raw: list[str] = []
        self._cells: tuple[RowPlace, list[tuple[int, int]]] = self.place, []
        self._lines = file.lines()
        for _ in range(file.skip):
            self._lines.readline()
        self._reader = CsvCells(self._kept(), file.separator, file.quote)
        self._rows = self._split()

    def _kept(self) -> Iterator[str]:
        for line in self._lines:
            self._raw.append(line)
            yield line

    def __iter__(self) -> Iterator[list[str]]:
        """Return the rows that were not read yet."""
        return self._rows

    def __next__(self) -> list[str]:
        """Return the cells of the next row that is not an empty line; an empty list if it cannot be split."""
        return next(self._rows)

    def _split(self) -> Iterator[list[str]]:
        reader, before = self._reader, self.file.skip + 1
        while True:
            raw = self._raw = []
            self.place = RowPlace(before + reader.line, raw)
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                self.place = self.place._replace(fault=str(error))
                yield []
            else:
                if cells:
                    yield cells

    @functools.cached_property
    def names(self) -> list[str]:
        """The cells of the first row, which name the columns, unless a mapping does."""
        return next(self, [])

    def location(self, cell: int | None = None) -> Location:
        """Return where a cell of the row at `place` stands, by its number from 0, or the whole row."""
        raw = self.place.raw
        below, column = (0, 1) if cell is None else self._cell(cell)
        shown = raw[min(below, len(raw) - 1)] if raw else ""
        return Location(self.file.name, self.place.line + below, column, source_positions.shown(shown.rstrip("\n")))

    def _cell(self, cell: int) -> tuple[int, int]:
        """Return how many lines below the first line of the row, and in which column, a cell begins."""
        place, cells = self._cells
        if place is not self.place:  # all cells at once, as each of them can have a problem
            cells = source_positions.cell_places("".join(self.place.raw), self.file.separator, self.file.quote)
            self._cells = self.place, cells
        return cells[min(cell, len(cells) - 1)]
