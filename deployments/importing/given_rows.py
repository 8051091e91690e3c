"""Tables that are given as objects: anything with the Arrow PyCapsule interface, and rows of any kind.

See <https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html>.
"""

from __future__ import annotations

import datetime
import decimal
import math
import numbers
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from deployments.diagnostics import Location
from deployments.errors import InvalidValueError
from deployments.formats.arrow import needed
from deployments.importing.table_rows import RowPlace

if TYPE_CHECKING:
    import pyarrow as pa

_HINT = "give the path of a file, a data frame, or rows: lists of cells below a header, or mappings"


class GivenRows(Iterator[list[str]]):
    """The rows of a table that is given as an object, as texts: `names` are those of its columns.

    Raises `InvalidValueError` for what is no table.

    >>> rows = GivenRows([{"who": "NLD", "how many": 6.0}, {"who": "DEU", "how many": None}], "table", has_header=True)
    >>> rows.names, [*rows]
    (['who', 'how many'], [['NLD', '6'], ['DEU', '']])
    """

    size = None

    def __init__(self, table: object, name: str, *, has_header: bool) -> None:
        self.name, self.place = name, RowPlace(0)
        self.names, self._rows = _opened(table, has_header=has_header)

    def __next__(self) -> list[str]:
        """Return the cells of the next row."""
        row = next(self._rows)
        self.place = RowPlace(self.place.line - 1)
        return row

    def location(self, cell: int | None = None) -> Location:
        """Return where a cell of the row at `place` stands, by its number from 0, or the whole row."""
        return Location(self.name, max(-self.place.line, 1), 1 if cell is None else cell + 1)


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
        names = [*map(_text, first)]
        return names, (_of_mapping(row, names) for row in chain([first], rows))
    texts = (_texts(row) for row in chain([first], rows))
    return next(texts) if has_header else [], texts


def _of_mapping(row: object, names: Sequence[str]) -> list[str]:
    """Return the cells of a row by the names of the columns; those of other names stand after all others."""
    if not isinstance(row, Mapping):
        raise InvalidValueError("not a row with names", row, "give all rows as mappings, or all as lists")
    own = {_text(name): value for name, value in row.items()}
    return [_text(own.pop(name, None)) for name in names] + [_text(value) for value in own.values()]


def _texts(row: object) -> list[str]:
    if not isinstance(row, Iterable) or isinstance(row, str | bytes | Mapping):
        raise InvalidValueError("not a row of a table", row, _HINT)
    return [*map(_text, row)]


def _text(value: Any) -> str:
    """Return the text of a cell: of a whole number without a fraction, of a day without its midnight."""
    if _is_missing(value):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, numbers.Real | decimal.Decimal) and math.isfinite(value) and value == math.floor(value):
        return str(math.floor(value))
    if isinstance(value, datetime.datetime):
        is_day = value.time() == datetime.time() and value.tzinfo is None
        return value.date().isoformat() if is_day else value.isoformat()
    return value if isinstance(value, str) else str(value)


def _is_missing(value: Any) -> bool:
    """Tell whether a value is none: no number, no time, or one of pandas that equals nothing, not even itself."""
    try:
        return value is None or bool(value != value)  # noqa: PLR0124 - only what is none differs from itself
    except (TypeError, ArithmeticError):
        return True
    except ValueError:  # an array, which has no one answer
        return False


def _of_arrow(table: object) -> tuple[list[str], Iterator[list[str]]]:
    pa = needed()
    try:
        if hasattr(table, "__arrow_c_stream__"):
            reader = pa.RecordBatchReader.from_stream(table)
        else:
            batch = pa.record_batch(table)
            reader = pa.RecordBatchReader.from_batches(batch.schema, [batch])
    except (pa.ArrowException, ValueError, TypeError) as error:
        if hasattr(table, "itertuples") and hasattr(table, "columns"):  # of pandas, with a column of texts and numbers
            return [*map(_text, table.columns)], map(_texts, table.itertuples(index=False, name=None))
        raise InvalidValueError(f"not a table ({error})", type(table).__name__, _HINT) from None
    for field in reader.schema:
        if pa.types.is_nested(field.type) or any(word in str(field.type) for word in ("binary", "extension")):
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
    try:
        texts = [_text(value) for value in encoded.dictionary.to_pylist()]
    except (OverflowError, ValueError) as error:
        raise InvalidValueError(f"a value that is too large ({error})", str(column.type), "mend the column") from None
    return ["" if code is None else texts[code] for code in encoded.indices.to_pylist()]
