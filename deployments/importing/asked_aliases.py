"""The names of a table that nobody knows: the hint that asks for an alias, and the lines to paste into the mapping."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from deployments.brief import counted
from deployments.diagnostics import Diagnostic
from deployments.importing.toml_texts import toml_value
from deployments.patterns import lazy_pattern

#: How many rows have each name, by the table of the mapping that asks for aliases.
AskedAliases = Mapping[str, Mapping[str, int]]

_ASKED = lazy_pattern(r'add ("(?:[^"\\]|\\.)*") = "\.\.\." to aliases of \[([^\]\n]+)\]')
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
    asked = f'add {toml_value(name)} = "..." to aliases of [{table}]'
    if meant:
        return f"{meant}; or {asked}"
    if table == "place":
        return f"{asked}; of an area that is no country, {toml_value(name)} = {{ name = {toml_value(name)} }}"
    return f"{asked}; of an organisation, {organisation_alias(name)}"


def organisation_alias(name: str) -> str:
    """Return the alias that makes a name that of an organisation.

    >>> organisation_alias("MNF")
    '"MNF" = { organisation = "MNF" }'
    """
    return f"{toml_value(name)} = {{ organisation = {toml_value(name)} }}"


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
    lines = [f'{toml_value(name)} = "..."   # {counted(count, "row")}' for name, count in names.items()]
    if _is_toml(f"{mapping}\n{header}\n"):
        return "at the end", [header, *lines]
    if re.search(rf"^\s*{re.escape(header)}", mapping, re.MULTILINE):
        return f"below {header}", lines
    pairs = ", ".join(f'{toml_value(name)} = "..."' for name in names)
    above, _, key = table.rpartition(".")
    of = f" of [{above}]" if above else ""
    written = _written(table, mapping)
    if isinstance(written, str):
        where = f"at the end, and take the line {key} = {toml_value(written)}{of} out"
        return where, [f"[{table}]", f"column = {toml_value(written)}", header, *lines]
    if "aliases" in written:
        return f"in the braces of aliases of [{table}]", [pairs]
    return f"in the braces of {key}{of}", [f"aliases = {{ {pairs} }}"]


def _written(table: str, mapping: str) -> Any:
    """Return what stands in a mapping at the path of a table."""
    found, path = tomllib.loads(mapping), tomllib.loads(f"[{table}]")
    while path:
        ((name, path),) = path.items()
        found = found[name]
    return found


def _is_toml(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True
