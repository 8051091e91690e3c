"""Reads a whole registry from JSON Lines: a line is one record, an object whose key `record` names the kind of record.

Values are as in TOML. `msgspec` reads the lines; of large files Arrow does, where it is installed and the lines are
plain. A line that both refuse, or that has a wrong value, is read once more with the `json` of Python, to find out what
is wrong and where.
"""

from __future__ import annotations

import functools
import os
import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, MutableSequence, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import BytesIO
from itertools import chain, compress, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, TypeVar, Union

import attrs

from deployments.claims import ClaimKind
from deployments.diagnostics import Diagnostic, Location
from deployments.errors import quote
from deployments.formats.columns import ColumnReader
from deployments.formats.file_records import MANY_KINDS, SETTING_KEYS, FileRecords, Setting
from deployments.formats.jsonl_errors import JsonLine, read_line
from deployments.formats.plain_lines import WORTH, PlainLines, PlainRecords
from deployments.formats.regular_files import opened
from deployments.formats.source_positions import shown
from deployments.gc_pause import paused
from deployments.records import RECORD_KINDS, Record, Statement, written_fields
from deployments.references import AnyRecord, path_of, row_field

if TYPE_CHECKING:
    import msgspec

_T = TypeVar("_T")
_U = TypeVar("_U")

#: The largest file that is read and the longest line of it, in bytes.
MAX_JSONL = 4 << 30
MAX_LINE = 1 << 20

#: How much is read at once, and how much Arrow reads at once, in bytes.
BLOCK, MANY = 1 << 17, 1 << 24

_BOM = b"\xef\xbb\xbf"


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
        columns = ColumnReader(_absent())
        for blocks, plain in _ahead(lines.plain, _together(_line_blocks(file))):
            lines.add(blocks, plain, columns)
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
        """Return the line of that number; an empty one if the file, read again, has become shorter."""
        return self.lines[number - self.first] if number - self.first < len(self.lines) else b""


def _line_blocks(file: BinaryIO, first: int = 1) -> Iterator[_Block]:
    """Yield the rest of the file, some whole lines at a time. Of a line that is too long it yields the beginning."""
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


def _together(blocks: Iterable[_Block]) -> Iterator[list[_Block]]:
    """Yield blocks, as many at a time as Arrow reads at once."""
    found, size = list[_Block](), 0
    for block in blocks:
        found.append(block)
        size += len(block.data)
        if size >= MANY:
            yield found
            found, size = [], 0
    if found:
        yield found


def _ahead(work: Callable[[_T], _U], items: Iterable[_T]) -> Iterator[tuple[_T, _U]]:
    """Yield each item with what `work` returns for it. It works on the next one while the caller looks at this one."""
    with ThreadPoolExecutor(1) as beside:
        begun = ((item, beside.submit(work, item)) for item in items)
        for own, _ in pairwise(chain(begun, [None])):
            if own is not None:
                yield own[0], own[1].result()


#: The names of fields, by the name of the kind of record that has them.
_Fields = Mapping[str, Collection[str]]
_EVERY_FIELD: _Fields = {name: [f.name for f in written_fields(kind)] for name, kind in RECORD_KINDS.items()}
_MUST: _Fields = {
    name: [f.name for f in written_fields(kind) if f.default is attrs.NOTHING] for name, kind in RECORD_KINDS.items()
}


def _decoder(fields: _Fields) -> msgspec.json.Decoder[Any]:
    """Return a decoder that reads lines into rows: objects with these fields. It refuses a line with another field."""
    import msgspec  # noqa: PLC0415 - only when there is a file to read

    # Rows with the same kind of claim share one text: a literal is decoded to the same object each time.
    types = {"kind": Literal[tuple(kind.value for kind in ClaimKind)]}
    kinds = [
        msgspec.defstruct(
            name,
            [
                (f.name, types.get(f.name, Any) if kind is Statement else Any)
                if f.default is attrs.NOTHING
                else (f.name, Any, msgspec.UNSET)
                for f in written_fields(kind)
                if f.name in fields[name]
            ],
            tag_field="record",
            tag=name,
            kw_only=True,
            forbid_unknown_fields=True,
            gc=False,
        )
        for name, kind in RECORD_KINDS.items()
    ]
    return msgspec.json.Decoder(Union[tuple(kinds)])  # noqa: UP007


@functools.cache
def _every_field() -> msgspec.json.Decoder[Any]:
    return _decoder(_EVERY_FIELD)


class _Rows:
    """Reads lines as rows. It looks only for the fields that the lines read so far have, which is faster.

    The first lines, and later lines that have another field, are read with all the fields that records can have.
    From then on the fields found in them are looked for as well.
    """

    def __init__(self) -> None:
        self._fields = {name: {*must} for name, must in _MUST.items()}
        self._decoder: msgspec.json.Decoder[Any] | None = None

    def read(self, data: bytes) -> list[Any]:
        """Return the rows of some lines. Raises `ValueError`."""
        try:
            if self._decoder is not None:
                return self._decoder.decode_lines(data)
        except ValueError:
            pass  # the lines may have another field
        rows: list[Any] = _every_field().decode_lines(data)
        self._widen(rows)
        return rows

    def _widen(self, rows: list[Any]) -> None:
        """From now on look also for all fields that some rows have."""
        absent = _absent()
        for row in rows:
            present = (name for name in row.__struct_fields__ if getattr(row, name) is not absent)
            self._fields[type(row).__name__].update(present)
        self._decoder = _decoder(self._fields)


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
    _rows: _Rows = attrs.field(factory=_Rows, init=False)
    _arrow: PlainLines = attrs.field(factory=lambda: PlainLines(_absent()), init=False)
    _line: JsonLine | None = attrs.field(default=None, init=False)  # the last one of which a place was asked

    def plain(self, blocks: Sequence[_Block]) -> list[PlainRecords] | None:
        """Return the records of some blocks, if they are many and Arrow can read them."""
        if sum(len(block.data) for block in blocks) < WORTH:
            return None
        data, count = b"\n".join(block.data for block in blocks), sum(block.count for block in blocks)
        has_long = any(len(block.data) > MAX_LINE for block in blocks)  # of a longer line only the beginning is here
        return None if has_long or not _divides(data, count) else self._arrow.read(data, count)

    def add(self, blocks: Sequence[_Block], plain: Sequence[PlainRecords] | None, columns: ColumnReader) -> None:
        """Add some blocks, of which Arrow may have read the records; otherwise they are read now."""
        self._starts += [(block.first, block.start) for block in blocks]
        if plain is None or not self._add_plain(blocks[0].first, plain, columns):
            for block in blocks:
                self._read(block.first, block.data, block.count, columns)

    def _add_plain(self, first: int, plain: Sequence[PlainRecords], columns: ColumnReader) -> bool:
        """Add records whose lines begin at that number, and tell whether all their values are right."""
        try:
            found = [columns.read(each.kind, each.columns) for each in plain]
        except (ValueError, RecursionError):
            self._arrow.refuse()
            return False
        for each, read in zip(plain, found, strict=True):
            columns.add(read)
            self._spots_of(each.kind).extend(array("Q", (first + each.lines).tobytes()))
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
        if _says_more(data, rows, sum(read.present for read in found)):
            raise ValueError("a key is there twice")
        numbers = range(first, first + len(rows))
        for kind, read in zip(kinds, found, strict=True):
            own_numbers = numbers if len(kinds) == 1 else compress(numbers, [type(row) is kind for row in rows])
            columns.add(read)
            self._spots_of(read.kind).extend(array("Q", [*own_numbers]))

    def _rows_of(self, data: bytes, count: int) -> list[Any]:
        """Return the rows of lines that are one object each. Raises `ValueError` if any may be something else."""
        if not _divides(data, count):
            raise ValueError("not an object on each line")
        rows = self._rows.read(data) if len(data) <= MAX_LINE else []
        if len(rows) != count:
            raise ValueError("several objects on a line")
        return rows

    def _spots_of(self, kind: type[Record]) -> MutableSequence[int]:
        return self.row_spots.setdefault(kind, array("Q"))  # a list takes five times as much

    def finish(self, columns: ColumnReader) -> None:
        """Keep what was read: as rows for kinds of which there can be very many, as records for the others."""
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
                    block = next(_line_blocks(file, first))
            except (OSError, ValueError, StopIteration):
                return ""  # it is gone; the problem is told without its line
            # Two, as problems of two records that are far apart name both in turn.
            self._blocks = {**dict([*self._blocks.items()][-1:]), first: block}
        return self._blocks[first].line(number).decode(errors="replace")


def _divides(data: bytes, count: int) -> bool:
    """Tell whether no object takes several of the `count` lines: none has "}", a line end and "{" in it."""
    return data.startswith(b"{") and data.endswith(b"}") and data.count(b"}\n{") + 1 == count


def _says_more(lines: bytes, rows: Sequence[object], present: int) -> bool:
    """Tell whether any line has a key twice: then it says more than was read, as only the last of the two was taken.

    `msgspec` does not tell, and to read every line with `json` as well would take 40 % longer. So colons are counted:
    each line has one after `record`, and one after the key of each value, of which `present` were read. If the lines
    have more colons, as in texts or tables, the rows are encoded again, and must have as many quotes as the lines.
    """
    import msgspec  # noqa: PLC0415 - as above

    encode = msgspec.json.Encoder().encode_lines
    return lines.count(b":") != len(rows) + present and _quotes(lines) != _quotes(encode(rows))


def _quotes(lines: bytes) -> int:
    return (re.sub(rb"\\.", b"", lines) if b"\\" in lines else lines).count(b'"')
