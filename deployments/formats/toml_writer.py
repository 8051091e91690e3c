"""Writes TOML. Python can read it, with `tomllib`, but has no module that writes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from deployments.errors import InvalidValueError
from deployments.patterns import lazy_pattern

_BARE_KEY = lazy_pattern(r"[A-Za-z0-9_-]+")
# These are escaped, too: characters that break lines in editors, and those that change the direction of text.
_ESCAPED = lazy_pattern(r'[\x00-\x1f"\\\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]')
_SURROGATE = lazy_pattern(r"[\ud800-\udfff]")
_SHORT = {"\b": r"\b", "\t": r"\t", "\n": r"\n", "\f": r"\f", "\r": r"\r", '"': r"\"", "\\": r"\\"}


def value(v: object) -> str:
    r"""Write a string, boolean, number, mapping (as an inline table) or other iterable, on one line.

    Raises `InvalidValueError`, a `ValueError`, for a string with half a surrogate pair, which no UTF-8
    file can hold, and `TypeError` for anything of another kind, such as `None`.

    >>> print(value({"on": ["2023-06", 'say "x"\n'], "sure": True, "share": 0.5}))
    { on = ["2023-06", "say \"x\"\n"], sure = true, share = 0.5 }
    """
    if isinstance(v, str):
        return _string(v)
    if isinstance(v, bool):
        return "true" if v else "false"
    if isinstance(v, int):
        return int.__repr__(v)
    if isinstance(v, float):
        return float.__repr__(v)
    if isinstance(v, Mapping):
        return f"{{ {', '.join(_key_value_pairs(v))} }}" if v else "{}"
    if isinstance(v, Iterable) and not isinstance(v, bytes | bytearray):
        return f"[{', '.join(map(value, v))}]"
    raise TypeError(f"TOML has no way to write a {type(v).__name__}")


def key(k: str) -> str:
    """Write a key: bare where TOML allows that, and otherwise in quotes.

    >>> key("dmm-2023-06"), key("a.b"), key("")
    ('dmm-2023-06', '"a.b"', '""')
    """
    return k if _BARE_KEY.fullmatch(k) else _string(k)


def toml_table(path: str | Iterable[str], mapping: Mapping[str, object]) -> str:
    r"""Write a table with its header; a path that is a string is one key.

    >>> print(toml_table(("sources", "dmm"), {"url": "https://example.org"}), end="")
    [sources.dmm]
    url = "https://example.org"
    """
    return f"[{dotted(path)}]\n" + _pair_lines(mapping)


def array_table(name: str | Iterable[str], mapping: Mapping[str, object]) -> str:
    """Write one element of an array of tables with its header; a name that is a string is one key.

    >>> print(array_table("statements", {"host": "ML"}), end="")
    [[statements]]
    host = "ML"
    """
    return f"[[{dotted(name)}]]\n" + _pair_lines(mapping)


def _string(text: str) -> str:
    if _SURROGATE.search(text):
        raise InvalidValueError("half a surrogate pair in a text", text, "leave that character out")
    return '"' + _ESCAPED.sub(lambda match: _SHORT.get(match[0], f"\\u{ord(match[0]):04x}"), text) + '"'


def _key_value_pairs(mapping: Mapping[str, object]) -> list[str]:
    return [f"{key(k)} = {value(v)}" for k, v in mapping.items()]


def _pair_lines(mapping: Mapping[str, object]) -> str:
    return "".join(f"{pair}\n" for pair in _key_value_pairs(mapping))


def dotted(path: str | Iterable[str | int]) -> str:
    """Write a path as it stands in a header; a path that is a string is one key.

    >>> dotted(("deployments", "nld-svk", "statements"))
    'deployments.nld-svk.statements'
    """
    return ".".join(key(str(part)) for part in ([path] if isinstance(path, str) else path))
