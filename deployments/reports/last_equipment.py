"""Which statements of equipment a report tells: the newest, and those that were the last to tell of another name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from deployments.claims import Equipment
from deployments.records import Statement
from deployments.values.quantities import Change, Quantity


class Stated(NamedTuple):
    """A statement of equipment, and the first and the last day that it can be of."""

    first: float
    last: float
    statement: Statement

    @property
    def numbers(self) -> Mapping[str, Quantity | Change]:
        """What it says of each name."""
        value = self.statement.value
        return dict(value.items) if isinstance(value, Equipment) else {}


def last_of_each_name(stated: Sequence[Stated]) -> list[Stated]:
    """Return the statements that were the last to tell of the equipment of any name, in the order of their days.

    A change of it comes with what it is a change of.
    """
    by_name: dict[str, list[Stated]] = defaultdict(list)
    for each in stated:
        for name in each.numbers:
            by_name[name].append(each)
    found: set[str] = set()
    for name, own in by_name.items():
        for several in newest_first(own):
            found.update(each.statement.id for each in several)
            if not all(isinstance(each.numbers[name], Change) for each in several):
                break
    return [each for each in sorted(stated, key=lambda each: each.first) if each.statement.id in found]


def newest_first(stated: Sequence[Stated]) -> Iterator[list[Stated]]:
    """Yield the statements that can be of the newest day of any, then those of the rest that can be, and so on."""
    order = sorted(stated, key=lambda each: each.last, reverse=True)
    newest = [*accumulate((each.first for each in reversed(order)), max)][::-1]
    place = 0
    while place < len(order):
        end = place
        while end < len(order) and order[end].last >= newest[place]:
            end += 1
        yield order[place:end]
        place = end
