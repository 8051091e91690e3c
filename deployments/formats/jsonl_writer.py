"""Writes a registry as JSON Lines, a column at a time: the text of a value that many records share is made once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from typing import Any

import attrs

from deployments.formats.layout import RECORD_TABLES
from deployments.formats.primitives import plain, plain_value
from deployments.formats.row_codec import ToldOnce, records_of, values_of
from deployments.records import KIND_NAMES, Record, written_fields
from deployments.registry import Registry
from deployments.rows import Coded, Column, slices
from deployments.values.tolerance import Tolerance

_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def jsonl_text(registry: Registry) -> str:
    r"""Return the registry as JSON Lines: an object for each record, after one for what is said of the registry itself.

    >>> jsonl_text(Registry(tolerance=Tolerance(day=3)))
    '{"record":"registry","tolerance":"3 days, 1 month, 1 year, 10 %, stale 18 months"}\n'
    """
    parts = [part for name, (kind, _) in RECORD_TABLES.items() for part in _parts(registry, name, kind)]
    settings = plain(registry.metadata)
    if registry.tolerance != Tolerance():
        settings = {"tolerance": str(registry.tolerance), **settings}
    if settings or not parts:  # an empty file is read as one that was forgotten
        parts.insert(0, f"{_encoded({'record': 'registry', **settings})}\n")
    return "".join(parts)


def _parts(registry: Registry, name: str, kind: type[Record]) -> Iterator[str]:
    """Yield the lines of the records of a table, some thousands at a time."""
    records, fields = records_of(registry, name), [_FieldTexts(each) for each in written_fields(kind)]
    begin = f'{{"record":"{KIND_NAMES[kind]}"'
    for own in slices(len(records)):
        texts = (each.of(values_of(records, each.field.name, own)) for each in fields)
        yield "".join(map("".join, zip(repeat(begin), *texts, repeat("}\n"))))


class _FieldTexts:
    """Turns the values of a field into what stands for it in the lines: nothing where it has its default."""

    def __init__(self, field: attrs.Attribute[Any]) -> None:
        self.field = field
        self._name = f',"{field.name}":'
        self._once = ToldOnce(self._tell)

    def of(self, values: Column) -> Iterable[str]:
        """Return the texts of some values."""
        if isinstance(values, Coded):
            return Coded(values.codes, self._texts(values.values))
        return self._texts(values)

    def _texts(self, values: Sequence[Any]) -> Sequence[str]:
        if {*map(type, values)} == {str}:  # they may be made for this moment only
            return [self._name + text for text in map(_encoded, values)]
        return self._once(values)

    def _tell(self, value: Any) -> str:
        return "" if value == self.field.default else self._name + _encoded(plain_value(value))
