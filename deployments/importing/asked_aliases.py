"""The names of a table that nobody knows: the hint that asks for an alias, and the lines to paste into the mapping."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from deployments.diagnostics import Diagnostic
from deployments.patterns import lazy_pattern

#: How many rows have each name, by the table of the mapping that asks for aliases.
AskedAliases = Mapping[str, Mapping[str, int]]

_ASKED = lazy_pattern(r'add ("(?:[^"\\]|\\.)*") = "\.\.\." to aliases of \[(\w+)\]')
#: So many names are listed.
_MOST = 100


def alias_hint(name: str, table: str, meant: str = "") -> str:
    """Return the hint to give a name its meaning in a table of the mapping, however the aliases are written there.

    `meant` is what is surely known of whom the name may mean, if anything is.

    >>> alias_hint("Congo", "contributor", "there are two: write COD or COG")
    'there are two: write COD or COG; or add "Congo" = "..." to aliases of [contributor]'
    >>> alias_hint("MNF", "contributor")
    'add "MNF" = "..." to aliases of [contributor]; of an organisation, "MNF" = { organisation = "MNF" }'
    """
    key = _key(name)
    asked = f'add {key} = "..." to aliases of [{table}]'
    if meant:
        return f"{meant}; or {asked}"
    return f"{asked}; of an organisation, {key} = {{ organisation = {key} }}" if table == "contributor" else asked


def asked_aliases(diagnostics: Iterable[Diagnostic]) -> AskedAliases:
    """Return the names for which hints ask for an alias, the most frequent first, each with its number of rows.

    >>> asked_aliases([Diagnostic("C101", "not a country: 'Congo'", alias_hint("Congo", "place"))])
    {'place': {'Congo': 1}}
    """
    rows: dict[tuple[str, str], dict[object, None]] = {}
    for each in diagnostics:
        for key, table in _ASKED.findall(each.hint)[-1:]:
            where = each.location and (each.location.file, each.location.line)
            rows.setdefault((table, json.loads(key)), {})[where] = None
    asked: dict[str, dict[str, int]] = {}
    for (table, name), places in sorted(rows.items(), key=lambda item: -len(item[1])):
        asked.setdefault(table, {})[name] = len(places)
    return asked


def alias_lines(asked: AskedAliases, mapping: str, called: str = "the mapping") -> Iterator[str]:
    r"""Yield what to paste into the text of a mapping so that names are read, with where that goes.

    >>> print(*alias_lines({"place": {"Congo": 396}}, '[place]\ncountry = "host"'), sep="\n")
    To have these names read, write in the mapping whom each means, at the end:
    <BLANKLINE>
    [place.aliases]
    "Congo" = "..."   # 396 rows
    <BLANKLINE>
    """
    for table, names in asked.items():
        where, block = _paste(table, dict([*names.items()][:_MOST]), mapping)
        yield f"To have these names read, write in {called} whom each means, {where}:"
        yield from ("", *block)
        if len(names) > _MOST:
            yield f"# and {len(names) - _MOST:,} more"
        yield ""


def _paste(table: str, names: Mapping[str, int], mapping: str) -> tuple[str, list[str]]:
    """Return where aliases go in the text of a mapping, and their lines: TOML lets no table be written twice."""
    header = f"[{table}.aliases]"
    lines = [f'{_key(name)} = "..."   # {_rows(count)}' for name, count in names.items()]
    if _is_toml(f"{mapping}\n{header}\n"):
        return "at the end", [header, *lines]
    if re.search(rf"^\s*\[\s*{table}\s*\.\s*aliases\s*\]", mapping, re.MULTILINE):
        return f"below {header}", lines
    pairs = ", ".join(f'{_key(name)} = "..."' for name in names)
    written: Any = tomllib.loads(mapping).get(table)
    if isinstance(written, str):
        column = f"column = {_key(written)}"
        where = f"at the end, and take the line {table} = {_key(written)} out"
        return where, [f"[{table}]", column, header, *lines]
    if "aliases" in written:
        return f"in the braces of aliases of [{table}]", [pairs]
    return f"in the braces of {table}", [f"aliases = {{ {pairs} }}"]


def _is_toml(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


def _key(name: str) -> str:
    """Return a name as a text of TOML, which what JSON writes is too."""
    return json.dumps(name, ensure_ascii=False)


def _rows(count: int) -> str:
    return f"{count:,} {'row' if count == 1 else 'rows'}"
