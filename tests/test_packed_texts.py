"""Texts packed as bytes are the same column as a list of them."""

import pickle
import string
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deployments.packed_texts import PackedTexts, are_distinct

#: Also such as are alike but for a mark behind them, or for where eight bytes end.
TEXTS = st.lists(
    st.one_of(
        st.text(max_size=20).filter(lambda text: text.isprintable()),
        st.sampled_from(["", "a", "aa", "a\0", "abcdefgh", "abcdefgh\0", "abcdefghi", "b" * 40, "é", "\U0001f600"]),
    ),
    max_size=40,
)


packed = PackedTexts.of


def place(texts: Sequence[str], text: str, begin: int, end: int) -> int | None:
    try:
        return texts.index(text, begin, end)
    except ValueError:
        return None


@given(texts=TEXTS, bounds=st.slices(40), wanted=TEXTS)
def test_they_are_what_a_list_of_them_is(texts: list[str], bounds: slice, wanted: list[str]) -> None:
    own = packed(texts)
    assert [*own] == texts == [own[row] for row in range(len(texts))]
    assert len(own) == len(texts)
    assert own[bounds] == texts[bounds]
    for text in (*wanted, *texts):
        assert (text in own, own.count(text)) == (text in texts, texts.count(text))
        assert own.rows(text) == [row for row, each in enumerate(texts) if each == text]
        begin, end, _ = bounds.indices(len(texts))
        assert place(own, text, begin, end) == place(texts, text, begin, end)
    for none in (None, 7, "\ud800"):
        assert none not in own
    assert [*pickle.loads(pickle.dumps(own))] == texts  # noqa: S301 - our own


@given(parts=st.lists(TEXTS, min_size=1, max_size=4))
def test_several_columns_become_one(parts: list[list[str]]) -> None:
    assert [*PackedTexts.joined([*map(packed, parts)])] == [text for part in parts for text in part]


@given(texts=TEXTS)
def test_equal_texts_and_no_others_have_one_number(texts: list[str]) -> None:
    numbers = packed(texts).hashes().tolist()
    assert len(numbers) == len(texts)
    assert {*zip(texts, numbers, strict=True)} == {*dict(zip(texts, numbers, strict=True)).items()}
    assert len({*numbers}) == len({*texts})
    assert are_distinct(packed(texts)) == (len({*texts}) == len(texts))


@given(texts=TEXTS, others=TEXTS.filter(len), rows=st.lists(st.integers(0, 10_000), min_size=40))
def test_which_texts_stand_in_rows_of_others(texts: list[str], others: list[str], rows: list[int]) -> None:
    own = [row % len(others) for row, _ in zip(rows, texts, strict=False)]
    found = packed(texts).are_those_of(packed(others), np.array(own, np.int64))
    assert found.tolist() == [text == others[row] for text, row in zip(texts, own, strict=True)]


@given(texts=st.lists(st.text("ab-é", max_size=4), max_size=5), longest=st.integers(1, 4))
def test_what_they_are_made_of(texts: list[str], longest: int) -> None:
    fit = all(0 < len(text) <= longest and {*text} <= {*"ab-"} and text[0] in "ab" for text in texts)
    assert packed(texts).has_only("ab-", "ab", longest) == fit


def test_a_row_that_is_not_there_is_an_index_error() -> None:
    own = packed(["nld", "svk"])
    assert own[-1] == "svk"
    for row in (2, -3):
        with pytest.raises(IndexError, match="among 2"):
            own[row]


def test_many_texts_have_numbers_of_their_own() -> None:
    texts = [f"{letter}{number}" for letter in string.ascii_letters for number in range(4_000)]
    assert are_distinct(packed(texts))
    assert not are_distinct(packed([*texts, texts[7]]))
