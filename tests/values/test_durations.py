"""Calendar durations, as sources give them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deployments.errors import DurationError
from deployments.values.calendar import civil, day_number
from deployments.values.durations import Duration, Span

spans = st.one_of(
    st.builds(Span, st.integers(0, 30), st.integers(0, 800)),
    st.builds(Span, st.integers(0, 119_999), st.integers(0, 99_999)),
)
texts = st.one_of(st.text(max_size=20), st.text("~.PYMWD0123456789", max_size=16))


@st.composite
def durations(draw: st.DrawFn) -> Duration:
    low = draw(st.none() | spans)
    high = draw(spans if low is None else st.none() | spans)
    about = draw(st.booleans())
    try:
        return Duration(low, high, about)
    except DurationError:
        return Duration(high, low, about)


@pytest.mark.parametrize(
    ("text", "low", "high", "approximate"),
    [
        ("P6M", Span(6), Span(6), False),
        ("~P6M", Span(6), Span(6), True),
        ("..P6M", None, Span(6), False),
        ("P3M..P6M", Span(3), Span(6), False),
        ("P3M..", Span(3), None, False),
        ("~..P6M", None, Span(6), True),
        ("P0D", Span(), Span(), False),
        ("P14D", Span(0, 14), Span(0, 14), False),
        ("P1Y6M", Span(18), Span(18), False),
        ("P1Y6M3D", Span(18, 3), Span(18, 3), False),
        ("P30D..P1M", Span(0, 30), Span(1), False),
        ("P1M..P30D", Span(1), Span(0, 30), False),
    ],
)
def test_what_sources_write(text: str, low: Span | None, high: Span | None, approximate: bool) -> None:
    duration = Duration.parse(text)
    assert duration == Duration(low, high, approximate)
    assert str(duration) == text


@pytest.mark.parametrize(
    ("text", "canonical"),
    [("P12M", "P1Y"), ("P2W", "P14D"), ("P06M", "P6M"), ("P0Y", "P0D"), ("P6M..P6M", "P6M"), ("P1Y0M2W", "P1Y14D")],
)
def test_one_value_is_written_in_one_way(text: str, canonical: str) -> None:
    assert str(Duration.parse(text)) == canonical
    assert Duration.parse(text) == Duration.parse(canonical)


@pytest.mark.parametrize(
    "text",
    [
        *["", "P", "..", "~", "~..", "PT24H", "P1DT1H", "P1.5M", "-P6M", "P-6M", "p6m", "6M", "P6M3Y", "P6M ", "P6M\n"],
        "P\u0666M",
        "P3M..~P6M",
        "P3M...P6M",
        "P99999M",
        "P99999Y",
        "P999999D",
        "P9999Y9999M",
        "P9999W99999D",
        "P" * 201,
    ],
)
def test_what_is_refused_says_what_to_write(text: str) -> None:
    with pytest.raises(DurationError) as error:
        Duration.parse(text)
    assert error.value.hint


@pytest.mark.parametrize(
    ("text", "meant"),
    [("6 months", "P6M"), ("1 year", "P1Y"), ("14 days", "P14D"), ("6 maanden", "P6M"), ("2 weeks", "P2W")],
)
def test_words_are_refused_with_what_they_mean(text: str, meant: str) -> None:
    with pytest.raises(DurationError) as error:
        Duration.parse(text)
    assert error.value.hint == f'write "{meant}"'
    Duration.parse(meant)


@pytest.mark.parametrize("value", [None, True, 6, 1.5, b"P6M", ["P6M"], object()])
def test_only_text_is_parsed(value: object) -> None:
    with pytest.raises(DurationError):
        Duration.parse(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        *["P6M..P3M", "P7M..P6M", "P1Y..P11M", "P1Y..P350D", "P1M1D..P1M", "P32D..P1M", "P10Y..P9Y11M"],
        *["P1Y..P364D", "P1Y2D..P366D", "P367D..P1Y", "P1M..P27D", "P1Y1M..P392D", "P398D..P1Y1M", "P1D..P0D"],
    ],
)
def test_a_range_that_is_surely_reversed(text: str) -> None:
    with pytest.raises(DurationError, match="reversed"):
        Duration.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        *["P1Y..P365D", "P1Y1D..P366D", "P366D..P1Y", "P1M..P28D", "P31D..P1M", "P1Y1M..P393D", "P397D..P1Y1M"],
        *["P12M..P1Y", "P1Y..P12M", "P1W..P7D", "P0D..P0D", "P2M..P59D"],
    ],
)
def test_a_range_is_taken_if_it_fits_from_some_day(text: str) -> None:
    """A year has 365 or 366 days, and a month 28 to 31."""
    assert str(Duration.parse(text)) == str(Duration.parse(str(Duration.parse(text))))


@given(st.builds(Span, st.integers(0, 30), st.integers(0, 60)), st.builds(Span, st.integers(0, 30), st.integers(0, 60)))
def test_no_range_is_refused_that_fits_from_some_day(low: Span, high: Span) -> None:
    first = day_number(2023, 1, 1)
    fits = any(low.add_to(day) <= high.add_to(day) for day in range(first, first + 1461))
    if fits:
        assert Duration(low, high).high == high


@pytest.mark.parametrize(
    ("low", "high", "approximate"),
    [(None, None, False), (Span(6), Span(3), False), ("P6M", None, False), (6, None, False), (Span(6), None, 1)],
)
def test_a_duration_that_cannot_be(low: Span | None, high: Span | None, approximate: bool) -> None:
    with pytest.raises(DurationError):
        Duration(low, high, approximate)


@pytest.mark.parametrize(
    ("months", "days"), [(-1, 0), (0, -1), ("x", 0), (True, 0), (1.5, 0), (120_000, 0), (0, 100_000)]
)
def test_a_span_that_cannot_be(months: int, days: int) -> None:
    with pytest.raises(DurationError):
        Span(months, days)


@pytest.mark.parametrize(
    ("span", "start", "end"),
    [
        (Span(6), (2022, 4, 14), (2022, 10, 14)),
        (Span(), (2022, 4, 14), (2022, 4, 14)),
        (Span(1), (2023, 1, 31), (2023, 2, 28)),
        (Span(1, 1), (2023, 1, 31), (2023, 3, 1)),
        (Span(12), (2024, 2, 29), (2025, 2, 28)),
        (Span(0, 14), (2022, 12, 25), (2023, 1, 8)),
    ],
)
def test_months_are_added_before_days(span: Span, start: tuple[int, int, int], end: tuple[int, int, int]) -> None:
    assert civil(span.add_to(day_number(*start))) == end


def test_a_duration_is_exact_unless_it_is_said_to_be_about() -> None:
    assert Duration(Span(6), None).approximate is False
    assert str(Duration(Span(6), Span(6))) == "P6M"


@given(durations())
def test_a_duration_reads_back(duration: Duration) -> None:
    assert Duration.parse(str(duration)) == duration
    assert str(Duration.parse(str(duration))) == str(duration)
    assert hash(Duration.parse(str(duration))) == hash(duration)


@given(texts)
def test_any_text_is_a_duration_or_a_refusal(text: str) -> None:
    try:
        duration = Duration.parse(text)
    except DurationError:
        return
    assert Duration.parse(str(duration)) == duration
