"""Ordinary files, opened to be read: a pipe or a device may never end."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import BinaryIO


def opened(path: Path) -> BinaryIO:
    """Open an ordinary file. Raises `OSError`, or `ValueError` for what is none.

    >>> opened(Path("no-such-file"))
    Traceback (most recent call last):
    ...
    FileNotFoundError: [Errno 2] No such file or directory: 'no-such-file'
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise ValueError("not a regular file")
    return path.open("rb")


def contents(path: Path, most: int) -> bytes:
    """Return the bytes of an ordinary file, at most one more than `most`. Raises as `opened` does."""
    with opened(path) as file:
        return file.read(most + 1)
