"""The formats of tables, by name. To add a format, write a module for it, and add the module here."""

from __future__ import annotations

from collections.abc import Mapping

from deployments.formats import csv_tables, json_lines_tables, parquet_tables
from deployments.formats.tabular import TableFormat

FORMATS: Mapping[str, TableFormat] = {
    module.FORMAT.name: module.FORMAT for module in (csv_tables, parquet_tables, json_lines_tables)
}
