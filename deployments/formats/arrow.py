"""The tables of a registry as Arrow, in memory; it takes `pip install 'deployments[tables]'`.

A table has the Arrow PyCapsule interface, so that pandas, Polars, DuckDB and R take it as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from deployments.errors import MissingExtraError, quote
from deployments.formats import row_codec
from deployments.formats.layout import COMPUTED, RECORDS, Layout, TableData, Type
from deployments.registry import Registry
from deployments.suggestions import did_you_mean

if TYPE_CHECKING:
    import pyarrow as pa


def needed() -> Any:
    """Return `pyarrow`. Raises `MissingExtraError` if it is not installed."""
    try:
        import pyarrow  # noqa: PLC0415 - heavy, and only here
    except ImportError as error:
        raise MissingExtraError("Arrow and Parquet", "pyarrow", "tables") from error
    return pyarrow


def to_arrow(registry: Registry) -> Mapping[str, pa.Table]:
    """Return the tables of a registry by name, as Arrow: the five of its records, and those computed from them.

    Each is a `pyarrow.Table`, and is made when it is first asked for. Days are `date32`, lists are `list<string>`, and
    the `description` of each field says what the column means. `docs/tables.md` says what is in the tables. Raises
    `MissingExtraError` without pyarrow.

    >>> import deployments
    >>> tables = to_arrow(deployments.example())
    >>> [*tables]
    ['sources', 'events', 'missions', 'deployments', 'statements', 'bounds', 'days', 'stays', 'apart']
    >>> tables["days"].select(["deployment", "first", "last", "word"]).slice(1, 1).to_pylist()
    [{'deployment': 'nld-amdtf-svk', 'first': datetime.date(2022, 3, 20), 'last': ..., 'word': 'seen'}]
    """
    needed()
    return ArrowTables(registry)


class ArrowTables(Mapping[str, Any]):
    """The Arrow tables of a registry, each made when it is first asked for."""

    def __init__(self, registry: Registry) -> None:
        from deployments.formats.computed import Computed  # noqa: PLC0415 - it takes numpy, and who only reads does not

        self._registry = registry
        self._computed = Computed(registry)
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> pa.Table:
        if name not in self:
            raise KeyError(f"there is no {quote(name)}. {did_you_mean(str(name), self)}")
        if name not in self._made:
            made = self._computed[name] if name in COMPUTED else row_codec.record_table(self._registry, name)
            self._made[name] = arrow_table(made)
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in RECORDS or name in COMPUTED

    def __iter__(self) -> Iterator[str]:
        yield from RECORDS
        yield from COMPUTED

    def __len__(self) -> int:
        return len(RECORDS) + len(COMPUTED)

    def __repr__(self) -> str:
        return f"Tables({', '.join(self)})"


def arrow_schema(layout: Layout) -> pa.Schema:
    """Return the Arrow schema of a table.

    >>> arrow_schema(RECORDS["missions"]).field("host").type
    ListType(list<item: string>)
    """
    pa = needed()
    types = {
        Type.TEXT: pa.string(),
        Type.TEXTS: pa.list_(pa.string()),
        Type.DAY: pa.date32(),
        Type.WHOLE: pa.int64(),
        Type.DECIMAL: pa.float64(),
        Type.FLAG: pa.bool_(),
    }
    return pa.schema(
        [pa.field(c.name, types[c.type], not c.required, {"description": c.meaning}) for c in layout.columns],
        {"description": layout.meaning},
    )


def arrow_table(made: TableData) -> pa.Table:
    """Return a table as Arrow.

    >>> arrow_table(TableData.of(COMPUTED["apart"], [("ltu", "svk", 738692, 738693)])).column("first").to_pylist()
    [datetime.date(2023, 6, 21)]
    """
    return needed().Table.from_batches(arrow_batches(made), arrow_schema(made.layout))


def arrow_batches(made: TableData) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a table as Arrow, some thousands at a time.

    >>> [batch.num_rows for batch in arrow_batches(TableData.of(COMPUTED["apart"], [("ltu", "svk", 738692, None)]))]
    [1]
    """
    pa = needed()
    from deployments.formats.arrow_arrays import array  # noqa: PLC0415 - only who writes takes NumPy

    schema = arrow_schema(made.layout)
    for batch in made.batches():
        columns = zip(batch, schema.types, strict=True)
        yield pa.RecordBatch.from_arrays([array(*column) for column in columns], schema=schema)
