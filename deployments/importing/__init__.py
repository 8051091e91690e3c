"""Imports tables that others wrote, through mappings that say what their columns mean.

A row goes through these modules:

1. `csv_rows` decodes a file (`table_encodings`) and splits it into rows of cells, with the place of each cell.
   `file_kinds` tells what is no table of text by how it begins.
2. `header` finds the columns that a mapping (`mapping`, read by `mapping_reader`) names in the header of the file.
   `header_finder` looks for them elsewhere if they are not there.
3. `known_rows` takes a row of which every text was read before by a look at what it meant. Only a row of which there is
   anything to tell is read with care, as follows.
4. `row_reader` reads the cells of a row (`cell_reader`, `cell_types`, `spelling`) into a `RowContent`: what the row
   claims of whom. What is wrong with a cell becomes a diagnostic (`row_problems`); a row with an error goes no further.
5. `row_accounts` takes the row beside those before it, or refuses what was said before; it keeps each claim as three
   numbers (`account_claims`): what it speaks of, with its source (`table_sources`), what it says, and its line. It
   knows who is missing on a day of the table (`absences`).
6. `importer` leads each row through these, counts what became of it, and makes columns of statements of the accounts
   when all files are read (`statement_columns`).

`asked_aliases` lists the names that nobody knows, as lines to paste into the mapping.
"""

from __future__ import annotations

from deployments.importing.importer import FileCounts, Imported, import_tables
from deployments.importing.mapping import TableMapping
from deployments.importing.mapping_reader import read_mapping

__all__ = ["FileCounts", "Imported", "TableMapping", "import_tables", "read_mapping"]
