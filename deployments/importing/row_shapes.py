"""Rows as a mapping sees them: with cells filled from above, taken apart, and made of several.

Cells that are not in the table stand after those that are, in columns of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import attrs

from deployments.errors import InvalidValueError
from deployments.importing.converters import template_parts
from deployments.importing.thing_patterns import Pattern
from deployments.importing.things_in_one import ThingError, ThingsInOne
from deployments.values.folding import folded

#: Into so many rows one row is taken apart at most.
MOST_ROWS = 1000
#: The name in a template that stands for the header of a column of numbers.
HEADER = "header"


@attrs.frozen
class Made:
    """A text that is made of several columns, by their numbers: joined with hyphens, or put into a template.

    `unknown` are the words for what is not known. A part of a date has two digits at least (`is_date`).

    >>> Made((0, 1), "", frozenset(("", "na")), is_date=True).of(["2014", "3"])
    '2014-03'
    >>> Made((0, 1), "{}-Q{}", frozenset(("", "na")), is_date=True).of(["2014", "NA"])
    ''
    """

    columns: tuple[int, ...]
    template: str
    unknown: frozenset[str]
    is_date: bool = False

    def of(self, texts: Sequence[str]) -> str:
        """Return the text of a row; an empty one where nothing is known, or not all that the template needs."""
        parts = [texts[column].strip() for column in self.columns]
        known = ["" if folded(part) in self.unknown else part for part in parts]
        if self.template:
            return self.template.format(*known) if all(known) else ""
        while known and not known[-1]:
            known.pop()
        return "-".join(part.zfill(2) if self.is_date and part.isdecimal() else part for part in known)


def filled_template(template: str, header: str | None) -> tuple[str, tuple[str, ...]]:
    """Return a template with `{}` for each column, and the names of these.

    `{header}` is the header of a column of numbers, if there is one here: else it is a column that is so called.

    >>> filled_template("{Year}-{header}", "Jan"), filled_template("{Year}-{header}", None)
    (('{}-Jan', ('Year',)), ('{}-{}', ('Year', 'header')))
    """
    around, names = template_parts(template)
    is_header = [header is not None and name == HEADER for name in names]
    text = (header or "").replace("{", "{{").replace("}", "}}")
    pieces = [around[0]]
    for is_one, after in zip(is_header, around[1:], strict=True):
        pieces += [text if is_one else "{}", after]
    return "".join(pieces), tuple([name for name, is_one in zip(names, is_header, strict=True) if not is_one])


@attrs.frozen(eq=False)
class Thing:
    """One of several things in a cell: its parts by column; `fault` is why it is not to be taken, if it is not."""

    parts: Mapping[int, str]
    fault: ThingError | None = None


@attrs.frozen(eq=False)
class MadeRow:
    """One of the rows into which a row is taken apart; `fault` is why it is not to be taken, if it is not."""

    texts: list[str]
    fault: ThingError | None = None

    def with_thing(self, thing: Thing) -> MadeRow:
        """Return this row with the parts of a thing in their columns."""
        texts = [*self.texts]
        for column, text in thing.parts.items():
            texts[column] = text
        return MadeRow(texts, self.fault or thing.fault)


@attrs.frozen
class Split:
    """A column whose cells hold several things, and the columns into which the parts of each go.

    `in_one` tells a text that seems to be several things, if they have parts.
    """

    column: int
    by: re.Pattern[str]
    pattern: Pattern | None
    targets: tuple[int, ...]
    in_one: ThingsInOne | None = None

    @classmethod
    def of(
        cls, column: int, by: Sequence[str], pattern: Pattern | None, targets: Sequence[int], in_one: ThingsInOne | None
    ) -> Split:
        """Return what takes the cells of a column apart, for the marks between things and the pattern of each."""
        marks = re.compile("|".join(re.escape(mark) for mark in sorted(by, key=len, reverse=True)) or "(?!)")
        return cls(column, marks, pattern, tuple(targets), in_one)

    def things(self, texts: Sequence[str]) -> list[Thing]:
        """Return each thing in the cell of a row; one without any text where there is none.

        Raises `ThingError` for one that seems to be several.
        """
        things = [each.strip() for each in self.by.split(texts[self.column])]
        try:
            found = [self._thing(thing) for thing in things if thing]
        except ThingError as error:
            error.column = self.column
            raise
        return found or [Thing(dict.fromkeys(self.targets, ""))]

    def _thing(self, thing: str) -> Thing:
        """Return a thing with its parts; the first has all of one that does not fit the pattern."""
        parts = None if self.pattern is None else self.pattern.parts(thing)
        fault = None
        if self.in_one is not None:
            self.in_one.check(thing, parts)
            fault = self.in_one.otherwise_written(thing) if parts is None else None
        if fault is not None:
            fault.column = self.column
        return Thing(dict(zip(self.targets, parts or [thing, *[""] * (len(self.targets) - 1)], strict=True)), fault)


@attrs.frozen
class RowShape:
    """How the rows of a file are made into those that a mapping sees.

    `filled` are the columns whose empty cells have what stands above them; `origins` tells for each column that is not
    in the table in which one what it has is to be found.
    """

    filled: tuple[int, ...] = ()
    splits: tuple[Split, ...] = ()
    made: tuple[Made, ...] = ()
    origins: tuple[int, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether rows are taken as they stand."""
        return not (self.filled or self.splits or self.made)

    def things(self, texts: Sequence[str]) -> str:
        """Return those of several things in cells that one of the rows made of them has; an empty text for none."""
        taken_apart = {split.column for split in self.splits if split.pattern is not None}
        targets = [target for split in self.splits for target in split.targets if target not in taken_apart]
        return ", ".join(texts[target] for target in dict.fromkeys(targets) if texts[target])


class Shaper:
    """Makes the rows of one file, one after the other, into those that a mapping sees."""

    def __init__(self, shape: RowShape) -> None:
        self.shape = shape
        self._above = dict.fromkeys(shape.filled, "")

    def filled(self, texts: list[str]) -> list[str]:
        """Return a row with its empty cells filled from the one above."""
        if not self.shape.filled:
            return texts
        texts = [*texts]
        for column, above in self._above.items():
            if texts[column].strip():
                self._above[column] = texts[column]
            else:
                texts[column] = above
        return texts

    def forget(self) -> None:
        """Fill no cell from the rows so far: below a row that cannot be read nobody knows what stands above."""
        self._above = dict.fromkeys(self._above, "")

    def wide(self, texts: list[str]) -> list[str]:
        """Return a row with an empty cell for each column that is not in the table."""
        return [*texts, *[""] * len(self.shape.origins)]

    def rows(self, texts: list[str]) -> list[MadeRow]:
        """Return the rows into which one is taken apart.

        Raises `InvalidValueError` for too many, and `ThingError` for a thing that seems to be several.
        """
        rows = [MadeRow(self.wide(texts))]
        for split in self.shape.splits:
            several = [split.things(row.texts) for row in rows]
            count = sum(map(len, several))
            if count > MOST_ROWS:
                raise InvalidValueError("too much in one row", f"{count:,} things", f"write at most {MOST_ROWS:,}")
            rows = [row.with_thing(thing) for row, things in zip(rows, several, strict=True) for thing in things]
        for row in rows:
            self._make(row.texts)
        return rows

    def _make(self, row: list[str]) -> None:
        """Write into a row the texts that are made of several columns."""
        first = len(row) - len(self.shape.made)
        for number, made in enumerate(self.shape.made):
            row[first + number] = made.of(row)
