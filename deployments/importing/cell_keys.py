"""The keys by which a mapping says where a value stands in a row."""

# ruff: noqa: RUF009 - the calls make fields of attrs
from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, ClassVar

import attrs

from deployments.errors import InvalidValueError
from deployments.importing import converters
from deployments.importing.country_codes import LISTS
from deployments.importing.sum_names import counted_again, is_share, without_sum
from deployments.importing.toml_texts import inline_table, toml_value
from deployments.values.countries import Organisation


def value_key(convert: Callable[[Any], Any], default: Any = attrs.NOTHING, *, key: str = "") -> Any:
    """Return a field that is read from a key, which has its name if `key` does not say another."""
    return attrs.field(default=default, metadata={"convert": convert, "key": key})


def list_key(convert: Callable[[str], Any], default: Any) -> Any:
    """Return a field that is read from a list of texts, each of which is read by itself."""
    return attrs.field(default=default, metadata={"convert": converters.to_texts, "key": "", "item": convert})


def table_key(kind: type[Any], default: Any = None, *, each: str = "") -> Any:
    """Return a field that is read from a table; `each` says "table" or "list" where there can be several."""
    return attrs.field(default=default, metadata={"table": kind, "each": each})


_EXAMPLES = {
    "column": 'column = "Mission"',
    "value": 'value = "KFOR"',
    "join": 'join = ["Year", "Month"]',
    "template": 'template = "{Year}-Q{Quarter}"',
    "add": 'add = ["Men", "Women"]',
    "each": 'each = "State*"',
    "header": "header = true",
    "named": 'named = { troops = "Troops", police = "Police" }',
}


@attrs.frozen(kw_only=True)
class CellKeys:
    """Where a value stands: in a column, in each of several, in their headers, or here, the same for all rows.

    `ways` are those of the keys that a value of this kind can have; exactly one of them is to be written. `join` joins
    the texts of columns with hyphens, and `template` has the names of columns in braces. `leave_out` are columns that
    `each` does not mean. `unknown` are the words for what is not known, if they are not those of the whole table.

    >>> CellKeys(column="Mission").column
    'Mission'
    """

    ways: ClassVar[tuple[str, ...]] = ("column", "value", "join", "template")

    column: str | None = value_key(converters.to_text, None)
    value: str | Organisation | None = value_key(converters.to_text, None)
    join: tuple[str, ...] = value_key(converters.to_texts, ())
    template: str | None = value_key(converters.to_template, None)
    add: tuple[str, ...] = value_key(converters.to_texts, ())
    each: tuple[str, ...] = value_key(converters.to_texts, ())
    leave_out: tuple[str, ...] = value_key(converters.to_texts, (), key="except")
    header: bool = value_key(converters.to_bool, False)
    named: Mapping[str, str] = value_key(converters.to_aliases, attrs.Factory(dict))
    unknown: tuple[str, ...] | None = value_key(converters.to_texts, None)

    def __attrs_post_init__(self) -> None:
        said = [way for way in _EXAMPLES if getattr(self, way)]
        if len(said) != 1 or said[0] not in self.ways:
            hint = f"write one of: {'; '.join(_EXAMPLES[way] for way in self.ways)}"
            raise InvalidValueError("it does not say where the value stands", ", ".join(said), hint)
        counted = [*self.add, *self.named.values()]
        if twice := next((each for each in counted if counted.count(each) > 1), None):
            raise InvalidValueError("a column that is counted twice", twice, "name each column once")
        if self.leave_out and not self.each:
            raise InvalidValueError("except, and no each", self.leave_out, 'write each = "*" beside it')


@attrs.frozen(kw_only=True)
class NumberKeys(CellKeys):
    """Where a number of people stands: in a column, in several that are added, in each of several, or by category.

    What is added, or is a category beside others, is no sum or share of these: it would be counted a second time.

    `zero` are the words for none, and `some` those for some of whom nobody knows how many, if they are not those of the
    whole table.
    """

    ways: ClassVar[tuple[str, ...]] = ("column", "value", "add", "each", "named")

    zero: tuple[str, ...] | None = value_key(converters.to_texts, None)
    some: tuple[str, ...] | None = value_key(converters.to_texts, None)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        columns = dict(zip(self.add, self.add, strict=True)) or {
            column if is_share(column) or not without_sum(column) else name: column
            for name, column in self.named.items()
        }
        if again := counted_again(columns):
            what = f"a {'share' if is_share(again[0]) else 'sum'} of others, which would be counted twice"
            raise InvalidValueError(what, again[0], _without(self, [columns[each] for each in again]))


def _without(keys: NumberKeys, again: Collection[str]) -> str:
    """Return what to write so that columns are not added to others, which have them in their numbers."""
    part = (
        "or, to keep it, map each to a part ([parts.some-name]), with part_of in those that another has in its numbers"
    )
    if keys.named:
        left = {name: column for name, column in keys.named.items() if column not in again}
        return f"leave it out: write named = {inline_table(left)}; {part}"
    way = f"leave it out: write add = {toml_value([column for column in keys.add if column not in again])}"
    named = {without_sum(column): column for column in keys.add}
    if len(named) < len(keys.add) or not all(named) or any(map(is_share, named)):
        return f"{way}; {part}"
    return f"{way}; or, if it is neither, write named = {inline_table(named)} in place of add; {part}"


@attrs.frozen(kw_only=True)
class CountryKeys(CellKeys):
    """Where a country stands, and of which list its codes are: those of ISO 3166, if it is none."""

    codes: str | None = value_key(converters.to_word_among(*LISTS), None)


@attrs.frozen(kw_only=True)
class LabelKeys(CellKeys):
    """Where a text stands that may also be the header of each column of numbers."""

    ways: ClassVar[tuple[str, ...]] = (*CellKeys.ways, "header")


@attrs.frozen(kw_only=True)
class ForceKeys(LabelKeys):
    """Where the label of a force stands; `names` are those that sound like a sum of others, or a share of them."""

    names: tuple[str, ...] = value_key(converters.to_texts, ())


@attrs.frozen(kw_only=True)
class DayKeys(LabelKeys):
    """Where the day stands, and which day of a month, a year or another period it is.

    `month_end`: it is to be the last one of its month. `at` is "start" or "end" for the first or the last day of the
    period, "throughout" for all of its days, and "some" for one of which nobody knows which it is. `on` is a day of the
    year, as month and day: that one of the period.
    """

    month_end: bool = value_key(converters.to_bool, False)
    at: str = value_key(converters.to_word_among("some", "start", "end", "throughout"), "some")
    on: tuple[int, int] | None = value_key(converters.to_day_of_year, None)


@attrs.frozen(kw_only=True)
class ThingKeys(CellKeys):
    """Where numbers of things stand: in a column for each kind of thing."""

    ways: ClassVar[tuple[str, ...]] = ("named",)

    zero: tuple[str, ...] | None = value_key(converters.to_texts, None)


@attrs.frozen(kw_only=True)
class FlagKeys(CellKeys):
    """Where it stands whether something is so, and the words for that: it is the same for every row if it is `true`."""

    value: str | None = value_key(converters.to_flag, None)
    yes: tuple[str, ...] = value_key(converters.to_texts, ("true", "yes", "1", "x"))
    no: tuple[str, ...] = value_key(converters.to_texts, ("false", "no", "0"))


@attrs.frozen(kw_only=True)
class DurationKeys(CellKeys):
    """Where a duration stands, and the unit of a number that has none: "days", "weeks", "months" or "years"."""

    unit: str | None = value_key(converters.to_word_among("days", "weeks", "months", "years"), None)
