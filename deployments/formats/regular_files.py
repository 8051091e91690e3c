"""Opens ordinary files for reading. Pipes and devices are refused, as they may never end."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import BinaryIO


def opened(path: Path) -> BinaryIO:
    """Open an ordinary file for reading. Raises `OSError`, or `ValueError` if it is no ordinary file.

    >>> opened(Path("no-such-file"))
    Traceback (most recent call last):
    ...
    FileNotFoundError: [Errno 2] No such file or directory: 'no-such-file'
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise ValueError("not a regular file")
    return path.open("rb")


def contents(path: Path, most: int) -> bytes:
    """Return the bytes of an ordinary file, but at most `most` and one more, which shows that the file is larger.

    Raises `OSError`, or `ValueError` if it is no ordinary file.

    >>> len(contents(Path(__file__), 3))
    4
    """
    with opened(path) as file:
        return file.read(most + 1)
