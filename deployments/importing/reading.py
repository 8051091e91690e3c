"""Mappings as TOML: what is wrong with one is diagnosed where it stands. `docs/importing.md` describes every key."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import attrs

from deployments.claims import ClaimKind
from deployments.diagnostics import Diagnostic, Location, RegistryError
from deployments.errors import InvalidValueError, quote
from deployments.formats.regular_files import contents
from deployments.formats.toml_documents import MAX_TOML, TomlDocument, parse_toml, written
from deployments.formats.toml_positions import KeyPath
from deployments.importing import spelling
from deployments.importing.keys import quoted
from deployments.importing.mapping import DATE_CLAIMS, NUMBER_CLAIMS, Field, TableMapping
from deployments.suggestions import did_you_mean

#: The mappings that come with the library.
BUNDLED = Path(__file__).with_name("mappings")

_T = TypeVar("_T")


def bundled() -> list[str]:
    """Give the names of the mappings that come with the library.

    >>> bundled()
    ['exercises', 'un-contributions']
    """
    return sorted(path.stem for path in BUNDLED.glob("*.toml"))


def _document(name: str | Path) -> TomlDocument:
    path = BUNDLED / f"{name}.toml" if str(name) in bundled() else Path(name)
    where = Location(str(path))
    try:
        data = contents(path, MAX_TOML)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        hint = did_you_mean(str(name), bundled()) or f"name a TOML file, or one of {quoted(bundled())}"
        raise RegistryError([Diagnostic("T101", f"cannot be read: {reason}", hint, location=where)]) from None
    if len(data) > MAX_TOML:
        raise RegistryError([Diagnostic("T104", "too large for a mapping", "name a mapping", location=where)])
    document = parse_toml(str(path), data)
    if isinstance(document, Diagnostic):
        raise RegistryError([document])
    return document


def read_mapping(name: str | Path) -> TableMapping:
    """Read the mapping of that name that comes with the library, or from a TOML file.

    Raises `RegistryError`, which holds all that is wrong with it.

    >>> read_mapping("un-contributions").absent
    'zero'
    >>> read_mapping("no-such-mapping")
    Traceback (most recent call last):
    ...
    deployments.diagnostics.RegistryError: no-such-mapping: error[T101]: cannot be read: No such file or directory
    """
    return _Reading(_document(name)).mapping()


class _Reading:
    """One mapping as it is read: every problem is kept, with the place where it stands."""

    def __init__(self, document: TomlDocument) -> None:
        self.document = document
        self.found: list[Diagnostic] = []

    def mapping(self) -> TableMapping:
        mapping = self.table(TableMapping, self.document.table, ())
        if mapping is not None and not self.found:
            self.whole(mapping)
        if self.found or mapping is None:
            raise RegistryError(self.found)
        return mapping

    def problem(self, path: KeyPath, code: str, message: str, hint: str = "") -> None:
        self.found.append(self.document.diagnostic(path, code, message, hint))

    def invalid(self, path: KeyPath, error: InvalidValueError) -> None:
        self.problem(path, error.code, error.message, error.hint)

    def table(self, kind: type[_T], table: object, path: KeyPath) -> _T | None:
        """Read a table; None if anything in it is wrong, each of which is a problem."""
        if isinstance(table, str) and issubclass(kind, Field):
            table = {"column": table}
        if not isinstance(table, dict):
            self.problem(
                path, "S103", f"not a table: {quote(table)}", f"write [{written(path)}], and its keys below it"
            )
            return None
        before = len(self.found)
        fields: dict[str, attrs.Attribute[Any]] = {each.name: each for each in attrs.fields(kind) if each.metadata}  # type: ignore[arg-type]
        values: dict[str, Any] = {}
        for key, value in table.items():
            if key in fields:
                values[key] = self.value(fields[key], value, (*path, key))
            else:
                hint = did_you_mean(key, fields) or f"known here: {', '.join(fields)}"
                self.problem((*path, key), "S101", f"not a key that is known here: {quote(key)}", hint)
        for name, field in fields.items():
            if name not in table and field.default is attrs.NOTHING:
                self.problem(path, "S102", f"{name} is missing", f"write {name} = ...")
        return self.made(kind, values, path) if len(self.found) == before else None

    def made(self, kind: type[_T], values: dict[str, Any], path: KeyPath) -> _T | None:
        try:
            return kind(**values)
        except InvalidValueError as error:
            self.invalid(path, error)
            return None

    def value(self, field: attrs.Attribute[Any], value: object, path: KeyPath) -> Any:
        if "read" in field.metadata:
            try:
                return field.metadata["read"](value)
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
        return {key: self.table(kind, item, (*path, key)) for key, item in dict(value).items()}

    # --- what only shows when the keys are seen together ---

    def whole(self, mapping: TableMapping) -> None:
        for path, message, hint in _missing(mapping):
            self.problem(path, "S102", message, hint)


def _missing(mapping: TableMapping) -> list[tuple[KeyPath, str, str]]:
    """Give what a mapping does not say and has to, with the path where it is missed."""
    return [*_missing_parts(mapping), *_missing_source(mapping), *_missing_others(mapping)]


def _missing_parts(mapping: TableMapping) -> list[tuple[KeyPath, str, str]]:
    found: list[tuple[KeyPath, str, str]] = []
    for name, part in zip(mapping.parts or [""], mapping.all_parts(), strict=True):
        path: KeyPath = ("parts", name) if name else ()
        claims = part.claims()
        own_dates = mapping.mission is not None and (mapping.mission.start or mapping.mission.end)
        if part.contributor is None:
            found.append((path, "it does not say who contributes", 'write contributor = "the column"'))
        if not claims and not own_dates:
            found.append((path, "it states nothing", 'write strength = "the column", or start and end'))
        numbers = [kind.value for kind in claims if kind.value in NUMBER_CLAIMS]
        if numbers and part.day is None and {kind.value for kind in claims} & set(DATE_CLAIMS):
            found.append((path, f"it does not say of which day the {numbers[0]} is", 'write day = "the column"'))
        if numbers and part.day is None and mapping.source.each == "day":
            found.append((path, "a source for each day, and no day", 'write day = "the column"'))
        wide = any(field.each for field in claims.values())
        if not wide and any(label is not None and label.header for label in (part.day, part.force, part.contributor)):
            hint = 'write strength = { each = "20*" } for the columns whose headers are meant'
            found.append((path, "it does not say of which columns the headers are", hint))
    return found


def _missing_source(mapping: TableMapping) -> list[tuple[KeyPath, str, str]]:
    source = mapping.source
    found: list[tuple[KeyPath, str, str]] = []
    if source.title is None and source.column is None:
        found.append((("source",), "the source has no title", 'write title = "..."'))
    dated = source.published is not None or source.accessed is not None
    if source.each == "day" and source.within is None and not dated:
        hint = 'write within = "P3M" if the table of a day appears within three months, or accessed = "2024-05-01"'
        found.append((("source",), "it does not say when the table of a day is published", hint))
    elif source.each == "file" and not dated:
        hint = 'write published = "2024-03-14", or accessed = "2024-05-01": the day on which it was read'
        found.append((("source",), "it does not say when the table was published", hint))
    if source.each == "day" and source.column is not None:
        found.append(
            (("source", "each"), "a source for each day, and for each name in a column", "leave out one of them")
        )
    return found


def _missing_others(mapping: TableMapping) -> list[tuple[KeyPath, str, str]]:
    found: list[tuple[KeyPath, str, str]] = []
    if mapping.dates.years is None and any("YY" in spelling.tokens(each) for each in mapping.dates.formats):
        found.append((("dates", "formats"), "two digits can be many years", 'write years = "1980..2010" in [dates]'))
    if mapping.absent == "zero":
        if not any(ClaimKind.STRENGTH in part.claims() and part.day for part in mapping.all_parts()):
            hint = 'write strength = "the column" and day = "the column", or absent = "unknown"'
            found.append((("absent",), "nobody can be absent without a strength and a day", hint))
        if mapping.source.column is not None:
            hint = 'write absent = "unknown", or leave out column in [source]'
            found.append((("absent",), "it is not told which of the sources lists everybody", hint))
    return found


__all__ = ["bundled", "read_mapping"]
