"""A folder of tables, read: which files its package names, and what is in them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

from deployments.diagnostics import Diagnostic, Location
from deployments.errors import InvalidValueError
from deployments.formats.csv_tables import MAX_SIZE as MAX_TABLE
from deployments.formats.csv_tables import Csv, Grid, Sheet
from deployments.formats.data_package import LINES, MAX_SIZE, NAME, Package
from deployments.formats.file_records import FileRecords
from deployments.formats.jsonl import read_jsonl
from deployments.formats.layout import RECORDS
from deployments.formats.regular_files import contents
from deployments.formats.source_positions import not_utf8

_HINT = "write the tables once more"


def others(folder: Path, names: list[str]) -> list[str]:
    """Give the names of files of a folder without those that its package stands for, with its own before them.

    >>> others(Path("somewhere"), ["a.toml", "b.jsonl"])
    ['a.toml', 'b.jsonl']
    """
    if NAME not in names:
        return names
    try:
        package = _package(folder / NAME)
    except (OSError, ValueError, RecursionError):
        return [NAME, *(name for name in names if name != NAME)]  # it will be read, and told of
    own = {NAME, *(package.files if package else ())}
    rest = [name for name in names if name not in own]
    return [NAME, *rest] if package else rest


def read(path: Path) -> Iterator[FileRecords | Diagnostic]:
    """Read what a package names, table by table; give what is wrong with a whole table in the place of it.

    Raises `OSError` for a package that cannot be read, and `ValueError` for a pipe.
    """
    try:
        package = _package(path)
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
    elif not package.finished:
        message = "the tables were being written, and that was not finished"
        yield Diagnostic("T101", message, _HINT, location=Location(str(path)))
    elif package.format == "jsonl":
        yield _lines(path.with_name(LINES))
    else:
        for name in RECORDS:
            found = _sheet(name, path.with_name(f"{name}.{package.format}"))
            if isinstance(found, Sheet):
                found.tolerance, found.tolerance_at = package.tolerance, Location(str(path))
            yield found


def _package(path: Path) -> Package | None:
    data = contents(path, MAX_SIZE)
    if len(data) > MAX_SIZE:
        raise ValueError(f"larger than {MAX_SIZE >> 20} MiB")
    return Package.read(data.decode("utf-8-sig"))


def _lines(path: Path) -> FileRecords | Diagnostic:
    try:
        return read_jsonl(path)
    except (OSError, ValueError) as error:
        return _unreadable(path, error)


def _sheet(name: str, path: Path) -> Sheet | Diagnostic:
    problems: list[Diagnostic] = []
    try:
        sheet = Sheet(name, _grid(path, problems), problems)
        sheet.read()
    except UnicodeDecodeError as error:
        return not_utf8(str(path), error)
    except (OSError, ValueError, csv.Error) as error:
        if isinstance(error, InvalidValueError):
            raise
        return _unreadable(path, error)
    return sheet


def _grid(path: Path, problems: list[Diagnostic]) -> Grid:
    data = contents(path, MAX_TABLE)
    if len(data) > MAX_TABLE:
        raise ValueError(f"larger than {MAX_TABLE >> 30} GiB")
    if path.suffix == ".csv":
        return Csv(str(path), data.decode("utf-8-sig"), problems)
    from deployments.formats.arrow import Parquet  # noqa: PLC0415 - pyarrow is an extra

    return Parquet(str(path), data)


def _unreadable(path: Path, error: Exception) -> Diagnostic:
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return Diagnostic("T101", f"cannot be read: {reason}", _HINT, location=Location(str(path)))


__all__ = ["others", "read"]
