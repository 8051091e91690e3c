"""Options that a command does not have: which argument says the same, and which commands have them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from deployments.cli.commands import COMMANDS, Argument, Command
from deployments.cli.options import OPTIONS

#: The argument that some options stand for, where it has another name.
_ARGUMENTS: Mapping[str, str] = {
    **dict.fromkeys(("--out", "--output", "-o"), "FOLDER"),
    **dict.fromkeys(("--on", "--day"), "DATE"),
    **dict.fromkeys(("--of", "--file", "--folder", "--input", "--registry"), "PATH"),
    "--about": "ID",
}
#: So many commands are named that have an option.
_NAMED = 3


def foreign_option(flag: str, command: Command) -> str:
    """Return what to write for an option that a command does not have; an empty text if no command has it.

    >>> foreign_option("--on", COMMANDS["active"])
    'write the DATE without an option: deployments active DATE [PATH ...]; show and page have --on'
    >>> foreign_option("--nope", COMMANDS["active"])
    ''
    """
    names = {each.name for each in command.positionals}
    meant = [name for name in (flag.lstrip("-").upper(), _ARGUMENTS.get(flag)) if name in names]
    told = [f"write the {meant[0]} without an option: {in_order(command)}"] if meant else []
    if having := [each.name for each in COMMANDS.values() if flag in _flags(each)]:
        told.append(f"{_listed(having)} {'has' if len(having) == 1 else 'have'} {flag}")
    return "; ".join(told)


def in_order(command: Command) -> str:
    """Return the command with its arguments in order.

    >>> in_order(COMMANDS["export"])
    'deployments export FOLDER [PATH ...]'
    """
    return " ".join(["deployments", command.name, *map(_shown, command.positionals)])


def _shown(argument: Argument) -> str:
    forms = {"*": "[{} ...]", "?": "[{}]", "+": "{} ..."}
    return forms.get(argument.settings.get("nargs", ""), "{}").format(argument.name)


def _flags(command: Command) -> set[str]:
    return {OPTIONS[name].flag for name in command.every_option}


def _listed(names: Sequence[str]) -> str:
    if len(names) > _NAMED:
        return f"{', '.join(names[:_NAMED])} and others"
    *before, last = names
    return f"{', '.join(before)} and {last}" if before else last
