"""A registry as a folder of tables that other tools read, and that reads back: CSV, Parquet or JSON Lines.

Five tables hold what was stated, and read back; the others follow from these, and are there for whoever asks questions
elsewhere. `docs/tables.md` says what is in them.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from deployments.diagnostics import Diagnostic, Location, RegistryError
from deployments.errors import InvalidValueError
from deployments.formats import data_package, folder_swap, formula_guard, jsonl, loader, row_codec
from deployments.formats.computed import Computed
from deployments.formats.data_package import FORMATS, LINES, NAME
from deployments.formats.layout import RECORDS, Table, Type
from deployments.formats.progress import Watch, unwatched
from deployments.gc_pause import paused
from deployments.registry import Registry
from deployments.solver.bounds import iso


def write(registry: Registry, folder: str | os.PathLike[str], format: str = "csv", watch: Watch = unwatched) -> None:
    """Write the tables of a registry into a folder, which is made if it is not there: all of them, or none.

    Takes `"csv"`, `"parquet"` (which takes pyarrow) or `"jsonl"`. `datapackage.json` tells what each file is. Tables
    that were written there before are replaced, whatever else is in the folder stays as it is. Whoever reads it, also
    after a crash or on a full disk, finds either the old tables or the new ones. `watch` wraps what takes long.
    `deployments.load(folder)` gives an equal registry.

    Raises `RegistryError` if they cannot be written: also if a file is in their place that was not written here, or was
    changed since, and if a symbolic link is. Raises `InvalidValueError` for another format, `MissingExtraError` without
    pyarrow.

    >>> import tempfile, deployments
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(deployments.example(), folder)
    ...     read(folder) == (deployments.example(), [])
    True
    """
    if format not in FORMATS:
        raise InvalidValueError("not a format of tables", format, f"write one of {', '.join(FORMATS)}")
    if not os.fspath(folder):  # `Path("")` is the folder in which one happens to be
        message, hint = "no folder is named", "name one; . is the one that you are in"
        raise RegistryError([Diagnostic("T101", message, hint, location=Location('""'))])
    where = Path(folder)
    try:
        folder_swap.refuse_foreign(where, data_package.file_names(format))  # before what may take minutes
        with paused():
            files = dict(_files(registry, format, watch))
        folder_swap.replace_all(where, format, registry.tolerance, files)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        message = f"cannot be written: {reason}"
        raise RegistryError(
            [Diagnostic("T101", message, "name another folder", location=Location(str(where)))]
        ) from error


def read(folder: str | os.PathLike[str]) -> tuple[Registry, list[Diagnostic]]:
    """Read the tables that `write` has written: the registry of all that is sound, and every problem.

    >>> registry, diagnostics = read("no-such-folder")
    >>> str(diagnostics[0].location), diagnostics[0].code
    ('no-such-folder/datapackage.json', 'T101')
    """
    return loader.read(Path(folder, NAME))


# --- the files -------------------------------------------------------------------------------------------


def _files(registry: Registry, format: str, watch: Watch) -> Iterator[tuple[str, bytes]]:
    """Give the name of every file and what is in it."""
    encode, extension = _ENCODERS[format], FORMATS[format]
    if format == "jsonl":
        yield LINES, jsonl.text(registry).encode()
    else:
        for name in RECORDS:
            yield f"{name}.{extension}", encode(row_codec.table(registry, name))
    for name, table in Computed(registry, watch).items():
        yield f"{name}.{extension}", encode(table)


def _parquet(table: Table) -> bytes:
    from deployments.formats.arrow import parquet  # noqa: PLC0415 - pyarrow is an extra

    return parquet(table)


def _csv(table: Table) -> bytes:
    out = io.StringIO()
    # With these line ends a lone "\r" or "\n" in a text is put in quotes.
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.layout.names)
    columns = [map(_CELLS[column.type], table.columns[column.name]) for column in table.layout.columns]
    writer.writerows(zip(*columns, strict=True))
    return out.getvalue().encode()


def _lines(table: Table) -> bytes:
    days = {column.name for column in table.layout.columns if column.type is Type.DAY}
    lines = []
    for row in table.rows():
        cells = zip(table.layout.names, row, strict=True)
        found = {name: iso(cell) if name in days and cell is not None else cell for name, cell in cells}
        lines.append(f"{_JSON.encode(found)}\n")
    return "".join(lines).encode()


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _list(cell: list[str | None]) -> str:
    text = _JSON.encode(cell) if cell else ""
    if len(text) > csv.field_size_limit():
        raise ValueError(f"a list of {len(cell)} is too long for a cell of CSV; write Parquet or JSON Lines")
    return formula_guard.harmless(text) if ";" in text else text  # JSON has no other beginning in it


#: How each cell is written in CSV; what is empty is an empty text.
_CELLS: Mapping[Type, Callable[[Any], str]] = {
    Type.TEXT: lambda cell: "" if cell is None else formula_guard.harmless(cell),
    Type.TEXTS: _list,
    Type.DAY: lambda cell: "" if cell is None else iso(cell),
    Type.WHOLE: lambda cell: "" if cell is None else str(cell),
    Type.DECIMAL: lambda cell: "" if cell is None else repr(cell),
    Type.FLAG: lambda cell: "true" if cell else "false",
}
_ENCODERS: Mapping[str, Callable[[Table], bytes]] = {"csv": _csv, "parquet": _parquet, "jsonl": _lines}


__all__ = ["read", "write"]
