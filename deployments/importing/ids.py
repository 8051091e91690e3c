"""Makes ids of names."""

from __future__ import annotations

import re
import unicodedata

from deployments.values.when import is_id

#: The most characters of an id that is made of names, before the number that tells it apart.
_LONGEST_ID = 80

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
        first = slug(*names)
        id_ = first
        while id_ in self._made:
            self._made[first] += 1
            id_ = f"{first}-{self._made[first]}"
        self._made[id_] = 1
        return id_


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
