"""What people write for true and for false: hints, never accepted."""

from __future__ import annotations

_TRUE = frozenset(["true", "yes", "y", "ja", "j", "oui", "wahr", "waar", "vrai", "si", "tak"])
_FALSE = frozenset(["false", "no", "n", "nee", "nein", "non", "falsch", "onwaar", "faux", "nie"])


def truth_meant(value: object) -> bool | None:
    """Return what a value means in the place of true or false, in the languages of letters; None if it is neither.

    >>> truth_meant("Yes"), truth_meant("nee"), truth_meant(True), truth_meant("2023")
    (True, False, True, None)
    """
    word = str(value).strip().casefold() if isinstance(value, str | bool) else ""
    return True if word in _TRUE else False if word in _FALSE else None
