"""Texts as records hold them: names, in one language or several, notes and wordings."""

from __future__ import annotations

import enum
import json
from collections.abc import Mapping
from typing import Self

import attrs

from deployments.brief import short
from deployments.errors import InvalidValueError
from deployments.patterns import lazy_pattern

_LANGUAGE = lazy_pattern("[a-z]{2,3}")

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
    return value.value if isinstance(value, enum.StrEnum) else value


def language(value: object) -> str:
    """Return the ISO 639 code of a language. Raises `InvalidValueError` for what is none.

    >>> language("nl")
    'nl'
    """
    if not isinstance(value, str) or not _LANGUAGE.fullmatch(value):
        raise InvalidValueError("not a language", value, 'write its ISO 639 code, such as "nl" or "en"')
    return value


@attrs.frozen(repr=False)
class ByLanguage:
    """A name in several languages, by their ISO 639 codes; `str` gives the first of them.

    >>> force = ByLanguage.of({"nl": "luchtverdediging", "en": "air defence"})
    >>> str(force), in_language(force, "en")
    ('luchtverdediging', 'air defence')
    """

    items: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, value: object) -> Self:
        """Read the table `{ nl = "luchtverdediging", en = "air defence" }`, whose order counts.

        Raises `InvalidValueError`.
        """
        if isinstance(value, cls):
            return value
        if not isinstance(value, Mapping) or not value:
            raise InvalidValueError("not a text for each language", value, 'write { en = "...", nl = "..." }')
        return cls(tuple((language(code), line(text)) for code, text in value.items()))

    def __str__(self) -> str:
        return self.items[0][1]

    def __repr__(self) -> str:
        texts = ", ".join(f"{code!r}: {short(text)}" for code, text in self.items)
        return f"ByLanguage.of({{{texts}}})"


#: A name in one language, of which nobody says which it is, or in several.
Name = str | ByLanguage


def name(value: object) -> Name:
    """Read a name: a text, or a table of texts by language. Raises `InvalidValueError`.

    >>> name("air defence"), name({"en": "air defence", "nl": "luchtverdediging"})
    ('air defence', ByLanguage.of({'en': 'air defence', 'nl': 'luchtverdediging'}))
    """
    if isinstance(value, Mapping | ByLanguage):
        return ByLanguage.of(value)
    text = line(value)
    if text.startswith("{") and _is_table(text):  # in tables, such a text stands for what is no text
        raise InvalidValueError("a table within a text", value, 'write { en = "..." } without quotes around it')
    return text


def _is_table(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def in_language(name: Name, lang: str) -> str:
    """Return a name in a language; the first one that it has, if it is not in that.

    >>> in_language("air defence", "nl"), in_language(ByLanguage.of({"en": "air defence"}), "nl")
    ('air defence', 'air defence')
    """
    return name if isinstance(name, str) else dict(name.items).get(lang, str(name))
