"""The `datapackage.json` of a folder of tables: what each file and column is, for people and for Frictionless.

It is what makes some files a whole: it is written last, and names every one of them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

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
    """What a folder of tables holds: the format, the tolerance of the registry, and the names of the files.

    It is `finished` once all files are there.
    """

    format: str
    tolerance: Tolerance
    files: tuple[str, ...]
    finished: bool = True

    @classmethod
    def of(cls, format: str, tolerance: Tolerance) -> Package:
        """Give that of a format.

        >>> Package.of("jsonl", Tolerance()).files[:2]
        ('registry.jsonl', 'bounds.ndjson')
        """
        records = (LINES,) if format == "jsonl" else tuple(f"{name}.{FORMATS[format]}" for name in RECORDS)
        return cls(format, tolerance, (*records, *(f"{name}.{FORMATS[format]}" for name in COMPUTED)))

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
        format_, files = own.get("format"), own.get("files")
        if (
            not isinstance(format_, str)
            or format_ not in FORMATS
            or not isinstance(files, list)
            or not all(isinstance(each, str) for each in files)
        ):
            raise ValueError("not as it was written")
        known = {name for each in FORMATS for name in cls.of(each, Tolerance()).files}
        return cls(
            format_,
            Tolerance.parse(own.get("tolerance", "")),
            tuple(name for name in files if name in known),  # nothing else is ever written or removed
            own.get("finished") is True,
        )

    def text(self) -> str:
        """Give its text; an unfinished one describes no files yet."""
        own = {
            "format": self.format,
            "tolerance": str(self.tolerance),
            "finished": self.finished,
            "files": list(self.files),
        }
        found = {
            "name": "deployments",
            "title": _TITLE,
            "description": _ABOUT + (_CELLS if self.format == "csv" else ""),
            "resources": [_resource(name, self.format) for name in self.files] if self.finished else [],
            "deployments": own,
        }
        return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


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


__all__ = ["FORMATS", "LINES", "NAME", "Package", "schema"]
