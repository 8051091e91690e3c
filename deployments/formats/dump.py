"""Writes a registry to one file of TOML or JSON Lines; loading that file gives an equal registry."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

from deployments.errors import bare
from deployments.formats import atomic
from deployments.formats.faults import reason, unwritable
from deployments.formats.jsonl_writer import jsonl_text
from deployments.formats.primitives import plain
from deployments.formats.toml_documents import MAX_TOML
from deployments.formats.toml_writer import array_table, toml_table, value
from deployments.records import Record, Statement
from deployments.registry import Registry
from deployments.statement_ids import made_ids
from deployments.values.tolerance import Tolerance


def dump(registry: Registry, path: str | os.PathLike[str]) -> None:
    """Write the registry to one file: TOML if its name ends in `.toml`, JSON Lines if it ends in `.jsonl`.

    A file that is there is replaced, whoever wrote it, as `open(path, "w")` would; through a symbolic link it is the
    file that the link leads to. It is replaced in one step: a crash or a full disk leaves what was there.
    `load(path)` gives an equal registry.

    Raises `RegistryError` for a name with another ending, and if the file cannot be written.

    >>> import deployments
    >>> dump(deployments.example(), "all.json")
    Traceback (most recent call last):
    ...
    deployments.diagnostics.RegistryError: all.json: error[T101]: a registry file ends in .toml or .jsonl
    """
    target = Path(path)
    if os.path.isdir(target):  # noqa: PTH112 - `Path.is_dir` raises for a name that is too long
        raise unwritable(path, "is a folder", "name a file in it, such as registry.toml")
    written = registry_text(registry, target)
    try:
        if "\0" in str(target):
            raise OSError(errno.EINVAL, "a name has no null character")
        atomic.replace(target, written)
    except OSError as error:
        raise unwritable(target, f"cannot be written: {reason(error)}") from error


def registry_text(registry: Registry, path: Path) -> str:
    """Return the registry as the text of a file of that name.

    Raises `RegistryError` for a name that ends in neither `.toml` nor `.jsonl`, and for TOML that is too large to be
    read back.

    >>> registry_text(Registry(tolerance=Tolerance(day=3)), Path("all.jsonl"))
    '{"record":"registry","tolerance":"3 days, 1 month, 1 year, 10 %, stale 18 months"}\\n'
    """
    if path.suffix == ".jsonl":
        return jsonl_text(registry)
    if path.suffix != ".toml":
        name = bare(path.stem) if path.name else "registry"
        raise unwritable(path, "a registry file ends in .toml or .jsonl", f"name it {name}.toml, or {name}.jsonl")
    written = toml_text(registry)
    if len(written) > MAX_TOML or len(written.encode()) > MAX_TOML:
        message = f"would be larger than {MAX_TOML >> 20} MiB, and no TOML that large is read"
        raise unwritable(path, message, "write it as JSON Lines", "T104")
    return written


def toml_text(registry: Registry) -> str:
    """Return the registry as the text of one TOML file.

    >>> toml_text(Registry(tolerance=Tolerance(day=3)))
    'tolerance = "3 days, 1 month, 1 year, 10 %, stale 18 months"\\n'
    """
    parts = []
    if registry.tolerance != Tolerance():
        parts.append(f"tolerance = {value(str(registry.tolerance))}\n")
    if said := plain(registry.metadata):
        parts.append(toml_table("registry", said))
    for name in ("sources", "events", "missions", "deployments"):
        for record in getattr(registry, name).values():
            parts.append(toml_table((name, record.id), _fields_of(record)))
    statements = registry.statements
    for statement, made in zip(statements, made_ids(statements), strict=True):
        fields = _fields_of(statement)
        if statement.id == made:
            del fields["id"]  # reading makes it again
        parts.append(array_table("statements", fields))
    return "\n".join(parts) or toml_table(("registry",), {})  # an empty file is read as one that was forgotten


def _fields_of(record: Record) -> dict[str, Any]:
    fields = plain(record)
    if isinstance(record, Statement):
        fields[str(fields.pop("kind"))] = fields.pop("value")
    else:
        del fields["id"]  # it stands in the header
    return fields
