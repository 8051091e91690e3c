"""The reference of every answer for `docs/json.md`, made from its classes and their docstrings."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from itertools import groupby

import msgspec

from deployments.shapes.answer import Answer, key_order
from deployments.shapes.days import DAY_PATTERN
from deployments.shapes.schema import answer_types, key_texts, shapes_of, summary

#: The names of the types of JSON, as people call them.
_PLAIN = {
    msgspec.inspect.IntType: "number",
    msgspec.inspect.FloatType: "number",
    msgspec.inspect.BoolType: "true or false",
    msgspec.inspect.NoneType: "null",
    msgspec.inspect.LiteralType: "constant",
}


def reference() -> str:
    """Return every key of every answer and shape, in Markdown.

    >>> reference().splitlines()[0]
    '### In every answer'
    """
    kinds = answer_types()
    within = {each for kind in kinds.values() for each in shapes_of(kind) if not issubclass(each, Answer)}
    parts = [_part("In every answer", Answer, Answer.__struct_fields__)]
    for name, kind in kinds.items():
        own = [key for key in key_order(kind) if key not in Answer.__struct_fields__]
        parts.append(_part(f"`{name}`", kind, [*own, "counts", "items"]))
    parts += [_part(each.__name__, each, key_order(each)) for each in sorted(within, key=_title)]
    words = {each for kind in within for each in _words(msgspec.inspect.type_info(kind))}
    parts += [f"### {each.__name__}\n\n{_listed(each)}\n" for each in sorted(words, key=_title)]
    return "\n".join(parts)


def _title(kind: type) -> str:
    return kind.__name__


def _listed(words: type[enum.Enum]) -> str:
    """Return the words that a key can have."""
    return ", ".join(f"`{each.value}`" for each in words)


def _words(found: msgspec.inspect.Type) -> Iterator[type[enum.Enum]]:
    """Yield the enumerations from which a shape has words."""
    if isinstance(found, msgspec.inspect.EnumType):
        yield found.cls
    elif isinstance(found, msgspec.inspect.UnionType | msgspec.inspect.StructType):
        parts = found.types if isinstance(found, msgspec.inspect.UnionType) else [each.type for each in found.fields]
        for each in parts:
            yield from _words(each)
    elif isinstance(found, msgspec.inspect.VarTupleType):
        yield from _words(found.item_type)


def _part(title: str, kind: type[msgspec.Struct], keys: Iterable[str]) -> str:
    """Return a heading, what a shape is, and a line for each key."""
    return "\n".join([f"### {title}", "", summary(kind), "", *_lines(kind, keys), ""])


def _lines(kind: type[msgspec.Struct], keys: Iterable[str]) -> Iterator[str]:
    texts = key_texts(kind)
    found = msgspec.inspect.type_info(kind)
    assert isinstance(found, msgspec.inspect.StructType)  # noqa: S101 - all shapes are
    types = {field.encode_name: field.type for field in found.fields}
    for (kind_of_value, text), group in groupby(keys, key=lambda key: (_type(types[key]), texts[key])):
        yield f"- {', '.join(f'`{key}`' for key in group)} ({kind_of_value}): {text}"


def _type(found: msgspec.inspect.Type) -> str:
    """Return what the value of a key is."""
    if isinstance(found, msgspec.inspect.UnionType):
        options = [_type(each) for each in found.types if not isinstance(each, msgspec.inspect.NoneType)]
        return " or ".join([*dict.fromkeys(options), *(["null"] if len(options) < len(found.types) else [])])
    if isinstance(found, msgspec.inspect.VarTupleType):
        return f"list of {_type(found.item_type)}"
    if isinstance(found, msgspec.inspect.DictType):
        return f"{_type(found.value_type)} by id"
    if isinstance(found, msgspec.inspect.StructType | msgspec.inspect.EnumType):
        name = found.cls.__name__
        return f"[{name}](#{name.lower()})"
    if isinstance(found, msgspec.inspect.StrType):
        return "day" if found.pattern == DAY_PATTERN else "text"
    return _PLAIN.get(type(found), "see the answer")
