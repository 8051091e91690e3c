"""Which cells of a row are looked at: the names of a mapping found in the header of a table."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator, Sequence

import attrs

from deployments.claims import ClaimKind
from deployments.diagnostics import Diagnostic, Location
from deployments.errors import quote
from deployments.importing.cells import folded
from deployments.importing.keys import quoted
from deployments.importing.mapping import Field, PartKeys, TableMapping
from deployments.suggestions import did_you_mean

#: The number of a cell in its row, from 0, or the text that stands in its place for every row.
Cell = int | str


@attrs.frozen
class Slot:
    """One deployment that a row can be of: the cells of who, when, what force, and what is stated."""

    contributor: Cell
    day: Cell | None
    force: Cell | None
    claims: tuple[tuple[ClaimKind, tuple[Cell, ...]], ...]
    optional: bool
    part: PartKeys


@attrs.frozen
class MappedColumns:
    """The cells of a row by what they mean, in one table."""

    width: int
    slots: tuple[Slot, ...]
    fields: dict[str, Cell]
    totals: tuple[tuple[int, frozenset[str]], ...]
    names: tuple[str, ...]


def find(
    mapping: TableMapping, header: Sequence[str], where: Location
) -> tuple[MappedColumns | None, list[Diagnostic]]:
    """Find everything that a mapping names in a header; give what is not there, or there twice, as diagnostics."""
    finder = _Finder([name.strip() for name in header], where, mapping.separator)
    fields = {name: finder.cell(field) for name, field in _row_fields(mapping) if field is not None}
    if mapping.source.column is not None:
        fields["source"] = finder.column(mapping.source.column)
    slots = [slot for part in mapping.all_parts() for slot in finder.slots(part)]
    totals = [(finder.column(each.column), frozenset(map(folded, each.words))) for each in mapping.totals]
    columns = MappedColumns(len(header), tuple(slots), fields, tuple(totals), tuple(finder.header))
    return (None if finder.found else columns), [*finder.found.values()]


def _row_fields(mapping: TableMapping) -> Iterator[tuple[str, Field | None]]:
    mission, place = mapping.mission, mapping.place
    if mission is not None:
        yield "mission", mission
        for name in ("name", "host", "start", "end"):
            yield f"mission.{name}", getattr(mission, name)
    if place is not None:
        for name in ("text", "country", "name", "latitude", "longitude"):
            yield f"place.{name}", getattr(place, name)


class _Finder:
    def __init__(self, header: list[str], where: Location, separator: str) -> None:
        self.header, self.where, self.separator = header, where, separator
        self.found: dict[str, Diagnostic] = {}

    def column(self, name: str) -> int:
        if self.header.count(name) == 1:
            return self.header.index(name)
        if name in self.header:
            message, hint = f"two columns have the same name: {quote(name)}", "give each its own name"
        else:
            message = f"there is no column {quote(name)}"
            hint = did_you_mean(name, self.header) or self._other_separator() or f"there are: {self._some()}"
        self.found.setdefault(name, Diagnostic("I102", message, hint, name, self.where))
        return 0

    def _some(self) -> str:
        return ", ".join(quote(name) for name in self.header[:12]) + (", ..." if len(self.header) > 12 else "")

    def _other_separator(self) -> str:
        """Give the hint for a header that is all in one cell."""
        marks = [mark for mark in (";", "\t", ",", "|") if any(mark in name for name in self.header)]
        if len(self.header) > 2 or not marks or marks[0] == self.separator:
            return ""
        written = marks[0].replace("\t", "\\t")
        return f'write separator = "{written}" in the mapping, if that is what stands between the columns'

    def cell(self, field: Field) -> Cell:
        return field.value if field.value is not None else self.column(str(field.column))

    def several(self, patterns: Sequence[str]) -> list[int]:
        """Give every column that one of the patterns fits, in the order of the header."""
        found = [i for i, name in enumerate(self.header) if any(fnmatch.fnmatchcase(name, each) for each in patterns)]
        if not found:
            hint = f"there are: {self._some()}"
            message = f"there is no column like {quoted(patterns)}"
            self.found.setdefault(str(patterns), Diagnostic("I102", message, hint, "each", self.where))
        return found

    def slots(self, part: PartKeys) -> Iterator[Slot]:
        who = part.contributor
        claims = part.claims()
        wide = next((field for field in claims.values() if field.each), None)
        numbers: Sequence[int | None] = [None] if wide is None else self.several(wide.each)
        for number in numbers:
            stated = tuple((kind, self._numbers(field, number)) for kind, field in claims.items())
            day, force = self._label(part.day, number), self._label(part.force, number)
            if who is not None and who.each:
                for cell in self.several(who.each):
                    yield Slot(cell, day, force, stated, optional=True, part=part)
            else:
                one = self._label(who, number)
                yield Slot("" if one is None else one, day, force, stated, optional=False, part=part)

    def _numbers(self, field: Field, number: int | None) -> tuple[Cell, ...]:
        if field.each:
            return () if number is None else (number,)
        return tuple(map(self.column, field.add)) or (self.cell(field),)

    def _label(self, field: Field | None, number: int | None) -> Cell | None:
        if field is None:
            return None
        if field.header:
            return "" if number is None else self.header[number]
        return self.cell(field)
