"""Parquet that others wrote: any writer's types are read, and a small file does not fill the memory."""

import pickle
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

import pytest

import deployments
from deployments.formats import arrow_cells, parquet_tables
from deployments.formats.arrow_cells import cells_of
from deployments.formats.layout import RECORDS
from deployments.formats.sheets import Sheet
from deployments.packed_texts import PackedTexts
from deployments.text_places import TextPlaces
from tests.benchmarks.synthetic import records

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

#: The most that a problem may cost, in MiB; the least of the bombs below took 1,470 once.
FEW = 150

PEAK = """
import resource, sys
import deployments, pyarrow.compute, pyarrow.parquet
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
deployments.load(sys.argv[2])
before = peak()
for problem in deployments.read(sys.argv[1])[1]:
    if problem.location.file.endswith(sys.argv[3]):
        print(problem.code, problem.message)
print(peak() - before, pyarrow.default_memory_pool().max_memory() >> 20)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    deployments.export(deployments.example(), tmp_path / "tables", "parquet")
    return tmp_path / "tables"


def repeated(value: Any, count: int, type_: Any) -> Any:
    return pa.DictionaryArray.from_arrays(pa.array([0] * count, pa.int32()), pa.array([value], type_))


def replaced(folder: Path, table: str, count: int, **columns: Any) -> Path:
    """Replace a table by one of so many rows, in which all columns but those given are empty."""
    path = folder / f"{table}.parquet"
    fields = pq.read_schema(path)
    pq.write_table(
        pa.table({name: columns.get(name, pa.nulls(count, fields.field(name).type)) for name in fields.names}),
        path,
        compression="zstd",
    )
    return path


def cost(folder: Path, path: Path, whole: Path) -> tuple[str, int, int]:
    """Return what is told of a file, and the memory that it takes: of the process, and of Arrow in it."""
    command = [sys.executable, "-c", PEAK, str(folder), str(whole), path.name]
    told, _, last = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip().rpartition("\n")
    process, arrow = map(int, last.split())
    return told, process, arrow


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    deployments.export(deployments.example(), tmp_path / "whole", "parquet")
    return tmp_path / "whole"


def test_a_long_text_in_many_rows_is_told_of_before_it_fills_the_memory(folder: Path, whole: Path) -> None:
    ids = pa.array([f"e{number}" for number in range(5_000)])
    path = replaced(folder, "events", 5_000, id=ids, name=repeated("x" * 1_000_000, 5_000, pa.string()))
    assert path.stat().st_size < 20_000
    told, process, arrow = cost(folder, path, whole)
    assert told == "T101 cannot be read: a text of 1,000,000 bytes in the column name, of at most 131,072"
    assert process < FEW
    assert arrow < FEW


def test_the_longest_text_that_may_be_is_shared_by_all_rows(folder: Path, whole: Path) -> None:
    ids = pa.array([f"e{number}" for number in range(5_000)])
    path = replaced(folder, "events", 5_000, id=ids, name=repeated("x" * 100_000, 5_000, pa.string()))
    told, process, arrow = cost(folder, path, whole)  # 500 MB, if each row had its own
    assert told.count("\n") == 4_999
    assert process < FEW
    assert arrow < FEW


def test_many_rows_of_one_id_are_told_of_and_not_read(folder: Path, whole: Path) -> None:
    one = repeated("summit", 1_000_000, pa.string())
    path = replaced(folder, "events", 1_000_000, id=one, name=one)
    size = path.stat().st_size
    assert size < 40_000
    told, process, arrow = cost(folder, path, whole)
    assert told == f"T101 cannot be read: 1,000,000 rows or items of lists in a file of {size:,} bytes"
    assert process < FEW
    assert arrow < FEW


def test_a_long_list_of_one_text_is_told_of_and_not_read(folder: Path, whole: Path) -> None:
    items = pa.ListArray.from_arrays([0, 2_000_000], repeated("SVK", 2_000_000, pa.string()))
    path = replaced(folder, "missions", 1, id=pa.array(["m"]), host=items)
    told, process, arrow = cost(folder, path, whole)
    assert told.startswith("T101 cannot be read: 2,000,000 rows or items of lists in a file of")
    assert process < FEW
    assert arrow < FEW


def test_a_table_that_is_too_large_is_told_of_before_it_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = pa.array([f"e{number}" for number in range(1_000)])
    replaced(folder, "events", 1_000, id=ids, name=pa.array([f"{number} " + "x" * 2_000 for number in range(1_000)]))
    monkeypatch.setattr(parquet_tables, "MAX_DECODED", 1 << 20)
    told = [each.message for each in deployments.read(folder)[1] if "events" in str(each.location)]
    assert told == ["cannot be read: it holds more than 1 MiB"]
    with pytest.raises(ValueError, match="more than 1 MiB"):  # none of its rows was asked for
        parquet_tables.Parquet("events.parquet", (folder / "events.parquet").read_bytes())


def test_wide_rows_are_decoded_a_few_at_a_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_tables, "_BYTES_AT_ONCE", 20_000)
    ids = pa.array([f"e{number}" for number in range(100)])
    names = pa.array([f"{number} " + "x" * 1_990 for number in range(100)])
    path = replaced(folder, "events", 100, id=ids, name=names)
    grid = parquet_tables.Parquet(str(path), path.read_bytes())
    asked: list[int] = []
    batches = pq.ParquetFile.iter_batches

    def counted(own: Any, rows: int, **groups: Any) -> Any:
        asked.append(rows)
        return batches(own, rows, **groups)

    monkeypatch.setattr(pq.ParquetFile, "iter_batches", counted)
    assert [number for block in grid.blocks() for number in block.numbers] == [*range(1, 101)]
    assert asked[0] <= 10


def test_no_memory_is_a_problem_and_no_traceback(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Sheet) -> None:
        raise MemoryError

    monkeypatch.setattr(Sheet, "read", fail)
    problems = deployments.read(folder)[1]
    assert {(each.code, each.message) for each in problems} == {("T104", "takes more memory than there is")}


@pytest.mark.parametrize("text", ["string", "large_string", "string_view", "dictionary"])
def test_texts_of_any_type_are_read(text: str, folder: Path) -> None:
    if text == "string_view" and int(pa.__version__.split(".")[0]) < 21:
        pytest.skip("pyarrow reads such files always, and writes them since 21")
    types = {
        "string": pa.string(),
        "large_string": pa.large_string(),
        "string_view": pa.string_view(),
        "dictionary": pa.dictionary(pa.int32(), pa.string()),
    }

    def of(type_: Any) -> Any:
        return types[text] if pa.types.is_string(type_) else type_

    for name in RECORDS:
        table = pq.read_table(folder / f"{name}.parquet")
        pq.write_table(
            table.cast(pa.schema([pa.field(each.name, of(each.type)) for each in table.schema])),
            folder / f"{name}.parquet",
        )
    assert deployments.read(folder) == (deployments.example(), [])


def test_a_type_that_no_table_has_is_a_problem(folder: Path) -> None:
    inner = pa.array([{"a": "x"}])
    replaced(folder, "events", 1, id=pa.array(["e"]), name=inner)
    told = [each.message for each in deployments.read(folder)[1] if "events" in str(each.location)]
    assert told == ["cannot be read: the column name holds neither texts, numbers, days nor lists of them"]


@pytest.mark.parametrize("at_once", [1, 5, parquet_tables._ROWS_AT_ONCE])
def test_tables_of_several_row_groups_are_read(folder: Path, at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_tables, "_ROWS_AT_ONCE", at_once)
    for path in folder.glob("*.parquet"):
        pq.write_table(pq.read_table(path), path, row_group_size=1)
    assert deployments.load(folder) == deployments.example()


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param([["a", "b"], ["c"]], id="each text once, in the order of the texts"),
        pytest.param([["a", "b"], ["b", "a"]], id="a text in two parts"),
        pytest.param([["a", "b", "a"], ["c"]], id="a text twice in a part"),
        pytest.param([["a", None], ["c"]], id="a cell that is missing"),
        pytest.param([[], ["c"]], id="an empty part"),
        pytest.param(
            [["a", "b", "b"], ["b", "c", "c"], ["c", "c"]], id="a text with which one part ends and one begins"
        ),
        pytest.param([["a", "a"], ["b", "b"], ["a", "c", "a"]], id="a text of the first part in the third"),
        pytest.param([["a", "b"] * 200, [f"{n % 200} b" for n in range(400)]], id="texts of their own in each part"),
    ],
)
@pytest.mark.parametrize("many", [1, 1 << 17])
def test_texts_of_several_parts_of_a_file_are_those_that_stand_there(
    parts: list[list[str | None]], many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrow_cells, "_MANY", many)
    chunks = [pa.array(part, pa.string()).dictionary_encode() for part in parts]
    turned = pa.DictionaryArray.from_arrays(pa.array([1, 0], pa.int32()), pa.array(["x", "y"]))  # not in their order
    cells = cells_of(pa.chunked_array([*chunks, turned]), "id")
    assert [*cells] == [text for part in parts for text in part] + ["y", "x"]
    assert [*cells_of(pa.chunked_array(chunks), "id")] == [text for part in parts for text in part]


def test_a_text_that_stands_nowhere_is_not_read() -> None:
    """A writer may leave it in its list; it may be anything, and no cell has it."""
    own = [
        pa.DictionaryArray.from_arrays(pa.array([0, 0, 2, 2], pa.int32()), pa.array([f"a{part}", "x" * 200_000, "b"]))
        for part in range(3)
    ]
    for parts in (own, [part for part in own for _ in range(2)]):
        cells = cells_of(pa.chunked_array(parts), "about")
        assert [*cells] == [text for part in parts for text in part.to_pylist()]


@pytest.mark.parametrize("seed", range(4))
def test_texts_that_stay_bytes_answer_as_others(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of very many ids no objects are made; here of all of them."""
    plain = deployments.Registry(**records(600 + 100 * seed, seed=seed))
    folder = tmp_path / "tables"
    deployments.export(plain, folder, "parquet")
    for path in folder.glob("*.parquet"):
        pq.write_table(pq.read_table(path), path, row_group_size=300)
    monkeypatch.setattr(arrow_cells, "_MANY", 1)
    monkeypatch.setattr(arrow_cells, "_LOOKED_AT", 1)
    registry = deployments.load(folder)
    assert isinstance(registry.deployments.places, TextPlaces)
    assert isinstance(registry.statement_list.column("about").values, PackedTexts)
    assert registry.count("2010-05-10") == plain.count("2010-05-10")
    for id_ in ("d7", "d70", "d599"):
        assert registry.statements_of(about=id_) == plain.statements_of(about=id_)
        assert registry.presence(id_, "2010-05-10") == plain.presence(id_, "2010-05-10")
    deployments.export(registry, tmp_path / "again", "parquet")
    deployments.dump(registry, tmp_path / "again.jsonl")
    assert deployments.load(tmp_path / "again") == deployments.load(tmp_path / "again.jsonl") == registry == plain
    assert pickle.loads(pickle.dumps(registry)) == plain  # noqa: S301 - our own


@pytest.mark.parametrize("encoding", ["DELTA_BYTE_ARRAY", "DELTA_LENGTH_BYTE_ARRAY", "PLAIN"])
def test_an_encoding_that_could_fill_the_memory_is_told_of(encoding: str, folder: Path) -> None:
    """Texts of which only the ends differ can be written as one and all the ends."""
    path, ids = folder / "events.parquet", [f"e{uuid.UUID(int=number).hex}" for number in range(200)]
    fields = pq.read_schema(path)
    texts = {"id": ids, "name": ["x" * 200 + each for each in ids]}
    cells = [pa.array(texts.get(field.name, [None] * len(ids)), field.type) for field in fields]
    plain = {field.name: "PLAIN" for field in fields if pa.types.is_string(field.type)}
    table = pa.table(cells, names=fields.names)
    pq.write_table(table, path, use_dictionary=False, column_encoding={**plain, "name": encoding})
    registry, found = deployments.read(folder)
    told = [each.message for each in found if each.location is not None and each.location.file == str(path)]
    if encoding == "PLAIN":
        assert (told, len(registry.events)) == ([], len(ids))
    else:
        assert [each[:30] for each in told] == ["cannot be read: not Parquet: N"]


def test_rows_that_are_missing_or_too_many_are_told_of(folder: Path) -> None:
    """The footer tells how many rows there are; no column may have fewer, or more."""
    path = folder / "statements.parquet"
    grid = parquet_tables.Parquet(str(path), path.read_bytes())
    rows = pq.read_metadata(path).num_rows
    for count in (rows - 1, rows):
        first, *rest = grid._parts("id", [count])
        assert len(first) == count
        assert sum(map(len, rest)) == rows - count
    with pytest.raises(ValueError, match="not Parquet: 1 rows of the column id are missing"):
        [*grid._parts("id", [rows, 1])]


def test_ids_are_written_without_a_list_of_texts(folder: Path) -> None:
    """No record has the id of another: a list of them makes the file larger, and slower to write."""
    group = pq.read_metadata(folder / "statements.parquet").row_group(0)
    listed = {group.column(n).path_in_schema for n in range(group.num_columns) if group.column(n).has_dictionary_page}
    assert "id" not in listed
    assert {"about", "source", "value"} <= listed
