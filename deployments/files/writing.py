"""TOML written: the few shapes that a registry needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def key(name: str) -> str:
    """Give a key, in quotes only where it needs them.

    >>> key("title"), key("Patriot fire unit")
    ('title', '"Patriot fire unit"')
    """
    return name if _BARE.fullmatch(name) else value(name)


def value(found: object) -> str:
    """Give a text, number, truth value, list or mapping as TOML; control characters are escaped.

    >>> value({"on": "2023-06-21~", "after": ["a", "b"]})
    '{ on = "2023-06-21~", after = ["a", "b"] }'
    """
    if isinstance(found, bool):
        return str(found).lower()
    if isinstance(found, int | float):
        return repr(found)
    if isinstance(found, Mapping):
        return "{ " + ", ".join(f"{key(name)} = {value(item)}" for name, item in found.items()) + " }"
    if isinstance(found, str):
        return '"' + _ESCAPED.sub(lambda m: _SHORT.get(m[0]) or f"\\u{ord(m[0]):04X}", found) + '"'
    if isinstance(found, Iterable):
        return "[" + ", ".join(map(value, found)) + "]"
    raise TypeError(f"TOML has no {type(found).__name__}")


def table(path: Iterable[str], fields: Mapping[str, object]) -> str:
    """Give a table with its header.

    >>> print(table(("sources", "letter"), {"title": "A letter"}))
    [sources.letter]
    title = "A letter"
    """
    return f"[{'.'.join(map(key, path))}]\n{_fields(fields)}"


def array_table(name: str, fields: Mapping[str, object]) -> str:
    """Give one table of an array of tables with its header.

    >>> print(array_table("statements", {"strength": "6"}))
    [[statements]]
    strength = "6"
    """
    return f"[[{key(name)}]]\n{_fields(fields)}"


def _fields(fields: Mapping[str, object]) -> str:
    return "".join(f"{key(name)} = {value(item)}\n" for name, item in fields.items())
