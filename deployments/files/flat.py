"""Records as rows of cells, and rows as records: each field a cell, or a few."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from deployments.errors import InvalidValueError
from deployments.files.layout import CONTRIBUTOR, KINDS, PLACE, RECORDS, Table
from deployments.files.plain import plain
from deployments.records import Deployment, Record, Statement
from deployments.registry import Registry
from deployments.values.countries import Country, Organisation, Place

Cells = tuple[Any, ...]


def tables(registry: Registry) -> dict[str, Table]:
    """Give the five tables of records.

    >>> import deployments
    >>> tables(deployments.example())["missions"].columns["framework_nation"]
    ('DEU', ...)
    """
    statements = registry.statements()
    return {
        name: Table.of(layout, map(cells, statements if name == "statements" else getattr(registry, name).values()))
        for name, layout in RECORDS.items()
    }


def cells(record: Record) -> Cells:
    """Give the cells of a record, in the order of its table.

    >>> cells(Deployment(id="eu-bih", contributor=Organisation("EU"), place="BIH"))
    ('eu-bih', 'EU', 'organisation', None, None, 'BIH', None, None, None, None, None)
    """
    fields = plain(record)
    if isinstance(record, Statement) and not isinstance(fields["value"], str):
        fields["value"] = json.dumps(fields["value"], ensure_ascii=False)
    return tuple(_cells(record, fields))


def _cells(record: Record, fields: Mapping[str, Any]) -> Iterator[Any]:
    for field in attrs.fields(type(record)):
        if field.name == "place":
            yield from place_cells(record.place)  # type: ignore[union-attr]  # it has that field
        elif field.name == "contributor":
            yield from contributor_cells(record.contributor)  # type: ignore[union-attr]  # as above
        elif field.default == ():
            yield fields.get(field.name, [])
        else:
            yield fields.get(field.name)


def contributor_cells(contributor: Country | Organisation) -> Cells:
    """Give the cells of a contributor.

    >>> contributor_cells(Organisation("NATO"))
    ('NATO', 'organisation')
    """
    return str(contributor), "organisation" if isinstance(contributor, Organisation) else "country"


def place_cells(place: Place | None) -> Cells:
    """Give the cells of a place.

    >>> place_cells(Place("SVK", "Sliač"))
    ('SVK', 'Sliač', None, None)
    """
    if place is None:
        return None, None, None, None
    return None if place.country is None else str(place.country), place.name, place.latitude, place.longitude


__all__ = ["Cells", "cells", "contributor_cells", "place_cells", "tables"]
