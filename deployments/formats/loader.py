"""Reads files and folders of every format as one registry, and finds every problem of every file."""

from __future__ import annotations

import errno
import itertools
import os
from bisect import bisect_right
from codecs import BOM_UTF8
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import attrs

from deployments import checks
from deployments.diagnostics import Diagnostic, Edit, Location, RegistryError, has_errors
from deployments.errors import InvalidValueError, quote
from deployments.formats.faults import reason
from deployments.formats.file_records import MANY_KINDS, PACKAGE_FILE, SETTING_KEYS, FileRecords
from deployments.formats.folders import Folder, is_blank, nothing_in, path_meant
from deployments.formats.regular_files import contents
from deployments.formats.source_texts import SourceTexts
from deployments.formats.toml_documents import MAX_TOML
from deployments.formats.toml_reader import read_toml
from deployments.formats.twins import TAKEN, Pair, twins
from deployments.gc_pause import paused
from deployments.records import IDENTITY_TABLES, KIND_NAMES, Record, Statement
from deployments.references import AnyRecord, Mend, Problem, UnmadeRecord, valid_records
from deployments.registry import Registry
from deployments.rows import Rows, joined
from deployments.statement_ids import give_ids, give_ids_to_rows

#: From so many statements on, they are kept as rows. If there are fewer, all their records are made at once.
MANY_ROWS = 1000

#: What can be read: the path of a file or a folder, or a stream of bytes.
Readable = str | os.PathLike[str] | BinaryIO
#: The name of a stream in messages.
STREAM = "-"


def load(*paths: Readable) -> Registry:
    """Return the registry that files and folders hold. Raises `RegistryError` with all errors if there are any.

    Takes what `read` takes. Warnings do not keep a registry from loading; `read` returns them.

    >>> load("no-such-folder/")
    Traceback (most recent call last):
    ...
    deployments.diagnostics.RegistryError: no-such-folder: error[T101]: cannot be read: No such file or directory
    """
    with paused():
        registry, diagnostics = _reading(paths).result(checks.CHECKS, to_warn=False)
    if has_errors(diagnostics):
        raise RegistryError(diagnostics)
    return registry


def read(*paths: Readable) -> tuple[Registry, list[Diagnostic]]:
    """Return the registry of all sound records in files and folders, and every problem.

    Takes files of TOML and JSON Lines, and folders. A folder stands for the `*.toml` and `*.jsonl` files in it and in
    its subfolders, in the order of their names, and for the tables that `deployments.export` has written there. Links
    to folders are not followed, and files and folders whose names begin with a dot are not read. A folder in which
    there is nothing to read is an error. A stream of bytes, such as `sys.stdin.buffer`, is taken too: if it begins with
    `{` it is read as JSON Lines, otherwise as TOML. To read a text, give `io.BytesIO(text.encode())`. Nothing in a file
    is run or fetched. Raises `InvalidValueError` for anything but paths and streams, and if nothing is named.

    >>> registry, diagnostics = read("no-such-file.toml")
    >>> len(registry.sources), diagnostics[0].code
    (0, 'T101')
    """
    with paused():
        return _reading(paths).result(checks.CHECKS)


def check(*paths: Readable) -> list[Diagnostic]:
    """Return every problem of files and folders, also where reports contradict each other.

    Takes what `read` takes. A registry with contradictions still loads: the rules decide which statements hold, and
    answers say that they are disputed.

    >>> [diagnostic.code for diagnostic in check("no-such-file.toml")]
    ['T101']
    """
    return checked(*paths)[1]


def checked(*paths: Readable) -> tuple[Registry, list[Diagnostic]]:
    """Return the registry of all sound records in files and folders, and every problem that `check` returns.

    >>> registry, diagnostics = checked("no-such-file.toml")
    >>> len(registry.sources), diagnostics[0].code
    (0, 'T101')
    """
    with paused():
        reading = _reading(paths)
        return reading.result((*checks.CHECKS, *checks.CONTRADICTIONS, reading.texts_that_cannot_be_read))


def _reading(paths: Iterable[Readable]) -> _Loading:
    reading = _Loading()
    known: set[str] = set()
    named = [*paths]
    if not named:
        hint = 'name files or folders: load("letter.toml"); deployments.example() is the registry of the library'
        raise InvalidValueError("nothing is named that could be read", None, hint)
    for path in named:
        if not isinstance(path, str | os.PathLike):
            reading.read_stream(path)
        elif not os.fspath(path):  # `Path("")` is the folder in which one happens to be
            reading.unreadable(path, FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)))
        else:
            for file in reading.files(Path(path)):
                # A file that is named twice, by itself and by its folder, is read once.
                name = _real(file)
                if name not in known:
                    known.add(name)
                    reading.read(file)
    reading.tell_blank()
    return reading


def records_in(path: Path) -> list[Record]:
    """Return the records of a file, sound or not, without statements. Use it to see whether ids are taken.

    >>> records_in(Path("no-such-file.toml"))
    []
    """
    reading = _Loading()
    reading.read(path)
    for part in reading.parts:
        part.unfold()
    return [record for part in reading.parts for record in part.records if not isinstance(record, Statement)]


def _real(path: Path) -> str:
    try:
        return os.path.realpath(path)
    except ValueError:  # not a path: reading it will fail, and tell
        return str(path)


@attrs.define
class _Loading:
    """What was read so far: the records of each file, the settings, and the problems."""

    parts: list[FileRecords] = attrs.field(factory=list)
    diagnostics: list[Diagnostic] = attrs.field(factory=list)
    settings: dict[str, Any] = attrs.field(factory=dict)
    #: The path of the package of each part that is a table, by the part's `id`.
    packages: dict[int, Path] = attrs.field(factory=dict)
    #: A problem for each file that says nothing. They are told only if all files say nothing.
    blank: list[Diagnostic] = attrs.field(factory=list)
    #: The rows of which the registry is made, if its records were not made.
    joined: dict[type[Record], Rows[Any]] = attrs.field(factory=dict)
    texts: SourceTexts = attrs.field(factory=SourceTexts)

    # --- files ---

    def files(self, path: Path) -> Iterator[Path]:
        if not os.path.isdir(path):  # noqa: PTH112 - `Path.is_dir` raises for a name that is too long
            yield path
            return
        folder = Folder(path, lambda error: self.unreadable(Path(error.filename or path), error))
        self.diagnostics += folder.problems
        yield from folder.read

    def unreadable(self, path: str | os.PathLike[str], error: OSError | ValueError) -> None:
        location = Location(str(path) or '""')
        message, hint = f"cannot be read: {reason(error)}", "name a TOML or JSON Lines file"
        if isinstance(path, Path) and str(path) == STREAM:  # and not the stream itself
            hint = "this is a name of a file here: to read standard input, load(sys.stdin.buffer)"
        elif isinstance(error, FileNotFoundError) and str(path):
            hint = path_meant(Path(path)) or hint
        self.diagnostics.append(Diagnostic("T101", message, hint, location=location))

    def read(self, path: Path) -> None:
        """Read a file of any format."""
        try:
            if path.name == PACKAGE_FILE:
                from deployments.formats import table_folders  # noqa: PLC0415 - as above

                for found in table_folders.read(path):
                    self.take(found, path.parent, package=path)
            elif path.suffix == ".jsonl":
                from deployments.formats.jsonl import MAX_JSONL, read_jsonl  # noqa: PLC0415 - most registries are in TOML

                self._take_file(read_jsonl(path), path, MAX_JSONL)
            else:
                self._take_file(read_toml(str(path), contents(path, MAX_TOML)), path, MAX_TOML)
        except (OSError, ValueError) as error:
            self.unreadable(path, error)

    def read_stream(self, stream: BinaryIO) -> None:
        """Read a stream. The paths of the texts of its sources begin at the current folder."""
        if not hasattr(stream, "read"):
            hint = 'name each by itself: load("a.toml", "b.toml"), or load(*paths) for the paths of a list'
            raise InvalidValueError("no path, and no stream of bytes", stream, hint)
        try:
            data = stream.read()
        except (OSError, ValueError) as error:  # it is a folder, or closed
            self.unreadable(STREAM, error)
            return
        if is_blank(data):
            self.diagnostics.append(nothing_in("standard input", STREAM, data))
            return
        if data.removeprefix(BOM_UTF8).lstrip().startswith(b"{"):
            from deployments.formats.jsonl import read_jsonl_text  # noqa: PLC0415 - as above

            self.take(read_jsonl_text(STREAM, data), Path())
        else:
            self.take(read_toml(STREAM, data), Path())

    def _take_file(self, part: FileRecords, path: Path, most: int) -> None:
        self.take(part, path.parent)
        if not part.says_anything and is_blank(data := contents(path, most)):
            self.blank.append(nothing_in("the file", str(path), data))

    def tell_blank(self) -> None:
        """Report files that say nothing, if no file says anything. Beside other files, one may wait for its letter."""
        if len(self.blank) == len(self.parts) and not has_errors(self.diagnostics):
            self.diagnostics += self.blank

    def take(self, part: FileRecords | Diagnostic, folder: Path, *, package: Path | None = None) -> None:
        """Keep what was read of a file in a folder, and read the texts that its sources name.

        Tables, which have a package, are a copy of a registry. Its texts may lie beside the original: then it is no
        problem that they are missing.
        """
        if isinstance(part, Diagnostic):
            self.diagnostics.append(part)
            return
        self.texts.put_into(part.records, folder, may_be_missing=package is not None)
        if package is not None:
            self.packages[id(part)] = package
        self.parts.append(part)
        self.diagnostics += part.diagnostics
        for name, (setting, where) in part.settings.items():
            if (first := self.settings.setdefault(name, setting)) != setting:
                message = f"another file has another {SETTING_KEYS[name]}: {quote(str(first))}"
                self.diagnostics.append(Diagnostic("S103", message, "write it once", SETTING_KEYS[name], where))

    # --- the registry ---

    def texts_that_cannot_be_read(self, _registry: Registry) -> Iterator[Problem]:
        """Yield the problems with texts of sources. Only `check` tells them, as no answer depends on these texts."""
        yield from self.texts.problems

    def result(self, wanted: Sequence[checks.Check], *, to_warn: bool = True) -> tuple[Registry, list[Diagnostic]]:
        """Return the registry of all sound records, and every problem, also those that the checks `wanted` find.

        With `to_warn=False`, for checks that only warn, these are made only if there is an error to tell beside them.
        """
        registry, problems = self._of_rows() or self._of_records()
        if among := [problem for part in self.parts for problem in part.problems_among(registry)]:
            problems += among
            wrong = {problem.record.id for problem in among}
            sound = [statement for statement in registry.statements if statement.id not in wrong]
            registry = registry.narrowed(registry.sources.values(), sound)
        if to_warn or problems or has_errors(self.diagnostics):
            problems += [problem for check_ in wanted for problem in check_(registry)]
        if problems:
            places = _Places(self.parts, self.packages, self.joined)
            records = [record for part in self.parts for record in part.records]
            twice = twins(problems, records, places.part_of)
            self.diagnostics += (places.diagnostic(problem, twice) for problem in problems)
        # The claims of one table of TOML share its problems, which are told once.
        return registry, sorted(dict.fromkeys(self.diagnostics), key=_order)

    def _of_records(self) -> tuple[Registry, list[Problem]]:
        """Make all records, and return the registry of those that are sound, and what is wrong with the others."""
        for part in self.parts:
            part.unfold()
        records = [record for part in self.parts for record in part.records]
        give_ids([record for record in records if isinstance(record, Statement)])
        kept, problems = valid_records(records, [entry for part in self.parts for entry in part.unmade])
        by_kind: dict[type[Record], list[Any]] = {kind: [] for kind in (*IDENTITY_TABLES.values(), Statement)}
        for record in kept:
            by_kind[type(record)].append(record)
        tables: dict[str, Any] = {name: by_kind[kind] for name, kind in IDENTITY_TABLES.items()}
        return Registry(**tables, statements=by_kind[Statement], **self.settings), problems

    def _of_rows(self) -> tuple[Registry, list[Problem]] | None:
        """Return the registry without making its records; None if they are few, or if anything is wrong with them."""
        if sum(len(part.rows.get(Statement, ())) for part in self.parts) < MANY_ROWS:
            return None
        if any(part.unmade for part in self.parts):
            return None
        tables: dict[str, Any] = {}
        for name, kind in (*IDENTITY_TABLES.items(), ("statements", Statement)):
            parts = self._every(kind)
            tables[name] = joined(kind, parts) if kind in MANY_KINDS else [each for part in parts for each in part]
        self.joined = {kind: tables[f"{KIND_NAMES[kind]}s"] for kind in MANY_KINDS}
        give_ids_to_rows(tables["statements"])
        try:
            return Registry(**tables, **self.settings), []
        except RegistryError:
            return None  # `_of_records` will tell what is wrong with which record

    def _every(self, kind: type[Record]) -> list[Sequence[Any]]:
        return [part.of_kind(kind) for part in self.parts]


class _Places:
    """Tells where each record stands in the files that were read. It is made only if something is wrong."""

    def __init__(
        self,
        parts: Sequence[FileRecords],
        packages: Mapping[int, Path],
        joined: Mapping[type[Record], Rows[Any]],
    ) -> None:
        self._parts = parts
        self._joined = joined
        #: For each kind and file the place of the first row of the file among all rows of the kind.
        self._starts = {kind: [0, *itertools.accumulate(len(part.of_kind(kind)) for part in parts)] for kind in joined}
        self._packages = packages
        self._firsts: list[int] = []  # the place of the first record of each file among all of them
        self._indices: dict[int, int] = {}
        for part in parts:
            self._firsts.append(len(self._indices))
            self._indices |= {id(each): index for index, each in enumerate(part.records, len(self._indices))}
        self._unmade = {id(entry): part for part in parts for entry in part.unmade}
        self._last: tuple[AnyRecord | None, str, tuple[str, Location]] = (None, "", ("", Location("")))

    def part_of(self, record: AnyRecord) -> Path | int:
        """Return a key for the part in which a record stands: the package of its tables, or the `id` of its file."""
        part = self._part(record)
        return self._packages.get(id(part), id(part))

    def diagnostic(self, problem: Problem, twice: Container[Pair] = frozenset()) -> Diagnostic:
        """Return a problem with the place of its record, and a hint with the place of the other record, if it has one.

        `twice` are the pairs of parts that hold the same records.
        """
        path, location = self._of(problem.record, problem.field)
        hint = self._of_twins(problem, twice) or problem.hint
        other = None if problem.other is None else self._of(problem.other, problem.field)[1]
        if other not in (None, location):  # one table can have both claims
            hint = f"{hint}; the other is in {other}"
        return Diagnostic(problem.code, problem.message, hint, path, location, tuple(self._edits(problem.mends)))

    def _of_twins(self, problem: Problem, twice: Container[Pair]) -> str:
        """Return a hint for a record that stands in two files in the same way; an empty text for any other problem."""
        if problem.code != TAKEN or problem.other is None:
            return ""
        both = (problem.record, problem.other)
        pair = frozenset(map(self.part_of, both))
        if pair in twice and any(isinstance(part, Path) for part in pair):
            one, other = map(self._twin, both)
            return f"the same records are there twice, as {one} and as {other}: one of the two has to go"
        if len(pair) > 1 and problem.record == problem.other:
            return "the same record stands in both files: remove it from one of them"
        return ""

    def _twin(self, record: AnyRecord) -> str:
        part = self.part_of(record)
        if isinstance(part, Path):
            return f"the tables of {part}"
        file = self._of(record, "id")[1].file
        return f"{'JSON Lines' if file.endswith('.jsonl') else 'TOML'} in {file}"

    def _edits(self, mends: Iterable[Mend]) -> Iterator[Edit]:
        """Yield the lines that mend statements, file by file."""
        by_part: dict[int, list[tuple[Any, Mend]]] = defaultdict(list)
        for mend in mends:
            number, spot = self._spot(mend.statement)
            by_part[number].append((spot, mend))
        for number, own in by_part.items():
            yield from self._parts[number].edits(own)

    def _of(self, record: AnyRecord, field: str) -> tuple[str, Location]:
        # A source may cite very many others that are not there. Their place is the same, and it takes long to find.
        if self._last[0] is not record or self._last[1] != field:
            self._last = (record, field, self._found(record, field))
        return self._last[2]

    def _found(self, record: AnyRecord, field: str) -> tuple[str, Location]:
        if isinstance(record, UnmadeRecord):
            return self._unmade[id(record)].place(record, record.spot, field)
        number, spot = self._spot(record)
        return self._parts[number].place(record, spot, field)

    def _part(self, record: AnyRecord) -> FileRecords:
        return self._unmade[id(record)] if isinstance(record, UnmadeRecord) else self._parts[self._spot(record)[0]]

    def _spot(self, record: Record) -> tuple[int, Any]:
        """Return the number of the file in which a record stands, and its spot in that."""
        index = self._indices.get(id(record))
        if index is None:
            return self._spot_of_row(record)
        number = bisect_right(self._firsts, index) - 1
        return number, self._parts[number].spots[index - self._firsts[number]]

    def _spot_of_row(self, record: Record) -> tuple[int, Any]:
        """Return the same for a record that was made from a row of the registry."""
        kind = type(record)
        place = self._joined[kind].place(record)
        starts = self._starts[kind]
        number = bisect_right(starts, place) - 1
        return number, self._parts[number].row_spots[kind][place - starts[number]]


def _order(diagnostic: Diagnostic) -> tuple[str, int, int]:
    where = diagnostic.location or Location("")
    return where.file, where.line or 0, where.column or 0
