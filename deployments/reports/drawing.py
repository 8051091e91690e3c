"""Tables in every format of tabulate (0.10), in which text from a file stays text.

tabulate reads a text as a number, a truth value or a separating line, strips it, escapes it a second time, and measures
it in one way where `wcwidth` is installed and in another where it is not. So it never sees a text: it draws a table of
placeholders, which are as wide as the texts, and the texts then take the places of these. What is left to tabulate is
what it does well: the borders of some forty formats. What a text may say in a format is for `escape` to decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Literal

from deployments.reports.escape import clean, display_width, escape, family_of
from deployments.reports.wrapping import column_widths, wrap

Align = Literal["left", "center", "right"]

# Private characters: no cleaned text holds them, no format draws with them, and everybody takes their width for 1.
_PLACEHOLDER = "\ue000"
_ROW_TO_DROP = "\ue001"

_HEADED = frozenset({"github", "pipe"})  # without a header these are no tables

# A cell is the list of its lines. The first row is the header, also where no header is drawn.
_Rows = list[list[list[str]]]


def draw_table(
    rows: Iterable[Sequence[str | None]],
    headers: Sequence[str | None] = (),
    *,
    format: str = "simple",
    width: int | None = None,
    align: Sequence[Align] = (),
) -> str:
    """Return rows of texts as a table in one of `table_formats()`, without a line break at the end.

    A cell of `None` is empty; short rows, and the headers, are filled up with empty cells; columns for which `align`
    says nothing are flush left. With `width`, that of the terminal, the formats for the eye wrap the widest columns
    between words until the table fits, though none to less than `NARROWEST`. In the other formats, and without
    `width`, a row is one line. Raises `FormatError`. Follows tabulate 0.10.

    >>> print(draw_table([["NLD", None], ["  007", "1e3"]], ["force", "size"], align=["left", "right"]))
    force      size
    -------  ------
    NLD
      007       1e3
    """
    wraps = family_of(format).wraps
    with_headers = [headers, *rows]
    columns = max(map(len, with_headers))
    if not columns:
        return ""
    headed = bool(headers) or format in _HEADED
    aligns = [*align[:columns], *["left"] * (columns - len(align))]
    texts = [[_escaped(text, format) for text in [*row, *[None] * (columns - len(row))]] for row in with_headers]
    if width is None or not wraps:
        cells = [[[text] for text in row] for row in texts]
    else:
        cells = _wrapped(texts, format, width, headed=headed)
    return _drawn(cells, format, aligns, headed=headed)


def _escaped(text: str | None, format: str) -> str:
    # One space between words: two would look like the next column.
    return escape(re.sub(r"(?<=\S) {2,}", " ", clean(text or "")), format)


def _drawn(rows: _Rows, format: str, aligns: Sequence[str], *, headed: bool) -> str:
    from tabulate import tabulate  # noqa: PLC0415 - 95 ms, and only needed for a report

    rows = [[_not_empty(cell, format, column) for column, cell in enumerate(row)] for row in rows]
    header, *body = ([_placeholders(cell) for cell in row] for row in rows)
    aligned: Sequence[str | None] = [None] * len(aligns) if format == "tsv" else aligns  # no spaces in the data
    drawn = tabulate(
        # LaTeX and AsciiDoc learn the number of columns from the rows: without any, from one that is dropped again.
        body or [[_ROW_TO_DROP] * len(header)],
        headers=header if headed else (),
        tablefmt=format,
        disable_numparse=True,
        colalign=aligned,
        headersalign=aligned,
    )
    drawn = "\n".join(line for line in drawn.split("\n") if _ROW_TO_DROP not in line)
    texts = _lines_in_order(rows if headed else rows[1:])
    filled = re.sub(f"{_PLACEHOLDER}+", lambda _: next(texts), drawn)
    return "\n".join(line.rstrip(" ") for line in filled.split("\n"))


def _not_empty(cell: list[str], format: str, column: int) -> list[str]:
    """Put something into an empty cell, or tabulate drops it: at the end of a row, and a row of nothing else."""
    if any(cell) or format == "tsv":
        return cell
    # In rst a row continues the row before when its first cell is empty; this is an empty comment.
    return [".." if format == "rst" and column == 0 else " "]


def _placeholders(cell: list[str]) -> str:
    return "\n".join(_PLACEHOLDER * max(display_width(line), 1) for line in cell)


def _lines_in_order(rows: _Rows) -> Iterator[str]:
    """Return the lines of all cells as they follow each other in a table."""
    for row in rows:
        for across in zip_longest(*row):
            yield from (line for line in across if line is not None)


def _wrapped(texts: list[list[str]], format: str, width: int, *, headed: bool) -> _Rows:
    columns = len(texts[0])
    narrow = [[["x"]] * columns] * 2
    drawn = _drawn(narrow, format, ["left"] * columns, headed=False)
    borders = max(map(len, drawn.split("\n"))) - columns
    padding = 2 if headed and format != "pretty" else 0  # what tabulate adds to a header
    widths = column_widths(texts, width - borders, padding)
    header, *body = texts
    return [
        [wrap(text, own - padding) for text, own in zip(header, widths, strict=True)],
        *([wrap(text, own) for text, own in zip(row, widths, strict=True)] for row in body),
    ]
