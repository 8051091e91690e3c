"""The command line: `deployments` and `python -m deployments`."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import deployments
from deployments.diagnostics import Diagnostic, RegistryError, has_errors
from deployments.errors import DeploymentsError
from deployments.registry import Registry

#: Exit statuses: an answer; an answer that says that something is wrong; no answer.
FINE, FAULTY, FAILED = 0, 1, 2

_LANGUAGES = ("en", "nl")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status: 0, 1 when `check` found an error, 2 when there is no answer."""
    options = _parser().parse_args(arguments)
    try:
        status = options.run(options)
        sys.stdout.flush()
    except DeploymentsError as error:
        print(_refusal(error), file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        # The reader has gone (`| head`): nobody is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        return 130
    return int(status)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="deployments",
        description="Military deployments as public sources announce them. Without a path: the bundled registry.",
        epilog="example: deployments report eastern-flank/",
    )
    parser.add_argument("--version", action="version", version=f"deployments {deployments.__version__}")
    commands = parser.add_subparsers(required=True, metavar="command")
    for name, summary in (
        ("report", "who was where, since when, until when, with how many, and who said so"),
        ("timeline", "every dated claim in order, with its source and wording"),
        ("sources", "the sources in order of publication"),
    ):
        command = _command(commands, name, summary, f"deployments {name} --lang nl --format github")
        command.add_argument("--lang", choices=_LANGUAGES, default="en", help="language (default: en)")
        command.add_argument(
            "--format", default="plain", metavar="FORMAT", help="any format of tabulate (default: plain)"
        )
        command.set_defaults(run=_report, report=name)
    check = _command(
        commands,
        "check",
        "every problem of every file; exit status 1 if there is an error",
        "deployments check --format short eastern-flank/",
    )
    check.add_argument("--lang", choices=_LANGUAGES, default="en", help="language (default: en)")
    check.add_argument("--format", choices=("text", "short", "json"), default="text", help="(default: text)")
    check.set_defaults(run=_check)
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str, example: str
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=summary, description=f"Print {summary}.", epilog=f"example: {example}")
    command.add_argument("paths", nargs="*", metavar="PATH", help="TOML files and folders, read as one registry")
    return command


def _read(options: argparse.Namespace) -> tuple[Registry, list[Diagnostic]]:
    paths = options.paths or [Path(deployments.__file__).with_name("data")]
    return deployments.read(*paths)


def _report(options: argparse.Namespace) -> int:
    from deployments import reports  # noqa: PLC0415 - check needs none of them

    registry, found = _read(options)
    if has_errors(found):
        raise RegistryError(found)
    report: Callable[..., str] = getattr(reports, {"report": "overview"}.get(options.report, options.report))
    # Only a terminal has a width to keep to; a file or a pipe takes long lines.
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() and options.format == "plain" else None
    _print(report(registry, format=options.format, lang=options.lang, width=width))
    return FINE


def _check(options: argparse.Namespace) -> int:
    from deployments import reports  # noqa: PLC0415 - for symmetry with the others

    _, found = _read(options)
    _print(reports.diagnostics(found, style=options.format, lang=options.lang))
    if any(diagnostic.code.startswith("T") and diagnostic.severity.value == "error" for diagnostic in found):
        return FAILED
    return FAULTY if has_errors(found) else FINE


def _print(report: str) -> None:
    """Print in whatever the terminal can show; what it cannot is escaped, never an error."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    if report:
        print(report)


def _refusal(error: DeploymentsError) -> str:
    from deployments.reports import diagnostics  # noqa: PLC0415 - only when something is wrong
    from deployments.reports.text import clean  # noqa: PLC0415

    if isinstance(error, RegistryError):
        return diagnostics(error.diagnostics)
    return clean(f"deployments: {error}")
