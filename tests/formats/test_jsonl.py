"""JSON Lines: nothing lost on the way out and in, every problem of every line in its place, and no file that hurts."""

import functools
import json
import os
import tempfile
from pathlib import Path
from typing import Any, BinaryIO

import attrs
import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import deployments
from deployments import Diagnostic, Registry, RegistryError, Statement, dump, load, read, rows
from deployments.formats import columns, line_blocks, regular_files
from deployments.formats.columns import ColumnReader
from deployments.formats.jsonl import read_jsonl
from deployments.formats.jsonl_errors import read_line
from deployments.formats.jsonl_writer import jsonl_text
from deployments.formats.primitives import plain
from deployments.records import kind_of
from deployments.references import problems
from deployments.values.tolerance import Tolerance
from tests.benchmarks.synthetic import records
from tests.registries import registries
from tests.steps import calls

LETTER = {"record": "source", "id": "letter", "title": "A letter", "published": "2023-06-09"}
NLD = {"record": "deployment", "id": "nld", "contributor": "NLD"}
SIX = {"record": "statement", "id": "letter#1", "source": "letter", "about": "nld", "kind": "strength", "value": "6"}


def _write(path: Path, *lines: object) -> Path:
    texts = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    path.write_bytes(b"\n".join(texts) + b"\n")
    return path


def _places(found: list[Diagnostic]) -> list[tuple[str, int | None, int | None]]:
    return [(each.code, each.location.line, each.location.column) for each in found if each.location]


# --- out and in ------------------------------------------------------------------------------------------


@settings(deadline=None)
@given(registries())
def test_any_registry_survives_and_says_the_same_as_its_toml(registry: Registry) -> None:
    with tempfile.TemporaryDirectory() as folder:
        lines, toml = Path(folder, "x.jsonl"), Path(folder, "x.toml")
        dump(registry, lines)
        dump(registry, toml)
        found, diagnostics = read(lines)
        assert found == registry
        assert [*found.records()] == [*registry.records()]
        assert found == read(toml)[0]
        assert sorted((each.code, each.message) for each in diagnostics) == sorted(
            (each.code, each.message) for each in read(toml)[1]
        )
        dump(found, Path(folder, "y.jsonl"))
        assert Path(folder, "y.jsonl").read_bytes() == lines.read_bytes()


@settings(deadline=None)
@given(registries(), st.sampled_from([1, 3, 1000]))
def test_each_line_is_one_record_by_itself(registry: Registry, at_once: int) -> None:
    expected = [{"record": kind_of(record), **plain(record)} for record in registry.records()]
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr("deployments.rows._AT_ONCE", at_once)
        patch.setattr("deployments.formats.row_codec._REMEMBERED", 2)
        written = jsonl_text(registry)
        lines = [*map(json.loads, written.split("\n")[:-1])]
        assert [line for line in lines if line["record"] != "registry"] == expected
        assert [[*line] for line in lines[-len(expected) :]] == [[*each] for each in expected] or not expected
        patch.setattr("deployments.formats.loader.MANY_ROWS", 1)
        Path(folder, "x.jsonl").write_text(written, encoding="utf-8")
        assert jsonl_text(load(Path(folder, "x.jsonl"))) == written


def test_no_record_is_made_to_write_it(tmp_path: Path) -> None:
    dump(Registry(**records(400)), tmp_path / "x.jsonl")
    registry = load(tmp_path / "x.jsonl")
    dump(registry, tmp_path / "y.jsonl")
    assert (tmp_path / "y.jsonl").read_bytes() == (tmp_path / "x.jsonl").read_bytes()
    assert registry.statement_list.rows is not None
    assert "every" not in vars(registry.statement_list.rows)


def test_each_line_says_what_it_is_and_its_values_are_texts() -> None:
    lines = [json.loads(line) for line in jsonl_text(deployments.example()).splitlines()]
    assert {line["record"] for line in lines} == {"source", "event", "mission", "deployment", "statement"}
    assert {
        "record": "statement",
        "id": "dmm-2023-06#nld-amdtf-svk.returned",
        "source": "dmm-2023-06",
        "about": "nld-amdtf-svk",
        "kind": "returned",
        "value": "2023-06-21~ after amdtf-wind-down",
        "locator": "section on the AMDTF, sentence 5",
        "wording": "rond 21 juni",
        "note": "Once the winding-down is completed; the letter gives no day for that.",
    } in lines


def test_the_page_on_files_shows_one_registry_in_both_formats(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "files.md").read_text(encoding="utf-8")
    registries = []
    for language, name in (("toml", "x.toml"), ("json", "x.jsonl")):
        shown = page.split(f"```{language}\n")[1].split("```")[0]
        (tmp_path / name).write_text(shown, encoding="utf-8")
        registries.append(load(tmp_path / name))
    assert registries[0] == registries[1]
    assert jsonl_text(registries[0]) == (tmp_path / "x.jsonl").read_text(encoding="utf-8")


def test_a_date_can_be_the_table_that_toml_has(tmp_path: Path) -> None:
    table = {"on": "2023-06-21~", "after": ["2023-06-01"]}
    returned = {**SIX, "kind": "returned", "value": table}
    texts = {**returned, "id": "letter#2", "value": "2023-06-21~ after 2023-06-01"}
    one, two = load(_write(tmp_path / "x.jsonl", LETTER, NLD, returned, texts)).statements
    assert one.value == two.value


@pytest.mark.parametrize("name", ["x.jsonl", "x.toml"])
def test_more_relations_than_a_text_may_have_survive_too(name: str, tmp_path: Path) -> None:
    events = [deployments.Event(id=f"{'e' * 90}-{number}", name="A summit") for number in range(200)]
    end = {"on": "2023", "part": "late", "after": [event.id for event in events]}
    registry = Registry(
        sources=[deployments.Source(id="letter", title="A letter", published="2023")],
        events=events,
        deployments=[deployments.Deployment(id="nld", contributor="NLD")],
        statements=[Statement(id="x", source="letter", about="nld", kind="end", value=end)],
    )
    dump(registry, tmp_path / name)
    assert load(tmp_path / name) == registry


def test_toml_and_json_lines_in_one_folder_are_one_registry(tmp_path: Path) -> None:
    (tmp_path / "letter.toml").write_text('[sources.letter]\ntitle = "A letter"\npublished = "2023-06-09"\n')
    _write(tmp_path / "more.jsonl", NLD, SIX)
    assert load(tmp_path).statements[0].source == "letter"


def test_the_tolerance_is_a_line_of_its_own_and_two_of_them_are_refused(tmp_path: Path) -> None:
    registry = Registry(tolerance=Tolerance(day=3))
    dump(registry, tmp_path / "x.jsonl")
    assert load(tmp_path / "x.jsonl") == registry
    (tmp_path / "y.toml").write_text('tolerance = "4 days"\n')
    assert [each.code for each in read(tmp_path)[1]] == ["S103"]
    other = {"record": "registry", "tolerance": "5 days"}
    assert _places(read(_write(tmp_path / "z.jsonl", {**other, "tolerance": "4 days"}, other))[1]) == [("S103", 2, 1)]


def test_a_failed_write_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "all.jsonl"
    path.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RegistryError, match="No space left"):
        dump(deployments.example(), path)
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["all.jsonl"]


# --- problems --------------------------------------------------------------------------------------------


def test_every_problem_of_every_line_comes_at_once_and_hides_nothing_of_the_rest(tmp_path: Path) -> None:
    path = _write(
        tmp_path / "x.jsonl",
        LETTER,
        NLD,
        b'{"record": "event", "id": "summit", "name": 5, "plce": "Vilnius, LTU"}',
        SIX,
        {**SIX, "id": "letter#2", "value": "some", "as_of": "21 juni"},
        b'{"record": "statement", "id": ',
        {"record": "deployment", "id": "deu"},
        {**SIX, "id": "letter#3", "value": "7"},
    )
    registry, found = read(path)
    assert [each.id for each in registry.statements] == ["letter#1", "letter#3"]
    assert [(*place, each.path) for place, each in zip(_places(found), found, strict=True)] == [
        ("S103", 3, 37, 'events["summit"].name'),
        ("S101", 3, 48, 'events["summit"].plce'),
        ("Q101", 5, 99, 'statements["letter#2"].value'),
        ("D101", 5, 116, 'statements["letter#2"].as_of'),
        ("T103", 6, 31, ""),
        ("S102", 7, 1, 'deployments["deu"]'),
    ]
    assert found[1].hint == "did you mean 'place'?"
    assert all(each.location is not None and each.location.text for each in found)
    with pytest.raises(RegistryError) as refused:
        load(path)
    assert list(refused.value.diagnostics) == found


def test_a_problem_between_records_points_at_the_line_and_the_field(tmp_path: Path) -> None:
    after = {**SIX, "id": "letter#2", "kind": "end", "value": {"after": "sumit"}}
    lines = [{**SIX, "id": f"letter#1{number}"} for number in range(2000)]  # more than one block
    path = _write(tmp_path / "x.jsonl", LETTER, NLD, *lines, b"", after, {**SIX, "id": "x", "source": "lettre"}, SIX)
    registry, found = read(path)
    assert len(registry.statements) == 2001
    assert [(*place, each.path) for place, each in zip(_places(found), found, strict=True)] == [
        ("R101", 2004, 94, 'statements["letter#2"].value'),
        ("P101", 2005, 36, 'statements["x"].source'),
    ]
    assert found[0].location is not None
    assert "sumit" in found[0].location.text


def test_what_rests_on_a_broken_record_is_left_out_without_a_second_complaint(tmp_path: Path) -> None:
    path = _write(tmp_path / "x.jsonl", LETTER, {**NLD, "contributor": "Nowhere"}, SIX)
    registry, found = read(path)
    assert [each.code for each in found] == ["C101"]
    assert registry.statements == ()


def test_a_claim_that_has_no_day_takes_no_as_of(tmp_path: Path) -> None:
    """The rule between two fields holds also where the fields were read by themselves."""
    start = {**SIX, "kind": "start", "value": "2023", "as_of": "2023"}
    period = {**SIX, "id": "letter#2", "as_of": "2023/.."}
    registry, found = read(_write(tmp_path / "x.jsonl", LETTER, NLD, start, period))
    assert registry.statements == ()
    assert [code for code, *_ in _places(found)] == ["S104", "S104"]


@pytest.mark.parametrize(
    "line",
    [
        b'{"record": "statement", "id": "letter#2", "source": "letter", "about": "nld", "kind": "strength",'
        b' "value": "6", "value": "7"}',
        b'{"record": "statement", "id": "letter#2", "source": "letter", "about": "nld", "kind": "strength",'
        b' "value": "6", "note": "a: \\"b\\"", "note": "c"}',
        b'{"record": "statement", "id": "letter#2", "source": "letter", "about": "nld", "kind": "end",'
        b' "value": {"on": "2023", "on": "2024"}}',
    ],
)
def test_a_key_that_is_there_twice_is_never_half_read(line: bytes, tmp_path: Path) -> None:
    registry, found = read(_write(tmp_path / "x.jsonl", LETTER, NLD, SIX, line))
    assert [each.id for each in registry.statements] == ["letter#1"]
    assert [(each.code, each.location.line) for each in found if each.location] == [("T103", 4)]
    assert "twice" in found[0].message


@pytest.mark.parametrize("value", [6.0, True, 1, [1], {"on": "5 "}, {"": 5}, None, {}, 10**30, -1, "6 "])
def test_a_value_of_another_type_is_no_other_value(value: object, tmp_path: Path) -> None:
    """A number is remembered as no other number: 6.0 and True are refused also after 6 and 1."""
    lines = [LETTER, NLD, SIX, {**SIX, "id": "letter#2", "value": 6}, {**SIX, "id": "letter#3", "value": "1"}]
    registry, found = read(_write(tmp_path / "x.jsonl", *lines, {**SIX, "id": "letter#4", "value": value}))
    assert len(registry.statements) == (4 if value == 1 and value is not True else 3)
    assert len(found) == 4 - len(registry.statements)


TEXTS = st.sampled_from(
    [
        *("letter", "letter#1", "letter#", "2023", "2023/..", "{2023,2024}", "6", "~6", "..6", "-6", "increase"),
        *(
            "strength",
            "start",
            "duration",
            "change",
            "equipment",
            "reported",
            "",
            " ",
            "x" * 301,
            "nld.end",
            "after nld",
        ),
        *("\ud800", "ends 31", "X023", "Y2023", "mid 2022", "NLD"),
        *("a\nb", "letter#a\n", "a" * 100, "a" * 101, "a#" + "1" * 19, "a#" + "1" * 20, "a#é", "\u2003", "a-b_c#0"),
    ]
)
ANY = TEXTS | st.none() | st.integers() | st.booleans() | st.floats() | st.lists(TEXTS, max_size=2)
TABLES = st.dictionaries(st.sampled_from(["on", "after", "of", "from", "Patriot"]), ANY, max_size=2)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(attrs.fields_dict(Statement), ANY | TABLES))))
def test_a_column_makes_what_the_constructor_makes_and_refuses_what_it_refuses(changes: list[dict[str, Any]]) -> None:
    """Every rule of every field, and between them, whatever was remembered before."""
    columns, made = ColumnReader(msgspec.UNSET), []
    sound = {key: value for key, value in SIX.items() if key != "record"}
    for change in [{}, *changes, {}]:
        fields = {**sound, **change}
        try:
            expected: list[Statement] | None = [Statement(**fields)]
        except deployments.InvalidValueError:
            expected = None
        try:
            read = {name: [fields.get(name, msgspec.UNSET)] for name in attrs.fields_dict(Statement)}
            columns.add(columns.read(Statement, read))
        except deployments.InvalidValueError:
            assert expected is None
        else:
            assert expected is not None
            made += expected
    found = [*columns.rows(Statement)]
    assert found == made
    assert [*map(hash, found)] == [*map(hash, made)]


def _read_at_once(columns: dict[str, list[Any]], absent: object = msgspec.UNSET) -> list[Statement]:
    reader = ColumnReader(absent)
    reader.add(reader.read(Statement, columns))
    return [*reader.rows(Statement)]


CHANGES = st.dictionaries(st.sampled_from(["id", "source", "kind", "as_of", "wording", "note"]), TEXTS, max_size=1)


@pytest.fixture(params=[rows.FEW, 1])
def few(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """From so many rows on NumPy looks at them: at all of them, or at those of large files only."""
    for each in (rows, columns):
        monkeypatch.setattr(each, "FEW", request.param)


@pytest.mark.usefixtures("few")
@settings(deadline=None, max_examples=600, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(CHANGES, min_size=1, max_size=4))
@example([{}, {"id": ""}])
@example([{"id": ""}])
@example([{}, {"id": "a\nb"}])
@example([{"id": "a#" + "1" * 20}])
@example([{"id": "a" * 101}, {}])
@example([{}, {"kind": "start", "value": "2023", "as_of": "2023-06"}])
@example([{"as_of": "2023-06"}, {"as_of": "2023/.."}])
@example([{"wording": "x" * 301}, {}])
@example([{"wording": "\u2003"}, {}])
def test_many_at_once_are_what_each_of_them_is(changes: list[dict[str, Any]]) -> None:
    """One that is wrong is never taken for right because its neighbours are."""
    sound = {key: value for key, value in SIX.items() if key != "record"}
    every = [{**sound, **change} for change in changes]
    try:
        expected: list[Statement] | None = [Statement(**row) for row in every]
    except deployments.InvalidValueError:
        expected = None
    found = {name: [row.get(name, msgspec.UNSET) for row in every] for name in attrs.fields_dict(Statement)}
    try:
        assert _read_at_once(found) == expected
    except deployments.InvalidValueError:
        assert expected is None


EVENT = '{"record":"event","id":"a","name":"A"}'
LINES = st.sampled_from([json.dumps(each) for each in (LETTER, NLD, SIX, {**SIX, "value": "7", "note": "}{"})])
ENDS = st.sampled_from(["\n"] * 12 + ["\n\n", "\r\n", " \n", "", " ", ",\n"])
RESTS = st.sampled_from([""] * 6 + ["\n", "{", '{"a":{}\n}'])


@settings(deadline=None, max_examples=300)
@given(st.lists(st.tuples(LINES, ENDS), max_size=5), RESTS)
@example([(EVENT, ""), (EVENT, "\n")], '{"record":"event",\n"id":"b","name":"B"}')
@example([(EVENT, "")], EVENT)
def test_lines_read_at_once_are_what_each_line_is(pieces: list[tuple[str, str]], rest: str) -> None:
    """An object that takes several lines, or that shares one with another, is no line; wherever it stands."""
    data = "".join(line + end for line, end in pieces) + rest
    expected, wrong = [], 0
    for number, line in enumerate(data.removesuffix("\n").split("\n"), 1):
        found, problems, _ = read_line("x.jsonl", number, line.encode())
        expected += [] if found is None else [found]
        wrong += len(problems)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "x.jsonl")
        path.write_text(data, newline="")
        lines = read_jsonl(path)
    lines.unfold()
    assert sorted(lines.records, key=repr) == sorted(expected, key=repr)
    assert len(lines.diagnostics) == wrong


@pytest.mark.parametrize("missing", ["id", "source", "about", "kind", "value"])
def test_a_column_of_what_must_be_there_has_no_gaps(missing: str) -> None:
    fields = {**dict.fromkeys(attrs.fields_dict(Statement)), **SIX, missing: None}
    with pytest.raises(deployments.InvalidValueError):
        _read_at_once({name: [value] for name, value in fields.items()}, None)


# --- hostile files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"\xff\xfe", "T102"),
        (b"\x00", "T103"),
        (b"[" * 200_000, "T104"),
        (b'{"record":"statement","value":' + b'{"on":' * 100_000, "T104"),
        (b'{"record":"statement","value":' + b"9" * 10_000 + b"}", "T103"),
        (b'{"record":"event","id":"x","name":NaN}', "T103"),
        (b'{"record":"event","id":"x","name":"\\ud800"}', "S103"),
        (b'{"record":"event","id":"x","name":"a\x00b"}', "T103"),
        (b'{"record":"event","id":"x","name":"a"} {"record":"event","id":"y","name":"b"}', "T103"),
        (b'{"record":"event","id":"x","name":"' + b"a" * (2 << 20) + b'"}', "T104"),
        (b'{"record":"event","id":"x","name":"a"}' + b" " * (2 << 20) + b"and more", "T104"),
        (b'["record", "event"]', "T103"),
        (b"{}", "S103"),
        (b'{"record":{"a":1}}', "S103"),
        (b'{"record":"evnt"}', "S103"),
        (b'{"record":"event","id":"x","name":"a","\\u001b[2J":1}', "S101"),
    ],
)
def test_a_hostile_line_is_one_clear_problem_and_the_others_are_read(line: bytes, code: str, tmp_path: Path) -> None:
    registry, found = read(_write(tmp_path / "x.jsonl", LETTER, line, NLD, SIX))
    assert [(each.code, each.location.line) for each in found if each.location] == [(code, 2)]
    assert all((each.message + each.hint + each.path).isprintable() for each in found)
    assert len(registry.statements) == 1


def test_marks_line_ends_and_blank_lines_are_no_problem(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    texts = [json.dumps(line) for line in (LETTER, NLD, SIX)]
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n\r\n \t\r\n".join(texts).encode())
    registry, found = read(path)
    assert found == []
    assert len(registry.statements) == 1
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps({**NLD, "contributor": "Nowhere"}).encode() + b"\r\n")
    assert _places(read(path)[1]) == [("C101", 1, 39)]


def test_pipes_and_missing_files_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jsonl")
    for name in ("pipe.jsonl", "missing.jsonl"):
        assert [each.code for each in read(tmp_path / name)[1]] == ["T101"]


def test_a_file_that_is_gone_meanwhile_still_has_its_problems_told(tmp_path: Path) -> None:
    lines = read_jsonl(_write(tmp_path / "x.jsonl", LETTER, {**SIX, "about": "deu"}))
    (tmp_path / "x.jsonl").unlink()
    lines.unfold()
    (problem,) = problems(lines.records)
    _, location = lines.place(problem.record, lines.spots[1], problem.field)
    assert (location.line, location.text) == (2, "")


PIECES = st.sampled_from(
    [
        *(json.dumps(line).encode() for line in (LETTER, NLD, SIX, {**SIX, "value": {"a": 1}})),
        *(b"\n", b"\r\n", b"\x00", b"\xff", b"\xef\xbb\xbf", b"{", b"}", b"[", b'"', b",", b":", b"\\", b"\\ud800"),
        *(b'{"record":', b'"statement"', b'"value":', b"1e999", b"null", b"-0", b'{"record":"registry","tolerance":'),
    ]
)


@settings(deadline=None, max_examples=300)
@given(st.lists(PIECES | st.binary(max_size=20), max_size=12).map(b"".join))
@example(b'{"record":"registry","tolerance":{}}')
@example(b'{"record":"source","id":"a","title":"b","references":[["a"]],"cites":{"a":1}}')
def test_any_bytes_end_in_records_or_in_diagnostics(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "x.jsonl")
        path.write_bytes(data)
        registry, found = read(path)
        if not data.removeprefix(b"\xef\xbb\xbf").strip(b" \t\r\n"):
            assert [each.code for each in found] == ["T105"]
            return
        told = {each.location.line for each in found if each.location}
        lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
        kept = len([*registry.records()])
        assert kept + len(told) + lines.count(b"") >= len([line for line in lines if line.strip(b" \t\r")])
        assert all(each.location is not None and each.location.line is not None for each in found)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=5,
)


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_any_value_in_any_field_ends_in_a_record_or_in_diagnostics(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from([deployments.Source, deployments.Event, deployments.Mission, Statement]))
    names = [field.name for field in attrs.fields(kind)]
    line = {"record": kind.__name__.lower(), **data.draw(st.dictionaries(st.sampled_from(names), _JSON | TEXTS))}
    with tempfile.TemporaryDirectory() as folder:
        path = _write(Path(folder, "x.jsonl"), line)
        registry, found = read(path)
        assert len([*registry.records()]) == 1 or found


# --- many problems ---------------------------------------------------------------------------------------


def test_many_problems_on_one_line_take_linear_time() -> None:
    """The columns of the keys are looked for once, and not once for each key that is not known."""

    def line(count: int) -> bytes:
        return json.dumps({**LETTER, **{f"key{number}": number for number in range(count)}}).encode()

    few, many = (calls(functools.partial(read_line, "x.jsonl", 1, line(count))) for count in (200, 1600))
    assert many < 8.5 * few
    problems = read_line("x.jsonl", 1, line(200)).problems
    columns = [each.location.column for each in problems if each.location is not None]
    assert columns == [line(200).index(b'"key%d"' % number) + 1 for number in range(200)]


def test_a_text_that_cannot_be_read_is_read_few_times(tmp_path: Path) -> None:
    """Lines are read again in halves until the wrong one is found; what is wrong with its date is found out once."""

    def steps(wrong: object) -> int:
        lines = [wrong if number % 128 == 64 else {**SIX, "id": f"x{number}"} for number in range(2048)]
        path = _write(tmp_path / "x.jsonl", LETTER, NLD, *lines)
        return calls(functools.partial(read_jsonl, path))

    dated = {**SIX, "id": "wrong", "as_of": "on 21 June or thereabouts"}
    steps(dated)  # what is imported first does not count
    assert steps(dated) < 3 * steps({**SIX, "id": "wrong", "colour": "red"})


def test_problems_of_records_that_are_far_apart_read_few_blocks_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that holds everything twice: each problem names two lines, and neither is read again for it alone."""
    opens = 0

    def opened(path: Path) -> BinaryIO:
        nonlocal opens
        opens += 1
        return regular_files.opened(path)

    monkeypatch.setattr("deployments.formats.jsonl.opened", opened)
    lines = [{"record": "event", "id": f"event-{number}", "name": "x" * 500} for number in range(600)]
    path = _write(tmp_path / "x.jsonl", *lines, *lines)
    blocks = path.stat().st_size // line_blocks.BLOCK + 1
    found = read(path)[1]
    assert [each.code for each in found] == ["S105"] * 600
    assert all(each.hint.endswith(f"x.jsonl:{number}:21") for number, each in enumerate(found, 1))
    assert opens <= 1 + 2 * blocks


def test_a_file_larger_than_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    with path.open("wb") as file:
        file.truncate((4 << 30) + 1)
    assert [(each.code, each.message) for each in read(path)[1]] == [("T101", "cannot be read: larger than 4 GiB")]


@pytest.mark.parametrize(
    ("line", "path", "message"),
    [
        ({**SIX, "kind": "strenght"}, 'statements["letter#1"].kind', "not one of the words known here: 'strenght'"),
        ({**SIX, "id": "\x1b[2J"}, "statement.id", "not the id of a statement: '\\x1b[2J'"),
        ({**SIX, "id": "x" * 401}, "statement.id", None),
        (
            {"record": "registry", "tolerence": "3 days"},
            "registry.tolerence",
            "not a key that is known here: 'tolerence'",
        ),
    ],
)
def test_a_wrong_word_is_one_problem_that_is_harmless_to_a_terminal(
    line: dict[str, Any], path: str, message: str | None, tmp_path: Path
) -> None:
    (found,) = read(_write(tmp_path / "x.jsonl", LETTER, NLD, line))[1]
    assert found.path == path
    assert message in (None, found.message)


def test_a_tolerance_that_is_written_twice_alike_is_no_problem(tmp_path: Path) -> None:
    line = {"record": "registry", "tolerance": "3 days"}
    assert load(_write(tmp_path / "x.jsonl", line, line)).tolerance.day == 3


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ('{"record": "event", "id": "x",}', "leave out the comma after the last value"),
        ("{'record': 'event'}", "quotes are double"),
        ('{"record": “event”}', "quotes are straight"),
        ('{"record": "event" "id": "x"}', "keys have commas between them"),
        ("{", "write each object on one line"),
        ("[", "write each object on one line"),
        ("[sources.x]", "this looks like TOML"),
        ('title = "x"', "this looks like TOML"),
        ("record,id,name", "write one object on each line"),
        ('{"record": "event", "id": "x', "a text is not closed"),
        ('{"record": "event", "id": x}', "texts and dates stand in double quotes"),
        ('{"record": "event"} {"record": "event"}', "write one object on each line"),
        ('{"record": "C:\\d"}', "a backslash is written twice"),
        ('{"derived": True}', "write true, false"),
        ("{record: 1}", "keys stand in double quotes"),
        ('{"record" 1}', "a key and its value have : between them"),
        ('{"record": 1', "the object is not closed"),
    ],
)
def test_each_kind_of_error_in_a_line_has_its_own_hint(line: str, hint: str, tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(f"{line}\n", encoding="utf-8")
    found = read(path)[1]
    assert [each.code for each in found] == ["T103"]
    assert hint in found[0].hint
