"""The commands to begin with: a registry for a letter of one's own, and the schema that editors complete it by."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import deployments
from deployments.cli import for_programs, output
from deployments.cli.commands import PROBLEMS_SHOWN
from deployments.cli.statuses import FAULTY, FINE
from deployments.errors import DeploymentsError

if TYPE_CHECKING:
    from deployments.registry import Registry


def new(options: argparse.Namespace) -> int:
    """Write a registry to begin with, and return the exit status; on a terminal, ask for what no option says."""
    from deployments.formats import fresh

    fresh.refuse_unless_empty(options.folder)  # before anybody answers questions
    if sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty():
        _ask_for_all(options)
    elif missing := [flag for flag in ("--title", "--date") if getattr(options, flag[2:]) is None]:
        raise DeploymentsError(f"a new registry needs {' and '.join(missing)}: {_NEEDED}")
    paths = deployments.new_registry(
        options.folder,
        title=options.title,
        published=options.date,
        publisher=options.publisher,
        contributor=options.contributor,
        place=options.place,
    )
    _tell_new(options, paths)
    return FINE


def _tell_new(options: argparse.Namespace, paths: Sequence[Path]) -> None:
    """Print which files were written, and for people what to do next."""
    from deployments import shapes
    from deployments.reports.escape import clean

    form = for_programs.form_of(options)
    if form is not None:
        for_programs.write(shapes.new(deployments.load(paths[0]), options.folder, paths), form)
        return
    lines = [f"written to {path}" for path in paths]
    output.write(
        "\n".join(map(clean, (*lines, f"Open {paths[0]}, and then: deployments check {shlex.quote(options.folder)}")))
    )


_NEEDED = 'write --title "Letter to parliament" --date 2024-03-12, or run it on a terminal, where it asks'


def _ask_for_all(options: argparse.Namespace) -> None:
    """Ask for what the options do not say; each answer is read at once, and asked for again with a hint."""
    from deployments.formats.fresh import letter_text
    from deployments.records import Deployment, Source

    def given(key: str, question: str, read: Callable[[str], object], *, needed: bool = False) -> None:
        if getattr(options, key) is None:
            setattr(options, key, _answer(question, read, needed=needed))

    given("title", "Title of the letter", lambda text: Source(id="x", title=text), needed=True)
    given("publisher", "Who published it (or nothing)", lambda text: Source(id="x", title="x", publisher=text))
    day = "Day of publication (2024-03-12, or 2024-03 for some day of a month)"
    given("date", day, lambda text: letter_text(title="x", published=text), needed=True)
    given("contributor", "Whose force is it: a country (or nothing)", lambda text: Deployment(id="x", contributor=text))
    if options.contributor is not None:
        place = "Where is it: a country, or Sliač, SVK (or nothing)"
        given("place", place, lambda text: Deployment(id="x", contributor="NLD", place=text))


def _answer(question: str, read: Callable[[str], object], *, needed: bool) -> str | None:
    """Return an answer that can be read, or None for none; ask again, with the hint, until there is one."""
    from deployments.reports.escape import clean

    while True:
        try:
            text = input(f"{question}: ").strip()
        except EOFError:
            raise DeploymentsError("nothing is written: there was no answer") from None
        if not text and not needed:
            return None
        try:
            read(text or _missing(question))
        except DeploymentsError as error:
            print(clean(f"  {error}"))
        else:
            return text


def _missing(question: str) -> str:
    raise DeploymentsError(f"{question.partition(' (')[0]}: without it there is no source")


def schema(options: argparse.Namespace) -> int:
    """Print the JSON Schema of the TOML or of an answer, or the page on keys, and return the exit status."""
    if options.keys:
        from deployments.formats.keys import keys_page

        output.write(keys_page().rstrip("\n"))
        return FINE
    if options.answer is not None:
        from deployments.shapes.schema import schema_text

        output.write(schema_text(options.answer))
        return FINE
    if options.of is None:
        from deployments.formats.schema import toml_schema_text

        output.write(toml_schema_text().rstrip())
        return FINE
    from deployments.formats.registry_schema import toml_schema_text_of

    registry, errors = _sound(options.of)
    output.write(toml_schema_text_of(registry).rstrip())
    return FAULTY if errors else FINE


def _sound(folder: str) -> tuple[Registry, bool]:
    """Return what is sound in a registry that is being written, and whether anything is not, which is told."""
    from deployments import reports
    from deployments.diagnostics import RegistryError, has_errors

    registry, found = deployments.read(Path(folder))
    errors = has_errors(found)
    if errors and not any(True for _ in registry.records()):
        raise RegistryError(found)
    if errors:
        output.tell(reports.diagnostics(found, most=PROBLEMS_SHOWN, errors_only=True))
    return registry, errors
