"""A registry as a folder of tables that other tools read, and that reads back: CSV, Parquet or JSON Lines.

Five tables hold what was stated, and read back; the others follow from these, and are there for whoever asks questions
elsewhere. `docs/tables.md` says what is in them.
"""

from __future__ import annotations

import contextlib
import functools
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from deployments.formats import apart, data_package, folder_swap, row_codec
from deployments.formats.computed import Computed
from deployments.formats.faults import no_folder, reason, unwritable
from deployments.formats.layout import RECORDS
from deployments.formats.progress import Watch, unwatched
from deployments.formats.registered import FORMATS
from deployments.formats.tabular import TableFormat
from deployments.gc_pause import paused
from deployments.registry import Registry

#: A file of more bytes than these is written to the disk at once.
_IN_MEMORY = 4 << 20


def export(registry: Registry, folder: str | os.PathLike[str], format: str = "csv", watch: Watch = unwatched) -> None:
    """Write the tables of a registry into a folder, which is made if it is not there: all of them, or none.

    Takes `"csv"`, `"parquet"` (which takes pyarrow) or `"jsonl"`. `datapackage.json` tells what each file is. Tables
    that were written there before are replaced, whatever else is in the folder stays as it is. Whoever reads it, also
    after a crash or on a full disk, finds either the old tables or the new ones. `watch` wraps what takes long.
    `deployments.load(folder)` gives an equal registry.

    Raises `RegistryError` if they cannot be written: also if a file is in their place that was not written here, or was
    changed since, and if a symbolic link is; and for a folder that holds files of a registry, in itself or below it,
    or is below one whose files have the same records, as both would be read as one. Raises `InvalidValueError` for
    another format, `MissingExtraError` without pyarrow.

    >>> import tempfile, deployments
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     deployments.export(deployments.example(), folder)
    ...     deployments.load(folder) == deployments.example()
    True
    """
    names = data_package.file_names(format)
    if not os.fspath(folder):  # `Path("")` is the folder in which one happens to be
        raise no_folder()
    where = Path(folder)
    FORMATS[format].require()
    try:
        # Before what may take minutes.
        apart.refuse_among_files(where)
        apart.refuse_below_the_same(where, registry)
        folder_swap.refuse_foreign(where, names)
        with paused(), contextlib.ExitStack() as opened:
            files = {
                name: opened.enter_context(_written(write)) for name, write in _files(registry, FORMATS[format], watch)
            }
            folder_swap.replace_all(where, format, registry, files)
    except (OSError, ValueError) as error:
        raise unwritable(where, f"cannot be written: {reason(error)}", "name another folder") from error


def _written(write: Callable[[BinaryIO], object]) -> BinaryIO:
    """Return what is written, from its beginning: a large file is not kept in memory."""
    file = cast("BinaryIO", tempfile.SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115 - the caller closes it
    write(file)
    file.seek(0)
    return file


def _files(
    registry: Registry, format_: TableFormat, watch: Watch
) -> Iterator[tuple[str, Callable[[BinaryIO], object]]]:
    """Yield the name of every file and what writes it."""
    records = format_.records_file
    if records is not None:
        yield records.name, lambda file: file.write(records.write(registry))
    tables = {} if records is not None else {name: row_codec.record_table(registry, name) for name in RECORDS}
    for name, table in (*tables.items(), *Computed(registry, watch).items()):
        yield format_.file_of(name), functools.partial(format_.write, table)
