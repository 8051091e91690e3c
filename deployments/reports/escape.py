"""Text from a file, made harmless to a terminal and to the markup of every format of tabulate.

`clean` shows what a terminal would obey or hide. `escape` then takes the meaning from every character that the
format could read as markup; it knows these families of formats:

- for the eye (`simple`, `psql`, `rounded_grid` ...): nothing is markup, and no text may draw a border;
- `github`, `pipe`: CommonMark 0.31, sections 2.4 (backslash escapes) and 2.5 (entities);
- `rst`, `grid`, `colon_grid`: the escaping mechanism of reStructuredText, which Pandoc reads in the same way;
- `orgtbl`: the entities of Org, which has no other escapes;
- the wikis, `textile`, `asciidoc`: numeric character references, with which no markup begins in any of them;
- `html` and `latex` in all their forms, also those that tabulate leaves raw: text from a file is never markup;
- `tsv`: formulas as OWASP advises ("CSV Injection"), quotes as in RFC 4180.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from deployments.errors import InvalidValueError
from deployments.patterns import lazy_pattern
from deployments.suggestions import did_you_mean

#: The most combining marks that one character may carry: more are drawn over the lines above and below.
MARKS = 4

_LINE_BREAK = lazy_pattern(r"\r\n|[\n\t]")
# Printable by name, with nothing to see: fillers and selectors of variants (what Unicode calls
# Default_Ignorable_Code_Point, without what `str.isprintable` refuses already).
_UNSEEN = lazy_pattern("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")


#: The encoding of what shows a report, if it lacks any character.
_ENCODING: ContextVar[str | None] = ContextVar("encoding", default=None)


class FormatError(InvalidValueError):
    """A name that is no format of a table."""


def clean(text: str) -> str:
    r"""Return the text as a terminal may show it: nothing in it moves the cursor, turns the line around, or hides.

    A line break, a tab, and every other kind of space become a space. Shown as Python writes them are control and
    format characters (bidirectional and zero-width ones, the joiners too), U+2028 and U+2029, lone surrogates,
    private and unassigned characters, and combining marks with nothing to stand on or past the fourth. What comes out
    can be encoded in UTF-8, and to clean it again changes nothing. Follows Unicode Technical Report 36.

    >>> print(clean("\x1b[2Jtwo\nlines, \u202esdrawkcab"))
    \x1b[2Jtwo lines, \u202esdrawkcab
    """
    if text.isascii() and text.isprintable():
        return text
    shown = "".join(_visible(_LINE_BREAK.sub(" ", text)))
    encoding = _ENCODING.get()
    return shown if encoding is None else shown.encode(encoding, "backslashreplace").decode(encoding)


@contextmanager
def shown_in(encoding: str | None) -> Iterator[None]:
    r"""Let `clean`, within a `with`, write out what an encoding lacks: before a report is laid out, so that it fits.

    >>> with shown_in("ascii"):
    ...     print(clean("Sliač"))
    Slia\u010d
    """
    token = _ENCODING.set(encoding)
    try:
        yield
    finally:
        _ENCODING.reset(token)


def _visible(text: str) -> Iterator[str]:
    room = 0  # for marks on the character before
    for char in text:
        if unicodedata.category(char) == "Zs":
            room = 0
            yield " "
        elif not char.isprintable() or _UNSEEN.match(char):
            room = 0
            yield _written_out(char)
        elif _is_mark(char):
            yield char if room else _written_out(char)
            room = max(room - 1, 0)
        else:
            room = MARKS
            yield char


def _written_out(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")


def _is_mark(char: str) -> bool:
    """Return whether it is drawn on the character before: a combining mark, a vowel or an end of a Hangul syllable."""
    if unicodedata.category(char) in {"Mn", "Me"}:
        return True
    return "\u1160" <= char <= "\u11ff" or "\ud7b0" <= char <= "\ud7ff"


def display_width(text: str) -> int:
    """Return how many columns of a terminal a cleaned text takes, by Unicode Standard Annex 11.

    A wide character takes two columns, a combining mark none, and one of ambiguous width one. In a cleaned text no
    character changes the width of another, so the widths of all add up.

    >>> display_width("Sliač"), display_width("北約")
    (5, 4)
    """
    return len(text) if text.isascii() else sum(map(_char_width, text))


def _char_width(char: str) -> int:
    if _is_mark(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def escape(text: str, format: str) -> str:
    """Return the text cleaned, and without any meaning in the markup of the format; for titles, notes and cells.

    It stays on one line. Leading spaces are kept, as no-break spaces where plain ones would get lost; trailing ones
    are not. Raises `FormatError`. Follows the rules that the docstring of this module names.

    >>> print(escape("*17* <b>", "github"), escape("*17* <b>", "html"), escape("*17* <b>", "jira"))
    \\*17\\* &lt;b> *17* &lt;b&gt; &#42;17&#42; &#60;b&#62;
    """
    family = family_of(format)
    text = clean(text).rstrip(" ")
    body = text.lstrip(" ") if family.space else text
    return family.space * (len(text) - len(body)) + family.escape(body)


class Family(NamedTuple):
    """How text is written in formats that read it alike.

    `escape` gets the text without its leading spaces, and `space` is what stands for each of those; where it is empty,
    `escape` gets the text with them. `wraps` says that a cell may have several lines.
    """

    escape: Callable[[str], str]
    space: str = "\N{NO-BREAK SPACE}"
    wraps: bool = False


def table_formats() -> tuple[str, ...]:
    """Return the names of all formats, sorted: those of tabulate 0.10, known here without importing it.

    >>> "github" in table_formats()
    True
    """
    return tuple(sorted(_FAMILIES))


def family_of(format: str) -> Family:
    """Return the family that a format belongs to. Raises `FormatError` for a name that is no format.

    >>> family_of("psql").wraps, family_of("html").wraps
    (True, False)
    """
    try:
        return _FAMILIES[format]
    except KeyError:
        raise FormatError("not a format of tables", format, _nearest_format(format)) from None


def _nearest_format(name: str) -> str:
    return did_you_mean(name, table_formats()) or f"one of {', '.join(table_formats())}"


def _escaper(pattern: str, write: Callable[[str], str]) -> Callable[[str], str]:
    """Return a function that writes the last character of every match in another way."""
    compiled = lazy_pattern(pattern)
    return lambda text: compiled.sub(lambda found: found[0][:-1] + write(found[0][-1]), text)


# What opens a list, a heading or another block when a line begins with it: "#", "-", but also "1." and "h1.".
_OPENING = r"^[!-/:-@\[-`{-~\u2022\u2023\u2043]|^[^\W_]+[.)](?=[\s.:]|$)"
# Addresses become links by themselves, in rst even those of "javascript:"; a time of the day has to stay readable.
_LINKING_COLON = r":(?=:)|(?<=:):|(?<!\d):(?=\S)"


def _by_name(names: dict[str, str], other: Callable[[str], str]) -> Callable[[str], str]:
    return lambda char: names.get(char) or other(char)


def _backslash(char: str) -> str:
    return "\\" + char if char.isascii() else char


def _numeric_entity(char: str) -> str:
    return f"&#{ord(char)};"


# The doubled "=" and "+" are marked and inserted text in some dialects of Markdown.
_INLINE = rf"[=+](?=[=+])|(?<=[=+])[=+]|[\\`*_{{}}\[\]<|~$^@&]|{_OPENING}|{_LINKING_COLON}"
# Older Markdown knows no backslash before "<" and "&". Mentions and emoji are made by the site after the markup is
# read, where no escape reaches.
_MARKDOWN = _escaper(_INLINE, _by_name({"<": "&lt;", "&": "&amp;"}, _backslash))
_BACKSLASHED = _escaper(_INLINE, lambda char: "\\" + char)


def _rst(text: str) -> str:
    escaped = _BACKSLASHED(text)
    # A line of backslashes alone would still be a transition: an escaped space, which prints nothing, is not.
    return escaped if escaped.strip("\\") or not escaped else f"\\ {escaped}"


_WIKI = _escaper(
    rf"[!-+<-@\[-`{{-~]|(?<![^\W_])-|-(?![^\W_])|,(?=,)|(?<=,),|{_OPENING}|{_LINKING_COLON}",
    _numeric_entity,
)
_HTML = _escaper("""[&<>"']""", _by_name({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}, _numeric_entity))

_ORG_NAMES = {
    "\\": r"\setminus{}",
    "|": r"\vert{}",
    "*": r"\ast{}",
    "_": r"\under{}",
    "^": r"\asciicirc{}",
    "~": r"\tilde{}",
    "=": r"\equal{}",
    "$": r"\dollar{}",
    "<": r"\lt{}",
    ">": r"\gt{}",
    "/": r"\slash{}",
    "+": r"\plus{}",
}
# The entity `\zwnj` prints nothing: it keeps apart two characters that would be markup together.
_ORG = _escaper(
    rf"[\\|*_^~=$<>\[{{@]|(?<![^\W_])[/+]|[/+](?![^\W_])|{_OPENING}|{_LINKING_COLON}",
    _by_name(_ORG_NAMES, lambda char: char + r"\zwnj{}"),
)

_LATEX_NAMES = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "`": r"\textasciigrave{}",
    '"': r"\string" + '"',  # babel gives it a meaning, in Dutch and German among others
    "-": "-{}",  # two become a dash, and so on
    ",": ",{}",
    "'": "'{}",
    "[": "{[}",  # an argument of the `\\` that ends the row before
    "*": "{*}",  # and so is this
}
_LATEX = _escaper(
    r"""[\\&%$#_{}~^<>|`"]|-(?=-)|,(?=,)|'(?=')|\[|^\*""", _by_name(_LATEX_NAMES, lambda char: "\\" + char)
)

_SIGNED_NUMBER = lazy_pattern(r"[+-]\d+(?:[.,]\d+)*")
# With the full-width forms, which a Japanese spreadsheet takes for the others.
_FORMULA_STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def _tsv(text: str) -> str:
    if text.lstrip(" ").startswith(_FORMULA_STARTS) and not _SIGNED_NUMBER.fullmatch(text):
        return "'" + text
    return '"' + text.replace('"', '""') + '"' if text.startswith('"') else text


_FAMILIES: dict[str, Family] = {
    **dict.fromkeys(("plain", "simple"), Family(str, " ", wraps=True)),
    **dict.fromkeys(
        (
            *(f"{style}_grid" for style in ("double", "fancy", "heavy", "mixed", "rounded", "simple")),
            *(f"{style}_outline" for style in ("double", "fancy", "heavy", "mixed", "rounded", "simple")),
            *("outline", "presto", "pretty", "psql"),
        ),
        Family(_escaper("[|│┃║]", lambda _: "¦"), " ", wraps=True),
    ),
    **dict.fromkeys(("github", "pipe"), Family(_MARKDOWN)),
    **dict.fromkeys(("colon_grid", "grid", "rst"), Family(_rst)),
    "orgtbl": Family(_ORG),
    **dict.fromkeys(("asciidoc", "jira", "mediawiki", "moinmoin", "textile", "youtrack"), Family(_WIKI)),
    **dict.fromkeys(("html", "unsafehtml"), Family(_HTML)),
    **dict.fromkeys(("latex", "latex_booktabs", "latex_longtable", "latex_raw"), Family(_LATEX, "~")),
    "tsv": Family(_tsv, ""),
}
