"""EDTF: every example of the specification, and what is refused."""

import datetime
from typing import Any

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deployments import DateError, Edge, UncertainDate
from deployments.values import edtf

BEYOND, OPEN, UNKNOWN = "beyond", "open", "unknown"

SPECIFICATION = [
    ("1985-04-12", "1985-04-12", "1985-04-12"),
    ("1985-04", "1985-04-01", "1985-04-30"),
    ("1985", "1985-01-01", "1985-12-31"),
    ("1985-04-12T23:20:30", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30Z", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30-04", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30+04:30", "1985-04-12", "1985-04-12"),
    ("1964/2008", "1964-01-01", "2008-12-31"),
    ("2004-06/2006-08", "2004-06-01", "2006-08-31"),
    ("2004-02-01/2005-02-08", "2004-02-01", "2005-02-08"),
    ("2004-02-01/2005-02", "2004-02-01", "2005-02-28"),
    ("2004-02-01/2005", "2004-02-01", "2005-12-31"),
    ("2005/2006-02", "2005-01-01", "2006-02-28"),
    ("Y170000002", BEYOND, BEYOND),
    ("Y-170000002", BEYOND, BEYOND),
    ("2001-21", "2001-03-01", "2001-05-31"),
    ("1984?", "1984-01-01", "1984-12-31"),
    ("2004-06~", "2004-06-01", "2004-06-30"),
    ("2004-06-11%", "2004-06-11", "2004-06-11"),
    ("201X", "2010-01-01", "2019-12-31"),
    ("20XX", "2000-01-01", "2099-12-31"),
    ("2004-XX", "2004-01-01", "2004-12-31"),
    ("1985-04-XX", "1985-04-01", "1985-04-30"),
    ("1985-XX-XX", "1985-01-01", "1985-12-31"),
    ("1985-04-12/..", "1985-04-12", OPEN),
    ("1985-04/..", "1985-04-01", OPEN),
    ("1985/..", "1985-01-01", OPEN),
    ("../1985-04-12", OPEN, "1985-04-12"),
    ("../1985-04", OPEN, "1985-04-30"),
    ("../1985", OPEN, "1985-12-31"),
    ("1985-04-12/", "1985-04-12", UNKNOWN),
    ("1985-04/", "1985-04-01", UNKNOWN),
    ("1985/", "1985-01-01", UNKNOWN),
    ("/1985-04-12", UNKNOWN, "1985-04-12"),
    ("/1985-04", UNKNOWN, "1985-04-30"),
    ("/1985", UNKNOWN, "1985-12-31"),
    ("-1985", BEYOND, BEYOND),
    ("Y-17E7", BEYOND, BEYOND),
    ("1950S2", "1900-01-01", "1999-12-31"),
    ("Y171010000S3", BEYOND, BEYOND),
    ("Y3388E2S3", BEYOND, BEYOND),
    ("2001-34", "2001-04-01", "2001-06-30"),
    ("[1667,1668,1670..1672]", "1667-01-01", "1672-12-31"),
    ("[..1760-12-03]", OPEN, "1760-12-03"),
    ("[1760-12..]", "1760-12-01", OPEN),
    ("[1760-01,1760-02,1760-12..]", "1760-01-01", OPEN),
    ("[1667,1760-12]", "1667-01-01", "1760-12-31"),
    ("[..1984]", OPEN, "1984-12-31"),
    ("{1667,1668,1670..1672}", "1667-01-01", "1672-12-31"),
    ("{1960,1961-12}", "1960-01-01", "1961-12-31"),
    ("{..1984}", OPEN, "1984-12-31"),
    ("2004-06~-11", "2004-06-11", "2004-06-11"),
    ("2004?-06-11", "2004-06-11", "2004-06-11"),
    ("?2004-06-~11", "2004-06-11", "2004-06-11"),
    ("2004-%06-11", "2004-06-11", "2004-06-11"),
    ("156X-12-25", "1560-12-25", "1569-12-25"),
    ("15XX-12-25", "1500-12-25", "1599-12-25"),
    ("XXXX-12-XX", BEYOND, "9999-12-31"),
    ("1XXX-XX", "1000-01-01", "1999-12-31"),
    ("1XXX-12", "1000-12-01", "1999-12-31"),
    ("1984-1X", "1984-10-01", "1984-12-31"),
    ("2004-06-~01/2004-06-~20", "2004-06-01", "2004-06-20"),
    ("2004-06-XX/2004-07-03", "2004-06-01", "2004-07-03"),
    # Beyond the examples: exact unspecified digits, year 0, every part of a year.
    ("20XX-02-29", "2000-02-29", "2096-02-29"),
    ("2023-XX-31", "2023-01-31", "2023-12-31"),
    ("0000", BEYOND, BEYOND),
    ("2001-24", "2001-12-01", "2002-02-28"),
    ("2001-29", "2001-09-01", "2001-11-30"),
    ("2001-36", "2001-10-01", "2001-12-31"),
    ("2001-39", "2001-09-01", "2001-12-31"),
    ("2001-41", "2001-07-01", "2001-12-31"),
]


#: Each part of a year of the specification, level 2, "Sub-year groupings": which months it is, and where winter ends.
PARTS_OF_A_YEAR = {
    21: ("2001-03-01", "2001-05-31"),  # spring, and as in the north where no hemisphere is named
    22: ("2001-06-01", "2001-08-31"),
    23: ("2001-09-01", "2001-11-30"),
    24: ("2001-12-01", "2002-02-28"),
    25: ("2001-03-01", "2001-05-31"),  # spring, summer, autumn and winter in the north
    26: ("2001-06-01", "2001-08-31"),
    27: ("2001-09-01", "2001-11-30"),
    28: ("2001-12-01", "2002-02-28"),
    29: ("2001-09-01", "2001-11-30"),  # and in the south
    30: ("2001-12-01", "2002-02-28"),
    31: ("2001-03-01", "2001-05-31"),
    32: ("2001-06-01", "2001-08-31"),
    33: ("2001-01-01", "2001-03-31"),  # quarters
    34: ("2001-04-01", "2001-06-30"),
    35: ("2001-07-01", "2001-09-30"),
    36: ("2001-10-01", "2001-12-31"),
    37: ("2001-01-01", "2001-04-30"),  # quadrimesters
    38: ("2001-05-01", "2001-08-31"),
    39: ("2001-09-01", "2001-12-31"),
    40: ("2001-01-01", "2001-06-30"),  # semesters
    41: ("2001-07-01", "2001-12-31"),
}


def _bound(text: str) -> object:
    return Edge(text) if text in (BEYOND, OPEN, UNKNOWN) else pendulum.Date.fromisoformat(text)


@pytest.mark.parametrize(("text", "earliest", "latest"), SPECIFICATION)
def test_an_example_is_bounded_and_written_back(text: str, earliest: str, latest: str) -> None:
    date = UncertainDate.parse(text)
    assert (date.earliest, date.latest) == (_bound(earliest), _bound(latest))
    assert str(date) == text
    assert UncertainDate.parse(str(date)) == date


@pytest.mark.parametrize(("number", "days"), PARTS_OF_A_YEAR.items())
def test_each_part_of_a_year_is_its_months(number: int, days: tuple[str, str]) -> None:
    date = UncertainDate(f"2001-{number}")
    assert (str(date.earliest), str(date.latest)) == days
    assert date.precision is edtf.Precision.SEASON
    assert date.tree.season == number  # type: ignore[union-attr]


@pytest.mark.parametrize("number", [*range(13, 21), *range(42, 100)])
def test_no_other_number_is_a_part_of_a_year(number: int) -> None:
    with pytest.raises(DateError, match=f"there is no month {number}"):
        UncertainDate(f"2001-{number}")


INVALID = [
    "1985-13",
    "1985-00",
    "1985-04-31",
    "1985-02-29",
    "1900-02-29",
    "19XX-02-30",
    "XXX1-02-29",
    "1985-04-00",
    "1985-04-32",
    "20230621",
    "2023/06/21",
    "2023-6-21",
    "12345",
    "-0000",
    "Y1985",
    "Y-1985",
    "Y00001",
    "Y1E1000000000",
    "2005/2004",
    "1985-04-13/1985-04-12",
    "[..]",
    "[]",
    "{}",
    "{1,2]",
    "[1985",
    "1985]",
    "[1985,]",
    "1985-04-12T24:00:00",
    "1985-04-12T25:00:00",
    "1985-04-12T10:60:00",
    "1985-04-12T10:00",
    "1985-04T10:00:00",
    "1985-04-12T10:00:00-00:00",
    "1985-04-12T10:00:00/1986",
    "199u",
    "1950S5",
    "1950S0",
    "2001-20",
    "2001-42",
    "2001-21-01",
    "ca.1985",
    "2004?~",
    "2004??",
    "y170000002",
    "[1985..1986-02]",
    "[1986..1985]",
    "[1985..,1990]",
    "[1990,..1985]",
    "2001-2X",
    "2024-02-3X",
    "1985/1986/1987",
    "1985...",
    "85",
    "198",
    "1985-4",
    "open/1985",
    "unknown/1985",
    "Y",
    "1985-X",
    "1985-04-XXX",
]


@pytest.mark.parametrize(
    "text", [*INVALID, "", " 1985", "1985 ", "1985\n", "21 juni", "１９８５", "1985 - 04", "[1985, 1986]"]
)
def test_what_is_not_edtf_is_refused_with_its_text_and_a_hint(text: str) -> None:
    with pytest.raises(DateError) as refused:
        UncertainDate.parse(text)
    assert refused.value.hint
    assert isinstance(refused.value, ValueError)
    assert refused.value.message.endswith(ascii(text) if not text.isprintable() else repr(text))


@pytest.mark.parametrize(
    "text", ["9" * 1_000_000, "[" + "1985," * 10_000 + "1985]", "Y1E" + "9" * 4000, "Y" + "9" * 4000]
)
def test_ludicrous_input_ends_at_once(text: str) -> None:
    with pytest.raises(DateError):
        UncertainDate.parse(text)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("~2004-~06-~11", "2004-06-11~"),
        ("~2004-~06-11", "2004-06~-11"),
        ("2004?-06-~11", "?2004-06-~11"),
        ("2004?-06~", "%2004-~06"),
        ("?1985", "1985?"),
        ("2001-?09~-09", "~2001-%09-09"),
    ],
)
def test_marks_are_written_in_one_way(text: str, canonical: str) -> None:
    assert str(UncertainDate.parse(text)) == canonical


_digits = st.text("0123456789X", min_size=2, max_size=2)
_marks = st.sampled_from(["", "", "?", "~", "%"])
_texts = st.one_of(
    st.text(max_size=30),
    st.text("0123456789X-/.[]{},?~%YEST:", max_size=25),
    st.tuples(
        _marks, _digits, _digits, _marks, st.just("-"), _marks, _digits, _marks, st.just("-"), _digits, _marks
    ).map("".join),
)


@given(_texts)
def test_any_text_ends_in_a_value_that_is_written_back_or_in_a_date_error(text: str) -> None:
    try:
        date = UncertainDate.parse(text)
    except DateError:
        return
    assert UncertainDate.parse(str(date)) == date
    assert str(UncertainDate.parse(str(date))) == str(date)
    assert date.hull[0] <= date.hull[1]


@given(
    st.integers(0, 9999), st.text("0123456789X", min_size=2, max_size=2), st.text("0123456789X", min_size=2, max_size=2)
)
def test_unspecified_digits_are_exact(year: int, month: str, day: str) -> None:
    """Against every day of the year, compared character by character."""
    text = f"{year:04}-{month}-{day}"
    first = datetime.date(year, 1, 1) if year else None
    if first is None:
        return
    days = [first + datetime.timedelta(n) for n in range(366 if year < 9999 else 365)]
    fits = [d.toordinal() for d in days if d.year == year and _fits(d.isoformat(), text)]
    try:
        date = UncertainDate.parse(text)
    except DateError:
        assert not fits
        return
    assert [n for low, high in date.days() for n in range(int(low), int(high) + 1)] == fits


def _fits(day: str, mask: str) -> bool:
    return all(m in ("X", d) for m, d in zip(mask, day, strict=True))


@pytest.mark.parametrize("text", ["Y1E99", "Y-1E99"])
def test_a_year_of_a_hundred_digits_is_read_on_both_sides_of_year_0(text: str) -> None:
    assert str(UncertainDate.parse(text)) == text


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("open/1985", "../1985"),
        ("1985-04/unknown", "1985-04/"),
        ("2023-05-18..2023-06-14", "[2023-05-18..2023-06-14]"),
        ("..2023-06", "[..2023-06]"),
        ("2023-06..", "[2023-06..]"),
        ("[1985, 1986]", "[1985,1986]"),
    ],
)
def test_a_slip_in_a_whole_is_refused_with_the_whole_that_may_be_meant(text: str, meant: str) -> None:
    with pytest.raises(DateError) as refused:
        UncertainDate.parse(text)
    assert refused.value.hint == f'write "{meant}" if that is meant'
    UncertainDate.parse(meant)


_parts = st.tuples(
    st.sampled_from(["0000", "0001", "1900", "2023", "2024", "9999", "202X", "-001", "２０２３"]),
    st.sampled_from(["-", "-", "-", "/", "W", " "]),
    st.sampled_from(["00", "02", "06", "12", "13", "XX", "21", "W1"]),
    st.sampled_from(["-", "-", "-", ".", "~"]),
    st.sampled_from(["00", "01", "28", "29", "30", "31", "32", "X1", "1~", "-1"]),
).map("".join)
_between = st.sampled_from(["..", "..", ",.", "//"])
_ranges = st.tuples(st.sampled_from("[{("), _parts, _between, _parts, st.sampled_from("]})")).map("".join)


@given(st.one_of(_parts, _ranges))
def test_what_is_known_without_a_tree_is_what_the_tree_says(text: str) -> None:
    """A day, and a range of days, are read in one look; the grammar decides what they are, and whether they are."""
    run = edtf.plain_run(text)
    if run is not None:
        tree: Any = edtf.parse(text)
        assert str(tree) == text
        assert isinstance(tree, edtf.Calendar) or len(tree.members) == 1
        ends = [tree, tree] if isinstance(tree, edtf.Calendar) else [tree.members[0].start, tree.members[0].end]
        assert run == (ends[0].hull[0], ends[1].hull[1])
        assert {end.precision for end in ends} == {edtf.Precision.DAY}
        assert all(end.approximate is None for end in ends)


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("0001-01-01", (1, 1)),
        ("2024-02-29", (738945, 738945)),
        ("[2023-05-18..2023-06-14]", (738658, 738685)),
        ("{2023-05-18..2023-05-18}", (738658, 738658)),
        ("2023-02-29", None),
        ("2023-W01-1", None),
        ("[2023-06-14..2023-05-18]", None),
        ("[2023-05-18..2023-06-14}", None),
    ],
)
def test_a_day_and_a_range_of_days_are_known_without_a_tree(text: str, run: object) -> None:
    assert edtf.plain_run(text) == run


@pytest.mark.parametrize(
    "value",
    [
        datetime.date(23, 6, 1),
        datetime.datetime(23, 6, 1, 12, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=14))),
        pendulum.date(23, 6, 1),
        pendulum.datetime(23, 6, 1, 23, 59, tz="Europe/Amsterdam"),
    ],
)
def test_a_date_of_python_is_the_day_that_it_names(value: datetime.date) -> None:
    assert UncertainDate.of(value) == UncertainDate("0023-06-01")


@pytest.mark.parametrize("text", ["2023/13/45", "open/2023-13", "ca. 2023-99", "2023-13..2024"])
def test_no_hint_says_to_write_what_is_refused_as_well(text: str) -> None:
    with pytest.raises(DateError) as error:
        UncertainDate(text)
    assert "if that is meant" not in error.value.hint


@pytest.mark.parametrize("text", ["Y12345S5", "Y-12345S1", "1950S4", "[Y12345..Y12350]", "[..Y12345]"])
def test_as_many_digits_are_significant_as_a_year_has(text: str) -> None:
    assert str(UncertainDate(text)) == text


@pytest.mark.parametrize(
    "text", ["Y12345S6", "1950S5", "[Y12345S3..Y12350]", "[..Y12345S3]", "[..202X]", "Y12345S9999"]
)
def test_more_significant_digits_than_there_are_and_fewer_at_the_end_of_a_range_are_refused(text: str) -> None:
    with pytest.raises(DateError, match=r"significant|every digit"):
        UncertainDate(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("20230621", "2023-06-21"),
        ("2023.06.21", "2023-06-21"),
        ("2023-6", "2023-06"),
        ("12345", "Y12345"),
        ("-12345", "Y-12345"),
        ("y12345", "Y12345"),
        (" 2023-06 ", "2023-06"),
        ("ca. 2023", "2023~"),
        ("Circa 2023-06", "2023-06~"),
        ("~ 2023", "2023~"),
        ("2023?~", "2023%"),
        ("2023 ~?", "2023%"),
        ("1u5x", "1X5X"),
        ("12 CE", "0012"),
        ("476 AD", "0476"),
        ("1 BC", "0000"),
        ("2 BC", "-0001"),
        ("44 BCE", "-0043"),
    ],
)
def test_what_people_write_instead_is_refused_with_what_it_means(text: str, meant: str) -> None:
    with pytest.raises(DateError) as error:
        UncertainDate(text)
    assert error.value.hint == f'write "{meant}" if that is meant'
    assert str(UncertainDate(meant)) == meant
