"""Which files of a folder are read, and what to do about a folder that has none."""

from __future__ import annotations

import os
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from io import BytesIO
from itertools import islice
from pathlib import Path

from deployments.diagnostics import Diagnostic, Location
from deployments.errors import bare, quote
from deployments.formats.file_records import PACKAGE_FILE
from deployments.suggestions import KnownNames

#: The files whose names end like this are read.
SUFFIXES = (".toml", ".jsonl")

#: The names of tables of records, without their ending.
_TABLES = frozenset(("sources", "events", "missions", "deployments", "statements"))

_HINT = "name a folder with *.toml or *.jsonl files or tables, or the files; `deployments new FOLDER` begins one"

#: Hints for files of other kinds, by the endings of their names.
_OF_OTHERS = {
    ".json": "JSON Lines have one record on each line, in a file whose name ends in .jsonl",
    ".ndjson": "JSON Lines are in a file whose name ends in .jsonl",
    ".yaml": "write it as TOML: docs/files.md shows how",
    ".yml": "write it as TOML: docs/files.md shows how",
    ".csv": "tables of others are imported: docs/importing.md",
    ".tsv": "tables of others are imported: docs/importing.md",
    ".xlsx": "save the table as CSV, and import it: docs/importing.md",
    ".parquet": "tables of others are imported: docs/importing.md",
}


#: The most that is read in a folder with its subfolders: files of a registry, their bytes, and files and folders of all
#: kinds. Seventy letters are a hundred files; whoever names more has named a home folder, or the whole disk.
MAX_FILES, MAX_BYTES, MAX_SEEN = 10_000, 1 << 30, 200_000
#: Folders that package managers and Python make. They hold thousands of files, and none of a registry.
_OF_TOOLS = frozenset(("node_modules", "__pycache__", "site-packages"))
_ENVIRONMENT = "pyvenv.cfg"

#: How many names in a folder are compared with a name that is not there.
_COMPARED = 1000


def path_meant(path: Path) -> str:
    """Return a hint that names the paths most like one that is not there; an empty text if none is like it.

    >>> path_meant(Path(__file__).with_name("foldrs")), path_meant(Path("no-such-folder"))
    ('', '')
    """
    with suppress(OSError, ValueError):
        for at, part in enumerate(path.parts):
            folder = Path(*path.parts[:at])
            if (folder / part).exists():
                continue
            with os.scandir(folder) as entries:
                near = KnownNames(each.name for each in islice(entries, _COMPARED) if _can_be_read(each)).nearest(part)
            meant = (folder.joinpath(name, *path.parts[at + 1 :]) for name in near)
            found = [bare(str(each)) for each in meant if each.exists()]
            return f"did you mean {' or '.join(found)}?" if found else ""
    return ""


def is_blank(data: bytes) -> bool:
    r"""Tell whether a file says nothing: it is empty, or has only blank lines and comments.

    >>> is_blank(b""), is_blank(b"# a letter\n\n"), is_blank(b"[registry]")
    (True, True, False)
    """
    lines = (line.strip() for line in BytesIO(data.removeprefix(BOM_UTF8)))
    return all(not line or line.startswith(b"#") for line in lines)


def nothing_in(what: str, name: str, data: bytes) -> Diagnostic:
    r"""Return the error for a file, or a stream, that says nothing.

    >>> nothing_in("the file", "letter.toml", b"# to be written").message
    'the file has blank lines and comments alone'
    """
    is_empty = not data.removeprefix(BOM_UTF8).strip()
    message = f"{what} {'is empty' if is_empty else 'has blank lines and comments alone'}"
    return Diagnostic("T105", message, _HINT, location=Location(name))


def is_looked_into(name: str) -> bool:
    """Tell whether a file or folder of that name is looked at if it is in a folder that is read.

    >>> is_looked_into("letters"), is_looked_into(".git"), is_looked_into("node_modules")
    (True, False, False)
    """
    return not name.startswith(".") and name not in _OF_TOOLS


def _can_be_read(entry: os.DirEntry[str]) -> bool:
    return not entry.name.startswith(".") and (entry.name.endswith(SUFFIXES) or entry.is_dir())


class Folder:
    """The files of a folder and its subfolders: those that are read, in the order of their names, and others.

    Files and folders whose names begin with a dot are not looked at, as editors, version control and operating systems
    put them there; nor are folders that package managers make. Links to folders are not followed. What is wrong is in
    `problems`; `failed` is called with each folder that cannot be read. If a folder holds more than a registry can,
    nothing in it is read.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as name:
    ...     for file in ("a.toml", ".a.toml.swp", "._a.toml", "a.toml~", "B.TOML"):
    ...         Path(name, file).touch()
    ...     folder = Folder(Path(name), print)
    >>> [path.name for path in folder.read], [problem.message for problem in folder.problems]
    (['a.toml'], ["not read: 'B.TOML'"])
    """

    def __init__(self, path: Path, failed: Callable[[OSError], None]) -> None:
        self.path = path
        self.read: list[Path] = []
        self.others: list[Path] = []
        self._hidden = self._seen = self._bytes = 0
        self.is_too_large = False
        for folder, folders, names in os.walk(path, onerror=failed):
            self._look_at(Path(folder), folders, names)
            if self.is_too_large:
                self.read, self.others = [], []
                break

    def _look_at(self, folder: Path, folders: list[str], names: Sequence[str]) -> None:
        if _ENVIRONMENT in names:
            folders[:] = []
            return
        shown = [name for name in names if not name.startswith(".")]
        self._hidden += len(names) - len(shown)
        self._seen += len(names) + len(folders)
        folders[:] = sorted(filter(is_looked_into, folders))
        own = sorted(_but_tables(folder, shown))
        taken = {name for name in own if name.endswith(SUFFIXES) or name == PACKAGE_FILE}
        self.read += [folder / name for name in own if name in taken]
        self.others += [folder / name for name in own if name not in taken]
        self.is_too_large = self._seen > MAX_SEEN or len(self.read) > MAX_FILES
        if not self.is_too_large:
            self._bytes += sum(map(_size, (folder / name for name in taken)))
            self.is_too_large = self._bytes > MAX_BYTES

    @property
    def problems(self) -> Iterator[Diagnostic]:
        """What is wrong with the folder: that there is nothing to read, or that something else looks like it."""
        if self.is_too_large:
            message = f"too large for a registry: more than {MAX_FILES:,} files of one, {MAX_BYTES >> 30} GiB of them"
            message += f", or {MAX_SEEN:,} files and folders of all kinds"
            yield Diagnostic("T104", message, "name the folder of the registry", location=Location(str(self.path)))
        elif not self.read:
            yield Diagnostic("T105", *self._nothing(), location=Location(str(self.path)))
        else:
            yield from self._misnamed()

    def _misnamed(self) -> Iterator[Diagnostic]:
        for path in self.others:
            if mend := _renamed(path):
                yield Diagnostic("T106", f"not read: {quote(path.name)}", mend, location=Location(str(path)))

    def _nothing(self) -> tuple[str, str]:
        if not self.others:
            return ("no file in it that is not hidden" if self._hidden else "the folder is empty"), _HINT
        if any(path.stem in _TABLES and path.suffix in (".csv", ".parquet") for path in self.others):
            message = f"tables without their description, {PACKAGE_FILE}"
            return message, "write them once more with deployments.export; tables of others are imported"
        one = quote(self.others[0].name)
        message = f"no *.toml or *.jsonl file in it, only {one if len(self.others) == 1 else f'others, such as {one}'}"
        mends = (_renamed(path) or _OF_OTHERS.get(path.suffix.casefold()) for path in self.others)
        return message, next(filter(None, mends), _HINT)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # told by who reads it
        return 0


def _renamed(path: Path) -> str:
    """Return a hint how to rename a file whose name nearly is that of a file of a registry; otherwise an empty text."""
    name = path.name.removesuffix(".txt")
    root, dot, suffix = name.rpartition(".")
    is_one = f"{dot}{suffix.casefold()}" in SUFFIXES and root
    return f"rename it to {bare(f'{root}.{suffix.casefold()}')}" if is_one else ""


def _but_tables(folder: Path, names: Sequence[str]) -> list[str]:
    """Return the names of files without those of tables, which are read by way of their package."""
    if PACKAGE_FILE not in names:
        return [*names]
    from deployments.formats import table_folders  # noqa: PLC0415 - takes every format, and most need none

    return table_folders.others(folder, [*names])
