"""Tells what is wrong with a text that is no TOML, and what to write; `tomllib` tells little but the place."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator

from deployments.claims import ClaimKind, truth_hint
from deployments.diagnostics import Diagnostic, Location
from deployments.errors import bare, quote
from deployments.formats.source_positions import SourceText
from deployments.formats.toml_positions import KeyPath, Positions
from deployments.patterns import lazy_pattern

_AT = lazy_pattern(r" \(at (?:line ([0-9]+), column ([0-9]+)|end of document)\)$")

#: The longest line, in characters, for which the hint shows the mended line.
_LONGEST_LINE = 200


def syntax_problem(source: SourceText, error: ValueError) -> Diagnostic:
    r"""Return the problem of a text that `tomllib` refuses. Takes the error that it raised.

    >>> text = 'source = "letter"\n[sources.letter]\ntitle = A letter\n'
    >>> try:
    ...     _ = tomllib.loads(text)
    ... except ValueError as error:
    ...     syntax_problem(SourceText("x.toml", text), error).hint
    'texts and dates stand in quotes: title = "A letter"'
    """
    said = str(error)
    match = _AT.search(said)
    line = int(match[1]) if match and match[1] else source.last_line()
    column = int(match[2]) if match and match[2] else None
    message = said[: match.start()] if match else said
    if message == 'Expected "\'"':  # tomllib does not look for the end of the line, where such a text ends
        line, column = _line_of_quote(source.text) or line, None
    if hint := _of_another_kind(source.text):
        return _problem(f"not TOML: {message}", hint, source.location(line, column))
    return (
        _twice(source)
        or _not_closed(source, line)
        or _problem(f"not TOML: {message}", _for_line(source, line, message), source.location(line, column))
    )


def _problem(message: str, hint: str, where: Location) -> Diagnostic:
    return Diagnostic("T103", message, hint, location=where)


# --- texts of other kinds --------------------------------------------------------------------------------


#: The beginnings of files of other kinds, each with a hint what to do with such a file.
_OTHER_KINDS = (
    (
        r"\{",
        "this looks like JSON: JSON Lines have one record on each line, in a file whose name ends in .jsonl; "
        'TOML begins with source = "letter"',
    ),
    (r"\[\s*\{", "this looks like JSON: write one record on each line, in a file whose name ends in .jsonl"),
    (r"<", "this looks like a web page or XML: write its statements as TOML, which docs/writing.md shows"),
    (
        r"(?:---|%YAML)|[\w -]+:(?: [^\n]*)?\n(?=[\s\S]*)(?![\s\S]*^\s*(?:\[|[\w.\"-]+ *=))",
        'this looks like YAML: in TOML a key and its value have = between them, title = "A letter", and what stands '
        "below another has a header, [sources.letter]",
    ),
    (
        r"(?P<first>[^\n=\[\]#]*?(?P<mark>[,;\t])[^\n=\[\]]*)\n[^\n]*(?P=mark)",
        "this looks like a table: docs/importing.md says how tables are imported",
    ),
)


def _of_another_kind(text: str) -> str:
    start = re.sub(r"\A(?:\s*#[^\n]*\n|\s)*", "", text[:10_000])
    return next((hint for pattern, hint in _OTHER_KINDS if re.match(pattern, start, re.MULTILINE)), "")


# --- keys and headers that stand twice -------------------------------------------------------------------


class _Doubles(Positions):
    """Reads a text, and raises `_DoubleError` at the first key or header that it has already had."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.pairs: dict[KeyPath, int] = {}  # the line of each key
        self.implied: dict[KeyPath, int] = {}  # the line of each table that a key with dots implies
        self.tables: dict[KeyPath, tuple[int, str]] = {}  # the line of each header, and its brackets

    def pair(self, table: KeyPath) -> KeyPath:
        """Read a key of a table, and keep its line."""
        path = super().pair(table)
        first = self.pairs.get(path) or self.implied.get(path) or self.tables.get(path, (0, ""))[0]
        for length in range(len(table) + 1, len(path)):
            first = first or self.pairs.get(path[:length], 0)
            path = path if path[:length] not in self.pairs else path[:length]
            self.implied.setdefault(path[:length], self.line)
        if first:
            raise _DoubleError(path, self.line, first)
        self.pairs[path] = self.line
        return path

    def header(self) -> KeyPath:
        """Read a header, and keep its line."""
        begins = self.at
        path = super().header()
        written = self.text[begins : self.at]
        own = path[:-1] if isinstance(path[-1], int) else path
        if own in self.pairs:
            raise _DoubleError(own, self.line, self.pairs[own], written, is_key=True)
        brackets = "[[" if written.startswith("[[") else "["
        first, before = self.tables.setdefault(own, (self.line, brackets))
        if first < self.line and (brackets, before) != ("[[", "[["):
            raise _DoubleError(own, self.line, first, written, is_mixed=brackets != before)
        return path


class _DoubleError(Exception):
    """A key or a header that is there twice: its path, both lines, and the text of a header."""

    def __init__(
        self, path: KeyPath, line: int, first: int, header: str = "", *, is_key: bool = False, is_mixed: bool = False
    ) -> None:
        super().__init__(path, line, first)
        self.path, self.line, self.first, self.header = path, line, first, header
        self.is_key, self.is_mixed = is_key, is_mixed


def _twice(source: SourceText) -> Diagnostic | None:
    try:
        _Doubles(source.text).scan()
    except _DoubleError as double:
        message, hint = _of_header(double) if double.header else _of_key(double)
        return _problem(f"not TOML: {message}", hint, source.location(double.line, 1))
    except (ValueError, RecursionError):
        pass
    return None


def _of_key(double: _DoubleError) -> tuple[str, str]:
    key = str(double.path[-1])
    words = {"basis": ("reported", "planned"), "wording": ("arrived", "until May")}.get(key, ())
    more = f' (for {key}: {key} = {{ start = "{words[0]}", end = "{words[1]}" }})' if words else ""
    return f"{quote(key)} stands twice in one table", f"write it once{more}; the first is in line {double.first}"


def _of_header(double: _DoubleError) -> tuple[str, str]:
    header = bare(double.header)
    first, name = f"the first is in line {double.first}", bare(double.header.strip("[] "))
    if double.is_key:
        return f"{header} is the header of a key", f"write one of them: the key is in line {double.first}"
    if name.rpartition(".")[2] == "statements":
        return f"{header} stands twice", f"each statement begins with [[{name}]], in double brackets: {first}"
    if double.is_mixed:
        return f"[{name}] and [[{name}]]", f"write the same brackets throughout: {first}"
    return f"{header} stands twice", f"write one table, with the keys of both below it: {first}"


# --- lists, tables and texts that are not closed ---------------------------------------------------------

_TOKEN = lazy_pattern(
    r'"""(?:[^"\\]++|\\[\s\S]|"{1,2}+(?!"))*+"{3,5}+' + r"|'''(?:[^']++|'{1,2}+(?!'))*+'{3,5}+"
    r'|"(?!"")(?:[^"\\\n]++|\\[^\n])*+"' + r"|'(?!'')[^'\n]*+'|#[^\n]*+|\"\"\"|'''|[\[\]{}]|\n|[^\[\]{}\"'#\n]++|."
)


def _not_closed(source: SourceText, line: int) -> Diagnostic | None:
    """Return the problem of a list, an inline table, or a long text that begins before a line and is not closed."""
    opened: list[tuple[str, int]] = []
    at, is_fresh = 1, True  # the line, and whether it had only blanks and "[" so far
    for match in _TOKEN.finditer(source.text):
        piece = match[0]
        if piece == "\n":
            at, is_fresh = at + 1, True
            if at > line:
                break
            continue
        if piece in ('"""', "'''"):
            return _open(source, piece, at)
        if piece in "[{" and (opened or not is_fresh):
            opened.append((piece, at))
        elif piece in "]}" and opened:
            opened.pop()
        at += piece.count("\n")
        is_fresh = (is_fresh and not piece.strip()) or (is_fresh and piece == "[")
    is_before = opened and (opened[0][1] < line or line == source.last_line())
    return _open(source, *opened[0]) if is_before and opened[0][0] == "[" else None


def _line_of_quote(text: str) -> int | None:
    """Return the line of the first quote that has no closing quote."""
    quotes = (match.start() for match in _TOKEN.finditer(text) if match[0] == "'")
    at = next(quotes, None)
    return None if at is None else text.count("\n", 0, at) + 1


def _open(source: SourceText, mark: str, line: int) -> Diagnostic:
    where = source.location(line)
    if mark == "[":
        return _problem(
            "not TOML: a list that is not closed", "write ] after its last element, and commas between", where
        )
    return _problem("not TOML: a text that is not closed", f"write {mark} after its last word", where)


# --- one line --------------------------------------------------------------------------------------------

_CURLY = str.maketrans(
    dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"') | dict.fromkeys("\u2018\u2019\u201a", "'")
)
_PAIR = lazy_pattern(
    r"\s*(?P<key>[\w.-]+|[\"\u201c][^\"\u201d]*[\"\u201d])\s*(?P<mark>==|:=|=>|=|:|)\s*(?P<value>.*?)\s*"
)
_GENERAL = 'texts and dates stand in quotes: end = "2023-06-21"'


def _for_line(source: SourceText, line: int, message: str) -> str:
    """Return a hint what to write instead of a line."""
    text = source.text.split("\n")[line - 1].rstrip("\r")
    stripped = text.replace("\u00a0", " ").strip()
    for is_so, hint in (
        ("\r" in text, "lines end with a line feed: save the file with line ends of Unix or of Windows"),
        ("\ufeff" in text, "the file has two marks of its encoding: save it as UTF-8 without one"),
        (message.startswith("Illegal character '\\x"), "the text has a control character: leave it out"),
        (stripped.startswith(("//", ";", "--", "/*", "%")), "a remark begins with #"),
        (stripped.startswith("="), "a key stands before ="),
        (message == "Invalid date or datetime", "there is no such day: write the one that is meant, in quotes"),
        (message == "Unclosed array", "the elements of a list have commas between them, and ] after the last"),
        (_is_in_braces(message, stripped), _BRACES),
    ):
        if is_so:
            return hint
    if stripped.startswith("["):
        return _for_header(stripped)
    return _for_pair(stripped) if len(text) <= _LONGEST_LINE else _GENERAL


_BRACES = "a table in braces stands on one line, without a comma after its last value, and names each key once"


def _is_in_braces(message: str, line: str) -> bool:
    return "inline" in message.casefold() or (message == "Invalid initial character for a key part" and "{" in line)


def _for_pair(line: str) -> str:
    found = _PAIR.fullmatch(line)
    if found is None:
        return "a key has letters from a to z, digits, - and _" if line[:1].isalpha() else _GENERAL
    key, mark, value = found["key"].strip('"\u201c\u201d'), found["mark"], found["value"]
    if not value:
        return f"write a value after =, or leave {bare(key)} out"
    if not mark and re.search(r"[\w\"]\s*=", value):
        return "a key is one word, or stands in quotes"
    if mark == "=" and re.match(r"""(?:"[^"]*"|'[^']*'|[\w.-]+),?\s+[\w.-]+\s*=""", value):
        return "each key stands on a line of its own"
    if hint := _for_truth(key, value):
        return hint
    if value.casefold() in ("none", "null", "nil", "n/a", "na", "?", "-", "unknown", "onbekend"):
        return f"leave {bare(key)} out where nothing is known"
    return next(_mended(key, mark, value), _GENERAL)


def _for_truth(key: str, value: str) -> str:
    """Return a hint for a yes or a no as the value of a claim, or of `derived`; an empty text for anything else."""
    said, mark, remark = value.partition("#")
    said = _bare(said.strip()).strip("\"'\u201c\u201d ")
    name = key.rpartition(".")[2]
    kind = next((each for each in ClaimKind if each.value == name), ClaimKind.PRESENT if name == "derived" else None)
    hint = truth_hint(said, kind) if kind is not None else ""
    if not hint.startswith("write "):
        return hint.replace("leave it out", f"leave {bare(key)} out")
    why = "true and false have small letters" if said.lower() in hint else "yes and no are written true and false"
    return f"{why}: {bare(key)} = {hint.removeprefix('write ')}{f' #{remark}' if mark and remark.isprintable() else ''}"


def _for_header(line: str) -> str:
    name = line.translate(_CURLY).partition("#")[0].strip("[] \t")
    brackets = ("[[", "]]") if line.startswith("[[") else ("[", "]")
    parts = [re.sub(r"[^\w-]+", "-", part.strip().strip("\"'")).strip("-") for part in name.split(".")]
    header = f"{brackets[0]}{'.'.join(part for part in parts if part)}{brackets[1]}"
    return f"ids have letters, digits, - and _: {header}" if _is_toml(header) else "write [sources.some-id]"


def _mended(key: str, mark: str, value: str) -> Iterator[str]:
    """Yield lines that may be meant by a line, the likeliest first. Each is correct TOML."""
    for why, mend in _MENDS:
        mended = mend(value)
        pair = f"{key} = {mended}"
        if mended and (mended != value or mark != "=") and _is_toml(pair) and pair.isprintable():
            missing = "a key and its value have = between them" if mark != "=" else ""
            yield f"{missing or why}: {pair}"


def _straight(value: str) -> str:
    return value.translate(_CURLY)


def _bare(value: str) -> str:
    """Return a value without a comma or semicolon at its end, and without a comment."""
    return re.sub(r"\s*[,;]$|\s+(?://|;).*$", "", value)


def _digits(value: str) -> str:
    return (
        re.sub("[.,'\u00a0\u202f ]", "", value)
        if re.fullmatch(r"[1-9][0-9]{0,2}(?:[.,'\u00a0\u202f ][0-9]{3})+", value)
        else ""
    )


def _closed(value: str) -> str:
    return value + value[0] if value[0] in "\"'" and value.count(value[0]) == 1 else ""


def _text(value: str) -> str:
    """Return a value as a text in quotes. Quotes in it get a backslash, and a comment stays behind it."""
    if not value or value.startswith(("[", "{")):
        return ""
    if not value.startswith(('"', "'")) and " #" in value:
        said, _, remark = value.partition(" #")
        return f"{_text(said.strip())} #{remark}"
    inner = value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
    if '", "' in value or '","' in value:
        return f"[{value}]"
    return json.dumps(inner.strip(), ensure_ascii=False)


def _unescaped(value: str) -> str:
    return json.dumps(value[1:-1], ensure_ascii=False) if "\\" in value and value[0] == value[-1] == '"' else ""


_MENDS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("", lambda value: value),
    ("quotes are straight", _straight),
    ("nothing stands after a value", _bare),
    ("a number has digits alone", _digits),
    ("the text is not closed", lambda value: _closed(_straight(value))),
    ("a backslash is written twice", _unescaped),
    ("texts and dates stand in quotes", lambda value: _text(_bare(value)) if value[0] not in "\"'" else ""),
    ("a quote within a text has a backslash before it", _text),
)


def _is_toml(text: str) -> bool:
    try:
        tomllib.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
