"""CSV that others wrote, row by row: what each row holds, and where in the file each cell stands."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path

import attrs

from deployments.diagnostics import Diagnostic, Location
from deployments.formats import source_positions
from deployments.formats.regular_files import contents
from deployments.patterns import lazy_pattern

#: The largest table that is read, in bytes.
MAX_SIZE = 1 << 30

#: So many bytes are decoded at a time to see whether they can be.
_CHUNK = 1 << 20
_UNPRINTED = lazy_pattern("[\x80-\x9f]")
_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


@attrs.frozen
class CsvTable:
    """The bytes of one table, of which it is known that they can be decoded."""

    name: str
    data: bytes = attrs.field(repr=False)
    encoding: str
    separator: str
    skip: int = 0

    @classmethod
    def read(cls, path: Path, encoding: str, separator: str, skip: int = 0) -> CsvTable | Diagnostic:
        """Read a file; give what is wrong with it instead if it cannot be read as it should be."""
        try:
            data = contents(path, MAX_SIZE)
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            return Diagnostic("T101", f"cannot be read: {reason}", "name a CSV file", location=Location(str(path)))
        if len(data) > MAX_SIZE:
            message = f"larger than {MAX_SIZE >> 20} MiB"
            return Diagnostic("T104", message, "split it into several files", location=Location(str(path)))
        problem = _misread(str(path), data, encoding)
        if problem is not None:
            return problem
        if codecs.lookup(encoding).name == "utf-8":
            encoding = "utf-8-sig"  # with or without the mark at its beginning
        return cls(str(path), data, encoding, separator, skip)

    def rows(self) -> Rows:
        """Give its rows, from the first line after those that are skipped."""
        return Rows(self)


class Rows(Iterator[list[str]]):
    """The rows of a table that hold anything: `line` is where the last one began, `fault` why it cannot be split."""

    def __init__(self, table: CsvTable) -> None:
        self.table = table
        self.line = 0
        self.fault = ""
        self._raw: list[str] = []
        self._lines = io.TextIOWrapper(io.BytesIO(table.data), encoding=table.encoding, newline="")
        for _ in range(table.skip):
            self._lines.readline()
        self._reader = csv.reader(self._kept(), delimiter=table.separator, strict=True)

    def _kept(self) -> Iterator[str]:
        for line in self._lines:
            self._raw.append(line)
            yield line

    def __next__(self) -> list[str]:
        """Give the cells of the next row that is not an empty line; none of them where there is a `fault`."""
        while True:
            self._raw.clear()
            self.line = self.table.skip + self._reader.line_num + 1
            self.fault = ""
            try:
                cells = next(self._reader)
            except csv.Error as error:
                self.fault = str(error)
                return []
            if cells:
                return cells

    def location(self, cell: int | None = None) -> Location:
        """Give the place of a cell of the last row, by its number from 0, or of the whole row."""
        text = "".join(self._raw)
        below, column = (0, 1) if cell is None else source_positions.of_cell(text, cell, self.table.separator)
        shown = self._raw[min(below, len(self._raw) - 1)] if self._raw else ""
        return Location(self.table.name, self.line + below, column, source_positions.shown(shown.rstrip("\n")))

    @property
    def last_line(self) -> int:
        """The line on which the last row ends."""
        return self.table.skip + self._reader.line_num


def _misread(name: str, data: bytes, encoding: str) -> Diagnostic | None:
    """Tell why the bytes are not in the encoding, as far as that can be told."""
    marked = next((own for mark, own in _MARKS.items() if data.startswith(mark)), None)
    unlike = marked is not None and codecs.lookup(marked).name != codecs.lookup(encoding).name
    if unlike and not encoding.lower().startswith(str(marked)):
        return _other(name, data, 0, f"not {encoding}: it begins with the mark of {marked}", str(marked))
    if data.isascii():
        return None
    if codecs.lookup(encoding).name == "utf-8":
        fault = _fault(data, "utf-8")
        return fault and _other(name, data, fault[0], f"not {encoding}: byte 0x{data[fault[0]]:02x}", "windows-1252")
    if _fault(data, "utf-8") is None and marked is None and b"\0" not in data:
        first = next(at for at, byte in enumerate(data) if byte > 127)
        return _other(name, data, first, f"not {encoding}: all of it is UTF-8", "utf-8")
    fault = _fault(data, encoding)
    if fault is None:
        return None
    return _other(name, data, fault[0], f"not {encoding}: {fault[1]}", "windows-1252")


def _fault(data: bytes, encoding: str) -> tuple[int, str] | None:
    """Give where the bytes cannot be of the encoding, and why."""
    decoder = codecs.getincrementaldecoder(encoding)()
    for at in range(0, len(data), _CHUNK):
        held = len(decoder.getstate()[0])
        chunk = data[at : at + _CHUNK]
        try:
            text = decoder.decode(chunk, at + _CHUNK >= len(data))
        except UnicodeDecodeError as error:
            return at - held + error.start, f"byte 0x{error.object[error.start]:02x}"
        strange = _UNPRINTED.search(text)
        if strange and len(text) == len(chunk):  # an encoding of one byte for each character
            return at + strange.start(), f"byte 0x{ord(strange[0]):02x} would be a control character"
    return None


def _other(name: str, data: bytes, at: int, message: str, encoding: str) -> Diagnostic:
    line = data.count(b"\n", 0, at) + 1
    location = Location(name, line, at - data.rfind(b"\n", 0, at))
    hint = f'write encoding = "{encoding}" in the mapping, if that is what it is'
    return Diagnostic("I101", message, hint, "encoding", location)
