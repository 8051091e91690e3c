"""Tables in Parquet, written and read; it takes `pip install 'deployments[tables]'`.

Parquet writes a text that occurs a million times only once, so that a file of some kilobytes could fill the memory. So
the size of what a file holds is added up before any of it is decoded. Equal texts become one object, and no cell may be
longer than a cell of CSV.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, BinaryIO

import attrs

from deployments.diagnostics import Location
from deployments.formats.arrow import arrow_batches, arrow_schema, needed
from deployments.formats.arrow_cells import cells_of
from deployments.formats.layout import RECORDS, TableData, Type
from deployments.formats.made_when_asked import LazyList
from deployments.formats.parquet_pages import are_plain
from deployments.formats.tabular import Block, TableFormat
from deployments.rows import Column

if TYPE_CHECKING:
    import pyarrow as pa

#: The largest table that is read, in bytes without compression. A text that is repeated counts once.
MAX_DECODED = 1 << 30

#: How many rows are decoded at a time, and how many bytes they may take; if they take more, fewer rows are decoded.
_ROWS_AT_ONCE, _BYTES_AT_ONCE = 1 << 22, 256 << 20

#: How Arrow names itself in the files that it writes.
_ARROW = "parquet-cpp-arrow version "

#: So many columns are decoded side by side.
_BESIDE = 2

#: How many rows a row group has, at least; the last one has the rest. A text is written once in each group, so that
#: tables that are read again have few of them, and their lists of texts may be longer than Arrow makes them by itself.
_ROWS_IN_GROUP, _ROWS_IN_GROUP_OF_RECORDS = 1 << 15, 1 << 17
_BYTES_OF_TEXTS = 1 << 24


def write_parquet(made: TableData, file: BinaryIO) -> None:
    """Write a table as Parquet.

    >>> from io import BytesIO
    >>> from deployments.formats.layout import RECORDS
    >>> file = BytesIO()
    >>> write_parquet(TableData.of(RECORDS["events"], []), file)
    >>> file.getvalue()[:4]
    b'PAR1'
    """
    needed()
    import pyarrow.parquet as pq  # noqa: PLC0415 - with pyarrow

    schema = arrow_schema(made.layout)
    rows = _ROWS_IN_GROUP_OF_RECORDS if made.layout.name in RECORDS else _ROWS_IN_GROUP
    writer = pq.ParquetWriter(
        file, schema, use_dictionary=_repeating(schema), dictionary_pagesize_limit=_BYTES_OF_TEXTS
    )
    # Arrow writes some rows while the next are made: it needs no Python for most of that.
    with writer, ThreadPoolExecutor(1) as beside:
        written: Future[None] | None = None
        for table in _tables(arrow_batches(made), rows):
            if written is not None:
                written.result()
            written = beside.submit(writer.write_table, table)
        if written is not None:
            written.result()


def _repeating(schema: pa.Schema) -> list[str]:
    """Return the paths of the columns in which values are there many times: no record has the id of another."""
    own = [field for field in schema if field.name != "id"]
    return [f"{each.name}.list.element" if needed().types.is_list(each.type) else each.name for each in own]


def _tables(batches: Iterator[pa.RecordBatch], at_least: int) -> Iterator[pa.Table]:
    """Yield batches some at a time: each table becomes a row group, of so many rows at least."""
    pa, found, rows = needed(), list[Any](), 0
    for batch in batches:
        found.append(batch)
        rows += len(batch)
        if rows >= at_least:
            yield pa.Table.from_batches(found)
            found, rows = [], 0
    if found:
        yield pa.Table.from_batches(found)


@attrs.define
class Parquet:
    """The rows of a Parquet file, as a grid. The place of a cell is the number of its row, as line, and of its column.

    Raises `ValueError` for a file that is no Parquet, and for one that would take too much memory.
    """

    file: str
    data: bytes = attrs.field(repr=False)
    names: Sequence[str] = ()
    #: Only lists are changed, and only if they are empty.
    changed: Container[Type] = frozenset({Type.TEXTS})
    _metadata: Any = attrs.field(init=False, repr=False)
    _texts: list[str] = attrs.field(init=False, repr=False)
    _rows_at_once: int = attrs.field(init=False, default=_ROWS_AT_ONCE)

    def __attrs_post_init__(self) -> None:
        pa = needed()
        import pyarrow.parquet as pq  # noqa: PLC0415 - with pyarrow

        with _told():
            self._metadata = pq.read_metadata(pa.BufferReader(self.data))
            self._count(self._metadata)
            columns = [self._metadata.schema.column(number) for number in range(self._metadata.num_columns)]
            # Texts stay as the file has them: each text once, and in each cell the number of its text.
            self._texts = [column.path for column in columns if column.physical_type == "BYTE_ARRAY"]
            schema = self._opened().schema_arrow
            for field in schema:
                if not _is_known(field.type):
                    raise ValueError(f"the column {field.name} holds neither texts, numbers, days nor lists of them")
        self.names = schema.names
        # Where the file has no lists of texts none are made, which would take longer than all else.
        own = [column.path for column in columns]
        plain = [each.name for each in schema if _are_texts(each.type) and self._are_plain(own.index(each.name))]
        self._texts = [path for path in self._texts if path not in plain or own.count(path) > 1]

    def _are_plain(self, place: int) -> bool:
        """Tell whether all cells of a column of texts stand in the file as they are."""
        if not str(self._metadata.created_by).startswith(_ARROW):  # of other writers Arrow reads some bytes more
            return False
        groups = [self._metadata.row_group(number) for number in range(self._metadata.num_row_groups)]
        chunks = [group.column(place) for group in groups]
        return not any(each.has_dictionary_page for each in chunks) and all(
            are_plain(self.data, each.data_page_offset, each.total_compressed_size, each.num_values) for each in chunks
        )

    def _opened(self) -> Any:
        import pyarrow.parquet as pq  # noqa: PLC0415 - with pyarrow

        source = needed().BufferReader(self.data)
        return pq.ParquetFile(source, metadata=self._metadata, read_dictionary=self._texts)

    def _count(self, metadata: Any) -> None:
        """Raise `ValueError` if a file holds too much by the sizes in its footer."""
        groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
        chunks = [[group.column(number) for number in range(group.num_columns)] for group in groups]
        rows = max(metadata.num_rows, sum(group.num_rows for group in groups))
        sizes = [sum(chunk.total_uncompressed_size for chunk in own) for own in chunks]
        values = [sum(chunk.num_values for chunk in own) for own in zip(*chunks, strict=True)]
        # Each record has an id of its own, which takes at least a byte: there cannot be more rows than bytes.
        if max(rows, *values, 0) > len(self.data):
            raise ValueError(f"{max(rows, *values):,} rows or items of lists in a file of {len(self.data):,} bytes")
        if sum(sizes) > MAX_DECODED or min(rows, *sizes, 0) < 0:
            raise ValueError(f"it holds more than {MAX_DECODED >> 20:,} MiB")
        self._rows_at_once = max(1, min(_ROWS_AT_ONCE, _BYTES_AT_ONCE * rows // max(1, sum(sizes))))

    def blocks(self) -> Iterator[Block]:
        """Yield the rows, some at a time. Raises `ValueError` if they cannot be read."""
        try:
            yield from self._blocks()
        finally:
            self.data, self._metadata = b"", None  # the rows take much less
            needed().default_memory_pool().release_unused()

    def _blocks(self) -> Iterator[Block]:
        """Yield the rows, some at a time.

        Threads decode columns, as Arrow needs no Python for that, while whoever asks looks at those before.
        """
        rows = sum(self._metadata.row_group(number).num_rows for number in range(self._metadata.num_row_groups))
        blocks = [range(start, min(start + self._rows_at_once, rows)) for start in range(0, rows, self._rows_at_once)]
        parts = [self._parts(name, [*map(len, blocks)]) for name in self.names]
        with ThreadPoolExecutor(_BESIDE) as beside:
            for own in blocks:
                columns = [*map(beside.submit, itertools.repeat(_next_cells), parts, self.names)]
                yield Block(range(own.start + 1, own.stop + 1), LazyList([column.result for column in columns]))
                for column in columns:
                    column.result()  # it raises also for a column that nobody asked for
        with _told():
            for name, part in zip(self.names, parts, strict=True):
                if any(map(len, part)):
                    raise ValueError(f"not Parquet: the column {name} has more than {rows:,} rows")

    def _parts(self, name: str, counts: Iterable[int]) -> Iterator[Any]:
        """Yield so many rows of a column at a time, as Arrow; then what there is beyond them, if anything."""
        batches, rest = self._batches(name), None
        for count in counts:
            found, missing = list[Any](), count
            while missing:
                batch = next(batches, None) if rest is None else rest
                if batch is None:
                    raise ValueError(f"not Parquet: {missing:,} rows of the column {name} are missing")
                found.append(batch[:missing])
                missing -= len(found[-1])
                rest = batch[len(found[-1]) :] if len(batch) > len(found[-1]) else None
            yield needed().chunked_array(found)
        yield from batches if rest is None else (rest,)

    def _batches(self, name: str) -> Iterator[Any]:
        """Yield the rows of a column as Arrow."""
        opened = self._opened()
        # One row group after the other: no list of texts is read across two of them.
        for group in range(self._metadata.num_row_groups):
            own = opened.iter_batches(self._rows_at_once, row_groups=[group], columns=[name], use_threads=False)
            yield from (batch.column(0) for batch in own)

    def cell(self, type_: Type, cell: Any) -> Any:
        """Return the value of a cell. An empty list is the same as an empty cell."""
        return None if type_ is Type.TEXTS and cell == [] else cell

    def location(self, row: int | None, cell: int = 0) -> Location:
        """Return the place of a cell."""
        return Location(self.file, row or 1, cell + 1)


def _next_cells(parts: Iterator[Any], name: str) -> Column:
    with _told():
        return cells_of(next(parts), name)


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Raise `ValueError` for what Arrow cannot read."""
    try:
        yield
    except MemoryError:
        raise
    except (needed().ArrowException, OSError) as error:
        raise _not_parquet(error) from error


def _are_texts(type_: Any) -> bool:
    types = needed().types
    return bool(types.is_dictionary(type_) and types.is_string(type_.value_type))


def _is_known(type_: Any) -> bool:
    """Tell whether cells of a type are texts, plain values or lists of these: only their size can be counted."""
    types = needed().types
    if types.is_list(type_) or types.is_large_list(type_):
        return not types.is_list(type_.value_type) and _is_known(type_.value_type)
    return bool(types.is_primitive(type_) or types.is_null(type_) or types.is_dictionary(type_))


def _not_parquet(error: Exception) -> ValueError:
    return ValueError(f"not Parquet: {str(error).splitlines()[0]}")


#: Frictionless reads Parquet through pandas, which makes a list an array of NumPy, and an empty number `nan`.
_FIELDS: Mapping[Type, Mapping[str, Any]] = {
    Type.TEXTS: {"type": "any"},
    Type.WHOLE: {"missingValues": ["", "nan"]},
    Type.DECIMAL: {"missingValues": ["", "nan"]},
}

FORMAT = TableFormat(
    name="parquet",
    extension="parquet",
    media_type="application/vnd.apache.parquet",
    write=write_parquet,
    open=lambda file, data, _: Parquet(file, data),
    note="What is of the type `any` is a list of texts.",
    fields=_FIELDS,
    encoding=None,
    require=needed,
)
