"""Tables in Parquet, written and read; it takes `pip install 'deployments[tables]'`.

Parquet writes a text that occurs a million times only once, so that a file of some kilobytes could fill the memory. So
the size of what a file holds is added up before any of it is decoded. Equal texts become one object, and no cell may be
longer than a cell of CSV.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, BinaryIO

import attrs

from deployments.diagnostics import Location
from deployments.formats.arrow import arrow_batches, arrow_schema, needed
from deployments.formats.arrow_cells import cells_of, in_one
from deployments.formats.layout import TableData, Type
from deployments.formats.tabular import Block, TableFormat

if TYPE_CHECKING:
    import pyarrow as pa

#: The largest table that is read, in bytes without compression. A text that is repeated counts once.
MAX_DECODED = 1 << 30

#: How many rows are decoded at a time, and how many bytes they may take; if they take more, fewer rows are decoded.
_ROWS_AT_ONCE, _BYTES_AT_ONCE = 1 << 22, 256 << 20

#: How many rows a row group has, at least; the last one has the rest.
_ROWS_IN_GROUP = 1 << 15


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
    # Arrow writes some rows while the next are made: it needs no Python for most of that.
    with (
        pq.ParquetWriter(file, schema, use_dictionary=_repeating(schema)) as writer,
        ThreadPoolExecutor(1) as beside,
    ):
        written: Future[None] | None = None
        for table in _tables(arrow_batches(made)):
            if written is not None:
                written.result()
            written = beside.submit(writer.write_table, table)
        if written is not None:
            written.result()


def _repeating(schema: pa.Schema) -> list[str]:
    """Return the paths of the columns in which values are there many times: no record has the id of another."""
    own = [field for field in schema if field.name != "id"]
    return [f"{each.name}.list.element" if needed().types.is_list(each.type) else each.name for each in own]


def _tables(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Yield batches some at a time: each table becomes a row group, and a text is written once in each group."""
    pa, found, rows = needed(), list[Any](), 0
    for batch in batches:
        found.append(batch)
        rows += len(batch)
        if rows >= _ROWS_IN_GROUP:
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
    _opened: Any = attrs.field(init=False, repr=False)
    _rows_at_once: int = attrs.field(init=False, default=_ROWS_AT_ONCE)

    def __attrs_post_init__(self) -> None:
        pa = needed()
        import pyarrow.parquet as pq  # noqa: PLC0415 - with pyarrow

        try:
            source = pa.BufferReader(self.data)
            metadata = pq.read_metadata(source)
            self._count(metadata)
            columns = [metadata.schema.column(number) for number in range(metadata.num_columns)]
            # Texts stay as the file has them: each text once, and in each cell the number of its text.
            texts = [column.path for column in columns if column.physical_type == "BYTE_ARRAY"]
            self._opened = pq.ParquetFile(source, metadata=metadata, read_dictionary=texts)
            for field in self._opened.schema_arrow:
                if not _is_known(field.type):
                    raise ValueError(f"the column {field.name} holds neither texts, numbers, days nor lists of them")
        except (pa.ArrowException, OSError) as error:
            raise _not_parquet(error) from error
        self.names = self._opened.schema_arrow.names

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
        pa = needed()
        try:
            yield from self._blocks()
        except MemoryError:
            raise
        except (pa.ArrowException, OSError) as error:
            raise _not_parquet(error) from error
        finally:
            self.data, self._opened = b"", None  # the rows take much less
            pa.default_memory_pool().release_unused()

    def _blocks(self) -> Iterator[Block]:
        row = 1
        for batches in self._batches():
            count = sum(map(len, batches))
            parts = map(needed().chunked_array, zip(*(batch.columns for batch in batches), strict=True))
            batches.clear()  # of each column only what is read of it stays
            # Arrow puts the texts of some columns together while objects are made of those of others.
            with ThreadPoolExecutor(1) as beside:
                columns = [*map(cells_of, beside.map(in_one, parts), self.names)]
            yield Block(range(row, row + count), columns)
            row += count

    def _batches(self) -> Iterator[list[Any]]:
        """Yield the rows as Arrow, some batches at a time: a text that several of them have is read once."""
        found: list[Any] = []
        # One row group after the other: no list of texts is read across two of them.
        for group in range(self._opened.num_row_groups):
            for batch in self._opened.iter_batches(self._rows_at_once, row_groups=[group]):
                if found and sum(map(len, found)) + len(batch) > self._rows_at_once:
                    yield found
                    found = []
                found.append(batch)
        if found:
            yield found

    def cell(self, type_: Type, cell: Any) -> Any:
        """Return the value of a cell. An empty list is the same as an empty cell."""
        return None if type_ is Type.TEXTS and cell == [] else cell

    def location(self, row: int | None, cell: int = 0) -> Location:
        """Return the place of a cell."""
        return Location(self.file, row or 1, cell + 1)


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
