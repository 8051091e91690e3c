"""The texts of sources in files: read where they may be, told where not, and never written."""

import os
from pathlib import Path

import pytest

import deployments
from deployments import InvalidValueError, Registry, Source, check, dump, load, read
from deployments.formats.source_texts import MAX_SOURCE_TEXT

LETTER = "Nederland draagt met zes militairen bij.\n"
SOURCE = '[sources.letter]\ntitle = "A letter"\npublished = "2023-06-09"\ntext = "{}"\n'


def _registry(folder: Path, text: str = "letter.txt") -> Path:
    path = folder / "registry.toml"
    path.write_text(SOURCE.format(text), encoding="utf-8")
    return path


def _told(path: Path) -> tuple[str, str, str]:
    """Return what `check` says of the text of the source, which keeps no registry from loading."""
    assert load(path).sources["letter"].contents is None
    (found,) = check(path)
    assert found.severity.value == "error"
    assert (found.path, found.location and found.location.line) == ("sources.letter.text", 4)
    return found.code, found.message, found.hint


@pytest.mark.parametrize("name", ["letter.txt", "texts/2023/één brief.txt", ".hidden"])
def test_a_text_is_read_from_the_folder_of_the_file_that_names_it(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "below"
    (folder / name).parent.mkdir(parents=True)
    (folder / name).write_text("\ufeff" + LETTER, encoding="utf-8")
    _registry(folder, name)
    assert check(tmp_path) == []
    assert load(tmp_path).sources["letter"].contents == LETTER
    assert load(folder / "registry.toml").sources["letter"].contents == LETTER


@pytest.mark.parametrize("ending", ["toml", "jsonl"])
def test_the_name_of_a_text_is_written_and_the_text_is_not(ending: str, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text(LETTER, encoding="utf-8")
    registry = load(_registry(tmp_path))
    path = tmp_path / "other" / f"all.{ending}"
    path.parent.mkdir()
    dump(registry, path)
    assert "letter.txt" in path.read_text(encoding="utf-8")
    assert "zes militairen" not in path.read_text(encoding="utf-8")
    assert load(path) == registry  # which is read where the text is not
    assert load(path).sources["letter"].contents is None
    dump(registry, tmp_path / f"registry.{ending}")
    assert load(tmp_path / f"registry.{ending}").sources["letter"].contents == LETTER


@pytest.mark.parametrize("format_", ["csv", "jsonl", "parquet"])
def test_tables_have_the_name_of_a_text_and_not_the_text(format_: str, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letter.txt").write_text(LETTER, encoding="utf-8")
    registry = load(_registry(tmp_path / "letters"))
    deployments.export(registry, tmp_path / "tables", format=format_)
    assert all(b"zes militairen" not in path.read_bytes() for path in (tmp_path / "tables").iterdir())
    assert load(tmp_path / "tables") == registry
    assert check(tmp_path / "tables") == []  # it is a copy, and the text lies with the original
    (tmp_path / "tables" / "letter.txt").write_text(LETTER, encoding="utf-8")
    assert load(tmp_path / "tables").sources["letter"].contents == LETTER
    (tmp_path / "tables" / "letter.txt").write_bytes(b"\xff")
    assert [each.code for each in check(tmp_path / "tables")] == ["T102"]


def test_a_registry_made_in_python_can_give_the_text_which_is_neither_compared_nor_shown() -> None:
    with_text, without = (Source(id="letter", title="A letter", contents=contents) for contents in (LETTER, None))
    assert with_text.contents == LETTER
    assert (with_text == without, hash(with_text) == hash(without)) == (True, True)
    assert Registry(sources=[with_text]) == Registry(sources=[without])
    assert "zes militairen" not in repr(with_text)
    with pytest.raises(InvalidValueError, match="not the text of a source: b'zes'"):
        Source(id="letter", title="A letter", contents=b"zes")


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../letter.txt",
        "a/../../b",
        "a//b",
        "./a",
        "a/",
        "",
        "C:/letter.txt",
        "a\\b",
        "a\nb",
        "a\0b",
        "x" * 301,
    ],
)
def test_a_path_out_of_the_folder_is_refused_wherever_it_is_written(name: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidValueError):
        Source(id="letter", title="A letter", text=name)
    path = tmp_path / "registry.toml"
    escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\0", "\\u0000")
    path.write_text(SOURCE.format(escaped), encoding="utf-8")
    assert [(each.code, each.path) for each in read(path)[1]] == [("S103", "sources.letter.text")]


def test_a_text_that_is_not_there(tmp_path: Path) -> None:
    code, message, hint = _told(_registry(tmp_path))
    assert (code, message) == ("T101", "the text of the source cannot be read: No such file or directory: 'letter.txt'")
    assert hint == "put the file itself there, beside the registry or below, or leave text out"


def test_a_text_that_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_bytes(b"a" * MAX_SOURCE_TEXT)
    path = _registry(tmp_path)
    assert check(path) == []
    with (tmp_path / "letter.txt").open("ab") as file:
        file.write(b"a")
    assert _told(path)[:2] == ("T104", "the text of the source is larger than 5 MiB: 'letter.txt'")


def test_a_text_that_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_bytes("beëindigen".encode("latin-1"))
    assert _told(_registry(tmp_path))[:2] == ("T102", "the text of the source is not UTF-8, byte 0xeb: 'letter.txt'")


@pytest.mark.parametrize("name", ["letter.txt", "texts/letter.txt", "ring"])
def test_a_link_is_not_followed_wherever_it_leads(name: str, tmp_path: Path) -> None:
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "registry"
    elsewhere.mkdir()
    folder.mkdir()
    (elsewhere / "letter.txt").write_text(LETTER, encoding="utf-8")
    (folder / "letter.txt").symlink_to(elsewhere / "letter.txt")
    (folder / "texts").symlink_to(elsewhere)
    (folder / "ring").symlink_to(folder / "ring")
    code, message, _ = _told(_registry(folder, name))
    assert code == "T101"
    assert "it is a link, or in a folder that is one" in message


def test_a_folder_and_a_pipe_are_no_texts(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")  # to read it would take for ever
    for name in ("folder", "pipe"):
        assert "not a regular file" in _told(_registry(tmp_path, name))[1]


def test_a_file_where_a_folder_should_be_and_one_that_is_not_to_be_read(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text(LETTER, encoding="utf-8")
    assert "Not a directory" in _told(_registry(tmp_path, "letter.txt/inner.txt"))[1]
    assert "File name too long" in _told(_registry(tmp_path, "x" * 300))[1]


def test_many_sources_of_one_text_read_it_once(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text(LETTER, encoding="utf-8")
    path = tmp_path / "registry.toml"
    path.write_text(
        "".join(SOURCE.replace("letter]", f"s{n}]").format("letter.txt") for n in range(3)), encoding="utf-8"
    )
    assert len({id(source.contents) for source in load(path).sources.values()}) == 1


def test_the_texts_of_all_sources_of_a_file_are_not_the_same(tmp_path: Path) -> None:
    path = tmp_path / "registry.toml"
    path.write_text('[defaults.source]\ntext = "letter.txt"\n', encoding="utf-8")
    assert [each.code for each in check(path)] == ["S101"]
