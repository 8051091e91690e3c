"""What is asked on a terminal before a registry is written."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import Any

from deployments.cli import output
from deployments.errors import InvalidValueError

#: The title of a letter that nobody has named; it stands in the file, to be replaced.
_UNTITLED = "The title of the letter"


def letter(options: argparse.Namespace) -> dict[str, Any]:
    """Return what is to be written of a letter: what the options say, and on a terminal what people answer.

    Nothing is made up: without a title there is a line to be replaced, and without a day of publication none.
    """
    said = {name: getattr(options, name) for name in ("title", "publisher", "published", "contributor", "place")}
    if sys.stdin is not None and sys.stdin.isatty() and sys.stderr is not None and sys.stderr.isatty():
        output.tell("A registry for a letter. An empty answer leaves out what it asks for.")
        said["title"] = said["title"] or _answered("Title of the letter: ")
        said["publisher"] = said["publisher"] or _answered("Published by: ")
        said["published"] = said["published"] or _answered("Published on (2024-03-12, 2024-03): ", _check_date)
    return {**said, "title": said["title"] or _UNTITLED}


def _answered(question: str, check: Callable[[str], object] = str) -> str | None:
    """Return the answer to a question, asked again until it can be; None for an empty one, or the end of the input."""
    while True:
        print(question, end="", file=sys.stderr, flush=True)
        given = sys.stdin.readline()
        if not given.strip():
            return None
        try:
            check(given.strip())
        except InvalidValueError as error:
            output.tell(str(error))
        else:
            return given.strip()


def _check_date(text: str) -> None:
    from deployments.values.dates import UncertainDate

    UncertainDate.parse(text)
