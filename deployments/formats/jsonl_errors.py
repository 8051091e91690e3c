"""Reads one line of JSON Lines by itself, and finds everything that is wrong with it, and where."""

from __future__ import annotations

import functools
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import attrs

from deployments.claims import ClaimKind
from deployments.diagnostics import Diagnostic, Location
from deployments.errors import InvalidValueError, quote
from deployments.formats.file_records import Setting
from deployments.formats.source_positions import shown
from deployments.patterns import lazy_pattern
from deployments.records import RECORD_KINDS, Metadata, Record, Statement, written_fields
from deployments.references import UnmadeRecord, path_of
from deployments.suggestions import did_you_mean
from deployments.values.tolerance import Tolerance

#: The values that `record` can have.
_LINE_KINDS = [*RECORD_KINDS, "registry"]

#: An id longer than this is not shown.
_LONGEST_ID = 351


class LineReading(NamedTuple):
    """What a line holds, all its problems, and, if there are any, what could be read of its record."""

    found: Record | Mapping[str, Setting] | None
    problems: list[Diagnostic]
    unmade: UnmadeRecord | None


def read_line(file: str, number: int, data: bytes) -> LineReading:
    """Read a line: what it holds, every problem of it, and what could be read of a record that is wrong.

    Takes the name of the file and the number of the line, which problems name. A line of the kind `registry` holds
    settings, and a blank line holds nothing.

    >>> found, problems, unmade = read_line("x.jsonl", 3, b'{"record": "event", "id": "summit", "name": 5}')
    >>> found, unmade.id, str(problems[0].location), problems[0].message
    (None, 'summit', 'x.jsonl:3:37', 'not a text: 5')
    """
    reader = _LineReader(file, number)
    found = None
    try:
        found = reader.read(data)
    except RecursionError:
        reader.problem("T104", "nested too deeply", "a record needs three levels")
    return LineReading(found, reader.problems, reader.unmade if reader.problems else None)


class JsonLine:
    """A line of a file, which tells where each field of its object stands.

    >>> str(JsonLine("x.jsonl", 3, '{"id": "summit", "name": 5}').location("name"))
    'x.jsonl:3:18'
    """

    def __init__(self, file: str, number: int, text: str) -> None:
        self.file = file
        self.number = number
        self.text = text

    def location(self, field: str) -> Location:
        """Return the place of a field; the place of the line, if that is no object or has no such field.

        >>> str(JsonLine("x.jsonl", 3, "5").location("name"))
        'x.jsonl:3:1'
        """
        return self.at(self._columns.get(field, 1))

    def at(self, column: int) -> Location:
        """Return the place of a column of the line. Columns count from 1.

        >>> str(JsonLine("x.jsonl", 3, "nonsense").at(4))
        'x.jsonl:3:4'
        """
        return Location(self.file, self.number, column, shown(self.text))

    @functools.cached_property
    def _columns(self) -> dict[str, int]:
        """The column of each key, up to the first that cannot be read."""
        found: dict[str, int] = {}
        at = 0
        try:
            while match := _BEFORE_KEY.match(self.text, at):
                key, at = _DECODER.raw_decode(self.text, match.end())
                found.setdefault(str(key), match.end() + 1)
                colon = _AFTER_KEY.match(self.text, at)
                _, at = _DECODER.raw_decode(self.text, colon.end() if colon else len(self.text))
        except (ValueError, RecursionError):
            pass
        return found


class _LineReader:
    def __init__(self, file: str, number: int) -> None:
        self.line = JsonLine(file, number, "")
        self.path = ""
        self.problems: list[Diagnostic] = []
        self.unmade: UnmadeRecord | None = None

    def read(self, data: bytes) -> Record | Mapping[str, Setting] | None:
        try:
            self.line = JsonLine(self.line.file, self.line.number, data.decode())
        except UnicodeDecodeError as error:
            message = f"not UTF-8: byte 0x{data[error.start]:02x}"
            self.problem("T102", message, "save the file as UTF-8", column=error.start + 1)
            return None
        table = self.table() if self.line.text.strip(" \t\r") else None
        if table is None:
            return None
        name, id_ = table.pop("record", None), table.get("id")
        if name == "registry":
            return self.settings(table)
        kind = RECORD_KINDS.get(name) if isinstance(name, str) else None
        id_ = id_ if isinstance(id_, str) and id_.isprintable() and len(id_) <= _LONGEST_ID else ""
        values: dict[str, Any] = {}
        self.unmade = UnmadeRecord(name if kind else "", id_, values, self.line.number)
        if kind is None:
            hint = did_you_mean(str(name), _LINE_KINDS) if isinstance(name, str) else ""
            hint = hint or f"write one of {', '.join(_LINE_KINDS)}"
            self.problem("S103", f"not a kind of record: {quote(name)}", hint, "record")
            return None
        self.path = path_of(self.unmade, "")
        return self.record(kind, table, values)

    def table(self) -> dict[str, Any] | None:
        try:
            table = _DECODER.decode(self.line.text)
        except json.JSONDecodeError as error:
            self.problem("T103", f"not JSON: {error.msg}", _syntax_hint(error), column=error.colno)
        except InvalidValueError as error:
            self.problem("T103", error.message, error.hint)
        except ValueError as error:
            self.problem("T103", f"not JSON: {error}", "write numbers of people as they are: 6")
        else:
            if isinstance(table, dict):
                return table
            self.problem("T103", f"not an object: {quote(table)}", 'write {"record": "statement", ...}')
        return None

    def settings(self, table: dict[str, Any]) -> Mapping[str, Setting] | None:
        self.path = "registry."
        read: dict[str, Any] = {each.name: each.converter for each in written_fields(Metadata)}
        read["tolerance"] = Tolerance.parse
        values: dict[str, Any] = {}
        for key, value in table.items():
            if key == "imported":  # this is for the module `generated`
                continue
            if key not in read:
                self.unknown(key, read)
                continue
            try:
                values[key] = read[key](value)
            except InvalidValueError as error:
                self.invalid(key, error)
        tolerance = {name: values.pop(name) for name in ("tolerance",) if name in values}
        return {**tolerance, **({"metadata": Metadata(**values)} if values else {})}

    def record(self, kind: type[Record], table: dict[str, Any], values: dict[str, Any]) -> Record | None:
        """Make the record of a table, and keep the values of the fields that are right."""
        fields = {field.name: field for field in written_fields(kind)}
        for key, value in table.items():
            if key not in fields:
                self.unknown(key, fields)
                continue
            try:
                values[key] = converted(fields[key], value, table)
            except InvalidValueError as error:
                self.invalid(key, error)
        for name, field in fields.items():
            if name not in table and field.default is attrs.NOTHING:
                self.problem("S102", f"{name} is missing", f'write "{name}": ...')
        if self.problems:
            return None
        try:
            return kind(**values)
        except InvalidValueError as error:
            self.invalid("as_of" if kind is Statement else "", error)
            return None

    # --- problems ---

    def problem(self, code: str, message: str, hint: str = "", field: str = "", column: int | None = None) -> None:
        where = self.line.location(field) if column is None else self.line.at(column)
        self.problems.append(Diagnostic(code, message, hint, f"{self.path}{field}".rstrip("."), where))

    def invalid(self, field: str, error: InvalidValueError) -> None:
        self.problem(error.code, error.message, error.hint, field)

    def unknown(self, key: str, known: Iterable[str]) -> None:
        hint = did_you_mean(key, known) or f"known here: {', '.join(known)}"
        self.problem("S101", f"not a key that is known here: {quote(key)}", hint, key if key.isidentifier() else "")


def converted(field: attrs.Attribute[Any], value: object, table: Mapping[str, object]) -> object:
    """Read the value of one field of a table. Raises `InvalidValueError`.

    >>> from deployments.records import Event
    >>> str(converted(attrs.fields_dict(Event)["place"], "Vilnius, LTU", {}))
    'Vilnius, LTU'
    """
    if field.name != "value":
        convert: Any = field.converter  # every field of a record has one
        return convert(value)
    try:
        kind = ClaimKind(table.get("kind"))
    except ValueError:
        return None  # the kind is a problem of its own
    source = table.get("source")
    return kind.read(value, source if isinstance(source, str) else "")


def _syntax_hint(error: json.JSONDecodeError) -> str:
    """Return a hint what to do about a line that is no JSON, from what it looks like."""
    text, at = error.doc.strip(), error.doc[: error.pos].rstrip()
    for is_so, hint in (
        (_TOML_LINE.fullmatch(text), "this looks like TOML: the name of such a file ends in .toml"),
        (text in ("[", "]", "],", "{", "}", "},"), "write each object on one line, with no list around them all"),
        (text.startswith("["), "write one object on each line, with no list around them"),
        (not text.startswith("{"), 'write one object on each line: {"record": "statement", ...}'),
        (error.msg.startswith("Extra data"), "write one object on each line"),
        (at.endswith(",") and text[len(at) :].lstrip()[:1] in ("}", "]"), "leave out the comma after the last value"),
        (any(mark in text for mark in "\u201c\u201d\u201e"), 'quotes are straight: "title"'),
        (re.search(r"[{,:\[]\s*'", text), 'quotes are double: "title"'),
        (error.msg.startswith("Unterminated string"), 'a text is not closed: write " after its last word'),
        (error.msg.startswith("Invalid \\"), "a backslash is written twice"),
        (error.msg.startswith("Invalid control"), "the text has a control character: leave it out"),
        (error.pos >= len(error.doc.rstrip()), "the object is not closed: write } at the end of the line"),
        (re.match(r"(?:True|False|None|yes|no)\b", error.doc[error.pos :]), "write true, false, or leave the key out"),
        (error.msg.startswith("Expecting property name"), 'keys stand in double quotes: "title"'),
        (error.msg.startswith("Expecting ':'"), "a key and its value have : between them"),
        (error.msg.startswith("Expecting ','"), "keys have commas between them, and a quote within a text a backslash"),
    ):
        if is_so:
            return hint
    return "texts and dates stand in double quotes"


_TOML_LINE = lazy_pattern(r"\[{1,2}[\w.\"-]+\]{1,2}|[\w.-]+\s*=.*")


# --- JSON ------------------------------------------------------------------------------------------------


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
        raise InvalidValueError("a key that is there twice", twice, "leave one of them out")
    return found


def _no_number(text: str) -> object:
    raise ValueError(f"there is no number {text}")


_DECODER = json.JSONDecoder(object_pairs_hook=_each_key_once, parse_constant=_no_number)


def decoded(text: str) -> Any:
    """Read JSON. Raises `ValueError`, also for a key that is there twice and for `NaN`, and `RecursionError`.

    >>> decoded('{"of": "P6M", "of": "P7M"}')
    Traceback (most recent call last):
    ...
    deployments.errors.InvalidValueError: a key that is there twice: 'of' (leave one of them out)
    """
    return _DECODER.decode(text)


_BEFORE_KEY = lazy_pattern(r"[ \t\r]*[{,][ \t\r]*")
_AFTER_KEY = lazy_pattern(r"[ \t\r]*:[ \t\r]*")
