"""The scripts by which shells complete the command line, made of the table of commands by shtab."""

from __future__ import annotations

import argparse

from deployments.cli import output
from deployments.cli.parser import whole_parser
from deployments.cli.statuses import FINE


def completion(options: argparse.Namespace) -> int:
    """Print the script of a shell, and return the exit status."""
    import shtab

    output.write(shtab.complete(whole_parser(), shell=options.shell))
    return FINE
