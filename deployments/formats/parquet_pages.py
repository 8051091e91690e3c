"""Looks at the pages of a column in Parquet before they are decoded, to see whether they hold its texts as they are.

A page can hold texts once and name them many times, or say what a text has in common with the one before: then texts of
some kilobytes become gigabytes. The footer says so, but a file can be made to lie. So here the headers of the pages are
read, which are structures in the compact protocol of Thrift (the specifications of Parquet and of Thrift have both).
"""

from __future__ import annotations

from typing import Any

#: The fields of a header: the kind of page, which is `_CELLS` for one with cells; how many bytes follow the header; and
#: what is said of the cells, of which one field is their encoding, `_PLAIN` for texts as they are.
_KIND, _SIZE, _OF_CELLS, _ENCODING = 1, 3, 5, 2
_CELLS, _PLAIN = 0, 0
#: The longest header, in bytes, and how many cells a page has at least, as a rule: smaller ones are not looked at.
_LONGEST, _CELLS_IN_PAGE = 1 << 12, 1 << 10
#: The types of values that are read, and how many bytes the others take; how deep structures are; how long numbers are.
_NUMBER, _TEXT, _STRUCTURE, _SKIPPED = (4, 5, 6), 8, 12, {1: 0, 2: 0, 3: 1, 7: 8}
_DEEPEST, _DIGITS = 3, 10


def are_plain(data: bytes, start: int, size: int, cells: int) -> bool:
    """Tell whether all pages in `size` bytes of a file, from `start` on, hold their texts as they are.

    False also where that cannot be told: where the last page ends elsewhere, and of very many pages for so many cells.

    >>> page = bytes([0x15, 0, 0x15, 4, 0x15, 4, 0x2C, 0x15, 2, 0x15, 0, 0, 0]) + b"ab"  # two bytes with one text
    >>> are_plain(page, 0, 15, 1), are_plain(page, 0, 14, 1), are_plain(page * 3, 0, 45, 3)
    (True, False, False)
    """
    end = start + size
    for _ in range(2 + cells // _CELLS_IN_PAGE):
        if start == end:
            return True
        header = _Header(data[start : min(start + _LONGEST, end)])
        try:
            fields = header.structure()
            is_plain = fields[_KIND] == _CELLS and fields[_OF_CELLS][_ENCODING] == _PLAIN
            start += header.place + fields[_SIZE]
        except (LookupError, TypeError, ValueError):
            return False
        if not is_plain or fields[_SIZE] < 0 or start > end:
            return False
    return False


class _Header:
    """Reads a structure. Raises `LookupError` or `ValueError` for bytes that are none."""

    def __init__(self, data: bytes) -> None:
        self.data, self.place = data, 0

    def structure(self, depth: int = 0) -> dict[int, Any]:
        """Read the numbers and structures in a structure, by their fields, and skip all else."""
        if depth > _DEEPEST:
            raise ValueError("too deep")
        found, field = dict[int, Any](), 0
        while first := self._byte():
            field = field + (first >> 4) if first >> 4 else self._number()
            if field in found:
                raise ValueError("a field twice")
            found[field] = self._value(first & 15, depth)
        return found

    def _value(self, type_: int, depth: int) -> Any:
        if type_ == _STRUCTURE:
            return self.structure(depth + 1)
        if type_ in _NUMBER:
            return self._number()
        skipped = self._length() if type_ == _TEXT else _SKIPPED[type_]
        self.place += skipped
        return None

    def _byte(self) -> int:
        self.place += 1
        return self.data[self.place - 1]

    def _length(self) -> int:
        found = 0
        for shift in range(0, 7 * _DIGITS, 7):
            byte = self._byte()
            found |= (byte & 127) << shift
            if byte < 128:
                return found
        raise ValueError("not a number")

    def _number(self) -> int:
        """Read a number: those below 0 alternate with the others."""
        found = self._length()
        return found >> 1 ^ -(found & 1)
