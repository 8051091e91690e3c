"""Finds the place of each key and each element in a TOML text, which `tomllib` does not tell."""

from __future__ import annotations

import re
import tomllib

from deployments.patterns import lazy_pattern

#: The path of a table, a key or an element: its parts are keys, and the places of elements in arrays.
KeyPath = tuple[str | int, ...]

#: Paths with more parts than this get no position. Otherwise the time could grow with the square of the text.
LEVELS = 100

_BASIC = r'"(?:[^"\\]++|\\.)*+"'
_LITERAL = r"'[^']*+'"
_GAP = lazy_pattern(r"(?:[ \t\r\n,]++|#[^\n]*+)*+")
_KEY_PART = lazy_pattern(rf"[A-Za-z0-9_-]++|{_BASIC}|{_LITERAL}")
_DOT = lazy_pattern(r"[ \t]*+(\.?)[ \t]*+")
_EQUALS = lazy_pattern(r"=")
_HEADER = lazy_pattern(r"\[\[?[ \t]*+")
_HEADER_END = lazy_pattern(r"\]\]?")
_SCALAR = lazy_pattern(
    r'"""(?:[^"\\]++|\\.|"{1,2}+(?!"))*+"{3,5}+'
    r"|'''(?:[^']++|'{1,2}+(?!'))*+'{3,5}+"
    rf"|{_BASIC}|{_LITERAL}"
    r"|[^\[\]{},#\"'\n]++",  # also a date and a time with a space between them
    re.DOTALL,
)


def positions(text: str) -> dict[KeyPath, tuple[int, int]]:
    r"""Return the line and the column, both from 1, of every key path in a TOML text that `tomllib` can read.

    The place of a table is the `[` of its header, that of a pair is the start of its whole key (also if that is
    dotted), and that of an element is its own start. A table that no header or pair names has the place where it is
    first implied. Columns count characters. Raises `ValueError` for some of the texts that `tomllib` refuses.

    >>> positions('[sources.dmm]\nurl = "x"\n\n[[statements]]\nhost = ["ML", {on = 1}]\n')[("sources", "dmm")]
    (1, 1)
    >>> positions('[[statements]]\nhost = ["ML", {on = 1}]\n')[("statements", 0, "host", 1, "on")]
    (2, 16)
    """
    return Positions(text).scan()


class Positions:
    """Reads a TOML text from its beginning to its end, and keeps where each key path in it stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[KeyPath, tuple[int, int]] = {}
        self.lengths: dict[KeyPath, int] = {}  # of the arrays of tables
        self.line, self.line_start, self.counted = 1, 0, 0

    def scan(self) -> dict[KeyPath, tuple[int, int]]:
        """Read the whole text. Raises `ValueError` where it is no TOML."""
        table: KeyPath = ()
        self.take(_GAP)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.value(self.pair(table))
            self.take(_GAP)
        return self.found

    def take(self, pattern: re.Pattern[str]) -> re.Match[str]:
        """Read the text that a pattern matches here. Raises `ValueError` if it does not match."""
        match = pattern.match(self.text, self.at)
        if match is None:
            line, column = self.place(self.at)
            raise ValueError(f"not TOML at line {line}, column {column}")
        self.at = match.end()
        return match

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of an offset. It must not be before the offset of the last call."""
        # The offsets asked for only grow, so every newline is counted once.
        self.line += self.text.count("\n", self.counted, offset)
        newline = self.text.rfind("\n", self.counted, offset)
        self.line_start = newline + 1 if newline >= 0 else self.line_start
        self.counted = offset
        return self.line, offset - self.line_start + 1

    def key(self) -> list[str]:
        """Read a key, and return its parts."""
        parts = []
        dot = "."
        while dot:
            part = self.take(_KEY_PART)[0]
            if part[0] == '"' and "\\" in part:
                part = tomllib.loads(f"part = {part}")["part"]
            elif part[0] in "\"'":
                part = part[1:-1]
            parts.append(part)
            dot = self.take(_DOT)[1]
        return parts

    def header(self) -> KeyPath:
        """Read a header, and return the path of its table."""
        place = self.place(self.at)
        is_array = self.take(_HEADER)[0].startswith("[[")
        parts = self.key()
        self.take(_HEADER_END)
        path: KeyPath = ()
        for number, part in enumerate(parts, 1):
            path = self.below(path, part)
            is_last = number == len(parts)
            if is_array and is_last:
                self.lengths[path] = self.lengths.get(path, 0) + 1
            elif is_last:
                self.found.pop(path, None)  # the header is a better place than the one where the table was implied
            self.put(path, place)
            if path in self.lengths:
                path = self.below(path, self.lengths[path] - 1)
                self.put(path, place)
        return path

    def pair(self, table: KeyPath) -> KeyPath:
        """Read a key of a table up to its value, and return the path of the value."""
        place = self.place(self.at)
        path = table
        for part in self.key():
            path = self.below(path, part)
            self.put(path, place)
        self.take(_EQUALS)
        return path

    def value(self, path: KeyPath) -> None:
        """Read the value of a path, and all values inside it."""
        # A stack of the open arrays, with the place of the next element, and the open inline tables, with None.
        opened: list[tuple[KeyPath, int | None]] = []
        while True:
            self.take(_GAP)
            if self.text.startswith(("[", "{"), self.at):
                opened.append((path, 0 if self.text[self.at] == "[" else None))
                self.at += 1
            else:
                self.take(_SCALAR)
            if opened:
                self.take(_GAP)
            while opened and self.text.startswith(("]", "}"), self.at):
                opened.pop()
                self.at += 1
                if opened:
                    self.take(_GAP)
            if not opened:
                return
            outer, index = opened.pop()
            if index is None:
                path = self.pair(outer)
                opened.append((outer, None))
            else:
                path = self.below(outer, index)
                self.put(path, self.place(self.at))
                opened.append((outer, index + 1))

    def below(self, path: KeyPath, part: str | int) -> KeyPath:
        """Return a path with one more part. A path that is too long already is returned as it is."""
        return (*path, part) if len(path) <= LEVELS else path

    def put(self, path: KeyPath, place: tuple[int, int]) -> None:
        """Keep the place of a path, unless it has one already."""
        if len(path) <= LEVELS:
            self.found.setdefault(path, place)
