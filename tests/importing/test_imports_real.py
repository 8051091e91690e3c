"""The tables that the two mappings were written for, where they are at hand."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from deployments.claims import ClaimKind
from deployments.importing import Imported, import_tables

DATA = Path(__file__).parents[2].resolve().parent / "shared" / "data"


def _imported(mapping: str, name: str) -> Imported:
    if not (DATA / name).is_file():
        pytest.skip(f"{name} is not at hand: it is not the project's to ship, and looked for in {DATA}")
    return import_tables(mapping, DATA / name)


@pytest.fixture(scope="module")
def un() -> Imported:
    return _imported("un-contributions", "un-contributions-2009-2014.csv")


@pytest.fixture(scope="module")
def exercises() -> Imported:
    return _imported("exercises", "exercises-1980-2010.csv")


def test_every_row_of_the_un_is_kept(un: Imported) -> None:
    (counts,) = un.counts
    assert (counts.read, counts.kept) == (29_115, 29_115)
    assert [each.code for each in un.diagnostics] == ["I109"]  # 28 February 2012, of a leap year


def test_the_dutch_in_mali(un: Imported) -> None:
    assert str(un.registry.strength("2014-02-28", contributor="NLD", mission="minusma")) == "117"


def test_the_sum_of_every_mission_and_month_is_that_of_the_un(un: Imported) -> None:
    wanted: Counter[tuple[str, str]] = Counter()
    with (DATA / "un-contributions-2009-2014.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            wanted[row["Date"], row["Mission"].lower()] += int(row["Total Total"])
    missions = {mission for _, mission in wanted}
    exact = asked = 0
    for day in sorted({day for day, _ in wanted}):
        totals = un.registry.strength_by("mission", day)
        for mission in missions:
            total = totals.get(mission)
            low, high = (0, 0) if total is None else (total.low, total.high)
            assert low <= wanted[day, mission]
            assert high is None or high >= wanted[day, mission]
            exact += low == high
            asked += 1
    # Who left and came back is one deployment here, and one stay has no gap: of the days between nobody can tell.
    assert exact > 0.5 * asked


def test_every_row_of_the_exercises_is_kept_or_told(exercises: Imported) -> None:
    (counts,) = exercises.counts
    assert (counts.read, counts.kept + counts.reported) == (3_707, 3_707)
    assert counts.kept > 3_650
    refused = {each.location.line for each in exercises.diagnostics if each.location and each.severity.value == "error"}
    assert len(refused) == counts.reported


def test_vague_days_of_the_exercises_are_vague(exercises: Imported) -> None:
    registry = exercises.registry
    wanted: Counter[str] = Counter()
    with (DATA / "exercises-1980-2010.csv").open(encoding="utf-8-sig", newline="") as file:
        refused = {each.location.line for each in exercises.diagnostics if each.location}
        for line, row in enumerate(csv.DictReader(file), 2):
            if line not in refused:
                wanted[row["StartDate"].replace("xx", "XX")] += row["StartDate"].endswith("xx")
    said = Counter(
        str(statement.value)
        for mission in registry.missions
        for statement in registry.statements_of(about=mission, kind=ClaimKind.START)
        if str(statement.value).endswith("XX")
    )
    assert all(said[day] >= number for day, number in wanted.items())
    assert sum(said.values()) > 780


def test_no_russia_before_there_was_one(exercises: Imported) -> None:
    registry = exercises.registry
    own = [each.id for each in registry.deployments.values() if str(each.contributor) == "RUS"]
    assert all(str(s.value) > "1991-12-2" for id_ in own for s in registry.statements_of(about=id_, kind="start"))
    assert sum(str(each.contributor) == "SUN" for each in registry.deployments.values()) >= 80
