"""Finds values that a mapping gives for all rows and that cannot be read: each is told once, and not at every row."""

from __future__ import annotations

from collections.abc import Iterator

from deployments.errors import InvalidValueError
from deployments.formats.toml_positions import KeyPath
from deployments.importing.cell_reader import CellReader
from deployments.importing.mapping import ContributorKeys, PartKeys, TableMapping
from deployments.values.countries import Organisation
from deployments.values.quantities import Quantity

_NUMBER_HINT = 'write a number, as the mapping spells them: "6", "150..200"'


def wrong_values(mapping: TableMapping) -> Iterator[tuple[KeyPath, InvalidValueError]]:
    """Yield every value that cannot be read: the path at which it stands, and what is wrong with it."""
    cells = CellReader(mapping)
    found: list[tuple[KeyPath, object]] = [(("mission", key), value) for key, value in _of_mission(cells, mapping)]
    found += [((key,), value) for key, value in _of_part(cells, mapping, None)]
    for name, part in mapping.parts.items():
        found += [(("parts", name, key), value) for key, value in _of_part(cells, part, mapping.contributor)]
    for path, value in found:
        if isinstance(value, InvalidValueError):
            yield (*path, "value"), value


def _of_mission(cells: CellReader, mapping: TableMapping) -> Iterator[tuple[str, object]]:
    """Yield what each date of the mission is read as that is the same for every row."""
    for name in ("start", "end"):
        keys = None if mapping.mission is None else getattr(mapping.mission, name)
        if keys is not None and keys.value is not None:
            yield name, cells.day(keys.value)


def _of_part(cells: CellReader, part: PartKeys, other: ContributorKeys | None) -> Iterator[tuple[str, object]]:
    """Yield what each value of a part is read as, or the error of it, by its key; `other` has names for all parts."""
    for kind, keys in part.claims.items():
        if keys.value is not None:
            found = cells.claimed(kind, keys, str(keys.value))
            if isinstance(found, InvalidValueError) and kind.spec.value is Quantity:
                found = type(found)(found.problem, found.value, _NUMBER_HINT)
            yield kind.value, found
    if part.day is not None and part.day.value is not None:
        yield "day", cells.day(str(part.day.value), part.day)
    who = part.contributor
    if who is not None and who.value is not None and not isinstance(who.value, Organisation):
        yield "contributor", cells.contributor(who.beside(other), who.value, is_unknown=False)
    for field in ("wording", "note"):
        keys = getattr(part, field)
        if keys is not None and keys.value is not None:
            yield field, cells.of_statement(field, str(keys.value))
