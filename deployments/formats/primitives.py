"""Turns records into the plain values that files hold: texts, numbers, lists and tables."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any

import attrs

from deployments.claims import ClaimKind, Equipment, Term
from deployments.records import Metadata, Record, written_fields
from deployments.values.countries import Organisation, Place
from deployments.values.dates import UncertainDate
from deployments.values.quantities import Breakdown, Quantity
from deployments.values.texts import ByLanguage
from deployments.values.when import MAX_WHEN_LENGTH, When

#: What most values are: they are looked for first, and written as the text that they are read from.
_MOSTLY = (When, Quantity, UncertainDate)


def plain(record: Record | Metadata) -> dict[str, Any]:
    """Return the fields of a record, or of metadata, by their names, in order, without those that have their default.

    >>> from deployments.records import Deployment
    >>> plain(Deployment(id="nld-svk", contributor="NLD", place="Sliač, SVK"))
    {'id': 'nld-svk', 'contributor': 'NLD', 'place': {'country': 'SVK', 'name': 'Sliač'}}
    """
    fields = written_fields(type(record))
    said = {field.name: found for field in fields if (found := getattr(record, field.name)) != field.default}
    return {name: plain_value(found) for name, found in said.items()}


def plain_value(found: object) -> Any:
    """Return the value of a field as files hold it.

    >>> plain_value(Place("SVK", "Sliač"))
    {'country': 'SVK', 'name': 'Sliač'}
    """
    if isinstance(found, _MOSTLY):
        text = str(found)
        is_long = isinstance(found, When) and len(text) > MAX_WHEN_LENGTH
        return _without_none(attrs.asdict(found, recurse=False)) if is_long else text
    if isinstance(found, enum.Enum):  # before texts: some members are texts, too
        return found.value
    if isinstance(found, str | float | bool):
        return found
    if isinstance(found, tuple):
        return [plain_value(item) for item in found]
    if isinstance(found, Organisation):
        return {"organisation": found.name}
    if isinstance(found, ByLanguage):
        return dict(found.items)
    if isinstance(found, Place):
        return _without_none(attrs.asdict(found, recurse=False))
    if isinstance(found, Term):
        until = {} if found.until is ClaimKind.END else {"to": found.until.value}
        return {"of": str(found.of_), "from": found.since.value, **until}
    if isinstance(found, Equipment | Breakdown):
        return dict(found.texts())
    return str(found)


def _without_none(fields: Mapping[str, object]) -> dict[str, Any]:
    return {name: plain_value(item) for name, item in fields.items() if item is not None and item != ()}
