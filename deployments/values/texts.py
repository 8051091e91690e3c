"""Texts as records hold them: names, notes and wordings."""

from __future__ import annotations

from deployments.errors import InvalidValueError

#: The longest name or note, in characters.
MAX_TEXT = 2000


def line(value: object, longest: int = MAX_TEXT) -> str:
    """Return a text that says something, of at most so many characters. Raises `InvalidValueError` for any other.

    >>> line("Patriot")
    'Patriot'
    >>> line(" ")
    Traceback (most recent call last):
    ...
    deployments.errors.InvalidValueError: not a text: ' ' (write a text in quotes, or leave the field out)
    """
    if not isinstance(value, str) or not value.strip():
        raise InvalidValueError("not a text", value, "write a text in quotes, or leave the field out")
    if len(value) > longest:
        raise InvalidValueError("the text is too long", value, f"write at most {longest} characters")
    try:
        value.isascii() or value.encode()
    except UnicodeEncodeError:
        raise InvalidValueError("the text holds a lone surrogate", value, "write whole characters") from None
    return value
