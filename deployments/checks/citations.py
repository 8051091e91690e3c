"""Statements as problems cite them: about whom, what, and by which source."""

from __future__ import annotations

from collections.abc import Sequence

from deployments.claims import Equipment, Term
from deployments.errors import quote
from deployments.records import Statement


def cited(statement: Statement) -> str:
    """Return a statement on one line.

    >>> cited(Statement(id="x", source="letter", about="nld", kind="strength", value=6, as_of="2023-06-09"))
    "'nld' strength '6, 2023-06-09' (letter)"
    """
    return f"{quote(statement.about)} {statement.kind.value} {quote(_text(statement))} ({statement.source})"


def cited_with_others(statements: Sequence[Statement], what: str) -> str:
    """Return what is to be said of some statements of one source: the first of them, and how many others there are.

    >>> six = Statement(id="x", source="letter", about="nld", kind="strength", value=6)
    >>> cited_with_others([six, six, six], "may be past")
    "'nld' strength '6' (letter) may be past; likewise 2 others of 'letter'"
    """
    first, *others = statements
    more = f"; likewise {len(others)} {'other' if len(others) == 1 else 'others'} of {quote(first.source)}"
    return f"{cited(first)} {what}{more if others else ''}"


def _text(statement: Statement) -> str:
    value = statement.value
    if isinstance(value, Equipment):
        text = ", ".join(f"{number} {name}" for name, number in value.texts().items())
    else:
        text = str(value.of_) if isinstance(value, Term) else str(value)
    text = text.lower() if isinstance(value, bool) else text
    return text if statement.as_of is None else f"{text}, {statement.as_of}"
