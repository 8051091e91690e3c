"""Tables at random, through mappings at random, are imported as if each row were read with care."""

import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from unittest.mock import patch

import attrs
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from deployments.importing import Imported, import_tables, row_taker
from deployments.importing.known_rows import KnownRows
from deployments.importing.pace import Pace
from deployments.importing.row_reader import RowReader
from deployments.rows import FEW
from deployments.statement_ids import made_ids
from tests.formats.tables import PLAIN, codes, import_text, plain, un
from tests.importing.random_tables import mapping_and_tables


def _imported(seed: int, folder: Path) -> Imported:
    mapping, tables = mapping_and_tables(Random(seed))
    return _of_texts(folder, mapping, tables)


def _of_texts(folder: Path, mapping: str, tables: Sequence[str]) -> Imported:
    (folder / "mapping.toml").write_text(mapping)
    paths = [folder / f"{number}.csv" for number in range(len(tables))]
    for path, table in zip(paths, tables, strict=True):
        path.write_text(table)
    return import_tables(folder / "mapping.toml", *paths)


@settings(deadline=None, max_examples=300)
@given(st.integers(0, 1 << 40))
def test_a_table_is_imported_as_if_each_row_were_read_with_care(seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        quick = _imported(seed, Path(folder))
        with patch.object(KnownRows, "take", lambda *_: []):
            careful = _imported(seed, Path(folder))
    assert_same(quick, careful)


@settings(deadline=None, max_examples=150)
@given(st.integers(0, 1 << 40), st.integers(1, 9), st.integers(1, 30))
def test_how_many_rows_are_taken_together_changes_nothing(seed: int, first: int, most: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        wanted = _imported(seed, Path(folder))
        with patch.object(row_taker, "Pace", lambda: Pace(first)), patch.object(row_taker, "MOST", most):
            found = _imported(seed, Path(folder))
    assert_same(found, wanted)


def assert_same(found: Imported, wanted: Imported) -> None:
    """Assert that two imports of the same tables hold the same, in the same order."""
    assert (found.counts, found.diagnostics, found.absences, found.unread) == (
        *(wanted.counts, wanted.diagnostics, wanted.absences, wanted.unread),
    )
    for told in ("sources", "missions", "deployments"):
        assert [*getattr(found.registry, told).values()] == [*getattr(wanted.registry, told).values()]
    assert found.registry.statements == wanted.registry.statements
    assert [each.id for each in found.registry.statements] == made_ids(found.registry.statements)


def _counted(what: type, name: str, work: Callable[[], object]) -> int:
    """Count the calls of a method while something is done."""
    with patch.object(what, name, autospec=True, side_effect=getattr(what, name)) as calls:
        work()
    return calls.call_count


def test_no_row_of_a_clean_table_is_read_with_care(tmp_path: Path) -> None:
    days = [f"{1996 + month // 12}-{month % 12 + 1:02}" for month in range(24)]
    rows = [
        (f"{day}-28", who, f"UNM{number}", 0, number, number % 3)
        for day in days
        for who in ("NLD", "DEU", "NPL")
        for number in range(5)
    ]
    (tmp_path / "un.csv").write_text(un(*rows))
    imported: list[Imported] = []
    count = _counted(RowReader, "read", lambda: imported.append(import_tables("un-contributions", tmp_path / "un.csv")))
    assert imported[0].counts[0].kept == len(rows)
    # The 28th is the end of one month of these 24 only; the first row of each other one tells of it.
    assert [each.code for each in imported[0].diagnostics] == ["I109"] * 23
    assert count == 23


def test_only_rows_with_something_to_tell_are_read_with_care(tmp_path: Path) -> None:
    rows = [f"NLD,KFOR,{1950 + year}-01-31,{year}" for year in range(40)]
    rows[7] += "x"
    rows[9] = "Nowhere" + rows[9][3:]
    rows[30] = rows[29]
    table = plain(*rows)
    imported: list[Imported] = []
    count = _counted(RowReader, "read", lambda: imported.append(import_text(tmp_path, table)))
    assert count == 3
    assert [each.code for each in imported[0].diagnostics] == ["Q101", "C101", "I105"]


def test_a_row_that_says_several_things_again_is_told_once(tmp_path: Path) -> None:
    mapping = PLAIN.replace('day = "day"\nstrength = "strength"', 'start = "from"\nend = "to"')
    table = "country,mission,from,to\n" + "NLD,KFOR,2001,2003-05\n" * 3
    imported = import_text(tmp_path, table, mapping)
    assert codes(imported) == ["I105", "I105"]
    assert all("line 2" in each.message for each in imported.diagnostics)


def test_a_large_import_makes_no_record_of_a_statement_before_somebody_looks(tmp_path: Path) -> None:
    table = plain(*(f"NLD,M{number % 40},{1950 + number // 40}-06-30,5" for number in range(1200)))
    registry = import_text(tmp_path, table).registry
    rows = registry.statement_list.rows
    assert rows is not None
    assert len(rows) == 1200
    assert rows[1199].id == "table#nld-m9.strength@1979-06-30"
    assert rows[1199].locator == "line 1171"
    assert rows is registry.statement_list.rows
    assert made_ids(rows.every) == [*rows.column("id")]


def test_a_large_import_makes_the_deployments_that_their_constructor_makes(tmp_path: Path) -> None:
    header = "country,mission,day,strength,town,kind\n"
    rows = [
        f"{'NLD' if n % 2 else 'BEL'},M{n % 601},{2000 + n % 20}-06-30,{n % 3},T{n % 5},F{n % 7}\n" for n in range(4000)
    ]
    mapping = 'force = "kind"\n' + PLAIN + '[place]\ntext = "town"\n'
    every = [*import_text(tmp_path, header + "".join(rows), mapping).registry.deployments.values()]
    assert len(every) > FEW
    assert every == [attrs.evolve(each) for each in every]


# --- laws ---


def _outcome(imported: Imported, *, names: bool = True) -> tuple[object, ...]:
    """Return what an import holds, but for where rows stand, and the numbers that tell equal claims apart by that.

    `names`: with the names of columns that it adds, which notes have.
    """
    registry = imported.registry
    plain = [attrs.evolve(each, locator=None, id=re.sub(r"#[0-9]+$", "", each.id)) for each in registry.statements]
    if not names:
        adds = re.compile("(?<=the mapping adds) .*")
        plain = [attrs.evolve(each, note=each.note and adds.sub("", each.note)) for each in plain]
    kept = [*registry.deployments.values(), *registry.missions.values(), *registry.sources.values()]
    counts = [attrs.evolve(each, file="", cells=attrs.evolve(each.cells, columns=())) for each in imported.counts]
    return sorted(map(repr, plain)), sorted(map(repr, kept)), imported.absences, counts


@settings(deadline=None, max_examples=150)
@given(st.integers(0, 1 << 40))
def test_the_names_of_columns_change_nothing(seed: int) -> None:
    mapping, tables = mapping_and_tables(Random(seed))
    assume("header = true" not in mapping and "country 2" not in tables[0] and "number 2" not in tables[0])
    names = tables[0].partition("\n")[0].split(",")
    # Longest first, so that no name is changed within another; and only where a mapping has it as a text.
    new = {name: f"c{number}" for number, name in enumerate(sorted(names, key=len, reverse=True))}
    texts = [
        mapping.replace('within = "', 'within = "~')
        .replace('each = "day"', 'each = "~day"')
        .replace('["mission", "source"]', "~both"),
        *tables,
    ]
    for name, other in new.items():
        texts[0] = texts[0].replace(f'= "{name}"', f'= "{other}"').replace(f'["{name}', f'["{other}')
        texts[0] = texts[0].replace(f', "{name}"]', f', "{other}"]').replace(f'"{name}", ', f'"{other}", ')
    texts[0] = (
        texts[0].replace('within = "~', 'within = "').replace("~day", "day").replace("~both", '["mission", "source"]')
    )
    header = ",".join(new[name] for name in names)
    renamed = [f"{header}\n{table.partition(chr(10))[2]}" for table in tables]
    with tempfile.TemporaryDirectory() as folder:
        as_it_is, by_other_names = (_of_texts(Path(folder), *each) for each in ((mapping, tables), (texts[0], renamed)))
        assert _outcome(as_it_is, names=False) == _outcome(by_other_names, names=False)


@settings(deadline=None, max_examples=150)
@given(st.integers(0, 1 << 40))
@example(6_469_693_230)  # a row that says that some are there, again, and that others are not
@example(72_082)  # the same, where nobody can be said to be absent for it
@example(21_090)  # a row of which one cell is lost, and the rest says again what another row says
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    mapping, tables = mapping_and_tables(Random(seed))
    assume("fill_down" not in mapping)
    shuffled = []
    for table in tables:
        header, *rows = table.splitlines()
        assume(not any('"x' in row for row in rows))
        Random(seed).shuffle(rows)
        shuffled.append("\n".join([header, *rows]) + "\n")
    with tempfile.TemporaryDirectory() as folder:
        as_it_is = _of_texts(Path(folder), mapping, tables)
        other = _of_texts(Path(folder), mapping, shuffled)
        told = {each.code for each in (*as_it_is.diagnostics, *other.diagnostics)}
        assume("I114" not in told)  # of two missions under one name the first is taken
        assert _outcome(as_it_is)[:3] == _outcome(other)[:3]
        # Of two rows that say the same, the second is reported, also where it says less: this has no bearing.
        assert _outcome(as_it_is)[3] == _outcome(other)[3] or any(
            _rows_say(_of_texts(Path(folder), mapping, without)) == _rows_say(as_it_is)
            for without in _without_each_row(tables)
        )


def _rows_say(imported: Imported) -> set[str]:
    """Return what rows of a table state, and not what is concluded from there being none."""
    stated = (each for each in imported.registry.statements if str(each.locator).startswith("line"))
    return {repr((each.source, each.about, each.kind, each.value, each.as_of, each.basis)) for each in stated}


def _without_each_row(tables: Sequence[str]) -> Iterator[list[str]]:
    """Yield the tables without each of their rows in turn."""
    for number, table in enumerate(tables):
        header, *rows = table.splitlines(keepends=True)
        for place in range(len(rows)):
            fewer = "".join([header, *rows[:place], *rows[place + 1 :]])
            yield [*tables[:number], fewer, *tables[number + 1 :]]
