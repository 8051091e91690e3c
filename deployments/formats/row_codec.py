"""Records as rows of cells, and rows as records: each field a cell, or a few."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from deployments.claims import ClaimKind
from deployments.errors import InvalidValueError
from deployments.formats.jsonl_errors import decoded
from deployments.formats.layout import CONTRIBUTOR, EMPTY, PLACE, RECORDS, TableData, type_of
from deployments.formats.primitives import plain
from deployments.records import Record, Statement, written_fields
from deployments.registry import Registry
from deployments.rows import Coded, Column, together
from deployments.values.countries import Country, Organisation, Place

Row = tuple[Any, ...]


def record_table(registry: Registry, name: str) -> TableData:
    """Return one of the five tables of records.

    >>> import deployments
    >>> record_table(deployments.example(), "missions").columns["framework_nation"]
    ['DEU']
    """
    records = registry.statements if name == "statements" else getattr(registry, name).values()
    return TableData(RECORDS[name], lambda: map(cells, records))


def cells(record: Record) -> Row:
    """Return the cells of a record, in the order of its table.

    >>> from deployments.records import Deployment
    >>> cells(Deployment(id="eu-bih", contributor=Organisation("EU"), place="BIH"))
    ('eu-bih', 'EU', 'organisation', [], None, 'BIH', None, None, None, None, None)
    """
    fields = {name: _text_of_table(value) for name, value in plain(record).items()}
    if isinstance(record, Statement) and isinstance(record.value, bool):
        fields["value"] = "true" if record.value else "false"
    return tuple(_cells_in_order(record, fields))


def _text_of_table(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value


def _cells_in_order(record: Record, fields: Mapping[str, Any]) -> Iterator[Any]:
    for field in written_fields(type(record)):
        if field.name == "place":
            yield from place_cells(record.place)  # type: ignore[union-attr]  # it has that field
        elif field.name == "contributor":
            yield from contributor_cells(record.contributor)  # type: ignore[union-attr]  # as above
        else:
            yield fields.get(field.name, EMPTY.get(type_of(field)))


def contributor_cells(contributor: Country | Organisation | None) -> Row:
    """Return the cells of a contributor.

    >>> contributor_cells(Organisation("NATO"))
    ('NATO', 'organisation')
    """
    if contributor is None:  # a part has that of its whole
        return None, None
    return str(contributor), "organisation" if isinstance(contributor, Organisation) else "country"


def place_cells(place: Place | None) -> Row:
    """Return the cells of a place.

    >>> place_cells(Place("SVK", "Sliač"))
    ('SVK', 'Sliač', None, None)
    """
    if place is None:
        return None, None, None, None
    return None if place.country is None else str(place.country), place.name, place.latitude, place.longitude


# --- rows as records -------------------------------------------------------------------------------------


def field(kind: type[Record], name: str, columns: Mapping[str, Column]) -> Column:
    """Return what a field of some records is, from the columns of their table. Raises `InvalidValueError`.

    >>> from deployments.records import Deployment
    >>> columns = {"contributor": ["NLD", "EU"], "contributor_kind": ["country", "organisation"]}
    >>> [*field(Deployment, "contributor", columns)]
    ['NLD', {'organisation': 'EU'}]
    """
    own = [columns[each] for each in columns_of(name)]
    if name == "place":
        return together(own).mapped(_place_value)
    if name == "contributor":
        return together(own).mapped(_contributor_value)
    if (kind, name) == (Statement, "value"):
        return together(own).mapped(_claim_value)
    if attrs.fields_dict(kind)[name].metadata["form"] == "name":
        return own[0].mapped(_table_or_text) if isinstance(own[0], Coded) else [*map(_table_or_text, own[0])]
    return own[0]


def columns_of(name: str) -> tuple[str, ...]:
    """Return the columns that a field stands in.

    >>> columns_of("contributor")
    ('contributor', 'contributor_kind')
    """
    if name == "value":
        return name, "kind"  # which says how it is read
    split = {"place": PLACE, "contributor": CONTRIBUTOR}.get(name)
    return (name,) if split is None else tuple(column.name for column in split)


def _place_value(cells: tuple[Any, ...]) -> dict[str, Any] | None:
    names = ("country", "name", "latitude", "longitude")
    return {name: cell for name, cell in zip(names, cells, strict=True) if cell is not None} or None


def _contributor_value(cells: tuple[Any, Any]) -> Any:
    name, kind = cells
    if name is None and kind is None:
        return None
    if name is None:
        raise InvalidValueError("a kind of contributor without a contributor", kind, "fill both cells, or neither")
    if kind not in ("country", "organisation"):
        raise InvalidValueError("not a kind of contributor", kind, 'write "country" or "organisation"')
    return {"organisation": name} if kind == "organisation" else name


#: The kinds of claim that are, or can be, true or false.
_TRUTHS = frozenset(kind.value for kind in ClaimKind if kind.spec.value is bool or kind.spec.can_be_true)


def _claim_value(cells: tuple[Any, Any]) -> Any:
    """Return the value of a claim: a text, true or false, or the table that a text is the JSON of."""
    cell, kind = cells
    if cell in ("true", "false") and kind in _TRUTHS:
        return cell == "true"
    return _table_or_text(cell)


def _table_or_text(cell: Any) -> Any:
    """Return the table that a text is the JSON of, or what stands in the cell."""
    if isinstance(cell, str) and cell.startswith("{"):
        try:
            return decoded(cell)
        except InvalidValueError:
            raise
        except (ValueError, RecursionError):
            pass  # it is what it is, and whoever reads it will say so
    return cell
