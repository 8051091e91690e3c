"""The places of texts that stay bytes are those that a dictionary has."""

import string

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deployments.packed_texts import PackedTexts
from deployments.text_places import TextPlaces, are_apart, places_among, places_of

TEXTS = st.lists(
    st.one_of(st.text("ab\0é", max_size=12), st.sampled_from(["nld", "nld-1", "1-nld", "x" * 8, "x" * 9, "x" * 17])),
    max_size=20,
)


@pytest.fixture(params=["by their numbers", "though all have one number"])
def numbers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts of somebody who knows how their numbers are made can all have one."""
    if request.param != "by their numbers":
        monkeypatch.setattr(PackedTexts, "hashes", lambda own: np.ones(len(own), np.int64))


@pytest.mark.parametrize("looks", [0, 2, 100])
@pytest.mark.usefixtures("numbers")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=TEXTS, asked=TEXTS)
def test_they_are_those_of_a_dictionary(looks: int, texts: list[str], asked: list[str]) -> None:
    texts = [*dict.fromkeys(texts)]
    known, found = dict(zip(texts, range(len(texts)), strict=True)), TextPlaces(PackedTexts.of(texts))
    found.LOOKS = looks
    assert dict(found) == known
    assert (len(found), [*found]) == (len(known), texts)
    for each in (*asked, *texts):
        assert (each in found, found.get(each), found.get(each, 7)) == (
            each in known,
            known.get(each),
            known.get(each, 7),
        )
    assert found.are_distinct()
    wanted = [known.get(each, -1) for each in asked]
    assert found.of(PackedTexts.of(asked)).tolist() == wanted
    assert places_of(PackedTexts.of(asked), found) == places_of(asked, found) == places_of(asked, known) == wanted
    assert are_apart(asked, found) == are_apart(asked, known) == known.keys().isdisjoint(asked)
    assert found.of(PackedTexts.of(texts)).tolist() == [*range(len(texts))]


@pytest.mark.usefixtures("numbers")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=TEXTS)
def test_equal_texts_have_the_place_of_the_last(texts: list[str]) -> None:
    last = dict(zip(texts, range(len(texts)), strict=True))
    found = places_among(PackedTexts.of(texts))
    assert dict(found) == places_among(texts) == last
    assert isinstance(found, TextPlaces) == (len(last) == len(texts))


def test_what_is_no_text_has_no_place() -> None:
    found = places_among(PackedTexts.of(["nld", "svk"]))
    for each in (None, 1, "\ud800", "nl", "nlds", "x" * 100_000):
        assert each not in found
        assert found.get(each, "none") == "none"  # type: ignore[arg-type]
    with pytest.raises(KeyError, match="ltu"):
        found["ltu"]


def test_a_hundred_looks_make_a_dictionary_and_later_ones_ask_that() -> None:
    """To look at a million texts takes some milliseconds, and to make the dictionary as long as to do so 100 times."""
    ids = [f"{letter}{number}" for letter in string.ascii_letters for number in range(20)]
    texts = PackedTexts.of(ids)
    looks: list[str] = []

    class Watched(PackedTexts):
        def rows(self, text: object) -> list[int]:
            looks.append(str(text))
            return super().rows(text)

    found = TextPlaces(Watched(texts.data, texts.ends))
    assert [found[each] for each in ids] == [*range(len(ids))]
    assert looks == ids[:100]
