"""The table of cell types: for each type of value that a claim can have, how a column of it is mapped and read.

A claim of a deployment can be imported if the type of its value has an entry here; the claim's own word is then a key
of mappings. A new type is one entry.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs

from deployments.claims import CLAIMS, Claim, ClaimKind
from deployments.importing.cell_keys import CellKeys, NumberKeys
from deployments.importing.spelling import TableSpelling
from deployments.values.quantities import Quantity
from deployments.values.when import When


def _only(values: Sequence[Claim]) -> Claim:
    (value,) = values
    return value


@attrs.frozen(kw_only=True, eq=False)
class CellType:
    """How values of one type are mapped and read.

    - `keys`: the keys by which a mapping says where a value stands.
    - `parse`: reads the text of a cell as the table spells it, or raises an `InvalidValueError`. It is asked once for
      each text, and neither for empty cells nor for words that the mapping lists as unknown.
    - `combine`: makes one value of those in several columns, for keys that allow `add`.
    """

    keys: type[CellKeys]
    parse: Callable[[TableSpelling, str], Claim]
    combine: Callable[[Sequence[Any]], Claim] = _only


def _sum(quantities: Sequence[Quantity]) -> Quantity:
    """Return the sum of several numbers, a range if any of them is one."""
    highs = [each.high for each in quantities if each.high is not None]
    high = sum(highs) if len(highs) == len(quantities) else None
    return Quantity(sum(each.low for each in quantities), high, any(each.approximate for each in quantities))


CELL_TYPES: Mapping[type[Claim], CellType] = {
    Quantity: CellType(keys=NumberKeys, parse=lambda spelling, text: spelling.numbers.read(text), combine=_sum),
    When: CellType(keys=CellKeys, parse=lambda spelling, text: When(on=spelling.dates.read_date(text))),
}


def importable_claims() -> dict[str, ClaimKind]:
    """Return the kinds of claim that a table can state of a deployment, by their words.

    >>> "strength" in importable_claims(), "duration" in importable_claims()
    (True, False)
    """
    return {kind.value: kind for kind in CLAIMS["deployment"] if kind.spec.value in CELL_TYPES}
