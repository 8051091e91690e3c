"""What each source says of one subject as a whole: whether somebody is there, and what is to come."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import attrs

from deployments.claims import Basis, BasisRule, ClaimKind
from deployments.records import Statement
from deployments.values.quantities import Change, Personnel
from deployments.values.tolerance import Tolerance

#: A source that plans one of these announces a force, and the size that it gives is that of the announcement.
ARRIVALS = (ClaimKind.DEPARTED, ClaimKind.START, ClaimKind.OPERATIONAL)


@attrs.frozen
class Sayings:
    """The ids of the sources that say something of one event, mission or deployment beside their single claims.

    - `present`, `absent`: those that report somebody, or nobody, there on the day of their publication.
    - `departed`: those that report that it has left home.
    - `planned`: those that plan a departure, a start, a capability or an increase, each with which.
    - `of_two_sizes`: those that give strengths with nothing in common, and say of none when or on what basis.
    """

    present: frozenset[str]
    absent: frozenset[str]
    departed: frozenset[str]
    planned: frozenset[tuple[str, ClaimKind]]
    of_two_sizes: frozenset[str]

    @classmethod
    def of(cls, statements: Sequence[Statement], basis: Callable[[Statement], Basis]) -> Sayings:
        """Read them off the statements about one subject.

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
    """Tell whether a statement is a figure, but for nobody, that says neither of which day it is nor on what basis.

    >>> is_size(Statement(id="x", source="letter", about="nld", kind="strength", value=6))
    True
    """
    if statement.kind.spec.basis is not BasisRule.FIGURE or statement.as_of is not None or statement.basis is not None:
        return False
    return not isinstance(statement.value, Personnel) or statement.value.high != 0


def _brings_some(statement: Statement) -> bool:
    """Tell whether by what a statement says some are to come, if it plans.

    An increase of which nobody says when or on what basis it is can be of those who are there.
    """
    is_more = isinstance(statement.value, Change) and statement.value.increase and not is_size(statement)
    return is_more or statement.kind in ARRIVALS
