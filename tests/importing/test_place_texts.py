"""A country in the text of a place is read, or told with what to write so that it is."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from deployments.importing import Imported
from deployments.importing.cell_reader import is_country
from deployments.importing.place_texts import country_beside
from deployments.importing.thing_patterns import Pattern
from tests.formats.tables import PLAIN, codes, import_text

HEADER = "country,mission,day,strength,where\n"
MAPPING = PLAIN + '[place]\ntext = "where"\n'


def table(*places: str) -> str:
    """Give a table with a row for each place."""
    return HEADER + "".join(f'NLD,M{number},2020-01-31,5,"{place}"\n' for number, place in enumerate(places))


def places(imported: Imported) -> list[str]:
    """Give the place of each deployment."""
    return [str(each.place) for each in imported.registry.deployments.values()]


def obeyed(mapping: str, hint: str) -> str:
    """Return the mapping with the keys of [place] and the table that a hint says to write."""
    ((text, country),) = re.findall('write text = (".*") and country = (".*") in \\[place\\]', hint)
    _, _, lines = hint.partition("\n")
    return re.sub(r"text = .*", f"text = {text}\ncountry = {country}", mapping) + lines + "\n"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Rukla (Lithuania)", "Rukla, LTU"),
        ("Rukla(Lithuania)", "Rukla, LTU"),
        ("Gao [MLI]", "Gao, MLI"),
        ("Gao - Mali", "Gao, MLI"),
        ("Erbil/Iraq", "Erbil, IRQ"),
        ("Gao: Mali", "Gao, MLI"),
        ("Gao in Mali", "Gao, MLI"),
        ("Berlin in Germany", "Berlin, DEU"),
        ("Camp X (north) in Mali", "Camp X (north), MLI"),
        ("Gao, in Mali", "Gao, MLI"),
        ("Gao; Mali", "Gao, MLI"),
        ("Gao | Mali", "Gao, MLI"),
        ("Gao\u2013Mali", "Gao, MLI"),
    ],
)
def test_a_country_beside_a_place_is_told_and_read_as_the_hint_says(tmp_path: Path, text: str, read: str) -> None:
    imported = import_text(tmp_path, table(text, "Darwin, Australia", "At sea"), MAPPING)
    (problem,) = imported.diagnostics
    assert (problem.code, problem.severity.value, problem.path) == ("I120", "warning", "where")
    again = import_text(tmp_path, table(text, "At sea"), obeyed(MAPPING, problem.hint))
    assert (places(again), codes(again)) == ([read, "At sea"], [])


@pytest.mark.parametrize("text", ["Mali - Gao", "Mali: Gao", "Mali (Gao)", "Mali/Gao", "Mali, Gao", "Mali \u2013 Gao"])
def test_a_country_that_stands_first_is_told_and_read_as_the_hint_says(tmp_path: Path, text: str) -> None:
    every = table(text, text.replace("Mali", "Iraq").replace("Gao", "Erbil"))
    first, second = import_text(tmp_path, every, MAPPING).diagnostics
    assert (first.code, second.code) == ("I120", "I120")
    written, _, split = first.hint.partition("; or, if all places are written so, ")
    assert written == 'write "Gao, Mali" in the table, or the country in a column of its own'
    again = import_text(tmp_path, every, obeyed(MAPPING, split))
    assert (places(again), codes(again)) == (["Gao, MLI", "Erbil, IRQ"], [])
    mixed = import_text(tmp_path, table(text, "At sea"), obeyed(MAPPING, split))
    assert codes(mixed) == ["C101"], "what is not written so is told, and not taken for a country"


def test_only_one_way_to_take_places_apart_is_told(tmp_path: Path) -> None:
    """Both of two tables made columns of the same names, which was refused."""
    rows = table("Rukla (Lithuania)", "Gao [Mali]", "Mali - Gao", "Erbil (Iraq)")
    hints = [each.hint for each in import_text(tmp_path, rows, MAPPING).diagnostics]
    assert ["[[split]]" in hint for hint in hints] == [True, False, False, True]
    assert hints[0] == hints[3]


@pytest.mark.parametrize(
    ("text", "read"),
    [("Al-Asad - Iraq", "Al-Asad, Iraq"), ("Al-Asad in Anbar - Iraq", "Al-Asad in Anbar, Iraq")],
)
def test_what_no_pattern_takes_apart_is_told_as_it_is_to_be_written(tmp_path: Path, text: str, read: str) -> None:
    (problem,) = import_text(tmp_path, table(text, "At sea"), MAPPING).diagnostics
    assert problem.hint == f'write "{read}" in the table, or the country in a column of its own'
    assert codes(import_text(tmp_path, table(read, "At sea"), MAPPING)) == []


def test_places_with_a_comma_are_read_beside_those_in_brackets(tmp_path: Path) -> None:
    rows = table("Rukla (Lithuania)", "Darwin, Australia", "Camp X (north)")
    (problem,) = import_text(tmp_path, rows, MAPPING).diagnostics
    again = import_text(tmp_path, rows, obeyed(MAPPING, problem.hint))
    assert places(again)[:2] == ["Rukla, LTU", "Darwin, AUS"]
    assert [(each.code, "north" in each.message) for each in again.diagnostics] == [("C101", True)]


def test_each_text_is_told_once_and_the_names_of_new_columns_are_free(tmp_path: Path) -> None:
    rows = table("Rukla (Lithuania)", "Rukla (Lithuania)", "Gao (Mali)").replace("mission", "site")
    mapping = MAPPING.replace('"mission"', '"site"')
    problems = import_text(tmp_path, rows, mapping).diagnostics
    assert [each.code for each in problems] == ["I120", "I120"]
    again = import_text(tmp_path, rows, obeyed(mapping, problems[0].hint))
    assert places(again) == ["Rukla, LTU", "Rukla, LTU", "Gao, MLI"]


def test_a_place_that_has_its_country_from_elsewhere_is_not_told(tmp_path: Path) -> None:
    rows = table("Rukla (Lithuania)").replace("where", "where,land").replace('"\n', '",LTU\n')
    imported = import_text(tmp_path, rows, MAPPING + 'country = "land"\n')
    assert (places(imported), codes(imported)) == (["Rukla (Lithuania), LTU"], [])


def test_a_second_spelling_of_places_takes_no_country_from_the_first(tmp_path: Path) -> None:
    """A column is taken apart in one way: a second split of it would lose the countries that the first one reads."""
    rows = table("Rukla (Lithuania)", "Gao [Mali]")
    first, _ = import_text(tmp_path, rows, MAPPING).diagnostics
    imported = import_text(tmp_path, rows, obeyed(MAPPING, first.hint))
    (second,) = imported.diagnostics
    assert (places(imported)[0], second.code) == ("Rukla, LTU", "I120")
    assert second.hint == 'write "Gao, Mali" in the table, or the country in a column of its own'
    mended = import_text(tmp_path, rows.replace("Gao [Mali]", "Gao, Mali"), obeyed(MAPPING, first.hint))
    assert (places(mended), codes(mended)) == (["Rukla, LTU", "Gao, MLI"], [])


def test_a_place_that_is_put_together_is_told_without_a_split(tmp_path: Path) -> None:
    mapping = PLAIN + '[place]\ntext = { template = "{where} (Mali)" }\n'
    (problem,) = import_text(tmp_path, table("Gao"), mapping).diagnostics
    assert (problem.code, problem.hint.partition(" in the table")[0]) == ("I120", 'write "Gao, Mali"')


@given(
    st.text("abM-", max_size=9), st.sampled_from([" (", "(", " [", "/", " - ", ", "]), st.sampled_from(["Mali", "x"])
)
@example("MM", " (", "x")
def test_a_pattern_that_is_named_takes_its_text_apart(site: str, between: str, country: str) -> None:
    end = ")" if "(" in between else "]" if "[" in between else ""
    found = country_beside(f"{site}{between}{country}{end}")
    names_one = country == "Mali" or is_country(site.strip())  # MM is Myanmar
    assert (found is not None) == (names_one and bool(site.strip()))
    if found is not None and found.pattern:
        parts = Pattern.of(found.pattern.format("{a}", "{b}")).parts(f"{site}{between}{country}{end}")
        assert parts == [site.strip(), country]


SEVERAL = [
    "Lithuania/Latvia",
    "Lithuania and Latvia",
    "Estonia, Latvia",
    "Estonia, Latvia and Lithuania",
    "Latvia and Lithuania, Estonia",
    "Tapa (Estonia), Ādaži (Latvia)",
    "Tapa (Estonia), Ādaži, Latvia",
    "Tapa, Estonia and Ādaži, Latvia",
    "Gao (Mali); Niamey (Niger)",
    "EST, LVA",
    "EE/LV",
    "Estonia-Latvia",
    "Mali (border with Niger)",
    "both Estonia and Latvia, Lithuania",
    "Estonia with Latvia, Lithuania",
    "Bosnia and Herzegovina, Croatia",
    "Georgia, USA",
    "Georgia (USA)",
]


@pytest.mark.parametrize("text", SEVERAL)
def test_a_text_of_several_countries_is_no_place_in_one_of_them(tmp_path: Path, text: str) -> None:
    imported = import_text(tmp_path, table(text, "At sea"), MAPPING)
    (problem,) = imported.diagnostics
    assert problem.code in ("I111", "I120")
    assert "[[split]]" not in problem.hint
    assert {each.place.country for each in imported.registry.deployments.values() if each.place} == {None}


@pytest.mark.parametrize("text", SEVERAL)
def test_the_hint_says_how_several_countries_are_one_area_or_one_place(tmp_path: Path, text: str) -> None:
    (problem,) = import_text(tmp_path, table(text), MAPPING).diagnostics
    area, country = re.findall(r'add (".*" = \{ .* \}) to .* one place, (".*" = ".*"), with', problem.hint)[0]
    as_area = import_text(tmp_path, table(text), f"{MAPPING}aliases = {{ {area} }}\n")
    (place,) = [each.place for each in as_area.registry.deployments.values()]
    assert (codes(as_area), place and place.country) == ([], None)
    as_place = import_text(tmp_path, table(text), f"{MAPPING}aliases = {{ {country} }}\n")
    (place,) = [each.place for each in as_place.registry.deployments.values()]
    assert (codes(as_place), str(place and place.country)) == ([], country[-4:-1])
    assert place is not None
    assert place.name is not None
    assert place.name in text, "nothing of the text is lost"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Singapore, Singapore", "Singapore, SGP"),
        ("Tuzla, Bosnia and Herzegovina", "Tuzla, BIH"),
        ("Hampton, VA, USA", "Hampton, VA, USA"),
        ("Hampton (VA), USA", "Hampton (VA), USA"),
        ("Lake Chad, Nigeria", "Lake Chad, NGA"),
        ("Camp Papua, Papua New Guinea", "Camp Papua, PNG"),
        ("Bissau, Guinea-Bissau", "Bissau, GNB"),
        ("Trinidad and Tobago", "TTO"),
    ],
)
def test_a_place_in_one_country_is_read_whatever_its_name(tmp_path: Path, text: str, read: str) -> None:
    imported = import_text(tmp_path, table(text), MAPPING)
    assert (places(imported), codes(imported)) == ([read], [])


@pytest.mark.parametrize(
    ("text", "pattern", "then"),
    [
        ("Lithuania/Latvia", "{site}/{its country}", "I120"),
        ("Tapa (Estonia), Ādaži (Latvia)", "{site} ({its country})", "I120"),
        ("Mali: Niger", "{its country}: {site}", "C101"),
    ],
)
def test_a_split_makes_no_place_in_one_of_several_countries(tmp_path: Path, text: str, pattern: str, then: str) -> None:
    split = f'[[split]]\ncolumn = "where"\nby = []\npattern = "{pattern}"\n'
    mapping = MAPPING.replace('text = "where"', 'text = "site"\ncountry = "its country"') + split
    (problem,) = import_text(tmp_path, table(text), mapping).diagnostics
    assert problem.code == "I105"
    written = re.findall(r'write "(.*)" there', problem.hint)[0]
    again = import_text(tmp_path, table(written), mapping)
    assert ([each.place.country for each in again.registry.deployments.values() if each.place] or [None]) == [None]
    assert codes(again) == [then], "in a column of countries it is an unknown name, which asks for an alias"


def test_a_text_of_another_country_than_that_beside_it_is_an_error(tmp_path: Path) -> None:
    rows = HEADER.replace("where", "where,land") + 'NLD,KFOR,2020-01-31,5,Georgia,"United States"\n'
    imported = import_text(tmp_path, rows, MAPPING + 'country = "land"\n')
    (problem,) = imported.diagnostics
    assert (problem.code, problem.path, len(imported.registry.statements)) == ("I105", "where", 0)
    assert "write name in place of the key text in [place]" in problem.hint
    obeying = MAPPING.replace("text =", "name =") + 'country = "land"\n'
    again = import_text(tmp_path, rows, obeying)
    assert (places(again), codes(again)) == (["Georgia, USA"], [])


def test_an_alias_of_a_place_keeps_its_coordinates(tmp_path: Path) -> None:
    rows = table("Georgia, USA (33.1, -84.2)", "Syrian desert")
    aliases = 'aliases = { "Georgia, USA (33.1, -84.2)" = "GEO", "Syrian desert" = "SYR" }\n'
    imported = import_text(tmp_path, rows, MAPPING + aliases)
    assert (places(imported), codes(imported)) == (["Georgia, USA, GEO (33.1, -84.2)", "Syrian desert, SYR"], [])


def test_a_place_of_coordinates_alone_is_read_beside_texts_of_others(tmp_path: Path) -> None:
    rows = HEADER.replace("where", "where,lat,lon") + "NLD,KFOR,2020-01-31,5,,16.3,-0.1\nNLD,M,2020-01-31,5,,,\n"
    imported = import_text(tmp_path, rows, MAPPING + 'latitude = "lat"\nlongitude = "lon"\n')
    assert (places(imported), codes(imported)) == (["(16.3, -0.1)", "None"], [])
