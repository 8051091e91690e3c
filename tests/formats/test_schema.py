"""The JSON Schema: as the records are, sound, and of one mind with the reader about files right and wrong."""

import datetime
import json
import re
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import jsonschema
import pytest
from hypothesis import given, settings

import deployments
from deployments import ClaimKind, Registry, dump, read
from deployments.cli import main
from deployments.formats.schema import toml_schema, toml_schema_text
from tests.registries import registries

ROOT = Path(__file__).parents[2]
DATA = ROOT / "deployments" / "data"
SHIPPED = DATA / "registry.schema.json"
BUNDLED = sorted(DATA.rglob("*.toml"))
#: Taplo reads draft 4, other editors draft 7: to both it must say the same.
VALIDATORS = (jsonschema.Draft4Validator(toml_schema()), jsonschema.Draft7Validator(toml_schema()))
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(
    r"```toml\n(.*?)```", README + (ROOT / "docs" / "files.md").read_text(encoding="utf-8"), re.DOTALL
)

LETTER = 'source = "letter"\n\n[sources.letter]\ntitle = "A letter"\n\n[deployments.nld]\ncontributor = "NLD"\n\n'
CLAIM = LETTER + '[[statements]]\nabout = "nld"\n'


def _is_valid(toml: str) -> bool:
    document = _texts(tomllib.loads(toml))
    first, second = (validator.is_valid(document) for validator in VALIDATORS)
    assert first == second
    return first


def _texts(value: Any) -> Any:
    """Give dates as the texts that editors take them for."""
    if isinstance(value, dict):
        return {key: _texts(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_texts(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def test_the_file_that_is_shipped_is_what_the_records_say(capsys: pytest.CaptureFixture[str]) -> None:
    """If this fails: `deployments schema > deployments/data/registry.schema.json`."""
    assert SHIPPED.read_text(encoding="utf-8") == toml_schema_text()
    assert main(["schema"]) == 0
    assert capsys.readouterr().out == toml_schema_text()


def test_it_is_a_schema_and_every_reference_in_it_leads_somewhere() -> None:
    jsonschema.Draft4Validator.check_schema(toml_schema())
    jsonschema.Draft7Validator.check_schema(toml_schema())
    named = set(re.findall(r'"#/definitions/([a-z_]+)"', toml_schema_text()))
    assert named == set(toml_schema()["definitions"])


def _fields(part: Any) -> Iterator[tuple[str, Any]]:
    for value in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        if isinstance(value, dict):
            yield from value.get("properties", {}).items()
        yield from _fields(value)


def test_an_editor_can_say_of_every_field_what_it_is() -> None:
    records = ("source", "event", "mission", "deployment", "statement")
    for record in records:
        definition = toml_schema()["definitions"][record]
        assert definition["description"]
        for name, field in definition["properties"].items():
            assert field.get("description"), f"{record}.{name}"
            assert "$ref" not in field, "what stands beside a reference is not read"
    names = {name for name, _ in _fields({"": toml_schema()["definitions"]["statement"]})}
    fields = {field.name for field in attrs.fields(deployments.Statement)} - {"kind", "value"}
    assert names == fields | {kind.value for kind in ClaimKind}


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.name)
def test_a_bundled_file_is_valid_and_names_its_schema(path: Path) -> None:
    content = path.read_text(encoding="utf-8")
    first, second, _ = content.split("\n", 2)
    named = re.fullmatch(r"#:schema (\S+)", first)
    assert named
    assert (path.parent / named[1]).resolve() == SHIPPED
    assert second == "", "Tombi takes a comment right above a table for the comment of that table"
    assert _is_valid(content)


def test_the_examples_of_the_readme_and_of_the_page_on_files_are_valid() -> None:
    assert len(EXAMPLES) >= 2
    for example in EXAMPLES:
        assert example.startswith("#:schema ./registry.schema.json\n\n")
        assert _is_valid(example)


@settings(deadline=None)
@given(registries())
def test_every_registry_that_is_dumped_is_valid(registry: Registry) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "x.toml")
        dump(registry, path)
        assert _is_valid(path.read_text(encoding="utf-8"))


RIGHT = [
    *(
        "strength = 6",
        'strength = "~150"',
        'ceiling = "..700"',
        "change = -30",
        'change = "decrease"',
        'change = "-~30"',
    ),
    *(
        'equipment = { "Patriot fire unit" = 2 }',
        'duration = "P6M"',
        'duration = { of = "..P1Y6M", from = "departed" }',
    ),
    *('end = "2023-06-21~"', "end = 2023-06-21", 'end = "mid 2022-04"', 'end = "after nld.start"'),
    *('end = { around = ["summit", "2023-06"] }', 'end = "[2023-05-18..2023-06-14]"', 'end = "Y-17E7"'),
    *("present = true", "present = false", "cancelled = true", "decided = true", "end_decided = true"),
    *('start = "before letter"\nbasis = { start = "reported" }', 'strength = 6\nwording = { strength = "zes" }'),
    *('strength = 6\ncorrects = "letter"', 'strength = 6\nbasis = "considered"', 'follows = "deu"'),
    *('equipment = { battery = "-1", radar = "+2" }', "equipment = { battery = -1 }"),
    *('strength = { troops = "1200", police = 300 }', 'change = "-50 %"', 'change = "50 %"'),
    *(
        'strength = 6\nas_of = "2023-06-01/2023-06-30"',
        "strength = 6\nderived = true",
        'ceiling = 9\nby = "Parliament"',
    ),
    *('duration = { of = "P4M", from = "departed", to = "returned" }', "strength = 6\nderived = false"),
    *('end = "2004?-06-~11"', 'end = "before 2024 around summit"', 'mandate = "2023-12-31"'),
]
WRONG = [
    *(
        'strength = "some"',
        "strength = 6.5",
        "strength = -1",
        "strength = true",
        'strength = "2,100"',
        'change = "more"',
    ),
    *("equipment = {}", 'equipment = "a tank"', 'duration = "6 months"', 'duration = { of = "P6M", from = "end" }'),
    *('end = "21 juni 2023"', 'end = "late"', 'end = { on = "21 juni" }', 'end = { when = "2023" }', "end = {}"),
    *('end = { on = "2022-04", part = "middle" }', 'end = { after = "nld.finish" }', "end = 2023", 'finish = "2023"'),
    *('present = "true"', "present = 1", "cancelled = false", "start = true", "decided = false", 'follows = "a b"'),
    *(
        'strength = 6\nbasis = { strength = "known" }',
        'strength = 6\nbasis = { strngth = "planned" }',
        "follows = true",
    ),
    *('strength = 6\nbasis = "known"', 'strength = 6\nwording = ""', "strength = 6\nlocator = 4", "wording = 'x'"),
    *("strength = {}", 'strength = { troops = "many" }', 'change = "-150 percent"', 'change = "0 %"'),
    *('duration = { of = "P4M", to = "start" }', "strength = 6\nderived = 1", "strength = 6\nby = 4"),
    *('strength = 6\nid = "a b"', f"strength = 6\nwording = '{'x' * 301}'", "strength = 6\nas_of = 2023"),
]


@pytest.mark.parametrize("claim", RIGHT)
def test_a_sound_claim_is_valid_and_read(claim: str, tmp_path: Path) -> None:
    assert _is_valid(CLAIM + claim)
    path = tmp_path / "x.toml"
    records = '[events.summit]\nname = "A summit"\n[deployments.deu]\ncontributor = "DEU"\n'
    path.write_text(f'{records}{CLAIM.partition(chr(10))[2]}source = "letter"\n{claim}\n')
    assert len(read(path)[0].statements) == 1


@pytest.mark.parametrize("claim", WRONG)
def test_a_broken_claim_is_refused_by_the_schema_as_by_the_reader(claim: str, tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(CLAIM + claim + "\n")
    assert read(path)[0].statements == ()
    assert not _is_valid(CLAIM + claim)


@pytest.mark.parametrize(
    "broken",
    [
        'title = "A letter"\n',
        "sources = 5\n",
        "[statements]\n",
        '[sources."a b"]\ntitle = "A letter"\n',
        "[sources.letter]\n",
        '[sources.letter]\ntitle = "A letter"\nkind = "rumour"\n',
        '[sources.letter]\ntitle = "A letter"\nid = "letter"\n',
        '[sources.letter]\ntitle = "A letter"\nurl = "example.org"\n',
        '[sources.letter]\ntitle = "A letter"\nlanguage = "Dutch"\n',
        "[missions.force]\nname = 5\n",
        '[missions.force]\nname = "A force"\nhosts = "SVK"\n',
        '[defaults.statements]\nbasis = "known"\n',
        '[defaults.statements]\nabout = "nld"\n',
        '[defaults.missions]\nhost = "SVK"\n',
        '[deployments.nld]\ncontributor = { country = "NLD" }\n',
        '[deployments.nld]\nforce = "Patriot"\n',
        '[events.summit]\nname = "A summit"\nplace = { latitude = 91, longitude = 0 }\n',
    ],
)
def test_a_broken_record_is_refused_by_the_schema_as_by_the_reader(broken: str, tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(broken)
    assert [each for each in read(path)[1] if each.severity.value == "error"]
    assert not _is_valid(broken)


def test_the_shipped_file_is_json() -> None:
    assert json.loads(SHIPPED.read_text(encoding="utf-8")) == toml_schema()


CLAIM_BELOW = "[[deployments.nld.statements]]\nstrength = 6\n"


@pytest.mark.parametrize("nested", [CLAIM_BELOW, CLAIM_BELOW + 'basis = { strength = "planned" }\n'])
def test_claims_in_the_table_of_their_subject_are_valid_and_read(nested: str, tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(LETTER + nested)
    assert _is_valid(LETTER + nested)
    assert _is_valid('source = "letter"\n' + nested), "the record may stand in another file"
    assert len(read(path)[0].statements) == 1


@pytest.mark.parametrize(
    "nested",
    [
        *("[[deployments.nld.statements]]\n", CLAIM_BELOW + 'about = "nld"\n', CLAIM_BELOW + 'place = "SVK"\n'),
        *("[[sources.letter.statements]]\nstrength = 6\n", "[deployments.deu]\nstatements = []\n"),
    ],
)
def test_what_is_wrong_below_a_subject_is_refused_by_the_schema_as_by_the_reader(nested: str, tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(LETTER + nested)
    assert [each for each in read(path)[1] if each.severity.value == "error"]
    assert not _is_valid(LETTER + nested)
