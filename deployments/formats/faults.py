"""The errors that a user sees if a file cannot be written."""

from __future__ import annotations

import os

from deployments.diagnostics import Diagnostic, Location, RegistryError


def reason(error: OSError | ValueError) -> str:
    """Return why a file cannot be read or written, without its name.

    >>> reason(FileNotFoundError(2, "No such file or directory", "x.toml")), reason(ValueError("not a regular file"))
    ('No such file or directory', 'not a regular file')
    """
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)


def unwritable(path: str | os.PathLike[str], message: str, hint: str = "", code: str = "T101") -> RegistryError:
    """Return the error for a file or folder that is not written.

    >>> print(unwritable("tables", "cannot be written: No space left on device"))
    tables: error[T101]: cannot be written: No space left on device
    """
    return RegistryError([Diagnostic(code, message, hint, location=Location(os.fspath(path) or '""'))])


def no_folder() -> RegistryError:
    """Return the error for an empty name of a folder, which an unset variable of a shell leads to.

    >>> print(no_folder())
    "": error[T101]: no folder is named
    """
    return unwritable("", "no folder is named", "name one; . is the one that you are in")
