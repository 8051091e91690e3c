"""Registries in files: any number of files read as one, every problem of every file at once."""

from __future__ import annotations

import errno
import os
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import attrs

from deployments import checks
from deployments.diagnostics import Diagnostic, Location, RegistryError, has_errors
from deployments.errors import InvalidValueError, quote
from deployments.formats import jsonl, source_positions, table_folders
from deployments.formats.regular_files import contents
from deployments.gc_pause import paused
from deployments.patterns import lazy
from deployments.records import ClaimKind, Deployment, Event, Mission, Record, Source, Statement, claim
from deployments.registry import Registry
from deployments.store import Problem, did_you_mean, valid_records
from deployments.values.tolerance import Tolerance
from deployments.values.when import is_id

if TYPE_CHECKING:
    from deployments.formats.sheets import Sheet

#: What a folder of tables has in it.
TABLES = "datapackage.json"

#: The largest file that is read, in bytes.
MAX_SIZE = 64 << 20

#: The most parts of a dotted key: `tomllib` takes minutes over one of 100,000.
MAX_PARTS = 100

_LONG_KEY = lazy(
    r"(?:^|[{,\[])[ \t]*+(?:(?:[A-Za-z0-9_-]++|\"[^\"\n]*+\"|'[^'\n]*+')[ \t]*+\.[ \t]*+)"
    rf"{{{MAX_PARTS}}}",
    re.MULTILINE,
)

KeyPath = tuple[str | int, ...]

_TABLES: Mapping[str, type[Source | Event | Mission | Deployment]] = {
    "sources": Source,
    "events": Event,
    "missions": Mission,
    "deployments": Deployment,
}
_TOP = ("source", "tolerance", *_TABLES, "statements")
_CLAIMS = {kind.value: kind for kind in ClaimKind}
_COMMON = {field.name: field for field in attrs.fields(Statement) if field.name not in ("kind", "value")}


def load(*paths: str | os.PathLike[str]) -> Registry:
    """Read files and folders of TOML and JSON Lines as one registry. Raises `RegistryError` with all that is wrong.

    Warnings do not keep a registry from loading; `read` gives them.

    >>> load("no-such-folder/")
    Traceback (most recent call last):
    ...
    deployments.diagnostics.RegistryError: no-such-folder: error[T101]: cannot be read: No such file or directory
    """
    registry, diagnostics = read(*paths)
    if has_errors(diagnostics):
        raise RegistryError(diagnostics)
    return registry


def read(*paths: str | os.PathLike[str]) -> tuple[Registry, list[Diagnostic]]:
    """Read files and folders of TOML and JSON Lines: the registry of all that is sound, and every problem.

    A folder stands for the `*.toml` and `*.jsonl` files in it and in its subfolders, in the order of their names, and
    for the tables that `deployments.formats.export` has written there; links to folders are not followed. Nothing that
    is in a file is run or fetched.

    >>> registry, diagnostics = read("no-such-file.toml")
    >>> len(registry.sources), diagnostics[0].code
    (0, 'T101')
    """
    with paused():
        return _reading(paths).result(checks.CHECKS)


def check(*paths: str | os.PathLike[str]) -> list[Diagnostic]:
    """Read files and folders of TOML and JSON Lines, and give every problem, also where reports contradict each other.

    Contradictions keep no registry from loading: the rule by which statements hold decides what counts, and answers
    say that they are disputed.

    >>> [diagnostic.code for diagnostic in check("no-such-file.toml")]
    ['T101']
    """
    with paused():
        reading = _reading(paths)
    return reading.result((*checks.CHECKS, *checks.CONTRADICTIONS))[1]


def _reading(paths: Iterable[str | os.PathLike[str]]) -> _Reading:
    reading = _Reading()
    known: set[str] = set()
    for path in paths:
        if not os.fspath(path):  # `Path("")` is the folder in which one happens to be
            reading.unreadable(path, FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)))
            continue
        for file in reading.files(Path(path)):
            # A file that is named twice, by itself and by its folder, is read once.
            name = _real(file)
            if name not in known:
                known.add(name)
                reading.file(file)
    return reading


def _real(path: Path) -> str:
    try:
        return os.path.realpath(path)
    except ValueError:  # what is no path is for its reader to refuse
        return str(path)


class _File(NamedTuple):
    """One file that was read as TOML."""

    name: str
    text: str

    def location(self, path: KeyPath, known: dict[KeyPath, tuple[int, int]]) -> Location:
        """Give the place of the longest part of the path that stands in the file."""
        while path and path not in known:
            path = path[:-1]
        line, column = known.get(path, (1, 1))
        return source_positions.location(self.name, self.text, line, column)


@attrs.define
class _Reading:
    """The state of reading several files: the records so far, where each stands, and the problems."""

    records: list[Record] = attrs.field(factory=list)
    declared: set[str] = attrs.field(factory=set)
    origins: dict[int, tuple[_File, KeyPath]] = attrs.field(factory=dict)
    lines: list[jsonl.Lines | Sheet] = attrs.field(factory=list)
    diagnostics: list[Diagnostic] = attrs.field(factory=list)
    tolerance: Tolerance | None = None
    numbers: Counter[str] = attrs.field(factory=Counter)
    positions: dict[str, dict[KeyPath, tuple[int, int]]] = attrs.field(factory=dict)

    # --- files ---

    def files(self, path: Path) -> Iterator[Path]:
        if not os.path.isdir(path):  # noqa: PTH112 - `Path.is_dir` raises for a name that is too long
            yield path
            return
        found = []

        def failed(error: OSError) -> None:
            self.unreadable(Path(error.filename or path), error)

        for folder, folders, names in os.walk(path, onerror=failed):
            folders.sort()
            own = sorted(self.but_tables(Path(folder), names))
            found += [Path(folder, name) for name in own if name.endswith((".toml", ".jsonl")) or name == TABLES]
        if not found:
            hint = "name a folder with *.toml or *.jsonl files or tables, or the files"
            message = "no *.toml or *.jsonl file in it"
            self.diagnostics.append(Diagnostic("T105", message, hint, location=Location(str(path))))
        yield from found

    @staticmethod
    def but_tables(folder: Path, names: list[str]) -> list[str]:
        """Leave out the files of a set of tables, which their package stands for."""
        if TABLES not in names:
            return names

        return table_folders.others(folder, names)

    def unreadable(self, path: str | os.PathLike[str], error: OSError | ValueError) -> None:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        location = Location(str(path) or '""')
        message, hint = f"cannot be read: {reason}", "name a TOML or JSON Lines file"
        self.diagnostics.append(Diagnostic("T101", message, hint, location=location))

    def file(self, path: Path) -> None:
        try:
            if path.name == TABLES:
                self.tables_of(path)
                return
            if path.suffix == ".jsonl":
                self.lines_of(path)
                return
            data = contents(path, MAX_SIZE)
        except (OSError, ValueError) as error:
            self.unreadable(path, error)
            return
        if len(data) > MAX_SIZE:
            message = f"larger than {MAX_SIZE >> 20} MiB"
            location = Location(str(path))
            self.diagnostics.append(Diagnostic("T104", message, "split it into several files", location=location))
            return
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            column = error.start - data.rfind(b"\n", 0, error.start)
            message = f"not UTF-8: byte 0x{data[error.start]:02x}"
            location = Location(str(path), line, column)
            self.diagnostics.append(Diagnostic("T102", message, "save the file as UTF-8", location=location))
            return
        self.document(_File(str(path), text))

    def lines_of(self, path: Path) -> None:

        self.take(jsonl.read(path))

    def tables_of(self, path: Path) -> None:

        for found in table_folders.read(path):
            if isinstance(found, Diagnostic):
                self.diagnostics.append(found)
            else:
                self.take(found)

    def take(self, lines: jsonl.Lines | Sheet) -> None:
        """Take what was read of a file that says itself where its records stand."""
        self.lines.append(lines)
        self.records += lines.records
        self.declared |= lines.declared
        self.diagnostics += lines.diagnostics
        if lines.tolerance is not None and self.tolerance not in (None, lines.tolerance):
            message = _another(self.tolerance)
            self.diagnostics.append(Diagnostic("S103", message, "write it once", "tolerance", lines.tolerance_at))
        self.tolerance = self.tolerance or lines.tolerance

    def parsed(self, file: _File) -> dict[str, Any] | None:
        """Read the text as TOML; None, and a diagnostic, if it is none, or deeper than can be read."""
        location = Location(file.name)
        message = "brackets in brackets beyond all depth"
        try:
            if long := _LONG_KEY.search(file.text):
                location = source_positions.location(
                    file.name, file.text, file.text.count("\n", 0, long.start()) + 1, None
                )
                message = f"a key of more than {MAX_PARTS} parts"
            else:
                return tomllib.loads(file.text)
        except RecursionError:
            pass
        except ValueError as error:  # a TOMLDecodeError, or a number too long for Python
            self.diagnostics.append(syntax_problem(file.name, file.text, error))
            return None
        self.diagnostics.append(Diagnostic("T104", message, "a registry needs three levels", location=location))
        return None

    def document(self, file: _File) -> None:
        document = self.parsed(file)
        if document is None:
            return
        for key in document:
            if key not in _TOP:
                self.unknown(file, (key,), _TOP)
        self.top(file, document)
        for name, kind in _TABLES.items():
            for id_, table in self.tables(file, document, name):
                self.record(file, (name, id_), kind, table)
        statements = document.get("statements", [])
        if not isinstance(statements, list):
            self.problem(file, ("statements",), "S103", "not a list of tables", "write [[statements]]")
            return
        for i, table in enumerate(statements):
            if isinstance(table, dict):
                self.statements(file, ("statements", i), table, document.get("source"))
            else:
                self.problem(file, ("statements", i), "S103", f"not a table: {quote(table)}", "write [[statements]]")

    def top(self, file: _File, document: dict[str, Any]) -> None:
        if "source" in document and not is_id(document["source"]):
            self.problem(file, ("source",), "S103", f"not an id: {quote(document['source'])}", "name a source")
        if "tolerance" not in document:
            return
        try:
            tolerance = Tolerance.parse(document["tolerance"])
        except InvalidValueError as error:
            self.invalid(file, ("tolerance",), error)
            return
        if self.tolerance not in (None, tolerance):
            self.problem(file, ("tolerance",), "S103", _another(self.tolerance), "write it once")
            return
        self.tolerance = tolerance

    def tables(self, file: _File, document: dict[str, Any], name: str) -> Iterator[tuple[str, dict[str, Any]]]:
        tables = document.get(name, {})
        if not isinstance(tables, dict):
            self.problem(file, (name,), "S103", f"not a table: {quote(tables)}", f"write [{name}.some-id]")
            return
        for id_, table in tables.items():
            if isinstance(table, dict):
                yield id_, table
            else:
                hint = f"write [{name}.some-id] above the fields"
                self.problem(file, (name, id_), "S103", f"not a table: {quote(table)}", hint)

    # --- records ---

    def record(
        self,
        file: _File,
        path: KeyPath,
        kind: type[Source | Event | Mission | Deployment],
        table: dict[str, Any],
    ) -> None:
        fields = {field.name: field for field in attrs.fields(kind)}
        self.declared.add(str(path[-1]))
        if "id" in table:
            self.problem(file, (*path, "id"), "S101", "the id stands in the header already", "leave this one out")
        values = self.values(file, path, {"id": path[-1], **table}, fields)
        if values is not None:
            self.make(file, path, kind, values)

    def statements(self, file: _File, path: KeyPath, table: dict[str, Any], source: object) -> None:
        claims = {key: value for key, value in table.items() if key in _CLAIMS}
        common = {key: value for key, value in table.items() if key not in _CLAIMS}
        if "source" not in common and is_id(source):
            common["source"] = source
        if not claims:
            self.problem(file, path, "S104", "no claim", f"write one of {', '.join(_CLAIMS)}")
        if "source" not in common:
            hint = 'write source = "..." here or at the top of the file'
            self.problem(file, path, "P101", "a claim without a source", hint)
        if "id" in common and len(claims) > 1:
            self.problem(file, (*path, "id"), "S104", "one id for several claims", "split the table, or leave it out")
            common = {**common, "id": None}
        values = self.values(file, path, {"id": "unnumbered", "source": "unknown", **common}, _COMMON)
        for key, value in claims.items():
            name = str(common.get("source"))
            self.numbers[name] += 1
            try:
                read = claim(_CLAIMS[key], value)
            except InvalidValueError as error:
                self.invalid(file, (*path, key), error)
                continue
            if values is None or "source" not in common or values["id"] is None:
                continue
            own: dict[str, object] = {"id": f"{name}#{self.numbers[name]}"} if "id" not in common else {}
            if ClaimKind(key).value not in _DATED_NAMES and len(claims) > 1:
                own["as_of"] = None  # it belongs to the other claims of the table
            self.make(file, path, Statement, {**values, "kind": _CLAIMS[key], "value": read, **own})

    def values(
        self, file: _File, path: KeyPath, table: dict[str, Any], fields: Mapping[str, attrs.Attribute[Any]]
    ) -> dict[str, Any] | None:
        """Read every field of a table; None when any is wrong, each of which is a diagnostic."""
        values: dict[str, Any] = {}
        fine = True
        for key, value in table.items():
            if key not in fields:
                self.unknown(file, (*path, key), [*fields, *(_CLAIMS if path[0] == "statements" else ())])
                fine = False
                continue
            try:
                values[key] = value if value is None else _converted(fields[key], value)
            except InvalidValueError as error:
                self.invalid(file, (*path, key), error)
                fine = False
        for name, field in fields.items():
            if name not in table and field.default is attrs.NOTHING:
                self.problem(file, path, "S102", f"{name} is missing", f"write {name} = ...")
                fine = False
        return values if fine else None

    def make(self, file: _File, path: KeyPath, kind: type[Record], values: dict[str, Any]) -> None:
        try:
            record = kind(**values)
        except InvalidValueError as error:
            self.invalid(file, path, error)
            return
        self.records.append(record)
        self.origins[id(record)] = file, path

    # --- problems ---

    def problem(self, file: _File, path: KeyPath, code: str, message: str, hint: str = "") -> None:
        self.diagnostics.append(self.diagnostic(file, path, code, message, hint))

    def diagnostic(self, file: _File, path: KeyPath, code: str, message: str, hint: str = "") -> Diagnostic:
        from deployments.formats.toml_positions import positions  # noqa: PLC0415 - only where something is wrong

        if file.name not in self.positions:
            self.positions[file.name] = positions(file.text)
        return Diagnostic(code, message, hint, written(path), file.location(path, self.positions[file.name]))

    def unknown(self, file: _File, path: KeyPath, known: Iterator[str] | list[str] | tuple[str, ...]) -> None:
        hint = did_you_mean(str(path[-1]), known) or f"known here: {', '.join(known)}"
        self.problem(file, path, "S101", f"not a key that is known here: {quote(path[-1])}", hint)

    def invalid(self, file: _File, path: KeyPath, error: InvalidValueError) -> None:
        self.problem(file, path, source_positions.code(error), error.message, error.hint)

    def between(self, problem: Problem) -> None:
        """Report a problem between records where the record stands, and say where the other is, if there is one."""
        if problem.other is not None:
            where = self.placed(problem._replace(record=problem.other)).location
            problem = problem._replace(hint=f"{problem.hint}; the other is in {where}")
        self.diagnostics.append(self.placed(problem))

    def placed(self, problem: Problem) -> Diagnostic:
        if id(problem.record) not in self.origins:
            return next(found for lines in self.lines if (found := lines.between(problem)))
        file, path = self.origins[id(problem.record)]
        return self.diagnostic(file, (*path, *problem.field.split(".")), problem.code, problem.message, problem.hint)

    def result(self, wanted: Sequence[checks.Check]) -> tuple[Registry, list[Diagnostic]]:
        names = {record.id for record in self.records if not isinstance(record, Statement)}
        kept, found = valid_records(self.records, self.declared - names)
        for problem in found:
            self.between(problem)
        by_kind: dict[type[Record], list[Any]] = {kind: [] for kind in (*_TABLES.values(), Statement)}
        for record in kept:
            by_kind[type(record)].append(record)
        registry = Registry(
            **{name: by_kind[kind] for name, kind in _TABLES.items()},
            statements=by_kind[Statement],
            tolerance=self.tolerance or Tolerance(),
        )
        for check_ in wanted:
            for problem in check_(registry):
                self.between(problem)
        self.diagnostics.sort(key=_order)
        return registry, self.diagnostics


def _converted(field: attrs.Attribute[Any], value: object) -> object:
    converter: Any = field.converter  # every field of a record has one
    return converter(value)


def _another(tolerance: Tolerance | None) -> str:
    return f"another file has another tolerance: {quote(str(tolerance))}"


_DATED_NAMES = ("strength", "ceiling", "change", "equipment")


def _order(diagnostic: Diagnostic) -> tuple[str, int, int]:
    where = diagnostic.location or Location("")
    return where.file, where.line or 0, where.column or 0


_AT = lazy(r" \(at (?:line ([0-9]+), column ([0-9]+)|end of document)\)$")


def syntax_problem(name: str, document: str, error: ValueError) -> Diagnostic:
    """Give what `tomllib` refuses in a document as a diagnostic."""
    text = str(error)
    match = _AT.search(text)
    line = int(match[1]) if match and match[1] else document.count("\n") + 1
    column = int(match[2]) if match and match[2] else None
    message = f"not TOML: {text[: match.start()] if match else text}"
    where = source_positions.location(name, document, line, column)
    return Diagnostic("T103", message, 'texts and dates stand in quotes: end = "2023-06-21"', location=where)


def written(path: KeyPath) -> str:
    """Give a path as a diagnostic shows it: `statements[3].end`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")
