"""The keys by which a mapping says where a value stands in a row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import attrs

from deployments.errors import InvalidValueError
from deployments.importing import converters


def value_key(convert: Callable[[Any], Any], default: Any = attrs.NOTHING) -> Any:
    """Return a field that is read from the key of the same name."""
    return attrs.field(default=default, metadata={"convert": convert})


def table_key(kind: type[Any], default: Any = None, *, each: str = "") -> Any:
    """Return a field that is read from a table; `each` says "table" or "list" where there can be several."""
    return attrs.field(default=default, metadata={"table": kind, "each": each})


_EXAMPLES = {
    "column": 'column = "Mission"',
    "value": 'value = "KFOR"',
    "add": 'add = ["Men", "Women"]',
    "each": 'each = "State*"',
    "header": "header = true",
}


@attrs.frozen(kw_only=True)
class CellKeys:
    """Where a value stands: in a column, in each of several, in their headers, or here, the same for all rows.

    `ways` are those of the keys that a value of this kind can have; exactly one of them is to be written.

    >>> CellKeys(column="Mission").column
    'Mission'
    """

    ways: ClassVar[tuple[str, ...]] = ("column", "value")

    column: str | None = value_key(converters.to_text, None)
    value: str | None = value_key(converters.to_text, None)
    add: tuple[str, ...] = value_key(converters.to_texts, ())
    each: tuple[str, ...] = value_key(converters.to_texts, ())
    header: bool = value_key(converters.to_bool, False)

    def __attrs_post_init__(self) -> None:
        said = [way for way in _EXAMPLES if getattr(self, way)]
        if len(said) != 1 or said[0] not in self.ways:
            hint = f"write one of: {'; '.join(_EXAMPLES[way] for way in self.ways)}"
            raise InvalidValueError("it does not say where the value stands", ", ".join(said), hint)


@attrs.frozen(kw_only=True)
class NumberKeys(CellKeys):
    """Where a number of people stands: in a column, in several that are added, or in each of several."""

    ways: ClassVar[tuple[str, ...]] = ("column", "add", "each")


@attrs.frozen(kw_only=True)
class LabelKeys(CellKeys):
    """Where a text stands that may also be the header of each column of numbers."""

    ways: ClassVar[tuple[str, ...]] = ("column", "value", "header")


@attrs.frozen(kw_only=True)
class DayKeys(LabelKeys):
    """Where the day stands, and whether it is to be the last one of its month."""

    month_end: bool = value_key(converters.to_bool, False)
