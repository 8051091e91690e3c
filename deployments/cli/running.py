"""One command, from its words to its exit status: no traceback, whatever cannot be read or written."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from deployments.cli import output
from deployments.cli.commands import PROBLEMS_SHOWN, Command
from deployments.cli.parser import parse
from deployments.cli.statuses import FAILED, INTERRUPTED
from deployments.errors import DeploymentsError, quote

if TYPE_CHECKING:
    import argparse

# Each command imports what it needs when it runs, so that none waits for the imports of another.


def command() -> int:
    """Run `main` for the console script, and return its exit status.

    Garbage collection is off: the process is short, and nearly all that it makes is needed until it ends.
    """
    gc.disable()
    return main()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status.

    That is 0; 1 if `check` or `import` found an error, or an answer leaves out what is faulty, as `--lenient` asked; 2
    if there is no answer, or one that cannot be written. Raises `SystemExit` as `argparse` does: after `--help` and
    `--version`, and for what it does not understand.

    >>> main(["relocations", "--example", "--known-on", "2022-04-01"])
    Forces that moved                               by 5 sources, newest: March 2022
    (the bundled example)
    As known on 1 April 2022.
    Nothing.
    0
    """
    try:
        return _run(sys.argv[1:] if arguments is None else arguments)
    except OSError as error:
        output.tell(f"deployments: cannot write: {error.strerror}")
        return FAILED
    except UnicodeEncodeError as error:
        lacking = quote(error.object[error.start])
        output.tell(f"deployments: cannot write: {error.encoding} has no {lacking}: set PYTHONIOENCODING=utf-8")
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        output.discard_unwritten(sys.stdout)
        output.discard_unwritten(sys.stderr)


def _run(arguments: Sequence[str]) -> int:
    try:
        options = parse(arguments)
    except SystemExit:
        if sys.stdout is not None:
            output.write("")  # so that help that cannot be written is noticed, too
        raise
    if sys.stdout is None:  # closed by whoever started this
        raise OSError(0, "there is no standard output")
    try:
        return _runner(options.command)(options)
    except DeploymentsError as error:
        output.tell("\n".join([_refusal(error).rstrip("\n"), *getattr(error, "__notes__", ())]))
        return FAILED


def _runner(command: Command) -> Callable[[argparse.Namespace], int]:
    from deployments.cli import completion, files, questions, starting

    modules = {"completion": completion, "files": files, "questions": questions, "starting": starting}
    module, _, function = command.runs.partition(".")
    found: Callable[[argparse.Namespace], int] = getattr(modules[module], function)
    return found


def _refusal(error: DeploymentsError) -> str:
    from deployments.diagnostics import RegistryError
    from deployments.reports import diagnostics
    from deployments.reports.escape import clean

    if isinstance(error, RegistryError):
        return diagnostics(error.diagnostics, most=PROBLEMS_SHOWN, errors_only=True)
    return clean(f"deployments: {error}")
