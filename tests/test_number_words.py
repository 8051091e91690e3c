"""Numbers in texts: in digits with any mark, and in the words of four languages, as a writer of numbers has them."""

from itertools import chain
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from deployments.number_words import LANGUAGES, SaidNumber, numbers_in
from tests.steps import calls


def _exact(text: str, language: str | None = None) -> set[float]:
    return {number.low for number in numbers_in(text, language) if number.low == number.high}


def _written(number: int, language: str) -> str:
    return str(num2words(number, lang=language)).replace(",", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cardinals_of_a_language_are_read(language: str) -> None:
    chosen = [*range(130), *Random(1).sample(range(130, 10_000), 300), *Random(2).sample(range(10_000, 10**6), 300)]
    wrong = [number for number in chosen if _exact(f"({_written(number, language)})", language) != {number}]
    # A writer says "einhunderteinstausend" where people say "einhunderteintausend".
    assert [number for number in wrong if language != "de" or number // 1000 % 100 != 1] == []


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cardinal_up_to_ten_thousand_is_read(language: str) -> None:
    assert [n for n in range(10_000) if _exact(_written(n, language), language) != {n}] == []


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        *(("nl", *each) for each in [("zes militairen", 6), ("Zesentwintig", 26), ("anderhalf duizend", 1500)]),
        *(("nl", *each) for each in [("anderhalf jaar", 1.5), ("tweeënhalf jaar", 2.5), ("een half jaar", 0.5)]),
        *(("nl", *each) for each in [("een tiental", 10), ("een honderdtal", 100), ("twee dozijn", 24), ("één", 1)]),
        *(("nl", *each) for each in [("12 duizend", 12_000), ("zesmaandse missie", 6), ("twaalfhonderd man", 1200)]),
        *(("en", *each) for each in [("a dozen troops", 12), ("half a dozen", 6), ("twelve hundred", 1200)]),
        *(("en", *each) for each in [("a hundred", 100), ("a six-month tour", 6), ("two and a half thousand", 2500)]),
        *(("en", *each) for each in [("two and a half years", 2.5), ("150-strong", 150), ("both batteries", 2)]),
        *(("de", *each) for each in [("ein Dutzend", 12), ("anderthalb Jahre", 1.5), ("ein halbes Jahr", 0.5)]),
        *(("de", *each) for each in [("sechsmonatig", 6), ("zweieinhalb Jahre", 2.5), ("eine Batterie", 1)]),
        *(("de", *each) for each in [("hunderteintausend", 101_000), ("dreißig", 30), ("3 Millionen", 3_000_000)]),
        *(("fr", *each) for each in [("une douzaine", 12), ("une demi-douzaine", 6), ("une trentaine", 30)]),
        *(("fr", *each) for each in [("un an et demi", 1.5), ("deux cents soldats", 200), ("nonante", 90)]),
        *(("fr", *each) for each in [("quatre-vingt-dix-sept", 97), ("une batterie", 1), ("septante et un", 71)]),
    ],
)
def test_words_that_people_use_name_a_number(language: str, text: str, number: float) -> None:
    assert number in _exact(text, language)


@pytest.mark.parametrize(
    ("language", "text", "low", "high"),
    [
        ("nl", "tientallen militairen", 10, 100),
        ("nl", "een paar honderd", 200, 1000),
        ("en", "dozens of soldiers", 12, 120),
        ("en", "several thousand", 2000, 10_000),
        ("de", "Hunderte Soldaten", 100, 1000),
        ("fr", "quelques dizaines", 10, 100),
    ],
)
def test_a_vague_word_names_the_numbers_between_two(language: str, text: str, low: int, high: int) -> None:
    assert SaidNumber(low, high) in numbers_in(text, language)


@pytest.mark.parametrize("text", ["1200", "1.200", "1,200", "1'200", "1\u2019200", "1 200", "1\u00a0200", "1\u202f200"])
def test_digits_are_read_with_any_mark_between_the_thousands(text: str) -> None:
    assert 1200 in _exact(f"met {text} militairen.", "nl")
    assert 1200 in _exact(text, "it")


@pytest.mark.parametrize("text", ["F-16", "A400M", "the 21st battalion", "derde bataljon", "1.2.3", "12345678901"])
def test_names_of_types_and_places_in_an_order_are_no_numbers(text: str) -> None:
    assert numbers_in(text) == set()


def test_what_belongs_together_is_one_number_and_its_parts_are_none() -> None:
    """Who says "half a dozen" says neither a half nor a dozen."""
    assert _exact("half a dozen", "en") == {6}
    assert _exact("een half jaar", "nl") == {0.5}
    assert _exact("1,5 miljoen", "nl") == {1_500_000}


def test_without_a_language_the_words_of_all_four_are_read_and_in_another_none() -> None:
    assert _exact("zes, seven, acht, neuf") >= {6, 7, 8, 9}
    assert numbers_in("sei militari", "it") == set()


_WORDS = sorted({*chain.from_iterable(_written(n, each).split() for n in range(0, 10**6, 9973) for each in LANGUAGES)})
_PIECES = st.sampled_from(
    [*_WORDS, "anderhalf", "half", "a", "dozen", "demi", "1.200", "3,5", " ", "-", ", ", "\u0301"]
)


@given(st.lists(_PIECES | st.text(max_size=3), max_size=40).map("".join), st.sampled_from([None, *LANGUAGES, "it"]))
def test_any_text_can_be_read(text: str, language: str | None) -> None:
    for number in numbers_in(text, language):
        assert 0 <= number.low <= number.high < 10**9


@pytest.mark.parametrize("word", ["half ", "a ", "duizend", "een half ", "1 000 ", "honderd-", "x" * 5, "zweieinhalb"])
def test_the_work_grows_in_a_line_with_the_text(word: str) -> None:
    few, many = (calls(lambda: numbers_in(word * times)) for times in (60, 120))  # noqa: B023 - called at once
    assert many < 2.5 * few


def test_half_of_a_surrogate_pair_is_no_number_and_no_panic() -> None:
    assert numbers_in("six \ud800", "en") == {SaidNumber(6, 6)}
