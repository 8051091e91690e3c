"""The claim table: a new kind of claim is one entry, and its word in each language."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import deployments
from deployments import ClaimKind, Deployment, Equipment, Registry, Source, Statement, Word
from deployments.claims import CLAIMS, MILESTONES
from deployments.errors import ClaimError

PACKAGE = Path(deployments.__file__).parent

NEW_KIND = """
    CASUALTIES = (
        "casualties",
        ClaimSpec(
            meaning="the number of personnel killed or wounded",
            subjects=_FORCES,
            value=Quantity,
            basis=BasisRule.FIGURE,
            dated=True,
        ),
    )

    def read(self"""

TOML = """
[sources.letter]
title = "Letter"
published = "2023-06-09"
[deployments.nld]
contributor = "NLD"
place = "SVK"
[[statements]]
source = "letter"
about = "nld"
start = "2023-05-01"
casualties = "3"
as_of = "2023-05-20"
"""

MAPPING = """
contributor = "who"
casualties = "dead"
day = "day"
[source]
title = "Table"
published = "2023-06-09"
[place]
country = "where"
"""

JOURNEY = """
import json, subprocess, sys
import deployments
from deployments import ClaimKind
from deployments.formats.schema import toml_schema

assert "casualties" in toml_schema()["definitions"]["statement"]["properties"]
registry = deployments.load("in.toml")
(claim,) = registry.statements_of(kind="casualties")
assert (str(claim.value), str(claim.as_of), registry.basis(claim).value) == ("3", "2023-05-20", "reported"), claim
assert deployments.check("in.toml") == []
for name in ("out.toml", "out.jsonl"):
    deployments.dump(registry, name)
    assert deployments.load(name) == registry, name
for form in ("csv", "parquet", "jsonl"):
    folder = f"../{form}"
    subprocess.run([sys.executable, "-m", "deployments", "export", folder, "in.toml", "--format", form], check=True)
    assert deployments.load(folder) == registry, form
imported = deployments.import_tables("mapping.toml", "table.csv")
(claim,) = imported.registry.statements
assert (claim.kind, str(claim.value), str(claim.as_of)) == (ClaimKind("casualties"), "4", "2023-05-21"), imported
for lang in ("en", "nl"):
    for report in (deployments.reports.overview, deployments.reports.timeline):
        assert {"en": "killed or wounded", "nl": "gesneuveld of gewond"}[lang] in report(registry, lang=lang)
# It is nobody's presence, and no number of those who are there.
assert str(registry.presence("nld", "2023-05-20").strength) == "unknown"
# And the same among many, where columns answer.
others = [deployments.Deployment(id=f"x{n}", contributor="NLD") for n in range(70)]
many = deployments.Registry(
    sources=registry.sources,
    deployments=[registry.deployments["nld"], *others],
    statements=registry.statements,
)
assert many.active("2023-05-20")[0].strength == registry.active("2023-05-20")[0].strength
"""


def test_a_new_kind_of_claim_is_one_entry_and_its_words(tmp_path: Path) -> None:
    copy = tmp_path / "deployments"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    claims = copy / "claims.py"
    text = claims.read_text(encoding="utf-8")
    assert text.count("\n    def read(self") == 1
    claims.write_text(text.replace("\n    def read(self", NEW_KIND), encoding="utf-8")
    for language, word in (("en", "killed or wounded"), ("nl", "gesneuveld of gewond")):
        add_word(copy / "locales", language, word)
    here = tmp_path / "letters"
    here.mkdir()
    (here / "in.toml").write_text(TOML, encoding="utf-8")
    (here / "mapping.toml").write_text(MAPPING, encoding="utf-8")
    (here / "table.csv").write_text("who,where,day,dead\nNLD,SVK,2023-05-21,4\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    run = [sys.executable, "-c", JOURNEY]
    done = subprocess.run(run, cwd=here, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def add_word(locales: Path, language: str, word: str) -> None:
    """Write the word of the new kind into the file of a language."""
    file = locales / f"{language}.py"
    text = file.read_text(encoding="utf-8")
    strength = next(line for line in text.splitlines() if line.strip().startswith('"strength":'))
    file.write_text(text.replace(strength, f'{strength}\n    "casualties": "{word}",', 1), encoding="utf-8")


@pytest.mark.parametrize("kind", ClaimKind, ids=lambda kind: kind.value)
def test_every_kind_has_a_meaning_and_a_subject(kind: ClaimKind) -> None:
    assert kind.spec.meaning
    assert any(kind in CLAIMS[subject] for subject in kind.spec.subjects)
    assert kind is ClaimKind(kind.value)
    assert set(kind.milestones) <= {*MILESTONES}


def test_a_relation_to_a_milestone_that_nobody_has_is_refused_with_those_there_are() -> None:
    with pytest.raises(ClaimError) as error:
        Statement(id="a", source="s", about="x", kind="start", value="after y.stop")
    assert "y.stop" in str(error.value)
    assert "operational" in error.value.hint


def test_a_claim_that_names_its_own_day_has_no_as_of() -> None:
    with pytest.raises(ClaimError, match="a claim of end has no as_of"):
        Statement(id="a", source="s", about="x", kind="end", value="2023-05", as_of="2023-05-01")


def test_a_registry_takes_texts_for_its_values_as_records_do() -> None:
    registry = Registry(
        sources=[Source(id="s", title="Letter", published="2023-06-09")],
        deployments=[Deployment(id="x", contributor="NLD")],
        statements=[Statement(id="a", source="s", about="x", kind="strength", value="~100", as_of="2023-06-09")],
        tolerance="30 %",
    )
    assert str(registry.strength("2023-06-09")) == "70..130"


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ({"battery": 2}, "battery: 2"),
        ({"battery": "-1"}, "battery: -1"),
        ({"battery": -1}, "battery: -1"),
        ({"battery": "+2"}, "battery: +2"),
        ({"battery": "increase"}, "battery: increase"),
        ({"battery": "-50 %", "radar": "~10"}, "battery: -50 %, radar: ~10"),
        ({"battery": "+50 %"}, "battery: +50 %"),
    ],
)
def test_equipment_with_a_sign_is_a_change(numbers: dict[str, object], text: str) -> None:
    equipment = Equipment.of(numbers)
    assert str(equipment) == text
    assert Equipment.of(equipment.texts()) == equipment


@pytest.mark.parametrize(("number", "word"), [("2", Word.SEEN), ("+1", Word.SEEN), ("-1", Word.ANNOUNCED)])
def test_a_report_of_fewer_things_shows_nobody_there(number: str, word: Word) -> None:
    registry = Registry(
        sources=[Source(id="letter", title="A letter", published="2023-06-09")],
        deployments=[Deployment(id="nld", contributor="NLD")],
        statements=[
            Statement(id="a", source="letter", about="nld", kind="start", value="2023-01", basis="planned"),
            Statement(id="b", source="letter", about="nld", kind="equipment", value={"x": number}, as_of="2023-06-01"),
        ],
    )
    assert registry.presence("nld", "2023-06-01").word is word
