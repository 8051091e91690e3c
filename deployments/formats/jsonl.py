"""Reads a whole registry from JSON Lines: a line is one record, an object whose key `record` names the kind of record.

Values are as in TOML. `msgspec` reads the lines; of large files Arrow does, where it is installed and the lines are
plain. A line that both refuse, or that has a wrong value, is read once more with the `json` of Python, to find out what
is wrong and where.
"""

from __future__ import annotations

import os
from array import array
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableSequence, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from io import BytesIO
from itertools import compress
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import attrs

from deployments.diagnostics import Diagnostic, Location
from deployments.errors import quote
from deployments.formats.columns import ColumnReader, ReadColumns
from deployments.formats.file_records import MANY_KINDS, SETTING_KEYS, FileRecords, Setting
from deployments.formats.json_rows import JsonRows, absent, says_more
from deployments.formats.jsonl_errors import JsonLine, read_line
from deployments.formats.line_blocks import MAX_LINE, LineBlock, are_divided, in_chunks, line_blocks
from deployments.formats.plain_lines import WORTH, PlainLines, PlainRecords
from deployments.formats.regular_files import opened
from deployments.formats.source_positions import shown
from deployments.gc_pause import paused
from deployments.records import RECORD_KINDS, Record
from deployments.references import AnyRecord, path_of, row_field

_T = TypeVar("_T")
_U = TypeVar("_U")

#: The largest file that is read, in bytes.
MAX_JSONL = 4 << 30
#: So many threads read lines with Arrow.
_BESIDE = 2


def read_jsonl(path: str | os.PathLike[str]) -> LinesRecords:
    r"""Read one file of JSON Lines: every record that can be read, and every problem of every line.

    Whether the records fit together is checked later, by `deployments.read`. Raises `OSError` for a file that cannot be
    read, and `ValueError` for one that is no ordinary file or is larger than 4 GiB.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "x.jsonl")
    ...     _ = path.write_text('{"record":"event","id":"summit","name":"A summit"}\n{"record":"evnt"}\n')
    ...     lines = read_jsonl(path)
    >>> [record.id for record in lines.records], [each.message for each in lines.diagnostics]
    (['summit'], ["not a kind of record: 'evnt'"])
    """

    def open_() -> BinaryIO:
        return opened(Path(path))

    with open_() as file:
        if os.fstat(file.fileno()).st_size > MAX_JSONL:
            raise ValueError(f"larger than {MAX_JSONL >> 30} GiB")
    return _read(LinesRecords(str(path), open_))


def read_jsonl_text(name: str, data: bytes) -> LinesRecords:
    r"""Read the bytes of JSON Lines as `read_jsonl` reads a file; problems are told with that name.

    >>> [record.id for record in read_jsonl_text("-", b'{"record":"event","id":"summit","name":"A summit"}').records]
    ['summit']
    """
    return _read(LinesRecords(name, partial(BytesIO, data)))


def _read(lines: LinesRecords) -> LinesRecords:
    with lines.open() as file, paused():
        is_large = file.seek(0, os.SEEK_END) >= WORTH
        file.seek(0)
        columns, blocks = ColumnReader(absent()), line_blocks(file)
        for own, plain in _ahead(lines.plain, in_chunks(blocks)) if is_large else (([each], None) for each in blocks):
            lines.add(own, plain, columns)
        lines.finish(columns)
    return lines


def _ahead(work: Callable[[_T], _U], items: Iterable[_T]) -> Iterator[tuple[_T, _U]]:
    """Yield each item with what `work` returns for it. It works on the next ones while the caller looks at this one."""
    begun: deque[tuple[_T, Future[_U]]] = deque()
    with ThreadPoolExecutor(_BESIDE) as beside:
        for item in items:
            begun.append((item, beside.submit(work, item)))
            if len(begun) > _BESIDE:
                yield _done(begun)
        while begun:
            yield _done(begun)


def _done(begun: deque[tuple[_T, Future[_U]]]) -> tuple[_T, _U]:
    item, found = begun.popleft()
    return item, found.result()


def _line_numbers() -> MutableSequence[Any]:
    """Return where numbers of lines are kept: in a list they would take five times as much memory."""
    return array("Q")


@attrs.define(eq=False)
class LinesRecords(FileRecords):
    """What was read of one file of JSON Lines; the spot of a record is the number of its line."""

    name: str
    open: Callable[[], BinaryIO]
    spots: MutableSequence[Any] = attrs.field(factory=_line_numbers, init=False)
    _starts: list[tuple[int, int]] = attrs.field(factory=list, init=False)  # the line and the byte of each block
    _blocks: dict[int, LineBlock] = attrs.field(factory=dict, init=False)  # the last two that were read again
    _rows: JsonRows = attrs.field(factory=JsonRows, init=False)
    _arrow: PlainLines = attrs.field(factory=lambda: PlainLines(absent()), init=False)
    _line: JsonLine | None = attrs.field(default=None, init=False)  # the last one of which a place was asked

    def plain(self, blocks: Sequence[LineBlock]) -> list[PlainRecords] | None:
        """Return the records of some blocks, if Arrow can read them."""
        data, count = b"\n".join(block.data for block in blocks), sum(block.count for block in blocks)
        has_long = any(len(block.data) > MAX_LINE for block in blocks)  # of a longer line only the beginning is here
        return None if has_long or not are_divided(data, count) else self._arrow.read(data, count)

    def add(self, blocks: Sequence[LineBlock], plain: Sequence[PlainRecords] | None, columns: ColumnReader) -> None:
        """Add some blocks, of which Arrow may have read the records; otherwise they are read now."""
        self._starts += [(block.first, block.start) for block in blocks]
        is_added = plain is not None and self._add_plain(blocks[0].first, plain, columns)
        self._arrow.used(are_right=is_added)
        if not is_added:
            for block in blocks:
                self._read(block.first, block.data, block.count, columns)

    def _add_plain(self, first: int, plain: Sequence[PlainRecords], columns: ColumnReader) -> bool:
        """Add records whose lines begin at that number, and tell whether all their values are right."""
        try:
            found = [columns.read(each.kind, each.columns) for each in plain]
        except (ValueError, RecursionError):
            return False
        for each, read in zip(plain, found, strict=True):
            self._keep(read, array("Q", (first + each.lines).tobytes()), columns)
        return True

    def _read(self, first: int, data: bytes, count: int, columns: ColumnReader) -> None:
        """Read `count` lines, of which the first has the number `first`. If any is wrong, read each half by itself."""
        try:
            self._at_once(first, data, count, columns)
        except (ValueError, RecursionError):
            end = data.find(b"\n", len(data) // 2)
            end = data.rfind(b"\n") if end < 0 else end
            if end < 0:
                self._slowly(first, data, columns)
            else:
                half = data.count(b"\n", 0, end) + 1
                self._read(first, data[:end], half, columns)
                self._read(first + half, data[end + 1 :], count - half, columns)

    def _at_once(self, first: int, data: bytes, count: int, columns: ColumnReader) -> None:
        """Read lines that are one sound record each. Raises `ValueError` if any line may be something else."""
        from msgspec.structs import astuple as as_tuple  # noqa: PLC0415 - only when there is a file to read

        rows = self._rows_of(data, count)
        kinds: list[Any] = [*dict.fromkeys(map(type, rows))]
        found = []
        for kind in kinds:
            own = rows if len(kinds) == 1 else [row for row in rows if type(row) is kind]
            cells = zip(*map(as_tuple, own), strict=True)
            found.append(
                columns.read(RECORD_KINDS[kind.__name__], dict(zip(kind.__struct_fields__, cells, strict=True)))
            )
        if says_more(data, rows, sum(read.present for read in found)):
            raise ValueError("a key is there twice")
        numbers = range(first, first + len(rows))
        for kind, read in zip(kinds, found, strict=True):
            own_numbers = numbers if len(kinds) == 1 else compress(numbers, [type(row) is kind for row in rows])
            self._keep(read, array("Q", [*own_numbers]), columns)

    def _rows_of(self, data: bytes, count: int) -> list[Any]:
        """Return the rows of lines that are one object each. Raises `ValueError` if any may be something else."""
        if not are_divided(data, count):
            raise ValueError("not an object on each line")
        rows = self._rows.read(data) if len(data) <= MAX_LINE else []
        if len(rows) != count:
            raise ValueError("several objects on a line")
        return rows

    def _keep(self, read: ReadColumns, lines: array[int], columns: ColumnReader) -> None:
        """Keep records of one kind that were read, and the numbers of their lines."""
        columns.add(read)
        self._spots_of(read.kind).extend(lines)

    def _spots_of(self, kind: type[Record]) -> MutableSequence[int]:
        return self.row_spots.setdefault(kind, _line_numbers())

    def finish(self, columns: ColumnReader) -> None:
        """Keep what was read: as rows for kinds of which there can be very many, as records for the others."""
        self._arrow.finish()
        self.rows = {kind: columns.rows(kind) for kind in columns.kinds()}
        if few := [kind for kind in self.rows if kind not in MANY_KINDS]:
            self.unfold(*few)

    def _slowly(self, number: int, line: bytes, columns: ColumnReader) -> None:
        if len(line) > MAX_LINE:
            where = Location(self.name, number, 1, shown(line[:MAX_LINE].decode(errors="replace")))
            message = f"a line of more than {MAX_LINE >> 20} MiB"
            self.diagnostics.append(Diagnostic("T104", message, "write one record a line", location=where))
            return
        found, problems, unmade = read_line(self.name, number, line)
        self.diagnostics += problems
        if unmade is not None:
            self.unmade.append(unmade)
        if isinstance(found, Mapping):
            self._set(found, number)
        elif found is not None:
            columns.append(found)
            self._spots_of(type(found)).append(number)

    def _set(self, settings: Mapping[str, Setting], number: int) -> None:
        where = Location(self.name, number, 1)
        for name, setting in settings.items():
            first, _ = self.settings.setdefault(name, (setting, where))
            if first != setting:
                message = f"another line has another {SETTING_KEYS[name]}: {quote(str(first))}"
                self.diagnostics.append(Diagnostic("S103", message, "write it once", SETTING_KEYS[name], where))

    # --- where a record stands ---

    def place(self, record: AnyRecord, spot: int, field: str) -> tuple[str, Location]:
        """Return the path and the place of a field of a record that stands on that line."""
        name = row_field(record, field)
        if self._line is None or self._line.number != spot:
            self._line = JsonLine(self.name, spot, self._text(spot))
        return path_of(record, name), self._line.location(name)

    def _text(self, number: int) -> str:
        """Read a line of the file again. All lines in memory would take more of it than the records do."""
        first, start = self._starts[bisect_right(self._starts, (number, MAX_JSONL)) - 1]
        if first not in self._blocks:
            try:
                with self.open() as file:
                    file.seek(start)
                    block = next(line_blocks(file, first))
            except (OSError, ValueError, StopIteration):
                return ""  # it is gone; the problem is told without its line
            # Two, as problems of two records that are far apart name both in turn.
            self._blocks = {**dict([*self._blocks.items()][-1:]), first: block}
        return self._blocks[first].line(number).decode(errors="replace")
