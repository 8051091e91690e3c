"""Finds the columns that a mapping names in the header of a table."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator, Mapping, Sequence

import attrs

from deployments.claims import ClaimKind
from deployments.diagnostics import Diagnostic, Location
from deployments.errors import quote
from deployments.importing.cell_keys import CellKeys
from deployments.importing.cell_reader import folded
from deployments.importing.cell_types import CELL_TYPES, CellType
from deployments.importing.converters import quoted
from deployments.importing.mapping import PartKeys, TableMapping
from deployments.suggestions import did_you_mean

#: What can stand between the columns of a table, that of the mapping aside.
MARKS = (";", "\t", ",", "|")

#: The number of a cell in its row, from 0, or the text that stands in its place for every row.
Cell = int | str


@attrs.frozen
class ClaimColumns:
    """The cells of a row in which a claim stands: one, or several that are combined."""

    kind: ClaimKind
    type: CellType
    cells: tuple[Cell, ...]


@attrs.frozen
class DeploymentColumns:
    """The cells of a row that are about one deployment.

    `whole` is the force of the deployment that this one is part of. `optional`: the contributor is in one of several
    columns, and an empty cell there is nothing to report.
    """

    contributor: Cell
    day: Cell | None
    force: Cell | None
    whole: Cell | None
    by: Cell | None
    claims: tuple[ClaimColumns, ...]
    optional: bool
    part: PartKeys


@attrs.frozen
class MappedColumns:
    """The cells of a row by what they mean, in one file.

    `fields` are those about the mission, the place and the source; `totals` those whose words mark sums of other rows.
    """

    names: tuple[str, ...]
    fields: dict[str, Cell]
    deployments: tuple[DeploymentColumns, ...]
    totals: tuple[tuple[int, frozenset[str]], ...]

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.names)


def match_header(
    mapping: TableMapping, names: Sequence[str], where: Location
) -> tuple[MappedColumns | None, list[Diagnostic]]:
    """Return the columns that a mapping names; None, and a diagnostic for each that is not there or there twice."""
    matcher = _HeaderMatcher([name.strip() for name in names], where, mapping.separator)
    fields = {name: matcher.cell(keys) for name, keys in _row_fields(mapping) if keys is not None}
    if mapping.source.column is not None:
        fields["source"] = matcher.column(mapping.source.column)
    parts = dict(zip(mapping.parts or [""], mapping.all_parts(), strict=True))
    columns = MappedColumns(
        names=tuple(matcher.header),
        fields=fields,
        deployments=tuple([each for part in parts.values() for each in matcher.deployments(part, parts)]),
        totals=tuple([(matcher.column(each.column), frozenset(map(folded, each.words))) for each in mapping.totals]),
    )
    return (None if matcher.problems else columns), [*matcher.problems.values()]


def _row_fields(mapping: TableMapping) -> Iterator[tuple[str, CellKeys | None]]:
    mission, place = mapping.mission, mapping.place
    if mission is not None:
        yield "mission", mission
        for name in ("name", "host", "start", "end"):
            yield f"mission.{name}", getattr(mission, name)
    if place is not None:
        for name in ("text", "country", "name", "latitude", "longitude"):
            yield f"place.{name}", getattr(place, name)


class _HeaderMatcher:
    def __init__(self, header: list[str], where: Location, separator: str) -> None:
        self.header, self.where, self.separator = header, where, separator
        self.problems: dict[str, Diagnostic] = {}  # by what the mapping names, as it may name a column several times

    def column(self, name: str) -> int:
        """Return the number of a column; 0, and a problem, if it is not there or there twice."""
        if self.header.count(name) == 1:
            return self.header.index(name)
        if name in self.header:
            message, hint = f"two columns have the same name: {quote(name)}", "give each its own name"
        else:
            message = f"there is no column {quote(name)}"
            hint = did_you_mean(name, self.header) or self._other_separator() or f"there are: {self._some()}"
        self.problems.setdefault(name, Diagnostic("I102", message, hint, name, self.where))
        return 0

    def _some(self) -> str:
        return ", ".join(quote(name) for name in self.header[:12]) + (", ..." if len(self.header) > 12 else "")

    def _other_separator(self) -> str:
        """Return the hint for a header that is all in one cell, or an empty text."""
        marks = [mark for mark in MARKS if any(mark in name for name in self.header)]
        if len(self.header) > 2 or not marks or marks[0] == self.separator:
            return ""
        written = marks[0].replace("\t", "\\t")
        return f'write separator = "{written}" in the mapping, if that is what stands between the columns'

    def cell(self, keys: CellKeys) -> Cell:
        """Return the cell of a value that stands in one column, or is the same for every row."""
        return keys.value if keys.value is not None else self.column(str(keys.column))

    def several(self, patterns: Sequence[str]) -> list[int]:
        """Return every column that fits one of the patterns, in the order of the header."""
        found = [i for i, name in enumerate(self.header) if any(fnmatch.fnmatchcase(name, each) for each in patterns)]
        if not found:
            hint = f"there are: {self._some()}"
            message = f"there is no column like {quoted(patterns)}"
            self.problems.setdefault(str(patterns), Diagnostic("I102", message, hint, "each", self.where))
        return found

    def deployments(self, part: PartKeys, parts: Mapping[str, PartKeys]) -> Iterator[DeploymentColumns]:
        """Yield the columns of each deployment that a part of a row is about."""
        wide = next((keys for keys in part.claims.values() if keys.each), None)
        for number in [None] if wide is None else self.several(wide.each):
            claims = tuple([self._claim(kind, keys, number) for kind, keys in part.claims.items()])
            whole = None if part.part_of is None else parts.get(part.part_of)
            labels = {
                "day": self._label(part.day, number),
                "force": self._label(part.force, number),
                "whole": None if whole is None else self._label(whole.force, number),
                "by": self._label(part.by, number),
            }
            if part.contributor is not None and part.contributor.each:
                for cell in self.several(part.contributor.each):
                    yield DeploymentColumns(cell, claims=claims, optional=True, part=part, **labels)
            else:
                contributor = self._label(part.contributor, number)
                named = "" if contributor is None else contributor
                yield DeploymentColumns(named, claims=claims, optional=False, part=part, **labels)

    def _claim(self, kind: ClaimKind, keys: CellKeys, number: int | None) -> ClaimColumns:
        cells: tuple[Cell, ...]
        if keys.each:
            cells = () if number is None else (number,)
        else:
            cells = tuple(map(self.column, keys.add)) or (self.cell(keys),)
        return ClaimColumns(kind, CELL_TYPES[kind.spec.value], cells)

    def _label(self, keys: CellKeys | None, number: int | None) -> Cell | None:
        if keys is None:
            return None
        if keys.header:
            return "" if number is None else self.header[number]
        return self.cell(keys)
