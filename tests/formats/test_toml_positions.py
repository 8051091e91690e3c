import time
import tomllib
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deployments.formats import toml_writer
from deployments.formats.toml_positions import KeyPath, positions

DOCUMENT = r'''# [no.table] and "no string
version = 1 # a = [
"quo\"ted \u00e9".'lit.eral' . bare = 1979-05-27 07:32:00
long = """
[fake]
a = "b" \""" \
  c"""""   # five
raw = \'\'\'x = [\'\'\'
[sources.dmm-2023-06]
url = "https://example.org/#x"   # ]

  [[statements]]
returned.on = 2023-06-21
[[statements]]
host = [
  "ML", # one, ]
  {a.b = [1, [2, '}']], c = {}},
  1979-05-27T07:32:00Z,
]
[statements.returned]
on = 1
[[statements.parts]]
n = +1.5e3
[sources]
late = true'''.replace("\\'", "'")

EXPECTED: dict[KeyPath, tuple[int, int]] = {
    ("version",): (2, 1),
    ('quo"ted é',): (3, 1),
    ('quo"ted é', "lit.eral"): (3, 1),
    ('quo"ted é', "lit.eral", "bare"): (3, 1),
    ("long",): (4, 1),
    ("raw",): (8, 1),
    ("sources", "dmm-2023-06"): (9, 1),
    ("sources", "dmm-2023-06", "url"): (10, 1),
    ("statements",): (12, 3),
    ("statements", 0): (12, 3),
    ("statements", 0, "returned"): (13, 1),
    ("statements", 0, "returned", "on"): (13, 1),
    ("statements", 1): (14, 1),
    ("statements", 1, "host"): (15, 1),
    ("statements", 1, "host", 0): (16, 3),
    ("statements", 1, "host", 1): (17, 3),
    ("statements", 1, "host", 1, "a"): (17, 4),
    ("statements", 1, "host", 1, "a", "b"): (17, 4),
    ("statements", 1, "host", 1, "a", "b", 0): (17, 11),
    ("statements", 1, "host", 1, "a", "b", 1): (17, 14),
    ("statements", 1, "host", 1, "a", "b", 1, 0): (17, 15),
    ("statements", 1, "host", 1, "a", "b", 1, 1): (17, 18),
    ("statements", 1, "host", 1, "c"): (17, 25),
    ("statements", 1, "host", 2): (18, 3),
    ("statements", 1, "returned"): (20, 1),
    ("statements", 1, "returned", "on"): (21, 1),
    ("statements", 1, "parts"): (22, 1),
    ("statements", 1, "parts", 0): (22, 1),
    ("statements", 1, "parts", 0, "n"): (23, 1),
    ("sources",): (24, 1),
    ("sources", "late"): (25, 1),
}


def paths(value: object, path: KeyPath = ()) -> Iterator[KeyPath]:
    if path:
        yield path
    if isinstance(value, dict):
        for key, below in value.items():
            yield from paths(below, (*path, key))
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from paths(below, (*path, index))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_everything_has_its_position(end: str) -> None:
    text = DOCUMENT.replace("\n", end)
    assert set(paths(tomllib.loads(text))) == set(EXPECTED)
    assert positions(text) == EXPECTED


GAPS = st.sampled_from(["", " ", "\t ", "  "])
BREAKS = st.sampled_from(["", " ", "\n", "\r\n", " # ]}, \"'''\n", "\n\n  "])
BLANKS = st.sampled_from(["", "\n", '# [x] = "\n', "\r\n  # '''\r\n"])
TEXTS = st.text(st.sampled_from("ab.#[]{}='\"\\\n,é \t😀"), max_size=5)
KEYS = st.sampled_from(["a", "b", "c-1", "2", "true", '"a"', "'b'", '""', '"x.y"', "'#\\'", r'"\"]\u0041"'])
SCALARS = TEXTS.map(toml_writer.value) | st.sampled_from(
    [
        *("1", "0x1F", "1_000", "+1.5e3", "inf", "-nan", "true", "false"),
        *("1979-05-27", "07:32:00", "1979-05-27 07:32:00.5", "1979-05-27T07:32:00-07:00"),
        *("''", '""', "'\\'", "'#\"]'", '"\\\\"', '"\\""', '"#\'"'),
        *("''''''", '""""""', '"""a"""', '"""""a"""""', "'''''a'''''", "'''\\'''", '"""\\\\"""'),
        *('"""\\"\\"\\""""', '"""\n[x]\n a = 1\n"""', "'''\n[x]\n'''", '"""a \\\n   b"""', '"""\r\n""\r\n"""'),
    ]
)


@st.composite
def keys(draw: st.DrawFn) -> str:
    parts = draw(st.lists(KEYS, min_size=1, max_size=3))
    return "".join([parts[0], *(f"{draw(GAPS)}.{draw(GAPS)}{part}" for part in parts[1:])])


@st.composite
def arrays(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    elements: list[str] = draw(st.lists(inner, max_size=3))
    text = ",".join(f"{draw(BREAKS)}{element}{draw(BREAKS)}" for element in elements)
    comma = draw(st.sampled_from(["", ","])) if elements else ""
    return f"[{text}{comma}{draw(BREAKS)}]"


@st.composite
def inline_tables(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    pairs = []
    for number in range(draw(st.integers(0, 3))):
        rest = f".{draw(keys())}" if draw(st.integers(0, 1)) else ""
        pairs.append(f"{draw(GAPS)}k{number}{rest}{draw(GAPS)}={draw(GAPS)}{draw(inner)} ")
    return "{" + ",".join(pairs) + "}"


VALUES = st.recursive(SCALARS, lambda inner: arrays(inner) | inline_tables(inner), max_leaves=8)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Draw a document line by line, leaving out each line that `tomllib` does not let follow the others."""
    text = ""
    for _ in range(draw(st.integers(1, 8))):
        kind, key, gap = draw(st.sampled_from(["pair", "pair", "table", "array"])), draw(keys()), draw(GAPS)
        if kind == "pair":
            statement = f"{key}{gap}={draw(GAPS)}{draw(VALUES)}"
        else:
            statement = f"[{gap}{key}{gap}]" if kind == "table" else f"[[{gap}{key}{gap}]]"
        line = f"{draw(BLANKS)}{draw(GAPS)}{statement}{draw(GAPS)}{draw(st.sampled_from(['', '# [', '#']))}"
        line += draw(st.sampled_from(["\n", "\r\n"]))
        try:
            tomllib.loads(text + line)
        except tomllib.TOMLDecodeError:
            continue
        text += line
    return text


def starts_with(rest: str, value: object) -> bool:
    """Whether the text starts with the value; not the shortest one, as a date can begin a date and time."""
    for end in range(1, len(rest) + 1):
        if end < len(rest) and rest[end] not in ",]} \t\r\n#":
            continue
        try:
            read = tomllib.loads(f"v = {rest[:end]}")["v"]
        except tomllib.TOMLDecodeError:
            continue
        if repr(read) == repr(value):
            return True
    return False


def key_at(rest: str) -> list[str]:
    """Read the parts of the key, or of the header, that the text starts with."""
    opening = len(rest) - len(rest.lstrip("["))
    mark = "]" if opening else "="
    for end in (n for n, character in enumerate(rest) if character == mark):
        try:
            value = tomllib.loads(f"{rest[opening:end]} = 1")
        except tomllib.TOMLDecodeError:
            continue
        parts = []
        while isinstance(value, dict):
            [(part, value)] = value.items()
            parts.append(part)
        return parts
    raise AssertionError(f"no key: {rest}")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_every_path_has_a_position_and_stands_there(text: str) -> None:
    document = tomllib.loads(text)
    found = positions(text)
    assert set(found) == set(paths(document))
    lines = text.split("\n")
    for path, (line, column) in found.items():
        rest = "\n".join([lines[line - 1][column - 1 :], *lines[line:]])
        value: object = document
        for part in path:
            value = value[part]  # type: ignore[index]
        names = [part for part in path if isinstance(part, str)]
        if isinstance(path[-1], str):
            assert names[-1] in key_at(rest)
        elif rest.startswith("[[") and isinstance(value, dict):
            assert key_at(rest) == names
        else:
            assert starts_with(rest, value)


def test_what_is_too_deep_has_no_position() -> None:
    text = f"{'a.' * 200}a = [1]\nb = {'[' * 150}{']' * 150}\n[{'c.' * 200}c]\nd = [1]\n"
    found = positions(text)
    assert max(map(len, found)) == 100
    assert found["a",] == (1, 1)
    assert found[("b", *[0] * 99)] == (2, 104)
    assert found[("c",) * 100] == (3, 1)


@pytest.mark.parametrize(
    "text",
    [
        "[[s]]\na = 'x'\nb = [1, 2]\n" * 20_000,
        f"a = [{'1, ' * 60_000}]",
        f'a = """{"x" * 1_000_000}"""',
        f"{'a.' * 60_000}a = 1",
        f"a = {'[' * 60_000}{']' * 60_000}",
        f"a = {'{a=' * 60_000}1{'}' * 60_000}",
    ],
)
def test_long_texts_take_no_long_time(text: str) -> None:
    start = time.process_time()
    positions(text)
    assert time.process_time() - start < 5


@pytest.mark.parametrize("text", ["a", "a = ", "a = [", "a = [1", "[", "[a", "= 1", 'a = "', "a = {b", "a = {b=1"])
def test_what_is_no_toml_ends(text: str) -> None:
    with pytest.raises(ValueError, match="not TOML at line 1"):
        positions(text)
