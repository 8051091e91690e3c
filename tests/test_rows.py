"""Records as rows: the same registry, answers and problems as of records, and nothing is made unasked."""

import json
import pickle
from array import array
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import deployments
from deployments import Deployment, Event, Registry, Source, Statement
from deployments.diagnostics import has_errors
from deployments.formats import jsonl_errors, loader
from deployments.formats.jsonl_writer import jsonl_text
from deployments.packed_texts import are_distinct
from deployments.rows import FEW, Coded, Index, Rows, joined, together
from tests.benchmarks.synthetic import records
from tests.registries import registries

CELLS = st.sampled_from(["NLD", "DEU", None, 1, 2.5])


def _as_rows(registry: Registry, folder: Path, monkeypatch: pytest.MonkeyPatch, format_: str = "jsonl") -> Registry:
    monkeypatch.setattr(loader, "MANY_ROWS", 1)
    path = folder / "registry.jsonl"
    if format_ == "jsonl":
        path.write_text(jsonl_text(registry), encoding="utf-8")
    else:
        path = folder / format_
        deployments.export(registry, path, format_)
    return deployments.load(path)


def _made(registry: Registry) -> int:
    """Return how many statements and deployments were made."""
    tables = (registry.statement_list.rows, registry.deployments.rows)
    assert all(isinstance(each, Rows) for each in tables)
    return sum(len(vars(each).get("every", each._made)) for each in tables if isinstance(each, Rows))


# --- columns ---------------------------------------------------------------------------------------------


@given(st.lists(CELLS, max_size=20), st.lists(CELLS, min_size=20, max_size=20), st.integers(0, 20))
def test_coded_columns_hold_what_lists_hold(cells: list[Any], others: list[Any], cut: int) -> None:
    column, other = Coded.of(cells), others[: len(cells)]
    assert [*column] == cells == [column[row] for row in range(len(cells))]
    assert [*column[:cut]] == cells[:cut]
    assert column[:cut].values == [*dict.fromkeys(cells[:cut])]
    assert [*together([column, other])] == [*zip(cells, other, strict=True)]
    assert column.used() == [*dict.fromkeys(cells)]
    for cell in ("NLD", None, 7):
        assert column.count(cell) == cells.count(cell)
        assert Index(column).rows(cell) == [row for row, each in enumerate(cells) if each == cell]


@pytest.mark.parametrize("count", [FEW - 1, FEW, 3 * FEW])
def test_many_rows_are_counted_and_paired_as_few_are(count: int) -> None:
    names = [f"d{number}" for number in range(7)]
    first, second = [names[number % 7] for number in range(count)], [number % 3 for number in range(count)]
    one, two = Coded.of(first), Coded(array("i", second), ["a", "b", "c"])
    both = together([one, two])
    assert [*both] == [(a, "abc"[b]) for a, b in zip(first, second, strict=True)]
    assert len({*both.values}) == len(both.values) == 21
    assert two.count("b") == second.count(1)
    assert [*two.renumbered([5, 6, 7])] == [number + 5 for number in second]


def test_an_index_finds_the_same_rows_by_a_look_and_by_its_table() -> None:
    cells = [f"d{number % 50}" for number in range(2000)]
    column = Coded(array("i", [number % 100 for number in range(2000)]), [f"d{number % 50}" for number in range(100)])
    assert [*column] == cells  # each value is there under two numbers
    index = Index(column)
    for number in range(3 * Index.LOOKS):
        name = f"d{number % 60}"
        assert index.rows(name) == [row for row, cell in enumerate(cells) if cell == name]


def test_ids_are_told_apart_also_where_their_hashes_are_not() -> None:
    class Same(str):
        __slots__ = ()

        def __hash__(self) -> int:
            return 1

    assert are_distinct([Same("a"), Same("b")])
    assert not are_distinct(["a", "b", "a"])


# --- rows ------------------------------------------------------------------------------------------------


def test_a_row_is_always_the_same_record() -> None:
    rows = Rows(Event, {"id": ["a", "b", "c"], "name": Coded.of(["A", "A", "C"])})
    second = rows[1]
    assert rows.some([2, 1])[1] is second
    assert rows.every[1] is second is rows[-2]
    assert rows[1:] == (second, rows[2])
    assert [rows.place(each) for each in rows] == [0, 1, 2]
    assert rows.where("name", "A".__eq__) == [0, 1]
    with pytest.raises(IndexError, match="there is no row 3 among 3"):
        rows[3]
    assert pickle.loads(pickle.dumps(rows)).every == rows.every  # noqa: S301 - written here


def test_joined_parts_stand_one_after_the_other() -> None:
    events = [Event(id=f"e{number}", name=f"Event {number}", note=f"{number % 2}") for number in range(6)]
    rows = Rows(Event, {"id": ["x", "y"], "name": ["X", "Y"], "note": Coded.of(["1", "1"])})
    x = rows[0]
    every = joined(Event, [events[:3], rows, events[3:]])
    assert [each.id for each in every] == ["e0", "e1", "e2", "x", "y", "e3", "e4", "e5"]
    assert every[0] is events[0]
    assert every[3] is x
    assert every.equal("note", "1") == [1, 3, 4, 5, 7]


# --- registries ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", ["jsonl", "csv", "parquet"])
@settings(max_examples=25, deadline=None)
@given(registry=registries())
def test_a_registry_of_rows_is_that_of_its_records(
    format_: str, registry: Registry, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        folder = tmp_path_factory.mktemp("rows")
        monkeypatch.setattr(loader, "MANY_ROWS", 1)
        found = _as_rows(registry, folder, monkeypatch, format_)
    assert found == registry
    assert hash(found.deployments) == hash(registry.deployments)
    assert found.statements == registry.statements
    for about in (*registry.deployments, *registry.missions, *registry.events, "nobody"):
        assert found.statements_of(about=about) == registry.statements_of(about=about)
    for source in registry.sources:
        assert found.statements_of(source=source) == registry.statements_of(source=source)
    assert [*map(found.status, found.statements)] == [*map(registry.status, registry.statements)]
    assert [*map(found.basis, found.statements)] == [*map(registry.basis, registry.statements)]
    assert found.contributors == registry.contributors
    assert found.places == registry.places
    assert {**found.parts} == {**registry.parts}
    assert repr(found) == repr(registry)


FAULTS: list[dict[str, Any]] = [
    {"id": "ghost", "about": "nowhere"},
    {"id": "no-letter", "source": "no-letter"},
    {"id": "wrong-kind", "kind": "date"},
    {"id": "cites", "citing": "no-letter"},
    {"id": "ties", "kind": "end", "value": {"after": ["nowhere.end"]}},
    {"id": "moves", "kind": "follows", "value": "nowhere"},
    {"id": "n1"},
    {"id": "late", "kind": "end", "value": "2023-01-01"},
    {"id": "bad value", "value": "many"},
    {"id": "two-many", "value": "many"},
]


@pytest.mark.parametrize("number", range(len(FAULTS)))
def test_what_is_wrong_is_told_at_the_same_place(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    registry = Registry(
        sources=[Source(id="letter", title="A letter", published="2023-06-14")],
        deployments=[Deployment(id="nld", contributor="NLD"), Deployment(id="part", part_of="nld")],
        statements=[
            Statement(id=f"n{n}", source="letter", about="nld", kind="strength", value=n + 1) for n in range(9)
        ],
    )
    lines = jsonl_text(registry).splitlines()
    line: dict[str, Any] = {"record": "statement", "source": "letter", "about": "nld", "kind": "strength", "value": "6"}
    lines.insert(7, json.dumps({**line, **FAULTS[number]}))
    path = tmp_path / "x.jsonl"
    path.write_text("\n".join(lines) + "\n")
    expected = deployments.read(path)
    assert expected[1]
    monkeypatch.setattr(loader, "MANY_ROWS", 1)
    assert deployments.read(path) == expected


def test_rows_and_letters_of_ones_own_are_one_registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = Registry(
        sources=[Source(id="table", title="A table", published="2023-06-14")],
        deployments=[Deployment(id=f"d{n}", contributor="NLD") for n in range(5)],
        statements=[
            Statement(id=f"t{n}", source="table", about=f"d{n}", kind="strength", value=n + 1) for n in range(5)
        ],
    )
    (tmp_path / "b.jsonl").write_text(jsonl_text(table))
    letter = '[sources.letter]\ntitle = "A letter"\npublished = 2023-06-20\n'
    figure = '[[statements]]\nsource = "letter"\nabout = "d1"\nstrength = 6\n'
    end = '[[statements]]\nsource = "table"\nabout = "d2"\nend = 2023-01-01\n'
    mine = '[[statements]]\nsource = "letter"\nabout = "mine"\npresent = true\n'
    (tmp_path / "a.toml").write_text(letter + figure + end)
    (tmp_path / "c.toml").write_text('[deployments.mine]\ncontributor = "DEU"\n' + mine)
    expected = deployments.read(tmp_path)
    monkeypatch.setattr(loader, "MANY_ROWS", 1)
    found = deployments.read(tmp_path)
    assert found == expected
    assert found[0].statements == expected[0].statements
    assert [each.id for each in found[0].statements] == [
        *("letter#d1.strength", "table#d2.end", "t0", "t1", "t2", "t3", "t4", "letter#mine.present"),
    ]
    assert found[1][0].location is not None  # the first of January looks like a default
    assert found[1][0].location.file.endswith("a.toml")


# --- nothing is made unasked -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[Registry, Path]:
    """Return a registry of records, and a file of it."""
    registry = Registry(**records(1000))
    path = tmp_path_factory.mktemp("large") / "large.jsonl"
    path.write_text(jsonl_text(registry))
    return registry, path


def test_questions_about_many_make_the_records_of_their_answers_only(large: tuple[Registry, Path]) -> None:
    expected, path = large
    registry = deployments.load(path)
    told = _made(registry)
    assert told < len(expected.statements) / 50  # of what looks like a default
    assert registry.count("2010-05-10") == expected.count("2010-05-10")
    assert registry.count("2010", contributor="NLD") == expected.count("2010", contributor="NLD")
    assert str(registry.strength("2010-05-10")) == str(expected.strength("2010-05-10"))
    assert _made(registry) == told
    assert [*registry.active("2010-05-10")] == [*expected.active("2010-05-10")]
    assert told < _made(registry) < len(expected.statements) / 4
    assert registry == expected


def test_one_milestone_is_explained_without_a_look_at_others(large: tuple[Registry, Path]) -> None:
    expected, path = large
    registry = deployments.load(path)
    told = _made(registry)
    assert registry.explain("d77.start") == expected.explain("d77.start")
    assert registry.bounds("d77.end") == expected.bounds("d77.end")
    assert "_resolution" not in vars(registry)
    assert _made(registry) - told < 20


def test_what_was_known_is_a_choice_among_the_same_rows(large: tuple[Registry, Path]) -> None:
    expected, path = large
    registry = deployments.load(path)
    told = _made(registry)
    known = registry.known_on("2010-05-10")
    assert known.count("2010-05-10") == expected.known_on("2010-05-10").count("2010-05-10")
    assert _made(registry) == told
    assert known == expected.known_on("2010-05-10")


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that will have the numbers of all lines that are read by themselves."""
    numbers: list[int] = []
    read_line = jsonl_errors.read_line

    def counted(name: str, number: int, line: bytes) -> Any:
        numbers.append(number)
        return read_line(name, number, line)

    monkeypatch.setattr("deployments.formats.jsonl.read_line", counted)
    return numbers


def test_a_few_wrong_lines_cost_a_few_lines(large: tuple[Registry, Path], tmp_path: Path, slowly: list[int]) -> None:
    lines = large[1].read_text().splitlines()
    for number in range(2700, len(lines), 200):
        lines[number] = lines[number].replace('"value":"', '"value":"no ')
    path = tmp_path / "wrong.jsonl"
    path.write_text("\n".join(lines))
    registry, problems = deployments.read(path)
    wrong = len(range(2700, len(lines), 200))
    assert len(slowly) == wrong == sum(has_errors([each]) for each in problems)
    assert len(registry.statements) == len(large[0].statements) - wrong
    assert attrs.evolve(registry) == registry


def test_lines_that_end_as_on_windows_are_read_many_at_a_time(
    large: tuple[Registry, Path], tmp_path: Path, slowly: list[int]
) -> None:
    path = tmp_path / "windows.jsonl"
    path.write_bytes(large[1].read_bytes().replace(b"\n", b"\r\n"))
    assert deployments.load(path) == large[0]
    assert slowly == []
