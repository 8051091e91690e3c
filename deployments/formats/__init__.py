"""Registries in files: TOML, JSON Lines, and tables as CSV, Parquet and Arrow."""
