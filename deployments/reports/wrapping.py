"""Texts broken into lines, so that a block or a table fits a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from deployments.reports.escape import display_width

#: No column of a table is wrapped to fewer columns of the terminal than this.
NARROWEST = 8


def wrap(text: str, width: int, *, hanging: int = 0, whole: bool = False) -> list[str]:
    """Return a cleaned text as lines of at most `width` columns of the terminal, all as far indented as the first.

    The lines after the first stand `hanging` columns further in. The breaks are between words; a word that is too long
    is broken where it must. With `whole` it stands on a line that is too long, and no line begins with the number of a
    footnote. There is always one line at least.

    >>> wrap("  at this moment six soldiers", 12)
    ['  at this', '  moment six', '  soldiers']
    >>> wrap("see https://example.org/letter", 12, hanging=2, whole=True)
    ['see', '  https://example.org/letter']
    """
    body = text.lstrip(" ")
    indent = " " * max(min(len(text) - len(body), width // 2), 0)
    further = indent + " " * hanging
    lines: list[str] = []
    for word in _words(body, width - len(further)) if whole else body.split():
        for piece in (word,) if whole else _broken(word, width - len(further)):
            if lines and display_width(lines[-1]) + 1 + display_width(piece) <= width:
                lines[-1] += f" {piece}"
            else:
                lines.append((further if lines else indent) + piece)
    return lines or [""]


def _words(text: str, width: int) -> Iterator[str]:
    """Yield the words of a text, the number of a footnote with the word that it belongs to, where both have room."""
    waiting = ""
    for word in text.split():
        joined = f"{waiting} {word}"
        if waiting and word[0] == "[" and word[1:2].isdigit() and display_width(joined) <= width:
            waiting = joined
            continue
        if waiting:
            yield waiting
        waiting = word
    if waiting:
        yield waiting


def _broken(word: str, width: int) -> Iterator[str]:
    piece, used = "", 0
    for char in word:
        taken = display_width(char)
        if piece and used + taken > width:
            yield piece
            piece, used = "", 0
        piece += char
        used += taken
    yield piece


def column_widths(rows: list[list[str]], room: int, header_padding: int) -> list[int]:
    """Return the width of each column: as wide as its widest text, but no wider than lets all columns fit.

    `rows` begin with the headers, each of which takes `header_padding` columns of the terminal more than its text.

    >>> column_widths([["a", "b"], ["x" * 4, "y" * 40]], room=24, header_padding=0)
    [4, 20]
    """
    natural = [
        max([display_width(head) + header_padding, *map(display_width, texts)])
        for head, *texts in zip(*rows, strict=True)
    ]
    widest = max(NARROWEST, min(room, max(natural)))
    while widest > NARROWEST and sum(min(width, widest) for width in natural) > room:
        widest -= 1
    return [min(width, widest) for width in natural]
