"""What the rows of a table are, whether it is a file or given as an object."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from deployments.diagnostics import Location


class TableRows(Protocol):
    """The rows of a table, each as the texts of its cells.

    `name` is that of the table, `names` those of its columns, and `size` about how many rows it has, if that is known.
    `line` is where the last row began, and `last_line` where it ended, below zero for a table that is no file; `fault`
    is why it cannot be split into cells.
    """

    name: str
    line: int
    fault: str

    @property
    def size(self) -> int | None:
        """About how many rows there are, if that is known."""

    @property
    def names(self) -> list[str]:
        """The names of the columns."""

    @property
    def last_line(self) -> int:
        """Where the last row ended."""

    def __iter__(self) -> Iterator[list[str]]:
        """Return the rows."""

    def __next__(self) -> list[str]:
        """Return the cells of the next row; an empty list if there is a `fault`."""

    def location(self, cell: int | None = None) -> Location:
        """Return the place of a cell of the last row, by its number from 0, or of the whole row."""


class ArrowStream(Protocol):
    """An object with the Arrow PyCapsule interface, such as a data frame."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Return a capsule of its batches."""
