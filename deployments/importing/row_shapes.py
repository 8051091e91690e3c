"""Rows as a mapping sees them: with cells filled from above, taken apart, and made of several.

Cells that are not in the table stand after those that are, in columns of their own.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

import attrs

from deployments.errors import InvalidValueError
from deployments.importing.converters import template_parts
from deployments.values.folding import folded

#: Into so many rows one row is taken apart at most.
MOST_ROWS = 1000
#: The longest thing in a cell of several that is looked at, in characters.
_LONGEST = 300


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


@attrs.frozen
class Pattern:
    """How a thing with several parts is written: from the first way to read it to the last, which are to be one.

    >>> pattern = Pattern.of("{who} ({n})")
    >>> pattern.parts("Korea (ROK) (150)"), pattern.parts("India(650)"), pattern.parts("India 650")
    (['Korea (ROK)', '150'], ['India', '650'], None)
    >>> Pattern.of("{n} {who}").parts("300 France"), Pattern.of("{n} {who}").parts("300 New Zealand")
    (['300', 'France'], None)
    """

    first: re.Pattern[str]
    last: re.Pattern[str]

    @classmethod
    def of(cls, pattern: str) -> Pattern:
        """Return the pattern of a text with names in braces."""
        around, _ = template_parts(pattern)
        return cls(_compiled(around, "+?"), _compiled(around, "+"))

    def parts(self, thing: str) -> list[str] | None:
        """Return the parts of a thing; None if it is not written so, or can be read in two ways."""
        first, last = self.first.fullmatch(thing), self.last.fullmatch(thing)
        if first is None or last is None:
            return None
        parts = [each.strip() for each in first.groups()]
        return parts if parts == [each.strip() for each in last.groups()] else None


@attrs.frozen
class Split:
    """A column whose cells hold several things, and the columns into which the parts of each go."""

    column: int
    by: re.Pattern[str]
    pattern: Pattern | None
    targets: tuple[int, ...]

    @classmethod
    def of(cls, column: int, by: Sequence[str], pattern: str | None, targets: Sequence[int]) -> Split:
        """Return what takes the cells of a column apart, for the marks between things and the pattern of each."""
        marks = re.compile("|".join(re.escape(mark) for mark in sorted(by, key=len, reverse=True)))
        return cls(column, marks, None if pattern is None else Pattern.of(pattern), tuple(targets))

    def things(self, texts: Sequence[str]) -> list[dict[int, str]]:
        """Return the texts of each thing in the cell of a row, by column; one without any where there is none."""
        things = [each.strip() for each in self.by.split(texts[self.column])]
        found = [self._parts(thing) for thing in things if thing]
        return found or [dict.fromkeys(self.targets, "")]

    def _parts(self, thing: str) -> dict[int, str]:
        """Return the parts of a thing by column; the first has all of one that does not fit the pattern."""
        parts = None if self.pattern is None or len(thing) > _LONGEST else self.pattern.parts(thing)
        return dict(zip(self.targets, parts or [thing, *[""] * (len(self.targets) - 1)], strict=True))


def _compiled(around: Sequence[str], some: str) -> re.Pattern[str]:
    """Return the expression for texts around names, of which each takes as little or as much as it can.

    Between two names a blank is a blank; beside a mark there may be none. A name in brackets has no brackets in it.
    """
    found = _blanks(around[0])
    for before, after in itertools.pairwise(around):
        is_bracketed = before.rstrip()[-1:] in tuple("([") and after.lstrip()[:1] in tuple(")]")
        found += (rf"([^()\[\]]{some})" if is_bracketed else f"(.{some})") + _blanks(after)
    return re.compile(found)


def _blanks(text: str) -> str:
    """Return the expression for a text around names, in which the blanks beside a mark may be left out."""
    return r"\s+" if text and not text.strip() else re.sub(r"(?:\\?\s)+", r"\\s*", re.escape(text))


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

    def rows(self, texts: list[str]) -> list[list[str]]:
        """Return the rows into which one is taken apart. Raises `InvalidValueError` for too many."""
        shape = self.shape
        wide = [*texts, *[""] * len(shape.origins)]
        several = [split.things(texts) for split in shape.splits]
        count = 1
        for things in several:
            count *= len(things)
        if count > MOST_ROWS:
            raise InvalidValueError("too much in one row", f"{count:,} things", f"write at most {MOST_ROWS:,}")
        return [self._row(wide, things) for things in itertools.product(*several)]

    def _row(self, wide: Sequence[str], things: Sequence[dict[int, str]]) -> list[str]:
        row = [*wide]
        for parts in things:
            for column, text in parts.items():
                row[column] = text
        first = len(row) - len(self.shape.made)
        for number, made in enumerate(self.shape.made):
            row[first + number] = made.of(row)
        return row
