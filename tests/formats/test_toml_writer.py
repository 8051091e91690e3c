import math
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deployments.errors import InvalidValueError
from deployments.formats import toml_writer

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES = st.recursive(
    TEXTS | st.booleans() | st.integers() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
MAPPINGS = st.dictionaries(TEXTS, VALUES, max_size=4)


def same(read: object, written: object) -> bool:
    return repr(read) == repr(written)  # as True == 1 == 1.0, and 0.0 == -0.0


@given(VALUES)
def test_a_value_reads_back_equal(value: object) -> None:
    text = toml_writer.value(value)
    assert "\n" not in text
    assert same(tomllib.loads(f"v = {text}")["v"], value)


@given(TEXTS)
def test_a_key_reads_back_equal(key: str) -> None:
    assert tomllib.loads(f"{toml_writer.key(key)} = 1") == {key: 1}


@given(TEXTS, TEXTS, MAPPINGS)
def test_a_table_reads_back_equal(outer: str, inner: str, mapping: dict[str, object]) -> None:
    assert same(tomllib.loads(toml_writer.toml_table((outer, inner), mapping)), {outer: {inner: mapping}})
    assert same(tomllib.loads(toml_writer.toml_table(outer, mapping)), {outer: mapping})


@given(TEXTS, st.lists(MAPPINGS, min_size=1, max_size=4))
def test_an_array_of_tables_reads_back_equal(name: str, mappings: list[dict[str, object]]) -> None:
    text = "".join(toml_writer.array_table(name, mapping) for mapping in mappings)
    assert same(tomllib.loads(text), {name: mappings})


def test_every_character_that_could_harm_is_escaped() -> None:
    harmful = "".join(
        map(chr, [*range(0x20), *range(0x7F, 0xA0), 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A)])
    )
    text = toml_writer.value(harmful)
    assert text.isascii()
    assert text.isprintable()
    assert tomllib.loads(f"v = {text}")["v"] == harmful


def test_numbers_that_are_no_numbers() -> None:
    assert math.isnan(tomllib.loads(f"v = {toml_writer.value(math.nan)}")["v"])
    assert tomllib.loads(f"v = {toml_writer.value((math.inf, -math.inf))}")["v"] == [math.inf, -math.inf]


@pytest.mark.parametrize("half", ["\ud800", "a\udfff", "\udc80b"])
def test_half_a_surrogate_pair_is_refused(half: str) -> None:
    with pytest.raises(InvalidValueError, match="surrogate"):
        toml_writer.value([half])
    with pytest.raises(ValueError, match="surrogate"):
        toml_writer.value({half: 1})


@pytest.mark.parametrize("other", [None, b"x", 1j])
def test_other_kinds_are_refused(other: object) -> None:
    with pytest.raises(TypeError, match="TOML"):
        toml_writer.value(other)
