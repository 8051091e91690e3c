"""Files that are no table of text, told by how they begin: what each is, and how the table in it is read."""

from __future__ import annotations

import re
from typing import NamedTuple

from deployments.diagnostics import Diagnostic, Location
from deployments.importing.table_encodings import marked_encoding
from deployments.patterns import lazy_pattern

#: So much of a file is looked at to see whether it is a text for programs, such as JSON.
_HEAD = 1 << 14


class FileKind(NamedTuple):
    """What a file is, and what to do with it."""

    what: str
    mend: str


_SAVE = "save the sheet as CSV, in UTF-8"
_READ = "read it with pandas and give the table to import_tables in Python, or write it as CSV, in UTF-8"
_UNPACK = "unpack it, and name the file that is in it"
_COPY = "copy the table out of it, and save it as CSV, in UTF-8"

_EXCEL = FileKind("an Excel workbook", _SAVE)
_HTML = FileKind("a web page (HTML)", _COPY)
_XML = FileKind("XML", _READ)
_PARQUET_FILE = FileKind("Parquet", _READ.replace("pandas", "pyarrow or pandas"))
_JSON = FileKind("JSON", _READ)
_GEOJSON = FileKind("GeoJSON", "write the properties of its features as CSV, in UTF-8")

#: How files of bytes begin.
_BEGINNINGS: tuple[tuple[bytes, FileKind], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind("an Excel workbook (.xls), or another old file of Office", _SAVE)),
    (b"\x1f\x8b", FileKind("packed by gzip", _UNPACK)),
    (b"\xfd7zXZ\0", FileKind("packed by xz", _UNPACK)),
    (b"BZh91AY&SY", FileKind("packed by bzip2", _UNPACK)),
    (b"\x28\xb5\x2f\xfd", FileKind("packed by Zstandard", _UNPACK)),
    (b"7z\xbc\xaf\x27\x1c", FileKind("packed by 7-Zip", _UNPACK)),
    (b"%PDF-", FileKind("a PDF", _COPY)),
    (b"SQLite format 3\0", FileKind("an SQLite database", "write a table of it as CSV, in UTF-8")),
    (b"ARROW1\0\0", FileKind("Arrow (Feather)", _READ)),
    (b"<stata_dta>", FileKind("a data set of Stata", _READ)),
    (b"$FL2@(#)", FileKind("a data set of SPSS", _READ)),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
_PARQUET = b"PAR1"

#: A first key and its colon, a list in a list, or nothing in brackets: no header of a table begins so.
_JSON_HEAD = lazy_pattern(r'(?:\[\s*)?\{\s*(?:"(?:[^"\\]|\\.)*"\s*:|\})|\[\s*[\[\]]')
_GEOJSON_HEAD = lazy_pattern(r'"type"\s*:\s*"Feature(?:Collection)?"')
_HTML_HEAD = lazy_pattern(r"<(?:!doctype\s+html|html|head|body|table)\b", re.IGNORECASE)
_XML_HEAD = lazy_pattern(r"<(?:\?xml\b|!--)")


def no_table(file: str, data: bytes) -> Diagnostic | None:
    """Return what a file is that is no table of text, with what to do; None if nothing in how it begins says so.

    >>> no_table("t.xls", b"PK\\3\\4 ... xl/workbook.xml").message
    'an Excel workbook, and no CSV'
    """
    kind = _packed(data) or _written_for_programs(_text_head(data))
    if kind is None:
        return None
    return Diagnostic("I117", f"{kind.what}, and no CSV", kind.mend, location=Location(file))


def _packed(data: bytes) -> FileKind | None:
    """Return the kind of a file of bytes."""
    if data.startswith(_ZIP):
        if _OPEN_DOCUMENT in data[:_HEAD]:
            return FileKind("an OpenDocument spreadsheet", _SAVE)
        return _EXCEL if b"xl/workbook." in data else FileKind("a zip archive", _UNPACK)
    if data.startswith(_PARQUET) and data.endswith(_PARQUET) and _footer_length(data) < len(data):
        return _PARQUET_FILE
    return next((kind for beginning, kind in _BEGINNINGS if data.startswith(beginning)), None)


def _footer_length(data: bytes) -> int:
    """Return the length that stands before the mark at the end of a Parquet file."""
    return int.from_bytes(data[-8:-4], "little")


def _written_for_programs(head: str) -> FileKind | None:
    """Return the kind of a text that is written in JSON, HTML or XML."""
    if _JSON_HEAD.match(head):
        return _GEOJSON if _GEOJSON_HEAD.search(head) else _JSON
    if _HTML_HEAD.match(head):
        return _HTML
    if not _XML_HEAD.match(head):
        return None
    if "Excel.Sheet" in head or "schemas-microsoft-com:office:spreadsheet" in head:
        return _EXCEL
    return _HTML if "<html" in head.casefold() else _XML


def _text_head(data: bytes) -> str:
    """Return the beginning of a file as text, without the mark of its encoding and blanks before it."""
    text = data[:_HEAD].decode(marked_encoding(data) or "utf-8", "ignore")
    return text.removeprefix("\ufeff").lstrip()
