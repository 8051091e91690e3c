"""The cells of a row by what they mean, in one file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import attrs

from deployments.claims import ClaimKind
from deployments.importing.cell_keys import CellKeys
from deployments.importing.cell_reader import folded
from deployments.importing.cell_types import CellType, cell_type
from deployments.importing.mapping import PartKeys
from deployments.importing.row_shapes import RowShape
from deployments.values.quantities import Quantity

#: What stands for what is not known where nobody says more: an empty cell.
_EMPTY = frozenset(("",))


@attrs.frozen
class Cell:
    """Where a text of a row stands: in a column, by its number from 0, or here, the same for every row.

    `unknown` are the words for what is not known, and `zero` those for none, as words are compared; `is_number` if a
    number of people or things is to stand there, and `some` are the words for some of them.

    >>> Cell(2).of(["NLD", "KFOR", "50"]), Cell(text="KFOR").of(["NLD"])
    ('50', 'KFOR')
    """

    column: int | None = None
    text: str = ""
    unknown: frozenset[str] = _EMPTY
    zero: frozenset[str] = frozenset()
    is_number: bool = False
    some: frozenset[str] = frozenset()

    def of(self, texts: Sequence[str]) -> str:
        """Return the text of a row that stands in it."""
        return self.text if self.column is None else texts[self.column]

    def is_unknown(self, text: str) -> bool:
        """Tell whether a text that stands in it says that it is not known."""
        return folded(text) in self.unknown

    def is_zero(self, text: str) -> bool:
        """Tell whether a text that stands in it says that there are none: the number, or a word for it."""
        word = folded(text)
        return word in self.zero or (self.is_number and word == "0")

    def is_some(self, text: str) -> bool:
        """Tell whether a text that stands in it says that there are some, and not how many."""
        return folded(text) in self.some

    def says_nothing(self, texts: Sequence[str]) -> bool:
        """Tell whether what stands in it is not known, or none."""
        text = self.of(texts)
        return self.is_unknown(text) or self.is_zero(text)


@attrs.frozen
class ClaimColumns:
    """The cells of a row in which a claim stands: one, or several that are combined, by name if each has one.

    `in_common`: it is a date or a duration that a row gives to all of its parts.
    """

    kind: ClaimKind
    keys: CellKeys = attrs.field(eq=False)
    cells: tuple[Cell, ...]
    names: tuple[str, ...] = ()
    in_common: bool = False

    @property
    def type(self) -> CellType:
        """How its values are read."""
        return cell_type(self.kind)


@attrs.frozen
class OneOfMany:
    """One of the columns that the mapping means with `each`: `table` is where that stands, beside `leave_out`."""

    number: int
    table: str
    leave_out: tuple[str, ...]


@attrs.frozen
class DeploymentColumns:
    """The cells of a row that are about one deployment.

    `whole` is the force of the deployment that this one is part of, `wording` what the source says in its own words.
    `own` are the cells that are about no other deployment of the row. `optional`: where nobody is named, and nothing
    stands in its own cells, there is nothing to report. `many` are those of its columns that stand for many others.
    `is_total` tells of the text of a contributor whether it is that of a sum of the others, which is left out.
    """

    contributor: Cell
    day: Cell | None
    force: Cell | None
    whole: Cell | None
    by: Cell | None
    wording: Cell | None
    note: Cell | None
    claims: tuple[ClaimColumns, ...]
    optional: bool
    own: tuple[Cell, ...]
    part: PartKeys
    many: tuple[OneOfMany, ...] = ()
    is_total: Callable[[str], bool] | None = attrs.field(default=None, eq=False)

    def numbers(self) -> set[int]:
        """Return the numbers of the columns in which its claims stand."""
        return {cell.column for claim in self.claims for cell in claim.cells if cell.column is not None}

    def numbers_with_who(self) -> set[int]:
        """Return the numbers of the columns in which its claims and its contributor stand."""
        who = self.contributor.column
        return self.numbers() if who is None else {*self.numbers(), who}

    def numbers_alone(self) -> list[int]:
        """Return the numbers of the columns that are about no other deployment of the row."""
        return [cell.column for cell in self.own if cell.column is not None]


@attrs.frozen
class LeftOut:
    """The rows that a mapping leaves out, by the text in a column; `name` is what they count as.

    `is_only`: they are those that are not among the ones which it takes.
    """

    column: int
    is_meant: Callable[[str], bool]
    name: str
    is_only: bool = False


@attrs.frozen
class MappedColumns:
    """The cells of a row by what they mean, in one file.

    `names` are those of the columns, of which the first `given` are in the table and the others are made of these.
    `fields` are the cells about the mission, the place and the source; `left_out` tells which rows are not taken.
    `unreadable` are the columns of numbers whose headers cannot be read: what stands in them is lost.
    `to_leave_out` are those among them of which a hint says to leave them out, and nothing else.
    """

    names: tuple[str, ...]
    given: int
    fields: dict[str, Cell]
    deployments: tuple[DeploymentColumns, ...]
    left_out: tuple[LeftOut, ...]
    shape: RowShape
    unreadable: frozenset[int] = frozenset()
    to_leave_out: tuple[OneOfMany, ...] = ()

    def fields_of(self, *tables: str) -> list[Cell]:
        """Return the cells of the fields of some tables of the mapping, such as "mission" and "place"."""
        return [cell for name, cell in self.fields.items() if name.partition(".")[0] in tables]

    @property
    def width(self) -> int:
        """The number of columns, those that are made of others included."""
        return len(self.names)

    @property
    def source_fields(self) -> list[str]:
        """The fields of the source that rows tell."""
        return [name.removeprefix("source.") for name in self.fields if name.startswith("source.")]

    def cells(self) -> Iterator[Cell]:
        """Yield the cells of a row that say anything."""
        yield from self.fields.values()
        for each in self.deployments:
            labels = (each.contributor, each.day, each.force, each.whole, each.by, each.wording, each.note)
            yield from (cell for cell in labels if cell is not None)
            yield from (cell for claim in each.claims for cell in claim.cells)

    def used_otherwise(self) -> set[int]:
        """Return the columns in which something else stands than numbers, such as whom or which day these are of.

        What the mapping means with `each` is none of them.
        """
        cells = [*self.fields.values()]
        for each in self.deployments:
            many = {one.number for one in each.many}
            labels = (each.contributor, each.day, each.force, each.whole, each.by, each.wording, each.note)
            own = [cell for cell in labels if cell is not None]
            own += [cell for claim in each.claims if claim.kind.spec.value is not Quantity for cell in claim.cells]
            cells += [cell for cell in own if cell.column not in many]
        return {column for cell in cells if cell.column is not None for column in self.sources_of(cell.column)}

    def numbers_of_people(self) -> set[int]:
        """Return the columns in which numbers of people stand."""
        claims = [claim for each in self.deployments for claim in each.claims if claim.kind.spec.value is Quantity]
        return {cell.column for claim in claims for cell in claim.cells if cell.column is not None}

    def names_of_contributors(self) -> set[int]:
        """Return the columns of contributors in which no number stands for one: a list of codes can have numbers."""
        every = ((each.contributor.column, each.part.contributor) for each in self.deployments)
        return {column for column, keys in every if column is not None and keys is not None and keys.codes is None}

    def always_filled(self) -> int | None:
        """Return a column of the table in which every row has something: who contributes, the mission or the day.

        None where the mapping names no such column, or fills its empty cells from above.
        """
        cells = [self.fields.get("mission")]
        for each in self.deployments:
            cells = [*([] if each.many else [each.contributor]), *cells, each.day]
        numbers = (cell.column for cell in cells if cell is not None and cell.column is not None)
        return next((each for each in numbers if each < self.given and each not in self.shape.filled), None)

    def in_common(self) -> set[int]:
        """Return the columns of the dates that a row gives to all of its parts."""
        claims = [claim for each in self.deployments for claim in each.claims if claim.in_common]
        return {cell.column for claim in claims for cell in claim.cells if cell.column is not None}

    def looked_at(self) -> set[int]:
        """Return the columns of the table that are looked at for which rows, and which things, are meant."""
        columns = [each.column for each in self.left_out] + [split.column for split in self.shape.splits]
        return {*map(self.origin, columns), *self.shape.filled}

    def sources_of(self, column: int) -> Sequence[int]:
        """Return the columns of the table of which a column is made, which can be itself."""
        if not self.is_made(column):
            return [self.origin(column)]
        first = len(self.names) - len(self.shape.made)
        return [self.origin(each) for each in self.shape.made[column - first].columns]

    def is_made(self, column: int) -> bool:
        """Tell whether a column is put together of several, and has no name of its own."""
        return column >= len(self.names) - len(self.shape.made)

    def origin(self, column: int) -> int:
        """Return the column of the table in which what a column has is to be found."""
        return column if column < self.given else self.shape.origins[column - self.given]
