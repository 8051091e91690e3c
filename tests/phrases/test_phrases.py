"""Dates, numbers and durations in words: true to what was written, in every language."""

import datetime
import re
from math import inf

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from deployments.errors import DateError, InvalidValueError
from deployments.locales import languages
from deployments.phrases.values import Phrases
from deployments.values.dates import UncertainDate
from deployments.values.durations import Duration
from deployments.values.quantities import Change, Quantity
from deployments.values.when import When

DATES = [
    ("2023-06-21", "21 June 2023", "21 juni 2023"),
    ("2023-06-21~", "around 21 June 2023", "rond 21 juni 2023"),
    ("1984?", "perhaps 1984", "mogelijk 1984"),
    ("1984%", "perhaps around 1984", "mogelijk rond 1984"),
    ("[2023-05-18..2023-06-14]", "between 18 May and 14 June 2023", "tussen 18 mei en 14 juni 2023"),
    ("[2022-05-18..2023-06-14]", "between 18 May 2022 and 14 June 2023", "tussen 18 mei 2022 en 14 juni 2023"),
    ("2022-04/..", "from April 2022", "vanaf april 2022"),
    ("2022-04/", "from April 2022, end unknown", "vanaf april 2022, einde onbekend"),
    ("../2023", "until 2023", "tot en met 2023"),
    ("/2023", "until 2023, start unknown", "tot en met 2023, begin onbekend"),
    ("2023-06-01/2023-06-05", "from 1 to 5 June 2023", "van 1 tot en met 5 juni 2023"),
    ("2022-04/2022", "from April 2022 to 2022", "van april 2022 tot en met 2022"),
    ("2023-06-01/2023-~06-05", "from 1 June 2023 to 5 June 2023 (month approximate)", None),
    ("201X", "the 2010s", "de jaren 2010"),
    ("200X", "some year from 2000 to 2009", "een jaar van 2000 tot en met 2009"),
    ("20XX", "some year from 2000 to 2099", "een jaar van 2000 tot en met 2099"),
    ("000X", "some year from 1 BC to AD 9", "een jaar van 1 v.Chr. tot en met 9 n.Chr."),
    ("-00XX", "some year from 100 BC to 2 BC", "een jaar van 100 v.Chr. tot en met 2 v.Chr."),
    ("2004-XX", "some month of 2004", "een maand van 2004"),
    ("1985-04-XX", "some day in April 1985", "een dag in april 1985"),
    ("1985-XX-XX", "some day in 1985", "een dag in 1985"),
    ("156X-12-25", "25 December of some year from 1560 to 1569", "25 december van een jaar van 1560 tot en met 1569"),
    ("20XX-06", "June of some year from 2000 to 2099", "juni van een jaar van 2000 tot en met 2099"),
    ("-00XX-06", "June of some year from 100 BC to 2 BC", None),
    ("1X60-12-25", "a day that fits 1X60-12-25", "een dag die past bij 1X60-12-25"),
    ("156X-XX-25", "a day that fits 156X-XX-25", None),
    ("2023-XX-21", "a day that fits 2023-XX-21", "een dag die past bij 2023-XX-21"),
    ("2001-21", "spring 2001", "het voorjaar van 2001"),
    ("2001-26", "summer 2001 (northern hemisphere)", "de zomer van 2001 (noordelijk halfrond)"),
    ("2001-29", "spring 2001 (southern hemisphere)", "het voorjaar van 2001 (zuidelijk halfrond)"),
    ("2001-33", "first quarter of 2001", "het eerste kwartaal van 2001"),
    ("2001-39", "third four-month period of 2001", "de derde viermaandsperiode van 2001"),
    ("2001-40", "first half of 2001", "de eerste helft van 2001"),
    ("2001-33/2001-34", "from first quarter of 2001 to second quarter of 2001", None),
    ("2001-~21", "spring 2001 (season approximate)", "het voorjaar van 2001 (seizoen bij benadering)"),
    ("[1667,1668,1670..1672]", "one of 1667, 1668 or 1670 to 1672", "een van 1667, 1668 of 1670 tot en met 1672"),
    ("{1960,1961-12}", "1960 and December 1961", "1960 en december 1961"),
    ("[..1760-12-03]", "on or before 3 December 1760", "op of vóór 3 december 1760"),
    ("[1760-12..]", "December 1760 or later", "december 1760 of later"),
    ("{..1984}", "1984 and earlier", "1984 en eerder"),
    ("[1984,1990..]", "one of 1984 or 1990 onwards", "een van 1984 of vanaf 1990"),
    ("-0043", "44 BC", "44 v.Chr."),
    ("0044-03-15", "15 March AD 44", "15 maart 44 n.Chr."),
    ("Y170000002", "170000002", "170000002"),
    ("Y-17E7", "Y-17E7", "Y-17E7"),
    ("1950S2", "some year from 1900 to 1999, estimated 1950", None),
    ("-1950S2", "some year from 2000 BC to 1901 BC, estimated 1951 BC", None),
    ("2023-06-21T10:00:00Z", "21 June 2023 10:00:00Z", "21 juni 2023 10:00:00Z"),
    ("2004-06~-11", "11 June 2004 (year and month approximate)", "11 juni 2004 (jaar en maand bij benadering)"),
    ("2004?-06-~11", "11 June 2004 (day approximate, year uncertain)", None),
    ("2004%-06-11", "11 June 2004 (year approximate and uncertain)", None),
]
WHENS = [
    ("mid 2022-04", "mid-April 2022", "medio april 2022"),
    ("early 2022-04~", "around early April 2022", "rond begin april 2022"),
    ("late 2022-04?", "perhaps late April 2022", "mogelijk eind april 2022"),
    ("2023-06-21~ after down", "around 21 June 2023, after <down>", "rond 21 juni 2023, na <down>"),
    ("before a-b.end during c", "before <a-b.end>, during <c>", "vóór <a-b.end>, tijdens <c>"),
    ("before 2023-12-31", "on or before 31 December 2023", "op of vóór 31 december 2023"),
    ("after 2023-12-31", "on or after 31 December 2023", "op of na 31 december 2023"),
    ("before 2023-12-31~", "before around 31 December 2023", "vóór rond 31 december 2023"),
    ("before 2023-12", "before December 2023", "vóór december 2023"),
    ("around 2023-06-21", "around 21 June 2023", "rond 21 juni 2023"),
    ("around 2023-06-21~", "around a day around 21 June 2023", "rond een dag rond 21 juni 2023"),
    ("after 2022-04/..", "after the period from April 2022", "na de periode vanaf april 2022"),
    ("after [2022..2023]", "after a day between 2022 and 2023", "na een dag tussen 2022 en 2023"),
]
QUANTITIES = [
    ("6", "6", "6"),
    ("~150", "about 150", "ongeveer 150"),
    ("150..200", "150 to 200", "150 tot 200"),
    ("..2100", "at most 2,100", "ten hoogste 2.100"),
    ("~..2100", "at most about 2,100", "ten hoogste ongeveer 2.100"),
    ("100..", "at least 100", "ten minste 100"),
    ("0", "0", "0"),
]
CHANGES = [
    ("80", "80 more", "80 meer"),
    ("-30", "30 fewer", "30 minder"),
    ("-~30", "about 30 fewer", "ongeveer 30 minder"),
    ("decrease", "fewer", "minder"),
    ("increase", "more", "meer"),
]
DURATIONS = [
    ("P6M", "6 months", "6 maanden"),
    ("~P6M", "about 6 months", "ongeveer 6 maanden"),
    ("..P6M", "at most 6 months", "ten hoogste 6 maanden"),
    ("~..P6M", "at most about 6 months", "ten hoogste ongeveer 6 maanden"),
    ("P3M..P6M", "3 months to 6 months", "3 maanden tot 6 maanden"),
    ("P1Y", "1 year", "1 jaar"),
    ("P0D", "0 days", "0 dagen"),
]
MASKED = st.integers(-9999, 9999).map(lambda y: f"{'-' if y < 0 else ''}{abs(y):04}")
PARTS = st.lists(st.sampled_from([*(f"{n:02}" for n in range(1, 42)), "XX", "0X", "1X", "X1"]), max_size=2)
MARK = st.sampled_from(["", "", "?", "~", "%"])


@st.composite
def calendars(draw: st.DrawFn) -> str:
    year = draw(MASKED)
    for i in draw(st.sets(st.integers(1, 4), max_size=2)):
        year = year[:-i] + "X" + year[len(year) - i + 1 :]
    return "-".join(draw(MARK) + part + draw(MARK) for part in [year, *draw(PARTS)])


LONG = st.builds(
    "{}{}{}{}".format,
    st.one_of(MASKED, st.integers(10_000, 10**20).map("Y{}".format), st.integers(-99, -1).map("Y{}E7".format)),
    st.sampled_from(["", "S1", "S2"]),
    MARK,
    st.just(""),
)
SINGLES = st.one_of(calendars(), LONG)
ENDS = st.one_of(SINGLES, st.sampled_from(["", ".."]))
MEMBERS = st.one_of(
    SINGLES, st.builds("{}..{}".format, st.one_of(SINGLES, st.just("")), st.one_of(SINGLES, st.just("")))
)
TEXTS = st.one_of(
    SINGLES,
    st.builds("{}/{}".format, ENDS, ENDS),
    st.lists(MEMBERS, min_size=1, max_size=3).map(lambda members: f"[{','.join(members)}]"),
    st.lists(MEMBERS, min_size=1, max_size=3).map(lambda members: f"{{{','.join(members)}}}"),
)


@pytest.mark.parametrize(("text", "english", "dutch"), DATES)
def test_dates(text: str, english: str, dutch: str | None) -> None:
    assert Phrases("en").date(UncertainDate(text)) == english
    assert dutch is None or Phrases("nl").date(UncertainDate(text)) == dutch


@pytest.mark.parametrize(("text", "english", "dutch"), WHENS)
def test_whens(text: str, english: str, dutch: str) -> None:
    assert Phrases("en").when(When.parse(text), name="<{}>".format) == english
    assert Phrases("nl").when(When.parse(text), name="<{}>".format) == dutch


@pytest.mark.parametrize(("text", "english", "dutch"), QUANTITIES)
def test_quantities(text: str, english: str, dutch: str) -> None:
    assert Phrases("en").quantity(Quantity.parse(text)) == english
    assert Phrases("nl").quantity(Quantity.parse(text)) == dutch


@pytest.mark.parametrize(("text", "english", "dutch"), CHANGES)
def test_changes(text: str, english: str, dutch: str) -> None:
    assert Phrases("en").change(Change.parse(text)) == english
    assert Phrases("nl").change(Change.parse(text)) == dutch


@pytest.mark.parametrize(("text", "english", "dutch"), DURATIONS)
def test_durations(text: str, english: str, dutch: str) -> None:
    assert Phrases("en").duration(Duration.parse(text)) == english
    assert Phrases("nl").duration(Duration.parse(text)) == dutch


def test_short() -> None:
    english = Phrases("en", short=True)
    assert english.date(UncertainDate("2023-06-21~")) == "~21 Jun 2023"
    assert english.when(When.parse("mid 2022-04~")) == "~mid-Apr 2022"
    assert english.quantity(Quantity.parse("~150")) == "~150"
    assert Phrases("nl", short=True).quantity(Quantity.parse("~..350")) == "ten hoogste ~350"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(InvalidValueError, match=r"'xx' \(write en or nl\)"):
        Phrases("xx")


@pytest.mark.parametrize("pair", [("/", "/.."), ("/..", "../"), ("../", "../.."), ("[..1984]", "{..1984}")])
def test_different_claims_have_different_words(pair: tuple[str, str]) -> None:
    for lang in languages():
        first, second = (Phrases(lang).date(UncertainDate(text)) for text in pair)
        assert first != second


@given(TEXTS, st.sampled_from(languages()), st.booleans())
def test_every_date_has_words(text: str, lang: str, short: bool) -> None:
    try:
        date = UncertainDate(text)
    except DateError:
        assume(False)
    words = Phrases(lang, short=short).date(date)
    assert words.strip() == words != ""
    assert "  " not in words
    assert "{" not in words
    assert Phrases(lang, short=short).when(When(after=date)).endswith(words)


@given(st.dates(), st.sampled_from(languages()), st.booleans(), st.sampled_from([4, 7, 10]), MARK)
def test_a_plain_date_keeps_its_year_and_day(
    day: datetime.date, lang: str, short: bool, length: int, mark: str
) -> None:
    words = Phrases(lang, short=short).date(UncertainDate(day.isoformat()[:length] + mark))
    numbers = re.findall("[0-9]+", words)
    assert numbers == [*([str(day.day)] if length == 10 else []), str(day.year)]


@given(st.integers(10_000, 10**90))
def test_a_long_year_keeps_its_digits(year: int) -> None:
    assert Phrases("en").date(UncertainDate(f"Y{year}")) == str(year)
    assert Phrases("en").date(UncertainDate(f"Y-{year}")) == f"{year + 1} BC"


def test_what_is_during_the_appearance_of_a_source_is_on_the_day_of_it() -> None:
    """A source appears on one day, and an exercise takes several."""
    for lang, day, exercise in (("en", "on the day of X", "during X"), ("nl", "op de dag van X", "tijdens X")):
        value = When.parse("during letter")
        assert Phrases(lang).when(value, name=lambda _: "X", sources={"letter"}) == day
        assert Phrases(lang).when(value, name=lambda _: "X") == exercise


def test_a_period_of_days_that_no_calendar_has_is_told_by_their_numbers() -> None:
    first, last = UncertainDate.parse("Y-17E7").hull
    phrases = Phrases("en")
    assert phrases.period(first, last) == "-170000000-01-01 .. -170000000-12-31"
    assert phrases.period(-inf, last) == ".. .. -170000000-12-31"
