"""Prints an answer for programs, in the form that the options ask for."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from deployments.cli import output
from deployments.cli.options import MACHINE_FORMS

if TYPE_CHECKING:
    from deployments.shapes import Answer

#: What becomes of a character that the encoding lacks: JSON has a way to write it, CSV none.
LACKING = {"json": output.JSON, "jsonl": output.JSON, "csv": "strict"}


def form_of(options: argparse.Namespace) -> str | None:
    """Return the form for programs that is asked for; None if the answer is for people.

    >>> form_of(argparse.Namespace(json=False, jsonl=True, csv=False))
    'jsonl'
    """
    return next((each for each in MACHINE_FORMS if getattr(options, each, False)), None)


def text_of(answer: Answer, form: str) -> str:
    """Return an answer in a form for programs."""
    written: Callable[[], str] = getattr(answer, form)
    return written()


def write(answer: Answer, form: str) -> None:
    """Print an answer in a form for programs."""
    output.write(text_of(answer, form), LACKING[form])
