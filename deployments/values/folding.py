"""Texts without the differences that a reader looks past."""

from __future__ import annotations

import unicodedata

#: Letters that are no letter with a mark, dashes and quotation marks, and what people type for them.
_TYPED = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "\N{LATIN SMALL LETTER DOTLESS I}": "i",
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    **dict.fromkeys("\u2018\u2019\u201a\u201b", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
}
_PLAIN = str.maketrans(_TYPED)


def folded(text: str) -> str:
    """Return a text without the differences that a reader looks past: case, accents, kinds of blank and of dash.

    >>> folded("SLIAČ\\u00a0\\u2013 lucht")
    'sliac - lucht'
    """
    if not text.isascii():
        # What is small may stand for a capital letter: so the signs are taken apart before and after that.
        letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        text = "".join(char for char in letters if not unicodedata.combining(char)).translate(_PLAIN)
    return " ".join(text.casefold().split())
