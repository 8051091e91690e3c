"""What ties records together: also of records that are wrong by themselves, in every format, and each problem once."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import attrs
import pytest

from deployments import Deployment, Event, Mission, Registry, RegistryError, Source, Statement, export, read
from deployments.formats.file_records import FileRecords
from deployments.formats.layout import RECORDS

Row = dict[str, Any]

LETTER = {"record": "source", "id": "letter", "title": "A letter", "published": "2023-06-09"}
TASK_FORCE = {"record": "mission", "id": "task-force", "name": "Task force"}
SUMMIT = {"record": "event", "id": "summit", "name": "Summit"}
NLD = {"record": "deployment", "id": "nld", "contributor": "NLD", "mission": ["task-force"]}
SIX = {"record": "statement", "id": "six", "source": "letter", "about": "nld", "kind": "strength", "value": "6"}
SOUND = (LETTER, TASK_FORCE, SUMMIT, NLD, SIX)


def _toml(folder: Path, rows: Sequence[Row]) -> Path:
    lines = []
    for row in rows:
        fields = {name: value for name, value in row.items() if name not in ("record", "kind", "value")}
        if row["record"] == "statement":
            fields[row["kind"]] = row["value"]
            lines.append("[[statements]]")
        else:
            lines.append(f"[{row['record']}s.{fields.pop('id')}]")
        lines += [f"{name} = {json.dumps(value)}" for name, value in fields.items()]
    (folder / "x.toml").write_text("\n".join(lines), encoding="utf-8")
    return folder / "x.toml"


def _jsonl(folder: Path, rows: Sequence[Row]) -> Path:
    (folder / "x.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder / "x.jsonl"


def _csv(folder: Path, rows: Sequence[Row]) -> Path:
    export(Registry(), folder)
    for name, layout in RECORDS.items():
        table = [",".join(layout.names)]
        for row in rows:
            if f"{row['record']}s" == name:
                cells = {"contributor_kind": "country", **row} if name == "deployments" else row
                texts = [cells.get(column, "") for column in layout.names]
                texts = [text if isinstance(text, str) else json.dumps(text) for text in texts]
                table.append(",".join('"{}"'.format(text.replace('"', '""')) for text in texts))
        (folder / f"{name}.csv").write_text("\r\n".join(table), encoding="utf-8")
    return folder


FORMATS: list[Callable[[Path, Sequence[Row]], Path]] = [_toml, _jsonl, _csv]
IN_EVERY_FORMAT = pytest.mark.parametrize("write", FORMATS, ids=["TOML", "JSON Lines", "CSV"])


def _told(write: Callable[[Path, Sequence[Row]], Path], folder: Path, *rows: Row) -> list[tuple[str, str]]:
    """Return the codes and messages of all problems of a registry with these rows in the place of those of their id."""
    ids = {(row["record"], row["id"]) for row in rows}
    others = [row for row in SOUND if (row["record"], row["id"]) not in ids]
    registry, found = read(write(folder, [*others, *rows]))
    assert isinstance(registry, Registry)
    return [(each.code, each.message) for each in found]


@IN_EVERY_FORMAT
@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            {**NLD, "contributor": "Nowhere", "mission": ["nope"]},
            ["there is no mission 'nope'"],
        ),
        ({**SIX, "kind": "follows", "value": "nobody", "basis": "perhaps"}, ["there is no deployment 'nobody'"]),
        ({**SIX, "kind": "relieves", "value": "summit", "basis": "perhaps"}, ["there is no deployment 'summit'"]),
        ({**SIX, "value": "some", "corrects": "nowhere"}, ["there is no source or statement 'nowhere'"]),
        ({**TASK_FORCE, "name": "", "part_of": "nope"}, ["there is no mission 'nope'"]),
        (
            {**LETTER, "language": "Dutch", "cites": ["other", "third"]},
            ["there is no source 'other'", "there is no source 'third'"],
        ),
        ({**SIX, "value": "some", "about": "nobody"}, ["there is no event, mission or deployment 'nobody'"]),
        ({**SIX, "value": "some", "source": "nowhere"}, ["there is no source 'nowhere'"]),
        ({**SIX, "value": "some", "citing": "nowhere"}, ["there is no source 'nowhere'"]),
        ({**SIX, "value": "some", "about": "summit"}, ["an event has no strength: 'summit'"]),
        (
            {**SIX, "kind": "end", "value": "after sumit", "basis": "perhaps"},
            ["there is no event, mission, deployment or source 'sumit'"],
        ),
        (
            {**SIX, "kind": "end", "value": "after summit.returned", "basis": "perhaps"},
            ["an event has no returned: 'summit.returned'"],
        ),
        ({**SIX, "as_of": "2023/..", "about": "nobody"}, ["there is no event, mission or deployment 'nobody'"]),
    ],
)
def test_what_a_wrong_record_refers_to_is_checked_at_once(
    row: Row, told: list[str], write: Callable[[Path, Sequence[Row]], Path], tmp_path: Path
) -> None:
    """The reader mends all of it in one go: the value that is wrong, and the ids that are not there."""
    found = [message for _, message in _told(write, tmp_path, row)]
    assert sorted(message for message in found if message in told) == told
    assert len(found) == len(told) + 1


@IN_EVERY_FORMAT
@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({**LETTER, "title": ""}, {"S102", "S103"}),
        ({**TASK_FORCE, "part_of": "A mission"}, {"S103"}),
        ({**NLD, "contributor": "Nowhere"}, {"C101"}),
        ({**SUMMIT, "name": ""}, {"S102", "S103"}),
    ],
)
def test_what_refers_to_a_wrong_record_is_left_out_and_no_problem(
    row: Row, code: set[str], write: Callable[[Path, Sequence[Row]], Path], tmp_path: Path
) -> None:
    """Whoever mends the record mends what refers to it."""
    end = {**SIX, "id": "end", "kind": "end", "value": "after summit"}
    found = _told(write, tmp_path, row, end)
    assert len(found) == 1
    assert found[0][0] in code


def test_a_reference_to_a_wrong_record_of_another_kind_is_a_problem(tmp_path: Path) -> None:
    found = _told(_jsonl, tmp_path, {**SUMMIT, "name": 5}, {**NLD, "mission": ["summit"]})
    assert [code for code, _ in found] == ["S103", "R101"]
    assert found[1][1] == "there is no mission 'summit'"


def test_records_under_a_misspelt_name_of_their_kind_are_there(tmp_path: Path) -> None:
    """The word is one problem; that all statements about them refer to nothing would be many."""
    path = tmp_path / "x.toml"
    path.write_text(
        'source = "letter"\n[sources.letter]\ntitle = "A letter"\npublished = "2023"\n'
        '[deploymnts.nld]\ncontributor = "NLD"\n[[statements]]\nabout = "nld"\nstrength = 6\n'
    )
    registry, found = read(path)
    assert [each.message for each in found] == ["not a key that is known here: 'deploymnts'"]
    assert registry.statements == ()
    assert [code for code, _ in _told(_jsonl, tmp_path, {**NLD, "record": "deploymnt"})] == ["S103"]


def test_an_id_that_a_wrong_record_takes_is_told_and_the_sound_one_stays(tmp_path: Path) -> None:
    registry, found = read(_jsonl(tmp_path, [{**NLD, "contributor": "Nowhere"}, *SOUND, {**SIX, "value": "x"}]))
    assert [each.code for each in found] == ["S105", "C101", "S105", "Q101"]
    assert [*registry.deployments] == ["nld"]
    assert [each.id for each in registry.statements] == ["six"]


def test_of_two_subjects_with_one_id_a_claim_can_be_of_either(tmp_path: Path) -> None:
    """The id is the problem; that an event has no strength would follow from it."""
    found = _told(_jsonl, tmp_path, {**SUMMIT, "id": "nld", "name": 5})
    assert sorted(code for code, _ in found) == ["S103", "S105"]


def test_a_circle_is_told_also_where_one_of_its_records_is_wrong(tmp_path: Path) -> None:
    a = {**SIX, "id": "a", "kind": "follows", "value": "deu"}
    b = {**a, "id": "b", "about": "deu", "value": "nld", "basis": "perhaps"}
    deu = {**NLD, "id": "deu", "contributor": "DEU"}
    assert sorted(code for code, _ in _told(_jsonl, tmp_path, deu, a, b)) == ["R102", "S103"]


def test_a_table_of_several_claims_has_each_problem_once(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(
        '[sources.letter]\ntitle = "A letter"\npublished = "2023"\n[[statements]]\nsource = "letter"\n'
        'about = "nld"\nstart = "2023-01"\nend = "2023-02"\nstrength = "some"\n'
    )
    assert [(each.code, str(each.location).rpartition("x.toml:")[2]) for each in read(path)[1]] == [
        ("R101", "6:1"),
        ("Q101", "9:1"),
    ]


def test_a_table_of_claims_without_a_claim_or_a_source_has_its_references_checked(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text('[[statements]]\nabout = "nld"\nciting = "nowhere"\n')
    assert [(each.code, each.message) for each in read(path)[1]] == [
        ("S104", "no claim"),
        ("P101", "a claim without a source"),
        ("R101", "there is no event, mission or deployment 'nld'"),
        ("R101", "there is no source 'nowhere'"),
    ]


@IN_EVERY_FORMAT
def test_the_place_of_one_field_is_looked_for_once_for_all_its_problems(
    write: Callable[[Path, Sequence[Row]], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A source that cites very many that are not there has its long row scanned once."""
    places = 0

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def place(self: FileRecords, *arguments: Any) -> Any:
            nonlocal places
            places += 1
            return real(self, *arguments)

        return place

    for kind in FileRecords.__subclasses__():
        monkeypatch.setattr(kind, "place", counted(kind.place))
    found = read(write(tmp_path, [{**LETTER, "cites": [f"paper-{number}" for number in range(300)]}]))[1]
    assert [each.code for each in found] == ["R101"] * 300
    assert len({str(each.location) for each in found}) == 1
    assert places == 1


@pytest.mark.parametrize(
    ("records", "message"),
    [
        ({"missions": [Mission(id="a", name="A", part_of="a")]}, "a circle of part_of: 'a' -> 'a'"),
        (
            {
                "sources": [Source(id="letter", title="A letter")],
                "deployments": [Deployment(id=i, contributor="NLD") for i in "abc"],
                "statements": [
                    Statement(id=f"{i}-{j}", source="letter", about=i, kind="follows", value=j)
                    for i, j in ("ab", "bc", "ca")
                ],
            },
            "a circle of follows: 'a' -> 'b' -> 'c' -> 'a'",
        ),
        (
            {"missions": [Mission(id=f"m{n}", name="M", part_of=f"m{(n + 1) % 30}") for n in range(30)]},
            "a circle of part_of: 'm0' -> 'm1' -> 'm2' -> 'm3' -> 'm4' -> 'm5' -> 'm6' -> 'm7' -> 'm8' -> 'm0'",
        ),
    ],
)
def test_a_circle_is_named_by_its_records(records: dict[str, Any], message: str) -> None:
    with pytest.raises(RegistryError) as error:
        Registry(**records)
    assert [(each.code, each.message) for each in error.value.diagnostics] == [("R102", message)]


@pytest.mark.parametrize("paper", ["Kamerstuk 28 676, nr. 433", "the minister's letter of June"])
def test_what_a_source_cites_can_be_a_paper_that_is_not_there(paper: str) -> None:
    letter = Source(id="letter", title="A letter", cites=paper)
    assert Registry(sources=[letter]).sources["letter"] == letter


@pytest.mark.parametrize(
    ("change", "head"),
    [
        ({"source": "nowhere"}, "error[P101] statements[\"six\"].source: there is no source 'nowhere'"),
        ({"citing": "nowhere"}, "error[R101] statements[\"six\"].citing: there is no source 'nowhere'"),
        (
            {"about": "nobody"},
            "error[R101] statements[\"six\"].about: there is no event, mission or deployment 'nobody'",
        ),
        ({"about": "summit"}, "error[S104] statements[\"six\"].strength: an event has no strength: 'summit'"),
        (
            {"kind": "end", "value": "after sumit"},
            "error[R101] statements[\"six\"].end.after: there is no event, mission, deployment or source 'sumit'",
        ),
        (
            {"about": "task-force", "kind": "duration", "value": {"of": "P4M", "to": "returned"}},
            "error[S104] statements[\"six\"].duration: a mission has no returned: 'task-force'",
        ),
        (
            {"kind": "end", "value": "before summit.returned"},
            "error[S104] statements[\"six\"].end.before: an event has no returned: 'summit.returned'",
        ),
    ],
)
def test_what_a_sound_statement_refers_to_is_checked_without_files(change: dict[str, Any], head: str) -> None:
    fields = {name: value for name, value in SIX.items() if name != "record"}
    with pytest.raises(RegistryError) as error:
        Registry(
            sources=[Source(id="letter", title="A letter")],
            events=[Event(id="summit", name="Summit")],
            missions=[Mission(id="task-force", name="Task force")],
            deployments=[Deployment(id="nld", contributor="NLD")],
            statements=[Statement(**{**fields, **change})],
        )
    assert [each.head for each in error.value.diagnostics] == [head]


def test_an_event_and_a_source_can_share_an_id_and_two_subjects_cannot() -> None:
    letter = Source(id="x", title="A letter")
    Registry(sources=[letter], events=[Event(id="x", name="X")])
    with pytest.raises(RegistryError, match="the id is taken by another event: 'x'"):
        Registry(missions=[Mission(id="x", name="X")], events=[Event(id="x", name="X")])


def test_two_statements_cannot_share_an_id() -> None:
    six = Statement(id="six", source="letter", about="nld", kind="strength", value=6)
    with pytest.raises(RegistryError) as error:
        Registry(
            sources=[Source(id="letter", title="A letter")],
            deployments=[Deployment(id="nld", contributor="NLD")],
            statements=[six, attrs.evolve(six, value=7)],
        )
    assert [(each.code, each.path) for each in error.value.diagnostics] == [("S105", 'statements["six"].id')]


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        (Source(id="fm-2023", title="T", cites=["fm-2222"]), "fm-2022"),
        (Deployment(id="x", contributor="NLD", mission="minusma-2"), "minusma-1"),
        (Deployment(id="x", contributor="NLD", part_of="nld-17"), "nld-16"),
        (Mission(id="m", name="M", part_of="minusma-3"), "minusma-1"),
        (Statement(id="s", source="fm-2032", about="nld-16", kind="start", value="2024"), "fm-2022"),
        (Statement(id="s", source="fm-2022", about="nld-46", kind="start", value="2024"), "nld-16"),
        (Statement(id="s", source="fm-2022", about="nld-16", kind="start", value={"after": "summit-5"}), "summit-9"),
        (Statement(id="s", source="fm-2022", about="nld-16", kind="start", value="2024", citing="fm-2122"), "fm-2022"),
    ],
)
def test_one_wrong_digit_in_an_id_is_near(wrong: Source | Mission | Deployment | Statement, meant: str) -> None:
    sound = (
        Source(id="fm-2022", title="T"),
        Mission(id="minusma-1", name="Minusma"),
        Deployment(id="nld-16", contributor="NLD"),
        Event(id="summit-9", name="Summit"),
    )
    with pytest.raises(RegistryError) as caught:
        Registry().add(*sound, wrong)
    assert [each.hint for each in caught.value.diagnostics] == [f"did you mean {meant!r}?"]


def test_two_wrong_digits_are_another_id() -> None:
    with pytest.raises(RegistryError) as caught:
        Registry(
            sources=[Source(id="fm-2022", title="T")],
            deployments=[Deployment(id="nld", contributor="NLD")],
            statements=[Statement(id="s", source="fm-2133", about="nld", kind="start", value="2024")],
        )
    assert [each.hint for each in caught.value.diagnostics] == [""]


@pytest.mark.parametrize(
    ("own", "line"),
    [
        ('source = "nowhere"\nRECORDS[[statements]]\nabout = "nld"\nstart = "2024"\n', 'source = "nowhere"'),
        ('source = "nowhere"\nRECORDS[[deployments.nld.statements]]\nstart = "2024"\n', 'source = "nowhere"'),
        ('RECORDS[[statements]]\nabout = "nld"\nstart = "2024"\nsource = "nowhere"\n', 'source = "nowhere"'),
        (
            'source = "letter"\nRECORDS[defaults.statements]\nciting = "nowhere"\n'
            '[[statements]]\nabout = "nld"\nstart = "2024"\n',
            'citing = "nowhere"',
        ),
    ],
)
def test_a_wrong_id_is_told_in_the_line_in_which_it_is_written(own: str, line: str, tmp_path: Path) -> None:
    records = '[sources.letter]\ntitle = "A letter"\n[deployments.nld]\ncontributor = "NLD"\n'
    (tmp_path / "own.toml").write_text(own.replace("RECORDS", records))
    found = [each for each in read(tmp_path)[1] if "nowhere" in each.message]
    assert [each.location and each.location.text for each in found] == [line]
