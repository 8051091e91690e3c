"""Texts of the page: what a file says stays text, and each number by which a text of ours cites a source is a link.

`templates` are filled with it: whatever is put into one is cleaned, escaped, and linked, by `linked`.
"""

from __future__ import annotations

import functools
import re
import secrets

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from deployments.reports.escape import clean
from deployments.reports.footnotes import Footnotes

#: What stands before a number that is to be a link. Nobody who writes a file can know it, and no page shows it: so no
#: text of a file is taken for one of ours.
_BEFORE, _AFTER = f"\ue000{secrets.token_hex(8)}", "\ue001"
_NUMBER = re.compile(f"{_BEFORE}([0-9]+){_AFTER}")


class LinkedFootnotes(Footnotes):
    """The footnotes of a page, whose numbers are links to its list of sources once they are `linked`.

    >>> import deployments
    >>> from deployments.reports.record_phrases import RecordPhrases
    >>> phrases = RecordPhrases(deployments.example(), "en")
    >>> notes = LinkedFootnotes(phrases, phrases.sources_in_order)
    >>> print(linked(f"{notes.mark_sources(phrases.sources_in_order[2])} <[3]>"))
    [<a href=#source-3>3</a>] &lt;[3]&gt;
    """

    def written(self, source: str) -> str:
        """Return the number of a source, marked as one that is to be a link."""
        return f"{_BEFORE}{self.number(source)}{_AFTER}"


def linked(value: object) -> object:
    """Return a text as markup: cleaned and escaped, with the numbers of `LinkedFootnotes` as links.

    Markup, and what is no text, stays as it is.

    >>> print(linked("at most <700>\\u202e"))
    at most &lt;700&gt;\\u202e
    """
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    if _BEFORE not in value:
        return escape(clean(value))
    # Every other piece is a number.
    pieces = _NUMBER.split(value)
    return Markup().join(_link(piece) if i % 2 else escape(clean(piece)) for i, piece in enumerate(pieces))


def _link(number: str) -> Markup:
    return Markup("<a href=#source-{0}>{0}</a>").format(number)


@functools.cache
def templates() -> Environment:
    """Return the templates of the page, in which every text is put by `linked`."""
    return Environment(
        loader=PackageLoader(__package__ or "", "templates"),
        autoescape=True,
        finalize=linked,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
