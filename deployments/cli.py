"""The command line: `deployments` and `python -m deployments`."""

from __future__ import annotations

import argparse
import gc
import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

import deployments
from deployments.errors import DeploymentsError
from deployments.locales import languages

if TYPE_CHECKING:
    from deployments.formats.progress import Watch
    from deployments.registry import Registry

# Each command imports what it needs when it runs, so that none waits for the imports of another.

#: Exit statuses: an answer; an answer that says that something is wrong; no answer.
FINE, FAULTY, FAILED = 0, 1, 2


class _Command(NamedTuple):
    """A command that prints a report: what it is for, what it asks for, and an example of it."""

    name: str
    summary: str
    example: str
    asks: tuple[str, ...] = ()
    filters: bool = False


_COMMANDS = (
    _Command("report", "what was said of every mission and deployment, and who said so", "eastern-flank/"),
    _Command("timeline", "every dated claim in order, with its source and wording", "--lang nl"),
    _Command("sources", "the sources in order of publication", "--format github"),
    _Command(
        "active", "who is certainly there, who perhaps, and why", "2023-06-20 --place SVK", ("DATE",), filters=True
    ),
    _Command(
        "strength", "with how many, as it was said, and the sum", "2022-05-10 --by contributor", ("DATE",), filters=True
    ),
    _Command(
        "authorisation", "what is authorised, until when and at most how many", "2022-06-01", ("DATE",), filters=True
    ),
    _Command(
        "running-out",
        "the mandates that run out between two days",
        "2022-06-01 2023-06-01",
        ("FIRST", "LAST"),
        filters=True,
    ),
    _Command("periods", "from when to when a deployment is certainly, or perhaps, there", "deu-patriot-svk", ("ID",)),
    _Command("history", "the bounds of a milestone after each source", "nld-amdtf-svk.end", ("MILESTONE",)),
    _Command(
        "explain", "why a milestone has its bounds, or a strength is what it is", "nld-amdtf-svk.returned", ("REASON",)
    ),
    _Command("changes", "what the sources between two days changed", "2023-05-17 2023-06-14", ("SINCE", "UNTIL")),
    _Command(
        "unconfirmed", "what was planned for before a day, and is reported by no source here", "2023-09-01", ("DATE",)
    ),
    _Command("relocations", "the forces that moved from one place to another", "--known-on 2023-06-15"),
)
_HELP = {
    "DATE": "a day, a month or any date in EDTF",
    "ID": "the id of a deployment",
    "MILESTONE": "the id of a deployment, mission or event, a dot, and a milestone: nld-amdtf-svk.end; "
    "or mandate, or ceiling",
    "REASON": "a milestone, nld-amdtf-svk.end; or a strength, nld-amdtf-svk.strength, and a day after it",
    "FIRST": "the first day, or a month or year that begins with it",
    "LAST": "the last day, or a month or year that ends with it",
    "SINCE": "a day: what was known by the end of it",
    "UNTIL": "a later day",
}


def command() -> int:
    """Run `main` for the console script, and return its exit status.

    Garbage collection is off: the process is short, and nearly all that it makes is needed until it ends.
    """
    gc.disable()
    return main()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status.

    That is 0; 1 if `check` or `import` found an error; 2 if there is no answer, or one that cannot be written. Raises
    `SystemExit` as argparse does: after `--help` and `--version`, and for options that it does not know.

    >>> main(["relocations", "--known-on", "2022-04-01"])
    Forces that moved
    Nothing.
    0
    """
    try:
        return _run(sys.argv[1:] if arguments is None else arguments)
    except BrokenPipeError:
        return FAILED  # the reader has gone (`| head`), and nobody is left to tell
    except OSError as error:
        _tell(f"deployments: cannot write: {error.strerror}")
        return FAILED
    except KeyboardInterrupt:
        return 130
    finally:
        _discard_unwritten(sys.stdout)
        _discard_unwritten(sys.stderr)


def _run(arguments: Sequence[str]) -> int:
    try:
        options = _options(arguments)
    except SystemExit:
        if sys.stdout is not None:
            sys.stdout.flush()  # so that help that cannot be written is noticed, too
        raise
    if sys.stdout is None:  # closed by whoever started this
        _tell("deployments: cannot write: there is no standard output")
        return FAILED
    try:
        status = options.run(options)
    except DeploymentsError as error:
        _tell(_refusal_text(error))
        return FAILED
    sys.stdout.flush()
    return int(status)


def _tell(message: str) -> None:
    """Write a message to standard error, if somebody can read it there; if not, the exit status has to do."""
    if sys.stderr is not None:  # or `print` would take standard output
        with suppress(OSError):
            print(message, file=sys.stderr, flush=True)


def _discard_unwritten(stream: TextIO | None) -> None:
    """Discard what a stream still holds if it cannot be written: Python would try again, and change the exit status."""
    if stream is None:
        return
    try:
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    """Return what was asked for. The options of a command may stand before, between and after its arguments.

    argparse takes the arguments of a command to be all before an option or all after it, unless its parser is asked
    otherwise; that of the commands cannot be.
    """
    parser, commands = _parsers(arguments)
    chosen = commands.get(arguments[0]) if arguments else None
    return parser.parse_args(arguments) if chosen is None else chosen.parse_intermixed_args(arguments[1:])


def _parsers(arguments: Sequence[str]) -> tuple[argparse.ArgumentParser, Mapping[str, argparse.ArgumentParser]]:
    """Return the parser, and those of the commands by their names."""
    parser = argparse.ArgumentParser(
        prog="deployments",
        description="Military deployments as public sources announce them. Without a path: the bundled registry.",
        epilog="example: deployments report eastern-flank/",
    )
    parser.add_argument("--version", action="version", version=f"deployments {deployments.__version__}")
    commands = parser.add_subparsers(required=True, metavar="command")
    for each in _COMMANDS:
        subparser = _subparser(commands, each.name, each.summary, each.example)
        if each.name in arguments:  # to make the options of all takes milliseconds
            _add_options(subparser, each)
    _add_check(commands)
    _add_import(commands)
    _add_export(commands, arguments)
    summary = "the JSON Schema of the TOML files, for editors to complete and check them by"
    _subparser(commands, "schema", summary, "> registry.schema.json").set_defaults(run=_schema)
    return parser, commands.choices


_Subparsers = argparse._SubParsersAction  # noqa: SLF001 - argparse has no public name for it


def _subparser(
    commands: _Subparsers[argparse.ArgumentParser], name: str, summary: str, example: str
) -> argparse.ArgumentParser:
    epilog = f"example: deployments {name} {example}"
    return commands.add_parser(name, help=summary, description=f"Print {summary}.", epilog=epilog)


def _add_options(parser: argparse.ArgumentParser, command: _Command) -> None:
    for name in command.asks:
        parser.add_argument(name.lower(), metavar=name, help=_HELP[name])
    _add_paths(parser)
    if command.filters:
        parser.add_argument("--contributor", help='only this country or organisation: "NLD"')
        parser.add_argument("--mission", help="only this mission, by its id, and what is part of it")
        parser.add_argument("--place", help='only this country or place: "SVK", "Sliač"')
    if command.name == "authorisation":
        parser.add_argument("--about", metavar="ID", help="only this deployment or mission, by its id")
    if command.name == "active":
        parser.add_argument("--certain", action="store_true", help="only what the reports alone establish")
        parser.add_argument("--throughout", action="store_true", help="on every day of a month or interval")
        hinges = "say of each answer on which sources it hangs: without any one of them it is another"
        parser.add_argument("--hinges", action="store_true", help=hinges)
    if command.name in ("active", "strength"):
        everybody = "also those of whom nobody speaks on that day, or who were called off: they are not excluded"
        parser.add_argument("--all", dest="not_excluded", action="store_true", help=everybody)
    if command.name == "unconfirmed":
        parser.add_argument("--implied", action="store_true", help="also what no source planned, and only follows")
        parser.add_argument("--replaced", action="store_true", help="also what a later plan moved")
    if command.name == "strength":
        parser.add_argument("--by", choices=("contributor", "mission", "place"), default="contributor")
    _add_view(parser)
    parser.add_argument("--lang", choices=languages(), default="en", help="language (default: en)")
    parser.add_argument("--format", default="plain", metavar="FORMAT", help="any format of tabulate (default: plain)")
    parser.set_defaults(run=_report, command=command)


def _add_paths(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="*",
        default=(),
        metavar="PATH",
        help="TOML and JSON Lines files and folders, read as one registry",
    )


def _add_view(parser: argparse.ArgumentParser) -> None:
    """Add the options that say how a registry is looked at: as of which day, by whom, and with which tolerance."""
    parser.add_argument("--known-on", metavar="DATE", help="only what was certainly known by the end of that day")
    kinds = "only what sources of that kind state, official, press or relay; may be given several times"
    parser.add_argument("--trusting", action="append", default=[], metavar="KIND", help=kinds)
    without = "without what that source states; may be given several times"
    parser.add_argument("--without", action="append", default=[], metavar="SOURCE", help=without)
    parser.add_argument(
        "--tolerance", help='what "around", and "stale", mean: "14 days, 5 %%" (default: that of the registry)'
    )


def _add_check(commands: _Subparsers[argparse.ArgumentParser]) -> None:
    summary = "every problem of every file, and reports that contradict each other; exit status 1 if there is an error"
    parser = _subparser(commands, "check", summary, "--format short eastern-flank/")
    _add_paths(parser)
    about = "language of the counts; messages are in English (default: en)"
    parser.add_argument("--lang", choices=languages(), default="en", help=about)
    parser.add_argument("--format", choices=("text", "short", "json"), default="text", help="(default: text)")
    parser.set_defaults(run=_check)


def _add_import(commands: _Subparsers[argparse.ArgumentParser]) -> None:
    summary = "read CSV that others wrote, account for every row, and write the registry that comes of it"
    parser = _subparser(commands, "import", summary, "un-contributions un-2014.csv --out un/")
    parser.add_argument("mapping", metavar="MAPPING", help="un-contributions, exercises, or a TOML file of your own")
    parser.add_argument("tables", nargs="+", metavar="FILE", help="CSV files, read as one table")
    parser.add_argument("--out", metavar="FOLDER", help="where the registry is written (default: nowhere)")
    parser.add_argument(
        "--format", choices=("toml", "jsonl"), default="toml", help="of what is written (default: toml)"
    )
    parser.add_argument("--all", action="store_true", help="print every problem, not only the first of each kind")
    parser.set_defaults(run=_import)


def _add_export(commands: _Subparsers[argparse.ArgumentParser], arguments: Sequence[str]) -> None:
    summary = "write tables of what was stated and of what follows from it, which read back"
    parser = _subparser(commands, "export", summary, "tables/ eastern-flank/")
    if "export" not in arguments:
        return
    from deployments.formats.registered import FORMATS

    parser.add_argument("folder", metavar="FOLDER", help="where the tables are written; it is made if it is not there")
    parser.add_argument("paths", nargs="*", default=(), metavar="PATH", help="files and folders, read as one registry")
    _add_view(parser)
    parser.add_argument("--format", choices=[*FORMATS], default="csv", help="(default: csv)")
    parser.set_defaults(run=_export)


def _paths_or_bundled(options: argparse.Namespace) -> Sequence[str | Path]:
    return options.paths or [Path(deployments.__file__).with_name("data")]


def _report(options: argparse.Namespace) -> int:
    from deployments import reports

    asked, registry = _asked(options), _registry(options)
    command: _Command = options.command
    name = "overview" if command.name == "report" else command.name.replace("-", "_")
    report: Callable[..., str] = getattr(reports, name)
    names = ["contributor", "mission", "place", "certain", "throughout", "hinges", "not_excluded", "by"]
    names += ["implied", "replaced", "about"]
    chosen = {key: getattr(options, key) for key in names if hasattr(options, key)}
    # Only a terminal has a width to keep to; a file or a pipe takes long lines.
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() and options.format == "plain" else None
    _print(report(registry, *asked, format=options.format, lang=options.lang, width=width, **chosen))
    return FINE


def _asked(options: argparse.Namespace) -> list[str]:
    """Return what a command asks about: why a strength is what it is asks for a day, too, which comes before paths."""
    asked = [getattr(options, each.lower()) for each in options.command.asks]
    if options.command.name == "explain" and options.paths:
        first, *others = options.paths
        if asked[0].endswith(".strength") or _is_day(first):
            asked.append(first)
            options.paths = others
    return asked


def _is_day(text: str) -> bool:
    """Tell whether a text is a date, and no file or folder of that name is there."""
    from deployments.errors import DateError
    from deployments.values.dates import UncertainDate

    with suppress(DateError):
        UncertainDate.parse(text)
        return not Path(text).exists()
    return False


def _registry(options: argparse.Namespace) -> Registry:
    from deployments.diagnostics import RegistryError, has_errors

    registry, found = deployments.read(*_paths_or_bundled(options))
    if has_errors(found):
        raise RegistryError(found)
    if options.tolerance is not None:
        import attrs

        from deployments.values.tolerance import Tolerance

        registry = attrs.evolve(registry, tolerance=Tolerance.parse(options.tolerance))
    if options.known_on is not None:
        registry = registry.known_on(options.known_on)
    if options.trusting:
        registry = registry.trusting(kind=options.trusting)
    return registry.without(*options.without)


def _check(options: argparse.Namespace) -> int:
    from deployments import reports
    from deployments.diagnostics import has_errors

    found = deployments.check(*_paths_or_bundled(options))
    _print(reports.diagnostics(found, style=options.format, lang=options.lang))
    if any(diagnostic.code.startswith("T") and diagnostic.severity.value == "error" for diagnostic in found):
        return FAILED
    return FAULTY if has_errors(found) else FINE


#: So many problems of each code are printed, unless all are asked for.
_PROBLEMS_SHOWN = 10


def _import(options: argparse.Namespace) -> int:
    from deployments import reports
    from deployments.diagnostics import has_errors
    from deployments.formats import generated
    from deployments.importing import import_tables
    from deployments.reports.escape import clean

    path = None if options.out is None else _folder(options.out) / f"{Path(options.mapping).stem}.{options.format}"
    if path is not None:
        generated.refuse_unless_generated(path)  # before what may take minutes
    imported = import_tables(options.mapping, *options.tables, watch=_watch())
    if imported.diagnostics:
        _print(reports.diagnostics(imported.diagnostics, most=None if options.all else _PROBLEMS_SHOWN))
    _print("\n".join(map(clean, str(imported).splitlines())))
    if imported.unread:
        return FAILED  # a part of what was asked for takes the place of nothing
    if path is not None:
        generated.write_generated(imported.registry, path)
        _print(clean(f"written to {path}"))
    return FAULTY if has_errors(imported.diagnostics) else FINE


def _export(options: argparse.Namespace) -> int:
    from deployments.reports.escape import clean
    from deployments.reports.record_phrases import RecordPhrases

    registry = _registry(options)
    deployments.export(registry, options.folder, options.format, _watch())
    _print("\n".join(map(clean, (f"written to {options.folder}", *RecordPhrases(registry, "en").distrusted()))))
    return FINE


def _folder(name: str) -> Path:
    """Return the folder of that name. Raises `RegistryError` for no name, such as an unset variable of a shell."""
    from deployments.formats.faults import no_folder

    if not name:
        raise no_folder()
    return Path(name)


def _watch() -> Watch:
    """Return what shows how far a loop has come, if it takes more than a second and somebody is looking."""
    from deployments.formats.progress import unwatched
    from deployments.reports.escape import clean

    if not sys.stderr.isatty():
        return unwatched
    from tqdm import tqdm

    return lambda items, *, desc, total: tqdm(items, desc=clean(desc), total=total, delay=1, leave=False)


def _schema(_: argparse.Namespace) -> int:
    from deployments.formats.schema import toml_schema_text

    _print(toml_schema_text().rstrip())
    return FINE


def _print(report: str) -> None:
    """Print a report; what the terminal's encoding cannot show is escaped."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    if report:
        print(report)


def _refusal_text(error: DeploymentsError) -> str:
    from deployments.diagnostics import RegistryError
    from deployments.reports import diagnostics
    from deployments.reports.escape import clean

    if isinstance(error, RegistryError):
        return diagnostics(error.diagnostics)
    return clean(f"deployments: {error}")
