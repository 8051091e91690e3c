"""The questions of a registry, asked of its exported tables as Ibis expressions: on DuckDB or on Spark."""
