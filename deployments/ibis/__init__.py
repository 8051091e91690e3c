"""The questions of a registry, asked of its tables: on DuckDB, or on Spark for what outgrows a machine.

Every answer is an Ibis expression over tables that `deployments.formats.export` writes as Parquet. It is computed when
it is asked for (`con.to_pandas(expression)`), by whatever the connection leads to. The answers are those of the
registry itself. It takes `pip install 'deployments[duckdb]'` or `'deployments[spark]'`; without, the import raises
`MissingExtraError`.
`docs/scale.md` shows how it is used, and what it costs.
"""

from deployments.errors import MissingExtraError

try:
    import ibis as _ibis  # noqa: F401 - the modules of this room import it as if it were there
except ImportError as error:  # pragma: no cover
    raise MissingExtraError("Questions of tables", "Ibis", "duckdb") from error

from deployments.ibis.days import MAX_RUNS
from deployments.ibis.presence import active, left_out
from deployments.ibis.series import peak, strength_series
from deployments.ibis.sums import strength, strength_by
from deployments.ibis.tables import Tables

__all__ = ["MAX_RUNS", "Tables", "active", "left_out", "peak", "strength", "strength_by", "strength_series"]
