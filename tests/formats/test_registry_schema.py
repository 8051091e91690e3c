"""The JSON Schema that knows a registry: it offers the ids that are there, and refuses no other."""

import re
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

import deployments
from deployments import Registry
from deployments.formats.dump import toml_text
from deployments.formats.registry_schema import toml_schema_of, toml_schema_text_of
from deployments.formats.schema import toml_schema, toml_schema_text
from tests.registries import registries

KNOWN = toml_schema_of(deployments.example())
VALIDATORS = (jsonschema.Draft4Validator(KNOWN), jsonschema.Draft7Validator(KNOWN))


def offered(schema: Any, path: str) -> list[str]:
    """Return what Taplo offers for a value: every `enum` that it meets on the way through references and choices."""
    for step in path.split("."):
        schema = _followed(schema)["properties"][step] if step != "[]" else _followed(schema)["items"]
    return [*_enums(schema)]


def _followed(schema: Any) -> Any:
    while "$ref" in schema:
        schema = KNOWN["definitions"][schema["$ref"].rpartition("/")[2]]
    return schema


def _enums(schema: Any) -> Any:
    schema = _followed(schema)
    yield from schema.get("enum", ())
    for choice in ("anyOf", "allOf"):
        for each in schema.get(choice, ()):
            yield from _enums(each)


@pytest.mark.parametrize(
    ("path", "known", "strange"),
    [
        ("source", "dmm-2023-06", "nld-amdtf-svk"),
        ("statements.[].source", "dmm-2023-06", "nld-amdtf-svk"),
        ("statements.[].citing", "kst-28676-433", "nld-amdtf-svk"),
        ("statements.[].corrects", "kst-28676-433", "nld-amdtf-svk"),
        ("statements.[].about", "nld-amdtf-svk", "dmm-2023-06"),
        ("statements.[].about", "vilnius-summit", "dmm-2023-06"),
        ("statements.[].about", "amdtf-svk", "dmm-2023-06"),
        ("statements.[].follows", "deu-patriot-svk", "amdtf-svk"),
        ("statements.[].relieves", "deu-patriot-svk", "amdtf-svk"),
        ("statements.[].end", "around vilnius-summit", "around dmm-2023-06"),
    ],
)
def test_an_editor_is_offered_the_ids_that_a_key_can_name(path: str, known: str, strange: str) -> None:
    assert known in offered(KNOWN, path)
    assert strange not in offered(KNOWN, path)


@pytest.mark.parametrize(
    ("definition", "key", "known"),
    [
        ("deployment", "part_of", "nld-amdtf-svk"),
        ("mission", "part_of", "amdtf-svk"),
        ("deployment", "mission", "amdtf-svk"),
        ("source", "cites", "kst-28676-433"),
        ("own_statement", "source", "dmm-2023-06"),
        ("own_statement", "follows", "nld-amdtf-svk"),
    ],
)
def test_the_keys_of_records_offer_them_too(definition: str, key: str, known: str) -> None:
    assert known in [*_enums(KNOWN["definitions"][definition]["properties"][key])]


def test_what_a_date_can_relate_to_is_offered() -> None:
    targets = [*_enums(KNOWN["definitions"]["target"])]
    assert {"vilnius-summit", "deu-patriot-svk.end", "amdtf-svk.end_decided", "dmm-2023-06"} <= {*targets}
    assert "vilnius-summit.returned" not in targets


def test_the_headers_of_tables_are_offered() -> None:
    assert [*KNOWN["properties"]["missions"]["properties"]] == ["amdtf-svk"]
    assert "nld-amdtf-svk" in KNOWN["properties"]["deployments"]["properties"]


def test_each_id_that_is_offered_has_a_line_that_says_what_it_names() -> None:
    (ids, _) = KNOWN["definitions"]["deployment_id"]["anyOf"]
    docs = ids["x-taplo"]["docs"]["enumValues"]
    assert len(docs) == len(ids["enum"])
    assert docs[ids["enum"].index("nld-amdtf-svk")] == "NLD, Patriot, Sliač, SVK"


NEW = """
source = "other"
[sources.other]
title = "Another letter"
cites = ["yet-another", "Kamerstuk 28 676, nr. 433"]
[missions.other]
name = "Another mission"
part_of = "elsewhere"
[deployments.new]
contributor = "NLD"
mission = ["other", "amdtf-svk"]
[[statements]]
about = "new"
end = "around other-event"
follows = "elsewhere"
citing = "other-source"
[[deployments.new.statements]]
start = { after = "elsewhere.end" }
"""


def test_new_ids_are_accepted_everywhere() -> None:
    for validator in VALIDATORS:
        validator.validate(tomllib.loads(NEW))


@pytest.mark.parametrize(
    "broken", ['[[statements]]\nabout = "a b"\nstrength = 1\n', '[deployments."a b"]\npart_of = "x"\n']
)
def test_what_is_no_id_is_still_refused(broken: str) -> None:
    assert not any(validator.is_valid(tomllib.loads(broken)) for validator in VALIDATORS)


@settings(deadline=None, max_examples=30)
@given(registries())
def test_every_registry_is_valid_by_its_own_schema(registry: Registry) -> None:
    schema = toml_schema_of(registry)
    for validator in (jsonschema.Draft4Validator, jsonschema.Draft7Validator):
        validator.check_schema(schema)
        validator(schema).validate(tomllib.loads(toml_text(registry)))
    named = set(re.findall(r'"#/definitions/([a-z_]+)"', toml_schema_text_of(registry)))
    assert named == set(schema["definitions"])


def test_the_schema_of_all_knows_no_registry_afterwards() -> None:
    toml_schema_of(deployments.example())
    assert "around vilnius-summit" not in toml_schema_text()


def test_a_registry_of_nothing_has_the_schema_of_all() -> None:
    assert toml_schema_of(Registry()) == toml_schema()


def test_the_bundled_files_are_valid_by_it() -> None:
    for path in Path(deployments.__file__).with_name("data").rglob("*.toml"):
        for validator in VALIDATORS:
            validator.validate(tomllib.loads(path.read_text(encoding="utf-8")))
