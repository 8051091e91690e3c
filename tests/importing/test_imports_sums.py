"""Tables of every shape against a reading of them that is as plain as can be."""

import csv
import io
import tempfile
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deployments.importing import import_tables
from tests.formats.tables import PLAIN, import_text, un

DAYS = ["2014-01-31", "2014-02-28", "2014-03-31", "2014-04-30"]
WHO = st.sampled_from(["NLD", "DEU", "NAM"])
MISSIONS = st.sampled_from(["UNMIL", "UNMISS"])
COUNT = st.sampled_from([0, 0, 1, 5, 850])
ROWS = st.lists(
    st.tuples(st.sampled_from(DAYS), WHO, MISSIONS, COUNT, COUNT, COUNT), max_size=16, unique_by=lambda row: row[:3]
)


@settings(deadline=None)
@given(ROWS)
def test_the_sum_of_every_mission_and_month_is_that_of_the_table(
    rows: list[tuple[str, str, str, int, int, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "un.csv")
        path.write_text(un(*rows))
        imported = import_tables("un-contributions", path)
    assert imported.counts[0].kept == len(rows)
    wanted: dict[tuple[str, str], int] = defaultdict(int)
    for day, _, mission, *numbers in rows:
        wanted[day, mission.lower()] += sum(numbers)
    days = sorted({row[0] for row in rows})
    for day in days:
        for mission in imported.registry.missions:
            total = imported.registry.strength(day, mission=mission)
            assert total.low <= wanted[day, mission]
            assert total.high is None or total.high >= wanted[day, mission]
            if all(any(row[3:]) for row in rows):  # who is listed with nobody, and later not at all, is not told
                assert str(total) == str(wanted[day, mission])


@settings(deadline=None)
@given(ROWS)
def test_nobody_is_said_to_be_absent_more_or_less_often_than_they_are(
    rows: list[tuple[str, str, str, int, int, int]],
) -> None:
    table = [(day, who, mission, str(number)) for day, who, mission, number, *_ in rows]
    wanted = []
    for pair in {row[1:3] for row in table}:
        own = {day: int(number) for day, *rest, number in table if tuple(rest) == pair}
        listed = sorted({day for day, _, mission, _ in table if mission == pair[1]})
        for number, day in enumerate(listed):
            if own.get(day, 0) > 0:
                for gap in (listed[:number][::-1], listed[number + 1 :]):
                    wanted += [next(iter(gap))] if gap and gap[0] not in own else []
    with tempfile.TemporaryDirectory() as folder:
        text = "day,country,mission,strength\n" + "".join(",".join(row) + "\n" for row in table)
        imported = import_text(Path(folder), text, 'absent = "zero"\n' + PLAIN)
    said = [s for s in imported.registry.statements if not (s.locator or "").startswith("line")]
    assert sorted(str(s.as_of) for s in said) == sorted(wanted)
    assert imported.absences == len(wanted)


CELLS = st.sampled_from(
    [
        "NLD",
        "Nowhere",
        "",
        "NA",
        "5",
        "~6",
        "1,234",
        "2014-02-28",
        "2014-13-01",
        "x\ny",
        'a"b',
        "a'",
        "\0",
        "all",
        "Côte",
    ]
) | st.text(max_size=6)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.lists(CELLS, max_size=5), max_size=8), st.sampled_from(["\n", "\r\n"]))
def test_every_row_of_any_table_is_kept_or_told_with_its_line(rows: list[list[str]], end: str) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator=end)
    writer.writerow(["country", "mission", "day", "strength"])
    writer.writerows(row for row in rows if row)
    data = out.getvalue().encode("utf-8", "replace")
    wanted = [row for row in csv.reader(io.StringIO(data.decode(), newline="")) if row][1:]
    with tempfile.TemporaryDirectory() as folder:
        imported = import_text(Path(folder), data)
    (counts,) = imported.counts
    assert counts.read == len(wanted)
    lines = {each.location.line for each in imported.diagnostics if each.location}
    said = {int((each.locator or "").split()[1]) for each in imported.registry.statements}
    assert len(lines | said) >= counts.read - counts.blank
    assert len(said) == counts.kept


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=60), st.sampled_from(["utf-8", "utf-16", "windows-1252", "shift_jis"]))
def test_no_bytes_are_too_strange(data: bytes, encoding: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        head = "country,mission,day,strength\n".encode(encoding)
        imported = import_text(Path(folder), head + data, f'encoding = "{encoding}"\n' + PLAIN)
    assert imported.diagnostics or imported.counts[0].read == imported.counts[0].kept + imported.counts[0].blank


@pytest.mark.parametrize("copies", [1, 400])
@pytest.mark.parametrize(
    ("keys", "cells", "value", "is_computed"),
    [
        ('add = ["men", "women"]', "12,3", "15", True),
        ('add = ["men", "women"]', "12,n/a", "12..", True),
        ('add = ["men", "women"]', "12,0", "12", False),
        ('add = ["men", "women"]', "0,0", "0", False),
        ('named = { men = "men", women = "women" }', "12,3", "men: 12, women: 3", False),
        ('named = { men = "men", women = "women" }', "12,n/a", "12..", True),
    ],
)
def test_a_sum_that_the_table_has_nowhere_is_told_as_computed(
    tmp_path: Path, keys: str, cells: str, value: str, is_computed: bool, copies: int
) -> None:
    mapping = f'unknown = ["n/a"]\ncontributor = "who"\nday = "day"\nstrength = {{ {keys} }}\n'
    source = '[source]\ntitle = "A made-up table"\npublished = "2021-01-01"\n'
    rows = "".join(f"DEU,{1600 + number}-01-31,{cells}\n" for number in range(copies))
    imported = import_text(tmp_path, f"who,day,men,women\n{rows}", mapping + source)
    assert [*{(str(each.value), each.derived) for each in imported.registry.statements}] == [(value, is_computed)]
    notes = {each.note for each in imported.registry.statements}
    assert notes == {"the mapping adds men and women" if is_computed else None}
