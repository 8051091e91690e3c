"""The commands that answer a question: with a report for people, or in a form for programs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import deployments
from deployments.cli import for_programs, output
from deployments.cli.arguments import asked as asked_by
from deployments.cli.arguments import instead_of_path, told_beside
from deployments.cli.commands import Command
from deployments.cli.loading import Loaded, load
from deployments.cli.options import FILTERS, OPTIONS
from deployments.cli.progress import working
from deployments.errors import DeploymentsError, InvalidValueError
from deployments.phrases.values import Phrases
from deployments.reports.escape import clean, shown_in

if TYPE_CHECKING:
    from deployments.registry import Registry
    from deployments.reports import Style

#: What becomes of a character that the encoding lacks, by what is printed; elsewhere it is written out.
_LACKING = {
    **for_programs.LACKING,
    "csl-json": output.JSON,
    "bibtex": "strict",
    "html": "xmlcharrefreplace",
}


def answer(options: argparse.Namespace) -> int:
    """Print the answer to a question, and return the exit status."""
    asked = asked_by(options)
    try:
        return _answer(options, asked)
    except DeploymentsError as error:
        missing = instead_of_path(options)
        if missing is None:
            raise
        if isinstance(error, InvalidValueError):
            raise missing from None
        output.tell(clean(f"deployments: {missing}"))  # and what is wrong with what was read instead
        raise


def _answer(options: argparse.Namespace, asked: Sequence[str]) -> int:
    command: Command = options.command
    loaded = load(options)
    if told := told_beside(options):
        output.tell(told)
    keywords, filters = _own(options), _filters(options)
    if not command.about_one:
        keywords |= filters
    elif filters:
        _refuse_left_out(loaded.registry, asked[0], filters)
    form = for_programs.form_of(options)
    lacking = _LACKING.get(form or getattr(options, "style", None) or options.format, output.WRITTEN_OUT)
    with working(command.name), shown_in(output.encoding() if lacking == output.WRITTEN_OUT else None):
        if form is None:
            text = _for_people(options, loaded, asked, keywords)
        else:
            text = _for_programs(options, loaded, asked, keywords, form)
    output.write(text, lacking)
    return loaded.status


# --- what is asked ---------------------------------------------------------------------------------------


def _own(options: argparse.Namespace) -> dict[str, Any]:
    """Return what the options say that only some commands have, by the keywords of their reports."""
    own = map(OPTIONS.__getitem__, options.command.own)
    return {each.keyword: value for each in own if (value := getattr(options, each.keyword)) is not None}


def _filters(options: argparse.Namespace) -> dict[str, str]:
    return {name: value for name in FILTERS if (value := getattr(options, name)) is not None}


def _refuse_left_out(registry: Registry, asked: str, filters: Mapping[str, str]) -> None:
    """Raise `InvalidValueError` if filters leave out the one record that is asked about, by its id or a milestone."""
    from deployments.answers.views import view_of

    ids = (asked, asked.partition(".")[0])
    if not any(each.id in ids for each in registry.records()):
        return  # the question itself tells what was meant
    if not any(each.id in ids for each in view_of(registry, filters).records()):  # type: ignore[arg-type]
        given = " ".join(f"--{name} {value}" for name, value in filters.items())
        raise InvalidValueError(f"{given} leaves out what is asked for", asked, "ask without it, or for another id")


# --- how it is answered ----------------------------------------------------------------------------------


def _for_people(options: argparse.Namespace, loaded: Loaded, asked: Sequence[str], keywords: Mapping[str, Any]) -> str:
    from deployments import reports

    command: Command = options.command
    hashed = {"digest": deployments.digest(loaded.registry)} if command.name == "dossier" else {}
    report: Callable[..., str] = getattr(reports, command.report or command.function)
    return report(loaded.registry, *asked, **keywords, **hashed, **_style(options, loaded))


def _style(options: argparse.Namespace, loaded: Loaded) -> Style:
    if not hasattr(options, "format"):  # what it prints is for other programs
        return {"lang": options.lang}
    at_terminal = options.format == "plain"
    return {
        "format": options.format,
        "lang": options.lang,
        "width": output.width(options.width) if at_terminal else None,
        "color": at_terminal and output.in_color(options.color, sys.stdout),
        "remarks": [*remarks(options, loaded)],
    }


def remarks(options: argparse.Namespace, loaded: Loaded) -> Iterator[str]:
    """Yield from what the answer is, where a reader might take it for another."""
    phrases = Phrases(options.lang)
    if options.example:
        yield phrases.language.REPORT_WORDS["bundled example"]
    if loaded.errors:
        yield phrases.counted(phrases.language.COUNTED_WORDS["lenient"], loaded.errors)


def _for_programs(
    options: argparse.Namespace, loaded: Loaded, asked: Sequence[str], keywords: Mapping[str, Any], form: str
) -> str:
    from deployments import shapes

    command: Command = options.command
    shape: Callable[..., shapes.Answer] = getattr(shapes, command.shape or command.function)
    found = shape(loaded.registry, *asked, **keywords, lang=options.lang)
    return for_programs.text_of(found.read_from(example=options.example, errors=loaded.errors), form)
