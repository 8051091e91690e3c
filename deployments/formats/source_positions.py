"""Where in a file a problem is."""

from __future__ import annotations

from deployments.diagnostics import Location
from deployments.patterns import lazy
from deployments.records import Statement
from deployments.references import Problem

_LINE_END = lazy(r"\r\n|\r|\n")


def location(name: str, text: str, line: int, column: int | None) -> Location:
    r"""Give a place in a file of that name and text, with the beginning of the line that is there.

    >>> location("x.toml", "a = 1\nb = 2\n", 2, 1)
    Location(file='x.toml', line=2, column=1, text='b = 2')
    """
    lines = text.split("\n", line)
    return Location(name, line, column, shown(lines[line - 1]) if line <= len(lines) else "")


def shown(line: str) -> str:
    r"""Give as much of a line as a diagnostic shows.

    >>> shown("title = 5\r")
    'title = 5'
    """
    return line.rstrip("\r")[:200]


def column(problem: Problem) -> str:
    """Name the field of a problem as a row of texts has it: there the claim of a statement is its `value`."""
    field = problem.field.partition(".")[0]
    if isinstance(problem.record, Statement) and field == problem.record.kind.value:
        return "value"
    return field


def of_cell(row: str, cell: int, separator: str) -> tuple[int, int]:
    r"""Give how many lines below the first of a row, and in which column, a cell begins; the end if there is none.

    >>> of_cell('a,"b\nc",d', 2, ","), of_cell("a,b", 7, ",")
    ((1, 4), (0, 4))
    """
    before = _LINE_END.split(row[: _beginning(row, cell, separator)])
    return len(before) - 1, len(before[-1]) + 1


def _beginning(text: str, cell: int, separator: str) -> int:
    quoted, fresh = False, True
    for at, char in enumerate(text):
        if cell == 0:
            return at
        if char == '"' and (fresh or quoted):
            quoted = not quoted
        if char == separator and not quoted:
            cell -= 1
        fresh = char == separator
    return len(text.rstrip("\r\n"))
