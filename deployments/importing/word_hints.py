"""What to write in a mapping so that one more word counts in a list, and all that is there goes on counting."""

from __future__ import annotations

import re
from collections.abc import Sequence

from deployments.claims import ClaimKind
from deployments.importing.cell_keys import CellKeys
from deployments.importing.mapping import PartKeys, TableMapping
from deployments.importing.number_hints import AT_THE_TOP, REMARK
from deployments.importing.toml_texts import toml_path, toml_value
from deployments.patterns import lazy_pattern
from deployments.values.folding import folded
from deployments.values.people_words import Counted, counts, is_article
from deployments.values.quantities import NUMBER_HINT

_WORD = lazy_pattern(r"[^0-9]{1,20}")
#: What the words of a list say, each as the condition of a hint.
_MEANT = {
    "some": "if it says that there are some, and not how many",
    "unknown": "if it says that nobody knows",
    "zero": "if it says that there are none",
}
#: The lists in the order in which they are told, by the one to which a text is likeliest to belong.
_SOME_FIRST, _UNKNOWN_FIRST, _ZERO_FIRST = ("some", "unknown", "zero"), ("unknown", "some", "zero"), ("zero", "unknown")
_UNKNOWN = lazy_pattern(
    r"unknown|undisclosed|classified|secret|n/?a|\?+|onbekend|geheim|unbekannt|inconnue?", re.IGNORECASE
)
_SOME = lazy_pattern(
    r"yes|y|ja|oui|s[i\u00ed]|true|present|aanwezig|anwesend|pr\u00e9sente?s?|deployed|some|x|[\u2713\u2714]",
    re.IGNORECASE,
)
_ZERO = lazy_pattern(
    r"(?:no|none|nil|nihil|zero|nul|null|nobody|niemand|geen|keine?r?|aucune?|n\u00e9ant)(?: (?P<of>.+))?",
    re.IGNORECASE,
)
#: How a hint begins that there is no number to write.
_NO_NUMBER = "leave it out"


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
    """Return what to do with words in the place of a number, which can say that there are some, none, or nobody knows.

    They are added to the list that counts in their column. `hint` is that for a number of the registry itself, which is
    returned where it fits: of "twelve" it has the digits.
    """
    if hint.startswith(REMARK):
        return _remark_hint(mapping, kind, keys, text, hint)
    has_no_number = hint.startswith(_NO_NUMBER)
    if not has_no_number and (hint != NUMBER_HINT or not _WORD.fullmatch(text)):
        return hint
    order = _order(text, has_no_number=has_no_number) if hasattr(keys, "zero") else ("unknown",)
    lines = [f"{_one_more_of(key, mapping, kind, keys, text)}, {_MEANT[key]}" for key in order]
    one = 'write "1" if it is one and no more' if is_article(text) else ""
    one = hint.partition("; or ")[2] if has_no_number else one  # of a soldier, who can be the only one
    return "; or ".join([one, *lines] if one else lines)


def _order(text: str, *, has_no_number: bool) -> tuple[str, ...]:
    """Return the lists that a text can belong to, the likeliest first; a number of companies cannot say none."""
    if any(map(str.isdigit, text)):
        return _SOME_FIRST[:2]
    none = _ZERO.fullmatch(text)
    if none and (none["of"] is None or _names_somebody(none["of"])):  # "no troops", and not "no data"
        return _ZERO_FIRST
    says_some = has_no_number or _SOME.fullmatch(text) or _names_somebody(text.rsplit(maxsplit=1)[-1])
    return _SOME_FIRST if says_some and not _UNKNOWN.fullmatch(text) else _UNKNOWN_FIRST


def _names_somebody(words: str) -> bool:
    return counts(words) in (Counted.PEOPLE, Counted.THINGS)


def _remark_hint(mapping: TableMapping, kind: ClaimKind, keys: CellKeys, text: str, hint: str) -> str:
    """Return what to do with a number and a remark in brackets: no remark is lost, and none makes it another number."""
    name, column = part_of_claim(mapping, keys), keys.column
    part: PartKeys = mapping if name is None else mapping.parts[name]
    is_free = part.note is None and mapping.note is None and column not in {each.column for each in mapping.split}
    if column is not None and is_free and "{" not in column and "}" not in column:
        number, remark = (f"{column} {each}" for each in ("number", "remark"))
        pattern = toml_value(f"{{{number}}} ({{{remark}}})")
        split = (
            f"[[split]] with column = {toml_value(column)}, by = [] and pattern = {pattern} at the end of the mapping"
        )
        where = AT_THE_TOP if name is None else f"in [{toml_path(('parts', name))}]"
        renamed = f"{toml_value(number)} in place of {toml_value(column)} as the column of {kind.value}"
        hint = f"write {split}, {renamed}, and note = {toml_value(remark)} {where}"
    other = _one_more_of("unknown", mapping, kind, keys, text)
    return f"{hint}, if the remark leaves the number as it is; or {other}, if it does not"


def _one_more_of(key: str, mapping: TableMapping, kind: ClaimKind, keys: CellKeys, word: str) -> str:
    name = part_of_claim(mapping, keys)
    part: PartKeys = mapping if name is None else mapping.parts[name]
    if getattr(keys, key, None) is not None:
        return one_more(key, getattr(keys, key), word, f"beside the column of {claim_table(mapping, kind, keys)}")
    if name is not None and getattr(part, key, None) is not None:
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
