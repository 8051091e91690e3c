"""Imports tables that others wrote, through mappings that say what their columns mean.

A row goes through these modules:

1. `csv_rows` decodes a file (`table_encodings`) and splits it into rows of cells, with the place of each cell.
2. `header` finds the columns that a mapping (`mapping`, read by `mapping_reader`) names in the header of the file.
3. `row_reader` reads the cells of a row (`cell_reader`, `cell_types`, `spelling`) into a `RowContent`: what the row
   claims of whom. What is wrong with a cell becomes a diagnostic (`row_problems`); a row with an error goes no further.
4. `row_accounts` takes the row beside those before it, or refuses what was said before; it gives each claim its source
   (`table_sources`), and knows who is missing on a day of the table (`absences`).
5. `importer` leads each row through these, counts what became of it, and makes records of the accounts when all files
   are read (`sourced_claims`).
"""

from __future__ import annotations

from deployments.importing.importer import FileCounts, Imported, import_tables
from deployments.importing.mapping import TableMapping
from deployments.importing.mapping_reader import read_mapping

__all__ = ["FileCounts", "Imported", "TableMapping", "import_tables", "read_mapping"]
