"""A whole registry as JSON Lines: a record a line, each an object that says in `record` what kind it is.

Values are the texts that TOML has. A line is read by `msgspec` and, if that or a value of it fails, once more by the
`json` of Python, which tells what is wrong and where.
"""

from __future__ import annotations

import functools
import json
import os
import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, MutableSequence, Sequence
from functools import partial
from io import BytesIO
from itertools import compress
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Union

import attrs

from deployments.diagnostics import Diagnostic, Location
from deployments.errors import InvalidValueError, quote
from deployments.formats.columns import ColumnReader
from deployments.formats.file_records import MANY_KINDS, SETTING_KEYS, FileRecords, Setting
from deployments.formats.jsonl_errors import JsonLine, read_line
from deployments.formats.primitives import plain
from deployments.formats.regular_files import opened
from deployments.formats.source_positions import shown
from deployments.gc_pause import paused
from deployments.records import RECORD_KINDS, Record, kind_of, written_fields
from deployments.references import AnyRecord, path_of, row_field
from deployments.registry import Registry
from deployments.values.tolerance import Tolerance

if TYPE_CHECKING:
    import msgspec

#: The largest file that is read and the longest line of it, in bytes.
MAX_JSONL = 4 << 30
MAX_LINE = 1 << 20

#: How much is read at once, in bytes.
BLOCK = 1 << 16

_BOM = b"\xef\xbb\xbf"


# --- writing ---------------------------------------------------------------------------------------------


def jsonl_text(registry: Registry) -> str:
    r"""Return the registry as JSON Lines.

    >>> jsonl_text(Registry(tolerance=Tolerance(day=3)))
    '{"record":"registry","tolerance":"3 days, 1 month, 1 year, 10 %, stale 18 months"}\n'
    """
    lines = []
    settings = plain(registry.metadata)
    if registry.tolerance != Tolerance():
        settings = {"tolerance": str(registry.tolerance), **settings}
    if settings:
        lines.append({"record": "registry", **settings})
    for record in registry.records():
        lines.append({"record": kind_of(record), **plain(record)})
    if not lines:
        lines.append({"record": "registry"})  # an empty file is read as one that was forgotten
    encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
    return "".join(f"{encoder.encode(line)}\n" for line in lines)


# --- reading ---------------------------------------------------------------------------------------------


def read_jsonl(path: str | os.PathLike[str]) -> LinesRecords:
    r"""Read one file of JSON Lines: the records that can be, and every problem of every line.

    What ties records together is for `deployments.read` to look at. Raises `OSError` for a file that cannot be read,
    and `ValueError` for what is no file or is larger than 4 GiB.

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
    r"""Read the bytes of JSON Lines, as `read_jsonl` does a file of that name.

    >>> [record.id for record in read_jsonl_text("-", b'{"record":"event","id":"summit","name":"A summit"}').records]
    ['summit']
    """
    return _read(LinesRecords(name, partial(BytesIO, data)))


def _read(lines: LinesRecords) -> LinesRecords:
    with lines.open() as file, paused():
        columns = ColumnReader(_absent())
        for block in _line_blocks(file):
            lines.add(block, columns)
        lines.finish(columns)
    return lines


@attrs.frozen
class _Block:
    """Some lines of a file that follow each other: the number of the first, and the byte at which it begins."""

    first: int
    start: int
    data: bytes

    @functools.cached_property
    def lines(self) -> list[bytes]:
        """The lines, without what ends them."""
        return self.data.split(b"\n")

    @functools.cached_property
    def count(self) -> int:
        """How many lines there are."""
        return self.data.count(b"\n") + 1

    def line(self, number: int) -> bytes:
        """Return the line of that number; an empty one if it is not here any more."""
        return self.lines[number - self.first] if number - self.first < len(self.lines) else b""


def _line_blocks(file: BinaryIO, first: int = 1) -> Iterator[_Block]:
    """Yield the rest of the file in whole lines; of a line that is too long only the beginning."""
    start = file.tell()
    while data := file.read(BLOCK):
        if not data.endswith(b"\n"):
            data += file.readline(MAX_LINE)
        end = data
        while not end.endswith(b"\n") and (end := file.readline(MAX_LINE)):
            pass
        block = _Block(first, start, (data if start else data.removeprefix(_BOM)).removesuffix(b"\n"))
        yield block
        first, start = first + block.count, file.tell()


@functools.cache
def _codec() -> tuple[msgspec.json.Decoder[Any], msgspec.json.Encoder]:
    """Return what reads lines into rows, objects with the fields of a record, and what writes rows as lines again."""
    import msgspec  # noqa: PLC0415 - only when there is a file to read

    kinds = [
        msgspec.defstruct(
            name,
            [
                (f.name, Any) if f.default is attrs.NOTHING else (f.name, Any, msgspec.UNSET)
                for f in written_fields(kind)
            ],
            tag_field="record",
            tag=name,
            kw_only=True,
            forbid_unknown_fields=True,
            gc=False,
        )
        for name, kind in RECORD_KINDS.items()
    ]
    return msgspec.json.Decoder(Union[tuple(kinds)]), msgspec.json.Encoder()  # noqa: UP007


def _absent() -> object:
    import msgspec  # noqa: PLC0415 - with the others

    return msgspec.UNSET


@attrs.define(eq=False)
class LinesRecords(FileRecords):
    """What was read of one file of JSON Lines; the spot of a record is the number of its line."""

    name: str
    open: Callable[[], BinaryIO]
    spots: MutableSequence[Any] = attrs.field(factory=lambda: array("Q"), init=False)  # a list takes five times as much
    _starts: list[tuple[int, int]] = attrs.field(factory=list, init=False)  # the line and the byte of each block
    _blocks: dict[int, _Block] = attrs.field(factory=dict, init=False)  # the last two that were read again
    _line: JsonLine | None = attrs.field(default=None, init=False)  # the last one of which a place was asked

    def add(self, block: _Block, columns: ColumnReader) -> None:
        """Read some more lines of the file, those that are as they should be all at once."""
        self._starts.append((block.first, block.start))
        try:
            rows = _at_once(block)
            numbers: Sequence[int] = range(block.first, block.first + len(rows))
        except (ValueError, RecursionError):
            rows, numbers = self._one_by_one(block, columns)
        kinds = dict.fromkeys(map(type, rows))
        for kind in kinds:
            if len(kinds) > 1:
                one = [type(row) is kind for row in rows]
                self._add(kind.__name__, block, [*compress(numbers, one)], [*compress(rows, one)], columns)
            else:
                self._add(kind.__name__, block, numbers, rows, columns)

    def _one_by_one(self, block: _Block, columns: ColumnReader) -> tuple[list[Any], list[int]]:
        """Return the rows of the lines that can be read, and their numbers; tell what is wrong with the others."""
        decode, rows, numbers = _codec()[0].decode, [], []
        for number, line in enumerate(block.lines, block.first):
            try:
                rows.append(decode(line if len(line) <= MAX_LINE else b""))  # of a longer one this is a part
                numbers.append(number)
            except (ValueError, RecursionError):
                self._slowly(number, line, columns)
        return rows, numbers

    def _add(self, name: str, block: _Block, numbers: Sequence[int], rows: list[Any], columns: ColumnReader) -> None:
        kind = RECORD_KINDS[name]
        found = {field.name: [*map(attrgetter(field.name), rows)] for field in written_fields(kind)}
        try:
            lines = block.data if len(numbers) == block.count else b"\n".join(map(block.line, numbers))
            read = columns.read(kind, found)
            if _says_more(lines, rows, read.present):
                raise InvalidValueError("a key is there twice", name)
            columns.add(read)
            self._spots_of(kind).extend(numbers)
        except (InvalidValueError, RecursionError):
            for number in numbers:
                self._slowly(number, block.line(number), columns)

    def _spots_of(self, kind: type[Record]) -> MutableSequence[int]:
        return self.row_spots.setdefault(kind, array("Q"))  # a list takes five times as much

    def finish(self, columns: ColumnReader) -> None:
        """Take what was read: kinds of which there can be very many as rows, the others as records."""
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
        """Read a line once more: to keep them all would take more memory than the records."""
        first, start = self._starts[bisect_right(self._starts, (number, MAX_JSONL)) - 1]
        if first not in self._blocks:
            try:
                with self.open() as file:
                    file.seek(start)
                    block = next(_line_blocks(file, first))
            except (OSError, ValueError, StopIteration):
                return ""  # it is gone; the problem is told without its line
            # Two, as problems of two records that are far apart name both in turn.
            self._blocks = {**dict([*self._blocks.items()][-1:]), first: block}
        return self._blocks[first].line(number).decode(errors="replace")


def _at_once(block: _Block) -> list[Any]:
    """Read lines that are an object each. Raises `ValueError` if they are not, or may not be."""
    data = block.data
    # A line may end, and the next begin, like this between two objects only; or else one may take several lines.
    if not (data.startswith(b"{") and data.endswith(b"}") and data.count(b"}\n{") + 1 == block.count):
        raise ValueError("not an object on each line")
    rows = _codec()[0].decode_lines(data) if len(data) <= MAX_LINE else []
    if len(rows) != block.count:
        raise ValueError("several objects on a line")
    return rows


def _says_more(lines: bytes, rows: Sequence[object], present: int) -> bool:
    """Tell whether lines hold more than what was read of them: a key twice, of which the last was taken.

    `msgspec` does not tell, and to read every line with `json` as well would take 40 % longer. Each key has a colon
    after it: that of `record`, and those of all values that are `present`. Where there are more colons than that, in
    texts or in tables, the rows are written once more, and must have as many quotes as the lines.
    """
    encode = _codec()[1].encode_lines
    return lines.count(b":") != len(rows) + present and _quotes(lines) != _quotes(encode(rows))


def _quotes(lines: bytes) -> int:
    return (re.sub(rb"\\.", b"", lines) if b"\\" in lines else lines).count(b'"')
