"""Tables that are given as objects: anything with the Arrow PyCapsule interface, and rows of any kind.

See <https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html>.
"""

from __future__ import annotations

import datetime
import decimal
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from deployments.diagnostics import Location
from deployments.errors import DeploymentsError, InvalidValueError

if TYPE_CHECKING:
    import pyarrow as pa

_HINT = "give the path of a file, a data frame, or rows: lists of cells below a header, or mappings"


class GivenRows(Iterator[list[str]]):
    """The rows of a table that is given as an object, as texts: `names` are those of its columns.

    `line` is the number of the last row, below zero: it stands in no line of a file. Raises `InvalidValueError` for
    what is no table.

    >>> rows = GivenRows([{"who": "NLD", "how many": 6.0}, {"who": "DEU", "how many": None}], "table", has_header=True)
    >>> rows.names, [*rows]
    (['who', 'how many'], [['NLD', '6'], ['DEU', '']])
    """

    fault = ""
    size = None

    def __init__(self, table: object, name: str, *, has_header: bool) -> None:
        self.name, self.line = name, 0
        self.names, self._rows = _opened(table, has_header=has_header)

    def __next__(self) -> list[str]:
        """Return the cells of the next row."""
        row = next(self._rows)
        self.line -= 1
        return row

    @property
    def last_line(self) -> int:
        """The number of the last row."""
        return self.line

    def location(self, cell: int | None = None) -> Location:
        """Return the place of a cell of the last row, by its number from 0, or of the whole row."""
        return Location(self.name, max(-self.line, 1), 1 if cell is None else cell + 1)


def _opened(table: object, *, has_header: bool) -> tuple[list[str], Iterator[list[str]]]:
    if hasattr(table, "__arrow_c_stream__") or hasattr(table, "__arrow_c_array__"):
        return _of_arrow(table)
    if not isinstance(table, Iterable) or isinstance(table, str | bytes | Mapping):
        raise InvalidValueError("not a table", table, _HINT)
    rows = iter(table)
    first = next(rows, None)
    if first is None:
        return [], iter(())
    if isinstance(first, Mapping):
        names = [*map(str, first)]
        return names, (_of_mapping(row, names) for row in chain([first], rows))
    texts = (_texts(row) for row in chain([first], rows))
    return next(texts) if has_header else [], texts


def _of_mapping(row: object, names: Sequence[str]) -> list[str]:
    """Return the cells of a row by the names of the columns; those of other names stand after all others."""
    if not isinstance(row, Mapping):
        raise InvalidValueError("not a row with names", row, "give all rows as mappings, or all as lists")
    own = {str(name): value for name, value in row.items()}
    return [_text(own.pop(name, None)) for name in names] + [_text(value) for value in own.values()]


def _texts(row: object) -> list[str]:
    if not isinstance(row, Iterable) or isinstance(row, str | bytes | Mapping):
        raise InvalidValueError("not a row of a table", row, _HINT)
    return [*map(_text, row)]


def _text(value: Any) -> str:
    """Return the text of a cell: of a whole number without a fraction, of a day without its midnight."""
    if value is None or value != value:  # noqa: PLR0124 - a number that is none, and a time that is none
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float | decimal.Decimal) and math.isfinite(value) and value == int(value):
        return str(int(value))
    if isinstance(value, datetime.datetime):
        is_day = value.time() == datetime.time() and value.tzinfo is None
        return value.date().isoformat() if is_day else value.isoformat()
    return value if isinstance(value, str) else str(value)


def _of_arrow(table: object) -> tuple[list[str], Iterator[list[str]]]:
    try:
        import pyarrow as pa  # noqa: PLC0415 - only for tables of Arrow, and an extra
    except ImportError:
        hint = 'pip install "deployments[tables]", or give its rows'
        raise DeploymentsError(f"a table of Arrow needs pyarrow: {hint}") from None
    if hasattr(table, "__arrow_c_stream__"):
        reader = pa.RecordBatchReader.from_stream(table)
    else:
        batch = pa.record_batch(table)
        reader = pa.RecordBatchReader.from_batches(batch.schema, [batch])
    for field in reader.schema:
        if pa.types.is_nested(field.type) or pa.types.is_binary(field.type):
            hint = "give a column of texts, numbers or days; of lists, a row for each"
            raise InvalidValueError(f"a column of {field.type}", field.name, hint)
    return list(reader.schema.names), _rows_of(reader)


def _rows_of(reader: pa.RecordBatchReader) -> Iterator[list[str]]:
    for batch in reader:
        columns = [_column(column) for column in batch.columns]
        yield from map(list, zip(*columns, strict=True))


def _column(column: Any) -> list[str]:
    """Return the texts of a column; each distinct one is made once."""
    encoded = column.dictionary_encode() if not hasattr(column, "dictionary") else column
    texts = [_text(value) for value in encoded.dictionary.to_pylist()]
    return ["" if code is None else texts[code] for code in encoded.indices.to_pylist()]
