"""Turns records into rows of cells, and rows into fields of records. A field has one cell, or a few."""

from __future__ import annotations

import json
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from deployments.claims import ClaimKind
from deployments.errors import InvalidValueError
from deployments.formats import layout
from deployments.formats.cells import Batch
from deployments.formats.jsonl_errors import decoded
from deployments.formats.layout import CONTRIBUTOR, EMPTY, PLACE, RECORD_TABLES, RECORDS, TableData, type_of
from deployments.formats.primitives import plain_value
from deployments.packed_texts import PackedTexts
from deployments.records import Record, Statement, written_fields
from deployments.registry import Registry
from deployments.rows import Coded, Column, Rows, slices, together
from deployments.values.countries import Country, Organisation, Place

Row = tuple[Any, ...]

#: The columns of the fields that have several.
_SPLIT: Mapping[str, Sequence[layout.Column]] = {"place": PLACE, "contributor": CONTRIBUTOR}


#: How many values are remembered with what they are written as.
_REMEMBERED = 1 << 17


def record_table(registry: Registry, name: str) -> TableData:
    """Return one of the five tables of records.

    >>> import deployments
    >>> record_table(deployments.example(), "missions").columns["framework_nation"]
    ['DEU']
    """
    kind, records = RECORD_TABLES[name][0], records_of(registry, name)
    return TableData.of_batches(RECORDS[name], lambda: _batches(kind, records))


def records_of(registry: Registry, name: str) -> Sequence[Record]:
    """Return the records of a table in their order, as rows where they are rows.

    >>> import deployments
    >>> [each.id for each in records_of(deployments.example(), "missions")]
    ['amdtf-svk']
    """
    if name != "statements":
        records: Sequence[Record] = getattr(registry, name).rows
        return records
    rows = registry.statement_list.rows
    return registry.statements if rows is None else rows


def _batches(kind: type[Record], records: Sequence[Record]) -> Iterator[Batch]:
    """Yield the columns of the first records, those of the next records, and so on."""
    writers = [_FieldWriter(kind, field) for field in written_fields(kind)]
    for own in slices(len(records)):
        yield [column for writer in writers for column in writer.columns(values_of(records, writer.field.name, own))]


def values_of(records: Sequence[Record], name: str, own: slice) -> Column:
    """Return the values of a field in the records `own`. A `Coded` column has few values that none of them has.

    >>> from deployments.records import Event
    >>> values_of([Event(id="summit", name="NATO summit")], "place", slice(1))
    [None]
    """
    if not isinstance(records, Rows):
        return [*map(operator.attrgetter(name), records[own])]
    column = records.column(name)
    if isinstance(column, PackedTexts):
        return column.part(own)
    if not isinstance(column, Coded):
        return column[own]
    found = Coded(column.codes[own], column.values)
    if len(found.values) <= len(found):
        return found
    from deployments.formats.array_cells import some  # noqa: PLC0415 - only many take NumPy

    return some(found)


class ToldOnce:
    """Tells what values are written as, of each object once. The objects have to live as long as this does.

    Equal objects are told apart: 1 and true are equal, but not written alike.

    >>> told = ToldOnce(str)
    >>> told([1, True, 1])
    ['1', 'True', '1']
    """

    def __init__(self, tell: Callable[[Any], Any]) -> None:
        self._tell = tell
        self._known: dict[int, Any] = {}

    def __call__(self, values: Sequence[Any]) -> list[Any]:
        """Return what each of some values is written as."""
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        own = [*map(id, values)]
        new = {number: place for place, number in enumerate(own) if number not in self._known}
        self._known.update({number: self._tell(values[place]) for number, place in new.items()})
        return [*map(self._known.__getitem__, own)]


class _FieldWriter:
    """Turns the values of a field into columns of cells. It finds out once how each value is written."""

    def __init__(self, kind: type[Record], field: attrs.Attribute[Any]) -> None:
        self.field = field
        self._empty = EMPTY.get(type_of(field))
        is_value = (kind, field.name) == (Statement, "value")
        self._once = ToldOnce(_SEVERAL_CELLS.get(field.name) or (self._claim if is_value else self._cell))

    def columns(self, values: Column) -> Batch:
        """Return the columns of the field."""
        if self.field.name == "id":
            return [values]
        coded = values if isinstance(values, Coded) else Coded.of(values)
        told = self._told(coded.values)
        if self.field.name in _SPLIT:
            return [Coded(coded.codes, [each[place] for each in told]) for place in range(len(_SPLIT[self.field.name]))]
        return [Coded(coded.codes, told)]

    def _told(self, values: Sequence[Any]) -> Sequence[Any]:
        """Return what each of some values is written as."""
        if {*map(type, values)} == {str}:
            return values  # a text is what is written
        return self._once(values)

    def _claim(self, value: Any) -> Any:
        return ("true" if value else "false") if isinstance(value, bool) else self._cell(value)

    def _cell(self, value: Any) -> Any:
        if value == self.field.default:
            return self._empty
        found = plain_value(value)
        return json.dumps(found, ensure_ascii=False) if isinstance(found, dict) else found


def contributor_cells(contributor: Country | Organisation | None) -> Row:
    """Return the cells of a contributor.

    >>> contributor_cells(Organisation("NATO"))
    ('NATO', 'organisation')
    """
    if contributor is None:  # a part without one has the contributor of its whole
        return None, None
    return str(contributor), "organisation" if isinstance(contributor, Organisation) else "country"


def place_cells(place: Place | None) -> Row:
    """Return the cells of a place.

    >>> place_cells(Place("SVK", "Sliač"))
    ('SVK', 'Sliač', None, None)
    """
    if place is None:
        return None, None, None, None
    return None if place.country is None else str(place.country), place.name, place.latitude, place.longitude


#: What tells the cells of a field that has several.
_SEVERAL_CELLS: Mapping[str, Callable[[Any], Row]] = {"place": place_cells, "contributor": contributor_cells}


# --- rows as records -------------------------------------------------------------------------------------


def field(kind: type[Record], name: str, columns: Mapping[str, Column]) -> Column:
    """Return the values of a field of some records from the columns of their table. Raises `InvalidValueError`.

    >>> from deployments.records import Deployment
    >>> columns = {"contributor": ["NLD", "EU"], "contributor_kind": ["country", "organisation"]}
    >>> [*field(Deployment, "contributor", columns)]
    ['NLD', {'organisation': 'EU'}]
    """
    own = [columns[each] for each in columns_of(name)]
    if name == "place":
        return together(own).mapped(_place_value)
    if name == "contributor":
        return together(own).mapped(_contributor_value)
    if (kind, name) == (Statement, "value") and not (isinstance(own[0], Coded) and _TRUE.isdisjoint(own[0].values)):
        return together(own).mapped(_claim_value)
    if name == "value" or attrs.fields_dict(kind)[name].metadata["form"] == "name":
        return own[0].mapped(_table_or_text) if isinstance(own[0], Coded) else [*map(_table_or_text, own[0])]
    return own[0]


def columns_of(name: str) -> tuple[str, ...]:
    """Return the names of the columns from which a field is read.

    >>> columns_of("contributor")
    ('contributor', 'contributor_kind')
    """
    if name == "value":
        return name, "kind"  # the kind says how the value is read
    split = _SPLIT.get(name)
    return (name,) if split is None else tuple(column.name for column in split)


def _place_value(cells: tuple[Any, ...]) -> dict[str, Any] | None:
    names = ("country", "name", "latitude", "longitude")
    return {name: cell for name, cell in zip(names, cells, strict=True) if cell is not None} or None


def _contributor_value(cells: tuple[Any, Any]) -> Any:
    name, kind = cells
    if name is None and kind is None:
        return None
    if name is None:
        raise InvalidValueError("a kind of contributor without a contributor", kind, "fill both cells, or neither")
    if kind not in ("country", "organisation"):
        raise InvalidValueError("not a kind of contributor", kind, 'write "country" or "organisation"')
    return {"organisation": name} if kind == "organisation" else name


#: How true and false are written in a table.
_TRUE = frozenset(("true", "false"))
#: The kinds of claim that are, or can be, true or false.
_TRUTHS = frozenset(kind.value for kind in ClaimKind if kind.spec.value is bool or kind.spec.can_be_true)


def _claim_value(cells: tuple[Any, Any]) -> Any:
    """Return the value of a claim: a text, true or false, or a table that is written as JSON."""
    cell, kind = cells
    if cell in _TRUE and kind in _TRUTHS:
        return cell == "true"
    return _table_or_text(cell)


def _table_or_text(cell: Any) -> Any:
    """Return the table that is written in a cell as JSON, or the cell as it is."""
    if isinstance(cell, str) and cell.startswith("{"):
        try:
            return decoded(cell)
        except InvalidValueError:
            raise
        except (ValueError, RecursionError):
            pass  # it is no JSON: reading the text will tell what is wrong with it
    return cell
