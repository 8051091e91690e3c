"""Replaces all files of a folder of tables at once.

No system renames many files in one step. So one file, the package `datapackage.json`, says which tables are valid:

1. Every new file is written in full, under its `pending` name. The old files stay as they are.
2. The package is replaced: it names the new files, and those that they replace. This one rename is the moment at which
   the folder has the new tables. From then on, a reader takes a pending file where there is one. It writes nothing.
3. The files are renamed to their own names, those of another format are removed, and the package is replaced by one
   that names nothing but what is there.

If a process is stopped before step 2, the folder has the old tables; after it, the new ones. The next writer removes
pending files that no package names, and does step 3 if it is not done. A writer replaces and removes only ordinary
files with the hash that a package has for them. If anybody else put a file there, or changed one, it refuses to write.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import BinaryIO

import attrs

from deployments.diagnostics import RegistryError
from deployments.formats import atomic
from deployments.formats.data_package import MAX_PACKAGE, Package, file_names
from deployments.formats.faults import unwritable
from deployments.formats.file_hashes import hash_of_file, hash_of_open
from deployments.formats.file_records import PACKAGE_FILE
from deployments.formats.registered import FORMATS
from deployments.formats.regular_files import contents
from deployments.registry import Registry


def refuse_foreign(folder: Path, names: Iterable[str]) -> None:
    """Raise `RegistryError` if a file of these names is there that was not written by an export, or was changed since.

    >>> refuse_foreign(Path("no-such-folder"), ["sources.csv"])
    """
    package = _present(folder)
    known = {} if package is None else {**(package.replaced or {}), **package.files}
    for name in dict.fromkeys((*known, *names)):
        hashes = set() if package is None else {package.files.get(name), (package.replaced or {}).get(name)}
        _refuse(folder / name, hashes - {None})


def replace_all(folder: Path, format: str, registry: Registry, files: Mapping[str, BinaryIO]) -> None:
    """Replace the tables in a folder, as the module says. The folder is made if it is not there.

    Raises `RegistryError` for a file that was not written by an export, and the `OSError` of the system. Then the
    folder has the old tables; or the new ones, if the error was in step 3.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with atomic.locked(folder):
        refuse_foreign(folder, files)
        before = _finish(folder)
        hashes = {name: hash_of_open(file) for name, file in files.items()}
        replaced = {} if before is None else before.files
        package = Package(format, registry.tolerance, registry.metadata, hashes, replaced)
        try:
            for name, file in files.items():
                atomic.put_beside(folder / name, file)
            atomic.sync(folder)
            atomic.replace_locked(folder / PACKAGE_FILE, package.text().encode())
        except BaseException:
            with contextlib.suppress(OSError, RegistryError):
                if _present(folder) != package:  # it was interrupted after the rename
                    _clean(folder)
            raise
        _settle(folder, package)


def _present(folder: Path) -> Package | None:
    """Return the package in a folder, or None. Raises `RegistryError` if it is not as an export wrote it."""
    path = folder / PACKAGE_FILE
    if not os.path.lexists(path):
        return None
    try:
        package = None if path.is_symlink() else Package.read(contents(path, MAX_PACKAGE).decode())
    except (ValueError, RecursionError):
        package = None
    if package is None:
        raise _in_the_way(path, "is there already, and is not of tables that were written here")
    if not package.intact:
        raise _in_the_way(path, "was changed since it was written here")
    return package


def _refuse(path: Path, hashes: set[str | None]) -> None:
    """Raise `RegistryError` if there is a file that has none of the hashes."""
    if not os.path.lexists(path):
        return
    if not hashes or path.is_symlink() or not path.is_file():
        raise _in_the_way(path, "is there already, and is no table that was written here")
    if hash_of_file(path) not in hashes:
        raise _in_the_way(path, "was changed since it was written here")


def _in_the_way(path: Path, message: str) -> RegistryError:
    return unwritable(path, message, "move it away, or name another folder")


def _finish(folder: Path) -> Package | None:
    """Finish or remove what a writer left that was stopped. Return the package that the folder has then."""
    package = _present(folder)
    if package is not None and package.replaced is not None:
        for name, hash_ in package.files.items():
            _refuse(atomic.pending(folder / name), {hash_})
        package = _settle(folder, package)
    _clean(folder)
    return package


def _settle(folder: Path, package: Package) -> Package:
    """Do step 3: rename the files of a package to their own names, and remove those that they replace."""
    for name in package.files:
        with contextlib.suppress(FileNotFoundError):  # it is in its place already
            atomic.pending(folder / name).replace(folder / name)
    for name in package.replaced or ():
        if name not in package.files:
            (folder / name).unlink(missing_ok=True)
    atomic.sync(folder)
    settled = attrs.evolve(package, replaced=None)
    atomic.replace_locked(folder / PACKAGE_FILE, settled.text().encode())
    return settled


def _clean(folder: Path) -> None:
    """Remove all pending files of tables, when the package in the folder does not need them."""
    for name in (PACKAGE_FILE, *(name for format_ in FORMATS for name in file_names(format_))):
        atomic.discard(folder / name)
