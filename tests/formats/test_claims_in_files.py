"""Claims of every kind in files of every format: what may be written, and what is said of the rest."""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings

from deployments import Deployment, Event, Registry, RegistryError, Source, Statement, check, dump, export, load, read
from tests.registries import registries

HEAD = """source = "letter"
[sources.letter]
title = "A letter"
published = "2023-06-09"
[sources.other]
title = "Another letter"
published = "2023-07-09"
[events.summit]
name = "A summit"
[deployments.nld]
contributor = "NLD"
[deployments.deu]
contributor = "DEU"
"""


def _toml(folder: Path, text: str, head: str = HEAD) -> Path:
    (folder / "x.toml").write_text(head + text, encoding="utf-8")
    return folder / "x.toml"


def _one(folder: Path, claim: str) -> Statement:
    (found,) = load(_toml(folder, f"[[statements]]\n{claim}\n")).statements
    return found


def _to_toml(registry: Registry, folder: Path) -> Path:
    dump(registry, folder / "x.toml")
    return folder / "x.toml"


def _to_json_lines(registry: Registry, folder: Path) -> Path:
    dump(registry, folder / "x.jsonl")
    return folder / "x.jsonl"


def _to_csv(registry: Registry, folder: Path) -> Path:
    export(registry, folder)
    return folder


def _to_parquet(registry: Registry, folder: Path) -> Path:
    pytest.importorskip("pyarrow")
    export(registry, folder, format="parquet")
    return folder


WRITERS: list[Callable[[Registry, Path], Path]] = [_to_toml, _to_json_lines, _to_csv, _to_parquet]
BY_EVERY_WRITER = pytest.mark.parametrize("write", WRITERS, ids=["TOML", "JSON Lines", "CSV", "Parquet"])


@BY_EVERY_WRITER
@settings(deadline=None, max_examples=30)
@given(registry=registries())
def test_any_registry_comes_back_as_it_was(write: Callable[[Registry, Path], Path], registry: Registry) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert load(write(registry, Path(folder))) == registry


@BY_EVERY_WRITER
def test_true_and_an_id_that_looks_like_it_stay_apart(write: Callable[[Registry, Path], Path], tmp_path: Path) -> None:
    said: list[tuple[str, object]] = [
        *(("present", True), ("present", False), ("cancelled", True), ("decided", True), ("end_decided", True)),
        *(("follows", "true"), ("relieves", "false")),
    ]
    registry = Registry(
        sources=[Source(id="letter", title="A letter", published="2023-06-09")],
        deployments=[Deployment(id=id_, contributor="NLD") for id_ in ("nld", "true", "false")],
        statements=[
            Statement(id=f"s{n}", source="letter", about="nld", kind=kind, value=value)
            for n, (kind, value) in enumerate(said)
        ],
    )
    found = load(write(registry, tmp_path))
    assert found == registry
    assert [s.value for s in found.statements][:3] == [True, False, True]
    assert [str(s.value) for s in found.statements][3:] == ["during letter", "during letter", "true", "false"]


@BY_EVERY_WRITER
def test_what_check_blames_can_be_read(write: Callable[[Registry, Path], Path], tmp_path: Path) -> None:
    """A report of a day to come, an absence to come, and two reports that contradict each other."""
    registry = Registry(
        sources=[Source(id="letter", title="A letter", published="2023-06-09")],
        events=[Event(id="summit", name="A summit")],
        deployments=[Deployment(id="nld", contributor="NLD")],
        statements=[
            Statement(id="a", source="letter", about="nld", kind="start", value="2024-01-01", basis="reported"),
            Statement(id="b", source="letter", about="nld", kind="present", value=False, as_of="2024-02-01"),
            Statement(id="c", source="letter", about="nld", kind="end", value="2022-01-02"),
            Statement(id="d", source="letter", about="summit", kind="date", value="2023-07-11/2023-07-12"),
        ],
    )
    assert load(write(registry, tmp_path)) == registry


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        ('about = "nld"\npresent = true', "True"),
        ('about = "nld"\npresent = false', "False"),
        ('about = "nld"\ncancelled = true', "True"),
        ('about = "nld"\ndecided = true', "during letter"),
        ('about = "nld"\nend_decided = true\nsource = "other"', "during other"),
        ('about = "nld"\ndeparted = "before letter"', "before letter"),
        ('about = "nld"\nfollows = "deu"', "deu"),
        ('about = "nld"\nrelieves = "deu"', "deu"),
        ('about = "summit"\ndate = "2023-07-11/2023-07-12"', "2023-07-11/2023-07-12"),
    ],
)
def test_a_claim_of_toml_is_read(claim: str, value: str, tmp_path: Path) -> None:
    assert str(_one(tmp_path, claim).value) == value


@pytest.mark.parametrize(
    ("claim", "code", "said"),
    [
        ('about = "nld"\npresent = "true"', "S104", "not a value of present: 'true' (write true)"),
        ('about = "nld"\ncancelled = false', "S104", "not a value of cancelled: False (leave it out)"),
        ('about = "nld"\nfollows = "Deu force"', "S104", "not the id of a deployment"),
        ('about = "nld"\nfollows = "nobody"', "R101", "there is no deployment 'nobody'"),
        ('about = "nld"\nfollows = "summit"', "R101", "there is no deployment 'summit'"),
        ('about = "summit"\npresent = true', "S104", "an event has no present: 'summit'"),
        ('about = "nld"\nstart = "2023-07-11/2023-07-12"', "S104", "a milestone is one day, not a period"),
        ('about = "nld"\npresent = false\nbasis = "planned"', "S104", "nobody is absent yet: 'planned'"),
        ('about = "nld"\nstart = "2023"\nbasis = "perhaps"', "S103", "not one of the words known here: 'perhaps'"),
        ('about = "nld"\nstart = "2023"\nbasis = { end = "planned" }', "S101", "not a key that is known here: 'end'"),
        ('about = "nld"\nstart = "2023"\nbasis = { start = "perhaps" }', "S103", "not one of the words known here"),
        ('about = "nld"\nstrength = 6\ncorrects = "letter#1"', "S103", "or give that statement an id of its own"),
        ('about = "nld"\nstrength = 6\ncorrects = "nothing"', "R101", "there is no source or statement 'nothing'"),
    ],
)
def test_a_claim_of_toml_that_cannot_be_is_told_with_its_mend(claim: str, code: str, said: str, tmp_path: Path) -> None:
    registry, found = read(_toml(tmp_path, f"[[statements]]\n{claim}\n"))
    assert registry.statements == ()
    assert [each.code for each in found] == [code]
    assert said in f"{found[0].message} ({found[0].hint})"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "present", "value": "true"}, "not a value of present: 'true'"),
        ({"kind": "present", "value": False, "basis": "considered"}, "nobody is absent yet: 'considered'"),
        ({"kind": "cancelled", "value": False}, "not a value of cancelled: False"),
        ({"kind": "start", "value": True}, "not a date: True"),
    ],
)
def test_a_claim_of_json_lines_that_cannot_be_is_told(change: dict[str, object], said: str, tmp_path: Path) -> None:
    six = {"record": "statement", "id": "a", "source": "letter", "about": "nld", **change}
    rows = [
        {"record": "source", "id": "letter", "title": "A letter", "published": "2023"},
        {"record": "deployment", "id": "nld", "contributor": "NLD"},
        six,
    ]
    (tmp_path / "x.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    registry, found = read(tmp_path / "x.jsonl")
    assert registry.statements == ()
    assert [said in each.message for each in found] == [True]


def test_each_claim_of_a_table_can_have_a_basis_and_a_wording_of_its_own(tmp_path: Path) -> None:
    table = """[[statements]]
about = "nld"
start = "2023-07-01"
duration = "P6M"
strength = "~70"
basis = { duration = "considered" }
wording = { start = "op 1 juli", strength = "ongeveer 70" }
"""
    found = load(_toml(tmp_path, table)).statements
    assert {s.kind.value: (s.basis and s.basis.value, s.wording) for s in found} == {
        "start": (None, "op 1 juli"),
        "duration": ("considered", None),
        "strength": (None, "ongeveer 70"),
    }


def test_the_day_of_a_table_is_that_of_all_its_figures(tmp_path: Path) -> None:
    table = '[[statements]]\nabout = "nld"\nas_of = "2023-06-01"\npresent = true\nstrength = 6\nend = "2023-12-01"\n'
    found = load(_toml(tmp_path, table)).statements
    assert {s.kind.value: s.as_of and str(s.as_of) for s in found} == {
        "present": "2023-06-01",
        "strength": "2023-06-01",
        "end": None,
    }


def test_what_a_file_shares_is_said_once_and_a_table_can_say_otherwise(tmp_path: Path) -> None:
    head = HEAD.replace(
        "[sources.letter]",
        '[defaults.source]\nkind = "press"\nlanguage = "nl"\n[defaults.statements]\nbasis = "reported"\n'
        'as_of = "2023-06-01"\nciting = "other"\n[sources.letter]\nlanguage = "en"',
    )
    tables = """[[statements]]
about = "nld"
strength = 6
[[statements]]
about = "nld"
end = "2023-12-01"
basis = "planned"
[[statements]]
about = "deu"
strength = 7
as_of = "2023-06-02"
"""
    registry = load(_toml(tmp_path, tables, head))
    assert {id_: (str(s.kind and s.kind.value), s.language) for id_, s in registry.sources.items()} == {
        "letter": ("press", "en"),
        "other": ("press", "nl"),
    }
    assert [(s.basis and s.basis.value, s.as_of and str(s.as_of), s.citing) for s in registry.statements] == [
        ("reported", "2023-06-01", "other"),
        ("planned", None, "other"),
        ("reported", "2023-06-02", "other"),
    ]
    dump(registry, tmp_path / "all.toml")
    assert load(tmp_path / "all.toml") == registry


@pytest.mark.parametrize(
    ("defaults", "place", "said"),
    [
        ('[defaults.statements]\nbasis = "perhaps"', "x.toml:15:1", "not one of the words known here: 'perhaps'"),
        ('[defaults.statements]\nabout = "nld"', "x.toml:15:1", "not a key that is known here: 'about'"),
        ('[defaults.source]\ntitle = "A letter"', "x.toml:15:1", "not a key that is known here: 'title'"),
        ('[defaults.missions]\nhost = "SVK"', "x.toml:14:1", "not a key that is known here: 'missions'"),
        ('[defaults]\nsource = "letter"', "x.toml:15:1", "not a table: 'letter'"),
    ],
)
def test_a_default_that_cannot_be_is_told_once_where_it_stands(
    defaults: str, place: str, said: str, tmp_path: Path
) -> None:
    tables = '[[statements]]\nabout = "nld"\nend = "2023"\n' * 3
    (found,) = read(_toml(tmp_path, f"{defaults}\n{tables}"))[1]
    assert str(found.location).endswith(place)
    assert said in found.message


def test_a_source_whose_kind_nobody_wrote_has_none(tmp_path: Path) -> None:
    assert load(_toml(tmp_path, "")).sources["letter"].kind is None


def test_presence_beside_a_start_to_come_keeps_a_file_from_loading_and_two_tables_do_not(tmp_path: Path) -> None:
    table = '[[statements]]\nabout = "nld"\n'
    one = f'{table}present = true\nstart = "2023-07-01"\n'
    two = f'{table}present = true\n{table}start = "2023-07-01"\n'
    with pytest.raises(RegistryError, match="S106"):
        load(_toml(tmp_path, one))
    assert len(load(_toml(tmp_path, two)).statements) == 2


NESTED = """[[deployments.nld.statements]]
strength = 6
as_of = "2023-06-01"
[[deployments.nld.statements]]
end = "2023-05-01"
present = true
[[events.summit.statements]]
date = "2023-07-11/2023-07-12"
"""


def test_a_claim_in_the_table_of_its_subject_is_about_that(tmp_path: Path) -> None:
    """Also where the record itself stands in another file."""
    named = [
        *('about = "nld"\nstrength = 6\nas_of = "2023-06-01"\n', 'about = "nld"\nend = "2023-05-01"\npresent = true\n'),
        'about = "summit"\ndate = "2023-07-11/2023-07-12"\n',
    ]
    expected = load(_toml(tmp_path, "".join(f"[[statements]]\n{claims}" for claims in named)))
    assert {*load(_toml(tmp_path, NESTED)).statements} == {*expected.statements}
    (tmp_path / "y.toml").write_text(f'source = "letter"\n{NESTED}', encoding="utf-8")
    _toml(tmp_path, "")
    assert {*load(tmp_path).statements} == {*expected.statements}


@pytest.mark.parametrize(
    ("table", "place", "said", "hint"),
    [
        (
            "[[deployments.ndl.statements]]\nstrength = 6\n",
            "x.toml:14:1",
            "there is no event, mission or deployment 'ndl'",
            "did you mean 'nld'?",
        ),
        (
            "[[missions.nld.statements]]\nstrength = 6\n",
            "x.toml:14:1",
            "there is no mission 'nld'",
            "write [[deployments.nld.statements]]",
        ),
        (
            '[[deployments.nld.statements]]\nstrength = 6\nplace = "SVK"\n',
            "x.toml:16:1",
            "not a key that is known here: 'place'",
            "field of the deployment: write it below [deployments.nld], above [[deployments.nld.statements]]",
        ),
        (
            '[[deployments.nld.statements]]\nstrength = 6\nabout = "deu"\n',
            "x.toml:16:1",
            "what it is about stands in the header already",
            "leave this one out",
        ),
        ("[[deployments.nld.statements]]\n", "x.toml:14:1", "no claim", "write one of decided"),
        (
            "[deployments.bel]\nstatements = 5\n",
            "x.toml:15:1",
            "not a list of tables",
            "[[deployments.bel.statements]]",
        ),
        ("[deployments.bel]\nstatements = []\n", "x.toml:14:1", "a deployment without a contributor: 'bel'", "write"),
    ],
)
def test_what_is_wrong_in_the_table_of_a_subject_is_told_with_its_mend(
    table: str, place: str, said: str, hint: str, tmp_path: Path
) -> None:
    registry, found = read(_toml(tmp_path, table))
    assert registry.statements == ()
    told = [each for each in found if said in each.message and hint in each.hint]
    assert [str(each.location).endswith(place) for each in told] == [True]


def test_what_a_file_shares_holds_below_a_subject_too_and_each_claim_there_can_say_otherwise(tmp_path: Path) -> None:
    defaults = '[defaults.statements]\nbasis = "reported"\nderived = true\nas_of = "2023-06-01"\n'
    table = """[[deployments.nld.statements]]
strength = 6
end = "2023-12-01"
basis = { end = "planned" }
wording = { strength = "zes" }
derived = false
[[deployments.nld.statements]]
source = "other"
present = true
"""
    found = load(_toml(tmp_path, defaults + table)).statements
    assert [
        (each.id, each.basis and each.basis.value, each.as_of and str(each.as_of), each.derived, each.wording)
        for each in found
    ] == [
        ("letter#nld.strength", "reported", "2023-06-01", False, "zes"),
        ("letter#nld.end", "planned", None, False, None),
        ("other#nld.present", "reported", "2023-06-01", True, None),
    ]


def test_the_line_that_mends_a_claim_in_the_table_of_its_subject_is_read(tmp_path: Path) -> None:
    """As for any other: `check` asks whether a start is past, and the line that it offers answers that."""
    path = _toml(tmp_path, '[[deployments.nld.statements]]\nstart = "2023-06"\n')
    (doubt,) = check(path)
    (edit,) = doubt.edits
    lines = path.read_text(encoding="utf-8").splitlines()
    lines.insert(edit.line - 1, edit.text)
    path.write_text("\n".join(lines), encoding="utf-8")
    assert check(path) == []
