"""What a value looks like in a debugger, a traceback or a notebook: one short line, or a small table."""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import islice

import attrs

#: The longest text in a line, and the longest line, in characters.
_TEXT, _LINE = 40, 200
#: So many items of a sequence are shown in a line, and so many rows of a table.
_ITEMS, ROWS = 3, 20


def counted(number: int, noun: str) -> str:
    """Return a number with the noun for what it counts, in the singular for one.

    >>> counted(1, "row"), counted(1200, "row")
    ('1 row', '1,200 rows')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def brief(self: object) -> str:
    """Return the short line of a value of an attrs class: its fields that say something, each cut.

    Records within it are shown by their ids, sequences by their first items and how many they are.

    >>> @attrs.frozen
    ... class Letter:
    ...     title: str
    ...     pages: Sequence[int] = ()
    ...     is_lost: bool = False
    ...     note: str | None = None
    ...     __repr__ = brief
    >>> Letter("To parliament", range(9), is_lost=True)
    Letter(title='To parliament', pages=[0, 1, 2, ... 9 in all], is_lost)
    """
    return _line(self, _fields(self))


def brief_with_text(self: object) -> str:
    """Return the same, but first the value as text, for a class whose text stands for some of its fields."""
    return _line(self, [str(self), *_fields(self)])


def _line(value: object, said: Iterable[str]) -> str:
    text = ", ".join(said)
    return f"{type(value).__name__}({text if len(text) <= _LINE else f'{text[:_LINE]}...'})"


def _fields(value: object) -> Iterator[str]:
    for field in attrs.fields(type(value)):  # type: ignore[arg-type]  # it is a class of attrs
        own = getattr(value, field.name) if field.repr else None
        if own is True:
            yield field.name
        elif not _is_silent(own, field.default):
            yield f"{field.name}={field.repr(own) if callable(field.repr) else short(own)}"


def _is_silent(value: object, default: object) -> bool:
    return value is None or value is default or (isinstance(value, tuple) and not value)


def short(value: object) -> str:
    """Return a value as a part of such a line: on one line, harmless to a terminal, and not too long.

    >>> short("red\x1b[31m"), short(["a"] * 50_000)
    ("'red\\\\x1b[31m'", "['a', 'a', 'a', ... 50,000 in all]")
    """
    if isinstance(value, enum.Enum):
        return str(value.value)
    if isinstance(value, str):
        return repr(str(value) if len(value) <= _TEXT else f"{value[: _TEXT - 3]}...")
    if isinstance(value, Mapping):
        return f"{{{listed(value, len(value))}}}"
    if isinstance(value, Collection):
        return f"[{listed(value, len(value))}]"
    if isinstance(id_ := getattr(value, "id", None), str):
        return id_
    text = str(value)
    text = text if text.isprintable() else ascii(text)[1:-1]
    return text if len(text) <= 2 * _TEXT else f"{text[: 2 * _TEXT - 3]}..."


def listed(values: Iterable[object], number: int) -> str:
    """Return the first of so many values, as a part of such a line.

    >>> listed(iter("abcdef"), 6)
    "'a', 'b', 'c', ... 6 in all"
    """
    shown = [short(each) for each in islice(values, _ITEMS)]
    return ", ".join([*shown, f"... {number:,} in all"] if number > _ITEMS else shown)


def html_table(caption: str, head: Sequence[str], rows: Iterable[Sequence[object]], number: int) -> str:
    """Return a small table for a notebook: the first rows, and how many there are. No text in it is taken for HTML.

    >>> html_table("Who", ["name"], [["<b>"]], 1)
    '<table><caption>Who</caption><tr><th>name</th></tr><tr><td>&lt;b&gt;</td></tr></table>'
    """
    shown = "".join(f"<tr>{_cells('td', row)}</tr>" for row in islice(rows, ROWS))
    more = f'<tr><td colspan="{len(head)}">... {number:,} in all</td></tr>' if number > ROWS else ""
    top = f"<tr>{_cells('th', head)}</tr>" if head else ""
    return f"<table><caption>{escape(caption)}</caption>{top}{shown}{more}</table>"


def _cells(tag: str, row: Sequence[object]) -> str:
    return "".join(f"<{tag}>{escape('' if each is None else str(each))}</{tag}>" for each in row)
