"""Reads a folder of tables: the files that its package names."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from deployments.diagnostics import Diagnostic, Location
from deployments.errors import InvalidValueError
from deployments.formats import atomic
from deployments.formats.data_package import MAX_PACKAGE, Package
from deployments.formats.faults import reason
from deployments.formats.file_records import PACKAGE_FILE, FileRecords
from deployments.formats.layout import RECORDS
from deployments.formats.registered import FORMATS
from deployments.formats.regular_files import contents
from deployments.formats.sheets import Sheet
from deployments.formats.source_positions import not_utf8
from deployments.formats.tabular import RecordsFile, TableFormat
from deployments.records import Metadata

_T = TypeVar("_T")

#: The largest table that is read, in bytes.
MAX_TABLE = 4 << 30

#: How often tables are read again if another process replaces them while they are being read.
_TRIES = 10

#: The hint for tables that cannot be read. An empty folder takes new tables, whatever else is in this one.
_MEND = f"write the tables once more, into an empty folder; if they are not wanted, remove {PACKAGE_FILE} too, "
_MEND += "and what is left of them"


def others(folder: Path, names: list[str]) -> list[str]:
    """Return the names of files in a folder without those that its package names; our package comes first.

    >>> others(Path("somewhere"), ["a.toml", "b.jsonl"])
    ['a.toml', 'b.jsonl']
    """
    if PACKAGE_FILE not in names:
        return names
    try:
        package = _package(contents(folder / PACKAGE_FILE, MAX_PACKAGE))
    except (OSError, ValueError, RecursionError):
        return [PACKAGE_FILE, *(name for name in names if name != PACKAGE_FILE)]  # reading it will tell what is wrong
    own = {PACKAGE_FILE, *((*package.files, *(package.replaced or ())) if package else ())}
    rest = [name for name in names if name not in own]
    return [PACKAGE_FILE, *rest] if package else rest


def read(path: Path) -> list[FileRecords | Diagnostic]:
    """Read the tables that a package names. If a whole table cannot be read, a diagnostic stands in its place.

    Raises `OSError` for a package that cannot be read, and `ValueError` for one that is no ordinary file.
    """
    for _ in range(_TRIES):
        before = contents(path, MAX_PACKAGE)
        found = [*_tables(path, before)]
        if contents(path, MAX_PACKAGE) == before:
            return found
        # Another process has replaced the tables in the meantime: some may be old and some new.
    raise OSError(errno.EBUSY, "the tables are being replaced all the time", str(path))


def _tables(path: Path, data: bytes) -> Iterator[FileRecords | Diagnostic]:
    try:
        package = _package(data)
    except (ValueError, RecursionError) as error:
        message = f"not the package of tables that were written here: {error}"
        at = (error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else (None, None)
        yield Diagnostic("T103", message, _MEND, location=Location(str(path), *at))
        return
    if package is None:
        message = "the package of other tables than are written here"
        yield Diagnostic(
            "T103", message, "tables of others are imported: docs/importing.md", location=Location(str(path))
        )
    else:
        yield from _records(path, package)


def _records(path: Path, package: Package) -> Iterator[FileRecords | Diagnostic]:
    format_ = FORMATS[package.format]
    if not any(map(os.path.lexists, _places(path, package, format_))):
        message = "the tables that it describes are not there"
        yield Diagnostic("T101", message, _MEND, location=Location(str(path)))
        return
    if format_.records_file is not None:
        yield _records_file(path.with_name(format_.records_file.name), package, format_.records_file)
        return
    for name in RECORDS:
        found = _sheet(name, path.with_name(format_.file_of(name)), package, format_)
        if isinstance(found, Sheet):
            found.settings["tolerance"] = package.tolerance, Location(str(path))
            if package.metadata != Metadata():
                found.settings["metadata"] = package.metadata, Location(str(path))
        yield found


def _places(path: Path, package: Package, format_: TableFormat) -> Iterator[Path]:
    """Yield the paths at which the files to be read can be."""
    records = format_.records_file
    for name in map(format_.file_of, RECORDS) if records is None else (records.name,):
        yield path.with_name(name)
        if not package.finished:
            yield atomic.pending(path.with_name(name))


def _package(data: bytes) -> Package | None:
    if len(data) > MAX_PACKAGE:
        raise ValueError(f"larger than {MAX_PACKAGE >> 20} MiB")
    return Package.read(data.decode("utf-8-sig"))


def _opened(path: Path, package: Package, read: Callable[[Path], _T]) -> _T:
    """Read a file of a package: under its pending name, if a writer was stopped before it renamed the file."""
    if not package.finished:
        try:
            return read(atomic.pending(path))
        except FileNotFoundError:
            pass  # it was renamed already
    return read(path)


def _records_file(path: Path, package: Package, records: RecordsFile) -> FileRecords | Diagnostic:
    try:
        return _opened(path, package, records.read)
    except (OSError, ValueError) as error:
        return _unreadable(path, error)


def _sheet(name: str, path: Path, package: Package, format_: TableFormat) -> Sheet | Diagnostic:
    problems: list[Diagnostic] = []
    assert format_.open is not None  # noqa: S101 - a format without it has a `records_file`
    try:
        data = _opened(path, package, lambda path: contents(path, MAX_TABLE))
        if len(data) > MAX_TABLE:
            raise ValueError(f"larger than {MAX_TABLE >> 30} GiB")
        sheet = Sheet(name, format_.open(str(path), data, problems), problems)
        sheet.read()
    except UnicodeDecodeError as error:
        return not_utf8(str(path), error)
    except MemoryError:
        message = "takes more memory than there is"
        return Diagnostic("T104", message, "split it into several", location=Location(str(path)))
    except (OSError, ValueError) as error:
        if isinstance(error, InvalidValueError):
            raise
        return _unreadable(path, error)
    return sheet


def _unreadable(path: Path, error: OSError | ValueError) -> Diagnostic:
    return Diagnostic("T101", f"cannot be read: {reason(error)}", _MEND, location=Location(str(path)))
