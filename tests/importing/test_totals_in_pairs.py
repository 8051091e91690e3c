"""A sum among columns in pairs is left out, and the row is kept."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.formats.tables import codes, figures, import_text

PAIRS = """
mission = "mission"
day = "day"
contributor = { each = "C*" }
strength = { each = "N*" }

[source]
title = "A made-up table"
published = "2024-01-01"
"""
TOTALS = '[[totals]]\ncolumn = "C%d"\nwords = ["Total"]\n'
HEADER = "mission,day,C1,N1,C2,N2,C3,N3\n"


def test_a_sum_beside_its_parts_is_left_out_as_the_hint_says(tmp_path: Path) -> None:
    """The whole row was left out."""
    table = HEADER + "KFOR,2020-01-31,NLD,6,DEU,1,Total,7\n"
    (problem,) = import_text(tmp_path, table, PAIRS).diagnostics
    again = import_text(tmp_path, table, PAIRS + problem.hint.partition("\n")[2] + "\n")
    assert (codes(again), again.counts[0].kept) == ([], 1)
    assert figures(again) == {("nld-kfor", "2020-01-31"): "6", ("deu-kfor", "2020-01-31"): "1"}
    cells = again.counts[0].cells
    assert (cells.stated, cells.left_out, cells.reported) == (6, 2, 0)


def test_a_row_of_nothing_but_sums_is_one_of_the_totals(tmp_path: Path) -> None:
    table = HEADER + "KFOR,2020-01-31,NLD,6,,,,\nKFOR,2020-02-29,Total,6,,,,\n"
    counts = import_text(tmp_path, table, PAIRS + TOTALS % 1).counts[0]
    assert (counts.kept, counts.totals, counts.cells.left_out) == (1, 1, 8)


def test_nobody_is_absent_for_a_sum(tmp_path: Path) -> None:
    table = HEADER + "KFOR,2020-01-31,NLD,6,DEU,1,Total,7\nKFOR,2020-02-29,NLD,6,,,Total,6\n"
    imported = import_text(tmp_path, table, 'absent = "zero"\n' + PAIRS + TOTALS % 3)
    assert (codes(imported), imported.absences) == ([], 1)


def test_the_cells_of_a_sum_of_nobody_are_left_out_of_every_row(tmp_path: Path) -> None:
    rows = "".join(f"M{number},2020-01-31,NLD,0,Total,0,,\n" for number in range(50))
    cells = import_text(tmp_path, HEADER + rows, PAIRS + TOTALS % 2).counts[0].cells
    assert (cells.left_out, cells.zero) == (100, 50)


def test_totals_of_another_column_leave_out_the_row(tmp_path: Path) -> None:
    table = HEADER + "Total,2020-01-31,NLD,6,,,,\nKFOR,2020-01-31,NLD,6,,,,\n"
    mapping = PAIRS + (TOTALS % 1).replace("C1", "mission")
    counts = import_text(tmp_path, table, mapping).counts[0]
    assert (counts.kept, counts.totals) == (1, 1)


CELL = st.sampled_from(["NLD", "DEU", "Total", ""])


@pytest.mark.parametrize("together", [True, False])
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows=st.lists(st.tuples(CELL, CELL, CELL), max_size=8))
def test_a_table_says_what_it_says_without_its_sums(
    tmp_path: Path, rows: list[tuple[str, str, str]], *, together: bool
) -> None:
    days = [f"20{10 + number}-01-31" for number in range(len(rows))]

    def table(*, with_sums: bool) -> str:
        lines = []
        for day, who in zip(days, rows, strict=True):
            kept = [each if with_sums or each != "Total" else "" for each in who]
            pairs = [f"{each},{number if each else ''}" for number, each in enumerate(kept, 1)]
            lines.append(f"KFOR,{day},{','.join(pairs)}\n")
        return HEADER + "".join(lines * (1 if together else 2))

    totals = "".join(TOTALS % number for number in (1, 2, 3))
    with_sums = import_text(tmp_path, table(with_sums=True), PAIRS + totals)
    without = import_text(tmp_path, table(with_sums=False), PAIRS)
    assert figures(with_sums) == figures(without)
    assert with_sums.counts[0].kept == without.counts[0].kept
