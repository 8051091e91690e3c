"""Rows of texts that were read before: what is taken at a look is what is read with care, and few rows need care."""

import gc
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from types import FrameType
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deployments.gc_pause import paused
from deployments.importing import import_tables
from deployments.importing.importer import Imported
from deployments.importing.known_rows import KnownRows
from deployments.importing.mapping_reader import read_mapping
from deployments.importing.row_reader import RowReader
from deployments.statement_ids import MadeIds
from tests.benchmarks import un_tables
from tests.formats.tables import import_text
from tests.importing.random_tables import mapping_and_tables
from tests.steps import calls

HEADER = "who,mission,day,since,until,troops,police,place,source,force"
CELLS = [
    ["NLD", "NLD", "DEU", "Netherlands", "Nowhereland", ""],
    ["SFIR", "UNMIL", "all", ""],
    ["2014-01-31", "2014-02-28", "2014-03", "31 January", ""],
    ["2013-12-01", "2014-01", "?", ""],
    ["2014-06-30", "2015", "later", ""],
    ["0", "5", "5", "850", "n/a", "many", ""],
    ["0", "3", "3-7", "~20", "-1", ""],
    ["Iraq", "Monrovia", "Liberia", ""],
    ["A letter", "A report", ""],
    ["infantry", "engineers", ""],
]
FIRST = 'contributor = "who"\nmission = "mission"\nday = "day"\nstrength = "troops"\nunknown = ["n/a"]\n'
SOURCE = '[source]\ntitle = "A made-up table"\npublished = "2014-06-01"\n'
DAILY = '[source]\ntitle = "A made-up table"\neach = "day"\nwithin = "P3M"\n'
TOTALS = '[[totals]]\ncolumn = "mission"\nwords = ["all"]\n'
MAPPINGS = [
    FIRST + SOURCE,
    FIRST + 'absent = "zero"\n' + DAILY + TOTALS,
    FIRST + 'start = "since"\nend = "until"\n' + SOURCE + TOTALS,
    FIRST + 'force = "force"\n' + SOURCE + 'column = "source"\n[place]\ntext = "place"\n',
    'contributor = "who"\nmission = "mission"\nday = "day"\nabsent = "zero"\n'
    + DAILY
    + TOTALS
    + '[parts.troops]\nstrength = "troops"\n[parts.police]\nstrength = "police"\npart_of = "troops"\n',
    'contributor = "who"\nday = "day"\nstrength = { add = ["troops", "police"] }\n'
    + SOURCE
    + '[mission]\ncolumn = "mission"\nstart = "since"\nend = "until"\n',
]
ROWS = st.lists(st.tuples(*map(st.sampled_from, CELLS)).map(",".join), max_size=14)
#: Rows of which nothing can be made, among the others.
ODD = st.lists(st.sampled_from(["", ",,,,,,,,,", "NLD,SFIR", 'NLD,"SFIR']), max_size=1)


def _all(imported: Imported) -> list[object]:
    registry = imported.registry
    return [
        [*registry.sources.values()],
        [*registry.missions.values()],
        [*registry.deployments.values()],
        [*registry.statements],
        [(each, each.location) for each in imported.diagnostics],
        imported.counts,
        imported.absences,
        imported.unread,
    ]


@contextmanager
def _careful() -> Iterator[None]:
    """Have every row read with care."""
    with patch.object(KnownRows, "take", lambda *_: []):
        yield


@pytest.mark.parametrize("mapping", MAPPINGS)
def test_the_mappings_can_be_used(mapping: str, tmp_path: Path) -> None:
    (tmp_path / "mapping.toml").write_text(mapping)
    read_mapping(tmp_path / "mapping.toml")


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(MAPPINGS), ROWS, ODD, ROWS)
def test_known_texts_make_what_reading_them_anew_makes(
    mapping: str, rows: list[str], odd: list[str], others: list[str]
) -> None:
    table = "\n".join([HEADER, *rows, *odd, *others, *rows]) + "\n"
    with tempfile.TemporaryDirectory() as folder:
        found = import_text(Path(folder), table, mapping)
        with _careful():
            wanted = import_text(Path(folder), table, mapping)
    assert _all(found) == _all(wanted)


def _work(path: Path) -> tuple[Imported, int, int]:
    """Import a table in the UN's shape, and count the rows and the numbers that were read with care."""
    rows, numbers = [], []
    read, value = RowReader.read, RowReader.value

    def reads(self: RowReader, texts: list[str]) -> object:
        rows.append(texts)
        return read(self, texts)

    def values(self: RowReader, *given_: object) -> object:
        numbers.append(given_)
        return value(self, *given_)  # type: ignore[arg-type]  # as it is called

    with patch.object(RowReader, "read", reads), patch.object(RowReader, "value", values):
        return import_tables("un-contributions", path), len(rows), len(numbers)


def test_no_row_of_a_clean_table_is_read_with_care(tmp_path: Path) -> None:
    found, rows, numbers = _work(un_tables.write(tmp_path / "un.csv", 4_000))
    assert found.counts[0].kept == 4_000
    assert rows == 0
    assert 0 < numbers < 2_000  # the distinct texts, of 12,000 numbers


def test_more_rows_of_the_same_texts_read_no_more_cells(tmp_path: Path) -> None:
    work = [_work(un_tables.write(tmp_path / f"{rows}.csv", rows))[2] for rows in (8_000, 16_000)]
    assert work[1] < 1.2 * work[0]


def test_only_rows_with_problems_are_read_with_care(tmp_path: Path) -> None:
    found, rows, _ = _work(un_tables.write(tmp_path / "un.csv", 4_000, bad_each=1_000))
    assert rows == len(found.diagnostics) == found.counts[0].cells.reported == 4
    assert found.counts[0].kept == 4_000


def test_a_bad_cell_in_each_thousand_rows_takes_few_more_steps(tmp_path: Path) -> None:
    import_tables("un-contributions", un_tables.write(tmp_path / "first.csv", 100))  # what is imported first
    paths = [un_tables.write(tmp_path / f"{bad}.csv", 12_000, bad_each=bad) for bad in (0, 1_000)]
    clean, bad = (calls(lambda own=path: import_tables("un-contributions", own)) for path in paths)  # type: ignore[misc]
    assert bad < 1.2 * clean


def test_problems_keep_none_of_the_rows_around_them(tmp_path: Path) -> None:
    """An error that is kept with its traceback would keep the frames that it was raised in, and all rows in them."""
    told = 0
    with paused():  # as an import does: the garbage collector would find them in the end
        for seed in range(40):
            mapping, (table, *_) = mapping_and_tables(Random(seed))
            told += len(import_text(tmp_path, table, mapping).diagnostics)
        code = [each.f_code for each in gc.get_objects() if isinstance(each, FrameType)]
        kept = [each.co_qualname for each in code if "importing/row" in each.co_filename.replace("\\", "/")]
    assert told > 100
    assert not kept


def test_ids_of_imported_statements_are_made_when_asked_for(tmp_path: Path) -> None:
    with (
        patch.object(MadeIds, "__getitem__", side_effect=AssertionError),
        patch.object(MadeIds, "__iter__", side_effect=AssertionError),
    ):
        found = import_tables("un-contributions", un_tables.write(tmp_path / "un.csv", 4_000))
    assert len({*(each.id for each in found.registry.statements)}) == len(found.registry.statements)
