"""Dates with an open end, as tables write them."""

from __future__ import annotations

from deployments.patterns import lazy_pattern

#: A date with an open end behind it, or before it, however that is written.
_SINCE = lazy_pattern(r"\[?([^/.\[\]]+)(?:/|\.\.|/\.\.| ?[-\u2013])\]?")
_UNTIL = lazy_pattern(r"\[?(?:/|\.\.|\.\./)([^/.\[\]]+)\]?")


def open_start(text: str) -> str:
    """Return the date behind which a text is open, as it is written there; an empty text where it is not open.

    >>> open_start("2020.."), open_start("2020-03/"), open_start("[2020..]"), open_start("2020")
    ('2020', '2020-03', '2020', '')
    """
    since = _SINCE.fullmatch(text)
    return since[1].strip() if since else ""


def open_date(text: str) -> str:
    """Return the date of a text that is open behind it, or before it; an empty text where it is not open.

    >>> open_date("2020.."), open_date("[..2021]"), open_date("2020/2021")
    ('2020', '2021', '')
    """
    until = _UNTIL.fullmatch(text)
    return until[1].strip() if until else open_start(text)
