"""Reads mappings from TOML. Whatever is wrong with one is a diagnostic at the place where it stands."""

from __future__ import annotations

import functools
import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

import attrs

from deployments.diagnostics import Diagnostic, Location, RegistryError
from deployments.errors import InvalidValueError, quote
from deployments.formats import source_positions
from deployments.formats.loader import MAX_SIZE, syntax_problem, written
from deployments.formats.regular_files import contents
from deployments.formats.toml_positions import KeyPath, positions
from deployments.importing.cell_keys import CellKeys
from deployments.importing.cell_types import CELL_TYPES, importable_claims
from deployments.importing.converters import quoted
from deployments.importing.mapping import PartKeys, TableMapping
from deployments.importing.mapping_checks import missing_keys
from deployments.patterns import lazy
from deployments.suggestions import did_you_mean

#: The folder of the mappings that come with the library.
BUNDLED_MAPPINGS = Path(__file__).with_name("mappings")

#: The most parts of a dotted key: the time that `tomllib` takes grows with their square.
MAX_KEY_PARTS = 100

# A dotted key begins a line, or an inline table or a pair in one. A quoted part may hold escaped quotes.
_LONG_KEY = lazy(
    r"""(?:^|[{,\[])[ \t]*+(?:(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+)"""
    rf"{{{MAX_KEY_PARTS}}}",
    re.MULTILINE,
)

_T = TypeVar("_T")


def bundled_mappings() -> list[str]:
    """Return the names of the mappings that come with the library.

    >>> bundled_mappings()
    ['exercises', 'un-contributions']
    """
    return sorted(path.stem for path in BUNDLED_MAPPINGS.glob("*.toml"))


def read_mapping(name: str | Path) -> TableMapping:
    """Return the mapping of that name that comes with the library, or the one in a TOML file.

    Raises `RegistryError`, which holds everything that is wrong with it.

    >>> read_mapping("un-contributions").absent
    'zero'
    >>> read_mapping("no-such-mapping")
    Traceback (most recent call last):
    ...
    deployments.diagnostics.RegistryError: no-such-mapping: error[T101]: cannot be read: No such file or directory
    """
    path = BUNDLED_MAPPINGS / f"{name}.toml" if str(name) in bundled_mappings() else Path(name)
    document = _parse_toml(str(path), _contents(path))
    if isinstance(document, Diagnostic):
        raise RegistryError([document])
    return _MappingReader(document).mapping()


def _contents(path: Path) -> bytes:
    try:
        return contents(path, MAX_SIZE)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        known = bundled_mappings()
        hint = did_you_mean(str(path), known) or f"name a TOML file, or one of {quoted(known)}"
        where = Location(str(path))
        raise RegistryError([Diagnostic("T101", f"cannot be read: {reason}", hint, location=where)]) from None


@attrs.define(eq=False)
class _TomlDocument:
    """What a TOML text holds, and where in it each key stands.

    A mapping can have as many problems as keys, so what each of them needs is found once.
    """

    file: str
    text: str
    table: dict[str, Any]

    def diagnostic(self, path: KeyPath, code: str, message: str, hint: str = "") -> Diagnostic:
        """Return a problem with the place of its key, or of the table around a key that is not there."""
        known = path
        while known and known not in self._positions:
            known = known[:-1]
        line, column = self._positions.get(known, (1, 1))
        location = Location(self.file, line, column, source_positions.shown(self._lines[line - 1]))
        return Diagnostic(code, message, hint, written(path), location)

    @functools.cached_property
    def _positions(self) -> dict[KeyPath, tuple[int, int]]:
        return positions(self.text)

    @functools.cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")


def _parse_toml(file: str, data: bytes) -> _TomlDocument | Diagnostic:
    """Return what the bytes of a file hold, or what is wrong with them if they are not TOML or cannot be read."""
    where = Location(file)
    if len(data) > MAX_SIZE:
        return Diagnostic("T104", "too large for a mapping", "name a mapping", location=where)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Diagnostic("T102", "not UTF-8", "save the file as UTF-8", location=where)
    long_key = _LONG_KEY.search(text)
    if long_key is not None:
        where = source_positions.location(file, text, text.count("\n", 0, long_key.start()) + 1, None)
        message = f"a key of more than {MAX_KEY_PARTS} parts"
        return Diagnostic("T104", message, "a mapping needs three at most", location=where)
    try:
        return _TomlDocument(file, text, tomllib.loads(text))
    except RecursionError:
        return Diagnostic("T104", "nested too deeply", "a mapping needs three levels at most", location=where)
    except ValueError as error:
        return syntax_problem(file, text, error)


class _MappingReader:
    """The reading of one mapping. It goes on after a problem, so that all of them are found at once."""

    def __init__(self, document: _TomlDocument) -> None:
        self.document = document
        self.problems: list[Diagnostic] = []

    def mapping(self) -> TableMapping:
        """Return the mapping. Raises `RegistryError` with every problem."""
        mapping = self.table(TableMapping, self.document.table, ())
        if mapping is not None:
            for path, message, hint in missing_keys(mapping):
                self.problem(path, "S102", message, hint)
        if self.problems or mapping is None:
            raise RegistryError(self.problems)
        return mapping

    def problem(self, path: KeyPath, code: str, message: str, hint: str = "") -> None:
        """Keep a problem of a key or a table."""
        self.problems.append(self.document.diagnostic(path, code, message, hint))

    def invalid(self, path: KeyPath, error: InvalidValueError) -> None:
        """Keep a value that is refused as a problem."""
        self.problem(path, source_positions.code(error), error.message, error.hint)

    def table(self, kind: type[_T], table: object, path: KeyPath) -> _T | None:
        """Return what is made of a table; None if anything in it is wrong."""
        if isinstance(table, str) and issubclass(kind, CellKeys):
            table = {"column": table}
        if not isinstance(table, dict):
            hint = f"write [{written(path)}], and its keys below it"
            self.problem(path, "S103", f"not a table: {quote(table)}", hint)
            return None
        before = len(self.problems)
        values = self.values(kind, table, path)
        if len(self.problems) > before:
            return None
        try:
            return kind(**values)
        except InvalidValueError as error:
            self.invalid(path, error)
            return None

    def values(self, kind: type[Any], table: dict[str, Any], path: KeyPath) -> dict[str, Any]:
        """Return the values of the keys of a table, by the fields of the kind that is made of it."""
        fields = {field.name: field for field in attrs.fields(kind) if field.metadata}
        claims = importable_claims() if issubclass(kind, PartKeys) else {}
        found: dict[str, Any] = {"claims": {}} if claims else {}
        for name, value in table.items():
            below = (*path, name)
            if name in fields:
                found[name] = self.value(fields[name], value, below)
            elif name in claims:
                claim = claims[name]
                found["claims"][claim] = self.table(CELL_TYPES[claim.spec.value].keys, value, below)
            else:
                hint = did_you_mean(name, [*fields, *claims]) or f"known here: {', '.join([*fields, *claims])}"
                self.problem(below, "S101", f"not a key that is known here: {quote(name)}", hint)
        for name, field in fields.items():
            if name not in table and field.default is attrs.NOTHING:
                self.problem(path, "S102", f"{name} is missing", f"write {name} = ...")
        return found

    def value(self, field: attrs.Attribute[Any], value: object, path: KeyPath) -> Any:
        """Return the value of one field; None if it is wrong."""
        if "convert" in field.metadata:
            try:
                return field.metadata["convert"](value)
            except InvalidValueError as error:
                self.invalid(path, error)
                return None
        kind, each = field.metadata["table"], field.metadata["each"]
        if not each:
            return self.table(kind, value, path)
        if not isinstance(value, list if each == "list" else dict):
            hint = f"write [[{written(path)}]]" if each == "list" else f"write [{written(path)}.some-name]"
            self.problem(path, "S103", f"not what is meant here: {quote(value)}", hint)
            return None
        if isinstance(value, list):
            return tuple([self.table(kind, item, (*path, i)) for i, item in enumerate(value)])
        return {name: self.table(kind, item, (*path, name)) for name, item in dict(value).items()}


__all__ = ["bundled_mappings", "read_mapping"]
