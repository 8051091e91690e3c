"""The `datapackage.json` of a folder of tables: what each file and column is, for people and for Frictionless.

It is what makes some files a whole. Besides what Frictionless asks for, it holds the hash of every file, by which the
next export knows what it may replace. These hashes stand under a key of our own: Frictionless takes those of its
`resources` for errors as soon as somebody mends a cell in a spreadsheet, and would not look at the cells any more.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from deployments.formats.digests import digest
from deployments.formats.layout import COMPUTED, LAYOUTS, RECORDS, Layout, Type
from deployments.values.tolerance import Tolerance

NAME = "datapackage.json"
#: The largest that is read, in bytes.
MAX_SIZE = 16 << 20

#: The file name extension of the tables of each format.
FORMATS: Mapping[str, str] = {"csv": "csv", "parquet": "parquet", "jsonl": "ndjson"}

#: The file of all records of a registry in JSON Lines.
LINES = "registry.jsonl"

_MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet", "ndjson": "application/x-ndjson"}
_TYPES = {
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
_CELLS = (
    " Lists are JSON arrays. Before what a spreadsheet would run as a formula, at the beginning of a cell or after a "
    "semicolon, a tab or a line end in it, stands an apostrophe that is not part of the text."
)


@attrs.frozen
class Package:
    """What a folder of tables holds: the format, the tolerance of the registry, and each file with its hash.

    While the files are being put in place, `replaced` holds those that were there before, with their hashes, and each
    file stands under its `pending` name or already under its own. `intact` is whether nobody changed the package since.
    """

    format: str
    tolerance: Tolerance
    files: Mapping[str, str]
    replaced: Mapping[str, str] | None = None
    intact: bool = True

    @property
    def finished(self) -> bool:
        """Whether all files are in their places."""
        return self.replaced is None

    @classmethod
    def read(cls, text: str) -> Package | None:
        """Read it; None for the package of somebody else. Raises `ValueError` for what is no JSON, or not as written.

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
            _hashes(own.get("files")),
            _hashes(own["replaced"]) if "replaced" in own else None,
            hash_ == digest(_JSON.encode(found).encode()),
        )

    def text(self) -> str:
        """Return the text of the file; while not all files are in their places it describes none to other tools."""
        own: dict[str, Any] = {
            "format": self.format,
            "tolerance": str(self.tolerance),
            "files": dict(self.files),
        }
        if self.replaced is not None:
            own["replaced"] = dict(self.replaced)
        found = {
            "name": "deployments",
            "title": _TITLE,
            "description": _ABOUT + (_CELLS if self.format == "csv" else ""),
            "resources": [_resource(name, self.format) for name in self.files] if self.finished else [],
            "deployments": own,
        }
        own["hash"] = digest(_JSON.encode(found).encode())
        return _JSON.encode(found) + "\n"


_JSON = json.JSONEncoder(ensure_ascii=False, indent=2)


def file_names(format: str) -> tuple[str, ...]:
    """Return the names of the files of a format.

    >>> file_names("jsonl")[:2]
    ('registry.jsonl', 'bounds.ndjson')
    """
    records = (LINES,) if format == "jsonl" else tuple(f"{name}.{FORMATS[format]}" for name in RECORDS)
    return (*records, *(f"{name}.{FORMATS[format]}" for name in COMPUTED))


def _hashes(found: object) -> Mapping[str, str]:
    """Return the files that a package names, without those that are never written here: no name leads elsewhere."""
    if not isinstance(found, dict) or not all(isinstance(hash_, str) for hash_ in found.values()):
        raise ValueError("not as it was written")
    known = {name for format_ in FORMATS for name in file_names(format_)}
    return {name: hash_ for name, hash_ in found.items() if name in known}


def _resource(file: str, format: str) -> dict[str, Any]:
    name, _, extension = file.partition(".")
    if file == LINES:
        about = "all records, one a line, each an object that says in `record` what kind it is"
        return {"name": name, "path": file, "format": "jsonl", "mediatype": _MEDIA["ndjson"], "description": about}
    described = {
        "name": name,
        "type": "table",
        "profile": "tabular-data-resource",
        "path": file,
        "description": f"A row is {LAYOUTS[name].meaning}.",
        "format": extension,
        "mediatype": _MEDIA[extension],
        "schema": schema(LAYOUTS[name], () if format == "jsonl" else LAYOUTS),
    }
    return described if extension == "parquet" else {**described, "encoding": "utf-8"}


def schema(layout: Layout, others: Mapping[str, Layout] | Sequence[str] = ()) -> dict[str, Any]:
    """Give the Frictionless Table Schema of a table; its keys name what is among the other tables.

    >>> from deployments.formats.layout import LAYOUTS
    >>> schema(LAYOUTS["gaps"], LAYOUTS)["foreignKeys"]
    [{'fields': ['deployment'], 'reference': {'resource': 'deployments', 'fields': ['id']}}]
    """
    fields = []
    for column in layout.columns:
        field: dict[str, Any] = {"name": column.name, "type": _TYPES[column.type], "description": column.meaning}
        if column.required:
            field["constraints"] = {"required": True}
        fields.append(field)
    described: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if layout.key:
        described["primaryKey"] = [*layout.key]
    keys = [
        {
            "fields": [column.name],
            # A table names itself by an empty text.
            "reference": {"resource": "" if column.refers == layout.name else column.refers, "fields": ["id"]},
        }
        for column in layout.columns
        if column.refers in others
    ]
    return {**described, "foreignKeys": keys} if keys else described


__all__ = ["FORMATS", "LINES", "NAME", "Package", "file_names", "schema"]
