"""Finds the line and the column of a problem in the text of a file."""

from __future__ import annotations

import bisect
from array import array
from collections.abc import Iterator

from deployments.diagnostics import Diagnostic, Location
from deployments.patterns import lazy_pattern

_LINE_END = lazy_pattern(r"\r\n|\r|\n")

#: How many characters of a line are shown.
_SHOWN = 200


class SourceText:
    r"""The text of a file, which tells where its lines are. It looks for line ends only once.

    >>> SourceText("x.toml", "a = 1\nb = 2\n").location(2, 1)
    Location(file='x.toml', line=2, column=1, text='b = 2')
    """

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self._starts: array[int] | None = None  # the offset at which each line begins

    def location(self, line: int, column: int | None = None) -> Location:
        r"""Return a place by its line and column, which count from 1, with the beginning of that line.

        >>> SourceText("x.toml", "a = 1\n").location(7)
        Location(file='x.toml', line=7)
        """
        starts = self._line_starts()
        if line > len(starts):
            return Location(self.file, line, column)
        start = starts[line - 1]
        end = starts[line] - 1 if line < len(starts) else len(self.text)
        return Location(self.file, line, column, shown(self.text[start : min(end, start + _SHOWN)]))

    def last_line(self) -> int:
        r"""Return the number of the last line.

        >>> SourceText("x.toml", "a = 1\nb = 2").last_line()
        2
        """
        return len(self._line_starts())

    def _line_starts(self) -> array[int]:
        if self._starts is None:
            self._starts = array("Q", [0])
            end = self.text.find("\n")
            while end >= 0:
                self._starts.append(end + 1)
                end = self.text.find("\n", end + 1)
        return self._starts


def shown(line: str) -> str:
    r"""Return the beginning of a line, as a diagnostic shows it.

    >>> shown("title = 5\r")
    'title = 5'
    """
    return line.rstrip("\r")[:_SHOWN]


def not_utf8(file: str, error: UnicodeDecodeError) -> Diagnostic:
    r"""Return the problem of a file that is not UTF-8. Takes the error that decoding it raised.

    >>> try:
    ...     b"a\nb\xff".decode()
    ... except UnicodeDecodeError as error:
    ...     print(not_utf8("x.toml", error).head)
    x.toml:2:2: error[T102]: not UTF-8: byte 0xff
    """
    data = error.object
    line = data.count(b"\n", 0, error.start) + 1
    column = error.start - data.rfind(b"\n", 0, error.start)
    message = f"not UTF-8: byte 0x{data[error.start]:02x}"
    return Diagnostic("T102", message, "save the file as UTF-8", location=Location(file, line, column))


def cell_places(row: str, separator: str, quote: str = '"') -> list[tuple[int, int]]:
    r"""Return the places at which the cells of a row begin, and that of its end: lines from 0, columns from 1.

    An empty quote stands for none.

    >>> cell_places('a,"b\nc",d\n', ",")
    [(0, 1), (0, 3), (1, 4), (1, 5)]
    """
    beginnings = [0, *_after_separators(row, separator, quote), len(row.rstrip("\r\n"))]
    lines = [0, *(match.end() for match in _LINE_END.finditer(row))]
    numbers = [bisect.bisect_right(lines, at) - 1 for at in beginnings]
    return [(number, at - lines[number] + 1) for number, at in zip(numbers, beginnings, strict=True)]


def _after_separators(row: str, separator: str, quote: str) -> Iterator[int]:
    is_quoted, is_fresh = False, True
    for at, char in enumerate(row):
        if char == quote and (is_fresh or is_quoted):
            is_quoted = not is_quoted
        is_fresh = char == separator
        if is_fresh and not is_quoted:
            yield at + 1
