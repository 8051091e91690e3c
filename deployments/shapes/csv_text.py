"""The items of an answer as CSV: a column for each scalar key, those of objects within with dots."""

from __future__ import annotations

import csv
import enum
import functools
import io
import json
import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from deployments.formats.formula_guard import harmless
from deployments.reports.escape import clean


def csv_text(kind: type[msgspec.Struct], items: Iterable[msgspec.Struct]) -> str:
    """Return some items of a kind as CSV; the header is there also without items.

    A list of texts is written as JSON; what is a list or a table of objects is left out. Line ends and cells are as in
    the tables of `deployments.export`.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    found = columns(kind)
    writer.writerow(found)
    cells = [*map(_reader, found.values())]
    writer.writerows([cell(item) for cell in cells] for item in items)
    return out.getvalue()


@functools.cache
def columns(kind: type[msgspec.Struct]) -> Mapping[str, tuple[str, ...]]:
    """Return the columns of a kind of item, in the order of its keys: of each the attributes that lead to its value.

    >>> from deployments.shapes.parts import Subject
    >>> columns(Subject)
    {'about': ('about',), 'type': ('type',), 'label': ('label',)}
    """
    found: dict[str, tuple[str, ...]] = {}
    hints = typing.get_type_hints(kind)
    for attribute, key in zip(kind.__struct_fields__, kind.__struct_encode_fields__, strict=True):
        options = _options(hints[attribute])
        within = next((each for each in options if isinstance(each, type) and issubclass(each, msgspec.Struct)), None)
        if within is not None:
            found |= {f"{key}.{name}": (attribute, *path) for name, path in columns(within).items()}
        elif all(_is_scalar(each) or _is_list_of_texts(each) for each in options):
            found[key] = (attribute,)
    return found


def _options(hint: Any) -> list[Any]:
    """Return the types that a value can have, but for None."""
    if typing.get_origin(hint) is typing.Annotated:
        return _options(typing.get_args(hint)[0])
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        return [option for each in typing.get_args(hint) for option in _options(each)]
    return [] if hint is type(None) else [hint]


def _is_scalar(hint: Any) -> bool:
    return typing.get_origin(hint) is typing.Literal or (
        isinstance(hint, type) and issubclass(hint, str | int | float | bool | enum.Enum)
    )


def _is_list_of_texts(hint: Any) -> bool:
    return typing.get_origin(hint) is tuple and all(
        _is_scalar(each) for each in typing.get_args(hint) if each is not Ellipsis
    )


def _reader(path: Sequence[str]) -> Callable[[object], str]:
    """Return what reads a cell of an item: empty where anything on the way to it is null."""

    def read(item: object) -> str:
        for attribute in path:
            if item is None:
                return ""
            item = getattr(item, attribute)
        return _cell(item)

    return read


def _cell(value: object) -> str:
    if value is None or value == ():
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return harmless(clean(value))
    if isinstance(value, tuple):
        text = json.dumps([clean(str(each)) for each in value], ensure_ascii=False, separators=(",", ":"))
        return harmless(text)
    return str(value)
