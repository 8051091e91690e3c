"""The table of cell types: for each type of value that a claim can have, how a column of it is mapped and read.

A claim of a deployment can be imported if the type of its value has an entry here; the claim's own word is then a key
of mappings. A new type is one entry.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs

from deployments.claims import CLAIMS, Claim, ClaimKind, Equipment, Term
from deployments.errors import ClaimError, DurationError, InvalidValueError, QuantityError
from deployments.importing.cell_keys import CellKeys, DurationKeys, FlagKeys, NumberKeys, ThingKeys
from deployments.importing.spelling import TableSpelling
from deployments.importing.toml_texts import toml_value
from deployments.values.durations import Duration
from deployments.values.folding import folded
from deployments.values.quantities import CHANGE_HINT, NUMBER_HINT, Breakdown, Change, Quantity
from deployments.values.when import When

#: The values of several cells, None where it is not known.
_Values = Sequence[Any]


def _only(values: _Values, names: Sequence[str]) -> Claim | None:  # noqa: ARG001 - as the others are called
    (value,) = values
    return value  # type: ignore[no-any-return]  # it is what was read of the only cell


@attrs.frozen(kw_only=True, eq=False)
class CellType:
    """How values of one type are mapped and read.

    - `keys`: the keys by which a mapping says where a value stands.
    - `parse`: reads the text of a cell as the table spells it and the keys say, or raises an `InvalidValueError`. It is
      asked once for each text, and neither for empty cells nor for words that the mapping lists as unknown.
    - `combine`: makes one value of those of all cells, None for each that is not known, and of their names, if they
      have any; None if nothing is known.
    """

    keys: type[CellKeys]
    parse: Callable[[TableSpelling, Any, str], Claim | None]
    combine: Callable[[_Values, Sequence[str]], Claim | None] = _only


def _number(spelling: TableSpelling, keys: CellKeys, text: str) -> Quantity:  # noqa: ARG001 - as the others are called
    return spelling.numbers.read(text)


def _thing(spelling: TableSpelling, keys: CellKeys, text: str) -> Quantity:  # noqa: ARG001 - as the others are called
    """Read a number of things. What it counts is said by the name of the equipment in the mapping, not by a cell."""
    try:
        return spelling.numbers.read(text, of_people=False)
    except QuantityError as error:
        from deployments.values.amount_words import thing_hint  # noqa: PLC0415 - only for what is wrong

        written = thing_hint(text) if error.hint == NUMBER_HINT else ""
        named = "if the name of the equipment in the mapping says what it counts; if not, write a name there that does"
        hint = f'{written} in the table, {named}, such as "Patriot battery"' if written else error.hint
        raise QuantityError(error.problem, text, hint) from None


def _sum(values: _Values, names: Sequence[str]) -> Claim | None:
    """Return the sum of several numbers: at least that of those which are known, if not all are."""
    known = [each for each in values if each is not None]
    if names and len(known) == len(values):
        return Breakdown(tuple(sorted(zip(names, known, strict=True))))
    highs = [each.high for each in known if each.high is not None]
    low, high = sum(each.low for each in known), sum(highs) if len(highs) == len(values) else None
    if not low and high is None:
        return None
    return Quantity(low, high, any(each.approximate for each in known))


def _date(spelling: TableSpelling, keys: CellKeys, text: str) -> When:  # noqa: ARG001 - as the others are called
    return When(on=spelling.dates.read_date(text))


def _flag(spelling: TableSpelling, keys: FlagKeys, text: str) -> bool:  # noqa: ARG001 - as the others are called
    word = folded(text)
    for meaning, words in ((True, keys.yes), (False, keys.no)):
        if word in {folded(each) for each in words} or (keys.value is not None and word == str(meaning).lower()):
            return meaning
    yes, no = (toml_value([*words, text]) for words in (keys.yes, keys.no))
    hint = f"write yes = {yes}, or no = {no}, beside its column in the mapping"
    raise ClaimError("neither yes nor no", text, hint)


def _so(spelling: TableSpelling, keys: FlagKeys, text: str) -> bool | None:
    return _flag(spelling, keys, text) or None  # nobody claims that a deployment is not cancelled


def _duration(spelling: TableSpelling, keys: DurationKeys, text: str) -> Duration:
    if keys.unit is None:
        try:
            return Duration.parse(text)
        except DurationError as error:
            hint = 'write unit = "months" beside its column in the mapping, if it is a number of them'
            raise DurationError(error.problem, text, hint if text.strip().isdecimal() else error.hint) from None
    number, unit = spelling.numbers.read(text, of_people=False), keys.unit[0].upper()
    about = "~" if number.approximate else ""
    if number.low == number.high:
        return Duration.parse(f"{about}P{number.low}{unit}")
    low, high = (f"P{end}{unit}" if end else "" for end in (number.low, number.high))
    return Duration.parse(f"{about}{low}..{high}")


def _term(spelling: TableSpelling, keys: DurationKeys, text: str) -> Term:
    return Term(_duration(spelling, keys, text))


def _change(spelling: TableSpelling, keys: CellKeys, text: str) -> Change:  # noqa: ARG001 - as the others are called
    sign = text[:1] if text[:1] in "+-\N{MINUS SIGN}" else ""
    said = text[len(sign) :].strip()
    try:
        number = str(spelling.numbers.read(said))
    except InvalidValueError as error:
        if spelling.numbers.counts_units(said):  # the words of the registry know no unit of the mapping
            is_known = error.hint != NUMBER_HINT and not error.hint.startswith("leave it out")
            hint = error.hint.replace('write "', f'write "{sign}') if is_known else CHANGE_HINT
            raise QuantityError("not a change", text, hint) from None
        return Change.parse(text)  # "increase", "-50 %", or what it says of what is wrong
    return Change.parse(("" if sign in ("", "+") else "-") + number)


def _things(values: _Values, names: Sequence[str]) -> Claim | None:
    """Return the equipment whose number is known; there is no statement of what a table does not say."""
    known = [(name, each) for name, each in zip(names, values, strict=True) if each is not None]
    return Equipment(tuple(sorted(known))) if known else None


CELL_TYPES: Mapping[type[Claim], CellType] = {
    Quantity: CellType(keys=NumberKeys, parse=_number, combine=_sum),
    When: CellType(keys=CellKeys, parse=_date),
    bool: CellType(keys=FlagKeys, parse=_flag),
    Term: CellType(keys=DurationKeys, parse=_term),
    Duration: CellType(keys=DurationKeys, parse=_duration),
    Change: CellType(keys=CellKeys, parse=_change),
    Equipment: CellType(keys=ThingKeys, parse=_thing, combine=_things),
}

#: How a claim is read that nobody makes the other way round.
_ONLY_TRUE = CellType(keys=FlagKeys, parse=_so)


def cell_type(kind: ClaimKind) -> CellType:
    """Return how the values of a kind of claim are mapped and read.

    >>> cell_type(ClaimKind.STRENGTH).keys.__name__
    'NumberKeys'
    """
    return _ONLY_TRUE if kind is ClaimKind.CANCELLED else CELL_TYPES[kind.spec.value]


def importable_claims() -> dict[str, ClaimKind]:
    """Return the kinds of claim that a table can state of a deployment, by their words.

    >>> "strength" in importable_claims(), "follows" in importable_claims()
    (True, False)
    """
    return {kind.value: kind for kind in CLAIMS["deployment"] if kind.spec.value in CELL_TYPES}
