"""The page that lists every key of the TOML and every form of a value, made from the records and the claim table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs

from deployments.claims import BasisRule, ClaimKind
from deployments.formats.forms import forms
from deployments.formats.schema import toml_schema
from deployments.formats.toml_reader import FOR_EACH_CLAIM
from deployments.formats.toml_writer import value as toml_value
from deployments.records import IDENTITY_TABLES, Metadata, Statement, written_fields

_HEAD = """\
# Every key, and every form of a value

What can be written in the TOML of a registry. [writing.md](writing.md) shows it with phrases of letters, and
[files.md](files.md) explains it. This page is made of the library itself, by `deployments schema --keys`: it is changed
in `deployments/formats/keys.py` and in what that reads, and not here.
"""
_TOP_SAID = """\
A file of a registry is TOML. At its top stand settings for all of it, then tables, in any order and in any number of
files."""
_CLAIMS_SAID = """\
A table `[[statements]]` makes one or several of these claims, `about` one deployment, mission or event. The basis is
what the claim is taken for if nobody writes it."""
_COMMON_SAID = f"""\
Beside its claims a table of statements can have these. {" and ".join(f"`{each}`" for each in FOR_EACH_CLAIM)} can be
given for each claim."""
_BASIS = {
    BasisRule.DATED: "its dates tell",
    BasisRule.FIGURE: "its day tells; without one, `present` in the same source",
    BasisRule.SIGHTING: "its day tells; without one, reported",
    BasisRule.REPORTED: "reported",
    BasisRule.PLANNED: "planned",
}
#: The forms of keys at the top of a file that the schema does not know.
_TOP_FORMS = {"tolerance": "Tolerance"}


def keys_page() -> str:
    """Return the page `docs/keys.md`, which `deployments schema --keys` prints.

    >>> "## Claims" in keys_page()
    True
    """
    schema = toml_schema()
    return "\n".join([_HEAD, *_top(schema), *_records(schema), *_claims(schema), *_forms()])


# --- parts -----------------------------------------------------------------------------------------------


def _top(schema: Any) -> Iterator[str]:
    yield f"## The top of a file\n\n{_TOP_SAID}\n"
    rows = []
    for key, each in schema["properties"].items():
        kind = IDENTITY_TABLES.get(key)
        form = f"tables `[{key}.ID]`" if kind else _TOP_TABLES.get(key) or _written_as(each, _TOP_FORMS.get(key))
        rows.append((f"`{key}`", form, each["description"]))
    yield _table(("Key", "Written as", "What it is"), rows)


_TOP_TABLES = {
    "registry": "a table `[registry]`",
    "defaults": "tables `[defaults.source]` and `[defaults.statements]`",
    "statements": "tables `[[statements]]`, or `[[deployments.ID.statements]]` below their subject",
}


def _records(schema: Any) -> Iterator[str]:
    yield "## Records\n"
    for table, kind in IDENTITY_TABLES.items():
        properties = schema["definitions"][kind.__name__.lower()]["properties"]
        yield f"### `[{table}.ID]`\n\n{(kind.__doc__ or '').partition(chr(10))[0]}\n"
        yield _fields(written_fields(kind), properties)
    yield "### `[registry]`\n\nThe registry itself. Every key may be left out.\n"
    yield _fields(written_fields(Metadata), schema["properties"]["registry"]["properties"])


def _claims(schema: Any) -> Iterator[str]:
    properties = schema["definitions"]["statement"]["properties"]
    yield f"## Claims\n\n{_CLAIMS_SAID}\n"
    rows = []
    for kind in ClaimKind:
        form = "Mandates" if kind is ClaimKind.MANDATE else None
        spec = kind.spec
        rows.append(
            (
                f"`{kind}`",
                ", ".join(spec.subjects),
                _written_as(properties[kind.value], form),
                _BASIS[spec.basis],
                spec.meaning,
            )
        )
    yield _table(("Key", "Of", "Written as", "Basis", "What it says"), rows)
    yield f"## Beside claims\n\n{_COMMON_SAID}\n"
    common = [field for field in attrs.fields(Statement) if field.name not in ("kind", "value")]
    yield _fields(common, properties)


def _forms() -> Iterator[str]:
    yield "## Forms of values\n"
    for form in forms():
        yield f"### {form.title}\n\n{form.said}\n"
        if form.rows:
            head = ("Written", "What it says", form.reads) if form.reads else ("Written", "What it says")
            yield _table(head, [(f"`{toml_value(row[0])}`", *row[1:])[: len(head)] for row in form.rows])


def _fields(fields: Iterable[attrs.Attribute[Any]], properties: Any) -> str:
    """Return a table of those fields of a record that its TOML table can have, by the schema."""
    rows = []
    for field in fields:
        if field.name in properties:
            needed = " (needed)" if field.name in _NEEDED else ""
            form = _written_as(properties[field.name], _FIELD_FORMS.get(field.name))
            rows.append((f"`{field.name}`{needed}", form, field.metadata["meaning"]))
    return _table(("Key", "Written as", "What it is"), rows)


#: The fields that every record needs, besides those that its header or the file gives.
_NEEDED = ("title", "name", "about")
#: The forms of fields that the schema does not know.
_FIELD_FORMS = {"as_of": "The day of a figure", "references": "Papers", "cites": "Papers"}


# --- cells -----------------------------------------------------------------------------------------------


def _written_as(schema: Any, title: str | None = None) -> str:
    """Return the forms in which a value is written, each with a link to where it is shown."""
    by_definition = {name: form for form in forms() for name in form.definitions}
    named = re.findall(r"'#/definitions/([a-z_]+)'", str(schema))
    found = [title] if title else [*dict.fromkeys(by_definition[name].title for name in named)]
    several = ", or several" if any("items" in each for each in schema.get("anyOf", ())) else ""
    true = " or `true`" if {"enum": [True]} in schema.get("anyOf", ()) else ""
    links = (f"[{each.lower()}](#{each.lower().replace(' ', '-')})" for each in found)
    return " or ".join(links) + several + true


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)
