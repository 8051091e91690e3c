"""The commands about files: check, import, export, and the schema of the TOML."""

from __future__ import annotations

import argparse
from pathlib import Path

import deployments
from deployments.cli import output
from deployments.cli.commands import PROBLEMS_SHOWN
from deployments.cli.paths import readable
from deployments.cli.progress import watch, working
from deployments.cli.questions import sound_registry
from deployments.cli.statuses import FAILED, FAULTY, FINE


def check(options: argparse.Namespace) -> int:
    """Print every problem of files and folders, and return the exit status."""
    from deployments import reports
    from deployments.diagnostics import has_errors

    with working("checking"):
        found = deployments.check(*readable(options))
    output.write(reports.diagnostics(found, style=options.format, lang=options.lang))
    if any(diagnostic.code.startswith("T") and diagnostic.severity.value == "error" for diagnostic in found):
        return FAILED
    return FAULTY if has_errors(found) else FINE


def import_(options: argparse.Namespace) -> int:
    """Read tables by a mapping, print what became of their rows, write the registry, and return the exit status."""
    from deployments import reports
    from deployments.diagnostics import has_errors
    from deployments.formats import generated
    from deployments.importing import import_tables
    from deployments.reports.escape import clean

    path = None if options.out is None else _folder(options.out) / f"{Path(options.mapping).stem}.{options.format}"
    if path is not None:
        generated.refuse_unless_generated(path)  # before what may take minutes
    imported = import_tables(options.mapping, *options.file, watch=watch())
    if imported.diagnostics:
        most = None if options.all else PROBLEMS_SHOWN
        output.write(reports.diagnostics(imported.diagnostics, most=most))
    output.write("\n".join(map(clean, str(imported).splitlines())))
    if imported.unread:
        return FAILED  # a part of what was asked for takes the place of nothing
    if path is not None:
        generated.write_generated(imported.registry, path)
        output.write(clean(f"written to {path}"))
    return FAULTY if has_errors(imported.diagnostics) else FINE


def export(options: argparse.Namespace) -> int:
    """Write a registry as tables, and return the exit status."""
    from deployments.reports.escape import clean
    from deployments.reports.record_phrases import RecordPhrases

    registry, errors = sound_registry(options)
    deployments.export(registry, options.folder, options.format, watch())
    lines = (f"written to {options.folder}", *RecordPhrases(registry, "en").distrusted())
    output.write("\n".join(map(clean, lines)))
    return FAULTY if errors else FINE


def schema(_: argparse.Namespace) -> int:
    """Print the JSON Schema of the TOML, and return the exit status."""
    from deployments.formats.schema import toml_schema_text

    output.write(toml_schema_text().rstrip())
    return FINE


def _folder(name: str) -> Path:
    """Return the folder of that name. Raises `RegistryError` for no name, such as an unset variable of a shell."""
    from deployments.formats.faults import no_folder

    if not name:
        raise no_folder()
    return Path(name)
