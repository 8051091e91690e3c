"""Tables in JSON Lines: all records in one file, as `jsonl` has them, and beside it a file for each computed table."""

from __future__ import annotations

import json

from deployments.formats.jsonl import jsonl_text, read_jsonl
from deployments.formats.layout import TableData, Type
from deployments.formats.tabular import RecordsFile, TableFormat
from deployments.values.calendar import iso


def rows_text(table: TableData) -> bytes:
    r"""Return the rows of a table, an object on each line.

    >>> from deployments.formats.layout import COMPUTED
    >>> rows_text(TableData.of(COMPUTED["apart"], [("ltu", "svk", 738692, None)]))
    b'{"deployment":"ltu","before":"svk","first":"2023-06-21","last":null}\n'
    """
    days = {column.name for column in table.layout.columns if column.type is Type.DAY}
    encode, lines = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode, []
    for row in table.rows():
        cells = zip(table.layout.names, row, strict=True)
        found = {name: iso(cell) if name in days and cell is not None else cell for name, cell in cells}
        lines.append(f"{encode(found)}\n")
    return "".join(lines).encode()


FORMAT = TableFormat(
    name="jsonl",
    extension="ndjson",
    media_type="application/x-ndjson",
    write=rows_text,
    records_file=RecordsFile(
        name="registry.jsonl",
        format="jsonl",
        media_type="application/x-ndjson",
        meaning="all records, one a line, each an object that says in `record` what kind it is",
        write=lambda registry: jsonl_text(registry).encode(),
        read=read_jsonl,
    ),
)
