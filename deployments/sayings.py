"""Which sources report that somebody is there, has left or is to come, of one event, mission or deployment."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import attrs

from deployments.claims import Basis, BasisRule, ClaimKind
from deployments.records import Statement
from deployments.values.quantities import Change, Personnel
from deployments.values.tolerance import Tolerance

#: A source that plans one of these announces a force. A size that it gives without a day is the size announced.
ARRIVALS = (ClaimKind.DEPARTED, ClaimKind.START, ClaimKind.OPERATIONAL)


@attrs.frozen
class Sayings:
    """The ids of the sources that make certain statements about one event, mission or deployment.

    - `present`: sources that report somebody there on the day of their publication. `absent`: those that report nobody.
    - `departed`: sources that report that it has left home.
    - `planned`: sources that plan a departure, a start, a capability or an increase, each with the kind of that claim.
    - `of_two_sizes`: sources that give strengths that no number fits, without a day and without a basis.
    """

    present: frozenset[str]
    absent: frozenset[str]
    departed: frozenset[str]
    planned: frozenset[tuple[str, ClaimKind]]
    of_two_sizes: frozenset[str]

    @classmethod
    def of(cls, statements: Sequence[Statement], basis: Callable[[Statement], Basis]) -> Sayings:
        """Find these sources among the statements about one subject; `basis` tells the basis of a statement.

        >>> six = Statement(id="x", source="letter", about="nld", kind="present", value=True)
        >>> Sayings.of([six], lambda statement: Basis.REPORTED).present
        frozenset({'letter'})
        """
        coming = [each for each in statements if _brings_some(each) and basis(each) is Basis.PLANNED]
        left = [each for each in statements if each.kind is ClaimKind.DEPARTED and basis(each) is Basis.REPORTED]
        return cls(
            present=_reporting(statements, is_there=True),
            absent=_reporting(statements, is_there=False),
            departed=frozenset(each.source for each in left),
            planned=frozenset((each.source, each.kind) for each in coming),
            of_two_sizes=_of_two_sizes(statements),
        )


def _reporting(statements: Sequence[Statement], *, is_there: bool) -> frozenset[str]:
    return frozenset(
        statement.source
        for statement in statements
        if statement.kind is ClaimKind.PRESENT
        and statement.value is is_there
        and statement.as_of is None
        and statement.basis in (None, Basis.REPORTED)
    )


def _of_two_sizes(statements: Sequence[Statement]) -> frozenset[str]:
    found: dict[str, tuple[float, float]] = {}
    for each in statements:
        if each.kind is ClaimKind.STRENGTH and is_size(each) and isinstance(each.value, Personnel):
            low, high = each.value.bounds(Tolerance())
            least, most = found.get(each.source, (0, math.inf))
            found[each.source] = max(least, low), min(most, math.inf if high is None else high)
    return frozenset(source for source, (least, most) in found.items() if least > most)


def is_size(statement: Statement) -> bool:
    """Tell whether a statement is a figure, other than zero, that has neither a day nor a basis.

    >>> is_size(Statement(id="x", source="letter", about="nld", kind="strength", value=6))
    True
    """
    if statement.kind.spec.basis is not BasisRule.FIGURE or statement.as_of is not None or statement.basis is not None:
        return False
    return not isinstance(statement.value, Personnel) or statement.value.high != 0


def _brings_some(statement: Statement) -> bool:
    """Tell whether a statement, if it is a plan, says that people are to come.

    An increase without a day and without a basis may be about people who are there already, and is not taken for that.
    """
    is_more = isinstance(statement.value, Change) and statement.value.increase and not is_size(statement)
    return is_more or statement.kind in ARRIVALS
