"""A command line, read by the table of commands: what is wrong with it is told with what to write instead."""

from __future__ import annotations

import argparse
import shlex
import sys
import textwrap
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn

import deployments
from deployments.cli import output
from deployments.cli.commands import COMMANDS, GROUPS, Argument, Command
from deployments.cli.options import OPTIONS, Option, takes_value
from deployments.cli.statuses import FAILED
from deployments.errors import quote

#: How shtab completes the name of a file or a folder: what it calls `shtab.FILE`.
_FILES = {"bash": "_shtab_compgen_files", "zsh": "_files", "tcsh": "f"}
#: How `argparse` begins to tell which arguments are missing.
_MISSING = "the following arguments are required: "
_ABOUT = (
    "Military deployments as public sources announce them: who was where, with how many, how certain, and who said so."
)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return what was asked for, its command in `command`.

    Options may stand before and after the command, and anywhere among its arguments. Raises `SystemExit` as `argparse`
    does: after `--help` and `--version`, and for what it does not understand.

    >>> asked = parse(["--example", "active", "--certain", "2023-06-20", "letters/"])
    >>> asked.command.name, asked.example, asked.date, asked.paths
    ('active', True, '2023-06-20', ['letters/'])
    """
    before, name, after = _split(arguments)
    if name == "help":  # as git and others have it
        name, after = (*after, "")[0], ["--help"]
    if not name:
        _without_command([*before, *after])
    command = COMMANDS.get(name)
    if command is None:
        main_parser().error(f"there is no command {quote(name)}{_command_meant(name, [*before, *after])}")
    return command_parser(command).parse([*before, *after])


def _command_meant(word: str, others: Sequence[str]) -> str:
    """Return the command line that was meant by a question word or a day in the place of a command."""
    from deployments.cli.arguments import is_date

    if word == "who" or is_date(word):
        asked = [*([] if word == "who" else [word]), *others]
        return f" (did you mean: {shlex.join(['deployments', 'active', *(asked or ['DATE'])])})"
    return _meant(word, COMMANDS)


def _without_command(before: Sequence[str]) -> NoReturn:
    main = main_parser()
    _, options = main.parse_known_args(before)
    flags = [word.partition("=")[0] for word in options if word.startswith("-")]
    known = {each.flag for each in OPTIONS.values()}
    if wrong := [flag for flag in flags if flag not in known]:
        main.error(f"there is no option {quote(wrong[0])}{_meant(wrong[0], known)}")
    main.print_help(sys.stderr)
    main.exit(FAILED)


def _split(arguments: Sequence[str]) -> tuple[list[str], str, list[str]]:
    """Return the options before the name of a command, that name, and what comes after; no name if there is none."""
    at = 0
    while at < len(arguments) and arguments[at].startswith("-"):
        at += 2 if takes_value(arguments[at]) else 1
    return [*arguments[:at]], (*arguments[at:], "")[0], [*arguments[at + 1 :]]


def _options(arguments: Sequence[str]) -> list[str]:
    """Return the options of a command line: what stands after two dashes alone is none."""
    before = arguments[: arguments.index("--")] if "--" in arguments else arguments
    return [word for word in before if word.startswith("--")]


def _meant(word: str, known: Iterable[str]) -> str:
    """Return which of the known words a wrong one was meant to be, in brackets: what it begins, or comes close to."""
    from deployments.suggestions import did_you_mean

    begun = [each for each in known if each.startswith(word)]
    hint = f"did you mean {quote(begun[0])}?" if len(begun) == 1 else did_you_mean(word, known)
    return f" ({hint})" if hint else ""


class _Parser(argparse.ArgumentParser):
    """A parser that tells what is wrong in one line, and what to do about it in the next."""

    def __init__(self, prog: str, **settings: Any) -> None:
        super().__init__(
            prog, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False, add_help=False, **settings
        )
        self.add_argument("-h", "--help", action="help", help="print this help")

    def error(self, message: str) -> NoReturn:
        """Print what is wrong to standard error, and exit."""
        self.exit(FAILED, f"{self.prog}: {message}\nhelp: {self.prog} --help\n")


class CommandParser(_Parser):
    """The parser of one command."""

    def __init__(self, command: Command, prog: str = "", **settings: Any) -> None:
        self.command = command
        settings.setdefault("description", _filled(f"{command.summary[0].upper()}{command.summary[1:]}."))
        super().__init__(
            prog or f"deployments {command.name}",
            epilog=f"example: deployments {command.name} {command.example}",
            **settings,
        )
        for argument in command.positionals:
            action = self.add_argument(_name(argument), help=argument.help, **_shown(argument))
            _complete_files(action, argument)
        groups: dict[str, argparse._MutuallyExclusiveGroup] = {}
        for option in map(OPTIONS.__getitem__, command.every_option):
            if option.group and option.group not in groups:
                groups[option.group] = self.add_mutually_exclusive_group()
            add = groups[option.group].add_argument if option.group else self.add_argument
            _add_option(add, option)

    def parse(self, arguments: Sequence[str]) -> argparse.Namespace:
        """Return what was asked for. Raises `SystemExit` as `argparse` does."""
        if foreign := [word for word in _options(arguments) if not self._knows(word)]:
            self.error(self._unknown(foreign[0]))
        asked, unknown = self.parse_known_intermixed_args(
            arguments, argparse.Namespace(command=self.command, line=[*arguments])
        )
        if unknown:
            self.error(self._unknown(unknown[0]))
        return asked

    def _unknown(self, word: str) -> str:
        flag = word.partition("=")[0]
        if not flag.startswith("-"):
            return f"that is one argument too many: {quote(word)}"
        from deployments.cli.foreign_options import foreign_option

        told = foreign_option(flag, self.command)
        return f"there is no option {quote(flag)} here{f' ({told})' if told else _meant(flag, self._own)}"

    @property
    def _own(self) -> list[str]:
        return ["--help", *(OPTIONS[name].flag for name in self.command.every_option)]

    def _knows(self, word: str) -> bool:
        return word.partition("=")[0] in self._own

    def error(self, message: str) -> NoReturn:
        """Print what is wrong to standard error, and exit."""
        if not message.startswith(_MISSING):
            super().error(message)
        missing = message.removeprefix(_MISSING).split(", ")
        said = "; ".join(f"{each.name}, {each.help}" for each in self.command.arguments if each.name in missing)
        example = f"example: deployments {self.command.name} {self.command.example}"
        super().error(f"something is missing: {said}\n{example}")


def _add_option(add: Callable[..., argparse.Action], option: Option) -> None:
    settings = dict(option.settings)
    if callable(settings.get("choices")):
        settings["choices"] = settings["choices"]()
    add(option.flag, **settings)


def _name(argument: Argument) -> str:
    return "paths" if argument.name == "PATH" else argument.name.lower()


def _shown(argument: Argument) -> dict[str, Any]:
    # To show its choices is to show what they are; but a message about one that is none has to name the argument.
    return {"metavar": argument.name, **argument.settings}


def _complete_files(action: argparse.Action, argument: Argument) -> None:
    """Let shells complete the names of files where they are asked for."""
    if argument.name in ("PATH", "FILE", "MAPPING", "FOLDER"):
        action.complete = _FILES  # type: ignore[attr-defined]


def command_parser(command: Command) -> CommandParser:
    """Return the parser of a command.

    >>> command_parser(COMMANDS["active"]).parse(["2023-06-20"]).date
    '2023-06-20'
    """
    return CommandParser(command)


def main_parser() -> _Parser:
    """Return the parser of a command line without a command, whose help lists the commands.

    >>> "who is certainly there" in main_parser().format_help()
    True
    """
    parser = _Parser(
        "deployments",
        usage="deployments COMMAND ...",
        description=f"{_filled(_ABOUT)}\n\n{_listed()}",
        epilog=f"{_filled(_EPILOG)}\n\nexample: deployments report --example",
    )
    parser.add_argument(
        "--version", action="version", help="print the version", version=f"deployments {deployments.__version__}"
    )
    return parser


def whole_parser() -> argparse.ArgumentParser:
    """Return one parser for everything, of which scripts for shells are made.

    >>> whole_parser().parse_args(["active", "2023-06-20"]).date
    '2023-06-20'
    """
    parser = main_parser()
    commands = parser.add_subparsers(parser_class=CommandParser)
    for each in COMMANDS.values():
        commands.add_parser(each.name, help=each.summary, command=each)
    return parser


_EPILOG = (
    "Each command has its own help: deployments active --help. Without files or folders a command reads those that "
    "DEPLOYMENTS_REGISTRY names, else this folder. --example answers from the registry that comes with the library."
)


def _listed() -> str:
    return "\n\n".join("\n".join(_group(group)) for group in GROUPS)


def _group(group: str) -> Iterable[str]:
    yield f"{group}:"
    for each in COMMANDS.values():
        if each.group == group:
            yield _filled(f"  {each.name:15}{each.summary}", indent=17)


def _filled(text: str, indent: int = 0) -> str:
    return textwrap.fill(text, output.width(None), subsequent_indent=" " * indent, break_on_hyphens=False)
