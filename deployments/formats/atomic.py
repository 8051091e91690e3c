"""Files are replaced whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import pathlib
import secrets
import stat


def replace(path: pathlib.Path, text: str) -> None:
    """Write the text as UTF-8 to a new file that then takes the place of the old one.

    Line ends are written as they are. The new file has the mode of the old one; a symbolic link stays,
    and the file it points to is replaced. If anything fails, the old file is as it was and no other file
    remains. Raises `OSError` as it comes, also for a path that is there but is no ordinary file, and
    `UnicodeEncodeError` for a text that UTF-8 cannot hold.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "registry.toml")
    ...     replace(path, "version = 1")
    ...     replace(path, "version = 2")
    ...     path.read_text(encoding="utf-8"), len(list(path.parent.iterdir()))
    ('version = 2', 1)
    """
    replace_bytes(path, text.encode("utf-8"))


def replace_bytes(path: pathlib.Path, data: bytes) -> None:
    """Write the bytes as `replace` does a text.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "sources.parquet")
    ...     replace_bytes(path, b"PAR1")
    ...     path.read_bytes()
    b'PAR1'
    """
    mode = _mode(path)  # before resolving: it refuses a link that leads to itself
    target = path.resolve()
    temporary = target.with_name(f".{secrets.token_hex(8)}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, 0o666 if mode is None else 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            if mode is not None:
                temporary.chmod(mode)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)


def _mode(path: pathlib.Path) -> int | None:
    try:
        found = path.stat().st_mode
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found):
        raise OSError(errno.EISDIR if stat.S_ISDIR(found) else errno.EINVAL, "not an ordinary file", str(path))
    return stat.S_IMODE(found)


def _sync_folder(folder: pathlib.Path) -> None:
    # The new file is in place by now, and not every system can do this: no reason to report a failure.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
