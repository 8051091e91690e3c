"""What a format of tables is. Each format is one module with a `TableFormat`, and `registered.py` lists these modules.

Nothing else has to be changed for a new format: the command `export` and its `--format`, `datapackage.json` and the
reading of folders take what they need from its `TableFormat`.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

import attrs

from deployments.diagnostics import Diagnostic, Location
from deployments.formats.layout import TableData, Type, in_batches
from deployments.registry import Registry
from deployments.rows import Column

if TYPE_CHECKING:
    from deployments.formats.file_records import FileRecords


@attrs.frozen(eq=False)
class Block:
    """Some rows of a table: their numbers, and their cells as columns, one for each name of the table."""

    numbers: Sequence[int]
    columns: Sequence[Column]

    @classmethod
    def each(cls, rows: Iterable[tuple[int, Sequence[Any]]]) -> Iterator[Block]:
        """Yield blocks made from rows. Takes the number and the cells of each row.

        >>> [block.columns for block in Block.each([(1, ["a", "b"]), (2, ["c", "d"])])]
        [[('a', 'c'), ('b', 'd')]]
        """
        for numbers, *columns in in_batches((number, *cells) for number, cells in rows):
            yield cls(numbers, columns)

    def halves(self) -> tuple[Block, Block]:
        """Return the first half of the rows, and the second half."""
        middle = len(self.numbers) // 2
        first = Block(self.numbers[:middle], [column[:middle] for column in self.columns])
        return first, Block(self.numbers[middle:], [column[middle:] for column in self.columns])


class Grid(Protocol):
    """The rows of one table, and the names of its columns."""

    names: Sequence[str]
    #: The types of columns for which `cell` may change a cell. The cells of other columns are taken as they are.
    changed: Container[Type]

    def blocks(self) -> Iterator[Block]:
        """Return the rows in order, some at a time."""

    def cell(self, type_: Type, cell: Any) -> Any:
        """Return the value of a cell, None if it is empty. Raises `InvalidValueError`."""

    def location(self, row: int | None, cell: int = 0) -> Location:
        """Return the place of a cell of a row; if `row` is None, that of the name of a column."""


@attrs.frozen
class RecordsFile:
    """The one file with all records, for formats that have no table for each kind of record."""

    name: str
    format: str
    media_type: str
    meaning: str
    write: Callable[[Registry], bytes]
    #: Reads the file. Raises `OSError`, or `ValueError` if nothing in it can be read.
    read: Callable[[Path], FileRecords]


def _nothing() -> None:
    """Require nothing."""


@attrs.frozen
class TableFormat:
    """A format of tables: its names, and how tables are written and read.

    `open` takes the name of a file, its bytes, and a list to which it adds a diagnostic for every row that cannot be
    split into cells. It raises `ValueError` for a file that is no such table. A format with a `records_file` needs no
    `open`. `require` raises `MissingExtraError` if a package that the format needs is not installed.
    """

    name: str
    extension: str
    media_type: str
    write: Callable[[TableData, BinaryIO], None]
    open: Callable[[str, bytes, list[Diagnostic]], Grid] | None = None
    records_file: RecordsFile | None = None
    #: What the description in the package says about the cells of this format.
    note: str = ""
    #: What the package says of columns of a type, beside or instead of what it says of them in other formats.
    fields: Mapping[Type, Mapping[str, Any]] = attrs.field(factory=dict, hash=False)
    encoding: str | None = "utf-8"
    require: Callable[[], object] = _nothing

    def file_of(self, table: str) -> str:
        """Return the name of the file of a table."""
        return f"{table}.{self.extension}"
