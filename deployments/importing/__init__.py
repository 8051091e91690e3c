"""Tables that others wrote, read through a mapping: each row becomes statements, or a diagnostic."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

import attrs

from deployments.diagnostics import Diagnostic, Location
from deployments.formats.progress import Watch, unwatched
from deployments.gc_pause import paused
from deployments.importing import header
from deployments.importing.cells import Cells
from deployments.importing.csv_rows import CsvTable, Rows
from deployments.importing.mapping import TableMapping
from deployments.importing.reading import read_mapping
from deployments.importing.records import CollectedRows, StatementMaker
from deployments.importing.rows import Read, Reader
from deployments.records import Deployment, Statement
from deployments.registry import Registry


@attrs.frozen
class Counts:
    """What became of the rows of one file: `read` is the sum of `kept`, `reported`, `totals` and `blank`.

    `reported` are those that became nothing, each with a diagnostic; `totals` those that the mapping leaves out as sums
    of others; `blank` those in which all cells are empty. `statements` are those that came of the rows kept.
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
    """

    registry: Registry
    counts: tuple[Counts, ...]
    diagnostics: tuple[Diagnostic, ...]
    absences: int = 0
    unread: tuple[str, ...] = ()

    def __str__(self) -> str:
        registry = self.registry
        made = f"{len(registry.missions):,} missions, {len(registry.deployments):,} deployments"
        made += f", {len(registry.sources):,} sources, {len(registry.statements()):,} statements"
        made += f", {self.absences:,} of them of nobody, where a row is absent" if self.absences else ""
        return "\n".join([*map(str, self.counts), made])


def import_tables(
    mapping: TableMapping | str | PathLike[str], *paths: str | PathLike[str], watch: Watch = unwatched
) -> Imported:
    """Read CSV that others wrote through a mapping: one that comes with the library, by name, or a TOML file.

    All files together are one table, in their order. Nothing that is in a file is run. `watch` is given the rows as
    they are read and the deployments as they are made, such as `tqdm.tqdm`. Raises `RegistryError` for a mapping that
    cannot be; what is wrong with a table or a row is a diagnostic.

    >>> imported = import_tables("un-contributions", "no-such-file.csv")
    >>> imported.diagnostics[0].code, imported.counts[0].read
    ('T101', 0)
    """
    if not isinstance(mapping, TableMapping):
        mapping = read_mapping(Path(mapping))
    with paused():
        importing = _Importing(mapping, watch)
        counts = tuple([importing.file(Path(path)) for path in paths])
        return importing.result(counts)


class _Importing:
    """The state of one import."""

    def __init__(self, mapping: TableMapping, watch: Watch) -> None:
        self.mapping, self.watch = mapping, watch
        self.cells = Cells(mapping)
        self.records = CollectedRows(mapping)
        self.diagnostics: list[Diagnostic] = []
        self.unread: list[str] = []

    def file(self, path: Path) -> Counts:
        """Read a file, and give what became of its rows."""
        table = self.table(path)
        reader = None if table is None else self.reader(table.rows())
        if reader is None:
            self.unread.append(str(path))
            return Counts(str(path))
        self.records.add_file(str(path), path.stem)
        return self.rows(reader, reader.rows)

    def table(self, path: Path) -> CsvTable | None:
        """Read a file; None if it cannot be read, or has been before."""
        if str(path) in self.records.files:
            message, hint = "the same file twice", "name it once"
            self.diagnostics.append(Diagnostic("I105", message, hint, location=Location(str(path))))
            return None
        table = CsvTable.read(path, self.mapping.encoding, self.mapping.separator, self.mapping.skip)
        if isinstance(table, Diagnostic):
            self.diagnostics.append(table)
            return None
        return table

    def reader(self, rows: Rows) -> Reader | None:
        """Read the header; None if not all is there that the mapping names."""
        names = list(self.mapping.columns) or next(rows, [])
        if rows.fault or not any(map(str.strip, names)):
            hint = "the first line names the columns; write columns = [...] in the mapping if it does not"
            self.diagnostics.append(Diagnostic("I102", rows.fault or "no header", hint, location=rows.location()))
            return None
        found, problems = header.find(self.mapping, names, rows.location())
        self.diagnostics += problems
        return None if found is None else Reader(self.mapping, found, rows, self.cells, self.records.published())

    def rows(self, reader: Reader, rows: Rows) -> Counts:
        """Take every row of a table."""
        tally = {"kept": 0, "reported": 0, "totals": 0, "blank": 0}
        size = rows.table.data.count(b"\n")
        for texts in self.watch(rows, desc=f"reading {Path(rows.table.name).name}", total=size):
            tally[self.row(reader, rows, texts)] += 1
            if reader.problems:
                self.diagnostics += reader.problems
                reader.problems.clear()
        if not any(tally.values()):
            hint = "see whether it is the file that was meant"
            self.diagnostics.append(Diagnostic("I103", "a header, and no rows", hint, location=rows.location()))
        return Counts(rows.table.name, sum(tally.values()), **tally)

    def row(self, reader: Reader, rows: Rows, texts: list[str]) -> str:
        """Take one row, and give what became of it."""
        if rows.fault:
            through = f" (lines {rows.line} to {rows.last_line})" if rows.last_line > rows.line else ""
            reader.problem("I104", f"cannot be split into cells{through}: {rows.fault}", "see whether its quotes match")
            self.records.block([(None, None, None)])
            return "reported"
        if not any(map(str.strip, texts)):
            return "blank"
        width = reader.columns.width
        if len(texts) < width or any(map(str.strip, texts[width:])):
            return self.ragged(reader, texts)
        return "totals" if reader.is_total(texts) else self.take(reader, rows.table.name, reader.read(texts))

    def ragged(self, reader: Reader, texts: list[str]) -> str:
        """Report a row with too few or too many cells; whom it seems to name is not taken to be absent."""
        width = reader.columns.width
        self.records.block(reader.mentioned([*texts, *[""] * width][:width]))
        hint = "see whether a cell with a separator in it stands in quotes"
        reader.problem("I104", f"{len(texts)} cells, where the header has {width}", hint, min(len(texts), width) - 1)
        return "reported"

    def take(self, reader: Reader, file: str, row: Read) -> str:
        """Take what a row says, if it has no error and says anything."""
        if not reader.is_refused:
            for code, message, hint in self.records.conflict(file, row):
                reader.problem(code, message, hint)
        if reader.is_refused:
            self.records.block(reader.mentions)
            return "reported"
        if self.records.add(file, row):
            return "kept"
        reader.problem("I107", "it states nothing: what it could state is not known", "write it, if anybody states it")
        return "reported"

    def result(self, counts: tuple[Counts, ...]) -> Imported:
        """Make records of everything that was taken."""
        records = self.records
        statements = StatementMaker(self.mapping, records.published(), self.cells.when)
        deployments: list[Deployment] = []
        made: list[Statement] = []
        for key, figures in records.dates_of_missions.items():
            id_ = records.missions[key][0].id
            made += [statements.make(id_, figure) for figure in figures.values()]
        total = len(records.identities)
        for deployment, said in self.watch(records.deployments(), desc="making statements", total=total):
            deployments.append(deployment)
            made += [statements.make(deployment.id, figure) for figure in said]
        # What only rows that state nothing have named is not among the records.
        named = {*(deployment.mission for deployment in deployments), *(statement.about for statement in made)}
        cited = {statement.source for statement in made}
        registry = Registry(
            sources=[source for source in records.sources.values() if source.id in cited],
            missions=[mission for mission, *_ in records.missions.values() if mission.id in named],
            deployments=deployments,
            statements=made,
        )
        return Imported(registry, counts, tuple(self.diagnostics), records.absences, tuple(self.unread))


__all__ = ["Counts", "Imported", "TableMapping", "import_tables", "read_mapping"]
