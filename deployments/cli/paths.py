"""Which registry a command reads: what is named, what `DEPLOYMENTS_REGISTRY` names, this folder, or the example."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import deployments
from deployments.errors import DeploymentsError, InvalidValueError
from deployments.reports.escape import clean

#: The variable of the environment that names the registry of who names none.
VARIABLE = "DEPLOYMENTS_REGISTRY"
#: The path that stands for standard input.
STANDARD_INPUT = "-"
#: What the loader takes from a folder.
_FILES = ("*.toml", "*.jsonl", "datapackage.json")


def readable(options: argparse.Namespace) -> Sequence[str | Path | BinaryIO]:
    """Return what a command is to read, by its options and paths.

    Raises `DeploymentsError` where there is no registry, or two that are asked for are not to be mixed.

    >>> [path.name for path in readable(argparse.Namespace(example=True, paths=[]))]
    ['data']
    """
    if options.example:
        if options.paths:
            raise InvalidValueError("--example goes with no path", options.paths[0], "leave out one of them")
        return [Path(deployments.__file__).with_name("data")]
    if options.paths:
        return [*opened(options.paths)]
    if named := os.environ.get(VARIABLE):
        path = Path(named).expanduser()
        if not path.exists():
            raise InvalidValueError(f"{VARIABLE} names no file and no folder", named, "set it to one, or unset it")
        return [path]
    if not holds_registry(Path()):
        raise DeploymentsError(
            f"there is no registry in this folder: name its files or folder, set {VARIABLE}, "
            "or write --example for the one that comes with the library"
        )
    return ["."]


def unnamed(options: argparse.Namespace) -> str:
    """Return the line that says which folder was read, where a command names none; else an empty text.

    >>> unnamed(argparse.Namespace(example=True, paths=[]))
    ''
    """
    if options.example or options.paths or os.environ.get(VARIABLE):
        return ""
    return clean(f"read from this folder, as no path is named: {Path.cwd()}")


def opened(paths: Sequence[str]) -> Iterator[str | BinaryIO]:
    """Yield what paths stand for: themselves, or standard input. Raises `InvalidValueError` if that cannot be read."""
    if paths.count(STANDARD_INPUT) > 1:
        raise InvalidValueError("standard input can be read once", STANDARD_INPUT, "write it once")
    for path in paths:
        if path != STANDARD_INPUT:
            yield path
        elif sys.stdin is None:  # closed by whoever started this
            raise InvalidValueError("there is no standard input", path, "name a file, or send one through a pipe")
        else:
            yield sys.stdin.buffer


def holds_registry(folder: Path) -> bool:
    """Tell whether a folder holds a file of a registry, in itself or in a folder right below it.

    Files and folders whose names begin with a dot do not count, and no more are looked for than it takes: a home
    folder is large.

    >>> holds_registry(Path(deployments.__file__).with_name("data"))
    True
    """
    from deployments.formats.own_files import is_of_registry

    return any(
        is_of_registry(path)
        for depth in ("", "[!.]*/")
        for pattern in _FILES
        for path in folder.glob(depth + pattern)
        if not path.name.startswith(".")
    )
