"""What the rows of a table are, whether it is a file or given as an object."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from deployments.diagnostics import Location


class RowPlace(NamedTuple):
    """Where a row stands: the line on which it begins, below zero in a table that is no file, and its lines as text.

    `fault` is why it cannot be split into cells.
    """

    line: int
    raw: Sequence[str] = ()
    fault: str = ""


class TableRows(Protocol):
    """The rows of a table, each as the texts of its cells.

    `name` is that of the table, `names` those of its columns, and `size` about how many rows it has, if that is known.
    `place` is that of the row that is spoken of: the last one, until somebody sets it to that of one before.
    """

    name: str
    place: RowPlace

    @property
    def size(self) -> int | None:
        """About how many rows there are, if that is known."""

    @property
    def names(self) -> list[str]:
        """The names of the columns."""

    def __iter__(self) -> Iterator[list[str]]:
        """Return the rows."""

    def __next__(self) -> list[str]:
        """Return the cells of the next row; an empty list if it cannot be split."""

    def location(self, cell: int | None = None) -> Location:
        """Return where a cell of the row at `place` stands, by its number from 0, or the whole row."""


class ArrowStream(Protocol):
    """An object with the Arrow PyCapsule interface, such as a data frame."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Return a capsule of its batches."""
