"""The tables of one registry on one connection."""

from __future__ import annotations

import functools
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs
import ibis

from deployments.errors import DeploymentsError
from deployments.formats import data_package
from deployments.formats.data_package import Package
from deployments.formats.file_records import PACKAGE_FILE
from deployments.formats.regular_files import contents
from deployments.ibis.expressions import Expression
from deployments.ibis.forces import Forces
from deployments.values.tolerance import Tolerance


@attrs.frozen(eq=False)
class Tables:
    """The tables of one registry on one connection, as Ibis has them.

    Questions look up in `days`, and in `stays` and `apart` what a day does not tell; `missions` says which of them
    belong together, and `deployments` which forces do. `tolerance` is what "around" means in a question.
    """

    con: Any
    deployments: Expression
    missions: Expression
    days: Expression
    stays: Expression
    apart: Expression
    tolerance: Tolerance = attrs.field(factory=Tolerance)

    @classmethod
    def of(
        cls, con: Any, source: str | os.PathLike[str] | Mapping[str, Any], tolerance: Tolerance | None = None
    ) -> Tables:
        """Take the tables from a folder of Parquet, or as they are by name: tables of Ibis, or, for DuckDB, of Arrow.

        Takes a connection of Ibis, such as `ibis.duckdb.connect()` or `ibis.pyspark.connect(session)`. The folder is
        one that the connection reads, on this machine or elsewhere. The tolerance is that of the folder, if it is on
        this machine, unless another is given. Raises `DeploymentsError` for a folder that was not written whole.

        >>> import deployments
        >>> con = ibis.duckdb.connect()
        >>> tables = Tables.of(con, deployments.to_arrow(deployments.example()))
        >>> con.to_pyarrow(tables.stays.count()).as_py()
        5
        """
        names = [field.name for field in attrs.fields(cls) if field.name not in ("con", "tolerance")]
        if isinstance(source, Mapping):
            given = {name: _table(con, source[name]) for name in names}
            return cls(con, **given, tolerance=tolerance or Tolerance())
        written = _written(Path(source))
        folder = os.fspath(source).rstrip("/")
        given = {name: con.read_parquet(f"{folder}/{name}.parquet") for name in names}
        return cls(con, **given, tolerance=tolerance or written or Tolerance())

    @functools.cached_property
    def forces(self) -> Forces:
        """The deployments that follow each other: they are read once, into memory."""
        own = self.deployments.semi_join(self.linked, self.deployments.id == self.linked.deployment)
        pairs = self.stays.filter(self.stays.follows.notnull()).select("deployment", "follows")
        return Forces.of(*(self.con.to_pyarrow(table).to_pydict() for table in (own, pairs, self.apart)))

    @functools.cached_property
    def has_parts(self) -> bool:
        """Whether any deployment is part of another: it is asked once."""
        return bool(self.con.to_pyarrow(self.stays.part_of.notnull().any()).as_py())

    @property
    def linked(self) -> Expression:
        """The ids of the deployments that follow another or are followed."""
        pairs = self.stays.filter(self.stays.follows.notnull())
        return pairs.select("deployment").union(pairs.select(deployment=pairs.follows), distinct=True)


def _table(con: Any, given: Any) -> Expression:
    """Return a table as Ibis has it, whose cells may all be empty: else it cannot be put together with others."""
    if not isinstance(given, ibis.Table) and con.name != "duckdb":
        # On its way to Spark Ibis makes an empty text of Arrow the text "NaN".
        raise DeploymentsError("tables in memory are for DuckDB: write a folder with format='parquet' for others")
    table = given if isinstance(given, ibis.Table) else ibis.memtable(given)
    return table.cast({name: each(nullable=True) for name, each in table.schema().items()})


def _written(folder: Path) -> Tolerance | None:
    """Return the tolerance of a folder on this machine, None if it is not on it."""
    path = folder / PACKAGE_FILE
    if not path.exists():
        if folder.is_dir():
            raise DeploymentsError(f"{path} is not there: the tables were not written whole")
        return None
    try:
        found = Package.read(contents(path, data_package.MAX_PACKAGE).decode())
    except (OSError, ValueError, RecursionError) as error:
        raise DeploymentsError(f"{path} cannot be read: {error}") from error
    if found is None or not found.finished or found.format != "parquet":
        raise DeploymentsError(f"{path} is not of whole tables in Parquet: write them with format='parquet'")
    return found.tolerance
