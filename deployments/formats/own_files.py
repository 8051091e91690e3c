"""Files of a registry, told from those of other tools by what stands in them."""

from __future__ import annotations

import re
from pathlib import Path

#: What the TOML of a registry has, and that of another tool has not; also where it is faulty.
_TOML = re.compile(
    rb"""^[ \t]* (?: source [ \t]*=[ \t]* ["']
    | (?: \[{1,2}[ \t]* )? (?: registry|sources|missions|deployments|events|statements|defaults )
        [ \t]* (?: [].] | =[ \t]*\{ ) )""",
    re.MULTILINE | re.VERBOSE,
)
#: What stands in every line of JSON Lines, and what in the description of tables that were exported.
_OTHERS = {".jsonl": re.compile(rb'"record"'), ".json": re.compile(rb'"deployments"')}
#: So many bytes of a file are looked at.
_LOOKED_AT = 1 << 16


def is_of_registry(path: Path) -> bool:
    """Tell whether a file, of those whose names a registry can have, is one of a registry: `pyproject.toml` is none.

    What cannot be read is none: whoever names it is told so.

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
