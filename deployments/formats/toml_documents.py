"""Reads a TOML text as a document that knows where each key stands, or tells why the text is no TOML."""

from __future__ import annotations

import functools
import tomllib
from typing import Any

import attrs

from deployments.diagnostics import Diagnostic, Location
from deployments.formats.source_positions import SourceText, not_utf8
from deployments.formats.toml_faults import syntax_problem
from deployments.formats.toml_positions import KeyPath, positions
from deployments.patterns import lazy_pattern

#: The largest TOML file that is read, in bytes.
MAX_TOML = 64 << 20

#: The most parts of a dotted key. The time of `tomllib` grows with the square of their number: 100,000 take minutes.
MAX_PARTS = 100


@attrs.frozen(eq=False)
class TomlDocument:
    """The contents of a TOML text, and the place of each key. `parse_toml` makes it."""

    source: SourceText
    table: dict[str, Any]

    def at(self, path: KeyPath) -> Any:
        r"""Return the value at a path.

        >>> parse_toml("x.toml", b'[sources.letter]\ntitle = "A letter"').at(("sources", "letter"))
        {'title': 'A letter'}
        """
        found: Any = self.table
        for part in path:
            found = found[part]
        return found

    def location(self, path: KeyPath) -> Location:
        r"""Return the place of a key, or of the longest part of its path that stands in the text.

        >>> document = parse_toml("x.toml", b'[sources.letter]\ntitle = 5')
        >>> str(document.location(("sources", "letter", "title"))), str(document.location(("sources", "letter", "url")))
        ('x.toml:2:1', 'x.toml:1:1')
        """
        while path and path not in self._positions:
            path = path[:-1]
        return self.source.location(*self._positions.get(path, (1, 1)))

    def diagnostic(self, path: KeyPath, code: str, message: str, hint: str = "") -> Diagnostic:
        """Return a problem with a key as a diagnostic that says where it stands.

        >>> parse_toml("x.toml", b"title = 5").diagnostic(("title",), "S103", "not a text: 5").head
        'x.toml:1:1: error[S103] title: not a text: 5'
        """
        return Diagnostic(code, message, hint, written(path), self.location(path))

    # It takes as long as reading, and is done only if something is wrong.
    @functools.cached_property
    def _positions(self) -> dict[KeyPath, tuple[int, int]]:
        return positions(self.source.text)


def parse_toml(file: str, data: bytes) -> TomlDocument | Diagnostic:
    """Read the bytes of a file as TOML. Returns a diagnostic if they are not TOML, or are more than can be read.

    Takes the name of the file, which diagnostics name.

    >>> parse_toml("x.toml", b"title = A letter").head
    'x.toml:1:9: error[T103]: not TOML: Invalid value'
    """
    if len(data) > MAX_TOML:
        message = f"larger than {MAX_TOML >> 20} MiB"
        return Diagnostic("T104", message, "split it into several files", location=Location(file))
    try:
        source = SourceText(file, data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return not_utf8(file, error)
    long = _long_key(source.text)
    if long is not None:
        where = source.location(source.text.count("\n", 0, long) + 1)
        return _too_deep(f"a key of more than {MAX_PARTS} parts", where)
    try:
        return TomlDocument(source, tomllib.loads(source.text))
    except RecursionError:
        return _too_deep("nested too deeply", Location(file))
    except ValueError as error:  # a TOMLDecodeError, or a number too long for Python
        return syntax_problem(source, error)


def _too_deep(message: str, where: Location) -> Diagnostic:
    return Diagnostic("T104", message, "a few levels are enough", location=where)


def written(path: KeyPath) -> str:
    """Return a path as a diagnostic shows it.

    >>> written(("statements", 3, "end"))
    'statements[3].end'
    """
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


# --- keys of very many parts -----------------------------------------------------------------------------

_PART = r"""(?:[A-Za-z0-9_-]++|"(?!"")(?:[^"\\\n]++|\\[^\n])*+"|'(?!'')[^'\n]*+')"""
_NEXT_PART = rf"(?:[ \t]*+\.[ \t]*+{_PART})"

#: The pieces of a TOML text that hold dots: keys, texts, comments, and bare values, which are numbers and days.
#: A quote that begins no text is the last piece, since `tomllib` reads nothing after it.
_PIECES = lazy_pattern(
    rf"(?P<long>{_PART}{_NEXT_PART}{{{MAX_PARTS}}})|{_PART}{_NEXT_PART}*+"
    r'|"""(?:[^"\\]++|\\[\s\S]|"{1,2}+(?!"))*+"{3,5}+'
    r"|'''(?:[^']++|'{1,2}+(?!'))*+'{3,5}+"
    r"|\#[^\n]*+"
    r"""|=[ \t]*+[^\s"'\[\]{},\#]*+"""
    r"""|(?P<broken>["'])"""
)


def _long_key(text: str) -> int | None:
    """Return the offset of the first key with too many parts, bare or quoted; None if there is none."""
    for piece in _PIECES.finditer(text):
        if piece.lastgroup is not None:
            return piece.start() if piece.lastgroup == "long" else None
    return None
