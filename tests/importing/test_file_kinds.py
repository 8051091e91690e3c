"""A file that is no table of text is called what it is, never an encoding, and what the hint says to do works."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyarrow import feather

from deployments.cli import main
from deployments.importing import import_tables
from deployments.importing.file_kinds import no_table
from tests.formats.tables import PLAIN, codes, import_text, plain

TABLE = plain("NLD,KFOR,2020-01-31,5", "Côte d'Ivoire,KFOR,2020-01-31,6")
ROWS = [dict(zip(TABLE.split("\n")[0].split(","), line.split(","), strict=True)) for line in TABLE.splitlines()[1:]]
FRAME = pa.Table.from_pylist(ROWS)


def zipped(**files: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return held.getvalue()


def written(write: Callable[[pa.Table, io.BytesIO], object]) -> bytes:
    held = io.BytesIO()
    write(FRAME, held)
    return held.getvalue()


def sqlite_bytes() -> bytes:
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE TABLE troops (country TEXT)")
        return connection.serialize()


XLSX = zipped(**{"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"})
ODS = zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet", **{"content.xml": TABLE})
PARQUET = written(pq.write_table)
FEATHER = written(lambda table, file: feather.write_feather(table, file, compression="uncompressed"))
JSON = json.dumps(ROWS, indent=1).encode()
JSON_LINES = "\n".join(map(json.dumps, ROWS)).encode()
GEOJSON = json.dumps(
    {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": each} for each in ROWS]}
).encode()
ROWS_XML = "".join(f"<row>{''.join(f'<{name}>{text}</{name}>' for name, text in each.items())}</row>" for each in ROWS)
XML = f"<?xml version='1.0' encoding='utf-8'?>\n<data>{ROWS_XML}</data>".encode()
EXCEL_XML = b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook/>'
XHTML = b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body><table/></body></html>'

SAVE, UNPACK, COPY = "save the sheet as CSV, in UTF-8", "unpack it, and name the file that is in it", "copy the table"
READ = "read it with pandas and give the table to import_tables in Python, or write it as CSV, in UTF-8"

KINDS = [
    (XLSX, "an Excel workbook", SAVE),
    (ODS, "an OpenDocument spreadsheet", SAVE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "an Excel workbook (.xls), or another old file of Office", SAVE),
    (zipped(**{"troops.csv": TABLE}), "a zip archive", UNPACK),
    (zipped(), "a zip archive", UNPACK),
    (PARQUET, "Parquet", READ.replace("pandas", "pyarrow or pandas")),
    (FEATHER, "Arrow (Feather)", READ),
    (gzip.compress(TABLE.encode(), mtime=0), "packed by gzip", UNPACK),
    (lzma.compress(TABLE.encode()), "packed by xz", UNPACK),
    (bz2.compress(TABLE.encode()), "packed by bzip2", UNPACK),
    (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF", COPY),
    (sqlite_bytes(), "an SQLite database", "write a table of it as CSV, in UTF-8"),
    (JSON, "JSON", READ),
    (JSON_LINES, "JSON", READ),
    (b"\xef\xbb\xbf" + JSON, "JSON", READ),
    (JSON.decode().encode("utf-16"), "JSON", READ),
    (b"[]\n", "JSON", READ),
    (b'[["country", "day"], ["NLD", "2020"]]', "JSON", READ),
    (GEOJSON, "GeoJSON", "write the properties of its features as CSV, in UTF-8"),
    (b"\n<!DOCTYPE html>\n<title>Troops</title>", "a web page (HTML)", COPY),
    (b"<TABLE border=1><tr><td>NLD", "a web page (HTML)", COPY),
    (XHTML, "a web page (HTML)", COPY),
    (XML, "XML", READ),
    (EXCEL_XML, "an Excel workbook", SAVE),
    (b"<stata_dta><header><release>118</release>", "a data set of Stata", READ),
    (b"$FL2@(#) SPSS DATA FILE", "a data set of SPSS", READ),
]


@pytest.mark.parametrize(("data", "what", "mend"), KINDS, ids=[f"{what}-{i}" for i, (_, what, _) in enumerate(KINDS)])
@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "iso-8859-1", "utf-16"])
def test_what_a_file_is_is_told_whatever_encoding_the_mapping_names(
    tmp_path: Path, data: bytes, what: str, mend: str, encoding: str
) -> None:
    imported = import_text(tmp_path, data, f'encoding = "{encoding}"\n{PLAIN}')
    (problem,) = imported.diagnostics
    assert (problem.code, problem.message) == ("I117", f"{what}, and no CSV")
    assert problem.hint.startswith(mend)
    assert (str(problem.location), len(imported.unread)) == (str(tmp_path / "table.csv"), 1)


def of_json(data: bytes) -> pd.DataFrame:
    return pd.read_json(io.BytesIO(data), dtype=False)


def of_json_lines(data: bytes) -> pd.DataFrame:
    return pd.read_json(io.BytesIO(data), dtype=False, lines=True)


def of_xml(data: bytes) -> pd.DataFrame:
    return pd.read_xml(io.BytesIO(data), parser="etree")


@pytest.mark.parametrize(
    ("data", "read"),
    [
        (PARQUET, lambda data: pd.read_parquet(io.BytesIO(data))),
        (PARQUET, lambda data: pq.read_table(io.BytesIO(data))),
        (FEATHER, lambda data: pd.read_feather(io.BytesIO(data))),
        (JSON, of_json),
        (JSON_LINES, of_json_lines),
        (XML, of_xml),
    ],
)
def test_who_reads_it_as_the_hint_says_can_import_it_in_both_ways(
    tmp_path: Path, data: bytes, read: Callable[[bytes], Any]
) -> None:
    assert " and give the table to import_tables in Python, or write it as CSV" in (
        import_text(tmp_path, data).diagnostics[0].hint
    )
    table = read(data)
    frame = table if isinstance(table, pd.DataFrame) else table.to_pandas()
    for imported in (
        import_tables(tmp_path / "mapping.toml", table),
        import_text(tmp_path, str(frame.to_csv(index=False))),
    ):
        assert (codes(imported), imported.counts[0].kept) == ([], 2)


def from_geojson(data: bytes) -> str:
    return str(pd.DataFrame([each["properties"] for each in json.loads(data)["features"]]).to_csv(index=False))


def from_ods(data: bytes) -> str:
    """Return what saving the sheet gives, which takes a program with a window."""
    return zipfile.ZipFile(io.BytesIO(data)).read("content.xml").decode()


@pytest.mark.parametrize(
    ("data", "obey"),
    [
        (GEOJSON, from_geojson),
        (ODS, from_ods),
        (gzip.compress(TABLE.encode(), mtime=0), lambda data: gzip.decompress(data).decode()),
        (lzma.compress(TABLE.encode()), lambda data: lzma.decompress(data).decode()),
    ],
)
def test_who_does_what_the_hint_says_has_the_table(tmp_path: Path, data: bytes, obey: Callable[[bytes], str]) -> None:
    assert import_text(tmp_path, data).unread
    imported = import_text(tmp_path, obey(data))
    assert (codes(imported), imported.counts[0].kept) == ([], 2)


@pytest.mark.parametrize(
    "table",
    [
        TABLE,
        TABLE.replace("country", "[country]"),
        "{country};{day}\n",
        "PAR1,PAR2\n5,PAR1",
        "[1] A note\n",
        "<5,6\n",
        '["a","b"]\n',
        "PK,country\n",
        "{}",
        "BZh,country\n",
        "%PDF,share\n",
    ],
)
def test_a_table_is_never_taken_for_another_kind_of_file(table: str) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert (no_table("t.csv", table.encode(encoding)) is None) == (table != "{}")


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\6\0\0\0"


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "iso-8859-1", "ascii"])
@pytest.mark.parametrize("data", [PNG, bytes(range(256)), b"\x7fELF\2\1\1\0\xff\xfe", b"\0\x81\x8d\n" * 9])
def test_bytes_that_are_no_text_are_called_no_encoding(tmp_path: Path, data: bytes, encoding: str) -> None:
    imported = import_text(tmp_path, data, f'encoding = "{encoding}"\n{PLAIN}')
    for problem in imported.diagnostics:
        assert problem.code != "I101"
        assert "encoding" not in problem.hint
    assert imported.unread


def test_a_byte_that_no_text_has_is_told_with_its_line_and_taking_it_out_helps(tmp_path: Path) -> None:
    data = TABLE.replace("KFOR", "KF\0OR", 1).encode("windows-1252")
    (problem,) = import_text(tmp_path, data).diagnostics
    assert (problem.code, problem.message) == ("I117", "no text: byte 0x00")
    assert str(problem.location).endswith("table.csv:2")
    assert problem.hint.endswith("if it is one already, take that byte out of it")
    (problem,) = import_text(tmp_path, data.replace(b"\0", b"")).diagnostics
    assert problem.hint.startswith('write encoding = "windows-1252"')


def test_a_workbook_ends_with_status_2_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "m.toml").write_text(PLAIN)
    (tmp_path / "t.xlsx").write_bytes(XLSX)
    out = tmp_path / "out"
    assert main(["import", str(tmp_path / "m.toml"), str(tmp_path / "t.xlsx"), "--out", str(out)]) == 2
    printed = capsys.readouterr().out
    assert "t.xlsx: error[I117]: an Excel workbook, and no CSV\n   hint: save the sheet as CSV, in UTF-8\n" in printed
    assert not out.exists()
