"""A report as sections of rows, and a section as a table in any format."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from deployments.reports.drawing import draw_table
from deployments.reports.escape import escape

#: The format for people at a terminal; every other name is one of tabulate's formats.
DEFAULT = "plain"


class Section(NamedTuple):
    """A heading, lines of prose below it, and a table, each of which may be empty.

    At a terminal the headers of the table are left out, unless it is `headed`.
    """

    title: str = ""
    lines: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    rows: Sequence[tuple[str, ...]] = ()
    headed: bool = False

    def render(self, format: str, width: int | None) -> str:
        """Return the section in a format; the text of files cannot leave its cell."""
        parts = [escape(line, format) for line in (self.title, *self.lines) if line]
        if self.rows:
            indented = format == DEFAULT
            headers = () if indented and not self.headed else self.headers
            rows = [("  " + row[0], *row[1:]) for row in self.rows] if indented else self.rows
            if headers and indented:
                headers = ("  " + headers[0], *headers[1:])
            parts.append(draw_table(rows, headers, format=format, width=width))
        return "\n".join(parts) if format == DEFAULT else "\n\n".join(parts)


def render(sections: Iterable[Section], format: str = DEFAULT, width: int | None = None) -> str:
    """Return a report of several sections, with an empty line between them.

    >>> print(render([Section("Events", rows=[("summit", "11 July 2023")])]))
    Events
      summit  11 July 2023
    """
    return "\n\n".join(section.render(format, width) for section in sections)
