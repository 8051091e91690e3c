"""What a command prints: where to, how wide, in colour or not, and what becomes of it when nobody reads it any more."""

from __future__ import annotations

import codecs
import os
import shutil
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import TextIO

#: The columns to keep to where nobody says how many there are, and the fewest and the most that are kept to.
_WIDTH, _NARROWEST, _WIDEST = 80, 20, 10_000

#: What `write` does with a character that an encoding lacks, unless it is told otherwise: `\u010d`.
WRITTEN_OUT = "backslashreplace"


def write(text: str, lacking: str = WRITTEN_OUT) -> None:
    """Print a text to standard output.

    `lacking` is what becomes of a character that its encoding lacks, as `codecs` calls that; `JSON` escapes it in the
    way of JSON. Raises `UnicodeEncodeError` if it is "strict".

    A reader that has gone away (`| head`) is no error, as for git and ripgrep: what is left is for nobody. Raises
    `OSError` for what cannot be written otherwise.

    >>> write("Nobody")
    Nobody
    """
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors=lacking)
    try:
        if text:
            print(text, end="" if text.endswith("\n") else "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        discard(sys.stdout)


def _as_in_json(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)  # noqa: S101 - nothing is read here
    units = error.object[error.start : error.end].encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4)), error.end


#: What `write` does with a character of JSON that an encoding lacks.
JSON = "deployments.json"
codecs.register_error(JSON, _as_in_json)


def encoding() -> str | None:
    """Return the encoding of standard output if it lacks any character, else None."""
    name = getattr(sys.stdout, "encoding", None) or "utf-8"
    return None if codecs.lookup(name).name.startswith("utf") else name


def tell(message: str) -> None:
    """Print a message to standard error, if somebody can read it there; if not, the exit status has to do."""
    if sys.stderr is not None:  # or `print` would take standard output
        with suppress(OSError):
            print(message, file=sys.stderr, flush=True)


def discard_unwritten(stream: TextIO | None) -> None:
    """Discard what a stream still holds if it cannot be written: Python would try again, and change the exit status."""
    if stream is None:
        return
    try:
        stream.flush()
    except OSError:
        discard(stream)


def discard(stream: TextIO) -> None:
    """Send all that is still to be written to a stream nowhere."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def width(asked: int | None) -> int:
    """Return the columns to keep to: those asked for, else those of `COLUMNS`, else those of the terminal, else 80.

    >>> width(120), width(3)
    (120, 20)
    """
    columns = shutil.get_terminal_size((_WIDTH, 24)).columns if asked is None else asked
    return min(max(columns, _NARROWEST), _WIDEST)


def in_color(asked: str, stream: TextIO, environment: Mapping[str, str] = os.environ) -> bool:
    """Tell whether to print in colour: where that was asked for, or, with "auto", on a terminal that has it.

    `NO_COLOR` forbids it, `FORCE_COLOR` and `CLICOLOR_FORCE` ask for it, each if it is not empty (nor "0", of the
    latter two); `CLICOLOR=0` and `TERM=dumb` say that the terminal has none. See <https://no-color.org> and
    <https://bixense.com/clicolors>.

    >>> in_color("always", sys.stdout, {"NO_COLOR": "1"}), in_color("auto", sys.stdout, {"FORCE_COLOR": "1"})
    (True, True)
    >>> in_color("auto", sys.stdout, {"FORCE_COLOR": "1", "NO_COLOR": "1"})
    False
    """
    if asked != "auto":
        return asked == "always"
    if environment.get("NO_COLOR"):
        return False
    if any(environment.get(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    if environment.get("CLICOLOR") == "0" or environment.get("TERM") == "dumb":
        return False
    return stream.isatty()
