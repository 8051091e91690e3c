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

import attrs

from deployments.diagnostics import Diagnostic, Location, RegistryError
from deployments.errors import InvalidValueError
from deployments.formats import atomic, data_package, formula_guard, loader, row_codec
from deployments.formats.computed import Computed
from deployments.formats.data_package import FORMATS, LINES, NAME, Package
from deployments.formats.jsonl import jsonl_text
from deployments.formats.layout import RECORDS, Table, Type
from deployments.formats.progress import Watch, unwatched
from deployments.formats.regular_files import contents
from deployments.gc_pause import paused
from deployments.registry import Registry
from deployments.values.calendar import iso


def write(registry: Registry, folder: str | os.PathLike[str], format: str = "csv", watch: Watch = unwatched) -> None:
    """Write the tables of a registry into a folder, which is made if it is not there: all of them, or none.

    Takes `"csv"`, `"parquet"` (which takes pyarrow) or `"jsonl"`. `datapackage.json` is written last, and tells what
    each file is. Tables that were written there before are replaced, whatever else is in the folder stays as it is.
    `watch` wraps what takes long. `deployments.load(folder)` gives an equal registry. Raises `RegistryError` if it
    cannot be written, `InvalidValueError` for another format, `MissingExtraError` without pyarrow.

    >>> import tempfile, deployments
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(deployments.example(), folder)
    ...     read(folder) == (deployments.example(), [])
    True
    """
    if format not in FORMATS:
        raise InvalidValueError("not a format of tables", format, f"write one of {', '.join(FORMATS)}")
    where, wanted = Path(folder), Package.of(format, registry.tolerance)
    try:
        before = _before(where, wanted)
        with paused():
            files = dict(_files(registry, format, watch))
        _replace(where, before, wanted, files)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise _refused(where, f"cannot be written: {reason}") from error


def read(folder: str | os.PathLike[str]) -> tuple[Registry, list[Diagnostic]]:
    """Read the tables that `write` has written: the registry of all that is sound, and every problem.

    >>> registry, diagnostics = read("no-such-folder")
    >>> str(diagnostics[0].location), diagnostics[0].code
    ('no-such-folder/datapackage.json', 'T101')
    """
    return loader.read(Path(folder, NAME))


# --- what is there, and what comes in its place ----------------------------------------------------------


def _before(folder: Path, wanted: Package) -> tuple[str, ...]:
    """Give the names of the tables that were written there before. Raises `RegistryError` for what others put there."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / NAME
    before: tuple[str, ...] = ()
    if path.exists():
        try:
            found = Package.read(contents(path, data_package.MAX_SIZE).decode())
        except (ValueError, RecursionError):
            found = None
        if found is None:
            raise _refused(path, "is there already, and is not of tables that were written here")
        before = found.files
    for name in wanted.files:
        if name not in before and os.path.lexists(folder / name):
            raise _refused(folder / name, "is there already, and is no table that was written here")
    return before


def _refused(path: Path, message: str) -> RegistryError:
    return RegistryError([Diagnostic("T101", message, "name another folder", location=Location(str(path)))])


def _replace(folder: Path, before: tuple[str, ...], wanted: Package, files: Mapping[str, bytes]) -> None:
    """Put the files in the place of those before; as long as not all are there, the package says so."""
    every = tuple(dict.fromkeys((*before, *files)))
    atomic.replace(folder / NAME, attrs.evolve(wanted, files=every, finished=False).text())
    for name, data in files.items():
        atomic.replace_bytes(folder / name, data)
    for name in before:
        if name not in files:
            (folder / name).unlink(missing_ok=True)
    atomic.replace(folder / NAME, wanted.text())


# --- the files -------------------------------------------------------------------------------------------


def _files(registry: Registry, format: str, watch: Watch) -> Iterator[tuple[str, bytes]]:
    """Give the name of every file and what is in it."""
    encode, extension = _ENCODERS[format], FORMATS[format]
    if format == "jsonl":
        yield LINES, jsonl_text(registry).encode()
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
