"""What is said of a registry itself, and names in several languages: in every form in which they are written."""

import json
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

import deployments
from deployments import (
    ByLanguage,
    Deployment,
    Event,
    InvalidValueError,
    Metadata,
    Mission,
    Registry,
    Source,
    Statement,
    dump,
    export,
    load,
    read,
    reports,
)

METADATA = Metadata(
    title={"en": "NATO in the east", "nl": "De NAVO in het oosten"},
    authors=["A. Jansen", "B. de Vries"],
    licence="CC-BY-4.0",
    version="2026.1",
    date="2026-11-26",
)
NAMES = {"nl": "Taakgroep luchtverdediging", "en": "Air Defence Task Force"}
REGISTRY = Registry(
    sources=[Source(id="letter", title={"nl": "Kamerbrief", "en": "Letter to parliament"}, published="2023-06-09")],
    events=[Event(id="summit", name={"en": "NATO summit", "nl": "NAVO-top"})],
    missions=[Mission(id="amdtf", name=NAMES)],
    deployments=[Deployment(id="nld", contributor="NLD", mission="amdtf", force={"en": "battery", "nl": "batterij"})],
    statements=[Statement(id="six", source="letter", about="nld", kind="present", value=True)],
    metadata=METADATA,
)
TABLE = """[registry]
title = { en = "NATO in the east", nl = "De NAVO in het oosten" }
authors = ["A. Jansen", "B. de Vries"]
licence = "CC-BY-4.0"
version = "2026.1"
date = "2026-11-26"
"""


def _written_by(name: str) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        if name in ("toml", "jsonl"):
            dump(REGISTRY, folder / f"x.{name}")
        else:
            export(REGISTRY, folder, name.partition(" ")[2])
        return folder

    return write


@pytest.mark.parametrize("form", ["toml", "jsonl", "tables csv", "tables jsonl", "tables parquet"])
def test_what_is_said_of_a_registry_and_every_name_come_back(form: str, tmp_path: Path) -> None:
    if form == "tables parquet":
        pytest.importorskip("pyarrow")
    found = load(_written_by(form)(tmp_path))
    assert found == REGISTRY
    assert found.metadata == METADATA
    assert found.known_on("2023-07-01").metadata == METADATA
    assert found.missions["amdtf"].name == ByLanguage.of(NAMES)


def test_registries_that_say_other_things_of_themselves_are_not_equal() -> None:
    assert Registry(metadata=METADATA) != Registry()
    assert hash(Registry(metadata=METADATA)) == hash(Registry(metadata=METADATA))
    assert "NATO in the east" in repr(Registry(metadata=METADATA))


def test_a_table_of_its_own_says_it_in_toml(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text(TABLE, encoding="utf-8")
    assert load(tmp_path).metadata == METADATA
    dump(load(tmp_path), tmp_path / "x.toml")
    assert (tmp_path / "x.toml").read_text(encoding="utf-8") == TABLE


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ('[registry]\nlicense = "CC0-1.0"', "x.toml:2:1", "not a key that is known here: 'license'"),
        ('[registry]\ndate = "in November"', "x.toml:2:1", "not a date: 'in November'"),
        ('registry = "NATO in the east"', "x.toml:1:1", "not a table: 'NATO in the east'"),
        ('[registry]\ntitle = { English = "NATO" }', "x.toml:2:1", "not a language: 'English'"),
    ],
)
def test_what_cannot_be_said_of_a_registry_is_told_where_it_stands(
    text: str, place: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "x.toml").write_text(text, encoding="utf-8")
    (found,) = read(tmp_path)[1]
    assert (found.message, str(found.location).endswith(place)) == (said, True)


def test_files_that_say_other_things_of_one_registry_are_an_error_as_two_tolerances_are(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(TABLE, encoding="utf-8")
    (tmp_path / "b.toml").write_text(TABLE, encoding="utf-8")
    assert load(tmp_path).metadata == METADATA
    (tmp_path / "b.toml").write_text(TABLE.replace("2026.1", "2026.2"), encoding="utf-8")
    lines = [{"record": "registry", "title": "Another", "tolerance": "3 days"}, {"record": "registry", "licence": "x"}]
    (tmp_path / "c.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    registry, found = read(tmp_path)
    assert registry.metadata == METADATA
    assert [(each.code, each.path, each.location and each.location.line) for each in found] == [
        *(("S103", "registry", 1), ("S103", "registry", 1), ("S103", "registry", 2)),
    ]
    assert all(each.message.startswith("another ") for each in found)


def test_whoever_reads_the_package_finds_title_authors_and_licence_in_its_terms(tmp_path: Path) -> None:
    export(REGISTRY, tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert package["title"] == "NATO in the east"
    assert package["version"] == "2026.1"
    assert [each["title"] for each in package["contributors"]] == ["A. Jansen", "B. de Vries"]
    assert package["licenses"] == [{"name": "CC-BY-4.0"}]
    frictionless = pytest.importorskip("frictionless")
    assert frictionless.Package(str(tmp_path / "datapackage.json")).to_descriptor()["licenses"]


def test_reports_and_sentences_take_the_name_in_their_language_or_else_the_first() -> None:
    dutch, english = (reports.overview(REGISTRY, lang=lang) for lang in ("nl", "en"))
    assert "TAAKGROEP LUCHTVERDEDIGING" in dutch
    assert "batterij" in dutch
    assert "AIR DEFENCE TASK FORCE" in english
    assert "battery" in english
    presence = REGISTRY.presence("nld", "2023-06-09")
    assert "Kamerbrief" in presence.sentence("nl")
    assert "Letter to parliament" in presence.sentence("en")
    french = attrs.evolve(REGISTRY, missions=[Mission(id="amdtf", name={"fr": "Force aérienne"})])
    assert "FORCE AÉRIENNE" in reports.overview(french, lang="nl")


def test_filters_and_ids_know_nothing_of_languages() -> None:
    assert [each.deployment.id for each in REGISTRY.active("2023-06-09", mission="amdtf")] == ["nld"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ({}, "not a text for each language"),
        ({"en": " "}, "not a text"),
        ({"english": "A"}, "not a language: 'english'"),
        ('{"en": "A"}', "a table within a text"),
    ],
)
def test_a_name_that_cannot_be_is_refused(name: object, said: str) -> None:
    with pytest.raises(InvalidValueError, match=said):
        Event(id="summit", name=name)


def test_a_name_that_looks_like_a_table_and_is_none_stays_a_text(tmp_path: Path) -> None:
    registry = Registry(events=[Event(id=f"e{n}", name=name) for n, name in enumerate(("{x}", "{", '"a"', "[1]"))])
    deployments.export(registry, tmp_path)
    assert load(tmp_path) == registry
    line = {"record": "event", "id": "summit", "name": '{"en": "A"}'}
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "x.jsonl").write_text(json.dumps(line), encoding="utf-8")
    assert [each.message for each in read(tmp_path / "x")[1]] == ['a table within a text: \'{"en": "A"}\'']
