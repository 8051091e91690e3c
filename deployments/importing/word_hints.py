"""What to write in a mapping so that one more word counts in a list, and all that is there goes on counting."""

from __future__ import annotations

from collections.abc import Sequence

from deployments.claims import ClaimKind
from deployments.importing.cell_keys import CellKeys
from deployments.importing.mapping import PartKeys, TableMapping
from deployments.importing.number_hints import AT_THE_TOP
from deployments.importing.toml_texts import toml_path, toml_value
from deployments.patterns import lazy_pattern
from deployments.values.folding import folded

_WORD = lazy_pattern(r"[^0-9]{1,20}")


def listed(key: str, words: Sequence[str]) -> str:
    """Return a list of words as a mapping has it.

    >>> listed("unknown", ["NA", "-"])
    'unknown = ["NA", "-"]'
    """
    return f"{key} = {toml_value(words)}"


def one_more(key: str, words: Sequence[str], word: str, where: str) -> str:
    """Return what to write so that a list has one more word: all of it, as it is not to lose what it has.

    >>> one_more("unknown", [], "NA", "in [place]"), one_more("unknown", ["-"], "NA", "in [place]")
    ('write unknown = ["NA"] in [place]', 'add "NA" to unknown in [place]: unknown = ["-", "NA"]')
    """
    line = listed(key, [*words, word])
    return f"add {toml_value(word)} to {key} {where}: {line}" if words else f"write {line} {where}"


def either_way(words: Sequence[str], word: str, table: str, meant: str, keys: CellKeys | None = None) -> str:
    """Return what to write where a word for what is not known is also the name of a country.

    `keys` are those of the table, if it can be written as one line.

    >>> either_way(["NA", "x"], "NA", "place", "not known")
    'write unknown = ["x"] in [place] if it is the country, or unknown = ["x", "NA"] if it is not known'
    """
    others = [each for each in words if folded(each) != folded(word)]
    both = listed("unknown", others), listed("unknown", [*others, word])
    own = as_table(table, keys, both)
    return f"write {both[0]} in [{table}] if it is the country, or {both[1]} if it is {meant}{own}"


def as_table(table: str, keys: CellKeys | None, lines: Sequence[str]) -> str:
    """Return what becomes of the one line of a table, when it gets one of some others: TOML has no table beside a key.

    It is empty where the mapping says more of it than a column, which takes a table.

    >>> as_table("contributor", CellKeys(column="Who"), ["unknown = []"])
    '; a line contributor = "Who" becomes contributor = { column = "Who", unknown = [] }'
    """
    if keys is None or keys.column is None or keys != type(keys)(column=keys.column):
        return ""
    column, key = toml_value(keys.column), table.rpartition(".")[2]
    becomes = " or ".join(f"{key} = {{ column = {column}, {line} }}" for line in lines)
    return f"; a line {key} = {column} becomes {becomes}"


def claim_table(mapping: TableMapping, kind: ClaimKind, keys: CellKeys) -> str:
    """Return where the keys of a claim stand in a mapping: `strength`, or `strength in [parts.troops]`."""
    name = part_of_claim(mapping, keys)
    return kind.value if name is None else f"{kind.value} in [{toml_path(('parts', name))}]"


def word_hint(mapping: TableMapping, kind: ClaimKind, keys: CellKeys, text: str, hint: str) -> str:
    """Return what to do with a word in the place of a number, which can say that nobody knows, or none.

    It is added to the list that counts in its column. `hint` is that for a number of the registry itself, which is
    returned where it fits: of "twelve" it has the digits.
    """
    if not hint.startswith(("leave it out", 'write "6"')) or not _WORD.fullmatch(text):
        return hint
    unknown = f"{_one_more_of('unknown', mapping, kind, keys, text)}, if it says that nobody knows"
    if not hasattr(keys, "zero"):
        return unknown
    return f"{unknown}; or {_one_more_of('zero', mapping, kind, keys, text)}, if it says none"


def _one_more_of(key: str, mapping: TableMapping, kind: ClaimKind, keys: CellKeys, word: str) -> str:
    name = part_of_claim(mapping, keys)
    part: PartKeys = mapping if name is None else mapping.parts[name]
    if getattr(keys, key, None) is not None:
        return one_more(key, getattr(keys, key), word, f"beside the column of {claim_table(mapping, kind, keys)}")
    if name is not None and getattr(part, key) is not None:
        return one_more(key, getattr(part, key), word, f"in [{toml_path(('parts', name))}]")
    return one_more(key, getattr(mapping, key) or (), word, AT_THE_TOP)


def part_of_claim(mapping: TableMapping, keys: CellKeys) -> str | None:
    """Return the name of the part in which the keys of a claim stand; None at the top of the mapping.

    >>> from deployments.importing.mapping import SourceKeys
    >>> part_of_claim(TableMapping(source=SourceKeys(title="A table")), CellKeys(column="Men")) is None
    True
    """
    parts = mapping.parts.items()
    return next((name for name, part in parts if any(each is keys for each in part.claims.values())), None)
