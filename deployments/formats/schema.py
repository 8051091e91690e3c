"""The JSON Schema of a registry's TOML, made from the records, so that editors complete, explain and check files.

It is of draft 7, with only those keywords that draft 4 has too, as Taplo reads draft 4. It accepts more than the reader
does: only `deployments check` checks the grammar of dates, and whether records fit together.
"""

from __future__ import annotations

import enum
import json
import types
import typing
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from deployments.claims import BEGINNINGS, ENDINGS, MILESTONES, Basis, ClaimKind, Equipment, Term
from deployments.formats.toml_reader import DEFAULTS, FOR_EACH_CLAIM
from deployments.records import (
    IDENTITY_TABLES,
    MAX_PATH,
    MAX_WORDING,
    STATEMENT_ID_PATTERN,
    Deployment,
    Metadata,
    Record,
    Source,
    SourceKind,
    Statement,
    written_fields,
)
from deployments.values.countries import Country, Organisation, Place
from deployments.values.dates import UncertainDate
from deployments.values.documents import DocumentId
from deployments.values.durations import Duration
from deployments.values.quantities import QUANTITY_PATTERN, SHARE_PATTERN, Breakdown, Change, Quantity
from deployments.values.texts import MAX_TEXT, ByLanguage
from deployments.values.tolerance import Tolerance
from deployments.values.when import ID_PATTERN, RELATIONS, Part, When

Schema = dict[str, Any]

#: The characters of EDTF. Its grammar cannot be written as a regular expression.
_EDTF = r"[0-9XYEST?~%.,/:{}\[\]Z+-]+"
_SPAN = r"P(?:[0-9]+[YMWD])+"


def toml_schema_text() -> str:
    """Return the schema as the text of `registry.schema.json`, which `deployments schema` prints.

    >>> json.loads(toml_schema_text()) == toml_schema()
    True
    """
    return json.dumps(toml_schema(), indent=2) + "\n"


def toml_schema() -> Schema:
    """Return the schema of a registry's TOML as a JSON document.

    >>> toml_schema()["properties"]["missions"]["patternProperties"]
    {'^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$': {'$ref': '#/definitions/mission'}}
    """
    tables = {name: _table(kind) for name, kind in IDENTITY_TABLES.items()}
    defaults = _object({name: _defaults(name) for name in DEFAULTS}, "What the sources or statements of a file share.")
    statements = {"type": "array", "items": _to("statement"), "description": _summary(Statement)}
    top = {
        "source": {**_to("id"), "description": "The id of the source of every statement in this file that names none."},
        "tolerance": {**_to("text"), "description": _summary(Tolerance)},
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A registry of military deployments",
        "description": "One file of a registry: what public sources state of military missions and deployments.",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            **{name: _described(each) for name, each in top.items()},
            "registry": _metadata(),
            "defaults": defaults,
            **tables,
            "statements": statements,
        },
        "definitions": {
            **_VALUES,
            **{_name(kind): _record(kind) for kind in IDENTITY_TABLES.values()},
            "statement": _claims(about=True),
            "own_statement": _claims(about=False),
        },
    }


# --- records ---------------------------------------------------------------------------------------------


def _table(kind: type[Record]) -> Schema:
    return {
        "type": "object",
        "description": _summary(kind),
        "patternProperties": {f"^{ID_PATTERN}$": _to(_name(kind))},
        "additionalProperties": False,
    }


def _record(kind: type[Record]) -> Schema:
    fields = [field for field in written_fields(kind) if field.name != "id"]  # the id stands in the header
    return {
        "type": "object",
        "description": _summary(kind),
        "additionalProperties": False,
        "properties": {field.name: _field(kind, field) for field in fields} | _own_statements(kind),
        **_must_have(kind, [field.name for field in fields if field.default is attrs.NOTHING]),
    }


def _own_statements(kind: type[Record]) -> Schema:
    """Return the schema of statements that are written in the table of their subject."""
    if kind is Source:
        return {}
    description = f"Statements about this {_name(kind)}: [[{_name(kind)}s.some-id.statements]]."
    return {"statements": {"type": "array", "minItems": 1, "items": _to("own_statement"), "description": description}}


def _must_have(kind: type[Record], required: Sequence[str]) -> Schema:
    if kind is Source:
        return {"required": [*required]}
    either = [["contributor"], ["part_of"]] if kind is Deployment else [[*required]]
    # A table may hold only statements; then the record itself is in another file.
    return {"anyOf": [{"required": names} for names in (*either, ["statements"])]}


def _metadata() -> Schema:
    fields = {field.name: _field(Metadata, field) for field in written_fields(Metadata)}
    return _object(fields, _summary(Metadata))


def _defaults(name: str) -> Schema:
    kind: type[Record] = Source if name == "source" else Statement
    fields = {key: _field(kind, field) for key, field in DEFAULTS[name].items()}
    return _object(fields, f"What all {kind.__name__.lower()}s of this file share, unless they say otherwise.")


def _claims(*, about: bool) -> Schema:
    """Return the schema of a table of statements: one or more claims, each under its own name.

    With `about` the table has a key that says what they are about; in the table of their subject it has none.
    """
    left_out = ("kind", "value") if about else ("kind", "value", "about")
    common = [field for field in attrs.fields(Statement) if field.name not in left_out]
    claims = {kind.value: _claim(kind) for kind in ClaimKind}
    return {
        "type": "object",
        "description": _summary(Statement),
        "additionalProperties": False,
        "properties": {**{field.name: _for_each(field) for field in common}, **claims},
        **({"required": ["about"]} if about else {}),
        "anyOf": [{"required": [name]} for name in claims],
    }


def _for_each(field: attrs.Attribute[Any]) -> Schema:
    """Return the schema of a field of statements, which may be given for each claim of a table."""
    found = _field(Statement, field)
    if field.name not in FOR_EACH_CLAIM:
        return found
    (one,) = found["allOf"]
    each = _object({kind.value: one for kind in ClaimKind}, "For each claim of the table, by its name.")
    return {"anyOf": [one, each], "description": found["description"]}


def _claim(kind: ClaimKind) -> Schema:
    said = _described({**_to(_claimed(kind)), "description": _sentence(kind.spec.meaning)})
    if not kind.spec.can_be_true:
        return said
    return {"anyOf": [*said["allOf"], {"enum": [True]}], "description": f"{said['description']} {_BY_PUBLICATION}"}


def _claimed(kind: ClaimKind) -> str:
    """Return the definition of what a kind of claim is written as."""
    if kind.spec.value is bool:
        return "presence" if kind is ClaimKind.PRESENT else "truth"
    return _CLAIMED[kind.spec.value]


def _field(kind: type[Record | Metadata], field: attrs.Attribute[Any]) -> Schema:
    hint = typing.get_type_hints(kind)[field.name]
    return _described({**_of(hint, field.metadata["form"]), "description": _sentence(field.metadata["meaning"])})


def _of(hint: Any, form: str) -> Schema:
    """Return the schema of a field by its type; for texts, by its form."""
    parts = [part for part in typing.get_args(hint) if part is not type(None)]
    if typing.get_origin(hint) is tuple:
        item = _of(parts[0], form)
        return {"anyOf": [item, {"type": "array", "items": item}]}
    if isinstance(hint, types.UnionType):
        return _of(parts[0], form) if len(parts) == 1 else _to(_UNIONS[frozenset(parts)])
    return _to(form if hint is str else _TYPES[hint])


_TYPES: Mapping[type, str] = {
    UncertainDate: "date",
    Country: "country",
    Place: "place",
    SourceKind: "source_kind",
    Basis: "basis",
    bool: "flag",
}
#: The definition of what each type of claim is written as.
_CLAIMED: Mapping[type, str] = {
    When: "milestone",
    Term: "duration",
    Duration: "span",
    Quantity: "personnel",
    Change: "change",
    Equipment: "equipment",
    str: "id",
}
_BY_PUBLICATION = "True: on the day on which the source appeared."
_UNIONS: Mapping[frozenset[type], str] = {
    frozenset({Country, Organisation}): "contributor",
    frozenset({DocumentId, str}): "text",
    frozenset({ByLanguage, str}): "name",
}


# --- values ----------------------------------------------------------------------------------------------


def _to(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _described(schema: Schema) -> Schema:
    """Put a `$ref` into `allOf`: readers ignore a description that stands right beside a `$ref`."""
    if "$ref" not in schema:
        return schema
    return {"allOf": [{"$ref": schema["$ref"]}], "description": schema["description"]}


def _texts(pattern: str, hint: str) -> Schema:
    return {"type": "string", "pattern": f"^(?:{pattern})$", "description": hint}


def _one_of(kind: type[enum.Enum]) -> Schema:
    return {"enum": [each.value for each in kind], "description": _summary(kind)}


def _object(properties: Mapping[str, Schema], description: str, required: Sequence[str] = ()) -> Schema:
    found: Schema = {"type": "object", "description": description, "additionalProperties": False}
    return {
        **found,
        "properties": dict(properties),
        **({"required": [*required]} if required else {"minProperties": 1}),
    }


def _name(kind: type) -> str:
    return kind.__name__.lower()


def _summary(kind: type) -> str:
    return (kind.__doc__ or "").partition("\n")[0]


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _degrees(bound: int, name: str) -> Schema:
    return {"type": "number", "minimum": -bound, "maximum": bound, "description": f"{name} in degrees (WGS 84)"}


_RELATION = rf"(?:{'|'.join(RELATIONS)}) \S+"
_WHEN = rf"(?:(?:(?:{'|'.join(part.value for part in Part)}) )?{_EDTF}(?: {_RELATION})*|{_RELATION}(?: {_RELATION})*)"
_TARGET = rf"{ID_PATTERN}(?:\.(?:{'|'.join(MILESTONES)}))?|{_EDTF}"
_TARGETS: Schema = {"anyOf": [_to("target"), {"type": "array", "items": _to("target")}]}
_NUMBERS = '"6", "~150" for about, "150..200" for between, "..350" for at most, "100.." for at least'
_LENGTHS = '"P6M" for six months, "~P6M" for about, "..P6M" for at most, "P3M..P6M" for between'

_VALUES: Mapping[str, Schema] = {
    "text": {"type": "string", "pattern": r"\S", "maxLength": MAX_TEXT},
    "name": {
        "anyOf": [
            _to("text"),
            {
                "type": "object",
                "minProperties": 1,
                "patternProperties": {"^[a-z]{2,3}$": _to("text")},
                "additionalProperties": False,
                "description": _summary(ByLanguage),
            },
        ],
        "description": 'A text, or one for each language: { en = "...", nl = "..." }.',
    },
    "wording": {"type": "string", "pattern": r"\S", "maxLength": MAX_WORDING},
    "id": _texts(ID_PATTERN, 'Letters, digits, "-" and "_"; a date is no id.'),
    "statement_id": _texts(STATEMENT_ID_PATTERN, 'An id; after a "#" stands what one that nobody wrote is made of.'),
    "path": {"type": "string", "pattern": r"^(?!.*(?:^|/)\.{0,2}(?:/|$))[^\\\\:]+$", "maxLength": MAX_PATH},
    "url": _texts(r"https?://\S+", "A web address."),
    "language": _texts("[a-z]{2,3}", 'An ISO 639 code, such as "nl" or "en".'),
    # A date without quotes is a text to Taplo; to Tombi it is one by its format.
    "day": {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "date": {
        "anyOf": [_texts(_EDTF, "A date in EDTF."), _to("day")],
        "description": 'EDTF: "2023-06-21", "2023-06", or "2023-06-21~" for "around".',
    },
    "country": {"type": "string", "minLength": 2, "description": 'An alpha-3 code, "NLD", or a name.'},
    "contributor": {
        "anyOf": [
            {"type": "string", "minLength": 2},
            _object({"organisation": _to("text")}, _summary(Organisation), ["organisation"]),
        ],
        "description": 'A country, "NLD", or { organisation = "NATO" }.',
    },
    "place": {
        "anyOf": [
            _to("text"),
            _object(
                {
                    "country": _to("country"),
                    "name": _to("text"),
                    "latitude": _degrees(90, "Latitude"),
                    "longitude": _degrees(180, "Longitude"),
                },
                _summary(Place),
            ),
        ],
        "description": '"Sliač, SVK", or { country = "SVK", name = "Sliač" }.',
    },
    "source_kind": _one_of(SourceKind),
    "basis": _one_of(Basis),
    "target": {
        "anyOf": [_texts(_TARGET, "An id, a milestone or a date."), _to("day")],
        "description": 'An id ("vilnius-summit"), a milestone ("some-id.end") or a date.',
    },
    "milestone": {
        "anyOf": [
            _texts(_WHEN, 'A date in EDTF, "mid 2022-04", or "after some-id".'),
            _to("day"),
            _object(
                {"on": _to("date"), "part": _one_of(Part), **dict.fromkeys(RELATIONS, _TARGETS)},
                "A date, and how it lies to others.",
            ),
        ],
        "description": 'A date, or { on = "2023-06-21~", after = "amdtf-wind-down" }.',
    },
    "presence": {"type": "boolean", "description": "True if somebody is there, false if nobody is."},
    "flag": {"type": "boolean"},
    "truth": {"enum": [True], "description": "True, or left out."},
    "span": _texts(rf"~?(?:{_SPAN}(?:\.\.(?:{_SPAN})?)?|\.\.{_SPAN})", f"{_LENGTHS}."),
    "duration": {
        "anyOf": [
            _to("span"),
            _object(
                {"of": _to("span"), "from": {"enum": [*BEGINNINGS]}, "to": {"enum": [*ENDINGS]}}, _summary(Term), ["of"]
            ),
        ],
        "description": '"P6M", or { of = "P6M", from = "departed", to = "returned" }.',
    },
    "quantity": {
        "anyOf": [{"type": "integer", "minimum": 0}, _texts(QUANTITY_PATTERN, _summary(Quantity))],
        "description": f"{_NUMBERS}.",
    },
    "personnel": {
        "anyOf": [
            _to("quantity"),
            {
                "type": "object",
                "minProperties": 1,
                "additionalProperties": _to("quantity"),
                "description": _summary(Breakdown),
            },
        ],
        "description": 'A number, or numbers by category: { troops = "1200", police = "300" }.',
    },
    "change": {
        "anyOf": [
            {"type": "integer"},
            _texts(rf"increase|decrease|[+-]?(?:{QUANTITY_PATTERN}|{SHARE_PATTERN})", _summary(Change)),
        ],
        "description": '"80" for 80 more, "-30" for 30 fewer, "-50 %" for half as many, "increase" or "decrease".',
    },
    "signed": {
        "anyOf": [
            {"type": "integer", "maximum": -1},
            _texts(rf"increase|decrease|[+-](?:{QUANTITY_PATTERN}|{SHARE_PATTERN})", "A change, with its sign."),
        ]
    },
    "equipment": {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": {"anyOf": [_to("quantity"), _to("signed")]},
        "description": 'So many of each kind: { "Patriot fire unit" = 2 }, or more or fewer: { battery = "-1" }.',
    },
}
