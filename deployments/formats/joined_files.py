"""Finds the mistake of joining two TOML files: the `source` at the top of the second becomes a key of the first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from deployments.formats.toml_documents import TomlDocument
from deployments.formats.toml_positions import KeyPath
from deployments.patterns import lazy_pattern
from deployments.records import IDENTITY_TABLES

#: A `source` followed by the header of a `[sources.ID]` table, as at the top of a file.
_TOP = lazy_pattern(
    r"^[ \t]*+(source[ \t]*+=[^\n]*+\n)(?:[ \t\r]*+(?:#[^\n]*+)?+\n)*+[ \t]*+\[[ \t]*+sources[ \t]*+[.\]]",
    re.MULTILINE,
)
_HEADER = lazy_pattern(r"^[ \t]*+\[", re.MULTILINE)


def tops_within(document: TomlDocument) -> Iterator[KeyPath]:
    r"""Yield the path of each `source` in a table of claims that looks like the top of another file.

    It is the last key of its table, a `[sources.ID]` table follows it, and the file has a `source` at its own top.

    >>> from deployments.formats.toml_documents import parse_toml
    >>> one, other = (f'source = "{id_}"\n[sources.{id_}]\n[[statements]]\npresent = true\n' for id_ in "ab")
    >>> [*tops_within(parse_toml("x.toml", (one + other).encode()))]
    [('statements', 0, 'source')]
    """
    lines = {*_lines_like_a_top(document.source.text)}
    if "source" not in document.table or not lines:
        return
    for path, table in _tables_of_claims(document.table):
        if isinstance(table, dict) and table and [*table][-1] == "source":
            spot = (*path, "source")
            if document.location(spot).line in lines:
                yield spot


def _lines_like_a_top(text: str) -> Iterator[int]:
    header = _HEADER.search(text)
    at, line = 0, 1
    for match in _TOP.finditer(text, len(text) if header is None else header.start()):  # and not the top itself
        line += text.count("\n", at, match.start(1))
        at = match.start(1)
        yield line


def _tables_of_claims(table: dict[str, Any]) -> Iterator[tuple[KeyPath, Any]]:
    for path, tables in _lists(table):
        if isinstance(tables, list):
            yield from (((*path, number), each) for number, each in enumerate(tables))


def _lists(table: dict[str, Any]) -> Iterator[tuple[KeyPath, Any]]:
    yield ("statements",), table.get("statements")
    for name in IDENTITY_TABLES:
        tables = table.get(name)
        for id_, fields in tables.items() if isinstance(tables, dict) else ():
            if isinstance(fields, dict):
                yield (name, id_, "statements"), fields.get("statements")
