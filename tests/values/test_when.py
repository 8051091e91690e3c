"""When a milestone is: dates, parts of them, and relations to others."""

import datetime
import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deployments.claims import MILESTONES, ClaimKind
from deployments.errors import ClaimError, DateError
from deployments.values.calendar import civil, day_number, month_length
from deployments.values.dates import UncertainDate
from deployments.values.when import MAX_WHEN_LENGTH, RELATIONS, Part, When, is_id

DATES = ["2023-06-21", "2023-06-21~", "2022-04", "2022?", "[2023-05-18..2023-06-14]", "2023-XX-21", "2023-22", "Y-17E7"]
WHOLE = ["2022-04", "2024-02~", "2022", "-0043?", "2022?-04"]
ids = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}", fullmatch=True).filter(is_id)
milestones = st.builds(lambda name, milestone: f"{name}.{milestone}", ids, st.sampled_from(MILESTONES))
targets = st.one_of(ids, milestones, st.sampled_from([*DATES, "2023-05/2023-06", "2022-04/.."]))
lists = st.lists(targets, max_size=3)
dates = st.one_of(
    st.tuples(st.none(), st.sampled_from([None, *DATES])),
    st.tuples(st.sampled_from(Part), st.sampled_from(WHOLE)),
)
whens = st.builds(
    lambda pair, *relations: (pair, dict(zip(RELATIONS, relations, strict=True))), dates, *([lists] * 4)
).filter(lambda drawn: bool(drawn[0][1]) or any(drawn[1].values()))
words = [*RELATIONS, *DATES, "early", "mid", "late", "a", "x.end", "..", "2022-04/..", "{2022}", ""]
texts = st.one_of(st.text(max_size=30), st.lists(st.sampled_from(words), max_size=6).map(" ".join))


@pytest.mark.parametrize(
    "text",
    [
        "2023-06-21",
        "mid 2022-04",
        "late 2022~",
        "2023-06-21~ after amdtf-wind-down",
        "around vilnius-summit",
        "after a after b",
        "after deu-patriot-svk.end before 2023-07",
        "[2023-05-18..2023-06-14]",
        "early 2022 after a before b.start around c during 2022-01/2022-03",
        "after after",
    ],
)
def test_what_sources_say_reads_and_writes(text: str) -> None:
    assert str(When.parse(text)) == text
    assert hash(When.parse(text)) == hash(When.parse(text))


def test_relations_are_written_in_one_order() -> None:
    assert str(When.parse("2022 during d around c before b after a")) == "2022 after a before b around c during d"


def test_the_parts_of_a_claim() -> None:
    when = When.parse("mid 2022-04~ after a after 2022 before b.end")
    assert when.on == UncertainDate.parse("2022-04~")
    assert when.part is Part.MID
    assert when.after == ("a", UncertainDate.parse("2022"))
    assert when.before == ("b.end",)
    assert when.around == when.during == ()


def test_a_table_gives_one_target_or_several() -> None:
    assert When(on="2022", after="a") == When(on="2022", after=["a"]) == When.parse("2022 after a")
    assert When(after=datetime.date(2022, 1, 1)) == When.parse("after 2022-01-01")
    assert When(on=datetime.date(2022, 1, 1), part=None, during=[]).on == UncertainDate.parse("2022-01-01")


def test_a_claim_is_made_of_a_date_or_a_text() -> None:
    day = datetime.date(2023, 6, 21)
    when = When.of("2023-06-21")
    assert When.of(day) == When.of(UncertainDate.of(day)) == when
    assert When.of(when) is when


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2023-05-18/2023-06-14", "[2023-05-18..2023-06-14]"),
        ("2022-04/..", "[2022-04..]"),
        ("2022-04/", "[2022-04..]"),
        ("../2022-04", "[..2022-04]"),
        ("/2022-04~", "[..2022-04~]"),
        ("{2022-04,2023}", "[2022-04,2023]"),
    ],
)
def test_a_milestone_is_one_day(text: str, meant: str) -> None:
    with pytest.raises(ClaimError) as error:
        ClaimKind.END.read(text)
    assert f'write "{meant}"' in error.value.hint
    assert str(When.parse(meant)) == meant


@pytest.mark.parametrize("text", ["../..", "/..", "../", "/"])
def test_no_set_is_proposed_for_an_interval_that_says_nothing(text: str) -> None:
    with pytest.raises(ClaimError) as error:
        ClaimKind.START.read(text)
    assert "[" not in error.value.hint


def test_the_date_of_an_event_may_be_its_first_and_its_last_day() -> None:
    assert str(ClaimKind.DATE.read("2023-07-11/2023-07-12")) == "2023-07-11/2023-07-12"
    with pytest.raises(ClaimError):
        ClaimKind.DATE.read("{2023-07-11,2023-07-12}")


@pytest.mark.parametrize("on", ["2022-04-14", "2022-XX", "202X", "2022-21", "[2022]", "Y-17E7", "2022S2"])
def test_only_a_whole_month_or_year_has_parts(on: str) -> None:
    with pytest.raises(ClaimError):
        When.parse(f"mid {on}")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "mid",
        "after",
        "2022 after",
        "2022 after ",
        "2022  after a",
        "2022 a",
        "21 juni",
        "soon",
        "a.stop",
        "after a.",
        "after a.b.end",
        "after -a",
        "after é",
        "after " + "a" * 101,
        "mid late 2022",
        "after a 2022",
        "2022\n",
        "x" * 9000,
    ],
)
def test_what_is_no_claim_is_refused_with_a_hint(text: str) -> None:
    with pytest.raises((ClaimError, DateError)) as error:
        When.parse(text)
    assert error.value.hint


@pytest.mark.parametrize("value", [None, True, 5, 1.5, b"2022", ["2022"], {"in": "2022"}, object()])
def test_only_texts_and_dates_are_read(value: object) -> None:
    with pytest.raises(ClaimError):
        When.parse(value)  # type: ignore[arg-type]
    with pytest.raises((ClaimError, DateError)):
        When.of(value)


@pytest.mark.parametrize("value", [True, 5, 1.5, b"a", {"a": 1}, {"a"}, [None], [["a"]], "", object()])
@pytest.mark.parametrize("relation", RELATIONS)
def test_a_relation_is_to_texts_and_dates(relation: str, value: Any) -> None:
    with pytest.raises(ClaimError):
        When(**{relation: value})


@pytest.mark.parametrize("part", ["middle", 1, True, [1], b"mid"])
def test_a_part_is_one_of_three(part: Any) -> None:
    with pytest.raises(ClaimError):
        When(on="2022", part=part)


def test_a_claim_says_something() -> None:
    with pytest.raises(ClaimError, match="says nothing"):
        When()
    with pytest.raises(ClaimError, match="says nothing"):
        When(after=[], during=())


@pytest.mark.parametrize("text", ["nld-amdtf-svk", "a", "A_1", "2023-06-letter", "4", "12345", "a" * 100])
def test_ids(text: str) -> None:
    assert is_id(text)


@pytest.mark.parametrize(
    "text", ["", "2023", "2023-06", "202X", "-a", "_a", "a.end", "a b", "é", "a\n", "a" * 101, None, 5]
)
def test_no_ids(text: object) -> None:
    assert not is_id(text)


@pytest.mark.parametrize("month", [(2022, 4), (2022, 1), (2023, 2), (2024, 2), (-43, 3)])
def test_the_parts_of_a_month_are_ten_days_and_the_rest(month: tuple[int, int]) -> None:
    year, number = month
    text = f"{'-' if year < 0 else ''}{abs(year):04}-{number:02}"
    days = {part: _days(f"{part.value} {text}") for part in Part}
    assert [civil(day)[2] for day in days[Part.EARLY]] == [*range(1, 11)]
    assert [civil(day)[2] for day in days[Part.MID]] == [*range(11, 21)]
    assert [civil(day)[2] for day in days[Part.LATE]] == [*range(21, month_length(year, number) + 1)]
    assert [*itertools.chain(*days.values())] == _days(text)


def test_the_parts_of_a_year_are_four_months_each() -> None:
    months = [sorted({civil(day)[1] for day in _days(f"{part.value} 2024~")}) for part in Part]
    assert months == [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]]
    assert [day for part in Part for day in _days(f"{part.value} 2024")] == _days("2024")


def test_the_days_of_a_date_are_its_own_and_relations_have_none() -> None:
    assert When.parse("2023-06-21~ after a").runs == [(day_number(2023, 6, 21),) * 2]
    assert When.parse("after 2022").runs is None


def _days(text: str) -> list[int]:
    runs = When.parse(text).runs
    assert runs is not None
    return [day for low, high in runs for day in range(int(low), int(high) + 1)]


@given(whens)
def test_a_claim_reads_back(drawn: tuple[tuple[Part | None, str | None], dict[str, list[str]]]) -> None:
    (part, on), relations = drawn
    when = When(on=on, part=part, **relations)
    assert When.parse(str(when)) == when
    assert str(When.parse(str(when))) == str(when)


@given(texts)
def test_any_text_is_a_claim_or_a_refusal(text: str) -> None:
    try:
        when = When.parse(text)
    except (ClaimError, DateError):
        return
    assert When.parse(str(when)) == when


def test_a_relation_may_be_none_as_in_a_table_with_an_empty_cell() -> None:
    assert When(on="2023", after=None, before=None, around=None, during=None) == When(on="2023")


def test_the_longest_text_is_parsed_and_no_longer_one() -> None:
    targets = ["x" * 60] * (MAX_WHEN_LENGTH // 67)
    text = " ".join(f"after {target}" for target in targets)
    longest = f"{text}{'x' * (MAX_WHEN_LENGTH - len(text))}"
    assert len(longest) == MAX_WHEN_LENGTH == 8192  # twice as long as the longest date
    assert len(When.parse(longest).after) == len(targets)
    with pytest.raises(ClaimError, match="not a date"):
        When.parse(longest + "x")
