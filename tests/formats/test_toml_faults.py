"""A text that is no TOML is refused with what is wrong, where the first of two stands, and a line that is TOML."""

import re
import tomllib

import pytest

from deployments.diagnostics import Diagnostic
from deployments.formats.toml_documents import parse_toml
from deployments.formats.toml_reader import read_toml

#: Lines that are no TOML, each with the line that is meant.
LINES = {
    "title = A letter": 'title = "A letter"',
    "published = 2023-06": 'published = "2023-06"',
    "published = 2023-06-21~": 'published = "2023-06-21~"',
    "end = 21 June 2023": 'end = "21 June 2023"',
    "end = 01-05-2024": 'end = "01-05-2024"',
    "strength = ~70": 'strength = "~70"',
    "strength = ..350": 'strength = "..350"',
    "strength = 1,200": "strength = 1200",
    "duration = 6 months": 'duration = "6 months"',
    "url = https://example.org/a#b": 'url = "https://example.org/a#b"',
    "name = Foo # a remark": 'name = "Foo" # a remark',
    'title "A letter"': 'title = "A letter"',
    'title: "A letter"': 'title = "A letter"',
    "title: A letter": 'title = "A letter"',
    'title := "A letter"': 'title = "A letter"',
    "title = “A letter”": 'title = "A letter"',
    "title = „A letter“": 'title = "A letter"',
    "title = «A letter»": 'title = "A letter"',
    "title = ‘A letter’": "title = 'A letter'",
    'title = "A letter': 'title = "A letter"',
    "title = 'A letter": "title = 'A letter'",
    'title = "said "six" of them"': 'title = "said \\"six\\" of them"',
    "title = 'it's'": 'title = "it\'s"',
    'text = "C:\\letters"': 'text = "C:\\\\letters"',
    "present = True": "present = true",
    "derived = FALSE": "derived = false",
    'title = "A letter";': 'title = "A letter"',
    'title = "A letter",': 'title = "A letter"',
    'mission = "a", "b"': 'mission = ["a", "b"]',
    "[sources.a letter]": "[sources.a-letter]",
    "[[statements]": "[[statements]]",
    "[sources.letter": "[sources.letter]",
}


def _refused(text: str) -> Diagnostic:
    found = parse_toml("x.toml", text.encode())
    assert isinstance(found, Diagnostic)
    assert found.code == "T103"
    return found


@pytest.mark.parametrize(("line", "meant"), LINES.items())
@pytest.mark.parametrize("after", ["", "\n", "\r\n", '\nnote = "more"\n'])
def test_a_line_is_refused_with_the_line_that_is_meant_and_that_is_toml(line: str, meant: str, after: str) -> None:
    found = _refused(f'source = "letter"\n{line}{after}')
    assert found.hint.endswith(f": {meant}")
    assert found.location is not None
    assert found.location.line == 2
    tomllib.loads(meant)


#: What people write for true and for false, bare as in other files, or in quotes behind a colon.
TRUE, FALSE = ["yes", "Yes", "ja", "oui", "True", "TRUE", "y"], ["no", "No", "nee", "nein", "non", "False", "FALSE"]


@pytest.mark.parametrize("key", ["present", "cancelled", "decided", "end_decided", "derived"])
@pytest.mark.parametrize("pair", ["{key} = {word}", "{key}: {word}", '{key}: "{word}"', "{key} = {word} # surely"])
@pytest.mark.parametrize("word", [*TRUE, *FALSE])
def test_a_yes_or_a_no_gets_a_line_that_the_registry_takes(key: str, pair: str, word: str) -> None:
    line = pair.format(key=key, word=word)
    begin = 'source = "s"\n[sources.s]\ntitle = "S"\npublished = "2022"\n[deployments.d]\ncontributor = "NLD"\n'
    begin += "[[deployments.d.statements]]\n" + ("present = true\n" if key == "derived" else "")
    if line in (f"{key} = true", f"{key} = false"):
        return
    hint = _refused(begin + line).hint
    if word in FALSE and key not in ("present", "derived"):
        assert hint == f"leave {key} out"
        return
    meant = hint.partition(": ")[2]
    assert meant.startswith(f"{key} = {str(word in TRUE).lower()}"), hint
    assert not read_toml("x.toml", (begin + meant).encode()).diagnostics


@pytest.mark.parametrize("key", ["start", "end", "strength", "mandate"])
def test_a_yes_in_the_place_of_a_day_or_a_number_is_not_put_in_quotes(key: str) -> None:
    assert f"leave {key} out" in _refused(f"{key} = yes").hint
    assert f"leave {key} out" in _refused(f"{key} = False").hint


@pytest.mark.parametrize(
    ("text", "line", "message", "first"),
    [
        ('title = "A"\ntitle = "B"', 2, "'title' stands twice in one table", 1),
        ('[sources.a]\ntitle = "A"\n\ntitle = "B"\n', 4, "'title' stands twice in one table", 2),
        ('[sources.a]\ntitle = "A"\n[sources.b]\ntitle = "B"\n[sources.a]\n', 5, "[sources.a] stands twice", 1),
        ('place = { name = "A", country = "NLD", name = "B" }', 1, "'name' stands twice in one table", 1),
        ('place.name = "A"\nplace = "B"', 2, "'place' stands twice in one table", 1),
        ('place = "A"\nplace.name = "B"', 2, "'place' stands twice in one table", 1),
        ('[[statements]]\nend = """\n\n2023"""\nend = "2024"', 5, "'end' stands twice in one table", 2),
        ("[statements]\n[statements]\n", 2, "[statements] stands twice", 1),
        ("[[events.a.statements]]\n[events.a.statements]\n", 2, "[events.a.statements] stands twice", 1),
        ('a = "x"\n[a]\n', 2, "[a] is the header of a key", 1),
        ('"title" = "A"\ntitle = "B"', 2, "'title' stands twice in one table", 1),
    ],
)
def test_what_stands_twice_is_named_with_the_line_of_the_first(text: str, line: int, message: str, first: int) -> None:
    found = _refused(text)
    assert found.message == f"not TOML: {message}"
    assert re.search(rf"in line {first}$", found.hint)
    assert found.location is not None
    assert found.location.line == line


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ('x = 1\nreferences = [\n"a",\n"b"\n\n[sources.b]\ntitle = "x"\n', 2, "write ] after its last element"),
        ('references = ["a", "b"\ntitle = "x"\n', 1, "write ] after its last element"),
        ('x = 1\nnote = """two\nlines\n', 2, 'write """ after its last word'),
        ("x = 1\nnote = '''two\nlines\n", 2, "write ''' after its last word"),
        ('references = ["a" "b"]\n', 1, "the elements of a list have commas between them"),
        ("place = {\n", 1, "a table in braces stands on one line"),
        ('place = { name = "x", }\n', 1, "a table in braces stands on one line"),
        ("x = 1\npublished = 2023-02-30\n", 2, "there is no such day"),
        ('x = "a\x07b"\n', 1, "the text has a control character"),
        ("// a remark\n", 1, "a remark begins with #"),
        ('title = "a" note = "b"\n', 1, "each key stands on a line of its own"),
        ("title =\n", 1, "write a value after =, or leave title out"),
        ("title = null\n", 1, "leave title out where nothing is known"),
        ('title = "a"\rnote = "b"\r', 1, "save the file with line ends"),
        ("\ufeff\ufeffx = 1\n", 1, "save it as UTF-8 without one"),
        ('{"record": "event"}\n', 1, "this looks like JSON"),
        ('# remark\n[\n  {"record": "event"}\n]\n', 2, "this looks like JSON"),
        ("---\nsources:\n  letter: x\n", 1, "this looks like YAML"),
        ("sources:\n  letter:\n    title: x\n", 1, "this looks like YAML"),
        ("date,mission,troops\n2020-01-31,A,6\n", 1, "this looks like a table"),
        ("date;mission;troops\n2020-01-31;A;6\n", 1, "this looks like a table"),
        ("<html><body>\n", 1, "this looks like a web page"),
    ],
)
def test_each_kind_of_error_has_its_own_hint(text: str, line: int, hint: str) -> None:
    found = _refused(text)
    assert hint in found.hint
    assert found.location is not None
    assert found.location.line == line


def test_a_tab_a_mark_of_utf_8_and_line_ends_of_windows_are_no_errors() -> None:
    text = '\ufeffsource\t=\t"letter"\r\n\t[sources.letter]\r\n\ttitle = "A\tletter"\r\n'
    found = parse_toml("x.toml", text.encode())
    assert not isinstance(found, Diagnostic)
    assert found.table == {"source": "letter", "sources": {"letter": {"title": "A\tletter"}}}
