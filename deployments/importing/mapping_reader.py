"""Reads mappings from TOML. Whatever is wrong with one is a diagnostic at the place where it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import attrs

from deployments.diagnostics import Diagnostic, Location, RegistryError
from deployments.errors import InvalidValueError, quote
from deployments.formats.faults import reason
from deployments.formats.regular_files import contents
from deployments.formats.toml_documents import MAX_TOML, TomlDocument, parse_toml, written
from deployments.formats.toml_positions import KeyPath
from deployments.importing.cell_keys import CellKeys
from deployments.importing.cell_types import CELL_TYPES, importable_claims
from deployments.importing.converters import quoted
from deployments.importing.mapping import PartKeys, SourceKeys, TableMapping
from deployments.importing.mapping_checks import missing_keys
from deployments.importing.mapping_values import wrong_values
from deployments.suggestions import did_you_mean

#: The folder of the mappings that come with the library.
BUNDLED_MAPPINGS = Path(__file__).with_name("mappings")

_T = TypeVar("_T")


def bundled_mappings() -> list[str]:
    """Return the names of the mappings that come with the library.

    >>> bundled_mappings()
    ['exercises', 'un-contributions']
    """
    return sorted(path.stem for path in BUNDLED_MAPPINGS.glob("*.toml"))


def mapping_path(name: str | Path) -> Path:
    """Return the file of the mapping of that name that comes with the library, or else the file of that name.

    >>> mapping_path("exercises").name
    'exercises.toml'
    """
    return BUNDLED_MAPPINGS / f"{name}.toml" if str(name) in bundled_mappings() else Path(name)


def read_mapping(name: str | Path) -> TableMapping:
    """Return the mapping of that name that comes with the library, or the one in a TOML file.

    Raises `RegistryError`, which holds everything that is wrong with it.

    >>> read_mapping("un-contributions").day.column
    'Date'
    >>> read_mapping("no-such-mapping")
    Traceback (most recent call last):
    ...
    deployments.diagnostics.RegistryError: no-such-mapping: error[T101]: cannot be read: No such file or directory
    """
    path = mapping_path(name)
    document = parse_toml(str(path), _contents(path))
    if isinstance(document, Diagnostic):
        raise RegistryError([document])
    return _MappingReader(document).mapping()


def _contents(path: Path) -> bytes:
    try:
        return contents(path, MAX_TOML)
    except (OSError, ValueError) as error:
        known = bundled_mappings()
        hint = did_you_mean(str(path), known) or f"name a TOML file, or one of {quoted(known)}"
        where = Location(str(path))
        raise RegistryError([Diagnostic("T101", f"cannot be read: {reason(error)}", hint, location=where)]) from None


class _MappingReader:
    """The reading of one mapping. It goes on after a problem, so that all of them are found at once."""

    def __init__(self, document: TomlDocument) -> None:
        self.document = document
        self.problems: list[Diagnostic] = []

    def mapping(self) -> TableMapping:
        """Return the mapping. Raises `RegistryError` with every problem."""
        mapping = self.table(TableMapping, self.document.table, ())
        if mapping is not None:
            for path, message, hint in missing_keys(mapping):
                self.problem(path, "S102", message, hint)
            for path, error in wrong_values(mapping):
                self.invalid(path, error)
        if self.problems or mapping is None:
            raise RegistryError(self.problems)
        return mapping

    def problem(self, path: KeyPath, code: str, message: str, hint: str = "") -> None:
        """Keep a problem of a key or a table."""
        self.problems.append(self.document.diagnostic(path, code, message, hint))

    def invalid(self, path: KeyPath, error: InvalidValueError) -> None:
        """Keep a value that is refused as a problem."""
        self.problem(path, error.code, error.message, error.hint)

    def table(self, kind: type[_T], table: object, path: KeyPath) -> _T | None:
        """Return what is made of a table; None if anything in it is wrong."""
        if issubclass(kind, CellKeys):
            table = _whole(table)
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
        fields = {field.metadata.get("key") or field.name: field for field in attrs.fields(kind) if field.metadata}
        claims = importable_claims() if issubclass(kind, PartKeys) else {}
        found: dict[str, Any] = {"claims": {}} if claims else {}
        for name, value in table.items():
            below = (*path, name)
            if name in fields and kind is SourceKeys and isinstance(value, dict):
                found.setdefault("columns", {})[name] = self.table(CellKeys, value, below)
            elif name in fields:
                found[fields[name].name] = self.value(fields[name], value, below)
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

    def converted(self, convert: Callable[[Any], Any], value: object, path: KeyPath) -> Any:
        """Return what a value means; None if it is wrong."""
        try:
            return convert(value)
        except InvalidValueError as error:
            self.invalid(path, error)
            return None

    def value(self, field: attrs.Attribute[Any], value: object, path: KeyPath) -> Any:
        """Return the value of one field; None if it is wrong."""
        if "convert" in field.metadata:
            found = self.converted(field.metadata["convert"], value, path)
            read = field.metadata.get("item")
            return found if read is None or found is None else tuple([self.converted(read, x, path) for x in found])
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


def _whole(table: object) -> object:
    """Return the table that a short form of the keys of a cell stands for."""
    if isinstance(table, str):
        return {"column": table}
    if isinstance(table, list):
        return {"join": table}
    return {"value": table} if isinstance(table, bool) else table
