"""What a user gets for a table in another encoding than the mapping says: the place, and a mend that works."""

import codecs
import encodings
import pkgutil
import random
import re
from pathlib import Path

import pytest

from deployments.diagnostics import RegistryError
from deployments.errors import InvalidValueError
from deployments.importing import Imported, read_mapping
from deployments.importing.table_encodings import supported_encoding
from tests.formats.tables import PLAIN, codes, import_text, plain

#: The names of all codecs of this Python.
CODECS = sorted({module.name for module in pkgutil.iter_modules(encodings.__path__)} - {"aliases"})
ASCII = plain("NLD,KFOR,2020-01-31,5")
MARKS = [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE]


def supported() -> list[str]:
    """Return the names that a mapping may write."""
    found = []
    for name in CODECS:
        try:
            found.append(supported_encoding(name))
        except InvalidValueError:
            continue
    return found


def strange_tables() -> list[bytes]:
    """Return bytes that are hardly a table in any encoding, and some that are one in few."""
    chance = random.Random(7)  # the same tables in every run
    accented = plain("NLD,C\u00f4te,2020-01-31,5")
    tables = [b"", b"\n", b"\r", b"~", b"+", b"\x1b$B", b"+2AA-", b"\0", ASCII.encode()]
    tables += [accented.encode(name) for name in ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252")]
    tables += [mark + rest for mark in MARKS for rest in (b"", b"\0", accented.encode("utf-16-le"))]
    tables += [chance.randbytes(chance.randrange(1, 40)) for _ in range(8)]
    tables += [ASCII.encode() + chance.randbytes(chance.randrange(1, 9)) for _ in range(6)]
    return tables


def import_as(folder: Path, data: bytes, encoding: str | None) -> Imported:
    """Import a table through a mapping that names an encoding."""
    return import_text(folder, data, (f'encoding = "{encoding}"\n' if encoding else "") + PLAIN)


def test_most_of_the_encodings_of_python_can_be_named() -> None:
    assert len(supported()) > 80
    assert {"utf_8", "utf_16", "cp1252", "shift_jis", "iso2022_jp", "gb18030", "latin_1"} <= {*supported()}


@pytest.mark.parametrize("encoding", supported())
def test_no_bytes_are_a_traceback_in_any_encoding_and_every_hint_works(tmp_path: Path, encoding: str) -> None:
    for data in strange_tables():
        imported = import_as(tmp_path, data, encoding)
        assert imported.diagnostics or imported.counts[0].kept, data
        for problem in imported.diagnostics:
            str(problem.head).encode()
            if problem.code == "I101":
                obey(tmp_path, data, problem.hint)


def obey(folder: Path, data: bytes, hint: str) -> None:
    """Do what the hint says, and see that the encoding is none of the problems any more."""
    named = re.match(r'write encoding = "([^"]+)" in the mapping', hint)
    if named:
        assert "I101" not in codes(import_as(folder, data, named[1])), data
    else:
        assert hint == "save the table as UTF-8, and leave encoding out of the mapping"
        assert "I101" not in codes(import_as(folder, ASCII.encode(), None))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "UTF16", "utf_32_le", "u32"])
def test_a_table_in_ascii_is_no_wide_one(tmp_path: Path, encoding: str) -> None:
    (problem,) = import_as(tmp_path, ASCII.encode(), encoding).diagnostics
    assert (problem.code, problem.hint.startswith('write encoding = "utf-8"')) == ("I101", True)
    assert str(problem.location).endswith("table.csv:1:1")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "utf-32-le", "utf-8", "utf-8-sig"])
def test_the_mark_of_the_encoding_is_no_part_of_the_table(tmp_path: Path, encoding: str) -> None:
    data = ("\ufeff" + ASCII).encode("utf-8" if "8" in encoding else encoding[:6] + "-le")
    imported = import_as(tmp_path, data, encoding)
    assert (codes(imported), imported.counts[0].kept) == ([], 1)


def test_a_table_without_a_mark_is_read_where_the_mapping_names_the_order_of_its_bytes(tmp_path: Path) -> None:
    data = ASCII.encode("utf-16-be")
    (problem,) = import_as(tmp_path, data, None).diagnostics[:1]
    assert "there is no column" in problem.message  # zero bytes are ASCII, so nothing shows that it is not UTF-8
    assert import_as(tmp_path, data, "utf-16-be").counts[0].kept == 1
    (problem,) = import_as(tmp_path, data, "utf-32").diagnostics
    assert 'encoding = "utf-16-be"' in problem.hint


def test_the_place_is_told_in_characters_of_the_encoding(tmp_path: Path) -> None:
    rows = plain("NLD,\u4e0a\u0a00,2020-01-31,5", "NLD,").encode("utf-16-le")
    (problem,) = import_as(tmp_path, codecs.BOM_UTF16_LE + rows[:-2] + b"\x00\xdc\n\x00", "utf-16").diagnostics
    assert str(problem.location).endswith("table.csv:3:5")
    rows = "who\r\u65e5\u672c\u8a9e".encode("shift_jis")
    (problem,) = import_as(tmp_path, rows + b"\xa0\n", "shift_jis").diagnostics
    assert (str(problem.location).rpartition("csv")[2], "0xa0" in problem.message) == (":2:4", True)


def test_a_character_that_is_cut_off_at_the_end_is_told(tmp_path: Path) -> None:
    (problem,) = import_as(tmp_path, ASCII.encode("utf-16-le") + b"x", "utf-16-le").diagnostics
    assert (problem.code, str(problem.location).endswith("table.csv:3:1")) == ("I101", True)


@pytest.mark.parametrize("name", ["rot13", "base64", "hex", "zlib", "idna", "punycode", "unicode_escape", "undefined"])
def test_what_is_no_encoding_of_text_is_refused_by_name(tmp_path: Path, name: str) -> None:
    (tmp_path / "m.toml").write_text(f'encoding = "{name}"\n{PLAIN}')
    with pytest.raises(RegistryError) as raised:
        read_mapping(tmp_path / "m.toml")
    (problem,) = raised.value.diagnostics
    assert problem.message == f"not an encoding of text: '{name}'"
    assert '"windows-1252"' in problem.hint


@pytest.mark.parametrize("name", [*CODECS, "a\\u0000b", "utf-8 ", "../utf_8", "\u0661", "x" * 5000])
def test_every_name_is_taken_or_refused_with_its_place(tmp_path: Path, name: str) -> None:
    (tmp_path / "m.toml").write_text(f'encoding = "{name}"\n{PLAIN}', encoding="utf-8")
    try:
        supported_encoding(name.replace("\\u0000", "\0"))
    except InvalidValueError:
        with pytest.raises(RegistryError) as raised:
            read_mapping(tmp_path / "m.toml")
        assert [str(each.location).rpartition(".toml:")[2] for each in raised.value.diagnostics] == ["1:1"]
    else:
        assert read_mapping(tmp_path / "m.toml").encoding == name
