"""Tables in every format of tabulate, in which the text of files stays text.

tabulate parses cells as numbers, drops leading blanks, escapes little, and lets control codes through. Here
every cell is text: it is cleaned, escaped for its format, wrapped, and only then handed over.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence

from deployments.errors import InvalidValueError

#: Formats of plain lines, in which a cell may be wrapped over several lines.
_PLAIN = frozenset(
    [
        "plain",
        "simple",
        "simple_grid",
        "simple_outline",
        "grid",
        "outline",
        "rounded_grid",
        "rounded_outline",
        "double_grid",
        "double_outline",
        "heavy_grid",
        "heavy_outline",
        "mixed_grid",
        "mixed_outline",
        "fancy_grid",
        "fancy_outline",
        "pretty",
        "psql",
        "presto",
    ]
)
#: Stands for a leading blank while tabulate, which strips blanks, has the text; no cleaned text holds it.
_BLANK = "\ue000"


class FormatError(InvalidValueError):
    """A name that is no format of a table."""


def clean(text: str) -> str:
    r"""Give a text as a terminal may show it: on one line, without anything that moves or hides other text.

    Control, format and other invisible characters are written as escapes; blanks of any kind become spaces.

    >>> clean("red\x1b[31m\tline\n")
    'red\\x1b[31m line '
    """
    return text if text.isascii() and text.isprintable() else "".join(map(_visible, text))


@functools.lru_cache(4096)
def _visible(character: str) -> str:
    if character in "\t\n\r\v\f" or unicodedata.category(character) in ("Zs", "Zl", "Zp"):
        return " "
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn"):
        return character.encode("unicode_escape", "backslashreplace").decode()
    return character


def _backslashed(characters: str) -> Callable[[str], str]:
    pattern = re.compile(f"[{re.escape(characters)}]")
    return lambda text: pattern.sub(lambda match: "\\" + match[0], text)


def _entities(characters: str) -> Callable[[str], str]:
    pattern = re.compile(f"[{re.escape(characters)}]")
    return lambda text: pattern.sub(lambda match: f"&#{ord(match[0])};", text)


_LATEX = {
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "[": "{[}",
    "]": "{]}",
    '"': r"\textquotedbl{}",
    **{character: "\\" + character for character in "&%$#_{}"},
}


def _latex(text: str) -> str:
    return "".join(_LATEX.get(character, character) for character in text)


# tabulate escapes for LaTeX itself, and not everything: characters pass it as stand-ins.
_STAND_INS = {character: chr(0xE100 + i) for i, character in enumerate(_LATEX)}
_STAND_IN = str.maketrans(_STAND_INS)
_STOOD_FOR = str.maketrans({stand_in: _LATEX[character] for character, stand_in in _STAND_INS.items()})


_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)*")


def _tsv(text: str) -> str:
    """Keep a spreadsheet from running a cell as a formula, as OWASP advises."""
    return "'" + text if text.startswith(("=", "+", "-", "@")) and not _NUMBER.fullmatch(text) else text


_MARKDOWN = _backslashed(r"\`*_{}[]()<>#+!|~&:@")
_RST = _backslashed(r"\*`|_")
_ESCAPES: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(("github", "pipe", "colon_grid"), _MARKDOWN),
    **dict.fromkeys(("html", "unsafehtml"), _entities("&<>\"'")),
    **dict.fromkeys(("latex", "latex_raw", "latex_booktabs", "latex_longtable"), _latex),
    "tsv": _tsv,
    "rst": _RST,
    "orgtbl": lambda text: text.replace("|", r"\vert{}"),
    "asciidoc": _entities("|{}<>[]*_`#+^~:\"'&"),
    "mediawiki": _entities("|[]{}<>'&!=*#:;~_-+"),
    "textile": _entities("|[]{}<>'\"&!=*#:;~_-+@%^?()"),
    **dict.fromkeys(("jira", "youtrack"), _backslashed(r"\|{}[]!*_?-+^~#")),
    "moinmoin": lambda text: "<<Verbatim(" + text.replace(")>>", ") >>") + ")>>" if re.search(r"\W", text) else text,
}


@functools.cache
def formats() -> tuple[str, ...]:
    """Give the names of all formats, in alphabetical order.

    >>> "github" in formats()
    True
    """
    from tabulate import tabulate_formats  # noqa: PLC0415 - 95 ms, and only needed for a report

    return tuple(sorted(tabulate_formats))


def _check(format: str) -> None:
    if format not in formats() or not (format in _PLAIN or format in _ESCAPES):
        raise FormatError("not a format", format, f"write one of {', '.join(formats())}")


def escape(text: str, format: str) -> str:
    """Give a text as it stands in a format, on one line and without markup. Raises `FormatError`.

    >>> escape("<b>a|b", "html"), escape("a|b", "github")
    ('&#60;b&#62;a|b', 'a\\\\|b')
    """
    _check(format)
    return _ESCAPES.get(format, str)(clean(text))


def table(
    rows: Iterable[Sequence[str]],
    headers: Sequence[str] = (),
    *,
    format: str = "simple",
    width: int | None = None,
) -> str:
    """Give rows of texts as a table, at most `width` columns wide where lines can be wrapped.

    Raises `FormatError` for a format that is not known.

    >>> print(table([["  007", "1e3"]], ["id", "size"]))
    id     size
    -----  ------
      007  1e3
    """
    _check(format)
    from tabulate import tabulate  # noqa: PLC0415 - 95 ms, and only needed for a report

    titles = [clean(header) for header in headers]
    cells = [[clean(cell) for cell in row] for row in rows]
    columns = max((len(row) for row in [titles, *cells]), default=0)
    cells = [row + [""] * (columns - len(row)) for row in cells]
    if width is not None and format in _PLAIN:
        cells = _wrapped([titles, *cells], width)[1:] if titles else _wrapped(cells, width)
    prepared = [[_cell(cell, format) for cell in row] for row in cells]
    shown = [_cell(title, format) for title in titles]
    # tabulate escapes html once more; its unsafe twin takes what is escaped already.
    name = "unsafehtml" if format == "html" else format
    text = tabulate(prepared, shown, tablefmt=name, disable_numparse=True, stralign="left", missingval="")
    if format == "tsv":
        return re.sub(" *(\t|\n|$) *", r"\1", text)  # tabulate pads the cells
    text = text.translate(_STOOD_FOR)
    return "\n".join(line.replace(_BLANK, " ").rstrip() for line in text.split("\n")) if format in _PLAIN else text


def _cell(cell: str, format: str) -> str:
    blanks = len(cell) - len(cell.lstrip(" "))
    if format.startswith("latex") and format != "latex_raw":
        return cell.translate(_STAND_IN)
    escaped = "\n".join(_ESCAPES.get(format, str)(line) for line in cell.lstrip(" ").split("\n"))
    return (_BLANK * blanks if format in _PLAIN else "") + escaped


def display_width(text: str) -> int:
    """Give the number of columns that a text takes in a terminal.

    >>> display_width("Sliač"), display_width("日本")
    (5, 4)
    """
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in ("W", "F") else 1 for c in text
    )


def _wrapped(rows: list[list[str]], width: int) -> list[list[str]]:
    """Wrap cells at blanks, the widest columns first, until a row fits."""
    if not rows or not rows[0]:
        return rows
    count = len(rows[0])
    widths = [max(display_width(row[i]) for row in rows) for i in range(count)]
    spare = max(width - 3 * count, 8 * count)
    while sum(widths) > spare:
        widest = widths.index(max(widths))
        others = sum(widths) - widths[widest]
        second = max((w for i, w in enumerate(widths) if i != widest), default=0)
        widths[widest] = max(min(second, widths[widest] - 1), spare - others, 8)
        if widths[widest] == 8:
            break
    return [[_wrap(cell, widths[i]) for i, cell in enumerate(row)] for row in rows]


def _wrap(text: str, width: int) -> str:
    if display_width(text) <= width:
        return text
    lines = [""]
    for word in text.split(" "):
        rest = word
        if display_width(lines[-1]) + 1 + display_width(rest) <= width or not lines[-1].strip():
            rest = (lines.pop() + " " + rest) if lines[-1] else (lines.pop() + rest)
        while display_width(rest) > width:
            fitting = _fitting(rest, width)
            lines.append(rest[:fitting])
            rest = rest[fitting:]
        lines.append(rest)
    return "\n".join(lines)


def _fitting(text: str, width: int) -> int:
    taken = 0
    for i, character in enumerate(text):
        taken += display_width(character)
        if taken > width:
            return max(i, 1)
    return len(text)
