"""A report as sections, and a section as text for a terminal, as a table in any format, or as part of a page.

A report yields a `Section` for each thing that it says: the first has the question as its title, and beside it what the
answer rests on; the last is that of its footnotes (`Footnotes.section`). A section has prose, a table of `rows`, or
`blocks` (`deployments.reports.blocks`), which at a terminal are drawn as blocks and everywhere else as one table, so
that nothing is lost there:

>>> from deployments.reports.blocks import Block, Row
>>> head = Section("Who was there", aside="by 1 source")
>>> perhaps = Section("Perhaps", headers=("who", "why", "id"), blocks=[Block("Mali", "nld-mli", [Row("Seen [1].")])])
>>> print(render([head, perhaps, Section(notes=("[1] Ministry, 1 May 2024",))], {"width": 40}))
Who was there                by 1 source
<BLANKLINE>
Perhaps
<BLANKLINE>
  Mali                           nld-mli
    Seen [1].
<BLANKLINE>
[1] Ministry, 1 May 2024
>>> print(render([perhaps], {"format": "github"}))
Perhaps
<BLANKLINE>
| who   | why         | id      |
|-------|-------------|---------|
| Mali  | Seen \\[1\\]. | nld-mli |
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypedDict

from deployments.answers.filters import refuse_unknown
from deployments.reports.blocks import WIDTH, Block, Look, draw_blocks, draw_head, draw_notes, draw_prose, table_of
from deployments.reports.drawing import draw_table
from deployments.reports.escape import escape, family_of
from deployments.reports.html_page import page, tagged

#: The format for people at a terminal; every other name is one of tabulate's formats.
DEFAULT = "plain"
#: The format of a whole page.
PAGE = "html"


class Style(TypedDict, total=False):
    """The keywords of every report.

    `format` is `"plain"`, the default, for a terminal, `"html"` for a whole page, or another one of tabulate's
    (`"github"` ...); `lang` is `"en"` (the default) or `"nl"`; `width` is how many columns a terminal has: without, or
    with None, text is wrapped to 80, and a row of a table is as long as it takes. With `color`, headings are bold and
    ids and footnotes grey, at a terminal only. `remarks` stand below the title: from what the answer is. Reports raise
    `InvalidValueError` for a format or a language that is not known.
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
    """A heading, lines of prose below it, a table or blocks, footnotes, and lines below these; each may be empty.

    `aside` stands flush right of the heading, if there is room. At a terminal the headers of the table are left out,
    unless it is `headed`. `headers` are those of the blocks, too, where these are a table: of head, facts and id, or of
    label, text and right. Blocks with heads stand `apart`, with empty lines between them.
    """

    title: str = ""
    lines: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    rows: Sequence[tuple[str, ...]] = ()
    headed: bool = False
    aside: str = ""
    blocks: Sequence[Block] = ()
    notes: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    apart: bool = True

    def at_terminal(self, width: int | None, *, color: bool) -> str:
        """Return the section as text for a terminal; the text of files moves nothing there."""
        look = Look(WIDTH if width is None else width, color)
        lines = draw_head(self.title, self.aside, look) if self.title else []
        lines += draw_prose(filter(None, self.lines), look)
        if self.blocks:
            drawn = draw_blocks(self.blocks, look, apart=self.apart)
            lines += ["", *drawn] if lines and self.apart else drawn
        if self.rows:
            headers = ("  " + self.headers[0], *self.headers[1:]) if self.headed and self.headers else ()
            rows = [("  " + row[0], *row[1:]) for row in self.rows]
            lines.append(draw_table(rows, headers, format=DEFAULT, width=width))
        return "\n".join([*lines, *draw_notes(self.notes, look), *draw_prose(self.below, look)])

    def in_format(self, format: str, width: int | None) -> str:
        """Return the section in a format of tabulate; the text of files cannot leave its cell."""
        above = [escape(line, format) for line in (self.title, self.aside, *self.lines) if line]
        tables = [draw_table(rows, headers, format=format, width=width) for headers, rows in self.tables()]
        return "\n\n".join([*above, *tables, *(escape(note, format) for note in (*self.notes, *self.below))])

    def on_page(self, heading: str) -> str:
        """Return the section as HTML, with its title in an element of that name."""
        above = [tagged(heading, self.title), *(tagged("p", line) for line in (self.aside, *self.lines))]
        tables = [draw_table(rows, headers, format=PAGE) for headers, rows in self.tables()]
        notes = [tagged("p", note, of="note") for note in self.notes]
        return "\n".join(filter(None, (*above, *tables, *notes, *(tagged("p", line) for line in self.below))))

    def tables(self) -> Iterator[tuple[Sequence[str], Sequence[Sequence[str]]]]:
        """Yield headers and rows of each table that the section is, where blocks cannot be drawn."""
        if any(map(any, rows := table_of(self.blocks))):
            yield _without_empty_columns(self.headers, rows)
        if self.rows:
            yield self.headers, self.rows


def _without_empty_columns(
    headers: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    full = [column for column in range(len(rows[0])) if any(row[column] for row in rows)]
    return [headers[column] for column in full if headers], [[row[column] for column in full] for row in rows]


def render(sections: Iterable[Section], style: Style) -> str:
    """Return a report of several sections as text, with an empty line between them.

    >>> print(render([Section("Events", rows=[("summit", "11 July 2023")])], {"format": "plain"}))
    Events
      summit  11 July 2023
    """
    name, width = style.get("format", DEFAULT), style.get("width")
    family_of(name)  # refuses what is no format, also where there is no table
    sections = remarked(sections, style)
    if name == PAGE:
        return _on_page(sections, style.get("lang", "en"))
    if name == DEFAULT:
        drawn = [section.at_terminal(width, color=style.get("color", False)) for section in sections]
    else:
        drawn = [section.in_format(name, width) for section in sections]
    return "\n\n".join(text for text in drawn if text)


def remarked(sections: Iterable[Section], style: Style) -> list[Section]:
    """Return the sections of a report with the remarks of its style below the title of the first.

    >>> remarked([Section("Events")], {"remarks": ["(the bundled example)"]})[0].lines
    ('(the bundled example)',)
    """
    first, *others = [*sections] or [Section()]
    return [first._replace(lines=(*style.get("remarks", ()), *first.lines)), *others]


def _on_page(sections: Sequence[Section], lang: str) -> str:
    title = next((section.title for section in sections if section.title), "")
    return page(title, (each.on_page("h1" if each.title == title else "h2") for each in sections), lang)
