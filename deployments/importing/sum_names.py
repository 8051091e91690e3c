"""Names of sums of others, and of shares of others: what is counted under either is counted a second time."""

from __future__ import annotations

import re
from collections.abc import Collection

from deployments.patterns import lazy_pattern
from deployments.values.folding import folded

#: Names of sums: whole ones, words that any name of a sum can have, and words with which one of several begins.
_SUMS = frozenset(("all", "sum", "overall", "ensemble", "summe", "somme"))
_SUM_WORDS = frozenset(
    (
        *("total", "totals", "totaal", "totale", "totaux", "subtotal", "subtotals", "subtotaal", "eindtotaal"),
        *("gesamt", "insgesamt", "gesamtsumme", "gesamtzahl", "gesamtstarke", "zwischensumme"),
    )
)
_ALL = frozenset(("all", "alle", "tous", "toutes"))
#: What else stands in a name that is nothing but one of a sum.
_ADDED = frozenset(("sub", "grand", "general", "generaal", "the", "in", "and", "of"))
#: Words that make a name one of a share: wherever they stand, and at its beginning.
_SHARE = lazy_pattern(
    r"\b(?:of (?:which|whom|these)|thereof|waarvan|onder wie|davon|darunter|dont)\b"
    r"|^\W*(?:incl|including|inclusief|inkl|inklusive|einschliesslich|y compris)\b"
)


def is_sum(name: str) -> bool:
    """Tell whether a name is that of a sum of others.

    >>> [is_sum(name) for name in ("Subtotaal Afrika", "all", "All ranks", "troops", "Gesamt")]
    [True, True, True, False, True]
    """
    words = _words(name)
    is_one = " ".join(words) in _SUMS or not _SUM_WORDS.isdisjoint(words)
    return is_one or (len(words) > 1 and words[0] in _ALL)


def is_share(name: str) -> bool:
    """Tell whether a name is that of a share of what stands beside it, with a word for what is meant.

    >>> [is_share(name) for name in ("of which women", "Soldaten, davon Frauen", "incl. police", "women", "of which")]
    [True, True, True, False, False]
    """
    text = folded(name)
    return _SHARE.search(text) is not None and bool(_words(_SHARE.sub("", text)))


def counted_again(names: Collection[str]) -> list[str]:
    """Return the names of sums and of shares beside others that are none; an empty list if all can be added.

    >>> counted_again(["men", "women", "total"]), counted_again(["Troops Total", "Police Total"])
    (['total'], [])
    """
    shares = [name for name in names if is_share(name)]
    wholes = [name for name in names if name not in shares]
    sums = [name for name in wholes if is_sum(name)]
    return [*(sums if len(sums) < len(wholes) else []), *(shares if wholes else [])]


def without_sum(name: str) -> str:
    """Return a name without its words for a sum; an empty text for one that has no others.

    >>> without_sum("Troops Total"), without_sum("Sub-total"), without_sum("All")
    ('Troops', '', '')
    """
    left = [word for word in re.findall(r"[^\W_]+", name) if folded(word) not in _SUM_WORDS | _SUMS | _ADDED]
    return " ".join(left)


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", folded(name))
