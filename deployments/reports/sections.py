"""A report as sections of rows, and a section as a table in any format."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypedDict

from deployments.answers.filters import refuse_unknown
from deployments.reports.drawing import draw_table
from deployments.reports.escape import escape

#: The format for people at a terminal; every other name is one of tabulate's formats.
DEFAULT = "plain"


class Style(TypedDict, total=False):
    """The keywords of every report.

    `format` is one of tabulate's (`"github"`, `"html"` ...) or `"plain"`, the default, for a terminal; `lang` is `"en"`
    (the default) or `"nl"`; `width` is how many columns a terminal has: without, or with None, lines are as long as it
    takes. `remarks` stand below its title: from what the answer is. Reports raise `InvalidValueError` for a format or a
    language that is not known.
    """

    format: str
    lang: str
    width: int | None
    color: bool
    remarks: Sequence[str]


def language(style: Style) -> str:
    """Return the language of a style. Raises `TypeError` for a keyword that is none of `Style`."""
    refuse_unknown(style, Style)
    return style.get("lang", "en")


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


def render(sections: Iterable[Section], style: Style) -> str:
    """Return a report of several sections as text, with an empty line between them.

    >>> print(render([Section("Events", rows=[("summit", "11 July 2023")])], {"format": "plain"}))
    Events
      summit  11 July 2023
    """
    look = style.get("format", DEFAULT), style.get("width")
    return "\n\n".join(section.render(*look) for section in remarked(sections, style))


def remarked(sections: Iterable[Section], style: Style) -> list[Section]:
    """Return the sections of a report with the remarks of its style below the title of the first.

    >>> remarked([Section("Events")], {"remarks": ["(the bundled example)"]})[0].lines
    ('(the bundled example)',)
    """
    first, *others = [*sections] or [Section()]
    return [first._replace(lines=(*style.get("remarks", ()), *first.lines)), *others]
