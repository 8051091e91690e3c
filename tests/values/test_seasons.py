"""Who writes a season by its word is told how EDTF writes it, wherever a date can stand; and nobody else is."""

import datetime
import re
from pathlib import Path

import pytest

from deployments import DateError, InvalidValueError, UncertainDate, read
from deployments.values.seasons import SEASON_NUMBERS
from deployments.values.when import When

LETTER = """source = "letter"
[sources.letter]
title = "A letter"
published = "2025-06-09"
[events.summer-exercise-2026]
name = "An exercise"
[deployments.nld]
contributor = "NLD"
[[statements]]
about = "nld"
"""


def _written(hint: str) -> str:
    """Return the date that a hint says to write: the first, where it names two."""
    assert hint.startswith(('write "', 'a season is written "'))
    return hint.split('"')[1]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("summer 2026", "2026-22"),
        ("Summer of 2026", "2026-22"),
        ("before summer 2026", "before 2026-22"),
        ("early spring 2026", "2026-21"),
        ("in de zomer van 2026", "2026-22"),
        ("najaar 2026", "2026-23"),
        ("2026 winter", "2026-24"),
        ("2026-summer", "2026-22"),
        ("winter 2025-2026", "2025-24"),
        ("winter 2025/26", "2025-24"),
    ],
)
def test_a_season_in_words_is_refused_with_the_number_that_it_has(text: str, meant: str) -> None:
    with pytest.raises(DateError) as refused:
        When.parse(text)
    assert _written(refused.value.hint) == meant
    assert str(When.parse(meant)) == meant


@pytest.mark.parametrize(("word", "number"), SEASON_NUMBERS.items())
def test_every_word_of_a_season_has_the_days_that_its_number_has(word: str, number: int) -> None:
    with pytest.raises(DateError) as refused:
        UncertainDate.parse(f"{word} 2026")
    assert _written(refused.value.hint) == f"2026-{number}"


def test_the_page_on_dates_names_every_word_of_a_season_and_its_days() -> None:
    page = (Path(__file__).parents[2] / "docs" / "dates.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+) \| `2026-(2[1-4])` \| (\w+) (?:2026 )?to (\w+ 20\d\d) \|$", page, re.MULTILINE)
    assert {
        word: int(number) for words, number, *_ in rows for word in re.findall(r"[^\W\d]+", words)
    } == SEASON_NUMBERS
    for _, number, first, last in rows:
        season = UncertainDate(f"2026-{number}")
        assert isinstance(season.earliest, datetime.date)
        assert isinstance(season.latest, datetime.date)
        assert (f"{season.earliest:%B %Y}", f"{season.latest:%B %Y}") == (f"{first} 2026", last)


@pytest.mark.parametrize("text", ["summer", "21 juni 2026", "midsummer 2026", "summer 20261", "summer-exercise 2026"])
def test_what_is_no_season_of_a_year_gets_no_hint_of_one(text: str) -> None:
    with pytest.raises(DateError) as refused:
        When.parse(text)
    assert "season" not in refused.value.hint


def test_a_season_as_something_to_be_dated_by_is_no_id() -> None:
    with pytest.raises(InvalidValueError) as refused:
        When(before="summer 2026")
    assert _written(refused.value.hint) == "2026-22"


@pytest.mark.parametrize("name", ["2026-summer", "summer-2026", "zomer_2026"])
def test_a_season_that_reads_like_an_id_is_told_of_as_a_season(name: str, tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(f'{LETTER}start = "before {name}"\n')
    (found,) = read(path)[1]
    assert found.code == "R101"
    path.write_text(f'{LETTER}start = "before {_written(found.hint)}"\n', encoding="utf-8")
    assert read(path)[1] == []


@pytest.mark.parametrize("claim", ['start = "before sumer-exercise-2026"', 'start = "before summer-exercise-206"'])
def test_an_event_that_has_a_season_in_its_name_is_no_season(claim: str, tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(f"{LETTER}{claim}\n")
    assert [each.hint for each in read(path)[1]] == ["did you mean 'summer-exercise-2026'?"]


def test_a_subject_is_no_season(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(LETTER.replace('about = "nld"', 'about = "summer-2026"') + 'start = "2026"\n')
    assert [(each.code, "season" in each.hint) for each in read(path)[1]] == [("R101", False)]
