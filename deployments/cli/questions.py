"""The commands that answer a question: the registry that it is asked of, and the report or the answer for machines."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import deployments
from deployments.cli import output
from deployments.cli.commands import PROBLEMS_SHOWN, Command
from deployments.cli.options import FILTERS, OPTIONS
from deployments.cli.paths import readable
from deployments.cli.progress import working
from deployments.cli.statuses import FAULTY, FINE
from deployments.phrases.values import Phrases

if TYPE_CHECKING:
    from deployments.registry import Registry
    from deployments.reports import Style


def answer(options: argparse.Namespace) -> int:
    """Print the answer of a command of `reports`, and return the exit status."""
    from deployments import reports

    command: Command = options.command
    asked = _asked(options)
    registry, errors = sound_registry(options)
    report: Callable[..., str] = getattr(reports, command.report)
    with working(command.name):
        text = report(registry, *asked, **_own(options), **_filters(options), **_style(options, errors))
    output.write(text)
    return FAULTY if errors else FINE


def _own(options: argparse.Namespace) -> dict[str, Any]:
    """Return what the options say that only some commands have, by the keywords of their reports."""
    names = [OPTIONS[name].settings.get("dest", name.replace("-", "_")) for name in options.command.own]
    return {name: getattr(options, name) for name in names}


def _filters(options: argparse.Namespace) -> dict[str, str]:
    return {name: value for name in FILTERS if (value := getattr(options, name)) is not None}


def _style(options: argparse.Namespace, errors: int) -> Style:
    at_terminal = options.format == "plain"
    return {
        "format": options.format,
        "lang": options.lang,
        "width": output.width(options.width) if at_terminal else None,
        "color": at_terminal and output.in_color(options.color, sys.stdout),
        "remarks": [*_remarks(options, errors)],
    }


def _remarks(options: argparse.Namespace, errors: int) -> Iterator[str]:
    """Yield from what the answer is, where a reader might take it for another."""
    phrases = Phrases(options.lang)
    if options.example:
        yield phrases.language.REPORT_WORDS["bundled example"]
    if errors:
        yield phrases.counted(phrases.language.COUNTED_WORDS["lenient"], errors)


def _asked(options: argparse.Namespace) -> list[str]:
    """Return what a command asks about: why a strength is what it is asks for a day, too, which comes before paths."""
    asked = [getattr(options, each.name.lower()) for each in options.command.arguments if each.name != "PATH"]
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


def sound_registry(options: argparse.Namespace) -> tuple[Registry, int]:
    """Return the registry that is asked, as the options look at it, and how many errors keep a part of it out.

    Raises `RegistryError` if something is wrong with it, unless what is sound is asked for, and there is any.
    """
    from deployments import reports
    from deployments.diagnostics import RegistryError, Severity

    with working("reading"):
        registry, found = deployments.read(*readable(options))
    errors = sum(each.severity is Severity.ERROR for each in found)
    if errors:
        if not (options.lenient and any(True for _ in registry.records())):
            raise RegistryError(found)
        output.tell(reports.diagnostics(found, most=PROBLEMS_SHOWN))
    return _viewed(registry, options), errors


def _viewed(registry: Registry, options: argparse.Namespace) -> Registry:
    if options.tolerance is not None:
        import attrs

        from deployments.values.tolerance import Tolerance

        registry = attrs.evolve(registry, tolerance=Tolerance.parse(options.tolerance))
    if options.known_on is not None:
        registry = registry.known_on(options.known_on)
    if options.trusting:
        registry = registry.trusting(kind=options.trusting)
    return registry.without(*options.without)
