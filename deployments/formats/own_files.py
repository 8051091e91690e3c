"""Tells the files of a registry from those of other tools, by their contents."""

from __future__ import annotations

import re
from pathlib import Path

#: Lines that the TOML of a registry has, even if it is faulty, and that of another tool has not.
_TOML = re.compile(
    rb"""^[ \t]* (?: source [ \t]*=[ \t]* ["']
    | (?: \[{1,2}[ \t]* )? (?: registry|sources|missions|deployments|events|statements|defaults )
        [ \t]* (?: [].] | =[ \t]*\{ ) )""",
    re.MULTILINE | re.VERBOSE,
)
#: What stands in every line of JSON Lines of a registry, and what in the package of tables that were exported.
_OTHERS = {".jsonl": re.compile(rb'"record"'), ".json": re.compile(rb'"deployments"')}
#: How many bytes of a file are looked at.
_LOOKED_AT = 1 << 16


def is_of_registry(path: Path) -> bool:
    """Tell whether a file whose name ends like those of a registry belongs to one. `pyproject.toml` does not.

    Returns false for a file that cannot be read.

    >>> is_of_registry(Path("no-such-file.toml"))
    False
    """
    try:
        if not path.is_file():
            return False  # a pipe may never end
        with path.open("rb") as file:
            return _OTHERS.get(path.suffix, _TOML).search(file.read(_LOOKED_AT)) is not None
    except (OSError, ValueError):
        return False
