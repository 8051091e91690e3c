"""Writes files that a command generates. A command replaces such a file if nobody changed it, and no other file.

The first line of a generated file holds the hash of all other lines. In TOML and in a page that line is a comment, in
JSON Lines a line of the kind `registry`. A file without it, such as a mapping, or one that somebody mended by hand, is
not replaced.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from deployments.formats import apart, atomic, jsonl
from deployments.formats.dump import registry_text
from deployments.formats.faults import reason, unwritable
from deployments.formats.file_hashes import hash_of
from deployments.formats.regular_files import contents
from deployments.registry import Registry


def write_generated(registry: Registry, path: Path) -> None:
    """Write a registry to a file, unless `refuse_unless_generated` refuses. The folder is made if it is not there.

    Raises `RegistryError` if the file cannot be written, or if another file that is read together with it has the same
    records. Then nothing is changed.

    >>> import tempfile, deployments
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "imported", "amdtf.toml")
    ...     write_generated(deployments.example(), path)
    ...     write_generated(deployments.example(), path)
    ...     _ = path.write_text(path.read_text(encoding="utf-8") + "# mended", encoding="utf-8")
    ...     write_generated(deployments.example(), path)
    Traceback (most recent call last):
    ...
    deployments.diagnostics.RegistryError: ...amdtf.toml: error[T101]: is there already, and not as a command wrote it
    """
    data = registry_text(registry, path).encode()
    apart.refuse_beside_the_same(path, registry)
    _write(path, data)


def write_page(text: str, path: Path) -> None:
    r"""Write a page to a file, unless `refuse_unless_generated` refuses. The folder is made if it is not there.

    Takes the text of the page, whose first line is the document type. Raises `RegistryError` if the file cannot be
    written. Then nothing is changed.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "registry.html")
    ...     write_page("<!doctype html>\n<title>1</title>", path)
    ...     write_page("<!doctype html>\n<title>2</title>", path)
    ...     path.read_text(encoding="utf-8").splitlines()[1]
    '<title>2</title>'
    """
    _, _, body = text.partition("\n")
    _write(path, body.encode())


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise unwritable(path.parent, f"cannot be made: {reason(error)}", "name a folder") from error
    try:
        with atomic.locked(path.parent):
            refuse_unless_generated(path)
            atomic.replace_locked(path, _first_line(path, data) + data)
    except (OSError, ValueError) as error:
        raise unwritable(path, f"cannot be written: {reason(error)}", "name another folder") from error


def refuse_unless_generated(path: Path) -> None:
    """Raise `RegistryError` if there is anything at a path other than a generated file that nobody changed.

    >>> refuse_unless_generated(Path("no-such-folder/registry.toml"))
    """
    if not os.path.lexists(path):
        return
    try:
        first, _, rest = (b"", b"", b"") if path.is_symlink() else contents(path, jsonl.MAX_JSONL).partition(b"\n")
    except (OSError, ValueError) as error:
        raise unwritable(path, f"cannot be written: {reason(error)}", "name another folder") from error
    if hash_of(rest).encode() not in first:
        message, hint = "is there already, and not as a command wrote it", "move it away, or name another folder"
        raise unwritable(path, message, hint)


def _first_line(path: Path, data: bytes) -> bytes:
    if path.suffix == ".jsonl":
        return f"{json.dumps({'record': 'registry', 'imported': hash_of(data)}, separators=(',', ':'))}\n".encode()
    if path.suffix in (".html", ".htm"):
        told = f'Written by "deployments page", which replaces it unless it was changed: {hash_of(data)}'
        return f"<!doctype html><!-- {told} -->\n".encode()
    return f'# Written by "deployments import", which replaces it unless it was changed: {hash_of(data)}\n'.encode()
