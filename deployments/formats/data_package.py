"""The `datapackage.json` of a folder of tables: what each file and column is, for people and for Frictionless.

It says which files belong together. Besides what Frictionless asks for, it holds the hash of every file: the next
export replaces only files that still have theirs. The hashes stand under a key of our own. If they stood in the
`resources` of Frictionless, that would report an error as soon as somebody mends a cell in a spreadsheet, and would not
check the cells any more.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import attrs

from deployments.errors import InvalidValueError
from deployments.formats.file_hashes import hash_of
from deployments.formats.layout import COMPUTED, LAYOUTS, RECORDS, Layout, Type
from deployments.formats.primitives import plain
from deployments.formats.registered import FORMATS
from deployments.formats.tabular import TableFormat
from deployments.patterns import lazy_pattern
from deployments.records import Metadata, written_fields
from deployments.values.tolerance import Tolerance

#: The largest that is read, in bytes.
MAX_PACKAGE = 16 << 20

_FRICTIONLESS_TYPES = {
    Type.TEXT: "string",
    Type.TEXTS: "array",
    Type.DAY: "date",
    Type.WHOLE: "integer",
    Type.DECIMAL: "number",
    Type.FLAG: "boolean",
}
_TITLE = "A registry of military deployments as public sources announce them"
_ABOUT = (
    "What sources stated is in sources, events, missions, deployments and statements, one claim a row; the other "
    "tables are computed from these. Dates that are not known to the day are EDTF (ISO 8601-2)."
)


@attrs.frozen
class Package:
    """What a folder of tables holds: the format, the tolerance and metadata of the registry, each file with its hash.

    While the files are being put in place, each is under its `pending` name or already under its own. Then `replaced`
    holds the files that were there before, with their hashes; otherwise it is None. `intact` is false if somebody
    changed the package after it was written.
    """

    format: str
    tolerance: Tolerance
    metadata: Metadata
    files: Mapping[str, str]
    replaced: Mapping[str, str] | None = None
    intact: bool = True

    @property
    def finished(self) -> bool:
        """Whether all files are in their places."""
        return self.replaced is None

    @classmethod
    def read(cls, text: str) -> Package | None:
        """Read a package; None if another program wrote it. Raises `ValueError` if it is no JSON, or damaged.

        >>> Package.read('{"name": "budget", "resources": []}') is None
        True
        """
        found = json.loads(text)
        own = found.get("deployments") if isinstance(found, dict) else None
        if not isinstance(own, dict):
            return None
        format_ = own.get("format")
        if not isinstance(format_, str) or format_ not in FORMATS:
            raise ValueError("not as it was written")
        hash_ = own.pop("hash", None)
        return cls(
            format_,
            Tolerance.parse(own.get("tolerance", "")),
            _metadata(own.get("registry", {})),
            _hashes(own.get("files")),
            _hashes(own["replaced"]) if "replaced" in own else None,
            hash_ == hash_of(_ENCODER.encode(found).encode()),
        )

    def text(self) -> str:
        """Return the text of the file. Until all files are in their places, its `resources` are empty."""
        own: dict[str, Any] = {
            "format": self.format,
            "tolerance": str(self.tolerance),
            "registry": plain(self.metadata),
            "files": dict(self.files),
        }
        if self.replaced is not None:
            own["replaced"] = dict(self.replaced)
        found = {
            "name": "deployments",
            "title": str(self.metadata.title or _TITLE),
            "description": f"{_ABOUT} {FORMATS[self.format].note}".rstrip(),
            "resources": [_resource(*file, FORMATS[self.format]) for file in self.files.items()]
            if self.finished
            else [],
            **_for_others(self.metadata),
            "deployments": own,
        }
        own["hash"] = hash_of(_ENCODER.encode(found).encode())
        return _ENCODER.encode(found) + "\n"


def _metadata(found: object) -> Metadata:
    if not isinstance(found, dict) or found.keys() - {field.name for field in written_fields(Metadata)}:
        raise ValueError("not as it was written")
    return Metadata(**found)


def _for_others(metadata: Metadata) -> dict[str, Any]:
    """Return the metadata of a registry under the keys of Frictionless."""
    said = {
        "version": metadata.version,
        "contributors": [{"title": author, "role": "author"} for author in metadata.authors],
        "licenses": [{"name": metadata.licence}] if _LICENCE.fullmatch(metadata.licence or "") else [],
    }
    return {key: value for key, value in said.items() if value}


#: The names that Frictionless takes for licences: those of SPDX, such as CC-BY-4.0.
_LICENCE = lazy_pattern("[A-Za-z0-9._-]+")

_ENCODER = json.JSONEncoder(ensure_ascii=False, indent=2)


def file_names(format: str) -> tuple[str, ...]:
    """Return the names of all files of a format but the package. Raises `InvalidValueError` for an unknown format.

    >>> file_names("jsonl")[:2]
    ('registry.jsonl', 'bounds.ndjson')
    """
    if format not in FORMATS:
        raise InvalidValueError("not a format of tables", format, f"write one of {', '.join(FORMATS)}")
    found = FORMATS[format]
    records = (found.records_file.name,) if found.records_file is not None else map(found.file_of, RECORDS)
    return (*records, *map(found.file_of, COMPUTED))


def _hashes(found: object) -> Mapping[str, str]:
    """Return the files that a package names, if this library writes such a name: so none is in another folder."""
    if not isinstance(found, dict) or not all(isinstance(hash_, str) for hash_ in found.values()):
        raise ValueError("not as it was written")
    known = {name for format_ in FORMATS for name in file_names(format_)}
    return {name: hash_ for name, hash_ in found.items() if name in known}


_TABLE = {"type": "table", "profile": "tabular-data-resource"}
#: Of what Frictionless cannot read as a table it only sees that it is there.
_FILE = {"type": "file"}
#: The hash of a table of JSON Lines without rows: Frictionless looks for the names of the columns in the first row.
_EMPTY = hash_of(b"")


def _resource(file: str, hash_: str, format_: TableFormat) -> dict[str, Any]:
    name = file.partition(".")[0]
    records = format_.records_file
    if records is not None and file == records.name:
        about = {"format": records.format, "mediatype": records.media_type, "description": records.meaning}
        return {"name": name, **_FILE, "path": file, **about}
    described: dict[str, Any] = {
        "name": name,
        **(_FILE if hash_ == _EMPTY else _TABLE),
        "path": file,
        "description": f"A row is {LAYOUTS[name].meaning}.",
        "format": format_.extension,
        "mediatype": format_.media_type,
        # Foreign keys name tables of the package. If all records stand in one file, there are no such tables.
        "schema": table_schema(LAYOUTS[name], LAYOUTS if records is None else (), format_.fields),
    }
    return described if format_.encoding is None else {**described, "encoding": format_.encoding}


def table_schema(
    layout: Layout,
    others: Mapping[str, Layout] | Sequence[str] = (),
    fields_of: Mapping[Type, Mapping[str, Any]] = MappingProxyType({}),
) -> dict[str, Any]:
    """Return the Frictionless Table Schema of a table, with foreign keys to those tables that are among `others`.

    `fields_of` is what a format says of columns of a type.

    >>> from deployments.formats.layout import LAYOUTS
    >>> table_schema(LAYOUTS["days"], LAYOUTS)["foreignKeys"][0]
    {'fields': ['deployment'], 'reference': {'resource': 'deployments', 'fields': ['id']}}
    """
    fields = []
    for column in layout.columns:
        type_ = _FRICTIONLESS_TYPES[column.type]
        field: dict[str, Any] = {"name": column.name, "type": type_, "description": column.meaning}
        field |= fields_of.get(column.type, {})
        if column.required:
            field["constraints"] = {"required": True}
        fields.append(field)
    described: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if layout.key:
        described["primaryKey"] = [*layout.key]
    keys = [
        {
            "fields": [column.name],
            # An empty text stands for the table itself.
            "reference": {"resource": "" if column.refers == layout.name else column.refers, "fields": ["id"]},
        }
        for column in layout.columns
        if column.refers in others
    ]
    return {**described, "foreignKeys": keys} if keys else described
