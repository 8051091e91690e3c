"""The command that writes a page: it replaces what it wrote itself, and nothing else."""

from pathlib import Path

import pytest

from tests.command_line import run


def test_it_writes_a_page_and_writes_it_anew(tmp_path: Path) -> None:
    printed = run("page", "--example", "--out", "new/amdtf.html", cwd=tmp_path)
    assert (printed.status, printed.out, printed.err) == (0, "written to new/amdtf.html\n", "")
    first = (tmp_path / "new" / "amdtf.html").read_text(encoding="utf-8")
    assert first.startswith("<!doctype html><!-- Written by")
    assert '<html lang="en">' in first
    assert run("page", "--example", "--out", "new/amdtf.html", "--lang", "nl", cwd=tmp_path).status == 0
    assert '<html lang="nl">' in (tmp_path / "new" / "amdtf.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("there", ["<!doctype html><title>mine</title>", "", "changed"])
def test_it_replaces_nothing_that_it_did_not_write(there: str, tmp_path: Path) -> None:
    path = tmp_path / "amdtf.html"
    if there == "changed":
        run("page", "--example", "--out", "amdtf.html", cwd=tmp_path)
        there = path.read_text(encoding="utf-8").replace("Personnel", "People")
    path.write_text(there, encoding="utf-8")
    printed = run("page", "--example", "--out", "amdtf.html", cwd=tmp_path)
    assert printed.status == 2
    assert "amdtf.html: error[T101]: is there already, and not as a command wrote it" in printed.err
    assert path.read_text(encoding="utf-8") == there


def test_without_a_file_it_is_printed_whole() -> None:
    printed = run("page", "--example")
    assert (printed.status, printed.err) == (0, "")
    assert printed.out.startswith("<!doctype html>")
    assert printed.out.endswith("</html>\n")


@pytest.mark.parametrize(
    ("name", "meant"),
    [("amdtf.txt", "amdtf.html"), ("amdtf", "amdtf.html"), ("", "registry.html"), ("..", "registry.html")],
)
def test_a_name_that_no_browser_takes_for_a_page_is_told_with_one_that_is_taken(
    name: str, meant: str, tmp_path: Path
) -> None:
    printed = run("page", "--example", "--out", name, cwd=tmp_path)
    assert (printed.status, printed.out) == (2, "")
    assert f'(write "{meant}")' in printed.err
    assert run("page", "--example", "--out", meant, cwd=tmp_path).status == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--on", "2023"], 'not one day: \'2023\' (write one day: its first is "2023-01-01", its last "2023-12-31")'),
        (["--lang", "fr"], "choose from 'en', 'nl'"),
        (["--known-on", "yesterday"], "yesterday"),
    ],
)
def test_what_is_wrong_leaves_no_file(words: list[str], told: str, tmp_path: Path) -> None:
    printed = run("page", "--example", "--out", "amdtf.html", *words, cwd=tmp_path)
    assert (printed.status, printed.out) == (2, "")
    assert told in printed.err
    assert not [*tmp_path.iterdir()]


def test_it_shows_what_the_options_leave(tmp_path: Path) -> None:
    run("page", "--example", "--out", "a.html", "--trusting", "official", cwd=tmp_path)
    text = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "Rijksoverheid" in text
    assert "Kyiv Independent" not in text
    assert "Left out, as asked for: 12 of 16 sources (10 press, 2 relay)." in text


def test_it_says_that_it_is_of_the_bundled_example() -> None:
    assert "(the bundled example)" in run("page", "--example").out
    assert "(het meegeleverde voorbeeld)" in run("page", "--example", "--lang", "nl").out


def test_it_says_that_a_part_was_left_out_as_it_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "r.toml").write_text(
        'source = "s"\n[sources.s]\ntitle = "A letter"\n[deployments.a]\ncontributor = "NLD"\n'
        '[[deployments.a.statements]]\nkind = "strength"\nvalue = "a few"\n',
        encoding="utf-8",
    )
    printed = run("page", "--lenient", "--out", "a.html", cwd=tmp_path)
    assert (printed.status, "a few" in printed.err) == (1, True)
    assert "errors keep something out, as check tells.</p>" in (tmp_path / "a.html").read_text(encoding="utf-8")
