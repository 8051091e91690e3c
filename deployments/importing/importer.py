"""Imports tables: takes every row of every file into the accounts, and makes a registry of them."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

import attrs

from deployments.brief import brief
from deployments.diagnostics import Diagnostic, Location
from deployments.formats.progress import Watch, unwatched
from deployments.gc_pause import paused
from deployments.importing.cell_reader import CellReader
from deployments.importing.csv_rows import CsvFile, CsvRows
from deployments.importing.header import match_header
from deployments.importing.header_finder import header_problems
from deployments.importing.known_rows import KnownRows
from deployments.importing.mapping import TableMapping
from deployments.importing.mapping_reader import read_mapping
from deployments.importing.row_accounts import RowAccounts
from deployments.importing.row_content import RowContent
from deployments.importing.row_reader import RowReader
from deployments.importing.statement_columns import StatementColumns
from deployments.importing.table_sources import TableSources
from deployments.records import Deployment
from deployments.registry import Registry
from deployments.rows import FEW


@attrs.frozen
class FileCounts:
    """What became of the rows of one file: `read` is the sum of `kept`, `reported`, `totals` and `blank`.

    `reported` are those that became nothing, each with a diagnostic; `totals` those that the mapping leaves out as sums
    of others; `blank` those in which all cells are empty.

    >>> print(FileCounts("un.csv", read=3, kept=2, totals=1))
    un.csv: 3 rows read: 2 kept, 0 reported, 1 left out as totals
    """

    file: str
    read: int = 0
    kept: int = 0
    reported: int = 0
    totals: int = 0
    blank: int = 0

    def __str__(self) -> str:
        parts = [f"{self.kept:,} kept", f"{self.reported:,} reported", f"{self.totals:,} left out as totals"]
        parts += [f"{self.blank:,} blank"] if self.blank else []
        return f"{self.file}: {self.read:,} rows read: {', '.join(parts)}"


@attrs.frozen
class Imported:
    """What tables held: the registry of all rows that could be read, the counts of each file, and every problem.

    `absences` is the number of statements of nobody, where a table that lists everybody has no row; `unread` names the
    files of which nothing could be read.

    >>> from deployments import import_tables
    >>> import_tables("un-contributions", "no-such-file.csv").unread
    ('no-such-file.csv',)
    """

    __repr__ = brief

    registry: Registry
    counts: tuple[FileCounts, ...]
    diagnostics: tuple[Diagnostic, ...]
    absences: int = 0
    unread: tuple[str, ...] = ()

    def __str__(self) -> str:
        registry = self.registry
        made = f"{len(registry.missions):,} missions, {len(registry.deployments):,} deployments"
        made += f", {len(registry.sources):,} sources, {len(registry.statements):,} statements"
        made += f", {self.absences:,} of them of nobody, where a row is absent" if self.absences else ""
        return "\n".join([*map(str, self.counts), made])


def import_tables(
    mapping: TableMapping | str | PathLike[str], *paths: str | PathLike[str], watch: Watch = unwatched
) -> Imported:
    """Read CSV that others wrote through a mapping: one that comes with the library, by name, or a TOML file.

    All files together are one table, in their order. Nothing that is in a file is run. `watch` is given the rows as
    they are read and the deployments as they are made, such as `tqdm.tqdm`. Raises `RegistryError` for a mapping that
    cannot be used; what is wrong with a table or a row is a diagnostic.

    >>> imported = import_tables("un-contributions", "no-such-file.csv")
    >>> imported.diagnostics[0].code, imported.counts[0].read
    ('T101', 0)
    """
    if not isinstance(mapping, TableMapping):
        mapping = read_mapping(Path(mapping))
    with paused():
        tables = _TableImport(mapping, watch)
        counts = tuple([tables.file(Path(path)) for path in paths])
        return tables.result(counts)


class _TableImport:
    """The state of one import."""

    def __init__(self, mapping: TableMapping, watch: Watch) -> None:
        self.mapping, self.watch = mapping, watch
        self.cells = CellReader(mapping)
        self.sources = TableSources(mapping.source)
        self.accounts = RowAccounts(mapping, self.sources)
        self.diagnostics: list[Diagnostic] = []
        self.unread: list[str] = []

    def file(self, path: Path) -> FileCounts:
        """Take the rows of a file, and return what became of them."""
        file = self.opened(path)
        reader = None if file is None else self.reader(file.rows())
        if reader is None:
            self.unread.append(str(path))
            return FileCounts(str(path))
        self.sources.add_file(str(path), path.stem)
        return self.rows(reader)

    def opened(self, path: Path) -> CsvFile | None:
        """Return a file; None if it cannot be read, or has been before."""
        if self.sources.has_file(str(path)):
            message, hint = "the same file twice", "name it once"
            self.diagnostics.append(Diagnostic("I105", message, hint, location=Location(str(path))))
            return None
        file = CsvFile.read(path, self.mapping.encoding, self.mapping.separator, self.mapping.skip)
        if isinstance(file, Diagnostic):
            self.diagnostics.append(file)
            return None
        return file

    def reader(self, rows: CsvRows) -> RowReader | None:
        """Return a reader of the rows after the header; None if not all is there that the mapping names."""
        names = list(self.mapping.columns) or next(rows, [])
        columns, problems = match_header(self.mapping, names, rows.location())
        if rows.fault or not any(map(str.strip, names)):
            hint = "the first line names the columns; write columns = [...] in the mapping if it does not"
            columns, problems = None, [Diagnostic("I102", rows.fault or "no header", hint, location=rows.location())]
        if columns is None:
            self.diagnostics += header_problems(self.mapping, rows, names, problems)
            return None
        return RowReader(self.mapping, columns, rows, self.cells, self.sources)

    def rows(self, reader: RowReader) -> FileCounts:
        """Take every row of a file."""
        rows, known = reader.rows, KnownRows(reader, self.accounts)
        tally = {"kept": 0, "reported": 0, "totals": 0, "blank": 0}
        size = rows.file.data.count(b"\n")
        for texts in self.watch(rows, desc=f"reading {Path(rows.file.name).name}", total=size):
            tally[known.take(texts) or self.row(reader, texts)] += 1
            if reader.problems:
                self.diagnostics += reader.problems.take()
                if (below := self.reordered(reader, texts)) is not None:
                    reader, known = below, KnownRows(below, self.accounts)
        if not any(tally.values()):
            hint = "see whether it is the file that was meant"
            self.diagnostics.append(Diagnostic("I103", "a header, and no rows", hint, location=rows.location()))
        return FileCounts(rows.file.name, sum(tally.values()), **tally)

    def row(self, reader: RowReader, texts: list[str]) -> str:
        """Take one row, and return what became of it: the name of one of the counts."""
        if reader.rows.fault:
            return self.unsplit(reader)
        if not any(map(str.strip, texts)):
            return "blank"
        width = reader.columns.width
        if len(texts) < width or any(map(str.strip, texts[width:])):
            return self.ragged(reader, texts)
        if reader.is_total(texts):
            return "totals"
        return self.header(reader, texts) if _is_header(reader, texts) else self.read(reader, reader.read(texts))

    def header(self, reader: RowReader, texts: list[str]) -> str:
        """Report a row that names the columns again, as where several tables were put one below the other."""
        if _is_in_order(reader, texts):
            message, hint = "the header again, among the rows", "take it out of the table: it states nothing"
        else:
            message = "a header that names the columns in another order"
            hint = "the rows below it are read in that order; leave it there, or give all rows one order"
        reader.problems.add("I116", message, hint)
        return "reported"

    def reordered(self, reader: RowReader, texts: list[str]) -> RowReader | None:
        """Return a reader of the rows below a header that names the columns in another order; None below other rows."""
        if not _is_header(reader, texts) or _is_in_order(reader, texts):
            return None
        columns, _ = match_header(self.mapping, texts, reader.rows.location())
        return None if columns is None else RowReader(self.mapping, columns, reader.rows, self.cells, self.sources)

    def unsplit(self, reader: RowReader) -> str:
        """Report a row that cannot be split into cells; it may be about anybody."""
        rows = reader.rows
        through = f" (lines {rows.line} to {rows.last_line})" if rows.last_line > rows.line else ""
        message = f"cannot be split into cells{through}: {rows.fault}"
        reader.problems.add("I104", message, "see whether its quotes match")
        self.accounts.add_reported([(None, None, None)])
        return "reported"

    def ragged(self, reader: RowReader, texts: list[str]) -> str:
        """Report a row with too few or too many cells; whom it seems to name is not taken to be absent."""
        width = reader.columns.width
        self.accounts.add_reported(reader.mentioned([*texts, *[""] * width][:width]))
        message = f"{len(texts)} cells, where the header has {width}"
        hint = "see whether a cell with a separator in it stands in quotes"
        reader.problems.add("I104", message, hint, min(len(texts), width) - 1)
        return "reported"

    def read(self, reader: RowReader, row: RowContent) -> str:
        """Take what a row says, if it has no error and says anything."""
        file, problems = reader.rows.file.name, reader.problems
        if not problems.has_errors:
            for code, message, hint in self.accounts.conflicts(file, row):
                problems.add(code, message, hint)
        if problems.has_errors:
            self.accounts.add_reported(reader.mentions)
            return "reported"
        if self.accounts.add(file, row):
            return "kept"
        problems.add("I107", "it states nothing: what it could state is not known", "write it, if anybody states it")
        return "reported"

    def result(self, counts: tuple[FileCounts, ...]) -> Imported:
        """Return the registry of everything that was taken, with what became of the rows."""
        registry = self.registry()
        return Imported(registry, counts, tuple(self.diagnostics), self.accounts.absences, tuple(self.unread))

    def registry(self) -> Registry:
        """Make records of the accounts. Missions and sources of rows that state nothing are left out."""
        accounts = self.accounts
        statements = StatementColumns(
            accounts.sayings, accounts.claimed, self.mapping.basis, self.sources.last_reported_day()
        )
        for mission, numbers in accounts.missions():
            statements.add(mission.id, numbers)
        deployments: list[Deployment] = []
        for deployment, numbers in self.watch(accounts.deployments(), desc="making statements", total=len(accounts)):
            deployments.append(deployment)
            statements.add(deployment.id, numbers)
        rows = statements.rows()
        named = {*(mission for each in deployments for mission in each.mission), *rows.coded("about").used()}
        cited = {*rows.coded("source").used()}
        return Registry(
            sources=[source for source in self.sources if source.id in cited],
            missions=[mission for mission, _ in accounts.missions() if mission.id in named],
            deployments=deployments,
            statements=rows if len(rows) >= FEW else rows.every,
        )


def _is_header(reader: RowReader, texts: list[str]) -> bool:
    """Tell whether a row names every column of the table, in whatever order."""
    return sorted(map(str.strip, texts[: reader.columns.width])) == sorted(reader.columns.names)


def _is_in_order(reader: RowReader, texts: list[str]) -> bool:
    return [*map(str.strip, texts[: reader.columns.width])] == [*reader.columns.names]
