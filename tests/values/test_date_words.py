"""A date in words, or written otherwise than EDTF has it, is refused with the very text to write; never a guess."""

import re
from pathlib import Path

import pytest
from pendulum.locales.locale import Locale

from deployments import ClaimKind, DateError, InvalidValueError, UncertainDate
from deployments.claims import date_in_words
from deployments.values.date_words import date_hint, readings, when_hint
from deployments.values.when import When

PAGE = (Path(__file__).parents[2] / "docs" / "dates.md").read_text(encoding="utf-8")
ROWS = re.findall(
    r"^\| ([^|]+) \| (`\"[^|]+) \|$", PAGE.partition("## In words")[2].partition("\n## ")[0], re.MULTILINE
)


def _texts(hint: str) -> list[str]:
    return re.findall(r'"([^"]+)"', hint)


@pytest.mark.parametrize(
    ("said", "written"),
    [(said, _texts(written)) for texts, written in ROWS for said in texts.split(", ")],
)
def test_the_page_on_dates_says_what_the_hint_says(said: str, written: list[str]) -> None:
    with pytest.raises(DateError) as refused:
        When.parse(said)
    assert _texts(refused.value.hint) == written
    for text in written:
        assert str(When.parse(text)) == text


def test_the_page_on_dates_has_rows() -> None:
    assert len(ROWS) > 15


@pytest.mark.parametrize(
    ("text", "date", "when"),
    [
        ("21 June 2023", ["2023-06-21"], ["2023-06-21"]),
        ("June 21st, 2023", ["2023-06-21"], ["2023-06-21"]),
        ("1er juin 2023", ["2023-06-01"], ["2023-06-01"]),
        ("Wednesday 21 June 2023", ["2023-06-21"], ["2023-06-21"]),
        ("2023\u201306\u201321", ["2023-06-21"], ["2023-06-21"]),
        ("21\u00a0juni\u00a02023", ["2023-06-21"], ["2023-06-21"]),
        ("mid-April 2024", ["[2024-04-11..2024-04-20]"], ["mid 2024-04"]),
        ("Ende März 2024", ["[2024-03-21..2024-03-31]"], ["late 2024-03"]),
        ("before summer 2025", ["[..2025-05-31]"], ["before 2025-22"]),
        ("après l'été 2025", ["[2025-09-01..]"], ["after 2025-22"]),
        ("winter 2023/24", ["2023-24"], ["2023-24"]),
        ("winter 2024", ["2024-24", "2023-24"], ["2024-24", "2023-24"]),
        ("1900s", ["190X", "19XX"], ["190X", "19XX"]),
        ("01-05-2024", ["2024-05-01", "2024-01-05"], ["2024-05-01", "2024-01-05"]),
        ("13/05/2024", ["2024-05-13"], ["2024-05-13"]),
        ("05/05/2024", ["2024-05-05"], ["2024-05-05"]),
        ("01.05.2024", ["2024-05-01"], ["2024-05-01"]),
        ("2023\u20132024", ["2023/2024", "[2023..2024]"], ["[2023..2024]"]),
        ("2011/12", ["2011/2012", "2011-12"], ["[2011..2012]", "2011-12"]),
        ("11-12 July 2023", ["2023-07-11/2023-07-12", "[2023-07-11..2023-07-12]"], ["[2023-07-11..2023-07-12]"]),
        ("June 21-23, 2023", ["2023-06-21/2023-06-23", "[2023-06-21..2023-06-23]"], ["[2023-06-21..2023-06-23]"]),
        ("mei/juni 2023", ["2023-05/2023-06", "[2023-05..2023-06]"], ["[2023-05..2023-06]"]),
        (
            "from 3 May to 5 June 2023",
            ["2023-05-03/2023-06-05", "[2023-05-03..2023-06-05]"],
            ["[2023-05-03..2023-06-05]"],
        ),
        ("tussen 3 en 9 mei 2024", ["[2024-05-03..2024-05-09]"], ["[2024-05-03..2024-05-09]"]),
        ("since 2014", ["2014/.."], ["2014"]),
        ("until mid-2025", ["[..2025-08-31]"], ["mid 2025"]),
        ("t/m 30 juni 2025", ["../2025-06-30"], ["2025-06-30"]),
        ("uiterlijk 30 juni 2025", ["[..2025-06-30]"], ["[..2025-06-30]"]),
        ("second half of May 2024", ["[2024-05-16..2024-05-31]"], ["[2024-05-16..2024-05-31]"]),
    ],
)
def test_a_text_in_words_gets_the_text_to_write(text: str, date: list[str], when: list[str]) -> None:
    assert _texts(date_hint(text)) == date
    assert _texts(when_hint(text)) == when
    for written in date:
        assert str(UncertainDate(written)) == written


@pytest.mark.parametrize(
    "text",
    [
        "21 June",
        "June",
        "summer",
        "soon",
        "31 June 2023",
        "29 February 2023",
        "Monday 21 June 2023",
        "12/03/24",
        "32/13/2024",
        "Operation 2023",
        "2023 and a half",
        "June 21 23",
        "no",
        "",
        "-",
        "after",
        "between 2023",
        "around",
        "x" * 500,
        "1 2 3 4 5 6 7 8 9",
        "\u0662\u0661 June 2023",
        "21 June 2023 or so",
        "early summer 2025",
    ],
)
def test_what_says_too_little_or_something_else_gets_no_date(text: str) -> None:
    assert readings(text) == []


def test_a_day_that_there_is_not_is_told_so() -> None:
    assert date_hint("31 June 2023") == "the last day of 2023-06 is 30"
    assert date_hint("12/03/24") == "write the year in four digits"


@pytest.mark.parametrize(
    ("table", "written"),
    [
        ({"on": "mid-April 2024"}, '{ on = "2024-04", part = "mid" }'),
        ({"on": "mid-April 2024", "after": "summit"}, '{ on = "2024-04", part = "mid", after = "summit" }'),
        ({"on": "21 juni 2023"}, '{ on = "2023-06-21" }'),
        ({"on": "before summer 2025"}, '{ before = "2025-22" }'),
        ({"on": "around 21 June 2023", "before": ["a", "b"]}, '{ on = "2023-06-21~", before = ["a", "b"] }'),
    ],
)
def test_a_table_gets_the_table_to_write(table: dict[str, object], written: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        ClaimKind.END.read(table)
    assert refused.value.hint == f"write {written}"


def test_what_it_is_related_to_stays() -> None:
    with pytest.raises(DateError) as refused:
        When.parse("mid-April 2024 after nld-svk.end before summit")
    assert refused.value.hint == 'write "mid 2024-04 after nld-svk.end before summit"'


def test_the_date_of_an_event_may_be_two_days_and_that_of_a_milestone_is_one() -> None:
    for kind, written in ((ClaimKind.DATE, "2023-07-11/2023-07-12"), (ClaimKind.END, "[2023-07-11..2023-07-12]")):
        with pytest.raises(InvalidValueError) as refused:
            kind.read("11 and 12 July 2023")
        assert _texts(refused.value.hint)[0] == written


LAST_DAYS = [
    (f"{until} {end} {of}{date}", last)
    for until, end, of in (
        *(("until", "the end", "of "), ("through", "end", ""), ("bis", "Ende", ""), ("tot en met", "eind", "")),
        *(("tot", "het einde", "van "), ("jusqu'à", "la fin", "de "), ("frem til", "udgangen", "af ")),
        *(("fino alla", "fine", "del "), ("hasta", "finales", "de "), ("do", "końca", ""), ("bis", "zum Ende", "")),
    )
    for date, last in (("2024", "2024-12-31"), ("Feb 2024", "2024-02-29"), ("Q2 2024", "2024-06-30"))
]


@pytest.mark.parametrize(("text", "last"), LAST_DAYS)
def test_until_the_end_of_something_is_until_its_last_day(text: str, last: str) -> None:
    """A hint that made "late 2024" of it would say that it can be over on 1 September."""
    for kind in (ClaimKind.MANDATE, ClaimKind.END, ClaimKind.RETURNED):
        assert date_in_words(text, kind) == f'write "{last}"', kind


@pytest.mark.parametrize(
    ("text", "mandate", "end"),
    [
        ("by the end of 2023", ["2023-12-31"], ["[..2023-12-31]"]),
        ("no later than the end of May 2024", ["2024-05-31"], ["[..2024-05-31]"]),
        ("at the end of 2024", ["2024-12-31"], ["2024-12-31", "late 2024"]),
        ("Ende Mai 2024", ["2024-05-31"], ["2024-05-31", "late 2024-05"]),
        ("end of Q2 2024", ["2024-06-30"], ["2024-06-30"]),
        ("until late 2024", ["late 2024"], ["late 2024"]),
        ("before the end of 2024", ["[..2024-12-31]"], ["[..2024-12-31]"]),
        ("bis spätestens 31. Dezember 2023", ["2023-12-31"], ["[..2023-12-31]"]),
        ("längstens bis 28. Februar 2025", ["2025-02-28"], ["[..2025-02-28]"]),
        ("längstens bis zum 28. Februar 2025", ["2025-02-28"], ["[..2025-02-28]"]),
        ("uiterlijk tot 1 mei 2024", ["2024-05-01"], ["[..2024-05-01]"]),
        ("no longer than 30 June 2022", ["2022-06-30"], ["[..2022-06-30]"]),
        ("not beyond 2022", ["2022-12-31"], ["[..2022-12-31]"]),
        ("not after June 2022", ["2022-06-30"], ["[..2022-06-30]"]),
        ("30 June 2022 at the latest", ["2022-06-30"], ["[..2022-06-30]"]),
        ("niet langer dan 30 juni 2022", ["2022-06-30"], ["[..2022-06-30]"]),
        ("maximaal tot juni 2022", ["2022-06-30"], ["[..2022-06-30]"]),
        ("höchstens bis Juni 2022", ["2022-06-30"], ["[..2022-06-30]"]),
        ("au plus tard jusqu'au 30 juin 2022", ["2022-06-30"], ["[..2022-06-30]"]),
        ("up to June 2022", ["2022-06", "2022-06-30"], ["2022-06", "2022-06-30"]),
        ("until June 2023", ["2023-06", "2023-06-30"], ["2023-06", "2023-06-30"]),
        ("verlengd tot juni 2023", ["2023-06", "2023-06-30"], ["2023-06", "2023-06-30"]),
        ("bis 2023", ["2023", "2023-12-31"], ["2023", "2023-12-31"]),
        ("d'ici le 30 juin 2023", ["2023-06-30"], ["[..2023-06-30]"]),
        ("d'ici fin 2023", ["2023-12-31"], ["[..2023-12-31]"]),
        ("up to and including 30 June 2022", ["2022-06-30"], ["2022-06-30"]),
        ("up until the end of June 2022", ["2022-06-30"], ["2022-06-30"]),
        ("t/m juni 2022", ["2022-06", "2022-06-30"], ["2022-06", "2022-06-30"]),
        ("bis zu 30. Juni 2022", ["2022-06-30"], ["2022-06-30"]),
        ("jusqu'à fin juin 2022", ["2022-06-30"], ["2022-06-30"]),
        ("until 30 June 2022 inclusive", ["2022-06-30"], ["2022-06-30"]),
        ("extended to 30 June 2022", ["2022-06-30"], ["2022-06-30"]),
        ("is verlengd tot 30 juni 2022", ["2022-06-30"], ["2022-06-30"]),
        ("expires on 30 June 2022", ["2022-06-30"], ["2022-06-30"]),
        ("prolongé jusqu'au 30 juin 2022", ["2022-06-30"], ["2022-06-30"]),
        ("not later than 03/04/2022", ["[..2022-04-03]", "[..2022-03-04]"], ["[..2022-04-03]", "[..2022-03-04]"]),
        ("no longer than 6 months", ["..P6M"], ["..P6M"]),
        ("until the end of summer 2024", [], []),
        ("12 months", ["P12M"], ["P12M"]),
        ("für zwölf Monate", ["P12M"], ["P12M"]),
    ],
)
def test_the_last_day_of_a_mandate_and_of_a_stay(text: str, mandate: list[str], end: list[str]) -> None:
    assert _texts(date_in_words(text, ClaimKind.MANDATE)) == mandate
    assert _texts(date_in_words(text, ClaimKind.END)) == end


def test_a_start_at_the_end_of_a_year_is_some_day_near_it() -> None:
    assert date_in_words("end of 2024", ClaimKind.START) == 'write "late 2024"'


@pytest.mark.parametrize(
    "text",
    [
        "im Laufe des Jahres 2024",
        "in the course of 2024",
        "in de loop van 2024",
        "au cours de 2024",
        "nel corso del 2024",
    ],
)
def test_in_the_course_of_a_year_is_that_year(text: str) -> None:
    assert when_hint(text) == 'write "2024"'


@pytest.mark.parametrize("language", ["it", "es", "pl", "da", "nb", "sv"])
def test_the_months_of_more_languages_are_read(language: str) -> None:
    names = Locale.load(language).translation("months.wide")
    assert [when_hint(f"31 {name} 2024" if number == 12 else f"1. {name} 2024") for number, name in names.items()] == [
        f'write "2024-{number:02}-{31 if number == 12 else 1:02}"' for number in range(1, 13)
    ]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("fino al 31 dicembre 2024", "2024-12-31"),
        ("1º gennaio 2025", "2025-01-01"),
        ("hasta el 31 de diciembre de 2024", "2024-12-31"),
        ("do 31 grudnia 2024 r.", "2024-12-31"),
        ("czerwiec 2024", "2024-06"),
        ("Ende des Jahres 2024", "late 2024"),
    ],
)
def test_a_date_of_another_language_says_the_day_that_it_names(text: str, date: str) -> None:
    assert when_hint(text) == f'write "{date}"'


@pytest.mark.parametrize(
    ("text", "written"),
    [
        *((f"{until} 2020", "[2020-12-31..]") for until in ("at least until the end of", "until at least the end of")),
        *((f"{until} 2020", "[2020-12-31..]") for until in ("mindestens bis Ende", "bis mindestens Ende")),
        *((f"{until} 2020", "[2020-12-31..]") for until in ("minstens tot eind", "zeker tot eind")),
        *((f"{until} 2020", "[2020-12-31..]") for until in ("au moins jusqu'à fin", "ten minste tot eind")),
        ("at least until June 2023", "[2023-06-01..]"),
        ("minstens tot 30 juni 2023", "[2023-06-30..]"),
        *(
            (f"{before} 2020", "[2020-01-01..]")
            for before in ("not before", "no earlier than", "niet voor", "nicht vor")
        ),
        *(
            (f"{before} 2020", "[2020-01-01..]")
            for before in ("pas avant", "niet eerder dan", "frühestens", "au plus tôt")
        ),
        ("June 2023 at the earliest", "[2023-06-01..]"),
        *((f"{months} 2023", "[2023-06,2023-07]") for months in ("June or July", "juni of juli", "Juni oder Juli")),
        ("juin ou juillet 2023", "[2023-06,2023-07]"),
        ("March or September 2023", "[2023-03,2023-09]"),
        ("21 of 22 juni 2023", "[2023-06-21,2023-06-22]"),
        ("2023 or 2024", "[2023,2024]"),
        ("June of 2023", "2023-06"),
    ],
)
def test_at_least_until_not_before_and_either_of_two(text: str, written: str) -> None:
    for kind in (ClaimKind.END, ClaimKind.START, ClaimKind.MANDATE):
        with pytest.raises(DateError, match=re.escape(f'write "{written}"')):
            kind.read(text)
        kind.read(written)


def test_late_is_offered_with_the_days_that_it_means() -> None:
    assert "near its end, from 2019-09-01 to 2019-12-31" in date_in_words("at the end of 2019", ClaimKind.END)
    assert "near its end, from 2024-05-21 to 2024-05-31" in date_in_words("end of May 2024", ClaimKind.END)
