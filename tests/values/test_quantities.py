"""Quantities and changes, as sources give them."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deployments.errors import QuantityError
from deployments.values.quantities import LIMIT, Change, Quantity
from deployments.values.tolerance import Tolerance

numbers = st.one_of(st.integers(0, 12), st.integers(0, LIMIT - 1))
exact = st.builds(lambda n, about: Quantity(n, n, about), numbers, st.booleans())
between = st.builds(lambda a, b, about: Quantity(min(a, b), max(a, b), about), numbers, numbers, st.booleans())
at_least = st.builds(lambda n, about: Quantity(n + 1, None, about), st.integers(0, LIMIT - 2), st.booleans())
quantities = st.one_of(exact, between, at_least)
changes = st.builds(Change, st.booleans(), st.one_of(st.none(), quantities))
# Few texts are nearly right by accident: these are of the letters that a quantity is written with.
texts = st.one_of(st.text(max_size=20), st.text("~.+-0123456789, ", max_size=12))
HUGE = [10**5000, -(10**5000)]  # Python refuses to write these
NOT_TEXT = [None, True, False, 1.5, b"6", ["6"], {"6": 1}, object()]


@pytest.mark.parametrize(
    ("text", "low", "high", "approximate"),
    [
        ("0", 0, 0, False),
        ("6", 6, 6, False),
        ("~150", 150, 150, True),
        ("150..200", 150, 200, False),
        ("..2100", 0, 2100, False),
        ("100..", 100, None, False),
        ("~150..200", 150, 200, True),
        ("~..200", 0, 200, True),
        ("999999999", 999_999_999, 999_999_999, False),
    ],
)
def test_what_sources_write(text: str, low: int, high: int | None, approximate: bool) -> None:
    quantity = Quantity.parse(text)
    assert quantity == Quantity(low, high, approximate)
    assert str(quantity) == text


@pytest.mark.parametrize(("text", "canonical"), [("6..6", "6"), ("0..2100", "..2100"), ("..0", "0"), ("~6..6", "~6")])
def test_one_value_is_written_in_one_way(text: str, canonical: str) -> None:
    assert str(Quantity.parse(text)) == canonical
    assert hash(Quantity.parse(text)) == hash(Quantity.parse(canonical))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "..",
        "~",
        "~..",
        "0..",
        "200..150",
        "+6",
        "-3",
        "06",
        "zes",
        "1e3",
        "\u0666",
        "\u00b2",
        "6.5",
        "6\n",
        " 6",
        *["6...7", "~6..~7", "6..~7", "~~6", "1000000000", "6-7", "7" * 201, "1_000"],
    ],
)
def test_what_is_refused_says_what_to_write(text: str) -> None:
    with pytest.raises(QuantityError) as error:
        Quantity.parse(text)
    assert error.value.hint


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2,100", "2100"),
        ("2.100", "2100"),
        ("2 100", "2100"),
        ("2'100", "2100"),
        ("2\u202f100", "2100"),
        ("~12,100", "~12100"),
        ("100,000,000", "100000000"),
    ],
)
def test_thousands_are_written_without_separators(text: str, meant: str) -> None:
    with pytest.raises(QuantityError) as error:
        Quantity.parse(text)
    assert error.value.hint == f'write "{meant}"'
    assert str(Quantity.parse(meant)) == meant


@pytest.mark.parametrize("text", ["02,100", "9,999,999,999", "-2,100"])
def test_no_hint_is_itself_refused(text: str) -> None:
    with pytest.raises(QuantityError) as error:
        Quantity.parse(text)
    assert "2100" not in error.value.hint
    assert "9999999999" not in error.value.hint


@pytest.mark.parametrize(
    ("low", "high"),
    [(-1, 1), (2, 1), (0, LIMIT), (LIMIT, None), (None, 5), (True, 5), (1, True), (1.0, 2), ("1", 2), (0, None)],
)
def test_a_quantity_that_cannot_be(low: int, high: int | None) -> None:
    with pytest.raises(QuantityError):
        Quantity(low, high)


def test_about_is_yes_or_no() -> None:
    with pytest.raises(QuantityError, match="approximate"):
        Quantity(6, 6, "no")  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [*NOT_TEXT, *HUGE, -1], ids=lambda value: type(value).__name__)
def test_a_quantity_is_read_from_a_number_or_a_text_only(value: object) -> None:
    with pytest.raises(QuantityError) as error:
        Quantity.of(value)  # type: ignore[arg-type]
    assert str(error.value)


@pytest.mark.parametrize("value", [*NOT_TEXT, 6])
def test_only_text_is_parsed(value: object) -> None:
    with pytest.raises(QuantityError):
        Quantity.parse(value)  # type: ignore[arg-type]
    with pytest.raises(QuantityError):
        Change.parse(value)  # type: ignore[arg-type]


def test_a_quantity_of_a_quantity_is_itself() -> None:
    six = Quantity.parse("6")
    assert Quantity.of(six) is six
    assert Quantity.of(6) == Quantity.of("6") == six


def test_a_quantity_does_not_change() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        Quantity.parse("6").low = 7  # type: ignore[misc]


@given(texts)
def test_any_text_is_a_quantity_or_a_refusal(text: str) -> None:
    try:
        quantity = Quantity.parse(text)
    except QuantityError:
        return
    assert Quantity.parse(str(quantity)) == quantity


@given(quantities)
def test_a_quantity_reads_back(quantity: Quantity) -> None:
    assert Quantity.parse(str(quantity)) == quantity
    assert str(Quantity.parse(str(quantity))) == str(quantity)


@pytest.mark.parametrize(
    ("text", "share", "bounds"),
    [
        ("6", 10, (6, 6)),
        ("100..", 10, (100, None)),
        ("~150", 10, (135, 165)),
        ("~6", 10, (5, 7)),
        ("~1", 10, (1, 2)),
        ("~1", 100, (1, 2)),
        ("~0", 10, (0, 0)),
        ("~5", 9999, (1, 505)),
        ("~150", 0, (150, 150)),
        ("~100..", 10, (90, None)),
        ("~..100", 10, (0, 110)),
        ("~150..200", 10, (135, 220)),
    ],
)
def test_about_is_as_wide_as_the_reader_says(text: str, share: int, bounds: tuple[int, int | None]) -> None:
    assert Quantity.parse(text).bounds(Tolerance(quantity=share)) == bounds


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 250))
def test_bounds_hold_every_number_within_the_share_and_no_more(a: int, b: int, share: int) -> None:
    low, high = min(a, b), max(a, b)
    least, most = Quantity(low, high, approximate=True).bounds(Tolerance(quantity=share))
    assert most is not None
    # Rounded outward: an end is in if a number less than one away from it is within the share.
    inside = [n for n in range(2000) if 100 * (n + 1) > low * (100 - share) and 100 * (n - 1) < high * (100 + share)]
    if low >= 1:
        inside = [n for n in inside if n >= 1]
    assert (least, most) == (min(inside), max(inside))


@pytest.mark.parametrize("text", ["0", "80", "-30", "-~30", "-20..30", "~80", "increase", "decrease", "-..30", "-30.."])
def test_changes_as_sources_give_them(text: str) -> None:
    change = Change.parse(text)
    assert str(change) == text
    assert change.increase is not text.startswith(("-", "decrease"))
    assert (change.by is None) is (text in ("increase", "decrease"))


@pytest.mark.parametrize(
    ("text", "canonical"), [("+80", "80"), ("-0", "0"), ("+0", "0"), ("-~0", "~0"), ("-0..0", "0")]
)
def test_one_change_is_written_in_one_way(text: str, canonical: str) -> None:
    assert str(Change.parse(text)) == canonical
    assert Change.parse(text) == Change.parse(canonical)


@pytest.mark.parametrize(
    "text", ["", "-", "+", "--3", "+-3", "~-30", "more", "-increase", "-..", " 3", "- 3", "8" * 201]
)
def test_no_change(text: str) -> None:
    with pytest.raises(QuantityError) as error:
        Change.parse(text)
    assert error.value.hint


@pytest.mark.parametrize(("text", "meant"), [("-2,100", "-2100"), ("+2,100", "2100"), ("-~2.100", "-~2100")])
def test_the_hint_for_a_change_keeps_its_sign(text: str, meant: str) -> None:
    with pytest.raises(QuantityError) as error:
        Change.parse(text)
    assert error.value.hint == f'write "{meant}"'
    assert error.value.value == text
    assert str(Change.parse(meant)) == meant


def test_a_change_of_a_whole_number_may_be_negative() -> None:
    assert Change.of(-30) == Change.of("-30") == Change(increase=False, by=Quantity.of(30))
    assert Change.of(0) == Change.of("-0")
    assert Change.of(Change.of(80)) == Change.of("80")


@pytest.mark.parametrize("value", [*NOT_TEXT, *HUGE, LIMIT], ids=lambda value: type(value).__name__)
def test_a_change_is_read_from_a_number_or_a_text_only(value: object) -> None:
    with pytest.raises(QuantityError) as error:
        Change.of(value)  # type: ignore[arg-type]
    assert str(error.value)


@pytest.mark.parametrize(("increase", "by"), [("x", None), (1, None), (True, 3), (True, "3")])
def test_a_change_that_cannot_be(increase: bool, by: Quantity | None) -> None:
    with pytest.raises(QuantityError):
        Change(increase, by)


@given(changes)
def test_a_change_reads_back(change: Change) -> None:
    assert Change.parse(str(change)) == change
    assert str(Change.parse(str(change))) == str(change)


@given(texts)
def test_any_text_is_a_change_or_a_refusal(text: str) -> None:
    try:
        change = Change.parse(text)
    except QuantityError:
        return
    assert Change.parse(str(change)) == change
