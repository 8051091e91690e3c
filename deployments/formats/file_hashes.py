"""Hashes of files that this library wrote. A file that still has its hash was not changed, and may be replaced."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from pathlib import Path
from typing import BinaryIO


def hash_of(data: bytes) -> str:
    """Return the hash of some bytes, as Frictionless writes it.

    >>> hash_of(b"")
    'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
    """
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def hash_of_open(file: BinaryIO) -> str:
    """Return the hash of an open file from its position to its end, and set it back to that position.

    >>> import io
    >>> hash_of_open(io.BytesIO(b"")) == hash_of(b"")
    True
    """
    start, found = file.tell(), hashlib.sha256()
    for data in iter(lambda: file.read(1 << 20), b""):
        found.update(data)
    file.seek(start)
    return f"sha256:{found.hexdigest()}"


def hash_of_file(path: Path) -> str:
    """Return the hash of an ordinary file. Raises `OSError` for anything else, also for a symbolic link to a file.

    >>> hash_of_file(Path("no-such-file"))
    Traceback (most recent call last):
    ...
    FileNotFoundError: [Errno 2] No such file or directory: 'no-such-file'
    """
    if not stat.S_ISREG(path.lstat().st_mode):
        raise OSError(errno.EINVAL, "not an ordinary file", str(path))
    # If somebody puts a link in its place after that check, it is not followed either.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"
