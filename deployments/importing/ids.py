"""Makes ids of names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from deployments.values.when import is_id

#: The most characters of an id that is made of names, before the number that tells it apart.
_LONGEST_ID = 80

#: A day that is a part of an id as it stands.
_PLAIN_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")

#: What is neither a letter nor a digit of an id.
_BETWEEN = re.compile(r"[^a-z0-9]+")


class IdMaker:
    """Makes ids of names, each only once.

    >>> ids = IdMaker()
    >>> ids.new("NLD", "MINUSMA"), ids.new("nld", "minusma")
    ('nld-minusma', 'nld-minusma-2')
    """

    def __init__(self) -> None:
        self._made: dict[str, int] = {}

    def new(self, *names: str) -> str:
        """Return an id made of names that it has not returned before."""
        return self.unused(slug(*names))

    def unused(self, first: str) -> str:
        """Return an id as it is, or with a number behind it if it was returned before."""
        id_ = first
        while id_ in self._made:
            self._made[first] += 1
            id_ = f"{first}-{self._made[first]}"
        self._made[id_] = 1
        return id_


def slug_behind(first: str, names: Sequence[str], day: str) -> str:
    """Return the slug of names and of a day behind them, for that of the names alone.

    >>> slug_behind("nld-kfor", ["NLD", "KFOR"], "2014-08-31")
    'nld-kfor-2014-08-31'
    """
    is_plain = _PLAIN_DAY.fullmatch(day) is not None and first[:1].isalpha() and not first.startswith("x-")
    return f"{first}-{day}" if is_plain and len(first) + 1 + len(day) <= _LONGEST_ID else slug(*names, day)


def slug(*names: str) -> str:
    """Return names as the letters without accents, digits and hyphens of an id.

    >>> slug("Côte d'Ivoire", "2014")
    'cote-d-ivoire-2014'
    """
    plain = "-".join([name for name in names if name])
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    text = _BETWEEN.sub("-", plain.lower()).strip("-")[:_LONGEST_ID].rstrip("-")
    return text if is_id(text) else f"x-{text}".rstrip("-")
