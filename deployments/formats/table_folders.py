"""A folder of tables, read: which files its package names, and what is in them."""

from __future__ import annotations

import csv
import errno
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from deployments.diagnostics import Diagnostic, Location
from deployments.errors import InvalidValueError
from deployments.formats import atomic, jsonl
from deployments.formats.csv_tables import MAX_SIZE as MAX_TABLE
from deployments.formats.csv_tables import Csv, Grid, Sheet
from deployments.formats.data_package import LINES, MAX_SIZE, NAME, Package
from deployments.formats.layout import RECORDS
from deployments.formats.regular_files import contents

_T = TypeVar("_T")

#: So often tables are read anew that were replaced while they were being read.
_TRIES = 10

_HINT = "write the tables once more"


def others(folder: Path, names: list[str]) -> list[str]:
    """Give the names of files of a folder without those that its package stands for, with its own before them.

    >>> others(Path("somewhere"), ["a.toml", "b.jsonl"])
    ['a.toml', 'b.jsonl']
    """
    if NAME not in names:
        return names
    try:
        package = _package(contents(folder / NAME, MAX_SIZE))
    except (OSError, ValueError, RecursionError):
        return [NAME, *(name for name in names if name != NAME)]  # it will be read, and told of
    own = {NAME, *((*package.files, *(package.replaced or ())) if package else ())}
    rest = [name for name in names if name not in own]
    return [NAME, *rest] if package else rest


def read(path: Path) -> list[Sheet | jsonl.Lines | Diagnostic]:
    """Read what a package names, table by table; what is wrong with a whole table stands in the place of it.

    Raises `OSError` for a package that cannot be read, and `ValueError` for a pipe.
    """
    for _ in range(_TRIES):
        before = contents(path, MAX_SIZE)
        found = [*_tables(path, before)]
        if contents(path, MAX_SIZE) == before:
            return found
        # Another process has replaced the tables in the meantime: some may be old and some new.
    raise OSError(errno.EBUSY, "the tables are being replaced all the time", str(path))


def _tables(path: Path, data: bytes) -> Iterator[Sheet | jsonl.Lines | Diagnostic]:
    try:
        package = _package(data)
    except (ValueError, RecursionError) as error:
        message = f"not the package of tables that were written here: {error}"
        at = (error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else (None, None)
        yield Diagnostic("T103", message, _HINT, location=Location(str(path), *at))
        return
    if package is None:
        message = "the package of other tables than are written here"
        yield Diagnostic(
            "T103", message, "tables of others are imported: docs/importing.md", location=Location(str(path))
        )
    elif package.format == "jsonl":
        yield _lines(path.with_name(LINES), package)
    else:
        for name in RECORDS:
            found = _sheet(name, path.with_name(f"{name}.{package.format}"), package)
            if isinstance(found, Sheet):
                found.tolerance, found.tolerance_at = package.tolerance, Location(str(path))
            yield found


def _package(data: bytes) -> Package | None:
    if len(data) > MAX_SIZE:
        raise ValueError(f"larger than {MAX_SIZE >> 20} MiB")
    return Package.read(data.decode("utf-8-sig"))


def _opened(path: Path, package: Package, read: Callable[[Path], _T]) -> _T:
    """Read a file of a package where it stands: under its pending name, if a writer was stopped before the end."""
    if not package.finished:
        try:
            return read(atomic.pending(path))
        except FileNotFoundError:
            pass  # it was renamed already
    return read(path)


def _lines(path: Path, package: Package) -> jsonl.Lines | Diagnostic:
    try:
        return _opened(path, package, jsonl.read)
    except (OSError, ValueError) as error:
        return _unreadable(path, error)


def _sheet(name: str, path: Path, package: Package) -> Sheet | Diagnostic:
    problems: list[Diagnostic] = []
    try:
        data = _opened(path, package, lambda path: contents(path, MAX_TABLE))
        sheet = Sheet(name, _grid(path, data, problems), problems)
        sheet.read()
    except UnicodeDecodeError as error:
        line, column = _place(error)
        message = f"not UTF-8: byte 0x{error.object[error.start]:02x}"
        return Diagnostic("T102", message, "save the file as UTF-8", location=Location(str(path), line, column))
    except (OSError, ValueError, csv.Error) as error:
        if isinstance(error, InvalidValueError):
            raise
        return _unreadable(path, error)
    return sheet


def _grid(path: Path, data: bytes, problems: list[Diagnostic]) -> Grid:
    if len(data) > MAX_TABLE:
        raise ValueError(f"larger than {MAX_TABLE >> 30} GiB")
    if path.suffix == ".csv":
        return Csv(str(path), data.decode("utf-8-sig"), problems)
    from deployments.formats.arrow import Parquet  # noqa: PLC0415 - pyarrow is an extra

    return Parquet(str(path), data)


def _place(error: UnicodeDecodeError) -> tuple[int, int]:
    data = error.object
    return data.count(b"\n", 0, error.start) + 1, error.start - data.rfind(b"\n", 0, error.start)


def _unreadable(path: Path, error: Exception) -> Diagnostic:
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return Diagnostic("T101", f"cannot be read: {reason}", _HINT, location=Location(str(path)))


__all__ = ["others", "read"]
