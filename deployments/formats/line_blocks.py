"""The lines of a large file, some at a time, with the number and the place of the first of them."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import attrs

#: The longest line, in bytes.
MAX_LINE = 1 << 20

#: How much is read at once, and how much is put together for Arrow, in bytes.
BLOCK, MANY = 1 << 17, 1 << 24

_BOM = b"\xef\xbb\xbf"


@attrs.frozen
class LineBlock:
    """Some lines of a file that follow each other: the number of the first, and the byte at which it begins."""

    first: int
    start: int
    data: bytes

    @functools.cached_property
    def lines(self) -> list[bytes]:
        """The lines, without what ends them."""
        return self.data.split(b"\n")

    @functools.cached_property
    def count(self) -> int:
        """How many lines there are."""
        return self.data.count(b"\n") + 1

    def line(self, number: int) -> bytes:
        """Return the line of that number; an empty one if the file, read again, has become shorter."""
        return self.lines[number - self.first] if number - self.first < len(self.lines) else b""


def line_blocks(file: BinaryIO, first: int = 1) -> Iterator[LineBlock]:
    r"""Yield the rest of a file, some whole lines at a time. Of a line that is too long it yields the beginning.

    Lines may end as on Windows, with a carriage return before the line feed: that is no part of a line.

    Takes the number of the first of these lines.

    >>> from io import BytesIO
    >>> [block] = line_blocks(BytesIO(b"{}\n[]\n"))
    >>> block.count, block.line(2)
    (2, b'[]')
    """
    start = file.tell()
    while data := file.read(BLOCK):
        if not data.endswith(b"\n"):
            data += file.readline(MAX_LINE)
        end = data
        while not end.endswith(b"\n") and (end := file.readline(MAX_LINE)):
            pass
        data = data if start else data.removeprefix(_BOM)
        if b"\r" in data:  # most files have none, and to look for one byte takes an eighth of the time
            data = data.replace(b"\r\n", b"\n")
        block = LineBlock(first, start, data.removesuffix(b"\n"))
        yield block
        first, start = first + block.count, file.tell()


def in_chunks(blocks: Iterable[LineBlock]) -> Iterator[list[LineBlock]]:
    """Yield blocks, as many at a time as Arrow reads at once.

    >>> from io import BytesIO
    >>> [[block.first for block in each] for each in in_chunks(line_blocks(BytesIO(b"{}")))]
    [[1]]
    """
    found, size = list[LineBlock](), 0
    for block in blocks:
        found.append(block)
        size += len(block.data)
        if size >= MANY:
            yield found
            found, size = [], 0
    if found:
        yield found


def are_divided(data: bytes, count: int) -> bool:
    r"""Tell whether no object takes several of the `count` lines: none has "}", a line end and "{" in it.

    >>> are_divided(b'{"a":1}\n{"a":2}', 2), are_divided(b'{"a":\n1}', 2)
    (True, False)
    """
    return data.startswith(b"{") and data.endswith(b"}") and data.count(b"}\n{") + 1 == count
