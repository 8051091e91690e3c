"""The basis of a claim when nobody writes it: whether its source reports it or plans it.

The rules must never make a plan a fact. A claim is compared with the first day on which its source can have been
published: what is not surely past by then is taken for a plan, and `check` asks where it could be either.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from math import inf

import attrs

from deployments.claims import Basis, BasisRule, ClaimKind
from deployments.records import Source, Statement
from deployments.values.dates import UncertainDate
from deployments.values.edtf import Run
from deployments.values.quantities import Personnel
from deployments.values.relations import related_days, related_to_one
from deployments.values.tolerance import Tolerance
from deployments.values.when import When

#: Compares days as they are written: what "around" adds makes nothing past or to come.
_STRICT = Tolerance(day=0, month=0, year=0)

#: A day may be asked for of each source that a claim is related to.
Published = Callable[[str], Run]


class Doubt(enum.Enum):
    """What `check` asks of a claim whose basis nobody wrote."""

    EITHER = "B101"
    SIZE = "B102"


@attrs.frozen
class Finding:
    """The basis of a claim, and what is in doubt about it."""

    basis: Basis
    doubt: Doubt | None = None


_REPORTED, _PLANNED = Finding(Basis.REPORTED), Finding(Basis.PLANNED)


def publication_days(source: Source, tolerance: Tolerance = Tolerance()) -> Run:  # noqa: B008 - a frozen value
    """Return the first and the last day on which a source can have been published, infinite where nobody can tell.

    `~` widens both by the tolerance. A source that was read on a day was published by then.

    >>> publication_days(Source(id="x", title="undated", accessed="2023-06-21"))
    (-inf, 738692)
    """
    first, last = (-inf, inf) if source.published is None else source.published.widened_hull(tolerance)
    if last == inf and source.accessed is not None:
        last = source.accessed.widened_hull(tolerance)[1]
    return first, last


def find_basis(statement: Statement, published: Published, *, counts_those_there: bool) -> Finding:
    """Return the basis of a claim, and what is doubted about it.

    `published` tells on which days a source can have been published; `counts_those_there` whether a figure without a
    day can only be of those whom the own source reports there on the day on which it was published.
    """
    if statement.basis is not None:
        return Finding(statement.basis)
    rule = statement.kind.spec.basis
    if rule is BasisRule.DATED:
        return _of_milestone(statement, published)
    if rule in (BasisRule.FIGURE, BasisRule.SIGHTING) and statement.as_of is not None:
        return _of_figure(statement, published)
    if rule is BasisRule.FIGURE:
        zero = isinstance(statement.value, Personnel) and statement.value.high == 0
        return _REPORTED if zero or counts_those_there else Finding(Basis.PLANNED, Doubt.SIZE)
    return _PLANNED if rule is BasisRule.PLANNED else _REPORTED


def _of_milestone(statement: Statement, published: Published) -> Finding:
    assert isinstance(statement.value, When)  # noqa: S101 - so the claim table says
    if statement.source in (*statement.value.before, *statement.value.during):
        return _REPORTED  # "has left", "left today"
    days = claimed_days(statement, published)
    own = published(statement.citing or statement.source)
    if days is None:
        return Finding(Basis.PLANNED, Doubt.EITHER if statement.source in statement.value.around else None)
    found = _by_days(days, own)
    if found.doubt is not None and statement.kind in (ClaimKind.DECIDED, ClaimKind.END_DECIDED):
        return Finding(Basis.REPORTED, found.doubt)
    return found


def _of_figure(statement: Statement, published: Published) -> Finding:
    assert statement.as_of is not None  # noqa: S101 - the caller asked
    days, own = statement.as_of.hull, published(statement.citing or statement.source)
    if days == own and not statement.as_of.is_interval:  # of all days of its month a letter need not know yet
        return _REPORTED
    return _by_days(days, own)


def _by_days(days: Run, published: Run) -> Finding:
    if days[1] <= published[0]:
        return _REPORTED
    return Finding(Basis.PLANNED, Doubt.EITHER if days[0] <= published[1] else None)


def claimed_days(statement: Statement, published: Published) -> Run | None:
    """Return the first and the last day that the date of a claim names, without tolerance.

    None for what names none: a duration, or a date that only relates to an event, a mission or a deployment.
    """
    value = statement.value
    if not isinstance(value, When):
        return None if statement.as_of is None else statement.as_of.hull
    runs = value.runs
    named = [(runs[0][0], runs[-1][1])] if runs else []
    for relation, target in value.related:
        if isinstance(target, UncertainDate):
            days = related_days(relation, target, _STRICT)
            named.append((days[0][0], days[-1][1]))
        elif (own := published(target)) != _UNKNOWN and target != statement.source:
            named.append(related_to_one(relation, own))
    if not named:
        return None
    return max(first for first, _ in named), min(last for _, last in named)


#: What `published` returns for what is no source, or for one of which nobody can tell when it appeared.
_UNKNOWN: Run = (-inf, inf)
