"""Imports tables: takes every row of every file into the accounts, and makes a registry of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, count
from os import PathLike
from pathlib import Path
from typing import Any

import attrs

from deployments.brief import brief, counted
from deployments.diagnostics import Diagnostic, Location
from deployments.formats.progress import Watch, unwatched
from deployments.gc_pause import paused
from deployments.importing.cell_counts import CellCounts
from deployments.importing.cell_reader import CellReader
from deployments.importing.country_codes import LISTS, likely_codes
from deployments.importing.csv_rows import CsvFile, CsvRows
from deployments.importing.given_rows import GivenRows
from deployments.importing.header import match_header
from deployments.importing.header_finder import header_problems
from deployments.importing.header_texts import readable_columns
from deployments.importing.import_records import ImportRecords
from deployments.importing.mapping import TableMapping
from deployments.importing.mapping_reader import read_mapping
from deployments.importing.row_accounts import RowAccounts, misplaced
from deployments.importing.row_problems import RowProblems
from deployments.importing.row_reader import RowReader
from deployments.importing.row_taker import RowTaker
from deployments.importing.statement_columns import StatementColumns
from deployments.importing.table_rows import ArrowStream, TableRows
from deployments.importing.table_sources import TableSources
from deployments.importing.word_hints import as_table
from deployments.records import Mission
from deployments.registry import Registry
from deployments.rows import FEW

#: A table: the path of a file, an object with the Arrow PyCapsule interface, or rows.
Table = str | PathLike[str] | Iterable[Any] | ArrowStream


@attrs.frozen
class FileCounts:
    """What became of the rows of one file: `read` is the sum of `kept`, `reported`, `totals`, `left_out` and `blank`.

    `reported` are those that became nothing, each with a diagnostic; `totals` those that the mapping leaves out as sums
    of others, `left_out` those that it leaves out otherwise; `blank` those in which all cells are empty. `cells` tells
    what became of the cells.

    >>> print(FileCounts("un.csv", read=3, kept=2, totals=1))
    un.csv: 3 rows read: 2 kept, 0 reported, 1 left out as totals
    """

    file: str
    read: int = 0
    kept: int = 0
    reported: int = 0
    totals: int = 0
    left_out: int = 0
    blank: int = 0
    cells: CellCounts = attrs.field(factory=CellCounts)

    def __str__(self) -> str:
        parts = [f"{self.kept:,} kept", f"{self.reported:,} reported", f"{self.totals:,} left out as totals"]
        parts += [f"{self.left_out:,} left out by filters"] if self.left_out else []
        parts += [f"{self.blank:,} blank"] if self.blank else []
        return f"{self.file}: {counted(self.read, 'row')} read: {', '.join(parts)}"


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
        nouns = ("mission", "deployment", "source", "statement")
        made = ", ".join(counted(len(getattr(registry, f"{noun}s")), noun) for noun in nouns)
        made += f", {self.absences:,} of them of nobody, where a row is absent" if self.absences else ""
        files = [line for each in self.counts for line in (str(each), *([f"  {each.cells}"] if each.read else []))]
        return "\n".join([*files, made])


def import_tables(mapping: TableMapping | str | PathLike[str], *tables: Table, watch: Watch = unwatched) -> Imported:
    """Read tables that others wrote through a mapping: one that comes with the library, by name, or a TOML file.

    A table is the path of a file of CSV, an object with the Arrow PyCapsule interface (a data frame of pandas or of
    Polars, a relation of DuckDB), or rows: lists of cells, of which the first is the header, or mappings. All together
    are one table, in their order. Nothing that is in a file is run. `watch` is given the rows as they are read and the
    deployments as they are made, such as `tqdm.tqdm`. Raises `RegistryError` for a mapping that cannot be used,
    `InvalidValueError` for what is no table, and `MissingExtraError` for one of Arrow where pyarrow is not installed;
    what is wrong with a table or a row is a diagnostic.

    >>> imported = import_tables("un-contributions", "no-such-file.csv")
    >>> imported.diagnostics[0].code, imported.counts[0].read
    ('T101', 0)
    """
    if not isinstance(mapping, TableMapping):
        mapping = read_mapping(Path(mapping))
    with paused():
        work = _TableImport(mapping, watch)
        counts = tuple([work.table(table) for table in tables])
        return work.result(counts)


class _TableImport:
    """The state of one import."""

    def __init__(self, mapping: TableMapping, watch: Watch) -> None:
        self.mapping, self.watch = mapping, watch
        self.cells = CellReader(mapping)
        self.sources = TableSources(mapping.source)
        self.accounts = RowAccounts(mapping, self.sources)
        self.diagnostics: list[Diagnostic] = []
        self.unread: list[str] = []

    def table(self, table: Table) -> FileCounts:
        """Take the rows of a table, and return what became of them."""
        is_file = isinstance(table, str | PathLike)
        path = Path(table) if is_file else Path(self.new_name())  # type: ignore[arg-type]  # it is a path, then
        rows = self.opened(path) if is_file else GivenRows(table, str(path), has_header=not self.mapping.columns)
        reader = None if rows is None else self.reader(rows)
        if reader is None:
            self.unread.append(str(path))
            if not self.sources.has_file(str(path)):
                self.accounts.add_reported([(None, None, None)])  # its rows may be about anybody
            return FileCounts(str(path))
        self.sources.add_file(str(path), path.stem)
        return self.rows(reader)

    def new_name(self) -> str:
        """Return a name for a table that is no file."""
        names = chain(["table"], (f"table-{number}" for number in count(2)))
        return next(name for name in names if not self.sources.has_file(name))

    def opened(self, path: Path) -> CsvRows | None:
        """Return the rows of a file; None if it cannot be read, or has been before."""
        if self.sources.has_file(str(path)):
            message, hint = "the same file twice", "name it once"
            self.diagnostics.append(Diagnostic("I105", message, hint, location=Location(str(path))))
            return None
        keys = self.mapping
        file = CsvFile.read(path, keys.encoding, keys.separator, keys.skip, keys.quote)
        if isinstance(file, Diagnostic):
            self.diagnostics.append(file)
            return None
        return file.rows()

    def reader(self, rows: TableRows) -> RowReader | None:
        """Return a reader of the rows after the header; None if not all is there that the mapping names."""
        names = list(self.mapping.columns or rows.names)
        columns, problems = match_header(self.mapping, names, rows.location())
        fault = rows.place.fault
        if fault or not any(map(str.strip, names)):
            hint = "the first line names the columns; write columns = [...] in the mapping if it does not"
            columns, problems = None, [Diagnostic("I102", fault or "no header", hint, location=rows.location())]
        if columns is None:
            self.diagnostics += header_problems(self.mapping, rows, names, problems)
            return None
        in_header = RowProblems(rows, columns)
        columns = readable_columns(columns, self.cells, in_header)
        self.diagnostics += in_header.take()
        if columns.unreadable:
            self.accounts.add_reported([(None, None, None)])  # they may be about anybody
            if not columns.deployments:
                return None
        return RowReader(self.mapping, columns, rows, self.cells, self.sources)

    def rows(self, reader: RowReader) -> FileCounts:
        """Take every row of a file."""
        rows, taken = reader.rows, RowTaker(reader, self.accounts)
        for texts in self.watch(rows, desc=f"reading {Path(rows.name).name}", total=rows.size or 0):
            taken.take(texts)
        taken.end()
        self.diagnostics += reader.problems.take()
        if not taken.became:
            hint = "see whether it is the file that was meant"
            self.diagnostics.append(Diagnostic("I103", "a header, and no rows", hint, location=rows.location()))
        return FileCounts(rows.name, taken.became.total(), **taken.became, cells=taken.cells.counts())

    def result(self, counts: tuple[FileCounts, ...]) -> Imported:
        """Return the registry of everything that was taken, with what became of the rows."""
        self.accounts.end()
        records = ImportRecords(self.accounts)
        registry, absences = self.registry(records)
        self.diagnostics += [*misplaced(self.accounts), *self.strange_codes()]
        return Imported(
            registry, counts, tuple(self.cells.with_joint_hints(self.diagnostics)), absences, tuple(self.unread)
        )

    def strange_codes(self) -> Iterator[Diagnostic]:
        """Yield a warning for each column of contributors whose codes seem to be of another list than ISO's."""
        for keys in {id(part.contributor): part.contributor for part in self.mapping.all_parts()}.values():
            if keys is None or keys.codes is not None:
                continue
            lists = likely_codes(self.cells.contributors_asked(keys))
            if lists:
                named = " or ".join(LISTS[each] for each in lists)
                message = f"many codes of contributors are not those of ISO 3166: they seem to be of {named}"
                codes = [f'codes = "{each}"' for each in (*lists, "iso")]
                hint = f"write {' or '.join(codes)} in [contributor]{as_table('contributor', keys, codes)}"
                yield Diagnostic("I116", message, hint, str(keys.column or ""))

    def registry(self, records: ImportRecords) -> tuple[Registry, int]:
        """Make records of the accounts, and count the statements of nobody where a table has no row.

        Missions and sources of rows that state nothing are left out.
        """
        accounts = self.accounts
        sources = self.sources.made()
        statements = StatementColumns(accounts.sayings, accounts.claimed, sources, self.mapping.basis)
        missions: list[Mission] = []
        for mission, numbers in records.missions():
            missions.append(mission)
            statements.add(mission.id, numbers)
        for about, numbers in self.watch(records.claims(), desc="making statements", total=len(records)):
            statements.add(about, numbers)
        rows, deployments = statements.rows(), records.deployments()
        named = {id_ for each in deployments.coded("mission").used() for id_ in each} | {*rows.coded("about").used()}
        cited = {*rows.coded("source").used()}
        registry = Registry(
            sources=[source for source in sources.values() if source.id in cited],
            missions=[mission for mission in missions if mission.id in named],
            deployments=deployments if len(deployments) >= FEW else deployments.every,
            statements=rows if len(rows) >= FEW else rows.every,
        )
        return registry, statements.absences
