"""The commands about files: check, page, import and export."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import deployments
from deployments.cli import for_programs, output
from deployments.cli.arguments import check_order
from deployments.cli.commands import PROBLEMS_SHOWN
from deployments.cli.loading import load, tell_unnamed
from deployments.cli.paths import readable
from deployments.cli.progress import watch, working
from deployments.cli.questions import remarks
from deployments.cli.statuses import FAILED, FAULTY, FINE
from deployments.errors import DeploymentsError, InvalidValueError

if TYPE_CHECKING:
    from deployments.diagnostics import Diagnostic
    from deployments.importing import Imported

#: The problems of a file that cannot be read as a table.
_OF_FILES = ("T101", "T102", "T104", "I101", "I117")


def check(options: argparse.Namespace) -> int:
    """Print every problem of files and folders, and return the exit status."""
    from deployments import reports
    from deployments.diagnostics import has_errors

    form = for_programs.form_of(options)
    found: Sequence[Diagnostic]
    with working("checking"):
        if form is None:
            found = deployments.check(*readable(options))
            text = reports.diagnostics(found, style=options.format, lang=options.lang)
        else:
            found, text = _check_for_programs(options, form)
    if found and form is None:
        tell_unnamed(options)
    output.write(text, output.WRITTEN_OUT if form is None else for_programs.LACKING[form])
    if any(diagnostic.code.startswith("T") and diagnostic.severity.value == "error" for diagnostic in found):
        return FAILED
    return FAULTY if has_errors(found) else FINE


def _check_for_programs(options: argparse.Namespace, form: str) -> tuple[Sequence[Diagnostic], str]:
    """Return every problem, and the answer for programs, which says of which registry."""
    from deployments import shapes
    from deployments.formats.loader import checked

    registry, found = checked(*readable(options))
    answer = shapes.check(registry, found, lang=options.lang).read_from(example=options.example, errors=0)
    return found, for_programs.text_of(answer, form)


def page(options: argparse.Namespace) -> int:
    """Write the page of a registry, and return the exit status."""
    from deployments.formats import generated

    path = None if options.out is None else _page_file(options.out)
    if path is None and sys.stdout.isatty():
        raise DeploymentsError('a page is no text for a terminal: write "--out registry.html"')
    if path is not None:
        generated.refuse_unless_generated(path)  # before what may take seconds
    loaded = load(options)
    with working("drawing"):
        told = [*remarks(options, loaded)]
        text = deployments.page(loaded.registry, lang=options.lang, on=options.on, remarks=told)
    if path is None:
        output.write(text)
    else:
        generated.write_page(text, path)
        _tell(f"written to {path}")
    return loaded.status


def _page_file(name: str) -> Path:
    """Return the file of that name. Raises `DeploymentsError` for one that no browser takes for a page."""
    path = Path(name)
    if path.suffix not in (".html", ".htm"):
        meant = path.with_suffix(".html") if path.name.strip(".") else "registry.html"
        raise InvalidValueError("a page is a file that ends in .html", name, f'write "{meant}"')
    return path


def import_(options: argparse.Namespace) -> int:
    """Read tables by a mapping, print what became of their rows, write the registry, and return the exit status."""
    from deployments.diagnostics import has_errors
    from deployments.formats import generated
    from deployments.importing import import_tables

    check_order(options)
    path = None if options.out is None else _folder(options.out) / f"{Path(options.mapping).stem}.{options.format}"
    with _noted("nothing is written, and no table was read"):
        if path is not None:
            generated.refuse_unless_generated(path)  # before what may take minutes
        imported = import_tables(options.mapping, *options.file, watch=watch())
    form = for_programs.form_of(options)
    if form is None:
        _tell_imported(imported, options.mapping, most=None if options.all else PROBLEMS_SHOWN)
    is_kept = any(each.kept for each in imported.counts)
    written = path if is_kept and not imported.unread else None  # a part of what was asked for replaces nothing
    if written is not None:
        with _noted("nothing is written"):
            generated.write_generated(imported.registry, written)
    _tell_written(imported, written, form)
    if imported.unread:
        return FAILED
    return FINE if is_kept and not has_errors(imported.diagnostics) else FAULTY


@contextmanager
def _noted(last: str) -> Iterator[None]:
    """Add to an error what is the last line of what is told of it."""
    try:
        yield
    except DeploymentsError as error:
        error.add_note(last)
        raise


def _tell_written(imported: Imported, written: Path | None, form: str | None) -> None:
    """Print last whether anything was written; for programs the answer, and beside it what that does not say."""
    if form is None:
        _tell(_last_line(imported, written))
        return
    from deployments import shapes
    from deployments.reports.escape import clean

    for_programs.write(shapes.imported(imported, written), form)
    if form != "json":  # which has it in the answer
        output.tell(clean(_last_line(imported, written)))


def _last_line(imported: Imported, written: Path | None) -> str:
    """Return whether anything was written, and why not."""
    if written is not None:
        is_whole = not any(each.reported or each.cells.reported for each in imported.counts)
        return f"written to {written}{'' if is_whole else ', without what was reported'}"
    if imported.unread:
        return f"nothing is written: {_why_unread(imported)}"
    is_kept = any(each.kept for each in imported.counts)
    return f"nothing is written: {'write --out FOLDER to keep what was read' if is_kept else 'no row could be kept'}"


def _why_unread(imported: Imported) -> str:
    """Return why nothing was read of a table: of its file, of its columns, or of what their headers say."""
    unread = {*imported.unread}
    codes = {each.code for each in imported.diagnostics if each.location and each.location.file in unread}
    if "I105" in codes:
        return "a file was named twice"
    if "I102" in codes:
        return "a table does not have the columns that the mapping names"
    if codes and codes.isdisjoint(_OF_FILES):
        return "a table has no column of numbers whose header can be read"
    return "a file could not be read"


def _tell_imported(imported: Imported, mapping: str, most: int | None) -> None:
    """Print the problems of tables, each once if not all are asked for; unknown names; and what became of the rows."""
    from deployments import reports
    from deployments.importing.asked_aliases import alias_lines, asked_aliases
    from deployments.importing.mapping_reader import mapping_path

    if imported.diagnostics:
        output.write(reports.diagnostics(imported.diagnostics, most=most, once=most is not None))
    lines: list[str] = []
    if asked := asked_aliases(imported.diagnostics):
        path = mapping_path(mapping)
        called = mapping if path == Path(mapping) else f"a copy of {path}"
        lines = ["", *alias_lines(asked, path.read_text(encoding="utf-8-sig"), called)]
    _tell(*lines, *str(imported).splitlines())


def _tell(*lines: str) -> None:
    from deployments.reports.escape import clean

    output.write("\n".join(map(clean, lines)))


def export(options: argparse.Namespace) -> int:
    """Write a registry as tables, and return the exit status."""
    from deployments.formats.apart import refuse_what_is_read

    check_order(options)
    folder = _folder(options.folder)
    refuse_what_is_read(folder, [path for path in readable(options) if isinstance(path, str | Path)])
    loaded = load(options)
    deployments.export(loaded.registry, folder, options.format, watch())
    form = for_programs.form_of(options)
    if form is None:
        from deployments.reports.record_phrases import RecordPhrases

        _tell(f"written to {options.folder}", *RecordPhrases(loaded.registry, "en").restrictions())
    else:
        from deployments import shapes

        answer = shapes.exported(loaded.registry, options.folder, options.format)
        for_programs.write(answer.read_from(example=options.example, errors=loaded.errors), form)
    return loaded.status


def _folder(name: str) -> Path:
    """Return the folder of that name. Raises `RegistryError` for no name, such as an unset variable of a shell."""
    from deployments.formats.faults import no_folder

    if not name:
        raise no_folder()
    return Path(name)
