"""Tables made as columns have the very cells of the plain definition, and touch no deployment by itself."""

import io
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import deployments
from deployments import Deployment, Registry, Source, Statement
from deployments.answers.runs import DayRuns
from deployments.columnar.day_rows import DayRowsOfMany
from deployments.formats import row_codec
from deployments.formats.arrow import arrow_batches, arrow_table
from deployments.formats.computed import Computed
from deployments.formats.csv_tables import write_csv
from deployments.formats.json_lines_tables import write_lines
from deployments.formats.jsonl_writer import jsonl_text
from deployments.formats.layout import COMPUTED, EMPTY, RECORDS, TableData, type_of
from deployments.formats.primitives import plain, plain_value
from deployments.records import Record, written_fields
from deployments.values.calendar import iso
from tests import registries
from tests.benchmarks.synthetic import records
from tests.columnar.crowds import FIRST, MORE, PLACED, SIMPLE, Crowd
from tests.columnar.tight import tight
from tests.ibis import ibis_crowds

SETTINGS = settings(deadline=None, max_examples=25)
KINDS = st.sampled_from([SIMPLE, SIMPLE + PLACED, SIMPLE + PLACED + MORE])


@pytest.fixture(autouse=True)
def _few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let tables of a few deployments be made as those of very many."""
    monkeypatch.setattr("deployments.formats.computed_columns._AT_ONCE", 3)


@st.composite
def crowds(draw: st.DrawFn) -> Registry:
    return Crowd(draw(st.integers(0, 10**6)), draw(KINDS)).registry(draw(st.integers(1, 12)))


@st.composite
def figures(draw: st.DrawFn) -> Registry:
    """Draw deployments of which many figures are stated, several by one source or of one day."""
    chance = random.Random(draw(st.integers(0, 10**6)))
    ids = [f"d{number}" for number in range(5)]
    days = [FIRST + 30 * number for number in range(draw(st.sampled_from([3, 60])))]
    sources = [
        Source(id=id_, title="A letter", published=chance.choice(["2026-06-30", "2026-06", "2026-07-01"]))
        for id_ in ("a", "b", "c")
    ]
    statements = [
        Statement(
            id=f"x{number}",
            source=chance.choice(["a", "b", "c"]),
            about=chance.choice(ids),
            basis="reported",
            derived=chance.random() < 0.2,
            locator=chance.choice([None, "p. 1", "p. 2"]),
            **_claim(chance, days),
        )
        for number in chance.sample(range(100), 40)
    ]
    every = [Deployment(id=id_, contributor="NLD") for id_ in ids]
    return Registry(sources=sources, deployments=every, statements=statements)


def _claim(chance: random.Random, days: Sequence[int]) -> dict[str, Any]:
    day, kind = iso(chance.choice(days)), chance.choice(["strength"] * 8 + ["start", "end"])
    if kind == "start":
        return {"kind": kind, "value": f"[{iso(days[0] - 9)}..{iso(days[0])}]"}
    if kind == "end":
        return {"kind": kind, "value": f"[{iso(days[-1])}..{iso(days[-1] + 40)}]"}
    number, as_of = chance.choice(["5", "~90", "3..8", "7..", "..4"]), chance.choice([day, day, day, day[:7], None])
    return {"kind": kind, "value": number, "as_of": as_of}


def tables(registry: Registry, many: int) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of all computed tables, made one by one unless there are more deployments than `many`."""
    with pytest.MonkeyPatch.context() as patch:
        for module in ("deployments.registry", "deployments.formats.computed"):
            patch.setattr(f"{module}.MANY", many)
        return {name: [*map(tuple, table.rows())] for name, table in Computed(attrs.evolve(registry)).items()}


def check(registry: Registry) -> None:
    """Compare every cell, and its type, with the plain definition; and what is written, in every format."""
    plainly = tables(registry, 10**9)
    found = tables(registry, 0)
    assert found == plainly
    for name, rows in found.items():
        assert [[*map(type, row)] for row in rows] == [[*map(type, row)] for row in plainly[name]]
    with pytest.MonkeyPatch.context() as patch:
        for module in ("deployments.registry", "deployments.formats.computed"):
            patch.setattr(f"{module}.MANY", 0)
        for name, table in Computed(attrs.evolve(registry)).items():
            alone = TableData.of(COMPUTED[name], plainly[name])
            assert arrow_table(table).equals(arrow_table(alone))
            for write in (write_csv, write_lines):
                files = io.BytesIO(), io.BytesIO()
                for each, file in zip((table, alone), files, strict=True):
                    write(each, file)
                assert files[0].getvalue() == files[1].getvalue()


@SETTINGS
@given(crowds())
def test_many_deployments_have_the_rows_that_each_has_alone(registry: Registry) -> None:
    check(registry)


@SETTINGS
@given(figures())
def test_figures_of_one_day_and_of_one_source(registry: Registry) -> None:
    check(registry)


@SETTINGS
@given(ibis_crowds.crowds())
def test_forces_and_parts(registry: Registry) -> None:
    check(registry)


@SETTINGS
@given(registries.registries())
def test_every_kind_of_claim(registry: Registry) -> None:
    check(registry)


@SETTINGS
@given(st.integers(0, 10**6))
def test_of_what_is_said_of_a_few_days(seed: int) -> None:
    check(tight(seed, 30))


#: What a source of 5 January says of one deployment.
BETWEEN = [
    # Of the two days that its report can be of, the later is after it.
    [{"kind": "strength", "value": 6, "as_of": "[2023-01-03,2023-01-07]", "basis": "reported"}],
    [{"kind": "present", "value": False, "as_of": "[2023-01-03,2023-01-07]", "basis": "reported"}],
    # Nobody is to be there.
    [{"kind": "present", "value": False, "as_of": "2023-01-07"}],
    # By a plan somebody left, or came, between the two days on which somebody was seen.
    [
        {"kind": "strength", "value": 6, "as_of": "[2022-12-31,2023-01-05]", "basis": "reported"},
        {"kind": "start", "value": "2023-01-02", "basis": "planned"},
    ],
    [
        {"kind": "strength", "value": 6, "as_of": "[2022-12-31,2023-01-05]", "basis": "reported"},
        {"kind": "end", "value": "2023-01-02", "basis": "planned"},
    ],
]


@pytest.mark.parametrize("claims", BETWEEN)
@pytest.mark.parametrize("published", ["2023-01-05", "[2023-01-04..2023-01-06]", "[2022-12-30,2023-01-06]"])
def test_of_days_that_do_not_follow_each_other(claims: list[dict[str, Any]], published: str) -> None:
    sources = [Source(id="letter", title="A letter", published=published)]
    said = [Statement(id=f"x{n}", source="letter", about="nld", **claim) for n, claim in enumerate(claims)]
    check(Registry(sources=sources, deployments=[Deployment(id="nld", contributor="NLD")], statements=said))


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10**6))
def test_of_more_that_is_said_of_a_few_days(seed: int) -> None:
    check(tight(seed, 60))


@pytest.mark.slow
@settings(deadline=None, max_examples=200)
@given(crowds() | figures())
def test_many_more_of_them(registry: Registry) -> None:
    check(registry)


def test_of_many_deployments_and_what_was_known_on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deployments.formats.computed_columns._AT_ONCE", 64)
    registry = Registry(**records(150))
    check(registry)
    for known in (registry.known_on("2005-06-30"), registry.known_on("1980-01-01")):
        alone = Registry(
            sources=[*known.sources.values()],
            missions=[*known.missions.values()],
            deployments=[*known.deployments.values()],
            statements=known.statements,
        )
        expected = tables(alone, 10**9)
        assert {name: [*map(tuple, table.rows())] for name, table in Computed(known).items()} == expected


# --- steps -----------------------------------------------------------------------------------------------


def counted(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Count the deployments that are looked at by themselves: their runs of days, and the reasons of their bounds."""
    counts = {"runs": 0, "reasons": 0, "chunks": 0}
    runs, some = DayRuns.of, DayRowsOfMany.some
    behind = "deployments.formats.computed.behind"
    explain: Any = __import__("deployments.formats.computed", fromlist=["behind"]).behind

    def counted_runs(*arguments: Any) -> DayRuns:
        counts["runs"] += 1
        return runs(*arguments)

    def counted_behind(resolution: Any, subject: str, *others: Any) -> Any:
        counts["reasons"] += subject in resolution.store.deployments
        return explain(resolution, subject, *others)

    def counted_some(self: DayRowsOfMany, start: int, stop: int) -> Any:
        counts["chunks"] += 1
        return some(self, start, stop)

    monkeypatch.setattr(DayRuns, "of", counted_runs)
    monkeypatch.setattr(behind, counted_behind)
    monkeypatch.setattr(DayRowsOfMany, "some", counted_some)
    return counts


def test_no_deployment_that_columns_cover_is_looked_at_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = counted(monkeypatch)
    given = records(400)
    for table in Computed(Registry(**given)).values():
        for _ in arrow_batches(table):
            pass
    assert (counts["runs"], counts["reasons"]) == (0, 0)
    # What they leave to the plain definition is looked at once.
    ids = [f"d{number}" for number in range(0, 400, 40)]
    given["statements"] += [
        Statement(id=f"{id_}more", source="bulletin-2026-12", about=id_, kind="change", value="5", as_of="2026-12-01")
        for id_ in ids
    ]
    for table in Computed(Registry(**given)).values():
        for _ in arrow_batches(table):
            pass
    assert counts["runs"] == len(ids)
    assert 0 < counts["reasons"] <= 7 * len(ids)


def test_no_more_deployments_are_looked_at_than_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = counted(monkeypatch)
    monkeypatch.setattr("deployments.formats.computed_columns._AT_ONCE", 50)
    batches = arrow_batches(Computed(Registry(**records(400)))["days"])
    taken = [next(batches).num_rows for _ in range(3)]
    assert counts["chunks"] == 3
    assert all(50 <= rows < 50 * 30 for rows in taken)


def test_who_watches_is_told_of_every_deployment_once() -> None:
    seen: dict[str, list[int]] = {}

    def watch(items: Any, *, desc: str, total: int) -> Iterator[Any]:
        for number, item in enumerate(items, 1):
            seen[desc] = [number, total]
            yield item

    registry = Registry(**records(100))
    for name in ("bounds", "days"):
        for _ in Computed(registry, watch)[name].batches():
            pass
    assert seen == {"bounds": [600, 600], "days": [100, 100]}


# --- records ---------------------------------------------------------------------------------------------


def cells(record: Record) -> tuple[object, ...]:
    """Return the cells of a record, one by one."""
    found: list[object] = []
    said = plain(record)
    for field in written_fields(type(record)):
        value = said.get(field.name, EMPTY.get(type_of(field)))
        if field.name == "place":
            found += row_codec.place_cells(record.place)  # type: ignore[union-attr]  # it has that field
        elif field.name == "contributor":
            found += row_codec.contributor_cells(record.contributor)  # type: ignore[union-attr]  # as above
        elif field.name == "value" and isinstance(value, bool):
            found.append("true" if value else "false")
        else:
            found.append(json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value)
    return tuple(found)


@SETTINGS
@given(registries.registries())
def test_records_have_the_cells_of_their_fields(registry: Registry) -> None:
    kinds = {name: [*getattr(registry, name).values()] for name in RECORDS if name != "statements"}
    for name, found in {**kinds, "statements": registry.statements}.items():
        expected = [cells(record) for record in found]
        table = row_codec.record_table(registry, name)
        assert [*table.rows()] == expected
        assert arrow_table(table).equals(arrow_table(TableData.of(RECORDS[name], expected)))


def test_rows_of_a_file_have_the_cells_of_their_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what is read no record is made: its columns are written as they are."""
    monkeypatch.setattr("deployments.rows._AT_ONCE", 100)
    made = Registry(**records(300))
    (tmp_path / "registry.jsonl").write_text(jsonl_text(made), encoding="utf-8")
    registry = deployments.load(tmp_path / "registry.jsonl")
    rows = registry.statement_list.rows
    assert rows is not None
    for name in RECORDS:
        found = arrow_table(row_codec.record_table(registry, name))
        own = made.statements if name == "statements" else getattr(made, name).values()
        assert found.equals(arrow_table(TableData.of(RECORDS[name], [*map(cells, own)])))
    assert "every" not in vars(rows)
    assert tables(registry, 10**9) == tables(made, 10**9)
    monkeypatch.setattr("deployments.formats.computed_columns._AT_ONCE", 64)
    again = deployments.load(tmp_path / "registry.jsonl")
    assert {name: [*map(tuple, table.rows())] for name, table in Computed(again).items()} == tables(made, 10**9)
    assert again.statement_list.rows is not None
    assert "every" not in vars(again.statement_list.rows)


def test_each_value_is_asked_once_how_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def counted_plain_value(value: object) -> Any:
        asked.append(value)
        return plain_value(value)

    monkeypatch.setattr("deployments.formats.row_codec.plain_value", counted_plain_value)
    monkeypatch.setattr("deployments.rows._AT_ONCE", 100)
    registry = Registry(**records(400))
    for _ in row_codec.record_table(registry, "statements").batches():
        pass
    fields = ("value", "as_of", "kind")
    assert len(asked) <= sum(len({id(getattr(each, name)) for each in registry.statements}) for name in fields)
    assert len(registry.statements) > 1000
