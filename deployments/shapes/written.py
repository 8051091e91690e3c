"""What became of tables that were read, and which files were written, as programs read it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from deployments.answers.filters import Filters
from deployments.formats.data_package import file_names
from deployments.formats.file_records import PACKAGE_FILE
from deployments.registry import Registry
from deployments.shapes.answer import Answer, Counts
from deployments.shapes.days import Shape
from deployments.shapes.diagnostics import CheckCounts, DiagnosticShape, problems, whole
from deployments.shapes.maker import Maker

if TYPE_CHECKING:
    from deployments.importing import FileCounts, Imported


class TableCells(Shape, frozen=True):
    """What became of the cells of one table, of which each row has one for each column.

    - `read`: how many there are: the sum of the next six.
    - `stated`: how many are in the registry.
    - `zero`: how many say that there is none.
    - `unknown`: how many say nothing, such as empty cells.
    - `reported`: how many were lost, each with a problem of its row.
    - `left_out`: how many are in rows, or in columns, that the mapping leaves out.
    - `ignored`: how many are in columns that the mapping does not name.
    - `columns`: the names of those columns.
    """

    read: int
    stated: int
    zero: int
    unknown: int
    reported: int
    left_out: int
    ignored: int
    columns: tuple[str, ...]


class TableRows(Shape, frozen=True):
    """What became of the rows of one table.

    - `file`: the path of the file.
    - `read`: how many rows it has: the sum of the next five.
    - `kept`: how many of them are in the registry.
    - `reported`: how many became nothing, each with a problem.
    - `totals`: how many were left out as sums of others, as the mapping says.
    - `left_out`: how many were left out by its filters.
    - `blank`: how many have only empty cells.
    - `cells`: what became of their cells.
    """

    file: str
    read: int
    kept: int
    reported: int
    totals: int
    left_out: int
    blank: int
    cells: TableCells


class WrittenFile(Shape, frozen=True):
    """A file that was written.

    - `file`: its path, which begins with the folder as it was given.
    """

    file: str


class ImportAnswer(Answer, frozen=True):
    """Every problem of tables that were read by a mapping, and what became of their rows; `registry` is what they hold.

    - `files`: what became of the rows of each table, in the order in which they were given.
    - `absences`: how many statements of nobody there are, where a table that lists everybody has no row.
    - `unread`: the paths of the tables of which nothing could be read; then nothing is written.
    - `written`: the path of the registry that was written; null where none was.
    """

    answer: Literal["import"]
    files: tuple[TableRows, ...]
    absences: int
    unread: tuple[str, ...]
    written: str | None
    counts: CheckCounts
    items: tuple[DiagnosticShape, ...]


class ExportAnswer(Answer, frozen=True):
    """Every file of the tables that were written of a registry.

    - `folder`: the folder, as it was given.
    - `format`: the format of the tables: `csv`, `parquet` or `jsonl`.
    """

    answer: Literal["export"]
    folder: str
    format: str
    counts: Counts
    items: tuple[WrittenFile, ...]


class NewAnswer(Answer, frozen=True):
    """Every file of a registry to begin with; `registry` is what they hold.

    - `folder`: the folder, as it was given.
    - `format`: always null: a letter is begun in TOML, with a JSON Schema beside it.
    """

    answer: Literal["new"]
    folder: str
    format: None
    counts: Counts
    items: tuple[WrittenFile, ...]


def imported(found: Imported, written: str | os.PathLike[str] | None = None, *, lang: str = "en") -> ImportAnswer:
    """Return what became of tables: takes what `import_tables` returns, and where its registry was written, if it was.

    >>> import deployments
    >>> imported(deployments.import_tables("un-contributions", "no-such-file.csv")).unread
    ('no-such-file.csv',)
    """
    items, counts = problems(found.diagnostics)
    return ImportAnswer(
        answer="import",
        files=tuple(map(_rows, found.counts)),
        absences=found.absences,
        unread=tuple(map(whole, found.unread)),
        written=None if written is None else whole(os.fspath(written)),
        counts=counts,
        items=items,
        **Maker(found.registry, lang).answer(Filters()),
    )


def _rows(counts: FileCounts) -> TableRows:
    cells = {name: getattr(counts.cells, name) for name in TableCells.__struct_fields__}
    cells["columns"] = tuple(map(whole, counts.cells.columns))
    rows = {name: getattr(counts, name) for name in ("read", "kept", "reported", "totals", "left_out", "blank")}
    return TableRows(file=whole(counts.file), **rows, cells=TableCells(**cells))


def exported(
    registry: Registry, folder: str | os.PathLike[str], format: str = "csv", *, lang: str = "en"
) -> ExportAnswer:
    """Return which files `deployments.export` writes of a registry, for the same folder and format; it writes none.

    Raises `InvalidValueError` for another format.

    >>> import deployments
    >>> [each.file for each in exported(deployments.example(), "tables", "jsonl").items][:2]
    ['tables/registry.jsonl', 'tables/bounds.ndjson']
    """
    paths = (Path(folder, name) for name in (*file_names(format), PACKAGE_FILE))
    return ExportAnswer(answer="export", format=format, **_written(registry, folder, paths, lang))


def new(
    registry: Registry, folder: str | os.PathLike[str], paths: Iterable[str | os.PathLike[str]], *, lang: str = "en"
) -> NewAnswer:
    """Return which files were written to begin with.

    Takes the registry that they hold, the folder, and the paths as `deployments.new_registry` returns them.

    >>> import deployments
    >>> new(deployments.Registry(), "armenia", ["armenia/letter.toml"]).items[0].file
    'armenia/letter.toml'
    """
    return NewAnswer(answer="new", format=None, **_written(registry, folder, paths, lang))


def _written(
    registry: Registry, folder: str | os.PathLike[str], paths: Iterable[str | os.PathLike[str]], lang: str
) -> dict[str, Any]:
    """Return the keys of an answer about the files that were written into a folder."""
    items = tuple(WrittenFile(whole(os.fspath(path))) for path in paths)
    return {
        "folder": whole(os.fspath(folder)),
        "counts": Counts(len(items)),
        "items": items,
        **Maker(registry, lang).answer(Filters()),
    }
