"""Where each key of a TOML text stands; `tomllib` reads the text and keeps no positions.

The text has been read by `tomllib` already, so this scanner checks nothing: it only follows the structure.
"""

from __future__ import annotations

import bisect
import re
import tomllib
from collections import Counter

KeyPath = tuple[str | int, ...]

_SKIP = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BLANK = re.compile(r"[ \t]*")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\[\s\S]|""?(?!"))*"{3,5}'
    r"|'''(?:[^']|''?(?!'))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
)
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BARE_VALUE = re.compile(r"[^,\]}#\n]*")

#: How deep values are followed; deeper ones have the place of what holds them.
MAX_DEPTH = 50


def positions(text: str) -> dict[KeyPath, tuple[int, int]]:
    """Give the line and column, from 1, of every key, table header and array element of a TOML text.

    >>> positions('[sources.letter]\\ntitle = "A letter"')[("sources", "letter", "title")]
    (2, 1)
    """
    return _Scanner(text).document()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.found: dict[KeyPath, tuple[int, int]] = {}
        self.tables: Counter[KeyPath] = Counter()

    def document(self) -> dict[KeyPath, tuple[int, int]]:
        table: KeyPath = ()
        while self.skip():
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table, 0)
        return self.found

    def skip(self, pattern: re.Pattern[str] = _SKIP) -> bool:
        match = pattern.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.at < len(self.text)

    def mark(self, path: KeyPath, at: int) -> None:
        line = bisect.bisect_right(self.starts, at)
        self.found.setdefault(path, (line, at - self.starts[line - 1] + 1))

    def header(self) -> KeyPath:
        start = self.at
        several = self.text.startswith("[[", start)
        self.at += 2 if several else 1
        keys = self.keys()
        self.at = self.text.index("]", self.at) + (2 if several else 1)
        path: KeyPath = ()
        for i, key in enumerate(keys):
            path = (*path, key)
            if several and i == len(keys) - 1:
                self.mark(path, start)
                self.tables[path] += 1
            if path in self.tables:
                path = (*path, self.tables[path] - 1)
            self.mark(path, start)
        return path

    def keys(self) -> list[str]:
        keys: list[str] = []
        while True:
            self.skip(_BLANK)
            match = _STRING.match(self.text, self.at) or _BARE_KEY.match(self.text, self.at)
            if not match:
                return keys
            self.at = match.end()
            key = match[0]
            keys.append(tomllib.loads(f"k = {key}")["k"] if key[0] in "\"'" else key)
            self.skip(_BLANK)
            if not self.text.startswith(".", self.at):
                return keys
            self.at += 1

    def pair(self, table: KeyPath, depth: int) -> None:
        start = self.at
        path = table
        for key in self.keys():
            path = (*path, key)
            self.mark(path, start)
        self.at += 1  # the "="
        self.value(path, depth)

    def value(self, path: KeyPath, depth: int) -> None:
        self.skip(_BLANK)
        opening = self.text[self.at : self.at + 1]
        if match := _STRING.match(self.text, self.at):
            self.at = match.end()
        elif opening in ("[", "{") and depth >= MAX_DEPTH:
            self.pass_over()
        elif opening == "[":
            self.array(path, depth)
        elif opening == "{":
            self.inline_table(path, depth)
        else:
            self.skip(_BARE_VALUE)

    def array(self, path: KeyPath, depth: int) -> None:
        self.at += 1
        i = 0
        while self.skip() and self.text[self.at] != "]":
            if self.text[self.at] == ",":
                self.at += 1
                continue
            self.mark((*path, i), self.at)
            self.value((*path, i), depth + 1)
            i += 1
        self.at += 1

    def inline_table(self, path: KeyPath, depth: int) -> None:
        self.at += 1
        while self.skip() and self.text[self.at] != "}":
            if self.text[self.at] == ",":
                self.at += 1
            else:
                self.pair(path, depth + 1)
        self.at += 1

    def pass_over(self) -> None:
        """Pass over a value that is too deep to follow."""
        open_ = 0
        while self.skip():
            if match := _STRING.match(self.text, self.at):
                self.at = match.end()
                continue
            open_ += {"[": 1, "{": 1, "]": -1, "}": -1}.get(self.text[self.at], 0)
            self.at += 1
            if open_ == 0:
                return
