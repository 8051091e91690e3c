"""Reads the texts of sources, which are files beside those of the registry, into the records of the sources."""

from __future__ import annotations

import os
import stat
from collections.abc import MutableSequence
from pathlib import Path

import attrs

from deployments.errors import quote
from deployments.formats.faults import reason
from deployments.records import Record, Source
from deployments.references import Problem

#: The largest text that is read, in bytes.
MAX_SOURCE_TEXT = 5 << 20


@attrs.define
class SourceTexts:
    """The texts that were read so far, each file once, and the problems with texts that cannot be read."""

    problems: list[Problem] = attrs.field(factory=list)
    _known: dict[Path, str | _Fault] = attrs.field(factory=dict)

    def put_into(self, records: MutableSequence[Record], folder: Path, *, may_be_missing: bool = False) -> None:
        """Replace each source that names a text by one with the contents of that text, if it can be read.

        Takes the records of one file, and the folder of that file, in which the paths of texts begin. With
        `may_be_missing`, a text that is not there is no problem.

        >>> texts = SourceTexts()
        >>> texts.put_into([Source(id="letter", title="A letter", text="no-such.txt")], Path("."))
        >>> texts.problems[0].message
        "the text of the source cannot be read: No such file or directory: 'no-such.txt'"
        """
        for place, record in enumerate(records):
            if not isinstance(record, Source) or record.text is None:
                continue
            found = self._found(folder, record.text)
            if isinstance(found, str):
                records[place] = attrs.evolve(record, contents=found)
            elif not (found.is_missing and may_be_missing):
                message = f"{found.message}: {quote(record.text)}"
                self.problems.append(Problem(record, "text", found.code, message, found.hint))

    def _found(self, folder: Path, name: str) -> str | _Fault:
        path = folder / name
        if path not in self._known:
            self._known[path] = _text(folder, name)
        return self._known[path]


@attrs.frozen
class _Fault:
    """Why a text is not read, and what to do about it."""

    code: str
    message: str
    hint: str
    is_missing: bool = False


def _text(folder: Path, name: str) -> str | _Fault:
    try:
        data = _ordinary_file(folder, name)
        if len(data) > MAX_SOURCE_TEXT:
            message = f"the text of the source is larger than {MAX_SOURCE_TEXT >> 20} MiB"
            return _Fault("T104", message, "keep the part that its statements quote")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"the text of the source is not UTF-8, byte 0x{data[error.start]:02x}"
        return _Fault("T102", message, "save the file as UTF-8")
    except (OSError, ValueError) as error:
        hint = "put the file itself there, beside the registry or below, or leave text out"
        message = f"the text of the source cannot be read: {reason(error)}"
        return _Fault("T101", message, hint, is_missing=isinstance(error, FileNotFoundError))


def _ordinary_file(folder: Path, name: str) -> bytes:
    """Return the bytes of a file in or below a folder, but at most `MAX_SOURCE_TEXT` and one more. Follows no link.

    Raises `OSError`, or `ValueError` for a link and for anything that is no ordinary file.
    """
    path = folder
    for part in name.split("/"):
        path /= part
        if stat.S_ISLNK(path.lstat().st_mode):
            raise ValueError("it is a link, or in a folder that is one")
    if not stat.S_ISREG(path.lstat().st_mode):
        raise ValueError("not a regular file")
    # If somebody puts a link or a pipe there after these checks, it is neither followed nor waited for.
    unsafe = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, os.O_RDONLY | unsafe)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise ValueError("not a regular file")
        return file.read(MAX_SOURCE_TEXT + 1)
