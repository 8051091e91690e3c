"""Writes a registry as a folder of tables in CSV, Parquet or JSON Lines, for other tools.

Five tables hold what was stated, and can be read back. The others are computed from these, for questions that are asked
in other tools. `docs/tables.md` says what is in the tables.
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

#: A file that is larger than this, in bytes, is kept on the disk while it is being written, and not in memory.
_IN_MEMORY = 4 << 20


def export(registry: Registry, folder: str | os.PathLike[str], format: str = "csv", watch: Watch = unwatched) -> None:
    """Write the tables of a registry into a folder, which is made if it is not there: all of them, or none.

    Takes `"csv"`, `"parquet"` (which needs pyarrow) or `"jsonl"`. `datapackage.json` tells what each file is. Tables
    that were written there before are replaced; other files in the folder stay as they are. Whoever reads the folder,
    also after a crash or on a full disk, finds either the old tables or the new ones. `watch` is called with each long
    loop, to show how far it is. `deployments.load(folder)` gives an equal registry.

    Raises `RegistryError` if the tables cannot be written. It does so too if a file has the name of a table and was not
    written by an export, was changed since, or is a symbolic link; if the folder, or one in it, holds files of a
    registry; and if the folder is below one whose files have the same records. Raises `InvalidValueError` for another
    format, and `MissingExtraError` without pyarrow.

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
        # These checks come first, as making the tables may take minutes.
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
    """Return a temporary file with what `write` writes, to be read from its beginning."""
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
