"""Numbers that a row gives of several things in one of its cells together: nobody knows how many each of them has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import attrs

from deployments.errors import quote
from deployments.importing.columns import Cell, ClaimColumns, MappedColumns
from deployments.importing.known_texts import numbers_of
from deployments.importing.row_reader import RowReader, counts_people, is_number
from deployments.importing.row_shapes import Split

#: What to do with such a number.
HINT = "write a row for each, with the number of each"


@attrs.frozen
class _Several:
    """A column whose cells hold several contributors, missions, forces or places, and claims that stand elsewhere."""

    split: Split
    claims: Sequence[ClaimColumns]


class JointNumbers:
    """Finds numbers of several things in the rows into which one row is made."""

    def __init__(self, reader: RowReader) -> None:
        self.reader = reader
        self._several: list[_Several] = []
        columns, telling = reader.columns, _telling(reader.columns)
        for split in columns.shape.splits:
            made = _made_of(split, columns)
            claims = [*_numbers_apart(columns, made)]
            if claims and not made.isdisjoint(telling):
                self._several.append(_Several(split, claims))

    def of(self, texts: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[tuple[Cell, str]]:
        """Yield the cell of each such number in a row of the table, and what is wrong; it is made into `rows`.

        The number is that of all things together, also of those that the mapping leaves out, if it takes any of them.
        """
        if len(rows) < 2 or not self._several or all(map(self.reader.left_out, rows)):
            return
        for one in self._several:
            if len({tuple([row[target] for target in one.split.targets]) for row in rows}) > 1:
                things = texts[self.reader.columns.origin(one.split.column)]
                for claim in one.claims:
                    value, _ = self.reader.noticing(partial(self.reader.value, claim, rows[0]))
                    if is_number(value):
                        yield claim.cells[0], f"{quote(str(value))} is the number of several together: {quote(things)}"


def _telling(columns: MappedColumns) -> frozenset[int]:
    """Return the columns that tell deployments apart, their days aside."""
    own = [cell for each in columns.deployments for cell in (each.contributor, each.force, each.whole)]
    return numbers_of([*columns.fields_of("mission", "place"), *own])


def _numbers_apart(columns: MappedColumns, made: set[int]) -> Iterator[ClaimColumns]:
    """Yield the claims of numbers whose cells do not stand in some columns."""
    every = (claim for each in columns.deployments for claim in each.claims)
    yield from (claim for claim in every if counts_people(claim) and made.isdisjoint(numbers_of(claim.cells)))


def _made_of(split: Split, columns: MappedColumns) -> set[int]:
    """Return the columns in which the parts of the things of a cell stand, or of which any part is made of them."""
    shape, found = columns.shape, {*split.targets}
    for other in shape.splits:
        if other.column in found:
            found.update(other.targets)
    first = len(columns.names) - len(shape.made)
    found.update(first + number for number, made in enumerate(shape.made) if not found.isdisjoint(made.columns))
    return found
