"""Imports tables that others wrote, through mappings that say what their columns mean.

A row goes through these modules:

1. `csv_rows` decodes a file (`table_encodings`) and splits it into rows of cells, with the place of each cell;
   `given_rows` takes them from a table that is given as an object. `table_rows` says what both have in common.
   `file_kinds` tells what is no table of text by how it begins.
2. `header` finds the columns (`columns`) that a mapping (`mapping`, read by `mapping_reader`) names in the header of
   the file. `header_finder` looks for them elsewhere if they are not there; `header_texts` reads what a header says
   of its column.
3. `row_taker` takes each row, made into those that the mapping sees (`row_shapes`), and counts its cells
   (`cell_counts`). Rows wait for each other, and are taken many at a time (`pace`).
4. `known_rows` takes rows together of which every text was read before (`known_texts`), by a look at what each meant,
   column by column (`known_frames`, `known_groups`, `known_dates`), as columns of claims (`claim_blocks`). Only a row
   of which there is anything to tell is read with care, as follows.
5. `row_reader` reads the cells of a row (`row_cells`, `row_days`, `row_frames`, `cell_reader`, `cell_types`,
   `spelling`) into a `RowContent`: what the row claims of whom, and of which of its parts its dates are
   (`row_dates`). What is wrong with a cell becomes a diagnostic (`row_problems`); what is said of a deployment with
   an error in it goes no further.
6. `row_accounts` takes the row beside those before it, or refuses what was said before; it keeps each claim as three
   numbers (`account_claims`): what it speaks of, with its source (`table_sources`), what it says, and its line.
7. `import_records` makes missions and deployments of the accounts when all rows are taken: one for each stay (`stays`),
   where the table lists everybody also by who is missing (`absences`). `statement_columns` makes their statements.

What is told once of many rows, when all are read: `footers` tells lines below the table, `lost_columns` columns
of which nothing can be read. What a hint says to write is made by `except_hints` (columns to leave out),
`leave_out_hints` (rows), `word_hints` (words for a list), `date_word_hints`, `place_texts` (countries in places),
`date_hints` and `number_hints`, as `toml_texts` writes it. `things_in_one` tells several things that are read as one.

`importer` leads the tables of an import through these. `asked_aliases` lists the names that nobody knows, as lines to
paste into the mapping.
"""

from __future__ import annotations

from deployments.importing.cell_counts import CellCounts
from deployments.importing.importer import FileCounts, Imported, import_tables
from deployments.importing.mapping import TableMapping
from deployments.importing.mapping_reader import read_mapping

__all__ = ["CellCounts", "FileCounts", "Imported", "TableMapping", "import_tables", "read_mapping"]
