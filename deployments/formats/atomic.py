"""Files that are replaced whole or not at all.

The new content is written beside the old file, under a hidden name that is made from the file's own, and then renamed
over it. A process that is killed in between leaves that hidden file. The next process that writes the same file removes
it; it holds the lock on the folder, and so it knows that nobody else is still writing.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import io
import os
import pathlib
import shutil
import stat
import time
from collections.abc import Iterator, Mapping
from typing import BinaryIO

#: How many seconds a process waits for another one that writes into the same folder.
PATIENCE = 30.0


def replace(path: pathlib.Path, text: str) -> None:
    """Write the text as UTF-8 to a new file that then takes the place of the old one.

    Line ends are written as they are. The new file has the mode of the old one; a symbolic link stays,
    and the file it points to is replaced. If anything fails, the old file is as it was and no other file
    remains. Raises the `OSError` of the system, also if the path is no ordinary file, and
    `UnicodeEncodeError` for a text that UTF-8 cannot hold.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "registry.toml")
    ...     replace(path, "version = 1")
    ...     replace(path, "version = 2")
    ...     path.read_text(encoding="utf-8"), len(list(path.parent.iterdir()))
    ('version = 2', 1)
    """
    data = text.encode("utf-8")
    _mode(path)  # before resolving: it refuses a link that leads to itself
    target = path.resolve()
    with locked(target.parent):
        replace_locked(target, data)


def replace_locked(path: pathlib.Path, data: bytes) -> None:
    """Replace a file as `replace` does, in a folder that the caller has `locked`. A symbolic link is itself replaced.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, locked(pathlib.Path(folder)):
    ...     path = pathlib.Path(folder, "sources.parquet")
    ...     replace_locked(path, b"PAR1")
    ...     path.read_bytes()
    b'PAR1'
    """
    put_beside(path, data)
    try:
        pending(path).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            discard(path)
        raise
    sync(path.parent)


def put_all_new(files: Mapping[pathlib.Path, bytes]) -> None:
    """Write new files in a folder that the caller has `locked`: all of them, or none.

    Raises `FileExistsError` if anything has one of the names already, also a link, and the `OSError` of the system. A
    process that is killed leaves no file half written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "letter.toml")
    ...     put_all_new({path: b""})
    ...     put_all_new({path.with_name("other.toml"): b"", path: b"new"})
    Traceback (most recent call last):
    ...
    FileExistsError: [Errno 17] File exists: ...
    """
    there: list[pathlib.Path] = []
    try:
        for path, data in files.items():
            if os.path.lexists(path):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
            put_beside(path, data)
        for path in files:
            _name_new(path)
            there.append(path)
    except BaseException:
        for path in there:
            path.unlink(missing_ok=True)
        raise
    finally:
        for path in files:
            with contextlib.suppress(OSError):
                discard(path)


def _name_new(path: pathlib.Path) -> None:
    """Give the `pending` content of a file its name. A hard link does so, as it never replaces a file."""
    try:
        os.link(pending(path), path)
    except FileExistsError:
        raise
    except OSError:  # a drive without hard links
        pending(path).rename(path)


def pending(path: pathlib.Path) -> pathlib.Path:
    """Return the path of the new content of a file until it is renamed; its name is short, however long the other is.

    >>> pending(pathlib.Path("tables/sources.csv")).as_posix()
    'tables/.deployments-c704da33db7c07d4.new'
    """
    name = hashlib.sha256(os.fsencode(path.name)).hexdigest()[:16]
    return path.with_name(f".deployments-{name}.new")


def put_beside(path: pathlib.Path, data: bytes | BinaryIO) -> None:
    """Write the new content of a file to its `pending` name, and wait until the disk has it. Nothing else changes."""
    mode = _mode(path)
    discard(path)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)  # `O_EXCL` follows no link
    descriptor = os.open(pending(path), flags, 0o666 if mode is None else 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            if mode is not None:
                pending(path).chmod(mode)
            shutil.copyfileobj(io.BytesIO(data) if isinstance(data, bytes) else data, file)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            discard(path)
        raise


def discard(path: pathlib.Path) -> None:
    """Remove the `pending` content of a file, if there is any."""
    with contextlib.suppress(FileNotFoundError):
        pending(path).unlink()


@contextlib.contextmanager
def locked(folder: pathlib.Path) -> Iterator[None]:
    """Keep other processes and threads that use this from writing into the folder at the same time.

    The lock is on the folder itself: it leaves no file there, and ends with the process that holds it. Windows and some
    network drives have no such locks; there nothing is locked. Raises `OSError` if another process holds the lock for
    more than `PATIENCE` seconds.
    """
    descriptor = _lock(folder)
    try:
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _lock(folder: pathlib.Path) -> int | None:
    """Return the open folder, locked, or None where that cannot be."""
    try:
        import fcntl  # noqa: PLC0415 - Windows has none

        descriptor = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        return None  # a folder that is not there is told of by whoever writes into it
    until = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                os.close(descriptor)
                raise OSError(errno.EBUSY, "another process is writing into this folder", str(folder)) from None
            time.sleep(0.01)
            continue
        except OSError:
            pass  # a network drive without locks
        return descriptor


def sync(folder: pathlib.Path) -> None:
    """Wait until the names of the files in a folder are on the disk. Where the system cannot tell, do nothing."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _mode(path: pathlib.Path) -> int | None:
    try:
        found = path.stat().st_mode
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found):
        raise OSError(errno.EISDIR if stat.S_ISDIR(found) else errno.EINVAL, "not an ordinary file", str(path))
    return stat.S_IMODE(found)
