"""Reads very many lines of JSON with Arrow, straight into columns, if all values in them are texts or lists of texts.

Arrow makes no object for a cell, and reads in threads of its own, beside the one that looks at what it has read. So a
large file is opened in about half of the time that `msgspec` takes. Arrow says in no detail what is wrong, and no
column of it has both texts and tables. So all lines that it refuses, and all that may mean something else than it says,
are left to `jsonl`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from deployments.errors import MissingExtraError
from deployments.formats.arrow import needed
from deployments.formats.arrow_cells import cells_of, numbers_of
from deployments.formats.layout import Type, type_of
from deployments.records import RECORD_KINDS, Record, written_fields
from deployments.rows import Coded, Column

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

#: A file with fewer bytes is read as fast without Arrow, which takes time to import.
WORTH = 64 << 20
#: After so many refusals, one after the other, the rest of the file is most likely refused as well.
_REFUSALS = 3

_FIELDS: Mapping[str, Mapping[str, attrs.Attribute[Any]]] = {
    name: {field.name: field for field in written_fields(kind)} for name, kind in RECORD_KINDS.items()
}


@attrs.frozen(eq=False)
class PlainRecords:
    """The records of one kind in some lines: at which of these lines they stand, and a column for each field."""

    kind: type[Record]
    lines: npt.NDArray[np.uint64]
    columns: Mapping[str, Column]


@attrs.define(eq=False)
class PlainLines:
    """Reads lines of one file, some thousands at a time. `absent` is the mark of a field that is left out.

    >>> lines = b'{"record":"event","id":"summit","name":"A summit"}'
    >>> [found] = PlainLines(None).read(lines, 1)
    >>> found.kind, found.lines.tolist(), {name: [*column] for name, column in found.columns.items()}
    (<class 'deployments.records.Event'>, [0], {'id': ['summit'], 'name': ['A summit']})
    """

    absent: object
    _seen: set[str] = attrs.field(factory=set, init=False)
    _refusals: int = attrs.field(default=0, init=False)

    def read(self, data: bytes, count: int) -> list[PlainRecords] | None:
        """Return the records of `count` lines, each an object of its own; None if they are to be read otherwise."""
        if self._refusals >= _REFUSALS:
            return None
        try:
            return self._read(data, count)
        except (MissingExtraError, ValueError):
            return None

    def used(self, *, are_right: bool) -> None:
        """Take note of whether some lines were read so, and all their values right. Call it for all lines, in order."""
        self._refusals = 0 if are_right else self._refusals + 1

    def finish(self) -> None:
        """Give the memory back that Arrow keeps for the next lines. Call it when all are read."""
        if self._seen:
            needed().default_memory_pool().release_unused()

    def _read(self, data: bytes, count: int) -> list[PlainRecords]:
        """Raises `ValueError` for lines that are to be read otherwise."""
        # Arrow cannot tell a field that is null from none, and null in place of an object ends the process. Behind a
        # letter, as in "annulled", it stands in a text.
        if b"null" in data and re.search(rb"(?<![A-Za-z])null", data):
            raise ValueError("something may be null")
        table = self._table(data)
        if len(table) != count:
            raise ValueError("several objects on a line")
        if any(_has_gaps(column) for column in table.columns):
            raise ValueError("a list with nothing in it")
        names = table["record"].unique().to_pylist()
        return [self._records(table, name, is_alone=len(names) == 1) for name in names]

    def _table(self, data: bytes) -> pa.Table:
        """Return the lines as a table. It looks only for the fields that lines had so far, which is faster."""
        if self._seen:
            try:
                return _parsed(data, self._seen)
            except ValueError:
                pass  # the lines may have another field
        table = _parsed(data, {field for fields in _FIELDS.values() for field in fields})
        self._seen.update(name for name in table.column_names if table[name].null_count < len(table))
        return table

    def _records(self, table: pa.Table, name: str | None, *, is_alone: bool) -> PlainRecords:
        """Return the records of the kind of that name."""
        import numpy as np  # noqa: PLC0415 - pyarrow has it
        from pyarrow import compute  # noqa: PLC0415 - with pyarrow

        from deployments.formats.arrow_arrays import array  # noqa: PLC0415 - it takes NumPy

        if name is None or name not in _FIELDS:
            raise ValueError("no kind of record")
        lines = np.arange(len(table), dtype=np.uint64)
        if not is_alone:
            chosen = compute.is_in(table["record"], value_set=array([name], table["record"].type))
            lines, table = numbers_of(compute.indices_nonzero(chosen)), table.filter(chosen)
        table = table.drop_columns(["record"])
        there = [each for each in table.column_names if table[each].null_count < len(table)]
        _check_fields(table, _FIELDS[name], there)
        return PlainRecords(RECORD_KINDS[name], lines, {each: self._column(table[each], each) for each in there})

    def _column(self, column: Any, name: str) -> Column:
        """Return the cells of a field that some of the lines have."""
        found = cells_of(column, name)
        if not column.null_count:
            return found
        return found.mapped(self._marked) if isinstance(found, Coded) else [*map(self._marked, found)]

    def _marked(self, cell: Any) -> object:
        return self.absent if cell is None or cell == [] else cell


def _parsed(data: bytes, names: Collection[str]) -> pa.Table:
    """Return lines as a table of these fields. Raises `ValueError`, also for lines with another field or one twice."""
    pa = needed()
    from pyarrow import json  # noqa: PLC0415 - with pyarrow

    types = {Type.TEXT: pa.string(), Type.TEXTS: pa.list_(pa.string()), Type.FLAG: pa.bool_()}
    fields = {name: types[type_of(field)] for own in _FIELDS.values() for name, field in own.items() if name in names}
    schema = pa.schema([("record", pa.string()), *fields.items()])
    options = json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="error")
    # Threads of its own would only wait for each other: other lines are read in other threads meanwhile.
    return json.read_json(pa.BufferReader(data), json.ReadOptions(use_threads=False), options)


def _has_gaps(column: pa.ChunkedArray) -> bool:
    """Tell whether a column has lists with nothing in them, which would be taken for fields that are left out."""
    from pyarrow import compute  # noqa: PLC0415 - with pyarrow

    is_list = needed().types.is_list(column.type)
    return bool(is_list and compute.min(compute.list_value_length(column)).as_py() == 0)


def _check_fields(table: pa.Table, fields: Mapping[str, attrs.Attribute[Any]], there: Sequence[str]) -> None:
    """Raise `ValueError` if records have a field of another kind, or lack one that they must have."""
    if not fields.keys() >= {*there}:
        raise ValueError("a field of another kind of record")
    must = [name for name, field in fields.items() if field.default is attrs.NOTHING]
    if any(name not in there or table[name].null_count for name in must):
        raise ValueError("a field is missing")
