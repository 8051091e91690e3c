"""Texts as a mapping, which is TOML, has them: hints are to be written as they stand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence


def toml_value(value: str | Iterable[str]) -> str:
    """Return a text, or a list of texts, as a value of TOML, which what JSON writes of them is too.

    >>> toml_value("Côte d'Ivoire"), toml_value(("NA", '"'))
    ('"Côte d\\'Ivoire"', '["NA", "\\\\""]')
    """
    return json.dumps(value if isinstance(value, str) else [*value], ensure_ascii=False)


def inline_table(values: Mapping[str, str]) -> str:
    """Return texts by their keys as a table of TOML on one line.

    >>> inline_table({"men": "Men", "of both": "Both"})
    '{ men = "Men", "of both" = "Both" }'
    """
    return f"{{ {', '.join(f'{toml_path([key])} = {toml_value(value)}' for key, value in values.items())} }}"


def toml_path(parts: Sequence[str]) -> str:
    """Return the path of a key or a table, as TOML has it: parts that need it stand in quotes.

    >>> toml_path(("parts", "of which", "contributor"))
    'parts."of which".contributor'
    """
    return ".".join(part if re.fullmatch("[A-Za-z0-9_-]+", part) else toml_value(part) for part in parts)
