"""Reads the records of one TOML file, and finds everything that is wrong with it."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from deployments.claims import SUBJECTS, Basis, ClaimKind, date_in_words
from deployments.diagnostics import Diagnostic, Edit, Location
from deployments.errors import DateError, InvalidValueError, quote
from deployments.formats.file_records import FileRecords
from deployments.formats.joined_files import tops_within
from deployments.formats.toml_documents import TomlDocument, parse_toml, written
from deployments.formats.toml_hints import for_key_of_another, for_presence
from deployments.formats.toml_positions import KeyPath
from deployments.formats.toml_writer import dotted
from deployments.formats.toml_writer import value as toml_value
from deployments.records import IDENTITY_TABLES, KIND_NAMES, Metadata, Record, Source, Statement, written_fields
from deployments.references import AnyRecord, Mend, Problem, UnmadeRecord
from deployments.statement_ids import NOT_WRITTEN
from deployments.store import RecordStore
from deployments.suggestions import did_you_mean
from deployments.values.relative_words import relative_hint
from deployments.values.tolerance import Tolerance
from deployments.values.when import is_id

_TOP = ("source", "tolerance", "registry", "defaults", *IDENTITY_TABLES, "statements")
_CLAIMS = {kind.value: kind for kind in ClaimKind}
_COMMON = {field.name: field for field in attrs.fields(Statement) if field.name not in ("kind", "value")}

#: The keys that may have a value for each claim of a table: `basis = { duration = "considered" }`.
FOR_EACH_CLAIM = ("basis", "wording")

#: The keys of `[defaults.source]` and `[defaults.statements]`, for all sources and all statements of a file.
DEFAULTS: Mapping[str, Mapping[str, attrs.Attribute[Any]]] = {
    "source": {
        f.name: f for f in written_fields(Source) if f.name not in ("id", "title", "text", "references", "cites")
    },
    "statements": {
        name: _COMMON[name] for name in ("as_of", "basis", "citing", "corrects", "derived", "locator", "note")
    },
}


def read_toml(file: str, data: bytes) -> FileRecords:
    r"""Read the bytes of a TOML file: the records that can be made, and every problem.

    A statement without a written id has the id `NOT_WRITTEN` at first. Its id is made when all files have been read.

    >>> found = read_toml("x.toml", b'[events.summit]\nname = "A summit"\n[events.other]\nnme = "Other"')
    >>> [record.id for record in found.records], [each.message for each in found.diagnostics]
    (['summit'], ["not a key that is known here: 'nme'", 'name is missing'])
    """
    document = parse_toml(file, data)
    if isinstance(document, Diagnostic):
        found = FileRecords()
        found.diagnostics.append(document)
        return found
    records = _TomlRecords(document)
    records.read()
    return records


@attrs.define(eq=False)
class _TomlRecords(FileRecords):
    """The records of one document. The spot of a record is the path of its table."""

    document: TomlDocument
    defaults: dict[str, dict[str, Any]] = attrs.field(factory=dict, init=False)

    def read(self) -> None:
        table = self.document.table
        for key in table:
            if key not in _TOP:
                self.unknown((key,), _TOP)
                self.declare(table[key])
        self.read_settings(table)
        for name, kind in IDENTITY_TABLES.items():
            for id_, fields in self.tables(name):
                claims = fields.get("statements", []) if KIND_NAMES[kind] in SUBJECTS else []
                self.tables_of_claims((name, id_, "statements"), claims)
                if not claims or fields.keys() - {"statements"}:  # otherwise the record itself is elsewhere
                    self.record((name, id_), kind, fields)
        self.tables_of_claims(("statements",), table.get("statements", []))
        for path in tops_within(self.document):
            message = f"the source of this table alone, where that of a file stands: {quote(self.document.at(path))}"
            hint = "if files were joined, name them all instead; else write it above another key of its table"
            self.problem(path, "S107", message, hint)

    def metadata(self, table: object) -> None:
        if not isinstance(table, dict):
            self.problem(("registry",), "S103", f"not a table: {quote(table)}", "write [registry]")
            return
        fields = {field.name: field for field in written_fields(Metadata)}
        values, _ = self.values(("registry",), table, fields)
        self.settings["metadata"] = Metadata(**values), self.document.location(("registry",))

    def read_settings(self, table: Mapping[str, Any]) -> None:
        if "source" in table and not is_id(table["source"]):
            is_record = isinstance(table["source"], dict | list)
            hint = "write [sources.some-id] above its fields" if is_record else "name a source"
            self.problem(("source",), "S103", f"not an id: {quote(table['source'])}", hint)
        if "tolerance" in table:
            try:
                self.settings["tolerance"] = Tolerance.parse(table["tolerance"]), self.document.location(("tolerance",))
            except InvalidValueError as error:
                self.invalid(("tolerance",), error)
        if "registry" in table:
            self.metadata(table["registry"])
        for name, values in self.tables("defaults", DEFAULTS):
            self.defaults[name] = self.values(("defaults", name), values, DEFAULTS[name], whole=False)[0]

    def tables(self, name: str, known: Iterable[str] = ()) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the tables below a name, each with its own name. If `known` is given, only these names are accepted."""
        tables = self.document.table.get(name, {})
        if not isinstance(tables, dict):
            self.problem((name,), "S103", f"not a table: {quote(tables)}", f"write [{name}.some-id]")
            return
        for id_, table in tables.items():
            if known and id_ not in known:
                self.unknown((name, id_), known)
            elif isinstance(table, dict):
                yield id_, table
            else:
                hint = f"write [{name}.{id_ if known else 'some-id'}] above the fields"
                self.problem((name, id_), "S103", f"not a table: {quote(table)}", hint)

    def declare(self, tables: object) -> None:
        """Keep the ids below a misspelt name of a table, so that references to them are no further problems."""
        if isinstance(tables, dict):
            self.unmade += [UnmadeRecord("", id_, {}) for id_, table in tables.items() if isinstance(table, dict)]

    # --- records ---

    def tables_of_claims(self, path: KeyPath, tables: object) -> None:
        """Read an array of tables of claims: the one at the top, or one in the table of a subject."""
        hint = f"write [[{dotted(path)}]]"
        if not isinstance(tables, list):
            self.problem(path, "S103", "not a list of tables", hint)
            return
        for number, table in enumerate(tables):
            if isinstance(table, dict):
                self.statements((*path, number), table)
            else:
                self.problem((*path, number), "S103", f"not a table: {quote(table)}", hint)

    def record(self, path: KeyPath, kind: type[Record], table: dict[str, Any]) -> None:
        if "id" in table:
            self.problem((*path, "id"), "S101", "the id stands in the header already", "leave this one out")
        fields = {field.name: field for field in written_fields(kind)}
        own = {name: value for name, value in table.items() if name != "statements" or kind is Source}
        values, fine = self.values(path, {"id": path[-1], **own}, fields)
        if kind is Source:
            values = {**self.defaults.get("source", {}), **values}
        if not (fine and self.make(path, kind, values)):
            self.unmade.append(UnmadeRecord(KIND_NAMES[kind], str(path[-1]), values, path))

    def statements(self, path: KeyPath, table: dict[str, Any]) -> None:
        """Read a table of claims. Each claim is a statement, and all share the other keys of the table."""
        told = len(self.diagnostics)
        claims = {key: value for key, value in table.items() if key in _CLAIMS}
        common = {key: value for key, value in table.items() if key not in _CLAIMS}
        self.above(path, common)
        self.can_be_shared(path, common, [*claims])
        if "id" in common and len(claims) > 1:
            del common["id"]  # several claims cannot have the same id
        own = self.of_each_claim(path, common, claims)
        given = {"id": NOT_WRITTEN, "source": "unknown", **common}
        values = self.values(path, given, _COMMON)[0]
        for name in given.keys() - common.keys():
            del values[name]
        fine = len(self.diagnostics) == told
        for key, value in claims.items():
            self.claim(path, _CLAIMS[key], value, {**values, **own[key]}, fine=fine, alone=len(claims) == 1)
        if not claims:
            self.unmade.append(UnmadeRecord("statement", "", values, path))

    def above(self, path: KeyPath, common: dict[str, Any]) -> None:
        """Add to a table of claims the source at the top of the file, and the subject in whose table it stands."""
        source = self.document.table.get("source")
        if "source" not in common and is_id(source):
            common["source"] = source
        if path[0] in IDENTITY_TABLES:
            if "about" in common:
                message = "what it is about stands in the header already"
                self.problem((*path, "about"), "S101", message, "leave this one out")
            common["about"] = path[1]

    def can_be_shared(self, path: KeyPath, common: Mapping[str, Any], claims: list[str]) -> None:
        """Report a table without a claim or without a source, and an id for several claims."""
        if not claims:
            self.problem(path, "S104", "no claim", f"write one of {', '.join(_CLAIMS)}")
        if "source" not in common:
            hint = 'write source = "..." here or at the top of the file'
            self.problem(path, "P101", "a claim without a source", hint)
        if "id" in common and len(claims) > 1:
            self.problem((*path, "id"), "S104", "one id for several claims", "split the table, or leave it out")

    def of_each_claim(self, path: KeyPath, common: dict[str, Any], claims: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Take out of a table the values that are for single claims, and return them by the names of the claims."""
        own: dict[str, dict[str, Any]] = {claim: {} for claim in claims}
        for name in FOR_EACH_CLAIM:
            if isinstance(common.get(name), dict):
                read, _ = self.values((*path, name), common.pop(name), dict.fromkeys(own, _COMMON[name]))
                for claim, value in read.items():
                    own[claim][name] = value
        return own

    def claim(
        self, path: KeyPath, kind: ClaimKind, value: object, common: Mapping[str, Any], *, fine: bool, alone: bool
    ) -> None:
        source = common.get("source", "")
        shared = {k: v for k, v in self.defaults.get("statements", {}).items() if k != "as_of" or kind.spec.dated}
        values = {"id": NOT_WRITTEN, **shared, **common, "kind": kind}
        if not kind.spec.dated and not alone:
            values["as_of"] = None  # this claim has no day: `as_of` is for the other claims of the table
        try:
            values["value"] = kind.read(value, source)
        except InvalidValueError as error:
            self.invalid((*path, kind.value), error)
            fine = False
        if not (fine and self.make(path, Statement, values)):
            if "id" not in common:
                del values["id"]
            self.unmade.append(UnmadeRecord("statement", values.get("id", ""), values, path))

    def values(
        self, path: KeyPath, table: Mapping[str, Any], fields: Mapping[str, attrs.Attribute[Any]], *, whole: bool = True
    ) -> tuple[dict[str, Any], bool]:
        """Read every field of a table. Return the values that are right, and whether all of them are.

        If the table is a `whole` record, fields that are missing are reported.
        """
        values: dict[str, Any] = {}
        told = len(self.diagnostics)
        for key, value in table.items():
            if key not in fields:
                self.unknown((*path, key), [*fields, *_more_keys(path)])
                continue
            convert: Any = fields[key].converter  # every field of a record has one
            try:
                values[key] = convert(value)
            except InvalidValueError as error:
                self.invalid((*path, key), error)
        for name, field in fields.items():
            if whole and name not in table and field.default is attrs.NOTHING:
                self.problem(path, "S102", f"{name} is missing", f"write {name} = ...")
        return values, len(self.diagnostics) == told

    def make(self, path: KeyPath, kind: type[Record], values: dict[str, Any]) -> bool:
        try:
            record = kind(**values)
        except InvalidValueError as error:
            self.invalid(path, error)
            return False
        self.records.append(record)
        self.spots.append(path)
        return True

    # --- problems ---

    def problems_among(self, store: RecordStore) -> Iterator[Problem]:
        """Yield problems of claims that stand together in a table, or in the table of the wrong subject."""
        yield from self.wrong_headers(store)
        yield from self.there_before_they_come(store)

    def wrong_headers(self, store: RecordStore) -> Iterator[Problem]:
        """Yield each claim under a header with the wrong kind of subject, such as a mission under `deployments`."""
        for record, spot in zip(self.records, self.spots, strict=True):
            if not isinstance(record, Statement) or spot[0] not in IDENTITY_TABLES:
                continue
            kind = next((f"{name}s" for name in SUBJECTS if record.about in getattr(store, f"{name}s")), spot[0])
            if kind != spot[0]:  # an id that no record has is reported elsewhere
                message = f"there is no {KIND_NAMES[IDENTITY_TABLES[spot[0]]]} {quote(record.about)}"
                hint = f"write [[{dotted((kind, *spot[1:-1]))}]]"
                yield Problem(record, "about", "R101", message, hint)

    def there_before_they_come(self, store: RecordStore) -> Iterator[Problem]:
        """Yield each presence that is reported in the same table as a start that is still to come."""
        starts = {spot: claim for claim, spot in self.claims(ClaimKind.START) if store.basis(claim) is Basis.PLANNED}
        for claim, spot in self.claims(ClaimKind.PRESENT):
            if spot in starts and claim.value is True and store.basis(claim) is Basis.REPORTED:
                message = f"somebody there beside a start that is to come: {quote(claim.about)}"
                yield Problem(claim, "present", "S106", message, for_presence(claim, starts[spot], store))

    def edits(self, mends: Sequence[tuple[Any, Mend]]) -> Iterator[Edit]:
        """Yield the lines that mend statements: below the header of a table, one line for each key."""
        by_table: dict[tuple[KeyPath, str], dict[str, str | bool]] = defaultdict(dict)
        for spot, mend in mends:
            by_table[spot, mend.key][mend.statement.kind.value] = mend.value
        for (spot, key), values in by_table.items():
            table, header = self.document.at(spot), self.document.location(spot)
            if key not in table and header.line is not None and header.text.lstrip().startswith("[["):
                is_shared = key in FOR_EACH_CLAIM and len(table.keys() & _CLAIMS.keys()) > 1
                said = values if is_shared else next(iter(values.values()))
                yield Edit(header.file, header.line + 1, f"{key} = {toml_value(said)}")

    def claims(self, kind: ClaimKind) -> Iterator[tuple[Statement, KeyPath]]:
        """Yield the claims of a kind, each with the path of its table."""
        for record, spot in zip(self.records, self.spots, strict=True):
            if isinstance(record, Statement) and record.kind is kind:
                yield record, spot

    def problem(self, path: KeyPath, code: str, message: str, hint: str = "") -> None:
        self.diagnostics.append(self.document.diagnostic(path, code, message, hint))

    def unknown(self, path: KeyPath, known: Iterable[str]) -> None:
        hint = for_key_of_another(path) or did_you_mean(str(path[-1]), known) or f"known here: {', '.join(known)}"
        self.problem(path, "S101", f"not a key that is known here: {quote(path[-1])}", hint)

    def invalid(self, path: KeyPath, error: InvalidValueError) -> None:
        self.problem(path, error.code, error.message, self.relative(path, error) or error.hint)

    def relative(self, path: KeyPath, error: InvalidValueError) -> str:
        """Return the hint for a date of a claim that needs more than the date to be read; otherwise an empty text.

        That is a date which depends on the day of its source ("next week"), or which says "by" a day and leaves open
        whether that day is past.
        """
        value = error.value
        if not isinstance(error, DateError) or not isinstance(value, str) or "statements" not in path[:3]:
            return ""
        table = self.document.at(path[: path.index("statements") + 2])
        sources = self.document.table.get("sources")
        if error.hint.startswith('write "[..') and path[-1] != "as_of" and "basis" not in table:
            return f'{error.hint}, and below it basis = "planned", if that was still to come, or "reported"'
        source = table.get("source", self.document.table.get("source"))
        own = sources.get(source) if isinstance(sources, dict) and isinstance(source, str) else None
        published = own.get("published") if isinstance(own, dict) else None
        kind = next((_CLAIMS[str(key)] for key in path if key in _CLAIMS), ClaimKind.START)
        return relative_hint(value, published, functools.partial(date_in_words, kind=kind))

    def place(self, record: AnyRecord, spot: KeyPath, field: str) -> tuple[str, Location]:  # noqa: ARG002
        """Return the path and the place of a field of a record whose table has that path.

        If a table takes the field from the top of the file or from the defaults, its place is there.
        """
        path = (*spot, *field.split("."))
        return written(path), self.document.location(self._shared(spot, path[len(spot)]) or path)

    def _shared(self, spot: KeyPath, name: str | int) -> KeyPath:
        """Return the path of a field that a table of claims takes from outside; an empty path if it has its own."""
        if "statements" not in spot[-2:-1] or name in self.document.at(spot):
            return ()
        if name == "source" and name in self.document.table:
            return ("source",)
        return ("defaults", "statements", name) if name in self.defaults.get("statements", {}) else ()


def _more_keys(path: KeyPath) -> Iterable[str]:
    """Return the keys that a table can have besides the fields of a record."""
    if path[-2:-1] == ("statements",):
        return _CLAIMS
    is_subject = len(path) == 2 and path[0] in IDENTITY_TABLES and IDENTITY_TABLES[str(path[0])] is not Source
    return ("statements",) if is_subject else ()
