"""A registry written to a file that loads to an equal one: as TOML, or as JSON Lines."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

from deployments.diagnostics import Diagnostic, Location, RegistryError
from deployments.formats import atomic
from deployments.formats.jsonl import jsonl_text
from deployments.formats.primitives import plain
from deployments.formats.toml_documents import MAX_TOML
from deployments.formats.toml_writer import array_table, table, value
from deployments.records import Record, Statement
from deployments.registry import Registry
from deployments.values.tolerance import Tolerance


def dump(registry: Registry, path: str | os.PathLike[str]) -> None:
    """Write the registry to one file, whole or not at all: JSON Lines if its name ends in `.jsonl`, else TOML.

    Raises `RegistryError` if it cannot be written.

    The file is replaced in one step: a crash or a full disk leaves what was there. `load(path)` gives an
    equal registry.
    """
    target = Path(path)
    if os.path.isdir(target):  # noqa: PTH112 - `Path.is_dir` raises for a name that is too long
        hint = "name a file in it, such as registry.toml"
        raise RegistryError([Diagnostic("T101", "is a folder", hint, location=Location(str(target)))])
    try:
        if "\0" in str(target):
            raise OSError(errno.EINVAL, "a name has no null character")
        atomic.replace(target, jsonl_text(registry) if target.suffix == ".jsonl" else _readable(registry, target))
    except OSError as error:
        message = f"cannot be written: {error.strerror}"
        raise RegistryError([Diagnostic("T101", message, location=Location(str(target)))]) from error


def _readable(registry: Registry, target: Path) -> str:
    """Give the text of a TOML file, unless it is so large that it is not read."""
    written = text(registry)
    if len(written) > MAX_TOML or len(written.encode()) > MAX_TOML:
        message = f"would be larger than {MAX_TOML >> 20} MiB, and no TOML that large is read"
        raise RegistryError([Diagnostic("T104", message, "write it as JSON Lines", location=Location(str(target)))])
    return written


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
            parts.append(table((name, record.id), _table(record)))
    parts += [array_table("statements", _table(statement)) for statement in registry.statements()]
    return "\n".join(parts)


def _table(record: Record) -> dict[str, Any]:
    fields = plain(record)
    if isinstance(record, Statement):
        fields[str(fields.pop("kind"))] = fields.pop("value")
    else:
        del fields["id"]  # it stands in the header
    return fields


__all__ = ["dump", "text"]
