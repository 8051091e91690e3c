"""The JSON Schema of one registry: the general schema with the ids of this registry, so that editors complete them.

Taplo, the program behind Even Better TOML, offers all values of an `enum`, also below `anyOf`, each with a line from
`x-taplo`. Beside the `enum` of known ids stands the pattern of all ids. So known ids are offered, and new ids are not
refused.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from deployments.claims import SUBJECTS, ClaimKind
from deployments.formats.schema import Schema, toml_schema
from deployments.records import IDENTITY_TABLES, REFERENCES, Deployment, Event, Mission, Source, Statement
from deployments.registry import Registry
from deployments.values.when import RELATIONS

#: Ids, each with words for what it names, which an editor shows in its list.
_Ids = Mapping[str, str]

#: The milestones that are offered for every deployment and mission. Others are offered if somebody states them.
_ALWAYS = ("start", "end")


def toml_schema_of(registry: Registry) -> Schema:
    """Return the schema of the TOML of a registry, which offers its ids and also accepts others.

    >>> import deployments
    >>> schema = toml_schema_of(deployments.example())
    >>> schema["definitions"]["mission_id"]["anyOf"][0]["enum"]
    ['amdtf-svk']
    """
    schema = copy.deepcopy(toml_schema())  # its parts are shared
    ids = {name: _labels(getattr(registry, f"{name}s").values()) for name in ("source", *SUBJECTS)}
    _complete_ids(schema, registry, ids)
    _complete_dates(schema["definitions"], registry, ids)
    for table, kind in IDENTITY_TABLES.items():
        name = kind.__name__.lower()
        if ids[name]:
            schema["properties"][table]["properties"] = {each: _to(name) for each in ids[name]}
    return schema


def toml_schema_text_of(registry: Registry) -> str:
    """Return that schema as the text of `registry.schema.json`, which `deployments schema --of` prints.

    >>> import deployments
    >>> json.loads(toml_schema_text_of(deployments.example()))["title"]
    'A registry of military deployments'
    """
    return json.dumps(toml_schema_of(registry), indent=2, ensure_ascii=False) + "\n"


# --- keys that name records ------------------------------------------------------------------------------


def _complete_ids(schema: Schema, registry: Registry, ids: Mapping[str, _Ids]) -> None:
    """Make every key that names a record offer the ids of the records that it can name."""
    definitions = schema["definitions"]
    groups = {
        **{f"{name}_id": ids[name] for name in ("source", "mission", "deployment")},
        "subject_id": {each: text for name in SUBJECTS for each, text in ids[name].items()},
        "corrected_id": {**ids["source"], **_own_ids(registry.statements)},
    }
    found = {name: _offered(group, _to("id")) for name, group in groups.items() if group}
    definitions.update(found)
    for properties, key, name in _keys(schema):
        if key in properties and name in found:
            properties[key] = _pointing(properties[key], "id", name)
    if ids["source"]:
        definitions["cited"] = _offered(ids["source"], _to("text"))
        cites = definitions["source"]["properties"]
        cites["cites"] = _pointing(cites["cites"], "text", "cited")


def _keys(schema: Schema) -> Iterator[tuple[Schema, str, str]]:
    """Yield the keys that name records: the properties that have the key, the key, and the definition of its ids."""
    definitions = schema["definitions"]
    yield schema["properties"], "source", "source_id"
    for kind, names in (
        (Mission, ["mission"]),
        (Deployment, ["deployment"]),
        (Statement, ["statement", "own_statement"]),
    ):
        for name in names:
            for key, refers in REFERENCES[kind]:
                yield definitions[name]["properties"], key, "subject_id" if len(refers) > 1 else f"{refers[0]}_id"
    for properties in (definitions["statement"]["properties"], definitions["own_statement"]["properties"]):
        yield properties, "corrects", "corrected_id"
        yield from ((properties, each.value, f"{each.spec.refers}_id") for each in ClaimKind if each.spec.refers)
    shared = schema["properties"]["defaults"]["properties"]["statements"]["properties"]
    yield shared, "citing", "source_id"
    yield shared, "corrects", "corrected_id"


def _own_ids(statements: Iterable[Statement]) -> _Ids:
    """Return the ids that somebody wrote. Ids that were made can change, and so nothing may name them."""
    return {each.id: f"{each.kind} of {each.about}" for each in statements if "#" not in each.id}


# --- what dates are relative to --------------------------------------------------------------------------


def _complete_dates(definitions: Schema, registry: Registry, ids: Mapping[str, _Ids]) -> None:
    """Make dates offer what they can relate to: events, sources, and the milestones of missions and deployments."""
    stated: dict[str, set[str]] = {}
    for each in registry.statements:
        stated.setdefault(each.about, set()).update(each.kind.milestones)
    milestones = {
        f"{id_}.{kind.value}": text
        for subject in ("mission", "deployment")
        for id_, text in ids[subject].items()
        for kind in ClaimKind
        if kind.spec.milestone and (kind.value in _ALWAYS or kind.value in stated.get(id_, ()))
    }
    targets = {**ids["event"], **milestones, **ids["source"]}
    texts = {f"{relation} {each}": text for each, text in ids["event"].items() for relation in RELATIONS}
    for name, offered in (("target", targets), ("milestone", texts)):
        if offered:
            definitions[name]["anyOf"] = [_enum(offered), *definitions[name]["anyOf"]]


# --- schemas ---------------------------------------------------------------------------------------------


def _offered(ids: _Ids, otherwise: Schema) -> Schema:
    return {"anyOf": [_enum(ids), otherwise]}


def _enum(ids: _Ids) -> Schema:
    return {"enum": [*ids], "x-taplo": {"docs": {"enumValues": [*ids.values()]}}}


def _pointing(schema: Any, old: str, new: str) -> Any:
    """Return a schema with every reference to the definition `old` replaced by one to `new`."""
    if isinstance(schema, dict):
        return _to(new) if schema == _to(old) else {key: _pointing(each, old, new) for key, each in schema.items()}
    return [_pointing(each, old, new) for each in schema] if isinstance(schema, list) else schema


def _to(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _labels(records: Iterable[Source | Event | Mission | Deployment]) -> _Ids:
    return {each.id: _label(each) for each in records}


def _label(record: Source | Event | Mission | Deployment) -> str:
    """Return words for what an id names, which an editor shows in its list."""
    if isinstance(record, Source):
        said: tuple[object, ...] = (record.publisher, record.published, record.title)
    elif isinstance(record, Deployment):
        said = (record.contributor, record.force, record.place)
    else:
        said = (record.name,)
    return ", ".join(str(each) for each in said if each is not None) or record.id
