"""What to write for an open date, or a word in place of a date: that no day is known, or that there is no end."""

from __future__ import annotations

from collections.abc import Sequence

from deployments.claims import ClaimKind
from deployments.errors import InvalidValueError
from deployments.formats.toml_positions import KeyPath
from deployments.importing.cell_keys import CellKeys
from deployments.importing.date_hints import is_month
from deployments.importing.mapping import TableMapping
from deployments.importing.open_dates import open_start
from deployments.importing.toml_texts import toml_path, toml_value
from deployments.importing.word_hints import part_of_claim

#: What a cell says of a mandate that has no end.
NO_END = '".."'
#: More words in one column are remarks, and not several words for one thing.
_MOST = 12
#: No longer text is taken for a word, in characters.
_LONGEST = 40


def is_word(text: str) -> bool:
    """Tell whether a text in place of a date says nothing of when: it has no digit, and is no month.

    >>> is_word("ongoing"), is_word(".."), is_word("May"), is_word("2020..")
    (True, True, False, False)
    """
    return bool(text) and len(text) <= _LONGEST and not any(map(str.isdigit, text)) and not is_month(text)


def without_end(text: str) -> str:
    """Return what to write for a mandate that may have no end; an empty text if nothing says that.

    >>> without_end("indefinite")
    'write ".." in the table'
    """
    if start := open_start(text):
        own = "a first day stands in a column of its own: start"
        return f'write {NO_END} if it has no end, "[{start}..]" if it ends in {start} or later; {own}'
    try:
        ClaimKind.MANDATE.read(text)
    except InvalidValueError as error:
        return f"{error.hint} in the table" if error.hint == f"write {NO_END}" else ""
    return ""


def unknown_words(mapping: TableMapping, kind: ClaimKind, keys: CellKeys) -> tuple[KeyPath, Sequence[str]]:
    """Return where the keys of a claim stand in a mapping, and the words for unknown that count there."""
    name = part_of_claim(mapping, keys)
    own = None if name is None else mapping.parts[name].unknown
    words = (mapping.unknown if own is None else own) or ()
    return (kind.value,) if name is None else ("parts", name, kind.value), words


def unknown_beside(path: KeyPath, keys: CellKeys, words: Sequence[str], *more: str) -> str:
    """Return what to write so that words say in one column that no day is known; `words` are those that do so there.

    >>> unknown_beside(("end",), CellKeys(column="To"), [], "..")
    'if no day is known, write unknown = [".."] beside its column: end = { column = "To", unknown = [".."] }'
    """
    *table, key = map(str, path)
    line = f"unknown = {toml_value([*(words if keys.unknown is None else keys.unknown), *more])}"
    where = f" in [{toml_path(table)}]" if table else ""
    if keys.unknown is not None or keys.column is None:
        return f"if no day is known, write {line} beside the column of {key}{where}"
    whole = f"{key} = {{ column = {toml_value(keys.column)}, {line} }}"
    return f"if no day is known, write {line} beside its column{where}: {whole}"


class WordsForNoDay:
    """The words of each column of which hints ask whether they say that no day is known: one list has them all.

    >>> asked = WordsForNoDay()
    >>> hints = [asked.hint(("end",), CellKeys(join=("Y", "M")), [], word) for word in ("ongoing", "..")]
    >>> asked.joint()[hints[0]]
    'if no day is known, write unknown = ["ongoing", ".."] beside the column of end'
    """

    def __init__(self) -> None:
        self._asked: dict[KeyPath, tuple[CellKeys, Sequence[str], dict[str, str]]] = {}

    def hint(self, path: KeyPath, keys: CellKeys, words: Sequence[str], word: str) -> str:
        """Return what to write for one word, as `unknown_beside` does, and take note of it."""
        hint = unknown_beside(path, keys, words, word)
        _, _, hints = self._asked.setdefault(path, (keys, words, {}))
        hints[word] = hint
        return hint

    def joint(self) -> dict[str, str]:
        """Return for each hint the one for all words of its column, where these are not too many to be meant so."""
        found: dict[str, str] = {}
        for path, (keys, words, hints) in self._asked.items():
            if len(hints) <= _MOST:
                found |= dict.fromkeys(hints.values(), unknown_beside(path, keys, words, *hints))
        return found
