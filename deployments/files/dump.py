"""A registry written as TOML that loads to an equal one."""

from __future__ import annotations

import enum
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs

from deployments.diagnostics import Diagnostic, Location, RegistryError
from deployments.files import atomic
from deployments.files.toml import MAX_SIZE
from deployments.files.writing import array_table, table, value
from deployments.records import ClaimKind, Equipment, Record, Term
from deployments.registry import Registry
from deployments.values.countries import Organisation, Place
from deployments.values.tolerance import Tolerance
from deployments.values.when import When


def dump(registry: Registry, path: str | os.PathLike[str]) -> None:
    """Write the registry to one TOML file, whole or not at all. Raises `RegistryError` if it cannot be written.

    The file is replaced in one step: a crash or a full disk leaves what was there. `load(path)` gives an
    equal registry.
    """
    target = Path(path)
    if target.is_dir():
        hint = "name a file in it, such as registry.toml"
        raise RegistryError([Diagnostic("T101", "is a folder", hint, location=Location(str(target)))])
    written = text(registry)
    if len(written) > MAX_SIZE or len(written.encode()) > MAX_SIZE:
        message = f"would be larger than {MAX_SIZE >> 20} MiB, and no file that large is read"
        raise RegistryError([Diagnostic("T104", message, "write it in parts", location=Location(str(target)))])
    try:
        atomic.replace(target, written)
    except OSError as error:
        message = f"cannot be written: {error.strerror}"
        raise RegistryError([Diagnostic("T101", message, location=Location(str(target)))]) from error


def text(registry: Registry) -> str:
    """Give the registry as the text of one TOML file.

    >>> text(Registry(tolerance=Tolerance(day=3)))
    'tolerance = "3 days, 1 month, 1 year, 10 %"\\n'
    """
    parts = []
    if registry.tolerance != Tolerance():
        parts.append(f"tolerance = {value(str(registry.tolerance))}\n")
    for name in ("sources", "events", "missions", "deployments"):
        for record in getattr(registry, name).values():
            parts.append(table((name, record.id), _plain(record)))
    parts += [array_table("statements", _plain(statement)) for statement in registry.statements()]
    return "\n".join(parts)


def _plain(record: Record) -> dict[str, Any]:
    fields = {field.name: getattr(record, field.name) for field in attrs.fields(type(record))}
    if isinstance(fields.get("kind"), ClaimKind):
        fields[fields.pop("kind").value] = fields.pop("value")
    else:
        del fields["id"]  # it stands in the header
    return {name: _value(found) for name, found in fields.items() if found is not None and found != ()}


def _value(found: object) -> Any:
    if isinstance(found, tuple):
        return [_value(item) for item in found]
    if isinstance(found, enum.Enum):
        return found.value
    if isinstance(found, Organisation):
        return {"organisation": found.name}
    if isinstance(found, Place):
        return _without_none(attrs.asdict(found, recurse=False))
    if isinstance(found, Term):
        return {"of": str(found.of_), "from": found.since.value}
    if isinstance(found, Equipment):
        return {name: str(number) for name, number in found.items}
    if isinstance(found, When):
        return _without_none(attrs.asdict(found, recurse=False))
    return str(found)


def _without_none(fields: Mapping[str, object]) -> dict[str, Any]:
    return {
        name: item if isinstance(item, float) else _value(item)
        for name, item in fields.items()
        if item is not None and item != ()
    }


__all__ = ["dump", "text"]
