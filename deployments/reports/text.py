"""Tables in every format of tabulate (0.10), in which text from a file stays text.

tabulate lays out blocks of one character, as wide as the texts; the texts take their places afterwards. So tabulate
cannot read a text as a number, a truth value or a separating line, cannot strip it or escape it a second time, and
measures it alike with `wcwidth` and without. What a text may say in a format is for `escape` to decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Literal

from deployments.reports.escape import FormatError, clean, display_width, escape, family_of, formats

__all__ = ["NARROWEST", "Align", "FormatError", "clean", "display_width", "escape", "formats", "table", "wrap"]

Align = Literal["left", "center", "right"]

#: No column is wrapped to fewer columns of the terminal than this.
NARROWEST = 8

# Private use: no cleaned text holds them, no format draws with them, and all agree that their width is 1.
_BLOCK = "\ue000"
_GHOST = "\ue001"

_HEADED = frozenset({"github", "pipe"})  # without a header these are no tables

# A cell is the list of its lines.
_Rows = list[list[list[str]]]


def table(
    rows: Iterable[Sequence[str | None]],
    headers: Sequence[str | None] = (),
    *,
    format: str = "simple",
    width: int | None = None,
    align: Sequence[Align] = (),
) -> str:
    """Give rows of texts as a table in one of `formats()`, without a line break at the end.

    A cell of `None` is empty; short rows, and the headers, are filled up with empty cells; columns for which `align`
    says nothing are flush left. With `width`, that of the terminal, the formats for the eye wrap the widest columns
    between words until the table fits, though none to less than `NARROWEST`. In the other formats, and without
    `width`, a row is one line. Raises `FormatError`. Follows tabulate 0.10.

    >>> print(table([["NLD", None], ["  007", "1e3"]], ["force", "size"], align=["left", "right"]))
    force      size
    -------  ------
    NLD
      007       1e3
    """
    wraps = family_of(format).wraps
    every = [headers, *rows]
    columns = max(map(len, every))
    if not columns:
        return ""
    headed = bool(headers) or format in _HEADED
    aligns = [*align[:columns], *["left"] * (columns - len(align))]
    texts = [[_cell(text, format) for text in [*row, *[None] * (columns - len(row))]] for row in every]
    if width is None or not wraps:
        cells = [[[text] for text in row] for row in texts]
    else:
        cells = _wrapped(texts, format, width, headed=headed)
    return _layout(cells, format, aligns, headed=headed)


def _cell(text: str | None, format: str) -> str:
    # One space between words: two would look like the next column.
    return escape(re.sub(r"(?<=\S) {2,}", " ", clean(text or "")), format)


def _layout(rows: _Rows, format: str, aligns: Sequence[str], *, headed: bool) -> str:
    """Lay out cells, of which the first row is the header, also where it is not shown."""
    from tabulate import tabulate  # noqa: PLC0415 - 95 ms, and only needed for a report

    rows = [[_filled(cell, format, column) for column, cell in enumerate(row)] for row in rows]
    header, *body = ([_blocks(cell) for cell in row] for row in rows)
    aligned: Sequence[str | None] = [None] * len(aligns) if format == "tsv" else aligns  # no spaces in the data
    laid = tabulate(
        # LaTeX and AsciiDoc learn the number of columns from the rows: without any, from one that is taken out again.
        body or [[_GHOST] * len(header)],
        headers=header if headed else (),
        tablefmt=format,
        disable_numparse=True,
        colalign=aligned,
        headersalign=aligned,
    )
    laid = "\n".join(line for line in laid.split("\n") if _GHOST not in line)
    texts = _in_order(rows if headed else rows[1:])
    whole = re.sub(f"{_BLOCK}+", lambda _: next(texts), laid)
    return "\n".join(line.rstrip(" ") for line in whole.split("\n"))


def _filled(cell: list[str], format: str, column: int) -> list[str]:
    """Put something into an empty cell, or tabulate drops it: at the end of a row, and a row of nothing else."""
    if any(cell) or format == "tsv":
        return cell
    # In rst a row continues the row before when its first cell is empty; this is an empty comment.
    return [".." if format == "rst" and column == 0 else " "]


def _blocks(cell: list[str]) -> str:
    return "\n".join(_BLOCK * max(display_width(line), 1) for line in cell)


def _in_order(rows: _Rows) -> Iterator[str]:
    """Give the lines of all cells as they follow each other in a table."""
    for row in rows:
        for across in zip_longest(*row):
            yield from (line for line in across if line is not None)


def _wrapped(texts: list[list[str]], format: str, width: int, *, headed: bool) -> _Rows:
    columns = len(texts[0])
    narrow = [[["x"]] * columns] * 2
    frame = max(map(len, _layout(narrow, format, ["left"] * columns, headed=False).split("\n"))) - columns
    padding = 2 if headed and format != "pretty" else 0  # what tabulate adds to a header
    limits = _limits(texts, width - frame, padding)
    header, *body = texts
    return [
        [wrap(text, limit - padding) for text, limit in zip(header, limits, strict=True)],
        *([wrap(text, limit) for text, limit in zip(row, limits, strict=True)] for row in body),
    ]


def _limits(texts: list[list[str]], room: int, padding: int) -> list[int]:
    """Give each column its width: of the widest, no more than what lets all of them fit."""
    natural = [
        max([display_width(head) + padding, *map(display_width, cells)]) for head, *cells in zip(*texts, strict=True)
    ]
    most = max(NARROWEST, min(room, max(natural)))
    while most > NARROWEST and sum(min(one, most) for one in natural) > room:
        most -= 1
    return [min(one, most) for one in natural]


def wrap(text: str, width: int) -> list[str]:
    """Break a cleaned text into lines of at most `width` columns of the terminal, all as far indented as the first.

    The breaks are between words; a word that is too long is broken where it must. There is always one line at least.

    >>> wrap("  at this moment six soldiers", 12)
    ['  at this', '  moment six', '  soldiers']
    """
    body = text.lstrip(" ")
    indent = " " * max(min(len(text) - len(body), width // 2), 0)
    lines: list[str] = []
    for word in body.split():
        for piece in _pieces(word, width - len(indent)):
            if lines and display_width(lines[-1]) + 1 + display_width(piece) <= width:
                lines[-1] += f" {piece}"
            else:
                lines.append(indent + piece)
    return lines or [""]


def _pieces(word: str, width: int) -> Iterator[str]:
    piece, used = "", 0
    for char in word:
        taken = display_width(char)
        if piece and used + taken > width:
            yield piece
            piece, used = "", 0
        piece += char
        used += taken
    yield piece
