"""Refuses to write tables or files where they would be read together with a registry that has the same records.

A folder is read with its subfolders, as one registry: two copies in it would state every record twice. So tables are
not written into a folder that holds files of a registry, nor below a folder whose files have the same records.
"""

from __future__ import annotations

import os
import shlex
import stat
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from deployments.errors import quote
from deployments.formats.faults import reason, unwritable
from deployments.formats.file_records import PACKAGE_FILE
from deployments.formats.folders import SUFFIXES, Folder, is_looked_into
from deployments.formats.own_files import is_of_registry
from deployments.records import Statement, kind_of
from deployments.registry import Registry


def refuse_what_is_read(folder: Path, paths: Iterable[str | os.PathLike[str]]) -> None:
    """Raise `RegistryError` if tables in a folder would be read together with the paths that they are made from.

    >>> refuse_what_is_read(Path("tables"), ["letters"])
    """
    try:
        refuse_among_files(folder)
        for path in map(Path, paths):
            _refuse_if_read(folder, path)
    except (OSError, ValueError) as error:  # the name cannot be that of a folder
        raise unwritable(folder, f"cannot be written: {reason(error)}", "name another folder") from error


def _refuse_if_read(folder: Path, path: Path) -> None:
    if _reaches(folder, path):
        message = "the registry is read from there, and nothing takes the place of what is read"
        raise unwritable(folder, message, _elsewhere(folder, folder))
    if path.is_dir() and _reaches(path, folder):
        message = f"is below {quote(str(path))}, which is read here: the tables would be read together with it"
        raise unwritable(folder, message, _elsewhere(path, folder))


def refuse_among_files(folder: Path) -> None:
    """Raise `RegistryError` for a folder that holds files of a registry other than tables that were written there.

    >>> refuse_among_files(Path("no-such-folder"))
    """
    found = Folder(folder, lambda _: None)
    if found.is_too_large:
        raise unwritable(folder, "holds too many files for tables to be read there", _elsewhere(folder, folder), "T104")
    tables = folder / PACKAGE_FILE
    own = (path for path in found.read if path != tables and is_of_registry(path))
    if (first := next(own, None)) is not None:
        name = quote(str(first.relative_to(folder)))
        message = f"holds a registry, in {name}: tables beside it would be read together with it"
        raise unwritable(folder, message, _elsewhere(folder, folder))


def refuse_below_the_same(folder: Path, registry: Registry) -> None:
    """Raise `RegistryError` for a folder below one whose files have records of this registry.

    >>> import deployments
    >>> refuse_below_the_same(Path("no-such-folder"), deployments.example())
    """
    for above in _above(folder):
        if told := _told_twice(_files(above), registry, folder):
            raise unwritable(folder, f"would be read together with {told}", _elsewhere(above, folder))


def refuse_beside_the_same(path: Path, registry: Registry) -> None:
    """Raise `RegistryError` for a file in, or below, a folder in which another file has records of this registry.

    >>> import deployments
    >>> refuse_beside_the_same(Path("no-such-folder/registry.toml"), deployments.example())
    """
    folder = path.parent
    beside = (each for each in Folder(folder, lambda _: None).read if each != path and is_of_registry(each))
    above = (each for folder_above in _above(folder) for each in _files(folder_above))
    if told := _told_twice(chain(beside, above), registry, folder):
        hint = "remove that file, if this one takes its place, or name another folder"
        raise unwritable(path, f"would be read together with {told}", hint)


def _told_twice(files: Iterable[Path], registry: Registry, folder: Path) -> str:
    """Return words for the first file that has a record of a registry, and for that record; empty if none has."""
    from deployments.formats.loader import records_in  # noqa: PLC0415 - most folders hold nothing to be read

    own = {record.id for record in registry.records() if not isinstance(record, Statement)}
    for file in files:
        for record in records_in(file):
            if record.id in own:
                return (
                    f"{quote(str(_as_named(file, folder)))}, which has the same {kind_of(record)}: {quote(record.id)}"
                )
    return ""


def _reaches(above: Path, path: Path) -> bool:
    """Tell whether reading the folder `above` also reads `path`: it is that folder, or in it and not hidden."""
    real, top = Path(os.path.realpath(path)), Path(os.path.realpath(above))
    return real.is_relative_to(top) and all(map(is_looked_into, real.relative_to(top).parts))


def _above(folder: Path) -> Iterator[Path]:
    """Yield the folders above one that are read with it, below the first that is a home folder or that all share."""
    own = Path(os.path.realpath(folder))
    for below, above in zip((own, *own.parents), own.parents, strict=False):
        if not is_looked_into(below.name) or _is_for_all(above):
            return
        yield above


def _is_for_all(folder: Path) -> bool:
    try:
        return folder == folder.parent or folder == Path.home() or bool(folder.stat().st_mode & stat.S_ISVTX)
    except FileNotFoundError:
        return False  # it will be made
    except (OSError, RuntimeError):
        return True


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files of a registry that are in a folder itself."""
    try:
        names = sorted(entry.name for entry in os.scandir(folder) if not entry.name.startswith("."))
    except OSError:
        return
    for name in names:
        if (name.endswith(SUFFIXES) or name == PACKAGE_FILE) and is_of_registry(folder / name):
            yield folder / name


def _elsewhere(registry: Path, folder: Path) -> str:
    """Return a hint that names a free folder beside that of a registry; its path is written in the way of `folder`."""
    top = Path(os.path.realpath(registry))
    while any(True for _ in _files(top.parent)):
        top = top.parent
    new = top.with_name(f"{top.name}-tables")
    hint = "name a new or an empty folder"
    shown = str(_as_named(new, folder))
    is_free = not os.path.lexists(new) and os.access(new.parent, os.W_OK) and shown.isprintable()
    if not is_free or any(True for above in _above(new) for _ in _files(above)):
        return f"{hint} elsewhere"
    return f"{hint}, such as {shlex.quote(shown)}"  # not shortened, as the user copies it


def _as_named(path: Path, folder: Path) -> Path:
    """Return a path as somebody named a folder: absolute if that was, otherwise relative to the current folder."""
    return path if folder.is_absolute() else Path(os.path.relpath(path))
