"""TOML texts: keys that take for ever are refused, in every form, and nothing that is no key; many problems at once."""

import itertools
import tomllib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deployments import Diagnostic
from deployments.formats import toml_documents
from deployments.formats.source_positions import SourceText
from deployments.formats.toml_documents import MAX_PARTS, TomlDocument, parse_toml
from deployments.formats.toml_reader import read_toml
from tests.steps import CountedText

#: The parts of a key, in every form that TOML has; and what may stand between two of them.
PARTS = ["b", "-_9", '"b"', '""', '"a.b"', r'"\""', r'"\\"', '"#"', "'b'", "''", "'a.b'", "'\"'", "'\\'", "'#'"]
DOTS = [".", " . ", "\t.\t"]


def _message(text: str) -> str:
    found = parse_toml("x.toml", text.encode())
    return found.message if isinstance(found, Diagnostic) else ""


@pytest.mark.parametrize(
    "written",
    [
        "{} = 1",
        "[{}]",
        "[[ {} ]]",
        "x = {{ {} = 1 }}",
        "x = {{z = 1, {} = 1}}",
        "x = [1, {{{} = 1}}]",
        "x = 'it' # it's \"\n{} = 1",
        'x = """a"""""\n{} = 1',
        "x = '''a\n'' '''\r\n {} = 1",
        'x = "\\\\"\n{} = 1',
    ],
)
def test_a_key_of_too_many_parts_is_refused_in_every_form(written: str) -> None:
    """One part more than is allowed; and one less is read."""
    for part, dot in itertools.product(PARTS, DOTS):
        assert _message(written.format(dot.join(["a", *[part] * MAX_PARTS]))) == "a key of more than 100 parts"
        fine = written.format(dot.join(["a", *[part] * (MAX_PARTS - 1)]))
        assert tomllib.loads(fine)
        assert _message(fine) == ""


@pytest.mark.parametrize(
    "text",
    [
        'x = "{}"',
        "x = '{}'",
        'x = """\n{}\n"quoted" ""{}"""',
        "x = '''\n{}\n'quoted' ''{}'''",
        'x = "\\"{}"',
        'x = "\\\\" # {}',
        "# {} = 1",
        "x = 1 # it's {}",
        "x = [\"{}\", '{}'] # {}",
        'x = {{a = "{}"}}',
        'x = """\\"""{}"""',
        '"{}" = 1',
        "['{}']",
    ],
)
def test_dots_in_texts_and_comments_are_no_key(text: str) -> None:
    dots = text.format(*["b." * 300] * 3)
    assert tomllib.loads(dots) is not None
    assert _message(dots) == ""


@pytest.mark.parametrize("text", ['x = "{}', "x = '{}", 'x = """{}', "x = '''\n{}", "x = {}"])
def test_dots_in_a_text_that_does_not_end_are_no_key_either(text: str) -> None:
    assert _message(text.format("b." * 300 + "b")).startswith("not TOML: ")


PIECES = st.sampled_from(
    [*PARTS, "b." * 100 + "b", '"""', "'''", '"', "'", "\\", "\n", "#", " = ", "[", "]", "{", "}", ",", ".", "1", " "]
)


@settings(deadline=None, max_examples=500)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_no_text_that_can_be_read_is_refused_unless_a_key_is_long(text: str) -> None:
    def deepest(value: object) -> int:
        if isinstance(value, dict):
            return 1 + max(map(deepest, value.values()), default=0)
        return max(map(deepest, value), default=0) if isinstance(value, list) else 0

    try:
        expected = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        assert isinstance(parse_toml("x.toml", text.encode()), Diagnostic)
        return
    found = parse_toml("x.toml", text.encode())
    if isinstance(found, TomlDocument):
        assert found.table == expected
    else:
        assert (found.message, deepest(expected) > MAX_PARTS) == ("a key of more than 100 parts", True)


@pytest.mark.parametrize("key", ["a." * 20_000 + "a", r'"\"".' + "b." * 20_000 + "b"])
def test_a_key_of_very_many_parts_is_never_parsed(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """`tomllib` takes a time that grows with the square of the parts."""
    monkeypatch.setattr(tomllib, "loads", lambda _: pytest.fail("it was parsed"))
    assert _message(f"{key} = 1") == "a key of more than 100 parts"


def test_where_a_key_is_too_long_its_line_is_told() -> None:
    found = parse_toml("x.toml", b"a = 1\n" + b"b." * 200 + b"c = 1")
    assert isinstance(found, Diagnostic)
    assert str(found.location) == "x.toml:2"
    assert found.location is not None
    assert found.location.text == "b." * 100  # as much as is shown of a line


def _scanned(text: str) -> int:
    CountedText.scanned = 0
    read_toml("x.toml", text.encode())
    return CountedText.scanned


@pytest.mark.parametrize(
    "text",
    [
        lambda count: "[sources.letter]\n" + "".join(f"k{n:05} = 1\n" for n in range(count)),
        lambda count: "sources.letter = {" + ", ".join(f"k{n:05} = 1" for n in range(count)) + "}",
    ],
    ids=["a line each", "all on one line"],
)
def test_many_problems_in_one_file_take_linear_time(
    text: Callable[[int], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lines of a text are looked for once, and of a long line only the beginning is shown."""
    monkeypatch.setattr(toml_documents, "SourceText", lambda file, text: SourceText(file, CountedText(text)))
    few, many = (_scanned(text(count)) for count in (500, 4000))
    assert few > 500
    assert many < 8.5 * few


def test_a_value_that_is_nested_very_deeply_is_quoted() -> None:
    """Dotted keys in tables in tables make a value that Python cannot show; a small file must not crash."""
    dotted = ".".join("a" * 99)
    text = "[sources.letter]\ntitle = 'A letter'\npublisher = {" + f"{dotted} = {{" * 20 + "}" * 20 + "}\n"
    assert [found.message for found in read_toml("x.toml", text.encode()).diagnostics] == [
        "not a text: tables or lists that are nested too deeply"
    ]


def test_brackets_beyond_all_depth_are_one_problem() -> None:
    assert _message("a = " + "[" * 200_000) == "nested too deeply"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("title = A letter", "texts and dates stand in quotes"),
        ('start = "2023"\nstart = "2024"', "write it once; the first is in line 1"),
        ('basis = { start = "planned" }\nbasis = { end = "planned" }', "write it once (for basis: basis = "),
        ('basis = { start = "planned" }\nbasis.end = "planned"', "write it once (for basis: basis = "),
        ('basis = { start = "planned", start = "planned" }', "write it once; the first is in line 1"),
        (
            '[events.easter]\nname = "Easter"\n[events.easter]\nplace = "NLD"',
            "write one table, with the keys of both below it: the first is in line 1",
        ),
    ],
)
def test_the_hint_of_a_file_that_is_not_toml_is_of_what_is_wrong_with_it(text: str, hint: str) -> None:
    found = parse_toml("x.toml", text.encode())
    assert isinstance(found, Diagnostic)
    assert found.code == "T103"
    assert found.hint.startswith(hint)


def test_the_line_for_the_basis_of_two_claims_that_a_hint_shows_is_read() -> None:
    found = parse_toml("x.toml", b'basis = "planned"\nbasis = "reported"')
    assert isinstance(found, Diagnostic)
    line = found.hint.partition("for basis: ")[2].partition(");")[0]
    table = b'source = "x"\n[[statements]]\nabout = "x"\nstart = "2023"\nend = "2025"\n'
    assert read_toml("x.toml", table + line.encode()).diagnostics == []
