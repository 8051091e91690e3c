"""Tables in JSON Lines: one file with all records, in the format of `jsonl`, and one for each computed table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from deployments.formats.cells import Cells, Lists, as_json, day_text, each_told
from deployments.formats.jsonl import read_jsonl
from deployments.formats.jsonl_writer import jsonl_text
from deployments.formats.layout import TableData, Type
from deployments.formats.tabular import RecordsFile, TableFormat


def write_lines(table: TableData, file: BinaryIO) -> None:
    r"""Write the rows of a table, an object on each line.

    >>> from io import BytesIO
    >>> from deployments.formats.layout import COMPUTED
    >>> file = BytesIO()
    >>> write_lines(TableData.of(COMPUTED["apart"], [("ltu", "svk", 738692, None)]), file)
    >>> file.getvalue()
    b'{"deployment":"ltu","before":"svk","first":"2023-06-21","last":null}\n'
    """
    # "%s" stands for a cell. No name of a column has a percent sign in it.
    line = f"{{{','.join(f'{as_json(name)}:%s' for name in table.layout.names)}}}\n"
    types = [column.type for column in table.layout.columns]
    for batch in table.batches():
        cells = zip(*map(_texts, types, batch), strict=True)
        file.write("".join(map(line.__mod__, cells)).encode())


def _texts(type_: Type, cells: Cells) -> Iterable[str]:
    """Return each cell as JSON."""
    if isinstance(cells, Lists):
        return cells.coded(as_json)
    return each_told(cells, _day if type_ is Type.DAY else as_json)


def _day(cell: int | None) -> str:
    return "null" if cell is None else f'"{day_text(cell)}"'


FORMAT = TableFormat(
    name="jsonl",
    extension="ndjson",
    media_type="application/x-ndjson",
    write=write_lines,
    records_file=RecordsFile(
        name="registry.jsonl",
        format="jsonl",
        media_type="application/x-ndjson",
        meaning="all records, one a line, each an object that says in `record` what kind it is",
        write=lambda registry: jsonl_text(registry).encode(),
        read=read_jsonl,
    ),
)
