"""The page on keys is up to date, and names every key, every claim and every form that there is."""

import re
import tomllib
from pathlib import Path

import attrs
import jsonschema
import pytest

from deployments import ClaimKind, Metadata, Statement
from deployments.formats.forms import forms
from deployments.formats.keys import keys_page
from deployments.formats.schema import toml_schema
from deployments.formats.toml_writer import value
from deployments.records import IDENTITY_TABLES, written_fields

PATH = Path(__file__).parents[1] / "docs" / "keys.md"
PAGE = PATH.read_text(encoding="utf-8")
KEYS = re.findall(r"^\| `([a-z_]+)`", PAGE, re.MULTILINE)
FORMS = {form.title: form for form in forms()}


def test_the_page_is_what_the_library_says() -> None:
    """If this fails: `deployments schema --keys > docs/keys.md`."""
    assert keys_page() == PAGE


def test_it_names_every_key() -> None:
    fields = {field.name for kind in (*IDENTITY_TABLES.values(), Metadata) for field in written_fields(kind)} - {"id"}
    common = {field.name for field in attrs.fields(Statement)} - {"kind", "value"}
    assert {*KEYS} == fields | common | {*ClaimKind} | {*toml_schema()["properties"]}


def test_every_form_of_the_schema_is_shown_once() -> None:
    shown = [name for form in forms() for name in form.definitions]
    records = {kind.__name__.lower() for kind in IDENTITY_TABLES.values()} | {"statement", "own_statement"}
    assert sorted(shown) == sorted({*toml_schema()["definitions"]} - records)


def test_every_link_leads_to_a_heading() -> None:
    headings = {title.lower().replace(" ", "-") for title in re.findall(r"^### (.+)$", PAGE, re.MULTILINE)}
    assert {*re.findall(r"\]\(#([^)]+)\)", PAGE)} <= headings


#: A key that takes values of each form.
WITH = {
    "Dates": "end",
    "Milestones": "end",
    "The day of a figure": "as_of",
    "Durations": "duration",
    "Numbers": "strength",
    "Changes": "change",
    "Equipment": "equipment",
    "Mandates": "mandate",
    "Basis": "basis",
}


@pytest.mark.parametrize(
    ("key", "written"),
    [(key, row[0]) for title, key in WITH.items() for row in FORMS[title].rows],
    ids=str,
)
def test_every_example_is_valid_and_read(key: str, written: object) -> None:
    claim = "" if key in [*ClaimKind] else "strength = 1\n"
    table = f'[[statements]]\nabout = "nld"\nsource = "letter"\n{claim}{key} = {value(written)}\n'
    jsonschema.Draft7Validator(toml_schema()).validate(tomllib.loads(table))
    said = tomllib.loads(table)["statements"][0]
    kind = key if not claim else "strength"
    others = {name: each for name, each in said.items() if name not in (kind, "source", "about")}
    Statement(id="x", source="letter", about="nld", kind=kind, value=said[kind], **others)


def test_the_page_says_what_the_library_reads() -> None:
    shown = {
        (form.title, row[0]): row[2] for form in forms() for row in form.rows if form.reads and isinstance(row[0], str)
    }
    assert shown["Dates", "2024-05-01~"] == "2024-04-24 to 2024-05-08"
    assert shown["Dates", "2024-41"] == "2024-07-01 to 2024-12-31"
    assert shown["Places", "Rotes Meer"] == "Rotes Meer"
    assert shown["Milestones", "late 2024-05"] == "2024-05-21 to 2024-05-31"
    assert shown["Durations", "..P6M"] == "2024-05-01 to 2024-11-01"
    assert shown["Numbers", "~150"] == "135 to 165"
    assert shown["Changes", "-50 %"] == "50"
