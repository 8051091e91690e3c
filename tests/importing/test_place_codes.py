"""Codes of countries of places: which of several states one means, the day of the row tells."""

from pathlib import Path

import pytest

from tests.formats.tables import codes, import_text

#: A code, a day, and the state that it means then.
MEANT = [
    *(("365", "1985", "SUN"), ("365", "2015", "RUS"), ("816", "2010", "VNM"), ("345", "1980", "YUG")),
    ("220", "1985", "FRA"),
]

PLACED = """
contributor = "who"
mission = "mission"
day = "day"
strength = "n"

[source]
title = "A made-up table"
published = "2024-01-01"

[place]
country = { column = "where", codes = "gw" }
"""


@pytest.mark.parametrize("rows", [1, 300])
def test_the_country_of_a_place_is_the_state_of_the_day(tmp_path: Path, rows: int) -> None:
    """A code that meant two states was refused, whatever the day."""
    lines = [
        f"NLD,M{number}-{time},{day},5,{code}\n" for time in range(rows) for number, (code, day, _) in enumerate(MEANT)
    ]
    imported = import_text(tmp_path, "who,mission,day,n,where\n" + "".join(lines), PLACED)
    assert codes(imported) == []
    found = {each.mission[0]: str(each.place) for each in imported.registry.deployments.values()}
    assert {name.split("-")[0]: place for name, place in found.items()} == {
        f"m{number}": place for number, (_, _, place) in enumerate(MEANT)
    }


@pytest.mark.parametrize(
    ("row", "mapping"),
    [
        pytest.param("NLD,M,1991,5,365", PLACED, id="a year of both"),
        pytest.param("NLD,M,,5,365", PLACED.replace('day = "day"\nstrength = "n"', 'start = "day"'), id="no day"),
    ],
)
def test_where_the_day_does_not_tell_the_state_of_a_place_it_is_asked(tmp_path: Path, row: str, mapping: str) -> None:
    (problem,) = import_text(tmp_path, f"who,mission,day,n,where\n{row}\n", mapping).diagnostics
    assert (problem.code, "it can be RUS (Russia) or SUN" in problem.hint) == ("C101", True)
    meant = mapping + '[place.aliases]\n"365" = "RUS"\n'
    assert "C101" not in codes(import_text(tmp_path, f"who,mission,day,n,where\n{row}\n", meant))


def test_the_state_of_a_place_goes_by_the_dates_of_a_stay(tmp_path: Path) -> None:
    mapping = PLACED.replace('day = "day"\nstrength = "n"', 'start = "day"\nend = "n"')
    table = "who,mission,day,n,where\nNLD,M,1985-01-01,1986-01-01,365\nNLD,N,1985-01-01,2001-01-01,365\n"
    imported = import_text(tmp_path, table, mapping)
    places = [str(each.place) for each in imported.registry.deployments.values()]
    assert (places, codes(imported)) == (["SUN"], ["C101"])
