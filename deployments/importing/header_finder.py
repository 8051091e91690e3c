"""Where a table names its columns, if that is not where the mapping looks for them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from deployments.diagnostics import Diagnostic, Location
from deployments.formats.csv_cells import CsvCells
from deployments.importing.csv_rows import CsvFile, CsvRows
from deployments.importing.header import MARKS, match_header
from deployments.importing.mapping import TableMapping
from deployments.importing.table_rows import TableRows

#: Within so many lines the columns are looked for.
_WITHIN = 20


class _Header(NamedTuple):
    """How many of the columns that a mapping names are missing in a line, behind how many others it stands."""

    missing: int
    skip: int
    separator: str


def header_problems(
    mapping: TableMapping, rows: TableRows, names: Sequence[str], problems: list[Diagnostic]
) -> list[Diagnostic]:
    """Return what to tell of a line that does not name the columns: one problem where one mend helps against all.

    Takes the rows, of which that line is the last one read, its cells, and what is wrong with it as it is.
    """
    if mapping.columns or not isinstance(rows, CsvRows):
        return problems
    hint = _where_header(mapping, rows.file, names) or _other_separator(problems)
    message = "this line does not name the columns"
    return [Diagnostic("I102", message, hint, location=rows.location())] if hint else problems


def _where_header(mapping: TableMapping, file: CsvFile, names: Sequence[str]) -> str:
    """Return the keys under which the columns are found: below a title, below `sep=;`, or with another separator.

    A line that names half of them, and more than those names do, is the header; else the text is empty.
    """
    wanted = _missing(mapping, [""])
    found = min(_headers(mapping, file), key=lambda each: each.missing, default=_Header(wanted, 0, ""))
    if found.missing >= _missing(mapping, names) or 2 * found.missing > wanted:
        return ""
    keys = [f"skip = {found.skip}"] if found.skip != file.skip else []
    keys += [f'separator = "{found.separator}"'.replace("\t", "\\t")] if found.separator != file.separator else []
    named = f"{wanted - found.missing} of the {wanted}" if found.missing else "the"
    return f"write {' and '.join(keys)} in the mapping: line {found.skip + 1} names {named} columns"


def _headers(mapping: TableMapping, file: CsvFile) -> Iterator[_Header]:
    """Yield what each of the first lines is as a header, with each separator that a table can have."""
    lines = [*islice(file.lines(), _WITHIN)]
    for skip, line in enumerate(lines):
        if line.strip():
            for separator in dict.fromkeys((file.separator, *MARKS)):
                yield _Header(_missing(mapping, _cells(lines[skip:], separator, file.quote)), skip, separator)


def _cells(lines: Sequence[str], separator: str, quote: str) -> list[str]:
    try:
        return next(CsvCells(lines, separator, quote), [])
    except csv.Error:
        return []


def _missing(mapping: TableMapping, names: Sequence[str]) -> int:
    """Return how many of the columns that a mapping names are not among some names, or there twice."""
    return len(match_header(mapping, names, Location(""))[1])


def _other_separator(problems: Sequence[Diagnostic]) -> str:
    """Return the hint to write another separator, if the problems of a header have it; once is enough."""
    return next((each.hint for each in problems if each.hint.startswith("write separator = ")), "")
