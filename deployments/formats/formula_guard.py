"""Writes texts into CSV so that no spreadsheet runs them as a formula.

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, and skips some characters before that
(OWASP, "CSV Injection"). A spreadsheet that splits a file at semicolons or tabs finds more cells than were written. So
an apostrophe is put before each such beginning. If there is an apostrophe already, another one is put before it, so
that the text can be read back unchanged.
"""

from __future__ import annotations

from deployments.patterns import lazy_pattern

_FORMULA_START = "[' ]*+[=+\\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]"
_BEGINNING = "(?:\\A|(?<=[;\t\r\n]))"
_UNMARKED = lazy_pattern(f"{_BEGINNING}(?={_FORMULA_START})")
_MARKED = lazy_pattern(f"{_BEGINNING}'(?={_FORMULA_START})")
_NEGATIVE = lazy_pattern(r"-[0-9]+(?:\.[0-9]+)?")


def harmless(text: str) -> str:
    """Return a text as it is written in a cell. A negative number stays as it is.

    >>> harmless("=1+1"), harmless("a;@b"), harmless("-30"), harmless("rond 21 juni")
    ("'=1+1", "a;'@b", '-30', 'rond 21 juni')
    """
    return text if _NEGATIVE.fullmatch(text) else _UNMARKED.sub("'", text)


def original(cell: str) -> str:
    """Return the text that was written in a cell.

    >>> original("'=1+1"), original("-30"), original("'t Harde")
    ('=1+1', '-30', "'t Harde")
    """
    return _MARKED.sub("", cell) if "'" in cell else cell
