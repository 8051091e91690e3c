"""Files that were joined: a claim is never given to another source in silence."""

import io
from pathlib import Path

import pytest

from deployments import check, dump, load
from tests.command_line import run


def _letter(id_: str, more: str = "", about: str = "nld") -> str:
    return f"""source = "{id_}"

# A letter.
[sources.{id_}]
title = "Letter {id_}"
published = "2023-06-09"
{more}
[[statements]]
about = "{about}"
present = true
"""


NLD = '[deployments.nld]\ncontributor = "NLD"\n'


def _codes(text: str) -> list[str]:
    return [each.code for each in check(io.BytesIO(text.encode()))]


def test_the_top_of_a_second_file_within_the_first_is_told_by_check_and_by_questions() -> None:
    joined = _letter("a", NLD) + _letter("b")
    (found,) = check(io.BytesIO(joined.encode()))
    assert (found.code, found.location and found.location.text) == ("S107", 'source = "b"')
    printed = run("report", "-", stdin=joined)
    assert printed.status == 0
    assert "S107" in printed.err
    assert "S107" in run("report", "-", "--lenient", stdin=joined).err
    assert _codes(joined + _letter("c")) == ["S107", "S107"]
    assert _codes(joined.replace("\n", "\r\n")) == ["S107"]
    assert _codes(
        (_letter("a", NLD) + _letter("b")).replace('[[statements]]\nabout = "nld"', "[[deployments.nld.statements]]")
    ) == ["S107"]


@pytest.mark.parametrize(
    "text",
    [
        _letter("a", NLD),
        _letter("a", NLD) + '[sources.b]\ntitle = "B"\npublished = "2023-07-01"\n',
        (_letter("a", NLD) + _letter("b")).replace(
            'about = "nld"\npresent = true\nsource = "b"', 'source = "b"\nabout = "nld"\npresent = true', 1
        ),
        _letter("a", NLD) + '[[statements]]\nabout = "nld"\npresent = true\nsource = "a"\n',
        _letter("a", NLD).split("\n", 1)[1].replace("present = true", 'present = true\nsource = "a"')
        + '[sources.b]\ntitle = "B"\npublished = "2023-07-01"\n',
    ],
)
def test_what_was_written_as_one_file_is_no_joined_one(text: str) -> None:
    assert "S107" not in _codes(text)


def test_files_that_are_named_are_read_each_with_its_own_source(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(_letter("a", NLD))
    (tmp_path / "b.toml").write_text(_letter("b"))
    registry = load(tmp_path / "a.toml", tmp_path / "b.toml")
    assert {each.source for each in registry.statements} == {"a", "b"}
    dump(registry, tmp_path / "both.toml")
    assert not check(tmp_path / "both.toml")
