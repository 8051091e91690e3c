"""The JSON Schema of every answer, made from its classes and their docstrings."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from deployments.errors import InvalidValueError
from deployments.patterns import lazy_pattern
from deployments.shapes.answer import Answer, key_order
from deployments.shapes.authorised import AuthorisationAnswer, RunningOutAnswer
from deployments.shapes.changed import ChangesAnswer
from deployments.shapes.diagnostics import CheckAnswer
from deployments.shapes.knowledge import ExplainAnswer, ExplainStrengthAnswer, HistoryAnswer
from deployments.shapes.lookup import DossierAnswer, FindAnswer, ListAnswer, ReportAnswer, ShowAnswer
from deployments.shapes.presence import ActiveAnswer, AnyoneAnswer, PeriodsAnswer, StrengthAnswer
from deployments.shapes.promises import UnconfirmedAnswer
from deployments.shapes.records import RelocationsAnswer, SourcesAnswer, TimelineAnswer
from deployments.shapes.written import ExportAnswer, ImportAnswer, NewAnswer
from deployments.suggestions import did_you_mean

_DRAFT = "https://json-schema.org/draft/2020-12/schema"

#: Every kind of answer.
_ANSWERS: tuple[type[Answer], ...] = (
    ActiveAnswer,
    AnyoneAnswer,
    AuthorisationAnswer,
    ChangesAnswer,
    CheckAnswer,
    DossierAnswer,
    ExplainAnswer,
    ExplainStrengthAnswer,
    ExportAnswer,
    FindAnswer,
    HistoryAnswer,
    ImportAnswer,
    ListAnswer,
    NewAnswer,
    PeriodsAnswer,
    RelocationsAnswer,
    ReportAnswer,
    RunningOutAnswer,
    ShowAnswer,
    SourcesAnswer,
    StrengthAnswer,
    TimelineAnswer,
    UnconfirmedAnswer,
)

#: An entry of a docstring: the keys, and what they mean, on one line or more.
_ENTRY = lazy_pattern(r"^- ((?:`[^`]+`(?:, | and )?)+): (.+?)(?=\n- |\n\n|\Z)", re.MULTILINE | re.DOTALL)
_KEY = lazy_pattern("`([^`]+)`")


def answer_types() -> Mapping[str, type[Answer]]:
    """Return the class of each answer by its name, in alphabetical order.

    >>> answer_types()["active"].__name__
    'ActiveAnswer'
    """
    return {_name(kind): kind for kind in sorted(_ANSWERS, key=_name)}


def answer_names() -> tuple[str, ...]:
    """Return the names of all answers, in alphabetical order.

    >>> answer_names()[:2]
    ('active', 'anyone')
    """
    return tuple(answer_types())


def answer_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the answer of that name. Raises `InvalidValueError` for another.

    >>> answer_schema("active")["properties"]["answer"]["enum"]
    ['active']
    """
    kinds = answer_types()
    if name not in kinds:
        hint = did_you_mean(name, kinds) if isinstance(name, str) else ""
        raise InvalidValueError("there is no answer", name, hint or f"write {', '.join(kinds)}")
    (found,), components = msgspec.json.schema_components([kinds[name]], ref_template="#/$defs/{name}")
    own = {each.__name__: each for each in shapes_of(kinds[name])}
    defs = {title: _described(_with_null_last(schema), own.get(title)) for title, schema in components.items()}
    return {"$schema": _DRAFT, **defs.pop(found["$ref"].rpartition("/")[2]), "$defs": defs}


def shapes_of(kind: type[msgspec.Struct]) -> list[type[msgspec.Struct]]:
    """Return the shapes that one is made of, itself first, each once."""
    found = [kind]
    for each in found:  # it grows while it is read
        found += [inner for inner in _within(msgspec.inspect.type_info(each)) if inner not in found]
    return list(dict.fromkeys(found))


def summary(kind: type) -> str:
    """Return what the docstring of a shape says of it before its keys."""
    return " ".join((inspect.getdoc(kind) or "").partition("\n\n")[0].split())


def key_texts(kind: type) -> Mapping[str, str]:
    """Return what the docstrings of a shape, and of those that it extends, say of each key.

    >>> from deployments.shapes.days import SeenDay
    >>> [*key_texts(SeenDay)]
    ['text', 'first', 'last', 'disputed', 'statements']
    """
    found: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        for keys, text in _ENTRY.findall(inspect.getdoc(base) or "" if "__doc__" in vars(base) else ""):
            found |= dict.fromkeys(_KEY.findall(keys), " ".join(text.split()))
    return found


def _name(kind: type[Answer]) -> str:
    name: str = inspect.get_annotations(kind, eval_str=True)["answer"].__args__[0]
    return name


def _within(found: msgspec.inspect.Type) -> Iterator[type[msgspec.Struct]]:
    """Yield the shapes that a type is made of, those within them too."""
    if isinstance(found, msgspec.inspect.Metadata):
        yield from _within(found.type)
    elif isinstance(found, msgspec.inspect.UnionType):
        for each in found.types:
            yield from _within(each)
    elif isinstance(found, msgspec.inspect.VarTupleType):
        yield from _within(found.item_type)
    elif isinstance(found, msgspec.inspect.DictType):
        yield from _within(found.value_type)
    elif isinstance(found, msgspec.inspect.StructType):
        yield found.cls
        for field in found.fields:
            yield from _within(field.type)


def _with_null_last(schema: Any) -> Any:
    """Return a schema in which null comes last of the types that are allowed: releases of msgspec differ in that."""
    if isinstance(schema, list):
        return [_with_null_last(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: _with_null_last(value) for key, value in schema.items()}
    if "anyOf" in found:
        found["anyOf"] = sorted(found["anyOf"], key=lambda each: each == {"type": "null"})
    return found


def _described(schema: dict[str, Any], kind: type[msgspec.Struct] | None) -> dict[str, Any]:
    """Return a schema with what the docstrings say of it and of its keys; that of an enumeration as it is."""
    if kind is None:
        return {key: value for key, value in schema.items() if key != "description"}
    texts, properties = key_texts(kind), schema["properties"]
    described = {key: {"description": _alone(key, texts), **properties[key]} for key in key_order(kind)}
    return {**schema, "description": summary(kind), "properties": described, "required": key_order(kind)}


def _alone(key: str, texts: Mapping[str, str]) -> str:
    """Return what is said of a key; where one text is of several keys, with their names."""
    same = [other for other, text in texts.items() if text == texts[key]]
    return texts[key] if same == [key] else f"{', '.join(same)}: {texts[key]}"


def schema_text(name: str) -> str:
    """Return the JSON Schema of an answer as text. Raises `InvalidValueError` for a name of none."""
    return json.dumps(answer_schema(name), indent=1, ensure_ascii=False) + "\n"
