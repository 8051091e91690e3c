"""One line of JSON Lines, read with care: everything that is wrong with it, and where."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from deployments.diagnostics import Diagnostic, Location
from deployments.errors import InvalidValueError, quote
from deployments.formats import source_positions
from deployments.patterns import lazy
from deployments.records import READERS, ClaimKind, Deployment, Event, Mission, Record, Source, Statement
from deployments.store import did_you_mean
from deployments.values.tolerance import Tolerance
from deployments.values.when import is_id

#: The kinds of record, as `record` names them.
KINDS: Mapping[str, type[Record]] = {
    kind.__name__.lower(): kind for kind in (Source, Event, Mission, Deployment, Statement)
}
_NAMES = [*KINDS, "registry"]


def read(file: str, number: int, line: bytes) -> tuple[Record | Tolerance | None, list[Diagnostic], str]:
    """Read a line: what it holds, every problem of it, and the id that it declares.

    A line of the kind `registry` holds the tolerance; a blank one nothing.

    >>> record, problems, id_ = read("x.jsonl", 3, b'{"record": "event", "id": "summit", "name": 5}')
    >>> record, id_, str(problems[0].location), problems[0].message
    (None, 'summit', 'x.jsonl:3:37', 'not a text: 5')
    """
    reading = _Reading(file, number)
    try:
        return reading.line(line), reading.problems, reading.id
    except RecursionError:
        reading.problem("T104", "brackets in brackets beyond all depth", "a record needs three levels")
        return None, reading.problems, reading.id


def location(file: str, number: int, text: str, field: str) -> Location:
    """Give the place of a field in a line that is an object; of the line if it has no such field.

    >>> str(location("x.jsonl", 3, '{"id": "summit", "name": 5}', "name"))
    'x.jsonl:3:18'
    """
    return Location(file, number, _columns(text).get(field, 1), source_positions.shown(text))


@attrs.define
class _Reading:
    file: str
    number: int
    text: str = ""
    id: str = ""
    path: str = ""
    problems: list[Diagnostic] = attrs.field(factory=list)

    def line(self, line: bytes) -> Record | Tolerance | None:
        try:
            self.text = line.decode()
        except UnicodeDecodeError as error:
            message = f"not UTF-8: byte 0x{line[error.start]:02x}"
            self.problem("T102", message, "save the file as UTF-8", column=error.start + 1)
            return None
        table = self.table() if self.text.strip(" \t\r") else None
        if table is None:
            return None
        name = table.pop("record", None)
        if name == "registry":
            return self.settings(table)
        kind = KINDS.get(name) if isinstance(name, str) else None
        if kind is None:
            hint = did_you_mean(str(name), _NAMES) if isinstance(name, str) else ""
            hint = hint or f"write one of {', '.join(_NAMES)}"
            self.problem("S103", f"not a kind of record: {quote(name)}", hint, "record")
            return None
        id_ = table.get("id")
        self.path = f"{name}."
        if isinstance(id_, str) and id_.isprintable() and len(id_) <= 200:
            self.path = f'{name}s["{id_}"].'
            self.id = id_ if is_id(id_) and kind is not Statement else ""
        return self.record(kind, table)

    def table(self) -> dict[str, Any] | None:
        try:
            table = _JSON.decode(self.text)
        except json.JSONDecodeError as error:
            self.problem("T103", f"not JSON: {error.msg}", "write one object on each line", column=error.colno)
        except InvalidValueError as error:
            self.problem("T103", error.message, error.hint)
        except ValueError as error:
            self.problem("T103", f"not JSON: {error}", "write numbers of people as they are: 6")
        else:
            if isinstance(table, dict):
                return table
            self.problem("T103", f"not an object: {quote(table)}", 'write {"record": "statement", ...}')
        return None

    def settings(self, table: dict[str, Any]) -> Tolerance | None:
        self.path = "registry."
        for key in table.keys() - {"tolerance", "imported"}:  # the latter is for `generated`
            self.unknown(key, ["tolerance"])
        try:
            return Tolerance.parse(table["tolerance"]) if "tolerance" in table else None
        except InvalidValueError as error:
            self.invalid("tolerance", error)
            return None

    def record(self, kind: type[Record], table: dict[str, Any]) -> Record | None:
        fields = attrs.fields_dict(kind)
        values = {}
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
            self.invalid("as_of", error)
            return None

    # --- problems ---

    def problem(self, code: str, message: str, hint: str = "", field: str = "", column: int | None = None) -> None:
        if column is None:
            where = location(self.file, self.number, self.text, field)
        else:
            where = Location(self.file, self.number, column, source_positions.shown(self.text))
        path = f"{self.path}{field}".rstrip(".")
        self.problems.append(Diagnostic(code, message, hint, path, where))

    def invalid(self, field: str, error: InvalidValueError) -> None:
        self.problem(source_positions.code(error), error.message, error.hint, field)

    def unknown(self, key: str, known: Iterable[str]) -> None:
        hint = did_you_mean(key, known) or f"known here: {', '.join(known)}"
        self.problem("S101", f"not a key that is known here: {quote(key)}", hint, key if key.isidentifier() else "")


def converted(field: attrs.Attribute[Any], value: object, table: Mapping[str, object]) -> object:
    """Read the value of one field of a table. Raises `InvalidValueError`.

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
    return READERS[kind](value)


# --- JSON ------------------------------------------------------------------------------------------------


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
        raise InvalidValueError("a key that is there twice", twice, "leave one of them out")
    return found


def _refused(text: str) -> object:
    raise ValueError(f"there is no number {text}")


_JSON = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_refused)


def decoded(text: str) -> Any:
    """Read JSON. Raises `ValueError`, also for a key that is there twice and for `NaN`, and `RecursionError`.

    >>> decoded('{"of": "P6M", "of": "P7M"}')
    Traceback (most recent call last):
    ...
    deployments.errors.InvalidValueError: a key that is there twice: 'of' (leave one of them out)
    """
    return _JSON.decode(text)


_BEFORE_KEY = lazy(r"[ \t\r]*[{,][ \t\r]*")
_COLON = lazy(r"[ \t\r]*:[ \t\r]*")


def _columns(text: str) -> dict[str, int]:
    """Give the column, from 1, of each key of the object in a line; of as many as can be read."""
    found: dict[str, int] = {}
    at = 0
    try:
        while match := _BEFORE_KEY.match(text, at):
            key, at = _JSON.raw_decode(text, match.end())
            found.setdefault(str(key), match.end() + 1)
            colon = _COLON.match(text, at)
            _, at = _JSON.raw_decode(text, colon.end() if colon else len(text))
    except (ValueError, RecursionError):
        pass
    return found


__all__ = ["KINDS", "converted", "decoded", "location", "read"]
