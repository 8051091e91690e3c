"""The files of a folder of tables, replaced all at once.

No system renames many files in one step, so that the package, `datapackage.json`, is what decides:

1. Every new file is written in full, under its `pending` name. The old files are as they were.
2. The package is replaced: it names the new files, and those that they replace. This one rename is the moment at which
   the folder has the new tables. A reader takes the pending file where there is one, and needs no right to write.
3. The files are renamed to their own names, those of another format are removed, and the package is replaced by one
   that names nothing but what is there.

A process that is stopped before step 2 leaves the old tables, and after it the new ones. The next writer removes what
is left of the former, and finishes the latter. It replaces and removes nothing but ordinary files that have the hash
with which a package names them: what somebody else put there, or changed, is refused before anything is written.
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
    """Raise `RegistryError` if files of these names cannot be written, as what is there is not what was written here.

    >>> refuse_foreign(Path("no-such-folder"), ["sources.csv"])
    """
    package = _present(folder)
    known = {} if package is None else {**(package.replaced or {}), **package.files}
    for name in dict.fromkeys((*known, *names)):
        hashes = set() if package is None else {package.files.get(name), (package.replaced or {}).get(name)}
        _refuse(folder / name, hashes - {None})


def replace_all(folder: Path, format: str, registry: Registry, files: Mapping[str, BinaryIO]) -> None:
    """Replace the tables in a folder, which is made if it is not there, as the module says.

    Raises `RegistryError` for what was not written here, and `OSError` as it comes: then the old tables are as they
    were, unless it was in step 3, of which the new ones come out.
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
    """Return the package of the tables that are in a folder. Raises `RegistryError` for one that is not as written."""
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
    """Raise `RegistryError` for a file that has none of the hashes; one that is not there is fine."""
    if not os.path.lexists(path):
        return
    if not hashes or path.is_symlink() or not path.is_file():
        raise _in_the_way(path, "is there already, and is no table that was written here")
    if hash_of_file(path) not in hashes:
        raise _in_the_way(path, "was changed since it was written here")


def _in_the_way(path: Path, message: str) -> RegistryError:
    return unwritable(path, message, "move it away, or name another folder")


def _finish(folder: Path) -> Package | None:
    """Finish, or clear away, what a writer left that was stopped; return the package of what is there then."""
    package = _present(folder)
    if package is not None and package.replaced is not None:
        for name, hash_ in package.files.items():
            _refuse(atomic.pending(folder / name), {hash_})
        package = _settle(folder, package)
    _clean(folder)
    return package


def _settle(folder: Path, package: Package) -> Package:
    """Move the files of a package to their places, and remove those that they replace."""
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
    """Remove all pending files of tables: a package that is in its place does not wait for them."""
    for name in (PACKAGE_FILE, *(name for format_ in FORMATS for name in file_names(format_))):
        atomic.discard(folder / name)
